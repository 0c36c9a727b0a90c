#include "panel_of.h"

#include "analysis/impact.h"

enum { YEARS = 7, FIRST = 2017, TEXT_MAX = 60000 };

/* Scores that nothing determines: the remainders of powers of 7 after 101. */
static double score(int unit, int year)
{
    int value = 1;

    for (int i = 0; i < 3 * unit + 5 * (year - FIRST) + 1; i++)
        value = value * 7 % 101;
    return 70 + 0.1 * value;
}

/* Institutions of so many units; an institution also has its own SPIP. */
static void write_panel(char *text, int institutions, int units)
{
    size_t used = (size_t)snprintf(text, TEXT_MAX, "instansi,unit,tahun,skm,zi,spip\n");

    for (int i = 0; i < institutions; i++)
        for (int year = FIRST; year < FIRST + YEARS; year++) {
            used += (size_t)snprintf(text + used, TEXT_MAX - used, "I%02d,,%d,,,%g\n", i, year,
                                     2 + 0.01 * score(50 + i, year));
            for (int u = 0; u < units; u++)
                used += (size_t)snprintf(text + used, TEXT_MAX - used, "I%02d,U%02d,%d,%g,%g,\n", i,
                                         u, year, score(units * i + u, year),
                                         score(units * i + u + 3, year));
        }
}

static enum zi_code compute(struct fixture *f, const struct zi_impact_request *request,
                            const char *outcome, struct zi_impact *impact)
{
    struct zi_impact_request asked = *request;

    asked.outcome = index_of(f, outcome);
    asked.draws = 199;
    return zi_impact_compute(&f->selection, &asked, &f->arena, impact, &f->error);
}

static const char many_awards[] = "instansi,unit,predikat,tahun,peristiwa\n"
                                  "I00,U00,WBK,2019,ditetapkan\n"
                                  "I00,U01,WBK,2020,ditetapkan\n"
                                  "I00,U01,WBK,2022,dicabut\n"
                                  "I00,U02,WBK,2020,\n"
                                  "I00,U03,WBBM,2021,\n"
                                  "I00,U04,WBK,2021,\n"
                                  "I00,U05,WBK,2016,\n"
                                  "I00,U06,WBK,,\n"
                                  "I00,U07,WBK,2024,\n"
                                  "I00,U08,WBK,2021,tidak lolos\n";

static void prepare(struct fixture *f, const char *events, int institutions, int units)
{
    static char text[TEXT_MAX];

    write_panel(text, institutions, units);
    fixture_init(f, text, events);
}

static void everything_left_out_is_counted(void **state)
{
    struct zi_impact_request request = zi_impact_usual();
    struct zi_impact impact;
    struct fixture f;

    (void)state;
    prepare(&f, many_awards, 1, 20);
    assert_int_equal(compute(&f, &request, "skm", &impact), ZI_OK);
    assert_int_equal(impact.n_units, 18);
    assert_int_equal(impact.n_treated, 5);
    assert_int_equal(impact.n_later, 1);
    assert_int_equal(impact.n_never, 12);
    assert_int_equal(impact.n_cohorts, 3);
    assert_int_equal(impact.dropped[ZI_DROPPED_ALWAYS], 1);
    assert_int_equal(impact.dropped[ZI_DROPPED_UNDATED], 1);
    assert_int_equal(impact.dropped[ZI_DROPPED_AFTER], 2);
    assert_int_equal(impact.dropped[ZI_DROPPED_REVOKED], 0);
    assert_int_equal(impact.n_values, 18 * YEARS - 2);
    assert_true(impact.warned[ZI_WARN_REVOKED]);
    assert_true(impact.warned[ZI_WARN_SMALL_COHORTS]);
    assert_true(impact.warned[ZI_WARN_STAGGERED]);
    assert_true(!impact.warned[ZI_WARN_FEW_TREATED]);
    assert_int_equal(impact.warning_n[ZI_WARN_SMALL_COHORTS], 3);
    fixture_release(&f);
}

