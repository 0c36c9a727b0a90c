/* Writes what gnuplot reads. */
#include "script.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/count.h"
#include "base/number.h"
#include "gnuplot.h"
#include "style.h"

const char *const zi_picture_names[] = {"png", "svg", "pdf", "gp", NULL};

/* A number as gnuplot reads it, in an expression: digits(x).text. */
struct digits {
    char text[ZI_NUMBER_MAX];
};

static struct digits digits(double value)
{
    struct digits out;

    if (isfinite(value))
        zi_number_shortest(out.text, value);
    else
        strcpy(out.text, "NaN");
    return out;
}

/* A place on the page, to a hundredth of a point. */
static struct digits point(double value)
{
    return digits(round(value * 100) / 100);
}

double zi_frame_x(const struct zi_frame *frame, double x)
{
    return frame->left +
           (x - frame->x_left) / (frame->x_right - frame->x_left) * (frame->right - frame->left);
}

double zi_frame_y(const struct zi_frame *frame, double y)
{
    return frame->top +
           (y - frame->y_top) / (frame->y_bottom - frame->y_top) * (frame->bottom - frame->top);
}

unsigned zi_chart_colour(const struct zi_chart *chart, uint32_t colour)
{
    return (unsigned)zi_canvas_colour(&chart->canvas, colour);
}

/* ---- blocks and panels of one chart ---- */

void zi_block_begin(struct zi_chart *chart, const char *name, const char *columns)
{
    zi_buffer_print(&chart->blocks, "# %s\n$%s << __ZI__\n", columns, name);
}

void zi_block_row(struct zi_chart *chart, size_t n, const double values[])
{
    for (size_t i = 0; i < n; i++)
        zi_buffer_print(&chart->blocks, "%s%s", i ? "\t" : "", digits(values[i]).text);
    zi_buffer_add(&chart->blocks, "\n");
}

void zi_block_end(struct zi_chart *chart)
{
    zi_buffer_add(&chart->blocks, "__ZI__\n");
}

void zi_panel_begin(struct zi_chart *chart, const struct zi_frame *frame)
{
    zi_buffer_print(&chart->panels,
                    "set lmargin at screen X(%s); set rmargin at screen X(%s); "
                    "set tmargin at screen Y(%s); set bmargin at screen Y(%s)\n",
                    point(frame->left).text, point(frame->right).text, point(frame->top).text,
                    point(frame->bottom).text);
    zi_buffer_print(&chart->panels, "set xrange [%s:%s]; set yrange [%s:%s]\n",
                    digits(frame->x_left).text, digits(frame->x_right).text,
                    digits(frame->y_bottom).text, digits(frame->y_top).text);
    chart->first_clause = true;
}

void zi_panel_plot(struct zi_chart *chart, const char *format, ...)
{
    char clause[256];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(clause, sizeof clause, format, arguments);
    va_end(arguments);
    zi_buffer_print(&chart->panels, "%s%s", chart->first_clause ? "plot " : ", \\\n     ", clause);
    chart->first_clause = false;
}

/* SVG draws discs and squares smaller than the other terminals, diamonds larger, and no outlines as
 * wide as asked: a hollow mark is a white one on a filled one. */
static const char *size_factor(enum zi_shape shape)
{
    return shape == ZI_DIAMOND ? "D" : "P";
}

static const double hollow_share = 0.46;

void zi_panel_points(struct zi_chart *chart, const char *source, struct zi_mark mark)
{
    zi_panel_plot(chart, "%s with points pt %d ps %s*%s lc rgb '#%06x' notitle", source,
                  (int)mark.shape, digits(mark.size).text, size_factor(mark.shape),
                  zi_chart_colour(chart, mark.colour));
    if (mark.hollow)
        zi_panel_plot(chart, "%s with points pt %d ps %s*%s lc rgb '#ffffff' notitle", source,
                      (int)mark.shape, digits(mark.size * hollow_share).text,
                      size_factor(mark.shape));
}

void zi_panel_end(struct zi_chart *chart)
{
    zi_buffer_add(&chart->panels, "\n\n");
}

