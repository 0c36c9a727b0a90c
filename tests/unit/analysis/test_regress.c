#include "panel_of.h"

#include "zistat/analysis/regress.h"

static const struct zi_regress_request twoway = {.effects = ZI_EFFECTS_TWOWAY,
                                                 .errors = ZI_ERRORS_CHOSEN,
                                                 .confidence = 0.95,
                                                 .power = 0.8,
                                                 .draws = 999,
                                                 .seed = 1,
                                                 .threads = 1};

/* The first name is the outcome. */
static enum zi_code regress(struct fixture *f, const char *const names[], size_t n,
                            const struct zi_regress_request *request, struct zi_regress *result)
{
    struct zi_request wanted = {.indices = names, .n_indices = n};
    struct zi_selection selection;
    enum zi_code code;

    assert_int_equal(zi_selection_make(&selection, &f->panel, &wanted, &f->error), ZI_OK);
    code = zi_regress_compute(&selection, request, &f->arena, result, &f->error);
    zi_selection_release(&selection);
    return code;
}

static const char *const skm_on_zi[] = {"skm", "zi"};
static const char *const skm_on_spi[] = {"skm", "spi"};
static const char *const rb_on_zi[] = {"rb", "zi"};

/* Scores that nothing determines: the remainders of powers of 7 and 11 after 101 and 103. */
static double score(int unit, int year, int which)
{
    int x = which == 0 ? 7 : 11;
    int value = 1;

    for (int i = 0; i < 3 * unit + 5 * (year - 2015) + 1; i++)
        value = value * x % (which == 0 ? 101 : 103);
    return 60 + 0.25 * value;
}

static void write_units(char *text, size_t size, int institutions, int units, int years)
{
    size_t used = (size_t)snprintf(text, size, "instansi,unit,tahun,skm,zi\n");

    for (int i = 0; i < institutions; i++)
        for (int u = 0; u < units; u++)
            for (int year = 2015; year < 2015 + years; year++)
                used +=
                    (size_t)snprintf(text + used, size - used, "I%02d,U%02d,%d,%g,%g\n", i, u, year,
                                     score(units * i + u, year, 0), score(units * i + u, year, 1));
}

static void few_clusters_take_cr2_and_many_cr1(void **state)
{
    static char text[40000];
    struct fixture f;
    struct zi_regress got;

    (void)state;
    for (int units = 49; units <= 50; units++) {
        write_units(text, sizeof text, 1, units, 4);
        fixture_init(&f, text, NULL);
        assert_int_equal(regress(&f, skm_on_zi, 2, &twoway, &got), ZI_OK);
        assert_int_equal(got.n, 4 * units);
        assert_int_equal(got.n_units, units);
        assert_int_equal(got.n_clusters, units);
        assert_int_equal(got.clustering, ZI_CLUSTERING_UNIT);
        assert_int_equal(got.errors, units < 50 ? ZI_ERRORS_CR2 : ZI_ERRORS_CR1);
        fixture_release(&f);
    }
}

static void few_treated_clusters_take_cr2_too(void **state)
{
    static char text[40000];
    struct fixture f;
    struct zi_regress got;

    (void)state;
    for (int treated = 19; treated <= 20; treated++) {
        size_t used = (size_t)snprintf(text, sizeof text, "instansi,unit,tahun,skm,zi\n");

        for (int u = 0; u < 60; u++)
            for (int year = 2015; year < 2019; year++)
                used += (size_t)snprintf(text + used, sizeof text - used, "I,U%02d,%d,%g,%d\n", u,
                                         year, score(u, year, 0), u < treated && year > 2016);
        fixture_init(&f, text, NULL);
        assert_int_equal(regress(&f, skm_on_zi, 2, &twoway, &got), ZI_OK);
        assert_true(got.variables[1].binary);
        assert_int_equal(got.variables[1].n_treated, treated);
        assert_int_equal(got.errors, treated < 20 ? ZI_ERRORS_CR2 : ZI_ERRORS_CR1);
        fixture_release(&f);
    }
}

