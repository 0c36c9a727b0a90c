/*
 * Numbers of cells as people see them: 15 digits, as spreadsheets show them; a percentage with its
 * sign; a day as 2024-05-03. Which of these a number is, only its format tells.
 */
#ifndef ZISTAT_WORKBOOK_NUMBER_FORMAT_H
#define ZISTAT_WORKBOOK_NUMBER_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

enum number_kind { NUMBER_PLAIN, NUMBER_PERCENT, NUMBER_DATE, NUMBER_TIME, NUMBER_YEAR };

enum { NUMBER_TEXT_MAX = 64 };

/* Of a built-in format, and of a format's code ("0.0%", "[$-421]dd mmmm yyyy"). */
enum number_kind number_kind_of_id(long id);
enum number_kind number_kind_of_code(const char *code);

/* The text of a number as a workbook stores it (text, length), with its kind, ended by a zero byte;
 * what is no number stays as it is. Days count from 1900 (with the 29 February 1900 that Excel
 * knows), or from 1904. Returns the length. */
size_t number_text(char out[NUMBER_TEXT_MAX], const char *text, size_t length,
                   enum number_kind kind, bool from_1904);

#endif
