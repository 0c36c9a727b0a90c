/* Whether forecasts hold what they say, in worlds that are not ideal: the whole of
 * zi_forecast_compute, with its choice of a model. */
#include <math.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/count.h"
#include "base/parallel.h"
#include "simulations.h"
#include "stats/common_factor.h"
#include "worlds.h"
#include "zistat/analysis/forecast.h"

enum { FIRST_YEAR = 2022, BINS = ZI_RELIABILITY_BINS };

static const struct world worlds[] = {
    {.name = "iid", .threshold = 75, .level_mean = 72, .level_sd = 6},
    {.name = "AR(1) 0.5", .threshold = 75, .level_mean = 72, .level_sd = 6, .ar1 = 0.5},
    {.name = "random walk", .threshold = 75, .level_mean = 72, .level_sd = 6, .ar1 = 1},
    {.name = "heteroscedastic", .threshold = 75, .level_mean = 72, .level_sd = 6, .spread = 0.5},
    {.name = "t3", .threshold = 75, .level_mean = 72, .level_sd = 6, .t_df = 3},
    {.name = "year shock 0.75", .threshold = 75, .level_mean = 72, .level_sd = 6, .shock = 0.75},
    {.name = "year shock 1.5", .threshold = 75, .level_mean = 72, .level_sd = 6, .shock = 1.5},
    {.name = "ceiling", .threshold = 97, .level_mean = 94, .level_sd = 4},
    {.name = "award ends gains", .threshold = 75, .level_mean = 72, .level_sd = 6, .award = 75},
    {.name = "kinds of units", .threshold = 75, .level_mean = 72, .level_sd = 6, .kinds = 1},
    {.name = "fading gains", .threshold = 76, .level_mean = 72, .level_sd = 6, .fading = 0.6},
};
static const size_t years_of[] = {3, 4, 5, 8};
static const size_t units_of[] = {10, 20, 60};

/* What one forecast was, and what came. */
struct outcome {
    bool inside80, inside95, reached, last_reached;
    double p;
};

/* What one regency was. */
struct replicate {
    struct outcome outcomes[WORLD_UNITS_MAX];
    size_t n;
    double number;   /* of units that reach, less the expected */
    double variance; /* of that number, as said */
    enum zi_forecast_model model;
};

struct work {
    const struct simulation *simulation;
    const struct zi_catalogue *catalogue;
    const struct world *world;
    size_t number; /* of the world, years and units */
    size_t years, units;
    struct replicate *replicates;
    atomic_bool failed;
};

/* ---- one regency ---- */

/* A panel of the total alone. */
struct regency {
    struct zi_panel panel;
    struct zi_selection selection;
    struct zi_entity entities[WORLD_UNITS_MAX];
    char names[WORLD_UNITS_MAX][24];
    double zi[WORLD_UNITS_MAX * WORLD_YEARS_MAX];
    double **values;
    size_t chosen[WORLD_UNITS_MAX];
    size_t index;
};

static bool make_regency(struct regency *r, const struct work *work,
                         double score[WORLD_UNITS_MAX][WORLD_YEARS_MAX + 1])
{
    r->index = (size_t)zi_catalogue_find(work->catalogue, "zi", strlen("zi"));
    r->values = calloc(work->catalogue->n_indices, sizeof *r->values);
    if (r->values == NULL)
        return false;
    r->values[r->index] = r->zi;
    for (size_t u = 0; u < work->units; u++) {
        snprintf(r->names[u], sizeof r->names[u], "U%02zu", u);
        r->entities[u] = (struct zi_entity){"A", r->names[u], "", ""};
        r->chosen[u] = u;
        memcpy(r->zi + u * work->years, score[u], work->years * sizeof(double));
    }
    r->panel = (struct zi_panel){.catalogue = work->catalogue,
                                 .entities = r->entities,
                                 .n_entities = work->units,
                                 .first_year = FIRST_YEAR,
                                 .n_years = work->years,
                                 .values = r->values};
    r->selection = (struct zi_selection){.panel = &r->panel,
                                         .entities = r->chosen,
                                         .n_entities = work->units,
                                         .indices = &r->index,
                                         .n_indices = 1,
                                         .first_year = FIRST_YEAR,
                                         .last_year = FIRST_YEAR + (int)work->years - 1};
    return true;
}

