#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "zistat/stats/mann_kendall.h"

static struct zi_mann_kendall test_series(const double y[], size_t n)
{
    struct zi_mann_kendall_cache cache;
    struct zi_mann_kendall result;
    struct zi_error error;

    zi_mann_kendall_cache_init(&cache);
    assert_int_equal(zi_mann_kendall(y, n, &cache, &result, &error), ZI_OK);
    zi_mann_kendall_cache_release(&cache);
    return result;
}

/* R: cor.test(1:8, y, method = "kendall", exact = TRUE): tau 0.857, S = 2 * 26 - 28,
 * p 0.0017361111111111605 */
static void a_rising_series_is_that_of_r(void **state)
{
    const double y[] = {62.1, 64.35, 63.9, 68.2, 71.05, 70.4, 75.8, 78.15};
    struct zi_mann_kendall got = test_series(y, 8);

    (void)state;
    assert_true(got.tau.statistic == 24);
    assert_close(got.tau.estimate, 0.8571428571428571, 1e-15);
    assert_close(got.tau.p_value, 0.001736111111111111, 1e-15);
    assert_close(got.variance, 8 * 7 * 21 / 18.0, 1e-15);
    assert_close(got.smallest_p, 2.0 / 40320, 1e-15);
    assert_int_equal(got.tau.n, 8);
    assert_int_equal(got.tau.p_method, ZI_P_EXACT);
    assert_int_equal(got.tau.reason, ZI_DEFINED);
}

/* scipy.stats.kendalltau(range(9), y).statistic 0.18257418583505536 */
static void ties_give_tau_b(void **state)
{
    const double y[] = {3, 3, 1, 4, 4, 4, 5, 2, 3};

    (void)state;
    assert_close(test_series(y, 9).tau.estimate, 0.18257418583505536, 1e-15);
}

static double kendall_s(const double y[], size_t n)
{
    double s = 0;

    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++)
            s += (y[j] > y[i]) - (y[j] < y[i]);
    return s;
}

struct tally {
    double observed;
    unsigned long extreme;
    unsigned long all;
};

static void tally_permutations(double y[], size_t n, size_t from, struct tally *tally)
{
    if (from == n) {
        tally->extreme += fabs(kendall_s(y, n)) >= tally->observed;
        tally->all++;
        return;
    }
    for (size_t i = from; i < n; i++) {
        double first = y[from];

        y[from] = y[i];
        y[i] = first;
        tally_permutations(y, n, from + 1, tally);
        y[i] = y[from];
        y[from] = first;
    }
}

/* All series over {0, 1, 2, 3} of length 3 to 5, and some longer ones. */
static void check_against_all_permutations(const double y[], size_t n)
{
    double copy[8];
    struct tally tally = {fabs(kendall_s(y, n)), 0, 0};
    struct zi_mann_kendall got = test_series(y, n);

    if (got.tau.reason == ZI_CONSTANT)
        return;
    memcpy(copy, y, n * sizeof *y);
    tally_permutations(copy, n, 0, &tally);
    assert_close(got.tau.p_value, (double)tally.extreme / (double)tally.all, 1e-15);
}

static void p_is_the_share_of_all_permutations_with_or_without_ties(void **state)
{
    static const double longer[][8] = {
        {1, 2, 3, 4, 5, 6, 7, 8}, {8, 6, 7, 5, 3, 4, 2, 1}, {1, 1, 2, 2, 3, 3, 4, 4},
        {2, 1, 2, 1, 2, 1, 2, 2}, {5, 5, 5, 5, 5, 5, 5, 6}, {1, 9, 4, 9, 4, 9, 1, 7},
    };

    (void)state;
    for (size_t n = 3; n <= 5; n++) {
        for (unsigned code = 0; code < 1U << (2 * n); code++) {
            double y[5];

            for (size_t i = 0; i < n; i++)
                y[i] = code >> (2 * i) & 3;
            check_against_all_permutations(y, n);
        }
    }
    for (size_t i = 0; i < sizeof longer / sizeof longer[0]; i++)
        for (size_t n = 6; n <= 8; n++)
            check_against_all_permutations(longer[i], n);
}

/* R: set.seed(1); x <- round(rnorm(60) + (1:60) * .02, 1)
 *    cor.test(1:60, x, method = "kendall", exact = FALSE, continuity = TRUE) */
static void above_50_the_normal_is_that_of_r(void **state)
{
    static const double x[] = {-0.6, 0.2,  -0.8, 1.7,  0.4, -0.7, 0.6, 0.9, 0.8, -0.1, 1.7,  0.6,
                               -0.4, -1.9, 1.4,  0.3,  0.3, 1.3,  1.2, 1,   1.3, 1.2,  0.5,  -1.5,
                               1.1,  0.5,  0.4,  -0.9, 0.1, 1,    2,   0.5, 1,   0.6,  -0.7, 0.3,
                               0.3,  0.7,  1.9,  1.6,  0.7, 0.6,  1.6, 1.4, 0.2, 0.2,  1.3,  1.7,
                               0.9,  1.9,  1.4,  0.4,  1.4, 0,    2.5, 3.1, 0.8, 0.1,  1.7,  1.1};
    struct zi_mann_kendall got = test_series(x, 60);

    (void)state;
    assert_true(got.tau.statistic == 402);
    assert_close(got.variance, 24521.333333333332, 1e-15);
    assert_close(got.tau.estimate, 0.23026230424127836, 1e-15);
    assert_close(got.tau.p_value, 0.010443735625913591, 1e-13);
    assert_int_equal(got.tau.p_method, ZI_P_NORMAL);
    assert_true(got.smallest_p > 0 && got.smallest_p < 1e-20);
}

