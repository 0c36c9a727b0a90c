/* One file of respondents, record by record. */
#include "file.h"

#include <stdlib.h>
#include <string.h>

#include "cell.h"

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
    if (!file->in_cells)
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
    else if (role == SURVEY_NAMELESS && !file->describing)
        header_take_unnamed(&file->header.names.columns[column], text, length);
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
    uint32_t group = key.unit != NO_NAME ? groups_add(&file->call->groups, &key) : NO_NAME;

    file->call->reading.out_of_memory |= group == NO_NAME;
    return group;
}

/* The mean of the answers to an element's questions, in whole numbers. */
static bool means_of_row(const struct survey_row *row, uint16_t answers[SURVEY_ELEMENTS])
{
    bool any = false;

    for (size_t i = 0; i < SURVEY_ELEMENTS; i++) {
        unsigned sum = row->sums[i] * (unsigned)ZI_SURVEY_UNIT;

        answers[i] = (uint16_t)(row->counts[i] > 0 ? sum / row->counts[i] : 0);
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
    else
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

enum zi_code survey_file_read(struct survey_file *file, const struct zi_csv_input *input,
                              struct zi_error *error)
{
    struct zi_csv_settings settings = {.delimiter = file->header.names.delimiter};
    struct zi_csv_events events = {take_field, take_record, take_fault, file};

    file->entity = NO_NAME;
    begin_row(file);
    ZI_TRY(zi_csv_read(input, &settings, &events, error));
    return file->call->reading.out_of_memory ? zi_fail_memory(error) : ZI_OK;
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
        remark_text(&remark, breaks[fault->kind].kind, ZI_FAULT, breaks[fault->kind].what);
        faults_keep(faults, file->path, file->number, &file->place, &remark, "", 0);
    }
    pass_record(file);
}

enum zi_code survey_file_describe(struct survey_file *file, const struct zi_csv_input *input,
                                  struct zi_error *error)
{
    struct zi_csv_settings settings = {
        .delimiter = file->header.names.delimiter, .place = &file->place, .wanted = &file->wanted};
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

void survey_file_release(struct survey_file *file)
{
    free(file->institution.text);
    free(file->unit.text);
    free(file->noted);
    free(file->places);
}
