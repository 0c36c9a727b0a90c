#include "book.h"

#include <stdlib.h>
#include <string.h>

struct example {
    const char *what;
    struct xlsx_text text;
    const char *want;
};

static void check_all(const struct example examples[], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct package_bytes bytes = pack_xlsx(&examples[i].text);
        struct zi_arena arena = {0};
        char *got = describe_sheet(&bytes, 0, &arena);

        if (strcmp(got, examples[i].want) != 0)
            print_error("%s\n", examples[i].what);
        assert_string_equal(got, examples[i].want);
        zi_arena_release(&arena);
        unpack(&bytes);
    }
}

#define ROWS(rows) "<sheetData>" rows "</sheetData>"
#define ROW(cells) ROWS("<row r='1'>" cells "</row>")

static void cells_are_read_by_their_kind(void **state)
{
    static const char strings[] = "<si><t>satu</t></si><si><r><t>dua </t></r><r><rPr><b/></rPr><t "
                                  "xml:space='preserve'>tebal </t></r><rPh><t>bukan</t></rPh></si>"
                                  "<si><t>a_x000D_b_x005F_x0041_ _x00e9_</t></si><si/>";
    static const char styles[] =
        "<numFmts><numFmt numFmtId='164' formatCode='yyyy'/><numFmt numFmtId='165' "
        "formatCode='0.0%'/></numFmts><cellStyleXfs><xf numFmtId='9'/></cellStyleXfs><cellXfs><xf "
        "numFmtId='0'/><xf numFmtId='164'/><xf numFmtId='165'/><xf numFmtId='14'/></cellXfs>";
    static const struct example examples[] = {
        {"numbers",
         {.sheet = ROW("<c r='A1'><v>75.200000000000003</v></c><c><v>2</v></c>")},
         "1,1=75.2;1,2=2;"},
        {"shared texts",
         {.sheet = ROW("<c t='s'><v>0</v></c><c t='s'><v>1</v></c><c t='s'>"
                       "<v>3</v></c><c t='s'><v>2</v></c>"),
          .strings = strings},
         "1,1=satu;1,2=dua tebal ;1,4=a\rb_x0041_ _x00e9_;"},
        {"texts in the cell",
         {.sheet = ROW("<c t='inlineStr'><is><t>x &amp; </t></is></c><c "
                       "t='inlineStr'><is><r><t>a</t></r><r><t>b</t></r>"
                       "</is></c><c t='str'><f>A1</f><v>hasil</v></c>")},
         "1,1=x & ;1,2=ab;1,3=hasil;"},
        {"formats",
         {.sheet = ROW("<c s='1'><v>45292</v></c><c s='2'><v>0.75</v></c><c s='3'>"
                       "<v>45415</v></c><c s='99'><v>5</v></c><c s='-1'><v>6</v></c>"),
          .styles = styles},
         "1,1=2024;1,2=75%;1,3=2024-05-03;1,4=5;1,5=6;"},
        {"days from 1904",
         {.sheet = ROW("<c s='3'><v>43953</v></c>"),
          .styles = styles,
          .workbook = "<workbookPr date1904='1'/>"},
         "1,1=2024-05-03;"},
        {"truths, errors, days",
         {.sheet = ROW("<c t='b'><v>1</v></c><c t='b'><v>0</v></c><c t='e'>"
                       "<v>#DIV/0!</v></c><c t='d'><v>2024-05-03T00:00:00"
                       "</v></c><c t='d'><v>2024-05-03</v></c>")},
         "1,1=TRUE;1,2=FALSE;1,3=#DIV/0!;1,4=2024-05-03;1,5=2024-05-03;"},
        {"a formula and its result", {.sheet = ROW("<c><f>B1+1</f><v>3</v></c>")}, "1,1=3;"},
        {"formulas without result",
         {.sheet = ROW("<c><f>B1+1</f></c><c><f>1+1</f><v></v></c><c "
                       "t='str'><f>T(A9)</f><v></v></c>")},
         "1,1==B1+1;1,2==1+1;"},
        {"a program that did not compute",
         {.sheet = ROW("<c><f>B1+1</f><v>0</v></c><c><v>0</v></c>"),
          .workbook = "<calcPr fullCalcOnLoad='1'/>"},
         "1,1==B1+1;1,2=0;"},
        {"nothing", {.sheet = "<sheetData/>"}, ""},
        {"empty cells",
         {.sheet = ROW("<c r='A1' s='1'/><c r='C1'><v/></c><c r='D1'><v>1</v></c>")},
         "1,4=1;"},
        {"places",
         {.sheet = ROWS("<row r='3'><c r='B3'><v>1</v></c><c><v>2</v></c></row><row><c>"
                        "<v>3</v></c></row><row r='1048576'><c r='ALL1048576'><v>4</v>"
                        "</c></row>")},
         "3,2=1;3,3=2;4,1=3;1048576,1000=4;"},
        {"another prefix",
         {.sheet = "<x:sheetData xmlns:x='x'><x:row r='1'><x:c r='A1'><x:v>7</x:v>"
                   "</x:c></x:row></x:sheetData>"},
         "1,1=7;"},
    };

    (void)state;
    check_all(examples, sizeof examples / sizeof *examples);
}

