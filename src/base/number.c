/* Doubles to text and back, without a locale. */
#include "number.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * A decimal number: digits * 10^exponent. All text is made from and read through this form, which
 * has no decimal sign: strtod and snprintf then do the same under every locale.
 */
struct decimal {
    bool negative;
    unsigned long long digits;
    int exponent;
};

/* More digits than any halfway case between two doubles has (767): the rest only breaks ties. */
enum { DIGITS_KEPT = 800 };

enum { DECIMALS_MAX = 15 };

/* The powers of ten that a double holds exactly. */
static const double exact_powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                      1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                      1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/* The last is more than twice any number of 17 digits. */
enum { N_POWERS = 19 };
static const unsigned long long powers[N_POWERS] = {
    1ULL,
    10ULL,
    100ULL,
    1000ULL,
    10000ULL,
    100000ULL,
    1000000ULL,
    10000000ULL,
    100000000ULL,
    1000000000ULL,
    10000000000ULL,
    100000000000ULL,
    1000000000000ULL,
    10000000000000ULL,
    100000000000000ULL,
    1000000000000000ULL,
    10000000000000000ULL,
    100000000000000000ULL,
    1000000000000000000ULL,
};

/* Both operands are exact below 2^53 and 10^22, so the one operation rounds correctly. */
static bool compose_exactly(unsigned long long digits, long exponent, double *magnitude)
{
    if (digits > 1ULL << 53 || exponent < -22 || exponent > 22)
        return false;
    *magnitude = exponent < 0 ? (double)digits / exact_powers[-exponent]
                              : (double)digits * exact_powers[exponent];
    return true;
}

static double compose(struct decimal decimal)
{
    char text[ZI_NUMBER_MAX];
    double magnitude;

    if (!compose_exactly(decimal.digits, decimal.exponent, &magnitude)) {
        snprintf(text, sizeof text, "%llue%d", decimal.digits, decimal.exponent);
        magnitude = strtod(text, NULL);
    }
    return decimal.negative ? -magnitude : magnitude;
}

/* What one pass over the text of a number finds. */
struct scan {
    bool negative;
    unsigned long long digits; /* the first 18 */
    size_t n_digits;           /* without leading zeros */
    long exponent;             /* of the last digit */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static const char *scan_exponent(const char *at, const char *end, struct scan *scan)
{
    bool negative = false;
    long exponent = 0;
    const char *first;

    if (at == end || (*at != 'e' && *at != 'E'))
        return at;
    at++;
    if (at < end && (*at == '+' || *at == '-'))
        negative = *at++ == '-';
    for (first = at; at < end && is_digit(*at); at++)
        exponent = exponent < 100000 ? 10 * exponent + (*at - '0') : exponent;
    scan->exponent += negative ? -exponent : exponent;
    return at > first ? at : NULL;
}

static bool scan_number(const char *text, size_t length, struct scan *scan)
{
    const char *at = text;
    const char *end = text + length;
    bool any = false;
    bool point = false;

    *scan = (struct scan){0};
    if (at < end && (*at == '+' || *at == '-'))
        scan->negative = *at++ == '-';
    for (; at < end; at++) {
        if (is_digit(*at)) {
            any = true;
            scan->n_digits += scan->n_digits > 0 || *at != '0';
            if (scan->n_digits <= 18)
                scan->digits = 10 * scan->digits + (unsigned long long)(*at - '0');
            scan->exponent -= point;
        } else if (*at == '.' && !point) {
            point = true;
        } else {
            break;
        }
    }
    return any && scan_exponent(at, end, scan) == end;
}

/* The digits alone, then their exponent. A digit 1 stands for all that are not kept unless they
 * are zeros. */
static double compose_long(const char *text, const struct scan *scan)
{
    char plain[DIGITS_KEPT + 64];
    size_t kept = 0;
    size_t seen = 0;
    bool more = false;

    for (const char *at = text; seen < scan->n_digits; at++) {
        if (!is_digit(*at) || (seen == 0 && *at == '0'))
            continue;
        seen++;
        if (kept < DIGITS_KEPT)
            plain[kept++] = *at;
        else
            more = more || *at != '0';
    }
    snprintf(plain + kept, sizeof plain - kept, "%de%ld", more,
             scan->exponent + (long)(seen - kept) - 1);
    return strtod(plain, NULL);
}

bool zi_number_parse(const char *text, size_t length, double *value)
{
    struct scan scan;
    double magnitude;

    if (!scan_number(text, length, &scan))
        return false;
    if (scan.n_digits == 0)
        magnitude = 0;
    else if (scan.n_digits > 18 || !compose_exactly(scan.digits, scan.exponent, &magnitude))
        magnitude = compose_long(text, &scan);
    if (isinf(magnitude))
        return false;
    *value = scan.negative ? -magnitude : magnitude;
    return true;
}

/* The decimal of so many digits that is nearest to the value. */
static struct decimal nearest_decimal(double value, int n_digits)
{
    struct decimal decimal = {.negative = signbit(value) != 0};
    char text[ZI_NUMBER_MAX];
    const char *at;

