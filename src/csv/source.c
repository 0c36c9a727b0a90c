/* Paths to tables: folders are walked, workbooks taken apart, text made readable twice. */
#include "source.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/utf8.h"
#include "folder.h"
#include "sheet_text.h"
#include "utf16.h"

struct opening {
    struct sources *sources;
    struct zi_arena *arena;
    const char *sheet;
    size_t no_sheet; /* the first remark that a workbook has no such sheet */
    struct zi_error *error;
};

static enum zi_code fail_to_open(const char *path, struct zi_error *error)
{
    int number = errno;

    zi_fail(error, ZI_EINPUT, "berkas '%s' tidak dapat dibuka", "cannot open '%s'", path);
    return zi_error_add_cause(error, ZI_EINPUT, number);
}

static enum zi_code fail_to_copy(const char *path, struct zi_error *error)
{
    int number = errno;

    zi_fail(error, ZI_ESYSTEM, "'%s' tidak dapat disalin ke berkas sementara",
            "cannot copy '%s' to a temporary file", path);
    return zi_error_add_cause(error, ZI_ESYSTEM, number);
}

/* ---- the lists ---- */

/* Room for one more; NULL without memory. */
static void *grow(struct zi_arena *arena, void *items, size_t n, size_t *capacity, size_t size)
{
    size_t larger = *capacity > 0 ? 2 * *capacity : 16;
    void *moved;

    if (n < *capacity)
        return items;
    moved = zi_arena_allocate(arena, larger, size);
    if (moved == NULL)
        return NULL;
    if (n > 0)
        memcpy(moved, items, n * size);
    *capacity = larger;
    return moved;
}

/* The descriptor belongs to the sources from now on, also on failure. */
static enum zi_code add_source(struct opening *opening, const struct source *source)
{
    struct sources *sources = opening->sources;
    struct source *items =
        grow(opening->arena, sources->items, sources->n, &sources->capacity, sizeof *items);

    if (items == NULL) {
        close(source->input.descriptor);
        return zi_fail_memory(opening->error);
    }
    sources->items = items;
    sources->items[sources->n++] = *source;
    return ZI_OK;
}

static enum zi_code add_remark(struct opening *opening, const char *name,
                               const struct remark *remark)
{
    struct sources *sources = opening->sources;
    struct source_remark *remarks = grow(opening->arena, sources->remarks, sources->n_remarks,
                                         &sources->remarks_capacity, sizeof *remarks);

    if (remarks == NULL)
        return zi_fail_memory(opening->error);
    sources->remarks = remarks;
    sources->remarks[sources->n_remarks++] = (struct source_remark){sources->n, name, *remark};
    return ZI_OK;
}

/* ---- one file ---- */

static bool copy_all(int from, int to)
{
    char bytes[1 << 16];

    for (;;) {
        ssize_t got = read(from, bytes, sizeof bytes);

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got == 0;
        if (!zi_file_write_all(to, bytes, (size_t)got))
            return false;
    }
}

/* What cannot be read twice is copied. */
static enum zi_code copy_to_nameless(const char *path, int *descriptor, struct zi_error *error)
{
    int copy = zi_file_nameless();
    enum zi_code code = ZI_OK;

    if (copy < 0 || !copy_all(*descriptor, copy))
        code = fail_to_copy(path, error);
    if (*descriptor != STDIN_FILENO)
        close(*descriptor);
    if (code != ZI_OK && copy >= 0)
        close(copy);
    *descriptor = copy;
    return code;
}

static enum zi_code open_file(const char *path, int *descriptor, struct zi_error *error)
{
    bool standard = strcmp(path, "-") == 0;
    struct stat status;

    *descriptor = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (*descriptor < 0 || fstat(*descriptor, &status) != 0)
        return fail_to_open(path, error);
    if (!standard && S_ISREG(status.st_mode))
        return ZI_OK;
    if (S_ISDIR(status.st_mode)) {
        errno = EISDIR;
        return fail_to_open(path, error);
    }
    return copy_to_nameless(path, descriptor, error);
}

static enum zi_code decode_utf16(const char *path, enum utf16_order order,
                                 struct zi_csv_input *input, struct zi_error *error)
{
    int copy = zi_file_nameless();

