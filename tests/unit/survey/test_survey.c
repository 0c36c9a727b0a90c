#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "base/count.h"
#include "reading.h"
#include "zistat/survey/survey.h"

/* What a survey handed on: "A/X 2024: 4 4 4 4 4 4 4 4 4;" a respondent, answers with their
 * fractions, "." for a blank. */
struct heard {
    struct zi_buffer respondents[16]; /* by group */
    size_t n;
};

static bool hear(void *data, size_t group, const uint16_t answers[ZI_SURVEY_ELEMENTS])
{
    struct heard *heard = data;
    struct zi_buffer *out = &heard->respondents[group];

    assert_true(group < ZI_COUNT(heard->respondents));
    heard->n++;
    for (size_t i = 0; i < ZI_SURVEY_ELEMENTS; i++)
        if (answers[i] == 0)
            zi_buffer_add(out, ".");
        else if (answers[i] % ZI_SURVEY_UNIT == 0)
            zi_buffer_print(out, "%d", answers[i] / ZI_SURVEY_UNIT);
        else
            zi_buffer_print(out, "(%d)", answers[i]);
    zi_buffer_add(out, ";");
    return true;
}

struct result {
    enum zi_code code;
    struct zi_error error;
    struct zi_survey survey;
    struct zi_report report;
    struct zi_buffer faults;
    struct zi_buffer respondents;
};

static void read_texts(struct result *result, const struct zi_survey_options *options,
                       const char *const texts[], size_t n)
{
    char paths[4][64];
    const char *names[4] = {0};
    struct heard heard = {.n = 0};

    memset(result, 0, sizeof *result);
    for (size_t i = 0; i < n; i++) {
        write_file(paths[i], texts[i], strlen(texts[i]));
        names[i] = paths[i];
    }
    result->code = zi_survey_read(names, n, options, hear, &heard, &result->survey, &result->report,
                                  &result->error);
    for (size_t i = 0; i < n; i++)
        unlink(paths[i]);
    zi_buffer_add(&result->faults, "");
    zi_buffer_add(&result->respondents, "");
    describe_faults(&result->faults, &result->report);
    for (size_t i = 0; i < result->survey.n_groups; i++) {
        const struct zi_survey_group *group = &result->survey.groups[i];

        zi_buffer_print(&result->respondents, "[%s/%s %d%s%s] %s", group->institution, group->unit,
                        group->year, *group->period != '\0' ? " " : "", group->period,
                        heard.respondents[i].text);
    }
    assert_int_equal(heard.n, result->survey.n_used);
    for (size_t i = 0; i < ZI_COUNT(heard.respondents); i++)
        zi_buffer_release(&heard.respondents[i]);
}

static void release(struct result *result)
{
    zi_survey_release(&result->survey);
    zi_report_release(&result->report);
    zi_buffer_release(&result->faults);
    zi_buffer_release(&result->respondents);
}

struct example {
    const char *text;
    const char *faults; /* notes of columns that are not used left out */
    const char *respondents;
};

#define NINE "U1,U2,U3,U4,U5,U6,U7,U8,U9"

/* The faults are the same with and without skip_bad; without it any of them refuses the file. */
static void check(const struct example *example, struct zi_survey_options options)
{
    for (int skip = 0; skip < 2; skip++) {
        struct result result;
        const char *faults;

        options.skip_bad = skip == 1;
        read_texts(&result, &options, &example->text, 1);
        faults = result.faults.text;
        if (strncmp(faults, "1:0 note columns", 16) == 0)
            faults += faults[16] == ';' ? 18 : 16;
        if (strcmp(faults, example->faults) != 0)
            print_error("of: %s\n", example->text);
        assert_string_equal(faults, example->faults);
        assert_int_equal(result.code == ZI_OK,
                         skip == 1 || result.report.n_of_severity[ZI_FAULT] == 0);
        assert_string_equal(result.respondents.text, example->respondents);
        release(&result);
    }
}

static void check_all(const struct example examples[], size_t n, struct zi_survey_options options)
{
    for (size_t i = 0; i < n; i++)
        check(&examples[i], options);
}

static const struct zi_survey_options plain;

