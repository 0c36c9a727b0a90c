#include "simulations.h"

#include <math.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/count.h"
#include "base/number.h"
#include "base/parallel.h"
#include "draws.h"
#include "zistat/stats/mixed.h"
#include "zistat/stats/regression.h"

enum { UNITS = 100, YEARS_MAX = 8 };

static const double threshold = 75;
static const double years_prior = 0.7; /* as datasets/year-effects.csv has it */

enum method { OLS, POOLED, METHODS };

static const char *const method_names[] = {[OLS] = "ols", [POOLED] = "pooled"};

static const struct scenario {
    size_t years;
    struct rising rising;
} scenarios[] = {
    {3, {1, 0.7, 0}},    {5, {1, 0.7, 0}},    {8, {1, 0.7, 0}},
    {3, {1, 0.7, 0.35}}, {5, {1, 0.7, 0.35}}, {8, {1, 0.7, 0.35}},
};

/* Sums over the units of a replicate. */
struct sums {
    double squares;
    double width; /* of the 95 % interval */
    double inside80;
    double inside95;
    double brier;
    double naive_brier; /* "same as last year" */
    double naive_squares;
};

struct work {
    const struct simulation *simulation;
    const struct scenario *scenario;
    size_t number; /* of the scenario */
    struct zi_confidence eighty;
    struct zi_confidence ninety_five;
    struct sums (*sums)[METHODS]; /* by replicate */
    atomic_bool failed;
};

struct panel {
    size_t offsets[UNITS + 1];
    double t[UNITS * YEARS_MAX];
    double y[UNITS * YEARS_MAX];
    double next[UNITS];
};

static void draw_panel(struct zi_random *random, const struct scenario *scenario,
                       struct panel *panel)
{
    for (size_t u = 0; u < UNITS; u++) {
        size_t first = u * scenario->years;
        double y[YEARS_MAX + 1];

        draw_unit(random, &scenario->rising, y, scenario->years + 1);
        for (size_t i = 0; i < scenario->years; i++) {
            panel->t[first + i] = 2018 + (double)i;
            panel->y[first + i] = y[i];
        }
        panel->next[u] = y[scenario->years];
        panel->offsets[u + 1] = first + scenario->years;
    }
}

static bool is_inside(double value, struct zi_interval interval)
{
    return interval.low <= value && value <= interval.high;
}

static void add_forecast(const struct work *work, const struct zi_prediction *forecast, double last,
                         double truth, struct sums *sums)
{
    struct zi_interval ninety_five = zi_predict_interval(forecast, &work->ninety_five);
    double reached = truth >= threshold ? 1 : 0;
    double miss = zi_predict_at_least(forecast, threshold) - reached;

    sums->squares += (truth - forecast->mean) * (truth - forecast->mean);
    sums->width += ninety_five.high - ninety_five.low;
    sums->inside80 += is_inside(truth, zi_predict_interval(forecast, &work->eighty));
    sums->inside95 += is_inside(truth, ninety_five);
    sums->brier += miss * miss;
    sums->naive_brier += (last >= threshold) != (truth >= threshold);
    sums->naive_squares += (truth - last) * (truth - last);
}

static void run_replicate(void *state, size_t replicate, size_t worker)
{
    struct work *work = state;
    size_t n = work->scenario->years;
    double next_year = 2018 + (double)n;
    struct panel panel = {.offsets = {0}};
    struct zi_mixed_data data = {panel.offsets, UNITS, panel.t, panel.y};
    struct zi_random random;
    const struct zi_mixed_model model = {.years = true, .years_prior = years_prior};
    struct zi_mixed_fit fit;
    struct zi_error error;

    (void)worker;
    zi_random_init(&random, work->simulation->seed + 100 + work->number, replicate);
    draw_panel(&random, work->scenario, &panel);
    if (zi_mixed_fit(&data, &model, &fit, &error) != ZI_OK) {
        work->failed = true;
        return;
    }
    for (size_t u = 0; u < UNITS; u++) {
        const double *t = panel.t + u * n, *y = panel.y + u * n;
        struct zi_regression_line line = zi_regression_line(t, y, n, NULL);
        struct zi_fitted_line own = zi_predict_fitted_line(&line);
        struct zi_fitted_line among = zi_mixed_fitted_line(&fit, t, y, n);
        struct zi_prediction ols = zi_predict_at(&own, next_year);
        struct zi_prediction pooled = zi_predict_at(&among, next_year);
        struct sums *sums = work->sums[replicate];

        add_forecast(work, &ols, y[n - 1], panel.next[u], &sums[OLS]);
        add_forecast(work, &pooled, y[n - 1], panel.next[u], &sums[POOLED]);
    }
    zi_mixed_release(&fit);
}

static struct sums total_of(const struct work *work, enum method method)
{
    double n = (double)work->simulation->replicates * UNITS;
    struct sums total = {0};

    for (size_t r = 0; r < work->simulation->replicates; r++) {
        const struct sums *sums = &work->sums[r][method];

        total.squares += sums->squares / n;
        total.width += sums->width / n;
        total.inside80 += sums->inside80 / n;
        total.inside95 += sums->inside95 / n;
        total.brier += sums->brier / n;
        total.naive_brier += sums->naive_brier / n;
        total.naive_squares += sums->naive_squares / n;
    }
    return total;
}

static void print_rows(const struct work *work)
{
    struct sums naive = total_of(work, OLS);

    for (size_t m = 0; m < METHODS; m++) {
        struct sums total = total_of(work, (enum method)m);

        printf("| %zu | %.2f | %s | %.2f | %.1f | %.1f %% | %.1f %% | %.3f |\n",
               work->scenario->years, work->scenario->rising.ar1, method_names[m],
               sqrt(total.squares), total.width, 100 * total.inside80, 100 * total.inside95,
               total.brier);
    }
    printf("| %zu | %.2f | same as last year | %.2f | | | | %.3f |\n", work->scenario->years,
           work->scenario->rising.ar1, sqrt(naive.naive_squares), naive.naive_brier);
}

int simulate_forecasts(const struct simulation *simulation)
{
    struct work work = {.simulation = simulation};

    zi_confidence_init(&work.eighty, 0.80);
    zi_confidence_init(&work.ninety_five, 0.95);
    printf(
        "| years of %d units | AR(1) | forecast of the next year | RMSE | width of 95 %% | inside "
        "80 %% | inside 95 %% | Brier (>= %.0f) |\n|---|---|---|---|---|---|---|---|\n",
        UNITS, threshold);
    for (size_t i = 0; i < ZI_COUNT(scenarios); i++) {
        work.scenario = &scenarios[i];
        work.number = i;
        work.sums = calloc(simulation->replicates, sizeof *work.sums);
        if (work.sums == NULL)
            return 1;
        zi_parallel_run(simulation->replicates, simulation->threads, run_replicate, &work);
        print_rows(&work);
        free(work.sums);
    }
    return work.failed ? 1 : 0;
}
