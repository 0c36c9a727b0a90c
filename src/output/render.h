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

/* A number that must not be rounded across its thresholds, or is shown at the end of a scale. */
struct zi_score {
    double number;
    double shown;
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

/* A form in which rows are made from themselves alone. Each part is added to out; exhausted memory
 * shows there. */
struct zi_renderer {
    void (*begin)(const struct zi_table *head, struct zi_buffer *out); /* name and columns */
    void (*rows)(const struct zi_table *table, bool first, struct zi_buffer *out);
    void (*end)(bool any_row, struct zi_buffer *out);
};

extern const struct zi_renderer zi_render_csv;
extern const struct zi_renderer zi_render_excel;
extern const struct zi_renderer zi_render_json;

/* Text has columns as wide as their widest cell: all rows are looked at before the first is
 * written. */
struct zi_text_column {
    size_t width;
    bool empty;        /* no row has anything in it */
    bool constant;     /* every row says what the first one does */
    const char *first; /* what that is; NULL without rows */
};

struct zi_text_layout {
    struct zi_text_column *columns;
    size_t n_rows;
    struct zi_arena arena;
    bool out_of_memory;
};

/* What the rows of the table need; released by the caller. */
void zi_text_measure(struct zi_text_layout *layout, const struct zi_table *table,
                     enum zi_language language);
void zi_text_release(struct zi_text_layout *layout);

/* What the rows of both need, those of next behind the others. */
void zi_text_join(struct zi_text_layout *layout, const struct zi_text_layout *next,
                  size_t n_columns);

void zi_text_begin(const struct zi_text_layout *layout, const struct zi_table *head,
                   struct zi_buffer *out);
void zi_text_rows(const struct zi_text_layout *layout, const struct zi_table *table,
                  enum zi_language language, struct zi_buffer *out);

/* Takes the rows out of a table that can then be filled again. */
void zi_table_clear(struct zi_table *table);

#endif
