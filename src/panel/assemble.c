/* The rows of all files to one panel. */
#include "assemble.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "aliases.h"
#include "noting.h"

/* What a row has met so far in the cells it wants to fill. */
struct row_mark {
    uint32_t earlier; /* the record of all files that was there first */
    uint16_t n_equal; /* cells in which it said the same */
    bool conflict;
};

struct assembly {
    struct reading *reading;
    struct intake *intakes;
    size_t n_intakes;
    struct zi_panel *panel;
    struct aliases aliases;
    uint32_t *positions; /* in the panel, by entity number; NO_NAME: unused */
    double *spare;       /* the block of an emptied column, to be the next matrix */
    size_t spare_capacity;
    struct row_mark *marks; /* of the file under way; NULL until a row meets another */
    size_t *conflicts;      /* pairs of index and cell, to be left missing */
    size_t n_conflicts;
    size_t conflicts_capacity;
};

/* ---- entities in their order ---- */

struct sorted {
    const char *text;
    uint32_t number;
};

static int compare_sorted(const void *a, const void *b)
{
    return strcmp(((const struct sorted *)a)->text, ((const struct sorted *)b)->text);
}

/* Order of the institutions by number. */
static uint32_t *rank_institutions(const struct names *names)
{
    uint32_t n = names->n_entries;
    struct sorted *sorted = malloc((n + 1) * sizeof *sorted);
    uint32_t *ranks = malloc((n + 1) * sizeof *ranks);

    for (uint32_t i = 0; sorted != NULL && i < n; i++)
        sorted[i] = (struct sorted){names->entries[i].text, i};
    if (sorted != NULL)
        qsort(sorted, n, sizeof *sorted, compare_sorted);
    for (uint32_t i = 0; sorted != NULL && ranks != NULL && i < n; i++)
        ranks[sorted[i].number] = i;
    free(sorted);
    if (sorted == NULL) {
        free(ranks);
        return NULL;
    }
    return ranks;
}

/* The entity and the institution that a number stands for. */
static uint32_t entity_used(const struct assembly *assembly, uint32_t number)
{
    return assembly->aliases.units != NULL ? assembly->aliases.units[number] : number;
}

static uint32_t institution_used(const struct assembly *assembly, uint32_t entity)
{
    uint32_t parent = assembly->reading->units.entries[entity].parent;

    return assembly->aliases.institutions != NULL ? assembly->aliases.institutions[parent] : parent;
}

static void mark_used(struct assembly *assembly)
{
    const struct reading *reading = assembly->reading;

    for (size_t i = 0; i < assembly->n_intakes; i++) {
        const struct rows *rows = &assembly->intakes[i].rows;

        for (size_t j = 0; j < rows->n_rows; j++)
            if (rows->entities[j] != NO_NAME)
                assembly->positions[entity_used(assembly, rows->entities[j])] = 0;
    }
    for (size_t i = 0; i < reading->n_predicates; i++)
        assembly->positions[entity_used(assembly, (uint32_t)reading->predicates[i].event.entity)] =
            0;
}

/* Entities by the order of their institutions, those of one institution together: starts[i] is
 * where institution i begins. */
static void bucket(const struct assembly *assembly, const uint32_t *ranks, uint32_t *starts,
                   struct sorted *sorted)
{
    const struct names *units = &assembly->reading->units;
    uint32_t n_institutions = assembly->reading->institutions.n_entries;

    memset(starts, 0, (n_institutions + 2) * sizeof *starts);
    for (uint32_t i = 0; i < units->n_entries; i++)
        if (assembly->positions[i] != NO_NAME)
            starts[ranks[institution_used(assembly, i)] + 2]++;
    for (uint32_t i = 2; i < n_institutions + 2; i++)
        starts[i] += starts[i - 1];
    for (uint32_t i = 0; i < units->n_entries; i++)
        if (assembly->positions[i] != NO_NAME)
            sorted[starts[ranks[institution_used(assembly, i)] + 1]++] =
                (struct sorted){units->entries[i].text, i};
}

