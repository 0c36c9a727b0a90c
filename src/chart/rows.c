/* Rows of names on one or several pages. */
#include "rows.h"

#include <math.h>

#include "style.h"

enum { HALF_PAGE_ROWS = 20, SLIDE_ROWS = 15, FULL_PAGE_ROWS = 66 };

static const double least_height = 8.6;
static const double most_height = 22;
static const double line_height = 1.1;
static const double large_type = 7.6, small_type = 7.2;

const struct zi_chart_size *zi_rows_natural_size(size_t n)
{
    return zi_chart_size_find(n <= HALF_PAGE_ROWS ? "a4" : "a4full");
}

static size_t limit(const struct zi_chart_size *size)
{
    return size->height > 600 ? FULL_PAGE_ROWS : size->height > 300 ? HALF_PAGE_ROWS : SLIDE_ROWS;
}

struct zi_rows zi_rows_spread(const struct zi_chart_size *size, size_t n, double top, double bottom)
{
    struct zi_rows rows = {.n = n, .top = top};
    double room = bottom - top;
    size_t on_page;

    rows.per_page = (size_t)fmax(1, floor(room / least_height));
    if (rows.per_page > limit(size))
        rows.per_page = limit(size);
    rows.pages = (n + rows.per_page - 1) / rows.per_page;
    on_page = n < rows.per_page ? n : rows.per_page;
    rows.height = fmin(most_height, room / (double)on_page);
    rows.points = rows.height >= 10.3 ? large_type : small_type;
    return rows;
}

enum zi_code zi_rows_turn(struct zi_rows *rows, struct zi_chart *chart, size_t page,
                          struct zi_error *error)
{
    const struct zi_type type = {ZI_TYPE_FOOTER, ZI_REGULAR, ZI_RIGHT, ZI_MUTED, false};

    if (page >= rows->pages)
        return zi_fail(error, ZI_EUSAGE, "halaman %zu tidak ada; grafik ini %zu halaman",
                       "there is no page %zu; this chart has %zu", page + 1, rows->pages);
    chart->pages = rows->pages;
    rows->first = page * rows->per_page;
    rows->count = rows->n - rows->first;
    if (rows->count > rows->per_page)
        rows->count = rows->per_page;
    if (rows->pages > 1)
        zi_canvas_label(&chart->canvas, chart->canvas.width - ZI_MARGIN, 6, type,
                        zi_canvas_say(&chart->canvas, "halaman %zu dari %zu", "page %zu of %zu",
                                      page + 1, rows->pages));
    return ZI_OK;
}

double zi_rows_y(const struct zi_rows *rows, size_t i)
{
    return rows->top + ((double)i + 0.5) * rows->height;
}

double zi_rows_bottom(const struct zi_rows *rows)
{
    return rows->top + (double)rows->count * rows->height;
}

static const double name_share = 0.46; /* of the page, at most */

/* The lines of one name, and the wider of them. */
static size_t fit(struct zi_canvas *canvas, const struct zi_rows *rows,
                  const struct zi_row_name *name, const char *lines[2], double *widest)
{
    size_t most = rows->height >= 2 * line_height * rows->points + 0.5 ? 2 : 1;
    size_t n = zi_canvas_fit_name(canvas, name->name, name->short_name, rows->points,
                                  name_share * canvas->width, most, lines);

    for (size_t i = 0; i < n; i++)
        *widest = fmax(*widest, zi_text_width(&canvas->font, lines[i], rows->points, ZI_REGULAR));
    return n;
}

/* The smaller type, when some name is whole only then. */
static void choose_type(const struct zi_canvas *canvas, struct zi_rows *rows,
                        const struct zi_row_name names[])
{
    double room = name_share * canvas->width;

    for (size_t i = 0; i < rows->n; i++) {
        const char *name = names[i].name;
        if (zi_text_width(&canvas->font, name, large_type, ZI_REGULAR) > room &&
            zi_text_width(&canvas->font, name, small_type, ZI_REGULAR) <= room)
            rows->points = small_type;
    }
}

double zi_rows_names(struct zi_canvas *canvas, struct zi_rows *rows,
                     const struct zi_row_name names[])
{
    struct zi_type type = {0, ZI_REGULAR, ZI_RIGHT, ZI_INK, false};
    const char *lines[2];
    double widest = 60, right, leading;

    choose_type(canvas, rows, names);
    type.points = rows->points;
    leading = rows->points * line_height;

    for (size_t i = 0; i < rows->n; i++)
        fit(canvas, rows, &names[i], lines, &widest);
    right = ZI_MARGIN + 2 + widest;
    for (size_t i = 0; i < rows->count; i++) {
        size_t n = fit(canvas, rows, &names[rows->first + i], lines, &widest);
        double y = zi_rows_y(rows, i) - leading / 2 * (double)(n - 1);
        for (size_t k = 0; k < n; k++)
            zi_canvas_label(canvas, right, y + leading * (double)k, type, lines[k]);
    }
    return right;
}
