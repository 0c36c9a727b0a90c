/* A straight line through few points. */
#include "zistat/stats/regression.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tail.h"
#include "zistat/stats/describe.h"

static const double exact_fit = 1e-12;
static const double collinear_remainder = 1e-11;
static const double collinear_share = 1e-6;

struct range {
    double min;
    double max;
};

static struct range find_range(const double x[], size_t n)
{
    struct range range = {x[0], x[0]};

    for (size_t i = 1; i < n; i++) {
        range.min = x[i] < range.min ? x[i] : range.min;
        range.max = x[i] > range.max ? x[i] : range.max;
    }
    return range;
}

static bool fits_exactly(double residual_squares, size_t n, struct range y)
{
    double largest = fmax(fabs(y.min), fabs(y.max));

    return sqrt(residual_squares / (double)n) <= exact_fit * largest;
}

static void add_t_inference(struct zi_estimate *estimate, double std_error, double df,
                            const struct zi_confidence *confidence)
{
    double margin = zi_confidence_t(confidence, df) * std_error;

    estimate->std_error = std_error;
    estimate->df = df;
    estimate->statistic = estimate->estimate / std_error;
    estimate->p_value = zi_tail_t(estimate->statistic, df);
    estimate->p_method = ZI_P_T;
    estimate->conf_low = estimate->estimate - margin;
    estimate->conf_high = estimate->estimate + margin;
    estimate->conf_level = confidence->level;
    estimate->reason = ZI_DEFINED;
}

/* Sums about the means. */
struct moments {
    double tt;
    double ty;
    double yy;
};

static struct moments find_moments(const double t[], const double y[], size_t n, double t_mean,
                                   double y_mean)
{
    struct moments sum = {0};

    for (size_t i = 0; i < n; i++) {
        double dt = t[i] - t_mean;
        double dy = y[i] - y_mean;

        sum.tt += dt * dt;
        sum.ty += dt * dy;
        sum.yy += dy * dy;
    }
    return sum;
}

/* From the residuals themselves: yy - slope * ty would cancel where the fit is good. */
static double residual_squares(const double t[], const double y[], size_t n,
                               const struct zi_regression_line *line)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++) {
        double residual = y[i] - line->value_mean - line->slope.estimate * (t[i] - line->time_mean);

        sum += residual * residual;
    }
    return sum;
}

static double line_at(const struct zi_regression_line *line, double t)
{
    return line->value_mean + line->slope.estimate * (t - line->time_mean);
}

static void judge_line(struct zi_regression_line *line, double rss, double yy, size_t n,
                       const struct zi_confidence *confidence)
{
    double df = (double)(n - 2);

    double std_error;

    line->residual_sd = sqrt(rss / df);
    line->r_squared = 1 - rss / yy;
    std_error = line->residual_sd / sqrt(line->time_squares);
    if (confidence != NULL) {
        add_t_inference(&line->slope, std_error, df, confidence);
        return;
    }
    line->slope.std_error = std_error;
    line->slope.df = df;
    line->slope.reason = ZI_DEFINED;
}

struct zi_regression_line zi_regression_line(const double t[], const double y[], size_t n,
                                             const struct zi_confidence *confidence)
{
    struct zi_regression_line line = {
        .slope = zi_estimate_undefined(n, n == 0 ? ZI_MISSING : ZI_FEWER_THAN_2),
        .intercept = NAN,
        .last_level = NAN,
        .residual_sd = NAN,
        .r_squared = NAN,
        .time_mean = NAN,
        .value_mean = NAN,
        .time_squares = NAN,
    };
    struct range time;
    struct range value;
    struct moments sum;
    double rss;

    if (n < 2)
        return line;
    time = find_range(t, n);
    value = find_range(y, n);
    line.slope.reason = ZI_CONSTANT;
    if (time.min == time.max)
        return line;
    line.time_mean = zi_mean(t, n);
    line.value_mean = value.min == value.max ? y[0] : zi_mean(y, n);
    sum = find_moments(t, y, n, line.time_mean, line.value_mean);
    line.time_squares = sum.tt;
    line.slope.estimate = sum.ty / sum.tt;
    line.intercept = line_at(&line, 0);
    line.last_level = line_at(&line, time.max);
    line.slope.reason = ZI_FEWER_THAN_3;
    if (n == 2)
        return line;
    rss = residual_squares(t, y, n, &line);
    line.residual_sd = 0;
    if (value.min == value.max) {
        line.slope.reason = ZI_CONSTANT;
    } else if (fits_exactly(rss, n, value)) {
        line.slope.reason = ZI_EXACT_FIT;
        line.r_squared = 1;
    } else {
        judge_line(&line, rss, sum.yy, n, confidence);
    }
    return line;
}