static void write_institutions(char *text, size_t size)
{
    size_t used = (size_t)snprintf(text, size, "instansi,unit,tahun,spi,skm\n");

    for (int i = 0; i < 6; i++)
        for (int year = 2019; year < 2023; year++) {
            used += (size_t)snprintf(text + used, size - used, "I%d,,%d,%g,\n", i, year,
                                     score(i, year, 1));
            for (int u = 0; u < 3; u++)
                used += (size_t)snprintf(text + used, size - used, "I%d,U%d,%d,,%g\n", i, u, year,
                                         score(3 * i + u, year, 0));
        }
}

static void an_institution_value_clusters_by_institution(void **state)
{
    static char text[10000];
    struct fixture f;
    struct zi_regress_request request = twoway;
    struct zi_regress got;

    (void)state;
    write_institutions(text, sizeof text);
    fixture_init(&f, text, NULL);
    assert_int_equal(regress(&f, skm_on_spi, 2, &request, &got), ZI_OK);
    assert_int_equal(got.on, ZI_LEVEL_UNIT);
    assert_int_equal(got.n, 72);
    assert_int_equal(got.n_institutions, 6);
    assert_int_equal(got.variables[1].from, ZI_FROM_INSTITUTION);
    assert_true(got.variables[1].by_institution);
    assert_int_equal(got.clustering, ZI_CLUSTERING_INSTITUTION);
    assert_int_equal(got.n_clusters, 6);
    request.clustering = ZI_CLUSTERING_UNIT;
    assert_int_equal(regress(&f, skm_on_spi, 2, &request, &got), ZI_OK);
    assert_true(got.variables[1].by_institution);
    assert_int_equal(got.n_clusters, 18);
    fixture_release(&f);
}

/* The same slope as that of the means of the units, weighted alike. */
static void an_outcome_of_institutions_takes_means_of_units(void **state)
{
    struct zi_regress got;
    struct zi_regress_request request = twoway;
    struct fixture f;

    (void)state;
    fixture_init(&f,
                 "instansi,unit,tahun,rb,zi\n"
                 "A,,2020,60,\nA,U,2020,,70\nA,V,2020,,80\n"
                 "B,,2020,63,\nB,U,2020,,76\n"
                 "C,,2020,68,\nC,U,2020,,77\nC,V,2020,,\nC,W,2020,,79\n"
                 "D,,2020,71,\nD,U,2020,,\n",
                 NULL);
    request.effects = ZI_EFFECTS_CONSTANT;
    assert_int_equal(regress(&f, rb_on_zi, 2, &request, &got), ZI_OK);
    assert_int_equal(got.on, ZI_LEVEL_INSTITUTION);
    assert_int_equal(got.variables[1].from, ZI_FROM_UNITS);
    assert_int_equal(got.n, 3);
    assert_int_equal(got.n_incomplete, 1);
    assert_int_equal(got.variables[1].n_missing, 1);
    assert_int_equal(got.n_terms, 2);
    /* R: coef(lm(c(60, 63, 68) ~ c(75, 76, 78)))[2] */
    assert_close(got.terms[1].result.estimate, 2.64285714285714, 1e-12);
    assert_int_equal(got.terms[0].variable, 0);
    assert_int_equal(got.terms[1].variable, 1);
    fixture_release(&f);
}

