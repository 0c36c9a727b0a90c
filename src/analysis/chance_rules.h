/* Which conditions a forecast of the score speaks of. */
#ifndef ZISTAT_SRC_ANALYSIS_CHANCE_RULES_H
#define ZISTAT_SRC_ANALYSIS_CHANCE_RULES_H

#include <stdbool.h>

#include "zistat/catalogue/regulation.h"

/* The total or a component of it, judged by a number. */
bool is_of_score(const struct zi_rule *rule);

#endif
