/* The tables of all commands: a mistake in a row would otherwise wait for its user. */
#include "check.h"

#include <string.h>

#include "command/commands.h"
#include "command/help.h"
#include "command/session.h"

/* ---- every row ---- */

typedef void check_row(const struct zi_option_row *row, size_t place, size_t size);

static size_t size_of(enum zi_option_type type)
{
    static const size_t sizes[] = {
        [ZI_TYPE_FLAG] = sizeof(bool),
        [ZI_TYPE_TEXT] = sizeof(const char *),
        [ZI_TYPE_LIST] = sizeof(struct zi_option_list),
        [ZI_TYPE_NAMES] = sizeof(struct zi_option_list),
        [ZI_TYPE_YEARS] = sizeof(struct zi_years),
        [ZI_TYPE_RANGE] = sizeof(struct zi_range),
        [ZI_TYPE_WORD] = sizeof(int),
        [ZI_TYPE_COUNT] = sizeof(long),
        [ZI_TYPE_FRACTION] = sizeof(double),
        [ZI_TYPE_NUMBERS] = sizeof(struct zi_option_numbers),
    };

    return sizes[type];
}

static void check_groups(const struct zi_option_group *group, size_t size, check_row *check)
{
    for (; group != NULL && (group->rows != NULL || group->of_kinds); group++)
        for (const struct zi_option_row *row = group->rows; row != NULL && row->name != NULL; row++)
            check(row, group->offset + row->offset, size);
}

static void check_all_rows(check_row *check)
{
    for (const struct zi_option_row *row = zi_common_rows; row->name != NULL; row++)
        check(row, row->offset, sizeof(struct zi_common_options));
    for (size_t i = 0; zi_commands[i] != NULL; i++) {
        const struct zi_command *command = zi_commands[i];

        check_groups(command->options, command->size, check);
        for (size_t k = 0; command->kind != NULL && command->kind(k).name != NULL; k++)
            check_groups(command->kind(k).options, command->kind(k).size, check);
    }
}

static bool is_text(const char *text)
{
    return text != NULL && text[0] != '\0';
}

static void is_helped(const struct zi_option_row *row, size_t place, size_t size)
{
    (void)place;
    (void)size;
    if (!is_text(row->help.id) || !is_text(row->help.en))
        fail_msg("--%s has no help in one language", row->name);
}

static void every_option_has_help_in_both_languages(void **state)
{
    (void)state;
    check_all_rows(is_helped);
}

static void lies_within(const struct zi_option_row *row, size_t place, size_t size)
{
    if (place + size_of(row->type) > size)
        fail_msg("--%s is stored at %zu, beyond its struct of %zu bytes", row->name, place, size);
}

static void every_value_lies_within_the_struct_of_its_command(void **state)
{
    (void)state;
    check_all_rows(lies_within);
}

static void is_described(const struct zi_option_row *row, size_t place, size_t size)
{
    bool initial_is_a_word = row->type != ZI_TYPE_WORD;

    (void)place;
    (void)size;
    assert_int_equal(row->type == ZI_TYPE_WORD, row->words != NULL);
    assert_int_equal(row->type == ZI_TYPE_FLAG || row->type == ZI_TYPE_WORD, row->argument == NULL);
    assert_true(row->type == ZI_TYPE_WORD || row->also == NULL);
    assert_true(!row->names_indices || row->type == ZI_TYPE_LIST || row->type == ZI_TYPE_TEXT);
    for (const struct zi_option_word *w = row->words; w != NULL && w->name != NULL; w++)
        initial_is_a_word = initial_is_a_word || w->value == row->initial.word;
    for (const struct zi_option_word *w = row->also; w != NULL && w->name != NULL; w++)
        initial_is_a_word = initial_is_a_word || w->value == row->initial.word;
    if (!initial_is_a_word)
        fail_msg("--%s: what holds when it is not given is the value of no word", row->name);
}

static void every_row_says_what_its_type_needs(void **state)
{
    (void)state;
    check_all_rows(is_described);
}

/* ---- every command ---- */

/* The rows that one command line chooses from, also those that the engine would pass over. */
struct rows {
    const struct zi_option_row *items[2 * ZI_OPTIONS_MAX];
    size_t n;
};

static void add(struct rows *rows, const struct zi_option_row *row)
{
    assert_true(rows->n < ZI_OPTIONS_MAX);
    for (size_t i = 0; row != NULL && row[i].name != NULL; i++)
        rows->items[rows->n++] = &row[i];
}

static void add_groups(struct rows *rows, const struct zi_option_group *group)
{
    for (; group != NULL && (group->rows != NULL || group->of_kinds); group++)
        add(rows, group->rows);
}

