#include "panel_of.h"

#include "base/count.h"
#include "zistat/analysis/trend.h"
#include "zistat/base/buffer.h"

static const struct zi_trend_request plain = {.confidence = 0.95};

static struct zi_trends compute_as(struct fixture *f, const struct zi_trend_request *request)
{
    struct zi_trends trends;

    assert_int_equal(zi_trend_compute(&f->selection, request, &f->arena, &trends, &f->error),
                     ZI_OK);
    return trends;
}

static struct zi_trend *compute(struct fixture *f, size_t *n)
{
    struct zi_trends trends = compute_as(f, &plain);

    *n = trends.n;
    return trends.rows;
}

/* R: coef(lm(c(70, 72, 71, 75) ~ I(0:3)))[2] is 1.4; the median of the six slopes is 19/12. */
static void a_trend_does_not_straddle_a_break(void **state)
{
    struct fixture f;
    size_t n;

    (void)state;
    fixture_init(&f,
                 "instansi,unit,tahun,zi\n"
                 "A,U,2020,90\nA,U,2021,95\nA,U,2025,75\nA,U,2023,72\nA,U,2024,71\nA,U,2022,70\n",
                 NULL);

    struct zi_trend *trends = compute(&f, &n);

    assert_int_equal(n, 1);
    assert_int_equal(trends[0].n, 4);
    assert_int_equal(trends[0].first_year, 2022);
    assert_non_null(trends[0].after);
    assert_int_equal(trends[0].after->year, 2022);
    assert_close(trends[0].ols.estimate, 1.4, 1e-13);
    assert_close(trends[0].sen.estimate, 19.0 / 12, 1e-13);
    assert_close(trends[0].mann_kendall.statistic, 4, 1e-15);
    assert_close(trends[0].mann_kendall.estimate, 4.0 / 6, 1e-15);
    assert_close(trends[0].smallest_p, 1.0 / 12, 1e-14);
    fixture_release(&f);
}

static void time_is_the_calendar_year_so_gaps_count(void **state)
{
    struct fixture f;
    size_t n;

    (void)state;
    fixture_init(&f, "instansi,unit,tahun,skm\nA,U,2018,80\nA,U,2020,84\nA,U,2024,92\n", NULL);
    assert_close(compute(&f, &n)[0].ols.estimate, 2, 1e-14);
    fixture_release(&f);
}

static void a_constant_series_has_a_slope_of_zero_and_no_p(void **state)
{
    struct fixture f;
    size_t n;

    (void)state;
    fixture_init(&f, "instansi,unit,tahun,skm\nA,U,2018,82.3\nA,U,2019,82.3\nA,U,2020,82.3\n",
                 NULL);

    struct zi_trend *trends = compute(&f, &n);

    assert_true(trends[0].ols.estimate == 0);
    assert_undefined(trends[0].ols.p_value);
    assert_int_equal(trends[0].ols.reason, ZI_CONSTANT);
    assert_undefined(trends[0].mann_kendall.estimate);
    assert_true(trends[0].mann_kendall.statistic == 0);
    fixture_release(&f);
}

static void the_order_of_rows_changes_nothing(void **state)
{
    struct fixture f, g;
    size_t n, m;

    (void)state;
    fixture_init(
        &f, "instansi,unit,tahun,skm\nA,U,2018,80\nB,U,2018,70\nA,U,2019,83\nA,U,2020,81\n", NULL);
    fixture_init(
        &g, "instansi,unit,tahun,skm\nA,U,2020,81\nA,U,2019,83\nB,U,2018,70\nA,U,2018,80\n", NULL);

    struct zi_trend *a = compute(&f, &n), *b = compute(&g, &m);

    assert_int_equal(n, 2);
    assert_int_equal(m, 2);
    assert_true(a[0].ols.p_value == b[0].ols.p_value);
    assert_true(a[0].sen.estimate == b[0].sen.estimate);
    assert_int_equal(b[1].n, 1);
    fixture_release(&f);
    fixture_release(&g);
}

