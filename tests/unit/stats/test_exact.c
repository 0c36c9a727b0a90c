#include "check.h"

#include <float.h>
#include <stdlib.h>

#include "stats/exact.h"

/* All n! permutations of y, each counted, equal or not: the definition of the p-value. */
struct permutations {
    const int *x;
    int y[ZI_EXACT_PERMUTATION_MAX];
    size_t n;
    int (*statistic)(const int x[], const int y[], size_t n);
    int observed;
    unsigned extreme;
    unsigned all;
};

static int products(const int x[], const int y[], size_t n)
{
    int sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += x[i] * y[i];
    return sum;
}

static int concordance(const int x[], const int y[], size_t n)
{
    int sum = 0;

    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++)
            sum += ((x[i] > x[j]) - (x[i] < x[j])) * ((y[i] > y[j]) - (y[i] < y[j]));
    return sum;
}

static void permute(struct permutations *all, size_t place)
{
    if (place == all->n) {
        all->all++;
        all->extreme += abs(all->statistic(all->x, all->y, all->n)) >= abs(all->observed);
    }
    for (size_t i = place; i < all->n; i++) {
        int moved = all->y[i];

        all->y[i] = all->y[place];
        all->y[place] = moved;
        permute(all, place + 1);
        all->y[place] = all->y[i];
        all->y[i] = moved;
    }
}

static double permutation_p(const int x[], const int y[], size_t n,
                            int (*statistic)(const int x[], const int y[], size_t n))
{
    struct permutations all = {.x = x, .n = n, .statistic = statistic};

    for (size_t i = 0; i < n; i++)
        all.y[i] = y[i];
    all.observed = statistic(x, y, n);
    permute(&all, 0);
    return (double)all.extreme / all.all;
}

/* Doubled and centred mid-ranks of some small integers. */
static void score(int scores[], const int values[], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        scores[i] = 0;
        for (size_t j = 0; j < n; j++)
            scores[i] += (values[i] > values[j]) - (values[i] < values[j]);
    }
}

static void check(const int x_values[], const int y_values[], size_t n)
{
    int x[ZI_EXACT_PERMUTATION_MAX];
    int y[ZI_EXACT_PERMUTATION_MAX];

    score(x, x_values, n);
    score(y, y_values, n);
    assert_close(zi_exact_spearman(x, y, n), permutation_p(x, y, n, products), 1e-15);
    assert_close(zi_exact_kendall(x, y, n), permutation_p(x, y, n, concordance), 1e-15);
}

static void p_is_the_share_of_permutations(void **state)
{
    (void)state;
    for (size_t n = 2; n <= 7; n++) {
        for (unsigned variant = 0; variant < 12; variant++) {
            int x[ZI_EXACT_PERMUTATION_MAX];
            int y[ZI_EXACT_PERMUTATION_MAX];

            for (size_t i = 0; i < n; i++) {
                x[i] = (int)((i * 5 + variant) % (3 + variant % 5));
                y[i] = (int)((i * i * 3 + i * variant + 1) % (2 + variant % 7));
            }
            check(x, y, n);
        }
    }
}

static void nine_values_without_and_with_ties(void **state)
{
    const int x[] = {0, 1, 2, 3, 4, 5, 6, 7, 8};
    const int y[] = {2, 0, 1, 4, 3, 8, 5, 7, 6};
    const int tied[] = {0, 0, 1, 1, 1, 2, 2, 3, 3};

    (void)state;
    check(x, y, 9);
    check(tied, y, 9);
    check(y, tied, 9);
}

/* R: cor.test(1:4, 1:4, method = "spearman") has p 0.08333 */
static void perfect_order_of_four_has_one_in_twelve(void **state)
{
    const int x[] = {-3, -1, 1, 3};
    const int falling[] = {3, 1, -1, -3};
    const size_t groups[] = {1, 1, 1, 1};

    (void)state;
    assert_close(zi_exact_spearman(x, x, 4), 1.0 / 12, 1e-15);
    assert_close(zi_exact_spearman(x, falling, 4), 1.0 / 12, 1e-15);
    assert_close(zi_exact_kendall(x, x, 4), 1.0 / 12, 1e-15);
    assert_close(zi_exact_perfect(groups, 4), 1.0 / 12, 1e-14);
}

/* Groups in order: 2 1 2 reads the same backwards, 2 2 1 does not. A rank nobody has is none. */
static void perfect_with_ties_is_that_of_all_permutations(void **state)
{
    const int same[] = {0, 0, 1, 2, 2};
    const int other[] = {0, 0, 1, 1, 2};
    const size_t same_groups[] = {0, 2, 1, 0, 2};
    const size_t other_groups[] = {2, 0, 2, 1, 0, 0};
    int x[5];

    (void)state;
    score(x, same, 5);
    assert_close(zi_exact_perfect(same_groups, 5), permutation_p(x, x, 5, products), 1e-14);
    score(x, other, 5);
    assert_close(zi_exact_perfect(other_groups, 6), permutation_p(x, x, 5, products), 1e-14);
}

static void perfect_order_of_very_many_is_not_impossible(void **state)
{
    static size_t groups[1000];

    (void)state;
    for (size_t i = 0; i < 1000; i++)
        groups[i] = 1;
    assert_true(zi_exact_perfect(groups, 1000) == DBL_MIN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(p_is_the_share_of_permutations),
        cmocka_unit_test(nine_values_without_and_with_ties),
        cmocka_unit_test(perfect_order_of_four_has_one_in_twelve),
        cmocka_unit_test(perfect_with_ties_is_that_of_all_permutations),
        cmocka_unit_test(perfect_order_of_very_many_is_not_impossible),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
