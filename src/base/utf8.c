/* UTF-8: valid or not, folded, measured, and the nearest of several names. */
#include "utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

size_t zi_utf8_next(const char *bytes, size_t length, int32_t *character)
{
    utf8proc_ssize_t used =
        utf8proc_iterate((const utf8proc_uint8_t *)bytes, (utf8proc_ssize_t)length, character);

    if (used > 0)
        return (size_t)used;
    *character = 0xfffd;
    return 1;
}

bool zi_utf8_is_valid(const char *bytes, size_t length)
{
    for (size_t at = 0; at < length;) {
        utf8proc_int32_t character;
        utf8proc_ssize_t used;

        if ((unsigned char)bytes[at] < 0x80) {
            at++;
            continue;
        }
        used = utf8proc_iterate((const utf8proc_uint8_t *)bytes + at,
                                (utf8proc_ssize_t)(length - at), &character);
        if (used <= 0)
            return false;
        at += (size_t)used;
    }
    return true;
}

/* The bytes 0x80 to 0x9f of Windows-1252; all others are the code point of the same number. */
static const uint16_t windows1252[32] = {
    0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xfffd, 0x017d, 0xfffd, 0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178};

char *zi_utf8_from_windows1252(struct zi_arena *arena, const char *bytes, size_t length)
{
    unsigned char *text = zi_arena_allocate(arena, length + 1, 3);
    unsigned char *end = text;

    if (text == NULL)
        return NULL;
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        bool moved = byte >= 0x80 && byte <= 0x9f;

        end += utf8proc_encode_char(moved ? windows1252[byte - 0x80] : byte, end);
    }
    return (char *)text;
}

size_t zi_utf8_width(const char *text)
{
    size_t left = strlen(text);
    size_t width = 0;

    while (left > 0) {
        int32_t character;
        size_t used;

        if (*text >= 0x20 && *text <= 0x7e) { /* most of all text */
            width++;
            text++;
            left--;
            continue;
        }
        used = zi_utf8_next(text, left, &character);
        width += (size_t)utf8proc_charwidth(character);
        text += used;
        left -= used;
    }
    return width;
}

size_t zi_utf8_count(const char *bytes, size_t length)
{
    size_t count = 0;

    for (size_t at = 0; at < length; count++) {
        int32_t character;

        at += zi_utf8_next(bytes + at, length - at, &character);
    }
    return count;
}

static bool is_ascii(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)text[i] >= 0x80)
            return false;
    return true;
}

/* Length in bytes of the white space or underscore at text, 0 when something else stands there. */
static size_t space_length(const char *text, size_t length)
{
    int32_t character;
    size_t used;

    if ((unsigned char)*text < 0x80)
        return *text == ' ' || *text == '_' || (*text >= '\t' && *text <= '\r');
    used = zi_utf8_next(text, length, &character);
    switch (utf8proc_category(character)) {
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP: return used;
    default: return 0;
    }
}

/* Copies text to out (which may be text itself) with every run of spaces as one. */
static void collapse_spaces(char *out, const char *text, size_t length)
{
    bool pending = false;
    char *end = out;

    for (size_t at = 0; at < length;) {
        size_t space = space_length(text + at, length - at);

        if (space > 0) {
            pending = end > out;
            at += space;
            continue;
        }
        if (pending)
            *end++ = ' ';
        pending = false;
        *end++ = text[at++];
    }
    *end = '\0';
}

static char *fold_ascii(struct zi_arena *arena, const char *text, size_t length)
{
    char *folded = zi_arena_copy_bytes(arena, text, length);

    if (folded == NULL)
        return NULL;
    for (size_t i = 0; i < length; i++)
        if (folded[i] >= 'A' && folded[i] <= 'Z')
            folded[i] = (char)(folded[i] - 'A' + 'a');
    collapse_spaces(folded, folded, length);
    return folded;
}

