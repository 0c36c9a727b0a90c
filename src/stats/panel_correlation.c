/* Correlation of rows that come in units and years, at several levels. */
#include "zistat/stats/panel_correlation.h"

#include <math.h>
#include <string.h>

#include "correlation_jackknife.h"
#include "zistat/stats/partial.h"
#include "zistat/stats/two_way.h"

/* Of the largest absolute value: far above what a mean of decimals loses to rounding, far below
 * the least difference between two of them. */
static const double ROUNDING = 1e-12;

const char *zi_panel_level_name(enum zi_panel_level level)
{
    static const char *const names[] = {
        [ZI_POOLED] = "pooled", [ZI_BETWEEN] = "between",     [ZI_WITHIN] = "within",
        [ZI_TWOWAY] = "twoway", [ZI_DETRENDED] = "detrended", [ZI_DIFFERENCES] = "differences",
    };

    return names[level];
}

static double largest(const double values[], size_t n)
{
    double max = 0;

    for (size_t i = 0; i < n; i++)
        max = fabs(values[i]) > max ? fabs(values[i]) : max;
    return max;
}

static bool range_exceeds(const double values[], size_t n, double limit)
{
    double min = INFINITY;
    double max = -INFINITY;

    for (size_t i = 0; i < n; i++) {
        min = values[i] < min ? values[i] : min;
        max = values[i] > max ? values[i] : max;
    }
    return max - min > limit;
}

/* An empty view with room for n points of n_units units. */
static enum zi_code allocate_view(struct zi_panel_pairs *pairs, struct zi_panel_view *view,
                                  size_t n, size_t n_units, struct zi_error *error)
{
    struct zi_arena *arena = &pairs->arena;

    *view = (struct zi_panel_view){0};
    view->column = zi_arena_allocate(arena, pairs->n_columns, sizeof *view->column);
    view->year = zi_arena_allocate(arena, n, sizeof *view->year);
    view->unit = zi_arena_allocate(arena, n_units, sizeof *view->unit);
    view->start = zi_arena_allocate(arena, n_units + 1, sizeof *view->start);
    if (view->column == NULL || view->year == NULL || view->unit == NULL || view->start == NULL)
        return zi_fail_memory(error);
    for (size_t k = 0; k < pairs->n_columns; k++) {
        view->column[k] = zi_arena_allocate(arena, n, sizeof **view->column);
        if (view->column[k] == NULL)
            return zi_fail_memory(error);
    }
    return ZI_OK;
}

/* Ends the unit whose points were added since the last one ended, if there were any. */
static void end_unit(struct zi_panel_view *view, size_t unit)
{
    if (view->start[view->n_units] == view->n)
        return;
    view->unit[view->n_units++] = unit;
    view->start[view->n_units] = view->n;
}

static const double *input_column(const struct zi_panel_columns *columns, size_t k)
{
    return k == 0 ? columns->x : k == 1 ? columns->y : columns->controls[k - 2];
}

static bool is_complete(const struct zi_panel_columns *columns, size_t row)
{
    bool complete = !isnan(columns->x[row]) && !isnan(columns->y[row]);

    for (size_t k = 0; k < columns->n_controls; k++)
        complete = complete && !isnan(columns->controls[k][row]);
    return complete;
}

/* next[u] becomes the number of complete rows of units below u. */
static void count_rows(const struct zi_panel_columns *columns, size_t next[], size_t n_units)
{
    size_t before = 0;

    for (size_t row = 0; row < columns->n; row++)
        if (is_complete(columns, row))
            next[columns->unit[row]]++;
    for (size_t unit = 0; unit < n_units; unit++) {
        size_t count = next[unit];

        next[unit] = before;
        before += count;
    }
}

/* Moves the last of a unit's rows to its place by year; where the input is by year it stays. */
static void insert_by_year(const struct zi_panel_columns *columns, size_t rows[], size_t first,
                           size_t last)
{
    size_t row = rows[last];
    size_t i = last;

    for (; i > first && columns->year[rows[i - 1]] > columns->year[row]; i--)
        rows[i] = rows[i - 1];
    rows[i] = row;
}

/* The complete rows unit by unit and year by year. */
static enum zi_code order_rows(const struct zi_panel_columns *columns, size_t n_units,
                               size_t **rows, size_t **end, struct zi_arena *scratch,
                               struct zi_error *error)
{
    size_t first = 0;

    *end = zi_arena_allocate(scratch, n_units, sizeof **end);
    *rows = zi_arena_allocate(scratch, columns->n, sizeof **rows);
    if (*end == NULL || *rows == NULL)
        return zi_fail_memory(error);
    count_rows(columns, *end, n_units);
    for (size_t row = 0; row < columns->n; row++)
        if (is_complete(columns, row))
            (*rows)[(*end)[columns->unit[row]]++] = row;
    for (size_t unit = 0; unit < n_units; first = (*end)[unit++])
        for (size_t i = first; i < (*end)[unit]; i++)
            insert_by_year(columns, *rows, first, i);
    return ZI_OK;
}

