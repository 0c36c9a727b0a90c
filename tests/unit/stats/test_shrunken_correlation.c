#include "check.h"

#include "stats/random.h"
#include "stats/shrunken_correlation.h"

/* R: E a matrix of these rows; Z <- sweep(E, 2, sqrt(colMeans(E^2)), "/"); for each pair
 * w <- Z[, i] * Z[, j], R[i, j] <- mean(w), num <- num + var(w) / 8, den <- den + mean(w)^2;
 * l <- min(1, num / den); (1 - l) * R */
static void it_is_the_published_formula(void **state)
{
    const double rows[] = {-1.98, -1.17, -0.86, 0.27, 0.88,  -0.58, 0.18,  -0.35,
                           1.1,   -1.77, -0.87, 0.18, -0.41, -0.69, -0.52, -0.1,
                           0.01,  -0.85, 0.12,  0.08, -0.18, 0.43,  -0.58, -1.5};
    double correlation[9];

    (void)state;
    assert_close(zi_shrunken_correlation(rows, 8, 3, correlation), 0.662434473147, 1e-11);
    assert_close(correlation[1], 0.2555416268079, 1e-11);
    assert_close(correlation[2], 0.0549661366307, 1e-11);
    assert_close(correlation[5], 0.0844777243706, 1e-11);
    assert_true(correlation[0] == 1 && correlation[7] == correlation[5]);
}

static double of_draws(size_t n, double common, double correlation[4])
{
    static double rows[4000];
    struct zi_random random;

    zi_random_init(&random, 3, 0);
    for (size_t i = 0; i < n; i++) {
        double shared = common * (zi_random_uniform(&random) - 0.5);

        for (size_t j = 0; j < 2; j++)
            rows[i * 2 + j] = shared + zi_random_uniform(&random) - 0.5;
    }
    return zi_shrunken_correlation(rows, n, 2, correlation);
}

static void many_rows_shrink_little_and_unrelated_ones_much(void **state)
{
    double correlation[4];

    (void)state;
    assert_true(of_draws(2000, 1, correlation) < 0.02);
    assert_true(fabs(correlation[1] - 0.5) < 0.05);
    assert_true(of_draws(10, 0, correlation) > 0.3);
    assert_true(fabs(correlation[1]) < 0.3);
}

static void too_few_rows_say_nothing(void **state)
{
    const double rows[] = {1, 2, 2, 1};
    double correlation[4];

    (void)state;
    assert_true(zi_shrunken_correlation(rows, 2, 2, correlation) == 1);
    assert_true(correlation[0] == 1 && correlation[1] == 0);
}

static void a_quantity_that_never_varies_goes_with_nothing(void **state)
{
    const double rows[] = {1, 0, 2, 0, -1, 0, 3, 0};
    double correlation[4];

    (void)state;
    assert_true(zi_shrunken_correlation(rows, 4, 2, correlation) == 1);
    assert_true(correlation[1] == 0 && correlation[3] == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_the_published_formula),
        cmocka_unit_test(many_rows_shrink_little_and_unrelated_ones_much),
        cmocka_unit_test(too_few_rows_say_nothing),
        cmocka_unit_test(a_quantity_that_never_varies_goes_with_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