static void revocation_follows_the_rule(void **state)
{
    struct zi_impact_request request = zi_impact_usual();
    struct zi_impact impact;
    struct fixture f;

    (void)state;
    prepare(&f, many_awards, 1, 20);
    request.revoked = ZI_REVOKED_KEEP;
    assert_int_equal(compute(&f, &request, "skm", &impact), ZI_OK);
    assert_int_equal(impact.dropped[ZI_DROPPED_AFTER], 0);
    assert_int_equal(impact.n_treated, 5);
    assert_int_equal(impact.n_values, 18 * YEARS);
    request.revoked = ZI_REVOKED_DROP;
    assert_int_equal(compute(&f, &request, "skm", &impact), ZI_OK);
    assert_int_equal(impact.dropped[ZI_DROPPED_REVOKED], 1);
    assert_int_equal(impact.n_treated, 4);
    fixture_release(&f);
}

static void a_delay_moves_every_beginning(void **state)
{
    struct zi_impact_request request = zi_impact_usual();
    struct zi_impact impact;
    struct fixture f;

    (void)state;
    prepare(&f, many_awards, 1, 20);
    request.delay = 2;
    assert_int_equal(compute(&f, &request, "skm", &impact), ZI_OK);
    /* Awarded in 2016: treated from 2018. */
    assert_int_equal(impact.effects.cells[0].group, 2018 - FIRST);
    assert_int_equal(impact.dropped[ZI_DROPPED_ALWAYS], 0);
    fixture_release(&f);
}

static void few_awards_are_reassigned(void **state)
{
    struct zi_impact_request request = zi_impact_usual();
    struct zi_impact impact;
    struct fixture f;

    (void)state;
    prepare(&f, many_awards, 1, 20);
    request.award = ZI_AWARD_WBBM;
    assert_int_equal(compute(&f, &request, "skm", &impact), ZI_OK);
    assert_int_equal(impact.n_treated, 1);
    assert_true(impact.warned[ZI_WARN_FEW_TREATED]);
    assert_true(impact.reassign.enumerated);
    assert_int_equal(impact.reassign.n_draws, 20);
    assert_close(impact.reassign.estimate, zi_impact_headline(&impact)->estimate, 1e-12);
    fixture_release(&f);
}

static void an_outcome_that_decides_is_refused_unless_forced(void **state)
{
    struct zi_impact_request request = zi_impact_usual();
    struct zi_impact impact;
    struct fixture f;

    (void)state;
    prepare(&f, many_awards, 1, 20);
    assert_int_equal(compute(&f, &request, "zi", &impact), ZI_EUSAGE);
    assert_non_null(strstr(f.error.id, "ikut menentukan predikat"));
    request.forced = true;
    assert_int_equal(compute(&f, &request, "zi", &impact), ZI_OK);
    assert_true(impact.warned[ZI_WARN_DECIDES]);
    fixture_release(&f);
}

static void what_cannot_be_compared_is_refused_with_the_reason(void **state)
{
    struct zi_impact_request request = zi_impact_usual();
    struct zi_impact impact;
    struct fixture f;

    (void)state;
    prepare(&f, NULL, 1, 20);
    assert_int_equal(compute(&f, &request, "skm", &impact), ZI_EFEW);
    assert_non_null(strstr(f.error.en, "these data hold no event wbk"));
    fixture_release(&f);
    prepare(&f, "instansi,unit,predikat,tahun\nI00,U00,WBK,2015\n", 1, 4);
    assert_int_equal(compute(&f, &request, "skm", &impact), ZI_EFEW);
    assert_non_null(strstr(f.error.en, "1 were before"));
    fixture_release(&f);
    prepare(&f, "instansi,unit,predikat,tahun\nI00,U00,WBK,2019\nI00,U01,WBK,2020\n", 1, 2);
    assert_int_equal(compute(&f, &request, "skm", &impact), ZI_EFEW);
    assert_non_null(strstr(f.error.en, "--control not-yet"));
    assert_int_equal(compute(&f, &request, "sakip", &impact), ZI_EFEW);
    assert_non_null(strstr(f.error.en, "no value of sakip"));
    assert_int_equal(compute(&f, &request, "spip", &impact), ZI_EFEW);
    assert_non_null(strstr(f.error.en, "cannot be told from the years"));
    fixture_release(&f);
}

