#include "chart_check.h"

#include "chart/change.h"

static const struct zi_chart_threshold thresholds[] = {{"WBK", 75}, {"WBBM", 85}};

static struct zi_change_chart input_of(const struct zi_change_row rows[], size_t n)
{
    return (struct zi_change_chart){.index_label = "Nilai evaluasi ZI",
                                    .units = "OPD",
                                    .first_year = 2022,
                                    .last_year = 2025,
                                    .scale_high = 100,
                                    .decimals = 1,
                                    .rows = rows,
                                    .n_rows = n,
                                    .thresholds = thresholds,
                                    .n_thresholds = 2,
                                    .source = "data rekaan"};
}

static void draw(const struct zi_change_chart *input, enum zi_language language, const char *size,
                 struct zi_chart *chart)
{
    struct zi_chart_options options = {.language = language,
                                       .size = size ? zi_chart_size_find(size) : NULL};
    struct zi_error error = {0};

    if (zi_chart_change(input, &options, 0, chart, &error) != ZI_OK)
        fail_msg("%s", error.en);
    assert_layout(chart, 0);
}

static const struct zi_change_row five[] = {
    {.name = "Melewati", .before = 70, .after = 75},
    {.name = "Hampir", .before = 70, .after = 74.996},
    {.name = "Turun", .before = 76, .after = 74},
    {.name = "Tetap", .before = 80, .after = 80},
    {.name = "Baru", .short_name = "Br", .before = NAN, .after = 80},
};

static void the_title_counts_rises_and_crossings(void **state)
{
    struct zi_change_chart input = input_of(five, 5);
    struct zi_chart chart;

    (void)state;
    draw(&input, ZI_INDONESIAN, NULL, &chart);
    assert_string_equal(chart.title, "2 dari 4 OPD naik sejak 2022; 1 melewati ambang WBK, 1 turun "
                                     "ke bawahnya");
    zi_chart_release(&chart);
    input.n_rows = 2;
    input.units = NULL;
    draw(&input, ZI_ENGLISH, NULL, &chart);
    assert_string_equal(chart.title, "2 of 2 units rose since 2022; 1 passed the WBK threshold");
    zi_chart_release(&chart);
    input.target = 1;
    draw(&input, ZI_ENGLISH, NULL, &chart);
    assert_string_equal(chart.title, "2 of 2 units rose since 2022");
    zi_chart_release(&chart);
}

static void without_a_rise_the_title_says_so(void **state)
{
    struct zi_change_chart input = input_of(five + 2, 2);
    struct zi_chart chart;

    (void)state;
    draw(&input, ZI_INDONESIAN, NULL, &chart);
    assert_string_equal(chart.title, "1 dari 2 OPD turun sejak 2022, tidak ada yang naik; 1 turun "
                                     "ke bawah ambang WBK");
    zi_chart_release(&chart);
    input = input_of(five + 3, 1);
    draw(&input, ZI_INDONESIAN, NULL, &chart);
    assert_string_equal(chart.title, "Nilai 1 OPD tidak berubah sejak 2022");
    zi_chart_release(&chart);
}

static void scores_never_round_across_a_threshold(void **state)
{
    struct zi_change_chart input = input_of(five, 4);
    struct zi_chart chart;

    (void)state;
    draw(&input, ZI_INDONESIAN, NULL, &chart);
    assert_true(has_label(&chart, "75,0"));
    assert_true(has_label(&chart, "74,9"));
    zi_chart_release(&chart);
}

static void a_change_keeps_its_sign_however_small(void **state)
{
    struct zi_change_row rows[20];
    struct zi_change_chart input = input_of(rows, 20);
    struct zi_chart chart;

    (void)state;
    for (size_t i = 0; i < 20; i++)
        rows[i] = (struct zi_change_row){.name = "Unit", .before = 70, .after = 70 + (double)i};
    rows[0].after = 69.99;
    rows[1].after = 70.01;
    draw(&input, ZI_INDONESIAN, NULL, &chart);
    assert_true(has_label(&chart, "−0,1") || has_label(&chart, "−0,01"));
    assert_true(has_label(&chart, "+0,1") || has_label(&chart, "+0,01"));
    zi_chart_release(&chart);
}

