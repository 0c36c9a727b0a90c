#include "chart_check.h"

#include "chart/profile.h"

static const struct zi_profile_point rising[] = {{2021, 70}, {2022, 72}, {2024, 74.96}};
static const struct zi_profile_point falling[] = {{2021, 3.4}, {2025, 3.2}};
static const struct zi_profile_point single[] = {{2025, 80}};
static const struct zi_chart_threshold targets[] = {{"WBK", 75}, {"WBBM", 85}};

static struct zi_profile_cell cell(const char *name, const struct zi_profile_point points[],
                                   size_t n)
{
    return (struct zi_profile_cell){
        .name = name,
        .scale_low = 0,
        .scale_high = 100,
        .decimals = 1,
        .points = points,
        .n_points = n,
        .change = n > 1 ? points[n - 1].value - points[0].value : NAN,
        .change_from = n > 0 ? points[0].year : 0,
    };
}

static struct zi_profile_chart input_of(const struct zi_profile_cell cells[], size_t n)
{
    return (struct zi_profile_chart){.unit = "Dinas Penanaman Modal",
                                     .short_name = "DPM",
                                     .units = "OPD",
                                     .first_year = 2021,
                                     .last_year = 2025,
                                     .base_year = 2021,
                                     .cells = cells,
                                     .n_cells = n,
                                     .source = "data rekaan"};
}

static void draw(const struct zi_profile_chart *input, enum zi_language language,
                 struct zi_chart *chart)
{
    struct zi_chart_options options = {.language = language};
    struct zi_error error = {0};

    if (zi_chart_profile(input, &options, chart, &error) != ZI_OK)
        fail_msg("%s", error.en);
    assert_layout(chart, 0);
}

static void the_title_counts_and_names_what_fell(void **state)
{
    struct zi_profile_cell cells[] = {cell("Nilai ZI", rising, 3),
                                      cell("Maturitas SPIP", falling, 2), cell("SKM", single, 1)};
    struct zi_profile_chart input = input_of(cells, 3);
    struct zi_chart chart;

    (void)state;
    draw(&input, ZI_INDONESIAN, &chart);
    assert_string_equal(chart.title,
                        "1 dari 2 indeks DPM membaik sejak 2021; Maturitas SPIP turun menjadi 3,2");
    zi_chart_release(&chart);
    cells[1].change = 0.04;
    draw(&input, ZI_ENGLISH, &chart);
    assert_string_equal(chart.title,
                        "1 of 2 indices of DPM improved since 2021; Maturitas SPIP stays at 3.2");
    zi_chart_release(&chart);
    input.cells = cells + 1;
    input.n_cells = 1;
    draw(&input, ZI_INDONESIAN, &chart);
    assert_string_equal(chart.title,
                        "Tidak satu pun dari 1 indeks DPM membaik sejak 2021; Maturitas "
                        "SPIP tetap 3,2");
    zi_chart_release(&chart);
    input.cells = cells + 2;
    draw(&input, ZI_INDONESIAN, &chart);
    assert_string_equal(chart.title, "Indeks DPM: belum ada dua tahun yang dapat dibandingkan");
    zi_chart_release(&chart);
}

static void values_never_round_across_a_line_and_changes_name_their_year(void **state)
{
    struct zi_profile_cell cells[] = {cell("Nilai ZI", rising, 3)};
    struct zi_profile_chart input = input_of(cells, 1);
    struct zi_chart chart;

    (void)state;
    cells[0].lines = targets;
    cells[0].n_lines = 2;
    cells[0].are_targets = true;
    cells[0].change_from = 2022;
    cells[0].change = 2.96;
    draw(&input, ZI_INDONESIAN, &chart);
    assert_true(has_label(&chart, "74,9"));
    assert_true(has_label(&chart, "WBK"));
    assert_true(has_label(&chart, "▲ 3,0 (2022)"));
    assert_true(has_label(&chart, "0–100"));
    zi_chart_release(&chart);
}

static void an_index_without_data_keeps_its_cell(void **state)
{
    struct zi_profile_cell cells[] = {cell("Nilai ZI", rising, 3), cell("IPP", NULL, 0)};
    struct zi_profile_chart input = input_of(cells, 2);
    struct zi_chart chart;

    (void)state;
    draw(&input, ZI_INDONESIAN, &chart);
    assert_true(has_label(&chart, "IPP"));
    assert_true(has_label(&chart, "belum ada data"));
    zi_chart_release(&chart);
    input.cells = cells + 1;
    input.n_cells = 1;
    struct zi_chart_options options = {0};
    struct zi_error error;
    assert_int_equal(zi_chart_profile(&input, &options, &chart, &error), ZI_EFEW);
    assert_non_null(strstr(error.en, "'Dinas Penanaman Modal' has not a single value"));
    input.n_cells = ZI_PROFILE_CELLS + 1;
    assert_int_equal(zi_chart_profile(&input, &options, &chart, &error), ZI_EUSAGE);
}

