#include "by_method.h"

#include <stdbool.h>
#include <string.h>

#include "stats/random.h"
#include "zistat/stats/correlation_bootstrap.h"

enum { CLUSTERS = 12, ROWS = 60, DRAWN_MAX = CLUSTERS * 9, REPLICATES = 300 };

/* Clusters of 1 to 9 rows; few different values make ties. */
struct rows {
    size_t start[CLUSTERS + 1];
    double x[ROWS];
    double y[ROWS];
    double z[ROWS];
    size_t n;
};

static unsigned draw(unsigned *state, unsigned limit)
{
    *state = (*state * 1103515245u + 12345u) & 0x7fffffffu;
    return (*state >> 8) % limit;
}

static struct rows make_rows(unsigned seed, unsigned different)
{
    struct rows rows = {.n = 0};

    for (size_t g = 0; g < CLUSTERS; g++) {
        double level = draw(&seed, different);

        for (unsigned i = 0; i < 1 + g % 9; i++) {
            rows.x[rows.n] = 60 + draw(&seed, different) + level / 4;
            rows.y[rows.n] = 70 + draw(&seed, different) + level / 2;
            rows.z[rows.n++] = draw(&seed, different) + level;
        }
        rows.start[g + 1] = rows.n;
    }
    return rows;
}

/* The rows of the clusters drawn, copied one after the other. */
static size_t copy_drawn(const struct rows *rows, uint64_t seed, size_t replicate, double x[],
                         double y[], double z[])
{
    struct zi_random random;
    size_t n = 0;

    zi_random_init(&random, seed, replicate);
    for (size_t draws = 0; draws < CLUSTERS; draws++) {
        size_t g = zi_random_below(&random, CLUSTERS);

        for (size_t i = rows->start[g]; i < rows->start[g + 1]; i++) {
            x[n] = rows->x[i];
            y[n] = rows->y[i];
            z[n++] = rows->z[i];
        }
    }
    return n;
}

static double correlate(enum zi_correlation_method method, const double x[], const double y[],
                        size_t n)
{
    return correlation_by(method, x, y, n).estimate;
}

/* Yule's formula for one control. */
static double partial(double xy, double xz, double yz)
{
    return (xy - xz * yz) / sqrt((1 - xz * xz) * (1 - yz * yz));
}

static double naive(const struct rows *rows, enum zi_correlation_method method, bool given,
                    uint64_t seed, size_t replicate)
{
    double x[DRAWN_MAX], y[DRAWN_MAX], z[DRAWN_MAX];
    size_t n = copy_drawn(rows, seed, replicate, x, y, z);
    double xy = correlate(method, x, y, n);

    return given ? partial(xy, correlate(method, x, z, n), correlate(method, y, z, n)) : xy;
}

static void replicate(const struct rows *rows, enum zi_correlation_method method, bool given,
                      const struct zi_bootstrap *bootstrap, double r[])
{
    struct zi_arena arena = {0};
    struct zi_dense_ranks ranks[3];

    if (method == ZI_PEARSON) {
        assert_int_equal(
            zi_pearson_replicates(rows->x, rows->y, rows->start, CLUSTERS, bootstrap, r, NULL),
            ZI_OK);
        return;
    }
    assert_int_equal(zi_dense_ranks_make(&ranks[0], rows->x, rows->n, 0, &arena, NULL), ZI_OK);
    assert_int_equal(zi_dense_ranks_make(&ranks[1], rows->y, rows->n, 0, &arena, NULL), ZI_OK);
    assert_int_equal(zi_dense_ranks_make(&ranks[2], rows->z, rows->n, 0, &arena, NULL), ZI_OK);
    assert_int_equal(
        zi_rank_replicates(method, ranks, given ? 3 : 2, rows->start, CLUSTERS, bootstrap, r, NULL),
        ZI_OK);
    zi_arena_release(&arena);
}

