/* Spearman and Kendall, which need only the order of the values. */
#include "zistat/stats/correlation.h"

#include <math.h>
#include <stdlib.h>

#include "counter.h"
#include "exact.h"
#include "tail.h"
#include "zistat/base/arena.h"
#include "zistat/stats/kendall_null.h"

/* Two columns and the tie groups of the rows that they share. */
struct ranked_pairs {
    const struct zi_dense_ranks *x_ranks;
    const struct zi_dense_ranks *y_ranks;
    struct zi_rank_groups x;
    struct zi_rank_groups y;
    size_t n;
};

static bool is_pair(const struct ranked_pairs *pairs, size_t row)
{
    return pairs->x_ranks->rank[row] != ZI_NO_RANK && pairs->y_ranks->rank[row] != ZI_NO_RANK;
}

/* The scores of few rows, for the permutations. */
static void copy_scores(const struct ranked_pairs *pairs, int x[], int y[])
{
    size_t n = 0;

    for (size_t row = 0; row < pairs->x_ranks->n; row++) {
        if (!is_pair(pairs, row))
            continue;
        x[n] = (int)pairs->x.score[pairs->x_ranks->rank[row]];
        y[n++] = (int)pairs->y.score[pairs->y_ranks->rank[row]];
    }
}

static double permutation_p(const struct ranked_pairs *pairs,
                            double (*p_value)(const int x[], const int y[], size_t n))
{
    int x[ZI_EXACT_PERMUTATION_MAX];
    int y[ZI_EXACT_PERMUTATION_MAX];

    copy_scores(pairs, x, y);
    return p_value(x, y, pairs->n);
}

/* The interval, or the reason why there is none. */
static void add_interval(struct zi_estimate *result, size_t n_min, enum zi_reason below,
                         double std_error, double level)
{
    if (fabs(result->estimate) == 1)
        result->reason = ZI_EXACT_FIT;
    else if (result->n < n_min)
        result->reason = below;
    else
        zi_correlation_interval(result, std_error, level);
}

static double sum_of_products(const struct ranked_pairs *pairs)
{
    const uint32_t *x = pairs->x_ranks->rank;
    const uint32_t *y = pairs->y_ranks->rank;
    double sum = 0;

    for (size_t row = 0; row < pairs->x_ranks->n; row++)
        if (is_pair(pairs, row))
            sum += pairs->x.score[x[row]] * pairs->y.score[y[row]];
    return sum;
}

static void estimate_spearman(const struct ranked_pairs *pairs, double level,
                              struct zi_estimate *result)
{
    double products = sum_of_products(pairs);
    double n = (double)pairs->n;
    double rho = products / sqrt(pairs->x.squares * pairs->y.squares);

    result->estimate = zi_correlation_round(rho);
    result->p_method = ZI_P_EXACT;
    result->statistic = (pairs->x.squares + pairs->y.squares - 2 * products) / 4;
    if (pairs->n <= ZI_EXACT_PERMUTATION_MAX)
        result->p_value = permutation_p(pairs, zi_exact_spearman);
    else if (fabs(result->estimate) == 1)
        result->p_value = zi_exact_perfect(pairs->x.count, pairs->x_ranks->distinct);
    else
        zi_correlation_test_t(result, n - 2);
    add_interval(result, 4, ZI_FEWER_THAN_4, sqrt((1 + rho * rho / 2) / (n - 3)), level);
}

/* The dense ranks of y in the order of x: group after group of equal x. */
static uint32_t *order_by_x(const struct ranked_pairs *pairs, struct zi_arena *scratch)
{
    size_t *next = zi_arena_allocate(scratch, pairs->x_ranks->distinct, sizeof *next);
    uint32_t *ordered = zi_arena_allocate(scratch, pairs->n, sizeof *ordered);

    if (next == NULL || ordered == NULL)
        return NULL;
    for (uint32_t rank = 1; rank < pairs->x_ranks->distinct; rank++)
        next[rank] = next[rank - 1] + pairs->x.count[rank - 1];
    for (size_t row = 0; row < pairs->x_ranks->n; row++)
        if (is_pair(pairs, row))
            ordered[next[pairs->x_ranks->rank[row]]++] = pairs->y_ranks->rank[row];
    return ordered;
}

