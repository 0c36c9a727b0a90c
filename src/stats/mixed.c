#include "zistat/stats/mixed.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_math.h>
#include <gsl/gsl_multimin.h>

#include "base/count.h"
#include "zistat/stats/describe.h"

static const double exact_fit = 1e-12;
static const double criterion_tolerance = 1e-8;
static const double simplex_tolerance = 1e-8;
enum { STEPS_MAX = 1000, THETA = 3 };

/* Vectors and symmetric matrices of an intercept and a slope. */
struct pair {
    double a, b;
};

struct symmetric {
    double a, b, d;
};

static double determinant(struct symmetric m)
{
    return m.a * m.d - m.b * m.b;
}

static struct symmetric adjugate(struct symmetric m)
{
    return (struct symmetric){m.d, -m.b, m.a};
}

static struct symmetric scale(struct symmetric m, double factor)
{
    return (struct symmetric){m.a * factor, m.b * factor, m.d * factor};
}

static struct symmetric add(struct symmetric m, struct symmetric n)
{
    return (struct symmetric){m.a + n.a, m.b + n.b, m.d + n.d};
}

static struct symmetric square(struct pair v)
{
    return (struct symmetric){v.a * v.a, v.a * v.b, v.b * v.b};
}

static struct pair multiply(struct symmetric m, struct pair v)
{
    return (struct pair){m.a * v.a + m.b * v.b, m.b * v.a + m.d * v.b};
}

/* Trace of the product: v'm v for a square of v. */
static double inner(struct symmetric m, struct symmetric n)
{
    return m.a * n.a + 2 * m.b * n.b + m.d * n.d;
}

/* g = G / s2, how units vary; its determinant is known better than it could be computed. */
struct variation {
    struct symmetric g;
    double determinant;
};

/* What a unit's times are: S = Z'Z, with t from the centre. Its determinant is exactly 0 for one
 * time only. */
struct times {
    struct symmetric s;
    double determinant;
};

/*
 * The unit's share in everything. With D = |I + g S|, the inverses of the textbook become sums
 * without cancellation, and g and S may be singular:
 *     C = (g^-1 + S)^-1 = (g + |g| adj S) / D,   S - S C S = (S^-1 + g)^-1 = (S + |S| adj g) / D.
 */
struct weights {
    double determinant;      /* D */
    struct symmetric shrink; /* C: from Z'(y - Z beta) to the unit's own effects */
    struct symmetric inform; /* S - S C S: what the unit says about beta */
};

static struct weights weigh(struct variation units, struct times times)
{
    struct symmetric shrink = add(units.g, scale(adjugate(times.s), units.determinant));
    struct symmetric inform = add(times.s, scale(adjugate(units.g), times.determinant));
    double d = 1 + inner(units.g, times.s) + units.determinant * times.determinant;

    return (struct weights){d, scale(shrink, 1 / d), scale(inform, 1 / d)};
}

/* A unit's rows in sums. */
struct unit {
    struct times times;
    struct pair sums;   /* Z'y */
    struct pair line;   /* its own least squares line, at the centre; undefined for one time */
    double beside_line; /* residual squares about that line, or about the mean for one time */
};

/* The line about the unit's own means, which costs no digits. Without two different times what tt
 * holds is rounding. */
static void draw_line(struct unit *unit, const double t[], const double y[], size_t n)
{
    double t_mean = zi_mean(t, n);
    double y_mean = zi_mean(y, n);
    double tt = 0;
    double ty = 0;
    double slope = 0;

    for (size_t i = 0; i < n; i++) {
        tt += (t[i] - t_mean) * (t[i] - t_mean);
        ty += (t[i] - t_mean) * (y[i] - y_mean);
    }
    if (tt > DBL_EPSILON * unit->times.s.d) {
        slope = ty / tt;
        unit->line = (struct pair){y_mean - slope * t_mean, slope};
        unit->times.determinant = determinant(unit->times.s);
    }
    for (size_t i = 0; i < n; i++) {
        double residual = y[i] - y_mean - slope * (t[i] - t_mean);

        unit->beside_line += residual * residual;
    }
}

/* t from the centre, y from the level. */
static struct unit sum_unit(const double t[], const double y[], size_t n)
{
    struct unit unit = {{{0, 0, 0}, 0}, {0, 0}, {NAN, NAN}, 0};

