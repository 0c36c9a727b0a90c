/* Spearman and Kendall without each cluster, by correcting sums over all rows instead of ranking
 * the rest anew. */
#include "correlation_jackknife.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "counter.h"
#include "zistat/stats/correlation.h"

/* Along each side of the grid that stands for the rows when they are many. */
enum { BINS = 512 };

/* The rows of one value: what is asked of them stands together, because it is asked in no order. */
struct group {
    double score;  /* smaller less greater rows */
    double others; /* the other variable's scores of smaller rows less those of greater ones */
    uint32_t count;
    uint32_t taken; /* rows of the cluster at hand; 0 between clusters */
    uint32_t bin;
};

/* What is left of a variable's ties without a cluster. */
struct remainder {
    double squares; /* of the scores */
    double untied;  /* pairs */
    bool constant;
};

/* One of the two variables, ranked. */
struct variable {
    const uint32_t *rank;
    uint32_t distinct;
    struct group *groups; /* by rank */
    struct zi_ties ties;
    struct remainder *without; /* by cluster */
};

struct zi_rank_clusters {
    struct variable x;
    struct variable y;
    const size_t *start;
    size_t n_clusters;
    size_t n;
};

static struct remainder remainder_of(double n, const struct zi_ties *ties)
{
    return (struct remainder){
        .squares = (n * (n - 1) * (n + 1) - ties->triples - 6 * ties->pairs) / 3,
        .untied = n * (n - 1) / 2 - ties->pairs,
        .constant = ties->distinct < 2,
    };
}

/* Only the groups that the cluster has rows in change. */
static struct remainder leave_out(struct variable *variable, size_t n, size_t start, size_t end)
{
    struct zi_ties ties = variable->ties;

    for (size_t i = start; i < end; i++)
        variable->groups[variable->rank[i]].taken++;
    for (size_t i = start; i < end; i++) {
        struct group *group = &variable->groups[variable->rank[i]];
        double old = (double)group->count;
        double left = old - group->taken;

        if (group->taken == 0)
            continue;
        group->taken = 0;
        ties.distinct -= left == 0;
        ties.pairs += (left * (left - 1) - old * (old - 1)) / 2;
        ties.triples += left * (left - 1) * (left - 2) - old * (old - 1) * (old - 2);
    }
    return remainder_of((double)(n - (end - start)), &ties);
}

static void copy_groups(struct variable *variable, const struct zi_rank_groups *groups)
{
    double n = (double)groups->n;

    variable->ties = groups->ties;
    for (uint32_t rank = 0; rank < variable->distinct; rank++)
        variable->groups[rank] = (struct group){
            .score = groups->score[rank],
            .count = (uint32_t)groups->count[rank],
            .bin = (uint32_t)((groups->score[rank] + n) / 2 * BINS / n),
        };
}

static enum zi_code variable_init(struct variable *variable, const struct zi_dense_ranks *ranks,
                                  const struct zi_rank_clusters *data, struct zi_arena *arena,
                                  struct zi_error *error)
{
    struct zi_rank_groups groups;
    struct zi_arena scratch = {0};
    enum zi_code code = zi_rank_groups_make(&groups, ranks, ranks, &scratch, error);

    variable->rank = ranks->rank;
    variable->distinct = ranks->distinct;
    variable->groups = zi_arena_allocate(arena, ranks->distinct, sizeof *variable->groups);
    variable->without = zi_arena_allocate(arena, data->n_clusters, sizeof *variable->without);
    if (code == ZI_OK && (variable->groups == NULL || variable->without == NULL))
        code = zi_fail_memory(error);
    if (code == ZI_OK)
        copy_groups(variable, &groups);
    zi_arena_release(&scratch);
    for (size_t g = 0; code == ZI_OK && g < data->n_clusters; g++)
        variable->without[g] = leave_out(variable, data->n, data->start[g], data->start[g + 1]);
    return code;
}

enum zi_code zi_rank_clusters_make(struct zi_rank_clusters **clusters,
                                   const struct zi_dense_ranks *x, const struct zi_dense_ranks *y,
                                   const size_t start[], size_t n_clusters, struct zi_arena *arena,
                                   struct zi_error *error)
{
    struct zi_rank_clusters *data = zi_arena_allocate(arena, 1, sizeof *data);

    *clusters = data;
    if (data == NULL)
        return zi_fail_memory(error);
    data->start = start;
    data->n_clusters = n_clusters;
    data->n = start[n_clusters];
    ZI_TRY(variable_init(&data->x, x, data, arena, error));
    return variable_init(&data->y, y, data, arena, error);
}

