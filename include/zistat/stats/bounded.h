/*
 * Scores between two bounds on the logit scale, where nothing can pass a bound: what is forecast
 * there and taken back never leaves the scale. A mean taken back is a median.
 */
#ifndef ZISTAT_STATS_BOUNDED_H
#define ZISTAT_STATS_BOUNDED_H

#include <stddef.h>

#include "zistat/base/api.h"

ZI_API_BEGIN

struct zi_bounds {
    double low;
    double high; /* > low; both finite for what follows */
};

/* log((y - low) / (high - y)); -INFINITY at the lower bound and below, INFINITY at the upper and
 * above. Oracle R qlogis */
double zi_bounded_logit(double y, struct zi_bounds bounds);

/* The score again; the bounds themselves for infinite z. Oracle R plogis */
double zi_bounded_score(double z, struct zi_bounds bounds);

/* A score moved off the bounds, towards the middle by 1/n of its distance: (y (n - 1) + middle) /
 * n. For a whole series of n scores one of which equals a bound. Source Smithson & Verkuilen 2006,
 * Psychological Methods 11, with their factor 0.5 */
double zi_bounded_squeeze(double y, size_t n, struct zi_bounds bounds);

/* Back again: what was squeezed is the score it was; what lies nearer to a bound than any score
 * could be squeezed is the bound. n >= 2 */
double zi_bounded_stretch(double y, size_t n, struct zi_bounds bounds);

ZI_API_END

#endif
