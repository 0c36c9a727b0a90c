#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "stats/select.h"

enum { LENGTH = 300 };

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Every order statistic, against sorting by the C library. */
static void check_all(const double x[], size_t n)
{
    double sorted[LENGTH];
    double copy[LENGTH];

    memcpy(sorted, x, n * sizeof *x);
    qsort(sorted, n, sizeof *sorted, ascending);
    for (size_t k = 0; k < n; k++) {
        memcpy(copy, x, n * sizeof *x);
        assert_true(zi_select(copy, n, k) == sorted[k]);
        assert_true(copy[k] == sorted[k]);
        for (size_t i = 0; i < n; i++)
            assert_true(i < k ? copy[i] <= copy[k] : copy[i] >= copy[k]);
    }
}

static void every_place_of_every_pattern_is_found(void **state)
{
    double x[LENGTH];
    unsigned random = 1;

    (void)state;
    for (size_t n = 1; n <= LENGTH; n += n < 20 ? 1 : 70) {
        for (size_t i = 0; i < n; i++)
            x[i] = (double)i;
        check_all(x, n);
        for (size_t i = 0; i < n; i++)
            x[i] = -(double)i;
        check_all(x, n);
        for (size_t i = 0; i < n; i++)
            x[i] = (double)(i < n / 2 ? i : n - i);
        check_all(x, n);
        for (size_t i = 0; i < n; i++)
            x[i] = (double)(i % 3);
        check_all(x, n);
        for (size_t i = 0; i < n; i++)
            x[i] = (double)((random = random * 1664525U + 1013904223U) >> 8);
        check_all(x, n);
    }
}

static void equal_values_end_at_once(void **state)
{
    double x[LENGTH];

    (void)state;
    for (size_t i = 0; i < LENGTH; i++)
        x[i] = 82.3;
    check_all(x, LENGTH);
}

/* R: quantile(c(7, 1, 3, 9), c(0, .1, .25, .5, .9, 1)) */
static void quantiles_are_of_type_7(void **state)
{
    static const double p[] = {0, 0.1, 0.25, 0.5, 0.9, 1};
    static const double want[] = {1, 1.6, 2.5, 5, 8.4, 9};

    (void)state;
    for (size_t i = 0; i < 6; i++) {
        double x[] = {7, 1, 3, 9};

        assert_close(zi_select_quantile(x, 4, p[i]), want[i], 1e-15);
    }
}

static void one_value_is_all_its_quantiles(void **state)
{
    double x[] = {4};

    (void)state;
    assert_true(zi_select_quantile(x, 1, 0) == 4);
    assert_true(zi_select_quantile(x, 1, 0.5) == 4);
    assert_true(zi_select_quantile(x, 1, 1) == 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_place_of_every_pattern_is_found),
        cmocka_unit_test(equal_values_end_at_once),
        cmocka_unit_test(quantiles_are_of_type_7),
        cmocka_unit_test(one_value_is_all_its_quantiles),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
