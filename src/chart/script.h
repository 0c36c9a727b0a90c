/*
 * How a chart emits its marks: named data blocks of numbers, and panels whose commands are literals
 * of this program with numbers and colours in them. Text goes through the canvas only.
 */
#ifndef ZISTAT_CHART_SCRIPT_H
#define ZISTAT_CHART_SCRIPT_H

#include "chart.h"

/* A panel: its place on the page and the data coordinates of its edges. */
struct zi_frame {
    double left, right, top, bottom;
    double x_left, x_right, y_top, y_bottom;
};

/* From data to points on the page. */
double zi_frame_x(const struct zi_frame *frame, double x);
double zi_frame_y(const struct zi_frame *frame, double y);

/* name is used in plot clauses as $name; columns explains them in a comment. */
void zi_block_begin(struct zi_chart *chart, const char *name, const char *columns);
void zi_block_row(struct zi_chart *chart, size_t n, const double values[]);
void zi_block_end(struct zi_chart *chart);

void zi_panel_begin(struct zi_chart *chart, const struct zi_frame *frame);
/* One clause of the panel's plot command. Doubles stand in data blocks or as literals in the
 * format, so that no locale can touch them. */
void zi_panel_plot(struct zi_chart *chart, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Marks where source says, for example "$ROWS using 1:2". */
void zi_panel_points(struct zi_chart *chart, const char *source, struct zi_mark mark);
void zi_panel_end(struct zi_chart *chart);

/* For %06x in a clause. */
unsigned zi_chart_colour(const struct zi_chart *chart, uint32_t colour);

#endif
