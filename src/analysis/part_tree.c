/* Which indices are sums of which, in one year. */
#include "part_tree.h"

#include <math.h>

static bool is_sum(const struct zi_part *part, int year)
{
    return !isnan(part->factor) && part->valid_from <= year && year <= part->valid_to;
}

static void list_parts(struct part_tree *tree, const struct zi_catalogue *catalogue, int year)
{
    size_t n = 0;

    for (size_t i = 0; i < tree->n; i++) {
        tree->first[i] = n;
        tree->parent[i] = ZI_NO_INDEX;
        for (size_t k = 0; k < catalogue->n_parts; k++) {
            const struct zi_part *part = &catalogue->parts[k];

            if (part->index != i || !is_sum(part, year))
                continue;
            tree->part[n] = part->part;
            tree->factor[n++] = part->factor;
        }
    }
    tree->first[tree->n] = n;
    for (size_t k = catalogue->n_parts; k-- > 0;)
        if (is_sum(&catalogue->parts[k], year))
            tree->parent[catalogue->parts[k].part] = (long)catalogue->parts[k].index;
}

/* Depth first; the catalogue has no circles. */
static size_t visit(struct part_tree *tree, size_t index, bool visited[], size_t n)
{
    if (visited[index])
        return n;
    visited[index] = true;
    for (size_t k = tree->first[index]; k < tree->first[index + 1]; k++)
        n = visit(tree, tree->part[k], visited, n);
    tree->order[n] = index;
    return n + 1;
}

enum zi_code part_tree_make(struct part_tree *tree, const struct zi_catalogue *catalogue, int year,
                            struct zi_arena *arena, struct zi_error *error)
{
    size_t n = catalogue->n_indices;
    bool *visited = zi_arena_allocate(arena, n + 1, sizeof *visited);
    size_t placed = 0;

    *tree = (struct part_tree){
        .n = n,
        .first = zi_arena_allocate(arena, n + 1, sizeof *tree->first),
        .part = zi_arena_allocate(arena, catalogue->n_parts + 1, sizeof *tree->part),
        .factor = zi_arena_allocate(arena, catalogue->n_parts + 1, sizeof *tree->factor),
        .parent = zi_arena_allocate(arena, n + 1, sizeof *tree->parent),
        .order = zi_arena_allocate(arena, n + 1, sizeof *tree->order),
    };
    if (visited == NULL || tree->first == NULL || tree->part == NULL || tree->factor == NULL ||
        tree->parent == NULL || tree->order == NULL)
        return zi_fail_memory(error);
    list_parts(tree, catalogue, year);
    for (size_t i = 0; i < n; i++)
        placed = visit(tree, i, visited, placed);
    return ZI_OK;
}

void part_tree_values(const struct part_tree *tree, const struct zi_panel *panel, size_t entity,
                      int year, double values[], bool any[])
{
    for (size_t i = 0; i < tree->n; i++) {
        size_t index = tree->order[i];
        double value = zi_panel_value(panel, entity, index, year);
        double sum = 0;

        any[index] = !isnan(value);
        for (size_t k = tree->first[index]; k < tree->first[index + 1]; k++) {
            any[index] = any[index] || any[tree->part[k]];
            sum += tree->factor[k] * values[tree->part[k]];
        }
        if (isnan(value) && tree->first[index] < tree->first[index + 1])
            value = round(sum * 1e9) / 1e9; /* as zi_readiness_value */
        values[index] = value;
    }
}
