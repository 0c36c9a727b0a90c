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
    struct zi_fitted_line fitted = zi_predict_fitted_line(&line);

    return zi_predict_at(&fitted, time);
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
    const struct zi_prediction normal = {80, 2, INFINITY, 0, ZI_DEFINED};
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

static struct zi_fitted_line fitted(const double t[], const double y[], size_t n)
{
    struct zi_regression_line line = zi_regression_line(t, y, n, &confidence);

    return zi_predict_fitted_line(&line);
}

/* R: m <- lm(scores ~ I(years - 2020)); b <- coef(m); V <- vcov(m); k <- qt(.975, 6)
 *    A <- b[2]^2 - k^2 V[2,2]; B <- b[2] (b[1] - c) - k^2 V[1,2]; C <- (b[1] - c)^2 - k^2 V[1,1]
 *    2020 + (c - b[1]) / b[2]; 2020 + (-B + c(-1, 1) sqrt(B^2 - A C)) / A */
static void times_of_thresholds_have_fieller_limits(void **state)
{
    struct zi_fitted_line line = fitted(years, scores, 8);
    struct zi_crossing at80 = zi_predict_crossing(&line, 80, 2024, &confidence);
    struct zi_crossing at85 = zi_predict_crossing(&line, 85, 2024, &confidence);

    (void)state;
    assert_int_equal(at80.reason, ZI_DEFINED);
    assert_int_equal(at80.limits_reason, ZI_DEFINED);
    assert_close(at80.time, 2025.64138986014, 1e-14);
    assert_close(at80.low, 2024.36506262096, 1e-14);
    assert_close(at80.high, 2027.6551273866, 1e-14);
    assert_close(at85.time, 2028.26376748252, 1e-14);
    assert_close(at85.low, 2026.51364268553, 1e-14);
    assert_close(at85.high, 2031.09408480376, 1e-14);
}

/* R, with b <- c(72, 1.5), V <- matrix(c(.9, -.12, -.12, .08), 2), k <- qnorm(.975), as above */
static void levels_and_slopes_that_hang_together_too(void **state)
{
    const struct zi_fitted_line line = {.centre = 2022,
                                        .level = 72,
                                        .slope = 1.5,
                                        .level_variance = 0.9,
                                        .covariance = -0.12,
                                        .slope_variance = 0.08,
                                        .residual_variance = 2,
                                        .df = INFINITY};
    struct zi_crossing got = zi_predict_crossing(&line, 80, 2024, &confidence);

    (void)state;
    assert_close(got.time, 2027.33333333333, 1e-14);
    assert_close(got.low, 2025.91094470872, 1e-14);
    assert_close(got.high, 2029.9685263045, 1e-14);
}

/* The interval is what it says: at its ends a t test of the line against the limit is just not
 * rejected. */
static void the_ends_are_where_the_test_turns(void **state)
{
    struct zi_fitted_line line = fitted(years, scores, 8);

    (void)state;
    for (double limit = 79; limit < 100; limit += 3) {
        struct zi_crossing got = zi_predict_crossing(&line, limit, 2024, &confidence);
        double ends[] = {got.low, got.high};

        for (size_t i = 0; i < 2; i++) {
            double x = ends[i] - line.centre;
            double error = sqrt(line.level_variance + x * x * line.slope_variance);

            assert_close(fabs(line.level + line.slope * x - limit) / error,
                         zi_confidence_t(&confidence, line.df), 1e-9);
        }
        assert_true(got.low < got.time && got.time < got.high);
    }
}

/* R: summary(lm(c(70, 73, 71, 74) ~ I(2021:2024))): slope 1, se 0.7071, so g = 9.26 */
static void a_slope_that_could_be_0_has_a_time_but_no_limits(void **state)
{
    const double t[] = {2021, 2022, 2023, 2024};
    const double y[] = {70, 73, 71, 74};
    struct zi_fitted_line line = fitted(t, y, 4);
    struct zi_crossing got = zi_predict_crossing(&line, 80, 2024, &confidence);

    (void)state;
    assert_close(got.time, 2030.5, 1e-14);
    assert_int_equal(got.reason, ZI_DEFINED);
    assert_int_equal(got.limits_reason, ZI_NOT_BOUNDED);
    assert_undefined(got.low);
    assert_undefined(got.high);
}

static void assert_no_time(const struct zi_fitted_line *line, double limit, enum zi_reason reason)
{
    struct zi_crossing got = zi_predict_crossing(line, limit, 2024, &confidence);

    assert_int_equal(got.reason, reason);
    assert_int_equal(got.limits_reason, reason);
    assert_undefined(got.time);
    assert_undefined(got.low);
    assert_undefined(got.high);
}

