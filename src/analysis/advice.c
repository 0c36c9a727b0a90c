/* Marks on a failure: what can be done, and which part of the request it is about. */
#include "zistat/analysis/advice.h"

#include <stddef.h>

enum zi_code zi_advise(struct zi_error *error, enum zi_code code, enum zi_advice advice)
{
    if (error != NULL)
        error->advice = (int)advice;
    return code;
}

enum zi_code zi_blame(struct zi_error *error, enum zi_code code, enum zi_request_part part)
{
    if (error != NULL)
        error->part = (int)part;
    return code;
}
