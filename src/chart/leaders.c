/* Draws the one page for leaders. */
#include "leaders.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "axes.h"
#include "base/count.h"
#include "base/number.h"
#include "page.h"
#include "style.h"

/* The same names as everywhere, lying down: larger, for it is read from across a table. */
static const struct zi_chart_size sizes[] = {
    {"a4", 842, 595, 3, {"satu halaman A4 mendatar", "a landscape A4 page"}},
    {"a4full", 842, 595, 3, {"satu halaman A4 mendatar", "a landscape A4 page"}},
    {"slide", 842, 474, 3, {"salindia 16:9", "a 16:9 slide"}},
    {"wa", 842, 595, 1600.0 / 842, {"WhatsApp, 1600 piksel", "WhatsApp, 1600 pixels"}},
    {"screen", 842, 474, 3, {"layar 16:9", "a 16:9 screen"}},
};

struct leaders {
    const struct zi_leaders_chart *input;
    struct zi_chart *chart;
    struct zi_canvas *canvas;
    double thresholds[2];
    double middle, bottom; /* where the second and third row of the page begin, and the end */
    double foot;
    struct zi_frame candidates, median;
};

/* Columns of the page. */
static const double left = 26, right = 816;
static const double second_column = 452;                   /* stages and areas */
static const double median_column = 312, box_column = 546; /* of the last row */
static const double small = 8.2;

static const uint32_t tile_ground = 0xf1f5f9, box_ground = 0xfdf2e9, bar_quiet = 0xc8c8c8;

static const struct zi_type heading_type = {10.2, ZI_BOLD, ZI_LEFT, ZI_INK, false};
static const struct zi_type subtitle_type = {8.2, ZI_REGULAR, ZI_LEFT, ZI_MUTED, false};

static void write(struct leaders *l, double x, double y, struct zi_type type, double width,
                  const char *text)
{
    zi_canvas_label(l->canvas, x, y, type,
                    zi_canvas_shorten(l->canvas, text, type.points, type.weight, width));
}

static void write_heading(struct leaders *l, double x, double y, double width, const char *title,
                          const char *subtitle)
{
    write(l, x, y, heading_type, width, title);
    if (subtitle != NULL)
        write(l, x, y + 12.5, subtitle_type, width, subtitle);
}

/* ---- head ---- */

static double lay_out_head(struct leaders *l)
{
    const struct zi_type title = {15.5, ZI_BOLD, ZI_LEFT, ZI_INK, false};
    const struct zi_type subtitle = {9.6, ZI_REGULAR, ZI_LEFT, ZI_MUTED, false};
    const char *lines[2];
    size_t n = zi_canvas_wrap_balanced(l->canvas, l->input->title, title.points, title.weight,
                                       right - left, 2, lines);
    double y = 10;

    l->chart->title = zi_canvas_clean(l->canvas, l->input->title);
    for (size_t i = 0; i < n; i++)
        zi_canvas_label(l->canvas, left, y += 18.6, title, lines[i]);
    y += 19;
    write(l, left, y, subtitle, right - left, l->input->subtitle);
    return y;
}

static void lay_out_tile(struct leaders *l, const struct zi_leaders_tile *tile, double x,
                         double width, double top, double height)
{
    const struct zi_type figure = {24, ZI_BOLD, ZI_LEFT, tile->first_rank ? ZI_NAVY : ZI_INK,
                                   false};
    const struct zi_type what = {8.8, ZI_REGULAR, ZI_LEFT, ZI_INK, false};
    double y = top + height / 2, text, room;

    zi_canvas_ground(l->canvas, (struct zi_box){x, top, x + width, top + height}, tile_ground);
    zi_canvas_label(l->canvas, x + 10, y, figure, tile->figure);
    text = x + 18 + zi_text_width(&l->canvas->font, tile->figure, figure.points, figure.weight);
    room = x + width - 5 - text;
    write(l, text, tile->change != NULL ? y - 6.5 : y, what, room, tile->what);
    if (tile->change != NULL)
        write(l, text, y + 7.5, subtitle_type, room, tile->change);
}

