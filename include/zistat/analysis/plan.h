/*
 * The cheapest way up: which components of the score to raise, and by how much, so that every
 * threshold of the predicate is reached at once with the least effort.
 *
 * It is no sum of gaps: meeting every minimum adds up to less than the total (72.25 of 75, 83.25 of
 * 85), and a point in an area counts for the area, the levers and the total together. What an
 * effort is worth is a judgement that comes from outside (zi_efforts). Points buy nothing but
 * thresholds of the score; every other failed condition is an obstacle, said apart.
 */
#ifndef ZISTAT_ANALYSIS_PLAN_H
#define ZISTAT_ANALYSIS_PLAN_H

#include <stdbool.h>
#include <stddef.h>

#include "zistat/analysis/readiness.h"
#include "zistat/base/api.h"
#include "zistat/catalogue/effort.h"

ZI_API_BEGIN

/* A component raised from one value to another, on its own scale. */
struct zi_raise {
    size_t index;
    double from;
    double to;
    double points; /* of the total */
    double effort;
};

/* A failed condition that no point buys. */
struct zi_obstacle {
    const struct zi_rule_result *result;
    bool this_year; /* false: it cannot change this year (the institution's, years, a ban, what the
                       unit is); true: the unit can still meet it, but not with points */
};

enum zi_plan_state {
    ZI_PLAN_NOTHING, /* no threshold of the score is missed */
    ZI_PLAN_HELD,    /* the unit holds WBBM: there is nothing to reach */
    ZI_PLAN_FOUND,   /* raises reach every threshold */
    ZI_PLAN_UNKNOWN, /* from here on there is no plan: components are not known: missing; nothing is
                        guessed */
    ZI_PLAN_OUT_OF_REACH, /* not even the maxima are enough */
    ZI_PLAN_OFF_GRID,     /* a component has a value that its sheet does not know: missing */
    ZI_PLAN_NO_EFFORT,    /* no effort is given for components: missing */
    ZI_PLAN_TOO_MIXED,    /* the steps given are too mixed to be tried exactly */
};

/* What a plan that was not found lacks: "" and "" for the others. */
struct zi_text zi_plan_state_text(enum zi_plan_state state);

struct zi_plan {
    const struct zi_readiness *unit;
    enum zi_plan_state state;
    struct zi_obstacle *obstacles; /* those that cannot change this year first */
    size_t n_obstacles;
    size_t n_fixed; /* of them, cannot change this year: not reachable whatever the points */
    struct zi_raise *raises; /* in the order of the catalogue */
    size_t n_raises;
    double points;
    double effort;
    size_t *missing; /* indices */
    size_t n_missing;
};

/*
 * One plan for each result, in their order; results as zi_readiness_compute gives them. The effort
 * is the least there is (zi_cover); of equal efforts the fewest components are raised, then the
 * earlier ones. A value counts as recorded: where a whole is not the sum of its parts, what raises
 * a part raises the whole by as much.
 *
 * ZI_EFEW when the parts of the total are not on record for that year. Plans live in arena. Cost:
 * microseconds a unit.
 */
enum zi_code zi_plan_compute(const struct zi_panel *panel, const struct zi_readiness results[],
                             size_t n, const struct zi_efforts *efforts, struct zi_arena *arena,
                             struct zi_plan **plans, struct zi_error *error);

/* What all minimums below the total come to together (72.25 towards WBK in 2025), and the total
 * that is asked for (75); both NaN when the rules of the result do not say. */
enum zi_code zi_plan_minimums(const struct zi_panel *panel, const struct zi_readiness *result,
                              struct zi_arena *arena, double *minimums, double *total,
                              struct zi_error *error);

ZI_API_END

#endif
