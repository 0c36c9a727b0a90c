/* The page in points: text measured and wrapped, lines, rectangles, sentences. */
#include "canvas.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/count.h"
#include "base/utf8.h"
#include "style.h"

/* Liberation Sans sets our names 0.2% narrower than the table, bold 5 to 7% wider; DejaVu Sans 10%
 * and 25% wider. */
const struct zi_font zi_font_liberation = {
    .regular = 1.0, .bold = 1.07, .expected = true, .family = "Liberation Sans"};
const struct zi_font zi_font_dejavu = {
    .regular = 1.10, .bold = 1.25, .expected = false, .family = ""};

/* Of a box around a line, in its size: ascender to descender of the usual letters. */
static const double line_height = 1.1;

/* Real fonts round advances; a line fits when it leaves this share of the width free. */
static const double wrap_slack = 0.97;

void zi_canvas_init(struct zi_canvas *canvas, double width, double height,
                    const struct zi_font *font, enum zi_language language, bool grey)
{
    *canvas = (struct zi_canvas){.width = width,
                                 .height = height,
                                 .font = font != NULL ? *font : zi_font_liberation,
                                 .language = language,
                                 .grey = grey};
    zi_arena_init(&canvas->arena);
}

void zi_canvas_release(struct zi_canvas *canvas)
{
    zi_arena_release(&canvas->arena);
    *canvas = (struct zi_canvas){0};
}

/* ---- characters ---- */

/* Arial's advance widths of U+0020 to U+007E in 1/1000 of the size. */
static const uint16_t ascii_advance[95] = {
    278,  278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, /* space */
    556,  556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, /* 0 */
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, /* @ */
    667,  778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, /* P */
    333,  556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, /* ` */
    556,  556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584};     /* p */

/* Characters beyond, by range, first match wins; what is not here is as wide as a capital. */
static const struct {
    uint32_t first, last;
    uint16_t advance;
} ranges[] = {
    {0x00a0, 0x00a0, 278},     /* no-break space */
    {0x00ad, 0x00ad, 0},       /* soft hyphen */
    {0x00c6, 0x00c6, 1000},    /* AE */
    {0x00c0, 0x00de, 778},     /* Latin-1 capitals */
    {0x00a1, 0x00ff, 611},     /* the rest of Latin-1 */
    {0x0300, 0x036f, 0},       /* combining marks */
    {0x1100, 0x115f, 1000},    /* Hangul */
    {0x200b, 0x200f, 0},       /* zero width */
    {0x2010, 0x2013, 556},     /* hyphens, en dash */
    {0x2014, 0x2015, 1000},    /* em dash */
    {0x2018, 0x201b, 222},     /* single quotes */
    {0x201c, 0x201f, 333},     /* double quotes */
    {0x2026, 0x2026, 1000},    /* ellipsis */
    {0x2212, 0x2212, 584},     /* minus */
    {0x2260, 0x2265, 549},     /* comparisons */
    {0x2e80, 0xa4cf, 1000},    /* East Asian */
    {0xac00, 0xd7a3, 1000},    /* Hangul syllables */
    {0xf900, 0xfaff, 1000},    /* compatibility ideographs */
    {0xfe00, 0xfe0f, 0},       /* variation selectors */
    {0xfe30, 0xfe6f, 1000},    /* East Asian forms */
    {0xff00, 0xff60, 1000},    /* full width */
    {0xfffd, 0xfffd, 1000},    /* replacement */
    {0x10000, 0x10ffff, 1300}, /* emoji and the like */
};

static unsigned advance(uint32_t character)
{
    if (character < 0x20)
        return 0;
    if (character < 0x7f)
        return ascii_advance[character - 0x20];
    for (size_t i = 0; i < ZI_COUNT(ranges); i++)
        if (character >= ranges[i].first && character <= ranges[i].last)
            return ranges[i].advance;
    return 778;
}

