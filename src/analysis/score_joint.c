/* Scores of a unit together: parts that vary, totals that are their sums. */
#include "score_joint.h"

#include <math.h>
#include <string.h>

#include "stats/joint_normal.h"
#include "stats/shrunken_correlation.h"

/* Of a panel of 100,000 units these tell the correlations as well as all. */
enum { SAMPLE_MAX = 2000, ORIGINS_MAX = 3 };

/* ---- what varies ---- */

static bool has_parts(const struct part_tree *tree, size_t index)
{
    return tree->first[index] < tree->first[index + 1];
}

/* Whether an index is a sum of indices that conditions are about. */
static bool is_sum(const struct part_tree *tree, const bool asked[], size_t index)
{
    for (size_t i = tree->first[index]; i < tree->first[index + 1]; i++)
        if (!asked[tree->part[i]] && !is_sum(tree, asked, tree->part[i]))
            return false;
    return has_parts(tree, index);
}

static void add_share(struct score_model *model, const struct part_tree *tree, const bool asked[],
                      size_t whole, size_t index, double factor)
{
    if (!is_sum(tree, asked, index)) {
        model->share[whole * model->n_leaves + (size_t)model->leaf_of[index]] += factor;
        return;
    }
    for (size_t i = tree->first[index]; i < tree->first[index + 1]; i++)
        add_share(model, tree, asked, whole, tree->part[i], factor * tree->factor[i]);
}

static enum zi_code find_leaves(struct score_model *model, const struct part_tree *tree,
                                const bool asked[], struct zi_arena *arena, struct zi_error *error)
{
    model->leaves = zi_arena_allocate(arena, tree->n + 1, sizeof *model->leaves);
    model->leaf_of = zi_arena_allocate(arena, tree->n + 1, sizeof *model->leaf_of);
    if (model->leaves == NULL || model->leaf_of == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < tree->n; i++) {
        bool is_leaf = asked[i] && !is_sum(tree, asked, i);

        model->leaf_of[i] = is_leaf ? (long)model->n_leaves : -1;
        if (is_leaf)
            model->leaves[model->n_leaves++] = i;
    }
    model->share = zi_arena_allocate(arena, tree->n * model->n_leaves + 1, sizeof *model->share);
    if (model->share == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < tree->n; i++)
        if (asked[i])
            add_share(model, tree, asked, i, i, 1);
    return ZI_OK;
}

/* ---- errors of past forecasts ---- */

static enum zi_code choose_sample(struct score_model *model, const struct zi_panel *panel,
                                  struct zi_arena *arena, struct zi_error *error)
{
    size_t stride = panel->n_entities / SAMPLE_MAX + 1;

    model->sample = zi_arena_allocate(arena, panel->n_entities / stride + 1, sizeof *model->sample);
    if (model->sample == NULL)
        return zi_fail_memory(error);
    for (size_t e = 0; e < panel->n_entities; e += stride)
        if (zi_entity_level(&panel->entities[e]) == ZI_LEVEL_UNIT)
            model->sample[model->n_sample++] = e;
    return ZI_OK;
}

enum zi_code score_model_make(struct score_model *model, const struct zi_selection *selection,
                              const struct part_tree *tree, const bool asked[], int last_year,
                              struct zi_arena *arena, struct zi_error *error)
{
    int first = selection->panel->first_year + 1;
    size_t cells;

    *model = (struct score_model){.first_origin = last_year - ORIGINS_MAX};
    if (model->first_origin < first)
        model->first_origin = first;
    if (model->first_origin < last_year)
        model->n_origins = (size_t)(last_year - model->first_origin);
    ZI_TRY(find_leaves(model, tree, asked, arena, error));
    ZI_TRY(choose_sample(model, selection->panel, arena, error));
    cells = model->n_origins * model->n_sample * model->n_leaves;
    model->errors = zi_arena_allocate(arena, cells + 1, sizeof *model->errors);
    if (model->errors == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < cells; i++)
        model->errors[i] = NAN;
    return ZI_OK;
}

static void take_errors(struct score_model *model, const struct zi_panel *panel, size_t index,
                        size_t origin, const struct zi_forecast *const forecasts[])
{
    int year = model->first_origin + (int)origin + 1;

    for (size_t i = 0; i < model->n_sample; i++) {
        const struct zi_forecast *forecast = forecasts[model->sample[i]];
        double actual = zi_panel_value(panel, model->sample[i], index, year);
        size_t row = origin * model->n_sample + i;

        if (forecast != NULL && forecast->reason == ZI_DEFINED && forecast->sd > 0 &&
            !forecast->stale)
            model->errors[row * model->n_leaves + (size_t)model->leaf_of[index]] =
                (actual - forecast->mean) / forecast->sd;
    }
}

