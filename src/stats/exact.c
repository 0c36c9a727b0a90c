#include "exact.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "tail.h"

/* The arrangements of the y values over the x values, gone through place by place. */
struct search {
    const int *x;
    size_t n;
    int values[ZI_EXACT_PERMUTATION_MAX]; /* the different y, and how many of each are unplaced */
    int unplaced[ZI_EXACT_PERMUTATION_MAX];
    size_t distinct;
    int placed[ZI_EXACT_PERMUTATION_MAX];
    /* What the value at this place adds to the statistic, given those placed before. */
    int (*gain)(const struct search *search, size_t place, int value);
    int observed;
    unsigned extreme;
    unsigned all;
};

static int sign(int number)
{
    return (number > 0) - (number < 0);
}

static int product_gain(const struct search *search, size_t place, int value)
{
    return search->x[place] * value;
}

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
        arrange_from(search, place + 1, statistic + search->gain(search, place, search->values[i]));
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

static double permutation_p(struct search search, const int y[])
{
    for (size_t i = 0; i < search.n; i++) {
        search.observed += search.gain(&search, i, y[i]);
        search.placed[i] = y[i];
        count_value(&search, y[i]);
    }
    arrange_from(&search, 0, 0);
    return (double)search.extreme / search.all;
}

double zi_exact_spearman(const int x[], const int y[], size_t n)
{
    return permutation_p((struct search){.x = x, .n = n, .gain = product_gain}, y);
}

double zi_exact_kendall(const int x[], const int y[], size_t n)
{
    return permutation_p((struct search){.x = x, .n = n, .gain = concordance_gain}, y);
}

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
