#include "check.h"

#include "zistat/stats/bounded.h"

static const struct zi_bounds percent = {0, 100};
static const struct zi_bounds survey = {25, 100};

/* R: qlogis((82.5 - 25) / 75), qlogis(1/3); 25 + 75 * plogis(1.3), plogis(-40) */
static void logits_are_those_of_r(void **state)
{
    (void)state;
    assert_close(zi_bounded_logit(82.5, survey), 1.18958406687384, 1e-14);
    assert_close(zi_bounded_logit(50, survey), -0.693147180559945, 1e-14);
    assert_close(zi_bounded_logit(50, percent), 0, 1e-15);
    assert_close(zi_bounded_score(1.3, survey), 83.9376237281919, 1e-14);
    assert_close(zi_bounded_score(-40, (struct zi_bounds){0, 1}), 4.24835425529159e-18, 1e-14);
}

static void a_score_there_and_back_is_the_same(void **state)
{
    (void)state;
    for (double y = 25.01; y < 100; y += 0.37)
        assert_close(zi_bounded_score(zi_bounded_logit(y, survey), survey), y, 1e-13);
}

static void no_logit_leaves_the_scale(void **state)
{
    static const double far[] = {1e3, 800, 40, 37, 36, 20};

    (void)state;
    for (size_t i = 0; i < sizeof far / sizeof far[0]; i++) {
        double high = zi_bounded_score(far[i], survey), low = zi_bounded_score(-far[i], survey);

        assert_true(high <= 100 && high > 99);
        assert_true(low >= 25 && low < 26);
    }
}

static void the_bounds_are_infinite_and_come_back(void **state)
{
    (void)state;
    assert_true(zi_bounded_logit(100, percent) == INFINITY);
    assert_true(zi_bounded_logit(101, percent) == INFINITY);
    assert_true(zi_bounded_logit(0, percent) == -INFINITY);
    assert_true(zi_bounded_logit(-1, percent) == -INFINITY);
    assert_true(zi_bounded_score(INFINITY, survey) == 100);
    assert_true(zi_bounded_score(-INFINITY, survey) == 25);
}

/* Smithson & Verkuilen 2006: (y (n - 1) + 0.5) / n on [0, 1]. */
static void a_score_at_a_bound_is_moved_inwards(void **state)
{
    (void)state;
    assert_close(zi_bounded_squeeze(1, 10, (struct zi_bounds){0, 1}), 0.95, 1e-15);
    assert_close(zi_bounded_squeeze(0, 10, (struct zi_bounds){0, 1}), 0.05, 1e-15);
    assert_close(zi_bounded_squeeze(100, 5, survey), 25 + 75 * 0.9, 1e-15);
    assert_close(zi_bounded_squeeze(62.5, 4, survey), 62.5, 1e-15);
}

static void what_was_squeezed_comes_back_and_never_passes_a_bound(void **state)
{
    (void)state;
    for (size_t n = 2; n < 9; n++)
        for (double y = 25; y <= 100; y += 2.5)
            assert_close(zi_bounded_stretch(zi_bounded_squeeze(y, n, survey), n, survey), y, 1e-14);
    assert_true(zi_bounded_stretch(99.9, 4, survey) == 100);
    assert_true(zi_bounded_stretch(25.1, 4, survey) == 25);
    assert_undefined(zi_bounded_stretch(NAN, 4, survey));
}

static void what_is_not_known_stays_so(void **state)
{
    (void)state;
    assert_undefined(zi_bounded_logit(NAN, percent));
    assert_undefined(zi_bounded_score(NAN, percent));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(logits_are_those_of_r),
        cmocka_unit_test(a_score_there_and_back_is_the_same),
        cmocka_unit_test(no_logit_leaves_the_scale),
        cmocka_unit_test(the_bounds_are_infinite_and_come_back),
        cmocka_unit_test(a_score_at_a_bound_is_moved_inwards),
        cmocka_unit_test(what_was_squeezed_comes_back_and_never_passes_a_bound),
        cmocka_unit_test(what_is_not_known_stays_so),
    };

    return cmocka_run_group_tests_name("stats/bounded", tests, NULL, NULL);
}
