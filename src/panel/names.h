/*
 * Names met while reading, each kept once under a small number. Spellings that differ only in white
 * space or encoding (Windows-1252) share the number of the clean one.
 */
#ifndef ZISTAT_PANEL_NAMES_H
#define ZISTAT_PANEL_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "zistat/base/arena.h"

#define NO_NAME UINT32_MAX

struct name {
    const char *text;
    uint32_t length;
    uint32_t parent; /* names are unique within a parent: units within their institution */
    uint32_t clean;  /* the number of the clean spelling; its own for a clean one */
};

struct name_slot {
    uint32_t hash;
    uint32_t number; /* NO_NAME: free */
};

struct names {
    struct zi_arena *arena; /* borrowed: owns the texts */
    struct name *entries;
    uint32_t n_entries;
    uint32_t capacity;
    struct name_slot *slots;   /* by the hash of the text */
    struct name_slot *letters; /* clean names by the hash of their lower-case letters */
    uint32_t n_slots;          /* of each: a power of two */
    bool converted;            /* some text was Windows-1252 since this was last cleared */
    bool has_variants;         /* some spellings differ in capitals only */
};

void names_init(struct names *names, struct zi_arena *arena);
void names_release(struct names *names);

/* The number of the clean spelling; NO_NAME without memory. *variant (which may be NULL) is set
 * when the name is new but for its capitals: to the name it resembles; else it is left alone. */
uint32_t names_add(struct names *names, uint32_t parent, const char *text, size_t length,
                   uint32_t *variant);

/* Trimmed, every run of white space one space, as UTF-8; text itself (not ended by zero) when that
 * is what it is. NULL without memory. */
const char *names_clean(struct zi_arena *arena, const char *text, size_t *length, bool *converted);

#endif
