#include "check.h"

#include <float.h>
#include <limits.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"

/* splitmix64: the same doubles in every run */
static uint64_t next_random(uint64_t *seed)
{
    uint64_t z = *seed += 0x9e3779b97f4a7c15;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

/* Any finite double: every exponent is as likely as every other. */
static double random_double(uint64_t *seed)
{
    for (;;) {
        uint64_t bits = next_random(seed);
        double value;

        memcpy(&value, &bits, sizeof value);
        if (isfinite(value))
            return value;
    }
}

static double parsed(const char *text)
{
    double value = NAN;

    if (!zi_number_parse(text, strlen(text), &value))
        fail_msg("'%s' is refused", text);
    return value;
}

static void numbers_are_read_as_strtod_reads_them(void **state)
{
    static const char *const texts[] = {
        "0",
        "-0",
        "+7",
        "74.96",
        "000074.96",
        "5.",
        ".5",
        "1e3",
        "1E+3",
        "1e-3",
        "123456789012345",
        "1234567890123456",
        "9007199254740993",
        "0.000000000000000000000001",
        "1e22",
        "1e23",
        "8.5e22",
        "1.7976931348623157e308",
        "2.2250738585072011e-308",
        "5e-324",
        "1e-400",
        "0e999999999999",
        "0.1000000000000000055511151231257827021181583404541015625",
        "179769313486231570000000000000000000000000000000000000000000000000000000000000000",
        "0.00000000000000000000000000000000000000000000000000000000000000000000000000000001e70",
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        double got = parsed(texts[i]);

        if (got != strtod(texts[i], NULL))
            fail_msg("'%s' is read as %.17g", texts[i], got);
    }
    assert_true(signbit(parsed("-0")));
}

static void every_written_double_is_read_back_exactly(void **state)
{
    uint64_t seed = 1;

    (void)state;
    for (int i = 0; i < 100000; i++) {
        double value = random_double(&seed);
        char text[64];

        snprintf(text, sizeof text, i % 2 ? "%.17g" : "%.10e", value);
        if (parsed(text) != strtod(text, NULL))
            fail_msg("'%s' is read as %.17g", text, parsed(text));
    }
}

/* The numbers that reports hold: few digits, few decimals. */
static void scores_are_read_exactly(void **state)
{
    uint64_t seed = 2;

    (void)state;
    for (int i = 0; i < 100000; i++) {
        int decimals = (int)(next_random(&seed) % 22);
        long long digits = (long long)(next_random(&seed) % 1000000000000000);
        char text[64];

        snprintf(text, sizeof text, "%lld.%0*lld", digits % 1000, decimals + 1,
                 digits / 1000 % 1000000);
        if (parsed(text) != strtod(text, NULL))
            fail_msg("'%s' is read as %.17g", text, parsed(text));
    }
}

/* Halfway between 1 and the next double, and then a digit a thousand places further on. */
static void a_distant_digit_breaks_a_tie(void **state)
{
    static const char halfway[] = "1.00000000000000011102230246251565404236316680908203125";
    char text[2000];

    (void)state;
    assert_true(parsed(halfway) == 1);
    snprintf(text, sizeof text, "%s%01000d", halfway, 0);
    assert_true(parsed(text) == 1);
    text[strlen(text) - 1] = '1';
    assert_true(parsed(text) == 1 + DBL_EPSILON);
}

static void only_the_given_bytes_are_read(void **state)
{
    double value;

    (void)state;
    assert_true(zi_number_parse("74.961", 5, &value));
    assert_true(value == 74.96);
    assert_true(zi_number_parse("12345678901234567890123", 20, &value));
    assert_true(value == 12345678901234567890.0);
    assert_true(zi_number_parse("1e55", 3, &value));
    assert_true(value == 1e5);
}

static void anything_else_is_refused_and_leaves_the_value(void **state)
{
    static const char *const texts[] = {
        "",       " ",   "1 ",  " 1",  "-",     "+",     ".",        "-.",   "e5",     "1e",
        "1e+",    "1e-", "--1", "+-1", "1..2",  "1.2.3", "74,96",    "0x10", "1p3",    "nan",
        "NaN",    "inf", "INF", "1_0", "infty", "8O.1",  "1e400",    "1f",   "-1e400", "1e1.5",
        "1.5e3x", "1d3", "\t1", "1\n", "²",     "１",    "infinity", "1 000"};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        double value = 42;

        if (zi_number_parse(texts[i], strlen(texts[i]), &value))
            fail_msg("'%s' is read as %g", texts[i], value);
        assert_true(value == 42);
    }
    assert_false(zi_number_parse("1\0002", 3, &(double){0}));
}