void zi_regression_line_widen(struct zi_regression_line *line, double factor, double df,
                              const struct zi_confidence *confidence)
{
    if (line->slope.reason != ZI_DEFINED)
        return;
    add_t_inference(&line->slope, sqrt(factor) * line->slope.std_error, df, confidence);
    line->slope.p_method = ZI_P_T_AR1;
}

/*
 * Householder QR of the (centred) columns, kept as it goes: column j of qr holds the reflector's
 * vector v from row j down and R above it; R's diagonal is apart.
 */
struct householder {
    double *qr; /* n x n_columns, column by column */
    double *diagonal;
    double *mean; /* what was taken off the columns; 0 without an intercept */
    size_t n;
    size_t n_columns;
};

/* A solution and what it leaves; constant stays 0 without an intercept. */
struct solution {
    double *coefficient;
    double constant;
    double *residuals;
};

static double dot(const double a[], const double b[], size_t n)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

static double norm(const double x[], size_t n)
{
    return sqrt(dot(x, x, n));
}

static double *column(const struct householder *h, size_t j)
{
    return h->qr + j * h->n;
}

/* Reflector j, x - v (v'x) / (v'v / 2), on a column of n; v'v / 2 = -diagonal v[0]. */
static void reflect(const struct householder *h, size_t j, double x[])
{
    const double *v = column(h, j) + j;
    double factor = dot(v, x + j, h->n - j) / (-h->diagonal[j] * v[0]);

    for (size_t i = j; i < h->n; i++)
        x[i] -= factor * v[i - j];
}

/* Makes column j's reflector and applies it to the columns that follow. */
static void reduce_column(struct householder *h, size_t j)
{
    double *v = column(h, j) + j;
    double length = norm(v, h->n - j);

    h->diagonal[j] = v[0] > 0 ? -length : length;
    v[0] -= h->diagonal[j];
    for (size_t k = j + 1; k < h->n_columns; k++)
        reflect(h, j, column(h, k));
}

/* Solves R x = x for the leading size columns. */
static void back_substitute(const struct householder *h, double x[], size_t size)
{
    for (size_t j = size; j-- > 0;) {
        x[j] /= h->diagonal[j];
        for (size_t i = 0; i < j; i++)
            x[i] -= column(h, j)[i] * x[j];
    }
}

/* Which earlier columns make up column j: those with a part in its regression on them. */
static void mark_collinear(const struct householder *h, size_t j, const double size[],
                           double part[], bool collinear[])
{
    memcpy(part, column(h, j), j * sizeof *part);
    back_substitute(h, part, j);
    collinear[j] = true;
    for (size_t k = 0; k < j; k++)
        collinear[k] = fabs(part[k]) * size[k] > collinear_share * size[j];
}

/* True when every column adds something; else the first that does not is marked. The n-th column
 * after n others has no rows left, so j never passes n. */
static bool reduce(struct householder *h, const double noise[], double size[], double part[],
                   bool collinear[])
{
    for (size_t j = 0; j < h->n_columns; j++)
        size[j] = norm(column(h, j), h->n);
    for (size_t j = 0; j < h->n_columns; j++) {
        double rounding = fmax(collinear_remainder * size[j], noise != NULL ? noise[j] : 0);

        if (!(norm(column(h, j) + j, h->n - j) > rounding)) {
            mark_collinear(h, j, size, part, collinear);
            return false;
        }
        reduce_column(h, j);
    }
    return true;
}

/* Copies x about its mean (about 0 without an intercept) and returns that. A constant column
 * becomes exactly 0: the computed mean of 82.3 repeated is not 82.3. */
static double centre(const double x[], size_t n, bool intercept, double centred[])
{
    struct range range = find_range(x, n);
    double mean = 0;

    if (intercept)
        mean = range.min == range.max ? x[0] : zi_mean(x, n);
    for (size_t i = 0; i < n; i++)
        centred[i] = x[i] - mean;
    return mean;
}

