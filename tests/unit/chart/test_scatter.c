#include "chart_check.h"

#include "chart/scatter.h"

static const struct zi_chart_threshold thresholds[] = {{"WBK", 75}, {"WBBM", 85}};
static const struct zi_scatter_point points[] = {
    {60, 65, "Dinas Jauh"}, {65, 72, NULL}, {70, 74, NULL}, {75, 80, NULL},
    {61, 66, NULL},         {66, 73, NULL}, {71, 75, NULL}, {74, 79, NULL},
    {62, 67, NULL},         {67, 71, NULL}, {72, 76, NULL}, {73, 78, NULL}};
static const struct zi_scatter_point deviations[] = {
    {-1, -2, NULL},  {0, 1, NULL},    {1, 1, NULL},    {-0.5, 0, NULL},
    {0.5, 0, NULL},  {-1, 1, NULL},   {1, -1, NULL},   {0.2, 1, NULL},
    {-0.2, 1, NULL}, {0.7, -1, NULL}, {-0.7, 0, NULL}, {0.1, 0.2, NULL}};
static const struct zi_scatter_fit fit[] = {{60, 66, 62, 70}, {75, 80, 77, 83}};

static struct zi_scatter_panel panel(const struct zi_scatter_point of[], size_t n, double r)
{
    return (struct zi_scatter_panel){.points = of,
                                     .n = n,
                                     .n_units = n,
                                     .r = r,
                                     .r_low = r - 0.1,
                                     .r_high = r + 0.1,
                                     .slope = r,
                                     .is_clear = true,
                                     .fit = fit,
                                     .n_fit = 2};
}

static struct zi_scatter_chart input_of(double between, double within)
{
    struct zi_scatter_chart input = {.x_name = "Nilai SAKIP",
                                     .y_name = "Nilai ZI",
                                     .units = "OPD",
                                     .first_year = 2021,
                                     .last_year = 2025,
                                     .between = panel(points, 12, between),
                                     .within = panel(deviations, 12, within),
                                     .thresholds = thresholds,
                                     .n_thresholds = 2,
                                     .source = "data rekaan"};

    input.within.n_fit = 0;
    return input;
}

static void draw(const struct zi_scatter_chart *input, enum zi_language language,
                 struct zi_chart *chart)
{
    struct zi_chart_options options = {.language = language};
    struct zi_error error = {0};

    if (zi_chart_scatter(input, &options, chart, &error) != ZI_OK)
        fail_msg("%s", error.en);
    assert_layout(chart, 0);
}

static void the_title_states_both_results_and_no_cause(void **state)
{
    struct zi_scatter_chart input = input_of(0.6, 0.2);
    struct zi_chart chart;

    (void)state;
    draw(&input, ZI_INDONESIAN, &chart);
    assert_string_equal(chart.title, "Unit yang tinggi Nilai SAKIP cenderung tinggi pula Nilai ZI; "
                                     "di dalam unit keduanya juga naik bersama");
    assert_true(has_label_with(&chart, "Hubungan bukan bukti sebab-akibat."));
    zi_chart_release(&chart);
    input.within.is_clear = false;
    draw(&input, ZI_ENGLISH, &chart);
    assert_string_equal(chart.title, "Units with a high Nilai SAKIP tend to have a high Nilai ZI, "
                                     "but within units no relation shows");
    zi_chart_release(&chart);
    input.between.r = -0.6;
    input.within.is_clear = true;
    input.within.r = -0.2;
    draw(&input, ZI_ENGLISH, &chart);
    assert_string_equal(chart.title, "Units with a high Nilai SAKIP tend to have a low Nilai ZI; "
                                     "within units one falls as the other rises");
    zi_chart_release(&chart);
    input.between.is_clear = input.within.is_clear = false;
    draw(&input, ZI_INDONESIAN, &chart);
    assert_string_equal(chart.title, "Antara Nilai SAKIP dan Nilai ZI tidak tampak hubungan, baik "
                                     "antarunit maupun di dalam unit");
    zi_chart_release(&chart);
}

static void figures_stand_above_each_panel(void **state)
{
    struct zi_scatter_chart input = input_of(0.6, NAN);
    struct zi_chart chart;

    (void)state;
    input.between.r_low = -0.004; /* is not shown as zero */
    draw(&input, ZI_INDONESIAN, &chart);
    assert_true(has_label_with(&chart, "[−0,01; 0,70]   kemiringan 0,60") ||
                has_label_with(&chart, "[−0,004; 0,70]   kemiringan 0,60"));
    assert_true(has_label(&chart, "r tidak terdefinisi   unit terlalu sedikit untuk garis"));
    assert_true(has_label(&chart, "tiap titik satu OPD (n = 12)"));
    assert_true(has_label(&chart, "Dinas Jauh"));
    assert_true(has_label(&chart, "WBK"));
    zi_chart_release(&chart);
}

