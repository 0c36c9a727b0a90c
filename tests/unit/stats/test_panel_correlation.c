#include "check.h"

#include <stdint.h>
#include <string.h>

#include "zistat/stats/panel_correlation.h"

enum { ROWS_MAX = 400 };

struct rows {
    double x[ROWS_MAX];
    double y[ROWS_MAX];
    size_t unit[ROWS_MAX];
    int year[ROWS_MAX];
    size_t n;
};

/* Gaps, a unit with one row, and another alone with a neighbour's last year. */
static const struct rows reference = {
    {71.25, 72.40, 70.85, 74.10, 65.30, 66.75, 69.20, 80.15, 81.90, 80.60, 84.45, 60.20, 63.55,
     77.35, 76.10, 79.80, 88.00},
    {60.1, 61.3, 60.8, 63.5, 58.2, 57.9, 60.4, 70.6, 69.2, 72.3, 73.1, 62.7, 61.2, 66.0, 67.4, 66.9,
     50.0},
    {1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 5, 6},
    {2018, 2019, 2020, 2021, 2018, 2020, 2021, 2019, 2020, 2021, 2022, 2018, 2019, 2020, 2021, 2022,
     2022},
    17,
};

static struct zi_estimate correlate(const struct rows *rows, enum zi_panel_level level,
                                    enum zi_correlation_method method)
{
    struct zi_panel_pairs pairs;
    struct zi_estimate result;

    assert_int_equal(
        zi_panel_pairs_init(&pairs, rows->x, rows->y, rows->unit, rows->year, rows->n, NULL),
        ZI_OK);
    assert_int_equal(zi_panel_pairs_correlate(&pairs, level, method, 0.95, &result, NULL), ZI_OK);
    zi_panel_pairs_release(&pairs);
    return result;
}

static unsigned draw(unsigned *state, unsigned limit)
{
    *state = (*state * 1103515245u + 12345u) & 0x7fffffffu;
    return (*state >> 8) % limit;
}

/* Scores with two decimals, in 0.01 units the integers of from 0 to noise over levels of the unit
 * and a trend of the years; some cells are not there. */
static struct rows random_panel(unsigned seed, size_t n_units, int n_years, double trend,
                                unsigned noise)
{
    struct rows rows = {.n = 0};
    unsigned state = seed * 7919 + 1;

    for (size_t unit = 0; unit < n_units; unit++) {
        unsigned level = 5000 + draw(&state, 2000);

        for (int year = 0; year < n_years; year++) {
            if (draw(&state, 10) == 0)
                continue;
            rows.unit[rows.n] = unit;
            rows.year[rows.n] = 2016 + year;
            rows.x[rows.n] = (level + draw(&state, noise) + trend * year) / 100;
            rows.y[rows.n++] = (level + draw(&state, noise) + trend * year) / 100;
        }
    }
    return rows;
}

static void assert_estimate(struct zi_estimate got, double estimate, size_t n, size_t n_units)
{
    assert_true(fabs(got.estimate - estimate) < 1e-12);
    assert_int_equal(got.n, n);
    assert_int_equal(got.n_units, n_units);
    assert_int_equal(got.reason, ZI_DEFINED);
}

/* R: d with the rows above; cor(d$x, d$y, method = ...) */
static void pooled_is_the_correlation_of_all_rows(void **state)
{
    (void)state;
    assert_estimate(correlate(&reference, ZI_POOLED, ZI_PEARSON), 0.34024225091840021, 17, 6);
    assert_estimate(correlate(&reference, ZI_POOLED, ZI_SPEARMAN), 0.53676470588235303, 17, 6);
    assert_estimate(correlate(&reference, ZI_POOLED, ZI_KENDALL), 0.48529411764705882, 17, 6);
    assert_true(correlate(&reference, ZI_POOLED, ZI_PEARSON).df == 15);
}

/* R: u <- factor(d$unit); cor.test(tapply(d$x, u, mean), tapply(d$y, u, mean), method = ...) */
static void between_is_the_correlation_of_unit_means(void **state)
{
    struct zi_estimate got = correlate(&reference, ZI_BETWEEN, ZI_PEARSON);

    (void)state;
    assert_estimate(got, -0.15124901627917603, 6, 6);
    assert_close(got.p_value, 0.77485648186429168, 1e-11);
    assert_close(got.conf_low, -0.85754811203148207, 1e-11);
    assert_close(got.conf_high, 0.75270520395443041, 1e-11);
    got = correlate(&reference, ZI_BETWEEN, ZI_SPEARMAN);
    assert_estimate(got, -0.028571428571428574, 6, 6);
    assert_true(got.p_value == 1);
    assert_int_equal(got.p_method, ZI_P_EXACT);
    assert_estimate(correlate(&reference, ZI_BETWEEN, ZI_KENDALL), 0.066666666666666666, 6, 6);
}

