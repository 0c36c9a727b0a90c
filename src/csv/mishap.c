/* Traces of a spreadsheet in a cell. */
#include "mishap.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/count.h"
#include "base/utf8.h"
#include "workbook/number_format.h"

/* "#DIV/0!", "#N/A", "#NAMA?", a column too narrow ("####"), "Err:502" of LibreOffice. */
static bool is_error(struct span span)
{
    char last = span.text[span.length - 1];

    if (span.length >= 5 && memcmp(span.text, "Err:", 4) == 0)
        return true;
    if (span.length < 4 || span.text[0] != '#')
        return false;
    return last == '!' || last == '?' || last == '#' ||
           (span.length == 4 && memcmp(span.text, "#N/A", 4) == 0);
}

/* ---- dates ---- */

/* A piece of a date: digits or the name of a month. */
struct piece {
    int number;
    size_t length;
    bool is_month;
};

/* Indonesian and English, by their first three letters. */
static int month_named(const char *text, size_t length)
{
    static const struct {
        char begins[4];
        int month;
    } names[] = {{"jan", 1},  {"feb", 2},  {"peb", 2},  {"mar", 3},  {"apr", 4},
                 {"mei", 5},  {"may", 5},  {"jun", 6},  {"jul", 7},  {"agu", 8},
                 {"agt", 8},  {"ags", 8},  {"aug", 8},  {"sep", 9},  {"okt", 10},
                 {"oct", 10}, {"nov", 11}, {"nop", 11}, {"des", 12}, {"dec", 12}};

    for (size_t i = 0; length >= 3 && i < ZI_COUNT(names); i++) {
        size_t same = 0;

        while (same < 3 && zi_utf8_lower_ascii(text[same]) == names[i].begins[same])
            same++;
        if (same == 3)
            return names[i].month;
    }
    return 0;
}

static struct piece piece_at(const char *text, size_t length)
{
    struct piece piece = {0};

    while (piece.length < length && piece.length < 4 && span_is_digit(text[piece.length]))
        piece.number = 10 * piece.number + (text[piece.length++] - '0');
    if (piece.length > 0)
        return piece;
    while (piece.length < length && span_is_letter(text[piece.length]))
        piece.length++;
    piece.number = month_named(text, piece.length);
    piece.is_month = true;
    return piece;
}

/* Two or three pieces with dashes, slashes or spaces between; 0 when it is something else. A time
 * of the day may follow. */
static int split(struct span span, struct piece pieces[3])
{
    size_t at = 0;
    int n = 0;

    while (n < 3) {
        pieces[n] = piece_at(span.text + at, span.length - at);
        if (pieces[n].length == 0 || pieces[n].number == 0)
            return 0;
        at += pieces[n++].length;
        if (at == span.length)
            return n;
        if (strchr("-/ ", span.text[at]) == NULL)
            return 0;
        at++;
    }
    return span.text[at - 1] == ' ' && at < span.length && span_is_digit(span.text[at]) ? n : 0;
}

static bool is_day(int day, int month)
{
    return day >= 1 && day <= 31 && month >= 1 && month <= 12;
}

/* "03-Mei", "Mei-80", "2024-05-03", "3/5/2024": two numbers alone are no date ("57/60"). */
static struct mishap date_of(struct span span)
{
    struct mishap date = {.kind = MISHAP_DATE};
    struct piece p[3];
    int n = split(span, p);

    if (n == 2 && p[1].is_month && !p[0].is_month) {
        date.day = p[0].number;
        date.month = p[1].number;
    } else if (n == 2 && p[0].is_month && !p[1].is_month) {
        date.month = p[0].number;
        date.year = p[1].number;
        return date;
    } else if (n == 3 && p[0].length == 4 && !p[2].is_month) {
        date = (struct mishap){MISHAP_DATE, p[2].number, p[1].number, p[0].number};
    } else if (n == 3 && !p[0].is_month && !p[2].is_month) {
        date = (struct mishap){MISHAP_DATE, p[0].number, p[1].number, p[2].number};
    }
    return n > 0 && is_day(date.day, date.month) ? date : (struct mishap){0};
}

struct mishap mishap_of(struct span span)
{
    if (span.length == 0)
        return (struct mishap){0};
    if (is_error(span))
        return (struct mishap){.kind = MISHAP_ERROR};
    if (span.text[0] == '=')
        return (struct mishap){.kind = MISHAP_FORMULA};
    return date_of(span);
}

bool mishap_is_no_name(struct span span, bool in_cells)
{
    enum mishap_kind kind = mishap_of(span).kind;

    return kind == MISHAP_ERROR || (kind == MISHAP_FORMULA && in_cells);
}

void mishap_say(const struct mishap *mishap, struct span span, enum zi_fault_kind kind,
                struct zi_arena *sentences, struct remark *remark)
{
    const char *quote = remark_quote(sentences, span.text, span.length);

    if (mishap->kind == MISHAP_ERROR) {
        remark_make(remark, sentences, kind, ZI_FAULT, "isi sel adalah galat lembar sebar: '%s'",
                    "the cell holds an error of the spreadsheet: '%s'", quote);
        remark_suggest(remark, sentences,
                       "perbaiki rumusnya, atau kosongkan bila isinya memang belum ada",
                       "correct the formula, or clear the cell if there is nothing yet");
    } else if (mishap->kind == MISHAP_FORMULA) {
        remark_make(remark, sentences, kind, ZI_FAULT, "rumus '%s' tanpa hasil yang tersimpan",
                    "the formula '%s' without a stored result", quote);
        remark_suggest(
            remark, sentences,
            "buka berkas ini di Excel atau LibreOffice, lalu simpan: hasilnya ikut "
            "tersimpan",
            "open this file in Excel or LibreOffice and save it: that stores the result");
    }
}

/* 3 and 5 -> 3.5, 5 and 80 -> 5.8 */
static double number_typed(int whole, int fraction)
{
    return whole + fraction / (fraction < 10 ? 10.0 : 100.0);
}

int mishap_numbers(const struct mishap *date, double numbers[2])
{
    int n = 0;

    if (date->day > 0)
        numbers[n++] = number_typed(date->day, date->month);
    if (date->year > 0 && date->day <= 1)
        numbers[n++] = number_typed(date->month, date->year % 100);
    return n;
}

struct mishap mishap_of_days(double value)
{
    enum { DAY_2000 = 36526, DAY_2051 = 55154 };
    char digits[NUMBER_TEXT_MAX];
    char text[NUMBER_TEXT_MAX];
    size_t length;

    if (value != floor(value) || value < DAY_2000 || value >= DAY_2051)
        return (struct mishap){0};
    length = (size_t)snprintf(digits, sizeof digits, "%.0f", value);
    length = number_text(text, digits, length, NUMBER_DATE, false);
    return date_of((struct span){text, length});
}
