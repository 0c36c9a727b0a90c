#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "zistat/stats/library.h"
#include "zistat/stats/mixed.h"

enum { ROWS_MAX = 400, UNITS_MAX = 40 };

struct panel {
    size_t offsets[UNITS_MAX + 1];
    double t[ROWS_MAX];
    double y[ROWS_MAX];
    size_t n_units;
};

static struct zi_mixed_data data_of(const struct panel *panel)
{
    return (struct zi_mixed_data){panel->offsets, panel->n_units, panel->t, panel->y};
}

static size_t rows(const struct panel *panel)
{
    return panel->offsets[panel->n_units];
}

/* Adds a row to the last unit. */
static void add_row(struct panel *panel, double t, double y)
{
    size_t row = panel->offsets[panel->n_units]++;

    panel->t[row] = t;
    panel->y[row] = y;
}

static void add_unit(struct panel *panel)
{
    panel->n_units++;
    panel->offsets[panel->n_units] = panel->offsets[panel->n_units - 1];
}

static void read_panel(struct panel *panel, const char *name)
{
    char path[128];
    char line[128];
    FILE *file;

    memset(panel, 0, sizeof *panel);
    snprintf(path, sizeof path, "tests/reference/mixed/%s.csv", name);
    file = fopen(path, "r");
    if (!file)
        fail_msg("cannot open %s; run the tests from the top of the repository", path);
    assert_non_null(fgets(line, sizeof line, file));
    while (fgets(line, sizeof line, file)) {
        char *end;
        size_t unit = strtoul(line, &end, 10);
        double t = strtod(end + 1, &end);

        while (panel->n_units < unit)
            add_unit(panel);
        add_row(panel, t, strtod(end + 1, &end));
    }
    fclose(file);
}

static const struct zi_mixed_model lines_only = {.common_slope = false};
static const struct zi_mixed_model lines_and_years = {.years = true};

/* Fits are passed around by value; their memory goes at the end of a test. */
static struct zi_mixed_fit fits[16];
static size_t n_fits;

static int release_fits(void **state)
{
    (void)state;
    while (n_fits > 0)
        zi_mixed_release(&fits[--n_fits]);
    return 0;
}

static struct zi_mixed_fit fit_model(const struct panel *panel, const struct zi_mixed_model *model)
{
    struct zi_mixed_data data = data_of(panel);
    struct zi_mixed_fit *fit = &fits[n_fits++];
    struct zi_error error;

    assert_true(n_fits <= sizeof fits / sizeof fits[0]);
    if (zi_mixed_fit(&data, model, fit, &error) != ZI_OK)
        fail_msg("%s", error.en);
    return *fit;
}

static struct zi_mixed_fit fit_panel(const struct panel *panel)
{
    return fit_model(panel, &lines_only);
}

static struct zi_prediction predict_unit(const struct zi_mixed_fit *fit, const struct panel *panel,
                                         size_t unit, double time)
{
    size_t from = panel->offsets[unit];
    struct zi_fitted_line line = zi_mixed_fitted_line(fit, panel->t + from, panel->y + from,
                                                      panel->offsets[unit + 1] - from);

    return zi_predict_at(&line, time);
}

/* What lme4 prints, see tests/reference/mixed/make.R; intercepts are meant at the time `at`. */
struct lme4 {
    const char *name;
    double at;
    double criterion;
    double intercept, slope;
    double intercept_error, slope_error;
    double g00, g01, g11, s2;
    double unit_intercept[3], unit_slope[3];
    double years;
    struct zi_mixed_model model;
};

/* G at another time: of the intercept u0 + u1 shift. */
static double variance_at(const struct zi_mixed_covariance *g, double shift)
{
    return g->intercept + 2 * shift * g->both + shift * shift * g->slope;
}

