#include "check.h"

#include "adoption_panel.h"
#include "stats/event_study.h"

enum { FIRST = -3, LAST = 2, THREADS = 2 };

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

static struct zi_static_effect static_effect(const struct zi_adoption *adoption,
                                             enum zi_errors errors)
{
    struct zi_panel_inference inference = {
        .errors = errors, .confidence = &confidence, .draws = 999, .seed = 1, .n_threads = THREADS};
    struct zi_static_effect result;

    assert_int_equal(zi_static_effect(adoption, &inference, &arena, &result, NULL), ZI_OK);
    return result;
}

static struct zi_event_study event_study(const struct zi_adoption *adoption)
{
    struct zi_panel_inference inference = {
        .errors = ZI_ERRORS_CR2, .confidence = &confidence, .n_threads = THREADS};
    struct zi_event_study study;

    assert_int_equal(zi_event_study(adoption, FIRST, LAST, &inference, &arena, &study, NULL),
                     ZI_OK);
    return study;
}

/* ---- against R */

static void check_estimate(const struct zi_estimate *effect, char *rest)
{
    check_number(next_field(&rest), effect->estimate, "estimate");
    check_number(next_field(&rest), effect->std_error, "std_error");
    check_number(next_field(&rest), effect->df, "df");
    check_number(next_field(&rest), effect->p_value, "p");
}

static void check_test(const struct zi_joint_test *leads, char *rest)
{
    check_number(next_field(&rest), leads->statistic, "F");
    check_number(next_field(&rest), leads->df1, "df1");
    check_number(next_field(&rest), leads->df2, "df2");
    check_number(next_field(&rest), leads->p_value, "p of F");
}

static const struct zi_estimate *find_bin(const struct zi_event_study *study, int at)
{
    for (size_t i = 0; i < study->n_bins; i++)
        if (study->bins[i].from == at)
            return &study->bins[i].effect;
    fail_msg("no bin %d", at);
    return NULL;
}

static void check_line(const char *what, char *rest)
{
    int at = (int)strtol(next_field(&rest), NULL, 10);

    if (strcmp(what, "static-cr1") == 0) {
        struct zi_static_effect result = static_effect(&panel.adoption, ZI_ERRORS_CR1);

        check_estimate(&result.effect, rest);
    } else if (strcmp(what, "static-cr2") == 0) {
        struct zi_static_effect result = static_effect(&panel.adoption, ZI_ERRORS_CR2);

        check_estimate(&result.effect, rest);
    } else if (strcmp(what, "event") == 0) {
        struct zi_event_study study = event_study(&panel.adoption);

        check_estimate(find_bin(&study, at), rest);
    } else if (strcmp(what, "leads") == 0) {
        struct zi_event_study study = event_study(&panel.adoption);

        check_test(&study.leads, rest);
    }
}

static void regressions_agree_with_r(void **state)
{
    char line[512], name[512] = "";
    FILE *file = fopen("tests/reference/impact/regressions.csv", "r");
    size_t n = 0;

    (void)state;
    assert_non_null(file);
    assert_non_null(fgets(line, sizeof line, file));
    while (fgets(line, sizeof line, file)) {
        char *rest = line;
        const char *panel_name = next_field(&rest);
        const char *what = next_field(&rest);

        if (strcmp(name, panel_name) != 0) {
            snprintf(name, sizeof name, "%s", panel_name);
            read_adoption(&panel, name);
        }
        check_line(what, rest);
        n++;
    }
    fclose(file);
    assert_true(n > 90);
}

/* ---- what is said and refused */

static void bins_count_their_rows_and_units(void **state)
{
    struct zi_event_study study;

    (void)state;
    read_adoption(&panel, "one-cohort");
    study = event_study(&panel.adoption);
    assert_int_equal(study.n_bins, 6);
    assert_true(study.bins[0].from == -3);
    assert_int_equal(study.bins[0].effect.n, 7);
    assert_true(study.bins[2].reference);
    assert_close(study.bins[2].effect.estimate, 0, 0);
    assert_undefined(study.bins[2].effect.std_error);
    /* 2 or more: 2022 and 2023 of seven units. */
    assert_int_equal(study.bins[5].effect.n, 14);
    assert_int_equal(study.bins[5].effect.n_units, 7);
    assert_close(study.largest_lead, study.bins[0].effect.estimate, 0);
}

static void without_units_never_treated_the_event_study_is_refused(void **state)
{
    struct zi_event_study study;

    (void)state;
    read_adoption(&panel, "no-never");
    study = event_study(&panel.adoption);
    assert_int_equal(study.reason, ZI_NO_CONTROLS);
    assert_int_equal(study.n_bins, 0);
    assert_undefined(study.leads.p_value);
}

