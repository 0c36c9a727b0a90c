#include "zistat/stats/dense_rank.h"

#include <math.h>
#include <string.h>

enum { DIGIT_BITS = 11, DIGITS = 6, BUCKETS = 1 << DIGIT_BITS };

struct item {
    uint64_t key;
    uint32_t row;
};

/* Unsigned numbers in the order of the doubles; -0 right before 0. */
static uint64_t sort_key(double value)
{
    uint64_t bits;

    memcpy(&bits, &value, sizeof bits);
    return bits >> 63 ? ~bits : bits | UINT64_C(1) << 63;
}

static double key_value(uint64_t key)
{
    uint64_t bits = key >> 63 ? key & ~(UINT64_C(1) << 63) : ~key;
    double value;

    memcpy(&value, &bits, sizeof value);
    return value;
}

static size_t digit_of(uint64_t key, unsigned digit)
{
    return (size_t)(key >> (digit * DIGIT_BITS)) & (BUCKETS - 1);
}

/* Sorts by the least digit first, leaving out digits that all keys share. Returns whichever of the
 * two arrays holds the result; counts is zeroed room for DIGITS * BUCKETS. */
static struct item *radix_sort(struct item *items, struct item *other, size_t n, uint32_t counts[])
{
    for (size_t i = 0; i < n; i++)
        for (unsigned digit = 0; digit < DIGITS; digit++)
            counts[digit * BUCKETS + digit_of(items[i].key, digit)]++;
    for (unsigned digit = 0; digit < DIGITS; digit++) {
        uint32_t *next = counts + digit * BUCKETS;
        struct item *sorted = other;
        uint32_t before = 0;

        if (next[digit_of(items[0].key, digit)] == n)
            continue;
        for (size_t bucket = 0; bucket < BUCKETS; bucket++) {
            uint32_t count = next[bucket];

            next[bucket] = before;
            before += count;
        }
        for (size_t i = 0; i < n; i++)
            sorted[next[digit_of(items[i].key, digit)]++] = items[i];
        other = items;
        items = sorted;
    }
    return items;
}

static uint32_t number_sorted(const struct item items[], size_t n, double tolerance,
                              uint32_t rank[])
{
    double previous = key_value(items[0].key);
    uint32_t current = 0;

    for (size_t i = 0; i < n; i++) {
        double value = key_value(items[i].key);

        if (value - previous > tolerance)
            current++;
        previous = value;
        rank[items[i].row] = current;
    }
    return current + 1;
}

static enum zi_code fill_ranks(struct zi_dense_ranks *ranks, const double values[],
                               double tolerance, struct zi_arena *scratch, struct zi_error *error)
{
    struct item *items = zi_arena_allocate(scratch, ranks->n, sizeof *items);
    struct item *other = zi_arena_allocate(scratch, ranks->n, sizeof *other);
    uint32_t *counts = zi_arena_allocate(scratch, (size_t)DIGITS * BUCKETS, sizeof *counts);
    size_t present = 0;

    if (!items || !other || !counts)
        return zi_fail_memory(error);
    for (size_t i = 0; i < ranks->n; i++) {
        if (isnan(values[i])) {
            ranks->rank[i] = ZI_NO_RANK;
        } else {
            items[present].key = sort_key(values[i]);
            items[present++].row = (uint32_t)i;
        }
    }
    if (present > 0)
        ranks->distinct = number_sorted(radix_sort(items, other, present, counts), present,
                                        tolerance, ranks->rank);
    return ZI_OK;
}

enum zi_code zi_dense_ranks_make(struct zi_dense_ranks *ranks, const double values[], size_t n,
                                 double tolerance, struct zi_arena *arena, struct zi_error *error)
{
    struct zi_arena scratch;
    enum zi_code code;

    ranks->n = n;
    ranks->distinct = 0;
    ranks->rank = zi_arena_allocate(arena, n, sizeof *ranks->rank);
    if (!ranks->rank)
        return zi_fail_memory(error);
    zi_arena_init(&scratch);
    code = fill_ranks(ranks, values, tolerance, &scratch, error);
    zi_arena_release(&scratch);
    return code;
}

static void score_groups(struct zi_rank_groups *groups, uint32_t distinct)
{
    double n = (double)groups->n;
    double before = 0;

    for (uint32_t rank = 0; rank < distinct; rank++) {
        double g = (double)groups->count[rank];

        groups->score[rank] = 2 * before + g - n;
        before += g;
        groups->ties.distinct += g > 0;
        groups->ties.pairs += g * (g - 1) / 2;
        groups->ties.triples += g * (g - 1) * (g - 2);
        groups->ties.variance_summand += g * (g - 1) * (2 * g + 5);
    }
    groups->squares = (n * (n - 1) * (n + 1) - groups->ties.triples - 6 * groups->ties.pairs) / 3;
}

enum zi_code zi_rank_groups_make(struct zi_rank_groups *groups, const struct zi_dense_ranks *ranks,
                                 const struct zi_dense_ranks *other, struct zi_arena *arena,
                                 struct zi_error *error)
{
    *groups = (struct zi_rank_groups){
        .count = zi_arena_allocate(arena, ranks->distinct, sizeof *groups->count),
        .score = zi_arena_allocate(arena, ranks->distinct, sizeof *groups->score),
    };
    if (!groups->count || !groups->score)
        return zi_fail_memory(error);
    for (size_t row = 0; row < ranks->n; row++) {
        if (ranks->rank[row] == ZI_NO_RANK || other->rank[row] == ZI_NO_RANK)
            continue;
        groups->count[ranks->rank[row]]++;
        groups->n++;
    }
    score_groups(groups, ranks->distinct);
    return ZI_OK;
}
