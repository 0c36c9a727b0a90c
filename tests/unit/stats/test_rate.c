#include "check.h"

#include "base/count.h"
#include "stats/rate.h"
#include "zistat/stats/library.h"

static void own_trials_are_added_to_the_borrowed_ones(void **state)
{
    struct zi_rate prior = zi_rate_prior(0.2, 5);
    struct zi_rate after = zi_rate_after(prior, (struct zi_trials){1, 6});

    (void)state;
    assert_close(zi_rate_mean(prior), 0.2, 1e-15);
    assert_close(after.alpha, 2, 1e-15);
    assert_close(after.beta, 9, 1e-15);
    assert_close(zi_rate_mean(after), 2.0 / 11, 1e-15);
}

/* Neither none of six nor six of six is never or always. */
static void extremes_stay_possible(void **state)
{
    struct zi_rate prior = zi_rate_prior(0.2, 5);
    struct zi_rate none = zi_rate_after(prior, (struct zi_trials){0, 6});
    struct zi_rate all = zi_rate_after(prior, (struct zi_trials){6, 6});

    (void)state;
    assert_true(zi_rate_mean(none) > 0 && zi_rate_mean(none) < 0.2);
    assert_true(zi_rate_mean(all) > 0.2 && zi_rate_mean(all) < 1);
    assert_true(zi_rate_quantile(none, 0.975) > 0.2);
    assert_true(zi_rate_quantile(all, 0.025) < 0.5);
}

/* R: qbeta(c(.025, .5, .975), 1.2, 9.8); qbeta(.025, 7, 5.5) */
static void quantiles_are_those_of_the_beta_distribution(void **state)
{
    const struct zi_rate rate = {1.2, 9.8};

    (void)state;
    assert_close(zi_rate_quantile(rate, 0.025), 0.0051695129247, 1e-9);
    assert_close(zi_rate_quantile(rate, 0.5), 0.0858074487857, 1e-9);
    assert_close(zi_rate_quantile(rate, 0.975), 0.3390630066303, 1e-9);
    assert_close(zi_rate_quantile((struct zi_rate){7, 5.5}, 0.025), 0.291420854998, 1e-9);
    assert_undefined(zi_rate_quantile((struct zi_rate){0, 3}, 0.5));
}

/* R: s <- c(1, 0, 48, 19, 5); n <- c(10, 6, 62, 100, 5); m <- .2; exp(optimize(function(t) {
 * M <- exp(t); sum(lbeta(m*M + s, (1 - m)*M + n - s) - lbeta(m*M, (1 - m)*M))}, c(log(.5),
 * log(1000)), maximum = TRUE, tol = 1e-10)$maximum) */
static void strength_is_the_likeliest(void **state)
{
    const struct zi_trials groups[] = {{1, 10}, {0, 6}, {48, 62}, {19, 100}, {5, 5}};

    (void)state;
    assert_close(zi_rate_strength(groups, ZI_COUNT(groups), 0.2), 1.161946038, 1e-6);
}

static void groups_that_do_not_differ_are_as_strong_as_can_be(void **state)
{
    const struct zi_trials groups[] = {{20, 100}, {20, 100}, {20, 100}};

    (void)state;
    assert_true(zi_rate_strength(groups, ZI_COUNT(groups), 0.2) > 900);
}

static void one_group_cannot_differ(void **state)
{
    const struct zi_trials groups[] = {{20, 100}, {1, 1}};

    (void)state;
    assert_undefined(zi_rate_strength(groups, ZI_COUNT(groups), 0.2));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(own_trials_are_added_to_the_borrowed_ones),
        cmocka_unit_test(extremes_stay_possible),
        cmocka_unit_test(quantiles_are_those_of_the_beta_distribution),
        cmocka_unit_test(strength_is_the_likeliest),
        cmocka_unit_test(groups_that_do_not_differ_are_as_strong_as_can_be),
        cmocka_unit_test(one_group_cannot_differ),
    };

    zi_stats_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
