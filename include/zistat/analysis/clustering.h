/*
 * Which rows are alike: those of a unit, or those of all units of an institution, which one head,
 * one budget and one inspectorate move together.
 */
#ifndef ZISTAT_ANALYSIS_CLUSTERING_H
#define ZISTAT_ANALYSIS_CLUSTERING_H

#include "zistat/base/api.h"

ZI_API_BEGIN

enum zi_clustering {
    ZI_CLUSTERING_CHOSEN, /* by institution where there are ZI_INSTITUTIONS_LEAST, else by unit */
    ZI_CLUSTERING_UNIT,
    ZI_CLUSTERING_INSTITUTION,
    ZI_CLUSTERING_NONE
};

/*
 * Fewer institutions cannot show how institutions vary. Six of ten units and six years, with shocks
 * that an institution's units share and no link between x and y: clustered by unit 26 % of the
 * tests reject at 5 %, by institution 4 to 5 % (tests/simulation).
 */
enum { ZI_INSTITUTIONS_LEAST = 5 };

/* "unit", "institution", "none" */
const char *zi_clustering_name(enum zi_clustering clustering);

ZI_API_END

#endif
