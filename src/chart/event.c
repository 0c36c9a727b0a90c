/* The event study: points with two intervals about the line of no difference. */
#include "event.h"

#include <math.h>
#include <stdio.h>

#include "axes.h"
#include "page.h"
#include "script.h"
#include "style.h"

struct event {
    const struct zi_event_chart *input;
    struct zi_chart *chart;
    struct zi_canvas *canvas;
    struct zi_frame frame;
    double step;
};

/* Points: the column beside the panel, and what stands below it. */
static const double column = 92, below = 58;
/* A difference in trends before that turns the title into a warning; numbers of units below which
 * they are marked. */
static const double lead_level = 0.10;
enum { UNITS_FEW = 15 };

/* ---- sentences ---- */

static const char *number(struct event *e, double value)
{
    const double zero = 0;
    const char *text = zi_page_number(e->canvas, fabs(value), 1, &zero, 1);

    return zi_canvas_say(e->canvas, "%s%s", "%s%s", value > 0 ? "+" : value < 0 ? "−" : "", text);
}

static const char *plain(struct event *e, double value)
{
    const double zero = 0;

    return zi_page_number(e->canvas, value, 1, &zero, 1);
}

/* As titles and the column can hold it. */
static const char *outcome(struct event *e)
{
    return zi_canvas_shorten(e->canvas, e->input->outcome, ZI_TYPE_TITLE, ZI_BOLD, 170);
}

static bool has_lead_difference(const struct event *e)
{
    return e->input->lead_p < lead_level;
}

/* "Higher" or "lower", never "because". */
static const char *say_title(struct event *e)
{
    const struct zi_event_chart *in = e->input;
    bool shown = in->mean_low > 0 || in->mean_high < 0;

    if (has_lead_difference(e))
        return zi_canvas_say(
            e->canvas,
            "Sudah sebelum %s tren %s berbeda: beda sesudahnya belum dapat dibaca "
            "sebagai dampak",
            "Already before %s trends of %s differ: what differs afterwards cannot "
            "be read as an effect",
            in->award, outcome(e));
    if (!shown)
        return zi_canvas_say(e->canvas, "Sejak %s tidak terlihat beda %s dengan unit pembanding",
                             "Since %s no difference in %s from other units is seen", in->award,
                             outcome(e));
    if (in->mean > 0)
        return zi_canvas_say(
            e->canvas,
            "Sejak predikat %s, nilai %s rata-rata %s poin lebih tinggi dari unit "
            "pembanding",
            "Since the award of %s, %s is on average %s points higher than in other "
            "units",
            in->award, outcome(e), plain(e, in->mean));
    return zi_canvas_say(e->canvas,
                         "Sejak predikat %s, nilai %s rata-rata %s poin lebih rendah dari unit "
                         "pembanding",
                         "Since the award of %s, %s is on average %s points lower than in other "
                         "units",
                         in->award, outcome(e), plain(e, -in->mean));
}

static const char *say_subtitle(struct event *e)
{
    return zi_canvas_say(e->canvas,
                         "Selisih %s unit penerima %s terhadap %zu unit pembanding, menurut jarak "
                         "dari tahun predikat",
                         "Difference in %s of units awarded %s from %zu other units, by distance "
                         "from the year of the award",
                         outcome(e), e->input->award, e->input->n_others);
}

static const char *say_footer(struct event *e)
{
    const char *source = e->input->source;

    return zi_canvas_say(
        e->canvas,
        "Acuan: satu tahun sebelum predikat (= 0). Tebal: interval 95%% titik demi titik; tipis: "
        "pita serentak 95%% (sup-t). %s n jingga: kurang dari %d unit. Beda bukan bukti "
        "sebab.%s%s%s",
        "Base: the year before the award (= 0). Thick: 95%% interval of each point; thin: "
        "simultaneous 95%% band (sup-t). %s Orange n: fewer than %d units. A difference is no "
        "proof "
        "of a cause.%s%s%s",
        e->input->method, UNITS_FEW,
        source && *source ? zi_canvas_say(e->canvas, " Sumber: ", " Source: ") : "",
        source ? source : "", source && *source ? "." : "");
}

