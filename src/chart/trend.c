/* Draws a unit's years, its trend and what may follow. */
#include "trend.h"

#include <math.h>
#include <stdio.h>

#include "axes.h"
#include "base/count.h"
#include "page.h"
#include "script.h"
#include "style.h"

/* The layout of one trend. */
struct trend {
    const struct zi_trend_chart *input;
    struct zi_chart *chart;
    struct zi_canvas *canvas;
    struct zi_frame frame;
    int first_year, last_year; /* with a value */
    double first, last;        /* those values */
    size_t n;                  /* values */
    double thresholds[ZI_CHART_THRESHOLDS_MAX];
    bool shown[ZI_CHART_THRESHOLDS_MAX]; /* near enough to the data to be drawn */
    size_t n_thresholds;
    size_t unplaced; /* notes without room */
};

/* ---- measure ---- */

static bool measure_values(struct trend *t)
{
    const struct zi_trend_chart *input = t->input;

    for (size_t i = 0; i < input->n_points; i++) {
        const struct zi_trend_point *point = &input->points[i];
        if (!isfinite(point->value))
            continue;
        if (t->n++ == 0) {
            t->first_year = point->year;
            t->first = point->value;
        }
        t->last_year = point->year;
        t->last = point->value;
    }
    t->n_thresholds = input->n_thresholds < ZI_CHART_THRESHOLDS_MAX ? input->n_thresholds
                                                                    : ZI_CHART_THRESHOLDS_MAX;
    for (size_t i = 0; i < t->n_thresholds; i++)
        t->thresholds[i] = input->thresholds[i].value;
    return t->n > 0;
}

static bool has_target(const struct trend *t)
{
    return t->input->target < t->n_thresholds;
}

static bool has_probability(const struct trend *t)
{
    return has_target(t) && t->input->n_forecast > 0 && isfinite(t->input->forecast[0].probability);
}

static bool in_years(const struct trend *t, int year)
{
    return year >= t->first_year && year <= t->last_year;
}

static double clip(const struct trend *t, double value)
{
    return fmin(fmax(value, t->input->scale_low), t->input->scale_high);
}

static void widen(double *low, double *high, double value)
{
    if (isfinite(value)) {
        *low = fmin(*low, value);
        *high = fmax(*high, value);
    }
}

/* What the y axis must show, from round numbers to a little air; thresholds when they are near. */
static void measure_scale(struct trend *t)
{
    const struct zi_trend_chart *input = t->input;
    double unit = input->scale_high - input->scale_low >= 50 ? 10 : 1;
    double low = t->first, high = t->first;
    double data_low, data_high;

    for (size_t i = 0; i < input->n_points; i++)
        widen(&low, &high, input->points[i].value);
    for (size_t i = 0; i < input->n_events; i++)
        if (in_years(t, input->events[i].year))
            widen(&low, &high, input->events[i].score);
    for (size_t i = 0; i < input->n_forecast; i++) {
        widen(&low, &high, clip(t, input->forecast[i].low95));
        widen(&low, &high, clip(t, input->forecast[i].high95));
    }
    data_low = low;
    data_high = high;
    for (size_t i = 0; i < t->n_thresholds; i++) {
        double threshold = t->thresholds[i];
        t->shown[i] = threshold > data_low - 1.2 * unit && threshold < data_high + 1.2 * unit;
        if (t->shown[i])
            widen(&low, &high, threshold);
    }
    t->frame.y_bottom = floor(low / unit) * unit - unit / 5;
    t->frame.y_top = (ceil(high / unit * 10) + 1) * unit / 10;
}

/* ---- sentences ---- */

static const char *number(struct trend *t, double value)
{
    return zi_page_number(t->canvas, value, t->input->decimals, t->thresholds, t->n_thresholds);
}

/* A probability inside a sentence. */
static const char *chance(struct trend *t, double p)
{
    if (p < 0.01)
        return zi_canvas_say(t->canvas, "kurang dari 1%%", "less than 1%%");
    if (p > 0.99)
        return zi_canvas_say(t->canvas, "lebih dari 99%%", "more than 99%%");
    return zi_page_probability(t->canvas, p);
}

static const char *say_course(struct trend *t)
{
    const struct zi_trend_forecast *next = &t->input->forecast[0];
    const struct zi_trend_forecast *end = &t->input->forecast[t->input->n_forecast - 1];
    double change = round(end->probability * 100) - round(next->probability * 100);

    if (t->input->n_forecast < 2 || change == 0 || !isfinite(change))
        return "";
    if (change > 0)
        return zi_canvas_say(t->canvas, ", naik menjadi %s pada %d", ", rising to %s in %d",
                             chance(t, end->probability), end->year);
    return zi_canvas_say(t->canvas, ", turun menjadi %s pada %d", ", falling to %s in %d",
                         chance(t, end->probability), end->year);
}

