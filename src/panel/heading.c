/* Reads an index and a year off one column's name. */
#include "heading.h"

#include <string.h>

#include "base/count.h"
#include "csv/cell.h"
#include "csv/span.h"

enum { NAME_MAX_LENGTH = 160 };

int heading_year(const char *folded)
{
    static const char *const prefixes[] = {"tahun ", "year ", "th ", "th. ", "thn "};
    struct remark ignored = {0};
    size_t length = strlen(folded);

    for (size_t i = 0; i < ZI_COUNT(prefixes); i++)
        if (strncmp(folded, prefixes[i], strlen(prefixes[i])) == 0) {
            folded += strlen(prefixes[i]);
            length = strlen(folded);
            break;
        }
    return length >= 4 && folded[0] >= '0' && folded[0] <= '9'
               ? cell_year(folded, length, NULL, &ignored)
               : 0;
}

/* ---- words ---- */

struct words {
    char text[NAME_MAX_LENGTH + 1]; /* single spaces between them, none at the ends */
    size_t begin;
    size_t end;
};

/* Brackets and bars only set words apart. */
static void split(struct words *words, const char *folded)
{
    size_t n = 0;

    for (; *folded != '\0'; folded++) {
        bool space = strchr(" ()[]|:*\n", *folded) != NULL;

        if (!space)
            words->text[n++] = *folded;
        else if (n > 0 && words->text[n - 1] != ' ')
            words->text[n++] = ' ';
    }
    n -= n > 0 && words->text[n - 1] == ' ';
    words->text[n] = '\0';
    words->begin = 0;
    words->end = n;
}

static size_t first_word_length(const struct words *words)
{
    size_t length = 0;

    while (words->begin + length < words->end && words->text[words->begin + length] != ' ')
        length++;
    return length;
}

static size_t last_word_length(const struct words *words)
{
    size_t length = 0;

    while (words->end - length > words->begin && words->text[words->end - length - 1] != ' ')
        length++;
    return length;
}

static void drop_first(struct words *words)
{
    words->begin += first_word_length(words);
    words->begin += words->begin < words->end;
}

static void drop_last(struct words *words)
{
    words->end -= last_word_length(words);
    words->end -= words->end > words->begin;
}

static int year_of_word(const char *text, size_t length)
{
    int year = 0;

    if (length != 4)
        return 0;
    for (size_t i = 0; i < length; i++) {
        if (!span_is_digit(text[i]))
            return 0;
        year = 10 * year + (text[i] - '0');
    }
    return year >= YEAR_MIN && year <= YEAR_MAX ? year : 0;
}

/* Takes the year out, where it is the only one; else 0, and all words stay. */
static int take_year(struct words *words)
{
    int year = 0;
    size_t at = 0;

    for (size_t i = 0; i < words->end;) {
        size_t length = strcspn(words->text + i, " ");
        int found = year_of_word(words->text + i, length);

        if (found != 0 && year != 0)
            return 0;
        if (found != 0) {
            year = found;
            at = i;
        }
        i += length + 1;
    }
    if (year == 0)
        return 0;
    if (at + 4 < words->end)
        memmove(words->text + at, words->text + at + 5, words->end - at - 4);
    words->end -= words->end > 4 ? 5 : 4;
    words->text[words->end] = '\0';
    return year;
}

/* ---- what they say ---- */

/* ROLE_UNKNOWN for a word that is neither. */
static enum role role_of_word(const char *text, size_t length)
{
    static const char *const values[] = {"nilai",     "skor",     "hasil", "akhir", "capaian",
                                         "realisasi", "indeks",   "tahun", "th",    "th.",
                                         "thn",       "evaluasi", "score", "value", "index",
                                         "final",     "result",   "year",  "-"};
    static const char *const letters[] = {"predikat", "kategori",  "mutu", "huruf",
                                          "letter",   "predicate", "band", "category"};

    for (size_t i = 0; i < ZI_COUNT(values); i++)
        if (strlen(values[i]) == length && memcmp(values[i], text, length) == 0)
            return ROLE_VALUE;
    for (size_t i = 0; i < ZI_COUNT(letters); i++)
        if (strlen(letters[i]) == length && memcmp(letters[i], text, length) == 0)
            return ROLE_PREDICATE;
    return ROLE_UNKNOWN;
}

/* "TPI" is short for "Nilai TPI". */
static long index_of(const struct words *words, const struct zi_catalogue *catalogue)
{
    char longer[NAME_MAX_LENGTH + sizeof "nilai "] = "nilai ";
    size_t length = words->end - words->begin;
    long index = zi_catalogue_find(catalogue, words->text + words->begin, length);

    if (index != ZI_NO_INDEX || length == 0)
        return index;
    memcpy(longer + strlen("nilai "), words->text + words->begin, length);
    return zi_catalogue_find(catalogue, longer, strlen("nilai ") + length);
}

/* Drops a word that only says "value" or "letter" from either end; false when there is none. */
static bool drop_word(struct words *words, enum role *role)
{
    size_t first = first_word_length(words);
    size_t last = last_word_length(words);
    enum role of_first = role_of_word(words->text + words->begin, first);
    enum role of_last = role_of_word(words->text + words->end - last, last);

    if (of_first == ROLE_UNKNOWN && of_last == ROLE_UNKNOWN)
        return false;
    if (of_first == ROLE_PREDICATE || (of_first == ROLE_UNKNOWN && of_last == ROLE_PREDICATE))
        *role = ROLE_PREDICATE;
    if (of_first != ROLE_UNKNOWN)
        drop_first(words);
    else
        drop_last(words);
    return true;
}

/* "Predikat SAKIP" is a name of sakip, and still says that letters stand below it. */
static enum role role_of_words(const struct words *words)
{
    size_t first = first_word_length(words);
    size_t last = last_word_length(words);

    return role_of_word(words->text + words->begin, first) == ROLE_PREDICATE ||
                   role_of_word(words->text + words->end - last, last) == ROLE_PREDICATE
               ? ROLE_PREDICATE
               : ROLE_VALUE;
}

struct heading heading_read(const char *folded, const struct zi_catalogue *catalogue)
{
    static const struct heading unknown = {ROLE_UNKNOWN, ZI_NO_INDEX, 0};
    struct heading heading = {ROLE_VALUE, ZI_NO_INDEX, heading_year(folded)};
    struct words words;

    if (heading.year != 0)
        return heading;
    heading.index = zi_catalogue_find(catalogue, folded, strlen(folded));
    if (strlen(folded) > NAME_MAX_LENGTH)
        return heading.index != ZI_NO_INDEX ? heading : unknown;
    split(&words, folded);
    heading.role = role_of_words(&words);
    if (heading.index != ZI_NO_INDEX)
        return heading;
    heading.year = take_year(&words);
    heading.role = role_of_words(&words);
    heading.index = index_of(&words, catalogue);
    while (heading.index == ZI_NO_INDEX && words.begin < words.end) {
        if (!drop_word(&words, &heading.role))
            return unknown;
        heading.index = index_of(&words, catalogue);
    }
    return heading.index != ZI_NO_INDEX || heading.year != 0 ? heading : unknown;
}
