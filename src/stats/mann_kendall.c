/* The test of Mann and Kendall for a trend. */
#include "zistat/stats/mann_kendall.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tail.h"

enum { GROUPS_MAX = ZI_KENDALL_NULL_MAX / 2, CAPACITY_FIRST = 64 };

/* Sizes of the groups of two or more equal values, largest first. */
struct ties {
    size_t size[GROUPS_MAX];
    size_t count;
};

struct zi_mann_kendall_pattern {
    size_t n;
    struct ties ties;
    double two_sided[]; /* see zi_kendall_null */
};

/* What the pairs of a series say. */
struct pairs {
    int64_t s;
    int64_t tied;
};

static struct pairs compare_pairs(const double y[], size_t n)
{
    struct pairs pairs = {0};

    for (size_t i = 0; i < n; i++) {
        int rises = 0;
        int falls = 0;

        for (size_t j = i + 1; j < n; j++) {
            rises += y[j] > y[i];
            falls += y[j] < y[i];
        }
        pairs.s += rises - falls;
        pairs.tied += (int64_t)(n - i - 1) - rises - falls;
    }
    return pairs;
}

static size_t count_equal(const double y[], size_t n, double value)
{
    size_t count = 0;

    for (size_t i = 0; i < n; i++)
        count += y[i] == value;
    return count;
}

/* Kendall's n(n-1)(2n+5) less the same for each group; a group of g is met g times. */
static double null_variance(const double y[], size_t n, bool tied)
{
    double all = (double)n;
    double sum = all * (all - 1) * (2 * all + 5);

    for (size_t i = 0; tied && i < n; i++) {
        double g = (double)count_equal(y, n, y[i]);

        sum -= (g - 1) * (2 * g + 5);
    }
    return sum / 18;
}

static void insert_size(struct ties *ties, size_t size)
{
    size_t i = ties->count++;

    for (; i > 0 && ties->size[i - 1] < size; i--)
        ties->size[i] = ties->size[i - 1];
    ties->size[i] = size;
}

static struct ties find_ties(const double y[], size_t n)
{
    struct ties ties = {0};

    for (size_t i = 0; i < n; i++) {
        size_t later = count_equal(y + i, n - i, y[i]);

        if (later > 1 && count_equal(y, i, y[i]) == 0)
            insert_size(&ties, later);
    }
    return ties;
}

static bool same_pattern(const struct zi_mann_kendall_pattern *pattern, size_t n,
                         const struct ties *ties)
{
    return pattern->n == n && pattern->ties.count == ties->count &&
           memcmp(pattern->ties.size, ties->size, ties->count * sizeof ties->size[0]) == 0;
}

static size_t hash_pattern(size_t n, const struct ties *ties)
{
    uint64_t hash = n;

    for (size_t i = 0; i < ties->count; i++)
        hash = (hash ^ ties->size[i]) * UINT64_C(1099511628211);
    return (size_t)(hash ^ hash >> 32);
}

/* The pattern's place, or the free one where it belongs. */
static struct zi_mann_kendall_pattern **find_slot(struct zi_mann_kendall_pattern **table,
                                                  size_t capacity, size_t n,
                                                  const struct ties *ties)
{
    size_t i = hash_pattern(n, ties) & (capacity - 1);

    while (table[i] != NULL && !same_pattern(table[i], n, ties))
        i = (i + 1) & (capacity - 1);
    return &table[i];
}

static bool grow(struct zi_mann_kendall_cache *cache)
{
    size_t capacity = cache->capacity ? 2 * cache->capacity : CAPACITY_FIRST;
    struct zi_mann_kendall_pattern **table = calloc(capacity, sizeof *table);

    if (table == NULL)
        return false;
    for (size_t i = 0; i < cache->capacity; i++)
        if (cache->tied[i] != NULL)
            *find_slot(table, capacity, cache->tied[i]->n, &cache->tied[i]->ties) = cache->tied[i];
    free(cache->tied);
    cache->tied = table;
    cache->capacity = capacity;
    return true;
}

static const double *untied_null(struct zi_mann_kendall_cache *cache, size_t n)
{
    size_t room = zi_kendall_null_pairs(n, NULL, 0) / 2 + 1;

    if (cache->untied[n] == NULL) {
        cache->untied[n] = malloc(room * sizeof *cache->untied[n]);
        if (cache->untied[n] != NULL)
            zi_kendall_null(n, NULL, 0, cache->untied[n]);
    }
    return cache->untied[n];
}

