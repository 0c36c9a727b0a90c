/* Draws each unit's lever areas as shares of their maximum. */
#include "areas.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "page.h"
#include "rows.h"
#include "script.h"
#include "style.h"

enum { HEAD_LINES = 3 };

/* The layout of one page. */
struct areas {
    const struct zi_areas_chart *input;
    struct zi_chart *chart;
    struct zi_canvas *canvas;
    struct ranked *sorted;
    size_t failing;                /* units with an area below the first level */
    size_t incomplete;             /* units with an area not assessed */
    size_t holding[ZI_AREAS_MAX];  /* units that each area keeps below the last level */
    double percents[2], totals[2]; /* of the levels */
    size_t n_levels;
    struct zi_rows rows;
    struct zi_frame frame;
    const char *heads[ZI_AREAS_MAX][HEAD_LINES];
    size_t head_lines[ZI_AREAS_MAX];
    size_t most_lines;
};

struct ranked {
    const struct zi_area_row *row;
    size_t below; /* areas below the last level */
    bool by_failures;
};

static const double cells_right = 428, total_right = 473;

/* ---- measure ---- */

static int by_order(const void *a, const void *b)
{
    const struct ranked *one = a, *other = b;
    double s = isfinite(one->row->score) ? one->row->score : -HUGE_VAL;
    double t = isfinite(other->row->score) ? other->row->score : -HUGE_VAL;

    if (one->by_failures && one->below != other->below)
        return one->below > other->below ? -1 : 1;
    if (s != t)
        return s > t ? -1 : 1;
    return strcmp(one->row->name, other->row->name);
}

static bool is_below(const struct areas *a, double percent, size_t level)
{
    return isfinite(percent) && !zi_number_at_least(percent, a->percents[level]);
}

static void measure_row(struct areas *a, struct ranked *ranked)
{
    bool failing = false, incomplete = false;

    for (size_t k = 0; k < a->input->n_areas; k++) {
        double percent = ranked->row->percent[k];
        failing |= is_below(a, percent, 0);
        incomplete |= !isfinite(percent);
        if (is_below(a, percent, a->n_levels - 1)) {
            ranked->below++;
            a->holding[k]++;
        }
    }
    a->failing += failing;
    a->incomplete += incomplete;
}

static bool sort_rows(struct areas *a)
{
    const struct zi_areas_chart *input = a->input;

    a->sorted = zi_arena_allocate(&a->canvas->arena, input->n_rows, sizeof *a->sorted);
    if (a->sorted == NULL) {
        a->canvas->out_of_memory = true;
        return false;
    }
    for (size_t i = 0; i < input->n_rows; i++) {
        a->sorted[i] = (struct ranked){&input->rows[i], 0, input->order == ZI_AREAS_BY_FAILURES};
        measure_row(a, &a->sorted[i]);
    }
    qsort(a->sorted, input->n_rows, sizeof *a->sorted, by_order);
    return true;
}

/* ---- sentences ---- */

/* A name on one line: without soft hyphens. */
static const char *plain(struct areas *a, const char *name)
{
    return zi_canvas_shorten(a->canvas, name, ZI_TYPE_TITLE, ZI_BOLD, 200);
}

/* The area that most often keeps units below the last level; two may share it, more are none. */
static const char *say_holding(struct areas *a)
{
    const char *level = a->input->levels[a->n_levels - 1].name;
    size_t most = 0, first = 0, second = 0, sharing = 0;

    for (size_t k = 0; k < a->input->n_areas; k++) {
        if (a->holding[k] > most) {
            most = a->holding[k];
            first = k;
            sharing = 1;
        } else if (a->holding[k] == most && most > 0) {
            second = k;
            sharing++;
        }
    }
    if (most == 0)
        return a->incomplete == 0 ? zi_canvas_say(a->canvas, "; semua area mencukupi %s",
                                                  "; every area suffices for %s", level)
                                  : "";
    if (sharing == 1)
        return zi_canvas_say(a->canvas, "; %s paling sering menahan %s",
                             "; %s most often holds back %s", plain(a, a->input->areas[first].name),
                             level);
    if (sharing == 2)
        return zi_canvas_say(a->canvas, "; %s dan %s paling sering menahan %s",
                             "; %s and %s most often hold back %s",
                             plain(a, a->input->areas[first].name),
                             plain(a, a->input->areas[second].name), level);
    return zi_canvas_say(a->canvas, "; tidak ada satu area yang paling sering menahan %s",
                         "; no single area most often holds back %s", level);
}

