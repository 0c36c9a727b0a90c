/* The mixed model: the search for its variances, and what it says of each unit. */
#include "zistat/stats/mixed.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_multimin.h>

#include "base/count.h"
#include "mixed_years.h"

static const double exact_fit = 1e-12;
static const double criterion_tolerance = 1e-8;
static const double simplex_tolerance = 1e-8;
static const double rough_tolerance = 1e-3;
enum { STEPS_MAX = 1000, THETA_MAX = 4, YEARS_MIN = 3 };

/* ---- the search ---- */

/* Which elements of theta are searched: as many as the model has and the data can tell. */
struct search {
    struct mixed_work *work;
    bool slopes;
    bool years;
    bool rough;
};

static size_t to_point(const struct search *search, struct mixed_theta theta, double point[])
{
    size_t n = 0;

    point[n++] = theta.a;
    if (search->slopes) {
        point[n++] = theta.b;
        point[n++] = theta.d;
    }
    if (search->years)
        point[n++] = theta.years;
    return n;
}

static struct mixed_theta to_theta(const struct search *search, const double point[])
{
    struct mixed_theta theta = {.a = *point++};

    if (search->slopes) {
        theta.b = *point++;
        theta.d = *point++;
    }
    if (search->years)
        theta.years = *point;
    return theta;
}

static double criterion_of(const struct search *search, struct mixed_theta theta)
{
    return mixed_solve(search->work, theta).criterion;
}

static double criterion_at(const gsl_vector *point, void *search)
{
    return criterion_of(search, to_theta(search, point->data));
}

/* Runs the simplex down from a start until it has shrunk to nothing. */
static void descend(gsl_multimin_fminimizer *simplex, struct search *search, gsl_vector *point,
                    gsl_vector *step, struct mixed_theta *best)
{
    gsl_multimin_function function = {criterion_at, point->size, search};

    to_point(search, *best, point->data);
    gsl_vector_set_all(step, 0.3);
    gsl_multimin_fminimizer_set(simplex, &function, point, step);
    for (int i = 0; i < STEPS_MAX; i++)
        if (gsl_multimin_fminimizer_iterate(simplex) != GSL_SUCCESS ||
            gsl_multimin_fminimizer_size(simplex) <
                (search->rough ? rough_tolerance : simplex_tolerance))
            break;
    *best = to_theta(search, simplex->x->data);
}

/* The best of three starts: units alike, differing as much as the noise, differing a lot. Each
 * descends again from where it ended, because a simplex can collapse too early. */
static struct mixed_theta descend_all(gsl_multimin_fminimizer *simplex, struct search *search,
                                      gsl_vector *point, gsl_vector *step)
{
    static const struct mixed_theta starts[] = {{1, 0, 1, 0.5}, {0.2, 0, 0.1, 0.1}, {5, 0, 2, 1.5}};
    struct mixed_theta best = {0};
    double lowest = INFINITY;

    for (size_t i = 0; i < (search->rough ? 1 : ZI_COUNT(starts)); i++) {
        struct mixed_theta theta = starts[i];
        double criterion;

        descend(simplex, search, point, step, &theta);
        if (!search->rough)
            descend(simplex, search, point, step, &theta);
        criterion = criterion_of(search, theta);
        if (criterion < lowest) {
            lowest = criterion;
            best = theta;
        }
    }
    return best;
}

static enum zi_code minimise(struct search *search, struct mixed_theta *best,
                             struct zi_error *error)
{
    double room[THETA_MAX];
    size_t n = to_point(search, (struct mixed_theta){0}, room);
    gsl_multimin_fminimizer *simplex =
        gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2, n);
    gsl_vector *point = gsl_vector_alloc(n);
    gsl_vector *step = gsl_vector_alloc(n);
    bool allocated = simplex && point && step;

    if (allocated)
        *best = descend_all(simplex, search, point, step);
    if (simplex)
        gsl_multimin_fminimizer_free(simplex);
    gsl_vector_free(point);
    gsl_vector_free(step);
    return allocated ? ZI_OK : zi_fail_memory(error);
}

