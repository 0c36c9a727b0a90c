/* What one cell of a respondent's row says. Long texts are never quoted: in a row that slipped by a
 * column they may be a name, a telephone number or a comment. */
#ifndef ZISTAT_SURVEY_CELL_H
#define ZISTAT_SURVEY_CELL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "csv/remark.h"
#include "header.h"

/* 1 to 4; 0 for a blank, or with a remark. *is_letter: it was written a to d, a being 1. */
unsigned survey_answer(const char *text, size_t length, bool *is_letter, struct zi_arena *sentences,
                       struct remark *remark);

/* The year of a year, period or date column, or 0 with a remark. */
int survey_year(enum survey_role role, const char *text, size_t length, struct zi_arena *sentences,
                struct remark *remark);

/* What a period is called: "semester 1" and "triwulan 2" however they are written, else as written;
 * not ended by zero, *length is set. buffer serves for texts made here. */
enum { SURVEY_PERIOD_MAX = 32 };
const char *survey_period(enum survey_role role, const char *text, size_t *length,
                          char buffer[SURVEY_PERIOD_MAX]);

/* People; 0 with a remark. */
uint64_t survey_population(const char *text, size_t length, struct zi_arena *sentences,
                           struct remark *remark);

/* A text that may be shown, "" for one that may not. */
const char *survey_quote(struct zi_arena *sentences, const char *text, size_t length);

#endif
