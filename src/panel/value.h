/* What one cell of an index says: a number, a letter, both, nothing, or something wrong. */
#ifndef ZISTAT_PANEL_VALUE_H
#define ZISTAT_PANEL_VALUE_H

#include <stddef.h>

#include "csv/cell.h"
#include "csv/remark.h"
#include "zistat/base/arena.h"
#include "zistat/catalogue/catalogue.h"

struct value_cell {
    double value; /* NaN without a number */
    int rank;     /* of the letter printed; 0 without one */
    char decimal; /* '.' or ',' as seen; 0 without one */
    struct remark remark;
};

/* What the catalogue says of the place where a cell stands. */
struct cell_place {
    const struct zi_catalogue *catalogue;
    size_t index;
    int year;                   /* YEAR_UNKNOWN: no scale and no bands to compare with */
    struct zi_arena *sentences; /* NULL: count only */
};

struct value_cell cell_value(const struct cell_place *place, const char *text, size_t length);

/* The same for a letter in a column of its own beside the score. */
void cell_add_letter(const struct cell_place *place, struct value_cell *cell, const char *text,
                     size_t length);

/* A remark on a number that is not on the scale of its index and year. */
void cell_check_scale(const struct cell_place *place, double value, const char *text, size_t length,
                      struct remark *remark);

#endif
