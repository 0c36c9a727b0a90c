#include "check.h"

#include "stats/transition.h"

enum { UNITS = 12, YEARS = 4, ROWS = UNITS * YEARS };

static size_t offsets[UNITS + 1];
static double t[ROWS], y[ROWS];

/* Values 0, 2.5 and 5, by a rule that R repeats. */
static struct zi_mixed_data make_panel(void)
{
    for (int u = 0; u < UNITS; u++) {
        offsets[u + 1] = (size_t)(u + 1) * YEARS;
        for (int k = 0; k < YEARS; k++) {
            t[u * YEARS + k] = 2020 + k;
            y[u * YEARS + k] = 2.5 * ((u * u + u * k + k * k) % 7 % 3);
        }
    }
    return (struct zi_mixed_data){offsets, UNITS, t, y};
}

/* R: d <- expand.grid(k = 0:3, u = 0:11); d$y <- (d$u^2 + d$u * d$k + d$k^2) %% 7 %% 3
 * pi <- table(d$y) / 48; n <- table(d$y[d$k < 3], d$y[d$k > 0]); p <- (n + 5 * rep(pi, each = 3)) /
 * (rowSums(n) + 5); p; p %*% p */
static void chances_are_shrunken_shares(void **state)
{
    static const double share[] = {0.4583333333333333, 0.25, 0.2916666666666667};
    static const double want[3][3] = {{0.442460317460317, 0.202380952380952, 0.355158730158730},
                                      {0.54656862745098, 0.25000000000000, 0.20343137254902},
                                      {0.6378205128205128, 0.0961538461538462, 0.2660256410256410}};
    static const double two[3] = {0.508229787641552, 0.192675788264024, 0.299094424094424};
    struct zi_mixed_data data = make_panel();
    struct zi_transitions got;
    struct zi_outcomes ahead;

    (void)state;
    assert_true(zi_transitions_fit(&data, &got));
    assert_int_equal(got.n, 3);
    for (size_t a = 0; a < 3; a++) {
        assert_close(got.values[a], 2.5 * (double)a, 0);
        assert_close(got.share[a], share[a], 1e-12);
        for (size_t b = 0; b < 3; b++)
            assert_close(got.chance[a][b], want[a][b], 1e-12);
    }
    ahead = zi_transitions_ahead(&got, 2.5, 2);
    for (size_t b = 0; b < 3; b++)
        assert_close(ahead.chance[b], two[b], 1e-12);
    ahead = zi_transitions_ahead(&got, NAN, 1);
    assert_close(ahead.chance[0], share[0], 1e-12);
}

static void outcomes_have_mean_spread_and_tails(void **state)
{
    const struct zi_outcomes o = {3, {0, 2.5, 5}, {0.1, 0.3, 0.6}};

    (void)state;
    assert_close(zi_outcomes_mean(&o), 3.75, 1e-14);
    assert_close(zi_outcomes_sd(&o),
                 sqrt(0.1 * 3.75 * 3.75 + 0.3 * 1.25 * 1.25 + 0.6 * 1.25 * 1.25), 1e-14);
    assert_close(zi_outcomes_at_least(&o, 2.5), 0.9, 1e-14);
    assert_close(zi_outcomes_at_least(&o, 5.1), 0, 0);
    assert_close(zi_outcomes_quantile(&o, 0.025), 0, 0);
    assert_close(zi_outcomes_quantile(&o, 0.25), 2.5, 0);
    assert_close(zi_outcomes_quantile(&o, 0.975), 5, 0);
}

static void many_values_or_one_are_no_categories(void **state)
{
    struct zi_mixed_data data = make_panel();
    struct zi_transitions got;

    (void)state;
    for (size_t i = 0; i < ROWS; i++)
        y[i] = (double)(i % 9);
    assert_false(zi_transitions_fit(&data, &got));
    for (size_t i = 0; i < ROWS; i++)
        y[i] = 5;
    assert_false(zi_transitions_fit(&data, &got));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chances_are_shrunken_shares),
        cmocka_unit_test(outcomes_have_mean_spread_and_tails),
        cmocka_unit_test(many_values_or_one_are_no_categories),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
