/* Effects by cohort and year, their averages, and errors from influence functions. */
#include "group_time.h"

#include <stdlib.h>
#include <string.h>

#include "tail.h"

const char *zi_average_name(enum zi_average_kind kind)
{
    static const char *const names[] = {"simple", "dynamic", "group", "calendar"};

    return names[kind];
}

enum { N_KINDS = ZI_AVERAGE_CALENDAR + 1 };

/* What a cluster is to a target: clusters with treated units are one sample, those that are only
 * compared with are the other. */
enum part { ABSENT, COMPARED, TREATED, N_PARTS };

/* Of an average: weights of its cells, and what a unit of each cohort adds because the cohort's
 * share is estimated too. */
struct blend {
    double *weight; /* n_cells */
    double *share;  /* n_years, by cohort */
    size_t *cells;  /* those with a weight */
    size_t n_cells;
    size_t n_treated;     /* unit-years */
    size_t treated_units; /* with a cell of it */
};

/* Cells and then averages are targets: what gets an error. */
struct estimation {
    const struct zi_adoption *adoption;
    enum zi_controls controls;
    struct zi_group_time *out;
    struct zi_arena arena;
    size_t *first_cell; /* n_years + 1: cells of cohort g */
    size_t *size;       /* n_years: units of cohort g */
    struct blend *blends;
    size_t n_targets;
    /* Of the cluster at hand: */
    double *influence; /* n_targets */
    unsigned char *part;
    size_t *members; /* n_years: its units of cohort g */
    bool *seen;      /* n_cells: of the unit at hand */
    /* Over clusters, in two rounds: */
    size_t (*n)[N_PARTS];
    double (*squares)[N_PARTS];
    double *scaled; /* the dynamic averages' influences, each times the root of its factor */
};

/* ---- cells */

static bool is_defined(const struct zi_cell *cell)
{
    return cell->n_treated > 0 && cell->n_controls > 0;
}

static void measure_cell(const struct estimation *estimation, struct zi_cell *cell)
{
    const struct zi_adoption *a = estimation->adoption;
    double treated = 0, control = 0;

    for (size_t unit = 0; unit < a->n_units; unit++) {
        double change = zi_adoption_change(a, unit, cell->base, cell->time);

        if (isnan(change))
            continue;
        if (a->begins[unit] == cell->group) {
            treated += change;
            cell->n_treated++;
        } else if (zi_adoption_is_control(a, unit, estimation->controls, cell->base, cell->time)) {
            control += change;
            cell->n_controls++;
        }
    }
    cell->change_treated = treated / (double)cell->n_treated;
    cell->change_control = control / (double)cell->n_controls;
    cell->effect = zi_estimate_undefined(cell->n_treated, cell->n_treated == 0    ? ZI_MISSING
                                                          : cell->n_controls == 0 ? ZI_NO_CONTROLS
                                                                                  : ZI_DEFINED);
    cell->effect.n_units = cell->n_treated;
    if (is_defined(cell))
        cell->effect.estimate = cell->change_treated - cell->change_control;
}

/* Where the year itself would be the base there is no cell. */
static bool has_cell(enum zi_base base, size_t group, size_t time)
{
    return base == ZI_BASE_UNIVERSAL ? time + 1 != group : time > 0;
}

static enum zi_code measure_cells(struct estimation *estimation, enum zi_base base,
                                  struct zi_arena *arena, struct zi_error *error)
{
    size_t years = estimation->adoption->n_years;
    struct zi_group_time *out = estimation->out;