static void check_lme4(const struct lme4 *want, double tolerance)
{
    struct panel panel;
    struct zi_mixed_fit fit;
    double shift;

    read_panel(&panel, want->name);
    fit = fit_model(&panel, &want->model);
    shift = want->at - fit.centre;
    assert_close(fit.criterion, want->criterion, 1e-11);
    assert_close(fit.population.intercept + shift * fit.population.slope, want->intercept,
                 tolerance);
    assert_close(fit.population.slope, want->slope, tolerance);
    assert_close(sqrt(variance_at(&fit.population.covariance, shift)), want->intercept_error,
                 tolerance);
    assert_close(sqrt(fit.population.covariance.slope), want->slope_error, tolerance);
    assert_close(variance_at(&fit.units, shift), want->g00, tolerance);
    assert_close(fit.units.both + shift * fit.units.slope, want->g01, 5 * tolerance);
    assert_close(fit.units.slope, want->g11, tolerance);
    assert_close(fit.residual_variance, want->s2, tolerance);
    assert_close(fit.years_variance, want->years, tolerance);
    for (size_t i = 0; i < 3; i++) {
        size_t from = panel.offsets[i];
        struct zi_mixed_line line =
            zi_mixed_unit_line(&fit, panel.t + from, panel.y + from, panel.offsets[i + 1] - from);

        assert_close(line.intercept + shift * line.slope, want->unit_intercept[i], tolerance);
        assert_close(line.slope, want->unit_slope[i], tolerance);
    }
}

static void a_balanced_panel_is_that_of_lme4(void **state)
{
    static const struct lme4 sleepstudy = {
        .name = "sleepstudy",
        .criterion = 1743.62827195849,
        .intercept = 251.405104848486,
        .slope = 10.467285959596,
        .intercept_error = 6.82455577627583,
        .slope_error = 1.54578893242985,
        .g00 = 612.08974827466864,
        .g01 = 9.60433547475486,
        .g11 = 35.07166234421351,
        .s2 = 654.941040681969,
        .unit_intercept = {253.663670349080, 211.006527923562, 212.444859047746},
        .unit_slope = {19.66625786382152, 1.84758277663588, 5.01840604243395},
    };

    (void)state;
    check_lme4(&sleepstudy, 1e-5);
}

static void an_unbalanced_panel_is_that_of_lme4(void **state)
{
    static const struct lme4 unbalanced = {
        .name = "unbalanced",
        .at = 2020,
        .criterion = 376.229005833289,
        .intercept = 70.57520345426384,
        .slope = 1.09281468410157,
        .intercept_error = 1.469848538443700,
        .slope_error = 0.225828208353345,
        .g00 = 29.210696539895920,
        .g01 = -2.490023754882677,
        .g11 = 0.600496781468141,
        .s2 = 2.86756724074669,
        .unit_intercept = {73.0123414869885, 69.3659483105033, 70.8707331721228},
        .unit_slope = {1.811954941425637, 0.767247884438979, 1.298190309884475},
    };

    (void)state;
    check_lme4(&unbalanced, 1e-5);
}

static void a_boundary_fit_is_that_of_lme4(void **state)
{
    static const struct lme4 boundary = {
        .name = "boundary",
        .at = 2020,
        .criterion = 352.773285834156,
        .intercept = 74.245075816160806,
        .slope = 0.820782756794897,
        .intercept_error = 1.023814501333227,
        .slope_error = 0.110470814738765,
        .g00 = 11.519881368238545,
        .g01 = 0.346940412260548,
        .g11 = 0.010448688299116,
        .s2 = 5.20393594449718,
        .unit_intercept = {75.4103940079240, 73.2933469494806, 75.2773997866085},
        .unit_slope = {0.855878254824914, 0.792119856994846, 0.851872912365511},
    };
    struct panel panel;
    struct zi_mixed_fit fit;

    (void)state;
    check_lme4(&boundary, 1e-4);
    read_panel(&panel, "boundary");
    fit = fit_panel(&panel);
    assert_true(fit.boundary);
    assert_true(fit.units_determinant == 0);
    /* R: REMLcrit(lmer(y ~ t + (1 | unit))) - REMLcrit(lmer(y ~ t + (t | unit))) */
    assert_true(fabs(fit.common_slope_rise - 0.6126881027) < 1e-5);
    assert_true(fit.common_slope_rise < ZI_MIXED_SLOPES_DIFFER);
    read_panel(&panel, "unbalanced");
    fit = fit_panel(&panel);
    assert_true(!fit.boundary);
    assert_true(fit.units_determinant > 0);
    assert_undefined(fit.common_slope_rise);
}

