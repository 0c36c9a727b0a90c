/* The values of one file, row by row in columns, until they find their place in the panel. */
#ifndef ZISTAT_PANEL_ROWS_H
#define ZISTAT_PANEL_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct rows {
    size_t n_rows;
    size_t capacity;
    size_t n_values;    /* value columns */
    uint32_t *entities; /* NO_NAME: a row left out */
    int16_t *years;     /* NULL when the columns tell the year */
    uint16_t *indices;  /* NULL when the columns or the options tell the index */
    double **values;    /* by column; NaN: missing */
    uint8_t **ranks;    /* by column, of letters; NULL while the column has none */
};

bool rows_init(struct rows *rows, size_t n_values, bool with_years, bool with_indices);
void rows_release(struct rows *rows);

/* Gives a column's block of capacity doubles away; its letters are released. */
double *rows_take_column(struct rows *rows, size_t column);

/* Makes room for one more row; false without memory. */
bool rows_grow(struct rows *rows);

/* Sets the letter of the last row. */
bool rows_set_rank(struct rows *rows, size_t column, uint8_t rank);

#endif
