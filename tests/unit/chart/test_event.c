#include "chart_check.h"

#include "chart/event.h"

static const struct zi_event_point points[] = {
    {-3, 0.2, -0.5, 0.9, -0.8, 1.2, 9, false}, {-2, -0.1, -0.6, 0.4, -0.9, 0.7, 18, false},
    {-1, 0, NAN, NAN, NAN, NAN, 0, true},      {0, 1.1, 0.4, 1.8, 0.1, 2.1, 20, false},
    {1, 2.3, 1.2, 3.4, 0.9, 3.7, 16, false},
};

static struct zi_event_chart input_of(double mean, double low, double high, double lead_p)
{
    return (struct zi_event_chart){.outcome = "SKM",
                                   .award = "WBK",
                                   .points = points,
                                   .n = 5,
                                   .mean = mean,
                                   .mean_low = low,
                                   .mean_high = high,
                                   .lead_p = lead_p,
                                   .level_before = 82.6,
                                   .n_others = 45,
                                   .method = "Galat baku per unit.",
                                   .source = "data rekaan"};
}

static void draw(const struct zi_event_chart *input, enum zi_language language,
                 struct zi_chart *chart)
{
    struct zi_chart_options options = {.language = language};
    struct zi_error error = {0};

    if (zi_chart_event(input, &options, chart, &error) != ZI_OK)
        fail_msg("%s", error.en);
    assert_layout(chart, 0);
}

static void check_title(const struct zi_event_chart *input, enum zi_language language,
                        const char *title)
{
    struct zi_chart chart;

    draw(input, language, &chart);
    assert_string_equal(chart.title, title);
    assert_null(strstr(chart.title, "karena"));
    zi_chart_release(&chart);
}

static void the_title_says_higher_lower_or_nothing_seen(void **state)
{
    struct zi_event_chart higher = input_of(2.4, 1.0, 3.8, 0.71);
    struct zi_event_chart lower = input_of(-2.4, -3.8, -1.0, 0.71);
    struct zi_event_chart neither = input_of(0.4, -1.0, 1.8, 0.71);

    (void)state;
    check_title(
        &higher, ZI_INDONESIAN,
        "Sejak predikat WBK, nilai SKM rata-rata 2,4 poin lebih tinggi dari unit pembanding");
    check_title(&higher, ZI_ENGLISH,
                "Since the award of WBK, SKM is on average 2.4 points higher than in other units");
    check_title(
        &lower, ZI_INDONESIAN,
        "Sejak predikat WBK, nilai SKM rata-rata 2,4 poin lebih rendah dari unit pembanding");
    check_title(&lower, ZI_ENGLISH,
                "Since the award of WBK, SKM is on average 2.4 points lower than in other units");
    check_title(&neither, ZI_INDONESIAN,
                "Sejak WBK tidak terlihat beda SKM dengan unit pembanding");
    check_title(&neither, ZI_ENGLISH, "Since WBK no difference in SKM from other units is seen");
}

static void a_difference_before_turns_the_title_into_a_warning(void **state)
{
    struct zi_event_chart input = input_of(2.4, 1.0, 3.8, 0.04);

    (void)state;
    check_title(&input, ZI_INDONESIAN,
                "Sudah sebelum WBK tren SKM berbeda: beda sesudahnya belum dapat dibaca sebagai "
                "dampak");
    check_title(
        &input, ZI_ENGLISH,
        "Already before WBK trends of SKM differ: what differs afterwards cannot be read as "
        "an effect");
}

static void a_mean_without_interval_claims_nothing(void **state)
{
    struct zi_event_chart input = input_of(2.4, NAN, NAN, NAN);
    struct zi_chart chart;

    (void)state;
    draw(&input, ZI_INDONESIAN, &chart);
    assert_string_equal(chart.title, "Sejak WBK tidak terlihat beda SKM dengan unit pembanding");
    assert_true(has_label(&chart, "tanpa interval"));
    assert_true(has_label(&chart, "tidak terdefinisi"));
    zi_chart_release(&chart);
}

static void column_counts_and_reference_are_written(void **state)
{
    struct zi_event_chart input = input_of(2.4, 1.0, 3.8, 0.71);
    struct zi_chart chart;

    (void)state;
    draw(&input, ZI_INDONESIAN, &chart);
    assert_true(has_label(&chart, "+2,4 poin"));
    assert_true(has_label(&chart, "[+1,0; +3,8]"));
    assert_true(has_label(&chart, "p = 0,71"));
    assert_true(has_label(&chart, "82,6"));
    assert_true(has_label(&chart, "acuan"));
    assert_true(has_label(&chart, "−3"));
    assert_true(has_label(&chart, "+1"));
    assert_true(has_label(&chart, "+2,3"));
    assert_true(has_label(&chart, "20"));
    assert_true(has_label_with(&chart, "Beda bukan bukti sebab."));
    zi_chart_release(&chart);
}

static void without_a_year_since_there_is_no_picture(void **state)
{
    struct zi_event_chart input = input_of(0, NAN, NAN, NAN);
    struct zi_chart_options options = {0};
    struct zi_chart chart;
    struct zi_error error;

    (void)state;
    input.n = 3;
    assert_int_equal(zi_chart_event(&input, &options, &chart, &error), ZI_EFEW);
    input.n = 0;
    assert_int_equal(zi_chart_event(&input, &options, &chart, &error), ZI_EFEW);
}

static void any_points_keep_their_labels_apart(void **state)
{
    enum { MANY = 24 };

    (void)state;
    for (uint64_t round = 1; round <= 2000; round++) {
        uint64_t seed = round * 104729;
        double size = pow(10, between(&seed, -2, 3));
        struct zi_event_point any[MANY];
        struct zi_event_chart input =
            input_of(between(&seed, -size, size), -size, size, chance(&seed));
        struct zi_chart_options options = any_options(&seed);
        struct zi_chart chart;
        int first = -(int)pick(&seed, 12);

        input.n = 1 + (size_t)-first + pick(&seed, 10);
        for (size_t i = 0; i < input.n; i++) {
            double y = between(&seed, -size, size), half = between(&seed, 0, 3 * size);
            bool defined = chance(&seed) < 0.9;

            any[i] = (struct zi_event_point){first + (int)i,
                                             y,
                                             defined ? y - half : NAN,
                                             defined ? y + half : NAN,
                                             defined ? y - 1.4 * half : NAN,
                                             defined ? y + 1.4 * half : NAN,
                                             pick(&seed, 3000),
                                             first + (int)i == -1};
        }
        input.points = any;
        input.outcome = any_name(&seed);
        input.award = "WBK";
        if (chance(&seed) < 0.2)
            input.level_before = NAN;
        if (zi_chart_event(&input, &options, &chart, NULL) != ZI_OK)
            fail_msg("round %llu", (unsigned long long)round);
        assert_layout(&chart, round);
        zi_chart_release(&chart);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_title_says_higher_lower_or_nothing_seen),
        cmocka_unit_test(a_difference_before_turns_the_title_into_a_warning),
        cmocka_unit_test(a_mean_without_interval_claims_nothing),
        cmocka_unit_test(column_counts_and_reference_are_written),
        cmocka_unit_test(without_a_year_since_there_is_no_picture),
        cmocka_unit_test(any_points_keep_their_labels_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