/* See report_years in make.R. */
static void years_that_shift_all_units_are_those_of_lme4(void **state)
{
    static const struct lme4 lines = {
        .name = "years",
        .at = 2020,
        .model = {.years = true},
        .criterion = 520.949764400242,
        .intercept = 71.01836289916440,
        .slope = 1.11999955721898,
        .intercept_error = 1.486376793984052,
        .slope_error = 0.423361299618976,
        .g00 = 27.534277010965265,
        .g01 = 1.233615683877900,
        .g11 = 0.362494301648284,
        .s2 = 2.03617035472871,
        .years = 2.71313308401023,
        .unit_intercept = {71.6024564194786, 65.6158126895375, 74.6194808939909},
        .unit_slope = {1.711090405351522, 0.241748092757514, 1.446195812696432},
    };
    static const double effects[] = {-0.3916663231960264, -1.3998350194099740, 2.0831043670216900,
                                     0.0377224755437322,  1.2329136414708788,  -1.5622391414274743};
    struct panel panel;
    struct zi_mixed_fit fit;

    (void)state;
    check_lme4(&lines, 1e-4);
    read_panel(&panel, "years");
    fit = fit_model(&panel, &lines_and_years);
    assert_int_equal(fit.n_years, 6);
    for (size_t i = 0; i < 6; i++)
        assert_close(fit.years_effects[i], effects[i], 1e-4);
    assert_true(fit.years_reml == fit.years_variance);
    assert_true(isinf(fit.years_df));
}

static void levels_with_one_slope_and_years_are_those_of_lme4(void **state)
{
    static const struct lme4 levels = {
        .name = "years",
        .at = 2020,
        .model = {.common_slope = true, .years = true},
        .criterion = 541.302658721062,
        .intercept = 71.01295727793048,
        .slope = 1.11602266172577,
        .intercept_error = 1.542176344418246,
        .slope_error = 0.398393946012958,
        .g00 = 31.1539224019669,
        .s2 = 3.33226315314461,
        .years = 2.60449871214327,
        .unit_intercept = {72.4487044502220, 64.3874121296803, 75.0784902448167},
        .unit_slope = {1.11602266172577, 1.11602266172577, 1.11602266172577},
    };

    (void)state;
    check_lme4(&levels, 1e-4);
}

/*
 * The oracle: the covariance matrix V of all rows written out, and generalised least squares and
 * the best linear unbiased prediction as the textbook has them.
 */
struct oracle {
    double v[ROWS_MAX][ROWS_MAX]; /* Cholesky factor of V */
    double x[2][ROWS_MAX];        /* factor^-1 X */
    double y[ROWS_MAX];           /* factor^-1 (y - X beta) */
    double beta[2];
    double inverse[3]; /* (X'V^-1 X)^-1: 00, 01, 11 */
    double criterion;
    size_t n;
};

static double covariance_between(const struct zi_mixed_fit *fit, double s, double t)
{
    double a = s - fit->centre;
    double b = t - fit->centre;

    return fit->units.intercept + (a + b) * fit->units.both + a * b * fit->units.slope;
}

static size_t unit_of(const struct panel *panel, size_t row)
{
    size_t unit = 0;

    while (panel->offsets[unit + 1] <= row)
        unit++;
    return unit;
}

static void forward(const struct oracle *oracle, double b[])
{
    for (size_t i = 0; i < oracle->n; i++) {
        for (size_t j = 0; j < i; j++)
            b[i] -= oracle->v[i][j] * b[j];
        b[i] /= oracle->v[i][i];
    }
}

static double dot(const double a[], const double b[], size_t n)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

static double factor_covariance(struct oracle *oracle, const struct zi_mixed_fit *fit,
                                const struct panel *panel)
{
    double log_determinant = 0;

    for (size_t i = 0; i < oracle->n; i++) {
        for (size_t j = 0; j <= i; j++) {
            double v = 0;

            if (unit_of(panel, i) == unit_of(panel, j))
                v = covariance_between(fit, panel->t[i], panel->t[j]);
            if (panel->t[i] == panel->t[j])
                v += fit->years_variance;
            if (i == j)
                v += fit->residual_variance;
            v -= dot(oracle->v[i], oracle->v[j], j);
            oracle->v[i][j] = i == j ? sqrt(v) : v / oracle->v[j][j];
        }
        log_determinant += 2 * log(oracle->v[i][i]);
    }
    return log_determinant;
}

