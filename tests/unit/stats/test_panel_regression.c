#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "zistat/stats/panel_regression.h"
#include "zistat/stats/regression.h"

enum { ROWS_MAX = 256, COLUMNS_MAX = 4, THREADS = 3 };

/* Rows as in tests/reference/panel: group, unit, year, y, x1, x2; sorted by unit and year. */
struct panel {
    size_t group[ROWS_MAX];
    size_t unit[ROWS_MAX];
    int year[ROWS_MAX];
    double y[ROWS_MAX];
    double x[COLUMNS_MAX][ROWS_MAX];
    size_t n;
};

enum cluster { BY_UNIT, BY_GROUP };

struct request {
    enum zi_effects effects;
    enum cluster cluster;
    enum zi_errors errors;
    size_t n_columns;
    size_t draws;
    size_t threads;
};

static const struct request twoway_cr1 = {
    .effects = ZI_EFFECTS_TWOWAY, .errors = ZI_ERRORS_CR1, .n_columns = 2};

static struct zi_confidence confidence;
static struct zi_arena arena;

static int prepare(void **state)
{
    (void)state;
    zi_confidence_init(&confidence, 0.95);
    return 0;
}

static int release(void **state)
{
    (void)state;
    zi_arena_release(&arena);
    return 0;
}

static void read_panel(struct panel *panel, const char *name)
{
    char path[128];
    char line[256];
    FILE *file;

    memset(panel, 0, sizeof *panel);
    snprintf(path, sizeof path, "tests/reference/panel/%s.csv", name);
    file = fopen(path, "r");
    if (!file)
        fail_msg("cannot open %s; run the tests from the top of the repository", path);
    assert_non_null(fgets(line, sizeof line, file));
    while (fgets(line, sizeof line, file)) {
        size_t i = panel->n++;
        char *next = line;
        double cell[6];

        for (int k = 0; k < 6; k++) {
            cell[k] = strtod(next, &next);
            assert_true(*next == (k < 5 ? ',' : '\n'));
            next++;
        }
        panel->group[i] = (size_t)cell[0];
        panel->unit[i] = (size_t)cell[1];
        panel->year[i] = (int)cell[2];
        panel->y[i] = cell[3];
        panel->x[0][i] = cell[4];
        panel->x[1][i] = cell[5];
    }
    fclose(file);
}

static void regress(const struct panel *panel, const struct request *request,
                    struct zi_panel_fit *fit)
{
    const double *columns[COLUMNS_MAX];
    size_t start[ROWS_MAX + 1] = {0};
    size_t cluster[ROWS_MAX + 1] = {0};
    struct zi_panel_design design = {.columns = columns,
                                     .n_columns = request->n_columns,
                                     .y = panel->y,
                                     .start = start,
                                     .year = panel->year,
                                     .effects = request->effects,
                                     .cluster = cluster};
    struct zi_panel_inference inference = {.errors = request->errors,
                                           .confidence = &confidence,
                                           .draws = request->draws ? request->draws : 9999,
                                           .seed = 1,
                                           .n_threads = request->threads ? request->threads : 1};
    struct zi_error error;

    for (size_t i = 0; i < panel->n; i++) {
        const size_t *key = request->cluster == BY_UNIT ? panel->unit : panel->group;

        if (i == 0 || key[i] != key[i - 1])
            cluster[design.n_clusters++] = design.n_units;
        if (i == 0 || panel->unit[i] != panel->unit[i - 1])
            start[design.n_units++] = i;
    }
    start[design.n_units] = panel->n;
    cluster[design.n_clusters] = design.n_units;
    for (size_t j = 0; j < request->n_columns; j++)
        columns[j] = panel->x[j];
    assert_int_equal(zi_panel_regress(&design, &inference, &arena, fit, &error), ZI_OK);
}

/* ---- R */

/* A line of expected.csv. */
struct expected {
    char line[256];
    const char *data, *effects, *cluster, *errors, *term;
    double estimate, std_error, df, p_value;
};

static double number_of(const char *cell)
{
    return *cell ? strtod(cell, NULL) : NAN;
}

static bool read_expected(FILE *file, struct expected *e)
{
    char *cell[9] = {e->line};
    size_t n = 1;

    if (!fgets(e->line, sizeof e->line, file))
        return false;
    e->line[strcspn(e->line, "\n")] = '\0';
    for (char *c = e->line; *c; c++)
        if (*c == ',') {
            *c = '\0';
            assert_true(n < 9);
            cell[n++] = c + 1;
        }
    assert_int_equal(n, 9);
    e->data = cell[0];
    e->effects = cell[1];
    e->cluster = cell[2];
    e->errors = cell[3];
    e->term = cell[4];
    e->estimate = number_of(cell[5]);
    e->std_error = number_of(cell[6]);
    e->df = number_of(cell[7]);
    e->p_value = number_of(cell[8]);
    return true;
}