static void units_without_both_years_are_listed_not_drawn(void **state)
{
    struct zi_change_chart input = input_of(five, 5);
    struct zi_chart chart;

    (void)state;
    draw(&input, ZI_INDONESIAN, NULL, &chart);
    assert_true(has_label_with(&chart, "Tidak digambar karena tidak dinilai pada kedua tahun itu "
                                       "(1): Br."));
    assert_false(has_label(&chart, "Baru"));
    zi_chart_release(&chart);
}

static void equal_scores_share_a_rank(void **state)
{
    static const struct zi_change_row rows[] = {{.name = "A", .before = 60, .after = 70},
                                                {.name = "B", .before = 61, .after = 70},
                                                {.name = "C", .before = 62, .after = 66}};
    struct zi_change_chart input = input_of(rows, 3);
    const struct zi_label *labels;
    struct zi_chart chart;
    size_t first = 0, second = 0, third = 0;

    (void)state;
    draw(&input, ZI_INDONESIAN, NULL, &chart);
    labels = chart.canvas.labels.items;
    for (size_t i = 0; i < chart.canvas.labels.count; i++) {
        first += strcmp(labels[i].text, "(1)") == 0;
        second += strcmp(labels[i].text, "(2)") == 0;
        third += strcmp(labels[i].text, "(3)") == 0;
    }
    assert_int_equal(first, 2);
    assert_int_equal(second, 0);
    assert_int_equal(third, 1);
    zi_chart_release(&chart);
}

/* At most 16 units where the page has room for their lists; a threshold is a row of the list. */
static void few_units_are_lines_many_are_arrows(void **state)
{
    struct zi_change_row rows[17];
    struct zi_change_chart input = input_of(rows, 16);
    struct zi_chart chart;
    char source[700] = "";

    (void)state;
    for (size_t i = 0; i < 17; i++)
        rows[i] = (struct zi_change_row){.name = "Unit", .before = 70, .after = 71 + (double)i};
    draw(&input, ZI_INDONESIAN, NULL, &chart);
    assert_in_script(&chart, "$SLOPES");
    assert_true(has_label(&chart, "ambang WBK 75"));
    assert_true(has_label(&chart, "ambang WBBM 85"));
    zi_chart_release(&chart);
    input.n_rows = 17;
    draw(&input, ZI_INDONESIAN, NULL, &chart);
    assert_in_script(&chart, "$ARROWS");
    assert_true(has_label(&chart, "WBK 75"));
    assert_true(has_label_with(&chart, "Titik tanpa panah: berubah kurang dari 0,5."));
    zi_chart_release(&chart);
    input.n_rows = 16;
    memset(source, 'x', sizeof source - 1);
    for (size_t i = 5; i < sizeof source - 1; i += 6)
        source[i] = ' ';
    input.source = source; /* five lines of footer */
    draw(&input, ZI_INDONESIAN, "slide", &chart);
    assert_in_script(&chart, "$ARROWS");
    zi_chart_release(&chart);
}

static void a_break_between_the_years_is_said(void **state)
{
    struct zi_change_chart input = input_of(five, 5);
    struct zi_chart chart;

    (void)state;
    input.break_reason = "LKE baru";
    draw(&input, ZI_INDONESIAN, NULL, &chart);
    assert_true(has_label_with(&chart, "tidak sepenuhnya sebanding: LKE baru."));
    zi_chart_release(&chart);
}

