#include "panel_of.h"

#include "stats/common_factor.h"
#include "stats/random.h"
#include "zistat/analysis/propose.h"

/* One condition, on the total: what is chosen then depends on chances and caps alone. */
#define RULES                                                                                      \
    "rule,target,level,index,operator,value,unit,applies_to,article,valid_from,valid_to,name_id,"  \
    "name_en,source,certainty\n"                                                                   \
    "wbk,WBK,unit,zi,>=,75,points,,,,,Nilai,Score,x,confirmed\n"                                   \
    "lama,WBK,unit,lama_zi,>=,1,years,,,,,Lama,Years,x,confirmed\n"                                \
    "wbbm,WBBM,unit,zi,>=,85,points,,,,,Nilai,Score,x,confirmed\n"                                 \
    "wbbm-lama,WBBM,unit,lama_wbk,>=,2,years,,,,,Lama WBK,Years of WBK,x,confirmed\n"              \
    "larangan,WBK,unit,sejak_pencabutan,>=,2,years,,,,,Larangan,Ban,x,confirmed\n"

enum { UNITS = 16, TEXT = 20000 };

static void use_rules(struct fixture *f)
{
    char path[] = "/tmp/zistat-rules-XXXXXX";
    const char *paths[] = {path};
    int file = mkstemp(path);

    assert_true(file >= 0);
    close(file);
    write_file(path, RULES);
    zi_regulations_release(&f->regulations);
    if (zi_regulations_load(&f->regulations, &f->catalogue, paths, 1, &f->error) != ZI_OK)
        fail_msg("%s", f->error.en);
    unlink(path);
}

/* Units of three kinds in three institutions, all ready, scores a little above 75. */
static void random_units(char text[TEXT], uint64_t seed)
{
    static const char *const kinds[] = {"dinas", "puskesmas", "kecamatan"};
    struct zi_random random;
    size_t length = (size_t)snprintf(text, TEXT, "instansi,unit,jenis,tahun,zi,lama_zi\n");

    zi_random_init(&random, seed, 0);
    for (unsigned unit = 0; unit < UNITS; unit++) {
        unsigned kind = zi_random_below(&random, 3), institution = zi_random_below(&random, 3);
        double level = 74 + 4 * zi_random_uniform(&random);

        for (int year = 2022; year <= 2025; year++) {
            double score =
                year == 2025 ? 75.2 + level / 100 : level + 4 * zi_random_uniform(&random) - 2;

            length +=
                (size_t)snprintf(text + length, TEXT - length, "Kota %u,Unit %02u,%s,%d,%.2f,3\n",
                                 institution, unit, kinds[kind], year, score);
        }
    }
}

static struct zi_proposals compute(struct fixture *f, const struct zi_propose_request *request)
{
    struct zi_propose_request totals = *request;
    struct zi_proposals proposals;

    totals.objective = ZI_MAXIMISE_TOTAL; /* awards and conditions have tests of their own */
    if (zi_propose_compute(&f->selection, &f->regulations, f->selection.last_year, &totals,
                           &f->arena, &proposals, &f->error) != ZI_OK)
        fail_msg("%s", f->error.en);
    return proposals;
}

static const struct zi_proposal *row_of(const struct fixture *f, const struct zi_proposals *p,
                                        const char *unit)
{
    for (size_t i = 0; i < p->n; i++)
        if (strcmp(f->panel.entities[p->rows[i].readiness->entity].unit, unit) == 0)
            return &p->rows[i];
    fail_msg("no unit %s", unit);
    return NULL;
}

static bool is_kind(const struct fixture *f, const struct zi_proposal *row, const char *kind)
{
    return strcmp(f->panel.entities[row->readiness->entity].kind, kind) == 0;
}

static void fixture_of_units(struct fixture *f, const char *scores, const char *predicates)
{
    fixture_init(f, scores, predicates);
    use_rules(f);
}

#define PREDICATES                                                                                 \
    "instansi,unit,predikat,tahun,peristiwa\n"                                                     \
    "Kota 0,Unit lain,WBK,2020,ditetapkan\nKota 1,Unit lain,WBK,2020,ditetapkan\n"                 \
    "Kota 2,Unit lain,WBK,2020,ditetapkan\n"

