#include "check.h"

#include <stdbool.h>

#include <gsl/gsl_cdf.h>

#include "stats/joint_normal.h"
#include "stats/random.h"
#include "zistat/stats/library.h"

enum { MOST = 12 };

/* The chances of standardised sums to be at least so large. */
static double at_least(const double *correlation, size_t n, const double *weights,
                       const double *least, size_t n_conditions)
{
    double chance[MOST + 1];

    for (size_t k = 0; k < n_conditions; k++)
        chance[k] = gsl_cdf_ugaussian_Q(least[k]);
    return zi_joint_normal(
        &(struct zi_joint_normal){correlation, n, weights, chance, n_conditions});
}

/* Chance that each of the n variables is at least its limit. */
static double each(const double *correlation, const double *least, size_t n)
{
    double weights[MOST * MOST] = {0};

    for (size_t i = 0; i < n; i++)
        weights[i * n + i] = 1;
    return at_least(correlation, n, weights, least, n);
}

static void equal(double correlation[], size_t n, double r)
{
    for (size_t i = 0; i < n * n; i++)
        correlation[i] = i % (n + 1) == 0 ? 1 : r;
}

static double each_equal(size_t n, double r, double chance)
{
    double correlation[MOST * MOST], least[MOST];

    equal(correlation, n, r);
    for (size_t i = 0; i < n; i++)
        least[i] = gsl_cdf_ugaussian_Qinv(chance);
    return each(correlation, least, n);
}

/* R 4.2.2, mvtnorm 1.1-3: pmvnorm(lower = rep(qnorm(.1), 9), upper = rep(Inf, 9), sigma = a
 * matrix of .5 with ones, algorithm = GenzBretz(maxpts = 5e6, abseps = 1e-6)) */
static void nine_conditions_at_correlation_one_half(void **state)
{
    (void)state;
    assert_true(fabs(each_equal(9, 0.5, 0.9) - 0.6139652) < 0.001);
}

static void independent_conditions_multiply(void **state)
{
    (void)state;
    assert_true(fabs(each_equal(9, 0, 0.9) - pow(0.9, 9)) < 1e-12);
}

static void equal_conditions_are_one(void **state)
{
    (void)state;
    assert_close(each_equal(9, 1, 0.9), 0.9, 1e-9);
}

/* Sheppard 1899: 1/4 + asin(r) / 2 pi for two, 1/8 + 3 asin(r) / 4 pi for three. */
static void orthants_have_their_closed_form(void **state)
{
    const double pi = 3.14159265358979323846;

    (void)state;
    for (double r = -0.45; r < 0.95; r += 0.1) {
        assert_true(fabs(each_equal(2, r, 0.5) - (0.25 + asin(r) / (2 * pi))) < 5e-4);
        assert_true(fabs(each_equal(3, r, 0.5) - (0.125 + 3 * asin(r) / (4 * pi))) < 5e-4);
    }
}

/* R as above, correlation -0.4, lower = c(-.5, 0, .3) */
static void negative_correlation(void **state)
{
    const double least[] = {-0.5, 0, 0.3};
    double correlation[9];

    (void)state;
    equal(correlation, 3, -0.4);
    assert_true(fabs(each(correlation, least, 3) - 0.0352643) < 0.0005);
}

/* R as above, sigma = outer(1:12, 1:12, function(i, j) .8^abs(i - j)),
 * lower = seq(-2, .2, length = 12) */
static void neighbours_are_correlated(void **state)
{
    double correlation[MOST * MOST], least[MOST];

    (void)state;
    for (size_t i = 0; i < MOST; i++) {
        least[i] = -2 + 0.2 * (double)i;
        for (size_t j = 0; j < MOST; j++)
            correlation[i * MOST + j] = pow(0.8, fabs((double)i - (double)j));
    }
    assert_true(fabs(each(correlation, least, MOST) - 0.2406055) < 0.001);
}

/* Nine parts, the sum of six, of two, of all: the covariance of the twelve has rank nine.
 * R as above: sd <- c(.5, .4, .6, .6, .9, .6, .7, .8, .7); A <- rbind(diag(9), the three sums) %*%
 * diag(sd); sigma = cov2cor(A %*% (.7 * diag(9) + .3) %*% t(A)), lower = least + 0, + 1, - 2 */
static double total_and_parts(double more)
{
    static const double sd[] = {0.5, 0.4, 0.6, 0.6, 0.9, 0.6, 0.7, 0.8, 0.7};
    static const double least[] = {-1,   -0.8, -1.2, -0.5, -0.9, -1.4,
                                   -0.3, -0.9, -1.1, -0.7, -0.6, -0.4};
    double correlation[81], weights[12 * 9] = {0}, limits[12];

    equal(correlation, 9, 0.3);
    for (size_t i = 0; i < 9; i++) {
        weights[i * 9 + i] = sd[i];
        weights[9 * 9 + i] = i < 6 ? sd[i] : 0;
        weights[10 * 9 + i] = i == 6 || i == 7 ? sd[i] : 0;
        weights[11 * 9 + i] = sd[i];
    }
    for (size_t k = 0; k < 12; k++)
        limits[k] = least[k] + more;
    return at_least(correlation, 9, weights, limits, 12);
}

