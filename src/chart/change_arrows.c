/* Many units: an arrow each, sorted by change. */
#include "change_drawing.h"

#include <math.h>
#include <stdio.h>

#include "base/number.h"
#include "page.h"
#include "style.h"

/* Columns at the right, by their right edges. */
static const double panel_right = 408, change_right = 440, after_right = 472;

static void lay_out_names(struct change *c)
{
    struct zi_row_name *names = zi_arena_allocate(&c->canvas->arena, c->n_moved, sizeof *names);

    if (names == NULL) {
        c->canvas->out_of_memory = true;
        return;
    }
    for (size_t i = 0; i < c->n_moved; i++)
        names[i] = (struct zi_row_name){c->moved[i].row->name, c->moved[i].row->short_name};
    c->frame.left = zi_rows_names(c->canvas, &c->rows, names) + 6;
}

static void lay_out_frame(struct change *c)
{
    double low, high;

    change_range(c, &low, &high);
    c->frame.right = panel_right;
    c->frame.top = c->rows.top;
    c->frame.bottom = zi_rows_bottom(&c->rows);
    c->frame.y_top = 0;
    c->frame.y_bottom = (double)c->rows.count;
    c->frame.x_left = fmax(c->input->scale_low, floor((low - 1) / 5) * 5);
    c->frame.x_right = fmin(c->input->scale_high, ceil((high + 1) / 5) * 5);
}

static void lay_out_heads(struct change *c)
{
    const struct zi_type type = {ZI_TYPE_NOTE, ZI_REGULAR, ZI_RIGHT, ZI_MUTED, false};
    double y = c->frame.top - 7;

    zi_canvas_label(c->canvas, change_right, y, type, zi_canvas_say(c->canvas, "Ubah", "Change"));
    zi_canvas_label(c->canvas, after_right, y, type,
                    zi_canvas_say(c->canvas, "%d", "%d", c->input->last_year));
}

/* Over their lines, moved apart where these are near. */
static void lay_out_thresholds(struct change *c)
{
    struct zi_type type = {ZI_TYPE_NOTE, ZI_BOLD, ZI_CENTRE, 0, false};
    const double right = change_right - 40;
    double x[2], widest = 0;
    const char *names[2];
    size_t shown[2], n = 0;

    for (size_t i = 0; i < c->n_thresholds; i++) {
        if (!change_shows_threshold(c, i))
            continue;
        names[n] = zi_canvas_shorten(c->canvas, change_threshold_name(c, i), type.points,
                                     type.weight, (right - c->frame.left) / 2 - 4);
        widest = fmax(widest, zi_text_width(&c->canvas->font, names[n], type.points, type.weight));
        x[n] = zi_frame_x(&c->frame, c->thresholds[i]);
        shown[n++] = i;
    }
    zi_canvas_dodge(c->canvas, x, n, widest + 5, c->frame.left + widest / 2, right - widest / 2);
    for (size_t i = 0; i < n; i++) {
        type.colour = zi_threshold_colour(shown[i], c->n_thresholds);
        zi_canvas_label(c->canvas, x[i], c->frame.top - 7, type, names[i]);
    }
}

static void lay_out_scale(struct change *c)
{
    const struct zi_type type = {ZI_TYPE_NOTE, ZI_REGULAR, ZI_CENTRE, ZI_MUTED, false};
    double step = c->frame.x_right - c->frame.x_left > 25 ? 10 : 5;

    for (double x = ceil(c->frame.x_left / step) * step; x <= c->frame.x_right; x += step)
        zi_canvas_label_if_free(c->canvas, zi_frame_x(&c->frame, x), c->frame.bottom + 8, type,
                                zi_page_exact(c->canvas, x), false);
}

/* "+20,0", "−0,6": with as many decimals as it takes that a change is not shown as none. */
static const char *say_change(struct change *c, double change)
{
    char text[ZI_NUMBER_MAX];
    int decimals = c->input->decimals;

    while (change != 0 && fabs(change) * pow(10, decimals) < 0.5 && decimals < 9)
        decimals++;
    zi_number_fixed(text, change, decimals, c->canvas->language);
    return zi_canvas_say(c->canvas, "%s%s", "%s%s", change > 0 ? "+" : "", text);
}

