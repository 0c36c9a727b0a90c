#include "chart_check.h"

#include "chart/areas.h"

static const struct zi_area areas[] = {{"Manajemen Perubahan", 8}, {"Tata Laksana", 7},
                                       {"Manajemen SDM", 10},      {"Akuntabilitas", 10},
                                       {"Pengawasan", 15},         {"Pelayanan Publik", 10}};
static const struct zi_area_level levels[] = {{"WBK", 60, 40}, {"WBBM", 75, 48}};

/* Pengawasan is below 75 twice, Tata Laksana once. */
static const double percents[3][6] = {
    {83, 87, 76, 81, 57, 90}, {74.6, NAN, 85, 86, 74.996, 92}, {75, 60, 85, 76, 81, 90}};

static const struct zi_area_row rows[] = {{"Beta", NULL, percents[0], 47.96, 80},
                                          {"Alfa", NULL, percents[1], 39.95, 85},
                                          {"Citra", NULL, percents[2], 48, NAN}};

static struct zi_areas_chart example(void)
{
    return (struct zi_areas_chart){.units = "OPD",
                                   .label = "pengungkit",
                                   .total_label = "Pengungkit",
                                   .year = 2025,
                                   .areas = areas,
                                   .n_areas = 6,
                                   .levels = levels,
                                   .n_levels = 2,
                                   .total_maximum = 60,
                                   .rows = rows,
                                   .n_rows = 3,
                                   .source = "data rekaan"};
}

static void draw(const struct zi_areas_chart *input, enum zi_language language,
                 struct zi_chart *chart)
{
    struct zi_chart_options options = {.language = language};
    struct zi_error error = {0};

    if (zi_chart_areas(input, &options, 0, chart, &error) != ZI_OK)
        fail_msg("%s", error.en);
    assert_layout(chart, 0);
}

static const struct zi_label *label(const struct zi_chart *chart, const char *text)
{
    const struct zi_label *labels = chart->canvas.labels.items;

    for (size_t i = 0; i < chart->canvas.labels.count; i++)
        if (strcmp(labels[i].text, text) == 0)
            return &labels[i];
    fail_msg("no label '%s'", text);
    return NULL;
}

static void the_title_counts_failures_and_names_the_area(void **state)
{
    struct zi_areas_chart input = example();
    struct zi_chart chart;

    (void)state;
    draw(&input, ZI_INDONESIAN, &chart);
    assert_string_equal(
        chart.title, "1 dari 3 OPD gagal syarat area WBK; Pengawasan paling sering menahan WBBM");
    zi_chart_release(&chart);
    input.units = NULL;
    draw(&input, ZI_ENGLISH, &chart);
    assert_string_equal(chart.title, "1 of 3 units fails the area minimum of WBK; Pengawasan most "
                                     "often holds back WBBM");
    zi_chart_release(&chart);
}

static void ties_and_no_failure_have_their_own_titles(void **state)
{
    double shares[3][2] = {{70, 70}, {90, 90}, {90, 90}};
    struct zi_area_row three[] = {{"A", NULL, shares[0], 48, 80},
                                  {"B", NULL, shares[1], 48, 80},
                                  {"C", NULL, shares[2], 48, 80}};
    struct zi_areas_chart input = example();
    struct zi_chart chart;

    (void)state;
    input.rows = three;
    input.n_areas = 2;
    draw(&input, ZI_INDONESIAN, &chart);
    assert_string_equal(chart.title, "Tidak ada dari 3 OPD yang gagal syarat area WBK; Manajemen "
                                     "Perubahan dan Tata Laksana paling sering menahan WBBM");
    zi_chart_release(&chart);
    shares[0][0] = shares[0][1] = 75;
    draw(&input, ZI_INDONESIAN, &chart);
    assert_string_equal(chart.title, "Tidak ada dari 3 OPD yang gagal syarat area WBK; semua area "
                                     "mencukupi WBBM");
    zi_chart_release(&chart);
    shares[1][0] = NAN; /* then nobody can say that all suffice */
    draw(&input, ZI_INDONESIAN, &chart);
    assert_string_equal(chart.title, "Tidak ada dari 3 OPD yang gagal syarat area WBK");
    zi_chart_release(&chart);
}

