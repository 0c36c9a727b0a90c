/* Readies GSL: its errors are returned, not fatal. */
#include "zistat/stats/library.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_version.h>

void zi_stats_init(void)
{
    gsl_set_error_handler_off();
}

const char *zi_stats_library_version(void)
{
    return gsl_version;
}
