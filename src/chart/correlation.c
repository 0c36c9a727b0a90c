/* Draws a matrix of correlations. */
#include "correlation.h"

#include <math.h>

#include "page.h"
#include "script.h"
#include "style.h"

/* The layout of one matrix: row i and column j < i, with rows from 1. */
struct matrix {
    const struct zi_correlation_chart *input;
    struct zi_chart *chart;
    struct zi_canvas *canvas;
    struct zi_frame frame;
    size_t pairs, significant;
    bool arithmetic;      /* some pair is marked */
    size_t least, most;   /* n of the pairs with a coefficient */
    double width, height; /* of a cell */
    double strip_top;     /* of the block of institutions */
};

/* ---- measure ---- */

static const struct zi_correlation_cell *cell(const struct matrix *m, size_t i, size_t j)
{
    return &m->input->cells[i * (i - 1) / 2 + j];
}

static bool is_shown(const struct matrix *m, const struct zi_correlation_cell *c)
{
    return isfinite(c->r) && c->n >= m->input->least_n;
}

static bool is_significant(const struct matrix *m, const struct zi_correlation_cell *c)
{
    return is_shown(m, c) && c->q < m->input->significance;
}

static void measure(struct matrix *m)
{
    m->least = SIZE_MAX;
    for (size_t i = 1; i < m->input->n_indices; i++) {
        for (size_t j = 0; j < i; j++) {
            const struct zi_correlation_cell *c = cell(m, i, j);
            m->arithmetic |= c->arithmetic;
            if (!is_shown(m, c))
                continue;
            m->pairs++;
            m->significant += is_significant(m, c);
            m->least = c->n < m->least ? c->n : m->least;
            m->most = c->n > m->most ? c->n : m->most;
        }
    }
}

/* ---- sentences ---- */

static const char *short_name(struct matrix *m, size_t i)
{
    const struct zi_correlation_index *index = &m->input->indices[i];
    const char *name = index->short_name && *index->short_name ? index->short_name : index->name;

    return zi_canvas_shorten(m->canvas, name, ZI_TYPE_TITLE, ZI_BOLD, 130);
}

/* Two decimals; no "-0,00". */
static const char *coefficient(struct matrix *m, double r)
{
    static const double ends[] = {-1, 1};

    return zi_page_number(m->canvas, fabs(r) < 0.005 ? 0 : r, 2, ends, 2);
}

/* The significant partner of the first index with the strongest r that is no arithmetic; 0 for
 * none. */
static size_t strongest(const struct matrix *m)
{
    size_t best = 0;

    for (size_t i = 1; i < m->input->n_indices; i++) {
        const struct zi_correlation_cell *c = cell(m, i, 0);
        if (is_significant(m, c) && !c->arithmetic &&
            (best == 0 || fabs(c->r) > fabs(cell(m, best, 0)->r)))
            best = i;
    }
    return best;
}

static const char *say_unsettled(struct matrix *m)
{
    size_t n = 0, first = 0;

    for (size_t i = 1; i < m->input->n_indices; i++) {
        if (is_shown(m, cell(m, i, 0)) && !is_significant(m, cell(m, i, 0))) {
            first = n == 0 ? i : first;
            n++;
        }
    }
    if (n == 0)
        return "";
    if (n == 1)
        return zi_canvas_say(m->canvas, "; kaitan dengan %s belum meyakinkan",
                             "; its tie to %s is not convincing", short_name(m, first));
    return zi_canvas_say(m->canvas, "; kaitan dengan %zu indeks lain belum meyakinkan",
                         "; its ties to %zu other indices are not convincing", n);
}

/* ---- what survives the years ---- */

/* The strongest tie of the first index that the years do not explain. */
struct survivor {
    const char *name; /* NULL: none */
    double r;
    bool of_institutions;
};

static void take_stronger(struct survivor *best, const char *name, double r, bool of_institutions)
{
    if (best->name == NULL || fabs(r) > fabs(best->r))
        *best = (struct survivor){name, r, of_institutions};
}

static bool institutional_survives(const struct matrix *m,
                                   const struct zi_correlation_institutional *one)
{
    bool free = one->level == ZI_CORRELATION_TWOWAY || one->level == ZI_CORRELATION_DETRENDED;

    return free && is_significant(m, &one->cell) && !one->cell.arithmetic;
}

