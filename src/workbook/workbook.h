/*
 * Workbooks: .xlsx (ECMA-376, transitional and strict) and .ods (ODF) -> their sheets, and a sheet
 * -> its cells as texts, without keeping it. Values of formulas are those that the program that
 * saved the workbook stored. Charts, pictures, macros and notes on cells are passed over; other
 * formats
 * (.xls, .xlsb, HTML under another name) and protected files are refused with what to do.
 */
#ifndef ZISTAT_WORKBOOK_WORKBOOK_H
#define ZISTAT_WORKBOOK_WORKBOOK_H

#include <stdbool.h>
#include <stddef.h>

#include "package.h"
#include "sheet.h"
#include "zistat/base/arena.h"
#include "zistat/base/error.h"

enum { WORKBOOK_SHEETS_MAX = 1000, WORKBOOK_HEAD = 512 /* bytes that tell the format */ };

/* The title of workbooks that hold answers of this program. */
#define WORKBOOK_OWN_TITLE "zistat"

struct workbook_sheet {
    const char *name;
    bool hidden;
    const char *part; /* of the package, where the sheet has its own */
};

struct workbook {
    struct package *package;
    const char *path;  /* borrowed */
    const char *title; /* the document's own, of an .xlsx; "" */
    struct zi_arena arena;
    struct workbook_sheet *sheets;
    size_t n_sheets;
    const struct workbook_format *format;
    void *state; /* the format's */
};

/* By the first bytes of a file: is it, or should it be, a workbook rather than text? */
bool workbook_is_likely(const char *head, size_t length);

/* bytes and path are borrowed until the release, which is due only after success. ZI_EINPUT: a
 * sentence that says what is wrong with the file and what to do. */
enum zi_code workbook_open(struct workbook *workbook, const struct package_bytes *bytes,
                           const char *path, struct zi_error *error);
void workbook_release(struct workbook *workbook);

/* facts: to be released by the caller, also after a failure. Cost: one pass over the sheet; over
 * all sheets up to it in .ods. */
enum zi_code workbook_read_sheet(struct workbook *workbook, size_t sheet,
                                 const struct sheet_events *events, struct sheet_facts *facts,
                                 struct zi_error *error);

#endif
