#include "zistat/data/survey.h"

#include <stdlib.h>
#include <string.h>

#include "aliases.h"
#include "intake.h"
#include "source.h"
#include "survey_cell.h"
#include "survey_header.h"
#include "zistat/base/count.h"

/* ---- groups ---- */

struct group_key {
    uint32_t unit; /* of names: within its institution */
    uint32_t period;
    int year;
};

struct groups {
    struct group_key *keys;
    uint32_t n;
    uint32_t capacity;
    uint32_t *slots; /* positions in keys, NO_NAME for free */
    uint32_t n_slots;
};

static uint32_t hash_of(const struct group_key *key)
{
    uint64_t hash = (uint64_t)key->unit << 32 | key->period;

    hash = (hash ^ (uint64_t)key->year) * 0x9e3779b97f4a7c15u;
    hash = (hash ^ hash >> 29) * 0xbf58476d1ce4e5b9u;
    return (uint32_t)(hash >> 32);
}

static bool same_key(const struct group_key *a, const struct group_key *b)
{
    return a->unit == b->unit && a->period == b->period && a->year == b->year;
}

static uint32_t *find_slot(const struct groups *groups, const struct group_key *key)
{
    uint32_t at = hash_of(key) & (groups->n_slots - 1);

    while (groups->slots[at] != NO_NAME && !same_key(&groups->keys[groups->slots[at]], key))
        at = (at + 1) & (groups->n_slots - 1);
    return &groups->slots[at];
}

static bool grow_groups(struct groups *groups)
{
    uint32_t capacity = groups->capacity > 0 ? 2 * groups->capacity : 64;
    struct group_key *keys = realloc(groups->keys, capacity * sizeof *keys);
    uint32_t *slots = malloc(2 * (size_t)capacity * sizeof *slots);

    if (keys != NULL)
        groups->keys = keys;
    if (keys == NULL || slots == NULL) {
        free(slots);
        return false;
    }
    free(groups->slots);
    groups->slots = slots;
    groups->capacity = capacity;
    groups->n_slots = 2 * capacity;
    memset(slots, 0xff, groups->n_slots * sizeof *slots);
    for (uint32_t i = 0; i < groups->n; i++)
        *find_slot(groups, &keys[i]) = i;
    return true;
}

/* The group's position; NO_NAME without memory. */
static uint32_t group_of(struct groups *groups, const struct group_key *key)
{
    uint32_t *slot;

    if (groups->n == groups->capacity && !grow_groups(groups))
        return NO_NAME;
    slot = find_slot(groups, key);
    if (*slot == NO_NAME) {
        groups->keys[groups->n] = *key;
        *slot = groups->n++;
    }
    return *slot;
}

/* ---- one call ---- */

struct population_row {
    uint32_t group;
    uint64_t size;
};

/* All of one call. */
struct survey_call {
    struct reading reading; /* names and faults */
    struct survey_element elements[SURVEY_ELEMENTS];
    const struct zi_survey_options *options;
    zi_survey_sink *sink;
    void *data;
    struct zi_survey *survey;
    struct zi_report *report;
    struct groups groups;
    int order[SURVEY_ELEMENTS]; /* elements by number, of all files so far */
    size_t n_unusable;          /* files whose header was not understood */

    bool reads_populations;
    struct population_row *populations; /* by group */
    uint32_t n_populations;
};

/* A text of the row before, to compare with before it is looked up. */
struct last_text {
    char *text;
    size_t length;
    size_t capacity;
};

struct survey_row {
    size_t n_fields;
    bool has_text;
    bool has_extra;
    bool is_faulty;
    bool is_remarked;
    bool names_known; /* unit and institution are those of the row before */
    int year;
    uint32_t period;
    uint64_t population;
    uint32_t n_letters;
    uint16_t sums[SURVEY_ELEMENTS];
    uint16_t counts[SURVEY_ELEMENTS];
};

/* One file. */
struct survey_file {
    struct survey_call *call;
    struct survey_header header;
    enum survey_role year_role;   /* which column tells the year; SURVEY_UNUSED: none */
    enum survey_role period_role; /* the same for the period */
    const char *path;
    size_t number;
    struct zi_file_shape *shape;
    bool past_header;
    uint32_t n_records; /* without the header */
    struct survey_row row;
    struct last_text institution;
    struct last_text unit;
    uint32_t entity; /* of the row before */

