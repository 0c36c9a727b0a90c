/*
 * The page in points, origin top left. Every text gets its place here, before gnuplot runs, from
 * a table of character widths; so it can be proved that nothing leaves the page or overlaps.
 */
#ifndef ZISTAT_CHART_CANVAS_H
#define ZISTAT_CHART_CANVAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "zistat/base/arena.h"
#include "zistat/base/error.h"
#include "zistat/base/language.h"

/* Widths relative to the Arial table. */
struct zi_font {
    double regular;
    double bold;
    bool expected;   /* the font is Liberation Sans or has its widths */
    bool none;       /* fontconfig knows no font at all: PNG and PDF would have no letters */
    char family[64]; /* what fontconfig gives for it; "" when it could not be asked */
};

/* Liberation Sans (the widths of Arial), and what is assumed when it is missing. */
extern const struct zi_font zi_font_liberation;
extern const struct zi_font zi_font_dejavu;

enum zi_weight { ZI_REGULAR, ZI_BOLD, ZI_ITALIC };
enum zi_align { ZI_LEFT, ZI_CENTRE, ZI_RIGHT };

struct zi_type {
    double points;
    enum zi_weight weight;
    enum zi_align align;
    uint32_t colour; /* 0xRRGGBB */
    bool opaque;     /* hides the marks below it */
};

struct zi_box {
    double left, top, right, bottom;
};

/* x is the anchor that align names, y the middle of the line. */
struct zi_label {
    double x, y;
    struct zi_type type;
    const char *text;
};

struct zi_stroke {
    double x0, y0, x1, y1;
    double width;
    uint32_t colour;
};

enum zi_shape { ZI_SQUARE = 5, ZI_DISC = 7, ZI_TRIANGLE = 9, ZI_DIAMOND = 13 };

/* Filled or hollow; size 1 is 7 points across. */
struct zi_mark {
    enum zi_shape shape;
    bool hollow;
    double size;
    uint32_t colour;
};

struct zi_symbol {
    double x, y;
    struct zi_mark mark;
};

/* A filled rectangle: a cell with a thin edge, or a ground without one, below all cells. */
struct zi_patch {
    struct zi_box box;
    uint32_t fill;
    bool edged;
};

/* A list of any of these that grows in the arena. */
struct zi_list {
    void *items;
    size_t count;
    size_t capacity;
};

struct zi_canvas {
    double width, height;
    struct zi_font font;
    enum zi_language language;
    bool grey;
    struct zi_arena arena;
    struct zi_list labels;    /* struct zi_label */
    struct zi_list strokes;   /* struct zi_stroke: drawn over the panels, under the labels */
    struct zi_list symbols;   /* struct zi_symbol */
    struct zi_list patches;   /* struct zi_patch */
    struct zi_list obstacles; /* struct zi_box: what placed labels must not cover */
    bool out_of_memory;       /* sticky; check once at the end */
};

void zi_canvas_init(struct zi_canvas *canvas, double width, double height,
                    const struct zi_font *font, enum zi_language language, bool grey);
void zi_canvas_release(struct zi_canvas *canvas);

/* ---- text ---- */

/* Width in points: Arial's advance widths for ASCII, the usual punctuation and Latin-1, ample
 * ones elsewhere. text must be UTF-8. */
double zi_text_width(const struct zi_font *font, const char *text, double points,
                     enum zi_weight weight);

/* A copy that XML and gnuplot can hold: control characters become spaces, bytes that are no
 * UTF-8 U+FFFD, NULL "". */
const char *zi_canvas_clean(struct zi_canvas *canvas, const char *text);

/* The sentence in the language of the canvas. Both formats take the same arguments. */
const char *zi_canvas_say(struct zi_canvas *canvas, const char *id, const char *en, ...)
    __attribute__((format(printf, 2, 4), format(printf, 3, 4)));

/* text when it fits into width, else its beginning and an ellipsis. */
const char *zi_canvas_shorten(struct zi_canvas *canvas, const char *text, double points,
                              enum zi_weight weight, double width);

