/* Least squares with effects of units and years. */
#include "zistat/stats/panel_regression.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "cluster_errors.h"
#include "tail.h"
#include "zistat/stats/regression.h"

/* Of the range of a column: what is left of it below this is rounding. */
static const double absorbed_remainder = 1e-10;
/* Of the largest |value|: what rounding of decimals and means leaves of it. */
static const double rounding = 1e-14;
static const double exact_fit = 1e-12;
/* Clustered errors this small beside the classical one are rounding of 0. */
static const double no_variation = 1e-8;

const char *zi_errors_name(enum zi_errors errors)
{
    static const char *const names[] = {
        [ZI_ERRORS_CLASSICAL] = "classical",
        [ZI_ERRORS_CR1] = "cr1",
        [ZI_ERRORS_CR2] = "cr2",
        [ZI_ERRORS_WILD] = "wild",
    };

    return names[errors];
}

/* Scratch of one regression; everything lives in its arena. */
struct work {
    const struct zi_panel_design *design;
    const struct zi_panel_inference *inference;
    struct zi_arena arena;
    struct zi_fixed_effects fixed;
    size_t n;
    size_t p;
    double **left;   /* p + 1 columns of n: what the effects leave of the columns, and of y */
    double *scratch; /* scratch_size for every column */
    size_t scratch_size;
    double *noise; /* p */
    struct zi_regression_fit fit;
    double *terms; /* tau, see cluster_errors.h */
};

/* ---- taking the effects out */

static const double *source_of(const struct work *work, size_t column)
{
    return column < work->p ? work->design->columns[column] : work->design->y;
}

static void take_out(void *state, size_t column, size_t worker)
{
    const struct work *work = state;

    (void)worker;
    memcpy(work->left[column], source_of(work, column), work->n * sizeof(double));
    zi_fixed_effects_residuals(&work->fixed, work->left[column],
                               work->scratch + column * work->scratch_size);
}

static enum zi_code allocate_work(struct work *work, struct zi_error *error)
{
    const struct zi_panel_design *design = work->design;

    ZI_TRY(zi_fixed_effects_init(&work->fixed, design->effects, design->start, design->n_units,
                                 design->year, &work->arena, error));
    work->scratch_size = zi_fixed_effects_scratch(&work->fixed);
    work->left = zi_arena_allocate(&work->arena, work->p + 1, sizeof *work->left);
    work->noise = zi_arena_allocate(&work->arena, work->p, sizeof *work->noise);
    work->scratch =
        zi_arena_allocate(&work->arena, (work->p + 1) * work->scratch_size, sizeof *work->scratch);
    if (!work->left || !work->noise || !work->scratch)
        return zi_fail_memory(error);
    for (size_t column = 0; column <= work->p; column++) {
        work->left[column] = zi_arena_allocate(&work->arena, work->n, sizeof(double));
        if (!work->left[column])
            return zi_fail_memory(error);
    }
    return ZI_OK;
}

struct size {
    double largest; /* |value| */
    double range;
};

static struct size size_of(const double x[], size_t n)
{
    double min = x[0], max = x[0];

    for (size_t i = 1; i < n; i++) {
        min = x[i] < min ? x[i] : min;
        max = x[i] > max ? x[i] : max;
    }
    return (struct size){fmax(fabs(min), fabs(max)), max - min};
}

/* ---- what is absorbed */

static bool same_in_units(const struct work *work, const double x[])
{
    const size_t *start = work->design->start;

    for (size_t unit = 0; unit < work->design->n_units; unit++)
        for (size_t i = start[unit] + 1; i < start[unit + 1]; i++)
            if (x[i] != x[start[unit]])
                return false;
    return true;
}

static bool same_in_years(const struct work *work, const double x[])
{
    const int *year = work->design->year;
    size_t first = 0;

    /* A row against the first of its year: found by walking on, for the years are few. */
    for (size_t i = 1; i < work->n; i++) {
        for (first = 0; year[first] != year[i]; first++)
            ;
        if (x[i] != x[first])
            return false;
    }
    return true;
}

static enum zi_absorbed absorption(const struct work *work, size_t column)
{
    const double *x = work->design->columns[column];
    struct size size = size_of(x, work->n);
    struct size left = size_of(work->left[column], work->n);
    enum zi_effects effects = work->design->effects;