    uint32_t *noted; /* records to come back to */
    size_t n_noted;
    size_t noted_capacity;

    /* the second pass */
    bool describing;
    struct zi_csv_place place;
    struct zi_csv_place *places; /* by column, of the record under way */
    size_t wanted;
    size_t next_noted;
    size_t n_passed; /* records, the header too */
};

static struct zi_arena *sentences(const struct survey_file *file)
{
    return file->describing ? file->call->reading.faults.arena : NULL;
}

/* ---- remarks ---- */

static void note_record(struct survey_file *file, uint32_t record, enum zi_severity severity)
{
    struct reading *reading = &file->call->reading;

    if (reading->n_noted[severity] >= FAULTS_KEPT_MAX)
        return;
    if (file->n_noted == file->noted_capacity) {
        size_t capacity = file->noted_capacity > 0 ? 2 * file->noted_capacity : 64;
        uint32_t *noted = realloc(file->noted, capacity * sizeof *noted);

        if (noted == NULL) {
            reading->out_of_memory = true;
            return;
        }
        file->noted = noted;
        file->noted_capacity = capacity;
    }
    file->noted[file->n_noted++] = record;
    reading->n_noted[severity]++;
}

/* Counted in the first pass, kept in the second. text: what may be shown of the cell. */
static void say(struct survey_file *file, size_t column, size_t before, const struct remark *remark,
                const char *text)
{
    struct faults *faults = &file->call->reading.faults;
    struct zi_csv_place place;

    file->row.is_remarked = true;
    file->row.is_faulty = file->row.is_faulty || remark->severity == ZI_FAULT;
    if (!file->describing) {
        faults->n_of_severity[remark->severity]++;
        return;
    }
    place = file->places[column];
    place.column += before;
    faults_keep(faults, file->path, file->number, &place, remark, text, strlen(text));
}

static void say_of_field(struct survey_file *file, size_t column, const struct remark *remark,
                         const char *text, size_t length)
{
    const char *quote = file->describing ? survey_quote(sentences(file), text, length) : "";

    say(file, column, remark->offset, remark, quote);
}

/* ---- fields ---- */

static bool keep_last(struct last_text *last, const char *text, size_t length)
{
    if (length > last->capacity) {
        size_t capacity = 2 * length;
        char *moved = realloc(last->text, capacity);

        if (moved == NULL)
            return false;
        last->text = moved;
        last->capacity = capacity;
    }
    if (length > 0)
        memcpy(last->text, text, length);
    last->length = length;
    return true;
}

static void take_name(struct survey_file *file, struct last_text *last, const char *text,
                      size_t length)
{
    if (length == last->length && (length == 0 || memcmp(text, last->text, length) == 0))
        return;
    if (length > 0 && cell_is_missing(text, length))
        length = 0;
    file->row.names_known = false;
    file->entity = NO_NAME;
    if (!keep_last(last, text, length))
        file->call->reading.out_of_memory = true;
}

static void take_answer(struct survey_file *file, size_t column, const char *text, size_t length)
{
    int number = file->header.columns[column].number;
    struct remark remark = {0};
    bool is_letter = false;
    unsigned answer = length == 1 ? (unsigned)(unsigned char)*text - '0' : 0;

    if (answer < 1 || answer > 4) {
        answer = survey_answer(text, length, &is_letter, sentences(file), &remark);
        if (remark.made)
            say_of_field(file, column, &remark, text, length);
        file->row.n_letters += is_letter;
    }
    file->row.sums[number] = (uint16_t)(file->row.sums[number] + answer);
    file->row.counts[number] = (uint16_t)(file->row.counts[number] + (answer > 0));
}

static void take_year(struct survey_file *file, size_t column, const char *text, size_t length)
{
    struct remark remark = {0};

    if (file->call->reads_populations && cell_is_missing(text, length))
        return; /* the population of every year */
    file->row.year = survey_year(file->year_role, text, length, sentences(file), &remark);
    if (remark.made)
        say_of_field(file, column, &remark, text, length);
}

static void take_period(struct survey_file *file, const char *text, size_t length)
{
    char buffer[SURVEY_PERIOD_MAX];
    struct reading *reading = &file->call->reading;

    if (length == 0 || cell_is_missing(text, length) || file->describing)
        return;
    text = survey_period(file->period_role, text, &length, buffer);
    file->row.period = names_add(&reading->words, 0, text, length, NULL);
    reading->out_of_memory = reading->out_of_memory || file->row.period == NO_NAME;
}

