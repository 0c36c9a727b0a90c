/*
 * The points of an evaluation sheet (LKE), twice: as the official sheet computes them, where a
 * blank question drops out of its indicator's mean (and raises it), and strictly, where blank,
 * invalid and undefined questions count 0 and every weight counts. A decision uses the strict one.
 *
 * Points are summed in long double from the decimals as written, so that the double that comes out
 * is the nearest one to the exact sum wherever that could be checked; thresholds are compared with
 * zi_number_at_least all the same.
 */
#ifndef ZISTAT_ANALYSIS_LKE_SCORE_H
#define ZISTAT_ANALYSIS_LKE_SCORE_H

#include <stdbool.h>
#include <stddef.h>

#include "zistat/base/api.h"
#include "zistat/base/reason.h"
#include "zistat/lke/reader.h"

ZI_API_BEGIN

/* What became of a question. */
enum zi_lke_outcome {
    ZI_LKE_ANSWERED,
    ZI_LKE_IS_BLANK,     /* also: one of its inputs is */
    ZI_LKE_IS_INVALID,   /* also: one of its inputs is */
    ZI_LKE_IS_UNDEFINED, /* a ratio to zero */
};

enum { ZI_LKE_OUTCOMES = 4 };

/* The points of one node. */
struct zi_lke_points {
    double weight;
    double sheet;          /* NaN where the sheet shows an error */
    enum zi_reason reason; /* why */
    double strict;         /* never NaN, but for an index that is itself the answer */
    double sheet_percent;  /* of the weight; NaN without one */
    double strict_percent;
    size_t n_of[ZI_LKE_OUTCOMES]; /* questions in it */
};

struct zi_lke_node {
    struct zi_lke_points points; /* of a question: its part of the indicator's weight */
    enum zi_lke_outcome outcome; /* of a question */
    double share;     /* of a question: strict, 0 to 1; of an input: its number, or NaN */
    bool capped;      /* a ratio above 1 counts 1 */
    double should_be; /* of an input: what it should agree with and does not; else NaN */
};

/* An index of the catalogue that points go into, or that an answer is. */
struct zi_lke_fed {
    size_t index;
    size_t answer; /* the row whose number it is; ZI_LKE_NO_ROW: a sum of points */
};

/* What is the same for all sheets of an outline. */
struct zi_lke_scorer {
    struct zi_arena arena;
    const struct zi_lke_outline *outline; /* borrowed */
    struct zi_lke_fed *fed;               /* in the order of the catalogue */
    size_t n_fed;
    long double *shares_of_weight; /* by row: points that a question earns at most */
};

enum zi_code zi_lke_scorer_init(struct zi_lke_scorer *scorer, const struct zi_lke_outline *outline,
                                struct zi_error *error);
/* Whether an index that points go into existed in a year; 0: any. */
bool zi_lke_is_in_catalogue(const struct zi_lke_scorer *scorer, size_t fed, int year);
void zi_lke_scorer_release(struct zi_lke_scorer *scorer);

struct zi_lke_cells;

struct zi_lke_score {
    struct zi_lke_points total;
    struct zi_lke_node *nodes;  /* by row of the outline */
    struct zi_lke_points *fed;  /* by the scorer's fed */
    double strict_if_full;      /* the strict total if undefined questions counted full */
    struct zi_lke_cells *cells; /* of the computation */
};

/* Room for one score, in arena; used again for any number of sheets. */
enum zi_code zi_lke_score_make(struct zi_lke_score *score, const struct zi_lke_scorer *scorer,
                               struct zi_arena *arena, struct zi_error *error);

/* year: for the scale of an index that is itself an answer; 0: any. O(rows). */
void zi_lke_score_compute(struct zi_lke_score *score, const struct zi_lke_scorer *scorer,
                          const struct zi_lke_answers *answers, int year);

/* One answer put in the place of another. */
struct zi_lke_change {
    size_t row;
    double number; /* as in zi_lke_answers */
};

/* A copy of the answers, with changes, in arena. */
enum zi_code zi_lke_change(const struct zi_lke_outline *outline,
                           const struct zi_lke_answers *answers,
                           const struct zi_lke_change changes[], size_t n_changes,
                           struct zi_arena *arena, struct zi_lke_answers *changed,
                           struct zi_error *error);

/* What the best answer to a question is worth. */
struct zi_lke_improvement {
    size_t question;
    size_t row;    /* the question, or the input of a percent question that reaches it alone;
                      ZI_LKE_NO_ROW: several of its inputs must be filled in */
    double number; /* the new answer in that row */
    double gain;   /* strict points */
};

/*
 * Every question whose best answer is worth something, by gain, the largest first; equal gains (to
 * 1e-9) in the sheet's order. A question with a zero denominator is not among them: no answer of
 * the unit's own mends it. Gains are of single answers; strict points of several add up.
 */
enum zi_code zi_lke_improvements(const struct zi_lke_scorer *scorer,
                                 const struct zi_lke_answers *answers, struct zi_arena *arena,
                                 struct zi_lke_improvement **improvements, size_t *n,
                                 struct zi_error *error);

ZI_API_END

#endif
