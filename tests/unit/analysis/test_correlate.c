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

/* Institutions of units, whose scores go up and down together. */
static void fill_institutions(char text[], size_t size, int institutions, int units)
{
    size_t used = (size_t)snprintf(text, size, "instansi,unit,tahun,skm,sakip\n");

    for (int i = 0; i < institutions; i++)
        for (int u = 0; u < units; u++)
            for (int year = 2020; year < 2024; year++)
                used += (size_t)snprintf(text + used, size - used, "I%d,U%d,%d,%d,%d\n", i, u, year,
                                         70 + (i * 7 + year * 5) % 11 + u % 3,
                                         60 + (i * 5 + year * 3 + u) % 13);
}

static struct zi_pair_correlation twoway_of(int institutions, int units,
                                            enum zi_clustering clustering)
{
    static const enum zi_panel_level level = ZI_TWOWAY;
    static char text[20000];
    struct zi_correlate_request request = request_of(&level, 1);
    struct fixture f;
    struct zi_pair_correlation row;

    fill_institutions(text, sizeof text, institutions, units);
    fixture_init(&f, text, NULL);
    request.clustering = clustering;
    row = compute_as(&f, &request).rows[0];
    fixture_release(&f);
    return row;
}

static void five_institutions_are_the_clusters(void **state)
{
    struct zi_pair_correlation row = twoway_of(5, 4, ZI_CLUSTERING_CHOSEN);

    (void)state;
    assert_true(row.by_institution);
    assert_int_equal(row.n_clusters, 5);
    assert_int_equal(row.result.n_units, 20);
    assert_int_equal(row.result.p_method, ZI_P_WILD_BOOTSTRAP);
    assert_true(row.least_p == 1.0 / 16 && row.result.p_value >= row.least_p);
    assert_true(row.jackknife_p > 0 && row.jackknife_p < 1);
    row = twoway_of(5, 4, ZI_CLUSTERING_UNIT);
    assert_false(row.by_institution);
    assert_int_equal(row.n_clusters, 20);
    assert_int_equal(row.result.p_method, ZI_P_CLUSTER_JACKKNIFE);
    assert_undefined(row.jackknife_p);
    row = twoway_of(20, 2, ZI_CLUSTERING_CHOSEN);
    assert_int_equal(row.n_clusters, 20);
    assert_int_equal(row.result.p_method, ZI_P_CLUSTER_JACKKNIFE);
}

static void fewer_institutions_are_clusters_only_when_asked(void **state)
{
    struct zi_pair_correlation row = twoway_of(4, 4, ZI_CLUSTERING_CHOSEN);

    (void)state;
    assert_false(row.by_institution);
    assert_int_equal(row.n_clusters, 16);
    row = twoway_of(4, 4, ZI_CLUSTERING_INSTITUTION);
    assert_true(row.by_institution);
    assert_int_equal(row.n_clusters, 4);
    assert_int_equal(row.result.p_method, ZI_P_CLUSTER_JACKKNIFE);
    row = twoway_of(6, 1, ZI_CLUSTERING_CHOSEN);
    assert_false(row.by_institution);
    assert_int_equal(row.n_clusters, 6);
}

