/* Reads datasets/year-effects.csv. */
#ifndef ZISTAT_CATALOGUE_YEAR_EFFECTS_H
#define ZISTAT_CATALOGUE_YEAR_EFFECTS_H

#include "zistat/catalogue/catalogue.h"

/* After the indices and their names. path: NULL for the embedded file. */
enum zi_code catalogue_load_year_effects(struct zi_catalogue *catalogue, const char *path,
                                         struct zi_error *error);

#endif