static struct request request_of(const struct expected *e)
{
    struct request request = {.n_columns = 2};

    while (strcmp(zi_effects_name(request.effects), e->effects) != 0)
        request.effects++;
    while (strcmp(zi_errors_name(request.errors), e->errors) != 0)
        request.errors++;
    request.cluster = strcmp(e->cluster, "group") == 0 ? BY_GROUP : BY_UNIT;
    return request;
}

static void check_row(const struct panel *panel, const struct expected *e)
{
    struct request request = request_of(e);
    size_t intercept = request.effects == ZI_EFFECTS_CONSTANT;
    size_t term = e->term[0] == 'x' ? (size_t)(e->term[1] - '1') + intercept : 0;
    const struct zi_estimate *got;
    struct zi_panel_fit fit;

    regress(panel, &request, &fit);
    got = &fit.terms[term];
    print_message("%s %s %s %s %s\n", e->data, e->effects, e->cluster, e->errors, e->term);
    assert_int_equal(got->reason, ZI_DEFINED);
    assert_close(got->estimate, e->estimate, 1e-11);
    if (!isnan(e->std_error))
        assert_close(got->std_error, e->std_error, 1e-10);
    assert_close(got->df, e->df, 1e-8);
    /* GSL's tail of t has seven digits where it is below 1e-15. */
    assert_close(got->p_value, e->p_value, e->p_value < 1e-15 ? 1e-6 : 1e-8);
}

/* R: tests/reference/panel/make.R */
static void every_effect_cluster_and_error_is_that_of_r(void **state)
{
    static struct panel grunfeld, gaps;
    struct expected e;
    FILE *file = fopen("tests/reference/panel/expected.csv", "r");
    char header[256];
    size_t n = 0;

    (void)state;
    read_panel(&grunfeld, "grunfeld");
    read_panel(&gaps, "gaps");
    assert_non_null(file);
    assert_non_null(fgets(header, sizeof header, file));
    for (; read_expected(file, &e); n++)
        check_row(strcmp(e.data, "gaps") == 0 ? &gaps : &grunfeld, &e);
    fclose(file);
    assert_int_equal(n, 130);
}

/* The size of what CR1 leaves out with ten firms; R as above. */
static void grunfeld_has_fewer_degrees_of_freedom_than_firms(void **state)
{
    static struct panel grunfeld;
    struct zi_panel_fit fit;
    struct request request = twoway_cr1;

    (void)state;
    read_panel(&grunfeld, "grunfeld");
    regress(&grunfeld, &request, &fit);
    assert_close(fit.terms[0].std_error, 0.0108, 0.005);
    assert_close(fit.terms[0].df, 9, 0);
    request.errors = ZI_ERRORS_CR2;
    regress(&grunfeld, &request, &fit);
    assert_close(fit.terms[0].std_error, 0.0208, 0.005);
    assert_close(fit.terms[0].df, 2.4, 0.01);
}

/* ---- slow, obvious versions */

/* A column for every unit and year beside the slopes; the first of each is left out, and a constant
 * is added, as far as the effects have them. */
static size_t add_dummies(const struct panel *panel, enum zi_effects effects, double *columns[],
                          size_t n)
{
    static double dummies[64][ROWS_MAX];
    bool units = effects == ZI_EFFECTS_UNIT || effects == ZI_EFFECTS_TWOWAY;
    bool years = effects == ZI_EFFECTS_YEAR || effects == ZI_EFFECTS_TWOWAY;
    size_t used = 0;

    for (size_t i = 0; i < panel->n; i++) {
        bool new_unit = units && panel->unit[i] != panel->unit[0];
        bool new_year = years && panel->year[i] != panel->year[0];

        for (size_t k = 0; k < i; k++) {
            new_unit = new_unit && panel->unit[k] != panel->unit[i];
            new_year = new_year && panel->year[k] != panel->year[i];
        }
        for (int which = 0; which < 2; which++) {
            if (!(which == 0 ? new_unit : new_year))
                continue;
            assert_true(used < 64);
            for (size_t k = 0; k < panel->n; k++)
                dummies[used][k] = which == 0 ? panel->unit[k] == panel->unit[i]
                                              : panel->year[k] == panel->year[i];
            columns[n + used] = dummies[used];
            used++;
        }
    }
    return n + used;
}

static void fit_with_dummies(const struct panel *panel, const struct request *request,
                             struct zi_regression_fit *fit)
{
    double *columns[COLUMNS_MAX + 64];
    struct zi_regression_design design = {.columns = (const double *const *)columns,
                                          .n = panel->n,
                                          .intercept = request->effects != ZI_EFFECTS_NONE};
    struct zi_error error;

