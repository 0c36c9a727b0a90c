/* The first pass over a file of a panel: records to rows, what is wrong counted and noted. */
#include "intake.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "csv/cell.h"
#include "csv/mishap.h"
#include "judge.h"
#include "noting.h"

/* ---- texts that are kept ---- */

static bool make_room(char **block, size_t *capacity, size_t length)
{
    size_t larger = *capacity > 0 ? *capacity : 256;
    char *moved;

    if (length <= *capacity)
        return true;
    while (larger < length)
        larger *= 2;
    moved = realloc(*block, larger);
    if (moved == NULL)
        return false;
    *block = moved;
    *capacity = larger;
    return true;
}

void intake_keep(struct intake *intake, size_t column, const char *text, size_t length)
{
    if (!make_room(&intake->text, &intake->text_capacity, intake->text_length + length + 1)) {
        intake->reading->out_of_memory = true;
        return;
    }
    if (length > 0)
        memcpy(intake->text + intake->text_length, text, length);
    intake->fields[column] =
        (struct field){intake->text_length, length, intake->fields[column].place};
    intake->text_length += length;
    intake->kept[column] = true;
}

/* Keeps a text for a closer look at the end of the record. */
static void look_closer(struct intake *intake, size_t column, const char *text, size_t length)
{
    intake->row.is_plain = false;
    if (!intake->kept[column])
        intake_keep(intake, column, text, length);
}

static uint32_t add_word(struct intake *intake, const char *text, size_t length)
{
    uint32_t number = names_add(&intake->reading->words, 0, text, length, NULL);

    intake->reading->out_of_memory = intake->reading->out_of_memory || number == NO_NAME;
    return number;
}

/* ---- fields by role ---- */

static bool same_text(const char *a, size_t a_length, const char *b, size_t b_length)
{
    return a_length == b_length && (a_length == 0 || memcmp(a, b, a_length) == 0);
}

static void take_institution(struct intake *intake, size_t column, const char *text, size_t length)
{
    (void)column;
    if (same_text(text, length, intake->institution_text, intake->institution_length))
        return;
    if (length > 0 && cell_is_missing(text, length))
        length = 0;
    if (!make_room(&intake->institution_text, &intake->institution_capacity, length + 1)) {
        intake->reading->out_of_memory = true;
        return;
    }
    memcpy(intake->institution_text, text, length);
    intake->institution_length = length;
    intake->institution_is_mishap =
        mishap_is_no_name((struct span){text, length}, intake->input->in_cells);
    intake->institution_foot = foot_of(text, length);
    intake->institution = NO_NAME;
}

static void take_unit(struct intake *intake, size_t column, const char *text, size_t length)
{
    (void)column;
    if (same_text(text, length, intake->unit_text, intake->unit_length))
        return;
    if (length > 0 && cell_is_missing(text, length))
        length = 0;
    intake->unit_known = false;
    if (!make_room(&intake->unit_text, &intake->unit_capacity, length + 1)) {
        intake->reading->out_of_memory = true;
        return;
    }
    memcpy(intake->unit_text, text, length);
    intake->unit_length = length;
    intake->unit_is_mishap =
        mishap_is_no_name((struct span){text, length}, intake->input->in_cells);
    intake->unit_foot = foot_of(text, length);
}

static void take_year(struct intake *intake, size_t column, const char *text, size_t length)
{
    int year = 0;

    for (size_t i = 0; i < length && length == 4; i++)
        year = text[i] >= '0' && text[i] <= '9' ? 10 * year + (text[i] - '0') : 0;
    if (year >= YEAR_MIN && year <= YEAR_MAX)
        intake->row.year = year;
    else
        look_closer(intake, column, text, length);
}

static void take_value(struct intake *intake, size_t column, const char *text, size_t length)
{
    char decimal = 0;

    if (length == 0)
        return;
    if (!cell_plain_number(text, length, &intake->values[intake->layout.columns[column].value],
                           &decimal)) {
        look_closer(intake, column, text, length);
        return;
    }
    intake->seen_point |= decimal == '.';
    intake->seen_comma |= decimal == ',';
}

/* The index of a text. Rows mostly name the indices in the same order again and again, so the one
 * after the last is tried first. */