static const char *attribute(const struct reading *reading, const uint32_t *attributes,
                             uint32_t n_attributes, uint32_t entity)
{
    return entity < n_attributes && attributes[entity] != NO_NAME
               ? reading->words.entries[attributes[entity]].text
               : "";
}

static enum zi_code list_entities(struct assembly *assembly, const struct sorted *sorted,
                                  uint32_t n_entities, struct zi_error *error)
{
    const struct reading *reading = assembly->reading;
    struct zi_entity *entities =
        zi_arena_allocate(&assembly->panel->arena, n_entities + 1, sizeof *entities);

    if (entities == NULL)
        return zi_fail_memory(error);
    for (uint32_t i = 0; i < n_entities; i++) {
        uint32_t number = sorted[i].number;
        uint32_t parent = institution_used(assembly, number);

        assembly->positions[number] = i;
        entities[i] = (struct zi_entity){
            .institution = reading->institutions.entries[parent].text,
            .unit = sorted[i].text,
            .kind = attribute(reading, reading->kinds, reading->n_kinds, number),
            .short_name = attribute(reading, reading->short_names, reading->n_short_names, number),
        };
    }
    for (uint32_t i = 0; i < reading->units.n_entries; i++)
        assembly->positions[i] = assembly->positions[entity_used(assembly, i)];
    assembly->panel->entities = entities;
    assembly->panel->n_entities = n_entities;
    return ZI_OK;
}

static enum zi_code sort_entities(struct assembly *assembly, struct zi_error *error)
{
    const struct reading *reading = assembly->reading;
    uint32_t n_institutions = reading->institutions.n_entries;
    uint32_t *ranks = rank_institutions(&reading->institutions);
    uint32_t *starts = malloc((n_institutions + 2) * sizeof *starts);
    struct sorted *sorted = malloc((reading->units.n_entries + 1) * sizeof *sorted);
    enum zi_code code;

    if (ranks == NULL || starts == NULL || sorted == NULL) {
        code = zi_fail_memory(error);
    } else {
        mark_used(assembly);
        bucket(assembly, ranks, starts, sorted);
        for (uint32_t i = 0; i < n_institutions; i++)
            qsort(sorted + starts[i], starts[i + 1] - starts[i], sizeof *sorted, compare_sorted);
        code = list_entities(assembly, sorted, starts[n_institutions], error);
    }
    free(ranks);
    free(starts);
    free(sorted);
    return code;
}

/* ---- years ---- */

static bool row_has_value(const struct rows *rows, size_t row)
{
    for (size_t i = 0; i < rows->n_values; i++)
        if (!isnan(rows->values[i][row]) || (rows->ranks[i] != NULL && rows->ranks[i][row] != 0))
            return true;
    return false;
}

static bool column_has_value(const struct rows *rows, size_t column)
{
    for (size_t i = 0; i < rows->n_rows; i++)
        if (rows->entities[i] != NO_NAME &&
            (!isnan(rows->values[column][i]) ||
             (rows->ranks[column] != NULL && rows->ranks[column][i] != 0)))
            return true;
    return false;
}

static void widen(int year, int *first, int *last)
{
    *first = year < *first ? year : *first;
    *last = year > *last ? year : *last;
}

static void find_years_of(const struct intake *intake, int *first, int *last)
{
    const struct rows *rows = &intake->rows;
    const struct layout *layout = &intake->layout;

    for (size_t i = 0; rows->years != NULL && i < rows->n_rows; i++)
        if (rows->entities[i] != NO_NAME && (rows->years[i] < *first || rows->years[i] > *last) &&
            row_has_value(rows, i))
            widen(rows->years[i], first, last);
    for (size_t i = 0; rows->years == NULL && i < layout->n_columns; i++)
        if (layout->columns[i].year != 0 && column_has_value(rows, layout->columns[i].value))
            widen(layout->columns[i].year, first, last);
}

