/* The trend of each unit and index, by three methods. */
#include "zistat/analysis/trend.h"

#include <math.h>
#include <stdlib.h>

#include "base/parallel.h"
#include "series.h"
#include "trend_adjust.h"
#include "zistat/stats/mann_kendall.h"
#include "zistat/stats/regression.h"
#include "zistat/stats/sen.h"

/* Entities are divided into pieces of this many; it does not change the results. */
enum { ENTITIES_A_PIECE = 128 };

/* What one thread needs for itself. */
struct worker {
    struct zi_series series;
    double *scratch; /* for Theil-Sen, and for autocorrelations four numbers a year */
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

/* One computation: what is asked, what is shared by the threads, what each needs. */
struct computation {
    const struct zi_selection *selection;
    struct zi_trends *trends;
    struct zi_confidence confidence;
    struct worker *workers;
    size_t n_workers;
    struct piece *pieces;
    size_t n_pieces;
    bool counting;  /* the rows of each piece, before they have a place */
    double *powers; /* of each family's rho, from 0 to the panel's years; NULL unless pooled */
};

static bool prepare_worker(struct worker *worker, size_t n_years)
{
    zi_mann_kendall_cache_init(&worker->cache);
    worker->series.year = malloc((n_years + 1) * sizeof(double));
    worker->series.value = malloc((n_years + 1) * sizeof(double));
    worker->scratch = malloc((zi_sen_scratch(n_years) + 4 * n_years + 1) * sizeof(double));
    return worker->series.year != NULL && worker->series.value != NULL && worker->scratch != NULL;
}

static enum zi_code prepare(struct computation *c, struct zi_error *error)
{
    size_t n_years = c->selection->panel->n_years;
    bool enough = true;

