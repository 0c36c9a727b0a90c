#include "zistat/analysis/trend.h"

#include <math.h>
#include <stdlib.h>

#include "trend_adjust.h"
#include "zistat/analysis/series.h"
#include "zistat/base/parallel.h"
#include "zistat/stats/mann_kendall.h"
#include "zistat/stats/regression.h"
#include "zistat/stats/sen.h"

/* Entities are divided into pieces of this many; it does not change the results. */
enum { ENTITIES_A_PIECE = 128 };

/* What one thread needs for itself. */
struct worker {
    struct zi_series series;
    double *scratch;
    struct zi_mann_kendall_cache cache;
    enum zi_code code;
    struct zi_error error;
};

/* What one piece finds. */
struct piece {
    size_t first; /* of the rows */
    size_t n;
    size_t n_letters_only;
};

struct work {
    const struct zi_selection *selection;
    struct zi_trends *trends;
    struct zi_confidence confidence;
    struct worker *workers;
    size_t n_workers;
    struct piece *pieces;
    size_t n_pieces;
};

static bool prepare_worker(struct worker *worker, size_t n_years)
{
    zi_mann_kendall_cache_init(&worker->cache);
    worker->series.year = malloc((n_years + 1) * sizeof(double));
    worker->series.value = malloc((n_years + 1) * sizeof(double));
    worker->scratch = malloc((zi_sen_scratch(n_years) + 1) * sizeof(double));
    return worker->series.year && worker->series.value && worker->scratch;
}

static enum zi_code prepare(struct work *work, struct zi_error *error)
{
    size_t n_years = work->selection->panel->n_years;
    bool enough = true;

    work->n_pieces = (work->selection->n_entities + ENTITIES_A_PIECE - 1) / ENTITIES_A_PIECE;
    work->pieces = calloc(work->n_pieces + 1, sizeof *work->pieces);
    work->workers = calloc(work->n_workers, sizeof *work->workers);
    for (size_t i = 0; work->workers && i < work->n_workers; i++)
        enough = prepare_worker(&work->workers[i], n_years) && enough;
    zi_confidence_init(&work->confidence, work->trends->request.confidence);
    return work->pieces && work->workers && enough ? ZI_OK : zi_fail_memory(error);
}

static void discard(struct work *work)
{
    for (size_t i = 0; work->workers && i < work->n_workers; i++) {
        struct worker *worker = &work->workers[i];

        zi_mann_kendall_cache_release(&worker->cache);
        free(worker->series.year);
        free(worker->series.value);
        free(worker->scratch);
    }
    free(work->workers);
    free(work->pieces);
}

/* The values that are compared, and the break among them if that is allowed. */
static const struct zi_break *take_series(struct zi_series *series, const struct work *work,
                                          size_t entity, size_t index)
{
    const struct zi_selection *s = work->selection;

    if (!work->trends->request.across_breaks) {
        zi_series_comparable(series, s->panel, entity, index, s->first_year, s->last_year);
        return NULL;
    }
    zi_series_all(series, s->panel, entity, index, s->first_year, s->last_year);
    return zi_catalogue_break(s->panel->catalogue, index, series->first_year, series->last_year);
}

static bool has_letter(const struct zi_selection *s, size_t entity, size_t index)
{
    for (int year = s->first_year; year <= s->last_year; year++)
        if (zi_panel_band(s->panel, entity, index, year) != NULL)
            return true;
    return false;
}

/* What to do with an entity and index; the worker's series is theirs. */
typedef enum zi_code visit(struct work *work, struct worker *worker, struct piece *piece,
                           struct zi_trend *trend, struct zi_error *error);

static enum zi_code visit_piece(struct work *work, struct worker *worker, struct piece *piece,
                                visit *visit_series, struct zi_error *error)
{
    const struct zi_selection *s = work->selection;
    size_t first = (size_t)(piece - work->pieces) * ENTITIES_A_PIECE;
    size_t end =
        first + ENTITIES_A_PIECE < s->n_entities ? first + ENTITIES_A_PIECE : s->n_entities;

    for (size_t i = first; i < end; i++)
        for (size_t k = 0; k < s->n_indices; k++) {
            struct zi_trend trend = {.entity = s->entities[i], .index = s->indices[k]};

            trend.across = take_series(&worker->series, work, trend.entity, trend.index);
            ZI_TRY(visit_series(work, worker, piece, &trend, error));
        }
    return ZI_OK;
}

