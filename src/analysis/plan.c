/* The cheapest way up to a target. */
#include "zistat/analysis/plan.h"

#include <math.h>
#include <string.h>

#include "part_tree.h"
#include "stats/cover.h"
#include "zistat/analysis/advice.h"

/* Points in integers, for exact sums: 0.04375 points are 43,750,000. Efforts have four decimals. */
static const double in_point = 1e9;
static const double in_effort = 1e4;

struct planning {
    const struct zi_panel *panel;
    const struct zi_efforts *efforts;
    struct zi_arena *arena;
    struct part_tree tree;
    double *points; /* of the outermost whole that a unit of the index is worth, by index */
    bool *is_score; /* made of components that can be raised */
    double *values; /* of the unit, by index */
    bool *any;
    size_t *missing; /* of the unit */
    size_t n_missing;

    size_t leaves[ZI_COVER_MOST]; /* components that can be raised: indices */
    struct zi_cover_part parts[ZI_COVER_MOST];
    size_t n_leaves;
    struct zi_cover_need needs[ZI_COVER_MOST];
    size_t n_needs;
    enum zi_plan_state state;
};

struct zi_text zi_plan_state_text(enum zi_plan_state state)
{
    static const struct zi_text texts[] = {
        [ZI_PLAN_NOTHING] = {"", ""},
        [ZI_PLAN_HELD] = {"sudah memegang WBBM", "holds WBBM"},
        [ZI_PLAN_FOUND] = {"", ""},
        [ZI_PLAN_UNKNOWN] = {"belum diketahui; rencana nilai tidak ditebak",
                             "not known; a plan of the score is not guessed"},
        [ZI_PLAN_OUT_OF_REACH] = {"nilai tertinggi pun tidak mencapai ambang",
                                  "not even the maxima reach the thresholds"},
        [ZI_PLAN_OFF_GRID] = {"nilainya tidak dikenal lembar evaluasi",
                              "the evaluation sheet does not know its value"},
        [ZI_PLAN_NO_EFFORT] = {"usahanya tidak diberikan", "its effort is not given"},
        [ZI_PLAN_TOO_MIXED] = {"langkah terlalu beragam untuk dicoba semuanya",
                               "steps too mixed to be tried exactly"},
    };

    return texts[state];
}

/* ---- what the score is made of ---- */

/* A part without an effort of its own is score when all of its parts are. */
static void find_scores(struct planning *planning)
{
    const struct part_tree *tree = &planning->tree;

    for (size_t i = 0; i < tree->n; i++) {
        size_t index = tree->order[i];
        bool all = tree->first[index] < tree->first[index + 1];

        for (size_t k = tree->first[index]; k < tree->first[index + 1]; k++)
            all = all && planning->is_score[tree->part[k]];
        planning->is_score[index] = all || planning->efforts->of[index].given;
    }
}

static double factor_in(const struct part_tree *tree, size_t whole, size_t part)
{
    for (size_t k = tree->first[whole]; k < tree->first[whole + 1]; k++)
        if (tree->part[k] == part)
            return tree->factor[k];
    return NAN;
}

static void find_points(struct planning *planning)
{
    for (size_t i = 0; i < planning->tree.n; i++) {
        double points = 1;
        size_t index = i;

        for (long parent = planning->tree.parent[i]; parent != ZI_NO_INDEX;
             parent = planning->tree.parent[index]) {
            points *= factor_in(&planning->tree, (size_t)parent, index);
            index = (size_t)parent;
        }
        planning->points[i] = points;
    }
}

static enum zi_code prepare(struct planning *planning, int year, struct zi_error *error)
{
    size_t n = planning->panel->catalogue->n_indices;
    long zi = zi_catalogue_total(planning->panel->catalogue);

    ZI_TRY(
        part_tree_make(&planning->tree, planning->panel->catalogue, year, planning->arena, error));
    if (zi == ZI_NO_INDEX || planning->tree.first[zi] == planning->tree.first[zi + 1])
        return zi_advise(error,
                         zi_fail(error, ZI_EFEW,
                                 "bagian-bagian nilai ZI tahun %d tidak tercatat (parts.csv): "
                                 "rencana tidak dapat dihitung",
                                 "what the ZI score of %d is the sum of is not on record "
                                 "(parts.csv): there is no plan",
                                 year),
                         ZI_ADVICE_ANOTHER_YEAR);
    planning->points = zi_arena_allocate(planning->arena, n, sizeof *planning->points);
    planning->is_score = zi_arena_allocate(planning->arena, n, sizeof *planning->is_score);
    planning->values = zi_arena_allocate(planning->arena, n, sizeof *planning->values);
    planning->any = zi_arena_allocate(planning->arena, n, sizeof *planning->any);
    planning->missing = zi_arena_allocate(planning->arena, n, sizeof *planning->missing);
    if (planning->points == NULL || planning->is_score == NULL || planning->values == NULL ||
        planning->any == NULL || planning->missing == NULL)
        return zi_fail_memory(error);
    find_points(planning);
    return ZI_OK;
}