static void letters_alone_make_no_trend_and_are_counted(void **state)
{
    struct zi_trends trends;
    struct fixture f;

    (void)state;
    fixture_init(&f, "instansi,tahun,sakip\nKab. A,2018,BB\nKab. A,2019,A\n", NULL);
    trends = compute_as(&f, &plain);
    assert_int_equal(trends.n, 0);
    assert_int_equal(trends.n_letters_only, 1);
    fixture_release(&f);
}

/* R: y <- c(90, 95, 70, 72, 71, 75); coef(summary(lm(y ~ I(2020:2025)))), its fitted(...)[6] */
static void a_trend_runs_over_a_break_when_asked_to(void **state)
{
    const struct zi_trend_request request = {.confidence = 0.95, .across_breaks = true};
    struct fixture f;

    (void)state;
    fixture_init(&f,
                 "instansi,unit,tahun,zi\n"
                 "A,U,2020,90\nA,U,2021,95\nA,U,2025,75\nA,U,2023,72\nA,U,2024,71\nA,U,2022,70\n",
                 NULL);

    struct zi_trend *trend = compute_as(&f, &request).rows;

    assert_int_equal(trend->n, 6);
    assert_null(trend->after);
    assert_int_equal(trend->across->year, 2022);
    assert_close(trend->ols.estimate, -4.1428571428571432, 1e-13);
    assert_close(trend->ols.p_value, 0.10995457370784689, 1e-12);
    assert_close(trend->last_level, 68.476190476190476, 1e-13);
    fixture_release(&f);
}

/* Series of skm from 2018 on; NaN is no value. */
static void add_series(struct zi_buffer *csv, const char *unit, const double y[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!isnan(y[i]))
            zi_buffer_print(csv, "A,%s,%zu,%.17g\n", unit, 2018 + i, y[i]);
}

static void fixture_of_six_series(struct fixture *f)
{
    static const struct {
        const char *unit;
        double y[6];
    } series[] = {
        {"P", {70, 71, 72, 73, 74, 76}},
        {"Q", {70, 72, 71, 73, 75, 74}},
        {"R", {70, 69, 72, 68, 71, 73}},
        {"S", {NAN, NAN, NAN, NAN, 80, 81}},         /* too short for a test */
        {"T", {82.3, 82.3, 82.3, 82.3, 82.3, 82.3}}, /* without one */
        {"", {70, 71, 72, 73, 74, 76}},              /* the institution itself */
    };
    struct zi_buffer csv = {0};

    zi_buffer_add(&csv, "instansi,unit,tahun,skm\n");
    for (size_t i = 0; i < ZI_COUNT(series); i++)
        add_series(&csv, series[i].unit, series[i].y, 6);
    fixture_init(f, csv.text, NULL);
    zi_buffer_release(&csv);
}

static void a_family_is_the_tests_of_one_index_at_one_level(void **state)
{
    const struct zi_trend_request request = {.confidence = 0.95, .adjust = true};
    struct fixture f;

    (void)state;
    fixture_of_six_series(&f);

    struct zi_trends trends = compute_as(&f, &request);

    assert_int_equal(trends.n, 6);
    assert_int_equal(trends.n_families, 2);
    assert_int_equal(trends.families[0].level, ZI_LEVEL_INSTITUTION);
    assert_int_equal(trends.families[0].mann_kendall.n, 1);
    assert_int_equal(trends.families[0].mann_kendall.below_adjusted, 1);
    assert_int_equal(trends.families[1].level, ZI_LEVEL_UNIT);
    assert_int_equal(trends.families[1].mann_kendall.n, 3);
    assert_int_equal(trends.families[1].mann_kendall.below, 1);
    assert_int_equal(trends.families[1].ols.n, 3);
    assert_int_equal(trends.families[1].ols.below, 2);
    assert_int_equal(trends.families[1].ols.below_adjusted, 2);
    assert_true(trends.rows[0].mann_kendall_adjusted == trends.rows[0].mann_kendall.p_value);
    fixture_release(&f);
}

