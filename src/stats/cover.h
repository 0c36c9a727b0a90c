/*
 * The cheapest cover of nested requirements.
 *
 * Parts can be raised in whole steps; each step of a part adds its size and costs its price.
 * Requirements ask that what is added to a set of parts comes to at least an amount. Their sets are
 * nested: two of them are disjoint, or one holds the other.
 *
 * Exact, in integers. Why: steps of one size are interchangeable, so that within them nested
 * requirements are met cheapest first, from the inside out (moving a step from a dearer part to a
 * cheaper one with room inside the same set breaks nothing). Sizes are mixed only by counting: a
 * part that is coarser than others in an inner set is tried at every height, and for the rest the
 * number of steps of each coarser size is tried, the finest size taking what is left.
 * Of equal costs the fewest raised parts win; then the parts tried low first, then those that stand
 * earlier. Oracle: every combination, in tests/unit/stats/test_cover.c.
 */
#ifndef ZISTAT_STATS_COVER_H
#define ZISTAT_STATS_COVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ZI_COVER_MOST = 32 }; /* parts, and requirements */

struct zi_cover_part {
    int64_t size;  /* of a step, > 0 */
    int64_t price; /* of a step, > 0 */
    int64_t room;  /* steps that can be taken, >= 0 */
};

struct zi_cover_need {
    uint64_t parts; /* a bit for each part */
    int64_t amount; /* nothing is asked when <= 0 */
};

enum zi_cover_result {
    ZI_COVERED,
    ZI_OUT_OF_REACH, /* all the room is not enough */
    ZI_NOT_NESTED,
    ZI_TOO_MIXED, /* sizes so mixed that it would take more than ten million trials */
};

/*
 * taken: steps by part, all 0 unless ZI_COVERED. n_parts and n_needs up to ZI_COVER_MOST. The sum
 * of size * room and of price * room must fit an int64_t. Cost: with k parts tried at h heights
 * each and one coarser size that needs s steps, O(h^k s n_parts).
 */
enum zi_cover_result zi_cover(const struct zi_cover_part parts[], size_t n_parts,
                              const struct zi_cover_need needs[], size_t n_needs, int64_t taken[]);

#endif