static enum zi_code copy_ranks(const struct zi_panel_pairs *pairs, struct zi_panel_view *pooled,
                               const struct zi_panel_columns *columns, const size_t rows[],
                               struct zi_error *error)
{
    const struct zi_dense_ranks *given[] = {columns->x_ranks, columns->y_ranks};
    struct zi_arena *arena = &pooled->rank_arena;

    pooled->ranks = zi_arena_allocate(arena, pairs->n_columns, sizeof *pooled->ranks);
    if (pooled->ranks == NULL)
        return zi_fail_memory(error);
    for (size_t k = 0; k < 2; k++) {
        uint32_t *rank = zi_arena_allocate(arena, pooled->n, sizeof *rank);

        if (rank == NULL)
            return zi_fail_memory(error);
        for (size_t i = 0; i < pooled->n; i++)
            rank[i] = given[k]->rank[rows[i]];
        pooled->ranks[k] = (struct zi_dense_ranks){rank, pooled->n, given[k]->distinct};
    }
    return ZI_OK;
}

static enum zi_code fill_pooled(struct zi_panel_pairs *pairs,
                                const struct zi_panel_columns *columns, size_t n_units,
                                struct zi_arena *scratch, struct zi_error *error)
{
    struct zi_panel_view *pooled = &pairs->views[ZI_POOLED];
    size_t *rows, *end;

    ZI_TRY(order_rows(columns, n_units, &rows, &end, scratch, error));
    ZI_TRY(allocate_view(pairs, pooled, n_units > 0 ? end[n_units - 1] : 0, n_units, error));
    for (size_t unit = 0; unit < n_units; unit++) {
        for (; pooled->n < end[unit]; pooled->n++)
            pooled->year[pooled->n] = columns->year[rows[pooled->n]];
        end_unit(pooled, unit);
    }
    for (size_t k = 0; k < pairs->n_columns; k++)
        for (size_t i = 0; i < pooled->n; i++)
            pooled->column[k][i] = input_column(columns, k)[rows[i]];
    if (columns->x_ranks != NULL && columns->n_controls == 0)
        ZI_TRY(copy_ranks(pairs, pooled, columns, rows, error));
    return ZI_OK;
}

/* A control that varies by no more than rounding is as if it were not there. */
static void clear_constant_controls(const struct zi_panel_pairs *pairs, struct zi_panel_view *view)
{
    for (size_t k = 2; k < pairs->n_columns; k++)
        if (!range_exceeds(view->column[k], view->n, pairs->rounding[k]))
            memset(view->column[k], 0, view->n * sizeof **view->column);
}

/* Takes the controls out of copies of x and y. */
static enum zi_code take_controls_out(struct zi_panel_pairs *pairs, struct zi_panel_view *view,
                                      struct zi_error *error)
{
    struct zi_controls controls;
    double *left[2];

    clear_constant_controls(pairs, view);
    ZI_TRY(zi_controls_make(&controls, (const double *const *)view->column + 2,
                            pairs->n_columns - 2, view->n, &pairs->arena, error));
    view->df -= (double)controls.rank;
    for (size_t k = 0; k < 2; k++) {
        left[k] = zi_arena_allocate(&pairs->arena, view->n, sizeof *left[k]);
        if (left[k] == NULL)
            return zi_fail_memory(error);
        memcpy(left[k], view->column[k], view->n * sizeof *left[k]);
        if (!zi_controls_take_out(&controls, left[k]) ||
            largest(left[k], view->n) <= pairs->rounding[k])
            view->control_reason = ZI_COLLINEAR;
    }
    view->x = left[0];
    view->y = left[1];
    if (view->df < 1)
        view->control_reason = ZI_FEWER_THAN_3;
    return ZI_OK;
}

/* The points of a cluster stand together, as its units do. */
static enum zi_code find_clusters(struct zi_panel_pairs *pairs, struct zi_panel_view *view,
                                  struct zi_error *error)
{
    const size_t *of = pairs->cluster_of;

    view->cluster_start = view->start;
    view->n_clusters = view->n_units;
    if (of == NULL)
        return ZI_OK;
    view->cluster_start =
        zi_arena_allocate(&pairs->arena, view->n_units + 1, sizeof *view->cluster_start);
    if (view->cluster_start == NULL)
        return zi_fail_memory(error);
    view->n_clusters = 0;
    for (size_t u = 0; u < view->n_units; u++) {
        if (u == 0 || of[view->unit[u]] != of[view->unit[u - 1]])
            view->n_clusters++;
        view->cluster_start[view->n_clusters] = view->start[u + 1];
    }
    return ZI_OK;
}