static const double *tied_null(struct zi_mann_kendall_cache *cache, size_t n,
                               const struct ties *ties)
{
    struct zi_mann_kendall_pattern **slot;
    size_t room = zi_kendall_null_pairs(n, ties->size, ties->count) / 2 + 1;

    /* At most half full, so that a search ends soon. */
    if (2 * (cache->count + 1) > cache->capacity && !grow(cache))
        return NULL;
    slot = find_slot(cache->tied, cache->capacity, n, ties);
    if (*slot == NULL) {
        struct zi_mann_kendall_pattern *pattern =
            malloc(sizeof *pattern + room * sizeof pattern->two_sided[0]);

        if (pattern == NULL)
            return NULL;
        pattern->n = n;
        pattern->ties = *ties;
        zi_kendall_null(n, ties->size, ties->count, pattern->two_sided);
        *slot = pattern;
        cache->count++;
    }
    return (*slot)->two_sided;
}

static enum zi_code exact_p(const double y[], size_t n, struct pairs pairs,
                            struct zi_mann_kendall_cache *cache, struct zi_mann_kendall *result,
                            struct zi_error *error)
{
    struct ties ties = {0};
    const double *two_sided;
    size_t largest;

    if (pairs.tied > 0)
        ties = find_ties(y, n);
    two_sided = ties.count > 0 ? tied_null(cache, n, &ties) : untied_null(cache, n);
    if (two_sided == NULL)
        return zi_fail_memory(error);
    largest = zi_kendall_null_pairs(n, ties.size, ties.count);
    result->tau.p_value = two_sided[(largest - (size_t)llabs(pairs.s)) / 2];
    result->tau.p_method = ZI_P_EXACT;
    result->smallest_p = two_sided[0];
    return ZI_OK;
}

static double normal_p(double s, double variance)
{
    return zi_tail_normal(fmax(fabs(s) - 1, 0) / sqrt(variance));
}

void zi_mann_kendall_cache_init(struct zi_mann_kendall_cache *cache)
{
    *cache = (struct zi_mann_kendall_cache){0};
}

void zi_mann_kendall_cache_release(struct zi_mann_kendall_cache *cache)
{
    for (size_t n = 0; n <= ZI_KENDALL_NULL_MAX; n++)
        free(cache->untied[n]);
    for (size_t i = 0; i < cache->capacity; i++)
        free(cache->tied[i]);
    free(cache->tied);
    zi_mann_kendall_cache_init(cache);
}

enum zi_code zi_mann_kendall(const double y[], size_t n, struct zi_mann_kendall_cache *cache,
                             struct zi_mann_kendall *result, struct zi_error *error)
{
    struct pairs pairs = compare_pairs(y, n);
    double s = (double)pairs.s;
    double all = (double)n * ((double)n - 1) / 2;
    double untied = all - (double)pairs.tied;

    *result = (struct zi_mann_kendall){
        .tau = zi_estimate_undefined(n, n == 0 ? ZI_MISSING : ZI_FEWER_THAN_3),
        .variance = NAN,
        .largest = NAN,
        .smallest_p = NAN,
    };
    if (n == 0)
        return ZI_OK;
    result->tau.statistic = s;
    if (n < 3)
        return ZI_OK;
    result->variance = null_variance(y, n, pairs.tied > 0);
    result->tau.reason = untied > 0 ? ZI_DEFINED : ZI_CONSTANT;
    if (untied == 0)
        return ZI_OK;
    result->largest = untied;
    result->tau.estimate = s / sqrt(all * untied);
    if (n <= ZI_KENDALL_NULL_MAX)
        return exact_p(y, n, pairs, cache, result, error);
    result->tau.p_value = normal_p(s, result->variance);
    result->tau.p_method = ZI_P_NORMAL;
    result->smallest_p = normal_p(untied, result->variance);
    return ZI_OK;
}

void zi_mann_kendall_widen(struct zi_mann_kendall *result, double factor)
{
    double variance = factor * result->variance;
    double p;

    if (isnan(result->tau.p_value) || !(factor > 1))
        return;
    p = normal_p(result->tau.statistic, variance);
    if (p > result->tau.p_value) {
        result->tau.p_value = p;
        result->tau.p_method = ZI_P_NORMAL_AR1;
    }
    result->smallest_p = fmax(result->smallest_p, normal_p(result->largest, variance));
}
