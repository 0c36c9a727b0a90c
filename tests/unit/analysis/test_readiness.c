#include "panel_of.h"

#include "zistat/analysis/readiness.h"

/* A unit whose every condition of 2025 is met for WBK, in a local government that meets its own. */
#define HEAD                                                                                       \
    "instansi,unit,jenis,tahun,zi,zi.a1,zi.a2,zi.a3,zi.a4,zi.a5,zi.a6,zi.b1a,zi.b1b,zi.b2,sakip,"  \
    "tlhp,lhkpn,lhkan,lama_zi,layanan_inti,dampak_publik,opini,rb,spip\n"
#define INSTITUTION "Kabupaten Uji,,kabupaten,2024,,,,,,,,,,,65,,,,,,,WTP,61,3.1\n"
#define GOOD_UNIT                                                                                  \
    "Kabupaten Uji,Dinas Uji,dinas,2025,80.75,7,6,8,8,10,8,15.75,3.75,14.25,72,100,100,100,2,Ya,"  \
    "Ya,,,\n"
#define PREDICATES                                                                                 \
    "instansi,unit,predikat,tahun,peristiwa\n"                                                     \
    "Kabupaten Uji,Dinas Lain,WBK,2022,diberikan\n"

static struct zi_readiness judge(struct fixture *f, const char *unit, enum zi_aim aim)
{
    struct zi_readiness *results;
    size_t n;

    assert_int_equal(zi_readiness_compute(&f->selection, &f->regulations, 2025, aim, &f->arena,
                                          &results, &n, &f->error),
                     ZI_OK);
    for (size_t i = 0; i < n; i++)
        if (strcmp(f->panel.entities[results[i].entity].unit, unit) == 0)
            return results[i];
    fail_msg("no unit %s", unit);
    return results[0];
}

static const struct zi_rule_result *rule_on(const struct zi_readiness *r, const char *index,
                                            enum zi_level level)
{
    for (size_t k = 0; k < r->n_rules; k++)
        if (strcmp(r->rules[k].rule->index_name, index) == 0 && r->rules[k].rule->level == level)
            return &r->rules[k];
    fail_msg("no rule on %s", index);
    return NULL;
}

static void a_unit_that_meets_every_rule_is_ready(void **state)
{
    struct fixture f;

    (void)state;
    fixture_init(&f, HEAD INSTITUTION GOOD_UNIT, PREDICATES);

    struct zi_readiness r = judge(&f, "Dinas Uji", ZI_AIM_AUTO);

    for (size_t k = 0; k < r.n_rules; k++)
        if (r.rules[k].verdict != ZI_PASS)
            print_error("%s\n", r.rules[k].rule->name);
    assert_int_equal(r.target, ZI_WBK);
    assert_int_equal(r.verdict, ZI_PASS);
    assert_int_equal(r.passed, r.n_rules);
    assert_true(r.n_rules >= 20);
    assert_close(r.score, 80.75, 1e-15);
    assert_close(r.needed, 75, 1e-15);
    assert_true(r.gap == 0);
    fixture_release(&f);
}

static void unknown_is_never_pass(void **state)
{
    struct fixture f;

    (void)state;
    fixture_init(&f,
                 HEAD INSTITUTION
                 "Kabupaten Uji,Dinas Uji,dinas,2025,80.75,7,6,8,8,10,8,15.75,3.75,14.25,72,,100,"
                 "100,2,Ya,Ya,,,\n",
                 PREDICATES);

    struct zi_readiness r = judge(&f, "Dinas Uji", ZI_AIM_WBK);
    const struct zi_rule_result *tlhp = rule_on(&r, "tlhp", ZI_LEVEL_UNIT);

    assert_int_equal(r.verdict, ZI_UNKNOWN);
    assert_int_equal(r.unknown, 1);
    assert_int_equal(tlhp->verdict, ZI_UNKNOWN);
    assert_int_equal(tlhp->note, ZI_NOTE_NO_VALUE);
    fixture_release(&f);
}