static const char *say_title(struct trend *t, const char *name)
{
    const struct zi_trend_chart *input = t->input;
    const struct zi_chart_threshold *target;
    const struct zi_trend_forecast *next;

    if (input->n_forecast == 0)
        return zi_canvas_say(t->canvas, "%s: nilai %s pada %d; belum cukup data untuk proyeksi",
                             "%s: score %s in %d; not enough data to forecast", name,
                             number(t, t->last), t->last_year);
    next = &input->forecast[0];
    if (!has_probability(t))
        return zi_canvas_say(t->canvas, "%s: nilai %s pada %d, diproyeksikan %s pada %d",
                             "%s: score %s in %d, forecast %s in %d", name, number(t, t->last),
                             t->last_year, number(t, clip(t, next->mean)), next->year);
    target = &input->thresholds[input->target];
    if (t->last >= target->value)
        return zi_canvas_say(t->canvas, "%s berpeluang %s tetap di atas ambang %s pada %d%s",
                             "%s has a %s chance of staying above the %s threshold in %d%s", name,
                             chance(t, next->probability), target->name, next->year, say_course(t));
    return zi_canvas_say(t->canvas, "%s berpeluang %s melampaui ambang %s pada %d%s",
                         "%s has a %s chance of passing the %s threshold in %d%s", name,
                         chance(t, next->probability), target->name, next->year, say_course(t));
}

/* The name gives way, not the finding. */
static const char *fitting_title(struct trend *t)
{
    const char *brief = t->input->short_name;
    const char *name = brief != NULL && *brief ? brief : t->input->unit;
    const char *title = say_title(t, name);

    for (double room = 300; room > 40 && !zi_page_title_fits(t->chart, title); room *= 0.85)
        title = say_title(t, zi_canvas_shorten(t->canvas, name, ZI_TYPE_TITLE, ZI_BOLD, room));
    return title;
}

static const char *years(struct trend *t, int first, int last)
{
    if (first == last)
        return zi_canvas_say(t->canvas, "%d", "%d", first);
    return zi_canvas_say(t->canvas, "%d–%d", "%d–%d", first, last);
}

static const char *scale(struct trend *t)
{
    return zi_canvas_say(t->canvas, "%s–%s", "%s–%s", zi_page_exact(t->canvas, t->input->scale_low),
                         zi_page_exact(t->canvas, t->input->scale_high));
}

static const char *say_subtitle(struct trend *t)
{
    const struct zi_trend_chart *input = t->input;
    const char *observed = years(t, t->first_year, t->last_year);
    const char *assessor = "", *ahead = "";
    /* a name of several lines would leave no room for the rest */
    const char *unit = zi_canvas_shorten(t->canvas, input->unit, ZI_TYPE_SUBTITLE, ZI_REGULAR,
                                         1.5 * t->canvas->width);

    if (input->assessor != NULL && *input->assessor)
        assessor = zi_canvas_say(t->canvas, ", %s", ", %s", input->assessor);
    if (input->n_forecast > 0)
        ahead = zi_canvas_say(
            t->canvas, ", dan proyeksi %s", ", and forecast %s",
            years(t, input->forecast[0].year, input->forecast[input->n_forecast - 1].year));
    return zi_canvas_say(t->canvas, "%s: %s (%s)%s %s%s", "%s: %s (%s)%s %s%s", unit,
                         input->index_label, scale(t), assessor, observed, ahead);
}

/* Predicates from before the first value or after the last. */
static const char *say_outside(struct trend *t)
{
    const char *list = "";
    size_t n = 0;

    for (size_t i = 0; i < t->input->n_events; i++) {
        const struct zi_trend_event *event = &t->input->events[i];
        if (!in_years(t, event->year) && event->year > 0)
            list = zi_canvas_say(t->canvas, "%s%s%s %d", "%s%s%s %d", list, n++ ? ", " : "",
                                 event->predicate, event->year);
    }
    if (n == 0)
        return "";
    return zi_canvas_say(t->canvas, "Di luar tahun yang digambar: %s. ",
                         "Outside the years drawn: %s. ", list);
}

static const char *say_fit(struct trend *t)
{
    const struct zi_trend_chart *input = t->input;
    const char *side = "";

    if (input->n_forecast == 0)
        return "";
    if (input->fit_first_year > t->first_year)
        side = zi_canvas_say(t->canvas, ", hanya dari %s (nilai sebelumnya memakai instrumen lain)",
                             ", from %s only (earlier scores come from another instrument)",
                             years(t, input->fit_first_year, input->fit_last_year));
    return zi_canvas_say(t->canvas,
                         "Proyeksi: %s, galat dari %zu pengamatan%s; pita = interval prediksi "
                         "50, 80, dan 95%%. ",
                         "Forecast: %s, error from %zu observations%s; bands = 50, 80 and 95%% "
                         "prediction intervals. ",
                         input->method != NULL ? input->method : "-", input->fit_n, side);
}