/* ---- the layer over all panels: what the canvas holds ---- */

/* What Liberation Sans draws, by and large. A character that no font has is drawn by the PNG and
 * PDF terminals as a box as large as the page; browsers know better what to do with it. */
static bool has_glyph(uint32_t character)
{
    static const uint32_t ranges[][2] = {{0x20, 0x5ff},    {0x1e00, 0x1fff}, {0x2000, 0x20bf},
                                         {0x2100, 0x22ff}, {0x2500, 0x25ff}, {0xfb01, 0xfb02}};

    for (size_t i = 0; i < ZI_COUNT(ranges); i++)
        if (character >= ranges[i][0] && character <= ranges[i][1])
            return true;
    return false;
}

/* One character of valid UTF-8, and its length in bytes. */
static uint32_t decode(const char *text, size_t *length)
{
    unsigned char first = (unsigned char)text[0];
    uint32_t character;

    *length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    character = *length == 1 ? first : first & (0x7fu >> *length);
    for (size_t i = 1; i < *length; i++)
        character = character << 6 | ((unsigned char)text[i] & 0x3fu);
    return character;
}

/* A text field of a data block. The canvas has cleaned it of line breaks and tabs. */
static void add_field(struct zi_buffer *out, const char *text, bool by_fonts)
{
    size_t length;

    zi_buffer_add(out, "\"");
    for (; *text; text += length) {
        uint32_t character = decode(text, &length);

        if (character == '"')
            zi_buffer_add(out, "\"\"");
        else if (character == '\\')
            zi_buffer_add(out, "\\\\");
        else if (by_fonts && !has_glyph(character))
            zi_buffer_add(out, "\u25a1");
        else
            zi_buffer_add_bytes(out, text, length);
    }
    zi_buffer_add(out, "\"");
}

static unsigned colour_of(const struct zi_canvas *canvas, uint32_t colour)
{
    return (unsigned)zi_canvas_colour(canvas, colour);
}