static void a_failure_outweighs_what_is_unknown(void **state)
{
    struct fixture f;

    (void)state;
    fixture_init(&f,
                 HEAD INSTITUTION
                 "Kabupaten Uji,Dinas Uji,dinas,2025,80.75,7,6,8,8,8.99,8,15.75,3.75,14.25,72,,100,"
                 "100,2,Ya,Ya,,,\n",
                 PREDICATES);

    struct zi_readiness r = judge(&f, "Dinas Uji", ZI_AIM_WBK);
    const struct zi_rule_result *supervision = rule_on(&r, "zi.a5", ZI_LEVEL_UNIT);

    assert_int_equal(r.verdict, ZI_FAIL);
    assert_int_equal(supervision->verdict, ZI_FAIL);
    assert_close(supervision->required, 9, 1e-15);
    assert_close(supervision->gap, 0.01, 1e-9);
    fixture_release(&f);
}

/* Every numeric rule of the unit, just below, at and just above its border. */
static void borders_are_inclusive_and_decimal(void **state)
{
    static const struct {
        const char *value;
        enum zi_verdict verdict;
    } totals[] = {
        {"74.99", ZI_FAIL}, {"74.995", ZI_FAIL}, {"75", ZI_PASS},
        {"75.00", ZI_PASS}, {"75.01", ZI_PASS},
    };

    (void)state;
    for (size_t i = 0; i < sizeof totals / sizeof totals[0]; i++) {
        char text[1000];
        struct fixture f;

        snprintf(text, sizeof text,
                 HEAD INSTITUTION "Kabupaten Uji,Dinas Uji,dinas,2025,%s,7,6,8,8,10,8,15.75,3.75,"
                                  "14.25,72,100,100,100,2,Ya,Ya,,,\n",
                 totals[i].value);
        fixture_init(&f, text, PREDICATES);

        struct zi_readiness r = judge(&f, "Dinas Uji", ZI_AIM_WBK);

        assert_int_equal(rule_on(&r, "zi", ZI_LEVEL_UNIT)->verdict, totals[i].verdict);
        fixture_release(&f);
    }
}

static void a_sum_of_parts_stands_in_for_a_missing_value(void **state)
{
    struct fixture f;
    bool from_parts;

    (void)state;
    fixture_init(&f, HEAD INSTITUTION GOOD_UNIT, PREDICATES);

    size_t unit = zi_panel_find(&f.panel, "Kabupaten Uji", "Dinas Uji");

    assert_close(zi_readiness_value(&f.panel, unit, index_of(&f, "zi.a"), 2025, &from_parts), 47,
                 1e-14);
    assert_true(from_parts);
    assert_close(zi_readiness_value(&f.panel, unit, index_of(&f, "zi"), 2025, &from_parts), 80.75,
                 1e-14);
    assert_false(from_parts);
    assert_undefined(zi_readiness_value(&f.panel, unit, index_of(&f, "zi.a"), 2020, &from_parts));

    struct zi_readiness r = judge(&f, "Dinas Uji", ZI_AIM_WBK);

    assert_int_equal(rule_on(&r, "zi.a", ZI_LEVEL_UNIT)->note, ZI_NOTE_FROM_PARTS);
    fixture_release(&f);
}

static void an_institution_rule_uses_last_year_when_this_year_is_not_out(void **state)
{
    struct fixture f;

    (void)state;
    fixture_init(&f, HEAD "Kabupaten Uji,,kabupaten,2024,,,,,,,,,,,65,,,,,,,WTP,61,3.1\n" GOOD_UNIT,
                 PREDICATES);

    struct zi_readiness r = judge(&f, "Dinas Uji", ZI_AIM_WBK);
    const struct zi_rule_result *opinion = rule_on(&r, "opini", ZI_LEVEL_INSTITUTION);

    assert_int_equal(opinion->verdict, ZI_PASS);
    assert_int_equal(opinion->note, ZI_NOTE_YEAR_BEFORE);
    assert_int_equal(r.verdict, ZI_PASS);
    fixture_release(&f);
}

