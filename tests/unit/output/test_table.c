#include "check.h"

#include <float.h>
#include <jansson.h>
#include <string.h>

#include "base/utf8.h"
#include "zistat/output/table.h"

static const struct zi_column columns[] = {
    {"unit", ZI_COLUMN_TEXT},       {"year", ZI_COLUMN_INTEGER},        {"score", ZI_COLUMN_NUMBER},
    {"p_value", ZI_COLUMN_P_VALUE}, {"p_reach", ZI_COLUMN_PROBABILITY}, {"note", ZI_COLUMN_TEXT},
};

enum { N_COLUMNS = sizeof columns / sizeof columns[0] };

static const double wbk[] = {75, 85};

static void start(struct zi_table *table)
{
    zi_table_init(table, "ready", columns, N_COLUMNS);
}

static void add_row(struct zi_table *table, const char *unit, double score, double p,
                    enum zi_reason reason, const char *note)
{
    zi_table_text(table, unit);
    zi_table_integer(table, 2025);
    zi_table_score(table, score, 1, reason, wbk, 2);
    zi_table_number(table, p, 4, reason);
    zi_table_number(table, p, 2, reason);
    zi_table_text(table, note);
}

static void assert_renders(const struct zi_table *table, enum zi_format format,
                           enum zi_language language, const char *want)
{
    struct zi_buffer out = {0};
    struct zi_error error;

    assert_int_equal(zi_table_render(table, format, language, &out, &error), ZI_OK);
    assert_string_equal(out.text, want);
    zi_buffer_release(&out);
}

static void fill_example(struct zi_table *table)
{
    start(table);
    add_row(table, "Disdukcapil", 89, 0.00001, ZI_DEFINED, "");
    add_row(table, "Café ≥ 1", 74.96, 0.55, ZI_DEFINED, "WBBM; \"kurang\", 0,9");
    add_row(table, "漢字", NAN, NAN, ZI_CONSTANT, "constant");
}

static void text_is_aligned_by_what_people_see(void **state)
{
    struct zi_table table;

    (void)state;
    fill_example(&table);
    assert_renders(&table, ZI_FORMAT_TEXT, ZI_INDONESIAN,
                   "year: 2025\n\n"
                   "unit                          score                 p_value"
                   "                 p_reach  note\n"
                   "Disdukcapil                    89,0                 <0,0001"
                   "                     <1%\n"
                   "Café ≥ 1                       74,9                  0,5500"
                   "                     55%  WBBM; \"kurang\", 0,9\n"
                   "漢字         n/a (semua nilai sama)  n/a (semua nilai sama)"
                   "  n/a (semua nilai sama)  constant\n");
    zi_table_release(&table);
}

static void text_says_once_what_every_row_says(void **state)
{
    static const struct zi_column pair[] = {{"instansi", ZI_COLUMN_TEXT}, {"n", ZI_COLUMN_INTEGER}};
    struct zi_table table;
    struct zi_buffer out = {0};
    struct zi_error error;

    (void)state;
    zi_table_init(&table, "t", pair, 2);
    for (long row = 1; row <= 3; row++) {
        zi_table_text(&table, "Kab. A");
        zi_table_integer(&table, row);
        zi_buffer_release(&out);
        assert_int_equal(zi_table_render(&table, ZI_FORMAT_TEXT, ZI_ENGLISH, &out, &error), ZI_OK);
        if (row == 2)
            assert_string_equal(out.text, "instansi  n\nKab. A    1\nKab. A    2\n");
    }
    assert_string_equal(out.text, "instansi: Kab. A\n\nn\n1\n2\n3\n");
    zi_buffer_release(&out);
    zi_table_release(&table);
}

static void text_speaks_english(void **state)
{
    struct zi_table table;

    (void)state;
    start(&table);
    add_row(&table, "DPMPTSP", -1.25, 0.995, ZI_DEFINED, NULL);
    add_row(&table, "UPT", NAN, NAN, ZI_FEWER_THAN_3, NULL);
    assert_renders(&table, ZI_FORMAT_TEXT, ZI_ENGLISH,
                   "unit     year                      score                    p_value"
                   "                    p_reach\n"
                   "DPMPTSP  2025                       −1.3                     0.9950"
                   "                       >99%\n"
                   "UPT      2025  n/a (fewer than 3 values)  n/a (fewer than 3 values)"
                   "  n/a (fewer than 3 values)\n");
    zi_table_release(&table);
}

