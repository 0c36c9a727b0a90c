/* Files to a panel, with everything that is wrong with them. */
#include "zistat/panel/reader.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "assemble.h"
#include "csv/source.h"
#include "intake.h"

/* All of one call. */
struct call {
    struct reading reading;
    struct zi_reader_options options;
    struct sources sources;
    struct intake *intakes;
    struct zi_panel *panel;
    struct zi_report *report;
};

/* ---- what a value may be, by index and year ---- */

static void set_limits(struct limit *limits, const struct zi_index *index)
{
    static const struct limit none = {INFINITY, -INFINITY};

    for (size_t i = 0; i < N_YEARS; i++)
        limits[i] = none;
    for (size_t i = 0; index->scored && i < index->n_scales; i++) {
        const struct zi_scale *scale = &index->scales[i];
        int first = scale->valid_from > YEAR_MIN ? scale->valid_from : YEAR_MIN;
        int last = scale->valid_to < YEAR_MAX ? scale->valid_to : YEAR_MAX;

        for (int year = first; year <= last; year++)
            limits[year - YEAR_MIN] = (struct limit){scale->min, scale->max};
    }
}

static bool make_limits(struct reading *reading)
{
    const struct zi_catalogue *catalogue = reading->catalogue;

    reading->limits = malloc((catalogue->n_indices * N_YEARS + 1) * sizeof *reading->limits);
    if (reading->limits == NULL)
        return false;
    for (size_t i = 0; i < catalogue->n_indices; i++)
        set_limits(reading->limits + i * N_YEARS, &catalogue->indices[i]);
    return true;
}

/* ---- what two records say of the same ---- */

static const char *name_of(const struct call *call, size_t file)
{
    return call->sources.items[file].name;
}

static const char *other_place(struct call *call, const struct meeting *meeting)
{
    return faults_line_place(&call->reading.faults, name_of(call, meeting->other_file),
                             meeting->other_file, meeting->other_line);
}

/* "U+200B (spasi tanpa lebar)" */
static void describe_character(const struct meeting *meeting, struct zi_arena *arena,
                               struct remark *remark)
{
    struct zi_text name = names_character(meeting->character);

    remark_text(
        remark, ZI_FAULT_NAME, ZI_NOTE,
        (struct zi_text){
            remark_print(arena, "nama ditulis dengan U+%04X (%s); itu tidak membedakan nama",
                         (unsigned)meeting->character, name.id),
            remark_print(arena, "a name is written with U+%04X (%s); that makes no other name",
                         (unsigned)meeting->character, name.en)});
}

