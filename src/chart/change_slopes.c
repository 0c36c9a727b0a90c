/* Few units: a line from the score of one year to that of the other, lists of both beside them. */
#include "change_drawing.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "page.h"
#include "style.h"

/* Where things stand across the page, in points. */
static const double axis_before = 112, axis_after = 220;
static const double leader = 7, value_column = 228, rank_column = 252, name_column = 271;
static const double list_gap = 9.7;

/* One row of the list at the right: a unit, or a threshold. */
struct item {
    const struct moved *moved; /* NULL: threshold i */
    size_t threshold;
    double score;
};

/* ---- the list at the right ---- */

static int by_score(const void *a, const void *b)
{
    const struct item *one = a, *other = b;

    if (one->score != other->score)
        return one->score > other->score ? -1 : 1;
    if ((one->moved == NULL) != (other->moved == NULL))
        return one->moved == NULL ? 1 : -1; /* at the threshold is not below it */
    return one->moved == NULL ? 0 : strcmp(one->moved->row->name, other->moved->row->name);
}

static size_t list_after(struct change *c, struct item items[])
{
    size_t n = 0;

    for (size_t i = 0; i < c->n_moved; i++)
        items[n++] = (struct item){&c->moved[i], 0, c->moved[i].row->after};
    for (size_t i = 0; i < c->n_thresholds; i++)
        if (change_shows_threshold(c, i))
            items[n++] = (struct item){NULL, i, c->thresholds[i]};
    qsort(items, n, sizeof *items, by_score);
    return n;
}

static const char *say_rank(struct change *c, size_t rank)
{
    return zi_canvas_say(c->canvas, "(%zu)", "(%zu)", rank);
}

static void write_unit_after(struct change *c, const struct moved *moved, double y)
{
    struct zi_type type = change_type(moved->fate, ZI_TYPE_NOTE - 0.3, ZI_LEFT);
    double room = c->canvas->width - ZI_MARGIN - name_column;
    const char *line[2];

    zi_canvas_label(c->canvas, value_column, y, type, change_score(c, moved->row->after));
    zi_canvas_label(c->canvas, rank_column, y, type, say_rank(c, moved->rank_after));
    if (type.weight == ZI_BOLD)
        room *= c->canvas->font.regular / c->canvas->font.bold;
    zi_canvas_fit_name(c->canvas, moved->row->name, moved->row->short_name, type.points, room, 1,
                       line);
    zi_canvas_label(c->canvas, name_column, y, type, line[0]);
}

static void write_after(struct change *c, const struct item *item, double y)
{
    struct zi_type type = {ZI_TYPE_NOTE - 0.3, ZI_BOLD, ZI_LEFT, 0, false};

    if (item->moved != NULL) {
        write_unit_after(c, item->moved, y);
        return;
    }
    type.colour = zi_threshold_colour(item->threshold, c->n_thresholds);
    zi_canvas_label(c->canvas, value_column, y, type,
                    zi_canvas_shorten(c->canvas,
                                      zi_canvas_say(c->canvas, "ambang %s", "threshold %s",
                                                    change_threshold_name(c, item->threshold)),
                                      type.points, type.weight, 240));
}

/* Positions of the rows of a list: at their scores, moved apart. */
static void spread(struct change *c, double y[], size_t n)
{
    zi_canvas_dodge(c->canvas, y, n, list_gap, c->frame.top, c->frame.bottom);
}

static void lay_out_after(struct change *c)
{
    struct item items[ZI_CHANGE_SLOPES + 2];
    double y[ZI_CHANGE_SLOPES + 2];
    size_t n = list_after(c, items);

    for (size_t i = 0; i < n; i++)
        y[i] = zi_frame_y(&c->frame, items[i].score);
    spread(c, y, n);
    for (size_t i = 0; i < n; i++) {
        zi_canvas_stroke(c->canvas, axis_after + 2, zi_frame_y(&c->frame, items[i].score),
                         axis_after + leader - 1, y[i], 0.4, ZI_AXIS);
        write_after(c, &items[i], y[i]);
    }
}

/* ---- the list at the left ---- */

static int by_before(const void *a, const void *b)
{
    const struct moved *one = *(const struct moved *const *)a;
    const struct moved *other = *(const struct moved *const *)b;

    if (one->row->before != other->row->before)
        return one->row->before > other->row->before ? -1 : 1;
    return strcmp(one->row->name, other->row->name);
}

static void write_before(struct change *c, const struct moved *moved, double y)
{
    struct zi_type type = change_type(moved->fate, ZI_TYPE_NOTE - 0.3, ZI_RIGHT);
    const char *figures =
        zi_canvas_say(c->canvas, "%s  %s", "%s  %s", change_score(c, moved->row->before),
                      say_rank(c, moved->rank_before));
    double right = axis_before - leader - 2;
    double room =
        right - ZI_MARGIN - 4 - zi_text_width(&c->canvas->font, figures, type.points, type.weight);
    const char *short_name = moved->row->short_name;
    const char *name = short_name != NULL && *short_name ? short_name : moved->row->name;

    zi_canvas_label(
        c->canvas, right, y, type,
        zi_canvas_say(c->canvas, "%s  %s", "%s  %s",
                      zi_canvas_shorten(c->canvas, name, type.points, type.weight, room - 4),
                      figures));
}

