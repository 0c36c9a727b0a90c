/* The names people write above columns, folded, and what the columns are. */
#ifndef ZISTAT_CSV_HEADER_WORDS_H
#define ZISTAT_CSV_HEADER_WORDS_H

#include <stdbool.h>
#include <stddef.h>

enum role {
    ROLE_UNKNOWN,
    ROLE_IGNORED,
    ROLE_INSTITUTION,
    ROLE_UNIT,
    ROLE_KIND,
    ROLE_SHORT_NAME,
    ROLE_YEAR,
    ROLE_INDEX,
    ROLE_VALUE,     /* also a column named for an index or a year */
    ROLE_PREDICATE, /* the letter beside a value, or WBK/WBBM in a list of predicates */
    ROLE_EVENT
};

struct header_word {
    const char *word;
    enum role role;
    bool weak; /* has its role only when no other column claims it, else it is ignored */
};

/* NULL when it is none of them. */
const struct header_word *header_word_find(const char *folded);
const char *header_word_nearest(const char *folded);

#endif