static void describe_meeting(struct call *call, const struct meeting *meeting)
{
    struct zi_arena *arena = &call->report->arena;
    struct zi_csv_place place = meeting->place;
    struct remark remark = {0};

    switch (meeting->kind) {
    case MEETING_CONFLICT:
        remark_make(&remark, arena, ZI_FAULT_CONFLICT, ZI_FAULT,
                    "nilai '%s', padahal untuk unit, indeks dan tahun yang sama %s berisi lain",
                    "value '%s', but %s says otherwise for the same unit, index and year",
                    meeting->ours, other_place(call, meeting));
        remark_suggest(&remark, arena, "hapus yang salah", "delete the wrong one");
        break;
    case MEETING_REPEATED:
        place.column = 1;
        remark_make(&remark, arena, ZI_FAULT_REPEATED, ZI_WARNING, "sama persis dengan %s",
                    "exactly the same as %s", other_place(call, meeting));
        break;
    case MEETING_ATTRIBUTES:
        remark_make(&remark, arena, ZI_FAULT_CONFLICT, ZI_WARNING,
                    "'%s' di sini, '%s' di baris lain untuk unit yang sama; dipakai '%s'",
                    "'%s' here, '%s' in another row of the same unit; '%s' is used", meeting->ours,
                    meeting->others,
                    strcmp(meeting->ours, meeting->others) < 0 ? meeting->ours : meeting->others);
        break;
    case MEETING_SPELLINGS:
        remark_make(&remark, arena, ZI_FAULT_NAME, ZI_WARNING,
                    "'%s' di baris lain ditulis '%s'; keduanya dibaca sebagai satu nama",
                    "'%s' is written '%s' in another row; the two are read as one", meeting->ours,
                    meeting->others);
        remark_suggest(&remark, arena, "samakan ejaannya", "spell both the same");
        break;
    case MEETING_NOTHING_HELD:
        remark_make(&remark, arena, ZI_FAULT_PREDICATE, ZI_WARNING,
                    "pencabutan tanpa pemberian sebelumnya dalam daftar",
                    "a revocation without an award before it in the list");
        remark_suggest(&remark, arena, "tambahkan baris pemberiannya, atau periksa tahunnya",
                       "add the row of the award, or check the year");
        break;
    case MEETING_SAID_NONE:
        remark_make(&remark, arena, ZI_FAULT_PREDICATE, ZI_WARNING,
                    "ada peristiwanya, padahal baris lain menyebut tidak ada predikat",
                    "an event, though another row says that there is no predicate");
        remark_suggest(&remark, arena, "hapus salah satunya; peristiwanya yang dipakai",
                       "delete one of them; the event is used");
        break;
    case MEETING_YET_TO_COME:
        remark_make(&remark, arena, ZI_FAULT_PREDICATE, ZI_WARNING,
                    "peristiwa tahun %s, lebih dari setahun sesudah data terakhir (%s)",
                    "an event of %s, more than a year after the last data (%s)", meeting->ours,
                    meeting->others);
        remark_suggest(&remark, arena, "periksa tahunnya", "check the year");
        break;
    case MEETING_LEFT_OUT:
        remark_make(&remark, arena, ZI_FAULT_NAME, ZI_NOTE,
                    "'%s' bukan unit; barisnya tidak dibaca",
                    "'%s' is no unit; its row is not read", meeting->ours);
        break;
    case MEETING_NO_TOTAL:
        remark_make(&remark, arena, ZI_FAULT_NAME, ZI_FAULT,
                    "'%s': bernama seperti baris jumlah, tetapi nilainya bukan jumlah atau "
                    "rata-rata baris di atasnya",
                    "'%s': named like a row of totals, but its values are neither the sum nor the "
                    "mean of the rows above",
                    meeting->ours);
        remark_suggest(&remark, arena,
                       "bila baris jumlah, hapus barisnya; bila unit, tulis namanya lengkap",
                       "if it is a total, delete the row; if a unit, write its name in full");
        break;
    case MEETING_LIKE_TOTAL:
        remark_make(&remark, arena, ZI_FAULT_NAME, ZI_WARNING,
                    "'%s' dibaca sebagai unit, walau bernama seperti baris jumlah atau catatan",
                    "'%s' is read as a unit, though named like a row of totals or a note",
                    meeting->ours);
        remark_suggest(&remark, arena, "hapus barisnya bila bukan unit",
                       "delete the row if it is no unit");
        break;
    case MEETING_CHARACTER: describe_character(meeting, arena, &remark); break;
    }
    faults_keep(&call->reading.faults, name_of(call, meeting->file), meeting->file, &place, &remark,
                meeting->ours, strlen(meeting->ours));
}

/* ---- indices that stand at the wrong level ---- */

/* The first record with a value of the index at a level, 0 when there is none. */
static uint32_t first_record_at(const struct zi_panel *panel, size_t index, bool of_unit)
{
    for (size_t entity = 0; entity < panel->n_entities; entity++)
        for (size_t year = 0;
             (panel->entities[entity].unit[0] != '\0') == of_unit && year < panel->n_years; year++)
            if (panel->records[index][entity * panel->n_years + year] != 0)
                return panel->records[index][entity * panel->n_years + year];
    return 0;
}

static size_t file_of_record(const struct call *call, uint32_t record)
{
    size_t file = call->sources.n - 1;

    while (file > 0 && call->intakes[file].first_record > record)
        file--;
    return file;
}

/* An institution's index in units' rows is the institution's value, repeated, and used so. A unit's
 * index in a row without a unit is more likely a name that was forgotten. */
static void describe_level(struct call *call, size_t index)
{
    const struct zi_index *which = &call->panel->catalogue->indices[index];
    bool of_unit = which->level == ZI_LEVEL_INSTITUTION;
    uint32_t record = first_record_at(call->panel, index, of_unit);
    struct remark remark = {0};
    size_t file;

    if (record == 0)
        return;
    if (of_unit)
        remark_make(&remark, &call->report->arena, ZI_FAULT_LEVEL, ZI_NOTE,
                    "indeks %s adalah nilai instansi; yang tertulis pada unit dibaca sebagai "
                    "ulangannya",
                    "index %s is a value of the institution; in rows of units it is read as its "
                    "repetition",
                    which->name);
    else
        remark_make(&remark, &call->report->arena, ZI_FAULT_LEVEL, ZI_WARNING,
                    "indeks %s adalah nilai unit, tetapi ada baris tanpa nama unit yang memuatnya",
                    "index %s is a value of units, but some row without a unit holds it",
                    which->name);
    file = file_of_record(call, record);
    faults_add(&call->reading.faults, name_of(call, file), file, NULL, &remark, "", 0);
}

