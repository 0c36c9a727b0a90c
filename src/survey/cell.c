/* What a cell of a survey says: an answer, a year, a period, a number. */
#include "cell.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "csv/cell.h"
#include "csv/span.h"

enum { QUOTED_MAX = 6, POPULATION_DIGITS = 12 };

static bool may_be_shown(size_t length)
{
    return length <= QUOTED_MAX;
}

const char *survey_quote(struct zi_arena *sentences, const char *text, size_t length)
{
    return may_be_shown(length) ? remark_quote(sentences, text, length) : "";
}

/* ---- answers ---- */

static void not_on_the_scale(struct span span, double value, struct zi_arena *sentences,
                             struct remark *remark)
{
    const char *quote = remark_quote(sentences, span.text, span.length);

    if (floor(value) != value) {
        remark_make(remark, sentences, ZI_FAULT_NUMBER, ZI_FAULT,
                    "jawaban '%s' bukan bilangan bulat 1 sampai 4",
                    "answer '%s' is not a whole number from 1 to 4", quote);
        remark_suggest(remark, sentences,
                       "satu kolom untuk tiap pertanyaan (U1a, U1b), bukan rata-ratanya",
                       "one column for each question (U1a, U1b), not their mean");
        return;
    }
    remark_make(remark, sentences, ZI_FAULT_RANGE, ZI_FAULT, "jawaban '%s' di luar 1 sampai 4",
                "answer '%s' is outside 1 to 4", quote);
    if (value == 0)
        remark_suggest(remark, sentences, "kosongkan bila tidak dijawab; 0 bukan jawaban",
                       "leave it blank when it was not answered; 0 is no answer");
    else if (value > 10 && value < 100)
        remark_suggest(remark, sentences, "mungkin dua jawaban dalam satu sel",
                       "perhaps two answers in one cell");
}

static void not_an_answer(struct span span, struct zi_arena *sentences, struct remark *remark)
{
    if (may_be_shown(span.length))
        remark_make(remark, sentences, ZI_FAULT_NUMBER, ZI_FAULT,
                    "'%s' bukan jawaban 1 sampai 4 (atau a sampai d)",
                    "'%s' is not an answer from 1 to 4 (or a to d)",
                    remark_quote(sentences, span.text, span.length));
    else
        remark_make(remark, sentences, ZI_FAULT_NUMBER, ZI_FAULT,
                    "isian %zu huruf bukan jawaban 1 sampai 4 (atau a sampai d)",
                    "%zu characters are not an answer from 1 to 4 (or a to d)",
                    zi_utf8_count(span.text, span.length));
}

unsigned survey_answer(const char *text, size_t length, bool *is_letter, struct zi_arena *sentences,
                       struct remark *remark)
{
    struct span span = span_trim((struct span){text, length});
    double value;
    char decimal;

    if (cell_is_missing(text, length))
        return 0;
    if (span.length == 1) {
        char letter = zi_utf8_lower_ascii(*span.text);

        if (*span.text >= '1' && *span.text <= '4')
            return (unsigned)(*span.text - '0');
        *is_letter = letter >= 'a' && letter <= 'd';
        if (*is_letter)
            return (unsigned)(letter - 'a' + 1);
    }
    remark->offset = (size_t)(span.text - text);
    if (!may_be_shown(span.length) || !span_number(span, &value, &decimal)) {
        not_an_answer(span, sentences, remark);
        return 0;
    }
    if (value == 1 || value == 2 || value == 3 || value == 4)
        return (unsigned)value;
    not_on_the_scale(span, value, sentences, remark);
    return 0;
}

/* ---- years and periods ---- */

/* The only four digits in the text that are a year; 0 when there are none, -1 when there are
 * several years. */
static int only_year(const char *text, size_t length)
{
    int found = 0;

    for (size_t i = 0, digits; i<length; i += digits> 0 ? digits : 1) {
        int year = 0;

        for (digits = 0; i + digits < length && span_is_digit(text[i + digits]); digits++)
            year = digits < 4 ? 10 * year + (text[i + digits] - '0') : 0;
        if (digits != 4 || year < YEAR_MIN || year > YEAR_MAX)
            continue;
        if (found != 0 && found != year)
            return -1;
        found = year;
    }
    return found;
}

