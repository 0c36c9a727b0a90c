/*
 * Regressions on a staggered treatment with effects of unit and year: one number for "treated"
 * (two-way fixed effects, which is naive when units begin in different years), and the event study
 * with a number for every distance from the first treated year.
 */
#ifndef ZISTAT_STATS_EVENT_STUDY_H
#define ZISTAT_STATS_EVENT_STUDY_H

#include "stats/adoption.h"
#include "zistat/stats/panel_regression.h"

struct zi_static_effect {
    struct zi_estimate effect;
    double r_squared;           /* within */
    const struct zi_wild *wild; /* or NULL */
    size_t n_alone;             /* rows left out, see struct zi_adoption_rows */
    size_t n_clusters;
};

/*
 * y = unit + year + effect if treated.
 *
 * Reasons ZI_COLLINEAR: nobody is treated, or all in the same years; ZI_MISSING: no rows; the
 *         others as zi_panel_regress
 * Errors  ZI_ESYSTEM out of memory
 * Oracle  R lm with dummies, sandwich, clubSandwich: tests/reference/impact/regressions.R
 */
enum zi_code zi_static_effect(const struct zi_adoption *adoption,
                              const struct zi_panel_inference *inference, struct zi_arena *arena,
                              struct zi_static_effect *result, struct zi_error *error);

/* Distances from the first treated year that have one number. */
struct zi_event_bin {
    int from; /* the first bin: all years up to `to`; the last: all from `from` on */
    int to;
    bool reference;            /* 0 by definition: the year before the treatment */
    struct zi_estimate effect; /* n: unit-years, n_units: treated units in it */
};

struct zi_joint_test {
    double statistic;
    double df1;
    double df2;
    double p_value;
    enum zi_reason reason;
};

/* Arrays live in the arena. */
struct zi_event_study {
    struct zi_event_bin *bins; /* ascending; only those with rows, and the reference */
    size_t n_bins;
    struct zi_joint_test leads; /* all leads are 0 */
    double largest_lead;        /* the one farthest from 0; NaN without leads */
    size_t n;
    size_t n_units;
    size_t n_clusters;
    enum zi_reason reason; /* of the whole */
};

/*
 * y = unit + year + effect of every bin: first or less, first + 1, .. , -2, (reference -1), 0, ..,
 * last - 1, last or more.
 *
 * In      first <= -2, last >= 0; errors are CR1 whatever inference says
 * Reasons of the whole ZI_NO_CONTROLS: every unit is treated in time, so that distance, year and
 *         unit determine each other; ZI_MISSING: nobody is treated; the others as
 *         zi_panel_regress. Of the test ZI_MISSING: no lead; ZI_FEW_CLUSTERS: fewer than four for
 *         every lead, or fewer than five with treated units: CR1 is then far too small;
 *         ZI_COLLINEAR: leads that clusters cannot tell apart
 * Errors  ZI_ESYSTEM out of memory
 * Test    F(leads, clusters - 1) of the Wald statistic with CR1. Of a chi-square over all cells
 *         before the treatment nothing is said: with cohorts of five units it rejects most true
 *         nulls
 * Cost    O(n bins^2)
 * Oracle  R lm with dummies and sandwich: tests/reference/impact/regressions.R
 */
enum zi_code zi_event_study(const struct zi_adoption *adoption, int first, int last,
                            const struct zi_panel_inference *inference, struct zi_arena *arena,
                            struct zi_event_study *study, struct zi_error *error);

#endif