/* rank: of the means that were taken out. reason: why nothing is left, as far as it is known. */
static enum zi_code finish_view(struct zi_panel_pairs *pairs, struct zi_panel_view *view,
                                double rank, enum zi_reason reason, struct zi_error *error)
{
    ZI_TRY(find_clusters(pairs, view, error));
    view->df = view->rank_df = (double)view->n - rank - 1;
    view->x = view->column[0];
    view->y = view->column[1];
    view->reason = reason;
    if (view->df < 1 && reason != ZI_ONE_CLUSTER)
        view->reason = ZI_FEWER_THAN_3;
    else if (reason == ZI_DEFINED && (!range_exceeds(view->x, view->n, pairs->rounding[0]) ||
                                      !range_exceeds(view->y, view->n, pairs->rounding[1])))
        view->reason = ZI_CONSTANT;
    if (pairs->n_columns > 2 && view->reason == ZI_DEFINED)
        ZI_TRY(take_controls_out(pairs, view, error));
    view->ready = true;
    return ZI_OK;
}

static enum zi_code copy_clusters(struct zi_panel_pairs *pairs,
                                  const struct zi_panel_columns *columns, size_t n_units,
                                  struct zi_error *error)
{
    if (columns->cluster == NULL)
        return ZI_OK;
    pairs->cluster_of = zi_arena_allocate(&pairs->arena, n_units, sizeof *pairs->cluster_of);
    if (pairs->cluster_of == NULL)
        return zi_fail_memory(error);
    for (size_t row = 0; row < columns->n; row++)
        pairs->cluster_of[columns->unit[row]] = columns->cluster[row];
    return ZI_OK;
}

enum zi_code zi_panel_pairs_init(struct zi_panel_pairs *pairs,
                                 const struct zi_panel_columns *columns, struct zi_error *error)
{
    struct zi_panel_view *pooled = &pairs->views[ZI_POOLED];
    struct zi_arena scratch = {0};
    size_t n_units = 0;
    enum zi_code code;

    *pairs = (struct zi_panel_pairs){.n_columns = 2 + columns->n_controls};
    pairs->rounding = zi_arena_allocate(&pairs->arena, pairs->n_columns, sizeof *pairs->rounding);
    if (pairs->rounding == NULL)
        return zi_fail_memory(error);
    for (size_t row = 0; row < columns->n; row++)
        n_units = columns->unit[row] >= n_units ? columns->unit[row] + 1 : n_units;
    ZI_TRY(copy_clusters(pairs, columns, n_units, error));
    code = fill_pooled(pairs, columns, n_units, &scratch, error);
    zi_arena_release(&scratch);
    ZI_TRY(code);
    ZI_TRY(finish_view(pairs, pooled, 1, ZI_DEFINED, error));
    for (size_t k = 0; k < pairs->n_columns; k++)
        pairs->rounding[k] = ROUNDING * largest(pooled->column[k], pooled->n);
    return ZI_OK;
}

void zi_panel_pairs_release(struct zi_panel_pairs *pairs)
{
    for (enum zi_panel_level level = 0; level < ZI_PANEL_LEVEL_COUNT; level++)
        zi_panel_pairs_forget_ranks(pairs, level);
    zi_arena_release(&pairs->arena);
    *pairs = (struct zi_panel_pairs){0};
}

/* Deviations from the first value are summed, so that equal values have that value as mean. */
static double mean(const double values[], size_t start, size_t end)
{
    double sum = 0;

    for (size_t i = start; i < end; i++)
        sum += values[i] - values[start];
    return values[start] + sum / (double)(end - start);
}

static enum zi_code make_between(struct zi_panel_pairs *pairs, struct zi_panel_view *view,
                                 struct zi_error *error)
{
    const struct zi_panel_view *pooled = &pairs->views[ZI_POOLED];

    ZI_TRY(allocate_view(pairs, view, pooled->n_units, pooled->n_units, error));
    for (size_t u = 0; u < pooled->n_units; u++) {
        for (size_t k = 0; k < pairs->n_columns; k++)
            view->column[k][u] = mean(pooled->column[k], pooled->start[u], pooled->start[u + 1]);
        view->n++;
        end_unit(view, pooled->unit[u]);
    }
    return finish_view(pairs, view, 1, ZI_DEFINED, error);
}

/* The pooled points that are to be kept. */
static enum zi_code copy_kept(struct zi_panel_pairs *pairs, struct zi_panel_view *view,
                              const bool keep[], struct zi_error *error)
{
    const struct zi_panel_view *pooled = &pairs->views[ZI_POOLED];

    ZI_TRY(allocate_view(pairs, view, pooled->n, pooled->n_units, error));
    for (size_t u = 0; u < pooled->n_units; u++) {
        for (size_t i = pooled->start[u]; i < pooled->start[u + 1]; i++) {
            if (!keep[i])
                continue;
            for (size_t k = 0; k < pairs->n_columns; k++)
                view->column[k][view->n] = pooled->column[k][i];
            view->year[view->n++] = pooled->year[i];
        }
        end_unit(view, pooled->unit[u]);
    }
    return ZI_OK;
}

