/* From all conditions met to the award. */
#include "panel_of.h"

#include <stdarg.h>

#include "analysis/prospect.h"
#include "base/count.h"
#include "stats/random.h"

#include <gsl/gsl_cdf.h>

/* A text that grows. */
struct text {
    char *text;
    size_t length;
    size_t room;
};

__attribute__((format(printf, 2, 3))) static void add(struct text *text, const char *format, ...)
{
    va_list arguments;

    if (text->room < text->length + 400)
        text->text = realloc(text->text, text->room = 2 * text->room + 4000);
    assert_non_null(text->text);
    va_start(arguments, format);
    text->length += (size_t)vsnprintf(text->text + text->length, 400, format, arguments);
    va_end(arguments);
}

/* Rules of one's own: the total, and nothing else. */
static const char rules[] =
    "rule,target,level,index,operator,value,unit,applies_to,article,valid_from,valid_to,name_id,"
    "name_en,source,certainty\n"
    "wbk-total,WBK,unit,zi,>=,75,points,,Pasal 1,2010-01-01,,Nilai total,Total,uji,derived\n"
    "wbbm-total,WBBM,unit,zi,>=,85,points,,Pasal 1,2010-01-01,,Nilai total,Total,uji,derived\n";

struct judged {
    struct fixture f;
    struct zi_awards counts;
    struct zi_prospects prospects;
};

static void judge(struct judged *j, const char *scores, const char *predicates, const char *counts)
{
    char rule_path[] = "/tmp/zistat-rules-XXXXXX", count_path[] = "/tmp/zistat-counts-XXXXXX";
    const char *paths[] = {rule_path};
    struct zi_readiness *readiness;
    size_t n;

    fixture_init(&j->f, scores, predicates);
    zi_regulations_release(&j->f.regulations);
    close(mkstemp(rule_path));
    write_file(rule_path, rules);
    assert_int_equal(zi_regulations_load(&j->f.regulations, &j->f.catalogue, paths, 1, &j->f.error),
                     ZI_OK);
    unlink(rule_path);
    close(mkstemp(count_path));
    write_file(count_path, counts != NULL ? counts : "");
    assert_int_equal(zi_awards_load(&j->counts, counts != NULL ? count_path : NULL, &j->f.error),
                     ZI_OK);
    unlink(count_path);
    assert_int_equal(zi_readiness_compute(&j->f.selection, &j->f.regulations,
                                          j->f.selection.last_year, ZI_AIM_AUTO, &j->f.arena,
                                          &readiness, &n, &j->f.error),
                     ZI_OK);
    assert_int_equal(zi_prospects_compute(&j->f.selection, &j->f.regulations, &j->counts, readiness,
                                          n, &j->f.arena, &j->prospects, &j->f.error),
                     ZI_OK);
}

static void judged_release(struct judged *j)
{
    zi_awards_release(&j->counts);
    fixture_release(&j->f);
}

/* Two institutions of twelve units and four years; A tells of six proposals, of which one was
 * awarded, B only of an award. */
static const char *two_institutions(void)
{
    static struct text text;

    text.length = 0;
    add(&text, "instansi,unit,tahun,zi\n");
    for (int i = 0; i < 2; i++)
        for (int u = 0; u < 12; u++)
            for (int t = 0; t < 4; t++)
                add(&text, "Kota %c,Dinas %02d,%d,%.2f\n", 'A' + i, u, 2022 + t,
                    70.5 + u * 0.8 + 0.5 * t + ((u * 7 + t * 11 + i) % 5) * 0.4);
    return text.text;
}

static const char events[] = "instansi,unit,predikat,tahun,peristiwa\n"
                             "Kota A,Dinas 11,WBK,2023,ditetapkan\n"
                             "Kota A,Dinas 10,WBK,2023,tidak lolos\n"
                             "Kota A,Dinas 09,WBK,2023,diusulkan\n"
                             "Kota A,Dinas 10,WBK,2024,diusulkan\n"
                             "Kota A,Dinas 10,WBK,2024,tidak lolos\n"
                             "Kota A,Dinas 09,WBK,2024,tidak lolos\n"
                             "Kota A,Dinas 08,WBK,2024,tidak lolos\n"
                             "Kota A,Dinas 07,WBK,2025,diusulkan\n" /* no outcome yet */
                             "Kota B,Dinas 11,WBK,2023,ditetapkan\n";

