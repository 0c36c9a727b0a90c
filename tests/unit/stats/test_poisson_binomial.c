#include "check.h"

#include <stdbool.h>
#include <stdlib.h>

#include "stats/random.h"
#include "zistat/stats/poisson_binomial.h"

enum { MOST = 12 };

/* Every subset of events that happen, one by one. */
static void by_subsets(const double p[], size_t n, double exactly[])
{
    for (size_t j = 0; j <= n; j++)
        exactly[j] = 0;
    for (unsigned subset = 0; subset < 1U << n; subset++) {
        double chance = 1;
        size_t happened = 0;

        for (size_t i = 0; i < n; i++) {
            bool happens = subset >> i & 1;

            chance *= happens ? p[i] : 1 - p[i];
            happened += happens;
        }
        exactly[happened] += chance;
    }
}

static void it_is_the_sum_over_all_subsets(void **state)
{
    struct zi_random random;

    (void)state;
    zi_random_init(&random, 1, 0);
    for (int round = 0; round < 300; round++) {
        size_t n = zi_random_below(&random, MOST + 1);
        double p[MOST], expected[MOST + 1], exactly[MOST + 1], at_least[MOST + 1];
        double rest = 0, mean = 0, square = 0;

        for (size_t i = 0; i < n; i++) {
            p[i] = zi_random_uniform(&random);
            if (zi_random_below(&random, 5) == 0) /* certain, impossible, equal */
                p[i] = zi_random_below(&random, 3) / 2.0;
        }
        by_subsets(p, n, expected);
        zi_poisson_binomial(p, n, exactly, at_least);
        for (size_t j = n + 1; j-- > 0;) {
            double number = (double)j;

            rest += expected[j];
            mean += number * expected[j];
            square += number * number * expected[j];
            assert_true(fabs(exactly[j] - expected[j]) < 1e-14);
            assert_true(fabs(at_least[j] - rest) < 1e-14);
            assert_true(at_least[j] >= 0 && at_least[j] <= 1);
        }
        assert_true(at_least[0] == 1);
        assert_true(fabs(zi_poisson_binomial_mean(p, n) - mean) < 1e-13);
        assert_true(fabs(zi_poisson_binomial_sd(p, n) - sqrt(fabs(square - mean * mean))) < 1e-6);
    }
}

/* R 4.2.2: dbinom(c(0, 3, 10, 40), 40, 0.25), pbinom(9, 40, 0.25, lower.tail = FALSE) */
static void equal_chances_are_binomial(void **state)
{
    double p[40], exactly[41], at_least[41];

    (void)state;
    for (size_t i = 0; i < 40; i++)
        p[i] = 0.25;
    zi_poisson_binomial(p, 40, exactly, at_least);
    assert_close(exactly[0], 1.0056585161637515e-05, 1e-12);
    assert_close(exactly[3], 3.6799652369251183e-03, 1e-12);
    assert_close(exactly[10], 1.4436434635625678e-01, 1e-12);
    assert_close(exactly[40], 8.2718061255302767e-25, 1e-12);
    assert_close(at_least[10], 0.56046026832746643, 1e-12);
    assert_close(zi_poisson_binomial_mean(p, 40), 10, 1e-15);
    assert_close(zi_poisson_binomial_sd(p, 40), sqrt(7.5), 1e-15);
}

static void no_event_never_happens(void **state)
{
    double exactly[1], at_least[1];

    (void)state;
    zi_poisson_binomial(NULL, 0, exactly, at_least);
    assert_true(exactly[0] == 1 && at_least[0] == 1);
    assert_true(zi_poisson_binomial_mean(NULL, 0) == 0 && zi_poisson_binomial_sd(NULL, 0) == 0);
}

/* R 4.2.2: dbinom(6000, 20000, 0.3), pbinom(6099, 20000, 0.3, lower.tail = FALSE) */
static void many_events_are_fast_and_still_sum_to_one(void **state)
{
    enum { MANY = 20000 };
    double *p = calloc(MANY, sizeof *p);
    double *exactly = calloc(MANY + 1, sizeof *exactly);
    double *at_least = calloc(MANY + 1, sizeof *at_least);

    (void)state;
    for (size_t i = 0; i < MANY; i++)
        p[i] = 0.3;
    zi_poisson_binomial(p, MANY, exactly, at_least);
    assert_close(at_least[0], 1, 1e-15);
    assert_close(at_least[1], 1, 1e-11);
    assert_close(exactly[6000], 0.0061557165415755495, 1e-11);
    assert_close(at_least[6100], 0.062522367710913851, 1e-11);
    assert_true(exactly[MANY] == 0 && exactly[0] == 0);
    free(p);
    free(exactly);
    free(at_least);
}

static void order_does_not_matter(void **state)
{
    static const double p[] = {0.1, 0.95, 0.5, 0.5, 0.33, 1, 0};
    static const double q[] = {0, 0.5, 0.33, 0.1, 1, 0.95, 0.5};
    double a[8], b[8], rest[8];

    (void)state;
    zi_poisson_binomial(p, 7, a, rest);
    zi_poisson_binomial(q, 7, b, rest);
    for (size_t j = 0; j < 8; j++)
        assert_true(fabs(a[j] - b[j]) < 1e-15);
    assert_true(a[0] == 0 && a[7] == 0); /* one is certain, one impossible */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_the_sum_over_all_subsets),
        cmocka_unit_test(equal_chances_are_binomial),
        cmocka_unit_test(no_event_never_happens),
        cmocka_unit_test(many_events_are_fast_and_still_sum_to_one),
        cmocka_unit_test(order_does_not_matter),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
