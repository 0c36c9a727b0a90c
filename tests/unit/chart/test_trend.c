#include "chart_check.h"

#include "chart/trend.h"

/* The example: nine years, one gap can be made, awarded 2021, not passed 2024. */
struct example {
    struct zi_trend_point points[9];
    struct zi_trend_forecast forecast[3];
    struct zi_chart_threshold thresholds[2];
    struct zi_trend_event events[2];
    struct zi_trend_break breaks[1];
    struct zi_trend_chart input;
    struct zi_chart_options options;
};

static struct example example(void)
{
    return (struct example){
        .points = {{2017, 62.4},
                   {2018, 64.9},
                   {2019, 68.6},
                   {2020, 71.8},
                   {2021, 76.9},
                   {2022, 75.3},
                   {2023, 78.8},
                   {2024, 81.2},
                   {2025, 84.1}},
        .forecast = {{2026, 85.2, 84.01, 86.39, 82.94, 87.46, 81.74, 88.66, 0.55},
                     {2027, 86.3, 84.43, 88.17, 82.75, 89.85, 80.87, 91.73, 0.68},
                     {2028, 87.4, 84.9, 89.9, 82.66, 92.14, 80.15, 94.65, 0.74}},
        .thresholds = {{"WBK", 75}, {"WBBM", 85}},
        .events = {{2021, "WBK", 76.1, ZI_TREND_AWARDED},
                   {2024, "WBBM", 82.9, ZI_TREND_NOT_PASSED}},
        .breaks = {{2022, "LKE baru"}},
        .input = {.unit = "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
                  .short_name = "DPMPTSP",
                  .index_label = "nilai evaluasi Zona Integritas",
                  .assessor = "penilaian internal (TPI)",
                  .series_label = "Nilai TPI",
                  .scale_low = 0,
                  .scale_high = 100,
                  .decimals = 1,
                  .n_points = 9,
                  .n_forecast = 3,
                  .n_thresholds = 2,
                  .target = 1,
                  .n_events = 2,
                  .n_breaks = 1,
                  .method = "tren linear unit ini",
                  .fit_n = 9,
                  .fit_first_year = 2017,
                  .fit_last_year = 2025,
                  .note = "LKE = lembar kerja evaluasi",
                  .source = "data rekaan"}};
}

static void draw(struct example *e, struct zi_chart *chart)
{
    struct zi_error error = {0};

    e->input.points = e->points;
    e->input.forecast = e->forecast;
    e->input.thresholds = e->thresholds;
    e->input.events = e->events;
    e->input.breaks = e->breaks;
    if (zi_chart_trend(&e->input, &e->options, chart, &error) != ZI_OK)
        fail_msg("%s", error.en);
    assert_layout(chart, 0);
}

static void the_title_says_chance_and_course(void **state)
{
    struct example e = example();
    struct zi_chart chart;

    (void)state;
    draw(&e, &chart);
    assert_string_equal(chart.title, "DPMPTSP berpeluang 55% melampaui ambang WBBM pada 2026, naik "
                                     "menjadi 74% pada 2028");
    zi_chart_release(&chart);
    e.options.language = ZI_ENGLISH;
    e.forecast[2].probability = 0.004;
    draw(&e, &chart);
    assert_string_equal(chart.title, "DPMPTSP has a 55% chance of passing the WBBM threshold in "
                                     "2026, falling to less than 1% in 2028");
    zi_chart_release(&chart);
}

static void an_unchanged_chance_is_said_once(void **state)
{
    struct example e = example();
    struct zi_chart chart;

    (void)state;
    e.forecast[2].probability = 0.551;
    draw(&e, &chart);
    assert_string_equal(chart.title, "DPMPTSP berpeluang 55% melampaui ambang WBBM pada 2026");
    zi_chart_release(&chart);
}

static void a_unit_above_the_threshold_may_stay_there(void **state)
{
    struct example e = example();
    struct zi_chart chart;

    (void)state;
    e.input.target = 0;
    e.forecast[0].probability = 0.999;
    draw(&e, &chart);
    assert_string_equal(chart.title, "DPMPTSP berpeluang lebih dari 99% tetap di atas ambang WBK "
                                     "pada 2026, turun menjadi 74% pada 2028");
    assert_true(has_label(&chart, ">99%"));
    assert_true(has_label(&chart, "Peluang nilai ≥ 75"));
    zi_chart_release(&chart);
}

