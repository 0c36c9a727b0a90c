#include "chart_check.h"

static void kinds_are_found_by_both_names(void **state)
{
    (void)state;
    for (const struct zi_chart_kind *kind = zi_chart_kinds; kind->name; kind++) {
        assert_ptr_equal(zi_chart_kind_find(kind->name), kind);
        assert_ptr_equal(zi_chart_kind_find(kind->name_id), kind);
        assert_true(*kind->summary.id && *kind->summary.en);
        assert_true(*kind->question.id && *kind->question.en);
    }
    assert_string_equal(zi_chart_kind_find("tren")->name, "trend");
    assert_null(zi_chart_kind_find("pai"));
}

static void sizes_are_found_by_name_and_drawn_large_enough(void **state)
{
    (void)state;
    for (const struct zi_chart_size *size = zi_chart_sizes; size->name; size++) {
        assert_ptr_equal(zi_chart_size_find(size->name), size);
        assert_true(size->scale >= 3);
        assert_true(*size->use.id && *size->use.en);
    }
    assert_null(zi_chart_size_find("poster"));
    assert_close(zi_chart_size_find("wa")->scale * 482, 1600, 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_are_found_by_both_names),
        cmocka_unit_test(sizes_are_found_by_name_and_drawn_large_enough),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
