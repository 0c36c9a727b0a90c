/*
 * From a laid-out chart to a script, and from a script to a picture. The only part that starts
 * other programs: gnuplot, and fc-match to learn which font will be drawn. Both without a shell,
 * in a private temporary folder, with a time limit.
 */
#ifndef ZISTAT_CHART_GNUPLOT_H
#define ZISTAT_CHART_GNUPLOT_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/file.h"
#include "chart.h"
#include "zistat/base/buffer.h"
#include "zistat/base/error.h"

enum zi_picture { ZI_PNG, ZI_SVG, ZI_PDF, ZI_SCRIPT };

/* "png", "svg", "pdf", "gp"; ended by NULL, in the order of enum zi_picture. */
extern const char *const zi_picture_names[];

/* The self-contained script. Run as it is, it draws picture; FMT and S on gnuplot's command line
 * change format and pixels per point. Only literals, numbers and colours stand in its commands. */
void zi_chart_script(const struct zi_chart *chart, enum zi_picture picture, struct zi_buffer *out);

/*
 * Draws the chart and adds the bytes of the picture to out. identifier ("" or letters, digits,
 * '-' and '_') comes before every id of an SVG, so that several can stand in one HTML page; other
 * formats ignore it. The same chart gives the same bytes, except for PDF.
 *
 * ZI_ESYSTEM when there is no font for a PNG or PDF, or gnuplot is missing, fails (its message is
 * in the error) or takes longer than ZI_GNUPLOT_SECONDS; out is then unchanged.
 */
enum { ZI_GNUPLOT_SECONDS = 60 };
enum zi_code zi_chart_draw(const struct zi_chart *chart, enum zi_picture picture,
                           const char *identifier, struct zi_buffer *out, struct zi_error *error);

/* The same in two steps, so that several can run at once: start them, then finish each. A job
 * that was started must be finished, whether or not its picture is still wanted. */
struct zi_drawing {
    char folder[ZI_PATH_MAX];
    pid_t child;
    enum zi_picture picture;
    int seconds; /* time limit of zi_drawing_finish, set by zi_drawing_start */
};
enum zi_code zi_drawing_start(struct zi_drawing *drawing, const struct zi_chart *chart,
                              enum zi_picture picture, struct zi_error *error);
enum zi_code zi_drawing_finish(struct zi_drawing *drawing, const struct zi_chart *chart,
                               const char *identifier, struct zi_buffer *out,
                               struct zi_error *error);

/* What gnuplot's SVG needs to be well-formed, accessible and fit for inlining: font lists, "]]>",
 * role, title and description, identifier before every id, no tooltips. */
void zi_svg_repair(const char *svg, const struct zi_chart *chart, const char *identifier,
                   struct zi_buffer *out);

/* Asks fontconfig what stands in for Liberation Sans; without an answer DejaVu's widths. Never
 * fails: a wider guess only leaves more air. */
void zi_font_find(struct zi_font *font);

/* For the doctor command: what is installed. */
struct zi_gnuplot_probe {
    bool found;
    char version[32]; /* "5.4.4" */
    bool png, pdf, svg;
    struct zi_font font;
};
enum zi_code zi_gnuplot_probe(struct zi_gnuplot_probe *probe, struct zi_error *error);

#endif