enum zi_code score_model_add_errors(struct score_model *model, const struct zi_selection *selection,
                                    size_t index, struct zi_error *error)
{
    struct zi_selection sample = *selection;
    enum zi_code code = ZI_OK;

    if (model->leaf_of[index] < 0)
        return ZI_OK;
    sample.entities = model->sample;
    sample.n_entities = model->n_sample;
    for (size_t origin = 0; code == ZI_OK && origin < model->n_origins; origin++) {
        int year = model->first_origin + (int)origin;
        const struct zi_forecast **forecasts;
        struct zi_arena arena = {0};

        if (zi_catalogue_break(selection->panel->catalogue, index, year, year + 1) != NULL)
            continue;
        code = zi_forecast_preferred(&sample, index, year, 1, &arena, &forecasts, error);
        if (code == ZI_OK)
            take_errors(model, selection->panel, index, origin, forecasts);
        zi_arena_release(&arena);
    }
    return code;
}

static bool is_complete(const double row[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (isnan(row[i]))
            return false;
    return true;
}

enum zi_code score_model_correlate(struct score_model *model, struct zi_arena *arena,
                                   struct zi_error *error)
{
    size_t n = model->n_leaves;

    model->correlation = zi_arena_allocate(arena, n * n + 1, sizeof *model->correlation);
    if (model->correlation == NULL)
        return zi_fail_memory(error);
    for (size_t row = 0; row < model->n_origins * model->n_sample; row++)
        if (is_complete(&model->errors[row * n], n))
            memmove(&model->errors[model->n_rows++ * n], &model->errors[row * n],
                    n * sizeof *model->errors);
    model->shrinkage = zi_shrunken_correlation(model->errors, model->n_rows, n, model->correlation);
    return ZI_OK;
}

/* ---- one unit ---- */

enum zi_code score_joint_make(struct zi_score_joint **joint, const struct score_model *model,
                              size_t most, struct zi_arena *arena, struct zi_error *error)
{
    struct zi_score_joint *made = zi_arena_allocate(arena, 1, sizeof *made);

    *joint = made;
    if (made == NULL)
        return zi_fail_memory(error);
    *made = (struct zi_score_joint){.n = model->n_leaves,
                                    .correlation = model->correlation,
                                    .total = -1,
                                    .total_mean = NAN,
                                    .total_sd = NAN,
                                    .total_needed = NAN};
    made->weights = zi_arena_allocate(arena, most * model->n_leaves + 1, sizeof *made->weights);
    made->chance = zi_arena_allocate(arena, most + 1, sizeof *made->chance);
    return made->weights != NULL && made->chance != NULL ? ZI_OK : zi_fail_memory(error);
}

void score_joint_add(struct zi_score_joint *joint, const struct score_model *model, size_t index,
                     const double sd[], double chance)
{
    double *weights = &joint->weights[joint->n_conditions * joint->n];

    for (size_t leaf = 0; leaf < joint->n; leaf++) {
        double share = model->share[index * model->n_leaves + leaf];

        weights[leaf] = share != 0 && !isnan(sd[leaf]) ? share * sd[leaf] : 0;
    }
    joint->chance[joint->n_conditions++] = chance;
}

double score_joint_chance(const struct zi_score_joint *joint)
{
    return zi_joint_normal(&(struct zi_joint_normal){.correlation = joint->correlation,
                                                     .n = joint->n,
                                                     .weights = joint->weights,
                                                     .chance = joint->chance,
                                                     .n_conditions = joint->n_conditions});
}

/* The question with one variable more, the difference, and one condition more. */
struct wider {
    double correlation[ZI_JOINT_NORMAL_MAX * ZI_JOINT_NORMAL_MAX];
    double weights[ZI_JOINT_NORMAL_MAX * ZI_JOINT_NORMAL_MAX];
    double chance[ZI_JOINT_NORMAL_MAX];
};

double score_joint_with_difference(const struct zi_score_joint *joint, double mean, double sd)
{
    size_t n = joint->n + 1, m = joint->n_conditions;
    struct zi_prediction sum = {.mean = joint->total_mean + mean,
                                .sd = hypot(joint->total_sd, sd),
                                .df = INFINITY,
                                .reason = ZI_DEFINED};
    struct wider wider = {{0}, {0}, {0}};
    double length = 0;

    if (joint->total < 0 || n > ZI_JOINT_NORMAL_MAX || m + 1 > ZI_JOINT_NORMAL_MAX)
        return NAN;
    for (size_t i = 0; i < joint->n; i++)
        memcpy(&wider.correlation[i * n], &joint->correlation[i * joint->n],
               joint->n * sizeof(double));
    wider.correlation[n * n - 1] = 1;
    for (size_t k = 0; k <= m; k++)
        memcpy(&wider.weights[k * n],
               &joint->weights[(k < m ? k : (size_t)joint->total) * joint->n],
               joint->n * sizeof(double));
    for (size_t i = 0; i < joint->n; i++)
        for (size_t j = 0; j < joint->n; j++)
            length +=
                wider.weights[m * n + i] * wider.weights[m * n + j] * wider.correlation[i * n + j];
    /* The parts may spread by more or less than the total's own forecast: the difference keeps its
     * size beside the total's. */
    wider.weights[m * n + n - 1] = sd * sqrt(length) / joint->total_sd;
    memcpy(wider.chance, joint->chance, m * sizeof(double));
    wider.chance[m] = zi_predict_at_least(&sum, joint->total_needed);
    return zi_joint_normal(
        &(struct zi_joint_normal){wider.correlation, n, wider.weights, wider.chance, m + 1});
}
