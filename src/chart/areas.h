/*
 * Lever areas of each unit as shares of their maximum, in three classes. The question: which area
 * holds back whom?
 */
#ifndef ZISTAT_CHART_AREAS_H
#define ZISTAT_CHART_AREAS_H

#include "chart.h"

enum { ZI_AREAS_MAX = 10 };

struct zi_area {
    const char *name; /* a soft hyphen (U+00AD) says where a word may be parted */
    double maximum;   /* points */
};

/* What a predicate asks of areas; one or two, rising. */
struct zi_area_level {
    const char *name; /* "WBK" */
    double percent;   /* least share of each area */
    double total;     /* least total in points; NaN: none */
};

struct zi_area_row {
    const char *name;
    const char *short_name; /* used where name is too long; NULL or "" when there is none */
    const double *percent;  /* n_areas shares of the maximum, 0..100; NaN: not assessed */
    double total;           /* points; NaN: not known */
    double score;           /* sorted by this; NaN last */
};

enum zi_areas_order { ZI_AREAS_BY_SCORE, ZI_AREAS_BY_FAILURES };

struct zi_areas_chart {
    const char *units;       /* "OPD", "kandidat"; NULL: "unit" or "units" */
    const char *label;       /* what areas are called in a sentence: "pengungkit" */
    const char *total_label; /* head of the last column: "Pengungkit" */
    int year;
    const struct zi_area *areas;
    size_t n_areas;
    const struct zi_area_level *levels;
    size_t n_levels;
    double total_maximum;
    const struct zi_area_row *rows; /* any order; ties by name */
    size_t n_rows;
    enum zi_areas_order order;
    const char *source; /* NULL leaves it out */
};

/* Rows a page as zi_chart_readiness. page counts from 0. ZI_EFEW when no area of any unit was
 * assessed; ZI_EUSAGE for a page beyond the last or more than ZI_AREAS_MAX areas. On failure there
 * is nothing to release. */
enum zi_code zi_chart_areas(const struct zi_areas_chart *input,
                            const struct zi_chart_options *options, size_t page,
                            struct zi_chart *chart, struct zi_error *error);

#endif
