#include "check.h"

#include "adoption_panel.h"
#include "stats/group_time.h"

static struct zi_confidence confidence;
static struct zi_arena arena;
static struct adoption_panel panel;

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

static struct zi_group_time estimate(const struct zi_adoption *adoption, enum zi_controls controls,
                                     enum zi_base base)
{
    struct zi_group_time result;

    assert_int_equal(zi_group_time(adoption, controls, base, &confidence, &arena, &result, NULL),
                     ZI_OK);
    return result;
}

static const struct zi_estimate *find_cell(const struct zi_group_time *result, const char *at)
{
    size_t group = strtoul(at, NULL, 10) - (size_t)panel.first_year;
    size_t time = strtoul(strchr(at, ' '), NULL, 10) - (size_t)panel.first_year;

    for (size_t k = 0; k < result->n_cells; k++)
        if (result->cells[k].group == group && result->cells[k].time == time)
            return &result->cells[k].effect;
    fail_msg("no cell %s", at);
    return NULL;
}

static const struct zi_estimate *find_average(const struct zi_group_time *result, const char *kind,
                                              const char *at, bool overall)
{
    int place = (int)strtol(at, NULL, 10);

    if (strcmp(kind, "group") == 0 || strcmp(kind, "calendar") == 0)
        place -= panel.first_year;
    for (size_t i = 0; i < result->n_averages; i++) {
        const struct zi_average *average = &result->averages[i];

        if (strcmp(zi_average_name(average->kind), kind) == 0 && average->overall == overall &&
            (overall || average->at == place))
            return &average->effect;
    }
    fail_msg("no average %s %s", kind, at);
    return NULL;
}

static void check_line(const struct zi_group_time *result, char *rest)
{
    const char *kind = next_field(&rest);
    const char *at = next_field(&rest);
    bool overall = strcmp(next_field(&rest), "TRUE") == 0;
    const struct zi_estimate *effect =
        strcmp(kind, "cell") == 0 ? find_cell(result, at) : find_average(result, kind, at, overall);

    check_number(next_field(&rest), effect->estimate, kind);
    check_number(next_field(&rest), effect->std_error, kind);
    check_number(next_field(&rest), effect->df, kind);
    check_number(next_field(&rest), effect->p_value, kind);
    check_number(next_field(&rest), (double)effect->n, kind);
}

static void check_against_r(const char *name, size_t least)
{
    char line[512];
    FILE *file = fopen("tests/reference/impact/group_time.csv", "r");
    struct zi_group_time results[2][2];
    size_t n = 0;

    assert_non_null(file);
    read_adoption(&panel, name);
    for (int controls = 0; controls < 2; controls++)
        for (int base = 0; base < 2; base++)
            results[controls][base] =
                estimate(&panel.adoption, (enum zi_controls)controls, (enum zi_base)base);
    while (fgets(line, sizeof line, file)) {
        char *rest = line;
        bool mine = strcmp(next_field(&rest), name) == 0;
        int controls = strcmp(next_field(&rest), "not-yet") == 0;
        int base = strcmp(next_field(&rest), "universal") == 0;

        if (!mine)
            continue;
        check_line(&results[controls][base], rest);
        n++;
    }
    fclose(file);
    assert_true(n >= least);
}

static void two_years_agree_with_welch(void **state)
{
    const struct zi_estimate *effect;
    struct zi_group_time result;

    (void)state;
    read_adoption(&panel, "two-years");
    result = estimate(&panel.adoption, ZI_CONTROLS_NEVER, ZI_BASE_VARYING);
    effect = &zi_group_time_overall(&result, ZI_AVERAGE_SIMPLE)->effect;
    /* R t.test(change of the treated, change of the others), see group_time.R */
    assert_close(effect->estimate, 0.641111111111111, 1e-13);
    assert_close(effect->std_error, 0.937803745032794, 1e-13);
    assert_close(effect->df, 7.911004492600994, 1e-13);
    assert_close(effect->p_value, 0.513729706394179, 1e-12);
    assert_close(effect->conf_low, -1.525710165750700, 1e-12);
    assert_close(effect->conf_high, 2.807932387972923, 1e-12);
    check_against_r("two-years", 32);
}

static void one_cohort_agrees_with_r(void **state)
{
    (void)state;
    check_against_r("one-cohort", 60);
}

static void many_cohorts_agree_with_r(void **state)
{
    (void)state;
    check_against_r("many-cohorts", 150);
}

static void gaps_agree_with_r(void **state)
{
    (void)state;
    check_against_r("gaps", 150);
}

static void clusters_of_institutions_agree_with_r(void **state)
{
    (void)state;
    check_against_r("institutions", 150);
}

static void one_treated_unit_has_effects_without_errors(void **state)
{
    struct zi_group_time result;

    (void)state;
    check_against_r("one-treated", 60);
    result = estimate(&panel.adoption, ZI_CONTROLS_NEVER, ZI_BASE_VARYING);
    assert_int_equal(zi_group_time_overall(&result, ZI_AVERAGE_SIMPLE)->effect.reason,
                     ZI_ONE_CLUSTER);
}