static void chances_are_the_forecasts_and_add_up(void **state)
{
    static char text[TEXT];
    struct fixture f;
    double chances[10], loadings[10];
    double sum = 0, variance = 0;

    (void)state;
    random_units(text, 1);
    fixture_of_units(&f, text, PREDICATES);

    struct zi_proposals p =
        compute(&f, &(struct zi_propose_request){.aim = ZI_AIM_AUTO, .slots = 10});

    assert_int_equal(p.n_of[ZI_CHOSEN], 10);
    assert_int_equal(p.n_of[ZI_LEFT_OUT], UNITS - 10);
    assert_int_equal(p.n_chances, 10);
    for (size_t i = 0; i < p.n; i++) {
        const struct zi_proposal *row = &p.rows[i];

        if (row->forecast == NULL)
            continue;
        assert_int_equal(row->forecast->year, 2026);
        assert_true(row->p_reach == zi_forecast_reach(row->forecast, row->readiness->needed));
        if (row->standing != ZI_CHOSEN)
            continue;
        assert_int_equal(row->rank, i + 1);
        assert_true(i == 0 || p.rows[i - 1].p_reach >= row->p_reach);
        sum += row->p_reach;
        variance += row->p_reach * (1 - row->p_reach);
        chances[i] = row->p_reach;
        loadings[i] = zi_forecast_loading(row->forecast);
        assert_true(loadings[i] > 0 && loadings[i] < 1);
    }
    assert_close(p.expected, sum, 1e-12);
    assert_true(p.sd > sqrt(variance)); /* they share the year */
    assert_close(p.sd, zi_common_factor_sd(&(struct zi_common_factor){chances, loadings, 10}, NULL),
                 1e-12);
    assert_close(p.at_least[0], 1, 1e-12);
    assert_false(p.by_score);
    /* With slots alone, what a row lacks is its distance to the last that was chosen. */
    for (size_t i = 10; i < UNITS; i++) {
        assert_true(fabs(p.rows[i].loss - (p.rows[9].p_reach - p.rows[i].p_reach)) < 1e-9);
        assert_true(p.rows[i].slots_full && p.rows[i].kind_full == NULL);
    }
    fixture_release(&f);
}

static void a_cap_never_raises_what_is_expected(void **state)
{
    static char text[TEXT];

    (void)state;
    for (uint64_t seed = 1; seed <= 12; seed++) {
        const struct zi_cap caps[] = {
            {"puskesmas", 2}, {"instansi", 4}, {"Kota 1", 1}, {"jenis", 3}};
        double before = INFINITY;
        struct fixture f;

        random_units(text, seed);
        fixture_of_units(&f, text, PREDICATES);
        for (size_t n = 0; n <= 4; n++) {
            struct zi_proposals p =
                compute(&f, &(struct zi_propose_request){
                                .aim = ZI_AIM_AUTO, .slots = 9, .caps = caps, .n_caps = n});
            size_t puskesmas = 0;

            for (size_t i = 0; i < p.n_of[ZI_CHOSEN]; i++)
                puskesmas += is_kind(&f, &p.rows[i], "puskesmas");
            assert_true(n == 0 || puskesmas <= 2);
            assert_true(p.expected <= before + 1e-12);
            before = p.expected;
        }
        fixture_release(&f);
    }
}

/* Against all subsets of the units, with both kinds of caps. */
static void the_choice_is_the_best_of_all_subsets(void **state)
{
    static char text[TEXT];

    (void)state;
    for (uint64_t seed = 1; seed <= 8; seed++) {
        const struct zi_cap caps[] = {{"jenis", 2}, {"instansi", 2}};
        struct fixture f;
        struct zi_proposals all, p;
        size_t kind[UNITS], institution[UNITS], n = 0;
        double chance[UNITS], best = 0;

        random_units(text, seed);
        fixture_of_units(&f, text, PREDICATES);
        all = compute(&f, &(struct zi_propose_request){.aim = ZI_AIM_AUTO, .slots = SIZE_MAX});
        p = compute(&f, &(struct zi_propose_request){
                            .aim = ZI_AIM_AUTO, .slots = 4, .caps = caps, .n_caps = 2});
        assert_int_equal(all.n_of[ZI_CHOSEN], UNITS);
        for (; n < UNITS; n++) {
            const struct zi_entity *unit = &f.panel.entities[all.rows[n].readiness->entity];

            kind[n] = unit->kind[0] == 'd' ? 0 : unit->kind[0] == 'p' ? 1 : 2;
            institution[n] = (size_t)(unit->institution[5] - '0');
            chance[n] = all.rows[n].p_reach;
        }
        for (unsigned subset = 0; subset < 1U << n; subset++) {
            size_t kinds[3] = {0}, institutions[3] = {0}, total = 0;
            double sum = 0;
            bool fits = true;

            for (size_t i = 0; i < n; i++) {
                if ((subset >> i & 1) == 0)
                    continue;
                fits = fits && ++kinds[kind[i]] <= 2 && ++institutions[institution[i]] <= 2;
                total++;
                sum += chance[i];
            }
            if (fits && total <= 4 && sum > best)
                best = sum;
        }
        assert_true(fabs(p.expected - best) < 1e-9);
        fixture_release(&f);
    }
}

