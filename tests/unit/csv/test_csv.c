/*
 * Every input is read with every chunk size, with and without places, and must give the same
 * events: no state may be lost at the edge of a chunk.
 */
#include "check.h"

#include <csv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "csv/csv.h"

struct recorder {
    char text[8192];
    size_t length;
    struct zi_csv_place place;
    bool with_places;
};

static void note(struct recorder *recorder, const char *text, size_t length)
{
    assert_true(recorder->length + length < sizeof recorder->text);
    memcpy(recorder->text + recorder->length, text, length);
    recorder->length += length;
    recorder->text[recorder->length] = '\0';
}

static void note_place(struct recorder *recorder)
{
    char place[64];

    snprintf(place, sizeof place, "@%zu:%zu", recorder->place.line, recorder->place.column);
    if (recorder->with_places)
        note(recorder, place, strlen(place));
}

static void on_field(void *text, size_t length, void *data)
{
    note(data, "[", 1);
    note(data, text, length);
    note(data, "]", 1);
    note_place(data);
}

static void on_record(int terminator, void *data)
{
    (void)terminator;
    note(data, "/", 1);
}

static void on_fault(const struct zi_csv_fault *fault, void *data)
{
    static const char *const names[] = {"UNCLOSED", "AFTER", "STRAY", "LONG", "ZERO"};

    note(data, "!", 1);
    note(data, names[fault->kind], strlen(names[fault->kind]));
    note(data, "{", 1);
    note(data, fault->text, fault->length);
    note(data, "}", 1);
    note_place(data);
}

static void read_bytes(struct recorder *recorder, const char *bytes, size_t length, char delimiter,
                       size_t chunk, bool with_places, const size_t *wanted, size_t max_records)
{
    struct zi_csv_input input = {.descriptor = -1, .bytes = bytes, .length = length};
    struct zi_csv_settings settings = {.delimiter = delimiter, .chunk = chunk, .wanted = wanted};
    struct zi_csv_events events = {on_field, on_record, on_fault, recorder};

    memset(recorder, 0, sizeof *recorder);
    recorder->with_places = with_places;
    settings.place = with_places ? &recorder->place : NULL;
    settings.max_records = with_places ? max_records : 0;
    assert_int_equal(zi_csv_read(&input, &settings, &events, NULL), ZI_OK);
}

struct example {
    const char *name;
    const char *bytes;
    size_t length;
    const char *events;
    const char *events_with_places;
    char delimiter;
};

#define BYTES(text) (text), sizeof(text) - 1