/* The character at text and its length in bytes; U+FFFD and 1 for a byte that starts none. */
static uint32_t decode(const char *text, size_t *length)
{
    const unsigned char *byte = (const unsigned char *)text;
    size_t n = byte[0] < 0x80 ? 1 : byte[0] < 0xe0 ? 2 : byte[0] < 0xf0 ? 3 : 4;
    uint32_t character = n == 1 ? byte[0] : byte[0] & (0x7fU >> n);

    *length = 1;
    if (n == 1)
        return character;
    for (size_t i = 1; i < n; i++) {
        if ((byte[i] & 0xc0) != 0x80)
            return 0xfffd;
        character = character << 6 | (byte[i] & 0x3f);
    }
    if (!zi_utf8_is_valid(text, n))
        return 0xfffd;
    *length = n;
    return character;
}

static double factor(const struct zi_font *font, enum zi_weight weight)
{
    return weight == ZI_BOLD ? font->bold : font->regular;
}

static double width_of_bytes(const struct zi_font *font, const char *text, size_t length,
                             double points, enum zi_weight weight)
{
    unsigned long sum = 0;
    size_t step;

    for (size_t i = 0; i < length && text[i]; i += step)
        sum += advance(decode(text + i, &step));
    return (double)sum / 1000 * points * factor(font, weight);
}

double zi_text_width(const struct zi_font *font, const char *text, double points,
                     enum zi_weight weight)
{
    return width_of_bytes(font, text, strlen(text), points, weight);
}

/* ---- strings ---- */

/* "" for NULL, which an arena gives when memory is exhausted. */
static const char *kept(struct zi_canvas *canvas, const char *text)
{
    if (text != NULL)
        return text;
    canvas->out_of_memory = true;
    return "";
}

/* What XML 1.0 cannot hold, and controls that move text about. */
static bool is_control(uint32_t character)
{
    return character < 0x20 || (character >= 0x7f && character < 0xa0) || character == 0x2028 ||
           character == 0x2029 || character == 0xfffe || character == 0xffff;
}

const char *zi_canvas_clean(struct zi_canvas *canvas, const char *text)
{
    size_t length = text != NULL ? strlen(text) : 0;
    size_t used = 0, step;
    char *out = zi_arena_allocate(&canvas->arena, 3 * length + 1, 1);

    if (out == NULL)
        return kept(canvas, NULL);
    for (size_t i = 0; i < length; i += step) {
        uint32_t character = decode(text + i, &step);
        if (is_control(character)) {
            out[used++] = ' ';
        } else if (character == 0xfffd) {
            memcpy(out + used, "\xef\xbf\xbd", 3);
            used += 3;
        } else {
            memcpy(out + used, text + i, step);
            used += step;
        }
    }
    out[used] = '\0';
    return out;
}

const char *zi_canvas_say(struct zi_canvas *canvas, const char *id, const char *en, ...)
{
    va_list arguments;
    char *text;

    va_start(arguments, en);
    text = zi_arena_print_list(&canvas->arena, canvas->language == ZI_ENGLISH ? en : id, arguments);
    va_end(arguments);
    return kept(canvas, text);
}

static bool is_soft_hyphen(const char *text)
{
    return text[0] == '\xc2' && text[1] == '\xad';
}

/* Without the soft hyphens at which it was not broken, and with an ending. */
static const char *finish(struct zi_canvas *canvas, const char *text, size_t length,
                          const char *ending)
{
    char *out = zi_arena_allocate(&canvas->arena, length + strlen(ending) + 1, 1);
    size_t used = 0;

    if (out == NULL)
        return kept(canvas, NULL);
    for (size_t i = 0; i < length; i++) {
        if (is_soft_hyphen(text + i))
            i++;
        else
            out[used++] = text[i];
    }
    strcpy(out + used, ending);
    return out;
}

/* Bytes of whole characters at the start of text that fit into width. */
static size_t fitting_bytes(const struct zi_font *font, const char *text, double points,
                            enum zi_weight weight, double width)
{
    double limit = width * 1000 / (points * factor(font, weight));
    unsigned long sum = 0;
    size_t i = 0, step;

