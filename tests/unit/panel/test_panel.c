#include "check.h"

#include <string.h>

#include "reading.h"

static struct zi_catalogue catalogue;
static struct reading_result result;

static const char text[] = "instansi,unit,tahun,sakip,zi,spip\n"
                           "B,Y,2021,61.2,70,\n"
                           "B,,2021,BB,,Level 3\n"
                           "A,X,2023,57 (BB),,\n";

static int load(void **state)
{
    struct zi_reader_options options = {0};

    (void)state;
    if (zi_catalogue_load(&catalogue, NULL, NULL) != ZI_OK)
        return -1;
    read_bytes_with(&result, &catalogue, &options, text, sizeof text - 1);
    return result.code == ZI_OK ? 0 : -1;
}

static int release(void **state)
{
    (void)state;
    release_result(&result);
    zi_catalogue_release(&catalogue);
    return 0;
}

static size_t index_of(const char *name)
{
    return (size_t)zi_catalogue_find(&catalogue, name, strlen(name));
}

static void entities_are_sorted_and_found(void **state)
{
    const struct zi_panel *panel = &result.panel;

    (void)state;
    assert_int_equal(panel->n_entities, 3);
    assert_int_equal(zi_panel_find(panel, "A", "X"), 0);
    assert_int_equal(zi_panel_find(panel, "B", ""), 1);
    assert_int_equal(zi_panel_find(panel, "B", "Y"), 2);
    assert_true(zi_panel_find(panel, "A", "") == SIZE_MAX);
    assert_true(zi_panel_find(panel, "C", "X") == SIZE_MAX);
}

static void the_institution_of_a_unit_is_its_row_without_unit(void **state)
{
    (void)state;
    assert_int_equal(zi_panel_institution(&result.panel, 2), 1);
    assert_int_equal(zi_panel_institution(&result.panel, 1), 1);
    assert_true(zi_panel_institution(&result.panel, 0) == SIZE_MAX);
}

static void a_name_is_the_units_or_else_the_institutions(void **state)
{
    (void)state;
    assert_string_equal(zi_entity_name(&result.panel.entities[1]), "B");
    assert_string_equal(zi_entity_name(&result.panel.entities[2]), "Y");
}

static void a_value_outside_the_panel_is_missing(void **state)
{
    const struct zi_panel *panel = &result.panel;

    (void)state;
    assert_close(zi_panel_value(panel, 2, index_of("sakip"), 2021), 61.2, 0);
    assert_undefined(zi_panel_value(panel, 2, index_of("sakip"), 2022));
    assert_undefined(zi_panel_value(panel, 2, index_of("sakip"), 2020));
    assert_undefined(zi_panel_value(panel, 2, index_of("sakip"), 2024));
    assert_undefined(zi_panel_value(panel, 2, index_of("skm"), 2021));
    assert_undefined(zi_panel_value(panel, 1, index_of("sakip"), 2021)); /* a letter only */
}

static void the_band_is_the_printed_one_else_that_of_the_score(void **state)
{
    const struct zi_panel *panel = &result.panel;
    size_t sakip = index_of("sakip");

    (void)state;
    assert_string_equal(zi_panel_band(panel, 2, sakip, 2021)->name, "B");
    assert_string_equal(zi_panel_band(panel, 1, sakip, 2021)->name, "BB");
    assert_string_equal(zi_panel_band(panel, 0, sakip, 2023)->name, "BB"); /* not CC */
    assert_string_equal(zi_panel_band(panel, 1, index_of("spip"), 2021)->name, "Level 3");
    assert_null(zi_panel_band(panel, 2, sakip, 2022));
    assert_null(zi_panel_band(panel, 2, sakip, 1999));
    assert_null(zi_panel_band(panel, 2, index_of("zi"), 2021));
    assert_null(zi_panel_band(panel, 2, index_of("skm"), 2021));
}

static void a_predicate_is_an_interval(void **state)
{
    struct zi_event events[] = {
        {0, ZI_WBK, ZI_AWARDED, 2018},  {0, ZI_WBBM, ZI_NOT_PASSED, 2019},
        {0, ZI_WBBM, ZI_AWARDED, 2020}, {0, ZI_WBK, ZI_REVOKED, 2021},
        {0, ZI_WBBM, ZI_REVOKED, 2022}, {0, ZI_WBK, ZI_AWARDED, 2024},
        {1, ZI_WBK, ZI_AWARDED, 0},     {1, ZI_WBK, ZI_AWARDED, 2021},
    };
    struct zi_panel panel = {.events = events, .n_events = sizeof events / sizeof *events};
    static const struct {
        size_t entity;
        int year;
        int held;
        int since;
    } cases[] = {{0, 2017, 0, 0},          {0, 2018, ZI_WBK, 2018},  {0, 2019, ZI_WBK, 2018},
                 {0, 2020, ZI_WBBM, 2020}, {0, 2021, ZI_WBBM, 2020}, {0, 2022, 0, 0},
                 {0, 2023, 0, 0},          {0, 2024, ZI_WBK, 2024},  {1, 1990, ZI_WBK, 0},
                 {1, 2022, ZI_WBK, 0},     {2, 2022, 0, 0}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int since = -1;

        assert_int_equal(zi_panel_predicate(&panel, cases[i].entity, cases[i].year, &since),
                         cases[i].held);
        assert_int_equal(since, cases[i].since);
        assert_int_equal(zi_panel_predicate(&panel, cases[i].entity, cases[i].year, NULL),
                         cases[i].held);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entities_are_sorted_and_found),
        cmocka_unit_test(the_institution_of_a_unit_is_its_row_without_unit),
        cmocka_unit_test(a_name_is_the_units_or_else_the_institutions),
        cmocka_unit_test(a_value_outside_the_panel_is_missing),
        cmocka_unit_test(the_band_is_the_printed_one_else_that_of_the_score),
        cmocka_unit_test(a_predicate_is_an_interval),
    };

    return cmocka_run_group_tests(tests, load, release);
}
