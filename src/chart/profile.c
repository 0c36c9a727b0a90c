/* Draws a unit's indices side by side, each on its own scale. */
#include "profile.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "axes.h"
#include "base/count.h"
#include "base/number.h"
#include "page.h"
#include "style.h"

enum { COLUMNS = 4, ROWS = 2 };
static const double column_gap = 16, tick_room = 20;

struct profile {
    const struct zi_profile_chart *input;
    struct zi_chart *chart;
    struct zi_canvas *canvas;
    size_t risen, fallen, still, with_change;
    const struct zi_profile_cell *fallen_cell, *still_cell; /* the last of each */
    double top, height, width;                              /* of the grid and its cells */
};

/* ---- measure ---- */

static double last_value(const struct zi_profile_cell *cell)
{
    return cell->n_points > 0 ? cell->points[cell->n_points - 1].value : NAN;
}

/* A change too small to be shown is none. */
static int direction(const struct zi_profile_cell *cell)
{
    double least = 0.5 * pow(10, -cell->decimals);

    return cell->change >= least ? 1 : cell->change <= -least ? -1 : 0;
}

static void count(struct profile *p)
{
    for (size_t i = 0; i < p->input->n_cells; i++) {
        const struct zi_profile_cell *cell = &p->input->cells[i];

        if (!isfinite(cell->change))
            continue;
        p->with_change++;
        p->risen += direction(cell) > 0;
        if (direction(cell) < 0) {
            p->fallen++;
            p->fallen_cell = cell;
        }
        if (direction(cell) == 0) {
            p->still++;
            p->still_cell = cell;
        }
    }
}

static size_t list_line_values(const struct zi_profile_cell *cell, double values[ZI_PROFILE_LINES])
{
    size_t n = cell->n_lines < ZI_PROFILE_LINES ? cell->n_lines : ZI_PROFILE_LINES;

    for (size_t i = 0; i < n; i++)
        values[i] = cell->lines[i].value;
    return n;
}

static const char *say_value(struct profile *p, const struct zi_profile_cell *cell, double value)
{
    double lines[ZI_PROFILE_LINES];
    size_t n = list_line_values(cell, lines);

    return zi_page_number(p->canvas, value, cell->decimals, lines, n);
}

/* ---- sentences ---- */

static const char *title_name(struct profile *p)
{
    const char *name = p->input->short_name;

    return zi_canvas_shorten(p->canvas, name != NULL && *name ? name : p->input->unit,
                             ZI_TYPE_TITLE, ZI_BOLD, 220);
}

/* What did not rise: by name when it is one. */
static const char *say_others(struct profile *p)
{
    if (p->fallen == 1)
        return zi_canvas_say(p->canvas, "; %s turun menjadi %s", "; %s fell to %s",
                             p->fallen_cell->name,
                             say_value(p, p->fallen_cell, last_value(p->fallen_cell)));
    if (p->fallen > 1)
        return zi_canvas_say(p->canvas, "; %zu turun", "; %zu fell", p->fallen);
    if (p->still == 1)
        return zi_canvas_say(p->canvas, "; %s tetap %s", "; %s stays at %s", p->still_cell->name,
                             say_value(p, p->still_cell, last_value(p->still_cell)));
    if (p->still > 1)
        return zi_canvas_say(p->canvas, "; %zu tetap", "; %zu stay as they were", p->still);
    return "";
}

static const char *say_title(struct profile *p)
{
    if (p->with_change == 0)
        return zi_canvas_say(p->canvas, "Indeks %s: belum ada dua tahun yang dapat dibandingkan",
                             "Indices of %s: no two years can be compared yet", title_name(p));
    if (p->risen == 0)
        return zi_canvas_say(p->canvas, "Tidak satu pun dari %zu indeks %s membaik sejak %d%s",
                             "None of %zu indices of %s improved since %d%s", p->with_change,
                             title_name(p), p->input->base_year, say_others(p));
    return zi_canvas_say(p->canvas, "%zu dari %zu indeks %s membaik sejak %d%s",
                         "%zu of %zu indices of %s improved since %d%s", p->risen, p->with_change,
                         title_name(p), p->input->base_year, say_others(p));
}

