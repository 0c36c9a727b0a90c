/*
 * Which indices move together: every pair at five levels.
 *
 * Units and institutions are never mixed: a pair is computed on units when both indices have unit
 * values, else on institutions. There, a unit-only index is averaged over the institution's units
 * first: an institution's value is never counted again for each of its units. An index is the
 * institution's when the catalogue says so, and also when the data do: when all units of every
 * (institution, year) have one value, in at least two such cells of two or more units that differ.
 */
#ifndef ZISTAT_ANALYSIS_CORRELATE_H
#define ZISTAT_ANALYSIS_CORRELATE_H

#include <stdbool.h>
#include <stdint.h>

#include "zistat/analysis/clustering.h"
#include "zistat/analysis/selection.h"
#include "zistat/base/api.h"
#include "zistat/base/arena.h"
#include "zistat/base/error.h"
#include "zistat/stats/multiple.h"
#include "zistat/stats/panel_correlation.h"

ZI_API_BEGIN

/* Why x and y may seem to move together within units: both drift over the years. */
enum zi_drift { ZI_NO_DRIFT, ZI_BOTH_RISE, ZI_BOTH_FALL, ZI_OPPOSITE_DRIFT };

struct zi_pair_correlation {
    size_t x; /* positions in the catalogue */
    size_t y;
    int lag;               /* x of year t is paired with y of year t + lag */
    enum zi_level on;      /* units or institutions */
    bool averaged;         /* a unit index was averaged over the institution's units */
    size_t n_institutions; /* on institutions: behind the n cells of the pooled level */
    size_t n_cells;
    size_t n_unit_rows;  /* on institutions: rows of units that have what was averaged over units */
    bool arithmetic;     /* one is part of the other: the association is partly by construction */
    int arithmetic_from; /* the first and the last year of the pairs used in which it is */
    int arithmetic_to;
    int first_year; /* of x in the pairs used; 0 when there are none */
    int last_year;
    const struct zi_break *across; /* a break in either series inside those years, or NULL */
    bool lettered;                 /* letters without a score joined as ordered categories */
    enum zi_drift drift;           /* see below; of within and twoway */
    enum zi_panel_level level;
    enum zi_correlation_method method;
    struct zi_estimate result;
    bool by_institution; /* rows are of units, and p leaves out whole institutions */
    size_t n_clusters;   /* units or institutions that the jackknife leaves out one at a time */
    double jackknife_p;  /* beside the wild bootstrap's p of fewer than twenty institutions, which
                            is the result's; NaN elsewhere */
    double least_p;      /* the smallest that the wild bootstrap can give; NaN as above */
    double trend_free; /* of one unit: what detrended leaves of within, and its p; NaN elsewhere */
    double trend_free_p;
    double differences; /* of detrended: r of first differences; NaN elsewhere */
    size_t n_differences;
    size_t undefined_replicates; /* of the bootstrap */
    double q;                    /* p adjusted over the family; NaN without p */
};

/*
 * The note on drift: |within| >= ZI_DRIFT_WITHIN with p < ZI_DRIFT_P, while twoway has p >=
 * ZI_DRIFT_P and less than half that size; twoway is looked at even where only within was asked
 * for. Of one unit, which has no twoway, detrended stands for it. Which way each index goes is the
 * sign of its covariance with the calendar year within units.
 */
#define ZI_DRIFT_WITHIN 0.3
#define ZI_DRIFT_P 0.05

/* Whether the two p of few institutions differ by more than a reader may pass over: by a hundredth,
 * or in what they say at the significance. False where there is one. */
bool zi_correlation_p_differ(const struct zi_pair_correlation *row, double significance);

struct zi_correlate_request {
    const enum zi_correlation_method *methods;
    size_t n_methods;
    const enum zi_panel_level *levels;
    size_t n_levels;
    double confidence;
    enum zi_clustering clustering; /* of units; ZI_CLUSTERING_NONE as ZI_CLUSTERING_UNIT */
    int first_lag; /* pairs (x_t, y_(t + lag)) by calendar year, for every lag from first to last */
    int last_lag;
    const size_t *given; /* indices that are taken out of both, of the year of x; they are no
                            members of pairs themselves */
    size_t n_given;
    bool institutions; /* all pairs are of institutions, also where units have both values: an index
                          is the institution's own, else the mean of its units */
    bool listwise;     /* only rows that have every index */
    bool letters; /* letters without a score join rank methods as ordered categories: when an index
                     has any, each of its cells counts as the band it lies in. Bands have no mean,
                     so that only the pooled level (and between, where every unit has one row) is
                     defined: ZI_ORDINAL. Pearson correlates the scores */
    enum zi_multiple adjust;
    size_t replicates; /* of the cluster bootstrap; 0: none */
    uint64_t seed;
    size_t threads; /* 0: as many as processors */
};

/* What was found about an index on the way. */
struct zi_correlated_index {
    size_t index;
    bool repeated;  /* an institution's value, as the data show although the catalogue does not */
    bool coarse;    /* no institution is named, and no year has more different values than half its
                       units: it may be an institution's value */
    size_t letters; /* cells with a letter and no score that join as categories */
    size_t letters_out; /* those that do not */
};

/* Rows that could have formed a pair, and those among them that have every index. */
struct zi_listwise {
    size_t rows;
    size_t complete;
};

/* Estimates that no set of rows can have together: the matrix of a method and level at lag 0 has a
 * negative pivot. Of the indices that have all their estimates. */
struct zi_indefinite {
    enum zi_correlation_method method;
    enum zi_panel_level level;
    size_t n_indices;
};

struct zi_correlations {
    struct zi_correlate_request request;
    struct zi_pair_correlation *rows;
    size_t n_rows;
    size_t n_pairs;
    size_t n_families; /* a family: one lag, method and level over all pairs */
    size_t *family;    /* tests with a p in each; rows[i] belongs to family i % n_families */
    size_t *indices;   /* of the pairs */
    size_t n_indices;
    struct zi_correlated_index *facts; /* of the indices and those given */
    size_t n_facts;
    struct zi_listwise units;
    struct zi_listwise institutions;
    struct zi_indefinite *indefinite;
    size_t n_indefinite;
};

/*
 * A row for each pair, lag, method and level, in that order. ZI_EFEW with fewer than two indices in
 * the selection besides those given. Results live in arena, and do not depend on threads.
 */
enum zi_code zi_correlate_compute(const struct zi_selection *selection,
                                  const struct zi_correlate_request *request,
                                  struct zi_arena *arena, struct zi_correlations *result,
                                  struct zi_error *error);

ZI_API_END

#endif