/* In long double: refining a solution is worth what its residuals are. */
static void find_residuals(const struct zi_regression_design *design, const double y[],
                           struct solution *solution)
{
    for (size_t i = 0; i < design->n; i++) {
        long double residual = (long double)y[i] - (long double)solution->constant;

        for (size_t j = 0; j < design->n_columns; j++)
            residual -= (long double)solution->coefficient[j] * (long double)design->columns[j][i];
        solution->residuals[i] = (double)residual;
    }
}

/* Adds the least squares solution for what the solution so far leaves. From nothing, that solves;
 * once more, and it refines. work has room for n. */
static void improve(const struct householder *h, const struct zi_regression_design *design,
                    const double y[], double work[], struct solution *solution)
{
    double constant;

    find_residuals(design, y, solution);
    constant = centre(solution->residuals, h->n, design->intercept, work);
    for (size_t j = 0; j < h->n_columns; j++)
        reflect(h, j, work);
    back_substitute(h, work, h->n_columns);
    for (size_t j = 0; j < h->n_columns; j++) {
        solution->coefficient[j] += work[j];
        constant -= work[j] * h->mean[j];
    }
    solution->constant += constant;
}

/* inverse[j] of R, row by row, in a full square with zeros below the diagonal. */
static void invert(const struct householder *h, double inverse[])
{
    size_t p = h->n_columns;

    for (size_t j = 0; j < p; j++) {
        inverse[j * p + j] = 1 / h->diagonal[j];
        for (size_t i = j; i-- > 0;) {
            double sum = 0;

            for (size_t k = i + 1; k <= j; k++)
                sum += column(h, k)[i] * inverse[k * p + j];
            inverse[i * p + j] = -sum / h->diagonal[i];
        }
    }
}

/* The covariance of the estimates: of the columns s2 (X'X)^-1 = s2 R^-1 R^-T =: C; of the
 * intercept s2 / n + m'C m and -C m with the columns' means m. */
static void find_covariance(const struct householder *h, bool intercept, double variance,
                            const double inverse[], double covariance[])
{
    size_t p = h->n_columns;
    size_t terms = p + intercept;
    double constant = variance / (double)h->n;

    for (size_t i = 0; i < p; i++) {
        double with_constant = 0;

        for (size_t j = 0; j < p; j++) {
            size_t from = i > j ? i : j;
            double c = variance * dot(inverse + i * p + from, inverse + j * p + from, p - from);

            covariance[(i + intercept) * terms + j + intercept] = c;
            with_constant -= c * h->mean[j];
        }
        constant -= with_constant * h->mean[i];
        if (intercept)
            covariance[i + 1] = covariance[(i + 1) * terms] = with_constant;
    }
    if (intercept)
        covariance[0] = constant;
}

/* Errors, t and intervals of all terms. */
static void judge_terms(const struct householder *h, bool intercept,
                        const struct zi_confidence *confidence, struct zi_regression_fit *fit)
{
    double variance = fit->residual_sd * fit->residual_sd;

    find_covariance(h, intercept, variance, fit->root, fit->covariance);
    for (size_t j = 0; j < fit->n_terms; j++)
        add_t_inference(&fit->terms[j], sqrt(fit->covariance[j * fit->n_terms + j]), fit->df,
                        confidence);
}

static void set_reason(struct zi_regression_fit *fit, enum zi_reason reason)
{
    fit->reason = reason;
    for (size_t j = 0; j < fit->n_terms; j++)
        fit->terms[j].reason = reason;
}

/* Scratch of a fit: one block of doubles, cut up. */
struct scratch {
    double *block;
    double *work; /* n */
    double *size;
    double *coefficient;
};

static bool allocate_scratch(struct scratch *scratch, struct householder *h)
{
    size_t n = h->n;
    size_t p = h->n_columns;

    /* One more, so that a block of nothing is not asked for. */
    scratch->block = calloc(n * (p + 1) + 4 * p + 1, sizeof *scratch->block);
    if (scratch->block == NULL)
        return false;
    h->qr = scratch->block;
    scratch->work = h->qr + n * p;
    h->diagonal = scratch->work + n;
    h->mean = h->diagonal + p;
    scratch->size = h->mean + p;
    scratch->coefficient = scratch->size + p;
    return true;
}

