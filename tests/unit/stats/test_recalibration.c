#include "check.h"

#include "stats/random.h"
#include "stats/recalibration.h"

enum { N = 400 };

static void chances_that_came_true_as_said_stay(void **state)
{
    static double below[N];
    struct zi_recalibration r;

    (void)state;
    for (size_t i = 0; i < N; i++)
        below[(i * 7) % N] = ((double)i + 0.5) / N;
    r = zi_recalibration_make(below, N, N, 0);
    assert_close(r.weight, 400.0 / 500, 1e-15);
    assert_true(zi_recalibration_change(&r) < 1e-12);
    assert_close(zi_recalibrated(&r, 0.3), 0.3, 1e-12);
    assert_undefined(zi_recalibrated(&r, NAN));
}

/* All fell into the lower half: what is said of the upper half never came. H(u) = min(1, 2 u), so
 * that P(Y >= c) = .6, u = .4, becomes 1 - (.2 * .4 + .8 * .8) = .28 */
static void forecasts_that_were_too_high_are_lowered(void **state)
{
    static double below[N];
    struct zi_recalibration r;

    (void)state;
    for (size_t i = 0; i < N; i++)
        below[i] = ((double)i + 0.5) / N / 2;
    r = zi_recalibration_make(below, N, N, 0);
    assert_close(zi_recalibrated(&r, 0.6), 0.28, 1e-9);
    assert_true(zi_recalibration_change(&r) > 0.3);
}

/* Forecasts of one year err together and tell less: 400 of two years with a shared tenth are worth
 * 400 / (1 + 199 / 10) = 19.1. */
static void what_is_shared_within_a_year_counts_less(void **state)
{
    static double below[N];

    (void)state;
    for (size_t i = 0; i < N; i++)
        below[i] = ((double)i + 0.5) / N;
    assert_close(zi_recalibration_make(below, N, 2, 0.1).weight, (400 / 20.9) / (400 / 20.9 + 100),
                 1e-12);
}

static void it_never_turns_the_order_of_chances(void **state)
{
    struct zi_random random;
    double below[N];

    (void)state;
    zi_random_init(&random, 5, 0);
    for (int round = 0; round < 20; round++) {
        struct zi_recalibration r;
        double before = -1;

        for (size_t i = 0; i < N; i++)
            below[i] = zi_random_below(&random, 5) == 0 ? 1 : zi_random_uniform(&random) / 3;
        r = zi_recalibration_make(below, N, 4, 0.05);
        for (int k = 0; k <= 1000; k++) {
            double p = zi_recalibrated(&r, k / 1000.0);

            assert_true(p >= before - 1e-15 && p >= 0 && p <= 1);
            before = p;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chances_that_came_true_as_said_stay),
        cmocka_unit_test(forecasts_that_were_too_high_are_lowered),
        cmocka_unit_test(what_is_shared_within_a_year_counts_less),
        cmocka_unit_test(it_never_turns_the_order_of_chances),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
