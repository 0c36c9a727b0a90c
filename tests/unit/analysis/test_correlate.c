#include "panel_of.h"

#include "zistat/analysis/correlate.h"

static const enum zi_correlation_method pearson = ZI_PEARSON;
static const enum zi_panel_level all_levels[] = {ZI_POOLED, ZI_BETWEEN, ZI_WITHIN, ZI_TWOWAY};

static struct zi_correlate_request request_of(const enum zi_panel_level *levels, size_t n_levels)
{
    return (struct zi_correlate_request){.methods = &pearson,
                                         .n_methods = 1,
                                         .levels = levels,
                                         .n_levels = n_levels,
                                         .confidence = 0.95,
                                         .adjust = ZI_BENJAMINI_HOCHBERG};
}

static struct zi_correlations compute_as(struct fixture *f,
                                         const struct zi_correlate_request *request)
{
    struct zi_correlations result;

    if (zi_correlate_compute(&f->selection, request, &f->arena, &result, &f->error) != ZI_OK)
        fail_msg("%s", f->error.en);
    return result;
}

static struct zi_pair_correlation *compute(struct fixture *f, const enum zi_panel_level *levels,
                                           size_t n_levels, size_t *n)
{
    struct zi_correlate_request request = request_of(levels, n_levels);
    struct zi_correlations result = compute_as(f, &request);

    *n = result.n_rows;
    return result.rows;
}

static const struct zi_pair_correlation *pair_of(const struct fixture *f,
                                                 const struct zi_pair_correlation rows[], size_t n,
                                                 const char *x, const char *y)
{
    for (size_t i = 0; i < n; i++)
        if ((rows[i].x == index_of(f, x) && rows[i].y == index_of(f, y)) ||
            (rows[i].x == index_of(f, y) && rows[i].y == index_of(f, x)))
            return &rows[i];
    fail_msg("no pair %s, %s", x, y);
    return NULL;
}

/* R: cor(x, y), cor(tapply(x, u, mean), tapply(y, u, mean)), and cor of resid(lm(x ~ factor(u)))
 * and of resid(lm(x ~ factor(u) + factor(year))) with the same of y. */
static void the_four_levels_are_those_of_r(void **state)
{
    static const double expected[] = {0.925328649181198, 0.992489621681798, 0.551825405536469,
                                      0.439155032826832};
    struct fixture f;
    size_t n;

    (void)state;
    fixture_init(&f,
                 "instansi,unit,tahun,skm,sakip\n"
                 "A,U,2022,80,70\nA,U,2023,83,74\nA,U,2024,84,71\n"
                 "A,V,2022,88,80\nA,V,2023,86,82\nA,V,2024,90,85\n"
                 "A,W,2022,78,60\nA,W,2023,79,66\nA,W,2024,82,65\n",
                 NULL);

    struct zi_pair_correlation *rows = compute(&f, all_levels, 4, &n);

    assert_int_equal(n, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(rows[i].level, all_levels[i]);
        assert_close(rows[i].result.estimate, expected[i], 1e-12);
        assert_int_equal(rows[i].on, ZI_LEVEL_UNIT);
    }
    fixture_release(&f);
}

static void an_institution_index_is_not_counted_again_for_each_unit(void **state)
{
    char text[4000] = "instansi,unit,tahun,spi,skm\n";
    struct fixture f;
    size_t n, used = strlen(text);

    (void)state;
    for (int i = 0; i < 6; i++) {
        used += (size_t)snprintf(text + used, sizeof text - used, "I%d,,2023,%d,\n", i,
                                 60 + (7 * i) % 11);
        for (int u = 0; u < 10; u++)
            used += (size_t)snprintf(text + used, sizeof text - used, "I%d,U%d,2023,,%d\n", i, u,
                                     70 + i + u);
    }
    fixture_init(&f, text, NULL);

    const struct zi_pair_correlation *pair =
        pair_of(&f, compute(&f, all_levels, 1, &n), 1, "spi", "skm");

    assert_int_equal(pair->on, ZI_LEVEL_INSTITUTION);
    assert_true(pair->averaged);
    assert_int_equal(pair->result.n, 6);
    fixture_release(&f);
}

