/* What a cell says about an index: a number, a letter, both, or something wrong. */
#include "value.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/count.h"
#include "base/utf8.h"
#include "csv/mishap.h"
#include "csv/span.h"

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

/* "8O,1": the letter that makes it no number, when all else is one; else NULL. */
static const char *letter_in_number(const struct cell_place *place, struct span span, double *value)
{
    char copy[SPAN_MAX];
    const char *first = NULL;
    char decimal;

    if (span_has_digit(span) && span.length < sizeof copy)
        first = span_letters_to_digits(span, copy);
    if (first == NULL || !span_number((struct span){copy, span.length}, value, &decimal) ||
        !on_scale(place, *value))
        return NULL;
    return first;
}

static void suggest_digits(const struct cell_place *place, struct remark *remark, struct span span,
                           const char *letter, double value)
{
    struct zi_text number = remark_number(place->sentences, value);
    size_t position = zi_utf8_count(span.text, (size_t)(letter - span.text)) + 1;

    remark->offset += (size_t)(letter - span.text);
    remark->suggestion =
        (struct zi_text){remark_print(place->sentences, "huruf %c pada posisi %zu; mungkin %s",
                                      *letter, position, number.id),
                         remark_print(place->sentences, "letter %c in position %zu; perhaps %s",
                                      *letter, position, number.en)};
}

/* "78, 74": a space slipped in. */
static bool suggest_joined(const struct cell_place *place, struct remark *remark, struct span span)
{
    char copy[SPAN_MAX];
    size_t length = 0;
    struct zi_text number;
    double value;
    char decimal;

    for (size_t i = 0; i < span.length && span.length < sizeof copy; i++)
        if (span_space_at(span.text + i, 1) == 0)
            copy[length++] = span.text[i];
    if (length == span.length || !span_number((struct span){copy, length}, &value, &decimal) ||
        !on_scale(place, value))
        return false;
    number = remark_number(place->sentences, value);
    remark->suggestion = (struct zi_text){
        remark_print(place->sentences, "spasi di tengah angka; mungkin %s", number.id),
        remark_print(place->sentences, "a space inside the number; perhaps %s", number.en)};
    return true;
}

