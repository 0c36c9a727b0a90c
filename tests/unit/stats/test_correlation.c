#include "by_method.h"

#include <stdlib.h>

#include <gsl/gsl_statistics.h>

#include "zistat/stats/correlation.h"
#include "zistat/stats/mann_kendall.h"

enum { MANY = 400 };

static const double scores[] = {62.1, 64.35, 63.9, 68.2,  71.05, 70.4,
                                75.8, 78.15, 74.2, 80.05, 79.1,  83.4};
static const double surveys[] = {55.2,  58.75, 54.1, 60.3,  61.9, 66.2,
                                 63.15, 70.8,  67.4, 66.95, 72.3, 71.2};
static const double tied_scores[] = {70, 72, 72, 75, 75, 75, 80, 81, 81, 84, 86, 90};
static const double tied_surveys[] = {60, 60, 63, 62, 65, 65, 65, 70, 68, 68, 74, 73};

static struct zi_estimate pearson(const double x[], const double y[], size_t n)
{
    return correlation_by(ZI_PEARSON, x, y, n);
}

static struct zi_estimate spearman(const double x[], const double y[], size_t n)
{
    return correlation_by(ZI_SPEARMAN, x, y, n);
}

static struct zi_estimate kendall(const double x[], const double y[], size_t n)
{
    return correlation_by(ZI_KENDALL, x, y, n);
}

static void assert_no_interval(struct zi_estimate got, enum zi_reason reason)
{
    assert_int_equal(got.reason, reason);
    assert_undefined(got.std_error);
    assert_undefined(got.conf_low);
    assert_undefined(got.conf_high);
    assert_undefined(got.conf_level);
}

static void assert_nothing(struct zi_estimate got, size_t n, enum zi_reason reason)
{
    assert_undefined(got.estimate);
    assert_undefined(got.statistic);
    assert_undefined(got.p_value);
    assert_int_equal(got.p_method, ZI_P_NONE);
    assert_int_equal(got.n, n);
    assert_no_interval(got, reason);
}

/* R: cor.test(x, y), and with conf.level = 0.9 */
static void pearson_is_that_of_r(void **state)
{
    struct zi_estimate got = pearson(scores, surveys, 12);

    (void)state;
    assert_close(got.estimate, 0.91221363549895951, 1e-14);
    assert_close(got.statistic, 7.040683506835645, 1e-13);
    assert_true(got.df == 10);
    assert_close(got.p_value, 3.5380225489301334e-05, 1e-12);
    assert_close(got.conf_low, 0.71002485654194258, 1e-12);
    assert_close(got.conf_high, 0.97544790593828379, 1e-12);
    assert_close(got.std_error, 1.0 / 3, 1e-15);
    assert_true(got.conf_level == 0.95);
    assert_int_equal(got.n, 12);
    assert_int_equal(got.n_units, 12);
    assert_int_equal(got.p_method, ZI_P_T);
    assert_int_equal(got.reason, ZI_DEFINED);
    got = zi_correlation_pearson(scores, surveys, 12, 0.9);
    assert_close(got.conf_low, 0.75832892390542372, 1e-12);
    assert_close(got.conf_high, 0.96979507251174835, 1e-12);
}

/* R: cor.test(x[1:4], y[1:4]); cor.test(x[1:3], y[1:3]), which has no interval either */
static void pearson_of_four_has_an_interval_and_of_three_has_none(void **state)
{
    struct zi_estimate four = pearson(scores, surveys, 4);
    struct zi_estimate three = pearson(scores, surveys, 3);

    (void)state;
    assert_close(four.estimate, 0.79900740879632104, 1e-13);
    assert_close(four.p_value, 0.20099259120367888, 1e-12);
    assert_close(four.conf_low, -0.69836552231366733, 1e-12);
    assert_close(four.conf_high, 0.99557602881755214, 1e-12);
    assert_int_equal(four.reason, ZI_DEFINED);
    assert_close(three.estimate, 0.46658593316372493, 1e-13);
    assert_close(three.statistic, 0.52752816474178787, 1e-12);
    assert_close(three.p_value, 0.6909676745088853, 1e-12);
    assert_no_interval(three, ZI_FEWER_THAN_4);
}

