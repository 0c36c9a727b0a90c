/* From all conditions met to the award: rates of proposals, differences of evaluators. */
#include "award.h"

#include <math.h>
#include <string.h>

#include "award_history.h"
#include "base/parallel.h"

struct work {
    const struct zi_panel *panel;
    const struct zi_chance *chances;
    struct zi_award_model *model;
    struct zi_award *awards;
};

static double log_odds(double p)
{
    return log(p / (1 - p));
}

double zi_award_at(const struct zi_award_model *model, const struct zi_award *award, double rate)
{
    if (model->by_difference)
        return award->base * fmin(1, rate / model->reach);
    if (model->by_margin && !isnan(award->margin) && rate > 0 && rate < 1)
        rate = 1 / (1 + exp(-log_odds(rate) - model->slope * (award->margin - model->margin)));
    return award->base * rate;
}

/* The chance that what is known is met, and the national total is enough where that is judged. */
static double base_of(const struct work *work, const struct zi_chance *chance,
                      const struct zi_award_history *history)
{
    /* So unlikely that an integral more would change no digit that is shown. */
    static const double hopeless = 1e-6;
    double base = chance->known;

    if (work->model->by_difference && base > hopeless)
        base = zi_chance_with_difference(chance, history->difference, history->difference_sd);
    return isnan(base) ? chance->known : base;
}

static double margin_of(const struct zi_chance *chance)
{
    for (size_t k = 0; k < chance->unit->n_rules; k++)
        if (strcmp(chance->conditions[k].result->rule->index_name, "zi") == 0)
            return chance->conditions[k].mean - chance->conditions[k].result->required;
    return NAN;
}

static void judge(void *state, size_t piece, size_t worker)
{
    struct work *work = state;
    const struct zi_chance *chance = &work->chances[piece];
    const struct zi_readiness *unit = chance->unit;
    struct zi_award *award = &work->awards[piece];
    int since;

    (void)worker;
    *award = (struct zi_award){
        .p = NAN, .low = NAN, .high = NAN, .known = NAN, .base = NAN, .margin = margin_of(chance)};
    award->history = &work->model->histories[work->model->history_of[unit->entity]];
    if (zi_panel_predicate(work->panel, unit->entity, unit->year, &since) >= (int)unit->target)
        return;
    award->base = base_of(work, chance, award->history);
    award->known = 0;
    for (size_t k = 0; k < ZI_AWARD_GRID; k++)
        award->known += zi_award_at(work->model, award, award->history->grid[k]) / ZI_AWARD_GRID;
    if (isnan(chance->all))
        return;
    award->p = award->known;
    award->low = zi_award_at(work->model, award, zi_rate_quantile(award->history->rate, 0.025));
    award->high = zi_award_at(work->model, award, zi_rate_quantile(award->history->rate, 0.975));
}

enum zi_code zi_award_compute(const struct zi_selection *selection,
                              const struct zi_regulations *regulations,
                              const struct zi_awards *counts, const struct zi_chance chances[],
                              size_t n, struct zi_arena *arena, struct zi_award_model *model,
                              struct zi_award **awards, struct zi_error *error)
{
    struct work work = {.panel = selection->panel, .chances = chances, .model = model};

    *awards = work.awards = zi_arena_allocate(arena, n + 1, sizeof **awards);
    if (work.awards == NULL)
        return zi_fail_memory(error);
    ZI_TRY(award_model_make(model, selection->panel, regulations, counts,
                            n > 0 ? chances[0].unit->year : selection->last_year, arena, error));
    zi_parallel_run(n, zi_parallel_processors(), judge, &work);
    return ZI_OK;
}
