/*
 * The outline of the evaluation sheet (LKE) as data: components, parts, areas, indicators,
 * questions and the helper inputs of computed questions, with weights, types of answer, formulas.
 * datasets/lke/ holds the official one; any of the same columns can stand in its place.
 */
#ifndef ZISTAT_LKE_OUTLINE_H
#define ZISTAT_LKE_OUTLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "zistat/base/api.h"
#include "zistat/base/arena.h"
#include "zistat/base/error.h"
#include "zistat/base/language.h"
#include "zistat/catalogue/catalogue.h"

ZI_API_BEGIN

struct zi_lke_formula;

enum zi_lke_level {
    ZI_LKE_COMPONENT,
    ZI_LKE_PART,
    ZI_LKE_AREA,
    ZI_LKE_INDICATOR,
    ZI_LKE_QUESTION,
    ZI_LKE_INPUT, /* typed for the question above it; has no points */
};

enum zi_lke_type {
    ZI_LKE_NO_ANSWER, /* above questions */
    ZI_LKE_YES_NO,
    ZI_LKE_ABC,
    ZI_LKE_ABCD,
    ZI_LKE_ABCDE,
    ZI_LKE_PERCENT, /* computed from inputs, never typed */
    ZI_LKE_INDEX4,  /* a survey's index, 0 to 4 */
    ZI_LKE_COUNT,   /* whole and not negative */
};

/* The answers that a type offers, the best first, and the share of the weight each earns. */
struct zi_lke_choices {
    const char *const *answers; /* ended by NULL; none for a number */
    const double *shares;
    const char *text; /* for people: "A, B, C, D", "0-4" */
};
const struct zi_lke_choices *zi_lke_choices(enum zi_lke_type type);

#define ZI_LKE_NO_ROW SIZE_MAX

struct zi_lke_row {
    const char *id; /* "A.1.2.i.a" */
    struct zi_text label;
    struct zi_text note; /* why its formula is not the sum of its weights; "" where there is none */
    enum zi_lke_level level;
    enum zi_lke_type type;
    double weight; /* points; NaN for a question that shares its indicator's, and for inputs */
    size_t parent; /* an earlier row; ZI_LKE_NO_ROW at the top */
    size_t first_child;
    size_t next_sibling;
    size_t n_children;
    /* How the sheet computes it: a share for a percent question, a number for a computed input,
     * points for a row above questions whose points are not the sum of those below. NULL: plain. */
    const struct zi_lke_formula *formula;
    const size_t *needs; /* inputs that a percent question must have, in the sheet's order */
    size_t n_needs;
    size_t best_input; /* the input that raises a percent question to its best ... */
    const struct zi_lke_formula *best;   /* ... and the number it takes; NULL: none is known */
    const struct zi_lke_formula *equals; /* what a typed number should agree with, or NULL */
    const size_t *indices;               /* of the catalogue, of which its points are a part */
    size_t n_indices;
    long answer_index; /* index that the typed number itself is, or ZI_NO_INDEX */
    size_t line;
};

struct zi_lke_id {
    const char *folded;
    size_t row;
};

struct zi_lke_outline {
    struct zi_arena arena;
    const struct zi_catalogue *catalogue; /* borrowed */
    struct zi_lke_row *rows;              /* as in the file: a parent before its children */
    size_t n_rows;
    struct zi_lke_id *ids; /* sorted: ids and other codes */
    size_t n_ids;
    double total; /* weight of all rows at the top */
};

/* path: NULL for the official sheet. A load error names FILE:LINE: children's weights that do not
 * add up, an unknown type or parent, an id that is there twice, a formula over a row that is no
 * input, and the number of further errors. */
enum zi_code zi_lke_outline_load(struct zi_lke_outline *outline, const char *path,
                                 const struct zi_catalogue *catalogue, struct zi_error *error);
void zi_lke_outline_release(struct zi_lke_outline *outline);

/* The row of an id or code, compared without case and surrounding space; ZI_LKE_NO_ROW. */
size_t zi_lke_outline_find(const struct zi_lke_outline *outline, const char *text, size_t length);

/* The id nearest to a wrong one, or NULL. */
const char *zi_lke_outline_nearest(const struct zi_lke_outline *outline, const char *id);

/* Whether people type an answer into the row. */
bool zi_lke_is_typed(const struct zi_lke_row *row);

ZI_API_END

#endif