static void take_population(struct survey_file *file, size_t column, const char *text,
                            size_t length)
{
    struct remark remark = {0};

    file->row.population = survey_population(text, length, sentences(file), &remark);
    if (remark.made)
        say_of_field(file, column, &remark, text, length);
}

static void take_other(struct survey_file *file, size_t column, const char *text, size_t length)
{
    enum survey_role role = file->header.columns[column].role;
    bool first = file->header.column_of[role] == column;

    if (role == SURVEY_INSTITUTION)
        take_name(file, &file->institution, text, length);
    else if (role == SURVEY_UNIT)
        take_name(file, &file->unit, text, length);
    else if (role == SURVEY_POPULATION && file->call->reads_populations)
        take_population(file, column, text, length);
    if (role == file->year_role && first && role != SURVEY_UNUSED)
        take_year(file, column, text, length);
    if (role == file->period_role && first && role != SURVEY_UNUSED)
        take_period(file, text, length);
}

static void take_field(void *text, size_t length, void *data)
{
    struct survey_file *file = data;
    size_t column;

    if (!file->past_header)
        return;
    column = file->row.n_fields++;
    file->row.has_text |= length > 0;
    if (column >= file->header.n_columns) {
        file->row.has_extra |= length > 0;
        return;
    }
    if (file->describing)
        file->places[column] = file->place;
    if (file->header.columns[column].role == SURVEY_ANSWER) {
        if (length > 0)
            take_answer(file, column, text, length);
    } else {
        take_other(file, column, text, length);
    }
}

/* ---- the end of a record ---- */

static void begin_row(struct survey_file *file)
{
    file->row = (struct survey_row){.names_known = true, .period = NO_NAME};
}

static void judge_columns(struct survey_file *file)
{
    const struct survey_header *header = &file->header;
    struct remark remark = {0};

    if (file->row.n_fields < header->n_columns)
        remark_make(&remark, sentences(file), ZI_FAULT_COLUMNS, ZI_FAULT,
                    "%zu kolom, seharusnya %zu (kurang '%s')",
                    "%zu columns, expected %zu ('%s' is missing)", file->row.n_fields,
                    header->n_columns, header->columns[file->row.n_fields].name);
    else if (file->row.has_extra)
        remark_make(&remark, sentences(file), ZI_FAULT_COLUMNS, ZI_FAULT,
                    "%zu kolom, seharusnya %zu", "%zu columns, expected %zu", file->row.n_fields,
                    header->n_columns);
    if (remark.made)
        say(file, 0, 0, &remark, "");
}

static void judge_names(struct survey_file *file)
{
    const struct survey_call *call = file->call;
    const size_t *column_of = file->header.column_of;
    bool has_institution = column_of[SURVEY_INSTITUTION] != SIZE_MAX;
    bool no_institution = file->institution.length == 0 && call->options->institution == NULL;
    struct remark remark = {0};

    if (no_institution && has_institution) {
        remark_make(&remark, sentences(file), ZI_FAULT_EMPTY, ZI_FAULT, "nama instansi kosong",
                    "the institution is empty");
        say(file, column_of[SURVEY_INSTITUTION], 0, &remark, "");
    } else if (no_institution && file->unit.length == 0 && column_of[SURVEY_UNIT] != SIZE_MAX) {
        remark_make(&remark, sentences(file), ZI_FAULT_EMPTY, ZI_FAULT, "nama unit kosong",
                    "the unit is empty");
        say(file, column_of[SURVEY_UNIT], 0, &remark, "");
    }
}

/* A name new but for its capitals. */
static void say_spelling(struct survey_file *file, const struct names *names, uint32_t number,
                         uint32_t variant)
{
    struct faults *faults = &file->call->reading.faults;
    struct remark remark = {0};

    remark_make(&remark, faults->arena, ZI_FAULT_NAME, ZI_WARNING,
                "'%s' di baris lain ditulis '%s'; keduanya dibaca sebagai satu nama",
                "'%s' is written '%s' in another row; the two are read as one",
                names->entries[number].text, names->entries[variant].text);
    remark_suggest(&remark, faults->arena, "samakan ejaannya", "spell both the same");
    faults_add(faults, file->path, file->number, NULL, &remark, names->entries[number].text,
               names->entries[number].length);
}

