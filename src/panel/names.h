/*
 * Names met while reading, each kept once under a small number. Spellings that differ only in white
 * space, encoding (Windows-1252), composition (e and an accent) or invisible characters share the
 * number of the clean one.
 */
#ifndef ZISTAT_PANEL_NAMES_H
#define ZISTAT_PANEL_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "zistat/base/arena.h"
#include "zistat/base/language.h"

#define NO_NAME UINT32_MAX

struct name {
    const char *text;
    uint32_t length;
    uint32_t parent; /* names are unique within a parent: units within their institution */
    uint32_t clean;  /* the number of the clean spelling; its own for a clean one */
};

struct name_slot {
    uint32_t hash;
    uint32_t number; /* NO_NAME: free */
};

struct names {
    struct zi_arena *arena; /* borrowed: owns the texts */
    struct name *entries;
    uint32_t n_entries;
    uint32_t capacity;
    struct name_slot *slots;   /* by the hash of the text */
    struct name_slot *letters; /* clean names by the hash of their letters */
    uint32_t n_slots;          /* of each: a power of two */
    bool converted;            /* some text was Windows-1252 since this was last cleared */
    bool has_variants;         /* some spellings differ in capitals, dashes, apostrophes only */
    int32_t character;       /* that the last new name was cleaned of, for the first time; else 0 */
    uint32_t characters_met; /* a bit for each that names_character knows */
};

void names_init(struct names *names, struct zi_arena *arena);
void names_release(struct names *names);

/* The number of the clean spelling; NO_NAME without memory. *variant (which may be NULL) is set
 * when the name is new but for its capitals: to the name it resembles; else it is left alone. */
uint32_t names_add(struct names *names, uint32_t parent, const char *text, size_t length,
                   uint32_t *variant);

/* What a character that is cleaned away is called: "zero width space". */
struct zi_text names_character(int32_t character);

/* Trimmed, every run of white space one space, as composed UTF-8 without invisible characters; text
 * itself (not ended by zero) when that is what it is. NULL without memory. */
const char *names_clean(struct zi_arena *arena, const char *text, size_t *length, bool *converted);

#endif