    for (size_t i = 0; i < n; i++) {
        unit.times.s = add(unit.times.s, square((struct pair){1, t[i]}));
        unit.sums.a += y[i];
        unit.sums.b += t[i] * y[i];
    }
    draw_line(&unit, t, y, n);
    return unit;
}

/* Units with the same times need no telling apart: their lines add up. */
struct group {
    struct times times;
    double count;
    struct pair lines;        /* sum of the lines; of the sums Z'y for one time */
    struct symmetric squares; /* sum of line line'; in a, of (Z'y)^2 / n, for one time */
};

struct problem {
    struct group *groups;
    size_t n_groups;
    size_t n;
    size_t n_units;
    double beside_lines; /* sum over units: what no line can explain */
    double centre;
    double level;      /* taken off y */
    double time_scale; /* of t from the centre: makes slopes as large as intercepts */
    double largest;    /* |y| */
    size_t spare_rows; /* rows beyond the two that a unit's line takes up */
    bool constant;
};

/* A point of the search: the Cholesky factor of g, slopes in units of the time scale. All that
 * follows is even in its diagonal, and smooth, so the search needs no bounds. */
struct theta {
    double a, b, d;
};

static struct variation vary(const struct problem *problem, struct theta theta)
{
    double b = theta.b / problem->time_scale;
    double d = theta.d / problem->time_scale;

    return (struct variation){
        .g = {theta.a * theta.a, theta.a * b, b * b + d * d},
        .determinant = theta.a * d * theta.a * d,
    };
}

/* What follows once theta is given. */
struct solution {
    double criterion;
    double variance;             /* s2 */
    struct pair effects;         /* beta, of y less the level */
    struct symmetric covariance; /* of the effects */
};

/* y'V^-1 y of a group is what is left beside its lines, and the lines weighed by inform; its part
 * in Z'V^-1 y is inform times the lines. One time only: both are divided by D. */
static struct solution solve(const struct problem *problem, struct theta theta)
{
    struct variation units = vary(problem, theta);
    struct symmetric inform = {0, 0, 0};
    struct pair r = {0, 0};
    double squares = problem->beside_lines;
    double df = (double)problem->n - 2;
    double log_determinants = 0;
    struct solution solution;

    for (size_t i = 0; i < problem->n_groups; i++) {
        const struct group *group = &problem->groups[i];
        struct weights weights = weigh(units, group->times);
        double d = weights.determinant;
        struct pair part = {group->lines.a / d, group->lines.b / d};

        if (group->times.determinant > 0) {
            part = multiply(weights.inform, group->lines);
            squares += inner(weights.inform, group->squares);
        } else {
            squares += group->squares.a / d;
        }
        r = (struct pair){r.a + part.a, r.b + part.b};
        inform = add(inform, scale(weights.inform, group->count));
        log_determinants += group->count * log(d);
    }
    solution.covariance = scale(adjugate(inform), 1 / determinant(inform));
    solution.effects = multiply(solution.covariance, r);
    squares -= r.a * solution.effects.a + r.b * solution.effects.b;
    solution.variance = squares / df;
    solution.covariance = scale(solution.covariance, solution.variance);
    solution.criterion =
        df * (1 + log(2 * M_PI * solution.variance)) + log_determinants + log(determinant(inform));
    /* Far out, rounding leaves nothing that a search could use. */
    if (!isfinite(solution.criterion))
        solution.criterion = DBL_MAX;
    return solution;
}

static double criterion_at(const gsl_vector *point, void *problem)
{
    struct theta theta = {gsl_vector_get(point, 0), gsl_vector_get(point, 1),
                          gsl_vector_get(point, 2)};

    return solve(problem, theta).criterion;
}

/* Runs the simplex down from a start until it has shrunk to nothing. */
static void descend(gsl_multimin_fminimizer *simplex, gsl_multimin_function *function,
                    gsl_vector *point, gsl_vector *step, struct theta *best)
{
    gsl_vector_set(point, 0, best->a);
    gsl_vector_set(point, 1, best->b);
    gsl_vector_set(point, 2, best->d);
    gsl_vector_set_all(step, 0.3);
    gsl_multimin_fminimizer_set(simplex, function, point, step);
    for (int i = 0; i < STEPS_MAX; i++)
        if (gsl_multimin_fminimizer_iterate(simplex) != GSL_SUCCESS ||
            gsl_multimin_fminimizer_size(simplex) < simplex_tolerance)
            break;
    *best = (struct theta){gsl_vector_get(simplex->x, 0), gsl_vector_get(simplex->x, 1),
                           gsl_vector_get(simplex->x, 2)};
}