static void text_leaves_out_empty_columns_only(void **state)
{
    struct zi_table table;

    (void)state;
    start(&table);
    for (int row = 0; row < 2; row++) {
        zi_table_empty(&table);
        zi_table_integer(&table, -row);
        zi_table_number(&table, NAN, 1, ZI_MISSING);
        zi_table_empty(&table);
        zi_table_empty(&table);
        zi_table_text(&table, row == 0 ? "" : "ada");
    }
    assert_true(zi_table_column_is_empty(&table, 0));
    assert_false(zi_table_column_is_empty(&table, 2));
    assert_false(zi_table_column_is_empty(&table, 5));
    assert_renders(&table, ZI_FORMAT_TEXT, ZI_INDONESIAN,
                   "year                  score  note\n"
                   "   0  n/a (tidak ada nilai)\n"
                   "  −1  n/a (tidak ada nilai)  ada\n");
    zi_table_release(&table);
}

static void a_name_cannot_break_the_lines_of_text(void **state)
{
    struct zi_table table;
    struct zi_buffer out = {0};

    (void)state;
    start(&table);
    add_row(&table, "Dinas\nKesehatan\x1b[31m\xc2\x9b x", 80, 1, ZI_DEFINED, "a\tb");
    zi_table_cell_text(&table, 0, 0, ZI_INDONESIAN, &out);
    assert_string_equal(out.text, "Dinas Kesehatan [31m  x");
    out.length = 0;
    zi_table_cell_text(&table, 0, 5, ZI_INDONESIAN, &out);
    assert_string_equal(out.text, "a b");
    zi_buffer_release(&out);
    zi_table_release(&table);
}

static void cells_are_read_as_people_see_them(void **state)
{
    static const char *const want[] = {"Café ≥ 1", "2025", "74.9",
                                       "0.5500",   "55%",  "WBBM; \"kurang\", 0,9"};
    struct zi_table table;

    (void)state;
    fill_example(&table);
    for (size_t column = 0; column < N_COLUMNS; column++) {
        struct zi_buffer out = {0};

        zi_table_cell_text(&table, 1, column, ZI_ENGLISH, &out);
        assert_string_equal(out.text, want[column]);
        zi_buffer_release(&out);
    }
    assert_false(zi_table_column_is_numeric(&table, 0));
    for (size_t column = 1; column < N_COLUMNS - 1; column++)
        assert_true(zi_table_column_is_numeric(&table, column));
    zi_table_release(&table);
}

static void csv_holds_full_numbers_and_quotes(void **state)
{
    struct zi_table table;

    (void)state;
    fill_example(&table);
    add_row(&table, "=1+1\nbaris", 0.1 + 0.2, 1e-20, ZI_DEFINED, "-");
    for (int language = ZI_INDONESIAN; language <= ZI_ENGLISH; language++)
        assert_renders(&table, ZI_FORMAT_CSV, (enum zi_language)language,
                       "unit,year,score,p_value,p_reach,note\n"
                       "Disdukcapil,2025,89,1e-05,1e-05,\n"
                       "Café ≥ 1,2025,74.96,0.55,0.55,\"WBBM; \"\"kurang\"\", 0,9\"\n"
                       "漢字,2025,,,,constant\n"
                       "\"=1+1\nbaris\",2025,0.30000000000000004,1e-20,1e-20,-\n");
    zi_table_release(&table);
}

static void excel_gets_its_own_signs(void **state)
{
    struct zi_table table;

    (void)state;
    fill_example(&table);
    assert_renders(&table, ZI_FORMAT_EXCEL, ZI_ENGLISH,
                   "\ufeffunit;year;score;p_value;p_reach;note\r\n"
                   "Disdukcapil;2025;89;1e-05;1e-05;\r\n"
                   "Café ≥ 1;2025;74,96;0,55;0,55;\"WBBM; \"\"kurang\"\", 0,9\"\r\n"
                   "漢字;2025;;;;constant\r\n");
    zi_table_release(&table);
}

