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

        assert_int_equal(sscanf(line, "%zu,%zu,%d,%lf,%lf,%lf", &panel->group[i], &panel->unit[i],
                                &panel->year[i], &panel->y[i], &panel->x[0][i], &panel->x[1][i]),
                         6);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_effect_cluster_and_error_is_that_of_r),
        cmocka_unit_test(grunfeld_has_fewer_degrees_of_freedom_than_firms),
    };

    return cmocka_run_group_tests(tests, prepare, release);
}