    snprintf(text, sizeof text, "%.*e", n_digits - 1, fabs(value));
    for (at = text; *at != 'e'; at++)
        if (is_digit(*at))
            decimal.digits = 10 * decimal.digits + (unsigned long long)(*at - '0');
    decimal.exponent = (int)strtol(at + 1, NULL, 10) - (n_digits - 1);
    return decimal;
}

static struct decimal without_zeros(struct decimal decimal)
{
    while (decimal.digits != 0 && decimal.digits % 10 == 0) {
        decimal.digits /= 10;
        decimal.exponent++;
    }
    return decimal;
}

/*
 * The shortest decimal that reads back as the value. A decimal of 15 digits survives the way
 * through a normal double, so fewer digits than 15 show as zeros at the end; subnormals hold
 * fewer. Just above a power of two the doubles lie twice as far apart as below: there the
 * decimal next above can be the only short one.
 */
static struct decimal search_shortest(double value)
{
    int fewest = fabs(value) < DBL_MIN ? 1 : DBL_DIG;

    for (int n_digits = fewest; n_digits < DBL_DECIMAL_DIG; n_digits++) {
        struct decimal decimal = nearest_decimal(value, n_digits);

        if (compose(decimal) == value)
            return without_zeros(decimal);
        decimal.digits++;
        if (compose(decimal) == value)
            return without_zeros(decimal);
    }
    return without_zeros(nearest_decimal(value, DBL_DECIMAL_DIG));
}

/* whole + part / 2^bits, bits < 64. */
struct fixed {
    uint64_t whole;
    uint64_t part;
};

/* a * b / 2^bits, exactly; the whole must fit. */
static struct fixed multiply(uint64_t a, uint64_t b, int bits)
{
    const uint64_t mask = UINT32_MAX;
    uint64_t low = (a & mask) * (b & mask);
    uint64_t middle = (a >> 32) * (b & mask) + (low >> 32);
    uint64_t other = (a & mask) * (b >> 32) + (middle & mask);
    uint64_t high = (a >> 32) * (b >> 32) + (middle >> 32) + (other >> 32);

