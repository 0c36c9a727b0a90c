/* Draws each unit's score and conditions, row by row. */
#include "readiness.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/count.h"
#include "page.h"
#include "rows.h"
#include "script.h"
#include "style.h"

/* The layout of one page. */
struct readiness {
    const struct zi_readiness_chart *input;
    struct zi_chart *chart;
    struct zi_canvas *canvas;
    const struct zi_readiness_row **sorted; /* assessed units */
    struct zi_row_name *absent;             /* the others, as given */
    size_t n_sorted, n_absent;
    size_t held_back, undecided, first, second; /* units by status; second counts in first */
    double thresholds[2];
    size_t n_thresholds, target;
    struct zi_rows rows;
    struct zi_frame frame;
};

/* Columns at the right, by their right edges. */
static const double panel_right = 374, score_right = 400, chance_right = 438, rules_right = 472;

/* ---- measure ---- */

static double or_lowest(double value)
{
    return isfinite(value) ? value : -1;
}

static int by_score(const void *a, const void *b)
{
    const struct zi_readiness_row *one = *(const struct zi_readiness_row *const *)a;
    const struct zi_readiness_row *other = *(const struct zi_readiness_row *const *)b;
    double p = or_lowest(one->probability), q = or_lowest(other->probability);

    if (one->score != other->score)
        return one->score > other->score ? -1 : 1;
    if (p != q)
        return p > q ? -1 : 1;
    return strcmp(one->name, other->name);
}

static bool sort_rows(struct readiness *r)
{
    const struct zi_readiness_chart *input = r->input;

    r->sorted = zi_arena_allocate(&r->canvas->arena, input->n_rows, sizeof *r->sorted);
    r->absent = zi_arena_allocate(&r->canvas->arena, input->n_rows, sizeof *r->absent);
    if (r->sorted == NULL || r->absent == NULL) {
        r->canvas->out_of_memory = true;
        return false;
    }
    for (size_t i = 0; i < input->n_rows; i++) {
        const struct zi_readiness_row *row = &input->rows[i];
        if (!isfinite(row->score)) {
            r->absent[r->n_absent++] = (struct zi_row_name){row->name, row->short_name};
            continue;
        }
        r->sorted[r->n_sorted++] = row;
        r->held_back += row->status == ZI_READINESS_HELD_BACK;
        r->undecided += row->status == ZI_READINESS_UNDECIDED;
        r->first += row->status >= ZI_READINESS_FIRST;
        r->second += row->status == ZI_READINESS_SECOND;
    }
    qsort(r->sorted, r->n_sorted, sizeof *r->sorted, by_score);
    return true;
}

/* From a multiple of five below everything to one above, and some room on each side of the
 * thresholds. */
static void measure_axis(struct readiness *r)
{
    double low = r->thresholds[0] - 5;
    double high = r->thresholds[r->n_thresholds - 1] + 10;

    for (size_t i = 0; i < r->n_sorted; i++) {
        const struct zi_readiness_row *row = r->sorted[i];
        low = fmin(low, isfinite(row->low80) ? row->low80 : row->score);
        high = fmax(high, isfinite(row->high80) ? row->high80 : row->score);
        low = fmin(low, row->score);
        high = fmax(high, row->score);
    }
    r->frame.x_left = fmax(r->input->scale_low, floor(low / 5) * 5);
    r->frame.x_right = fmin(r->input->scale_high, ceil(high / 5) * 5);
}

/* ---- sentences ---- */

static const char *target_name(const struct readiness *r)
{
    return r->input->thresholds[r->target].name;
}

static const char *target_value(struct readiness *r)
{
    return zi_page_exact(r->canvas, r->thresholds[r->target]);
}

/* Units that meet all conditions of the target. */
static size_t ready(const struct readiness *r)
{
    return r->target == 0 ? r->first : r->second;
}

