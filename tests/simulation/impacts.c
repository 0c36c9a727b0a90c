/* Awards whose effect is known: what the intervals of the effect hold. */
#include "simulations.h"

#include <math.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/count.h"
#include "base/parallel.h"
#include "draws.h"
#include "stats/event_study.h"
#include "stats/group_time.h"
#include "stats/same_past.h"

enum { UNITS = 60, YEARS = 8, FIRST_AWARD = 3, LAST_AWARD = 6 };

/* The static effect, changes by cohort and year (not yet awarded units compare), the same past, and
 * the one of the last two that zistat recommends. */
enum method { NAIVE, CHANGES, SAME_PAST, RECOMMENDED, METHODS };

enum choice {
    BY_LOT,       /* whoever is drawn */
    BY_LEVEL,     /* units that are better for good */
    BY_LAST_SCORE /* units that scored well last year */
};

static const struct scenario {
    const char *name;
    enum choice choice;
    double effect; /* from the year of the award on */
    double growth; /* a year later */
    double ar1;
} scenarios[] = {
    {"no effect, awards by lot", BY_LOT, 0, 0, 0},
    {"no effect, better units are awarded", BY_LEVEL, 0, 0, 0},
    {"no effect, chosen for last year's score", BY_LAST_SCORE, 0, 0, 0},
    {"effect 1.5, awards by lot", BY_LOT, 1.5, 0, 0},
    {"effect 1.5, better units are awarded", BY_LEVEL, 1.5, 0, 0},
    {"effect 1.5, chosen for last year's score", BY_LAST_SCORE, 1.5, 0, 0},
    {"effect grows 1 a year from 1, better units", BY_LEVEL, 1, 1, 0},
    {"effect 1.5, better units, AR(1) 0.35", BY_LEVEL, 1.5, 0, 0.35},
};

struct panel {
    double y[UNITS * YEARS];
    double level[UNITS];
    size_t begins[UNITS];
    size_t each[UNITS + 1];
};

/* What a replicate found: estimate less truth, and whether the interval holds the truth. */
struct outcome {
    double miss[METHODS];
    bool defined[METHODS];
    bool holds[METHODS];
};

struct work {
    const struct simulation *simulation;
    const struct scenario *scenario;
    size_t number;
    struct outcome *outcomes;
    atomic_bool failed;
};

/* ---- panels */

/* Of the units not yet awarded, those above the middle of what they are chosen by have one chance
 * in five each year: their level, last year's score, or nothing. */
static bool is_chosen(const struct panel *panel, enum choice choice, size_t unit, size_t year,
                      double middle, struct zi_random *random)
{
    double by = choice == BY_LEVEL        ? panel->level[unit]
                : choice == BY_LAST_SCORE ? panel->y[unit * YEARS + year - 1]
                                          : 0;

    return zi_random_uniform(random) < (choice == BY_LOT ? 0.1 : by > middle ? 0.2 : 0);
}

static double middle_of(const struct panel *panel, enum choice choice, size_t year)
{
    double sum = 0;

    for (size_t unit = 0; unit < UNITS; unit++)
        sum += choice == BY_LEVEL ? panel->level[unit] : panel->y[unit * YEARS + year - 1];
    return sum / UNITS;
}

/* Effects are added as years go by: later choices see them, as they would. */
static void add_effect(struct panel *panel, const struct scenario *scenario, size_t year)
{
    for (size_t unit = 0; unit < UNITS; unit++)
        if (panel->begins[unit] <= year)
            panel->y[unit * YEARS + year] +=
                scenario->effect + scenario->growth * (double)(year - panel->begins[unit]);
}

static void draw_panel(struct zi_random *random, const struct scenario *scenario,
                       struct panel *panel)
{
    struct rising rising = {.slope = 0.5, .ar1 = scenario->ar1};

    for (size_t unit = 0; unit < UNITS; unit++) {
        panel->level[unit] = 0;
        draw_unit(random, &rising, panel->y + unit * YEARS, YEARS);
        for (size_t year = 0; year < YEARS; year++)
            panel->level[unit] += panel->y[unit * YEARS + year] / YEARS;
        panel->begins[unit] = YEARS;
        panel->each[unit + 1] = unit + 1;
    }
    panel->each[0] = 0;
    for (size_t year = 1; year < YEARS; year++) {
        double middle = middle_of(panel, scenario->choice, year);

        for (size_t unit = 0; unit < UNITS && year >= FIRST_AWARD && year <= LAST_AWARD; unit++)
            if (panel->begins[unit] == YEARS &&
                is_chosen(panel, scenario->choice, unit, year, middle, random))
                panel->begins[unit] = year;
        add_effect(panel, scenario, year);
    }
}