static double lay_out_tiles(struct leaders *l, double top)
{
    const double gap = 10, height = 46;
    size_t n = l->input->n_tiles;
    double width = (right - left - gap * (double)(n - 1)) / (double)n;

    for (size_t i = 0; i < n; i++)
        lay_out_tile(l, &l->input->tiles[i], left + (double)i * (width + gap), width, top, height);
    return top + height;
}

/* ---- nearest candidates ---- */

static const double chance_column = 426, candidates_right = 378;

static void measure_candidates(struct leaders *l)
{
    double low = l->thresholds[0], high = l->thresholds[1];

    for (size_t i = 0; i < l->input->n_candidates; i++) {
        const struct zi_leaders_candidate *c = &l->input->candidates[i];

        low = fmin(low, isfinite(c->low80) ? fmin(c->low80, c->score) : c->score);
        high = fmax(high, isfinite(c->high80) ? fmax(c->high80, c->score) : c->score);
    }
    l->candidates.x_left = fmax(l->input->scale_low, floor(low) - 1);
    l->candidates.x_right = fmin(l->input->scale_high, ceil(high) + 1);
}

static double candidate_names(struct leaders *l, const char *names[])
{
    const double most = 190;
    double widest = 40;

    for (size_t i = 0; i < l->input->n_candidates; i++) {
        const struct zi_leaders_candidate *c = &l->input->candidates[i];
        const char *lines[2];

        zi_canvas_fit_name(l->canvas, c->name, c->short_name, small, most, 1, lines);
        names[i] = lines[0];
        widest = fmax(widest, zi_text_width(&l->canvas->font, names[i], small, ZI_REGULAR));
    }
    return widest;
}

/* As many rows as the page has room for. */
static size_t candidate_rows(const struct leaders *l, double top)
{
    const double least = 12;
    size_t fit = (size_t)fmax(1, floor((l->bottom - 44 - top) / least));

    return l->input->n_candidates < fit ? l->input->n_candidates : fit;
}

static void lay_out_candidate_rows(struct leaders *l, const char *names[], size_t n)
{
    const struct zi_type name = {small, ZI_REGULAR, ZI_RIGHT, ZI_INK, false};
    const struct zi_type chance = {9.2, ZI_BOLD, ZI_RIGHT, ZI_INK, false};

    for (size_t i = 0; i < n; i++) {
        double y = zi_frame_y(&l->candidates, (double)i + 0.5);

        zi_canvas_label(l->canvas, l->candidates.left - 6, y, name, names[i]);
        zi_canvas_label(l->canvas, chance_column, y, chance,
                        zi_page_probability(l->canvas, l->input->candidates[i].probability));
    }
}

static void lay_out_candidates(struct leaders *l)
{
    const struct zi_type head = {small, ZI_REGULAR, ZI_RIGHT, ZI_MUTED, false};
    const struct zi_type none = {9, ZI_ITALIC, ZI_LEFT, ZI_MUTED, false};
    const char *names[ZI_LEADERS_CANDIDATES];
    double top = l->middle + 38;
    size_t n = candidate_rows(l, top);

    write_heading(l, left, l->middle, chance_column - left, l->input->candidates_title,
                  l->input->candidates_subtitle);
    if (l->input->n_candidates == 0) {
        zi_canvas_label(l->canvas, left, top + 8, none,
                        zi_canvas_say(l->canvas, "tidak ada", "none"));
        return;
    }
    measure_candidates(l);
    l->candidates.left = left + 6 + candidate_names(l, names);
    l->candidates.right = candidates_right;
    l->candidates.top = top;
    l->candidates.bottom = top + (double)n * fmin(19, (l->bottom - 44 - top) / (double)n);
    l->candidates.y_bottom = (double)n;
    zi_canvas_label(l->canvas, chance_column, top - 9, head,
                    zi_canvas_say(l->canvas, "Peluang", "Chance"));
    lay_out_candidate_rows(l, names, n);
    for (size_t i = 0; i < 2; i++) {
        struct zi_type type = {small, ZI_BOLD, ZI_CENTRE, zi_threshold_colour(i, 2), false};

        zi_canvas_label_if_free(
            l->canvas, zi_frame_x(&l->candidates, l->thresholds[i]), l->candidates.bottom + 9, type,
            zi_canvas_say(l->canvas, "%s %s", "%s %s", l->input->thresholds[i].name,
                          zi_page_exact(l->canvas, l->thresholds[i])),
            false);
    }
}

