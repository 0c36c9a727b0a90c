/*
 * The correlations of a panel: rows that come in units and years. They answer different questions,
 * and are printed together so that one is not taken for another.
 *
 *   pooled     all rows, as if each were independent: they are not, and its p and interval are
 *              those of a much larger study than was made
 *   between    unit means: do units that score higher on x score higher on y?
 *   within     deviations from the unit's own mean (Bland & Altman 1995): do x and y move together
 *              over the years? Also yes when both merely rise everywhere
 *   twoway     residuals on unit and year: does a unit that rises more than the others on x also
 *              rise more on y? The headline
 *   detrended  residuals on the unit's own straight line over the years: are x and y above their
 *              trends in the same years? The headline where there is one unit (an institution)
 *
 * Spearman and Kendall at a level are those of the values that Pearson correlates there: rank
 * methods after the additive effects of unit and year are taken out, so that all describe one
 * scatter. The residuals share their units' and years' means and are no exchangeable sample, so
 * permutation and independent-row p-values do not apply to them.
 *
 * p and interval: pooled and between as in correlation.h; within Pearson by t on
 * rows - units - 1; within Spearman and Kendall and all of twoway and detrended by leaving out one
 * unit at a time (the residuals are kept; see correlation_jackknife.h). Its error grows as the
 * units grow few: fewer than ZI_CLUSTERS_FEW deserve a note. Where units belong to clusters
 * (institutions) whose units are alike, whole clusters are left out, at all levels but pooled.
 *
 * Detrended Pearson of one unit has two t: of the residuals, on n - 3 degrees of freedom, and of
 * the first differences. The one is right when the years scatter freely about a line, and rejects 7
 * to 16 % of random walks with drift of 6 to 12 years; the other is right for those, and rejects 6
 * to 9 % of the former. The larger p is given, and the interval that holds both: it keeps 5 % in
 * both worlds and between them (tests/simulation). Ranks of one unit have no p.
 */
#ifndef ZISTAT_STATS_PANEL_CORRELATION_H
#define ZISTAT_STATS_PANEL_CORRELATION_H

#include <stdbool.h>
#include <stddef.h>

#include "zistat/base/api.h"
#include "zistat/base/arena.h"
#include "zistat/base/error.h"
#include "zistat/stats/correlation.h"
#include "zistat/stats/correlation_bootstrap.h"
#include "zistat/stats/dense_rank.h"
#include "zistat/stats/estimate.h"

ZI_API_BEGIN

struct zi_rank_clusters;

enum { ZI_CLUSTERS_FEW = 10 };

enum zi_panel_level {
    ZI_POOLED,
    ZI_BETWEEN,
    ZI_WITHIN,
    ZI_TWOWAY,
    ZI_DETRENDED,
    ZI_DIFFERENCES, /* the check of detrended: from year to year, less the unit's mean difference */
    ZI_PANEL_LEVEL_COUNT
};

/* "pooled", "between", "within", "twoway", "detrended", "differences" */
const char *zi_panel_level_name(enum zi_panel_level level);

/* What is correlated, in rows of any order: x, y and the controls that are taken out of both. */
struct zi_panel_columns {
    const double *x;
    const double *y;
    const double *const *controls; /* n_controls columns */
    size_t n_controls;
    const size_t *unit; /* numbers from 0; their largest costs memory */
    /* Of every row what its unit belongs to, for p and interval; units of a cluster have numbers
     * one after another. NULL: every unit is a cluster. */
    const size_t *cluster;
    const int *year; /* calendar years; at most one row a unit and year */
    size_t n;
    /* Ranks of x and y made before, for the pooled level of many pairs; NULL when there are none
     * (then both are). Ranks that no row here has do no harm. */
    const struct zi_dense_ranks *x_ranks;
    const struct zi_dense_ranks *y_ranks;
};

/* The points that are correlated at a level: also what a scatter of that level shows. */
struct zi_panel_view {
    size_t n;
    size_t n_units;
    double *x; /* with controls: what they leave of it at this level */
    double *y;
    double **column;       /* x, y and the controls before that */
    int *year;             /* of every point; 0 for between, the later for differences */
    size_t *unit;          /* n_units: as given */
    size_t *start;         /* n_units + 1: the points of unit[u] are start[u] .. start[u + 1] - 1 */
    size_t *cluster_start; /* n_clusters + 1: as start, of clusters */
    size_t n_clusters;
    double df;             /* points, less the rank of the means and controls taken out, less 1 */
    double rank_df;        /* the same, before the controls */
    enum zi_reason reason; /* why nothing can be correlated; ZI_DEFINED when it can */
    enum zi_reason control_reason; /* ZI_COLLINEAR when the controls reproduce x or y */
    bool ready;                    /* views and ranks are made on first use */
    bool ranked;
    struct zi_dense_ranks *ranks;       /* by column */
    struct zi_rank_clusters **clusters; /* by pair of columns, made on first use */
    struct zi_arena rank_arena;         /* of the last two: they are larger than the points */
};

