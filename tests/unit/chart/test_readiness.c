#include "chart_check.h"

#include "chart/readiness.h"

static const struct zi_chart_threshold thresholds[] = {{"WBK", 75}, {"WBBM", 85}};

/* A unit and what it has; name, score, status and conditions are what the tests vary. */
static struct zi_readiness_row unit(const char *name, double score, enum zi_readiness_status status)
{
    int failed = status == ZI_READINESS_HELD_BACK || status == ZI_READINESS_BELOW;

    return (struct zi_readiness_row){.name = name,
                                     .score = score,
                                     .low80 = score - 3,
                                     .high80 = score + 3,
                                     .probability = 0.5,
                                     .met = 5 - failed,
                                     .failed = failed,
                                     .status = status};
}

static struct zi_readiness_chart input_of(const struct zi_readiness_row rows[], size_t n)
{
    return (struct zi_readiness_chart){.index_label = "Nilai evaluasi ZI",
                                       .units = "OPD",
                                       .year = 2025,
                                       .next_year = 2026,
                                       .scale_high = 100,
                                       .decimals = 1,
                                       .rows = rows,
                                       .n_rows = n,
                                       .thresholds = thresholds,
                                       .n_thresholds = 2,
                                       .conditions = "Syarat WBK: nilai ≥ 75",
                                       .source = "data rekaan"};
}

static void draw(const struct zi_readiness_chart *input, enum zi_language language, size_t page,
                 struct zi_chart *chart)
{
    struct zi_chart_options options = {.language = language};
    struct zi_error error = {0};

    if (zi_chart_readiness(input, &options, page, chart, &error) != ZI_OK)
        fail_msg("%s", error.en);
    assert_layout(chart, 0);
}

/* Middle of the label's line; fails when it is not there. */
static double height_of(const struct zi_chart *chart, const char *text)
{
    const struct zi_label *labels = chart->canvas.labels.items;

    for (size_t i = 0; i < chart->canvas.labels.count; i++)
        if (strcmp(labels[i].text, text) == 0)
            return labels[i].y;
    fail_msg("no label '%s'", text);
    return NAN;
}

static const struct zi_readiness_row five[] = {
    {.name = "A",
     .score = 74.996,
     .low80 = NAN,
     .high80 = NAN,
     .probability = 0.001,
     .met = 3,
     .failed = 2,
     .status = ZI_READINESS_BELOW},
    {.name = "B",
     .score = 80,
     .low80 = 77,
     .high80 = 83,
     .probability = 0.999,
     .met = 4,
     .failed = 1,
     .status = ZI_READINESS_HELD_BACK},
    {.name = "C",
     .score = 88,
     .low80 = 85,
     .high80 = 91,
     .probability = NAN,
     .met = 5,
     .status = ZI_READINESS_SECOND},
    {.name = "D",
     .score = 75,
     .low80 = 72,
     .high80 = 78,
     .probability = 0.5,
     .met = 5,
     .status = ZI_READINESS_FIRST},
    {.name = "E",
     .score = 79,
     .low80 = 76,
     .high80 = 82,
     .probability = 0.7,
     .met = 3,
     .unknown = 2,
     .status = ZI_READINESS_UNDECIDED},
};

static void the_title_counts_who_is_ready_and_who_is_held_back(void **state)
{
    struct zi_readiness_chart input = input_of(five, 5);
    struct zi_chart chart;

    (void)state;
    draw(&input, ZI_INDONESIAN, 0, &chart);
    assert_string_equal(chart.title, "2 dari 5 OPD memenuhi semua syarat WBK, 1 di antaranya juga "
                                     "syarat WBBM; 1 bernilai cukup tetapi gugur pada syarat lain");
    zi_chart_release(&chart);
    input.units = NULL;
    draw(&input, ZI_ENGLISH, 0, &chart);
    assert_string_equal(chart.title,
                        "2 of 5 units meet all conditions of WBK, 1 of them also those of WBBM; 1 "
                        "has the score but fails another condition");
    zi_chart_release(&chart);
    input.target = 1;
    draw(&input, ZI_ENGLISH, 0, &chart);
    assert_string_equal(chart.title, "1 of 5 units meets all conditions of WBBM; 1 has the score "
                                     "but fails another condition");
    assert_true(has_label(&chart, "≥ 85"));
    zi_chart_release(&chart);
}