static void everything_is_labelled_directly(void **state)
{
    static const char *const labels[] = {"Ambang WBK 75",
                                         "Ambang WBBM 85",
                                         "LKE baru",
                                         "84,1",
                                         "Predikat WBK 2021",
                                         "(TPN 76,1)",
                                         "Nilai TPI",
                                         "Diusulkan WBBM 2024:",
                                         "TPN 82,9, belum lolos",
                                         "interval 2028",
                                         "94,7",
                                         "80,2",
                                         "87,4",
                                         "tengah",
                                         "proyeksi",
                                         "55%",
                                         "68%",
                                         "74%",
                                         "2017",
                                         "2028",
                                         "Peluang nilai ≥ 85"};
    struct example e = example();
    struct zi_chart chart;

    (void)state;
    draw(&e, &chart);
    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++)
        if (!has_label(&chart, labels[i]))
            fail_msg("no label '%s'", labels[i]);
    assert_true(
        has_label_with(&chart, "penilaian internal (TPI) 2017–2025, dan proyeksi 2026–2028"));
    assert_true(has_label_with(&chart, "LKE = lembar kerja evaluasi."));
    zi_chart_release(&chart);
}

static void a_missing_year_is_a_gap(void **state)
{
    struct example e = example();
    struct zi_chart chart;

    (void)state;
    e.points[3].value = NAN;
    draw(&e, &chart);
    assert_in_script(&chart, "2019\t68.6\n2020\tNaN\n2021\t76.9\n");
    zi_chart_release(&chart);
    /* a year that is not listed too */
    memmove(&e.points[3], &e.points[4], 5 * sizeof e.points[0]);
    e.input.n_points = 8;
    draw(&e, &chart);
    assert_in_script(&chart, "2019\t68.6\n2020\tNaN\n2021\t76.9\n");
    zi_chart_release(&chart);
}

static void bands_stay_on_the_scale(void **state)
{
    struct example e = example();
    struct zi_chart chart;

    (void)state;
    e.forecast[2].high95 = 112;
    draw(&e, &chart);
    assert_in_script(&chart, "2028\t87.4\t80.15\t100\t");
    assert_true(has_label(&chart, "100,0"));
    zi_chart_release(&chart);
}

static void values_are_not_rounded_across_a_threshold(void **state)
{
    struct example e = example();
    struct zi_chart chart;

    (void)state;
    e.points[8].value = 84.96;
    draw(&e, &chart);
    assert_true(has_label(&chart, "84,9"));
    assert_false(has_label(&chart, "85,0"));
    zi_chart_release(&chart);
    e.points[8].value = 85;
    draw(&e, &chart);
    assert_true(has_label(&chart, "85,0"));
    zi_chart_release(&chart);
}

static void few_values_have_no_fan_and_a_reason(void **state)
{
    struct example e = example();
    struct zi_chart chart;

    (void)state;
    e.input.n_points = 3;
    e.input.n_forecast = 0;
    e.input.forecast_reason = ZI_FEWER_THAN_4;
    draw(&e, &chart);
    assert_string_equal(chart.title,
                        "DPMPTSP: nilai 68,6 pada 2019; belum cukup data untuk proyeksi");
    assert_true(has_label_with(&chart, "belum cukup data ("));
    assert_true(has_label_with(&chart, "Di luar tahun yang digambar: WBK 2021, WBBM 2024."));
    assert_false(has_label(&chart, "proyeksi"));
    struct zi_buffer script = script_of(&chart);
    assert_null(strstr(script.text, "$FORECAST"));
    zi_buffer_release(&script);
    zi_chart_release(&chart);
}

static void a_forecast_without_chances_has_a_neutral_title(void **state)
{
    struct example e = example();
    struct zi_chart chart;

    (void)state;
    for (size_t i = 0; i < 3; i++)
        e.forecast[i].probability = NAN;
    draw(&e, &chart);
    assert_string_equal(chart.title, "DPMPTSP: nilai 84,1 pada 2025, diproyeksikan 85,2 pada 2026");
    zi_chart_release(&chart);
    e.input.n_thresholds = 0;
    draw(&e, &chart);
    assert_false(has_label_with(&chart, "Peluang"));
    zi_chart_release(&chart);
}

static void distant_thresholds_are_not_drawn(void **state)
{
    struct example e = example();
    struct zi_chart chart;

    (void)state;
    e.input.n_points = 2;
    e.input.n_forecast = 0;
    e.input.forecast_reason = ZI_FEWER_THAN_4;
    draw(&e, &chart);
    assert_true(has_label(&chart, "Ambang WBK 75")); /* 64.9 is within 12 of 75 */
    assert_false(has_label(&chart, "Ambang WBBM 85"));
    zi_chart_release(&chart);
}

