#include "check.h"

#include <float.h>

#include <gsl/gsl_cdf.h>

#include "stats/tail.h"

/* R: 2 * pt(-2.5, 7); 2 * pt(-40, 30) */
static void t_is_that_of_r(void **state)
{
    (void)state;
    assert_close(zi_tail_t(2.5, 7), 0.040992218585752874, 1e-12);
    assert_close(zi_tail_t(-40, 30), 1.3726045194406362e-27, 1e-12);
}

/* R: 2 * pnorm(-1.959963984540054); 2 * pnorm(-10) */
static void normal_is_that_of_r(void **state)
{
    (void)state;
    assert_close(zi_tail_normal(1.959963984540054), 0.05, 1e-12);
    assert_close(zi_tail_normal(-10), 1.5239706048321052e-23, 1e-12);
}

static void nothing_against_the_null_is_1(void **state)
{
    (void)state;
    assert_true(zi_tail_t(0, 1) == 1);
    assert_true(zi_tail_normal(0) == 1);
    assert_true(zi_tail_clamp(1 + 1e-15) == 1);
}

static void p_is_never_0(void **state)
{
    (void)state;
    assert_true(zi_tail_normal(100) == DBL_MIN);
    assert_true(zi_tail_t(1e6, 1000) == DBL_MIN);
}

static void undefined_stays_undefined(void **state)
{
    (void)state;
    assert_undefined(zi_tail_t(NAN, 5));
    assert_undefined(zi_tail_normal(NAN));
}

/* Why df >= 1 is checked before: GSL says p = 0, "significant", of two points. */
static void gsl_answers_0_without_degrees_of_freedom(void **state)
{
    (void)state;
    assert_true(gsl_cdf_tdist_Q(2.0, 0) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_is_that_of_r),
        cmocka_unit_test(normal_is_that_of_r),
        cmocka_unit_test(nothing_against_the_null_is_1),
        cmocka_unit_test(p_is_never_0),
        cmocka_unit_test(undefined_stays_undefined),
        cmocka_unit_test(gsl_answers_0_without_degrees_of_freedom),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
