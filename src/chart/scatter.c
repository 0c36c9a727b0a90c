/* Draws units as points of two indices. */
#include "scatter.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "axes.h"
#include "base/number.h"
#include "page.h"
#include "style.h"

enum { BETWEEN, WITHIN, PANELS };

struct scatter {
    const struct zi_scatter_chart *input;
    struct zi_chart *chart;
    struct zi_canvas *canvas;
    const struct zi_scatter_panel *panel[PANELS];
    struct zi_frame frame[PANELS];
    double x_step[PANELS], y_step[PANELS];
    double thresholds[2];
    size_t n_thresholds;
};

static const double gap = 26; /* between the panels */

/* ---- sentences ---- */

static const char *units(struct scatter *s, size_t n)
{
    return zi_page_units(s->canvas, s->input->units, n);
}

/* Fewer points say nothing of a relation, and fewer than the second never that there is none. */
enum { POINTS_LEAST = 8, POINTS_FOR_NONE = 10 };

static bool has_enough(const struct zi_scatter_panel *panel)
{
    return panel->n >= POINTS_LEAST && isfinite(panel->r);
}

/* What a correlation says. */
enum verdict { NO_RELATION, UPWARD, DOWNWARD, TOO_FEW };

static enum verdict verdict_of(const struct zi_scatter_panel *panel)
{
    if (!has_enough(panel))
        return TOO_FEW;
    if (panel->is_clear)
        return panel->r > 0 ? UPWARD : DOWNWARD;
    return panel->n < POINTS_FOR_NONE ? TOO_FEW : NO_RELATION;
}

static const char *title_name(struct scatter *s, const char *name)
{
    return zi_canvas_shorten(s->canvas, name, ZI_TYPE_TITLE, ZI_BOLD, 150);
}

static const char *say_between(struct scatter *s, const char *x, const char *y)
{
    switch (verdict_of(s->panel[BETWEEN])) {
    case UPWARD:
        return zi_canvas_say(s->canvas, "Unit yang tinggi %s cenderung tinggi pula %s",
                             "Units with a high %s tend to have a high %s", x, y);
    case DOWNWARD:
        return zi_canvas_say(s->canvas, "Unit yang tinggi %s cenderung rendah %s",
                             "Units with a high %s tend to have a low %s", x, y);
    case TOO_FEW:
        return zi_canvas_say(s->canvas, "Antarunit, data %s dan %s belum cukup",
                             "Between units, the data of %s and %s are too few yet", x, y);
    case NO_RELATION: break;
    }
    return zi_canvas_say(s->canvas, "Antarunit, %s dan %s tidak tampak berhubungan",
                         "Between units, %s and %s do not seem to be related", x, y);
}

static const char *say_within(struct scatter *s)
{
    switch (verdict_of(s->panel[WITHIN])) {
    case UPWARD:
        return zi_canvas_say(s->canvas, "di dalam unit keduanya juga naik bersama",
                             "within units the two rise together");
    case DOWNWARD:
        return zi_canvas_say(s->canvas, "di dalam unit yang satu turun bila yang lain naik",
                             "within units one falls as the other rises");
    case TOO_FEW:
        return zi_canvas_say(s->canvas, "di dalam unit belum cukup data",
                             "within units there are too few data yet");
    case NO_RELATION: break;
    }
    return zi_canvas_say(s->canvas, "di dalam unit hubungannya tidak tampak",
                         "within units no relation shows");
}

