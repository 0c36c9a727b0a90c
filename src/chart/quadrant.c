/* Draws where units are against how they move. */
#include "quadrant.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "axes.h"
#include "base/count.h"
#include "base/number.h"
#include "page.h"
#include "style.h"

/* A point, and where it is drawn: a slope beyond the axis stands at its edge. */
struct point {
    const struct zi_quadrant_unit *unit;
    double slope; /* as drawn */
    bool cut;
};

struct quadrant {
    const struct zi_quadrant_chart *input;
    struct zi_chart *chart;
    struct zi_canvas *canvas;
    struct point *points; /* by name, so that any order of the input draws the same */
    size_t n_points, n_left_out;
    size_t rising_above, falling_above, rising_below;
    double thresholds[2];
    size_t n_thresholds, target;
    struct zi_frame frame;
};

/* Four steps of the chance, lightest first; a point without one is grey. */
static const uint32_t chance_fill[] = {ZI_WHITE, ZI_RANGE_SECOND, 0x74a9d3, ZI_NAVY};
enum { CHANCE_STEPS = ZI_COUNT(chance_fill) };
static const uint32_t no_chance = ZI_KEY_BORDER;
static const double disc_size = 0.78, edge_share = 0.8, triangle_size = 0.85;

/* ---- measure ---- */

static bool is_drawn(const struct zi_quadrant_unit *unit)
{
    return isfinite(unit->score) && isfinite(unit->slope);
}

static bool is_above(const struct quadrant *q, const struct zi_quadrant_unit *unit)
{
    return zi_number_at_least(unit->score, q->thresholds[q->target]);
}

static int by_name(const void *a, const void *b)
{
    const struct zi_quadrant_unit *one = ((const struct point *)a)->unit;
    const struct zi_quadrant_unit *other = ((const struct point *)b)->unit;
    int names = strcmp(one->name, other->name);

    if (names != 0)
        return names;
    if (one->score != other->score)
        return one->score < other->score ? -1 : 1;
    return (one->slope > other->slope) - (one->slope < other->slope);
}

static bool list_points(struct quadrant *q)
{
    const struct zi_quadrant_chart *input = q->input;

    q->points = zi_arena_allocate(&q->canvas->arena, input->n_units, sizeof *q->points);
    if (q->points == NULL) {
        q->canvas->out_of_memory = true;
        return false;
    }
    for (size_t i = 0; i < input->n_units; i++) {
        const struct zi_quadrant_unit *unit = &input->units_shown[i];

        if (!is_drawn(unit)) {
            q->n_left_out++;
            continue;
        }
        q->points[q->n_points++] = (struct point){.unit = unit, .slope = unit->slope};
        q->rising_above += is_above(q, unit) && unit->slope > 0;
        q->falling_above += is_above(q, unit) && unit->slope < 0;
        q->rising_below += !is_above(q, unit) && unit->slope > 0;
    }
    qsort(q->points, q->n_points, sizeof *q->points, by_name);
    return true;
}