static const char *say_candidates(struct readiness *r)
{
    const char *units = zi_page_units(r->canvas, r->input->units, r->n_sorted);
    const char *rest = "";

    if (r->held_back > 0)
        rest = zi_canvas_say(r->canvas, "; %zu terganjal syarat selain nilai total",
                             "; %zu held back by a condition other than the total", r->held_back);
    if (ready(r) == 0)
        return zi_canvas_say(
            r->canvas, "Dari %zu %s yang paling dekat dengan ambang %s, belum ada yang siap%s",
            "Of the %zu %s nearest to the %s threshold, none is ready%s", r->n_sorted, units,
            target_name(r), rest);
    return zi_canvas_say(r->canvas,
                         "Dari %zu %s yang paling dekat dengan ambang %s, %zu siap diusulkan%s",
                         "Of the %zu %s nearest to the %s threshold, %zu can be proposed%s",
                         r->n_sorted, units, target_name(r), ready(r), rest);
}

static const char *say_all(struct readiness *r)
{
    const char *units = zi_page_units(r->canvas, r->input->units, r->n_sorted);
    const char *further = "", *held_back = "";

    if (r->target == 0 && r->second > 0)
        further = zi_canvas_say(r->canvas, ", %zu di antaranya juga syarat %s",
                                ", %zu of them also those of %s", r->second,
                                r->input->thresholds[1].name);
    if (r->held_back > 0)
        held_back =
            zi_canvas_say(r->canvas, "; %zu bernilai cukup tetapi gugur pada syarat lain",
                          r->held_back == 1 ? "; %zu has the score but fails another condition"
                                            : "; %zu have the score but fail another condition",
                          r->held_back);
    if (ready(r) == 0)
        return zi_canvas_say(r->canvas, "Belum ada dari %zu %s yang memenuhi semua syarat %s%s",
                             "None of %zu %s meets all conditions of %s yet%s", r->n_sorted, units,
                             target_name(r), held_back);
    return zi_canvas_say(r->canvas, "%zu dari %zu %s memenuhi semua syarat %s%s%s",
                         ready(r) == 1 ? "%zu of %zu %s meets all conditions of %s%s%s"
                                       : "%zu of %zu %s meet all conditions of %s%s%s",
                         ready(r), r->n_sorted, units, target_name(r), further, held_back);
}

static bool are_candidates(const struct readiness *r)
{
    return r->input->n_all > r->input->n_rows;
}

static const char *say_title(struct readiness *r)
{
    return are_candidates(r) ? say_candidates(r) : say_all(r);
}

static const char *say_subtitle(struct readiness *r)
{
    const struct zi_readiness_chart *input = r->input;
    bool cut = r->frame.x_left > input->scale_low || r->frame.x_right < input->scale_high;
    const char *part = "", *chance = "";

    if (cut)
        part = zi_canvas_say(r->canvas, ", dipotong %s–%s", ", cut to %s–%s",
                             zi_page_exact(r->canvas, r->frame.x_left),
                             zi_page_exact(r->canvas, r->frame.x_right));
    if (input->next_year)
        chance = zi_canvas_say(r->canvas, "; peluang nilai ≥ %s untuk %d",
                               "; chance of a score ≥ %s in %d", target_value(r), input->next_year);
    return zi_canvas_say(r->canvas, "%s %d (skala %s–%s%s), diurutkan%s",
                         "%s %d (scale %s–%s%s), sorted%s", input->index_label, input->year,
                         zi_page_exact(r->canvas, input->scale_low),
                         zi_page_exact(r->canvas, input->scale_high), part, chance);
}

static const char *say_absent(struct readiness *r)
{
    if (r->n_absent == 0)
        return "";
    return zi_canvas_say(r->canvas, "Belum dinilai %d (%zu): %s. ",
                         "Not assessed in %d (%zu): %s. ", r->input->year, r->n_absent,
                         zi_page_list(r->canvas, r->absent, r->n_absent));
}