static void above_50_no_lean_is_p_1(void **state)
{
    double y[52];

    (void)state;
    for (size_t i = 0; i < 52; i++)
        y[i] = (double)(i < 26 ? i : 51 - i);
    assert_true(test_series(y, 52).tau.statistic == 0);
    assert_close(test_series(y, 52).tau.p_value, 1, 0);
}

/* At n = 50 the exact p and the normal one it would get above are nearly the same. */
static void exact_and_normal_meet_at_50(void **state)
{
    double y[51];
    struct zi_mann_kendall got;
    double z;

    (void)state;
    for (size_t i = 0; i < 51; i++)
        y[i] = (double)(i * 17 % 43) + (double)i / 5;
    got = test_series(y, 50);
    z = (got.tau.statistic - 1) / sqrt(got.variance);
    assert_int_equal(got.tau.p_method, ZI_P_EXACT);
    assert_true(got.tau.p_value < 0.3);
    assert_close(got.tau.p_value, erfc(z / sqrt(2)), 0.03);
    assert_int_equal(test_series(y, 51).tau.p_method, ZI_P_NORMAL);
}

static void four_years_cannot_be_significant_at_5_percent(void **state)
{
    const double y[] = {1, 2, 3, 4, 5};

    (void)state;
    assert_close(test_series(y, 3).smallest_p, 1.0 / 3, 1e-15);
    assert_close(test_series(y, 4).smallest_p, 1.0 / 12, 1e-15);
    assert_close(test_series(y, 4).tau.p_value, 1.0 / 12, 1e-15);
    assert_close(test_series(y, 5).smallest_p, 1.0 / 60, 1e-15);
}

static void ties_raise_the_smallest_p(void **state)
{
    const double y[] = {1, 1, 2, 2, 3};

    (void)state;
    assert_close(test_series(y, 5).smallest_p, 2.0 / 30, 1e-15);
}

static void nothing_is_missing(void **state)
{
    struct zi_mann_kendall got = test_series(NULL, 0);

    (void)state;
    assert_undefined(got.tau.statistic);
    assert_undefined(got.tau.p_value);
    assert_int_equal(got.tau.reason, ZI_MISSING);
}

/* scipy.stats.kendalltau of two points gave p = nan, then 1. */
static void two_values_have_s_but_no_tau_and_no_p(void **state)
{
    const double y[] = {70, 75};
    struct zi_mann_kendall got = test_series(y, 2);

    (void)state;
    assert_true(got.tau.statistic == 1);
    assert_undefined(got.tau.estimate);
    assert_undefined(got.tau.p_value);
    assert_undefined(got.smallest_p);
    assert_int_equal(got.tau.reason, ZI_FEWER_THAN_3);
    assert_true(test_series(y, 1).tau.statistic == 0);
    assert_int_equal(test_series(y, 1).tau.reason, ZI_FEWER_THAN_3);
}

static void a_constant_series_has_s_0_but_no_tau_and_no_p(void **state)
{
    const double y[] = {82.3, 82.3, 82.3, 82.3, 82.3};
    struct zi_mann_kendall got = test_series(y, 5);

    (void)state;
    assert_true(got.tau.statistic == 0);
    assert_true(got.variance == 0);
    assert_undefined(got.tau.estimate);
    assert_undefined(got.tau.p_value);
    assert_undefined(got.smallest_p);
    assert_int_equal(got.tau.p_method, ZI_P_NONE);
    assert_int_equal(got.tau.reason, ZI_CONSTANT);
}

static void a_long_constant_series_is_constant_too(void **state)
{
    double y[60];

    (void)state;
    for (size_t i = 0; i < 60; i++)
        y[i] = 82.3;
    assert_true(test_series(y, 60).variance == 0);
    assert_int_equal(test_series(y, 60).tau.reason, ZI_CONSTANT);
}

static void turning_time_round_turns_the_sign_only(void **state)
{
    const double y[] = {3, 3, 1, 4, 4, 4, 5, 2, 3};
    const double back[] = {3, 2, 5, 4, 4, 4, 1, 3, 3};
    struct zi_mann_kendall a = test_series(y, 9);
    struct zi_mann_kendall b = test_series(back, 9);

    (void)state;
    assert_true(a.tau.statistic == -b.tau.statistic);
    assert_true(a.tau.estimate == -b.tau.estimate);
    assert_true(a.tau.p_value == b.tau.p_value);
}