/* R: cor.test(x[1:8], y[1:8], method = "spearman", exact = TRUE) */
static void few_rows_have_the_exact_p_of_spearman(void **state)
{
    struct zi_estimate got = spearman(scores, surveys, 8);

    (void)state;
    assert_close(got.estimate, 0.90476190476190477, 1e-15);
    assert_true(got.statistic == 8);
    assert_undefined(got.df);
    assert_close(got.p_value, 0.0045634920634920638, 1e-14);
    assert_int_equal(got.p_method, ZI_P_EXACT);
    assert_int_equal(got.reason, ZI_DEFINED);
}

/* R: r <- cor(x, y, method = "spearman"); t <- r * sqrt(10 / (1 - r^2)); 2 * pt(-abs(t), 10);
 * tanh(atanh(r) + c(-1, 1) * qnorm(.975) * sqrt((1 + r^2 / 2) / 9)); tied: scipy.stats.spearmanr */
static void ten_rows_and_more_have_the_t_of_spearman(void **state)
{
    struct zi_estimate got = spearman(scores, surveys, 12);

    (void)state;
    assert_close(got.estimate, 0.89510489510489522, 1e-14);
    assert_close(got.statistic, 6.3486252882360725, 1e-13);
    assert_close(got.p_value, 8.3665864290916904e-05, 1e-12);
    assert_close(got.conf_low, 0.58750454120123807, 1e-12);
    assert_close(got.conf_high, 0.97669339307829195, 1e-12);
    assert_true(got.df == 10);
    assert_int_equal(got.p_method, ZI_P_T);
    got = spearman(tied_scores, tied_surveys, 12);
    assert_close(got.estimate, 0.93928571428571428, 1e-14);
    assert_close(got.p_value, 5.8646681541982034e-06, 1e-12);
}

/* R: cor.test(x, y, method = "kendall", exact = TRUE), S = 2 T - 66;
 * tanh(atanh(tau) + c(-1, 1) * qnorm(.975) * sqrt(.437 / 8)) */
static void kendall_without_ties_is_exact(void **state)
{
    struct zi_estimate got = kendall(scores, surveys, 12);

    (void)state;
    assert_close(got.estimate, 0.75757575757575757, 1e-15);
    assert_true(got.statistic == 50);
    assert_close(got.p_value, 0.00024002425044100661, 1e-12);
    assert_int_equal(got.p_method, ZI_P_EXACT);
    assert_close(got.conf_low, 0.48722733818057873, 1e-12);
    assert_close(got.conf_high, 0.89541239904534897, 1e-12);
    assert_int_equal(got.reason, ZI_DEFINED);
}

/* R: cor.test(x, y, method = "kendall", exact = FALSE), as scipy.stats.kendalltau(x, y,
 * method = "asymptotic") */
static void kendall_with_ties_in_both_is_normal(void **state)
{
    struct zi_estimate got = kendall(tied_scores, tied_surveys, 12);

    (void)state;
    assert_close(got.estimate, 0.83606557377049173, 1e-14);
    assert_close(got.statistic, 3.5908801950313447, 1e-13);
    assert_close(got.p_value, 0.00032956310851147883, 1e-12);
    assert_int_equal(got.p_method, ZI_P_NORMAL);
}

/* R: i <- 0:(n-1); X <- (i*37) %% 101; Y <- (i*53 + 11) %% 97 + ifelse(i %% 2 == 0, X, 0) + i/1000;
 * cor.test(X, Y, method = "kendall", exact = n == 50) for n = 50 and 60. The p of n = 50 is from
 * counting in Python's integers, as scipy.stats.kendalltau: R's 4.808922772725488e-05, from 1 less
 * the other tail, has lost digits */
static void kendall_is_exact_up_to_fifty(void **state)
{
    double x[60];
    double y[60];
    struct zi_estimate got;

    (void)state;
    for (int i = 0; i < 60; i++) {
        x[i] = i * 37 % 101;
        y[i] = (i * 53 + 11) % 97 + (i % 2 == 0 ? x[i] : 0) + i / 1000.0;
    }
    got = kendall(x, y, 50);
    assert_close(got.estimate, 0.38775510204081631, 1e-14);
    assert_true(got.statistic == 475);
    assert_close(got.p_value, 4.8089227749242534e-05, 1e-13);
    assert_int_equal(got.p_method, ZI_P_EXACT);
    got = kendall(x, y, 60);
    assert_close(got.estimate, 0.34915254237288135, 1e-14);
    assert_close(got.statistic, 3.9415595296054744, 1e-13);
    assert_close(got.p_value, 8.0953537273833288e-05, 1e-12);
    assert_int_equal(got.p_method, ZI_P_NORMAL);
}