    while (text[i]) {
        sum += advance(decode(text + i, &step));
        if ((double)sum > limit)
            break;
        i += step;
    }
    return i;
}

static const char ellipsis[] = "\xe2\x80\xa6";

const char *zi_canvas_shorten(struct zi_canvas *canvas, const char *text, double points,
                              enum zi_weight weight, double width)
{
    double room = width - zi_text_width(&canvas->font, ellipsis, points, weight);
    size_t length;

    text = zi_canvas_clean(canvas, text);
    if (zi_text_width(&canvas->font, text, points, weight) <= width)
        return finish(canvas, text, strlen(text), "");
    if (room < 0)
        return "";
    length = fitting_bytes(&canvas->font, text, points, weight, room);
    while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == ','))
        length--;
    return finish(canvas, text, length, ellipsis);
}

/* ---- wrapping ---- */

struct line {
    size_t length;  /* bytes of the line */
    size_t next;    /* bytes to the next line */
    bool hyphen;    /* it was broken inside a word */
    unsigned fault; /* how bad that is */
};

/* A word parted at a syllable; a word parted anywhere. */
enum { PARTED = 1, CRUDE = 1000 };

static bool is_vowel(char letter)
{
    return letter && strchr("aeiouAEIOU", letter) != NULL;
}

/* The last place not after limit where the word may be parted: before a consonant between two
 * vowels, or before ng, ny, sy, kh; Indonesian syllables end so. 0 when there is none. */
static size_t hyphenate(const char *word, size_t limit)
{
    static const char *const pairs[] = {"ng", "ny", "sy", "kh"};

    for (size_t i = limit; i >= 3; i--) {
        size_t onset = 1;
        for (size_t p = 0; p < ZI_COUNT(pairs); p++)
            if (strncmp(word + i, pairs[p], 2) == 0)
                onset = 2;
        if (is_vowel(word[i - 1]) && word[i] >= 'a' && word[i] <= 'z' && !is_vowel(word[i]) &&
            is_vowel(word[i + onset]))
            return i;
    }
    return 0;
}

/* A word wider than the line: at a syllable, else wherever it fits, at least one character. */
static struct line part_word(const struct zi_canvas *canvas, const char *text, double points,
                             enum zi_weight weight, double width)
{
    double hyphen = zi_text_width(&canvas->font, "-", points, weight);
    size_t fits = fitting_bytes(&canvas->font, text, points, weight, width - hyphen);
    size_t at = hyphenate(text, fits);
    size_t step;

    if (at > 0)
        return (struct line){at, at, true, PARTED};
    fits = fitting_bytes(&canvas->font, text, points, weight, width);
    decode(text, &step);
    if (fits == 0)
        fits = step;
    return (struct line){fits, fits, false, CRUDE};
}

/* The longest line at the start of text (which starts with no space) that fits into width. */
static struct line next_line(const struct zi_canvas *canvas, const char *text, double points,
                             enum zi_weight weight, double width)
{
    double hyphen = zi_text_width(&canvas->font, "-", points, weight);
    double used = 0;
    struct line best = {0, 0, false, 0};
    size_t i = 0, step;

    for (;; i += step) {
        bool end = !text[i], soft = is_soft_hyphen(text + i);
        if ((end || text[i] == ' ') && used <= width)
            best = (struct line){i, i, false, 0};
        else if (soft && used + hyphen <= width)
            best = (struct line){i, i + 2, true, PARTED};
        if (end || used > width)
            break;
        used += width_of_bytes(&canvas->font, text + i, 1, points, weight);
        decode(text + i, &step);
    }
    return best.next > 0 ? best : part_word(canvas, text, points, weight, width);
}

static const char *skip_spaces(const char *text)
{
    while (*text == ' ')
        text++;
    return text;
}

/* Lines that text takes (max + 1 for more than max), and the sum of their faults. */
static size_t count_lines(const struct zi_canvas *canvas, const char *text, double points,
                          enum zi_weight weight, double width, size_t max, unsigned *faults)
{
    size_t n = 0;

