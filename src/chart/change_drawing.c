/* What the two forms of the chart of change draw alike: range, colours, thresholds. */
#include "change_drawing.h"

#include <math.h>

#include "page.h"
#include "style.h"

void change_range(const struct change *c, double *low, double *high)
{
    *low = INFINITY;
    *high = -INFINITY;
    for (size_t i = 0; i < c->n_moved; i++) {
        const struct zi_change_row *row = c->moved[i].row;

        *low = fmin(*low, fmin(row->before, row->after));
        *high = fmax(*high, fmax(row->before, row->after));
    }
    for (size_t i = 0; i < c->n_thresholds; i++)
        if (change_shows_threshold(c, i)) {
            *low = fmin(*low, c->thresholds[i]);
            *high = fmax(*high, c->thresholds[i]);
        }
}

bool change_shows_threshold(const struct change *c, size_t i)
{
    const double near = 12; /* points: farther off it would only press the scores together */
    double low = INFINITY, high = -INFINITY;

    for (size_t k = 0; k < c->n_moved; k++) {
        low = fmin(low, fmin(c->moved[k].row->before, c->moved[k].row->after));
        high = fmax(high, fmax(c->moved[k].row->before, c->moved[k].row->after));
    }
    return c->thresholds[i] >= low - near && c->thresholds[i] <= high + near;
}

uint32_t change_colour(enum change_fate fate)
{
    static const uint32_t colours[CHANGE_FATES] = {
        [CHANGE_OTHER] = ZI_AXIS, [CHANGE_CROSSED] = ZI_NAVY, [CHANGE_FELL] = ZI_TROUBLE};

    return colours[fate];
}

struct zi_type change_type(enum change_fate fate, double points, enum zi_align align)
{
    bool quiet = fate == CHANGE_OTHER;

    return (struct zi_type){points, quiet ? ZI_REGULAR : ZI_BOLD, align,
                            quiet ? ZI_INK : change_colour(fate), false};
}

const char *change_score(struct change *c, double score)
{
    return zi_page_number(c->canvas, score, c->input->decimals, c->thresholds, c->n_thresholds);
}

const char *change_threshold_name(struct change *c, size_t i)
{
    return zi_canvas_say(c->canvas, "%s %s", "%s %s", c->input->thresholds[i].name,
                         zi_page_exact(c->canvas, c->thresholds[i]));
}

void change_plot_threshold(struct change *c, size_t i)
{
    uint32_t colour = zi_threshold_colour(i, c->n_thresholds);

    zi_panel_plot(c->chart,
                  "$THRESHOLDS every ::%zu::%zu using 1:2:3:4 with vectors nohead lw %s lc rgb "
                  "'#%06x' notitle",
                  i, i, colour == ZI_NAVY ? "1.3 dt solid" : "1.29 dt " ZI_DASH_THRESHOLD,
                  zi_chart_colour(c->chart, colour));
}
