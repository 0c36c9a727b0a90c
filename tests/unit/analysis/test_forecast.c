#include "panel_of.h"

#include "zistat/analysis/forecast.h"

static struct zi_forecast *compute(struct fixture *f, const char *index, int last, int from, int to,
                                   size_t *n)
{
    struct zi_forecast *rows;

    assert_int_equal(zi_forecast_compute(&f->selection, index_of(f, index), ZI_LEVEL_UNIT, last,
                                         from, to, &f->arena, &rows, n, &f->error),
                     ZI_OK);
    return rows;
}

/* R: d <- data.frame(t = 2018:2022, y = c(80, 83, 82, 86, 85))
 * predict(lm(y ~ t, d), data.frame(t = 2023), interval = "prediction")
 *   fit 87.1, lwr 80.63250486, upr 93.56749514 */
static void few_units_are_forecast_from_their_own_years(void **state)
{
    struct fixture f;
    size_t n;

    (void)state;
    fixture_init(&f,
                 "instansi,unit,tahun,skm\n"
                 "A,U,2018,80\nA,U,2019,83\nA,U,2020,82\nA,U,2021,86\nA,U,2022,85\nA,V,2019,70\n",
                 NULL);

    struct zi_forecast *rows = compute(&f, "skm", 2022, 2023, 2024, &n);

    assert_int_equal(n, 4);
    assert_false(rows[0].pooled);
    assert_int_equal(rows[0].n, 5);
    assert_false(rows[0].stale);
    assert_close(rows[0].mean, 87.1, 1e-13);
    assert_close(rows[0].ninety_five.low, 80.63250486, 1e-9);
    assert_close(rows[0].ninety_five.high, 93.56749514, 1e-9);
    assert_true(rows[0].eighty.high < rows[0].ninety_five.high);
    assert_true(zi_forecast_reach(&rows[0], 87.1) > 0.4999);
    assert_true(zi_forecast_reach(&rows[0], 87.1) < 0.5001);
    assert_int_equal(rows[1].year, 2024);
    assert_true(rows[2].stale);
    assert_int_equal(rows[2].last_year, 2019);
    assert_int_equal(rows[2].reason, ZI_FEWER_THAN_2);
    assert_undefined(zi_forecast_reach(&rows[2], 75));
    fixture_release(&f);
}

static void ten_units_are_pooled_and_only_since_the_break(void **state)
{
    char text[8000] = "instansi,unit,tahun,zi\n";
    struct fixture f;
    size_t n, used = strlen(text);

    (void)state;
    for (int unit = 0; unit < 12; unit++)
        for (int year = 2019; year <= 2025; year++)
            used += (size_t)snprintf(text + used, sizeof text - used, "A,U%02d,%d,%d.%d\n", unit,
                                     year, 60 + unit + (year - 2019) + (unit * year) % 3,
                                     (unit * 7 + year) % 10);
    fixture_init(&f, text, NULL);

    struct zi_forecast *rows = compute(&f, "zi", 2025, 2026, 2026, &n);

    assert_int_equal(n, 12);
    for (size_t i = 0; i < n; i++) {
        assert_true(rows[i].pooled);
        assert_int_equal(rows[i].n, 4); /* 2022 to 2025 */
        assert_int_equal(rows[i].after->year, 2022);
        assert_true(rows[i].ninety_five.low < rows[i].mean);
    }
    fixture_release(&f);
}

static void a_unit_without_a_score_has_no_forecast_of_its_own(void **state)
{
    struct fixture f;
    const struct zi_forecast **totals;

    (void)state;
    fixture_init(
        &f, "instansi,unit,tahun,zi,skm\nA,U,2022,70,\nA,U,2023,72,\nA,U,2024,75,\nA,V,2024,,80\n",
        NULL);
    assert_int_equal(
        zi_forecast_totals(&f.selection, 2024, 2025, 2027, &f.arena, &totals, &f.error), ZI_OK);
    assert_non_null(totals[zi_panel_find(&f.panel, "A", "U")]);
    assert_int_equal(totals[zi_panel_find(&f.panel, "A", "U")][2].year, 2027);
    assert_null(totals[zi_panel_find(&f.panel, "A", "V")]);
    fixture_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(few_units_are_forecast_from_their_own_years),
        cmocka_unit_test(ten_units_are_pooled_and_only_since_the_break),
        cmocka_unit_test(a_unit_without_a_score_has_no_forecast_of_its_own),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
