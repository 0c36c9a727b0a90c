#include "check.h"

#include "adoption_panel.h"
#include "stats/event_study.h"
#include "stats/goodman_bacon.h"

static struct zi_arena arena;
static struct adoption_panel panel;

static int release(void **state)
{
    (void)state;
    zi_arena_release(&arena);
    return 0;
}

static struct zi_goodman_bacon decompose(const struct zi_adoption *adoption)
{
    struct zi_goodman_bacon result;

    assert_int_equal(zi_goodman_bacon(adoption, &arena, &result, NULL), ZI_OK);
    return result;
}

static size_t year_of(const char *text)
{
    return strcmp(text, "Inf") == 0 ? panel.adoption.n_years
                                    : strtoul(text, NULL, 10) - (size_t)panel.first_year;
}

static void check_line(const struct zi_goodman_bacon *bacon, const char *kind, char *rest)
{
    char *pair = next_field(&rest);
    size_t treated, against;

    if (strcmp(kind, "sum") == 0) {
        check_number(next_field(&rest), bacon->effect, "sum");
        check_number(next_field(&rest), bacon->effect, "effect by dummies");
        check_number(next_field(&rest), (double)bacon->n_balanced, "balanced units");
        return;
    }
    treated = strtoul(pair, NULL, 10) - (size_t)panel.first_year;
    against = year_of(strchr(pair, ' ') + 1);
    for (size_t i = 0; i < bacon->n_comparisons; i++) {
        const struct zi_comparison *c = &bacon->comparisons[i];

        if (c->treated != treated || c->against != against)
            continue;
        assert_string_equal(zi_comparison_name(c->kind), kind);
        check_number(next_field(&rest), c->estimate, "comparison");
        check_number(next_field(&rest), c->weight, "weight");
        return;
    }
    fail_msg("no comparison of %s", pair);
}

static void comparisons_agree_with_r(void **state)
{
    char line[512], name[512] = "";
    FILE *file = fopen("tests/reference/impact/regressions.csv", "r");
    struct zi_goodman_bacon bacon = {0};
    size_t n = 0;

    (void)state;
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        char *rest = line;
        const char *panel_name = next_field(&rest);
        const char *what = next_field(&rest);

        if (strncmp(what, "bacon-", 6) != 0)
            continue;
        if (strcmp(name, panel_name) != 0) {
            snprintf(name, sizeof name, "%s", panel_name);
            read_adoption(&panel, name);
            bacon = decompose(&panel.adoption);
        }
        check_line(&bacon, what + 6, rest);
        n++;
    }
    fclose(file);
    assert_true(n > 50);
}

/* The panels are drawn anew from a seed: units, years, dates and gaps differ. */
static struct zi_adoption random_panel(unsigned seed)
{
    struct zi_adoption a = {.n_units = 12 + seed % 9, .n_years = 4 + seed % 5};
    unsigned state = seed * 7919 + 1;

    memset(&panel, 0, sizeof panel);
    for (size_t unit = 0; unit < a.n_units; unit++) {
        state = state * 1103515245u + 12345u;
        panel.begins[unit] = 1 + (state >> 16) % a.n_years;
        panel.each[unit + 1] = unit + 1;
        for (size_t year = 0; year < a.n_years; year++) {
            state = state * 1103515245u + 12345u;
            panel.y[unit * a.n_years + year] = (state >> 8) % 4000 / 100.0;
        }
    }
    a.y = panel.y;
    a.begins = panel.begins;
    a.cluster = panel.each;
    a.n_clusters = a.n_units;
    return a;
}

static void weights_sum_to_one_and_rebuild_the_static_effect(void **state)
{
    struct zi_confidence confidence;
    struct zi_panel_inference inference = {
        .errors = ZI_ERRORS_CR1, .confidence = &confidence, .n_threads = 1};

    (void)state;
    zi_confidence_init(&confidence, 0.95);
    for (unsigned seed = 1; seed <= 60; seed++) {
        struct zi_adoption adoption = random_panel(seed);
        struct zi_goodman_bacon bacon = decompose(&adoption);
        struct zi_static_effect whole;
        double weights = 0, totals = 0;

        assert_int_equal(zi_static_effect(&adoption, &inference, &arena, &whole, NULL), ZI_OK);
        for (size_t i = 0; i < bacon.n_comparisons; i++)
            weights += bacon.comparisons[i].weight;
        for (size_t kind = 0; kind < ZI_COMPARISON_KINDS; kind++)
            if (bacon.totals[kind].n > 0)
                totals += bacon.totals[kind].weight * bacon.totals[kind].estimate;
        assert_close(weights, 1, 1e-12);
        assert_close(totals, bacon.effect, 1e-10);
        assert_close(bacon.effect, whole.effect.estimate, 1e-9);
    }
}

static void units_with_gaps_are_left_out_and_counted(void **state)
{
    struct zi_goodman_bacon bacon;

    (void)state;
    read_adoption(&panel, "gaps");
    bacon = decompose(&panel.adoption);
    assert_int_equal(bacon.n_units, 32);
    assert_int_equal(bacon.n_balanced, 15);
}

static void without_comparisons_there_is_no_effect(void **state)
{
    struct zi_goodman_bacon bacon;

    (void)state;
    read_adoption(&panel, "two-years");
    for (size_t unit = 0; unit < panel.adoption.n_units; unit++)
        panel.begins[unit] = panel.adoption.n_years;
    bacon = decompose(&panel.adoption);
    assert_int_equal(bacon.n_comparisons, 0);
    assert_undefined(bacon.effect);
    assert_undefined(bacon.totals[ZI_LATER_AGAINST_EARLIER].estimate);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comparisons_agree_with_r),
        cmocka_unit_test(weights_sum_to_one_and_rebuild_the_static_effect),
        cmocka_unit_test(units_with_gaps_are_left_out_and_counted),
        cmocka_unit_test(without_comparisons_there_is_no_effect),
    };

    return cmocka_run_group_tests(tests, NULL, release);
}