static const char *say_footer(struct trend *t)
{
    struct zi_canvas *canvas = t->canvas;
    const char *source = t->input->source, *note = t->input->note;
    const char *limit = "", *unplaced = "", *remark = "", *origin = "";

    if (has_probability(t))
        limit =
            zi_canvas_say(canvas, "Peluang hanya untuk ambang nilai total, bukan syarat per area. ",
                          "The chance concerns the threshold of the total only, not the areas. ");
    if (t->unplaced > 0)
        unplaced = zi_canvas_say(canvas, "%zu catatan predikat tidak termuat. ",
                                 "%zu predicate notes found no room. ", t->unplaced);
    if (note != NULL && *note)
        remark = zi_canvas_say(canvas, "%s. ", "%s. ", note);
    if (source != NULL && *source)
        origin = zi_canvas_say(canvas, "Sumber: %s.", "Source: %s.", source);
    return zi_canvas_say(canvas, "%s%s%s%s%s%s", "%s%s%s%s%s%s", say_fit(t), limit, remark,
                         say_outside(t), unplaced, origin);
}

static const char *say_description(struct trend *t)
{
    const struct zi_trend_chart *input = t->input;
    const char *ahead = "";

    if (input->n_forecast > 0) {
        const struct zi_trend_forecast *end = &input->forecast[input->n_forecast - 1];
        ahead = zi_canvas_say(t->canvas, " Proyeksi %d: %s, interval prediksi 95%% %s sampai %s.",
                              " Forecast %d: %s, 95%% prediction interval %s to %s.", end->year,
                              number(t, clip(t, end->mean)), number(t, clip(t, end->low95)),
                              number(t, clip(t, end->high95)));
    }
    return zi_canvas_clean(
        t->canvas,
        zi_canvas_say(t->canvas, "Grafik garis %s, %s: %s pada %d, %s pada %d (%zu nilai).%s %s.",
                      "Line chart of %s, %s: %s in %d, %s in %d (%zu values).%s %s.",
                      input->index_label, input->unit, number(t, t->first), t->first_year,
                      number(t, t->last), t->last_year, t->n, ahead, t->chart->title));
}

/* ---- lay out ---- */

static const struct zi_type axis_type = {ZI_TYPE_LABEL, ZI_REGULAR, ZI_CENTRE, ZI_MUTED, false};

static void lay_out_frame(struct trend *t)
{
    const struct zi_trend_chart *input = t->input;
    bool ahead = input->n_forecast > 0;
    double head = zi_page_header(t->chart, fitting_title(t), say_subtitle(t));
    double foot = zi_page_footer(t->chart, say_footer(t));

    t->frame.left = 26;
    t->frame.right = ahead ? 408 : t->canvas->width - 20;
    t->frame.top = head + 21;
    t->frame.bottom = foot - (has_target(t) ? 40.8 : 24);
    t->frame.x_left = t->first_year - 0.4;
    t->frame.x_right = ahead ? input->forecast[input->n_forecast - 1].year : t->last_year + 0.4;
}

static double px(const struct trend *t, double year)
{
    return zi_frame_x(&t->frame, year);
}

static double py(const struct trend *t, double value)
{
    return zi_frame_y(&t->frame, value);
}

static void lay_out_axes(struct trend *t)
{
    struct zi_type value_type = axis_type;
    double step = zi_axis_step(t->frame.y_bottom, t->frame.y_top, 4);
    int last = (int)floor(t->frame.x_right);
    int every = (last - t->first_year) / 14 + 1;

    value_type.align = ZI_RIGHT;
    zi_block_begin(t->chart, "GRID", "horizontal lines: start, run");
    for (double k = ceil(t->frame.y_bottom / step); k * step <= t->frame.y_top; k++) {
        double value = k * step;
        zi_block_row(t->chart, 4,
                     (double[]){t->frame.x_left, value, t->frame.x_right - t->frame.x_left, 0});
        zi_canvas_label(t->canvas, t->frame.left - 5, py(t, value), value_type,
                        zi_axis_label(t->canvas, value, step, false));
    }
    zi_block_end(t->chart);
    zi_canvas_stroke(t->canvas, t->frame.left, t->frame.bottom, t->frame.right, t->frame.bottom,
                     0.6, ZI_AXIS);
    for (int year = t->first_year; year <= last; year += every) {
        double x = px(t, year);
        zi_canvas_stroke(t->canvas, x, t->frame.bottom, x, t->frame.bottom + 2.5, 0.6, ZI_AXIS);
        zi_canvas_label(t->canvas, x, t->frame.bottom + 9, axis_type, years(t, year, year));
    }
}