static const struct zi_mark marks[] = {
    [ZI_READINESS_BELOW] = {ZI_DISC, false, 0.6, ZI_SMALL_DOT},
    [ZI_READINESS_HELD_BACK] = {ZI_DISC, true, 1.0, ZI_TROUBLE},
    [ZI_READINESS_UNDECIDED] = {ZI_SQUARE, true, 0.9, ZI_MUTED},
    [ZI_READINESS_FIRST] = {ZI_DISC, false, 0.9, ZI_BLUE},
    [ZI_READINESS_SECOND] = {ZI_DIAMOND, false, 1.1, ZI_NAVY},
};

static void lay_out_candidate_key(struct leaders *l)
{
    const struct zi_text words[] = {
        [ZI_READINESS_BELOW] = {"belum", "below"},
        [ZI_READINESS_HELD_BACK] = {"ada syarat gugur", "a condition failed"},
        [ZI_READINESS_UNDECIDED] = {"ada syarat belum diketahui", "a condition not known"},
        [ZI_READINESS_FIRST] = {"memenuhi WBK", "meets WBK"},
        [ZI_READINESS_SECOND] = {"memenuhi WBBM", "meets WBBM"},
    };
    struct zi_type type = {7.4, ZI_REGULAR, ZI_LEFT, ZI_MUTED, false};
    double x = left + 4, y = l->candidates.bottom + 22;

    for (size_t status = 0; status < ZI_COUNT(marks); status++) {
        const char *word = zi_text_in(words[status], l->canvas->language);
        double width = 18 + zi_text_width(&l->canvas->font, word, type.points, type.weight);
        bool used = false;

        for (size_t i = 0; i < (size_t)l->candidates.y_bottom; i++)
            used = used || (size_t)l->input->candidates[i].status == status;
        if (!used || x + width > chance_column)
            continue;
        zi_canvas_symbol(l->canvas, x, y, marks[status]);
        zi_canvas_label(l->canvas, x + 7, y, type, word);
        x += width;
    }
}

static void emit_candidates(struct leaders *l)
{
    const struct zi_frame *f = &l->candidates;
    const double edges[] = {f->x_left, l->thresholds[0], l->thresholds[1], f->x_right};
    static const uint32_t fills[] = {ZI_RANGE_BELOW, ZI_RANGE_FIRST, ZI_RANGE_SECOND};
    size_t n = (size_t)f->y_bottom;

    zi_block_begin(l->chart, "RANGES", "middle, edges, colour");
    for (size_t i = 0; i < 3; i++)
        if (edges[i + 1] > edges[i])
            zi_block_row(l->chart, 7,
                         (double[]){(edges[i] + edges[i + 1]) / 2, f->y_bottom / 2, edges[i],
                                    edges[i + 1], 0, f->y_bottom,
                                    zi_chart_colour(l->chart, fills[i])});
    zi_block_end(l->chart);
    zi_block_begin(l->chart, "CANDIDATES", "row, score, 80% low and high, status");
    for (size_t i = 0; i < n; i++) {
        const struct zi_leaders_candidate *c = &l->input->candidates[i];
        bool interval = isfinite(c->low80) && isfinite(c->high80);

        zi_block_row(l->chart, 5,
                     (double[]){(double)i + 0.5, c->score,
                                interval ? fmax(c->low80, f->x_left) : c->score,
                                interval ? fmin(c->high80, f->x_right) : c->score, c->status});
    }
    zi_block_end(l->chart);
    zi_block_begin(l->chart, "LIMITS", "thresholds: start, run");
    for (size_t i = 0; i < 2; i++)
        zi_block_row(l->chart, 4, (double[]){l->thresholds[i], 0, 0, f->y_bottom});
    zi_block_end(l->chart);
    zi_panel_begin(l->chart, f);
    zi_panel_plot(l->chart, "$RANGES using 1:2:3:4:5:6:7 with boxxyerror fc rgb variable notitle");
    for (size_t i = 0; i < 2; i++)
        zi_panel_plot(
            l->chart,
            "$LIMITS every ::%zu::%zu using 1:2:3:4 with vectors nohead lw 1.2 lc rgb '#%06x' "
            "notitle",
            i, i, zi_chart_colour(l->chart, zi_threshold_colour(i, 2)));
    zi_panel_plot(l->chart,
                  "$CANDIDATES using 2:1:3:4 with xerrorbars pt -1 lw 1.6 lc rgb '#%06x' notitle",
                  zi_chart_colour(l->chart, ZI_INTERVAL));
    for (int status = 0; status < (int)ZI_COUNT(marks); status++)
        for (size_t i = 0; i < n; i++)
            if ((int)l->input->candidates[i].status == status) {
                char source[64];

                snprintf(source, sizeof source, "$CANDIDATES using ($5==%d?$2:NaN):1", status);
                zi_panel_points(l->chart, source, marks[status]);
                break;
            }
    zi_panel_end(l->chart);
}