    for (size_t j = 0; j < request->n_columns; j++)
        columns[j] = (double *)panel->x[j];
    design.n_columns = add_dummies(panel, request->effects, columns, request->n_columns);
    assert_int_equal(zi_regression_fit(&design, panel->y, &confidence, &arena, fit, &error), ZI_OK);
}

static void effects_are_those_of_explicit_dummies(void **state)
{
    static struct panel panel;
    const char *const names[] = {"grunfeld", "gaps"};

    (void)state;
    for (int i = 0; i < 2; i++) {
        read_panel(&panel, names[i]);
        for (int effects = ZI_EFFECTS_NONE; effects <= ZI_EFFECTS_TWOWAY; effects++) {
            struct request request = {.effects = (enum zi_effects)effects, .n_columns = 2};
            size_t intercept = effects == ZI_EFFECTS_CONSTANT;
            struct zi_regression_fit want;
            struct zi_panel_fit got;

            regress(&panel, &request, &got);
            fit_with_dummies(&panel, &request, &want);
            assert_close(got.residual_df, want.df, 0);
            for (size_t j = 0; j < 2; j++) {
                const struct zi_estimate *w = &want.terms[j + (effects != ZI_EFFECTS_NONE)];

                assert_close(got.terms[j + intercept].estimate, w->estimate, 1e-11);
                assert_close(got.terms[j + intercept].std_error, w->std_error, 1e-11);
                assert_close(got.terms[j + intercept].conf_low, w->conf_low, 1e-9);
            }
            for (size_t k = 0; k < panel.n; k++)
                assert_true(fabs(got.residuals[k] - want.residuals[k]) < 1e-9);
        }
    }
}

/* Rows of the panel of one group or from a unit to another. */
static void take_units(struct panel *panel, size_t first, size_t last)
{
    size_t n = 0;

    for (size_t i = 0; i < panel->n; i++) {
        if (panel->unit[i] < first || panel->unit[i] > last)
            continue;
        panel->group[n] = panel->group[i];
        panel->unit[n] = panel->unit[i];
        panel->year[n] = panel->year[i];
        panel->y[n] = panel->y[i];
        for (size_t j = 0; j < COLUMNS_MAX; j++)
            panel->x[j][n] = panel->x[j][i];
        n++;
    }
    panel->n = n;
}

static double absolute_t(const struct panel *panel, size_t term)
{
    struct zi_panel_fit fit;

    regress(panel, &twoway_cr1, &fit);
    return fabs(fit.terms[term].statistic);
}

/* The fit of y on the other column and the effects, term 0 held at 0. */
static void restrict_first(const struct panel *panel, double fitted[], double residuals[])
{
    struct panel *other = malloc(sizeof *other);
    struct request request = twoway_cr1;
    struct zi_panel_fit fit;

    *other = *panel;
    memcpy(other->x[0], panel->x[1], sizeof other->x[0]);
    request.n_columns = 1;
    regress(other, &request, &fit);
    for (size_t i = 0; i < panel->n; i++) {
        residuals[i] = fit.residuals[i];
        fitted[i] = panel->y[i] - fit.residuals[i];
    }
    free(other);
}

/* The p-value of term 0, every set of weights tried by fitting the regression again. */
static double wild_by_refitting(const struct panel *panel, const double weights[], size_t n_weights,
                                size_t n_clusters)
{
    struct panel *again = malloc(sizeof *again);
    double fitted[ROWS_MAX], residuals[ROWS_MAX];
    double data = absolute_t(panel, 0);
    size_t sets = 1, large = 0;

    restrict_first(panel, fitted, residuals);
    *again = *panel;
    for (size_t g = 0; g < n_clusters; g++)
        sets *= n_weights;
    for (size_t set = 0; set < sets; set++) {
        size_t digits = set, unit = panel->unit[0];

        for (size_t i = 0; i < panel->n; i++) {
            if (panel->unit[i] != unit)
                digits /= n_weights;
            unit = panel->unit[i];
            again->y[i] = fitted[i] + weights[digits % n_weights] * residuals[i];
        }
        large += absolute_t(again, 0) >= data * (1 - 1e-9);
    }
    free(again);
    return (double)large / (double)sets;
}

