/* Standard errors for rows that come in clusters. */
#include "cluster_errors.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_eigen.h>

#include "base/parallel.h"

/* An eigenvalue of U_g'U_g this near to 1 is 1: what is left there of the cluster's residuals is 0,
 * and the pseudo-inverse leaves it out. */
static const double saturated = 1e-10;
/* The part of a term in such directions beyond which it is more than rounding, squared. */
static const double alone_share = 1e-12;

/* Clusters whose sums are added up by one thread: sums of sums are then the same for any number of
 * threads. */
enum { CLUSTERS_PER_PIECE = 256 };

size_t zi_cluster_basis_size(const struct zi_cluster_problem *problem)
{
    return problem->fixed->n_basis + problem->n_columns;
}

size_t zi_cluster_largest_unit(const struct zi_cluster_problem *problem)
{
    const struct zi_fixed_effects *fixed = problem->fixed;
    size_t largest = 0;

    for (size_t unit = 0; unit < fixed->n_units; unit++)
        if (fixed->start[unit + 1] - fixed->start[unit] > largest)
            largest = fixed->start[unit + 1] - fixed->start[unit];
    return largest;
}

/* The unit's rows of U. */
static void fill_rows(const struct zi_cluster_problem *problem, size_t unit, double rows[])
{
    size_t k = zi_cluster_basis_size(problem);
    size_t p = problem->n_columns;
    size_t start = problem->fixed->start[unit];
    size_t n = problem->fixed->start[unit + 1] - start;

    zi_fixed_effects_basis(problem->fixed, unit, rows, k);
    for (size_t i = 0; i < n; i++) {
        double *row = rows + k * i + problem->fixed->n_basis;

        for (size_t j = 0; j < p; j++) {
            row[j] = 0;
            for (size_t a = 0; a <= j; a++)
                row[j] += problem->columns[a][start + i] * problem->root[a * p + j];
        }
    }
}

static void add_row(const double row[], double residual, size_t k, double cross[], double scores[])
{
    for (size_t i = 0; i < k; i++) {
        scores[i] += row[i] * residual;
        for (size_t j = 0; j <= i; j++)
            cross[i * k + j] += row[i] * row[j];
    }
}

void zi_cluster_sums(const struct zi_cluster_problem *problem, size_t cluster, double rows[],
                     double cross[], double scores[])
{
    const size_t *start = problem->fixed->start;
    size_t k = zi_cluster_basis_size(problem);

    memset(cross, 0, k * k * sizeof *cross);
    memset(scores, 0, k * sizeof *scores);
    for (size_t unit = problem->cluster[cluster]; unit < problem->cluster[cluster + 1]; unit++) {
        fill_rows(problem, unit, rows);
        for (size_t i = start[unit]; i < start[unit + 1]; i++)
            add_row(rows + k * (i - start[unit]), problem->residuals[i], k, cross, scores);
    }
    for (size_t i = 0; i < k; i++)
        for (size_t j = 0; j < i; j++)
            cross[j * k + i] = cross[i * k + j];
}

/* What the pieces of a run have in common. */
struct run {
    const struct zi_cluster_problem *problem;
    size_t n_pieces;
    size_t sums_size; /* doubles that a piece adds up */
    double *sums;     /* n_pieces of them */
    double *weights;  /* CR1: of the columns' scores in every term */
    double *scratch;  /* scratch_size for every worker */
    size_t scratch_size;
    size_t k;
    gsl_eigen_symmv_workspace **eigen; /* CR2: one for every worker */
    size_t n_workers;
};

static void find_clusters(const struct run *run, size_t piece, size_t *first, size_t *end)
{
    *first = piece * CLUSTERS_PER_PIECE;
    *end = *first + CLUSTERS_PER_PIECE;
    if (*end > run->problem->n_clusters)
        *end = run->problem->n_clusters;
}

static bool start_run(struct run *run, const struct zi_cluster_problem *problem, size_t n_threads)
{
    size_t pieces = (problem->n_clusters + CLUSTERS_PER_PIECE - 1) / CLUSTERS_PER_PIECE;

    run->problem = problem;
    run->k = zi_cluster_basis_size(problem);
    run->n_pieces = pieces;
    run->n_workers = n_threads < 1 ? 1 : n_threads < pieces ? n_threads : pieces;
    run->sums = calloc(pieces * run->sums_size + 1, sizeof *run->sums);
    run->scratch = calloc(run->n_workers * run->scratch_size + 1, sizeof *run->scratch);
    return run->sums != NULL && run->scratch != NULL;
}

/* The sums of all pieces, in their order, into those of the first. */
static double *add_up(struct run *run)
{
    for (size_t piece = 1; piece < run->n_pieces; piece++)
        for (size_t i = 0; i < run->sums_size; i++)
            run->sums[i] += run->sums[piece * run->sums_size + i];
    return run->sums;
}

