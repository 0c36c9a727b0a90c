/* p adjusted for the number of tests. */
#include "zistat/stats/multiple.h"

#include <math.h>

/* sorted[i] times how many tests it still competes with, and never below its predecessor. */
static void holm(const struct zi_sort_entry sorted[], size_t m, double adjusted[])
{
    double largest = 0;

    for (size_t i = 0; i < m; i++) {
        largest = fmax(largest, fmin(1, (double)(m - i) * sorted[i].value));
        adjusted[sorted[i].row] = largest;
    }
}

static void benjamini_hochberg(const struct zi_sort_entry sorted[], size_t m, double adjusted[])
{
    double smallest = 1;

    for (size_t i = m; i-- > 0;) {
        smallest = fmin(smallest, (double)m / (double)(i + 1) * sorted[i].value);
        adjusted[sorted[i].row] = smallest;
    }
}

size_t zi_multiple_adjust(enum zi_multiple method, const double p[], size_t n,
                          struct zi_sort_entry scratch[], double adjusted[])
{
    size_t m = 0;

    for (size_t i = 0; i < n; i++)
        if (!isnan(p[i]))
            scratch[m++] = (struct zi_sort_entry){p[i], i};
    zi_sort(scratch, m, scratch + m);
    for (size_t i = 0; i < n; i++)
        adjusted[i] = NAN;
    if (method == ZI_HOLM)
        holm(scratch, m, adjusted);
    else
        benjamini_hochberg(scratch, m, adjusted);
    return m;
}