/* Where nothing has a value, the years that rows and events name. */
static void find_named_years(const struct assembly *assembly, int *first, int *last)
{
    const struct reading *reading = assembly->reading;

    for (size_t i = 0; i < assembly->n_intakes; i++) {
        const struct rows *rows = &assembly->intakes[i].rows;

        for (size_t k = 0; assembly->intakes[i].usable && rows->years != NULL && k < rows->n_rows;
             k++)
            if (rows->entities[k] != NO_NAME)
                widen(rows->years[k], first, last);
    }
    for (size_t i = 0; i < reading->n_predicates; i++)
        if (reading->predicates[i].event.year > 0)
            widen(reading->predicates[i].event.year, first, last);
}

static void find_years(struct assembly *assembly)
{
    int first = INT_MAX;
    int last = INT_MIN;

    for (size_t i = 0; i < assembly->n_intakes; i++)
        if (assembly->intakes[i].usable)
            find_years_of(&assembly->intakes[i], &first, &last);
    if (first > last)
        find_named_years(assembly, &first, &last);
    assembly->panel->first_year = first <= last ? first : 0;
    assembly->panel->n_years = first <= last ? (size_t)(last - first) + 1 : 0;
}

/* ---- cells ---- */

/* A block for so many cells: that of an emptied column, whose pages are there already, if it
 * will do. */
static double *block_for(struct assembly *assembly, size_t n_cells)
{
    double *block = assembly->spare;

    assembly->spare = NULL;
    if (block != NULL && assembly->spare_capacity >= n_cells &&
        assembly->spare_capacity / 2 <= n_cells)
        return block;
    free(block);
    return malloc(n_cells * sizeof *block);
}

static bool add_matrix(struct assembly *assembly, size_t index)
{
    struct zi_panel *panel = assembly->panel;
    size_t n_cells = panel->n_entities * panel->n_years;
    double *values = block_for(assembly, n_cells);
    uint32_t *records = zi_arena_allocate(&panel->arena, n_cells, sizeof *records);

    if (values == NULL || records == NULL) {
        free(values);
        return false;
    }
    for (size_t i = 0; i < n_cells; i++)
        values[i] = NAN;
    panel->blocks[panel->n_blocks++] = values;
    panel->values[index] = values;
    panel->records[index] = records;
    return true;
}

static bool add_ranks(struct zi_panel *panel, size_t index)
{
    panel->bands[index] = zi_arena_allocate(&panel->arena, panel->n_entities * panel->n_years, 1);
    return panel->bands[index] != NULL;
}

/* The file of a record of all files. */
static size_t file_of(const struct assembly *assembly, uint32_t record)
{
    size_t file = assembly->n_intakes - 1;

    while (file > 0 && assembly->intakes[file].first_record > record)
        file--;
    return file;
}

static void meet(struct assembly *assembly, enum meeting_kind kind, struct intake *intake,
                 uint32_t record, size_t column, uint32_t earlier)
{
    size_t other_file = file_of(assembly, earlier);
    struct intake *other = &assembly->intakes[other_file];
    struct meeting meeting = {.kind = kind,
                              .file = intake->file,
                              .record = record,
                              .column = column,
                              .other_file = other_file,
                              .other_record = earlier - other->first_record + 1};

    intake_meet(intake, other, &meeting);
}

/* A cell that two records fill differently. With skip_bad neither is used. */
static bool note_conflict(struct assembly *assembly, size_t index, size_t cell)
{
    if (!assembly->reading->options->skip_bad)
        return true;
    if (assembly->n_conflicts == assembly->conflicts_capacity) {
        size_t capacity = assembly->conflicts_capacity > 0 ? 2 * assembly->conflicts_capacity : 64;
        size_t *conflicts = realloc(assembly->conflicts, 2 * capacity * sizeof *conflicts);

        if (conflicts == NULL)
            return false;
        assembly->conflicts = conflicts;
        assembly->conflicts_capacity = capacity;
    }
    assembly->conflicts[2 * assembly->n_conflicts] = index;
    assembly->conflicts[2 * assembly->n_conflicts + 1] = cell;
    assembly->n_conflicts++;
    return true;
}

