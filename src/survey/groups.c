/* Numbers for units by year and period. */
#include "groups.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static uint32_t hash_of(const struct group_key *key)
{
    uint64_t hash = (uint64_t)key->unit << 32 | key->period;

    hash = (hash ^ (uint64_t)key->year) * 0x9e3779b97f4a7c15u;
    hash = (hash ^ hash >> 29) * 0xbf58476d1ce4e5b9u;
    return (uint32_t)(hash >> 32);
}

static bool same_key(const struct group_key *a, const struct group_key *b)
{
    return a->unit == b->unit && a->period == b->period && a->year == b->year;
}

static uint32_t *find_slot(const struct groups *groups, const struct group_key *key)
{
    uint32_t at = hash_of(key) & (groups->n_slots - 1);

    while (groups->slots[at] != NO_NAME && !same_key(&groups->keys[groups->slots[at]], key))
        at = (at + 1) & (groups->n_slots - 1);
    return &groups->slots[at];
}

static bool grow_groups(struct groups *groups)
{
    uint32_t capacity = groups->capacity > 0 ? 2 * groups->capacity : 64;
    struct group_key *keys = realloc(groups->keys, capacity * sizeof *keys);
    uint32_t *slots = malloc(2 * (size_t)capacity * sizeof *slots);

    if (keys != NULL)
        groups->keys = keys;
    if (keys == NULL || slots == NULL) {
        free(slots);
        return false;
    }
    free(groups->slots);
    groups->slots = slots;
    groups->capacity = capacity;
    groups->n_slots = 2 * capacity;
    memset(slots, 0xff, groups->n_slots * sizeof *slots);
    for (uint32_t i = 0; i < groups->n; i++)
        *find_slot(groups, &keys[i]) = i;
    return true;
}

uint32_t groups_add(struct groups *groups, const struct group_key *key)
{
    uint32_t *slot;

    if (groups->n == groups->capacity && !grow_groups(groups))
        return NO_NAME;
    slot = find_slot(groups, key);
    if (*slot == NO_NAME) {
        groups->keys[groups->n] = *key;
        *slot = groups->n++;
    }
    return *slot;
}

void groups_release(struct groups *groups)
{
    free(groups->keys);
    free(groups->slots);
    *groups = (struct groups){0};
}