static void the_title_of_candidates_names_the_nearest(void **state)
{
    struct zi_readiness_chart input = input_of(five, 5);
    struct zi_chart chart;

    (void)state;
    input.n_all = 65;
    draw(&input, ZI_INDONESIAN, 0, &chart);
    assert_string_equal(chart.title, "Dari 5 OPD yang paling dekat dengan ambang WBK, 2 siap "
                                     "diusulkan; 1 terganjal syarat selain nilai total");
    zi_chart_release(&chart);
}

static void no_unit_ready_has_a_neutral_title(void **state)
{
    struct zi_readiness_chart input = input_of(five, 1);
    struct zi_chart chart;

    (void)state;
    draw(&input, ZI_INDONESIAN, 0, &chart);
    assert_string_equal(chart.title, "Belum ada dari 1 OPD yang memenuhi semua syarat WBK");
    zi_chart_release(&chart);
    input.n_all = 9;
    draw(&input, ZI_INDONESIAN, 0, &chart);
    assert_string_equal(chart.title,
                        "Dari 1 OPD yang paling dekat dengan ambang WBK, belum ada yang siap");
    zi_chart_release(&chart);
}

static void figures_never_cross_a_threshold_and_unknown_is_not_met(void **state)
{
    struct zi_readiness_chart input = input_of(five, 5);
    struct zi_chart chart;

    (void)state;
    draw(&input, ZI_INDONESIAN, 0, &chart);
    assert_true(has_label(&chart, "74,9"));
    assert_true(has_label(&chart, "75,0"));
    assert_true(has_label(&chart, "<1%"));
    assert_true(has_label(&chart, ">99%"));
    assert_true(has_label(&chart, "–")); /* no probability */
    assert_true(has_label(&chart, "4/5"));
    assert_true(has_label(&chart, "3/5?"));
    assert_true(has_label_with(&chart, "?\u00a0= ada syarat yang belum diketahui"));
    zi_chart_release(&chart);
}

static void all_conditions_unknown_is_a_question_mark(void **state)
{
    struct zi_readiness_row row = unit("A", 80, ZI_READINESS_UNDECIDED);
    struct zi_readiness_chart input = input_of(&row, 1);
    struct zi_chart chart;

    (void)state;
    row.met = 0;
    row.unknown = 5;
    draw(&input, ZI_INDONESIAN, 0, &chart);
    assert_true(has_label(&chart, "?/5"));
    zi_chart_release(&chart);
}

static void rows_are_sorted_by_score_then_chance_then_name(void **state)
{
    struct zi_readiness_row rows[] = {
        unit("Delta", 80, ZI_READINESS_FIRST), unit("Beta", 80, ZI_READINESS_FIRST),
        unit("Alfa", 70, ZI_READINESS_BELOW), unit("Citra", 80, ZI_READINESS_FIRST)};
    struct zi_readiness_chart input = input_of(rows, 4);
    struct zi_chart chart;

    (void)state;
    rows[3].probability = 0.9;
    draw(&input, ZI_INDONESIAN, 0, &chart);
    assert_true(height_of(&chart, "Citra") < height_of(&chart, "Beta"));
    assert_true(height_of(&chart, "Beta") < height_of(&chart, "Delta"));
    assert_true(height_of(&chart, "Delta") < height_of(&chart, "Alfa"));
    zi_chart_release(&chart);
}