    *faults = 0;
    for (text = skip_spaces(text); *text && n <= max; n++) {
        struct line line = next_line(canvas, text, points, weight, width);
        *faults += line.fault;
        text = skip_spaces(text + line.next);
    }
    return n;
}

static size_t wrap(struct zi_canvas *canvas, const char *text, double points, enum zi_weight weight,
                   double width, size_t max, const char *lines[])
{
    size_t n = 0;

    for (text = skip_spaces(text); *text && n < max; n++) {
        struct line line = next_line(canvas, text, points, weight, width);
        const char *rest = skip_spaces(text + line.next);
        if (*rest && n + 1 == max) {
            double room = width - zi_text_width(&canvas->font, ellipsis, points, weight);
            size_t fits = fitting_bytes(&canvas->font, text, points, weight, room);
            while (fits > 0 && text[fits - 1] == ' ')
                fits--;
            lines[n] = finish(canvas, text, fits, ellipsis);
        } else {
            lines[n] = finish(canvas, text, line.length, line.hyphen ? "-" : "");
        }
        text = rest;
    }
    return n;
}

size_t zi_canvas_wrap(struct zi_canvas *canvas, const char *text, double points,
                      enum zi_weight weight, double width, size_t max, const char *lines[])
{
    text = zi_canvas_clean(canvas, text);
    return wrap(canvas, text, points, weight, width * wrap_slack, max, lines);
}

size_t zi_canvas_wrap_balanced(struct zi_canvas *canvas, const char *text, double points,
                               enum zi_weight weight, double width, size_t max, const char *lines[])
{
    double high = width * wrap_slack;
    double low = 0;
    unsigned allowed, faults;
    size_t n;

    text = zi_canvas_clean(canvas, text);
    n = count_lines(canvas, text, points, weight, high, max, &allowed);
    if (n > 1 && n <= max) {
        while (high - low > 0.5) {
            double middle = (low + high) / 2;
            if (count_lines(canvas, text, points, weight, middle, n, &faults) <= n &&
                faults <= allowed)
                high = middle;
            else
                low = middle;
        }
    }
    return wrap(canvas, text, points, weight, high, max, lines);
}

size_t zi_canvas_fit_name(struct zi_canvas *canvas, const char *name, const char *short_name,
                          double points, double width, size_t max, const char *lines[2])
{
    const char *full = zi_canvas_clean(canvas, name);
    const char *brief = zi_canvas_clean(canvas, short_name);

    lines[0] = full;
    if (zi_text_width(&canvas->font, full, points, ZI_REGULAR) <= width)
        return 1;
    lines[0] = brief;
    if (*brief && zi_text_width(&canvas->font, brief, points, ZI_REGULAR) <= width)
        return 1;
    if (max > 1)
        return zi_canvas_wrap(canvas, full, points, ZI_REGULAR, width, 2, lines);
    lines[0] = zi_canvas_shorten(canvas, full, points, ZI_REGULAR, width);
    return 1;
}

/* ---- marks and labels ---- */

/* Room for one more item of the list; NULL when memory is exhausted. */
static void *add(struct zi_canvas *canvas, struct zi_list *list, size_t size)
{
    if (list->count == list->capacity) {
        size_t capacity = list->capacity ? 2 * list->capacity : 32;
        void *items = zi_arena_allocate(&canvas->arena, capacity, size);
        if (items == NULL) {
            canvas->out_of_memory = true;
            return NULL;
        }
        if (list->count)
            memcpy(items, list->items, list->count * size);
        list->items = items;
        list->capacity = capacity;
    }
    return (char *)list->items + list->count++ * size;
}

struct zi_box zi_label_box(const struct zi_canvas *canvas, const struct zi_label *label)
{
    double width =
        zi_text_width(&canvas->font, label->text, label->type.points, label->type.weight);
    double height = label->type.points * line_height;
    double left = label->x;

