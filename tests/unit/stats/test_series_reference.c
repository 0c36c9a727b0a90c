/* What R says about 80 series: data sets with ties and gaps, and one of every length from 0 to 60.
 * See tests/reference/trend; tests run from the top of the repository. */
#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "zistat/stats/mann_kendall.h"
#include "zistat/stats/regression.h"
#include "zistat/stats/sen.h"

enum { POINTS_MAX = 128, SERIES_MAX = 128, NAME_MAX_LENGTH = 32 };

/* The columns of expected.csv behind the name. */
enum expected {
    N,
    SLOPE,
    STD_ERROR,
    T,
    P_T,
    LOW,
    HIGH,
    LEVEL,
    S,
    TAU,
    P_KENDALL,
    SEN,
    SEN_LOW,
    SEN_HIGH,
    SEN_LEVEL,
    N_EXPECTED
};

struct series {
    char name[NAME_MAX_LENGTH];
    double t[POINTS_MAX];
    double y[POINTS_MAX];
    size_t n;
    double expected[N_EXPECTED]; /* NaN: undefined */
};

static struct series all[SERIES_MAX];
static size_t n_series;

static FILE *open_reference(const char *path)
{
    FILE *file = fopen(path, "r");
    char header[256];

    if (!file || !fgets(header, sizeof header, file))
        fail_msg("cannot read %s; run the tests from the top of the repository", path);
    return file;
}

static struct series *find(const char *name)
{
    for (size_t i = 0; i < n_series; i++)
        if (strcmp(all[i].name, name) == 0)
            return &all[i];
    return NULL;
}

/* The next cell of a line, which may be empty; the line moves on behind it. */
static char *next_cell(char **line)
{
    char *cell = *line;
    size_t length = strcspn(cell, ",\n");

    *line += length + (cell[length] != '\0');
    cell[length] = '\0';
    return cell;
}

static void read_expected(void)
{
    FILE *file = open_reference("tests/reference/trend/expected.csv");
    char text[512];

    while (fgets(text, sizeof text, file)) {
        struct series *series = &all[n_series++];
        char *line = text;

        snprintf(series->name, sizeof series->name, "%.31s", next_cell(&line));
        for (size_t i = 0; i < N_EXPECTED; i++) {
            const char *cell = next_cell(&line);

            series->expected[i] = *cell ? strtod(cell, NULL) : NAN;
        }
    }
    fclose(file);
}

static void read_points(void)
{
    FILE *file = open_reference("tests/reference/trend/series.csv");
    char text[128];

    while (fgets(text, sizeof text, file)) {
        char *line = text;
        struct series *series = find(next_cell(&line));

        assert_non_null(series);
        series->t[series->n] = strtod(next_cell(&line), NULL);
        series->y[series->n++] = strtod(next_cell(&line), NULL);
    }
    fclose(file);
}

static int read_reference(void **state)
{
    (void)state;
    read_expected();
    read_points();
    for (size_t i = 0; i < n_series; i++)
        if ((double)all[i].n != all[i].expected[N])
            return 1;
    return n_series == 80 ? 0 : 1;
}

/* Relative to what is expected; a slope that is 0 comes out as rounding noise, here and in R. */
static void check(const struct series *series, enum expected what, double got, double tolerance)
{
    double want = series->expected[what];
    double size = what == SLOPE || what == T ? fmax(fabs(want), 1e-2) : fabs(want);

    if (isnan(want) ? !isnan(got) : !(fabs(got - want) <= tolerance * size))
        fail_msg("%s, column %d: %.17g, expected %.17g", series->name, (int)what, got, want);
}

static void least_squares_are_those_of_lm(void **state)
{
    struct zi_confidence confidence;

    (void)state;
    zi_confidence_init(&confidence, 0.95);
    for (size_t i = 0; i < n_series; i++) {
        const struct series *s = &all[i];
        struct zi_regression_line got = zi_regression_line(s->t, s->y, s->n, &confidence);

        check(s, SLOPE, got.slope.estimate, 1e-11);
        check(s, STD_ERROR, got.slope.std_error, 1e-11);
        check(s, T, got.slope.statistic, 1e-11);
        check(s, P_T, got.slope.p_value, 1e-10);
        check(s, LOW, got.slope.conf_low, 1e-11);
        check(s, HIGH, got.slope.conf_high, 1e-11);
        check(s, LEVEL, got.last_level, 1e-12);
    }
}

