/*
 * The chances of units side by side, and the chain from units judged to awards expected. One
 * computation for every table, chart and page: they say the same numbers.
 */
#ifndef ZISTAT_SRC_ANALYSIS_PROSPECT_H
#define ZISTAT_SRC_ANALYSIS_PROSPECT_H

#include "award.h"
#include "zistat/analysis/forecast.h"

/* p_award <= p_all <= p_reach wherever they are defined. */
struct zi_prospect {
    const struct zi_readiness *unit;
    const struct zi_forecast
        *forecast; /* of the total next year and the year after; NULL for none */
    const struct zi_chance *chance;
    const struct zi_award *award;
    double p_reach; /* the total reaches its threshold next year; NaN with the reason */
    enum zi_reason reason;
    double p_all;   /* all conditions; NaN while one is not known */
    double p_award; /* NaN also for a unit that holds the predicate */
    double low;     /* of p_award, 95 % */
    double high;
    int held;        /* predicate held at the end of the year, 0 for none */
    bool done;       /* holds what it could aim at */
    size_t n_lost;   /* conditions of the predicate held that are not met any longer this year; what
                        is asked in years is asked of a proposal only */
    size_t n_unsure; /* and that are not known */
};

struct zi_prospects {
    struct zi_prospect *rows; /* in the order of the readiness */
    size_t n;
    struct zi_award_model model;
};

/* counts: of awards; NULL for the built-in ones. Lives in arena, beside the readiness it points to.
 */
enum zi_code zi_prospects_compute(const struct zi_selection *selection,
                                  const struct zi_regulations *regulations,
                                  const struct zi_awards *counts,
                                  const struct zi_readiness readiness[], size_t n,
                                  struct zi_arena *arena, struct zi_prospects *prospects,
                                  struct zi_error *error);

/* How many of a list are awarded. */
struct zi_award_count_chances {
    size_t n; /* units of the list that have a chance */
    double expected;
    double sd;
    double *exactly;  /* n + 1 */
    double *at_least; /* n + 1 */
};

/* Of the prospects listed; those without a chance do not count. A stricter year befalls all of them
 * (the loading of the forecasts of their totals, stats/common_factor.h), units of an institution
 * share its rate, of which too little is known, and its own conditions: the spread holds that.
 * Lives in arena. Cost: 660 times that of a Poisson-binomial distribution. */
enum zi_code zi_prospects_count(const struct zi_prospects *prospects, const size_t listed[],
                                size_t n_listed, struct zi_arena *arena,
                                struct zi_award_count_chances *count, struct zi_error *error);

/* From all units to awards; "siap diusulkan" is n_can everywhere. */
struct zi_chain {
    size_t n;           /* units judged */
    size_t n_assessed;  /* have a total */
    size_t n_score;     /* of them, total at the threshold of their target or above */
    size_t n_all;       /* every condition known and met */
    size_t n_undecided; /* every condition on the score met, none fails, others not known */
    size_t n_hold;      /* hold what they could aim at: counted apart from here on */
    size_t n_can;       /* of n_all, not yet holding it: can be proposed */
    struct zi_award_count_chances awards; /* of those that can be proposed, next year */
};

enum zi_code zi_chain_make(const struct zi_prospects *prospects, struct zi_arena *arena,
                           struct zi_chain *chain, struct zi_error *error);

#endif