/* Time has no ties: the trend test and the correlation with the year are one. */
static void kendall_with_the_year_is_mann_kendall(void **state)
{
    const double years[] = {2013, 2014, 2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024};
    struct zi_mann_kendall_cache cache;
    struct zi_mann_kendall trend;
    struct zi_estimate got;

    (void)state;
    zi_mann_kendall_cache_init(&cache);
    for (size_t n = 5; n <= 12; n++) {
        assert_int_equal(zi_mann_kendall(tied_surveys, n, &cache, &trend, NULL), ZI_OK);
        got = kendall(years, tied_surveys, n);
        assert_close(got.estimate, trend.tau.estimate, 1e-14);
        assert_close(got.p_value, trend.tau.p_value, 1e-13);
        assert_int_equal(got.p_method, ZI_P_EXACT);
        assert_close(kendall(tied_surveys, years, n).p_value, got.p_value, 1e-15);
    }
    zi_mann_kendall_cache_release(&cache);
}

/* p: the share of itertools.permutations of y, in Python. R: cor(x, y, method = "kendall"), cor(x,
 * y, method = "spearman") */
static void few_rows_with_ties_have_exact_p(void **state)
{
    const double y[] = {60, 60, 63, 62, 65, 65, 65, 58};
    struct zi_estimate tau = kendall(tied_scores, y, 8);
    struct zi_estimate rho = spearman(tied_scores, y, 8);

    (void)state;
    assert_close(tau.estimate, 0.20833333333333337, 1e-14);
    assert_close(rho.estimate, 0.15822784810126581, 1e-14);
    assert_int_equal(tau.p_method, ZI_P_EXACT);
    assert_int_equal(rho.p_method, ZI_P_EXACT);
    assert_true(tau.statistic == 5);
    assert_close(tau.p_value, 0.5630952380952381, 1e-14);
    assert_close(rho.p_value, 0.718452380952381, 1e-14);
}

