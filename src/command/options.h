/*
 * Options as rows of tables: the command line is read and help is printed from the same rows. A row
 * says where in a struct its value goes; the engine knows neither commands nor what values mean.
 */
#ifndef ZISTAT_COMMAND_OPTIONS_H
#define ZISTAT_COMMAND_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "zistat/base/arena.h"
#include "zistat/base/error.h"
#include "zistat/base/language.h"

struct zi_option_list {
    const char **items;
    size_t n;
};

struct zi_option_numbers {
    double *items;
    size_t n;
};

struct zi_years {
    int first; /* 0: open */
    int last;
};

struct zi_range {
    int first;
    int last;
};

enum zi_option_type {
    ZI_TYPE_FLAG,     /* bool */
    ZI_TYPE_TEXT,     /* const char * */
    ZI_TYPE_LIST,     /* struct zi_option_list: repeated, or separated by commas */
    ZI_TYPE_NAMES,    /* struct zi_option_list: repeated; commas are kept (names hold them) */
    ZI_TYPE_YEARS,    /* struct zi_years: 2021, 2019:2025, 2019:, :2025 */
    ZI_TYPE_RANGE,    /* struct zi_range: 1, -2:2 */
    ZI_TYPE_WORD,     /* int or an enum: the value of one of the words */
    ZI_TYPE_COUNT,    /* long >= 0 */
    ZI_TYPE_FRACTION, /* double in (0, 1) */
    ZI_TYPE_NUMBERS,  /* struct zi_option_numbers: repeated, a decimal number each */
};

/* A word that an option takes, and what it means. */
struct zi_option_word {
    const char *name; /* NULL ends the words */
    int value;
};

struct zi_option_row {
    const char *name; /* without the dashes; NULL ends the rows */
    char letter;      /* 0 for none */
    enum zi_option_type type;
    size_t offset;        /* in the struct that the rows fill */
    const char *argument; /* as help shows it; NULL for a flag and for words, which are shown */
    const struct zi_option_word *words; /* of ZI_TYPE_WORD: the choices */
    const struct zi_option_word *also;  /* taken too, but not named; NULL: none */
    union {
        long count;
        double fraction;
        int word;
    } initial; /* when the option is not given; types without a member are empty then */
    bool
        names_indices; /* of the catalogue; what it does not have is refused before data are read */
    struct zi_text help;
};

/*
 * The beginning of a row: its type and the member that it fills. A member of another type does not
 * compile. The rest follows by name:
 *     {ZI_FRACTION(struct options, power), .name = "power", .argument = "P",
 *      .initial.fraction = 0.8, .help = {"kuasa uji; bawaan 0.8", "power; default 0.8"}},
 */
#define ZI_FLAG(holder, member) .type = ZI_TYPE_FLAG, .offset = ZI_AT(holder, member, bool)
#define ZI_STRING(holder, member)                                                                  \
    .type = ZI_TYPE_TEXT, .offset = ZI_AT(holder, member, const char *)
#define ZI_LIST(holder, member)                                                                    \
    .type = ZI_TYPE_LIST, .offset = ZI_AT(holder, member, struct zi_option_list)
#define ZI_NAMES(holder, member)                                                                   \
    .type = ZI_TYPE_NAMES, .offset = ZI_AT(holder, member, struct zi_option_list)
#define ZI_YEARS(holder, member)                                                                   \
    .type = ZI_TYPE_YEARS, .offset = ZI_AT(holder, member, struct zi_years)
#define ZI_RANGE(holder, member)                                                                   \
    .type = ZI_TYPE_RANGE, .offset = ZI_AT(holder, member, struct zi_range)
#define ZI_WORD(holder, member) .type = ZI_TYPE_WORD, .offset = ZI_AT_WORD(holder, member)
#define ZI_NATURAL(holder, member) .type = ZI_TYPE_COUNT, .offset = ZI_AT(holder, member, long)
#define ZI_FRACTION(holder, member)                                                                \
    .type = ZI_TYPE_FRACTION, .offset = ZI_AT(holder, member, double)
#define ZI_NUMBERS(holder, member)                                                                 \
    .type = ZI_TYPE_NUMBERS, .offset = ZI_AT(holder, member, struct zi_option_numbers)

/* The offset of a member that has that type. An enum is an int or unsigned to the compiler. */
/* NOLINTBEGIN(bugprone-macro-parentheses): types */
#define ZI_AT(holder, member, wanted)                                                              \
    _Generic(((holder *)0)->member, wanted : offsetof(holder, member))
#define ZI_AT_WORD(holder, member)                                                                 \
    _Generic(((holder *)0)->member, int                                                            \
             : offsetof(holder, member), unsigned                                                  \
             : offsetof(holder, member))
/* NOLINTEND(bugprone-macro-parentheses) */

/* Rows that several commands take together, or a command's own. */
struct zi_option_group {
    const struct zi_option_row *rows; /* NULL ends the groups, unless of_kinds */
    size_t offset;                    /* of what the rows fill, in the command's struct */
    bool of_kinds;                    /* here stand the options of the command's kinds */
    /* Refuses what the values of these rows say before anything is read; NULL: nothing. */
    enum zi_code (*check)(const void *values, struct zi_error *error);
};

/* An option that is taken, and where its value goes (NULL: nowhere, it is only shown). */
struct zi_option {
    const struct zi_option_row *row;
    void *value;
};

enum { ZI_OPTIONS_MAX = 80 };

struct zi_option_set {
    struct zi_option options[ZI_OPTIONS_MAX];
    size_t n;
};

/* Adds the rows but those whose name is there already, and gives the values what they are when the
 * option is not given. values: the zeroed struct that the rows fill, or NULL. */
void zi_option_set_add(struct zi_option_set *set, const struct zi_option_row rows[], void *values);

bool zi_option_set_has(const struct zi_option_set *set, const char *name);

/* The first argument that is no option or value of one, as the set takes them; NULL when there is
 * none or an option is not known. May reorder argv as getopt does. */
const char *zi_options_first_argument(const struct zi_option_set *set, int argc, char *argv[]);

/* Reads argv[1..]; the arguments that are no options go to *arguments. Lists live in arena, texts
 * in argv. ZI_EUSAGE with the nearest option or word; where the set does not have the option,
 * unknown holds its name (else ""). */
enum { ZI_OPTION_NAME_MAX = 64 };
enum zi_code zi_options_parse(const struct zi_option_set *set, int argc, char *argv[],
                              struct zi_option_list *arguments, char unknown[ZI_OPTION_NAME_MAX],
                              struct zi_arena *arena, struct zi_error *error);

/* "FILE", "wbk|wbbm|auto", "" for a flag: what help shows after the name. */
enum { ZI_OPTION_ARGUMENT_MAX = 128 };
void zi_option_argument(const struct zi_option_row *row, char text[ZI_OPTION_ARGUMENT_MAX]);

#endif
