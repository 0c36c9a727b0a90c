#include "check.h"

#include "base/number.h"
#include "lke.h"
#include "lke/formula.h"
#include "zistat/base/buffer.h"

/* "[institution/unit/year] assessor id state number; ..." */
static void describe(struct zi_buffer *out, const struct zi_lke_sheets *sheets)
{
    static const char *const assessors[] = {"self", "tpi", "tpn"};
    static const char *const states[] = {"blank", "given", "invalid"};

    for (size_t i = 0; i < sheets->n_sheets; i++) {
        const struct zi_lke_sheet *sheet = &sheets->sheets[i];

        zi_buffer_print(out, "[%s/%s/%d]", sheet->institution, sheet->unit, sheet->year);
        for (int a = 0; a < ZI_LKE_ASSESSORS; a++)
            for (size_t row = 0; sheet->by[a].numbers != NULL && row < official()->n_rows; row++) {
                char number[ZI_NUMBER_MAX] = "?";

                if (sheet->by[a].states[row] == ZI_LKE_BLANK)
                    continue;
                if (!isnan(sheet->by[a].numbers[row]))
                    zi_number_shortest(number, sheet->by[a].numbers[row]);
                zi_buffer_print(out, " %s %s %s %s;", assessors[a], official()->rows[row].id,
                                states[sheet->by[a].states[row]], number);
            }
    }
}

/* "4:1 error quote; 5:18 error number" */
static void describe_faults(struct zi_buffer *out, const struct zi_report *report)
{
    static const char *const severities[] = {"note", "warning", "error"};

    for (size_t i = 0; i < report->n_faults; i++)
        zi_buffer_print(out, "%s%zu:%zu %s %s", i > 0 ? "; " : "", report->faults[i].line,
                        report->faults[i].column, severities[report->faults[i].severity],
                        zi_fault_kind_name(report->faults[i].kind));
}

static const struct zi_lke_reading as_tpi = {.assessor = ZI_LKE_TPI, .unit = "X", .year = 2025};

static void check_with(const struct zi_lke_reading *reading, const char *text, const char *sheets,
                       const char *faults)
{
    struct lke_reading r = {0};
    struct zi_buffer out, said;

    zi_buffer_init(&out);
    zi_buffer_init(&said);
    read_lke(&r, reading, text, strlen(text));
    describe(&out, &r.sheets);
    describe_faults(&said, &r.report);
    if (strcmp(out.text != NULL ? out.text : "", sheets) != 0 ||
        strcmp(said.text != NULL ? said.text : "", faults) != 0)
        fail_msg("%s\ngave %s\nfaults %s", text, out.text, said.text);
    assert_int_equal(r.code, r.report.n_of_severity[ZI_FAULT] > 0 && !reading->skip_bad ? ZI_EINPUT
                                                                                        : ZI_OK);
    zi_buffer_release(&out);
    zi_buffer_release(&said);
    release_lke(&r);
}

#define CHECK(text, sheets, faults) check_with(&as_tpi, text, sheets, faults)

static void two_columns_are_one_unit(void **state)
{
    (void)state;
    CHECK("id,jawaban\nA.1.1.i.a,Ya\nB.1.a,3.6\n",
          "[/X/2025] tpi A.1.1.i.a given 0; tpi B.1.a given 3.6;", "");
}

static void answers_as_people_type_them(void **state)
{
    (void)state;
    CHECK("id;jawaban\na.1.1.I.A ; tidak\nA.1.1.i.b;c\nB.1.a;3,6\nA.2.1.i.a.1;12,0\n"
          "A.2.1.i.a.2;-\nA.1.1.ii.a;Blm Diisi\nA.1.1.ii.b;\n",
          "[/X/2025] tpi A.1.1.i.a given 1; tpi A.1.1.i.b given 2; tpi A.2.1.i.a.1 given 12; "
          "tpi B.1.a given 3.6;",
          "");
}