static bool is_inside(double value, struct zi_interval interval)
{
    return interval.low <= value && value <= interval.high;
}

static void judge(const struct work *work, const struct zi_forecasts *forecasts,
                  double score[WORLD_UNITS_MAX][WORLD_YEARS_MAX + 1], struct replicate *result)
{
    double p[WORLD_UNITS_MAX], loading[WORLD_UNITS_MAX];
    struct zi_common_factor events = {p, loading, 0};
    double sd;

    for (size_t i = ZI_FORECAST_POOLED; i < forecasts->n_rows; i += ZI_FORECAST_METHODS) {
        const struct zi_forecast *row = &forecasts->rows[i];
        double truth = score[row->entity][work->years];

        p[events.n] = zi_forecast_reach(row, work->world->threshold);
        loading[events.n] = zi_forecast_loading(row);
        result->outcomes[events.n] = (struct outcome){
            .inside80 = is_inside(truth, row->eighty),
            .inside95 = is_inside(truth, row->ninety_five),
            .reached = truth >= work->world->threshold,
            .last_reached = row->last >= work->world->threshold,
            .p = p[events.n],
        };
        result->number += result->outcomes[events.n].reached - p[events.n];
        events.n++;
    }
    sd = zi_common_factor_sd(&events, NULL);
    result->variance = sd * sd;
    result->n = events.n;
    result->model = forecasts->model;
}

static void run_replicate(void *state, size_t replicate, size_t worker)
{
    struct work *work = state;
    double score[WORLD_UNITS_MAX][WORLD_YEARS_MAX + 1];
    struct regency *regency = calloc(1, sizeof *regency);
    struct zi_arena arena = {0};
    struct zi_random random;
    struct zi_forecasts forecasts;
    struct zi_error error;

    (void)worker;
    zi_random_init(&random, work->simulation->seed + 1000 + work->number, replicate);
    world_draw(work->world, &random, work->units, work->years, score);
    if (regency == NULL || !make_regency(regency, work, score)) {
        work->failed = true;
        free(regency);
        return;
    }
    struct zi_forecast_request request = {.index = regency->index,
                                          .level = ZI_LEVEL_UNIT,
                                          .first_year = FIRST_YEAR,
                                          .last_year = regency->selection.last_year,
                                          .n_years = 1};

    if (zi_forecast_compute(&regency->selection, &request, &arena, &forecasts, &error) == ZI_OK)
        judge(work, &forecasts, score, &work->replicates[replicate]);
    else
        work->failed = true;
    zi_arena_release(&arena);
    free(regency->values);
    free(regency);
}

/* ---- all of them ---- */

struct sums {
    double n, inside80, inside95, brier, last, constant, reached;
    double number, number_squares, variance;
    double bin_n[BINS], bin_reached[BINS];
    size_t models[ZI_MODELS];
};

static void add_outcome(struct sums *sums, const struct outcome *outcome)
{
    double miss = outcome->p - outcome->reached;
    size_t bin = (size_t)fmin(outcome->p * BINS, BINS - 1);

    sums->n++;
    sums->inside80 += outcome->inside80;
    sums->inside95 += outcome->inside95;
    sums->brier += miss * miss;
    sums->last += outcome->last_reached != outcome->reached;
    sums->reached += outcome->reached;
    sums->bin_n[bin]++;
    sums->bin_reached[bin] += outcome->reached;
}

static struct sums add_up(const struct work *work)
{
    struct sums sums = {0};