static const char *say_title(struct areas *a)
{
    const char *units = zi_page_units(a->canvas, a->input->units, a->input->n_rows);
    const char *level = a->input->levels[0].name;

    if (a->failing == 0)
        return zi_canvas_say(a->canvas, "Tidak ada dari %zu %s yang gagal syarat area %s%s",
                             "None of %zu %s fails the area minimum of %s%s", a->input->n_rows,
                             units, level, say_holding(a));
    return zi_canvas_say(a->canvas, "%zu dari %zu %s gagal syarat area %s%s",
                         a->failing == 1 ? "%zu of %zu %s fails the area minimum of %s%s"
                                         : "%zu of %zu %s fail the area minimum of %s%s",
                         a->failing, a->input->n_rows, units, level, say_holding(a));
}

static const char *say_subtitle(struct areas *a)
{
    const struct zi_areas_chart *input = a->input;
    const char *units = zi_page_units(a->canvas, input->units, 2);

    if (input->order == ZI_AREAS_BY_FAILURES)
        return zi_canvas_say(a->canvas,
                             "Capaian %zu area %s %d (%% dari nilai maksimum area), %s diurutkan "
                             "menurut banyaknya area yang kurang",
                             "%zu %s areas in %d (%% of the area's maximum), %s sorted by the "
                             "number of areas that fall short",
                             input->n_areas, input->label, input->year, units);
    return zi_canvas_say(
        a->canvas,
        "Capaian %zu area %s %d (%% dari nilai maksimum area), %s diurutkan menurut nilai total",
        "%zu %s areas in %d (%% of the area's maximum), %s sorted by total score", input->n_areas,
        input->label, input->year, units);
}

static const char *say_levels(struct areas *a)
{
    const char *percents = "", *totals = "";

    for (size_t i = 0; i < a->n_levels; i++) {
        const struct zi_area_level *level = &a->input->levels[i];
        percents =
            zi_canvas_say(a->canvas, "%s%s%s ≥ %s%%", "%s%s%s ≥ %s%%", percents, i ? ", " : "",
                          level->name, zi_page_exact(a->canvas, level->percent));
        if (isfinite(level->total))
            totals =
                zi_canvas_say(a->canvas, "%s%s%s ≥ %s", "%s%s%s ≥ %s", totals, *totals ? ", " : "",
                              level->name, zi_page_exact(a->canvas, level->total));
    }
    if (*totals)
        totals = zi_canvas_say(a->canvas, "; total %s %s dari %s", "; total of %s areas %s of %s",
                               a->input->label, totals,
                               zi_page_exact(a->canvas, a->input->total_maximum));
    return zi_canvas_say(a->canvas, "Syarat tiap area: %s%s. ", "Minimum of each area: %s%s. ",
                         percents, totals);
}

static const char *say_footer(struct areas *a)
{
    const char *source = a->input->source, *missing = "", *origin = "";

    if (a->incomplete > 0)
        missing =
            zi_canvas_say(a->canvas, "\"–\"\u00a0= tidak dinilai, syaratnya belum diketahui. ",
                          "\"–\"\u00a0= not assessed, so not known. ");
    if (source != NULL && *source)
        origin = zi_canvas_say(a->canvas, "Sumber: %s.", "Source: %s.", source);
    return zi_canvas_say(a->canvas, "%s%s%s", "%s%s%s", say_levels(a), missing, origin);
}

static const char *say_description(struct areas *a)
{
    return zi_canvas_clean(
        a->canvas, zi_canvas_say(a->canvas,
                                 "Tabel berwarna %zu unit kali %zu area %s, %d, dalam persen dari "
                                 "nilai maksimum. %s.",
                                 "Coloured table of %zu units by %zu %s areas, %d, in percent of "
                                 "the maximum. %s.",
                                 a->input->n_rows, a->input->n_areas, a->input->label,
                                 a->input->year, a->chart->title));
}

/* ---- lay out ---- */

static const struct zi_type head_type = {6.7, ZI_BOLD, ZI_CENTRE, ZI_INK, false};
static const struct zi_type maximum_type = {ZI_TYPE_LEAST, ZI_REGULAR, ZI_CENTRE, ZI_MUTED, false};
static const double head_leading = 8;
static const double key_below = 9;    /* the last row */
static const double wide_share = 1.2; /* of its column, for a head between narrower ones */