/* The points of units that have more rows than these. */
static enum zi_code copy_longer(struct zi_panel_pairs *pairs, struct zi_panel_view *view,
                                size_t rows, struct zi_error *error)
{
    const struct zi_panel_view *pooled = &pairs->views[ZI_POOLED];
    bool *keep = zi_arena_allocate(&pairs->arena, pooled->n, sizeof *keep);

    if (keep == NULL)
        return zi_fail_memory(error);
    for (size_t u = 0; u < pooled->n_units; u++)
        for (size_t i = pooled->start[u]; i < pooled->start[u + 1]; i++)
            keep[i] = pooled->start[u + 1] - pooled->start[u] > rows;
    return copy_kept(pairs, view, keep, error);
}

static enum zi_code make_within(struct zi_panel_pairs *pairs, struct zi_panel_view *view,
                                struct zi_error *error)
{
    ZI_TRY(copy_longer(pairs, view, 1, error));
    for (size_t k = 0; k < pairs->n_columns; k++)
        zi_deviations_from_unit(view->start, view->n_units, view->column[k]);
    return finish_view(pairs, view, (double)view->n_units, ZI_DEFINED, error);
}

/* Replaces the values by residuals, and says when they are nothing but rounding: then zeros. */
static enum zi_reason take_residuals(const struct zi_two_way *two_way, double values[],
                                     double rounding)
{
    enum zi_reason reason = ZI_DEFINED;

    zi_deviations_from_unit(two_way->start, two_way->n_units, values);
    if (largest(values, two_way->n) <= rounding)
        reason = ZI_CONSTANT;
    zi_two_way_residuals(two_way, values);
    if (reason == ZI_DEFINED && largest(values, two_way->n) <= rounding)
        reason = ZI_COLLINEAR;
    for (size_t i = 0; reason != ZI_DEFINED && i < two_way->n; i++)
        values[i] = 0;
    return reason;
}

/* Of x and y: a constant says more than what only the effects reproduce. */
static enum zi_reason first_reason(const enum zi_reason reasons[2])
{
    return reasons[0] == ZI_CONSTANT || reasons[1] == ZI_DEFINED ? reasons[0] : reasons[1];
}

/* The residuals of every column, and why those of x or y are nothing. */
static enum zi_code take_two_way_residuals(struct zi_panel_pairs *pairs, struct zi_panel_view *view,
                                           const bool keep[], struct zi_arena *scratch,
                                           double *rank, enum zi_reason *reason,
                                           struct zi_error *error)
{
    enum zi_reason reasons[2] = {ZI_DEFINED, ZI_DEFINED};
    struct zi_two_way two_way;

    ZI_TRY(copy_kept(pairs, view, keep, error));
    ZI_TRY(zi_two_way_init(&two_way, view->start, view->n_units, view->year, scratch, error));
    for (size_t k = 0; k < pairs->n_columns; k++) {
        *reason = take_residuals(&two_way, view->column[k], pairs->rounding[k]);
        if (k < 2)
            reasons[k] = *reason;
    }
    *reason = first_reason(reasons);
    *rank = (double)zi_two_way_rank(&two_way);
    return ZI_OK;
}

static enum zi_code make_twoway(struct zi_panel_pairs *pairs, struct zi_panel_view *view,
                                struct zi_error *error)
{
    const struct zi_panel_view *pooled = &pairs->views[ZI_POOLED];
    struct zi_arena scratch = {0};
    bool *keep = zi_arena_allocate(&scratch, pooled->n, sizeof *keep);
    enum zi_reason reason;
    double rank;
    enum zi_code code = keep != NULL ? ZI_OK : zi_fail_memory(error);

    if (code == ZI_OK)
        code = zi_two_way_free_rows(pooled->start, pooled->n_units, pooled->year, keep, error);
    if (code == ZI_OK)
        code = take_two_way_residuals(pairs, view, keep, &scratch, &rank, &reason, error);
    zi_arena_release(&scratch);
    ZI_TRY(code);
    return finish_view(pairs, view, rank, pooled->n_units == 1 ? ZI_ONE_CLUSTER : reason, error);
}

/* Takes the unit's straight line over the years out of its deviations from the mean. */
static void take_line_out(const struct zi_panel_view *view, size_t unit, double values[])
{
    size_t start = view->start[unit], end = view->start[unit + 1];
    double centre = 0, squares = 0, products = 0;

    for (size_t i = start; i < end; i++)
        centre += (double)(view->year[i] - view->year[start]) / (double)(end - start);
    for (size_t i = start; i < end; i++) {
        double t = view->year[i] - view->year[start] - centre;

        squares += t * t;
        products += t * values[i];
    }
    for (size_t i = start; i < end; i++)
        values[i] -= products / squares * (view->year[i] - view->year[start] - centre);
}