static int rising(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* A few extreme slopes must not press all others onto the zero line: what is over twice the size
 * that nine of ten stay below is cut. */
static double slope_limit(struct quadrant *q)
{
    enum { CUT_FROM = 10 }; /* points: of fewer no tenth is extreme */
    double *sizes = zi_arena_allocate(&q->canvas->arena, q->n_points, sizeof *sizes);
    double ninth;

    if (sizes == NULL) {
        q->canvas->out_of_memory = true;
        return 1;
    }
    for (size_t i = 0; i < q->n_points; i++)
        sizes[i] = fabs(q->points[i].unit->slope);
    qsort(sizes, q->n_points, sizeof *sizes, rising);
    ninth = sizes[(q->n_points - 1) * 9 / 10];
    if (q->n_points < CUT_FROM || ninth == 0)
        return sizes[q->n_points - 1];
    return fmin(sizes[q->n_points - 1], 2 * ninth);
}

static void measure_slopes(struct quadrant *q)
{
    double limit = slope_limit(q), low = 0, high = 0;

    for (size_t i = 0; i < q->n_points; i++) {
        struct point *point = &q->points[i];

        point->cut = fabs(point->unit->slope) > limit;
        if (point->cut)
            point->slope = copysign(limit, point->unit->slope);
        low = fmin(low, point->slope);
        high = fmax(high, point->slope);
    }
    /* Both directions have room for their names, however small the slopes. */
    limit = fmax(fmax(high, -low), 0.1);
    q->frame.y_top = fmax(high, limit / 3) * 1.22;
    q->frame.y_bottom = fmin(low, -limit / 3) * 1.22;
}

static void measure_scores(struct quadrant *q)
{
    double low = q->thresholds[0] - 5, high = q->thresholds[q->n_thresholds - 1] + 5;

    for (size_t i = 0; i < q->n_points; i++) {
        low = fmin(low, q->points[i].unit->score);
        high = fmax(high, q->points[i].unit->score);
    }
    q->frame.x_left = fmax(q->input->scale_low - 1, floor(low) - 1.5);
    q->frame.x_right = fmin(q->input->scale_high + 1, ceil(high) + 1.5);
}

/* ---- sentences ---- */

static const char *target_name(const struct quadrant *q)
{
    return q->input->thresholds[q->target].name;
}

static const char *target_value(struct quadrant *q)
{
    return zi_page_exact(q->canvas, q->thresholds[q->target]);
}

static const char *units(struct quadrant *q, size_t n)
{
    return zi_page_units(q->canvas, q->input->units, n);
}

static const char *say_title(struct quadrant *q)
{
    const char *falling = "";

    if (q->rising_above == 0 && q->falling_above == 0)
        return zi_canvas_say(q->canvas,
                             "Belum ada %s yang melewati ambang %s dan berubah; %zu dari %zu naik",
                             "No %s has passed the %s threshold and is moving; %zu of %zu rise",
                             units(q, 1), target_name(q), q->rising_below, q->n_points);
    if (q->falling_above > 0)
        falling = zi_canvas_say(
            q->canvas, "; %zu\u00a0%s melewati ambang tetapi menurun dan perlu dijaga",
            q->falling_above == 1 ? "; %zu\u00a0%s has passed it but is falling and needs care"
                                  : "; %zu\u00a0%s have passed it but are falling and need care",
            q->falling_above, units(q, q->falling_above));
    if (q->rising_above == 0)
        return zi_canvas_say(q->canvas, "%zu %s melewati ambang %s, semuanya menurun",
                             "%zu %s past the %s threshold, all of them falling", q->falling_above,
                             units(q, q->falling_above), target_name(q));
    return zi_canvas_say(q->canvas, "%zu %s sudah melewati ambang %s dan masih naik%s",
                         q->rising_above == 1
                             ? "%zu %s has passed the %s threshold and is still rising%s"
                             : "%zu %s have passed the %s threshold and are still rising%s",
                         q->rising_above, units(q, q->rising_above), target_name(q), falling);
}

static const char *say_subtitle(struct quadrant *q)
{
    return zi_canvas_say(q->canvas, "%s %d dan laju perubahan per tahun (%d–%d), %zu %s",
                         "%s %d and rate of change a year (%d–%d), %zu %s", q->input->index_label,
                         q->input->year, q->input->first_year, q->input->year, q->n_points,
                         units(q, q->n_points));
}

static bool has_few_years(const struct quadrant *q)
{
    for (size_t i = 0; i < q->n_points; i++)
        if (q->points[i].unit->n_years < ZI_QUADRANT_YEARS)
            return true;
    return false;
}

static bool has_cut(const struct quadrant *q)
{
    for (size_t i = 0; i < q->n_points; i++)
        if (q->points[i].cut)
            return true;
    return false;
}

static const char *say_footer(struct quadrant *q)
{
    struct zi_canvas *canvas = q->canvas;
    const char *few = "", *cut = "", *left_out = "", *source = q->input->source;

    if (has_few_years(q))
        few = zi_canvas_say(canvas, "Segitiga: laju dari kurang dari %d nilai. ",
                            "Triangles: a rate from fewer than %d values. ", ZI_QUADRANT_YEARS);
    if (has_cut(q))
        cut = zi_canvas_say(canvas,
                            "Laju di luar bingkai digambar di tepi, dengan angkanya bila muat. ",
                            "Rates beyond the frame stand at its edge, with the figure where there "
                            "is room. ");
    if (q->n_left_out > 0)
        left_out =
            zi_canvas_say(canvas, "Tidak digambar karena nilai atau laju belum ada: %zu. ",
                          "Not drawn, for there is no score or rate yet: %zu. ", q->n_left_out);
    return zi_canvas_say(
        canvas,
        "Peluang nilai ≥ %s pada penilaian %d. Laju: %s. %s%s%sDiberi nama sejauh muat, mulai dari "
        "yang melewati ambang tetapi menurun dan yang peluangnya tanggung. %s%s%s",
        "Chance of a score ≥ %s in the assessment of %d. Rate: %s. %s%s%sNamed where there is "
        "room, beginning with those that passed but fall and those whose chance is in between. "
        "%s%s%s",
        target_value(q), q->input->next_year, q->input->slope_label, few, cut, left_out,
        source != NULL && *source ? zi_canvas_say(canvas, "Sumber: ", "Source: ") : "",
        source != NULL ? source : "", source != NULL && *source ? "." : "");
}

static const char *say_description(struct quadrant *q)
{
    return zi_canvas_clean(
        q->canvas,
        zi_canvas_say(
            q->canvas,
            "Diagram pencar %zu unit menurut %s %d dan laju perubahan per tahun, dibagi empat oleh "
            "ambang %s %s dan laju nol. %s.",
            "Scatter plot of %zu units by %s %d and rate of change a year, in four quadrants made "
            "by the %s threshold %s and a rate of zero. %s.",
            q->n_points, q->input->index_label, q->input->year, target_name(q), target_value(q),
            q->chart->title));
}

/* ---- lay out ---- */

static const double key_below = 22; /* from the axis to the key, past the ticks */

static size_t chance_step(double probability)
{
    size_t step = probability >= 0.75 ? 3 : probability >= 0.5 ? 2 : probability >= 0.25 ? 1 : 0;

    return step;
}

static uint32_t fill_of(const struct zi_quadrant_unit *unit)
{
    return isfinite(unit->probability) ? chance_fill[chance_step(unit->probability)] : no_chance;
}

static bool lacks_chance(const struct quadrant *q)
{
    for (size_t i = 0; i < q->n_points; i++)
        if (!isfinite(q->points[i].unit->probability))
            return true;
    return false;
}

/* One step of the key; returns where the next begins. */
static double write_step(struct quadrant *q, double x, uint32_t fill, const char *text)
{
    const struct zi_type type = {ZI_TYPE_NOTE, ZI_REGULAR, ZI_LEFT, ZI_MUTED, false};
    double y = q->frame.bottom + key_below;

    zi_canvas_symbol(q->canvas, x, y, (struct zi_mark){ZI_DISC, false, disc_size, ZI_MUTED});
    zi_canvas_symbol(q->canvas, x, y,
                     (struct zi_mark){ZI_DISC, false, disc_size * edge_share, fill});
    zi_canvas_label(q->canvas, x + 6, y, type, text);
    return x + 16 + zi_text_width(&q->canvas->font, text, type.points, type.weight);
}

static void lay_out_key(struct quadrant *q)
{
    static const char *const steps[] = {"< 25%", "25–50%", "50–75%", "≥ 75%"};
    const struct zi_type type = {ZI_TYPE_NOTE, ZI_REGULAR, ZI_LEFT, ZI_MUTED, false};
    const char *head =
        zi_canvas_say(q->canvas, "Peluang nilai ≥ %s:", "Chance of a score ≥ %s:", target_value(q));
    double x = q->frame.left + 9 + zi_text_width(&q->canvas->font, head, type.points, type.weight);

    zi_canvas_label(q->canvas, q->frame.left, q->frame.bottom + key_below, type, head);
    for (size_t i = 0; i < CHANCE_STEPS; i++)
        x = write_step(q, x, chance_fill[i], steps[i]);
    if (lacks_chance(q))
        write_step(q, x, no_chance, zi_canvas_say(q->canvas, "tidak dihitung", "not computed"));
}

static void lay_out_frame(struct quadrant *q)
{
    double head = zi_page_header(q->chart, say_title(q), say_subtitle(q));
    double foot = zi_page_footer(q->chart, say_footer(q));

    q->frame.left = 30;
    q->frame.right = q->canvas->width - ZI_MARGIN - 2;
    q->frame.top = head + 24;
    q->frame.bottom = foot - key_below - 12;
}

static double px(const struct quadrant *q, double score)
{
    return zi_frame_x(&q->frame, score);
}

static double py(const struct quadrant *q, double slope)
{
    return zi_frame_y(&q->frame, slope);
}

static void lay_out_axis_names(struct quadrant *q)
{
    struct zi_type type = {ZI_TYPE_NOTE, ZI_ITALIC, ZI_LEFT, ZI_MUTED, false};

    zi_canvas_label(q->canvas, ZI_MARGIN + 2, q->frame.top - 8, type,
                    zi_canvas_say(q->canvas, "Laju (poin/tahun)", "Rate (points/year)"));
    type.weight = ZI_REGULAR;
    type.align = ZI_RIGHT;
    zi_canvas_label_if_free(
        q->canvas, q->frame.right, q->frame.bottom + key_below, type,
        zi_canvas_say(q->canvas, "%s %d", "%s %d", q->input->index_label, q->input->year), false);
}

/* Over their lines, moved apart where these are near; what there is no room for stands on the
 * axis only. */
static void lay_out_thresholds(struct quadrant *q)
{
    struct zi_type above = {ZI_TYPE_LABEL, ZI_BOLD, ZI_CENTRE, 0, false};
    struct zi_type below = {ZI_TYPE_LABEL, ZI_REGULAR, ZI_CENTRE, ZI_MUTED, false};

    for (size_t k = 0; k < q->n_thresholds; k++) {
        size_t i = k == 0 ? q->target : 1 - q->target; /* the target has the first choice */
        const char *value = zi_page_exact(q->canvas, q->thresholds[i]);
        double x = px(q, q->thresholds[i]);

        above.colour = zi_threshold_colour(i, q->n_thresholds);
        zi_canvas_label_if_free(
            q->canvas, x, q->frame.top - 7, above,
            zi_canvas_say(q->canvas, "%s %s", "%s %s",
                          zi_canvas_shorten(q->canvas, q->input->thresholds[i].name, above.points,
                                            above.weight, 60),
                          value),
            false);
        zi_canvas_label_if_free(q->canvas, x, q->frame.bottom + 9, below, value, false);
    }
}

/* In the corner of each quadrant, or farther along its edge: what to do. */
static void lay_out_actions(struct quadrant *q)
{
    const char *name = zi_canvas_shorten(q->canvas, target_name(q), ZI_TYPE_LABEL, ZI_BOLD, 60);
    double middle = px(q, q->thresholds[q->target]);
    const struct {
        double x, y;
        uint32_t colour;
        const char *text;
    } corners[] = {
        {q->frame.left + 4, q->frame.top + 7, ZI_MUTED,
         zi_canvas_say(q->canvas, "Belum, naik: bina", "Below, rising: build up")},
        {middle + 4, q->frame.top + 7, ZI_NAVY,
         zi_canvas_say(q->canvas, "Lewat %s, naik: usulkan", "Past %s, rising: propose", name)},
        {q->frame.left + 4, q->frame.bottom - 7, ZI_MUTED,
         zi_canvas_say(q->canvas, "Belum, turun: intervensi", "Below, falling: step in")},
        {middle + 4, q->frame.bottom - 7, ZI_NAVY,
         zi_canvas_say(q->canvas, "Lewat %s, turun: jaga", "Past %s, falling: hold", name)},
    };

    for (size_t i = 0; i < ZI_COUNT(corners); i++) {
        struct zi_type type = {ZI_TYPE_LABEL, ZI_BOLD, ZI_LEFT, corners[i].colour, false};
        double right = i % 2 == 0 ? middle : q->frame.right;
        double width = zi_text_width(&q->canvas->font, corners[i].text, type.points, type.weight);
        bool placed = false;

        for (double x = corners[i].x; x + width <= right && !placed; x += 12)
            placed =
                zi_canvas_label_if_free(q->canvas, x, corners[i].y, type, corners[i].text, true);
    }
}

static void lay_out_obstacles(struct quadrant *q)
{
    for (size_t i = 0; i < q->n_points; i++) {
        double x = px(q, q->points[i].unit->score), y = py(q, q->points[i].slope);

        zi_canvas_avoid(q->canvas, (struct zi_box){x - 3.2, y - 3.2, x + 3.2, y + 3.2});
    }
    for (size_t i = 0; i < q->n_thresholds; i++)
        zi_canvas_avoid_line(q->canvas, px(q, q->thresholds[i]), q->frame.top,
                             px(q, q->thresholds[i]), q->frame.bottom, 1);
    zi_canvas_avoid_line(q->canvas, q->frame.left, py(q, 0), q->frame.right, py(q, 0), 1);
}

/* How much a decision hangs on the unit: the target is passed but the score falls; the chance is in
 * between; the target is passed; then by the size of the slope. A slope that is cut needs its
 * figure. */
static int weight_of(const struct quadrant *q, const struct point *point)
{
    const struct zi_quadrant_unit *unit = point->unit;

    if (point->cut)
        return 4;
    if (is_above(q, unit) && unit->slope < 0)
        return 3;
    if (unit->probability >= 0.2 && unit->probability <= 0.8)
        return 2;
    return is_above(q, unit) ? 1 : 0;
}

struct candidate {
    const struct point *point;
    int weight;
    size_t position; /* among the points: the last word on ties */
};

static int by_weight(const void *a, const void *b)
{
    const struct candidate *one = a, *other = b;
    double s = fabs(one->point->unit->slope), t = fabs(other->point->unit->slope);

    if (one->weight != other->weight)
        return other->weight - one->weight;
    if (s != t)
        return s > t ? -1 : 1;
    return one->position < other->position ? -1 : one->position > other->position;
}

static const char *point_name(struct quadrant *q, const struct point *point)
{
    const struct zi_quadrant_unit *unit = point->unit;
    const char *name =
        unit->short_name != NULL && *unit->short_name ? unit->short_name : unit->name;
    char slope[ZI_NUMBER_MAX];

    name = zi_canvas_shorten(q->canvas, name, ZI_TYPE_NOTE, ZI_REGULAR, 110);
    if (!point->cut)
        return name;
    zi_number_fixed(slope, unit->slope, 1, q->canvas->language);
    return zi_canvas_say(q->canvas, "%s (%s%s)", "%s (%s%s)", name, unit->slope > 0 ? "+" : "",
                         slope);
}

/* Beside its point or not at all: a name farther off would be taken for another's. */
static void write_name(struct quadrant *q, const struct point *point)
{
    const struct zi_type type = {ZI_TYPE_NOTE, ZI_REGULAR, ZI_LEFT, ZI_INK, false};
    const struct zi_box within = {q->frame.left + 1, q->frame.top + 1, q->frame.right - 1,
                                  q->frame.bottom - 1};
    const char *name = point_name(q, point);
    double x = px(q, point->unit->score), y = py(q, point->slope);
    double width = zi_text_width(&q->canvas->font, name, type.points, type.weight);
    struct zi_box box;

    if (*name == '\0' ||
        !zi_canvas_place(q->canvas, x, y, 4.5, width, type.points + 1, within, &box))
        return;
    if (hypot(fmax(0, fmax(box.left - x, x - box.right)),
              fmax(0, fmax(box.top - y, y - box.bottom))) > 9)
        return;
    zi_canvas_label(q->canvas, box.left, (box.top + box.bottom) / 2, type, name);
}

static void lay_out_names(struct quadrant *q)
{
    enum { TRIED = 60 }; /* a page has room for about half of them */
    struct candidate *candidates =
        zi_arena_allocate(&q->canvas->arena, q->n_points, sizeof *candidates);

    if (candidates == NULL) {
        q->canvas->out_of_memory = true;
        return;
    }
    for (size_t i = 0; i < q->n_points; i++)
        candidates[i] = (struct candidate){&q->points[i], weight_of(q, &q->points[i]), i};
    qsort(candidates, q->n_points, sizeof *candidates, by_weight);
    for (size_t i = 0; i < q->n_points && i < TRIED; i++)
        write_name(q, candidates[i].point);
}

static void lay_out(struct quadrant *q)
{
    lay_out_frame(q);
    lay_out_key(q);
    lay_out_thresholds(q);
    lay_out_axis_names(q);
    zi_axis_below(q->canvas, &q->frame, zi_axis_step(q->frame.x_left, q->frame.x_right, 3), false);
    zi_axis_left(q->canvas, &q->frame, zi_axis_step(q->frame.y_bottom, q->frame.y_top, 4), true);
    lay_out_obstacles(q);
    lay_out_actions(q);
    lay_out_names(q);
}

/* ---- emit ---- */

/* The quadrant to propose from and the one to step in. */
static void emit_grounds(struct quadrant *q)
{
    const struct zi_frame *f = &q->frame;
    double target = q->thresholds[q->target];
    const struct {
        double left, right, bottom, top;
        uint32_t fill;
    } grounds[] = {{target, f->x_right, 0, f->y_top, ZI_RANGE_FIRST},
                   {f->x_left, target, f->y_bottom, 0, ZI_RANGE_BELOW}};

    zi_block_begin(q->chart, "GROUNDS", "middle, edges, colour");
    for (size_t i = 0; i < ZI_COUNT(grounds); i++)
        zi_block_row(q->chart, 7,
                     (double[]){(grounds[i].left + grounds[i].right) / 2,
                                (grounds[i].bottom + grounds[i].top) / 2, grounds[i].left,
                                grounds[i].right, grounds[i].bottom, grounds[i].top,
                                zi_chart_colour(q->chart, grounds[i].fill)});
    zi_block_end(q->chart);
}

static void emit_lines(struct quadrant *q)
{
    zi_block_begin(q->chart, "LINES", "no change, then thresholds: start, run");
    zi_block_row(q->chart, 4,
                 (double[]){q->frame.x_left, 0, q->frame.x_right - q->frame.x_left, 0});
    for (size_t i = 0; i < q->n_thresholds; i++)
        zi_block_row(
            q->chart, 4,
            (double[]){q->thresholds[i], q->frame.y_bottom, 0, q->frame.y_top - q->frame.y_bottom});
    zi_block_end(q->chart);
}

/* Each point twice, edge and fill, so that one that lies over another keeps its edge. */
static void emit_points(struct quadrant *q, const char *block, bool few_years)
{
    double size = few_years ? triangle_size : disc_size;

    zi_block_begin(q->chart, block, "score, slope, size, colour");
    for (size_t i = 0; i < q->n_points; i++) {
        const struct point *point = &q->points[i];

        if ((point->unit->n_years < ZI_QUADRANT_YEARS) != few_years)
            continue;
        zi_block_row(q->chart, 4,
                     (double[]){point->unit->score, point->slope, size,
                                zi_chart_colour(q->chart, ZI_MUTED)});
        zi_block_row(
            q->chart, 4,
            (double[]){point->unit->score, point->slope, size * (few_years ? 0.55 : edge_share),
                       zi_chart_colour(q->chart, few_years ? ZI_WHITE : fill_of(point->unit))});
    }
    zi_block_end(q->chart);
}

static void plot_lines(struct quadrant *q)
{
    zi_panel_plot(q->chart,
                  "$LINES every ::0::0 using 1:2:3:4 with vectors nohead lw 0.8 lc rgb '#%06x' "
                  "notitle",
                  zi_chart_colour(q->chart, ZI_AXIS));
    for (size_t i = 0; i < q->n_thresholds; i++) {
        uint32_t colour = zi_threshold_colour(i, q->n_thresholds);

        zi_panel_plot(q->chart,
                      "$LINES every ::%zu::%zu using 1:2:3:4 with vectors nohead lw %s lc rgb "
                      "'#%06x' notitle",
                      i + 1, i + 1,
                      colour == ZI_NAVY ? "1.3 dt solid" : "1.29 dt " ZI_DASH_THRESHOLD,
                      zi_chart_colour(q->chart, colour));
    }
}

static void emit(struct quadrant *q)
{
    bool few = has_few_years(q), all_few = true;

    for (size_t i = 0; i < q->n_points; i++)
        all_few = all_few && q->points[i].unit->n_years < ZI_QUADRANT_YEARS;
    emit_grounds(q);
    emit_lines(q);
    emit_points(q, "POINTS", false);
    emit_points(q, "FEW", true);
    zi_panel_begin(q->chart, &q->frame);
    zi_panel_plot(q->chart, "$GROUNDS using 1:2:3:4:5:6:7 with boxxyerror fc rgb variable notitle");
    plot_lines(q);
    if (few)
        zi_panel_plot(q->chart,
                      "$FEW using 1:2:($3*P):4 with points pt 9 ps variable lc rgb variable "
                      "notitle");
    if (!all_few)
        zi_panel_plot(q->chart,
                      "$POINTS using 1:2:($3*P):4 with points pt 7 ps variable lc rgb variable "
                      "notitle");
    zi_panel_end(q->chart);
}

enum zi_code zi_chart_quadrant(const struct zi_quadrant_chart *input,
                               const struct zi_chart_options *options, struct zi_chart *chart,
                               struct zi_error *error)
{
    struct quadrant q = {.input = input, .chart = chart, .canvas = &chart->canvas};
    size_t n = 0;

    for (size_t i = 0; i < input->n_units; i++)
        n += is_drawn(&input->units_shown[i]);
    if (n == 0 || input->n_thresholds == 0)
        return zi_fail(error, ZI_EFEW,
                       "tidak ada gambar: tidak satu pun dari %zu unit mempunyai nilai %d dan laju "
                       "perubahan; laju memerlukan dua nilai yang sebanding",
                       "no picture: not one of %zu units has a score for %d and a rate of change; "
                       "a rate needs two comparable scores",
                       input->n_units, input->year);
    q.n_thresholds = input->n_thresholds < 2 ? 1 : 2;
    q.target = input->target < q.n_thresholds ? input->target : 0;
    for (size_t i = 0; i < q.n_thresholds; i++)
        q.thresholds[i] = input->thresholds[i].value;
    zi_page_begin(chart, options, &zi_chart_sizes[0]);
    if (list_points(&q)) {
        measure_slopes(&q);
        measure_scores(&q);
        lay_out(&q);
        chart->description = say_description(&q);
        emit(&q);
    }
    return zi_page_end(chart, error);
}