/* The simplest boundary that is as good as the optimum is the optimum; first that of the years,
 * which is no matter of the units. Returns whether the units' is one. */
static bool settle_on_boundary(const struct search *search, struct mixed_theta *best)
{
    double limit = criterion_of(search, *best) + criterion_tolerance;
    struct mixed_theta still = *best;

    still.years = 0;
    if (criterion_of(search, still) <= limit)
        *best = still;
    const struct mixed_theta boundaries[] = {
        {0, 0, 0, best->years},
        {best->a, 0, 0, best->years},
        {0, 0, hypot(best->b, best->d), best->years},
        {best->a, best->b, 0, best->years},
    };

    for (size_t i = 0; i < (search->slopes ? ZI_COUNT(boundaries) : 1); i++) {
        if (criterion_of(search, boundaries[i]) <= limit) {
            *best = boundaries[i];
            return true;
        }
    }
    return false;
}

/* ---- the fit ---- */

static struct zi_mixed_covariance to_covariance(struct symmetric m)
{
    return (struct zi_mixed_covariance){m.a, m.b, m.d};
}

static struct symmetric from_covariance(struct zi_mixed_covariance m)
{
    return (struct symmetric){m.intercept, m.both, m.slope};
}

static enum zi_code make_room(struct zi_mixed_fit *fit, const struct mixed_units *units,
                              struct zi_error *error)
{
    size_t n = units->n_years;
    double *room = malloc((n * (n + 4) + 1) * sizeof *room);

    if (room == NULL)
        return zi_fail_memory(error);
    memcpy(room, units->years, n * sizeof *room);
    fit->n_years = n;
    fit->years = room;
    fit->years_effects = room + n;
    fit->years_lines = room + 2 * n;
    fit->years_inverse = room + 4 * n;
    return ZI_OK;
}

void zi_mixed_release(struct zi_mixed_fit *fit)
{
    free(fit->years);
    fit->years = NULL;
}

/* The years' variance, which the likelihood alone would let be 0 by chance: at theta what the prior
 * makes of it. */
static void weigh_years(const struct search *search, struct mixed_theta *theta,
                        struct zi_mixed_fit *fit)
{
    struct mixed_years years = {theta->years * theta->years, INFINITY};

    fit->years_reml =
        search->years ? years.variance * mixed_solve(search->work, *theta).variance : NAN;
    if (fit->model.years && fit->model.years_prior > 0)
        years = mixed_years_weigh(search->work, *theta, fit->model.years_prior);
    theta->years = sqrt(years.variance);
    fit->years_df = years.df;
}

static void fill_fit(const struct search *search, struct mixed_theta theta,
                     struct zi_mixed_fit *fit)
{
    const struct mixed_units *units = search->work->units;
    struct mixed_variation variation = mixed_vary(units, theta);
    struct mixed_solution solution;

    fit->criterion = criterion_of(search, theta);
    weigh_years(search, &theta, fit);
    mixed_solve_years(search->work, theta, &solution, fit->years_inverse,
                      (struct pair *)(void *)fit->years_lines, fit->years_effects);
    fit->population = (struct zi_mixed_line){
        .intercept = solution.effects.a + units->level,
        .slope = solution.effects.b,
        .covariance = to_covariance(solution.covariance),
        .shared = to_covariance(solution.covariance),
    };
    fit->units = to_covariance(scale(variation.g, solution.variance));
    fit->units_determinant = variation.determinant * solution.variance * solution.variance;
    fit->residual_variance = solution.variance;
    fit->years_variance = theta.years * theta.years * solution.variance;
    fit->df = (double)units->n_units - 2;
    fit->reason = ZI_DEFINED;
}

static enum zi_code refuse_few_years(bool common_slope, struct zi_error *error)
{
    if (common_slope)
        return zi_fail(error, ZI_EFEW,
                       "model gabungan perlu unit dengan dua tahun atau lebih, tidak ada satu pun",
                       "the pooled model needs units with two years or more, there are none");
    return zi_fail(error, ZI_EFEW,
                   "model gabungan perlu unit dengan tiga tahun atau lebih, tidak ada satu pun",
                   "the pooled model needs units with three years or more, there are none");
}

