/* Headers as a reader with a few words of its own reads them. */
#include "check.h"

#include <stdint.h>
#include <string.h>

#include "csv/header.h"

enum { UNKNOWN, NAMELESS, IGNORED, WHO, WHEN, SCORE };

static const struct header_word words[] = {
    {"nilai akhir", SCORE, false},
    {"skor", SCORE, true},
    {NULL, UNKNOWN, false},
};

static const struct header_meaning common[ROLE_COUNT] = {
    [ROLE_IGNORED] = {IGNORED, IGNORED},
    [ROLE_UNIT] = {WHO, IGNORED},
    [ROLE_YEAR] = {WHEN, WHEN},
};

static int meaning_of(const char *folded, const void *data)
{
    return strcmp(folded, data) == 0 ? SCORE : UNKNOWN;
}

static const struct header_reader reader = {.unknown = UNKNOWN,
                                            .unnamed = NAMELESS,
                                            .ignored = IGNORED,
                                            .words = words,
                                            .common = common,
                                            .meaning_of = meaning_of,
                                            .data = "zi"};

static struct zi_arena arena;

static struct header read(const char *text)
{
    struct zi_csv_input input = {.descriptor = -1, .bytes = text, .length = strlen(text)};
    struct header header;

    assert_int_equal(header_read(&header, &arena, &input, &reader, NULL), ZI_OK);
    return header;
}

/* "delimiter meanings", as one text. */
static const char *summary(const struct header *header)
{
    const char *text = zi_arena_print(&arena, "%c", header->delimiter);

    for (size_t i = 0; i < header->n_columns; i++)
        text = zi_arena_print(&arena, "%s %d", text, header->columns[i].meaning);
    return text;
}

static void delimiter_is_the_one_with_most_known_names(void **state)
{
    struct header header;

    (void)state;
    header = read("unit;tahun;zi\n");
    assert_string_equal(summary(&header), "; 3 4 5");
    header = read("unit\ttahun\tcatatan, lain\tkode\n");
    assert_string_equal(summary(&header), "\t 3 4 0 2");
    assert_int_equal(header.n_known, 3);
    assert_int_equal(header.n_used, 2);
    header = read("\"unit\"|\"tahun\"\n");
    assert_string_equal(summary(&header), "| 3 4");
    header = read("sep=;\na,b;c\n");
    assert_int_equal(header.delimiter, ';');
}

static void most_columns_decide_where_no_name_is_known(void **state)
{
    struct header header = read("a;b;c,d\n");

    (void)state;
    assert_int_equal(header.delimiter, ';');
    assert_int_equal(header.n_known, 0);
}

static void names_are_folded_and_keep_their_places(void **state)
{
    struct header header = read("  UNIT , Nilai_Akhir ,Skor\n");

    (void)state;
    assert_string_equal(summary(&header), ", 3 5 5");
    assert_string_equal(header.columns[1].folded, "nilai akhir");
    assert_false(header.columns[1].weak);
    assert_true(header.columns[2].weak);
    assert_int_equal(header.columns[2].place.line, 1);
    assert_int_equal(header.columns[2].place.column, 23);
    assert_int_equal(header_find(&header, SCORE), 1);
    assert_true(header_find(&header, WHEN) == SIZE_MAX);
}

static void weak_common_words_mean_what_the_reader_says(void **state)
{
    struct header header = read("puskesmas,zi\n");

    (void)state;
    assert_string_equal(summary(&header), ", 2 5");
    assert_true(header.columns[1].asked);
    assert_false(header.columns[0].asked);
}

static void nearest_name_is_of_its_own_words_or_the_common_ones(void **state)
{
    (void)state;
    assert_string_equal(header_nearest(&reader, "nilai akir"), "nilai akhir");
    assert_string_equal(header_nearest(&reader, "tahunn"), "tahun");
    assert_null(header_nearest(&reader, "zzzzzzzz"));
}

/* ---- refusals ---- */

static void assert_refused(const char *text, const char *what, size_t line)
{
    struct header header = read(text);
    const struct zi_csv_place *place;
    struct remark remark = {0};

    assert_true(
        header_refuse(&header, (struct zi_text){"contoh", "example"}, &arena, &remark, &place));
    assert_string_equal(remark.what.en, what);
    assert_int_equal(place != NULL ? place->line : 0, line);
}

static void headers_that_cannot_be_used_say_why(void **state)
{
    (void)state;
    assert_refused("", "the file is empty", 0);
    assert_refused("\n\n", "the file is empty", 0);
    assert_refused("unit,\"tahun\n2024,1\n",
                   "the header line is broken: a quote without its partner", 1);
    assert_refused("Rekap\nunit,tahun\n", "the first line is no header with known column names", 1);
    assert_refused("\x01\x02\x03,\n", "this file is not CSV text", 0);
}

static void columns_beyond_the_limit_are_refused(void **state)
{
    char text[2 * HEADER_COLUMNS_MAX + 16] = "unit";

    (void)state;
    for (size_t i = 0; i < HEADER_COLUMNS_MAX; i++)
        strcat(text, ",a");
    assert_refused(text, "more than 1000 columns", 1);
}

