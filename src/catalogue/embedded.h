/* The files of datasets/ that are compiled into the program. */
#ifndef ZISTAT_CATALOGUE_EMBEDDED_H
#define ZISTAT_CATALOGUE_EMBEDDED_H

#include <stddef.h>

struct zi_embedded {
    const char *name; /* "indices.csv", "regulations/permenpanrb-90-2021.csv" */
    const unsigned char *bytes;
    size_t length;
};

/* Ended by a row whose name is NULL; generated at build from the Makefile's list. */
extern const struct zi_embedded zi_embedded_files[];

/* NULL when there is none of that name. */
const struct zi_embedded *zi_embedded_find(const char *name);

#endif
