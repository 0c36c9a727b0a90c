/*
 * From meeting all conditions to the award.
 *
 * Of the units that institutions propose to the national evaluators, a minority is awarded. How
 * large a share of an institution's proposals is, its own history tells where it lists proposals
 * and not only awards; the fewer it lists, the more it leans on the rate of the country, as far as
 * institutions resemble each other (datasets/awards.csv).
 *
 * Where the panel holds both evaluations of a unit, the internal (zi) and the national one
 * (zi_tpn), their difference tells units apart: the total has to reach its threshold with the
 * difference too. The base rate holds the average of that already, so that it is divided by how
 * often the national score was enough. Without such pairs a slope on the margin over the threshold
 * is taken from the history of proposals where there are ten with both outcomes, penalised (Firth)
 * and drawn to 0.
 */
#ifndef ZISTAT_SRC_ANALYSIS_AWARD_H
#define ZISTAT_SRC_ANALYSIS_AWARD_H

#include <stdbool.h>
#include <stddef.h>

#include "catalogue/awards.h"
#include "stats/rate.h"
#include "zistat/analysis/chance.h"

enum { ZI_AWARD_GRID = 20 };

/* What an institution's proposals came to. */
struct zi_award_history {
    const char *institution;
    struct zi_trials own; /* proposals, and those awarded, of the years that list proposals */
    int first_year;       /* of them; 0 when there are none */
    int last_year;
    size_t n_uncounted; /* awards of years of which only awards are listed: of how many proposals is
                           not known */
    struct zi_rate rate;        /* after leaning on the country's */
    double grid[ZI_AWARD_GRID]; /* equally likely rates, for means and sums over its units */
    size_t n_pairs;             /* of both evaluations */
    double difference; /* national less internal, drawn to that of all; NaN without pairs enough */
    double difference_sd; /* of the next one */
};

struct zi_award_model {
    double national;    /* rate of the country: the mean of its years, each alike */
    int national_first; /* years it rests on */
    int national_last;
    double strength; /* how many proposals of an institution weigh as much as it */
    struct zi_award_history *histories; /* by institution in the order of the panel */
    size_t n_histories;
    size_t *history_of; /* by entity */
    bool by_difference;
    size_t n_pairs;
    double difference; /* mean over all pairs, and their standard deviation */
    double difference_sd;
    double reach; /* share of the pairs whose national score was enough */
    bool by_margin;
    double slope;  /* of the log odds, a point of margin */
    double margin; /* mean of the proposals */
    size_t n_margins;
};

/* A chance to be awarded, when proposed next year. NaN for a unit that holds its target, and while
 * a condition has no chance. */
struct zi_award {
    double p;
    double low; /* 95 %: what is not known of the institution's rate */
    double high;
    double
        known;   /* as p, over the conditions that have a chance: for ranking what is conditional */
    double base; /* of known, without the institution's rate */
    double margin; /* expected next year, over the total's threshold; NaN without a forecast */
    const struct zi_award_history *history;
};

/*
 * One award for each chance, in their order. Counts and events up to the year judged; a proposal is
 * a unit and year with an event "proposed", "not passed", or "awarded" in a year of which the
 * institution lists one of the other two; of a proposal without an outcome nothing is known in the
 * year judged, later it was not awarded. p <= chance->all. Lives in arena.
 */
enum zi_code zi_award_compute(const struct zi_selection *selection,
                              const struct zi_regulations *regulations,
                              const struct zi_awards *counts, const struct zi_chance chances[],
                              size_t n, struct zi_arena *arena, struct zi_award_model *model,
                              struct zi_award **awards, struct zi_error *error);

/* The chance of an award at a rate of the institution, of a unit whose base and margin these are.
 */
double zi_award_at(const struct zi_award_model *model, const struct zi_award *award, double rate);

#endif