static int sign_between(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

/* What Spearman asks of the groups of a row, copied once into the order of the rows. */
struct scored_row {
    double x;
    double y;
    uint32_t x_bin;
    uint32_t y_bin;
};

static struct scored_row *score_rows(const struct zi_rank_clusters *data, struct zi_arena *scratch)
{
    struct scored_row *rows = zi_arena_allocate(scratch, data->n, sizeof *rows);

    for (size_t i = 0; rows != NULL && i < data->n; i++) {
        const struct group *x = &data->x.groups[data->x.rank[i]];
        const struct group *y = &data->y.groups[data->y.rank[i]];

        rows[i] = (struct scored_row){x->score, y->score, x->bin, y->bin};
    }
    return rows;
}

static const struct group *group_of(const struct variable *variable, size_t row)
{
    return &variable->groups[variable->rank[row]];
}

/* A row on its way through the rows by x. */
struct entry {
    uint32_t row;
    uint32_t cluster;
    uint32_t y;
};

/*
 * Sums over each cluster g, made in one sweep through the rows by x: of
 *
 *     sum over all rows i of sign(x_i - x_k) sign(y_i - y_l)
 *
 * over the rows k, l of g, or over k = l alone.
 */
struct sweep {
    const struct zi_rank_clusters *data;
    bool only_equal;
    struct entry *ordered; /* by x */
    struct zi_counter counter;
    size_t counted;
    double *sums; /* by cluster */
};

static void order_rows(struct sweep *sweep, size_t next[])
{
    const struct zi_rank_clusters *data = sweep->data;

    for (uint32_t rank = 1; rank < data->x.distinct; rank++)
        next[rank] = next[rank - 1] + data->x.groups[rank - 1].count;
    for (size_t g = 0; g < data->n_clusters; g++)
        for (size_t i = data->start[g]; i < data->start[g + 1]; i++)
            sweep->ordered[next[data->x.rank[i]]++] =
                (struct entry){(uint32_t)i, (uint32_t)g, data->y.rank[i]};
}

static enum zi_code sweep_init(struct sweep *sweep, struct zi_arena *scratch,
                               struct zi_error *error)
{
    const struct zi_rank_clusters *data = sweep->data;
    size_t *next = zi_arena_allocate(scratch, data->x.distinct, sizeof *next);

    sweep->ordered = zi_arena_allocate(scratch, data->n, sizeof *sweep->ordered);
    sweep->sums = zi_arena_allocate(scratch, data->n_clusters, sizeof *sweep->sums);
    if (next == NULL || sweep->ordered == NULL || sweep->sums == NULL ||
        !zi_counter_init(&sweep->counter, data->y.distinct, scratch))
        return zi_fail_memory(error);
    order_rows(sweep, next);
    return ZI_OK;
}

/* The balance of y among the rows below a group of equal x, and again among those up to it: the
 * second differs from the first by the group alone. */
static long long balance_around(const struct sweep *sweep, size_t start, size_t end, uint32_t y)
{
    long long sum = 2 * zi_counter_balance(&sweep->counter, y, start);

    for (size_t i = start; i < end; i++)
        sum += sign_between(y, sweep->ordered[i].y);
    return sum;
}

/* Before a small group of equal x is counted: all that it adds to the sums. */
static void add_small_group(struct sweep *sweep, size_t start, size_t end)
{
    const struct zi_rank_clusters *data = sweep->data;

    for (size_t i = start; i < end; i++) {
        struct entry entry = sweep->ordered[i];
        long long sum = 0;

        if (sweep->only_equal)
            sum = balance_around(sweep, start, end, entry.y);
        else
            for (size_t l = data->start[entry.cluster]; l < data->start[entry.cluster + 1]; l++)
                sum += balance_around(sweep, start, end, data->y.rank[l]);
        sweep->sums[entry.cluster] += (double)sum;
    }
}

/* Half of what a large group adds: once before it is counted, once after. */
static void add_balances(struct sweep *sweep, size_t start, size_t end)
{
    const struct zi_rank_clusters *data = sweep->data;

    for (size_t i = start; i < end; i++) {
        struct entry entry = sweep->ordered[i];
        size_t first = sweep->only_equal ? entry.row : data->start[entry.cluster];
        size_t last = sweep->only_equal ? entry.row + 1 : data->start[entry.cluster + 1];
        long long sum = 0;

        for (size_t l = first; l < last; l++)
            sum += zi_counter_balance(&sweep->counter, data->y.rank[l], sweep->counted);
        sweep->sums[entry.cluster] += (double)sum;
    }
}

static void count_rows(struct sweep *sweep, size_t end)
{
    for (; sweep->counted < end; sweep->counted++)
        zi_counter_add(&sweep->counter, sweep->ordered[sweep->counted].y);
}

/* A query of the counter costs as much as comparing with so many rows. */
enum { SMALL_GROUP = 12 };

static void sweep_group(struct sweep *sweep, size_t start, size_t end)
{
    if (end - start <= SMALL_GROUP) {
        add_small_group(sweep, start, end);
        count_rows(sweep, end);
        return;
    }
    add_balances(sweep, start, end);
    count_rows(sweep, end);
    add_balances(sweep, start, end);
}

/* The rows of greater x give the opposite of their balance: the balance of all rows, which is the
 * score of y_l, less that of the rows up to x_k. It is taken off at the end. */
static void subtract_scores(struct sweep *sweep)
{
    const struct zi_rank_clusters *data = sweep->data;

    for (size_t g = 0; g < data->n_clusters; g++) {
        size_t rows = data->start[g + 1] - data->start[g];
        double times = sweep->only_equal ? 1 : (double)rows;

        for (size_t l = data->start[g]; l < data->start[g + 1]; l++)
            sweep->sums[g] -= times * group_of(&data->y, l)->score;
    }
}

static enum zi_code sum_signs(const struct zi_rank_clusters *data, bool only_equal, double **sums,
                              struct zi_arena *scratch, struct zi_error *error)
{
    struct sweep sweep = {.data = data, .only_equal = only_equal};
    size_t start = 0;

    ZI_TRY(sweep_init(&sweep, scratch, error));
    for (uint32_t rank = 0; rank < data->x.distinct; rank++) {
        size_t end = start + data->x.groups[rank].count;

        sweep_group(&sweep, start, end);
        start = end;
    }
    subtract_scores(&sweep);
    *sums = sweep.sums;
    return ZI_OK;
}

/* Replaces every count of a line of bins by those in greater bins less those in smaller ones. */
static void count_sides(int32_t line[], size_t stride)
{
    int32_t all = 0;
    int32_t below = 0;

    for (size_t i = 0; i < BINS; i++)
        all += line[i * stride];
    for (size_t i = 0; i < BINS; i++) {
        int32_t here = line[i * stride];

        line[i * stride] = all - here - 2 * below;
        below += here;
    }
}

/* By bin of x and of y: the sum of sign(x_i - x) sign(y_i - y) over all rows i, in bins. */
static int32_t *make_grid(const struct scored_row rows[], size_t n, struct zi_arena *scratch)
{
    int32_t *grid = zi_arena_allocate(scratch, (size_t)BINS * BINS, sizeof *grid);

    if (grid == NULL)
        return NULL;
    for (size_t i = 0; i < n; i++)
        grid[rows[i].x_bin * BINS + rows[i].y_bin]++;
    for (size_t i = 0; i < BINS; i++)
        count_sides(grid + i * BINS, 1);
    for (size_t i = 0; i < BINS; i++)
        count_sides(grid + i, BINS);
    return grid;
}

/* The sums of sum_signs over all pairs of a cluster, read from the grid. */
static enum zi_code sum_signs_in_bins(const struct zi_rank_clusters *data,
                                      const struct scored_row rows[], double **sums,
                                      struct zi_arena *scratch, struct zi_error *error)
{
    const int32_t *grid = make_grid(rows, data->n, scratch);

    *sums = zi_arena_allocate(scratch, data->n_clusters, sizeof **sums);
    if (grid == NULL || *sums == NULL)
        return zi_fail_memory(error);
    for (size_t g = 0; g < data->n_clusters; g++) {
        long long sum = 0;

        for (size_t k = data->start[g]; k < data->start[g + 1]; k++)
            for (size_t l = data->start[g]; l < data->start[g + 1]; l++)
                sum += grid[rows[k].x_bin * BINS + rows[l].y_bin];
        (*sums)[g] = (double)sum;
    }
    return ZI_OK;
}

/* The other's scores summed over the rows below, and again over those below or equal: the sum of
 * sign(x_k - x_i) score_i over all rows, for a row k of the group, as the scores sum to 0. */
static void sum_others(struct variable *variable)
{
    double below = 0;

    for (uint32_t rank = 0; rank < variable->distinct; rank++) {
        double here = variable->groups[rank].others;

        variable->groups[rank].others = 2 * below + here;
        below += here;
    }
}

/* Also returns the sum of the products of the scores. */
static double sum_products(struct zi_rank_clusters *data, const struct scored_row rows[])
{
    double products = 0;

    for (uint32_t rank = 0; rank < data->x.distinct; rank++)
        data->x.groups[rank].others = 0;
    for (uint32_t rank = 0; rank < data->y.distinct; rank++)
        data->y.groups[rank].others = 0;
    for (size_t i = 0; i < data->n; i++) {
        data->x.groups[data->x.rank[i]].others += rows[i].y;
        data->y.groups[data->y.rank[i]].others += rows[i].x;
        products += rows[i].x * rows[i].y;
    }
    sum_others(&data->x);
    sum_others(&data->y);
    return products;
}

/* The products of the scores of the cluster's own rows, as they are without the cluster. */
static double own_products(const struct zi_rank_clusters *data, const struct scored_row rows[],
                           size_t start, size_t end)
{
    double sum = 0;

    for (size_t i = start; i < end; i++) {
        int x = 0;
        int y = 0;

        for (size_t k = start; k < end; k++) {
            x += sign_between(data->x.rank[i], data->x.rank[k]);
            y += sign_between(data->y.rank[i], data->y.rank[k]);
        }
        sum += (rows[i].x - x) * (rows[i].y - y);
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
static void sum_spearman(struct zi_rank_clusters *data, const struct scored_row rows[],
                         const double signs[], double *rho, double without[])
{
    double n = (double)data->n;
    double products = sum_products(data, rows);

    *rho = spearman_rho(products, remainder_of(n, &data->x.ties), remainder_of(n, &data->y.ties));
    for (size_t g = 0; g < data->n_clusters; g++) {
        size_t start = data->start[g];
        size_t end = data->start[g + 1];
        double left = products + signs[g] - own_products(data, rows, start, end);

        for (size_t k = start; k < end; k++)
            left += group_of(&data->x, k)->others + group_of(&data->y, k)->others;
        without[g] = spearman_rho(left, data->x.without[g], data->y.without[g]);
    }
}

/* ---- few clusters of many rows: ranked anew without each */

/* Fewer comparisons are no matter. */
static const double comparisons_few = 20000;

/* Comparing the rows of a cluster with each other would cost more than ranking anew. */
static bool are_large(const struct zi_rank_clusters *data)
{
    double pairs = 0;

    for (size_t g = 0; g < data->n_clusters; g++) {
        double rows = (double)(data->start[g + 1] - data->start[g]);

        pairs += rows * rows;
    }
    return pairs > comparisons_few && pairs > (double)data->n_clusters * (double)data->n;
}

/* By rank, of the rows outside start .. end - 1: smaller rows less greater ones. */
static void score_without(const struct variable *variable, size_t start, size_t end,
                          double scores[])
{
    double n = 0, before = 0;

    for (uint32_t rank = 0; rank < variable->distinct; rank++)
        scores[rank] = variable->groups[rank].count;
    for (size_t i = start; i < end; i++)
        scores[variable->rank[i]]--;
    for (uint32_t rank = 0; rank < variable->distinct; rank++)
        n += scores[rank];
    for (uint32_t rank = 0; rank < variable->distinct; rank++) {
        double count = scores[rank];

        scores[rank] = 2 * before + count - n;
        before += count;
    }
}

static double sum_products_between(const struct zi_rank_clusters *data, const double x[],
                                   const double y[], size_t first, size_t end)
{
    double products = 0;

    for (size_t i = first; i < end; i++)
        products += x[data->x.rank[i]] * y[data->y.rank[i]];
    return products;
}

static enum zi_code spearman_ranked_anew(const struct zi_rank_clusters *data, double without[],
                                         struct zi_arena *scratch, struct zi_error *error)
{
    double *x = zi_arena_allocate(scratch, data->x.distinct, sizeof *x);
    double *y = zi_arena_allocate(scratch, data->y.distinct, sizeof *y);

    if (x == NULL || y == NULL)
        return zi_fail_memory(error);
    for (size_t g = 0; g < data->n_clusters; g++) {
        size_t start = data->start[g], end = data->start[g + 1];

        score_without(&data->x, start, end, x);
        score_without(&data->y, start, end, y);
        without[g] = spearman_rho(sum_products_between(data, x, y, 0, start) +
                                      sum_products_between(data, x, y, end, data->n),
                                  data->x.without[g], data->y.without[g]);
    }
    return ZI_OK;
}

static enum zi_code spearman(struct zi_rank_clusters *data, double *rho, double without[],
                             struct zi_arena *scratch, struct zi_error *error)
{
    const struct scored_row *rows = score_rows(data, scratch);
    double *signs;

    if (rows == NULL)
        return zi_fail_memory(error);
    if (are_large(data)) {
        *rho = spearman_rho(sum_products(data, rows), remainder_of((double)data->n, &data->x.ties),
                            remainder_of((double)data->n, &data->y.ties));
        return spearman_ranked_anew(data, without, scratch, error);
    }
    if (data->n <= ZI_SPEARMAN_EXACT_ROWS)
        ZI_TRY(sum_signs(data, false, &signs, scratch, error));
    else
        ZI_TRY(sum_signs_in_bins(data, rows, &signs, scratch, error));
    sum_spearman(data, rows, signs, rho, without);
    return ZI_OK;
}

enum zi_code zi_spearman_without_each(struct zi_rank_clusters *clusters, double *rho,
                                      double without[], struct zi_error *error)
{
    struct zi_arena scratch = {0};
    enum zi_code code = spearman(clusters, rho, without, &scratch, error);

    zi_arena_release(&scratch);
    return code;
}

/* Concordant less discordant pairs among the rows of a cluster, compared with each other. */
static double own_concordance(const struct zi_rank_clusters *data, size_t start, size_t end)
{
    int sum = 0;

    for (size_t i = start; i < end; i++)
        for (size_t k = start; k < i; k++)
            sum += sign_between(data->x.rank[i], data->x.rank[k]) *
                   sign_between(data->y.rank[i], data->y.rank[k]);
    return sum;
}

/* The ranks of some rows, in terms of all of them. */
static bool copy_part(struct zi_dense_ranks *part, const struct variable *variable, size_t start,
                      size_t end, struct zi_arena *scratch)
{
    *part = (struct zi_dense_ranks){zi_arena_allocate(scratch, end - start, sizeof *part->rank),
                                    end - start, variable->distinct};
    if (part->rank != NULL)
        memcpy(part->rank, variable->rank + start, (end - start) * sizeof *part->rank);
    return part->rank;
}

/* The same where they are many: as of a panel that has this cluster alone. */
static enum zi_code count_own_concordance(const struct zi_rank_clusters *data, size_t start,
                                          size_t end, double *sum, struct zi_error *error)
{
    const size_t whole[] = {0, end - start};
    struct zi_dense_ranks x, y;
    struct zi_rank_clusters *own;
    struct zi_arena scratch = {0};
    double *signs = NULL;
    enum zi_code code = ZI_OK;

    if (!copy_part(&x, &data->x, start, end, &scratch) ||
        !copy_part(&y, &data->y, start, end, &scratch))
        code = zi_fail_memory(error);
    if (code == ZI_OK)
        code = zi_rank_clusters_make(&own, &x, &y, whole, 1, &scratch, error);
    if (code == ZI_OK)
        code = sum_signs(own, true, &signs, &scratch, error);
    if (code == ZI_OK)
        *sum = signs[0] / 2;
    zi_arena_release(&scratch);
    return code;
}

static double kendall_tau(double s, struct remainder x, struct remainder y)
{
    if (x.constant || y.constant)
        return NAN;
    return zi_correlation_round(s / (sqrt(x.untied) * sqrt(y.untied)));
}

/* Without a cluster the pairs of its rows with all rows are gone; those inside it were taken off
 * twice. */
static enum zi_code sum_kendall(const struct zi_rank_clusters *data, const double signs[],
                                double *tau, double without[], struct zi_error *error)
{
    double n = (double)data->n;
    bool large = are_large(data);
    double s = 0;

    for (size_t g = 0; g < data->n_clusters; g++)
        s += signs[g] / 2;
    *tau = kendall_tau(s, remainder_of(n, &data->x.ties), remainder_of(n, &data->y.ties));
    for (size_t g = 0; g < data->n_clusters; g++) {
        size_t start = data->start[g], end = data->start[g + 1];
        double own = 0;

        if (large)
            ZI_TRY(count_own_concordance(data, start, end, &own, error));
        else
            own = own_concordance(data, start, end);
        without[g] = kendall_tau(s - signs[g] + own, data->x.without[g], data->y.without[g]);
    }
    return ZI_OK;
}

enum zi_code zi_kendall_without_each(const struct zi_rank_clusters *clusters, double *tau,
                                     double without[], struct zi_error *error)
{
    struct zi_arena scratch = {0};
    double *signs;
    enum zi_code code = sum_signs(clusters, true, &signs, &scratch, error);

    if (code == ZI_OK)
        code = sum_kendall(clusters, signs, tau, without, error);
    zi_arena_release(&scratch);
    return code;
}
