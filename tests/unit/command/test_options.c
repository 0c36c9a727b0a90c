#include "check.h"

#include <string.h>

#include "command/help.h"
#include "command/options.h"
#include "command/session.h"

/* Takes everything but the options of some commands that share a name with others'. */
static struct zi_command everything(void)
{
    struct zi_command command = {0};

    for (int i = 0; i < ZI_OPTION_COUNT; i++)
        command.options[i] = i != ZI_OPTION_TEMPLATE_FORMAT && i != ZI_OPTION_PICTURE_FORMAT &&
                             i != ZI_OPTION_FORECAST_SHOW && i != ZI_OPTION_DEPTH;
    return command;
}

struct parsed {
    struct zi_options options;
    struct zi_arena arena;
    struct zi_error error;
    enum zi_code code;
};

static struct parsed parse(const char *const arguments[])
{
    struct parsed p = {.options = {.confidence = 0.95}};
    struct zi_command command = everything();
    char *argv[16] = {(char *)"zistat"};
    int argc = 1;

    for (; arguments[argc - 1] != NULL; argc++)
        argv[argc] = (char *)arguments[argc - 1];
    p.code = zi_options_parse(&p.options, &command, argc, argv, &p.arena, &p.error);
    return p;
}

#define PARSE(...) parse((const char *const[]){__VA_ARGS__, NULL})

static void files_and_options_come_in_any_order(void **state)
{
    struct parsed p = PARSE("a.csv", "--by", "year", "b.csv", "--skip-bad", "-o", "x", "--", "-q");

    (void)state;
    assert_int_equal(p.code, ZI_OK);
    assert_int_equal(p.options.files.n, 3);
    assert_string_equal(p.options.files.items[0], "a.csv");
    assert_string_equal(p.options.files.items[2], "-q");
    assert_int_equal(p.options.grouping, 2);
    assert_true(p.options.skip_bad);
    assert_false(p.options.quiet);
    assert_string_equal(p.options.output, "x");
    zi_arena_release(&p.arena);
}

static void a_dash_alone_is_standard_input(void **state)
{
    struct parsed p = PARSE("-");

    (void)state;
    assert_int_equal(p.options.files.n, 1);
    assert_string_equal(p.options.files.items[0], "-");
    zi_arena_release(&p.arena);
}

static void lists_split_at_commas_and_names_do_not(void **state)
{
    struct parsed p = PARSE("--index", "zi,skm", "--index", "rb", "--unit", "Badan A, B");

    (void)state;
    assert_int_equal(p.options.indices.n, 3);
    assert_string_equal(p.options.indices.items[2], "rb");
    assert_int_equal(p.options.units.n, 1);
    assert_string_equal(p.options.units.items[0], "Badan A, B");
    zi_arena_release(&p.arena);
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

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        struct parsed p = PARSE("--year", good[i].text);

        assert_int_equal(p.code, ZI_OK);
        assert_int_equal(p.options.years.first, good[i].first);
        assert_int_equal(p.options.years.last, good[i].last);
        zi_arena_release(&p.arena);
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct parsed p = PARSE("--year", bad[i]);

        assert_int_equal(p.code, ZI_EUSAGE);
        zi_arena_release(&p.arena);
    }
}

static void expect_usage(struct parsed p, const char *sentence)
{
    assert_int_equal(p.code, ZI_EUSAGE);
    assert_string_equal(p.error.en, sentence);
    zi_arena_release(&p.arena);
}

static void slips_are_met_with_the_nearest(void **state)
{
    (void)state;
    expect_usage(PARSE("--unti", "x"), "the option '--unti' is not known; did you mean '--unit'?");
    expect_usage(PARSE("--by", "yaer"), "--by 'yaer' is not known; did you mean 'year'?");
    expect_usage(PARSE("--by", "month"),
                 "--by 'month' is not known; the choices: unit|index|year|jenis");
    expect_usage(PARSE("--output"), "the option '--output' needs a value; see --help");
    expect_usage(PARSE("--require", "two"), "--require 'two' is not a whole number");
    expect_usage(PARSE("--confidence", "95"),
                 "--confidence '95' must lie between 0 and 1, for example 0.95");
    expect_usage(PARSE("-x"), "the option '-x' is not known; see --help");
}