/* Replaces the values by residuals on the units' lines, and says when they are nothing but
 * rounding: then zeros. */
static enum zi_reason take_lines_out(const struct zi_panel_view *view, double values[],
                                     double rounding)
{
    enum zi_reason reason = ZI_DEFINED;

    zi_deviations_from_unit(view->start, view->n_units, values);
    if (largest(values, view->n) <= rounding)
        reason = ZI_CONSTANT;
    for (size_t u = 0; u < view->n_units; u++)
        take_line_out(view, u, values);
    if (reason == ZI_DEFINED && largest(values, view->n) <= rounding)
        reason = ZI_COLLINEAR;
    for (size_t i = 0; reason != ZI_DEFINED && i < view->n; i++)
        values[i] = 0;
    return reason;
}

static enum zi_code make_detrended(struct zi_panel_pairs *pairs, struct zi_panel_view *view,
                                   struct zi_error *error)
{
    enum zi_reason reasons[2] = {ZI_DEFINED, ZI_DEFINED};

    ZI_TRY(copy_longer(pairs, view, 2, error));
    for (size_t k = 0; k < pairs->n_columns; k++) {
        enum zi_reason reason = take_lines_out(view, view->column[k], pairs->rounding[k]);

        if (k < 2)
            reasons[k] = reason;
    }
    return finish_view(pairs, view, 2 * (double)view->n_units, first_reason(reasons), error);
}

/* The differences of the unit's neighbouring years, when they are at least two. */
static void add_differences(const struct zi_panel_pairs *pairs, struct zi_panel_view *view,
                            size_t unit)
{
    const struct zi_panel_view *pooled = &pairs->views[ZI_POOLED];
    size_t before = view->n;

    for (size_t i = pooled->start[unit] + 1; i < pooled->start[unit + 1]; i++) {
        if (pooled->year[i] != pooled->year[i - 1] + 1)
            continue;
        for (size_t k = 0; k < pairs->n_columns; k++)
            view->column[k][view->n] = pooled->column[k][i] - pooled->column[k][i - 1];
        view->year[view->n++] = pooled->year[i];
    }
    if (view->n == before + 1)
        view->n = before;
    end_unit(view, pooled->unit[unit]);
}

static enum zi_code make_differences(struct zi_panel_pairs *pairs, struct zi_panel_view *view,
                                     struct zi_error *error)
{
    const struct zi_panel_view *pooled = &pairs->views[ZI_POOLED];

    ZI_TRY(allocate_view(pairs, view, pooled->n, pooled->n_units, error));
    for (size_t u = 0; u < pooled->n_units; u++)
        add_differences(pairs, view, u);
    for (size_t k = 0; k < pairs->n_columns; k++)
        zi_deviations_from_unit(view->start, view->n_units, view->column[k]);
    return finish_view(pairs, view, (double)view->n_units, ZI_DEFINED, error);
}

enum zi_code zi_panel_pairs_view(struct zi_panel_pairs *pairs, enum zi_panel_level level,
                                 const struct zi_panel_view **view, struct zi_error *error)
{
    static enum zi_code (*const make[])(struct zi_panel_pairs * pairs, struct zi_panel_view * view,
                                        struct zi_error * error) = {
        [ZI_BETWEEN] = make_between,         [ZI_WITHIN] = make_within,
        [ZI_TWOWAY] = make_twoway,           [ZI_DETRENDED] = make_detrended,
        [ZI_DIFFERENCES] = make_differences,
    };
    struct zi_panel_view *asked = &pairs->views[level];

    if (!asked->ready)
        ZI_TRY(make[level](pairs, asked, error));
    *view = asked;
    return ZI_OK;
}

/* Values as they were read are equal or not; those of the other levels may differ by rounding. */
static enum zi_code rank_view(struct zi_panel_pairs *pairs, enum zi_panel_level level,
                              struct zi_error *error)
{
    struct zi_panel_view *view = &pairs->views[level];
    size_t columns = pairs->n_columns;

    if (view->ranked)
        return ZI_OK;
    view->clusters =
        zi_arena_allocate(&view->rank_arena, columns * columns, sizeof *view->clusters);
    if (view->clusters == NULL)
        return zi_fail_memory(error);
    view->ranked = true;
    if (view->ranks != NULL)
        return ZI_OK;
    view->ranks = zi_arena_allocate(&view->rank_arena, columns, sizeof *view->ranks);
    if (view->ranks == NULL)
        return zi_fail_memory(error);
    for (size_t k = 0; k < columns; k++)
        ZI_TRY(zi_dense_ranks_make(&view->ranks[k], view->column[k], view->n,
                                   level == ZI_POOLED ? 0 : pairs->rounding[k], &view->rank_arena,
                                   error));
    return ZI_OK;
}

