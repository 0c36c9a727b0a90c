/*
 * How many of the units that were proposed for a predicate were given it: national counts by year,
 * and those of single institutions (datasets/awards.csv, replaceable at run time).
 */
#ifndef ZISTAT_CATALOGUE_AWARDS_H
#define ZISTAT_CATALOGUE_AWARDS_H

#include <stddef.h>

#include "zistat/base/arena.h"
#include "zistat/base/error.h"
#include "zistat/catalogue/catalogue.h"
#include "zistat/catalogue/regulation.h"

/* A count is NaN where no source prints it. */
struct zi_award_count {
    int year;
    const char *institution; /* "" for the whole country */
    int target;              /* enum zi_target, 0 for both predicates together */
    double proposed;
    double passed_admin;   /* the administrative check, also those with notes */
    double passed_further; /* the evaluation before the panel */
    double awarded;
    struct zi_source source;
};

struct zi_awards {
    struct zi_arena arena;
    struct zi_award_count *counts;
    size_t n;
};

/* path: NULL for the embedded file. Load errors name file and row: an unknown level or target, a
 * number that is no count, more that passed a stage than were proposed, an institution without a
 * name, one that the country has, a year twice; and a file without any year of the country that has
 * both proposed and awarded, for then there is no rate. */
enum zi_code zi_awards_load(struct zi_awards *awards, const char *path, struct zi_error *error);
void zi_awards_release(struct zi_awards *awards);

#endif
