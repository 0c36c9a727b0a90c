/*
 * Units sorted by score, on ranges, with interval, probability and conditions met. The question:
 * which units do we propose? The column of conditions stops the reading "score reached, so ready".
 */
#ifndef ZISTAT_CHART_READINESS_H
#define ZISTAT_CHART_READINESS_H

#include "chart.h"

enum zi_readiness_status {
    ZI_READINESS_BELOW,     /* the score is below the target */
    ZI_READINESS_HELD_BACK, /* score reached, a condition failed */
    ZI_READINESS_UNDECIDED, /* score reached, none failed, some not known */
    ZI_READINESS_FIRST,     /* all conditions of the first threshold met */
    ZI_READINESS_SECOND,    /* and all of the second */
};

struct zi_readiness_row {
    const char *name;
    const char *short_name; /* used where name is too long; NULL or "" when there is none */
    double score;           /* NaN: not assessed; listed under the plot, not drawn */
    double low80, high80;   /* NaN: no interval */
    double probability;     /* of reaching the target in the next assessment; NaN: "–" */
    int met, failed, unknown;
    enum zi_readiness_status status;
};

struct zi_readiness_chart {
    const char *index_label; /* "Nilai evaluasi ZI" */
    const char *units;       /* what rows are: "OPD"; NULL: "unit" or "units" */
    int year;                /* of the scores */
    int next_year;           /* the probabilities speak of; 0 leaves it out */
    double scale_low, scale_high;
    int decimals;
    const struct zi_readiness_row *rows; /* any order; equal scores are sorted by probability, then
                                            name */
    size_t n_rows;
    size_t
        n_all; /* units the rows were chosen from as the nearest to the target; 0: all are here */
    const struct zi_chart_threshold *thresholds; /* one or two, rising */
    size_t n_thresholds;
    size_t target;          /* the threshold of probabilities and conditions */
    const char *conditions; /* "Syarat WBK: nilai ≥ 75; ..." for the footer; NULL leaves it out */
    const char *source;     /* NULL leaves it out */
};

/* At most 20 rows a page on the half page, 15 on a slide, 66 on a full page; the rest goes on to
 * further pages, never to smaller type. Natural size: half page up to 20 rows, else full page.
 *
 * page counts from 0. ZI_EFEW when no unit was assessed; ZI_EUSAGE for a page beyond the last. On
 * failure there is nothing to release. */
enum zi_code zi_chart_readiness(const struct zi_readiness_chart *input,
                                const struct zi_chart_options *options, size_t page,
                                struct zi_chart *chart, struct zi_error *error);

#endif