static bool has_unknown(const struct readiness *r)
{
    for (size_t i = 0; i < r->n_sorted; i++)
        if (r->sorted[i]->unknown > 0)
            return true;
    return false;
}

static bool has_interval(const struct readiness *r)
{
    for (size_t i = 0; i < r->n_sorted; i++)
        if (isfinite(r->sorted[i]->low80) && isfinite(r->sorted[i]->high80))
            return true;
    return false;
}

static const char *say_footer(struct readiness *r)
{
    struct zi_canvas *canvas = r->canvas;
    const char *conditions = r->input->conditions, *source = r->input->source;
    const char *interval = "", *unknown = "";

    if (has_interval(r))
        interval =
            r->input->next_year > 0
                ? zi_canvas_say(canvas, "Garis: interval prediksi 80%% untuk %d. ",
                                "Lines: 80%% prediction interval for %d. ", r->input->next_year)
                : zi_canvas_say(canvas, "Garis: interval prediksi 80%%. ",
                                "Lines: 80%% prediction interval. ");
    if (has_unknown(r))
        unknown =
            zi_canvas_say(canvas,
                          "?\u00a0= ada syarat yang belum diketahui, tidak dihitung "
                          "terpenuhi. ",
                          "?\u00a0= some conditions are not known; they do not count as met. ");
    return zi_canvas_say(
        canvas, "%s%s%s%s%s%s%s%s", "%s%s%s%s%s%s%s%s", conditions != NULL ? conditions : "",
        conditions != NULL && *conditions ? ". " : "", interval, unknown, say_absent(r),
        source != NULL && *source ? zi_canvas_say(canvas, "Sumber: ", "Source: ") : "",
        source != NULL ? source : "", source != NULL && *source ? "." : "");
}

static const char *say_description(struct readiness *r)
{
    const struct zi_readiness_row *best = r->sorted[0], *last = r->sorted[r->n_sorted - 1];
    struct zi_canvas *canvas = r->canvas;
    int decimals = r->input->decimals;

    return zi_canvas_clean(
        canvas,
        zi_canvas_say(canvas,
                      "Grafik titik %s %d dari %zu unit yang diurutkan, dari %s (%s) sampai %s "
                      "(%s), dengan ambang %s %s. %s.",
                      "Dot plot of %s %d for %zu units, sorted, from %s (%s) to %s (%s), with the "
                      "%s threshold %s. %s.",
                      r->input->index_label, r->input->year, r->n_sorted, best->name,
                      zi_page_number(canvas, best->score, decimals, r->thresholds, r->n_thresholds),
                      last->name,
                      zi_page_number(canvas, last->score, decimals, r->thresholds, r->n_thresholds),
                      target_name(r), target_value(r), r->chart->title));
}

/* ---- lay out ---- */

/* The mark of each status, in the order of the enum: no two alike in grey. */
static const struct zi_mark marks[] = {
    {ZI_DISC, false, 0.46, ZI_SMALL_DOT}, {ZI_DISC, true, 0.88, ZI_TROUBLE},
    {ZI_SQUARE, true, 0.74, ZI_MUTED},    {ZI_DISC, false, 0.72, ZI_BLUE},
    {ZI_DIAMOND, false, 0.95, ZI_NAVY},
};

static struct zi_key status_key(enum zi_readiness_status status, const char *text)
{
    bool quiet = status == ZI_READINESS_BELOW || status == ZI_READINESS_UNDECIDED;

    return (struct zi_key){ZI_KEY_MARK, marks[status], quiet ? ZI_REGULAR : ZI_BOLD,
                           quiet ? ZI_MUTED : marks[status].colour, text};
}

