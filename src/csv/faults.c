/* Gathers faults, and says where they are. */
#include "faults.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"

struct kind_words {
    const char *name; /* of --format csv */
    struct zi_text text;
};

static const struct kind_words kinds[ZI_FAULT_KIND_COUNT] = {
    [ZI_FAULT_QUOTE] = {"quote", {"kutip", "quote"}},
    [ZI_FAULT_COLUMNS] = {"columns", {"kolom", "columns"}},
    [ZI_FAULT_NUMBER] = {"number", {"angka", "number"}},
    [ZI_FAULT_YEAR] = {"year", {"tahun", "year"}},
    [ZI_FAULT_RANGE] = {"range", {"rentang", "range"}},
    [ZI_FAULT_INDEX] = {"index", {"indeks", "index"}},
    [ZI_FAULT_LETTER] = {"letter", {"huruf", "letter"}},
    [ZI_FAULT_CONFLICT] = {"conflict", {"bertentangan", "conflict"}},
    [ZI_FAULT_REPEATED] = {"repeated", {"ganda", "repeated"}},
    [ZI_FAULT_EMPTY] = {"empty", {"kosong", "empty"}},
    [ZI_FAULT_ENCODING] = {"encoding", {"enkode", "encoding"}},
    [ZI_FAULT_PREDICATE] = {"predicate", {"predikat", "predicate"}},
    [ZI_FAULT_LEVEL] = {"level", {"tingkat", "level"}},
    [ZI_FAULT_NAME] = {"name", {"nama", "name"}},
    [ZI_FAULT_QUESTION] = {"question", {"pertanyaan", "question"}},
    [ZI_FAULT_ANSWER] = {"answer", {"jawaban", "answer"}},
    [ZI_FAULT_FILE] = {"file", {"berkas", "file"}},
};

struct zi_text zi_fault_kind_text(enum zi_fault_kind kind)
{
    return kinds[kind].text;
}

const char *zi_fault_kind_name(enum zi_fault_kind kind)
{
    return kinds[kind].name;
}

void zi_fault_place(const struct zi_fault *fault, char place[ZI_PLACE_MAX])
{
    char letters[ZI_LETTERS_MAX];

    zi_number_letters(letters, fault->column);
    if (fault->line == 0)
        snprintf(place, ZI_PLACE_MAX, "%s", fault->path);
    else if (fault->in_sheet)
        snprintf(place, ZI_PLACE_MAX, "%s!%s%zu", fault->path, letters, fault->line);
    else if (fault->column == 0)
        snprintf(place, ZI_PLACE_MAX, "%s:%zu", fault->path, fault->line);
    else
        snprintf(place, ZI_PLACE_MAX, "%s:%zu:%zu", fault->path, fault->line, fault->column);
}

static bool is_in_sheet(const struct faults *faults, size_t file)
{
    const struct sources *sources = faults->sources;

    return sources != NULL && file < sources->n && sources->items[file].input.in_cells;
}

const char *faults_line_place(const struct faults *faults, const char *path, size_t file,
                              size_t line)
{
    const struct zi_fault of_line = {
        .path = path, .line = line, .in_sheet = is_in_sheet(faults, file)};
    char place[ZI_PLACE_MAX];
    const char *copy;

    zi_fault_place(&of_line, place);
    copy = zi_arena_copy(faults->arena, place);
    return copy != NULL ? copy : "";
}

void faults_release(struct faults *faults)
{
    free(faults->kept);
    *faults = (struct faults){0};
}

static bool make_room(struct faults *faults)
{
    size_t capacity = faults->capacity > 0 ? 2 * faults->capacity : 64;
    struct kept_fault *kept;

    if (faults->n_kept < faults->capacity)
        return true;
    kept = realloc(faults->kept, capacity * sizeof *kept);
    if (kept == NULL)
        return false;
    faults->kept = kept;
    faults->capacity = capacity;
    return true;
}

void faults_keep(struct faults *faults, const char *path, size_t file,
                 const struct zi_csv_place *place, const struct remark *remark, const char *text,
                 size_t length)
{
    if (place != NULL && faults->n_kept_of_severity[remark->severity] >= FAULTS_KEPT_MAX)
        return;
    if (!make_room(faults)) {
        faults->out_of_memory = true;
        return;
    }
    faults->kept[faults->n_kept] = (struct kept_fault){
        .fault = {.path = path,
                  .line = place != NULL ? place->line : 0,
                  .column = place != NULL ? place->column : 0,
                  .in_sheet = is_in_sheet(faults, file),
                  .kind = remark->kind,
                  .severity = remark->severity,
                  .what = remark->what,
                  .suggestion = remark->suggestion,
                  .text = remark_quote(faults->arena, text, length)},
        .file = file,
        .sequence = faults->n_kept,
    };
    faults->n_kept++;
    faults->n_kept_of_severity[remark->severity]++;
}

void faults_add(struct faults *faults, const char *path, size_t file,
                const struct zi_csv_place *place, const struct remark *remark, const char *text,
                size_t length)
{
    faults->n_of_severity[remark->severity]++;
    faults_keep(faults, path, file, place, remark, text, length);
}

void faults_add_of_sources(struct faults *faults)
{
    const struct sources *sources = faults->sources;

    for (size_t i = 0; i < sources->n_remarks; i++) {
        const struct source_remark *said = &sources->remarks[i];

        faults_add(faults, said->name, said->source, NULL, &said->remark, "", 0);
    }
}

void faults_add_passed_over(struct faults *faults, const char *path, size_t file)
{
    struct remark remark = {0};

    remark_make(&remark, faults->arena, ZI_FAULT_FILE, ZI_NOTE,
                "tidak dibaca: tidak ada judul kolom yang dikenal",
                "not read: no header with known column names");
    faults_add(faults, path, file, NULL, &remark, "", 0);
}

void faults_add_none_read(struct faults *faults)
{
    struct remark remark = {0};

    remark_make(&remark, faults->arena, ZI_FAULT_COLUMNS, ZI_FAULT,
                "tidak ada lembar atau berkas dengan judul kolom yang dikenal",
                "no sheet and no file has a header with known column names");
    faults_add(faults, faults->sources->items[0].path, 0, NULL, &remark, "", 0);
}

static int compare(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

static int compare_faults(const void *left, const void *right)
{
    const struct kept_fault *a = left;
    const struct kept_fault *b = right;

    if (a->file != b->file)
        return compare(a->file, b->file);
    if (a->fault.line != b->fault.line)
        return compare(a->fault.line, b->fault.line);
    if (a->fault.column != b->fault.column)
        return compare(a->fault.column, b->fault.column);
    return compare(a->sequence, b->sequence);
}

enum zi_code faults_report(struct faults *faults, struct zi_report *report, struct zi_error *error)
{
    if (faults->out_of_memory)
        return zi_fail_memory(error);
    report->faults = zi_arena_allocate(&report->arena, faults->n_kept + 1, sizeof *report->faults);
    if (report->faults == NULL)
        return zi_fail_memory(error);
    if (faults->n_kept > 0)
        qsort(faults->kept, faults->n_kept, sizeof *faults->kept, compare_faults);
    for (size_t i = 0; i < faults->n_kept; i++)
        report->faults[i] = faults->kept[i].fault;
    report->n_faults = faults->n_kept;
    memcpy(report->n_of_severity, faults->n_of_severity, sizeof report->n_of_severity);
    return ZI_OK;
}
