#include "check.h"

#include <stdlib.h>

#include "zistat/stats/sen.h"

enum { ROOM = 60 * 59 / 2 };

static struct zi_sen line_at_level(const double t[], const double y[], size_t n, double level)
{
    struct zi_confidence confidence;
    double scratch[ROOM];

    zi_confidence_init(&confidence, level);
    return zi_sen(t, y, n, &confidence, scratch);
}

static struct zi_sen line(const double t[], const double y[], size_t n)
{
    return line_at_level(t, y, n, 0.95);
}

static const double years[] = {2016, 2017, 2018, 2019, 2021, 2022, 2023, 2024};
static const double scores[] = {62.1, 64.35, 63.9, 68.2, 71.05, 70.4, 75.8, 78.15};

/* scipy.stats.theilslopes(scores, years): the interval is the normal one, which has the same ranks
 * here; 0.9688 is the level of rank 6 of 28. */
static void a_series_with_a_gap_is_that_of_scipy(void **state)
{
    struct zi_sen got = line(years, scores, 8);

    (void)state;
    assert_close(got.slope.estimate, 1.9642857142857149, 1e-13);
    assert_close(got.intercept, -3898.557142857144, 1e-13);
    assert_close(got.slope.conf_low, 1.383333333333334, 1e-13);
    assert_close(got.slope.conf_high, 2.3750000000000013, 1e-13);
    assert_close(got.slope.conf_level, 0.968849206349206, 1e-13);
    assert_int_equal(got.slope.n, 8);
    assert_int_equal(got.slope.reason, ZI_DEFINED);
    assert_undefined(got.slope.p_value);
    assert_int_equal(got.slope.p_method, ZI_P_NONE);
}

/* Numbering the rows instead of the years would give 3. */
static void gaps_stay_gaps(void **state)
{
    const double t[] = {2018, 2019, 2024};
    const double y[] = {60, 61, 66};

    (void)state;
    assert_close(line(t, y, 3).slope.estimate, 1, 1e-15);
}

/* scipy.stats.theilslopes(scores[:7], years[:7]) */
static void an_odd_number_of_slopes_has_a_middle_one(void **state)
{
    struct zi_sen got = line(years, scores, 7);

    (void)state;
    assert_close(got.slope.estimate, 1.8999999999999986, 1e-13);
    assert_close(got.intercept, -3767.8999999999974, 1e-13);
}

/* The definition of the interval: slopes that Mann-Kendall does not reject. */
static void the_interval_inverts_mann_kendall(void **state)
{
    const double y[] = {60.13, 63.58, 61.71, 66.02, 69.17, 68.29, 74.93, 77.31};
    struct zi_sen got = line(years, y, 8);
    const double inside[] = {got.slope.conf_low + 1e-9, got.slope.conf_high - 1e-9};
    const double outside[] = {got.slope.conf_low - 1e-9, got.slope.conf_high + 1e-9};

    (void)state;
    for (size_t side = 0; side < 2; side++) {
        int s_inside = 0;
        int s_outside = 0;

        for (size_t i = 0; i < 8; i++) {
            for (size_t j = i + 1; j < 8; j++) {
                double rise = y[j] - y[i];
                double run = years[j] - years[i];

                s_inside += rise > inside[side] * run ? 1 : -1;
                s_outside += rise > outside[side] * run ? 1 : -1;
            }
        }
        /* P(|S| >= 18) = 0.031 at n = 8, P(|S| >= 16) = 0.061. */
        assert_true(abs(s_inside) == 16);
        assert_true(abs(s_outside) == 18);
    }
}

static void below_five_points_there_is_a_slope_but_no_interval(void **state)
{
    (void)state;
    for (size_t n = 2; n < 5; n++) {
        struct zi_sen got = line(years, scores, n);

        assert_true(!isnan(got.slope.estimate));
        assert_true(!isnan(got.intercept));
        assert_undefined(got.slope.conf_low);
        assert_undefined(got.slope.conf_high);
        assert_undefined(got.slope.conf_level);
        assert_int_equal(got.slope.reason, ZI_FEWER_THAN_5);
    }
    assert_int_equal(line(years, scores, 5).slope.reason, ZI_DEFINED);
}

