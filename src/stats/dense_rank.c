/* Ranks without gaps, and the groups of ties. */
#include "zistat/stats/dense_rank.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

enum { DIGIT_BITS = 11, BUCKETS = 1 << DIGIT_BITS };

/* Room that both sorts use. */
struct scratch {
    struct zi_arena arena;
    const double *values;
    uint32_t *counts; /* BUCKETS of every digit */
    size_t present;   /* values that are not missing */
    double min;
    double max;
};

/* ---- by 32 bits: where a value lies between the least and the greatest */

struct short_item {
    uint32_t key;
    uint32_t row;
};

enum { SHORT_DIGITS = 3 };

static size_t short_digit(uint32_t key, unsigned digit)
{
    return (key >> (digit * DIGIT_BITS)) & (BUCKETS - 1);
}

/* Counts become the places where the items of a bucket begin; false when one bucket has all. */
static bool place_buckets(uint32_t next[], size_t n)
{
    uint32_t before = 0;

    for (size_t bucket = 0; bucket < BUCKETS; bucket++) {
        uint32_t count = next[bucket];

        if (count == n)
            return false;
        next[bucket] = before;
        before += count;
    }
    return true;
}

static struct short_item *short_sort(struct short_item *items, struct short_item *other,
                                     struct scratch *scratch)
{
    for (size_t i = 0; i < scratch->present; i++)
        for (unsigned digit = 0; digit < SHORT_DIGITS; digit++)
            scratch->counts[digit * BUCKETS + short_digit(items[i].key, digit)]++;
    for (unsigned digit = 0; digit < SHORT_DIGITS; digit++) {
        uint32_t *next = scratch->counts + digit * BUCKETS;
        struct short_item *sorted = other;

        if (!place_buckets(next, scratch->present))
            continue;
        for (size_t i = 0; i < scratch->present; i++)
            sorted[next[short_digit(items[i].key, digit)]++] = items[i];
        other = items;
        items = sorted;
    }
    return items;
}

static void sort_run(struct short_item run[], size_t n, const double values[])
{
    for (size_t i = 1; i < n; i++) {
        struct short_item item = run[i];
        size_t j = i;

        for (; j > 0 && values[run[j - 1].row] > values[item.row]; j--)
            run[j] = run[j - 1];
        run[j] = item;
    }
}

/* How the numbering of rows in order goes on. */
struct numbering {
    uint32_t *rank;
    uint32_t current;
    double previous;
    double tolerance;
};

static void number_row(struct numbering *numbering, uint32_t row, double value)
{
    numbering->current += value - numbering->previous > numbering->tolerance;
    numbering->previous = value;
    numbering->rank[row] = numbering->current;
}

/* The longest run of different values with one key that is sorted by insertion. */
enum { RUN_MAX = 32 };

/* Items of one key: mostly they are equal, whatever their order. False when they are many and
 * not. */
static bool number_run(struct numbering *numbering, struct short_item run[], size_t n,
                       const double values[])
{
    double min = values[run[0].row];
    double max = min;

    for (size_t i = 1; i < n; i++) {
        double value = values[run[i].row];

        min = value < min ? value : min;
        max = value > max ? value : max;
    }
    if (max - min <= numbering->tolerance) {
        numbering->current += min - numbering->previous > numbering->tolerance;
        numbering->previous = max;
        for (size_t i = 0; i < n; i++)
            numbering->rank[run[i].row] = numbering->current;
        return true;
    }
    if (n > RUN_MAX)
        return false;
    sort_run(run, n, values);
    for (size_t i = 0; i < n; i++)
        number_row(numbering, run[i].row, values[run[i].row]);
    return true;
}

static struct short_item *sort_by_position(struct scratch *scratch, double scale,
                                           struct short_item *items, struct short_item *other)
{
    size_t n = 0;

    for (size_t row = 0; n < scratch->present; row++)
        if (!isnan(scratch->values[row]))
            items[n++] = (struct short_item){
                (uint32_t)((scratch->values[row] - scratch->min) * scale), (uint32_t)row};
    return short_sort(items, other, scratch);
}

/* False when the values are too unevenly spread for 32 bits. */
static bool number_by_position(struct numbering *numbering, struct scratch *scratch,
                               struct short_item *items, struct short_item *other)
{
    double scale = (double)UINT32_MAX / (scratch->max - scratch->min);
    size_t end;

    if (!isfinite(scale) || !isfinite(scratch->max - scratch->min))
        return false;
    items = sort_by_position(scratch, scale, items, other);
    for (size_t start = 0; start < scratch->present; start = end) {
        end = start + 1;
        while (end < scratch->present && items[end].key == items[start].key)
            end++;
        if (!number_run(numbering, items + start, end - start, scratch->values))
            return false;
    }
    return true;
}

/* ---- by all 64 bits */

