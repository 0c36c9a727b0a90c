#include "check.h"

#include "zistat/stats/rank.h"

static struct zi_ties rank(const double x[], size_t n, uint64_t doubled[])
{
    struct zi_rank_entry scratch[64];

    return zi_rank_doubled(x, n, scratch, doubled);
}

/* scipy.stats.rankdata([3, 1, 4, 1, 5, 9, 2, 6]) * 2 */
static void ranks_are_mid_ranks_doubled(void **state)
{
    const double x[] = {3, 1, 4, 1, 5, 9, 2, 6};
    const uint64_t want[] = {8, 3, 10, 3, 12, 16, 6, 14};
    uint64_t got[8];

    (void)state;
    rank(x, 8, got);
    for (size_t i = 0; i < 8; i++)
        assert_int_equal(got[i], want[i]);
}

static void ranks_always_add_up_to_n_times_n_plus_1(void **state)
{
    const double x[] = {2, 2, 2, 7, -1, 7, 0, 2, -1, 5, 5, 5, 5, 1, 2, 3, 4, 8, 8, 9};
    uint64_t got[20];
    uint64_t sum = 0;

    (void)state;
    rank(x, 20, got);
    for (size_t i = 0; i < 20; i++)
        sum += got[i];
    assert_int_equal(sum, 20 * 21);
}

static void tie_sums_follow_their_groups(void **state)
{
    const double x[] = {1, 2, 2, 3, 3, 3, 4};
    uint64_t doubled[7];
    struct zi_ties ties = rank(x, 7, doubled);

    (void)state;
    assert_int_equal(ties.distinct, 4);
    assert_true(ties.pairs == 1 + 3);
    assert_true(ties.triples == 0 + 6);
    assert_true(ties.variance_summand == 2 * 9 + 6 * 11);
}

static void untied_values_have_no_tie_sums(void **state)
{
    const double x[] = {3, 1, 2};
    uint64_t doubled[3];
    struct zi_ties ties = rank(x, 3, doubled);

    (void)state;
    assert_int_equal(ties.distinct, 3);
    assert_true(ties.pairs == 0);
    assert_true(ties.triples == 0);
    assert_true(ties.variance_summand == 0);
}

static void minus_zero_ties_with_zero(void **state)
{
    const double x[] = {0.0, -0.0};
    uint64_t doubled[2];

    (void)state;
    assert_int_equal(rank(x, 2, doubled).distinct, 1);
    assert_int_equal(doubled[0], 3);
    assert_int_equal(doubled[1], 3);
}

static void nothing_has_no_ranks(void **state)
{
    (void)state;
    assert_int_equal(rank(NULL, 0, NULL).distinct, 0);
}

static void the_input_is_left_as_it_was(void **state)
{
    const double before[] = {3, 1, 2};
    double x[] = {3, 1, 2};
    uint64_t doubled[3];

    (void)state;
    rank(x, 3, doubled);
    assert_memory_equal(x, before, sizeof x);
}

/* Every length from 0 to 200 crosses the short runs and several rounds of merging. */
static void sorting_is_stable_at_every_length(void **state)
{
    struct zi_rank_entry entries[200];
    struct zi_rank_entry scratch[200];
    unsigned random = 1;

    (void)state;
    for (size_t n = 0; n <= 200; n++) {
        for (size_t i = 0; i < n; i++) {
            random = random * 1664525U + 1013904223U;
            entries[i] = (struct zi_rank_entry){random >> 29, i};
        }
        zi_rank_sort(entries, n, scratch);
        for (size_t i = 1; i < n; i++)
            assert_true(
                entries[i - 1].value < entries[i].value ||
                (entries[i - 1].value == entries[i].value && entries[i - 1].row < entries[i].row));
    }
}

static void sorting_keeps_every_row(void **state)
{
    struct zi_rank_entry entries[100];
    struct zi_rank_entry scratch[100];
    int seen[100] = {0};

    (void)state;
    for (size_t i = 0; i < 100; i++)
        entries[i] = (struct zi_rank_entry){(double)(i * 37 % 11), i};
    zi_rank_sort(entries, 100, scratch);
    for (size_t i = 0; i < 100; i++) {
        assert_int_equal(entries[i].value, entries[i].row * 37 % 11);
        seen[entries[i].row]++;
    }
    for (size_t i = 0; i < 100; i++)
        assert_int_equal(seen[i], 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranks_are_mid_ranks_doubled),
        cmocka_unit_test(ranks_always_add_up_to_n_times_n_plus_1),
        cmocka_unit_test(tie_sums_follow_their_groups),
        cmocka_unit_test(untied_values_have_no_tie_sums),
        cmocka_unit_test(minus_zero_ties_with_zero),
        cmocka_unit_test(nothing_has_no_ranks),
        cmocka_unit_test(the_input_is_left_as_it_was),
        cmocka_unit_test(sorting_is_stable_at_every_length),
        cmocka_unit_test(sorting_keeps_every_row),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
