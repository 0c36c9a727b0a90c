/* Header, footer and sizes of every page. */
#include "page.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "style.h"

/* ---- sizes ---- */

const struct zi_chart_size zi_chart_sizes[] = {
    [ZI_FOR_A4] = {"a4", 482, 340, 3, {"setengah halaman A4", "half an A4 page"}},
    [ZI_FOR_A4_FULL] = {"a4full", 482, 728, 3, {"satu halaman A4", "a whole A4 page"}},
    [ZI_FOR_SLIDE] = {"slide", 482, 271, 4, {"salindia 16:9", "a 16:9 slide"}},
    [ZI_FOR_WA] = {"wa",
                   482,
                   340,
                   1600.0 / 482,
                   {"WhatsApp, 1600 piksel; kirim sebagai dokumen",
                    "WhatsApp, 1600 pixels; send as document"}},
    [ZI_FOR_SCREEN] = {"screen", 482, 271, 3, {"layar 16:9", "a 16:9 screen"}},
    {0},
};

const struct zi_chart_size *zi_chart_size_find(const char *name)
{
    for (const struct zi_chart_size *size = zi_chart_sizes; size->name != NULL; size++)
        if (strcmp(size->name, name) == 0)
            return size;
    return NULL;
}

const struct zi_chart_size *zi_page_size(const struct zi_chart_options *options,
                                         const struct zi_chart_size *natural)
{
    return options->size != NULL ? options->size : natural;
}

/* ---- begin and end ---- */

/* At fewer pixels a point than this, hinting makes small text wider. */
static const double steady_scale = 3, widened = 1.07;

void zi_page_begin(struct zi_chart *chart, const struct zi_chart_options *options,
                   const struct zi_chart_size *natural)
{
    *chart = (struct zi_chart){.size = zi_page_size(options, natural), .pages = 1};
    zi_canvas_init(&chart->canvas, chart->size->width, chart->size->height, options->font,
                   options->language, options->grey);
    if (chart->size->scale < steady_scale) {
        chart->canvas.font.regular *= widened;
        chart->canvas.font.bold *= widened;
    }
    zi_buffer_init(&chart->blocks);
    zi_buffer_init(&chart->panels);
}

void zi_chart_release(struct zi_chart *chart)
{
    zi_canvas_release(&chart->canvas);
    zi_buffer_release(&chart->blocks);
    zi_buffer_release(&chart->panels);
}

enum zi_code zi_page_end(struct zi_chart *chart, struct zi_error *error)
{
    if (!chart->canvas.out_of_memory && !chart->blocks.out_of_memory &&
        !chart->panels.out_of_memory)
        return ZI_OK;
    zi_chart_release(chart);
    return zi_fail_memory(error);
}

/* ---- header and footer ---- */

enum { TITLE_LINES = 3, SUBTITLE_LINES = 3, FOOTER_LINES = 5 };

static double text_column(const struct zi_chart *chart)
{
    return chart->canvas.width - 2 * ZI_MARGIN;
}

bool zi_page_title_fits(struct zi_chart *chart, const char *title)
{
    const char *lines[TITLE_LINES];

    return zi_canvas_wrap(&chart->canvas, title, ZI_TYPE_TITLE, ZI_BOLD, text_column(chart),
                          TITLE_LINES, lines) < TITLE_LINES;
}

double zi_page_header(struct zi_chart *chart, const char *title, const char *subtitle)
{
    const struct zi_type bold = {ZI_TYPE_TITLE, ZI_BOLD, ZI_LEFT, ZI_INK, false};
    const struct zi_type light = {ZI_TYPE_SUBTITLE, ZI_REGULAR, ZI_LEFT, ZI_MUTED, false};
    const char *lines[TITLE_LINES];
    double y = 17 - ZI_TYPE_TITLE * ZI_LEADING;
    size_t n;

    chart->title = zi_canvas_clean(&chart->canvas, title);
    n = zi_canvas_wrap_balanced(&chart->canvas, title, bold.points, bold.weight, text_column(chart),
                                TITLE_LINES, lines);
    for (size_t i = 0; i < n; i++)
        zi_canvas_label(&chart->canvas, ZI_MARGIN, y += ZI_TYPE_TITLE * ZI_LEADING, bold, lines[i]);
    n = zi_canvas_wrap(&chart->canvas, subtitle, light.points, light.weight, text_column(chart),
                       SUBTITLE_LINES, lines);
    y += 4.9;
    for (size_t i = 0; i < n; i++)
        zi_canvas_label(&chart->canvas, ZI_MARGIN, y += 11, light, lines[i]);
    return y;
}

double zi_page_footer(struct zi_chart *chart, const char *text)
{
    const struct zi_type type = {ZI_TYPE_FOOTER, ZI_REGULAR, ZI_LEFT, ZI_MUTED, false};
    const double leading = 8.2;
    const char *lines[FOOTER_LINES];
    size_t n = zi_canvas_wrap(&chart->canvas, text, type.points, type.weight, text_column(chart),
                              FOOTER_LINES, lines);
    double first = chart->canvas.height - 8 - leading * (double)(n > 0 ? n - 1 : 0);

    for (size_t i = 0; i < n; i++)
        zi_canvas_label(&chart->canvas, ZI_MARGIN, first + leading * (double)i, type, lines[i]);
    return first;
}

