#include "check.h"

#include "base/count.h"
#include "base/fraction.h"

static int compare(const struct zi_fraction terms[], size_t n, uint64_t numerator,
                   uint64_t denominator)
{
    return zi_fractions_compare(terms, n, (struct zi_fraction){numerator, denominator});
}

static void nothing_adds_up_to_zero(void **state)
{
    (void)state;
    assert_int_equal(compare(NULL, 0, 0, 1), 0);
    assert_int_equal(compare(NULL, 0, 1, UINT64_MAX), -1);
}

static void thirds_make_one(void **state)
{
    static const struct zi_fraction thirds[] = {{1, 3}, {1, 3}, {1, 3}};

    (void)state;
    assert_int_equal(compare(thirds, 3, 1, 1), 0);
    assert_int_equal(compare(thirds, 2, 2, 3), 0);
    assert_int_equal(compare(thirds, 2, 1, 1), -1);
    assert_int_equal(compare(thirds, 3, 999999, 1000000), 1);
}

/* 0.1 + 0.2 as doubles is above 0.3. */
static void decimals_are_no_doubles(void **state)
{
    static const struct zi_fraction tenths[] = {{1, 10}, {2, 10}};

    (void)state;
    assert_true(0.1 + 0.2 > 0.3);
    assert_int_equal(compare(tenths, 2, 3, 10), 0);
}

/* a/b against (a - 1)/(b - 1) and the like: apart by less than any double tells. */
static void what_doubles_cannot_tell_apart_is_told_apart(void **state)
{
    const uint64_t big = UINT64_MAX;
    struct zi_fraction term = {big - 1, big};

    (void)state;
    assert_int_equal(compare(&term, 1, big - 2, big - 1), 1);
    assert_int_equal(compare(&term, 1, 1, 1), -1);
    assert_int_equal(compare(&term, 1, big - 1, big), 0);
    term = (struct zi_fraction){big, big - 1};
    assert_int_equal(compare(&term, 1, big - 1, big - 2), -1);
}

/* The most and the largest terms that may be given: 16 times (2^64 - 1) / (2^64 - 1). */
static void the_largest_sums_fit(void **state)
{
    struct zi_fraction terms[ZI_FRACTIONS_MAX];

    (void)state;
    for (size_t i = 0; i < ZI_COUNT(terms); i++)
        terms[i] = (struct zi_fraction){UINT64_MAX, UINT64_MAX};
    assert_int_equal(compare(terms, ZI_COUNT(terms), 16, 1), 0);
    terms[7].numerator--;
    assert_int_equal(compare(terms, ZI_COUNT(terms), 16, 1), -1);
    for (size_t i = 0; i < ZI_COUNT(terms); i++)
        terms[i] = (struct zi_fraction){UINT64_MAX, 1};
    assert_int_equal(compare(terms, ZI_COUNT(terms), UINT64_MAX, 1), 1);
    for (size_t i = 0; i < ZI_COUNT(terms); i++)
        terms[i] = (struct zi_fraction){UINT64_MAX / 16, UINT64_MAX};
    assert_int_equal(compare(terms, ZI_COUNT(terms), UINT64_MAX - 15, UINT64_MAX), 0);
}

/* Against plain integers, where one common denominator fits. */
static void small_sums_agree_with_a_common_denominator(void **state)
{
    size_t n_equal = 0;

    (void)state;
    for (uint64_t a = 0; a < 7; a++)
        for (uint64_t b = 1; b < 7; b++)
            for (uint64_t c = 0; c < 7; c++)
                for (uint64_t d = 1; d < 7; d++)
                    for (uint64_t e = 0; e < 13; e++) {
                        const struct zi_fraction terms[] = {{a, b}, {c, d}};
                        int64_t difference = (int64_t)((a * d + c * b) * 6) - (int64_t)(e * b * d);
                        int want = (difference > 0) - (difference < 0);

                        n_equal += want == 0;
                        assert_int_equal(compare(terms, 2, e, 6), want);
                    }
    assert_true(n_equal > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_adds_up_to_zero),
        cmocka_unit_test(thirds_make_one),
        cmocka_unit_test(decimals_are_no_doubles),
        cmocka_unit_test(what_doubles_cannot_tell_apart_is_told_apart),
        cmocka_unit_test(the_largest_sums_fit),
        cmocka_unit_test(small_sums_agree_with_a_common_denominator),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
