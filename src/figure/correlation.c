#include "figure.h"

#include <string.h>

#include "base/count.h"
#include "chart/correlation.h"

static bool is_selected(const struct zi_selection *selection, size_t index)
{
    for (size_t k = 0; k < selection->n_indices; k++)
        if (selection->indices[k] == index)
            return true;
    return false;
}

/* The headline indices that the selection holds, in their order. */
static size_t list_headlines(const struct zi_selection *selection, size_t chosen[])
{
    size_t n = zi_catalogue_headlines(selection->panel->catalogue, chosen), kept = 0;

    for (size_t i = 0; i < n; i++)
        if (is_selected(selection, chosen[i]))
            chosen[kept++] = chosen[i];
    return kept;
}

/* Drops the indices that have no pair with enough points; returns how many are left. */
static size_t drop_sparse(const struct zi_pair_correlation rows[], size_t n_rows, size_t indices[],
                          size_t n)
{
    size_t kept = 0;

    for (size_t i = 0; i < n; i++) {
        bool enough = false;

        for (size_t r = 0; r < n_rows; r++)
            enough = enough || ((rows[r].x == indices[i] || rows[r].y == indices[i]) &&
                                rows[r].result.n >= ZI_LEAST_PAIRS);
        if (enough)
            indices[kept++] = indices[i];
    }
    return kept;
}

enum zi_code zi_correlation_pairs_make(struct zi_correlation_pairs *pairs,
                                       const struct zi_selection *selection,
                                       const struct zi_figure_request *request,
                                       struct zi_arena *arena, struct zi_error *error)
{
    const struct zi_correlate_request correlate = {.methods = &request->method,
                                                   .n_methods = 1,
                                                   .levels = &request->level,
                                                   .n_levels = 1,
                                                   .confidence = 0.95,
                                                   .adjust = ZI_BENJAMINI_HOCHBERG};
    struct zi_correlations result;

    pairs->selection = *selection;
    if (request->n_indices == 0) {
        size_t *chosen =
            zi_arena_allocate(arena, selection->panel->catalogue->n_indices + 1, sizeof *chosen);

        if (chosen == NULL)
            return zi_fail_memory(error);
        pairs->selection.indices = chosen;
        pairs->selection.n_indices = list_headlines(selection, chosen);
        ZI_TRY(zi_correlate_compute(&pairs->selection, &correlate, arena, &result, error));
        pairs->selection.n_indices =
            drop_sparse(result.rows, result.n_rows, chosen, pairs->selection.n_indices);
        if (pairs->selection.n_indices < 2)
            return zi_fail(error, ZI_EFEW,
                           "tidak ada pasangan indeks dengan sedikitnya %d titik; pilih indeks "
                           "dengan --index",
                           "no pair of indices has at least %d points; choose indices with --index",
                           ZI_LEAST_PAIRS);
    }
    ZI_TRY(zi_correlate_compute(&pairs->selection, &correlate, arena, &result, error));
    pairs->rows = result.rows;
    pairs->n_rows = result.n_rows;
    return ZI_OK;
}

static enum zi_correlation_level chart_level(enum zi_panel_level level)
{
    static const enum zi_correlation_level levels[] = {[ZI_POOLED] = ZI_CORRELATION_POOLED,
                                                       [ZI_BETWEEN] = ZI_CORRELATION_BETWEEN,
                                                       [ZI_WITHIN] = ZI_CORRELATION_WITHIN,
                                                       [ZI_TWOWAY] = ZI_CORRELATION_TWOWAY};

    return levels[level];
}

static const struct {
    const char *name;
    const char *coefficient;
} methods[] = {
    [ZI_PEARSON] = {"Pearson", "r"},
    [ZI_SPEARMAN] = {"Spearman", "rho"},
    [ZI_KENDALL] = {"Kendall", "tau"},
};

/* The latest break that the means of some pair cross, or NULL. */
static const struct zi_break *crossed(const struct zi_correlation_pairs *pairs)
{
    const struct zi_break *latest = NULL;

    for (size_t i = 0; i < pairs->n_rows; i++) {
        const struct zi_break *across = pairs->rows[i].across;

        if (across != NULL && (latest == NULL || across->year > latest->year))
            latest = across;
    }
    return latest;
}

/* What a reader must know beside the source: unit means tell nothing about years within a unit. */
static const char *correlation_source(const struct zi_figures *figures,
                                      const struct zi_correlation_pairs *pairs)
{
    const struct zi_break *across = crossed(pairs);
    const char *source = figures->source;

    if (across != NULL)
        source = zi_arena_print(figures->arena, "%s. %s %d", source,
                                figure_say(figures, "Nilai melintasi pergantian cara menilai tahun",
                                           "The values cross a change of method in"),
                                across->year);
    return source;
}

/* Rows come pair by pair, (0, 1), (0, 2), ..: the chart wants the lower triangle. */
static void fill_cells(const struct zi_pair_correlation rows[], size_t n,
                       struct zi_correlation_cell cells[])
{
    size_t row = 0;

    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++, row++)
            cells[j * (j - 1) / 2 + i] = (struct zi_correlation_cell){
                .r = rows[row].result.estimate,
                .q = rows[row].q,
                .n = rows[row].result.n,
                .arithmetic = rows[row].arithmetic,
                .reason = rows[row].result.reason,
            };
}

static void fill_indices(const struct zi_figures *figures, const struct zi_selection *selection,
                         struct zi_correlation_index indices[])
{
    for (size_t i = 0; i < selection->n_indices; i++) {
        const struct zi_index *index = &selection->panel->catalogue->indices[selection->indices[i]];

        indices[i] = (struct zi_correlation_index){
            zi_text_in(index->label, figures->options.language), index->short_name};
    }
}

enum zi_code zi_figure_correlation(const struct zi_figures *figures,
                                   const struct zi_figure_request *request, struct zi_chart *chart,
                                   struct zi_error *error)
{
    struct zi_correlation_pairs pairs;
    struct zi_correlation_index *indices;
    struct zi_correlation_cell *cells;

    ZI_TRY(zi_correlation_pairs_make(&pairs, figures->outlook->selection, request, figures->arena,
                                     error));
    indices = zi_arena_allocate(figures->arena, pairs.selection.n_indices + 1, sizeof *indices);
    cells = zi_arena_allocate(figures->arena, pairs.n_rows + 1, sizeof *cells);
    if (indices == NULL || cells == NULL)
        return zi_fail_memory(error);
    fill_indices(figures, &pairs.selection, indices);
    fill_cells(pairs.rows, pairs.selection.n_indices, cells);

    struct zi_correlation_chart input = {
        .indices = indices,
        .n_indices = pairs.selection.n_indices,
        .cells = cells,
        .level = chart_level(request->level),
        .method = methods[request->method].name,
        .coefficient = methods[request->method].coefficient,
        .first_year = pairs.selection.first_year,
        .last_year = pairs.selection.last_year,
        .least_n = ZI_LEAST_PAIRS,
        .significance = 0.05,
        .source = correlation_source(figures, &pairs),
    };

    return zi_chart_correlation(&input, &figures->options, chart, error);
}
