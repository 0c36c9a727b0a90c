#include "chart_check.h"

#include "chart/leaders.h"

static const struct zi_chart_threshold thresholds[] = {{"WBK", 75}, {"WBBM", 85}};
static const struct zi_leaders_year years[] = {
    {.year = 2023, .below = 40, .first = 8, .second = 1, .q1 = 60, .median = 68, .q3 = 74},
    {.year = 2025, .below = 38, .first = 10, .second = 2, .q1 = 61, .median = 74.98, .q3 = 80},
};

static struct zi_leaders_chart page_of(void)
{
    return (struct zi_leaders_chart){
        .title = "Zona Integritas 2025: 12 unit memenuhi semua syarat WBK",
        .subtitle = "Ringkasan untuk pimpinan",
        .tiles = {{"65", "unit dinilai", "61 pada 2024", false},
                  {"12", "memenuhi syarat WBK", NULL, true}},
        .n_tiles = 2,
        .candidates_title = "Calon terdekat",
        .candidates_subtitle = "nilai dan peluang",
        .candidates = {{.name = "Dinas A",
                        .score = 84,
                        .low80 = 80,
                        .high80 = 88,
                        .probability = 0.999,
                        .status = ZI_READINESS_FIRST},
                       {.name = "Dinas B",
                        .score = 80,
                        .low80 = NAN,
                        .high80 = NAN,
                        .probability = 0.2,
                        .status = ZI_READINESS_HELD_BACK}},
        .n_candidates = 2,
        .thresholds = thresholds,
        .scale_high = 100,
        .stages_title = "Tahap",
        .stages = {{"dinilai", 50, NULL}, {"nilai ≥ 75", 20, NULL}, {"lolos", 7, "80%: 5–9"}},
        .n_stages = 3,
        .areas_title = "Area",
        .areas = {{"Pelayanan Publik", 8}, {"Pengawasan", 7}},
        .n_areas = 2,
        .years_title = "Menurut tahun",
        .median_title = "Median",
        .years = years,
        .n_years = 2,
        .decisions = {"Usulkan 12 unit.", "Dampingi 8 unit.", "Jaga 3 unit."},
        .n_decisions = 3,
        .footer = "Sumber: data rekaan.",
    };
}

static void draw(const struct zi_leaders_chart *page, const char *size, struct zi_chart *chart)
{
    struct zi_chart_options options = {.size = size ? zi_chart_size_find(size) : NULL};
    struct zi_error error = {0};

    if (zi_chart_leaders(page, &options, chart, &error) != ZI_OK)
        fail_msg("%s", error.en);
    assert_layout(chart, 0);
}

static void the_page_shows_every_figure(void **state)
{
    struct zi_leaders_chart page = page_of();
    struct zi_chart chart;

    (void)state;
    draw(&page, NULL, &chart);
    assert_true(has_label(&chart, "65"));
    assert_true(has_label(&chart, "61 pada 2024"));
    assert_true(has_label(&chart, ">99%"));
    assert_true(has_label(&chart, "40% lanjut"));
    assert_true(has_label(&chart, "(80%: 5–9)"));
    assert_true(has_label(&chart, "Pelayanan Publik"));
    assert_true(has_label(&chart, "74,9")); /* not rounded up to the threshold */
    assert_true(has_label(&chart, "≥ 85"));
    assert_true(has_label(&chart, "Jaga 3 unit."));
    assert_true(has_label(&chart, "ada syarat gugur"));
    assert_false(has_label(&chart, "ada syarat belum diketahui"));
    assert_non_null(strstr(chart.description, "12 memenuhi syarat WBK"));
    assert_non_null(strstr(chart.description, "Usulkan 12 unit."));
    zi_chart_release(&chart);
}

static void a_stage_is_a_subset_of_the_one_above(void **state)
{
    struct zi_leaders_chart page = page_of();
    struct zi_chart_options options = {0};
    struct zi_chart chart;
    struct zi_error error;

    (void)state;
    page.stages[1].units = 51;
    assert_int_equal(zi_chart_leaders(&page, &options, &chart, &error), ZI_ESYSTEM);
    assert_non_null(strstr(error.en, "'nilai ≥ 75' holds more than the one above it, 'dinilai'"));
}

static void a_page_without_years_is_an_error(void **state)
{
    struct zi_leaders_chart page = page_of();
    struct zi_chart_options options = {0};
    struct zi_chart chart;
    struct zi_error error;

    (void)state;
    page.n_years = 0;
    assert_int_equal(zi_chart_leaders(&page, &options, &chart, &error), ZI_EFEW);
}

static void without_candidates_it_says_so(void **state)
{
    struct zi_leaders_chart page = page_of();
    struct zi_chart chart;

    (void)state;
    page.n_candidates = 0;
    draw(&page, NULL, &chart);
    assert_true(has_label(&chart, "tidak ada"));
    zi_chart_release(&chart);
}