static void lay_out_before(struct change *c)
{
    const struct moved *sorted[ZI_CHANGE_SLOPES];
    double y[ZI_CHANGE_SLOPES];

    for (size_t i = 0; i < c->n_moved; i++)
        sorted[i] = &c->moved[i];
    qsort(sorted, c->n_moved, sizeof *sorted, by_before);
    for (size_t i = 0; i < c->n_moved; i++)
        y[i] = zi_frame_y(&c->frame, sorted[i]->row->before);
    spread(c, y, c->n_moved);
    for (size_t i = 0; i < c->n_moved; i++) {
        zi_canvas_stroke(c->canvas, axis_before - 2, zi_frame_y(&c->frame, sorted[i]->row->before),
                         axis_before - leader + 1, y[i], 0.4, ZI_AXIS);
        write_before(c, sorted[i], y[i]);
    }
}

/* ---- axes and lines ---- */

static void lay_out_frame(struct change *c)
{
    double low, high;

    change_range(c, &low, &high);
    if (high - low < 1) { /* equal scores have no scale of their own */
        low -= 0.5;
        high += 0.5;
    }
    c->frame.left = axis_before;
    c->frame.right = axis_after;
    c->frame.x_left = 0;
    c->frame.x_right = 1;
    c->frame.y_top = high + (high - low) * 0.03;
    c->frame.y_bottom = low - (high - low) * 0.03;
}

static void lay_out_axes(struct change *c)
{
    const struct zi_type type = {ZI_TYPE_FIGURE, ZI_BOLD, ZI_CENTRE, ZI_INK, false};
    const double x[] = {axis_before, axis_after};
    const int year[] = {c->input->first_year, c->input->last_year};

    for (size_t i = 0; i < 2; i++) {
        zi_canvas_label(c->canvas, x[i], c->frame.top - 13, type,
                        zi_canvas_say(c->canvas, "%d", "%d", year[i]));
        zi_canvas_stroke(c->canvas, x[i], c->frame.top - 5, x[i], c->frame.bottom + 5, 0.8,
                         ZI_AXIS);
    }
}

static void emit_blocks(struct change *c)
{
    zi_block_begin(c->chart, "SLOPES", "start, run, fate (0 other, 1 crossed, 2 fell)");
    for (size_t i = 0; i < c->n_moved; i++) {
        const struct zi_change_row *row = c->moved[i].row;

        zi_block_row(c->chart, 5,
                     (double[]){0, row->before, 1, row->after - row->before, c->moved[i].fate});
    }
    zi_block_end(c->chart);
    zi_block_begin(c->chart, "THRESHOLDS", "start, run");
    for (size_t i = 0; i < c->n_thresholds; i++)
        zi_block_row(c->chart, 4, (double[]){0, c->thresholds[i], 1, 0});
    zi_block_end(c->chart);
}

static bool has_fate(const struct change *c, enum change_fate fate)
{
    for (size_t i = 0; i < c->n_moved; i++)
        if (c->moved[i].fate == fate)
            return true;
    return false;
}

static void emit(struct change *c)
{
    emit_blocks(c);
    zi_panel_begin(c->chart, &c->frame);
    for (size_t i = 0; i < c->n_thresholds; i++)
        if (change_shows_threshold(c, i))
            change_plot_threshold(c, i);
    for (int fate = 0; fate < CHANGE_FATES; fate++) {
        uint32_t colour = change_colour((enum change_fate)fate);

        if (!has_fate(c, (enum change_fate)fate))
            continue;
        zi_panel_plot(c->chart,
                      "$SLOPES using ($5==%d?$1:NaN):2:3:4 with vectors nohead lw %s lc rgb "
                      "'#%06x' notitle",
                      fate, fate == CHANGE_FELL ? "1.99 dt " ZI_DASH_FORECAST : "2 dt solid",
                      zi_chart_colour(c->chart, colour));
        for (int end = 0; end < 2; end++) {
            char source[96];

            snprintf(source, sizeof source, "$SLOPES using ($5==%d?%d:NaN):($2+%d*$4)", fate, end,
                     end);
            zi_panel_points(c->chart, source, (struct zi_mark){ZI_DISC, false, 0.6, colour});
        }
    }
    zi_panel_end(c->chart);
}

void change_slopes(struct change *c)
{
    lay_out_frame(c);
    lay_out_axes(c);
    lay_out_before(c);
    lay_out_after(c);
    emit(c);
}