void zi_panel_pairs_forget_ranks(struct zi_panel_pairs *pairs, enum zi_panel_level level)
{
    struct zi_panel_view *view = &pairs->views[level];

    zi_arena_release(&view->rank_arena);
    view->ranks = NULL;
    view->clusters = NULL;
    view->ranked = false;
}

static enum zi_code ranks_without_each(struct zi_panel_pairs *pairs, struct zi_panel_view *view,
                                       size_t a, size_t b, enum zi_correlation_method method,
                                       double *r, double without[], struct zi_error *error)
{
    struct zi_rank_clusters **clusters = &view->clusters[a * pairs->n_columns + b];

    if (*clusters == NULL)
        ZI_TRY(zi_rank_clusters_make(clusters, &view->ranks[a], &view->ranks[b],
                                     view->cluster_start, view->n_clusters, &view->rank_arena,
                                     error));
    return method == ZI_SPEARMAN ? zi_spearman_without_each(*clusters, r, without, error)
                                 : zi_kendall_without_each(*clusters, r, without, error);
}

/* Pooled and between without controls: the points stand for themselves. */
static enum zi_code correlate_points(const struct zi_panel_view *view,
                                     enum zi_correlation_method method, double conf_level,
                                     struct zi_estimate *result, struct zi_error *error)
{
    switch (method) {
    case ZI_SPEARMAN:
        return zi_correlation_spearman_ranks(&view->ranks[0], &view->ranks[1], conf_level, result,
                                             error);
    case ZI_KENDALL:
        return zi_correlation_kendall_ranks(&view->ranks[0], &view->ranks[1], conf_level, result,
                                            error);
    default: *result = zi_correlation_pearson(view->x, view->y, view->n, conf_level); return ZI_OK;
    }
}

/* The points stand for themselves, and neither years nor clusters make them alike: what a level's
 * own t or permutation asks for. */
static bool are_independent(const struct zi_panel_pairs *pairs, enum zi_panel_level level)
{
    return level == ZI_POOLED || (level == ZI_BETWEEN && pairs->cluster_of == NULL);
}

/* The sample of the jackknife: r without each cluster. */
struct left_out {
    double r;
    double *without; /* view's n_clusters */
};

static enum zi_code allocate_left_out(struct zi_panel_pairs *pairs,
                                      const struct zi_panel_view *view, struct left_out *left,
                                      struct zi_error *error)
{
    left->without = zi_arena_allocate(&pairs->arena, view->n_clusters, sizeof *left->without);
    return left->without != NULL ? ZI_OK : zi_fail_memory(error);
}

static bool has_own_t(const struct zi_panel_pairs *pairs, enum zi_panel_level level)
{
    return are_independent(pairs, level) ||
           ((level == ZI_WITHIN || level == ZI_DIFFERENCES) && pairs->cluster_of == NULL);
}

/* The larger p of the two t, and an interval that holds both intervals. */
static void join(struct zi_estimate *residuals, const struct zi_estimate *differences)
{
    if (isnan(residuals->p_value) || isnan(differences->p_value)) {
        *residuals = (struct zi_estimate){
            .estimate = residuals->estimate,
            .std_error = NAN,
            .statistic = NAN,
            .df = NAN,
            .p_value = NAN,
            .conf_low = NAN,
            .conf_high = NAN,
            .conf_level = NAN,
            .n = residuals->n,
            .n_units = residuals->n_units,
            .reason = isnan(residuals->p_value) ? residuals->reason : differences->reason,
        };
        return;
    }
    if (differences->p_value > residuals->p_value) {
        residuals->statistic = differences->statistic;
        residuals->df = differences->df;
        residuals->p_value = differences->p_value;
    }
    residuals->std_error = NAN;
    residuals->conf_low = fmin(residuals->conf_low, differences->conf_low);
    residuals->conf_high = fmax(residuals->conf_high, differences->conf_high);
    residuals->p_method = ZI_P_T_DETRENDED;
}

static enum zi_code test_single_unit(struct zi_panel_pairs *pairs, double r, double conf_level,
                                     struct zi_estimate *result, struct zi_error *error)
{
    const struct zi_panel_view *view = &pairs->views[ZI_DETRENDED];
    struct zi_estimate differences;

    ZI_TRY(zi_panel_pairs_correlate(pairs, ZI_DIFFERENCES, ZI_PEARSON, conf_level, &differences,
                                    error));
    *result = zi_correlation_from_r(r, view->n, view->df, conf_level);
    if (!isnan(result->p_value))
        join(result, &differences);
    return ZI_OK;
}

/* Pearson's r of points that are not independent, the controls taken out: by leaving out each
 * cluster; within units and of their differences by a t of its own, which needs no second unit. */