static void nobody_treated_has_a_reason(void **state)
{
    struct zi_event_study study;

    (void)state;
    read_adoption(&panel, "two-years");
    for (size_t unit = 0; unit < panel.adoption.n_units; unit++)
        panel.begins[unit] = panel.adoption.n_years;
    study = event_study(&panel.adoption);
    assert_int_equal(study.reason, ZI_MISSING);
    assert_int_equal(static_effect(&panel.adoption, ZI_ERRORS_CR1).effect.reason, ZI_COLLINEAR);
}

static void two_years_have_no_lead_to_test(void **state)
{
    struct zi_event_study study;

    (void)state;
    read_adoption(&panel, "two-years");
    study = event_study(&panel.adoption);
    assert_true(study.leads.reason == ZI_MISSING);
    assert_undefined(study.largest_lead);
}

/* Four treated units of sixteen: CR1 of their leads would be far too small. */
static void few_treated_clusters_are_no_basis_for_a_test(void **state)
{
    struct zi_event_study study;
    size_t kept = 0;

    (void)state;
    read_adoption(&panel, "one-cohort");
    for (size_t unit = 0; unit < panel.adoption.n_units; unit++)
        if (panel.begins[unit] < panel.adoption.n_years && kept++ >= 4)
            panel.begins[unit] = panel.adoption.n_years;
    study = event_study(&panel.adoption);
    assert_true(study.reason == ZI_DEFINED);
    assert_true(study.leads.reason == ZI_FEW_CLUSTERS);
    assert_undefined(study.leads.p_value);
}

static void one_treated_unit_cannot_be_compared_between_clusters(void **state)
{
    struct zi_static_effect result;

    (void)state;
    read_adoption(&panel, "one-treated");
    result = static_effect(&panel.adoption, ZI_ERRORS_CR2);
    assert_int_equal(result.effect.reason, ZI_ONE_CLUSTER);
    assert_true(isfinite(result.effect.estimate) != 0);
}

static void few_clusters_have_a_wild_bootstrap(void **state)
{
    struct zi_static_effect result;

    (void)state;
    read_adoption(&panel, "institutions");
    result = static_effect(&panel.adoption, ZI_ERRORS_WILD);
    assert_non_null(result.wild);
    assert_true(result.wild->enumerated);
    assert_int_equal(result.wild->n_draws, 256);
    assert_int_equal(result.effect.p_method, ZI_P_WILD_BOOTSTRAP);
}

/* Lone rows are fitted by a dummy of their own: they change nothing and are counted. */
static void lone_rows_are_left_out_and_counted(void **state)
{
    struct zi_adoption adoption;
    struct zi_static_effect before, after;

    (void)state;
    read_adoption(&panel, "one-cohort");
    adoption = panel.adoption;
    adoption.n_units--;
    adoption.n_clusters = 0;
    while (panel.cluster[adoption.n_clusters] < adoption.n_units)
        adoption.n_clusters++;
    panel.cluster[adoption.n_clusters] = adoption.n_units;
    before = static_effect(&adoption, ZI_ERRORS_CR1);
    for (size_t year = 1; year < adoption.n_years; year++)
        panel.y[adoption.n_units * adoption.n_years + year] = NAN;
    panel.cluster[adoption.n_clusters] = adoption.n_units;
    adoption.n_units++;
    panel.cluster[++adoption.n_clusters] = adoption.n_units;
    after = static_effect(&adoption, ZI_ERRORS_CR1);
    assert_int_equal(after.n_alone, 1);
    assert_close(after.effect.estimate, before.effect.estimate, 1e-12);
    assert_close(after.effect.std_error, before.effect.std_error, 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(regressions_agree_with_r),
        cmocka_unit_test(bins_count_their_rows_and_units),
        cmocka_unit_test(without_units_never_treated_the_event_study_is_refused),
        cmocka_unit_test(nobody_treated_has_a_reason),
        cmocka_unit_test(two_years_have_no_lead_to_test),
        cmocka_unit_test(few_treated_clusters_are_no_basis_for_a_test),
        cmocka_unit_test(one_treated_unit_cannot_be_compared_between_clusters),
        cmocka_unit_test(few_clusters_have_a_wild_bootstrap),
        cmocka_unit_test(lone_rows_are_left_out_and_counted),
    };

    return cmocka_run_group_tests(tests, prepare, release);
}