struct item {
    uint64_t key;
    uint32_t row;
};

enum { DIGITS = 6 };

/* Unsigned numbers in the order of the doubles; -0 right before 0. */
static uint64_t sort_key(double value)
{
    uint64_t bits;

    memcpy(&bits, &value, sizeof bits);
    return bits >> 63 ? ~bits : bits | UINT64_C(1) << 63;
}

static size_t digit_of(uint64_t key, unsigned digit)
{
    return (size_t)(key >> (digit * DIGIT_BITS)) & (BUCKETS - 1);
}

/* Sorts by the least digit first, leaving out digits that all keys share. Returns whichever of the
 * two arrays holds the result. */
static struct item *radix_sort(struct item *items, struct item *other, struct scratch *scratch)
{
    memset(scratch->counts, 0, (size_t)DIGITS * BUCKETS * sizeof *scratch->counts);
    for (size_t i = 0; i < scratch->present; i++)
        for (unsigned digit = 0; digit < DIGITS; digit++)
            scratch->counts[digit * BUCKETS + digit_of(items[i].key, digit)]++;
    for (unsigned digit = 0; digit < DIGITS; digit++) {
        uint32_t *next = scratch->counts + digit * BUCKETS;
        struct item *sorted = other;

        if (!place_buckets(next, scratch->present))
            continue;
        for (size_t i = 0; i < scratch->present; i++)
            sorted[next[digit_of(items[i].key, digit)]++] = items[i];
        other = items;
        items = sorted;
    }
    return items;
}

static enum zi_code number_by_bits(struct numbering *numbering, struct scratch *scratch,
                                   struct zi_error *error)
{
    struct item *items = zi_arena_allocate(&scratch->arena, scratch->present, sizeof *items);
    struct item *other = zi_arena_allocate(&scratch->arena, scratch->present, sizeof *other);
    size_t n = 0;

    if (items == NULL || other == NULL)
        return zi_fail_memory(error);
    for (size_t row = 0; n < scratch->present; row++)
        if (!isnan(scratch->values[row]))
            items[n++] = (struct item){sort_key(scratch->values[row]), (uint32_t)row};
    items = radix_sort(items, other, scratch);
    for (size_t i = 0; i < scratch->present; i++)
        number_row(numbering, items[i].row, scratch->values[items[i].row]);
    return ZI_OK;
}

/* ---- ranks */

static void find_range(struct scratch *scratch, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        double value = scratch->values[i];

        if (isnan(value))
            continue;
        if (scratch->present == 0 || value < scratch->min)
            scratch->min = value;
        if (scratch->present == 0 || value > scratch->max)
            scratch->max = value;
        scratch->present++;
    }
}

/* By position where that tells values apart, by all bits else. */
static enum zi_code number_rows(struct numbering *numbering, struct scratch *scratch,
                                struct zi_error *error)
{
    struct zi_arena *arena = &scratch->arena;
    struct short_item *items = zi_arena_allocate(arena, scratch->present, sizeof *items);
    struct short_item *other = zi_arena_allocate(arena, scratch->present, sizeof *other);

    scratch->counts = zi_arena_allocate(arena, (size_t)DIGITS * BUCKETS, sizeof *scratch->counts);
    if (items == NULL || other == NULL || scratch->counts == NULL)
        return zi_fail_memory(error);
    numbering->previous = scratch->min;
    if (number_by_position(numbering, scratch, items, other))
        return ZI_OK;
    numbering->previous = scratch->min;
    numbering->current = 0;
    return number_by_bits(numbering, scratch, error);
}

static enum zi_code fill_ranks(struct zi_dense_ranks *ranks, double tolerance,
                               struct scratch *scratch, struct zi_error *error)
{
    struct numbering numbering = {.rank = ranks->rank, .tolerance = tolerance};

    find_range(scratch, ranks->n);
    for (size_t i = 0; i < ranks->n && scratch->present < ranks->n; i++)
        ranks->rank[i] = ZI_NO_RANK;
    if (scratch->present == 0)
        return ZI_OK;
    ZI_TRY(number_rows(&numbering, scratch, error));
    ranks->distinct = numbering.current + 1;
    return ZI_OK;
}

enum zi_code zi_dense_ranks_make(struct zi_dense_ranks *ranks, const double values[], size_t n,
                                 double tolerance, struct zi_arena *arena, struct zi_error *error)
{
    struct scratch scratch = {.values = values};
    enum zi_code code;

    ranks->n = n;
    ranks->distinct = 0;
    ranks->rank = zi_arena_allocate(arena, n, sizeof *ranks->rank);
    if (ranks->rank == NULL)
        return zi_fail_memory(error);
    code = fill_ranks(ranks, tolerance, &scratch, error);
    zi_arena_release(&scratch.arena);
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
    if (groups->count == NULL || groups->score == NULL)
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
