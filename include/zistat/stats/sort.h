/* Sorting values without losing sight of their rows. Ranks: dense_rank.h. */
#ifndef ZISTAT_STATS_SORT_H
#define ZISTAT_STATS_SORT_H

#include <stddef.h>

#include "zistat/base/api.h"

ZI_API_BEGIN

/* A value and the row it came from. */
struct zi_sort_entry {
    double value;
    size_t row;
};

/*
 * Ascending by value; equal values keep their order (stable), so two calls sort by two keys.
 *
 * In     entries[n], no NaN; scratch[n]
 * Cost   O(n log n) always
 */
void zi_sort(struct zi_sort_entry entries[], size_t n, struct zi_sort_entry scratch[]);

ZI_API_END

#endif
