#include "panel_of.h"

#include "zistat/analysis/plan.h"

#define HEAD                                                                                       \
    "instansi,unit,jenis,tahun,zi.a1,zi.a2,zi.a3,zi.a4,zi.a5,zi.a6,zi.b1b,ipak,ipkp,sakip,tlhp,"   \
    "lhkpn,lhkan,lama_zi,layanan_inti,dampak_publik,opini,rb,spip\n"
#define INSTITUTION "Kabupaten Uji,,kabupaten,2024,,,,,,,,,,65,,,,,,,WTP,61,3.1\n"
#define UNIT(scores) "Kabupaten Uji,Dinas Uji,dinas,2025," scores ",72,100,100,100,2,Ya,Ya,,,\n"
#define PREDICATES                                                                                 \
    "instansi,unit,predikat,tahun,peristiwa\n"                                                     \
    "Kabupaten Uji,Dinas Zeta,WBK,2022,diberikan\n"

struct planned {
    struct fixture f;
    struct zi_efforts efforts;
    struct zi_readiness *results;
    size_t n;
    struct zi_plan *plans;
};

static void plan_for(struct planned *p, const char *scores, const char *predicates,
                     const char *effort, int year, enum zi_aim aim)
{
    struct fixture *f = &p->f;

    fixture_init(f, scores, predicates);
    assert_int_equal(zi_efforts_load(&p->efforts, &f->catalogue, effort, &f->error), ZI_OK);
    assert_int_equal(zi_readiness_compute(&f->selection, &f->regulations, year, aim, &f->arena,
                                          &p->results, &p->n, &f->error),
                     ZI_OK);
    assert_int_equal(
        zi_plan_compute(&f->panel, p->results, p->n, &p->efforts, &f->arena, &p->plans, &f->error),
        ZI_OK);
}

static void plan(struct planned *p, const char *scores)
{
    plan_for(p, scores, PREDICATES, NULL, 2025, ZI_AIM_WBK);
}

static void release(struct planned *p)
{
    zi_efforts_release(&p->efforts);
    fixture_release(&p->f);
}

static const struct zi_raise *raise_of(const struct planned *p, const char *index)
{
    for (size_t i = 0; i < p->plans[0].n_raises; i++)
        if (p->plans[0].raises[i].index == index_of(&p->f, index))
            return &p->plans[0].raises[i];
    fail_msg("%s is not raised", index);
    return NULL;
}

/* One point in A5 serves the area, the levers and the total. */
static void one_point_serves_every_threshold_that_holds_it(void **state)
{
    struct planned p;

    (void)state;
    plan(&p, HEAD INSTITUTION UNIT("5,4.5,6.2,6.3,8.6,8.7,3.75,3.8,3.7"));
    /* A = 39.3, B = 16.625 + 3.75 + 16.1875, total 75.8625: A5 lacks 0.4, the levers 0.7 */
    assert_int_equal(p.plans[0].state, ZI_PLAN_FOUND);
    assert_int_equal(p.plans[0].n_raises, 1);
    assert_close(raise_of(&p, "zi.a5")->from, 8.6, 1e-15);
    assert_close(raise_of(&p, "zi.a5")->to, 9.3, 1e-15);
    assert_close(p.plans[0].points, 0.7, 1e-12);
    assert_close(p.plans[0].effort, 0.7 * 1.25, 1e-12);
    release(&p);
}

static void a_survey_rises_in_steps_of_a_hundredth_of_its_index(void **state)
{
    struct planned p;

    (void)state;
    plan(&p, HEAD INSTITUTION UNIT("7,6,8,8,12,8,3.75,3.57,3.7"));
    assert_int_equal(p.plans[0].n_raises, 1);
    assert_close(raise_of(&p, "ipak")->to, 3.6, 1e-15);
    assert_close(raise_of(&p, "ipak")->points, 3 * 0.04375, 1e-12);
    release(&p);
}