static struct survivor find_survivor(struct matrix *m)
{
    struct survivor best = {NULL, NAN, false};

    for (size_t i = 1; i < m->input->n_indices; i++)
        if (m->input->kept[i].q < m->input->significance && is_shown(m, cell(m, i, 0)) &&
            !cell(m, i, 0)->arithmetic)
            take_stronger(&best, short_name(m, i), m->input->kept[i].r, false);
    for (size_t k = 0; k < m->input->n_institutional; k++)
        if (institutional_survives(m, &m->input->institutional[k]))
            take_stronger(&best, m->input->institutional[k].name, m->input->institutional[k].cell.r,
                          true);
    return best;
}

static const char *say_survivor(struct matrix *m, const struct survivor *best)
{
    const char *name = short_name(m, 0);
    const char *r = zi_canvas_say(m->canvas, "(%s\u00a0=\u00a0%s)", "(%s\u00a0=\u00a0%s)",
                                  m->input->coefficient, coefficient(m, best->r));

    if (best->of_institutions && best->r > 0)
        return zi_canvas_say(m->canvas, "%s bergerak bersama %s instansi, juga tanpa tren %s",
                             "%s moves with the institution's %s, also without the trend %s", name,
                             best->name, r);
    if (best->of_institutions)
        return zi_canvas_say(m->canvas, "%s bergerak berlawanan dengan %s instansi tanpa tren %s",
                             "%s moves against the institution's %s without the trend %s", name,
                             best->name, r);
    if (best->r > 0)
        return zi_canvas_say(m->canvas, "%s paling nyata bergerak bersama %s di dalam unit %s",
                             "%s moves most clearly with %s within units %s", name, best->name, r);
    return zi_canvas_say(m->canvas,
                         "%s paling nyata bergerak berlawanan dengan %s di dalam unit %s",
                         "%s moves most clearly against %s within units %s", name, best->name, r);
}

/* Of ties that are seen but not shown to survive. */
static const char *say_title_of_survivors(struct matrix *m)
{
    struct survivor best = find_survivor(m);
    size_t between = strongest(m);

    if (best.name != NULL)
        return say_survivor(m, &best);
    if (between == 0)
        return zi_canvas_say(m->canvas, "Belum ada kaitan %s dengan indeks lain yang meyakinkan",
                             "No tie of %s to another index is convincing yet", short_name(m, 0));
    return zi_canvas_say(m->canvas,
                         "Belum ada indeks yang terbukti bergerak bersama %s dari tahun ke tahun",
                         "No index is shown to move with %s from year to year", short_name(m, 0));
}

static const char *say_title(struct matrix *m)
{
    const char *name = short_name(m, 0);
    size_t best = strongest(m);
    double r;

    if (m->input->kept != NULL)
        return say_title_of_survivors(m);
    if (best == 0)
        return zi_canvas_say(m->canvas, "Belum ada kaitan %s dengan indeks lain yang meyakinkan",
                             "No tie of %s to another index is convincing yet", name);
    r = cell(m, best, 0)->r;
    if (r < 0)
        return zi_canvas_say(
            m->canvas, "%s paling erat, tetapi berlawanan arah, dengan %s (%s\u00a0=\u00a0%s)%s",
            "%s is tied most closely, in the opposite direction, to %s (%s\u00a0=\u00a0%s)%s", name,
            short_name(m, best), m->input->coefficient, coefficient(m, r), say_unsettled(m));
    return zi_canvas_say(m->canvas, "%s paling erat dengan %s (%s\u00a0=\u00a0%s)%s",
                         "%s is tied most closely to %s (%s\u00a0=\u00a0%s)%s", name,
                         short_name(m, best), m->input->coefficient, coefficient(m, r),
                         say_unsettled(m));
}