static void without_never_treated_units_only_not_yet_treated_compare(void **state)
{
    struct zi_group_time result;

    (void)state;
    check_against_r("no-never", 60);
    result = estimate(&panel.adoption, ZI_CONTROLS_NEVER, ZI_BASE_VARYING);
    assert_int_equal(zi_group_time_overall(&result, ZI_AVERAGE_SIMPLE)->effect.reason,
                     ZI_NO_CONTROLS);
    assert_int_equal(result.n_dynamic, 0);
    assert_int_equal(result.cells[0].effect.reason, ZI_NO_CONTROLS);
}

/* 2 x 2 by hand: treated 10 -> 16 and 12 -> 16, compared 20 -> 21 and 30 -> 33: 5 - 2 = 3. */
static void two_by_two_by_hand(void **state)
{
    static const double y[] = {10, 16, 12, 16, 20, 21, 30, 33};
    static const size_t begins[] = {1, 1, 2, 2};
    static const size_t each[] = {0, 1, 2, 3, 4};
    struct zi_adoption adoption = {
        .y = y, .n_units = 4, .n_years = 2, .begins = begins, .cluster = each, .n_clusters = 4};
    struct zi_group_time result = estimate(&adoption, ZI_CONTROLS_NEVER, ZI_BASE_UNIVERSAL);

    (void)state;
    assert_int_equal(result.n_cells, 1);
    assert_close(result.cells[0].effect.estimate, 3, 1e-15);
    /* Each sample's variance of changes is 2, of a mean of two 1: sqrt(1 + 1). */
    assert_close(result.cells[0].effect.std_error, sqrt(2), 1e-15);
    assert_close(result.cells[0].effect.df, 2, 1e-15);
    assert_int_equal(result.cells[0].n_treated, 2);
    assert_int_equal(result.cells[0].n_controls, 2);
}

/* A unit without one year keeps its other cells. */
static void a_missing_year_costs_its_cells_only(void **state)
{
    static const double y[] = {1, 2, NAN, 1, 4, 9, 0, 1, 2, 0, 1, 3};
    static const size_t begins[] = {1, 1, 3, 3};
    static const size_t each[] = {0, 1, 2, 3, 4};
    struct zi_adoption adoption = {
        .y = y, .n_units = 4, .n_years = 3, .begins = begins, .cluster = each, .n_clusters = 4};
    struct zi_group_time result = estimate(&adoption, ZI_CONTROLS_NOT_YET, ZI_BASE_VARYING);

    (void)state;
    assert_int_equal(result.n_cells, 2);
    assert_int_equal(result.cells[0].n_treated, 2);
    assert_close(result.cells[0].effect.estimate, 1, 1e-15);
    assert_int_equal(result.cells[1].n_treated, 1);
    assert_close(result.cells[1].effect.estimate, 8 - 2.5, 1e-15);
}

static void equal_changes_have_no_error(void **state)
{
    static const double y[] = {1, 2, 2, 3, 5, 5, 7, 7};
    static const size_t begins[] = {1, 1, 2, 2};
    static const size_t each[] = {0, 1, 2, 3, 4};
    struct zi_adoption adoption = {
        .y = y, .n_units = 4, .n_years = 2, .begins = begins, .cluster = each, .n_clusters = 4};
    struct zi_group_time result = estimate(&adoption, ZI_CONTROLS_NEVER, ZI_BASE_VARYING);

    (void)state;
    assert_close(result.cells[0].effect.estimate, 1, 1e-15);
    assert_int_equal(result.cells[0].effect.reason, ZI_EXACT_FIT);
    assert_undefined(result.cells[0].effect.p_value);
}

/* The covariance's diagonal holds the squared errors of the averages by years since. */
static void covariance_holds_the_squared_errors(void **state)
{
    struct zi_group_time result;

    (void)state;
    read_adoption(&panel, "gaps");
    result = estimate(&panel.adoption, ZI_CONTROLS_NOT_YET, ZI_BASE_UNIVERSAL);
    assert_true(result.n_dynamic > 5);
    for (size_t i = 0; i < result.n_dynamic; i++) {
        double error = result.averages[result.first_dynamic + i].effect.std_error;

        assert_close(result.covariance[i * result.n_dynamic + i], error * error, 1e-12);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_by_two_by_hand),
        cmocka_unit_test(two_years_agree_with_welch),
        cmocka_unit_test(one_cohort_agrees_with_r),
        cmocka_unit_test(many_cohorts_agree_with_r),
        cmocka_unit_test(gaps_agree_with_r),
        cmocka_unit_test(clusters_of_institutions_agree_with_r),
        cmocka_unit_test(one_treated_unit_has_effects_without_errors),
        cmocka_unit_test(without_never_treated_units_only_not_yet_treated_compare),
        cmocka_unit_test(a_missing_year_costs_its_cells_only),
        cmocka_unit_test(equal_changes_have_no_error),
        cmocka_unit_test(covariance_holds_the_squared_errors),
    };

    return cmocka_run_group_tests(tests, prepare, release);
}
