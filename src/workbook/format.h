/* What workbook.c asks of a format. */
#ifndef ZISTAT_WORKBOOK_FORMAT_H
#define ZISTAT_WORKBOOK_FORMAT_H

#include "sheet.h"
#include "workbook.h"

struct workbook_format {
    /* Lists the sheets; state is released also after a failure. */
    enum zi_code (*open)(struct workbook *workbook, struct zi_error *error);
    enum zi_code (*read_sheet)(struct workbook *workbook, size_t sheet, struct sheet_output *output,
                               struct zi_error *error);
    void (*release)(struct workbook *workbook);
};

extern const struct workbook_format xlsx_format;
extern const struct workbook_format ods_format;

/* In the order of the file. ZI_EINPUT: more than any workbook has. */
enum zi_code workbook_add_sheet(struct workbook *workbook, const struct workbook_sheet *sheet,
                                struct zi_error *error);

#endif
