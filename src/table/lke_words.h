/* What is said about a sheet and its nodes; for the tables. */
#ifndef ZISTAT_TABLE_LKE_WORDS_H
#define ZISTAT_TABLE_LKE_WORDS_H

#include "lke.h"

/* Position in the catalogue, or ZI_NO_INDEX. */
long lke_index_named(const struct zi_lke_view *view, const char *name);

/* The limits of an index next to a value; none without an index. */
size_t lke_limits_near(const struct zi_lke_view *view, long index, double value, double near[2]);

/* The sheet's formula gives the row other points than its weights do. */
bool lke_formula_differs(const struct zi_lke_view *view, const struct zi_lke_score *score,
                         size_t row);

/* A self-assessment that exceeds the TPI's by more than a twentieth of the weight. */
bool lke_is_above(double self, double tpi, double weight);

/* The strict total first, then the sheet's and why; at most `most` ids in each list. */
void lke_say_total(struct zi_buffer *out, const struct zi_lke_view *view,
                   const struct zi_lke_score *score, size_t most);
void lke_say_question(struct zi_buffer *out, const struct zi_lke_view *view,
                      const struct zi_lke_score *score, size_t row);
/* "2 kosong, 1 tidak sah" */
void lke_say_counts(struct zi_buffer *out, const struct zi_lke_view *view,
                    const struct zi_lke_points *points);

#endif
