#include "check.h"

#include "zistat/stats/confidence.h"
#include "zistat/stats/kendall_null.h"

/* R: qt(.975, c(1, 2, 3, 8, 50, 60, 7.3)); qnorm(.975) */
static void t_quantiles_are_those_of_r(void **state)
{
    static const struct {
        double df, t;
    } want[] = {
        {1, 12.7062047361746941},  {2, 4.3026527297494619},        {3, 3.1824463052837078},
        {8, 2.3060041352041658},   {50, 2.0085591121007607},       {60, 2.0002978220142595},
        {7.3, 2.3450667365477025}, {INFINITY, 1.9599639845400536},
    };
    struct zi_confidence confidence;

    (void)state;
    zi_confidence_init(&confidence, 0.95);
    for (size_t i = 0; i < sizeof want / sizeof want[0]; i++)
        assert_close(zi_confidence_t(&confidence, want[i].df), want[i].t, 1e-12);
}

/* R: qt(.9, c(1, 6)) */
static void another_level_has_other_quantiles(void **state)
{
    struct zi_confidence confidence;

    (void)state;
    zi_confidence_init(&confidence, 0.8);
    assert_close(zi_confidence_t(&confidence, 1), 3.0776835371752544, 1e-12);
    assert_close(zi_confidence_t(&confidence, 6), 1.4397557472651485, 1e-12);
}

/* R: N <- n * (n - 1) / 2; p <- .Call(stats:::C_pKendall, 0:N, n)
 *    rank <- sum(p <= .025); 1 - 2 * p[rank] */
static void slope_ranks_are_those_of_the_kendall_distribution(void **state)
{
    static const struct {
        size_t n, rank;
        double level;
    } want[] = {
        {5, 1, 0.983333333333333},   {6, 2, 0.983333333333333},   {7, 4, 0.96984126984127},
        {8, 6, 0.968849206349206},   {9, 9, 0.955384700176367},   {10, 12, 0.953377425044092},
        {11, 15, 0.959467642696809}, {12, 19, 0.955263101417615},
    };
    struct zi_confidence confidence;

    (void)state;
    zi_confidence_init(&confidence, 0.95);
    for (size_t i = 0; i < sizeof want / sizeof want[0]; i++) {
        struct zi_confidence_rank got = zi_confidence_slope_rank(&confidence, want[i].n);

        assert_int_equal(got.rank, want[i].rank);
        assert_close(got.level, want[i].level, 1e-13);
    }
}

static void four_values_have_no_95_percent_interval(void **state)
{
    struct zi_confidence confidence;

    (void)state;
    zi_confidence_init(&confidence, 0.95);
    for (size_t n = 0; n < 5; n++)
        assert_int_equal(zi_confidence_slope_rank(&confidence, n).rank, 0);
}

static void a_level_met_exactly_counts(void **state)
{
    struct zi_confidence confidence;

    (void)state;
    zi_confidence_init(&confidence, 1 - 2.0 / 6);
    assert_int_equal(zi_confidence_slope_rank(&confidence, 3).rank, 1);
    assert_close(zi_confidence_slope_rank(&confidence, 3).level, 2.0 / 3, 1e-15);
}

/* The table is made with prefix sums, the p-values with positive terms: two ways to one law. */
static void slope_ranks_agree_with_the_exact_null(void **state)
{
    struct zi_confidence confidence;
    double two_sided[ZI_KENDALL_NULL_ROOM];

    (void)state;
    zi_confidence_init(&confidence, 0.99);
    for (size_t n = 6; n <= ZI_CONFIDENCE_MAX; n++) {
        struct zi_confidence_rank got = zi_confidence_slope_rank(&confidence, n);

        zi_kendall_null(n, NULL, 0, two_sided);
        assert_true(two_sided[got.rank - 1] <= 0.01);
        assert_true(two_sided[got.rank] > 0.01);
        assert_close(got.level, 1 - two_sided[got.rank - 1], 1e-13);
    }
}

/* n = 51: spread sqrt(51 * 50 * 107 / 18), rank floor((1275 - 1.95996 * 123.12) / 2) = 516 */
static void above_50_ranks_are_normal_and_outward(void **state)
{
    struct zi_confidence confidence;

    (void)state;
    zi_confidence_init(&confidence, 0.95);
    assert_int_equal(zi_confidence_slope_rank(&confidence, 51).rank, 516);
    assert_true(zi_confidence_slope_rank(&confidence, 51).level == 0.95);
}

/* R: floor((n * (n - 1) / 2 - qnorm(.975) * sqrt(n * (n - 1) * (2 * n + 5) / 18 * factor)) / 2) */
static void ranks_of_values_that_resemble_each_other_lie_further_out(void **state)
{
    static const struct {
        size_t n, rank;
        double factor;
    } want[] = {{6, 1, 1.5},   {8, 4, 1.5},    {20, 64, 1.0001}, {20, 58, 1.5},
                {20, 42, 3.0}, {60, 696, 1.5}, {60, 618, 3.0}};
    struct zi_confidence confidence;

    (void)state;
    zi_confidence_init(&confidence, 0.95);
    for (size_t i = 0; i < sizeof want / sizeof want[0]; i++) {
        struct zi_confidence_rank got =
            zi_confidence_slope_rank_wider(&confidence, want[i].n, want[i].factor);

        assert_int_equal(got.rank, want[i].rank);
        assert_true(got.level == 0.95);
    }
    for (size_t n = 0; n < 6; n++)
        assert_int_equal(zi_confidence_slope_rank_wider(&confidence, n, 1.5).rank, 0);
    assert_undefined(zi_confidence_slope_rank_wider(&confidence, 8, 3).level);
}

/* Also where the normal rank would lie further in than the exact one. */
static void a_wider_interval_is_never_narrower(void **state)
{
    struct zi_confidence confidence;

    (void)state;
    for (double level = 0.5; level < 1; level += 0.07) {
        zi_confidence_init(&confidence, level);
        for (size_t n = 2; n <= 60; n++)
            for (double factor = 1; factor < 2; factor += 0.1)
                assert_true(zi_confidence_slope_rank_wider(&confidence, n, factor).rank <=
                            zi_confidence_slope_rank(&confidence, n).rank);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_quantiles_are_those_of_r),
        cmocka_unit_test(another_level_has_other_quantiles),
        cmocka_unit_test(slope_ranks_are_those_of_the_kendall_distribution),
        cmocka_unit_test(four_values_have_no_95_percent_interval),
        cmocka_unit_test(a_level_met_exactly_counts),
        cmocka_unit_test(slope_ranks_agree_with_the_exact_null),
        cmocka_unit_test(above_50_ranks_are_normal_and_outward),
        cmocka_unit_test(ranks_of_values_that_resemble_each_other_lie_further_out),
        cmocka_unit_test(a_wider_interval_is_never_narrower),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
