/* The names that people write above the columns of any table, folded, and what such columns are. */
#ifndef ZISTAT_CSV_HEADER_WORDS_H
#define ZISTAT_CSV_HEADER_WORDS_H

#include <stdbool.h>
#include <stddef.h>

enum role {
    ROLE_UNKNOWN,
    ROLE_UNNAMED,
    ROLE_IGNORED,
    ROLE_INSTITUTION,
    ROLE_UNIT,
    ROLE_KIND,
    ROLE_SHORT_NAME,
    ROLE_YEAR,
    ROLE_INDEX,
    ROLE_VALUE,     /* also a column named for an index or a year */
    ROLE_PREDICATE, /* the letter beside a value, or WBK/WBBM in a list of predicates */
    ROLE_EVENT,
    ROLE_COUNT
};

struct header_word {
    const char *word; /* folded */
    int meaning;      /* of the common words a role, of a reader's own what it makes of it */
    bool weak;        /* means so only when no other column claims it */
};

/* ROLE_UNKNOWN ends them. */
extern const struct header_word header_common_words[];

#endif
