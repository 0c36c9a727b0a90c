/* What is correlated, as columns of units and of institutions. */
#include "correlate_plane.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static size_t index_of(const struct zi_planes *planes, size_t column)
{
    return planes->result->facts[column].index;
}

static size_t n_columns(const struct zi_planes *planes)
{
    return planes->result->n_facts;
}

static const struct zi_entity *entity_of(const struct zi_planes *planes, size_t position)
{
    return &planes->selection->panel->entities[planes->selection->entities[position]];
}

/* The entities of one institution stand together: where those of the one at first end. */
static size_t end_of_institution(const struct zi_planes *planes, size_t first)
{
    const char *institution = entity_of(planes, first)->institution;
    size_t end = first + 1;

    while (end < planes->selection->n_entities &&
           strcmp(entity_of(planes, end)->institution, institution) == 0)
        end++;
    return end;
}

static double score_of(const struct zi_planes *planes, size_t position, size_t column, int year)
{
    return zi_panel_value(planes->selection->panel, planes->selection->entities[position],
                          index_of(planes, column), year);
}

/* ---- whose value an index is ---- */

/* Units that have a value in one year: how many, the least and the greatest. */
struct cell {
    size_t n;
    double min;
    double max;
};

static struct cell look_at_cell(const struct zi_planes *planes, size_t first, size_t end,
                                size_t column, int year)
{
    struct cell cell = {0, INFINITY, -INFINITY};

    for (size_t i = first; i < end; i++) {
        double value = score_of(planes, i, column, year);

        if (isnan(value) || zi_entity_level(entity_of(planes, i)) != ZI_LEVEL_UNIT)
            continue;
        cell.n++;
        cell.min = fmin(cell.min, value);
        cell.max = fmax(cell.max, value);
    }
    return cell;
}

/* Whether the data show an institution's value in the rows of its units. */
static bool is_repeated(const struct zi_planes *planes, size_t column)
{
    const struct zi_selection *s = planes->selection;
    double min = INFINITY, max = -INFINITY;
    size_t cells = 0, end;

    for (size_t first = 0; first < s->n_entities; first = end) {
        end = end_of_institution(planes, first);
        for (int year = s->first_year; year <= s->last_year; year++) {
            struct cell cell = look_at_cell(planes, first, end, column, year);

            if (cell.n < 2)
                continue;
            if (cell.min != cell.max)
                return false;
            cells++;
            min = fmin(min, cell.min);
            max = fmax(max, cell.max);
        }
    }
    return cells >= 2 && min < max;
}

static int compare(const void *a, const void *b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;

    return (left > right) - (left < right);
}

/* Whether the units' values of the year are at least four and at most half as many different. */
static bool is_coarse_in(const struct zi_planes *planes, size_t column, int year, double values[],
                         bool *enough)
{
    size_t n = 0, different = 0;

    for (size_t i = 0; i < planes->selection->n_entities; i++) {
        double value = score_of(planes, i, column, year);

        if (!isnan(value) && zi_entity_level(entity_of(planes, i)) == ZI_LEVEL_UNIT)
            values[n++] = value;
    }
    *enough = n >= 4;
    qsort(values, n, sizeof *values, compare);
    for (size_t i = 0; i < n; i++)
        different += i == 0 || values[i] != values[i - 1];
    return 2 * different <= n && different > 1;
}

static bool has_unnamed_institution(const struct zi_planes *planes)
{
    for (size_t i = 0; i < planes->selection->n_entities; i++)
        if (entity_of(planes, i)->institution[0] != '\0')
            return false;
    return true;
}

static bool is_coarse(const struct zi_planes *planes, size_t column, double values[])
{
    const struct zi_selection *s = planes->selection;
    size_t years = 0;

    for (int year = s->first_year; year <= s->last_year; year++) {
        bool enough;
        bool coarse = is_coarse_in(planes, column, year, values, &enough);

        if (enough && !coarse)
            return false;
        years += enough;
    }
    return years > 0;
}

/* With letters counted, a letter is a value. */
static bool holds(const struct zi_planes *planes, size_t position, size_t column, int year)
{
    const struct zi_selection *s = planes->selection;

    if (!isnan(score_of(planes, position, column, year)))
        return true;
    return planes->request->letters &&
           zi_panel_band(s->panel, s->entities[position], index_of(planes, column), year) != NULL;
}

static bool is_held(const struct zi_planes *planes, size_t column, enum zi_level level)
{
    const struct zi_selection *s = planes->selection;

    for (size_t i = 0; i < s->n_entities; i++)
        for (int year = s->first_year; year <= s->last_year; year++)
            if (zi_entity_level(entity_of(planes, i)) == level && holds(planes, i, column, year))
                return true;
    return false;
}

