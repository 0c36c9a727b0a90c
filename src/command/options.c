/* The engine of options: rows in, a filled struct out. */
#include "options.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "base/utf8.h"

/* ---- the values of one option ---- */

static enum zi_code append(struct zi_option_list *list, const char *text, size_t length,
                           struct zi_arena *arena, struct zi_error *error)
{
    /* Lists are short: each addition copies the array, the arena forgets the old one. */
    const char **items = zi_arena_allocate(arena, list->n + 1, sizeof *items);
    char *copy = zi_arena_copy_bytes(arena, text, length);

    if (items == NULL || copy == NULL)
        return zi_fail_memory(error);
    if (list->n > 0)
        memcpy(items, list->items, list->n * sizeof *items);
    items[list->n++] = copy;
    list->items = items;
    return ZI_OK;
}

static enum zi_code read_list(struct zi_option_list *list, const char *text, struct zi_arena *arena,
                              struct zi_error *error)
{
    while (*text != '\0') {
        size_t length = strcspn(text, ",");

        if (length > 0)
            ZI_TRY(append(list, text, length, arena, error));
        text += length + (text[length] == ',');
    }
    return ZI_OK;
}

void zi_option_argument(const struct zi_option_row *row, char text[ZI_OPTION_ARGUMENT_MAX])
{
    const struct zi_option_word *word = row->words;
    size_t used = 0;

    snprintf(text, ZI_OPTION_ARGUMENT_MAX, "%s", row->argument != NULL ? row->argument : "");
    for (; word != NULL && word->name != NULL && used < ZI_OPTION_ARGUMENT_MAX; word++)
        used += (size_t)snprintf(text + used, ZI_OPTION_ARGUMENT_MAX - used, "%s%s",
                                 used > 0 ? "|" : "", word->name);
}

static bool find_word(const struct zi_option_word *words, const char *text, int *value)
{
    for (const struct zi_option_word *word = words; word != NULL && word->name != NULL; word++)
        if (strcmp(text, word->name) == 0) {
            *value = word->value;
            return true;
        }
    return false;
}

static enum zi_code read_word(int *value, const struct zi_option_row *row, const char *text,
                              struct zi_error *error)
{
    enum { WORDS_MAX = 32 };
    const char *words[WORDS_MAX + 1] = {NULL};
    char choices[ZI_OPTION_ARGUMENT_MAX];
    const char *nearest;

    if (find_word(row->words, text, value) || find_word(row->also, text, value))
        return ZI_OK;
    for (size_t i = 0; i < WORDS_MAX && row->words[i].name != NULL; i++)
        words[i] = row->words[i].name;
    nearest = zi_utf8_nearest(text, words);
    if (nearest != NULL)
        return zi_fail(error, ZI_EUSAGE, "--%s '%s' tidak dikenal; maksud Anda '%s'?",
                       "--%s '%s' is not known; did you mean '%s'?", row->name, text, nearest);
    zi_option_argument(row, choices);
    return zi_fail(error, ZI_EUSAGE, "--%s '%s' tidak dikenal; pilihannya: %s",
                   "--%s '%s' is not known; the choices: %s", row->name, text, choices);
}

/* Digits only; -1 otherwise. */
static long read_digits(const char *text, size_t length)
{
    long value = 0;

    if (length == 0 || length > 9)
        return -1;
    for (size_t i = 0; i < length; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = 10 * value + (text[i] - '0');
    }
    return value;
}

static enum zi_code read_years(struct zi_years *years, const char *text, struct zi_error *error)
{
    size_t length = strcspn(text, ":");
    const char *second = text[length] == ':' ? text + length + 1 : text;
    bool open_first = length == 0 && text[0] == ':';
    bool open_last = text[length] == ':' && *second == '\0';
    long first = open_first ? 0 : read_digits(text, length);
    long last = open_last ? 0 : read_digits(second, strlen(second));
    bool good_first = open_first || (first >= 1900 && first <= 2200);
    bool good_last = open_last || (last >= 1900 && last <= 2200);

    if (!good_first || !good_last || (open_first && open_last))
        return zi_fail(error, ZI_EUSAGE, "--year '%s' bukan tahun; tulis 2025 atau 2019:2025",
                       "--year '%s' is not a year; write 2025 or 2019:2025", text);
    years->first = (int)first;
    years->last = (int)last;
    return ZI_OK;
}

