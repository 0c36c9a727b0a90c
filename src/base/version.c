/* Which version this is. */
#include "zistat/version.h"

const char *zi_version(void)
{
    return ZI_VERSION;
}
