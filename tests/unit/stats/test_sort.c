#include "check.h"

#include "zistat/stats/sort.h"

/* Every length from 0 to 200 crosses the short runs and several rounds of merging. */
static void sorting_is_stable_at_every_length(void **state)
{
    struct zi_sort_entry entries[200];
    struct zi_sort_entry scratch[200];
    unsigned random = 1;

    (void)state;
    for (size_t n = 0; n <= 200; n++) {
        for (size_t i = 0; i < n; i++) {
            random = random * 1664525U + 1013904223U;
            entries[i] = (struct zi_sort_entry){random >> 29, i};
        }
        zi_sort(entries, n, scratch);
        for (size_t i = 1; i < n; i++)
            assert_true(
                entries[i - 1].value < entries[i].value ||
                (entries[i - 1].value == entries[i].value && entries[i - 1].row < entries[i].row));
    }
}

static void sorting_keeps_every_row(void **state)
{
    struct zi_sort_entry entries[100];
    struct zi_sort_entry scratch[100];
    int seen[100] = {0};

    (void)state;
    for (size_t i = 0; i < 100; i++)
        entries[i] = (struct zi_sort_entry){(double)(i * 37 % 11), i};
    zi_sort(entries, 100, scratch);
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
        cmocka_unit_test(sorting_is_stable_at_every_length),
        cmocka_unit_test(sorting_keeps_every_row),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
