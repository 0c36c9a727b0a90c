/*
 * What a panel regression takes out before its slopes are estimated: nothing, a constant, a dummy
 * for every unit, for every year, or both. Exact for panels with gaps.
 *
 * Rows stand unit after unit: those of unit u are start[u] .. start[u + 1] - 1.
 */
#ifndef ZISTAT_STATS_FIXED_EFFECTS_H
#define ZISTAT_STATS_FIXED_EFFECTS_H

#include <stdbool.h>
#include <stddef.h>

#include "zistat/base/api.h"
#include "zistat/base/arena.h"
#include "zistat/base/error.h"
#include "zistat/stats/two_way.h"

ZI_API_BEGIN

enum zi_effects {
    ZI_EFFECTS_NONE,     /* not even a constant */
    ZI_EFFECTS_CONSTANT, /* pooled, with an intercept */
    ZI_EFFECTS_UNIT,
    ZI_EFFECTS_YEAR,
    ZI_EFFECTS_TWOWAY
};

/* "origin", "pooled", "unit", "year", "twoway" */
const char *zi_effects_name(enum zi_effects effects);

struct zi_fixed_effects {
    enum zi_effects effects;
    const size_t *start; /* borrowed, as year */
    const int *year;
    size_t n_units;
    size_t n;
    int first_year;
    size_t span;              /* calendar years from the first to the last */
    size_t *in_year;          /* span: rows of every calendar year; NULL unless ZI_EFFECTS_YEAR */
    size_t *position;         /* span: its number among the years that occur; the same */
    struct zi_two_way twoway; /* when ZI_EFFECTS_TWOWAY */
    size_t n_basis;           /* columns of the basis below */
};

/*
 * In     start[n_units + 1], no empty unit; year[n]: calendar years
 * Out    arrays in the arena; start and year must outlive the result
 * Errors ZI_ESYSTEM out of memory
 * Cost   O(n); two-way as zi_two_way_init
 */
enum zi_code zi_fixed_effects_init(struct zi_fixed_effects *fixed, enum zi_effects effects,
                                   const size_t start[], size_t n_units, const int year[],
                                   struct zi_arena *arena, struct zi_error *error);

/* Rank of the dummies together. */
size_t zi_fixed_effects_rank(const struct zi_fixed_effects *fixed);

/* What of them costs degrees of freedom when errors are clustered by units or by groups of whole
 * units: unit effects are nested in the clusters and count as one constant, as in Stata's xtreg,
 * reghdfe and fixest. */
size_t zi_fixed_effects_counted(const struct zi_fixed_effects *fixed);

/* Doubles of scratch that zi_fixed_effects_residuals needs. */
size_t zi_fixed_effects_scratch(const struct zi_fixed_effects *fixed);

/*
 * Replaces values[n] by their residuals on the effects. Columns may be done in several threads,
 * each with its own scratch. ZI_EFFECTS_NONE leaves them.
 *
 * Cost   O(n)
 * Oracle R residuals(lm(y ~ factor(unit) + factor(year)))
 */
void zi_fixed_effects_residuals(const struct zi_fixed_effects *fixed, double values[],
                                double scratch[]);

/*
 * The rows of one unit in an orthonormal basis of the effects; with unit dummies, of what the other
 * dummies add to them. The hat matrix of the effects is that of the unit dummies (if any) plus
 * basis basis'.
 *
 * Out    rows[stride * i + j], i the row in the unit, j < n_basis <= stride
 * Cost   O(n_basis^2) a row
 */
void zi_fixed_effects_basis(const struct zi_fixed_effects *fixed, size_t unit, double rows[],
                            size_t stride);

/*
 * Marks the rows that are not fitted exactly by a dummy of their own: alone in their unit or year,
 * where these are taken out, also after others that are have gone (singletons). They say nothing
 * about a slope, and counting them makes the errors too small (Correia 2015).
 *
 * Out    keep[n]
 * Errors ZI_ESYSTEM out of memory
 */
enum zi_code zi_fixed_effects_free_rows(enum zi_effects effects, const size_t start[],
                                        size_t n_units, const int year[], bool keep[],
                                        struct zi_error *error);

ZI_API_END

#endif