static void it_lies_down_at_every_size(void **state)
{
    static const char *const sizes[] = {"a4", "a4full", "slide", "wa", "screen"};
    struct zi_leaders_chart page = page_of();

    (void)state;
    for (size_t i = 0; i < 5; i++) {
        struct zi_chart chart;

        draw(&page, sizes[i], &chart);
        assert_true(chart.canvas.width > 1.4 * chart.canvas.height);
        assert_string_equal(chart.size->name, sizes[i]);
        zi_chart_release(&chart);
    }
}

static void any_page_keeps_its_labels_apart(void **state)
{
    (void)state;
    for (uint64_t round = 1; round <= 2000; round++) {
        uint64_t seed = round * 104729;
        struct zi_leaders_chart page = page_of();
        struct zi_leaders_year any_years[30];
        struct zi_chart_options options = any_options(&seed);
        struct zi_chart chart;
        double stage = 1 + (double)pick(&seed, 5000);
        int breaks[] = {2010, 2022};

        page.title = any_name(&seed);
        page.subtitle = any_name(&seed);
        page.n_tiles = 1 + pick(&seed, ZI_LEADERS_TILES);
        for (size_t i = 0; i < page.n_tiles; i++)
            page.tiles[i] = (struct zi_leaders_tile){
                chance(&seed) < 0.5 ? "12" : "1.234,5", any_name(&seed),
                chance(&seed) < 0.5 ? NULL : any_name(&seed), chance(&seed) < 0.5};
        page.n_candidates = pick(&seed, ZI_LEADERS_CANDIDATES + 1);
        for (size_t i = 0; i < page.n_candidates; i++) {
            double score = between(&seed, 0, 100);

            page.candidates[i] = (struct zi_leaders_candidate){
                .name = any_name(&seed),
                .short_name = any_name(&seed),
                .score = score,
                .low80 = chance(&seed) < 0.2 ? NAN : score - between(&seed, 0, 9),
                .high80 = score + between(&seed, 0, 9),
                .probability = chance(&seed) < 0.1 ? NAN : chance(&seed),
                .status = (enum zi_readiness_status)pick(&seed, 5)};
        }
        page.n_stages = pick(&seed, ZI_LEADERS_STAGES + 1);
        for (size_t i = 0; i < page.n_stages; i++) {
            page.stages[i] = (struct zi_leaders_stage){any_name(&seed), stage,
                                                       chance(&seed) < 0.3 ? "80%: 5–9" : NULL};
            stage = floor(stage * chance(&seed));
        }
        page.n_areas = pick(&seed, ZI_LEADERS_AREAS + 1);
        for (size_t i = 0; i < page.n_areas; i++)
            page.areas[i] = (struct zi_leaders_area){any_name(&seed), 60 - 10 * i};
        page.areas[0].units = pick(&seed, 2) * 60;
        for (size_t i = 1; i < page.n_areas && page.areas[0].units == 0; i++)
            page.areas[i].units = 0;
        page.n_years = 1 + pick(&seed, 30);
        for (size_t i = 0; i < page.n_years; i++)
            any_years[i] = (struct zi_leaders_year){.year = 1996 + (int)i,
                                                    .below = pick(&seed, 5000),
                                                    .first = pick(&seed, 50),
                                                    .second = pick(&seed, 50),
                                                    .q1 = between(&seed, 0, 50),
                                                    .median = 50,
                                                    .q3 = between(&seed, 50, 100)};
        if (chance(&seed) < 0.1)
            any_years[0] =
                (struct zi_leaders_year){.year = 1996, .q1 = NAN, .median = NAN, .q3 = NAN};
        page.years = any_years;
        page.breaks = breaks;
        page.n_breaks = pick(&seed, 3);
        for (size_t i = 0; i < ZI_LEADERS_DECISIONS; i++)
            page.decisions[i] = any_name(&seed);
        page.n_decisions = pick(&seed, ZI_LEADERS_DECISIONS + 1);
        page.candidates_title = any_name(&seed);
        page.stages_title = any_name(&seed);
        page.areas_title = any_name(&seed);
        page.years_title = any_name(&seed);
        page.median_title = any_name(&seed);
        page.footer = any_name(&seed);
        assert_int_equal(zi_chart_leaders(&page, &options, &chart, NULL), ZI_OK);
        assert_layout(&chart, round);
        assert_no_text_in_commands(&chart);
        zi_chart_release(&chart);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_page_shows_every_figure),
        cmocka_unit_test(a_stage_is_a_subset_of_the_one_above),
        cmocka_unit_test(a_page_without_years_is_an_error),
        cmocka_unit_test(without_candidates_it_says_so),
        cmocka_unit_test(it_lies_down_at_every_size),
        cmocka_unit_test(any_page_keeps_its_labels_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
