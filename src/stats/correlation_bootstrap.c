/* Intervals of a correlation from units drawn again and again. */
#include "zistat/stats/correlation_bootstrap.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/parallel.h"
#include "counter.h"
#include "random.h"
#include "select.h"
#include "zistat/base/arena.h"
#include "zistat/stats/partial.h"

/* ---- Pearson */

/* Over the rows of a cluster, of deviations from the means of all rows. */
struct sums {
    double n;
    double x;
    double y;
    double xx;
    double yy;
    double xy;
};

struct pearson_work {
    const struct zi_bootstrap *bootstrap;
    const struct sums *clusters;
    size_t n_clusters;
    double *r;
};

static double mean_of(const double values[], size_t n)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += values[i] - values[0];
    return n > 0 ? values[0] + sum / (double)n : 0;
}

static void sum_clusters(const double x[], const double y[], const size_t start[],
                         size_t n_clusters, struct sums clusters[])
{
    double x_mean = mean_of(x, start[n_clusters]);
    double y_mean = mean_of(y, start[n_clusters]);

    for (size_t g = 0; g < n_clusters; g++)
        for (size_t i = start[g]; i < start[g + 1]; i++) {
            double dx = x[i] - x_mean;
            double dy = y[i] - y_mean;

            clusters[g].n += 1;
            clusters[g].x += dx;
            clusters[g].y += dy;
            clusters[g].xx += dx * dx;
            clusters[g].yy += dy * dy;
            clusters[g].xy += dx * dy;
        }
}

/* What sums of deviations leave of a variance that is 0. */
static const double ROUNDING = 1e-14;

static double correlate_sums(const struct sums *s)
{
    double xx = s->xx - s->x * s->x / s->n;
    double yy = s->yy - s->y * s->y / s->n;

    if (!(xx > ROUNDING * s->xx) || !(yy > ROUNDING * s->yy))
        return NAN;
    return zi_correlation_round((s->xy - s->x * s->y / s->n) / (sqrt(xx) * sqrt(yy)));
}

static void draw_pearson(void *state, size_t replicate, size_t worker)
{
    struct pearson_work *work = state;
    uint32_t n_clusters = (uint32_t)work->n_clusters;
    struct sums total = {0};
    struct zi_random random;

    (void)worker;
    zi_random_init(&random, work->bootstrap->seed, replicate);
    for (uint32_t draw = 0; draw < n_clusters; draw++) {
        const struct sums *cluster = &work->clusters[zi_random_below(&random, n_clusters)];

        total.n += cluster->n;
        total.x += cluster->x;
        total.y += cluster->y;
        total.xx += cluster->xx;
        total.yy += cluster->yy;
        total.xy += cluster->xy;
    }
    work->r[replicate] = correlate_sums(&total);
}

enum zi_code zi_pearson_replicates(const double x[], const double y[], const size_t start[],
                                   size_t n_clusters, const struct zi_bootstrap *bootstrap,
                                   double r[], struct zi_error *error)
{
    struct zi_arena scratch = {0};
    struct sums *clusters = zi_arena_allocate(&scratch, n_clusters, sizeof *clusters);
    struct pearson_work work = {bootstrap, clusters, n_clusters, r};

    if (clusters == NULL)
        return zi_fail_memory(error);
    sum_clusters(x, y, start, n_clusters, clusters);
    zi_parallel_run(bootstrap->replicates, bootstrap->threads, draw_pearson, &work);
    zi_arena_release(&scratch);
    return ZI_OK;
}

/* ---- ranks */

/* A row by the first column of a pair: its cluster and its rank in the other. */
struct ordered_row {
    uint32_t cluster;
    uint32_t other;
};

struct rank_work {
    enum zi_correlation_method method;
    const struct zi_bootstrap *bootstrap;
    const struct zi_dense_ranks *ranks;
    size_t n_columns;
    const size_t *start;
    size_t n_clusters;
    struct ordered_row **ordered; /* Kendall: by pair of columns */
    size_t **group_end;           /* Kendall: by column and rank */
    struct worker *workers;
    double *r;
};