static void describe_levels(struct call *call)
{
    for (size_t i = 0; i < call->panel->catalogue->n_indices; i++)
        if (call->panel->records[i] != NULL &&
            call->panel->catalogue->indices[i].level != ZI_LEVEL_BOTH)
            describe_level(call, i);
}

/* ---- sums that do not add up ---- */

/* Parts are printed with two decimals, and there are up to eight of them. */
static const double sum_slack = 0.05;

/* The sum of the parts of an index in a cell; NaN when one is missing or there are none. */
static double sum_of_parts(const struct zi_panel *panel, size_t index, size_t cell, int year)
{
    const struct zi_catalogue *catalogue = panel->catalogue;
    double sum = NAN;

    for (size_t i = 0; i < catalogue->n_parts; i++) {
        const struct zi_part *part = &catalogue->parts[i];

        if (part->index != index || isnan(part->factor) || year < part->valid_from ||
            year > part->valid_to)
            continue;
        if (panel->values[part->part] == NULL)
            return NAN;
        sum = (isnan(sum) ? 0 : sum) + part->factor * panel->values[part->part][cell];
        if (isnan(sum))
            return NAN;
    }
    return sum;
}

static bool has_sum(const struct zi_catalogue *catalogue, size_t index)
{
    for (size_t i = 0; i < catalogue->n_parts; i++)
        if (catalogue->parts[i].index == index && !isnan(catalogue->parts[i].factor))
            return true;
    return false;
}

/* One warning for an index, naming the first cell: a wrong total decides about a unit. */
static void describe_sum(struct call *call, size_t index)
{
    const struct zi_panel *panel = call->panel;
    size_t n_cells = panel->n_entities * panel->n_years;
    size_t n_wrong = 0, first = 0, file;
    struct remark remark = {0};

    for (size_t cell = 0; cell < n_cells; cell++) {
        int year = panel->first_year + (int)(cell % panel->n_years);
        double sum = sum_of_parts(panel, index, cell, year);

        if (!(fabs(panel->values[index][cell] - sum) > sum_slack))
            continue;
        if (n_wrong++ == 0)
            first = cell;
    }
    if (n_wrong == 0)
        return;
    file = file_of_record(call, panel->records[index][first]);
    remark_make(&remark, &call->report->arena, ZI_FAULT_CONFLICT, ZI_WARNING,
                "%s tidak sama dengan jumlah bagiannya (%zu sel; yang pertama: %s, %d)",
                "%s is not the sum of its parts (cells: %zu; the first: %s, %d)",
                panel->catalogue->indices[index].name, n_wrong,
                zi_entity_name(&panel->entities[first / panel->n_years]),
                panel->first_year + (int)(first % panel->n_years));
    faults_add(&call->reading.faults, name_of(call, file), file, NULL, &remark, "", 0);
}

static void describe_sums(struct call *call)
{
    const struct zi_panel *panel = call->panel;

    for (size_t i = 0; i < panel->catalogue->n_indices; i++)
        if (panel->values[i] != NULL && has_sum(panel->catalogue, i))
            describe_sum(call, i);
}

/* ---- the verdict ---- */

static const struct zi_fault *first_fault(const struct zi_report *report)
{
    for (size_t i = 0; i < report->n_faults; i++)
        if (report->faults[i].severity == ZI_FAULT)
            return &report->faults[i];
    return NULL;
}

static bool all_usable(const struct call *call)
{
    for (size_t i = 0; i < call->sources.n; i++)
        if ((!call->intakes[i].usable && !call->intakes[i].passed_over) ||
            call->intakes[i].nameless)
            return false;
    return true;
}

static enum zi_code fail_with_faults(const struct call *call, struct zi_error *error)
{
    const struct zi_fault *first = first_fault(call->report);
    size_t n_faults = call->report->n_of_severity[ZI_FAULT];
    char place[ZI_PLACE_MAX];

    if (first == NULL)
        return zi_fail(error, ZI_EINPUT, "%zu galat di berkas masukan", "errors in the input: %zu",
                       n_faults);
    zi_fault_place(first, place);
    if (!all_usable(call))
        return zi_fail(error, ZI_EINPUT, "berkas masukan tidak dapat dipakai, galat pertama di %s",
                       "the input cannot be used, the first error is in %s", place);
    return zi_fail(error, ZI_EINPUT,
                   "%zu galat di berkas masukan, yang pertama di %s; lihat semua dengan 'zistat "
                   "check', atau lewati baris yang salah dengan --skip-bad",
                   "errors in the input: %zu, the first at %s; see all with 'zistat check', or "
                   "leave faulty rows out with --skip-bad",
                   n_faults, place);
}

