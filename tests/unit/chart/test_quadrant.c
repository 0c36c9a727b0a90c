#include "chart_check.h"

#include "chart/quadrant.h"

static const struct zi_chart_threshold thresholds[] = {{"WBK", 75}, {"WBBM", 85}};

static struct zi_quadrant_unit unit(const char *name, double score, double slope)
{
    return (struct zi_quadrant_unit){
        .name = name, .score = score, .slope = slope, .n_years = 5, .probability = 0.5};
}

static struct zi_quadrant_chart input_of(const struct zi_quadrant_unit units[], size_t n)
{
    return (struct zi_quadrant_chart){.index_label = "Nilai evaluasi ZI",
                                      .units = "OPD",
                                      .year = 2025,
                                      .next_year = 2026,
                                      .first_year = 2022,
                                      .slope_label = "kemiringan Theil–Sen",
                                      .scale_high = 100,
                                      .decimals = 1,
                                      .units_shown = units,
                                      .n_units = n,
                                      .thresholds = thresholds,
                                      .n_thresholds = 2,
                                      .source = "data rekaan"};
}

static void draw(const struct zi_quadrant_chart *input, enum zi_language language,
                 struct zi_chart *chart)
{
    struct zi_chart_options options = {.language = language};
    struct zi_error error = {0};

    if (zi_chart_quadrant(input, &options, chart, &error) != ZI_OK)
        fail_msg("%s", error.en);
    assert_layout(chart, 0);
}

static void the_title_counts_who_passed_and_where_they_head(void **state)
{
    struct zi_quadrant_unit units[] = {unit("A", 80, 1), unit("B", 75, 0.1), unit("C", 74.996, 2),
                                       unit("D", 90, -1), unit("E", 60, -1)};
    struct zi_quadrant_chart input = input_of(units, 5);
    struct zi_chart chart;

    (void)state;
    draw(&input, ZI_INDONESIAN, &chart);
    assert_string_equal(
        chart.title, "2 OPD sudah melewati ambang WBK dan masih naik; 1\u00a0OPD melewati ambang "
                     "tetapi menurun dan perlu dijaga");
    zi_chart_release(&chart);
    input.units = NULL;
    input.target = 1;
    draw(&input, ZI_ENGLISH, &chart);
    assert_string_equal(chart.title, "1 unit past the WBBM threshold, all of them falling");
    zi_chart_release(&chart);
    input.n_units = 2;
    draw(&input, ZI_ENGLISH, &chart);
    assert_string_equal(chart.title,
                        "No unit has passed the WBBM threshold and is moving; 2 of 2 rise");
    zi_chart_release(&chart);
}

static void quadrants_are_named_as_actions(void **state)
{
    struct zi_quadrant_unit units[] = {unit("A", 80, 1), unit("B", 65, -1)};
    struct zi_quadrant_chart input = input_of(units, 2);
    struct zi_chart chart;

    (void)state;
    draw(&input, ZI_INDONESIAN, &chart);
    assert_true(has_label(&chart, "Belum, naik: bina"));
    assert_true(has_label(&chart, "Lewat WBK, naik: usulkan"));
    assert_true(has_label(&chart, "Belum, turun: intervensi"));
    assert_true(has_label(&chart, "Lewat WBK, turun: jaga"));
    assert_true(has_label(&chart, "A"));
    assert_true(has_label(&chart, "B"));
    zi_chart_release(&chart);
}

static void a_point_without_score_or_slope_is_counted_not_drawn(void **state)
{
    struct zi_quadrant_unit units[] = {unit("A", 80, 1), unit("Tanpa nilai", NAN, 1),
                                       unit("Tanpa laju", 70, NAN)};
    struct zi_quadrant_chart input = input_of(units, 3);
    struct zi_chart chart;

    (void)state;
    draw(&input, ZI_INDONESIAN, &chart);
    assert_true(has_label_with(&chart, "Tidak digambar karena nilai atau laju belum ada: 2."));
    assert_false(has_label(&chart, "Tanpa nilai"));
    assert_false(has_label(&chart, "Tanpa laju"));
    zi_chart_release(&chart);
}

static void slopes_of_few_years_are_triangles(void **state)
{
    struct zi_quadrant_unit units[] = {unit("A", 80, 1), unit("B", 70, 1)};
    struct zi_quadrant_chart input = input_of(units, 2);
    struct zi_chart chart;

    (void)state;
    draw(&input, ZI_INDONESIAN, &chart);
    assert_false(has_label_with(&chart, "Segitiga"));
    zi_chart_release(&chart);
    units[1].n_years = 3;
    draw(&input, ZI_INDONESIAN, &chart);
    assert_true(has_label_with(&chart, "Segitiga: laju dari kurang dari 4 nilai."));
    assert_in_script(&chart, "pt 9 ps variable");
    zi_chart_release(&chart);
}