static const char *say_subtitle(struct profile *p)
{
    return zi_canvas_say(
        p->canvas, "%s, %d–%d", "%s, %d–%d",
        zi_canvas_shorten(p->canvas, p->input->unit, ZI_TYPE_SUBTITLE, ZI_REGULAR, 400),
        p->input->first_year, p->input->last_year);
}

static bool any_institution(const struct profile *p)
{
    for (size_t i = 0; i < p->input->n_cells; i++)
        if (p->input->cells[i].of_institution)
            return true;
    return false;
}

static bool any_break(const struct profile *p)
{
    for (size_t i = 0; i < p->input->n_cells; i++)
        if (p->input->cells[i].n_breaks > 0)
            return true;
    return false;
}

static const char *say_footer(struct profile *p)
{
    const char *institution = "", *breaks = "", *source = p->input->source;

    if (any_institution(p))
        institution = zi_canvas_say(p->canvas, "(i) = nilai instansi, bukan nilai unit. ",
                                    "(i) = the institution's value, not the unit's. ");
    if (any_break(p))
        breaks = zi_canvas_say(p->canvas,
                               "Garis titik-titik tegak: cara menilai berganti; perubahan dihitung "
                               "sesudahnya. ",
                               "Dotted upright line: a new way of assessing; changes are since "
                               "then. ");
    return zi_canvas_say(
        p->canvas, "Skala tegak berbeda tiap panel. %s%sTahun tanpa titik = tidak dinilai. %s%s%s",
        "Vertical scales differ. %s%sA year without a dot was not assessed. %s%s%s", institution,
        breaks, source != NULL && *source ? zi_canvas_say(p->canvas, "Sumber: ", "Source: ") : "",
        source != NULL ? source : "", source != NULL && *source ? "." : "");
}

static const char *say_description(struct profile *p)
{
    const char *list = "";

    for (size_t i = 0; i < p->input->n_cells; i++) {
        const struct zi_profile_cell *cell = &p->input->cells[i];

        list =
            zi_canvas_say(p->canvas, "%s%s%s %s", "%s%s%s %s", list, i > 0 ? "; " : "", cell->name,
                          cell->n_points > 0 ? say_value(p, cell, last_value(cell)) : "–");
    }
    return zi_canvas_clean(
        p->canvas, zi_canvas_say(p->canvas,
                                 "Grafik garis kecil indeks %s, %d sampai %d; nilai terakhir: %s. "
                                 "%s.",
                                 "Small line charts of the indices of %s, %d to %d; latest values: "
                                 "%s. %s.",
                                 p->input->unit, p->input->first_year, p->input->last_year, list,
                                 p->chart->title));
}

/* ---- one cell ---- */

static double cell_left(const struct profile *p, size_t i)
{
    return ZI_MARGIN + 2 + (double)(i % COLUMNS) * (p->width + column_gap);
}

static double cell_top(const struct profile *p, size_t i)
{
    return p->top + (double)(i / COLUMNS) * p->height;
}

/* "▲ 7,2", "▼ 0,4", "= 0,0"; with the year where it is not the base year. */
static const char *say_change(struct profile *p, const struct zi_profile_cell *cell)
{
    static const char *const signs[] = {"▼", "=", "▲"};
    char text[ZI_NUMBER_MAX];
    const char *from = "";

    if (!isfinite(cell->change))
        return "";
    zi_number_fixed(text, fabs(cell->change), cell->decimals, p->canvas->language);
    if (cell->change_from != p->input->base_year)
        from = zi_canvas_say(p->canvas, " (%d)", " (%d)", cell->change_from);
    return zi_canvas_say(p->canvas, "%s %s%s", "%s %s%s", signs[direction(cell) + 1], text, from);
}

static const char *say_scale(struct profile *p, const struct zi_profile_cell *cell)
{
    const char *mark = cell->of_institution ? " (i)" : "";

    if (!isfinite(cell->scale_low) || !isfinite(cell->scale_high))
        return zi_canvas_say(p->canvas, "%s", "%s", mark);
    return zi_canvas_say(p->canvas, "%s–%s%s", "%s–%s%s", zi_page_exact(p->canvas, cell->scale_low),
                         zi_page_exact(p->canvas, cell->scale_high), mark);
}

