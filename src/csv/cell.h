/* What a cell says without knowing its index: nothing, a plain number, a year. */
#ifndef ZISTAT_CSV_CELL_H
#define ZISTAT_CSV_CELL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "remark.h"
#include "zistat/base/arena.h"

enum { YEAR_MIN = 1990, YEAR_MAX = 2100, YEAR_UNKNOWN = 0 };

/* Nothing, in one of the words people use for it ("-", "n/a", "belum dinilai"). */
bool cell_is_missing(const char *text, size_t length);

/* Digits with at most one decimal sign, nothing else; exact, since up to 15 digits and their power
 * of ten are exact doubles. decimal is set only where there is a sign. The hot path of reading. */
static inline bool cell_plain_number(const char *text, size_t length, double *value, char *decimal)
{
    static const double powers[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                    1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    uint64_t digits = 0;
    size_t sign = length;

    if (length == 0 || length > 15)
        return false;
    for (size_t i = 0; i < length; i++) {
        unsigned digit = (unsigned)(unsigned char)text[i] - '0';

        if (digit <= 9)
            digits = 10 * digits + digit;
        else if ((text[i] == '.' || text[i] == ',') && sign == length && i > 0)
            sign = i;
        else
            return false;
    }
    if (sign == length - 1)
        return false;
    *value = (double)digits;
    if (sign == length)
        return true;
    *decimal = text[sign];
    *value /= powers[length - 1 - sign];
    return true;
}

/* A year, or YEAR_UNKNOWN with a remark. */
int cell_year(const char *text, size_t length, struct zi_arena *sentences, struct remark *remark);

#endif
