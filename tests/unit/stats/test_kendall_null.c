#include "check.h"

#include <stdlib.h>

#include "zistat/stats/kendall_null.h"

enum { BRUTE_MAX = 8, PAIRS_MAX = BRUTE_MAX * (BRUTE_MAX - 1) / 2 };

/* How many of the arrangements have |S| = s, all n! written out (equal values told apart). */
struct brute {
    int value[BRUTE_MAX];
    size_t n;
    unsigned long count[PAIRS_MAX + 1];
    unsigned long all;
};

static int kendall_s(const int value[], size_t n)
{
    int s = 0;

    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++)
            s += (value[j] > value[i]) - (value[j] < value[i]);
    return s;
}

static void permute(struct brute *brute, size_t from)
{
    if (from == brute->n) {
        brute->count[abs(kendall_s(brute->value, brute->n))]++;
        brute->all++;
        return;
    }
    for (size_t i = from; i < brute->n; i++) {
        int first = brute->value[from];

        brute->value[from] = brute->value[i];
        brute->value[i] = first;
        permute(brute, from + 1);
        brute->value[i] = brute->value[from];
        brute->value[from] = first;
    }
}

static double brute_tail(const struct brute *brute, size_t s)
{
    unsigned long extreme = 0;

    for (size_t i = s; i <= PAIRS_MAX; i++)
        extreme += brute->count[i];
    return (double)extreme / (double)brute->all;
}

/* sizes: one for each different value, adding up to n. */
static void check_against_brute_force(const size_t sizes[], size_t n_sizes)
{
    struct brute brute = {0};
    double two_sided[ZI_KENDALL_NULL_ROOM];
    size_t groups[BRUTE_MAX];
    size_t n_groups = 0;
    size_t pairs;

    for (size_t k = 0; k < n_sizes; k++) {
        for (size_t i = 0; i < sizes[k]; i++)
            brute.value[brute.n++] = (int)k;
        if (sizes[k] > 1)
            groups[n_groups++] = sizes[k];
    }
    permute(&brute, 0);
    pairs = zi_kendall_null_pairs(brute.n, groups, n_groups);
    zi_kendall_null(brute.n, groups, n_groups, two_sided);
    for (size_t i = 0; i <= pairs / 2; i++)
        assert_close(two_sided[i], brute_tail(&brute, pairs - 2 * i), 1e-15);
}

/* All compositions of n with at least two parts, so that every tie pattern comes in every order. */
static void every_tie_pattern_up_to_8_agrees_with_all_permutations(void **state)
{
    (void)state;
    for (size_t n = 2; n <= BRUTE_MAX; n++) {
        for (unsigned cuts = 1; cuts < 1U << (n - 1); cuts += n < 7 ? 1 : 5) {
            size_t sizes[BRUTE_MAX] = {1};
            size_t parts = 1;

            for (size_t i = 0; i < n - 1; i++) {
                if (cuts >> i & 1)
                    sizes[parts++] = 1;
                else
                    sizes[parts - 1]++;
            }
            check_against_brute_force(sizes, parts);
        }
    }
}

/* R: N <- n * (n - 1) / 2; 2 * .Call(stats:::C_pKendall, inversions, n) */
static void untied_tails_are_those_of_r(void **state)
{
    static const struct {
        size_t n, inversions;
        double p;
    } want[] = {
        {5, 0, 2.0 / 120},
        {8, 1, 0.00039682539682539683},
        {8, 7, 0.10868055555555556},
        {10, 0, 5.5114638447971785e-07},
        {10, 11, 0.04662257495590829},
        {21, 52, 0.0010231596033544524},
        {21, 70, 0.035997003985213043},
        {30, 1, 2.2619925772895436e-31},
        {30, 108, 4.9958040121114566e-05},
        {30, 145, 0.0093463961762227151},
        {50, 1, 3.287949416633197e-63},
        {50, 306, 7.8514056834148374e-08},
        {50, 408, 0.00052071646975776595},
    };
    double two_sided[ZI_KENDALL_NULL_ROOM];

    (void)state;
    for (size_t i = 0; i < sizeof want / sizeof want[0]; i++) {
        zi_kendall_null(want[i].n, NULL, 0, two_sided);
        assert_close(two_sided[want[i].inversions], want[i].p, 1e-12);
    }
}

/* E S^2 summed over the tails, against Kendall's closed form. */
static void check_variance(size_t n, const size_t groups[], size_t n_groups)
{
    double two_sided[ZI_KENDALL_NULL_ROOM];
    size_t pairs = zi_kendall_null_pairs(n, groups, n_groups);
    double want = (double)(n * (n - 1) * (2 * n + 5));
    double got = 0;

    for (size_t k = 0; k < n_groups; k++)
        want -= (double)(groups[k] * (groups[k] - 1) * (2 * groups[k] + 5));
    zi_kendall_null(n, groups, n_groups, two_sided);
    for (size_t i = 0; i <= pairs / 2; i++) {
        double s = (double)(pairs - 2 * i);

        got += s * s * (two_sided[i] - (i > 0 ? two_sided[i - 1] : 0));
    }
    assert_close(got, want / 18, 1e-12);
}

static void the_variance_is_kendalls_with_and_without_ties(void **state)
{
    static const size_t ties[][4] = {{2, 2, 2, 2}, {9, 5, 3, 2}, {2, 3, 5, 9}, {6, 6, 6, 2}};
    static const size_t halves[] = {25, 25};

    (void)state;
    for (size_t n = 20; n <= ZI_KENDALL_NULL_MAX; n += 5) {
        check_variance(n, NULL, 0);
        for (size_t i = 0; i < 4; i++)
            check_variance(n, ties[i], 4);
    }
    check_variance(50, halves, 2);
}

/* Two groups are Mann-Whitney: R: 2 * pwilcox(c(0, 60, 200), 25, 25) */
static void two_groups_are_mann_whitney(void **state)
{
    static const size_t halves[] = {25, 25};
    double two_sided[ZI_KENDALL_NULL_ROOM];

    (void)state;
    zi_kendall_null(50, halves, 2, two_sided);
    assert_close(two_sided[0], 1.5821457204897235e-14, 1e-12);
    assert_close(two_sided[60], 9.4382317561897864e-08, 1e-12);
    assert_close(two_sided[200], 0.028881271831140226, 1e-12);
}

static void the_smallest_p_is_two_arrangements(void **state)
{
    static const double want[] = {1, 1.0 / 3, 1.0 / 12, 1.0 / 60, 1.0 / 360};
    double two_sided[ZI_KENDALL_NULL_ROOM];

    (void)state;
    for (size_t n = 2; n <= 6; n++) {
        zi_kendall_null(n, NULL, 0, two_sided);
        assert_close(two_sided[0], want[n - 2], 1e-15);
    }
}

static void no_pairs_leave_certainty(void **state)
{
    static const size_t all[] = {7};
    double two_sided[ZI_KENDALL_NULL_ROOM];

    (void)state;
    assert_int_equal(zi_kendall_null_pairs(7, all, 1), 0);
    zi_kendall_null(7, all, 1, two_sided);
    assert_true(two_sided[0] == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_tie_pattern_up_to_8_agrees_with_all_permutations),
        cmocka_unit_test(untied_tails_are_those_of_r),
        cmocka_unit_test(the_variance_is_kendalls_with_and_without_ties),
        cmocka_unit_test(two_groups_are_mann_whitney),
        cmocka_unit_test(the_smallest_p_is_two_arrangements),
        cmocka_unit_test(no_pairs_leave_certainty),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