/* Both results; never a cause. */
static const char *say_title(struct scatter *s)
{
    const char *x = title_name(s, s->input->x_name), *y = title_name(s, s->input->y_name);
    enum verdict between = verdict_of(s->panel[BETWEEN]), within = verdict_of(s->panel[WITHIN]);
    bool agree = between == within || within == TOO_FEW;

    if (between == TOO_FEW && within == TOO_FEW)
        return zi_canvas_say(s->canvas, "Antara %s dan %s belum cukup data untuk melihat hubungan",
                             "There are too few data yet to see a relation between %s and %s", x,
                             y);
    if (between == NO_RELATION && within == NO_RELATION)
        return zi_canvas_say(s->canvas,
                             "Antara %s dan %s tidak tampak hubungan, baik antarunit maupun di "
                             "dalam unit",
                             "No relation shows between %s and %s, neither between units nor "
                             "within them",
                             x, y);
    return zi_canvas_say(s->canvas, agree ? "%s; %s" : "%s, tetapi %s",
                         agree ? "%s; %s" : "%s, but %s", say_between(s, x, y), say_within(s));
}

static const char *say_subtitle(struct scatter *s)
{
    return zi_canvas_say(
        s->canvas, "%s dan %s, %zu %s, %d–%d; garis regresi dan pita kepercayaan 95%%",
        "%s and %s, %zu %s, %d–%d; regression line and 95%% confidence band", s->input->x_name,
        s->input->y_name, s->panel[BETWEEN]->n_units, units(s, s->panel[BETWEEN]->n_units),
        s->input->first_year, s->input->last_year);
}

static const char *say_footer(struct scatter *s)
{
    const char *caution = s->input->caution, *source = s->input->source;
    const char *arithmetic = "";

    if (s->input->arithmetic)
        arithmetic = zi_canvas_say(
            s->canvas, "Salah satu indeks memuat yang lain: hubungannya sebagian hitungan. ",
            "One index contains the other: the relation is partly arithmetic. ");
    return zi_canvas_say(
        s->canvas,
        "Antar: rata-rata per unit. Dalam: selisih terhadap rata-rata unit dan tahun; galat baku "
        "dikelompokkan per %s. Hubungan bukan bukti sebab-akibat. %s%s%s%s%s%s",
        "Between: means of units. Within: differences from unit and year means; standard errors "
        "clustered by %s. A relation is no proof of a cause. %s%s%s%s%s%s",
        s->input->by_institution ? zi_canvas_say(s->canvas, "instansi", "institution") : "unit",
        arithmetic, caution != NULL ? caution : "", caution != NULL ? ". " : "",
        source != NULL && *source ? zi_canvas_say(s->canvas, "Sumber: ", "Source: ") : "",
        source != NULL ? source : "", source != NULL && *source ? "." : "");
}

/* "r = 0,60 [0,42; 0,74]" */
static const char *say_r(struct scatter *s, const struct zi_scatter_panel *panel)
{
    const double zero = 0;

    if (!isfinite(panel->r))
        return zi_canvas_say(s->canvas, "r tidak terdefinisi", "r is not defined");
    if (!isfinite(panel->r_low) || !isfinite(panel->r_high))
        return zi_canvas_say(s->canvas, "r = %s", "r = %s",
                             zi_page_number(s->canvas, panel->r, 2, &zero, 1));
    return zi_canvas_say(s->canvas, "r = %s [%s; %s]", "r = %s [%s; %s]",
                         zi_page_number(s->canvas, panel->r, 2, &zero, 1),
                         zi_page_number(s->canvas, panel->r_low, 2, &zero, 1),
                         zi_page_number(s->canvas, panel->r_high, 2, &zero, 1));
}

static const char *say_slope(struct scatter *s, const struct zi_scatter_panel *panel)
{
    const double zero = 0;

    if (panel->n_fit == 0)
        return zi_canvas_say(s->canvas, "unit terlalu sedikit untuk garis",
                             "too few units for a line");
    return zi_canvas_say(s->canvas, "kemiringan %s", "slope %s",
                         zi_page_number(s->canvas, panel->slope, 2, &zero, 1));
}

static const char *say_description(struct scatter *s)
{
    return zi_canvas_clean(
        s->canvas,
        zi_canvas_say(s->canvas,
                      "Dua diagram pencar %s terhadap %s: antarunit %zu titik, %s; di dalam unit "
                      "%zu titik, %s. %s.",
                      "Two scatter plots of %s against %s: between units %zu points, %s; within "
                      "units %zu points, %s. %s.",
                      s->input->y_name, s->input->x_name, s->panel[BETWEEN]->n,
                      say_r(s, s->panel[BETWEEN]), s->panel[WITHIN]->n, say_r(s, s->panel[WITHIN]),
                      s->chart->title));
}

