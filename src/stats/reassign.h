/*
 * A p-value for few treated units: the dates at which treatments began are given to other units,
 * in every way or in many, and the effect is estimated anew. If nothing has an effect, the real
 * dates are one of these ways. No method that leans on the spread between treated units can be
 * trusted with fewer than five of them; with one there is no spread at all.
 */
#ifndef ZISTAT_STATS_REASSIGN_H
#define ZISTAT_STATS_REASSIGN_H

#include <stdint.h>

#include "stats/adoption.h"

/* Ways up to which all are tried. */
enum { ZI_REASSIGN_ENUMERATED = 20000 };

struct zi_reassign {
    double estimate; /* the simple average of group_time.h */
    double p_value;  /* NaN where nothing can be estimated */
    size_t n_draws;
    bool enumerated; /* all ways, and not drawn */
};

/*
 * In      draws > 0 where not all ways are tried: p is then (1 + #) / (1 + draws); draw i is of the
 *         stream (seed, i). Ways whose |effect| is within 1e-9 of the real one's count as large
 * Missing the cells of a way are those that its units are observed in
 * Errors  ZI_ESYSTEM out of memory
 * Cost    O(units years^2) once, O(treated^2 years) a way
 * Source  Fisher 1935; MacKinnon & Webb 2020, JoE 218 (randomisation of the coefficient)
 * Oracle  every way with zi_group_time, in the test
 */
enum zi_code zi_reassign(const struct zi_adoption *adoption, enum zi_controls controls,
                         size_t draws, uint64_t seed, struct zi_reassign *result,
                         struct zi_error *error);

#endif
