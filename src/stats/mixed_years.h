/* How much years vary, from the little that few years tell and a prior. */
#ifndef ZISTAT_STATS_MIXED_YEARS_H
#define ZISTAT_STATS_MIXED_YEARS_H

#include "mixed_solve.h"

struct mixed_years {
    double variance; /* mean of r = sv2 / s2 */
    double df;       /* of the t that has the kurtosis of a normal with that uncertain variance */
};

/* The restricted likelihood along theta.years, the rest of theta held, times the prior. Without
 * likelihood (fewer than three years) the prior alone. */
struct mixed_years mixed_years_weigh(struct mixed_work *work, struct mixed_theta theta,
                                     double prior);

#endif