static void what_is_the_institution_s_is_marked(void **state)
{
    struct zi_profile_cell cells[] = {cell("Nilai ZI", rising, 3)};
    struct zi_profile_chart input = input_of(cells, 1);
    struct zi_chart chart;

    (void)state;
    cells[0].of_institution = true;
    draw(&input, ZI_INDONESIAN, &chart);
    assert_true(has_label(&chart, "0–100 (i)"));
    assert_true(has_label_with(&chart, "(i) = nilai instansi, bukan nilai unit."));
    assert_false(has_label(&chart, "median OPD"));
    zi_chart_release(&chart);
}

static void the_median_and_a_missing_year_are_drawn(void **state)
{
    struct zi_profile_cell cells[] = {cell("Nilai ZI", rising, 3)};
    struct zi_profile_chart input = input_of(cells, 1);
    struct zi_chart chart;

    (void)state;
    cells[0].median = falling;
    cells[0].n_median = 2;
    draw(&input, ZI_INDONESIAN, &chart);
    assert_true(has_label(&chart, "median OPD"));
    assert_in_script(&chart, "$M0");
    assert_in_script(&chart, "2023\tNaN\n");
    zi_chart_release(&chart);
}

static void any_indices_keep_their_labels_apart(void **state)
{
    (void)state;
    for (uint64_t round = 1; round <= 2000; round++) {
        uint64_t seed = round * 104729;
        struct zi_profile_point points[ZI_PROFILE_CELLS][40], median[ZI_PROFILE_CELLS][40];
        struct zi_chart_threshold lines[ZI_PROFILE_CELLS][2];
        struct zi_profile_cell cells[ZI_PROFILE_CELLS];
        size_t n = 1 + pick(&seed, ZI_PROFILE_CELLS), years = 1 + pick(&seed, 40);
        struct zi_profile_chart input = input_of(cells, n);
        struct zi_chart_options options = any_options(&seed);
        struct zi_chart chart;
        int breaks[] = {2024 - (int)pick(&seed, years), 2025};

        input.first_year = 2026 - (int)years;
        for (size_t i = 0; i < n; i++) {
            double level = between(&seed, 0, 100), spread = between(&seed, 0, 20);
            size_t n_points = 0;

            for (int year = input.first_year; year <= 2025; year++)
                if (chance(&seed) < 0.8 || (year == 2025 && i == 0))
                    points[i][n_points++] = (struct zi_profile_point){
                        year, fmin(100, fmax(0, level + between(&seed, -spread, spread)))};
            cells[i] = cell(any_name(&seed), points[i], n_points);
            cells[i].decimals = (int)pick(&seed, 2);
            cells[i].of_institution = chance(&seed) < 0.5;
            for (size_t k = 0; k < 2; k++)
                lines[i][k] = (struct zi_chart_threshold){
                    any_name(&seed), level + (double)k * between(&seed, 0, 10)};
            cells[i].lines = lines[i];
            cells[i].n_lines = pick(&seed, 3);
            cells[i].are_targets = chance(&seed) < 0.5;
            for (size_t k = 0; k < n_points; k++)
                median[i][k] = (struct zi_profile_point){points[i][k].year, 50};
            cells[i].median = median[i];
            cells[i].n_median = chance(&seed) < 0.5 ? n_points : 0;
            cells[i].breaks = breaks;
            cells[i].n_breaks = pick(&seed, 3);
        }
        input.unit = any_name(&seed);
        input.short_name = chance(&seed) < 0.5 ? any_name(&seed) : NULL;
        input.units = chance(&seed) < 0.5 ? NULL : any_name(&seed);
        input.source = any_name(&seed);
        assert_int_equal(zi_chart_profile(&input, &options, &chart, NULL), ZI_OK);
        assert_layout(&chart, round);
        assert_no_text_in_commands(&chart);
        zi_chart_release(&chart);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_title_counts_and_names_what_fell),
        cmocka_unit_test(values_never_round_across_a_line_and_changes_name_their_year),
        cmocka_unit_test(an_index_without_data_keeps_its_cell),
        cmocka_unit_test(what_is_the_institution_s_is_marked),
        cmocka_unit_test(the_median_and_a_missing_year_are_drawn),
        cmocka_unit_test(any_indices_keep_their_labels_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