static const char *say_level(struct matrix *m)
{
    const char *units = zi_page_units(m->canvas, m->input->units, 2);
    int first = m->input->first_year, last = m->input->last_year;

    switch (m->input->level) {
    case ZI_CORRELATION_BETWEEN:
        return zi_canvas_say(m->canvas, "antar-%s, rata-rata %d–%d", "between %s, means of %d–%d",
                             units, first, last);
    case ZI_CORRELATION_WITHIN:
        return zi_canvas_say(m->canvas, "dalam %s, simpangan dari rata-rata unit, %d–%d",
                             "within %s, deviations from unit means, %d–%d", units, first, last);
    case ZI_CORRELATION_TWOWAY:
        return zi_canvas_say(m->canvas, "dalam %s, simpangan dari rata-rata unit dan tahun, %d–%d",
                             "within %s, deviations from unit and year means, %d–%d", units, first,
                             last);
    case ZI_CORRELATION_DETRENDED:
        return zi_canvas_say(m->canvas, "dalam %s, simpangan dari garis lurusnya sendiri, %d–%d",
                             "within %s, deviations from their own straight lines, %d–%d", units,
                             first, last);
    case ZI_CORRELATION_POOLED: break;
    }
    return zi_canvas_say(m->canvas, "semua pengamatan %s %d–%d, antar dan dalam unit tercampur",
                         "all observations of %s %d–%d, between and within mixed", units, first,
                         last);
}

static const char *say_subtitle(struct matrix *m)
{
    return zi_canvas_say(m->canvas, "Korelasi %s %s", "%s correlation %s", m->input->method,
                         say_level(m));
}

/* What n counts. */
static const char *say_counted(struct matrix *m)
{
    if (m->input->level == ZI_CORRELATION_BETWEEN)
        return zi_page_units(m->canvas, m->input->units, 2);
    return zi_canvas_say(m->canvas, "pengamatan", "observations");
}

static const char *say_footer(struct matrix *m)
{
    const char *source = m->input->source, *note = m->input->arithmetic_note;
    const char *asterisk = "", *origin = "", *title = "";

    if (m->input->kept != NULL)
        title =
            zi_canvas_say(m->canvas,
                          "Judul menyebut kaitan yang tersisa setelah rata-rata unit dan tahun, "
                          "atau tren lurusnya, dikeluarkan. ",
                          "The title names what is left when means of units and years, or "
                          "straight trends, are taken out. ");

    if (m->arithmetic && note && *note)
        asterisk = zi_canvas_say(m->canvas, "* %s. ", "* %s. ", note);
    else if (m->arithmetic)
        asterisk = zi_canvas_say(m->canvas,
                                 "* Indeks yang satu memuat yang lain sebagai komponen, jadi "
                                 "sebagian kaitannya hitungan belaka. ",
                                 "* One index contains the other, so part of the tie is mere "
                                 "arithmetic. ");
    if (source && *source)
        origin = zi_canvas_say(m->canvas, "Sumber: %s.", "Source: %s.", source);
    return zi_canvas_say(m->canvas,
                         "Warna penuh dan huruf tebal: nyata pada q < %s (Benjamini–Hochberg, %zu "
                         "pasangan, %zu nyata). %sKorelasi bukan sebab-akibat. %s%s",
                         "Full colour and bold: significant at q < %s (Benjamini–Hochberg, %zu "
                         "pairs, %zu significant). %sCorrelation is not causation. %s%s",
                         zi_page_exact(m->canvas, m->input->significance), m->pairs, m->significant,
                         title, asterisk, origin);
}

static const char *say_description(struct matrix *m)
{
    return zi_canvas_clean(
        m->canvas, zi_canvas_say(m->canvas,
                                 "Matriks korelasi %zu indeks, %s: %zu dari %zu pasangan nyata. "
                                 "%s.",
                                 "Correlation matrix of %zu indices, %s: %zu of %zu pairs "
                                 "significant. %s.",
                                 m->input->n_indices, say_level(m), m->significant, m->pairs,
                                 m->chart->title));
}

/* ---- lay out ---- */

