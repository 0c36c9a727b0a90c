/* Which units, indices and years an analysis is of. */
#include "zistat/analysis/selection.h"

#include <string.h>

#include "base/utf8.h"
#include "zistat/analysis/advice.h"

enum zi_level zi_entity_level(const struct zi_entity *entity)
{
    return entity->unit[0] != '\0' ? ZI_LEVEL_UNIT : ZI_LEVEL_INSTITUTION;
}

void zi_selection_release(struct zi_selection *selection)
{
    zi_arena_release(&selection->arena);
}

static char *fold(struct zi_arena *arena, const char *text)
{
    return zi_utf8_fold(arena, text, strlen(text));
}

/* The names an entity answers to, folded: its full name, and its short name if it has one. */
struct names {
    char *full;
    char *brief;
};

static enum zi_code fold_names(struct zi_arena *arena, const struct zi_panel *panel,
                               struct names names[], struct zi_error *error)
{
    for (size_t i = 0; i < panel->n_entities; i++) {
        names[i].full = fold(arena, zi_entity_name(&panel->entities[i]));
        names[i].brief = fold(arena, panel->entities[i].short_name);
        if (names[i].full == NULL || names[i].brief == NULL)
            return zi_fail_memory(error);
    }
    return ZI_OK;
}

static enum zi_code unknown_unit(struct zi_arena *arena, const struct zi_panel *panel,
                                 const struct names names[], const char *wanted, const char *folded,
                                 struct zi_error *error)
{
    size_t n = 2 * panel->n_entities;
    const char **words = zi_arena_allocate(arena, n + 1, sizeof *words);

    if (words == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < panel->n_entities; i++) {
        words[2 * i] = names[i].full;
        words[2 * i + 1] = names[i].brief;
    }

    const char *nearest = zi_utf8_nearest(folded, words);

    for (size_t i = 0; nearest != NULL && i < n; i++)
        if (words[i] == nearest)
            return zi_fail(error, ZI_EUSAGE, "unit '%s' tidak ada dalam data; maksud Anda '%s'?",
                           "unit '%s' is not in the data; did you mean '%s'?", wanted,
                           i % 2 == 0 ? zi_entity_name(&panel->entities[i / 2])
                                      : panel->entities[i / 2].short_name);
    return zi_advise(error,
                     zi_fail(error, ZI_EUSAGE, "unit '%s' tidak ada dalam data",
                             "unit '%s' is not in the data", wanted),
                     ZI_ADVICE_NAMES_OF_UNITS);
}

/* Chooses every entity that answers to the name; false when none does. */
static bool choose_named(const struct zi_panel *panel, const struct names names[],
                         const char *folded, bool chosen[])
{
    bool found = false;

    for (size_t i = 0; i < panel->n_entities; i++)
        if (strcmp(folded, names[i].full) == 0 || strcmp(folded, names[i].brief) == 0)
            found = chosen[i] = true;
    return found;
}

/* One wanted name, or several separated by commas: names hold commas too, so that the whole is
 * tried first. */
static enum zi_code choose_wanted(struct zi_arena *arena, const struct zi_panel *panel,
                                  const struct names names[], const char *wanted, bool chosen[],
                                  struct zi_error *error)
{
    const char *whole = fold(arena, wanted);

    if (whole == NULL)
        return zi_fail_memory(error);
    if (whole[0] != '\0' && choose_named(panel, names, whole, chosen))
        return ZI_OK;
    for (const char *next = wanted; next != NULL; wanted = next) {
        size_t length = strcspn(wanted, ",");
        const char *name = zi_arena_copy_bytes(arena, wanted, length);
        const char *folded = zi_utf8_fold(arena, wanted, length);

        if (name == NULL || folded == NULL)
            return zi_fail_memory(error);
        if (folded[0] == '\0' || !choose_named(panel, names, folded, chosen))
            return unknown_unit(arena, panel, names, name, folded, error);
        next = wanted[length] == ',' ? wanted + length + 1 : NULL;
    }
    return ZI_OK;
}

static enum zi_code choose_entities(struct zi_selection *selection,
                                    const struct zi_request *request, struct zi_error *error)
{
    const struct zi_panel *panel = selection->panel;
    struct zi_arena *arena = &selection->arena;
    struct names *names = zi_arena_allocate(arena, panel->n_entities + 1, sizeof *names);
    bool *chosen = zi_arena_allocate(arena, panel->n_entities + 1, sizeof *chosen);

    selection->entities =
        zi_arena_allocate(arena, panel->n_entities + 1, sizeof *selection->entities);
    if (names == NULL || chosen == NULL || selection->entities == NULL)
        return zi_fail_memory(error);
    if (request->n_units > 0)
        ZI_TRY(fold_names(arena, panel, names, error));
    for (size_t k = 0; k < request->n_units; k++)
        ZI_TRY(choose_wanted(arena, panel, names, request->units[k], chosen, error));
    for (size_t i = 0; i < panel->n_entities; i++)
        if (request->n_units == 0 || chosen[i])
            selection->entities[selection->n_entities++] = i;
    return ZI_OK;
}

