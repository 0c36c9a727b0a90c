#include "../workbook/book.h"

#include <unistd.h>

#include "csv/sheet_text.h"

/* The text of a sheet with these rows, and how many cells stand for merged ones. */
static char *spell(const char *rows, struct zi_arena *arena)
{
    const struct xlsx_text xlsx = {.sheet = rows};
    struct package_bytes bytes = pack_xlsx(&xlsx);
    struct workbook workbook;
    struct sheet_text text;
    char out[4096];
    ssize_t length;

    assert_int_equal(workbook_open(&workbook, &bytes, "b", NULL), ZI_OK);
    assert_int_equal(sheet_text_write(&workbook, 0, &text, NULL), ZI_OK);
    length = pread(text.descriptor, out, sizeof out, 0);
    assert_true(length >= 0 && text.is_empty == (length == 0));
    close(text.descriptor);
    sheet_facts_release(&text.facts);
    workbook_release(&workbook);
    unpack(&bytes);
    return zi_arena_print(arena, "%.*s%zu", (int)length, out, text.n_repeats);
}

#define TEXT(place, text) "<c r='" place "' t='inlineStr'><is><t>" text "</t></is></c>"

static void a_row_is_a_line_and_a_cell_a_field(void **state)
{
    static const struct {
        const char *what;
        const char *rows;
        const char *want;
    } cases[] = {
        {"nothing", "<sheetData/>", "0"},
        {"rows and columns keep their numbers",
         "<sheetData><row r='2'>" TEXT("B2", "a")
             TEXT("D2", "b") "</row><row r='5'>" TEXT("A5", "c") "</row></sheetData>",
         "\n\ta\t\tb\n\n\nc\t\t\t\n0"},
        {"later rows may be wider",
         "<sheetData><row>" TEXT("A1", "a") "</row><row>" TEXT("A2", "b")
             TEXT("B2", "c") "</row><row>" TEXT("A3", "d") "</row></sheetData>",
         "a\nb\tc\nd\t\n0"},
        {"what would end a field is a space, what would quote is quoted",
         "<sheetData><row>" TEXT("A1", " a&#10;b&#9;c ") TEXT("B1", "x \"y\"; z,w")
             TEXT("C1", "  ") "</row></sheetData>",
         "a b c\t\"x \"\"y\"\"; z,w\"\t\n0"},
    };
    struct zi_arena arena = {0};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *got = spell(cases[i].rows, &arena);

        if (strcmp(got, cases[i].want) != 0)
            print_error("%s\n", cases[i].what);
        assert_string_equal(got, cases[i].want);
    }
    zi_arena_release(&arena);
}

static void a_cell_merged_over_rows_stands_in_each(void **state)
{
    static const struct {
        const char *what;
        const char *rows;
        const char *want;
    } cases[] = {
        {"a name over its years",
         "<sheetData><row>" TEXT("A1", "n")
             TEXT("B1", "y") "</row><row>" TEXT("B2", "z") "</row><row>" TEXT("A3", "m")
                 TEXT("B3", "x") "</row></sheetData><mergeCells><mergeCell "
                                 "ref='A1:A2'/></mergeCells>",
         "n\ty\nn\tz\nm\tx\n1"},
        {"behind the last cell of a row",
         "<sheetData><row>" TEXT("A1", "n") TEXT("C1", "y") "</row><row>" TEXT(
             "A2", "z") "</row></sheetData><mergeCells><mergeCell ref='C1:C2'/></mergeCells>",
         "n\t\ty\nz\t\ty\n1"},
        {"not in rows that hold nothing, and only in the first column",
         "<sheetData><row>" TEXT("A1", "n") TEXT("B1", "q")
             TEXT("C1", "y") "</row><row r='3'>" TEXT(
                 "C3", "z") "</row></sheetData><mergeCells><mergeCell ref='A1:B3'/></mergeCells>",
         "n\tq\ty\n\nn\t\tz\n1"},
        {"over what is hidden below it",
         "<sheetData><row>" TEXT("A1", "n") TEXT("B1", "y") "</row><row>" TEXT("A2", "old")
             TEXT("B2", "z") "</row></sheetData><mergeCells><mergeCell ref='A1:A2'/></mergeCells>",
         "n\ty\nn\tz\n1"},
        {"not along a row",
         "<sheetData><row>" TEXT("A1", "title") "</row><row>" TEXT("A2", "a")
             TEXT("B2", "b") "</row></sheetData><mergeCells><mergeCell ref='A1:B1'/></mergeCells>",
         "title\na\tb\n0"},
    };
    struct zi_arena arena = {0};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *got = spell(cases[i].rows, &arena);

        if (strcmp(got, cases[i].want) != 0)
            print_error("%s\n", cases[i].what);
        assert_string_equal(got, cases[i].want);
    }
    zi_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_is_a_line_and_a_cell_a_field),
        cmocka_unit_test(a_cell_merged_over_rows_stands_in_each),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
