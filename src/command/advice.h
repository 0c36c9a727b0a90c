/* The failures of analyses, in the words of the command line. */
#ifndef ZISTAT_COMMAND_ADVICE_H
#define ZISTAT_COMMAND_ADVICE_H

#include "zistat/base/error.h"
#include "zistat/base/language.h"

/* "--include " before the sentence, or "". */
const char *zi_error_option(const struct zi_error *error);

/* "; pilih tahun lain dengan --year" after it, or "". */
struct zi_text zi_error_advice(const struct zi_error *error);

#endif