/* R: t and p are those of x in summary(lm(y ~ x + u, d)); r = t / sqrt(t^2 + 10);
 * tanh(atanh(r) + c(-1, 1) * qnorm(.975) / sqrt(9)) */
static void within_is_that_of_bland_and_altman(void **state)
{
    struct zi_estimate got = correlate(&reference, ZI_WITHIN, ZI_PEARSON);

    (void)state;
    assert_estimate(got, 0.43101676200437067, 16, 5);
    assert_true(got.df == 10);
    assert_close(got.statistic, 1.5105046387220296, 1e-11);
    assert_close(got.p_value, 0.16184868427308849, 1e-11);
    assert_close(got.conf_low, -0.18984519290295704, 1e-11);
    assert_close(got.conf_high, 0.80563542106574271, 1e-11);
    assert_int_equal(got.p_method, ZI_P_T);
}

static void assert_jackknife(struct zi_estimate got, const double expected[6])
{
    assert_estimate(got, expected[0], 16, 5);
    assert_close(got.std_error, expected[1], 1e-11);
    assert_close(got.statistic, expected[2], 1e-10);
    assert_close(got.p_value, expected[3], 1e-10);
    assert_close(got.conf_low, expected[4], 1e-10);
    assert_close(got.conf_high, expected[5], 1e-10);
    assert_true(got.df == 4);
    assert_int_equal(got.p_method, ZI_P_CLUSTER_JACKKNIFE);
}

/* R: rx <- resid(lm(x ~ u, d)), ry the same, without unit 6, rounded to 10 decimals so that what is
 * equal on paper is tied; z0 <- atanh(cor(rx, ry, method = m)); z <- sapply(unique(unit),
 * function(g) atanh(cor(rx[unit != g], ry[unit != g], method = m))); se <- sqrt(4/5 *
 * sum((z - mean(z))^2)); c(tanh(z0), se, z0 / se, 2 * pt(-abs(z0 / se), 4),
 * tanh(z0 + c(-1, 1) * qt(.975, 4) * se)) */
static void ranks_within_have_the_jackknife_of_units(void **state)
{
    const double rho[] = {0.26470588235294112, 0.22415535044271304,  1.209706325890183,
                          0.29299445519708089, -0.33743302703637373, 0.71312658632327341};
    const double tau[] = {0.16666666666666666, 0.14715644307442094,  1.1432467025961273,
                          0.31671071752797864, -0.23581277668182157, 0.52034147865851677};

    (void)state;
    assert_jackknife(correlate(&reference, ZI_WITHIN, ZI_SPEARMAN), rho);
    assert_jackknife(correlate(&reference, ZI_WITHIN, ZI_KENDALL), tau);
}

/* R: the same with resid(lm(x ~ u + factor(d$year), d)) */
static void twoway_has_the_jackknife_of_units(void **state)
{
    const double r[] = {-0.18267670370157088, 0.31886980595317393, -0.5793913480033025,
                        0.59338983005916246,  -0.7894894449577573, 0.60473205799766294};
    const double rho[] = {-0.067647058823529393, 0.31527006105699051,  -0.21489680931529365,
                          0.84035946147267437,   -0.73663440245646461, 0.66825282163529842};
    const double tau[] = {-0.050000000000000003, 0.22279911709363379,  -0.22460470190041495,
                          0.83329376253677201,   -0.58407879847830591, 0.51429196908903574};

    (void)state;
    assert_jackknife(correlate(&reference, ZI_TWOWAY, ZI_PEARSON), r);
    assert_jackknife(correlate(&reference, ZI_TWOWAY, ZI_SPEARMAN), rho);
    assert_jackknife(correlate(&reference, ZI_TWOWAY, ZI_KENDALL), tau);
}

