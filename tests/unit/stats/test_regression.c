#include "check.h"

#include "nist.h"
#include "zistat/stats/regression.h"

static struct zi_confidence confidence;

static int prepare(void **state)
{
    (void)state;
    zi_confidence_init(&confidence, 0.95);
    return 0;
}

static struct zi_regression_line line(const double t[], const double y[], size_t n)
{
    return zi_regression_line(t, y, n, &confidence);
}

static const double years[] = {2016, 2017, 2018, 2019, 2021, 2022, 2023, 2024};
static const double scores[] = {62.1, 64.35, 63.9, 68.2, 71.05, 70.4, 75.8, 78.15};

/* R: m <- lm(scores ~ years); summary(m); confint(m); fitted(m)[8] */
static void a_line_with_its_interval_is_that_of_r(void **state)
{
    struct zi_regression_line got = line(years, scores, 8);

    (void)state;
    assert_close(got.slope.estimate, 1.9066666666665395, 1e-12);
    assert_close(got.slope.std_error, 0.19299914243716607, 1e-12);
    assert_close(got.slope.statistic, 9.8791457961388875, 1e-12);
    assert_close(got.slope.df, 6, 0);
    assert_close(got.slope.p_value, 6.2075634529181047e-05, 1e-11);
    assert_close(got.slope.conf_low, 1.4344147777762219, 1e-12);
    assert_close(got.slope.conf_high, 2.3789185555568571, 1e-12);
    assert_close(got.slope.conf_level, 0.95, 0);
    assert_close(got.intercept, -3782.2229166664087643, 1e-12);
    assert_close(got.last_level, 76.870416666666387, 1e-13);
    assert_close(got.residual_sd, 1.49496492898301, 1e-13);
    assert_close(got.r_squared, 0.94208355659692011, 1e-13);
    assert_int_equal(got.slope.n, 8);
    assert_int_equal(got.slope.p_method, ZI_P_T);
    assert_int_equal(got.slope.reason, ZI_DEFINED);
}

static void nist_norris_as_a_line(void **state)
{
    static struct nist set;
    struct zi_regression_line got;

    (void)state;
    nist_read(&set, "norris");
    got = line(set.column[1], set.column[0], set.n);
    assert_digits("b0", got.intercept, nist_certified("norris", "b0").value, 12);
    assert_digits("b1", got.slope.estimate, nist_certified("norris", "b1").value, 12);
    assert_digits("error", got.slope.std_error, nist_certified("norris", "b1").std_error, 12);
    assert_digits("sd", got.residual_sd, nist_certified("norris", "residual_sd").value, 12);
    assert_digits("r2", got.r_squared, nist_certified("norris", "r_squared").value, 12);
}

static void assert_line_without_errors(const struct zi_regression_line *got)
{
    assert_undefined(got->slope.std_error);
    assert_undefined(got->slope.statistic);
    assert_undefined(got->slope.df);
    assert_undefined(got->slope.p_value);
    assert_undefined(got->slope.conf_low);
    assert_undefined(got->slope.conf_high);
    assert_int_equal(got->slope.p_method, ZI_P_NONE);
}

/* gsl_fit_linear reports success and returns NaN. */
static void constant_time_has_no_line(void **state)
{
    const double t[] = {2020, 2020, 2020, 2020};
    struct zi_regression_line got = line(t, scores, 4);

    (void)state;
    assert_undefined(got.slope.estimate);
    assert_undefined(got.intercept);
    assert_undefined(got.last_level);
    assert_line_without_errors(&got);
    assert_int_equal(got.slope.reason, ZI_CONSTANT);
}

/* gsl_fit_linear divides by n - 2, and gsl_cdf_tdist_Q(t, 0) is 0: "p = 0" from two points. */
static void two_points_are_a_line_without_a_p_value(void **state)
{
    struct zi_regression_line got = line(years, scores, 2);

    (void)state;
    assert_close(got.slope.estimate, 2.25, 1e-13);
    assert_close(got.last_level, 64.35, 1e-15);
    assert_undefined(got.residual_sd);
    assert_undefined(got.r_squared);
    assert_line_without_errors(&got);
    assert_int_equal(got.slope.reason, ZI_FEWER_THAN_3);
}