static void incomplete_rows_letters_and_singletons_are_counted(void **state)
{
    static const char *const names[] = {"skm", "sakip"};
    struct zi_regress got;
    struct fixture f;

    (void)state;
    fixture_init(&f,
                 "instansi,unit,tahun,skm,sakip,zi\n"
                 "I,A,2020,80,60,\nI,A,2021,82,BB,\nI,A,2022,81,64,\nI,A,2023,84,66,\n"
                 "I,B,2020,70,61,\nI,B,2021,,62,\nI,B,2022,74,65,\nI,B,2023,73,66,\n"
                 "I,C,2020,77,70,\nI,C,2022,75,72,\nI,C,2023,79,71,\nI,C,2024,78,72,\n"
                 "I,D,2022,75,70,\nI,D,2021,,,66\n",
                 NULL);
    assert_int_equal(regress(&f, names, 2, &twoway, &got), ZI_OK);
    assert_int_equal(got.n_rows, 13); /* D 2021 has neither */
    assert_int_equal(got.n_incomplete, 2);
    assert_int_equal(got.variables[0].n_missing, 1);
    assert_int_equal(got.variables[1].n_missing, 1);
    assert_int_equal(got.variables[1].n_letters, 1);
    assert_int_equal(got.n_singletons, 2); /* D 2022, C 2024 */
    assert_int_equal(got.n, 9);
    assert_int_equal(got.n_units, 3);
    assert_int_equal(got.first_year, 2020);
    assert_int_equal(got.last_year, 2023);
    fixture_release(&f);
}

static void a_missing_row_given_twice_changes_nothing(void **state)
{
    static char text[40000];
    struct fixture f;
    struct zi_regress without, with;

    (void)state;
    write_units(text, sizeof text, 2, 6, 5);
    fixture_init(&f, text, NULL);
    assert_int_equal(regress(&f, skm_on_zi, 2, &twoway, &without), ZI_OK);
    strcat(text, "I00,U00,2021,,\nI00,U01,2021,71,\nI09,U00,2016,,\n");
    struct fixture g;
    fixture_init(&g, text, NULL);
    assert_int_equal(regress(&g, skm_on_zi, 2, &twoway, &with), ZI_OK);
    assert_true(with.terms[0].result.estimate == without.terms[0].result.estimate);
    assert_true(with.terms[0].result.p_value == without.terms[0].result.p_value);
    assert_int_equal(with.n_incomplete, 1);
    fixture_release(&f);
    fixture_release(&g);
}

/* R: (qt(0.975, df) + qt(0.8, df)) * se, for the df and se found */
static void the_smallest_detectable_effect_is_that_of_r(void **state)
{
    static char text[40000];
    struct fixture f;
    struct zi_regress_request request = twoway;
    struct zi_regress got;

    (void)state;
    write_units(text, sizeof text, 1, 10, 5);
    fixture_init(&f, text, NULL);
    request.errors = (int)ZI_ERRORS_CR1;
    assert_int_equal(regress(&f, skm_on_zi, 2, &request, &got), ZI_OK);
    assert_close(got.terms[0].result.df, 9, 0);
    /* R: qt(0.975, 9) + qt(0.8, 9) */
    assert_close(got.terms[0].detectable, 3.14556102248374 * got.terms[0].result.std_error, 1e-12);
    request.power = 0.01;
    assert_int_equal(regress(&f, skm_on_zi, 2, &request, &got), ZI_OK);
    assert_true(got.terms[0].detectable == 0);
    fixture_release(&f);
}

static void assert_refused(const char *text, const char *const names[], size_t n,
                           enum zi_effects effects, const char *part)
{
    struct zi_regress_request request = twoway;
    struct zi_regress got;
    struct fixture f;

    request.effects = effects;
    fixture_init(&f, text, NULL);
    assert_int_equal(regress(&f, names, n, &request, &got), ZI_EFEW);
    if (strstr(f.error.en, part) == NULL)
        fail_msg("'%s' does not say '%s'", f.error.en, part);
    fixture_release(&f);
}