/* ---- measure ---- */

static void widen(double value, double *low, double *high)
{
    *low = fmin(*low, value);
    *high = fmax(*high, value);
}

/* Room around the values; for differences the zero in the middle of both axes. */
static void set_range(double low, double high, bool centred, double *from, double *to)
{
    double room;

    if (low > high)
        low = high = 0;
    if (centred) {
        high = fmax(fabs(low), fabs(high));
        low = -high;
    }
    room = fmax((high - low) * 0.06, 0.05);
    *from = low - room;
    *to = high + room;
}

static void measure_panel(struct scatter *s, int p)
{
    const struct zi_scatter_panel *panel = s->panel[p];
    double x_low = INFINITY, x_high = -INFINITY, y_low = INFINITY, y_high = -INFINITY, span;

    for (size_t i = 0; i < panel->n; i++) {
        widen(panel->points[i].x, &x_low, &x_high);
        widen(panel->points[i].y, &y_low, &y_high);
    }
    span = fmax(y_high - y_low, 1);
    for (size_t i = 0; p == BETWEEN && i < s->n_thresholds; i++)
        if (s->thresholds[i] > y_low - span / 3 && s->thresholds[i] < y_high + span / 3)
            widen(s->thresholds[i], &y_low, &y_high);
    set_range(x_low, x_high, p == WITHIN, &s->frame[p].x_left, &s->frame[p].x_right);
    set_range(y_low, y_high, p == WITHIN, &s->frame[p].y_bottom, &s->frame[p].y_top);
    s->x_step[p] = zi_axis_step(s->frame[p].x_left, s->frame[p].x_right, 3);
    s->y_step[p] = zi_axis_step(s->frame[p].y_bottom, s->frame[p].y_top, 4);
}

static bool shows_threshold(const struct scatter *s, size_t i)
{
    return s->thresholds[i] > s->frame[BETWEEN].y_bottom &&
           s->thresholds[i] < s->frame[BETWEEN].y_top;
}

/* ---- lay out ---- */

static void lay_out_frames(struct scatter *s)
{
    double head = zi_page_header(s->chart, say_title(s), say_subtitle(s));
    double foot = zi_page_footer(s->chart, say_footer(s));
    double width = (s->canvas->width - 2 * ZI_MARGIN - gap) / PANELS;

    for (int p = 0; p < PANELS; p++) {
        double left = ZI_MARGIN + p * (width + gap);

        s->frame[p].left = left + 22;
        s->frame[p].right = left + width;
        s->frame[p].top = head + 58;
        s->frame[p].bottom = foot - 33;
        measure_panel(s, p);
    }
}

static void write_head(struct scatter *s, int p)
{
    const struct zi_scatter_panel *panel = s->panel[p];
    const struct zi_type name = {ZI_TYPE_FIGURE + 0.5, ZI_BOLD, ZI_LEFT, ZI_INK, false};
    const struct zi_type quiet = {ZI_TYPE_NOTE, ZI_REGULAR, ZI_LEFT, ZI_MUTED, false};
    const struct zi_type figures = {ZI_TYPE_NOTE, ZI_REGULAR, ZI_LEFT, ZI_INK, false};
    double x = s->frame[p].left - 22, y = s->frame[p].top - 38;
    double room = s->frame[p].right - x;
    const char *points =
        p == BETWEEN ? zi_canvas_say(s->canvas, "tiap titik satu %s (n = %zu)",
                                     "each point one %s (n = %zu)", units(s, 1), panel->n)
                     : zi_canvas_say(s->canvas, "tiap titik satu %s-tahun (n = %zu, %zu %s)",
                                     "each point one %s-year (n = %zu, %zu %s)", units(s, 1),
                                     panel->n, panel->n_units, units(s, panel->n_units));

    zi_canvas_label(s->canvas, x, y, name,
                    p == BETWEEN ? zi_canvas_say(s->canvas, "Antarunit", "Between units")
                                 : zi_canvas_say(s->canvas, "Di dalam unit", "Within units"));
    zi_canvas_label(s->canvas, x, y + 11.5, quiet,
                    zi_canvas_shorten(s->canvas, points, quiet.points, quiet.weight, room));
    zi_canvas_label(s->canvas, x, y + 22.5, figures,
                    zi_canvas_shorten(s->canvas,
                                      zi_canvas_say(s->canvas, "%s   %s", "%s   %s",
                                                    say_r(s, panel), say_slope(s, panel)),
                                      figures.points, figures.weight, room));
}

