/* Order statistics without sorting. NaN is not allowed in any of these. */
#ifndef ZISTAT_STATS_SELECT_H
#define ZISTAT_STATS_SELECT_H

#include <stddef.h>

/*
 * The k-th smallest (k = 0 .. n-1) of x[0..n), which is reordered: x[k] is in its sorted place,
 * nothing before it is larger and nothing behind it smaller. Cost O(n) on average for any input.
 */
double zi_select(double x[], size_t n, size_t k);

/* Quantile of type 7 (R's default: linear between the order statistics around (n-1)p), 0 <= p <= 1,
 * n >= 1. Reorders x. Oracle: R quantile(x, p). */
double zi_select_quantile(double x[], size_t n, double p);

#endif
