/* A selection of which one index at a time is complete: as recorded, or the sum of its parts. */
#ifndef ZISTAT_SRC_ANALYSIS_COMPLETED_H
#define ZISTAT_SRC_ANALYSIS_COMPLETED_H

#include "part_tree.h"
#include "zistat/analysis/selection.h"

struct completed {
    struct zi_panel panel; /* shares everything with the original one but values */
    struct zi_selection selection;
    const struct zi_panel *original;
    double **values;
    double *matrix;
    size_t index;            /* that matrix holds */
    struct part_tree *trees; /* by year of the panel */
    double *scratch;         /* what part_tree_values fills, by index */
    bool *any;
};

/* Everything but values and matrix lives in the arena; release also after an error. */
enum zi_code completed_init(struct completed *completed, const struct zi_selection *selection,
                            struct zi_arena *arena, struct zi_error *error);
void completed_release(struct completed *completed);

/* Puts the index in place of the one before; returns whether any value of it is there. */
bool completed_fill(struct completed *completed, size_t index);

#endif