/* scipy.stats.spearmanr prints p = 0 for it. */
static void a_perfect_rank_correlation_has_its_exact_p(void **state)
{
    const double x[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    double falling[12];
    double factorial = 1;

    (void)state;
    for (int i = 0; i < 12; i++)
        falling[i] = -x[i] * x[i];
    for (size_t n = 3; n <= 12; n++) {
        factorial = 1;
        for (size_t i = 2; i <= n; i++)
            factorial *= (double)i;
        assert_true(spearman(x, x, n).estimate == 1);
        assert_true(spearman(x, falling, n).estimate == -1);
        assert_true(kendall(x, falling, n).estimate == -1);
        assert_close(spearman(x, x, n).p_value, 2 / factorial, 1e-12);
        assert_close(spearman(x, falling, n).p_value, 2 / factorial, 1e-12);
        assert_close(kendall(x, falling, n).p_value, 2 / factorial, 1e-12);
        assert_int_equal(spearman(x, x, n).p_method, ZI_P_EXACT);
        assert_no_interval(spearman(x, x, n), ZI_EXACT_FIT);
        assert_no_interval(kendall(x, falling, n), ZI_EXACT_FIT);
    }
    assert_close(spearman(x, x, 4).p_value, 1.0 / 12, 1e-15);
}

static void a_perfect_line_has_no_t(void **state)
{
    double y[12];
    struct zi_estimate got;

    (void)state;
    for (int i = 0; i < 12; i++)
        y[i] = 3.7 - 0.31 * scores[i];
    got = pearson(scores, y, 12);
    assert_true(got.estimate == -1);
    assert_undefined(got.p_value);
    assert_undefined(got.statistic);
    assert_no_interval(got, ZI_EXACT_FIT);
}

static void fewer_than_three_rows_are_undefined(void **state)
{
    (void)state;
    for (enum zi_correlation_method method = 0; method < ZI_CORRELATION_METHOD_COUNT; method++)
        for (size_t n = 0; n < 3; n++)
            assert_nothing(correlation_by(method, scores, surveys, n), n, ZI_FEWER_THAN_3);
}

/* 82.3 repeated has a variance of 1e-28, not 0. GSL divides by it. */
static void a_constant_variable_is_undefined(void **state)
{
    const double constant[] = {82.3, 82.3, 82.3, 82.3, 82.3, 82.3};
    const double zeros[] = {0, 0, 0, 0, 0, 0};

    (void)state;
    for (enum zi_correlation_method method = 0; method < ZI_CORRELATION_METHOD_COUNT; method++) {
        assert_nothing(correlation_by(method, scores, constant, 6), 6, ZI_CONSTANT);
        assert_nothing(correlation_by(method, constant, scores, 6), 6, ZI_CONSTANT);
    }
    assert_undefined(gsl_stats_correlation(scores, 1, zeros, 1, 6));
}

static void intervals_wait_for_enough_rows(void **state)
{
    const double x[] = {1, 2, 3, 4, 5};
    const double y[] = {2, 1, 3, 5, 4};

    (void)state;
    assert_no_interval(spearman(x, y, 3), ZI_FEWER_THAN_4);
    assert_int_equal(spearman(x, y, 4).reason, ZI_DEFINED);
    assert_no_interval(kendall(x, y, 4), ZI_FEWER_THAN_5);
    assert_int_equal(kendall(x, y, 5).reason, ZI_DEFINED);
}

/* GSL ranks NaN as a number and returns a correlation that looks like one. */
static void rows_with_a_missing_value_are_left_out(void **state)
{
    const double x[] = {62.1, NAN, 64.35, 63.9, 68.2, NAN, 71.05, 70.4, 1e9};
    const double y[] = {55.2, 99, 58.75, 54.1, 60.3, NAN, 61.9, 66.2, NAN};
    const double gap[] = {1, NAN, 3, 4};
    const double full[] = {1, 2, 3, 4};
    double work[8];

    (void)state;
    for (enum zi_correlation_method method = 0; method < ZI_CORRELATION_METHOD_COUNT; method++) {
        struct zi_estimate got = correlation_by(method, x, y, 9);
        struct zi_estimate complete = correlation_by(method, scores, surveys, 6);

        assert_int_equal(got.n, 6);
        assert_close(got.estimate, complete.estimate, 1e-15);
        assert_close(got.p_value, complete.p_value, 1e-15);
        assert_close(got.conf_low, complete.conf_low, 1e-14);
    }
    assert_true(gsl_stats_spearman(gap, 1, full, 1, 4, work) < 0.9);
    assert_true(spearman(gap, full, 4).estimate == 1);
    assert_int_equal(spearman(gap, full, 4).n, 3);
}

/* Scattered numbers; few different ones make ties. */
static void fill(double values[], size_t n, unsigned seed, unsigned different)
{
    unsigned long state = seed * 2654435761UL + 12345;

    for (size_t i = 0; i < n; i++) {
        state = (state * 1103515245UL + 12345) & 0x7fffffff;
        values[i] = (double)((state >> 8) % different) / 100;
    }
}

static double tau_of_all_pairs(const double x[], const double y[], size_t n)
{
    double s = 0;
    double x_untied = 0;
    double y_untied = 0;

    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < i; j++) {
            int dx = (x[i] > x[j]) - (x[i] < x[j]);
            int dy = (y[i] > y[j]) - (y[i] < y[j]);

            s += dx * dy;
            x_untied += dx * dx;
            y_untied += dy * dy;
        }
    }
    return s / sqrt(x_untied * y_untied);
}

/* Pearson of the mid-ranks, each from counting. */
static double rho_of_counted_ranks(const double x[], const double y[], size_t n)
{
    static double x_rank[MANY];
    static double y_rank[MANY];

    for (size_t i = 0; i < n; i++) {
        x_rank[i] = y_rank[i] = 0;
        for (size_t j = 0; j < n; j++) {
            x_rank[i] += (x[i] > x[j]) - (x[i] < x[j]);
            y_rank[i] += (y[i] > y[j]) - (y[i] < y[j]);
        }
    }
    return gsl_stats_correlation(x_rank, 1, y_rank, 1, n);
}