/* Lines, points and bands that labels must leave visible. */
static void lay_out_obstacles(struct trend *t)
{
    const struct zi_trend_chart *input = t->input;
    double x = NAN, y = NAN;
    int year = 0;

    for (size_t i = 0; i < input->n_points; i++) {
        const struct zi_trend_point *point = &input->points[i];
        double px1 = px(t, point->year), py1 = py(t, point->value);
        if (!isfinite(point->value))
            continue;
        zi_canvas_avoid(t->canvas, (struct zi_box){px1 - 3, py1 - 3, px1 + 3, py1 + 3});
        if (point->year == year + 1)
            zi_canvas_avoid_line(t->canvas, x, y, px1, py1, 1.5);
        x = px1;
        y = py1;
        year = point->year;
    }
    for (size_t i = 0; i < t->n_thresholds; i++)
        if (t->shown[i])
            zi_canvas_avoid_line(t->canvas, t->frame.left, py(t, t->thresholds[i]), t->frame.right,
                                 py(t, t->thresholds[i]), 1);
    if (input->n_forecast > 0) {
        const struct zi_trend_forecast *end = &input->forecast[input->n_forecast - 1];
        double high = py(t, clip(t, end->high95)), low = py(t, clip(t, end->low95));
        for (int side = 0; side < 2; side++)
            zi_canvas_avoid_line(t->canvas, px(t, t->last_year), py(t, t->last), t->frame.right,
                                 side ? high : low, 2);
        zi_canvas_avoid(t->canvas,
                        (struct zi_box){(px(t, t->last_year) + t->frame.right) / 2, fmin(high, low),
                                        t->frame.right, fmax(high, low)});
    }
}

static void lay_out_breaks(struct trend *t)
{
    const struct zi_type type = {ZI_TYPE_NOTE, ZI_REGULAR, ZI_CENTRE, ZI_MUTED, false};

    for (size_t i = 0; i < t->input->n_breaks; i++) {
        const struct zi_trend_break *at = &t->input->breaks[i];
        const char *label = zi_canvas_shorten(t->canvas, at->label, type.points, type.weight, 110);
        bool named = false;
        if (at->year <= t->first_year || at->year > t->last_year)
            continue;
        for (int row = 0; row < 3 && !named; row++)
            named = zi_canvas_label_if_free(t->canvas, px(t, at->year - 0.5),
                                            t->frame.top + 5 + 9 * row, type, label, row < 2);
    }
}

/* On the line at its left end, else farther right or below it. */
static void lay_out_threshold_names(struct trend *t)
{
    for (size_t i = 0; i < t->n_thresholds; i++) {
        struct zi_type type = {ZI_TYPE_LABEL, ZI_BOLD, ZI_LEFT,
                               zi_threshold_colour(i, t->n_thresholds), false};
        const char *text =
            zi_canvas_say(t->canvas, "Ambang %s %s", "%s threshold %s",
                          t->input->thresholds[i].name, zi_page_exact(t->canvas, t->thresholds[i]));
        bool placed = !t->shown[i];
        for (int strict = 1; strict >= 0 && !placed; strict--) {
            for (int step = 0; step < 32 && !placed; step++) {
                double x = t->frame.left + 3 + (step / 2) * (t->frame.right - t->frame.left) / 16;
                double y = py(t, t->thresholds[i]) + (step % 2 ? 7 : -6.5);
                if (y < t->frame.bottom - 4)
                    placed = zi_canvas_label_if_free(t->canvas, x, y, type, text, strict);
            }
        }
    }
}

static void lay_out_last_value(struct trend *t)
{
    const struct zi_type type = {ZI_TYPE_FIGURE, ZI_BOLD, ZI_CENTRE, ZI_INK, false};
    const double shifts[][2] = {{2, 13},  {-10, 13}, {0, -12}, {-12, -10},
                                {-20, 0}, {0, 20},   {0, -20}};
    const char *text = number(t, t->last);
    bool placed = false;

    for (size_t i = 0; i < ZI_COUNT(shifts) && !placed; i++) {
        double y = py(t, t->last) + shifts[i][1];
        if (y < t->frame.bottom - 5 && y > t->frame.top)
            placed = zi_canvas_label_if_free(t->canvas, px(t, t->last_year) + shifts[i][0], y, type,
                                             text, true);
    }
}

/* Inside the plot, left of the forecast when there is one. */
static struct zi_box room_for_notes(const struct trend *t)
{
    double right = t->frame.right;

    return (struct zi_box){t->frame.left + 2, t->frame.top, right, t->frame.bottom - 2};
}

