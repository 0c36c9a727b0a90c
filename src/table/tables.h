/*
 * Results as tables: the columns that the commands print and the report shows. Rows are tidy, one
 * per estimate; column names never change.
 *
 * Each function initialises the table, which the caller releases. limits: what text must not round
 * across.
 */
#ifndef ZISTAT_TABLE_TABLES_H
#define ZISTAT_TABLE_TABLES_H

#include "analysis/prospect.h"
#include "catalogue/collect.h"
#include "limits.h"
#include "zistat/analysis/chance.h"
#include "zistat/analysis/correlate.h"
#include "zistat/analysis/forecast.h"
#include "zistat/analysis/plan.h"
#include "zistat/analysis/propose.h"
#include "zistat/analysis/readiness.h"
#include "zistat/analysis/regress.h"
#include "zistat/analysis/satisfaction.h"
#include "zistat/analysis/summary.h"
#include "zistat/analysis/todo.h"
#include "zistat/analysis/trend.h"
#include "zistat/output/table.h"

void zi_table_of_summary(struct zi_table *table, const struct zi_panel *panel,
                         const struct zi_summary rows[], size_t n, const struct zi_limits *limits,
                         enum zi_language language);

/* What the rows of trends are made from; all borrowed. */
struct zi_trend_view {
    const struct zi_panel *panel;
    const struct zi_trends *trends;
    const struct zi_limits *limits;
    enum zi_language language;
};

/* One row for each method: ols, sen, mann-kendall. p is the adjusted one when that was asked for:
 * p_method then says so, and the note keeps the other. 100,000 units have millions of rows: they
 * are made when they are rendered, and view must live until then. */
struct zi_table_pieces zi_table_of_trends(const struct zi_trend_view *view);

/* The rows that one unit has in one table of one index: first .. first + n - 1 of the set's rows or
 * crossings. */
struct zi_forecast_entry {
    const struct zi_forecasts *set;
    size_t first;
    size_t n;
};

/* What the rows of forecasts are made from; all borrowed but the entries, which are in an arena. */
struct zi_forecast_view {
    const struct zi_panel *panel;
    const struct zi_limits *limits;
    enum zi_language language;
    const struct zi_forecast_entry *entries; /* in the order of the selection, then of the sets */
    size_t n_entries;
};

enum zi_code zi_forecast_view_rows(struct zi_forecast_view *view,
                                   const struct zi_selection *selection,
                                   const struct zi_forecast_sets *sets, struct zi_arena *arena,
                                   struct zi_error *error);
enum zi_code zi_forecast_view_crossings(struct zi_forecast_view *view,
                                        const struct zi_selection *selection,
                                        const struct zi_forecast_sets *sets, struct zi_arena *arena,
                                        struct zi_error *error);

/* One row for each unit, index, method, year and threshold, and one for each unit, index, method
 * and threshold, of the view's entries of that kind. What lies beyond the scale is shown at its
 * end. Rows are made when they are rendered, and view must live until then. */
struct zi_table_pieces zi_table_of_forecasts(const struct zi_forecast_view *view);
struct zi_table_pieces zi_table_of_years_to(const struct zi_forecast_view *view);

/* One row for each index, level, method, set of units and threshold. */
void zi_table_of_backtests(struct zi_table *table, const struct zi_panel *panel,
                           const struct zi_forecasts sets[], size_t n_sets,
                           enum zi_language language);

/* Decimals with which a threshold is shown: the index's, or more where it has them. It is finite.
 */
int zi_threshold_decimals(const struct zi_index *index, double threshold);

/* "; own line 94 %" where a unit's own line stands on the other side of an even chance; forecast
 * may be NULL. */
void zi_say_disagreement(struct zi_buffer *out, const struct zi_forecast *forecast,
                         double threshold, enum zi_language language);

/* How often chances came true: zi_table_of_backtests by chance in sevenths. */
void zi_table_of_reliability(struct zi_table *table, const struct zi_panel *panel,
                             const struct zi_forecasts sets[], size_t n_sets);

/* The backtest of one index in a sentence, without a full stop: the common units if there are any.
 */
void zi_say_backtest(struct zi_buffer *out, const struct zi_panel *panel,
                     const struct zi_forecasts *set, enum zi_language language);

void zi_table_of_correlations(struct zi_table *table, const struct zi_panel *panel,
                              const struct zi_correlations *correlations,
                              enum zi_language language);

/* For people: a row for a pair and lag, the levels of the first method side by side, what they say
 * in words, and below it the pairs that have none, counted by reason. */
enum zi_code zi_say_correlations(struct zi_buffer *out, const struct zi_panel *panel,
                                 const struct zi_correlations *correlations,
                                 enum zi_language language, struct zi_error *error);

/* power and level: what the smallest detectable effect was computed with. */
void zi_table_of_regression(struct zi_table *table, const struct zi_panel *panel,
                            const struct zi_regress *regress,
                            const struct zi_regress_request *request, enum zi_language language);
/* The same as matrices, for programs: a row for each method, level, lag, index and one of estimate
 * and n; after the column x a column for each index, the whole square. The names of the columns are
 * in arena. ZI_ESYSTEM out of memory; then there is no table to release. */
enum zi_code zi_table_of_correlation_matrices(struct zi_table *table, const struct zi_panel *panel,
                                              const struct zi_correlations *correlations,
                                              struct zi_arena *arena, struct zi_error *error);

/* And for people: a lower triangle for each method, level and lag, n beneath each estimate, with
 * the marks and reasons that the square has no room for. */