/* R: resid(lm(x ~ u + t, d)) without unit 6; m$rank is 10 of 17 rows, so df = 17 - 10 - 1 */
static void the_view_of_twoway_holds_the_residuals(void **state)
{
    const double expected[] = {
        0.82038461538460128,  -0.094230769230761208, -1.5943269230769159,  0.86817307692307721,
        -0.17769230769230424, -0.74240384615385235,  0.92009615384615651,  -0.54846153846153745,
        1.2514423076923102,   -0.83605769230769789,  0.1330769230769232,   -0.64269230769229879,
        0.64269230769229901,  1.0852884615384581,    -0.95221153846153528, -0.13307692307692279};
    const struct zi_panel_view *view;
    struct zi_panel_pairs pairs;

    (void)state;
    zi_panel_pairs_init(&pairs, reference.x, reference.y, reference.unit, reference.year, 17, NULL);
    assert_int_equal(zi_panel_pairs_view(&pairs, ZI_TWOWAY, &view, NULL), ZI_OK);
    assert_int_equal(view->n, 16);
    for (size_t i = 0; i < 16; i++)
        assert_true(fabs(view->x[i] - expected[i]) < 1e-12);
    assert_true(view->df == 6);
    assert_int_equal(view->n_units, 5);
    assert_int_equal(view->unit[4], 5);
    assert_int_equal(view->start[4], 13);
    assert_int_equal(view->year[10], 2022);
    assert_int_equal(zi_panel_pairs_view(&pairs, ZI_WITHIN, &view, NULL), ZI_OK);
    assert_true(view->df == 10);
    assert_int_equal(zi_panel_pairs_view(&pairs, ZI_BETWEEN, &view, NULL), ZI_OK);
    assert_close(view->y[1], (58.2 + 57.9 + 60.4) / 3, 1e-14);
    assert_true(view->df == 4);
    zi_panel_pairs_release(&pairs);
}

static void assert_identical(struct zi_estimate a, struct zi_estimate b)
{
    assert_memory_equal(&a.estimate, &b.estimate, sizeof a.estimate);
    assert_memory_equal(&a.p_value, &b.p_value, sizeof a.p_value);
    assert_memory_equal(&a.conf_low, &b.conf_low, sizeof a.conf_low);
    assert_int_equal(a.n, b.n);
    assert_int_equal(a.n_units, b.n_units);
    assert_int_equal(a.reason, b.reason);
}

/* Calls check with the results of all levels and methods for two panels. */
static void compare_panels(const struct rows *a, const struct rows *b,
                           enum zi_panel_level first_level,
                           void (*check)(struct zi_estimate a, struct zi_estimate b))
{
    for (enum zi_panel_level level = first_level; level < ZI_PANEL_LEVEL_COUNT; level++)
        for (enum zi_correlation_method method = 0; method < ZI_CORRELATION_METHOD_COUNT; method++)
            check(correlate(a, level, method), correlate(b, level, method));
}

static void rows_in_any_order_give_the_same_to_the_last_digit(void **state)
{
    struct rows rows = random_panel(4, 12, 8, 30, 600);
    struct rows shuffled = {.n = rows.n};

    (void)state;
    for (size_t i = 0; i < rows.n; i++) {
        size_t from = (i * 53 + 7) % rows.n;

        assert_true(rows.n % 53 != 0);
        shuffled.x[i] = rows.x[from];
        shuffled.y[i] = rows.y[from];
        shuffled.unit[i] = rows.unit[from];
        shuffled.year[i] = rows.year[from];
    }
    compare_panels(&rows, &shuffled, ZI_POOLED, assert_identical);
}

static void a_row_with_a_missing_value_changes_nothing(void **state)
{
    struct rows rows = random_panel(9, 7, 6, 0, 500);
    struct rows more = rows;

    (void)state;
    more.x[more.n] = NAN;
    more.y[more.n] = 1e6;
    more.unit[more.n] = 40;
    more.year[more.n++] = 1990;
    more.x[more.n] = 1e6;
    more.y[more.n] = NAN;
    more.unit[more.n] = 2;
    more.year[more.n++] = 2040;
    compare_panels(&rows, &more, ZI_POOLED, assert_identical);
}

/* An undefined limit (of a perfect correlation between) is like an undefined limit. */
static bool is_near(double a, double b)
{
    return fabs(a - b) < 1e-9 || (isnan(a) && isnan(b));
}

static void assert_alike(struct zi_estimate a, struct zi_estimate b)
{
    assert_true(fabs(a.estimate - b.estimate) < 1e-10);
    assert_close(a.p_value, b.p_value, 1e-8);
    assert_true(is_near(a.conf_low, b.conf_low));
    assert_int_equal(a.reason, b.reason);
}

