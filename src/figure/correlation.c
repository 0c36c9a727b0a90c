/* Correlations of indices, as a drawing takes them. */
#include "figure.h"

#include <math.h>
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

static bool all_of_institutions(const struct zi_pair_correlation rows[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (rows[i].on == ZI_LEVEL_UNIT)
            return false;
    return true;
}

/* ---- what the years leave ---- */

/* Twoway where it is defined, else detrended; NULL where neither is. rows: the levels of a pair. */
static const struct zi_pair_correlation *free_of_years(const struct zi_pair_correlation rows[],
                                                       size_t n_levels)
{
    const struct zi_pair_correlation *detrended = NULL;

    for (size_t l = 0; l < n_levels; l++) {
        if (isnan(rows[l].result.estimate))
            continue;
        if (rows[l].level == ZI_TWOWAY)
            return &rows[l];
        if (rows[l].level == ZI_DETRENDED)
            detrended = &rows[l];
    }
    return detrended;
}

/* The rows of the first level of a result with several, and what the years leave of each. */
static enum zi_code take_rows(struct zi_correlation_pairs *pairs,
                              const struct zi_correlations *result, struct zi_arena *arena,
                              struct zi_error *error)
{
    size_t n_levels = result->request.n_levels;

    pairs->n_rows = result->n_rows / n_levels;
    pairs->rows = zi_arena_allocate(arena, pairs->n_rows + 1, sizeof *pairs->rows);
    pairs->kept = zi_arena_allocate(arena, pairs->n_rows + 1, sizeof(void *));
    if (pairs->rows == NULL || pairs->kept == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < pairs->n_rows; i++) {
        const struct zi_pair_correlation *levels = &result->rows[i * n_levels];

        pairs->rows[i] = levels[0];
        pairs->kept[i] = free_of_years(levels, n_levels);
    }
    return ZI_OK;
}

/* ---- institutions ---- */

static bool has_own_value(const struct zi_selection *selection, size_t index)
{
    const struct zi_panel *panel = selection->panel;

    for (size_t i = 0; i < selection->n_entities; i++)
        for (int year = selection->first_year; year <= selection->last_year; year++)
            if (zi_entity_level(&panel->entities[selection->entities[i]]) == ZI_LEVEL_INSTITUTION &&
                !isnan(zi_panel_value(panel, selection->entities[i], index, year)))
                return true;
    return false;
}

/* The first of the headline indices, when the total is one of them and institutions have values of
 * another of their own: what leaders lay beside the ZI score. */
static enum zi_code select_institutional(struct zi_correlation_pairs *pairs,
                                         const struct zi_selection *selection,
                                         struct zi_arena *arena, struct zi_error *error)
{
    const struct zi_catalogue *catalogue = selection->panel->catalogue;
    struct zi_selection *own = &pairs->institutional_selection;
    size_t *chosen = zi_arena_allocate(arena, catalogue->n_indices + 1, sizeof *chosen);
    bool any = false;

    if (chosen == NULL)
        return zi_fail_memory(error);
    *own = *selection;
    own->indices = chosen;
    own->n_indices = list_headlines(selection, chosen);
    if (own->n_indices > ZI_CORRELATION_INSTITUTIONAL_MAX + 1)
        own->n_indices = ZI_CORRELATION_INSTITUTIONAL_MAX + 1;
    for (size_t i = 1; i < own->n_indices; i++)
        any = any || has_own_value(selection, chosen[i]);
    pairs->has_institutions = any && catalogue->indices[chosen[0]].role == ZI_ROLE_TOTAL;
    return ZI_OK;
}

static enum zi_code correlate_institutions(struct zi_correlation_pairs *pairs,
                                           const struct zi_selection *selection,
                                           const struct zi_figure_request *request,
                                           struct zi_arena *arena, struct zi_error *error)
{
    static const enum zi_panel_level levels[] = {ZI_POOLED, ZI_BETWEEN, ZI_WITHIN, ZI_TWOWAY,
                                                 ZI_DETRENDED};
    const struct zi_correlate_request correlate = {.methods = &request->method,
                                                   .n_methods = 1,
                                                   .levels = levels,
                                                   .n_levels = ZI_COUNT(levels),
                                                   .confidence = 0.95,
                                                   .institutions = true,
                                                   .adjust = ZI_BENJAMINI_HOCHBERG};

    ZI_TRY(select_institutional(pairs, selection, arena, error));
    if (!pairs->has_institutions)
        return ZI_OK;
    return zi_correlate_compute(&pairs->institutional_selection, &correlate, arena,
                                &pairs->institutional, error);
}

static enum zi_code choose_headlines(struct zi_correlation_pairs *pairs,
                                     const struct zi_correlate_request *correlate,
                                     struct zi_arena *arena, struct zi_error *error)
{
    size_t *chosen =
        zi_arena_allocate(arena, pairs->selection.panel->catalogue->n_indices + 1, sizeof *chosen);
    struct zi_correlate_request first_level = *correlate;
    struct zi_correlations result;

    if (chosen == NULL)
        return zi_fail_memory(error);
    first_level.n_levels = 1;
    pairs->selection.n_indices = list_headlines(&pairs->selection, chosen);
    pairs->selection.indices = chosen;
    ZI_TRY(zi_correlate_compute(&pairs->selection, &first_level, arena, &result, error));
    pairs->of_institutions = all_of_institutions(result.rows, result.n_rows);
    pairs->selection.n_indices =
        drop_sparse(result.rows, result.n_rows, chosen, pairs->selection.n_indices);
    if (pairs->selection.n_indices < 2)
        return zi_fail(error, ZI_EFEW,
                       "tidak ada pasangan indeks dengan sedikitnya %d titik; pilih indeks "
                       "dengan --index",
                       "no pair of indices has at least %d points; choose indices with --index",
                       ZI_LEAST_PAIRS);
    return ZI_OK;
}

static enum zi_code make_at_level(struct zi_correlation_pairs *pairs,
                                  const struct zi_selection *selection,
                                  const struct zi_figure_request *request,
                                  enum zi_panel_level level, struct zi_arena *arena,
                                  struct zi_error *error)
{
    const enum zi_panel_level levels[] = {level, ZI_TWOWAY, ZI_DETRENDED};
    const struct zi_correlate_request correlate = {.methods = &request->method,
                                                   .n_methods = 1,
                                                   .levels = levels,
                                                   .n_levels = ZI_COUNT(levels),
                                                   .confidence = 0.95,
                                                   .adjust = ZI_BENJAMINI_HOCHBERG};
    struct zi_correlations result;

    *pairs = (struct zi_correlation_pairs){.selection = *selection, .level = level};
    if (request->n_indices == 0)
        ZI_TRY(choose_headlines(pairs, &correlate, arena, error));
    ZI_TRY(zi_correlate_compute(&pairs->selection, &correlate, arena, &result, error));
    return take_rows(pairs, &result, arena, error);
}

/* Between the indices of an institution there are no units: what is left are its years. */
enum zi_code zi_correlation_pairs_make(struct zi_correlation_pairs *pairs,
                                       const struct zi_selection *selection,
                                       const struct zi_figure_request *request,
                                       struct zi_arena *arena, struct zi_error *error)
{
    enum zi_code code = make_at_level(pairs, selection, request, request->level, arena, error);

    if (code == ZI_EFEW && pairs->of_institutions && request->level == ZI_BETWEEN)
        return make_at_level(pairs, selection, request, ZI_DETRENDED, arena, error);
    ZI_TRY(code);
    return request->n_indices == 0 ? correlate_institutions(pairs, selection, request, arena, error)
                                   : ZI_OK;
}

/* ---- the chart ---- */

static enum zi_correlation_level chart_level(enum zi_panel_level level)
{
    static const enum zi_correlation_level levels[] = {[ZI_POOLED] = ZI_CORRELATION_POOLED,
                                                       [ZI_BETWEEN] = ZI_CORRELATION_BETWEEN,
                                                       [ZI_WITHIN] = ZI_CORRELATION_WITHIN,
                                                       [ZI_TWOWAY] = ZI_CORRELATION_TWOWAY,
                                                       [ZI_DETRENDED] = ZI_CORRELATION_DETRENDED};

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

static struct zi_correlation_cell cell_of(const struct zi_pair_correlation *row)
{
    return (struct zi_correlation_cell){
        .r = row->result.estimate,
        .q = row->q,
        .n = row->result.n,
        .arithmetic = row->arithmetic,
        .reason = row->result.reason,
    };
}

/* Rows come pair by pair, (0, 1), (0, 2), ..: the chart wants the lower triangle. */
static void fill_cells(const struct zi_pair_correlation rows[], size_t n,
                       struct zi_correlation_cell cells[])
{
    size_t row = 0;

    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++, row++)
            cells[j * (j - 1) / 2 + i] = cell_of(&rows[row]);
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

/* By the other index of pairs with the first; NULL when the years leave nothing to speak of. */
static enum zi_code fill_kept(const struct zi_figures *figures,
                              const struct zi_correlation_pairs *pairs,
                              const struct zi_correlation_kept **kept, struct zi_error *error)
{
    size_t n = pairs->selection.n_indices;
    struct zi_correlation_kept *all = zi_arena_allocate(figures->arena, n + 1, sizeof *all);
    bool any = false;

    if (all == NULL)
        return zi_fail_memory(error);
    for (size_t i = 1; i < n; i++) {
        const struct zi_pair_correlation *row = pairs->kept[i - 1];

        all[i] = (struct zi_correlation_kept){row != NULL ? row->result.estimate : NAN,
                                              row != NULL ? row->q : NAN};
        any = any || row != NULL;
    }
    *kept = any ? all : NULL;
    return ZI_OK;
}

/* The pairs of ZI, which come first, each at the level that the years leave. */
static size_t fill_institutional(const struct zi_correlation_pairs *pairs,
                                 struct zi_correlation_institutional cells[])
{
    const struct zi_correlations *all = &pairs->institutional;
    size_t n_levels = all->request.n_levels, n = 0;

    for (size_t i = 1; pairs->has_institutions && i < all->n_indices; i++) {
        const struct zi_pair_correlation *levels = &all->rows[(i - 1) * n_levels];
        const struct zi_pair_correlation *row = free_of_years(levels, n_levels);
        const struct zi_index *index = &pairs->selection.panel->catalogue->indices[all->indices[i]];

        if (levels[0].result.n == 0)
            continue;
        if (row == NULL)
            row = &levels[n_levels - 1];
        cells[n++] = (struct zi_correlation_institutional){index->short_name, cell_of(row),
                                                           chart_level(row->level)};
    }
    return n;
}

enum zi_code zi_figure_correlation(const struct zi_figures *figures,
                                   const struct zi_figure_request *request, struct zi_chart *chart,
                                   struct zi_error *error)
{
    struct zi_correlation_pairs pairs;
    struct zi_correlation_index *indices;
    struct zi_correlation_cell *cells;
    struct zi_correlation_institutional institutional[ZI_CORRELATION_INSTITUTIONAL_MAX];
    const struct zi_correlation_kept *kept = NULL;

    ZI_TRY(zi_correlation_pairs_make(&pairs, figures->outlook->selection, request, figures->arena,
                                     error));
    indices = zi_arena_allocate(figures->arena, pairs.selection.n_indices + 1, sizeof *indices);
    cells = zi_arena_allocate(figures->arena, pairs.n_rows + 1, sizeof *cells);
    if (indices == NULL || cells == NULL)
        return zi_fail_memory(error);
    fill_indices(figures, &pairs.selection, indices);
    fill_cells(pairs.rows, pairs.selection.n_indices, cells);
    ZI_TRY(fill_kept(figures, &pairs, &kept, error));

    struct zi_correlation_chart input = {
        .indices = indices,
        .n_indices = pairs.selection.n_indices,
        .cells = cells,
        .kept = kept,
        .institutional = institutional,
        .n_institutional = fill_institutional(&pairs, institutional),
        .level = chart_level(pairs.level),
        .method = methods[request->method].name,
        .coefficient = methods[request->method].coefficient,
        .first_year = pairs.selection.first_year,
        .last_year = pairs.selection.last_year,
        .least_n = ZI_LEAST_PAIRS,
        .significance = 0.05,
        .units = all_of_institutions(pairs.rows, pairs.n_rows)
                     ? figure_say(figures, "instansi", "institutions")
                     : NULL,
        .source = correlation_source(figures, &pairs),
    };

    return zi_chart_correlation(&input, &figures->options, chart, error);
}