    if (effects == ZI_EFFECTS_NONE ||
        left.largest > fmax(absorbed_remainder * size.range, rounding * size.largest))
        return ZI_NOT_ABSORBED;
    if (size.range == 0)
        return ZI_ABSORBED_CONSTANT;
    if (effects != ZI_EFFECTS_YEAR && same_in_units(work, x))
        return ZI_ABSORBED_BY_UNITS;
    if (effects != ZI_EFFECTS_UNIT && same_in_years(work, x))
        return ZI_ABSORBED_BY_YEARS;
    return ZI_ABSORBED_BY_BOTH;
}

static bool any_absorbed(const struct work *work, enum zi_absorbed absorbed[])
{
    bool any = false;

    for (size_t column = 0; column < work->p; column++) {
        absorbed[column] = absorption(work, column);
        any = any || absorbed[column] != ZI_NOT_ABSORBED;
        work->noise[column] = rounding * sqrt((double)work->n) *
                              size_of(work->design->columns[column], work->n).largest;
    }
    return any;
}

/* Rounding of a y that the effects reproduce becomes 0. */
static void clear_noise(const struct work *work)
{
    double *y = work->left[work->p];
    double largest = size_of(work->design->y, work->n).largest;

    if (work->design->effects != ZI_EFFECTS_NONE &&
        size_of(y, work->n).largest <= exact_fit * largest)
        memset(y, 0, work->n * sizeof *y);
}

/* ---- slopes */

/* A pooled regression centres its columns itself, and refines against what they were before. */
static enum zi_code fit_slopes(struct work *work, struct zi_error *error)
{
    bool pooled = work->design->effects == ZI_EFFECTS_CONSTANT;
    struct zi_regression_design design = {
        .columns = pooled ? work->design->columns : (const double *const *)work->left,
        .n_columns = work->p,
        .n = work->n,
        .intercept = pooled,
        .noise = work->noise,
    };

    return zi_regression_fit(&design, pooled ? work->design->y : work->left[work->p],
                             work->inference->confidence, &work->arena, &work->fit, error);
}

static bool fits_exactly(const struct work *work)
{
    double squares = 0;
    double largest = size_of(work->design->y, work->n).largest;

    for (size_t i = 0; i < work->n; i++)
        squares += work->fit.residuals[i] * work->fit.residuals[i];
    return sqrt(squares / (double)work->n) <= exact_fit * largest;
}

static void set_reason(struct zi_panel_fit *fit, enum zi_reason reason)
{
    fit->reason = reason;
    for (size_t term = 0; term < fit->n_terms; term++)
        fit->terms[term].reason = reason;
}

static enum zi_code hand_over_slopes(const struct work *work, struct zi_panel_fit *fit,
                                     struct zi_arena *arena, struct zi_error *error)
{
    memcpy(fit->collinear, work->fit.collinear, work->p * sizeof *fit->collinear);
    fit->r_squared = work->fit.r_squared;
    set_reason(fit, work->fit.reason);
    if (!work->fit.residuals)
        return ZI_OK;
    fit->residuals = zi_arena_allocate(arena, work->n, sizeof *fit->residuals);
    if (!fit->residuals)
        return zi_fail_memory(error);
    memcpy(fit->residuals, work->fit.residuals, work->n * sizeof *fit->residuals);
    for (size_t term = 0; term < fit->n_terms; term++)
        fit->terms[term].estimate = work->fit.terms[term].estimate;
    if (fit->reason == ZI_DEFINED && (fit->residual_df < 1 || fits_exactly(work))) {
        set_reason(fit, ZI_EXACT_FIT);
        fit->r_squared = 1;
    }
    return ZI_OK;
}

/* ---- errors */

/* A column's slope is (U tau)'y with its row of R^-1; the intercept is the mean of y less the
 * slopes times the columns' means. */
static enum zi_code find_terms(struct work *work, struct zi_error *error)
{
    size_t basis = work->fixed.n_basis;
    size_t k = basis + work->p;
    size_t intercept = work->fit.n_terms - work->p;

    work->terms = zi_arena_allocate(&work->arena, work->fit.n_terms * k, sizeof *work->terms);
    if (!work->terms)
        return zi_fail_memory(error);
    for (size_t a = 0; a < work->p; a++)
        memcpy(work->terms + (a + intercept) * k + basis, work->fit.root + a * work->p,
               work->p * sizeof(double));
    if (intercept == 0)
        return ZI_OK;
    work->terms[0] = 1 / sqrt((double)work->n);
    for (size_t a = 0; a < work->p; a++) {
        const double *x = work->design->columns[a];
        double mean = x[0] - work->left[a][0];

        for (size_t j = 0; j < work->p; j++)
            work->terms[1 + j] -= mean * work->fit.root[a * work->p + j];
    }
    return ZI_OK;
}

