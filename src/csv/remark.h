/*
 * Something to say about a cell, in both languages. Sentences are made only where an arena is
 * given: the first pass over a file only counts.
 */
#ifndef ZISTAT_CSV_REMARK_H
#define ZISTAT_CSV_REMARK_H

#include <stdbool.h>
#include <stddef.h>

#include "zistat/base/arena.h"
#include "zistat/base/language.h"
#include "zistat/csv/fault.h"

struct remark {
    bool made;
    enum zi_fault_kind kind;
    enum zi_severity severity;
    size_t offset; /* in bytes, of what is wrong within the text */
    struct zi_text what;
    struct zi_text suggestion;
};

/* Both formats take the same arguments. A first remark stays. */
void remark_make(struct remark *remark, struct zi_arena *arena, enum zi_fault_kind kind,
                 enum zi_severity severity, const char *id, const char *en, ...)
    __attribute__((format(printf, 5, 7), format(printf, 6, 7)));

void remark_suggest(struct remark *remark, struct zi_arena *arena, const char *id, const char *en,
                    ...) __attribute__((format(printf, 3, 5), format(printf, 4, 5)));

/* Where the two languages need different words, each sentence is printed by itself: "" without an
 * arena. */
void remark_text(struct remark *remark, enum zi_fault_kind kind, enum zi_severity severity,
                 struct zi_text what);
const char *remark_print(struct zi_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* A number, and a scale as "0-100", each language with its own decimal sign; "" without an arena.
 */
struct zi_text remark_number(struct zi_arena *arena, double value);
struct zi_text remark_scale(struct zi_arena *arena, double min, double max);

/* Text of a file as it can be shown: valid UTF-8, one line, shortened; "" without an arena. */
const char *remark_quote(struct zi_arena *arena, const char *text, size_t length);

#endif
