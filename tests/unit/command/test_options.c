#include "check.h"

#include <string.h>

#include "command/options.h"

/* A struct with a member of every type. */
enum colour { RED = 7, GREEN = 3 };

struct options {
    bool flag;
    const char *text;
    struct zi_option_list list;
    struct zi_option_list names;
    struct zi_years years;
    struct zi_range range;
    enum colour colour;
    long count;
    double fraction;
    struct zi_option_numbers numbers;
};

static const struct zi_option_word colours[] = {{"red", RED}, {"green", GREEN}, {NULL, 0}};
static const struct zi_option_word also_colours[] = {{"scarlet", RED}, {NULL, 0}};

static const struct zi_option_row rows[] = {
    {ZI_FLAG(struct options, flag), .name = "flag", .letter = 'g'},
    {ZI_STRING(struct options, text), .name = "text", .letter = 't', .argument = "FILE"},
    {ZI_LIST(struct options, list), .name = "list", .argument = "LIST"},
    {ZI_NAMES(struct options, names), .name = "unit", .argument = "NAME"},
    {ZI_YEARS(struct options, years), .name = "year", .argument = "Y[:Y]"},
    {ZI_RANGE(struct options, range), .name = "lag", .argument = "K[:K]"},
    {ZI_WORD(struct options, colour), .name = "colour", .words = colours, .also = also_colours,
     .initial.word = GREEN},
    {ZI_NATURAL(struct options, count), .name = "count", .argument = "N", .initial.count = -1},
    {ZI_FRACTION(struct options, fraction), .name = "confidence", .argument = "P",
     .initial.fraction = 0.95},
    {ZI_NUMBERS(struct options, numbers), .name = "threshold", .argument = "X"},
    {.name = NULL},
};

struct parsed {
    struct options options;
    struct zi_option_list arguments;
    char unknown[ZI_OPTION_NAME_MAX];
    struct zi_arena arena;
    struct zi_error error;
    enum zi_code code;
};

/* Of the caller's struct, for the set points into it. */
static void parse(struct parsed *p, const char *const arguments[])
{
    struct zi_option_set set = {.n = 0};
    char *argv[16] = {(char *)"zistat"};
    int argc = 1;

    *p = (struct parsed){.code = ZI_OK};
    for (; arguments[argc - 1] != NULL; argc++)
        argv[argc] = (char *)arguments[argc - 1];
    zi_option_set_add(&set, rows, &p->options);
    p->code = zi_options_parse(&set, argc, argv, &p->arguments, p->unknown, &p->arena, &p->error);
}

#define PARSE(p, ...) parse(p, (const char *const[]){__VA_ARGS__, NULL})

static void what_is_not_given_has_the_initial_value_of_its_row(void **state)
{
    struct parsed p;

    (void)state;
    PARSE(&p, "a.csv");
    assert_int_equal(p.code, ZI_OK);
    assert_false(p.options.flag);
    assert_null(p.options.text);
    assert_int_equal(p.options.list.n, 0);
    assert_int_equal(p.options.years.first, 0);
    assert_int_equal(p.options.colour, GREEN);
    assert_int_equal(p.options.count, -1);
    assert_close(p.options.fraction, 0.95, 0);
    zi_arena_release(&p.arena);
}

static void files_and_options_come_in_any_order(void **state)
{
    struct parsed p;

    (void)state;
    PARSE(&p, "a.csv", "--colour", "red", "b.csv", "--flag", "-t", "x", "--count=12", "--", "-q");
    assert_int_equal(p.code, ZI_OK);
    assert_int_equal(p.arguments.n, 3);
    assert_string_equal(p.arguments.items[0], "a.csv");
    assert_string_equal(p.arguments.items[2], "-q");
    assert_int_equal(p.options.colour, RED);
    assert_true(p.options.flag);
    assert_string_equal(p.options.text, "x");
    assert_int_equal(p.options.count, 12);
    zi_arena_release(&p.arena);
}

static void a_dash_alone_is_standard_input(void **state)
{
    struct parsed p;

    (void)state;
    PARSE(&p, "-");
    assert_int_equal(p.arguments.n, 1);
    assert_string_equal(p.arguments.items[0], "-");
    zi_arena_release(&p.arena);
}

static void lists_split_at_commas_and_names_do_not(void **state)
{
    struct parsed p;

    (void)state;
    PARSE(&p, "--list", "zi,skm", "--list", "rb", "--unit", "Badan A, B");
    assert_int_equal(p.options.list.n, 3);
    assert_string_equal(p.options.list.items[2], "rb");
    assert_int_equal(p.options.names.n, 1);
    assert_string_equal(p.options.names.items[0], "Badan A, B");
    zi_arena_release(&p.arena);
}

static void a_word_has_its_value_whether_it_is_shown_or_not(void **state)
{
    char choices[ZI_OPTION_ARGUMENT_MAX];
    struct parsed p;

    (void)state;
    PARSE(&p, "--colour", "scarlet");
    assert_int_equal(p.code, ZI_OK);
    assert_int_equal(p.options.colour, RED);
    zi_arena_release(&p.arena);
    for (const struct zi_option_row *row = rows; row->name != NULL; row++) {
        zi_option_argument(row, choices);
        assert_string_equal(choices, row->type == ZI_TYPE_WORD   ? "red|green"
                                     : row->type == ZI_TYPE_FLAG ? ""
                                                                 : row->argument);
    }
}

