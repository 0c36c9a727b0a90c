#include "zistat/stats/panel_correlation.h"

#include <math.h>

#include "zistat/stats/correlation_jackknife.h"
#include "zistat/stats/two_way.h"

/* Of the largest absolute value: far above what a mean of decimals loses to rounding, far below
 * the least difference between two of them. */
static const double ROUNDING = 1e-12;

const char *zi_panel_level_name(enum zi_panel_level level)
{
    static const char *const names[] = {
        [ZI_POOLED] = "pooled",
        [ZI_BETWEEN] = "between",
        [ZI_WITHIN] = "within",
        [ZI_TWOWAY] = "twoway",
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
    view->x = zi_arena_allocate(arena, n, sizeof *view->x);
    view->y = zi_arena_allocate(arena, n, sizeof *view->y);
    view->year = zi_arena_allocate(arena, n, sizeof *view->year);
    view->unit = zi_arena_allocate(arena, n_units, sizeof *view->unit);
    view->start = zi_arena_allocate(arena, n_units + 1, sizeof *view->start);
    if (!view->x || !view->y || !view->year || !view->unit || !view->start)
        return zi_fail_memory(error);
    return ZI_OK;
}

static void add_point(struct zi_panel_view *view, double x, double y, int year)
{
    view->x[view->n] = x;
    view->y[view->n] = y;
    view->year[view->n++] = year;
}

/* Ends the unit whose points were added since the last one ended, if there were any. */
static void end_unit(struct zi_panel_view *view, size_t unit)
{
    if (view->start[view->n_units] == view->n)
        return;
    view->unit[view->n_units++] = unit;
    view->start[view->n_units] = view->n;
}

struct columns {
    const double *x;
    const double *y;
    const size_t *unit;
    const int *year;
    size_t n;
};

static bool is_complete(const struct columns *columns, size_t row)
{
    return !isnan(columns->x[row]) && !isnan(columns->y[row]);
}

/* next[u] becomes the number of complete rows of units below u; returns that of all. */
static size_t count_rows(const struct columns *columns, size_t next[], size_t n_units)
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
    return before;
}

/* Moves the last of a unit's rows to its place by year; where the input is by year it stays. */
static void insert_by_year(const struct columns *columns, size_t rows[], size_t first, size_t last)
{
    size_t row = rows[last];
    size_t i = last;

    for (; i > first && columns->year[rows[i - 1]] > columns->year[row]; i--)
        rows[i] = rows[i - 1];
    rows[i] = row;
}

static enum zi_code fill_pooled(struct zi_panel_pairs *pairs, const struct columns *columns,
                                size_t n_units, struct zi_arena *scratch, struct zi_error *error)
{
    struct zi_panel_view *pooled = &pairs->views[ZI_POOLED];
    size_t *next = zi_arena_allocate(scratch, n_units, sizeof *next);
    size_t *rows = zi_arena_allocate(scratch, columns->n, sizeof *rows);
    size_t first = 0;
    size_t n;

    if (!next || !rows)
        return zi_fail_memory(error);
    n = count_rows(columns, next, n_units);
    ZI_TRY(allocate_view(pairs, pooled, n, n_units, error));
    for (size_t row = 0; row < columns->n; row++)
        if (is_complete(columns, row))
            rows[next[columns->unit[row]]++] = row;
    for (size_t unit = 0; unit < n_units; unit++) {
        for (size_t i = first; i < next[unit]; i++)
            insert_by_year(columns, rows, first, i);
        for (; first < next[unit]; first++)
            add_point(pooled, columns->x[rows[first]], columns->y[rows[first]],
                      columns->year[rows[first]]);
        end_unit(pooled, unit);
    }
    return ZI_OK;
}

static void finish_view(struct zi_panel_pairs *pairs, struct zi_panel_view *view, double rank)
{
    view->df = (double)view->n - rank - 1;
    if (view->df < 1)
        view->reason = ZI_FEWER_THAN_3;
    else if (!range_exceeds(view->x, view->n, pairs->x_rounding) ||
             !range_exceeds(view->y, view->n, pairs->y_rounding))
        view->reason = ZI_CONSTANT;
    view->ready = true;
}

enum zi_code zi_panel_pairs_init(struct zi_panel_pairs *pairs, const double x[], const double y[],
                                 const size_t unit[], const int year[], size_t n,
                                 struct zi_error *error)
{
    struct columns columns = {x, y, unit, year, n};
    struct zi_panel_view *pooled = &pairs->views[ZI_POOLED];
    struct zi_arena scratch = {0};
    size_t n_units = 0;
    enum zi_code code;