static void write_axes(struct scatter *s, int p)
{
    struct zi_frame *f = &s->frame[p];
    const struct zi_type below = {ZI_TYPE_NOTE, ZI_REGULAR, ZI_CENTRE, ZI_MUTED, false};
    const struct zi_type above = {ZI_TYPE_NOTE, ZI_ITALIC, ZI_LEFT, ZI_MUTED, true};
    const char *x_name =
        p == BETWEEN
            ? zi_canvas_say(s->canvas, "%s (rata-rata unit)", "%s (unit mean)", s->input->x_name)
            : zi_canvas_say(s->canvas, "Selisih %s (poin)", "Difference of %s (points)",
                            s->input->x_name);
    const char *y_name =
        p == BETWEEN ? s->input->y_name
                     : zi_canvas_say(s->canvas, "Selisih %s", "Difference of %s", s->input->y_name);
    double width = f->right - f->left;

    zi_axis_below(s->canvas, f, s->x_step[p], p == WITHIN);
    zi_axis_left(s->canvas, f, s->y_step[p], p == WITHIN);
    zi_canvas_label(s->canvas, (f->left + f->right) / 2, f->bottom + 20, below,
                    zi_canvas_shorten(s->canvas, x_name, below.points, below.weight, width));
    zi_canvas_label_if_free(s->canvas, f->left + 2, f->top - 5, above,
                            zi_canvas_shorten(s->canvas, y_name, above.points, above.weight, width),
                            false);
}

static void write_thresholds(struct scatter *s)
{
    const struct zi_frame *f = &s->frame[BETWEEN];

    for (size_t i = 0; i < s->n_thresholds; i++) {
        struct zi_type type = {ZI_TYPE_LABEL, ZI_BOLD, ZI_LEFT,
                               zi_threshold_colour(i, s->n_thresholds), false};
        const char *name = zi_canvas_shorten(s->canvas, s->input->thresholds[i].name, type.points,
                                             type.weight, 60);
        double y = zi_frame_y(f, s->thresholds[i]) - 5.5;

        if (!shows_threshold(s, i))
            continue;
        if (!zi_canvas_label_if_free(s->canvas, f->left + 2, y, type, name, true)) {
            type.align = ZI_RIGHT;
            zi_canvas_label_if_free(s->canvas, f->right - 2, y, type, name, false);
        }
    }
}

/* More points than this hide each other anyway: names keep clear of the first ones only. */
enum { OBSTACLES = 20000 };
/* Points: a name farther off would be taken for another's. */
enum { NEAR = 9 };