static void wild_bootstrap_is_fitting_every_sign_vector_again(void **state)
{
    static struct panel panel;
    static const double signs[] = {1, -1};
    struct request request = twoway_cr1;
    struct zi_panel_fit fit;

    (void)state;
    read_panel(&panel, "gaps");
    take_units(&panel, 1, 7);
    request.errors = ZI_ERRORS_WILD;
    regress(&panel, &request, &fit);
    assert_close(fit.terms[0].p_value, wild_by_refitting(&panel, signs, 2, 7), 1e-14);
    assert_true(fit.wild[0].enumerated);
    assert_int_equal(fit.wild[0].n_draws, 128);
    assert_close(fit.wild[0].smallest, 2 / 128.0, 1e-15);
    assert_int_equal(fit.terms[0].p_method, ZI_P_WILD_BOOTSTRAP);
}

static void webbs_weights_are_fitting_every_set_again(void **state)
{
    static struct panel panel;
    const double weights[] = {-sqrt(1.5), -1, -sqrt(0.5), sqrt(0.5), 1, sqrt(1.5)};
    struct request request = twoway_cr1;
    struct zi_panel_fit fit;

    (void)state;
    read_panel(&panel, "gaps");
    take_units(&panel, 1, 4);
    request.errors = ZI_ERRORS_WILD;
    regress(&panel, &request, &fit);
    assert_true(fit.wild[0].webb_enumerated);
    assert_close(fit.wild[0].webb_p, wild_by_refitting(&panel, weights, 6, 4), 1e-14);
}

/* p of the hypothesis that term 0 is b. */
static double p_at(const struct panel *panel, const struct request *request, double b)
{
    struct panel *moved = malloc(sizeof *moved);
    struct zi_panel_fit fit;

    *moved = *panel;
    for (size_t i = 0; i < panel->n; i++)
        moved->y[i] -= b * panel->x[0][i];
    regress(moved, request, &fit);
    free(moved);
    return fit.terms[0].p_value;
}

static void the_wild_interval_holds_what_is_not_rejected(void **state)
{
    static struct panel panel;
    struct request request = twoway_cr1;
    struct zi_panel_fit fit;
    double step;

    (void)state;
    read_panel(&panel, "grunfeld");
    request.errors = ZI_ERRORS_WILD;
    regress(&panel, &request, &fit);
    step = 1e-6 * fit.terms[0].std_error;
    assert_true(fit.terms[0].conf_low < fit.terms[0].estimate);
    assert_true(fit.terms[0].conf_high > fit.terms[0].estimate);
    assert_true(p_at(&panel, &request, fit.terms[0].conf_low - step) <= 0.05);
    assert_true(p_at(&panel, &request, fit.terms[0].conf_low + step) > 0.05);
    assert_true(p_at(&panel, &request, fit.terms[0].conf_high - step) > 0.05);
    assert_true(p_at(&panel, &request, fit.terms[0].conf_high + step) <= 0.05);
}

/* With five clusters p is at least 1/16. */
static void an_interval_without_an_end_has_none(void **state)
{
    static struct panel panel;
    struct request request = twoway_cr1;
    struct zi_panel_fit fit;

    (void)state;
    read_panel(&panel, "grunfeld");
    request.errors = ZI_ERRORS_WILD;
    request.cluster = BY_GROUP;
    regress(&panel, &request, &fit);
    assert_close(fit.wild[0].smallest, 1 / 16.0, 1e-15);
    assert_undefined(fit.terms[0].conf_low);
    assert_undefined(fit.terms[0].conf_high);
    assert_true(fit.terms[0].p_value >= 1 / 16.0);
}

static void draws_depend_on_the_seed_alone(void **state)
{
    static struct panel panel;
    struct request request = twoway_cr1;
    struct zi_panel_fit one, three;

    (void)state;
    read_panel(&panel, "gaps");
    request.errors = ZI_ERRORS_WILD;
    request.draws = 4999;
    regress(&panel, &request, &one);
    request.threads = THREADS;
    regress(&panel, &request, &three);
    assert_false(one.wild[0].enumerated);
    assert_int_equal(one.wild[0].n_draws, 4999);
    assert_close(one.wild[0].smallest, 1 / 5000.0, 1e-15);
    for (size_t term = 0; term < 2; term++) {
        assert_true(one.terms[term].p_value == three.terms[term].p_value);
        assert_true(one.terms[term].conf_low == three.terms[term].conf_low);
        assert_true(one.terms[term].conf_high == three.terms[term].conf_high);
    }
    /* 14 units: what all 16,384 sign vectors say is near. */
    assert_true(fabs(one.terms[1].p_value - 0.24) < 0.05);
}

/* ---- what cannot be said */

static void assert_no_errors(const struct zi_estimate *term, enum zi_reason reason)
{
    assert_true(!isnan(term->estimate));
    assert_undefined(term->std_error);
    assert_undefined(term->statistic);
    assert_undefined(term->df);
    assert_undefined(term->p_value);
    assert_undefined(term->conf_low);
    assert_undefined(term->conf_high);
    assert_int_equal(term->reason, reason);
}