static void mann_kendall_is_that_of_r(void **state)
{
    struct zi_mann_kendall_cache cache;
    struct zi_error error;

    (void)state;
    zi_mann_kendall_cache_init(&cache);
    for (size_t i = 0; i < n_series; i++) {
        const struct series *s = &all[i];
        struct zi_mann_kendall got;

        assert_int_equal(zi_mann_kendall(s->y, s->n, &cache, &got, &error), ZI_OK);
        check(s, S, got.tau.statistic, 0);
        check(s, TAU, got.tau.estimate, 1e-14);
        check(s, P_KENDALL, got.tau.p_value, 1e-11);
        if (!isnan(got.tau.p_value))
            assert_int_equal(got.tau.p_method, s->n <= 50 ? ZI_P_EXACT : ZI_P_NORMAL);
    }
    zi_mann_kendall_cache_release(&cache);
}

static void theil_sen_is_that_of_r(void **state)
{
    struct zi_confidence confidence;
    double scratch[POINTS_MAX * (POINTS_MAX - 1) / 2];

    (void)state;
    zi_confidence_init(&confidence, 0.95);
    for (size_t i = 0; i < n_series; i++) {
        const struct series *s = &all[i];
        struct zi_estimate got = zi_sen(s->t, s->y, s->n, &confidence, scratch).slope;

        check(s, SEN, got.estimate, 1e-11);
        check(s, SEN_LOW, got.conf_low, 1e-11);
        check(s, SEN_HIGH, got.conf_high, 1e-11);
        check(s, SEN_LEVEL, got.conf_level, 1e-13);
    }
}

static void what_is_undefined_has_a_reason(void **state)
{
    struct zi_confidence confidence;
    struct zi_mann_kendall_cache cache;
    struct zi_error error;
    double scratch[POINTS_MAX * (POINTS_MAX - 1) / 2];

    (void)state;
    zi_confidence_init(&confidence, 0.95);
    zi_mann_kendall_cache_init(&cache);
    for (size_t i = 0; i < n_series; i++) {
        const struct series *s = &all[i];
        struct zi_estimate line = zi_regression_line(s->t, s->y, s->n, &confidence).slope;
        struct zi_estimate sen = zi_sen(s->t, s->y, s->n, &confidence, scratch).slope;
        struct zi_mann_kendall test;

        assert_int_equal(zi_mann_kendall(s->y, s->n, &cache, &test, &error), ZI_OK);
        assert_true(isnan(line.p_value) == (line.reason != ZI_DEFINED));
        assert_true(isnan(sen.conf_low) == (sen.reason != ZI_DEFINED));
        assert_true(isnan(test.tau.p_value) == (test.tau.reason != ZI_DEFINED));
        assert_true(isnan(line.p_value) == (line.p_method == ZI_P_NONE));
        assert_true(isnan(test.tau.p_value) == (test.tau.p_method == ZI_P_NONE));
    }
    zi_mann_kendall_cache_release(&cache);
}

/* Shift and scale of y and of time, and time run backwards, on every series. */
static void all_series_move_as_they_must(void **state)
{
    struct zi_confidence confidence;
    struct zi_mann_kendall_cache cache;
    struct zi_error error;

    (void)state;
    zi_confidence_init(&confidence, 0.95);
    zi_mann_kendall_cache_init(&cache);
    for (size_t i = 0; i < n_series; i++) {
        const struct series *s = &all[i];
        struct zi_estimate line = zi_regression_line(s->t, s->y, s->n, &confidence).slope;
        struct zi_mann_kendall test, back;
        struct zi_estimate moved;
        double t[POINTS_MAX], y[POINTS_MAX], reversed[POINTS_MAX];

        for (size_t j = 0; j < s->n; j++) {
            t[j] = s->t[j] + 400;
            y[j] = 8 - 2 * s->y[j];
            reversed[j] = s->y[s->n - 1 - j];
        }
        moved = zi_regression_line(t, y, s->n, &confidence).slope;
        assert_int_equal(zi_mann_kendall(s->y, s->n, &cache, &test, &error), ZI_OK);
        assert_int_equal(zi_mann_kendall(reversed, s->n, &cache, &back, &error), ZI_OK);
        assert_int_equal(moved.reason, line.reason);
        assert_int_equal(back.tau.reason, test.tau.reason);
        if (line.reason == ZI_DEFINED) {
            assert_true(fabs(moved.estimate + 2 * line.estimate) <= 1e-9 * fabs(line.std_error));
            assert_close(moved.p_value, line.p_value, 1e-8);
        }
        if (test.tau.reason == ZI_DEFINED) {
            assert_true(back.tau.statistic == -test.tau.statistic);
            assert_true(back.tau.p_value == test.tau.p_value);
        }
    }
    zi_mann_kendall_cache_release(&cache);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(least_squares_are_those_of_lm),
        cmocka_unit_test(mann_kendall_is_that_of_r),
        cmocka_unit_test(theil_sen_is_that_of_r),
        cmocka_unit_test(what_is_undefined_has_a_reason),
        cmocka_unit_test(all_series_move_as_they_must),
    };

    return cmocka_run_group_tests_name("stats/series_reference", tests, read_reference, NULL);
}
