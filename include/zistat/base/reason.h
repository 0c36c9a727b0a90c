/*
 * Undefined is a value with a reason. A result field that has no value is NaN inside the library
 * and never printed; the struct that holds it says why with one of these.
 */
#ifndef ZISTAT_BASE_REASON_H
#define ZISTAT_BASE_REASON_H

#include "zistat/base/api.h"
#include "zistat/base/language.h"

ZI_API_BEGIN

enum zi_reason {
    ZI_DEFINED = 0,
    ZI_MISSING,      /* no value was given */
    ZI_FEWER_THAN_2, /* n < 2, and so on */
    ZI_FEWER_THAN_3,
    ZI_FEWER_THAN_4,
    ZI_FEWER_THAN_5,
    ZI_FEW_FOR_LEVEL,          /* more values are needed for an interval of the level asked for */
    ZI_CONSTANT,               /* all values equal */
    ZI_EXACT_FIT,              /* the residuals are zero: no error to compute from */
    ZI_COLLINEAR,              /* rank deficient */
    ZI_ONE_CLUSTER,            /* variance between clusters needs two */
    ZI_FEW_CLUSTERS,           /* too few for a test of several numbers at once */
    ZI_FEWER_THAN_10_CLUSTERS, /* too few to draw from */
    ZI_NO_CONTROLS,
    ZI_FEWER_THAN_10_UNITS, /* too few to say how units vary */
    ZI_ALREADY_REACHED,     /* of the time at which a threshold is reached */
    ZI_NOT_RISING,          /* the same: the line never comes there */
    ZI_NOT_BOUNDED,         /* an interval without an end: the slope could as well be 0 */
    ZI_NOT_WITHIN_10_YEARS,
    ZI_ZERO_DENOMINATOR, /* a ratio to nothing */
    ZI_ORDINAL,          /* ordered letters: they have no mean */
    ZI_REASON_COUNT
};

/* Machine-readable word, the same in every language: "constant", "n<3", "exact-fit". "" for
 * ZI_DEFINED. */
const char *zi_reason_name(enum zi_reason reason);

/* For people: "semua nilai sama" / "all values equal". */
struct zi_text zi_reason_text(enum zi_reason reason);

ZI_API_END

#endif