static const char *say_lead(struct event *e)
{
    double p = e->input->lead_p;

    if (isnan(p))
        return zi_canvas_say(e->canvas, "tidak terdefinisi", "not defined");
    if (p < 0.01)
        return zi_canvas_say(e->canvas, "p < 0,01", "p < 0.01");
    return zi_canvas_say(e->canvas, "p = %s", "p = %s",
                         zi_page_number(e->canvas, p, 2, &lead_level, 1));
}

static const char *say_description(struct event *e)
{
    const struct zi_event_chart *in = e->input;

    return zi_canvas_clean(
        e->canvas,
        zi_canvas_say(
            e->canvas,
            "Studi peristiwa: selisih %s pada %zu jarak dari tahun %s, rata-rata sesudahnya "
            "%s poin; uji tren sebelumnya %s. %s.",
            "Event study: difference in %s at %zu distances from the year of %s, on average "
            "%s points afterwards; test of the years before %s. %s.",
            in->outcome, in->n, in->award, number(e, in->mean), say_lead(e), e->chart->title));
}

/* ---- measure ---- */

static void widen(double value, double *low, double *high)
{
    if (isnan(value))
        return;
    *low = fmin(*low, value);
    *high = fmax(*high, value);
}

/* Intervals of one or two units are cut off at the edge of what the others need. */
static void measure(struct event *e)
{
    enum { UNITS_SPREAD = 3 };
    const struct zi_event_chart *in = e->input;
    double low = 0, high = 0, room;

    for (size_t i = 0; i < in->n; i++) {
        const struct zi_event_point *p = &in->points[i];

        widen(p->estimate, &low, &high);
        if (p->n < UNITS_SPREAD)
            continue;
        widen(p->low, &low, &high);
        widen(p->high, &low, &high);
        widen(p->band_low, &low, &high);
        widen(p->band_high, &low, &high);
    }
    room = fmax((high - low) * 0.07, 0.05);
    e->frame.y_bottom = low - room;
    e->frame.y_top = high + room;
    e->frame.x_left = in->points[0].at - 0.6;
    e->frame.x_right = in->points[in->n - 1].at + 0.6;
    e->step = zi_axis_step(e->frame.y_bottom, e->frame.y_top, 4);
}

/* ---- lay out ---- */

static void lay_out_frame(struct event *e)
{
    double head, foot;

    e->chart->title = say_title(e);
    head = zi_page_header(e->chart, e->chart->title, say_subtitle(e));
    foot = zi_page_footer(e->chart, say_footer(e));
    e->frame.left = ZI_MARGIN + 24;
    e->frame.right = e->canvas->width - ZI_MARGIN - column;
    e->frame.top = head + 26;
    e->frame.bottom = foot - below;
    measure(e);
}

static void write_sides(struct event *e)
{
    const struct zi_frame *f = &e->frame;
    const struct zi_type before = {ZI_TYPE_NOTE, ZI_ITALIC, ZI_RIGHT, ZI_MUTED, false};
    const struct zi_type since = {ZI_TYPE_NOTE, ZI_ITALIC, ZI_LEFT, ZI_NAVY, false};
    double x = zi_frame_x(f, -0.5), y = f->top - 6;

    zi_canvas_label_if_free(e->canvas, x - 4, y, before,
                            zi_canvas_say(e->canvas, "sebelum %s", "before %s", e->input->award),
                            false);
    zi_canvas_label_if_free(
        e->canvas, x + 4, y, since,
        zi_canvas_say(e->canvas, "sejak tahun predikat", "since the year of the award"), false);
}

static const char *distance(struct event *e, int at)
{
    return zi_canvas_say(e->canvas, "%s%d", "%s%d",
                         at > 0   ? "+"
                         : at < 0 ? "−"
                                  : "",
                         at < 0 ? -at : at);
}