/* The best of three starts: units alike, differing as much as the noise, differing a lot. Each
 * descends again from where it ended, because a simplex can collapse too early. */
static struct theta search(struct problem *problem, gsl_multimin_fminimizer *simplex,
                           gsl_vector *point, gsl_vector *step)
{
    static const struct theta starts[] = {{1, 0, 1}, {0.2, 0, 0.1}, {5, 0, 2}};
    gsl_multimin_function function = {criterion_at, THETA, problem};
    struct theta best = starts[0];

    for (size_t i = 0; i < ZI_COUNT(starts); i++) {
        struct theta theta = starts[i];

        descend(simplex, &function, point, step, &theta);
        descend(simplex, &function, point, step, &theta);
        if (solve(problem, theta).criterion < solve(problem, best).criterion)
            best = theta;
    }
    return best;
}

static enum zi_code minimise(struct problem *problem, struct theta *best, struct zi_error *error)
{
    gsl_multimin_fminimizer *simplex =
        gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2, THETA);
    gsl_vector *point = gsl_vector_alloc(THETA);
    gsl_vector *step = gsl_vector_alloc(THETA);
    bool allocated = simplex && point && step;

    if (allocated)
        *best = search(problem, simplex, point, step);
    if (simplex)
        gsl_multimin_fminimizer_free(simplex);
    gsl_vector_free(point);
    gsl_vector_free(step);
    return allocated ? ZI_OK : zi_fail_memory(error);
}

/* The simplest boundary that is as good as the optimum is the optimum. Returns whether there is
 * one. */
static bool settle_on_boundary(const struct problem *problem, struct theta *best)
{
    const struct theta boundaries[] = {
        {0, 0, 0},
        {best->a, 0, 0},
        {0, 0, hypot(best->b, best->d)},
        {best->a, best->b, 0},
    };
    double limit = solve(problem, *best).criterion + criterion_tolerance;

    for (size_t i = 0; i < ZI_COUNT(boundaries); i++) {
        if (solve(problem, boundaries[i]).criterion <= limit) {
            *best = boundaries[i];
            return true;
        }
    }
    return false;
}

static struct zi_mixed_covariance to_covariance(struct symmetric m)
{
    return (struct zi_mixed_covariance){m.a, m.b, m.d};
}

static struct symmetric from_covariance(struct zi_mixed_covariance m)
{
    return (struct symmetric){m.intercept, m.both, m.slope};
}

static void fill_fit(const struct problem *problem, struct theta theta, struct zi_mixed_fit *fit)
{
    struct solution solution = solve(problem, theta);
    struct variation units = vary(problem, theta);

    fit->population = (struct zi_mixed_line){
        .intercept = solution.effects.a + problem->level,
        .slope = solution.effects.b,
        .covariance = to_covariance(solution.covariance),
    };
    fit->units = to_covariance(scale(units.g, solution.variance));
    fit->units_determinant = units.determinant * solution.variance * solution.variance;
    fit->residual_variance = solution.variance;
    fit->criterion = solution.criterion;
    fit->reason = ZI_DEFINED;
}

static int compare(double a, double b)
{
    return (a > b) - (a < b);
}

static int by_times(const void *a, const void *b)
{
    const struct symmetric s = ((const struct group *)a)->times.s;
    const struct symmetric t = ((const struct group *)b)->times.s;

    if (s.a != t.a)
        return compare(s.a, t.a);
    return s.b != t.b ? compare(s.b, t.b) : compare(s.d, t.d);
}

static struct group group_of_one(const struct unit *unit)
{
    struct group group = {unit->times, 1, unit->line, square(unit->line)};

    if (!(unit->times.determinant > 0)) {
        group.lines = unit->sums;
        group.squares = (struct symmetric){unit->sums.a * unit->sums.a / unit->times.s.a, 0, 0};
    }
    return group;
}

