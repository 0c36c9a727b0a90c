#include "check.h"

#include "stats/group_means.h"

/* R: the formulas of the header on list(c(-1.2, -2.4, -0.8), c(-3.1, -2.6), c(-1.9), numeric(0)) */
static void means_lean_on_the_mean_of_all(void **state)
{
    const double values[] = {-1.2, -2.4, -0.8, -3.1, -2.6, -1.9};
    const size_t offsets[] = {0, 3, 5, 6, 6};
    struct zi_group_mean means[4];

    (void)state;
    assert_int_equal(zi_group_means(values, offsets, 4, means), 6);
    assert_close(means[0].mean, -1.63805965342, 1e-10);
    assert_close(means[0].sd, 0.80049567231, 1e-10);
    assert_close(means[1].mean, -2.49698622154, 1e-10);
    assert_close(means[1].sd, 0.830346564949, 1e-10);
    assert_close(means[2].mean, -1.95868823529, 1e-10);
    assert_close(means[3].mean, -2, 1e-10);
    assert_close(means[3].sd, 1.03947344868, 1e-10);
}

/* One group: its mean, and the spread of one more value, s sqrt(1 + 1 / n). */
static void one_group_has_its_own_mean(void **state)
{
    const double values[] = {1, 2, 3, 6};
    const size_t offsets[] = {0, 4};
    struct zi_group_mean mean;

    (void)state;
    zi_group_means(values, offsets, 1, &mean);
    assert_close(mean.mean, 3, 1e-15);
    assert_close(mean.sd, sqrt(14.0 / 3 * 1.25), 1e-12);
}

static void too_few_values_say_nothing(void **state)
{
    const double values[] = {1, 2, 3};
    const size_t two[] = {0, 2}, single[] = {0, 1, 2, 3};
    struct zi_group_mean means[3];

    (void)state;
    assert_int_equal(zi_group_means(values, two, 1, means), 2);
    assert_undefined(means[0].mean);
    assert_int_equal(zi_group_means(values, single, 3, means), 3);
    assert_undefined(means[2].sd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(means_lean_on_the_mean_of_all),
        cmocka_unit_test(one_group_has_its_own_mean),
        cmocka_unit_test(too_few_values_say_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