/* S: concordant less discordant pairs. Each row meets those of smaller x, which alone have been
 * counted when its group comes; pairs tied in x or y meet as neither. */
static enum zi_code concordance(const struct ranked_pairs *pairs, struct zi_arena *scratch,
                                long long *s, struct zi_error *error)
{
    const uint32_t *y = order_by_x(pairs, scratch);
    struct zi_counter counter;
    size_t start = 0;

    if (y == NULL || !zi_counter_init(&counter, pairs->y_ranks->distinct, scratch))
        return zi_fail_memory(error);
    *s = 0;
    for (uint32_t rank = 0; rank < pairs->x_ranks->distinct; rank++) {
        size_t end = start + pairs->x.count[rank];

        for (size_t i = start; i < end; i++)
            *s += zi_counter_balance(&counter, y[i], start);
        for (size_t i = start; i < end; i++)
            zi_counter_add(&counter, y[i]);
        start = end;
    }
    return ZI_OK;
}

/* Of S when x and y are independent, given their ties. */
static double kendall_variance(double n, const struct zi_ties *x, const struct zi_ties *y)
{
    double untied = n * (n - 1) * (2 * n + 5);

    return (untied - x->variance_summand - y->variance_summand) / 18 +
           2 * x->pairs * y->pairs / (n * (n - 1)) +
           x->triples * y->triples / (9 * n * (n - 1) * (n - 2));
}

/* P(|S| >= |s|) when only one of the variables has ties, of these groups. */
static double null_p(const struct zi_rank_groups *tied, size_t distinct, long long s)
{
    double two_sided[ZI_KENDALL_NULL_ROOM];
    size_t sizes[ZI_KENDALL_NULL_MAX];
    size_t n_sizes = 0;
    size_t pairs;

    for (size_t rank = 0; rank < distinct; rank++)
        if (tied->count[rank] > 1)
            sizes[n_sizes++] = tied->count[rank];
    pairs = zi_kendall_null_pairs(tied->n, sizes, n_sizes);
    zi_kendall_null(tied->n, sizes, n_sizes, two_sided);
    return two_sided[(pairs - (size_t)llabs(s)) / 2];
}

static void test_kendall(const struct ranked_pairs *pairs, long long s, struct zi_estimate *result)
{
    bool x_tied = pairs->x.ties.pairs > 0;
    bool y_tied = pairs->y.ties.pairs > 0;

    result->statistic = (double)s;
    result->p_method = ZI_P_EXACT;
    if (pairs->n <= ZI_KENDALL_NULL_MAX && !(x_tied && y_tied)) {
        result->p_value = x_tied ? null_p(&pairs->x, pairs->x_ranks->distinct, s)
                                 : null_p(&pairs->y, pairs->y_ranks->distinct, s);
    } else if (pairs->n <= ZI_EXACT_PERMUTATION_MAX) {
        result->p_value = permutation_p(pairs, zi_exact_kendall);
    } else {
        result->statistic /=
            sqrt(kendall_variance((double)pairs->n, &pairs->x.ties, &pairs->y.ties));
        result->p_value = zi_tail_normal(result->statistic);
        result->p_method = ZI_P_NORMAL;
    }
}

static void estimate_kendall(const struct ranked_pairs *pairs, long long s, double level,
                             struct zi_estimate *result)
{
    double n = (double)pairs->n;
    double all = n * (n - 1) / 2;
    double x_untied = all - pairs->x.ties.pairs;
    double y_untied = all - pairs->y.ties.pairs;

    result->estimate = zi_correlation_round((double)s / (sqrt(x_untied) * sqrt(y_untied)));
    test_kendall(pairs, s, result);
    add_interval(result, 5, ZI_FEWER_THAN_5, sqrt(0.437 / (n - 4)), level);
}

