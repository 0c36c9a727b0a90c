/* Cells of a sheet to lines of text. */
#include "sheet_text.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

enum { OUT_MAX = 1 << 16 };

/* What a cell merged over several rows says in the rows below its first. */
struct repeat {
    size_t last_row;
    char *text;
    size_t length;
};

struct spelling {
    struct sheet_text *to;
    char out[OUT_MAX];
    size_t length;
    size_t written;
    size_t row;    /* under way, 0: before the first */
    size_t column; /* the last one of the row that is written */
    size_t width;  /* of the widest row so far */

    const struct sheet_range *tall; /* merges over several rows, in the order of cells */
    size_t n_tall;
    size_t next_tall;
    struct repeat repeats[SHEET_COLUMNS_MAX + 1];
    size_t last_repeat; /* the last column that ever had one */

    int failed_with; /* errno, sticky */
    bool out_of_memory;
    bool too_large;
};

static bool has_failed(const struct spelling *spelling)
{
    return spelling->failed_with != 0 || spelling->out_of_memory || spelling->too_large;
}

static void flush(struct spelling *spelling)
{
    if (!zi_file_write_all(spelling->to->descriptor, spelling->out, spelling->length))
        spelling->failed_with = errno != 0 ? errno : EIO;
    spelling->written += spelling->length;
    spelling->too_large = spelling->too_large || spelling->written > SHEET_TEXT_MAX;
    spelling->length = 0;
}

static void put_byte(struct spelling *spelling, char byte)
{
    if (spelling->length == sizeof spelling->out)
        flush(spelling);
    spelling->out[spelling->length++] = byte;
}

static bool is_space(char byte)
{
    return (unsigned char)byte <= ' ' || byte == 0x7f;
}

static void put_text(struct spelling *spelling, const char *text, size_t length)
{
    bool quoted;

    while (length > 0 && is_space(text[0]))
        text++, length--;
    while (length > 0 && is_space(text[length - 1]))
        length--;
    quoted = length > 0 && memchr(text, '"', length) != NULL;
    if (quoted)
        put_byte(spelling, '"');
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '"')
            put_byte(spelling, '"');
        put_byte(spelling, is_space(text[i]) ? ' ' : text[i]);
    }
    if (quoted)
        put_byte(spelling, '"');
}

/* ---- cells that are merged with one above ---- */

static bool is_repeated(const struct spelling *spelling, size_t column)
{
    return spelling->repeats[column].last_row >= spelling->row;
}

static int compare_ranges(const void *left, const void *right)
{
    const struct sheet_range *a = left, *b = right;

    if (a->first_row != b->first_row)
        return a->first_row < b->first_row ? -1 : 1;
    return (a->first_column > b->first_column) - (a->first_column < b->first_column);
}

/* The merge that begins with the cell under way; NULL: none. */
static const struct sheet_range *merge_at(struct spelling *spelling, size_t column)
{
    const struct sheet_range here = {.first_row = spelling->row, .first_column = column};
    int order = -1;

    while (spelling->next_tall < spelling->n_tall &&
           (order = compare_ranges(&spelling->tall[spelling->next_tall], &here)) < 0)
        spelling->next_tall++;
    return spelling->next_tall < spelling->n_tall && order == 0
               ? &spelling->tall[spelling->next_tall]
               : NULL;
}

static void begin_repeat(struct spelling *spelling, size_t column, const char *text, size_t length)
{
    const struct sheet_range *merge = merge_at(spelling, column);
    struct repeat *repeat = &spelling->repeats[column];
    char *copy;

    if (merge == NULL)
        return;
    copy = realloc(repeat->text, length);
    if (copy == NULL) {
        spelling->out_of_memory = true;
        return;
    }
    memcpy(copy, text, length);
    repeat->text = copy;
    repeat->length = length;
    repeat->last_row = merge->last_row;
    if (column > spelling->last_repeat)
        spelling->last_repeat = column;
}

/* ---- rows ---- */

/* The cells before a column that are still to be written. */
static void put_cells_before(struct spelling *spelling, size_t column)
{
    while (spelling->column + 1 < column) {
        const struct repeat *repeat = &spelling->repeats[++spelling->column];

        if (spelling->column > 1)
            put_byte(spelling, '\t');
        if (is_repeated(spelling, spelling->column)) {
            put_text(spelling, repeat->text, repeat->length);
            spelling->to->n_repeats++;
        }
    }
}