/* ---- components ---- */

static void miss(struct planning *planning, size_t index, enum zi_plan_state state)
{
    planning->state = state;
    for (size_t i = 0; i < planning->n_missing; i++)
        if (planning->missing[i] == index)
            return;
    planning->missing[planning->n_missing++] = index;
}

static int64_t in_units(double value, double unit)
{
    return (int64_t)llround(value * unit);
}

/* Steps from the value to the maximum; a sum of decimals in doubles has a tail of noise. */
static int64_t steps_left(double value, double max, double step)
{
    return max > value ? (int64_t)floor((max - value) / step + 1e-6) : 0;
}

static bool is_on_grid(double value, double step)
{
    return fabs(value / step - round(value / step)) <= 1e-6;
}

static uint64_t add_leaf(struct planning *planning, size_t index, int year)
{
    const struct zi_effort *effort = &planning->efforts->of[index];
    const struct zi_scale *scale = zi_catalogue_scale(planning->panel->catalogue, index, year);
    double size = effort->step * planning->points[index];

    for (size_t i = 0; i < planning->n_leaves; i++)
        if (planning->leaves[i] == index)
            return UINT64_C(1) << i;
    if (planning->n_leaves == ZI_COVER_MOST) {
        miss(planning, index, ZI_PLAN_TOO_MIXED);
        return 0;
    }
    if (!effort->given || scale == NULL || !isfinite(scale->max)) {
        miss(planning, index, ZI_PLAN_NO_EFFORT);
        return 0;
    }
    if (effort->fixed && !is_on_grid(planning->values[index], effort->step)) {
        miss(planning, index, ZI_PLAN_OFF_GRID);
        return 0;
    }
    planning->leaves[planning->n_leaves] = index;
    planning->parts[planning->n_leaves] = (struct zi_cover_part){
        .size = in_units(size, in_point),
        .price = in_units(size, in_point) * in_units(effort->per_point, in_effort),
        .room = steps_left(planning->values[index], scale->max, effort->step),
    };
    return UINT64_C(1) << planning->n_leaves++;
}

static bool parts_are_known(const struct planning *planning, size_t index)
{
    const struct part_tree *tree = &planning->tree;

    for (size_t k = tree->first[index]; k < tree->first[index + 1]; k++)
        if (isnan(planning->values[tree->part[k]]))
            return false;
    return tree->first[index] < tree->first[index + 1];
}

/* The components that an index is raised by: its parts where all are known, else itself. */
static uint64_t leaves_of(struct planning *planning, size_t index, int year)
{
    const struct part_tree *tree = &planning->tree;
    bool own = planning->efforts->of[index].given && !parts_are_known(planning, index);
    uint64_t leaves = 0;

    if (!own && tree->first[index] < tree->first[index + 1]) {
        for (size_t k = tree->first[index]; k < tree->first[index + 1]; k++)
            leaves |= leaves_of(planning, tree->part[k], year);
        return leaves;
    }
    if (!isnan(planning->values[index]))
        return add_leaf(planning, index, year);
    miss(planning, index, ZI_PLAN_UNKNOWN);
    return 0;
}

/* What is not known: the whole of which nothing is, not each of its parts. */
static void roll_up_missing(struct planning *planning)
{
    size_t n = planning->n_missing;

    if (planning->state != ZI_PLAN_UNKNOWN)
        return;
    planning->n_missing = 0;
    for (size_t i = 0; i < n; i++) {
        size_t index = planning->missing[i];
        long parent = planning->tree.parent[index];

        while (!planning->any[index] && parent != ZI_NO_INDEX && !planning->any[parent]) {
            index = (size_t)parent;
            parent = planning->tree.parent[index];
        }
        miss(planning, index, ZI_PLAN_UNKNOWN);
    }
}