    if (label->type.align == ZI_CENTRE)
        left -= width / 2;
    else if (label->type.align == ZI_RIGHT)
        left -= width;
    return (struct zi_box){left, label->y - height / 2, left + width, label->y + height / 2};
}

void zi_canvas_label(struct zi_canvas *canvas, double x, double y, struct zi_type type,
                     const char *text)
{
    struct zi_label *label = add(canvas, &canvas->labels, sizeof *label);

    if (label != NULL)
        *label = (struct zi_label){x, y, type, zi_canvas_clean(canvas, text)};
}

void zi_canvas_stroke(struct zi_canvas *canvas, double x0, double y0, double x1, double y1,
                      double width, uint32_t colour)
{
    struct zi_stroke *stroke = add(canvas, &canvas->strokes, sizeof *stroke);

    if (stroke != NULL)
        *stroke = (struct zi_stroke){x0, y0, x1, y1, width, colour};
}

void zi_canvas_symbol(struct zi_canvas *canvas, double x, double y, struct zi_mark mark)
{
    struct zi_symbol *symbol = add(canvas, &canvas->symbols, sizeof *symbol);

    if (symbol != NULL)
        *symbol = (struct zi_symbol){x, y, mark};
}

static void add_patch(struct zi_canvas *canvas, struct zi_patch added)
{
    struct zi_patch *patch = add(canvas, &canvas->patches, sizeof *patch);

    if (patch != NULL)
        *patch = added;
}

void zi_canvas_patch(struct zi_canvas *canvas, struct zi_box box, uint32_t fill)
{
    add_patch(canvas, (struct zi_patch){box, fill, true});
}

void zi_canvas_ground(struct zi_canvas *canvas, struct zi_box box, uint32_t fill)
{
    add_patch(canvas, (struct zi_patch){box, fill, false});
}

void zi_canvas_avoid(struct zi_canvas *canvas, struct zi_box box)
{
    struct zi_box *obstacle = add(canvas, &canvas->obstacles, sizeof *obstacle);

    if (obstacle != NULL)
        *obstacle = box;
}

/* A slanted line is a chain of small boxes. */
void zi_canvas_avoid_line(struct zi_canvas *canvas, double x0, double y0, double x1, double y1,
                          double clearance)
{
    double length = hypot(x1 - x0, y1 - y0);
    int steps = y0 == y1 ? 1 : (int)ceil(length / 3) + 1;

    for (int i = 0; i < steps; i++) {
        double a = (double)i / steps, b = (double)(i + 1) / steps;
        double left = x0 + a * (x1 - x0), right = x0 + b * (x1 - x0);
        double top = y0 + a * (y1 - y0), bottom = y0 + b * (y1 - y0);
        zi_canvas_avoid(
            canvas, (struct zi_box){fmin(left, right) - clearance, fmin(top, bottom) - clearance,
                                    fmax(left, right) + clearance, fmax(top, bottom) + clearance});
    }
}

/* Boxes that only touch do not overlap. */
static bool overlap(struct zi_box a, struct zi_box b)
{
    const double touch = 0.05;

    return a.left < b.right - touch && b.left < a.right - touch && a.top < b.bottom - touch &&
           b.top < a.bottom - touch;
}

static bool inside(struct zi_box box, struct zi_box frame)
{
    return box.left >= frame.left && box.right <= frame.right && box.top >= frame.top &&
           box.bottom <= frame.bottom;
}

static struct zi_box page(const struct zi_canvas *canvas)
{
    return (struct zi_box){0, 0, canvas->width, canvas->height};
}

bool zi_canvas_is_free(const struct zi_canvas *canvas, struct zi_box box, bool obstacles)
{
    const struct zi_label *labels = canvas->labels.items;
    const struct zi_box *boxes = canvas->obstacles.items;

    if (!inside(box, page(canvas)))
        return false;
    for (size_t i = 0; i < canvas->labels.count; i++)
        if (overlap(box, zi_label_box(canvas, &labels[i])))
            return false;
    for (size_t i = 0; obstacles && i < canvas->obstacles.count; i++)
        if (overlap(box, boxes[i]))
            return false;
    return true;
}

