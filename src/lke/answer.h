/* What one answer to a question of the evaluation sheet says. */
#ifndef ZISTAT_LKE_ANSWER_H
#define ZISTAT_LKE_ANSWER_H

#include <stddef.h>

#include "csv/remark.h"
#include "zistat/lke/reader.h"

struct lke_answer {
    enum zi_lke_state state;
    double number; /* position among the choices, or the number; NaN for none */
    struct remark remark;
};

/* The row must be one that is typed. A faulty answer is a warning: the sheet is
 * scored all the same. sentences: NULL to count only. */
struct lke_answer lke_answer_read(const struct zi_lke_row *row, const char *text, size_t length,
                                  struct zi_arena *sentences);

#endif