/* A whole number with an optional sign; false for anything else. */
static bool read_signed(const char *text, size_t length, int *value)
{
    bool negative = length > 0 && text[0] == '-';
    long digits = read_digits(text + negative, length - negative);

    *value = (int)(negative ? -digits : digits);
    return digits >= 0;
}

enum { RANGE_MAX = 100 };

static enum zi_code read_range(struct zi_range *range, const struct zi_option_row *row,
                               const char *text, struct zi_error *error)
{
    size_t length = strcspn(text, ":");
    const char *second = text[length] == ':' ? text + length + 1 : text;

    if (!read_signed(text, length, &range->first) ||
        !read_signed(second, strcspn(second, ":"), &range->last) || strchr(second, ':') != NULL ||
        range->first > range->last || range->first < -RANGE_MAX || range->last > RANGE_MAX)
        return zi_fail(error, ZI_EUSAGE, "--%s '%s' bukan rentang; tulis 1 atau -2:2",
                       "--%s '%s' is not a range; write 1 or -2:2", row->name, text);
    return ZI_OK;
}

static enum zi_code read_count(long *value, const struct zi_option_row *row, const char *text,
                               struct zi_error *error)
{
    *value = read_digits(text, strlen(text));
    if (*value < 0)
        return zi_fail(error, ZI_EUSAGE, "--%s '%s' bukan bilangan bulat",
                       "--%s '%s' is not a whole number", row->name, text);
    return ZI_OK;
}

static enum zi_code read_fraction(double *value, const struct zi_option_row *row, const char *text,
                                  struct zi_error *error)
{
    double number;

    if (!zi_number_parse(text, strlen(text), &number) || number <= 0 || number >= 1)
        return zi_fail(error, ZI_EUSAGE, "--%s '%s' harus di antara 0 dan 1, misalnya 0.95",
                       "--%s '%s' must lie between 0 and 1, for example 0.95", row->name, text);
    *value = number;
    return ZI_OK;
}

/* A comma is refused, not taken for a list: 3,6 is one number to many, two to others. */
static enum zi_code read_number(struct zi_option_numbers *numbers, const struct zi_option_row *row,
                                const char *text, struct zi_arena *arena, struct zi_error *error)
{
    double *items = zi_arena_allocate(arena, numbers->n + 1, sizeof *items);

    if (items == NULL)
        return zi_fail_memory(error);
    if (!zi_number_parse(text, strlen(text), &items[numbers->n]))
        return zi_fail(error, ZI_EUSAGE,
                       "--%s '%s' bukan bilangan; tulis 3.6 dengan titik, dan ulangi opsi untuk "
                       "bilangan lain",
                       "--%s '%s' is not a number; write 3.6 with a point, and repeat the option "
                       "for another number",
                       row->name, text);
    if (numbers->n > 0)
        memcpy(items, numbers->items, numbers->n * sizeof *items);
    numbers->items = items;
    numbers->n++;
    return ZI_OK;
}

static enum zi_code read_value(const struct zi_option *option, const char *text,
                               struct zi_arena *arena, struct zi_error *error)
{
    const struct zi_option_row *row = option->row;
    void *place = option->value;

    if (place == NULL)
        return ZI_OK;
    switch (row->type) {
    case ZI_TYPE_FLAG: *(bool *)place = true; return ZI_OK;
    case ZI_TYPE_TEXT: *(const char **)place = text; return ZI_OK;
    case ZI_TYPE_LIST: return read_list(place, text, arena, error);
    case ZI_TYPE_NAMES: return append(place, text, strlen(text), arena, error);
    case ZI_TYPE_YEARS: return read_years(place, text, error);
    case ZI_TYPE_RANGE: return read_range(place, row, text, error);
    case ZI_TYPE_WORD: return read_word(place, row, text, error);
    case ZI_TYPE_COUNT: return read_count(place, row, text, error);
    case ZI_TYPE_FRACTION: return read_fraction(place, row, text, error);
    case ZI_TYPE_NUMBERS: return read_number(place, row, text, arena, error);
    }
    return ZI_OK;
}

/* ---- sets of options ---- */

static void set_initial(const struct zi_option *option)
{
    const struct zi_option_row *row = option->row;

    if (row->type == ZI_TYPE_COUNT)
        *(long *)option->value = row->initial.count;
    else if (row->type == ZI_TYPE_FRACTION)
        *(double *)option->value = row->initial.fraction;
    else if (row->type == ZI_TYPE_WORD)
        *(int *)option->value = row->initial.word;
}

bool zi_option_set_has(const struct zi_option_set *set, const char *name)
{
    for (size_t i = 0; i < set->n; i++)
        if (strcmp(set->options[i].row->name, name) == 0)
            return true;
    return false;
}