static void an_affirmative_unit_is_freed_from_institution_rules_for_wbk_only(void **state)
{
    static const char unit[] =
        "Kabupaten Uji,RSUD Uji,rsud,2025,80.75,7,6,8,8,10,8,15.75,3.75,14.25,72,100,100,100,2,Ya,"
        "Ya,,,\n";
    char text[1000];
    struct fixture f;

    (void)state;
    snprintf(text, sizeof text, "%s%s%s", HEAD,
             "Kabupaten Uji,,kabupaten,2024,,,,,,,,,,,45,,,,,,,WDP,61,2.1\n", unit);
    fixture_init(&f, text, PREDICATES);

    struct zi_readiness wbk = judge(&f, "RSUD Uji", ZI_AIM_WBK);
    struct zi_readiness wbbm = judge(&f, "RSUD Uji", ZI_AIM_WBBM);

    assert_int_equal(rule_on(&wbk, "opini", ZI_LEVEL_INSTITUTION)->verdict, ZI_PASS);
    assert_int_equal(rule_on(&wbk, "opini", ZI_LEVEL_INSTITUTION)->note, ZI_NOTE_EXEMPT);
    assert_int_equal(wbk.verdict, ZI_PASS);
    assert_int_equal(rule_on(&wbbm, "opini", ZI_LEVEL_INSTITUTION)->verdict, ZI_FAIL);
    fixture_release(&f);
}

static void only_local_governments_have_affirmative_units(void **state)
{
    struct fixture f;

    (void)state;
    fixture_init(&f,
                 HEAD "Kementerian Uji,,kementerian,2024,,,,,,,,,,,65,,,,,,,WDP,75,3.1\n"
                      "Kementerian Uji,SMP Negeri 1,,2025,80.75,7,6,8,8,10,8,15.75,3.75,14.25,72,"
                      "100,100,100,2,Ya,Ya,,,\n",
                 NULL);

    struct zi_readiness r = judge(&f, "SMP Negeri 1", ZI_AIM_WBK);

    assert_int_equal(rule_on(&r, "opini", ZI_LEVEL_INSTITUTION)->verdict, ZI_FAIL);
    fixture_release(&f);
    fixture_init(&f,
                 HEAD "Kabupaten Uji,,,2024,,,,,,,,,,,65,,,,,,,WDP,75,3.1\n"
                      "Kabupaten Uji,SMP Negeri 1,,2025,80.75,7,6,8,8,10,8,15.75,3.75,14.25,72,"
                      "100,100,100,2,Ya,Ya,,,\n",
                 NULL);
    r = judge(&f, "SMP Negeri 1", ZI_AIM_WBK);
    assert_int_equal(rule_on(&r, "opini", ZI_LEVEL_INSTITUTION)->verdict, ZI_PASS);
    fixture_release(&f);
}

/* "60,00 (B)": B begins above 60. */
static void the_score_counts_where_its_letter_disagrees(void **state)
{
    struct fixture f;

    (void)state;
    fixture_init(&f,
                 HEAD INSTITUTION
                 "Kabupaten Uji,Dinas Uji,dinas,2025,80.75,7,6,8,8,10,8,15.75,3.75,14.25,60.00 "
                 "(B),100,100,100,2,Ya,Ya,,,\n",
                 PREDICATES);

    struct zi_readiness r = judge(&f, "Dinas Uji", ZI_AIM_WBK);
    const struct zi_rule_result *sakip = rule_on(&r, "sakip", ZI_LEVEL_UNIT);

    assert_int_equal(sakip->verdict, ZI_FAIL);
    assert_string_equal(sakip->actual_band->name, "CC");
    fixture_release(&f);
}