static uint32_t add_name(struct survey_file *file, struct names *names, uint32_t parent,
                         const struct last_text *last, const char *instead)
{
    const char *text = last->length > 0 ? last->text : instead != NULL ? instead : "";
    size_t length = last->length > 0 ? last->length : strlen(text);
    uint32_t variant = NO_NAME;
    uint32_t number = names_add(names, parent, text, length, &variant);

    if (number == NO_NAME)
        file->call->reading.out_of_memory = true;
    else if (variant != NO_NAME)
        say_spelling(file, names, number, variant);
    return number;
}

/* The option names the unit of files without such a column, not of cells left empty. */
static uint32_t entity_of_row(struct survey_file *file)
{
    struct reading *reading = &file->call->reading;
    const struct zi_survey_options *options = file->call->options;
    bool has_unit = file->header.column_of[SURVEY_UNIT] != SIZE_MAX;
    uint32_t institution;

    if (file->row.names_known && file->entity != NO_NAME)
        return file->entity;
    institution =
        add_name(file, &reading->institutions, 0, &file->institution, options->institution);
    if (institution == NO_NAME)
        return NO_NAME;
    file->entity =
        add_name(file, &reading->units, institution, &file->unit, has_unit ? NULL : options->unit);
    return file->entity;
}

static uint32_t group_of_row(struct survey_file *file)
{
    struct group_key key = {.unit = entity_of_row(file),
                            .period = file->row.period,
                            .year = file->year_role != SURVEY_UNUSED ? file->row.year
                                                                     : file->call->options->year};
    uint32_t group = key.unit != NO_NAME ? group_of(&file->call->groups, &key) : NO_NAME;

    file->call->reading.out_of_memory |= group == NO_NAME;
    return group;
}

/* The mean of the answers to an element's questions, in whole numbers. */
static bool means_of_row(const struct survey_row *row, uint16_t answers[SURVEY_ELEMENTS])
{
    bool any = false;

    for (size_t i = 0; i < SURVEY_ELEMENTS; i++) {
        answers[i] =
            row->counts[i] > 0 ? (uint16_t)(row->sums[i] * ZI_SURVEY_UNIT / row->counts[i]) : 0;
        any = any || answers[i] > 0;
    }
    return any;
}

static void use_respondent(struct survey_file *file)
{
    struct survey_call *call = file->call;
    uint16_t answers[SURVEY_ELEMENTS];
    uint32_t group;

    if (!means_of_row(&file->row, answers)) {
        call->survey->n_unanswered++;
        return;
    }
    group = group_of_row(file);
    call->survey->n_used++;
    call->survey->n_letters += file->row.n_letters;
    if (group != NO_NAME && !call->sink(call->data, group, answers))
        call->reading.out_of_memory = true;
}

static bool keep_population(struct survey_call *call, uint32_t group, uint64_t size)
{
    if (group == call->n_populations) {
        uint32_t capacity = call->groups.capacity;
        struct population_row *rows = realloc(call->populations, capacity * sizeof *rows);

        if (rows == NULL)
            return false;
        call->populations = rows;
        rows[call->n_populations++] = (struct population_row){group, size};
    }
    return true;
}

/* A first size stays; another one is a fault, which the second pass finds again. */
static void use_population(struct survey_file *file)
{
    struct survey_call *call = file->call;
    uint32_t group = group_of_row(file);
    struct remark remark = {0};

    if (group == NO_NAME)
        return;
    if (!file->describing && !keep_population(call, group, file->row.population))
        call->reading.out_of_memory = true;
    if (group >= call->n_populations || call->populations[group].size == file->row.population)
        return;
    remark_make(&remark, sentences(file), ZI_FAULT_CONFLICT, ZI_FAULT,
                "populasi lain untuk unit dan tahun yang sama",
                "another population for the same unit and year");
    remark_suggest(&remark, sentences(file), "hapus yang salah", "delete the wrong one");
    say(file, file->header.column_of[SURVEY_POPULATION], 0, &remark, "");
}

/* The same in both passes. */
static void judge_row(struct survey_file *file)
{
    if (file->row.n_fields < file->header.n_columns || file->row.has_extra)
        judge_columns(file);
    judge_names(file);
    if (file->call->reads_populations && !file->row.is_faulty)
        use_population(file);
}