static void values_of_units_and_institutions_are_not_mixed(void **state)
{
    struct fixture f;
    size_t n;

    (void)state;
    /* sakip at both levels, spi of institutions: the institution's own sakip is the partner. */
    fixture_init(&f,
                 "instansi,unit,tahun,sakip,spi\n"
                 "A,,2023,60,70\nB,,2023,65,74\nC,,2023,70,72\nD,,2023,75,79\n"
                 "A,U,2023,99,\nB,U,2023,1,\n",
                 NULL);

    const struct zi_pair_correlation *pair =
        pair_of(&f, compute(&f, all_levels, 1, &n), 1, "sakip", "spi");

    assert_int_equal(pair->on, ZI_LEVEL_INSTITUTION);
    assert_false(pair->averaged);
    assert_int_equal(pair->result.n, 4);
    /* R: cor(c(60, 65, 70, 75), c(70, 74, 72, 79)) */
    assert_close(pair->result.estimate, 0.835657838081095, 1e-12);
    fixture_release(&f);
}

static void what_contains_the_other_is_marked(void **state)
{
    struct fixture f;
    size_t n;

    (void)state;
    fixture_init(&f,
                 "instansi,unit,tahun,zi,zi.a1.reform,skm\n"
                 "A,U,2023,70,2,80\nA,V,2023,75,3,82\nA,W,2023,80,3.5,81\nA,X,2023,81,3.2,88\n",
                 NULL);

    struct zi_pair_correlation *rows = compute(&f, all_levels, 1, &n);

    assert_int_equal(n, 3);
    assert_true(pair_of(&f, rows, n, "zi", "zi.a1.reform")->arithmetic);
    assert_false(pair_of(&f, rows, n, "zi", "skm")->arithmetic);
    fixture_release(&f);
}

static void rb_contains_sakip_only_since_2023(void **state)
{
    struct fixture f;
    size_t n;

    (void)state;
    fixture_init(&f, "instansi,tahun,rb,sakip\nA,2021,60,61\nB,2021,65,70\nC,2021,63,60\n", NULL);
    assert_false(compute(&f, all_levels, 1, &n)[0].arithmetic);
    fixture_release(&f);
    fixture_init(&f, "instansi,tahun,rb,sakip\nA,2024,60,61\nB,2024,65,70\nC,2024,63,60\n", NULL);
    assert_true(compute(&f, all_levels, 1, &n)[0].arithmetic);
    fixture_release(&f);
}

/* R: p.adjust(p, "BH") over the pairs that have a p. */
static void q_counts_only_pairs_with_a_p(void **state)
{
    struct fixture f;
    size_t n;

    (void)state;
    fixture_init(&f,
                 "instansi,unit,tahun,skm,sakip,tlhp\n"
                 "A,U,2023,70,60,100\nA,V,2023,75,66,100\nA,W,2023,80,65,100\nA,X,2023,81,72,100\n"
                 "A,Y,2023,77,61,100\n",
                 NULL);

    struct zi_pair_correlation *rows = compute(&f, all_levels, 1, &n);
    const struct zi_pair_correlation *defined = pair_of(&f, rows, n, "skm", "sakip");
    const struct zi_pair_correlation *constant = pair_of(&f, rows, n, "skm", "tlhp");

    assert_true(defined->q == defined->result.p_value);
    assert_int_equal(constant->result.reason, ZI_CONSTANT);
    assert_undefined(constant->q);
    fixture_release(&f);
}

static void one_index_has_nothing_to_correlate_with(void **state)
{
    struct zi_correlate_request request = request_of(all_levels, 4);
    struct zi_correlations result;
    struct fixture f;

    (void)state;
    fixture_init(&f, "instansi,unit,tahun,skm\nA,U,2023,70\nA,V,2023,75\n", NULL);
    assert_int_equal(zi_correlate_compute(&f.selection, &request, &f.arena, &result, &f.error),
                     ZI_EFEW);
    fixture_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_four_levels_are_those_of_r),
        cmocka_unit_test(an_institution_index_is_not_counted_again_for_each_unit),
        cmocka_unit_test(values_of_units_and_institutions_are_not_mixed),
        cmocka_unit_test(what_contains_the_other_is_marked),
        cmocka_unit_test(rb_contains_sakip_only_since_2023),
        cmocka_unit_test(q_counts_only_pairs_with_a_p),
        cmocka_unit_test(one_index_has_nothing_to_correlate_with),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
