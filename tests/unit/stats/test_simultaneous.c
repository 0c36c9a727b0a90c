#include "check.h"

#include "stats/simultaneous.h"

enum { DRAWS = 40000 };

static double quantile_of(const double covariance[], size_t n, double df)
{
    double quantile;

    assert_int_equal(zi_simultaneous_quantile(covariance, n, df, 0.95, DRAWS, 1, &quantile, NULL),
                     ZI_OK);
    return quantile;
}

/* Correlations 0.6^|i - j|, variances 1 to 25, so that scale must not matter. */
static void fill(double covariance[25])
{
    for (size_t i = 0; i < 5; i++)
        for (size_t j = 0; j < 5; j++)
            covariance[5 * i + j] =
                (double)((i + 1) * (j + 1)) * pow(0.6, fabs((double)i - (double)j));
}

static void quantiles_agree_with_r(void **state)
{
    double covariance[25];

    (void)state;
    fill(covariance);
    /* R mvtnorm::qmvt(0.95, tail = "both.tails", corr = C, df = 12): 2.9149881; qmvnorm: 2.5189474
     */
    assert_close(quantile_of(covariance, 5, 12), 2.9149881, 0.015);
    assert_close(quantile_of(covariance, 5, INFINITY), 2.5189474, 0.01);
}

static void independent_ones_agree_with_sidak(void **state)
{
    static const double identity[] = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1};

    (void)state;
    /* R qnorm((1 + 0.95^(1/4)) / 2) */
    assert_close(quantile_of(identity, 4, INFINITY), 2.490915131, 0.01);
}

/* The same estimate three times is one. */
static void dependent_ones_count_once(void **state)
{
    static const double ones[] = {4, 4, 4, 4, 4, 4, 4, 4, 4};

    (void)state;
    assert_close(quantile_of(ones, 3, INFINITY), 1.959964, 0.01);
}

static void the_seed_decides(void **state)
{
    double covariance[25];
    double one, other;

    (void)state;
    fill(covariance);
    one = quantile_of(covariance, 5, 12);
    assert_true(one == quantile_of(covariance, 5, 12));
    assert_int_equal(zi_simultaneous_quantile(covariance, 5, 12, 0.95, DRAWS, 2, &other, NULL),
                     ZI_OK);
    assert_true(one != other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quantiles_agree_with_r),
        cmocka_unit_test(independent_ones_agree_with_sidak),
        cmocka_unit_test(dependent_ones_count_once),
        cmocka_unit_test(the_seed_decides),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