/* ---- thresholds ---- */

static bool is_score_rule(const struct planning *planning, const struct zi_rule *rule)
{
    return rule->index != ZI_NO_INDEX && rule->level == ZI_LEVEL_UNIT && rule->unit != ZI_IN_BAND &&
           planning->is_score[rule->index];
}

static void add_need(struct planning *planning, const struct zi_rule_result *result, int year)
{
    size_t index = (size_t)result->rule->index;
    struct zi_cover_need need = {.parts = leaves_of(planning, index, year)};

    if (planning->state != ZI_PLAN_NOTHING && planning->state != ZI_PLAN_FOUND)
        return;
    need.amount =
        in_units((result->required - result->actual) * planning->points[index], in_point) +
        (result->rule->op == ZI_MORE_THAN ? 1 : 0);
    if (need.amount > 0 && planning->n_needs < ZI_COVER_MOST)
        planning->needs[planning->n_needs++] = need;
}

static void gather(struct planning *planning, const struct zi_readiness *unit)
{
    bool missed = false;

    planning->n_leaves = planning->n_needs = planning->n_missing = 0;
    planning->state = ZI_PLAN_NOTHING;
    for (size_t i = 0; i < unit->n_rules; i++)
        if (is_score_rule(planning, unit->rules[i].rule) && unit->rules[i].verdict != ZI_PASS)
            missed = true;
    if (!missed)
        return;
    planning->state = ZI_PLAN_FOUND;
    part_tree_values(&planning->tree, planning->panel, unit->entity, unit->year, planning->values,
                     planning->any);
    for (size_t i = 0; i < unit->n_rules; i++)
        if (is_score_rule(planning, unit->rules[i].rule))
            add_need(planning, &unit->rules[i], unit->year);
    roll_up_missing(planning);
}

/* ---- plans ---- */

/* Components in the order of the catalogue. */
static size_t next_leaf(const struct planning *planning, const int64_t taken[], size_t after)
{
    size_t next = SIZE_MAX;

    for (size_t i = 0; i < planning->n_leaves; i++)
        if (taken[i] > 0 && (after == SIZE_MAX || planning->leaves[i] > planning->leaves[after]) &&
            (next == SIZE_MAX || planning->leaves[i] < planning->leaves[next]))
            next = i;
    return next;
}

static double decimal(double value)
{
    return round(value * 1e9) / 1e9;
}

static enum zi_code list_raises(const struct planning *planning, const int64_t taken[],
                                struct zi_plan *plan, struct zi_error *error)
{
    int64_t points = 0, price = 0;

    plan->raises = zi_arena_allocate(planning->arena, planning->n_leaves + 1, sizeof *plan->raises);
    if (plan->raises == NULL)
        return zi_fail_memory(error);
    for (size_t i = next_leaf(planning, taken, SIZE_MAX); i != SIZE_MAX;
         i = next_leaf(planning, taken, i)) {
        size_t index = planning->leaves[i];
        const struct zi_cover_part *part = &planning->parts[i];

        plan->raises[plan->n_raises++] = (struct zi_raise){
            .index = index,
            .from = planning->values[index],
            .to = decimal(planning->values[index] +
                          (double)taken[i] * planning->efforts->of[index].step),
            .points = (double)(taken[i] * part->size) / in_point,
            .effort = decimal((double)(taken[i] * part->price) / (in_point * in_effort)),
        };
        points += taken[i] * part->size;
        price += taken[i] * part->price;
    }
    plan->points = (double)points / in_point;
    plan->effort = decimal((double)price / (in_point * in_effort));
    return ZI_OK;
}

static enum zi_code list_missing(const struct planning *planning, struct zi_plan *plan,
                                 struct zi_error *error)
{
    plan->missing =
        zi_arena_allocate(planning->arena, planning->n_missing + 1, sizeof *plan->missing);
    if (plan->missing == NULL)
        return zi_fail_memory(error);
    memcpy(plan->missing, planning->missing, planning->n_missing * sizeof *plan->missing);
    plan->n_missing = planning->n_missing;
    return ZI_OK;
}

static bool can_change_this_year(const struct zi_rule *rule)
{
    return rule->level == ZI_LEVEL_UNIT && rule->unit != ZI_IN_YEARS && rule->op != ZI_EQUAL;
}

