#include "zistat/analysis/correlate.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "zistat/stats/multiple.h"

/* The rows of one pair, in room that every pair uses anew. */
struct work {
    const struct zi_selection *selection;
    size_t room; /* rows */
    double *x;
    double *y;
    size_t *unit;
    int *year;
    size_t n;
    bool *held; /* by index and level: whether the selection holds any value */
};

static size_t years_of(const struct zi_selection *s)
{
    return (size_t)(s->last_year - s->first_year) + 1;
}

static void discard(struct work *work)
{
    free(work->x);
    free(work->y);
    free(work->unit);
    free(work->year);
    free(work->held);
}

static bool *held_at(const struct work *work, size_t index, enum zi_level level)
{
    return &work->held[2 * index + (level == ZI_LEVEL_INSTITUTION)];
}

static void find_held(struct work *work)
{
    const struct zi_selection *s = work->selection;

    for (size_t k = 0; k < s->n_indices; k++)
        for (size_t i = 0; i < s->n_entities; i++) {
            enum zi_level level = zi_entity_level(&s->panel->entities[s->entities[i]]);
            bool *held = held_at(work, s->indices[k], level);

            for (int year = s->first_year; !*held && year <= s->last_year; year++)
                *held = !isnan(zi_panel_value(s->panel, s->entities[i], s->indices[k], year));
        }
}

static enum zi_code prepare(struct work *work, const struct zi_selection *s, struct zi_error *error)
{
    size_t room = s->n_entities * years_of(s) + 1;

    *work = (struct work){
        .selection = s,
        .room = room,
        .x = malloc(room * sizeof(double)),
        .y = malloc(room * sizeof(double)),
        .unit = malloc(room * sizeof(size_t)),
        .year = malloc(room * sizeof(int)),
        .held = calloc(2 * s->panel->catalogue->n_indices + 1, sizeof(bool)),
    };
    if (work->x == NULL || work->y == NULL || work->unit == NULL || work->year == NULL ||
        work->held == NULL)
        return zi_fail_memory(error);
    find_held(work);
    return ZI_OK;
}

/* Whether units have values of their own: an institution's index may be repeated in their rows. */
static bool varies_by_unit(const struct work *work, size_t index)
{
    return work->selection->panel->catalogue->indices[index].level != ZI_LEVEL_INSTITUTION &&
           *held_at(work, index, ZI_LEVEL_UNIT);
}

/* Units when both have values of units, institutions otherwise. */
static enum zi_level level_of_pair(const struct work *work, size_t x, size_t y)
{
    return varies_by_unit(work, x) && varies_by_unit(work, y) ? ZI_LEVEL_UNIT
                                                              : ZI_LEVEL_INSTITUTION;
}

/* Whether the institution's value must be made from its units'. */
static bool must_average(const struct work *work, size_t index)
{
    return !*held_at(work, index, ZI_LEVEL_INSTITUTION);
}

static void add_pair(struct work *work, size_t unit, int year, double x, double y)
{
    if (isnan(x) || isnan(y))
        return;
    work->x[work->n] = x;
    work->y[work->n] = y;
    work->unit[work->n] = unit;
    work->year[work->n] = year;
    work->n++;
}

static void gather_units(struct work *work, size_t x, size_t y)
{
    const struct zi_selection *s = work->selection;

    for (size_t i = 0; i < s->n_entities; i++) {
        size_t entity = s->entities[i];

        if (zi_entity_level(&s->panel->entities[entity]) != ZI_LEVEL_UNIT)
            continue;
        for (int year = s->first_year; year <= s->last_year; year++)
            add_pair(work, i, year, zi_panel_value(s->panel, entity, x, year),
                     zi_panel_value(s->panel, entity, y, year));
    }
}

/* The institution's own value, or the mean of its units' where it has none of its own. Entities
 * first to end - 1 of the selection belong to one institution. */
static double institution_value(const struct work *work, size_t first, size_t end, size_t index,
                                int year)
{
    const struct zi_selection *s = work->selection;
    enum zi_level wanted = must_average(work, index) ? ZI_LEVEL_UNIT : ZI_LEVEL_INSTITUTION;
    double sum = 0;
    size_t n = 0;

    for (size_t i = first; i < end; i++) {
        size_t entity = s->entities[i];
        double value = zi_panel_value(s->panel, entity, index, year);

        if (zi_entity_level(&s->panel->entities[entity]) != wanted || isnan(value))
            continue;
        sum += value;
        n++;
    }
    return n > 0 ? sum / (double)n : NAN;
}

static void gather_institutions(struct work *work, size_t x, size_t y)
{
    const struct zi_selection *s = work->selection;
    const struct zi_entity *entities = s->panel->entities;
    size_t end;

    for (size_t first = 0; first < s->n_entities; first = end) {
        const char *institution = entities[s->entities[first]].institution;

        end = first + 1;
        while (end < s->n_entities &&
               strcmp(entities[s->entities[end]].institution, institution) == 0)
            end++;
        for (int year = s->first_year; year <= s->last_year; year++)
            add_pair(work, first, year, institution_value(work, first, end, x, year),
                     institution_value(work, first, end, y, year));
    }
}

