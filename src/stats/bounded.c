/* Scores between two bounds, to the logit scale and back. */
#include "zistat/stats/bounded.h"

#include <math.h>

double zi_bounded_logit(double y, struct zi_bounds bounds)
{
    if (y <= bounds.low)
        return -INFINITY;
    if (y >= bounds.high)
        return INFINITY;
    return log((y - bounds.low) / (bounds.high - y));
}

/* The exponential of a negative number: neither overflows nor loses digits at the other bound. */
double zi_bounded_score(double z, struct zi_bounds bounds)
{
    double small = exp(-fabs(z));
    double share = small / (1 + small);
    double width = bounds.high - bounds.low;

    return z < 0 ? bounds.low + width * share : bounds.high - width * share;
}

double zi_bounded_squeeze(double y, size_t n, struct zi_bounds bounds)
{
    double count = (double)n;

    return (y * (count - 1) + (bounds.low + bounds.high) / 2) / count;
}

double zi_bounded_stretch(double y, size_t n, struct zi_bounds bounds)
{
    double count = (double)n;
    double score = (y * count - (bounds.low + bounds.high) / 2) / (count - 1);

    return score < bounds.low ? bounds.low : score > bounds.high ? bounds.high : score;
}