/* ---- the key ---- */

static double symbol_room(const struct zi_key *key)
{
    return key->kind == ZI_KEY_LINE ? 20 : key->kind == ZI_KEY_CELL ? 14 : 10;
}

static double entry_width(const struct zi_canvas *canvas, const struct zi_key *key)
{
    return symbol_room(key) +
           zi_text_width(&canvas->font, key->text, ZI_TYPE_NOTE - 0.3, key->weight);
}

static void draw_entry(struct zi_canvas *canvas, const struct zi_key *key, double x, double y)
{
    struct zi_type type = {ZI_TYPE_NOTE - 0.3, key->weight, ZI_LEFT, key->text_colour, false};

    if (key->kind == ZI_KEY_LINE)
        zi_canvas_stroke(canvas, x, y, x + 16, y, 1.3, key->mark.colour);
    else if (key->kind == ZI_KEY_CELL)
        zi_canvas_patch(canvas, (struct zi_box){x, y - 4, x + 10, y + 4}, key->mark.colour);
    else
        zi_canvas_symbol(canvas, x + 4, y, key->mark);
    zi_canvas_label(canvas, x + symbol_room(key), y, type, key->text);
}

/* Entries one after another, a new line where one does not fit; drawn when draw is given. */
static size_t flow(const struct zi_canvas *canvas, struct zi_canvas *draw,
                   const struct zi_key keys[], size_t n, double y)
{
    const double gap = 14;
    double x = ZI_MARGIN;
    size_t lines = 1;

    for (size_t i = 0; i < n; i++) {
        double width = entry_width(canvas, &keys[i]);
        if (x > ZI_MARGIN && x + width > canvas->width - ZI_MARGIN) {
            x = ZI_MARGIN;
            lines++;
        }
        if (draw != NULL)
            draw_entry(draw, &keys[i], x, y + ZI_KEY_LEADING * (double)(lines - 1));
        x += width + gap;
    }
    return lines;
}

size_t zi_page_key_lines(const struct zi_canvas *canvas, const struct zi_key keys[], size_t n)
{
    return flow(canvas, NULL, keys, n, 0);
}

void zi_page_key(struct zi_canvas *canvas, const struct zi_key keys[], size_t n, double y)
{
    flow(canvas, canvas, keys, n, y);
}

/* ---- numbers and words ---- */

static const char missing[] = "\xe2\x80\x93";

const char *zi_page_number(struct zi_canvas *canvas, double value, int decimals,
                           const double thresholds[], size_t n_thresholds)
{
    char text[ZI_NUMBER_MAX];

    if (!isfinite(value))
        return missing;
    zi_number_show(text, value, decimals, thresholds, n_thresholds, canvas->language);
    return zi_canvas_clean(canvas, text);
}

const char *zi_page_exact(struct zi_canvas *canvas, double value)
{
    char text[ZI_NUMBER_MAX];
    const char *point;

    if (!isfinite(value))
        return missing;
    zi_number_shortest(text, value);
    point = strchr(text, '.');
    zi_number_fixed(text, value, point != NULL ? (int)strlen(point + 1) : 0, canvas->language);
    return zi_canvas_clean(canvas, text);
}

const char *zi_page_probability(struct zi_canvas *canvas, double p)
{
    char text[ZI_NUMBER_MAX];

    if (!isfinite(p))
        return missing;
    zi_number_probability(text, p, canvas->language);
    return zi_canvas_clean(canvas, text);
}

const char *zi_page_list(struct zi_canvas *canvas, const struct zi_row_name names[], size_t n)
{
    const double room = 1.7 * (canvas->width - 2 * ZI_MARGIN), widest = 200;
    const char *list = "";
    size_t named = 0;

    for (; named < n; named++) {
        const char *brief = names[named].short_name;
        const char *name = brief != NULL && *brief ? brief : names[named].name;
        const char *longer =
            zi_canvas_say(canvas, "%s%s%s", "%s%s%s", list, named ? ", " : "",
                          zi_canvas_shorten(canvas, name, ZI_TYPE_FOOTER, ZI_REGULAR, widest));

        if (zi_text_width(&canvas->font, longer, ZI_TYPE_FOOTER, ZI_REGULAR) > room)
            break;
        list = longer;
    }
    if (named < n)
        list = zi_canvas_say(canvas, "%s dan %zu lainnya", "%s and %zu more", list, n - named);
    return list;
}

const char *zi_page_units(struct zi_canvas *canvas, const char *units, size_t n)
{
    const double widest = 140; /* in a title that has more to say */

    if (units != NULL && *units)
        return zi_canvas_shorten(canvas, units, ZI_TYPE_TITLE, ZI_BOLD, widest);
    return canvas->language == ZI_ENGLISH && n != 1 ? "units" : "unit";
}

uint32_t zi_threshold_colour(size_t i, size_t n)
{
    return n > 1 && i + 1 == n ? ZI_NAVY : ZI_BLUE;
}