static void note_lines(struct trend *t, const struct zi_trend_event *event, const char *lines[2])
{
    const char *score = number(t, event->score);
    bool known = isfinite(event->score);

    lines[0] = lines[1] = "";
    switch (event->outcome) {
    case ZI_TREND_AWARDED:
        lines[0] = zi_canvas_say(t->canvas, "Predikat %s %d", "%s awarded %d", event->predicate,
                                 event->year);
        if (known)
            lines[1] = zi_canvas_say(t->canvas, "(TPN %s)", "(TPN %s)", score);
        break;
    case ZI_TREND_NOT_PASSED:
        lines[0] = zi_canvas_say(
            t->canvas, "Diusulkan %s %d:", "Proposed for %s %d:", event->predicate, event->year);
        lines[1] =
            known ? zi_canvas_say(t->canvas, "TPN %s, belum lolos", "TPN %s, not passed", score)
                  : zi_canvas_say(t->canvas, "belum lolos", "not passed");
        break;
    case ZI_TREND_REVOKED:
        lines[0] = zi_canvas_say(t->canvas, "Predikat %s", "%s", event->predicate);
        lines[1] = zi_canvas_say(t->canvas, "dicabut %d", "revoked %d", event->year);
        break;
    }
    for (size_t i = 0; i < 2; i++)
        lines[i] = zi_canvas_shorten(t->canvas, lines[i], ZI_TYPE_NOTE, ZI_BOLD, 150);
}

/* A predicate without a national score stands on the axis: it has no value to stand at. */
static double event_value(const struct trend *t, const struct zi_trend_event *event)
{
    double point = (t->frame.y_top - t->frame.y_bottom) / (t->frame.bottom - t->frame.top);

    return isfinite(event->score) ? event->score : t->frame.y_bottom + 4 * point;
}

static double event_y(const struct trend *t, const struct zi_trend_event *event)
{
    return py(t, event_value(t, event));
}

/* From the mark to the nearest edge of a note that had to move away. */
static void draw_leader(struct trend *t, double x, double y, struct zi_box box)
{
    double to_x = fmin(fmax(x, box.left), box.right);
    double to_y = fmin(fmax(y, box.top), box.bottom);

    if (hypot(to_x - x, to_y - y) > 18)
        zi_canvas_stroke(t->canvas, x + (to_x - x) * 0.2, y + (to_y - y) * 0.2, to_x, to_y, 0.4,
                         ZI_TROUBLE);
}

static void lay_out_note(struct trend *t, const struct zi_trend_event *event)
{
    const double leading = 10;
    const char *lines[2];
    double x = px(t, event->year), y = event_y(t, event);
    double width, height;
    struct zi_box box;
    struct zi_type type = {ZI_TYPE_NOTE, ZI_BOLD, ZI_LEFT, ZI_TROUBLE, true};

    note_lines(t, event, lines);
    width = fmax(zi_text_width(&t->canvas->font, lines[0], ZI_TYPE_NOTE, ZI_BOLD),
                 zi_text_width(&t->canvas->font, lines[1], ZI_TYPE_NOTE, ZI_REGULAR)) +
            1;
    height = *lines[1] ? 2 * leading : leading;
    if (!zi_canvas_place(t->canvas, x, y, 8, width, height, room_for_notes(t), &box)) {
        t->unplaced++;
        return;
    }
    draw_leader(t, x, y, box);
    if (box.right < x)
        type.align = ZI_RIGHT;
    x = type.align == ZI_RIGHT ? box.right : box.left;
    zi_canvas_label(t->canvas, x, box.top + leading / 2, type, lines[0]);
    type.weight = ZI_REGULAR;
    if (*lines[1])
        zi_canvas_label(t->canvas, x, box.top + leading * 1.5, type, lines[1]);
}

/* Their marks, before any label is placed. */
static void avoid_events(struct trend *t)
{
    const struct zi_trend_chart *input = t->input;

    for (size_t i = 0; i < input->n_events; i++) {
        double x = px(t, input->events[i].year), y = event_y(t, &input->events[i]);
        if (in_years(t, input->events[i].year))
            zi_canvas_avoid(t->canvas, (struct zi_box){x - 4, y - 4, x + 4, y + 4});
    }
}

static void lay_out_events(struct trend *t)
{
    const struct zi_trend_chart *input = t->input;

    t->unplaced = 0;
    for (size_t i = 0; i < input->n_events; i++)
        if (in_years(t, input->events[i].year))
            lay_out_note(t, &input->events[i]);
}

/* Beside the line, from its second value. */
static void lay_out_series_name(struct trend *t)
{
    const struct zi_type type = {ZI_TYPE_LABEL, ZI_BOLD, ZI_LEFT, ZI_INK, true};
    const char *text =
        zi_canvas_shorten(t->canvas, t->input->series_label, ZI_TYPE_LABEL, ZI_BOLD, 140);
    double width = zi_text_width(&t->canvas->font, text, type.points, type.weight);

    for (size_t k = 0; k < t->input->n_points; k++) {
        const struct zi_trend_point *point = &t->input->points[(k + 1) % t->input->n_points];
        struct zi_box box;
        if (isfinite(point->value) &&
            zi_canvas_place(t->canvas, px(t, point->year), py(t, point->value), 6, width, 9,
                            room_for_notes(t), &box)) {
            zi_canvas_label(t->canvas, box.left, (box.top + box.bottom) / 2, type, text);
            return;
        }
    }
}

