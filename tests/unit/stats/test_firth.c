#include "check.h"

#include "stats/firth.h"

enum { N = 10 };

static const double margin[N] = {-3, -2.2, -1.4, -0.6, 0.1, 0.9, 1.7, 2.4, 3.3, 4.1};

static void design(double x[N * 3])
{
    static const double group[N] = {1, 0, 1, 1, 0, 1, 0, 0, 1, 0};

    for (size_t i = 0; i < N; i++) {
        x[i * 3] = 1;
        x[i * 3 + 1] = margin[i];
        x[i * 3 + 2] = group[i];
    }
}

static void two_columns(double x[N * 2])
{
    for (size_t i = 0; i < N; i++) {
        x[i * 2] = 1;
        x[i * 2 + 1] = margin[i];
    }
}

/* R 4.2.2, brglm2: f <- glm(y ~ x, binomial, method = "brglmFit", type = "AS_mean", epsilon =
 * 1e-12, maxit = 500); c(coef(f), sqrt(diag(vcov(f)))) */
static void it_agrees_with_brglm2(void **state)
{
    const bool y[N] = {0, 0, 1, 0, 0, 1, 0, 1, 1, 1};
    double x[N * 2], more[N * 3];
    struct zi_firth_fit fit;

    (void)state;
    two_columns(x);
    fit = zi_firth_fit(x, y, N, 2);
    assert_int_equal(fit.reason, ZI_DEFINED);
    assert_close(fit.coefficients[0], -0.263989225287, 1e-7);
    assert_close(fit.coefficients[1], 0.499235736774, 1e-7);
    assert_close(fit.std_errors[0], 0.744100910890, 1e-7);
    assert_close(fit.std_errors[1], 0.360120801416, 1e-7);

    design(more);
    fit = zi_firth_fit(more, y, N, 3);
    assert_close(fit.coefficients[0], -1.481047693967, 1e-6);
    assert_close(fit.coefficients[1], 0.733080192398, 1e-6);
    assert_close(fit.coefficients[2], 2.191727495617, 1e-6);
    assert_close(fit.std_errors[2], 2.028477259748, 1e-6);
}

/* The same call; plain logistic regression has no finite answer here. */
static void separation_is_finite(void **state)
{
    const bool y[N] = {0, 0, 0, 0, 0, 1, 1, 1, 1, 1};
    double x[N * 2];
    struct zi_firth_fit fit;

    (void)state;
    two_columns(x);
    fit = zi_firth_fit(x, y, N, 2);
    assert_close(fit.coefficients[0], -0.655688213956, 1e-6);
    assert_close(fit.coefficients[1], 1.261950116557, 1e-6);
    assert_close(fit.std_errors[1], 0.754841849998, 1e-6);
}

/* With an intercept alone, half a success and half a failure are added: log(0.5 / 6.5). */
static void none_of_six_is_finite(void **state)
{
    const double ones[6] = {1, 1, 1, 1, 1, 1};
    const bool none[6] = {0}, all[6] = {1, 1, 1, 1, 1, 1};

    (void)state;
    assert_close(zi_firth_fit(ones, none, 6, 1).coefficients[0], log(0.5 / 6.5), 1e-9);
    assert_close(zi_firth_fit(ones, none, 6, 1).std_errors[0], 1.58518784780, 1e-7);
    assert_close(zi_firth_fit(ones, all, 6, 1).coefficients[0], log(6.5 / 0.5), 1e-9);
}

static void a_constant_predictor_is_collinear(void **state)
{
    const double x[] = {1, 5, 1, 5, 1, 5, 1, 5}, zero[] = {1, 0, 1, 0, 1, 0, 1, 0};
    const bool y[] = {0, 1, 0, 1};

    (void)state;
    assert_int_equal(zi_firth_fit(x, y, 4, 2).reason, ZI_COLLINEAR);
    assert_int_equal(zi_firth_fit(zero, y, 4, 2).reason, ZI_COLLINEAR);
    assert_undefined(zi_firth_fit(x, y, 4, 2).coefficients[1]);
    assert_int_equal(zi_firth_fit(x, y, 2, 2).reason, ZI_FEWER_THAN_3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_agrees_with_brglm2),
        cmocka_unit_test(separation_is_finite),
        cmocka_unit_test(none_of_six_is_finite),
        cmocka_unit_test(a_constant_predictor_is_collinear),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