static void write_names(struct scatter *s)
{
    const struct zi_frame *f = &s->frame[BETWEEN];
    const struct zi_scatter_panel *panel = s->panel[BETWEEN];
    const struct zi_type type = {ZI_TYPE_NOTE, ZI_REGULAR, ZI_LEFT, ZI_INK, false};
    const struct zi_box within = {f->left + 1, f->top + 1, f->right - 1, f->bottom - 1};

    for (size_t i = 0; i < s->n_thresholds; i++)
        if (shows_threshold(s, i))
            zi_canvas_avoid_line(s->canvas, f->left, zi_frame_y(f, s->thresholds[i]), f->right,
                                 zi_frame_y(f, s->thresholds[i]), 1);
    if (panel->n_fit > 0)
        zi_canvas_avoid_line(s->canvas, zi_frame_x(f, panel->fit[0].x),
                             zi_frame_y(f, panel->fit[0].fit),
                             zi_frame_x(f, panel->fit[panel->n_fit - 1].x),
                             zi_frame_y(f, panel->fit[panel->n_fit - 1].fit), 1);
    for (size_t i = 0; i < panel->n && i < OBSTACLES; i++) {
        double x = zi_frame_x(f, panel->points[i].x), y = zi_frame_y(f, panel->points[i].y);

        zi_canvas_avoid(s->canvas, (struct zi_box){x - 2.5, y - 2.5, x + 2.5, y + 2.5});
    }
    for (size_t i = 0; i < panel->n; i++) {
        double x = zi_frame_x(f, panel->points[i].x), y = zi_frame_y(f, panel->points[i].y);
        const char *name = panel->points[i].name;
        struct zi_box box;
        double width;

        if (name == NULL || *name == '\0')
            continue;
        name = zi_canvas_shorten(s->canvas, name, type.points, type.weight, 110);
        width = zi_text_width(&s->canvas->font, name, type.points, type.weight);
        if (zi_canvas_place(s->canvas, x, y, 4, width, type.points + 1, within, &box) &&
            hypot(fmax(0, fmax(box.left - x, x - box.right)),
                  fmax(0, fmax(box.top - y, y - box.bottom))) < NEAR)
            zi_canvas_label(s->canvas, box.left, (box.top + box.bottom) / 2, type, name);
    }
}

/* ---- emit ---- */

static const char letters[PANELS] = {'B', 'W'};

static void emit_grid(struct scatter *s, int p)
{
    const struct zi_frame *f = &s->frame[p];
    double run = f->x_right - f->x_left;
    char name[16];

    snprintf(name, sizeof name, "%cGRID", letters[p]);
    zi_block_begin(s->chart, name, "horizontal lines, then the middle: start, run");
    for (double k = ceil(f->y_bottom / s->y_step[p]); k * s->y_step[p] <= f->y_top; k++)
        zi_block_row(s->chart, 4, (double[]){f->x_left, k * s->y_step[p], run, 0});
    if (p == WITHIN)
        zi_block_row(s->chart, 4, (double[]){0, f->y_bottom, 0, f->y_top - f->y_bottom});
    zi_block_end(s->chart);
}

static void emit_points(struct scatter *s, int p)
{
    const struct zi_scatter_panel *panel = s->panel[p];
    char name[16];

    if (panel->n > 0) {
        snprintf(name, sizeof name, "%cPOINTS", letters[p]);
        zi_block_begin(s->chart, name, "x, y");
        for (size_t i = 0; i < panel->n; i++)
            zi_block_row(s->chart, 2, (double[]){panel->points[i].x, panel->points[i].y});
        zi_block_end(s->chart);
    }
    if (panel->n_fit > 0) {
        snprintf(name, sizeof name, "%cLINE", letters[p]);
        zi_block_begin(s->chart, name, "x, fitted, 95% low and high");
        for (size_t i = 0; i < panel->n_fit; i++) {
            const struct zi_frame *f = &s->frame[p];

            zi_block_row(s->chart, 4,
                         (double[]){panel->fit[i].x, panel->fit[i].fit,
                                    fmax(panel->fit[i].low, f->y_bottom),
                                    fmin(panel->fit[i].high, f->y_top)});
        }
        zi_block_end(s->chart);
    }
}

static void plot_thresholds(struct scatter *s)
{
    for (size_t i = 0; i < s->n_thresholds; i++) {
        uint32_t colour = zi_threshold_colour(i, s->n_thresholds);

        if (shows_threshold(s, i))
            zi_panel_plot(
                s->chart,
                "$TARGETS every ::%zu::%zu using 1:2:3:4 with vectors nohead lw %s lc rgb "
                "'#%06x' notitle",
                i, i, colour == ZI_NAVY ? "1.3 dt solid" : "1.29 dt " ZI_DASH_THRESHOLD,
                zi_chart_colour(s->chart, colour));
    }
}