static void the_rb_rule_follows_the_kind_of_government(void **state)
{
    struct fixture f;

    (void)state;
    fixture_init(&f, HEAD INSTITUTION GOOD_UNIT, PREDICATES);

    struct zi_readiness r = judge(&f, "Dinas Uji", ZI_AIM_WBK);
    const struct zi_rule_result *rb = rule_on(&r, "rb", ZI_LEVEL_INSTITUTION);

    assert_int_equal(rb->rule->applies_to, ZI_LOCAL_GOVERNMENT);
    assert_string_equal(rb->required_band->name, "CC");
    fixture_release(&f);
    fixture_init(&f,
                 HEAD "Kantor Uji,,,2024,,,,,,,,,,,65,,,,,,,WTP,61,3.1\n"
                      "Kantor Uji,Dinas Uji,dinas,2025,80.75,7,6,8,8,10,8,15.75,3.75,14.25,72,100,"
                      "100,100,2,Ya,Ya,,,\n",
                 "instansi,unit,predikat,tahun\nKantor Uji,Dinas Lain,WBK,2022\n");
    r = judge(&f, "Dinas Uji", ZI_AIM_WBK);
    assert_int_equal(rule_on(&r, "rb", ZI_LEVEL_INSTITUTION)->verdict, ZI_UNKNOWN);
    assert_int_equal(rule_on(&r, "rb", ZI_LEVEL_INSTITUTION)->note, ZI_NOTE_GOVERNMENT);
    fixture_release(&f);
}

static void wbbm_needs_two_years_of_wbk(void **state)
{
    static const struct {
        const char *events;
        enum zi_verdict verdict;
        enum zi_rule_note note;
    } cases[] = {
        {"Kabupaten Uji,Dinas Uji,WBK,2022,diberikan\n", ZI_PASS, ZI_NOTE_NONE},
        {"Kabupaten Uji,Dinas Uji,WBK,2023,diberikan\n", ZI_PASS, ZI_NOTE_EXACT_YEARS},
        {"Kabupaten Uji,Dinas Uji,WBK,2024,diberikan\n", ZI_FAIL, ZI_NOTE_NONE},
        {"Kabupaten Uji,Dinas Uji,WBK,,diberikan\n", ZI_UNKNOWN, ZI_NOTE_YEAR_UNKNOWN},
        {"Kabupaten Uji,Dinas Lain,WBK,2020,diberikan\n", ZI_FAIL, ZI_NOTE_NEVER_AWARDED},
        {"Kabupaten Lain,Dinas Jauh,WBK,2020,diberikan\n", ZI_UNKNOWN, ZI_NOTE_NO_PREDICATES},
        {"Kabupaten Uji,Dinas Uji,WBK,2018,diberikan\n"
         "Kabupaten Uji,Dinas Uji,WBK,2020,dicabut\n",
         ZI_FAIL, ZI_NOTE_NEVER_AWARDED},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char events[300];
        struct fixture f;

        snprintf(events, sizeof events, "instansi,unit,predikat,tahun,peristiwa\n%s",
                 cases[i].events);
        fixture_init(&f, HEAD INSTITUTION GOOD_UNIT, events);

        struct zi_readiness r = judge(&f, "Dinas Uji", ZI_AIM_WBBM);
        const struct zi_rule_result *held = rule_on(&r, "lama_wbk", ZI_LEVEL_UNIT);

        assert_int_equal(held->verdict, cases[i].verdict);
        assert_int_equal(held->note, cases[i].note);
        fixture_release(&f);
    }
}

static void a_revocation_bars_for_two_years_to_the_day(void **state)
{
    static const struct {
        int revoked;
        enum zi_verdict verdict;
    } cases[] = {{2025, ZI_FAIL}, {2024, ZI_FAIL}, {2023, ZI_UNKNOWN}, {2022, ZI_PASS}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char events[300];
        struct fixture f;

        snprintf(events, sizeof events,
                 "instansi,unit,predikat,tahun,peristiwa\n"
                 "Kabupaten Uji,Dinas Uji,WBK,2018,diberikan\n"
                 "Kabupaten Uji,Dinas Uji,WBK,%d,dicabut\n",
                 cases[i].revoked);
        fixture_init(&f, HEAD INSTITUTION GOOD_UNIT, events);

        struct zi_readiness r = judge(&f, "Dinas Uji", ZI_AIM_WBK);

        assert_int_equal(rule_on(&r, "sejak_pencabutan", ZI_LEVEL_UNIT)->verdict, cases[i].verdict);
        fixture_release(&f);
    }
}