static void finish_row(struct survey_file *file)
{
    file->shape->n_rows++;
    judge_row(file);
    if (file->row.is_remarked)
        note_record(file, file->n_records, file->row.is_faulty ? ZI_FAULT : ZI_WARNING);
    if (file->row.is_faulty) {
        file->call->survey->n_left_out++;
        return;
    }
    file->shape->n_good++;
    if (!file->call->reads_populations)
        use_respondent(file);
}

static void take_record(int terminator, void *data)
{
    struct survey_file *file = data;

    (void)terminator;
    if (file->past_header) {
        file->n_records++;
        if (file->row.has_text)
            finish_row(file);
    }
    file->past_header = true;
    begin_row(file);
}

static void take_fault(const struct zi_csv_fault *fault, void *data)
{
    struct survey_file *file = data;

    (void)fault;
    file->n_records++;
    file->shape->n_rows++;
    file->call->survey->n_left_out++;
    file->call->reading.faults.n_of_severity[ZI_FAULT]++;
    note_record(file, file->n_records, ZI_FAULT);
    begin_row(file);
}

/* ---- the second pass: only the noted records, with their places ---- */

static bool is_wanted(const struct survey_file *file)
{
    return file->n_passed == file->wanted;
}

static void describe_field(void *text, size_t length, void *data)
{
    struct survey_file *file = data;

    if (is_wanted(file))
        take_field(text, length, file);
}

static void pass_record(struct survey_file *file)
{
    if (is_wanted(file)) {
        file->next_noted++;
        begin_row(file);
    }
    file->n_passed++;
    file->wanted = file->next_noted < file->n_noted ? file->noted[file->next_noted] : SIZE_MAX;
}

static void describe_record(int terminator, void *data)
{
    struct survey_file *file = data;

    (void)terminator;
    if (is_wanted(file))
        judge_row(file);
    pass_record(file);
}

static void describe_break(const struct zi_csv_fault *fault, void *data)
{
    static const struct {
        enum zi_fault_kind kind;
        struct zi_text what;
    } breaks[] = {
        [ZI_CSV_UNCLOSED] = {ZI_FAULT_QUOTE,
                             {"tanda kutip dibuka tetapi tidak ditutup",
                              "a quote is opened but not closed"}},
        [ZI_CSV_AFTER_QUOTE] = {ZI_FAULT_QUOTE,
                                {"ada isi sesudah tanda kutip penutup",
                                 "there is text after the closing quote"}},
        [ZI_CSV_STRAY_QUOTE] = {ZI_FAULT_QUOTE,
                                {"tanda kutip di tengah isi yang tidak berkutip",
                                 "a quote inside text that is not quoted"}},
        [ZI_CSV_TOO_LONG] = {ZI_FAULT_COLUMNS,
                             {"isi yang terlalu panjang", "a field that is too long"}},
        [ZI_CSV_ZERO_BYTE] = {ZI_FAULT_ENCODING,
                              {"byte nol: dari sini berkas ini bukan teks CSV",
                               "a zero byte: from here on this file is not CSV text"}},
    };
    struct survey_file *file = data;
    struct faults *faults = &file->call->reading.faults;
    struct remark remark = {0};

    if (is_wanted(file)) {
        remark_make(&remark, faults->arena, breaks[fault->kind].kind, ZI_FAULT, "%s%.0s", "%.0s%s",
                    breaks[fault->kind].what.id, breaks[fault->kind].what.en);
        faults_keep(faults, file->path, file->number, &file->place, &remark, "", 0);
    }
    pass_record(file);
}

static enum zi_code describe_file(struct survey_file *file, const struct zi_csv_input *input,
                                  struct zi_error *error)
{
    struct zi_csv_settings settings = {
        .delimiter = file->header.delimiter, .place = &file->place, .wanted = &file->wanted};
    struct zi_csv_events events = {describe_field, describe_record, describe_break, file};

    if (file->n_noted == 0)
        return ZI_OK;
    file->places = calloc(file->header.n_columns + 1, sizeof *file->places);
    if (file->places == NULL)
        return zi_fail_memory(error);
    file->describing = true;
    file->wanted = file->noted[0];
    settings.max_records = (size_t)file->noted[file->n_noted - 1] + 1;
    begin_row(file);
    return zi_csv_read(input, &settings, &events, error);
}

/* ---- one file ---- */