static void check_replicates(enum zi_correlation_method method, bool given, unsigned different)
{
    const struct zi_bootstrap bootstrap = {.replicates = REPLICATES, .seed = 77, .threads = 1};
    struct rows rows = make_rows(different, different);
    double r[REPLICATES];

    replicate(&rows, method, given, &bootstrap, r);
    for (size_t b = 0; b < REPLICATES; b++)
        assert_true(fabs(r[b] - naive(&rows, method, given, 77, b)) < 1e-11);
}

static void replicates_are_those_of_copied_rows(void **state)
{
    (void)state;
    for (unsigned different = 4; different < 2000; different *= 21)
        for (enum zi_correlation_method method = 0; method < ZI_CORRELATION_METHOD_COUNT; method++)
            check_replicates(method, false, different);
}

static void partial_replicates_are_those_of_copied_rows(void **state)
{
    (void)state;
    for (unsigned different = 4; different < 2000; different *= 21) {
        check_replicates(ZI_SPEARMAN, true, different);
        check_replicates(ZI_KENDALL, true, different);
    }
}

static void threads_change_nothing_and_seeds_do(void **state)
{
    struct rows rows = make_rows(9, 50);

    (void)state;
    for (enum zi_correlation_method method = 0; method < ZI_CORRELATION_METHOD_COUNT; method++) {
        struct zi_bootstrap bootstrap = {.replicates = REPLICATES, .seed = 1, .threads = 1};
        double one[REPLICATES], three[REPLICATES], other[REPLICATES];

        replicate(&rows, method, false, &bootstrap, one);
        bootstrap.threads = 3;
        replicate(&rows, method, false, &bootstrap, three);
        bootstrap.seed = 2;
        replicate(&rows, method, false, &bootstrap, other);
        assert_memory_equal(one, three, sizeof one);
        assert_true(one[0] != other[0] || one[1] != other[1] || one[2] != other[2]);
    }
}

/* All clusters but one have the same values: a draw without it has nothing that varies. */
static void a_draw_without_variation_has_no_correlation(void **state)
{
    const struct zi_bootstrap bootstrap = {.replicates = REPLICATES, .seed = 3, .threads = 1};
    struct rows rows = make_rows(5, 30);

    (void)state;
    for (size_t i = 0; i < rows.n; i++)
        if (i < rows.start[8] || i >= rows.start[9])
            rows.x[i] = 82.3;
    for (enum zi_correlation_method method = 0; method < ZI_CORRELATION_METHOD_COUNT; method++) {
        double r[REPLICATES];
        size_t undefined = 0;

        replicate(&rows, method, false, &bootstrap, r);
        for (size_t b = 0; b < REPLICATES; b++) {
            assert_int_equal(isnan(r[b]), isnan(naive(&rows, method, false, 3, b)));
            undefined += isnan(r[b]) ? 1 : 0;
        }
        assert_true(undefined > 50 && undefined < 200);
    }
}

static struct zi_estimate of_estimate(double r)
{
    struct zi_estimate estimate = zi_estimate_undefined(40, ZI_DEFINED);

    estimate.estimate = r;
    estimate.n_units = 10;
    return estimate;
}

/* R: r <- (((0:999) * 617) %% 1000) / 1000 - 0.1; quantile(r, c(.05, .95)) = -0.05005, 0.84905;
 * 101 of them are <= 0: p = 2 * 102 / 1001 */
static void the_interval_is_of_percentiles(void **state)
{
    double r[1000];
    struct zi_estimate got;
    size_t undefined;

    (void)state;
    for (size_t i = 0; i < 1000; i++)
        r[i] = (double)(i * 617 % 1000) / 1000 - 0.1;
    got = zi_correlation_bootstrap(of_estimate(0.3), r, 1000, 10, 0.9, &undefined);
    assert_close(got.conf_low, -0.05005, 1e-12);
    assert_close(got.conf_high, 0.84905, 1e-12);
    assert_close(got.p_value, 204.0 / 1001, 1e-14);
    assert_true(got.conf_level == 0.9 && got.estimate == 0.3);
    assert_int_equal(got.n, 40);
    assert_int_equal(got.n_units, 10);
    assert_int_equal(undefined, 0);
    assert_undefined(got.statistic);
}

