/* An estimate that is not defined, and names of how p was made. */
#include "zistat/stats/estimate.h"

#include <math.h>

struct zi_estimate zi_estimate_undefined(size_t n, enum zi_reason reason)
{
    return (struct zi_estimate){
        .estimate = NAN,
        .std_error = NAN,
        .statistic = NAN,
        .df = NAN,
        .p_value = NAN,
        .conf_low = NAN,
        .conf_high = NAN,
        .conf_level = NAN,
        .n = n,
        .n_units = n,
        .p_method = ZI_P_NONE,
        .reason = reason,
    };
}

const char *zi_p_method_name(enum zi_p_method method)
{
    static const char *const names[] = {
        [ZI_P_NONE] = "",
        [ZI_P_T] = "t",
        [ZI_P_T_AR1] = "t-ar1",
        [ZI_P_T_DETRENDED] = "t-detrended",
        [ZI_P_EXACT] = "exact",
        [ZI_P_NORMAL] = "normal",
        [ZI_P_NORMAL_AR1] = "normal-ar1",
        [ZI_P_FISHER_Z] = "fisher-z",
        [ZI_P_CLUSTER_JACKKNIFE] = "cluster-jackknife",
        [ZI_P_CLUSTER_BOOTSTRAP] = "cluster-bootstrap",
        [ZI_P_WILD_BOOTSTRAP] = "wild-bootstrap",
    };

    return names[method];
}