static size_t make_key(struct readiness *r, struct zi_key keys[6])
{
    struct zi_canvas *canvas = r->canvas;
    const struct zi_chart_threshold *t = r->input->thresholds;
    const char *value = target_value(r);
    size_t n = 0;

    keys[n++] = status_key(ZI_READINESS_BELOW, zi_canvas_say(canvas, "belum", "below"));
    keys[n++] =
        status_key(ZI_READINESS_HELD_BACK, zi_canvas_say(canvas, "nilai ≥ %s, ada syarat gugur",
                                                         "score ≥ %s, a condition failed", value));
    if (r->undecided > 0)
        keys[n++] = status_key(ZI_READINESS_UNDECIDED,
                               zi_canvas_say(canvas, "nilai ≥ %s, ada syarat belum diketahui",
                                             "score ≥ %s, a condition not known", value));
    keys[n++] =
        status_key(ZI_READINESS_FIRST, zi_canvas_say(canvas, "memenuhi %s", "meets %s", t[0].name));
    if (r->n_thresholds > 1)
        keys[n++] = status_key(ZI_READINESS_SECOND,
                               zi_canvas_say(canvas, "memenuhi %s", "meets %s", t[1].name));
    if (has_interval(r))
        keys[n++] = (struct zi_key){ZI_KEY_LINE,
                                    {.colour = ZI_INTERVAL},
                                    ZI_REGULAR,
                                    ZI_MUTED,
                                    zi_canvas_say(canvas, "interval 80%%", "80%% interval")};
    return n;
}

/* From the last row, past the scale. */
static const double key_below = 19;

/* Header and footer, and what they and the key leave for rows. */
static void lay_out_page(struct readiness *r)
{
    struct zi_key keys[6];
    size_t n_keys = make_key(r, keys);
    double head = zi_page_header(r->chart, say_title(r), say_subtitle(r));
    double foot = zi_page_footer(r->chart, say_footer(r));
    size_t key_lines = zi_page_key_lines(r->canvas, keys, n_keys);
    double key = foot - 11.7 - ZI_KEY_LEADING * (double)(key_lines - 1);

    r->rows = zi_rows_spread(r->chart->size, r->n_sorted, head + 37, key - key_below);
}

static void lay_out_key(struct readiness *r)
{
    struct zi_key keys[6];
    size_t n_keys = make_key(r, keys);

    zi_page_key(r->canvas, keys, n_keys, r->frame.bottom + key_below);
}

static void lay_out_names(struct readiness *r)
{
    struct zi_row_name *names = zi_arena_allocate(&r->canvas->arena, r->n_sorted, sizeof *names);

    if (names == NULL) {
        r->canvas->out_of_memory = true;
        return;
    }
    for (size_t i = 0; i < r->n_sorted; i++)
        names[i] = (struct zi_row_name){r->sorted[i]->name, r->sorted[i]->short_name};
    r->frame.left = zi_rows_names(r->canvas, &r->rows, names) + 6;
}

static void lay_out_frame(struct readiness *r)
{
    r->frame.right = panel_right;
    r->frame.top = r->rows.top;
    r->frame.bottom = zi_rows_bottom(&r->rows);
    r->frame.y_top = 0;
    r->frame.y_bottom = (double)r->rows.count;
}

static const struct zi_type column_type = {ZI_TYPE_NOTE, ZI_REGULAR, ZI_RIGHT, ZI_MUTED, false};

static const char *score_head(struct readiness *r)
{
    return zi_canvas_say(r->canvas, "Nilai", "Score");
}

/* What the first range is called: more words where it is wide. */
static const char *below_name(struct readiness *r)
{
    if (zi_frame_x(&r->frame, r->thresholds[0]) - r->frame.left > 66)
        return zi_canvas_say(r->canvas, "di bawah ambang", "below threshold");
    return zi_canvas_say(r->canvas, "belum", "below");
}