/* Pairs the columns; the result is undefined then, with a reason when it must stay so. */
static enum zi_code pair_up(struct ranked_pairs *pairs, struct zi_arena *scratch,
                            struct zi_estimate *result, struct zi_error *error)
{
    ZI_TRY(zi_rank_groups_make(&pairs->x, pairs->x_ranks, pairs->y_ranks, scratch, error));
    ZI_TRY(zi_rank_groups_make(&pairs->y, pairs->y_ranks, pairs->x_ranks, scratch, error));
    pairs->n = pairs->x.n;
    *result = zi_estimate_undefined(pairs->n, ZI_DEFINED);
    if (pairs->n < 3)
        result->reason = ZI_FEWER_THAN_3;
    else if (pairs->x.ties.distinct == 1 || pairs->y.ties.distinct == 1)
        result->reason = ZI_CONSTANT;
    return ZI_OK;
}

static enum zi_code spearman(struct ranked_pairs pairs, double level, struct zi_arena *scratch,
                             struct zi_estimate *result, struct zi_error *error)
{
    ZI_TRY(pair_up(&pairs, scratch, result, error));
    if (result->reason == ZI_DEFINED)
        estimate_spearman(&pairs, level, result);
    return ZI_OK;
}

static enum zi_code kendall(struct ranked_pairs pairs, double level, struct zi_arena *scratch,
                            struct zi_estimate *result, struct zi_error *error)
{
    long long s = 0;

    ZI_TRY(pair_up(&pairs, scratch, result, error));
    if (result->reason != ZI_DEFINED)
        return ZI_OK;
    ZI_TRY(concordance(&pairs, scratch, &s, error));
    estimate_kendall(&pairs, s, level, result);
    return ZI_OK;
}

enum zi_code zi_correlation_spearman_ranks(const struct zi_dense_ranks *x,
                                           const struct zi_dense_ranks *y, double level,
                                           struct zi_estimate *result, struct zi_error *error)
{
    struct ranked_pairs pairs = {.x_ranks = x, .y_ranks = y};
    struct zi_arena scratch = {0};
    enum zi_code code = spearman(pairs, level, &scratch, result, error);

    zi_arena_release(&scratch);
    return code;
}

enum zi_code zi_correlation_kendall_ranks(const struct zi_dense_ranks *x,
                                          const struct zi_dense_ranks *y, double level,
                                          struct zi_estimate *result, struct zi_error *error)
{
    struct ranked_pairs pairs = {.x_ranks = x, .y_ranks = y};
    struct zi_arena scratch = {0};
    enum zi_code code = kendall(pairs, level, &scratch, result, error);

    zi_arena_release(&scratch);
    return code;
}

/* The values as columns of ranks. */
static enum zi_code rank_both(const double x[], const double y[], size_t n,
                              struct zi_dense_ranks ranks[2], struct zi_arena *arena,
                              struct zi_error *error)
{
    ZI_TRY(zi_dense_ranks_make(&ranks[0], x, n, 0, arena, error));
    return zi_dense_ranks_make(&ranks[1], y, n, 0, arena, error);
}

enum zi_code zi_correlation_spearman(const double x[], const double y[], size_t n, double level,
                                     struct zi_estimate *result, struct zi_error *error)
{
    struct zi_dense_ranks ranks[2];
    struct zi_arena arena = {0};
    enum zi_code code = rank_both(x, y, n, ranks, &arena, error);

    if (code == ZI_OK)
        code = zi_correlation_spearman_ranks(&ranks[0], &ranks[1], level, result, error);
    zi_arena_release(&arena);
    return code;
}

enum zi_code zi_correlation_kendall(const double x[], const double y[], size_t n, double level,
                                    struct zi_estimate *result, struct zi_error *error)
{
    struct zi_dense_ranks ranks[2];
    struct zi_arena arena = {0};
    enum zi_code code = rank_both(x, y, n, ranks, &arena, error);

    if (code == ZI_OK)
        code = zi_correlation_kendall_ranks(&ranks[0], &ranks[1], level, result, error);
    zi_arena_release(&arena);
    return code;
}
