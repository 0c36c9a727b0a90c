/* Axes of a panel with numbers on both: where ticks stand, and how they are labelled. */
#ifndef ZISTAT_CHART_AXES_H
#define ZISTAT_CHART_AXES_H

#include "script.h"

/* The largest of 1, 2 and 5 times a power of ten of which at least n multiples lie in [low, high],
 * low < high. */
double zi_axis_step(double low, double high, int n);

/* Decimals that the multiples of a step need: 0 for 5, 1 for 0.2. */
int zi_axis_decimals(double step);

/* "60", "+4", "0,5": one tick; signed is for differences. */
const char *zi_axis_label(struct zi_canvas *canvas, double value, double step, bool with_sign);

/* The base line below the panel, ticks at the multiples of step and their labels where nothing
 * stands yet. */
void zi_axis_below(struct zi_canvas *canvas, const struct zi_frame *frame, double step,
                   bool with_sign);

/* Labels left of the panel at the multiples of step. */
void zi_axis_left(struct zi_canvas *canvas, const struct zi_frame *frame, double step,
                  bool with_sign);

#endif
