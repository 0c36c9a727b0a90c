#include "check.h"

#include "stats/last_value.h"

/* Three units of three years; the changes are 1, 3, 2 and then 2, -1, 5. */
static const size_t offsets[] = {0, 3, 6, 9};
static const double t[] = {2020, 2021, 2022, 2020, 2021, 2022, 2020, 2021, 2022};
static const double y[] = {70, 71, 73, 60, 63, 62, 80, 82, 87};

static struct zi_last_value fit(const struct zi_mixed_data *data)
{
    struct zi_last_value result;
    struct zi_error error;

    assert_int_equal(zi_last_value_fit(data, &result, &error), ZI_OK);
    return result;
}

/* Both years have mean 2; squares about it 2 and 18, 4 degrees of freedom: own 5. Shared: the mean
 * of 4 and 4, less 5 times the mean of 1/3 and 1/3. */
static void variances_are_those_of_changes(void **state)
{
    struct zi_last_value got = fit(&(struct zi_mixed_data){offsets, 3, t, y});

    (void)state;
    assert_int_equal(got.reason, ZI_DEFINED);
    assert_close(got.own, 5, 1e-14);
    assert_close(got.own_df, 4, 0);
    assert_close(got.shared, 4 - 5 / 3.0, 1e-14);
    assert_close(got.df, 2, 0);
}

static void the_forecast_is_the_last_value_and_its_variance_grows(void **state)
{
    struct zi_last_value got = fit(&(struct zi_mixed_data){offsets, 3, t, y});
    struct zi_fitted_line line = zi_last_value_line(&got, t + 3, y + 3, 3);

    (void)state;
    for (int ahead = 1; ahead <= 3; ahead++) {
        struct zi_prediction p = zi_predict_at(&line, 2022 + ahead);

        assert_close(p.mean, 62, 0);
        assert_close(p.sd * p.sd, ahead * (got.own + got.shared), 1e-12);
        assert_close(p.shared * p.shared, ahead * got.shared, 1e-12);
        assert_close(p.df,
                     pow(got.own + got.shared, 2) /
                         (got.own * got.own / 4 + got.shared * got.shared / 2),
                     1e-12);
    }
    line = zi_last_value_line(&got, t, y, 0);
    assert_int_equal(line.reason, ZI_MISSING);
}

static void a_gap_is_no_change_of_a_year(void **state)
{
    static const double gap[] = {2020, 2021, 2023, 2020, 2021, 2023, 2020, 2021, 2023};
    struct zi_last_value got = fit(&(struct zi_mixed_data){offsets, 3, gap, y});

    (void)state;
    assert_close(got.df, 1, 0);
    assert_close(got.own, 1, 1e-14);
}

static void without_changes_that_differ_there_is_nothing_to_tell(void **state)
{
    static const size_t alone[] = {0, 3};
    static const double alike[] = {70, 71, 73, 60, 61, 63, 80, 81, 83};
    struct zi_last_value got = fit(&(struct zi_mixed_data){alone, 1, t, y});

    (void)state;
    assert_int_equal(got.reason, ZI_FEWER_THAN_2);
    got = fit(&(struct zi_mixed_data){offsets, 3, t, alike});
    assert_int_equal(got.reason, ZI_CONSTANT);
    assert_undefined(zi_last_value_line(&got, t, y, 3).level);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(variances_are_those_of_changes),
        cmocka_unit_test(the_forecast_is_the_last_value_and_its_variance_grows),
        cmocka_unit_test(a_gap_is_no_change_of_a_year),
        cmocka_unit_test(without_changes_that_differ_there_is_nothing_to_tell),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