/* (U tau)'(U tau): the variance of a term for independent rows of variance 1. */
static double squared_length(const struct work *work, size_t term)
{
    size_t k = work->fixed.n_basis + work->p;
    const double *tau = work->terms + term * k;
    double sum = 0;

    for (size_t i = 0; i < k; i++)
        sum += tau[i] * tau[i];
    return sum;
}

static double residual_variance(const struct zi_panel_fit *fit, size_t n)
{
    double squares = 0;

    for (size_t i = 0; i < n; i++)
        squares += fit->residuals[i] * fit->residuals[i];
    return squares / fit->residual_df;
}

static void judge_term(struct zi_estimate *term, double variance, double df,
                       const struct zi_confidence *confidence)
{
    double margin;

    term->std_error = sqrt(variance);
    term->df = df;
    term->statistic = term->estimate / term->std_error;
    term->p_value = zi_tail_t(term->statistic, df);
    term->p_method = ZI_P_T;
    margin = zi_confidence_t(confidence, df) * term->std_error;
    term->conf_low = term->estimate - margin;
    term->conf_high = term->estimate + margin;
    term->conf_level = confidence->level;
}

static void judge_classical(const struct work *work, struct zi_panel_fit *fit)
{
    double variance = residual_variance(fit, work->n);

    for (size_t term = 0; term < fit->n_terms; term++)
        judge_term(&fit->terms[term], variance * squared_length(work, term), fit->residual_df,
                   work->inference->confidence);
}

/* Errors of clusters, in room for the terms. */
struct clustered {
    double *variance;
    double *df;
    bool *alone; /* cannot be estimated without some cluster */
};

/* Terms whose clusters' scores are all 0 have no error either: two clusters that mirror each other
 * are one. */
static void judge_clustered(const struct work *work, const struct clustered *errors,
                            struct zi_panel_fit *fit)
{
    double independent = residual_variance(fit, work->n);

    for (size_t term = 0; term < fit->n_terms; term++) {
        double least = no_variation * no_variation * independent * squared_length(work, term);

        if (errors->alone[term] || !(errors->variance[term] > least))
            fit->terms[term].reason = ZI_ONE_CLUSTER;
        else
            judge_term(&fit->terms[term], errors->variance[term], errors->df[term],
                       work->inference->confidence);
    }
}

static enum zi_code judge_wild(struct work *work, const struct zi_cluster_problem *problem,
                               struct zi_panel_fit *fit, struct zi_arena *arena,
                               struct zi_error *error)
{
    const struct zi_panel_inference *inference = work->inference;
    double *estimates = zi_arena_allocate(&work->arena, fit->n_terms, sizeof *estimates);

    fit->wild = zi_arena_allocate(arena, fit->n_terms, sizeof *fit->wild);
    if (!estimates || !fit->wild)
        return zi_fail_memory(error);
    for (size_t term = 0; term < fit->n_terms; term++)
        estimates[term] = fit->terms[term].estimate;
    ZI_TRY(zi_wild_bootstrap(problem, estimates, inference->confidence->level, inference->draws,
                             inference->seed, inference->n_threads, fit->wild, error));
    for (size_t term = 0; term < fit->n_terms && inference->errors == ZI_ERRORS_WILD; term++) {
        struct zi_estimate *result = &fit->terms[term];

        if (result->reason != ZI_DEFINED)
            continue;
        result->p_value = fit->wild[term].p_value;
        result->p_method = ZI_P_WILD_BOOTSTRAP;
        result->conf_low = fit->wild[term].conf_low;
        result->conf_high = fit->wild[term].conf_high;
    }
    return ZI_OK;
}

/* CR2 tells which terms hang on one cluster; with more clusters than ZI_CLUSTERS_EXAMINED that is
 * not looked at for the other errors. */
static enum zi_code find_errors(const struct work *work, const struct zi_cluster_problem *problem,
                                struct zi_panel_fit *fit, struct clustered *errors,
                                struct zi_arena *arena, struct zi_error *error)
{
    const struct zi_panel_inference *inference = work->inference;

    if (inference->errors == ZI_ERRORS_CR2 || problem->n_clusters <= ZI_CLUSTERS_EXAMINED)
        ZI_TRY(zi_cluster_cr2(problem, inference->n_threads, errors->variance, errors->df,
                              errors->alone, error));
    if (inference->errors == ZI_ERRORS_CR2)
        return ZI_OK;
    fit->covariance = zi_arena_allocate(arena, fit->n_terms * fit->n_terms, sizeof(double));
    if (!fit->covariance)
        return zi_fail_memory(error);
    ZI_TRY(zi_cluster_cr1(problem, fit->counted, inference->n_threads, fit->covariance, error));
    for (size_t term = 0; term < fit->n_terms; term++) {
        errors->df[term] = (double)problem->n_clusters - 1;
        errors->variance[term] = fit->covariance[term * fit->n_terms + term];
    }
    return ZI_OK;
}

