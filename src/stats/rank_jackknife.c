/* Spearman and Kendall without each cluster, by correcting sums over all rows instead of ranking
 * the rest anew. */
#include "zistat/stats/correlation_jackknife.h"

#include <math.h>
#include <stdbool.h>

#include "zistat/base/arena.h"
#include "zistat/stats/correlation.h"
#include "zistat/stats/counter.h"

/* One of the two variables, ranked. A row's score is the number of smaller less greater rows. */
struct variable {
    const uint32_t *rank;
    uint32_t distinct;
    struct zi_rank_groups groups;
    uint32_t *taken; /* by rank: rows of the cluster at hand; 0 between clusters */
};

/* What is left of a variable's ties without a cluster. */
struct remainder {
    double squares; /* of the scores */
    double untied;  /* pairs */
    bool constant;
};

struct ranked_clusters {
    struct variable x;
    struct variable y;
    const size_t *start;
    size_t n_clusters;
    size_t n;
};

static enum zi_code variable_init(struct variable *variable, const struct zi_dense_ranks *ranks,
                                  struct zi_arena *scratch, struct zi_error *error)
{
    variable->rank = ranks->rank;
    variable->distinct = ranks->distinct;
    variable->taken = zi_arena_allocate(scratch, ranks->distinct, sizeof *variable->taken);
    if (!variable->taken)
        return zi_fail_memory(error);
    return zi_rank_groups_make(&variable->groups, ranks, ranks, scratch, error);
}

static struct remainder remainder_of(double n, double tied_pairs, double triples, bool constant)
{
    return (struct remainder){
        .squares = (n * (n - 1) * (n + 1) - triples - 6 * tied_pairs) / 3,
        .untied = n * (n - 1) / 2 - tied_pairs,
        .constant = constant,
    };
}

static struct remainder whole(const struct variable *variable, size_t n)
{
    const struct zi_ties *ties = &variable->groups.ties;

    return remainder_of((double)n, ties->pairs, ties->triples, ties->distinct < 2);
}

/* Only the groups that the cluster has rows in change. */
static struct remainder leave_out(struct variable *variable, size_t n, size_t start, size_t end)
{
    struct zi_ties ties = variable->groups.ties;

    for (size_t i = start; i < end; i++)
        variable->taken[variable->rank[i]]++;
    for (size_t i = start; i < end; i++) {
        uint32_t rank = variable->rank[i];
        double old = (double)variable->groups.count[rank];
        double left = old - variable->taken[rank];

        if (variable->taken[rank] == 0)
            continue;
        variable->taken[rank] = 0;
        ties.distinct -= left == 0;
        ties.pairs += (left * (left - 1) - old * (old - 1)) / 2;
        ties.triples += left * (left - 1) * (left - 2) - old * (old - 1) * (old - 2);
    }
    return remainder_of((double)(n - (end - start)), ties.pairs, ties.triples, ties.distinct < 2);
}

