/* Files of answers to sheets. */
#include "zistat/lke/reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "collect.h"
#include "csv/source.h"

enum { LOOKED_AT = 4096 };

/* All of one call. */
struct call {
    const struct zi_lke_outline *outline;
    const struct zi_lke_reading *reading;
    struct zi_lke_sheets *sheets;
    struct zi_report *report;
    struct sources sources;
    struct faults faults;
    bool unusable;
    bool none_read; /* all files were passed over */
};

/* ---- which kind of file ---- */

static void say_binary(struct collector *collector)
{
    struct zi_arena *sentences = collector_sentences(collector);
    struct remark remark = {0};

    remark_make(&remark, sentences, ZI_FAULT_ENCODING, ZI_FAULT,
                "berkas ini bukan teks CSV atau JSON", "this file is neither CSV text nor JSON");
    remark_suggest(&remark, sentences,
                   "simpan tabelnya dari lembar sebar sebagai .xlsx, .ods, atau CSV UTF-8",
                   "save its table from the spreadsheet as .xlsx, .ods or CSV UTF-8");
    collector_say(collector, NULL, &remark, (struct span){"", 0});
    collector->unusable = true;
}

static enum zi_code read_file(struct collector *collector, const struct zi_csv_input *input,
                              struct zi_error *error)
{
    char bytes[LOOKED_AT];
    long got = zi_csv_peek(input, 0, bytes, sizeof bytes);
    size_t length = got > 0 ? (size_t)got : 0;
    size_t first = zi_csv_mark_length(bytes, length);

    if (got < 0)
        return zi_fail(error, ZI_EINPUT, "%s tidak dapat dibaca", "%s cannot be read",
                       collector->path);
    if (length > 0 && memchr(bytes, 0, length) != NULL) {
        say_binary(collector);
        return ZI_OK;
    }
    while (first < length && strchr(" \t\r\n", bytes[first]) != NULL)
        first++;
    if (!input->in_cells && first < length && (bytes[first] == '{' || bytes[first] == '['))
        return lke_read_json(collector, input, error);
    return lke_read_csv(collector, input, error);
}

/* ---- once or twice ---- */

/* With faults: places are found and sentences made, where there is something to say. */
static enum zi_code collect(struct call *call, struct faults *faults, size_t *n_remarks,
                            struct zi_error *error)
{
    struct collector collector;
    enum zi_code code = ZI_OK;

    zi_arena_release(&call->sheets->arena);
    collector_init(&collector, call->outline, call->reading, &call->sheets->arena, &call->sources,
                   faults);
    for (size_t i = 0; code == ZI_OK && i < call->sources.n; i++) {
        collector_begin_file(&collector, i);
        code = read_file(&collector, &call->sources.items[i].input, error);
    }
    if (code == ZI_OK)
        code = collector_finish(&collector, call->sheets, error);
    *n_remarks = collector.n_remarks;
    call->unusable = collector.unusable;
    call->none_read = call->sources.n > 0 && collector.n_passed_over == call->sources.n;
    collector_release(&collector);
    return code;
}

/* ---- the verdict ---- */

static enum zi_code fail_with_faults(const struct call *call, struct zi_error *error)
{
    const struct zi_report *report = call->report;
    size_t first = 0;
    char place[ZI_PLACE_MAX];
    const struct zi_fault *fault;

    while (report->faults[first].severity != ZI_FAULT)
        first++;
    fault = &report->faults[first];
    zi_fault_place(fault, place);
    if (call->unusable)
        return zi_fail(error, ZI_EINPUT, "berkas masukan tidak dapat dipakai, galat pertama di %s",
                       "the input cannot be used, the first error is in %s", place);
    return zi_fail(error, ZI_EINPUT,
                   "%zu galat di berkas masukan, yang pertama di %s; perbaiki, atau lewati baris "
                   "yang salah dengan --skip-bad",
                   "errors in the input: %zu, the first at %s; correct them, or leave faulty rows "
                   "out with --skip-bad",
                   report->n_of_severity[ZI_FAULT], place);
}

static enum zi_code read_all(struct call *call, const char *const paths[], size_t n_paths,
                             struct zi_error *error)
{
    struct zi_report *report = call->report;
    size_t n_remarks;