static uint32_t fill(const struct areas *a, double percent)
{
    if (!isfinite(percent))
        return ZI_WHITE;
    if (is_below(a, percent, 0))
        return ZI_SHARE_LOW;
    return is_below(a, percent, a->n_levels - 1) ? ZI_SHARE_MIDDLE : ZI_SHARE_HIGH;
}

static struct zi_key cell_key(uint32_t fill_colour, const char *text)
{
    return (struct zi_key){ZI_KEY_CELL, {.colour = fill_colour}, ZI_REGULAR, ZI_INK, text};
}

static size_t make_key(struct areas *a, struct zi_key keys[3])
{
    const struct zi_area_level *low = &a->input->levels[0];
    const struct zi_area_level *high = &a->input->levels[a->n_levels - 1];
    const char *least = zi_page_exact(a->canvas, low->percent);
    const char *most = zi_page_exact(a->canvas, high->percent);
    size_t n = 0;

    keys[n++] = cell_key(ZI_SHARE_LOW, zi_canvas_say(a->canvas, "di bawah %s%%: gugur %s",
                                                     "below %s%%: fails %s", least, low->name));
    if (a->n_levels > 1)
        keys[n++] = cell_key(ZI_SHARE_MIDDLE,
                             zi_canvas_say(a->canvas, "%s–%s%%: cukup %s", "%s–%s%%: enough for %s",
                                           least, most, low->name));
    keys[n++] = cell_key(ZI_SHARE_HIGH, zi_canvas_say(a->canvas, "≥ %s%%: cukup %s",
                                                      "≥ %s%%: enough for %s", most, high->name));
    return n;
}

/* Of a line of a head, counted from the last. */
static double head_width(const struct areas *a, size_t k, size_t line)
{
    if (line >= a->head_lines[k])
        return 0;
    return zi_text_width(&a->canvas->font, a->heads[k][a->head_lines[k] - 1 - line],
                         head_type.points, head_type.weight);
}

static bool heads_collide(const struct areas *a, size_t k, double column)
{
    for (size_t line = 0; line < HEAD_LINES; line++)
        if ((head_width(a, k, line) + head_width(a, k + 1, line)) / 2 + 1 > column)
            return true;
    return false;
}

static void wrap_head(struct areas *a, size_t k, double width)
{
    a->head_lines[k] = zi_canvas_wrap_balanced(a->canvas, a->input->areas[k].name, head_type.points,
                                               head_type.weight, width, HEAD_LINES, a->heads[k]);
}

/* Of two heads that collide, the one that loses least by being parted: fewer lines, else the wider
 * one. n_areas when both are already. */
static size_t choose_narrow(struct areas *a, size_t k, const bool narrow[], double column)
{
    size_t lines[2];

    if (narrow[k] || narrow[k + 1])
        return narrow[k] && narrow[k + 1] ? a->input->n_areas : narrow[k] ? k + 1 : k;
    for (size_t side = 0; side < 2; side++) {
        size_t wide = a->head_lines[k + side];
        wrap_head(a, k + side, column - 2);
        lines[side] = a->head_lines[k + side];
        if (lines[side] > wide)
            lines[side] += HEAD_LINES;
        wrap_head(a, k + side, wide_share * column);
    }
    if (lines[0] != lines[1])
        return lines[0] < lines[1] ? k : k + 1;
    return head_width(a, k, 0) >= head_width(a, k + 1, 0) ? k : k + 1;
}

/* A head may be somewhat wider than its column where its neighbours are not; the others are parted
 * to fit. */
static void wrap_heads(struct areas *a, double column)
{
    bool narrow[ZI_AREAS_MAX] = {false};
    bool changed = true;

    for (size_t k = 0; k < a->input->n_areas; k++)
        wrap_head(a, k, wide_share * column);
    while (changed) {
        changed = false;
        for (size_t k = 0; k + 1 < a->input->n_areas; k++) {
            size_t chosen = heads_collide(a, k, column) ? choose_narrow(a, k, narrow, column)
                                                        : a->input->n_areas;
            if (chosen == a->input->n_areas)
                continue;
            narrow[chosen] = changed = true;
            wrap_head(a, chosen, column - 2);
        }
    }
    a->most_lines = 1;
    for (size_t k = 0; k < a->input->n_areas; k++)
        if (a->head_lines[k] > a->most_lines)
            a->most_lines = a->head_lines[k];
}

