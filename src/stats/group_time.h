/*
 * Effects by cohort and year (Callaway & Sant'Anna 2021), and their averages.
 *
 * The effect on cohort g (the units whose treatment begins in year g) in year t is the mean change
 * from the base year to t of the cohort less that of the units compared with. Every unit that is
 * observed in both years is used: one missing year costs a unit its cells, not all of its rows.
 * Averages weigh cohorts by their number of units.
 */
#ifndef ZISTAT_STATS_GROUP_TIME_H
#define ZISTAT_STATS_GROUP_TIME_H

#include "stats/adoption.h"
#include "zistat/base/arena.h"
#include "zistat/base/error.h"
#include "zistat/stats/confidence.h"
#include "zistat/stats/estimate.h"

/* What years before the treatment are compared with; later years always with g - 1. */
enum zi_base {
    ZI_BASE_VARYING,  /* the year before: changes from year to year */
    ZI_BASE_UNIVERSAL /* g - 1: distances from the last year before the treatment */
};

struct zi_cell {
    size_t group; /* first treated year of the cohort */
    size_t time;
    size_t base;
    size_t n_treated; /* units observed in both years */
    size_t n_controls;
    double change_treated; /* mean changes from base to time */
    double change_control;
    struct zi_estimate effect; /* n and n_units: n_treated */
};

enum zi_average_kind {
    ZI_AVERAGE_SIMPLE,  /* over all treated years of all cohorts */
    ZI_AVERAGE_DYNAMIC, /* by years since the treatment began */
    ZI_AVERAGE_GROUP,   /* by cohort */
    ZI_AVERAGE_CALENDAR /* by year */
};

/* "simple", "dynamic", "group", "calendar" */
const char *zi_average_name(enum zi_average_kind kind);

struct zi_average {
    enum zi_average_kind kind;
    bool overall;              /* of all years since 0, cohorts or calendar years; simple always */
    int at;                    /* years since the treatment began, cohort, or year; 0 if overall */
    struct zi_estimate effect; /* n: treated unit-years, n_units: treated units */
};

/* Arrays live in the arena. */
struct zi_group_time {
    struct zi_cell *cells; /* by cohort, then year; those without units too, with a reason */
    size_t n_cells;
    struct zi_average *averages; /* the four overall ones in the order of their kinds, then by
                                    kind and ascending; only those that have a cell */
    size_t n_averages;
    size_t first_dynamic; /* position of the first average by years since the treatment */
    size_t n_dynamic;
    double *covariance; /* of these, n_dynamic squared; a row is NaN where it has no std_error */
};

/*
 * zi_group_time
 *
 * In      adoption: begins >= 1; clusters hold whole units
 * Missing NaN in y: a cell uses the units that have both years
 * Errors  ZI_ESYSTEM out of memory
 * Reasons of a cell: ZI_MISSING no treated unit has both years; ZI_NO_CONTROLS; ZI_ONE_CLUSTER (an
 *         estimate without error): treated or compared units of one cluster only. Averages leave
 *         out cells without an estimate
 * Errors  are made of influence functions summed by cluster, with the estimated cohort shares
 *         among them. Clusters with treated units and those without are two samples: each sum of
 *         squares is multiplied by N / (N - 1) of its sample, and df is Welch's. With one cohort
 *         and two years that is Welch's t test of the changes
 * Cost    O(units cohorts years)
 * Source  Callaway & Sant'Anna 2021, JoE 225; Welch 1947
 * Oracle  tests/reference/impact/group_time.R (the textbook formula, one matrix of influence);
 *         R t.test for two years
 */
enum zi_code zi_group_time(const struct zi_adoption *adoption, enum zi_controls controls,
                           enum zi_base base, const struct zi_confidence *confidence,
                           struct zi_arena *arena, struct zi_group_time *result,
                           struct zi_error *error);

/* The overall average of a kind. */
const struct zi_average *zi_group_time_overall(const struct zi_group_time *result,
                                               enum zi_average_kind kind);

#endif
