/*
 * Formulas of a scoring sheet, as the sheet's cells compute: numbers, ids of rows, + - * /,
 * min(...), max(...), mean(...), if(A = B and C = D, THEN, ELSE), and brackets.
 */
#ifndef ZISTAT_LKE_FORMULA_H
#define ZISTAT_LKE_FORMULA_H

#include <stdbool.h>
#include <stddef.h>

#include "zistat/base/arena.h"
#include "zistat/base/error.h"

/* What a cell of the sheet holds. Text ("Blm Diisi") drops out of a mean, and makes any other
 * formula #VALUE!; an error goes on into every formula that uses it. */
enum zi_lke_cell_kind {
    ZI_LKE_NUMBER,
    ZI_LKE_TEXT,
    ZI_LKE_ZERO_DIVISION, /* #DIV/0!, also the mean of nothing */
    ZI_LKE_WRONG_VALUE,   /* #VALUE! */
};

struct zi_lke_cell {
    enum zi_lke_cell_kind kind;
    long double number; /* of ZI_LKE_NUMBER; long, so that sums of decimals come out nearest */
};

struct zi_lke_formula;

/* The position of the row with an id; SIZE_MAX when there is none. */
typedef size_t zi_lke_find_row(const void *rows, const char *id, size_t length);

/* The cell of a row. */
typedef struct zi_lke_cell zi_lke_look_up(const void *cells, size_t row);

/* ZI_EINPUT for text that is no formula or names an unknown row; the sentence says which. */
enum zi_code zi_lke_formula_parse(struct zi_lke_formula **formula, const char *text,
                                  zi_lke_find_row *find, const void *rows, struct zi_arena *arena,
                                  struct zi_error *error);

/* *capped (may be NULL) becomes true where min() takes a number written in the formula although a
 * computed one is larger: a ratio above 1. Only the branch of an if() that is taken counts. */
struct zi_lke_cell zi_lke_formula_compute(const struct zi_lke_formula *formula,
                                          zi_lke_look_up *look_up, const void *cells, bool *capped);

/* Calls visit for each row that the formula names, in the order of its text. */
void zi_lke_formula_visit(const struct zi_lke_formula *formula,
                          void (*visit)(void *data, size_t row), void *data);

#endif
