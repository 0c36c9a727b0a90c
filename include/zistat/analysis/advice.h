/*
 * What can be done about a failed analysis, as kinds: an analysis knows no command line, so its
 * sentence ends where the options begin, and whoever called it says the rest in its own words
 * (command/advice.c names options, a page would name its fields).
 */
#ifndef ZISTAT_ANALYSIS_ADVICE_H
#define ZISTAT_ANALYSIS_ADVICE_H

#include "zistat/base/api.h"
#include "zistat/base/error.h"

ZI_API_BEGIN

enum zi_advice {
    ZI_ADVICE_NONE,
    ZI_ADVICE_ANOTHER_YEAR,
    ZI_ADVICE_RULES_OR_YEAR,    /* give rules, or choose a year for which there are some */
    ZI_ADVICE_NAMES_OF_UNITS,   /* look at the names of units */
    ZI_ADVICE_NAMES_OF_INDICES, /* look at those of indices, or add one */
    ZI_ADVICE_NAMES_OF_CAPS,    /* look at what may be capped */
    ZI_ADVICE_SCALES,           /* look at the scales of indices */
    ZI_ADVICE_FAULTS,           /* look at what is wrong with the data */
    ZI_ADVICE_VALUES,           /* look at which values there are */
    ZI_ADVICE_NO_EFFECTS,       /* regress: without fixed effects */
    ZI_ADVICE_FEWER_QUANTITIES, /* fewer variables or fixed effects */
    ZI_ADVICE_OTHER_VARIABLES,  /* other variables or fixed effects */
    ZI_ADVICE_STANDARD_ERRORS,  /* standard errors that many clusters allow */
    ZI_ADVICE_COLLECT,          /* propose: collect what is not known, or propose without it */
    ZI_ADVICE_PLACES,           /* more places, or fewer units that must have one */
};

/* Which part of a request the sentence begins with the name of. */
enum zi_request_part {
    ZI_REQUEST_WHOLE,
    ZI_REQUEST_INCLUDED, /* a unit that must be proposed */
    ZI_REQUEST_CAP
};

/* Marks a failure that was just made and returns code; error may be NULL. */
enum zi_code zi_advise(struct zi_error *error, enum zi_code code, enum zi_advice advice);
enum zi_code zi_blame(struct zi_error *error, enum zi_code code, enum zi_request_part part);

ZI_API_END

#endif
