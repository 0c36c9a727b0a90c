#include "book.h"

#include <stdlib.h>
#include <string.h>

struct example {
    const char *what;
    const char *spreadsheet;
    const char *want;
};

static void check_all(const struct example examples[], size_t n, size_t sheet)
{
    for (size_t i = 0; i < n; i++) {
        struct package_bytes bytes = pack_ods(examples[i].spreadsheet);
        struct zi_arena arena = {0};
        char *got = describe_sheet(&bytes, sheet, &arena);

        if (strcmp(got, examples[i].want) != 0)
            print_error("%s\n", examples[i].what);
        assert_string_equal(got, examples[i].want);
        zi_arena_release(&arena);
        unpack(&bytes);
    }
}

#define BOOK(tables)                                                                               \
    "<office:body><office:spreadsheet>" tables "</office:spreadsheet></office:body>"
#define TABLE(rows) BOOK("<table:table table:name='S'>" rows "</table:table>")
#define ROW(cells) "<table:table-row>" cells "</table:table-row>"
#define CELL(attributes, inside) "<table:table-cell " attributes ">" inside "</table:table-cell>"
#define TEXT(text) CELL("office:value-type='string'", "<text:p>" text "</text:p>")
#define FLOAT(value)                                                                               \
    CELL("office:value-type='float' office:value='" value "'", "<text:p>x</text:p>")

static void cells_are_read_by_their_kind(void **state)
{
    static const struct example examples[] = {
        {"numbers and texts", TABLE(ROW(FLOAT("75.200000000000003") TEXT("a &amp; b"))),
         "1,1=75.2;1,2=a & b;"},
        {"texts in pieces",
         TABLE(
             ROW(TEXT("satu<text:s text:c='3'/>dua<text:span>tiga</text:span><text:tab/>x</text:p>"
                      "<text:p>baris"))),
         "1,1=satu duatiga x baris;"},
        {"notes are no text",
         TABLE(ROW(CELL("office:value-type='string'",
                        "<office:annotation><text:p>catatan</text:p></office:annotation><text:p>isi"
                        "<draw:frame><text:p>gambar</text:p></draw:frame></text:p><draw:frame>"
                        "<text:p>x</text:p></draw:frame>"))),
         "1,1=isi;"},
        {"percentages, days, truths",
         TABLE(ROW(CELL("office:value-type='percentage' office:value='0.75'", "") CELL(
             "office:value-type='date' office:date-value='2024-05-03'", "<text:p>03/05/24</text:p>")
                       CELL("office:value-type='date' office:date-value='2024-05-03T10:30:00'", "")
                           CELL("office:value-type='date' office:date-value='2024-01-01'",
                                "<text:p>2024</text:p>")
                               CELL("office:value-type='boolean' office:boolean-value='true'", "")
                                   CELL("office:value-type='currency' office:value='5'", ""))),
         "1,1=75%;1,2=2024-05-03;1,3=2024-05-03 10:30:00;1,4=2024;1,5=TRUE;1,6=5;"},
        {"formulas",
         TABLE(ROW(
             CELL("table:formula='of:=1/0' office:value-type='string'", "<text:p>#DIV/0!</text:p>")
                 CELL("table:formula='of:=[.A1]+1'", "")
                     CELL("table:formula='of:=2' office:value-type='float' office:value='2'", ""))),
         "1,1=#DIV/0!;1,2==[.A1]+1;1,3=2;"},
        {"nothing", TABLE(""), ""},
    };

    (void)state;
    check_all(examples, sizeof examples / sizeof *examples, 0);
}

#define EMPTY(attributes) "<table:table-cell " attributes "/>"

