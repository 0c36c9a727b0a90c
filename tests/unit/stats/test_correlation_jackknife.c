#include "by_method.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/count.h"
#include "stats/correlation_jackknife.h"
#include "zistat/stats/correlation.h"

enum { ROWS_MAX = 600, CLUSTERS_MAX = 120 };

struct rows {
    size_t start[CLUSTERS_MAX + 1];
    size_t n_clusters;
    double x[ROWS_MAX];
    double y[ROWS_MAX];
    size_t n;
};

static unsigned draw(unsigned *state, unsigned limit)
{
    *state = (*state * 1103515245u + 12345u) & 0x7fffffffu;
    return (*state >> 8) % limit;
}

/* Clusters of 1 to 9 rows; few different values make ties inside and between them. */
static void fill(struct rows *rows, unsigned seed, size_t n_clusters, unsigned different)
{
    unsigned state = seed * 7919 + 1;

    rows->n_clusters = n_clusters;
    rows->n = 0;
    rows->start[0] = 0;
    for (size_t g = 0; g < n_clusters; g++) {
        unsigned size = 1 + draw(&state, 9);
        double level = draw(&state, different);

        for (unsigned i = 0; i < size && rows->n < ROWS_MAX; i++) {
            rows->x[rows->n] = draw(&state, different) + level;
            rows->y[rows->n++] = draw(&state, different) + draw(&state, 2) * level;
        }
        rows->start[g + 1] = rows->n;
    }
}

/* Leaves the cluster out and starts anew. */
static double naive(const struct rows *rows, enum zi_correlation_method method, size_t cluster)
{
    static double x[ROWS_MAX];
    static double y[ROWS_MAX];
    size_t n = 0;

    for (size_t i = 0; i < rows->n; i++) {
        if (i >= rows->start[cluster] && i < rows->start[cluster + 1])
            continue;
        x[n] = rows->x[i];
        y[n++] = rows->y[i];
    }
    return correlation_by(method, x, y, n).estimate;
}

static double without_each(const struct rows *rows, enum zi_correlation_method method,
                           double without[])
{
    struct zi_arena arena = {0};
    struct zi_rank_clusters *clusters;
    struct zi_dense_ranks x;
    struct zi_dense_ranks y;
    enum zi_code code;
    double r;

    assert_int_equal(zi_dense_ranks_make(&x, rows->x, rows->n, 0, &arena, NULL), ZI_OK);
    assert_int_equal(zi_dense_ranks_make(&y, rows->y, rows->n, 0, &arena, NULL), ZI_OK);
    assert_int_equal(
        zi_rank_clusters_make(&clusters, &x, &y, rows->start, rows->n_clusters, &arena, NULL),
        ZI_OK);
    if (method == ZI_PEARSON)
        code = zi_pearson_without_each(rows->x, rows->y, rows->start, rows->n_clusters, &r, without,
                                       NULL);
    else if (method == ZI_SPEARMAN)
        code = zi_spearman_without_each(clusters, &r, without, NULL);
    else
        code = zi_kendall_without_each(clusters, &r, without, NULL);
    assert_int_equal(code, ZI_OK);
    zi_arena_release(&arena);
    return r;
}

static void check_all(const struct rows *rows, enum zi_correlation_method method)
{
    double without[CLUSTERS_MAX];
    struct zi_estimate whole = correlation_by(method, rows->x, rows->y, rows->n);

    assert_true(fabs(without_each(rows, method, without) - whole.estimate) < 1e-12);
    for (size_t g = 0; g < rows->n_clusters; g++)
        assert_true(fabs(without[g] - naive(rows, method, g)) < 1e-12);
}

static void ranks_without_a_cluster_are_made_anew(void **state)
{
    static struct rows rows;
    const unsigned different[] = {3, 12, 200, 1u << 20};

    (void)state;
    for (unsigned seed = 0; seed < 24; seed++) {
        fill(&rows, seed, 4 + seed * 5, different[seed % 4]);
        check_all(&rows, ZI_SPEARMAN);
        check_all(&rows, ZI_KENDALL);
    }
}

static void center(struct rows *rows, double values[])
{
    for (size_t g = 0; g < rows->n_clusters; g++) {
        double mean = 0;

        for (size_t i = rows->start[g]; i < rows->start[g + 1]; i++)
            mean += values[i] / (double)(rows->start[g + 1] - rows->start[g]);
        for (size_t i = rows->start[g]; i < rows->start[g + 1]; i++)
            values[i] -= mean;
    }
}