/* ---- bars ---- */

/* A row of bars: name at the left, figure behind the bar. */
struct bar {
    const char *name, *figure, *remark; /* remark: NULL for none */
    double share;                       /* of the longest */
    uint32_t fill;
    bool bold;
};

static void draw_bar(struct leaders *l, const struct bar *bar, double x, double y, double height,
                     double longest)
{
    struct zi_type name = {height > 14 ? 8.8 : small, bar->bold ? ZI_BOLD : ZI_REGULAR, ZI_RIGHT,
                           ZI_INK, false};
    struct zi_type figure = {height > 14 ? 10.5 : 8.8, ZI_BOLD, ZI_LEFT, ZI_INK, false};
    double end = x + fmax(0.6, bar->share * longest);

    write(l, x - 6, y, name, x - 6 - second_column, bar->name);
    zi_canvas_ground(l->canvas, (struct zi_box){x, y - height / 2, end, y + height / 2}, bar->fill);
    zi_canvas_label(l->canvas, end + 6, y, figure, bar->figure);
    if (bar->remark == NULL)
        return;
    end += 12 + zi_text_width(&l->canvas->font, bar->figure, figure.points, figure.weight);
    write(l, end, y, subtitle_type, right - end, bar->remark);
}

static const char *say_count(struct leaders *l, double n)
{
    char text[ZI_NUMBER_MAX];

    zi_number_fixed(text, n, n == floor(n) ? 0 : 1, l->canvas->language);
    return zi_canvas_clean(l->canvas, text);
}

/* "40% lanjut" of the stage above. */
static const char *say_going_on(struct leaders *l, size_t stage)
{
    const struct zi_leaders_stage *stages = l->input->stages;

    if (stages[stage].range != NULL)
        return zi_canvas_say(l->canvas, "(%s)", "(%s)", stages[stage].range);
    if (stage == 0 || stages[stage].units == 0)
        return NULL;
    if (stages[stage].units >= stages[stage - 1].units)
        return zi_canvas_say(l->canvas, "semua lanjut", "all go on");
    return zi_canvas_say(
        l->canvas, "%s lanjut", "%s go on",
        zi_page_probability(l->canvas, stages[stage].units / stages[stage - 1].units));
}

/* Names stand in a column as wide as the widest. */
static double bars_from(struct leaders *l, const char *const names[], size_t n, double points)
{
    double widest = 60;

    for (size_t i = 0; i < n; i++)
        widest = fmax(widest, zi_text_width(&l->canvas->font, names[i], points, ZI_BOLD));
    return second_column + fmin(1.04 * widest, 150) + 6;
}