static void one_cluster_has_no_errors(void **state)
{
    static struct panel panel;
    struct request request = {.effects = ZI_EFFECTS_UNIT, .n_columns = 2};

    (void)state;
    read_panel(&panel, "grunfeld");
    take_units(&panel, 3, 3);
    for (int errors = ZI_ERRORS_CR1; errors <= ZI_ERRORS_WILD; errors++) {
        struct zi_panel_fit fit;

        request.errors = (enum zi_errors)errors;
        regress(&panel, &request, &fit);
        assert_int_equal(fit.reason, ZI_DEFINED);
        assert_no_errors(&fit.terms[0], ZI_ONE_CLUSTER);
        assert_no_errors(&fit.terms[1], ZI_ONE_CLUSTER);
    }
}

/* After unit and year effects two units mirror each other: their scores are both 0. */
static void two_units_in_the_same_years_are_one_cluster(void **state)
{
    static struct panel panel;
    struct request request = twoway_cr1;

    (void)state;
    read_panel(&panel, "grunfeld");
    take_units(&panel, 3, 4);
    for (int errors = ZI_ERRORS_CR1; errors <= ZI_ERRORS_WILD; errors++) {
        struct zi_panel_fit fit;

        request.errors = (enum zi_errors)errors;
        regress(&panel, &request, &fit);
        assert_no_errors(&fit.terms[0], ZI_ONE_CLUSTER);
    }
    request.errors = ZI_ERRORS_CLASSICAL;
    struct zi_panel_fit fit;
    regress(&panel, &request, &fit);
    assert_int_equal(fit.terms[0].reason, ZI_DEFINED);
}

/* R: lm(y ~ x1 + x2 + factor(unit)), vcovCL as in make.R, on units 3 and 4 of grunfeld. */
static void two_clusters_have_one_degree_of_freedom(void **state)
{
    static struct panel panel;
    struct request request = {.effects = ZI_EFFECTS_UNIT, .errors = ZI_ERRORS_CR1, .n_columns = 2};
    struct zi_panel_fit fit;

    (void)state;
    read_panel(&panel, "grunfeld");
    take_units(&panel, 3, 4);
    regress(&panel, &request, &fit);
    assert_int_equal(fit.terms[0].reason, ZI_DEFINED);
    assert_close(fit.terms[0].df, 1, 0);
    assert_close(fit.terms[0].estimate, 0.0353309582305659, 1e-11);
    assert_close(fit.terms[0].std_error, 0.0149269586627768, 1e-10);
}

/* Only one unit ever changes: no other says how such a change varies. */
static void an_effect_from_one_cluster_alone_has_no_error(void **state)
{
    static struct panel panel;
    struct request request = {.effects = ZI_EFFECTS_UNIT, .n_columns = 2};

    (void)state;
    read_panel(&panel, "grunfeld");
    for (size_t i = 0; i < panel.n; i++)
        panel.x[1][i] = panel.unit[i] == 4 && panel.year[i] > 1944;
    for (int errors = ZI_ERRORS_CR1; errors <= ZI_ERRORS_WILD; errors++) {
        struct zi_panel_fit fit;

        request.errors = (enum zi_errors)errors;
        regress(&panel, &request, &fit);
        assert_int_equal(fit.terms[0].reason, ZI_DEFINED);
        assert_no_errors(&fit.terms[1], ZI_ONE_CLUSTER);
    }
}

static void a_constant_outcome_has_slopes_of_0(void **state)
{
    static struct panel panel;
    struct request request = twoway_cr1;

    (void)state;
    read_panel(&panel, "gaps");
    for (int kind = 0; kind < 2; kind++) {
        struct zi_panel_fit fit;

        for (size_t i = 0; i < panel.n; i++)
            panel.y[i] = 82.3 + (kind == 1 ? 0.7 * (double)panel.unit[i] + 0.1 * panel.year[i] : 0);
        regress(&panel, &request, &fit);
        assert_int_equal(fit.reason, ZI_CONSTANT);
        assert_true(fit.terms[0].estimate == 0);
        assert_no_errors(&fit.terms[0], ZI_CONSTANT);
        assert_undefined(fit.r_squared);
    }
}

