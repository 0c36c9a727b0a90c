/* The exact distribution of Kendall's S. */
#include "zistat/stats/kendall_null.h"

#include <stdint.h>
#include <string.h>

enum {
    INTEGER_MAX = 20, /* 20! is the last factorial in 64 bits */
    INTEGER_ROOM = INTEGER_MAX * (INTEGER_MAX - 1) / 2 + 1,
    DOUBLE_ROOM = ZI_KENDALL_NULL_MAX * (ZI_KENDALL_NULL_MAX - 1) / 2 + 1,
    HALF = ZI_KENDALL_NULL_MAX / 2,
    UPPER_ROOM = HALF * HALF + 1, /* counts of U(a, b) with a + b <= 50 */
};

size_t zi_kendall_null_pairs(size_t n, const size_t groups[], size_t n_groups)
{
    size_t pairs = n * (n - 1) / 2;

    for (size_t k = 0; k < n_groups; k++)
        pairs -= groups[k] * (groups[k] - 1) / 2;
    return pairs;
}

/* Times 1 + q + ... + q^(factor-1): each coefficient becomes the sum of the last few. */
static void multiply(uint64_t count[], size_t length, size_t factor)
{
    for (size_t i = 1; i < length; i++)
        count[i] += count[i - 1];
    for (size_t i = length; i-- > factor;)
        count[i] -= count[i - factor];
}

/* The inverse of multiply, step by step. */
static void divide(uint64_t count[], size_t length, size_t factor)
{
    for (size_t i = factor; i < length; i++)
        count[i] += count[i - factor];
    for (size_t i = length; i-- > 1;)
        count[i] -= count[i - 1];
}

static void integer_null(size_t n, const size_t groups[], size_t n_groups, size_t pairs,
                         double two_sided[])
{
    uint64_t count[INTEGER_ROOM] = {1};
    size_t length = n * (n - 1) / 2 + 1;
    uint64_t all = 0;
    uint64_t sum = 0;

    for (size_t j = 2; j <= n; j++)
        multiply(count, length, j);
    for (size_t k = 0; k < n_groups; k++)
        for (size_t j = 2; j <= groups[k]; j++)
            divide(count, length, j);
    for (size_t i = 0; i <= pairs; i++)
        all += count[i];
    for (size_t i = 0; i <= pairs / 2; i++) {
        sum += count[i];
        two_sided[i] = 2 * i == pairs ? 1 : (double)(2 * sum) / (double)all;
    }
}

/*
 * Probabilities of Mann-Whitney's U(a, b), 0 .. a*b, into row[a][...]: the one over all is
 * f(a, b, u) = (a f(a-1, b, u-b) + b f(a, b-1, u)) / (a + b). Rows run over the smaller sample.
 */
static const double *upper_null(size_t a, size_t b, double row[HALF + 1][UPPER_ROOM])
{
    size_t few = a < b ? a : b;
    size_t many = a < b ? b : a;

    for (size_t i = 0; i <= few; i++) {
        memset(row[i], 0, sizeof row[i]);
        row[i][0] = 1;
    }
    for (size_t m = 1; m <= many; m++) {
        for (size_t i = 1; i <= few; i++) {
            double share = (double)m / (double)(m + i);

            for (size_t u = m * i + 1; u-- > 0;)
                row[i][u] = (u >= i ? share * row[i][u - i] : 0) + (1 - share) * row[i - 1][u];
        }
    }
    return row[few];
}

static size_t convolve(double p[], size_t length, const double q[], size_t q_length)
{
    double product[DOUBLE_ROOM] = {0};

    for (size_t i = 0; i < length; i++)
        for (size_t j = 0; j < q_length; j++)
            product[i + j] += p[i] * q[j];
    memcpy(p, product, (length + q_length - 1) * sizeof *p);
    return length + q_length - 1;
}

/* S is a sum of independent Mann-Whitney counts: each group against all that came before it.
 * Sums of positive terms only, where dividing polynomials would cancel. */
static void double_null(size_t n, const size_t groups[], size_t n_groups, size_t pairs,
                        double two_sided[])
{
    double p[DOUBLE_ROOM] = {1};
    double row[HALF + 1][UPPER_ROOM];
    double sum = 0;
    size_t length = 1;
    size_t before = 0;

    for (size_t k = 0; before < n; k++) {
        size_t size = k < n_groups ? groups[k] : 1;

        length = convolve(p, length, upper_null(size, before, row), size * before + 1);
        before += size;
    }
    for (size_t i = 0; i <= pairs / 2; i++) {
        sum += p[i];
        two_sided[i] = 2 * i == pairs ? 1 : 2 * sum;
    }
}

void zi_kendall_null(size_t n, const size_t groups[], size_t n_groups, double two_sided[])
{
    size_t pairs = zi_kendall_null_pairs(n, groups, n_groups);

    if (n <= INTEGER_MAX)
        integer_null(n, groups, n_groups, pairs, two_sided);
    else
        double_null(n, groups, n_groups, pairs, two_sided);
}