static double lay_out_stages(struct leaders *l)
{
    static const uint32_t fills[] = {bar_quiet, 0x9ecae1, 0x4292c6, 0x2171b5, ZI_NAVY};
    const struct zi_leaders_stage *stages = l->input->stages;
    bool low = l->canvas->height < 500;
    const double gap = low ? 18 : 104 / (double)(l->input->n_stages < 4 ? 4 : l->input->n_stages);
    const double height = 0.76 * gap;
    const char *names[ZI_LEADERS_STAGES] = {0};
    size_t n = l->input->n_stages;
    double y = l->middle + 36, x;

    write_heading(l, second_column, l->middle, right - second_column, l->input->stages_title,
                  l->input->stages_subtitle);
    for (size_t i = 0; i < n; i++)
        names[i] = stages[i].name;
    x = bars_from(l, names, n, 8.8);
    for (size_t i = 0; i < n; i++, y += gap) {
        struct bar bar = {.name = stages[i].name,
                          .figure = say_count(l, stages[i].units),
                          .remark = say_going_on(l, i),
                          .share = stages[0].units > 0 ? stages[i].units / stages[0].units : 0,
                          .fill = fills[i + ZI_LEADERS_STAGES - n],
                          .bold = false};

        if (i == 0)
            bar.fill = fills[0];
        draw_bar(l, &bar, x, y, height, 130);
    }
    return y - gap / 2 + 14;
}

static void lay_out_areas(struct leaders *l, double top)
{
    enum { LEAST_AREAS = 3 };
    const char *names[ZI_LEADERS_AREAS] = {0};
    const double row = 12.4;
    double y = top + 29, x;
    double fit = floor((l->bottom - 20 - y) / row) + 1;
    size_t n = fit < (double)l->input->n_areas ? (size_t)fmax(0, fit) : l->input->n_areas;

    if (n == 0 || (n < LEAST_AREAS && n < l->input->n_areas))
        return; /* left out, not shrunk */
    write_heading(l, second_column, top, right - second_column, l->input->areas_title,
                  l->input->areas_subtitle);
    for (size_t i = 0; i < n; i++)
        names[i] = l->input->areas[i].name;
    x = bars_from(l, names, n, small);
    for (size_t i = 0; i < n; i++, y += row) {
        size_t most = l->input->areas[0].units;
        struct bar bar = {
            .name = l->input->areas[i].name,
            .figure = say_count(l, (double)l->input->areas[i].units),
            .share = most > 0 ? (double)l->input->areas[i].units / (double)most : 0,
            .fill = i == 0 && most > 0 ? ZI_TROUBLE : bar_quiet,
            .bold = i == 0 && most > 0,
        };

        draw_bar(l, &bar, x, y, 9.4, 90);
    }
}

/* ---- the years ---- */

static size_t all_of(const struct zi_leaders_year *year)
{
    return year->below + year->first + year->second;
}

static void stack(struct leaders *l, double x0, double x1, double *y, double height, uint32_t fill,
                  size_t n)
{
    const struct zi_type type = {small, ZI_BOLD, ZI_CENTRE, zi_colour_on(fill), false};

    if (n == 0)
        return;
    zi_canvas_ground(l->canvas, (struct zi_box){x0, *y - height, x1, *y}, fill);
    if (height > 9 && fill != bar_quiet)
        zi_canvas_label_if_free(l->canvas, (x0 + x1) / 2, *y - height / 2, type,
                                say_count(l, (double)n), false);
    *y -= height;
}