static void excel_runs_no_formula_from_a_name(void **state)
{
    static const struct {
        const char *text;
        const char *want;
    } cases[] = {
        {"=SUM(A1)", "'=SUM(A1)"},
        {"+62 21", "'+62 21"},
        {"-", "'-"},
        {"@x", "'@x"},
        {"\tx", "'\tx"},
        {"\rx", "\"'\rx\""},
        {"=A1;\"b\"", "\"'=A1;\"\"b\"\"\""},
        {"a=1", "a=1"},
        {"1,5", "1,5"},
        {"a;b", "\"a;b\""},
        {"a\nb", "\"a\nb\""},
        {"\"", "\"\"\"\""},
    };
    static const struct zi_column one[] = {{"unit", ZI_COLUMN_TEXT}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct zi_table table;
        char want[100];

        zi_table_init(&table, "x", one, 1);
        zi_table_text(&table, cases[i].text);
        snprintf(want, sizeof want, "\ufeffunit\r\n%s\r\n", cases[i].want);
        assert_renders(&table, ZI_FORMAT_EXCEL, ZI_INDONESIAN, want);
        zi_table_release(&table);
    }
}

static void excel_leaves_negative_numbers_numbers(void **state)
{
    struct zi_table table;

    (void)state;
    start(&table);
    add_row(&table, "A", -1.5, 0.5, ZI_DEFINED, NULL);
    assert_renders(&table, ZI_FORMAT_EXCEL, ZI_INDONESIAN,
                   "\ufeffunit;year;score;p_value;p_reach;note\r\nA;2025;-1,5;0,5;0,5;\r\n");
    zi_table_release(&table);
}

static void json_has_a_row_for_each_row(void **state)
{
    struct zi_table table;

    (void)state;
    fill_example(&table);
    assert_renders(
        &table, ZI_FORMAT_JSON, ZI_INDONESIAN,
        "{\n"
        "  \"table\": \"ready\",\n"
        "  \"columns\": [\"unit\", \"year\", \"score\", \"p_value\", \"p_reach\", "
        "\"note\"],\n"
        "  \"rows\": [\n"
        "    {\"unit\": \"Disdukcapil\", \"year\": 2025, \"score\": 89, "
        "\"p_value\": 1e-05, \"p_reach\": 1e-05, \"note\": null},\n"
        "    {\"unit\": \"Café ≥ 1\", \"year\": 2025, \"score\": 74.96, "
        "\"p_value\": 0.55, \"p_reach\": 0.55, \"note\": \"WBBM; \\\"kurang\\\", 0,9\"},\n"
        "    {\"unit\": \"漢字\", \"year\": 2025, \"score\": null, "
        "\"p_value\": null, \"p_reach\": null, \"note\": \"constant\"}\n"
        "  ]\n"
        "}\n");
    zi_table_release(&table);
}

/* Oracle: jansson reads back what was put in, to the last bit. */
static void json_reads_back(void **state)
{
    static const double values[] = {0.1,     1.0 / 3, -2.5e-300, DBL_MAX,
                                    DBL_MIN, 74.96,   1e22,      123456789.123456789};
    static const char name[] = "\"\\/\b\f\n\r\t\x01\x7f é≥𝛽 </script>";
    const size_t n = sizeof values / sizeof values[0];
    struct zi_buffer out = {0};
    struct zi_table table;
    json_error_t error;
    json_t *root;

    (void)state;
    start(&table);
    for (size_t i = 0; i < n; i++)
        add_row(&table, name, values[i], 0.5, ZI_DEFINED, NULL);
    assert_int_equal(zi_table_render(&table, ZI_FORMAT_JSON, ZI_ENGLISH, &out, NULL), ZI_OK);
    root = json_loads(out.text, JSON_REJECT_DUPLICATES, &error);
    assert_non_null(root);
    for (size_t i = 0; i < n; i++) {
        json_t *row = json_array_get(json_object_get(root, "rows"), i);

        assert_true(json_number_value(json_object_get(row, "score")) == values[i]);
        assert_string_equal(json_string_value(json_object_get(row, "unit")), name);
        assert_true(json_is_null(json_object_get(row, "note")));
    }
    json_decref(root);
    zi_buffer_release(&out);
    zi_table_release(&table);
}

static void a_table_without_rows_has_its_names(void **state)
{
    struct zi_table table;

    (void)state;
    start(&table);
    assert_renders(&table, ZI_FORMAT_TEXT, ZI_INDONESIAN,
                   "unit  year  score  p_value  p_reach  note\n");
    assert_renders(&table, ZI_FORMAT_CSV, ZI_INDONESIAN, "unit,year,score,p_value,p_reach,note\n");
    assert_renders(&table, ZI_FORMAT_JSON, ZI_INDONESIAN,
                   "{\n  \"table\": \"ready\",\n  \"columns\": [\"unit\", \"year\", \"score\", "
                   "\"p_value\", \"p_reach\", \"note\"],\n  \"rows\": []\n}\n");
    zi_table_release(&table);
}