static void a_lower_level_needs_fewer_points(void **state)
{
    (void)state;
    assert_int_equal(line_at_level(years, scores, 4, 0.9).slope.reason, ZI_DEFINED);
    assert_int_equal(line_at_level(years, scores, 3, 0.9).slope.reason, ZI_FEWER_THAN_4);
    assert_int_equal(line_at_level(years, scores, 3, 0.6).slope.reason, ZI_DEFINED);
    assert_int_equal(line_at_level(years, scores, 2, 0.6).slope.reason, ZI_FEWER_THAN_3);
    assert_int_equal(line_at_level(years, scores, 5, 0.99).slope.reason, ZI_FEW_FOR_LEVEL);
    assert_int_equal(line_at_level(years, scores, 3, 0.99).slope.reason, ZI_FEW_FOR_LEVEL);
    assert_int_equal(line_at_level(years, scores, 6, 0.99).slope.reason, ZI_DEFINED);
}

static void the_widest_interval_spans_all_slopes(void **state)
{
    const double t[] = {1, 2, 3, 4, 5};
    const double y[] = {1, 4, 2, 3, 9};
    struct zi_sen got = line(t, y, 5);

    (void)state;
    assert_close(got.slope.conf_low, -2, 0);
    assert_close(got.slope.conf_high, 6, 0);
    assert_close(got.slope.conf_level, 59.0 / 60, 1e-15);
}

static void nothing_and_one_point_have_no_slope(void **state)
{
    (void)state;
    assert_undefined(line(years, scores, 0).slope.estimate);
    assert_int_equal(line(years, scores, 0).slope.reason, ZI_MISSING);
    assert_undefined(line(years, scores, 1).slope.estimate);
    assert_undefined(line(years, scores, 1).intercept);
    assert_int_equal(line(years, scores, 1).slope.reason, ZI_FEWER_THAN_2);
}

static void two_points_at_one_time_have_no_slope(void **state)
{
    const double t[] = {2020, 2021, 2021};
    struct zi_sen got = line(t, scores, 3);

    (void)state;
    assert_undefined(got.slope.estimate);
    assert_undefined(got.intercept);
    assert_int_equal(got.slope.reason, ZI_CONSTANT);
}

static void a_constant_series_has_slope_0_and_no_interval(void **state)
{
    const double y[] = {82.3, 82.3, 82.3, 82.3, 82.3, 82.3};
    struct zi_sen got = line(years, y, 6);

    (void)state;
    assert_true(got.slope.estimate == 0);
    assert_true(!signbit(got.slope.estimate));
    assert_close(got.intercept, 82.3, 0);
    assert_undefined(got.slope.conf_low);
    assert_int_equal(got.slope.reason, ZI_CONSTANT);
}

static void time_backwards_never_gives_minus_zero(void **state)
{
    const double t[] = {5, 4, 3, 2, 1};
    const double y[] = {1, 1, 1, 1, 2};

    (void)state;
    assert_true(!signbit(line(t, y, 5).slope.estimate));
    assert_true(!signbit(line(t, y, 5).slope.conf_high));
}

static void one_wild_value_hardly_moves_the_slope(void **state)
{
    double t[20];
    double y[20];

    (void)state;
    for (size_t i = 0; i < 20; i++) {
        t[i] = (double)i;
        y[i] = 2 * (double)i;
    }
    y[7] = 1e6;
    assert_close(line(t, y, 20).slope.estimate, 2, 1e-15);
}

static void the_order_of_the_rows_does_not_matter(void **state)
{
    const double t[] = {2023, 2016, 2019, 2022, 2017, 2024, 2018, 2021};
    const double y[] = {75.8, 62.1, 68.2, 70.4, 64.35, 78.15, 63.9, 71.05};
    struct zi_sen a = line(years, scores, 8);
    struct zi_sen b = line(t, y, 8);

    (void)state;
    assert_true(a.slope.estimate == b.slope.estimate);
    assert_true(a.slope.conf_low == b.slope.conf_low);
    assert_true(a.slope.conf_high == b.slope.conf_high);
    assert_true(a.intercept == b.intercept);
}