/* The cell is taken: the same again, a letter or a score to what was there, or a conflict. */
static bool meet_in_cell(struct assembly *assembly, struct intake *intake, size_t row, size_t value,
                         size_t index, size_t cell)
{
    struct zi_panel *panel = assembly->panel;
    double ours = intake->rows.values[value][row];
    uint8_t rank = intake->rows.ranks[value] != NULL ? intake->rows.ranks[value][row] : 0;
    double theirs = panel->values[index][cell];
    uint8_t their_rank = panel->bands[index] != NULL ? panel->bands[index][cell] : 0;
    uint32_t earlier = panel->records[index][cell];
    bool same = (ours == theirs || (isnan(ours) && isnan(theirs))) && rank == their_rank;
    struct row_mark *mark;

    if (assembly->marks == NULL)
        assembly->marks = calloc(intake->rows.n_rows, sizeof *assembly->marks);
    if (assembly->marks == NULL)
        return false;
    mark = &assembly->marks[row];
    if (same) {
        mark->earlier = earlier;
        mark->n_equal++;
        return true;
    }
    intake->n_conflicts += mark->conflict ? 0 : 1;
    mark->conflict = true;
    meet(assembly, MEETING_CONFLICT, intake, (uint32_t)row + 1, intake->targets[value].column,
         earlier);
    return note_conflict(assembly, index, cell);
}

/* Where a row's value of a column goes. */
static size_t index_of(const struct intake *intake, size_t value, size_t row)
{
    long index = intake->targets[value].index;

    return index != ZI_NO_INDEX ? (size_t)index : intake->rows.indices[row];
}

static size_t cell_of(const struct assembly *assembly, const struct intake *intake, size_t value,
                      size_t row)
{
    int year = intake->targets[value].year;

    return intake->rows.entities[row] +
           (year != 0 ? (size_t)(year - assembly->panel->first_year) : 0);
}

/* Does not look at the records: a first look at untouched memory would cost a page fault of its
 * own. */
static bool is_taken(const struct zi_panel *panel, size_t index, size_t cell)
{
    return !isnan(panel->values[index][cell]) ||
           (panel->bands[index] != NULL && panel->bands[index][cell] != 0);
}

static bool fill_column(struct assembly *assembly, struct intake *intake, size_t value)
{
    struct zi_panel *panel = assembly->panel;
    const double *numbers = intake->rows.values[value];
    const uint8_t *ranks = intake->rows.ranks[value];
    const uint32_t *cells = intake->rows.entities;
    size_t n_rows = intake->rows.n_rows;

    for (size_t i = 0; i < n_rows; i++) {
        bool has_rank = ranks != NULL && ranks[i] != 0;
        size_t index;
        size_t cell;

        if (cells[i] == NO_NAME || (isnan(numbers[i]) && !has_rank))
            continue;
        index = index_of(intake, value, i);
        cell = cell_of(assembly, intake, value, i);
        if (panel->values[index] == NULL && !add_matrix(assembly, index))
            return false;
        if (is_taken(panel, index, cell)) {
            if (!meet_in_cell(assembly, intake, i, value, index, cell))
                return false;
            continue;
        }
        panel->values[index][cell] = numbers[i];
        panel->records[index][cell] = intake->first_record + (uint32_t)i;
        if (!has_rank)
            continue;
        if (panel->bands[index] == NULL && !add_ranks(panel, index))
            return false;
        panel->bands[index][cell] = ranks[i];
    }
    return true;
}

/* A column named for a year in which nothing has a value lies outside the panel. */
static bool is_in_panel(const struct assembly *assembly, int year)
{
    int first = assembly->panel->first_year;

    return year == 0 || (year >= first && year < first + (int)assembly->panel->n_years);
}

