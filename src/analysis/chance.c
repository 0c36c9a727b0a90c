/* What a unit's conditions may come to next year, one by one and together. */
#include "zistat/analysis/chance.h"

#include <math.h>
#include <string.h>

#include "base/parallel.h"
#include "chance_rules.h"
#include "completed.h"
#include "persistence.h"
#include "score_joint.h"
#include "zistat/analysis/forecast.h"

void zi_chance_joint(const double p[], size_t n, double *low, double *high, double *independent)
{
    double sum = 0;

    *low = *high = *independent = n > 0 ? 1 : NAN;
    for (size_t i = 0; i < n; i++) {
        sum += p[i];
        *high = fmin(*high, p[i]);
        *independent *= p[i];
    }
    if (n > 0)
        *low = fmin(fmax(0, sum - (double)(n - 1)), *high);
}

/* All that is computed for the panel once. */
struct prospects {
    const struct zi_selection *selection;
    const struct zi_regulations *regulations;
    const struct zi_readiness *results;
    size_t n;
    struct zi_arena *arena;
    struct zi_chance *chances;
    int year; /* judged */
    struct completed completed;
    struct score_model model;
    struct persistence persistence;
    double *sd; /* of the forecasts: unit * leaves + leaf, NaN where there is none */
};

/* ---- forecasts of scores ---- */

static void take_forecast(struct prospects *prospects, size_t unit,
                          const struct zi_forecast *forecast, size_t index)
{
    struct zi_chance *chance = &prospects->chances[unit];
    long leaf = prospects->model.leaf_of[index];

    if (leaf >= 0 && forecast->reason == ZI_DEFINED)
        prospects->sd[unit * prospects->model.n_leaves + (size_t)leaf] = forecast->sd;
    for (size_t k = 0; k < chance->unit->n_rules; k++) {
        struct zi_condition_chance *condition = &chance->conditions[k];
        const struct zi_rule_result *result = condition->result;

        if (!is_of_score(result->rule) || result->rule->index != (long)index ||
            isnan(result->required))
            continue;
        condition->basis = ZI_CHANCE_FORECAST;
        condition->mean = forecast->mean;
        condition->sd = forecast->sd;
        condition->n = forecast->n;
        condition->pooled = forecast->method == ZI_FORECAST_POOLED;
        condition->reason = forecast->reason;
        condition->p = zi_forecast_reach(forecast, result->required);
    }
}

/* A unit without a year of its own has no forecast that would say anything of it. */
static enum zi_code forecast_index(struct prospects *prospects, size_t index,
                                   struct zi_error *error)
{
    struct zi_arena arena = {0};
    const struct zi_forecast **forecasts;
    enum zi_code code;

    if (!completed_fill(&prospects->completed, index))
        return ZI_OK;
    code = zi_forecast_preferred(&prospects->completed.selection, index, prospects->year, 1, &arena,
                                 &forecasts, error);
    for (size_t i = 0; code == ZI_OK && i < prospects->n; i++)
        if (forecasts[prospects->results[i].entity] != NULL)
            take_forecast(prospects, i, forecasts[prospects->results[i].entity], index);
    zi_arena_release(&arena);
    if (code == ZI_OK)
        code = score_model_add_errors(&prospects->model, &prospects->completed.selection, index,
                                      error);
    return code;
}

/* ---- the other conditions ---- */

static struct zi_condition_chance known(struct zi_condition_chance condition,
                                        enum zi_verdict verdict)
{
    condition.basis = ZI_CHANCE_KNOWN;
    condition.p = verdict == ZI_PASS ? 1 : 0;
    return condition;
}

/* What next year's proposals will be judged by, where it is out already. */
static enum zi_verdict next_of_institution(const struct prospects *prospects,
                                           const struct zi_rule_result *result, size_t unit)
{
    const struct zi_panel *panel = prospects->selection->panel;
    size_t entities[] = {zi_panel_institution(panel, unit), unit};

    for (size_t i = 0; i < 2; i++) {
        enum zi_verdict verdict =
            entities[i] == SIZE_MAX || result->note == ZI_NOTE_GOVERNMENT
                ? ZI_UNKNOWN
                : zi_readiness_judge(panel, prospects->regulations->border, result->rule,
                                     entities[i], prospects->year + 1);

        if (verdict != ZI_UNKNOWN)
            return verdict;
    }
    return ZI_UNKNOWN;
}

/* Years go on, what is out is known, the rest persists or not. */
static struct zi_condition_chance judge_next(const struct prospects *prospects, size_t unit,
                                             struct zi_condition_chance condition)
{
    const struct zi_rule_result *result = condition.result;
    enum zi_verdict next = ZI_UNKNOWN;