/* What one thread works with. */
struct worker {
    struct zi_arena arena;
    uint32_t *weight; /* by cluster: how often it was drawn */
    struct column {
        uint64_t *count; /* by rank: rows drawn */
        double *score;   /* by rank: smaller less greater rows */
        double squares;  /* of the scores */
        double untied;   /* pairs */
    } * columns;
    struct zi_counter counter;
    double *matrix;
    double drawn; /* rows */
};

static enum zi_code order_pair(struct rank_work *work, const struct zi_dense_ranks *x,
                               const struct zi_dense_ranks *y, struct ordered_row **ordered,
                               struct zi_arena *arena, struct zi_error *error)
{
    size_t *next = zi_arena_allocate(arena, (size_t)x->distinct + 1, sizeof *next);

    *ordered = zi_arena_allocate(arena, x->n, sizeof **ordered);
    if (next == NULL || *ordered == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < x->n; i++)
        next[x->rank[i] + 1]++;
    for (uint32_t rank = 0; rank < x->distinct; rank++)
        next[rank + 1] += next[rank];
    for (size_t g = 0; g < work->n_clusters; g++)
        for (size_t i = work->start[g]; i < work->start[g + 1]; i++)
            (*ordered)[next[x->rank[i]]++] = (struct ordered_row){(uint32_t)g, y->rank[i]};
    return ZI_OK;
}

static enum zi_code mark_groups(const struct zi_dense_ranks *x, size_t **end,
                                struct zi_arena *arena, struct zi_error *error)
{
    *end = zi_arena_allocate(arena, x->distinct, sizeof **end);
    if (*end == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < x->n; i++)
        (*end)[x->rank[i]]++;
    for (uint32_t rank = 1; rank < x->distinct; rank++)
        (*end)[rank] += (*end)[rank - 1];
    return ZI_OK;
}

static enum zi_code order_pairs(struct rank_work *work, struct zi_arena *arena,
                                struct zi_error *error)
{
    size_t columns = work->n_columns;

    work->ordered = zi_arena_allocate(arena, columns * columns, sizeof *work->ordered);
    work->group_end = zi_arena_allocate(arena, columns, sizeof *work->group_end);
    if (work->ordered == NULL || work->group_end == NULL)
        return zi_fail_memory(error);
    for (size_t a = 0; a < columns; a++) {
        ZI_TRY(mark_groups(&work->ranks[a], &work->group_end[a], arena, error));
        for (size_t b = a + 1; b < columns; b++)
            ZI_TRY(order_pair(work, &work->ranks[a], &work->ranks[b],
                              &work->ordered[a * columns + b], arena, error));
    }
    return ZI_OK;
}

static enum zi_code worker_init(struct worker *worker, const struct rank_work *work,
                                struct zi_error *error)
{
    struct zi_arena *arena = &worker->arena;
    uint32_t most = 0;

    worker->weight = zi_arena_allocate(arena, work->n_clusters, sizeof *worker->weight);
    worker->columns = zi_arena_allocate(arena, work->n_columns, sizeof *worker->columns);
    worker->matrix =
        zi_arena_allocate(arena, work->n_columns * work->n_columns, sizeof *worker->matrix);
    if (worker->weight == NULL || worker->columns == NULL || worker->matrix == NULL)
        return zi_fail_memory(error);
    for (size_t a = 0; a < work->n_columns; a++) {
        uint32_t distinct = work->ranks[a].distinct;
        struct column *column = &worker->columns[a];

        column->count = zi_arena_allocate(arena, distinct, sizeof *column->count);
        column->score = zi_arena_allocate(arena, distinct, sizeof *column->score);
        if (column->count == NULL || column->score == NULL)
            return zi_fail_memory(error);
        most = distinct > most ? distinct : most;
    }
    if (work->method == ZI_KENDALL && !zi_counter_init(&worker->counter, most, arena))
        return zi_fail_memory(error);
    return ZI_OK;
}