static void what_is_not_offered_is_invalid(void **state)
{
    (void)state;
    CHECK("id,jawaban\nA.1.1.i.a,A\nA.1.1.i.b,Ya\nA.1.1.iii.a,E\nA.1.2.i.b,F\nA.1.2.i.c,1\n"
          "B.1.a,4.01\nB.2.a,-0.1\nA.2.1.i.a.1,-1\nA.2.1.i.a.2,1.5\nA.2.1.i.b.1,1.000\n"
          "A.2.1.i.b.2,x\n",
          "[/X/2025] tpi A.1.1.i.a invalid ?; tpi A.1.1.i.b invalid ?; tpi A.1.1.iii.a invalid ?; "
          "tpi A.1.2.i.b invalid ?; tpi A.1.2.i.c invalid ?; tpi A.2.1.i.a.1 invalid -1; "
          "tpi A.2.1.i.a.2 invalid 1.5; tpi A.2.1.i.b.1 invalid 1; tpi A.2.1.i.b.2 invalid ?; "
          "tpi B.1.a invalid 4.01; tpi B.2.a invalid -0.1;",
          "2:11 warning answer; 3:11 warning answer; 4:13 warning answer; 5:11 warning answer; "
          "6:11 warning answer; 7:7 warning answer; 8:7 warning answer; 9:13 warning answer; "
          "10:13 warning answer; 11:13 warning answer; 12:13 warning answer");
}

static void borders_of_an_index(void **state)
{
    (void)state;
    CHECK("id,jawaban\nB.1.a,4\nB.2.a,0\n", "[/X/2025] tpi B.1.a given 4; tpi B.2.a given 0;",
          "3:7 warning answer");
}

static void many_units_years_and_assessors(void **state)
{
    (void)state;
    CHECK("Nama Instansi;OPD;Tahun;Soal_ID;Jawaban Unit;Jawaban TPI;TPN\n"
          "K;B;2025;B.1.b;A;B;\nK;A;2025;B.1.b;A;;C\nK;A;2024;B.1.b;;E;\n",
          "[K/A/2024] tpi B.1.b given 4;[K/A/2025] self B.1.b given 0; tpn B.1.b given 2;"
          "[K/B/2025] self B.1.b given 0; tpi B.1.b given 1;",
          "");
}

static void names_that_differ_in_capitals_are_one(void **state)
{
    (void)state;
    CHECK("unit,tahun,id,tpi\nDinas a,2025,B.1.b,A\nDinas A,2025,B.1.a,3\n",
          "[/Dinas A/2025] tpi B.1.a given 3; tpi B.1.b given 0;", "3:1 warning name");
}

static void a_second_answer_is_a_conflict_or_a_repetition(void **state)
{
    struct zi_lke_reading reading = as_tpi;

    (void)state;
    reading.skip_bad = true;
    check_with(&reading, "id,jawaban\nA.1.1.i.a,Ya\nA.1.1.i.a,Tidak\nA.1.1.i.b,A\nA.1.1.i.b,a\n",
               "[/X/2025] tpi A.1.1.i.a invalid ?; tpi A.1.1.i.b given 0;",
               "3:11 error conflict; 5:11 warning repeated");
    check_with(&reading, "id,jawaban\nA.1.1.i.a,Tidak\nA.1.1.i.a,Ya\n",
               "[/X/2025] tpi A.1.1.i.a invalid ?;", "3:11 error conflict");
    check_with(&reading, "id,jawaban\nA.1.1.i.a,\nA.1.1.i.a,Ya\nA.1.1.i.a,\n",
               "[/X/2025] tpi A.1.1.i.a given 0;", "");
}