static enum zi_code list_obstacles(const struct planning *planning, const struct zi_readiness *unit,
                                   struct zi_plan *plan, struct zi_error *error)
{
    plan->obstacles = zi_arena_allocate(planning->arena, unit->failed + 1, sizeof *plan->obstacles);
    if (plan->obstacles == NULL)
        return zi_fail_memory(error);
    for (int this_year = 0; this_year <= 1; this_year++) {
        for (size_t i = 0; i < unit->n_rules; i++) {
            const struct zi_rule_result *result = &unit->rules[i];

            if (result->verdict == ZI_FAIL && !is_score_rule(planning, result->rule) &&
                can_change_this_year(result->rule) == this_year)
                plan->obstacles[plan->n_obstacles++] =
                    (struct zi_obstacle){.result = result, .this_year = this_year == 1};
        }
        if (this_year == 0)
            plan->n_fixed = plan->n_obstacles;
    }
    return ZI_OK;
}

static enum zi_plan_state state_of(enum zi_cover_result result)
{
    switch (result) {
    case ZI_COVERED: return ZI_PLAN_FOUND;
    case ZI_OUT_OF_REACH: return ZI_PLAN_OUT_OF_REACH;
    case ZI_NOT_NESTED:
    case ZI_TOO_MIXED: break;
    }
    return ZI_PLAN_TOO_MIXED;
}

static enum zi_code plan_unit(struct planning *planning, const struct zi_readiness *unit,
                              struct zi_plan *plan, struct zi_error *error)
{
    int64_t taken[ZI_COVER_MOST];
    int since;

    *plan = (struct zi_plan){.unit = unit, .state = ZI_PLAN_HELD};
    if (zi_panel_predicate(planning->panel, unit->entity, unit->year, &since) == ZI_WBBM)
        return ZI_OK;
    ZI_TRY(list_obstacles(planning, unit, plan, error));
    gather(planning, unit);
    if (planning->state == ZI_PLAN_FOUND) {
        planning->state = state_of(zi_cover(planning->parts, planning->n_leaves, planning->needs,
                                            planning->n_needs, taken));
        if (planning->state == ZI_PLAN_FOUND)
            ZI_TRY(list_raises(planning, taken, plan, error));
    }
    plan->state = planning->state;
    return list_missing(planning, plan, error);
}

enum zi_code zi_plan_compute(const struct zi_panel *panel, const struct zi_readiness results[],
                             size_t n, const struct zi_efforts *efforts, struct zi_arena *arena,
                             struct zi_plan **plans, struct zi_error *error)
{
    struct planning planning = {.panel = panel, .efforts = efforts, .arena = arena};

    *plans = zi_arena_allocate(arena, n + 1, sizeof **plans);
    if (*plans == NULL)
        return zi_fail_memory(error);
    if (n == 0)
        return ZI_OK;
    ZI_TRY(prepare(&planning, results[0].year, error));
    find_scores(&planning);
    for (size_t i = 0; i < n; i++)
        ZI_TRY(plan_unit(&planning, &results[i], &(*plans)[i], error));
    return ZI_OK;
}

/* ---- what all minimums come to ---- */

static double required_of(const struct zi_readiness *result, size_t index)
{
    double required = NAN;

    for (size_t i = 0; i < result->n_rules; i++)
        if (result->rules[i].rule->index == (long)index &&
            result->rules[i].rule->level == ZI_LEVEL_UNIT)
            required = fmax(required, result->rules[i].required);
    return required;
}

/* In points of the index; 0 where nothing is asked. */
static double least_of(const struct planning *planning, const struct zi_readiness *result,
                       size_t index)
{
    const struct part_tree *tree = &planning->tree;
    double sum = 0;

    for (size_t k = tree->first[index]; k < tree->first[index + 1]; k++) {
        size_t part = tree->part[k];

        sum += tree->factor[k] *
               fmax(least_of(planning, result, part), fmax(required_of(result, part), 0));
    }
    return sum;
}

enum zi_code zi_plan_minimums(const struct zi_panel *panel, const struct zi_readiness *result,
                              struct zi_arena *arena, double *minimums, double *total,
                              struct zi_error *error)
{
    struct planning planning = {.panel = panel, .arena = arena};
    size_t zi;

    ZI_TRY(prepare(&planning, result->year, error));
    zi = (size_t)zi_catalogue_total(panel->catalogue);
    *total = required_of(result, zi);
    *minimums = isnan(*total) ? NAN : decimal(least_of(&planning, result, zi));
    return ZI_OK;
}