static void repeated_cells_and_rows_stand_as_often(void **state)
{
    static const struct example examples[] = {
        {"columns",
         TABLE(ROW(EMPTY("table:number-columns-repeated='2'")
                       CELL("table:number-columns-repeated='3' office:value-type='float' "
                            "office:value='7'",
                            "") EMPTY("table:number-columns-repeated='16000'"))),
         "1,3=7;1,4=7;1,5=7;"},
        {"rows",
         TABLE("<table:table-row table:number-rows-repeated='2'>" FLOAT("1")
                   FLOAT("2") "</table:table-row><table:table-row "
                              "table:number-rows-repeated='5'>" EMPTY(
                                  "") "</"
                                      "table:table-row><table:table-header-"
                                      "rows>" ROW(FLOAT("3")) "</"
                                                              "table:table-header-"
                                                              "rows><table:table-"
                                                              "row "
                                                              "table:number-rows-"
                                                              "repeated='1048000'"
                                                              ">" EMPTY("table:"
                                                                        "number-"
                                                                        "columns-"
                                                                        "repeated='"
                                                                        "1024'") "<"
                                                                                 "/"
                                                                                 "t"
                                                                                 "a"
                                                                                 "b"
                                                                                 "l"
                                                                                 "e"
                                                                                 ":"
                                                                                 "t"
                                                                                 "a"
                                                                                 "b"
                                                                                 "l"
                                                                                 "e"
                                                                                 "-"
                                                                                 "r"
                                                                                 "o"
                                                                                 "w"
                                                                                 ">"),
         "1,1=1;1,2=2;2,1=1;2,2=2;8,1=3;"},
        {"more columns than there are",
         TABLE(ROW(CELL("table:number-columns-repeated='2147483647' office:value-type='float' "
                        "office:value='7'",
                        ""))),
         "!b!S!CLIQILL1 holds something far outside of the table (at most 1000 "
         "columns and 1048576 "
         "rows); clear it"},
        {"a count that is none",
         TABLE(ROW(CELL("table:number-columns-repeated='-5' office:value-type='float' "
                        "office:value='7'",
                        ""))),
         "1,1=7;"},
    };

    (void)state;
    check_all(examples, sizeof examples / sizeof *examples, 0);
}

static void what_is_hidden_or_merged_is_told(void **state)
{
    static const struct example examples[] = {
        {"hidden",
         TABLE(
             "<table:table-column/><table:table-column table:number-columns-repeated='2' "
             "table:visibility='collapse'/>" ROW(FLOAT("1") FLOAT(
                 "2")) "<table:table-row table:visibility='filter'>" FLOAT("3") "</"
                                                                                "table:table-row>"),
         "1,1=1;1,2=2;2,1=3; hidden rows 1 from 2, columns 1 from 2"},
        {"merged; what is covered is not seen",
         TABLE(ROW(CELL("table:number-columns-spanned='2' table:number-rows-spanned='3' "
                        "office:value-type='float' office:value='1'",
                        "") "<table:covered-table-cell office:value-type='float' "
                            "office:value='9'/>" FLOAT("2"))),
         "1,1=1;1,3=2; 1,1:3,2"},
    };

    (void)state;
    check_all(examples, sizeof examples / sizeof *examples, 0);
}

static void each_sheet_is_read_by_itself(void **state)
{
    static const char book[] =
        "<office:automatic-styles><style:style style:name='ta1' style:family='table'>"
        "<style:table-properties "
        "table:display='false'/></style:style></office:automatic-styles>" BOOK(
            "<table:tracked-changes><table:table-cell-content/></"
            "table:tracked-changes><table:table "
            "table:name='Satu'><table:shapes><draw:frame><text:p>x</text:p></draw:frame>"
            "</table:shapes>" ROW(FLOAT(
                "1")) "</table:table><table:table table:name='Dua' "
                      "table:style-name='ta1'>" ROW(FLOAT(
                          "2")) "</table:table><table:dde-links>"
                                "<table:dde-link><table:table>" ROW(FLOAT(
                                    "9")) "</table:table></table:dde-link></table:dde-links>");
    const struct example second = {"the second", book, "1,1=2;"};
    struct package_bytes bytes = pack_ods(book);
    struct workbook workbook;

    (void)state;
    check_all(&second, 1, 1);
    assert_int_equal(workbook_open(&workbook, &bytes, "b", NULL), ZI_OK);
    assert_int_equal(workbook.n_sheets, 2);
    assert_string_equal(workbook.sheets[0].name, "Satu");
    assert_false(workbook.sheets[0].hidden);
    assert_string_equal(workbook.sheets[1].name, "Dua");
    assert_true(workbook.sheets[1].hidden);
    workbook_release(&workbook);
    unpack(&bytes);
}

static void a_password_is_said(void **state)
{
    static const char manifest[] =
        "<manifest:manifest xmlns:manifest='m'><manifest:file-entry "
        "manifest:full-path='content.xml'>"
        "<manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    struct package_bytes bytes = pack(
        (struct part[]){{"content.xml", "\x01\x02", 0}, {"META-INF/manifest.xml", manifest, 0}}, 2);
    struct zi_arena arena = {0};

    (void)state;
    assert_string_equal(
        describe_sheet(&bytes, 0, &arena),
        "!'b' is protected by a password and cannot be read; save a copy without one");
    zi_arena_release(&arena);
    unpack(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_read_by_their_kind),
        cmocka_unit_test(repeated_cells_and_rows_stand_as_often),
        cmocka_unit_test(what_is_hidden_or_merged_is_told),
        cmocka_unit_test(each_sheet_is_read_by_itself),
        cmocka_unit_test(a_password_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