static void an_included_unit_is_in_and_an_excluded_is_not(void **state)
{
    static char text[TEXT];
    const char *included[1], *excluded[1];
    struct fixture f;

    (void)state;
    random_units(text, 3);
    fixture_of_units(&f, text, PREDICATES);

    struct zi_proposals before =
        compute(&f, &(struct zi_propose_request){.aim = ZI_AIM_AUTO, .slots = 5});

    excluded[0] = f.panel.entities[before.rows[0].readiness->entity].unit;
    included[0] = f.panel.entities[before.rows[UNITS - 1].readiness->entity].unit;

    struct zi_proposals p = compute(&f, &(struct zi_propose_request){.aim = ZI_AIM_AUTO,
                                                                     .slots = 5,
                                                                     .included = included,
                                                                     .n_included = 1,
                                                                     .excluded = excluded,
                                                                     .n_excluded = 1});

    assert_int_equal(row_of(&f, &p, included[0])->standing, ZI_CHOSEN);
    assert_true(row_of(&f, &p, included[0])->included);
    assert_int_equal(row_of(&f, &p, excluded[0])->standing, ZI_LEFT_OUT);
    assert_undefined(row_of(&f, &p, excluded[0])->loss);
    assert_int_equal(p.n_of[ZI_CHOSEN], 5);
    assert_true(p.expected < before.expected);
    fixture_release(&f);
}

#define HEAD "instansi,unit,jenis,tahun,zi,lama_zi\n"

static void the_gate_comes_first(void **state)
{
    struct fixture f;

    (void)state;
    fixture_of_units(
        &f,
        HEAD "Kota 0,Siap,dinas,2025,80,1\nKota 0,Baru,dinas,2025,99,0\n"
             "Kota 0,Belum tahu,dinas,2025,98,\nKota 0,Rendah,dinas,2025,74.99,5\n"
             "Kota 0,Pemegang,dinas,2025,86,5\nKota 0,Pemegang baru,dinas,2025,97,5\n"
             "Kota 0,Juara,dinas,2025,99,5\nKota 0,Dicabut,dinas,2025,95,5\n"
             "Kota 0,Pulih,dinas,2025,95,5\n",
        "instansi,unit,predikat,tahun,peristiwa\n"
        "Kota 0,Pemegang,WBK,2023,ditetapkan\nKota 0,Pemegang baru,WBK,2024,ditetapkan\n"
        "Kota 0,Juara,WBBM,2024,ditetapkan\nKota 0,Dicabut,WBK,2020,ditetapkan\n"
        "Kota 0,Dicabut,WBK,2024,dicabut\nKota 0,Pulih,WBK,2022,dicabut\n");

    struct zi_proposals p =
        compute(&f, &(struct zi_propose_request){.aim = ZI_AIM_AUTO, .slots = SIZE_MAX});

    assert_int_equal(row_of(&f, &p, "Siap")->standing, ZI_CHOSEN);
    assert_int_equal(row_of(&f, &p, "Pulih")->standing, ZI_CHOSEN);
    assert_int_equal(row_of(&f, &p, "Pemegang")->standing, ZI_CHOSEN);
    assert_int_equal(row_of(&f, &p, "Pemegang")->readiness->target, ZI_WBBM);
    assert_int_equal(row_of(&f, &p, "Pemegang baru")->standing, ZI_REFUSED);
    assert_int_equal(row_of(&f, &p, "Baru")->standing, ZI_REFUSED);
    assert_int_equal(row_of(&f, &p, "Rendah")->standing, ZI_REFUSED);
    assert_int_equal(row_of(&f, &p, "Dicabut")->standing, ZI_REFUSED);
    assert_int_equal(row_of(&f, &p, "Belum tahu")->standing, ZI_CONDITIONAL);
    assert_int_equal(row_of(&f, &p, "Juara")->standing, ZI_REFUSED);
    assert_true(row_of(&f, &p, "Juara")->done && p.n_done == 1);
    /* One year each: no forecast, so that scores rank, and it is said. */
    assert_true(p.by_score && p.n_chances == 0 && p.expected == 0);
    assert_undefined(p.rows[0].p_reach);
    assert_string_equal(f.panel.entities[p.rows[0].readiness->entity].unit, "Pulih");
    assert_close(p.rows[0].margin, 20, 1e-12);

    p = compute(&f, &(struct zi_propose_request){
                        .aim = ZI_AIM_AUTO, .slots = SIZE_MAX, .with_unknown = true});
    assert_int_equal(row_of(&f, &p, "Belum tahu")->standing, ZI_CHOSEN);
    assert_int_equal(p.n_of[ZI_CONDITIONAL], 0);
    fixture_release(&f);
}

