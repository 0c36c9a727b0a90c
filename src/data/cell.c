#include "cell.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "zistat/base/number.h"
#include "zistat/base/utf8.h"

/* A piece of text, not ended by zero. */
struct span {
    const char *text;
    size_t length;
};

/* Longer texts are no value; shortened where they are shown. */
enum { CELL_MAX = 200 };

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool has_digit(struct span span)
{
    for (size_t i = 0; i < span.length; i++)
        if (is_digit(span.text[i]))
            return true;
    return false;
}

static bool has_letter(struct span span)
{
    for (size_t i = 0; i < span.length; i++)
        if (is_letter(span.text[i]))
            return true;
    return false;
}

static size_t space_at(const char *text, size_t length)
{
    if (*text == ' ' || (*text >= '\t' && *text <= '\r'))
        return 1;
    return length >= 2 && memcmp(text, "\xc2\xa0", 2) == 0 ? 2 : 0;
}

static struct span trim(struct span span)
{
    while (span.length > 0) {
        size_t space = space_at(span.text, span.length);

        if (space == 0)
            break;
        span.text += space;
        span.length -= space;
    }
    while (span.length > 0) {
        if (space_at(span.text + span.length - 1, 1) > 0)
            span.length--;
        else if (span.length >= 2 && space_at(span.text + span.length - 2, 2) == 2)
            span.length -= 2;
        else
            break;
    }
    return span;
}