static void solve_oracle(struct oracle *oracle, const struct zi_mixed_fit *fit,
                         const struct panel *panel)
{
    double log_determinant;
    double a[3];
    double r[2];
    double d;

    oracle->n = rows(panel);
    log_determinant = factor_covariance(oracle, fit, panel);
    for (size_t i = 0; i < oracle->n; i++) {
        oracle->x[0][i] = 1;
        oracle->x[1][i] = panel->t[i] - fit->centre;
        oracle->y[i] = panel->y[i];
    }
    forward(oracle, oracle->x[0]);
    forward(oracle, oracle->x[1]);
    forward(oracle, oracle->y);
    a[0] = dot(oracle->x[0], oracle->x[0], oracle->n);
    a[1] = dot(oracle->x[0], oracle->x[1], oracle->n);
    a[2] = dot(oracle->x[1], oracle->x[1], oracle->n);
    r[0] = dot(oracle->x[0], oracle->y, oracle->n);
    r[1] = dot(oracle->x[1], oracle->y, oracle->n);
    d = a[0] * a[2] - a[1] * a[1];
    oracle->inverse[0] = a[2] / d;
    oracle->inverse[1] = -a[1] / d;
    oracle->inverse[2] = a[0] / d;
    oracle->beta[0] = oracle->inverse[0] * r[0] + oracle->inverse[1] * r[1];
    oracle->beta[1] = oracle->inverse[1] * r[0] + oracle->inverse[2] * r[1];
    for (size_t i = 0; i < oracle->n; i++)
        oracle->y[i] -= oracle->beta[0] * oracle->x[0][i] + oracle->beta[1] * oracle->x[1][i];
    oracle->criterion = ((double)oracle->n - 2) * log(2 * acos(-1)) + log_determinant + log(d) +
                        dot(oracle->y, oracle->y, oracle->n);
}

static struct zi_prediction predict_oracle(const struct oracle *oracle,
                                           const struct zi_mixed_fit *fit,
                                           const struct panel *panel, size_t unit, double time)
{
    double k[ROWS_MAX] = {0};
    double z = time - fit->centre;
    double left[2];
    double variance;

    for (size_t i = panel->offsets[unit]; i < panel->offsets[unit + 1]; i++)
        k[i] = covariance_between(fit, panel->t[i], time);
    forward(oracle, k);
    left[0] = 1 - dot(oracle->x[0], k, oracle->n);
    left[1] = z - dot(oracle->x[1], k, oracle->n);
    variance = covariance_between(fit, time, time) + fit->residual_variance + fit->years_variance -
               dot(k, k, oracle->n) + left[0] * left[0] * oracle->inverse[0] +
               2 * left[0] * left[1] * oracle->inverse[1] + left[1] * left[1] * oracle->inverse[2];
    return (struct zi_prediction){
        .mean = oracle->beta[0] + z * oracle->beta[1] + dot(k, oracle->y, oracle->n),
        .sd = sqrt(variance),
    };
}

/* What would be left if the population and the years were known: the variance of a new observation
 * of one unit given its own rows. */
static double own_variance(const struct zi_mixed_fit *fit, const struct panel *panel, size_t unit,
                           double time)
{
    static struct oracle oracle;
    struct panel alone = {0};
    struct zi_mixed_fit known = *fit;
    double k[ROWS_MAX] = {0};

    add_unit(&alone);
    for (size_t i = panel->offsets[unit]; i < panel->offsets[unit + 1]; i++)
        add_row(&alone, panel->t[i], panel->y[i]);
    known.years_variance = 0;
    oracle.n = rows(&alone);
    factor_covariance(&oracle, &known, &alone);
    for (size_t i = 0; i < oracle.n; i++)
        k[i] = covariance_between(fit, alone.t[i], time);
    forward(&oracle, k);
    return covariance_between(fit, time, time) + fit->residual_variance - dot(k, k, oracle.n);
}

static void check_oracle_of(const struct panel *panel, const struct zi_mixed_model *model)
{
    static struct oracle oracle;
    struct zi_mixed_fit fit = fit_model(panel, model);

    solve_oracle(&oracle, &fit, panel);
    if (model->years_prior == 0)
        assert_close(fit.criterion, oracle.criterion, 1e-10);
    assert_close(fit.population.intercept, oracle.beta[0], 1e-10);
    assert_close(fit.population.slope, oracle.beta[1], 1e-10);
    assert_close(fit.population.covariance.intercept, oracle.inverse[0], 1e-10);
    assert_close(fit.population.covariance.both, oracle.inverse[1], 1e-9);
    assert_close(fit.population.covariance.slope, oracle.inverse[2], 1e-10);
    for (size_t unit = 0; unit < panel->n_units; unit++) {
        for (double ahead = -12.5; ahead <= 8; ahead += 5) {
            double time = fit.centre + ahead;
            struct zi_prediction want = predict_oracle(&oracle, &fit, panel, unit, time);
            struct zi_prediction got = predict_unit(&fit, panel, unit, time);

            assert_close(got.mean, want.mean, 1e-10);
            assert_close(got.sd, want.sd, 1e-10);
            assert_close(got.sd * got.sd - got.shared * got.shared,
                         own_variance(&fit, panel, unit, time), 1e-9);
            assert_int_equal(got.reason, ZI_DEFINED);
        }
    }
}