    low = other << 32 | (low & mask);
    return (struct fixed){high << (64 - bits) | low >> bits, low & ((UINT64_C(1) << bits) - 1)};
}

static int compare_fixed(struct fixed a, struct fixed b)
{
    if (a.whole != b.whole)
        return a.whole < b.whole ? -1 : 1;
    return (a.part > b.part) - (a.part < b.part);
}

/* A magnitude as seventeen digits and what is behind them, without rounding. */
struct seventeen {
    struct fixed digits;
    struct fixed reach; /* half the way to the next double, in units of the last digit; with one
                           bit more than digits */
    int bits;           /* of digits.part */
    int exponent;       /* of the last digit */
};

/* mantissa * 2^binary * 10^scale = mantissa * 5^scale / 2^bits. Between 1e-11 and 1e15 5^scale
 * fits into 64 bits, and bits lies between 1 and 62. */
static struct seventeen scale_up(double magnitude, uint64_t mantissa, int binary)
{
    static const struct {
        double from;
        uint64_t five; /* 5^2, 5^3, ... */
    } powers_of_five[] = {
        {1e14, UINT64_C(25)},
        {1e13, UINT64_C(125)},
        {1e12, UINT64_C(625)},
        {1e11, UINT64_C(3125)},
        {1e10, UINT64_C(15625)},
        {1e9, UINT64_C(78125)},
        {1e8, UINT64_C(390625)},
        {1e7, UINT64_C(1953125)},
        {1e6, UINT64_C(9765625)},
        {1e5, UINT64_C(48828125)},
        {1e4, UINT64_C(244140625)},
        {1e3, UINT64_C(1220703125)},
        {1e2, UINT64_C(6103515625)},
        {1e1, UINT64_C(30517578125)},
        {1e0, UINT64_C(152587890625)},
        {1e-1, UINT64_C(762939453125)},
        {1e-2, UINT64_C(3814697265625)},
        {1e-3, UINT64_C(19073486328125)},
        {1e-4, UINT64_C(95367431640625)},
        {1e-5, UINT64_C(476837158203125)},
        {1e-6, UINT64_C(2384185791015625)},
        {1e-7, UINT64_C(11920928955078125)},
        {1e-8, UINT64_C(59604644775390625)},
        {1e-9, UINT64_C(298023223876953125)},
        {1e-10, UINT64_C(1490116119384765625)},
        {1e-11, UINT64_C(7450580596923828125)},
    };
    size_t i = 0;
    int scale;
    int bits;

    while (magnitude < powers_of_five[i].from)
        i++;
    scale = (int)i + 2;
    bits = -(binary + scale);
    return (struct seventeen){
        .digits = multiply(mantissa, powers_of_five[i].five, bits),
        .reach = multiply(1, powers_of_five[i].five, bits + 1),
        .bits = bits,
        .exponent = -scale,
    };
}

/* How the decimal of so many digits less that is nearest compares with how far it may be. */
enum nearness { NEARER, FARTHER, TIED };

static enum nearness round_to(const struct seventeen *exact, uint64_t unit, uint64_t *digits)
{
    uint64_t down = exact->digits.whole % unit;
    bool more = exact->digits.part > 0;
    struct fixed below = {down, exact->digits.part};
    struct fixed above = {unit - down - more,
                          more ? (UINT64_C(1) << exact->bits) - exact->digits.part : 0};
    int side = compare_fixed(below, above);
    struct fixed distance = side < 0 ? below : above;
    int reach;

    *digits = exact->digits.whole - down + (side < 0 ? 0 : unit);
    distance.part *= 2;
    reach = compare_fixed(distance, exact->reach);
    if (side == 0 || reach == 0)
        return TIED;
    return reach < 0 ? NEARER : FARTHER;
}

/*
 * The same as search_shortest for numbers of everyday size, in whole numbers instead of strings
 * (a tenth of the time). False for what would need more care: ties, and powers of two.
 */
static bool find_shortest(double value, struct decimal *decimal)
{
    double magnitude = fabs(value);
    int binary;
    uint64_t mantissa;
    struct seventeen exact;

    if (!(magnitude >= 1e-11 && magnitude < 1e15))
        return false;
    decimal->negative = value < 0;
    decimal->digits = (uint64_t)magnitude;
    decimal->exponent = 0;
    if ((double)decimal->digits == magnitude)
        return true;
    mantissa = (uint64_t)ldexp(frexp(magnitude, &binary), DBL_MANT_DIG);
    if (mantissa == UINT64_C(1) << (DBL_MANT_DIG - 1))
        return false;
    exact = scale_up(magnitude, mantissa, binary - DBL_MANT_DIG);
    decimal->exponent = exact.exponent;
    for (uint64_t unit = 100; unit > 0; unit /= 10) {
        uint64_t digits;
        enum nearness nearness = round_to(&exact, unit, &digits);

        decimal->digits = digits;
        if (nearness != FARTHER)
            return nearness == NEARER;
    }
    return false;
}

static struct decimal shortest_decimal(double value)
{
    struct decimal decimal;