struct shortest_case {
    double value;
    const char *want;
};

/* want as Python's repr gives it (integers without ".0"); 2^-44 and 9.5367431640625e-07 stand at
 * a power of two, where the nearest short decimal is not the one that reads back. */
static void the_shortest_form_is_the_known_one(void **state)
{
    static const struct shortest_case cases[] = {
        {0, "0"},
        {-0.0, "0"},
        {0.1, "0.1"},
        {75, "75"},
        {-74.96, "-74.96"},
        {0.1 + 0.2, "0.30000000000000004"},
        {1.0 / 3, "0.3333333333333333"},
        {0.0001, "0.0001"},
        {0.00001, "1e-05"},
        {1.5e-7, "1.5e-07"},
        {100, "100"},
        {1e15, "1000000000000000"},
        {1e16, "1e+16"},
        {1e20, "1e+20"},
        {1e22, "1e+22"},
        {1e23, "1e+23"},
        {1e100, "1e+100"},
        {123456789012345680.0, "1.2345678901234568e+17"},
        {1234567890123456.0, "1234567890123456"},
        {9007199254740992.0, "9007199254740992"},
        {0x1p-44, "5.684341886080802e-14"},
        {0x1p-20, "9.5367431640625e-07"},
        {DBL_MAX, "1.7976931348623157e+308"},
        {DBL_MIN, "2.2250738585072014e-308"},
        {DBL_TRUE_MIN, "5e-324"},
        {3 * DBL_TRUE_MIN, "1.5e-323"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[ZI_NUMBER_MAX];

        zi_number_shortest(text, cases[i].value);
        assert_string_equal(text, cases[i].want);
    }
}

static int significant_digits(const char *text)
{
    int digits = 0;
    int zeros = 0;

    for (; *text && *text != 'e'; text++) {
        if (*text < '0' || *text > '9' || (digits == 0 && *text == '0'))
            continue;
        digits++;
        zeros = *text == '0' ? zeros + 1 : 0;
    }
    return digits - zeros;
}

static void assert_shortest(double value)
{
    char text[ZI_NUMBER_MAX];
    char shorter[64];

    zi_number_shortest(text, value);
    if (strtod(text, NULL) != value)
        fail_msg("%.17g is written '%s'", value, text);
    if (significant_digits(text) < 2)
        return;
    snprintf(shorter, sizeof shorter, "%.*e", significant_digits(text) - 2, value);
    if (strtod(shorter, NULL) == value)
        fail_msg("%s is shorter than '%s'", shorter, text);
}

static void the_shortest_form_reads_back_and_nothing_shorter_does(void **state)
{
    uint64_t seed = 3;

    (void)state;
    for (int i = 0; i < 100000; i++)
        assert_shortest(random_double(&seed));
    for (int i = 0; i < 50000; i++)
        assert_shortest((double)(next_random(&seed) % 10000000) / 100000);
    for (int exponent = -1074; exponent < 1024; exponent++)
        assert_shortest(ldexp(1, exponent));
}

static bool is_json_number(const char *text)
{
    text += *text == '-';
    if (*text < '0' || *text > '9' || (*text == '0' && text[1] >= '0' && text[1] <= '9'))
        return false;
    text += strspn(text, "0123456789");
    if (*text == '.') {
        if (strspn(++text, "0123456789") == 0)
            return false;
        text += strspn(text, "0123456789");
    }
    if (*text == 'e') {
        text++;
        text += *text == '-' || *text == '+';
        if (strspn(text, "0123456789") == 0)
            return false;
        text += strspn(text, "0123456789");
    }
    return *text == '\0';
}

static void the_shortest_form_is_a_json_number(void **state)
{
    uint64_t seed = 4;

    (void)state;
    for (int i = 0; i < 20000; i++) {
        char text[ZI_NUMBER_MAX];

        zi_number_shortest(text, i % 2 ? random_double(&seed)
                                       : (double)(next_random(&seed) % 100000) / 1000);
        if (!is_json_number(text))
            fail_msg("'%s' is no JSON number", text);
    }
}

static void whole_numbers_are_written_in_full(void **state)
{
    static const long values[] = {0, 7, -7, 2025, LONG_MAX, LONG_MIN};

    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        char text[ZI_NUMBER_MAX], want[ZI_NUMBER_MAX];

        zi_number_integer(text, values[i]);
        snprintf(want, sizeof want, "%ld", values[i]);
        assert_string_equal(text, want);
    }
}

