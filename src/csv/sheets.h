/* Sheets of workbooks as sources. */
#ifndef ZISTAT_CSV_SHEETS_H
#define ZISTAT_CSV_SHEETS_H

#include <stdbool.h>

#include "opening.h"

/* The sheets of a workbook, or the one that was asked for; the descriptor of the file is closed.
 * found: in a folder, where answers of this program are passed over. */
enum zi_code opening_add_workbook(struct opening *opening, const struct source *file, bool found);

/* ZI_EUSAGE: no workbook has the sheet that was asked for; the first says which it has. */
enum zi_code opening_refuse_sheet(const struct opening *opening);

#endif
