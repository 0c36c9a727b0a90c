/* What became of units between two years: the sentences, and which form is drawn. */
#include "change_drawing.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "page.h"
#include "style.h"

/* ---- measure ---- */

static double change_of(const struct zi_change_row *row)
{
    return row->after - row->before;
}

static int by_change(const void *a, const void *b)
{
    const struct zi_change_row *one = ((const struct moved *)a)->row;
    const struct zi_change_row *other = ((const struct moved *)b)->row;

    if (change_of(one) != change_of(other))
        return change_of(one) > change_of(other) ? -1 : 1;
    if (one->after != other->after)
        return one->after > other->after ? -1 : 1;
    return strcmp(one->name, other->name);
}

static enum change_fate fate_of(const struct change *c, const struct zi_change_row *row)
{
    if (row->after < row->before)
        return CHANGE_FELL;
    if (c->n_thresholds > 0 && !zi_number_at_least(row->before, c->thresholds[c->target]) &&
        zi_number_at_least(row->after, c->thresholds[c->target]))
        return CHANGE_CROSSED;
    return CHANGE_OTHER;
}

static void count(struct change *c, const struct zi_change_row *row)
{
    double target = c->n_thresholds > 0 ? c->thresholds[c->target] : NAN;

    c->risen += row->after > row->before;
    c->fallen += row->after < row->before;
    c->crossed += fate_of(c, row) == CHANGE_CROSSED;
    c->sunk += zi_number_at_least(row->before, target) && !zi_number_at_least(row->after, target);
}

static void rank(struct change *c)
{
    for (size_t i = 0; i < c->n_moved; i++) {
        struct moved *one = &c->moved[i];

        one->rank_before = one->rank_after = 1;
        for (size_t k = 0; k < c->n_moved; k++) {
            one->rank_before += c->moved[k].row->before > one->row->before;
            one->rank_after += c->moved[k].row->after > one->row->after;
        }
    }
}

static bool has_both(const struct zi_change_row *row)
{
    return isfinite(row->before) && isfinite(row->after);
}

static size_t count_with_both(const struct zi_change_chart *input)
{
    size_t n = 0;

    for (size_t i = 0; i < input->n_rows; i++)
        n += has_both(&input->rows[i]);
    return n;
}

static bool sort_rows(struct change *c)
{
    const struct zi_change_chart *input = c->input;

    c->moved = zi_arena_allocate(&c->canvas->arena, input->n_rows, sizeof *c->moved);
    c->absent = zi_arena_allocate(&c->canvas->arena, input->n_rows, sizeof *c->absent);
    if (c->moved == NULL || c->absent == NULL) {
        c->canvas->out_of_memory = true;
        return false;
    }
    for (size_t i = 0; i < input->n_rows; i++) {
        const struct zi_change_row *row = &input->rows[i];

        if (has_both(row)) {
            c->moved[c->n_moved++] = (struct moved){.row = row, .fate = fate_of(c, row)};
            count(c, row);
        } else {
            c->absent[c->n_absent++] = (struct zi_row_name){row->name, row->short_name};
        }
    }
    qsort(c->moved, c->n_moved, sizeof *c->moved, by_change);
    return true;
}

/* ---- sentences ---- */

static const char *target_name(const struct change *c)
{
    return c->input->thresholds[c->target].name;
}

/* "; 12 melewati ambang WBK, 2 turun ke bawahnya" */
static const char *say_crossings(struct change *c)
{
    const char *name;

    if (c->crossed == 0 && c->sunk == 0)
        return "";
    name = target_name(c);
    if (c->sunk == 0)
        return zi_canvas_say(c->canvas, "; %zu melewati ambang %s", "; %zu passed the %s threshold",
                             c->crossed, name);
    if (c->crossed == 0)
        return zi_canvas_say(c->canvas, "; %zu turun ke bawah ambang %s",
                             "; %zu fell below the %s threshold", c->sunk, name);
    return zi_canvas_say(c->canvas, "; %zu melewati ambang %s, %zu turun ke bawahnya",
                         "; %zu passed the %s threshold, %zu fell below it", c->crossed, name,
                         c->sunk);
}