static void expect_no_two_alike(const struct rows *rows, const char *command)
{
    assert_true(rows->n <= ZI_OPTIONS_MAX);
    for (size_t i = 0; i < rows->n; i++)
        for (size_t k = 0; k < i; k++) {
            const struct zi_option_row *a = rows->items[i], *b = rows->items[k];

            if (strcmp(a->name, b->name) == 0)
                fail_msg("%s has two options --%s", command, a->name);
            if (a->letter != 0 && a->letter == b->letter)
                fail_msg("%s has two options -%c", command, a->letter);
        }
}

static void no_command_line_has_two_options_of_one_name_or_letter(void **state)
{
    (void)state;
    for (size_t i = 0; zi_commands[i] != NULL; i++) {
        const struct zi_command *command = zi_commands[i];
        size_t k = 0;

        do {
            struct rows rows = {.n = 0};

            add_groups(&rows, command->options);
            if (command->kind != NULL)
                add_groups(&rows, command->kind(k).options);
            add(&rows, zi_common_rows);
            expect_no_two_alike(&rows, command->name);
        } while (command->kind != NULL && command->kind(++k).name != NULL);
    }
}

/* The kind is looked for before it is known which of them is meant. */
static void options_of_one_name_take_a_value_in_all_kinds_or_in_none(void **state)
{
    (void)state;
    for (size_t i = 0; zi_commands[i] != NULL; i++) {
        struct rows rows = {.n = 0};

        for (size_t k = 0; zi_commands[i]->kind != NULL && zi_commands[i]->kind(k).name != NULL;
             k++)
            add_groups(&rows, zi_commands[i]->kind(k).options);
        for (size_t a = 0; a < rows.n; a++)
            for (size_t b = 0; b < a; b++)
                assert_true(strcmp(rows.items[a]->name, rows.items[b]->name) != 0 ||
                            (rows.items[a]->type == ZI_TYPE_FLAG) ==
                                (rows.items[b]->type == ZI_TYPE_FLAG));
    }
}

static void every_command_has_two_names_of_its_own_and_does_something(void **state)
{
    (void)state;
    for (size_t i = 0; zi_commands[i] != NULL; i++) {
        const struct zi_command *command = zi_commands[i];

        assert_ptr_equal(zi_command_find(zi_commands, command->name), command);
        assert_ptr_equal(zi_command_find(zi_commands, command->name_id), command);
        assert_true(is_text(command->summary.id) && is_text(command->summary.en));
        assert_int_equal(strncmp(command->example, "zistat ", 7), 0);
        for (size_t k = 0; command->kind != NULL && command->kind(k).name != NULL; k++) {
            struct zi_command_kind kind = command->kind(k);

            assert_true(is_text(kind.name_id) && is_text(kind.summary.id));
            assert_true(is_text(kind.summary.en));
            assert_true(kind.run != NULL || command->run != NULL);
        }
        assert_true(command->run != NULL || command->kind != NULL);
    }
}

static void help_shows_every_option_in_both_languages(void **state)
{
    (void)state;
    for (size_t i = 0; zi_commands[i] != NULL; i++)
        for (int language = ZI_INDONESIAN; language <= ZI_ENGLISH; language++) {
            struct zi_session session = {.commands = zi_commands,
                                         .language = (enum zi_language)language};
            struct zi_option_set set = {.n = 0};
            struct zi_error error;

            assert_int_equal(zi_help_command(&session, zi_commands[i], &error), ZI_OK);
            assert_non_null(
                strstr(session.out.text, zi_text_in(zi_commands[i]->summary, session.language)));
            zi_command_rows(zi_commands[i], &set);
            for (size_t k = 0; k < set.n; k++)
                assert_non_null(strstr(session.out.text,
                                       zi_text_in(set.options[k].row->help, session.language)));
            zi_buffer_release(&session.out);
        }
}

/* ---- command lines ---- */

struct line {
    struct zi_session session;
    struct zi_arena arena;
    struct zi_error error;
    enum zi_code code;
};

/* "ready nosuch.csv --todo", in words that lie in text. */
static void read_line(struct line *line, char *text)
{
    char *argv[32] = {NULL};
    int argc = 0;

    for (char *word = strtok(text, " "); word != NULL; word = strtok(NULL, " "))
        argv[argc++] = word;
    *line = (struct line){.session = {.commands = zi_commands, .language = ZI_ENGLISH}};
    line->session.command = zi_command_find(zi_commands, argv[0]);
    assert_non_null(line->session.command);
    line->code = zi_command_read_line(&line->session, argc, argv, &line->arena, &line->error);
    if (line->code == ZI_OK)
        line->code = zi_command_check_line(&line->session, &line->error);
}

