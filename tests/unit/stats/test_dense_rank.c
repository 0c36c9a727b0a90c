#include "check.h"

#include <float.h>
#include <stdlib.h>
#include <string.h>

#include "zistat/stats/dense_rank.h"

enum { MANY = 3000 };

static struct zi_dense_ranks rank_values(const double values[], size_t n, double tolerance,
                                         struct zi_arena *arena)
{
    struct zi_dense_ranks ranks;

    assert_int_equal(zi_dense_ranks_make(&ranks, values, n, tolerance, arena, NULL), ZI_OK);
    assert_int_equal(ranks.n, n);
    return ranks;
}

static void equal_values_share_a_rank(void **state)
{
    const double values[] = {75.5, -3, 75.5, 80, -3, 0};
    const uint32_t expected[] = {2, 0, 2, 3, 0, 1};
    struct zi_arena arena = {0};
    struct zi_dense_ranks ranks = rank_values(values, 6, 0, &arena);

    (void)state;
    assert_int_equal(ranks.distinct, 4);
    assert_memory_equal(ranks.rank, expected, sizeof expected);
    zi_arena_release(&arena);
}

static void missing_values_have_no_rank(void **state)
{
    const double values[] = {NAN, 2, NAN, 1};
    const uint32_t expected[] = {ZI_NO_RANK, 1, ZI_NO_RANK, 0};
    struct zi_arena arena = {0};
    struct zi_dense_ranks ranks = rank_values(values, 4, 0, &arena);

    (void)state;
    assert_int_equal(ranks.distinct, 2);
    assert_memory_equal(ranks.rank, expected, sizeof expected);
    zi_arena_release(&arena);
}

static void nothing_has_no_ranks(void **state)
{
    const double values[] = {NAN, NAN};
    struct zi_arena arena = {0};

    (void)state;
    assert_int_equal(rank_values(values, 2, 0, &arena).distinct, 0);
    assert_int_equal(rank_values(values, 0, 0, &arena).distinct, 0);
    zi_arena_release(&arena);
}

static void zeros_of_both_signs_are_equal(void **state)
{
    const double values[] = {0.0, -0.0, 1};
    struct zi_arena arena = {0};
    struct zi_dense_ranks ranks = rank_values(values, 3, 0, &arena);

    (void)state;
    assert_int_equal(ranks.rank[0], ranks.rank[1]);
    assert_int_equal(ranks.distinct, 2);
    zi_arena_release(&arena);
}

static void every_size_of_number_is_in_order(void **state)
{
    const double values[] = {-DBL_MAX, -1e10, -2,  -1.5, -DBL_MIN, 0,
                             DBL_MIN,  1e-9,  1.5, 2,    1e10,     DBL_MAX};
    struct zi_arena arena = {0};
    struct zi_dense_ranks ranks = rank_values(values, 12, 0, &arena);

    (void)state;
    for (uint32_t i = 0; i < 12; i++)
        assert_int_equal(ranks.rank[i], i);
    zi_arena_release(&arena);
}

/* 80.1 - 81.2 and 90.4 - 91.5 are the same on paper. */
static void a_tolerance_makes_rounding_equal(void **state)
{
    const double values[] = {80.1 - 81.2, 90.4 - 91.5, -1.0};
    struct zi_arena arena = {0};

    (void)state;
    assert_true(values[0] != values[1]);
    assert_int_equal(rank_values(values, 3, 0, &arena).distinct, 3);
    assert_int_equal(rank_values(values, 3, 1e-10, &arena).distinct, 2);
    zi_arena_release(&arena);
}

static int compare(const void *a, const void *b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;

    return (left > right) - (left < right);
}

/* The number of different values below, from a sorted copy. */
static void check_against_counting(const double values[MANY])
{
    static double sorted[MANY];
    struct zi_arena arena = {0};
    struct zi_dense_ranks ranks = rank_values(values, MANY, 0, &arena);
    uint32_t rank = 0;

    memcpy(sorted, values, sizeof sorted);
    qsort(sorted, MANY, sizeof *sorted, compare);
    for (size_t place = 0; place < MANY; place++) {
        rank += place > 0 && sorted[place] != sorted[place - 1];
        for (size_t i = 0; i < MANY; i++)
            if (values[i] == sorted[place])
                assert_int_equal(ranks.rank[i], rank);
    }
    assert_int_equal(ranks.distinct, rank + 1);
    zi_arena_release(&arena);
}

static void ranks_are_those_of_counting(void **state)
{
    static double values[MANY];

    (void)state;
    for (size_t i = 0; i < MANY; i++)
        values[i] = (double)(i * i * 7919 % 2003) / 100 - 7;
    check_against_counting(values);
}

/* One value far away leaves the others no room in 32 bits of the range: all of one position, then
 * a few of each. */
static void values_that_crowd_are_told_apart(void **state)
{
    static double values[MANY];

    (void)state;
    for (size_t i = 0; i < MANY; i++)
        values[i] = (double)(i * i * 7919 % 2003) / 100;
    values[17] = 1e300;
    check_against_counting(values);
    values[17] = 4e8;
    for (size_t i = 18; i < MANY; i++)
        values[i] = (double)(i * 7919 % 2003) / 100;
    check_against_counting(values);
    values[17] = 1e11;
    check_against_counting(values);
}

/* x = 3, 1, 3, 2 where y is present: mid-ranks 3.5, 1, 3.5, 2, doubled less n + 1 = 5. */
static void groups_are_of_the_rows_with_both(void **state)
{
    const double x[] = {3, 9, 1, 3, NAN, 2};
    const double y[] = {1, NAN, 1, 1, 1, 1};
    struct zi_arena arena = {0};
    struct zi_dense_ranks x_ranks = rank_values(x, 6, 0, &arena);
    struct zi_dense_ranks y_ranks = rank_values(y, 6, 0, &arena);
    struct zi_rank_groups groups;

    (void)state;
    assert_int_equal(zi_rank_groups_make(&groups, &x_ranks, &y_ranks, &arena, NULL), ZI_OK);
    assert_int_equal(groups.n, 4);
    assert_int_equal(groups.count[2], 2);
    assert_int_equal(groups.count[3], 0);
    assert_true(groups.score[0] == -3 && groups.score[1] == -1 && groups.score[2] == 2);
    assert_true(groups.squares == 9 + 1 + 4 + 4);
    assert_int_equal(groups.ties.distinct, 3);
    assert_true(groups.ties.pairs == 1);
    assert_true(groups.ties.triples == 0);
    assert_true(groups.ties.variance_summand == 18);
    zi_arena_release(&arena);
}

static void exhausted_memory_is_an_error(void **state)
{
    const double values[] = {1};
    struct zi_arena arena = {0};
    struct zi_dense_ranks ranks;
    struct zi_error error;

    (void)state;
    assert_int_equal(zi_dense_ranks_make(&ranks, values, SIZE_MAX, 0, &arena, &error), ZI_ESYSTEM);
    assert_int_equal(error.code, ZI_ESYSTEM);
    zi_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_values_share_a_rank),
        cmocka_unit_test(missing_values_have_no_rank),
        cmocka_unit_test(nothing_has_no_ranks),
        cmocka_unit_test(zeros_of_both_signs_are_equal),
        cmocka_unit_test(every_size_of_number_is_in_order),
        cmocka_unit_test(a_tolerance_makes_rounding_equal),
        cmocka_unit_test(ranks_are_those_of_counting),
        cmocka_unit_test(values_that_crowd_are_told_apart),
        cmocka_unit_test(groups_are_of_the_rows_with_both),
        cmocka_unit_test(exhausted_memory_is_an_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