char *zi_utf8_fold(struct zi_arena *arena, const char *text, size_t length)
{
    utf8proc_uint8_t *mapped = NULL;
    utf8proc_ssize_t mapped_length;
    char *folded = NULL;

    if (is_ascii(text, length))
        return fold_ascii(arena, text, length);
    if (!zi_utf8_is_valid(text, length)) {
        text = zi_utf8_from_windows1252(arena, text, length);
        if (text == NULL)
            return NULL;
        length = strlen(text);
    }
    mapped_length = utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)length, &mapped,
                                 UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE |
                                     UTF8PROC_CASEFOLD | UTF8PROC_IGNORE | UTF8PROC_LUMP);
    if (mapped_length >= 0)
        folded = zi_arena_copy_bytes(arena, (const char *)mapped, (size_t)mapped_length);
    free(mapped);
    if (folded != NULL)
        collapse_spaces(folded, folded, (size_t)mapped_length);
    return folded;
}

char *zi_utf8_plain(struct zi_arena *arena, const char *text, size_t length)
{
    utf8proc_uint8_t *mapped = NULL;
    utf8proc_ssize_t mapped_length =
        utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)length, &mapped,
                     UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_IGNORE);
    char *plain = NULL;

    if (mapped_length >= 0)
        plain = zi_arena_copy_bytes(arena, (const char *)mapped, (size_t)mapped_length);
    free(mapped);
    return plain;
}

unsigned char zi_utf8_next_letter(const char **text)
{
    const unsigned char *at = (const unsigned char *)*text;
    bool general = at[0] == 0xe2 && at[1] == 0x80;

    if (general && at[2] >= 0x90 && at[2] <= 0x95) {
        *text += 3;
        return '-';
    }
    if (general && (at[2] == 0x98 || at[2] == 0x99)) {
        *text += 3;
        return '\'';
    }
    return (unsigned char)zi_utf8_lower_ascii(*(*text)++);
}

static size_t decode(const char *text, int32_t *characters)
{
    size_t left = strlen(text);
    size_t n = 0;

    while (left > 0) {
        size_t used = zi_utf8_next(text, left, &characters[n++]);

        text += used;
        left -= used;
    }
    return n;
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Damerau's distance by rows (no piece is edited twice). rows has room for 3 * (n_b + 1). */
static size_t distance(const int32_t *a, size_t n_a, const int32_t *b, size_t n_b, size_t *rows)
{
    size_t *before = rows;
    size_t *above = rows + n_b + 1;
    size_t *row = above + n_b + 1;

    for (size_t j = 0; j <= n_b; j++)
        row[j] = j;
    for (size_t i = 1; i <= n_a; i++) {
        size_t *oldest = before;

        before = above;
        above = row;
        row = oldest;
        row[0] = i;
        for (size_t j = 1; j <= n_b; j++) {
            row[j] = smaller(above[j], row[j - 1]) + 1;
            row[j] = smaller(row[j], above[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = smaller(row[j], before[j - 2] + 1);
        }
    }
    return row[n_b];
}

size_t zi_utf8_distance(const char *a, const char *b)
{
    struct zi_arena arena = {0};
    size_t longest = strlen(a) > strlen(b) ? strlen(a) : strlen(b);
    int32_t *characters_a = zi_arena_allocate(&arena, strlen(a) + 1, sizeof *characters_a);
    int32_t *characters_b = zi_arena_allocate(&arena, strlen(b) + 1, sizeof *characters_b);
    size_t *rows = zi_arena_allocate(&arena, 3 * (strlen(b) + 1), sizeof *rows);
    size_t result = longest;

    if (characters_a != NULL && characters_b != NULL && rows != NULL) {
        size_t n_a = decode(a, characters_a);
        size_t n_b = decode(b, characters_b);

        result = distance(characters_a, n_a, characters_b, n_b, rows);
    }
    zi_arena_release(&arena);
    return result;
}

const char *zi_utf8_nearest(const char *text, const char *const words[])
{
    size_t length = zi_utf8_count(text, strlen(text));
    const char *nearest = NULL;
    size_t least = 3;

    for (; *words != NULL; words++) {
        size_t between = zi_utf8_distance(text, *words);

        if (between < least && 2 * between < length) {
            nearest = *words;
            least = between;
        }
    }
    return nearest;
}
