/* Files of respondents to the groups of their answers. */
#include "zistat/survey/survey.h"

#include <stdlib.h>
#include <string.h>

#include "base/count.h"
#include "csv/source.h"
#include "file.h"
#include "panel/aliases.h"

/* ---- one file ---- */

static void note_file(struct survey_file *file, enum zi_fault_kind kind, enum zi_severity severity,
                      struct zi_text what)
{
    struct faults *faults = &file->call->reading.faults;
    struct remark remark = {0};

    remark_text(&remark, kind, severity, what);
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
        note_file(
            file, ZI_FAULT_COLUMNS, ZI_FAULT,
            (struct zi_text){
                "urutan unsur di judul kolom berkas ini lain daripada di berkas sebelumnya; "
                "samakan nomornya, atau olah sendiri-sendiri",
                "the elements in the header of this file are numbered otherwise than in a file "
                "before it; number them the same, or read the files one by one"});
}

static struct survey_header_request request_of(const struct survey_file *file,
                                               const struct zi_csv_input *input)
{
    struct survey_call *call = file->call;

    return (struct survey_header_request){.elements = call->elements,
                                          .order = call->options->order,
                                          .population = call->reads_populations,
                                          .optional = input->optional,
                                          .path = file->path,
                                          .file = file->number,
                                          .faults = &call->reading.faults};
}

static enum zi_code read_header(struct survey_file *file, const struct zi_csv_input *first,
                                bool *usable, struct zi_error *error)
{
    struct survey_call *call = file->call;
    const char *line_feed = memchr(first->bytes, '\n', first->length);
    const struct survey_header_request request = request_of(file, first);

    file->shape->in_sheet = first->in_cells;
    file->shape->utf16 = first->was_utf16;
    file->shape->bom = zi_csv_mark_length(first->bytes, first->length) > 0;
    file->shape->crlf = line_feed > first->bytes && line_feed[-1] == '\r';
    ZI_TRY(survey_header_read(&file->header, call->reading.faults.arena, first, &request, usable,
                              error));
    file->shape->delimiter = file->header.names.delimiter;
    return ZI_OK;
}

static enum zi_code look_at_first_bytes(struct survey_file *file, const struct zi_csv_input *input,
                                        bool *usable, struct zi_error *error)
{
    char *bytes = malloc(ZI_CSV_CHUNK);
    long length = bytes != NULL ? zi_csv_peek(input, 0, bytes, ZI_CSV_CHUNK) : 0;
    struct zi_csv_input first = zi_csv_beginning(input, bytes, (size_t)length);
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
        note_file(
            file, ZI_FAULT_ENCODING, ZI_NOTE,
            (struct zi_text){
                "berkas ini Windows-1252, dibaca sebagai itu; simpan sebagai UTF-8 agar pasti",
                "this file is Windows-1252 and was read as that; save it as UTF-8 to be sure"});
}

static enum zi_code read_rows(struct survey_file *file, const struct zi_csv_input *input,
                              struct zi_error *error)
{
    const struct survey_header_request request = request_of(file, input);

    ZI_TRY(survey_file_read(file, input, error));
    note_encoding(file);
    if (survey_header_has_nameless_values(&file->header, &request))
        file->call->n_unusable++;
    if (file->shape->n_rows == 0)
        note_file(file, ZI_FAULT_EMPTY, ZI_FAULT,
                  (struct zi_text){"tidak ada baris data di bawah judul kolom",
                                   "there are no rows below the header"});
    return survey_file_describe(file, input, error);
}

static enum zi_code read_file(struct survey_file *file, const struct zi_csv_input *input,
                              struct zi_error *error)
{
    bool usable = false;

    ZI_TRY(look_at_first_bytes(file, input, &usable, error));
    if (!usable) {
        file->call->n_unusable += !file->header.is_no_table;
        file->call->n_passed_over += file->header.is_no_table;
        return ZI_OK;
    }
    choose_roles(file);
    if (!file->call->reads_populations)
        compare_order(file);
    return read_rows(file, input, error);
}

/* ---- all files ---- */

static enum zi_code read_files(struct survey_call *call, struct zi_error *error)
{
    for (size_t i = 0; i < call->sources.n; i++) {
        const struct source *source = &call->sources.items[i];
        struct survey_file file = {.call = call,
                                   .path = source->name,
                                   .in_cells = source->input.in_cells,
                                   .number = i,
                                   .shape = &call->report->shapes[i]};
        enum zi_code code;

        file.shape->path = source->name;
        call->report->n_shapes = i + 1;
        code = read_file(&file, &source->input, error);
        survey_file_release(&file);
        ZI_TRY(code);
    }
    if (call->sources.n > 0 && call->n_passed_over == call->sources.n)
        faults_add_none_read(&call->reading.faults);
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
    char place[ZI_PLACE_MAX];

    if (n_faults == 0 || (call->options->skip_bad && !whole_file_fault))
        return ZI_OK;
    if (whole_file_fault || first == NULL)
        return zi_fail(error, ZI_EINPUT, "berkas masukan tidak dapat dipakai, galat pertama di %s",
                       "the input cannot be used, the first error is in %s",
                       first != NULL ? first->path : "");
    zi_fault_place(first, place);
    return zi_fail(error, ZI_EINPUT,
                   "%zu galat di berkas masukan, yang pertama di %s; perbaiki, atau lewati "
                   "responden yang salah dengan --skip-bad",
                   "errors in the input: %zu, the first at %s; correct them, or leave faulty "
                   "respondents out with --skip-bad",
                   n_faults, place);
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

    ZI_TRY(survey_elements_load(call->elements, &call->survey->arena, error));
    ZI_TRY(
        sources_open(&call->sources, paths, n_paths, call->options->sheet, &report->arena, error));
    report->shapes = zi_arena_allocate(&report->arena, call->sources.n + 1, sizeof *report->shapes);
    if (report->shapes == NULL)
        return zi_fail_memory(error);
    reading->faults.sources = &call->sources;
    faults_add_of_sources(&reading->faults);
    names_init(&reading->institutions, reading->arena);
    names_init(&reading->units, reading->arena);
    names_init(&reading->words, reading->arena);
    ZI_TRY(read_files(call, error));
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
    groups_release(&call->groups);
    sources_close(&call->sources);
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