static void respondents_are_handed_on_by_unit_and_year(void **state)
{
    static const struct example examples[] = {
        {"instansi,unit,tahun," NINE "\nA,X,2024,4,3,2,1,4,3,2,1,4\nA,Y,2024,1,1,1,1,1,1,1,1,1\n"
         "A,X,2024,2,2,2,2,2,2,2,2,2\nA,X,2023,3,3,3,3,3,3,3,3,3\nA,,2023,3,3,3,3,3,3,3,3,3\n",
         "",
         "[A/X 2024] 432143214;222222222;[A/Y 2024] 111111111;[A/X 2023] 333333333;"
         "[A/ 2023] 333333333;"},
        {NINE "\n4,4,4,4,4,4,4,4,4\n", "", "[/ 0] 444444444;"},
        {"u9;U8;U7;U6;U5;U4;U3;U2;U1;Nama OPD;Thn\n1;2;3;4;1;2;3;4;1;X;2022\n", "",
         "[/X 2022] 143214321;"},
    };

    (void)state;
    check_all(examples, ZI_COUNT(examples), plain);
}

static void blanks_letters_and_decimals_are_read(void **state)
{
    static const struct example examples[] = {
        {NINE "\n4,,-,n/a,belum, ,4,4,4\n", "", "[/ 0] 4.....444;"},
        {NINE "\na,B,c,D,1.0,2.00,\"3,0\", 4 ,\"\"\n", "", "[/ 0] 12341234.;"},
        {NINE "\n\xef\xbb\xbf,4,4,4,4,4,4,4,4\n", "2:1 error number", ""},
    };

    (void)state;
    check_all(examples, ZI_COUNT(examples), plain);
}

static void answers_off_the_scale_leave_the_whole_respondent_out(void **state)
{
    static const struct example examples[] = {
        {NINE "\n0,4,4,4,4,4,4,4,4\n4,4,4,4,4,4,4,4,4\n", "2:1 error range", "[/ 0] 444444444;"},
        {NINE "\n4,5,4,4,44,4,4,4,-1\n", "2:3 error range; 2:9 error range; 2:18 error range", ""},
        {NINE "\n4,3.5,4,4,4,4,4,4,4\n4,4,4,4,4,4,4,e,4\n4,4,4,4,4,4,4,4,setuju\n",
         "2:3 error number; 3:15 error number; 4:17 error number", ""},
        {NINE "\n4,4,4\n4,4,4,4,4,4,4,4,4,4\n4,4,4,4,4,4,4,4,4,\n",
         "2:1 error columns; 3:1 error columns", "[/ 0] 444444444;"},
        {NINE "\n4,4,4,4,4,4,4,4,\"4\n3,3,3,3,3,3,3,3,3\n", "2:17 error quote", "[/ 0] 333333333;"},
        {"unit,tahun," NINE "\nX,2o24,4,4,4,4,4,4,4,4,4\n,2024,4,4,4,4,4,4,4,4,4\n"
         "X,,4,4,4,4,4,4,4,4,4\n",
         "2:3 error year; 3:1 error empty; 4:3 error year", ""},
        {"instansi,unit," NINE "\n,X,4,4,4,4,4,4,4,4,4\n", "2:1 error empty", ""},
    };

    (void)state;
    check_all(examples, ZI_COUNT(examples), plain);
}

static void several_questions_are_averaged_in_whole_numbers(void **state)
{
    static const struct example examples[] = {
        {"U1a,U1b,U2,U3,U4,U5,U6,U7,U8,U9\n4,3,4,4,4,4,4,4,4,4\n,3,4,4,4,4,4,4,4,4\n"
         ",,4,4,4,4,4,4,4,4\n",
         "", "[/ 0] (8820)44444444;344444444;.44444444;"},
        {"U1.1,U1.2,U1.3,U1.4,U1.5,U1.6,U1.7,U1.8,U1.9,U1.10,U2,U3,U4,U5,U6,U7,U8,U9\n"
         "1,1,1,1,1,1,1,1,1,2,4,4,4,4,4,4,4,4\n1,2,3,,,,,,,,4,4,4,4,4,4,4,4\n"
         "4,4,4,4,4,4,4,1,,,4,4,4,4,4,4,4,4\n1,1,1,1,1,1,4,,,,4,4,4,4,4,4,4,4\n",
         "", "[/ 0] (2772)44444444;244444444;(9135)44444444;(3600)44444444;"},
    };

    (void)state;
    check_all(examples, ZI_COUNT(examples), plain);
}

/* The header line alone decides; every example has one respondent who answers 1, 2, 3, 4, ... in
 * the order of columns. */