static enum zi_code find_levels(struct zi_planes *planes, struct zi_error *error)
{
    const struct zi_catalogue *catalogue = planes->selection->panel->catalogue;
    size_t columns = n_columns(planes);
    double *values =
        zi_arena_allocate(planes->arena, planes->selection->n_entities + 1, sizeof *values);

    planes->own_unit = zi_arena_allocate(planes->arena, columns, sizeof *planes->own_unit);
    planes->own_institution =
        zi_arena_allocate(planes->arena, columns, sizeof *planes->own_institution);
    if (values == NULL || planes->own_unit == NULL || planes->own_institution == NULL)
        return zi_fail_memory(error);
    for (size_t k = 0; k < columns; k++) {
        struct zi_correlated_index *fact = &planes->result->facts[k];

        planes->own_institution[k] = is_held(planes, k, ZI_LEVEL_INSTITUTION);
        if (catalogue->indices[fact->index].level == ZI_LEVEL_INSTITUTION ||
            !is_held(planes, k, ZI_LEVEL_UNIT))
            continue;
        fact->repeated = is_repeated(planes, k);
        fact->coarse =
            !fact->repeated && has_unnamed_institution(planes) && is_coarse(planes, k, values);
        planes->own_unit[k] = !fact->repeated;
    }
    return ZI_OK;
}

/* ---- columns ---- */

static enum zi_code allocate_plane(const struct zi_planes *planes, struct zi_plane *plane,
                                   enum zi_level on, size_t n_entities, struct zi_error *error)
{
    const struct zi_selection *s = planes->selection;
    size_t columns = n_columns(planes);

    plane->on = on;
    plane->n_entities = n_entities;
    plane->first_year = s->first_year;
    plane->n_years = (size_t)(s->last_year - s->first_year) + 1;
    plane->n_rows = n_entities * plane->n_years;
    plane->value = zi_arena_allocate(planes->arena, columns, sizeof *plane->value);
    plane->category = zi_arena_allocate(planes->arena, columns, sizeof *plane->category);
    plane->behind = zi_arena_allocate(planes->arena, columns, sizeof *plane->behind);
    plane->ranks = zi_arena_allocate(planes->arena, columns, sizeof *plane->ranks);
    if (plane->value == NULL || plane->category == NULL || plane->behind == NULL ||
        plane->ranks == NULL)
        return zi_fail_memory(error);
    for (size_t k = 0; k < columns; k++) {
        plane->value[k] = zi_arena_allocate(planes->arena, plane->n_rows, sizeof **plane->value);
        if (plane->value[k] == NULL)
            return zi_fail_memory(error);
        for (size_t row = 0; row < plane->n_rows; row++)
            plane->value[k][row] = NAN;
    }
    return ZI_OK;
}

static size_t count_units(const struct zi_planes *planes)
{
    size_t n = 0;

    for (size_t i = 0; i < planes->selection->n_entities; i++)
        n += zi_entity_level(entity_of(planes, i)) == ZI_LEVEL_UNIT;
    return n;
}

static size_t count_institutions(const struct zi_planes *planes)
{
    size_t n = 0;

    for (size_t i = 0; i < planes->selection->n_entities; i = end_of_institution(planes, i))
        n++;
    return n;
}

static void copy_scores(const struct zi_planes *planes, const struct zi_plane *plane, size_t entity,
                        size_t position, size_t column)
{
    double *to = plane->value[column] + entity * plane->n_years;

    for (size_t y = 0; y < plane->n_years; y++)
        to[y] = score_of(planes, position, column, plane->first_year + (int)y);
}

/* The mean of an institution's units in each year, and of how many. */
static void average_units(const struct zi_planes *planes, const struct zi_plane *plane,
                          size_t entity, size_t first, size_t end, size_t column)
{
    for (size_t y = 0; y < plane->n_years; y++) {
        size_t row = entity * plane->n_years + y;
        int year = plane->first_year + (int)y;
        struct cell cell = look_at_cell(planes, first, end, column, year);
        double sum = 0;

        for (size_t i = first; i < end && cell.min < cell.max; i++) {
            double value = score_of(planes, i, column, year);

            if (!isnan(value) && zi_entity_level(entity_of(planes, i)) == ZI_LEVEL_UNIT)
                sum += value - cell.min;
        }
        if (cell.n == 0)
            continue;
        plane->value[column][row] = cell.min + sum / (double)cell.n;
        plane->behind[column][row] = (uint32_t)cell.n;
    }
}

static void fill_institution(const struct zi_planes *planes, struct zi_plane *plane, size_t entity,
                             size_t first, size_t end)
{
    for (size_t k = 0; k < n_columns(planes); k++)
        if (!planes->own_institution[k])
            average_units(planes, plane, entity, first, end, k);
        else if (zi_entity_level(entity_of(planes, first)) == ZI_LEVEL_INSTITUTION)
            copy_scores(planes, plane, entity, first, k);
}

