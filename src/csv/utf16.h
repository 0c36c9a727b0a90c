/* UTF-16, as spreadsheets write "Unicode text", to UTF-8. */
#ifndef ZISTAT_CSV_UTF16_H
#define ZISTAT_CSV_UTF16_H

#include <stdbool.h>
#include <stddef.h>

enum utf16_order { UTF16_NONE, UTF16_LITTLE, UTF16_BIG };

/* Told by the byte order mark. */
enum utf16_order utf16_order(const char *bytes, size_t length);

/* The text of an open file, without its mark, to another one. Halves of pairs and a last odd byte
 * become U+FFFD. False leaves errno. */
bool utf16_copy(int from, enum utf16_order order, int to);

#endif