static const char *say_title(struct change *c)
{
    const char *units = zi_page_units(c->canvas, c->input->units, c->n_moved);
    const char *crossings = say_crossings(c);

    if (c->risen == 0 && c->fallen == 0)
        return zi_canvas_say(c->canvas, "Nilai %zu %s tidak berubah sejak %d",
                             "The score of %zu %s has not changed since %d", c->n_moved, units,
                             c->input->first_year);
    if (c->risen == 0)
        return zi_canvas_say(c->canvas, "%zu dari %zu %s turun sejak %d, tidak ada yang naik%s",
                             "%zu of %zu %s fell since %d, none rose%s", c->fallen, c->n_moved,
                             units, c->input->first_year, crossings);
    return zi_canvas_say(c->canvas, "%zu dari %zu %s naik sejak %d%s",
                         "%zu of %zu %s rose since %d%s", c->risen, c->n_moved, units,
                         c->input->first_year, crossings);
}

static const char *say_absent(struct change *c)
{
    if (c->n_absent == 0)
        return "";
    return zi_canvas_say(c->canvas,
                         "Tidak digambar karena tidak dinilai pada kedua tahun itu (%zu): %s. ",
                         "Not drawn, for they were not assessed in both years (%zu): %s. ",
                         c->n_absent, zi_page_list(c->canvas, c->absent, c->n_absent));
}

/* What the colours mean; in grey, what takes their place. */
static const char *say_key(struct change *c)
{
    bool grey = c->canvas->grey;
    const char *crossed = "", *fell, *small = "";

    if (c->n_thresholds > 0)
        crossed =
            zi_canvas_say(c->canvas, "%s: melewati ambang %s. ", "%s: passed the %s threshold. ",
                          grey ? zi_canvas_say(c->canvas, "Hitam", "Black")
                               : zi_canvas_say(c->canvas, "Biru tua", "Navy"),
                          target_name(c));
    if (c->slopes)
        fell = grey ? zi_canvas_say(c->canvas, "Putus-putus", "Dashed")
                    : zi_canvas_say(c->canvas, "Jingga putus-putus", "Dashed orange");
    else
        fell = grey ? zi_canvas_say(c->canvas, "Panah ke kiri", "Arrows to the left")
                    : zi_canvas_say(c->canvas, "Jingga", "Orange");
    if (!c->slopes)
        small = zi_canvas_say(c->canvas, "Titik tanpa panah: berubah kurang dari %s. ",
                              "A dot without an arrow: changed by less than %s. ",
                              zi_page_exact(c->canvas, CHANGE_LEAST_ARROW));
    return zi_canvas_say(c->canvas, "%s%s: turun. Abu-abu: lainnya. %s",
                         "%s%s: fell. Grey: the others. %s", crossed, fell, small);
}

static const char *say_footer(struct change *c)
{
    const char *caution = "", *source = c->input->source;

    if (c->input->break_reason != NULL)
        caution = zi_canvas_say(c->canvas, "Nilai kedua tahun tidak sepenuhnya sebanding: %s. ",
                                "The scores of the two years are not quite comparable: %s. ",
                                c->input->break_reason);
    return zi_canvas_say(
        c->canvas, "%s%s%s%s%s%s", "%s%s%s%s%s%s", caution, say_key(c), say_absent(c),
        source != NULL && *source ? zi_canvas_say(c->canvas, "Sumber: ", "Source: ") : "",
        source != NULL ? source : "", source != NULL && *source ? "." : "");
}

static const char *say_description(struct change *c)
{
    const struct zi_change_row *first = c->moved[0].row, *last = c->moved[c->n_moved - 1].row;

    return zi_canvas_clean(
        c->canvas,
        zi_canvas_say(c->canvas,
                      "Grafik perubahan %s %zu unit dari %d ke %d: %s dari %s ke %s, sampai %s "
                      "dari %s ke %s. %s.",
                      "Chart of change of %s of %zu units from %d to %d: %s from %s to %s, down to "
                      "%s from %s to %s. %s.",
                      c->input->index_label, c->n_moved, c->input->first_year, c->input->last_year,
                      first->name, change_score(c, first->before), change_score(c, first->after),
                      last->name, change_score(c, last->before), change_score(c, last->after),
                      c->chart->title));
}