/* A row all of whose cells, and no more, were said before by one other record. */
static bool is_repeated(const struct assembly *assembly, const struct intake *intake, size_t row)
{
    const struct row_mark *mark = &assembly->marks[row];
    const struct rows *rows = &intake->rows;
    size_t n_earlier = 0;

    for (size_t i = 0; i < rows->n_values; i++) {
        size_t index = index_of(intake, i, row);
        uint32_t record;

        if (assembly->panel->records[index] == NULL ||
            !is_in_panel(assembly, intake->targets[i].year))
            continue;
        record = assembly->panel->records[index][cell_of(assembly, intake, i, row)];
        if (record == intake->first_record + row)
            return false;
        n_earlier += record == mark->earlier;
    }
    return !mark->conflict && mark->n_equal > 0 && n_earlier == mark->n_equal;
}

static void find_repeated(struct assembly *assembly, struct intake *intake)
{
    for (size_t i = 0; i < intake->rows.n_rows; i++)
        if (assembly->marks[i].n_equal > 0 && is_repeated(assembly, intake, i))
            meet(assembly, MEETING_REPEATED, intake, (uint32_t)i + 1, 0,
                 assembly->marks[i].earlier);
}

/* From here on a row's entity is the cell of its year (of the first, where the columns are years).
 * Rows without values may lie in years that the panel does not have: they are left out. */
static void turn_into_cells(struct assembly *assembly, struct intake *intake)
{
    const struct zi_panel *panel = assembly->panel;
    struct rows *rows = &intake->rows;
    uint32_t n_years = (uint32_t)panel->n_years;

    for (size_t i = 0; i < rows->n_rows; i++) {
        int year = rows->years != NULL ? rows->years[i] - panel->first_year : 0;

        if (rows->entities[i] == NO_NAME)
            continue;
        if (year < 0 || (size_t)year >= panel->n_years)
            rows->entities[i] = NO_NAME;
        else
            rows->entities[i] = assembly->positions[rows->entities[i]] * n_years + (uint32_t)year;
    }
}

static enum zi_code fill_from(struct assembly *assembly, struct intake *intake,
                              struct zi_error *error)
{
    bool filled = true;

    turn_into_cells(assembly, intake);
    for (size_t i = 0; filled && i < intake->rows.n_values; i++) {
        filled = fill_column(assembly, intake, i);
        free(assembly->spare);
        assembly->spare = rows_take_column(&intake->rows, i);
        assembly->spare_capacity = intake->rows.capacity;
    }
    if (filled && assembly->marks != NULL)
        find_repeated(assembly, intake);
    free(assembly->marks);
    assembly->marks = NULL;
    rows_release(&intake->rows);
    return filled ? ZI_OK : zi_fail_memory(error);
}

static enum zi_code fill(struct assembly *assembly, struct zi_error *error)
{
    struct zi_panel *panel = assembly->panel;
    size_t n_indices = panel->catalogue->n_indices;

    if (panel->n_years > 0 && panel->n_entities >= NO_NAME / panel->n_years)
        return zi_fail_memory(error);
    panel->values = zi_arena_allocate(&panel->arena, n_indices + 1, sizeof *panel->values);
    panel->bands = zi_arena_allocate(&panel->arena, n_indices + 1, sizeof *panel->bands);
    panel->records = zi_arena_allocate(&panel->arena, n_indices + 1, sizeof *panel->records);
    panel->blocks = zi_arena_allocate(&panel->arena, n_indices + 1, sizeof *panel->blocks);
    if (panel->values == NULL || panel->bands == NULL || panel->records == NULL ||
        panel->blocks == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < assembly->n_intakes; i++)
        if (assembly->intakes[i].usable)
            ZI_TRY(fill_from(assembly, &assembly->intakes[i], error));
    for (size_t i = 0; i < assembly->n_conflicts; i++) {
        size_t index = assembly->conflicts[2 * i];
        size_t cell = assembly->conflicts[2 * i + 1];

        panel->values[index][cell] = NAN;
        panel->records[index][cell] = 0;
        if (panel->bands[index] != NULL)
            panel->bands[index][cell] = 0;
    }
    return ZI_OK;
}

