#include "check.h"

#include "stats/random.h"

/* From the recurrence written out in Python, state 1, 2, 3, 4:
 *   rotl((s[0] + s[3]) % 2**64, 23) + s[0] ... as in the paper's listing */
static void the_generator_is_the_published_one(void **state)
{
    static const uint64_t first[] = {41943041, 58720359, 3588806011781223, 3591011842654386};
    struct zi_random random = {{1, 2, 3, 4}};

    (void)state;
    for (size_t i = 0; i < sizeof first / sizeof *first; i++)
        assert_int_equal(zi_random_bits(&random), first[i]);
}

static void a_stream_is_its_seed_and_number(void **state)
{
    struct zi_random a, b;

    (void)state;
    zi_random_init(&a, 7, 3);
    zi_random_init(&b, 7, 3);
    for (int i = 0; i < 100; i++)
        assert_int_equal(zi_random_bits(&a), zi_random_bits(&b));
    zi_random_init(&b, 7, 4);
    assert_int_not_equal(zi_random_bits(&a), zi_random_bits(&b));
    zi_random_init(&a, 0, 1);
    zi_random_init(&b, 1, 0);
    assert_int_not_equal(zi_random_bits(&a), zi_random_bits(&b));
}

/* Also over streams: the first draw of each of many streams is as even as many draws of one. */
static void draws_are_even(void **state)
{
    enum { SIDES = 6, DRAWS = 600000 };
    size_t along[SIDES] = {0}, across[SIDES] = {0};
    struct zi_random one, other;
    double sum = 0;

    (void)state;
    zi_random_init(&one, ZI_RANDOM_SEED, 0);
    for (size_t i = 0; i < DRAWS; i++) {
        double u = zi_random_uniform(&one);

        assert_true(u >= 0 && u < 1);
        sum += u;
        along[zi_random_below(&one, SIDES)]++;
        zi_random_init(&other, ZI_RANDOM_SEED, i);
        across[zi_random_below(&other, SIDES)]++;
    }
    assert_close(sum / DRAWS, 0.5, 0.004);
    for (size_t i = 0; i < SIDES; i++) { /* 100,000 expected, sd 289 */
        assert_close((double)along[i], DRAWS / 6.0, 0.012);
        assert_close((double)across[i], DRAWS / 6.0, 0.012);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_generator_is_the_published_one),
        cmocka_unit_test(a_stream_is_its_seed_and_number),
        cmocka_unit_test(draws_are_even),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
