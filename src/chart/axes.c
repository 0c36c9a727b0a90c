/* Axes of a panel: where ticks stand, and how they are labelled. */
#include "axes.h"

#include <math.h>

#include "base/number.h"
#include "page.h"
#include "style.h"

double zi_axis_step(double low, double high, int n)
{
    static const double mantissas[] = {5, 2, 1};

    for (double power = 1e6; power > 1e-9; power /= 10)
        for (size_t m = 0; m < 3; m++) {
            double step = power * mantissas[m];

            if (floor(high / step) - ceil(low / step) + 1 >= n)
                return step;
        }
    return 1;
}

int zi_axis_decimals(double step)
{
    int decimals = 0;

    while (decimals < 9 && step < 0.999) {
        step *= 10;
        decimals++;
    }
    return decimals;
}

const char *zi_axis_label(struct zi_canvas *canvas, double value, double step, bool with_sign)
{
    char text[ZI_NUMBER_MAX];

    zi_number_fixed(text, value, zi_axis_decimals(step), canvas->language);
    return zi_canvas_say(canvas, "%s%s", "%s%s", with_sign && value > step / 2 ? "+" : "", text);
}

static const struct zi_type type = {ZI_TYPE_LABEL, ZI_REGULAR, ZI_CENTRE, ZI_MUTED, false};

void zi_axis_below(struct zi_canvas *canvas, const struct zi_frame *frame, double step,
                   bool with_sign)
{
    zi_canvas_stroke(canvas, frame->left, frame->bottom, frame->right, frame->bottom, 0.6, ZI_AXIS);
    for (double k = ceil(frame->x_left / step); k * step <= frame->x_right; k++) {
        double x = zi_frame_x(frame, k * step);

        if (zi_canvas_label_if_free(canvas, x, frame->bottom + 9, type,
                                    zi_axis_label(canvas, k * step, step, with_sign), false))
            zi_canvas_stroke(canvas, x, frame->bottom, x, frame->bottom + 2.5, 0.6, ZI_AXIS);
    }
}

void zi_axis_left(struct zi_canvas *canvas, const struct zi_frame *frame, double step,
                  bool with_sign)
{
    struct zi_type right = type;

    right.align = ZI_RIGHT;
    for (double k = ceil(frame->y_bottom / step); k * step <= frame->y_top; k++)
        zi_canvas_label_if_free(canvas, frame->left - 5, zi_frame_y(frame, k * step), right,
                                zi_axis_label(canvas, k * step, step, with_sign), false);
}