/* C or better: 1.25 becomes 2.5, nothing between. */
static void performance_knows_five_values(void **state)
{
    struct planned p;

    (void)state;
    plan(&p, HEAD INSTITUTION UNIT("7,6,8,8,12,8,1.25,3.9,3.7"));
    assert_int_equal(p.plans[0].n_raises, 1);
    assert_close(raise_of(&p, "zi.b1b")->to, 2.5, 0);
    release(&p);
    plan(&p, HEAD INSTITUTION UNIT("7,6,8,8,12,8,2,3.9,3.7"));
    assert_int_equal(p.plans[0].state, ZI_PLAN_OFF_GRID);
    assert_int_equal(p.plans[0].missing[0], index_of(&p.f, "zi.b1b"));
    assert_int_equal(p.plans[0].n_raises, 0);
    release(&p);
}

/* Every minimum is met, the total is not: 72.25 of 75. */
static void meeting_every_minimum_is_not_enough(void **state)
{
    struct planned p;
    double minimums, total;

    (void)state;
    plan(&p, HEAD INSTITUTION UNIT("5.8,5.2,7,7,10,7,2.5,3.6,3.2"));
    /* A = 42, B = 15.75 + 2.5 + 14 = 32.25: 74.25, and B1 is met exactly */
    assert_int_equal(p.results[0].failed, 1);
    assert_close(p.plans[0].points, 0.75, 1e-12);
    assert_int_equal(p.plans[0].n_raises, 1);
    assert_close(raise_of(&p, "zi.a1")->points, 0.75, 1e-12); /* the first of equal effort */
    assert_int_equal(
        zi_plan_minimums(&p.f.panel, &p.results[0], &p.f.arena, &minimums, &total, &p.f.error),
        ZI_OK);
    assert_close(minimums, 72.25, 0);
    assert_close(total, 75, 0);
    release(&p);
    plan_for(&p, HEAD INSTITUTION UNIT("5.8,5.2,7,7,10,7,2.5,3.6,3.2"), PREDICATES, NULL, 2025,
             ZI_AIM_WBBM);
    assert_int_equal(
        zi_plan_minimums(&p.f.panel, &p.results[0], &p.f.arena, &minimums, &total, &p.f.error),
        ZI_OK);
    assert_close(minimums, 83.25, 0);
    assert_close(total, 85, 0);
    release(&p);
}

static void what_no_points_buy_is_said_apart(void **state)
{
    struct planned p;

    (void)state;
    plan(&p, HEAD "Kabupaten Uji,,kabupaten,2024,,,,,,,,,,65,,,,,,,WDP,61,3.1\n"
                  "Kabupaten Uji,Dinas Uji,dinas,2025,7,6,8,8,12,8,3.75,3.9,3.7,72,90,100,100,0,Ya,"
                  "Tidak,,,\n");
    assert_int_equal(p.plans[0].state, ZI_PLAN_NOTHING);
    assert_int_equal(p.plans[0].n_obstacles, 4);
    assert_int_equal(p.plans[0].n_fixed, 3);
    assert_string_equal(p.plans[0].obstacles[0].result->rule->index_name, "opini");
    assert_false(p.plans[0].obstacles[0].this_year);
    assert_string_equal(p.plans[0].obstacles[3].result->rule->index_name, "tlhp");
    assert_true(p.plans[0].obstacles[3].this_year);
    release(&p);
}

static void what_is_not_known_is_named_and_not_guessed(void **state)
{
    struct planned p;

    (void)state;
    plan(&p, HEAD INSTITUTION UNIT("7,6,8,8,,8,3.75,3.9,"));
    assert_int_equal(p.plans[0].state, ZI_PLAN_UNKNOWN);
    assert_int_equal(p.plans[0].n_missing, 2);
    assert_int_equal(p.plans[0].missing[0], index_of(&p.f, "zi.a5"));
    assert_int_equal(p.plans[0].missing[1], index_of(&p.f, "zi.b2"));
    assert_int_equal(p.plans[0].n_raises, 0);
    release(&p);
    plan(&p, HEAD INSTITUTION UNIT(",,,,,,,,"));
    assert_int_equal(p.plans[0].n_missing, 1);
    assert_int_equal(p.plans[0].missing[0], index_of(&p.f, "zi"));
    release(&p);
}