static void an_exact_fit_has_r2_1_and_no_errors(void **state)
{
    static struct panel panel;
    struct request request = twoway_cr1;

    (void)state;
    read_panel(&panel, "gaps");
    for (size_t i = 0; i < panel.n; i++)
        panel.y[i] = 0.3 * panel.x[0][i] - 1.7 * panel.x[1][i] + 0.7 * (double)panel.unit[i] +
                     0.1 * panel.year[i];
    for (int errors = ZI_ERRORS_CLASSICAL; errors <= ZI_ERRORS_WILD; errors++) {
        struct zi_panel_fit fit;

        request.errors = (enum zi_errors)errors;
        regress(&panel, &request, &fit);
        assert_int_equal(fit.reason, ZI_EXACT_FIT);
        assert_close(fit.terms[1].estimate, -1.7, 1e-11);
        assert_no_errors(&fit.terms[1], ZI_EXACT_FIT);
        assert_true(fit.r_squared == 1);
    }
}

static void no_degrees_of_freedom_leave_no_errors(void **state)
{
    static struct panel panel;
    struct request request = twoway_cr1;
    struct zi_panel_fit fit;

    (void)state;
    panel = (struct panel){.unit = {1, 1, 2, 2},
                           .year = {2020, 2021, 2020, 2021},
                           .y = {3, 5, 2, 7},
                           .x = {{1, 2, 4, 2}},
                           .n = 4};
    request.n_columns = 1;
    regress(&panel, &request, &fit);
    assert_close(fit.residual_df, 0, 0);
    assert_no_errors(&fit.terms[0], ZI_EXACT_FIT);
}

static void assert_absorbed(const struct panel *panel, enum zi_effects effects,
                            enum zi_absorbed absorbed)
{
    struct request request = {.effects = effects, .errors = ZI_ERRORS_CR1, .n_columns = 2};
    struct zi_panel_fit fit;

    regress(panel, &request, &fit);
    assert_int_equal(fit.absorbed[0], ZI_NOT_ABSORBED);
    assert_int_equal(fit.absorbed[1], absorbed);
    assert_int_equal(fit.reason, absorbed == ZI_NOT_ABSORBED ? ZI_DEFINED : ZI_COLLINEAR);
    if (absorbed != ZI_NOT_ABSORBED) {
        assert_undefined(fit.terms[0].estimate);
        assert_null(fit.residuals);
    }
}

static void what_the_effects_absorb_is_said(void **state)
{
    static struct panel panel;

    (void)state;
    read_panel(&panel, "gaps");
    for (size_t i = 0; i < panel.n; i++)
        panel.x[1][i] = 82.3;
    assert_absorbed(&panel, ZI_EFFECTS_NONE, ZI_NOT_ABSORBED);
    for (int effects = ZI_EFFECTS_CONSTANT; effects <= ZI_EFFECTS_TWOWAY; effects++)
        assert_absorbed(&panel, (enum zi_effects)effects, ZI_ABSORBED_CONSTANT);
    for (size_t i = 0; i < panel.n; i++)
        panel.x[1][i] = 60.1 + 0.3 * (double)(panel.unit[i] % 5);
    assert_absorbed(&panel, ZI_EFFECTS_YEAR, ZI_NOT_ABSORBED);
    assert_absorbed(&panel, ZI_EFFECTS_UNIT, ZI_ABSORBED_BY_UNITS);
    assert_absorbed(&panel, ZI_EFFECTS_TWOWAY, ZI_ABSORBED_BY_UNITS);
    for (size_t i = 0; i < panel.n; i++)
        panel.x[1][i] = 60.1 + 0.3 * (panel.year[i] % 5);
    assert_absorbed(&panel, ZI_EFFECTS_UNIT, ZI_NOT_ABSORBED);
    assert_absorbed(&panel, ZI_EFFECTS_YEAR, ZI_ABSORBED_BY_YEARS);
    assert_absorbed(&panel, ZI_EFFECTS_TWOWAY, ZI_ABSORBED_BY_YEARS);
    /* Years since a start: the unit's start and the year together. */
    for (size_t i = 0; i < panel.n; i++)
        panel.x[1][i] = panel.year[i] - 2010.0 - (double)(panel.unit[i] % 4);
    assert_absorbed(&panel, ZI_EFFECTS_UNIT, ZI_NOT_ABSORBED);
    assert_absorbed(&panel, ZI_EFFECTS_TWOWAY, ZI_ABSORBED_BY_BOTH);
}

static void columns_that_determine_each_other_are_named(void **state)
{
    static struct panel panel;
    struct request request = twoway_cr1;
    struct zi_panel_fit fit;

    (void)state;
    read_panel(&panel, "gaps");
    request.n_columns = 4;
    for (size_t i = 0; i < panel.n; i++) {
        panel.x[2][i] = (double)((i * 7) % 11);
        panel.x[3][i] = 2 * panel.x[0][i] - 0.3 * panel.x[2][i] + 5 * (double)panel.unit[i];
    }
    regress(&panel, &request, &fit);
    assert_int_equal(fit.reason, ZI_COLLINEAR);
    assert_true(fit.collinear[0]);
    assert_false(fit.collinear[1]);
    assert_true(fit.collinear[2]);
    assert_true(fit.collinear[3]);
    assert_undefined(fit.terms[1].estimate);
}

