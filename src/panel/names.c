/* Numbers for names, met again and again. */
#include "names.h"

#include <stdlib.h>
#include <string.h>

#include "base/count.h"
#include "base/utf8.h"

enum { FIRST_SLOTS = 1024 };

void names_init(struct names *names, struct zi_arena *arena)
{
    *names = (struct names){.arena = arena};
}

void names_release(struct names *names)
{
    free(names->entries);
    free(names->slots);
    free(names->letters);
    *names = (struct names){0};
}

/* FNV-1a over words of eight bytes. */
static uint32_t hash_of(uint32_t parent, const char *text, size_t length)
{
    uint64_t hash = 14695981039346656037u ^ parent;
    uint64_t word;

    for (; length >= sizeof word; text += sizeof word, length -= sizeof word) {
        memcpy(&word, text, sizeof word);
        hash = (hash ^ word) * 1099511628211u;
        hash ^= hash >> 32;
    }
    word = length;
    memcpy((char *)&word + 1, text, length);
    hash = (hash ^ word) * 1099511628211u;
    hash ^= hash >> 29;
    hash *= 0xbf58476d1ce4e5b9u;
    return (uint32_t)(hash >> 32);
}

/* The slot that holds the name, or the free one where it belongs. */
static struct name_slot *find_slot(const struct names *names, uint32_t hash, uint32_t parent,
                                   const char *text, size_t length)
{
    uint32_t mask = names->n_slots - 1;

    for (uint32_t at = hash & mask;; at = (at + 1) & mask) {
        struct name_slot *slot = &names->slots[at];
        const struct name *name;

        if (slot->number == NO_NAME)
            return slot;
        if (slot->hash != hash)
            continue;
        name = &names->entries[slot->number];
        if (name->parent == parent && name->length == length &&
            memcmp(name->text, text, length) == 0)
            return slot;
    }
}

static struct name_slot *move_slots(const struct name_slot *slots, uint32_t n_slots,
                                    uint32_t n_larger)
{
    struct name_slot *larger = malloc(n_larger * sizeof *larger);

    if (larger == NULL)
        return NULL;
    memset(larger, 0xff, n_larger * sizeof *larger);
    for (uint32_t i = 0; i < n_slots; i++) {
        uint32_t at = slots[i].hash & (n_larger - 1);

        if (slots[i].number == NO_NAME)
            continue;
        while (larger[at].number != NO_NAME)
            at = (at + 1) & (n_larger - 1);
        larger[at] = slots[i];
    }
    return larger;
}

static bool grow_slots(struct names *names)
{
    uint32_t n_larger = names->n_slots > 0 ? 4 * names->n_slots : FIRST_SLOTS;
    struct name_slot *slots = move_slots(names->slots, names->n_slots, n_larger);
    struct name_slot *letters = move_slots(names->letters, names->n_slots, n_larger);

    if (slots == NULL || letters == NULL) {
        free(slots);
        free(letters);
        return false;
    }
    free(names->slots);
    free(names->letters);
    names->slots = slots;
    names->letters = letters;
    names->n_slots = n_larger;
    return true;
}

static bool make_room(struct names *names)
{
    if (names->n_entries == names->capacity) {
        uint32_t capacity = names->capacity > 0 ? 2 * names->capacity : FIRST_SLOTS / 2;
        struct name *entries = realloc(names->entries, capacity * sizeof *entries);

        if (entries == NULL)
            return false;
        names->entries = entries;
        names->capacity = capacity;
    }
    return names->n_entries < names->n_slots / 2 || grow_slots(names);
}

static uint32_t insert(struct names *names, struct name_slot *slot, uint32_t hash, uint32_t parent,
                       const char *text, size_t length)
{
    const char *copy = zi_arena_copy_bytes(names->arena, text, length);
    uint32_t number = names->n_entries;

    if (copy == NULL)
        return NO_NAME;
    names->entries[number] = (struct name){copy, (uint32_t)length, parent, number};
    names->n_entries++;
    *slot = (struct name_slot){hash, number};
    return number;
}