    if (copy < 0 || !utf16_copy(input->descriptor, order, copy)) {
        enum zi_code code = fail_to_copy(path, error);

        if (copy >= 0)
            close(copy);
        return code;
    }
    close(input->descriptor);
    input->descriptor = copy;
    input->was_utf16 = true;
    return ZI_OK;
}

static enum zi_code add_text(struct opening *opening, const struct source *text, const char *head,
                             size_t length)
{
    struct source source = *text;
    enum utf16_order order = utf16_order(head, length);

    if (order != UTF16_NONE) {
        enum zi_code code = decode_utf16(source.path, order, &source.input, opening->error);

        if (code != ZI_OK) {
            close(source.input.descriptor);
            return code;
        }
    }
    return add_source(opening, &source);
}

/* ---- a workbook ---- */

static enum zi_code say_hidden(struct opening *opening, const char *name,
                               const struct workbook_sheet *sheet, const struct sheet_facts *facts)
{
    struct zi_arena *arena = opening->arena;
    struct remark remark = {0};

    if (sheet->hidden)
        remark_make(&remark, arena, ZI_FAULT_FILE, ZI_NOTE, "lembar tersembunyi, ikut dibaca",
                    "a hidden sheet, read as well");
    else if (facts->n_hidden_rows > 0 && facts->n_hidden_columns > 0)
        remark_make(&remark, arena, ZI_FAULT_FILE, ZI_NOTE,
                    "%zu baris (yang pertama %zu) dan %zu kolom tersembunyi, ikut dibaca",
                    "hidden rows: %zu (the first: %zu), hidden columns: %zu; read as well",
                    facts->n_hidden_rows, facts->first_hidden_row, facts->n_hidden_columns);
    else if (facts->n_hidden_rows > 0)
        remark_make(&remark, arena, ZI_FAULT_FILE, ZI_NOTE,
                    "%zu baris tersembunyi, ikut dibaca (yang pertama %zu)",
                    "hidden rows, read as well: %zu (the first: %zu)", facts->n_hidden_rows,
                    facts->first_hidden_row);
    else if (facts->n_hidden_columns > 0)
        remark_make(&remark, arena, ZI_FAULT_FILE, ZI_NOTE,
                    "%zu kolom tersembunyi, ikut dibaca (yang pertama ke-%zu)",
                    "hidden columns, read as well: %zu (the first: number %zu)",
                    facts->n_hidden_columns, facts->first_hidden_column);
    return remark.made ? add_remark(opening, name, &remark) : ZI_OK;
}

static enum zi_code say_repeats(struct opening *opening, const char *name, size_t n_repeats)
{
    struct remark remark = {0};

    if (n_repeats == 0)
        return ZI_OK;
    remark_make(&remark, opening->arena, ZI_FAULT_FILE, ZI_NOTE,
                "sel gabungan dibaca untuk setiap barisnya (%zu sel)",
                "cells merged over several rows are read for each row (cells: %zu)", n_repeats);
    return add_remark(opening, name, &remark);
}

/* A sheet that holds anything becomes a source. */
static enum zi_code add_sheet(struct opening *opening, const struct source *file,
                              struct workbook *workbook, size_t number, bool keep_empty)
{
    const struct workbook_sheet *sheet = &workbook->sheets[number];
    struct source source = *file;
    struct sheet_text text;
    enum zi_code code = sheet_text_write(workbook, number, &text, opening->error);

    source.name = zi_arena_print(opening->arena, "%s!%s", file->path, sheet->name);
    source.title = zi_arena_copy(opening->arena, sheet->name);
    if (code == ZI_OK && (source.name == NULL || source.title == NULL))
        code = zi_fail_memory(opening->error);
    if (code == ZI_OK && text.is_empty && !keep_empty) {
        close(text.descriptor);
    } else if (code == ZI_OK) {
        source.input.descriptor = text.descriptor;
        source.input.in_cells = true;
        code = say_hidden(opening, source.name, sheet, &text.facts);
        if (code == ZI_OK)
            code = say_repeats(opening, source.name, text.n_repeats);
        if (code == ZI_OK)
            code = add_source(opening, &source);
        else
            close(text.descriptor);
    } else if (text.descriptor >= 0) {
        close(text.descriptor);
    }
    sheet_facts_release(&text.facts);
    return code;
}

static const char *fold(struct opening *opening, const char *name)
{
    return zi_utf8_fold(opening->arena, name, strlen(name));
}