/* None of the files exists: what is refused here was not read. */
static void what_the_options_say_is_refused_before_anything_is_read(void **state)
{
    static const struct {
        const char *line;
        const char *sentence;
    } cases[] = {
        {"check", "missing argument; usage: zistat check [OPTION]... FILE..."},
        {"check --detail a", "the option '--detail' does not belong to this command; see --help"},
        {"summary a --year 2025:2019", "the years 2025:2019 are reversed"},
        {"forecast a --horizon 51", "--horizon must be 1 to 50 years"},
        {"forecast a --horizon 0", "--horizon must be 1 to 50 years"},
        {"correlate a --bootstrap 5", "--bootstrap 5 is too few: the tails of the interval need at "
                                      "least 200, usual are 2000"},
        {"correlate a --use-bands --method pearson",
         "letters have no value for pearson; take --method spearman or kendall"},
        {"regress a --outcome zi", "a regression needs --outcome and --on; for example: zistat "
                                   "regress data/ --outcome skm --on zi,sakip"},
        {"regress a --outcome zi --on skm --bootstrap 9",
         "--bootstrap 9 must lie between 99 and 1000000"},
        {"regress a --outcome zi --on skm --no-intercept",
         "--no-intercept goes with --fe none only: fixed effects hold a constant"},
        {"ready a --effort x", "--effort is used with --plan only; add --plan"},
        {"ready a --collect x --plan", "--collect is used with --todo only; add --todo"},
        {"ready a --detail --todo",
         "one table at a time: choose one of --detail, --todo, --plan and --chance"},
        {"propose a --cap two", "--cap 'two' must be NAME=N, for example puskesmas=2"},
        {"score", "missing argument; usage: zistat score [OPTION]... KIND FILE..."},
        {"score lek a", "the kind 'lek' is not known; did you mean 'lke'?"},
        {"score lke a --u8 sarana", "the option '--u8' does not belong to score lke; see --help"},
        {"score skm a --what-if A=1",
         "the option '--what-if' does not belong to score skm; see --help"},
        {"score skm a --lag 1", "the option '--lag' does not belong to this command; see --help"},
        {"score skm a --population 0", "--population 0: a population is at least 1"},
        {"score lke a --compare --best 3", "--compare, --what-if and --best one at a time"},
        {"plot trend a", "name the picture with -o, for example -o trend.png"},
        {"plot trend a -o x.png --method kendall",
         "the option '--method' does not belong to plot trend; see --help"},
        {"plot trend a -o x.bmp", "the form of the picture 'x.bmp' is not known; end the name in "
                                  ".png, .svg, .pdf or .gp, or give --format"},
        {"report a", "name the report with -o, for example -o report.html"},
        {"rules --date tomorrow", "--date 'tomorrow' is not a date; write 2024-07-14"},
        {"rules --year 2019:2020", "--year of rules is one year, for example 2025"},
        {"rules --diff a", "--diff needs two regulations or two dates, without --year, --date and "
                           "--show: --diff 2024-07-14 2024-07-15"},
        {"doctor a", "the command doctor reads no file; to check data: zistat check a"},
        {"init a", "the command init reads no file; to write to a file: -o a"},
        {"help read", "the command 'read' is not known; did you mean 'ready'?"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[256];
        struct line line;

        strcpy(text, cases[i].line);
        read_line(&line, text);
        if (line.code != ZI_EUSAGE)
            fail_msg("%s: not refused", cases[i].line);
        assert_string_equal(line.error.en, cases[i].sentence);
        zi_arena_release(&line.arena);
    }
}

static void a_kind_has_its_own_options_beside_its_commands(void **state)
{
    char text[] = "nilai --level area --unit Dinas lke a.csv b.csv";
    struct line line;

    (void)state;
    read_line(&line, text);
    assert_int_equal(line.code, ZI_OK);
    assert_string_equal(line.session.kind.name, "lke");
    assert_string_equal(line.session.kind_given, "lke");
    assert_int_equal(line.session.arguments.n, 2);
    assert_string_equal(line.session.arguments.items[0], "a.csv");
    zi_arena_release(&line.arena);
}

static void where_the_answer_goes_is_known_of_every_command_that_takes_a_file(void **state)
{
    char text[] = "trend a.csv -o x.csv", other[] = "help";
    struct line line;

    (void)state;
    read_line(&line, text);
    assert_non_null(line.session.output);
    assert_string_equal(line.session.output->path, "x.csv");
    zi_arena_release(&line.arena);
    read_line(&line, other);
    assert_null(line.session.output);
    zi_arena_release(&line.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_option_has_help_in_both_languages),
        cmocka_unit_test(every_value_lies_within_the_struct_of_its_command),
        cmocka_unit_test(every_row_says_what_its_type_needs),
        cmocka_unit_test(no_command_line_has_two_options_of_one_name_or_letter),
        cmocka_unit_test(options_of_one_name_take_a_value_in_all_kinds_or_in_none),
        cmocka_unit_test(every_command_has_two_names_of_its_own_and_does_something),
        cmocka_unit_test(help_shows_every_option_in_both_languages),
        cmocka_unit_test(what_the_options_say_is_refused_before_anything_is_read),
        cmocka_unit_test(a_kind_has_its_own_options_beside_its_commands),
        cmocka_unit_test(where_the_answer_goes_is_known_of_every_command_that_takes_a_file),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
