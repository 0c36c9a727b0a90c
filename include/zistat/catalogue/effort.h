/*
 * What a point costs: the effort of raising a component of the score, and in which steps it can be
 * raised (datasets/effort.csv). The effort is a judgement, not a fact; rows of a file of one's own
 * replace the built-in ones.
 */
#ifndef ZISTAT_CATALOGUE_EFFORT_H
#define ZISTAT_CATALOGUE_EFFORT_H

#include <stdbool.h>
#include <stddef.h>

#include "zistat/base/api.h"
#include "zistat/base/arena.h"
#include "zistat/base/error.h"
#include "zistat/catalogue/catalogue.h"

ZI_API_BEGIN

/* A point of the score costs 0.0001 to 100, in steps of 0.0001. */
struct zi_effort {
    bool given;       /* false: there is no row, the index cannot be raised by itself */
    double per_point; /* of the total that the index is part of */
    double step;      /* on the scale of the index */
    bool fixed; /* only multiples of step exist; otherwise steps count from the present value */
};

struct zi_efforts {
    struct zi_arena arena;
    struct zi_effort *of; /* by position in the catalogue */
};

/*
 * path: rows in place of the built-in ones of the same index, or NULL. Columns index, effort and,
 * where they differ from the built-in row's, step and grid (free or fixed). Load errors name file
 * and row: an unknown index, an index twice, an effort or step that is none, a new index without
 * step.
 */
enum zi_code zi_efforts_load(struct zi_efforts *efforts, const struct zi_catalogue *catalogue,
                             const char *path, struct zi_error *error);
void zi_efforts_release(struct zi_efforts *efforts);

ZI_API_END

#endif
