/*
 * Charts: what all kinds have in common. A kind takes its own plain input (trend.h, readiness.h,
 * areas.h, correlation.h), computes the whole layout in points and fills a struct zi_chart;
 * gnuplot.h turns that into a script or a picture. Chart code computes no statistic and knows no
 * threshold: both are inputs.
 *
 * Texts of the inputs are already in the language asked for. They may hold anything, also text
 * that looks like a command: it ends up verbatim in the picture and never in a command.
 */
#ifndef ZISTAT_CHART_CHART_H
#define ZISTAT_CHART_CHART_H

#include <stdbool.h>
#include <stddef.h>

#include "canvas.h"
#include "zistat/base/buffer.h"
#include "zistat/base/error.h"
#include "zistat/base/language.h"

/* Where a picture will be used: the canvas in points (1/72 inch) and the pixels of a PNG. */
struct zi_chart_size {
    const char *name; /* as in --for */
    double width;
    double height;
    double scale; /* pixels per point of a PNG; at least 3, below it hinting widens small text */
    struct zi_text use;
};

enum zi_chart_use { ZI_FOR_A4, ZI_FOR_A4_FULL, ZI_FOR_SLIDE, ZI_FOR_WA, ZI_FOR_SCREEN };

/* By use; ended by a row without a name. */
extern const struct zi_chart_size zi_chart_sizes[];

/* NULL when there is none. */
const struct zi_chart_size *zi_chart_size_find(const char *name);

struct zi_chart_options {
    const struct zi_chart_size *size; /* NULL: what suits the kind and the number of rows */
    const struct zi_font *font;       /* NULL: Liberation Sans */
    enum zi_language language;
    bool grey; /* for print in black and white */
};

/* A limit that is named on the chart: {"WBK", 75}. Inputs list them in rising order; the last is
 * drawn darkest. */
struct zi_chart_threshold {
    const char *name;
    double value;
};

enum { ZI_CHART_THRESHOLDS_MAX = 4 };

/* One picture, laid out. The members below canvas are for the writer of the script. */
struct zi_chart {
    const struct zi_chart_size *size;
    const char *title;       /* one line, the finding */
    const char *description; /* alternative text: kind of picture, what it shows, the finding */
    size_t pages;            /* that the whole chart takes; this is one of them */
    struct zi_canvas canvas; /* owns the texts */
    struct zi_buffer blocks; /* named data blocks */
    struct zi_buffer panels; /* commands that draw them */
    bool first_clause;       /* of the plot command being written */
};

void zi_chart_release(struct zi_chart *chart);

#endif