static void rows_that_cannot_be_used_are_errors(void **state)
{
    struct zi_lke_reading reading = as_tpi;

    (void)state;
    reading.skip_bad = true;
    check_with(&reading,
               "unit,tahun,id,tpi\nX,2025,A.1,A\nX,2025,A.2.4.i.a,1\nX,2025,Z,A\n,2025,B.1.b,A\n"
               "X,x,B.1.b,A\nX,2025,B.1.b\nX,2025,B.1.b,A,B\nX,2025,A.1,\nX,2025,B.1.b,E\n",
               "[/X/2025] tpi B.1.b given 4;",
               "2:8 error question; 3:8 error question; 4:8 error question; 5:1 error empty; "
               "6:3 error year; 7:8 error columns; 8:16 error columns");
}

static void a_type_that_differs_is_said(void **state)
{
    (void)state;
    CHECK("id,pilihan jawaban,jawaban\nA.1.1.i.a,Ya,Ya\nA.1.1.i.b,A/B/C,A\nB.1.a,Nilai (0-4),3\n"
          "A.2.1.i.a.1,Jumlah,2\nA.1.1.iii.a,,A\n",
          "[/X/2025] tpi A.1.1.i.a given 0; tpi A.1.1.i.b given 0; tpi A.1.1.iii.a given 0; "
          "tpi A.2.1.i.a.1 given 2; tpi B.1.a given 3;",
          "2:11 warning answer");
}

static void headers_that_cannot_be_used(void **state)
{
    (void)state;
    CHECK("", "", "0:0 error empty");
    CHECK("id,jawaban\n", "", "0:0 error empty");
    CHECK("a,b\n1,2\n", "", "1:1 error columns");
    CHECK("id,x\nB.1.b,A\n", "", "1:0 error columns; 1:4 note columns");
    CHECK("id,jawaban,\nB.1.b,A,2\n", "", "1:12 error columns");
    CHECK("id,tpi,jawaban\nB.1.b,A,A\n", "", "1:8 error columns");
    CHECK("id,jawabn\nB.1.b,A\n", "", "1:0 error columns; 1:4 error columns");
}

static void json_of_the_portal(void **state)
{
    (void)state;
    CHECK("{\"unit_id\": 3, \"nama_unit\": \"D \\u00e9\", \"tahun\": \"2026\", \"answers\": [\n"
          " {\"soal_id\": \"B.1.b\", \"jawaban_unit\": \"A\", \"jawaban_tpi\": null},\n"
          " {\"soal_id\": \"B.1.a\", \"jawaban_unit\": 3.5, \"jawaban_tpi\": \"3,4\"}]}",
          "[/D \xc3\xa9/2026] self B.1.a given 3.5; self B.1.b given 0; tpi B.1.a given 3.4;", "");
    CHECK("\xef\xbb\xbf [{\"unit_id\": 3, \"answers\": [{\"id\": \"B.1.b\", \"jawaban\": \"B\"}]},"
          "{\"nama_unit\": \"E\", \"tahun\": 2024, \"answers\": []}]",
          "[/3/2025] tpi B.1.b given 1;", "");
    CHECK("{\"data\": {\"nama_unit\": \"E\", \"answers\": [{\"soal_id\": \"B.1.b\", "
          "\"jawaban_tpn\": \"C\"}]}}",
          "[/E/2025] tpn B.1.b given 2;", "");
}

static void faults_of_json_have_places(void **state)
{
    (void)state;
    CHECK("{\"answers\": [\n  {\"soal_id\": \"B.1.b\", \"jawaban_tpi\": \"[{\\\"\"},\n"
          "\t{\"x\": [{}, \"answers\", [{}]], \"soal_id\": \"Z\", \"jawaban_tpi\": \"A\"}]}",
          "", "2:3 warning answer; 3:2 error question");
    CHECK("{\"answers\": 3}", "", "0:0 error columns");
    CHECK("[]", "", "0:0 error columns");
    CHECK("{\"answers\": [{]}", "", "1:15 error quote");
    CHECK("{\"a\": 1, \"a\": 2}", "", "1:12 error quote");
    CHECK("{\"\\u0061nswers\": [{\"soal_id\": \"Z\", \"jawaban_tpi\": \"A\"}]}", "",
          "1:1 error question");
}

