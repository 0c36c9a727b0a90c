/* Which indices are sums of which, in one year: parts.csv as a tree. */
#ifndef ZISTAT_ANALYSIS_PART_TREE_H
#define ZISTAT_ANALYSIS_PART_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "zistat/base/arena.h"
#include "zistat/base/error.h"
#include "zistat/panel/panel.h"

struct part_tree {
    size_t n;       /* indices of the catalogue */
    size_t *first;  /* the parts of index i are part[first[i]] .. part[first[i + 1] - 1] */
    size_t *part;   /* indices */
    double *factor; /* beside part */
    long *parent;   /* the first whole that the index is a part of, or ZI_NO_INDEX */
    size_t *order;  /* all indices, parts before wholes */
};

/* Parts with a factor, in force that year; arrays in the arena. */
enum zi_code part_tree_make(struct part_tree *tree, const struct zi_catalogue *catalogue, int year,
                            struct zi_arena *arena, struct zi_error *error);

/* Of one entity in one year, by index: the value or the sum of the parts (zi_readiness_value), and
 * whether it or anything it is made of is known. */
void part_tree_values(const struct part_tree *tree, const struct zi_panel *panel, size_t entity,
                      int year, double values[], bool any[]);

#endif
