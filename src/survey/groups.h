/* The units, years and periods met while reading respondents, each kept once under a number. */
#ifndef ZISTAT_SURVEY_GROUPS_H
#define ZISTAT_SURVEY_GROUPS_H

#include <stdint.h>

#include "panel/names.h"

struct group_key {
    uint32_t unit;   /* number of a name: within its institution */
    uint32_t period; /* number of a name; NO_NAME for none */
    int year;
};

struct groups {
    struct group_key *keys;
    uint32_t n;
    uint32_t capacity;
    uint32_t *slots; /* positions in keys, NO_NAME for free */
    uint32_t n_slots;
};

/* The number of the group, a new one when it was not met before; NO_NAME without memory. The zero
 * value of the struct holds none. */
uint32_t groups_add(struct groups *groups, const struct group_key *key);
void groups_release(struct groups *groups);

#endif