    out->cells = zi_arena_allocate(arena, years * years + 1, sizeof *out->cells);
    estimation->first_cell =
        zi_arena_allocate(&estimation->arena, years + 1, sizeof *estimation->first_cell);
    estimation->size = zi_arena_allocate(&estimation->arena, years + 1, sizeof *estimation->size);
    if (out->cells == NULL || estimation->first_cell == NULL || estimation->size == NULL)
        return zi_fail_memory(error);
    for (size_t unit = 0; unit < estimation->adoption->n_units; unit++)
        if (estimation->adoption->begins[unit] < years)
            estimation->size[estimation->adoption->begins[unit]]++;
    for (size_t group = 0; group < years; group++) {
        estimation->first_cell[group] = out->n_cells;
        for (size_t time = 0; estimation->size[group] > 0 && time < years; time++) {
            struct zi_cell *cell = &out->cells[out->n_cells];

            if (!has_cell(base, group, time))
                continue;
            cell->group = group;
            cell->time = time;
            cell->base = time >= group || base == ZI_BASE_UNIVERSAL ? group - 1 : time - 1;
            measure_cell(estimation, cell);
            out->n_cells++;
        }
    }
    estimation->first_cell[years] = out->n_cells;
    return ZI_OK;
}

/* ---- averages */

static bool belongs(const struct zi_cell *cell, enum zi_average_kind kind, int at)
{
    if (!is_defined(cell))
        return false;
    if (kind == ZI_AVERAGE_DYNAMIC)
        return (int)cell->time - (int)cell->group == at;
    if (cell->time < cell->group)
        return false;
    return kind == ZI_AVERAGE_SIMPLE ||
           (kind == ZI_AVERAGE_GROUP ? cell->group : cell->time) == (size_t)at;
}

static enum zi_code allocate_blend(struct estimation *estimation, struct blend *blend,
                                   struct zi_error *error)
{
    blend->weight =
        zi_arena_allocate(&estimation->arena, estimation->out->n_cells + 1, sizeof(double));
    blend->share =
        zi_arena_allocate(&estimation->arena, estimation->adoption->n_years, sizeof(double));
    blend->cells =
        zi_arena_allocate(&estimation->arena, estimation->out->n_cells + 1, sizeof(size_t));
    return blend->weight != NULL && blend->share != NULL && blend->cells != NULL
               ? ZI_OK
               : zi_fail_memory(error);
}

static double blend_estimate(const struct estimation *estimation, const struct blend *blend)
{
    double sum = 0;

    for (size_t k = 0; k < estimation->out->n_cells; k++)
        if (blend->weight[k] != 0)
            sum += blend->weight[k] * estimation->out->cells[k].effect.estimate;
    return sum;
}

/* The cells of one kind and place by cohort sizes; false without any. */
static bool blend_cells(const struct estimation *estimation, enum zi_average_kind kind, int at,
                        struct blend *blend)
{
    const struct zi_cell *cells = estimation->out->cells;
    double total = 0, estimate;

    for (size_t k = 0; k < estimation->out->n_cells; k++)
        if (belongs(&cells[k], kind, at))
            total += (double)estimation->size[cells[k].group];
    if (total == 0)
        return false;
    for (size_t k = 0; k < estimation->out->n_cells; k++)
        blend->weight[k] =
            belongs(&cells[k], kind, at) ? (double)estimation->size[cells[k].group] / total : 0;
    estimate = blend_estimate(estimation, blend);
    for (size_t k = 0; k < estimation->out->n_cells; k++)
        if (blend->weight[k] != 0)
            blend->share[cells[k].group] += (cells[k].effect.estimate - estimate) / total;
    return true;
}

/* Averages by year since or calendar year count alike in their overall one; cohorts by size. */
static void blend_averages(const struct estimation *estimation, enum zi_average_kind kind,
                           struct blend *blend)
{
    const struct zi_group_time *out = estimation->out;
    double total = 0;

    for (size_t i = N_KINDS; i < out->n_averages; i++)
        if (out->averages[i].kind == kind && out->averages[i].at >= 0)
            total += kind == ZI_AVERAGE_GROUP ? (double)estimation->size[out->averages[i].at] : 1;
    for (size_t i = N_KINDS; i < out->n_averages; i++) {
        const struct zi_average *average = &out->averages[i];
        double part =
            kind == ZI_AVERAGE_GROUP ? (double)estimation->size[average->at] / total : 1 / total;

        if (average->kind != kind || average->at < 0)
            continue;
        for (size_t k = 0; k < out->n_cells; k++)
            blend->weight[k] += part * estimation->blends[i].weight[k];
        for (size_t g = 0; g < estimation->adoption->n_years; g++)
            blend->share[g] += part * estimation->blends[i].share[g];
    }
    if (kind != ZI_AVERAGE_GROUP)
        return;
    for (size_t i = N_KINDS; i < out->n_averages; i++)
        if (out->averages[i].kind == kind)
            blend->share[out->averages[i].at] +=
                (out->averages[i].effect.estimate - blend_estimate(estimation, blend)) / total;
}