static void an_extreme_slope_is_cut_and_keeps_its_figure(void **state)
{
    struct zi_quadrant_unit units[20];
    struct zi_quadrant_chart input = input_of(units, 20);
    struct zi_chart chart;

    (void)state;
    for (size_t i = 0; i < 20; i++)
        units[i] = unit("Unit", 60 + (double)i, 1);
    units[7] = unit("Jauh", 67, 12.5);
    draw(&input, ZI_INDONESIAN, &chart);
    assert_true(has_label(&chart, "Jauh (+12,5)"));
    assert_true(has_label_with(&chart, "Laju di luar bingkai"));
    zi_chart_release(&chart);
}

static void order_of_units_changes_nothing(void **state)
{
    struct zi_quadrant_unit one[] = {unit("A", 80, 1), unit("B", 70, 1), unit("C", 80, 1)};
    struct zi_quadrant_unit other[] = {one[2], one[0], one[1]};
    struct zi_quadrant_chart input = input_of(one, 3);
    struct zi_buffer first, second;
    struct zi_chart chart;

    (void)state;
    draw(&input, ZI_INDONESIAN, &chart);
    first = script_of(&chart);
    zi_chart_release(&chart);
    input.units_shown = other;
    draw(&input, ZI_INDONESIAN, &chart);
    second = script_of(&chart);
    zi_chart_release(&chart);
    assert_string_equal(first.text, second.text);
    zi_buffer_release(&first);
    zi_buffer_release(&second);
}

static void nothing_to_draw_is_an_error(void **state)
{
    struct zi_quadrant_unit units[] = {unit("A", 80, NAN)};
    struct zi_quadrant_chart input = input_of(units, 1);
    struct zi_chart_options options = {0};
    struct zi_chart chart;
    struct zi_error error;

    (void)state;
    assert_int_equal(zi_chart_quadrant(&input, &options, &chart, &error), ZI_EFEW);
    assert_non_null(strstr(error.en, "not one of 1 units has a score for 2025"));
    units[0].slope = 1;
    input.n_thresholds = 0;
    assert_int_equal(zi_chart_quadrant(&input, &options, &chart, &error), ZI_EFEW);
}

static void any_units_keep_their_labels_apart(void **state)
{
    enum { MANY = 5000 };
    struct zi_quadrant_unit *units = malloc(MANY * sizeof *units);

    (void)state;
    assert_non_null(units);
    for (uint64_t round = 1; round <= 2000; round++) {
        uint64_t seed = round * 104729;
        size_t n = 1 + pick(&seed, round % 100 == 0 ? MANY : chance(&seed) < 0.5 ? 20 : 120);
        double level = between(&seed, 5, 95), spread = between(&seed, 0, 40);
        double pace = between(&seed, 0, 8);
        struct zi_quadrant_chart input = input_of(units, n);
        struct zi_chart_options options = any_options(&seed);
        struct zi_chart chart;

        for (size_t i = 0; i < n; i++) {
            units[i] =
                unit(any_name(&seed), fmin(100, fmax(0, level + between(&seed, -spread, spread))),
                     between(&seed, -pace, pace));
            if (chance(&seed) < 0.1)
                units[i].slope *= 20;
            units[i].probability = chance(&seed) < 0.1 ? NAN : chance(&seed);
            units[i].n_years = 2 + pick(&seed, 6);
            if (chance(&seed) < 0.3)
                units[i].short_name = any_name(&seed);
            if (chance(&seed) < 0.1 && i > 0)
                units[i].score = NAN;
        }
        input.n_thresholds = 1 + pick(&seed, 2);
        input.target = pick(&seed, 2);
        input.units = chance(&seed) < 0.5 ? NULL : any_name(&seed);
        input.source = any_name(&seed);
        assert_int_equal(zi_chart_quadrant(&input, &options, &chart, NULL), ZI_OK);
        assert_layout(&chart, round);
        assert_no_text_in_commands(&chart);
        zi_chart_release(&chart);
    }
    free(units);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_title_counts_who_passed_and_where_they_head),
        cmocka_unit_test(quadrants_are_named_as_actions),
        cmocka_unit_test(a_point_without_score_or_slope_is_counted_not_drawn),
        cmocka_unit_test(slopes_of_few_years_are_triangles),
        cmocka_unit_test(an_extreme_slope_is_cut_and_keeps_its_figure),
        cmocka_unit_test(order_of_units_changes_nothing),
        cmocka_unit_test(nothing_to_draw_is_an_error),
        cmocka_unit_test(any_units_keep_their_labels_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
