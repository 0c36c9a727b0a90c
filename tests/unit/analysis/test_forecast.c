#include "panel_of.h"

#include "base/count.h"
#include "zistat/analysis/forecast.h"
#include "zistat/stats/library.h"

static struct zi_forecasts compute(struct fixture *f, const char *index, int last, int n_years)
{
    struct zi_forecast_request request = {.index = index_of(f, index),
                                          .level = ZI_LEVEL_UNIT,
                                          .first_year = f->panel.first_year,
                                          .last_year = last,
                                          .n_years = n_years};
    struct zi_forecasts forecasts;

    if (zi_forecast_compute(&f->selection, &request, &f->arena, &forecasts, &f->error) != ZI_OK)
        fail_msg("%s", f->error.en);
    return forecasts;
}

/* R: d <- data.frame(t = 2018:2022, y = c(80, 83, 82, 86, 85))
 * predict(lm(y ~ t, d), data.frame(t = 2023), interval = "prediction")
 *   fit 87.1, lwr 80.63250486, upr 93.56749514 */
static void few_units_are_forecast_from_their_own_years(void **state)
{
    struct fixture f;

    (void)state;
    fixture_init(&f,
                 "instansi,unit,tahun,skm\n"
                 "A,U,2018,80\nA,U,2019,83\nA,U,2020,82\nA,U,2021,86\nA,U,2022,85\nA,V,2019,70\n",
                 NULL);

    struct zi_forecasts got = compute(&f, "skm", 2022, 2);
    const struct zi_forecast *rows = got.rows; /* U: ols 2023, 2024, pooled 2023, 2024; then V */

    assert_int_equal(got.n_rows, 8);
    assert_int_equal(got.n_units, 2);
    assert_int_equal(got.pool_reason, ZI_FEWER_THAN_10_UNITS);
    assert_int_equal(rows[0].method, ZI_FORECAST_OLS);
    assert_int_equal(rows[2].method, ZI_FORECAST_POOLED);
    assert_int_equal(rows[2].reason, ZI_FEWER_THAN_10_UNITS);
    assert_undefined(rows[2].mean);
    assert_int_equal(rows[0].n, 5);
    assert_false(rows[0].stale);
    assert_close(rows[0].mean, 87.1, 1e-13);
    assert_close(rows[0].ninety_five.low, 80.63250486, 1e-9);
    assert_close(rows[0].ninety_five.high, 93.56749514, 1e-9);
    assert_true(rows[0].eighty.high < rows[0].ninety_five.high);
    assert_true(zi_forecast_reach(&rows[0], 87.1) > 0.4999);
    assert_true(zi_forecast_reach(&rows[0], 87.1) < 0.5001);
    assert_int_equal(rows[1].year, 2024);
    assert_true(rows[4].stale);
    assert_int_equal(rows[4].last_year, 2019);
    assert_int_equal(rows[4].reason, ZI_FEWER_THAN_2);
    assert_undefined(zi_forecast_reach(&rows[4], 75));
    fixture_release(&f);
}