static void assert_opposite(struct zi_estimate a, struct zi_estimate b)
{
    assert_true(fabs(a.estimate + b.estimate) < 1e-10);
    assert_close(a.p_value, b.p_value, 1e-8);
    assert_true(is_near(a.conf_low, -b.conf_high));
}

static void scale_and_side_do_not_matter_and_the_sign_follows(void **state)
{
    struct rows rows = random_panel(5, 9, 7, 20, 300);
    struct rows scaled = rows;
    struct rows negated = rows;
    struct rows swapped = rows;

    (void)state;
    for (size_t i = 0; i < rows.n; i++) {
        scaled.x[i] = 40 + 2.5 * rows.x[i];
        negated.x[i] = -rows.x[i];
    }
    memcpy(swapped.x, rows.y, sizeof swapped.x);
    memcpy(swapped.y, rows.x, sizeof swapped.y);
    compare_panels(&rows, &scaled, ZI_POOLED, assert_alike);
    compare_panels(&rows, &swapped, ZI_POOLED, assert_alike);
    compare_panels(&rows, &negated, ZI_POOLED, assert_opposite);
}

static void within_does_not_see_what_a_unit_always_has(void **state)
{
    struct rows rows = random_panel(6, 9, 7, 20, 300);
    struct rows raised = rows;

    (void)state;
    for (size_t i = 0; i < rows.n; i++)
        raised.x[i] += (double)(rows.unit[i] * rows.unit[i] % 5) * 3.25;
    compare_panels(&rows, &raised, ZI_WITHIN, assert_alike);
}

static void twoway_does_not_see_what_a_year_gives_to_all(void **state)
{
    struct rows rows = random_panel(7, 9, 7, 20, 300);
    struct rows raised = rows;

    (void)state;
    for (size_t i = 0; i < rows.n; i++) {
        raised.x[i] += (double)(rows.unit[i] % 4) * 3.25;
        raised.y[i] += (rows.year[i] - 2016) * (rows.year[i] - 2016) * 1.75;
    }
    compare_panels(&rows, &raised, ZI_TWOWAY, assert_alike);
}

/* Two series that have nothing in common but that everyone's scores rise. */
static void a_common_trend_is_within_and_not_twoway(void **state)
{
    struct rows rows = random_panel(8, 30, 8, 250, 500);
    struct zi_estimate within = correlate(&rows, ZI_WITHIN, ZI_PEARSON);
    struct zi_estimate twoway = correlate(&rows, ZI_TWOWAY, ZI_PEARSON);

    (void)state;
    assert_true(within.estimate > 0.8 && within.p_value < 1e-20);
    assert_true(fabs(twoway.estimate) < 0.2 && twoway.p_value > 0.05);
    assert_int_equal(twoway.n_units, 30);
}

/* Deviations of hundredths from the mean of four are exact on paper and in integers only. */
static void values_equal_on_paper_are_tied(void **state)
{
    struct rows hundredths = {.n = 0};
    struct rows integers = {.n = 0};
    unsigned seed = 3;

    (void)state;
    for (size_t i = 0; i < 40; i++) {
        int x = 8000 + (int)(i / 4) * 77 + (int)draw(&seed, 4);
        int y = 6000 + (int)(i / 4) * 31 + (int)draw(&seed, 4);

        integers.unit[i] = hundredths.unit[i] = i / 4;
        integers.year[i] = hundredths.year[i] = 2020 + (int)(i % 4);
        integers.x[i] = x;
        integers.y[i] = y;
        hundredths.x[i] = x / 100.0;
        hundredths.y[i] = y / 100.0;
    }
    integers.n = hundredths.n = 40;
    assert_alike(correlate(&hundredths, ZI_WITHIN, ZI_SPEARMAN),
                 correlate(&integers, ZI_WITHIN, ZI_SPEARMAN));
    compare_panels(&hundredths, &integers, ZI_BETWEEN, assert_alike);
}

static void assert_nothing(struct zi_estimate got, enum zi_reason reason)
{
    assert_int_equal(got.reason, reason);
    assert_undefined(got.estimate);
    assert_undefined(got.p_value);
    assert_undefined(got.conf_low);
    assert_int_equal(got.p_method, ZI_P_NONE);
}

static void check_reason(const struct rows *rows, enum zi_panel_level level, enum zi_reason reason)
{
    for (enum zi_correlation_method method = 0; method < ZI_CORRELATION_METHOD_COUNT; method++)
        assert_nothing(correlate(rows, level, method), reason);
}