/* "TPI, Mandiri, Catatan" */
static const char *name_sheets(struct zi_arena *arena, const struct workbook *workbook)
{
    const char *names = "";

    for (size_t i = 0; i < workbook->n_sheets && names != NULL; i++)
        names = zi_arena_print(arena, "%s%s%s", names, i > 0 ? ", " : "", workbook->sheets[i].name);
    return names != NULL ? names : "";
}

static enum zi_code say_no_sheet(struct opening *opening, const char *path,
                                 const struct workbook *workbook)
{
    struct remark remark = {0};

    if (opening->sources->n_with_sheet == 0 && opening->sources->n_workbooks == 1)
        opening->no_sheet = opening->sources->n_remarks;
    remark_make(&remark, opening->arena, ZI_FAULT_FILE, ZI_NOTE,
                "tidak dibaca: tidak ada lembar '%s' (yang ada: %s)",
                "not read: there is no sheet '%s' (there are: %s)", opening->sheet,
                name_sheets(opening->arena, workbook));
    return add_remark(opening, path, &remark);
}

/* The sheets, or the one that was asked for. */
static enum zi_code add_sheets(struct opening *opening, const struct source *file,
                               struct workbook *workbook)
{
    const char *wanted = opening->sheet != NULL ? fold(opening, opening->sheet) : NULL;
    bool found = wanted == NULL;

    for (size_t i = 0; i < workbook->n_sheets; i++) {
        const char *name = fold(opening, workbook->sheets[i].name);

        if (name == NULL || (opening->sheet != NULL && wanted == NULL))
            return zi_fail_memory(opening->error);
        if (wanted != NULL && strcmp(name, wanted) != 0)
            continue;
        found = true;
        ZI_TRY(add_sheet(opening, file, workbook, i, wanted != NULL));
    }
    opening->sources->n_workbooks++;
    opening->sources->n_with_sheet += found;
    return found ? ZI_OK : say_no_sheet(opening, file->path, workbook);
}

/* A workbook of one table has it for its own; of several, any may be something else. */
static enum zi_code settle_sheets(struct opening *opening, const struct source *file,
                                  struct workbook *workbook, size_t first)
{
    struct sources *sources = opening->sources;

    if (sources->n == first && opening->sheet == NULL && workbook->n_sheets > 0)
        return add_sheet(opening, file, workbook, 0, true);
    if (sources->n == first + 1)
        sources->items[first].title = file->title;
    for (size_t i = first; sources->n > first + 1 && i < sources->n; i++)
        sources->items[i].input.optional = true;
    return ZI_OK;
}

static enum zi_code add_workbook(struct opening *opening, const struct source *file)
{
    struct package_bytes bytes = {.descriptor = file->input.descriptor};
    size_t first = opening->sources->n;
    struct workbook workbook;
    enum zi_code code = workbook_open(&workbook, &bytes, file->path, opening->error);

    if (code == ZI_OK) {
        code = add_sheets(opening, file, &workbook);
        if (code == ZI_OK)
            code = settle_sheets(opening, file, &workbook, first);
        workbook_release(&workbook);
    }
    close(file->input.descriptor);
    return code;
}

/* ---- any file ---- */

/* "data/DPMPTSP.csv" -> "DPMPTSP"; standard input has none. */
static const char *title_of(struct zi_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    const char *dot = strrchr(name, '.');

    if (strcmp(path, "-") == 0)
        return "";
    return zi_arena_copy_bytes(arena, name,
                               dot != NULL && dot > name ? (size_t)(dot - name) : strlen(name));
}

static enum zi_code add_file(struct opening *opening, const char *path, bool optional)
{
    struct source source = {.name = path,
                            .path = path,
                            .title = title_of(opening->arena, path),
                            .input = {.descriptor = -1, .optional = optional}};
    char head[WORKBOOK_HEAD];
    long got;

    if (source.title == NULL)
        return zi_fail_memory(opening->error);
    ZI_TRY(open_file(path, &source.input.descriptor, opening->error));
    got = zi_csv_peek(&source.input, 0, head, sizeof head);
    if (got > 0 && workbook_is_likely(head, (size_t)got))
        return add_workbook(opening, &source);
    return add_text(opening, &source, head, got > 0 ? (size_t)got : 0);
}

/* ---- a folder ---- */

