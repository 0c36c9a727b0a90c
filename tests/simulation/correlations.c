#include "simulations.h"

#include <math.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/count.h"
#include "base/parallel.h"
#include "draws.h"
#include "stats/tail.h"
#include "zistat/stats/panel_correlation.h"

enum { UNITS = 60, YEARS = 8, ROWS = UNITS * YEARS };

static const double level_of_tests = 0.05;

/* twoway twice: with the p of its t, as if rows were independent, and with the cluster jackknife's
 * that zistat prints. */
enum test { POOLED, WITHIN, TWOWAY_T, TWOWAY, TESTS };

static const struct scenario {
    const char *name;
    struct rising rising;
} scenarios[] = {
    {"nothing shared", {0, 0, 0}},
    {"both rise alike everywhere", {1, 0, 0}},
    {"both rise, each unit with its own slope, AR(1) 0.35", {1, 0.7, 0.35}},
};

struct work {
    const struct simulation *simulation;
    const struct scenario *scenario;
    size_t number; /* of the scenario */
    unsigned char (*rejected)[TESTS];
    atomic_bool failed;
};

static void draw_panel(struct zi_random *random, const struct rising *rising, double x[ROWS],
                       double y[ROWS], size_t unit[ROWS], int year[ROWS])
{
    for (size_t u = 0; u < UNITS; u++) {
        draw_unit(random, rising, x + u * YEARS, YEARS);
        draw_unit(random, rising, y + u * YEARS, YEARS);
        for (size_t t = 0; t < YEARS; t++) {
            unit[u * YEARS + t] = u;
            year[u * YEARS + t] = 2018 + (int)t;
        }
    }
}

static enum zi_code find_p(struct zi_panel_pairs *pairs, double p[TESTS], struct zi_error *error)
{
    static const enum zi_panel_level levels[] = {
        [POOLED] = ZI_POOLED, [WITHIN] = ZI_WITHIN, [TWOWAY] = ZI_TWOWAY};
    static const enum test tests[] = {POOLED, WITHIN, TWOWAY};
    const struct zi_panel_view *view;
    struct zi_estimate result = {0};

    for (size_t i = 0; i < ZI_COUNT(tests); i++) {
        ZI_TRY(zi_panel_pairs_correlate(pairs, levels[tests[i]], ZI_PEARSON, 0.95, &result, error));
        p[tests[i]] = result.p_value;
    }
    ZI_TRY(zi_panel_pairs_view(pairs, ZI_TWOWAY, &view, error));
    p[TWOWAY_T] = zi_tail_t(
        result.estimate * sqrt(view->df / (1 - result.estimate * result.estimate)), view->df);
    return ZI_OK;
}

static void run_replicate(void *state, size_t replicate, size_t worker)
{
    struct work *work = state;
    struct zi_random random;
    double x[ROWS], y[ROWS];
    size_t unit[ROWS];
    int year[ROWS];
    struct zi_panel_pairs pairs;
    struct zi_error error;
    double p[TESTS] = {0};

    (void)worker;
    zi_random_init(&random, work->simulation->seed + work->number, replicate);
    draw_panel(&random, &work->scenario->rising, x, y, unit, year);
    if (zi_panel_pairs_init(
            &pairs,
            &(struct zi_panel_columns){.x = x, .y = y, .unit = unit, .year = year, .n = ROWS},
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

    printf("| %s |", work->scenario->name);
    for (size_t i = 0; i < TESTS; i++) {
        size_t count = 0;

        for (size_t r = 0; r < work->simulation->replicates; r++)
            count += work->rejected[r][i];
        printf(" %.1f %% |", 100 * (double)count / n);
    }
    putchar('\n');
}

int simulate_correlations(const struct simulation *simulation)
{
    struct work work = {.simulation = simulation};

    work.rejected = calloc(simulation->replicates, sizeof *work.rejected);
    if (work.rejected == NULL)
        return 1;
    printf("| two unrelated panels, %d units of %d years | pooled | within | twoway, t | twoway, "
           "jackknife |\n|---|---|---|---|---|\n",
           UNITS, YEARS);
    for (size_t i = 0; i < ZI_COUNT(scenarios); i++) {
        work.scenario = &scenarios[i];
        work.number = i;
        zi_parallel_run(simulation->replicates, simulation->threads, run_replicate, &work);
        print_row(&work);
    }
    free(work.rejected);
    return work.failed ? 1 : 0;
}
