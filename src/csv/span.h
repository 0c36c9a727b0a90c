/* A piece of text, not ended by zero, and what can be read off it. */
#ifndef ZISTAT_CSV_SPAN_H
#define ZISTAT_CSV_SPAN_H

#include <stdbool.h>
#include <stddef.h>

struct span {
    const char *text;
    size_t length;
};

/* Longer texts are no value. */
enum { SPAN_MAX = 200 };

static inline bool span_is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static inline bool span_is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

bool span_has_digit(struct span span);
bool span_has_letter(struct span span);

/* Length in bytes of the white space at text, the no-break space too; 0 when none is there. */
size_t span_space_at(const char *text, size_t length);
/* Without white space, and what is invisible beside a text that is seen, at both ends. */
struct span span_trim(struct span span);

/* Footnote stars stand for "provisional" or "value of last year"; they are no part of a value. */
struct span span_without_stars(struct span span);

/* A signed or long number too, with either decimal sign. *decimal is set only where there is one.
 */
bool span_number(struct span span, double *value, char *decimal);

/* Of the digits and decimal signs it begins with. */
size_t span_number_length(struct span span);

/* O and l typed for digits ("8O,1"): the copy reads as digits. The first such letter, or NULL. */
const char *span_letters_to_digits(struct span span, char copy[SPAN_MAX]);

#endif