/* Where every index has values of units, no pair is one of institutions. */
static bool needs_institutions(const struct zi_planes *planes)
{
    if (planes->request->institutions)
        return true;
    for (size_t k = 0; k < n_columns(planes); k++)
        if (!planes->own_unit[k])
            return true;
    return false;
}

static enum zi_code fill_institutions(struct zi_planes *planes, struct zi_error *error)
{
    struct zi_plane *plane = &planes->institutions;
    size_t n_entities = needs_institutions(planes) ? count_institutions(planes) : 0;
    size_t entity = 0;
    size_t end;

    ZI_TRY(allocate_plane(planes, plane, ZI_LEVEL_INSTITUTION, n_entities, error));
    for (size_t k = 0; k < n_columns(planes); k++) {
        plane->behind[k] = zi_arena_allocate(planes->arena, plane->n_rows, sizeof **plane->behind);
        if (plane->behind[k] == NULL)
            return zi_fail_memory(error);
    }
    plane->first = zi_arena_allocate(planes->arena, n_entities + 1, sizeof *plane->first);
    if (plane->first == NULL)
        return zi_fail_memory(error);
    for (size_t first = 0; entity < n_entities; first = end) {
        end = end_of_institution(planes, first);
        plane->first[entity + 1] = end;
        fill_institution(planes, plane, entity++, first, end);
    }
    return ZI_OK;
}

size_t zi_planes_unit_rows(const struct zi_planes *planes, size_t x, size_t x_row, size_t y,
                           size_t y_row)
{
    const struct zi_plane *plane = &planes->institutions;
    size_t entity = x_row / plane->n_years;
    int x_year = plane->first_year + (int)(x_row % plane->n_years);
    int y_year = plane->first_year + (int)(y_row % plane->n_years);
    bool of_x = plane->behind[x][x_row] > 0;
    bool of_y = plane->behind[y][y_row] > 0;
    size_t n = 0;

    for (size_t i = plane->first[entity]; (of_x || of_y) && i < plane->first[entity + 1]; i++)
        n += zi_entity_level(entity_of(planes, i)) == ZI_LEVEL_UNIT &&
             !(of_x && isnan(score_of(planes, i, x, x_year))) &&
             !(of_y && isnan(score_of(planes, i, y, y_year)));
    return n;
}

static enum zi_code fill_units(struct zi_planes *planes, struct zi_error *error)
{
    struct zi_plane *plane = &planes->units;
    size_t entity = 0, institution = 0, end = 0;

    ZI_TRY(allocate_plane(planes, plane, ZI_LEVEL_UNIT, count_units(planes), error));
    plane->institution =
        zi_arena_allocate(planes->arena, plane->n_entities, sizeof *plane->institution);
    if (plane->institution == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < planes->selection->n_entities; i++) {
        institution += i > 0 && i == end;
        end = i == end ? end_of_institution(planes, i) : end;
        if (zi_entity_level(entity_of(planes, i)) != ZI_LEVEL_UNIT)
            continue;
        for (size_t k = 0; k < n_columns(planes); k++)
            copy_scores(planes, plane, entity, i, k);
        plane->institution[entity++] = institution;
    }
    return ZI_OK;
}

/* ---- letters ---- */

/* Bands by their lower border, which orders those of different years too; without one by rank. */
static double order_of(const struct zi_band *band)
{
    return band == NULL ? NAN : isfinite(band->lower) ? band->lower : band->rank;
}

static size_t count_letters(const struct zi_planes *planes, size_t column)
{
    const struct zi_selection *s = planes->selection;
    size_t letters = 0;

    if (s->panel->bands[index_of(planes, column)] == NULL)
        return 0;
    for (size_t i = 0; i < s->n_entities; i++)
        for (int year = s->first_year; year <= s->last_year; year++)
            letters +=
                isnan(score_of(planes, i, column, year)) &&
                zi_panel_band(s->panel, s->entities[i], index_of(planes, column), year) != NULL;
    return letters;
}

/* The entity of the panel behind each entity of the plane; SIZE_MAX for an institution that has no
 * row of its own. */
static size_t *list_entities(const struct zi_planes *planes, const struct zi_plane *plane)
{
    const struct zi_selection *s = planes->selection;
    size_t *entities = zi_arena_allocate(planes->arena, plane->n_entities, sizeof *entities);
    size_t n = 0, next;

    for (size_t i = 0; entities != NULL && n < plane->n_entities; i = next) {
        bool own = zi_entity_level(entity_of(planes, i)) == plane->on;

        next = plane->on == ZI_LEVEL_UNIT ? i + 1 : end_of_institution(planes, i);
        if (own || plane->on == ZI_LEVEL_INSTITUTION)
            entities[n++] = own ? s->entities[i] : SIZE_MAX;
    }
    return entities;
}