    return find_shortest(value, &decimal) ? without_zeros(decimal) : search_shortest(value);
}

/* The digits, with zeros in front up to width; returns how many. Ended by a zero byte. */
static int write_digits(char *out, unsigned long long digits, int width)
{
    char reversed[ZI_NUMBER_MAX];
    int length = 0;

    for (; digits > 0 || length < width; digits /= 10)
        reversed[length++] = (char)('0' + digits % 10);
    for (int i = 0; i < length; i++)
        out[i] = reversed[length - 1 - i];
    out[length] = '\0';
    return length;
}

void zi_number_letters(char out[ZI_LETTERS_MAX], size_t column)
{
    char reversed[ZI_LETTERS_MAX];
    size_t n = 0;

    for (; column > 0 && n + 1 < sizeof reversed; column = (column - 1) / 26)
        reversed[n++] = (char)('A' + (column - 1) % 26);
    for (size_t i = 0; i < n; i++)
        out[i] = reversed[n - 1 - i];
    out[n] = '\0';
}

void zi_number_integer(char out[ZI_NUMBER_MAX], long value)
{
    unsigned long magnitude = value < 0 ? 0 - (unsigned long)value : (unsigned long)value;

    if (value < 0)
        *out++ = '-';
    write_digits(out, magnitude, 1);
}

static void print_exponential(char out[ZI_NUMBER_MAX], struct decimal decimal)
{
    char digits[ZI_NUMBER_MAX / 2];
    int length = snprintf(digits, sizeof digits, "%llu", decimal.digits);

    snprintf(out, ZI_NUMBER_MAX, "%s%c%s%se%+03d", decimal.negative ? "-" : "", digits[0],
             length > 1 ? "." : "", digits + 1, decimal.exponent + length - 1);
}

/* exponent >= -decimals. Zeros before the digits leave one in front of the point, zeros behind them
 * bring the last digit to its place. */
static void print_plain(char out[ZI_NUMBER_MAX], struct decimal decimal, int decimals)
{
    char digits[ZI_NUMBER_MAX];
    int behind = decimal.digits == 0 ? 0 : decimals + decimal.exponent;
    int width = decimals + 1 > behind ? decimals + 1 - behind : 1;
    int length = write_digits(digits, decimal.digits, width);
    size_t front = (size_t)(length + behind - decimals);

    memset(digits + length, '0', (size_t)behind);
    if (decimal.negative)
        *out++ = '-';
    memcpy(out, digits, front);
    out += front;
    if (decimals > 0) {
        *out++ = '.';
        memcpy(out, digits + front, (size_t)decimals);
        out += decimals;
    }
    *out = '\0';
}

void zi_number_shortest(char out[ZI_NUMBER_MAX], double value)
{
    struct decimal decimal;
    int magnitude = 0;

    assert(isfinite(value));
    if (value == 0) {
        strcpy(out, "0");
        return;
    }
    decimal = shortest_decimal(value);
    for (unsigned long long rest = decimal.digits; rest >= 10; rest /= 10)
        magnitude++;
    magnitude += decimal.exponent;
    if (magnitude < -4 || magnitude >= DBL_DIG + 1)
        print_exponential(out, decimal);
    else
        print_plain(out, decimal, decimal.exponent < 0 ? -decimal.exponent : 0);
}

/* The decimal comma in Indonesian, the true minus sign in both languages. */
static void localize(char out[ZI_NUMBER_MAX], enum zi_language language)
{
    char *point = strchr(out, '.');

    if (point != NULL && language == ZI_INDONESIAN)
        *point = ',';
    if (out[0] == '-') {
        memmove(out + 3, out + 1, strlen(out));
        memcpy(out, "\u2212", 3);
    }
}

static struct decimal decimal_of(double value)
{
    return value == 0 ? (struct decimal){0} : shortest_decimal(value);
}

enum rounding { HALF_AWAY, DOWN, UP };

static struct decimal round_decimal(struct decimal decimal, int decimals, enum rounding rounding)
{
    int dropped = -decimals - decimal.exponent;
    unsigned long long unit, rest;
    bool away;