static const struct example examples[] = {
    {"nothing", BYTES(""), "", "", ','},
    {"one_field_without_line_end", BYTES("a"), "[a]/", "[a]@1:1/", ','},
    {"crlf_lf_and_cr_end_records", BYTES("a,b\r\nc\nd\re"), "[a][b]/[c]/[d]/[e]/",
     "[a]@1:1[b]@1:3/[c]@2:1/[d]@3:1/[e]@4:1/", ','},
    {"the_byte_order_mark_is_no_data", BYTES("\xef\xbb\xbf\"a\",b\n"), "[a][b]/", "[a]@1:1[b]@1:5/",
     ','},
    {"blank_lines_are_no_records", BYTES("\n  \n\r\na\n\n"), "[a]/", "[a]@4:1/", ','},
    {"spaces_around_unquoted_fields_go", BYTES(" a , \"b \" ,c d\n"), "[a][b ][c d]/",
     "[a]@1:2[b ]@1:6[c d]@1:12/", ','},
    {"empty_fields_have_places", BYTES(",,\n;"), "[][][]/[;]/", "[]@1:1[]@1:2[]@1:3/[;]@2:1/", ','},
    {"records_may_be_ragged", BYTES("a,b,c\nd\ne,f,g,h\n"), "[a][b][c]/[d]/[e][f][g][h]/",
     "[a]@1:1[b]@1:3[c]@1:5/[d]@2:1/[e]@3:1[f]@3:3[g]@3:5[h]@3:7/", ','},
    {"quotes_hold_delimiters_quotes_and_lines", BYTES("\"a;\"\"b\"\"\r\nc\";d\n"),
     "[a;\"b\"\r\nc][d]/", "[a;\"b\"\r\nc]@1:1[d]@2:4/", ';'},
    {"columns_count_characters", BYTES("\xc3\xa9\xe2\x80\x93|x\n"), "[\xc3\xa9\xe2\x80\x93][x]/",
     "[\xc3\xa9\xe2\x80\x93]@1:1[x]@1:4/", '|'},
    {"a_tab_delimits", BYTES("a\t\tb c\n"), "[a][][b c]/", "[a]@1:1[]@1:3[b c]@1:4/", '\t'},
    {"an_unclosed_quote_hides_one_line", BYTES("a,b\nc,\"d\ne,f\ng,h\n"),
     "[a][b]/[c]!UNCLOSED{\"d}[e][f]/[g][h]/",
     "[a]@1:1[b]@1:3/[c]@2:1!UNCLOSED{\"d}@2:3[e]@3:1[f]@3:3/[g]@4:1[h]@4:3/", ','},
    {"a_quote_closed_by_another_rows_quote_hides_one_line",
     BYTES("\"Dinas A;1\r\n\"Dinas B\";2\r\nx;3"), "!UNCLOSED{\"Dinas A;1}[Dinas B][2]/[x][3]/",
     "!UNCLOSED{\"Dinas A;1}@1:1[Dinas B]@2:1[2]@2:11/[x]@3:1[3]@3:3/", ';'},
    {"text_after_a_closing_quote", BYTES("a,\"b\"c,d\n\ne\n"), "[a]!AFTER{\"b\"c,d}[e]/",
     "[a]@1:1!AFTER{\"b\"c,d}@1:3[e]@3:1/", ','},
    {"a_quote_inside_text", BYTES("RS \"Kasih\",1\ne\n"), "!STRAY{\"Kasih\",1}[e]/",
     "!STRAY{\"Kasih\",1}@1:4[e]@2:1/", ','},
    {"unclosed_at_the_end", BYTES("a\n\""), "[a]/!UNCLOSED{\"}", "[a]@1:1/!UNCLOSED{\"}@2:1", ','},
    {"every_line_unclosed", BYTES("\"a\n\"b\n\"c\n"), "!UNCLOSED{\"a}!UNCLOSED{\"b}!UNCLOSED{\"c}",
     "!UNCLOSED{\"a}@1:1!UNCLOSED{\"b}@2:1!UNCLOSED{\"c}@3:1", ','},
    {"a_zero_byte_ends_the_text", BYTES("a,b\nc\0d\ne"), "[a][b]/!ZERO{}",
     "[a]@1:1[b]@1:3/!ZERO{}@2:2", ','},
};

static void every_chunk_size_gives_the_same_events(void **state)
{
    struct recorder recorder;

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        const struct example *example = &examples[i];

        for (size_t chunk = 1; chunk <= example->length + 1; chunk++) {
            read_bytes(&recorder, example->bytes, example->length, example->delimiter, chunk, false,
                       NULL, 0);
            if (strcmp(recorder.text, example->events) != 0)
                print_error("%s, chunk %zu\n", example->name, chunk);
            assert_string_equal(recorder.text, example->events);
            read_bytes(&recorder, example->bytes, example->length, example->delimiter, chunk, true,
                       NULL, 0);
            if (strcmp(recorder.text, example->events_with_places) != 0)
                print_error("%s with places, chunk %zu\n", example->name, chunk);
            assert_string_equal(recorder.text, example->events_with_places);
        }
    }
}

/* Passing over records quickly must not move the places of those that are wanted. */
static void wanted_records_keep_their_places(void **state)
{
    static const char bytes[] = "a,b\r\n\"c\r\nd\",e\r\nf,\"g\r\nh,i\r\nj,\"k\"\r\n";
    struct recorder recorder;
    const char *last = "[j]@6:1[k]@6:3/";

    (void)state;
    for (size_t wanted = 0; wanted <= 4; wanted++)
        for (size_t chunk = 1; chunk <= sizeof bytes; chunk++) {
            read_bytes(&recorder, BYTES(bytes), ',', chunk, true, &wanted, 0);
            assert_string_equal(recorder.text + recorder.length - strlen(last), last);
            assert_non_null(strstr(recorder.text, "!UNCLOSED{\"g}@4:3"));
        }
}