static void a_total_is_the_sum_of_its_parts(void **state)
{
    (void)state;
    assert_true(fabs(total_and_parts(0) - 0.2791741) < 0.001);
    assert_true(fabs(total_and_parts(1) - 0.0247765) < 0.001);
    assert_true(fabs(total_and_parts(-2) - 0.9704934) < 0.001);
}

/* A sum that asks more than its part does, and one that asks less: the part alone decides. */
static void a_copy_of_a_condition_adds_nothing(void **state)
{
    const double one[] = {1}, twice[] = {2, 3};
    const double alone = gsl_cdf_ugaussian_Q(0.4);
    double least[] = {0.4, 0.4};

    (void)state;
    assert_close(at_least(one, 1, twice, least, 2), alone, 1e-12);
    least[1] = -1;
    assert_close(at_least(one, 1, twice, least, 2), alone, 1e-12);
    least[1] = -INFINITY;
    assert_close(at_least(one, 1, twice, least, 2), alone, 1e-12);
    least[0] = -INFINITY;
    assert_close(at_least(one, 1, twice, least, 2), 1, 0);
}

/* x >= 0.2 and -x >= -1: between two limits. */
static void a_falling_sum_is_an_upper_limit(void **state)
{
    const double one[] = {1}, weights[] = {1, -1}, least[] = {0.2, -1}, none[] = {0.2, 0.1};

    (void)state;
    assert_close(at_least(one, 1, weights, least, 2),
                 gsl_cdf_ugaussian_Q(0.2) - gsl_cdf_ugaussian_Q(1), 1e-12);
    assert_true(at_least(one, 1, weights, none, 2) == 0);
}

static void what_does_not_vary_holds_or_not(void **state)
{
    const double still[] = {1, 0, 0, 0}, weights[] = {1, 0, 0, 1};
    double least[] = {0.4, 0};

    (void)state;
    assert_close(at_least(still, 2, weights, least, 2), gsl_cdf_ugaussian_Q(0.4), 1e-12);
    least[1] = 0.1;
    assert_true(at_least(still, 2, weights, least, 2) == 0);
    assert_true(at_least(still, 2, weights, least, 0) == 1);
}

/* Correlations of random factors and random conditions against plain simulation, and always
 * between Frechet's bounds. */
static void it_agrees_with_simulation(void **state)
{
    enum { N = 4, DRAWS = 40000 };
    struct zi_random random;

    (void)state;
    zi_random_init(&random, 5, 0);
    for (int round = 0; round < 20; round++) {
        double loading[N], correlation[N * N], weights[(N + 1) * N] = {0}, least[N + 1];
        double p, low = 1, high = 1;
        size_t hits = 0;

        for (size_t i = 0; i < N; i++)
            loading[i] = zi_random_uniform(&random) * 1.6 - 0.8;
        for (size_t i = 0; i < N * N; i++)
            correlation[i] = i % (N + 1) == 0 ? 1 : loading[i / N] * loading[i % N];
        for (size_t k = 0; k <= N; k++) {
            least[k] = zi_random_uniform(&random) * 3 - 2;
            for (size_t i = 0; i < N; i++)
                weights[k * N + i] = k == N || k == i;
            low -= gsl_cdf_ugaussian_P(least[k]);
            high = fmin(high, gsl_cdf_ugaussian_Q(least[k]));
        }
        p = at_least(correlation, N, weights, least, N + 1);
        for (int draw = 0; draw < DRAWS; draw++) {
            double x[N], sum = 0, variance = 0, common;
            bool all = true;

            common = gsl_cdf_ugaussian_Pinv(zi_random_uniform(&random) + 1e-12);
            for (size_t i = 0; i < N; i++) {
                x[i] = loading[i] * common +
                       sqrt(1 - loading[i] * loading[i]) *
                           gsl_cdf_ugaussian_Pinv(zi_random_uniform(&random) + 1e-12);
                all = all && x[i] >= least[i];
                sum += x[i];
            }
            for (size_t i = 0; i < N * N; i++)
                variance += correlation[i];
            hits += all && sum / sqrt(variance) >= least[N];
        }
        /* Four standard errors of the simulation. */
        assert_true(fabs(p - (double)hits / DRAWS) < 4 * 0.5 / sqrt(DRAWS));
        assert_true(p >= low - 1e-12 && p <= high);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nine_conditions_at_correlation_one_half),
        cmocka_unit_test(independent_conditions_multiply),
        cmocka_unit_test(equal_conditions_are_one),
        cmocka_unit_test(orthants_have_their_closed_form),
        cmocka_unit_test(negative_correlation),
        cmocka_unit_test(neighbours_are_correlated),
        cmocka_unit_test(a_total_is_the_sum_of_its_parts),
        cmocka_unit_test(a_copy_of_a_condition_adds_nothing),
        cmocka_unit_test(a_falling_sum_is_an_upper_limit),
        cmocka_unit_test(what_does_not_vary_holds_or_not),
        cmocka_unit_test(it_agrees_with_simulation),
    };

    zi_stats_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