/*
 * Breaks text into lines that fit into width (3% are kept as slack): at spaces and soft hyphens,
 * inside a word only when the word alone is too wide. More than max lines end in an ellipsis.
 * Returns the number of lines; 0 only for blank text. lines has room for max.
 */
size_t zi_canvas_wrap(struct zi_canvas *canvas, const char *text, double points,
                      enum zi_weight weight, double width, size_t max, const char *lines[]);

/* The same number of lines, as even as they can be without parting more words: the least width
 * that keeps it. */
size_t zi_canvas_wrap_balanced(struct zi_canvas *canvas, const char *text, double points,
                               enum zi_weight weight, double width, size_t max,
                               const char *lines[]);

/* A unit's name in at most max (1 or 2) lines: in full, else short, else in two lines, else cut.
 * short_name may be NULL or "". */
size_t zi_canvas_fit_name(struct zi_canvas *canvas, const char *name, const char *short_name,
                          double points, double width, size_t max, const char *lines[2]);

/* ---- marks and labels ---- */

struct zi_box zi_label_box(const struct zi_canvas *canvas, const struct zi_label *label);

/* text is cleaned and copied. */
void zi_canvas_label(struct zi_canvas *canvas, double x, double y, struct zi_type type,
                     const char *text);
void zi_canvas_stroke(struct zi_canvas *canvas, double x0, double y0, double x1, double y1,
                      double width, uint32_t colour);
void zi_canvas_symbol(struct zi_canvas *canvas, double x, double y, struct zi_mark mark);
void zi_canvas_patch(struct zi_canvas *canvas, struct zi_box box, uint32_t fill);
void zi_canvas_ground(struct zi_canvas *canvas, struct zi_box box, uint32_t fill);

/* Labels placed later keep clear of the box, or of the line. Nothing is drawn. */
void zi_canvas_avoid(struct zi_canvas *canvas, struct zi_box box);
void zi_canvas_avoid_line(struct zi_canvas *canvas, double x0, double y0, double x1, double y1,
                          double clearance);

/* Inside the page and clear of every label; with obstacles, of what is to be avoided too. */
bool zi_canvas_is_free(const struct zi_canvas *canvas, struct zi_box box, bool obstacles);

/* Adds the label only where that is free; says whether it did. */
bool zi_canvas_label_if_free(struct zi_canvas *canvas, double x, double y, struct zi_type type,
                             const char *text, bool obstacles);

/*
 * Finds room for a box of width x height beside the point (x, y), inside within and free: eight
 * positions (below right, above left, above right, below left, right, left, above, below) at
 * distance, then farther away. False when there is none.
 */
bool zi_canvas_place(const struct zi_canvas *canvas, double x, double y, double distance,
                     double width, double height, struct zi_box within, struct zi_box *place);

/*
 * Moves positions so that neighbours keep the gap and all lie in [low, high], with the least sum
 * of squared shifts (pool adjacent violators). They keep their order; equal ones the order of the
 * array. When n - 1 gaps do not fit, the gap shrinks and the answer is false.
 */
bool zi_canvas_dodge(struct zi_canvas *canvas, double position[], size_t n, double gap, double low,
                     double high);

/* What colour becomes on this canvas: itself, or the grey of the same luminance. */
uint32_t zi_canvas_colour(const struct zi_canvas *canvas, uint32_t colour);

/* The same for text, dark enough to be read: on a grey canvas what is neither white nor dark gets
 * the grey of subtitles. */
uint32_t zi_canvas_ink(const struct zi_canvas *canvas, uint32_t colour);

/* Ink or white, whichever has the higher WCAG contrast on the fill. */
uint32_t zi_colour_on(uint32_t fill);

/* WCAG contrast ratio, 1 to 21. */
double zi_colour_contrast(uint32_t one, uint32_t other);

/* Every label and mark is inside the page and no label overlaps another; the error (ZI_ESYSTEM)
 * names the first that does not. The charts keep this by construction; tests and debug builds
 * ask. Cost: labels squared. */
enum zi_code zi_canvas_check(const struct zi_canvas *canvas, struct zi_error *error);

#endif
