/*
 * What a statistic returns: the number and all that is needed to judge it.
 */
#ifndef ZISTAT_STATS_ESTIMATE_H
#define ZISTAT_STATS_ESTIMATE_H

#include <stddef.h>

#include "zistat/base/api.h"
#include "zistat/base/reason.h"

ZI_API_BEGIN

enum zi_p_method {
    ZI_P_NONE,
    ZI_P_T,
    ZI_P_T_AR1,       /* years resemble each other, see autocorrelation.h */
    ZI_P_T_DETRENDED, /* the larger of that of residuals and differences, see panel_correlation.h */
    ZI_P_EXACT,
    ZI_P_NORMAL,
    ZI_P_NORMAL_AR1,
    ZI_P_FISHER_Z,
    ZI_P_CLUSTER_JACKKNIFE,
    ZI_P_CLUSTER_BOOTSTRAP,
    ZI_P_WILD_BOOTSTRAP,
};

/* A field that is undefined is NaN, and reason says why. A field can be defined although another
 * is not: the slope of a constant series is 0, its p-value does not exist. */
struct zi_estimate {
    double estimate;
    double std_error;
    double statistic;
    double df;
    double p_value; /* two-sided, always */
    double conf_low;
    double conf_high;
    double conf_level; /* the level really achieved, e.g. 0.969 for a rank interval of n = 8 */
    size_t n;          /* observations used */
    size_t n_units;    /* units behind them; equal to n where that makes no difference */
    enum zi_p_method p_method;
    enum zi_reason reason;
};

/* Every number NaN, n as given, for the reason. */
struct zi_estimate zi_estimate_undefined(size_t n, enum zi_reason reason);

/* "t", "t-ar1", "t-detrended", "exact", "normal", "normal-ar1", "fisher-z", "cluster-jackknife",
 * "cluster-bootstrap", "wild-bootstrap", "" for none. */
const char *zi_p_method_name(enum zi_p_method method);

ZI_API_END

#endif