static void finish_average(const struct estimation *estimation, size_t i)
{
    struct blend *blend = &estimation->blends[i];
    struct zi_estimate *effect = &estimation->out->averages[i].effect;

    for (size_t k = 0; k < estimation->out->n_cells; k++)
        if (blend->weight[k] != 0) {
            blend->cells[blend->n_cells++] = k;
            blend->n_treated += estimation->out->cells[k].n_treated;
        }
    *effect =
        zi_estimate_undefined(blend->n_treated, blend->n_cells == 0 ? ZI_NO_CONTROLS : ZI_DEFINED);
    if (blend->n_cells > 0)
        effect->estimate = blend_estimate(estimation, blend);
}

static enum zi_code add_averages(struct estimation *estimation, enum zi_average_kind kind, int from,
                                 int to, struct zi_error *error)
{
    struct zi_group_time *out = estimation->out;

    if (kind == ZI_AVERAGE_DYNAMIC)
        out->first_dynamic = out->n_averages;
    for (int at = from; at < to; at++) {
        struct blend *blend = &estimation->blends[out->n_averages];

        ZI_TRY(allocate_blend(estimation, blend, error));
        if (!blend_cells(estimation, kind, at, blend))
            continue;
        out->averages[out->n_averages] = (struct zi_average){.kind = kind, .at = at};
        finish_average(estimation, out->n_averages++);
    }
    if (kind == ZI_AVERAGE_DYNAMIC)
        out->n_dynamic = out->n_averages - out->first_dynamic;
    return ZI_OK;
}

static enum zi_code make_averages(struct estimation *estimation, struct zi_arena *arena,
                                  struct zi_error *error)
{
    struct zi_group_time *out = estimation->out;
    int years = (int)estimation->adoption->n_years;
    size_t room = N_KINDS + 4 * estimation->adoption->n_years;

    out->averages = zi_arena_allocate(arena, room, sizeof *out->averages);
    estimation->blends = zi_arena_allocate(&estimation->arena, room, sizeof *estimation->blends);
    if (out->averages == NULL || estimation->blends == NULL)
        return zi_fail_memory(error);
    out->n_averages = N_KINDS;
    ZI_TRY(add_averages(estimation, ZI_AVERAGE_DYNAMIC, 1 - years, years, error));
    ZI_TRY(add_averages(estimation, ZI_AVERAGE_GROUP, 1, years, error));
    ZI_TRY(add_averages(estimation, ZI_AVERAGE_CALENDAR, 1, years, error));
    for (int kind = 0; kind < N_KINDS; kind++) {
        struct blend *blend = &estimation->blends[kind];

        ZI_TRY(allocate_blend(estimation, blend, error));
        out->averages[kind] =
            (struct zi_average){.kind = (enum zi_average_kind)kind, .overall = true};
        if (kind == ZI_AVERAGE_SIMPLE)
            blend_cells(estimation, ZI_AVERAGE_SIMPLE, 0, blend);
        else
            blend_averages(estimation, (enum zi_average_kind)kind, blend);
        finish_average(estimation, (size_t)kind);
    }
    return ZI_OK;
}

/* ---- influence of a cluster */

static void add_part(struct estimation *estimation, size_t target, enum part part, double influence)
{
    estimation->influence[target] += influence;
    if (estimation->part[target] < part)
        estimation->part[target] = (unsigned char)part;
}