static void note_file(struct survey_file *file, enum zi_fault_kind kind, enum zi_severity severity,
                      const char *id, const char *en)
{
    struct faults *faults = &file->call->reading.faults;
    struct remark remark = {0};

    remark_make(&remark, faults->arena, kind, severity, "%s%.0s", "%.0s%s", id, en);
    faults_add(faults, file->path, file->number, NULL, &remark, "", 0);
}

static void choose_roles(struct survey_file *file)
{
    static const enum survey_role of_year[] = {SURVEY_YEAR, SURVEY_PERIOD, SURVEY_DATE};
    static const enum survey_role of_period[] = {SURVEY_QUARTER, SURVEY_SEMESTER, SURVEY_PERIOD};
    const size_t *column_of = file->header.column_of;
    struct survey_call *call = file->call;

    for (size_t i = ZI_COUNT(of_year); i-- > 0;)
        if (column_of[of_year[i]] != SIZE_MAX)
            file->year_role = of_year[i];
    for (size_t i = ZI_COUNT(of_period); i-- > 0 && !call->reads_populations;)
        if (column_of[of_period[i]] != SIZE_MAX) {
            call->survey->has_period = true;
            file->period_role = call->options->by_period ? of_period[i] : SURVEY_UNUSED;
        }
}

/* Two files that call U8 by different names cannot be added up by number. */
static void compare_order(struct survey_file *file)
{
    struct survey_call *call = file->call;
    bool differs = false;

    for (size_t i = 0; i < SURVEY_ELEMENTS; i++) {
        int element = file->header.elements[i];

        if (file->number > 0 && (call->order[i] == NO_ELEMENT || element == NO_ELEMENT))
            call->order[i] = NO_ELEMENT;
        else if (file->number > 0 && call->order[i] != element)
            differs = true;
        else
            call->order[i] = element;
    }
    if (differs)
        note_file(file, ZI_FAULT_COLUMNS, ZI_FAULT,
                  "urutan unsur di judul kolom berkas ini lain daripada di berkas sebelumnya; "
                  "samakan nomornya, atau olah sendiri-sendiri",
                  "the elements in the header of this file are numbered otherwise than in a file "
                  "before it; number them the same, or read the files one by one");
}

static enum zi_code read_header(struct survey_file *file, const struct zi_csv_input *first,
                                bool *usable, struct zi_error *error)
{
    struct survey_call *call = file->call;
    const char *line_feed = memchr(first->bytes, '\n', first->length);
    struct survey_header_request request = {.elements = call->elements,
                                            .order = call->options->order,
                                            .population = call->reads_populations,
                                            .path = file->path,
                                            .file = file->number,
                                            .faults = &call->reading.faults};

    file->shape->bom = zi_csv_mark_length(first->bytes, first->length) > 0;
    file->shape->crlf = line_feed > first->bytes && line_feed[-1] == '\r';
    ZI_TRY(survey_header_read(&file->header, call->reading.faults.arena, first, &request, usable,
                              error));
    file->shape->delimiter = file->header.delimiter;
    return ZI_OK;
}

static enum zi_code look_at_first_bytes(struct survey_file *file, const struct zi_csv_input *input,
                                        bool *usable, struct zi_error *error)
{
    char *bytes = malloc(ZI_CSV_CHUNK);
    long length = bytes != NULL ? zi_csv_peek(input, 0, bytes, ZI_CSV_CHUNK) : 0;
    struct zi_csv_input first = {.descriptor = -1, .bytes = bytes, .length = (size_t)length};
    enum zi_code code;

    if (bytes == NULL)
        return zi_fail_memory(error);
    if (length < 0)
        code = zi_fail(error, ZI_EINPUT, "%s tidak dapat dibaca", "%s cannot be read", file->path);
    else
        code = read_header(file, &first, usable, error);
    free(bytes);
    return code;
}

static void note_encoding(struct survey_file *file)
{
    struct reading *reading = &file->call->reading;

    file->shape->windows1252 =
        reading->institutions.converted || reading->units.converted || reading->words.converted;
    reading->institutions.converted = reading->units.converted = reading->words.converted = false;
    if (file->shape->windows1252)
        note_file(file, ZI_FAULT_ENCODING, ZI_NOTE,
                  "berkas ini Windows-1252, dibaca sebagai itu; simpan sebagai UTF-8 agar pasti",
                  "this file is Windows-1252 and was read as that; save it as UTF-8 to be sure");
}

