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
struct fitting {
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

static const double *source_of(const struct fitting *fitting, size_t column)
{
    return column < fitting->p ? fitting->design->columns[column] : fitting->design->y;
}

static void take_out(void *state, size_t column, size_t worker)
{
    const struct fitting *fitting = state;

    (void)worker;
    memcpy(fitting->left[column], source_of(fitting, column), fitting->n * sizeof(double));
    zi_fixed_effects_residuals(&fitting->fixed, fitting->left[column],
                               fitting->scratch + column * fitting->scratch_size);
}

static enum zi_code allocate_work(struct fitting *fitting, struct zi_error *error)
{
    const struct zi_panel_design *design = fitting->design;

    ZI_TRY(zi_fixed_effects_init(&fitting->fixed, design->effects, design->start, design->n_units,
                                 design->year, &fitting->arena, error));
    fitting->scratch_size = zi_fixed_effects_scratch(&fitting->fixed);
    fitting->left = zi_arena_allocate(&fitting->arena, fitting->p + 1, sizeof *fitting->left);
    fitting->noise = zi_arena_allocate(&fitting->arena, fitting->p, sizeof *fitting->noise);
    fitting->scratch = zi_arena_allocate(&fitting->arena, (fitting->p + 1) * fitting->scratch_size,
                                         sizeof *fitting->scratch);
    if (fitting->left == NULL || fitting->noise == NULL || fitting->scratch == NULL)
        return zi_fail_memory(error);
    for (size_t column = 0; column <= fitting->p; column++) {
        fitting->left[column] = zi_arena_allocate(&fitting->arena, fitting->n, sizeof(double));
        if (fitting->left[column] == NULL)
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

static bool same_in_units(const struct fitting *fitting, const double x[])
{
    const size_t *start = fitting->design->start;

    for (size_t unit = 0; unit < fitting->design->n_units; unit++)
        for (size_t i = start[unit] + 1; i < start[unit + 1]; i++)
            if (x[i] != x[start[unit]])
                return false;
    return true;
}

static bool same_in_years(const struct fitting *fitting, const double x[])
{
    const int *year = fitting->design->year;
    size_t first = 0;

    /* A row against the first of its year: found by walking on, for the years are few. */
    for (size_t i = 1; i < fitting->n; i++) {
        for (first = 0; year[first] != year[i]; first++)
            ;
        if (x[i] != x[first])
            return false;
    }
    return true;
}

static enum zi_absorbed absorption(const struct fitting *fitting, size_t column)
{
    const double *x = fitting->design->columns[column];
    struct size size = size_of(x, fitting->n);
    struct size left = size_of(fitting->left[column], fitting->n);
    enum zi_effects effects = fitting->design->effects;

    if (effects == ZI_EFFECTS_NONE ||
        left.largest > fmax(absorbed_remainder * size.range, rounding * size.largest))
        return ZI_NOT_ABSORBED;
    if (size.range == 0)
        return ZI_ABSORBED_CONSTANT;
    if (effects != ZI_EFFECTS_YEAR && same_in_units(fitting, x))
        return ZI_ABSORBED_BY_UNITS;
    if (effects != ZI_EFFECTS_UNIT && same_in_years(fitting, x))
        return ZI_ABSORBED_BY_YEARS;
    return ZI_ABSORBED_BY_BOTH;
}

static bool any_absorbed(const struct fitting *fitting, enum zi_absorbed absorbed[])
{
    bool any = false;

    for (size_t column = 0; column < fitting->p; column++) {
        absorbed[column] = absorption(fitting, column);
        any = any || absorbed[column] != ZI_NOT_ABSORBED;
        fitting->noise[column] = rounding * sqrt((double)fitting->n) *
                                 size_of(fitting->design->columns[column], fitting->n).largest;
    }
    return any;
}

/* Rounding of a y that the effects reproduce becomes 0. */
static void clear_noise(const struct fitting *fitting)
{
    double *y = fitting->left[fitting->p];
    double largest = size_of(fitting->design->y, fitting->n).largest;

    if (fitting->design->effects != ZI_EFFECTS_NONE &&
        size_of(y, fitting->n).largest <= exact_fit * largest)
        memset(y, 0, fitting->n * sizeof *y);
}

/* ---- slopes */

/* A pooled regression centres its columns itself, and refines against what they were before. */
static enum zi_code fit_slopes(struct fitting *fitting, struct zi_error *error)
{
    bool pooled = fitting->design->effects == ZI_EFFECTS_CONSTANT;
    struct zi_regression_design design = {
        .columns = pooled ? fitting->design->columns : (const double *const *)fitting->left,
        .n_columns = fitting->p,
        .n = fitting->n,
        .intercept = pooled,
        .noise = fitting->noise,
    };

    return zi_regression_fit(&design, pooled ? fitting->design->y : fitting->left[fitting->p],
                             fitting->inference->confidence, &fitting->arena, &fitting->fit, error);
}

static bool fits_exactly(const struct fitting *fitting)
{
    double squares = 0;
    double largest = size_of(fitting->design->y, fitting->n).largest;

    for (size_t i = 0; i < fitting->n; i++)
        squares += fitting->fit.residuals[i] * fitting->fit.residuals[i];
    return sqrt(squares / (double)fitting->n) <= exact_fit * largest;
}

static void set_reason(struct zi_panel_fit *fit, enum zi_reason reason)
{
    fit->reason = reason;
    for (size_t term = 0; term < fit->n_terms; term++)
        fit->terms[term].reason = reason;
}

static enum zi_code hand_over_slopes(const struct fitting *fitting, struct zi_panel_fit *fit,
                                     struct zi_arena *arena, struct zi_error *error)
{
    memcpy(fit->collinear, fitting->fit.collinear, fitting->p * sizeof *fit->collinear);
    fit->r_squared = fitting->fit.r_squared;
    set_reason(fit, fitting->fit.reason);
    if (fitting->fit.residuals == NULL)
        return ZI_OK;
    fit->residuals = zi_arena_allocate(arena, fitting->n, sizeof *fit->residuals);
    if (fit->residuals == NULL)
        return zi_fail_memory(error);
    memcpy(fit->residuals, fitting->fit.residuals, fitting->n * sizeof *fit->residuals);
    for (size_t term = 0; term < fit->n_terms; term++)
        fit->terms[term].estimate = fitting->fit.terms[term].estimate;
    if (fit->reason == ZI_DEFINED && (fit->residual_df < 1 || fits_exactly(fitting))) {
        set_reason(fit, ZI_EXACT_FIT);
        fit->r_squared = 1;
    }
    return ZI_OK;
}

/* ---- errors */

/* A column's slope is (U tau)'y with its row of R^-1; the intercept is the mean of y less the
 * slopes times the columns' means. */
static enum zi_code find_terms(struct fitting *fitting, struct zi_error *error)
{
    size_t basis = fitting->fixed.n_basis;
    size_t k = basis + fitting->p;
    size_t intercept = fitting->fit.n_terms - fitting->p;

    fitting->terms =
        zi_arena_allocate(&fitting->arena, fitting->fit.n_terms * k, sizeof *fitting->terms);
    if (fitting->terms == NULL)
        return zi_fail_memory(error);
    for (size_t a = 0; a < fitting->p; a++)
        memcpy(fitting->terms + (a + intercept) * k + basis, fitting->fit.root + a * fitting->p,
               fitting->p * sizeof(double));
    if (intercept == 0)
        return ZI_OK;
    fitting->terms[0] = 1 / sqrt((double)fitting->n);
    for (size_t a = 0; a < fitting->p; a++) {
        const double *x = fitting->design->columns[a];
        double mean = x[0] - fitting->left[a][0];

        for (size_t j = 0; j < fitting->p; j++)
            fitting->terms[1 + j] -= mean * fitting->fit.root[a * fitting->p + j];
    }
    return ZI_OK;
}

/* (U tau)'(U tau): the variance of a term for independent rows of variance 1. */
static double squared_length(const struct fitting *fitting, size_t term)
{
    size_t k = fitting->fixed.n_basis + fitting->p;
    const double *tau = fitting->terms + term * k;
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

static void judge_classical(const struct fitting *fitting, struct zi_panel_fit *fit)
{
    double variance = residual_variance(fit, fitting->n);

    for (size_t term = 0; term < fit->n_terms; term++)
        judge_term(&fit->terms[term], variance * squared_length(fitting, term), fit->residual_df,
                   fitting->inference->confidence);
}

/* Errors of clusters, in room for the terms. */
struct clustered {
    double *variance;
    double *df;
    bool *alone; /* cannot be estimated without some cluster */
};

/* Terms whose clusters' scores are all 0 have no error either: two clusters that mirror each other
 * are one. */
static void judge_clustered(const struct fitting *fitting, const struct clustered *errors,
                            struct zi_panel_fit *fit)
{
    double independent = residual_variance(fit, fitting->n);

    for (size_t term = 0; term < fit->n_terms; term++) {
        double least = no_variation * no_variation * independent * squared_length(fitting, term);

        if (errors->alone[term] || !(errors->variance[term] > least))
            fit->terms[term].reason = ZI_ONE_CLUSTER;
        else
            judge_term(&fit->terms[term], errors->variance[term], errors->df[term],
                       fitting->inference->confidence);
    }
}

static enum zi_code judge_wild(struct fitting *fitting, const struct zi_cluster_problem *problem,
                               struct zi_panel_fit *fit, struct zi_arena *arena,
                               struct zi_error *error)
{
    const struct zi_panel_inference *inference = fitting->inference;
    double *estimates = zi_arena_allocate(&fitting->arena, fit->n_terms, sizeof *estimates);

    fit->wild = zi_arena_allocate(arena, fit->n_terms, sizeof *fit->wild);
    if (estimates == NULL || fit->wild == NULL)
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
static enum zi_code find_errors(const struct fitting *fitting,
                                const struct zi_cluster_problem *problem, struct zi_panel_fit *fit,
                                struct clustered *errors, struct zi_arena *arena,
                                struct zi_error *error)
{
    const struct zi_panel_inference *inference = fitting->inference;

    if (inference->errors == ZI_ERRORS_CR2 || problem->n_clusters <= ZI_CLUSTERS_EXAMINED)
        ZI_TRY(zi_cluster_cr2(problem, inference->n_threads, errors->variance, errors->df,
                              errors->alone, error));
    if (inference->errors == ZI_ERRORS_CR2)
        return ZI_OK;
    fit->covariance = zi_arena_allocate(arena, fit->n_terms * fit->n_terms, sizeof(double));
    if (fit->covariance == NULL)
        return zi_fail_memory(error);
    ZI_TRY(zi_cluster_cr1(problem, fit->counted, inference->n_threads, fit->covariance, error));
    for (size_t term = 0; term < fit->n_terms; term++) {
        errors->df[term] = (double)problem->n_clusters - 1;
        errors->variance[term] = fit->covariance[term * fit->n_terms + term];
    }
    return ZI_OK;
}

static enum zi_code judge_clusters(struct fitting *fitting, struct zi_panel_fit *fit,
                                   struct zi_arena *arena, struct zi_error *error)
{
    struct zi_cluster_problem problem = {
        .fixed = &fitting->fixed,
        .columns = (const double *const *)fitting->left,
        .n_columns = fitting->p,
        .root = fitting->fit.root,
        .residuals = fit->residuals,
        .cluster = fitting->design->cluster,
        .n_clusters = fitting->design->n_clusters,
        .terms = fitting->terms,
        .n_terms = fit->n_terms,
    };
    struct clustered errors = {
        .variance = zi_arena_allocate(&fitting->arena, fit->n_terms, sizeof(double)),
        .df = zi_arena_allocate(&fitting->arena, fit->n_terms, sizeof(double)),
        .alone = zi_arena_allocate(&fitting->arena, fit->n_terms, sizeof(bool)),
    };

    if (errors.variance == NULL || errors.df == NULL || errors.alone == NULL)
        return zi_fail_memory(error);
    if (problem.n_clusters < 2) {
        for (size_t term = 0; term < fit->n_terms; term++)
            fit->terms[term].reason = ZI_ONE_CLUSTER;
        return ZI_OK;
    }
    ZI_TRY(find_errors(fitting, &problem, fit, &errors, arena, error));
    judge_clustered(fitting, &errors, fit);
    return fitting->inference->errors == ZI_ERRORS_WILD || fitting->inference->wild_beside
               ? judge_wild(fitting, &problem, fit, arena, error)
               : ZI_OK;
}

/* ---- together */

static enum zi_code regress(struct fitting *fitting, struct zi_arena *arena,
                            struct zi_panel_fit *fit, struct zi_error *error)
{
    ZI_TRY(allocate_work(fitting, error));
    fit->counted = fitting->p + zi_fixed_effects_counted(&fitting->fixed);
    fit->residual_df =
        (double)fitting->n - (double)fitting->p - (double)zi_fixed_effects_rank(&fitting->fixed);
    zi_parallel_run(fitting->p + 1, fitting->inference->n_threads, take_out, fitting);
    clear_noise(fitting);
    if (any_absorbed(fitting, fit->absorbed)) {
        set_reason(fit, ZI_COLLINEAR);
        return ZI_OK;
    }
    ZI_TRY(fit_slopes(fitting, error));
    ZI_TRY(hand_over_slopes(fitting, fit, arena, error));
    if (fit->reason != ZI_DEFINED)
        return ZI_OK;
    ZI_TRY(find_terms(fitting, error));
    if (fitting->inference->errors != ZI_ERRORS_CLASSICAL)
        return judge_clusters(fitting, fit, arena, error);
    judge_classical(fitting, fit);
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
    if (fit->terms == NULL || fit->collinear == NULL || fit->absorbed == NULL)
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
    struct fitting fitting = {.design = design,
                              .inference = inference,
                              .n = design->start[design->n_units],
                              .p = design->n_columns};
    enum zi_code code = ZI_OK;

    if (!allocate_fit(fit, design, arena))
        code = zi_fail_memory(error);
    if (code == ZI_OK)
        code = regress(&fitting, arena, fit, error);
    zi_arena_release(&fitting.arena);
    return code;
}