static void what_cannot_be_told_apart_is_refused_by_name(void **state)
{
    static const char *const names[] = {"skm", "zi", "zi_mandiri"};
    static const char text[] = "instansi,unit,tahun,skm,zi,zi_mandiri\n"
                               "I,A,2020,80,60,62\nI,A,2021,82,63,65\nI,A,2022,85,62,64\n"
                               "I,B,2020,70,50,52\nI,B,2021,71,52,54\nI,B,2022,79,59,61\n";

    (void)state;
    assert_refused(text, names, 3, ZI_EFFECTS_CONSTANT, "zi determines zi_mandiri");
    assert_refused("instansi,unit,tahun,skm,zi\n"
                   "I,A,2020,80,60\nI,A,2021,82,60\nI,B,2020,70,65\nI,B,2021,71,65\n",
                   skm_on_zi, 2, ZI_EFFECTS_UNIT, "zi (constant within units");
    assert_refused("instansi,unit,tahun,skm,zi\n"
                   "I,A,2020,80,60\nI,A,2021,82,61\nI,B,2020,70,60\nI,B,2021,71,61\n",
                   skm_on_zi, 2, ZI_EFFECTS_YEAR, "zi (the same for all units in a year");
    assert_refused("instansi,unit,tahun,skm,zi\n"
                   "I,A,2020,80,60\nI,A,2021,82,60\nI,B,2020,70,60\nI,B,2021,71,60\n",
                   skm_on_zi, 2, ZI_EFFECTS_CONSTANT, "zi (the same in every row)");
}

static void too_little_is_refused(void **state)
{
    static const char *const names[] = {"skm", "zi", "ipak", "ipkp"};

    (void)state;
    assert_refused("instansi,unit,tahun,skm,zi\nI,A,2020,80,\nI,A,2021,,60\n", skm_on_zi, 2,
                   ZI_EFFECTS_TWOWAY, "no row has all variables at once: of 2 rows");
    assert_refused("instansi,unit,tahun,skm,zi\nI,A,2020,80,60\nI,B,2021,70,62\n", skm_on_zi, 2,
                   ZI_EFFECTS_TWOWAY, "alone in their unit or year");
    assert_refused("instansi,unit,tahun,skm,zi,ipak,ipkp\n"
                   "I,A,2020,80,60,3,3.1\nI,A,2021,82,61,3.2,3.3\nI,B,2020,70,63,3.1,3\n",
                   names, 4, ZI_EFFECTS_CONSTANT, "only 3 rows for 4 quantities");
}

static void the_wild_bootstrap_is_for_few_clusters(void **state)
{
    static char text[200000];
    struct zi_regress_request request = twoway;
    struct fixture f;
    struct zi_regress got;

    (void)state;
    write_units(text, sizeof text, 1, ZI_CLUSTERS_EXAMINED + 1, 3);
    fixture_init(&f, text, NULL);
    request.errors = (int)ZI_ERRORS_WILD;
    assert_int_equal(regress(&f, skm_on_zi, 2, &request, &got), ZI_EUSAGE);
    request.errors = ZI_ERRORS_CHOSEN;
    assert_int_equal(regress(&f, skm_on_zi, 2, &request, &got), ZI_OK);
    assert_int_equal(got.errors, ZI_ERRORS_CR1);
    fixture_release(&f);
}

static void names_that_programs_rely_on_stay(void **state)
{
    (void)state;
    assert_string_equal(zi_clustering_name(ZI_CLUSTERING_UNIT), "unit");
    assert_string_equal(zi_clustering_name(ZI_CLUSTERING_INSTITUTION), "institution");
    assert_string_equal(zi_clustering_name(ZI_CLUSTERING_NONE), "none");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(few_clusters_take_cr2_and_many_cr1),
        cmocka_unit_test(few_treated_clusters_take_cr2_too),
        cmocka_unit_test(an_institution_value_clusters_by_institution),
        cmocka_unit_test(an_outcome_of_institutions_takes_means_of_units),
        cmocka_unit_test(incomplete_rows_letters_and_singletons_are_counted),
        cmocka_unit_test(a_missing_row_given_twice_changes_nothing),
        cmocka_unit_test(the_smallest_detectable_effect_is_that_of_r),
        cmocka_unit_test(what_cannot_be_told_apart_is_refused_by_name),
        cmocka_unit_test(too_little_is_refused),
        cmocka_unit_test(the_wild_bootstrap_is_for_few_clusters),
        cmocka_unit_test(names_that_programs_rely_on_stay),
    };

    return cmocka_run_group_tests_name("analysis/regress", tests, NULL, NULL);
}
