/*
 * Units that begin a treatment in different years and keep it: what the methods of impact work on.
 *
 * Years are positions 0 .. n_years - 1 here; which calendar years they are is the caller's to know.
 * A unit that is treated in every year says nothing about a change and must not be among them.
 */
#ifndef ZISTAT_STATS_ADOPTION_H
#define ZISTAT_STATS_ADOPTION_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#include "zistat/base/arena.h"
#include "zistat/base/error.h"

struct zi_adoption {
    const double *y; /* [unit * n_years + year]; NaN where missing */
    size_t n_units;
    size_t n_years;
    const size_t *begins;  /* of every unit: its first treated year, at least 1; n_years: never */
    const size_t *cluster; /* units of cluster c are cluster[c] .. cluster[c + 1] - 1 */
    size_t n_clusters;
};

/* Who the treated are compared with. */
enum zi_controls {
    ZI_CONTROLS_NEVER,  /* units never treated within the years */
    ZI_CONTROLS_NOT_YET /* units not treated by the later of the two years compared */
};

static inline double zi_adoption_value(const struct zi_adoption *adoption, size_t unit, size_t year)
{
    return adoption->y[unit * adoption->n_years + year];
}

/* y of year less y of base; NaN unless both are observed. */
static inline double zi_adoption_change(const struct zi_adoption *adoption, size_t unit,
                                        size_t base, size_t year)
{
    return zi_adoption_value(adoption, unit, year) - zi_adoption_value(adoption, unit, base);
}

static inline bool zi_adoption_is_control(const struct zi_adoption *adoption, size_t unit,
                                          enum zi_controls controls, size_t base, size_t year)
{
    size_t begins = adoption->begins[unit];

    if (controls == ZI_CONTROLS_NEVER)
        return begins >= adoption->n_years;
    return begins > year && begins > base;
}

/* The observed unit-years one after another, as regressions take them. Arrays live in the arena. */
struct zi_adoption_rows {
    double *y;
    int *year;       /* position of the year */
    size_t *start;   /* rows of its u-th unit are start[u] .. start[u + 1] - 1 */
    size_t *unit;    /* position of that unit in the adoption */
    size_t *cluster; /* its units of cluster c are cluster[c] .. cluster[c + 1] - 1 */
    size_t n;
    size_t n_units;
    size_t n_clusters; /* with rows */
    size_t n_alone;    /* rows left out: alone in their unit or year, so that dummies fit them */
};

/* ZI_ESYSTEM out of memory. O(units years). */
enum zi_code zi_adoption_rows(const struct zi_adoption *adoption, struct zi_arena *arena,
                              struct zi_adoption_rows *rows, struct zi_error *error);

#endif