/* White at 0, orange below, blue above, the same for every matrix. */
static uint32_t colour_of(double r)
{
    static const struct {
        double r;
        uint32_t colour;
    } stops[] = {{-1, 0x8a4505},   {-0.8, 0xb35f0a}, {-0.6, 0xd88529},
                 {-0.3, 0xfbd49e}, {0, 0xffffff},    {0.3, 0xc4d2e8},
                 {0.6, 0x7596c8},  {0.8, 0x3d66a5},  {1, 0x1f3f7a}};
    size_t i = 1;
    uint32_t out = 0;

    while (i < 8 && r > stops[i].r)
        i++;
    for (int shift = 0; shift <= 16; shift += 8) {
        double from = stops[i - 1].colour >> shift & 0xff, to = stops[i].colour >> shift & 0xff;
        double share = (r - stops[i - 1].r) / (stops[i].r - stops[i - 1].r);
        long level = lround(from + (to - from) * fmin(fmax(share, 0), 1));
        out |= (uint32_t)level << shift;
    }
    return out;
}

/* Cells tall enough for a second line with n. */
static bool has_counts(const struct matrix *m)
{
    return m->height >= 19;
}

/* Below the triangle: the head, the names, the cells. */
enum { STRIP_HEAD = 12, STRIP_NAMES = 11, STRIP_CELL = 27 };

static double strip_height(const struct matrix *m)
{
    return m->input->n_institutional > 0 ? STRIP_HEAD + STRIP_NAMES + STRIP_CELL + 14 : 0;
}

static void lay_out_frame(struct matrix *m)
{
    const double widest_cell = 70, tallest_cell = 44;
    const double widest_name = m->input->n_indices > 10 ? 70 : 110;
    double head = zi_page_header(m->chart, say_title(m), say_subtitle(m));
    double foot = zi_page_footer(m->chart, say_footer(m)) - strip_height(m);
    double names = 0;
    size_t n = m->input->n_indices;

    for (size_t i = 1; i < n; i++)
        names = fmax(names,
                     zi_text_width(&m->canvas->font, m->input->indices[i].name, 8.2, ZI_REGULAR));
    m->strip_top = foot;
    m->frame.left = ZI_MARGIN + fmin(names, widest_name) + 9;
    m->frame.top = head + (n > 12 ? 12 : 17);
    /* one more column than the steps need: the head of the last stands there */
    m->width = fmin(widest_cell, (m->canvas->width - 30 - m->frame.left) / (double)n);
    m->height =
        fmin(tallest_cell, (foot - (n > 12 ? 14 : 20.8) - m->frame.top - 14) / (double)(n - 1));
    m->frame.top += 14;
    m->frame.right = m->frame.left + m->width * (double)(n - 1);
    m->frame.bottom = m->frame.top + m->height * (double)(n - 1);
    m->frame.x_right = (double)(n - 1);
    m->frame.y_bottom = (double)(n - 1);
}

/* A row's name: one line, else two, else cut. */
static void lay_out_names(struct matrix *m)
{
    struct zi_type row = {8.2, ZI_REGULAR, ZI_RIGHT, ZI_INK, false};
    double room = m->frame.left - 6 - ZI_MARGIN;

    row.points = fmin(row.points, fmax(ZI_TYPE_LEAST, m->height / 1.15));
    for (size_t i = 1; i < m->input->n_indices; i++) {
        const struct zi_correlation_index *index = &m->input->indices[i];
        size_t most = m->height > 2.4 * row.points ? 2 : 1;
        const char *lines[2];
        size_t n = zi_canvas_fit_name(m->canvas, index->name, index->short_name, row.points, room,
                                      most, lines);
        double y = m->frame.top + ((double)i - 0.5) * m->height;
        for (size_t k = 0; k < n; k++)
            zi_canvas_label(m->canvas, m->frame.left - 6,
                            y + row.points * 1.15 * ((double)k - (double)(n - 1) / 2), row,
                            lines[k]);
    }
}

/* A step's name above its column, centred; a longer one leans over the empty page at its right, as
 * far as the key lets it. */
static void lay_out_step(struct matrix *m, size_t j)
{
    double left = m->frame.left + (double)j * m->width;
    double y = m->frame.top + (double)j * m->height - 7;
    double rooms[] = {fmin(90, m->canvas->width - ZI_MARGIN - left), m->width};
    struct zi_type type = {ZI_TYPE_LABEL, ZI_BOLD, ZI_CENTRE, ZI_INK, false};
    bool placed = false;

    type.points = fmin(type.points, fmax(ZI_TYPE_LEAST, m->height / 1.2));
    for (size_t i = 0; i < 2 && !placed; i++) {
        const char *name =
            zi_canvas_shorten(m->canvas, short_name(m, j), type.points, type.weight, rooms[i]);
        double half = zi_text_width(&m->canvas->font, name, type.points, type.weight) / 2;
        placed = zi_canvas_label_if_free(m->canvas, fmax(left + m->width / 2, left + 1 + half), y,
                                         type, name, false);
    }
}

