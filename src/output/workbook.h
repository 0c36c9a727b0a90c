/*
 * A spreadsheet workbook (xlsx) of result tables, a sheet each: numbers as numbers with the
 * decimals that people are shown, header row that stays in view, filters, and pass, fail and
 * unknown in colour. Text is never a formula. The same tables give the same bytes.
 */
#ifndef ZISTAT_OUTPUT_WORKBOOK_H
#define ZISTAT_OUTPUT_WORKBOOK_H

#include "zistat/output/table.h"

struct zi_workbook;

/* Nothing is kept on failure. */
enum zi_code zi_workbook_begin(struct zi_workbook **workbook, enum zi_language language,
                               struct zi_error *error);

/* A sheet for rows of these columns, which must outlive the workbook. name: cut to what a
 * spreadsheet takes (31 characters, none of []:*?/\), numbered where it stands already. */
enum zi_code zi_workbook_sheet(struct zi_workbook *workbook, const char *name,
                               const struct zi_column columns[], size_t n_columns,
                               struct zi_error *error);

/* Adds rows to the latest sheet. An undefined cell is empty. ZI_EUSAGE when the sheet is full: a
 * spreadsheet holds 1,048,576 rows. */
enum zi_code zi_workbook_rows(struct zi_workbook *workbook, const struct zi_table *table,
                              struct zi_error *error);

/* Adds the whole file to out and frees the workbook, also on failure. */
enum zi_code zi_workbook_end(struct zi_workbook *workbook, struct zi_buffer *out,
                             struct zi_error *error);

/* Frees it without an answer; NULL: nothing to do. */
void zi_workbook_abandon(struct zi_workbook *workbook);

#endif