static void headers_are_known_as_people_write_them(void **state)
{
    static const char *const headers[] = {
        "U1,U2,U3,U4,U5,U6,U7,U8,U9",
        "u1,u2,u3,u4,u5,u6,u7,u8,u9",
        "U 1,U.2,U-3,unsur 4,Unsur-5,UNSUR KE-6,unsur7,U8.,(U9)",
        "U1 Persyaratan,U2 - Prosedur,U3: Waktu,U4 (Biaya/Tarif),U5_Produk,U6 Kompetensi "
        "Pelaksana,U7 Perilaku,U8 Sarana Prasarana,U9 Pengaduan",
        "Persyaratan,Sistem/Mekanisme/Prosedur,Waktu Penyelesaian,Biaya/Tarif,Produk spesifikasi "
        "jenis pelayanan,Kompetensi petugas,Perilaku petugas,Sarana dan Prasarana,Penanganan "
        "pengaduan",
        "U1 Apakah syaratnya mudah?,U2,U3,U4,U5,U6,U7,U8,U9",
        "persyaratan 1,prosedur a,Waktu 1,biaya 2,produk (1),U6a Kompetensi,U7.1,U8 1,U9a",
        "facilities,time,cost,product,requirements,procedure,competence,behaviour,complaints",
    };
    static const char *const answers[] = {
        "[/ 0] 123412341;", "[/ 0] 123412341;", "[/ 0] 123412341;", "[/ 0] 123412341;",
        "[/ 0] 123412341;", "[/ 0] 123412341;", "[/ 0] 123412341;", "[/ 0] 122343411;",
    };

    (void)state;
    for (size_t i = 0; i < ZI_COUNT(headers); i++) {
        char text[1000];
        struct example example = {text, "", answers[i]};

        snprintf(text, sizeof text, "%s\n1,2,3,4,1,2,3,4,1\n", headers[i]);
        check(&example, plain);
    }
}

static const char *label(const struct result *result, size_t number)
{
    const char *text = result->survey.labels[number - 1].en;

    return text != NULL ? text : "?";
}

static void numbers_alone_do_not_say_what_u8_is(void **state)
{
    static const struct {
        const char *header;
        enum zi_survey_order order;
        const char *u8, *u9;
    } cases[] = {
        {NINE, ZI_SURVEY_AS_NAMED, "?", "?"},
        {NINE, ZI_SURVEY_FACILITIES_FIRST, "Facilities", "Handling of complaints"},
        {NINE, ZI_SURVEY_COMPLAINTS_FIRST, "Handling of complaints", "Facilities"},
        {"U1,U2,U3,U4,U5,U6,U7,U8 sarpras,U9", ZI_SURVEY_AS_NAMED, "Facilities",
         "Handling of complaints"},
        {"U1,U2,U3,U4,U5,U6,U7,U8,U9 sarpras", ZI_SURVEY_AS_NAMED, "Handling of complaints",
         "Facilities"},
        {"U1,U2,U3,U4,U5,U6,U7,sarpras,pengaduan", ZI_SURVEY_COMPLAINTS_FIRST,
         "Handling of complaints", "Facilities"},
    };

    (void)state;
    for (size_t i = 0; i < ZI_COUNT(cases); i++) {
        struct zi_survey_options options = {.order = cases[i].order};
        struct result result;
        char text[200];
        const char *texts[] = {text};

        snprintf(text, sizeof text, "%s\n1,1,1,1,1,1,1,2,3\n", cases[i].header);
        read_texts(&result, &options, texts, 1);
        assert_int_equal(result.code, ZI_OK);
        assert_string_equal(label(&result, 1), "Requirements");
        assert_string_equal(label(&result, 8), cases[i].u8);
        assert_string_equal(label(&result, 9), cases[i].u9);
        assert_string_equal(result.respondents.text,
                            i < 5 ? "[/ 0] 111111123;" : "[/ 0] 111111132;");
        release(&result);
    }
}

