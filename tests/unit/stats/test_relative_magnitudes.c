#include "check.h"

#include "stats/random.h"
#include "stats/relative_magnitudes.h"

static struct zi_confidence confidence;

static int prepare(void **state)
{
    (void)state;
    zi_confidence_init(&confidence, 0.95);
    return 0;
}

static const int at[] = {-3, -2, 0, 1, 2};
static const double effect[] = {0.4, -0.3, 1.0, 1.6, 2.2};
/* A A' of an upper triangle, times 0.09. */
static const double covariance[] = {0.1026, 0.0216, 0.0144, 0.0162, 0.0270, 0.0216, 0.1053,
                                    0.0405, 0.0090, 0,      0.0144, 0.0405, 0.1161, 0.0558,
                                    0.0180, 0.0162, 0.0090, 0.0558, 0.1224, 0.0540, 0.0270,
                                    0,      0.0180, 0.0540, 0.0900};
static const struct zi_path path = {at, effect, covariance, 5, 20};

/* R: with l the weights of the mean, D the changes before, q = qt(0.975, 20), M in 0, 0.5, 1:
 * a = l +- M mean(1:3) D[s, ]; range(a b -+ q sqrt(a V a)) over s and both signs */
static void bounds_agree_with_r(void **state)
{
    static const double want[][5] = {
        {0, 1.6, 1.6, 1.0685908324407, 2.1314091675593},
        {0.5, 0.9, 2.3, -0.087698736177397, 3.311208298661746},
        {1, 0.2, 3.0, -1.5612499804183, 4.7877327409866},
    };

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct zi_honest got = zi_relative_magnitudes(&path, want[i][0], &confidence);

        assert_close(got.estimate, 1.6, 1e-14);
        assert_close(got.low, want[i][1], 1e-12);
        assert_close(got.high, want[i][2], 1e-12);
        assert_close(got.conf_low, want[i][3], 1e-12);
        assert_close(got.conf_high, want[i][4], 1e-12);
    }
}

/* R uniroot of the lower limit in M. */
static void breakdown_is_where_the_limit_reaches_zero(void **state)
{
    (void)state;
    assert_close(zi_breakdown_magnitude(&path, 10, &confidence), 0.468831115905, 1e-5);
    assert_close(zi_breakdown_magnitude(&path, 0.2, &confidence), 0.2, 0);
}

/* Differences in trends take the largest step up or down in each of the three years since. */
static void identified_set_is_that_of_all_largest_steps(void **state)
{
    double low = INFINITY, high = -INFINITY;
    struct zi_honest got = zi_relative_magnitudes(&path, 0.8, &confidence);

    (void)state;
    for (int steps = 0; steps < 8; steps++) {
        double difference = 0, bias = 0;

        for (int year = 0; year < 3; year++) {
            difference += (steps >> year & 1 ? 1 : -1) * 0.8 * 0.7;
            bias += difference / 3;
        }
        low = fmin(low, 1.6 - bias);
        high = fmax(high, 1.6 - bias);
    }
    assert_close(got.low, low, 1e-12);
    assert_close(got.high, high, 1e-12);
}

static void without_years_before_or_since_there_are_no_bounds(void **state)
{
    struct zi_path since = {at + 2, effect + 2, covariance, 3, 20};
    struct zi_path before = {at, effect, covariance, 2, 20};

    (void)state;
    assert_undefined(zi_relative_magnitudes(&since, 1, &confidence).conf_low);
    assert_undefined(zi_relative_magnitudes(&before, 1, &confidence).estimate);
    assert_undefined(zi_breakdown_magnitude(&before, 1, &confidence));
}

static void an_effect_that_may_be_zero_breaks_down_at_nothing(void **state)
{
    static const double small[] = {0.4, -0.3, 0.1, 0.1, 0.1};
    struct zi_path weak = {at, small, covariance, 5, 20};

    (void)state;
    assert_undefined(zi_breakdown_magnitude(&weak, 10, &confidence));
}

static double normal(struct zi_random *random)
{
    double sum = -6;

    for (int i = 0; i < 12; i++)
        sum += zi_random_uniform(random);
    return sum;
}

/* The worst trends that M = 1 allows: up by 0.7 before and in every year since; the effect is 0. */
static void confidence_set_covers_the_worst_case(void **state)
{
    static const double worst[] = {-0.7, -0.7, 0.7, 1.4, 2.1};
    static const double root[5][5] = {{1, .2, .1, 0, .3},
                                      {0, 1, .4, .1, 0},
                                      {0, 0, 1, .5, .2},
                                      {0, 0, 0, 1, .6},
                                      {0, 0, 0, 0, 1}};
    struct zi_random random;
    size_t covered = 0;

    (void)state;
    zi_random_init(&random, 1, 0);
    for (int draw = 0; draw < 2000; draw++) {
        double drawn[5], z[5];
        struct zi_path noisy = {at, drawn, covariance, 5, INFINITY};
        struct zi_honest got;

        for (size_t i = 0; i < 5; i++)
            z[i] = normal(&random);
        for (size_t i = 0; i < 5; i++) {
            drawn[i] = worst[i];
            for (size_t j = 0; j < 5; j++)
                drawn[i] += 0.3 * root[i][j] * z[j];
        }
        got = zi_relative_magnitudes(&noisy, 1, &confidence);
        covered += got.conf_low <= 0 && got.conf_high >= 0;
    }
    assert_true(covered >= 1900);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bounds_agree_with_r),
        cmocka_unit_test(breakdown_is_where_the_limit_reaches_zero),
        cmocka_unit_test(identified_set_is_that_of_all_largest_steps),
        cmocka_unit_test(without_years_before_or_since_there_are_no_bounds),
        cmocka_unit_test(an_effect_that_may_be_zero_breaks_down_at_nothing),
        cmocka_unit_test(confidence_set_covers_the_worst_case),
    };

    return cmocka_run_group_tests(tests, prepare, NULL);
}
