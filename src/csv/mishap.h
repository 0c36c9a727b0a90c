/* What a spreadsheet makes of a cell that should hold a value: an error, a formula without its
 * result, a date that was a number ("3,5" becomes 03-Mei). */
#ifndef ZISTAT_CSV_MISHAP_H
#define ZISTAT_CSV_MISHAP_H

#include "remark.h"
#include "span.h"

enum mishap_kind { NO_MISHAP, MISHAP_ERROR, MISHAP_FORMULA, MISHAP_DATE };

/* Of a date: what it tells; 0 for what it does not. */
struct mishap {
    enum mishap_kind kind;
    int day;
    int month;
    int year; /* as it is written: 80, 1980 */
};

struct mishap mishap_of(struct span span);

/* "#REF!" is no name, nor is "=A1" in a sheet (in text it may be one). */
bool mishap_is_no_name(struct span span, bool in_cells);

/* Says an error or a formula, as a fault of this kind; nothing of a date. */
void mishap_say(const struct mishap *mishap, struct span span, enum zi_fault_kind kind,
                struct zi_arena *sentences, struct remark *remark);

/* The numbers that may have been typed, with two decimals at most: day and month ("3,5"), month and
 * year ("5,80"). Returns how many, at most 2. */
int mishap_numbers(const struct mishap *date, double numbers[2]);

/* A number of days since 1900 that a date of 2000 to 2050 is stored as. */
struct mishap mishap_of_days(double value);

#endif
