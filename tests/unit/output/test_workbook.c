#include "check.h"

#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#include "output/workbook.h"

static const struct zi_column columns[] = {
    {"unit", ZI_COLUMN_TEXT},           {"score", ZI_COLUMN_NUMBER},
    {"n", ZI_COLUMN_INTEGER},           {"p_value", ZI_COLUMN_P_VALUE},
    {"p_reach", ZI_COLUMN_PROBABILITY}, {"verdict", ZI_COLUMN_TEXT}};
enum { COLUMNS = sizeof columns / sizeof *columns };

static void add_row(struct zi_table *table, const char *unit, double score, const char *verdict)
{
    const double thresholds[] = {75, 85};

    zi_table_text(table, unit);
    zi_table_score(table, score, 2, ZI_MISSING, thresholds, 2);
    zi_table_integer(table, 4);
    zi_table_number(table, 0.00002, 4, ZI_DEFINED);
    zi_table_number(table, 0.995, 2, ZI_DEFINED);
    zi_table_text(table, verdict);
}

static unsigned get(const char *bytes, int n)
{
    unsigned value = 0;

    for (int i = n; i-- > 0;)
        value = value << 8 | (unsigned char)bytes[i];
    return value;
}

/* A member of the zip file, found by its central directory; the caller frees it. */
static char *unpack(const struct zi_buffer *file, const char *name)
{
    const char *end = file->text + file->length - 22; /* no comment behind it */
    const char *entry;

    assert_memory_equal(end, "PK\5\6", 4);
    entry = file->text + get(end + 16, 4);
    for (unsigned left = get(end + 10, 2); left > 0; left--) {
        unsigned packed = get(entry + 20, 4), size = get(entry + 24, 4);
        unsigned name_length = get(entry + 28, 2);
        const char *local = file->text + get(entry + 42, 4);

        if (name_length == strlen(name) && memcmp(entry + 46, name, name_length) == 0) {
            const char *data = local + 30 + get(local + 26, 2) + get(local + 28, 2);
            char *text = malloc(size + 1);
            z_stream stream = {.next_in = (Bytef *)(uintptr_t)data,
                               .avail_in = packed,
                               .next_out = (Bytef *)text,
                               .avail_out = size};

            assert_non_null(text);
            assert_int_equal(inflateInit2(&stream, -MAX_WBITS), Z_OK);
            assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
            inflateEnd(&stream);
            text[size] = '\0';
            return text;
        }
        entry += 46 + name_length + get(entry + 30, 2) + get(entry + 32, 2);
    }
    fail_msg("no %s in the workbook", name);
    return NULL;
}

static struct zi_buffer render(const struct zi_table *table, enum zi_language language)
{
    struct zi_buffer out = {0};
    struct zi_error error;

    if (zi_table_render(table, ZI_FORMAT_XLSX, language, &out, &error) != ZI_OK)
        fail_msg("%s", error.en);
    return out;
}

static void assert_holds(const struct zi_buffer *file, const char *member, const char *part)
{
    char *text = unpack(file, member);

    if (strstr(text, part) == NULL)
        fail_msg("%s has no '%s': %s", member, part, text);
    free(text);
}

static const char sheet[] = "xl/worksheets/sheet1.xml";
static const char styles[] = "xl/styles.xml";

static void numbers_are_numbers_with_their_decimals(void **state)
{
    struct zi_table table;
    struct zi_buffer file;

    (void)state;
    zi_table_init(&table, "ready", columns, COLUMNS);
    add_row(&table, "Dinas A", 80.5, "pass");
    file = render(&table, ZI_INDONESIAN);
    assert_holds(&file, sheet, "<v>80.5</v>");
    assert_holds(&file, sheet, "<t>Dinas A</t>");
    assert_holds(&file, sheet, "<t>p_reach</t>");
    assert_holds(&file, styles, "formatCode=\"0.00\"");
    assert_holds(&file, styles, "[&lt;0.0001]&quot;&lt;0,0001&quot;;0.0000");
    assert_holds(&file, styles, "[&lt;0.01]&quot;&lt;1%&quot;;[&gt;0.99]&quot;&gt;99%&quot;;0%");
    zi_buffer_release(&file);
    file = render(&table, ZI_ENGLISH);
    assert_holds(&file, styles, "[&lt;0.0001]&quot;&lt;0.0001&quot;;0.0000");
    zi_buffer_release(&file);
    zi_table_release(&table);
}

/* A spreadsheet rounds by the format: it must have as many decimals as keep 74.996 below 75. */
static void no_format_rounds_a_score_across_a_threshold(void **state)
{
    struct zi_table table;
    struct zi_buffer file;

    (void)state;
    zi_table_init(&table, "ready", columns, COLUMNS);
    add_row(&table, "Dinas A", 74.996, "fail");
    file = render(&table, ZI_INDONESIAN);
    assert_holds(&file, sheet, "<v>74.996");
    assert_holds(&file, styles, "formatCode=\"0.000\"");
    zi_buffer_release(&file);
    zi_table_release(&table);
}

static void header_stays_filters_and_verdicts_have_colours(void **state)
{
    struct zi_table table;
    struct zi_buffer file;

    (void)state;
    zi_table_init(&table, "ready", columns, COLUMNS);
    add_row(&table, "Dinas A", 80, "pass");
    add_row(&table, "Dinas B", 70, "fail");
    file = render(&table, ZI_INDONESIAN);
    assert_holds(&file, sheet, "state=\"frozen\"");
    assert_holds(&file, sheet, "<autoFilter ref=\"A1:F3\"/>");
    assert_holds(&file, sheet, "<conditionalFormatting sqref=\"F2:F3\">");
    assert_holds(&file, sheet, "<formula>\"unknown\"</formula>");
    zi_buffer_release(&file);
    zi_table_release(&table);
}