static void years_are_one_a_range_or_half_open(void **state)
{
    static const struct {
        const char *text;
        int first, last;
    } good[] = {
        {"2025", 2025, 2025}, {"2019:2025", 2019, 2025}, {"2019:", 2019, 0}, {":2025", 0, 2025}};
    static const char *const bad[] = {"",     ":", "20x5", "2019-2025", "99", "2019:2020:2021",
                                      "-2019"};
    struct parsed p;

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        PARSE(&p, "--year", good[i].text);
        assert_int_equal(p.code, ZI_OK);
        assert_int_equal(p.options.years.first, good[i].first);
        assert_int_equal(p.options.years.last, good[i].last);
        zi_arena_release(&p.arena);
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        PARSE(&p, "--year", bad[i]);
        assert_int_equal(p.code, ZI_EUSAGE);
        zi_arena_release(&p.arena);
    }
}

static void a_range_has_signs_and_two_ends_in_order(void **state)
{
    static const char *const bad[] = {"", "x", "2:1", "1:2:3", "101", "-101:0", "--1"};
    struct parsed p;

    (void)state;
    PARSE(&p, "--lag", "-2:1");
    assert_int_equal(p.options.range.first, -2);
    assert_int_equal(p.options.range.last, 1);
    zi_arena_release(&p.arena);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        PARSE(&p, "--lag", bad[i]);
        assert_int_equal(p.code, ZI_EUSAGE);
        zi_arena_release(&p.arena);
    }
}

static void expect_usage(struct parsed *p, const char *sentence)
{
    assert_int_equal(p->code, ZI_EUSAGE);
    assert_string_equal(p->error.en, sentence);
    zi_arena_release(&p->arena);
}

static void slips_are_met_with_the_nearest(void **state)
{
    struct parsed p;

    (void)state;
    PARSE(&p, "--unti", "x");
    assert_string_equal(p.unknown, "unti");
    expect_usage(&p, "the option '--unti' is not known; did you mean '--unit'?");
    PARSE(&p, "--colour", "gren");
    assert_string_equal(p.unknown, "");
    expect_usage(&p, "--colour 'gren' is not known; did you mean 'green'?");
    PARSE(&p, "--colour", "blue");
    expect_usage(&p, "--colour 'blue' is not known; the choices: red|green");
    PARSE(&p, "--text");
    expect_usage(&p, "the option '--text' needs a value; see --help");
    PARSE(&p, "--count", "two");
    expect_usage(&p, "--count 'two' is not a whole number");
    PARSE(&p, "--confidence", "95");
    expect_usage(&p, "--confidence '95' must lie between 0 and 1, for example 0.95");
    PARSE(&p, "-x");
    expect_usage(&p, "the option '-x' is not known; see --help");
}

static void numbers_are_repeated_and_a_comma_is_refused(void **state)
{
    struct parsed p;

    (void)state;
    PARSE(&p, "--threshold", "75", "--threshold=3.6", "--threshold", "-1");
    assert_int_equal(p.code, ZI_OK);
    assert_int_equal(p.options.numbers.n, 3);
    assert_close(p.options.numbers.items[0], 75, 0);
    assert_close(p.options.numbers.items[1], 3.6, 0);
    assert_close(p.options.numbers.items[2], -1, 0);
    zi_arena_release(&p.arena);
    PARSE(&p, "--threshold", "3,6");
    expect_usage(&p, "--threshold '3,6' is not a number; write 3.6 with a point, and repeat the "
                     "option for another number");
    PARSE(&p, "--threshold", "");
    expect_usage(&p, "--threshold '' is not a number; write 3.6 with a point, and repeat the "
                     "option for another number");
}

static void the_first_argument_is_found_among_options(void **state)
{
    char *argv[] = {(char *)"zistat", (char *)"--text", (char *)"x", (char *)"--flag",
                    (char *)"lke",    (char *)"a.csv",  NULL};
    char *slip[] = {(char *)"zistat", (char *)"--txt", (char *)"x", NULL};
    struct zi_option_set set = {.n = 0};

    (void)state;
    zi_option_set_add(&set, rows, NULL);
    assert_string_equal(zi_options_first_argument(&set, 6, argv), "lke");
    assert_null(zi_options_first_argument(&set, 4, argv));
    assert_null(zi_options_first_argument(&set, 3, slip));
}

static const struct zi_option_row others[] = {{ZI_STRING(struct options, text), .name = "flag"},
                                              {.name = NULL}};

static void of_two_rows_of_one_name_the_first_is_taken(void **state)
{
    struct zi_option_set set = {.n = 0};

    (void)state;
    zi_option_set_add(&set, rows, NULL);
    size_t n = set.n;

    zi_option_set_add(&set, others, NULL);
    assert_int_equal(set.n, n);
    assert_true(zi_option_set_has(&set, "flag"));
    assert_false(zi_option_set_has(&set, "fla"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_given_has_the_initial_value_of_its_row),
        cmocka_unit_test(files_and_options_come_in_any_order),
        cmocka_unit_test(a_dash_alone_is_standard_input),
        cmocka_unit_test(lists_split_at_commas_and_names_do_not),
        cmocka_unit_test(a_word_has_its_value_whether_it_is_shown_or_not),
        cmocka_unit_test(years_are_one_a_range_or_half_open),
        cmocka_unit_test(a_range_has_signs_and_two_ends_in_order),
        cmocka_unit_test(slips_are_met_with_the_nearest),
        cmocka_unit_test(numbers_are_repeated_and_a_comma_is_refused),
        cmocka_unit_test(the_first_argument_is_found_among_options),
        cmocka_unit_test(of_two_rows_of_one_name_the_first_is_taken),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