static enum zi_code correlate_deviations(struct zi_panel_pairs *pairs, enum zi_panel_level level,
                                         double conf_level, struct left_out *left,
                                         struct zi_estimate *result, struct zi_error *error)
{
    const struct zi_panel_view *view = &pairs->views[level];

    ZI_TRY(allocate_left_out(pairs, view, left, error));
    if (level == ZI_POOLED || level == ZI_BETWEEN)
        ZI_TRY(zi_pearson_of_points_without_each(view->x, view->y, view->cluster_start,
                                                 view->n_clusters, &left->r, left->without, error));
    else
        ZI_TRY(zi_pearson_without_each(view->x, view->y, view->cluster_start, view->n_clusters,
                                       &left->r, left->without, error));
    if (level == ZI_DETRENDED && view->n_units == 1)
        return test_single_unit(pairs, left->r, conf_level, result, error);
    *result = has_own_t(pairs, level)
                  ? zi_correlation_from_r(left->r, view->n, view->df, conf_level)
                  : zi_correlation_jackknife(left->r, left->without, view->n_clusters, view->n,
                                             conf_level);
    return ZI_OK;
}

/* The correlations of ranks of all pairs of columns: as they are, and without each cluster. */
struct rank_matrix {
    size_t size;
    double *r;        /* size squared */
    double **without; /* the same, n_clusters each */
    double *scratch;  /* size squared */
};

static enum zi_code make_matrix(struct zi_panel_pairs *pairs, struct zi_panel_view *view,
                                enum zi_correlation_method method, struct rank_matrix *matrix,
                                struct zi_error *error)
{
    struct zi_arena *arena = &pairs->arena;
    size_t size = matrix->size = pairs->n_columns;

    matrix->r = zi_arena_allocate(arena, size * size, sizeof *matrix->r);
    matrix->without = zi_arena_allocate(arena, size * size, sizeof *matrix->without);
    matrix->scratch = zi_arena_allocate(arena, size * size, sizeof *matrix->scratch);
    if (matrix->r == NULL || matrix->without == NULL || matrix->scratch == NULL)
        return zi_fail_memory(error);
    for (size_t a = 0; a < size; a++)
        for (size_t b = a + 1; b < size; b++) {
            double *without = zi_arena_allocate(arena, view->n_clusters, sizeof *without);

            if (without == NULL)
                return zi_fail_memory(error);
            matrix->without[a * size + b] = without;
            ZI_TRY(ranks_without_each(pairs, view, a, b, method, &matrix->r[a * size + b], without,
                                      error));
        }
    return ZI_OK;
}

/* A control that is constant at the level correlates with nothing: it is as if it were not there.
 */
static double entry(double r, size_t a, size_t b)
{
    return isnan(r) && (a > 1 || b > 1) ? 0 : r;
}

/* cluster: which is left out; n_clusters for none. */
static double partial_without(const struct rank_matrix *matrix, size_t cluster, size_t n_clusters,
                              size_t *rank)
{
    size_t size = matrix->size;

    for (size_t a = 0; a < size; a++) {
        matrix->scratch[a * size + a] = 1;
        for (size_t b = a + 1; b < size; b++) {
            size_t at = a * size + b;
            double r = cluster < n_clusters ? matrix->without[at][cluster] : matrix->r[at];

            matrix->scratch[at] = matrix->scratch[b * size + a] = entry(r, a, b);
        }
    }
    return zi_partial_of_matrix(matrix->scratch, size, rank);
}

/* How many controls vary at this level: the others count for no degree of freedom. */
static size_t count_constant_controls(const struct zi_panel_pairs *pairs,
                                      const struct zi_panel_view *view)
{
    size_t constant = 0;

    for (size_t k = 2; k < pairs->n_columns; k++)
        constant += view->ranks[k].distinct < 2;
    return constant;
}

/* Spearman's with controls: as Pearson's of ranks, with the wider error of ranks that the plain one
 * has too. */
static struct zi_estimate partial_spearman(double rho, size_t n, double df, double conf_level)
{
    struct zi_estimate result = zi_correlation_from_r(rho, n, df, conf_level);

    if (result.reason == ZI_DEFINED)
        zi_correlation_interval(&result, sqrt((1 + rho * rho / 2) / (df - 1)), conf_level);
    return result;
}

/* Ranks with controls, and ranks of points that are not independent with or without. */
static enum zi_code correlate_ranks(struct zi_panel_pairs *pairs, enum zi_panel_level level,
                                    enum zi_correlation_method method, double conf_level,
                                    struct left_out *left, struct zi_estimate *result,
                                    struct zi_error *error)
{
    struct zi_panel_view *view = &pairs->views[level];
    struct rank_matrix matrix;
    size_t rank;
    double df;