static void what_is_hidden_or_merged_is_told(void **state)
{
    static const struct example examples[] = {
        {"hidden",
         {.sheet = "<cols><col min='1' max='1'/><col min='2' max='3' hidden='1'/><col "
                   "min='9' max='16384' hidden='true'/></cols>" ROWS(
                       "<row r='1' hidden='1'><c r='A1'><v>1</v></c></row><row r='2' "
                       "hidden='1'/><row r='3' hidden='1'><c r='C3'><v>2</v></c></row>"
                       "<row r='4'><c r='C4'><v>2</v></c></row>")},
         "1,1=1;3,3=2;4,3=2; hidden rows 2 from 1, columns 1 from 3"},
        {"merged",
         {.sheet = ROW("<c><v>1</v></c>") "<mergeCells><mergeCell ref='A1:C1'/><mergeCell "
                                          "ref='B7:B9'/><mergeCell ref='B9:A7'/><mergeCell "
                                          "ref='x'/><mergeCell/></mergeCells>"},
         "1,1=1; 1,1:1,3 7,2:9,2"},
    };

    (void)state;
    check_all(examples, sizeof examples / sizeof *examples);
}

#define DAMAGED(how)                                                                               \
    "!'b' is damaged or no workbook (" how                                                         \
    "); open it in Excel or LibreOffice and save it again as .xlsx"

static void what_cannot_be_is_refused(void **state)
{
    static const struct example examples[] = {
        {"rows out of order",
         {.sheet = ROWS("<row r='2'><c><v>1</v></c></row><row r='1'><c><v>1</v></c></row>")},
         "2,1=1;" DAMAGED("cells out of order")},
        {"the same cell twice",
         {.sheet = ROW("<c r='A1'><v>1</v></c><c r='A1'><v>2</v></c>")},
         "1,1=1;" DAMAGED("cells out of order")},
        {"a text that is not there",
         {.sheet = ROW("<c t='s'><v>1</v></c>"), .strings = "<si><t>a</t></si>"},
         DAMAGED("a text that is not there")},
        {"no texts at all",
         {.sheet = ROW("<c t='s'><v>-1</v></c>")},
         DAMAGED("a text that is not there")},
        {"far to the right",
         {.sheet = ROW("<c r='XFD1'><v>1</v></c>")},
         "!b!S!XFD1 holds something far outside of the table (at most 1000 columns and 1048576 "
         "rows); clear it"},
        {"far below",
         {.sheet = ROWS("<row r='99999999999999999999'><c><v>1</v></c></row>")},
         "!b!S!A999999999 holds something far outside of the table (at most 1000 columns and "
         "1048576 rows); clear it"},
        {"XML that ends early",
         {.sheet = "<sheetData>"},
         "!'b' is damaged (xl/worksheets/sheet1.xml, line 1); open it in Excel or LibreOffice and "
         "save it again as .xlsx"},
    };

    (void)state;
    check_all(examples, sizeof examples / sizeof *examples);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_read_by_their_kind),
        cmocka_unit_test(what_is_hidden_or_merged_is_told),
        cmocka_unit_test(what_cannot_be_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