static enum zi_code check_enough(const struct mixed_units *units, struct zi_mixed_fit *fit,
                                 struct zi_error *error)
{
    bool common_slope = fit->model.common_slope;

    fit->n = units->n;
    fit->n_units = units->n_units;
    fit->reason = ZI_FEWER_THAN_10_UNITS;
    if (units->n_units < ZI_MIXED_UNITS_MIN)
        return zi_fail(error, ZI_EFEW,
                       "model gabungan perlu sedikitnya %d unit yang bernilai, ada %zu; pakai "
                       "garis tiap unit sendiri",
                       "the pooled model needs at least %d units with scores, there are %zu; use "
                       "each unit's own line",
                       ZI_MIXED_UNITS_MIN, units->n_units);
    fit->reason = common_slope ? ZI_FEWER_THAN_2 : ZI_FEWER_THAN_3;
    if ((common_slope ? units->rows_of_slope : units->rows_of_lines) == 0)
        return refuse_few_years(common_slope, error);
    return ZI_OK;
}

/* Without an error variance nothing can be weighed. */
static bool is_exact(const struct mixed_units *units, bool common_slope)
{
    double squares = common_slope ? units->beside_slope : units->beside_lines;

    return sqrt(squares / (double)units->n) <= exact_fit * units->largest;
}

/* At the boundary slopes may vary a little with the level, although nothing shows that they vary.
 */
static enum zi_code find_common_slope_rise(const struct search *search, struct mixed_theta theta,
                                           struct zi_mixed_fit *fit, struct zi_error *error)
{
    struct search common = *search;
    struct mixed_theta best;

    if (!fit->boundary || !search->slopes || search->rough || (theta.b == 0 && theta.d == 0))
        return ZI_OK;
    common.slopes = false;
    ZI_TRY(minimise(&common, &best, error));
    fit->common_slope_rise = criterion_of(&common, best) - criterion_of(search, theta);
    return ZI_OK;
}

static enum zi_code fit_units(const struct mixed_units *units, struct zi_mixed_fit *fit,
                              struct zi_error *error)
{
    struct mixed_work work = {0};
    struct search search = {.work = &work,
                            .slopes = !fit->model.common_slope,
                            .years = fit->model.years && units->n_years >= YEARS_MIN,
                            .rough = fit->model.rough};
    struct mixed_theta theta;
    enum zi_code code;

    ZI_TRY(check_enough(units, fit, error));
    fit->centre = units->centre;
    if (units->constant || is_exact(units, fit->model.common_slope)) {
        fit->reason = units->constant ? ZI_CONSTANT : ZI_EXACT_FIT;
        return ZI_OK;
    }
    code = mixed_work_init(&work, units, error);
    if (code == ZI_OK)
        code = make_room(fit, units, error);
    if (code == ZI_OK)
        code = minimise(&search, &theta, error);
    if (code == ZI_OK) {
        fit->boundary = settle_on_boundary(&search, &theta);
        fill_fit(&search, theta, fit);
        code = find_common_slope_rise(&search, theta, fit, error);
    }
    mixed_work_release(&work);
    return code;
}

static struct zi_mixed_fit undefined_fit(const struct zi_mixed_model *model)
{
    const struct zi_mixed_covariance none = {NAN, NAN, NAN};

    return (struct zi_mixed_fit){
        .model = *model,
        .centre = NAN,
        .population = {NAN, NAN, none, none},
        .units = none,
        .units_determinant = NAN,
        .residual_variance = NAN,
        .df = NAN,
        .years_variance = NAN,
        .years_df = NAN,
        .years_reml = NAN,
        .criterion = NAN,
        .common_slope_rise = NAN,
        .reason = ZI_MISSING,
    };
}

enum zi_code zi_mixed_fit(const struct zi_mixed_data *data, const struct zi_mixed_model *model,
                          struct zi_mixed_fit *fit, struct zi_error *error)
{
    struct mixed_units units;
    enum zi_code code;

    *fit = undefined_fit(model);
    code = mixed_units_make(&units, data, error);
    if (code == ZI_OK)
        code = fit_units(&units, fit, error);
    mixed_units_release(&units);
    return code;
}