/* A year that was mistyped may be shown; a text of a column beside it, a name perhaps, may not. */
static bool looks_like_a_year(struct span span)
{
    return may_be_shown(span.length) && span_has_digit(span);
}

static void no_year(struct span span, int year, struct zi_arena *sentences, struct remark *remark)
{
    size_t n = zi_utf8_count(span.text, span.length);

    if (cell_is_missing(span.text, span.length))
        remark_make(remark, sentences, ZI_FAULT_YEAR, ZI_FAULT, "tahun kosong",
                    "the year is empty");
    else if (year < 0)
        remark_make(remark, sentences, ZI_FAULT_YEAR, ZI_FAULT,
                    "isian %zu huruf memuat lebih dari satu tahun",
                    "%zu characters hold more than one year", n);
    else
        remark_make(remark, sentences, ZI_FAULT_YEAR, ZI_FAULT,
                    "isian %zu huruf tidak memuat tahun empat angka",
                    "%zu characters hold no year of four digits", n);
    remark_suggest(remark, sentences, "satu tahun, empat angka, di kolom 'tahun'",
                   "one year, in four digits, in a column 'year'");
}

int survey_year(enum survey_role role, const char *text, size_t length, struct zi_arena *sentences,
                struct remark *remark)
{
    struct span span = span_trim((struct span){text, length});
    int year;

    if (role == SURVEY_YEAR && looks_like_a_year(span))
        return cell_year(text, length, sentences, remark);
    year = role == SURVEY_YEAR ? 0 : only_year(text, length);
    if (year <= 0)
        no_year(span, year, sentences, remark);
    return year > 0 ? year : YEAR_UNKNOWN;
}

/* "1", "i" and so on; 0 for anything else. */
static int number_of_word(const char *text, size_t length)
{
    static const char *const romans[] = {"i", "ii", "iii", "iv"};

    if (length > 0 && text[length - 1] >= '1' && text[length - 1] <= '4' &&
        (length == 1 || span_is_letter(text[length - 2])))
        return text[length - 1] - '0';
    for (int i = 0; i < 4; i++) {
        size_t same = 0;

        while (same < length && zi_utf8_lower_ascii(text[same]) == romans[i][same])
            same++;
        if (same == length && length == strlen(romans[i]))
            return i + 1;
    }
    return 0;
}

/* Of the words of a text the only one that is a number from 1 to 4; 0 when there is none or
 * there are several. */
static int only_number(const char *text, size_t length)
{
    int found = 0;

    for (size_t i = 0, n; i<length; i += n> 0 ? n : 1) {
        int number;

        for (n = 0; i + n < length && (span_is_digit(text[i + n]) || span_is_letter(text[i + n]));)
            n++;
        number = number_of_word(text + i, n);
        if (number == 0)
            continue;
        if (found != 0)
            return 0;
        found = number;
    }
    return found;
}

const char *survey_period(enum survey_role role, const char *text, size_t *length,
                          char buffer[SURVEY_PERIOD_MAX])
{
    int most = role == SURVEY_SEMESTER ? 2 : role == SURVEY_QUARTER ? 4 : 0;
    int number = only_number(text, *length);

    if (number == 0 || number > most)
        return text;
    *length = (size_t)snprintf(buffer, SURVEY_PERIOD_MAX, "%s %d",
                               role == SURVEY_SEMESTER ? "semester" : "triwulan", number);
    return buffer;
}

/* ---- populations ---- */

uint64_t survey_population(const char *text, size_t length, struct zi_arena *sentences,
                           struct remark *remark)
{
    struct span span = span_trim((struct span){text, length});
    uint64_t value = 0;
    size_t digits = 0;

    while (digits < span.length && span_is_digit(span.text[digits]))
        value = 10 * value + (uint64_t)(span.text[digits++] - '0');
    if (digits == span.length && digits > 0 && digits <= POPULATION_DIGITS && value > 0)
        return value;
    remark_make(remark, sentences, ZI_FAULT_NUMBER, ZI_FAULT,
                "populasi '%s' bukan bilangan bulat di atas 0",
                "population '%s' is not a whole number above 0",
                remark_quote(sentences, span.text, span.length));
    remark_suggest(remark, sentences, "tulis tanpa pemisah ribuan",
                   "write it without a thousands separator");
    return 0;
}
