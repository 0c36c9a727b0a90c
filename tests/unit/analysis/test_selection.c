#include "panel_of.h"

static const char scores[] = "instansi,unit,singkatan,tahun,zi,skm\n"
                             "Kab. A,Dinas Kesehatan,Dinkes,2023,70,80\n"
                             "Kab. A,\"Badan Riset, Inovasi\",BRIDA,2024,75,82\n"
                             "Kab. B,Dinas Kesehatan,Dinkes,2024,,81\n";

static enum zi_code choose(struct fixture *f, struct zi_selection *s, const char *unit,
                           const char *index, int first, int last)
{
    struct zi_request request = {.units = &unit,
                                 .n_units = unit != NULL,
                                 .indices = &index,
                                 .n_indices = index != NULL,
                                 .first_year = first,
                                 .last_year = last};

    return zi_selection_make(s, &f->panel, &request, &f->error);
}

static void nothing_asked_is_everything_held(void **state)
{
    struct fixture f;

    (void)state;
    fixture_init(&f, scores, NULL);
    assert_int_equal(f.selection.n_entities, 3);
    assert_int_equal(f.selection.n_indices, 2);
    assert_int_equal(f.selection.first_year, 2023);
    assert_int_equal(f.selection.last_year, 2024);
    fixture_release(&f);
}

static void a_short_name_chooses_every_unit_of_that_name(void **state)
{
    struct fixture f;
    struct zi_selection s;

    (void)state;
    fixture_init(&f, scores, NULL);
    assert_int_equal(choose(&f, &s, "dinkes", NULL, 0, 0), ZI_OK);
    assert_int_equal(s.n_entities, 2);
    zi_selection_release(&s);
    fixture_release(&f);
}

static void a_name_with_a_comma_is_one_name_and_a_list_is_two(void **state)
{
    struct fixture f;
    struct zi_selection s;

    (void)state;
    fixture_init(&f, scores, NULL);
    assert_int_equal(choose(&f, &s, "Badan Riset, Inovasi", NULL, 0, 0), ZI_OK);
    assert_int_equal(s.n_entities, 1);
    zi_selection_release(&s);
    assert_int_equal(choose(&f, &s, "BRIDA,Dinkes", NULL, 0, 0), ZI_OK);
    assert_int_equal(s.n_entities, 3);
    zi_selection_release(&s);
    fixture_release(&f);
}

static void an_unknown_unit_is_refused_with_the_nearest(void **state)
{
    struct fixture f;
    struct zi_selection s;

    (void)state;
    fixture_init(&f, scores, NULL);
    assert_int_equal(choose(&f, &s, "Dinkess", NULL, 0, 0), ZI_EUSAGE);
    assert_string_equal(f.error.en, "unit 'Dinkess' is not in the data; did you mean 'Dinkes'?");
    zi_selection_release(&s);
    assert_int_equal(choose(&f, &s, "Dinkes,,BRIDA", NULL, 0, 0), ZI_EUSAGE);
    zi_selection_release(&s);
    assert_int_equal(choose(&f, &s, "", NULL, 0, 0), ZI_EUSAGE);
    zi_selection_release(&s);
    fixture_release(&f);
}

static void an_unknown_index_and_one_without_values_differ(void **state)
{
    struct fixture f;
    struct zi_selection s;

    (void)state;
    fixture_init(&f, scores, NULL);
    assert_int_equal(choose(&f, &s, NULL, "skmm", 0, 0), ZI_EUSAGE);
    assert_string_equal(f.error.en, "index 'skmm' is not known; did you mean 'skm'?");
    zi_selection_release(&s);
    assert_int_equal(choose(&f, &s, NULL, "sakip", 0, 0), ZI_EFEW);
    zi_selection_release(&s);
    fixture_release(&f);
}

static void years_are_clipped_to_the_data_or_refused(void **state)
{
    struct fixture f;
    struct zi_selection s;

    (void)state;
    fixture_init(&f, scores, NULL);
    assert_int_equal(choose(&f, &s, NULL, NULL, 2010, 2023), ZI_OK);
    assert_int_equal(s.first_year, 2023);
    assert_int_equal(s.last_year, 2023);
    zi_selection_release(&s);
    assert_int_equal(choose(&f, &s, NULL, NULL, 2030, 2031), ZI_EUSAGE);
    zi_selection_release(&s);
    assert_int_equal(choose(&f, &s, NULL, NULL, 2024, 2023), ZI_EUSAGE);
    zi_selection_release(&s);
    fixture_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_asked_is_everything_held),
        cmocka_unit_test(a_short_name_chooses_every_unit_of_that_name),
        cmocka_unit_test(a_name_with_a_comma_is_one_name_and_a_list_is_two),
        cmocka_unit_test(an_unknown_unit_is_refused_with_the_nearest),
        cmocka_unit_test(an_unknown_index_and_one_without_values_differ),
        cmocka_unit_test(years_are_clipped_to_the_data_or_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