static void nothing_and_one_point_have_no_line(void **state)
{
    (void)state;
    assert_undefined(line(years, scores, 0).slope.estimate);
    assert_int_equal(line(years, scores, 0).slope.reason, ZI_MISSING);
    assert_undefined(line(years, scores, 1).slope.estimate);
    assert_undefined(line(years, scores, 1).last_level);
    assert_int_equal(line(years, scores, 1).slope.reason, ZI_FEWER_THAN_2);
}

static void a_constant_series_has_slope_0_and_no_errors(void **state)
{
    const double y[] = {82.3, 82.3, 82.3, 82.3, 82.3, 82.3};
    struct zi_regression_line got = line(years, y, 6);

    (void)state;
    assert_true(got.slope.estimate == 0);
    assert_true(!signbit(got.slope.estimate));
    assert_true(got.last_level == 82.3);
    assert_true(got.residual_sd == 0);
    assert_undefined(got.r_squared);
    assert_line_without_errors(&got);
    assert_int_equal(got.slope.reason, ZI_CONSTANT);
}

static void an_exact_fit_has_r2_1_and_no_errors(void **state)
{
    const double t[] = {2019, 2020, 2021, 2023};
    const double y[] = {60.1, 60.2, 60.3, 60.5};
    struct zi_regression_line got = line(t, y, 4);

    (void)state;
    assert_close(got.slope.estimate, 0.1, 1e-12);
    assert_true(got.r_squared == 1);
    assert_true(got.residual_sd == 0);
    assert_line_without_errors(&got);
    assert_int_equal(got.slope.reason, ZI_EXACT_FIT);
}

static void nearly_exact_is_not_exact(void **state)
{
    const double t[] = {2019, 2020, 2021, 2023};
    const double y[] = {60.1, 60.2, 60.3, 60.5001};

    (void)state;
    assert_int_equal(line(t, y, 4).slope.reason, ZI_DEFINED);
}

static void the_origin_of_time_costs_no_digits(void **state)
{
    double t[8];
    struct zi_regression_line a = line(years, scores, 8);
    struct zi_regression_line b;

    (void)state;
    for (size_t i = 0; i < 8; i++)
        t[i] = years[i] - 2020;
    b = line(t, scores, 8);
    assert_close(a.slope.estimate, b.slope.estimate, 1e-14);
    assert_close(a.slope.std_error, b.slope.std_error, 1e-13);
    assert_close(a.last_level, b.last_level, 1e-14);
}

static void the_order_of_the_rows_does_not_matter(void **state)
{
    const double t[] = {2024, 2016, 2019, 2022, 2017, 2023, 2018, 2021};
    const double y[] = {78.15, 62.1, 68.2, 70.4, 64.35, 75.8, 63.9, 71.05};
    struct zi_regression_line a = line(years, scores, 8);
    struct zi_regression_line b = line(t, y, 8);

    (void)state;
    assert_close(b.slope.estimate, a.slope.estimate, 1e-14);
    assert_close(b.slope.p_value, a.slope.p_value, 1e-12);
    assert_close(b.last_level, a.last_level, 1e-14);
}

static void time_reversed_turns_the_slope(void **state)
{
    double t[8];
    struct zi_regression_line a = line(years, scores, 8);
    struct zi_regression_line b;

    (void)state;
    for (size_t i = 0; i < 8; i++)
        t[i] = -years[i];
    b = line(t, scores, 8);
    assert_close(b.slope.estimate, -a.slope.estimate, 1e-15);
    assert_close(b.slope.conf_low, -a.slope.conf_high, 1e-15);
    assert_close(b.slope.p_value, a.slope.p_value, 1e-12);
}

static void scaling_the_scores_leaves_p(void **state)
{
    double y[8];
    struct zi_regression_line a = line(years, scores, 8);
    struct zi_regression_line b;

    (void)state;
    for (size_t i = 0; i < 8; i++)
        y[i] = 1000 + 4 * scores[i];
    b = line(years, y, 8);
    assert_close(b.slope.estimate, 4 * a.slope.estimate, 1e-13);
    assert_close(b.slope.p_value, a.slope.p_value, 1e-11);
    assert_close(b.r_squared, a.r_squared, 1e-12);
}