static void write_axes(struct event *e)
{
    const struct zi_frame *f = &e->frame;
    const struct zi_type tick = {ZI_TYPE_NOTE, ZI_REGULAR, ZI_CENTRE, ZI_MUTED, false};
    const struct zi_type name = {ZI_TYPE_NOTE, ZI_REGULAR, ZI_CENTRE, ZI_MUTED, false};
    const char *text =
        zi_canvas_say(e->canvas, "Tahun terhadap tahun predikat (0 = tahun predikat)",
                      "Years from the award (0 = its year)");

    zi_axis_left(e->canvas, f, e->step, true);
    zi_canvas_stroke(e->canvas, f->left, f->bottom, f->right, f->bottom, 0.8, ZI_AXIS);
    for (size_t i = 0; i < e->input->n; i++) {
        double x = zi_frame_x(f, e->input->points[i].at);

        zi_canvas_stroke(e->canvas, x, f->bottom, x, f->bottom + 3, 0.8, ZI_AXIS);
        zi_canvas_label_if_free(e->canvas, x, f->bottom + 9.5, tick,
                                distance(e, e->input->points[i].at), false);
    }
    zi_canvas_label(
        e->canvas, (f->left + f->right) / 2, f->bottom + 22, name,
        zi_canvas_shorten(e->canvas, text, name.points, name.weight, f->right - f->left));
}

static void write_counts(struct event *e)
{
    const struct zi_frame *f = &e->frame;
    const struct zi_type name = {ZI_TYPE_NOTE, ZI_REGULAR, ZI_LEFT, ZI_MUTED, false};
    double y = f->bottom + 36;

    for (size_t i = 0; i < e->input->n; i++) {
        const struct zi_event_point *p = &e->input->points[i];
        struct zi_type type = {ZI_TYPE_NOTE, p->n < UNITS_FEW ? ZI_BOLD : ZI_REGULAR, ZI_CENTRE,
                               p->n < UNITS_FEW ? ZI_TROUBLE : ZI_MUTED, false};

        if (!p->reference)
            zi_canvas_label_if_free(e->canvas, zi_frame_x(f, p->at), y, type,
                                    zi_canvas_say(e->canvas, "%zu", "%zu", p->n), false);
    }
    zi_canvas_label(e->canvas, f->right + 8, y, name,
                    zi_canvas_say(e->canvas, "unit penerima (n)", "awarded units (n)"));
}

/* Above and beside the point, but not across the line of no difference. */
static double label_middle(const struct event *e, const struct zi_event_point *p)
{
    const double clearance = 6;
    double zero = zi_frame_y(&e->frame, 0), y = zi_frame_y(&e->frame, p->estimate) - clearance;

    if (fabs(y - zero) >= clearance)
        return y;
    return p->estimate > 0 ? zero - clearance : zero + clearance;
}

/* Beside the points since the award, where there is room. */
static void write_estimates(struct event *e)
{
    const struct zi_frame *f = &e->frame;
    const struct zi_type bold = {ZI_TYPE_NOTE, ZI_BOLD, ZI_LEFT, ZI_NAVY, false};
    const struct zi_type quiet = {ZI_TYPE_NOTE, ZI_REGULAR, ZI_CENTRE, ZI_MUTED, false};

    for (size_t i = 0; i < e->input->n; i++) {
        const struct zi_event_point *p = &e->input->points[i];
        double x = zi_frame_x(f, p->at), y = zi_frame_y(f, p->estimate);

        if (p->reference)
            zi_canvas_label_if_free(e->canvas, x, y + 11, quiet,
                                    zi_canvas_say(e->canvas, "acuan", "base"), false);
        else if (p->at >= 0)
            zi_canvas_label_if_free(e->canvas, x + 5, label_middle(e, p), bold,
                                    number(e, p->estimate), false);
    }
}