/* ---- events ---- */

static int compare_values(long a, long b)
{
    return (a > b) - (a < b);
}

static int compare_events(const struct zi_event *a, const struct zi_event *b)
{
    if (a->entity != b->entity)
        return a->entity < b->entity ? -1 : 1;
    if (a->year != b->year)
        return compare_values(a->year, b->year);
    if (a->kind != b->kind)
        return compare_values((long)a->kind, (long)b->kind);
    return compare_values((long)a->target, (long)b->target);
}

static int compare_predicates(const void *left, const void *right)
{
    const struct predicate_row *a = left;
    const struct predicate_row *b = right;
    int order = compare_events(&a->event, &b->event);

    if (order != 0)
        return order;
    if (a->file != b->file)
        return a->file < b->file ? -1 : 1;
    return compare_values(a->record, b->record);
}

/* The row does not fit what else is known; others: the year that it goes beyond, or 0. */
static void doubt_event(struct assembly *assembly, const struct predicate_row *row,
                        enum meeting_kind kind, int year)
{
    struct intake *intake = &assembly->intakes[row->file];
    struct zi_arena *arena = &assembly->panel->arena;
    size_t column = layout_column(&intake->layout, ROLE_YEAR);
    struct meeting meeting = {.kind = kind,
                              .file = row->file,
                              .record = row->record,
                              .column = column != SIZE_MAX ? column : 0,
                              .ours = zi_arena_print(arena, "%d", row->event.year),
                              .others = zi_arena_print(arena, "%d", year)};

    if (meeting.ours == NULL || meeting.others == NULL)
        assembly->reading->out_of_memory = true;
    else
        intake_meet(intake, NULL, &meeting);
}

/* Rows by entity and year, the institution's own before those of its units and a "none", which has
 * no year, before the events: the row goes against an earlier "none". */
static bool is_denied(const struct assembly *assembly, const struct predicate_row *row,
                      const struct predicate_row **none)
{
    const struct zi_entity *entities = assembly->panel->entities;
    const struct zi_entity *said;

    if (row->event.kind == ZI_NO_PREDICATE) {
        if (*none == NULL || entities[(*none)->event.entity].unit[0] != '\0' ||
            strcmp(entities[(*none)->event.entity].institution,
                   entities[row->event.entity].institution) != 0)
            *none = row;
        return false;
    }
    if (*none == NULL || row->event.kind == ZI_PROPOSED || row->event.kind == ZI_DECLARED)
        return false;
    said = &entities[(*none)->event.entity];
    return said->unit[0] != '\0'
               ? (*none)->event.entity == row->event.entity
               : strcmp(said->institution, entities[row->event.entity].institution) == 0;
}

/* Rows by entity and year: a revocation needs an award before it (of a year not printed, which may
 * be any), and nobody knows the years to come. */
static void doubt_events(struct assembly *assembly)
{
    const struct reading *reading = assembly->reading;
    const struct zi_panel *panel = assembly->panel;
    int last_year = panel->first_year + (int)panel->n_years - 1;
    const struct predicate_row *none = NULL;
    bool awarded = false;

    for (size_t i = 0; i < reading->n_predicates; i++) {
        const struct predicate_row *row = &reading->predicates[i];

        if (i == 0 || row[-1].event.entity != row->event.entity)
            awarded = false;
        awarded = awarded || row->event.kind == ZI_AWARDED;
        if (is_denied(assembly, row, &none))
            doubt_event(assembly, row, MEETING_SAID_NONE, 0);
        if (row->event.kind == ZI_REVOKED && !awarded)
            doubt_event(assembly, row, MEETING_NOTHING_HELD, 0);
        if (panel->n_years > 0 && row->event.year > last_year + 1)
            doubt_event(assembly, row, MEETING_YET_TO_COME, last_year);
    }
}

