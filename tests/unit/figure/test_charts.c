/* The rows of the kinds of chart agree with one another. */
#include "check.h"
#include "figure/figures.h"

static void kinds_are_found_by_both_names(void **state)
{
    (void)state;
    for (const struct zi_chart_kind *kind = zi_chart_kinds; kind->name; kind++) {
        assert_ptr_equal(zi_chart_kind_find(kind->name), kind);
        assert_ptr_equal(zi_chart_kind_find(kind->name_id), kind);
    }
    assert_string_equal(zi_chart_kind_find("tren")->name, "trend");
    assert_null(zi_chart_kind_find("pai"));
}

static void every_row_is_whole(void **state)
{
    (void)state;
    for (const struct zi_chart_kind *kind = zi_chart_kinds; kind->name; kind++) {
        assert_true(*kind->summary.id && *kind->summary.en);
        assert_true(*kind->caption.id && *kind->caption.en);
        assert_non_null(kind->make);
        assert_int_equal(kind->section == ZI_SECTION_NONE, kind->place == 0);
    }
}

static void every_chart_of_a_section_is_reached_once(void **state)
{
    size_t placed = 0, reached = 0;

    (void)state;
    for (const struct zi_chart_kind *kind = zi_chart_kinds; kind->name; kind++)
        placed += kind->section != ZI_SECTION_NONE;
    for (int section = ZI_SECTION_LEADERS; section <= ZI_SECTION_UNIT; section++) {
        const struct zi_chart_kind *kind = NULL;
        int place = 0;

        while ((kind = zi_chart_kind_next((enum zi_chart_section)section, place)) != NULL) {
            assert_true(kind->place > place);
            place = kind->place;
            reached++;
        }
        assert_true(place > 0);
    }
    assert_int_equal(reached, placed);
    assert_string_equal(zi_chart_kind_next(ZI_SECTION_CHANGE, 0)->name, "quadrant");
    assert_string_equal(zi_chart_kind_next(ZI_SECTION_CHANGE, 1)->name, "change");
}

/* A section of a unit can only draw one unit, and no other section can. */
static void charts_of_a_unit_stand_in_its_section(void **state)
{
    (void)state;
    for (const struct zi_chart_kind *kind = zi_chart_kinds; kind->name; kind++)
        if (kind->section != ZI_SECTION_NONE)
            assert_int_equal(kind->scope == ZI_CHART_OF_A_UNIT, kind->section == ZI_SECTION_UNIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_are_found_by_both_names),
        cmocka_unit_test(every_row_is_whole),
        cmocka_unit_test(every_chart_of_a_section_is_reached_once),
        cmocka_unit_test(charts_of_a_unit_stand_in_its_section),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
