/*
 * What to ask whom for: the documents that hold the values which conditions are judged by
 * (datasets/collect.csv, replaceable at run time).
 */
#ifndef ZISTAT_CATALOGUE_COLLECT_H
#define ZISTAT_CATALOGUE_COLLECT_H

#include <stddef.h>

#include "zistat/base/arena.h"
#include "zistat/base/error.h"
#include "zistat/base/language.h"
#include "zistat/catalogue/catalogue.h"

struct zi_collect_row {
    const char *item; /* an index, or a fact: predikat, tahun_predikat, tanggal_pencabutan, jenis */
    enum zi_level level;
    struct zi_text what;
    struct zi_text from;
    struct zi_source source;
};

struct zi_collect {
    struct zi_arena arena;
    struct zi_collect_row *rows;
    size_t n_rows;
};

/* path: NULL for the embedded file. Load errors name file and row: an empty item, an unknown level,
 * an item twice at one level. */
enum zi_code zi_collect_load(struct zi_collect *collect, const char *path, struct zi_error *error);
void zi_collect_release(struct zi_collect *collect);

/* The row of the item at that level, or of the whole it belongs to by name (zi.a3.reform: zi.a3,
 * zi.a, zi); NULL when the file says nothing of it. */
const struct zi_collect_row *zi_collect_find(const struct zi_collect *collect, const char *item,
                                             enum zi_level level);

#endif
