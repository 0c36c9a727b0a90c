/*
 * The wild cluster bootstrap: a p-value for few clusters, and the interval of all values that it
 * does not reject.
 *
 * To test that a term is b, the regression is fitted with the term held at b, the residuals of
 * every cluster are multiplied by a random weight of mean 0 and variance 1, the regression is
 * fitted anew, and its |t| (CR1) is compared with that of the data. With Rademacher's weights (-1
 * or 1) and at most ZI_WILD_ENUMERATED clusters all 2^G are tried, which needs no chance; half of
 * them suffice, since turning every sign leaves |t|. As all weights equal give the data's own |t|,
 * p is at least 2 / 2^G: for that reason Webb's six weights (+-sqrt(1/2), +-1, +-sqrt(3/2)) are
 * computed beside when there are at most ZI_WILD_WEBB clusters.
 */
#ifndef ZISTAT_STATS_WILD_BOOTSTRAP_H
#define ZISTAT_STATS_WILD_BOOTSTRAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "zistat/base/api.h"
#include "zistat/base/error.h"

ZI_API_BEGIN

struct zi_cluster_problem;

enum { ZI_WILD_ENUMERATED = 12, ZI_WILD_WEBB = 10, ZI_WILD_DRAWS = 9999 };

struct zi_wild {
    double p_value;
    double conf_low; /* NaN where no value on that side is rejected: not bounded */
    double conf_high;
    size_t n_draws;  /* tried, of which the last two fields are the share */
    bool enumerated; /* they were all there are, and not drawn */
    double smallest; /* the least p-value possible */
    double webb_p;   /* NaN with more than ZI_WILD_WEBB clusters */
    bool webb_enumerated;
};

/*
 * In     n_clusters > 1; estimates[n_terms]; draws > 0 where not all can be tried (p is then
 *        (1 + #) / (1 + draws)); draw i comes from the stream (seed, i)
 * Out    wild[n_terms]. A draw whose |t| is within 1e-9 of the data's counts as large
 * Errors ZI_ESYSTEM out of memory
 * Cost   O(n k^2) once, O(draws n_clusters k n_terms); the interval adds O(draws) a step: every
 *        draw's t is a ratio of polynomials in b. The same for any number of threads
 * Source Cameron, Gelbach & Miller 2008; Webb 2014; Roodman et al. 2019 (inversion)
 * Oracle brute force with explicit dummies, in the test
 */
enum zi_code zi_wild_bootstrap(const struct zi_cluster_problem *problem, const double estimates[],
                               double level, size_t draws, uint64_t seed, size_t n_threads,
                               struct zi_wild wild[], struct zi_error *error);

ZI_API_END

#endif
