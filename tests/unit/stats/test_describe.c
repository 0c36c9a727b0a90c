#include "check.h"

#include "nist.h"
#include "zistat/stats/describe.h"

static struct zi_description describe(const double x[], size_t n)
{
    double scratch[NIST_ROWS_MAX];

    return zi_describe(x, n, scratch);
}

static void check_certified(const char *name, const double x[], size_t n, double mean, double sd,
                            double lag1)
{
    struct zi_description got = describe(x, n);

    assert_int_equal(got.reason, ZI_DEFINED);
    assert_digits(name, got.mean, nist_certified(name, "mean").value, mean);
    assert_digits(name, got.sd, nist_certified(name, "sd").value, sd);
    assert_digits(name, got.lag1, nist_certified(name, "lag1").value, lag1);
}

static void check_file(const char *name, double mean, double sd, double lag1)
{
    static struct nist set;

    nist_read(&set, name);
    check_certified(name, set.column[0], set.n, mean, sd, lag1);
}

/* What exact arithmetic on the data rounded to doubles can attain, less a little: the last digits
 * of sd and lag 1 are lost when the file is read. */
static void nist_observed_sets_are_met_as_far_as_doubles_can(void **state)
{
    (void)state;
    check_file("lew", 14, 14, 14);
    check_file("lottery", 14, 14, 14);
    check_file("mavro", 14.5, 12.8, 13.5);
    check_file("michelso", 14.5, 13, 13);
}

/* Made by rule: the digits of pi, with NIST's 3 instead of 8 at observation 957. With the 8 the
 * mean would be 4.5358. */
static void nist_digits_of_pi_are_met(void **state)
{
    (void)state;
    check_file("pidigits", 15, 14.5, 14);
}

static void nist_integers_of_eight_digits_are_exact(void **state)
{
    const double x[] = {10000001, 10000003, 10000002};

    (void)state;
    check_certified("numacc1", x, 3, 15, 15, 14);
}

/* One value and 500 pairs around it, at 1e0, 1e6 and 1e7: NumAcc2, 3, 4. */
static void nist_leading_digits_do_not_spoil_the_spread(void **state)
{
    static const struct {
        const char *name;
        double low, middle, high;
        double mean, sd, lag1;
    } sets[] = {
        {"numacc2", 1.1, 1.2, 1.3, 14, 14, 14},
        {"numacc3", 1000000.1, 1000000.2, 1000000.3, 14, 9.2, 11},
        {"numacc4", 10000000.1, 10000000.2, 10000000.3, 14, 8, 10},
    };
    static double x[1001];

    (void)state;
    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++) {
        x[0] = sets[i].middle;
        for (size_t j = 1; j < 1001; j++)
            x[j] = j % 2 ? sets[i].low : sets[i].high;
        check_certified(sets[i].name, x, 1001, sets[i].mean, sets[i].sd, sets[i].lag1);
    }
}

/* The sum-of-squares formula gives 0 here. */
static void spread_of_large_neighbours_is_one(void **state)
{
    const double x[] = {1e9 + 1, 1e9 + 2, 1e9 + 3};

    (void)state;
    assert_true(describe(x, 3).sd == 1);
}

/* R: y <- c(62.1, 64.35, 63.9, 68.2, 71.05, 70.4, 75.8, 78.15); quantile(y); mean(y); sd(y) */
static void quartiles_are_those_of_r(void **state)
{
    const double y[] = {62.1, 64.35, 63.9, 68.2, 71.05, 70.4, 75.8, 78.15};
    struct zi_description got = describe(y, 8);

    (void)state;
    assert_int_equal(got.n, 8);
    assert_close(got.min, 62.1, 0);
    assert_close(got.q1, 64.2375, 1e-15);
    assert_close(got.median, 69.3, 1e-15);
    assert_close(got.q3, 72.2375, 1e-15);
    assert_close(got.max, 78.15, 0);
    assert_close(got.mean, 69.24375, 1e-15);
    assert_close(got.sd, 5.7511761219523008, 1e-14);
}