static void ten_units_are_pooled_and_only_since_the_break(void **state)
{
    char text[8000] = "instansi,unit,tahun,zi\n";
    struct fixture f;
    size_t used = strlen(text);

    (void)state;
    for (int unit = 0; unit < 12; unit++)
        for (int year = 2019; year <= 2025; year++)
            used += (size_t)snprintf(text + used, sizeof text - used, "A,U%02d,%d,%d.%d\n", unit,
                                     year, 60 + unit + (year - 2019) + (unit * year) % 3,
                                     (unit * 7 + year) % 10);
    fixture_init(&f, text, NULL);

    struct zi_forecasts got = compute(&f, "zi", 2025, 1);

    assert_int_equal(got.n_rows, 24);
    assert_int_equal(got.pool_reason, ZI_DEFINED);
    assert_int_equal(got.n_cut, 12 * 3);
    for (size_t i = 0; i < got.n_rows; i++) {
        assert_int_equal(got.rows[i].method, i % 2 ? ZI_FORECAST_POOLED : ZI_FORECAST_OLS);
        assert_int_equal(got.rows[i].n, 4); /* 2022 to 2025 */
        assert_int_equal(got.rows[i].after->year, 2022);
        if (got.rows[i].method == ZI_FORECAST_POOLED)
            assert_true(got.rows[i].ninety_five.low < got.rows[i].mean);
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
    assert_int_equal(zi_forecast_totals(&f.selection, 2024, 3, &f.arena, &totals, &f.error), ZI_OK);
    assert_non_null(totals[zi_panel_find(&f.panel, "A", "U")]);
    assert_int_equal(totals[zi_panel_find(&f.panel, "A", "U")][2].year, 2027);
    assert_null(totals[zi_panel_find(&f.panel, "A", "V")]);
    fixture_release(&f);
}

/* tests/reference/mixed/unbalanced.csv as a panel: 14 units, 1 to 9 years each, 2015 to 2024. */
static void read_unbalanced(struct fixture *f, const char *index, bool reversed)
{
    char lines[100][64];
    char text[8000];
    size_t n = 0;
    FILE *file = fopen("tests/reference/mixed/unbalanced.csv", "r");

    if (!file)
        fail_msg("run the tests from the top of the repository");
    assert_non_null(fgets(lines[0], sizeof lines[0], file));
    while (fgets(lines[n], sizeof lines[n], file))
        n++;
    fclose(file);
    assert_int_equal(n, 77);
    size_t used = (size_t)snprintf(text, sizeof text, "instansi,unit,tahun,%s\n", index);
    for (size_t i = 0; i < n; i++) {
        const char *line = lines[reversed ? n - 1 - i : i];
        char *comma;
        unsigned long unit = strtoul(line, &comma, 10);

        used += (size_t)snprintf(text + used, sizeof text - used, "A,U%02lu%s", unit, comma);
    }
    fixture_init(f, text, NULL);
}

static const double asked[] = {70, 75};
static const struct zi_thresholds thresholds = {.given = asked, .n_given = 2};

static struct zi_forecasts compute_across(struct fixture *f, const char *index, bool logit)
{
    struct zi_forecast_request request = {.index = index_of(f, index),
                                          .level = ZI_LEVEL_UNIT,
                                          .first_year = f->panel.first_year,
                                          .last_year = 2024,
                                          .n_years = 2,
                                          .across_breaks = true,
                                          .logit = logit,
                                          .model = ZI_MODEL_LINES,
                                          .thresholds = &thresholds,
                                          .crossings = true};
    struct zi_forecasts forecasts;

    if (zi_forecast_compute(&f->selection, &request, &f->arena, &forecasts, &f->error) != ZI_OK)
        fail_msg("%s", f->error.en);
    return forecasts;
}

/* unit from 1, of the two years to come the second: 2026 */
static const struct zi_forecast *row_of(const struct zi_forecasts *f, size_t unit,
                                        enum zi_forecast_method method)
{
    return &f->rows[(unit - 1) * 4 + (size_t)method * 2 + 1];
}

struct expected {
    size_t unit;
    enum zi_forecast_method method;
    double mean, sd, low80, high80, low95, high95, reach75;
};

/* tests/reference/mixed/forecast.R: predict.lm; lme4 with generalised least squares */
static void forecasts_are_those_of_lm_and_of_gls_on_lme4(void **state)
{
    static const struct expected expected[] = {
        {1, ZI_FORECAST_POOLED, 83.8600429258, 2.39695160794, 80.6304823032, 87.0896035483,
         78.7021837892, 89.0179020623, 0.998737155053},
        {1, ZI_FORECAST_OLS, 84.5543529412, 2.73845041885, 80.6796539189, 88.4290519635,
         78.078946669, 91.0297592134, 0.994928584674},
        {3, ZI_FORECAST_POOLED, 78.6627325593, 2.92406685379, 74.7222465309, 82.6032185877,
         72.368451777, 84.9570133416, 0.884179324693},
        {3, ZI_FORECAST_OLS, 79.0891836735, 0.901934059617, 76.3133160666, 81.8650512804,
         67.6290248534, 90.5493424935, 0.9308981328},
        {5, ZI_FORECAST_POOLED, 77.12155197, 5.43323450402, 69.8082850562, 84.4348188839,
         65.4520905057, 88.7910134344, 0.648926167394},
    };
    struct fixture f;

    (void)state;
    read_unbalanced(&f, "zi", false);

    struct zi_forecasts got = compute_across(&f, "zi", false);

    assert_int_equal(got.n_rows, 14 * 4);
    assert_int_equal(got.n_cut, 0);
    assert_null(got.after);
    assert_false(got.boundary);
    for (size_t i = 0; i < ZI_COUNT(expected); i++) {
        const struct expected *want = &expected[i];
        const struct zi_forecast *row = row_of(&got, want->unit, want->method);
        double tolerance = want->method == ZI_FORECAST_OLS ? 1e-11 : 5e-5;

        assert_int_equal(row->year, 2026);
        assert_int_equal(row->reason, ZI_DEFINED);
        assert_close(row->mean, want->mean, tolerance);
        assert_close(row->sd, want->sd, tolerance);
        assert_close(row->eighty.low, want->low80, tolerance);
        assert_close(row->eighty.high, want->high80, tolerance);
        assert_close(row->ninety_five.low, want->low95, tolerance);
        assert_close(row->ninety_five.high, want->high95, tolerance);
        assert_close(zi_forecast_reach(row, 75), want->reach75, tolerance);
    }
    assert_int_equal(row_of(&got, 5, ZI_FORECAST_OLS)->reason, ZI_FEWER_THAN_2);
    assert_undefined(row_of(&got, 5, ZI_FORECAST_OLS)->mean);
    fixture_release(&f);
}

/* The first threshold, 70. */
static const struct zi_backtest_score *score_of(const struct zi_forecasts *f, bool common,
                                                enum zi_backtest_method method)
{
    for (size_t i = 0; i < f->backtest.n_scores; i++)
        if (f->backtest.scores[i].common == common && f->backtest.scores[i].method == method)
            return &f->backtest.scores[i];
    fail_msg("no row of method %d", (int)method);
    return NULL;
}

/* tests/reference/mixed/forecast.R: every year forecast from the years before it */
static void the_backtest_is_that_of_lme4_from_every_year(void **state)
{
    static const struct {
        bool common;
        enum zi_backtest_method method;
        size_t n, reached;
        double mean_error, rmse, coverage80, coverage95, brier;
    } expected[] = {
        {false, ZI_BACKTEST_OLS, 38, 26, -0.462053427799, 2.48850009974, 30.0 / 38, 34.0 / 38,
         0.159201717258},
        {false, ZI_BACKTEST_POOLED, 50, 33, -0.497613058963, 2.59557492346, 0.86, 0.96,
         0.141281876998},
        {false, ZI_BACKTEST_NAIVE, 63, 35, 1.78365079365, 3.54260799815, NAN, NAN, 0.253968253968},
        {true, ZI_BACKTEST_OLS, 38, 26, -0.462053427799, 2.48850009974, 30.0 / 38, 34.0 / 38,
         0.159201717258},
        {true, ZI_BACKTEST_POOLED, 38, 26, -0.528667060128, 2.47228426113, 33.0 / 38, 36.0 / 38,
         0.147994652448},
        {true, ZI_BACKTEST_NAIVE, 38, 26, 1.37894736842, 2.96936994912, NAN, NAN, 0.289473684211},
    };
    struct fixture f;

    (void)state;
    read_unbalanced(&f, "zi", false);

    struct zi_forecasts got = compute_across(&f, "zi", false);

    assert_int_equal(got.model, ZI_MODEL_LINES);
    assert_false(got.chosen);
    assert_close(got.dispersion, 1.11263286349, 1e-4);
    assert_int_equal(got.backtest.first_year, 2016);
    assert_int_equal(got.backtest.last_year, 2024);
    for (size_t i = 0; i < ZI_COUNT(expected); i++) {
        const struct zi_backtest_score *score =
            score_of(&got, expected[i].common, expected[i].method);

        assert_int_equal(score->n, expected[i].n);
        assert_int_equal(score->n_brier, expected[i].n);
        assert_int_equal(score->n_reached, expected[i].reached);
        assert_close(score->threshold, 70, 0);
        assert_close(score->mean_error, expected[i].mean_error, 1e-3);
        assert_close(score->rmse, expected[i].rmse, 1e-3);
        assert_close(score->brier, expected[i].brier, 1e-3);
        if (expected[i].method == ZI_BACKTEST_NAIVE) {
            assert_undefined(score->coverage80);
            assert_undefined(score->log_score);
            continue;
        }
        assert_close(score->coverage80, expected[i].coverage80, 1e-14);
        assert_close(score->coverage95, expected[i].coverage95, 1e-14);
    }
    assert_true(zi_backtest_favours(&got.backtest, ZI_BACKTEST_OLS, ZI_BACKTEST_NAIVE));
    assert_true(zi_backtest_favours(&got.backtest, ZI_BACKTEST_POOLED, ZI_BACKTEST_OLS));
    fixture_release(&f);
}

static bool same(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

static void the_order_of_rows_changes_no_bit(void **state)
{
    struct fixture f, g;

    (void)state;
    read_unbalanced(&f, "zi", false);
    read_unbalanced(&g, "zi", true);

    struct zi_forecasts a = compute_across(&f, "zi", false), b = compute_across(&g, "zi", false);

    for (size_t i = 0; i < a.n_rows; i++) {
        assert_true(same(a.rows[i].mean, b.rows[i].mean));
        assert_true(same(a.rows[i].ninety_five.low, b.rows[i].ninety_five.low));
    }
    for (size_t i = 0; i < a.backtest.n_scores; i++)
        assert_true(same(a.backtest.scores[i].rmse, b.backtest.scores[i].rmse));
    for (size_t i = 0; i < a.n_crossings; i++)
        assert_true(same(a.crossings[i].crossing.low, b.crossings[i].crossing.low));
    fixture_release(&f);
    fixture_release(&g);
}

/* Selecting units chooses rows, not the pool. */
static void the_pool_is_the_whole_panel(void **state)
{
    struct fixture f;
    size_t one[] = {2};
    struct zi_selection whole;

    (void)state;
    read_unbalanced(&f, "zi", false);

    struct zi_forecasts all = compute_across(&f, "zi", false);

    whole = f.selection;
    f.selection.entities = one;
    f.selection.n_entities = 1;

    struct zi_forecasts few = compute_across(&f, "zi", false);

    assert_int_equal(few.n_rows, 4);
    assert_int_equal(few.rows[0].entity, 2);
    assert_true(few.rows[3].mean == all.rows[2 * 4 + 3].mean);
    assert_int_equal(few.backtest.n_units, 13); /* one unit has one year */
    assert_int_equal(few.n_crossings, 4);
    f.selection = whole;
    fixture_release(&f);
}

/* The first year in which the chance is 80 % or more, looked for one by one. */
static void the_likely_year_is_the_first_with_80_percent(void **state)
{
    struct fixture f;
    size_t found = 0, never = 0;

    (void)state;
    read_unbalanced(&f, "zi", false);

    struct zi_forecasts got = compute_across(&f, "zi", false);
    struct zi_forecast_request request = {.index = index_of(&f, "zi"),
                                          .level = ZI_LEVEL_UNIT,
                                          .first_year = f.panel.first_year,
                                          .last_year = 2024,
                                          .n_years = 10,
                                          .across_breaks = true,
                                          .model = ZI_MODEL_LINES};
    struct zi_forecasts years;

    assert_int_equal(zi_forecast_compute(&f.selection, &request, &f.arena, &years, &f.error),
                     ZI_OK);
    for (size_t i = 0; i < got.n_crossings; i++) {
        const struct zi_years_to *row = &got.crossings[i];
        const struct zi_forecast *first =
            &years.rows[row->entity * 20 + (row->method == ZI_FORECAST_POOLED ? 10 : 0)];
        int want = 0;

        for (int k = 9; k >= 0; k--)
            if (zi_forecast_reach(&first[k], row->threshold) >= 0.8)
                want = first[k].year;
        assert_int_equal(row->likely_year, want);
        found += want > 0;
        never += want == 0 && row->likely_reason == ZI_NOT_WITHIN_10_YEARS;
    }
    assert_true(found > 20);
    assert_true(never > 0);
    fixture_release(&f);
}

static void a_unit_without_scores_has_the_line_of_the_population(void **state)
{
    char text[8000] = "instansi,unit,tahun,zi,skm\nA,Z,2023,,80\n";
    struct fixture f;
    size_t used = strlen(text);

    (void)state;
    for (int unit = 0; unit < 10; unit++)
        for (int year = 2022; year <= 2025; year++)
            used += (size_t)snprintf(text + used, sizeof text - used, "A,U%02d,%d,%d.%d,\n", unit,
                                     year, 60 + unit + (unit * year) % 3, (unit * 7 + year) % 10);
    fixture_init(&f, text, NULL);

    struct zi_forecasts got = compute(&f, "zi", 2025, 1);
    const struct zi_forecast *z = &got.rows[20];

    assert_int_equal(got.n_units, 10);
    assert_int_equal(got.n_rows, 22);
    assert_int_equal(z[0].n, 0);
    assert_int_equal(z[0].reason, ZI_MISSING);
    assert_int_equal(z[1].reason, ZI_DEFINED);
    assert_int_equal(z[1].n, 0);
    assert_true(z[1].stale);
    assert_true(z[1].mean > 60 && z[1].mean < 75);
    for (size_t i = 1; i < 20; i += 2)
        assert_true(z[1].sd > got.rows[i].sd);
    fixture_release(&f);
}

static void nine_units_have_no_pool_and_ten_have(void **state)
{
    (void)state;
    for (int units = 1; units <= 10; units++) {
        char text[8000] = "instansi,unit,tahun,skm\n";
        size_t used = strlen(text);
        struct fixture f;

        for (int unit = 0; unit < units; unit++)
            for (int year = 2020; year <= 2025; year++)
                used +=
                    (size_t)snprintf(text + used, sizeof text - used, "A,U%02d,%d,%d.%d\n", unit,
                                     year, 80 + unit + (unit * year) % 3, (unit * 7 + year) % 10);
        fixture_init(&f, text, NULL);

        struct zi_forecasts got = compute(&f, "skm", 2025, 1);

        assert_int_equal(got.pool_reason, units < 10 ? ZI_FEWER_THAN_10_UNITS : ZI_DEFINED);
        assert_int_equal(got.rows[1].reason, got.pool_reason);
        fixture_release(&f);
    }
}

static void two_years_in_every_unit_tell_levels_and_one_slope(void **state)
{
    char text[8000] = "instansi,unit,tahun,skm\n";
    size_t used = strlen(text);
    struct fixture f;

    (void)state;
    for (int unit = 0; unit < 12; unit++)
        used +=
            (size_t)snprintf(text + used, sizeof text - used, "A,U%02d,2024,%d\nA,U%02d,2025,%d\n",
                             unit, 80 + unit % 5, unit, 81 + unit % 3);
    fixture_init(&f, text, NULL);

    struct zi_forecasts got = compute(&f, "skm", 2025, 1);

    assert_int_equal(got.pool_reason, ZI_DEFINED);
    assert_int_equal(got.rows[0].reason, ZI_FEWER_THAN_3);
    assert_int_equal(got.rows[1].reason, ZI_DEFINED);
    assert_true(got.common_slope && got.years_from_prior);
    assert_true(got.rows[1].prediction.shared > 0);
    fixture_release(&f);
}

static void without_score_and_pool_there_is_no_row_and_it_is_counted(void **state)
{
    struct fixture f;

    (void)state;
    fixture_init(&f,
                 "instansi,unit,tahun,zi,skm\nA,U,2022,70,\nA,U,2023,72,\nA,U,2024,75,\n"
                 "A,V,2024,,80\nA,,2024,,81\n",
                 NULL);

    struct zi_forecasts got = compute(&f, "zi", 2024, 1);

    assert_int_equal(got.n_rows, 2);
    assert_int_equal(got.n_empty, 1);
    fixture_release(&f);
}

/* On the logit scale: the same formulas on log((y - 0) / (100 - y)), then back. */
static void logit_forecasts_are_forecasts_of_logits(void **state)
{
    struct fixture f;
    struct zi_confidence confidence;

    (void)state;
    read_unbalanced(&f, "zi", false);
    zi_confidence_init(&confidence, 0.95);

    struct zi_forecasts got = compute_across(&f, "zi", true);
    double t[10], z[10];
    size_t n = 0;

    for (int year = 2015; year <= 2024; year++) {
        double score = zi_panel_value(&f.panel, 0, index_of(&f, "zi"), year);

        if (isnan(score))
            continue;
        t[n] = year;
        z[n++] = log(score / (100 - score));
    }

    struct zi_regression_line line = zi_regression_line(t, z, n, &confidence);
    struct zi_fitted_line fitted = zi_predict_fitted_line(&line);
    struct zi_prediction want = zi_predict_at(&fitted, 2026);
    struct zi_interval interval = zi_predict_interval(&want, &confidence);
    const struct zi_forecast *row = row_of(&got, 1, ZI_FORECAST_OLS);

    assert_close(row->mean, 100 / (1 + exp(-want.mean)), 1e-12);
    assert_close(row->ninety_five.low, 100 / (1 + exp(-interval.low)), 1e-12);
    assert_close(row->ninety_five.high, 100 / (1 + exp(-interval.high)), 1e-12);
    assert_true(row->sd > 0 && row->sd < row->ninety_five.high - row->ninety_five.low);
    assert_close(zi_forecast_reach(row, 75), zi_predict_at_least(&want, log(3)), 1e-12);
    assert_true(zi_forecast_reach(row, 100) > 0 && zi_forecast_reach(row, 100) < 1e-300);
    assert_true(zi_forecast_reach(row, 0) == 1);
    for (size_t i = 0; i < got.n_rows; i++)
        assert_false(zi_forecast_is_beyond(&got.rows[i]));
    fixture_release(&f);
}

/* Smithson & Verkuilen: with n = 4 on 0..100, 100 becomes (100 * 3 + 50) / 4 = 87.5. */
static void a_score_at_the_bound_moves_its_series_inwards(void **state)
{
    static const double moved[] = {(90.0 * 3 + 50) / 4, (95.0 * 3 + 50) / 4, (98.0 * 3 + 50) / 4,
                                   87.5};
    static const double t[] = {2022, 2023, 2024, 2025};
    struct zi_confidence confidence;
    double z[4];
    struct fixture f;

    (void)state;
    fixture_init(
        &f, "instansi,unit,tahun,zi\nA,U,2022,90\nA,U,2023,95\nA,U,2024,98\nA,U,2025,100\n", NULL);
    zi_confidence_init(&confidence, 0.95);

    struct zi_forecast_request request = {.index = index_of(&f, "zi"),
                                          .level = ZI_LEVEL_UNIT,
                                          .first_year = 2022,
                                          .last_year = 2025,
                                          .n_years = 1,
                                          .logit = true};
    struct zi_forecasts got;

    assert_int_equal(zi_forecast_compute(&f.selection, &request, &f.arena, &got, &f.error), ZI_OK);
    for (size_t i = 0; i < 4; i++)
        z[i] = log(moved[i] / (100 - moved[i]));

    struct zi_regression_line line = zi_regression_line(t, z, 4, &confidence);

    /* What lies beyond the highest score that can be squeezed is the bound; P(100) is that of the
     * squeezed 100. */
    struct zi_fitted_line fitted = zi_predict_fitted_line(&line);
    struct zi_prediction want = zi_predict_at(&fitted, 2026);
    struct zi_interval interval = zi_predict_interval(&want, &confidence);
    double low = 100 / (1 + exp(-interval.low));

    assert_int_equal(got.rows[0].squeezed_by, 4);
    assert_true(100 / (1 + exp(-want.mean)) > 87.5);
    assert_true(got.rows[0].mean == 100);
    assert_true(low < 87.5);
    assert_close(got.rows[0].ninety_five.low, (4 * low - 50) / 3, 1e-12);
    assert_close(zi_forecast_reach(&got.rows[0], 100), zi_predict_at_least(&want, log(7)), 1e-12);
    assert_close(zi_forecast_reach(&got.rows[0], 90),
                 zi_predict_at_least(&want, log(moved[0] / (100 - moved[0]))), 1e-12);
    fixture_release(&f);
}

static void near_or_beyond_the_end_of_the_scale_is_noticed(void **state)
{
    struct fixture f;

    (void)state;
    fixture_init(&f,
                 "instansi,unit,tahun,zi\n"
                 "A,Jauh,2022,60\nA,Jauh,2023,61\nA,Jauh,2024,60.9\nA,Jauh,2025,62\n"
                 "A,Lewat,2022,80\nA,Lewat,2023,86\nA,Lewat,2024,88\nA,Lewat,2025,94\n"
                 "A,Tepi,2022,95.1\nA,Tepi,2023,95.2\nA,Tepi,2024,95.2\nA,Tepi,2025,95.1\n",
                 NULL);

    struct zi_forecasts got = compute(&f, "zi", 2025, 1);

    assert_false(zi_forecast_is_beyond(&got.rows[0]));
    assert_false(zi_forecast_is_bounded(&got.rows[0]));
    assert_true(zi_forecast_is_beyond(&got.rows[2]));
    assert_true(zi_forecast_is_bounded(&got.rows[2]));
    assert_false(zi_forecast_is_beyond(&got.rows[4]));
    assert_true(zi_forecast_is_bounded(&got.rows[4]));
    assert_true(got.rows[4].bounds.high == 100);
    fixture_release(&f);
}

static void an_index_without_bounds_has_no_logit(void **state)
{
    struct fixture f;

    (void)state;
    fixture_init(&f, "instansi,unit,tahun,zi\nA,U,2022,60\nA,U,2023,61\nA,U,2024,62.5\n", NULL);
    f.catalogue.indices[index_of(&f, "zi")].scales[0].max = INFINITY;

    struct zi_forecast_request request = {.index = index_of(&f, "zi"),
                                          .level = ZI_LEVEL_UNIT,
                                          .first_year = 2022,
                                          .last_year = 2024,
                                          .n_years = 1,
                                          .logit = true};
    struct zi_forecasts got;

    assert_int_equal(zi_forecast_compute(&f.selection, &request, &f.arena, &got, &f.error),
                     ZI_EUSAGE);
    assert_non_null(strstr(f.error.en, "'zi'"));
    fixture_release(&f);
}

static void thresholds_follow_the_predicate_held(void **state)
{
    struct zi_thresholds targets = {.aim = ZI_AIM_AUTO};
    struct fixture f;
    size_t u, v;

    (void)state;
    fixture_init(&f,
                 "instansi,unit,tahun,zi,skm\nA,U,2022,80,80\nA,U,2023,82,81\nA,V,2022,70,70\n"
                 "A,V,2023,71,73\nA,,2023,,75\n",
                 "instansi,unit,predikat,tahun\nA,U,WBK,2023\n");
    targets.regulations = &f.regulations;
    u = zi_panel_find(&f.panel, "A", "U");
    v = zi_panel_find(&f.panel, "A", "V");
    assert_int_equal(zi_threshold_count(&targets, &f.catalogue, index_of(&f, "zi")), 1);
    assert_int_equal(zi_threshold_count(&targets, &f.catalogue, index_of(&f, "skm")), 0);
    assert_close(zi_threshold_of(&targets, 0, &f.panel, u, 2024, 2023), 85, 0);
    assert_close(zi_threshold_of(&targets, 0, &f.panel, u, 2024, 2022), 75, 0);
    assert_close(zi_threshold_of(&targets, 0, &f.panel, v, 2024, 2023), 75, 0);
    assert_undefined(zi_threshold_of(&targets, 0, &f.panel, v, 1999, 1998));
    assert_undefined(
        zi_threshold_of(&targets, 0, &f.panel, zi_panel_find(&f.panel, "A", ""), 2024, 2023));
    targets.aim = ZI_AIM_WBBM;
    assert_close(zi_threshold_of(&targets, 0, &f.panel, v, 2024, 2023), 85, 0);
    assert_int_equal(zi_threshold_count(&thresholds, &f.catalogue, index_of(&f, "skm")), 2);
    assert_close(zi_threshold_of(&thresholds, 1, &f.panel, v, 2024, 2023), 75, 0);
    assert_true(zi_threshold_on_scale(&f.catalogue, index_of(&f, "zi"), 2024, 100));
    assert_true(zi_threshold_on_scale(&f.catalogue, index_of(&f, "zi"), 2024, 0));
    assert_false(zi_threshold_on_scale(&f.catalogue, index_of(&f, "zi"), 2024, 100.01));
    assert_false(zi_threshold_on_scale(&f.catalogue, index_of(&f, "zi"), 2024, -0.01));
    fixture_release(&f);
}

static void forecasts_disagree_only_on_different_sides_of_a_half(void **state)
{
    (void)state;
    assert_true(zi_forecast_disagree(0.51, 0.49));
    assert_true(zi_forecast_disagree(0.49, 0.5));
    assert_false(zi_forecast_disagree(0.5, 0.9));
    assert_false(zi_forecast_disagree(0.1, 0.4999));
    assert_false(zi_forecast_disagree(NAN, 0.9));
    assert_false(zi_forecast_disagree(0.1, NAN));
}

static void nothing_to_forecast_is_said(void **state)
{
    struct zi_forecast_sets sets;
    struct zi_forecast_request request = {.first_year = 2018, .last_year = 2019, .n_years = 1};
    struct fixture f;

    (void)state;
    fixture_init(&f, "instansi,tahun,sakip\nKab. A,2018,BB\nKab. A,2019,A\n", NULL);
    assert_int_equal(zi_forecast_compute_all(&f.selection, &request, &f.arena, &sets, &f.error),
                     ZI_EFEW);
    assert_int_equal(sets.n_without, 1);
    fixture_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(few_units_are_forecast_from_their_own_years),
        cmocka_unit_test(ten_units_are_pooled_and_only_since_the_break),
        cmocka_unit_test(a_unit_without_a_score_has_no_forecast_of_its_own),
        cmocka_unit_test(forecasts_are_those_of_lm_and_of_gls_on_lme4),
        cmocka_unit_test(the_backtest_is_that_of_lme4_from_every_year),
        cmocka_unit_test(the_order_of_rows_changes_no_bit),
        cmocka_unit_test(the_pool_is_the_whole_panel),
        cmocka_unit_test(the_likely_year_is_the_first_with_80_percent),
        cmocka_unit_test(a_unit_without_scores_has_the_line_of_the_population),
        cmocka_unit_test(nine_units_have_no_pool_and_ten_have),
        cmocka_unit_test(two_years_in_every_unit_tell_levels_and_one_slope),
        cmocka_unit_test(without_score_and_pool_there_is_no_row_and_it_is_counted),
        cmocka_unit_test(logit_forecasts_are_forecasts_of_logits),
        cmocka_unit_test(a_score_at_the_bound_moves_its_series_inwards),
        cmocka_unit_test(near_or_beyond_the_end_of_the_scale_is_noticed),
        cmocka_unit_test(an_index_without_bounds_has_no_logit),
        cmocka_unit_test(thresholds_follow_the_predicate_held),
        cmocka_unit_test(forecasts_disagree_only_on_different_sides_of_a_half),
        cmocka_unit_test(nothing_to_forecast_is_said),
    };

    zi_stats_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