static void pairs_of_institutions_can_be_asked_for(void **state)
{
    static const enum zi_panel_level level = ZI_WITHIN;
    struct zi_correlate_request request = request_of(&level, 1);
    struct fixture f;
    struct zi_pair_correlation row;

    (void)state;
    fixture_init(&f,
                 "instansi,unit,tahun,skm,sakip\n"
                 "A,,2021,,60\nA,,2022,,66\nA,,2023,,64\nA,,2024,,69\n"
                 "A,U,2021,70,1\nA,U,2022,74,2\nA,U,2023,75,3\nA,U,2024,79,4\n"
                 "A,V,2021,80,9\nA,V,2022,82,8\nA,V,2023,81,7\nA,V,2024,85,6\n",
                 NULL);
    request.institutions = true;
    row = compute_as(&f, &request).rows[0];
    assert_int_equal(row.on, ZI_LEVEL_INSTITUTION);
    assert_true(row.averaged);
    assert_int_equal(row.result.n, 4);
    /* R: cor(c(60, 66, 64, 69), c(75, 78, 78, 82)) */
    assert_close(row.result.estimate, 0.9607145331473258, 1e-12);
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

/* The result of the sheet before 2022 counted the percentage of follow-up. */
static void zi_contains_tlhp_until_2021(void **state)
{
    static const char scores[] = "instansi,unit,tahun,zi,tlhp\n"
                                 "A,U,2020,70,80\nA,V,2020,72,90\nA,U,2021,74,85\nA,V,2021,71,95\n"
                                 "A,U,2023,77,88\nA,V,2023,79,97\n";
    struct fixture f;
    size_t n;

    (void)state;
    fixture_init(&f, scores, NULL);
    const struct zi_pair_correlation *pair = compute(&f, all_levels, 1, &n);

    assert_true(pair->arithmetic);
    assert_int_equal(pair->arithmetic_from, 2020);
    assert_int_equal(pair->arithmetic_to, 2021);
    assert_int_equal(pair->last_year, 2023);
    fixture_release(&f);
    fixture_init(
        &f, "instansi,unit,tahun,zi,tlhp\nA,U,2023,70,80\nA,V,2023,72,90\nA,W,2023,71,70\n", NULL);
    assert_false(compute(&f, all_levels, 1, &n)->arithmetic);
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

/* ---- a panel with gaps, known cell by cell ---- */

enum { UNITS = 9, YEARS = 7, FIRST_YEAR = 2015, INDICES = 3, TEXT_MAX = 16000 };

static const char *const names[INDICES] = {"skm", "sakip", "lhkpn"};

struct cells {
    double value[INDICES][UNITS][YEARS]; /* NaN: no value */
};

static unsigned draw(unsigned *state, unsigned limit)
{
    *state = (*state * 1103515245u + 12345u) & 0x7fffffffu;
    return (*state >> 8) % limit;
}

/* A cell in six is missing, and the whole of a unit's third year here and there. */
static struct cells draw_cells(unsigned seed)
{
    struct cells cells;
    unsigned state = seed * 7919 + 1;

    for (size_t u = 0; u < UNITS; u++)
        for (size_t y = 0; y < YEARS; y++)
            for (size_t k = 0; k < INDICES; k++)
                cells.value[k][u][y] = draw(&state, 6) == 0 || (y == 2 && u % 3 == 0)
                                           ? NAN
                                           : 40 + (double)u + (double)draw(&state, 3000) / 100;
    return cells;
}

/* Written from the last unit and year to the first when turned. */
static void write_cells(char text[TEXT_MAX], const struct cells *cells, bool turned)
{
    int used = snprintf(text, TEXT_MAX, "instansi,unit,tahun,skm,sakip,lhkpn\n");

    for (size_t i = 0; i < UNITS * YEARS; i++) {
        size_t at = turned ? UNITS * YEARS - 1 - i : i;

        used += snprintf(text + used, (size_t)(TEXT_MAX - used), "A,U%zu,%d", at / YEARS,
                         FIRST_YEAR + (int)(at % YEARS));
        for (size_t k = 0; k < INDICES; k++) {
            double value = cells->value[k][at / YEARS][at % YEARS];

            used += isnan(value) ? snprintf(text + used, (size_t)(TEXT_MAX - used), ",")
                                 : snprintf(text + used, (size_t)(TEXT_MAX - used), ",%.2f", value);
        }
        used += snprintf(text + used, (size_t)(TEXT_MAX - used), "\n");
    }
}

static void fixture_of_cells(struct fixture *f, const struct cells *cells, bool turned)
{
    char text[TEXT_MAX];

    write_cells(text, cells, turned);
    fixture_init(f, text, NULL);
}

/* Value by value: x of a unit's year, y of the same unit lag calendar years later. Deviations from
 * the means of the pairs kept when within. */
static size_t pair_naively(double x[UNITS][YEARS], double y[UNITS][YEARS], int lag, bool within,
                           double xs[], double ys[])
{
    size_t n = 0;

    for (size_t u = 0; u < UNITS; u++) {
        size_t first = n;
        double x_mean = 0, y_mean = 0;

        for (int t = 0; t < YEARS; t++) {
            if (t + lag < 0 || t + lag >= YEARS || isnan(x[u][t]) || isnan(y[u][t + lag]))
                continue;
            xs[n] = x[u][t];
            ys[n++] = y[u][t + lag];
        }
        for (size_t i = first; i < n; i++) {
            x_mean += xs[i] / (double)(n - first);
            y_mean += ys[i] / (double)(n - first);
        }
        for (size_t i = first; within && i < n; i++) {
            xs[i] -= x_mean;
            ys[i] -= y_mean;
        }
        if (within && n == first + 1)
            n--; /* a single row tells nothing of change */
    }
    return n;
}

static void lags_pair_calendar_years(void **state)
{
    static const enum zi_panel_level levels[] = {ZI_POOLED, ZI_WITHIN};
    struct zi_correlate_request request = request_of(levels, 2);

    (void)state;
    request.first_lag = -3;
    request.last_lag = 3;
    for (unsigned seed = 1; seed <= 5; seed++) {
        struct cells cells = draw_cells(seed);
        struct fixture f;

        fixture_of_cells(&f, &cells, false);
        struct zi_correlations got = compute_as(&f, &request);

        assert_int_equal(got.n_rows, 3 * 7 * 2);
        for (size_t i = 0; i < got.n_rows; i++) {
            const struct zi_pair_correlation *row = &got.rows[i];
            double xs[UNITS * YEARS], ys[UNITS * YEARS];
            size_t x = 0, y = 0;

            for (size_t k = 0; k < INDICES; k++) {
                x = row->x == index_of(&f, names[k]) ? k : x;
                y = row->y == index_of(&f, names[k]) ? k : y;
            }
            assert_int_equal(row->lag, -3 + (int)(i / 2 % 7));
            size_t n = pair_naively(cells.value[x], cells.value[y], row->lag,
                                    row->level == ZI_WITHIN, xs, ys);

            assert_int_equal(row->result.n, n);
            assert_true(fabs(row->result.estimate -
                             zi_correlation_pearson(xs, ys, n, 0.95).estimate) < 1e-12);
        }
        fixture_release(&f);
    }
}

/* x of year t with y of year t + k is y of year t' with x of year t' - k. */
static void a_lag_turned_round_is_the_other_side(void **state)
{
    static const enum zi_correlation_method methods[] = {ZI_PEARSON, ZI_SPEARMAN, ZI_KENDALL};
    struct zi_correlate_request request = request_of(all_levels, 4);
    struct cells cells = draw_cells(8), swapped = cells;
    struct fixture f, g;

    (void)state;
    request.methods = methods;
    request.n_methods = 3;
    memcpy(swapped.value[0], cells.value[1], sizeof swapped.value[0]);
    memcpy(swapped.value[1], cells.value[0], sizeof swapped.value[1]);
    fixture_of_cells(&f, &cells, false);
    fixture_of_cells(&g, &swapped, false);
    request.first_lag = request.last_lag = 2;
    struct zi_correlations forward = compute_as(&f, &request);

    request.first_lag = request.last_lag = -2;
    struct zi_correlations backward = compute_as(&g, &request);

    for (size_t i = 0; i < forward.n_families; i++) { /* the first pair is skm and sakip */
        assert_int_equal(forward.rows[i].result.n, backward.rows[i].result.n);
        assert_true(fabs(forward.rows[i].result.estimate - backward.rows[i].result.estimate) <
                    1e-12);
        assert_close(backward.rows[i].result.p_value, forward.rows[i].result.p_value, 1e-9);
    }
    fixture_release(&f);
    fixture_release(&g);
}

/* ---- what does not matter ---- */

static struct zi_correlate_request request_of_everything(void)
{
    static const enum zi_correlation_method methods[] = {ZI_PEARSON, ZI_SPEARMAN, ZI_KENDALL};
    struct zi_correlate_request request = request_of(all_levels, 4);

    request.methods = methods;
    request.n_methods = 3;
    request.first_lag = -1;
    request.last_lag = 1;
    request.replicates = 200;
    request.seed = 5;
    request.threads = 1;
    return request;
}

static void assert_same(double a, double b)
{
    assert_true(a == b || (isnan(a) && isnan(b)));
}

static void assert_same_results(const struct zi_correlations *a, const struct zi_correlations *b)
{
    assert_int_equal(a->n_rows, b->n_rows);
    for (size_t i = 0; i < a->n_rows; i++) {
        const struct zi_estimate *left = &a->rows[i].result, *right = &b->rows[i].result;

        assert_int_equal(left->n, right->n);
        assert_int_equal(left->reason, right->reason);
        assert_same(left->estimate, right->estimate);
        assert_same(left->conf_low, right->conf_low);
        assert_same(left->conf_high, right->conf_high);
        assert_same(left->p_value, right->p_value);
        assert_same(a->rows[i].q, b->rows[i].q);
        assert_int_equal(a->rows[i].drift, b->rows[i].drift);
    }
}

static void order_of_rows_and_threads_change_no_bit(void **state)
{
    struct zi_correlate_request request = request_of_everything();
    struct cells cells = draw_cells(3);
    struct fixture f, turned;

    (void)state;
    fixture_of_cells(&f, &cells, false);
    fixture_of_cells(&turned, &cells, true);
    struct zi_correlations one = compute_as(&f, &request);
    struct zi_correlations other = compute_as(&turned, &request);

    assert_same_results(&one, &other);
    request.threads = 3;
    other = compute_as(&f, &request);
    assert_same_results(&one, &other);
    fixture_release(&f);
    fixture_release(&turned);
}

/* skm turned round and lhkpn moved and shrunk, all within their scales: signs follow. */
static void shift_and_scale_change_signs_only(void **state)
{
    struct zi_correlate_request request = request_of_everything();
    struct cells cells = draw_cells(6), other = cells;
    struct fixture f, g;

    (void)state;
    request.replicates = 0;
    for (size_t u = 0; u < UNITS; u++)
        for (size_t y = 0; y < YEARS; y++) {
            double even = round(cells.value[2][u][y] * 50) / 50; /* its half has two decimals */

            cells.value[2][u][y] = even;
            other.value[0][u][y] = 125 - cells.value[0][u][y];
            other.value[2][u][y] = 90 - (even - 40) / 2;
        }
    fixture_of_cells(&f, &cells, false);
    fixture_of_cells(&g, &other, false);
    struct zi_correlations a = compute_as(&f, &request);
    struct zi_correlations b = compute_as(&g, &request);

    for (size_t i = 0; i < a.n_rows; i++) {
        bool turned_x = a.rows[i].x != index_of(&f, "sakip");
        bool turned_y = a.rows[i].y != index_of(&f, "sakip");
        double sign = turned_x == turned_y ? 1 : -1;

        assert_true(fabs(b.rows[i].result.estimate - sign * a.rows[i].result.estimate) < 1e-11);
        assert_close(b.rows[i].result.p_value, a.rows[i].result.p_value, 1e-8);
    }
    fixture_release(&f);
    fixture_release(&g);
}

/* ---- listwise ---- */

static void listwise_takes_rows_with_every_index(void **state)
{
    struct zi_correlate_request request = request_of(all_levels, 1);
    struct cells cells = draw_cells(4);
    struct fixture f;
    size_t complete = 0, two = 0;

    (void)state;
    for (size_t u = 0; u < UNITS; u++)
        for (size_t y = 0; y < YEARS; y++) {
            size_t held = 0;

            for (size_t k = 0; k < INDICES; k++)
                held += isnan(cells.value[k][u][y]) ? 0 : 1;
            complete += held == INDICES;
            two += held >= 2;
            for (size_t k = 0; held < INDICES && k < INDICES; k++)
                cells.value[k][u][y] = held >= 2 ? cells.value[k][u][y] : NAN;
        }
    fixture_of_cells(&f, &cells, false);
    request.listwise = true;
    struct zi_correlations got = compute_as(&f, &request);

    assert_int_equal(got.units.complete, complete);
    assert_int_equal(got.units.rows, two);
    assert_true(complete < two);
    assert_int_equal(got.institutions.rows, 0);
    for (size_t i = 0; i < got.n_rows; i++)
        assert_int_equal(got.rows[i].result.n, complete);
    fixture_release(&f);
}

/* ---- letters ---- */

static const struct zi_correlated_index *
fact_of(const struct fixture *f, const struct zi_correlations *result, const char *name)
{
    for (size_t i = 0; i < result->n_facts; i++)
        if (result->facts[i].index == index_of(f, name))
            return &result->facts[i];
    fail_msg("no %s", name);
    return NULL;
}

/* Bands of sakip: CC CC B B BB BB A BB. R: o <- c(1, 1, 2, 2, 3, 3, 4, 3);
 * cor(o, skm, method = "spearman"), "kendall"; cor(sakip, skm) of the four scores */
static void letters_join_ranks_and_not_pearson(void **state)
{
    static const enum zi_correlation_method methods[] = {ZI_PEARSON, ZI_SPEARMAN, ZI_KENDALL};
    struct zi_correlate_request request = request_of(all_levels, 1);
    struct fixture f;

    (void)state;
    request.methods = methods;
    request.n_methods = 3;
    fixture_init(&f,
                 "instansi,unit,tahun,skm,sakip\n"
                 "A,P,2023,71,CC\nA,Q,2023,72,58\nA,R,2023,76,B\nA,S,2023,74,65\n"
                 "A,T,2023,79,BB\nA,U,2023,83,78\nA,V,2023,81,A\nA,W,2023,86,77\n",
                 NULL);
    struct zi_correlations got = compute_as(&f, &request);

    for (size_t i = 0; i < 3; i++)
        assert_int_equal(got.rows[i].result.n, 4);
    assert_int_equal(fact_of(&f, &got, "sakip")->letters, 0);
    assert_int_equal(fact_of(&f, &got, "sakip")->letters_out, 4);
    request.letters = true;
    got = compute_as(&f, &request);
    assert_int_equal(got.rows[0].result.n, 4);
    assert_false(got.rows[0].lettered);
    assert_true(got.rows[1].lettered && got.rows[2].lettered);
    assert_close(got.rows[1].result.estimate, 0.8647908694379515, 1e-14);
    assert_close(got.rows[2].result.estimate, 0.7487048859271456, 1e-14);
    assert_int_equal(fact_of(&f, &got, "sakip")->letters, 4);
    assert_int_equal(fact_of(&f, &got, "sakip")->letters_out, 0);
    fixture_release(&f);
}

/* ---- whose value it is ---- */

/* sakip of each institution in the rows of its units; skm of the units. odd: one unit differs. */
static void write_repeated(char text[TEXT_MAX], double odd, bool institutions)
{
    int used =
        snprintf(text, TEXT_MAX, "%sunit,tahun,sakip,skm\n", institutions ? "instansi," : "");

    for (int i = 0; i < 6; i++)
        for (int y = 0; y < 4; y++)
            for (int u = 0; u < 5; u++) {
                if (institutions)
                    used += snprintf(text + used, (size_t)(TEXT_MAX - used), "I%d,", i);
                used += snprintf(text + used, (size_t)(TEXT_MAX - used), "U%d%d,%d,%.1f,%d\n", i, u,
                                 2015 + y, 55 + (7 * i + 3 * y) % 17 + (i + y + u == 0 ? odd : 0),
                                 70 + (11 * i + 5 * u + 3 * y) % 19 + i);
            }
}

static void repeated_values_count_once_for_each_institution_and_year(void **state)
{
    double xs[24], ys[24];
    char text[TEXT_MAX];
    struct fixture f;
    size_t n;

    (void)state;
    write_repeated(text, 0, true);
    fixture_init(&f, text, NULL);
    const struct zi_pair_correlation *pair = compute(&f, all_levels, 1, &n);

    for (int i = 0; i < 6; i++)
        for (int y = 0; y < 4; y++) {
            double sum = 0;

            for (int u = 0; u < 5; u++)
                sum += 70 + (11 * i + 5 * u + 3 * y) % 19 + i;
            xs[4 * i + y] = 55 + (7 * i + 3 * y) % 17;
            ys[4 * i + y] = sum / 5;
        }
    assert_int_equal(pair->on, ZI_LEVEL_INSTITUTION);
    assert_int_equal(pair->result.n, 24);
    assert_int_equal(pair->n_cells, 24);
    assert_int_equal(pair->n_institutions, 6);
    assert_int_equal(pair->n_unit_rows, 120);
    assert_close(pair->result.estimate, zi_correlation_pearson(xs, ys, 24, 0.95).estimate, 1e-12);
    fixture_release(&f);
    write_repeated(text, 0.5, true); /* one unit that differs: values of units */
    fixture_init(&f, text, NULL);
    pair = compute(&f, all_levels, 1, &n);
    assert_int_equal(pair->on, ZI_LEVEL_UNIT);
    assert_int_equal(pair->result.n, 120);
    fixture_release(&f);
}

static void without_institutions_repeated_values_are_only_hinted_at(void **state)
{
    struct zi_correlate_request request = request_of(all_levels, 1);
    char text[TEXT_MAX];
    struct fixture f;

    (void)state;
    write_repeated(text, 0, false);
    fixture_init(&f, text, NULL);
    struct zi_correlations got = compute_as(&f, &request);

    assert_int_equal(got.rows[0].result.n, 120);
    assert_true(fact_of(&f, &got, "sakip")->coarse);
    assert_false(fact_of(&f, &got, "sakip")->repeated);
    fixture_release(&f);
    write_repeated(text, 0, true);
    fixture_init(&f, text, NULL);
    got = compute_as(&f, &request);
    assert_false(fact_of(&f, &got, "sakip")->coarse);
    assert_true(fact_of(&f, &got, "sakip")->repeated);
    fixture_release(&f);
}

/* ---- the matrix ---- */

/* skm and sakip together, skm and lhkpn together, sakip and lhkpn against each other: each on rows
 * of its own. R: eigen(cor(d, use = "pairwise"))$values has -0.54 */
static void pairs_of_their_own_rows_can_be_no_matrix(void **state)
{
    struct zi_correlate_request request = request_of(all_levels, 1);
    struct fixture f;

    (void)state;
    fixture_init(&f,
                 "instansi,unit,tahun,skm,sakip,lhkpn\n"
                 "A,A1,2023,70,60,\nA,A2,2023,75,66,\nA,A3,2023,80,69,\nA,A4,2023,85,75,\n"
                 "A,B1,2023,70,,80\nA,B2,2023,75,,84\nA,B3,2023,80,,91\nA,B4,2023,85,,95\n"
                 "A,C1,2023,,60,95\nA,C2,2023,,65,91\nA,C3,2023,,70,84\nA,C4,2023,,75,80\n"
                 "A,D1,2023,72,61,85\nA,D2,2023,78,70,83\nA,D3,2023,83,66,92\n"
                 "A,D4,2023,88,73,90\n",
                 NULL);
    struct zi_correlations got = compute_as(&f, &request);

    assert_int_equal(got.n_indefinite, 1);
    assert_int_equal(got.indefinite[0].n_indices, 3);
    assert_int_equal(got.indefinite[0].level, ZI_POOLED);
    request.listwise = true;
    got = compute_as(&f, &request);
    assert_int_equal(got.n_indefinite, 0);
    fixture_release(&f);
}

/* Complete rows make a matrix at every level, whatever the seed. */
static void complete_rows_are_always_a_matrix(void **state)
{
    struct zi_correlate_request request = request_of_everything();

    (void)state;
    request.replicates = 0;
    request.listwise = true;
    for (unsigned seed = 20; seed < 30; seed++) {
        struct cells cells = draw_cells(seed);
        struct fixture f;

        fixture_of_cells(&f, &cells, false);
        assert_int_equal(compute_as(&f, &request).n_indefinite, 0);
        fixture_release(&f);
    }
}

/* ---- controls and drift ---- */

/* R: r <- cor(resid(lm(skm ~ lhkpn)), resid(lm(sakip ~ lhkpn))); t on 8 - 2 - 1 */
static void given_indices_are_taken_out_and_are_in_no_pair(void **state)
{
    struct zi_correlate_request request = request_of(all_levels, 1);
    struct fixture f;
    size_t given;

    (void)state;
    fixture_init(&f,
                 "instansi,unit,tahun,skm,sakip,lhkpn\n"
                 "A,P,2023,71,62,60\nA,Q,2023,72,60,72\nA,R,2023,76,66,64\nA,S,2023,74,69,76\n"
                 "A,T,2023,79,68,84\nA,U,2023,80,74,68\nA,V,2023,81,71,88\nA,W,2023,86,77,80\n"
                 "A,X,2023,99,10,\n",
                 NULL);
    given = index_of(&f, "lhkpn");
    request.given = &given;
    request.n_given = 1;
    struct zi_correlations got = compute_as(&f, &request);

    assert_int_equal(got.n_rows, 1);
    assert_int_equal(got.rows[0].result.n, 8);
    assert_close(got.rows[0].result.estimate, 0.891134038461714129, 1e-13);
    assert_close(got.rows[0].result.p_value, 0.007077399723272638, 1e-11);
    fixture_release(&f);
}

/* Both rise by two a year, with noise of their own. */
static void drift_is_marked_also_where_only_within_is_asked_for(void **state)
{
    static const enum zi_panel_level within = ZI_WITHIN;
    struct zi_correlate_request request = request_of(&within, 1);
    struct cells cells;
    struct fixture f;
    unsigned random = 5;

    (void)state;
    for (size_t u = 0; u < UNITS; u++)
        for (size_t y = 0; y < YEARS; y++)
            for (size_t k = 0; k < INDICES; k++)
                cells.value[k][u][y] =
                    60 + (k == 2 ? -2.0 : 2.0) * (double)y + (double)draw(&random, 600) / 100;
    fixture_of_cells(&f, &cells, false);
    struct zi_correlations got = compute_as(&f, &request);

    assert_int_equal(pair_of(&f, got.rows, 3, "skm", "sakip")->drift, ZI_BOTH_RISE);
    assert_int_equal(pair_of(&f, got.rows, 3, "skm", "lhkpn")->drift, ZI_OPPOSITE_DRIFT);
    fixture_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lags_pair_calendar_years),
        cmocka_unit_test(a_lag_turned_round_is_the_other_side),
        cmocka_unit_test(order_of_rows_and_threads_change_no_bit),
        cmocka_unit_test(shift_and_scale_change_signs_only),
        cmocka_unit_test(listwise_takes_rows_with_every_index),
        cmocka_unit_test(letters_join_ranks_and_not_pearson),
        cmocka_unit_test(repeated_values_count_once_for_each_institution_and_year),
        cmocka_unit_test(without_institutions_repeated_values_are_only_hinted_at),
        cmocka_unit_test(pairs_of_their_own_rows_can_be_no_matrix),
        cmocka_unit_test(complete_rows_are_always_a_matrix),
        cmocka_unit_test(given_indices_are_taken_out_and_are_in_no_pair),
        cmocka_unit_test(drift_is_marked_also_where_only_within_is_asked_for),
        cmocka_unit_test(the_four_levels_are_those_of_r),
        cmocka_unit_test(five_institutions_are_the_clusters),
        cmocka_unit_test(fewer_institutions_are_clusters_only_when_asked),
        cmocka_unit_test(pairs_of_institutions_can_be_asked_for),
        cmocka_unit_test(an_institution_index_is_not_counted_again_for_each_unit),
        cmocka_unit_test(values_of_units_and_institutions_are_not_mixed),
        cmocka_unit_test(what_contains_the_other_is_marked),
        cmocka_unit_test(rb_contains_sakip_only_since_2023),
        cmocka_unit_test(zi_contains_tlhp_until_2021),
        cmocka_unit_test(q_counts_only_pairs_with_a_p),
        cmocka_unit_test(one_index_has_nothing_to_correlate_with),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
