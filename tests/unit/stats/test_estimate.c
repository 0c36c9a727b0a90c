#include "check.h"

#include "zistat/stats/estimate.h"

static void an_undefined_estimate_has_no_number_at_all(void **state)
{
    struct zi_estimate result = zi_estimate_undefined(7, ZI_CONSTANT);

    (void)state;
    assert_undefined(result.estimate);
    assert_undefined(result.std_error);
    assert_undefined(result.statistic);
    assert_undefined(result.df);
    assert_undefined(result.p_value);
    assert_undefined(result.conf_low);
    assert_undefined(result.conf_high);
    assert_undefined(result.conf_level);
}

static void an_undefined_estimate_keeps_its_count_and_reason(void **state)
{
    struct zi_estimate result = zi_estimate_undefined(7, ZI_CONSTANT);

    (void)state;
    assert_int_equal(result.n, 7);
    assert_int_equal(result.n_units, 7);
    assert_int_equal(result.reason, ZI_CONSTANT);
    assert_int_equal(result.p_method, ZI_P_NONE);
}

static void every_way_to_a_p_value_has_its_word(void **state)
{
    (void)state;
    assert_string_equal(zi_p_method_name(ZI_P_NONE), "");
    assert_string_equal(zi_p_method_name(ZI_P_T), "t");
    assert_string_equal(zi_p_method_name(ZI_P_T_DETRENDED), "t-detrended");
    assert_string_equal(zi_p_method_name(ZI_P_EXACT), "exact");
    assert_string_equal(zi_p_method_name(ZI_P_NORMAL), "normal");
    assert_string_equal(zi_p_method_name(ZI_P_FISHER_Z), "fisher-z");
    assert_string_equal(zi_p_method_name(ZI_P_CLUSTER_JACKKNIFE), "cluster-jackknife");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_undefined_estimate_has_no_number_at_all),
        cmocka_unit_test(an_undefined_estimate_keeps_its_count_and_reason),
        cmocka_unit_test(every_way_to_a_p_value_has_its_word),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
