#include "check.h"

#include <stdint.h>
#include <string.h>

#include "base/count.h"
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

static struct zi_panel_columns columns_of(const struct rows *rows)
{
    return (struct zi_panel_columns){
        .x = rows->x, .y = rows->y, .unit = rows->unit, .year = rows->year, .n = rows->n};
}

static struct zi_estimate correlate(const struct rows *rows, enum zi_panel_level level,
                                    enum zi_correlation_method method)
{
    struct zi_panel_columns columns = columns_of(rows);
    struct zi_panel_pairs pairs;
    struct zi_estimate result;

    assert_int_equal(zi_panel_pairs_init(&pairs, &columns, NULL), ZI_OK);
    assert_int_equal(zi_panel_pairs_correlate(&pairs, level, method, 0.95, &result, NULL), ZI_OK);
    zi_panel_pairs_release(&pairs);
    return result;
}

/* Two controls for the rows of the reference. */
static const double reference_z[] = {3.1, 3.4, 2.9, 3.3, 2.7, 3.5, 3.2, 3.6, 3.1,
                                     3.8, 3.7, 2.5, 2.8, 3.0, 3.4, 2.6, 3.9};
static const double reference_w[] = {12, 15, 11, 19, 14, 13, 18, 16, 17,
                                     10, 20, 11, 12, 19, 15, 14, 13};

static struct zi_estimate correlate_given(const struct rows *rows, const double *const controls[],
                                          size_t n_controls, enum zi_panel_level level,
                                          enum zi_correlation_method method)
{
    struct zi_panel_columns columns = columns_of(rows);
    struct zi_panel_pairs pairs;
    struct zi_estimate result;

    columns.controls = controls;
    columns.n_controls = n_controls;
    assert_int_equal(zi_panel_pairs_init(&pairs, &columns, NULL), ZI_OK);
    assert_int_equal(zi_panel_pairs_correlate(&pairs, level, method, 0.95, &result, NULL), ZI_OK);
    zi_panel_pairs_release(&pairs);
    return result;
}

static struct zi_estimate given(enum zi_panel_level level, enum zi_correlation_method method,
                                size_t n_controls)
{
    const double *const controls[] = {reference_z, reference_w};

    return correlate_given(&reference, controls, n_controls, level, method);
}

/* Of what each unit of the reference is a part: one has two units, another is out of step. */
static const size_t reference_cluster[] = {1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4};

static struct zi_panel_test test_clusters(enum zi_panel_level level,
                                          enum zi_correlation_method method)
{
    struct zi_panel_columns columns = columns_of(&reference);
    struct zi_panel_pairs pairs;
    struct zi_panel_test test;

