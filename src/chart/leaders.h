/*
 * One landscape page for leaders: figures, nearest candidates, what becomes of proposals, areas
 * that hold back, history, and what is to be decided.
 *
 * Sentences and names come ready made; the page places them. What does not fit is left out, never
 * shrunk. Each figure also exists as a chart of its own.
 */
#ifndef ZISTAT_CHART_LEADERS_H
#define ZISTAT_CHART_LEADERS_H

#include "chart.h"
#include "readiness.h"

enum {
    ZI_LEADERS_TILES = 5,
    ZI_LEADERS_CANDIDATES = 10,
    ZI_LEADERS_STAGES = 5,
    ZI_LEADERS_AREAS = 6,
    ZI_LEADERS_DECISIONS = 3,
};

struct zi_leaders_tile {
    const char *figure; /* "16", "70,8" */
    const char *what;   /* "memenuhi syarat WBK" */
    const char *change; /* "▲ 5 dari 2024"; NULL leaves it out */
    bool first_rank;    /* of the five the ones that a decision hangs on: in the darkest colour */
};

struct zi_leaders_candidate {
    const char *name;
    const char *short_name; /* NULL or "" when there is none */
    double score;
    double low80, high80; /* NaN: no interval */
    double probability;
    enum zi_readiness_status status;
};

/* Each stage is a subset of the one above it. */
struct zi_leaders_stage {
    const char *name;
    double units;
    const char *range; /* "80%: 5–9" for a forecast; NULL: how many of the stage above go on */
};

struct zi_leaders_area {
    const char *name;
    size_t units;
};

struct zi_leaders_year {
    int year;
    size_t below, first, second; /* units by total: below the first threshold, from it, from the
                                    second */
    double q1, median, q3;       /* of the total; NaN: none */
};

struct zi_leaders_chart {
    const char *title, *subtitle;
    struct zi_leaders_tile tiles[ZI_LEADERS_TILES];
    size_t n_tiles;

    const char *candidates_title, *candidates_subtitle;
    struct zi_leaders_candidate candidates[ZI_LEADERS_CANDIDATES]; /* as they are to stand */
    size_t n_candidates;
    const struct zi_chart_threshold *thresholds; /* two, rising */
    double scale_low, scale_high;

    const char *stages_title, *stages_subtitle;
    struct zi_leaders_stage stages[ZI_LEADERS_STAGES];
    size_t n_stages;

    const char *areas_title, *areas_subtitle;
    struct zi_leaders_area areas[ZI_LEADERS_AREAS]; /* the most first */
    size_t n_areas;

    const char *years_title, *median_title;
    const struct zi_leaders_year *years; /* rising */
    size_t n_years;
    const int *breaks; /* years from which totals are not comparable with those before */
    size_t n_breaks;

    const char *decisions[ZI_LEADERS_DECISIONS];
    size_t n_decisions;
    const char *footer;
};

/* ZI_EFEW without two thresholds or any year; ZI_ESYSTEM when a stage is larger than the one above.
 * On failure there is nothing to release. Natural size: a landscape A4 page; a slide or screen is
 * lower. */
enum zi_code zi_chart_leaders(const struct zi_leaders_chart *input,
                              const struct zi_chart_options *options, struct zi_chart *chart,
                              struct zi_error *error);

#endif
