/* Which format a workbook has, and what is no workbook that can be read. */
#include "workbook.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/count.h"
#include "base/number.h"
#include "format.h"

/* ---- what the first bytes tell ---- */

static bool begins_with(const char *head, size_t length, const char *mark, size_t mark_length)
{
    return length >= mark_length && memcmp(head, mark, mark_length) == 0;
}

static bool is_zip(const char *head, size_t length)
{
    return begins_with(head, length, "PK\3\4", 4) || begins_with(head, length, "PK\5\6", 4);
}

/* The container of .xls, and of .xlsx with a password (MS-CFB). */
static bool is_compound(const char *head, size_t length)
{
    return begins_with(head, length, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8);
}

/* What portals call .xls. */
static bool is_markup(const char *head, size_t length)
{
    static const char *const marks[] = {"<html", "<!doctype html", "<table", "<?xml"};
    size_t first = begins_with(head, length, "\xef\xbb\xbf", 3) ? 3 : 0;

    while (first < length && strchr(" \t\r\n", head[first]) != NULL && head[first] != '\0')
        first++;
    for (size_t i = 0; i < ZI_COUNT(marks); i++)
        if (length - first >= strlen(marks[i]) &&
            strncasecmp(head + first, marks[i], strlen(marks[i])) == 0)
            return true;
    return false;
}

bool workbook_is_likely(const char *head, size_t length)
{
    return is_zip(head, length) || is_compound(head, length) || is_markup(head, length);
}

/* ---- what cannot be read ---- */

static size_t read_at(const struct package_bytes *bytes, size_t offset, char *to, size_t capacity)
{
    size_t length = 0;

    if (bytes->descriptor < 0) {
        if (offset < bytes->length)
            length = bytes->length - offset < capacity ? bytes->length - offset : capacity;
        if (length > 0)
            memcpy(to, bytes->bytes + offset, length);
        return length;
    }
    while (length < capacity) {
        ssize_t got =
            pread(bytes->descriptor, to + length, capacity - length, (off_t)(offset + length));

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        length += (size_t)got;
    }
    return length;
}

/* The directory of a compound file names its streams in UTF-16; its sectors begin at multiples of
 * 512, its entries at multiples of 128. */
static bool has_stream(const struct package_bytes *bytes, const char *name, size_t name_length)
{
    enum { SECTOR = 512, ENTRY = 128, SEARCHED = 64 << 20 };
    char sector[SECTOR];

    for (size_t offset = SECTOR; offset < SEARCHED; offset += SECTOR) {
        size_t length = read_at(bytes, offset, sector, sizeof sector);

        for (size_t entry = 0; entry + ENTRY <= length; entry += ENTRY) {
            size_t at = 0;

            while (at < name_length && sector[entry + 2 * at] == name[at] &&
                   sector[entry + 2 * at + 1] == '\0')
                at++;
            if (at == name_length)
                return true;
        }
        if (length < sizeof sector)
            break;
    }
    return false;
}

static enum zi_code refuse_compound(const struct package_bytes *bytes, const char *path,
                                    struct zi_error *error)
{
    static const char encrypted[] = "EncryptedPackage";

    if (has_stream(bytes, encrypted, sizeof encrypted - 1))
        return zi_fail(error, ZI_EINPUT,
                       "'%s' diberi sandi dan tidak dapat dibaca; buka, hapus sandinya (Berkas, "
                       "Info, Proteksi), lalu simpan",
                       "'%s' is protected by a password and cannot be read; open it, remove the "
                       "password (File, Info, Protect) and save it",
                       path);
    return zi_fail(error, ZI_EINPUT,
                   "'%s' berformat Excel lama (.xls); buka di Excel atau LibreOffice, lalu simpan "
                   "sebagai .xlsx",
                   "'%s' has the old format of Excel (.xls); open it in Excel or LibreOffice and "
                   "save it as .xlsx",
                   path);
}

static enum zi_code refuse_markup(const char *path, struct zi_error *error)
{
    return zi_fail(error, ZI_EINPUT,
                   "'%s' berisi HTML atau XML, bukan tabel; buka di Excel atau LibreOffice, lalu "
                   "simpan sebagai .xlsx atau CSV",
                   "'%s' holds HTML or XML, not a table; open it in Excel or LibreOffice and save "
                   "it as .xlsx or CSV",
                   path);
}