static const char *say_subtitle(struct change *c)
{
    const struct zi_change_chart *input = c->input;

    if (c->slopes)
        return zi_canvas_say(c->canvas, "%s %d dan %d; peringkat di antara %zu %s ini dalam kurung",
                             "%s %d and %d; rank among these %zu %s in brackets",
                             input->index_label, input->first_year, input->last_year, c->n_moved,
                             zi_page_units(c->canvas, input->units, c->n_moved));
    return zi_canvas_say(c->canvas,
                         "%s %d (pangkal) dan %d (ujung panah), diurutkan menurut perubahan",
                         "%s %d (tail) and %d (head of the arrow), sorted by change",
                         input->index_label, input->first_year, input->last_year);
}

/* ---- the whole ---- */

/* Header and footer, and what they leave. */
static void lay_out_page(struct change *c)
{
    double head = zi_page_header(c->chart, say_title(c), say_subtitle(c));
    double foot = zi_page_footer(c->chart, say_footer(c));

    if (c->slopes) {
        c->rows = (struct zi_rows){.n = c->n_moved, .per_page = c->n_moved, .pages = 1};
        c->frame.top = head + 32;
        c->frame.bottom = foot - 12;
    } else {
        c->rows = zi_rows_spread(c->chart->size, c->n_moved, head + 26, foot - 22);
    }
}

/* Lines need a row for each unit and threshold in the lists beside them. */
static bool have_room(const struct change *c)
{
    const double least_gap = 8.8;

    return (double)(c->n_moved + c->n_thresholds) * least_gap <= c->frame.bottom - c->frame.top;
}

static void measure(struct change *c)
{
    const struct zi_change_chart *input = c->input;

    c->n_thresholds = input->n_thresholds < 2 ? input->n_thresholds : 2;
    c->target = input->target < c->n_thresholds ? input->target : 0;
    for (size_t i = 0; i < c->n_thresholds; i++)
        c->thresholds[i] = input->thresholds[i].value;
    if (sort_rows(c)) {
        rank(c);
        lay_out_page(c);
    }
}

static enum zi_code begin(struct change *c, const struct zi_chart_options *options,
                          struct zi_error *error)
{
    const struct zi_change_chart *input = c->input;
    size_t n = count_with_both(input);

    if (n == 0)
        return zi_fail(error, ZI_EFEW,
                       "tidak ada gambar: tidak satu pun dari %zu unit mempunyai nilai %d dan %d; "
                       "periksa --year",
                       "no picture: not one of %zu units has a score for both %d and %d; check "
                       "--year",
                       input->n_rows, input->first_year, input->last_year);
    for (bool slopes = n <= ZI_CHANGE_SLOPES;; slopes = false) {
        *c = (struct change){
            .input = input, .chart = c->chart, .canvas = &c->chart->canvas, .slopes = slopes};
        zi_page_begin(c->chart, options, zi_rows_natural_size(n));
        measure(c);
        if (c->canvas->out_of_memory)
            return zi_page_end(c->chart, error);
        if (!slopes || have_room(c))
            return ZI_OK;
        zi_chart_release(c->chart);
    }
}

enum zi_code zi_chart_change(const struct zi_change_chart *input,
                             const struct zi_chart_options *options, size_t page,
                             struct zi_chart *chart, struct zi_error *error)
{
    struct change c = {.input = input, .chart = chart};
    enum zi_code code;

    ZI_TRY(begin(&c, options, error));
    code = zi_rows_turn(&c.rows, chart, page, error);
    if (code != ZI_OK) {
        zi_chart_release(chart);
        return code;
    }
    if (c.slopes)
        change_slopes(&c);
    else
        change_arrows(&c);
    chart->description = say_description(&c);
    return zi_page_end(chart, error);
}