static const char country[] = "year,level,proposed,awarded,instansi\n2020,nasional,100,20,\n"
                              "2021,nasional,100,30,\n2030,nasional,100,90,\n"
                              "2021,instansi,10,1,Kota X\n2021,instansi,10,5,Kota Y\n"
                              "2021,instansi,10,2,Kota Z\n";

static void an_own_record_leans_on_the_country(void **state)
{
    struct judged j;
    const struct zi_award_model *model = &j.prospects.model;
    struct zi_trials groups[] = {{1, 10}, {5, 10}, {2, 10}};

    (void)state;
    judge(&j, two_institutions(), events, country);
    assert_close(model->national, 0.25, 1e-15); /* 2030 is not out */
    assert_int_equal(model->national_first, 2020);
    assert_int_equal(model->national_last, 2021);
    assert_close(model->strength, zi_rate_strength(groups, 3, 0.25), 1e-12);
    assert_int_equal(model->n_histories, 2);
    assert_true(model->histories[0].own.trials == 6 && model->histories[0].own.successes == 1);
    assert_int_equal(model->histories[0].first_year, 2023);
    assert_int_equal(model->histories[0].last_year, 2024);
    assert_close(zi_rate_mean(model->histories[0].rate),
                 (0.25 * model->strength + 1) / (model->strength + 6), 1e-12);
    /* Of how many proposals is not known. */
    assert_true(model->histories[1].own.trials == 0);
    assert_int_equal(model->histories[1].n_uncounted, 1);
    assert_close(zi_rate_mean(model->histories[1].rate), 0.25, 1e-12);
    judged_release(&j);
}

static void an_award_is_never_likelier_than_its_conditions(void **state)
{
    struct judged j;

    (void)state;
    judge(&j, two_institutions(), events, NULL);
    for (size_t i = 0; i < j.prospects.n; i++) {
        const struct zi_prospect *row = &j.prospects.rows[i];

        if (row->done) {
            assert_undefined(row->p_award);
            continue;
        }
        assert_true(row->p_award <= row->p_all && row->p_all <= row->p_reach);
        assert_true(row->low < row->p_award && row->p_award < row->high);
        assert_true(row->high <= row->p_all);
        /* One condition: all of it is the total. */
        assert_close(row->p_all, row->p_reach, 1e-9);
    }
    judged_release(&j);
}

/* Every subset of three units at every rate: what zi_prospects_count must come to. */
static void the_count_shares_the_institutions_rate(void **state)
{
    struct judged j;
    struct zi_award_count_chances count;
    const size_t listed[] = {10, 9, 8};
    double none = 0, sum = 0, spread = 0;

    (void)state;
    judge(&j, two_institutions(), events, country);
    assert_int_equal(zi_prospects_count(&j.prospects, listed, 3, &j.f.arena, &count, &j.f.error),
                     ZI_OK);
    assert_int_equal(count.n, 3);
    for (size_t k = 0; k < ZI_AWARD_GRID; k++) {
        double at_rate = 1;

        for (size_t i = 0; i < 3; i++)
            at_rate *=
                1 - j.prospects.rows[listed[i]].p_all * j.prospects.model.histories[0].grid[k];
        none += at_rate / ZI_AWARD_GRID;
    }
    for (size_t i = 0; i < 3; i++) {
        double p = j.prospects.rows[listed[i]].p_award;

        sum += p;
        spread += p * (1 - p);
    }
    assert_close(count.exactly[0], none, 1e-10); /* an integral over what years share */
    assert_close(count.expected, sum, 1e-12);
    assert_true(count.sd > sqrt(spread)); /* a rate that nobody knows is shared */
    assert_close(count.at_least[1], 1 - none, 1e-10);
    judged_release(&j);
}

static void the_chain_counts_one_after_another(void **state)
{
    struct judged j;
    struct zi_chain chain;

    (void)state;
    judge(&j, two_institutions(), events, NULL);
    assert_int_equal(zi_chain_make(&j.prospects, &j.f.arena, &chain, &j.f.error), ZI_OK);
    assert_int_equal(chain.n, 24);
    assert_int_equal(chain.n_assessed, 24);
    assert_true(chain.n_score >= chain.n_all && chain.n_all >= chain.n_can && chain.n_can > 0);
    assert_int_equal(chain.n_hold, 0); /* holders of WBK aim at WBBM */
    assert_true(chain.awards.expected > 0 && chain.awards.expected < (double)chain.n_can);
    judged_release(&j);
}

