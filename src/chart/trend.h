/*
 * One unit's score over the years, its forecast with prediction intervals, its predicates. The
 * question: is the unit on course, and how sure are we?
 */
#ifndef ZISTAT_CHART_TREND_H
#define ZISTAT_CHART_TREND_H

#include "chart.h"
#include "zistat/base/reason.h"

struct zi_trend_point {
    int year;
    double value; /* NaN: missing, a gap in the line; so is a year that is not listed */
};

struct zi_trend_forecast {
    int year;
    double mean;
    double low50, high50, low80, high80, low95, high95; /* prediction intervals */
    double probability; /* of reaching the target threshold; NaN when not computed */
};

enum zi_trend_outcome { ZI_TREND_AWARDED, ZI_TREND_NOT_PASSED, ZI_TREND_REVOKED };

struct zi_trend_event {
    int year;
    const char *predicate; /* "WBK" */
    double score;          /* of the national assessment (TPN); NaN: not known */
    enum zi_trend_outcome outcome;
};

/* A new instrument, first used in this year: values before and after are not comparable. */
struct zi_trend_break {
    int year;
    const char *label; /* "LKE baru" */
};

struct zi_trend_chart {
    const char *unit;
    const char *short_name;   /* for the title; NULL or "" when there is none */
    const char *index_label;  /* of the subtitle: "nilai evaluasi Zona Integritas" */
    const char *assessor;     /* after the scale: "penilaian internal (TPI)"; NULL leaves it out */
    const char *series_label; /* of the line: "Nilai TPI" */
    double scale_low, scale_high;
    int decimals;

    const struct zi_trend_point *points; /* rising years */
    size_t n_points;
    const struct zi_trend_forecast *forecast; /* rising years after the last value; may be none */
    size_t n_forecast;
    enum zi_reason forecast_reason; /* why there is none */
    const struct zi_chart_threshold *thresholds;
    size_t n_thresholds;
    size_t target; /* the threshold that probabilities speak of */
    const struct zi_trend_event *events;
    size_t n_events;
    const struct zi_trend_break *breaks;
    size_t n_breaks;

    /* for the footer */
    const char *method; /* "tren linear unit ini"; NULL leaves it out */
    size_t fit_n;       /* values the forecast rests on, and their years */
    int fit_first_year, fit_last_year;
    const char *note;   /* "LKE = lembar kerja evaluasi"; NULL leaves it out */
    const char *source; /* "SKPD 2019-2025 (data.csv)"; NULL leaves it out */
};

/* ZI_EFEW when every value is missing. On failure there is nothing to release. Natural size: half
 * page. With fewer than 4 values give no forecast and ZI_FEWER_THAN_4: the chart says so. */
enum zi_code zi_chart_trend(const struct zi_trend_chart *input,
                            const struct zi_chart_options *options, struct zi_chart *chart,
                            struct zi_error *error);

#endif