static void headers_that_cannot_be_used_are_refused(void **state)
{
    static const struct {
        const char *text, *faults;
    } cases[] = {
        {"", "0:0 error empty"},
        {"Budi,4,4\n", "1:1 error columns"},
        {"\"U1,U2\n4,4\n", "1:1 error quote"},
        {"U1,U2,U3,U4,U5,U6,U7,U8\n4,4,4,4,4,4,4,4\n", "1:0 error columns"},
        {NINE ",U1\n", "1:28 error columns"},
        {NINE ",persyaratan\n", "1:28 error columns"},
        {"unit,opd," NINE "\n", "1:6 error columns"},
        {"U1 prosedur,U2 prosedur,U3,U4,U5,U6,U7,U8,U9\n", "1:0 error columns"},
        {"U1a prosedur,U1b waktu,U2,U3,U4,U5,U6,U7,U8,U9\n", "1:14 error columns"},
        {"U1a,U1b,U1c,U1d,U1e,U1f,U1g,U1h,U1i,U1j,U1k,U2,U3,U4,U5,U6,U7,U8,U9\n",
         "1:0 error columns"},
        {NINE "\n", "0:0 error empty"},
    };

    (void)state;
    for (size_t i = 0; i < ZI_COUNT(cases); i++) {
        struct zi_survey_options options = {.skip_bad = true};
        struct result result;

        read_texts(&result, &options, &cases[i].text, 1);
        if (strcmp(result.faults.text, cases[i].faults) != 0)
            print_error("of: %s\n", cases[i].text);
        assert_int_equal(result.code, ZI_EINPUT);
        assert_string_equal(result.faults.text, cases[i].faults);
        assert_int_equal(result.survey.n_used, 0);
        release(&result);
    }
}

static void files_are_added_up_or_refused_where_numbers_differ(void **state)
{
    static const char *const same[] = {"unit," NINE "\nX,4,4,4,4,4,4,4,4,4\n",
                                       "unit;U9 pengaduan;U1;U2;U3;U4;U5;U6;U7;U8\n"
                                       "X;1;2;2;2;2;2;2;2;2\n"};
    static const char *const other[] = {
        "unit,U1,U2,U3,U4,U5,U6,U7,U8 sarana,U9\nX,4,4,4,4,4,4,4,4,4\n",
        "unit,U1,U2,U3,U4,U5,U6,U7,U8 pengaduan,U9\n"
        "X,4,4,4,4,4,4,4,4,4\n"};
    struct result result;

    (void)state;
    read_texts(&result, &plain, same, 2);
    assert_int_equal(result.code, ZI_OK);
    assert_string_equal(result.respondents.text, "[/X 0] 444444444;222222221;");
    assert_string_equal(label(&result, 8), "?"); /* the first file does not say */
    release(&result);
    read_texts(&result, &plain, other, 2);
    assert_int_equal(result.code, ZI_EINPUT);
    assert_string_equal(result.faults.text, "0:0 error columns");
    release(&result);
}

static void options_name_what_files_do_not(void **state)
{
    static const struct example examples[] = {
        {NINE "\n1,1,1,1,1,1,1,1,1\n", "", "[I/U 2024] 111111111;"},
        {"instansi,unit,tahun," NINE "\nA,X,2020,1,1,1,1,1,1,1,1,1\n", "", "[A/X 2020] 111111111;"},
        {"unit," NINE "\n-,1,1,1,1,1,1,1,1,1\n", "", "[I/ 2024] 111111111;"},
    };
    struct zi_survey_options options = {.institution = "I", .unit = "U", .year = 2024};

    (void)state;
    check_all(examples, ZI_COUNT(examples), options);
}

static void years_are_read_from_periods_and_dates(void **state)
{
    static const struct example examples[] = {
        {"tanggal," NINE "\n2024-12-31,1,1,1,1,1,1,1,1,1\n3/4/2023 10:15,1,1,1,1,1,1,1,1,1\n"
         "\"5 Maret 2023, 14.00\",1,1,1,1,1,1,1,1,1\n3/4/23,1,1,1,1,1,1,1,1,1\n",
         "5:1 error year", "[/ 2024] 111111111;[/ 2023] 111111111;111111111;"},
        {"periode," NINE "\nJanuari - Juni 2024,1,1,1,1,1,1,1,1,1\n2023/2024,1,1,1,1,1,1,1,1,1\n"
         "12024,1,1,1,1,1,1,1,1,1\n2024 (s.d. Des 2024),1,1,1,1,1,1,1,1,1\n",
         "3:1 error year; 4:1 error year", "[/ 2024] 111111111;111111111;"},
        {"tanggal,tahun," NINE "\n2020-01-01,2024,1,1,1,1,1,1,1,1,1\n", "", "[/ 2024] 111111111;"},
    };

    (void)state;
    check_all(examples, ZI_COUNT(examples), plain);
}

