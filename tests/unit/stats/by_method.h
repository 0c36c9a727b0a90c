/* The correlation of one pair of columns, by any method. */
#ifndef ZISTAT_TESTS_STATS_BY_METHOD_H
#define ZISTAT_TESTS_STATS_BY_METHOD_H

#include "check.h"

#include "zistat/stats/correlation.h"

static inline struct zi_estimate correlation_by(enum zi_correlation_method method, const double x[],
                                                const double y[], size_t n)
{
    struct zi_estimate result = {0};

    if (method == ZI_PEARSON)
        result = zi_correlation_pearson(x, y, n, 0.95);
    else if (method == ZI_SPEARMAN)
        assert_int_equal(zi_correlation_spearman(x, y, n, 0.95, &result, NULL), ZI_OK);
    else
        assert_int_equal(zi_correlation_kendall(x, y, n, 0.95, &result, NULL), ZI_OK);
    return result;
}

#endif