static void what_is_reached_or_never_will_be_has_no_time(void **state)
{
    const double falling[] = {80, 77, 78, 75, 72, 73, 70, 69};
    const double level[] = {80, 80, 80, 80};
    struct zi_fitted_line up = fitted(years, scores, 8);
    struct zi_fitted_line down = fitted(years, falling, 8);
    struct zi_fitted_line constant = fitted(years, level, 4);
    struct zi_fitted_line two = fitted(years, scores, 2);
    struct zi_fitted_line one = fitted(years, scores, 1);
    struct zi_fitted_line none = fitted(years, scores, 0);

    (void)state;
    assert_no_time(&up, 75, ZI_ALREADY_REACHED);
    assert_no_time(&up, up.level + up.slope * (2024 - up.centre), ZI_ALREADY_REACHED);
    assert_no_time(&down, 75, ZI_NOT_RISING);
    assert_no_time(&down, 60, ZI_ALREADY_REACHED);
    assert_no_time(&constant, 80, ZI_ALREADY_REACHED);
    assert_no_time(&constant, 80.01, ZI_NOT_RISING);
    assert_no_time(&two, 75, ZI_FEWER_THAN_3);
    assert_no_time(&one, 75, ZI_FEWER_THAN_2);
    assert_no_time(&none, 75, ZI_MISSING);
}

/* Sums to a slope of 0 on paper, of 1e-16 or so in doubles. */
static void a_slope_of_rounding_is_not_rising(void **state)
{
    const struct zi_fitted_line line = {.centre = 2023.5,
                                        .level = 68.2,
                                        .slope = 9.1e-15,
                                        .level_variance = 1,
                                        .slope_variance = 1,
                                        .residual_variance = 4,
                                        .df = 2};

    (void)state;
    assert_no_time(&line, 80, ZI_NOT_RISING);
}

static void an_exact_line_has_a_time_without_limits(void **state)
{
    const double y[] = {60, 61, 62, 63};
    struct zi_fitted_line line = fitted(years, y, 4);
    struct zi_crossing got = zi_predict_crossing(&line, 75, 2019, &confidence);

    (void)state;
    assert_close(got.time, 2031, 1e-13);
    assert_int_equal(got.reason, ZI_DEFINED);
    assert_int_equal(got.limits_reason, ZI_EXACT_FIT);
    assert_undefined(got.low);
}

static void moving_or_scaling_scores_and_years_moves_and_scales_the_time(void **state)
{
    struct zi_fitted_line line = fitted(years, scores, 8);
    struct zi_crossing want = zi_predict_crossing(&line, 85, 2024, &confidence);
    double t[8], y[8];
    struct zi_crossing got;

    (void)state;
    for (size_t i = 0; i < 8; i++) {
        t[i] = years[7 - i] - 2000;
        y[i] = 10 + 3 * scores[7 - i];
    }
    line = fitted(t, y, 8);
    got = zi_predict_crossing(&line, 10 + 3 * 85, 24, &confidence);
    assert_close(got.time, want.time - 2000, 1e-11);
    assert_close(got.low, want.low - 2000, 1e-11);
    assert_close(got.high, want.high - 2000, 1e-11);
}

static void an_infinite_limit_is_certain_or_impossible(void **state)
{
    struct zi_prediction got = predict(years, scores, 8, 2026);
    const struct zi_prediction normal = {80, 2, INFINITY, 0, ZI_DEFINED};

    (void)state;
    assert_true(zi_predict_at_least(&got, INFINITY) == 0);
    assert_true(zi_predict_at_least(&got, -INFINITY) == 1);
    assert_undefined(zi_predict_at_least(&got, NAN));
    assert_true(zi_predict_at_least(&normal, INFINITY) == 0);
    assert_true(zi_predict_at_least(&normal, -INFINITY) == 1);
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
        cmocka_unit_test(times_of_thresholds_have_fieller_limits),
        cmocka_unit_test(levels_and_slopes_that_hang_together_too),
        cmocka_unit_test(the_ends_are_where_the_test_turns),
        cmocka_unit_test(a_slope_that_could_be_0_has_a_time_but_no_limits),
        cmocka_unit_test(what_is_reached_or_never_will_be_has_no_time),
        cmocka_unit_test(a_slope_of_rounding_is_not_rising),
        cmocka_unit_test(an_exact_line_has_a_time_without_limits),
        cmocka_unit_test(moving_or_scaling_scores_and_years_moves_and_scales_the_time),
        cmocka_unit_test(an_infinite_limit_is_certain_or_impossible),
    };

    return cmocka_run_group_tests(tests, prepare, NULL);
}