static const char awards_of_six[] = "instansi,unit,predikat,tahun\n"
                                    "I00,U00,WBK,2019\nI00,U01,WBK,2021\nI01,U00,WBK,2020\n"
                                    "I02,U02,WBK,2021\nI03,U01,WBK,2016\n";

static void several_institutions_are_the_clusters(void **state)
{
    struct zi_impact_request request = zi_impact_usual();
    struct zi_impact impact;
    struct fixture f;

    (void)state;
    prepare(&f, awards_of_six, 6, 4);
    assert_int_equal(compute(&f, &request, "skm", &impact), ZI_OK);
    assert_int_equal(impact.clustering, ZI_CLUSTERING_INSTITUTION);
    assert_int_equal(impact.n_clusters, 6);
    request.clustering = ZI_CLUSTERING_UNIT;
    assert_int_equal(compute(&f, &request, "skm", &impact), ZI_OK);
    assert_int_equal(impact.n_clusters, impact.n_units);
    fixture_release(&f);
}

/* Three institutions begin in time, two have no award; that of I03 lies before the first year, so
 * that its other units are in neither sample. */
static void other_units_are_compared_with_untouched_institutions(void **state)
{
    struct zi_impact_request request = zi_impact_usual();
    struct zi_impact impact;
    struct fixture f;

    (void)state;
    prepare(&f, awards_of_six, 6, 4);
    assert_int_equal(compute(&f, &request, "skm", &impact), ZI_OK);
    assert_int_equal(impact.spillover.n_institutions, 3);
    assert_int_equal(impact.spillover.n_untouched, 2);
    assert_int_equal(impact.spillover.others.n_units, 2 + 3 + 3);
    assert_int_equal(impact.spillover.awarded.n_units, 4);
    assert_true(impact.spillover.others.reason == ZI_DEFINED);
    fixture_release(&f);
    prepare(&f, many_awards, 1, 20);
    assert_int_equal(compute(&f, &request, "skm", &impact), ZI_OK);
    assert_true(impact.spillover.others.reason == ZI_NO_CONTROLS);
    fixture_release(&f);
}

/* SPIP is the institution's: the treatment is the share of its units. */
static void an_institutions_outcome_takes_the_share(void **state)
{
    struct zi_impact_request request = zi_impact_usual();
    struct zi_impact impact;
    struct fixture f;

    (void)state;
    prepare(&f, awards_of_six, 6, 4);
    assert_int_equal(compute(&f, &request, "spip", &impact), ZI_OK);
    assert_int_equal(impact.on, ZI_LEVEL_INSTITUTION);
    assert_int_equal(impact.n_units, 6);
    assert_int_equal(impact.n_treated, 4);
    assert_true(impact.warned[ZI_WARN_SHARE]);
    assert_true(impact.warned[ZI_WARN_BREAK]);
    assert_true(zi_impact_headline(&impact) == &impact.naive.effect);
    assert_true(isfinite(impact.detectable) != 0);
    fixture_release(&f);
}

static void every_name_is_a_word(void **state)
{
    (void)state;
    for (int w = 0; w < ZI_WARN_COUNT; w++)
        assert_non_null(zi_impact_warning_name((enum zi_impact_warning)w));
    for (int d = 0; d < ZI_DROPPED_COUNT; d++)
        assert_non_null(zi_impact_dropped_name((enum zi_impact_dropped)d));
    assert_string_equal(zi_impact_award_name(ZI_AWARD_DECLARED), "dicanangkan");
    assert_string_equal(zi_revoked_rule_name(ZI_REVOKED_KEEP), "keep");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_left_out_is_counted),
        cmocka_unit_test(revocation_follows_the_rule),
        cmocka_unit_test(a_delay_moves_every_beginning),
        cmocka_unit_test(few_awards_are_reassigned),
        cmocka_unit_test(an_outcome_that_decides_is_refused_unless_forced),
        cmocka_unit_test(what_cannot_be_compared_is_refused_with_the_reason),
        cmocka_unit_test(several_institutions_are_the_clusters),
        cmocka_unit_test(other_units_are_compared_with_untouched_institutions),
        cmocka_unit_test(an_institutions_outcome_takes_the_share),
        cmocka_unit_test(every_name_is_a_word),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
