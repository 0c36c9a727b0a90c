/* Names that differ in capitals, dashes and apostrophes only become one. */
#include "aliases.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

/* What a number answers to: its name, or its short name. */
struct answer {
    uint32_t parent; /* the institution that is used; 0 for institutions */
    const char *text;
    uint32_t number;
    bool is_short;
};

static int compare_letters(const char *a, const char *b)
{
    while (*a != '\0' && *b != '\0') {
        unsigned char left = zi_utf8_next_letter(&a);
        unsigned char right = zi_utf8_next_letter(&b);

        if (left != right)
            return left - right;
    }
    return (unsigned char)*a - (unsigned char)*b;
}

static int compare_answers(const void *left, const void *right)
{
    const struct answer *a = left, *b = right;
    int order = compare_letters(a->text, b->text);

    if (a->parent != b->parent)
        return a->parent < b->parent ? -1 : 1;
    if (order != 0)
        return order;
    if (a->is_short != b->is_short)
        return a->is_short - b->is_short;
    return strcmp(a->text, b->text);
}

static uint32_t follow(const uint32_t aliases[], uint32_t number)
{
    while (aliases[number] != number)
        number = aliases[number];
    return number;
}

static const char *short_name_of(const struct reading *reading, uint32_t unit)
{
    if (unit >= reading->n_short_names || reading->short_names[unit] == NO_NAME)
        return "";
    return reading->words.entries[reading->short_names[unit]].text;
}

/* The only unit that has the short name of answers[first .. end), or NO_NAME. */
static uint32_t owner_of_short(const struct answer answers[], size_t first, size_t end,
                               const uint32_t aliases[])
{
    uint32_t owner = NO_NAME;

    for (size_t i = first; i < end; i++) {
        uint32_t number = follow(aliases, answers[i].number);

        if (owner != NO_NAME && owner != number)
            return NO_NAME;
        owner = number;
    }
    return owner;
}

/* One group of answers alike: names first, sorted, then short names. */
static void join_group(const struct answer answers[], size_t first, size_t end, uint32_t aliases[])
{
    size_t names_end = first;
    uint32_t owner;

    while (names_end < end && !answers[names_end].is_short)
        names_end++;
    for (size_t i = first + 1; i < names_end; i++)
        aliases[follow(aliases, answers[i].number)] = follow(aliases, answers[first].number);
    owner = owner_of_short(answers, names_end, end, aliases);
    if (owner != NO_NAME && names_end > first)
        aliases[follow(aliases, answers[first].number)] = owner;
}

static void join_groups(struct answer answers[], size_t n, uint32_t aliases[])
{
    size_t end;

    qsort(answers, n, sizeof *answers, compare_answers);
    for (size_t first = 0; first < n; first = end) {
        end = first + 1;
        while (end < n && answers[end].parent == answers[first].parent &&
               compare_letters(answers[end].text, answers[first].text) == 0)
            end++;
        if (end - first > 1)
            join_group(answers, first, end, aliases);
    }
}

static uint32_t *stand_alone(uint32_t n)
{
    uint32_t *aliases = malloc(((size_t)n + 1) * sizeof *aliases);

    for (uint32_t i = 0; aliases != NULL && i < n; i++)
        aliases[i] = i;
    return aliases;
}

static void join_institutions(const struct reading *reading, struct answer answers[],
                              uint32_t aliases[])
{
    const struct names *names = &reading->institutions;
    size_t n = 0;

    for (uint32_t i = 0; i < names->n_entries; i++)
        if (names->entries[i].clean == i)
            answers[n++] = (struct answer){0, names->entries[i].text, i, false};
    join_groups(answers, n, aliases);
}

static void join_units(const struct reading *reading, const uint32_t institutions[],
                       struct answer answers[], uint32_t aliases[])
{
    const struct names *names = &reading->units;
    size_t n = 0;

    for (uint32_t i = 0; i < names->n_entries; i++) {
        uint32_t parent = follow(institutions, names->entries[i].parent);
        const char *brief = short_name_of(reading, i);

        if (names->entries[i].clean != i)
            continue;
        answers[n++] = (struct answer){parent, names->entries[i].text, i, false};
        if (brief[0] != '\0' && names->entries[i].text[0] != '\0')
            answers[n++] = (struct answer){parent, brief, i, true};
    }
    join_groups(answers, n, aliases);
}

static void flatten(uint32_t aliases[], uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        aliases[i] = follow(aliases, i);
}

enum zi_code aliases_find(const struct reading *reading, struct aliases *aliases,
                          struct zi_error *error)
{
    uint32_t n_institutions = reading->institutions.n_entries;
    uint32_t n_units = reading->units.n_entries;
    size_t room = (size_t)n_institutions + 2 * (size_t)n_units + 1;
    struct answer *answers;

    *aliases = (struct aliases){NULL, NULL};
    if (!reading->institutions.has_variants && !reading->units.has_variants &&
        reading->n_short_names == 0)
        return ZI_OK;
    answers = malloc(room * sizeof *answers);
    aliases->institutions = stand_alone(n_institutions);
    aliases->units = stand_alone(n_units);
    if (answers == NULL || aliases->institutions == NULL || aliases->units == NULL) {
        free(answers);
        return zi_fail_memory(error);
    }
    join_institutions(reading, answers, aliases->institutions);
    join_units(reading, aliases->institutions, answers, aliases->units);
    flatten(aliases->institutions, n_institutions);
    flatten(aliases->units, n_units);
    free(answers);
    return ZI_OK;
}

void aliases_release(struct aliases *aliases)
{
    free(aliases->institutions);
    free(aliases->units);
}