static void arrows_are_sorted_by_change_and_take_several_pages(void **state)
{
    enum { MANY = 150 };
    struct zi_change_row rows[MANY];
    struct zi_change_chart input = input_of(rows, MANY);
    struct zi_chart_options options = {0};
    struct zi_chart chart;
    struct zi_error error;

    (void)state;
    for (size_t i = 0; i < MANY; i++)
        rows[i] = (struct zi_change_row){
            .name = i == 149 ? "Terbesar" : "Unit", .before = 50, .after = 50 + (double)i / 5};
    assert_int_equal(zi_chart_change(&input, &options, 0, &chart, &error), ZI_OK);
    assert_int_equal(chart.pages, 3);
    assert_true(has_label(&chart, "Terbesar"));
    assert_true(has_label(&chart, "halaman 1 dari 3"));
    zi_chart_release(&chart);
    assert_int_equal(zi_chart_change(&input, &options, 2, &chart, &error), ZI_OK);
    assert_false(has_label(&chart, "Terbesar"));
    zi_chart_release(&chart);
    assert_int_equal(zi_chart_change(&input, &options, 3, &chart, &error), ZI_EUSAGE);
}

static void no_unit_with_both_years_is_an_error(void **state)
{
    struct zi_change_chart input = input_of(five + 4, 1);
    struct zi_chart_options options = {0};
    struct zi_chart chart;
    struct zi_error error;

    (void)state;
    assert_int_equal(zi_chart_change(&input, &options, 0, &chart, &error), ZI_EFEW);
    assert_non_null(strstr(error.en, "not one of 1 units has a score for both 2022 and 2025"));
    input.n_rows = 0;
    assert_int_equal(zi_chart_change(&input, &options, 0, &chart, &error), ZI_EFEW);
}

static void any_units_keep_their_labels_apart(void **state)
{
    (void)state;
    for (uint64_t round = 1; round <= 2000; round++) {
        uint64_t seed = round * 104729;
        struct zi_change_row rows[90];
        size_t n = 1 + pick(&seed, chance(&seed) < 0.6 ? 16 : 90);
        double level = between(&seed, 5, 95), spread = between(&seed, 0, 40);
        struct zi_change_chart input = input_of(rows, n);
        struct zi_chart_options options = any_options(&seed);

        for (size_t i = 0; i < n; i++) {
            rows[i] = (struct zi_change_row){
                .name = any_name(&seed),
                .short_name = chance(&seed) < 0.5 ? any_name(&seed) : NULL,
                .before = fmin(100, fmax(0, level + between(&seed, -spread, spread))),
                .after = fmin(100, fmax(0, level + between(&seed, -spread, spread)))};
            if (chance(&seed) < 0.1 && i > 0)
                rows[i].before = NAN;
            if (chance(&seed) < 0.1)
                rows[i].after = rows[i].before;
        }
        rows[0].after = rows[0].before + between(&seed, -1, 1);
        input.n_thresholds = pick(&seed, 3);
        input.target = pick(&seed, 2);
        input.units = chance(&seed) < 0.5 ? NULL : any_name(&seed);
        input.break_reason = chance(&seed) < 0.5 ? NULL : any_name(&seed);
        input.source = any_name(&seed);
        for (size_t page = 0, pages = 1; page < pages; page++) {
            struct zi_chart chart;

            assert_int_equal(zi_chart_change(&input, &options, page, &chart, NULL), ZI_OK);
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
        cmocka_unit_test(the_title_counts_rises_and_crossings),
        cmocka_unit_test(without_a_rise_the_title_says_so),
        cmocka_unit_test(scores_never_round_across_a_threshold),
        cmocka_unit_test(a_change_keeps_its_sign_however_small),
        cmocka_unit_test(units_without_both_years_are_listed_not_drawn),
        cmocka_unit_test(equal_scores_share_a_rank),
        cmocka_unit_test(few_units_are_lines_many_are_arrows),
        cmocka_unit_test(a_break_between_the_years_is_said),
        cmocka_unit_test(arrows_are_sorted_by_change_and_take_several_pages),
        cmocka_unit_test(no_unit_with_both_years_is_an_error),
        cmocka_unit_test(any_units_keep_their_labels_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