static void a_fit_to_one_instrument_says_so(void **state)
{
    struct example e = example();
    struct zi_chart chart;

    (void)state;
    e.input.fit_first_year = 2022;
    e.input.fit_n = 4;
    draw(&e, &chart);
    assert_true(has_label_with(&chart, "galat dari 4 pengamatan, hanya dari 2022–2025"));
    zi_chart_release(&chart);
}

static void a_predicate_without_a_score_stands_on_the_axis(void **state)
{
    struct example e = example();
    struct zi_chart chart;

    (void)state;
    e.events[0].score = NAN;
    draw(&e, &chart);
    assert_true(has_label(&chart, "Predikat WBK 2021"));
    assert_false(has_label_with(&chart, "(TPN"));
    assert_in_script(&chart, "($3==3?$2:NaN) with points pt 9");
    zi_chart_release(&chart);
}

static void a_revoked_predicate_is_said(void **state)
{
    struct example e = example();
    struct zi_chart chart;

    (void)state;
    e.events[1] = (struct zi_trend_event){2023, "WBK", NAN, ZI_TREND_REVOKED};
    draw(&e, &chart);
    assert_true(has_label(&chart, "dicabut 2023"));
    zi_chart_release(&chart);
}

static void notes_without_room_are_counted(void **state)
{
    struct zi_trend_event crowd[40];
    struct example e = example();
    struct zi_chart chart;
    struct zi_error error;

    (void)state;
    for (size_t i = 0; i < 40; i++)
        crowd[i] = (struct zi_trend_event){2021, "WBK", 76.1, ZI_TREND_AWARDED};
    draw(&e, &chart);
    zi_chart_release(&chart);
    e.input.events = crowd;
    e.input.n_events = 40;
    assert_int_equal(zi_chart_trend(&e.input, &e.options, &chart, &error), ZI_OK);
    assert_layout(&chart, 0);
    assert_true(has_label_with(&chart, "catatan predikat tidak termuat"));
    zi_chart_release(&chart);
}

static void a_long_name_gives_way_in_the_title(void **state)
{
    struct example e = example();
    struct zi_chart chart;

    (void)state;
    e.input.short_name = NULL;
    e.input.unit = usual_names[5];
    draw(&e, &chart);
    assert_non_null(strstr(chart.title, "…"));
    assert_non_null(strstr(chart.title, "55% melampaui ambang WBBM pada 2026, naik menjadi 74%"));
    zi_chart_release(&chart);
}

static void the_description_needs_no_picture(void **state)
{
    struct example e = example();
    struct zi_chart chart;

    (void)state;
    e.options.language = ZI_ENGLISH;
    draw(&e, &chart);
    assert_string_equal(
        chart.description,
        "Line chart of nilai evaluasi Zona Integritas, Dinas Penanaman Modal dan Pelayanan Terpadu "
        "Satu Pintu: 62.4 in 2017, 84.1 in 2025 (9 values). Forecast 2028: 87.4, 95% prediction "
        "interval 80.2 to 94.7. DPMPTSP has a 55% chance of passing the WBBM threshold in 2026, "
        "rising to 74% in 2028.");
    zi_chart_release(&chart);
}

static void no_value_at_all_is_an_error(void **state)
{
    struct example e = example();
    struct zi_chart chart;
    struct zi_error error;

    (void)state;
    for (size_t i = 0; i < 9; i++)
        e.points[i].value = NAN;
    e.input.points = e.points;
    e.input.thresholds = e.thresholds;
    assert_int_equal(zi_chart_trend(&e.input, &e.options, &chart, &error), ZI_EFEW);
    assert_non_null(strstr(error.id, "tidak ada gambar: 'Dinas Penanaman"));
    e.input.n_points = 0;
    assert_int_equal(zi_chart_trend(&e.input, &e.options, &chart, &error), ZI_EFEW);
}

static void other_scales_have_their_own_axis(void **state)
{
    struct example e = example();
    struct zi_chart chart;

    (void)state;
    for (size_t i = 0; i < 9; i++)
        e.points[i].value = 2.1 + 0.2 * (double)i;
    e.input.scale_low = 1;
    e.input.scale_high = 5;
    e.input.decimals = 2;
    e.input.n_forecast = e.input.n_events = 0;
    e.input.n_thresholds = 1;
    e.thresholds[0] = (struct zi_chart_threshold){"level 3", 3};
    e.input.target = 0;
    draw(&e, &chart);
    assert_true(has_label(&chart, "2,5"));
    assert_true(has_label(&chart, "Ambang level 3 3"));
    assert_true(has_label(&chart, "3,70"));
    zi_chart_release(&chart);
}