static void scaling_scales_and_mirrors_the_interval(void **state)
{
    double y[8];
    struct zi_sen a = line(years, scores, 8);
    struct zi_sen b;

    (void)state;
    for (size_t i = 0; i < 8; i++)
        y[i] = -2 * scores[i];
    b = line(years, y, 8);
    assert_close(b.slope.estimate, -2 * a.slope.estimate, 1e-15);
    assert_close(b.slope.conf_low, -2 * a.slope.conf_high, 1e-15);
    assert_close(b.slope.conf_high, -2 * a.slope.conf_low, 1e-15);
}

/* Above 50 points: rank 516 of the 1275 slopes, here of i + (i mod 3). */
static void long_series_use_the_normal_rank(void **state)
{
    double t[51];
    double y[51];
    struct zi_sen got;

    (void)state;
    for (size_t i = 0; i < 51; i++) {
        t[i] = (double)i;
        y[i] = (double)(i + i % 3);
    }
    got = line(t, y, 51);
    assert_close(got.slope.estimate, 1, 1e-15);
    assert_true(got.slope.conf_low <= 1 && got.slope.conf_high >= 1);
    assert_true(got.slope.conf_level == 0.95);
}

/* R: sl <- sort of the 28 slopes; M <- floor((28 - qnorm(.975) * sqrt(8 * 7 * 21 / 18 * 1.4501725))
 * / 2) is 4; sl[4], sl[25] */
static void years_that_resemble_each_other_widen_the_interval(void **state)
{
    const double t[] = {2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023};
    struct zi_confidence confidence;
    double scratch[ROOM];
    struct zi_sen got;

    (void)state;
    zi_confidence_init(&confidence, 0.95);
    got = zi_sen_wider(t, scores, 8, &confidence, 1.4501725, scratch);
    assert_close(got.slope.estimate, line(t, scores, 8).slope.estimate, 0);
    assert_close(got.slope.conf_low, 1.1, 1e-13);
    assert_close(got.slope.conf_high, 3.575, 1e-13);
    assert_true(got.slope.conf_level == 0.95);
    got = zi_sen_wider(t, scores, 8, &confidence, 1, scratch);
    assert_true(got.slope.conf_low == line(t, scores, 8).slope.conf_low);
    got = zi_sen_wider(t, scores, 8, &confidence, 3, scratch);
    assert_undefined(got.slope.conf_low);
    assert_true(!isnan(got.slope.estimate));
    assert_int_equal(got.slope.reason, ZI_FEW_FOR_LEVEL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_series_with_a_gap_is_that_of_scipy),
        cmocka_unit_test(gaps_stay_gaps),
        cmocka_unit_test(an_odd_number_of_slopes_has_a_middle_one),
        cmocka_unit_test(the_interval_inverts_mann_kendall),
        cmocka_unit_test(below_five_points_there_is_a_slope_but_no_interval),
        cmocka_unit_test(a_lower_level_needs_fewer_points),
        cmocka_unit_test(the_widest_interval_spans_all_slopes),
        cmocka_unit_test(nothing_and_one_point_have_no_slope),
        cmocka_unit_test(two_points_at_one_time_have_no_slope),
        cmocka_unit_test(a_constant_series_has_slope_0_and_no_interval),
        cmocka_unit_test(time_backwards_never_gives_minus_zero),
        cmocka_unit_test(one_wild_value_hardly_moves_the_slope),
        cmocka_unit_test(the_order_of_the_rows_does_not_matter),
        cmocka_unit_test(scaling_scales_and_mirrors_the_interval),
        cmocka_unit_test(long_series_use_the_normal_rank),
        cmocka_unit_test(years_that_resemble_each_other_widen_the_interval),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