static void some_sheets_are_selected(void **state)
{
    static const char text[] = "unit,tahun,id,tpi\nDinas A,2023,B.1.b,A\nDinas A,2024,B.1.b,A\n"
                               "Dinas B,2024,B.1.b,A\n";
    static const char *const one[] = {" dinas  a"};
    static const char *const wrong[] = {"Dinas C"};
    struct lke_reading r = {0};
    struct zi_error error = {0};

    (void)state;
    read_lke(&r, &as_tpi, text, sizeof text - 1);
    assert_int_equal(r.sheets.n_sheets, 3);
    assert_int_equal(zi_lke_select(&r.sheets, wrong, 1, 0, 0, &error), ZI_EUSAGE);
    assert_non_null(strstr(error.en, "Dinas A"));
    assert_int_equal(zi_lke_select(&r.sheets, one, 1, 2024, 0, &error), ZI_OK);
    assert_int_equal(r.sheets.n_sheets, 1);
    assert_int_equal(r.sheets.sheets[0].year, 2024);
    assert_int_equal(zi_lke_select(&r.sheets, NULL, 0, 0, 2020, &error), ZI_EFEW);
    release_lke(&r);
}

static void an_answer_of_the_command_line(void **state)
{
    const struct zi_lke_row *letter = &official()->rows[row_of("B.1.b")];
    const struct zi_lke_row *index = &official()->rows[row_of("B.1.a")];
    struct zi_error error = {0};
    double number;
    char out[64];

    (void)state;
    assert_int_equal(zi_lke_read_answer(letter, "c", &number, &error), ZI_OK);
    assert_true(number == 2);
    zi_lke_write_answer(out, letter, number, ZI_INDONESIAN);
    assert_string_equal(out, "C");
    assert_int_equal(zi_lke_read_answer(index, "3,65", &number, &error), ZI_OK);
    zi_lke_write_answer(out, index, number, ZI_INDONESIAN);
    assert_string_equal(out, "3,65");
    zi_lke_write_answer(out, index, number, ZI_ENGLISH);
    assert_string_equal(out, "3.65");
    assert_int_equal(zi_lke_read_answer(index, "", &number, &error), ZI_EUSAGE);
    assert_int_equal(zi_lke_read_answer(letter, "F", &number, &error), ZI_EUSAGE);
    assert_non_null(strstr(error.en, "A, B, C, D, E"));
}

static void a_missing_file_is_an_error(void **state)
{
    const char *paths[] = {"/nonexistent.csv"};
    struct lke_reading r = {0};

    (void)state;
    r.code = zi_lke_read(paths, 1, official(), &as_tpi, &r.sheets, &r.report, &r.error);
    assert_int_equal(r.code, ZI_EINPUT);
    release_lke(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_columns_are_one_unit),
        cmocka_unit_test(answers_as_people_type_them),
        cmocka_unit_test(what_is_not_offered_is_invalid),
        cmocka_unit_test(borders_of_an_index),
        cmocka_unit_test(many_units_years_and_assessors),
        cmocka_unit_test(names_that_differ_in_capitals_are_one),
        cmocka_unit_test(a_second_answer_is_a_conflict_or_a_repetition),
        cmocka_unit_test(rows_that_cannot_be_used_are_errors),
        cmocka_unit_test(a_type_that_differs_is_said),
        cmocka_unit_test(headers_that_cannot_be_used),
        cmocka_unit_test(json_of_the_portal),
        cmocka_unit_test(faults_of_json_have_places),
        cmocka_unit_test(some_sheets_are_selected),
        cmocka_unit_test(an_answer_of_the_command_line),
        cmocka_unit_test(a_missing_file_is_an_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
