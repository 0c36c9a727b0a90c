#include "panel_of.h"

#include "zistat/analysis/chance.h"
#include "zistat/analysis/forecast.h"

static void joint_chances_are_bounded_by_frechet(void **state)
{
    static const double two[] = {0.9, 0.8}, many[] = {0.9, 0.5, 0.4}, sure[] = {1, 1},
                        one[] = {0.3};
    double low, high, independent;

    (void)state;
    zi_chance_joint(two, 2, &low, &high, &independent);
    assert_close(low, 0.7, 1e-15);
    assert_close(high, 0.8, 0);
    assert_close(independent, 0.72, 1e-15);
    zi_chance_joint(many, 3, &low, &high, &independent);
    assert_close(low, 0, 0);
    assert_close(high, 0.4, 0);
    assert_close(independent, 0.18, 1e-15);
    zi_chance_joint(sure, 2, &low, &high, &independent);
    assert_close(low, 1, 0);
    assert_close(high, 1, 0);
    zi_chance_joint(one, 1, &low, &high, &independent);
    assert_close(low, 0.3, 1e-15);
    assert_close(high, 0.3, 0);
    assert_close(independent, 0.3, 0);
    zi_chance_joint(one, 0, &low, &high, &independent);
    assert_undefined(low);
    assert_undefined(high);
    assert_undefined(independent);
}

/* The bounds hold and are reached: two conditions on a hundred equally likely years, as much
 * together and as much apart as they can be. */
static void frechets_bounds_are_reached(void **state)
{
    (void)state;
    for (int a = 0; a <= 100; a += 7)
        for (int b = 0; b <= 100; b += 7) {
            double p[2] = {a / 100.0, b / 100.0}, low, high, independent;
            int together = 0, apart = 0;

            for (int i = 0; i < 100; i++) {
                together += i < a && i < b;
                apart += i < a && i >= 100 - b;
            }
            zi_chance_joint(p, 2, &low, &high, &independent);
            assert_close(high, together / 100.0, 1e-12);
            assert_close(low, apart / 100.0, 1e-12);
            assert_true(low <= independent + 1e-15 && independent <= high + 1e-15);
        }
}

enum { UNITS = 12, YEARS = 4 };

/* Histories of areas and surveys; with_sums: what they add up to as well. */
static char *csv(bool with_sums)
{
    static char text[20000];
    int at = snprintf(text, sizeof text,
                      "instansi,unit,tahun,zi.a1,zi.a2,zi.a3,zi.a4,zi.a5,zi.a6"
                      ",ipak%s\n",
                      with_sums ? ",zi.a,zi.b1a" : "");

    for (int u = 0; u < UNITS; u++)
        for (int t = 0; t < YEARS; t++) {
            int a[6], sum = 0, ipak = 320 + (u * 17 + t * 7) % 60;

            for (int k = 0; k < 6; k++) {
                a[k] = 400 + (u * 31 + t * 13 + k * 47) % 300;
                sum += a[k];
            }
            at += snprintf(text + at, sizeof text - (size_t)at,
                           "Kabupaten Uji,Dinas %02d,%d,%.2f,%.2f,%.2f,%.2f,%.2f,%.2f,%.2f", u,
                           2022 + t, a[0] / 100.0, a[1] / 100.0, a[2] / 100.0, a[3] / 100.0,
                           a[4] / 100.0, a[5] / 100.0, ipak / 100.0);
            if (with_sums)
                at += snprintf(text + at, sizeof text - (size_t)at, ",%.2f,%.6f", sum / 100.0,
                               ipak / 100.0 * 4.375);
            at += snprintf(text + at, sizeof text - (size_t)at, "\n");
        }
    return text;
}

static struct zi_chance *chances_of(struct fixture *f, const char *text, size_t *n)
{
    struct zi_readiness *results;
    struct zi_chance *chances;

    fixture_init(f, text, NULL);
    assert_int_equal(zi_readiness_compute(&f->selection, &f->regulations, f->selection.last_year,
                                          ZI_AIM_WBK, &f->arena, &results, n, &f->error),
                     ZI_OK);
    assert_int_equal(zi_chance_compute(&f->selection, &f->regulations, results, *n, &f->arena,
                                       &chances, &f->error),
                     ZI_OK);
    return chances;
}

static const struct zi_condition_chance *on(const struct zi_chance *chance, const char *index)
{
    for (size_t k = 0; k < chance->unit->n_rules; k++)
        if (strcmp(chance->conditions[k].result->rule->index_name, index) == 0)
            return &chance->conditions[k];
    fail_msg("no condition on %s", index);
    return NULL;
}

