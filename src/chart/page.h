/*
 * What every chart has: a page of the right size, title and subtitle above, footer below, a key,
 * numbers and words in the language of the page.
 */
#ifndef ZISTAT_CHART_PAGE_H
#define ZISTAT_CHART_PAGE_H

#include "chart.h"

/* An empty page. */
void zi_page_begin(struct zi_chart *chart, const struct zi_chart_options *options,
                   const struct zi_chart_size *natural);

/* The size that the options ask for, else the natural one. */
const struct zi_chart_size *zi_page_size(const struct zi_chart_options *options,
                                         const struct zi_chart_size *natural);

/* Writes both; returns the middle of the last line of the subtitle. */
double zi_page_header(struct zi_chart *chart, const char *title, const char *subtitle);

/* Whether the title stays within two lines. */
bool zi_page_title_fits(struct zi_chart *chart, const char *title);

/* Writes it at the foot; returns the middle of its first line. */
double zi_page_footer(struct zi_chart *chart, const char *text);

/* Ends the layout: out of memory is an error now, and the chart released. */
enum zi_code zi_page_end(struct zi_chart *chart, struct zi_error *error);

/* One entry of a key. */
enum zi_key_kind { ZI_KEY_MARK, ZI_KEY_LINE, ZI_KEY_CELL };

struct zi_key {
    enum zi_key_kind kind;
    struct zi_mark mark; /* its colour serves lines and cells too */
    enum zi_weight weight;
    uint32_t text_colour;
    const char *text;
};

/* Lines that the key takes, and its entries in them, the middle of the first line at y. */
size_t zi_page_key_lines(const struct zi_canvas *canvas, const struct zi_key keys[], size_t n);
void zi_page_key(struct zi_canvas *canvas, const struct zi_key keys[], size_t n, double y);
#define ZI_KEY_LEADING 10.5

/* A number for people, never rounded across a threshold; "–" for NaN. */
const char *zi_page_number(struct zi_canvas *canvas, double value, int decimals,
                           const double thresholds[], size_t n_thresholds);
/* All digits it has: "75", "18,25". */
const char *zi_page_exact(struct zi_canvas *canvas, double value);
/* "55%", "<1%"; "–" for NaN. */
const char *zi_page_probability(struct zi_canvas *canvas, double p);

/* What a row or a point is called. */
struct zi_row_name {
    const char *name, *short_name; /* short_name: NULL or "" when there is none */
};

/* Names, short where there is a short one, as many as fit into two lines of the footer: "A, B and 3
 * more". */
const char *zi_page_list(struct zi_canvas *canvas, const struct zi_row_name names[], size_t n);

/* "unit", "units" or what the input calls them. */
const char *zi_page_units(struct zi_canvas *canvas, const char *units, size_t n);

/* Colour of threshold i of n, rising: the last of several is darkest. */
uint32_t zi_threshold_colour(size_t i, size_t n);

#endif