/* The ranges by name, over their middles, moved apart where they are narrow. */
static void lay_out_ranges(struct readiness *r)
{
    const struct zi_font *font = &r->canvas->font;
    struct zi_type type = {ZI_TYPE_NOTE, ZI_BOLD, ZI_CENTRE, ZI_MUTED, false};
    size_t n = r->n_thresholds;
    double right =
        score_right - 4 - zi_text_width(font, score_head(r), ZI_TYPE_NOTE, column_type.weight);
    double left = fmax(r->frame.left, zi_frame_x(&r->frame, r->thresholds[0]) - 20);
    double room = (right - left) / (double)n - 4;
    double x[2], widest = 0, below;
    const char *names[2];

    for (size_t i = 0; i < n; i++) {
        double end = i + 1 < n ? r->thresholds[i + 1] : r->frame.x_right;
        x[i] = zi_frame_x(&r->frame, (r->thresholds[i] + end) / 2);
        names[i] = zi_canvas_shorten(r->canvas, r->input->thresholds[i].name, type.points,
                                     type.weight, room);
        widest = fmax(widest, zi_text_width(font, names[i], type.points, type.weight));
    }
    zi_canvas_dodge(r->canvas, x, n, widest + 4, left + widest / 2, right - widest / 2);
    for (size_t i = 0; i < n; i++) {
        type.colour = zi_threshold_colour(i, n);
        zi_canvas_label(r->canvas, x[i], r->frame.top - 7, type, names[i]);
    }
    type.weight = ZI_REGULAR;
    type.colour = ZI_MUTED;
    below = zi_frame_x(&r->frame, (r->frame.x_left + r->thresholds[0]) / 2);
    zi_canvas_label_if_free(r->canvas, below, r->frame.top - 7, type, below_name(r), false);
}

static void lay_out_heads(struct readiness *r)
{
    const struct zi_type type = column_type;
    double upper = r->frame.top - 16, lower = r->frame.top - 7;

    zi_canvas_label(r->canvas, score_right, lower, type,
                    zi_canvas_say(r->canvas, "Nilai", "Score"));
    zi_canvas_label(r->canvas, chance_right, upper, type,
                    zi_canvas_say(r->canvas, "Peluang", "Chance"));
    zi_canvas_label(r->canvas, chance_right, lower, type,
                    zi_canvas_say(r->canvas, "≥ %s", "≥ %s", target_value(r)));
    zi_canvas_label(r->canvas, rules_right, upper, type,
                    zi_canvas_say(r->canvas, "Syarat", "Rules"));
    zi_canvas_label(r->canvas, rules_right, lower, type,
                    zi_canvas_shorten(r->canvas, target_name(r), type.points, type.weight, 32));
}

/* Thresholds first: they must be named; then the ends and tens that leave them alone. */
static void lay_out_scale(struct readiness *r)
{
    struct zi_type type = {ZI_TYPE_NOTE, ZI_BOLD, ZI_CENTRE, ZI_MUTED, false};
    double y = r->frame.bottom + 7;
    double ends[] = {r->frame.x_right, r->frame.x_left};

    for (size_t i = r->n_thresholds; i-- > 0;) {
        type.colour = zi_threshold_colour(i, r->n_thresholds);
        zi_canvas_label_if_free(r->canvas, zi_frame_x(&r->frame, r->thresholds[i]), y, type,
                                zi_page_exact(r->canvas, r->thresholds[i]), false);
    }
    type.weight = ZI_REGULAR;
    type.colour = ZI_MUTED;
    for (size_t i = 0; i < 2; i++)
        zi_canvas_label_if_free(r->canvas, zi_frame_x(&r->frame, ends[i]), y, type,
                                zi_page_exact(r->canvas, ends[i]), false);
    for (double ten = ceil(r->frame.x_left / 10) * 10; ten < r->frame.x_right; ten += 10)
        if (ten > r->frame.x_left)
            zi_canvas_label_if_free(r->canvas, zi_frame_x(&r->frame, ten), y, type,
                                    zi_page_exact(r->canvas, ten), false);
}

