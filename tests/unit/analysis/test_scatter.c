#include "panel_of.h"

#include "analysis/scatter.h"

/* Eight units, four years each. */
static const int x[8][4] = {{70, 71, 73, 74}, {60, 62, 61, 65}, {80, 79, 82, 83}, {66, 66, 69, 70},
                            {75, 78, 77, 80}, {55, 58, 57, 60}, {68, 67, 70, 73}, {72, 75, 74, 76}};
static const int y[8][4] = {{71, 72, 73, 76}, {65, 64, 66, 66}, {80, 82, 81, 84}, {70, 69, 72, 71},
                            {74, 76, 77, 77}, {60, 62, 61, 63}, {69, 70, 69, 73}, {73, 72, 75, 77}};

static void read_units(struct fixture *f, size_t n_units)
{
    char text[4096] = "instansi,unit,tahun,sakip,zi\n";
    size_t used = strlen(text);

    for (size_t u = 0; u < n_units; u++)
        for (int t = 0; t < 4; t++)
            used += (size_t)snprintf(text + used, sizeof text - used, "K,Dinas %c,%d,%d,%d\n",
                                     (char)('A' + u), 2022 + t, x[u][t], y[u][t]);
    fixture_init(f, text, NULL);
}

/* R: m <- aggregate(cbind(x, y) ~ u, d, mean); lm(y ~ x, m); cor.test(m$x, m$y);
 * predict(., data.frame(x = min(m$x)), interval = "confidence") */
static void between_units_it_is_the_line_of_the_means(void **state)
{
    struct fixture f;
    struct zi_scatter scatter;

    (void)state;
    read_units(&f, 8);
    assert_int_equal(zi_scatter_compute(&f.selection, index_of(&f, "sakip"), index_of(&f, "zi"),
                                        &f.arena, &scatter, &f.error),
                     ZI_OK);
    assert_int_equal(scatter.on, ZI_LEVEL_UNIT);
    assert_int_equal(scatter.first_year, 2022);
    assert_int_equal(scatter.last_year, 2025);
    assert_int_equal(scatter.between.n, 8);
    assert_close(scatter.between.correlation.estimate, 0.988902716043074, 1e-12);
    assert_close(scatter.between.correlation.conf_low, 0.937597146445637, 1e-12);
    assert_close(scatter.between.slope.estimate, 0.798336645322735, 1e-12);
    assert_true(scatter.between.has_line);
    assert_close(scatter.between.band[0].fit, 61.4336038124678, 1e-12);
    assert_close(scatter.between.band[0].low, 59.6807537842751, 1e-12);
    assert_close(scatter.between.band[0].high, 63.1864538406605, 1e-12);
    fixture_release(&f);
}

/* R: rx, ry residuals on factor(u) + factor(t); b = sum(rx ry)/sum(rx^2); CR1 with K = 5;
 * t on 7 df */
static void within_units_it_is_the_two_way_slope_with_clustered_errors(void **state)
{
    const double slope = -0.143712574850299, std_error = 0.296970996831962, t = 2.364624251592784;
    struct fixture f;
    struct zi_scatter scatter;

    (void)state;
    read_units(&f, 8);
    assert_int_equal(zi_scatter_compute(&f.selection, index_of(&f, "sakip"), index_of(&f, "zi"),
                                        &f.arena, &scatter, &f.error),
                     ZI_OK);
    const struct zi_scatter_view *within = &scatter.within;
    const struct zi_scatter_band *end = &within->band[ZI_SCATTER_BAND - 1];

    assert_int_equal(within->n, 32);
    assert_int_equal(within->n_units, 8);
    assert_close(within->correlation.estimate, -0.137286382427535, 1e-11);
    assert_close(within->slope.estimate, slope, 1e-11);
    assert_close(within->slope.std_error, std_error, 1e-11);
    assert_close(end->fit, slope * end->x, 1e-11);
    assert_close(end->high, (slope + t * std_error) * end->x, 1e-11);
    assert_null(within->entity);
    fixture_release(&f);
}

static void fewer_than_eight_units_have_no_line(void **state)
{
    struct fixture f;
    struct zi_scatter scatter;

    (void)state;
    read_units(&f, 7);
    assert_int_equal(zi_scatter_compute(&f.selection, index_of(&f, "sakip"), index_of(&f, "zi"),
                                        &f.arena, &scatter, &f.error),
                     ZI_OK);
    assert_false(scatter.between.has_line);
    assert_false(scatter.within.has_line);
    fixture_release(&f);
}

static void institutions_stand_in_where_no_unit_has_both(void **state)
{
    struct fixture f;
    struct zi_scatter scatter;

    (void)state;
    fixture_init(&f, "instansi,unit,tahun,spip,spi\nK,,2024,3.1,70\nK,,2025,3.2,71\nL,,2025,3,69\n",
                 NULL);
    assert_int_equal(zi_scatter_compute(&f.selection, index_of(&f, "spip"), index_of(&f, "spi"),
                                        &f.arena, &scatter, &f.error),
                     ZI_OK);
    assert_int_equal(scatter.on, ZI_LEVEL_INSTITUTION);
    assert_int_equal(scatter.between.n, 2);
    fixture_release(&f);
}

static void nothing_in_common_is_too_little(void **state)
{
    struct fixture f;
    struct zi_scatter scatter;

    (void)state;
    fixture_init(&f, "instansi,unit,tahun,zi,skm\nK,A,2024,70,\nK,A,2025,,80\n", NULL);
    assert_int_equal(zi_scatter_compute(&f.selection, index_of(&f, "zi"), index_of(&f, "skm"),
                                        &f.arena, &scatter, &f.error),
                     ZI_EFEW);
    assert_non_null(strstr(f.error.en, "no unit or institution has zi and skm in the same year"));
    fixture_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(between_units_it_is_the_line_of_the_means),
        cmocka_unit_test(within_units_it_is_the_two_way_slope_with_clustered_errors),
        cmocka_unit_test(fewer_than_eight_units_have_no_line),
        cmocka_unit_test(institutions_stand_in_where_no_unit_has_both),
        cmocka_unit_test(nothing_in_common_is_too_little),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
