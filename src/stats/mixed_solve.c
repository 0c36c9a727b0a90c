/* Generalised least squares of the mixed model, block by block. */
#include "mixed_solve.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_math.h>

struct mixed_weights mixed_weigh(struct mixed_variation units, struct mixed_times times)
{
    struct symmetric g = units.g, s = times.s;
    struct symmetric shrink = add(g, scale(adjugate(s), units.determinant));
    struct symmetric inform = add(s, scale(adjugate(g), times.determinant));
    double d = 1 + inner(g, s) + units.determinant * times.determinant;

    return (struct mixed_weights){
        .determinant = d,
        .shrink = scale(shrink, 1 / d),
        .inform = scale(inform, 1 / d),
        .remain =
            {
                .aa = (1 + g.b * s.b + g.d * s.d) / d,
                .ab = -(g.a * s.b + g.b * s.d) / d,
                .ba = -(g.b * s.a + g.d * s.b) / d,
                .bb = (1 + g.a * s.a + g.b * s.b) / d,
            },
    };
}

struct mixed_variation mixed_vary(const struct mixed_units *units, struct mixed_theta theta)
{
    double b = theta.b / units->time_scale;
    double d = theta.d / units->time_scale;

    return (struct mixed_variation){
        .g = {theta.a * theta.a, theta.a * b, b * b + d * d},
        .determinant = theta.a * d * theta.a * d,
    };
}

enum zi_code mixed_work_init(struct mixed_work *work, const struct mixed_units *units,
                             struct zi_error *error)
{
    size_t n = units->n_years;

    *work = (struct mixed_work){
        .units = units,
        .information = malloc((n * n + 1) * sizeof *work->information),
        .scores = malloc((n + 1) * sizeof *work->scores),
        .halves = malloc((n + 1) * sizeof *work->halves),
        .lines = malloc((n + 1) * sizeof *work->lines),
    };
    if (work->information == NULL || work->scores == NULL || work->halves == NULL ||
        work->lines == NULL)
        return zi_fail_memory(error);
    return ZI_OK;
}

void mixed_work_release(struct mixed_work *work)
{
    free(work->information);
    free(work->scores);
    free(work->halves);
    free(work->lines);
}

static struct pair design(const struct mixed_units *units, size_t year)
{
    return (struct pair){1, units->years[year]};
}

/* ---- sums over units ---- */

static void clear(struct mixed_work *work)
{
    size_t n = work->units->n_years;

    memset(work->information, 0, n * n * sizeof *work->information);
    memset(work->scores, 0, n * sizeof *work->scores);
    memset(work->lines, 0, n * sizeof *work->lines);
}

static void add_information(struct mixed_work *work, const struct mixed_group *group,
                            struct symmetric shrink)
{
    size_t n = work->units->n_years;

    for (size_t i = 0; i < group->n; i++) {
        double *row = work->information + group->years[i] * n;
        struct pair left = multiply(shrink, design(work->units, group->years[i]));

        row[group->years[i]] += group->count;
        for (size_t k = 0; k < group->n; k++)
            row[group->years[k]] -= group->count * dot(left, design(work->units, group->years[k]));
    }
}

/* y'V0^-1 y of a group is what is left beside its lines, and the lines weighed by inform; its part
 * in V0^-1 y is what is left of them. One time only: both are divided by D. */
static double add_group(struct mixed_work *work, const struct mixed_group *group,
                        const struct mixed_weights *weights)
{
    bool has_line = group->times.determinant > 0;
    struct pair left = apply(weights->remain, group->lines);
    double one_time = group->lines.a / ((double)group->n * weights->determinant);

    for (size_t i = 0; i < group->n; i++) {
        size_t year = group->years[i];
        struct pair z = design(work->units, year);
        struct pair line = apply_transposed(weights->remain, z);

        work->scores[year] += has_line ? group->residuals[i] + dot(z, left) : one_time;
        work->lines[year].a += group->count * line.a;
        work->lines[year].b += group->count * line.b;
    }
    return has_line ? inner(weights->inform, group->squares)
                    : group->squares.a / weights->determinant;
}

/* ---- the years ---- */

/* Cholesky of I + r A in place of A, the lower half. Returns the logarithm of its determinant. */
static double factor_years(struct mixed_work *work, double r)
{
    size_t n = work->units->n_years;
    double *a = work->information;
    double log_determinant = 0;

    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j <= i; j++) {
            double sum = r * a[i * n + j] + (i == j ? 1 : 0);

            for (size_t k = 0; k < j; k++)
                sum -= a[i * n + k] * a[j * n + k];
            a[i * n + j] = i == j ? sqrt(sum) : sum / a[j * n + j];
            if (i == j)
                log_determinant += 2 * log(a[i * n + i]);
        }
    return log_determinant;
}

