#include "check.h"

#include "zistat/stats/predict.h"

static struct zi_confidence confidence;

static int prepare(void **state)
{
    (void)state;
    zi_confidence_init(&confidence, 0.95);
    return 0;
}

static const double years[] = {2016, 2017, 2018, 2019, 2021, 2022, 2023, 2024};
static const double scores[] = {62.1, 64.35, 63.9, 68.2, 71.05, 70.4, 75.8, 78.15};

static struct zi_prediction predict(const double t[], const double y[], size_t n, double time)
{
    struct zi_regression_line line = zi_regression_line(t, y, n, &confidence);

    return zi_predict_line(&line, time);
}

/* R: m <- lm(scores ~ years); new <- data.frame(years = 2026)
 *    predict(m, new, interval = "prediction") */
static void the_95_percent_interval_is_that_of_r(void **state)
{
    struct zi_prediction got = predict(years, scores, 8, 2026);
    struct zi_interval interval = zi_predict_interval(&got, &confidence);

    (void)state;
    assert_int_equal(got.reason, ZI_DEFINED);
    assert_close(got.mean, 80.683750000000146, 1e-13);
    assert_close(got.sd, 1.9634758057036519, 1e-13);
    assert_close(got.df, 6, 0);
    assert_close(interval.low, 75.879297781587468, 1e-13);
    assert_close(interval.high, 85.488202218412823, 1e-13);
}

/* predict(m, new, interval = "prediction", level = .8) */
static void the_80_percent_interval_is_that_of_r(void **state)
{
    struct zi_prediction got = predict(years, scores, 8, 2026);
    struct zi_confidence other;
    struct zi_interval interval;

    (void)state;
    zi_confidence_init(&other, 0.8);
    interval = zi_predict_interval(&got, &other);
    assert_close(interval.low, 77.856824424122252, 1e-13);
    assert_close(interval.high, 83.510675575878039, 1e-13);
}

/* R: pt((c(75, 85, 100) - fit) / sd, 6, lower.tail = FALSE) */
static void chances_are_those_of_r(void **state)
{
    struct zi_prediction got = predict(years, scores, 8, 2026);

    (void)state;
    assert_close(zi_predict_at_least(&got, 75), 0.98623862124121375, 1e-12);
    assert_close(zi_predict_at_least(&got, 85), 0.035134729938061805, 1e-12);
    assert_close(zi_predict_at_least(&got, 100), 3.178826946708258e-05, 1e-11);
    assert_close(zi_predict_at_least(&got, got.mean), 0.5, 1e-15);
}

/* R: pnorm(75, 80, 2, lower.tail = FALSE), pnorm(100, 80, 2, lower.tail = FALSE), 80 +- 2 qnorm */
static void infinite_degrees_of_freedom_are_the_normal(void **state)
{
    const struct zi_prediction normal = {80, 2, INFINITY, ZI_DEFINED};
    struct zi_interval interval = zi_predict_interval(&normal, &confidence);

    (void)state;
    assert_close(zi_predict_at_least(&normal, 75), 0.99379033467422384, 1e-14);
    assert_close(zi_predict_at_least(&normal, 100), 7.6198530241605261e-24, 1e-12);
    assert_close(interval.low, 80 - 2 * 1.9599639845400536, 1e-14);
    assert_close(interval.high, 80 + 2 * 1.9599639845400536, 1e-14);
}

static void assert_no_spread(const struct zi_prediction *got)
{
    struct zi_interval interval = zi_predict_interval(got, &confidence);

    assert_undefined(got->sd);
    assert_undefined(got->df);
    assert_undefined(interval.low);
    assert_undefined(interval.high);
    assert_undefined(zi_predict_at_least(got, 75));
}

static void two_points_are_no_forecast(void **state)
{
    struct zi_prediction got = predict(years, scores, 2, 2026);

    (void)state;
    assert_undefined(got.mean);
    assert_no_spread(&got);
    assert_int_equal(got.reason, ZI_FEWER_THAN_3);
}

static void nothing_and_one_point_are_no_forecast(void **state)
{
    struct zi_prediction none = predict(years, scores, 0, 2026);
    struct zi_prediction one = predict(years, scores, 1, 2026);

    (void)state;
    assert_undefined(none.mean);
    assert_no_spread(&none);
    assert_int_equal(none.reason, ZI_MISSING);
    assert_undefined(one.mean);
    assert_no_spread(&one);
    assert_int_equal(one.reason, ZI_FEWER_THAN_2);
}

static void a_constant_series_goes_on_without_chances(void **state)
{
    const double y[] = {82.3, 82.3, 82.3, 82.3};
    struct zi_prediction got = predict(years, y, 4, 2026);

    (void)state;
    assert_true(got.mean == 82.3);
    assert_no_spread(&got);
    assert_int_equal(got.reason, ZI_CONSTANT);
}

static void an_exact_line_goes_on_without_chances(void **state)
{
    const double y[] = {60, 61, 62, 63};
    struct zi_prediction got = predict(years, y, 4, 2026);

    (void)state;
    assert_close(got.mean, 70, 1e-12);
    assert_no_spread(&got);
    assert_int_equal(got.reason, ZI_EXACT_FIT);
}

static void constant_time_predicts_nothing(void **state)
{
    const double t[] = {2020, 2020, 2020, 2020};
    struct zi_prediction got = predict(t, scores, 4, 2026);

    (void)state;
    assert_undefined(got.mean);
    assert_no_spread(&got);
    assert_int_equal(got.reason, ZI_CONSTANT);
}

static void the_further_the_wider(void **state)
{
    double before = 0;

    (void)state;
    for (int year = 2020; year < 2040; year++) {
        double sd = predict(years, scores, 8, year).sd;

        assert_true(sd > before);
        before = sd;
    }
}

static void a_higher_limit_is_less_likely(void **state)
{
    struct zi_prediction got = predict(years, scores, 8, 2026);
    double before = 1;

    (void)state;
    for (int limit = 60; limit <= 100; limit++) {
        double chance = zi_predict_at_least(&got, limit);

        assert_true(chance > 0 && chance < before);
        before = chance;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_95_percent_interval_is_that_of_r),
        cmocka_unit_test(the_80_percent_interval_is_that_of_r),
        cmocka_unit_test(chances_are_those_of_r),
        cmocka_unit_test(infinite_degrees_of_freedom_are_the_normal),
        cmocka_unit_test(two_points_are_no_forecast),
        cmocka_unit_test(nothing_and_one_point_are_no_forecast),
        cmocka_unit_test(a_constant_series_goes_on_without_chances),
        cmocka_unit_test(an_exact_line_goes_on_without_chances),
        cmocka_unit_test(constant_time_predicts_nothing),
        cmocka_unit_test(the_further_the_wider),
        cmocka_unit_test(a_higher_limit_is_less_likely),
    };

    return cmocka_run_group_tests(tests, prepare, NULL);
}