/* Stacked bars, named directly beside the last. */
static void lay_out_status(struct leaders *l)
{
    const struct zi_type total = {small, ZI_REGULAR, ZI_CENTRE, ZI_MUTED, false};
    const uint32_t fills[] = {bar_quiet, 0x74a9d3, ZI_NAVY};
    const char *names[] = {
        zi_canvas_say(l->canvas, "< %s", "< %s", zi_page_exact(l->canvas, l->thresholds[0])),
        zi_canvas_say(l->canvas, "≥ %s", "≥ %s", zi_page_exact(l->canvas, l->thresholds[0])),
        zi_canvas_say(l->canvas, "≥ %s", "≥ %s", zi_page_exact(l->canvas, l->thresholds[1]))};
    double base = l->foot - 22, top = l->bottom + 28, end = median_column - 44;
    size_t n = l->input->n_years, most = 1, first = n > 9 ? n - 9 : 0;
    double step = (end - left) / (double)(n - first), named[3] = {0};

    write_heading(l, left, l->bottom, median_column - left - 10, l->input->years_title, NULL);
    for (size_t i = first; i < n; i++)
        most = all_of(&l->input->years[i]) > most ? all_of(&l->input->years[i]) : most;
    for (size_t i = first; i < n; i++) {
        const struct zi_leaders_year *year = &l->input->years[i];
        const size_t parts[] = {year->below, year->first, year->second};
        double x = left + ((double)(i - first) + 0.14) * step, y = base;
        double unit = (base - top) / (double)most;

        for (size_t k = 3; k-- > 0;) { /* the best at the base line */
            double before = y;

            stack(l, x, x + 0.72 * step, &y, unit * (double)parts[k], fills[k], parts[k]);
            if (parts[k] > 0)
                named[k] = (before + y) / 2;
        }
        zi_canvas_label_if_free(l->canvas, x + 0.36 * step, y - 7, total,
                                say_count(l, (double)all_of(year)), false);
        zi_canvas_label_if_free(l->canvas, x + 0.36 * step, base + 9, total,
                                zi_canvas_say(l->canvas, "%d", "%d", year->year), false);
    }
    zi_canvas_stroke(l->canvas, left, base, end, base, 0.8, ZI_AXIS);
    for (size_t k = 0; k < 3; k++) {
        struct zi_type type = {small, k == 0 ? ZI_REGULAR : ZI_BOLD, ZI_LEFT,
                               k == 0   ? ZI_MUTED
                               : k == 1 ? ZI_BLUE
                                        : ZI_NAVY,
                               false};

        if (named[k] > 0)
            zi_canvas_label_if_free(l->canvas, end + 4, named[k], type, names[k], false);
    }
}

static bool has_median(const struct zi_leaders_year *year)
{
    return isfinite(year->median);
}

static void measure_median(struct leaders *l)
{
    double low = l->thresholds[0], high = l->thresholds[1];

    for (size_t i = 0; i < l->input->n_years; i++)
        if (has_median(&l->input->years[i])) {
            low = fmin(low, l->input->years[i].q1);
            high = fmax(high, l->input->years[i].q3);
        }
    l->median = (struct zi_frame){.left = median_column + 22,
                                  .right = box_column - 44,
                                  .top = l->bottom + 22,
                                  .bottom = l->foot - 22,
                                  .x_left = l->input->years[0].year - 0.3,
                                  .x_right = l->input->years[l->input->n_years - 1].year + 0.3,
                                  .y_bottom = floor(low / 5) * 5 - 2,
                                  .y_top = high + 4};
}

static void lay_out_median(struct leaders *l)
{
    const struct zi_leaders_year *last = &l->input->years[l->input->n_years - 1];
    const struct zi_type figure = {10.5, ZI_BOLD, ZI_LEFT, ZI_INK, false};
    const struct zi_type axis = {small, ZI_REGULAR, ZI_CENTRE, ZI_MUTED, false};
    const int ends[] = {l->input->years[0].year, last->year};

    write_heading(l, median_column, l->bottom, box_column - median_column - 10,
                  l->input->median_title, NULL);
    for (size_t i = 0; i < 2; i++)
        zi_canvas_label_if_free(l->canvas, zi_frame_x(&l->median, ends[i]), l->median.bottom + 9,
                                axis, zi_canvas_say(l->canvas, "%d", "%d", ends[i]), false);
    zi_canvas_stroke(l->canvas, l->median.left, l->median.bottom, l->median.right, l->median.bottom,
                     0.8, ZI_AXIS);
    if (has_median(last))
        zi_canvas_label(l->canvas, l->median.right + 6, zi_frame_y(&l->median, last->median),
                        figure, zi_page_number(l->canvas, last->median, 1, l->thresholds, 2));
    for (size_t i = 0; i < 2; i++) {
        struct zi_type type = {small, ZI_BOLD, ZI_LEFT, zi_threshold_colour(i, 2), false};

        zi_canvas_label_if_free(
            l->canvas, l->median.left + 3, zi_frame_y(&l->median, l->thresholds[i]) - 5.6, type,
            zi_canvas_say(l->canvas, "%s %s", "%s %s", l->input->thresholds[i].name,
                          zi_page_exact(l->canvas, l->thresholds[i])),
            false);
    }
    zi_axis_left(l->canvas, &l->median, zi_axis_step(l->median.y_bottom, l->median.y_top, 3),
                 false);
}