static void nothing_has_no_correlation(void **state)
{
    const struct rows none = {.n = 0};

    (void)state;
    for (enum zi_panel_level level = 0; level < ZI_PANEL_LEVEL_COUNT; level++)
        check_reason(&none, level, ZI_FEWER_THAN_3);
}

static void one_year_says_nothing_of_change(void **state)
{
    const struct rows rows = {
        {1, 2, 3, 4}, {2, 1, 4, 3}, {0, 1, 2, 3}, {2020, 2020, 2020, 2020}, 4};

    (void)state;
    assert_close(correlate(&rows, ZI_BETWEEN, ZI_PEARSON).estimate, 0.6, 1e-14);
    check_reason(&rows, ZI_WITHIN, ZI_FEWER_THAN_3);
    check_reason(&rows, ZI_TWOWAY, ZI_FEWER_THAN_3);
    assert_int_equal(correlate(&rows, ZI_WITHIN, ZI_PEARSON).n, 0);
}

static void one_unit_is_one_cluster(void **state)
{
    const struct rows rows = {
        {1, 2, 3, 4, 5}, {2, 1, 4, 3, 5}, {3, 3, 3, 3, 3}, {2018, 2019, 2020, 2021, 2022}, 5};
    struct zi_estimate rho = correlate(&rows, ZI_WITHIN, ZI_SPEARMAN);

    (void)state;
    check_reason(&rows, ZI_BETWEEN, ZI_FEWER_THAN_3);
    check_reason(&rows, ZI_TWOWAY, ZI_ONE_CLUSTER);
    assert_close(correlate(&rows, ZI_WITHIN, ZI_PEARSON).estimate, 0.8, 1e-14);
    assert_int_equal(correlate(&rows, ZI_WITHIN, ZI_PEARSON).reason, ZI_DEFINED);
    assert_close(rho.estimate, 0.8, 1e-14);
    assert_undefined(rho.p_value);
    assert_int_equal(rho.reason, ZI_ONE_CLUSTER);
}

static void two_units_mirror_each_other(void **state)
{
    const struct rows rows = {{71.2, 72.9, 70.1, 75.3, 61.7, 66.1, 64.0, 63.2},
                              {55.1, 58.3, 59.2, 58.8, 49.7, 50.3, 54.4, 52.6},
                              {0, 0, 0, 0, 1, 1, 1, 1},
                              {2018, 2019, 2020, 2021, 2018, 2019, 2020, 2021},
                              8};
    struct zi_estimate got = correlate(&rows, ZI_TWOWAY, ZI_PEARSON);

    (void)state;
    assert_true(fabs(got.estimate) < 1);
    assert_undefined(got.p_value);
    assert_int_equal(got.reason, ZI_ONE_CLUSTER);
}

static void a_square_of_four_has_one_free_value(void **state)
{
    const struct rows rows = {
        {1, 2, 3, 9}, {2, 1, 4, 3}, {0, 0, 1, 1}, {2020, 2021, 2020, 2021}, 4};

    (void)state;
    check_reason(&rows, ZI_TWOWAY, ZI_FEWER_THAN_3);
}

static void what_never_changes_is_constant_within(void **state)
{
    struct rows rows = random_panel(2, 8, 5, 10, 300);

    (void)state;
    for (size_t i = 0; i < rows.n; i++)
        rows.x[i] = 82.3 + 0.1 * (double)rows.unit[i];
    check_reason(&rows, ZI_WITHIN, ZI_CONSTANT);
    check_reason(&rows, ZI_TWOWAY, ZI_CONSTANT);
    assert_int_equal(correlate(&rows, ZI_BETWEEN, ZI_PEARSON).reason, ZI_DEFINED);
}

/* The means are 82.3 but for rounding. */
static void equal_means_are_constant_between(void **state)
{
    const struct rows rows = {{82.3, 82.3, 82.3, 82.2, 82.4, 82.3, 82.1, 82.5, 82.3},
                              {2, 1, 4, 3, 5, 7, 6, 9, 8},
                              {0, 0, 0, 1, 1, 1, 2, 2, 2},
                              {2020, 2021, 2022, 2020, 2021, 2022, 2020, 2021, 2022},
                              9};

    (void)state;
    check_reason(&rows, ZI_BETWEEN, ZI_CONSTANT);
    assert_int_equal(correlate(&rows, ZI_POOLED, ZI_PEARSON).reason, ZI_DEFINED);
}

