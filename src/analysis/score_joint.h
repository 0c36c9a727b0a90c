/*
 * The conditions on scores of one unit together: what varies are the smallest parts, and a total is
 * their sum.
 */
#ifndef ZISTAT_SRC_ANALYSIS_SCORE_JOINT_H
#define ZISTAT_SRC_ANALYSIS_SCORE_JOINT_H

#include "part_tree.h"
#include "zistat/analysis/forecast.h"

/* Which indices vary by themselves, and which are sums of them; the same for all units. */
struct score_model {
    size_t *leaves; /* indices of the catalogue */
    size_t n_leaves;
    long *leaf_of;       /* by index: its position among leaves, or -1 */
    double *share;       /* index * n_leaves + leaf: the factor of the leaf in the index */
    double *correlation; /* of the leaves' forecast errors, shrunk */
    double shrinkage;    /* how far: 0 not at all, 1 to independence */
    size_t n_rows;       /* units and years behind it */

    size_t *sample; /* entities whose past forecasts are looked at */
    size_t n_sample;
    int first_origin; /* forecasts from there are looked at */
    size_t n_origins;
    double *errors; /* (origin * n_sample + unit) * n_leaves + leaf: standardised, NaN for none */
};

/*
 * asked: by index, whether a condition is about it. A whole is the sum of its parts where all of
 * them, or what they add up from, are asked about; tree is of the year forecast. Origins are the up
 * to three years before last_year. Lives in arena.
 */
enum zi_code score_model_make(struct score_model *model, const struct zi_selection *selection,
                              const struct part_tree *tree, const bool asked[], int last_year,
                              struct zi_arena *arena, struct zi_error *error);

/* What forecasts of a leaf from the origins would have missed; selection is complete in the index.
 * A forecast over a break in the series says nothing and is left out. */
enum zi_code score_model_add_errors(struct score_model *model, const struct zi_selection *selection,
                                    size_t index, struct zi_error *error);

/* When every leaf has its errors. */
enum zi_code score_model_correlate(struct score_model *model, struct zi_arena *arena,
                                   struct zi_error *error);

struct zi_score_joint {
    size_t n; /* leaves */
    const double *correlation;
    size_t n_conditions;
    double *weights; /* n_conditions * n */
    double *chance;  /* n_conditions */
    long total;      /* the condition on the total, or -1 */
    double total_mean;
    double total_sd;
    double total_needed;
};

/* Of so many conditions; sd: of the unit's leaves, by leaf, NaN where there is no forecast. Adds
 * one condition after another. */
enum zi_code score_joint_make(struct zi_score_joint **joint, const struct score_model *model,
                              size_t most, struct zi_arena *arena, struct zi_error *error);
void score_joint_add(struct zi_score_joint *joint, const struct score_model *model, size_t index,
                     const double sd[], double chance);

double score_joint_chance(const struct zi_score_joint *joint);

/* The same when the total plus an independent normal difference reaches what the total must. */
double score_joint_with_difference(const struct zi_score_joint *joint, double mean, double sd);

#endif
