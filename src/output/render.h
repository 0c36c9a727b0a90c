/* What the renderers share: the cells of a table, and one function for each form. */
#ifndef ZISTAT_OUTPUT_RENDER_H
#define ZISTAT_OUTPUT_RENDER_H

#include "zistat/output/table.h"

enum zi_cell_kind {
    ZI_CELL_EMPTY,
    ZI_CELL_TEXT,
    ZI_CELL_INTEGER,
    ZI_CELL_NUMBER,
    ZI_CELL_SCORE,
    ZI_CELL_UNDEFINED,
};

/* A number that must not be rounded across its thresholds. */
struct zi_score {
    double number;
    size_t n_thresholds;
    double thresholds[];
};

/* Small: a table of 100,000 units has millions of them. */
struct zi_cell {
    unsigned char kind; /* enum zi_cell_kind */
    unsigned char decimals;
    union {
        const char *text;
        long integer;
        double number; /* finite */
        const struct zi_score *score;
        enum zi_reason reason;
    };
};

/* Of a ZI_CELL_NUMBER or ZI_CELL_SCORE. */
double zi_cell_number(const struct zi_cell *cell);

const struct zi_cell *zi_table_cell(const struct zi_table *table, size_t row, size_t column);

/* Each adds the whole table to out; exhausted memory shows in out. */
void zi_render_text(const struct zi_table *table, enum zi_language language, struct zi_buffer *out);
void zi_render_csv(const struct zi_table *table, struct zi_buffer *out);
void zi_render_excel(const struct zi_table *table, struct zi_buffer *out);
void zi_render_json(const struct zi_table *table, struct zi_buffer *out);

#endif
