/* Reads datasets/releases.csv: when a value of a year is out. */
#ifndef ZISTAT_CATALOGUE_RELEASES_H
#define ZISTAT_CATALOGUE_RELEASES_H

#include "zistat/catalogue/catalogue.h"

/*
 * path: NULL for the embedded file, whose rows may name what a replaced catalogue does not have.
 * Load errors name file and row: an unknown index or level, an index twice at one level, a number
 * of years that is not 0 to 5, a day that is none (MM-DD).
 */
enum zi_code catalogue_load_releases(struct zi_catalogue *catalogue, const char *path,
                                     struct zi_error *error);

#endif