static void a_sum_is_forecast_from_the_sums_of_its_parts(void **state)
{
    static const char *const indices[] = {"zi.a", "zi.b1a", "zi.a3"};
    struct fixture recorded, summed;
    size_t n, m;
    struct zi_chance *a = chances_of(&recorded, csv(true), &n);
    struct zi_chance *b = chances_of(&summed, csv(false), &m);

    (void)state;
    assert_int_equal(n, UNITS);
    assert_int_equal(m, UNITS);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < 3; k++) {
            const struct zi_condition_chance *x = on(&a[i], indices[k]), *y = on(&b[i], indices[k]);

            assert_true(x->basis == ZI_CHANCE_FORECAST && y->basis == ZI_CHANCE_FORECAST &&
                        x->pooled);
            assert_int_equal(x->n, YEARS);
            assert_close(x->p, y->p, 1e-6);
            assert_close(x->mean, y->mean, 1e-6);
        }
    fixture_release(&recorded);
    fixture_release(&summed);
}

static void conditions_without_history_stand_as_they_are(void **state)
{
    struct fixture f;
    size_t n;
    struct zi_chance *chances = chances_of(&f, csv(false), &n);

    (void)state;
    for (size_t i = 0; i < n; i++) {
        const struct zi_chance *c = &chances[i];
        double p[30], low, high, independent;
        size_t m = 0;

        assert_int_equal(c->year, 2026);
        assert_int_equal(on(c, "tlhp")->basis, ZI_CHANCE_NONE);
        assert_undefined(on(c, "tlhp")->p);
        assert_int_equal(on(c, "zi.b2")->basis, ZI_CHANCE_NONE); /* no survey of services */
        assert_int_equal(on(c, "zi")->basis, ZI_CHANCE_NONE);    /* nor a total without it */
        assert_int_equal(c->n_chances, 8); /* six areas, the levers, the survey */
        assert_int_equal(c->n_chances + c->n_unknown, c->unit->n_rules);
        for (size_t k = 0; k < c->unit->n_rules; k++)
            if (!isnan(c->conditions[k].p))
                p[m++] = c->conditions[k].p;
        assert_undefined(c->all);
        assert_true(c->known >= c->low && c->known <= c->high);
        zi_chance_joint(p, m, &low, &high, &independent);
        assert_close(c->low, low, 0);
        assert_close(c->high, high, 0);
        assert_close(c->independent, independent, 0);
    }
    fixture_release(&f);
}

/* The same chance as the column p_reach. */
static void the_total_has_the_chance_of_its_forecast(void **state)
{
    char text[4000] = "instansi,unit,tahun,zi\n";
    const struct zi_forecast **forecasts;
    struct fixture f;
    struct zi_chance *chances;
    size_t n;

    (void)state;
    for (int u = 0; u < UNITS; u++)
        for (int t = 0; t < YEARS; t++)
            snprintf(text + strlen(text), sizeof text - strlen(text), "Kab. A,Dinas %02d,%d,%d\n",
                     u, 2022 + t, 66 + (u * 7 + t * 3) % 17);
    chances = chances_of(&f, text, &n);
    assert_int_equal(zi_forecast_totals(&f.selection, 2025, 1, &f.arena, &forecasts, &f.error),
                     ZI_OK);
    for (size_t i = 0; i < n; i++)
        assert_close(on(&chances[i], "zi")->p,
                     zi_forecast_reach(forecasts[chances[i].unit->entity], 75), 0);
    fixture_release(&f);
}

static void one_year_gives_no_chance_but_a_reason(void **state)
{
    struct fixture f;
    size_t n;
    struct zi_chance *chances =
        chances_of(&f, "instansi,unit,tahun,zi\nKab. A,Dinas B,2025,80\n", &n);

    (void)state;
    assert_int_equal(on(&chances[0], "zi")->basis, ZI_CHANCE_FORECAST);
    assert_undefined(on(&chances[0], "zi")->p);
    assert_int_not_equal(on(&chances[0], "zi")->reason, ZI_DEFINED);
    assert_int_equal(chances[0].n_chances, 0);
    assert_undefined(chances[0].low);
    assert_undefined(chances[0].known);
    fixture_release(&f);
}

/* What a list of units of one institution needs to have every condition known: twelve units of five
 * years, whose scores move about their thresholds; LHKPN is missed in every fourth unit-year. */
