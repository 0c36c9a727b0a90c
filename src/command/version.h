/* Which program and which libraries these are. */
#ifndef ZISTAT_COMMAND_VERSION_H
#define ZISTAT_COMMAND_VERSION_H

#include "zistat/base/buffer.h"
#include "zistat/base/language.h"

/* The lines of --version, also for the provenance of a report. */
void zi_version_print(struct zi_buffer *out, enum zi_language language);

#endif
