/* Text as people see it: UTF-8, display width, folding, nearest words. */
#ifndef ZISTAT_BASE_UTF8_H
#define ZISTAT_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "zistat/base/arena.h"

/* Letters outside ASCII stay as they are. */
static inline char zi_utf8_lower_ascii(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

bool zi_utf8_is_valid(const char *bytes, size_t length);

/* Windows-1252 (a superset of printable Latin-1) to UTF-8; NULL when memory is exhausted. Bytes
 * that Windows-1252 leaves undefined become U+FFFD. */
char *zi_utf8_from_windows1252(struct zi_arena *arena, const char *bytes, size_t length);

/* Columns on a terminal: wide characters count 2, combining marks and control characters 0. */
size_t zi_utf8_width(const char *text);

/* Number of characters (code points) in bytes[0..length): what an editor shows as the column. A
 * byte that is not UTF-8 counts as one. */
size_t zi_utf8_count(const char *bytes, size_t length);

/* One code point and its length in bytes. A byte that is not UTF-8 counts as one character. */
size_t zi_utf8_next(const char *bytes, size_t length, int32_t *character);

/* Valid UTF-8 as it is read: composed, without what is invisible. NULL when memory is exhausted. */
char *zi_utf8_plain(struct zi_arena *arena, const char *text, size_t length);

/* The next byte of a text that ends with zero, as names are compared: a small letter for a capital
 * of ASCII, one dash and one apostrophe for all kinds of them. Moves on. */
unsigned char zi_utf8_next_letter(const char **text);

/* Folded for comparison: Unicode case folding and compatibility composition, every run of white
 * space or underscore one space, none at the ends, nothing invisible, plain dashes and apostrophes.
 * Bytes that are not UTF-8 are taken as Windows-1252. NULL when memory is exhausted. */
char *zi_utf8_fold(struct zi_arena *arena, const char *text, size_t length);

/* Number of single-character insertions, deletions, replacements and swaps of neighbours (optimal
 * string alignment). Cost O(length a * length b); the longer length when memory is exhausted. */
size_t zi_utf8_distance(const char *a, const char *b);

/* The word nearest to text within distance 2 (and less than half its length), or NULL; the first
 * one wins a tie. words ends with NULL. */
const char *zi_utf8_nearest(const char *text, const char *const words[]);

#endif