/* Many units that do not exist: any years, gaps, names, predicates, sizes, fonts. */
static void any_trend_keeps_its_labels_apart(void **state)
{
    (void)state;
    for (uint64_t round = 1; round <= 300; round++) {
        uint64_t seed = round * 7919;
        struct zi_trend_point points[40];
        struct zi_trend_forecast forecast[10];
        struct zi_trend_event events[6];
        struct zi_trend_break breaks[] = {{2019, "LKE baru"}, {2022, any_name(&seed)}};
        struct zi_chart_threshold thresholds[] = {{"WBK", 75}, {"WBBM", 85}};
        struct example e = example();
        size_t n = 1 + pick(&seed, 25), ahead = chance(&seed) < 0.3 ? 0 : 1 + pick(&seed, 6);
        int first = 2000 + (int)pick(&seed, 20);
        double value = between(&seed, 5, 95), slope = between(&seed, -5, 5);
        struct zi_chart chart;
        struct zi_error error;

        for (size_t i = 0; i < n; i++) {
            value = fmin(100, fmax(0, value + slope + between(&seed, -4, 4)));
            points[i] = (struct zi_trend_point){first + (int)i,
                                                i > 0 && chance(&seed) < 0.15 ? NAN : value};
        }
        points[n - 1].value = value;
        for (size_t i = 0; i < ahead; i++) {
            double sd = between(&seed, 0.1, 12), mean = value + slope * (double)(i + 1);
            forecast[i] = (struct zi_trend_forecast){points[n - 1].year + 1 + (int)i,
                                                     mean,
                                                     mean - 0.7 * sd,
                                                     mean + 0.7 * sd,
                                                     mean - 1.3 * sd,
                                                     mean + 1.3 * sd,
                                                     mean - 2 * sd,
                                                     mean + 2 * sd,
                                                     chance(&seed)};
        }
        for (size_t i = 0; i < 6; i++)
            events[i] = (struct zi_trend_event){first + (int)pick(&seed, n),
                                                chance(&seed) < 0.5 ? "WBK" : "WBBM",
                                                chance(&seed) < 0.3 ? NAN : between(&seed, 60, 95),
                                                (enum zi_trend_outcome)pick(&seed, 3)};
        e.input.unit = any_name(&seed);
        e.input.short_name = chance(&seed) < 0.5 ? NULL : any_name(&seed);
        e.input.source = any_name(&seed);
        e.input.points = points;
        e.input.n_points = n;
        e.input.forecast = forecast;
        e.input.n_forecast = ahead;
        e.input.forecast_reason = ZI_FEWER_THAN_4;
        e.input.thresholds = thresholds;
        e.input.n_thresholds = pick(&seed, 3);
        e.input.target = pick(&seed, 2);
        e.input.events = events;
        e.input.n_events = pick(&seed, 7);
        e.input.breaks = breaks;
        e.input.n_breaks = pick(&seed, 3);
        e.options = any_options(&seed);
        assert_int_equal(zi_chart_trend(&e.input, &e.options, &chart, &error), ZI_OK);
        assert_layout(&chart, round);
        assert_no_text_in_commands(&chart);
        assert_null(strstr(chart.title, "karena"));
        assert_null(strstr(chart.title, "because"));
        zi_chart_release(&chart);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_title_says_chance_and_course),
        cmocka_unit_test(an_unchanged_chance_is_said_once),
        cmocka_unit_test(a_unit_above_the_threshold_may_stay_there),
        cmocka_unit_test(everything_is_labelled_directly),
        cmocka_unit_test(a_missing_year_is_a_gap),
        cmocka_unit_test(bands_stay_on_the_scale),
        cmocka_unit_test(values_are_not_rounded_across_a_threshold),
        cmocka_unit_test(few_values_have_no_fan_and_a_reason),
        cmocka_unit_test(a_forecast_without_chances_has_a_neutral_title),
        cmocka_unit_test(distant_thresholds_are_not_drawn),
        cmocka_unit_test(a_fit_to_one_instrument_says_so),
        cmocka_unit_test(a_predicate_without_a_score_stands_on_the_axis),
        cmocka_unit_test(a_revoked_predicate_is_said),
        cmocka_unit_test(notes_without_room_are_counted),
        cmocka_unit_test(a_long_name_gives_way_in_the_title),
        cmocka_unit_test(the_description_needs_no_picture),
        cmocka_unit_test(no_value_at_all_is_an_error),
        cmocka_unit_test(other_scales_have_their_own_axis),
        cmocka_unit_test(any_trend_keeps_its_labels_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