static void an_option_of_another_command_is_told_apart_from_an_unknown_one(void **state)
{
    char *argv[] = {(char *)"zistat", (char *)"--detail", NULL};
    struct zi_options options = {0};
    struct zi_arena arena = {0};
    struct zi_error error;

    (void)state;
    assert_int_equal(zi_options_parse(&options, NULL, 2, argv, &arena, &error), ZI_EUSAGE);
    assert_string_equal(error.en,
                        "the option '--detail' does not belong to this command; see --help");
    zi_arena_release(&arena);
}

/* The tables themselves: a mistake in a row would otherwise wait for its user. */
static void every_option_row_is_complete(void **state)
{
    (void)state;
    for (int i = 0; i < ZI_OPTION_COUNT; i++) {
        const struct zi_option_row *row = &zi_option_rows[i];

        assert_non_null(row->name);
        assert_non_null(row->help.id);
        assert_non_null(row->help.en);
        assert_int_equal(row->type == ZI_TYPE_FLAG, row->argument == NULL);
        assert_int_equal(row->type == ZI_TYPE_WORD, row->words != NULL);
        for (int k = 0; k < i; k++)
            assert_true(row->letter == 0 || row->letter != zi_option_rows[k].letter);
    }
}

static void no_command_has_two_options_of_one_name(void **state)
{
    (void)state;
    for (const struct zi_command *c = zi_commands; c->name != NULL; c++)
        for (int i = 0; i < ZI_OPTION_COUNT; i++)
            for (int k = 0; k < i; k++)
                assert_false(c->options[i] && c->options[k] &&
                             strcmp(zi_option_rows[i].name, zi_option_rows[k].name) == 0);
}

static void every_command_has_two_names_of_its_own_and_helps(void **state)
{
    (void)state;
    for (const struct zi_command *c = zi_commands; c->name != NULL; c++) {
        struct zi_options options = {0};
        struct zi_session session = {.options = &options, .language = ZI_ENGLISH};
        struct zi_error error;

        assert_ptr_equal(zi_command_find(c->name), c);
        assert_ptr_equal(zi_command_find(c->name_id), c);
        assert_int_equal(zi_help_command(&session, c, &error), ZI_OK);
        assert_non_null(strstr(session.out.text, c->summary.en));
        for (int i = 0; i < ZI_OPTION_COUNT; i++)
            if (c->options[i])
                assert_non_null(strstr(session.out.text, zi_option_rows[i].help.en));
        zi_buffer_release(&session.out);
    }
}

static void numbers_are_repeated_and_a_comma_is_refused(void **state)
{
    struct parsed p = PARSE("--threshold", "75", "--threshold=3.6", "--threshold", "-1");

    (void)state;
    assert_int_equal(p.code, ZI_OK);
    assert_int_equal(p.options.thresholds.n, 3);
    assert_close(p.options.thresholds.items[0], 75, 0);
    assert_close(p.options.thresholds.items[1], 3.6, 0);
    assert_close(p.options.thresholds.items[2], -1, 0);
    zi_arena_release(&p.arena);
    expect_usage(PARSE("--threshold", "3,6"),
                 "--threshold '3,6' is not a number; write 3.6 with a point, and repeat the option "
                 "for another number");
    expect_usage(PARSE("--threshold", ""),
                 "--threshold '' is not a number; write 3.6 with a point, and repeat the option "
                 "for another number");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_and_options_come_in_any_order),
        cmocka_unit_test(a_dash_alone_is_standard_input),
        cmocka_unit_test(lists_split_at_commas_and_names_do_not),
        cmocka_unit_test(years_are_one_a_range_or_half_open),
        cmocka_unit_test(slips_are_met_with_the_nearest),
        cmocka_unit_test(an_option_of_another_command_is_told_apart_from_an_unknown_one),
        cmocka_unit_test(every_option_row_is_complete),
        cmocka_unit_test(no_command_has_two_options_of_one_name),
        cmocka_unit_test(every_command_has_two_names_of_its_own_and_helps),
        cmocka_unit_test(numbers_are_repeated_and_a_comma_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
