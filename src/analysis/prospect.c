/* Chances side by side, and the chain from units judged to awards expected. */
#include "prospect.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "stats/common_factor.h"
#include "zistat/stats/poisson_binomial.h"

/* fmin, but NaN where the first is. */
static double no_more_than(double p, double most)
{
    return isnan(p) ? p : fmin(p, most);
}

/* A total of which only parts are recorded is forecast from their sums for p_all, and p_reach may
 * come from the recorded ones alone: what is asked of more is no likelier. */
static void describe(struct zi_prospect *row)
{
    row->reason = row->forecast != NULL ? row->forecast->reason : ZI_MISSING;
    if (row->forecast != NULL)
        row->p_reach = zi_forecast_reach(row->forecast, row->unit->needed);
    if (isnan(row->p_reach) && row->reason == ZI_DEFINED)
        row->reason = ZI_MISSING;
    row->p_all = no_more_than(row->chance->all, row->p_reach);
    row->p_award = no_more_than(row->award->p, row->p_all);
    row->low = no_more_than(row->award->low, row->p_all);
    row->high = no_more_than(row->award->high, row->p_all);
}

/* Whether a holder still meets what its predicate asks. */
static void judge_keeping(struct zi_prospect *row, const struct zi_readiness *held)
{
    for (size_t k = 0; k < held->n_rules; k++) {
        if (held->rules[k].rule->unit == ZI_IN_YEARS)
            continue;
        row->n_lost += held->rules[k].verdict == ZI_FAIL;
        row->n_unsure += held->rules[k].verdict == ZI_UNKNOWN;
    }
}

/* The counts are not needed any longer when the model is made. */
static enum zi_code compute_awards(const struct zi_selection *selection,
                                   const struct zi_regulations *regulations,
                                   const struct zi_awards *counts, const struct zi_chance chances[],
                                   size_t n, struct zi_arena *arena, struct zi_award_model *model,
                                   struct zi_award **awards, struct zi_error *error)
{
    struct zi_awards embedded;
    enum zi_code code;

    if (counts != NULL)
        return zi_award_compute(selection, regulations, counts, chances, n, arena, model, awards,
                                error);
    ZI_TRY(zi_awards_load(&embedded, NULL, error));
    code = zi_award_compute(selection, regulations, &embedded, chances, n, arena, model, awards,
                            error);
    zi_awards_release(&embedded);
    return code;
}

enum zi_code zi_prospects_compute(const struct zi_selection *selection,
                                  const struct zi_regulations *regulations,
                                  const struct zi_awards *counts,
                                  const struct zi_readiness readiness[], size_t n,
                                  struct zi_arena *arena, struct zi_prospects *prospects,
                                  struct zi_error *error)
{
    const struct zi_forecast **forecasts;
    struct zi_chance *chances;
    struct zi_award *awards;
    struct zi_readiness *wbk;
    size_t n_wbk;

    *prospects = (struct zi_prospects){.n = n};
    prospects->rows = zi_arena_allocate(arena, n + 1, sizeof *prospects->rows);
    if (prospects->rows == NULL)
        return zi_fail_memory(error);
    if (n == 0)
        return ZI_OK;
    ZI_TRY(zi_forecast_totals(selection, readiness[0].year, 2, arena, &forecasts, error));
    ZI_TRY(zi_chance_compute(selection, regulations, readiness, n, arena, &chances, error));
    ZI_TRY(compute_awards(selection, regulations, counts, chances, n, arena, &prospects->model,
                          &awards, error));
    ZI_TRY(zi_readiness_compute(selection, regulations, readiness[0].year, ZI_AIM_WBK, arena, &wbk,
                                &n_wbk, error));
    for (size_t i = 0; i < n; i++) {
        struct zi_prospect *row = &prospects->rows[i];
        int since;

        *row = (struct zi_prospect){.unit = &readiness[i],
                                    .forecast = forecasts[readiness[i].entity],
                                    .chance = &chances[i],
                                    .award = &awards[i],
                                    .p_reach = NAN};
        row->held =
            zi_panel_predicate(selection->panel, readiness[i].entity, readiness[i].year, &since);
        row->done = row->held >= (int)readiness[i].target;
        if (row->held == (int)readiness[i].target)
            judge_keeping(row, &readiness[i]);
        else if (row->held == ZI_WBK)
            judge_keeping(row, &wbk[i]);
        describe(row);
    }
    return ZI_OK;
}

