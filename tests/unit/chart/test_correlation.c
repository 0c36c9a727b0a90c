#include "chart_check.h"

#include "chart/correlation.h"

static const struct zi_correlation_index indices[] = {
    {"Nilai ZI", NULL}, {"Maturitas SPIP", "SPIP"}, {"Nilai SAKIP", "SAKIP"}, {"Indeks RB", "RB"}};

/* Pairs in the order (1,0) (2,0) (2,1) (3,0) (3,1) (3,2). */
struct example {
    struct zi_correlation_cell cells[6];
    struct zi_correlation_chart input;
};

static struct example example(void)
{
    return (struct example){.cells = {{0.52, 0.01, 58, false, ZI_DEFINED},
                                      {0.68, 0.001, 64, false, ZI_DEFINED},
                                      {-0.44, 0.02, 64, false, ZI_DEFINED},
                                      {0.9, 0.001, 28, true, ZI_DEFINED},
                                      {0.997, 0.2, 28, true, ZI_DEFINED},
                                      {-0.001, 0.9, 28, false, ZI_DEFINED}},
                            .input = {.indices = indices,
                                      .method = "Pearson",
                                      .coefficient = "r",
                                      .n_indices = 4,
                                      .first_year = 2021,
                                      .last_year = 2025,
                                      .least_n = 8,
                                      .significance = 0.05,
                                      .units = "OPD",
                                      .source = "data rekaan"}};
}

static void draw(struct example *e, enum zi_language language, struct zi_chart *chart)
{
    struct zi_chart_options options = {.language = language};
    struct zi_error error = {0};

    e->input.cells = e->cells;
    if (zi_chart_correlation(&e->input, &options, chart, &error) != ZI_OK)
        fail_msg("%s", error.en);
    assert_layout(chart, 0);
}

static void the_title_names_the_strongest_tie_that_is_no_arithmetic(void **state)
{
    struct example e = example();
    struct zi_chart chart;

    (void)state;
    draw(&e, ZI_INDONESIAN, &chart);
    assert_string_equal(chart.title, "Nilai ZI paling erat dengan SAKIP (r\u00a0=\u00a00,68)");
    zi_chart_release(&chart);
    e.cells[0].q = 0.3;
    e.input.method = "Spearman";
    e.input.coefficient = "rho";
    draw(&e, ZI_ENGLISH, &chart);
    assert_string_equal(chart.title, "Nilai ZI is tied most closely to SAKIP (rho\u00a0=\u00a0"
                                     "0.68); its tie to SPIP is not convincing");
    zi_chart_release(&chart);
}

static void a_negative_tie_says_its_direction(void **state)
{
    struct example e = example();
    struct zi_chart chart;

    (void)state;
    e.cells[1].r = -0.68;
    e.cells[0].q = e.cells[3].q = 0.3;
    draw(&e, ZI_INDONESIAN, &chart);
    assert_string_equal(chart.title,
                        "Nilai ZI paling erat, tetapi berlawanan arah, dengan SAKIP (r\u00a0=\u00a0"
                        "−0,68); kaitan dengan 2 indeks lain belum meyakinkan");
    zi_chart_release(&chart);
}

/* Between units SAKIP is closest; within them RB contains ZI, and only SPIP moves with it. */
static void the_title_names_what_survives_the_years(void **state)
{
    struct zi_correlation_kept kept[] = {{0, 0}, {0.21, 0.03}, {0.05, 0.6}, {0.8, 0.001}};
    struct example e = example();
    struct zi_chart chart;

    (void)state;
    e.input.kept = kept;
    draw(&e, ZI_INDONESIAN, &chart);
    assert_string_equal(chart.title, "Nilai ZI paling nyata bergerak bersama SPIP di dalam unit "
                                     "(r\u00a0=\u00a00,21)");
    zi_chart_release(&chart);
    kept[1].r = -0.21;
    draw(&e, ZI_ENGLISH, &chart);
    assert_string_equal(chart.title, "Nilai ZI moves most clearly against SPIP within units "
                                     "(r\u00a0=\u00a0−0.21)");
    zi_chart_release(&chart);
    kept[1].q = 0.2;
    draw(&e, ZI_ENGLISH, &chart);
    assert_string_equal(chart.title, "No index is shown to move with Nilai ZI from year to year");
    zi_chart_release(&chart);
    kept[1].q = kept[2].q = kept[3].q = NAN;
    e.cells[0].q = e.cells[1].q = 0.5;
    draw(&e, ZI_INDONESIAN, &chart);
    assert_string_equal(chart.title,
                        "Belum ada kaitan Nilai ZI dengan indeks lain yang meyakinkan");
    zi_chart_release(&chart);
}