static const char *say_count(struct matrix *m, const struct zi_correlation_cell *c)
{
    return zi_canvas_say(m->canvas, "n %zu%s", "n %zu%s", c->n, c->arithmetic ? "*" : "");
}

/* What stands in a cell instead of a coefficient. */
static const char *say_reason(struct matrix *m, const struct zi_correlation_cell *c)
{
    if (c->n < m->input->least_n)
        return zi_canvas_say(m->canvas, "n<%zu", "n<%zu", m->input->least_n);
    if (c->reason == ZI_CONSTANT)
        return zi_canvas_say(m->canvas, "tetap", "constant");
    return "–";
}

/* As large as the cells allow, the same for all; bold only where it fits. */
static struct zi_type coefficient_type(struct matrix *m, const struct zi_correlation_cell *c,
                                       const char *text)
{
    const char *longest = m->arithmetic && !has_counts(m) ? "−0,00*" : "−0,00";
    double room = (m->width - 2) / zi_text_width(&m->canvas->font, longest, 1, ZI_REGULAR);
    struct zi_type type = {ZI_TYPE_FIGURE, ZI_REGULAR, ZI_CENTRE, ZI_MUTED, false};

    type.points = fmin(type.points, fmax(ZI_TYPE_LEAST, fmin(room, m->height * 0.7)));
    if (!is_significant(m, c))
        return type;
    type.colour = zi_colour_on(colour_of(c->r));
    if (zi_text_width(&m->canvas->font, text, type.points, ZI_BOLD) < m->width)
        type.weight = ZI_BOLD;
    return type;
}

static void lay_out_coefficient(struct matrix *m, const struct zi_correlation_cell *c, double x,
                                double y)
{
    const char *text = coefficient(m, c->r);
    struct zi_type type;

    if (c->arithmetic && !has_counts(m))
        text = zi_canvas_say(m->canvas, "%s*", "%s*", text);
    type = coefficient_type(m, c, text);
    if (!has_counts(m)) {
        zi_canvas_label(m->canvas, x, y, type, text);
        return;
    }
    zi_canvas_label(m->canvas, x, y - 3.2 - (m->height - 19) * 0.05, type, text);
    type.points = ZI_TYPE_FOOTER;
    type.weight = ZI_REGULAR;
    zi_canvas_label(
        m->canvas, x, y + 6 + (m->height - 19) * 0.1, type,
        zi_canvas_shorten(m->canvas, say_count(m, c), type.points, type.weight, m->width));
}

static void lay_out_cell(struct matrix *m, size_t i, size_t j)
{
    const struct zi_type type = {ZI_TYPE_LEAST, ZI_REGULAR, ZI_CENTRE, ZI_MUTED, false};
    const struct zi_correlation_cell *c = cell(m, i, j);
    double x = m->frame.left + ((double)j + 0.5) * m->width;
    double y = m->frame.top + ((double)i - 0.5) * m->height;

    if (is_shown(m, c))
        lay_out_coefficient(m, c, x, y);
    else
        zi_canvas_label(
            m->canvas, x, y, type,
            zi_canvas_shorten(m->canvas, say_reason(m, c), type.points, type.weight, m->width));
}

/* ---- institutions ---- */

static const char *say_short_level(struct matrix *m, enum zi_correlation_level level)
{
    switch (level) {
    case ZI_CORRELATION_TWOWAY: return zi_canvas_say(m->canvas, "tanpa tahun", "less years");
    case ZI_CORRELATION_DETRENDED: return zi_canvas_say(m->canvas, "tanpa tren", "less trend");
    case ZI_CORRELATION_WITHIN: return zi_canvas_say(m->canvas, "dalam", "within");
    case ZI_CORRELATION_BETWEEN: return zi_canvas_say(m->canvas, "antar", "between");
    case ZI_CORRELATION_POOLED: break;
    }
    return zi_canvas_say(m->canvas, "campuran", "pooled");
}