static void units_not_assessed_are_listed_not_drawn(void **state)
{
    struct zi_readiness_row rows[300];
    struct zi_readiness_chart input = input_of(rows, 3);
    struct zi_chart chart;

    (void)state;
    for (size_t i = 0; i < 300; i++)
        rows[i] = unit(i == 1 ? "Kecamatan Wonosari" : "Dinas Kesehatan", i == 0 ? 80 : NAN,
                       ZI_READINESS_BELOW);
    draw(&input, ZI_INDONESIAN, 0, &chart);
    assert_true(
        has_label_with(&chart, "Belum dinilai 2025 (2): Kecamatan Wonosari, Dinas Kesehatan."));
    assert_false(has_label(&chart, "Kecamatan Wonosari"));
    zi_chart_release(&chart);
    input.n_rows = 300;
    draw(&input, ZI_INDONESIAN, 0, &chart);
    assert_true(has_label_with(&chart, "Belum dinilai 2025 (299): "));
    assert_true(has_label_with(&chart, " lainnya."));
    zi_chart_release(&chart);
}

static void a_cut_axis_is_said_and_fits_every_interval(void **state)
{
    struct zi_readiness_row rows[] = {unit("A", 77, ZI_READINESS_FIRST),
                                      unit("B", 12, ZI_READINESS_BELOW)};
    struct zi_readiness_chart input = input_of(rows, 1);
    struct zi_chart chart;

    (void)state;
    draw(&input, ZI_INDONESIAN, 0, &chart);
    assert_true(has_label_with(&chart, "skala 0–100, dipotong 70–95"));
    assert_in_script(&chart, "set xrange [70:95]");
    zi_chart_release(&chart);
    input.n_rows = 2;
    draw(&input, ZI_INDONESIAN, 0, &chart);
    assert_in_script(&chart, "set xrange [5:95]");
    zi_chart_release(&chart);
    rows[1].low80 = rows[1].score = 0;
    rows[0].high80 = 100;
    draw(&input, ZI_INDONESIAN, 0, &chart);
    assert_false(has_label_with(&chart, "dipotong"));
    zi_chart_release(&chart);
}

static void marks_follow_the_status(void **state)
{
    struct zi_readiness_chart input = input_of(five, 5);
    struct zi_chart chart;

    (void)state;
    draw(&input, ZI_INDONESIAN, 0, &chart);
    assert_in_script(&chart, "0.5\t88\t85\t91\t4\n");
    assert_in_script(&chart, "4.5\t74.996\t74.996\t74.996\t0\n"); /* no interval: a dot */
    assert_in_script(&chart, "($5==0?$2:NaN):1 with points pt 7 ps 0.46*P lc rgb '#6e6e6e'");
    assert_in_script(&chart, "($5==1?$2:NaN):1 with points pt 7 ps 0.88*P lc rgb '#d55e00'");
    assert_in_script(&chart, "($5==2?$2:NaN):1 with points pt 5 ps 0.74*P lc rgb '#595959'");
    assert_in_script(&chart, "($5==3?$2:NaN):1 with points pt 7 ps 0.72*P lc rgb '#2b83ba'");
    assert_in_script(&chart, "($5==4?$2:NaN):1 with points pt 13 ps 0.95*D lc rgb '#08306b'");
    assert_true(has_label(&chart, "nilai ≥ 75, ada syarat belum diketahui"));
    zi_chart_release(&chart);
}

/* Shape, or hollow against filled, or size, or lightness by 20: each pair of the five. */
static void statuses_differ_in_grey(void **state)
{
    struct zi_readiness_chart input = input_of(five, 5);
    struct zi_chart_options options = {.grey = true};
    struct zi_chart chart;
    const struct zi_symbol *key;
    size_t n;

    (void)state;
    assert_int_equal(zi_chart_readiness(&input, &options, 0, &chart, NULL), ZI_OK);
    key = chart.canvas.symbols.items;
    n = chart.canvas.symbols.count;
    assert_int_equal(n, 5);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++)
            assert_true(key[i].mark.shape != key[j].mark.shape ||
                        key[i].mark.hollow != key[j].mark.hollow ||
                        fabs(key[i].mark.size - key[j].mark.size) > 0.2);
    struct zi_buffer script = script_of(&chart);
    assert_null(strstr(script.text, "#d55e00"));
    zi_buffer_release(&script);
    zi_chart_release(&chart);
}