static long find_index(struct intake *intake, const char *text, size_t length)
{
    const struct zi_catalogue *catalogue = intake->reading->catalogue;
    struct index_text *added = &intake->index_texts[intake->n_index_texts];
    long index;

    for (size_t i = 1; i <= intake->n_index_texts; i++) {
        size_t at = intake->last_index_text + i;
        const struct index_text *known;

        at -= at >= intake->n_index_texts ? intake->n_index_texts : 0;
        known = &intake->index_texts[at];
        if (same_text(text, length, known->text, known->length)) {
            intake->last_index_text = at;
            return known->index;
        }
    }
    index = zi_catalogue_find(catalogue, text, length);
    if (index == ZI_NO_INDEX || intake->n_index_texts == catalogue->n_indices)
        return index;
    added->text = zi_arena_copy_bytes(intake->reading->faults.arena, text, length);
    if (added->text != NULL) {
        added->length = length;
        added->index = index;
        intake->last_index_text = intake->n_index_texts++;
    }
    return index;
}

static void take_index(struct intake *intake, size_t column, const char *text, size_t length)
{
    intake->row.index = find_index(intake, text, length);
    if (intake->row.index == ZI_NO_INDEX)
        look_closer(intake, column, text, length);
}

static void take_kind(struct intake *intake, size_t column, const char *text, size_t length)
{
    (void)column;
    if (length > 0)
        intake->row.kind = add_word(intake, text, length);
}

static void take_short_name(struct intake *intake, size_t column, const char *text, size_t length)
{
    (void)column;
    if (length > 0)
        intake->row.short_name = add_word(intake, text, length);
}

static void take_word(struct intake *intake, size_t column, const char *text, size_t length)
{
    if (length > 0)
        look_closer(intake, column, text, length);
}

static void take_nothing(struct intake *intake, size_t column, const char *text, size_t length)
{
    (void)intake;
    (void)column;
    (void)text;
    (void)length;
}

/* To the left of the unit a total may be named, in cells merged with the unit's. */
static void take_number_of_row(struct intake *intake, size_t column, const char *text,
                               size_t length)
{
    enum foot_kind foot = foot_of(text, length);

    if (foot == NO_FOOT)
        return;
    intake->row.foot = foot;
    intake->row.foot_column = column;
}

/* Counted, and said after the last row. */
static void take_unnamed(struct intake *intake, size_t column, const char *text, size_t length)
{
    if (length > 0 && !intake->describing)
        header_take_unnamed(&intake->layout.header.columns[column], text, length);
}

static void (*const takers[])(struct intake *, size_t, const char *, size_t) = {
    [ROLE_UNKNOWN] = take_nothing,
    [ROLE_UNNAMED] = take_unnamed,
    [ROLE_IGNORED] = take_nothing,
    [ROLE_INSTITUTION] = take_institution,
    [ROLE_UNIT] = take_unit,
    [ROLE_KIND] = take_kind,
    [ROLE_SHORT_NAME] = take_short_name,
    [ROLE_YEAR] = take_year,
    [ROLE_INDEX] = take_index,
    [ROLE_VALUE] = take_value,
    [ROLE_PREDICATE] = take_word,
    [ROLE_EVENT] = take_word,
};

static void take_extra(struct intake *intake, const char *text, size_t length)
{
    if (length == 0 || intake->row.has_extra)
        return;
    intake->row.has_extra = true;
    look_closer(intake, intake->layout.n_columns, text, length);
}

void intake_take_field(void *text, size_t length, void *data)
{
    struct intake *intake = data;
    size_t column = intake->row.n_fields++;

    intake->row.has_text |= length > 0;
    if (column < intake->layout.n_columns)
        intake->takers[column](intake, column, text, length);
    else
        take_extra(intake, text, length);
}

/* ---- the end of a record ---- */

void intake_begin_row(struct intake *intake)
{
    if (!intake->row.is_plain || intake->describing) {
        intake->text_length = 0;
        memset(intake->kept, 0, (intake->layout.n_columns + 1) * sizeof *intake->kept);
        memset(intake->ranks, 0, (intake->layout.n_values + 1) * sizeof *intake->ranks);
    }
    intake->row = (struct row){
        .is_plain = true, .index = intake->layout.index, .kind = NO_NAME, .short_name = NO_NAME};
    for (size_t i = 0; i < intake->layout.n_values; i++)
        intake->values[i] = NAN;
}

