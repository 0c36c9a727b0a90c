/* The version, said in this one place: the Makefile, help and the package read it here. */
#ifndef ZISTAT_VERSION_H
#define ZISTAT_VERSION_H

#include "zistat/base/api.h"

#define ZI_VERSION "0.1.0"

/* What programs that were built against the shared library rest on: changes when they must be
 * built anew. */
#define ZI_SONAME_VERSION 0

ZI_API_BEGIN

/* Of the library that runs, which need not be the one whose headers were compiled. */
const char *zi_version(void);

ZI_API_END

#endif