static void many_units_take_several_pages(void **state)
{
    static struct zi_readiness_row rows[200];
    struct zi_readiness_chart input = input_of(rows, 200);
    struct zi_chart_options options = {0};
    struct zi_chart chart;
    struct zi_error error;
    size_t drawn = 0;

    (void)state;
    for (size_t i = 0; i < 200; i++)
        rows[i] = unit("Dinas Kesehatan", 95 - 0.2 * (double)i, ZI_READINESS_BELOW);
    for (size_t page = 0; page < 4; page++) {
        const struct zi_label *labels;
        char corner[32];
        draw(&input, ZI_INDONESIAN, page, &chart);
        assert_int_equal(chart.pages, 4);
        snprintf(corner, sizeof corner, "halaman %zu dari 4", page + 1);
        assert_true(has_label(&chart, corner));
        labels = chart.canvas.labels.items;
        for (size_t i = 0; i < chart.canvas.labels.count; i++)
            drawn += strcmp(labels[i].text, "Dinas Kesehatan") == 0;
        zi_chart_release(&chart);
    }
    assert_int_equal(drawn, 200);
    assert_int_equal(zi_chart_readiness(&input, &options, 4, &chart, &error), ZI_EUSAGE);
    assert_non_null(strstr(error.id, "halaman 5 tidak ada; grafik ini 4 halaman"));
}

static void pages_hold_what_the_size_allows(void **state)
{
    static struct zi_readiness_row rows[5000];
    static const struct {
        const char *size;
        size_t n, pages;
    } cases[] = {{NULL, 1, 1},     {NULL, 20, 1}, {NULL, 21, 1},       {NULL, 66, 1},
                 {NULL, 67, 2},    {"a4", 20, 1}, {"a4", 21, 2},       {"slide", 15, 1},
                 {"slide", 16, 2}, {"wa", 65, 4}, {"a4full", 5000, 76}};
    struct zi_readiness_chart input = input_of(rows, 0);
    struct zi_chart chart;

    (void)state;
    for (size_t i = 0; i < 5000; i++)
        rows[i] = unit("Dinas", 70, ZI_READINESS_BELOW);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct zi_chart_options options = {0};
        if (cases[i].size)
            options.size = zi_chart_size_find(cases[i].size);
        input.n_rows = cases[i].n;
        assert_int_equal(zi_chart_readiness(&input, &options, 0, &chart, NULL), ZI_OK);
        assert_int_equal(chart.pages, cases[i].pages);
        zi_chart_release(&chart);
    }
}

static void long_names_take_two_lines_where_rows_are_high(void **state)
{
    struct zi_readiness_row rows[20];
    struct zi_readiness_chart input = input_of(rows, 3);
    struct zi_chart chart;

    (void)state;
    for (size_t i = 0; i < 20; i++)
        rows[i] = unit(i == 0 ? usual_names[5] : "Dinas", 80 - (double)i, ZI_READINESS_FIRST);
    draw(&input, ZI_INDONESIAN, 0, &chart);
    assert_true(has_label_with(&chart, "Unit Pelaksana Teknis Daerah Pengelolaan Air Minum"));
    assert_false(has_label_with(&chart, "Unit Pelaksana Teknis Daerah Pengelolaan Air Minum…"));
    zi_chart_release(&chart);
    input.n_rows = 20;
    draw(&input, ZI_INDONESIAN, 0, &chart);
    assert_true(has_label_with(&chart, "Unit Pelaksana Teknis Daerah Pengelolaan Air"));
    assert_true(has_label_with(&chart, "…"));
    zi_chart_release(&chart);
    rows[0].short_name = "UPTD PAM";
    draw(&input, ZI_INDONESIAN, 0, &chart);
    assert_true(has_label(&chart, "UPTD PAM"));
    zi_chart_release(&chart);
}