/* The digits of the first %.*e that reads back, without the zeros at their end. */
static void first_that_reads_back(char digits[32], double value)
{
    char text[32];
    size_t length = 0;

    for (int decimals = 0; decimals < 17; decimals++) {
        snprintf(text, sizeof text, "%.*e", decimals, fabs(value));
        if (strtod(text, NULL) == fabs(value))
            break;
    }
    for (const char *at = text; *at != 'e'; at++)
        if (*at != '.')
            digits[length++] = *at;
    while (length > 1 && digits[length - 1] == '0')
        length--;
    digits[length] = '\0';
}

static void digits_of(char digits[32], const char *text)
{
    size_t length = 0;

    for (; *text && *text != 'e'; text++)
        if (*text >= '0' && *text <= '9' && (length > 0 || *text != '0'))
            digits[length++] = *text;
    while (length > 1 && digits[length - 1] == '0')
        length--;
    digits[length] = '\0';
}

static void check_shortest(double value)
{
    char text[ZI_NUMBER_MAX], got[32], want[32];

    zi_number_shortest(text, value);
    assert_true(strtod(text, NULL) == value);
    digits_of(got, text);
    first_that_reads_back(want, value);
    if (strcmp(got, want) != 0)
        fail_msg("%.17g is '%s': digits %s, expected %s", value, text, got, want);
}

/* Around the size where strings give way to whole numbers (1e-11 to 1e15) and within it. */
static void the_shortest_form_is_the_first_that_reads_back(void **state)
{
    uint64_t seed = 11;

    (void)state;
    for (int i = 0; i < 40000; i++) {
        double fraction = 1 + (double)(next_random(&seed) >> 12) / 4503599627370496.0;
        int binary = (int)(next_random(&seed) % 100) - 42;

        check_shortest(ldexp(fraction, binary));
        check_shortest(-(double)(next_random(&seed) % 10000000) / 1000 - 0.001);
        check_shortest((double)(next_random(&seed) % 1000) / 7 + 1e-9);
    }
    for (int exponent = -13; exponent < 18; exponent++) {
        char text[16];
        double power;

        snprintf(text, sizeof text, "1e%d", exponent);
        power = strtod(text, NULL);
        check_shortest(power);
        check_shortest(nextafter(power, 0));
        check_shortest(nextafter(power, INFINITY));
        check_shortest(3 * power);
        check_shortest(9.5 * power);
    }
}

struct fixed_case {
    double value;
    int decimals;
    const char *id;
    const char *en;
};

