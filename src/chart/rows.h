/* What charts with one row a unit share: rows a page, their height, the column of names. */
#ifndef ZISTAT_CHART_ROWS_H
#define ZISTAT_CHART_ROWS_H

#include "page.h"

struct zi_rows {
    size_t n;        /* on all pages */
    size_t per_page; /* what fits */
    size_t pages;
    size_t first, count; /* on this page */
    double top, height;
    double points; /* size of type */
};

/* Half page up to 20 rows, else full page. */
const struct zi_chart_size *zi_rows_natural_size(size_t n);

/* Spreads n rows over pages whose rows stand between top and bottom. */
struct zi_rows zi_rows_spread(const struct zi_chart_size *size, size_t n, double top,
                              double bottom);

/* Turns to a page, counted from 0, and says which in the corner; ZI_EUSAGE beyond the last. */
enum zi_code zi_rows_turn(struct zi_rows *rows, struct zi_chart *chart, size_t page,
                          struct zi_error *error);

/* Middle of row i of this page, and the end of its last row. */
double zi_rows_y(const struct zi_rows *rows, size_t i);
double zi_rows_bottom(const struct zi_rows *rows);

/* Writes the names of this page, flush right; names are those of all pages, so that the column is
 * equally wide on each. Chooses the size of type. Returns the column's right edge. */
double zi_rows_names(struct zi_canvas *canvas, struct zi_rows *rows,
                     const struct zi_row_name names[]);

#endif
