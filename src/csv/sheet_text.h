/*
 * A sheet of a workbook, spelled out as text that is read like any CSV: a line for each row, a tab
 * after each cell, as many cells in a row as the widest row before it had. So a line is a row of
 * the sheet, and a field is a cell.
 *
 * Line ends, tabs and other control characters in a cell become spaces, and none stand at its ends.
 * A cell that is merged over several rows stands in each of them that holds anything.
 */
#ifndef ZISTAT_CSV_SHEET_TEXT_H
#define ZISTAT_CSV_SHEET_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "workbook/workbook.h"
#include "zistat/base/error.h"

enum { SHEET_TEXT_MAX = 512 << 20 };

struct sheet_text {
    int descriptor;           /* a file without a name, -1: none; the caller's to close */
    bool is_empty;            /* no cell holds anything */
    size_t n_repeats;         /* cells filled because they are merged with one above */
    struct sheet_facts facts; /* to be released */
};

/* descriptor and facts are the caller's also after a failure. */
enum zi_code sheet_text_write(struct workbook *workbook, size_t sheet, struct sheet_text *text,
                              struct zi_error *error);

#endif