static void deviations_without_a_cluster_are_those_of_pearson(void **state)
{
    static struct rows rows;

    (void)state;
    for (unsigned seed = 0; seed < 10; seed++) {
        fill(&rows, seed, 5 + seed * 8, 1000);
        center(&rows, rows.x);
        center(&rows, rows.y);
        check_all(&rows, ZI_PEARSON);
    }
}

/* Sums less the extreme cluster's would have kept no digit of the rest. */
static void an_extreme_cluster_leaves_no_rounding_behind(void **state)
{
    static struct rows rows;
    double without[CLUSTERS_MAX];

    (void)state;
    fill(&rows, 5, 10, 1000);
    rows.x[rows.start[3]] = rows.y[rows.start[3]] = 1e12;
    rows.x[rows.start[3] + 1] = rows.y[rows.start[3] + 1] = 0;
    center(&rows, rows.x);
    center(&rows, rows.y);
    without_each(&rows, ZI_PEARSON, without);
    assert_close(without[3], naive(&rows, ZI_PEARSON, 3), 1e-13);
}

/* Only cluster 1 varies in x. */
static void nothing_that_varies_is_left_is_undefined(void **state)
{
    const struct rows rows = {{0, 2, 4, 6}, 3, {5, 5, 4, 6, 5, 5}, {1, 2, 1, 3, 2, 1}, 6};
    const struct rows deviations = {{0, 2, 4, 6}, 3, {0, 0, -1, 1, 0, 0}, {-1, 1, -2, 2, 1, -1}, 6};
    double without[3];

    (void)state;
    without_each(&rows, ZI_SPEARMAN, without);
    assert_undefined(without[1]);
    assert_true(fabs(without[0]) <= 1);
    without_each(&rows, ZI_KENDALL, without);
    assert_undefined(without[1]);
    without_each(&deviations, ZI_PEARSON, without);
    assert_undefined(without[1]);
    assert_true(fabs(without[2]) <= 1);
}

/* So many rows that the cubes of their number are no longer exact. */
static void nothing_that_varies_is_left_of_many_rows(void **state)
{
    enum { CLUSTERS = 149990, MANY = 2 * CLUSTERS };
    static double x[MANY] = {1};
    static double y[MANY];
    static size_t start[CLUSTERS + 1];
    static double without[CLUSTERS];
    struct zi_arena arena = {0};
    struct zi_dense_ranks x_ranks;
    struct zi_dense_ranks y_ranks;
    struct zi_rank_clusters *clusters;
    double rho;

    (void)state;
    for (size_t i = 0; i < MANY; i++)
        y[i] = (double)(i * 7919 % 1009);
    for (size_t g = 0; g <= CLUSTERS; g++)
        start[g] = 2 * g;
    assert_int_equal(zi_dense_ranks_make(&x_ranks, x, MANY, 0, &arena, NULL), ZI_OK);
    assert_int_equal(zi_dense_ranks_make(&y_ranks, y, MANY, 0, &arena, NULL), ZI_OK);
    assert_int_equal(
        zi_rank_clusters_make(&clusters, &x_ranks, &y_ranks, start, CLUSTERS, &arena, NULL), ZI_OK);
    assert_int_equal(zi_spearman_without_each(clusters, &rho, without, NULL), ZI_OK);
    assert_undefined(without[0]);
    assert_true(fabs(without[1] - rho) < 1e-4);
    zi_arena_release(&arena);
}

/* Rho of the rows without those of the cluster, ranked anew. */
static double rho_without(const double x[], const double y[], size_t n, size_t start, size_t end)
{
    double *left = malloc(2 * n * sizeof *left);
    struct zi_estimate result;
    size_t kept = 0;

    assert_non_null(left);
    for (size_t i = 0; i < n; i++) {
        if (i >= start && i < end)
            continue;
        left[kept] = x[i];
        left[n + kept++] = y[i];
    }
    assert_int_equal(zi_correlation_spearman(left, left + n, kept, 0.95, &result, NULL), ZI_OK);
    free(left);
    return result.estimate;
}