static void merge_groups(struct problem *problem)
{
    struct group *groups = problem->groups;
    struct group *last = groups;

    if (problem->n_units == 0)
        return;
    qsort(groups, problem->n_units, sizeof *groups, by_times);
    for (size_t i = 1; i < problem->n_units; i++) {
        if (by_times(last, &groups[i]) != 0) {
            *++last = groups[i];
        } else {
            last->count++;
            last->lines.a += groups[i].lines.a;
            last->lines.b += groups[i].lines.b;
            last->squares = add(last->squares, groups[i].squares);
        }
    }
    problem->n_groups = (size_t)(last - groups) + 1;
}

/* Where the data lie. The centre is a whole number, so that whole years stay exact. */
static void locate(const double t[], const double y[], struct problem *problem)
{
    double squares = 0;

    problem->centre = round(zi_mean(t, problem->n));
    problem->level = zi_mean(y, problem->n);
    problem->constant = true;
    for (size_t i = 0; i < problem->n; i++) {
        squares += (t[i] - problem->centre) * (t[i] - problem->centre);
        problem->largest = fmax(problem->largest, fabs(y[i]));
        problem->constant &= y[i] == y[0];
    }
    problem->time_scale = sqrt(squares / (double)problem->n);
}

/* centred has room for t and y of the longest unit. */
static void add_unit(const double t[], const double y[], size_t n, double centred[],
                     struct problem *problem)
{
    struct unit unit;

    for (size_t i = 0; i < n; i++) {
        centred[i] = t[i] - problem->centre;
        centred[n + i] = y[i] - problem->level;
    }
    unit = sum_unit(centred, centred + n, n);
    problem->groups[problem->n_units++] = group_of_one(&unit);
    problem->beside_lines += unit.beside_line;
    if (unit.times.determinant > 0)
        problem->spare_rows += n - 2;
}

static enum zi_code prepare(const struct zi_mixed_data *data, struct problem *problem,
                            struct zi_error *error)
{
    size_t start = data->offsets[0];
    double *centred;

    problem->n = data->offsets[data->n_units] - start;
    problem->groups = malloc((data->n_units + 1) * sizeof *problem->groups);
    centred = malloc((2 * problem->n + 1) * sizeof *centred);
    if (!problem->groups || !centred) {
        free(centred);
        return zi_fail_memory(error);
    }
    if (problem->n > 0)
        locate(data->t + start, data->y + start, problem);
    for (size_t i = 0; i < data->n_units; i++) {
        size_t row = data->offsets[i];

        if (data->offsets[i + 1] > row)
            add_unit(data->t + row, data->y + row, data->offsets[i + 1] - row, centred, problem);
    }
    free(centred);
    merge_groups(problem);
    return ZI_OK;
}

static enum zi_code check_enough(const struct problem *problem, struct zi_mixed_fit *fit,
                                 struct zi_error *error)
{
    fit->n = problem->n;
    fit->n_units = problem->n_units;
    fit->reason = ZI_FEWER_THAN_10_UNITS;
    if (problem->n_units < ZI_MIXED_UNITS_MIN)
        return zi_fail(error, ZI_EFEW,
                       "model gabungan perlu sedikitnya %d unit yang bernilai, ada %zu; pakai "
                       "garis tiap unit sendiri",
                       "the pooled model needs at least %d units with scores, there are %zu; use "
                       "each unit's own line",
                       ZI_MIXED_UNITS_MIN, problem->n_units);
    fit->reason = ZI_FEWER_THAN_3;
    if (problem->spare_rows == 0)
        return zi_fail(error, ZI_EFEW,
                       "model gabungan perlu unit dengan tiga tahun atau lebih, tidak ada satu pun",
                       "the pooled model needs units with three years or more, there are none");
    return ZI_OK;
}

static enum zi_code fit_problem(struct problem *problem, struct zi_mixed_fit *fit,
                                struct zi_error *error)
{
    struct theta theta;

    ZI_TRY(check_enough(problem, fit, error));
    fit->centre = problem->centre;
    if (problem->constant) {
        fit->reason = ZI_CONSTANT;
        return ZI_OK;
    }
    if (sqrt(problem->beside_lines / (double)problem->n) <= exact_fit * problem->largest) {
        fit->reason = ZI_EXACT_FIT;
        return ZI_OK;
    }
    ZI_TRY(minimise(problem, &theta, error));
    fit->boundary = settle_on_boundary(problem, &theta);
    fill_fit(problem, theta, fit);
    return ZI_OK;
}

