/*
 * From results to charts: picks what a chart shows out of the panel and the outlook, in the words
 * of the language. No statistic is computed here and no layout.
 */
#ifndef ZISTAT_FIGURE_FIGURES_H
#define ZISTAT_FIGURE_FIGURES_H

#include <stdbool.h>

#include "analysis/outlook.h"
#include "chart/chart.h"
#include "zistat/analysis/correlate.h"

/* What all figures of one picture or report are made with. */
struct zi_figures {
    const struct zi_outlook *outlook;
    struct zi_chart_options options;
    const char *source; /* "zi.csv, predikat.csv": the last words of every footer */
    struct zi_arena *arena;
};

/* A unit's score, forecast and predicates. ZI_EFEW when it has no score. */
enum zi_code zi_figure_trend(const struct zi_figures *figures, size_t entity,
                             struct zi_chart *chart, struct zi_error *error);

/* All selected units against the target; pages counts them all, page from 0. */
enum zi_code zi_figure_readiness(const struct zi_figures *figures, enum zi_target target,
                                 size_t page, struct zi_chart *chart, size_t *pages,
                                 struct zi_error *error);

/* The six lever areas of each unit. */
enum zi_code zi_figure_areas(const struct zi_figures *figures, size_t page, struct zi_chart *chart,
                             size_t *pages, struct zi_error *error);

/* What became of each unit's score: from the first to the last year of the selection when the years
 * were asked for, else from the first year that is comparable with the last. ZI_EFEW when that is
 * one year. */
enum zi_code zi_figure_change(const struct zi_figures *figures, bool years_asked,
                              enum zi_target target, size_t page, struct zi_chart *chart,
                              size_t *pages, struct zi_error *error);

/* Each unit by score and Theil-Sen slope of the total since the latest break. */
enum zi_code zi_figure_quadrant(const struct zi_figures *figures, enum zi_target target,
                                struct zi_chart *chart, struct zi_error *error);

/* The indices of one unit side by side: those asked for, or with n_indices = 0 the headline ones.
 * An index that only its institution has is shown as the institution's. */
enum zi_code zi_figure_profile(const struct zi_figures *figures, size_t entity,
                               const size_t indices[], size_t n_indices, struct zi_chart *chart,
                               struct zi_error *error);

/* The leaders' page; target is what the nearest candidates are shown against. */
enum zi_code zi_figure_leaders(const struct zi_figures *figures, enum zi_target target,
                               struct zi_chart *chart, struct zi_error *error);

/* Index y against index x, between units and within them. Thresholds are of y. */
enum zi_code zi_figure_scatter(const struct zi_figures *figures, size_t x, size_t y,
                               struct zi_chart *chart, struct zi_error *error);

/* What a correlation chart shows: the pairs of the indices that were asked for, or else of the
 * headline indices with at least ZI_LEAST_PAIRS points in some pair. */
enum { ZI_LEAST_PAIRS = 8 };

struct zi_correlation_pairs {
    struct zi_selection selection; /* as given, with the indices shown; borrows from it and arena */
    struct zi_pair_correlation *rows;
    size_t n_rows;
};

enum zi_code zi_correlation_pairs_make(struct zi_correlation_pairs *pairs,
                                       const struct zi_selection *selection, bool asked_for,
                                       enum zi_correlation_method method, enum zi_panel_level level,
                                       struct zi_arena *arena, struct zi_error *error);

enum zi_code zi_figure_correlation(const struct zi_figures *figures,
                                   const struct zi_correlation_pairs *pairs, struct zi_chart *chart,
                                   struct zi_error *error);

#endif
