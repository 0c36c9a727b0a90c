/* Tells totals, sources and examples from units. */
#include "foot.h"

#include <math.h>
#include <string.h>

#include "base/count.h"
#include "base/utf8.h"
#include "csv/cell.h"
#include "csv/span.h"
#include "intake.h"
#include "noting.h"

/* ---- words ---- */

struct foot_word {
    const char *word; /* in small letters */
    enum foot_kind alone;
    enum foot_kind begins; /* with more behind it */
};

/* Longer ones before those that they begin with. */
static const struct foot_word foot_words[] = {
    {"average", FOOT_TOTAL, FOOT_LIKE_MEAN},
    {"catatan:", FOOT_NOTE, FOOT_NOTE},
    {"contoh:", FOOT_EXAMPLE, FOOT_EXAMPLE},
    {"contoh", FOOT_EXAMPLE, NO_FOOT},
    {"example:", FOOT_EXAMPLE, FOOT_EXAMPLE},
    {"example", FOOT_EXAMPLE, NO_FOOT},
    {"grand total", FOOT_TOTAL, FOOT_LIKE_SUM},
    {"jml", FOOT_TOTAL, FOOT_LIKE_SUM},
    {"jumlah", FOOT_TOTAL, FOOT_LIKE_SUM},
    {"keterangan:", FOOT_NOTE, FOOT_NOTE},
    {"maksimum", FOOT_TOTAL, FOOT_LIKE_MEAN},
    {"mean", FOOT_TOTAL, FOOT_LIKE_MEAN},
    {"minimum", FOOT_TOTAL, FOOT_LIKE_MEAN},
    {"nilai rata-rata", FOOT_TOTAL, FOOT_LIKE_MEAN},
    {"note:", FOOT_NOTE, FOOT_NOTE},
    {"rata rata", FOOT_TOTAL, FOOT_LIKE_MEAN},
    {"rata-rata", FOOT_TOTAL, FOOT_LIKE_MEAN},
    {"rataan", FOOT_TOTAL, FOOT_LIKE_MEAN},
    {"rata2", FOOT_TOTAL, FOOT_LIKE_MEAN},
    {"rerata", FOOT_TOTAL, FOOT_LIKE_MEAN},
    {"source:", FOOT_NOTE, FOOT_NOTE},
    {"sub total", FOOT_TOTAL, FOOT_LIKE_SUM},
    {"subtotal", FOOT_TOTAL, FOOT_LIKE_SUM},
    {"sumber data:", FOOT_NOTE, FOOT_NOTE},
    {"sumber:", FOOT_NOTE, FOOT_NOTE},
    {"terendah", FOOT_TOTAL, FOOT_LIKE_MEAN},
    {"tertinggi", FOOT_TOTAL, FOOT_LIKE_MEAN},
    {"total", FOOT_TOTAL, FOOT_LIKE_SUM},
};

enum { WORD_MAX = 24 };

static bool may_begin_word(char first)
{
    return strchr("acegjkmnrst", zi_utf8_lower_ascii(first)) != NULL && first != '\0';
}

/* The beginning of a name, in small letters; a dash of any kind is one, and no space stands before
 * a colon. Its length. */
static size_t plain_beginning(char plain[WORD_MAX], const char *text, size_t length)
{
    size_t n = 0;

    for (size_t i = 0; i < length && n < WORD_MAX; i++) {
        bool dash = i + 2 < length && memcmp(text + i, "\xe2\x80", 2) == 0 &&
                    (unsigned char)text[i + 2] >= 0x90 && (unsigned char)text[i + 2] <= 0x95;

        if (text[i] == ':' && n > 0 && plain[n - 1] == ' ')
            n--;
        plain[n++] = dash ? '-' : zi_utf8_lower_ascii(text[i]);
        i += dash ? 2 : 0;
    }
    return n;
}

static bool is_like(enum foot_kind kind)
{
    return kind == FOOT_LIKE_SUM || kind == FOOT_LIKE_MEAN;
}

/* Behind a word may stand another, but not more of the same one: "totalindo". */
static enum foot_kind kind_behind(const struct foot_word *word, const char *rest, size_t length)
{
    if (length == 0 || (length == 1 && (*rest == ':' || *rest == '.')))
        return word->alone;
    if (is_like(word->begins) && *rest != ' ' && *rest != ':' && *rest != '.')
        return NO_FOOT;
    return word->begins;
}

enum foot_kind foot_of(const char *text, size_t length)
{
    struct span span;
    char plain[WORD_MAX];
    size_t n;

    if (length == 0 || !(may_begin_word(*text) || span_space_at(text, length) > 0))
        return NO_FOOT;
    span = span_trim((struct span){text, length});
    n = plain_beginning(plain, span.text, span.length);
    for (size_t i = 0; i < ZI_COUNT(foot_words); i++) {
        size_t word_length = strlen(foot_words[i].word);

        if (n >= word_length && memcmp(plain, foot_words[i].word, word_length) == 0)
            return kind_behind(&foot_words[i], plain + word_length, n - word_length);
    }
    return NO_FOOT;
}

/* ---- what they add up to ---- */

/* Rows looked at for all totals of a file: far more than tables have, so that a file of nothing but
 * totals does not take forever. */
enum { LOOKED_ABOVE_MAX = 500000000 };

enum sum_verdict { SUM_OF_NOTHING, SUM_AGREES, SUM_DISAGREES };

struct above {
    double sum;
    double min;
    double max;
    size_t n;
};