/* "4/5", "3/5?" when some are unknown, "?/5" when all are, "–" without conditions. */
static const char *say_rules(struct readiness *r, const struct zi_readiness_row *row)
{
    int all = row->met + row->failed + row->unknown;

    if (all == 0)
        return "–";
    if (row->unknown == all)
        return zi_canvas_say(r->canvas, "?/%d", "?/%d", all);
    return zi_canvas_say(r->canvas, "%d/%d%s", "%d/%d%s", row->met, all, row->unknown ? "?" : "");
}

static void lay_out_figures(struct readiness *r)
{
    for (size_t i = 0; i < r->rows.count; i++) {
        const struct zi_readiness_row *row = r->sorted[r->rows.first + i];
        struct zi_type type = {r->rows.points, ZI_BOLD, ZI_RIGHT, ZI_INK, false};
        double y = zi_rows_y(&r->rows, i);

        zi_canvas_label(r->canvas, score_right, y, type,
                        zi_page_number(r->canvas, row->score, r->input->decimals, r->thresholds,
                                       r->n_thresholds));
        type.weight = ZI_REGULAR;
        zi_canvas_label(r->canvas, chance_right, y, type,
                        zi_page_probability(r->canvas, row->probability));
        if (row->status == ZI_READINESS_BELOW || row->status == ZI_READINESS_UNDECIDED)
            type.colour = ZI_MUTED;
        else
            type.weight = ZI_BOLD;
        if (row->status == ZI_READINESS_HELD_BACK)
            type.colour = ZI_TROUBLE;
        zi_canvas_label(r->canvas, rules_right, y, type, say_rules(r, row));
    }
}

/* ---- emit ---- */

static void emit_ranges(struct readiness *r)
{
    static const uint32_t fills[] = {ZI_RANGE_BELOW, ZI_RANGE_FIRST, ZI_RANGE_SECOND};
    double edge = r->frame.x_left, rows = r->frame.y_bottom;

    zi_block_begin(r->chart, "RANGES", "middle, edges, colour");
    for (size_t i = 0; i <= r->n_thresholds; i++) {
        double end = i < r->n_thresholds ? r->thresholds[i] : r->frame.x_right;
        zi_block_row(r->chart, 7,
                     (double[]){(edge + end) / 2, rows / 2, edge, end, 0, rows,
                                zi_chart_colour(r->chart, fills[i])});
        edge = end;
    }
    zi_block_end(r->chart);
    zi_block_begin(r->chart, "LINES", "hairlines every five rows: start, run, colour");
    for (double row = 5; row < rows; row += 5)
        zi_block_row(r->chart, 5,
                     (double[]){r->frame.x_left, row, r->frame.x_right - r->frame.x_left, 0,
                                zi_chart_colour(r->chart, ZI_HAIRLINE)});
    zi_block_end(r->chart);
}

static void emit_rows(struct readiness *r)
{
    zi_block_begin(r->chart, "ROWS",
                   "row, score, 80% low and high, status (0 below, 1 held back, 2 undecided, "
                   "3 first, 4 second)");
    for (size_t i = 0; i < r->rows.count; i++) {
        const struct zi_readiness_row *row = r->sorted[r->rows.first + i];
        bool interval = isfinite(row->low80) && isfinite(row->high80);
        zi_block_row(r->chart, 5,
                     (double[]){(double)i + 0.5, row->score,
                                interval ? fmax(row->low80, r->frame.x_left) : row->score,
                                interval ? fmin(row->high80, r->frame.x_right) : row->score,
                                row->status});
    }
    zi_block_end(r->chart);
}

static bool on_page(const struct readiness *r, int status)
{
    for (size_t i = 0; i < r->rows.count; i++)
        if ((int)r->sorted[r->rows.first + i]->status == status)
            return true;
    return false;
}