static void infinity_and_nan_are_never_printed(void **state)
{
    static const double values[] = {NAN, INFINITY, -INFINITY};
    struct zi_table table;

    (void)state;
    start(&table);
    for (size_t i = 0; i < 3; i++)
        add_row(&table, "A", values[i], values[i], i == 0 ? ZI_DEFINED : ZI_EXACT_FIT, NULL);
    for (int format = ZI_FORMAT_TEXT; format <= ZI_FORMAT_JSON; format++) {
        struct zi_buffer out = {0};

        assert_int_equal(zi_table_render(&table, (enum zi_format)format, ZI_ENGLISH, &out, NULL),
                         ZI_OK);
        assert_null(strstr(out.text, "nan"));
        assert_null(strstr(out.text, "inf"));
        if (format == ZI_FORMAT_TEXT) {
            assert_non_null(strstr(out.text, "n/a (no value given)"));
            assert_non_null(strstr(out.text, "n/a (the line meets every point)"));
        }
        zi_buffer_release(&out);
    }
    zi_table_release(&table);
}

static void bytes_that_are_not_utf8_become_it(void **state)
{
    struct zi_table table;

    (void)state;
    for (int format = ZI_FORMAT_TEXT; format <= ZI_FORMAT_JSON; format++) {
        struct zi_buffer out = {0};

        start(&table);
        add_row(&table, "Caf\xe9", 80, 0.5, ZI_DEFINED, NULL);
        assert_int_equal(zi_table_render(&table, (enum zi_format)format, ZI_ENGLISH, &out, NULL),
                         ZI_OK);
        assert_true(zi_utf8_is_valid(out.text, out.length));
        assert_non_null(strstr(out.text, "Café"));
        zi_buffer_release(&out);
        zi_table_release(&table);
    }
}

static void texts_and_thresholds_are_copied(void **state)
{
    double thresholds[] = {1, 2, 3, 75, 74.96};
    char name[] = "Dinas";
    struct zi_table table;
    struct zi_buffer out = {0};

    (void)state;
    start(&table);
    zi_table_text(&table, name);
    zi_table_integer(&table, 2025);
    zi_table_score(&table, 74.96, 1, ZI_DEFINED, thresholds, 5); /* the fifth is not kept */
    zi_table_empty(&table);
    zi_table_empty(&table);
    zi_table_empty(&table);
    memset(name, 'x', 5);
    memset(thresholds, 0, sizeof thresholds);
    zi_table_cell_text(&table, 0, 0, ZI_ENGLISH, &out);
    zi_table_cell_text(&table, 0, 2, ZI_ENGLISH, &out);
    assert_string_equal(out.text, "Dinas74.9");
    zi_buffer_release(&out);
    zi_table_release(&table);
}

static void a_clipped_number_is_shown_at_the_end_of_its_scale_and_kept_in_files(void **state)
{
    static const struct zi_column two[] = {{"low", ZI_COLUMN_NUMBER}, {"high", ZI_COLUMN_NUMBER}};
    const double threshold = 100;
    struct zi_buffer out = {0};
    struct zi_table table;

    (void)state;
    zi_table_init(&table, "test", two, 2);
    zi_table_clipped(&table, -3.25, 2, ZI_DEFINED, NULL, 0, 0, 100);
    zi_table_clipped(&table, 101.5, 2, ZI_DEFINED, &threshold, 1, 0, 100);
    zi_table_clipped(&table, 99.996, 2, ZI_DEFINED, &threshold, 1, 0, 100);
    zi_table_clipped(&table, NAN, 2, ZI_CONSTANT, NULL, 0, 0, 100);
    assert_int_equal(zi_table_render(&table, ZI_FORMAT_CSV, ZI_ENGLISH, &out, NULL), ZI_OK);
    assert_string_equal(out.text, "low,high\n-3.25,101.5\n99.996,\n");
    out.length = 0;
    for (size_t i = 0; i < 4; i++) {
        zi_buffer_add(&out, i > 0 ? " " : "");
        zi_table_cell_text(&table, i / 2, i % 2, ZI_ENGLISH, &out);
    }
    assert_string_equal(out.text, "0.00 100.00 99.99 n/a (all values equal)");
    zi_buffer_release(&out);
    zi_table_release(&table);
}

