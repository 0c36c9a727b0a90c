/* Paths to tables: folders are walked, workbooks taken apart, text made readable twice. */
#include "source.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "folder.h"
#include "opening.h"
#include "sheets.h"
#include "utf16.h"
#include "workbook/workbook.h"

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
    return opening_add(opening, &source);
}

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

/* found: in a folder, nobody named it. */
static enum zi_code add_file(struct opening *opening, const char *path, bool found)
{
    char ending[ENDING_MAX];
    struct source source = {.name = path,
                            .path = path,
                            .title = title_of(opening->arena, path),
                            .input = {.descriptor = -1}};
    char head[WORKBOOK_HEAD];
    long got;

    if (source.title == NULL)
        return zi_fail_memory(opening->error);
    folder_ending(path, ending);
    ZI_TRY(open_file(path, &source.input.descriptor, opening->error));
    got = zi_csv_peek(&source.input, 0, head, sizeof head);
    if (got > 0 && workbook_is_likely(head, (size_t)got))
        return opening_add_workbook(opening, &source, found);
    source.input.optional = found && strcmp(ending, "txt") == 0;
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
    return opening_say(opening, path, &remark);
}

static enum zi_code add_folder(struct opening *opening, const char *path)
{
    struct path_list tables = {.arena = opening->arena};
    struct path_list skipped = {.arena = opening->arena};
    size_t first = opening->sources->n;

    ZI_TRY(folder_list(path, &tables, &skipped, opening->error));
    if (skipped.n > 0)
        ZI_TRY(say_skipped(opening, path, &skipped));
    for (size_t i = 0; i < tables.n; i++)
        ZI_TRY(add_file(opening, tables.paths[i], true));
    if (opening->sources->n == first && opening->sheet == NULL)
        return zi_fail(opening->error, ZI_EINPUT,
                       "folder '%s' tidak berisi tabel (.csv, .tsv, .txt, .xlsx, .ods)",
                       "the folder '%s' holds no table (.csv, .tsv, .txt, .xlsx, .ods)", path);
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

enum zi_code sources_open(struct sources *sources, const char *const paths[], size_t n_paths,
                          const char *sheet, struct zi_arena *arena, struct zi_error *error)
{
    struct opening opening = {.sources = sources, .arena = arena, .sheet = sheet, .error = error};

    *sources = (struct sources){.arena = arena};
    for (size_t i = 0; i < n_paths; i++)
        ZI_TRY(add_path(&opening, paths[i]));
    return sheet != NULL && opening.n_with_sheet == 0 ? opening_refuse_sheet(&opening) : ZI_OK;
}

void sources_close(struct sources *sources)
{
    for (size_t i = 0; i < sources->n; i++) {
        if (sources->items[i].input.descriptor >= 0)
            close(sources->items[i].input.descriptor);
        sources->items[i].input.descriptor = -1;
    }
}
