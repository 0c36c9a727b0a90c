#include "check.h"

#include <stdint.h>

#include "zistat/stats/group_level.h"

/* Two institutions with three and two units, two years: an index of theirs, and one of the units */
static const size_t group[] = {0, 0, 0, 0, 0, 0, 2, 2, 2, 2};
static const int year[] = {2021, 2022, 2021, 2022, 2021, 2022, 2021, 2022, 2021, 2022};
static const double index_of_group[] = {75.1, 77.2, 75.1, 77.2, 75.1, 77.2, 81.4, 80.3, 81.4, 80.3};
static const double index_of_unit[] = {60.5, 61.5, 70.5, 71, 62.2, 66.1, 80, 82, 84, 85};

static bool is_group_level(const double x[], const size_t groups[], const int years[], size_t n)
{
    bool answer;

    assert_int_equal(zi_correlation_is_group_level(x, groups, years, n, &answer, NULL), ZI_OK);
    return answer;
}

static void one_value_a_group_and_year_is_of_the_group(void **state)
{
    (void)state;
    assert_true(is_group_level(index_of_group, group, year, 10));
}

static void different_units_are_of_the_unit(void **state)
{
    double almost[10];

    (void)state;
    assert_false(is_group_level(index_of_unit, group, year, 10));
    for (size_t i = 0; i < 10; i++)
        almost[i] = index_of_group[i];
    almost[9] += 0.01;
    assert_false(is_group_level(almost, group, year, 10));
}

static void missing_values_are_passed_over(void **state)
{
    double gaps[10];

    (void)state;
    for (size_t i = 0; i < 10; i++)
        gaps[i] = i % 3 == 0 ? NAN : index_of_group[i];
    assert_true(is_group_level(gaps, group, year, 10));
}

/* Every cell has one row: the group is the unit, and nothing was repeated. */
static void a_value_that_is_not_repeated_is_of_the_unit(void **state)
{
    const size_t units[] = {0, 0, 1, 1};
    const int years[] = {2021, 2022, 2021, 2022};

    (void)state;
    assert_false(is_group_level(index_of_unit, units, years, 4));
    assert_false(is_group_level(index_of_unit, units, years, 0));
}

/* R: aggregate(cbind(x, y) ~ year + group, d, mean) */
static void collapsing_takes_the_means(void **state)
{
    struct zi_arena arena = {0};
    struct zi_group_years cells;

    (void)state;
    assert_int_equal(zi_correlation_collapse(index_of_group, index_of_unit, group, year, 10, &cells,
                                             &arena, NULL),
                     ZI_OK);
    assert_int_equal(cells.n, 4);
    assert_int_equal(cells.group[0], 0);
    assert_int_equal(cells.group[3], 2);
    assert_int_equal(cells.year[0], 2021);
    assert_int_equal(cells.year[3], 2022);
    assert_true(cells.x[0] == 75.1 && cells.x[1] == 77.2);
    assert_true(cells.x[2] == 81.4 && cells.x[3] == 80.3);
    assert_close(cells.y[0], 64.4, 1e-14);
    assert_close(cells.y[1], 66.2, 1e-14);
    assert_close(cells.y[2], 82, 1e-14);
    assert_close(cells.y[3], 83.5, 1e-14);
    assert_int_equal(cells.rows[0], 3);
    assert_int_equal(cells.rows[3], 2);
    zi_arena_release(&arena);
}

static void collapsing_uses_complete_rows(void **state)
{
    const double y[] = {NAN, 61.5, 70.5, 71, 62.5, 66, NAN, 82, NAN, 85};
    struct zi_arena arena = {0};
    struct zi_group_years cells;

    (void)state;
    assert_int_equal(
        zi_correlation_collapse(index_of_group, y, group, year, 10, &cells, &arena, NULL), ZI_OK);
    assert_int_equal(cells.n, 3);
    assert_close(cells.y[0], 66.5, 1e-14);
    assert_int_equal(cells.rows[0], 2);
    assert_int_equal(cells.group[2], 2);
    assert_int_equal(cells.year[2], 2022);
    assert_int_equal(zi_correlation_collapse(y, y, group, year, 0, &cells, &arena, NULL), ZI_OK);
    assert_int_equal(cells.n, 0);
    zi_arena_release(&arena);
}

static void exhausted_memory_is_an_error(void **state)
{
    const size_t far[] = {SIZE_MAX / 8, 0};
    struct zi_arena arena = {0};
    struct zi_group_years cells;
    struct zi_error error;
    bool answer;

    (void)state;
    assert_int_equal(zi_correlation_is_group_level(index_of_unit, far, year, 2, &answer, &error),
                     ZI_ESYSTEM);
    assert_int_equal(
        zi_correlation_collapse(index_of_unit, index_of_unit, far, year, 2, &cells, &arena, &error),
        ZI_ESYSTEM);
    zi_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_value_a_group_and_year_is_of_the_group),
        cmocka_unit_test(different_units_are_of_the_unit),
        cmocka_unit_test(missing_values_are_passed_over),
        cmocka_unit_test(a_value_that_is_not_repeated_is_of_the_unit),
        cmocka_unit_test(collapsing_takes_the_means),
        cmocka_unit_test(collapsing_uses_complete_rows),
        cmocka_unit_test(exhausted_memory_is_an_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