static void add_above(struct above *above, double value)
{
    above->min = above->n == 0 || value < above->min ? value : above->min;
    above->max = above->n == 0 || value > above->max ? value : above->max;
    above->sum += value;
    above->n++;
}

/* What stands in a column of values above, from a row on, of the same year and index. */
static struct above look_above(const struct intake *intake, size_t column, size_t first)
{
    const struct rows *rows = &intake->rows;
    struct above above = {0};

    for (size_t i = first; i < rows->n_rows; i++)
        if (rows->entities[i] != NO_NAME && !isnan(rows->values[column][i]) &&
            (rows->years == NULL || rows->years[i] == intake->row.year) &&
            (rows->indices == NULL || rows->indices[i] == intake->row.index))
            add_above(&above, rows->values[column][i]);
    return above;
}

/* Rounded to the decimals that are printed. */
static bool is_printed_as(double printed, double value)
{
    double step = 1;

    for (int i = 0; i < 6 && fabs(printed / step - round(printed / step)) > 1e-6; i++)
        step /= 10;
    return fabs(printed - value) <= step * (0.5 + 1e-9) + 1e-9 * fabs(value);
}

/* A name that only begins like a total must be the one that it says. */
static bool adds_up(enum foot_kind kind, double value, const struct above *above)
{
    bool is_sum = above->n > 1 && is_printed_as(value, above->sum);
    bool is_mean = above->n > 1 && is_printed_as(value, above->sum / (double)above->n);

    switch (kind) {
    case FOOT_LIKE_SUM: return is_sum;
    case FOOT_LIKE_MEAN: return is_mean;
    default:
        return is_sum || is_mean || (above->n > 0 && (value == above->max || value == above->min));
    }
}

/* The record's number in a column of values; NaN where there is none. */
static double number_in(const struct intake *intake, size_t column)
{
    double value = intake->values[intake->layout.columns[column].value];
    char decimal;

    if (isnan(value) && intake->kept[column] &&
        !span_number(
            span_trim((struct span){intake_text(intake, column), intake->fields[column].length}),
            &value, &decimal))
        return NAN;
    return value;
}

/* Against all rows above and against those below the total before: it may be one of a part. */
static enum sum_verdict judge_sums(struct intake *intake, enum foot_kind kind)
{
    enum sum_verdict verdict = SUM_OF_NOTHING;

    for (size_t i = 0; i < intake->layout.n_columns; i++) {
        const struct column *column = &intake->layout.columns[i];
        double value = column->role == ROLE_VALUE ? number_in(intake, i) : NAN;
        struct above all, part;

        if (isnan(value))
            continue;
        intake->n_looked_above += intake->rows.n_rows;
        if (intake->n_looked_above > LOOKED_ABOVE_MAX)
            return SUM_DISAGREES;
        all = look_above(intake, column->value, 0);
        part = look_above(intake, column->value, intake->row_below_foot);
        if (!adds_up(kind, value, &all) && !adds_up(kind, value, &part))
            return SUM_DISAGREES;
        verdict = SUM_AGREES;
    }
    return verdict;
}

/* ---- the verdict ---- */

static enum meeting_kind verdict_of(struct intake *intake, enum foot_kind kind)
{
    enum sum_verdict sums = kind == FOOT_EXAMPLE ? SUM_OF_NOTHING : judge_sums(intake, kind);

    if (is_like(kind))
        return sums == SUM_AGREES ? MEETING_LEFT_OUT : MEETING_LIKE_TOTAL;
    if (sums == SUM_DISAGREES)
        return kind == FOOT_TOTAL ? MEETING_NO_TOTAL : MEETING_LIKE_TOTAL;
    return kind == FOOT_NOTE && sums == SUM_AGREES ? MEETING_LIKE_TOTAL : MEETING_LEFT_OUT;
}

/* The word stands in place of the unit or institution, or to the left of it. */
static enum foot_kind kind_of_row(const struct intake *intake, size_t *column)
{
    const struct layout *layout = &intake->layout;
    size_t unit = layout_column(layout, ROLE_UNIT);
    size_t institution = layout_column(layout, ROLE_INSTITUTION);
    bool has_unit = layout->has_unit && intake->row.n_fields > unit && intake->unit_length > 0;

    if (has_unit && intake->unit_foot != NO_FOOT) {
        *column = unit;
        return intake->unit_foot;
    }
    if (!has_unit && layout->has_institution && intake->row.n_fields > institution &&
        intake->institution_foot != NO_FOOT) {
        *column = institution;
        return intake->institution_foot;
    }
    *column = intake->row.foot_column;
    return !has_unit || intake->row.foot == FOOT_EXAMPLE ? intake->row.foot : NO_FOOT;
}

bool foot_is_left_out(struct intake *intake)
{
    struct meeting meeting = {.file = intake->file, .record = intake->n_records};
    enum foot_kind kind;

    if (intake->unit_foot == NO_FOOT && intake->institution_foot == NO_FOOT &&
        intake->row.foot == NO_FOOT)
        return false;
    kind = kind_of_row(intake, &meeting.column);
    if (kind == NO_FOOT)
        return false;
    meeting.kind = verdict_of(intake, kind);
    if (meeting.kind != MEETING_LIKE_TOTAL || !intake->said_like_total)
        intake_meet(intake, NULL, &meeting);
    if (meeting.kind == MEETING_LIKE_TOTAL) {
        intake->said_like_total = true;
        return false;
    }
    if (meeting.kind == MEETING_NO_TOTAL) {
        intake->shape->n_rows++;
        intake->n_left_out++;
    }
    intake->row_below_foot = intake->rows.n_rows + 1;
    return true;
}