    columns.cluster = reference_cluster;
    assert_int_equal(zi_panel_pairs_init(&pairs, &columns, NULL), ZI_OK);
    assert_int_equal(zi_panel_pairs_test(&pairs, level, method, 0.95, true, &test, NULL), ZI_OK);
    zi_panel_pairs_release(&pairs);
    return test;
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

static void assert_clusters(struct zi_estimate got, size_t n, size_t n_units, size_t n_clusters,
                            const double expected[6])
{
    assert_estimate(got, expected[0], n, n_units);
    assert_close(got.std_error, expected[1], 1e-11);
    assert_close(got.statistic, expected[2], 1e-10);
    assert_close(got.p_value, expected[3], 1e-10);
    assert_close(got.conf_low, expected[4], 1e-10);
    assert_close(got.conf_high, expected[5], 1e-10);
    assert_true(got.df == (double)n_clusters - 1);
    assert_int_equal(got.p_method, ZI_P_CLUSTER_JACKKNIFE);
}

static void assert_jackknife(struct zi_estimate got, const double expected[6])
{
    assert_clusters(got, 16, 5, 5, expected);
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

/* R: the same of resid(lm(x ~ u * year)) of units with three rows or more; p by all signs of the
 * pseudo-values: ps <- G * z0 - (G - 1) * z; S <- as.matrix(expand.grid(rep(list(c(-1, 1)), G)))
 * %*% ps; mean(abs(S) >= abs(sum(ps)) * (1 - 1e-9)) */
static void detrended_has_the_jackknife_of_units(void **state)
{
    static const double expected[][6] = {
        [ZI_PEARSON] = {0.071267915414387525, 0.457468331617374879, 0.15605220920515081,
                        0.885901502863028156, -0.881950380691105096, 0.909954077818142748},
        [ZI_SPEARMAN] = {-0.14332974532868142, 0.39393688983305758, -0.3663620280244923,
                         0.7384079515054971, -0.88491999076957961, 0.80383586200651291},
        [ZI_KENDALL] = {-0.10056022847309863, 0.22390589830500846, -0.4506413985810514,
                        0.68282510340287805, -0.67149990774609591, 0.54529964124540564},
    };

    (void)state;
    for (enum zi_correlation_method method = 0; method < ZI_CORRELATION_METHOD_COUNT; method++)
        assert_clusters(correlate(&reference, ZI_DETRENDED, method), 14, 4, 4, expected[method]);
}

/* R: d <- diff of neighbouring years by unit, of units with two or more; cor(d$x - ave(d$x, d$u),
 * d$y - ave(d$y, d$u)), t on 8 - 3 - 1 degrees of freedom */
static void differences_are_of_neighbouring_years(void **state)
{
    struct zi_estimate got = correlate(&reference, ZI_DIFFERENCES, ZI_PEARSON);

    (void)state;
    assert_estimate(got, -0.15813536083062071, 8, 3);
    assert_true(got.df == 4);
    assert_close(got.statistic, -0.32030092617368128, 1e-11);
    assert_close(got.p_value, 0.76477418781941786, 1e-11);
}

/* Both rise from year to year (cor 0.978, p 5e-6), yet what one has above its line the other lacks.
 * R: r <- cor(resid(lm(x ~ t)), resid(lm(y ~ t))); r * sqrt(6 / (1 - r^2)), 2 * pt(-3.1003, 6);
 * r <- cor(diff(x), diff(y)): p 0.0064556550775759; intervals tanh(atanh(r) + c(-1, 1) *
 * qnorm(.975) / sqrt(5)), of which the outer limits */
static void one_unit_has_the_larger_p_of_residuals_and_differences(void **state)
{
    const struct rows rows = {{61.2, 64.9, 66.1, 69.8, 71.0, 74.6, 75.9, 79.7, 81.3},
                              {2.41, 2.55, 2.71, 2.74, 2.98, 3.02, 3.21, 3.24, 3.48},
                              {0},
                              {2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025},
                              9};
    struct zi_estimate got = correlate(&rows, ZI_DETRENDED, ZI_PEARSON);

    (void)state;
    assert_estimate(got, -0.784651053251342323, 9, 1);
    assert_close(got.statistic, -3.100303102619854201, 1e-9);
    assert_true(got.df == 6);
    assert_close(got.p_value, 0.021108306974950839, 1e-9);
    assert_close(got.conf_low, -0.9738079854035694982, 1e-9);
    assert_close(got.conf_high, -0.178890905860336624, 1e-9);
    assert_int_equal(got.p_method, ZI_P_T_DETRENDED);
    assert_close(correlate(&rows, ZI_DIFFERENCES, ZI_PEARSON).p_value, 0.0064556550775759086, 1e-9);
    got = correlate(&rows, ZI_DETRENDED, ZI_SPEARMAN);
    assert_int_equal(got.reason, ZI_ONE_CLUSTER);
    assert_undefined(got.p_value);
}

/* Every other year: there is no difference to check by, hence no p. */
static void without_a_check_a_single_unit_has_no_p(void **state)
{
    const struct rows rows = {{61.2, 64.9, 66.1, 69.8, 71.0, 74.6},
                              {2.41, 2.55, 2.71, 2.74, 2.98, 3.02},
                              {0},
                              {2010, 2012, 2014, 2016, 2018, 2020},
                              6};
    struct zi_estimate got = correlate(&rows, ZI_DETRENDED, ZI_PEARSON);

    (void)state;
    assert_true(got.estimate < 0 && got.estimate > -1);
    assert_undefined(got.p_value);
    assert_undefined(got.conf_low);
    assert_int_equal(got.p_method, ZI_P_NONE);
    assert_int_equal(got.reason, ZI_FEWER_THAN_3);
}

static void a_straight_line_leaves_nothing(void **state)
{
    const struct rows rows = {
        {1, 2, 3, 4, 5, 6}, {2, 1, 3, 2, 5, 4}, {0}, {2010, 2011, 2012, 2013, 2014, 2015}, 6};
    struct zi_estimate got = correlate(&rows, ZI_DETRENDED, ZI_PEARSON);

    (void)state;
    assert_int_equal(got.reason, ZI_COLLINEAR);
    assert_undefined(got.estimate);
}

/* R: the same with units 1 and 2, 4 and 5 left out together; between of tapply(x, u, mean), at the
 * other levels of the residuals as above */
static void clusters_are_left_out_whole(void **state)
{
    static const struct {
        enum zi_panel_level level;
        enum zi_correlation_method method;
        size_t n, n_units, n_clusters;
        double expected[6];
        double wild;
    } cases[] = {
        {ZI_BETWEEN,
         ZI_PEARSON,
         6,
         6,
         4,
         {-0.15124901627917603, 1.21272958015208498, -0.12568213894601205, 0.90793318572133397,
          -0.99934502323744734, 0.99879528470144341},
         1},
        {ZI_BETWEEN,
         ZI_SPEARMAN,
         6,
         6,
         4,
         {-0.028571428571428574, 0.832652481876631767, -0.034323091015789092, 0.974775520544977514,
          -0.990613279216952303, 0.989482457293892392},
         1},
        {ZI_BETWEEN,
         ZI_KENDALL,
         6,
         6,
         4,
         {0.066666666666666666, 0.588277278958722172, 0.113493583213751970, 0.916808167564176157,
          -0.947361881626903712, 0.959448799343214254},
         1},
        {ZI_WITHIN,
         ZI_PEARSON,
         16,
         5,
         3,
         {0.43101676200436995, 0.43651425423870527, 1.05642543059815375, 0.40153644900555097,
          -0.88897654622177569, 0.98158757707299826},
         0.5},
        {ZI_WITHIN,
         ZI_SPEARMAN,
         16,
         5,
         3,
         {0.26470588235294118, 0.37007081452570384, 0.7327304255543956, 0.53996266886255639,
          -0.86706319293387113, 0.95299643664702538},
         0.75},
        {ZI_TWOWAY,
         ZI_PEARSON,
         16,
         5,
         3,
         {-0.1826767037015708, 0.18477431355242385, -0.99987061597901061, 0.42269953396502269,
          -0.75296637072095918, 0.54431663677795983},
         0.75},
        {ZI_TWOWAY,
         ZI_KENDALL,
         16,
         5,
         3,
         {-0.05, 0.088573151506382466, -0.564976275851326371, 0.629010789105003187,
          -0.406274619436763795, 0.319470921382477346},
         1},
    };

    (void)state;
    for (size_t i = 0; i < ZI_COUNT(cases); i++) {
        struct zi_panel_test test = test_clusters(cases[i].level, cases[i].method);

        assert_clusters(test.estimate, cases[i].n, cases[i].n_units, cases[i].n_clusters,
                        cases[i].expected);
        assert_int_equal(test.n_clusters, cases[i].n_clusters);
        assert_close(test.wild_p, cases[i].wild, 1e-14);
        assert_close(test.wild_least, cases[i].n_clusters == 4 ? 0.125 : 0.25, 1e-14);
    }
    assert_int_equal(test_clusters(ZI_POOLED, ZI_PEARSON).estimate.p_method, ZI_P_T);
    assert_undefined(test_clusters(ZI_POOLED, ZI_PEARSON).wild_p);
}

/* R: resid(lm(x ~ u + t, d)) without unit 6; m$rank is 10 of 17 rows, so df = 17 - 10 - 1 */
static void the_view_of_twoway_holds_the_residuals(void **state)
{
    const double expected[] = {
        0.82038461538460128,  -0.094230769230761208, -1.5943269230769159,  0.86817307692307721,
        -0.17769230769230424, -0.74240384615385235,  0.92009615384615651,  -0.54846153846153745,
        1.2514423076923102,   -0.83605769230769789,  0.1330769230769232,   -0.64269230769229879,
        0.64269230769229901,  1.0852884615384581,    -0.95221153846153528, -0.13307692307692279};
    struct zi_panel_columns columns = columns_of(&reference);
    const struct zi_panel_view *view;
    struct zi_panel_pairs pairs;

    (void)state;
    assert_int_equal(zi_panel_pairs_init(&pairs, &columns, NULL), ZI_OK);
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

static void detrended_does_not_see_a_units_own_line(void **state)
{
    struct rows rows = random_panel(8, 9, 7, 20, 300);
    struct rows raised = rows;

    (void)state;
    for (size_t i = 0; i < rows.n; i++)
        raised.x[i] += (double)(rows.unit[i] % 4) * 1.75 * (rows.year[i] - 2010);
    for (enum zi_correlation_method method = 0; method < ZI_CORRELATION_METHOD_COUNT; method++)
        assert_alike(correlate(&rows, ZI_DETRENDED, method),
                     correlate(&raised, ZI_DETRENDED, method));
    assert_alike(correlate(&rows, ZI_DIFFERENCES, ZI_PEARSON),
                 correlate(&raised, ZI_DIFFERENCES, ZI_PEARSON));
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
    for (enum zi_correlation_method method = 0; method < ZI_CORRELATION_METHOD_COUNT; method++)
        assert_alike(correlate(&rows, ZI_TWOWAY, method), correlate(&raised, ZI_TWOWAY, method));
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
    struct zi_panel_columns columns = {
        .x = values, .y = values, .unit = unit, .year = year, .n = 1};
    struct zi_panel_pairs pairs;
    struct zi_error error;

    (void)state;
    assert_int_equal(zi_panel_pairs_init(&pairs, &columns, &error), ZI_ESYSTEM);
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
    assert_string_equal(zi_panel_level_name(ZI_DETRENDED), "detrended");
    assert_string_equal(zi_panel_level_name(ZI_DIFFERENCES), "differences");
}

/* estimate, statistic, p, limits */
static void assert_t(struct zi_estimate got, double df, const double expected[5])
{
    assert_true(fabs(got.estimate - expected[0]) < 1e-12);
    assert_true(got.df == df);
    assert_close(got.statistic, expected[1], 1e-11);
    assert_close(got.p_value, expected[2], 1e-11);
    assert_close(got.conf_low, expected[3], 1e-10);
    assert_close(got.conf_high, expected[4], 1e-10);
    assert_int_equal(got.p_method, ZI_P_T);
}

/* R: par <- function(x, y, Z) cor(resid(lm(x ~ Z)), resid(lm(y ~ Z))), of rows, of unit means, and
 * cor(resid(lm(x ~ u + z)), resid(lm(y ~ u + z))); t = r sqrt(df / (1 - r^2)),
 * tanh(atanh(r) + c(-1, 1) * qnorm(.975) / sqrt(df - 1)). The t within is also that of x in
 * summary(lm(y ~ x + z + u)): 1.45781881592582807 */
static void partial_pearson_is_that_of_residuals(void **state)
{
    (void)state;
    assert_t(given(ZI_POOLED, ZI_PEARSON, 1), 14,
             (double[]){0.35691865500745457, 1.42962917785257404, 0.17475860985891209,
                        -0.16862002163397063, 0.72444965731445610});
    assert_t(given(ZI_POOLED, ZI_PEARSON, 2), 13,
             (double[]){0.28686140801009224, 1.07966977553172172, 0.29991372951435202,
                        -0.26422955735709824, 0.69673947284578031});
    assert_t(given(ZI_BETWEEN, ZI_PEARSON, 1), 3,
             (double[]){0.41599389159722883, 0.79233382436868116, 0.48603981847630967,
                        -0.73662777843780358, 0.94970281699455106});
    assert_t(given(ZI_WITHIN, ZI_PEARSON, 1), 9,
             (double[]){0.43706792979000181, 1.45781881592582696, 0.17888303231365671,
                        -0.22066145743899462, 0.82154518931058418});
}

/* R: the same of rank(x), rank(y), cbind(rank(z), rank(w)), the error as that of the plain Spearman
 * (Bonett & Wright 2000): tanh(atanh(r) + c(-1, 1) * qnorm(.975) * sqrt((1 + r^2 / 2) / (df - 1)))
 */
static void partial_spearman_is_that_of_ranks(void **state)
{
    (void)state;
    assert_t(given(ZI_POOLED, ZI_SPEARMAN, 1), 14,
             (double[]){0.550763655793550577, 2.468988360387014414, 0.027037022613627504,
                        0.036095957737431815, 0.8345194209470417});
    assert_t(given(ZI_POOLED, ZI_SPEARMAN, 2), 13,
             (double[]){0.498437412719861361, 2.073005423106163203, 0.058610297182432693,
                        -0.05263232384634335, 0.8168013163727323});
}

static void assert_jackknife_of(struct zi_estimate got, size_t n_units, const double expected[6])
{
    assert_true(fabs(got.estimate - expected[0]) < 1e-12);
    assert_close(got.std_error, expected[1], 1e-9);
    assert_close(got.statistic, expected[2], 1e-9);
    assert_close(got.p_value, expected[3], 1e-9);
    assert_close(got.conf_low, expected[4], 1e-9);
    assert_close(got.conf_high, expected[5], 1e-9);
    assert_true(got.df == (double)n_units - 1);
    assert_int_equal(got.n_units, n_units);
    assert_int_equal(got.p_method, ZI_P_CLUSTER_JACKKNIFE);
}

/* R: pm <- function(M) { P <- solve(M); -P[1, 2] / sqrt(P[1, 1] * P[2, 2]) }; of cor(R, method = m)
 * for R the residuals of x, y, z (and w) on u (and t), rounded to 10 decimals; jackknife as above
 * with pm(cor(R[unit != g, ], method = m)). Pearson: residuals on u + t + z, kept. */
static void partial_ranks_have_the_jackknife_of_units(void **state)
{
    (void)state;
    assert_jackknife_of(given(ZI_TWOWAY, ZI_PEARSON, 1), 5,
                        (double[]){-0.12459684860337542, 0.34687782753989022, -0.36107146238225246,
                                   0.73630846415046647, -0.79626961168947419, 0.68466305558680585});
    assert_jackknife_of(given(ZI_WITHIN, ZI_SPEARMAN, 1), 5,
                        (double[]){0.22874301346143974, 0.21197021677036113, 1.09856318201346359,
                                   0.33364064034767099, -0.34138641085950827, 0.67582373049943556});
    assert_jackknife_of(given(ZI_TWOWAY, ZI_SPEARMAN, 2), 5,
                        (double[]){-0.62546036416192663, 0.55634463583854910, -1.31919014498203246,
                                   0.25755301109128509, -0.97923443684139622, 0.66999606220081820});
    assert_jackknife_of(given(ZI_WITHIN, ZI_KENDALL, 1), 5,
                        (double[]){0.15037903944922160, 0.13253832469467991, 1.14327854228475889,
                                   0.31669894018769618, -0.21313873216336029, 0.47732452436836609});
    assert_jackknife_of(given(ZI_TWOWAY, ZI_KENDALL, 2), 5,
                        (double[]){-0.19543110013289638, 0.21681462443111266, -0.91312001609957372,
                                   0.41283798229841712, -0.66400975366833326, 0.38336300375373306});
    assert_jackknife_of(given(ZI_POOLED, ZI_KENDALL, 1), 6,
                        (double[]){0.47856318231755268, 0.37278916653931854, 1.39789196396424220,
                                   0.22099800329919692, -0.41129266013222793, 0.90135627149766118});
}

/* Without unit 5 the means of y and z have one order, so that z leaves nothing of y. (R's solve()
 * of that matrix divides rounding by rounding.) */
static void a_unit_without_which_nothing_is_left_leaves_no_jackknife(void **state)
{
    struct zi_estimate got = given(ZI_BETWEEN, ZI_KENDALL, 1);

    (void)state;
    assert_true(fabs(got.estimate - 0.32025630761017426) < 1e-12);
    assert_int_equal(got.reason, ZI_ONE_CLUSTER);
    assert_undefined(got.p_value);
    assert_undefined(got.conf_low);
}

/* A control that is a sum of the other, or does not vary at the level, changes nothing. */
static void controls_that_say_nothing_new_change_nothing(void **state)
{
    double twice[17], constant[17];
    const double *const controls[] = {reference_z, twice};
    const double *const unvarying[] = {reference_z, constant};

    (void)state;
    for (size_t i = 0; i < 17; i++) {
        twice[i] = 2 * reference_z[i] - 1;
        constant[i] = 60.3 + 0.1 * (double)reference.unit[i];
    }
    for (enum zi_panel_level level = 0; level < ZI_PANEL_LEVEL_COUNT; level++)
        for (enum zi_correlation_method method = 0; method < ZI_CORRELATION_METHOD_COUNT;
             method++) {
            struct zi_estimate one = given(level, method, 1);
            struct zi_estimate two = correlate_given(&reference, controls, 2, level, method);
            struct zi_estimate same = correlate_given(&reference, unvarying, 2, level, method);

            assert_true(method == ZI_KENDALL || fabs(one.estimate - two.estimate) < 1e-9);
            if (level == ZI_WITHIN || level == ZI_TWOWAY) {
                assert_true(fabs(one.estimate - same.estimate) < 1e-12);
                assert_close(one.p_value, same.p_value, 1e-9);
            }
        }
    assert_true(correlate_given(&reference, controls, 2, ZI_POOLED, ZI_PEARSON).df == 14);
    assert_true(correlate_given(&reference, unvarying, 2, ZI_WITHIN, ZI_PEARSON).df == 9);
}

static void controls_that_reproduce_a_variable_are_collinear(void **state)
{
    double sum[17];
    const double *const controls[] = {reference_z, sum};

    (void)state;
    for (size_t i = 0; i < 17; i++)
        sum[i] = reference.x[i] - 3 * reference_z[i];
    for (enum zi_panel_level level = 0; level < ZI_PANEL_LEVEL_COUNT; level++) {
        struct zi_estimate got = correlate_given(&reference, controls, 2, level, ZI_PEARSON);
        const double *const itself[] = {reference.y};

        assert_int_equal(got.reason, ZI_COLLINEAR);
        assert_undefined(got.estimate);
        got = correlate_given(&reference, itself, 1, level, ZI_SPEARMAN);
        assert_int_equal(got.reason, ZI_COLLINEAR);
        assert_undefined(got.p_value);
        assert_int_equal(correlate_given(&reference, itself, 1, level, ZI_KENDALL).reason,
                         ZI_COLLINEAR);
    }
}

static void too_many_controls_leave_nothing_free(void **state)
{
    const struct rows rows = {
        {1, 2, 3, 9}, {2, 1, 4, 3}, {0, 1, 2, 3}, {2020, 2020, 2020, 2020}, 4};
    const double z[] = {1, 5, 2, 7}, w[] = {3, 1, 1, 2};
    const double *const controls[] = {z, w};

    (void)state;
    for (enum zi_correlation_method method = 0; method < ZI_CORRELATION_METHOD_COUNT; method++)
        assert_nothing(correlate_given(&rows, controls, 2, ZI_POOLED, method), ZI_FEWER_THAN_3);
}

/* A row whose control is missing is as if it were not there. */
static void a_missing_control_leaves_its_row_out(void **state)
{
    double z[17];
    const double *const controls[] = {z};
    struct rows shorter = reference;

    (void)state;
    memcpy(z, reference_z, sizeof z);
    z[16] = NAN;
    shorter.n = 16;
    for (enum zi_panel_level level = 0; level < ZI_PANEL_LEVEL_COUNT; level++)
        assert_identical(correlate_given(&reference, controls, 1, level, ZI_SPEARMAN),
                         correlate_given(&shorter, controls, 1, level, ZI_SPEARMAN));
}

/* Ranks made before, of more rows than the pair has, are the same as ranks made here. */
static void ranks_made_before_serve_the_pooled_level(void **state)
{
    struct rows rows = random_panel(12, 20, 6, 40, 60);
    struct zi_panel_columns columns = columns_of(&rows);
    struct zi_arena arena = {0};
    struct zi_dense_ranks ranks[2];
    struct zi_panel_pairs pairs;
    struct zi_estimate got;

    (void)state;
    for (size_t i = 0; i < rows.n; i += 7)
        rows.y[i] = NAN;
    assert_int_equal(zi_dense_ranks_make(&ranks[0], rows.x, rows.n, 0, &arena, NULL), ZI_OK);
    assert_int_equal(zi_dense_ranks_make(&ranks[1], rows.y, rows.n, 0, &arena, NULL), ZI_OK);
    columns.x_ranks = &ranks[0];
    columns.y_ranks = &ranks[1];
    assert_int_equal(zi_panel_pairs_init(&pairs, &columns, NULL), ZI_OK);
    for (enum zi_correlation_method method = ZI_SPEARMAN; method <= ZI_KENDALL; method++) {
        assert_int_equal(zi_panel_pairs_correlate(&pairs, ZI_POOLED, method, 0.95, &got, NULL),
                         ZI_OK);
        assert_identical(got, correlate(&rows, ZI_POOLED, method));
    }
    zi_panel_pairs_release(&pairs);
    zi_arena_release(&arena);
}

/* What twoway draws are its residuals: the replicates of the view's points. */
static void the_bootstrap_draws_units_with_their_points(void **state)
{
    enum { REPLICATES = 400 };
    const struct zi_bootstrap bootstrap = {.replicates = REPLICATES, .seed = 5, .threads = 1};
    struct rows rows = random_panel(13, 15, 6, 40, 600);
    struct zi_panel_columns columns = columns_of(&rows);
    const struct zi_panel_view *view;
    struct zi_panel_pairs pairs;
    struct zi_estimate got, expected;
    double r[REPLICATES];
    size_t undefined, none;

    (void)state;
    assert_int_equal(zi_panel_pairs_init(&pairs, &columns, NULL), ZI_OK);
    for (enum zi_panel_level level = 0; level < ZI_PANEL_LEVEL_COUNT; level++) {
        assert_int_equal(zi_panel_pairs_bootstrap(&pairs, level, ZI_PEARSON, 0.95, &bootstrap, &got,
                                                  &undefined, NULL),
                         ZI_OK);
        assert_int_equal(zi_panel_pairs_view(&pairs, level, &view, NULL), ZI_OK);
        assert_int_equal(zi_pearson_replicates(view->x, view->y, view->start, view->n_units,
                                               &bootstrap, r, NULL),
                         ZI_OK);
        expected = correlate(&rows, level, ZI_PEARSON);
        expected = zi_correlation_bootstrap(expected, r, REPLICATES, view->n_units, 0.95, &none);
        assert_identical(got, expected);
        assert_int_equal(got.p_method, ZI_P_CLUSTER_BOOTSTRAP);
        assert_int_equal(undefined, 0);
        assert_true(got.conf_low < got.estimate && got.estimate < got.conf_high);
    }
    zi_panel_pairs_release(&pairs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pooled_is_the_correlation_of_all_rows),
        cmocka_unit_test(between_is_the_correlation_of_unit_means),
        cmocka_unit_test(within_is_that_of_bland_and_altman),
        cmocka_unit_test(ranks_within_have_the_jackknife_of_units),
        cmocka_unit_test(twoway_has_the_jackknife_of_units),
        cmocka_unit_test(detrended_has_the_jackknife_of_units),
        cmocka_unit_test(differences_are_of_neighbouring_years),
        cmocka_unit_test(one_unit_has_the_larger_p_of_residuals_and_differences),
        cmocka_unit_test(without_a_check_a_single_unit_has_no_p),
        cmocka_unit_test(a_straight_line_leaves_nothing),
        cmocka_unit_test(clusters_are_left_out_whole),
        cmocka_unit_test(the_view_of_twoway_holds_the_residuals),
        cmocka_unit_test(rows_in_any_order_give_the_same_to_the_last_digit),
        cmocka_unit_test(a_row_with_a_missing_value_changes_nothing),
        cmocka_unit_test(scale_and_side_do_not_matter_and_the_sign_follows),
        cmocka_unit_test(within_does_not_see_what_a_unit_always_has),
        cmocka_unit_test(detrended_does_not_see_a_units_own_line),
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
        cmocka_unit_test(partial_pearson_is_that_of_residuals),
        cmocka_unit_test(partial_spearman_is_that_of_ranks),
        cmocka_unit_test(partial_ranks_have_the_jackknife_of_units),
        cmocka_unit_test(a_unit_without_which_nothing_is_left_leaves_no_jackknife),
        cmocka_unit_test(controls_that_say_nothing_new_change_nothing),
        cmocka_unit_test(controls_that_reproduce_a_variable_are_collinear),
        cmocka_unit_test(too_many_controls_leave_nothing_free),
        cmocka_unit_test(a_missing_control_leaves_its_row_out),
        cmocka_unit_test(ranks_made_before_serve_the_pooled_level),
        cmocka_unit_test(the_bootstrap_draws_units_with_their_points),
        cmocka_unit_test(exhausted_memory_is_an_error),
        cmocka_unit_test(levels_have_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
