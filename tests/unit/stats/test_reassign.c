#include "check.h"

#include "adoption_panel.h"
#include "stats/group_time.h"
#include "stats/reassign.h"

static struct zi_confidence confidence;
static struct zi_arena arena;
static struct adoption_panel panel;

static int prepare(void **state)
{
    (void)state;
    zi_confidence_init(&confidence, 0.95);
    return 0;
}

static int release(void **state)
{
    (void)state;
    zi_arena_release(&arena);
    return 0;
}

static struct zi_reassign reassign(const struct zi_adoption *adoption, enum zi_controls controls,
                                   size_t draws)
{
    struct zi_reassign result;

    assert_int_equal(zi_reassign(adoption, controls, draws, 7, &result, NULL), ZI_OK);
    return result;
}

static double simple_effect(const struct zi_adoption *adoption, enum zi_controls controls)
{
    struct zi_group_time result;

    assert_int_equal(
        zi_group_time(adoption, controls, ZI_BASE_VARYING, &confidence, &arena, &result, NULL),
        ZI_OK);
    return zi_group_time_overall(&result, ZI_AVERAGE_SIMPLE)->effect.estimate;
}

/* The treated of many cohorts, all but two of them made never treated. */
static struct zi_adoption two_treated(void)
{
    size_t kept = 0;

    read_adoption(&panel, "gaps");
    for (size_t unit = 0; unit < panel.adoption.n_units; unit++)
        if (panel.begins[unit] < panel.adoption.n_years && (unit % 5 != 0 || kept++ >= 2))
            panel.begins[unit] = panel.adoption.n_years;
    return by_unit(&panel);
}

static void the_estimate_is_the_simple_average(void **state)
{
    static const char *const names[] = {"one-cohort", "many-cohorts", "gaps", "institutions"};

    (void)state;
    for (size_t i = 0; i < 4; i++)
        for (int controls = 0; controls < 2; controls++) {
            struct zi_adoption adoption;

            read_adoption(&panel, names[i]);
            adoption = by_unit(&panel);
            assert_close(reassign(&adoption, (enum zi_controls)controls, 1).estimate,
                         simple_effect(&adoption, (enum zi_controls)controls), 1e-10);
        }
}

/* Every ordered pair of units gets the two dates, and the effect is estimated anew. */
static double p_by_all_pairs(struct zi_adoption *adoption, enum zi_controls controls)
{
    size_t begins[2], n = 0, large = 0, ways = 0;
    double real = fabs(simple_effect(adoption, controls));

    for (size_t unit = 0; unit < adoption->n_units; unit++) {
        if (panel.begins[unit] < adoption->n_years)
            begins[n++] = panel.begins[unit];
        panel.begins[unit] = adoption->n_years;
    }
    assert_int_equal(n, 2);
    for (size_t i = 0; i < adoption->n_units; i++)
        for (size_t j = 0; j < adoption->n_units; j++) {
            if (i == j)
                continue;
            panel.begins[i] = begins[0];
            panel.begins[j] = begins[1];
            large += fabs(simple_effect(adoption, controls)) >= real * (1 - 1e-9);
            ways++;
            panel.begins[i] = panel.begins[j] = adoption->n_years;
        }
    return (double)large / (double)ways;
}

static void all_ways_agree_with_estimating_each(void **state)
{
    (void)state;
    for (int controls = 0; controls < 2; controls++) {
        struct zi_adoption adoption = two_treated();
        struct zi_reassign got = reassign(&adoption, (enum zi_controls)controls, 1);

        assert_true(got.enumerated);
        assert_int_equal(got.n_draws, 32 * 31);
        assert_close(got.p_value, p_by_all_pairs(&adoption, (enum zi_controls)controls), 1e-12);
    }
}

static void one_treated_unit_has_as_many_ways_as_units(void **state)
{
    struct zi_reassign got;

    (void)state;
    read_adoption(&panel, "one-treated");
    got = reassign(&panel.adoption, ZI_CONTROLS_NEVER, 1);
    assert_true(got.enumerated);
    assert_int_equal(got.n_draws, 16);
    assert_true(got.p_value >= 1.0 / 16);
}

static void many_ways_are_drawn_with_a_seed(void **state)
{
    struct zi_adoption adoption;
    struct zi_reassign one, same;

    (void)state;
    read_adoption(&panel, "many-cohorts");
    adoption = by_unit(&panel);
    one = reassign(&adoption, ZI_CONTROLS_NEVER, 499);
    same = reassign(&adoption, ZI_CONTROLS_NEVER, 499);
    assert_true(!one.enumerated);
    assert_int_equal(one.n_draws, 499);
    assert_true(one.p_value == same.p_value);
    assert_close(one.p_value, 1.0 / 500, 1e-12);
}

static void nothing_to_estimate_has_no_p(void **state)
{
    (void)state;
    read_adoption(&panel, "no-never");
    assert_undefined(reassign(&panel.adoption, ZI_CONTROLS_NEVER, 9).p_value);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_estimate_is_the_simple_average),
        cmocka_unit_test(all_ways_agree_with_estimating_each),
        cmocka_unit_test(one_treated_unit_has_as_many_ways_as_units),
        cmocka_unit_test(many_ways_are_drawn_with_a_seed),
        cmocka_unit_test(nothing_to_estimate_has_no_p),
    };

    return cmocka_run_group_tests(tests, prepare, release);
}