/* Name; last value, change, scale. */
static void write_head(struct profile *p, const struct zi_profile_cell *cell, double x, double y)
{
    struct zi_type name = {ZI_TYPE_LABEL, ZI_BOLD, ZI_LEFT, ZI_INK, false};
    struct zi_type figure = {ZI_TYPE_FIGURE + 0.6, ZI_BOLD, ZI_LEFT, ZI_INK, false};
    struct zi_type quiet = {ZI_TYPE_NOTE - 0.2, ZI_REGULAR, ZI_LEFT, ZI_MUTED, false};
    const char *value = say_value(p, cell, last_value(cell));

    zi_canvas_label(p->canvas, x, y, name,
                    zi_canvas_shorten(p->canvas, cell->name, name.points, name.weight, p->width));
    if (cell->n_points > 0) {
        zi_canvas_label(p->canvas, x, y + 11.4, figure, value);
        zi_canvas_label_if_free(
            p->canvas, x + 7 + zi_text_width(&p->canvas->font, value, figure.points, figure.weight),
            y + 11.4, quiet, say_change(p, cell), false);
    }
    quiet.align = ZI_RIGHT;
    zi_canvas_label_if_free(p->canvas, x + p->width, y + 11.4, quiet, say_scale(p, cell), false);
}

static void widen(double value, double *low, double *high)
{
    *low = fmin(*low, value);
    *high = fmax(*high, value);
}

/* All values, with the lines that are near, inside the scale; returns the step of the ticks, of
 * which there are two or more. */
static double measure_values(const struct zi_profile_cell *cell, struct zi_frame *frame)
{
    double low = INFINITY, high = -INFINITY, span, step;

    for (size_t i = 0; i < cell->n_points; i++)
        widen(cell->points[i].value, &low, &high);
    for (size_t i = 0; i < cell->n_median; i++)
        widen(cell->median[i].value, &low, &high);
    span = fmax(high - low, pow(10, 1 - cell->decimals));
    for (size_t i = 0; i < cell->n_lines && i < ZI_PROFILE_LINES; i++)
        if (cell->lines[i].value >= low - 0.6 * span && cell->lines[i].value <= high + 0.6 * span)
            widen(cell->lines[i].value, &low, &high);
    low -= 0.05 * span;
    high += 0.15 * span;
    step = zi_axis_step(low, high, 2);
    low = floor(low / step * 2) * step / 2;
    frame->y_bottom = isfinite(cell->scale_low) ? fmax(low, cell->scale_low) : low;
    frame->y_top = fmax(high, frame->y_bottom + step);
    return step;
}

static struct zi_frame frame_of(const struct profile *p, size_t i, double *step)
{
    struct zi_frame frame = {.left = cell_left(p, i) + tick_room,
                             .right = cell_left(p, i) + p->width,
                             .top = cell_top(p, i) + 22,
                             .bottom = cell_top(p, i) + p->height - 26,
                             .x_left = p->input->first_year - 0.5,
                             .x_right = p->input->last_year + 0.5};

    *step = measure_values(&p->input->cells[i], &frame);
    return frame;
}

static bool line_is_shown(const struct zi_frame *frame, double value)
{
    return value >= frame->y_bottom && value <= frame->y_top;
}

static uint32_t line_colour(const struct zi_profile_cell *cell, size_t i)
{
    return cell->are_targets ? zi_threshold_colour(i, cell->n_lines) : ZI_MUTED;
}

