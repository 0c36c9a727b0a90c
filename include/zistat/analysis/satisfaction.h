/*
 * The public satisfaction index (SKM, IKM) from the answers of respondents, as PermenPANRB 14/2017
 * has it: the mean of each of nine elements (NRR) over those who answered it, the mean of the nine
 * (NI, 1 to 4), and 25 times that (IKM, 25 to 100), classed by the catalogue's bands of skm.
 *
 * A blank is left out of its element and is never a 0. Classes, gaps and ties are decided on whole
 * numbers before anything is rounded.
 */
#ifndef ZISTAT_ANALYSIS_SATISFACTION_H
#define ZISTAT_ANALYSIS_SATISFACTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "zistat/base/api.h"
#include "zistat/base/arena.h"
#include "zistat/base/error.h"
#include "zistat/base/reason.h"
#include "zistat/catalogue/catalogue.h"
#include "zistat/stats/sample_size.h"
#include "zistat/survey/survey.h"

ZI_API_BEGIN

/* 1/9 is the regulation's; the others stand rounded in printed forms. */
enum zi_satisfaction_weight {
    ZI_WEIGHT_NINTH,
    ZI_WEIGHT_0_111,
    ZI_WEIGHT_0_11,
    ZI_SATISFACTION_WEIGHTS
};

double zi_satisfaction_weight(enum zi_satisfaction_weight weight);

struct zi_item_moments;

/* The sums of respondents by group of a survey; the zero value holds none. */
struct zi_satisfaction_sums {
    struct zi_item_moments *of_group;
    size_t n_groups;
    size_t capacity;
};

/* A zi_survey_sink; data is the sums. */
bool zi_satisfaction_add(void *data, size_t group, const uint16_t answers[ZI_SURVEY_ELEMENTS]);
void zi_satisfaction_release(struct zi_satisfaction_sums *sums);

enum { ZI_NO_ELEMENT = -1, ZI_SATISFACTION_BORDERS = 4 };

struct zi_satisfaction_element {
    double mean;  /* NRR, 1 to 4; undefined without an answer */
    double index; /* 25 times the mean */
    enum zi_reason reason;
    uint64_t n; /* answers */
    uint64_t n_blank;
    double complete_mean; /* of the respondents who answered all nine; undefined without any */
    const struct zi_band *band; /* of the index; NULL when there is none */

    /* In the order of improvement, 1 the lowest mean; equal means share first_rank to last_rank.
     * 0 when some element has no answer or all are equal: then there is no order. */
    int first_rank;
    int last_rank;
    /* An element of the rank before from which this one differs by less than the standard error of
     * the difference, so that the order of the two is not shown; else ZI_NO_ELEMENT. */
    int not_above;
};

struct zi_satisfaction {
    struct zi_survey_group of;
    uint64_t n; /* respondents */
    uint64_t n_complete;
    struct zi_satisfaction_element elements[ZI_SURVEY_ELEMENTS];

    double index[ZI_SATISFACTION_WEIGHTS]; /* IKM; undefined when an element has no answer */
    const struct zi_band *bands[ZI_SATISFACTION_WEIGHTS];
    enum zi_reason reason;
    double complete_index; /* of those who answered all nine, with the weight asked for */
    const struct zi_band *complete_band;
    bool in_gap; /* between two intervals of the printed table: gap_end is where the next begins */
    double gap_begin;
    double gap_end;

    double borders[ZI_SATISFACTION_BORDERS]; /* where classes begin: the highest ones of the year */
    size_t n_borders;

    double std_error;    /* of the index with the weight asked for, corrected for the population */
    uint64_t population; /* 0: not known */
    struct zi_sample_size needed; /* respondents, when the population is known */
};

/* An institution with several units in a year. The two indices differ and published figures seldom
 * say which they are. */
struct zi_satisfaction_whole {
    const char *institution;
    int year;
    const char *period;
    size_t n_units;  /* with an index */
    double of_units; /* mean of the units' indices */
    double pooled;   /* of all respondents together; undefined when an element has no answer */
    uint64_t n;      /* respondents */
};

struct zi_satisfaction_request {
    enum zi_satisfaction_weight weight;
    uint64_t population;                     /* of every unit and year; 0: not known */
    const struct zi_population *populations; /* by unit; one of the year comes before one of all */
    size_t n_populations;
    const char *const *units; /* only these, compared folded; "" is no name */
    size_t n_units;
    int first_year; /* 0: open */
    int last_year;
};

struct zi_satisfaction_results {
    struct zi_satisfaction *rows; /* by institution, unit, year and period */
    size_t n_rows;
    struct zi_satisfaction_whole *wholes; /* by institution, year and period */
    size_t n_wholes;
    size_t n_unused_populations; /* rows of the list that name no unit and year of the survey */
};

/*
 * In       the sums that a survey filled, and the survey's groups; year 0 is classed by the bands
 *          of the newest table, a year before the table's first by none
 * Weights  index w = 25 w sum of the means; the class under each weight is that of its own index
 * Error    zi_item_moments_std_error of the index, times sqrt(1 - n / N) when 0 < n <= N is known
 * Fails    ZI_EUSAGE for a unit that is not there; ZI_EFEW when nothing is left to compute
 * Arrays   in the arena
 */
enum zi_code
zi_satisfaction_compute(const struct zi_satisfaction_sums *sums, const struct zi_survey *survey,
                        const struct zi_catalogue *catalogue,
                        const struct zi_satisfaction_request *request, struct zi_arena *arena,
                        struct zi_satisfaction_results *results, struct zi_error *error);

ZI_API_END

#endif
