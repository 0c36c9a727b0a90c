#include "intake.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cell.h"
#include "judge.h"
#include "zistat/base/utf8.h"

/* ---- remarks, notes and meetings ---- */

bool intake_note(struct intake *intake, uint32_t record, uint32_t meeting, bool other)
{
    struct reading *reading = intake->reading;

    if (reading->n_noted >= FAULTS_KEPT_MAX)
        return false;
    if (intake->n_noted == intake->noted_capacity) {
        size_t capacity = intake->noted_capacity > 0 ? 2 * intake->noted_capacity : 64;
        struct noted *noted = realloc(intake->noted, capacity * sizeof *noted);

        if (noted == NULL) {
            reading->out_of_memory = true;
            return false;
        }
        intake->noted = noted;
        intake->noted_capacity = capacity;
    }
    intake->noted[intake->n_noted++] = (struct noted){record, meeting, other};
    reading->n_noted += other ? 0 : 1;
    return true;
}

uint32_t intake_meet(struct reading *reading, const struct meeting *meeting)
{
    reading->faults.n_of_severity[meeting->kind == MEETING_CONFLICT ? ZI_FAULT : ZI_WARNING]++;
    if (reading->n_noted >= FAULTS_KEPT_MAX)
        return NO_MEETING;
    if (reading->meetings == NULL)
        reading->meetings = malloc(FAULTS_KEPT_MAX * sizeof *reading->meetings);
    if (reading->meetings == NULL) {
        reading->out_of_memory = true;
        return NO_MEETING;
    }
    reading->meetings[reading->n_meetings] = *meeting;
    return (uint32_t)reading->n_meetings++;
}

void intake_say(struct intake *intake, size_t column, const struct remark *remark)
{
    struct faults *faults = &intake->reading->faults;
    struct zi_csv_place place;
    const struct field *field;

    intake->row.is_remarked = true;
    intake->row.is_faulty = intake->row.is_faulty || remark->severity == ZI_FAULT;
    if (!intake->describing) {
        faults->n_of_severity[remark->severity]++;
        return;
    }
    field = &intake->fields[column];
    place = field->place;
    place.column += zi_utf8_count(intake->text + field->offset, remark->offset);
    faults_keep(faults, intake->shape->path, intake->file, &place, remark,
                intake->text + field->offset, field->length);
}

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

static void keep(struct intake *intake, size_t column, const char *text, size_t length)
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
        keep(intake, column, text, length);
}

static uint32_t add_name(struct intake *intake, struct names *names, uint32_t parent,
                         const char *text, size_t length)
{
    uint32_t number = names_add(names, parent, text, length);

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
        intake->row.kind = add_name(intake, &intake->reading->words, 0, text, length);
}