static void indices_of_institutions_are_a_block_with_level_and_n(void **state)
{
    const struct zi_correlation_kept kept[] = {{0, 0}, {0.21, 0.2}, {0.05, 0.6}, {0.8, 0.001}};
    const struct zi_correlation_institutional block[] = {
        {"SPIP", {0.91, 0.02, 9, false, ZI_DEFINED}, ZI_CORRELATION_DETRENDED},
        {"SPI", {NAN, NAN, 5, false, ZI_FEWER_THAN_3}, ZI_CORRELATION_DETRENDED},
        {"RB", {0.95, 0.01, 72, true, ZI_DEFINED}, ZI_CORRELATION_TWOWAY},
    };
    struct example e = example();
    struct zi_chart chart;

    (void)state;
    e.input.kept = kept;
    e.input.institutional = block;
    e.input.n_institutional = 3;
    draw(&e, ZI_INDONESIAN, &chart);
    assert_string_equal(chart.title, "Nilai ZI bergerak bersama SPIP instansi, juga tanpa tren "
                                     "(r\u00a0=\u00a00,91)");
    assert_true(has_label(&chart, "n 9, tanpa tren"));
    assert_true(has_label(&chart, "n<8"));
    assert_true(has_label(&chart, "n 72*, tanpa tahun"));
    zi_chart_release(&chart);
}

static void nothing_significant_has_a_neutral_title(void **state)
{
    struct example e = example();
    struct zi_chart chart;

    (void)state;
    for (size_t i = 0; i < 6; i++)
        e.cells[i].q = 0.05; /* not below it */
    draw(&e, ZI_INDONESIAN, &chart);
    assert_string_equal(chart.title,
                        "Belum ada kaitan Nilai ZI dengan indeks lain yang meyakinkan");
    assert_true(has_label_with(&chart, "6 pasangan, 0 nyata"));
    zi_chart_release(&chart);
}

static void only_what_is_significant_has_colour(void **state)
{
    struct example e = example();
    struct zi_chart chart;

    (void)state;
    draw(&e, ZI_INDONESIAN, &chart);
    assert_in_script(&chart, "\t0.997\t0.2\t16777215\n");
    assert_in_script(&chart, "\t-0.001\t0.9\t16777215\n");
    struct zi_buffer script = script_of(&chart);
    assert_null(strstr(script.text, "\t0.68\t0.001\t16777215\n"));
    zi_buffer_release(&script);
    zi_chart_release(&chart);
}

static void figures_do_not_reach_one_nor_minus_zero(void **state)
{
    struct example e = example();
    struct zi_chart chart;

    (void)state;
    draw(&e, ZI_INDONESIAN, &chart);
    assert_true(has_label(&chart, "0,99"));
    assert_true(has_label(&chart, "0,00"));
    assert_true(has_label(&chart, "−0,44"));
    assert_true(has_label(&chart, "n 28*"));
    assert_true(has_label(&chart, "n 64"));
    assert_true(has_label_with(&chart, "Korelasi bukan sebab-akibat. * Indeks yang satu memuat"));
    zi_chart_release(&chart);
}

static void few_values_and_constants_are_said(void **state)
{
    struct example e = example();
    struct zi_chart chart;

    (void)state;
    e.cells[0].n = 7;
    e.cells[2] = (struct zi_correlation_cell){NAN, NAN, 30, false, ZI_CONSTANT};
    e.cells[4] = (struct zi_correlation_cell){NAN, NAN, 30, false, ZI_COLLINEAR};
    draw(&e, ZI_INDONESIAN, &chart);
    assert_true(has_label(&chart, "n<8"));
    assert_true(has_label(&chart, "tetap"));
    assert_true(has_label(&chart, "–"));
    assert_false(has_label(&chart, "0,52"));
    assert_true(has_label_with(&chart, "3 pasangan, 2 nyata"));
    zi_chart_release(&chart);
}