/* One entry of the column: a name, what matters, a note. Returns where the next begins. */
static double write_entry(struct event *e, double y, const char *name, const char *figure,
                          const char *note)
{
    double x = e->frame.right + 8, room = column - 8;
    const struct zi_type quiet = {ZI_TYPE_NOTE, ZI_REGULAR, ZI_LEFT, ZI_MUTED, false};
    const struct zi_type strong = {ZI_TYPE_FIGURE + 1.5, ZI_BOLD, ZI_LEFT, ZI_NAVY, false};
    const char *lines[2];
    size_t n = 0;

    zi_canvas_label(e->canvas, x, y, quiet,
                    zi_canvas_shorten(e->canvas, name, quiet.points, quiet.weight, room));
    zi_canvas_label(e->canvas, x, y + 13, strong,
                    zi_canvas_shorten(e->canvas, figure, strong.points, strong.weight, room));
    if (note != NULL)
        n = zi_canvas_wrap(e->canvas, note, quiet.points, quiet.weight, room, 2, lines);
    for (size_t i = 0; i < n; i++)
        zi_canvas_label(e->canvas, x, y + 25.5 + 9.5 * (double)i, quiet, lines[i]);
    return y + 25.5 + 9.5 * (double)n + 9;
}

static void write_column(struct event *e)
{
    const struct zi_event_chart *in = e->input;
    double y = e->frame.top + 4;
    const char *interval = isnan(in->mean_low)
                               ? zi_canvas_say(e->canvas, "tanpa interval", "without interval")
                               : zi_canvas_say(e->canvas, "[%s; %s]", "[%s; %s]",
                                               number(e, in->mean_low), number(e, in->mean_high));

    y = write_entry(e, y, zi_canvas_say(e->canvas, "Rata-rata sejak 0", "Mean since 0"),
                    zi_canvas_say(e->canvas, "%s poin", "%s points", number(e, in->mean)),
                    interval);
    y = write_entry(e, y, zi_canvas_say(e->canvas, "Uji pra-tren", "Test of trends before"),
                    say_lead(e),
                    isnan(in->lead_p) ? NULL
                    : has_lead_difference(e)
                        ? zi_canvas_say(e->canvas, "tren sudah berbeda", "trends differ already")
                        : zi_canvas_say(e->canvas, "tidak ada tanda tren mendahului",
                                        "no sign of trends before"));
    if (!isnan(in->level_before) && y + 24 < e->frame.bottom)
        write_entry(e, y, zi_canvas_say(e->canvas, "%s saat acuan", "%s at the base", in->outcome),
                    zi_page_number(e->canvas, in->level_before, 1, NULL, 0), NULL);
}

/* ---- emit ---- */

static double inside(const struct event *e, double y)
{
    return fmin(fmax(y, e->frame.y_bottom), e->frame.y_top);
}

static void emit_ground(struct event *e)
{
    const struct zi_frame *f = &e->frame;
    double run = f->x_right - f->x_left;

    zi_block_begin(e->chart, "SINCE", "ground since the award: x, low, high");
    zi_block_row(e->chart, 3, (double[]){-0.5, f->y_bottom, f->y_top});
    zi_block_row(e->chart, 3, (double[]){f->x_right, f->y_bottom, f->y_top});
    zi_block_end(e->chart);
    zi_block_begin(e->chart, "GRID", "horizontal lines: start, run");
    for (double k = ceil(f->y_bottom / e->step); k * e->step <= f->y_top; k++)
        zi_block_row(e->chart, 4, (double[]){f->x_left, k * e->step, run, 0});
    zi_block_end(e->chart);
    zi_block_begin(e->chart, "ZERO", "no difference, then the award: start, run");
    zi_block_row(e->chart, 4, (double[]){f->x_left, 0, run, 0});
    zi_block_row(e->chart, 4, (double[]){-0.5, f->y_bottom, 0, f->y_top - f->y_bottom});
    zi_block_end(e->chart);
}

static void emit_bars(struct event *e, const char *name, bool band)
{
    zi_block_begin(e->chart, name, "intervals: start, run");
    for (size_t i = 0; i < e->input->n; i++) {
        const struct zi_event_point *p = &e->input->points[i];
        double low = band ? p->band_low : p->low, high = band ? p->band_high : p->high;

        if (isnan(low) || isnan(high) || p->reference)
            continue;
        zi_block_row(e->chart, 4,
                     (double[]){p->at, inside(e, low), 0, inside(e, high) - inside(e, low)});
    }
    zi_block_end(e->chart);
}