static void check_oracle(const struct panel *panel)
{
    check_oracle_of(panel, &lines_only);
}

static void predictions_are_generalised_least_squares_on_the_full_matrix(void **state)
{
    static const char *const names[] = {"sleepstudy", "unbalanced", "boundary"};
    struct panel panel;

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        read_panel(&panel, names[i]);
        check_oracle(&panel);
    }
}

static void so_they_are_with_years_and_their_prior(void **state)
{
    static const char *const names[] = {"years", "unbalanced"};
    static const struct zi_mixed_model models[] = {
        {.years = true},
        {.common_slope = true, .years = true},
        {.years = true, .years_prior = 0.5},
        {.common_slope = true, .years = true, .years_prior = 3},
    };
    struct panel panel;

    (void)state;
    for (size_t i = 0; i < 2; i++)
        for (size_t k = 0; k < 4; k++) {
            read_panel(&panel, names[i]);
            check_oracle_of(&panel, &models[k]);
        }
}

static void a_unit_without_rows_gets_the_population_line(void **state)
{
    struct panel panel;
    struct zi_mixed_fit with;
    struct zi_mixed_fit without;
    struct zi_prediction got;

    (void)state;
    read_panel(&panel, "unbalanced");
    without = fit_panel(&panel);
    add_unit(&panel);
    with = fit_panel(&panel);
    assert_true(with.criterion == without.criterion);
    assert_int_equal(with.n_units, 14);
    assert_int_equal(with.n, 77);
    got = predict_unit(&with, &panel, 14, 2025);
    assert_close(got.mean, with.population.intercept + (2025 - with.centre) * with.population.slope,
                 1e-15);
    check_oracle(&panel);
}

/* 14 units: qt(.95, 12) = 1.782287555649159; of own and shared errors Satterthwaite's. */
static void chances_come_from_t(void **state)
{
    struct panel panel;
    struct zi_mixed_fit fit;
    struct zi_prediction got;
    double own, shared;

    (void)state;
    read_panel(&panel, "unbalanced");
    fit = fit_panel(&panel);
    got = predict_unit(&fit, &panel, 0, 2025);
    assert_close(zi_predict_at_least(&got, got.mean), 0.5, 1e-15);
    got.df = fit.df;
    assert_close(zi_predict_at_least(&got, got.mean + 1.782287555649159 * got.sd), 0.05, 1e-12);

    fit = fit_model(&panel, &(struct zi_mixed_model){.years = true, .years_prior = 0.5});
    got = predict_unit(&fit, &panel, 0, 2025);
    shared = got.shared * got.shared;
    own = got.sd * got.sd - shared;
    assert_close(got.df, pow(own + shared, 2) / (own * own / 12 + shared * shared / fit.years_df),
                 1e-12);
}

static void assert_same_predictions(const struct panel *a, const struct panel *b, double shift,
                                    double tolerance)
{
    struct zi_mixed_fit fit_a = fit_panel(a);
    struct zi_mixed_fit fit_b = fit_panel(b);

    assert_close(fit_b.criterion, fit_a.criterion, 1e-11);
    for (size_t unit = 0; unit < a->n_units; unit++) {
        struct zi_prediction from_a = predict_unit(&fit_a, a, unit, 2025);
        struct zi_prediction from_b = predict_unit(&fit_b, b, unit, 2025 + shift);

        assert_close(from_b.mean, from_a.mean, tolerance);
        assert_close(from_b.sd, from_a.sd, tolerance);
    }
}

static void moving_the_calendar_changes_nothing(void **state)
{
    struct panel panel;
    struct panel moved;

    (void)state;
    read_panel(&panel, "unbalanced");
    moved = panel;
    for (size_t i = 0; i < rows(&panel); i++)
        moved.t[i] -= 2000;
    assert_same_predictions(&panel, &moved, -2000, 1e-9);
}