static void clause(struct zi_buffer *plot, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void clause(struct zi_buffer *plot, const char *format, ...)
{
    char text[256];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    zi_buffer_print(plot, "%s%s", plot->length ? ", \\\n     " : "plot ", text);
}

/* The patches with an edge, or those without; says whether there are any. */
static bool list_patches(const struct zi_canvas *canvas, bool edged, const char *name,
                         struct zi_buffer *blocks)
{
    const struct zi_patch *patches = canvas->patches.items;
    bool any = false;

    for (size_t i = 0; i < canvas->patches.count; i++) {
        struct zi_box box = patches[i].box;

        if (patches[i].edged != edged)
            continue;
        if (!any)
            zi_buffer_print(blocks, "# rectangles: middle, edges, fill\n$%s << __ZI__\n", name);
        any = true;
        zi_buffer_print(
            blocks, "%s\t%s\t%s\t%s\t%s\t%s\t%u\n", point((box.left + box.right) / 2).text,
            point((box.top + box.bottom) / 2).text, point(box.left).text, point(box.right).text,
            point(box.top).text, point(box.bottom).text, colour_of(canvas, patches[i].fill));
    }
    if (any)
        zi_buffer_add(blocks, "__ZI__\n");
    return any;
}

static void add_patches(const struct zi_canvas *canvas, struct zi_buffer *blocks,
                        struct zi_buffer *plot)
{
    if (list_patches(canvas, false, "GROUND", blocks))
        clause(plot, "$GROUND using 1:2:3:4:5:6:7 with boxxyerror fc rgb variable notitle");
    if (list_patches(canvas, true, "PATCH", blocks))
        clause(plot,
               "$PATCH using 1:2:3:4:5:6:7 with boxxyerror fc rgb variable fs solid border lc rgb "
               "'#%06x' lw 0.4 notitle",
               colour_of(canvas, ZI_KEY_BORDER));
}

/* What one plot clause can draw. */
static bool same_stroke(const struct zi_stroke *a, const struct zi_stroke *b)
{
    return a->width == b->width;
}

static bool same_symbol(const struct zi_symbol *a, const struct zi_symbol *b)
{
    return a->mark.shape == b->mark.shape && a->mark.size == b->mark.size &&
           a->mark.hollow == b->mark.hollow;
}

static bool same_type(const struct zi_type *a, const struct zi_type *b)
{
    return a->points == b->points && a->weight == b->weight && a->align == b->align &&
           a->opaque == b->opaque;
}

static void add_strokes(const struct zi_canvas *canvas, struct zi_buffer *blocks,
                        struct zi_buffer *plot)
{
    const struct zi_stroke *strokes = canvas->strokes.items;
    size_t n = canvas->strokes.count, group = 0;

    for (size_t i = 0; i < n; i++) {
        size_t first = 0;
        while (!same_stroke(&strokes[first], &strokes[i]))
            first++;
        if (first < i)
            continue;
        zi_buffer_print(blocks, "# lines: start, run, colour\n$STROKE%zu << __ZI__\n", ++group);
        for (size_t k = i; k < n; k++) {
            const struct zi_stroke *s = &strokes[k];
            if (same_stroke(s, &strokes[i]))
                zi_buffer_print(blocks, "%s\t%s\t%s\t%s\t%u\n", point(s->x0).text,
                                point(s->y0).text, point(s->x1 - s->x0).text,
                                point(s->y1 - s->y0).text, colour_of(canvas, s->colour));
        }
        zi_buffer_add(blocks, "__ZI__\n");
        clause(plot, "$STROKE%zu using 1:2:3:4:5 with vectors nohead lw %s lc rgb variable notitle",
               group, digits(strokes[i].width).text);
    }
}

static void add_symbols(const struct zi_canvas *canvas, struct zi_buffer *blocks,
                        struct zi_buffer *plot)
{
    const struct zi_symbol *symbols = canvas->symbols.items;
    size_t n = canvas->symbols.count, group = 0;

    for (size_t i = 0; i < n; i++) {
        size_t first = 0;
        while (!same_symbol(&symbols[first], &symbols[i]))
            first++;
        if (first < i)
            continue;
        zi_buffer_print(blocks, "# symbols: place, colour\n$SYMBOL%zu << __ZI__\n", ++group);
        for (size_t k = i; k < n; k++)
            if (same_symbol(&symbols[k], &symbols[i]))
                zi_buffer_print(blocks, "%s\t%s\t%u\n", point(symbols[k].x).text,
                                point(symbols[k].y).text,
                                colour_of(canvas, symbols[k].mark.colour));
        zi_buffer_add(blocks, "__ZI__\n");
        const struct zi_mark *mark = &symbols[i].mark;
        clause(plot, "$SYMBOL%zu using 1:2:3 with points pt %d ps %s*%s lc rgb variable notitle",
               group, (int)mark->shape, digits(mark->size).text, size_factor(mark->shape));
        if (mark->hollow)
            clause(plot, "$SYMBOL%zu using 1:2 with points pt %d ps %s*%s lc rgb '#ffffff' notitle",
                   group, (int)mark->shape, digits(mark->size * hollow_share).text,
                   size_factor(mark->shape));
    }
}

static void add_labels(const struct zi_canvas *canvas, bool by_fonts, struct zi_buffer *blocks,
                       struct zi_buffer *plot)
{
    static const char *const aligns[] = {"left", "center", "right"};
    static const char *const fonts[] = {"F", "FB", "FI"};
    const struct zi_label *labels = canvas->labels.items;
    size_t n = canvas->labels.count, group = 0;

    for (size_t i = 0; i < n; i++) {
        const struct zi_type *type = &labels[i].type;
        size_t first = 0;
        while (!same_type(&labels[first].type, type))
            first++;
        if (first < i)
            continue;
        zi_buffer_print(blocks, "# text: place, text, colour\n$TEXT%zu << __ZI__\n", ++group);
        for (size_t k = i; k < n; k++) {
            const struct zi_label *label = &labels[k];
            if (!same_type(&label->type, type))
                continue;
            zi_buffer_print(blocks, "%s\t%s\t", point(label->x).text, point(label->y).text);
            add_field(blocks, label->text, by_fonts);
            zi_buffer_print(blocks, "\t%u\n", (unsigned)zi_canvas_ink(canvas, label->type.colour));
        }
        zi_buffer_add(blocks, "__ZI__\n");
        clause(plot,
               "$TEXT%zu using 1:2:3:4 with labels %s font %s.',%s' tc rgb variable%s notitle",
               group, aligns[type->align], fonts[type->weight], digits(type->points).text,
               type->opaque ? " boxed" : "");
    }
}

/* ---- the whole ---- */

static const char explanation[] =
    "# A chart by zistat, as a gnuplot script that needs no other file.\n"
    "#   gnuplot -d -e \"FMT='png'\" FILE     FMT = png | svg | pdf; S = pixels per point\n"
    "# Places on the page are points (1/72 inch) from the top left. Text of the data stands in "
    "the\n"
    "# blocks $TEXT only, never in a command.\n";

static const char terminals[] =
    "F = 'Liberation Sans'; FB = 'Liberation Sans:Bold'; FI = 'Liberation Sans:Italic'\n"
    "set encoding utf8\n"
    "if (FMT eq 'png') { set terminal pngcairo noenhanced size W*S,H*S fontscale 0.75*S "
    "linewidth S pointscale S dashlength 0.7*S font F.',8.5' background '#ffffff' }\n"
    "if (FMT eq 'pdf') { set terminal pdfcairo noenhanced size W/72.0,H/72.0 fontscale 0.75 "
    "linewidth 2 pointscale 1 dashlength 1.4 font F.',8.5' background '#ffffff' }\n"
    "if (FMT eq 'svg') { set terminal svg noenhanced size W,H dynamic font F.',8.5' "
    "background '#ffffff' }\n"
    "set output 'chart.'.FMT\n"
    "set datafile separator \"\\t\"\n"
    "set datafile commentschars \"\"\n"
    "P = FMT eq 'svg' ? 1.1 : 1.0; D = FMT eq 'svg' ? 0.86 : 1.0\n"
    "X(p) = p/(W+0.0); Y(p) = 1 - p/(H+0.0)\n"
    "set style fill solid 1 noborder\n"
    "set style textbox opaque noborder margins 0.3,0.3\n"
    "set errorbars 0\n"
    "unset key; unset colorbox; unset border; unset xtics; unset ytics\n";

static const char whole_page[] = "# over all: what stands at a place on the page\n"
                                 "set lmargin at screen 0; set rmargin at screen 1; "
                                 "set tmargin at screen 1; set bmargin at screen 0\n"
                                 "set xrange [0:W]; set yrange [H:0]\n";

void zi_chart_script(const struct zi_chart *chart, enum zi_picture picture, struct zi_buffer *out)
{
    const char *format = picture == ZI_SCRIPT ? "png" : zi_picture_names[picture];
    struct zi_buffer plot;

    zi_buffer_init(&plot);
    zi_buffer_add(out, explanation);
    zi_buffer_print(out, "if (!exists(\"FMT\")) FMT = '%s'\n", format);
    zi_buffer_print(out, "if (!exists(\"S\")) S = %s\n", digits(chart->size->scale).text);
    zi_buffer_print(out, "W = %s; H = %s\n", point(chart->size->width).text,
                    point(chart->size->height).text);
    zi_buffer_add(out, terminals);
    zi_buffer_add(out, chart->blocks.text != NULL ? chart->blocks.text : "");
    add_patches(&chart->canvas, out, &plot);
    add_strokes(&chart->canvas, out, &plot);
    add_symbols(&chart->canvas, out, &plot);
    add_labels(&chart->canvas, picture == ZI_PNG || picture == ZI_PDF, out, &plot);
    zi_buffer_add(out, "\nset multiplot\n");
    zi_buffer_add(out, chart->panels.text != NULL ? chart->panels.text : "");
    zi_buffer_add(out, whole_page);
    zi_buffer_add(out, plot.text != NULL ? plot.text : "");
    zi_buffer_add(out, "\nunset multiplot\nunset output\n");
    if (plot.out_of_memory)
        out->out_of_memory = true;
    zi_buffer_release(&plot);
}