static void usable_header_is_not_refused(void **state)
{
    struct header header = read("unit,zi");
    const struct zi_csv_place *place;
    struct remark remark = {0};

    (void)state;
    assert_false(header_refuse(&header, (struct zi_text){"", ""}, &arena, &remark, &place));
}

/* ---- what is said ---- */

static void keep(const struct header_column *column, const struct remark *remark, void *data)
{
    const char **said = data;

    *said =
        zi_arena_print(&arena, "%s%s%s: %s (%s)", *said, **said != '\0' ? "\n" : "",
                       column != NULL ? column->name : "-", remark->what.en, remark->suggestion.en);
}

static bool same_meaning(size_t a, size_t b, const void *header)
{
    const struct header_column *columns = ((const struct header *)header)->columns;

    return columns[a].meaning == columns[b].meaning;
}

static void repeated_unknown_and_missing_columns_are_said(void **state)
{
    struct header header = read("unit,Skpd,tahum,opd");
    const char *said = "";
    struct header_listener listener = {&arena, keep, &said};

    (void)state;
    header_say_repeated(&header, same_meaning, &header, (struct zi_text){"", "delete one"},
                        &listener);
    header_say_unknown(&reader, &header.columns[2], ZI_FAULT_COLUMNS,
                       (struct zi_text){"", "not near"}, &listener);
    header_say_missing("zi", &listener);
    assert_string_equal(said, "Skpd: column 'Skpd' means the same as column 'unit' (delete one)\n"
                              "opd: column 'opd' means the same as column 'unit' (delete one)\n"
                              "tahum: unknown column 'tahum' (perhaps 'tahun')\n"
                              "-: there is no column 'zi' ()");
}

/* What is said of a nameless column with these values; separated by spaces. */
static const char *said_of(const char *header_line, size_t column, const char *values)
{
    struct header header = read(header_line);
    const char *said = "";
    struct header_listener listener = {&arena, keep, &said};
    bool faulty;

    while (*values != '\0') {
        size_t length = strcspn(values, " ");

        header_take_unnamed(&header.columns[column], values, length);
        values += length + (values[length] == ' ');
    }
    faulty = header_say_unnamed(&header, &listener);
    assert_int_equal(faulty, strstr(said, "no name, but") != NULL);
    return said;
}

static void nameless_columns_with_values_are_faults(void **state)
{
    (void)state;
    assert_string_equal(said_of("unit;;zi", 1, ""), "");
    assert_string_equal(said_of("unit;;zi", 1, "- n/a belum"), "");
    assert_string_equal(said_of("unit;;zi", 1, "75,1 -"),
                        ": column 2 has no name, but holds values (1 of them) (name the column or "
                        "delete it)");
    assert_string_equal(said_of("unit,zi,", 2, "20 30"),
                        ": column 3 has no name, but holds values (2 of them) (name the column or "
                        "delete it; a decimal comma in a comma-separated file must stand in "
                        "quotes: \"74,5\")");
    assert_string_equal(said_of("unit,zi,", 2, "20 x"),
                        ": column 3 has no name, but holds values (2 of them) (name the column or "
                        "delete it)");
}

static void row_numbers_are_noted_in_the_first_column_only(void **state)
{
    static const char noted[] =
        ": the first column has no name and counts the rows; it is not used ()";
    static const char refused[] = "no name, but holds values";

    (void)state;
    assert_string_equal(said_of(",unit,zi", 0, "0 1 2"), noted);
    assert_string_equal(said_of(",unit,zi", 0, "1 2 3"), noted);
    assert_non_null(strstr(said_of(",unit,zi", 0, "2 3 4"), refused));
    assert_non_null(strstr(said_of(",unit,zi", 0, "1 2 4"), refused));
    assert_non_null(strstr(said_of(",unit,zi", 0, "1 2 3x"), refused));
    assert_non_null(strstr(said_of(",unit,zi", 0, "1 1"), refused));
    assert_non_null(strstr(said_of("unit,,zi", 1, "1 2 3"), refused));
}

static int release(void **state)
{
    (void)state;
    zi_arena_release(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(delimiter_is_the_one_with_most_known_names),
        cmocka_unit_test(most_columns_decide_where_no_name_is_known),
        cmocka_unit_test(names_are_folded_and_keep_their_places),
        cmocka_unit_test(weak_common_words_mean_what_the_reader_says),
        cmocka_unit_test(nearest_name_is_of_its_own_words_or_the_common_ones),
        cmocka_unit_test(headers_that_cannot_be_used_say_why),
        cmocka_unit_test(columns_beyond_the_limit_are_refused),
        cmocka_unit_test(usable_header_is_not_refused),
        cmocka_unit_test(repeated_unknown_and_missing_columns_are_said),
        cmocka_unit_test(nameless_columns_with_values_are_faults),
        cmocka_unit_test(row_numbers_are_noted_in_the_first_column_only),
    };

    return cmocka_run_group_tests(tests, NULL, release);
}