/* 882 for 0-100: a lost decimal sign; 3,54 for 25-100: the other scale of a survey. */
static void suggest_scale(const struct cell_place *place, struct remark *remark,
                          const struct zi_scale *scale, double value)
{
    struct zi_text number;

    if (scale->min == 25 && scale->max == 100 && value >= 1 && value <= 4) {
        number = remark_number(place->sentences, 25 * value);
        remark->suggestion = (struct zi_text){
            remark_print(place->sentences, "tampaknya pada skala 1 sampai 4; dikali 25 menjadi %s",
                         number.id),
            remark_print(place->sentences, "apparently on the scale 1 to 4; times 25 it is %s",
                         number.en)};
        return;
    }
    for (int power = 10; power <= 1000 && value == floor(value) && value > scale->max; power *= 10)
        if (value / power >= scale->min && value / power <= scale->max) {
            number = remark_number(place->sentences, value / power);
            remark->suggestion =
                (struct zi_text){remark_print(place->sentences, "mungkin %s", number.id),
                                 remark_print(place->sentences, "perhaps %s", number.en)};
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

/* "3,5", "1,5 atau 5,80": those that are on the scale; "" when none is. */
static struct zi_text numbers_typed(const struct cell_place *place, const struct mishap *date)
{
    struct zi_text numbers = {"", ""};
    double typed[2];
    int n = mishap_numbers(date, typed);

    for (int i = 0; i < n; i++) {
        struct zi_text number = remark_number(place->sentences, typed[i]);

        if (!on_scale(place, typed[i]) || place->sentences == NULL)
            continue;
        numbers.id = *numbers.id == '\0'
                         ? number.id
                         : zi_arena_print(place->sentences, "%s atau %s", numbers.id, number.id);
        numbers.en = *numbers.en == '\0'
                         ? number.en
                         : zi_arena_print(place->sentences, "%s or %s", numbers.en, number.en);
        if (numbers.id == NULL || numbers.en == NULL)
            return (struct zi_text){"", ""};
    }
    return numbers;
}

static void suggest_typed(const struct cell_place *place, const struct mishap *date,
                          struct remark *remark)
{
    struct zi_text numbers = numbers_typed(place, date);

    if (*numbers.id != '\0')
        remark->suggestion = (struct zi_text){
            remark_print(place->sentences,
                         "mungkin %s; ketik lagi setelah format selnya dijadikan Angka atau Teks",
                         numbers.id),
            remark_print(place->sentences,
                         "perhaps %s; type it again once the format of the cell is Number or Text",
                         numbers.en)};
    else
        remark_suggest(remark, place->sentences,
                       "ketik lagi nilainya setelah format selnya dijadikan Angka atau Teks",
                       "type the value again once the format of the cell is Number or Text");
}

static void out_of_range(const struct cell_place *place, double value, struct span span,
                         const struct zi_scale *scale, struct remark *remark)
{
    struct zi_text range = remark_scale(place->sentences, scale->min, scale->max);
    struct mishap date = mishap_of_days(value);
    const char *value_text = remark_quote(place->sentences, span.text, span.length);

    remark_text(remark, ZI_FAULT_RANGE, ZI_FAULT,
                (struct zi_text){remark_print(place->sentences, "nilai %s di luar %s untuk %s",
                                              value_text, range.id, index_name(place)),
                                 remark_print(place->sentences, "value %s is outside %s for %s",
                                              value_text, range.en, index_name(place))});
    if (date.kind == MISHAP_DATE)
        suggest_typed(place, &date, remark);
    else
        suggest_scale(place, remark, scale, value);
}

/* An index without limits (of --index-file) may hold anything but what sums of squares and products
 * of scores would lose beyond the ends of a double. */
static bool is_computable(double value)
{
    return value == 0 || (fabs(value) >= 1e-50 && fabs(value) <= 1e50);
}

static void not_computable(const struct cell_place *place, struct span span, struct remark *remark)
{
    remark_make(remark, place->sentences, ZI_FAULT_RANGE, ZI_FAULT,
                "nilai %s untuk %s tidak dapat dihitung: harus 0, atau besarnya 1e-50 sampai 1e50",
                "value %s for %s cannot be computed with: it must be 0, or of a size of 1e-50 to "
                "1e50",
                remark_quote(place->sentences, span.text, span.length), index_name(place));
}

void cell_check_scale(const struct cell_place *place, double value, const char *text, size_t length,
                      struct remark *remark)
{
    const struct zi_index *index = &place->catalogue->indices[place->index];
    const struct zi_scale *scale = scale_at(place);

    if (place->year == YEAR_UNKNOWN) {
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
    } else if (!isnan(value) && !is_computable(value)) {
        not_computable(place, (struct span){text, length}, remark);
    }
}

/* ---- letters ---- */

static const struct zi_band *find_band(const struct cell_place *place, struct span span)
{
    return zi_catalogue_band_named(place->catalogue, place->index, place->year, span.text,
                                   span.length);
}

/* "Level 3 (Terdefinisi)": the name before the bracket and the one within. */
static bool split_brackets(struct span span, struct span *before, struct span *within)
{
    const char *bracket = memchr(span.text, '(', span.length);

    if (bracket == NULL || span.text[span.length - 1] != ')')
        return false;
    *before = span_trim((struct span){span.text, (size_t)(bracket - span.text)});
    *within =
        span_trim((struct span){bracket + 1, (size_t)(span.text + span.length - bracket) - 2});
    return before->length > 0 && within->length > 0;
}

/* The longest band name that begins the text as a word: "BB Plus" -> BB. */
static const char *band_that_begins(const struct cell_place *place, struct span span)
{
    for (size_t length = span.length; length > 0; length--) {
        const struct zi_band *band;

        if (length < span.length && span_is_letter(span.text[length]))
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

/* What stands in brackets after a letter should name the same band. */
static void check_within(const struct cell_place *place, struct span within,
                         const struct zi_band *band, struct remark *remark)
{
    const struct zi_band *other = find_band(place, within);

    if (other == NULL)
        unknown_letter(place, within, ZI_WARNING, remark);
    else if (other->rank != band->rank)
        remark_make(remark, place->sentences, ZI_FAULT_LETTER, ZI_WARNING,
                    "dua predikat %s dalam satu sel: %s dan %s; dipakai %s",
                    "two bands of %s in one cell: %s and %s; %s is used", index_name(place),
                    band->name, other->name, band->name);
}

static void read_letter(const struct cell_place *place, struct span span, struct value_cell *cell)
{
    const struct zi_band *band;
    struct span before;
    struct span within;

    if (place->year == YEAR_UNKNOWN)
        return;
    band = find_band(place, span);
    if (band == NULL && split_brackets(span, &before, &within)) {
        band = find_band(place, before);
        if (band != NULL)
            check_within(place, within, band, &cell->remark);
    }
    if (band == NULL) {
        unknown_letter(place, span, ZI_FAULT, &cell->remark);
        return;
    }
    cell->rank = band->rank;
    if (!cell->remark.made)
        cell_check_scale(place, NAN, span.text, span.length, &cell->remark);
}

void cell_add_letter(const struct cell_place *place, struct value_cell *cell, const char *text,
                     size_t length)
{
    struct span letter = span_without_stars(span_trim((struct span){text, length}));

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
    struct span whole = span_trim(rest);

    *letter = whole;
    if (whole.length >= 2 && whole.text[0] == '(' && whole.text[whole.length - 1] == ')')
        *letter = span_trim((struct span){whole.text + 1, whole.length - 2});
    else if (whole.length >= 1 && whole.text[0] == '/')
        *letter = span_trim((struct span){whole.text + 1, whole.length - 1});
    else if (rest.length == 0 || span_space_at(rest.text, rest.length) == 0 ||
             span_has_digit(whole))
        return false;
    return letter->length > 0 && span_is_letter(letter->text[0]);
}

/* "82,20 (A)" and "A (82,20)", "CC/57". */
static bool split_score(struct span span, struct span *score, struct span *letter)
{
    size_t length = span_number_length(span);
    const char *sign;

    if (length > 0) {
        struct span rest = {span.text + length, span.length - length};

        *score = (struct span){span.text, length};
        return span_space_at(span.text + length - 1, 1) == 0 && letter_after(rest, letter);
    }
    sign = memchr(span.text, '(', span.length);
    if (sign == NULL)
        sign = memchr(span.text, '/', span.length);
    if (sign == NULL || (*sign == '(' && span.text[span.length - 1] != ')'))
        return false;
    *letter = span_trim((struct span){span.text, (size_t)(sign - span.text)});
    *score = (struct span){sign + 1, (size_t)(span.text + span.length - sign - 1)};
    if (*sign == '(')
        score->length--;
    *score = span_trim(*score);
    return letter->length > 0 && score->length > 0 && span_number_length(*score) == score->length;
}

static bool read_percent(const struct cell_place *place, struct span span, struct value_cell *cell)
{
    const struct zi_scale *scale = scale_at(place);
    struct span number = span_trim((struct span){span.text, span.length - 1});

    if (span.length < 2 || span.text[span.length - 1] != '%' ||
        !span_number(number, &cell->value, &cell->decimal))
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

    for (size_t i = 0; i < ZI_COUNT(limits); i++)
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

/* What a spreadsheet made of the value. */
static void say_mishap(const struct cell_place *place, const struct mishap *mishap,
                       struct span span, struct remark *remark)
{
    const char *quote = remark_quote(place->sentences, span.text, span.length);

    if (mishap->kind != MISHAP_DATE) {
        mishap_say(mishap, span, ZI_FAULT_NUMBER, place->sentences, remark);
        return;
    }
    remark_make(remark, place->sentences, ZI_FAULT_NUMBER, ZI_FAULT,
                "tanggal '%s' di tempat nilai: lembar sebar mengubah angka menjadi tanggal",
                "a date '%s' in place of a value: the spreadsheet turned a number into a date",
                quote);
    suggest_typed(place, mishap, remark);
}

/* A word, or a number with a letter O or l in it? */
static bool is_word(const struct cell_place *place, struct span span)
{
    double value;

    return span.length < SPAN_MAX && span_has_letter(span) && !span_is_digit(span.text[0]) &&
           !begins_with_limit(span) && letter_in_number(place, span, &value) == NULL;
}

struct value_cell cell_value(const struct cell_place *place, const char *text, size_t length)
{
    struct value_cell cell = {.value = NAN};
    struct span span = span_without_stars(span_trim((struct span){text, length}));
    struct mishap mishap = mishap_of(span);
    struct span score;
    struct span letter;

    if (cell_is_missing(text, length))
        return cell;
    cell.remark.offset = (size_t)(span.text - text);
    if (span_number(span, &cell.value, &cell.decimal)) {
        cell_check_scale(place, cell.value, span.text, span.length, &cell.remark);
    } else if (mishap.kind != NO_MISHAP) {
        say_mishap(place, &mishap, span, &cell.remark);
    } else if (split_score(span, &score, &letter) &&
               span_number(score, &cell.value, &cell.decimal)) {
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
