/*
 * How many of the numbers added so far are below v? A tree of nodes of 16 counts, one cache line
 * each; a count holds what lies before it in its node, so that a query reads one count a level and
 * an addition writes part of one line a level. In the header for the inner loops that use it.
 */
#ifndef ZISTAT_STATS_COUNTER_H
#define ZISTAT_STATS_COUNTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "zistat/base/arena.h"

enum { ZI_COUNTER_BITS = 4, ZI_COUNTER_NODE = 1 << ZI_COUNTER_BITS, ZI_COUNTER_LEVELS_MAX = 9 };

struct zi_counter {
    uint32_t *counts[ZI_COUNTER_LEVELS_MAX];
    unsigned levels;
};

/* Room for the numbers 0 .. limit - 1 and for queries up to limit; false when memory is out. */
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

static inline void zi_counter_add(struct zi_counter *counter, uint32_t value)
{
    for (unsigned level = 0; level < counter->levels; level++) {
        uint32_t digit = value % ZI_COUNTER_NODE;
        uint32_t *node = counter->counts[level] + (value - digit);

        for (uint32_t i = 0; i < ZI_COUNTER_NODE; i++)
            node[i] += i > digit;
        value /= ZI_COUNTER_NODE;
    }
}

static inline uint32_t zi_counter_below(const struct zi_counter *counter, uint32_t value)
{
    uint32_t below = 0;

    for (unsigned level = 0; level < counter->levels; level++) {
        below += counter->counts[level][value];
        value /= ZI_COUNTER_NODE;
    }
    return below;
}

#endif