/* Header and footer, and what they and the key leave for rows. Columns are at their narrowest
 * beside the longest names, so heads that fit those fit all. */
static void lay_out_page(struct areas *a)
{
    struct zi_key keys[3];
    size_t n_keys = make_key(a, keys);
    double head = zi_page_header(a->chart, say_title(a), say_subtitle(a));
    double foot = zi_page_footer(a->chart, say_footer(a));
    size_t key_lines = zi_page_key_lines(a->canvas, keys, n_keys);
    double key = foot - 13.8 - ZI_KEY_LEADING * (double)(key_lines - 1);
    double narrowest =
        (cells_right - (ZI_MARGIN + 8 + 0.46 * a->canvas->width)) / (double)a->input->n_areas;

    wrap_heads(a, narrowest);
    a->rows = zi_rows_spread(a->chart->size, a->input->n_rows,
                             head + 27 + head_leading * (double)a->most_lines, key - key_below);
}

static void lay_out_key(struct areas *a)
{
    struct zi_key keys[3];
    size_t n_keys = make_key(a, keys);

    zi_page_key(a->canvas, keys, n_keys, a->frame.bottom + key_below);
}

static void lay_out_names(struct areas *a)
{
    struct zi_row_name *names = zi_arena_allocate(&a->canvas->arena, a->rows.n, sizeof *names);

    if (names == NULL) {
        a->canvas->out_of_memory = true;
        return;
    }
    for (size_t i = 0; i < a->rows.n; i++)
        names[i] = (struct zi_row_name){a->sorted[i].row->name, a->sorted[i].row->short_name};
    a->frame.left = zi_rows_names(a->canvas, &a->rows, names) + 6;
}

static void lay_out_frame(struct areas *a)
{
    a->frame.right = cells_right;
    a->frame.top = a->rows.top;
    a->frame.bottom = zi_rows_bottom(&a->rows);
    a->frame.x_right = (double)a->input->n_areas;
    a->frame.y_bottom = (double)a->rows.count;
}

static double column_middle(const struct areas *a, size_t k)
{
    return zi_frame_x(&a->frame, (double)k + 0.5);
}

/* Only the figure where the column is too narrow for words. */
static const char *say_maximum(struct areas *a, double maximum, double width)
{
    const char *figure = zi_page_exact(a->canvas, maximum);
    const char *text = zi_canvas_say(a->canvas, "maks %s", "max %s", figure);
    bool fits =
        zi_text_width(&a->canvas->font, text, maximum_type.points, maximum_type.weight) < width;

    return zi_canvas_shorten(a->canvas, fits ? text : figure, maximum_type.points,
                             maximum_type.weight, width);
}

static void lay_out_heads(struct areas *a)
{
    struct zi_type head = head_type, maximum = maximum_type;
    double column = (a->frame.right - a->frame.left) / (double)a->input->n_areas;
    double y = a->rows.top - 6;

    wrap_heads(a, column);
    for (size_t k = 0; k < a->input->n_areas; k++) {
        for (size_t line = 0; line < a->head_lines[k]; line++)
            zi_canvas_label(a->canvas, column_middle(a, k),
                            y - head_leading * (double)(a->head_lines[k] - line), head,
                            a->heads[k][line]);
        zi_canvas_label(a->canvas, column_middle(a, k), y, maximum,
                        say_maximum(a, a->input->areas[k].maximum, column - 1));
    }
    head.align = maximum.align = ZI_RIGHT;
    zi_canvas_label_if_free(a->canvas, total_right, y - head_leading, head,
                            zi_canvas_shorten(a->canvas, a->input->total_label, head.points,
                                              head.weight, total_right - a->frame.right),
                            false);
    zi_canvas_label_if_free(a->canvas, total_right, y, maximum,
                            say_maximum(a, a->input->total_maximum, total_right - a->frame.right),
                            false);
}

static void lay_out_cells(struct areas *a, const struct zi_area_row *row, double y)
{
    for (size_t k = 0; k < a->input->n_areas; k++) {
        uint32_t under = fill(a, row->percent[k]);
        struct zi_type type = {7.2, ZI_REGULAR, ZI_CENTRE, ZI_MUTED, false};
        if (under == ZI_SHARE_LOW || under == ZI_SHARE_MIDDLE)
            type.colour = zi_colour_on(under);
        if (under == ZI_SHARE_LOW)
            type.weight = ZI_BOLD;
        zi_canvas_label(a->canvas, column_middle(a, k), y, type,
                        zi_page_number(a->canvas, row->percent[k], 0, a->percents, a->n_levels));
    }
}