/* ---- how many of a list ---- */

/* The units of one institution in a list, and scratch space. */
struct institution {
    const struct zi_prospect **rows;
    size_t n;
    double *p;
    double *exactly;
    double *at_least;
    double *mixed; /* n + 1: over the institution's rates */
};

/* The chance that the institution's own conditions are met: what its units share. Freed units
 * share nothing, so that it is the best of them. */
static double gate_of(const struct institution *institution)
{
    double gate = 0;

    for (size_t i = 0; i < institution->n; i++)
        gate = fmax(gate, institution->rows[i]->chance->institution);
    return gate;
}

/* The unit's chance in a year that is so strict, at a rate, given the gate; scaled where p_reach
 * held the mean down. */
static double chance_at(const struct zi_award_model *model, const struct zi_prospect *row,
                        double rate, double gate, double strictness)
{
    double base = row->award->base;
    double loading = row->forecast != NULL ? zi_forecast_loading(row->forecast) : 0;
    double met;

    if (!(base > 0 && gate > 0))
        return 0;
    met = fmin(1, base / gate * (row->award->p > 0 ? row->p_award / row->award->p : 1));
    if (loading > 0)
        met = zi_common_factor_given(met, loading, strictness);
    return met * zi_award_at(model, row->award, rate) / base;
}

static void mix(struct institution *institution, const struct zi_award_model *model,
                double strictness)
{
    const struct zi_award_history *history = institution->rows[0]->award->history;
    double gate = gate_of(institution);

    memset(institution->mixed, 0, (institution->n + 1) * sizeof *institution->mixed);
    institution->mixed[0] = 1 - gate;
    for (size_t k = 0; k < ZI_AWARD_GRID; k++) {
        for (size_t i = 0; i < institution->n; i++)
            institution->p[i] =
                chance_at(model, institution->rows[i], history->grid[k], gate, strictness);
        zi_poisson_binomial(institution->p, institution->n, institution->exactly,
                            institution->at_least);
        for (size_t j = 0; j <= institution->n; j++)
            institution->mixed[j] += gate * institution->exactly[j] / ZI_AWARD_GRID;
    }
}

/* What is built up for one strictness of the year, and what for all. */
struct sums {
    size_t n;
    double *given;
    double *scratch;
};

/* The sum with what came before: given the year, institutions are independent. */
static void convolve(struct sums *sums, const struct institution *institution)
{
    size_t n = sums->n + institution->n;

    memset(sums->scratch, 0, (n + 1) * sizeof *sums->scratch);
    for (size_t i = 0; i <= sums->n; i++)
        for (size_t j = 0; j <= institution->n; j++)
            sums->scratch[i + j] += sums->given[i] * institution->mixed[j];
    memcpy(sums->given, sums->scratch, (n + 1) * sizeof *sums->scratch);
    sums->n = n;
}

static void summarise(struct zi_award_count_chances *count)
{
    double square = 0, rest = 0;

    for (size_t j = 0; j <= count->n; j++) {
        count->expected += (double)j * count->exactly[j];
        square += (double)j * (double)j * count->exactly[j];
    }
    count->sd = sqrt(fmax(0, square - count->expected * count->expected));
    for (size_t j = count->n + 1; j-- > 0;) {
        rest += count->exactly[j];
        count->at_least[j] = fmin(1, rest);
    }
    count->at_least[0] = 1;
}

static enum zi_code make_scratch(struct institution *scratch, size_t n, struct zi_arena *arena,
                                 struct zi_error *error)
{
    scratch->rows = zi_arena_allocate(arena, n + 1, sizeof *scratch->rows);
    scratch->p = zi_arena_allocate(arena, n + 1, sizeof *scratch->p);
    scratch->exactly = zi_arena_allocate(arena, n + 1, sizeof *scratch->exactly);
    scratch->at_least = zi_arena_allocate(arena, n + 1, sizeof *scratch->at_least);
    scratch->mixed = zi_arena_allocate(arena, n + 1, sizeof *scratch->mixed);
    return scratch->rows != NULL && scratch->p != NULL && scratch->exactly != NULL &&
                   scratch->at_least != NULL && scratch->mixed != NULL
               ? ZI_OK
               : zi_fail_memory(error);
}