    ZI_TRY(allocate_left_out(pairs, view, left, error));
    ZI_TRY(make_matrix(pairs, view, method, &matrix, error));
    left->r = partial_without(&matrix, view->n_clusters, view->n_clusters, &rank);
    df = view->rank_df - (double)(rank - count_constant_controls(pairs, view));
    for (size_t g = 0; g < view->n_clusters; g++)
        left->without[g] = partial_without(&matrix, g, view->n_clusters, NULL);
    if (df < 1 || isnan(left->r))
        *result = zi_estimate_undefined(view->n, df < 1 ? ZI_FEWER_THAN_3 : ZI_COLLINEAR);
    else if (are_independent(pairs, level) && method == ZI_SPEARMAN)
        *result = partial_spearman(left->r, view->n, df, conf_level);
    else
        *result =
            zi_correlation_jackknife(left->r, left->without, view->n_clusters, view->n, conf_level);
    return ZI_OK;
}

static enum zi_code correlate_view(struct zi_panel_pairs *pairs, enum zi_panel_level level,
                                   enum zi_correlation_method method, double conf_level,
                                   struct left_out *left, struct zi_estimate *result,
                                   struct zi_error *error)
{
    const struct zi_panel_view *view = &pairs->views[level];

    if (method != ZI_PEARSON)
        ZI_TRY(rank_view(pairs, level, error));
    if (are_independent(pairs, level) && pairs->n_columns == 2)
        return correlate_points(view, method, conf_level, result, error);
    if (method != ZI_PEARSON)
        return correlate_ranks(pairs, level, method, conf_level, left, result, error);
    if (view->control_reason == ZI_DEFINED)
        return correlate_deviations(pairs, level, conf_level, left, result, error);
    *result = zi_estimate_undefined(view->n, view->control_reason);
    return ZI_OK;
}

enum zi_code zi_panel_pairs_test(struct zi_panel_pairs *pairs, enum zi_panel_level level,
                                 enum zi_correlation_method method, double conf_level, bool wild,
                                 struct zi_panel_test *test, struct zi_error *error)
{
    struct zi_estimate *result = &test->estimate;
    const struct zi_panel_view *view;
    struct left_out left = {NAN, NULL};

    ZI_TRY(zi_panel_pairs_view(pairs, level, &view, error));
    *test = (struct zi_panel_test){zi_estimate_undefined(view->n, view->reason), view->n_clusters,
                                   NAN, NAN};
    if (view->reason == ZI_DEFINED)
        ZI_TRY(correlate_view(pairs, level, method, conf_level, &left, result, error));
    result->n_units = view->n_units;
    if (!wild || result->p_method != ZI_P_CLUSTER_JACKKNIFE ||
        view->n_clusters >= ZI_WILD_CORRELATION_CLUSTERS)
        return ZI_OK;
    test->wild_p = zi_correlation_wild_p(left.r, left.without, view->n_clusters);
    test->wild_least = zi_correlation_wild_least(view->n_clusters);
    return ZI_OK;
}

enum zi_code zi_panel_pairs_correlate(struct zi_panel_pairs *pairs, enum zi_panel_level level,
                                      enum zi_correlation_method method, double conf_level,
                                      struct zi_estimate *result, struct zi_error *error)
{
    struct zi_panel_test test;

    ZI_TRY(zi_panel_pairs_test(pairs, level, method, conf_level, false, &test, error));
    *result = test.estimate;
    return ZI_OK;
}

static enum zi_code replicate(struct zi_panel_pairs *pairs, const struct zi_panel_view *view,
                              enum zi_correlation_method method,
                              const struct zi_bootstrap *bootstrap, double r[],
                              struct zi_error *error)
{
    if (method == ZI_PEARSON)
        return zi_pearson_replicates(view->x, view->y, view->cluster_start, view->n_clusters,
                                     bootstrap, r, error);
    return zi_rank_replicates(method, view->ranks, pairs->n_columns, view->cluster_start,
                              view->n_clusters, bootstrap, r, error);
}

enum zi_code zi_panel_pairs_bootstrap(struct zi_panel_pairs *pairs, enum zi_panel_level level,
                                      enum zi_correlation_method method, double conf_level,
                                      const struct zi_bootstrap *bootstrap,
                                      struct zi_estimate *result, size_t *undefined,
                                      struct zi_error *error)
{
    const struct zi_panel_view *view = &pairs->views[level];
    size_t replicates = bootstrap->replicates;
    double *r = zi_arena_allocate(&pairs->arena, replicates, sizeof *r);

    *undefined = 0;
    if (r == NULL)
        return zi_fail_memory(error);
    ZI_TRY(zi_panel_pairs_correlate(pairs, level, method, conf_level, result, error));
    if (isnan(result->estimate))
        return ZI_OK;
    ZI_TRY(replicate(pairs, view, method, bootstrap, r, error));
    *result =
        zi_correlation_bootstrap(*result, r, replicates, view->n_clusters, conf_level, undefined);
    return ZI_OK;
}