    c->n_pieces = (c->selection->n_entities + ENTITIES_A_PIECE - 1) / ENTITIES_A_PIECE;
    c->pieces = calloc(c->n_pieces + 1, sizeof *c->pieces);
    c->workers = calloc(c->n_workers, sizeof *c->workers);
    for (size_t i = 0; c->workers != NULL && i < c->n_workers; i++)
        enough = prepare_worker(&c->workers[i], n_years) && enough;
    zi_confidence_init(&c->confidence, c->trends->request.confidence);
    return c->pieces != NULL && c->workers != NULL && enough ? ZI_OK : zi_fail_memory(error);
}

static void discard(struct computation *c)
{
    for (size_t i = 0; c->workers != NULL && i < c->n_workers; i++) {
        struct worker *worker = &c->workers[i];

        zi_mann_kendall_cache_release(&worker->cache);
        free(worker->series.year);
        free(worker->series.value);
        free(worker->scratch);
    }
    free(c->workers);
    free(c->pieces);
    free(c->powers);
}

/* The values that are compared, and the break among them if that is allowed. */
static const struct zi_break *take_series(struct zi_series *series, const struct computation *c,
                                          size_t entity, size_t index)
{
    const struct zi_selection *s = c->selection;

    if (!c->trends->request.across_breaks) {
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

static struct zi_trend_family *family_of(const struct computation *c, size_t entity, size_t k)
{
    const struct zi_entity *e = &c->selection->panel->entities[entity];

    return &c->trends->families[2 * k + (zi_entity_level(e) == ZI_LEVEL_UNIT)];
}

/* As far as the family's years resemble each other. */
static void widen(struct computation *c, struct worker *worker, struct zi_trend *trend,
                  struct zi_regression_line *line, struct zi_mann_kendall *test)
{
    const struct zi_series *series = &worker->series;
    size_t family = (size_t)(trend->family - c->trends->families);
    const double *power = &c->powers[family * c->selection->panel->n_years];
    struct zi_autocorrelation_effect effect =
        zi_autocorrelation_effect(series->year, series->n, power, worker->scratch);

    trend->widened = true;
    zi_regression_line_widen(line, effect.slope_variance, effect.slope_df, &c->confidence);
    zi_mann_kendall_widen(test, effect.kendall_variance);
    trend->sen = zi_sen_wider(series->year, series->value, series->n, &c->confidence,
                              effect.kendall_variance, worker->scratch)
                     .slope;
}

static enum zi_code compute(struct computation *c, struct worker *worker, struct zi_trend *trend,
                            struct zi_error *error)
{
    const struct zi_series *series = &worker->series;
    struct zi_regression_line line;
    struct zi_mann_kendall test;

    trend->n = series->n;
    trend->first_year = series->first_year;
    trend->last_year = series->last_year;
    trend->after = series->after;
    line = zi_regression_line(series->year, series->value, series->n, &c->confidence);
    trend->sen =
        zi_sen(series->year, series->value, series->n, &c->confidence, worker->scratch).slope;
    ZI_TRY(zi_mann_kendall(series->value, series->n, &worker->cache, &test, error));
    if (series->n > 2 && zi_trend_is_widened(trend->family))
        widen(c, worker, trend, &line, &test);
    trend->ols = line.slope;
    trend->last_level = line.last_level;
    trend->mann_kendall = test.tau;
    trend->smallest_p = test.smallest_p;
    return ZI_OK;
}

/* An entity and index: its row is counted, or computed into its place. */
static void visit_series(struct computation *c, struct worker *worker, struct piece *piece,
                         size_t entity, size_t k)
{
    struct zi_trend trend = {
        .entity = entity, .index = c->selection->indices[k], .family = family_of(c, entity, k)};

    trend.across = take_series(&worker->series, c, entity, trend.index);
    if (worker->series.n == 0) {
        piece->n_letters_only += c->counting && has_letter(c->selection, entity, trend.index);
        return;
    }
    if (!c->counting) {
        worker->code = compute(c, worker, &trend, &worker->error);
        c->trends->rows[piece->first + piece->n] = trend;
    }
    piece->n++;
}

static void visit_piece(void *state, size_t number, size_t thread)
{
    struct computation *c = state;
    const struct zi_selection *s = c->selection;
    struct worker *worker = &c->workers[thread];
    size_t first = number * ENTITIES_A_PIECE;
    size_t end =
        first + ENTITIES_A_PIECE < s->n_entities ? first + ENTITIES_A_PIECE : s->n_entities;

    for (size_t i = first; i < end; i++)
        for (size_t k = 0; k < s->n_indices && worker->code == ZI_OK; k++)
            visit_series(c, worker, &c->pieces[number], s->entities[i], k);
}

static enum zi_code run(struct computation *c, size_t n, zi_parallel_work *work,
                        struct zi_error *error)
{
    zi_parallel_run(n, c->n_workers, work, c);
    for (size_t i = 0; i < c->n_workers; i++)
        if (c->workers[i].code != ZI_OK) {
            *error = c->workers[i].error;
            return c->workers[i].code;
        }
    return ZI_OK;
}

/* Each piece writes its rows where they belong, whichever thread it runs on. */
static void place_pieces(struct computation *c)
{
    struct zi_trends *trends = c->trends;

    for (size_t i = 0; i < c->n_pieces; i++) {
        struct piece *piece = &c->pieces[i];

        trends->n_letters_only += piece->n_letters_only;
        piece->first = trends->n;
        trends->n += piece->n;
        piece->n = 0;
    }
}

/* The sums of an index over all units of the panel, chosen or not, one after the other: threads
 * take an index each. */
static void add_series(struct computation *c, struct worker *worker, size_t k,
                       struct zi_autocorrelation_sums sums[2])
{
    const struct zi_selection *s = c->selection;

    for (size_t entity = 0; entity < s->panel->n_entities; entity++) {
        const struct zi_series *series = &worker->series;
        size_t level = (size_t)(family_of(c, entity, k) - c->trends->families) % 2;

        take_series(&worker->series, c, entity, s->indices[k]);
        zi_autocorrelation_add(&sums[level], series->year, series->value, series->n,
                               worker->scratch);
    }
}

/* A few series give a rho that may be anything. */
static struct zi_autocorrelation solve(const struct zi_autocorrelation_sums *sums)
{
    struct zi_autocorrelation pooled = zi_autocorrelation_solve(sums);

    if (pooled.n_units < ZI_TREND_POOL_MIN)
        pooled.rho = NAN;
    return pooled;
}

static void set_powers(double power[], size_t n, double rho)
{
    for (size_t i = 0; i < n; i++)
        power[i] = pow(rho, (double)i);
}

/* Both levels of an index; room holds four polynomials of the panel's years. */
static void pool_levels(struct computation *c, struct worker *worker, size_t k, double *room)
{
    size_t n_years = c->selection->panel->n_years;
    struct zi_autocorrelation_sums sums[2];

    for (size_t level = 0; level < 2; level++)
        sums[level] = (struct zi_autocorrelation_sums){
            .expected_products = room + 2 * level * n_years,
            .expected_squares = room + (2 * level + 1) * n_years,
            .n_lags = n_years,
        };
    add_series(c, worker, k, sums);
    for (size_t level = 0; level < 2; level++) {
        struct zi_trend_family *family = &c->trends->families[2 * k + level];

        family->autocorrelation = solve(&sums[level]);
        set_powers(&c->powers[(2 * k + level) * n_years], n_years, family->autocorrelation.rho);
    }
}

static void pool_index(void *state, size_t k, size_t number)
{
    struct computation *c = state;
    struct worker *worker = &c->workers[number];
    double *room = calloc(4 * c->selection->panel->n_years + 1, sizeof *room);

    if (room == NULL)
        worker->code = zi_fail_memory(&worker->error);
    else
        pool_levels(c, worker, k, room);
    free(room);
}

static enum zi_code pool_all(struct computation *c, struct zi_error *error)
{
    size_t n_years = c->selection->panel->n_years;

    c->powers = malloc((c->trends->n_families * n_years + 1) * sizeof *c->powers);
    if (c->powers == NULL)
        return zi_fail_memory(error);
    return run(c, c->selection->n_indices, pool_index, error);
}

static enum zi_code make_families(struct computation *c, struct zi_arena *arena,
                                  struct zi_error *error)
{
    const struct zi_selection *s = c->selection;
    struct zi_trends *trends = c->trends;

    trends->n_families = 2 * s->n_indices;
    trends->families = zi_arena_allocate(arena, trends->n_families, sizeof *trends->families);
    if (trends->families == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < trends->n_families; i++)
        trends->families[i] = (struct zi_trend_family){
            .index = s->indices[i / 2],
            .level = i % 2 == 0 ? ZI_LEVEL_INSTITUTION : ZI_LEVEL_UNIT,
            .autocorrelation = {.rho = NAN, .reason = ZI_MISSING},
        };
    return c->trends->request.pooled ? pool_all(c, error) : ZI_OK;
}

static void count_families(struct zi_trends *trends)
{
    for (size_t i = 0; i < trends->n; i++)
        trends->families[trends->rows[i].family - trends->families].n_series++;
}

static enum zi_code compute_all(struct computation *c, struct zi_arena *arena,
                                struct zi_error *error)
{
    struct zi_trends *trends = c->trends;

    ZI_TRY(make_families(c, arena, error));
    c->counting = true;
    ZI_TRY(run(c, c->n_pieces, visit_piece, error));
    c->counting = false;
    place_pieces(c);
    trends->rows = zi_arena_allocate(arena, trends->n, sizeof *trends->rows);
    if (trends->rows == NULL)
        return zi_fail_memory(error);
    ZI_TRY(run(c, c->n_pieces, visit_piece, error));
    count_families(trends);
    return trends->request.adjust ? zi_trend_adjust(trends, arena, error) : ZI_OK;
}

enum zi_code zi_trend_compute(const struct zi_selection *selection,
                              const struct zi_trend_request *request, struct zi_arena *arena,
                              struct zi_trends *trends, struct zi_error *error)
{
    struct computation c = {
        .selection = selection,
        .trends = trends,
        .n_workers = request->n_workers > 0 ? request->n_workers : 1,
    };
    enum zi_code code;

    *trends = (struct zi_trends){.request = *request};
    code = prepare(&c, error);
    if (code == ZI_OK)
        code = compute_all(&c, arena, error);
    discard(&c);
    return code;
}