/* What the end of the fan stands for, beside it. */
static void lay_out_intervals(struct trend *t)
{
    const struct zi_trend_forecast *end = &t->input->forecast[t->input->n_forecast - 1];
    const double values[] = {clip(t, end->high95), clip(t, end->high80), clip(t, end->high50),
                             clip(t, end->mean),   clip(t, end->low50),  clip(t, end->low80),
                             clip(t, end->low95)};
    static const char *const levels[] = {"95%", "80%", "50%", NULL, "50%", "80%", "95%"};
    const struct zi_type head = {ZI_TYPE_NOTE, ZI_ITALIC, ZI_LEFT, ZI_MUTED, false};
    const struct zi_type type = {ZI_TYPE_NOTE, ZI_REGULAR, ZI_LEFT, ZI_MUTED, false};
    const struct zi_type middle = {ZI_TYPE_FIGURE, ZI_BOLD, ZI_LEFT, ZI_INK, false};
    double x = t->frame.right + 5, widest = 18, y[7];

    for (size_t i = 0; i < 7; i++) {
        const struct zi_type *as = i == 3 ? &middle : &type;
        widest = fmax(
            widest, zi_text_width(&t->canvas->font, number(t, values[i]), as->points, as->weight));
        y[i] = py(t, values[i]);
    }
    zi_canvas_dodge(t->canvas, y, 7, 9.7, t->frame.top + 6, t->frame.bottom - 5);
    zi_canvas_label(t->canvas, x, fmin(t->frame.top - 5.8, y[0] - 10), head,
                    zi_canvas_say(t->canvas, "interval %d", "interval %d", end->year));
    for (size_t i = 0; i < 7; i++) {
        struct zi_type value = i == 3 ? middle : type;
        const char *level =
            levels[i] != NULL ? levels[i] : zi_canvas_say(t->canvas, "tengah", "middle");
        zi_canvas_label(t->canvas, x, y[i], value, number(t, values[i]));
        zi_canvas_label(t->canvas, x + widest + 4, y[i], type, level);
    }
}

/* The row under the axis: one probability a year, the last year first when there is no room. */
static void lay_out_probabilities(struct trend *t)
{
    const struct zi_trend_chart *input = t->input;
    double y = t->frame.bottom + 27;
    uint32_t colour = zi_threshold_colour(input->target, t->n_thresholds);
    struct zi_type type = {ZI_TYPE_LABEL, ZI_BOLD, ZI_LEFT, colour, false};
    const char *what = zi_canvas_say(t->canvas, "Peluang nilai ≥ %s", "Chance of a score ≥ %s",
                                     zi_page_exact(t->canvas, t->thresholds[input->target]));

    zi_canvas_label(t->canvas, t->frame.left + 3, y, type, what);
    if (!has_probability(t)) {
        double x =
            t->frame.left + 12 + zi_text_width(&t->canvas->font, what, type.points, type.weight);
        struct zi_text reason = zi_reason_text(input->forecast_reason);
        type = (struct zi_type){ZI_TYPE_LABEL, ZI_ITALIC, ZI_LEFT, ZI_MUTED, false};
        zi_canvas_label(t->canvas, x, y, type,
                        zi_canvas_say(t->canvas, "belum cukup data (%s)", "not enough data (%s)",
                                      input->forecast_reason == ZI_DEFINED
                                          ? "–"
                                          : zi_text_in(reason, t->canvas->language)));
        return;
    }
    type = (struct zi_type){ZI_TYPE_FIGURE, ZI_BOLD, ZI_CENTRE, colour, false};
    for (size_t i = input->n_forecast; i-- > 0;)
        zi_canvas_label_if_free(t->canvas, px(t, input->forecast[i].year), y, type,
                                zi_page_probability(t->canvas, input->forecast[i].probability),
                                false);
}

static void lay_out_forecast_name(struct trend *t)
{
    const struct zi_type type = {ZI_TYPE_NOTE, ZI_ITALIC, ZI_LEFT, ZI_MUTED, false};
    const double heights[] = {t->frame.bottom - 7, t->frame.top + 7};
    const char *text = zi_canvas_say(t->canvas, "proyeksi", "forecast");
    bool placed = false;

    for (size_t i = 0; i < 2 && !placed; i++)
        placed = zi_canvas_label_if_free(t->canvas, px(t, t->last_year) + 4, heights[i], type, text,
                                         true);
}