static void emit_median_blocks(struct leaders *l)
{
    const struct zi_frame *f = &l->median;
    double run = f->x_right - f->x_left, step = zi_axis_step(f->y_bottom, f->y_top, 3);

    zi_block_begin(l->chart, "GRID", "horizontal lines: start, run");
    for (double k = ceil(f->y_bottom / step); k * step <= f->y_top; k++)
        zi_block_row(l->chart, 4, (double[]){f->x_left, k * step, run, 0});
    zi_block_end(l->chart);
    zi_block_begin(l->chart, "TARGETS", "thresholds, then breaks: start, run");
    for (size_t i = 0; i < 2; i++)
        zi_block_row(l->chart, 4, (double[]){f->x_left, l->thresholds[i], run, 0});
    for (size_t i = 0; i < l->input->n_breaks; i++)
        zi_block_row(l->chart, 4,
                     (double[]){l->input->breaks[i] - 0.5, f->y_bottom, 0, f->y_top - f->y_bottom});
    zi_block_end(l->chart);
    zi_block_begin(l->chart, "YEARS", "year, lower quartile, median, upper quartile");
    for (size_t i = 0; i < l->input->n_years; i++) {
        const struct zi_leaders_year *year = &l->input->years[i];

        for (int gap = i > 0 ? l->input->years[i - 1].year + 1 : year->year; gap < year->year;
             gap++)
            zi_block_row(l->chart, 4, (double[]){gap, NAN, NAN, NAN});
        zi_block_row(l->chart, 4, (double[]){year->year, year->q1, year->median, year->q3});
    }
    zi_block_end(l->chart);
}

static void emit_median(struct leaders *l)
{
    bool any = false;

    for (size_t i = 0; i < l->input->n_years; i++)
        any = any || has_median(&l->input->years[i]);
    emit_median_blocks(l);
    zi_panel_begin(l->chart, &l->median);
    zi_panel_plot(l->chart, "$GRID using 1:2:3:4 with vectors nohead lw 0.5 lc rgb '#%06x' notitle",
                  zi_chart_colour(l->chart, ZI_GRID));
    if (any)
        zi_panel_plot(l->chart, "$YEARS using 1:2:4 with filledcurves lc rgb '#%06x' notitle",
                      zi_chart_colour(l->chart, ZI_FAN_95));
    for (size_t i = 0; i < 2; i++)
        zi_panel_plot(l->chart,
                      "$TARGETS every ::%zu::%zu using 1:2:3:4 with vectors nohead lw %s lc rgb "
                      "'#%06x' notitle",
                      i, i, i == 1 ? "1.3 dt solid" : "1.29 dt " ZI_DASH_THRESHOLD,
                      zi_chart_colour(l->chart, zi_threshold_colour(i, 2)));
    for (size_t i = 0; i < l->input->n_breaks; i++)
        zi_panel_plot(l->chart,
                      "$TARGETS every ::%zu::%zu using 1:2:3:4 with vectors nohead lw 0.7 dt 3 lc "
                      "rgb '#%06x' notitle",
                      i + 2, i + 2, zi_chart_colour(l->chart, ZI_AXIS));
    if (any) {
        zi_panel_plot(l->chart, "$YEARS using 1:3 with lines lw 2.2 lc rgb '#%06x' notitle",
                      zi_chart_colour(l->chart, ZI_INK));
        zi_panel_points(l->chart, "$YEARS using 1:3",
                        (struct zi_mark){ZI_DISC, false, 0.5, ZI_INK});
    }
    zi_panel_end(l->chart);
}

/* ---- what is to be decided ---- */