static void emit_points(struct event *e, const char *name, bool reference)
{
    zi_block_begin(e->chart, name, "x, estimate");
    for (size_t i = 0; i < e->input->n; i++)
        if (e->input->points[i].reference == reference)
            zi_block_row(e->chart, 2,
                         (double[]){e->input->points[i].at, e->input->points[i].estimate});
    zi_block_end(e->chart);
}

static bool has_bars(const struct event *e, bool band)
{
    for (size_t i = 0; i < e->input->n; i++)
        if (!e->input->points[i].reference &&
            !isnan(band ? e->input->points[i].band_low : e->input->points[i].low))
            return true;
    return false;
}

static bool has_reference(const struct event *e)
{
    for (size_t i = 0; i < e->input->n; i++)
        if (e->input->points[i].reference)
            return true;
    return false;
}

static void emit(struct event *e)
{
    bool bars = has_bars(e, false), bands = has_bars(e, true), reference = has_reference(e);

    emit_ground(e);
    if (bands)
        emit_bars(e, "BAND", true);
    if (bars)
        emit_bars(e, "INTERVAL", false);
    emit_points(e, "POINTS", false);
    if (reference)
        emit_points(e, "BASE", true);
    zi_panel_begin(e->chart, &e->frame);
    zi_panel_plot(e->chart, "$SINCE using 1:2:3 with filledcurves lc rgb '#%06x' notitle",
                  zi_chart_colour(e->chart, ZI_FUTURE));
    zi_panel_plot(e->chart, "$GRID using 1:2:3:4 with vectors nohead lw 0.5 lc rgb '#%06x' notitle",
                  zi_chart_colour(e->chart, ZI_GRID));
    zi_panel_plot(e->chart,
                  "$ZERO every ::1::1 using 1:2:3:4 with vectors nohead lw 1 dt " ZI_DASH_FORECAST
                  " lc rgb '#%06x' notitle",
                  zi_chart_colour(e->chart, ZI_MUTED));
    zi_panel_plot(e->chart,
                  "$ZERO every ::0::0 using 1:2:3:4 with vectors nohead lw 1.4 lc rgb '#%06x' "
                  "notitle",
                  zi_chart_colour(e->chart, ZI_INK));
    if (bands)
        zi_panel_plot(e->chart,
                      "$BAND using 1:2:3:4 with vectors nohead lw 1.3 lc rgb '#%06x' notitle",
                      zi_chart_colour(e->chart, ZI_INTERVAL));
    if (bars)
        zi_panel_plot(e->chart,
                      "$INTERVAL using 1:2:3:4 with vectors nohead lw 4.5 lc rgb '#%06x' notitle",
                      zi_chart_colour(e->chart, ZI_BLUE));
    zi_panel_points(e->chart, "$POINTS using 1:2", (struct zi_mark){ZI_DISC, false, 0.75, ZI_NAVY});
    if (reference)
        zi_panel_points(e->chart, "$BASE using 1:2",
                        (struct zi_mark){ZI_DISC, true, 0.75, ZI_NAVY});
    zi_panel_end(e->chart);
}

/* ---- the whole ---- */

enum zi_code zi_chart_event(const struct zi_event_chart *input,
                            const struct zi_chart_options *options, struct zi_chart *chart,
                            struct zi_error *error)
{
    struct event e = {.input = input, .chart = chart, .canvas = &chart->canvas};

    if (input->n == 0 || input->points[input->n - 1].at < 0)
        return zi_fail(error, ZI_EFEW,
                       "tidak ada gambar: tidak ada tahun sejak predikat yang dapat dibandingkan",
                       "no picture: no year since the award can be compared");
    zi_page_begin(chart, options, &zi_chart_sizes[0]);
    lay_out_frame(&e);
    write_sides(&e);
    write_axes(&e);
    write_counts(&e);
    write_column(&e);
    write_estimates(&e);
    chart->description = say_description(&e);
    emit(&e);
    return zi_page_end(chart, error);
}