/* Faulty rows may be left out; a header that was not understood leaves nothing to use. */
static enum zi_code judge_call(const struct call *call, struct zi_error *error)
{
    if (call->report->n_of_severity[ZI_FAULT] == 0 || (call->options.skip_bad && all_usable(call)))
        return ZI_OK;
    return fail_with_faults(call, error);
}

/* ---- the steps ---- */

static enum zi_code prepare(struct call *call, const char *const paths[], size_t n_paths,
                            struct zi_error *error)
{
    struct zi_report *report = call->report;
    struct reading *reading = &call->reading;

    ZI_TRY(
        sources_open(&call->sources, paths, n_paths, call->options.sheet, &report->arena, error));
    report->shapes = zi_arena_allocate(&report->arena, call->sources.n + 1, sizeof *report->shapes);
    call->intakes = calloc(call->sources.n + 1, sizeof *call->intakes);
    if (report->shapes == NULL || call->intakes == NULL || !make_limits(reading))
        return zi_fail_memory(error);
    reading->faults.sources = &call->sources;
    faults_add_of_sources(&reading->faults);
    names_init(&reading->institutions, reading->arena);
    names_init(&reading->units, reading->arena);
    names_init(&reading->words, reading->arena);
    return ZI_OK;
}

/* Files that nobody named may hold something else, but not all of them. */
static void refuse_all_passed_over(struct call *call)
{
    bool any = call->sources.n == 0;

    for (size_t i = 0; i < call->sources.n; i++)
        any = any || !call->intakes[i].passed_over;
    if (!any)
        faults_add_none_read(&call->reading.faults);
}

static enum zi_code read_files(struct call *call, struct zi_error *error)
{
    uint32_t first_record = 1;

    for (size_t i = 0; i < call->sources.n; i++) {
        struct source *source = &call->sources.items[i];
        struct intake *intake = &call->intakes[i];

        call->report->shapes[i].path = source->name;
        call->report->n_shapes = i + 1;
        intake->reading = &call->reading;
        intake->input = &source->input;
        intake->path = source->path;
        intake->file = i;
        intake->shape = &call->report->shapes[i];
        intake->first_record = first_record;
        ZI_TRY(intake_read(intake, error));
        first_record += intake->n_records;
    }
    refuse_all_passed_over(call);
    return ZI_OK;
}

static enum zi_code describe(struct call *call, struct zi_error *error)
{
    struct reading *reading = &call->reading;

    for (size_t i = 0; i < call->sources.n; i++)
        ZI_TRY(intake_describe(&call->intakes[i], error));
    for (size_t i = 0; i < reading->n_meetings; i++)
        describe_meeting(call, &reading->meetings[i]);
    if (call->panel->records != NULL) {
        describe_levels(call);
        describe_sums(call);
    }
    return faults_report(&reading->faults, call->report, error);
}

static enum zi_code read_all(struct call *call, const char *const paths[], size_t n_paths,
                             struct zi_error *error)
{
    ZI_TRY(prepare(call, paths, n_paths, error));
    ZI_TRY(read_files(call, error));
    ZI_TRY(assemble(&call->reading, call->intakes, call->sources.n, call->panel, error));
    ZI_TRY(describe(call, error));
    return judge_call(call, error);
}

static void release_call(struct call *call)
{
    struct reading *reading = &call->reading;

    for (size_t i = 0; call->intakes != NULL && i < call->sources.n; i++)
        intake_release(&call->intakes[i]);
    free(call->intakes);
    sources_close(&call->sources);
    free(reading->limits);
    names_release(&reading->institutions);
    names_release(&reading->units);
    names_release(&reading->words);
    free(reading->kinds);
    free(reading->short_names);
    free(reading->meetings);
    free(reading->predicates);
    faults_release(&reading->faults);
}

enum zi_code zi_reader_read(const char *const paths[], size_t n_paths,
                            const struct zi_catalogue *catalogue,
                            const struct zi_reader_options *options, struct zi_panel *panel,
                            struct zi_report *report, struct zi_error *error)
{
    struct call call = {.panel = panel, .report = report};
    enum zi_code code;

    memset(panel, 0, sizeof *panel);
    memset(report, 0, sizeof *report);
    if (options != NULL)
        call.options = *options;
    panel->catalogue = catalogue;
    call.reading.catalogue = catalogue;
    call.reading.options = &call.options;
    call.reading.arena = &panel->arena;
    call.reading.faults.arena = &report->arena;
    code = read_all(&call, paths, n_paths, error);
    release_call(&call);
    if (code != ZI_OK) {
        zi_panel_release(panel);
        panel->catalogue = catalogue;
    }
    return code;
}

void zi_report_release(struct zi_report *report)
{
    zi_arena_release(&report->arena);
    memset(report, 0, sizeof *report);
}
