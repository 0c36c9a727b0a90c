/* The two languages the program speaks, and pairs of sentences that say the same in both. */
#ifndef ZISTAT_BASE_LANGUAGE_H
#define ZISTAT_BASE_LANGUAGE_H

#include "zistat/base/api.h"

ZI_API_BEGIN

enum zi_language { ZI_INDONESIAN, ZI_ENGLISH };

/* One text in both languages. Both members are always set: a missing translation is a bug. */
struct zi_text {
    const char *id;
    const char *en;
};

static inline const char *zi_text_in(struct zi_text text, enum zi_language language)
{
    return language == ZI_ENGLISH ? text.en : text.id;
}

ZI_API_END

#endif