static struct zi_mixed_fit undefined_fit(void)
{
    const struct zi_mixed_covariance none = {NAN, NAN, NAN};

    return (struct zi_mixed_fit){
        .centre = NAN,
        .population = {NAN, NAN, none},
        .units = none,
        .units_determinant = NAN,
        .residual_variance = NAN,
        .criterion = NAN,
        .reason = ZI_MISSING,
    };
}

enum zi_code zi_mixed_fit(const struct zi_mixed_data *data, struct zi_mixed_fit *fit,
                          struct zi_error *error)
{
    struct problem problem = {0};
    enum zi_code code;

    *fit = undefined_fit();
    code = prepare(data, &problem, error);
    if (code == ZI_OK)
        code = fit_problem(&problem, fit, error);
    free(problem.groups);
    return code;
}

/* (I + g S)^-1, which is no symmetric matrix: what is left of the population's line. */
struct remainder {
    double aa, ab, ba, bb;
};

static struct remainder remain(struct symmetric g, struct symmetric s, double d)
{
    return (struct remainder){
        .aa = (1 + g.b * s.b + g.d * s.d) / d,
        .ab = -(g.a * s.b + g.b * s.d) / d,
        .ba = -(g.b * s.a + g.d * s.b) / d,
        .bb = (1 + g.a * s.a + g.b * s.b) / d,
    };
}

/* k m k' */
static struct symmetric surround(struct remainder k, struct symmetric m)
{
    struct pair first = multiply(m, (struct pair){k.aa, k.ab});
    struct pair second = multiply(m, (struct pair){k.ba, k.bb});

    return (struct symmetric){
        .a = k.aa * first.a + k.ab * first.b,
        .b = k.ba * first.a + k.bb * first.b,
        .d = k.ba * second.a + k.bb * second.b,
    };
}

struct zi_mixed_line zi_mixed_unit_line(const struct zi_mixed_fit *fit, const double t[],
                                        const double y[], size_t n)
{
    struct zi_mixed_line line = fit->population;
    double s2 = fit->residual_variance;
    struct variation units = {
        .g = scale(from_covariance(fit->units), 1 / s2),
        .determinant = fit->units_determinant / (s2 * s2),
    };
    struct times times_of_unit = {{0, 0, 0}, 0};
    struct pair off_line = {0, 0};
    struct weights weights;
    struct pair effects;
    struct symmetric population;

    for (size_t i = 0; i < n; i++) {
        double from_centre = t[i] - fit->centre;
        double residual = y[i] - line.intercept - line.slope * from_centre;

        times_of_unit.s = add(times_of_unit.s, square((struct pair){1, from_centre}));
        off_line.a += residual;
        off_line.b += residual * from_centre;
    }
    if (n > 1)
        times_of_unit.determinant = determinant(times_of_unit.s);
    weights = weigh(units, times_of_unit);
    effects = multiply(weights.shrink, off_line);
    population = surround(remain(units.g, times_of_unit.s, weights.determinant),
                          from_covariance(line.covariance));
    line.intercept += effects.a;
    line.slope += effects.b;
    line.covariance = to_covariance(add(population, scale(weights.shrink, s2)));
    return line;
}

struct zi_fitted_line zi_mixed_fitted_line(const struct zi_mixed_fit *fit, const double t[],
                                           const double y[], size_t n)
{
    struct zi_mixed_line line;

    if (fit->reason != ZI_DEFINED)
        return zi_predict_no_line(fit->reason);
    line = zi_mixed_unit_line(fit, t, y, n);
    return (struct zi_fitted_line){
        .centre = fit->centre,
        .level = line.intercept,
        .slope = line.slope,
        .level_variance = line.covariance.intercept,
        .covariance = line.covariance.both,
        .slope_variance = line.covariance.slope,
        .residual_variance = fit->residual_variance,
        .df = INFINITY,
        .reason = ZI_DEFINED,
    };
}

struct zi_prediction zi_mixed_predict(const struct zi_mixed_fit *fit, const double t[],
                                      const double y[], size_t n, double time)
{
    struct zi_fitted_line line = zi_mixed_fitted_line(fit, t, y, n);

    return zi_predict_at(&line, time);
}
