#include "check.h"

#include "stats/common_factor.h"
#include "stats/random.h"
#include "zistat/stats/library.h"
#include "zistat/stats/poisson_binomial.h"

enum { MOST = 40 };

static void count(const double p[], const double loading[], size_t n, double exactly[],
                  double at_least[])
{
    struct zi_common_factor events = {p, loading, n};
    struct zi_error error;

    assert_int_equal(zi_common_factor_counts(&events, exactly, at_least, &error), ZI_OK);
}

/*
 * R: library(mvtnorm); p <- c(.9, .6, .3, .8); l <- c(.8, .5, .6, 0); s <- l %o% l; diag(s) <- 1
 * for each of the 16 signs g of the events (1 happens, -1 does not), added up by how many happen:
 * pmvnorm(upper = qnorm(p) * g, corr = s * (g %o% g), algorithm = Miwa(steps = 4096))
 */
static void four_events_are_those_of_mvtnorm(void **state)
{
    static const double p[] = {0.9, 0.6, 0.3, 0.8}, loading[] = {0.8, 0.5, 0.6, 0};
    static const double want[] = {0.01297033934, 0.10936115477, 0.31604857683, 0.38793802469,
                                  0.17368190438};
    double exactly[5], at_least[5];

    (void)state;
    count(p, loading, 4, exactly, at_least);
    for (size_t j = 0; j <= 4; j++)
        assert_close(exactly[j], want[j], 1e-8);
}

static void without_loadings_it_is_poisson_binomial(void **state)
{
    static const double p[] = {0.2, 0.7, 1, 0, 0.5}, none[5] = {0};
    double exactly[6], at_least[6], want[6], want_at_least[6];

    (void)state;
    count(p, none, 5, exactly, at_least);
    zi_poisson_binomial(p, 5, want, want_at_least);
    for (size_t j = 0; j <= 5; j++) {
        assert_true(exactly[j] == want[j]);
        assert_true(at_least[j] == want_at_least[j]);
    }
}

/* Whatever is shared, the expected number stays; the standard deviation is that of the numbers. */
static void the_expected_number_does_not_depend_on_loadings(void **state)
{
    struct zi_random random;

    (void)state;
    zi_random_init(&random, 3, 0);
    for (int round = 0; round < 40; round++) {
        size_t n = 1 + zi_random_below(&random, MOST);
        double p[MOST], loading[MOST], exactly[MOST + 1], at_least[MOST + 1];
        double mean = 0, square = 0, total = 0;

        for (size_t i = 0; i < n; i++) {
            p[i] = zi_random_uniform(&random);
            loading[i] = 0.97 * zi_random_uniform(&random);
        }
        count(p, loading, n, exactly, at_least);
        for (size_t j = 0; j <= n; j++) {
            total += exactly[j];
            mean += (double)j * exactly[j];
            square += (double)(j * j) * exactly[j];
        }
        assert_close(total, 1, 1e-12);
        assert_close(mean, zi_poisson_binomial_mean(p, n), 1e-7);
        assert_close(zi_common_factor_sd(&(struct zi_common_factor){p, loading, n}, NULL),
                     sqrt(square - mean * mean), 1e-6);
    }
}

/* All the same and all common: all or none, with the chance as the nodes have it. */
static void what_is_wholly_common_happens_to_all_or_none(void **state)
{
    static const double p[] = {0.3, 0.3, 0.3}, loading[] = {1, 1, 1};
    double exactly[4], at_least[4];

    (void)state;
    count(p, loading, 3, exactly, at_least);
    assert_true(fabs(exactly[0] - 0.7) < 0.03);
    assert_true(fabs(exactly[3] - 0.3) < 0.03);
    assert_true(exactly[1] < 1e-12 && exactly[2] < 1e-12);
}

/* Two events: the covariance is that of the bivariate normal. R: mvtnorm::pmvnorm(upper =
 * qnorm(c(.5, .5)), corr = matrix(c(1, .42, .42, 1), 2)) - .25 = asin(.42) / (2 pi) */
static void two_events_are_correlated_by_the_product_of_loadings(void **state)
{
    static const double p[] = {0.5, 0.5}, loading[] = {0.7, 0.6};
    const double weights[] = {2, -1};
    double exactly[3], at_least[3];
    double covariance = asin(0.42) / (2 * acos(-1));
    struct zi_common_factor events = {p, loading, 2};

    (void)state;
    count(p, loading, 2, exactly, at_least);
    assert_close(exactly[2], 0.25 + covariance, 1e-12);
    assert_close(zi_common_factor_sd(&events, weights), sqrt(1.25 - 4 * covariance), 1e-10);
}

static void many_events_are_taken_as_normal(void **state)
{
    enum { MANY = 1200 };
    static double p[MANY], loading[MANY], exactly[MANY + 1], at_least[MANY + 1];
    double mean = 0, square = 0;

    (void)state;
    for (size_t i = 0; i < MANY; i++) {
        p[i] = 0.2 + 0.5 * (double)i / MANY;
        loading[i] = 0.4;
    }
    count(p, loading, MANY, exactly, at_least);
    for (size_t j = 0; j <= MANY; j++) {
        mean += (double)j * exactly[j];
        square += (double)j * (double)j * exactly[j];
    }
    assert_close(mean, zi_poisson_binomial_mean(p, MANY), 1e-4);
    assert_close(sqrt(square - mean * mean),
                 zi_common_factor_sd(&(struct zi_common_factor){p, loading, MANY}, NULL), 1e-4);
}

static void a_high_factor_is_a_strict_year(void **state)
{
    (void)state;
    assert_true(zi_common_factor_given(0.6, 0.5, 1) < zi_common_factor_given(0.6, 0.5, 0));
    assert_close(zi_common_factor_given(0.5, 0.6, 0), 0.5, 1e-14);
    assert_true(zi_common_factor_given(0, 0.5, 3) == 0);
    assert_true(zi_common_factor_given(1, 0.5, 3) == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(four_events_are_those_of_mvtnorm),
        cmocka_unit_test(without_loadings_it_is_poisson_binomial),
        cmocka_unit_test(the_expected_number_does_not_depend_on_loadings),
        cmocka_unit_test(what_is_wholly_common_happens_to_all_or_none),
        cmocka_unit_test(two_events_are_correlated_by_the_product_of_loadings),
        cmocka_unit_test(many_events_are_taken_as_normal),
        cmocka_unit_test(a_high_factor_is_a_strict_year),
    };

    zi_stats_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