static const struct zi_later *later_of(const struct fixture *f, const struct zi_proposals *p,
                                       const char *unit)
{
    for (size_t i = 0; i < p->n_later; i++)
        if (strcmp(f->panel.entities[p->later[i].proposal->readiness->entity].unit, unit) == 0)
            return &p->later[i];
    return NULL;
}

static enum zi_remedy remedy_on(const struct zi_later *later, const char *index)
{
    const struct zi_readiness *readiness = later->proposal->readiness;

    for (size_t k = 0; k < readiness->n_rules; k++)
        if (strcmp(readiness->rules[k].rule->index_name, index) == 0)
            return later->remedies[k];
    fail_msg("no rule on %s", index);
    return ZI_NO_REMEDY;
}

/* A rising unit below the threshold, one far below, one that begins, one banned, one new holder. */
static void the_year_after_has_its_own_list(void **state)
{
    struct fixture f;

    (void)state;
    fixture_of_units(
        &f,
        HEAD "Kota 0,Naik,dinas,2022,69,1\nKota 0,Naik,dinas,2023,71.1,2\n"
             "Kota 0,Naik,dinas,2024,72.9,3\nKota 0,Naik,dinas,2025,74.9,4\n"
             "Kota 0,Jauh,dinas,2023,60,2\nKota 0,Jauh,dinas,2024,60.2,2\nKota 0,Jauh,dinas,2025,"
             "60.1,2\nKota 0,Baru,dinas,2025,80,0\nKota 0,Dicabut,dinas,2025,80,3\n"
             "Kota 0,Pemegang baru,dinas,2025,90,3\nKota 0,Baru sekali,dinas,2025,90,3\n",
        "instansi,unit,predikat,tahun,peristiwa\nKota 0,Dicabut,WBK,2024,dicabut\n"
        "Kota 0,Pemegang baru,WBK,2024,ditetapkan\nKota 0,Baru sekali,WBK,2025,ditetapkan\n");

    struct zi_proposals p =
        compute(&f, &(struct zi_propose_request){.aim = ZI_AIM_AUTO, .slots = SIZE_MAX});

    assert_int_equal(p.n_of[ZI_CHOSEN], 0);
    assert_int_equal(remedy_on(later_of(&f, &p, "Naik"), "zi"), ZI_BY_TREND);
    assert_int_equal(remedy_on(later_of(&f, &p, "Naik"), "lama_zi"), ZI_NO_REMEDY);
    assert_int_equal(remedy_on(later_of(&f, &p, "Baru"), "lama_zi"), ZI_BY_TIME);
    assert_int_equal(remedy_on(later_of(&f, &p, "Dicabut"), "sejak_pencabutan"), ZI_BY_DATE);
    assert_int_equal(remedy_on(later_of(&f, &p, "Pemegang baru"), "lama_wbk"), ZI_BY_TIME);
    assert_null(later_of(&f, &p, "Jauh"));
    assert_null(later_of(&f, &p, "Baru sekali"));

    const struct zi_later *rising = later_of(&f, &p, "Naik");

    assert_true(rising->p_reach == zi_forecast_reach(&rising->proposal->forecast[1],
                                                     rising->proposal->readiness->needed));
    assert_int_equal(rising->proposal->forecast[1].year, 2027);
    assert_true(rising->p_reach > rising->proposal->p_reach);
    fixture_release(&f);
}

static enum zi_code refuse(struct fixture *f, struct zi_propose_request request)
{
    struct zi_proposals p;

    request.aim = ZI_AIM_AUTO;
    return zi_propose_compute(&f->selection, &f->regulations, 2025, &request, &f->arena, &p,
                              &f->error);
}