/* As many as a cluster's own comparisons would cost more. */
static void few_clusters_of_many_rows_are_ranked_anew(void **state)
{
    static struct rows rows;
    const unsigned different[] = {2, 12, 1u << 20};

    (void)state;
    for (unsigned seed = 0; seed < 6; seed++) {
        unsigned draws = seed * 7919 + 1;

        rows.n_clusters = 4;
        rows.n = ROWS_MAX;
        for (size_t g = 0; g <= 4; g++)
            rows.start[g] = g * g * ROWS_MAX / 16;
        for (size_t i = 0; i < rows.n; i++) {
            rows.x[i] = draw(&draws, different[seed % 3]);
            rows.y[i] = draw(&draws, different[seed % 3]) + (seed > 2 ? rows.x[i] : 0);
        }
        check_all(&rows, ZI_SPEARMAN);
        check_all(&rows, ZI_KENDALL);
    }
}

/* Beyond ZI_SPEARMAN_EXACT_ROWS a term of second order is read from a grid. */
static void many_rows_are_left_out_to_five_digits_of_the_change(void **state)
{
    enum { CLUSTERS = 9000, SIZE = 8, MANY = CLUSTERS * SIZE };
    static double x[MANY];
    static double y[MANY];
    static size_t start[CLUSTERS + 1];
    static double without[CLUSTERS];
    struct zi_rank_clusters *clusters;
    struct zi_arena arena = {0};
    struct zi_dense_ranks ranks[2];
    unsigned seed = 11;
    double rho;

    (void)state;
    assert_true((int)MANY > (int)ZI_SPEARMAN_EXACT_ROWS);
    for (size_t i = 0; i < MANY; i++) {
        x[i] = draw(&seed, 40000) + (double)(i / SIZE % 97) * 100;
        y[i] = draw(&seed, 900) + x[i] / 80;
    }
    for (size_t g = 0; g <= CLUSTERS; g++)
        start[g] = SIZE * g;
    assert_int_equal(zi_dense_ranks_make(&ranks[0], x, MANY, 0, &arena, NULL), ZI_OK);
    assert_int_equal(zi_dense_ranks_make(&ranks[1], y, MANY, 0, &arena, NULL), ZI_OK);
    assert_int_equal(
        zi_rank_clusters_make(&clusters, &ranks[0], &ranks[1], start, CLUSTERS, &arena, NULL),
        ZI_OK);
    assert_int_equal(zi_spearman_without_each(clusters, &rho, without, NULL), ZI_OK);
    for (size_t g = 0; g < CLUSTERS; g += 1499) {
        double expected = rho_without(x, y, MANY, start[g], start[g + 1]);

        assert_true(fabs(without[g] - expected) < 1e-5 * fabs(expected - rho));
    }
    zi_arena_release(&arena);
}

static void assert_only_estimate(struct zi_estimate got, double r, enum zi_reason reason)
{
    assert_int_equal(got.reason, reason);
    assert_true(got.estimate == r || (isnan(r) && isnan(got.estimate)));
    assert_undefined(got.std_error);
    assert_undefined(got.statistic);
    assert_undefined(got.p_value);
    assert_undefined(got.conf_low);
    assert_undefined(got.conf_level);
    assert_int_equal(got.p_method, ZI_P_NONE);
}

/* R: z <- atanh(c(.42, .55, .38, .61, .47)); se <- sqrt(4/5 * sum((z - mean(z))^2)); t <-
 * atanh(.5) / se; 2 * pt(-t, 4); tanh(atanh(.5) + c(-1, 1) * qt(.975, 4) * se) */
static void inference_is_that_of_r(void **state)
{
    const double without[] = {0.42, 0.55, 0.38, 0.61, 0.47};
    struct zi_estimate got = zi_correlation_jackknife(0.5, without, 5, 33, 0.95);

    (void)state;
    assert_true(got.estimate == 0.5);
    assert_close(got.std_error, 0.22562561874363529, 1e-13);
    assert_close(got.statistic, 2.4345911931135711, 1e-13);
    assert_true(got.df == 4);
    assert_close(got.p_value, 0.071625100663194677, 1e-12);
    assert_close(got.conf_low, -0.076978407854230699, 1e-12);
    assert_close(got.conf_high, 0.82610463239595455, 1e-12);
    assert_true(got.conf_level == 0.95);
    assert_int_equal(got.n, 33);
    assert_int_equal(got.n_units, 5);
    assert_int_equal(got.p_method, ZI_P_CLUSTER_JACKKNIFE);
    assert_int_equal(got.reason, ZI_DEFINED);
}

