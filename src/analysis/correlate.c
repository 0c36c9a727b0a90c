/* Every pair of indices at every level asked for, with the tests counted together. */
#include "zistat/analysis/correlate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "correlate_plane.h"

/* The rows of one pair at one lag, in room that a worker uses for all of its pairs. */
struct room {
    struct zi_arena arena;
    double *x;
    double *y;
    double **controls;
    uint32_t *x_rank;
    uint32_t *y_rank;
    size_t *unit;
    size_t *institution; /* of units */
    int *year;
    size_t *row; /* of x in the plane */
    size_t n;
};

struct correlating {
    const struct zi_planes *planes;
    const struct zi_correlate_request *request;
    struct zi_correlations *result;
    struct room *rooms;
    size_t n_workers;
    size_t (*pairs)[2]; /* columns of the planes */
    struct zi_bootstrap bootstrap;
    enum zi_code *codes; /* by piece: a pair at a lag */
};

static size_t n_lags(const struct zi_correlate_request *request)
{
    return (size_t)(request->last_lag - request->first_lag) + 1;
}

/* Rows of a pair at one lag. */
static size_t rows_at_lag(const struct zi_correlate_request *request)
{
    return request->n_methods * request->n_levels;
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

static enum zi_code make_room(struct room *room, const struct correlating *correlating,
                              struct zi_error *error)
{
    struct zi_arena *arena = &room->arena;
    size_t n = larger(correlating->planes->units.n_rows, correlating->planes->institutions.n_rows);
    size_t given = correlating->request->n_given;

    room->x = zi_arena_allocate(arena, n, sizeof *room->x);
    room->y = zi_arena_allocate(arena, n, sizeof *room->y);
    room->controls = zi_arena_allocate(arena, given, sizeof *room->controls);
    room->x_rank = zi_arena_allocate(arena, n, sizeof *room->x_rank);
    room->y_rank = zi_arena_allocate(arena, n, sizeof *room->y_rank);
    room->unit = zi_arena_allocate(arena, n, sizeof *room->unit);
    room->institution = zi_arena_allocate(arena, n, sizeof *room->institution);
    room->year = zi_arena_allocate(arena, n, sizeof *room->year);
    room->row = zi_arena_allocate(arena, n, sizeof *room->row);
    if (room->x == NULL || room->y == NULL || room->controls == NULL || room->x_rank == NULL ||
        room->y_rank == NULL || room->unit == NULL || room->institution == NULL ||
        room->year == NULL || room->row == NULL)
        return zi_fail_memory(error);
    for (size_t k = 0; k < given; k++) {
        room->controls[k] = zi_arena_allocate(arena, n, sizeof **room->controls);
        if (room->controls[k] == NULL)
            return zi_fail_memory(error);
    }
    return ZI_OK;
}

/* ---- gathering ---- */

/* What of a plane a pair is made of: scores, or the order of bands. */
struct source {
    const struct zi_plane *plane;
    size_t x;
    size_t y;
    size_t first_control; /* the columns from here on are those given */
    bool categories;
};

static const double *column_of(const struct source *source, size_t column)
{
    const double *category = source->plane->category[column];

    return source->categories && category != NULL ? category : source->plane->value[column];
}

static uint32_t rank_at(const struct zi_dense_ranks *ranks, size_t row)
{
    return ranks->rank != NULL ? ranks->rank[row] : 0;
}

static bool controls_are_present(const struct source *source, size_t row, size_t n_given)
{
    for (size_t k = 0; k < n_given; k++)
        if (isnan(column_of(source, source->first_control + k)[row]))
            return false;
    return true;
}

static void add_row(struct room *room, const struct source *source, size_t x_row, size_t y_row,
                    size_t n_given)
{
    const struct zi_plane *plane = source->plane;
    size_t n = room->n;

    room->x[n] = column_of(source, source->x)[x_row];
    room->y[n] = column_of(source, source->y)[y_row];
    if (isnan(room->x[n]) || isnan(room->y[n]) || !controls_are_present(source, x_row, n_given) ||
        (plane->complete != NULL && !(plane->complete[x_row] && plane->complete[y_row])))
        return;
    for (size_t k = 0; k < n_given; k++)
        room->controls[k][n] = column_of(source, source->first_control + k)[x_row];
    room->x_rank[n] = rank_at(&plane->ranks[source->x], x_row);
    room->y_rank[n] = rank_at(&plane->ranks[source->y], y_row);
    room->unit[n] = x_row / plane->n_years;
    if (plane->on == ZI_LEVEL_UNIT)
        room->institution[n] = plane->institution[room->unit[n]];
    room->year[n] = plane->first_year + (int)(x_row % plane->n_years);
    room->row[n] = x_row;
    room->n++;
}

static void gather(struct room *room, const struct source *source, int lag, size_t n_given)
{
    int years = (int)source->plane->n_years;
    int first = lag < 0 ? -lag : 0;
    int end = lag > 0 ? years - lag : years;

    room->n = 0;
    for (size_t e = 0; e < source->plane->n_entities; e++)
        for (int y = first; y < end; y++) {
            size_t row = e * source->plane->n_years + (size_t)y;

            add_row(room, source, row, (size_t)((long long)row + lag), n_given);
        }
}

/* ---- describing ---- */

static bool is_part_of_other(const struct zi_pair_correlation *pair,
                             const struct zi_catalogue *catalogue, int year)
{
    return zi_catalogue_contains(catalogue, pair->x, pair->y, year) ||
           zi_catalogue_contains(catalogue, pair->y, pair->x, year);
}

static void describe_arithmetic(struct zi_pair_correlation *pair,
                                const struct zi_catalogue *catalogue, const struct room *room)
{
    for (int year = pair->first_year; pair->lag == 0 && year <= pair->last_year; year++) {
        bool used = false;

        if (!is_part_of_other(pair, catalogue, year))
            continue;
        for (size_t i = 0; i < room->n && !used; i++)
            used = room->year[i] == year;
        if (!used)
            continue;
        pair->arithmetic_from = pair->arithmetic ? pair->arithmetic_from : year;
        pair->arithmetic_to = year;
        pair->arithmetic = true;
    }
}

static void describe_years(struct zi_pair_correlation *pair, const struct zi_catalogue *catalogue,
                           const struct room *room)
{
    for (size_t i = 0; i < room->n; i++) {
        if (i == 0 || room->year[i] < pair->first_year)
            pair->first_year = room->year[i];
        if (room->year[i] > pair->last_year)
            pair->last_year = room->year[i];
    }
    if (room->n == 0)
        return;
    pair->across = zi_catalogue_break(catalogue, pair->x, pair->first_year, pair->last_year);
    if (pair->across == NULL)
        pair->across = zi_catalogue_break(catalogue, pair->y, pair->first_year + pair->lag,
                                          pair->last_year + pair->lag);
}

/* On institutions: how many, and how many rows of units are behind them. */
static void describe_cells(struct zi_pair_correlation *pair, const struct correlating *correlating,
                           const struct source *source, const struct room *room)
{
    const struct zi_plane *plane = source->plane;

    if (pair->on != ZI_LEVEL_INSTITUTION)
        return;
    pair->n_cells = room->n;
    for (size_t i = 0; i < room->n; i++) {
        size_t x_row = room->row[i];
        size_t y_row = (size_t)((long long)x_row + pair->lag);

        pair->n_institutions += i == 0 || room->unit[i] != room->unit[i - 1];
        pair->n_unit_rows +=
            zi_planes_unit_rows(correlating->planes, source->x, x_row, source->y, y_row);
        pair->averaged = pair->averaged || plane->behind[source->x][x_row] > 0 ||
                         plane->behind[source->y][y_row] > 0;
    }
}

static void describe_pair(struct zi_pair_correlation *pair, const struct correlating *correlating,
                          const struct source *source, const struct room *room)
{
    const struct zi_catalogue *catalogue = correlating->planes->selection->panel->catalogue;

    describe_years(pair, catalogue, room);
    describe_arithmetic(pair, catalogue, room);
    describe_cells(pair, correlating, source, room);
    pair->lettered = source->categories;
}

/* ---- correlating ---- */

/* Which way the values of a column go over the years, within units: the sign of the covariance. */
static int direction(const struct zi_panel_view *within, const double values[])
{
    double covariance = 0;

    for (size_t u = 0; u < within->n_units; u++) {
        size_t start = within->start[u], end = within->start[u + 1];
        double mean = 0;

        for (size_t i = start; i < end; i++)
            mean += (double)within->year[i] / (double)(end - start);
        for (size_t i = start; i < end; i++)
            covariance += values[i] * (within->year[i] - mean);
    }
    return (covariance > 0) - (covariance < 0);
}

static bool is_large(const struct zi_estimate *within)
{
    return fabs(within->estimate) >= ZI_DRIFT_WITHIN && within->p_value < ZI_DRIFT_P;
}

static bool is_drift(const struct zi_estimate *within, const struct zi_estimate *twoway)
{
    return is_large(within) && twoway->p_value >= ZI_DRIFT_P &&
           fabs(twoway->estimate) < fabs(within->estimate) / 2;
}

static enum zi_drift drift_of(const struct zi_panel_view *within)
{
    int x = direction(within, within->column[0]);
    int y = direction(within, within->column[1]);

    if (x * y < 0)
        return ZI_OPPOSITE_DRIFT;
    return x > 0 && y > 0 ? ZI_BOTH_RISE : x < 0 && y < 0 ? ZI_BOTH_FALL : ZI_NO_DRIFT;
}

/* The row of the level among those of one method, or NULL. */
static struct zi_pair_correlation *row_of(const struct correlating *correlating,
                                          struct zi_pair_correlation rows[],
                                          enum zi_panel_level level)
{
    for (size_t l = 0; l < correlating->request->n_levels; l++)
        if (rows[l].level == level)
            return &rows[l];
    return NULL;
}

/* The result of a level that was perhaps not asked for. */
static enum zi_code result_of(const struct correlating *correlating, struct zi_panel_pairs *pairs,
                              const struct zi_pair_correlation *asked, enum zi_panel_level level,
                              enum zi_correlation_method method, struct zi_estimate *result,
                              struct zi_error *error)
{
    if (asked == NULL)
        return zi_panel_pairs_correlate(pairs, level, method, correlating->request->confidence,
                                        result, error);
    *result = asked->result;
    return ZI_OK;
}

/* The levels of one method: marks within, and what takes the years out, where the years explain the
 * one and not the other. Within alone is marked too: who asks for it must know. */
static enum zi_code mark_drift(const struct correlating *correlating, struct zi_panel_pairs *pairs,
                               struct zi_pair_correlation rows[], struct zi_error *error)
{
    struct zi_pair_correlation *within = row_of(correlating, rows, ZI_WITHIN);
    bool single = within != NULL && within->result.n_units == 1;
    enum zi_panel_level level = single ? ZI_DETRENDED : ZI_TWOWAY;
    struct zi_pair_correlation *free = row_of(correlating, rows, level);
    struct zi_estimate left;
    const struct zi_panel_view *view;

    if (within == NULL || isnan(within->result.estimate) || (!single && !is_large(&within->result)))
        return ZI_OK;
    ZI_TRY(result_of(correlating, pairs, free, level, within->method, &left, error));
    if (single) {
        within->trend_free = left.estimate;
        within->trend_free_p = left.p_value;
    }
    if (!is_drift(&within->result, &left))
        return ZI_OK;
    ZI_TRY(zi_panel_pairs_view(pairs, ZI_WITHIN, &view, error));
    within->drift = drift_of(view);
    if (free != NULL)
        free->drift = within->drift;
    return ZI_OK;
}

/* First differences beside detrended. */
static enum zi_code check_differences(const struct correlating *correlating,
                                      struct zi_panel_pairs *pairs, struct zi_pair_correlation *row,
                                      struct zi_error *error)
{
    struct zi_estimate differences;

    if (row == NULL || isnan(row->result.estimate))
        return ZI_OK;
    ZI_TRY(zi_panel_pairs_correlate(pairs, ZI_DIFFERENCES, row->method,
                                    correlating->request->confidence, &differences, error));
    row->differences = differences.estimate;
    row->n_differences = differences.n;
    return ZI_OK;
}

/* Bands have an order and no mean: with more than one row a unit, only pooled is defined. */
static bool lacks_means(const struct zi_pair_correlation *pair, const struct zi_panel_pairs *pairs)
{
    const struct zi_panel_view *pooled = &pairs->views[ZI_POOLED];

    return pair->lettered &&
           (pair->level > ZI_BETWEEN || (pair->level == ZI_BETWEEN && pooled->n > pooled->n_units));
}

/* Where clusters are few institutions, the wild bootstrap's p stands for the jackknife's. */
static enum zi_code test_row(struct zi_panel_pairs *pairs, struct zi_pair_correlation *row,
                             double confidence, struct zi_error *error)
{
    bool institutions = row->by_institution || row->on == ZI_LEVEL_INSTITUTION;
    struct zi_panel_test test;

    ZI_TRY(zi_panel_pairs_test(pairs, row->level, row->method, confidence, institutions, &test,
                               error));
    row->result = test.estimate;
    row->n_clusters = test.n_clusters;
    if (isnan(test.wild_p) || test.n_clusters < ZI_INSTITUTIONS_LEAST)
        return ZI_OK;
    row->jackknife_p = test.estimate.p_value;
    row->least_p = test.wild_least;
    row->result.p_value = test.wild_p;
    row->result.p_method = ZI_P_WILD_BOOTSTRAP;
    return ZI_OK;
}

static enum zi_code correlate_row(const struct correlating *correlating,
                                  struct zi_panel_pairs *pairs, struct zi_pair_correlation *row,
                                  struct zi_error *error)
{
    double confidence = correlating->request->confidence;
    const struct zi_panel_view *pooled = &pairs->views[ZI_POOLED];

    if (lacks_means(row, pairs)) {
        row->result = zi_estimate_undefined(pooled->n, ZI_ORDINAL);
        row->result.n_units = pooled->n_units;
        return ZI_OK;
    }
    if (correlating->request->replicates == 0)
        return test_row(pairs, row, confidence, error);
    ZI_TRY(zi_panel_pairs_bootstrap(pairs, row->level, row->method, confidence,
                                    &correlating->bootstrap, &row->result,
                                    &row->undefined_replicates, error));
    row->n_clusters = pairs->views[row->level].n_clusters;
    return ZI_OK;
}

/* All levels of the methods that the source is for: level by level, because the ranks of one take
 * more room than its points. */
static enum zi_code correlate_source(const struct correlating *correlating,
                                     const struct source *source, const bool is_for[],
                                     struct zi_panel_pairs *pairs, struct zi_pair_correlation pair,
                                     struct zi_pair_correlation rows[], struct zi_error *error)
{
    const struct zi_correlate_request *request = correlating->request;

    for (size_t l = 0; l < request->n_levels; l++) {
        for (size_t m = 0; m < request->n_methods; m++) {
            struct zi_pair_correlation *row = &rows[m * request->n_levels + l];

            if (!is_for[request->methods[m]])
                continue;
            *row = pair;
            row->method = request->methods[m];
            row->level = request->levels[l];
            ZI_TRY(correlate_row(correlating, pairs, row, error));
        }
        zi_panel_pairs_forget_ranks(pairs, request->levels[l]);
    }
    for (size_t m = 0; m < request->n_methods && !source->categories; m++) {
        struct zi_pair_correlation *levels = &rows[m * request->n_levels];

        if (!is_for[request->methods[m]])
            continue;
        ZI_TRY(mark_drift(correlating, pairs, levels, error));
        ZI_TRY(check_differences(correlating, pairs, row_of(correlating, levels, ZI_DETRENDED),
                                 error));
    }
    return ZI_OK;
}

/* Whether the rows of an institution's units are a cluster. With one unit each, units are it. */
static bool is_by_institution(const struct correlating *correlating, const struct source *source,
                              const struct room *room)
{
    enum zi_clustering asked = correlating->request->clustering;
    size_t units = 0, institutions = 0;

    if (source->plane->on != ZI_LEVEL_UNIT)
        return false;
    for (size_t i = 0; i < room->n; i++) {
        units += i == 0 || room->unit[i] != room->unit[i - 1];
        institutions += i == 0 || room->institution[i] != room->institution[i - 1];
    }
    return asked == ZI_CLUSTERING_INSTITUTION ||
           (asked == ZI_CLUSTERING_CHOSEN && institutions >= ZI_INSTITUTIONS_LEAST &&
            institutions < units);
}

static enum zi_code gather_and_correlate(const struct correlating *correlating, struct room *room,
                                         const struct source *source, const bool is_for[],
                                         struct zi_pair_correlation pair,
                                         struct zi_pair_correlation rows[], struct zi_error *error)
{
    struct zi_dense_ranks ranks[2];
    struct zi_panel_columns columns = {
        .x = room->x,
        .y = room->y,
        .controls = (const double *const *)room->controls,
        .n_controls = correlating->request->n_given,
        .unit = room->unit,
        .year = room->year,
    };
    struct zi_panel_pairs pairs;
    enum zi_code code;

    gather(room, source, pair.lag, correlating->request->n_given);
    describe_pair(&pair, correlating, source, room);
    columns.n = room->n;
    pair.by_institution = is_by_institution(correlating, source, room);
    if (pair.by_institution)
        columns.cluster = room->institution;
    if (!source->categories && source->plane->ranks[source->x].rank != NULL) {
        ranks[0] = (struct zi_dense_ranks){room->x_rank, room->n,
                                           source->plane->ranks[source->x].distinct};
        ranks[1] = (struct zi_dense_ranks){room->y_rank, room->n,
                                           source->plane->ranks[source->y].distinct};
        columns.x_ranks = &ranks[0];
        columns.y_ranks = &ranks[1];
    }
    code = zi_panel_pairs_init(&pairs, &columns, error);
    if (code == ZI_OK)
        code = correlate_source(correlating, source, is_for, &pairs, pair, rows, error);
    zi_panel_pairs_release(&pairs);
    return code;
}

/* Whether letters join the ranks of a pair. */
static bool has_categories(const struct correlating *correlating, const struct source *source)
{
    bool found =
        source->plane->category[source->x] != NULL || source->plane->category[source->y] != NULL;

    for (size_t k = 0; k < correlating->request->n_given; k++)
        found = found || source->plane->category[source->first_control + k] != NULL;
    return found;
}

/* Units when both have values of units, and all that is given too; institutions otherwise. */
static const struct zi_plane *plane_of(const struct correlating *correlating, size_t x, size_t y)
{
    const bool *own_unit = correlating->planes->own_unit;
    bool units = own_unit[x] && own_unit[y] && !correlating->request->institutions;

    for (size_t k = 0; k < correlating->request->n_given; k++)
        units = units && own_unit[correlating->result->n_indices + k];
    return units ? &correlating->planes->units : &correlating->planes->institutions;
}

static enum zi_code correlate_piece(const struct correlating *correlating, size_t piece,
                                    struct room *room, struct zi_error *error)
{
    const struct zi_correlate_request *request = correlating->request;
    const size_t *columns = correlating->pairs[piece / n_lags(request)];
    struct zi_pair_correlation *rows = correlating->result->rows + piece * rows_at_lag(request);
    bool scores[] = {[ZI_PEARSON] = true, [ZI_SPEARMAN] = true, [ZI_KENDALL] = true};
    bool ranks[] = {[ZI_PEARSON] = false, [ZI_SPEARMAN] = true, [ZI_KENDALL] = true};
    struct source source = {
        .plane = plane_of(correlating, columns[0], columns[1]),
        .x = columns[0],
        .y = columns[1],
        .first_control = correlating->result->n_indices,
    };
    struct zi_pair_correlation pair = {
        .x = correlating->result->indices[columns[0]],
        .y = correlating->result->indices[columns[1]],
        .on = source.plane->on,
        .lag = request->first_lag + (int)(piece % n_lags(request)),
        .jackknife_p = NAN,
        .least_p = NAN,
        .trend_free = NAN,
        .trend_free_p = NAN,
        .differences = NAN,
    };

    if (has_categories(correlating, &source)) {
        scores[ZI_SPEARMAN] = scores[ZI_KENDALL] = false;
        ZI_TRY(gather_and_correlate(correlating, room, &source, scores, pair, rows, error));
        source.categories = true;
        return gather_and_correlate(correlating, room, &source, ranks, pair, rows, error);
    }
    return gather_and_correlate(correlating, room, &source, scores, pair, rows, error);
}

static void run_piece(void *state, size_t piece, size_t worker)
{
    struct correlating *correlating = state;

    correlating->codes[piece] =
        correlate_piece(correlating, piece, &correlating->rooms[worker], NULL);
}

/* Pairs run at once; a single one leaves the threads to its bootstrap. */
static enum zi_code run_pieces(struct correlating *correlating, size_t n_pieces, size_t threads,
                               struct zi_error *error)
{
    enum zi_code code = ZI_OK;

    correlating->n_workers = n_pieces > 1 ? threads : 1;
    correlating->bootstrap = (struct zi_bootstrap){.replicates = correlating->request->replicates,
                                                   .seed = correlating->request->seed,
                                                   .threads = n_pieces > 1 ? 1 : threads};
    correlating->rooms = calloc(correlating->n_workers, sizeof *correlating->rooms);
    correlating->codes = calloc(n_pieces + 1, sizeof *correlating->codes);
    if (correlating->rooms == NULL || correlating->codes == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < correlating->n_workers; i++)
        ZI_TRY(make_room(&correlating->rooms[i], correlating, error));
    zi_parallel_run(n_pieces, correlating->n_workers, run_piece, correlating);
    for (size_t i = 0; i < n_pieces && code == ZI_OK; i++)
        code = correlating->codes[i];
    return code == ZI_OK ? ZI_OK : zi_fail_memory(error); /* they fail of nothing else */
}

static void discard(struct correlating *correlating)
{
    for (size_t i = 0; correlating->rooms != NULL && i < correlating->n_workers; i++)
        zi_arena_release(&correlating->rooms[i].arena);
    free(correlating->rooms);
    free(correlating->codes);
    free(correlating->pairs);
}

bool zi_correlation_p_differ(const struct zi_pair_correlation *row, double significance)
{
    double p = row->result.p_value;

    if (isnan(row->jackknife_p))
        return false;
    return fabs(p - row->jackknife_p) > 0.01 ||
           (p < significance) != (row->jackknife_p < significance);
}

/* ---- families ---- */

static enum zi_code adjust(struct zi_correlations *result, struct zi_error *error)
{
    size_t n_pairs = result->n_pairs;
    double *p = malloc((n_pairs + 1) * sizeof *p);
    struct zi_sort_entry *scratch = malloc((2 * n_pairs + 1) * sizeof *scratch);
    bool enough = p != NULL && scratch != NULL;

    for (size_t k = 0; k < result->n_families && enough; k++) {
        for (size_t i = 0; i < n_pairs; i++)
            p[i] = result->rows[i * result->n_families + k].result.p_value;
        result->family[k] = zi_multiple_adjust(result->request.adjust, p, n_pairs, scratch, p);
        for (size_t i = 0; i < n_pairs; i++)
            result->rows[i * result->n_families + k].q = p[i];
    }
    free(p);
    free(scratch);
    return enough ? ZI_OK : zi_fail_memory(error);
}

/* ---- the matrix of a method and level ---- */

/* A pivot below this is negative by more than rounding. */
static const double NEGATIVE = -1e-9;

struct matrix {
    size_t n;
    double *r; /* n squared */
    bool *in;  /* indices that take part */
};

/* Leaves out the index with the most undefined entries until none is left. */
static size_t keep_defined(struct matrix *matrix)
{
    size_t kept = matrix->n;

    for (size_t i = 0; i < matrix->n; i++)
        matrix->in[i] = true;
    for (;;) {
        size_t worst = 0, most = 0;

        for (size_t i = 0; i < matrix->n; i++) {
            size_t undefined = 0;

            for (size_t j = 0; matrix->in[i] && j < matrix->n; j++)
                undefined += matrix->in[j] && isnan(matrix->r[i * matrix->n + j]);
            if (undefined > most) {
                most = undefined;
                worst = i;
            }
        }
        if (most == 0)
            return kept;
        matrix->in[worst] = false;
        kept--;
    }
}

/* Cholesky by rows without the roots; what has no variance left is passed over. */
static bool is_indefinite(struct matrix *matrix)
{
    size_t n = matrix->n;

    for (size_t k = 0; k < n; k++) {
        double pivot = matrix->r[k * n + k];

        if (!matrix->in[k])
            continue;
        if (pivot < NEGATIVE)
            return true;
        for (size_t i = k + 1; i < n && pivot > -NEGATIVE; i++)
            for (size_t j = k + 1; matrix->in[i] && j < n; j++)
                matrix->r[i * n + j] -= matrix->r[i * n + k] * matrix->r[k * n + j] / pivot;
    }
    return false;
}

/* The rows of a family in the lower and the upper triangle. */
static void fill_matrix(const struct zi_correlations *result, size_t family, struct matrix *matrix)
{
    const struct zi_pair_correlation *row = result->rows + family;

    for (size_t i = 0; i < matrix->n; i++) {
        matrix->r[i * matrix->n + i] = 1;
        for (size_t j = i + 1; j < matrix->n; j++, row += result->n_families)
            matrix->r[i * matrix->n + j] = matrix->r[j * matrix->n + i] = row->result.estimate;
    }
}

/* Partial correlations are no matrix of correlations of one set of variables, and lagged ones no
 * symmetric one: neither is looked at. */
static enum zi_code find_indefinite(struct zi_correlations *result, struct zi_arena *arena,
                                    struct zi_error *error)
{
    struct matrix matrix = {.n = result->n_indices};

    matrix.r = zi_arena_allocate(arena, matrix.n * matrix.n, sizeof *matrix.r);
    matrix.in = zi_arena_allocate(arena, matrix.n, sizeof *matrix.in);
    result->indefinite = zi_arena_allocate(arena, result->n_families, sizeof *result->indefinite);
    if (matrix.r == NULL || matrix.in == NULL || result->indefinite == NULL)
        return zi_fail_memory(error);
    for (size_t k = 0; k < result->n_families && result->request.n_given == 0; k++) {
        const struct zi_pair_correlation *row = &result->rows[k];
        size_t kept;

        if (row->lag != 0)
            continue;
        fill_matrix(result, k, &matrix);
        kept = keep_defined(&matrix);
        if (kept > 2 && is_indefinite(&matrix))
            result->indefinite[result->n_indefinite++] =
                (struct zi_indefinite){row->method, row->level, kept};
    }
    return ZI_OK;
}

/* ---- all of it ---- */

static bool is_given(const struct zi_correlate_request *request, size_t index)
{
    for (size_t k = 0; k < request->n_given; k++)
        if (request->given[k] == index)
            return true;
    return false;
}

static enum zi_code list_indices(struct zi_correlations *result, const struct zi_selection *s,
                                 struct zi_arena *arena, struct zi_error *error)
{
    const struct zi_correlate_request *request = &result->request;

    result->indices = zi_arena_allocate(arena, s->n_indices, sizeof *result->indices);
    result->facts =
        zi_arena_allocate(arena, s->n_indices + request->n_given, sizeof *result->facts);
    if (result->indices == NULL || result->facts == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < s->n_indices; i++)
        if (!is_given(request, s->indices[i])) {
            result->facts[result->n_facts++].index = s->indices[i];
            result->indices[result->n_indices++] = s->indices[i];
        }
    for (size_t k = 0; k < request->n_given; k++)
        result->facts[result->n_facts++].index = request->given[k];
    if (result->n_indices < 2)
        return zi_fail(error, ZI_EFEW, "korelasi memerlukan sedikitnya dua indeks; data memuat %zu",
                       "a correlation needs at least two indices; the data hold %zu",
                       result->n_indices);
    return ZI_OK;
}

static enum zi_code list_rows(struct zi_correlations *result, struct zi_arena *arena,
                              struct zi_error *error)
{
    size_t n = result->n_indices;

    result->n_families = n_lags(&result->request) * rows_at_lag(&result->request);
    result->n_pairs = n * (n - 1) / 2;
    result->n_rows = result->n_pairs * result->n_families;
    result->rows = zi_arena_allocate(arena, result->n_rows + 1, sizeof *result->rows);
    result->family = zi_arena_allocate(arena, result->n_families + 1, sizeof *result->family);
    return result->rows != NULL && result->family != NULL ? ZI_OK : zi_fail_memory(error);
}

static enum zi_code list_pairs(struct correlating *correlating, struct zi_error *error)
{
    size_t n = correlating->result->n_indices;
    size_t used = 0;

    correlating->pairs = malloc((correlating->result->n_pairs + 1) * sizeof *correlating->pairs);
    if (correlating->pairs == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++, used++) {
            correlating->pairs[used][0] = i;
            correlating->pairs[used][1] = j;
        }
    return ZI_OK;
}

static enum zi_code correlate_all(const struct zi_planes *planes, struct zi_error *error)
{
    struct zi_correlations *result = planes->result;
    const struct zi_correlate_request *request = &result->request;
    size_t threads = request->threads > 0 ? request->threads : zi_parallel_processors();
    struct correlating correlating = {.planes = planes, .request = request, .result = result};
    enum zi_code code = list_pairs(&correlating, error);

    if (code == ZI_OK)
        code = run_pieces(&correlating, result->n_pairs * n_lags(request), threads, error);
    discard(&correlating);
    return code;
}

enum zi_code zi_correlate_compute(const struct zi_selection *selection,
                                  const struct zi_correlate_request *request,
                                  struct zi_arena *arena, struct zi_correlations *result,
                                  struct zi_error *error)
{
    struct zi_arena scratch = {0};
    struct zi_planes planes = {
        .selection = selection, .request = request, .result = result, .arena = &scratch};
    enum zi_code code;

    *result = (struct zi_correlations){.request = *request};
    ZI_TRY(list_indices(result, selection, arena, error));
    ZI_TRY(list_rows(result, arena, error));
    code = zi_planes_make(&planes, error);
    if (code == ZI_OK)
        code = correlate_all(&planes, error);
    zi_arena_release(&scratch);
    ZI_TRY(code);
    ZI_TRY(adjust(result, error));
    return find_indefinite(result, arena, error);
}
