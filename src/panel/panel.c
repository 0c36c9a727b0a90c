/* Looks up the values of a panel. */
#include "zistat/panel/panel.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void zi_panel_release(struct zi_panel *panel)
{
    for (size_t i = 0; i < panel->n_blocks; i++)
        free(panel->blocks[i]);
    zi_arena_release(&panel->arena);
    memset(panel, 0, sizeof *panel);
}

/* Position of the cell in an index's matrix; SIZE_MAX outside the panel's years. */
static size_t cell_of(const struct zi_panel *panel, size_t entity, int year)
{
    if (year < panel->first_year || (size_t)(year - panel->first_year) >= panel->n_years)
        return SIZE_MAX;
    return entity * panel->n_years + (size_t)(year - panel->first_year);
}

double zi_panel_value(const struct zi_panel *panel, size_t entity, size_t index, int year)
{
    size_t cell = cell_of(panel, entity, year);

    return cell == SIZE_MAX || panel->values[index] == NULL ? NAN : panel->values[index][cell];
}

const struct zi_band *zi_panel_band(const struct zi_panel *panel, size_t entity, size_t index,
                                    int year)
{
    size_t cell = cell_of(panel, entity, year);

    if (cell == SIZE_MAX || panel->values[index] == NULL)
        return NULL;
    if (panel->bands[index] != NULL && panel->bands[index][cell] != 0)
        return zi_catalogue_band_ranked(panel->catalogue, index, year, panel->bands[index][cell]);
    if (isnan(panel->values[index][cell]))
        return NULL;
    return zi_catalogue_band(panel->catalogue, index, year, panel->values[index][cell]);
}

static int compare_entity(const struct zi_entity *entity, const char *institution, const char *unit)
{
    int order = strcmp(entity->institution, institution);

    return order != 0 ? order : strcmp(entity->unit, unit);
}

size_t zi_panel_find(const struct zi_panel *panel, const char *institution, const char *unit)
{
    size_t low = 0;
    size_t high = panel->n_entities;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare_entity(&panel->entities[middle], institution, unit);

        if (order == 0)
            return middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return SIZE_MAX;
}

size_t zi_panel_institution(const struct zi_panel *panel, size_t entity)
{
    if (*panel->entities[entity].unit == '\0')
        return entity;
    return zi_panel_find(panel, panel->entities[entity].institution, "");
}

const char *zi_entity_name(const struct zi_entity *entity)
{
    return *entity->unit != '\0' ? entity->unit : entity->institution;
}

/* The first event of the entity or of a later one. */
static size_t first_event(const struct zi_panel *panel, size_t entity)
{
    size_t low = 0, high = panel->n_events;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (panel->events[middle].entity < entity)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct zi_event *zi_panel_events(const struct zi_panel *panel, size_t first, size_t last,
                                       size_t *n)
{
    size_t start = first_event(panel, first);

    *n = first_event(panel, last + 1) - start;
    return *n > 0 ? &panel->events[start] : NULL;
}

/* WBBM stands above WBK: an award never lowers what is held, and the loss of WBBM leaves nothing.
 */
int zi_panel_predicate(const struct zi_panel *panel, size_t entity, int year, int *since)
{
    size_t n;
    const struct zi_event *events = zi_panel_events(panel, entity, entity, &n);
    int held = 0;
    int from = 0;

    for (size_t i = 0; i < n; i++) {
        const struct zi_event *event = &events[i];

        if (event->year > year)
            continue;
        if (event->kind == ZI_AWARDED && (int)event->target > held) {
            held = (int)event->target;
            from = event->year;
        } else if (event->kind == ZI_REVOKED && (int)event->target == held) {
            held = 0;
        }
    }
    if (since != NULL)
        *since = held != 0 ? from : 0;
    return held;
}