static void periods_are_groups_when_asked_for(void **state)
{
    static const struct example examples[] = {
        {"tahun,semester," NINE "\n2024,1,1,1,1,1,1,1,1,1,1\n2024,II,2,2,2,2,2,2,2,2,2\n"
         "2024,Semester I,3,3,3,3,3,3,3,3,3\n2024,smt2,4,4,4,4,4,4,4,4,4\n2024,,1,1,1,1,1,1,1,1,1\n"
         "2024,3,1,1,1,1,1,1,1,1,1\n",
         "",
         "[/ 2024 semester 1] 111111111;333333333;[/ 2024 semester 2] 222222222;444444444;"
         "[/ 2024] 111111111;[/ 2024 3] 111111111;"},
        {"tahun,semester,triwulan," NINE "\n2024,1,TW I,1,1,1,1,1,1,1,1,1\n"
         "2024,1,triwulan ke-4,1,1,1,1,1,1,1,1,1\n",
         "", "[/ 2024 triwulan 1] 111111111;[/ 2024 triwulan 4] 111111111;"},
        {"periode," NINE "\nTW IV 2024,1,1,1,1,1,1,1,1,1\n", "", "[/ 2024 TW IV 2024] 111111111;"},
    };
    struct zi_survey_options options = {.by_period = true};

    (void)state;
    check_all(examples, ZI_COUNT(examples), options);
    options.by_period = false;
    check(&(struct example){"tahun,semester," NINE "\n2024,1,1,1,1,1,1,1,1,1,1\n"
                            "2024,2,2,2,2,2,2,2,2,2,2\n",
                            "", "[/ 2024] 111111111;222222222;"},
          options);
}

static void spellings_that_differ_in_capitals_have_one_name(void **state)
{
    static const char *const text = "unit," NINE "\nDinas X,1,1,1,1,1,1,1,1,1\n"
                                    "DINAS X,2,2,2,2,2,2,2,2,2\nDinas  X ,3,3,3,3,3,3,3,3,3\n";
    struct result result;

    (void)state;
    read_texts(&result, &plain, &text, 1);
    assert_int_equal(result.code, ZI_OK);
    assert_string_equal(result.faults.text, "0:0 warning name");
    assert_string_equal(result.respondents.text,
                        "[/DINAS X 0] 111111111;333333333;[/DINAS X 0] 222222222;");
    release(&result);
}

static void rows_without_an_answer_are_counted_apart(void **state)
{
    static const char *const text =
        "no," NINE "\n1,,,,,,,,,\n2,4,4,4,4,4,4,4,4,a\n,,,,,,,,,\n\n3,-,-,-,-,-,-,-,-,-\n"
        "4,4,4,4,4,4,4,4,4,9\n";
    struct zi_survey_options options = {.skip_bad = true};
    struct result result;

    (void)state;
    read_texts(&result, &options, &text, 1);
    assert_int_equal(result.code, ZI_OK);
    assert_int_equal(result.survey.n_used, 1);
    assert_int_equal(result.survey.n_unanswered, 2);
    assert_int_equal(result.survey.n_left_out, 1);
    assert_int_equal(result.survey.n_letters, 1);
    assert_int_equal(result.report.shapes[0].n_rows, 4);
    assert_int_equal(result.report.shapes[0].n_good, 3);
    release(&result);
}

static bool count_respondent(void *data, size_t group, const uint16_t answers[ZI_SURVEY_ELEMENTS])
{
    size_t *counts = data;

    (void)answers;
    counts[group]++;
    return true;
}

/* More groups than a first block holds, each met again and again. */
static void many_units_keep_their_own_respondents(void **state)
{
    enum { UNITS = 5000 };
    struct zi_buffer text;
    struct zi_survey survey;
    struct zi_report report;
    struct zi_error error;
    char path[64];
    const char *paths[] = {path};
    static size_t counts[UNITS];

    (void)state;
    zi_buffer_init(&text);
    zi_buffer_add(&text, "unit,tahun," NINE "\n");
    for (unsigned i = 0; i < 3 * UNITS; i++)
        zi_buffer_print(&text, "Unit %u,%u,4,4,4,4,4,4,4,4,4\n", i * 7919 % UNITS, 2024);
    write_file(path, text.text, text.length);
    memset(counts, 0, sizeof counts);
    assert_int_equal(
        zi_survey_read(paths, 1, &plain, count_respondent, counts, &survey, &report, &error),
        ZI_OK);
    unlink(path);
    assert_int_equal(survey.n_groups, UNITS);
    for (size_t i = 0; i < UNITS; i++)
        assert_int_equal(counts[i], 3);
    assert_string_equal(survey.groups[1].unit, "Unit 2919");
    zi_survey_release(&survey);
    zi_report_release(&report);
    zi_buffer_release(&text);
}