static void people_get_fixed_decimals(void **state)
{
    static const struct fixed_case cases[] = {
        {74.96, 1, "75,0", "75.0"},
        {74.96, 2, "74,96", "74.96"},
        {75, 2, "75,00", "75.00"},
        {2.675, 2, "2,68", "2.68"},
        {0.125, 2, "0,13", "0.13"},
        {1.005, 2, "1,01", "1.01"},
        {-2.675, 2, "−2,68", "−2.68"},
        {0.5, 0, "1", "1"},
        {0.49999, 0, "0", "0"},
        {999.995, 2, "1000,00", "1000.00"},
        {0, 0, "0", "0"},
        {0, 2, "0,00", "0.00"},
        {-0.0, 2, "0,00", "0.00"},
        {-0.001, 2, "0,00", "0.00"},
        {-0.005, 2, "−0,01", "−0.01"},
        {1234567, 0, "1234567", "1234567"},
        {1000, 1, "1000,0", "1000.0"},
        {0.05, 1, "0,1", "0.1"},
        {0.001, 5, "0,00100", "0.00100"},
        {1e-300, 15, "0,000000000000000", "0.000000000000000"},
        {1e20, 1, "100000000000000000000,0", "100000000000000000000.0"},
        {-1.5e21, 1, "−1,5e+21", "−1.5e+21"},
        {DBL_MAX, 2, "1,7976931348623157e+308", "1.7976931348623157e+308"},
        {-1e20, 15, "−100000000000000000000,000000000000000",
         "−100000000000000000000.000000000000000"},
        {NAN, 2, "n/a", "n/a"},
        {-INFINITY, 2, "n/a", "n/a"},
        {1.25, -1, "1", "1"},
        {0.5, 99, "0,500000000000000", "0.500000000000000"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[ZI_NUMBER_MAX];

        zi_number_fixed(text, cases[i].value, cases[i].decimals, ZI_INDONESIAN);
        assert_string_equal(text, cases[i].id);
        zi_number_fixed(text, cases[i].value, cases[i].decimals, ZI_ENGLISH);
        assert_string_equal(text, cases[i].en);
    }
}

/* Oracle: printf rounds the binary value, which differs from ours only at decimal ties. */
static void fixed_decimals_agree_with_printf_away_from_ties(void **state)
{
    uint64_t seed = 5;

    (void)state;
    for (int i = 0; i < 50000; i++) {
        double value = (double)(next_random(&seed) % 1000000007) / 9999991;
        int decimals = (int)(next_random(&seed) % 7);
        char got[ZI_NUMBER_MAX];
        char want[64];

        zi_number_fixed(got, value, decimals, ZI_ENGLISH);
        snprintf(want, sizeof want, "%.*f", decimals, value);
        assert_string_equal(got, want);
    }
}

struct show_case {
    double value;
    int decimals;
    double threshold;
    const char *want;
};

static void what_is_shown_stays_on_its_side_of_the_threshold(void **state)
{
    static const struct show_case cases[] = {
        {74.96, 1, 75, "74,9"},
        {74.6, 0, 75, "74,6"},
        {74.4, 0, 75, "74"},
        {74.996, 2, 75, "74,99"},
        {74.999, 1, 75, "74,9"},
        {74.999, 0, 75, "74,9"},
        {75, 0, 75, "75"},
        {75.04, 1, 75, "75,0"},
        {75.04, 1, 75.04, "75,1"}, /* 75,0 would fall below it */
        {62.54, 1, 62.51, "62,6"},
        {62.4, 0, 62.25, "62,4"},
        {74.9999999999, 2, 75, "75,00"}, /* inexact sums count as at least 75 everywhere */
        {-0.04, 1, 0, "−0,1"},
        {0.04, 1, 0, "0,0"},
        {-5.02, 1, -5, "−5,1"},
        {-4.96, 1, -5, "−5,0"},
        {-5.04, 1, -5.05, "−5,0"},
        {88.6, 0, 75, "89"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[ZI_NUMBER_MAX];

        zi_number_show(text, cases[i].value, cases[i].decimals, &cases[i].threshold, 1,
                       ZI_INDONESIAN);
        assert_string_equal(text, cases[i].want);
    }
}

static void between_two_thresholds_decimals_are_added(void **state)
{
    static const double thresholds[] = {75, 74.95};
    char text[ZI_NUMBER_MAX];

    (void)state;
    zi_number_show(text, 74.96, 1, thresholds, 2, ZI_ENGLISH);
    assert_string_equal(text, "74.96");
    zi_number_show(text, 74.2, 0, thresholds, 2, ZI_ENGLISH);
    assert_string_equal(text, "74");
}

static void no_shown_score_crosses_any_threshold(void **state)
{
    static const double thresholds[] = {60, 75, 85.5, 90};
    uint64_t seed = 6;

    (void)state;
    for (int i = 0; i < 20000; i++) {
        double value = 59 + (double)(next_random(&seed) % 320000) / 10000;
        char text[ZI_NUMBER_MAX];

        zi_number_show(text, value, i % 3, thresholds, 4, ZI_ENGLISH);
        for (size_t k = 0; k < 4; k++)
            if (zi_number_at_least(value, thresholds[k]) !=
                zi_number_at_least(strtod(text, NULL), thresholds[k]))
                fail_msg("%.17g is shown as %s against %g", value, text, thresholds[k]);
    }
}

static void a_p_value_is_never_zero(void **state)
{
    char text[ZI_NUMBER_MAX];

    (void)state;
    zi_number_p_value(text, 0, ZI_INDONESIAN);
    assert_string_equal(text, "<0,0001");
    zi_number_p_value(text, 0.000099, ZI_ENGLISH);
    assert_string_equal(text, "<0.0001");
    zi_number_p_value(text, 0.0001, ZI_INDONESIAN);
    assert_string_equal(text, "0,0001");
    zi_number_p_value(text, 0.04567, ZI_ENGLISH);
    assert_string_equal(text, "0.0457");
    zi_number_p_value(text, 1, ZI_INDONESIAN);
    assert_string_equal(text, "1,0000");
    zi_number_p_value(text, NAN, ZI_INDONESIAN);
    assert_string_equal(text, "n/a");
}

static void only_what_is_certain_is_said_to_be(void **state)
{
    static const struct {
        double p;
        const char *want;
    } cases[] = {{0, "0%"},      {1e-300, "<1%"},   {1 - 1e-16, ">99%"}, {0.0099, "<1%"},
                 {0.01, "1%"},   {0.145, "15%"},    {0.55, "55%"},       {0.5549, "55%"},
                 {0.985, "99%"}, {0.99, "99%"},     {0.9901, ">99%"},    {1, "100%"},
                 {NAN, "n/a"},   {0.4996, "49,9%"}, {0.495, "49,5%"},    {0.5, "50%"},
                 {0.494, "49%"}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[ZI_NUMBER_MAX];

        zi_number_probability(text, cases[i].p, ZI_INDONESIAN);
        assert_string_equal(text, cases[i].want);
    }
}

static void sums_of_inexact_numbers_reach_their_limit(void **state)
{
    (void)state;
    assert_true(0.1 + 0.7 < 0.8);
    assert_true(zi_number_at_least(0.1 + 0.7, 0.8));
    assert_true(zi_number_at_least(75, 75));
    assert_true(zi_number_at_least(75 - 9e-10, 75));
    assert_false(zi_number_at_least(75 - 1.1e-9, 75));
    assert_false(zi_number_at_least(74.99, 75));
    assert_false(zi_number_at_least(NAN, 0));
    assert_false(zi_number_at_least(0, NAN));
}

/* A locale with the decimal comma: made here, as few machines have one installed. */
static bool set_comma_locale(const char *folder)
{
    char command[256];

    snprintf(command, sizeof command, "localedef -i id_ID -f UTF-8 %s/id_ID.UTF-8 2>%s/log", folder,
             folder);
    setenv("LOCPATH", folder, 1);
    return system(command) == 0 && setlocale(LC_ALL, "id_ID.UTF-8") != NULL &&
           strcmp(localeconv()->decimal_point, ",") == 0;
}

static void remove_locale(const char *folder)
{
    char command[256];

    setlocale(LC_ALL, "C");
    unsetenv("LOCPATH");
    snprintf(command, sizeof command, "rm -rf %s", folder);
    assert_int_equal(system(command), 0);
}

/* A program that uses the library may have set its user's locale. */
static void the_locale_changes_nothing(void **state)
{
    char folder[] = "/tmp/zistat-test-XXXXXX";
    char shortest[ZI_NUMBER_MAX];
    char fixed[ZI_NUMBER_MAX];
    double value = 0;
    bool read_comma;

    (void)state;
    assert_non_null(mkdtemp(folder));
    if (!set_comma_locale(folder)) {
        remove_locale(folder);
        skip();
    }
    zi_number_shortest(shortest, 0.1 + 0.2);
    zi_number_fixed(fixed, 2.675, 2, ZI_ENGLISH);
    read_comma = zi_number_parse("0,3", 3, &value);
    value = parsed("0.30000000000000004");
    remove_locale(folder);
    assert_string_equal(shortest, "0.30000000000000004");
    assert_string_equal(fixed, "2.68");
    assert_true(value == 0.1 + 0.2);
    assert_false(read_comma);
}

static void columns_have_the_letters_of_spreadsheets(void **state)
{
    static const struct {
        size_t column;
        const char *letters;
    } columns[] = {{0, ""},    {1, "A"},   {4, "D"},    {26, "Z"},
                   {27, "AA"}, {28, "AB"}, {702, "ZZ"}, {16384, "XFD"}};
    char letters[ZI_LETTERS_MAX];

    (void)state;
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        zi_number_letters(letters, columns[i].column);
        assert_string_equal(letters, columns[i].letters);
    }
    zi_number_letters(letters, SIZE_MAX);
    assert_int_equal(strlen(letters), 14);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read_as_strtod_reads_them),
        cmocka_unit_test(every_written_double_is_read_back_exactly),
        cmocka_unit_test(scores_are_read_exactly),
        cmocka_unit_test(a_distant_digit_breaks_a_tie),
        cmocka_unit_test(only_the_given_bytes_are_read),
        cmocka_unit_test(anything_else_is_refused_and_leaves_the_value),
        cmocka_unit_test(the_shortest_form_is_the_known_one),
        cmocka_unit_test(the_shortest_form_reads_back_and_nothing_shorter_does),
        cmocka_unit_test(the_shortest_form_is_a_json_number),
        cmocka_unit_test(whole_numbers_are_written_in_full),
        cmocka_unit_test(the_shortest_form_is_the_first_that_reads_back),
        cmocka_unit_test(people_get_fixed_decimals),
        cmocka_unit_test(fixed_decimals_agree_with_printf_away_from_ties),
        cmocka_unit_test(what_is_shown_stays_on_its_side_of_the_threshold),
        cmocka_unit_test(between_two_thresholds_decimals_are_added),
        cmocka_unit_test(no_shown_score_crosses_any_threshold),
        cmocka_unit_test(a_p_value_is_never_zero),
        cmocka_unit_test(only_what_is_certain_is_said_to_be),
        cmocka_unit_test(sums_of_inexact_numbers_reach_their_limit),
        cmocka_unit_test(the_locale_changes_nothing),
        cmocka_unit_test(columns_have_the_letters_of_spreadsheets),
    };

    return cmocka_run_group_tests_name("base/number", tests, NULL, NULL);
}