static size_t rank_bands(const struct zi_planes *planes, const struct zi_plane *plane,
                         const size_t entities[], size_t column, double category[])
{
    const struct zi_panel *panel = planes->selection->panel;
    size_t letters = 0;

    for (size_t row = 0; row < plane->n_rows; row++) {
        size_t entity = entities[row / plane->n_years];
        int year = plane->first_year + (int)(row % plane->n_years);

        category[row] =
            entity == SIZE_MAX
                ? NAN
                : order_of(zi_panel_band(panel, entity, index_of(planes, column), year));
        letters += isnan(plane->value[column][row]) && !isnan(category[row]);
    }
    return letters;
}

static enum zi_code find_letters(struct zi_planes *planes, struct zi_plane *plane,
                                 struct zi_error *error)
{
    const size_t *entities = list_entities(planes, plane);
    const bool *own = plane->on == ZI_LEVEL_UNIT ? planes->own_unit : planes->own_institution;

    if (entities == NULL)
        return zi_fail_memory(error);
    for (size_t k = 0; k < n_columns(planes); k++) {
        double *category = zi_arena_allocate(planes->arena, plane->n_rows, sizeof *category);
        size_t letters;

        if (category == NULL)
            return zi_fail_memory(error);
        letters = own[k] ? rank_bands(planes, plane, entities, k, category) : 0;
        planes->result->facts[k].letters += letters;
        plane->category[k] = letters > 0 ? category : NULL;
    }
    return ZI_OK;
}

/* ---- rows ---- */

/* With listwise: the columns that count on this plane. An index of units counts among units, every
 * index among institutions. */
static bool counts_on(const struct zi_planes *planes, const struct zi_plane *plane, size_t column)
{
    return plane->on == ZI_LEVEL_INSTITUTION || planes->own_unit[column];
}

static bool is_present(const struct zi_plane *plane, size_t column, size_t row)
{
    return !isnan(plane->value[column][row]) ||
           (plane->category[column] != NULL && !isnan(plane->category[column][row]));
}

static enum zi_code mark_complete(const struct zi_planes *planes, struct zi_plane *plane,
                                  struct zi_listwise *listwise, struct zi_error *error)
{
    plane->complete = zi_arena_allocate(planes->arena, plane->n_rows, sizeof *plane->complete);
    if (plane->complete == NULL)
        return zi_fail_memory(error);
    for (size_t row = 0; row < plane->n_rows; row++) {
        size_t wanted = 0, held = 0;

        for (size_t k = 0; k < n_columns(planes); k++) {
            wanted += counts_on(planes, plane, k);
            held += counts_on(planes, plane, k) && is_present(plane, k, row);
        }
        plane->complete[row] = wanted >= 2 && held == wanted;
        listwise->complete += plane->complete[row];
        listwise->rows += held >= 2;
    }
    return ZI_OK;
}

static bool wants_ranks(const struct zi_planes *planes)
{
    bool wanted = false;

    for (size_t m = 0; m < planes->request->n_methods; m++)
        wanted = wanted || planes->request->methods[m] != ZI_PEARSON;
    return wanted && planes->request->n_given == 0;
}

static enum zi_code rank_columns(const struct zi_planes *planes, struct zi_plane *plane,
                                 struct zi_error *error)
{
    for (size_t k = 0; wants_ranks(planes) && k < n_columns(planes); k++)
        ZI_TRY(zi_dense_ranks_make(&plane->ranks[k], plane->value[k], plane->n_rows, 0,
                                   planes->arena, error));
    return ZI_OK;
}

static enum zi_code finish_plane(struct zi_planes *planes, struct zi_plane *plane,
                                 struct zi_listwise *listwise, struct zi_error *error)
{
    if (planes->request->letters)
        ZI_TRY(find_letters(planes, plane, error));
    if (planes->request->listwise)
        ZI_TRY(mark_complete(planes, plane, listwise, error));
    return rank_columns(planes, plane, error);
}

enum zi_code zi_planes_make(struct zi_planes *planes, struct zi_error *error)
{
    ZI_TRY(find_levels(planes, error));
    ZI_TRY(fill_units(planes, error));
    ZI_TRY(fill_institutions(planes, error));
    ZI_TRY(finish_plane(planes, &planes->units, &planes->result->units, error));
    ZI_TRY(finish_plane(planes, &planes->institutions, &planes->result->institutions, error));
    for (size_t k = 0; k < n_columns(planes); k++) {
        struct zi_correlated_index *fact = &planes->result->facts[k];

        fact->letters_out = count_letters(planes, k) - fact->letters;
    }
    return ZI_OK;
}