static void what_unit_and_year_reproduce_is_collinear(void **state)
{
    struct rows rows = random_panel(3, 8, 5, 10, 300);

    (void)state;
    for (size_t i = 0; i < rows.n; i++)
        rows.y[i] = 61.7 + 1.3 * (double)rows.unit[i] + 0.7 * (rows.year[i] - 2016);
    check_reason(&rows, ZI_TWOWAY, ZI_COLLINEAR);
    assert_int_equal(correlate(&rows, ZI_WITHIN, ZI_PEARSON).reason, ZI_DEFINED);
}

static void constant_comes_before_collinear(void **state)
{
    struct rows rows = random_panel(3, 8, 5, 10, 300);

    (void)state;
    for (size_t i = 0; i < rows.n; i++) {
        rows.x[i] = 61.7 + 0.7 * (rows.year[i] - 2016);
        rows.y[i] = 75;
    }
    check_reason(&rows, ZI_TWOWAY, ZI_CONSTANT);
    check_reason(&rows, ZI_POOLED, ZI_CONSTANT);
}

static void the_same_variable_twice_is_an_exact_fit(void **state)
{
    struct rows rows = random_panel(3, 8, 5, 10, 300);

    (void)state;
    memcpy(rows.y, rows.x, sizeof rows.y);
    for (enum zi_panel_level level = 0; level < ZI_PANEL_LEVEL_COUNT; level++) {
        struct zi_estimate got = correlate(&rows, level, ZI_PEARSON);

        assert_true(got.estimate == 1);
        assert_undefined(got.p_value);
        assert_int_equal(got.reason, ZI_EXACT_FIT);
    }
    assert_true(correlate(&rows, ZI_TWOWAY, ZI_SPEARMAN).estimate == 1);
    assert_int_equal(correlate(&rows, ZI_TWOWAY, ZI_KENDALL).reason, ZI_EXACT_FIT);
}

static void exhausted_memory_is_an_error(void **state)
{
    const double values[] = {1};
    const size_t unit[] = {SIZE_MAX / 4};
    const int year[] = {2020};
    struct zi_panel_pairs pairs;
    struct zi_error error;

    (void)state;
    assert_int_equal(zi_panel_pairs_init(&pairs, values, values, unit, year, 1, &error),
                     ZI_ESYSTEM);
    assert_int_equal(error.code, ZI_ESYSTEM);
    zi_panel_pairs_release(&pairs);
}

static void levels_have_names(void **state)
{
    (void)state;
    assert_string_equal(zi_panel_level_name(ZI_POOLED), "pooled");
    assert_string_equal(zi_panel_level_name(ZI_BETWEEN), "between");
    assert_string_equal(zi_panel_level_name(ZI_WITHIN), "within");
    assert_string_equal(zi_panel_level_name(ZI_TWOWAY), "twoway");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pooled_is_the_correlation_of_all_rows),
        cmocka_unit_test(between_is_the_correlation_of_unit_means),
        cmocka_unit_test(within_is_that_of_bland_and_altman),
        cmocka_unit_test(ranks_within_have_the_jackknife_of_units),
        cmocka_unit_test(twoway_has_the_jackknife_of_units),
        cmocka_unit_test(the_view_of_twoway_holds_the_residuals),
        cmocka_unit_test(rows_in_any_order_give_the_same_to_the_last_digit),
        cmocka_unit_test(a_row_with_a_missing_value_changes_nothing),
        cmocka_unit_test(scale_and_side_do_not_matter_and_the_sign_follows),
        cmocka_unit_test(within_does_not_see_what_a_unit_always_has),
        cmocka_unit_test(twoway_does_not_see_what_a_year_gives_to_all),
        cmocka_unit_test(a_common_trend_is_within_and_not_twoway),
        cmocka_unit_test(values_equal_on_paper_are_tied),
        cmocka_unit_test(nothing_has_no_correlation),
        cmocka_unit_test(one_year_says_nothing_of_change),
        cmocka_unit_test(one_unit_is_one_cluster),
        cmocka_unit_test(two_units_mirror_each_other),
        cmocka_unit_test(a_square_of_four_has_one_free_value),
        cmocka_unit_test(what_never_changes_is_constant_within),
        cmocka_unit_test(equal_means_are_constant_between),
        cmocka_unit_test(what_unit_and_year_reproduce_is_collinear),
        cmocka_unit_test(constant_comes_before_collinear),
        cmocka_unit_test(the_same_variable_twice_is_an_exact_fit),
        cmocka_unit_test(exhausted_memory_is_an_error),
        cmocka_unit_test(levels_have_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