/* K x in place of x, whose elements are stride apart. */
static void solve_years(const struct mixed_work *work, double x[], size_t stride)
{
    size_t n = work->units->n_years;
    const double *l = work->information;

    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < i; k++)
            x[i * stride] -= l[i * n + k] * x[k * stride];
        x[i * stride] /= l[i * n + i];
    }
    for (size_t i = n; i-- > 0;) {
        for (size_t k = i + 1; k < n; k++)
            x[i * stride] -= l[k * n + i] * x[k * stride];
        x[i * stride] /= l[i * n + i];
    }
}

enum { OF_PAIR = sizeof(struct pair) / sizeof(double) };

/* K b and K A F in place of b and A F. Returns b'K b. */
static double absorb_years(struct mixed_work *work, double r, double *log_determinant)
{
    size_t n = work->units->n_years;
    double squares = 0;

    *log_determinant += factor_years(work, r);
    /* b'K b is the square of the factor's solution, half way. */
    for (size_t i = 0; i < n; i++) {
        double half = work->scores[i];

        for (size_t k = 0; k < i; k++)
            half -= work->information[i * n + k] * work->halves[k];
        work->halves[i] = half / work->information[i * n + i];
        squares += work->halves[i] * work->halves[i];
    }
    solve_years(work, work->scores, 1);
    solve_years(work, &work->lines[0].a, OF_PAIR);
    solve_years(work, &work->lines[0].b, OF_PAIR);
    return squares;
}

/* What follows once V is taken care of. */
static void finish(const struct mixed_work *work, double squares, double log_determinant,
                   struct mixed_solution *solution)
{
    const struct mixed_units *units = work->units;
    struct symmetric inform = {0, 0, 0};
    struct pair r = {0, 0};
    double df = (double)units->n - 2;

    for (size_t i = 0; i < units->n_years; i++) {
        struct pair z = design(units, i);

        inform = add(inform, (struct symmetric){work->lines[i].a, z.b * work->lines[i].a,
                                                z.b * work->lines[i].b});
        r = add_pairs(r, (struct pair){work->scores[i], z.b * work->scores[i]});
    }
    solution->covariance = scale(adjugate(inform), 1 / determinant(inform));
    solution->effects = multiply(solution->covariance, r);
    solution->variance = (squares - dot(r, solution->effects)) / df;
    solution->covariance = scale(solution->covariance, solution->variance);
    solution->criterion =
        df * (1 + log(2 * M_PI * solution->variance)) + log_determinant + log(determinant(inform));
    /* Far out, rounding leaves nothing that a search could use. */
    if (!isfinite(solution->criterion))
        solution->criterion = DBL_MAX;
}

struct mixed_solution mixed_solve(struct mixed_work *work, struct mixed_theta theta)
{
    const struct mixed_units *units = work->units;
    struct mixed_variation variation = mixed_vary(units, theta);
    struct mixed_solution solution;
    double squares = units->beside_lines;
    double log_determinant = 0;
    double r = theta.years * theta.years;

    clear(work);
    for (size_t i = 0; i < units->n_groups; i++) {
        const struct mixed_group *group = &units->groups[i];
        struct mixed_weights weights = mixed_weigh(variation, group->times);

        squares += add_group(work, group, &weights);
        log_determinant += group->count * log(weights.determinant);
        if (r > 0)
            add_information(work, group, weights.shrink);
    }
    if (r > 0)
        squares -= r * absorb_years(work, r, &log_determinant);
    finish(work, squares, log_determinant, &solution);
    return solution;
}

/* v = r K (b - A F beta), and r K A = I - K. */
void mixed_solve_years(struct mixed_work *work, struct mixed_theta theta,
                       struct mixed_solution *solution, double inverse[], struct pair lines[],
                       double effects[])
{
    const struct mixed_units *units = work->units;
    size_t n = units->n_years;
    double r = theta.years * theta.years;

    *solution = mixed_solve(work, theta);
    if (r == 0)
        factor_years(work, 0);
    for (size_t i = 0; i < n; i++) {
        double *row = inverse + i * n;

        memset(row, 0, n * sizeof *row);
        row[i] = 1;
        solve_years(work, row, 1);
        lines[i] = (struct pair){0, 0};
        for (size_t k = 0; k < n; k++)
            lines[i] = add_pairs(lines[i], (struct pair){row[k], row[k] * units->years[k]});
        effects[i] = r * (work->scores[i] - dot(work->lines[i], solution->effects));
    }
}