/* All numbers of the record lie on the scales of their index, year and level. */
static bool is_on_scale(const struct intake *intake)
{
    const struct limit *limits = intake->reading->limits;

    for (size_t i = 0; i < intake->layout.n_values; i++) {
        const struct target *target = &intake->targets[i];
        long index = target->index != ZI_NO_INDEX ? target->index : intake->row.index;
        int year = target->year != 0 ? target->year : intake->row.year;
        const struct limit *limit = &limits[index * N_YEARS + year - YEAR_MIN];

        if (intake->values[i] < limit->min || intake->values[i] > limit->max)
            return false;
    }
    return true;
}

static bool is_named(const struct intake *intake)
{
    if (intake->institution_length > 0 || intake->reading->options->institution != NULL)
        return true;
    return (!intake->layout.has_institution || intake->layout.of_scores) && intake->unit_length > 0;
}

/* Nothing in the record needs a closer look. */
static bool is_plain(const struct intake *intake)
{
    const struct layout *layout = &intake->layout;
    const struct row *row = &intake->row;

    if (!row->is_plain || row->n_fields < layout->n_columns || layout->shape == ZI_PREDICATES ||
        (layout->has_year && layout->shape != ZI_WIDE_BY_YEAR && row->year == 0) ||
        (layout->has_index && row->index == ZI_NO_INDEX) || !is_named(intake) ||
        intake->unit_is_mishap || intake->institution_is_mishap)
        return false;
    return is_on_scale(intake);
}

/* A column of the record under way meets what another record said. */
static void meet_in_column(struct intake *intake, enum meeting_kind kind, enum role role,
                           const char *ours, const char *others)
{
    struct meeting meeting = {.kind = kind,
                              .file = intake->file,
                              .record = intake->n_records,
                              .column = layout_column(&intake->layout, role),
                              .ours = ours,
                              .others = others};

    if (meeting.column != SIZE_MAX)
        intake_meet(intake, NULL, &meeting);
}

static void meet_character(struct intake *intake, enum role role, int32_t character)
{
    struct meeting meeting = {.kind = MEETING_CHARACTER,
                              .file = intake->file,
                              .record = intake->n_records,
                              .column = layout_column(&intake->layout, role),
                              .character = character};

    if (meeting.column != SIZE_MAX)
        intake_meet(intake, NULL, &meeting);
}

/* The number of the institution or unit; a name new but for its capitals is said. */
static uint32_t add_place_name(struct intake *intake, struct names *names, uint32_t parent,
                               const char *text, size_t length, enum role role)
{
    uint32_t variant = NO_NAME;
    uint32_t number;

    names->character = 0;
    number = names_add(names, parent, text, length, &variant);
    if (names->character != 0)
        meet_character(intake, role, names->character);
    if (number == NO_NAME)
        intake->reading->out_of_memory = true;
    else if (variant != NO_NAME)
        meet_in_column(intake, MEETING_SPELLINGS, role, names->entries[number].text,
                       names->entries[variant].text);
    return number;
}

static uint32_t institution_of_row(struct intake *intake)
{
    const char *name = intake->institution_text;
    size_t length = intake->institution_length;

    if (intake->institution != NO_NAME)
        return intake->institution;
    if (length == 0) {
        name = intake->reading->options->institution;
        name = name != NULL ? name : "";
        length = strlen(name);
    }
    intake->institution =
        add_place_name(intake, &intake->reading->institutions, 0, name, length, ROLE_INSTITUTION);
    return intake->institution;
}

static uint32_t entity_of_row(struct intake *intake)
{
    uint32_t institution = institution_of_row(intake);

    if (intake->unit_known && intake->entity_institution == institution)
        return intake->entity;
    intake->entity = add_place_name(intake, &intake->reading->units, institution,
                                    intake->unit_length > 0 ? intake->unit_text : "",
                                    intake->unit_length, ROLE_UNIT);
    intake->entity_institution = institution;
    intake->unit_known = true;
    return intake->entity;
}