static void lay_out_figures(struct areas *a)
{
    size_t n_totals = 0;

    for (size_t i = 0; i < a->n_levels; i++)
        if (isfinite(a->input->levels[i].total))
            a->totals[n_totals++] = a->input->levels[i].total;
    for (size_t i = 0; i < a->rows.count; i++) {
        const struct zi_area_row *row = a->sorted[a->rows.first + i].row;
        struct zi_type type = {7.2, ZI_REGULAR, ZI_RIGHT, ZI_INK, false};
        double y = zi_rows_y(&a->rows, i);

        lay_out_cells(a, row, y);
        if (n_totals > 0 && zi_number_at_least(row->total, a->totals[n_totals - 1]))
            type.weight = ZI_BOLD;
        else if (n_totals > 0 && isfinite(row->total) &&
                 !zi_number_at_least(row->total, a->totals[0]))
            type.colour = ZI_TROUBLE;
        zi_canvas_label(a->canvas, total_right, y, type,
                        zi_page_number(a->canvas, row->total, 1, a->totals, n_totals));
    }
}

/* ---- emit ---- */

static void emit(struct areas *a)
{
    zi_block_begin(a->chart, "CELLS", "column and row, edges, percent of the maximum, colour");
    for (size_t i = 0; i < a->rows.count; i++) {
        const struct zi_area_row *row = a->sorted[a->rows.first + i].row;
        for (size_t k = 0; k < a->input->n_areas; k++) {
            double x = (double)k, y = (double)i;
            zi_block_row(a->chart, 8,
                         (double[]){x + 0.5, y + 0.5, x + 0.03, x + 0.97, y + 0.05, y + 0.95,
                                    row->percent[k],
                                    zi_chart_colour(a->chart, fill(a, row->percent[k]))});
        }
    }
    zi_block_end(a->chart);
    zi_panel_begin(a->chart, &a->frame);
    zi_panel_plot(a->chart, "$CELLS using 1:2:3:4:5:6:8 with boxxyerror fc rgb variable notitle");
    zi_panel_end(a->chart);
}

/* ---- the whole ---- */

static bool any_value(const struct zi_areas_chart *input)
{
    for (size_t i = 0; i < input->n_rows; i++)
        for (size_t k = 0; k < input->n_areas; k++)
            if (isfinite(input->rows[i].percent[k]))
                return true;
    return false;
}

static enum zi_code begin(struct areas *a, const struct zi_chart_options *options,
                          struct zi_error *error)
{
    const struct zi_areas_chart *input = a->input;

    if (input->n_areas > ZI_AREAS_MAX)
        return zi_fail(
            error, ZI_EUSAGE, "%zu area terlalu banyak untuk satu gambar (paling banyak %d)",
            "%zu areas are too many for one picture (at most %d)", input->n_areas, ZI_AREAS_MAX);
    if (input->n_levels == 0 || !any_value(input))
        return zi_fail(error, ZI_EFEW,
                       "tidak ada gambar: tidak satu pun dari %zu unit mempunyai nilai area %d; "
                       "periksa --year",
                       "no picture: not one of %zu units has an area score for %d; check --year",
                       input->n_rows, input->year);
    zi_page_begin(a->chart, options, zi_rows_natural_size(input->n_rows));
    a->canvas = &a->chart->canvas;
    a->n_levels = input->n_levels < 2 ? 1 : 2;
    for (size_t i = 0; i < a->n_levels; i++)
        a->percents[i] = input->levels[i].percent;
    if (!sort_rows(a))
        return zi_page_end(a->chart, error);
    lay_out_page(a);
    return ZI_OK;
}

enum zi_code zi_chart_areas(const struct zi_areas_chart *input,
                            const struct zi_chart_options *options, size_t page,
                            struct zi_chart *chart, struct zi_error *error)
{
    struct areas a = {.input = input, .chart = chart};
    enum zi_code code;

    ZI_TRY(begin(&a, options, error));
    code = zi_rows_turn(&a.rows, chart, page, error);
    if (code != ZI_OK) {
        zi_chart_release(chart);
        return code;
    }
    lay_out_names(&a);
    lay_out_frame(&a);
    lay_out_heads(&a);
    lay_out_figures(&a);
    lay_out_key(&a);
    chart->description = say_description(&a);
    emit(&a);
    return zi_page_end(chart, error);
}
