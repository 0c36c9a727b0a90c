/* Few institutions with shocks of their own: how often an effect that is not there is found. */
#include "simulations.h"

#include <math.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/count.h"
#include "base/parallel.h"
#include "draws.h"
#include "zistat/stats/panel_correlation.h"
#include "zistat/stats/panel_regression.h"

enum { INSTITUTIONS_MAX = 15, UNITS = 10, YEARS = 6, UNITS_MAX = INSTITUTIONS_MAX * UNITS };
enum { ROWS_MAX = UNITS_MAX * YEARS };

static const double level_of_tests = 0.05;

/* Twoway: the jackknife of units, that of institutions, and the wild bootstrap of institutions that
 * zistat prints; between likewise; the regression with errors by unit (CR1), and by institution
 * (CR2) as zistat prints it. */
enum test { UNIT, INSTITUTION, WILD, BETWEEN_UNIT, BETWEEN_WILD, CR1_UNIT, CR2, TESTS };

static const struct scenario {
    size_t institutions;
    double shock;
} scenarios[] = {{5, 1.5}, {6, 1.5}, {8, 1.5}, {12, 1.5}, {15, 1.5}, {6, 0}};

struct work {
    const struct simulation *simulation;
    const struct scenario *scenario;
    size_t number;
    unsigned char (*rejected)[TESTS];
    atomic_bool failed;
};

struct panel {
    double x[ROWS_MAX], y[ROWS_MAX];
    size_t unit[ROWS_MAX], institution[ROWS_MAX];
    int year[ROWS_MAX];
    size_t start[UNITS_MAX + 1], each[UNITS_MAX + 1], first_unit[INSTITUTIONS_MAX + 1];
    size_t n, n_units, n_institutions;
};

static void draw_values(struct zi_random *random, const struct scenario *scenario, double values[])
{
    const struct rising still = {0, 0, 0};

    for (size_t i = 0; i < scenario->institutions; i++) {
        double shock[YEARS];

        draw_shocks(random, scenario->shock, shock, YEARS);
        for (size_t u = 0; u < UNITS; u++) {
            double *unit = values + (i * UNITS + u) * YEARS;

            draw_unit(random, &still, unit, YEARS);
            for (size_t t = 0; t < YEARS; t++)
                unit[t] += shock[t];
        }
    }
}

static void draw_panel(struct zi_random *random, const struct scenario *scenario,
                       struct panel *panel)
{
    panel->n_institutions = scenario->institutions;
    panel->n_units = scenario->institutions * UNITS;
    panel->n = panel->n_units * YEARS;
    draw_values(random, scenario, panel->x);
    draw_values(random, scenario, panel->y);
    for (size_t i = 0; i < panel->n; i++) {
        panel->unit[i] = i / YEARS;
        panel->institution[i] = i / YEARS / UNITS;
        panel->year[i] = 2018 + (int)(i % YEARS);
    }
    for (size_t u = 0; u <= panel->n_units; u++) {
        panel->start[u] = u * YEARS;
        panel->each[u] = u;
    }
    for (size_t i = 0; i <= panel->n_institutions; i++)
        panel->first_unit[i] = i * UNITS;
}

static enum zi_code test_level(const struct panel *panel, bool clustered, enum zi_panel_level level,
                               struct zi_panel_test *test, struct zi_error *error)
{
    struct zi_panel_columns columns = {.x = panel->x,
                                       .y = panel->y,
                                       .unit = panel->unit,
                                       .cluster = clustered ? panel->institution : NULL,
                                       .year = panel->year,
                                       .n = panel->n};
    struct zi_panel_pairs pairs;
    enum zi_code code = zi_panel_pairs_init(&pairs, &columns, error);

    if (code == ZI_OK)
        code = zi_panel_pairs_test(&pairs, level, ZI_PEARSON, 0.95, clustered, test, error);
    zi_panel_pairs_release(&pairs);
    return code;
}

static enum zi_code regress(const struct panel *panel, bool clustered, double *p,
                            struct zi_error *error)
{
    const double *columns[] = {panel->x};
    struct zi_confidence confidence;
    struct zi_panel_inference inference = {.errors = clustered ? ZI_ERRORS_CR2 : ZI_ERRORS_CR1,
                                           .confidence = &confidence,
                                           .n_threads = 1};
    struct zi_panel_design design = {
        .columns = columns,
        .n_columns = 1,
        .y = panel->y,
        .start = panel->start,
        .n_units = panel->n_units,
        .year = panel->year,
        .effects = ZI_EFFECTS_TWOWAY,
        .cluster = clustered ? panel->first_unit : panel->each,
        .n_clusters = clustered ? panel->n_institutions : panel->n_units,
    };
    struct zi_arena arena = {0};
    struct zi_panel_fit fit;
    enum zi_code code;

    zi_confidence_init(&confidence, 0.95);
    code = zi_panel_regress(&design, &inference, &arena, &fit, error);
    *p = code == ZI_OK ? fit.terms[0].p_value : NAN;
    zi_arena_release(&arena);
    return code;
}

static enum zi_code find_p(const struct panel *panel, double p[TESTS], struct zi_error *error)
{
    struct zi_panel_test test;

    ZI_TRY(test_level(panel, false, ZI_TWOWAY, &test, error));
    p[UNIT] = test.estimate.p_value;
    ZI_TRY(test_level(panel, true, ZI_TWOWAY, &test, error));
    p[INSTITUTION] = test.estimate.p_value;
    p[WILD] = test.wild_p;
    ZI_TRY(test_level(panel, false, ZI_BETWEEN, &test, error));
    p[BETWEEN_UNIT] = test.estimate.p_value;
    ZI_TRY(test_level(panel, true, ZI_BETWEEN, &test, error));
    p[BETWEEN_WILD] = test.wild_p;
    ZI_TRY(regress(panel, false, &p[CR1_UNIT], error));
    return regress(panel, true, &p[CR2], error);
}

static void run_replicate(void *state, size_t replicate, size_t worker)
{
    struct work *work = state;
    struct panel *panel = malloc(sizeof *panel);
    struct zi_random random;
    struct zi_error error;
    double p[TESTS] = {0};

    (void)worker;
    if (panel == NULL) {
        work->failed = true;
        return;
    }
    zi_random_init(&random, work->simulation->seed + 2000 + work->number, replicate);
    draw_panel(&random, work->scenario, panel);
    if (find_p(panel, p, &error) != ZI_OK)
        work->failed = true;
    free(panel);
    for (size_t i = 0; i < TESTS; i++)
        work->rejected[replicate][i] = p[i] < level_of_tests;
}

static void print_row(const struct work *work)
{
    double n = (double)work->simulation->replicates;

    printf("| %zu | %.1f |", work->scenario->institutions, work->scenario->shock);
    for (size_t i = 0; i < TESTS; i++) {
        size_t count = 0;

        for (size_t r = 0; r < work->simulation->replicates; r++)
            count += work->rejected[r][i];
        printf(" %.1f %% |", 100 * (double)count / n);
    }
    putchar('\n');
}

int simulate_institutions(const struct simulation *simulation)
{
    struct work work = {.simulation = simulation};

    work.rejected = calloc(simulation->replicates, sizeof *work.rejected);
    if (work.rejected == NULL)
        return 1;
    printf(
        "| institutions of %d units, %d years | shock sd | twoway, units | twoway, institutions | "
        "twoway, wild | between, units | between, wild | regress CR1, units | regress CR2, "
        "institutions |\n|---|---|---|---|---|---|---|---|---|\n",
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