bool zi_canvas_label_if_free(struct zi_canvas *canvas, double x, double y, struct zi_type type,
                             const char *text, bool obstacles)
{
    struct zi_label label = {x, y, type, zi_canvas_clean(canvas, text)};

    if (!zi_canvas_is_free(canvas, zi_label_box(canvas, &label), obstacles))
        return false;
    zi_canvas_label(canvas, x, y, type, text);
    return true;
}

bool zi_canvas_place(const struct zi_canvas *canvas, double x, double y, double distance,
                     double width, double height, struct zi_box within, struct zi_box *place)
{
    /* -1 before the point, 0 centred on it, 1 behind it */
    static const int sides[8][2] = {{1, 1}, {-1, -1}, {1, -1}, {-1, 1},
                                    {1, 0}, {-1, 0},  {0, -1}, {0, 1}};
    static const double farther[] = {1, 1.75, 2.75, 4, 6};

    for (size_t f = 0; f < ZI_COUNT(farther); f++) {
        for (size_t s = 0; s < 8; s++) {
            double away = distance * farther[f];
            double left = x + sides[s][0] * away - (1 - sides[s][0]) * width / 2;
            double top = y + sides[s][1] * away - (1 - sides[s][1]) * height / 2;
            struct zi_box box = {left, top, left + width, top + height};
            if (inside(box, within) && zi_canvas_is_free(canvas, box, true)) {
                *place = box;
                return true;
            }
        }
    }
    return false;
}

/* ---- dodging ---- */

struct dodger {
    double target; /* the wish, less the gaps before it */
    size_t index;
    size_t weight; /* positions pooled into this one */
};

static int by_target(const void *a, const void *b)
{
    const struct dodger *one = a, *other = b;

    if (one->target != other->target)
        return one->target < other->target ? -1 : 1;
    return one->index < other->index ? -1 : one->index > other->index;
}

bool zi_canvas_dodge(struct zi_canvas *canvas, double position[], size_t n, double gap, double low,
                     double high)
{
    struct dodger *sorted = zi_arena_allocate(&canvas->arena, n, sizeof *sorted);
    struct dodger *pool = zi_arena_allocate(&canvas->arena, n, sizeof *pool);
    bool fits = true;
    size_t pools = 0, at = 0;

    if (n == 0)
        return true;
    if (sorted == NULL || pool == NULL) {
        canvas->out_of_memory = true;
        return false;
    }
    if ((double)(n - 1) * gap > high - low) {
        gap = fmax(0, (high - low) / (double)(n - 1));
        fits = false;
    }
    for (size_t i = 0; i < n; i++)
        sorted[i] = (struct dodger){position[i], i, 1};
    qsort(sorted, n, sizeof *sorted, by_target);

    /* With the gaps taken off, the positions must only not fall: isotonic regression. */
    for (size_t i = 0; i < n; i++) {
        pool[pools++] = (struct dodger){sorted[i].target - (double)i * gap, i, 1};
        while (pools > 1 && pool[pools - 2].target > pool[pools - 1].target) {
            struct dodger *a = &pool[pools - 2], *b = &pool[pools - 1];
            double sum = a->target * (double)a->weight + b->target * (double)b->weight;
            a->weight += b->weight;
            a->target = sum / (double)a->weight;
            pools--;
        }
    }
    for (size_t p = 0; p < pools; p++) {
        double start = fmax(low, fmin(pool[p].target, high - (double)(n - 1) * gap));
        for (size_t k = 0; k < pool[p].weight; k++, at++)
            position[sorted[at].index] = start + (double)at * gap;
    }
    return fits;
}

/* ---- colour ---- */