static void a_letter_alone_is_judged_by_its_rank(void **state)
{
    struct fixture f;

    (void)state;
    fixture_init(&f,
                 HEAD INSTITUTION
                 "Kabupaten Uji,Dinas Uji,dinas,2025,80.75,7,6,8,8,10,8,15.75,3.75,14.25,CC,100,"
                 "100,100,2,Ya,Tidak,,,\n",
                 PREDICATES);

    struct zi_readiness r = judge(&f, "Dinas Uji", ZI_AIM_WBK);
    const struct zi_rule_result *sakip = rule_on(&r, "sakip", ZI_LEVEL_UNIT);

    assert_int_equal(sakip->verdict, ZI_FAIL);
    assert_int_equal(sakip->note, ZI_NOTE_LETTER_ONLY);
    assert_undefined(sakip->gap);
    assert_int_equal(rule_on(&r, "dampak_publik", ZI_LEVEL_UNIT)->verdict, ZI_FAIL);
    fixture_release(&f);
}

static void auto_aims_a_holder_of_wbk_at_wbbm(void **state)
{
    struct fixture f;

    (void)state;
    fixture_init(&f, HEAD INSTITUTION GOOD_UNIT,
                 "instansi,unit,predikat,tahun\nKabupaten Uji,Dinas Uji,WBK,2022\n");
    assert_int_equal(judge(&f, "Dinas Uji", ZI_AIM_AUTO).target, ZI_WBBM);
    assert_int_equal(judge(&f, "Dinas Uji", ZI_AIM_WBK).target, ZI_WBK);
    fixture_release(&f);
}

static void a_year_without_rules_and_a_panel_without_units_are_refused(void **state)
{
    struct fixture f;
    struct zi_readiness *results;
    size_t n;

    (void)state;
    fixture_init(&f, "instansi,unit,tahun,skm\nKab. A,Dinas,2001,80\n", NULL);
    assert_int_equal(zi_readiness_compute(&f.selection, &f.regulations, 2001, ZI_AIM_WBK, &f.arena,
                                          &results, &n, &f.error),
                     ZI_EFEW);
    fixture_release(&f);
    fixture_init(&f, "instansi,tahun,spi\nKab. A,2023,80\n", NULL);
    assert_int_equal(zi_readiness_compute(&f.selection, &f.regulations, 2023, ZI_AIM_WBK, &f.arena,
                                          &results, &n, &f.error),
                     ZI_EFEW);
    fixture_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_unit_that_meets_every_rule_is_ready),
        cmocka_unit_test(unknown_is_never_pass),
        cmocka_unit_test(a_failure_outweighs_what_is_unknown),
        cmocka_unit_test(borders_are_inclusive_and_decimal),
        cmocka_unit_test(a_sum_of_parts_stands_in_for_a_missing_value),
        cmocka_unit_test(an_institution_rule_uses_last_year_when_this_year_is_not_out),
        cmocka_unit_test(an_affirmative_unit_is_freed_from_institution_rules_for_wbk_only),
        cmocka_unit_test(only_local_governments_have_affirmative_units),
        cmocka_unit_test(the_score_counts_where_its_letter_disagrees),
        cmocka_unit_test(the_rb_rule_follows_the_kind_of_government),
        cmocka_unit_test(wbbm_needs_two_years_of_wbk),
        cmocka_unit_test(a_revocation_bars_for_two_years_to_the_day),
        cmocka_unit_test(a_letter_alone_is_judged_by_its_rank),
        cmocka_unit_test(auto_aims_a_holder_of_wbk_at_wbbm),
        cmocka_unit_test(a_year_without_rules_and_a_panel_without_units_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
