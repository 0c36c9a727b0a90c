/* The lists of sources and of what is said of them. */
#include "opening.h"

#include <string.h>
#include <unistd.h>

/* Room for one more; NULL without memory. */
static void *grow(struct zi_arena *arena, void *items, size_t n, size_t *capacity, size_t size)
{
    size_t larger = *capacity > 0 ? 2 * *capacity : 16;
    void *moved;

    if (n < *capacity)
        return items;
    moved = zi_arena_allocate(arena, larger, size);
    if (moved == NULL)
        return NULL;
    if (n > 0)
        memcpy(moved, items, n * size);
    *capacity = larger;
    return moved;
}

enum zi_code opening_add(struct opening *opening, const struct source *source)
{
    struct sources *sources = opening->sources;
    struct source *items =
        grow(opening->arena, sources->items, sources->n, &sources->capacity, sizeof *items);

    if (items == NULL) {
        close(source->input.descriptor);
        return zi_fail_memory(opening->error);
    }
    sources->items = items;
    sources->items[sources->n++] = *source;
    return ZI_OK;
}

enum zi_code opening_say(struct opening *opening, const char *name, const struct remark *remark)
{
    struct sources *sources = opening->sources;
    struct source_remark *remarks = grow(opening->arena, sources->remarks, sources->n_remarks,
                                         &sources->remarks_capacity, sizeof *remarks);

    if (remarks == NULL)
        return zi_fail_memory(opening->error);
    sources->remarks = remarks;
    sources->remarks[sources->n_remarks++] = (struct source_remark){sources->n, name, *remark};
    return ZI_OK;
}