struct fitted {
    struct zi_arena arena;
    struct zi_regression_fit fit;
};

static void fit_columns(struct fitted *fitted, const double *const columns[], size_t n_columns,
                        const double y[], size_t n, bool intercept)
{
    struct zi_regression_design design = {
        .columns = columns, .n_columns = n_columns, .n = n, .intercept = intercept};
    struct zi_error error;

    zi_arena_init(&fitted->arena);
    assert_int_equal(
        zi_regression_fit(&design, y, &confidence, &fitted->arena, &fitted->fit, &error), ZI_OK);
}

static const double a[] = {1.2, 3.4, 2.2, 5.1, 4.4, 6.0, 7.3, 6.8};
static const double b[] = {10, 9.5, 11, 8, 7.7, 9, 6.5, 7.1};

/* R: m <- lm(scores ~ a + b); coef(summary(m)); confint(m); vcov(m); resid(m) */
static void two_columns_are_those_of_r(void **state)
{
    const double *const columns[] = {a, b};
    struct fitted got;

    (void)state;
    fit_columns(&got, columns, 2, scores, 8, true);
    assert_int_equal(got.fit.n_terms, 3);
    assert_int_equal(got.fit.reason, ZI_DEFINED);
    assert_close(got.fit.terms[0].estimate, 73.1078833833594786, 1e-12);
    assert_close(got.fit.terms[1].estimate, 1.6443327661343536, 1e-12);
    assert_close(got.fit.terms[2].estimate, -1.3192845894500924, 1e-12);
    assert_close(got.fit.terms[0].std_error, 12.64801227927997651, 1e-12);
    assert_close(got.fit.terms[1].statistic, 2.1180251579937819, 1e-12);
    assert_close(got.fit.terms[2].p_value, 0.2838336198055733117, 1e-11);
    assert_close(got.fit.terms[1].conf_low, -0.35134321741739272, 1e-11);
    assert_close(got.fit.terms[2].conf_high, 1.5064422294504860, 1e-11);
    assert_close(got.fit.covariance[1], -9.05849155231640069, 1e-11);
    assert_close(got.fit.covariance[5], 0.73443087330689538, 1e-11);
    assert_close(got.fit.covariance[7], 0.73443087330689538, 1e-11);
    assert_close(got.fit.residual_sd, 2.2755364238722935, 1e-12);
    assert_close(got.fit.r_squared, 0.88817826859668259, 1e-12);
    assert_close(got.fit.residuals[0], 0.21176319178018366, 1e-11);
    assert_close(got.fit.residuals[7], 3.22757439202257679, 1e-11);
    assert_close(got.fit.df, 5, 0);
    zi_arena_release(&got.arena);
}

static void one_column_is_the_line(void **state)
{
    const double *const columns[] = {years};
    struct zi_regression_line want = line(years, scores, 8);
    struct fitted got;

    (void)state;
    fit_columns(&got, columns, 1, scores, 8, true);
    assert_close(got.fit.terms[1].estimate, want.slope.estimate, 1e-14);
    assert_close(got.fit.terms[1].std_error, want.slope.std_error, 1e-13);
    assert_close(got.fit.terms[0].estimate, want.intercept, 1e-14);
    assert_close(got.fit.r_squared, want.r_squared, 1e-14);
    zi_arena_release(&got.arena);
}

static void no_column_is_the_mean(void **state)
{
    struct fitted got;

    (void)state;
    fit_columns(&got, NULL, 0, scores, 8, true);
    assert_close(got.fit.terms[0].estimate, 69.24375, 1e-15);
    assert_close(got.fit.terms[0].std_error, 5.7511761219523008 / sqrt(8), 1e-13);
    assert_close(got.fit.r_squared, 0, 1e-15);
    zi_arena_release(&got.arena);
}

/* The digits each certified set allows doubles: coefficients, their errors, the rest. */
struct required {
    double coefficient, std_error, rest;
};