static void take_short_name(struct intake *intake, size_t column, const char *text, size_t length)
{
    (void)column;
    if (length > 0)
        intake->row.short_name = add_name(intake, &intake->reading->words, 0, text, length);
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

static void (*const takers[])(struct intake *, size_t, const char *, size_t) = {
    [ROLE_UNKNOWN] = take_nothing,
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

static void take_field(void *text, size_t length, void *data)
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

static void begin_row(struct intake *intake)
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
    const struct limit *limits =
        intake->reading->limits[intake->layout.has_unit && intake->unit_length > 0];

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
    return !intake->layout.has_institution && intake->unit_length > 0;
}

/* Nothing in the record needs a closer look. */
static bool is_plain(const struct intake *intake)
{
    const struct layout *layout = &intake->layout;
    const struct row *row = &intake->row;

    if (!row->is_plain || row->n_fields < layout->n_columns || layout->shape == ZI_PREDICATES ||
        (layout->has_year && layout->shape != ZI_WIDE_BY_YEAR && row->year == 0) ||
        (layout->has_index && row->index == ZI_NO_INDEX) || !is_named(intake))
        return false;
    return is_on_scale(intake);
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
    intake->institution = add_name(intake, &intake->reading->institutions, 0, name, length);
    return intake->institution;
}

static uint32_t entity_of_row(struct intake *intake)
{
    uint32_t institution = institution_of_row(intake);

    if (intake->unit_known && intake->entity_institution == institution)
        return intake->entity;
    intake->entity =
        add_name(intake, &intake->reading->units, institution,
                 intake->unit_length > 0 ? intake->unit_text : "", intake->unit_length);
    intake->entity_institution = institution;
    intake->unit_known = true;
    return intake->entity;
}

/* The entity's kind or short name: of two that differ the lesser is used, so that the order of rows
 * does not matter, and that is said. */
static void set_attribute(struct intake *intake, uint32_t **attributes, uint32_t *n_attributes,
                          uint32_t entity, uint32_t name, enum meeting_kind kind, enum role role)
{
    struct reading *reading = intake->reading;
    const struct name *words = reading->words.entries;
    struct meeting meeting = {.kind = kind, .file = intake->file, .record = intake->n_records};
    uint32_t number;

    if (entity >= *n_attributes) {
        uint32_t larger = reading->units.capacity;
        uint32_t *moved = realloc(*attributes, larger * sizeof *moved);

        if (moved == NULL) {
            reading->out_of_memory = true;
            return;
        }
        memset(moved + *n_attributes, 0xff, (larger - *n_attributes) * sizeof *moved);
        *attributes = moved;
        *n_attributes = larger;
    }
    if ((*attributes)[entity] == NO_NAME)
        (*attributes)[entity] = name;
    if ((*attributes)[entity] == name)
        return;
    meeting.ours = words[name].text;
    meeting.others = words[(*attributes)[entity]].text;
    while (intake->layout.columns[meeting.column].role != role)
        meeting.column++;
    number = intake_meet(reading, &meeting);
    if (number != NO_MEETING)
        intake_note(intake, intake->n_records, number, false);
    if (strcmp(meeting.ours, meeting.others) < 0)
        (*attributes)[entity] = name;
}

static void set_attributes(struct intake *intake, uint32_t entity)
{
    struct reading *reading = intake->reading;

    if (intake->row.kind != NO_NAME)
        set_attribute(intake, &reading->kinds, &reading->n_kinds, entity, intake->row.kind,
                      MEETING_KINDS, ROLE_KIND);
    if (intake->row.short_name != NO_NAME)
        set_attribute(intake, &reading->short_names, &reading->n_short_names, entity,
                      intake->row.short_name, MEETING_SHORT_NAMES, ROLE_SHORT_NAME);
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
static void judge(struct intake *intake, struct zi_event *event)
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
        judge(intake, &event);
    }
    if (intake->row.is_remarked)
        intake_note(intake, intake->n_records, NO_MEETING, false);
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

static void take_record(int terminator, void *data)
{
    struct intake *intake = data;

    (void)terminator;
    if (intake->past_header) {
        intake->n_records++;
        if (intake->row.has_text)
            finish_row(intake);
        else if (intake->layout.shape != ZI_PREDICATES)
            store_row(intake, NO_NAME);
    }
    intake->past_header = true;
    begin_row(intake);
}

static void take_fault(const struct zi_csv_fault *fault, void *data)
{
    struct intake *intake = data;

    (void)fault;
    intake->n_records++;
    intake->shape->n_rows++;
    intake->n_left_out++;
    intake->reading->faults.n_of_severity[ZI_FAULT]++;
    intake_note(intake, intake->n_records, NO_MEETING, false);
    if (intake->layout.shape != ZI_PREDICATES)
        store_row(intake, NO_NAME);
    begin_row(intake);
}

/* ---- the first pass ---- */

static bool allocate(struct intake *intake)
{
    const struct layout *layout = &intake->layout;
    size_t n_columns = layout->n_columns + 1; /* and one for text beyond the last */

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

        intake->takers[i] = takers[column->role];
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

/* BOM and line ends, from the first bytes. */
static enum zi_code look_at_first_bytes(struct intake *intake, struct zi_error *error)
{
    char bytes[4096];
    long length = zi_csv_peek(intake->input, 0, bytes, sizeof bytes);
    const char *line_feed;

    if (length < 0)
        return zi_fail(error, ZI_EINPUT, "%s tidak dapat dibaca", "%s cannot be read",
                       intake->shape->path);
    intake->shape->bom = zi_csv_mark_length(bytes, (size_t)length) > 0;
    line_feed = memchr(bytes, '\n', (size_t)length);
    intake->shape->crlf = line_feed > bytes && line_feed[-1] == '\r';
    return ZI_OK;
}

enum zi_code intake_read(struct intake *intake, struct zi_error *error)
{
    struct zi_csv_settings settings = {0};
    struct zi_csv_events events = {take_field, take_record, take_fault, intake};
    struct reading *reading = intake->reading;

    ZI_TRY(look_at_first_bytes(intake, error));
    ZI_TRY(layout_read(&intake->layout, reading->faults.arena, intake->input, intake->shape->path,
                       intake->file, reading->catalogue, reading->options, &reading->faults,
                       &intake->usable, error));
    intake->shape->delimiter = intake->layout.delimiter;
    intake->shape->shape = intake->layout.shape;
    if (!intake->usable)
        return ZI_OK;
    if (!allocate(intake))
        return zi_fail_memory(error);
    intake->institution = NO_NAME;
    settings.delimiter = intake->layout.delimiter;
    begin_row(intake);
    ZI_TRY(zi_csv_read(intake->input, &settings, &events, error));
    if (reading->out_of_memory)
        return zi_fail_memory(error);
    if (intake->seen_point && intake->seen_comma)
        intake->shape->decimal = 'x';
    else if (intake->seen_point || intake->seen_comma)
        intake->shape->decimal = intake->seen_point ? '.' : ',';
    note_encoding(intake);
    note_empty(intake);
    return ZI_OK;
}

/* ---- the second pass ---- */

static bool is_wanted(const struct intake *intake)
{
    return intake->n_passed == intake->wanted;
}

static void keep_field(void *text, size_t length, void *data)
{
    struct intake *intake = data;
    size_t column = intake->row.n_fields;

    if (!is_wanted(intake))
        return;
    if (column > intake->layout.n_columns)
        column = intake->layout.n_columns;
    if (column < intake->layout.n_columns || (length > 0 && !intake->kept[column])) {
        intake->fields[column].place = intake->place;
        keep(intake, column, text, length);
    }
    intake->row.n_fields++;
}

/* Gives the kept fields to the code of the first pass. */
static void judge_again(struct intake *intake)
{
    size_t n_fields = intake->row.n_fields;
    struct zi_event event;

    intake->row.n_fields = 0;
    for (size_t i = 0; i < n_fields && i < intake->layout.n_columns; i++)
        take_field(intake->text + intake->fields[i].offset, intake->fields[i].length, intake);
    intake->row.n_fields = n_fields;
    intake->row.has_extra = intake->kept[intake->layout.n_columns];
    judge(intake, &event);
}

static void find_meeting(struct intake *intake, const struct noted *noted)
{
    struct meeting *meeting = &intake->reading->meetings[noted->meeting];

    if (noted->other)
        meeting->other_line = intake->fields[0].place.line;
    else
        meeting->place = intake->fields[meeting->column].place;
}

/* All that was noted of the record that ended. */
static void settle_noted(struct intake *intake)
{
    for (; intake->next_noted < intake->n_noted; intake->next_noted++) {
        const struct noted *noted = &intake->noted[intake->next_noted];

        if (noted->record != intake->n_passed)
            break;
        if (noted->meeting != NO_MEETING)
            find_meeting(intake, noted);
        else
            judge_again(intake);
    }
}

static void pass_record(struct intake *intake)
{
    intake->n_passed++;
    intake->wanted =
        intake->next_noted < intake->n_noted ? intake->noted[intake->next_noted].record : SIZE_MAX;
    if (is_wanted(intake) || intake->row.n_fields > 0)
        begin_row(intake);
}

static void describe_record(int terminator, void *data)
{
    struct intake *intake = data;

    (void)terminator;
    if (is_wanted(intake))
        settle_noted(intake);
    pass_record(intake);
}

static void describe_quote(struct intake *intake, const struct zi_csv_fault *fault,
                           struct remark *remark)
{
    struct zi_arena *arena = intake->reading->faults.arena;
    size_t length = 0;

    while (length < fault->length && fault->text[length] != intake->layout.delimiter)
        length++;
    remark_make(remark, arena, ZI_FAULT_QUOTE, ZI_FAULT, "tanda kutip dibuka tetapi tidak ditutup",
                "a quote is opened but not closed");
    remark_suggest(remark, arena, "hapus tanda kutip, atau tutup setelah %s",
                   "delete the quote, or close it after %s",
                   remark_quote(arena, fault->text + 1, length > 0 ? length - 1 : 0));
}

static void describe_break(struct intake *intake, const struct zi_csv_fault *fault,
                           struct remark *remark)
{
    struct zi_arena *arena = intake->reading->faults.arena;

    switch (fault->kind) {
    case ZI_CSV_UNCLOSED: describe_quote(intake, fault, remark); break;
    case ZI_CSV_AFTER_QUOTE:
        remark_make(remark, arena, ZI_FAULT_QUOTE, ZI_FAULT, "ada isi sesudah tanda kutip penutup",
                    "there is text after the closing quote");
        remark_suggest(remark, arena, "di dalam kutipan, tulis tanda kutip dua kali: \"\"",
                       "inside quotes, write a quote twice: \"\"");
        break;
    case ZI_CSV_STRAY_QUOTE:
        remark_make(remark, arena, ZI_FAULT_QUOTE, ZI_FAULT,
                    "tanda kutip di tengah isi yang tidak berkutip",
                    "a quote inside text that is not quoted");
        remark_suggest(remark, arena, "hapus, atau apit seluruh isi dengan tanda kutip",
                       "delete it, or put the whole text in quotes");
        break;
    case ZI_CSV_TOO_LONG:
        remark_make(remark, arena, ZI_FAULT_COLUMNS, ZI_FAULT, "isi lebih panjang dari %d byte",
                    "a field longer than %d bytes", ZI_CSV_FIELD_MAX);
        break;
    case ZI_CSV_ZERO_BYTE:
        remark_make(remark, arena, ZI_FAULT_ENCODING, ZI_FAULT,
                    "byte nol: dari sini berkas ini bukan teks CSV",
                    "a zero byte: from here on this file is not CSV text");
        break;
    }
}

static void describe_fault(const struct zi_csv_fault *fault, void *data)
{
    struct intake *intake = data;
    struct remark remark = {0};

    if (is_wanted(intake)) {
        describe_break(intake, fault, &remark);
        faults_keep(&intake->reading->faults, intake->shape->path, intake->file, &intake->place,
                    &remark, fault->text, fault->length);
        intake->next_noted++;
    }
    pass_record(intake);
}

static int compare_noted(const void *left, const void *right)
{
    const struct noted *a = left;
    const struct noted *b = right;

    if (a->record != b->record)
        return a->record < b->record ? -1 : 1;
    return (a->meeting > b->meeting) - (a->meeting < b->meeting);
}

enum zi_code intake_describe(struct intake *intake, struct zi_error *error)
{
    struct zi_csv_settings settings = {
        .delimiter = intake->layout.delimiter, .place = &intake->place, .wanted = &intake->wanted};
    struct zi_csv_events events = {keep_field, describe_record, describe_fault, intake};

    if (intake->n_noted == 0)
        return ZI_OK;
    qsort(intake->noted, intake->n_noted, sizeof *intake->noted, compare_noted);
    intake->describing = true;
    intake->wanted = intake->noted[0].record;
    settings.max_records = (size_t)intake->noted[intake->n_noted - 1].record + 1;
    begin_row(intake);
    return zi_csv_read(intake->input, &settings, &events, error);
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