static void lay_out_decisions(struct leaders *l)
{
    const struct zi_type number = {9, ZI_BOLD, ZI_LEFT, ZI_SHARE_LOW, false};
    const struct zi_type text = {8.8, ZI_REGULAR, ZI_LEFT, ZI_INK, false};
    const struct zi_box box = {box_column, l->bottom - 12, right, l->foot - 12};
    double y = l->bottom + 22, x = box_column + 10;

    zi_canvas_ground(l->canvas, box, box_ground);
    write(l, x, l->bottom, heading_type, right - x,
          zi_canvas_say(l->canvas, "Yang perlu diputuskan", "What is to be decided"));
    for (size_t i = 0; i < l->input->n_decisions; i++) {
        const char *lines[4];
        size_t n = zi_canvas_wrap(l->canvas, l->input->decisions[i], text.points, text.weight,
                                  right - x - 22, 4, lines);

        if (y + 11 * (double)(n - 1) > box.bottom - 6)
            return; /* left out, not shrunk */
        zi_canvas_label(l->canvas, x, y, number, zi_canvas_say(l->canvas, "%zu.", "%zu.", i + 1));
        for (size_t k = 0; k < n; k++, y += 11)
            zi_canvas_label(l->canvas, x + 14, y, text, lines[k]);
        y += 7;
    }
}

/* ---- the whole ---- */

static void lay_out_footer(struct leaders *l)
{
    const struct zi_type type = {7.4, ZI_REGULAR, ZI_LEFT, ZI_MUTED, false};
    const char *lines[2];
    size_t n = zi_canvas_wrap(l->canvas, l->input->footer, type.points, type.weight, right - left,
                              2, lines);

    l->foot = l->canvas->height - 10 - 9 * (double)(n > 0 ? n - 1 : 0);
    for (size_t i = 0; i < n; i++)
        zi_canvas_label(l->canvas, left, l->foot + 9 * (double)i, type, lines[i]);
}

static void lay_out(struct leaders *l)
{
    double head = lay_out_head(l);

    lay_out_footer(l);
    l->middle = lay_out_tiles(l, head + 13) + 24;
    l->bottom = l->foot - (l->canvas->height > 500 ? 172 : 128);
    lay_out_candidates(l);
    if (l->input->n_candidates > 0)
        lay_out_candidate_key(l);
    lay_out_areas(l, lay_out_stages(l));
    lay_out_status(l);
    measure_median(l);
    lay_out_median(l);
    lay_out_decisions(l);
}

static const char *say_description(struct leaders *l)
{
    const char *list = "";

    for (size_t i = 0; i < l->input->n_tiles; i++)
        list = zi_canvas_say(l->canvas, "%s%s%s %s", "%s%s%s %s", list, i > 0 ? "; " : "",
                             l->input->tiles[i].figure, l->input->tiles[i].what);
    for (size_t i = 0; i < l->input->n_decisions; i++)
        list = zi_canvas_say(l->canvas, "%s. %s", "%s. %s", list, l->input->decisions[i]);
    return zi_canvas_clean(l->canvas, zi_canvas_say(l->canvas, "Halaman ringkasan: %s. %s",
                                                    "Summary page: %s. %s", l->input->title, list));
}

static const struct zi_chart_size *size_of(const struct zi_chart_options *options)
{
    for (size_t i = 0; options->size != NULL && i < ZI_COUNT(sizes); i++)
        if (strcmp(sizes[i].name, options->size->name) == 0)
            return &sizes[i];
    return &sizes[0];
}

enum zi_code zi_chart_leaders(const struct zi_leaders_chart *input,
                              const struct zi_chart_options *options, struct zi_chart *chart,
                              struct zi_error *error)
{
    struct leaders l = {.input = input, .chart = chart, .canvas = &chart->canvas};
    struct zi_chart_options landscape = *options;

    if (input->n_years == 0)
        return zi_fail(error, ZI_EFEW, "tidak ada gambar: tidak ada tahun dengan nilai",
                       "no picture: there is no year with a score");
    for (size_t i = 1; i < input->n_stages; i++)
        if (input->stages[i].units > input->stages[i - 1].units)
            return zi_fail(error, ZI_ESYSTEM,
                           "tahap '%.100s' lebih banyak daripada tahap sebelumnya '%.100s'",
                           "the stage '%.100s' holds more than the one above it, '%.100s'",
                           input->stages[i].name, input->stages[i - 1].name);
    landscape.size = size_of(options);
    for (size_t i = 0; i < 2; i++)
        l.thresholds[i] = input->thresholds[i].value;
    zi_page_begin(chart, &landscape, &sizes[0]);
    lay_out(&l);
    chart->description = say_description(&l);
    if (input->n_candidates > 0)
        emit_candidates(&l);
    emit_median(&l);
    return zi_page_end(chart, error);
}