static void reading_stops_after_the_records_asked_for(void **state)
{
    struct recorder recorder;

    (void)state;
    for (size_t chunk = 1; chunk < 10; chunk++) {
        read_bytes(&recorder, BYTES("a\nb\nc\n"), ',', chunk, true, NULL, 2);
        assert_string_equal(recorder.text, "[a]@1:1/[b]@2:1/");
    }
}

struct totals {
    size_t fields;
    size_t records;
    size_t faults;
    enum zi_csv_fault_kind kind;
};

static void count_field(void *text, size_t length, void *data)
{
    (void)text;
    assert_true(length <= ZI_CSV_FIELD_MAX);
    ((struct totals *)data)->fields++;
}

static void count_record(int terminator, void *data)
{
    (void)terminator;
    ((struct totals *)data)->records++;
}

static void count_fault(const struct zi_csv_fault *fault, void *data)
{
    ((struct totals *)data)->faults++;
    ((struct totals *)data)->kind = fault->kind;
}

static struct totals totals_of(const char *bytes, size_t length)
{
    struct totals totals = {0};
    struct zi_csv_input input = {.descriptor = -1, .bytes = bytes, .length = length};
    struct zi_csv_settings settings = {.delimiter = ','};
    struct zi_csv_events events = {count_field, count_record, count_fault, &totals};

    assert_int_equal(zi_csv_read(&input, &settings, &events, NULL), ZI_OK);
    return totals;
}

static void a_field_over_the_limit_is_one_fault(void **state)
{
    size_t length = 3 * (size_t)ZI_CSV_FIELD_MAX;
    char *bytes = malloc(length);
    struct totals totals;

    (void)state;
    assert_non_null(bytes);
    memset(bytes, 'x', length);
    memcpy(bytes + length - 6, "\na,b\n", 5);
    totals = totals_of(bytes, length - 1);
    assert_int_equal(totals.faults, 1);
    assert_int_equal(totals.kind, ZI_CSV_TOO_LONG);
    assert_int_equal(totals.records, 1);
    free(bytes);
}

/* The quote swallows up to the limit, then reading resumes at line 2: nothing else is lost. */
static void an_unclosed_quote_in_a_large_file_hides_one_line(void **state)
{
    size_t n_lines = 1000000;
    char *bytes = malloc(4 * n_lines + 1);
    struct totals totals;

    (void)state;
    assert_non_null(bytes);
    for (size_t i = 0; i < n_lines; i++)
        memcpy(bytes + 4 * i, "a,b\n", 4);
    bytes[0] = '"';
    totals = totals_of(bytes, 4 * n_lines);
    assert_int_equal(totals.faults, 1);
    assert_int_equal(totals.kind, ZI_CSV_UNCLOSED);
    assert_int_equal(totals.records, n_lines - 1);
    assert_int_equal(totals.fields, 2 * (n_lines - 1));
    free(bytes);
}

static void an_unreadable_file_is_an_error(void **state)
{
    struct zi_csv_input input = {.descriptor = 9999};
    struct zi_csv_settings settings = {.delimiter = ','};
    struct totals totals = {0};
    struct zi_csv_events events = {count_field, count_record, count_fault, &totals};
    struct zi_error error;

    (void)state;
    assert_int_equal(zi_csv_read(&input, &settings, &events, &error), ZI_EINPUT);
    assert_non_null(strstr(error.en, "cannot be read"));
}

/* The reader takes libcsv's state 0 as "between two records"; it is a public member, not a promise.
 */
static void libcsv_state_zero_is_between_records(void **state)
{
    static const struct {
        const char *bytes;
        bool between;
    } cases[] = {{"", true},       {"a\n", true},    {"a,b\r\n", true}, {"a\r", true},
                 {"\n", true},     {"a", false},     {"a,", false},     {"\"a", false},
                 {"\"a\n", false}, {"\"a\"", false}, {"a\nb", false},   {"  ", true}};
    struct totals totals = {0};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct csv_parser parser;
        size_t length = strlen(cases[i].bytes);

        csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI);
        assert_int_equal(
            csv_parse(&parser, cases[i].bytes, length, count_field, count_record, &totals), length);
        if ((parser.pstate == 0) != cases[i].between)
            print_error("case %zu\n", i);
        assert_int_equal(parser.pstate == 0, cases[i].between);
        csv_free(&parser);
    }
}