static double channel(uint32_t colour, int shift)
{
    double value = (colour >> shift & 0xff) / 255.0;

    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

/* Relative luminance of WCAG 2. */
static double luminance(uint32_t colour)
{
    return 0.2126 * channel(colour, 16) + 0.7152 * channel(colour, 8) + 0.0722 * channel(colour, 0);
}

uint32_t zi_canvas_colour(const struct zi_canvas *canvas, uint32_t colour)
{
    double light, grey;
    uint32_t level;

    if (!canvas->grey)
        return colour;
    light = luminance(colour);
    grey = light <= 0.0031308 ? light * 12.92 : 1.055 * pow(light, 1 / 2.4) - 0.055;
    level = (uint32_t)lround(grey * 255);
    return level << 16 | level << 8 | level;
}

uint32_t zi_canvas_ink(const struct zi_canvas *canvas, uint32_t colour)
{
    if (canvas->grey && colour != ZI_WHITE && luminance(colour) > luminance(ZI_MUTED))
        return ZI_MUTED;
    return zi_canvas_colour(canvas, colour);
}

double zi_colour_contrast(uint32_t one, uint32_t other)
{
    double a = luminance(one), b = luminance(other);

    return (fmax(a, b) + 0.05) / (fmin(a, b) + 0.05);
}

uint32_t zi_colour_on(uint32_t fill)
{
    return zi_colour_contrast(ZI_INK, fill) >= zi_colour_contrast(ZI_WHITE, fill) ? ZI_INK
                                                                                  : ZI_WHITE;
}

/* ---- proof ---- */

static enum zi_code check_label(const struct zi_canvas *canvas, size_t i, struct zi_error *error)
{
    const struct zi_label *labels = canvas->labels.items;
    struct zi_box box = zi_label_box(canvas, &labels[i]);

    if (!inside(box, page(canvas)))
        return zi_fail(error, ZI_ESYSTEM,
                       "teks '%.80s' keluar dari halaman (%.1f,%.1f sampai %.1f,%.1f)",
                       "text '%.80s' leaves the page (%.1f,%.1f to %.1f,%.1f)", labels[i].text,
                       box.left, box.top, box.right, box.bottom);
    for (size_t j = 0; j < i; j++)
        if (overlap(box, zi_label_box(canvas, &labels[j])))
            return zi_fail(error, ZI_ESYSTEM, "teks '%.80s' menimpa '%.80s' di %.1f,%.1f",
                           "text '%.80s' overlaps '%.80s' at %.1f,%.1f", labels[i].text,
                           labels[j].text, labels[i].x, labels[i].y);
    return ZI_OK;
}

static enum zi_code check_mark(const struct zi_canvas *canvas, struct zi_box box,
                               struct zi_error *error)
{
    if (inside(box, page(canvas)))
        return ZI_OK;
    return zi_fail(error, ZI_ESYSTEM, "tanda di %.1f,%.1f keluar dari halaman",
                   "the mark at %.1f,%.1f leaves the page", box.left, box.top);
}

enum zi_code zi_canvas_check(const struct zi_canvas *canvas, struct zi_error *error)
{
    const struct zi_stroke *strokes = canvas->strokes.items;
    const struct zi_symbol *symbols = canvas->symbols.items;
    const struct zi_patch *patches = canvas->patches.items;

    for (size_t i = 0; i < canvas->labels.count; i++)
        ZI_TRY(check_label(canvas, i, error));
    for (size_t i = 0; i < canvas->strokes.count; i++) {
        const struct zi_stroke *s = &strokes[i];
        struct zi_box box = {fmin(s->x0, s->x1), fmin(s->y0, s->y1), fmax(s->x0, s->x1),
                             fmax(s->y0, s->y1)};
        ZI_TRY(check_mark(canvas, box, error));
    }
    for (size_t i = 0; i < canvas->symbols.count; i++) {
        const struct zi_symbol *s = &symbols[i];
        struct zi_box box = {s->x - 3, s->y - 3, s->x + 3, s->y + 3};
        ZI_TRY(check_mark(canvas, box, error));
    }
    for (size_t i = 0; i < canvas->patches.count; i++)
        ZI_TRY(check_mark(canvas, patches[i].box, error));
    return ZI_OK;
}
