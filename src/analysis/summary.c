/* Descriptive numbers of each series, or of what it is grouped by. */
#include "zistat/analysis/summary.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/count.h"

/* Growing list of results and the room the values of one group are gathered in. */
struct summarising {
    const struct zi_selection *selection;
    struct zi_summary *rows; /* malloc'ed; copied into the caller's arena at the end */
    size_t n_rows;
    size_t capacity;
    double *values;
    double *scratch;
};

/* Which cells of an index belong together. */
struct group {
    enum zi_level level;
    size_t entity;    /* SIZE_MAX: every entity of the level */
    const char *kind; /* NULL: of every kind */
    int first_year;
    int last_year;
};

static bool belongs(const struct zi_panel *panel, size_t entity, const struct group *group)
{
    const struct zi_entity *e = &panel->entities[entity];

    return zi_entity_level(e) == group->level &&
           (group->entity == SIZE_MAX || group->entity == entity) &&
           (group->kind == NULL || strcmp(group->kind, e->kind) == 0);
}

/* Adds an entity's cells to the values gathered so far and to the years covered. */
static size_t gather_entity(const struct summarising *summarising, size_t index, size_t entity,
                            const struct group *group, size_t n, struct zi_summary *row)
{
    const struct zi_panel *panel = summarising->selection->panel;
    size_t cell = entity * panel->n_years + (size_t)(group->first_year - panel->first_year);

    for (int year = group->first_year; year <= group->last_year; year++, cell++) {
        double value = panel->values[index][cell];

        if (isnan(value)) {
            row->n_letters += panel->bands[index] != NULL && panel->bands[index][cell] != 0;
            continue;
        }
        if (row->first_year == 0 || year < row->first_year)
            row->first_year = year;
        if (year > row->last_year)
            row->last_year = year;
        summarising->values[n++] = value;
    }
    return n;
}

static const struct zi_band *latest_band(const struct summarising *summarising, size_t index,
                                         const struct group *group)
{
    for (int year = group->last_year; year >= group->first_year; year--) {
        const struct zi_band *band =
            zi_panel_band(summarising->selection->panel, group->entity, index, year);

        if (band != NULL)
            return band;
    }
    return NULL;
}

static enum zi_code add_row(struct summarising *summarising, const struct zi_summary *row,
                            struct zi_error *error)
{
    if (summarising->n_rows == summarising->capacity) {
        size_t capacity = 2 * summarising->capacity + 64;
        struct zi_summary *rows = realloc(summarising->rows, capacity * sizeof *rows);

        if (rows == NULL)
            return zi_fail_memory(error);
        summarising->rows = rows;
        summarising->capacity = capacity;
    }
    summarising->rows[summarising->n_rows++] = *row;
    return ZI_OK;
}

static enum zi_code add_group(struct summarising *summarising, size_t index,
                              const struct group *group, int year, struct zi_error *error)
{
    const struct zi_selection *selection = summarising->selection;
    bool single = group->entity != SIZE_MAX;
    struct zi_summary row = {.entity = group->entity,
                             .year = year,
                             .kind = group->kind,
                             .index = index,
                             .level = group->level,
                             .first = NAN,
                             .last = NAN};
    size_t n = 0;

    if (single)
        n = gather_entity(summarising, index, group->entity, group, n, &row);
    for (size_t i = 0; !single && i < selection->n_entities; i++)
        if (belongs(selection->panel, selection->entities[i], group))
            n = gather_entity(summarising, index, selection->entities[i], group, n, &row);
    if (n == 0 && row.n_letters == 0)
        return ZI_OK;
    if (single) {
        row.band = latest_band(summarising, index, group);
        row.gaps = n > 0 ? (size_t)(row.last_year - row.first_year + 1) - n : 0;
        row.first = n > 0 ? summarising->values[0] : NAN;
        row.last = n > 0 ? summarising->values[n - 1] : NAN;
    }
    row.description = zi_describe(summarising->values, n, summarising->scratch);
    return add_row(summarising, &row, error);
}

static enum zi_code by_unit(struct summarising *summarising, struct zi_error *error)
{
    const struct zi_selection *s = summarising->selection;