static void check_nist(const char *name, const double *const columns[], size_t n_columns,
                       const struct nist *set, bool intercept, struct required digits)
{
    struct fitted got;

    fit_columns(&got, columns, n_columns, set->column[0], set->n, intercept);
    for (size_t j = 0; j < got.fit.n_terms; j++) {
        char term[8];
        struct nist_certified want;

        snprintf(term, sizeof term, "b%zu", intercept ? j : j + 1);
        want = nist_certified(name, term);
        assert_digits(term, got.fit.terms[j].estimate, want.value, digits.coefficient);
        if (got.fit.reason == ZI_DEFINED)
            assert_digits(term, got.fit.terms[j].std_error, want.std_error, digits.std_error);
        else
            assert_true(want.std_error == 0);
    }
    assert_digits("residual_sd", got.fit.residual_sd, nist_certified(name, "residual_sd").value,
                  digits.rest);
    assert_digits("r_squared", got.fit.r_squared, nist_certified(name, "r_squared").value,
                  digits.rest);
    zi_arena_release(&got.arena);
}

static void check_nist_columns(const char *name, bool intercept, struct required digits)
{
    static struct nist set;
    const double *columns[NIST_COLUMNS_MAX];

    nist_read(&set, name);
    for (size_t j = 1; j < set.n_columns; j++)
        columns[j - 1] = set.column[j];
    check_nist(name, columns, set.n_columns - 1, &set, intercept, digits);
}

/* Powers of x beside x in the columns of the set. */
static void check_nist_polynomial(const char *name, size_t degree, struct required digits)
{
    static struct nist set;
    const double *columns[NIST_COLUMNS_MAX];

    nist_read(&set, name);
    for (size_t power = 1; power <= degree; power++) {
        for (size_t i = 0; power > 1 && i < set.n; i++)
            set.column[power][i] = set.column[power - 1][i] * set.column[1][i];
        columns[power - 1] = set.column[power];
    }
    check_nist(name, columns, degree, &set, true, digits);
}

static void nist_linear_sets_are_met_as_far_as_doubles_can(void **state)
{
    (void)state;
    check_nist_columns("norris", true, (struct required){12, 12, 12});
    /* The exact slope, 251/121, is 14.7 digits from the 15 that are certified. */
    check_nist_columns("noint1", false, (struct required){14.7, 14.8, 14.8});
    check_nist_columns("noint2", false, (struct required){14.8, 14.8, 14.8});
    check_nist_columns("longley", true, (struct required){10.9, 10.9, 10.9});
    check_nist_polynomial("pontius", 2, (struct required){12.8, 12.8, 12.8});
}

static void nist_wampler_polynomials_are_met_as_far_as_doubles_can(void **state)
{
    (void)state;
    check_nist_polynomial("wampler1", 5, (struct required){13, 0, 15});
    check_nist_polynomial("wampler2", 5, (struct required){13, 0, 15});
    check_nist_polynomial("wampler3", 5, (struct required){9.1, 12, 12});
    check_nist_polynomial("wampler4", 5, (struct required){7.8, 12, 12});
    check_nist_polynomial("wampler5", 5, (struct required){5.8, 12, 12});
}

/* In exact rational arithmetic on the powers as doubles hold them, 7.9 digits are right: their last
 * bits are all that is lost here. */
static void nist_filip_is_met_as_far_as_doubles_can(void **state)
{
    (void)state;
    check_nist_polynomial("filip", 10, (struct required){7.6, 7.2, 8});
}

/* Exact rational arithmetic on the data: Python's fractions. */
static void slopes_through_the_origin_are_right_to_the_last_bit(void **state)
{
    static struct nist set;
    const double *columns[] = {set.column[1]};
    struct fitted got;

    (void)state;
    nist_read(&set, "noint1");
    fit_columns(&got, columns, 1, set.column[0], set.n, false);
    assert_close(got.fit.terms[0].estimate, 251 / 121.0, 2e-16);
    assert_close(got.fit.terms[0].std_error, 2 / 121.0, 4e-16);
    assert_close(got.fit.r_squared, 63001 / 63041.0, 2e-16);
    zi_arena_release(&got.arena);
    nist_read(&set, "noint2");
    fit_columns(&got, columns, 1, set.column[0], set.n, false);
    assert_close(got.fit.terms[0].estimate, 8 / 11.0, 2e-16);
    assert_close(got.fit.terms[0].std_error, sqrt(3 / 1694.0), 4e-16);
    assert_close(got.fit.r_squared, 448 / 451.0, 2e-16);
    zi_arena_release(&got.arena);
}