static void what_cannot_be_done_is_refused_with_the_reason(void **state)
{
    static const char *const low[] = {"Rendah"}, *const unclear[] = {"Belum tahu"},
                             *const both[] = {"Siap", "Siap lagi"}, *const wrong[] = {"Siapp"};
    static const struct zi_cap none[] = {{"dinas", 0}}, unknown[] = {{"dina", 1}},
                               twice[] = {{"dinas", 1}, {"Dinas", 2}};
    struct fixture f;

    (void)state;
    fixture_of_units(&f,
                     HEAD "Kota 0,Siap,dinas,2025,80,1\nKota 0,Siap lagi,dinas,2025,80,1\n"
                          "Kota 0,Rendah,dinas,2025,70,1\nKota 0,Belum tahu,dinas,2025,80,\n",
                     PREDICATES);
#define REQUEST(...) ((struct zi_propose_request){.slots = SIZE_MAX, __VA_ARGS__})
    assert_int_equal(refuse(&f, REQUEST(.included = low, .n_included = 1)), ZI_EUSAGE);
    assert_non_null(strstr(f.error.en, "it cannot be proposed; failed: Score"));
    assert_int_equal(refuse(&f, REQUEST(.included = unclear, .n_included = 1)), ZI_EUSAGE);
    assert_non_null(strstr(f.error.id, "belum diketahui: Lama"));
    assert_int_equal(
        refuse(&f, REQUEST(.included = unclear, .n_included = 1, .with_unknown = true)), ZI_OK);
    assert_int_equal(
        refuse(&f, (struct zi_propose_request){.slots = 1, .included = both, .n_included = 2}),
        ZI_EUSAGE);
    assert_non_null(strstr(f.error.en, "than there are places: 1"));
    assert_int_equal(refuse(&f, REQUEST(.included = wrong, .n_included = 1)), ZI_EUSAGE);
    assert_non_null(strstr(f.error.en, "did you mean 'Siap'"));
    assert_int_equal(
        refuse(&f, REQUEST(.included = both, .n_included = 2, .excluded = both, .n_excluded = 1)),
        ZI_EUSAGE);
    assert_int_equal(
        refuse(&f, REQUEST(.caps = none, .n_caps = 1, .included = both, .n_included = 1)),
        ZI_EUSAGE);
    assert_non_null(strstr(f.error.en, "goes beyond the cap dinas=0"));
    assert_int_equal(refuse(&f, REQUEST(.caps = unknown, .n_caps = 1)), ZI_EUSAGE);
    assert_non_null(strstr(f.error.en, "did you mean 'dinas'"));
    assert_int_equal(refuse(&f, REQUEST(.caps = twice, .n_caps = 2)), ZI_EUSAGE);
    assert_int_equal(refuse(&f, REQUEST(.caps = none, .n_caps = 1)), ZI_OK);
    fixture_release(&f);
}

/* Three events with chances 0.5: R qbinom(c(0.1, 0.9), 3, 0.5) is 0 and 3; of one sure event and
 * one that is nearly impossible, one happens. */
static void the_range_leaves_out_at_most_the_tails(void **state)
{
    double even[] = {1, 0.875, 0.5, 0.125}, sure[] = {1, 1, 0.01};
    struct zi_proposals proposals = {.n_chances = 3, .at_least = even};
    size_t low, high;

    (void)state;
    zi_proposals_range(&proposals, 0.8, &low, &high);
    assert_int_equal(low, 0);
    assert_int_equal(high, 3);
    zi_proposals_range(&proposals, 0.7, &low, &high);
    assert_int_equal(low, 1);
    assert_int_equal(high, 2);
    proposals = (struct zi_proposals){.n_chances = 2, .at_least = sure};
    zi_proposals_range(&proposals, 0.8, &low, &high);
    assert_int_equal(low, 1);
    assert_int_equal(high, 1);
    proposals = (struct zi_proposals){.n_chances = 0, .at_least = sure};
    zi_proposals_range(&proposals, 0.8, &low, &high);
    assert_int_equal(low, 0);
    assert_int_equal(high, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chances_are_the_forecasts_and_add_up),
        cmocka_unit_test(a_cap_never_raises_what_is_expected),
        cmocka_unit_test(the_choice_is_the_best_of_all_subsets),
        cmocka_unit_test(an_included_unit_is_in_and_an_excluded_is_not),
        cmocka_unit_test(the_gate_comes_first),
        cmocka_unit_test(the_year_after_has_its_own_list),
        cmocka_unit_test(what_cannot_be_done_is_refused_with_the_reason),
        cmocka_unit_test(the_range_leaves_out_at_most_the_tails),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