static void end_run(struct run *run)
{
    for (size_t worker = 0; run->eigen != NULL && worker < run->n_workers; worker++)
        if (run->eigen[worker] != NULL)
            gsl_eigen_symmv_free(run->eigen[worker]);
    free(run->eigen);
    free(run->sums);
    free(run->scratch);
    free(run->weights);
}

/* ---- CR1 */

/* The terms use no more of the effects' basis than the constant of a pooled regression. */
static bool has_constant(const struct zi_cluster_problem *problem)
{
    return problem->fixed->effects == ZI_EFFECTS_CONSTANT;
}

/* w'u of a term is weights'(the columns' sums with u, and the sum of u). */
static bool weigh_columns(struct run *run)
{
    const struct zi_cluster_problem *problem = run->problem;
    size_t p = problem->n_columns;

    run->weights = calloc(problem->n_terms * (p + 1) + 1, sizeof *run->weights);
    if (run->weights == NULL)
        return false;
    for (size_t term = 0; term < problem->n_terms; term++) {
        const double *tau = problem->terms + term * run->k;
        double *weight = run->weights + term * (p + 1);

        for (size_t a = 0; a < p; a++)
            for (size_t j = a; j < p; j++)
                weight[a] += problem->root[a * p + j] * tau[problem->fixed->n_basis + j];
        if (has_constant(problem))
            weight[p] = tau[0] / sqrt((double)problem->fixed->n);
    }
    return true;
}

static void score_cluster(const struct run *run, size_t cluster, double with[])
{
    const struct zi_cluster_problem *problem = run->problem;
    const size_t *start = problem->fixed->start;
    size_t first = start[problem->cluster[cluster]];
    size_t end = start[problem->cluster[cluster + 1]];
    const double *u = problem->residuals;

    for (size_t a = 0; a < problem->n_columns; a++) {
        const double *x = problem->columns[a];

        with[a] = 0;
        for (size_t i = first; i < end; i++)
            with[a] += x[i] * u[i];
    }
    with[problem->n_columns] = 0;
    for (size_t i = first; i < end; i++)
        with[problem->n_columns] += u[i];
}

static void cr1_piece(void *state, size_t piece, size_t worker)
{
    const struct run *run = state;
    size_t n = run->problem->n_terms;
    size_t width = run->problem->n_columns + 1;
    double *with = run->scratch + worker * run->scratch_size;
    double *score = with + width;
    double *sum = run->sums + piece * run->sums_size;
    size_t first, end;

    find_clusters(run, piece, &first, &end);
    for (size_t cluster = first; cluster < end; cluster++) {
        score_cluster(run, cluster, with);
        for (size_t term = 0; term < n; term++) {
            score[term] = 0;
            for (size_t a = 0; a < width; a++)
                score[term] += run->weights[term * width + a] * with[a];
            for (size_t other = 0; other <= term; other++)
                sum[term * n + other] += score[term] * score[other];
        }
    }
}

enum zi_code zi_cluster_cr1(const struct zi_cluster_problem *problem, size_t counted,
                            size_t n_threads, double covariance[], struct zi_error *error)
{
    size_t terms = problem->n_terms;
    struct run run = {.sums_size = terms * terms, .scratch_size = problem->n_columns + 1 + terms};
    double clusters = (double)problem->n_clusters;
    double n = (double)problem->fixed->n;
    double factor = clusters / (clusters - 1) * (n - 1) / (n - (double)counted);
    bool ready = start_run(&run, problem, n_threads) && weigh_columns(&run);

    if (ready) {
        zi_parallel_run(run.n_pieces, run.n_workers, cr1_piece, &run);
        add_up(&run);
        for (size_t i = 0; i < terms; i++)
            for (size_t j = 0; j <= i; j++) {
                covariance[i * terms + j] = factor * run.sums[i * terms + j];
                covariance[j * terms + i] = covariance[i * terms + j];
            }
    }
    end_run(&run);
    return ready ? ZI_OK : zi_fail_memory(error);
}

/* ---- CR2 */

/* What a piece adds up for every term; then comes k x k of the sum of b b'. */
enum { VARIANCE, TRACE, DIAGONAL, ALONE, N_SUMS };

/* Scratch of a worker. */
struct adjustment {
    double *rows;
    double *cross;
    double *scores;
    double *vectors; /* k x k, eigenvectors in columns */
    double *values;
    double *b;
};

static struct adjustment cut_scratch(const struct run *run, size_t worker)
{
    size_t k = run->k;
    double *block = run->scratch + worker * run->scratch_size;
    struct adjustment a = {.cross = block};

    a.vectors = a.cross + k * k;
    a.scores = a.vectors + k * k;
    a.values = a.scores + k;
    a.b = a.values + k;
    a.rows = a.b + k;
    return a;
}

