/* An institution's outcome, explained by the share of its units that are awarded. */
#ifndef ZISTAT_ANALYSIS_IMPACT_SHARE_H
#define ZISTAT_ANALYSIS_IMPACT_SHARE_H

#include "analysis/impact_design.h"

/*
 * Fills impact->naive and the counts: outcome = institution + year + effect of the share from 0 to
 * 1, clustered by institution.
 *
 * Errors ZI_EFEW: fewer than two institutions with values in two years, or shares that effects of
 *        institution and year reproduce. ZI_ESYSTEM
 */
enum zi_code impact_share(const struct zi_selection *selection, struct zi_impact *impact,
                          const struct zi_panel_inference *inference, struct zi_arena *arena,
                          struct zi_error *error);

#endif
