/* Reads numbers and words off a piece of text. */
#include "span.h"

#include <stdint.h>
#include <string.h>

#include "base/count.h"
#include "base/number.h"
#include "base/utf8.h"
#include "cell.h"

bool span_has_digit(struct span span)
{
    for (size_t i = 0; i < span.length; i++)
        if (span_is_digit(span.text[i]))
            return true;
    return false;
}

bool span_has_letter(struct span span)
{
    for (size_t i = 0; i < span.length; i++)
        if (span_is_letter(span.text[i]))
            return true;
    return false;
}

size_t span_space_at(const char *text, size_t length)
{
    if (*text == ' ' || (*text >= '\t' && *text <= '\r'))
        return 1;
    return length >= 2 && memcmp(text, "\xc2\xa0", 2) == 0 ? 2 : 0;
}

/* White space, or what is not seen: soft hyphen, zero width space and joiners, marks. */
static size_t unseen_at(const char *text, size_t length)
{
    static const char *const unseen[] = {"\xc2\xad",     "\xe2\x80\x8b", "\xe2\x80\x8c",
                                         "\xe2\x80\x8d", "\xe2\x80\x8e", "\xe2\x80\x8f",
                                         "\xe2\x80\xaf", "\xe2\x81\xa0", "\xef\xbb\xbf"};

    for (size_t i = 0; (unsigned char)*text >= 0x80 && i < ZI_COUNT(unseen); i++) {
        size_t used = strlen(unseen[i]);

        if (length >= used && memcmp(text, unseen[i], used) == 0)
            return used;
    }
    return span_space_at(text, length);
}

static struct span trim(struct span span, size_t (*at)(const char *, size_t))
{
    size_t space = 1;

    while (span.length > 0 && (space = at(span.text, span.length)) > 0)
        span = (struct span){span.text + space, span.length - space};
    for (size_t used = 1; used <= 3 && used <= span.length; used++)
        if (at(span.text + span.length - used, used) == used) {
            span.length -= used;
            used = 0;
        }
    return span;
}

struct span span_trim(struct span span)
{
    struct span seen = trim(span, unseen_at);

    return seen.length > 0 ? seen : trim(span, span_space_at);
}

struct span span_without_stars(struct span span)
{
    while (span.length > 0 && span.text[span.length - 1] == '*')
        span = span_trim((struct span){span.text, span.length - 1});
    return span;
}

/* ---- missing ---- */

/* Lower case; the cell is compared with ASCII letters lowered. */
struct word {
    const char *text;
    size_t length;
};

#define WORD(text)                                                                                 \
    {                                                                                              \
        text, sizeof(text) - 1                                                                     \
    }

static const struct word missing_words[] = {
    WORD(""),
    WORD("-"),
    WORD("--"),
    WORD("---"),
    WORD("."),
    WORD(".."),
    WORD("..."),
    WORD("\xe2\x80\x93"), /* en dash */
    WORD("\xe2\x80\x94"), /* em dash */
    WORD("\xe2\x80\xa6"), /* ellipsis */
    WORD("n/a"),
    WORD("n.a"),
    WORD("n.a."),
    WORD("na"),
    WORD("nan"),
    WORD("null"),
    WORD("nil"),
    WORD("none"),
    WORD("missing"),
    WORD("not available"),
    WORD("not assessed"),
    WORD("not measured"),
    WORD("not yet"),
    WORD("belum"),
    WORD("belum ada"),
    WORD("belum ada data"),
    WORD("belum ada nilai"),
    WORD("belum dinilai"),
    WORD("belum dievaluasi"),
    WORD("belum diisi"),
    WORD("belum diukur"),
    WORD("belum keluar"),
    WORD("belum rilis"),
    WORD("belum tersedia"),
    WORD("blm"),
    WORD("blm ada"),
    WORD("blm diisi"),
    WORD("blm dinilai"),
    WORD("kosong"),
    WORD("nihil"),
    WORD("t.a.d"),
    WORD("tad"),
    WORD("tidak ada"),
    WORD("tidak ada data"),
    WORD("tidak ada nilai"),
    WORD("tidak ada penilaian"),
    WORD("tidak dievaluasi"),
    WORD("tidak dinilai"),
    WORD("tidak disurvei"),
    WORD("tidak diukur"),
    WORD("tidak tersedia"),
};

static bool equals_lowered(struct span span, struct word word)
{
    if (span.length != word.length)
        return false;
    for (size_t i = 0; i < span.length; i++)
        if (zi_utf8_lower_ascii(span.text[i]) != word.text[i])
            return false;
    return true;
}

bool cell_is_missing(const char *text, size_t length)
{
    struct span span = span_without_stars(span_trim((struct span){text, length}));

    for (size_t i = 0; i < ZI_COUNT(missing_words); i++)
        if (equals_lowered(span, missing_words[i]))
            return true;
    return false;
}

/* ---- numbers ---- */

bool span_number(struct span span, double *value, char *decimal)
{
    char copy[SPAN_MAX];
    char sign = 0;

    if (cell_plain_number(span.text, span.length, value, decimal))
        return true;
    if (span.length == 0 || span.length >= sizeof copy ||
        (!span_is_digit(span.text[0]) && strchr("+-.,", span.text[0]) == NULL))
        return false;
    for (size_t i = 0; i < span.length; i++) {
        copy[i] = span.text[i];
        if (copy[i] != ',' && copy[i] != '.')
            continue;
        if (sign != 0)
            return false;
        sign = copy[i];
        copy[i] = '.';
    }
    if (!zi_number_parse(copy, span.length, value))
        return false;
    if (sign != 0)
        *decimal = sign;
    return true;
}

size_t span_number_length(struct span span)
{
    size_t length = 0;

    while (length < span.length &&
           (span_is_digit(span.text[length]) || strchr(".,", span.text[length]) != NULL))
        length++;
    return length;
}

const char *span_letters_to_digits(struct span span, char copy[SPAN_MAX])
{
    static const char looks[] = "OoIl";
    static const char digits[] = "0011";
    const char *first = NULL;

    for (size_t i = 0; i < span.length; i++) {
        const char *look = memchr(looks, span.text[i], sizeof looks - 1);

        copy[i] = look != NULL ? digits[look - looks] : span.text[i];
        if (look != NULL && first == NULL)
            first = span.text + i;
    }
    return first;
}