/* ---- a unit ---- */

/* Where a time stands among the fit's; the caller promises that it is there. */
static size_t year_of(const struct zi_mixed_fit *fit, double from_centre)
{
    size_t year = 0;

    while (year + 1 < fit->n_years && fit->years[year] < from_centre)
        year++;
    return year;
}

/* A unit's rows against the common line and years, and what the errors of these do to it. */
struct sums {
    struct mixed_times times;
    struct pair off_line;          /* Z'(y - Z beta - v) */
    struct square lines;           /* Z'K F */
    struct symmetric years_spread; /* Z'K Z */
};

static struct sums sum_rows(const struct zi_mixed_fit *fit, const double t[], const double y[],
                            size_t n)
{
    const struct pair *lines = (const struct pair *)(const void *)fit->years_lines;
    struct sums sums = {.times = {{0, 0, 0}, 0}};

    for (size_t i = 0; i < n; i++) {
        struct pair z = {1, t[i] - fit->centre};
        size_t year = year_of(fit, z.b);
        double residual = y[i] - fit->population.intercept - fit->population.slope * z.b -
                          fit->years_effects[year];

        sums.times.s = add(sums.times.s, outer(z));
        sums.off_line = add_pairs(sums.off_line, (struct pair){residual, residual * z.b});
        sums.lines.aa += lines[year].a;
        sums.lines.ab += lines[year].b;
        sums.lines.ba += z.b * lines[year].a;
        sums.lines.bb += z.b * lines[year].b;
        for (size_t k = 0; k < n; k++) {
            double x = t[k] - fit->centre;
            double weight = fit->years_inverse[year * fit->n_years + year_of(fit, x)];

            sums.years_spread =
                add(sums.years_spread,
                    (struct symmetric){weight, weight * (z.b + x) / 2, weight * z.b * x});
        }
    }
    if (n > 1)
        sums.times.determinant = determinant(sums.times.s);
    return sums;
}

/* I - C Z'K F: what is left of the error of the population's line. */
static struct square population_part(struct symmetric shrink, struct square lines)
{
    struct pair first = multiply(shrink, (struct pair){lines.aa, lines.ba});
    struct pair second = multiply(shrink, (struct pair){lines.ab, lines.bb});

    return (struct square){1 - first.a, -second.a, -first.b, 1 - second.b};
}

static struct square as_square(struct symmetric m)
{
    return (struct square){m.a, m.b, m.b, m.d};
}

/*
 * With the errors of beta and v of the solution, those of the unit's line are
 *     shared:  (I - C Z'K F) Var(beta) (I - C Z'K F)' + sv2 C Z'K Z C,   own:  C s2.
 */
struct zi_mixed_line zi_mixed_unit_line(const struct zi_mixed_fit *fit, const double t[],
                                        const double y[], size_t n)
{
    struct zi_mixed_line line = fit->population;
    double s2 = fit->residual_variance;
    struct mixed_variation units = {
        .g = scale(from_covariance(fit->units), 1 / s2),
        .determinant = fit->units_determinant / (s2 * s2),
    };
    struct sums sums = sum_rows(fit, t, y, n);
    struct mixed_weights weights = mixed_weigh(units, sums.times);
    struct pair effects = multiply(weights.shrink, sums.off_line);
    struct square left = population_part(weights.shrink, sums.lines);
    struct symmetric shared = surround(left, from_covariance(line.covariance));

    if (fit->years_variance > 0)
        shared = add(shared, scale(surround(as_square(weights.shrink), sums.years_spread),
                                   fit->years_variance));
    line.intercept += effects.a;
    line.slope += effects.b;
    line.shared = to_covariance(shared);
    line.covariance = to_covariance(add(shared, scale(weights.shrink, s2)));
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
        .df = fit->df,
        .shared =
            {
                .level_variance = line.shared.intercept,
                .covariance = line.shared.both,
                .slope_variance = line.shared.slope,
                .years_variance = fit->years_variance,
                .df = fit->years_df,
            },
        .reason = ZI_DEFINED,
    };
}