static void three_areas_that_tie_are_not_named(void **state)
{
    double shares[] = {70, 70, 70};
    struct zi_area_row one = {"A", NULL, shares, 48, 80};
    struct zi_areas_chart input = example();
    struct zi_chart chart;

    (void)state;
    input.rows = &one;
    input.n_rows = 1;
    input.n_areas = 3;
    draw(&input, ZI_INDONESIAN, &chart);
    assert_non_null(strstr(chart.title, "tidak ada satu area yang paling sering menahan WBBM"));
    zi_chart_release(&chart);
}

static void cells_say_their_class_by_fill_and_figure(void **state)
{
    struct zi_areas_chart input = example();
    struct zi_chart chart;

    (void)state;
    draw(&input, ZI_INDONESIAN, &chart);
    /* columns of CELLS: middle, edges, percent, colour; dark, middle, light, white */
    assert_in_script(&chart, "\t57\t11682058\n");
    assert_in_script(&chart, "\t60\t15911329\n");
    assert_in_script(&chart, "\t75\t16053492\n");
    assert_in_script(&chart, "\t74.996\t15911329\n");
    assert_in_script(&chart, "\tNaN\t16777215\n");
    assert_int_equal(label(&chart, "57")->type.weight, ZI_BOLD);
    assert_int_equal(label(&chart, "57")->type.colour, 0xffffff);
    assert_true(has_label(&chart, "74,6"));
    assert_true(has_label(&chart, "74,9"));
    assert_true(has_label(&chart, "–"));
    assert_true(has_label_with(&chart, "\"–\"\u00a0= tidak dinilai"));
    zi_chart_release(&chart);
}

static void totals_are_bold_or_vermilion_and_never_rounded_up(void **state)
{
    struct zi_areas_chart input = example();
    struct zi_chart chart;

    (void)state;
    draw(&input, ZI_INDONESIAN, &chart);
    assert_int_equal(label(&chart, "48,0")->type.weight, ZI_BOLD);
    assert_int_equal(label(&chart, "47,9")->type.weight, ZI_REGULAR);
    assert_int_equal(label(&chart, "39,9")->type.colour, 0xd55e00);
    assert_true(has_label_with(&chart, "total pengungkit WBK ≥ 40, WBBM ≥ 48 dari 60"));
    zi_chart_release(&chart);
}

static void rows_are_sorted_by_score_or_by_failures(void **state)
{
    struct zi_areas_chart input = example();
    struct zi_chart chart;

    (void)state;
    draw(&input, ZI_INDONESIAN, &chart);
    assert_true(label(&chart, "Alfa")->y < label(&chart, "Beta")->y);
    assert_true(label(&chart, "Beta")->y < label(&chart, "Citra")->y); /* no score: last */
    zi_chart_release(&chart);
    input.order = ZI_AREAS_BY_FAILURES;
    draw(&input, ZI_INDONESIAN, &chart);
    assert_true(label(&chart, "Alfa")->y < label(&chart, "Beta")->y); /* two against one */
    assert_true(label(&chart, "Beta")->y < label(&chart, "Citra")->y);
    assert_true(has_label_with(&chart, "banyaknya area yang kurang"));
    zi_chart_release(&chart);
}

static void heads_are_parted_as_little_as_the_columns_allow(void **state)
{
    struct zi_area_row row = rows[0];
    struct zi_areas_chart input = example();
    struct zi_chart chart;

    (void)state;
    row.name = "Dinas Perumahan Rakyat, Kawasan Permukiman dan Pertanahan";
    input.rows = &row;
    input.n_rows = 1;
    draw(&input, ZI_INDONESIAN, &chart);
    assert_true(has_label(&chart, "Manajemen"));
    assert_true(has_label(&chart, "Penga-"));
    assert_true(has_label(&chart, "wasan"));
    assert_true(has_label(&chart, "maks 15"));
    zi_chart_release(&chart);
}