static enum zi_code count(struct work *work, struct worker *worker, struct piece *piece,
                          struct zi_trend *trend, struct zi_error *error)
{
    (void)error;
    if (worker->series.n > 0)
        piece->n++;
    else
        piece->n_letters_only += has_letter(work->selection, trend->entity, trend->index);
    return ZI_OK;
}

static enum zi_code compute(struct work *work, struct worker *worker, struct piece *piece,
                            struct zi_trend *trend, struct zi_error *error)
{
    const struct zi_series *series = &worker->series;
    struct zi_regression_line line;
    struct zi_mann_kendall test;

    if (series->n == 0)
        return ZI_OK;
    trend->n = series->n;
    trend->first_year = series->first_year;
    trend->last_year = series->last_year;
    trend->after = series->after;
    line = zi_regression_line(series->year, series->value, series->n, &work->confidence);
    trend->ols = line.slope;
    trend->last_level = line.last_level;
    trend->sen =
        zi_sen(series->year, series->value, series->n, &work->confidence, worker->scratch).slope;
    ZI_TRY(zi_mann_kendall(series->value, series->n, &worker->cache, &test, error));
    trend->mann_kendall = test.tau;
    trend->smallest_p = test.smallest_p;
    work->trends->rows[piece->first + piece->n++] = *trend;
    return ZI_OK;
}

static void visit_as(struct work *work, size_t piece, size_t number, visit *visit_series)
{
    struct worker *worker = &work->workers[number];

    if (worker->code == ZI_OK)
        worker->code =
            visit_piece(work, worker, &work->pieces[piece], visit_series, &worker->error);
}

static void count_piece(void *state, size_t piece, size_t worker)
{
    visit_as(state, piece, worker, count);
}

static void compute_piece(void *state, size_t piece, size_t worker)
{
    visit_as(state, piece, worker, compute);
}

static enum zi_code run(struct work *work, zi_parallel_work *piece_work, struct zi_error *error)
{
    zi_parallel_run(work->n_pieces, work->n_workers, piece_work, work);
    for (size_t i = 0; i < work->n_workers; i++)
        if (work->workers[i].code != ZI_OK) {
            *error = work->workers[i].error;
            return work->workers[i].code;
        }
    return ZI_OK;
}

/* Each piece writes its rows where they belong, whichever thread it runs on. */
static void place_pieces(struct work *work)
{
    struct zi_trends *trends = work->trends;

    for (size_t i = 0; i < work->n_pieces; i++) {
        struct piece *piece = &work->pieces[i];

        trends->n_letters_only += piece->n_letters_only;
        piece->first = trends->n;
        trends->n += piece->n;
        piece->n = 0;
    }
}

static enum zi_code compute_all(struct work *work, struct zi_arena *arena, struct zi_error *error)
{
    struct zi_trends *trends = work->trends;

    ZI_TRY(run(work, count_piece, error));
    place_pieces(work);
    trends->rows = zi_arena_allocate(arena, trends->n, sizeof *trends->rows);
    if (trends->rows == NULL)
        return zi_fail_memory(error);
    return run(work, compute_piece, error);
}

bool zi_trend_is_shown(const struct zi_trends *trends, double p)
{
    /* 1 - 0.95 is a little more than 0.05. */
    return p < 1 - trends->request.confidence - 1e-12;
}

bool zi_trend_assumes_independence(const struct zi_estimate *estimate)
{
    enum { CHECKABLE = 20 };

    return !isnan(estimate->p_value) && estimate->n < CHECKABLE;
}

enum zi_code zi_trend_compute(const struct zi_selection *selection,
                              const struct zi_trend_request *request, struct zi_arena *arena,
                              struct zi_trends *trends, struct zi_error *error)
{
    struct work work = {
        .selection = selection,
        .trends = trends,
        .n_workers = request->n_workers > 0 ? request->n_workers : 1,
    };
    enum zi_code code;

    *trends = (struct zi_trends){.request = *request};
    code = prepare(&work, error);
    if (code == ZI_OK)
        code = compute_all(&work, arena, error);
    discard(&work);
    if (code == ZI_OK && request->adjust)
        code = zi_trend_adjust(selection, arena, trends, error);
    return code;
}
