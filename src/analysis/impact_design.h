/* Which units, values and dates an impact is estimated from. */
#ifndef ZISTAT_ANALYSIS_IMPACT_DESIGN_H
#define ZISTAT_ANALYSIS_IMPACT_DESIGN_H

#include "analysis/impact.h"

/* What events say of a unit, in calendar years; INT_MAX: never. */
struct award_dates {
    int begins; /* first treated year */
    int revoked;
    bool undated; /* awarded in a year that is not printed */
};

/* Units used, each with a row of values from first_year to last_year of the impact. */
struct impact_design {
    const struct zi_selection *selection;
    struct zi_arena arena;
    double *y;           /* n_units x years; values after a revocation are NaN by rule */
    size_t *begins;      /* position of the first treated year; the number of years: never */
    size_t *entity;      /* of every unit */
    size_t *each;        /* n_units + 1: every unit a cluster */
    size_t *institution; /* units of institution i are institution[i] .. institution[i + 1] - 1 */
    size_t n_units;
    size_t n_years;
    size_t n_institutions;
};

struct award_dates impact_dates(const struct zi_panel *panel, size_t entity,
                                const struct zi_impact_request *request);

/* Fills the design and what the impact says of units, years, what was dropped. Release also after
 * an error. */
enum zi_code impact_design_make(struct impact_design *design, const struct zi_selection *selection,
                                struct zi_impact *impact, struct zi_error *error);
void impact_design_release(struct impact_design *design);

/* As the statistics take it, clustered as the impact says. */
struct zi_adoption impact_adoption(const struct impact_design *design,
                                   enum zi_clustering clustering);

#endif