/* "d/~$a.csv, d/b.xls, ..." */
static const char *name_some(struct zi_arena *arena, const struct path_list *list)
{
    enum { NAMED = 8 };
    const char *names = "";

    for (size_t i = 0; i < list->n && i < NAMED && names != NULL; i++)
        names = zi_arena_print(arena, "%s%s%s", names, i > 0 ? ", " : "", list->paths[i]);
    if (list->n > NAMED && names != NULL)
        names = zi_arena_print(arena, "%s, ... (%zu)", names, list->n);
    return names != NULL ? names : "";
}

static enum zi_code say_skipped(struct opening *opening, const char *path,
                                const struct path_list *skipped)
{
    struct zi_arena *arena = opening->arena;
    const char *names = name_some(arena, skipped);
    struct remark remark = {0};

    remark_make(&remark, arena, ZI_FAULT_FILE, ZI_NOTE, "tidak dibaca: %s", "not read: %s", names);
    for (size_t i = 0; i < skipped->n && remark.suggestion.id[0] == '\0'; i++)
        if (strstr(skipped->paths[i], "~$") == NULL)
            remark_suggest(&remark, arena, "simpan tabelnya sebagai .xlsx, .ods, atau CSV UTF-8",
                           "save its table as .xlsx, .ods or CSV UTF-8");
    return add_remark(opening, path, &remark);
}

static enum zi_code add_folder(struct opening *opening, const char *path)
{
    struct path_list tables = {.arena = opening->arena};
    struct path_list skipped = {.arena = opening->arena};

    ZI_TRY(folder_list(path, &tables, &skipped, opening->error));
    if (tables.n == 0)
        return zi_fail(opening->error, ZI_EINPUT,
                       "folder '%s' tidak berisi tabel (.csv, .tsv, .txt, .xlsx, .ods)",
                       "the folder '%s' holds no table (.csv, .tsv, .txt, .xlsx, .ods)", path);
    if (skipped.n > 0)
        ZI_TRY(say_skipped(opening, path, &skipped));
    for (size_t i = 0; i < tables.n; i++) {
        char ending[ENDING_MAX];

        folder_ending(tables.paths[i], ending);
        ZI_TRY(add_file(opening, tables.paths[i], strcmp(ending, "txt") == 0));
    }
    return ZI_OK;
}

/* ---- all ---- */

static enum zi_code add_path(struct opening *opening, const char *path)
{
    struct stat status;
    const char *copy = zi_arena_copy(opening->arena, path);

    if (copy == NULL)
        return zi_fail_memory(opening->error);
    if (strcmp(path, "-") != 0) {
        if (stat(path, &status) != 0)
            return fail_to_open(path, opening->error);
        if (S_ISDIR(status.st_mode))
            return add_folder(opening, copy);
    }
    return add_file(opening, copy, false);
}

/* No workbook has the sheet: the first says which it has. */
static enum zi_code refuse_sheet(const struct opening *opening)
{
    const struct source_remark *said = &opening->sources->remarks[opening->no_sheet];

    if (opening->sources->n_workbooks == 0)
        return zi_fail(opening->error, ZI_EUSAGE,
                       "--sheet '%s': tidak ada buku kerja (.xlsx, .ods) di antara berkas masukan",
                       "--sheet '%s': there is no workbook (.xlsx, .ods) in the input",
                       opening->sheet);
    return zi_fail_text(
        opening->error, ZI_EUSAGE,
        (struct zi_text){remark_print(opening->arena, "%s: %s", said->name, said->remark.what.id),
                         remark_print(opening->arena, "%s: %s", said->name, said->remark.what.en)});
}

enum zi_code sources_open(struct sources *sources, const char *const paths[], size_t n_paths,
                          const char *sheet, struct zi_arena *arena, struct zi_error *error)
{
    struct opening opening = {.sources = sources, .arena = arena, .sheet = sheet, .error = error};

    *sources = (struct sources){.arena = arena};
    for (size_t i = 0; i < n_paths; i++)
        ZI_TRY(add_path(&opening, paths[i]));
    return sheet != NULL && sources->n_with_sheet == 0 ? refuse_sheet(&opening) : ZI_OK;
}

void sources_close(struct sources *sources)
{
    for (size_t i = 0; i < sources->n; i++) {
        if (sources->items[i].input.descriptor >= 0)
            close(sources->items[i].input.descriptor);
        sources->items[i].input.descriptor = -1;
    }
}