static void the_level_is_always_named(void **state)
{
    static const char *const words[] = {"antar-OPD, rata-rata 2021–2025", "dalam OPD, simpangan",
                                        "rata-rata unit dan tahun",
                                        "antar dan dalam unit tercampur"};
    struct example e = example();
    struct zi_chart chart;

    (void)state;
    for (int level = 0; level < 4; level++) {
        e.input.level = (enum zi_correlation_level)level;
        draw(&e, ZI_INDONESIAN, &chart);
        assert_true(has_label_with(&chart, words[level]));
        assert_true(has_label_with(&chart, level == 0 ? "banyaknya OPD" : "banyaknya pengamatan"));
        zi_chart_release(&chart);
    }
}

static void too_few_or_too_many_are_errors(void **state)
{
    struct example e = example();
    struct zi_chart_options options = {0};
    struct zi_chart chart;
    struct zi_error error;

    (void)state;
    e.input.cells = e.cells;
    e.input.n_indices = 1;
    assert_int_equal(zi_chart_correlation(&e.input, &options, &chart, &error), ZI_EFEW);
    e.input.n_indices = 2;
    e.cells[0].n = 7;
    assert_int_equal(zi_chart_correlation(&e.input, &options, &chart, &error), ZI_EFEW);
    assert_non_null(strstr(error.id, "sedikitnya 8 nilai"));
    e.input.n_indices = ZI_CORRELATION_MAX + 1;
    assert_int_equal(zi_chart_correlation(&e.input, &options, &chart, &error), ZI_EUSAGE);
    assert_non_null(strstr(error.en, "choose with --index"));
}

static void any_matrix_keeps_its_labels_apart(void **state)
{
    (void)state;
    for (uint64_t round = 1; round <= 300; round++) {
        uint64_t seed = round * 32452843;
        struct zi_correlation_index some[ZI_CORRELATION_MAX];
        struct zi_correlation_cell cells[ZI_CORRELATION_MAX * (ZI_CORRELATION_MAX - 1) / 2];
        struct example e = example();
        struct zi_chart_options options = any_options(&seed);
        size_t n = 2 + pick(&seed, ZI_CORRELATION_MAX - 1);
        struct zi_chart chart;

        for (size_t i = 0; i < n; i++)
            some[i] = (struct zi_correlation_index){any_name(&seed),
                                                    chance(&seed) < 0.5 ? NULL : any_name(&seed)};
        for (size_t i = 0; i < n * (n - 1) / 2; i++) {
            bool defined = i == 0 || chance(&seed) < 0.9;
            cells[i] = (struct zi_correlation_cell){
                defined ? between(&seed, -1, 1) : NAN, chance(&seed) * chance(&seed),
                i == 0 ? 8 : pick(&seed, chance(&seed) < 0.1 ? 20 : 5000), chance(&seed) < 0.2,
                defined ? ZI_DEFINED : ZI_CONSTANT};
        }
        e.input.indices = some;
        e.input.n_indices = n;
        e.input.cells = cells;
        e.input.level = (enum zi_correlation_level)pick(&seed, 4);
        e.input.units = chance(&seed) < 0.5 ? NULL : any_name(&seed);
        e.input.arithmetic_note = chance(&seed) < 0.5 ? NULL : any_name(&seed);
        e.input.source = any_name(&seed);
        assert_int_equal(zi_chart_correlation(&e.input, &options, &chart, NULL), ZI_OK);
        assert_layout(&chart, round);
        assert_no_text_in_commands(&chart);
        zi_chart_release(&chart);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_title_names_the_strongest_tie_that_is_no_arithmetic),
        cmocka_unit_test(a_negative_tie_says_its_direction),
        cmocka_unit_test(the_title_names_what_survives_the_years),
        cmocka_unit_test(indices_of_institutions_are_a_block_with_level_and_n),
        cmocka_unit_test(nothing_significant_has_a_neutral_title),
        cmocka_unit_test(only_what_is_significant_has_colour),
        cmocka_unit_test(figures_do_not_reach_one_nor_minus_zero),
        cmocka_unit_test(few_values_and_constants_are_said),
        cmocka_unit_test(the_level_is_always_named),
        cmocka_unit_test(too_few_or_too_many_are_errors),
        cmocka_unit_test(any_matrix_keeps_its_labels_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