/* What has its place first, then what can go elsewhere. */
static void lay_out(struct trend *t)
{
    lay_out_frame(t);
    lay_out_axes(t);
    if (t->input->n_forecast > 0)
        lay_out_intervals(t);
    if (has_target(t))
        lay_out_probabilities(t);
    lay_out_obstacles(t);
    avoid_events(t);
    lay_out_breaks(t);
    lay_out_threshold_names(t);
    lay_out_last_value(t);
    lay_out_events(t);
    lay_out_series_name(t);
    if (t->input->n_forecast > 0)
        lay_out_forecast_name(t);
}

/* ---- emit ---- */

static void emit_forecast(struct trend *t)
{
    const struct zi_trend_chart *input = t->input;
    double middle = (t->last_year + t->frame.x_right) / 2;
    double height = (t->frame.y_bottom + t->frame.y_top) / 2;

    if (input->n_forecast == 0)
        return;
    zi_block_begin(t->chart, "FUTURE", "ground of the forecast: middle, edges");
    zi_block_row(t->chart, 6,
                 (double[]){middle, height, t->last_year, t->frame.x_right, t->frame.y_bottom,
                            t->frame.y_top});
    zi_block_end(t->chart);
    zi_block_begin(t->chart, "FORECAST", "year, middle, 95% low and high, 80%, 50%");
    zi_block_row(
        t->chart, 8,
        (double[]){t->last_year, t->last, t->last, t->last, t->last, t->last, t->last, t->last});
    for (size_t i = 0; i < input->n_forecast; i++) {
        const struct zi_trend_forecast *f = &input->forecast[i];
        zi_block_row(t->chart, 8,
                     (double[]){f->year, clip(t, f->mean), clip(t, f->low95), clip(t, f->high95),
                                clip(t, f->low80), clip(t, f->high80), clip(t, f->low50),
                                clip(t, f->high50)});
    }
    zi_block_end(t->chart);
}

/* Every year, so that a missing one breaks the line. */
static void emit_values(struct trend *t)
{
    size_t i = 0;

    zi_block_begin(t->chart, "VALUES", "year, value");
    for (int year = t->first_year; year <= t->last_year; year++) {
        while (i < t->input->n_points && t->input->points[i].year < year)
            i++;
        bool given = i < t->input->n_points && t->input->points[i].year == year;
        zi_block_row(t->chart, 2, (double[]){year, given ? t->input->points[i].value : NAN});
    }
    zi_block_end(t->chart);
}

static void emit_events(struct trend *t)
{
    zi_block_begin(t->chart, "EVENTS",
                   "year, value, outcome (0 awarded, 1 not passed, 2 revoked; 3 more without a "
                   "national score)");
    for (size_t i = 0; i < t->input->n_events; i++) {
        const struct zi_trend_event *event = &t->input->events[i];
        bool scored = isfinite(event->score);
        if (in_years(t, event->year))
            zi_block_row(
                t->chart, 3,
                (double[]){event->year, event_value(t, event), event->outcome + (scored ? 0 : 3)});
    }
    zi_block_end(t->chart);
}

static void emit_lines(struct trend *t)
{
    zi_block_begin(t->chart, "THRESHOLDS", "start, run");
    for (size_t i = 0; i < t->n_thresholds; i++)
        zi_block_row(
            t->chart, 4,
            (double[]){t->frame.x_left, t->thresholds[i], t->frame.x_right - t->frame.x_left, 0});
    zi_block_end(t->chart);
    zi_block_begin(t->chart, "BREAKS", "new instrument: start, run");
    for (size_t i = 0; i < t->input->n_breaks; i++) {
        int year = t->input->breaks[i].year;
        if (year > t->first_year && year <= t->last_year)
            zi_block_row(t->chart, 4,
                         (double[]){year - 0.5, t->frame.y_bottom, 0,
                                    (t->frame.y_top - t->frame.y_bottom) * 0.93});
    }
    zi_block_end(t->chart);
}

static bool any_event(const struct trend *t)
{
    for (size_t i = 0; i < t->input->n_events; i++)
        if (in_years(t, t->input->events[i].year))
            return true;
    return false;
}

static bool any_break(const struct trend *t)
{
    for (size_t i = 0; i < t->input->n_breaks; i++)
        if (t->input->breaks[i].year > t->first_year && t->input->breaks[i].year <= t->last_year)
            return true;
    return false;
}

static void plot_fan(struct trend *t)
{
    static const struct {
        const char *columns;
        uint32_t colour;
    } bands[] = {{"1:3:4", ZI_FAN_95}, {"1:5:6", ZI_FAN_80}, {"1:7:8", ZI_FAN_50}};

    for (size_t i = 0; i < 3; i++)
        zi_panel_plot(t->chart, "$FORECAST using %s with filledcurves lc rgb '#%06x' notitle",
                      bands[i].columns, zi_chart_colour(t->chart, bands[i].colour));
}