static int sign_between(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static double score(const struct variable *variable, size_t row)
{
    return variable->groups.score[variable->rank[row]];
}

/*
 * Sums over each cluster g, made in one sweep through the rows by x: of
 *
 *     sum over all rows i of sign(x_i - x_k) sign(y_i - y_l)
 *
 * over the rows k, l of g, or over k = l alone.
 */
struct sweep {
    const struct ranked_clusters *data;
    bool only_equal;
    uint32_t *ordered; /* rows by x */
    uint32_t *cluster; /* of every row */
    struct zi_counter counter;
    size_t counted;
    double *sums; /* by cluster */
};

static enum zi_code sweep_init(struct sweep *sweep, struct zi_arena *scratch,
                               struct zi_error *error)
{
    const struct ranked_clusters *data = sweep->data;
    size_t *next = zi_arena_allocate(scratch, data->x.distinct, sizeof *next);

    sweep->ordered = zi_arena_allocate(scratch, data->n, sizeof *sweep->ordered);
    sweep->cluster = zi_arena_allocate(scratch, data->n, sizeof *sweep->cluster);
    sweep->sums = zi_arena_allocate(scratch, data->n_clusters, sizeof *sweep->sums);
    if (!next || !sweep->ordered || !sweep->cluster || !sweep->sums ||
        !zi_counter_init(&sweep->counter, data->y.distinct, scratch))
        return zi_fail_memory(error);
    for (uint32_t rank = 1; rank < data->x.distinct; rank++)
        next[rank] = next[rank - 1] + data->x.groups.count[rank - 1];
    for (size_t g = 0; g < data->n_clusters; g++)
        for (size_t i = data->start[g]; i < data->start[g + 1]; i++)
            sweep->cluster[i] = (uint32_t)g;
    for (size_t i = 0; i < data->n; i++)
        sweep->ordered[next[data->x.rank[i]]++] = (uint32_t)i;
    return ZI_OK;
}

static void add_balances(struct sweep *sweep, size_t start, size_t end)
{
    const struct ranked_clusters *data = sweep->data;

    for (size_t i = start; i < end; i++) {
        size_t k = sweep->ordered[i];
        size_t g = sweep->cluster[k];
        size_t first = sweep->only_equal ? k : data->start[g];
        size_t last = sweep->only_equal ? k + 1 : data->start[g + 1];
        long long sum = 0;

        for (size_t l = first; l < last; l++)
            sum += zi_counter_balance(&sweep->counter, data->y.rank[l], sweep->counted);
        sweep->sums[g] += (double)sum;
    }
}

/* The rows of greater x give the opposite of their balance: the balance of all rows, which is the
 * score of y_l, less that of the rows up to x_k. It is taken off at the end. */
static void subtract_scores(struct sweep *sweep)
{
    const struct ranked_clusters *data = sweep->data;

    for (size_t g = 0; g < data->n_clusters; g++) {
        size_t rows = data->start[g + 1] - data->start[g];
        double times = sweep->only_equal ? 1 : (double)rows;

        for (size_t l = data->start[g]; l < data->start[g + 1]; l++)
            sweep->sums[g] -= times * score(&data->y, l);
    }
}

static enum zi_code sum_signs(const struct ranked_clusters *data, bool only_equal, double **sums,
                              struct zi_arena *scratch, struct zi_error *error)
{
    struct sweep sweep = {.data = data, .only_equal = only_equal};
    size_t end;

    ZI_TRY(sweep_init(&sweep, scratch, error));
    for (size_t start = 0; start < data->n; start = end) {
        end = start + data->x.groups.count[data->x.rank[sweep.ordered[start]]];
        add_balances(&sweep, start, end);
        for (; sweep.counted < end; sweep.counted++)
            zi_counter_add(&sweep.counter, data->y.rank[sweep.ordered[sweep.counted]]);
        add_balances(&sweep, start, end);
    }
    subtract_scores(&sweep);
    *sums = sweep.sums;
    return ZI_OK;
}

/* By rank of this variable: the other's scores summed over the rows below, and again over those
 * below or equal. It is the sum of sign(x_k - x_i) score_i over all rows, for a row k of the rank,
 * as the scores sum to 0. */
static double *signed_scores(const struct variable *variable, const struct variable *other,
                             size_t n, struct zi_arena *scratch)
{
    double *sums = zi_arena_allocate(scratch, variable->distinct, sizeof *sums);
    double below = 0;

    if (!sums)
        return NULL;
    for (size_t i = 0; i < n; i++)
        sums[variable->rank[i]] += score(other, i);
    for (uint32_t rank = 0; rank < variable->distinct; rank++) {
        double here = sums[rank];

        sums[rank] = 2 * below + here;
        below += here;
    }
    return sums;
}

/* The products of the scores of the cluster's own rows, as they are without the cluster. */
static double own_products(const struct ranked_clusters *data, size_t start, size_t end)
{
    double sum = 0;

    for (size_t i = start; i < end; i++) {
        double x = score(&data->x, i);
        double y = score(&data->y, i);

        for (size_t k = start; k < end; k++) {
            x -= sign_between(data->x.rank[i], data->x.rank[k]);
            y -= sign_between(data->y.rank[i], data->y.rank[k]);
        }
        sum += x * y;
    }
    return sum;
}

static double spearman_rho(double products, struct remainder x, struct remainder y)
{
    if (x.constant || y.constant)
        return NAN;
    return zi_correlation_round(products / (sqrt(x.squares) * sqrt(y.squares)));
}

/* A row's score without the cluster is its score less sign(x_i - x_k) over the cluster's rows k;
 * the products of such differences are summed over all rows term by term, and those of the
 * cluster's own rows taken off. */
static enum zi_code spearman(struct ranked_clusters *data, double *rho, double without[],
                             struct zi_arena *scratch, struct zi_error *error)
{
    const double *x_signed = signed_scores(&data->x, &data->y, data->n, scratch);
    const double *y_signed = signed_scores(&data->y, &data->x, data->n, scratch);
    double *signs;
    double products = 0;

    if (!x_signed || !y_signed)
        return zi_fail_memory(error);
    ZI_TRY(sum_signs(data, false, &signs, scratch, error));
    for (size_t i = 0; i < data->n; i++)
        products += score(&data->x, i) * score(&data->y, i);
    *rho = spearman_rho(products, whole(&data->x, data->n), whole(&data->y, data->n));
    for (size_t g = 0; g < data->n_clusters; g++) {
        size_t start = data->start[g];
        size_t end = data->start[g + 1];
        double left = products + signs[g] - own_products(data, start, end);

        for (size_t k = start; k < end; k++)
            left += x_signed[data->x.rank[k]] + y_signed[data->y.rank[k]];
        without[g] = spearman_rho(left, leave_out(&data->x, data->n, start, end),
                                  leave_out(&data->y, data->n, start, end));
    }
    return ZI_OK;
}

static double own_concordance(const struct ranked_clusters *data, size_t start, size_t end)
{
    int sum = 0;

    for (size_t i = start; i < end; i++)
        for (size_t k = start; k < i; k++)
            sum += sign_between(data->x.rank[i], data->x.rank[k]) *
                   sign_between(data->y.rank[i], data->y.rank[k]);
    return sum;
}

static double kendall_tau(double s, struct remainder x, struct remainder y)
{
    if (x.constant || y.constant)
        return NAN;
    return zi_correlation_round(s / (sqrt(x.untied) * sqrt(y.untied)));
}

/* Without a cluster the pairs of its rows with all rows are gone; those inside it were taken off
 * twice. */
static enum zi_code kendall(struct ranked_clusters *data, double *tau, double without[],
                            struct zi_arena *scratch, struct zi_error *error)
{
    double *signs;
    double s = 0;

    ZI_TRY(sum_signs(data, true, &signs, scratch, error));
    for (size_t g = 0; g < data->n_clusters; g++)
        s += signs[g] / 2;
    *tau = kendall_tau(s, whole(&data->x, data->n), whole(&data->y, data->n));
    for (size_t g = 0; g < data->n_clusters; g++) {
        size_t start = data->start[g];
        size_t end = data->start[g + 1];

        without[g] = kendall_tau(s - signs[g] + own_concordance(data, start, end),
                                 leave_out(&data->x, data->n, start, end),
                                 leave_out(&data->y, data->n, start, end));
    }
    return ZI_OK;
}

static enum zi_code data_init(struct ranked_clusters *data, const struct zi_dense_ranks *x,
                              const struct zi_dense_ranks *y, struct zi_arena *scratch,
                              struct zi_error *error)
{
    data->n = data->start[data->n_clusters];
    ZI_TRY(variable_init(&data->x, x, scratch, error));
    return variable_init(&data->y, y, scratch, error);
}

enum zi_code zi_spearman_without_each(const struct zi_dense_ranks *x,
                                      const struct zi_dense_ranks *y, const size_t start[],
                                      size_t n_clusters, double *rho, double without[],
                                      struct zi_error *error)
{
    struct ranked_clusters data = {.start = start, .n_clusters = n_clusters};
    struct zi_arena scratch = {0};
    enum zi_code code = data_init(&data, x, y, &scratch, error);

    if (code == ZI_OK)
        code = spearman(&data, rho, without, &scratch, error);
    zi_arena_release(&scratch);
    return code;
}

enum zi_code zi_kendall_without_each(const struct zi_dense_ranks *x, const struct zi_dense_ranks *y,
                                     const size_t start[], size_t n_clusters, double *tau,
                                     double without[], struct zi_error *error)
{
    struct ranked_clusters data = {.start = start, .n_clusters = n_clusters};
    struct zi_arena scratch = {0};
    enum zi_code code = data_init(&data, x, y, &scratch, error);

    if (code == ZI_OK)
        code = kendall(&data, tau, without, &scratch, error);
    zi_arena_release(&scratch);
    return code;
}