static void hand_over(const struct solution *solution, bool intercept, size_t n_columns,
                      struct zi_estimate terms[])
{
    if (intercept)
        terms[0].estimate = solution->constant;
    for (size_t j = 0; j < n_columns; j++)
        terms[j + intercept].estimate = solution->coefficient[j];
}

static void judge_fit(const struct zi_regression_design *design, const double y[],
                      const struct zi_confidence *confidence, const struct householder *h,
                      struct scratch *scratch, struct zi_regression_fit *fit)
{
    double rss = dot(fit->residuals, fit->residuals, h->n);
    double total;

    centre(y, h->n, design->intercept, scratch->work);
    total = dot(scratch->work, scratch->work, h->n);
    fit->df = (double)h->n - (double)fit->n_terms;
    fit->residual_sd = fit->df > 0 ? 0 : NAN;
    if (total == 0) {
        set_reason(fit, ZI_CONSTANT);
    } else if (fit->df == 0 || fits_exactly(rss, h->n, find_range(y, h->n))) {
        set_reason(fit, ZI_EXACT_FIT);
        fit->r_squared = 1;
    } else {
        fit->reason = ZI_DEFINED;
        fit->residual_sd = sqrt(rss / fit->df);
        fit->r_squared = 1 - rss / total;
        invert(h, fit->root);
        judge_terms(h, design->intercept, confidence, fit);
    }
}

static void fit_terms(const struct zi_regression_design *design, const double y[],
                      const struct zi_confidence *confidence, struct householder *h,
                      struct scratch *scratch, struct zi_regression_fit *fit)
{
    struct solution solution = {scratch->coefficient, 0, fit->residuals};

    for (size_t j = 0; j < h->n_columns; j++)
        h->mean[j] = centre(design->columns[j], h->n, design->intercept, column(h, j));
    if (!reduce(h, design->noise, scratch->size, scratch->work, fit->collinear)) {
        set_reason(fit, ZI_COLLINEAR);
        return;
    }
    improve(h, design, y, scratch->work, &solution);
    improve(h, design, y, scratch->work, &solution);
    find_residuals(design, y, &solution);
    hand_over(&solution, design->intercept, h->n_columns, fit->terms);
    judge_fit(design, y, confidence, h, scratch, fit);
}

static bool allocate_fit(struct zi_regression_fit *fit, const struct zi_regression_design *design,
                         struct zi_arena *arena)
{
    *fit = (struct zi_regression_fit){
        .n_terms = design->n_columns + design->intercept,
        .df = NAN,
        .residual_sd = NAN,
        .r_squared = NAN,
        .reason = ZI_MISSING,
    };
    fit->terms = zi_arena_allocate(arena, fit->n_terms, sizeof *fit->terms);
    fit->covariance =
        zi_arena_allocate(arena, fit->n_terms, fit->n_terms * sizeof *fit->covariance);
    fit->root = zi_arena_allocate(arena, design->n_columns, design->n_columns * sizeof *fit->root);
    fit->residuals = zi_arena_allocate(arena, design->n, sizeof *fit->residuals);
    fit->collinear = zi_arena_allocate(arena, design->n_columns, sizeof *fit->collinear);
    if (fit->terms == NULL || fit->covariance == NULL || fit->root == NULL ||
        fit->residuals == NULL || fit->collinear == NULL)
        return false;
    for (size_t j = 0; j < fit->n_terms; j++)
        fit->terms[j] = zi_estimate_undefined(design->n, ZI_MISSING);
    return true;
}

/* What did not come out is not handed over as zeros. */
static void withhold_undefined(struct zi_regression_fit *fit)
{
    if (fit->reason != ZI_DEFINED)
        fit->covariance = fit->root = NULL;
    if (fit->reason == ZI_COLLINEAR || fit->reason == ZI_MISSING)
        fit->residuals = NULL;
}

enum zi_code zi_regression_fit(const struct zi_regression_design *design, const double y[],
                               const struct zi_confidence *confidence, struct zi_arena *arena,
                               struct zi_regression_fit *fit, struct zi_error *error)
{
    struct householder h = {.n = design->n, .n_columns = design->n_columns};
    struct scratch scratch;

    if (!allocate_fit(fit, design, arena) || !allocate_scratch(&scratch, &h))
        return zi_fail_memory(error);
    if (design->n > 0)
        fit_terms(design, y, confidence, &h, &scratch, fit);
    free(scratch.block);
    withhold_undefined(fit);
    return ZI_OK;
}