static void describe_pair(const struct work *work, struct zi_pair_correlation *pair)
{
    const struct zi_catalogue *catalogue = work->selection->panel->catalogue;

    pair->averaged = pair->on == ZI_LEVEL_INSTITUTION && work->n > 0 &&
                     (must_average(work, pair->x) || must_average(work, pair->y));
    for (size_t i = 0; i < work->n; i++) {
        if (i == 0 || work->year[i] < pair->first_year)
            pair->first_year = work->year[i];
        if (work->year[i] > pair->last_year)
            pair->last_year = work->year[i];
    }
    if (work->n == 0)
        return;
    pair->arithmetic = zi_catalogue_contains(catalogue, pair->x, pair->y, pair->last_year) ||
                       zi_catalogue_contains(catalogue, pair->y, pair->x, pair->last_year);
    pair->across = zi_catalogue_break(catalogue, pair->x, pair->first_year, pair->last_year);
    if (pair->across == NULL)
        pair->across = zi_catalogue_break(catalogue, pair->y, pair->first_year, pair->last_year);
}

/* All methods and levels of one pair; rows has room for them. */
static enum zi_code correlate_pair(struct work *work, const struct zi_correlate_request *request,
                                   struct zi_pair_correlation pair,
                                   struct zi_pair_correlation rows[], struct zi_error *error)
{
    struct zi_panel_pairs pairs;
    enum zi_code code;

    work->n = 0;
    if (pair.on == ZI_LEVEL_UNIT)
        gather_units(work, pair.x, pair.y);
    else
        gather_institutions(work, pair.x, pair.y);
    describe_pair(work, &pair);
    code = zi_panel_pairs_init(&pairs, work->x, work->y, work->unit, work->year, work->n, error);
    for (size_t m = 0; m < request->n_methods && code == ZI_OK; m++)
        for (size_t l = 0; l < request->n_levels && code == ZI_OK; l++) {
            pair.method = request->methods[m];
            pair.level = request->levels[l];
            code = zi_panel_pairs_correlate(&pairs, pair.level, pair.method, request->confidence,
                                            &pair.result, error);
            *rows++ = pair;
        }
    zi_panel_pairs_release(&pairs);
    return code;
}

/* The family of a q-value: the same method and level over all pairs. Rows of one pair stand
 * together, per of them. */
static enum zi_code adjust(struct zi_pair_correlation rows[], size_t n_pairs, size_t per,
                           struct zi_error *error)
{
    double *p = malloc((n_pairs + 1) * sizeof *p);
    struct zi_sort_entry *scratch = malloc((2 * n_pairs + 1) * sizeof *scratch);

    for (size_t k = 0; k < per && p != NULL && scratch != NULL; k++) {
        for (size_t i = 0; i < n_pairs; i++)
            p[i] = rows[i * per + k].result.p_value;
        zi_multiple_adjust(ZI_BENJAMINI_HOCHBERG, p, n_pairs, scratch, p);
        for (size_t i = 0; i < n_pairs; i++)
            rows[i * per + k].q = p[i];
    }

    enum zi_code code = p == NULL || scratch == NULL ? zi_fail_memory(error) : ZI_OK;

    free(p);
    free(scratch);
    return code;
}

static enum zi_code correlate_all(struct work *work, const struct zi_correlate_request *request,
                                  struct zi_pair_correlation *rows, size_t *n_rows,
                                  struct zi_error *error)
{
    const struct zi_selection *s = work->selection;
    size_t per = request->n_methods * request->n_levels;

    for (size_t i = 0; i < s->n_indices; i++)
        for (size_t j = i + 1; j < s->n_indices; j++) {
            struct zi_pair_correlation pair = {
                .x = s->indices[i],
                .y = s->indices[j],
                .on = level_of_pair(work, s->indices[i], s->indices[j]),
            };

            ZI_TRY(correlate_pair(work, request, pair, rows + *n_rows, error));
            *n_rows += per;
        }
    return adjust(rows, per > 0 ? *n_rows / per : 0, per, error);
}

enum zi_code zi_correlate_compute(const struct zi_selection *selection,
                                  const struct zi_correlate_request *request,
                                  struct zi_arena *arena, struct zi_pair_correlation **rows,
                                  size_t *n_rows, struct zi_error *error)
{
    size_t n = selection->n_indices;
    size_t all = n * (n > 0 ? n - 1 : 0) / 2 * request->n_methods * request->n_levels;
    struct work work;
    enum zi_code code;

    *n_rows = 0;
    if (n < 2)
        return zi_fail(error, ZI_EFEW, "korelasi memerlukan sedikitnya dua indeks; data memuat %zu",
                       "a correlation needs at least two indices; the data hold %zu", n);
    *rows = zi_arena_allocate(arena, all + 1, sizeof **rows);
    if (*rows == NULL)
        return zi_fail_memory(error);
    code = prepare(&work, selection, error);
    if (code == ZI_OK)
        code = correlate_all(&work, request, *rows, n_rows, error);
    discard(&work);
    return code;
}