static void only_the_order_of_the_values_counts(void **state)
{
    const double y[] = {62.1, 64.35, 63.9, 68.2, 68.2, 70.4};
    const double shifted[] = {-1e9, 3, 2, 4e5, 4e5, 1e300};

    (void)state;
    assert_true(test_series(y, 6).tau.p_value == test_series(shifted, 6).tau.p_value);
    assert_true(test_series(y, 6).tau.estimate == test_series(shifted, 6).tau.estimate);
}

/* Hundreds of tie patterns through one cache, twice, against a fresh cache each. */
static void a_shared_cache_answers_as_a_fresh_one(void **state)
{
    struct zi_mann_kendall_cache cache;
    struct zi_mann_kendall shared;
    struct zi_error error;

    (void)state;
    zi_mann_kendall_cache_init(&cache);
    for (unsigned round = 0; round < 2; round++) {
        unsigned random = 7;

        for (unsigned i = 0; i < 1000; i++) {
            double y[18];
            size_t n = 3 + i % 16;

            for (size_t j = 0; j < n; j++) {
                random = random * 1664525U + 1013904223U;
                y[j] = (random >> 16) % (3 + i % 11);
            }
            assert_int_equal(zi_mann_kendall(y, n, &cache, &shared, &error), ZI_OK);
            if (shared.tau.reason == ZI_DEFINED)
                assert_true(shared.tau.p_value == test_series(y, n).tau.p_value);
        }
    }
    assert_true(cache.count > 100);
    zi_mann_kendall_cache_release(&cache);
    assert_int_equal(cache.count, 0);
}

/* R: v <- 8 * 7 * 21 / 18 * 1.4501725; 2 * pnorm(-c(24 - 1, 28 - 1) / sqrt(v)) */
static void years_that_resemble_each_other_raise_p(void **state)
{
    const double y[] = {62.1, 64.35, 63.9, 68.2, 71.05, 70.4, 75.8, 78.15};
    struct zi_mann_kendall got = test_series(y, 8);

    (void)state;
    zi_mann_kendall_widen(&got, 1.4501725);
    assert_close(got.tau.p_value, 0.018131163417684552, 1e-12);
    assert_close(got.smallest_p, 0.0055393352659878856, 1e-12);
    assert_int_equal(got.tau.p_method, ZI_P_NORMAL_AR1);
    assert_true(got.tau.statistic == 24);
}

/* Three values: exactly 1/3, by the normal distribution 0.296. */
static void p_is_never_lowered_by_it(void **state)
{
    const double rising[] = {1, 2, 3};
    const double constant[] = {2, 2, 2};
    struct zi_mann_kendall got = test_series(rising, 3);
    unsigned random = 5;

    (void)state;
    zi_mann_kendall_widen(&got, 1.0000001);
    assert_close(got.tau.p_value, 1.0 / 3, 1e-15);
    assert_close(got.smallest_p, 1.0 / 3, 1e-15);
    assert_int_equal(got.tau.p_method, ZI_P_EXACT);
    got = test_series(constant, 3);
    zi_mann_kendall_widen(&got, 2);
    assert_undefined(got.tau.p_value);
    assert_int_equal(got.tau.p_method, ZI_P_NONE);
    for (size_t n = 3; n <= 60; n++) {
        double y[60];
        double plain;

        for (size_t i = 0; i < n; i++) {
            random = random * 1664525U + 1013904223U;
            y[i] = (random >> 16) % 12;
        }
        got = test_series(y, n);
        plain = got.tau.p_value;
        zi_mann_kendall_widen(&got, 1);
        assert_true(isnan(plain) || got.tau.p_value == plain);
        zi_mann_kendall_widen(&got, 1.02);
        assert_true(isnan(plain) || got.tau.p_value >= plain);
        assert_true(isnan(plain) || got.smallest_p <= got.tau.p_value);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rising_series_is_that_of_r),
        cmocka_unit_test(ties_give_tau_b),
        cmocka_unit_test(p_is_the_share_of_all_permutations_with_or_without_ties),
        cmocka_unit_test(above_50_the_normal_is_that_of_r),
        cmocka_unit_test(above_50_no_lean_is_p_1),
        cmocka_unit_test(exact_and_normal_meet_at_50),
        cmocka_unit_test(four_years_cannot_be_significant_at_5_percent),
        cmocka_unit_test(ties_raise_the_smallest_p),
        cmocka_unit_test(nothing_is_missing),
        cmocka_unit_test(two_values_have_s_but_no_tau_and_no_p),
        cmocka_unit_test(a_constant_series_has_s_0_but_no_tau_and_no_p),
        cmocka_unit_test(a_long_constant_series_is_constant_too),
        cmocka_unit_test(turning_time_round_turns_the_sign_only),
        cmocka_unit_test(only_the_order_of_the_values_counts),
        cmocka_unit_test(years_that_resemble_each_other_raise_p),
        cmocka_unit_test(p_is_never_lowered_by_it),
        cmocka_unit_test(a_shared_cache_answers_as_a_fresh_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