    *pairs = (struct zi_panel_pairs){0};
    for (size_t row = 0; row < n; row++)
        n_units = unit[row] >= n_units ? unit[row] + 1 : n_units;
    code = fill_pooled(pairs, &columns, n_units, &scratch, error);
    zi_arena_release(&scratch);
    ZI_TRY(code);
    finish_view(pairs, pooled, 1);
    pairs->x_rounding = ROUNDING * largest(pooled->x, pooled->n);
    pairs->y_rounding = ROUNDING * largest(pooled->y, pooled->n);
    return ZI_OK;
}

void zi_panel_pairs_release(struct zi_panel_pairs *pairs)
{
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
        size_t start = pooled->start[u];
        size_t end = pooled->start[u + 1];

        add_point(view, mean(pooled->x, start, end), mean(pooled->y, start, end), 0);
        end_unit(view, pooled->unit[u]);
    }
    finish_view(pairs, view, 1);
    return ZI_OK;
}

/* The pooled points that are to be kept. */
static enum zi_code copy_kept(struct zi_panel_pairs *pairs, struct zi_panel_view *view,
                              const bool keep[], struct zi_error *error)
{
    const struct zi_panel_view *pooled = &pairs->views[ZI_POOLED];

    ZI_TRY(allocate_view(pairs, view, pooled->n, pooled->n_units, error));
    for (size_t u = 0; u < pooled->n_units; u++) {
        for (size_t i = pooled->start[u]; i < pooled->start[u + 1]; i++)
            if (keep[i])
                add_point(view, pooled->x[i], pooled->y[i], pooled->year[i]);
        end_unit(view, pooled->unit[u]);
    }
    return ZI_OK;
}

static enum zi_code make_within(struct zi_panel_pairs *pairs, struct zi_panel_view *view,
                                struct zi_error *error)
{
    const struct zi_panel_view *pooled = &pairs->views[ZI_POOLED];
    bool *keep = zi_arena_allocate(&pairs->arena, pooled->n, sizeof *keep);

    if (!keep)
        return zi_fail_memory(error);
    for (size_t u = 0; u < pooled->n_units; u++)
        for (size_t i = pooled->start[u]; i < pooled->start[u + 1]; i++)
            keep[i] = pooled->start[u + 1] - pooled->start[u] > 1;
    ZI_TRY(copy_kept(pairs, view, keep, error));
    zi_deviations_from_unit(view->start, view->n_units, view->x);
    zi_deviations_from_unit(view->start, view->n_units, view->y);
    finish_view(pairs, view, (double)view->n_units);
    return ZI_OK;
}

/* Replaces the values by residuals, and says when they are nothing but rounding. */
static enum zi_reason take_residuals(const struct zi_two_way *two_way, double values[],
                                     double rounding)
{
    zi_deviations_from_unit(two_way->start, two_way->n_units, values);
    if (largest(values, two_way->n) <= rounding)
        return ZI_CONSTANT;
    zi_two_way_residuals(two_way, values);
    return largest(values, two_way->n) <= rounding ? ZI_COLLINEAR : ZI_DEFINED;
}

static enum zi_code make_twoway(struct zi_panel_pairs *pairs, struct zi_panel_view *view,
                                struct zi_error *error)
{
    const struct zi_panel_view *pooled = &pairs->views[ZI_POOLED];
    bool *keep = zi_arena_allocate(&pairs->arena, pooled->n, sizeof *keep);
    enum zi_reason x_reason;
    enum zi_reason y_reason;
    struct zi_two_way two_way;

    if (!keep)
        return zi_fail_memory(error);
    ZI_TRY(zi_two_way_free_rows(pooled->start, pooled->n_units, pooled->year, keep, error));
    ZI_TRY(copy_kept(pairs, view, keep, error));
    ZI_TRY(zi_two_way_init(&two_way, view->start, view->n_units, view->year, &pairs->arena, error));
    x_reason = take_residuals(&two_way, view->x, pairs->x_rounding);
    y_reason = take_residuals(&two_way, view->y, pairs->y_rounding);
    finish_view(pairs, view, (double)zi_two_way_rank(&two_way));
    if (pooled->n_units == 1)
        view->reason = ZI_ONE_CLUSTER;
    else if (view->reason != ZI_FEWER_THAN_3)
        view->reason = x_reason == ZI_CONSTANT || y_reason == ZI_DEFINED ? x_reason : y_reason;
    return ZI_OK;
}