static void a_holder_of_wbbm_and_a_ready_unit_need_no_plan(void **state)
{
    struct planned p;

    (void)state;
    plan(&p, HEAD INSTITUTION UNIT("7,6,8,8,12,8,3.75,3.9,3.7"));
    assert_int_equal(p.results[0].verdict, ZI_PASS);
    assert_int_equal(p.plans[0].state, ZI_PLAN_NOTHING);
    assert_int_equal(p.plans[0].n_obstacles, 0);
    release(&p);
    plan_for(&p, HEAD INSTITUTION UNIT("5,6,8,8,12,8,3.75,3.9,3.7"),
             "instansi,unit,predikat,tahun\nKabupaten Uji,Dinas Uji,WBBM,2022\n", NULL, 2025,
             ZI_AIM_WBBM);
    assert_int_equal(p.plans[0].state, ZI_PLAN_HELD);
    assert_int_equal(p.plans[0].n_obstacles, 0);
    release(&p);
}

/* A recorded whole counts, also where it is not the sum of its parts. */
static void a_recorded_total_counts(void **state)
{
    struct planned p;

    (void)state;
    plan(&p, "instansi,unit,jenis,tahun,zi,zi.a1,zi.a2,zi.a3,zi.a4,zi.a5,zi.a6,zi.b1b,ipak,ipkp\n"
             "Kabupaten Uji,Dinas Uji,dinas,2025,74.99,7,6,8,8,12,8,3.75,3.9,3.7\n");
    assert_int_equal(p.plans[0].state, ZI_PLAN_FOUND);
    assert_close(p.plans[0].points, 0.01, 1e-12);
    release(&p);
}

static void not_even_the_maxima_reach_what_is_asked(void **state)
{
    struct planned p;

    (void)state;
    plan(&p, "instansi,unit,jenis,tahun,zi,zi.a1,zi.a2,zi.a3,zi.a4,zi.a5,zi.a6,zi.b1b,ipak,ipkp\n"
             "Kabupaten Uji,Dinas Uji,dinas,2025,20,8,7,10,10,15,9.5,5,4,4\n");
    assert_int_equal(p.plans[0].state, ZI_PLAN_OUT_OF_REACH);
    assert_int_equal(p.plans[0].n_missing, 0);
    release(&p);
}

static void an_effort_of_ones_own_changes_the_way(void **state)
{
    struct planned p;
    char path[] = "/tmp/zistat-effort-XXXXXX";
    int file = mkstemp(path);

    (void)state;
    assert_true(file >= 0);
    close(file);
    write_file(path, "index,effort\nzi.a3,0.5\n");
    plan_for(&p, HEAD INSTITUTION UNIT("5.8,5.2,7,7,10,7,2.5,3.6,3.2"), PREDICATES, path, 2025,
             ZI_AIM_WBK);
    unlink(path);
    assert_int_equal(p.plans[0].n_raises, 1);
    assert_close(raise_of(&p, "zi.a3")->points, 0.75, 1e-12);
    assert_close(p.plans[0].effort, 0.375, 1e-12);
    release(&p);
}

static void a_year_whose_parts_are_not_on_record_has_no_plan(void **state)
{
    struct fixture f;
    struct zi_efforts efforts;
    struct zi_readiness *results;
    struct zi_plan *plans;
    size_t n;

    (void)state;
    fixture_init(&f, "instansi,unit,tahun,zi\nKab. A,Dinas,2018,70\n", NULL);
    assert_int_equal(zi_efforts_load(&efforts, &f.catalogue, NULL, &f.error), ZI_OK);
    assert_int_equal(zi_readiness_compute(&f.selection, &f.regulations, 2018, ZI_AIM_WBK, &f.arena,
                                          &results, &n, &f.error),
                     ZI_OK);
    assert_int_equal(zi_plan_compute(&f.panel, results, n, &efforts, &f.arena, &plans, &f.error),
                     ZI_EFEW);
    zi_efforts_release(&efforts);
    fixture_release(&f);
}