static void add_unit(struct estimation *estimation, size_t unit)
{
    const struct zi_adoption *a = estimation->adoption;
    size_t group = a->begins[unit];

    for (size_t k = 0; k < estimation->out->n_cells; k++) {
        const struct zi_cell *cell = &estimation->out->cells[k];
        double change;

        estimation->seen[k] = false;
        if (cell->group != group &&
            !zi_adoption_is_control(a, unit, estimation->controls, cell->base, cell->time))
            continue;
        change = zi_adoption_change(a, unit, cell->base, cell->time);
        if (isnan(change) || !is_defined(cell))
            continue;
        estimation->seen[k] = cell->group == group;
        if (estimation->seen[k])
            add_part(estimation, k, TREATED,
                     (change - cell->change_treated) / (double)cell->n_treated);
        else
            add_part(estimation, k, COMPARED,
                     -(change - cell->change_control) / (double)cell->n_controls);
    }
    if (group < a->n_years)
        estimation->members[group]++;
}

static void add_cluster(struct estimation *estimation, size_t cluster, bool count)
{
    const struct zi_adoption *a = estimation->adoption;

    memset(estimation->influence, 0, estimation->n_targets * sizeof *estimation->influence);
    memset(estimation->part, ABSENT, estimation->n_targets);
    memset(estimation->members, 0, a->n_years * sizeof *estimation->members);
    for (size_t unit = a->cluster[cluster]; unit < a->cluster[cluster + 1]; unit++) {
        add_unit(estimation, unit);
        for (size_t i = 0; count && a->begins[unit] < a->n_years && i < estimation->out->n_averages;
             i++) {
            struct blend *blend = &estimation->blends[i];
            size_t j = 0;

            while (j < blend->n_cells && !estimation->seen[blend->cells[j]])
                j++;
            blend->treated_units += j < blend->n_cells;
        }
    }
    for (size_t i = 0; i < estimation->out->n_averages; i++) {
        const struct blend *blend = &estimation->blends[i];
        size_t target = estimation->out->n_cells + i;

        for (size_t j = 0; j < blend->n_cells; j++) {
            size_t k = blend->cells[j];

            add_part(estimation, target, (enum part)estimation->part[k],
                     blend->weight[k] * estimation->influence[k]);
        }
        for (size_t g = 0; g < a->n_years; g++)
            estimation->influence[target] += (double)estimation->members[g] * blend->share[g];
    }
}

/* ---- errors */

/* What the squares of a sample of n clusters are multiplied by. */
static double factor(size_t n)
{
    return n > 1 ? (double)n / (double)(n - 1) : 0;
}

static void count_clusters(struct estimation *estimation)
{
    for (size_t cluster = 0; cluster < estimation->adoption->n_clusters; cluster++) {
        add_cluster(estimation, cluster, true);
        for (size_t target = 0; target < estimation->n_targets; target++)
            estimation->n[target][estimation->part[target]]++;
    }
}

static void add_products(struct estimation *estimation)
{
    const struct zi_group_time *out = estimation->out;
    size_t d = out->n_dynamic;

    for (size_t i = 0; i < d; i++) {
        size_t target = out->n_cells + out->first_dynamic + i;
        enum part part = (enum part)estimation->part[target];

        estimation->scaled[i] = part == ABSENT ? 0
                                               : estimation->influence[target] *
                                                     sqrt(factor(estimation->n[target][part]));
        for (size_t j = 0; j <= i; j++)
            out->covariance[i * d + j] += estimation->scaled[i] * estimation->scaled[j];
    }
}

static void add_squares(struct estimation *estimation)
{
    for (size_t cluster = 0; cluster < estimation->adoption->n_clusters; cluster++) {
        add_cluster(estimation, cluster, false);
        for (size_t target = 0; target < estimation->n_targets; target++)
            estimation->squares[target][estimation->part[target]] +=
                estimation->influence[target] * estimation->influence[target];
        add_products(estimation);
    }
}