static void decompose(const struct run *run, const struct adjustment *a, size_t worker)
{
    gsl_matrix_view cross = gsl_matrix_view_array(a->cross, run->k, run->k);
    gsl_matrix_view vectors = gsl_matrix_view_array(a->vectors, run->k, run->k);
    gsl_vector_view values = gsl_vector_view_array(a->values, run->k);

    gsl_eigen_symmv(&cross.matrix, &values.vector, &vectors.matrix, run->eigen[worker]);
}

/* With U_g'U_g = E L E', z = E'tau and f = (1 - L)^-1/2 (0 where L is 1):
 * w'A u = sum f z (E'U_g'u), P_gg = sum L z^2, and b = U_g'A_g w_g = E L f z. Where L is 1 the
 * direction is in no other cluster. */
static void add_term(const struct run *run, const struct adjustment *a, size_t term, double sum[])
{
    const double *tau = run->problem->terms + term * run->k;
    size_t k = run->k;
    double score = 0, own = 0, length = 0;

    memset(a->b, 0, k * sizeof *a->b);
    for (size_t i = 0; i < k; i++) {
        double left = 1 - a->values[i];
        double z = 0, y = 0, f;

        for (size_t j = 0; j < k; j++) {
            z += a->vectors[j * k + i] * tau[j];
            y += a->vectors[j * k + i] * a->scores[j];
        }
        if (left <= saturated) {
            sum[ALONE] += z * z;
            continue;
        }
        f = 1 / sqrt(left);
        score += f * z * y;
        own += a->values[i] * z * z;
        for (size_t j = 0; j < k; j++)
            a->b[j] += a->vectors[j * k + i] * a->values[i] * f * z;
    }
    for (size_t j = 0; j < k; j++) {
        length += a->b[j] * a->b[j];
        for (size_t i = 0; i < k; i++)
            sum[N_SUMS + j * k + i] += a->b[j] * a->b[i];
    }
    sum[VARIANCE] += score * score;
    sum[TRACE] += own;
    sum[DIAGONAL] += own * own - length * length;
}

static void cr2_piece(void *state, size_t piece, size_t worker)
{
    const struct run *run = state;
    struct adjustment a = cut_scratch(run, worker);
    size_t width = N_SUMS + run->k * run->k;
    double *sum = run->sums + piece * run->sums_size;
    size_t first, end;

    find_clusters(run, piece, &first, &end);
    for (size_t cluster = first; cluster < end; cluster++) {
        zi_cluster_sums(run->problem, cluster, a.rows, a.cross, a.scores);
        decompose(run, &a, worker);
        for (size_t term = 0; term < run->problem->n_terms; term++)
            add_term(run, &a, term, sum + term * width);
    }
}

/* tr P^2 = sum_g P_gg^2 + sum over g != h of (b_g'b_h)^2, and over all g, h that is the squared
 * norm of the sum of b b'. */
static void conclude(const double sum[], const double tau[], size_t k, double *variance, double *df,
                     bool *alone)
{
    double square = sum[DIAGONAL];
    double length = 0;

    for (size_t i = 0; i < k; i++)
        length += tau[i] * tau[i];
    *alone = sum[ALONE] > alone_share * length;
    for (size_t i = 0; i < k * k; i++)
        square += sum[N_SUMS + i] * sum[N_SUMS + i];
    *variance = NAN;
    *df = NAN;
    if (!(square > 0) || !(sum[TRACE] > 0))
        return;
    *variance = sum[VARIANCE];
    *df = fmax(1, sum[TRACE] * sum[TRACE] / square);
}

static bool allocate_eigen(struct run *run)
{
    bool ready = true;

    run->eigen = calloc(run->n_workers, sizeof(gsl_eigen_symmv_workspace *));
    for (size_t worker = 0; run->eigen != NULL && worker < run->n_workers; worker++) {
        run->eigen[worker] = gsl_eigen_symmv_alloc(run->k);
        ready = ready && run->eigen[worker] != NULL;
    }
    return run->eigen != NULL && ready;
}

enum zi_code zi_cluster_cr2(const struct zi_cluster_problem *problem, size_t n_threads,
                            double variance[], double df[], bool alone[], struct zi_error *error)
{
    size_t k = zi_cluster_basis_size(problem);
    size_t width = N_SUMS + k * k;
    struct run run = {.sums_size = problem->n_terms * width,
                      .scratch_size = 2 * k * k + 3 * k + k * zi_cluster_largest_unit(problem)};
    bool ready = start_run(&run, problem, n_threads) && allocate_eigen(&run);

    if (ready) {
        zi_parallel_run(run.n_pieces, run.n_workers, cr2_piece, &run);
        add_up(&run);
        for (size_t term = 0; term < problem->n_terms; term++)
            conclude(run.sums + term * width, problem->terms + term * k, k, &variance[term],
                     &df[term], &alone[term]);
    }
    end_run(&run);
    return ready ? ZI_OK : zi_fail_memory(error);
}