static enum zi_code refuse_binary(const char *path, struct zi_error *error)
{
    return zi_fail(error, ZI_EINPUT,
                   "'%s' berformat Excel biner (.xlsb); buka di Excel, lalu simpan sebagai .xlsx",
                   "'%s' has the binary format of Excel (.xlsb); open it in Excel and save it as "
                   ".xlsx",
                   path);
}

/* ---- opening ---- */

static enum zi_code choose_format(struct workbook *workbook, struct zi_error *error)
{
    const struct package *package = workbook->package;

    if (package_has(package, "xl/workbook.bin"))
        return refuse_binary(workbook->path, error);
    if (package_has(package, "[Content_Types].xml"))
        workbook->format = &xlsx_format;
    else if (package_has(package, "content.xml"))
        workbook->format = &ods_format;
    else
        return package_damaged(
            workbook->path,
            (struct zi_text){"arsip zip tanpa lembar kerja", "a zip archive without worksheets"},
            error);
    ZI_TRY(workbook->format->open(workbook, error));
    return workbook->n_sheets > 0
               ? ZI_OK
               : package_damaged(workbook->path,
                                 (struct zi_text){"tanpa lembar kerja", "without worksheets"},
                                 error);
}

enum zi_code workbook_open(struct workbook *workbook, const struct package_bytes *bytes,
                           const char *path, struct zi_error *error)
{
    char head[WORKBOOK_HEAD];
    size_t length = read_at(bytes, 0, head, sizeof head);
    enum zi_code code;

    *workbook = (struct workbook){.path = path, .title = ""};
    if (is_compound(head, length))
        return refuse_compound(bytes, path, error);
    if (is_markup(head, length))
        return refuse_markup(path, error);
    code = package_open(&workbook->package, bytes, path, error);
    if (code == ZI_OK)
        code = choose_format(workbook, error);
    if (code != ZI_OK)
        workbook_release(workbook);
    return code;
}

void workbook_release(struct workbook *workbook)
{
    if (workbook->format != NULL)
        workbook->format->release(workbook);
    package_close(workbook->package);
    zi_arena_release(&workbook->arena);
    *workbook = (struct workbook){0};
}

/* ---- a sheet ---- */

static enum zi_code fail_beyond(const struct workbook *workbook, size_t sheet,
                                const struct sheet_output *output, struct zi_error *error)
{
    char letters[ZI_LETTERS_MAX];

    zi_number_letters(letters, output->column);
    return zi_fail(error, ZI_EINPUT,
                   "%s!%s!%s%zu berisi sesuatu jauh di luar tabel (paling banyak %d kolom dan %d "
                   "baris); hapus isinya",
                   "%s!%s!%s%zu holds something far outside of the table (at most %d columns and "
                   "%d rows); clear it",
                   workbook->path, workbook->sheets[sheet].name, letters, output->row,
                   SHEET_COLUMNS_MAX, SHEET_ROWS_MAX);
}

enum zi_code workbook_read_sheet(struct workbook *workbook, size_t sheet,
                                 const struct sheet_events *events, struct sheet_facts *facts,
                                 struct zi_error *error)
{
    struct sheet_output *output = calloc(1, sizeof *output);
    enum zi_code code;

    *facts = (struct sheet_facts){0};
    if (output == NULL)
        return zi_fail_memory(error);
    output->events = events;
    output->facts = facts;
    code = workbook->format->read_sheet(workbook, sheet, output, error);
    if (code == ZI_OK && output->out_of_memory)
        code = zi_fail_memory(error);
    if (code == ZI_OK && output->n_cells > SHEET_CELLS_MAX)
        code = package_too_large(workbook->path, error);
    if (code == ZI_OK && output->is_disordered)
        code = package_damaged(
            workbook->path, (struct zi_text){"sel tidak berurutan", "cells out of order"}, error);
    if (code == ZI_OK && output->is_beyond)
        code = fail_beyond(workbook, sheet, output, error);
    free(output);
    return code;
}