    ZI_TRY(
        sources_open(&call->sources, paths, n_paths, call->reading->sheet, &report->arena, error));
    call->faults.sources = &call->sources;
    faults_add_of_sources(&call->faults);
    ZI_TRY(collect(call, NULL, &n_remarks, error));
    if (n_remarks > 0)
        ZI_TRY(collect(call, &call->faults, &n_remarks, error));
    if (call->none_read) {
        faults_add_none_read(&call->faults);
        call->unusable = true;
    }
    ZI_TRY(faults_report(&call->faults, report, error));
    if (report->n_of_severity[ZI_FAULT] > 0 && (!call->reading->skip_bad || call->unusable))
        return fail_with_faults(call, error);
    return ZI_OK;
}

enum zi_code zi_lke_read(const char *const paths[], size_t n_paths,
                         const struct zi_lke_outline *outline, const struct zi_lke_reading *reading,
                         struct zi_lke_sheets *sheets, struct zi_report *report,
                         struct zi_error *error)
{
    struct call call = {.outline = outline, .reading = reading, .sheets = sheets, .report = report};
    enum zi_code code;

    memset(sheets, 0, sizeof *sheets);
    memset(report, 0, sizeof *report);
    sheets->outline = outline;
    call.faults.arena = &report->arena;
    code = read_all(&call, paths, n_paths, error);
    sources_close(&call.sources);
    faults_release(&call.faults);
    if (code != ZI_OK)
        zi_lke_sheets_release(sheets);
    return code;
}

void zi_lke_sheets_release(struct zi_lke_sheets *sheets)
{
    zi_arena_release(&sheets->arena);
    *sheets = (struct zi_lke_sheets){0};
}

/* ---- some of the sheets ---- */

static bool is_named(const struct zi_lke_sheet *sheet, const char *folded, struct zi_arena *arena)
{
    const char *name = zi_utf8_fold(arena, sheet->unit, strlen(sheet->unit));

    return name != NULL && strcmp(name, folded) == 0;
}

static enum zi_code unknown_unit(const struct zi_lke_sheets *sheets, const char *unit,
                                 struct zi_arena *arena, struct zi_error *error)
{
    const char **names = zi_arena_allocate(arena, sheets->n_sheets + 1, sizeof *names);
    const char *nearest;

    if (names == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < sheets->n_sheets; i++)
        names[i] = sheets->sheets[i].unit;
    nearest = zi_utf8_nearest(unit, names);
    return zi_fail(error, ZI_EUSAGE, "--unit '%s' tidak ada di berkas%s%s%s",
                   "--unit '%s' is not in the files%s%s%s", unit, nearest != NULL ? "; '" : "",
                   nearest != NULL ? nearest : "", nearest != NULL ? "'?" : "");
}

static enum zi_code mark_units(const struct zi_lke_sheets *sheets, const char *const units[],
                               size_t n_units, bool *marked, struct zi_arena *arena,
                               struct zi_error *error)
{
    for (size_t k = 0; k < n_units; k++) {
        const char *folded = zi_utf8_fold(arena, units[k], strlen(units[k]));
        bool found = false;

        for (size_t i = 0; folded != NULL && i < sheets->n_sheets; i++)
            if (is_named(&sheets->sheets[i], folded, arena))
                found = marked[i] = true;
        if (!found)
            return unknown_unit(sheets, units[k], arena, error);
    }
    return ZI_OK;
}

static bool is_in_years(const struct zi_lke_sheet *sheet, int first_year, int last_year)
{
    return sheet->year == 0 || ((first_year == 0 || sheet->year >= first_year) &&
                                (last_year == 0 || sheet->year <= last_year));
}

enum zi_code zi_lke_select(struct zi_lke_sheets *sheets, const char *const units[], size_t n_units,
                           int first_year, int last_year, struct zi_error *error)
{
    struct zi_arena arena = {0};
    bool *marked = zi_arena_allocate(&arena, sheets->n_sheets + 1, sizeof *marked);
    enum zi_code code = marked != NULL ? ZI_OK : zi_fail_memory(error);
    size_t n = 0;

    if (code == ZI_OK)
        code = mark_units(sheets, units, n_units, marked, &arena, error);
    for (size_t i = 0; code == ZI_OK && i < sheets->n_sheets; i++)
        if ((n_units == 0 || marked[i]) && is_in_years(&sheets->sheets[i], first_year, last_year))
            sheets->sheets[n++] = sheets->sheets[i];
    zi_arena_release(&arena);
    if (code != ZI_OK)
        return code;
    sheets->n_sheets = n;
    return n > 0 ? ZI_OK
                 : zi_fail(error, ZI_EFEW, "tidak ada lembar LKE pada tahun yang diminta",
                           "there is no sheet in the years asked for");
}