static void assert_refused(const struct fitted *got, const bool collinear[], size_t n_columns)
{
    assert_int_equal(got->fit.reason, ZI_COLLINEAR);
    for (size_t j = 0; j < n_columns; j++)
        assert_int_equal(got->fit.collinear[j], collinear[j]);
    for (size_t j = 0; j < got->fit.n_terms; j++) {
        assert_undefined(got->fit.terms[j].estimate);
        assert_undefined(got->fit.terms[j].p_value);
        assert_int_equal(got->fit.terms[j].reason, ZI_COLLINEAR);
    }
    assert_null(got->fit.covariance);
    assert_null(got->fit.residuals);
}

/* gsl_multifit_linear splits the effect 3.1 into 1.55 + 1.55 with small errors. */
static void a_column_given_twice_is_refused_and_both_are_named(void **state)
{
    const double *const columns[] = {a, b, a};
    struct fitted got;

    (void)state;
    fit_columns(&got, columns, 3, scores, 8, true);
    assert_refused(&got, (const bool[]){true, false, true}, 3);
    zi_arena_release(&got.arena);
}

static void a_sum_of_columns_is_refused_and_all_are_named(void **state)
{
    double sum[8];
    const double *const columns[] = {years, a, b, sum};
    struct fitted got;

    (void)state;
    for (size_t i = 0; i < 8; i++)
        sum[i] = 3 * a[i] - b[i] + 7;
    fit_columns(&got, columns, 4, scores, 8, true);
    assert_refused(&got, (const bool[]){false, true, true, true}, 4);
    zi_arena_release(&got.arena);
}

/* 82.3 repeated has a mean that is not 82.3, so that "centred" it is noise, not 0. */
static void a_constant_column_beside_an_intercept_is_refused(void **state)
{
    const double constant[] = {82.3, 82.3, 82.3, 82.3, 82.3, 82.3, 82.3, 82.3};
    const double *const columns[] = {a, constant};
    struct fitted got;

    (void)state;
    fit_columns(&got, columns, 2, scores, 8, true);
    assert_refused(&got, (const bool[]){false, true}, 2);
    zi_arena_release(&got.arena);
}

static void a_constant_column_without_an_intercept_is_the_mean(void **state)
{
    const double constant[] = {2, 2, 2, 2, 2, 2, 2, 2};
    const double *const columns[] = {constant};
    struct fitted got;

    (void)state;
    fit_columns(&got, columns, 1, scores, 8, false);
    assert_close(got.fit.terms[0].estimate, 69.24375 / 2, 1e-14);
    zi_arena_release(&got.arena);
}

static void more_terms_than_rows_are_refused(void **state)
{
    const double *const columns[] = {a, b, years};
    struct fitted got;

    (void)state;
    fit_columns(&got, columns, 3, scores, 3, true);
    assert_int_equal(got.fit.reason, ZI_COLLINEAR);
    assert_true(got.fit.collinear[2]);
    zi_arena_release(&got.arena);
    fit_columns(&got, columns, 3, scores, 2, false);
    assert_int_equal(got.fit.reason, ZI_COLLINEAR);
    assert_true(got.fit.collinear[2]);
    zi_arena_release(&got.arena);
}

static void assert_terms_without_errors(const struct zi_regression_fit *fit)
{
    for (size_t j = 0; j < fit->n_terms; j++) {
        assert_true(!isnan(fit->terms[j].estimate));
        assert_undefined(fit->terms[j].std_error);
        assert_undefined(fit->terms[j].p_value);
        assert_undefined(fit->terms[j].conf_low);
        assert_int_equal(fit->terms[j].reason, fit->reason);
    }
    assert_null(fit->covariance);
    assert_non_null(fit->residuals);
}