/* Another centre is another search, so it agrees as far as searches do. */
static void results_do_not_depend_on_the_centre(void **state)
{
    struct panel panel;
    struct panel pulled;
    struct zi_mixed_fit a;
    struct zi_mixed_fit b;

    (void)state;
    read_panel(&panel, "unbalanced");
    pulled = panel;
    for (size_t i = 0; i < rows(&panel); i++)
        pulled.t[i] += 0.49;
    a = fit_panel(&panel);
    b = fit_panel(&pulled);
    assert_true(fabs(a.centre + 0.49 - b.centre) > 0.1);
    assert_same_predictions(&panel, &pulled, 0.49, 1e-6);
}

static void the_order_of_rows_and_units_does_not_matter(void **state)
{
    struct panel panel;
    struct panel turned = {0};
    struct zi_mixed_fit a;
    struct zi_mixed_fit b;

    (void)state;
    read_panel(&panel, "unbalanced");
    for (size_t unit = panel.n_units; unit-- > 0;) {
        add_unit(&turned);
        for (size_t i = panel.offsets[unit + 1]; i-- > panel.offsets[unit];)
            add_row(&turned, panel.t[i], panel.y[i]);
    }
    a = fit_panel(&panel);
    b = fit_panel(&turned);
    assert_close(b.criterion, a.criterion, 1e-12);
    for (size_t unit = 0; unit < panel.n_units; unit++) {
        struct zi_prediction want = predict_unit(&a, &panel, unit, 2025);
        struct zi_prediction got = predict_unit(&b, &turned, panel.n_units - 1 - unit, 2025);

        assert_close(got.mean, want.mean, 1e-7);
        assert_close(got.sd, want.sd, 1e-6);
    }
}

static void scores_in_other_units_scale_the_predictions(void **state)
{
    struct panel panel;
    struct panel scaled;
    struct zi_mixed_fit a;
    struct zi_mixed_fit b;

    (void)state;
    read_panel(&panel, "unbalanced");
    scaled = panel;
    for (size_t i = 0; i < rows(&panel); i++)
        scaled.y[i] = 1000 + 8 * panel.y[i];
    a = fit_panel(&panel);
    b = fit_panel(&scaled);
    assert_close(b.population.slope, 8 * a.population.slope, 1e-7);
    assert_close(b.residual_variance, 64 * a.residual_variance, 1e-6);
    assert_close(predict_unit(&b, &scaled, 3, 2025).sd, 8 * predict_unit(&a, &panel, 3, 2025).sd,
                 1e-6);
}

/* A unit's line lies between its own least squares line and the population's. */
static void short_histories_are_shrunk_more(void **state)
{
    struct panel panel = {0};
    struct zi_mixed_fit fit;
    double from_short;
    double from_long;

    (void)state;
    read_panel(&panel, "unbalanced");
    add_unit(&panel);
    for (int year = 2022; year <= 2024; year++)
        add_row(&panel, year, 60 + 6 * (year - 2022));
    add_unit(&panel);
    for (int year = 2016; year <= 2024; year++)
        add_row(&panel, year, 60 + 6 * (year - 2016) + (year % 2 ? 0.5 : -0.5));
    fit = fit_panel(&panel);
    from_short =
        zi_mixed_unit_line(&fit, panel.t + panel.offsets[14], panel.y + panel.offsets[14], 3).slope;
    from_long =
        zi_mixed_unit_line(&fit, panel.t + panel.offsets[15], panel.y + panel.offsets[15], 9).slope;
    assert_true(from_short > fit.population.slope);
    assert_true(from_long > from_short);
    assert_true(from_long < 6);
}

/* The same line for all, and noise that sums to nothing in every unit: no unit differs. */
static void units_that_do_not_differ_share_one_line(void **state)
{
    static const double noise[] = {0.3, -0.5, -0.1, 0.5, 0.1, -0.3};
    struct panel panel = {0};
    struct zi_mixed_fit fit;

    (void)state;
    for (size_t unit = 0; unit < 12; unit++) {
        double sign = unit % 2 ? 1 : -1;

        add_unit(&panel);
        for (int i = 0; i < 6; i++)
            add_row(&panel, 2018 + i, 70 + 2 * i + sign * noise[i]);
    }
    fit = fit_panel(&panel);
    assert_true(fit.boundary);
    assert_true(fit.units.slope == 0);
    assert_true(fit.units.intercept == 0);
    assert_close(predict_unit(&fit, &panel, 0, 2024).mean, 82, 1e-12);
    assert_close(predict_unit(&fit, &panel, 1, 2024).mean, 82, 1e-12);
    check_oracle(&panel);
}