/* Only the first and the last year; where there is one, that one. */
static void write_years(struct profile *p, const struct zi_frame *frame)
{
    const struct zi_type type = {ZI_TYPE_LABEL, ZI_REGULAR, ZI_CENTRE, ZI_MUTED, false};
    const int years[] = {p->input->first_year, p->input->last_year};

    zi_canvas_stroke(p->canvas, frame->left, frame->bottom, frame->right, frame->bottom, 0.6,
                     ZI_AXIS);
    for (size_t i = 0; i < 2; i++) {
        double x = zi_frame_x(frame, years[i]);

        if (zi_canvas_label_if_free(p->canvas, x, frame->bottom + 8, type,
                                    zi_canvas_say(p->canvas, "%d", "%d", years[i]), false))
            zi_canvas_stroke(p->canvas, x, frame->bottom, x, frame->bottom + 2, 0.6, ZI_AXIS);
    }
}

static void avoid_values(struct profile *p, const struct zi_profile_cell *cell,
                         const struct zi_frame *frame)
{
    for (size_t i = 0; i < cell->n_points; i++) {
        double x = zi_frame_x(frame, cell->points[i].year);
        double y = zi_frame_y(frame, cell->points[i].value);

        zi_canvas_avoid(p->canvas, (struct zi_box){x - 2, y - 2, x + 2, y + 2});
        if (i > 0)
            zi_canvas_avoid_line(p->canvas, zi_frame_x(frame, cell->points[i - 1].year),
                                 zi_frame_y(frame, cell->points[i - 1].value), x, y, 1);
    }
}

/* On the line at its left end, else at its right end, else below it. */
static void write_lines(struct profile *p, const struct zi_profile_cell *cell,
                        const struct zi_frame *frame)
{
    for (size_t i = 0; i < cell->n_lines && i < ZI_PROFILE_LINES; i++) {
        struct zi_type type = {ZI_TYPE_LEAST, cell->are_targets ? ZI_BOLD : ZI_REGULAR, ZI_LEFT,
                               line_colour(cell, i), false};
        double y = zi_frame_y(frame, cell->lines[i].value);
        const char *name = zi_canvas_shorten(p->canvas, cell->lines[i].name, type.points,
                                             type.weight, p->width - tick_room - 4);
        bool placed = !line_is_shown(frame, cell->lines[i].value);

        for (int try = 0; try < 4 && !placed; try++) {
            bool right = (try & 1) != 0, below = (try & 2) != 0;

            type.align = right ? ZI_RIGHT : ZI_LEFT;
            if (below && y + 9 > frame->bottom)
                continue;
            placed = zi_canvas_label_if_free(p->canvas, right ? frame->right - 1 : frame->left + 2,
                                             y + (below ? 5 : -4.6), type, name, true);
        }
    }
}

static void lay_out_cell(struct profile *p, size_t i)
{
    const struct zi_profile_cell *cell = &p->input->cells[i];
    struct zi_type empty = {ZI_TYPE_NOTE, ZI_ITALIC, ZI_CENTRE, ZI_MUTED, false};
    double x = cell_left(p, i), y = cell_top(p, i);
    struct zi_frame frame;
    double step;

    write_head(p, cell, x, y);
    if (cell->n_points == 0) {
        zi_canvas_label(p->canvas, x + p->width / 2, y + p->height / 2, empty,
                        zi_canvas_say(p->canvas, "belum ada data", "no data yet"));
        return;
    }
    frame = frame_of(p, i, &step);
    write_years(p, &frame);
    zi_axis_left(p->canvas, &frame, step, false);
    avoid_values(p, cell, &frame);
    write_lines(p, cell, &frame);
}

/* ---- the key ---- */

static bool any_median(const struct profile *p)
{
    for (size_t i = 0; i < p->input->n_cells; i++)
        if (p->input->cells[i].n_median > 0)
            return true;
    return false;
}