/* The box of the k-th cell of the block of institutions. */
static struct zi_box strip_box(const struct matrix *m, size_t k)
{
    double width = fmin(70, (m->canvas->width - ZI_MARGIN - m->frame.left) /
                                (double)m->input->n_institutional);
    double left = m->frame.left + (double)k * width;
    double top = m->strip_top + STRIP_HEAD + STRIP_NAMES;

    return (struct zi_box){left + 1, top, left + width - 1, top + STRIP_CELL};
}

static void lay_out_institution(struct matrix *m, size_t k)
{
    const struct zi_correlation_institutional *one = &m->input->institutional[k];
    const struct zi_correlation_cell *c = &one->cell;
    struct zi_box box = strip_box(m, k);
    struct zi_type type = {ZI_TYPE_LABEL, ZI_BOLD, ZI_CENTRE, ZI_INK, false};
    double x = (box.left + box.right) / 2, room = box.right - box.left;
    uint32_t fill = is_significant(m, c) ? colour_of(c->r) : ZI_WHITE;

    zi_canvas_label(m->canvas, x, box.top - 6, type,
                    zi_canvas_shorten(m->canvas, one->name, type.points, type.weight, room));
    zi_canvas_patch(m->canvas, box, fill);
    type = (struct zi_type){ZI_TYPE_FIGURE, ZI_REGULAR, ZI_CENTRE, ZI_MUTED, false};
    if (is_significant(m, c)) {
        type.colour = zi_colour_on(fill);
        type.weight = ZI_BOLD;
    }
    zi_canvas_label(m->canvas, x, box.top + 9, type,
                    is_shown(m, c) ? coefficient(m, c->r) : say_reason(m, c));
    type.points = ZI_TYPE_FOOTER;
    type.weight = ZI_REGULAR;
    zi_canvas_label(
        m->canvas, x, box.top + 20, type,
        zi_canvas_shorten(m->canvas,
                          zi_canvas_say(m->canvas, "n %zu%s, %s", "n %zu%s, %s", c->n,
                                        c->arithmetic ? "*" : "", say_short_level(m, one->level)),
                          type.points, type.weight, room));
}

static void lay_out_institutions(struct matrix *m)
{
    const struct zi_type head = {ZI_TYPE_LABEL, ZI_BOLD, ZI_LEFT, ZI_INK, false};
    const struct zi_type name = {8.2, ZI_REGULAR, ZI_RIGHT, ZI_INK, false};

    if (m->input->n_institutional == 0)
        return;
    zi_canvas_label(m->canvas, ZI_MARGIN, m->strip_top + 4, head,
                    zi_canvas_say(m->canvas,
                                  "Tingkat instansi: %s (rata-rata unit bila perlu) dengan indeks "
                                  "instansi",
                                  "Institutions: %s (mean of units where needed) with indices of "
                                  "the institution",
                                  short_name(m, 0)));
    zi_canvas_label(m->canvas, m->frame.left - 6,
                    m->strip_top + STRIP_HEAD + STRIP_NAMES + STRIP_CELL / 2.0, name,
                    short_name(m, 0));
    for (size_t k = 0; k < m->input->n_institutional; k++)
        lay_out_institution(m, k);
}