static void nothing_describes_nothing(void **state)
{
    struct zi_description got = describe(NULL, 0);

    (void)state;
    assert_int_equal(got.n, 0);
    assert_undefined(got.mean);
    assert_undefined(got.sd);
    assert_undefined(got.min);
    assert_undefined(got.q1);
    assert_undefined(got.median);
    assert_undefined(got.q3);
    assert_undefined(got.max);
    assert_undefined(got.lag1);
    assert_int_equal(got.reason, ZI_MISSING);
}

static void one_value_has_no_spread(void **state)
{
    const double x[] = {82.3};
    struct zi_description got = describe(x, 1);

    (void)state;
    assert_close(got.mean, 82.3, 0);
    assert_close(got.q1, 82.3, 0);
    assert_close(got.median, 82.3, 0);
    assert_undefined(got.sd);
    assert_undefined(got.lag1);
    assert_int_equal(got.reason, ZI_FEWER_THAN_2);
}

/* 82.3 added up ten times and divided by ten is not 82.3, and its variance is 1e-28. */
static void equal_values_have_no_spread_and_no_autocorrelation(void **state)
{
    const double x[] = {82.3, 82.3, 82.3, 82.3, 82.3, 82.3, 82.3, 82.3, 82.3, 82.3};
    struct zi_description got = describe(x, 10);

    (void)state;
    assert_true(got.mean == 82.3);
    assert_true(got.sd == 0);
    assert_undefined(got.lag1);
    assert_int_equal(got.reason, ZI_CONSTANT);
}

static void the_input_is_left_as_it_was(void **state)
{
    const double before[] = {3, 1, 2, 5, 4};
    double x[] = {3, 1, 2, 5, 4};

    (void)state;
    describe(x, 5);
    assert_memory_equal(x, before, sizeof x);
}

static void shifting_moves_the_level_only(void **state)
{
    const double x[] = {3, 1, 2, 5, 4, 4};
    const double shifted[] = {103, 101, 102, 105, 104, 104};
    struct zi_description a = describe(x, 6);
    struct zi_description b = describe(shifted, 6);

    (void)state;
    assert_close(b.mean, a.mean + 100, 1e-15);
    assert_close(b.q3, a.q3 + 100, 1e-15);
    assert_close(b.sd, a.sd, 1e-14);
    assert_close(b.lag1, a.lag1, 1e-14);
}

static void scaling_by_minus_two_mirrors_and_doubles(void **state)
{
    const double x[] = {3, 1, 2, 5, 4, 4};
    const double scaled[] = {-6, -2, -4, -10, -8, -8};
    struct zi_description a = describe(x, 6);
    struct zi_description b = describe(scaled, 6);

    (void)state;
    assert_close(b.mean, -2 * a.mean, 1e-15);
    assert_close(b.sd, 2 * a.sd, 1e-15);
    assert_close(b.q1, -2 * a.q3, 1e-15);
    assert_close(b.min, -2 * a.max, 0);
    assert_close(b.lag1, a.lag1, 1e-15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nist_observed_sets_are_met_as_far_as_doubles_can),
        cmocka_unit_test(nist_digits_of_pi_are_met),
        cmocka_unit_test(nist_integers_of_eight_digits_are_exact),
        cmocka_unit_test(nist_leading_digits_do_not_spoil_the_spread),
        cmocka_unit_test(spread_of_large_neighbours_is_one),
        cmocka_unit_test(quartiles_are_those_of_r),
        cmocka_unit_test(nothing_describes_nothing),
        cmocka_unit_test(one_value_has_no_spread),
        cmocka_unit_test(equal_values_have_no_spread_and_no_autocorrelation),
        cmocka_unit_test(the_input_is_left_as_it_was),
        cmocka_unit_test(shifting_moves_the_level_only),
        cmocka_unit_test(scaling_by_minus_two_mirrors_and_doubles),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
