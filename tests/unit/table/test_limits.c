#include "../analysis/panel_of.h"

#include "table/limits.h"

static size_t near_of(const struct fixture *f, struct zi_limits *limits, const char *index,
                      double value, double near[2])
{
    return zi_limits_near(limits, index_of(f, index), value, near);
}

static void rules_and_bands_are_limits(void **state)
{
    struct fixture f;
    struct zi_limits limits;
    double near[2];

    (void)state;
    fixture_init(&f, "instansi,unit,tahun,zi\nA,U,2025,80\n", NULL);
    assert_int_equal(zi_limits_make(&limits, &f.catalogue, &f.regulations, &f.arena, &f.error),
                     ZI_OK);

    assert_int_equal(near_of(&f, &limits, "zi", 74.996, near), 1);
    assert_close(near[0], 75, 1e-15);
    /* 75 and 85, and of the first model 80: of all years */
    assert_int_equal(near_of(&f, &limits, "zi", 78, near), 2);
    assert_close(near[0], 75, 1e-15);
    assert_close(near[1], 80, 1e-15);
    assert_int_equal(near_of(&f, &limits, "zi", 82, near), 2);
    assert_close(near[0], 80, 1e-15);
    assert_close(near[1], 85, 1e-15);
    /* 60 and 75 percent of a weight of 15 */
    assert_int_equal(near_of(&f, &limits, "zi.a5", 10, near), 2);
    assert_close(near[0], 9, 1e-15);
    assert_close(near[1], 11.25, 1e-15);
    fixture_release(&f);
}

static void a_border_that_does_not_pass_lies_just_above_its_number(void **state)
{
    struct fixture f;
    struct zi_limits limits;
    double near[2];

    (void)state;
    fixture_init(&f, "instansi,unit,tahun,zi\nA,U,2025,80\n", NULL);
    assert_int_equal(zi_limits_make(&limits, &f.catalogue, &f.regulations, &f.arena, &f.error),
                     ZI_OK);
    assert_int_equal(near_of(&f, &limits, "sakip", 60, near), 2);
    assert_true(near[1] > 60 && near[1] < 60.0001);
    assert_int_equal(near_of(&f, &limits, "opini", 1, near), 0);
    fixture_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_and_bands_are_limits),
        cmocka_unit_test(a_border_that_does_not_pass_lies_just_above_its_number),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
