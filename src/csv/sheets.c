/* The sheets of a workbook as sources: spelled out, named, and what is said of them. */
#include "sheets.h"

#include <string.h>
#include <unistd.h>

#include "base/utf8.h"
#include "sheet_text.h"

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
    return remark.made ? opening_say(opening, name, &remark) : ZI_OK;
}

static enum zi_code say_repeats(struct opening *opening, const char *name, size_t n_repeats)
{
    struct remark remark = {0};

    if (n_repeats == 0)
        return ZI_OK;
    remark_make(&remark, opening->arena, ZI_FAULT_FILE, ZI_NOTE,
                "sel gabungan dibaca untuk setiap barisnya (%zu sel)",
                "cells merged over several rows are read for each row (cells: %zu)", n_repeats);
    return opening_say(opening, name, &remark);
}

/* Merges are kept for those who read heads; false without memory. */
static bool keep_merges(struct zi_arena *arena, struct zi_csv_input *input,
                        const struct sheet_facts *facts)
{
    struct sheet_range *merges;

    if (facts->n_merges == 0)
        return true;
    merges = zi_arena_allocate(arena, facts->n_merges, sizeof *merges);
    if (merges == NULL)
        return false;
    memcpy(merges, facts->merges, facts->n_merges * sizeof *merges);
    input->merges = merges;
    input->n_merges = facts->n_merges;
    return true;
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
    if (code == ZI_OK && (source.name == NULL || source.title == NULL ||
                          !keep_merges(opening->arena, &source.input, &text.facts)))
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
            code = opening_add(opening, &source);
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

    if (opening->n_with_sheet == 0 && opening->n_workbooks == 1)
        opening->no_sheet = opening->sources->n_remarks;
    remark_make(&remark, opening->arena, ZI_FAULT_FILE, ZI_NOTE,
                "tidak dibaca: tidak ada lembar '%s' (yang ada: %s)",
                "not read: there is no sheet '%s' (there are: %s)", opening->sheet,
                name_sheets(opening->arena, workbook));
    return opening_say(opening, path, &remark);
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
    opening->n_workbooks++;
    opening->n_with_sheet += found;
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

static enum zi_code add_tables(struct opening *opening, const struct source *file,
                               struct workbook *workbook)
{
    size_t first = opening->sources->n;

    ZI_TRY(add_sheets(opening, file, workbook));
    return settle_sheets(opening, file, workbook, first);
}

static enum zi_code say_own(struct opening *opening, const char *path)
{
    struct remark remark = {0};

    remark_make(&remark, opening->arena, ZI_FAULT_FILE, ZI_NOTE,
                "tidak dibaca: buku kerja hasil zistat", "not read: a workbook that zistat made");
    return opening_say(opening, path, &remark);
}

enum zi_code opening_add_workbook(struct opening *opening, const struct source *file, bool found)
{
    struct package_bytes bytes = {.descriptor = file->input.descriptor};
    struct workbook workbook;
    enum zi_code code = workbook_open(&workbook, &bytes, file->path, opening->error);

    if (code == ZI_OK) {
        if (found && strcmp(workbook.title, WORKBOOK_OWN_TITLE) == 0)
            code = say_own(opening, file->path);
        else
            code = add_tables(opening, file, &workbook);
        workbook_release(&workbook);
    }
    close(file->input.descriptor);
    return code;
}

enum zi_code opening_refuse_sheet(const struct opening *opening)
{
    const struct source_remark *said = &opening->sources->remarks[opening->no_sheet];

    if (opening->n_workbooks == 0)
        return zi_fail(opening->error, ZI_EUSAGE,
                       "--sheet '%s': tidak ada buku kerja (.xlsx, .ods) di antara berkas masukan",
                       "--sheet '%s': there is no workbook (.xlsx, .ods) in the input",
                       opening->sheet);
    return zi_fail_text(
        opening->error, ZI_EUSAGE,
        (struct zi_text){remark_print(opening->arena, "%s: %s", said->name, said->remark.what.id),
                         remark_print(opening->arena, "%s: %s", said->name, said->remark.what.en)});
}