void zi_option_set_add(struct zi_option_set *set, const struct zi_option_row rows[], void *values)
{
    for (const struct zi_option_row *row = rows; row->name != NULL; row++) {
        struct zi_option *option = &set->options[set->n];

        if (zi_option_set_has(set, row->name) || set->n == ZI_OPTIONS_MAX)
            continue;
        *option = (struct zi_option){row, values != NULL ? (char *)values + row->offset : NULL};
        if (values != NULL)
            set_initial(option);
        set->n++;
    }
}

/* ---- the command line ---- */

enum { FIRST_LONG = 256 }; /* what getopt returns for option 0; letters lie below */

/* A set in the form that getopt_long takes. */
struct taken {
    struct option longs[ZI_OPTIONS_MAX + 1];
    char letters[2 * ZI_OPTIONS_MAX + 2];
};

static void list_taken(const struct zi_option_set *set, struct taken *taken)
{
    char *letter = taken->letters;

    *letter++ = ':'; /* a missing argument is told apart from an unknown option */
    for (size_t i = 0; i < set->n; i++) {
        const struct zi_option_row *row = set->options[i].row;
        int has_value = row->type != ZI_TYPE_FLAG ? required_argument : no_argument;

        taken->longs[i] = (struct option){row->name, has_value, NULL, FIRST_LONG + (int)i};
        if (row->letter == 0)
            continue;
        *letter++ = row->letter;
        if (has_value == required_argument)
            *letter++ = ':';
    }
    taken->longs[set->n] = (struct option){0};
    *letter = '\0';
    opterr = 0;
    optind = 0; /* glibc: start anew and permute */
}

static const struct zi_option *option_found(const struct zi_option_set *set, int found)
{
    size_t i = 0;

    if (found >= FIRST_LONG)
        return &set->options[found - FIRST_LONG];
    while (set->options[i].row->letter != found)
        i++;
    return &set->options[i];
}

const char *zi_options_first_argument(const struct zi_option_set *set, int argc, char *argv[])
{
    struct taken taken;
    int found;

    list_taken(set, &taken);
    while ((found = getopt_long(argc, argv, taken.letters, taken.longs, NULL)) != -1)
        if (found == '?' || found == ':')
            return NULL;
    return optind < argc ? argv[optind] : NULL;
}

/* typed as it stands on the command line: "--unti=x". */
static enum zi_code unknown_option(const struct zi_option_set *set, const char *typed,
                                   char unknown[ZI_OPTION_NAME_MAX], struct zi_error *error)
{
    const char *words[ZI_OPTIONS_MAX + 1] = {NULL};
    char option[ZI_OPTION_NAME_MAX];
    const char *nearest;

    snprintf(option, sizeof option, "%.*s", (int)strcspn(typed, "="), typed);
    strcpy(unknown, option + strspn(option, "-"));
    for (size_t i = 0; i < set->n; i++)
        words[i] = set->options[i].row->name;
    nearest = zi_utf8_nearest(unknown, words);
    if (nearest != NULL)
        return zi_fail(error, ZI_EUSAGE, "opsi '%s' tidak dikenal; maksud Anda '--%s'?",
                       "the option '%s' is not known; did you mean '--%s'?", option, nearest);
    return zi_fail(error, ZI_EUSAGE, "opsi '%s' tidak dikenal; lihat --help",
                   "the option '%s' is not known; see --help", option);
}

enum zi_code zi_options_parse(const struct zi_option_set *set, int argc, char *argv[],
                              struct zi_option_list *arguments, char unknown[ZI_OPTION_NAME_MAX],
                              struct zi_arena *arena, struct zi_error *error)
{
    struct taken taken;
    int found;

    unknown[0] = '\0';
    list_taken(set, &taken);
    while ((found = getopt_long(argc, argv, taken.letters, taken.longs, NULL)) != -1) {
        if (found == '?')
            return unknown_option(set, argv[optind - 1], unknown, error);
        if (found == ':')
            return zi_fail(error, ZI_EUSAGE, "opsi '%s' memerlukan nilai; lihat --help",
                           "the option '%s' needs a value; see --help", argv[optind - 1]);
        ZI_TRY(read_value(option_found(set, found), optarg, arena, error));
    }
    for (int i = optind; i < argc; i++)
        ZI_TRY(append(arguments, argv[i], strlen(argv[i]), arena, error));
    return ZI_OK;
}