/* Room for the entity's number; new places hold NO_NAME. */
static bool make_attribute_room(const struct names *units, uint32_t **attributes,
                                uint32_t *n_attributes, uint32_t entity)
{
    uint32_t larger = units->capacity;
    uint32_t *moved;

    if (entity < *n_attributes)
        return true;
    moved = realloc(*attributes, larger * sizeof *moved);
    if (moved == NULL)
        return false;
    memset(moved + *n_attributes, 0xff, (larger - *n_attributes) * sizeof *moved);
    *attributes = moved;
    *n_attributes = larger;
    return true;
}

/* The entity's kind or short name: of two that differ the lesser is used, so that the order of rows
 * does not matter, and that is said. */
static void set_attribute(struct intake *intake, uint32_t *attribute, uint32_t name, enum role role)
{
    const struct name *words = intake->reading->words.entries;
    const char *ours = words[name].text;
    const char *others;

    if (*attribute == NO_NAME)
        *attribute = name;
    if (*attribute == name)
        return;
    others = words[*attribute].text;
    meet_in_column(intake, MEETING_ATTRIBUTES, role, ours, others);
    if (strcmp(ours, others) < 0)
        *attribute = name;
}

static void set_attributes(struct intake *intake, uint32_t entity)
{
    struct reading *reading = intake->reading;
    bool has_kind = intake->row.kind != NO_NAME;
    bool has_short_name = intake->row.short_name != NO_NAME;

    if ((has_kind &&
         !make_attribute_room(&reading->units, &reading->kinds, &reading->n_kinds, entity)) ||
        (has_short_name && !make_attribute_room(&reading->units, &reading->short_names,
                                                &reading->n_short_names, entity))) {
        reading->out_of_memory = true;
        return;
    }
    if (has_kind)
        set_attribute(intake, &reading->kinds[entity], intake->row.kind, ROLE_KIND);
    if (has_short_name)
        set_attribute(intake, &reading->short_names[entity], intake->row.short_name,
                      ROLE_SHORT_NAME);
}

/* Every record takes a row, so that a row's number is its record's. */
static void store_row(struct intake *intake, uint32_t entity)
{
    struct rows *rows = &intake->rows;
    size_t n = rows->n_rows;

    if (n == rows->capacity && !rows_grow(rows)) {
        intake->reading->out_of_memory = true;
        return;
    }
    rows->entities[n] = entity;
    if (rows->years != NULL)
        rows->years[n] = (int16_t)intake->row.year;
    if (rows->indices != NULL)
        rows->indices[n] = (uint16_t)intake->row.index;
    for (size_t i = 0; i < rows->n_values; i++)
        rows->values[i][n] = intake->values[i];
    rows->n_rows++;
    for (size_t i = 0; !intake->row.is_plain && i < rows->n_values; i++)
        if (intake->ranks[i] != 0 && !rows_set_rank(rows, i, intake->ranks[i]))
            intake->reading->out_of_memory = true;
}

static void store_predicate(struct intake *intake, const struct zi_event *event)
{
    struct reading *reading = intake->reading;

    if (reading->n_predicates == reading->predicates_capacity) {
        size_t capacity = reading->predicates_capacity > 0 ? 2 * reading->predicates_capacity : 64;
        struct predicate_row *rows = realloc(reading->predicates, capacity * sizeof *rows);

        if (rows == NULL) {
            reading->out_of_memory = true;
            return;
        }
        reading->predicates = rows;
        reading->predicates_capacity = capacity;
    }
    reading->predicates[reading->n_predicates++] =
        (struct predicate_row){*event, intake->file, intake->n_records};
}

/* The closer look: the same in both passes. */
void intake_judge(struct intake *intake, struct zi_event *event)
{
    if (intake->layout.shape == ZI_PREDICATES)
        judge_predicate(intake, event);
    else
        judge_row(intake);
}

