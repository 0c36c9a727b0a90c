/*
 * Many tests at once: p-values adjusted so that one threshold serves the family.
 *
 * Holm answers "which claim": the chance of even one false claim stays below the level.
 * Benjamini-Hochberg answers "which to look at": the share of false ones among those found does.
 */
#ifndef ZISTAT_STATS_MULTIPLE_H
#define ZISTAT_STATS_MULTIPLE_H

#include <stddef.h>

#include "zistat/base/api.h"
#include "zistat/stats/sort.h"

ZI_API_BEGIN

enum zi_multiple { ZI_HOLM, ZI_BENJAMINI_HOCHBERG };

/*
 * zi_multiple_adjust - adjusted p-values of a family of tests
 *
 * In       p[n], NaN for tests that do not exist; scratch[2 * n]
 * Out      adjusted[n], NaN where p is (may be the same array as p); returns m, the number of tests
 *          in the family
 * Missing  an undefined p is no member of the family: it neither counts nor gets a value
 * Ties     equal p get equal adjusted p
 * Cost     O(n log n)
 * Source   Holm 1979, Scandinavian Journal of Statistics 6; Benjamini & Hochberg 1995, JRSS B 57
 * Oracle   R p.adjust
 */
size_t zi_multiple_adjust(enum zi_multiple method, const double p[], size_t n,
                          struct zi_sort_entry scratch[], double adjusted[]);

ZI_API_END

#endif
