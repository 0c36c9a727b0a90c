/* A panel as it was on a day: for judging what was decided with what was known. */
#ifndef ZISTAT_PANEL_PAST_H
#define ZISTAT_PANEL_PAST_H

#include "zistat/panel/panel.h"

/*
 * Takes away what was not out on the day (yyyymmdd): values by the catalogue's releases, and events
 * of that year unless it is its last day (awards come in December), and of later ones. Events whose
 * year no source prints stay. Returns the last year of which anything of a unit is left, 0 for
 * none.
 */
int zi_panel_hide_after(struct zi_panel *panel, int date);

#endif