    if (dropped <= 0)
        return decimal;
    /* Beyond the table all digits are dropped, and they are less than half a unit. */
    unit = powers[dropped < N_POWERS ? dropped : N_POWERS - 1];
    rest = decimal.digits % unit;
    if (rounding == HALF_AWAY)
        away = rest >= unit / 2;
    else
        away = rest > 0 && (rounding == UP) != decimal.negative;
    decimal.digits = decimal.digits / unit + away;
    decimal.exponent = -decimals;
    decimal.negative = decimal.negative && decimal.digits > 0;
    return decimal;
}

/* Numbers too long to be taken in are shown with an exponent. */
static void print_rounded(char out[ZI_NUMBER_MAX], struct decimal decimal, int decimals,
                          enum zi_language language)
{
    if (fabs(compose(decimal)) < 1e21)
        print_plain(out, decimal, decimals);
    else
        print_exponential(out, decimal);
    localize(out, language);
}

static int within_decimals(int decimals)
{
    if (decimals < 0)
        return 0;
    return decimals > DECIMALS_MAX ? DECIMALS_MAX : decimals;
}

void zi_number_fixed(char out[ZI_NUMBER_MAX], double value, int decimals, enum zi_language language)
{
    zi_number_show(out, value, decimals, NULL, 0, language);
}

static bool same_side(struct decimal shown, double value, const double thresholds[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (zi_number_at_least(compose(shown), thresholds[i]) !=
            zi_number_at_least(value, thresholds[i]))
            return false;
    return true;
}

static void show(char out[ZI_NUMBER_MAX], struct decimal exact, int decimals,
                 const double thresholds[], size_t n_thresholds, enum zi_language language)
{
    static const enum rounding roundings[] = {HALF_AWAY, DOWN, UP};
    double value = compose(exact);

    for (int places = within_decimals(decimals); places <= DECIMALS_MAX; places++) {
        for (size_t i = 0; i < (places > 0 ? 3 : 1); i++) {
            struct decimal shown = round_decimal(exact, places, roundings[i]);

            if (same_side(shown, value, thresholds, n_thresholds)) {
                print_rounded(out, shown, places, language);
                return;
            }
        }
    }
}

void zi_number_show(char out[ZI_NUMBER_MAX], double value, int decimals, const double thresholds[],
                    size_t n_thresholds, enum zi_language language)
{
    if (isfinite(value))
        show(out, decimal_of(value), decimals, thresholds, n_thresholds, language);
    else
        strcpy(out, "n/a");
}

void zi_number_p_value(char out[ZI_NUMBER_MAX], double p, enum zi_language language)
{
    if (p < 1e-4)
        strcpy(out, language == ZI_INDONESIAN ? "<0,0001" : "<0.0001");
    else
        zi_number_fixed(out, p, 4, language);
}

void zi_number_probability(char out[ZI_NUMBER_MAX], double p, enum zi_language language)
{
    static const double even = 50;
    struct decimal percent;

    if (p == 0 || p == 1) {
        strcpy(out, p == 0 ? "0%" : "100%");
    } else if (p < 0.01) {
        strcpy(out, "<1%");
    } else if (p > 0.99) {
        strcpy(out, ">99%");
    } else if (isnan(p)) {
        strcpy(out, "n/a");
    } else {
        percent = decimal_of(p);
        percent.exponent += 2;
        show(out, percent, 0, &even, 1, language);
        strcat(out, "%");
    }
}

bool zi_number_at_least(double value, double limit)
{
    return value > limit - 1e-9;
}
