#include "chart_check.h"

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
        cmocka_unit_test(sizes_are_found_by_name_and_drawn_large_enough),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
