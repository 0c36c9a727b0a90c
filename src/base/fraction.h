/*
 * Sums of fractions compared exactly. A mean of whole-number answers is a fraction; whether a sum
 * of such means reaches a border must not depend on how doubles round.
 */
#ifndef ZISTAT_BASE_FRACTION_H
#define ZISTAT_BASE_FRACTION_H

#include <stddef.h>
#include <stdint.h>

enum { ZI_FRACTIONS_MAX = 16 };

struct zi_fraction {
    uint64_t numerator;
    uint64_t denominator; /* at least 1 */
};

/*
 * -1, 0 or 1: terms[0] + ... + terms[n - 1] is below, equal to or above the limit. n is at most
 * ZI_FRACTIONS_MAX; the sum of no terms is 0. Exact for any numerators and denominators. Cost: n
 * divisions where the two are not near each other, else O(n^2) multiplications of long integers.
 */
int zi_fractions_compare(const struct zi_fraction terms[], size_t n, struct zi_fraction limit);

#endif