static enum zi_code read_rows(struct survey_file *file, const struct zi_csv_input *input,
                              struct zi_error *error)
{
    struct zi_csv_settings settings = {.delimiter = file->header.delimiter};
    struct zi_csv_events events = {take_field, take_record, take_fault, file};

    file->entity = NO_NAME;
    begin_row(file);
    ZI_TRY(zi_csv_read(input, &settings, &events, error));
    if (file->call->reading.out_of_memory)
        return zi_fail_memory(error);
    note_encoding(file);
    if (file->shape->n_rows == 0)
        note_file(file, ZI_FAULT_EMPTY, ZI_FAULT, "tidak ada baris data di bawah judul kolom",
                  "there are no rows below the header");
    return describe_file(file, input, error);
}

static enum zi_code read_file(struct survey_file *file, const struct zi_csv_input *input,
                              struct zi_error *error)
{
    bool usable = false;

    ZI_TRY(look_at_first_bytes(file, input, &usable, error));
    if (!usable) {
        file->call->n_unusable++;
        return ZI_OK;
    }
    choose_roles(file);
    if (!file->call->reads_populations)
        compare_order(file);
    return read_rows(file, input, error);
}

static void release_file(struct survey_file *file)
{
    free(file->institution.text);
    free(file->unit.text);
    free(file->noted);
    free(file->places);
}

/* ---- all files ---- */

static enum zi_code read_files(struct survey_call *call, const char **files, size_t n_files,
                               struct zi_error *error)
{
    for (size_t i = 0; i < n_files; i++) {
        struct survey_file file = {
            .call = call, .path = files[i], .number = i, .shape = &call->report->shapes[i]};
        struct zi_csv_input input;
        enum zi_code code;

        ZI_TRY(source_open(files[i], &input, error));
        file.shape->path = files[i];
        call->report->n_shapes = i + 1;
        code = read_file(&file, &input, error);
        release_file(&file);
        source_close(&input);
        ZI_TRY(code);
    }
    return ZI_OK;
}

/* Names as they are used, with spellings that differ in capitals as one. */
static enum zi_code name_groups(struct survey_call *call, struct zi_error *error)
{
    struct reading *reading = &call->reading;
    struct zi_survey *survey = call->survey;
    struct aliases aliases;

    survey->groups =
        zi_arena_allocate(&survey->arena, (size_t)call->groups.n + 1, sizeof *survey->groups);
    if (survey->groups == NULL)
        return zi_fail_memory(error);
    ZI_TRY(aliases_find(reading, &aliases, error));
    for (uint32_t i = 0; i < call->groups.n; i++) {
        const struct group_key *key = &call->groups.keys[i];
        uint32_t unit = aliases.units != NULL ? aliases.units[key->unit] : key->unit;
        uint32_t institution = reading->units.entries[unit].parent;

        if (aliases.institutions != NULL)
            institution = aliases.institutions[institution];
        survey->groups[survey->n_groups++] = (struct zi_survey_group){
            .institution = reading->institutions.entries[institution].text,
            .unit = reading->units.entries[unit].text,
            .year = key->year,
            .period = key->period != NO_NAME ? reading->words.entries[key->period].text : ""};
    }
    aliases_release(&aliases);
    return ZI_OK;
}

static void name_elements(struct survey_call *call)
{
    for (size_t i = 0; i < SURVEY_ELEMENTS; i++)
        if (call->order[i] != NO_ELEMENT && call->n_unusable == 0)
            call->survey->labels[i] = call->elements[call->order[i]].label;
}

static const struct zi_fault *first_fault(const struct zi_report *report)
{
    for (size_t i = 0; i < report->n_faults; i++)
        if (report->faults[i].severity == ZI_FAULT)
            return &report->faults[i];
    return NULL;
}

/* Faulty respondents may be left out; a header that was not understood leaves nothing to use. */
static enum zi_code judge_call(const struct survey_call *call, bool whole_file_fault,
                               struct zi_error *error)
{
    const struct zi_fault *first = first_fault(call->report);
    size_t n_faults = call->report->n_of_severity[ZI_FAULT];

