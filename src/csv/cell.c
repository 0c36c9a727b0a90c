/* What a cell says without its index: nothing, or a year. */
#include "cell.h"

#include <string.h>

#include "span.h"

/* Four digits that are a year, anywhere in the text; 0 for none. */
static int year_within(const char *text, size_t length)
{
    for (size_t i = 0; i + 4 <= length; i++) {
        int year = 0;
        size_t digits = 0;

        while (digits < 4 && span_is_digit(text[i + digits]))
            year = 10 * year + (text[i + digits++] - '0');
        if (digits == 4 && (i == 0 || !span_is_digit(text[i - 1])) &&
            (i + 4 == length || !span_is_digit(text[i + 4])) && year >= YEAR_MIN &&
            year <= YEAR_MAX)
            return year;
    }
    return 0;
}

int cell_year(const char *text, size_t length, struct zi_arena *sentences, struct remark *remark)
{
    struct span span = span_without_stars(span_trim((struct span){text, length}));
    int year = year_within(span.text, span.length);
    char copy[SPAN_MAX];

    if (year != 0 &&
        (span.length == 4 || (span.length == 6 && memcmp(span.text + 4, ".0", 2) == 0)))
        return year;
    if (span.length == 0 || cell_is_missing(text, length)) {
        remark_make(remark, sentences, ZI_FAULT_YEAR, ZI_FAULT, "tahun kosong",
                    "the year is empty");
        return YEAR_UNKNOWN;
    }
    remark_make(remark, sentences, ZI_FAULT_YEAR, ZI_FAULT, "'%s' bukan tahun antara %d dan %d",
                "'%s' is not a year between %d and %d",
                remark_quote(sentences, span.text, span.length), YEAR_MIN, YEAR_MAX);
    if (year == 0 && span.length < SPAN_MAX && span_letters_to_digits(span, copy) != NULL)
        year = year_within(copy, span.length);
    if (year != 0)
        remark_suggest(remark, sentences, "mungkin %d", "perhaps %d", year);
    return YEAR_UNKNOWN;
}
