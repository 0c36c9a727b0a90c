/* The names of what rows are clustered by. */
#include "zistat/analysis/clustering.h"

const char *zi_clustering_name(enum zi_clustering clustering)
{
    static const char *const names[] = {
        [ZI_CLUSTERING_CHOSEN] = "",
        [ZI_CLUSTERING_UNIT] = "unit",
        [ZI_CLUSTERING_INSTITUTION] = "institution",
        [ZI_CLUSTERING_NONE] = "none",
    };

    return names[clustering];
}