static bool is_space(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

static bool is_clean(const char *text, size_t length)
{
    bool ascii = true;

    for (size_t i = 0; i < length; i++) {
        bool edge = i == 0 || i + 1 == length;

        ascii = ascii && (unsigned char)text[i] < 0x80;
        if (is_space(text[i]) && (edge || text[i] != ' ' || text[i + 1] == ' '))
            return false;
    }
    return ascii;
}

/* ---- characters that do not make another name ---- */

struct character {
    int32_t first;
    int32_t last;
    struct zi_text name;
};

static const struct character characters[] = {
    {0x00ad, 0x00ad, {"tanda hubung lunak", "soft hyphen"}},
    {0x0300, 0x036f, {"tanda diakritik terpisah", "combining accent"}},
    {0x200b, 0x200b, {"spasi tanpa lebar", "zero width space"}},
    {0x200c, 0x200d, {"penyambung tanpa lebar", "zero width joiner"}},
    {0x200e, 0x200f, {"tanda arah tulisan", "direction mark"}},
    {0x202a, 0x202e, {"tanda arah tulisan", "direction mark"}},
    {0x2060, 0x2064, {"penyambung tanpa lebar", "word joiner"}},
    {0xfeff, 0xfeff, {"tanda urutan byte", "byte order mark"}},
};

static const struct character *find_character(int32_t character)
{
    for (size_t i = 0; i < ZI_COUNT(characters); i++)
        if (character >= characters[i].first && character <= characters[i].last)
            return &characters[i];
    return NULL;
}

struct zi_text names_character(int32_t character)
{
    return find_character(character)->name;
}

/* The first character of a spelling whose kind was not met before. */
static void meet_characters(struct names *names, const char *text, size_t length)
{
    for (size_t at = 0; at < length && names->character == 0;) {
        int32_t character;
        const struct character *known;

        at += zi_utf8_next(text + at, length - at, &character);
        known = find_character(character);
        if (known == NULL || (names->characters_met & 1u << (known - characters)) != 0)
            continue;
        names->characters_met |= 1u << (known - characters);
        names->character = character;
    }
}

const char *names_clean(struct zi_arena *arena, const char *text, size_t *length, bool *converted)
{
    char *clean;
    size_t n = 0;
    bool pending = false;

    if (is_clean(text, *length))
        return text;
    if (!zi_utf8_is_valid(text, *length)) {
        text = zi_utf8_from_windows1252(arena, text, *length);
        if (text == NULL)
            return NULL;
        *length = strlen(text);
        *converted = true;
    }
    clean = zi_utf8_plain(arena, text, *length);
    if (clean == NULL)
        return NULL;
    *length = strlen(clean);
    for (size_t i = 0; i < *length; i++) {
        if (is_space(clean[i])) {
            pending = n > 0;
            continue;
        }
        if (pending)
            clean[n++] = ' ';
        pending = false;
        clean[n++] = clean[i];
    }
    clean[n] = '\0';
    *length = n;
    return clean;
}

/* ---- spellings that differ in capitals, dashes and apostrophes only ---- */

static uint32_t hash_of_letters(uint32_t parent, const char *text)
{
    uint64_t hash = 14695981039346656037u ^ parent;

    while (*text != '\0')
        hash = (hash ^ zi_utf8_next_letter(&text)) * 1099511628211u;
    return (uint32_t)(hash ^ hash >> 32);
}

static bool same_letters(const struct name *a, const struct name *b)
{
    const char *left = a->text;
    const char *right = b->text;

    while (*left != '\0' && *right != '\0')
        if (zi_utf8_next_letter(&left) != zi_utf8_next_letter(&right))
            return false;
    return a->parent == b->parent && *left == *right;
}

/* Enters a clean name by its letters, or finds the one that has them already. */
static uint32_t find_variant(struct names *names, uint32_t number)
{
    const struct name *name = &names->entries[number];
    uint32_t hash = hash_of_letters(name->parent, name->text);
    uint32_t mask = names->n_slots - 1;
    uint32_t at = hash & mask;

    for (; names->letters[at].number != NO_NAME; at = (at + 1) & mask)
        if (names->letters[at].hash == hash &&
            same_letters(name, &names->entries[names->letters[at].number]))
            return names->letters[at].number;
    names->letters[at] = (struct name_slot){hash, number};
    return NO_NAME;
}

uint32_t names_add(struct names *names, uint32_t parent, const char *text, size_t length,
                   uint32_t *variant)
{
    uint32_t hash = hash_of(parent, text, length);
    struct name_slot *slot;
    uint32_t number;
    uint32_t found;
    const char *clean;
    size_t clean_length = length;

    if (!make_room(names))
        return NO_NAME;
    slot = find_slot(names, hash, parent, text, length);
    if (slot->number != NO_NAME)
        return names->entries[slot->number].clean;
    number = insert(names, slot, hash, parent, text, length);
    clean = names_clean(names->arena, text, &clean_length, &names->converted);
    if (number == NO_NAME || clean == NULL)
        return NO_NAME;
    if (clean_length != length || memcmp(clean, text, length) != 0) {
        meet_characters(names, text, length);
        uint32_t clean_number = names_add(names, parent, clean, clean_length, variant);

        names->entries[number].clean = clean_number;
        return clean_number;
    }
    found = find_variant(names, number);
    names->has_variants = names->has_variants || found != NO_NAME;
    if (found != NO_NAME && variant != NULL)
        *variant = found;
    return number;
}