static void many_rows_are_kept(void **state)
{
    struct zi_buffer out = {0};
    struct zi_table table;
    size_t lines = 0;

    (void)state;
    start(&table);
    for (int i = 0; i < 1000; i++)
        add_row(&table, "A", i, 0.5, ZI_DEFINED, NULL);
    assert_int_equal(table.n_rows, 1000);
    assert_int_equal(zi_table_render(&table, ZI_FORMAT_CSV, ZI_ENGLISH, &out, NULL), ZI_OK);
    for (const char *at = out.text; (at = strchr(at, '\n')) != NULL; at++)
        lines++;
    assert_int_equal(lines, 1001);
    assert_non_null(strstr(out.text, "\nA,2025,999,0.5,0.5,\n"));
    zi_buffer_release(&out);
    zi_table_release(&table);
}

/* Rows 7 i to 7 i + 6 of a made-up table; the last piece is shorter. */
enum { ROWS_A_PIECE = 7 };

static void add_made_up_rows(struct zi_table *table, const void *state, size_t piece)
{
    size_t n_rows = *(const size_t *)state;

    for (size_t i = piece * ROWS_A_PIECE; i < (piece + 1) * ROWS_A_PIECE && i < n_rows; i++) {
        zi_table_text(table, i % 5 == 3 ? "Café ≥ 1" : "Dinas \"A\"; B");
        zi_table_integer(table, i == 40 ? -123456789 : 2025);
        zi_table_number(table, (double)i / 7, 2, ZI_DEFINED);
        zi_table_number(table, i % 11 == 0 ? NAN : 1 / (1 + (double)(i * i)), 4, ZI_CONSTANT);
        zi_table_empty(table);
        zi_table_word(table, i > 30 ? "exact" : "");
    }
}

static enum zi_code add_to_buffer(void *state, const char *bytes, size_t length,
                                  struct zi_error *error)
{
    (void)error;
    zi_buffer_add_bytes(state, bytes, length);
    return ZI_OK;
}

static void check_pieces(size_t n_rows, size_t n_workers, enum zi_format format)
{
    const struct zi_table_pieces pieces = {
        .name = "ready",
        .columns = columns,
        .n_columns = N_COLUMNS,
        .n_pieces = (n_rows + ROWS_A_PIECE - 1) / ROWS_A_PIECE,
        .add_rows = add_made_up_rows,
        .state = &n_rows,
    };
    struct zi_buffer whole = {0}, poured = {0};
    struct zi_error error;
    struct zi_table table;

    start(&table);
    for (size_t i = 0; i < pieces.n_pieces; i++)
        add_made_up_rows(&table, &n_rows, i);
    assert_int_equal(zi_table_render(&table, format, ZI_INDONESIAN, &whole, &error), ZI_OK);
    assert_int_equal(zi_table_render_pieces(&pieces, n_workers, format, ZI_INDONESIAN,
                                            add_to_buffer, &poured, &error),
                     ZI_OK);
    assert_string_equal(poured.text, whole.text);
    zi_buffer_release(&whole);
    zi_buffer_release(&poured);
    zi_table_release(&table);
}

static void pieces_make_the_same_bytes_as_the_whole_on_any_number_of_threads(void **state)
{
    static const size_t n_rows[] = {0, 1, 2, 3, 7, 8, 29, 36, 200};

    (void)state;
    for (size_t i = 0; i < sizeof n_rows / sizeof n_rows[0]; i++)
        for (size_t n_workers = 1; n_workers < 5; n_workers++)
            for (int format = ZI_FORMAT_TEXT; format <= ZI_FORMAT_JSON; format++)
                check_pieces(n_rows[i], n_workers, (enum zi_format)format);
}

static enum zi_code full_disk(void *state, const char *bytes, size_t length, struct zi_error *error)
{
    size_t *left = state;

    (void)bytes;
    if (length > *left)
        return zi_fail(error, ZI_ESYSTEM, "penuh", "full");
    *left -= length;
    return ZI_OK;
}