static void nothing_assessed_is_an_error(void **state)
{
    struct zi_readiness_row row = unit("A", NAN, ZI_READINESS_BELOW);
    struct zi_readiness_chart input = input_of(&row, 1);
    struct zi_chart_options options = {0};
    struct zi_chart chart;
    struct zi_error error;

    (void)state;
    assert_int_equal(zi_chart_readiness(&input, &options, 0, &chart, &error), ZI_EFEW);
    assert_non_null(strstr(error.en, "not one of 1 units has a score for 2025"));
    input.n_rows = 0;
    assert_int_equal(zi_chart_readiness(&input, &options, 0, &chart, &error), ZI_EFEW);
}

static void any_units_keep_their_labels_apart(void **state)
{
    (void)state;
    for (uint64_t round = 1; round <= 300; round++) {
        uint64_t seed = round * 104729;
        struct zi_readiness_row rows[90];
        size_t n = 1 + pick(&seed, chance(&seed) < 0.5 ? 22 : 90);
        double level = between(&seed, 5, 95), spread = between(&seed, 0, 40);
        struct zi_readiness_chart input = input_of(rows, n);
        struct zi_chart_options options = any_options(&seed);

        for (size_t i = 0; i < n; i++) {
            rows[i] =
                unit(any_name(&seed), fmin(100, fmax(0, level + between(&seed, -spread, spread))),
                     (enum zi_readiness_status)pick(&seed, 5));
            rows[i].unknown = (int)pick(&seed, 12);
            rows[i].probability = chance(&seed) < 0.1 ? NAN : chance(&seed);
            if (chance(&seed) < 0.3)
                rows[i].short_name = any_name(&seed);
            if (chance(&seed) < 0.1)
                rows[i].low80 = NAN;
            if (chance(&seed) < 0.1 && i > 0)
                rows[i].score = NAN;
        }
        input.n_all = pick(&seed, 2) * 200;
        input.n_thresholds = 1 + pick(&seed, 2);
        input.target = pick(&seed, 2);
        input.units = chance(&seed) < 0.5 ? NULL : any_name(&seed);
        input.conditions = any_name(&seed);
        input.source = any_name(&seed);
        for (size_t page = 0, pages = 1; page < pages; page++) {
            struct zi_chart chart;
            assert_int_equal(zi_chart_readiness(&input, &options, page, &chart, NULL), ZI_OK);
            assert_layout(&chart, round);
            assert_no_text_in_commands(&chart);
            pages = chart.pages;
            zi_chart_release(&chart);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_title_counts_who_is_ready_and_who_is_held_back),
        cmocka_unit_test(the_title_of_candidates_names_the_nearest),
        cmocka_unit_test(no_unit_ready_has_a_neutral_title),
        cmocka_unit_test(figures_never_cross_a_threshold_and_unknown_is_not_met),
        cmocka_unit_test(all_conditions_unknown_is_a_question_mark),
        cmocka_unit_test(rows_are_sorted_by_score_then_chance_then_name),
        cmocka_unit_test(units_not_assessed_are_listed_not_drawn),
        cmocka_unit_test(a_cut_axis_is_said_and_fits_every_interval),
        cmocka_unit_test(marks_follow_the_status),
        cmocka_unit_test(statuses_differ_in_grey),
        cmocka_unit_test(many_units_take_several_pages),
        cmocka_unit_test(pages_hold_what_the_size_allows),
        cmocka_unit_test(long_names_take_two_lines_where_rows_are_high),
        cmocka_unit_test(nothing_assessed_is_an_error),
        cmocka_unit_test(any_units_keep_their_labels_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