/* ---- estimates */

/* The mean over treated unit-years. */
static double truth_of(const struct panel *panel, const struct scenario *scenario)
{
    double sum = 0, n = 0;

    for (size_t unit = 0; unit < UNITS; unit++)
        for (size_t year = panel->begins[unit]; year < YEARS; year++) {
            sum += scenario->effect + scenario->growth * (double)(year - panel->begins[unit]);
            n++;
        }
    return sum / n;
}

static void note(struct outcome *outcome, enum method method, const struct zi_estimate *e,
                 double truth)
{
    outcome->defined[method] = e->reason == ZI_DEFINED;
    outcome->miss[method] = e->estimate - truth;
    outcome->holds[method] = e->conf_low <= truth && truth <= e->conf_high;
}

static enum zi_code estimate(const struct panel *panel, const struct scenario *scenario,
                             struct zi_arena *arena, struct outcome *outcome,
                             struct zi_error *error)
{
    struct zi_adoption adoption = {.y = panel->y,
                                   .n_units = UNITS,
                                   .n_years = YEARS,
                                   .begins = panel->begins,
                                   .cluster = panel->each,
                                   .n_clusters = UNITS};
    double truth = truth_of(panel, scenario);
    struct zi_confidence confidence;
    struct zi_panel_inference inference = {
        .errors = ZI_ERRORS_CR2, .confidence = &confidence, .n_threads = 1};
    struct zi_static_effect naive;
    struct zi_group_time changes;
    struct zi_same_past past;
    const struct zi_estimate *simple;

    zi_confidence_init(&confidence, 0.95);
    ZI_TRY(zi_static_effect(&adoption, &inference, arena, &naive, error));
    ZI_TRY(zi_group_time(&adoption, ZI_CONTROLS_NOT_YET, ZI_BASE_VARYING, &confidence, arena,
                         &changes, error));
    ZI_TRY(zi_same_past(&adoption, &confidence, &past, error));
    simple = &zi_group_time_overall(&changes, ZI_AVERAGE_SIMPLE)->effect;
    note(outcome, NAIVE, &naive.effect, truth);
    note(outcome, CHANGES, simple, truth);
    note(outcome, SAME_PAST, &past.effect, truth);
    note(outcome, RECOMMENDED, zi_same_past_is_preferred(&past) ? &past.effect : simple, truth);
    return ZI_OK;
}

static void run_replicate(void *state, size_t replicate, size_t worker)
{
    struct work *work = state;
    struct zi_arena arena = {0};
    struct zi_random random;
    struct zi_error error;
    struct panel panel;

    (void)worker;
    zi_random_init(&random, work->simulation->seed + 100 + work->number, replicate);
    draw_panel(&random, work->scenario, &panel);
    if (estimate(&panel, work->scenario, &arena, &work->outcomes[replicate], &error) != ZI_OK)
        work->failed = true;
    zi_arena_release(&arena);
}

/* ---- the table */

static void print_row(const struct work *work)
{
    printf("| %s |", work->scenario->name);
    for (size_t method = 0; method < METHODS; method++) {
        double n = 0, held = 0, miss = 0;

        for (size_t r = 0; r < work->simulation->replicates; r++) {
            const struct outcome *outcome = &work->outcomes[r];

            if (!outcome->defined[method])
                continue;
            n++;
            held += outcome->holds[method];
            miss += outcome->miss[method];
        }
        printf(" %.1f %% (%+.2f) |", 100 * held / n, miss / n);
    }
    putchar('\n');
}

int simulate_impacts(const struct simulation *simulation)
{
    struct work work = {.simulation = simulation};

    work.outcomes = calloc(simulation->replicates, sizeof *work.outcomes);
    if (work.outcomes == NULL)
        return 1;
    printf("| %d units of %d years | static (twfe) | changes | same past | recommended |\n"
           "|---|---|---|---|---|\n",
           UNITS, YEARS);
    for (size_t i = 0; i < ZI_COUNT(scenarios); i++) {
        work.scenario = &scenarios[i];
        work.number = i;
        zi_parallel_run(simulation->replicates, simulation->threads, run_replicate, &work);
        print_row(&work);
    }
    free(work.outcomes);
    return work.failed ? 1 : 0;
}