/* Levels differ, slopes do not: every unit keeps its level and gets the common slope. */
static void a_slope_variance_of_0_gives_the_common_slope(void **state)
{
    static const double noise[] = {0.3, -0.5, -0.1, 0.5, 0.1, -0.3};
    struct panel panel = {0};
    struct zi_mixed_fit fit;

    (void)state;
    for (size_t unit = 0; unit < 12; unit++) {
        add_unit(&panel);
        for (int i = 0; i < 6; i++)
            add_row(&panel, 2018 + i,
                    60 + (double)(unit * 7 % 12) + 2 * i + noise[(i + (int)unit) % 6]);
    }
    fit = fit_panel(&panel);
    assert_true(fit.units.intercept > 5);
    for (size_t unit = 0; unit < 12; unit++) {
        double slope = predict_unit(&fit, &panel, unit, 2025).mean -
                       predict_unit(&fit, &panel, unit, 2024).mean;

        assert_close(slope, fit.population.slope, 0.05);
    }
    check_oracle(&panel);
}

static void check_too_few(const struct panel *panel, const struct zi_mixed_model *model,
                          const char *word)
{
    struct zi_mixed_data data = data_of(panel);
    struct zi_mixed_fit fit;
    struct zi_error error;

    assert_int_equal(zi_mixed_fit(&data, model, &fit, &error), ZI_EFEW);
    zi_mixed_release(&fit);
    assert_non_null(strstr(error.en, word));
    assert_undefined(fit.population.slope);
}

static void nine_units_are_too_few(void **state)
{
    struct panel panel;

    (void)state;
    read_panel(&panel, "unbalanced");
    panel.n_units = 9;
    check_too_few(&panel, &lines_only, "there are 9");
    panel.n_units = 10;
    assert_int_equal(fit_panel(&panel).n_units, 10);
}

static void no_units_are_too_few(void **state)
{
    struct panel panel = {0};

    (void)state;
    check_too_few(&panel, &lines_only, "there are 0");
}

static void two_years_a_unit_leave_no_error_variance(void **state)
{
    struct panel panel = {0};

    (void)state;
    for (int unit = 0; unit < 20; unit++) {
        add_unit(&panel);
        add_row(&panel, 2020, 60 + unit % 7);
        add_row(&panel, 2021, 61 + unit % 5);
    }
    check_too_few(&panel, &lines_only, "three years");
}

static void add_two_years(struct panel *panel)
{
    for (int unit = 0; unit < 20; unit++) {
        add_unit(panel);
        add_row(panel, 2020, 60 + 2 * unit + unit % 7);
        add_row(panel, 2021, 61 + 2 * unit + unit % 5);
    }
}

/* R: u <- 0:19; d <- rbind(data.frame(unit = u, t = 0, y = 60 + 2 * u + u %% 7),
 * data.frame(unit = u, t = 1, y = 61 + 2 * u + u %% 5)); m <- lme4::lmer(y ~ t + (1 | unit), d);
 * REMLcrit(m); VarCorr(m); sigma(m)^2; fixef(m) */
static void two_years_a_unit_tell_levels_and_one_slope(void **state)
{
    const struct zi_mixed_model levels = {.common_slope = true};
    struct panel panel = {0};
    struct zi_mixed_fit fit;

    (void)state;
    add_two_years(&panel);
    fit = fit_model(&panel, &levels);
    assert_close(fit.criterion, 241.605621969914, 1e-10);
    assert_close(fit.units.intercept, 150.00000196, 1e-5);
    assert_close(fit.residual_variance, 2.751315754, 1e-5);
    assert_close(fit.population.slope, 0.15, 1e-9);
    check_oracle_of(&panel, &levels);
    check_oracle_of(
        &panel, &(struct zi_mixed_model){.common_slope = true, .years = true, .years_prior = 0.7});
}

static void one_year_for_each_tells_no_slope(void **state)
{
    struct panel panel = {0};

    (void)state;
    for (int unit = 0; unit < 20; unit++) {
        add_unit(&panel);
        add_row(&panel, 2020 + unit % 3, 60 + unit % 7);
    }
    check_too_few(&panel, &(struct zi_mixed_model){.common_slope = true}, "two years");
}

/* With two different years only the prior speaks: a t with 4 degrees of freedom has a mean square
 * of 2. */
