/* How often a condition that is met stays met a year later, and one that is not becomes so. */
#ifndef ZISTAT_SRC_ANALYSIS_PERSISTENCE_H
#define ZISTAT_SRC_ANALYSIS_PERSISTENCE_H

#include "stats/rate.h"
#include "zistat/analysis/readiness.h"
#include "zistat/analysis/selection.h"

struct persistence_rule {
    const struct zi_rule *rule;
    struct zi_trials stays;    /* of pairs of years that begin with the condition met */
    struct zi_trials recovers; /* and of those that begin with it not met */
};

struct persistence {
    struct persistence_rule *rules;
    size_t n;
    struct zi_rate stays; /* of all rules together, as far as they resemble each other */
    struct zi_rate recovers;
};

/*
 * Of the rules among results that are judged by a value (not by years, not by forecasts): every
 * pair of consecutive years up to last_year in which a unit's (or institution's) condition is
 * known, by what the rule asks now. Rates of a rule lean on those of all (stats/rate.h). Lives in
 * arena.
 */
enum zi_code persistence_make(struct persistence *persistence, const struct zi_selection *selection,
                              const struct zi_regulations *regulations, int last_year,
                              struct zi_arena *arena, struct zi_error *error);

/* The chance that the condition is met a year after the verdict; NaN for an unknown one. *n: pairs
 * of years of this rule behind it. */
double persistence_chance(const struct persistence *persistence,
                          const struct zi_rule_result *result, size_t *n);

#endif