enum zi_code zi_say_correlation_matrices(struct zi_buffer *out, const struct zi_panel *panel,
                                         const struct zi_correlations *correlations,
                                         enum zi_language language, struct zi_error *error);

/* detail: warnings, what was dropped, cells, bins, bands and pairs too, and not only what a reader
 * wants first. */
struct zi_impact_view;
void zi_table_of_impact(struct zi_table *table, const struct zi_impact_view *view, bool detail);

/* One row for each prospect. */
void zi_table_of_readiness(struct zi_table *table, const struct zi_panel *panel,
                           const struct zi_prospects *prospects, const struct zi_limits *limits,
                           enum zi_language language);

/* "mempertahankan WBK: 2 syarat tidak lagi terpenuhi"; nothing for a unit that holds nothing, or of
 * which every condition of what it holds is met. */
void zi_say_keeping(struct zi_buffer *out, const struct zi_prospect *row,
                    enum zi_language language);

/* The columns p_all, p_award and basis. */
void zi_table_add_prospect(struct zi_table *table, const struct zi_prospects *prospects,
                           const struct zi_prospect *row, enum zi_language language);

/* "nasional 2017-2021, sendiri 1 dari 6; selang 95%: 3%-41%" */
void zi_say_award_basis(struct zi_buffer *out, const struct zi_prospects *prospects,
                        const struct zi_prospect *row, enum zi_language language);

/* "65 unit dinilai, 27 nilainya cukup, ..., 5,1 penetapan diharapkan" */
void zi_say_chain(struct zi_buffer *out, const struct zi_chain *chain, enum zi_language language);

/* Decimals with which a gap is shown: as many as it takes that what is lacking is not shown as 0.
 */
int zi_gap_decimals(double gap);

/* Decimals with which a number is shown whole, from 2 to 6: 60 % of 3.5 is 2.625, not 2.63. */
int zi_decimals_of(double value);

/* What is lacking, with its unit: "1,05 poin", "1 tahun". Nothing when nothing is, or no number can
 * say it. */
void zi_say_gap(struct zi_buffer *out, const struct zi_rule_result *result,
                enum zi_language language);

/* One row for each thing to collect: what, from whom, and for how many units. */
void zi_table_of_todos(struct zi_table *table, const struct zi_panel *panel,
                       const struct zi_todo todos[], size_t n, const struct zi_collect *collect,
                       enum zi_language language);

/* One row for each component to raise, obstacle or reason of refusal; at least one for a unit. */
void zi_table_of_plans(struct zi_table *table, const struct zi_panel *panel,
                       const struct zi_plan plans[], size_t n, const struct zi_limits *limits,
                       enum zi_language language);

/* One row for each condition, then three for all together: all-low, all-high, all-independent. */
void zi_table_of_chances(struct zi_table *table, const struct zi_panel *panel,
                         const struct zi_chance chances[], size_t n, const struct zi_limits *limits,
                         enum zi_language language);

/* A plan in one sentence: what no points buy first. */
void zi_say_plan(struct zi_buffer *out, const struct zi_panel *panel, const struct zi_plan *plan,
                 enum zi_language language);

/* Where a unit stands, in one sentence: "Dinas A (WBK): gugur pada 2 dari 24 syarat; paling dekat:
 * Nilai total, kurang 0,97 poin". */
void zi_say_standing(struct zi_buffer *out, const struct zi_panel *panel,
                     const struct zi_readiness *r, enum zi_language language);

/* The first conditions with a verdict: "gugur: Pengawasan, Capaian kinerja dan 2 lagi"; before it
 * "; " when there is something in out. Nothing when no condition has it. */
void zi_say_rules(struct zi_buffer *out, const struct zi_readiness *readiness,
                  enum zi_verdict verdict, struct zi_text head, enum zi_language language);

/* What is held: "memegang WBK sejak 2021"; nothing when nothing is. */
void zi_say_held(struct zi_buffer *out, const struct zi_panel *panel,
                 const struct zi_readiness *readiness, enum zi_language language);

/* The lists of a proposal; every list but the last two has a unit once. */
enum zi_proposal_list {
    ZI_LIST_CHOSEN,
    ZI_LIST_LEFT_OUT,
    ZI_LIST_CONDITIONAL,
    ZI_LIST_REFUSED,
    ZI_LIST_ALL,      /* the four above, one after another */
    ZI_LIST_NEXT_YEAR /* candidates for the year after; their p_reach is of that year */
};
void zi_table_of_proposals(struct zi_table *table, const struct zi_panel *panel,
                           const struct zi_proposals *proposals, enum zi_proposal_list list,
                           const struct zi_limits *limits, enum zi_language language);

/* What is maximised, in words: "penetapan", "awards". */
struct zi_text zi_objective_text(enum zi_objective objective);

/* How many of the chosen may pass, by what is maximised: the chance of each number, and of at least
 * so many. */
void zi_table_of_passes(struct zi_table *table, const struct zi_proposals *proposals);

/* One row for each rule. */
void zi_table_of_rule_results(struct zi_table *table, const struct zi_panel *panel,
                              const struct zi_readiness results[], size_t n,
                              const struct zi_limits *limits, enum zi_language language);

/* Of score skm: u1 .. u9 and skm for each row of the results; with detail also the index of
 * complete respondents, the indices under the weights of printed forms, and the standard error.
 * labels: of the elements, NULL where the files do not say which. */
void zi_table_of_satisfaction(struct zi_table *table, const struct zi_satisfaction_results *results,
                              const struct zi_text labels[ZI_SURVEY_ELEMENTS],
                              enum zi_satisfaction_weight weight, bool detail,
                              enum zi_language language);

#endif