struct first_field {
    char text[16];
    struct zi_csv_place place;
    const struct zi_csv_place *now;
};

static void keep_first_field(void *text, size_t length, void *data)
{
    struct first_field *first = data;

    if (first->text[0] != '\0' || length == 0 || length >= sizeof first->text)
        return;
    memcpy(first->text, text, length);
    first->place = *first->now;
}

static void pass_record(int terminator, void *data)
{
    (void)terminator;
    (void)data;
}

static void pass_fault(const struct zi_csv_fault *fault, void *data)
{
    (void)fault;
    (void)data;
}

/* Excel's own line for the delimiter is no record; lines are counted from it. */
static void a_first_line_may_name_the_delimiter(void **state)
{
    static const struct {
        const char *bytes;
        const char *delimiters;
        const char *field;
        size_t line;
    } cases[] = {
        {"sep=;\r\na;b\r\n", ";", "a", 2},
        {"\xef\xbb\xbfsep=\t\na\tb\n", "\t", "a", 2},
        {"\"sep=|\"\na|b\n", "|", "a", 2},
        {"SEP=,\ra,b\r", ",", "a", 2},
        {"sep=;", ";", "", 0},
        {"sep=x\na;b\n", ",;\t|", "sep=x", 1},
        {"sep=;a\nb\n", ",;\t|", "sep=", 1},
        {"sep;a\n", ",;\t|", "sep", 1},
        {"", ",;\t|", "", 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct zi_csv_input input = {
            .descriptor = -1, .bytes = cases[i].bytes, .length = strlen(cases[i].bytes)};
        struct zi_csv_place place;
        struct first_field first = {.now = &place};
        struct zi_csv_settings settings = {.delimiter = ';', .place = &place};
        struct zi_csv_events events = {keep_first_field, pass_record, pass_fault, &first};
        char delimiters[ZI_CSV_DELIMITERS_MAX];

        zi_csv_delimiters(&input, delimiters);
        assert_string_equal(delimiters, cases[i].delimiters);
        if (delimiters[1] == '\0')
            settings.delimiter = delimiters[0];
        assert_int_equal(zi_csv_read(&input, &settings, &events, NULL), ZI_OK);
        assert_string_equal(first.text, cases[i].field);
        assert_int_equal(first.place.line, cases[i].line);
    }
}

/* In a sheet that is spelled out, columns are cells, and no line is anything but a row. */
static void cells_of_a_sheet_are_counted(void **state)
{
    struct zi_csv_input input = {
        .descriptor = -1, .bytes = "sep=;\n\n\t\tdi sini\n", .length = 17, .in_cells = true};
    struct zi_csv_place place;
    struct first_field first = {.now = &place};
    size_t wanted = 1;
    struct zi_csv_settings settings = {.delimiter = '\t', .place = &place, .wanted = &wanted};
    struct zi_csv_events events = {keep_first_field, pass_record, pass_fault, &first};
    char delimiters[ZI_CSV_DELIMITERS_MAX];

    (void)state;
    zi_csv_delimiters(&input, delimiters);
    assert_string_equal(delimiters, "\t");
    assert_int_equal(zi_csv_read(&input, &settings, &events, NULL), ZI_OK);
    assert_string_equal(first.text, "sep=;");
    memset(&first, 0, sizeof first);
    first.now = &place;
    input.bytes += 6;
    input.length -= 6;
    wanted = 0;
    assert_int_equal(zi_csv_read(&input, &settings, &events, NULL), ZI_OK);
    assert_string_equal(first.text, "di sini");
    assert_int_equal(first.place.line, 2);
    assert_int_equal(first.place.column, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_first_line_may_name_the_delimiter),
        cmocka_unit_test(cells_of_a_sheet_are_counted),
        cmocka_unit_test(every_chunk_size_gives_the_same_events),
        cmocka_unit_test(wanted_records_keep_their_places),
        cmocka_unit_test(reading_stops_after_the_records_asked_for),
        cmocka_unit_test(a_field_over_the_limit_is_one_fault),
        cmocka_unit_test(an_unclosed_quote_in_a_large_file_hides_one_line),
        cmocka_unit_test(an_unreadable_file_is_an_error),
        cmocka_unit_test(libcsv_state_zero_is_between_records),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