/* Footnote stars stand for "provisional" or "value of last year"; they are no part of a value. */
static struct span without_stars(struct span span)
{
    while (span.length > 0 && span.text[span.length - 1] == '*')
        span = trim((struct span){span.text, span.length - 1});
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
    WORD("#n/a"),
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

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

static bool equals_lowered(struct span span, struct word word)
{
    if (span.length != word.length)
        return false;
    for (size_t i = 0; i < span.length; i++)
        if (lower(span.text[i]) != word.text[i])
            return false;
    return true;
}

bool cell_is_missing(const char *text, size_t length)
{
    struct span span = without_stars(trim((struct span){text, length}));

    for (size_t i = 0; i < sizeof missing_words / sizeof *missing_words; i++)
        if (equals_lowered(span, missing_words[i]))
            return true;
    return false;
}

/* ---- numbers ---- */

/* A signed or long number too, with either decimal sign. */
static bool read_number(struct span span, double *value, char *decimal)
{
    char copy[CELL_MAX];
    char sign = 0;

    if (cell_plain_number(span.text, span.length, value, decimal))
        return true;
    if (span.length == 0 || span.length >= sizeof copy ||
        (!is_digit(span.text[0]) && strchr("+-.,", span.text[0]) == NULL))
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

/* Leading digits and decimal signs, with a percent sign after them. */
static size_t number_length(struct span span)
{
    size_t length = 0;

    while (length < span.length &&
           (is_digit(span.text[length]) || strchr(".,", span.text[length]) != NULL))
        length++;
    return length;
}

static const struct zi_scale *scale_at(const struct cell_place *place)
{
    return place->year == YEAR_UNKNOWN
               ? NULL
               : zi_catalogue_scale(place->catalogue, place->index, place->year);
}

static const char *index_name(const struct cell_place *place)
{
    return place->catalogue->indices[place->index].name;
}

static bool on_scale(const struct cell_place *place, double value)
{
    const struct zi_scale *scale = scale_at(place);

    return scale == NULL || (value >= scale->min && value <= scale->max);
}

/* ---- suggestions: what the writer may have meant. They are said, never used. ---- */

/* O and l typed for digits: the copy reads as digits. Returns the first such letter or NULL. */
static const char *letters_to_digits(struct span span, char copy[CELL_MAX])
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

/* "8O,1": the letter that makes it no number, when all else is one; else NULL. */
static const char *letter_in_number(const struct cell_place *place, struct span span, double *value)
{
    char copy[CELL_MAX];
    const char *first = NULL;
    char decimal;

    if (has_digit(span) && span.length < sizeof copy)
        first = letters_to_digits(span, copy);
    if (first == NULL || !read_number((struct span){copy, span.length}, value, &decimal) ||
        !on_scale(place, *value))
        return NULL;
    return first;
}

static void suggest_digits(const struct cell_place *place, struct remark *remark, struct span span,
                           const char *letter, double value)
{
    struct zi_text number = remark_number(place->sentences, value);

    remark->offset += (size_t)(letter - span.text);
    remark_suggest(remark, place->sentences, "huruf %c pada posisi %zu; mungkin %s%.0s",
                   "letter %c in position %zu; perhaps %.0s%s", *letter,
                   zi_utf8_count(span.text, (size_t)(letter - span.text)) + 1, number.id,
                   number.en);
}

/* "78, 74": a space slipped in. */
static bool suggest_joined(const struct cell_place *place, struct remark *remark, struct span span)
{
    char copy[CELL_MAX];
    size_t length = 0;
    struct zi_text number;
    double value;
    char decimal;

    for (size_t i = 0; i < span.length && span.length < sizeof copy; i++)
        if (space_at(span.text + i, 1) == 0)
            copy[length++] = span.text[i];
    if (length == span.length || !read_number((struct span){copy, length}, &value, &decimal) ||
        !on_scale(place, value))
        return false;
    number = remark_number(place->sentences, value);
    remark_suggest(remark, place->sentences, "spasi di tengah angka; mungkin %s%.0s",
                   "a space inside the number; perhaps %.0s%s", number.id, number.en);
    return true;
}

/* 882 for 0-100: a lost decimal sign; 3,54 for 25-100: the other scale of a survey. */
static void suggest_scale(const struct cell_place *place, struct remark *remark,
                          const struct zi_scale *scale, double value)
{
    struct zi_text number;

    if (scale->min == 25 && scale->max == 100 && value >= 1 && value <= 4) {
        number = remark_number(place->sentences, 25 * value);
        remark_suggest(
            remark, place->sentences, "tampaknya pada skala 1 sampai 4; dikali 25 menjadi %s%.0s",
            "apparently on the scale 1 to 4; times 25 it is %.0s%s", number.id, number.en);
        return;
    }
    for (int power = 10; power <= 1000 && value == floor(value) && value > scale->max; power *= 10)
        if (value / power >= scale->min && value / power <= scale->max) {
            number = remark_number(place->sentences, value / power);
            remark_suggest(remark, place->sentences, "mungkin %s%.0s", "perhaps %.0s%s", number.id,
                           number.en);
            return;
        }
}

/* ---- the scale ---- */

/* "D, C, CC, B": the bands in force. */
static const char *bands_of(const struct cell_place *place)
{
    const char *names = "";

    for (int rank = 1; place->sentences != NULL && names != NULL && rank <= 255; rank++) {
        const struct zi_band *band =
            zi_catalogue_band_ranked(place->catalogue, place->index, place->year, rank);

        if (band != NULL)
            names = zi_arena_print(place->sentences, "%s%s%s", names, *names != '\0' ? ", " : "",
                                   band->name);
    }
    return names != NULL ? names : "";
}

/* "2015-2021, 2022-": the years in which the index existed. */
static const char *years_of(const struct cell_place *place)
{
    const struct zi_index *index = &place->catalogue->indices[place->index];
    const char *years = "";

    for (size_t i = 0; place->sentences != NULL && years != NULL && i < index->n_scales; i++) {
        const struct zi_scale *scale = &index->scales[i];
        char from[16] = "";
        char to[16] = "";

        if (scale->valid_from != INT_MIN)
            snprintf(from, sizeof from, "%d", scale->valid_from);
        if (scale->valid_to != INT_MAX)
            snprintf(to, sizeof to, "%d", scale->valid_to);
        years = zi_arena_print(place->sentences, "%s%s%s\xe2\x80\x93%s", years, i > 0 ? ", " : "",
                               from, to);
    }
    return years != NULL ? years : "";
}

static void out_of_range(const struct cell_place *place, double value, struct span span,
                         const struct zi_scale *scale, struct remark *remark)
{
    struct zi_text range = remark_scale(place->sentences, scale->min, scale->max);

    remark_make(remark, place->sentences, ZI_FAULT_RANGE, ZI_FAULT,
                "nilai %s di luar %s%.0s untuk %s", "value %s is outside %.0s%s for %s",
                remark_quote(place->sentences, span.text, span.length), range.id, range.en,
                index_name(place));
    suggest_scale(place, remark, scale, value);
}

void cell_check_scale(const struct cell_place *place, double value, const char *text, size_t length,
                      struct remark *remark)
{
    const struct zi_index *index = &place->catalogue->indices[place->index];
    const struct zi_scale *scale = scale_at(place);

    if (place->of_unit && index->level == ZI_LEVEL_INSTITUTION) {
        remark_make(remark, place->sentences, ZI_FAULT_LEVEL, ZI_FAULT,
                    "indeks %s adalah nilai instansi, bukan nilai unit",
                    "index %s is a value of the institution, not of a unit", index->name);
        remark_suggest(remark, place->sentences,
                       "tulis di baris tersendiri dengan kolom unit kosong",
                       "write it in a row of its own with the unit column empty");
    } else if (place->year == YEAR_UNKNOWN) {
        return;
    } else if (scale == NULL) {
        remark_make(remark, place->sentences, ZI_FAULT_YEAR, ZI_FAULT,
                    "indeks %s tidak ada pada tahun %d (adanya: %s)",
                    "index %s did not exist in %d (it did: %s)", index->name, place->year,
                    years_of(place));
    } else if (!isnan(value) && !index->scored) {
        remark_make(remark, place->sentences, ZI_FAULT_NUMBER, ZI_FAULT,
                    "indeks %s dinilai dengan kata, bukan angka '%s'; yang ada: %s",
                    "index %s is judged in words, not by a number '%s'; there are: %s", index->name,
                    remark_quote(place->sentences, text, length), bands_of(place));
    } else if (!isnan(value) && !(value >= scale->min && value <= scale->max)) {
        out_of_range(place, value, (struct span){text, length}, scale, remark);
    }
}

/* ---- letters ---- */

/* "Level 3 (Terdefinisi)" names one band twice; "BB" once. */
static const struct zi_band *find_band(const struct cell_place *place, struct span span)
{
    const char *bracket = memchr(span.text, '(', span.length);
    const struct zi_band *band = zi_catalogue_band_named(place->catalogue, place->index,
                                                         place->year, span.text, span.length);
    struct span before = span;

    if (band != NULL || bracket == NULL || span.text[span.length - 1] != ')')
        return band;
    before = trim((struct span){span.text, (size_t)(bracket - span.text)});
    return zi_catalogue_band_named(place->catalogue, place->index, place->year, before.text,
                                   before.length);
}

/* The longest band name that begins the text as a word: "BB Plus" -> BB. */
static const char *band_that_begins(const struct cell_place *place, struct span span)
{
    for (size_t length = span.length; length > 0; length--) {
        const struct zi_band *band;

        if (length < span.length && is_letter(span.text[length]))
            continue;
        band =
            zi_catalogue_band_named(place->catalogue, place->index, place->year, span.text, length);
        if (band != NULL)
            return band->name;
    }
    return NULL;
}

static void unknown_letter(const struct cell_place *place, struct span span,
                           enum zi_severity severity, struct remark *remark)
{
    const char *quote = remark_quote(place->sentences, span.text, span.length);
    const char *begins = band_that_begins(place, span);

    if (!zi_catalogue_has_bands(place->catalogue, place->index, place->year)) {
        remark_make(remark, place->sentences, ZI_FAULT_LETTER, severity,
                    "'%s' tidak dikenal: %s tidak punya predikat pada tahun %d",
                    "'%s' is unknown: %s has no bands in %d", quote, index_name(place),
                    place->year);
        return;
    }
    remark_make(remark, place->sentences, ZI_FAULT_LETTER, severity,
                "'%s' bukan predikat %s tahun %d; yang ada: %s",
                "'%s' is not a band of %s in %d; there are: %s", quote, index_name(place),
                place->year, bands_of(place));
    if (begins != NULL)
        remark_suggest(remark, place->sentences, "mungkin %s", "perhaps %s", begins);
}

/* A letter beside a score: it is kept as printed, and compared. */
static void compare_letter(const struct cell_place *place, struct span letter,
                           struct value_cell *cell)
{
    const struct zi_band *printed;
    const struct zi_band *reached;

    if (place->year == YEAR_UNKNOWN)
        return;
    printed = find_band(place, letter);
    if (printed == NULL) {
        unknown_letter(place, letter, ZI_WARNING, &cell->remark);
        return;
    }
    cell->rank = printed->rank;
    reached = zi_catalogue_band(place->catalogue, place->index, place->year, cell->value);
    if (reached == NULL || reached->rank == printed->rank)
        return;
    remark_make(&cell->remark, place->sentences, ZI_FAULT_LETTER, ZI_WARNING,
                "predikat tertulis %s, tetapi nilainya jatuh di %s menurut batas %s tahun %d",
                "the band is given as %s, but the score falls in %s by the borders of %s in %d",
                printed->name, reached->name, index_name(place), place->year);
}

static void read_letter(const struct cell_place *place, struct span span, struct value_cell *cell)
{
    const struct zi_band *band;

    if (place->year == YEAR_UNKNOWN)
        return;
    band = find_band(place, span);
    if (band != NULL) {
        cell->rank = band->rank;
        cell_check_scale(place, NAN, span.text, span.length, &cell->remark);
        return;
    }
    unknown_letter(place, span, ZI_FAULT, &cell->remark);
}

void cell_add_letter(const struct cell_place *place, struct value_cell *cell, const char *text,
                     size_t length)
{
    struct span letter = without_stars(trim((struct span){text, length}));

    if (cell->remark.made || cell_is_missing(text, length))
        return;
    if (isnan(cell->value))
        read_letter(place, letter, cell);
    else
        compare_letter(place, letter, cell);
}

/* ---- a score with a letter ---- */

/* The letter of "82,20 (A)", "57/CC", "57 CC": what follows the number, set off from it. */
static bool letter_after(struct span rest, struct span *letter)
{
    struct span whole = trim(rest);

    *letter = whole;
    if (whole.length >= 2 && whole.text[0] == '(' && whole.text[whole.length - 1] == ')')
        *letter = trim((struct span){whole.text + 1, whole.length - 2});
    else if (whole.length >= 1 && whole.text[0] == '/')
        *letter = trim((struct span){whole.text + 1, whole.length - 1});
    else if (rest.length == 0 || space_at(rest.text, rest.length) == 0 || has_digit(whole))
        return false;
    return letter->length > 0 && is_letter(letter->text[0]);
}

/* "82,20 (A)" and "A (82,20)", "CC/57". */
static bool split_score(struct span span, struct span *score, struct span *letter)
{
    size_t length = number_length(span);
    const char *sign;

    if (length > 0) {
        struct span rest = {span.text + length, span.length - length};

        *score = (struct span){span.text, length};
        return space_at(span.text + length - 1, 1) == 0 && letter_after(rest, letter);
    }
    sign = memchr(span.text, '(', span.length);
    if (sign == NULL)
        sign = memchr(span.text, '/', span.length);
    if (sign == NULL || (*sign == '(' && span.text[span.length - 1] != ')'))
        return false;
    *letter = trim((struct span){span.text, (size_t)(sign - span.text)});
    *score = (struct span){sign + 1, (size_t)(span.text + span.length - sign - 1)};
    if (*sign == '(')
        score->length--;
    *score = trim(*score);
    return letter->length > 0 && score->length > 0 && number_length(*score) == score->length;
}

static bool read_percent(const struct cell_place *place, struct span span, struct value_cell *cell)
{
    const struct zi_scale *scale = scale_at(place);
    struct span number = trim((struct span){span.text, span.length - 1});

    if (span.length < 2 || span.text[span.length - 1] != '%' ||
        !read_number(number, &cell->value, &cell->decimal))
        return false;
    if (scale != NULL && !(scale->min == 0 && scale->max >= 100 && scale->max <= 120)) {
        cell->value = NAN;
        remark_make(&cell->remark, place->sentences, ZI_FAULT_NUMBER, ZI_FAULT,
                    "tanda persen pada '%s', padahal skala %s bukan 0 sampai 100",
                    "a percent sign in '%s', but the scale of %s is not 0 to 100",
                    remark_quote(place->sentences, span.text, span.length), index_name(place));
        return true;
    }
    cell_check_scale(place, cell->value, span.text, span.length, &cell->remark);
    return true;
}

static bool begins_with_limit(struct span span)
{
    static const char *const limits[] = {">", "<", "\xe2\x89\xa5", "\xe2\x89\xa4"};

    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        if (span.length > strlen(limits[i]) && memcmp(span.text, limits[i], strlen(limits[i])) == 0)
            return true;
    return false;
}

static void not_a_number(const struct cell_place *place, struct span span, struct remark *remark)
{
    double value;
    const char *letter = letter_in_number(place, span, &value);
    size_t signs = 0;

    remark_make(remark, place->sentences, ZI_FAULT_NUMBER, ZI_FAULT, "nilai '%s' bukan angka",
                "value '%s' is not a number",
                remark_quote(place->sentences, span.text, span.length));
    for (size_t i = 0; i < span.length; i++)
        signs += span.text[i] == '.' || span.text[i] == ',';
    if (letter != NULL)
        suggest_digits(place, remark, span, letter, value);
    else if (begins_with_limit(span))
        remark_suggest(remark, place->sentences,
                       "pertidaksamaan adalah target, bukan nilai; tulis yang dicapai",
                       "an inequality is a target, not a value; write what was reached");
    else if (!suggest_joined(place, remark, span) && signs > 1)
        remark_suggest(remark, place->sentences,
                       "lebih dari satu tanda desimal; pakai satu, tanpa pemisah ribuan",
                       "more than one decimal sign; use one, and no thousands separator");
}

/* A word, or a number with a letter O or l in it? */
static bool is_word(const struct cell_place *place, struct span span)
{
    double value;

    return span.length < CELL_MAX && has_letter(span) && !is_digit(span.text[0]) &&
           !begins_with_limit(span) && letter_in_number(place, span, &value) == NULL;
}

struct value_cell cell_value(const struct cell_place *place, const char *text, size_t length)
{
    struct value_cell cell = {.value = NAN};
    struct span span = without_stars(trim((struct span){text, length}));
    struct span score;
    struct span letter;

    if (cell_is_missing(text, length))
        return cell;
    cell.remark.offset = (size_t)(span.text - text);
    if (read_number(span, &cell.value, &cell.decimal)) {
        cell_check_scale(place, cell.value, span.text, span.length, &cell.remark);
    } else if (split_score(span, &score, &letter) &&
               read_number(score, &cell.value, &cell.decimal)) {
        cell_check_scale(place, cell.value, score.text, score.length, &cell.remark);
        compare_letter(place, letter, &cell);
    } else if (is_word(place, span)) {
        read_letter(place, span, &cell);
    } else if (!read_percent(place, span, &cell)) {
        not_a_number(place, span, &cell.remark);
    }
    if (cell.remark.made && cell.remark.severity == ZI_FAULT) {
        cell.value = NAN;
        cell.rank = 0;
    }
    return cell;
}

/* ---- years ---- */

/* Four digits that are a year, anywhere in the text; 0 for none. */
static int year_within(const char *text, size_t length)
{
    for (size_t i = 0; i + 4 <= length; i++) {
        int year = 0;
        size_t digits = 0;

        while (digits < 4 && is_digit(text[i + digits]))
            year = 10 * year + (text[i + digits++] - '0');
        if (digits == 4 && (i == 0 || !is_digit(text[i - 1])) &&
            (i + 4 == length || !is_digit(text[i + 4])) && year >= YEAR_MIN && year <= YEAR_MAX)
            return year;
    }
    return 0;
}

int cell_year(const char *text, size_t length, struct zi_arena *sentences, struct remark *remark)
{
    struct span span = without_stars(trim((struct span){text, length}));
    int year = year_within(span.text, span.length);
    char copy[CELL_MAX];

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
    if (year == 0 && span.length < CELL_MAX && letters_to_digits(span, copy) != NULL)
        year = year_within(copy, span.length);
    if (year != 0)
        remark_suggest(remark, sentences, "mungkin %d", "perhaps %d", year);
    return YEAR_UNKNOWN;
}