static void lay_out_figures(struct change *c)
{
    for (size_t i = 0; i < c->rows.count; i++) {
        const struct moved *moved = &c->moved[c->rows.first + i];
        struct zi_type type = change_type(moved->fate, c->rows.points, ZI_RIGHT);
        double y = zi_rows_y(&c->rows, i);

        zi_canvas_label(c->canvas, change_right, y, type,
                        say_change(c, moved->row->after - moved->row->before));
        type = change_type(CHANGE_OTHER, c->rows.points, ZI_RIGHT);
        zi_canvas_label(c->canvas, after_right, y, type, change_score(c, moved->row->after));
    }
}

static void emit_blocks(struct change *c)
{
    zi_block_begin(c->chart, "LINES", "hairlines every five rows: start, run");
    for (size_t row = 5; row < c->rows.count; row += 5)
        zi_block_row(
            c->chart, 4,
            (double[]){c->frame.x_left, (double)row, c->frame.x_right - c->frame.x_left, 0});
    zi_block_end(c->chart);
    zi_block_begin(c->chart, "THRESHOLDS", "start, run");
    for (size_t i = 0; i < c->n_thresholds; i++)
        zi_block_row(c->chart, 4, (double[]){c->thresholds[i], 0, 0, c->frame.y_bottom});
    zi_block_end(c->chart);
    zi_block_begin(c->chart, "ARROWS",
                   "start, run, fate (0 other, 1 crossed, 2 fell), 1: too short for an arrow");
    for (size_t i = 0; i < c->rows.count; i++) {
        const struct moved *moved = &c->moved[c->rows.first + i];
        double change = moved->row->after - moved->row->before;

        zi_block_row(c->chart, 6,
                     (double[]){moved->row->before, (double)i + 0.5, change, 0, moved->fate,
                                fabs(change) < CHANGE_LEAST_ARROW});
    }
    zi_block_end(c->chart);
}

/* Whether the page has an arrow (or, when short, a dot) of the fate. */
static bool on_page(const struct change *c, int fate, bool is_short)
{
    for (size_t i = 0; i < c->rows.count; i++) {
        const struct moved *moved = &c->moved[c->rows.first + i];

        if ((int)moved->fate == fate &&
            (fabs(moved->row->after - moved->row->before) < CHANGE_LEAST_ARROW) == is_short)
            return true;
    }
    return false;
}

static void plot_fate(struct change *c, int fate)
{
    const struct zi_mark tail = {ZI_DISC, false, 0.42, change_colour((enum change_fate)fate)};
    char source[80];

    if (!on_page(c, fate, false) && !on_page(c, fate, true))
        return;
    snprintf(source, sizeof source, "$ARROWS using ($5==%d?$1:NaN):2", fate);
    zi_panel_points(c->chart, source, tail);
    if (on_page(c, fate, false)) /* without a border the tip ends at the score, not beyond it */
        zi_panel_plot(c->chart,
                      "$ARROWS using ($5==%d&&$6==0?$1:NaN):2:3:4 with vectors head noborder size "
                      "screen 0.013,25 lw 1.5 lc rgb '#%06x' notitle",
                      fate, zi_chart_colour(c->chart, tail.colour));
}

static void emit(struct change *c)
{
    emit_blocks(c);
    zi_panel_begin(c->chart, &c->frame);
    if (c->rows.count > 5)
        zi_panel_plot(c->chart,
                      "$LINES using 1:2:3:4 with vectors nohead lw 0.4 lc rgb '#%06x' notitle",
                      zi_chart_colour(c->chart, ZI_HAIRLINE));
    for (size_t i = 0; i < c->n_thresholds; i++)
        if (change_shows_threshold(c, i))
            change_plot_threshold(c, i);
    for (int fate = 0; fate < CHANGE_FATES; fate++)
        plot_fate(c, fate);
    zi_panel_end(c->chart);
}

void change_arrows(struct change *c)
{
    lay_out_names(c);
    lay_out_frame(c);
    lay_out_heads(c);
    lay_out_thresholds(c);
    lay_out_scale(c);
    lay_out_figures(c);
    emit(c);
}