static void plot_thresholds(struct trend *t)
{
    for (size_t i = 0; i < t->n_thresholds; i++)
        if (t->shown[i])
            zi_panel_plot(
                t->chart,
                "$THRESHOLDS every ::%zu::%zu using 1:2:3:4 with vectors nohead lw %s lc rgb "
                "'#%06x' notitle",
                i, i,
                zi_threshold_colour(i, t->n_thresholds) == ZI_NAVY ? "1.3 dt solid"
                                                                   : "1.29 dt " ZI_DASH_THRESHOLD,
                zi_chart_colour(t->chart, zi_threshold_colour(i, t->n_thresholds)));
}

static void plot_events(struct trend *t)
{
    /* by outcome; on the axis, without a national score, a triangle where else a diamond */
    static const struct zi_mark marks[] = {
        {ZI_DIAMOND, false, 1, ZI_TROUBLE}, {ZI_DIAMOND, true, 1.1, ZI_TROUBLE},
        {ZI_SQUARE, true, 0.8, ZI_TROUBLE}, {ZI_TRIANGLE, false, 0.9, ZI_TROUBLE},
        {ZI_TRIANGLE, true, 1, ZI_TROUBLE}, {ZI_SQUARE, true, 0.8, ZI_TROUBLE},
    };

    for (int kind = 0; kind < 6; kind++) {
        char source[64];
        bool present = false;
        for (size_t i = 0; i < t->input->n_events; i++) {
            const struct zi_trend_event *event = &t->input->events[i];
            present |= in_years(t, event->year) &&
                       (int)event->outcome + (isfinite(event->score) ? 0 : 3) == kind;
        }
        snprintf(source, sizeof source, "$EVENTS using 1:($3==%d?$2:NaN)", kind);
        if (present)
            zi_panel_points(t->chart, source, marks[kind]);
    }
}

static void emit(struct trend *t)
{
    bool ahead = t->input->n_forecast > 0;
    unsigned ink = zi_chart_colour(t->chart, ZI_INK);

    emit_forecast(t);
    emit_values(t);
    emit_lines(t);
    emit_events(t);
    zi_panel_begin(t->chart, &t->frame);
    if (ahead)
        zi_panel_plot(t->chart, "$FUTURE using 1:2:3:4:5:6 with boxxyerror fc rgb '#%06x' notitle",
                      zi_chart_colour(t->chart, ZI_FUTURE));
    zi_panel_plot(t->chart, "$GRID using 1:2:3:4 with vectors nohead lw 0.5 lc rgb '#%06x' notitle",
                  zi_chart_colour(t->chart, ZI_GRID));
    if (any_break(t))
        zi_panel_plot(t->chart,
                      "$BREAKS using 1:2:3:4 with vectors nohead dt 3 lw 0.7 lc rgb '#%06x' "
                      "notitle",
                      zi_chart_colour(t->chart, ZI_AXIS));
    if (ahead)
        plot_fan(t);
    plot_thresholds(t);
    if (ahead)
        zi_panel_plot(t->chart,
                      "$FORECAST using 1:2 with lines lw 1.4 dt " ZI_DASH_FORECAST
                      " lc rgb '#%06x' notitle",
                      ink);
    zi_panel_plot(t->chart, "$VALUES using 1:2 with lines lw 2 lc rgb '#%06x' notitle", ink);
    zi_panel_points(t->chart, "$VALUES using 1:2", (struct zi_mark){ZI_DISC, false, 0.5, ZI_INK});
    if (any_event(t))
        plot_events(t);
    zi_panel_end(t->chart);
}

enum zi_code zi_chart_trend(const struct zi_trend_chart *input,
                            const struct zi_chart_options *options, struct zi_chart *chart,
                            struct zi_error *error)
{
    struct trend trend = {.input = input, .chart = chart, .canvas = &chart->canvas};
    size_t counted;

    if (!measure_values(&trend))
        return zi_fail(error, ZI_EFEW,
                       "tidak ada gambar: '%.200s' tidak mempunyai satu pun nilai pada tahun yang "
                       "diminta; periksa --unit dan --year",
                       "no picture: '%.200s' has not a single value in the years asked for; check "
                       "--unit and --year",
                       input->unit);
    measure_scale(&trend);
    /* The footer says how many notes found no room, and may take room from others: again until the
     * count is right. It only grows. */
    do {
        counted = trend.unplaced;
        zi_page_begin(chart, options, &zi_chart_sizes[0]);
        lay_out(&trend);
        if (trend.unplaced > counted)
            zi_chart_release(chart);
    } while (trend.unplaced > counted);
    chart->description = say_description(&trend);
    emit(&trend);
    return zi_page_end(chart, error);
}