    for (size_t r = 0; r < work->simulation->replicates; r++) {
        const struct replicate *replicate = &work->replicates[r];

        for (size_t i = 0; i < replicate->n; i++)
            add_outcome(&sums, &replicate->outcomes[i]);
        sums.number += replicate->number;
        sums.number_squares += replicate->number * replicate->number;
        sums.variance += replicate->variance;
        sums.models[replicate->model]++;
    }
    return sums;
}

/* Slope of a logistic regression of what came on the logit of the chance, by Newton's method: 1 is
 * right, less is too sure. */
static double calibration_slope(const struct work *work)
{
    double a = 0, b = 1;

    for (int step = 0; step < 25; step++) {
        double ga = 0, gb = 0, aa = 0, ab = 0, bb = 0, d;

        for (size_t r = 0; r < work->simulation->replicates; r++)
            for (size_t i = 0; i < work->replicates[r].n; i++) {
                const struct outcome *outcome = &work->replicates[r].outcomes[i];
                double p = fmin(fmax(outcome->p, 1e-6), 1 - 1e-6);
                double x = log(p / (1 - p));
                double q = 1 / (1 + exp(-a - b * x));
                double w = q * (1 - q);

                ga += outcome->reached - q;
                gb += (outcome->reached - q) * x;
                aa += w;
                ab += w * x;
                bb += w * x * x;
            }
        d = aa * bb - ab * ab;
        a += (bb * ga - ab * gb) / d;
        b += (aa * gb - ab * ga) / d;
    }
    return b;
}

static const char *most_chosen(const struct sums *sums)
{
    size_t best = 0;

    for (size_t m = 1; m < ZI_MODELS; m++)
        if (sums->models[m] > sums->models[best])
            best = m;
    return zi_forecast_model_name((enum zi_forecast_model)best);
}

static void print_row(const struct work *work)
{
    struct sums sums = add_up(work);
    double n = (double)work->simulation->replicates;
    double mean = sums.number / n, share = sums.reached / sums.n;

    printf("| %s | %zu x %zu | %.1f | %.1f | %.2f |", work->world->name, work->units, work->years,
           100 * sums.inside80 / sums.n, 100 * sums.inside95 / sums.n, calibration_slope(work));
    for (size_t b = 0; b < BINS; b++)
        printf(" %.0f", 100 * sums.bin_reached[b] / fmax(sums.bin_n[b], 1));
    printf(" | %.2f | %.2f | %.3f | %.3f | %.3f | %s |\n",
           sqrt(fmax(0, sums.number_squares / n - mean * mean)), sqrt(sums.variance / n),
           sums.brier / sums.n, sums.last / sums.n, share * (1 - share), most_chosen(&sums));
    fflush(stdout);
}

static int run_all(struct work *work)
{
    printf(
        "| world | units x years | inside 80 %% | inside 95 %% | slope | came true, by chance in "
        "sevenths | true sd | said sd | Brier | last | constant | model |\n"
        "|---|---|---|---|---|---|---|---|---|---|---|---|\n");
    for (size_t w = 0; w < ZI_COUNT(worlds); w++)
        for (size_t u = 0; u < ZI_COUNT(units_of); u++)
            for (size_t y = 0; y < ZI_COUNT(years_of); y++) {
                work->world = &worlds[w];
                work->units = units_of[u];
                work->years = years_of[y];
                work->number++;
                memset(work->replicates, 0,
                       work->simulation->replicates * sizeof *work->replicates);
                zi_parallel_run(work->simulation->replicates, work->simulation->threads,
                                run_replicate, work);
                print_row(work);
            }
    return work->failed ? 1 : 0;
}

int simulate_coverage(const struct simulation *simulation)
{
    struct zi_catalogue catalogue;
    struct zi_error error;
    struct work work = {.simulation = simulation, .catalogue = &catalogue};
    int status = 1;

    if (zi_catalogue_load(&catalogue, NULL, &error) != ZI_OK)
        return 1;
    work.replicates = calloc(simulation->replicates, sizeof *work.replicates);
    if (work.replicates != NULL)
        status = run_all(&work);
    free(work.replicates);
    zi_catalogue_release(&catalogue);
    return status;
}