    if (n_faults == 0 || (call->options->skip_bad && !whole_file_fault))
        return ZI_OK;
    if (whole_file_fault || first == NULL)
        return zi_fail(error, ZI_EINPUT, "berkas masukan tidak dapat dipakai, galat pertama di %s",
                       "the input cannot be used, the first error is in %s",
                       first != NULL ? first->path : "");
    return zi_fail(error, ZI_EINPUT,
                   "%zu galat di berkas masukan, yang pertama di %s:%zu:%zu; perbaiki, atau lewati "
                   "responden yang salah dengan --skip-bad",
                   "errors in the input: %zu, the first at %s:%zu:%zu; correct them, or leave "
                   "faulty respondents out with --skip-bad",
                   n_faults, first->path, first->line, first->column);
}

static bool has_whole_file_fault(const struct zi_report *report)
{
    for (size_t i = 0; i < report->n_faults; i++)
        if (report->faults[i].severity == ZI_FAULT && report->faults[i].line == 0)
            return true;
    return false;
}

static enum zi_code read_all(struct survey_call *call, const char *const paths[], size_t n_paths,
                             struct zi_error *error)
{
    struct zi_report *report = call->report;
    struct reading *reading = &call->reading;
    const char **files;
    size_t n_files;

    ZI_TRY(survey_elements_load(call->elements, &call->survey->arena, error));
    ZI_TRY(source_list(paths, n_paths, &report->arena, &files, &n_files, error));
    report->shapes = zi_arena_allocate(&report->arena, n_files + 1, sizeof *report->shapes);
    if (report->shapes == NULL)
        return zi_fail_memory(error);
    names_init(&reading->institutions, reading->arena);
    names_init(&reading->units, reading->arena);
    names_init(&reading->words, reading->arena);
    ZI_TRY(read_files(call, files, n_files, error));
    ZI_TRY(name_groups(call, error));
    name_elements(call);
    ZI_TRY(faults_report(&reading->faults, report, error));
    return judge_call(call, call->n_unusable > 0 || has_whole_file_fault(report), error);
}

static void begin_call(struct survey_call *call)
{
    memset(call->survey, 0, sizeof *call->survey);
    memset(call->report, 0, sizeof *call->report);
    call->reading.arena = &call->survey->arena;
    call->reading.faults.arena = &call->report->arena;
}

static void release_call(struct survey_call *call)
{
    struct reading *reading = &call->reading;

    names_release(&reading->institutions);
    names_release(&reading->units);
    names_release(&reading->words);
    faults_release(&reading->faults);
    free(call->groups.keys);
    free(call->groups.slots);
    free(call->populations);
}

enum zi_code zi_survey_read(const char *const paths[], size_t n_paths,
                            const struct zi_survey_options *options, zi_survey_sink *sink,
                            void *data, struct zi_survey *survey, struct zi_report *report,
                            struct zi_error *error)
{
    struct survey_call call = {
        .options = options, .sink = sink, .data = data, .survey = survey, .report = report};
    enum zi_code code;

    begin_call(&call);
    code = read_all(&call, paths, n_paths, error);
    release_call(&call);
    return code;
}

static enum zi_code copy_populations(const struct survey_call *call, struct zi_population **rows,
                                     size_t *n_rows, struct zi_error *error)
{
    struct zi_survey *survey = call->survey;

    *rows = zi_arena_allocate(&survey->arena, (size_t)call->n_populations + 1, sizeof **rows);
    if (*rows == NULL)
        return zi_fail_memory(error);
    for (uint32_t i = 0; i < call->n_populations; i++)
        (*rows)[i] = (struct zi_population){survey->groups[i], call->populations[i].size};
    *n_rows = call->n_populations;
    return ZI_OK;
}

enum zi_code zi_survey_read_populations(const char *path, struct zi_survey *survey,
                                        struct zi_population **rows, size_t *n_rows,
                                        struct zi_report *report, struct zi_error *error)
{
    static const struct zi_survey_options none;
    struct survey_call call = {
        .options = &none, .survey = survey, .report = report, .reads_populations = true};
    enum zi_code code;

    begin_call(&call);
    *rows = NULL;
    *n_rows = 0;
    code = read_all(&call, &path, 1, error);
    if (code == ZI_OK)
        code = copy_populations(&call, rows, n_rows, error);
    release_call(&call);
    return code;
}

void zi_survey_release(struct zi_survey *survey)
{
    zi_arena_release(&survey->arena);
    memset(survey, 0, sizeof *survey);
}
