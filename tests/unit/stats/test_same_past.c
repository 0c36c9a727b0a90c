#include "check.h"

#include "adoption_panel.h"
#include "stats/same_past.h"

static struct zi_confidence confidence;
static struct adoption_panel panel;

static int prepare(void **state)
{
    (void)state;
    zi_confidence_init(&confidence, 0.95);
    return 0;
}

static struct zi_same_past same_past(const struct zi_adoption *adoption)
{
    struct zi_same_past result;

    assert_int_equal(zi_same_past(adoption, &confidence, &result, NULL), ZI_OK);
    return result;
}

static void estimates_agree_with_r(void **state)
{
    char line[512];
    FILE *file = fopen("tests/reference/impact/same_past.csv", "r");
    size_t n = 0;

    (void)state;
    assert_non_null(file);
    assert_non_null(fgets(line, sizeof line, file));
    while (fgets(line, sizeof line, file)) {
        char *rest = line;
        struct zi_same_past result;
        const struct zi_estimate *got;

        read_adoption(&panel, next_field(&rest));
        result = same_past(&panel.adoption);
        got = strcmp(next_field(&rest), "effect") == 0 ? &result.effect : &result.peak;
        check_number(next_field(&rest), got->estimate, "estimate");
        check_number(next_field(&rest), got->std_error, "std_error");
        check_number(next_field(&rest), got->df, "df");
        check_number(next_field(&rest), (double)result.effect.n, "n");
        check_number(next_field(&rest), (double)result.n_few, "few");
        n++;
    }
    fclose(file);
    assert_int_equal(n, 12);
}

/* The cohort of 2019 begins in the third year of the panel. */
static void cohorts_without_three_years_before_are_counted(void **state)
{
    struct zi_same_past result;

    (void)state;
    read_adoption(&panel, "many-cohorts");
    result = same_past(&panel.adoption);
    assert_int_equal(result.n_short, 4);
    assert_int_equal(result.n_unseen, 0);
    assert_int_equal(result.effect.n_units, 14);
    read_adoption(&panel, "gaps");
    result = same_past(&panel.adoption);
    assert_int_equal(result.n_short, 4);
    assert_true(result.n_unseen > 0);
    assert_int_equal(result.peak.n_units + result.n_unseen, 14);
}

static void too_few_years_have_a_reason(void **state)
{
    struct zi_same_past result;

    (void)state;
    read_adoption(&panel, "two-years");
    result = same_past(&panel.adoption);
    assert_true(result.effect.reason == ZI_MISSING);
    assert_undefined(result.effect.estimate);
    assert_int_equal(result.n_short, 6);
}

static void one_treated_unit_has_no_error(void **state)
{
    struct zi_same_past result;

    (void)state;
    read_adoption(&panel, "one-treated");
    result = same_past(&panel.adoption);
    assert_true(result.effect.reason == ZI_ONE_CLUSTER);
    assert_undefined(result.effect.p_value);
}

static void few_to_compare_with_have_a_reason(void **state)
{
    struct zi_adoption adoption;
    struct zi_same_past result;

    (void)state;
    read_adoption(&panel, "one-cohort");
    for (size_t unit = 0; unit < panel.adoption.n_units; unit++)
        if (unit >= 6 && panel.begins[unit] >= panel.adoption.n_years)
            panel.begins[unit] = 3;
    adoption = by_unit(&panel);
    result = same_past(&adoption);
    assert_true(result.effect.reason == ZI_NO_CONTROLS);
    assert_true(result.n_few > 0);
}

/* A treated unit that does what the others with its past do has no effect: y of a year is the sum
 * of the three before for all. */
static void an_exact_rule_is_found(void **state)
{
    struct zi_adoption adoption = {.n_units = 40, .n_years = 5};
    struct zi_same_past result;
    unsigned seed = 1;

    (void)state;
    memset(&panel, 0, sizeof panel);
    for (size_t unit = 0; unit < adoption.n_units; unit++) {
        double *y = panel.y + unit * adoption.n_years;

        panel.begins[unit] = unit < 10 ? 3 : 5;
        panel.each[unit + 1] = unit + 1;
        for (size_t year = 0; year < 3; year++) {
            seed = seed * 1103515245u + 12345u;
            y[year] = (seed >> 16) % 100;
        }
        y[3] = y[0] + 2 * y[1] - y[2] + 5 + (unit < 10 ? 1.5 : 0);
        seed = seed * 1103515245u + 12345u;
        y[4] = (unit < 10 ? 1 + (seed >> 16) % 3 : 0) + y[0] + 2 * y[1] - y[2] + 5;
    }
    adoption.y = panel.y;
    adoption.begins = panel.begins;
    adoption.cluster = panel.each;
    adoption.n_clusters = adoption.n_units;
    result = same_past(&adoption);
    assert_int_equal(result.effect.n, 10);
    assert_int_equal(result.n_few, 10);
    assert_close(result.effect.estimate, 1.5, 1e-10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(estimates_agree_with_r),
        cmocka_unit_test(cohorts_without_three_years_before_are_counted),
        cmocka_unit_test(too_few_years_have_a_reason),
        cmocka_unit_test(one_treated_unit_has_no_error),
        cmocka_unit_test(few_to_compare_with_have_a_reason),
        cmocka_unit_test(an_exact_rule_is_found),
    };

    return cmocka_run_group_tests(tests, prepare, NULL);
}
