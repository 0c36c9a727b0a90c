/* Numbers of cells to text, by their formats. */
#include "number_format.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "base/utf8.h"

/* ---- kinds ---- */

enum number_kind number_kind_of_id(long id)
{
    if (id == 9 || id == 10)
        return NUMBER_PERCENT;
    if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47) || (id >= 32 && id <= 33))
        return NUMBER_TIME;
    if ((id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58))
        return NUMBER_DATE;
    return NUMBER_PLAIN;
}

/* The letters of a code that mean something; what is quoted, escaped or in brackets does not. */
struct code_letters {
    size_t years, months_or_minutes, days, hours, seconds, digits, percents;
};

/* "[h]", "[mm]": hours, minutes or seconds beyond those of a day. */
static bool is_elapsed_time(const char *at)
{
    return at[1] != '\0' && strchr("hHmMsS", at[1]) != NULL &&
           (at[2] == ']' || (at[2] == at[1] && at[3] == ']'));
}

/* The last byte of the literal that begins at a byte of a code; the byte itself where none does.
 * One that is not closed goes to the end. */
static const char *pass_literal(const char *at)
{
    const char *end;

    if ((*at == '\\' || *at == '_' || *at == '*') && at[1] != '\0')
        return at + 1;
    if (*at != '"' && (*at != '[' || is_elapsed_time(at)))
        return at;
    end = strchr(at + 1, *at == '"' ? '"' : ']');
    return end != NULL ? end : at + strlen(at) - 1;
}

static struct code_letters count_letters(const char *code)
{
    struct code_letters n = {0};

    for (const char *at = code; *at != '\0' && *at != ';'; at++) {
        const char *end = pass_literal(at);

        if (end != at) {
            at = end;
            continue;
        }
        switch (zi_utf8_lower_ascii(*at)) {
        case 'y': n.years++; break;
        case 'm': n.months_or_minutes++; break;
        case 'd': n.days++; break;
        case 'h': n.hours++; break;
        case 's': n.seconds++; break;
        case '0':
        case '#':
        case '?': n.digits++; break;
        case '%': n.percents++; break;
        default: break;
        }
    }
    return n;
}

enum number_kind number_kind_of_code(const char *code)
{
    struct code_letters n = count_letters(code);

    if (strncmp(code, "General", 7) == 0 || strncmp(code, "@", 1) == 0)
        return NUMBER_PLAIN;
    if (n.percents > 0)
        return NUMBER_PERCENT;
    if (n.days > 0 || (n.months_or_minutes > 0 && n.hours == 0 && n.seconds == 0))
        return NUMBER_DATE;
    if (n.years > 0)
        return n.months_or_minutes > 0 ? NUMBER_DATE : NUMBER_YEAR;
    return n.hours > 0 || n.seconds > 0 ? NUMBER_TIME : NUMBER_PLAIN;
}

/* ---- days ---- */

enum { DAYS_1900_TO_1904 = 1462, LEAP_DAY_1900 = 60, DAYS_MAX = 2958465 /* 9999-12-31 */ };

struct date {
    long year;
    int month, day;
};

/* Days since 0000-03-01 of the proleptic Gregorian calendar to a date (H. Hinnant,
 * "chrono-Compatible Low-Level Date Algorithms", civil_from_days). */
static struct date date_of_days(long days)
{
    long era = days / 146097;
    long of_era = days % 146097;
    long year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    long of_year = of_era - (365 * year + year / 4 - year / 100);
    int shifted = (int)((5 * of_year + 2) / 153);
    int month = shifted < 10 ? shifted + 3 : shifted - 9;

    return (struct date){.year = year + 400 * era + (month <= 2),
                         .month = month,
                         .day = (int)(of_year - (153 * shifted + 2) / 5 + 1)};
}

static struct date date_of_serial(long serial)
{
    enum { DAYS_TO_1899_12_30 = 693899 };

    if (serial == LEAP_DAY_1900)
        return (struct date){1900, 2, 29};
    return date_of_days(serial + DAYS_TO_1899_12_30 + (serial < LEAP_DAY_1900));
}

static int print_time(char *out, size_t size, double of_day)
{
    long seconds = lround(of_day * 86400);

    return snprintf(out, size, "%02ld:%02ld:%02ld", seconds / 3600, seconds / 60 % 60,
                    seconds % 60);
}

/* false: not within the calendar. */
static bool print_days(char out[NUMBER_TEXT_MAX], double value, enum number_kind kind,
                       bool from_1904)
{
    double serial = value + (from_1904 ? DAYS_1900_TO_1904 : 0);
    double whole = floor(serial + 0.5 / 86400);
    struct date date;
    int length;

    if (!(serial >= 0 && serial < DAYS_MAX + 1.0))
        return false;
    if (kind == NUMBER_TIME && value < 1) {
        print_time(out, NUMBER_TEXT_MAX, value);
        return true;
    }
    date = date_of_serial((long)whole);
    if (kind == NUMBER_YEAR) {
        snprintf(out, NUMBER_TEXT_MAX, "%ld", date.year);
        return true;
    }
    length = snprintf(out, NUMBER_TEXT_MAX, "%04ld-%02d-%02d", date.year, date.month, date.day);
    if (serial - whole >= 0.5 / 86400) {
        out[length++] = ' ';
        print_time(out + length, NUMBER_TEXT_MAX - (size_t)length, serial - whole);
    }
    return true;
}

/* ---- text ---- */

/* Digits with at most one point, no more of them than are shown: as it stands. */
static bool is_short(const char *text, size_t length)
{
    size_t n_points = 0;

    for (size_t i = 0; i < length; i++) {
        if (text[i] == '.')
            n_points++;
        else if (text[i] < '0' || text[i] > '9')
            return false;
    }
    return length > 0 && length <= 15 && n_points <= 1;
}

static size_t print_rounded(char out[NUMBER_TEXT_MAX], double value)
{
    char digits[NUMBER_TEXT_MAX];
    double rounded = value;

    snprintf(digits, sizeof digits, "%.15g", value);
    zi_number_parse(digits, strlen(digits), &rounded);
    zi_number_shortest(out, rounded);
    return strlen(out);
}

static size_t copy(char out[NUMBER_TEXT_MAX], const char *text, size_t length)
{
    if (length >= NUMBER_TEXT_MAX)
        length = NUMBER_TEXT_MAX - 1;
    memcpy(out, text, length);
    out[length] = '\0';
    return length;
}

size_t number_text(char out[NUMBER_TEXT_MAX], const char *text, size_t length,
                   enum number_kind kind, bool from_1904)
{
    double value;
    size_t n;

    if (kind == NUMBER_PLAIN && is_short(text, length))
        return copy(out, text, length);
    if (!zi_number_parse(text, length, &value))
        return copy(out, text, length);
    if (kind == NUMBER_PERCENT) {
        n = print_rounded(out, 100 * value);
        return copy(out + n, "%", 1) + n;
    }
    if (kind != NUMBER_PLAIN && print_days(out, value, kind, from_1904))
        return strlen(out);
    return print_rounded(out, value);
}