static void end_row(struct spelling *spelling)
{
    size_t last = spelling->last_repeat;

    if (spelling->row == 0)
        return;
    while (last > spelling->column && !is_repeated(spelling, last))
        last--;
    if (last > spelling->column)
        put_cells_before(spelling, last + 1);
    if (spelling->column > spelling->width)
        spelling->width = spelling->column;
    put_cells_before(spelling, spelling->width + 1);
    put_byte(spelling, '\n');
}

static bool take_cell(void *data, size_t row, size_t column, const char *text, size_t length)
{
    struct spelling *spelling = data;

    if (row != spelling->row) {
        end_row(spelling);
        for (size_t blank = spelling->row + 1; blank < row; blank++)
            put_byte(spelling, '\n');
        spelling->row = row;
        spelling->column = 0;
    }
    put_cells_before(spelling, column);
    if (is_repeated(spelling, column)) {
        put_cells_before(spelling, column + 1); /* what it holds itself is not seen */
    } else {
        if (column > 1)
            put_byte(spelling, '\t');
        put_text(spelling, text, length);
        begin_repeat(spelling, column, text, length);
        spelling->column = column;
    }
    return !has_failed(spelling);
}

/* ---- the sheet, once or twice ---- */

static enum zi_code spell(struct workbook *workbook, size_t sheet, struct spelling *spelling,
                          struct sheet_facts *facts, struct zi_error *error)
{
    struct sheet_events events = {take_cell, spelling};

    ZI_TRY(workbook_read_sheet(workbook, sheet, &events, facts, error));
    end_row(spelling);
    flush(spelling);
    if (spelling->out_of_memory)
        return zi_fail_memory(error);
    if (spelling->too_large)
        return package_too_large(workbook->path, error);
    if (spelling->failed_with != 0) {
        zi_fail(error, ZI_ESYSTEM, "'%s' tidak dapat disalin ke berkas sementara",
                "cannot copy '%s' to a temporary file", workbook->path);
        return zi_error_add_cause(error, ZI_ESYSTEM, spelling->failed_with);
    }
    return ZI_OK;
}

/* Merges stand behind the cells: where some are tall, the sheet is read again with them. */
static size_t sort_tall_merges(struct sheet_facts *facts)
{
    size_t n = 0;

    for (size_t i = 0; i < facts->n_merges; i++) {
        struct sheet_range merge = facts->merges[i];

        if (merge.last_row == merge.first_row)
            continue;
        facts->merges[i] = facts->merges[n];
        facts->merges[n++] = merge;
    }
    if (n > 1)
        qsort(facts->merges, n, sizeof *facts->merges, compare_ranges);
    return n;
}

static enum zi_code spell_again(struct workbook *workbook, size_t sheet, struct spelling *spelling,
                                size_t n_tall, struct zi_error *error)
{
    struct sheet_text *text = spelling->to;
    struct sheet_facts again;
    enum zi_code code;

    if (ftruncate(text->descriptor, 0) != 0 || lseek(text->descriptor, 0, SEEK_SET) != 0)
        return zi_fail(error, ZI_ESYSTEM, "berkas sementara tidak dapat ditulis",
                       "a temporary file cannot be written");
    *spelling = (struct spelling){.to = text, .tall = text->facts.merges, .n_tall = n_tall};
    code = spell(workbook, sheet, spelling, &again, error);
    sheet_facts_release(&again);
    for (size_t i = 0; i <= spelling->last_repeat; i++)
        free(spelling->repeats[i].text);
    return code;
}

enum zi_code sheet_text_write(struct workbook *workbook, size_t sheet, struct sheet_text *text,
                              struct zi_error *error)
{
    struct spelling *spelling = calloc(1, sizeof *spelling);
    size_t n_tall;
    enum zi_code code;

    *text = (struct sheet_text){.descriptor = zi_file_nameless()};
    if (spelling == NULL || text->descriptor < 0) {
        free(spelling);
        return zi_fail(error, ZI_ESYSTEM, "tidak dapat membuat berkas sementara",
                       "cannot make a temporary file");
    }
    spelling->to = text;
    code = spell(workbook, sheet, spelling, &text->facts, error);
    n_tall = code == ZI_OK ? sort_tall_merges(&text->facts) : 0;
    if (n_tall > 0)
        code = spell_again(workbook, sheet, spelling, n_tall, error);
    text->is_empty = spelling->row == 0;
    free(spelling);
    return code;
}