/* ---- random sheets: the plan reaches everything, and nothing less does ---- */

enum { COMPONENTS = 15, UNITS = 120 };

static const struct {
    const char *name;
    double max;
    double step;
} components[COMPONENTS] = {
    {"zi.a1.pemenuhan", 4, 0.01},
    {"zi.a1.reform", 4, 0.01},
    {"zi.a2.pemenuhan", 3.5, 0.01},
    {"zi.a2.reform", 3.5, 0.01},
    {"zi.a3.pemenuhan", 5, 0.01},
    {"zi.a3.reform", 5, 0.01},
    {"zi.a4.pemenuhan", 5, 0.01},
    {"zi.a4.reform", 5, 0.01},
    {"zi.a5.pemenuhan", 7.5, 0.01},
    {"zi.a5.reform", 7.5, 0.01},
    {"zi.a6.pemenuhan", 5, 0.01},
    {"zi.a6.reform", 5, 0.01},
    {"zi.b1b", 5, 1.25},
    {"ipak", 4, 0.01},
    {"ipkp", 4, 0.01},
};

static uint64_t seed;

static int below(int limit)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int)((seed >> 33) % (uint64_t)limit);
}

static void draw(double sheet[COMPONENTS])
{
    for (int i = 0; i < COMPONENTS; i++) {
        int most = (int)(components[i].max / components[i].step + 0.5);
        int least = i < 12 ? most * 2 / 5 : i == 12 ? 0 : most * 7 / 10;

        sheet[i] = (least + below(most - least + 1)) * components[i].step;
    }
}

static char *csv_of(double sheets[][COMPONENTS])
{
    static char text[100000];
    int at = snprintf(text, sizeof text, "instansi,unit,tahun");

    for (int i = 0; i < COMPONENTS; i++)
        at += snprintf(text + at, sizeof text - (size_t)at, ",%s", components[i].name);
    at += snprintf(text + at, sizeof text - (size_t)at, "\n");
    for (int u = 0; u < UNITS; u++) {
        at += snprintf(text + at, sizeof text - (size_t)at, "Kabupaten Uji,Dinas %03d,2025", u);
        for (int i = 0; i < COMPONENTS; i++)
            at += snprintf(text + at, sizeof text - (size_t)at, ",%.4f", sheets[u][i]);
        at += snprintf(text + at, sizeof text - (size_t)at, "\n");
    }
    return text;
}

static void add_raises(const struct planned *p, double sheets[][COMPONENTS], bool all_but_one_step)
{
    for (size_t u = 0; u < p->n; u++)
        for (size_t k = 0; k < p->plans[u].n_raises; k++) {
            const struct zi_raise *raise = &p->plans[u].raises[k];

            for (int i = 0; i < COMPONENTS; i++)
                if (index_of(&p->f, components[i].name) == raise->index) {
                    assert_close(raise->from, sheets[u][i], 1e-9);
                    assert_true(raise->to <= components[i].max + 1e-9);
                    sheets[u][i] = raise->to;
                    if (all_but_one_step && k == (u % p->plans[u].n_raises))
                        sheets[u][i] -= components[i].step;
                }
        }
}

static size_t failed_scores(const struct zi_readiness *r)
{
    size_t failed = 0;

    for (size_t k = 0; k < r->n_rules; k++)
        failed +=
            r->rules[k].verdict == ZI_FAIL && strncmp(r->rules[k].rule->index_name, "zi", 2) == 0;
    return failed;
}

