/* Which names are one: spellings that differ in capitals only, and a unit's declared short name. */
#ifndef ZISTAT_PANEL_ALIASES_H
#define ZISTAT_PANEL_ALIASES_H

#include "intake.h"

/* By number: the name that is used, its own for most. NULL where every name stands for itself. */
struct aliases {
    uint32_t *institutions;
    uint32_t *units;
};

/*
 * Of several spellings the one that sorts first is used, so that the order of rows changes nothing.
 * A short name that two units of an institution have, or that is a unit's full name, stands for
 * none of them. Cost O(n log n) where there are spellings or short names, nothing otherwise.
 */
enum zi_code aliases_find(const struct reading *reading, struct aliases *aliases,
                          struct zi_error *error);
void aliases_release(struct aliases *aliases);

#endif
