#include "panel_of.h"

#include "zistat/analysis/trend.h"

static struct zi_trend *compute(struct fixture *f, size_t *n)
{
    struct zi_trends trends;

    assert_int_equal(zi_trend_compute(&f->selection, 0.95, &f->arena, &trends, &f->error), ZI_OK);
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
    assert_int_equal(zi_trend_compute(&f.selection, 0.95, &f.arena, &trends, &f.error), ZI_OK);
    assert_int_equal(trends.n, 0);
    assert_int_equal(trends.n_letters_only, 1);
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
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