static void an_arithmetic_pair_and_a_break_are_said(void **state)
{
    struct zi_scatter_chart input = input_of(0.6, 0.2);
    struct zi_chart chart;

    (void)state;
    input.arithmetic = true;
    input.caution = "Nilai melintasi LKE baru";
    draw(&input, ZI_INDONESIAN, &chart);
    assert_true(has_label_with(&chart, "sebagian hitungan. Nilai melintasi LKE baru."));
    zi_chart_release(&chart);
}

static void fewer_than_ten_points_never_say_that_there_is_no_relation(void **state)
{
    struct zi_scatter_chart input = input_of(0.1, 0.1);
    struct zi_chart chart;

    (void)state;
    input.between.is_clear = input.within.is_clear = false;
    input.between.n = 9;
    draw(&input, ZI_INDONESIAN, &chart);
    assert_string_equal(chart.title, "Antarunit, data Nilai SAKIP dan Nilai ZI belum cukup, tetapi "
                                     "di dalam unit hubungannya tidak tampak");
    zi_chart_release(&chart);
    input.within.n = 9;
    draw(&input, ZI_INDONESIAN, &chart);
    assert_string_equal(chart.title,
                        "Antara Nilai SAKIP dan Nilai ZI belum cukup data untuk melihat hubungan");
    zi_chart_release(&chart);
    input.between.n = 10;
    draw(&input, ZI_ENGLISH, &chart);
    assert_string_equal(chart.title, "Between units, Nilai SAKIP and Nilai ZI do not seem to be "
                                     "related; within units there are too few data yet");
    zi_chart_release(&chart);
}

static void too_few_points_are_no_picture(void **state)
{
    struct zi_scatter_chart input = input_of(0.6, 0.2);
    struct zi_chart_options options = {0};
    struct zi_chart chart;
    struct zi_error error;

    (void)state;
    input.between.n = 7;
    input.within.n = 7;
    assert_int_equal(zi_chart_scatter(&input, &options, &chart, &error), ZI_EFEW);
    assert_string_equal(error.id, "tidak ada gambar: belum cukup data Nilai SAKIP dan Nilai ZI "
                                  "(antarunit 7 titik, di dalam unit 7; sedikitnya 8)");
    input.between.n = 0;
    input.within.n = 12;
    input.within.r = NAN;
    assert_int_equal(zi_chart_scatter(&input, &options, &chart, &error), ZI_EFEW);
}

static void any_points_keep_their_labels_apart(void **state)
{
    enum { MANY = 5000 };
    struct zi_scatter_point *any[2] = {malloc(MANY * sizeof **any), malloc(MANY * sizeof **any)};

    (void)state;
    assert_non_null(any[0]);
    assert_non_null(any[1]);
    for (uint64_t round = 1; round <= 2000; round++) {
        uint64_t seed = round * 104729;
        struct zi_scatter_chart input = input_of(0.6, 0.2);
        struct zi_chart_options options = any_options(&seed);
        struct zi_chart chart;
        size_t n[2];

        for (int p = 0; p < 2; p++) {
            double size = pow(10, between(&seed, -2, 3)), level = p == 0 ? size : 0;

            n[p] = pick(&seed, round % 100 == 0 ? MANY - 8 : 80) + (p == 1 ? 8 : 0);
            for (size_t i = 0; i < n[p]; i++)
                any[p][i] = (struct zi_scatter_point){
                    level + between(&seed, -size, size), level + between(&seed, -size, size),
                    p == 0 && chance(&seed) < 0.05 ? any_name(&seed) : NULL};
        }
        input.between = panel(any[0], n[0], chance(&seed) < 0.1 ? NAN : between(&seed, -1, 1));
        input.within = panel(any[1], n[1], between(&seed, -1, 1));
        input.between.n_fit = chance(&seed) < 0.5 ? 0 : 2;
        input.between.is_clear = chance(&seed) < 0.5;
        input.x_name = any_name(&seed);
        input.y_name = any_name(&seed);
        input.n_thresholds = pick(&seed, 3);
        input.units = chance(&seed) < 0.5 ? NULL : any_name(&seed);
        input.arithmetic = chance(&seed) < 0.5;
        input.caution = chance(&seed) < 0.5 ? NULL : any_name(&seed);
        input.source = any_name(&seed);
        assert_int_equal(zi_chart_scatter(&input, &options, &chart, NULL), ZI_OK);
        assert_layout(&chart, round);
        assert_no_text_in_commands(&chart);
        zi_chart_release(&chart);
    }
    free(any[0]);
    free(any[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_title_states_both_results_and_no_cause),
        cmocka_unit_test(figures_stand_above_each_panel),
        cmocka_unit_test(an_arithmetic_pair_and_a_break_are_said),
        cmocka_unit_test(fewer_than_ten_points_never_say_that_there_is_no_relation),
        cmocka_unit_test(too_few_points_are_no_picture),
        cmocka_unit_test(any_points_keep_their_labels_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