static void a_failing_sink_ends_the_rendering(void **state)
{
    size_t n_rows = 2000;
    const struct zi_table_pieces pieces = {
        .name = "ready",
        .columns = columns,
        .n_columns = N_COLUMNS,
        .n_pieces = n_rows / ROWS_A_PIECE,
        .add_rows = add_made_up_rows,
        .state = &n_rows,
    };

    (void)state;
    for (int format = ZI_FORMAT_TEXT; format <= ZI_FORMAT_JSON; format++)
        for (size_t room = 0; room < 20000; room += 4999) {
            struct zi_error error = {0};
            size_t left = room;

            assert_int_equal(zi_table_render_pieces(&pieces, 2, (enum zi_format)format, ZI_ENGLISH,
                                                    full_disk, &left, &error),
                             ZI_ESYSTEM);
            assert_string_equal(error.en, "full");
        }
}

static void add_no_memory(struct zi_table *table, const void *state, size_t piece)
{
    (void)state;
    (void)piece;
    table->out_of_memory = true;
}

static void exhausted_memory_in_a_piece_fails_the_rendering(void **state)
{
    const struct zi_table_pieces pieces = {
        .name = "ready",
        .columns = columns,
        .n_columns = N_COLUMNS,
        .n_pieces = 1,
        .add_rows = add_no_memory,
    };
    struct zi_buffer out = {0};

    (void)state;
    for (int format = ZI_FORMAT_TEXT; format <= ZI_FORMAT_JSON; format++) {
        struct zi_error error;

        assert_int_equal(zi_table_render_pieces(&pieces, 1, (enum zi_format)format, ZI_ENGLISH,
                                                add_to_buffer, &out, &error),
                         ZI_ESYSTEM);
        assert_non_null(strstr(error.id, "memori habis"));
    }
    zi_buffer_release(&out);
}

static void exhausted_memory_fails_the_rendering(void **state)
{
    struct zi_buffer full = {.out_of_memory = true};
    struct zi_buffer out = {0};
    struct zi_error error;
    struct zi_table table;

    (void)state;
    fill_example(&table);
    for (int format = ZI_FORMAT_TEXT; format <= ZI_FORMAT_JSON; format++)
        assert_int_equal(zi_table_render(&table, (enum zi_format)format, ZI_ENGLISH, &full, &error),
                         ZI_ESYSTEM);
    assert_non_null(strstr(error.id, "memori habis"));
    table.out_of_memory = true;
    add_row(&table, "B", 1, 1, ZI_DEFINED, NULL);
    assert_int_equal(table.n_rows, 3);
    assert_int_equal(zi_table_render(&table, ZI_FORMAT_CSV, ZI_ENGLISH, &out, &error), ZI_ESYSTEM);
    assert_null(out.text);
    zi_table_release(&table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_aligned_by_what_people_see),
        cmocka_unit_test(text_says_once_what_every_row_says),
        cmocka_unit_test(text_speaks_english),
        cmocka_unit_test(text_leaves_out_empty_columns_only),
        cmocka_unit_test(a_name_cannot_break_the_lines_of_text),
        cmocka_unit_test(cells_are_read_as_people_see_them),
        cmocka_unit_test(csv_holds_full_numbers_and_quotes),
        cmocka_unit_test(excel_gets_its_own_signs),
        cmocka_unit_test(excel_runs_no_formula_from_a_name),
        cmocka_unit_test(excel_leaves_negative_numbers_numbers),
        cmocka_unit_test(json_has_a_row_for_each_row),
        cmocka_unit_test(json_reads_back),
        cmocka_unit_test(a_table_without_rows_has_its_names),
        cmocka_unit_test(infinity_and_nan_are_never_printed),
        cmocka_unit_test(bytes_that_are_not_utf8_become_it),
        cmocka_unit_test(texts_and_thresholds_are_copied),
        cmocka_unit_test(a_clipped_number_is_shown_at_the_end_of_its_scale_and_kept_in_files),
        cmocka_unit_test(many_rows_are_kept),
        cmocka_unit_test(exhausted_memory_fails_the_rendering),
        cmocka_unit_test(pieces_make_the_same_bytes_as_the_whole_on_any_number_of_threads),
        cmocka_unit_test(a_failing_sink_ends_the_rendering),
        cmocka_unit_test(exhausted_memory_in_a_piece_fails_the_rendering),
    };

    return cmocka_run_group_tests_name("output/table", tests, NULL, NULL);
}
