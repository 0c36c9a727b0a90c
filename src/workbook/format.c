/* What both formats make of a workbook: the list of its sheets. */
#include "format.h"

enum zi_code workbook_add_sheet(struct workbook *workbook, const struct workbook_sheet *sheet,
                                struct zi_error *error)
{
    if (workbook->n_sheets == WORKBOOK_SHEETS_MAX)
        return package_too_large(workbook->path, error);
    if (workbook->sheets == NULL)
        workbook->sheets =
            zi_arena_allocate(&workbook->arena, WORKBOOK_SHEETS_MAX, sizeof *workbook->sheets);
    if (workbook->sheets == NULL || sheet->name == NULL)
        return zi_fail_memory(error);
    workbook->sheets[workbook->n_sheets++] = *sheet;
    return ZI_OK;
}