enum zi_code zi_panel_pairs_view(struct zi_panel_pairs *pairs, enum zi_panel_level level,
                                 const struct zi_panel_view **view, struct zi_error *error)
{
    static enum zi_code (*const make[])(struct zi_panel_pairs * pairs, struct zi_panel_view * view,
                                        struct zi_error * error) = {
        [ZI_BETWEEN] = make_between,
        [ZI_WITHIN] = make_within,
        [ZI_TWOWAY] = make_twoway,
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
    double x_tolerance = level == ZI_POOLED ? 0 : pairs->x_rounding;
    double y_tolerance = level == ZI_POOLED ? 0 : pairs->y_rounding;

    if (view->ranked)
        return ZI_OK;
    ZI_TRY(
        zi_dense_ranks_make(&view->x_ranks, view->x, view->n, x_tolerance, &pairs->arena, error));
    ZI_TRY(
        zi_dense_ranks_make(&view->y_ranks, view->y, view->n, y_tolerance, &pairs->arena, error));
    view->ranked = true;
    return ZI_OK;
}

/* Pooled and between: the points stand for themselves. */
static enum zi_code correlate_points(const struct zi_panel_view *view,
                                     enum zi_correlation_method method, double conf_level,
                                     struct zi_estimate *result, struct zi_error *error)
{
    const struct zi_dense_ranks *x = &view->x_ranks;
    const struct zi_dense_ranks *y = &view->y_ranks;

    switch (method) {
    case ZI_SPEARMAN: ZI_TRY(zi_correlation_spearman_ranks(x, y, conf_level, result, error)); break;
    case ZI_KENDALL: ZI_TRY(zi_correlation_kendall_ranks(x, y, conf_level, result, error)); break;
    default: *result = zi_correlation_pearson(view->x, view->y, view->n, conf_level); break;
    }
    result->n_units = view->n_units;
    return ZI_OK;
}

static enum zi_code ranks_without_each(struct zi_panel_pairs *pairs, struct zi_panel_view *view,
                                       enum zi_correlation_method method, double *r,
                                       double without[], struct zi_error *error)
{
    if (!view->clusters)
        ZI_TRY(zi_rank_clusters_make(&view->clusters, &view->x_ranks, &view->y_ranks, view->start,
                                     view->n_units, &pairs->arena, error));
    return method == ZI_SPEARMAN ? zi_spearman_without_each(view->clusters, r, without, error)
                                 : zi_kendall_without_each(view->clusters, r, without, error);
}

/* Within and twoway: the points of a unit stand and fall together. Pearson's r within units has
 * a t of its own, which needs no second unit. */
static enum zi_code correlate_units(struct zi_panel_pairs *pairs, enum zi_panel_level level,
                                    enum zi_correlation_method method, double conf_level,
                                    struct zi_estimate *result, struct zi_error *error)
{
    struct zi_panel_view *view = &pairs->views[level];
    double *without = zi_arena_allocate(&pairs->arena, view->n_units, sizeof *without);
    double r;

    if (!without)
        return zi_fail_memory(error);
    if (method == ZI_PEARSON)
        ZI_TRY(zi_pearson_without_each(view->x, view->y, view->start, view->n_units, &r, without,
                                       error));
    else
        ZI_TRY(ranks_without_each(pairs, view, method, &r, without, error));
    if (level == ZI_WITHIN && method == ZI_PEARSON)
        *result = zi_correlation_from_r(r, view->n, view->df, conf_level);
    else
        *result = zi_correlation_jackknife(r, without, view->n_units, view->n, conf_level);
    result->n_units = view->n_units;
    return ZI_OK;
}

enum zi_code zi_panel_pairs_correlate(struct zi_panel_pairs *pairs, enum zi_panel_level level,
                                      enum zi_correlation_method method, double conf_level,
                                      struct zi_estimate *result, struct zi_error *error)
{
    const struct zi_panel_view *view;

    ZI_TRY(zi_panel_pairs_view(pairs, level, &view, error));
    *result = zi_estimate_undefined(view->n, view->reason);
    result->n_units = view->n_units;
    if (view->reason != ZI_DEFINED)
        return ZI_OK;
    if (method != ZI_PEARSON)
        ZI_TRY(rank_view(pairs, level, error));
    if (level == ZI_POOLED || level == ZI_BETWEEN)
        return correlate_points(view, method, conf_level, result, error);
    return correlate_units(pairs, level, method, conf_level, result, error);
}