static void one_level_makes_two_classes(void **state)
{
    struct zi_areas_chart input = example();
    struct zi_chart chart;

    (void)state;
    input.n_levels = 1;
    draw(&input, ZI_INDONESIAN, &chart);
    assert_true(has_label(&chart, "≥ 60%: cukup WBK"));
    assert_false(has_label_with(&chart, "WBBM"));
    zi_chart_release(&chart);
}

static void no_area_score_is_an_error(void **state)
{
    double none[6] = {NAN, NAN, NAN, NAN, NAN, NAN};
    struct zi_area_row row = {"A", NULL, none, NAN, NAN};
    struct zi_areas_chart input = example();
    struct zi_chart_options options = {0};
    struct zi_chart chart;
    struct zi_error error;

    (void)state;
    input.rows = &row;
    input.n_rows = 1;
    assert_int_equal(zi_chart_areas(&input, &options, 0, &chart, &error), ZI_EFEW);
    assert_non_null(strstr(error.id, "tidak satu pun dari 1 unit mempunyai nilai area 2025"));
    input = example();
    input.n_areas = ZI_AREAS_MAX + 1;
    assert_int_equal(zi_chart_areas(&input, &options, 0, &chart, &error), ZI_EUSAGE);
    input = example();
    assert_int_equal(zi_chart_areas(&input, &options, 1, &chart, &error), ZI_EUSAGE);
}

static void any_areas_keep_their_labels_apart(void **state)
{
    (void)state;
    for (uint64_t round = 1; round <= 300; round++) {
        uint64_t seed = round * 15485863;
        double shares[80][ZI_AREAS_MAX];
        struct zi_area_row some[80];
        struct zi_area heads[ZI_AREAS_MAX];
        struct zi_areas_chart input = example();
        struct zi_chart_options options = any_options(&seed);

        input.n_rows = 1 + pick(&seed, 80);
        input.n_areas = 1 + pick(&seed, ZI_AREAS_MAX);
        input.n_levels = 1 + pick(&seed, 2);
        input.order = (enum zi_areas_order)pick(&seed, 2);
        for (size_t k = 0; k < input.n_areas; k++)
            heads[k] = chance(&seed) < 0.6 ? areas[pick(&seed, 6)]
                                           : (struct zi_area){any_name(&seed), 7.25};
        for (size_t i = 0; i < input.n_rows; i++) {
            for (size_t k = 0; k < input.n_areas; k++)
                shares[i][k] = i > 0 && chance(&seed) < 0.1 ? NAN : between(&seed, 0, 100);
            some[i] = (struct zi_area_row){
                any_name(&seed), chance(&seed) < 0.5 ? NULL : any_name(&seed), shares[i],
                chance(&seed) < 0.1 ? NAN : between(&seed, 0, 60), between(&seed, 0, 100)};
        }
        input.rows = some;
        input.areas = heads;
        input.source = any_name(&seed);
        for (size_t page = 0, pages = 1; page < pages; page++) {
            struct zi_chart chart;
            assert_int_equal(zi_chart_areas(&input, &options, page, &chart, NULL), ZI_OK);
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
        cmocka_unit_test(the_title_counts_failures_and_names_the_area),
        cmocka_unit_test(ties_and_no_failure_have_their_own_titles),
        cmocka_unit_test(three_areas_that_tie_are_not_named),
        cmocka_unit_test(cells_say_their_class_by_fill_and_figure),
        cmocka_unit_test(totals_are_bold_or_vermilion_and_never_rounded_up),
        cmocka_unit_test(rows_are_sorted_by_score_or_by_failures),
        cmocka_unit_test(heads_are_parted_as_little_as_the_columns_allow),
        cmocka_unit_test(one_level_makes_two_classes),
        cmocka_unit_test(no_area_score_is_an_error),
        cmocka_unit_test(any_areas_keep_their_labels_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