static void many_rows_are_those_of_all_pairs(void **state)
{
    static double x[MANY];
    static double y[MANY];
    const unsigned different[] = {2, 7, 60, 1000, 1u << 20};

    (void)state;
    for (unsigned k = 0; k < 5; k++) {
        fill(x, MANY, k + 1, different[k]);
        fill(y, MANY, k + 50, different[4 - k]);
        for (size_t i = 0; i < MANY; i += 2)
            y[i] = x[i];
        for (size_t n = 10; n <= MANY; n += 39) {
            assert_close(kendall(x, y, n).estimate, tau_of_all_pairs(x, y, n), 1e-12);
            assert_close(spearman(x, y, n).estimate, rho_of_counted_ranks(x, y, n), 1e-11);
            assert_close(pearson(x, y, n).estimate, gsl_stats_correlation(x, 1, y, 1, n), 1e-11);
        }
    }
}

static void assert_same(struct zi_estimate a, struct zi_estimate b, double sign)
{
    assert_close(a.estimate, sign * b.estimate, 1e-12);
    assert_close(a.p_value, b.p_value, 1e-10);
    assert_close(a.conf_low, sign > 0 ? b.conf_low : -b.conf_high, 1e-11);
    assert_close(a.conf_high, sign > 0 ? b.conf_high : -b.conf_low, 1e-11);
    assert_int_equal(a.n, b.n);
    assert_int_equal(a.p_method, b.p_method);
}

static void order_scale_and_side_do_not_matter_and_the_sign_follows(void **state)
{
    (void)state;
    for (enum zi_correlation_method method = 0; method < ZI_CORRELATION_METHOD_COUNT; method++) {
        for (size_t n = 6; n <= 12; n += 6) {
            struct zi_estimate plain = correlation_by(method, tied_scores, tied_surveys, n);
            double x[12];
            double y[12];
            double shifted[12];
            double negated[12];

            for (size_t i = 0; i < n; i++) {
                x[i] = tied_scores[(i * 5 + 1) % n];
                y[i] = tied_surveys[(i * 5 + 1) % n];
                shifted[i] = 1e4 + 8 * tied_scores[i];
                negated[i] = -tied_scores[i];
            }
            assert_same(correlation_by(method, x, y, n), plain, 1);
            assert_same(correlation_by(method, tied_surveys, tied_scores, n), plain, 1);
            assert_same(correlation_by(method, shifted, tied_surveys, n), plain, 1);
            assert_same(correlation_by(method, negated, tied_surveys, n), plain, -1);
        }
    }
}

static void ranks_do_not_see_monotone_maps(void **state)
{
    double curved[12];

    (void)state;
    for (int i = 0; i < 12; i++)
        curved[i] = exp(tied_scores[i] / 5);
    assert_same(spearman(curved, tied_surveys, 12), spearman(tied_scores, tied_surveys, 12), 1);
    assert_same(kendall(curved, tied_surveys, 12), kendall(tied_scores, tied_surveys, 12), 1);
}

/* The sum of these needs more than 53 bits, so that the mean is off by a hundredth; the values
 * themselves are exact. */
static void a_large_mean_costs_no_digits(void **state)
{
    static double small[1001];
    static double large[1001];
    static double y[1001];
    static double large_y[1001];

    (void)state;
    for (int i = 0; i < 1001; i++) {
        small[i] = (i * 37 % 512) / 256.0;
        large[i] = 0x1p44 + small[i];
        y[i] = small[i] + i * 53 % 97;
        large_y[i] = 0x1p44 + y[i];
    }
    assert_close(pearson(large, y, 1001).estimate, pearson(small, y, 1001).estimate, 1e-13);
    assert_close(pearson(large, large_y, 1001).estimate, pearson(small, y, 1001).estimate, 1e-13);
}

/* Columns ranked once, with gaps in different places. */
static void ranks_made_before_give_the_same(void **state)
{
    static double x[MANY];
    static double y[MANY];
    struct zi_arena arena = {0};
    struct zi_dense_ranks x_ranks;
    struct zi_dense_ranks y_ranks;
    struct zi_estimate got;

    (void)state;
    fill(x, MANY, 3, 500);
    fill(y, MANY, 4, 50);
    for (size_t i = 0; i < MANY; i += 7)
        x[i] = NAN;
    for (size_t i = 0; i < MANY; i += 5)
        y[i] = NAN;
    assert_int_equal(zi_dense_ranks_make(&x_ranks, x, MANY, 0, &arena, NULL), ZI_OK);
    assert_int_equal(zi_dense_ranks_make(&y_ranks, y, MANY, 0, &arena, NULL), ZI_OK);
    assert_int_equal(zi_correlation_spearman_ranks(&x_ranks, &y_ranks, 0.95, &got, NULL), ZI_OK);
    assert_same(got, spearman(x, y, MANY), 1);
    assert_int_equal(zi_correlation_kendall_ranks(&x_ranks, &y_ranks, 0.95, &got, NULL), ZI_OK);
    assert_same(got, kendall(x, y, MANY), 1);
    zi_arena_release(&arena);
}

