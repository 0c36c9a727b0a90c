#include "check.h"

#include "zistat/stats/multiple.h"

static size_t adjust(enum zi_multiple method, const double p[], size_t n, double adjusted[])
{
    struct zi_sort_entry scratch[64];

    return zi_multiple_adjust(method, p, n, scratch, adjusted);
}

static const double p_values[] = {0.01, 0.02, NAN, 0.03, 0.04, 0.02, 0.9, 1};

/* R: p.adjust(c(.01, .02, NA, .03, .04, .02, .9, 1), "holm") */
static void holm_is_that_of_r(void **state)
{
    static const double want[] = {0.07, 0.12, NAN, 0.12, 0.12, 0.12, 1, 1};
    double got[8];

    (void)state;
    assert_int_equal(adjust(ZI_HOLM, p_values, 8, got), 7);
    for (size_t i = 0; i < 8; i++) {
        if (isnan(want[i]))
            assert_undefined(got[i]);
        else
            assert_close(got[i], want[i], 1e-15);
    }
}

/* R: p.adjust(c(.01, .02, NA, .03, .04, .02, .9, 1), "BH") */
static void benjamini_hochberg_is_that_of_r(void **state)
{
    static const double want[] = {
        0.046666666666666669, 0.046666666666666669, NAN, 0.052499999999999998,
        0.055999999999999994, 0.046666666666666669, 1,   1};
    double got[8];

    (void)state;
    assert_int_equal(adjust(ZI_BENJAMINI_HOCHBERG, p_values, 8, got), 7);
    for (size_t i = 0; i < 8; i++) {
        if (isnan(want[i]))
            assert_undefined(got[i]);
        else
            assert_close(got[i], want[i], 1e-15);
    }
}

static void undefined_tests_are_not_in_the_family(void **state)
{
    const double with[] = {NAN, 0.01, NAN, 0.04, NAN};
    const double without[] = {0.01, 0.04};
    double a[5];
    double b[2];

    (void)state;
    for (int method = ZI_HOLM; method <= ZI_BENJAMINI_HOCHBERG; method++) {
        assert_int_equal(adjust((enum zi_multiple)method, with, 5, a), 2);
        assert_int_equal(adjust((enum zi_multiple)method, without, 2, b), 2);
        assert_true(a[1] == b[0]);
        assert_true(a[3] == b[1]);
    }
}

static void a_family_of_undefined_tests_is_empty(void **state)
{
    const double p[] = {NAN, NAN};
    double got[2];

    (void)state;
    assert_int_equal(adjust(ZI_HOLM, p, 2, got), 0);
    assert_undefined(got[0]);
    assert_undefined(got[1]);
}

static void one_test_stays_as_it_is(void **state)
{
    const double p[] = {0.03};
    double got[1];

    (void)state;
    adjust(ZI_HOLM, p, 1, got);
    assert_true(got[0] == 0.03);
    adjust(ZI_BENJAMINI_HOCHBERG, p, 1, got);
    assert_true(got[0] == 0.03);
}

static void the_order_of_the_tests_does_not_matter(void **state)
{
    const double p[] = {0.001, 0.2, 0.03, 0.03, 0.5};
    const double turned[] = {0.5, 0.03, 0.03, 0.2, 0.001};
    double a[5];
    double b[5];

    (void)state;
    for (int method = ZI_HOLM; method <= ZI_BENJAMINI_HOCHBERG; method++) {
        adjust((enum zi_multiple)method, p, 5, a);
        adjust((enum zi_multiple)method, turned, 5, b);
        for (size_t i = 0; i < 5; i++)
            assert_true(a[i] == b[4 - i]);
    }
}

static void adjusting_only_raises_and_holm_raises_more(void **state)
{
    const double p[] = {0.001, 0.2, 0.03, 0.031, 0.5, 0.002};
    double holm[6];
    double bh[6];

    (void)state;
    adjust(ZI_HOLM, p, 6, holm);
    adjust(ZI_BENJAMINI_HOCHBERG, p, 6, bh);
    for (size_t i = 0; i < 6; i++) {
        assert_true(bh[i] >= p[i]);
        assert_true(holm[i] >= bh[i]);
        assert_true(holm[i] <= 1);
    }
}

static void adjusting_in_place_is_allowed(void **state)
{
    double p[] = {0.01, NAN, 0.04};

    (void)state;
    adjust(ZI_HOLM, p, 3, p);
    assert_close(p[0], 0.02, 1e-15);
    assert_undefined(p[1]);
    assert_close(p[2], 0.04, 1e-15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(holm_is_that_of_r),
        cmocka_unit_test(benjamini_hochberg_is_that_of_r),
        cmocka_unit_test(undefined_tests_are_not_in_the_family),
        cmocka_unit_test(a_family_of_undefined_tests_is_empty),
        cmocka_unit_test(one_test_stays_as_it_is),
        cmocka_unit_test(the_order_of_the_tests_does_not_matter),
        cmocka_unit_test(adjusting_only_raises_and_holm_raises_more),
        cmocka_unit_test(adjusting_in_place_is_allowed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
