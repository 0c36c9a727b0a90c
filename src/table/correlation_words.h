/*
 * What tables of correlations say in words, for tidy rows and for pairs alike.
 */
#ifndef ZISTAT_TABLE_CORRELATION_WORDS_H
#define ZISTAT_TABLE_CORRELATION_WORDS_H

#include "base/number.h"
#include "zistat/analysis/correlate.h"
#include "zistat/base/buffer.h"

/* Room for a coefficient as zi_correlation_show writes it. */
enum { ZI_COEFFICIENT_MAX = 2 * ZI_NUMBER_MAX };

/* Two decimals with the true minus, and never "1,00" for what is not 1; "n/a" for NaN. */
void zi_correlation_show(char out[ZI_COEFFICIENT_MAX], double r, enum zi_language language);

/* Adds to the note, after "; ": the indices taken out, what the rows are when they are no units,
 * whether one index is part of the other, letters. The same at every level of a pair. */
void zi_say_pair(struct zi_buffer *note, const struct zi_panel *panel,
                 const struct zi_correlate_request *request, const struct zi_pair_correlation *row,
                 enum zi_language language);

/* And of one level: the clusters of p, the other p where the two differ, the smallest possible one,
 * that clusters are few. */
void zi_say_clusters(struct zi_buffer *note, const struct zi_correlate_request *request,
                     const struct zi_pair_correlation *row, enum zi_language language);

/* "break in zi in 2022", where the pair's years cross one. */
void zi_say_break(struct zi_buffer *note, const struct zi_panel *panel,
                  const struct zi_pair_correlation *row, enum zi_language language);

/* "both rise over the years", or NULL without drift. */
const char *zi_drift_words(enum zi_drift drift, enum zi_language language);

#endif