    for (size_t i = 0; i < s->n_entities; i++)
        for (size_t k = 0; k < s->n_indices; k++) {
            size_t entity = s->entities[i];
            struct group group = {.level = zi_entity_level(&s->panel->entities[entity]),
                                  .entity = entity,
                                  .first_year = s->first_year,
                                  .last_year = s->last_year};

            ZI_TRY(add_group(summarising, s->indices[k], &group, 0, error));
        }
    return ZI_OK;
}

static const enum zi_level levels[] = {ZI_LEVEL_INSTITUTION, ZI_LEVEL_UNIT};
enum { N_LEVELS = ZI_COUNT(levels) };

static enum zi_code by_index(struct summarising *summarising, const char *kind,
                             struct zi_error *error)
{
    const struct zi_selection *s = summarising->selection;

    for (size_t k = 0; k < s->n_indices; k++)
        for (size_t l = 0; l < N_LEVELS; l++) {
            struct group group = {.level = levels[l],
                                  .entity = SIZE_MAX,
                                  .kind = kind,
                                  .first_year = s->first_year,
                                  .last_year = s->last_year};

            ZI_TRY(add_group(summarising, s->indices[k], &group, 0, error));
        }
    return ZI_OK;
}

static enum zi_code by_year(struct summarising *summarising, struct zi_error *error)
{
    const struct zi_selection *s = summarising->selection;

    for (size_t k = 0; k < s->n_indices; k++)
        for (size_t l = 0; l < N_LEVELS; l++)
            for (int year = s->first_year; year <= s->last_year; year++) {
                struct group group = {
                    .level = levels[l], .entity = SIZE_MAX, .first_year = year, .last_year = year};

                ZI_TRY(add_group(summarising, s->indices[k], &group, year, error));
            }
    return ZI_OK;
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static enum zi_code by_kind(struct summarising *summarising, struct zi_error *error)
{
    const struct zi_selection *s = summarising->selection;
    const char **kinds = calloc(s->n_entities + 1, sizeof *kinds);
    enum zi_code code = ZI_OK;

    if (kinds == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < s->n_entities; i++)
        kinds[i] = s->panel->entities[s->entities[i]].kind;
    qsort(kinds, s->n_entities, sizeof *kinds, compare_texts);
    for (size_t i = 0; i < s->n_entities && code == ZI_OK; i++)
        if (i == 0 || strcmp(kinds[i], kinds[i - 1]) != 0)
            code = by_index(summarising, kinds[i], error);
    free(kinds);
    return code;
}

static enum zi_code compute(struct summarising *summarising, enum zi_grouping grouping,
                            struct zi_error *error)
{
    switch (grouping) {
    case ZI_BY_UNIT: return by_unit(summarising, error);
    case ZI_BY_INDEX: return by_index(summarising, NULL, error);
    case ZI_BY_YEAR: return by_year(summarising, error);
    case ZI_BY_KIND: return by_kind(summarising, error);
    }
    return ZI_OK;
}

enum zi_code zi_summary_compute(const struct zi_selection *selection, enum zi_grouping grouping,
                                struct zi_arena *arena, struct zi_summary **rows, size_t *n_rows,
                                struct zi_error *error)
{
    size_t n_years = (size_t)(selection->last_year - selection->first_year) + 1;
    size_t room = (grouping == ZI_BY_UNIT ? 1 : selection->n_entities) * n_years + 1;
    struct summarising summarising = {.selection = selection,
                                      .values = malloc(room * sizeof(double)),
                                      .scratch = malloc(room * sizeof(double))};
    enum zi_code code = summarising.values == NULL || summarising.scratch == NULL
                            ? zi_fail_memory(error)
                            : compute(&summarising, grouping, error);

    *n_rows = summarising.n_rows;
    *rows = zi_arena_allocate(arena, summarising.n_rows + 1, sizeof **rows);
    if (*rows == NULL)
        code = zi_fail_memory(error);
    else if (summarising.n_rows > 0)
        memcpy(*rows, summarising.rows, summarising.n_rows * sizeof **rows);
    free(summarising.rows);
    free(summarising.values);
    free(summarising.scratch);
    return code;
}