    if (result->rule->unit == ZI_IN_YEARS) {
        next = zi_readiness_after(result, 1);
        return next == ZI_UNKNOWN ? condition : known(condition, next);
    }
    if (result->note == ZI_NOTE_EXEMPT)
        return known(condition, ZI_PASS);
    if (result->rule->level == ZI_LEVEL_INSTITUTION)
        next = next_of_institution(prospects, result, unit);
    if (next != ZI_UNKNOWN)
        return known(condition, next);
    condition.p = persistence_chance(&prospects->persistence, result, &condition.n);
    if (!isnan(condition.p))
        condition.basis = ZI_CHANCE_PERSISTENT;
    return condition;
}

static void judge_others(struct prospects *prospects)
{
    for (size_t i = 0; i < prospects->n; i++)
        for (size_t k = 0; k < prospects->results[i].n_rules; k++) {
            struct zi_condition_chance *condition = &prospects->chances[i].conditions[k];

            if (!is_of_score(condition->result->rule))
                *condition = judge_next(prospects, prospects->results[i].entity, *condition);
        }
}

/* ---- together ---- */

static bool is_total(const struct zi_rule *rule)
{
    return rule->role == ZI_ROLE_TOTAL;
}

/* The unit's conditions on scores; those without a chance are left out. */
static enum zi_code join_scores(struct prospects *prospects, size_t unit, struct zi_error *error)
{
    struct zi_chance *chance = &prospects->chances[unit];
    struct zi_score_joint *joint;

    ZI_TRY(score_joint_make(&joint, &prospects->model, chance->unit->n_rules, prospects->arena,
                            error));
    for (size_t k = 0; k < chance->unit->n_rules; k++) {
        const struct zi_condition_chance *condition = &chance->conditions[k];
        const struct zi_rule *rule = condition->result->rule;

        if (condition->basis != ZI_CHANCE_FORECAST || isnan(condition->p))
            continue;
        if (is_total(rule) && condition->sd > 0) {
            joint->total = (long)joint->n_conditions;
            joint->total_mean = condition->mean;
            joint->total_sd = condition->sd;
            joint->total_needed = condition->result->required;
        }
        score_joint_add(joint, &prospects->model, (size_t)rule->index,
                        &prospects->sd[unit * prospects->model.n_leaves], condition->p);
    }
    if (joint->n_conditions > 0)
        chance->scores = joint;
    return ZI_OK;
}

/* The conditions that are no scores: the unit's own, and the institution's. */
static double others_of(struct zi_chance *chance)
{
    double own = 1;

    chance->institution = 1;
    for (size_t k = 0; k < chance->unit->n_rules; k++) {
        const struct zi_condition_chance *condition = &chance->conditions[k];

        if (isnan(condition->p) || condition->basis == ZI_CHANCE_FORECAST)
            continue;
        if (condition->result->rule->level == ZI_LEVEL_INSTITUTION)
            chance->institution *= condition->p;
        else
            own *= condition->p;
    }
    return own;
}

static void bound(struct zi_chance *chance, double p[])
{
    for (size_t k = 0; k < chance->unit->n_rules; k++)
        if (!isnan(chance->conditions[k].p))
            p[chance->n_chances++] = chance->conditions[k].p;
    chance->n_unknown = chance->unit->n_rules - chance->n_chances;
    zi_chance_joint(p, chance->n_chances, &chance->low, &chance->high, &chance->independent);
}

/* The integrals are the costly part: each unit by itself. */
static void integrate(void *state, size_t piece, size_t worker)
{
    struct prospects *prospects = state;
    struct zi_chance *chance = &prospects->chances[piece];
    double others = others_of(chance) * chance->institution;

    (void)worker;
    chance->all = chance->known = chance->on_scores = NAN;
    if (chance->n_chances == 0)
        return;
    chance->known = others;
    if (chance->scores != NULL && others > 0)
        chance->known *= chance->on_scores = score_joint_chance(chance->scores);
    if (isnan(chance->known)) /* more conditions than can be integrated over */
        chance->known = chance->independent;
    chance->known = fmin(fmax(chance->known, chance->low), chance->high);
    if (chance->n_unknown == 0)
        chance->all = chance->known;
}

static enum zi_code join(struct prospects *prospects, size_t most_rules, struct zi_error *error)
{
    double *p = zi_arena_allocate(prospects->arena, most_rules + 1, sizeof *p);

