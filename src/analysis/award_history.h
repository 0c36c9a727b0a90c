/* What the past says of awards: proposals of institutions, and pairs of evaluations. */
#ifndef ZISTAT_SRC_ANALYSIS_AWARD_HISTORY_H
#define ZISTAT_SRC_ANALYSIS_AWARD_HISTORY_H

#include "award.h"

/* Up to the year, as award.h describes; lives in the arena. */
enum zi_code award_model_make(struct zi_award_model *model, const struct zi_panel *panel,
                              const struct zi_regulations *regulations,
                              const struct zi_awards *counts, int year, struct zi_arena *arena,
                              struct zi_error *error);

#endif