static void draw_clusters(struct worker *worker, const struct rank_work *work, size_t replicate)
{
    uint32_t n_clusters = (uint32_t)work->n_clusters;
    struct zi_random random;

    memset(worker->weight, 0, n_clusters * sizeof *worker->weight);
    zi_random_init(&random, work->bootstrap->seed, replicate);
    for (uint32_t draw = 0; draw < n_clusters; draw++)
        worker->weight[zi_random_below(&random, n_clusters)]++;
    worker->drawn = 0;
    for (size_t g = 0; g < work->n_clusters; g++)
        worker->drawn += worker->weight[g] * (double)(work->start[g + 1] - work->start[g]);
}

/* How often each rank was drawn, and what follows from it. */
static void count_column(struct column *column, const struct zi_dense_ranks *ranks,
                         const struct rank_work *work, const struct worker *worker)
{
    double before = 0;
    double tied = 0;

    memset(column->count, 0, ranks->distinct * sizeof *column->count);
    for (size_t g = 0; g < work->n_clusters; g++)
        for (size_t i = work->start[g]; worker->weight[g] > 0 && i < work->start[g + 1]; i++)
            column->count[ranks->rank[i]] += worker->weight[g];
    column->squares = 0;
    for (uint32_t rank = 0; rank < ranks->distinct; rank++) {
        double count = (double)column->count[rank];

        column->score[rank] = 2 * before + count - worker->drawn;
        column->squares += count * column->score[rank] * column->score[rank];
        tied += count * (count - 1) / 2;
        before += count;
    }
    column->untied = worker->drawn * (worker->drawn - 1) / 2 - tied;
}

static double spearman_of(const struct rank_work *work, const struct worker *worker, size_t a,
                          size_t b)
{
    const struct column *x = &worker->columns[a];
    const struct column *y = &worker->columns[b];
    double products = 0;

    for (size_t g = 0; g < work->n_clusters; g++)
        for (size_t i = work->start[g]; worker->weight[g] > 0 && i < work->start[g + 1]; i++)
            products += worker->weight[g] * x->score[work->ranks[a].rank[i]] *
                        y->score[work->ranks[b].rank[i]];
    return zi_correlation_round(products / (sqrt(x->squares) * sqrt(y->squares)));
}

static double kendall_of(const struct rank_work *work, struct worker *worker, size_t a, size_t b)
{
    const struct ordered_row *ordered = work->ordered[a * work->n_columns + b];
    const size_t *end = work->group_end[a];
    size_t start = 0;
    size_t added = 0;
    double s = 0;

    zi_counter_clear(&worker->counter, work->ranks[b].distinct);
    for (uint32_t rank = 0; rank < work->ranks[a].distinct; rank++) {
        size_t counted = added;

        for (size_t i = start; i < end[rank]; i++) {
            uint32_t weight = worker->weight[ordered[i].cluster];

            if (weight > 0)
                s += weight *
                     (double)zi_counter_balance(&worker->counter, ordered[i].other, counted);
        }
        for (size_t i = start; i < end[rank]; i++) {
            uint32_t weight = worker->weight[ordered[i].cluster];

            if (weight > 0)
                zi_counter_add_times(&worker->counter, ordered[i].other, weight);
            added += weight;
        }
        start = end[rank];
    }
    return zi_correlation_round(
        s / (sqrt(worker->columns[a].untied) * sqrt(worker->columns[b].untied)));
}

static bool varies(const struct column *column)
{
    return column->squares > 0;
}

static void draw_ranks(void *state, size_t replicate, size_t number)
{
    struct rank_work *work = state;
    struct worker *worker = &work->workers[number];
    size_t columns = work->n_columns;

    draw_clusters(worker, work, replicate);
    work->r[replicate] = NAN;
    for (size_t a = 0; a < columns; a++)
        count_column(&worker->columns[a], &work->ranks[a], work, worker);
    for (size_t a = 0; a < columns; a++) {
        if (!varies(&worker->columns[a]))
            return;
        worker->matrix[a * columns + a] = 1;
        for (size_t b = a + 1; b < columns; b++)
            worker->matrix[a * columns + b] = worker->matrix[b * columns + a] =
                work->method == ZI_SPEARMAN ? spearman_of(work, worker, a, b)
                                            : kendall_of(work, worker, a, b);
    }
    work->r[replicate] = zi_partial_of_matrix(worker->matrix, columns, NULL);
}