static void no_degrees_of_freedom_leave_no_errors(void **state)
{
    const double *const columns[] = {a, b};
    struct fitted got;

    (void)state;
    fit_columns(&got, columns, 2, scores, 3, true);
    assert_int_equal(got.fit.reason, ZI_EXACT_FIT);
    assert_true(got.fit.df == 0);
    assert_undefined(got.fit.residual_sd);
    assert_true(got.fit.r_squared == 1);
    assert_terms_without_errors(&got.fit);
    zi_arena_release(&got.arena);
}

static void an_exact_fit_leaves_no_errors(void **state)
{
    double y[8];
    const double *const columns[] = {a, b};
    struct fitted got;

    (void)state;
    for (size_t i = 0; i < 8; i++)
        y[i] = 3 + 2 * a[i] - 0.1 * b[i];
    fit_columns(&got, columns, 2, y, 8, true);
    assert_int_equal(got.fit.reason, ZI_EXACT_FIT);
    assert_true(got.fit.residual_sd == 0);
    assert_close(got.fit.terms[2].estimate, -0.1, 1e-12);
    assert_terms_without_errors(&got.fit);
    zi_arena_release(&got.arena);
}

static void a_constant_outcome_has_no_effects_and_no_r2(void **state)
{
    const double y[] = {82.3, 82.3, 82.3, 82.3, 82.3, 82.3, 82.3, 82.3};
    const double *const columns[] = {a, b};
    struct fitted got;

    (void)state;
    fit_columns(&got, columns, 2, y, 8, true);
    assert_int_equal(got.fit.reason, ZI_CONSTANT);
    assert_true(got.fit.terms[0].estimate == 82.3);
    assert_true(got.fit.terms[1].estimate == 0);
    assert_undefined(got.fit.r_squared);
    assert_terms_without_errors(&got.fit);
    zi_arena_release(&got.arena);
}

static void no_rows_are_missing(void **state)
{
    const double *const columns[] = {a};
    struct fitted got;

    (void)state;
    fit_columns(&got, columns, 1, scores, 0, true);
    assert_int_equal(got.fit.reason, ZI_MISSING);
    assert_undefined(got.fit.terms[0].estimate);
    assert_null(got.fit.residuals);
    zi_arena_release(&got.arena);
}

/* What least squares means. */
static void residuals_are_orthogonal_to_every_column(void **state)
{
    const double *const columns[] = {a, b};
    struct fitted got;
    double sum = 0;
    double with_a = 0;
    double with_b = 0;

    (void)state;
    fit_columns(&got, columns, 2, scores, 8, true);
    for (size_t i = 0; i < 8; i++) {
        sum += got.fit.residuals[i];
        with_a += got.fit.residuals[i] * a[i];
        with_b += got.fit.residuals[i] * b[i];
    }
    assert_close(sum, 0, 1e-12);
    assert_close(with_a, 0, 1e-12);
    assert_close(with_b, 0, 1e-12);
    zi_arena_release(&got.arena);
}

static void the_order_of_the_columns_does_not_matter(void **state)
{
    const double *const columns[] = {a, b, years};
    const double *const turned[] = {years, a, b};
    struct fitted one;
    struct fitted two;

    (void)state;
    fit_columns(&one, columns, 3, scores, 8, true);
    fit_columns(&two, turned, 3, scores, 8, true);
    for (size_t j = 0; j < 3; j++) {
        size_t k = (j + 1) % 3;

        assert_close(two.fit.terms[k + 1].estimate, one.fit.terms[j + 1].estimate, 1e-11);
        assert_close(two.fit.terms[k + 1].std_error, one.fit.terms[j + 1].std_error, 1e-12);
    }
    zi_arena_release(&one.arena);
    zi_arena_release(&two.arena);
}

/* R: m <- summary(lm(scores ~ I(2016:2023)))$coefficients[2, ]; f <- 1.7406394653077886
 *    df <- 5.5053392726111294; se <- m[2] * sqrt(f); 2 * pt(-m[1] / se, df)
 *    m[1] + c(-1, 1) * qt(.975, df) * se */