/* R: x <- 2018:2023; p <- function(y) cor.test(x, y, method = "kendall", exact = TRUE)$p.value
 *    all <- c(p(c(70, 71, 72, 73, 74, 76)), p(c(70, 72, 71, 73, 75, 74)),
 *             p(c(70, 69, 72, 68, 71, 73))); p.adjust(all, "holm"); p.adjust(all, "BH")
 * and lm(y ~ x) for the least squares ones */
static void adjusted_p_are_those_of_r(void **state)
{
    static const double want[][3] = {
        [ZI_HOLM] = {0.0083333333333333037, 0.1111111111111111605, 0.4694444444444445530},
        [ZI_BENJAMINI_HOCHBERG] = {0.0083333333333333037, 0.0833333333333333703,
                                   0.4694444444444445530},
    };

    (void)state;
    for (int method = ZI_HOLM; method <= ZI_BENJAMINI_HOCHBERG; method++) {
        const struct zi_trend_request request = {
            .confidence = 0.95, .adjust = true, .adjustment = (enum zi_multiple)method};
        struct fixture f;

        fixture_of_six_series(&f);

        const struct zi_trend *units = compute_as(&f, &request).rows + 1;

        for (size_t i = 0; i < 3; i++)
            assert_close(units[i].mann_kendall_adjusted, want[method][i], 1e-14);
        assert_close(units[0].mann_kendall.p_value, 0.0027777777777777779, 1e-14);
        assert_close(units[0].ols_adjusted, 3 * 0.00015725977073519873, 1e-11);
        assert_undefined(units[3].mann_kendall_adjusted);
        assert_undefined(units[4].ols_adjusted);
        fixture_release(&f);
    }
}

static void tests_are_at_the_level_that_the_intervals_leave(void **state)
{
    const struct zi_trends at_95 = {.request = {.confidence = 0.95}};
    const struct zi_trends at_80 = {.request = {.confidence = 0.8}};

    (void)state;
    assert_true(zi_trend_is_shown(&at_95, 0.0499));
    assert_false(zi_trend_is_shown(&at_95, 0.05));
    assert_true(zi_trend_is_shown(&at_80, 0.05));
    assert_false(zi_trend_is_shown(&at_80, NAN));
}

/* 700 units with series of 0 to 7 values, some with ties. */
static void the_number_of_threads_changes_nothing(void **state)
{
    struct zi_buffer csv = {0};
    struct fixture f;
    struct zi_trends one;
    unsigned random = 3;

    (void)state;
    zi_buffer_add(&csv, "instansi,unit,tahun,skm\n");
    for (int unit = 0; unit < 700; unit++)
        for (int year = 2018; year < 2025; year++) {
            random = random * 1664525U + 1013904223U;
            if ((random >> 16) % 4 > 0)
                zi_buffer_print(&csv, "A,U%03d,%d,%u\n", unit, year, 60 + (random >> 20) % 9);
        }
    fixture_init(&f, csv.text, NULL);
    one = compute_as(&f, &plain);
    for (size_t n_workers = 2; n_workers < 6; n_workers++) {
        struct zi_trend_request request = plain;
        struct zi_trends many;

        request.n_workers = n_workers;
        many = compute_as(&f, &request);
        assert_int_equal(many.n, one.n);
        for (size_t i = 0; i < one.n; i++) {
            assert_int_equal(many.rows[i].entity, one.rows[i].entity);
            assert_memory_equal(&many.rows[i].ols.estimate, &one.rows[i].ols.estimate,
                                sizeof(double));
            assert_memory_equal(&many.rows[i].sen.conf_low, &one.rows[i].sen.conf_low,
                                sizeof(double));
            assert_memory_equal(&many.rows[i].mann_kendall.p_value,
                                &one.rows[i].mann_kendall.p_value, sizeof(double));
        }
    }
    zi_buffer_release(&csv);
    fixture_release(&f);
}

