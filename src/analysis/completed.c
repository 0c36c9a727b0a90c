/* Values as recorded or as the sum of their parts, one index at a time. */
#include "completed.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static enum zi_code make_trees(struct completed *completed, const struct zi_panel *panel,
                               struct zi_arena *arena, struct zi_error *error)
{
    size_t n = panel->catalogue->n_indices + 1;

    completed->trees = zi_arena_allocate(arena, panel->n_years + 1, sizeof *completed->trees);
    completed->scratch = zi_arena_allocate(arena, n, sizeof *completed->scratch);
    completed->any = zi_arena_allocate(arena, n, sizeof *completed->any);
    if (completed->trees == NULL || completed->scratch == NULL || completed->any == NULL)
        return zi_fail_memory(error);
    for (size_t t = 0; t < panel->n_years; t++)
        ZI_TRY(part_tree_make(&completed->trees[t], panel->catalogue, panel->first_year + (int)t,
                              arena, error));
    return ZI_OK;
}

enum zi_code completed_init(struct completed *completed, const struct zi_selection *selection,
                            struct zi_arena *arena, struct zi_error *error)
{
    const struct zi_panel *panel = selection->panel;
    size_t n_indices = panel->catalogue->n_indices;

    *completed = (struct completed){.panel = *panel, .original = panel, .selection = *selection};
    completed->values = malloc((n_indices + 1) * sizeof *completed->values);
    completed->matrix = malloc((panel->n_entities * panel->n_years + 1) * sizeof(double));
    if (completed->values == NULL || completed->matrix == NULL)
        return zi_fail_memory(error);
    memcpy(completed->values, panel->values, n_indices * sizeof *completed->values);
    completed->panel.values = completed->values;
    completed->selection.panel = &completed->panel;
    return make_trees(completed, panel, arena, error);
}

void completed_release(struct completed *completed)
{
    free(completed->values);
    free(completed->matrix);
}

bool completed_fill(struct completed *completed, size_t index)
{
    const struct zi_panel *original = completed->original;
    bool any = false;

    completed->values[completed->index] = original->values[completed->index];
    for (size_t e = 0; e < original->n_entities; e++)
        for (size_t t = 0; t < original->n_years; t++) {
            int year = original->first_year + (int)t;
            double value = zi_panel_value(original, e, index, year);
            const struct part_tree *tree = &completed->trees[t];

            if (isnan(value) && tree->first[index] < tree->first[index + 1]) {
                part_tree_values(tree, original, e, year, completed->scratch, completed->any);
                value = completed->scratch[index];
            }
            completed->matrix[e * original->n_years + t] = value;
            any = any || !isnan(value);
        }
    completed->values[index] = completed->matrix;
    completed->index = index;
    return any;
}