static void finish_row(struct intake *intake)
{
    struct zi_event event = {0};
    bool plain = is_plain(intake);
    uint32_t entity = NO_NAME;

    intake->shape->n_rows++;
    if (!plain) {
        intake->row.is_plain = false;
        intake_judge(intake, &event);
    }
    if (intake->row.is_remarked)
        intake_note(intake, intake->row.is_faulty ? ZI_FAULT : ZI_WARNING);
    if (intake->row.is_faulty) {
        intake->n_left_out++;
    } else {
        entity = entity_of_row(intake);
        intake->shape->n_good++;
        if (entity != NO_NAME)
            set_attributes(intake, entity);
    }
    if (intake->layout.shape != ZI_PREDICATES)
        store_row(intake, entity);
    else if (entity != NO_NAME) {
        event.entity = entity;
        store_predicate(intake, &event);
    }
}

/* A node of a table of scores that is no index. */
static bool is_passed_over(struct intake *intake)
{
    if (!intake->layout.of_scores || intake->row.index != ZI_NO_INDEX)
        return false;
    intake->n_passed_over++;
    return true;
}

static void take_record(int terminator, void *data)
{
    struct intake *intake = data;

    (void)terminator;
    if (intake->n_head_rows == intake->layout.header.n_rows) {
        intake->n_records++;
        if (intake->row.has_text && !is_passed_over(intake) && !foot_is_left_out(intake))
            finish_row(intake);
        else if (intake->layout.shape != ZI_PREDICATES)
            store_row(intake, NO_NAME);
    } else {
        intake->n_head_rows++;
    }
    intake_begin_row(intake);
}

static void take_fault(const struct zi_csv_fault *fault, void *data)
{
    struct intake *intake = data;

    (void)fault;
    intake->n_records++;
    intake->shape->n_rows++;
    intake->n_left_out++;
    intake->reading->faults.n_of_severity[ZI_FAULT]++;
    intake_note(intake, ZI_FAULT);
    if (intake->layout.shape != ZI_PREDICATES)
        store_row(intake, NO_NAME);
    intake_begin_row(intake);
}

/* ---- the first pass ---- */

static bool allocate(struct intake *intake)
{
    const struct layout *layout = &intake->layout;
    size_t n_columns = layout->n_columns + 1; /* and one for text beyond the last */
    size_t first_name = layout_column(layout, layout->has_unit ? ROLE_UNIT : ROLE_INSTITUTION);

    intake->takers = calloc(n_columns, sizeof *intake->takers);
    intake->targets = calloc(layout->n_values + 1, sizeof *intake->targets);
    intake->values = calloc(layout->n_values + 1, sizeof *intake->values);
    intake->ranks = calloc(layout->n_values + 1, sizeof *intake->ranks);
    intake->kept = calloc(n_columns, sizeof *intake->kept);
    intake->fields = calloc(n_columns, sizeof *intake->fields);
    intake->index_texts =
        calloc(intake->reading->catalogue->n_indices + 1, sizeof *intake->index_texts);
    if (intake->takers == NULL || intake->index_texts == NULL || intake->targets == NULL ||
        intake->values == NULL || intake->ranks == NULL || intake->kept == NULL ||
        intake->fields == NULL)
        return false;
    for (size_t i = 0; i < layout->n_columns; i++) {
        const struct column *column = &layout->columns[i];

        intake->takers[i] = column->role == ROLE_IGNORED && i < first_name ? take_number_of_row
                                                                           : takers[column->role];
        if (column->role == ROLE_VALUE)
            intake->targets[column->value] = (struct target){
                column->index != ZI_NO_INDEX ? column->index : layout->index, column->year, i};
    }
    return rows_init(&intake->rows, layout->shape == ZI_PREDICATES ? 0 : layout->n_values,
                     layout->shape == ZI_LONG || layout->shape == ZI_WIDE_BY_INDEX,
                     layout->has_index);
}

static void note_encoding(struct intake *intake)
{
    struct reading *reading = intake->reading;
    struct remark remark = {0};

    intake->shape->windows1252 =
        reading->institutions.converted || reading->units.converted || reading->words.converted;
    reading->institutions.converted = reading->units.converted = reading->words.converted = false;
    if (!intake->shape->windows1252)
        return;
    remark_make(&remark, reading->faults.arena, ZI_FAULT_ENCODING, ZI_NOTE,
                "berkas ini Windows-1252, dibaca sebagai itu; simpan sebagai UTF-8 agar pasti",
                "this file is Windows-1252 and was read as that; save it as UTF-8 to be sure");
    faults_add(&reading->faults, intake->shape->path, intake->file, NULL, &remark, "", 0);
}