static void years_that_resemble_each_other_widen_the_interval_of_a_slope(void **state)
{
    const double t[] = {2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023};
    const double straight[] = {1, 2, 3, 4};
    struct zi_regression_line got = line(t, scores, 8);

    (void)state;
    zi_regression_line_widen(&got, 1.7406394653077886, 5.5053392726111294, &confidence);
    assert_close(got.slope.estimate, 2.2851190476186374, 1e-12);
    assert_close(got.slope.std_error, 0.29050405106798927, 1e-11);
    assert_close(got.slope.statistic, 7.8660488183134856, 1e-11);
    assert_close(got.slope.p_value, 0.00033977594613956937, 1e-10);
    assert_close(got.slope.conf_low, 1.5585082240960892, 1e-11);
    assert_close(got.slope.conf_high, 3.0117298711411857, 1e-11);
    assert_int_equal(got.slope.p_method, ZI_P_T_AR1);
    got = line(t, straight, 4);
    zi_regression_line_widen(&got, 2, 1.5, &confidence);
    assert_undefined(got.slope.std_error);
    assert_int_equal(got.slope.reason, ZI_EXACT_FIT);
}

static void without_a_confidence_the_line_is_the_same_without_its_test(void **state)
{
    struct zi_regression_line want = line(years, scores, 8);
    struct zi_regression_line got = zi_regression_line(years, scores, 8, NULL);

    (void)state;
    assert_true(got.slope.estimate == want.slope.estimate);
    assert_true(got.slope.std_error == want.slope.std_error);
    assert_true(got.slope.df == want.slope.df);
    assert_true(got.residual_sd == want.residual_sd);
    assert_true(got.last_level == want.last_level);
    assert_int_equal(got.slope.reason, ZI_DEFINED);
    assert_undefined(got.slope.p_value);
    assert_undefined(got.slope.conf_low);
    assert_int_equal(got.slope.p_method, ZI_P_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(years_that_resemble_each_other_widen_the_interval_of_a_slope),
        cmocka_unit_test(a_line_with_its_interval_is_that_of_r),
        cmocka_unit_test(without_a_confidence_the_line_is_the_same_without_its_test),
        cmocka_unit_test(nist_norris_as_a_line),
        cmocka_unit_test(constant_time_has_no_line),
        cmocka_unit_test(two_points_are_a_line_without_a_p_value),
        cmocka_unit_test(nothing_and_one_point_have_no_line),
        cmocka_unit_test(a_constant_series_has_slope_0_and_no_errors),
        cmocka_unit_test(an_exact_fit_has_r2_1_and_no_errors),
        cmocka_unit_test(nearly_exact_is_not_exact),
        cmocka_unit_test(the_origin_of_time_costs_no_digits),
        cmocka_unit_test(the_order_of_the_rows_does_not_matter),
        cmocka_unit_test(time_reversed_turns_the_slope),
        cmocka_unit_test(scaling_the_scores_leaves_p),
        cmocka_unit_test(two_columns_are_those_of_r),
        cmocka_unit_test(one_column_is_the_line),
        cmocka_unit_test(no_column_is_the_mean),
        cmocka_unit_test(nist_linear_sets_are_met_as_far_as_doubles_can),
        cmocka_unit_test(nist_wampler_polynomials_are_met_as_far_as_doubles_can),
        cmocka_unit_test(nist_filip_is_met_as_far_as_doubles_can),
        cmocka_unit_test(slopes_through_the_origin_are_right_to_the_last_bit),
        cmocka_unit_test(a_column_given_twice_is_refused_and_both_are_named),
        cmocka_unit_test(a_sum_of_columns_is_refused_and_all_are_named),
        cmocka_unit_test(a_constant_column_beside_an_intercept_is_refused),
        cmocka_unit_test(a_constant_column_without_an_intercept_is_the_mean),
        cmocka_unit_test(more_terms_than_rows_are_refused),
        cmocka_unit_test(no_degrees_of_freedom_leave_no_errors),
        cmocka_unit_test(an_exact_fit_leaves_no_errors),
        cmocka_unit_test(a_constant_outcome_has_no_effects_and_no_r2),
        cmocka_unit_test(no_rows_are_missing),
        cmocka_unit_test(residuals_are_orthogonal_to_every_column),
        cmocka_unit_test(the_order_of_the_columns_does_not_matter),
    };

    return cmocka_run_group_tests(tests, prepare, NULL);
}