static enum zi_code list_events(struct assembly *assembly, struct zi_error *error)
{
    struct reading *reading = assembly->reading;
    struct zi_panel *panel = assembly->panel;
    struct predicate_row *rows = reading->predicates;

    panel->events =
        zi_arena_allocate(&panel->arena, reading->n_predicates + 1, sizeof *panel->events);
    if (panel->events == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < reading->n_predicates; i++)
        rows[i].event.entity = assembly->positions[rows[i].event.entity];
    if (reading->n_predicates > 0)
        qsort(rows, reading->n_predicates, sizeof *rows, compare_predicates);
    for (size_t i = 0; i < reading->n_predicates; i++) {
        struct intake *intake = &assembly->intakes[rows[i].file];
        const struct predicate_row *first = i > 0 ? &rows[i - 1] : NULL;

        if (first == NULL || compare_events(&first->event, &rows[i].event) != 0)
            panel->events[panel->n_events++] = rows[i].event;
        else
            meet(assembly, MEETING_REPEATED, intake, rows[i].record, 0,
                 assembly->intakes[first->file].first_record + first->record - 1);
    }
    doubt_events(assembly);
    return ZI_OK;
}

/* ---- together ---- */

static enum zi_code list_inputs(struct assembly *assembly, struct zi_error *error)
{
    struct zi_panel *panel = assembly->panel;

    panel->inputs =
        zi_arena_allocate(&panel->arena, assembly->n_intakes + 1, sizeof *panel->inputs);
    if (panel->inputs == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < assembly->n_intakes; i++) {
        const struct intake *intake = &assembly->intakes[i];
        struct zi_input *input = &panel->inputs[panel->n_inputs];

        if (intake->passed_over)
            continue;
        panel->n_inputs++;
        *input = (struct zi_input){
            .name = zi_arena_copy(&panel->arena, intake->shape->path),
            .path = zi_arena_copy(&panel->arena, intake->path),
            .first_record = intake->first_record,
            .n_rows = intake->shape->n_good,
            .n_left_out = intake->n_left_out + intake->n_conflicts,
            .n_passed_over = intake->n_passed_over,
        };
        if (input->name == NULL || input->path == NULL)
            return zi_fail_memory(error);
    }
    return ZI_OK;
}

static enum zi_code assemble_parts(struct assembly *assembly, struct zi_error *error)
{
    ZI_TRY(aliases_find(assembly->reading, &assembly->aliases, error));
    ZI_TRY(sort_entities(assembly, error));
    find_years(assembly);
    ZI_TRY(fill(assembly, error));
    ZI_TRY(list_events(assembly, error));
    for (size_t i = 0; i < assembly->n_intakes; i++)
        assembly->intakes[i].shape->n_good -= assembly->intakes[i].n_conflicts;
    return list_inputs(assembly, error);
}

enum zi_code assemble(struct reading *reading, struct intake *intakes, size_t n_intakes,
                      struct zi_panel *panel, struct zi_error *error)
{
    struct assembly assembly = {
        .reading = reading, .intakes = intakes, .n_intakes = n_intakes, .panel = panel};
    size_t n_positions = (size_t)reading->units.n_entries + 1;
    enum zi_code code;

    assembly.positions = malloc(n_positions * sizeof *assembly.positions);
    if (assembly.positions == NULL)
        return zi_fail_memory(error);
    memset(assembly.positions, 0xff, n_positions * sizeof *assembly.positions);
    code = assemble_parts(&assembly, error);
    if (code == ZI_OK && reading->out_of_memory)
        code = zi_fail_memory(error);
    aliases_release(&assembly.aliases);
    free(assembly.positions);
    free(assembly.conflicts);
    free(assembly.spare);
    return code;
}