static void text_is_never_a_formula_and_undefined_is_empty(void **state)
{
    struct zi_table table;
    struct zi_buffer file;
    char *text;

    (void)state;
    zi_table_init(&table, "ready", columns, COLUMNS);
    add_row(&table, "=HYPERLINK(\"http://x\")", NAN, "unknown");
    file = render(&table, ZI_INDONESIAN);
    text = unpack(&file, sheet);
    assert_non_null(strstr(text, "t=\"inlineStr\"><is><t>=HYPERLINK(\"http://x\")</t>"));
    assert_null(strstr(text, "<f>"));
    assert_null(strstr(text, "nan"));
    assert_null(strstr(text, "r=\"B2\""));
    free(text);
    zi_buffer_release(&file);
    zi_table_release(&table);
}

static void the_same_table_gives_the_same_bytes(void **state)
{
    struct zi_table table;
    struct zi_buffer first, second;

    (void)state;
    zi_table_init(&table, "ready", columns, COLUMNS);
    add_row(&table, "Dinas A", 80, "pass");
    first = render(&table, ZI_INDONESIAN);
    second = render(&table, ZI_INDONESIAN);
    assert_int_equal(first.length, second.length);
    assert_memory_equal(first.text, second.text, first.length);
    zi_buffer_release(&first);
    zi_buffer_release(&second);
    zi_table_release(&table);
}

static void a_table_without_rows_has_its_header(void **state)
{
    struct zi_table table;
    struct zi_buffer file;

    (void)state;
    zi_table_init(&table, "ready", columns, COLUMNS);
    file = render(&table, ZI_INDONESIAN);
    assert_holds(&file, sheet, "<t>verdict</t>");
    zi_buffer_release(&file);
    zi_table_release(&table);
}

static void sheets_have_names_that_a_spreadsheet_takes(void **state)
{
    struct zi_workbook *workbook;
    struct zi_buffer file = {0};
    struct zi_table table;
    struct zi_error error;

    (void)state;
    zi_table_init(&table, "x", columns, COLUMNS);
    add_row(&table, "A", 80, "pass");
    assert_int_equal(zi_workbook_begin(&workbook, ZI_INDONESIAN, &error), ZI_OK);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(zi_workbook_sheet(workbook, "kesiapan", columns, COLUMNS, &error), ZI_OK);
        assert_int_equal(zi_workbook_rows(workbook, &table, &error), ZI_OK);
    }
    assert_int_equal(zi_workbook_sheet(workbook, "nama/yang: terlalu panjang untuk sebuah lembar",
                                       columns, COLUMNS, &error),
                     ZI_OK);
    assert_int_equal(zi_workbook_end(workbook, &file, &error), ZI_OK);
    assert_holds(&file, "xl/workbook.xml", "name=\"kesiapan\"");
    assert_holds(&file, "xl/workbook.xml", "name=\"kesiapan 2\"");
    assert_holds(&file, "xl/workbook.xml", "name=\"nama-yang- terlalu panjang untu\"");
    zi_buffer_release(&file);
    zi_table_release(&table);
}

static void add_piece(struct zi_table *table, const void *state, size_t piece)
{
    (void)state;
    add_row(table, piece == 0 ? "A" : "B", 80, "pass");
}

static enum zi_code keep(void *state, const char *bytes, size_t length, struct zi_error *error)
{
    (void)error;
    zi_buffer_add_bytes(state, bytes, length);
    return ZI_OK;
}

static void pieces_make_the_same_workbook_as_the_whole(void **state)
{
    const struct zi_table_pieces pieces = {.name = "x",
                                           .columns = columns,
                                           .n_columns = COLUMNS,
                                           .n_pieces = 2,
                                           .add_rows = add_piece};
    struct zi_buffer of_pieces = {0}, of_table;
    struct zi_table table;
    struct zi_error error;

    (void)state;
    zi_table_init(&table, "x", columns, COLUMNS);
    add_piece(&table, NULL, 0);
    add_piece(&table, NULL, 1);
    of_table = render(&table, ZI_INDONESIAN);
    assert_int_equal(
        zi_table_render_pieces(&pieces, 2, ZI_FORMAT_XLSX, ZI_INDONESIAN, keep, &of_pieces, &error),
        ZI_OK);
    assert_int_equal(of_pieces.length, of_table.length);
    assert_memory_equal(of_pieces.text, of_table.text, of_table.length);
    zi_buffer_release(&of_pieces);
    zi_buffer_release(&of_table);
    zi_table_release(&table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_numbers_with_their_decimals),
        cmocka_unit_test(no_format_rounds_a_score_across_a_threshold),
        cmocka_unit_test(header_stays_filters_and_verdicts_have_colours),
        cmocka_unit_test(text_is_never_a_formula_and_undefined_is_empty),
        cmocka_unit_test(the_same_table_gives_the_same_bytes),
        cmocka_unit_test(a_table_without_rows_has_its_header),
        cmocka_unit_test(sheets_have_names_that_a_spreadsheet_takes),
        cmocka_unit_test(pieces_make_the_same_workbook_as_the_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