/* Levels near 2000 that differ inside units in the third decimal: rounding of the sum is more than
 * a share of what is left. */
static void a_sum_of_large_numbers_is_still_a_sum(void **state)
{
    static struct panel panel;
    struct request request = twoway_cr1;
    struct zi_panel_fit fit;

    (void)state;
    read_panel(&panel, "gaps");
    request.n_columns = 3;
    for (size_t i = 0; i < panel.n; i++) {
        panel.x[0][i] = 2000.1 + 0.001 * (double)((i * 7) % 11);
        panel.x[1][i] = 1000.7 + 0.001 * (double)((i * 5) % 13);
        panel.x[2][i] = panel.x[0][i] + panel.x[1][i];
    }
    regress(&panel, &request, &fit);
    assert_int_equal(fit.reason, ZI_COLLINEAR);
}

static void every_size_of_panel_has_an_answer(void **state)
{
    static struct panel all, panel;

    (void)state;
    read_panel(&all, "gaps");
    for (size_t n = 1; n <= all.n; n++)
        for (int effects = ZI_EFFECTS_NONE; effects <= ZI_EFFECTS_TWOWAY; effects++)
            for (int errors = ZI_ERRORS_CLASSICAL; errors <= ZI_ERRORS_CR2; errors++) {
                struct request request = {.effects = (enum zi_effects)effects,
                                          .errors = (enum zi_errors)errors,
                                          .n_columns = 2};
                struct zi_panel_fit fit;

                panel = all;
                panel.n = n;
                regress(&panel, &request, &fit);
                for (size_t term = 0; term < fit.n_terms; term++) {
                    const struct zi_estimate *e = &fit.terms[term];

                    assert_int_equal(isnan(e->p_value) != 0, e->reason != ZI_DEFINED);
                    assert_int_equal(isnan(e->std_error) != 0, e->reason != ZI_DEFINED);
                    if (e->reason == ZI_DEFINED)
                        assert_true(e->p_value > 0 && e->p_value <= 1 && e->df >= 1 &&
                                    e->std_error > 0);
                }
            }
}

/* ---- properties */

static void assert_same(const struct zi_panel_fit *got, const struct zi_panel_fit *want,
                        double scale)
{
    for (size_t term = 0; term < want->n_terms; term++) {
        assert_close(got->terms[term].estimate, scale * want->terms[term].estimate, 1e-9);
        assert_close(got->terms[term].std_error, fabs(scale) * want->terms[term].std_error, 1e-9);
        assert_close(got->terms[term].df, want->terms[term].df, 1e-8);
        assert_close(got->terms[term].p_value, want->terms[term].p_value, 1e-7);
    }
}

static void what_units_and_years_have_anyway_changes_nothing(void **state)
{
    static struct panel panel;
    struct request request = twoway_cr1;

    (void)state;
    for (int errors = ZI_ERRORS_CLASSICAL; errors <= ZI_ERRORS_WILD; errors++) {
        struct zi_panel_fit before, after;

        read_panel(&panel, "gaps");
        request.errors = (enum zi_errors)errors;
        request.cluster = BY_GROUP;
        regress(&panel, &request, &before);
        for (size_t i = 0; i < panel.n; i++) {
            double shift = 3.7 * (double)(panel.unit[i] % 3) - 0.9 * (panel.year[i] - 2015);

            panel.y[i] += shift;
            panel.x[0][i] -= 2 * shift;
        }
        regress(&panel, &request, &after);
        assert_same(&after, &before, 1);
    }
}

static void the_scale_of_a_column_changes_its_slope_alone(void **state)
{
    static struct panel panel;
    struct request request = twoway_cr1;

    (void)state;
    for (int errors = ZI_ERRORS_CLASSICAL; errors <= ZI_ERRORS_WILD; errors++) {
        struct zi_panel_fit before, after;

        read_panel(&panel, "gaps");
        request.errors = (enum zi_errors)errors;
        request.cluster = BY_GROUP;
        regress(&panel, &request, &before);
        for (size_t i = 0; i < panel.n; i++) {
            panel.y[i] *= -8;
            panel.x[0][i] *= 4;
            panel.x[1][i] *= 4;
        }
        regress(&panel, &request, &after);
        assert_same(&after, &before, -2);
    }
}