/* In the last cell of the grid. */
static void lay_out_key(struct profile *p)
{
    const size_t at = ZI_PROFILE_CELLS;
    struct zi_type head = {ZI_TYPE_LABEL, ZI_BOLD, ZI_LEFT, ZI_INK, false};
    struct zi_type type = {ZI_TYPE_NOTE, ZI_REGULAR, ZI_LEFT, ZI_MUTED, false};
    double x = cell_left(p, at), y = cell_top(p, at), text = x + 24;
    double line = fmin(17, (p->height - 30) / 4);
    const double dash = 4.6;

    zi_canvas_label(p->canvas, x, y, head, zi_canvas_say(p->canvas, "Cara membaca", "How to read"));
    y += line + 4;
    zi_canvas_stroke(p->canvas, x, y, x + 18, y, 1.8, ZI_INK);
    zi_canvas_label(p->canvas, text, y, type, zi_canvas_say(p->canvas, "unit ini", "this unit"));
    if (any_median(p)) {
        y += line;
        zi_canvas_stroke(p->canvas, x, y, x + 18, y, 1.3, ZI_CELL_BORDER);
        zi_canvas_label(
            p->canvas, text, y, type,
            zi_canvas_say(p->canvas, "median %s", "median of %s",
                          zi_canvas_shorten(p->canvas, zi_page_units(p->canvas, p->input->units, 2),
                                            type.points, type.weight, 44)));
    }
    y += line;
    for (int i = 0; i < 4; i++)
        zi_canvas_stroke(p->canvas, x + i * dash, y, x + i * dash + 3, y, 0.9, ZI_MUTED);
    zi_canvas_label(p->canvas, text, y, type,
                    zi_canvas_say(p->canvas, "ambang / kategori", "threshold / class"));
    zi_canvas_label(p->canvas, x, y + line, type,
                    zi_canvas_say(p->canvas, "▲ ▼ =  perubahan sejak %d", "▲ ▼ =  change since %d",
                                  p->input->base_year));
}

/* ---- emit ---- */

/* One block a cell: an empty one would be an error to gnuplot, so absent lines have no block. */
static void emit_points(struct profile *p, const char *letter, size_t cell,
                        const struct zi_profile_point points[], size_t n)
{
    char name[32];

    if (n == 0)
        return;
    snprintf(name, sizeof name, "%s%zu", letter, cell);
    zi_block_begin(p->chart, name, "year, value; a missing year breaks the line");
    for (size_t i = 0; i < n; i++) {
        for (int year = i > 0 ? points[i - 1].year + 1 : points[0].year; year < points[i].year;
             year++)
            zi_block_row(p->chart, 2, (double[]){year, NAN});
        zi_block_row(p->chart, 2, (double[]){points[i].year, points[i].value});
    }
    zi_block_end(p->chart);
}

static void emit_lines(struct profile *p, size_t i, const struct zi_frame *frame, double step)
{
    const struct zi_profile_cell *cell = &p->input->cells[i];
    double run = frame->x_right - frame->x_left;
    char name[32];

    snprintf(name, sizeof name, "G%zu", i);
    zi_block_begin(p->chart, name, "grid: start, run");
    for (double k = ceil(frame->y_bottom / step); k * step <= frame->y_top; k++)
        zi_block_row(p->chart, 4, (double[]){frame->x_left, k * step, run, 0});
    zi_block_end(p->chart);
    snprintf(name, sizeof name, "L%zu", i);
    zi_block_begin(p->chart, name, "thresholds or categories, then breaks: start, run");
    for (size_t k = 0; k < cell->n_lines && k < ZI_PROFILE_LINES; k++)
        zi_block_row(p->chart, 4, (double[]){frame->x_left, cell->lines[k].value, run, 0});
    for (size_t k = 0; k < cell->n_breaks; k++)
        zi_block_row(
            p->chart, 4,
            (double[]){cell->breaks[k] - 0.5, frame->y_bottom, 0, frame->y_top - frame->y_bottom});
    zi_block_end(p->chart);
}

static void plot_lines(struct profile *p, size_t i, const struct zi_frame *frame)
{
    const struct zi_profile_cell *cell = &p->input->cells[i];
    size_t lines = cell->n_lines < ZI_PROFILE_LINES ? cell->n_lines : ZI_PROFILE_LINES;

    zi_panel_plot(p->chart, "$G%zu using 1:2:3:4 with vectors nohead lw 0.5 lc rgb '#%06x' notitle",
                  i, zi_chart_colour(p->chart, ZI_GRID));
    for (size_t k = 0; k < lines; k++)
        if (line_is_shown(frame, cell->lines[k].value))
            zi_panel_plot(p->chart,
                          "$L%zu every ::%zu::%zu using 1:2:3:4 with vectors nohead lw 0.91 dt "
                          "(5,4) lc rgb '#%06x' notitle",
                          i, k, k, zi_chart_colour(p->chart, line_colour(cell, k)));
    for (size_t k = lines; k < lines + cell->n_breaks; k++)
        zi_panel_plot(p->chart,
                      "$L%zu every ::%zu::%zu using 1:2:3:4 with vectors nohead lw 0.7 dt 3 lc rgb "
                      "'#%06x' notitle",
                      i, k, k, zi_chart_colour(p->chart, ZI_AXIS));
}