/* Twelve units whose even years lie high for two years and low for two: years resemble each other.
 */
static void fixture_of_waves(struct fixture *f)
{
    static const double wave[] = {1, 1.2, -0.8, -1, 0.9, 1.1, -1.2, -0.7};
    struct zi_buffer csv = {0};

    zi_buffer_add(&csv, "instansi,unit,tahun,skm\nA,,2018,70\nA,,2019,71\nA,,2020,73\n");
    for (int unit = 0; unit < 12; unit++)
        for (int i = 0; i < 8; i++)
            zi_buffer_print(&csv, "A,U%02d,%d,%.2f\n", unit, 2018 + i,
                            70 + 0.1 * unit * i + (1 + 0.1 * unit) * wave[(unit + i) % 8]);
    fixture_init(f, csv.text, NULL);
    zi_buffer_release(&csv);
}

/* What is done with rho is tested in stats/; here: that it is pooled by level, over all units
 * whatever the choice, that p is widened by it, and that the rows say so. */
static void a_pooled_autocorrelation_widens_p_and_intervals(void **state)
{
    const struct zi_trend_request request = {.confidence = 0.95, .pooled = true};
    const char *const units[] = {"U07"};
    struct zi_selection one;
    struct zi_trends plain_trends, pooled, of_one;
    struct fixture f;

    (void)state;
    fixture_of_waves(&f);
    plain_trends = compute_as(&f, &plain);
    pooled = compute_as(&f, &request);
    assert_int_equal(pooled.families[1].autocorrelation.n_units, 12);
    assert_true(pooled.families[1].autocorrelation.rho > 0.1);
    assert_undefined(pooled.families[0].autocorrelation.rho);
    assert_false(pooled.rows[0].widened);
    assert_true(zi_trend_assumes_independence(&pooled.rows[0], &pooled.rows[0].ols));
    for (size_t i = 1; i < pooled.n; i++) {
        assert_true(pooled.rows[i].widened);
        assert_false(zi_trend_assumes_independence(&pooled.rows[i], &pooled.rows[i].ols));
        assert_true(pooled.rows[i].ols.p_value > plain_trends.rows[i].ols.p_value);
        assert_true(pooled.rows[i].ols.estimate == plain_trends.rows[i].ols.estimate);
        assert_true(pooled.rows[i].mann_kendall.p_value >=
                    plain_trends.rows[i].mann_kendall.p_value);
        assert_true(pooled.rows[i].sen.conf_low <= plain_trends.rows[i].sen.conf_low);
    }
    assert_int_equal(zi_selection_make(&one, &f.panel,
                                       &(struct zi_request){.units = units, .n_units = 1},
                                       &f.error),
                     ZI_OK);
    assert_int_equal(zi_trend_compute(&one, &request, &f.arena, &of_one, &f.error), ZI_OK);
    assert_int_equal(of_one.n, 1);
    assert_true(of_one.families[1].autocorrelation.rho == pooled.families[1].autocorrelation.rho);
    assert_true(of_one.rows[0].ols.p_value == pooled.rows[8].ols.p_value);
    zi_selection_release(&one);
    fixture_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_trend_does_not_straddle_a_break),
        cmocka_unit_test(time_is_the_calendar_year_so_gaps_count),
        cmocka_unit_test(a_constant_series_has_a_slope_of_zero_and_no_p),
        cmocka_unit_test(the_order_of_rows_changes_nothing),
        cmocka_unit_test(letters_alone_make_no_trend_and_are_counted),
        cmocka_unit_test(a_trend_runs_over_a_break_when_asked_to),
        cmocka_unit_test(a_family_is_the_tests_of_one_index_at_one_level),
        cmocka_unit_test(adjusted_p_are_those_of_r),
        cmocka_unit_test(the_number_of_threads_changes_nothing),
        cmocka_unit_test(a_pooled_autocorrelation_widens_p_and_intervals),
        cmocka_unit_test(tests_are_at_the_level_that_the_intervals_leave),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
