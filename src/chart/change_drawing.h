/* What the two forms of the chart of change share: the units that have both scores, what became of
 * each, and the sentences. */
#ifndef ZISTAT_CHART_CHANGE_DRAWING_H
#define ZISTAT_CHART_CHANGE_DRAWING_H

#include "change.h"
#include "rows.h"
#include "script.h"

enum change_fate {
    CHANGE_OTHER,   /* neither of the others */
    CHANGE_CROSSED, /* from below the target threshold to it or above */
    CHANGE_FELL,
    CHANGE_FATES
};

/* A smaller change has no direction that an arrow could show. */
#define CHANGE_LEAST_ARROW 0.5

struct moved {
    const struct zi_change_row *row;
    enum change_fate fate;
    size_t rank_before, rank_after; /* among those drawn, 1 the highest; equal scores share one */
};

struct change {
    const struct zi_change_chart *input;
    struct zi_chart *chart;
    struct zi_canvas *canvas;
    struct moved *moved; /* by change, the largest rise first */
    size_t n_moved;
    struct zi_row_name *absent; /* not assessed in both years */
    size_t n_absent;
    size_t risen, fallen, crossed, sunk; /* sunk: fell below the target threshold */
    double thresholds[2];
    size_t n_thresholds, target;
    bool slopes;         /* lines between two axes; arrows otherwise */
    struct zi_rows rows; /* of arrows */
    struct zi_frame frame;
};

/* Colour of lines, arrows and, darker where it is grey, of text. */
uint32_t change_colour(enum change_fate fate);
struct zi_type change_type(enum change_fate fate, double points, enum zi_align align);

/* A score as people read it, never rounded across a threshold. */
const char *change_score(struct change *c, double score);

/* From the lowest to the highest score, with the thresholds that are near. */
void change_range(const struct change *c, double *low, double *high);
bool change_shows_threshold(const struct change *c, size_t i);

/* The threshold's own line and name. */
const char *change_threshold_name(struct change *c, size_t i);
void change_plot_threshold(struct change *c, size_t i);

/* The page is laid out and written: what stands between header and footer. */
void change_slopes(struct change *c);
void change_arrows(struct change *c);

#endif
