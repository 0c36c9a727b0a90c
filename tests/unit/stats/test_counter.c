#include "check.h"

#include "stats/counter.h"

/* Adds numbers in a scattered order and asks for every number after each. */
static void check_limit(uint32_t limit, size_t additions)
{
    struct zi_arena arena = {0};
    struct zi_counter counter;
    uint32_t added[200];

    assert_true(zi_counter_init(&counter, limit, &arena));
    for (size_t n = 0; n < additions; n++) {
        added[n] = (uint32_t)(n * n * 7919 + n * 104729) % limit;
        zi_counter_add(&counter, added[n]);
        for (size_t i = 0; i <= n; i++) {
            long long expected = 0;

            for (size_t j = 0; j <= n; j++)
                expected += (added[j] < added[i]) - (added[j] > added[i]);
            assert_true(zi_counter_balance(&counter, added[i], n + 1) == expected);
        }
    }
    zi_arena_release(&arena);
}

static void balance_is_that_of_comparing_all(void **state)
{
    (void)state;
    check_limit(1, 20);
    check_limit(15, 60);
    check_limit(16, 60);
    check_limit(17, 60);
    check_limit(255, 200);
    check_limit(256, 200);
    check_limit(257, 200);
    check_limit(70001, 200);
}

static void the_ends_of_the_range_count(void **state)
{
    struct zi_arena arena = {0};
    struct zi_counter counter;

    (void)state;
    assert_true(zi_counter_init(&counter, 4096, &arena));
    zi_counter_add(&counter, 0);
    zi_counter_add(&counter, 4095);
    assert_true(zi_counter_balance(&counter, 0, 2) == -1);
    assert_true(zi_counter_balance(&counter, 4095, 2) == 1);
    assert_true(zi_counter_balance(&counter, 2048, 2) == 0);
    zi_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(balance_is_that_of_comparing_all),
        cmocka_unit_test(the_ends_of_the_range_count),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
