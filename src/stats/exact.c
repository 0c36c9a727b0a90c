/* Exact p of rank statistics by all permutations. */
#include "exact.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "tail.h"

/* ---- Spearman: half the places at a time */

/* The largest sum of products there is: of the ranks 1 to 9, doubled and centred, with themselves.
 */
enum { SUM_MAX = 240, HALF_MAX = 5, ARRANGEMENTS_MAX = 120 };

/* Adds the sums of x times every arrangement of y behind *end. */
static void list_sums(const int x[], int y[], size_t n, int sum, int **end)
{
    if (n == 0)
        *(*end)++ = sum;
    for (size_t i = 0; i < n; i++) {
        int chosen = y[i];

        y[i] = y[0];
        y[0] = chosen;
        list_sums(x + 1, y + 1, n - 1, sum + x[0] * chosen, end);
        y[0] = y[i];
        y[i] = chosen;
    }
}

/* How many of the sums are at most each number from -SUM_MAX on. */
static void accumulate(const int sums[], size_t n, size_t at_most[])
{
    size_t below = 0;

    for (int number = 0; number <= 2 * SUM_MAX; number++)
        at_most[number] = 0;
    for (size_t i = 0; i < n; i++)
        at_most[sums[i] + SUM_MAX]++;
    for (int number = 0; number <= 2 * SUM_MAX; number++)
        below = at_most[number] += below;
}

static size_t count_at_most(const size_t at_most[], int number)
{
    return number < -SUM_MAX ? 0 : at_most[number < SUM_MAX ? number + SUM_MAX : 2 * SUM_MAX];
}

/* Arrangements with the y of the set in the first places whose sum is as far from 0 as observed:
 * every order of the first with every order of the others. */
static size_t count_extreme(const int x[], const int y[], size_t n, unsigned set, int observed)
{
    int parts[2][HALF_MAX], sums[2][ARRANGEMENTS_MAX];
    int *end[2] = {sums[0], sums[1]};
    size_t at_most[2 * SUM_MAX + 1];
    size_t sizes[2] = {0, 0};
    size_t extreme = 0, all;

    for (size_t i = 0; i < n; i++) {
        size_t part = (set >> i & 1) == 0;

        parts[part][sizes[part]++] = y[i];
    }
    list_sums(x, parts[0], sizes[0], 0, &end[0]);
    list_sums(x + sizes[0], parts[1], sizes[1], 0, &end[1]);
    all = (size_t)(end[1] - sums[1]);
    accumulate(sums[1], all, at_most);
    for (const int *sum = sums[0]; sum < end[0]; sum++)
        extreme += observed == 0 ? all
                                 : count_at_most(at_most, -observed - *sum) + all -
                                       count_at_most(at_most, observed - *sum - 1);
    return extreme;
}

static size_t count_members(unsigned set)
{
    size_t n = 0;

    for (; set != 0; set &= set - 1)
        n++;
    return n;
}

double zi_exact_spearman(const int x[], const int y[], size_t n)
{
    size_t extreme = 0;
    double all = 1;
    int observed = 0;

    for (size_t i = 0; i < n; i++) {
        observed += x[i] * y[i];
        all *= (double)(i + 1);
    }
    for (unsigned set = 0; set < 1U << n; set++)
        if (count_members(set) == n / 2)
            extreme += count_extreme(x, y, n, set, abs(observed));
    return (double)extreme / all;
}

/* ---- Kendall: place by place */

/* The arrangements of the y values over the x values, gone through place by place. */
struct search {
    const int *x;
    size_t n;
    int values[ZI_EXACT_PERMUTATION_MAX]; /* the different y, and how many of each are unplaced */
    int unplaced[ZI_EXACT_PERMUTATION_MAX];
    size_t distinct;
    int placed[ZI_EXACT_PERMUTATION_MAX];
    int observed;
    unsigned extreme;
    unsigned all;
};

static int sign(int number)
{
    return (number > 0) - (number < 0);
}

/* What the value at this place adds to the statistic, given those placed before. */
static int concordance_gain(const struct search *search, size_t place, int value)
{
    int gain = 0;

    for (size_t i = 0; i < place; i++)
        gain += sign(search->x[place] - search->x[i]) * sign(value - search->placed[i]);
    return gain;
}

static void arrange_from(struct search *search, size_t place, int statistic)
{
    if (place == search->n) {
        search->all++;
        search->extreme += abs(statistic) >= abs(search->observed);
        return;
    }
    for (size_t i = 0; i < search->distinct; i++) {
        if (search->unplaced[i] == 0)
            continue;
        search->unplaced[i]--;
        search->placed[place] = search->values[i];
        arrange_from(search, place + 1,
                     statistic + concordance_gain(search, place, search->values[i]));
        search->unplaced[i]++;
    }
}

static void count_value(struct search *search, int value)
{
    size_t i = 0;

    while (i < search->distinct && search->values[i] != value)
        i++;
    search->values[i] = value;
    search->unplaced[i]++;
    if (i == search->distinct)
        search->distinct++;
}

double zi_exact_kendall(const int x[], const int y[], size_t n)
{
    struct search search = {.x = x, .n = n};

    for (size_t i = 0; i < n; i++) {
        search.observed += concordance_gain(&search, i, y[i]);
        search.placed[i] = y[i];
        count_value(&search, y[i]);
    }
    arrange_from(&search, 0, 0);
    return (double)search.extreme / search.all;
}

/* ---- perfect */

double zi_exact_perfect(const size_t counts[], size_t ranks)
{
    bool reversible = true;
    size_t last = ranks;
    double n = 0;
    double log_p = 0;

    for (size_t first = 0; first < ranks; first++) {
        if (counts[first] == 0)
            continue;
        while (counts[--last] == 0)
            ;
        reversible = reversible && counts[first] == counts[last];
        n += (double)counts[first];
        log_p += lgamma((double)counts[first] + 1);
    }
    return zi_tail_clamp((reversible ? 2 : 1) * exp(log_p - lgamma(n + 1)));
}