static bool holds(const struct zi_panel *panel, size_t index)
{
    return panel->values[index] != NULL;
}

static bool holds_any(const struct zi_panel *panel)
{
    for (size_t i = 0; i < panel->catalogue->n_indices; i++)
        if (holds(panel, i))
            return true;
    return false;
}

enum zi_code zi_selection_know_index(const struct zi_catalogue *catalogue, const char *name,
                                     size_t *found, struct zi_error *error)
{
    long index = zi_catalogue_find(catalogue, name, strlen(name));
    const char *nearest;

    if (index != ZI_NO_INDEX) {
        *found = (size_t)index;
        return ZI_OK;
    }
    nearest = zi_catalogue_nearest(catalogue, name);
    if (nearest != NULL)
        return zi_fail(error, ZI_EUSAGE, "indeks '%s' tidak dikenal; maksud Anda '%s'?",
                       "index '%s' is not known; did you mean '%s'?", name, nearest);
    return zi_advise(
        error,
        zi_fail(error, ZI_EUSAGE, "indeks '%s' tidak dikenal", "index '%s' is not known", name),
        ZI_ADVICE_NAMES_OF_INDICES);
}

enum zi_code zi_selection_find_index(const struct zi_selection *selection, const char *name,
                                     size_t *found, struct zi_error *error)
{
    const struct zi_panel *panel = selection->panel;

    ZI_TRY(zi_selection_know_index(panel->catalogue, name, found, error));
    if (!holds(panel, *found))
        return zi_fail(error, ZI_EFEW, "tidak ada nilai untuk indeks '%s' dalam data",
                       "the data hold no value of the index '%s'",
                       panel->catalogue->indices[*found].name);
    return ZI_OK;
}

static enum zi_code choose_index(struct zi_selection *selection, const char *name,
                                 struct zi_error *error)
{
    size_t index;

    ZI_TRY(zi_selection_find_index(selection, name, &index, error));
    for (size_t k = 0; k < selection->n_indices; k++)
        if (selection->indices[k] == index)
            return ZI_OK;
    selection->indices[selection->n_indices++] = index;
    return ZI_OK;
}

static enum zi_code choose_indices(struct zi_selection *selection, const struct zi_request *request,
                                   struct zi_error *error)
{
    const struct zi_catalogue *catalogue = selection->panel->catalogue;

    selection->indices =
        zi_arena_allocate(&selection->arena, catalogue->n_indices + 1, sizeof *selection->indices);
    if (selection->indices == NULL)
        return zi_fail_memory(error);
    for (size_t k = 0; k < request->n_indices; k++)
        ZI_TRY(choose_index(selection, request->indices[k], error));
    for (size_t i = 0; request->n_indices == 0 && i < catalogue->n_indices; i++)
        if (holds(selection->panel, i))
            selection->indices[selection->n_indices++] = i;
    return ZI_OK;
}

static enum zi_code choose_years(struct zi_selection *selection, const struct zi_request *request,
                                 struct zi_error *error)
{
    int first = selection->panel->first_year;
    int last = first + (int)selection->panel->n_years - 1;

    if (selection->panel->n_years == 0 ||
        (!request->without_values && !holds_any(selection->panel)))
        return zi_advise(error,
                         zi_fail(error, ZI_EFEW, "data tidak memuat satu nilai pun",
                                 "the data hold no value at all"),
                         ZI_ADVICE_FAULTS);

    selection->first_year = request->first_year != 0 ? request->first_year : first;
    selection->last_year = request->last_year != 0 ? request->last_year : last;
    if (selection->first_year > selection->last_year)
        return zi_fail(error, ZI_EUSAGE, "tahun %d:%d terbalik", "the years %d:%d are reversed",
                       selection->first_year, selection->last_year);
    if (selection->last_year < first || selection->first_year > last)
        return zi_fail(error, ZI_EUSAGE, "tahun %d:%d di luar data, yang memuat %d sampai %d",
                       "the years %d:%d are outside the data, which hold %d to %d",
                       selection->first_year, selection->last_year, first, last);
    if (selection->first_year < first)
        selection->first_year = first;
    if (selection->last_year > last)
        selection->last_year = last;
    return ZI_OK;
}

enum zi_code zi_selection_make(struct zi_selection *selection, const struct zi_panel *panel,
                               const struct zi_request *request, struct zi_error *error)
{
    *selection = (struct zi_selection){.panel = panel};
    zi_arena_init(&selection->arena);
    ZI_TRY(choose_years(selection, request, error));
    ZI_TRY(choose_entities(selection, request, error));
    return choose_indices(selection, request, error);
}
