/* What must hold of any workbook's bytes: read, or refused with a sentence; the cells in order; and
 * the same when the sheet is spelled out as text, a line for each row. */
#ifndef ZISTAT_TESTS_FUZZ_SHEET_CHECK_H
#define ZISTAT_TESTS_FUZZ_SHEET_CHECK_H

#include <unistd.h>

#include "../workbooks/archive.h"
#include "csv/csv.h"
#include "csv/sheet_text.h"
#include "workbook/workbook.h"

struct seen_cells {
    size_t row;
    size_t column;
};

static bool see_cell(void *data, size_t row, size_t column, const char *text, size_t length)
{
    struct seen_cells *seen = data;

    must(row > seen->row || (row == seen->row && column > seen->column));
    must(row <= SHEET_ROWS_MAX && column >= 1 && column <= SHEET_COLUMNS_MAX);
    must(length > 0 && text != NULL);
    *seen = (struct seen_cells){row, column};
    return true;
}

static void see_field(void *text, size_t length, void *data)
{
    (void)text;
    (void)length;
    ((struct seen_cells *)data)->column++;
}

static void see_record(int terminator, void *data)
{
    struct seen_cells *seen = data;

    (void)terminator;
    must(seen->column <= SHEET_COLUMNS_MAX);
    seen->column = 0;
}

/* Only a cell longer than a field may be is a fault. */
static void see_fault(const struct zi_csv_fault *fault, void *data)
{
    (void)data;
    must(fault->kind == ZI_CSV_TOO_LONG);
}

static void check_text(const struct sheet_text *text, size_t last_row)
{
    struct zi_csv_input input = {.descriptor = text->descriptor, .in_cells = true};
    struct zi_csv_place place = {0};
    struct zi_csv_settings settings = {.delimiter = '\t', .place = &place};
    struct seen_cells seen = {0};
    struct zi_csv_events events = {see_field, see_record, see_fault, &seen};

    must(zi_csv_read(&input, &settings, &events, NULL) == ZI_OK);
    must(place.line <= last_row);
    must(text->is_empty == (last_row == 0));
}

static void check_sheet(struct workbook *workbook, size_t sheet)
{
    struct seen_cells seen = {0};
    struct sheet_events events = {see_cell, &seen};
    struct sheet_facts facts;
    struct sheet_text text;
    struct zi_error error = {0};
    enum zi_code code = workbook_read_sheet(workbook, sheet, &events, &facts, &error);
    enum zi_code spelled = sheet_text_write(workbook, sheet, &text, NULL);

    must(code == ZI_OK || (error.id[0] != '\0' && error.en[0] != '\0'));
    must(code == spelled);
    if (code == ZI_OK)
        check_text(&text, seen.row);
    if (text.descriptor >= 0)
        close(text.descriptor);
    sheet_facts_release(&text.facts);
    sheet_facts_release(&facts);
}

static void check_workbook(const struct package_bytes *bytes)
{
    struct workbook workbook;
    struct zi_error error = {0};

    if (workbook_open(&workbook, bytes, "b", &error) != ZI_OK) {
        must(error.code == ZI_EINPUT && error.id[0] != '\0' && error.en[0] != '\0');
        return;
    }
    for (size_t i = 0; i < workbook.n_sheets && i < 3; i++)
        check_sheet(&workbook, i);
    workbook_release(&workbook);
}

#endif