struct zi_panel_pairs {
    struct zi_arena arena;
    size_t n_columns;
    size_t *cluster_of; /* by number of the unit; NULL when every unit is one */
    double *rounding;   /* by column: differences up to this are rounding of means and residuals */
    struct zi_panel_view views[ZI_PANEL_LEVEL_COUNT];
};

/*
 * zi_panel_pairs_init - the complete rows of the columns, by unit and year
 *
 * Missing  a row where x, y or a control is NaN is left out
 * Errors ZI_ESYSTEM out of memory; release it nevertheless
 * Cost   O(n + largest unit), 10 to 30 ns a row; the inputs are not needed afterwards
 */
enum zi_code zi_panel_pairs_init(struct zi_panel_pairs *pairs,
                                 const struct zi_panel_columns *columns, struct zi_error *error);

void zi_panel_pairs_release(struct zi_panel_pairs *pairs);

/*
 * zi_panel_pairs_view - the points of a level, made when first asked for
 *
 * Out    *view, owned by pairs. Rows that their own mean reproduces tell nothing and are not among
 *        the points: for within those of a unit with one row, for detrended with one or two, for
 *        differences those whose year before is not there and of a unit with one difference, for
 *        twoway also those alone in their year, and what becomes alone without them. No estimate
 * and no df changes by that, but n and the number of units count information Errors ZI_ESYSTEM out
 * of memory Cost   O(n (1 + controls^2) + sum of squared unit sizes + years^3)
 */
enum zi_code zi_panel_pairs_view(struct zi_panel_pairs *pairs, enum zi_panel_level level,
                                 const struct zi_panel_view **view, struct zi_error *error);

/*
 * zi_panel_pairs_correlate - the correlation of a level and method
 *
 * With controls they are partial correlations, at every level of what its means leave:
 *
 *   Pearson   of the residuals on the controls; df falls by their rank
 *   Spearman  the same of ranks: of each column's ranks at the level (partial.h). pooled and
 *             between by t on n - 2 - controls, the error of the interval as that of the plain
 *             Spearman: sqrt((1 + rho^2 / 2) / (n - 3 - controls)) (Bonett & Wright 2000); within
 *             and twoway by leaving out units, for which all are ranked anew
 *   Kendall   Kendall's partial tau-b, whose null distribution has no simple form: p and interval
 *             by leaving out units at all levels
 *
 * Out    result: n points and n_units of the view. Besides the reasons of correlation.h and
 *        correlation_jackknife.h:
 *        ZI_FEWER_THAN_3  the df is below 1: what is left are one or two free values
 *        ZI_CONSTANT  x or y is constant, between: has equal means, within: in every unit
 *        ZI_COLLINEAR twoway: unit and year effects reproduce x or y; detrended: straight lines do;
 *        or the controls do
 *        ZI_ONE_CLUSTER  twoway: the panel has one unit
 * Ties   at all levels but pooled values that differ by no more than 1e-12 of the largest |x| are
 *        equal: decimals that are equal on paper are not after a mean is taken off
 * Errors ZI_ESYSTEM out of memory
 * Cost   O(n log n) for units of few years, with controls times the pairs of columns for ranks;
 *        10^6 rows: Pearson under 0.1 s, ranks under 0.2 s
 * Oracle R lm with a factor for units, and for years or times the year; jackknife by leaving out;
 * in the test
 */
enum zi_code zi_panel_pairs_correlate(struct zi_panel_pairs *pairs, enum zi_panel_level level,
                                      enum zi_correlation_method method, double conf_level,
                                      struct zi_estimate *result, struct zi_error *error);

/* A correlation with all that is known of its p. */
struct zi_panel_test {
    struct zi_estimate estimate;
    size_t n_clusters; /* that the jackknife leaves out */
    double wild_p;     /* NaN unless asked for, p is the jackknife's, and clusters are few */
    double wild_least; /* the smallest that so few clusters can give */
};

/* As zi_panel_pairs_correlate, with the p of the wild bootstrap beside that of the jackknife
 * (correlation_jackknife.h) where wild says so. */
enum zi_code zi_panel_pairs_test(struct zi_panel_pairs *pairs, enum zi_panel_level level,
                                 enum zi_correlation_method method, double conf_level, bool wild,
                                 struct zi_panel_test *test, struct zi_error *error);

/* Gives back what ranks of a level took; they are made anew when asked for again. For who goes
 * level by level through many rows. */
void zi_panel_pairs_forget_ranks(struct zi_panel_pairs *pairs, enum zi_panel_level level);

/*
 * zi_panel_pairs_bootstrap - the same estimate, with the percentile interval and p of the cluster
 * bootstrap (correlation_bootstrap.h)
 *
 * What is drawn are clusters (units, where nothing else is said) with their points of the view: for
 * within deviations, which depend on no other unit; for twoway residuals, and with controls what
 * these leave, that were fitted once.
 *
 * Out    *undefined: replicates without a correlation
 */
enum zi_code zi_panel_pairs_bootstrap(struct zi_panel_pairs *pairs, enum zi_panel_level level,
                                      enum zi_correlation_method method, double conf_level,
                                      const struct zi_bootstrap *bootstrap,
                                      struct zi_estimate *result, size_t *undefined,
                                      struct zi_error *error);

ZI_API_END

#endif
