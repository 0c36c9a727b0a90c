/* The library beneath the statistics. */
#ifndef ZISTAT_STATS_LIBRARY_H
#define ZISTAT_STATS_LIBRARY_H

#include "zistat/base/api.h"

ZI_API_BEGIN

/* Call once at start, before anything that computes: GSL's own error handler would abort the
 * program. Every status is read. */
void zi_stats_init(void);

/* "2.7.1" */
const char *zi_stats_library_version(void);

ZI_API_END

#endif