static void emit_marks(struct readiness *r)
{
    for (int status = 0; status < (int)ZI_COUNT(marks); status++) {
        char source[64];
        if (!on_page(r, status))
            continue;
        snprintf(source, sizeof source, "$ROWS using ($5==%d?$2:NaN):1", status);
        zi_panel_points(r->chart, source, marks[status]);
    }
}

static void emit(struct readiness *r)
{
    emit_ranges(r);
    emit_rows(r);
    zi_block_begin(r->chart, "THRESHOLDS", "start, run");
    for (size_t i = 0; i < r->n_thresholds; i++)
        zi_block_row(r->chart, 4, (double[]){r->thresholds[i], 0, 0, r->frame.y_bottom});
    zi_block_end(r->chart);
    zi_panel_begin(r->chart, &r->frame);
    zi_panel_plot(r->chart, "$RANGES using 1:2:3:4:5:6:7 with boxxyerror fc rgb variable notitle");
    if (r->rows.count > 5)
        zi_panel_plot(r->chart,
                      "$LINES using 1:2:3:4:5 with vectors nohead lw 0.4 lc rgb variable notitle");
    for (size_t i = 0; i < r->n_thresholds; i++)
        zi_panel_plot(r->chart,
                      "$THRESHOLDS every ::%zu::%zu using 1:2:3:4 with vectors nohead lw %s lc rgb "
                      "'#%06x' notitle",
                      i, i, i + 1 < r->n_thresholds ? "1.1" : "1.3",
                      zi_chart_colour(r->chart, zi_threshold_colour(i, r->n_thresholds)));
    zi_panel_plot(r->chart,
                  "$ROWS using 2:1:3:4 with xerrorbars pt -1 lw 1.3 lc rgb '#%06x' notitle",
                  zi_chart_colour(r->chart, ZI_INTERVAL));
    emit_marks(r);
    zi_panel_end(r->chart);
}

/* ---- the whole ---- */

static enum zi_code begin(struct readiness *r, const struct zi_chart_options *options,
                          struct zi_error *error)
{
    const struct zi_readiness_chart *input = r->input;
    size_t assessed = 0;

    for (size_t i = 0; i < input->n_rows; i++)
        assessed += isfinite(input->rows[i].score) ? 1 : 0;
    if (assessed == 0 || input->n_thresholds == 0)
        return zi_fail(error, ZI_EFEW,
                       "tidak ada gambar: tidak satu pun dari %zu unit mempunyai nilai %d; periksa "
                       "--year",
                       "no picture: not one of %zu units has a score for %d; check --year",
                       input->n_rows, input->year);
    zi_page_begin(r->chart, options, zi_rows_natural_size(assessed));
    r->canvas = &r->chart->canvas;
    r->n_thresholds = input->n_thresholds < 2 ? 1 : 2;
    r->target = input->target < r->n_thresholds ? input->target : 0;
    for (size_t i = 0; i < r->n_thresholds; i++)
        r->thresholds[i] = input->thresholds[i].value;
    if (!sort_rows(r))
        return zi_page_end(r->chart, error);
    measure_axis(r);
    lay_out_page(r);
    return ZI_OK;
}

enum zi_code zi_chart_readiness(const struct zi_readiness_chart *input,
                                const struct zi_chart_options *options, size_t page,
                                struct zi_chart *chart, struct zi_error *error)
{
    struct readiness r = {.input = input, .chart = chart};
    enum zi_code code;

    ZI_TRY(begin(&r, options, error));
    code = zi_rows_turn(&r.rows, chart, page, error);
    if (code != ZI_OK) {
        zi_chart_release(chart);
        return code;
    }
    lay_out_names(&r);
    lay_out_frame(&r);
    lay_out_heads(&r);
    lay_out_ranges(&r);
    lay_out_scale(&r);
    lay_out_key(&r);
    lay_out_figures(&r);
    chart->description = say_description(&r);
    emit(&r);
    return zi_page_end(chart, error);
}