static void emit_cell(struct profile *p, size_t i)
{
    const struct zi_profile_cell *cell = &p->input->cells[i];
    const struct zi_mark dot = {ZI_DISC, false, 0.34, ZI_INK}, last = {ZI_DISC, false, 0.6, ZI_INK};
    struct zi_frame frame;
    char source[80];
    double step;

    if (cell->n_points == 0)
        return;
    frame = frame_of(p, i, &step);
    emit_lines(p, i, &frame, step);
    emit_points(p, "V", i, cell->points, cell->n_points);
    emit_points(p, "M", i, cell->median, cell->n_median);
    zi_panel_begin(p->chart, &frame);
    plot_lines(p, i, &frame);
    if (cell->n_median > 0)
        zi_panel_plot(p->chart, "$M%zu using 1:2 with lines lw 1.3 lc rgb '#%06x' notitle", i,
                      zi_chart_colour(p->chart, ZI_CELL_BORDER));
    zi_panel_plot(p->chart, "$V%zu using 1:2 with lines lw 1.8 lc rgb '#%06x' notitle", i,
                  zi_chart_colour(p->chart, ZI_INK));
    snprintf(source, sizeof source, "$V%zu using 1:2", i);
    zi_panel_points(p->chart, source, dot);
    snprintf(source, sizeof source, "$V%zu using ($1==%d?$1:NaN):2", i,
             cell->points[cell->n_points - 1].year);
    zi_panel_points(p->chart, source, last);
    zi_panel_end(p->chart);
}

/* ---- the whole ---- */

static void lay_out(struct profile *p)
{
    double head = zi_page_header(p->chart, say_title(p), say_subtitle(p));
    double foot = zi_page_footer(p->chart, say_footer(p));

    p->top = head + 24;
    p->height = (foot - 4 - p->top) / ROWS;
    p->width = (p->canvas->width - 2 * ZI_MARGIN - 4 - (COLUMNS - 1) * column_gap) / COLUMNS;
    for (size_t i = 0; i < p->input->n_cells; i++)
        lay_out_cell(p, i);
    lay_out_key(p);
}

static bool has_values(const struct zi_profile_chart *input)
{
    for (size_t i = 0; i < input->n_cells; i++)
        if (input->cells[i].n_points > 0)
            return true;
    return false;
}

enum zi_code zi_chart_profile(const struct zi_profile_chart *input,
                              const struct zi_chart_options *options, struct zi_chart *chart,
                              struct zi_error *error)
{
    struct profile p = {.input = input, .chart = chart, .canvas = &chart->canvas};

    if (input->n_cells > ZI_PROFILE_CELLS)
        return zi_fail(error, ZI_EUSAGE, "profil memuat %d indeks, diminta %zu; kurangi --index",
                       "a profile holds %d indices, %zu are asked for; name fewer with --index",
                       ZI_PROFILE_CELLS, input->n_cells);
    if (!has_values(input))
        return zi_fail(error, ZI_EFEW,
                       "tidak ada gambar: '%.200s' tidak mempunyai satu pun nilai; periksa --index "
                       "dan --year",
                       "no picture: '%.200s' has not a single value; check --index and --year",
                       input->unit);
    zi_page_begin(chart, options, &zi_chart_sizes[0]);
    count(&p);
    lay_out(&p);
    chart->description = say_description(&p);
    for (size_t i = 0; i < input->n_cells; i++)
        emit_cell(&p, i);
    return zi_page_end(chart, error);
}