/* In the empty corner: the scale, and what white means. */
static void lay_out_key(struct matrix *m)
{
    static const double steps[] = {-0.8, -0.6, -0.3, 0, 0.3, 0.6, 0.8};
    const struct zi_type head = {ZI_TYPE_LABEL, ZI_BOLD, ZI_LEFT, ZI_INK, false};
    const struct zi_type figure = {7.2, ZI_REGULAR, ZI_CENTRE, ZI_MUTED, false};
    const struct zi_type text = {ZI_TYPE_NOTE, ZI_REGULAR, ZI_LEFT, ZI_MUTED, false};
    const double cell_width = 22, cell_height = 11;
    double x = m->canvas->width - 20 - 7 * cell_width;
    double y = m->frame.top - 14 + 6;
    const char *white = zi_canvas_say(m->canvas, "kotak putih: belum nyata (q ≥ %s)",
                                      "white: not significant (q ≥ %s)",
                                      zi_page_exact(m->canvas, m->input->significance));
    const char *count = zi_canvas_say(m->canvas, "angka kecil: banyaknya %s (n)",
                                      "small figures: number of %s (n)", say_counted(m));

    if (!has_counts(m))
        count = zi_canvas_say(m->canvas, "n = %zu–%zu %s", "n = %zu–%zu %s", m->least, m->most,
                              say_counted(m));
    count = zi_canvas_shorten(m->canvas, count, text.points, text.weight, 7 * cell_width + 10);
    zi_canvas_label(m->canvas, x, y, head, zi_canvas_say(m->canvas, "Cara membaca", "How to read"));
    for (size_t i = 0; i < 7; i++) {
        double left = x + (double)i * cell_width;
        zi_canvas_patch(m->canvas,
                        (struct zi_box){left, y + 10, left + cell_width, y + 10 + cell_height},
                        colour_of(steps[i]));
        zi_canvas_label(m->canvas, left + cell_width / 2, y + 29, figure,
                        zi_canvas_say(m->canvas, "%s%s", "%s%s", steps[i] > 0 ? "+" : "",
                                      zi_page_number(m->canvas, steps[i], steps[i] != 0, NULL, 0)));
    }
    zi_canvas_label(m->canvas, x, y + 42, text, white);
    zi_canvas_label(m->canvas, x, y + 53, text, count);
}

/* ---- emit ---- */

static void emit(struct matrix *m)
{
    zi_block_begin(m->chart, "CELLS", "column and row, edges, coefficient, q, colour");
    for (size_t i = 1; i < m->input->n_indices; i++) {
        for (size_t j = 0; j < i; j++) {
            const struct zi_correlation_cell *c = cell(m, i, j);
            double x = (double)j, y = (double)(i - 1);
            uint32_t fill = is_significant(m, c) ? colour_of(c->r) : ZI_WHITE;
            zi_block_row(m->chart, 9,
                         (double[]){x + 0.5, y + 0.5, x + 0.02, x + 0.98, y + 0.02, y + 0.98,
                                    is_shown(m, c) ? c->r : NAN, is_shown(m, c) ? c->q : NAN,
                                    zi_chart_colour(m->chart, fill)});
        }
    }
    zi_block_end(m->chart);
    zi_panel_begin(m->chart, &m->frame);
    zi_panel_plot(m->chart,
                  "$CELLS using 1:2:3:4:5:6:9 with boxxyerror fc rgb variable fs solid border lc "
                  "rgb '#%06x' lw 0.5 notitle",
                  zi_chart_colour(m->chart, ZI_CELL_BORDER));
    zi_panel_end(m->chart);
}

enum zi_code zi_chart_correlation(const struct zi_correlation_chart *input,
                                  const struct zi_chart_options *options, struct zi_chart *chart,
                                  struct zi_error *error)
{
    struct matrix m = {.input = input, .chart = chart, .canvas = &chart->canvas};

    if (input->n_indices > ZI_CORRELATION_MAX)
        return zi_fail(error, ZI_EUSAGE,
                       "%zu indeks terlalu banyak untuk satu gambar (paling banyak %d); pilih "
                       "dengan --index",
                       "%zu indices are too many for one picture (at most %d); choose with --index",
                       input->n_indices, ZI_CORRELATION_MAX);
    measure(&m);
    if (m.pairs == 0)
        return zi_fail(error, ZI_EFEW,
                       "tidak ada gambar: tidak satu pun pasangan dari %zu indeks mempunyai "
                       "korelasi dari sedikitnya %zu nilai",
                       "no picture: no pair of %zu indices has a correlation of at least %zu "
                       "values",
                       input->n_indices, input->least_n);
    zi_page_begin(chart, options, &zi_chart_sizes[0]);
    lay_out_frame(&m);
    lay_out_key(&m);
    lay_out_names(&m);
    for (size_t j = 0; j + 1 < input->n_indices; j++)
        lay_out_step(&m, j);
    for (size_t i = 1; i < input->n_indices; i++)
        for (size_t j = 0; j < i; j++)
            lay_out_cell(&m, i, j);
    lay_out_institutions(&m);
    chart->description = say_description(&m);
    emit(&m);
    return zi_page_end(chart, error);
}