static void one_cluster_has_no_error(void **state)
{
    const double without[] = {NAN};
    const double some[] = {0.3, NAN, 0.4};
    const double mirrored[] = {0.6, 0.6000000000000001};

    (void)state;
    assert_only_estimate(zi_correlation_jackknife(0.5, without, 1, 8, 0.95), 0.5, ZI_ONE_CLUSTER);
    assert_only_estimate(zi_correlation_jackknife(0.5, some, 3, 8, 0.95), 0.5, ZI_ONE_CLUSTER);
    assert_only_estimate(zi_correlation_jackknife(0.6, mirrored, 2, 8, 0.95), 0.6, ZI_ONE_CLUSTER);
}

static void a_perfect_correlation_has_no_error(void **state)
{
    const double perfect[] = {1, 1, 1};
    const double some[] = {0.4, 1, -1, 0.3};

    (void)state;
    assert_only_estimate(zi_correlation_jackknife(1, perfect, 3, 8, 0.95), 1, ZI_EXACT_FIT);
    assert_only_estimate(zi_correlation_jackknife(0.5, some, 4, 8, 0.95), 0.5, ZI_EXACT_FIT);
}

static void undefined_stays_undefined(void **state)
{
    const double without[] = {0.1, 0.2, 0.3};

    (void)state;
    assert_only_estimate(zi_correlation_jackknife(NAN, without, 3, 8, 0.95), NAN, ZI_CONSTANT);
}

static void exhausted_memory_is_an_error(void **state)
{
    const double values[] = {1};
    const size_t start[] = {0, 1};
    struct zi_error error;
    double without[1];
    double r;

    (void)state;
    assert_int_equal(
        zi_pearson_without_each(values, values, start, SIZE_MAX / 8, &r, without, &error),
        ZI_ESYSTEM);
    assert_int_equal(error.code, ZI_ESYSTEM);
}

/* Every way to give signs, written out. */
static double share_of_signs(const double values[], size_t n, size_t at, double sum, double data)
{
    if (at == n)
        return fabs(sum) >= fabs(data) * (1 - 1e-9);
    return (share_of_signs(values, n, at + 1, sum + values[at], data) +
            share_of_signs(values, n, at + 1, sum - values[at], data)) /
           2;
}

static void the_wild_p_goes_through_all_signs(void **state)
{
    static const double without[] = {0.31,  0.28, 0.42, 0.05, 0.35, -0.1, 0.33, 0.29,
                                     0.301, 0.6,  0.2,  0.25, 0.37, 0.31, 0.3,  0.27};
    const double r = 0.3;

    (void)state;
    for (size_t n = 2; n <= ZI_COUNT(without); n++) {
        double values[ZI_COUNT(without)];
        double data = 0;

        for (size_t g = 0; g < n; g++) {
            values[g] = (double)n * atanh(r) - ((double)n - 1) * atanh(without[g]);
            data += values[g];
        }
        assert_close(zi_correlation_wild_p(r, without, n), share_of_signs(values, n, 0, 0, data),
                     1e-12);
        assert_true(zi_correlation_wild_p(r, without, n) >= zi_correlation_wild_least(n));
    }
    assert_true(zi_correlation_wild_least(6) == 1.0 / 32);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranks_without_a_cluster_are_made_anew),
        cmocka_unit_test(few_clusters_of_many_rows_are_ranked_anew),
        cmocka_unit_test(deviations_without_a_cluster_are_those_of_pearson),
        cmocka_unit_test(an_extreme_cluster_leaves_no_rounding_behind),
        cmocka_unit_test(nothing_that_varies_is_left_is_undefined),
        cmocka_unit_test(nothing_that_varies_is_left_of_many_rows),
        cmocka_unit_test(many_rows_are_left_out_to_five_digits_of_the_change),
        cmocka_unit_test(inference_is_that_of_r),
        cmocka_unit_test(one_cluster_has_no_error),
        cmocka_unit_test(a_perfect_correlation_has_no_error),
        cmocka_unit_test(undefined_stays_undefined),
        cmocka_unit_test(the_wild_p_goes_through_all_signs),
        cmocka_unit_test(exhausted_memory_is_an_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
