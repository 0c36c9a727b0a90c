/*
 * How many of the numbers added so far lie on either side of another? A tree of nodes of 16
 * counts, one cache line each: a count holds what was added before it in its node, so that a query
 * reads two counts a level and an addition writes part of one line a level. In the header for the
 * inner loops that use it.
 */
#ifndef ZISTAT_STATS_COUNTER_H
#define ZISTAT_STATS_COUNTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "zistat/base/arena.h"

enum { ZI_COUNTER_NODE = 16, ZI_COUNTER_LEVELS_MAX = 9 };

struct zi_counter {
    uint32_t *counts[ZI_COUNTER_LEVELS_MAX];
    unsigned levels;
};

/* Room for the numbers 0 .. limit - 1, limit < 2^32 - 1; false when memory is out. */
static inline bool zi_counter_init(struct zi_counter *counter, uint32_t limit,
                                   struct zi_arena *arena)
{
    uint64_t nodes = limit;

    counter->levels = 0;
    do {
        nodes = nodes / ZI_COUNTER_NODE + 1;
        counter->counts[counter->levels] =
            zi_arena_allocate(arena, (size_t)nodes * ZI_COUNTER_NODE, sizeof(uint32_t));
        if (!counter->counts[counter->levels++])
            return false;
    } while (nodes > 1);
    return true;
}

/* Forgets the numbers added, all below limit. */
static inline void zi_counter_clear(struct zi_counter *counter, uint32_t limit)
{
    size_t nodes = limit;

    for (unsigned level = 0; level < counter->levels; level++) {
        nodes = nodes / ZI_COUNTER_NODE + 1;
        memset(counter->counts[level], 0, nodes * ZI_COUNTER_NODE * sizeof(uint32_t));
    }
}

/* The same number several times; all additions together stay below 2^32. */
static inline void zi_counter_add_times(struct zi_counter *counter, uint32_t value, uint32_t times)
{
    for (unsigned level = 0; level < counter->levels; level++) {
        uint32_t digit = value % ZI_COUNTER_NODE;
        uint32_t *node = counter->counts[level] + (value - digit);

        for (uint32_t i = 0; i < ZI_COUNTER_NODE; i++)
            node[i] += i > digit ? times : 0;
        value /= ZI_COUNTER_NODE;
    }
}

static inline void zi_counter_add(struct zi_counter *counter, uint32_t value)
{
    zi_counter_add_times(counter, value, 1);
}

/* Of the numbers added, which the caller has counted: those below value less those above it. */
static inline long long zi_counter_balance(const struct zi_counter *counter, uint32_t value,
                                           size_t added)
{
    long long not_above = 0;
    uint32_t next = value + 1;

    for (unsigned level = 0; level < counter->levels; level++) {
        not_above += (long long)counter->counts[level][value] + counter->counts[level][next];
        value /= ZI_COUNTER_NODE;
        next /= ZI_COUNTER_NODE;
    }
    return not_above - (long long)added;
}

#endif