static void note_empty(struct intake *intake)
{
    struct remark remark = {0};

    if (intake->shape->n_rows > 0)
        return;
    remark_make(&remark, intake->reading->faults.arena, ZI_FAULT_EMPTY, ZI_FAULT,
                "tidak ada baris data di bawah judul kolom", "there are no rows below the header");
    faults_add(&intake->reading->faults, intake->shape->path, intake->file, NULL, &remark, "", 0);
}

static enum zi_code read_layout(struct intake *intake, const struct zi_csv_input *first,
                                struct zi_error *error)
{
    struct reading *reading = intake->reading;
    struct zi_file_shape *shape = intake->shape;
    const char *line_feed = memchr(first->bytes, '\n', first->length);

    shape->in_sheet = first->in_cells;
    shape->utf16 = first->was_utf16;
    shape->bom = zi_csv_mark_length(first->bytes, first->length) > 0;
    shape->crlf = line_feed > first->bytes && line_feed[-1] == '\r';
    ZI_TRY(layout_read(&intake->layout, reading->faults.arena, first, shape->path, intake->file,
                       reading->catalogue, reading->options, &reading->faults, &intake->usable,
                       error));
    intake->passed_over = intake->layout.is_no_table;
    intake->input->above = intake->layout.header.above;
    intake->input->lines_above = intake->layout.header.lines_above;
    shape->delimiter = intake->layout.header.delimiter;
    shape->shape = intake->layout.shape;
    if (intake->usable &&
        !layout_tell(&intake->layout, reading->catalogue, reading->faults.arena, shape))
        return zi_fail_memory(error);
    return ZI_OK;
}

/* What the first bytes tell: the header, the delimiter, the mark, the line ends. */
static enum zi_code look_at_first_bytes(struct intake *intake, struct zi_error *error)
{
    char *bytes = malloc(ZI_CSV_CHUNK);
    long length = bytes != NULL ? zi_csv_peek(intake->input, 0, bytes, ZI_CSV_CHUNK) : 0;
    struct zi_csv_input first = zi_csv_beginning(intake->input, bytes, (size_t)length);
    enum zi_code code;

    if (bytes == NULL)
        return zi_fail_memory(error);
    if (length < 0)
        code = zi_fail(error, ZI_EINPUT, "%s tidak dapat dibaca", "%s cannot be read",
                       intake->shape->path);
    else
        code = read_layout(intake, &first, error);
    free(bytes);
    return code;
}

enum zi_code intake_read(struct intake *intake, struct zi_error *error)
{
    struct zi_csv_settings settings = {0};
    struct zi_csv_events events = {intake_take_field, take_record, take_fault, intake};
    struct reading *reading = intake->reading;

    ZI_TRY(look_at_first_bytes(intake, error));
    if (!intake->usable)
        return ZI_OK;
    if (!allocate(intake))
        return zi_fail_memory(error);
    intake->institution = NO_NAME;
    settings.delimiter = intake->layout.header.delimiter;
    intake_begin_row(intake);
    ZI_TRY(zi_csv_read(intake->input, &settings, &events, error));
    if (reading->out_of_memory)
        return zi_fail_memory(error);
    if (intake->seen_point && intake->seen_comma)
        intake->shape->decimal = 'x';
    else if (intake->seen_point || intake->seen_comma)
        intake->shape->decimal = intake->seen_point ? '.' : ',';
    note_encoding(intake);
    note_empty(intake);
    intake->nameless = layout_has_nameless_values(&intake->layout, intake->shape->path,
                                                  intake->file, &reading->faults);
    return ZI_OK;
}

void intake_release(struct intake *intake)
{
    rows_release(&intake->rows);
    free(intake->noted);
    free(intake->takers);
    free(intake->index_texts);
    free(intake->targets);
    free(intake->values);
    free(intake->ranks);
    free(intake->kept);
    free(intake->fields);
    free(intake->text);
    free(intake->institution_text);
    free(intake->unit_text);
}
