/* Transitions of conditions from one year to the next. */
#include "persistence.h"

#include <math.h>

#include "chance_rules.h"

/* A panel of 100,000 units tells the rates by a part of them. */
enum { SAMPLE_MAX = 2000 };

/* Where too few rules have a history to see how far they resemble each other. */
static const double usual_strength = 4;

/* Every condition of the year, whichever units are looked at: a unit's chance must not depend on
 * who else was selected. */
static enum zi_code list_rules(struct persistence *persistence,
                               const struct zi_regulations *regulations, int year,
                               struct zi_arena *arena, struct zi_error *error)
{
    persistence->rules =
        zi_arena_allocate(arena, regulations->n_rules + 1, sizeof *persistence->rules);
    if (persistence->rules == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < regulations->n_rules; i++) {
        const struct zi_rule *rule = &regulations->rules[i];

        if (rule->index != ZI_NO_INDEX && rule->unit != ZI_IN_YEARS && rule->unit != ZI_IN_WORDS &&
            !is_of_score(rule) && zi_rule_in_force(rule, year))
            persistence->rules[persistence->n++].rule = rule;
    }
    return ZI_OK;
}

static void count_pair(struct persistence_rule *counted, enum zi_verdict before,
                       enum zi_verdict after)
{
    struct zi_trials *trials = before == ZI_PASS ? &counted->stays : &counted->recovers;

    if (before == ZI_UNKNOWN || after == ZI_UNKNOWN)
        return;
    trials->trials += 1;
    trials->successes += after == ZI_PASS;
}

static void count_entity(struct persistence_rule *counted, const struct zi_selection *selection,
                         const struct zi_regulations *regulations, size_t entity, int last_year)
{
    const struct zi_panel *panel = selection->panel;
    enum zi_verdict before = ZI_UNKNOWN;

    for (int year = panel->first_year; year <= last_year; year++) {
        enum zi_verdict now =
            zi_readiness_judge(panel, regulations->border, counted->rule, entity, year);

        count_pair(counted, before, now);
        before = now;
    }
}

/* Two pairs of years, for data that have none: of the SAKIP and RB letters in datasets/real, B and
 * better stayed so in 148 of 148 pairs of years, BB and better in 104 of 104; what was below came
 * up in 8 of 16 and 21 of 60. */
static const struct zi_trials usually_stays = {1.9, 2}, usually_recovers = {0.8, 2};

/* The rate of all rules: their mean, and the strength with which they resemble each other. */
static struct zi_rate rate_of_all(const struct persistence *persistence, bool stays,
                                  struct zi_trials groups[])
{
    struct zi_trials sum = stays ? usually_stays : usually_recovers;
    double mean, strength;

    for (size_t i = 0; i < persistence->n; i++) {
        groups[i] = stays ? persistence->rules[i].stays : persistence->rules[i].recovers;
        sum.successes += groups[i].successes;
        sum.trials += groups[i].trials;
    }
    mean = sum.successes / sum.trials;
    strength = zi_rate_strength(groups, persistence->n, mean);
    return zi_rate_prior(mean, isnan(strength) ? usual_strength : strength);
}

enum zi_code persistence_make(struct persistence *persistence, const struct zi_selection *selection,
                              const struct zi_regulations *regulations, int last_year,
                              struct zi_arena *arena, struct zi_error *error)
{
    const struct zi_panel *panel = selection->panel;
    size_t stride = panel->n_entities / SAMPLE_MAX + 1;
    struct zi_trials *groups;

    *persistence = (struct persistence){0};
    ZI_TRY(list_rules(persistence, regulations, last_year, arena, error));
    groups = zi_arena_allocate(arena, persistence->n + 1, sizeof *groups);
    if (groups == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < persistence->n; i++) {
        struct persistence_rule *counted = &persistence->rules[i];
        bool of_units = counted->rule->level == ZI_LEVEL_UNIT;

        for (size_t e = 0; e < panel->n_entities; e += of_units ? stride : 1)
            if ((zi_entity_level(&panel->entities[e]) == ZI_LEVEL_UNIT) == of_units)
                count_entity(counted, selection, regulations, e, last_year);
    }
    persistence->stays = rate_of_all(persistence, true, groups);
    persistence->recovers = rate_of_all(persistence, false, groups);
    return ZI_OK;
}

double persistence_chance(const struct persistence *persistence,
                          const struct zi_rule_result *result, size_t *n)
{
    bool stays = result->verdict == ZI_PASS;
    struct zi_trials own = {0, 0};

    *n = 0;
    if (result->verdict == ZI_UNKNOWN)
        return NAN;
    for (size_t i = 0; i < persistence->n; i++)
        if (persistence->rules[i].rule == result->rule)
            own = stays ? persistence->rules[i].stays : persistence->rules[i].recovers;
    *n = (size_t)own.trials;
    return zi_rate_mean(zi_rate_after(stays ? persistence->stays : persistence->recovers, own));
}