static char *whole(void)
{
    static char text[60000];
    size_t used = 0;

#define ADD(...) used += (size_t)snprintf(text + used, sizeof text - used, __VA_ARGS__)
    ADD("instansi,unit,jenis,tahun,zi.a1,zi.a2,zi.a3,zi.a4,zi.a5,zi.a6,zi.b1a,zi.b1b,zi.b2,tlhp,"
        "lhkpn,"
        "lhkan,lama_zi,layanan_inti,dampak_publik,sakip,opini,rb,spip\n");
    for (int t = 0; t < YEARS; t++) {
        ADD("Kab. A,,kabupaten,%d,,,,,,,,,,,,,,,,%d,WTP,%d,3.2\n", 2022 + t, t == 3 ? 55 : 66, 58);
        for (int u = 0; u < UNITS; u++) {
            double q = 5.2 + 0.12 * u + 0.05 * ((u * 7 + t * 5) % 9);

            ADD("Kab. A,Dinas "
                "%02d,,%d,%.2f,%.2f,%.2f,%.2f,%.2f,%.2f,%.2f,%.2f,%.2f,100,%d,100,%d,Ya,Ya,"
                "70,,,\n",
                u, 2022 + t, q + 0.02 * ((u + 3 * t) % 7), q - 0.3, q + 1, q + 1.2, q + 3.4,
                q + 0.9 + 0.1 * ((u * 5 + t) % 6), 15.5 + 0.1 * ((u + t * 2) % 8),
                1.25 * (1 + (u + t) % 4), 15 + 0.1 * ((u * 3 + t) % 9), (u + t) % 4 == 0 ? 98 : 100,
                t + 1);
        }
    }
#undef ADD
    return text;
}

/* Never above any single chance, the column p_reach among them, nor below Frechet's bound. */
static void all_together_are_no_likelier_than_any(void **state)
{
    struct fixture f;
    size_t n, between = 0;
    struct zi_chance *chances = chances_of(&f, whole(), &n);

    (void)state;
    for (size_t i = 0; i < n; i++) {
        const struct zi_chance *c = &chances[i];

        assert_int_equal(c->n_unknown, 1); /* no list of predicates */
        assert_undefined(c->all);
        for (size_t k = 0; k < c->unit->n_rules; k++)
            if (!isnan(c->conditions[k].p))
                assert_true(c->known <= c->conditions[k].p);
        assert_true(c->known >= c->low);
        between += c->known > c->independent * 1.01;
    }
    assert_true(on(&chances[0], "zi")->p > 0 && between == 0); /* the institution's SAKIP fails */
    fixture_release(&f);
}

/* SAKIP of 2025 is what proposals of 2026 are judged by: 55 is no B, and that is known. */
static void what_is_out_is_certain(void **state)
{
    struct fixture f;
    size_t n;
    struct zi_chance *chances = chances_of(&f, whole(), &n);

    (void)state;
    for (size_t i = 0; i < n; i++) {
        const struct zi_condition_chance *sakip = on(&chances[i], "sakip");

        assert_int_equal(sakip->result->verdict, ZI_PASS); /* of 2024: 66 */
        assert_int_equal(sakip->basis, ZI_CHANCE_KNOWN);
        assert_true(sakip->p == 0);
        assert_true(on(&chances[i], "opini")->p == 1);
        assert_true(on(&chances[i], "lama_zi")->p == 1);
        assert_true(chances[i].known == 0 && chances[i].institution == 0);
    }
    fixture_release(&f);
}

/* LHKPN: each unit misses one year in four, so that of 27 pairs of years that begin met 18 stay so,
 * and of 9 that begin unmet 9 recover; the rates lean on those of all conditions. */
static void other_conditions_persist_as_they_did(void **state)
{
    struct fixture f;
    size_t n;
    struct zi_chance *chances = chances_of(&f, whole(), &n);

    (void)state;
    for (size_t i = 0; i < n; i++) {
        const struct zi_condition_chance *lhkpn = on(&chances[i], "lhkpn");
        const struct zi_condition_chance *tlhp = on(&chances[i], "tlhp");
        bool met = lhkpn->result->verdict == ZI_PASS;

        assert_int_equal(lhkpn->basis, ZI_CHANCE_PERSISTENT);
        assert_int_equal(lhkpn->n, met ? 27 : 9);
        if (met)
            assert_true(lhkpn->p > 18.0 / 27 && lhkpn->p < 0.75);
        else
            assert_true(lhkpn->p > 0.9 && lhkpn->p < 1);
        assert_int_equal(tlhp->n, 36);
        assert_true(tlhp->p > 0.95 && tlhp->p < 1);
    }
    fixture_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(joint_chances_are_bounded_by_frechet),
        cmocka_unit_test(frechets_bounds_are_reached),
        cmocka_unit_test(a_sum_is_forecast_from_the_sums_of_its_parts),
        cmocka_unit_test(conditions_without_history_stand_as_they_are),
        cmocka_unit_test(the_total_has_the_chance_of_its_forecast),
        cmocka_unit_test(one_year_gives_no_chance_but_a_reason),
        cmocka_unit_test(all_together_are_no_likelier_than_any),
        cmocka_unit_test(what_is_out_is_certain),
        cmocka_unit_test(other_conditions_persist_as_they_did),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
