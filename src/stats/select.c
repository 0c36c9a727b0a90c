/* The k-th smallest of some numbers. */
#include "select.h"

#include <math.h>
#include <stdint.h>

/* So few are sorted faster than split. */
enum { FEW = 8 };

static double median_of_three(double a, double b, double c)
{
    if (a < b)
        return b < c ? b : (a < c ? c : a);
    return a < c ? a : (b < c ? c : b);
}

/* Three values from places that no order of the input can foresee: then every input, sorted or
 * hostile, costs O(n) on average. */
static double choose_pivot(const double x[], size_t n, uint64_t *random)
{
    double candidate[3];

    for (size_t i = 0; i < 3; i++) {
        *random = *random * 6364136223846793005U + 1442695040888963407U;
        candidate[i] = x[(*random >> 32) * n >> 32];
    }
    return median_of_three(candidate[0], candidate[1], candidate[2]);
}

/* Moves what is below the pivot to the front and counts it. Swapping always, instead of where
 * needed, spares a branch that no processor could predict. */
static size_t move_below(double x[], size_t n, double pivot)
{
    size_t count = 0;

    for (size_t i = 0; i < n; i++) {
        double value = x[i];

        x[i] = x[count];
        x[count] = value;
        count += value < pivot;
    }
    return count;
}

static size_t move_equal(double x[], size_t n, double pivot)
{
    size_t count = 0;

    for (size_t i = 0; i < n; i++) {
        double value = x[i];

        x[i] = x[count];
        x[count] = value;
        count += value == pivot;
    }
    return count;
}

static void sort_few(double x[], size_t n)
{
    for (size_t i = 1; i < n; i++) {
        double value = x[i];
        size_t j = i;

        for (; j > 0 && x[j - 1] > value; j--)
            x[j] = x[j - 1];
        x[j] = value;
    }
}

double zi_select(double x[], size_t n, size_t k)
{
    uint64_t random = n;

    while (n > FEW) {
        double pivot = choose_pivot(x, n, &random);
        size_t below = move_below(x, n, pivot);
        size_t equal;

        if (k < below) {
            n = below;
            continue;
        }
        equal = move_equal(x + below, n - below, pivot);
        if (k < below + equal)
            return pivot;
        x += below + equal;
        n -= below + equal;
        k -= below + equal;
    }
    sort_few(x, n);
    return x[k];
}

static double smallest(const double x[], size_t n)
{
    double least = x[0];

    for (size_t i = 1; i < n; i++)
        least = x[i] < least ? x[i] : least;
    return least;
}

double zi_select_quantile(double x[], size_t n, double p)
{
    double place = (double)(n - 1) * p;
    size_t k = (size_t)place;
    double fraction = place - (double)k;
    double low = zi_select(x, n, k);

    if (fraction == 0)
        return low;
    return low + fraction * (smallest(x + k + 1, n - k - 1) - low);
}