static enum zi_code replicate_ranks(struct rank_work *work, struct zi_arena *arena,
                                    struct zi_error *error)
{
    size_t threads = work->bootstrap->threads;
    enum zi_code code = ZI_OK;

    if (work->method == ZI_KENDALL)
        ZI_TRY(order_pairs(work, arena, error));
    work->workers = zi_arena_allocate(arena, threads, sizeof *work->workers);
    if (work->workers == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < threads && code == ZI_OK; i++)
        code = worker_init(&work->workers[i], work, error);
    if (code == ZI_OK)
        zi_parallel_run(work->bootstrap->replicates, threads, draw_ranks, work);
    for (size_t i = 0; i < threads; i++)
        zi_arena_release(&work->workers[i].arena);
    return code;
}

enum zi_code zi_rank_replicates(enum zi_correlation_method method,
                                const struct zi_dense_ranks ranks[], size_t n_columns,
                                const size_t start[], size_t n_clusters,
                                const struct zi_bootstrap *bootstrap, double r[],
                                struct zi_error *error)
{
    struct rank_work work = {.method = method,
                             .bootstrap = bootstrap,
                             .ranks = ranks,
                             .n_columns = n_columns,
                             .start = start,
                             .n_clusters = n_clusters,
                             .r = r};
    struct zi_arena scratch = {0};
    enum zi_code code = replicate_ranks(&work, &scratch, error);

    zi_arena_release(&scratch);
    return code;
}

/* ---- interval and p */

/* Those that exist, moved to the front; how many. */
static size_t keep_defined(double r[], size_t replicates)
{
    size_t kept = 0;

    for (size_t b = 0; b < replicates; b++)
        if (!isnan(r[b]))
            r[kept++] = r[b];
    return kept;
}

static double two_sided_p(const double r[], size_t n)
{
    size_t not_above = 0;
    size_t not_below = 0;

    for (size_t b = 0; b < n; b++) {
        not_above += r[b] <= 0;
        not_below += r[b] >= 0;
    }
    return fmin(1, 2 * (double)(1 + (not_above < not_below ? not_above : not_below)) /
                       (double)(1 + n));
}

struct zi_estimate zi_correlation_bootstrap(struct zi_estimate estimate, double r[],
                                            size_t replicates, size_t n_clusters, double level,
                                            size_t *undefined)
{
    struct zi_estimate result = zi_estimate_undefined(estimate.n, estimate.reason);
    size_t n = keep_defined(r, replicates);

    *undefined = replicates - n;
    result.n_units = estimate.n_units;
    result.estimate = estimate.estimate;
    if (isnan(estimate.estimate))
        return result;
    if (fabs(estimate.estimate) == 1) {
        result.reason = ZI_EXACT_FIT;
        return result;
    }
    result.reason = n_clusters < 2                             ? ZI_ONE_CLUSTER
                    : n_clusters < ZI_BOOTSTRAP_CLUSTERS_LEAST ? ZI_FEWER_THAN_10_CLUSTERS
                    : n < ZI_BOOTSTRAP_LEAST                   ? ZI_ONE_CLUSTER
                                                               : ZI_DEFINED;
    if (result.reason != ZI_DEFINED)
        return result;
    result.p_value = two_sided_p(r, n);
    result.p_method = ZI_P_CLUSTER_BOOTSTRAP;
    result.conf_low = zi_select_quantile(r, n, (1 - level) / 2);
    result.conf_high = zi_select_quantile(r, n, (1 + level) / 2);
    result.conf_level = level;
    return result;
}