static void the_order_of_units_does_not_matter(void **state)
{
    static struct panel panel, turned;
    struct request request = twoway_cr1;

    (void)state;
    read_panel(&panel, "gaps");
    turned.n = panel.n;
    for (size_t i = 0; i < panel.n; i++) {
        size_t k = panel.n - 1 - i;

        turned.unit[i] = panel.unit[k];
        turned.group[i] = panel.group[k];
        turned.year[i] = panel.year[k];
        turned.y[i] = panel.y[k];
        turned.x[0][i] = panel.x[0][k];
        turned.x[1][i] = panel.x[1][k];
    }
    for (int errors = ZI_ERRORS_CLASSICAL; errors <= ZI_ERRORS_CR2; errors++) {
        struct zi_panel_fit before, after;

        request.errors = (enum zi_errors)errors;
        regress(&panel, &request, &before);
        regress(&turned, &request, &after);
        assert_same(&after, &before, 1);
    }
}

/* Unit 14 of gaps is seen once. Its residual is 0 whatever it holds. */
static void a_unit_seen_once_changes_no_cr2(void **state)
{
    static struct panel with, without;
    struct request request = twoway_cr1;
    struct zi_panel_fit before, after;

    (void)state;
    read_panel(&with, "gaps");
    without = with;
    take_units(&without, 1, 13);
    assert_int_equal(without.n, with.n - 1);
    request.errors = ZI_ERRORS_CR2;
    regress(&with, &request, &before);
    regress(&without, &request, &after);
    assert_same(&after, &before, 1);
}

/* Two countries that share no year: as many year effects fewer to estimate. */
static void panels_in_two_parts_have_the_rank_of_both(void **state)
{
    static struct panel panel;
    struct request request = twoway_cr1;
    struct zi_panel_fit fit;

    (void)state;
    read_panel(&panel, "grunfeld");
    for (size_t i = 0; i < panel.n; i++)
        panel.year[i] += panel.unit[i] > 5 ? 100 : 0;
    regress(&panel, &request, &fit);
    assert_close(fit.residual_df, 200 - 2 - (10 + 40 - 2), 0);
    assert_int_equal(fit.counted, 2 + 38 + 1);
    assert_int_equal(fit.terms[0].reason, ZI_DEFINED);
}

static void names_that_programs_rely_on_stay(void **state)
{
    (void)state;
    assert_string_equal(zi_effects_name(ZI_EFFECTS_NONE), "origin");
    assert_string_equal(zi_effects_name(ZI_EFFECTS_CONSTANT), "pooled");
    assert_string_equal(zi_effects_name(ZI_EFFECTS_TWOWAY), "twoway");
    assert_string_equal(zi_errors_name(ZI_ERRORS_CLASSICAL), "classical");
    assert_string_equal(zi_errors_name(ZI_ERRORS_WILD), "wild");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_effect_cluster_and_error_is_that_of_r),
        cmocka_unit_test(grunfeld_has_fewer_degrees_of_freedom_than_firms),
        cmocka_unit_test(effects_are_those_of_explicit_dummies),
        cmocka_unit_test(wild_bootstrap_is_fitting_every_sign_vector_again),
        cmocka_unit_test(webbs_weights_are_fitting_every_set_again),
        cmocka_unit_test(the_wild_interval_holds_what_is_not_rejected),
        cmocka_unit_test(an_interval_without_an_end_has_none),
        cmocka_unit_test(draws_depend_on_the_seed_alone),
        cmocka_unit_test(one_cluster_has_no_errors),
        cmocka_unit_test(two_units_in_the_same_years_are_one_cluster),
        cmocka_unit_test(two_clusters_have_one_degree_of_freedom),
        cmocka_unit_test(an_effect_from_one_cluster_alone_has_no_error),
        cmocka_unit_test(a_constant_outcome_has_slopes_of_0),
        cmocka_unit_test(an_exact_fit_has_r2_1_and_no_errors),
        cmocka_unit_test(no_degrees_of_freedom_leave_no_errors),
        cmocka_unit_test(what_the_effects_absorb_is_said),
        cmocka_unit_test(columns_that_determine_each_other_are_named),
        cmocka_unit_test(a_sum_of_large_numbers_is_still_a_sum),
        cmocka_unit_test(every_size_of_panel_has_an_answer),
        cmocka_unit_test(what_units_and_years_have_anyway_changes_nothing),
        cmocka_unit_test(the_scale_of_a_column_changes_its_slope_alone),
        cmocka_unit_test(the_order_of_units_does_not_matter),
        cmocka_unit_test(a_unit_seen_once_changes_no_cr2),
        cmocka_unit_test(panels_in_two_parts_have_the_rank_of_both),
        cmocka_unit_test(names_that_programs_rely_on_stay),
    };

    return cmocka_run_group_tests(tests, prepare, release);
}