static enum zi_code judge_clusters(struct work *work, struct zi_panel_fit *fit,
                                   struct zi_arena *arena, struct zi_error *error)
{
    struct zi_cluster_problem problem = {
        .fixed = &work->fixed,
        .columns = (const double *const *)work->left,
        .n_columns = work->p,
        .root = work->fit.root,
        .residuals = fit->residuals,
        .cluster = work->design->cluster,
        .n_clusters = work->design->n_clusters,
        .terms = work->terms,
        .n_terms = fit->n_terms,
    };
    struct clustered errors = {
        .variance = zi_arena_allocate(&work->arena, fit->n_terms, sizeof(double)),
        .df = zi_arena_allocate(&work->arena, fit->n_terms, sizeof(double)),
        .alone = zi_arena_allocate(&work->arena, fit->n_terms, sizeof(bool)),
    };

    if (!errors.variance || !errors.df || !errors.alone)
        return zi_fail_memory(error);
    if (problem.n_clusters < 2) {
        for (size_t term = 0; term < fit->n_terms; term++)
            fit->terms[term].reason = ZI_ONE_CLUSTER;
        return ZI_OK;
    }
    ZI_TRY(find_errors(work, &problem, fit, &errors, arena, error));
    judge_clustered(work, &errors, fit);
    return work->inference->errors == ZI_ERRORS_WILD || work->inference->wild_beside
               ? judge_wild(work, &problem, fit, arena, error)
               : ZI_OK;
}

/* ---- together */

static enum zi_code regress(struct work *work, struct zi_arena *arena, struct zi_panel_fit *fit,
                            struct zi_error *error)
{
    ZI_TRY(allocate_work(work, error));
    fit->counted = work->p + zi_fixed_effects_counted(&work->fixed);
    fit->residual_df =
        (double)work->n - (double)work->p - (double)zi_fixed_effects_rank(&work->fixed);
    zi_parallel_run(work->p + 1, work->inference->n_threads, take_out, work);
    clear_noise(work);
    if (any_absorbed(work, fit->absorbed)) {
        set_reason(fit, ZI_COLLINEAR);
        return ZI_OK;
    }
    ZI_TRY(fit_slopes(work, error));
    ZI_TRY(hand_over_slopes(work, fit, arena, error));
    if (fit->reason != ZI_DEFINED)
        return ZI_OK;
    ZI_TRY(find_terms(work, error));
    if (work->inference->errors != ZI_ERRORS_CLASSICAL)
        return judge_clusters(work, fit, arena, error);
    judge_classical(work, fit);
    return ZI_OK;
}

static bool allocate_fit(struct zi_panel_fit *fit, const struct zi_panel_design *design,
                         struct zi_arena *arena)
{
    size_t p = design->n_columns;

    *fit = (struct zi_panel_fit){.n_terms = p + (design->effects == ZI_EFFECTS_CONSTANT),
                                 .r_squared = NAN,
                                 .residual_df = NAN};
    fit->terms = zi_arena_allocate(arena, fit->n_terms, sizeof *fit->terms);
    fit->collinear = zi_arena_allocate(arena, p, sizeof *fit->collinear);
    fit->absorbed = zi_arena_allocate(arena, p, sizeof *fit->absorbed);
    if (!fit->terms || !fit->collinear || !fit->absorbed)
        return false;
    for (size_t term = 0; term < fit->n_terms; term++) {
        fit->terms[term] = zi_estimate_undefined(design->start[design->n_units], ZI_MISSING);
        fit->terms[term].n_units = design->n_units;
    }
    return true;
}

enum zi_code zi_panel_regress(const struct zi_panel_design *design,
                              const struct zi_panel_inference *inference, struct zi_arena *arena,
                              struct zi_panel_fit *fit, struct zi_error *error)
{
    struct work work = {.design = design,
                        .inference = inference,
                        .n = design->start[design->n_units],
                        .p = design->n_columns};
    enum zi_code code = ZI_OK;

    if (!allocate_fit(fit, design, arena))
        code = zi_fail_memory(error);
    if (code == ZI_OK)
        code = regress(&work, arena, fit, error);
    zi_arena_release(&work.arena);
    return code;
}