static void two_years_leave_the_prior_as_it_was(void **state)
{
    struct panel panel = {0};
    struct zi_mixed_fit fit;

    (void)state;
    add_two_years(&panel);
    fit = fit_model(
        &panel, &(struct zi_mixed_model){.common_slope = true, .years = true, .years_prior = 0.7});
    assert_close(fit.years_variance / fit.residual_variance, 2 * 0.7 * 0.7, 0.01);
    assert_undefined(fit.years_reml);
    assert_true(fit.years_df > 4 && fit.years_df < 5);
}

/* The larger the prior the larger the years, never zero; what the likelihood says stays. */
static void few_years_lean_on_the_prior(void **state)
{
    struct panel panel;
    double before = 0;

    (void)state;
    read_panel(&panel, "years");
    for (double prior = 0.1; prior < 5; prior *= 2) {
        struct zi_mixed_fit fit =
            fit_model(&panel, &(struct zi_mixed_model){.years = true, .years_prior = prior});

        assert_true(fit.years_variance > before);
        before = fit.years_variance;
        assert_close(fit.years_reml, 2.71313308401023, 1e-4);
    }
}

static void one_year_for_all_is_no_panel(void **state)
{
    struct panel panel = {0};

    (void)state;
    for (int unit = 0; unit < 20; unit++) {
        add_unit(&panel);
        for (int i = 0; i < 3; i++)
            add_row(&panel, 2020, 60 + unit % 7 + i);
    }
    check_too_few(&panel, &lines_only, "three years");
}

static void assert_undefined_for(const struct panel *panel, enum zi_reason reason)
{
    struct zi_mixed_fit fit = fit_panel(panel);
    struct zi_prediction got = predict_unit(&fit, panel, 0, 2025);

    assert_int_equal(fit.reason, reason);
    assert_undefined(fit.population.slope);
    assert_undefined(fit.residual_variance);
    assert_undefined(fit.criterion);
    assert_undefined(got.mean);
    assert_undefined(got.sd);
    assert_undefined(zi_predict_at_least(&got, 75));
    assert_int_equal(got.reason, reason);
}

static void a_constant_panel_is_constant(void **state)
{
    struct panel panel = {0};

    (void)state;
    for (int unit = 0; unit < 12; unit++) {
        add_unit(&panel);
        for (int i = 0; i < 4; i++)
            add_row(&panel, 2020 + i, 82.3);
    }
    assert_undefined_for(&panel, ZI_CONSTANT);
}

static void units_exactly_on_their_lines_are_an_exact_fit(void **state)
{
    struct panel panel = {0};

    (void)state;
    for (int unit = 0; unit < 12; unit++) {
        add_unit(&panel);
        for (int i = 0; i < 4; i++)
            add_row(&panel, 2020 + i, 60.1 + unit + 0.1 * unit * i);
    }
    assert_undefined_for(&panel, ZI_EXACT_FIT);
}

#define with_fits(test) cmocka_unit_test_teardown(test, release_fits)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fits(a_balanced_panel_is_that_of_lme4),
        with_fits(an_unbalanced_panel_is_that_of_lme4),
        with_fits(a_boundary_fit_is_that_of_lme4),
        with_fits(years_that_shift_all_units_are_those_of_lme4),
        with_fits(levels_with_one_slope_and_years_are_those_of_lme4),
        with_fits(predictions_are_generalised_least_squares_on_the_full_matrix),
        with_fits(so_they_are_with_years_and_their_prior),
        with_fits(a_unit_without_rows_gets_the_population_line),
        with_fits(chances_come_from_t),
        with_fits(moving_the_calendar_changes_nothing),
        with_fits(results_do_not_depend_on_the_centre),
        with_fits(the_order_of_rows_and_units_does_not_matter),
        with_fits(scores_in_other_units_scale_the_predictions),
        with_fits(short_histories_are_shrunk_more),
        with_fits(units_that_do_not_differ_share_one_line),
        with_fits(a_slope_variance_of_0_gives_the_common_slope),
        with_fits(nine_units_are_too_few),
        with_fits(no_units_are_too_few),
        with_fits(two_years_a_unit_leave_no_error_variance),
        with_fits(two_years_a_unit_tell_levels_and_one_slope),
        with_fits(one_year_for_each_tells_no_slope),
        with_fits(two_years_leave_the_prior_as_it_was),
        with_fits(few_years_lean_on_the_prior),
        with_fits(one_year_for_all_is_no_panel),
        with_fits(a_constant_panel_is_constant),
        with_fits(units_exactly_on_their_lines_are_an_exact_fit),
    };

    zi_stats_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
