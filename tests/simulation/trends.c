/* One institution: how often two indices that have nothing to do with each other correlate. */
#include "simulations.h"

#include <math.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/count.h"
#include "base/parallel.h"
#include "draws.h"
#include "stats/tail.h"
#include "zistat/stats/panel_correlation.h"

enum { YEARS_MAX = 12 };

static const double level_of_tests = 0.05;

/* Within; of the residuals on a line and of first differences, each by its own t; and detrended,
 * with the larger of the two, as it is printed. */
enum test { WITHIN, RESIDUALS, DIFFERENCES, DETRENDED, TESTS };

static const struct scenario {
    const char *name;
    struct drifting drifting;
} scenarios[] = {
    {"random walk with drift", {.drift = 0.8, .ar1 = 1}},
    {"random walk with drift, measured with noise", {.drift = 0.8, .ar1 = 1, .noise = 1}},
    {"growth AR(1) 0.3", {.drift = 0.8, .ar1 = 1, .growth_ar1 = 0.3}},
    {"line, AR(1) 0.8", {.drift = 0.8, .ar1 = 0.8}},
    {"line, AR(1) 0.5", {.drift = 0.8, .ar1 = 0.5}},
    {"line, independent years", {.drift = 0.8}},
};

static const size_t lengths[] = {6, 7, 8, 9, 10, 12};

struct work {
    const struct simulation *simulation;
    const struct scenario *scenario;
    size_t years;
    uint64_t stream;
    unsigned char (*rejected)[TESTS];
    atomic_bool failed;
};

static enum zi_code find_p(struct zi_panel_pairs *pairs, double p[TESTS], struct zi_error *error)
{
    struct zi_estimate within, differences, detrended;
    const struct zi_panel_view *view;
    double r;

    ZI_TRY(zi_panel_pairs_correlate(pairs, ZI_WITHIN, ZI_PEARSON, 0.95, &within, error));
    ZI_TRY(zi_panel_pairs_correlate(pairs, ZI_DIFFERENCES, ZI_PEARSON, 0.95, &differences, error));
    ZI_TRY(zi_panel_pairs_correlate(pairs, ZI_DETRENDED, ZI_PEARSON, 0.95, &detrended, error));
    ZI_TRY(zi_panel_pairs_view(pairs, ZI_DETRENDED, &view, error));
    r = detrended.estimate;
    p[WITHIN] = within.p_value;
    p[DIFFERENCES] = differences.p_value;
    p[DETRENDED] = detrended.p_value;
    p[RESIDUALS] = zi_tail_t(r * sqrt(view->df / (1 - r * r)), view->df);
    return ZI_OK;
}

static void run_replicate(void *state, size_t replicate, size_t worker)
{
    struct work *work = state;
    struct zi_random random;
    double x[YEARS_MAX], y[YEARS_MAX];
    size_t unit[YEARS_MAX] = {0};
    int year[YEARS_MAX];
    struct zi_panel_pairs pairs;
    struct zi_error error;
    double p[TESTS] = {0};

    (void)worker;
    zi_random_init(&random, work->simulation->seed + work->stream, replicate);
    draw_series(&random, &work->scenario->drifting, x, work->years);
    draw_series(&random, &work->scenario->drifting, y, work->years);
    for (size_t t = 0; t < work->years; t++)
        year[t] = 2014 + (int)t;
    if (zi_panel_pairs_init(&pairs,
                            &(struct zi_panel_columns){
                                .x = x, .y = y, .unit = unit, .year = year, .n = work->years},
                            &error) != ZI_OK ||
        find_p(&pairs, p, &error) != ZI_OK)
        work->failed = true;
    zi_panel_pairs_release(&pairs);
    for (size_t i = 0; i < TESTS; i++)
        work->rejected[replicate][i] = p[i] < level_of_tests;
}

static void print_row(const struct work *work)
{
    double n = (double)work->simulation->replicates;

    printf("| %s | %zu |", work->scenario->name, work->years);
    for (size_t i = 0; i < TESTS; i++) {
        size_t count = 0;

        for (size_t r = 0; r < work->simulation->replicates; r++)
            count += work->rejected[r][i];
        printf(" %.1f %% |", 100 * (double)count / n);
    }
    putchar('\n');
}

int simulate_trends(const struct simulation *simulation)
{
    struct work work = {.simulation = simulation, .stream = 1000};

    work.rejected = calloc(simulation->replicates, sizeof *work.rejected);
    if (work.rejected == NULL)
        return 1;
    printf(
        "| one institution, two unrelated series | years | within | residuals, t | differences, t "
        "| detrended |\n|---|---|---|---|---|---|\n");
    for (size_t i = 0; i < ZI_COUNT(scenarios); i++)
        for (size_t k = 0; k < ZI_COUNT(lengths); k++) {
            work.scenario = &scenarios[i];
            work.years = lengths[k];
            work.stream++;
            zi_parallel_run(simulation->replicates, simulation->threads, run_replicate, &work);
            print_row(&work);
        }
    free(work.rejected);
    return work.failed ? 1 : 0;
}