/* Both samples need two clusters; where every cluster has treated units there is only one. */
static void judge(const struct estimation *estimation, size_t target,
                  const struct zi_confidence *confidence, struct zi_estimate *effect)
{
    size_t n1 = estimation->n[target][TREATED];
    size_t n0 = estimation->n[target][COMPARED];
    double v1 = estimation->squares[target][TREATED] * factor(n1);
    double v0 = estimation->squares[target][COMPARED] * factor(n0);
    double variance = v1 + v0;
    double spread = v1 * v1 / (double)(n1 - 1) + (n0 > 1 ? v0 * v0 / (double)(n0 - 1) : 0);
    double margin;

    if (isnan(effect->estimate))
        return;
    if (n1 < 2 || n0 == 1) {
        effect->reason = ZI_ONE_CLUSTER;
        return;
    }
    if (!(variance > 0)) {
        effect->reason = ZI_EXACT_FIT;
        return;
    }
    effect->std_error = sqrt(variance);
    effect->df = fmax(1, variance * variance / spread);
    effect->statistic = effect->estimate / effect->std_error;
    effect->p_value = zi_tail_t(effect->statistic, effect->df);
    effect->p_method = ZI_P_T;
    margin = zi_confidence_t(confidence, effect->df) * effect->std_error;
    effect->conf_low = effect->estimate - margin;
    effect->conf_high = effect->estimate + margin;
    effect->conf_level = confidence->level;
}

static void finish_covariance(struct zi_group_time *out)
{
    size_t d = out->n_dynamic;

    for (size_t i = 0; i < d; i++)
        for (size_t j = 0; j <= i; j++) {
            bool defined = !isnan(out->averages[out->first_dynamic + i].effect.std_error) &&
                           !isnan(out->averages[out->first_dynamic + j].effect.std_error);

            out->covariance[i * d + j] = defined ? out->covariance[i * d + j] : NAN;
            out->covariance[j * d + i] = out->covariance[i * d + j];
        }
}

static enum zi_code find_errors(struct estimation *estimation,
                                const struct zi_confidence *confidence, struct zi_arena *arena,
                                struct zi_error *error)
{
    struct zi_group_time *out = estimation->out;
    size_t n = out->n_cells + out->n_averages;
    struct zi_arena *own = &estimation->arena;

    estimation->n_targets = n;
    estimation->influence = zi_arena_allocate(own, n, sizeof *estimation->influence);
    estimation->part = zi_arena_allocate(own, n, sizeof *estimation->part);
    estimation->members =
        zi_arena_allocate(own, estimation->adoption->n_years, sizeof *estimation->members);
    estimation->seen = zi_arena_allocate(own, out->n_cells + 1, sizeof *estimation->seen);
    estimation->n = zi_arena_allocate(own, n, sizeof *estimation->n);
    estimation->squares = zi_arena_allocate(own, n, sizeof *estimation->squares);
    estimation->scaled = zi_arena_allocate(own, out->n_dynamic + 1, sizeof *estimation->scaled);
    out->covariance =
        zi_arena_allocate(arena, out->n_dynamic * out->n_dynamic + 1, sizeof *out->covariance);
    if (estimation->influence == NULL || estimation->part == NULL || estimation->members == NULL ||
        estimation->seen == NULL || estimation->n == NULL || estimation->squares == NULL ||
        estimation->scaled == NULL || out->covariance == NULL)
        return zi_fail_memory(error);
    count_clusters(estimation);
    add_squares(estimation);
    for (size_t k = 0; k < out->n_cells; k++)
        judge(estimation, k, confidence, &out->cells[k].effect);
    for (size_t i = 0; i < out->n_averages; i++) {
        out->averages[i].effect.n_units = estimation->blends[i].treated_units;
        judge(estimation, out->n_cells + i, confidence, &out->averages[i].effect);
    }
    finish_covariance(out);
    return ZI_OK;
}

enum zi_code zi_group_time(const struct zi_adoption *adoption, enum zi_controls controls,
                           enum zi_base base, const struct zi_confidence *confidence,
                           struct zi_arena *arena, struct zi_group_time *result,
                           struct zi_error *error)
{
    struct estimation estimation = {.adoption = adoption, .controls = controls, .out = result};
    enum zi_code code;

    *result = (struct zi_group_time){0};
    code = measure_cells(&estimation, base, arena, error);
    if (code == ZI_OK)
        code = make_averages(&estimation, arena, error);
    if (code == ZI_OK)
        code = find_errors(&estimation, confidence, arena, error);
    zi_arena_release(&estimation.arena);
    return code;
}

const struct zi_average *zi_group_time_overall(const struct zi_group_time *result,
                                               enum zi_average_kind kind)
{
    return &result->averages[kind];
}