/* The more points, the smaller: thousands must still show where they are dense. */
static struct zi_mark mark_of(const struct zi_scatter_panel *panel, int p)
{
    const size_t few = 200, many = 1000;

    if (p == BETWEEN && panel->n <= few)
        return (struct zi_mark){ZI_DISC, true, 0.55, ZI_AXIS};
    return (struct zi_mark){ZI_DISC, false, panel->n <= many ? 0.34 : 0.16, ZI_AXIS};
}

static void emit_panel(struct scatter *s, int p)
{
    const struct zi_scatter_panel *panel = s->panel[p];
    const struct zi_mark mark = mark_of(panel, p);
    char source[32];

    emit_grid(s, p);
    emit_points(s, p);
    zi_panel_begin(s->chart, &s->frame[p]);
    zi_panel_plot(s->chart,
                  "$%cGRID using 1:2:3:4 with vectors nohead lw 0.5 lc rgb '#%06x' notitle",
                  letters[p], zi_chart_colour(s->chart, ZI_GRID));
    if (panel->n_fit > 0)
        zi_panel_plot(s->chart, "$%cLINE using 1:3:4 with filledcurves lc rgb '#%06x' notitle",
                      letters[p], zi_chart_colour(s->chart, ZI_FAN_95));
    if (p == BETWEEN)
        plot_thresholds(s);
    if (panel->n > 0) {
        snprintf(source, sizeof source, "$%cPOINTS using 1:2", letters[p]);
        zi_panel_points(s->chart, source, mark);
    }
    if (panel->n_fit > 0)
        zi_panel_plot(s->chart, "$%cLINE using 1:2 with lines lw 2 lc rgb '#%06x' notitle",
                      letters[p], zi_chart_colour(s->chart, ZI_INK));
    zi_panel_end(s->chart);
}

static void emit(struct scatter *s)
{
    const struct zi_frame *f = &s->frame[BETWEEN];

    zi_block_begin(s->chart, "TARGETS", "thresholds: start, run");
    for (size_t i = 0; i < s->n_thresholds; i++)
        zi_block_row(s->chart, 4,
                     (double[]){f->x_left, s->thresholds[i], f->x_right - f->x_left, 0});
    zi_block_end(s->chart);
    for (int p = 0; p < PANELS; p++)
        emit_panel(s, p);
}

/* ---- the whole ---- */

enum zi_code zi_chart_scatter(const struct zi_scatter_chart *input,
                              const struct zi_chart_options *options, struct zi_chart *chart,
                              struct zi_error *error)
{
    struct scatter s = {.input = input,
                        .chart = chart,
                        .canvas = &chart->canvas,
                        .panel = {&input->between, &input->within}};

    if (!has_enough(&input->between) && !has_enough(&input->within))
        return zi_fail(
            error, ZI_EFEW,
            "tidak ada gambar: belum cukup data %s dan %s (antarunit %zu titik, di dalam "
            "unit %zu; sedikitnya %d)",
            "no picture: too few data yet of %s and %s (%zu points between units, %zu "
            "within them; at least %d)",
            input->x_name, input->y_name, input->between.n, input->within.n, POINTS_LEAST);
    s.n_thresholds = input->n_thresholds < 2 ? input->n_thresholds : 2;
    for (size_t i = 0; i < s.n_thresholds; i++)
        s.thresholds[i] = input->thresholds[i].value;
    zi_page_begin(chart, options, &zi_chart_sizes[0]);
    lay_out_frames(&s);
    for (int p = 0; p < PANELS; p++) {
        write_head(&s, p);
        write_axes(&s, p);
    }
    write_names(&s);
    write_thresholds(&s);
    chart->description = say_description(&s);
    emit(&s);
    return zi_page_end(chart, error);
}