    if (p == NULL)
        return zi_fail_memory(error);
    ZI_TRY(score_model_correlate(&prospects->model, prospects->arena, error));
    for (size_t i = 0; i < prospects->n; i++) {
        ZI_TRY(join_scores(prospects, i, error));
        bound(&prospects->chances[i], p);
    }
    zi_parallel_run(prospects->n, zi_parallel_processors(), integrate, prospects);
    return ZI_OK;
}

double zi_chance_with_difference(const struct zi_chance *chance, double mean, double sd)
{
    double scores, without;

    if (chance->scores == NULL || chance->scores->total < 0 || isnan(chance->known))
        return NAN;
    if (chance->known == 0)
        return 0;
    scores = score_joint_with_difference(chance->scores, mean, sd);
    without = chance->on_scores;
    return without > 0 ? chance->known * fmin(1, scores / without) : 0;
}

/* ---- the panel ---- */

static enum zi_code prepare(struct prospects *prospects, size_t *most_rules, struct zi_error *error)
{
    *most_rules = 0;
    for (size_t i = 0; i < prospects->n; i++) {
        const struct zi_readiness *result = &prospects->results[i];
        struct zi_chance *chance = &prospects->chances[i];

        *chance = (struct zi_chance){.unit = result, .year = result->year + 1};
        chance->conditions =
            zi_arena_allocate(prospects->arena, result->n_rules + 1, sizeof *chance->conditions);
        if (chance->conditions == NULL)
            return zi_fail_memory(error);
        for (size_t k = 0; k < result->n_rules; k++)
            chance->conditions[k] = (struct zi_condition_chance){
                .result = &result->rules[k], .mean = NAN, .sd = NAN, .p = NAN};
        if (result->n_rules > *most_rules)
            *most_rules = result->n_rules;
    }
    return ZI_OK;
}

/* By index, whether a condition on a score of that year is about it. */
static enum zi_code find_asked(const struct prospects *prospects, bool **asked,
                               struct zi_error *error)
{
    size_t n = prospects->selection->panel->catalogue->n_indices;

    *asked = zi_arena_allocate(prospects->arena, n + 1, sizeof **asked);
    if (*asked == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < prospects->regulations->n_rules; i++) {
        const struct zi_rule *rule = &prospects->regulations->rules[i];

        if (is_of_score(rule) && zi_rule_in_force(rule, prospects->year))
            (*asked)[rule->index] = true;
    }
    return ZI_OK;
}

static enum zi_code model_scores(struct prospects *prospects, const bool asked[],
                                 struct zi_error *error)
{
    const struct zi_catalogue *catalogue = prospects->selection->panel->catalogue;
    struct part_tree tree;
    size_t cells;

    ZI_TRY(part_tree_make(&tree, catalogue, prospects->year + 1, prospects->arena, error));
    ZI_TRY(score_model_make(&prospects->model, prospects->selection, &tree, asked, prospects->year,
                            prospects->arena, error));
    cells = prospects->n * prospects->model.n_leaves;
    prospects->sd = zi_arena_allocate(prospects->arena, cells + 1, sizeof *prospects->sd);
    if (prospects->sd == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < cells; i++)
        prospects->sd[i] = NAN;
    for (size_t index = 0; index < catalogue->n_indices; index++)
        if (asked[index])
            ZI_TRY(forecast_index(prospects, index, error));
    return ZI_OK;
}

static enum zi_code compute(struct prospects *prospects, struct zi_error *error)
{
    size_t most_rules;
    bool *asked;

    ZI_TRY(completed_init(&prospects->completed, prospects->selection, prospects->arena, error));
    ZI_TRY(prepare(prospects, &most_rules, error));
    ZI_TRY(find_asked(prospects, &asked, error));
    ZI_TRY(model_scores(prospects, asked, error));
    ZI_TRY(persistence_make(&prospects->persistence, prospects->selection, prospects->regulations,
                            prospects->year, prospects->arena, error));
    judge_others(prospects);
    return join(prospects, most_rules, error);
}

enum zi_code zi_chance_compute(const struct zi_selection *selection,
                               const struct zi_regulations *regulations,
                               const struct zi_readiness results[], size_t n,
                               struct zi_arena *arena, struct zi_chance **chances,
                               struct zi_error *error)
{
    struct prospects prospects = {.selection = selection,
                                  .regulations = regulations,
                                  .results = results,
                                  .n = n,
                                  .arena = arena};
    enum zi_code code;

    *chances = zi_arena_allocate(arena, n + 1, sizeof **chances);
    if (*chances == NULL)
        return zi_fail_memory(error);
    if (n == 0)
        return ZI_OK;
    prospects.chances = *chances;
    prospects.year = results[0].year;
    code = compute(&prospects, error);
    completed_release(&prospects.completed);
    return code;
}