/* ---- populations ---- */

static void read_populations(const char *text, enum zi_code code, const char *faults,
                             const char *populations)
{
    struct zi_buffer said, found;
    struct zi_survey survey;
    struct zi_report report;
    struct zi_population *rows;
    struct zi_error error;
    size_t n;
    char path[64];

    write_file(path, text, strlen(text));
    zi_buffer_init(&said);
    zi_buffer_init(&found);
    zi_buffer_add(&said, "");
    zi_buffer_add(&found, "");
    assert_int_equal(zi_survey_read_populations(path, &survey, &rows, &n, &report, &error), code);
    unlink(path);
    describe_faults(&said, &report);
    for (size_t i = 0; i < n; i++)
        zi_buffer_print(&found, "%s/%s %d %llu;", rows[i].of.institution, rows[i].of.unit,
                        rows[i].of.year, (unsigned long long)rows[i].size);
    assert_string_equal(said.text, faults);
    assert_string_equal(found.text, populations);
    zi_survey_release(&survey);
    zi_report_release(&report);
    zi_buffer_release(&said);
    zi_buffer_release(&found);
}

static void a_list_of_populations_is_read(void **state)
{
    (void)state;
    read_populations("unit,populasi\nX,40\nY, 1500 \nX,40\n", ZI_OK, "", "/X 0 40;/Y 0 1500;");
    read_populations("Populasi;OPD;Instansi;Tahun\n40;X;A;2024\n41;X;A;\n42;;A;2024\n", ZI_OK, "",
                     "A/X 2024 40;A/X 0 41;A/ 2024 42;");
    read_populations("unit,populasi\nX,1.500\nX,0\nX,\nY,-3\nZ,1e3\n", ZI_EINPUT,
                     "2:3 error number; 3:3 error number; 4:3 error number; 5:3 error number; "
                     "6:3 error number",
                     "");
    read_populations("unit,populasi\nX,40\nY,1\nX,41\n", ZI_EINPUT, "4:3 error conflict", "");
    read_populations("unit,jumlah\nX,40\n", ZI_EINPUT, "1:0 error columns; 1:0 note columns", "");
    read_populations("populasi\n40\n", ZI_EINPUT, "1:0 error columns", "");
    read_populations("40\n", ZI_EINPUT, "1:1 error columns", "");
}

static void a_missing_file_is_an_error_at_once(void **state)
{
    const char *path = "/tmp/zistat-there-is-no-such-file.csv";
    struct zi_survey survey;
    struct zi_report report;
    struct zi_error error;

    (void)state;
    assert_int_equal(
        zi_survey_read(&path, 1, &plain, count_respondent, NULL, &survey, &report, &error),
        ZI_EINPUT);
    assert_non_null(strstr(error.en, path));
    zi_survey_release(&survey);
    zi_report_release(&report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(respondents_are_handed_on_by_unit_and_year),
        cmocka_unit_test(blanks_letters_and_decimals_are_read),
        cmocka_unit_test(answers_off_the_scale_leave_the_whole_respondent_out),
        cmocka_unit_test(several_questions_are_averaged_in_whole_numbers),
        cmocka_unit_test(headers_are_known_as_people_write_them),
        cmocka_unit_test(numbers_alone_do_not_say_what_u8_is),
        cmocka_unit_test(headers_that_cannot_be_used_are_refused),
        cmocka_unit_test(files_are_added_up_or_refused_where_numbers_differ),
        cmocka_unit_test(options_name_what_files_do_not),
        cmocka_unit_test(years_are_read_from_periods_and_dates),
        cmocka_unit_test(periods_are_groups_when_asked_for),
        cmocka_unit_test(spellings_that_differ_in_capitals_have_one_name),
        cmocka_unit_test(rows_without_an_answer_are_counted_apart),
        cmocka_unit_test(many_units_keep_their_own_respondents),
        cmocka_unit_test(a_list_of_populations_is_read),
        cmocka_unit_test(a_missing_file_is_an_error_at_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