/* ---- known parameters ---- */

enum { SIMULATED = 40 };

static double normal(struct zi_random *random)
{
    return gsl_cdf_ugaussian_Pinv(zi_random_uniform(random) * (1 - 1e-12) + 5e-13);
}

/*
 * Institutions with a rate of their own, drawn about that of the country: each proposes the eight
 * of twenty units with the highest totals in four years; the national total is lower by 1.5 (sd
 * 1.2), and of the proposals whose national total is 75 the institution's rate is awarded.
 */
static double simulate(struct zi_random *random, struct text *scores, struct text *predicates)
{
    double rate = zi_random_uniform(random);

    scores->length = predicates->length = 0;
    add(scores, "instansi,unit,tahun,zi,zi_tpn\n");
    add(predicates, "instansi,unit,predikat,tahun,peristiwa\n");
    for (int u = 0; u < 20; u++) {
        double level = 72 + 0.4 * u;

        for (int t = 0; t < 4; t++) {
            double internal = level + normal(random),
                   national = internal - 1.5 + 1.2 * normal(random);
            bool proposed = u >= 12 && internal >= 75;

            if (!proposed) {
                add(scores, "Kota A,Dinas %02d,%d,%.3f,\n", u, 2022 + t, internal);
                continue;
            }
            add(scores, "Kota A,Dinas %02d,%d,%.3f,%.3f\n", u, 2022 + t, internal, national);
            /* Each award is for another unit of the same kind: none is held, none is lost. */
            add(predicates, "Kota A,Dinas %02d,WBK,%d,tidak lolos\n", u, 2022 + t);
            if (national >= 75 && zi_random_uniform(random) < rate)
                add(predicates,
                    "Kota A,Dinas %02d,WBK,%d,ditetapkan\nKota A,Dinas %02d,WBK,%d,dicabut\n", u,
                    2022 + t, u, 2022 + t);
        }
    }
    return rate;
}

/* The interval of p_award holds the chance at the true rate and difference, given p_all: 95 % of
 * the time, and here in no fewer than 35 of 40 panels of one seed (binomial: 99.3 %). */
static void the_interval_holds_known_parameters(void **state)
{
    static struct text scores, predicates;
    struct zi_random random;
    size_t held = 0;
    double bias = 0;

    (void)state;
    zi_random_init(&random, 11, 0);
    for (int s = 0; s < SIMULATED; s++) {
        double rate = simulate(&random, &scores, &predicates);
        struct judged j;
        const struct zi_prospect *row = NULL;
        double truth;

        judge(&j, scores.text, predicates.text, NULL);
        for (size_t i = 0; i < j.prospects.n; i++)
            if (!j.prospects.rows[i].done && !isnan(j.prospects.rows[i].p_award) &&
                (row == NULL || j.prospects.rows[i].p_all > row->p_all))
                row = &j.prospects.rows[i];
        assert_non_null(row);
        assert_true(j.prospects.model.by_difference);
        assert_true(fabs(j.prospects.model.difference + 1.5) < 1);
        truth = rate * zi_chance_with_difference(row->chance, -1.5, 1.2);
        held += row->low - 1e-9 <= truth && truth <= row->high + 1e-9;
        bias += (row->p_award - truth) / SIMULATED;
        judged_release(&j);
    }
    if (held < 35)
        print_error("held %zu of %d, bias %.3f\n", held, SIMULATED, bias);
    assert_true(held >= 35);
    assert_true(fabs(bias) < 0.06);
    free(scores.text);
    free(predicates.text);
    scores = predicates = (struct text){0};
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_own_record_leans_on_the_country),
        cmocka_unit_test(an_award_is_never_likelier_than_its_conditions),
        cmocka_unit_test(the_count_shares_the_institutions_rate),
        cmocka_unit_test(the_chain_counts_one_after_another),
        cmocka_unit_test(the_interval_holds_known_parameters),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