static void undefined_replicates_are_counted_and_left_out(void **state)
{
    double r[500], few[500];
    struct zi_estimate got;
    size_t undefined;

    (void)state;
    for (size_t i = 0; i < 500; i++) {
        r[i] = i % 5 == 0 ? NAN : 0.25;
        few[i] = i % 5 == 0 ? 0.25 : NAN;
    }
    got = zi_correlation_bootstrap(of_estimate(0.3), r, 500, 10, 0.95, &undefined);
    assert_int_equal(undefined, 100);
    assert_true(got.conf_low == 0.25 && got.conf_high == 0.25);
    assert_close(got.p_value, 2.0 / 401, 1e-14);
    got = zi_correlation_bootstrap(of_estimate(0.3), few, 500, 10, 0.95, &undefined);
    assert_int_equal(undefined, 400);
    assert_true(got.estimate == 0.3);
    assert_undefined(got.conf_low);
    assert_undefined(got.p_value);
    assert_int_equal(got.reason, ZI_ONE_CLUSTER);
}

static void what_cannot_be_resampled_says_why(void **state)
{
    double r[300] = {0};
    struct zi_estimate constant = zi_estimate_undefined(9, ZI_CONSTANT);
    struct zi_estimate got;
    size_t undefined;

    (void)state;
    got = zi_correlation_bootstrap(constant, r, 300, 10, 0.95, &undefined);
    assert_int_equal(got.reason, ZI_CONSTANT);
    assert_undefined(got.estimate);
    got = zi_correlation_bootstrap(of_estimate(1), r, 300, 10, 0.95, &undefined);
    assert_int_equal(got.reason, ZI_EXACT_FIT);
    assert_true(got.estimate == 1);
    got = zi_correlation_bootstrap(of_estimate(0.4), r, 300, 1, 0.95, &undefined);
    assert_int_equal(got.reason, ZI_ONE_CLUSTER);
    assert_undefined(got.p_value);
}

static void draws_of_fewer_than_ten_clusters_prove_nothing(void **state)
{
    double r[300] = {0};
    struct zi_estimate got;
    size_t undefined;

    (void)state;
    for (size_t clusters = 2; clusters < 10; clusters++) {
        got = zi_correlation_bootstrap(of_estimate(0.4), r, 300, clusters, 0.95, &undefined);
        assert_int_equal(got.reason, ZI_FEWER_THAN_10_CLUSTERS);
        assert_true(got.estimate == 0.4);
        assert_undefined(got.p_value);
        assert_undefined(got.conf_low);
        assert_undefined(got.conf_high);
        assert_int_equal(got.p_method, ZI_P_NONE);
    }
    got = zi_correlation_bootstrap(of_estimate(0.4), r, 300, 10, 0.95, &undefined);
    assert_int_equal(got.reason, ZI_DEFINED);
}

static void exhausted_memory_is_an_error(void **state)
{
    const struct zi_bootstrap bootstrap = {.replicates = 200, .seed = 3, .threads = 1};
    const double values[] = {1};
    const size_t start[] = {0, 1};
    struct zi_error error;
    double r[1];

    (void)state;
    assert_int_equal(
        zi_pearson_replicates(values, values, start, SIZE_MAX / 8, &bootstrap, r, &error),
        ZI_ESYSTEM);
    assert_int_equal(error.code, ZI_ESYSTEM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(replicates_are_those_of_copied_rows),
        cmocka_unit_test(partial_replicates_are_those_of_copied_rows),
        cmocka_unit_test(threads_change_nothing_and_seeds_do),
        cmocka_unit_test(a_draw_without_variation_has_no_correlation),
        cmocka_unit_test(the_interval_is_of_percentiles),
        cmocka_unit_test(undefined_replicates_are_counted_and_left_out),
        cmocka_unit_test(what_cannot_be_resampled_says_why),
        cmocka_unit_test(draws_of_fewer_than_ten_clusters_prove_nothing),
        cmocka_unit_test(exhausted_memory_is_an_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
