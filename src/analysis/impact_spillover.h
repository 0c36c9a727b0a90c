/* Do awarded units pull others of their institution along? */
#ifndef ZISTAT_ANALYSIS_IMPACT_SPILLOVER_H
#define ZISTAT_ANALYSIS_IMPACT_SPILLOVER_H

#include "analysis/impact_design.h"

/* Fills impact->spillover. With one institution, or none without an award, both have the reason
 * ZI_NO_CONTROLS. ZI_ESYSTEM out of memory. */
enum zi_code impact_spillover(const struct impact_design *design, struct zi_impact *impact,
                              const struct zi_confidence *confidence, struct zi_error *error);

#endif