/* The number in a year that is so strict. */
static void count_given(const struct zi_prospects *prospects, const size_t listed[],
                        size_t n_listed, double strictness, struct institution *institution,
                        struct sums *sums)
{
    sums->n = 0;
    sums->given[0] = 1;
    for (size_t h = 0; h < prospects->model.n_histories; h++) {
        institution->n = 0;
        for (size_t i = 0; i < n_listed; i++) {
            const struct zi_prospect *row = &prospects->rows[listed[i]];

            if (row->award->history == &prospects->model.histories[h] && !isnan(row->p_award))
                institution->rows[institution->n++] = row;
        }
        if (institution->n == 0)
            continue;
        mix(institution, &prospects->model, strictness);
        convolve(sums, institution);
    }
}

enum zi_code zi_prospects_count(const struct zi_prospects *prospects, const size_t listed[],
                                size_t n_listed, struct zi_arena *arena,
                                struct zi_award_count_chances *count, struct zi_error *error)
{
    enum { STEP = 4 }; /* half a standard deviation is as good for so smooth a sum */
    struct institution institution = {0};
    struct sums sums = {.given = zi_arena_allocate(arena, n_listed + 1, sizeof(double)),
                        .scratch = zi_arena_allocate(arena, n_listed + 1, sizeof(double))};

    *count = (struct zi_award_count_chances){0};
    count->exactly = zi_arena_allocate(arena, n_listed + 1, sizeof *count->exactly);
    count->at_least = zi_arena_allocate(arena, n_listed + 1, sizeof *count->at_least);
    if (sums.given == NULL || sums.scratch == NULL || count->exactly == NULL ||
        count->at_least == NULL)
        return zi_fail_memory(error);
    ZI_TRY(make_scratch(&institution, n_listed, arena, error));
    for (size_t k = 0; k < ZI_FACTOR_NODES; k += STEP) {
        struct zi_factor_node node = zi_common_factor_node(k);

        count_given(prospects, listed, n_listed, node.at, &institution, &sums);
        for (size_t j = 0; j <= sums.n; j++)
            count->exactly[j] += STEP * node.weight * sums.given[j];
    }
    count->n = sums.n;
    summarise(count);
    return ZI_OK;
}

/* ---- the chain ---- */

static bool is_score_rule(const struct zi_rule *rule)
{
    return rule->level == ZI_LEVEL_UNIT &&
           (strcmp(rule->index_name, "zi") == 0 || strncmp(rule->index_name, "zi.", 3) == 0);
}

/* Nothing fails, what is not known is no score. */
static bool is_undecided(const struct zi_readiness *unit)
{
    bool scored = false;

    for (size_t k = 0; k < unit->n_rules; k++) {
        if (!is_score_rule(unit->rules[k].rule))
            continue;
        if (unit->rules[k].verdict != ZI_PASS)
            return false;
        scored = true;
    }
    return scored && unit->verdict == ZI_UNKNOWN;
}

enum zi_code zi_chain_make(const struct zi_prospects *prospects, struct zi_arena *arena,
                           struct zi_chain *chain, struct zi_error *error)
{
    size_t *can = zi_arena_allocate(arena, prospects->n + 1, sizeof *can);

    if (can == NULL)
        return zi_fail_memory(error);
    *chain = (struct zi_chain){.n = prospects->n};
    for (size_t i = 0; i < prospects->n; i++) {
        const struct zi_prospect *row = &prospects->rows[i];
        const struct zi_readiness *unit = row->unit;

        chain->n_assessed += isnan(unit->score) ? 0 : 1;
        chain->n_score += zi_number_at_least(unit->score, unit->needed);
        chain->n_all += unit->verdict == ZI_PASS;
        chain->n_undecided += !row->done && is_undecided(unit);
        chain->n_hold += row->done;
        if (unit->verdict == ZI_PASS && !row->done)
            can[chain->n_can++] = i;
    }
    return zi_prospects_count(prospects, can, chain->n_can, arena, &chain->awards, error);
}