static void plans_reach_every_threshold_and_no_less_does(enum zi_aim aim, enum zi_reading area)
{
    static double drawn[UNITS][COMPONENTS], raised[UNITS][COMPONENTS], short_of[UNITS][COMPONENTS];
    struct planned p, reached, missed;
    size_t found = 0;

    for (int u = 0; u < UNITS; u++)
        draw(drawn[u]);
    memcpy(raised, drawn, sizeof raised);
    memcpy(short_of, drawn, sizeof short_of);
    fixture_init(&p.f, csv_of(drawn), NULL);
    zi_regulations_read_as(&p.f.regulations, area, ZI_STRICT_BORDER);
    assert_int_equal(zi_efforts_load(&p.efforts, &p.f.catalogue, NULL, &p.f.error), ZI_OK);
    assert_int_equal(zi_readiness_compute(&p.f.selection, &p.f.regulations, 2025, aim, &p.f.arena,
                                          &p.results, &p.n, &p.f.error),
                     ZI_OK);
    assert_int_equal(
        zi_plan_compute(&p.f.panel, p.results, p.n, &p.efforts, &p.f.arena, &p.plans, &p.f.error),
        ZI_OK);
    assert_int_equal(p.n, UNITS);
    add_raises(&p, raised, false);
    add_raises(&p, short_of, true);
    fixture_init(&reached.f, csv_of(raised), NULL);
    zi_regulations_read_as(&reached.f.regulations, area, ZI_STRICT_BORDER);
    assert_int_equal(zi_readiness_compute(&reached.f.selection, &reached.f.regulations, 2025, aim,
                                          &reached.f.arena, &reached.results, &reached.n,
                                          &reached.f.error),
                     ZI_OK);
    fixture_init(&missed.f, csv_of(short_of), NULL);
    zi_regulations_read_as(&missed.f.regulations, area, ZI_STRICT_BORDER);
    assert_int_equal(zi_readiness_compute(&missed.f.selection, &missed.f.regulations, 2025, aim,
                                          &missed.f.arena, &missed.results, &missed.n,
                                          &missed.f.error),
                     ZI_OK);
    for (size_t u = 0; u < UNITS; u++) {
        assert_true(p.plans[u].state == ZI_PLAN_FOUND || p.plans[u].state == ZI_PLAN_NOTHING);
        assert_int_equal(failed_scores(&reached.results[u]), 0);
        assert_int_equal(failed_scores(&p.results[u]) > 0, p.plans[u].n_raises > 0);
        if (p.plans[u].n_raises == 0)
            continue;
        found++;
        assert_true(failed_scores(&missed.results[u]) > 0);
    }
    assert_true(found > UNITS / 4);
    fixture_release(&missed.f);
    fixture_release(&reached.f);
    release(&p);
}

static void random_sheets_reach_wbk(void **state)
{
    (void)state;
    seed = 7;
    plans_reach_every_threshold_and_no_less_does(ZI_AIM_WBK, ZI_WHOLE_AREA);
    plans_reach_every_threshold_and_no_less_does(ZI_AIM_WBK, ZI_HALF_AREA);
}

static void random_sheets_reach_wbbm(void **state)
{
    (void)state;
    seed = 8;
    plans_reach_every_threshold_and_no_less_does(ZI_AIM_WBBM, ZI_WHOLE_AREA);
    plans_reach_every_threshold_and_no_less_does(ZI_AIM_WBBM, ZI_HALF_AREA);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_point_serves_every_threshold_that_holds_it),
        cmocka_unit_test(a_survey_rises_in_steps_of_a_hundredth_of_its_index),
        cmocka_unit_test(performance_knows_five_values),
        cmocka_unit_test(meeting_every_minimum_is_not_enough),
        cmocka_unit_test(what_no_points_buy_is_said_apart),
        cmocka_unit_test(what_is_not_known_is_named_and_not_guessed),
        cmocka_unit_test(a_holder_of_wbbm_and_a_ready_unit_need_no_plan),
        cmocka_unit_test(a_recorded_total_counts),
        cmocka_unit_test(not_even_the_maxima_reach_what_is_asked),
        cmocka_unit_test(an_effort_of_ones_own_changes_the_way),
        cmocka_unit_test(a_year_whose_parts_are_not_on_record_has_no_plan),
        cmocka_unit_test(random_sheets_reach_wbk),
        cmocka_unit_test(random_sheets_reach_wbbm),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
