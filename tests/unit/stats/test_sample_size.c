#include "check.h"

#include "base/count.h"
#include "zistat/stats/sample_size.h"

/* The table of Krejcie and Morgan 1970, as far as it was read in copies of it, and what rounding
 * up would give. */
static void the_published_table_is_the_formula_rounded_to_the_nearest(void **state)
{
    static const struct {
        uint64_t population, table, rounded_up;
    } rows[] = {
        {10, 10, 10},     {15, 14, 15},      {20, 19, 20},      {25, 24, 24},
        {30, 28, 28},     {50, 44, 45},      {100, 80, 80},     {140, 103, 103},
        {150, 108, 109},  {220, 140, 141},   {250, 152, 152},   {500, 217, 218},
        {1000, 278, 278}, {1200, 291, 292},  {1500, 306, 306},  {2800, 338, 338},
        {9000, 368, 369}, {10000, 370, 370}, {75000, 382, 383}, {1000000, 384, 384},
    };

    (void)state;
    for (size_t i = 0; i < ZI_COUNT(rows); i++) {
        struct zi_sample_size size = zi_sample_size(rows[i].population);

        assert_int_equal(size.nearest, rows[i].table);
        assert_int_equal(size.rounded_up, rows[i].rounded_up);
    }
}

static void it_is_the_formula_in_doubles(void **state)
{
    (void)state;
    for (uint64_t n = 1; n < 100000; n += n < 200 ? 1 : 97) {
        double size = 3.841 * (double)n * 0.25 / (0.0025 * ((double)n - 1) + 3.841 * 0.25);
        struct zi_sample_size got = zi_sample_size(n);

        assert_int_equal(got.nearest, llround(size));
        assert_int_equal(got.rounded_up, (uint64_t)ceil(size - 1e-9));
        assert_true(got.nearest <= n);
    }
}

static void nobody_needs_nobody_and_everybody_is_at_most_384(void **state)
{
    (void)state;
    assert_int_equal(zi_sample_size(0).nearest, 0);
    assert_int_equal(zi_sample_size(0).rounded_up, 0);
    assert_int_equal(zi_sample_size(1).nearest, 1);
    assert_int_equal(zi_sample_size(2).nearest, 2);
    assert_int_equal(zi_sample_size(1000000000000000).nearest, 384);
    assert_int_equal(zi_sample_size(1000000000000000).rounded_up, 385);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_published_table_is_the_formula_rounded_to_the_nearest),
        cmocka_unit_test(it_is_the_formula_in_doubles),
        cmocka_unit_test(nobody_needs_nobody_and_everybody_is_at_most_384),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