/* R: r <- 0.5; t <- r * sqrt(7 / (1 - r^2)); 2 * pt(-t, 7); tanh(atanh(r) + c(-1, 1) *
 * qnorm(.975) / sqrt(6)) */
static void degrees_of_freedom_can_be_given(void **state)
{
    struct zi_estimate got = zi_correlation_from_r(0.5, 20, 7, 0.95);

    (void)state;
    assert_int_equal(got.n, 20);
    assert_close(got.statistic, 1.5275252316519468, 1e-14);
    assert_close(got.p_value, 0.17047066078705375, 1e-12);
    assert_close(got.conf_low, -0.24571356372905873, 1e-12);
    assert_close(got.conf_high, 0.8739253199004257, 1e-12);
    assert_no_interval(zi_correlation_from_r(0.5, 20, 1, 0.95), ZI_FEWER_THAN_4);
    assert_nothing(zi_correlation_from_r(1, 2, 0, 0.95), 2, ZI_FEWER_THAN_3);
}

static void noise_next_to_one_is_one(void **state)
{
    (void)state;
    assert_true(zi_correlation_round(1 - 1e-13) == 1);
    assert_true(zi_correlation_round(1 + 1e-15) == 1);
    assert_true(zi_correlation_round(-1 + 1e-13) == -1);
    assert_true(zi_correlation_round(0.999999) == 0.999999);
    assert_undefined(zi_correlation_round(NAN));
}

static void exhausted_memory_is_an_error(void **state)
{
    struct zi_estimate result;
    struct zi_error error;

    (void)state;
    assert_int_equal(zi_correlation_spearman(scores, surveys, SIZE_MAX, 0.95, &result, &error),
                     ZI_ESYSTEM);
    assert_int_equal(zi_correlation_kendall(scores, surveys, SIZE_MAX, 0.95, &result, &error),
                     ZI_ESYSTEM);
    assert_int_equal(error.code, ZI_ESYSTEM);
}

static void methods_have_names(void **state)
{
    (void)state;
    assert_string_equal(zi_correlation_method_name(ZI_PEARSON), "pearson");
    assert_string_equal(zi_correlation_method_name(ZI_SPEARMAN), "spearman");
    assert_string_equal(zi_correlation_method_name(ZI_KENDALL), "kendall");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pearson_is_that_of_r),
        cmocka_unit_test(pearson_of_four_has_an_interval_and_of_three_has_none),
        cmocka_unit_test(few_rows_have_the_exact_p_of_spearman),
        cmocka_unit_test(ten_rows_and_more_have_the_t_of_spearman),
        cmocka_unit_test(kendall_without_ties_is_exact),
        cmocka_unit_test(kendall_with_ties_in_both_is_normal),
        cmocka_unit_test(kendall_is_exact_up_to_fifty),
        cmocka_unit_test(kendall_with_the_year_is_mann_kendall),
        cmocka_unit_test(few_rows_with_ties_have_exact_p),
        cmocka_unit_test(a_perfect_rank_correlation_has_its_exact_p),
        cmocka_unit_test(a_perfect_line_has_no_t),
        cmocka_unit_test(fewer_than_three_rows_are_undefined),
        cmocka_unit_test(a_constant_variable_is_undefined),
        cmocka_unit_test(intervals_wait_for_enough_rows),
        cmocka_unit_test(rows_with_a_missing_value_are_left_out),
        cmocka_unit_test(many_rows_are_those_of_all_pairs),
        cmocka_unit_test(order_scale_and_side_do_not_matter_and_the_sign_follows),
        cmocka_unit_test(ranks_do_not_see_monotone_maps),
        cmocka_unit_test(a_large_mean_costs_no_digits),
        cmocka_unit_test(ranks_made_before_give_the_same),
        cmocka_unit_test(degrees_of_freedom_can_be_given),
        cmocka_unit_test(noise_next_to_one_is_one),
        cmocka_unit_test(exhausted_memory_is_an_error),
        cmocka_unit_test(methods_have_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
