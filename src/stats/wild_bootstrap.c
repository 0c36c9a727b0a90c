/* p of a slope from signs drawn cluster by cluster. */
#include "zistat/stats/wild_bootstrap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "cluster_errors.h"
#include "random.h"

static const double tie = 1e-9;

enum {
    DRAWS_PER_PIECE = 64,
    WEBB_ENUMERATED = 6, /* clusters: 3 * 6^5 = 23,328 sets of weights up to sign */
    SIGNS = 64           /* that one word of random bits gives */
};

/*
 * One draw's answer for one term, as a function of d = estimate - b: the residuals of the fit with
 * the term held at b are u + d w / w'w, so that the numerator of t is linear in d and the sum of
 * squares below its root quadratic.
 */
struct drawn {
    double n0, n1;
    double v00, v01, v11;
};

/* What every cluster contributes. */
struct clusters {
    const struct zi_cluster_problem *problem;
    size_t n;
    size_t k;
    size_t n_terms;
    double *scores; /* n x k: U_g'u_g */
    double *cross;  /* n x n_terms x k: U_g'w_g */
    double *score;  /* n x n_terms: w_g'u_g */
    double *share;  /* n x n_terms: w_g'w_g / w'w */
    double *length; /* n_terms: w'w */
    double *square; /* n_terms: the sum of squared scores, below the root of the data's t */
};

enum weights { RADEMACHER, WEBB };

/* A set of draws: all weights there are up to sign, or random ones. */
struct draws {
    const struct clusters *clusters;
    enum weights weights;
    bool enumerated;
    size_t n;
    uint64_t seed;
    struct drawn *drawn; /* n x n_terms */
    double *scratch;     /* scratch_size for every worker */
    size_t scratch_size;
    size_t n_workers;
};

static double dot(const double a[], const double b[], size_t n)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

/* ---- what the clusters contribute */

static bool allocate_clusters(struct clusters *c, const struct zi_cluster_problem *problem)
{
    *c = (struct clusters){.problem = problem,
                           .n = problem->n_clusters,
                           .k = zi_cluster_basis_size(problem),
                           .n_terms = problem->n_terms};
    c->scores = calloc(c->n * c->k + 1, sizeof(double));
    c->cross = calloc(c->n * c->n_terms * c->k + 1, sizeof(double));
    c->score = calloc(c->n * c->n_terms + 1, sizeof(double));
    c->share = calloc(c->n * c->n_terms + 1, sizeof(double));
    c->length = calloc(c->n_terms + 1, sizeof(double));
    c->square = calloc(c->n_terms + 1, sizeof(double));
    return c->scores != NULL && c->cross != NULL && c->score != NULL && c->share != NULL &&
           c->length != NULL && c->square != NULL;
}

static void release_clusters(struct clusters *c)
{
    free(c->scores);
    free(c->cross);
    free(c->score);
    free(c->share);
    free(c->length);
    free(c->square);
}

static void describe_cluster(struct clusters *c, size_t g, const double cross[])
{
    const double *scores = c->scores + g * c->k;

    for (size_t term = 0; term < c->n_terms; term++) {
        const double *tau = c->problem->terms + term * c->k;
        double *with = c->cross + (g * c->n_terms + term) * c->k;
        double score = dot(tau, scores, c->k);

        for (size_t i = 0; i < c->k; i++)
            with[i] = dot(cross + i * c->k, tau, c->k);
        c->score[g * c->n_terms + term] = score;
        c->share[g * c->n_terms + term] = dot(with, tau, c->k) / c->length[term];
        c->square[term] += score * score;
    }
}

static bool describe_clusters(struct clusters *c)
{
    double *rows = calloc(zi_cluster_largest_unit(c->problem) * c->k + 1, sizeof *rows);
    double *cross = calloc(c->k * c->k + 1, sizeof *cross);
    bool ready = rows != NULL && cross != NULL;

    for (size_t term = 0; term < c->n_terms; term++) {
        const double *tau = c->problem->terms + term * c->k;

        c->length[term] = dot(tau, tau, c->k);
    }
    for (size_t g = 0; g < c->n && ready; g++) {
        zi_cluster_sums(c->problem, g, rows, cross, c->scores + g * c->k);
        describe_cluster(c, g, cross);
    }
    free(rows);
    free(cross);
    return ready;
}

/* ---- drawing */

static double webb_weight(size_t which)
{
    static const double squares[] = {0.5, 1, 1.5};
    double weight = sqrt(squares[which % 3]);

    return which < 3 ? weight : -weight;
}

/* The digits of the number, in base 2 or 6; the last cluster's weight is kept positive. */
static void number_to_weights(enum weights weights, size_t number, size_t n, double v[])
{
    size_t base = weights == RADEMACHER ? 2 : 6;

    for (size_t g = 0; g < n; g++) {
        size_t digit = number % base;

        v[g] = weights == WEBB ? webb_weight(digit) : digit == 0 ? 1 : -1;
        number /= base;
    }
}

static void random_weights(enum weights weights, uint64_t seed, size_t draw, size_t n, double v[])
{
    struct zi_random random;
    uint64_t bits = 0;

    zi_random_init(&random, seed, draw);
    for (size_t g = 0; g < n; g++) {
        if (weights == WEBB) {
            v[g] = webb_weight(zi_random_below(&random, 6));
            continue;
        }
        if (g % SIGNS == 0)
            bits = zi_random_bits(&random);
        v[g] = bits & 1 ? -1 : 1;
        bits >>= 1;
    }
}

/* What the regression of the weighted residuals takes out of every cluster's score. */
static void find_taken(const struct clusters *c, const double v[], size_t term, double by_scores[],
                       double by_term[])
{
    memset(by_scores, 0, c->k * sizeof *by_scores);
    memset(by_term, 0, c->k * sizeof *by_term);
    for (size_t g = 0; g < c->n; g++) {
        const double *scores = c->scores + g * c->k;
        const double *with = c->cross + (g * c->n_terms + term) * c->k;
        double weight = v[g] / c->length[term];

        for (size_t i = 0; i < c->k; i++) {
            by_scores[i] += v[g] * scores[i];
            by_term[i] += weight * with[i];
        }
    }
}

static struct drawn draw_term(const struct clusters *c, const double v[], size_t term,
                              double by_scores[], double by_term[])
{
    struct drawn drawn = {0};

    find_taken(c, v, term, by_scores, by_term);
    for (size_t g = 0; g < c->n; g++) {
        const double *with = c->cross + (g * c->n_terms + term) * c->k;
        double q0 = v[g] * c->score[g * c->n_terms + term];
        double q1 = v[g] * c->share[g * c->n_terms + term];
        double s0 = q0 - dot(with, by_scores, c->k);
        double s1 = q1 - dot(with, by_term, c->k);

        drawn.n0 += q0;
        drawn.n1 += q1;
        drawn.v00 += s0 * s0;
        drawn.v01 += s0 * s1;
        drawn.v11 += s1 * s1;
    }
    return drawn;
}

static void draw_piece(void *state, size_t piece, size_t worker)
{
    const struct draws *draws = state;
    const struct clusters *c = draws->clusters;
    double *v = draws->scratch + worker * draws->scratch_size;
    double *by_scores = v + c->n;
    double *by_term = by_scores + c->k;
    size_t end = (piece + 1) * DRAWS_PER_PIECE;

    for (size_t i = piece * DRAWS_PER_PIECE; i < end && i < draws->n; i++) {
        if (draws->enumerated)
            number_to_weights(draws->weights, i, c->n, v);
        else
            random_weights(draws->weights, draws->seed, i, c->n, v);
        for (size_t term = 0; term < c->n_terms; term++)
            draws->drawn[i * c->n_terms + term] = draw_term(c, v, term, by_scores, by_term);
    }
}

/* Sets of weights up to sign: the last cluster has the first half of the digits. */
static size_t count_all(enum weights weights, size_t n_clusters)
{
    size_t all = weights == RADEMACHER ? 1 : 3;

    for (size_t g = 1; g < n_clusters; g++)
        all *= weights == RADEMACHER ? 2 : 6;
    return all;
}

static enum zi_code draw_all(struct draws *draws, const struct clusters *c, enum weights weights,
                             size_t n_draws, uint64_t seed, size_t n_threads,
                             struct zi_error *error)
{
    size_t most = weights == RADEMACHER ? ZI_WILD_ENUMERATED : WEBB_ENUMERATED;
    size_t pieces;

    *draws = (struct draws){.clusters = c,
                            .weights = weights,
                            .enumerated = c->n <= most,
                            .n = c->n <= most ? count_all(weights, c->n) : n_draws,
                            .seed = seed,
                            .scratch_size = c->n + 2 * c->k};
    pieces = (draws->n + DRAWS_PER_PIECE - 1) / DRAWS_PER_PIECE;
    draws->n_workers = n_threads < 1 ? 1 : n_threads < pieces ? n_threads : pieces;
    draws->drawn = calloc(draws->n * c->n_terms + 1, sizeof *draws->drawn);
    draws->scratch = calloc(draws->n_workers * draws->scratch_size + 1, sizeof *draws->scratch);
    if (draws->drawn == NULL || draws->scratch == NULL)
        return zi_fail_memory(error);
    zi_parallel_run(pieces, draws->n_workers, draw_piece, draws);
    return ZI_OK;
}

static void release_draws(struct draws *draws)
{
    free(draws->drawn);
    free(draws->scratch);
}

/* ---- judging */

/* The share of draws whose |t| is at least that of the data, for d = estimate - b. */
static double p_value(const struct draws *draws, size_t term, double d)
{
    const struct clusters *c = draws->clusters;
    double data = d * d;
    size_t large = 0;

    for (size_t i = 0; i < draws->n; i++) {
        const struct drawn *drawn = &draws->drawn[i * c->n_terms + term];
        double numerator = drawn->n0 + d * drawn->n1;
        double variance = drawn->v00 + d * (2 * drawn->v01 + d * drawn->v11);

        large +=
            numerator * numerator * c->square[term] >= data * fmax(variance, 0) * (1 - 2 * tie);
    }
    if (draws->enumerated)
        return (double)large / (double)draws->n;
    return (1 + (double)large) / (1 + (double)draws->n);
}

/* How far from the estimate, in the direction, the first value lies that is rejected; NaN when none
 * is found. Outward by quarters of an error to 10 errors, then by halves as much again. */
static double find_limit(const struct draws *draws, size_t term, double alpha, double direction)
{
    double error = sqrt(draws->clusters->square[term]);
    double inside = 0, outside = 0.25;

    while (outside < 1e6 && p_value(draws, term, direction * outside * error) > alpha) {
        inside = outside;
        outside = outside < 10 ? outside + 0.25 : 1.5 * outside;
    }
    if (outside >= 1e6)
        return NAN;
    for (int step = 0; step < 60; step++) {
        double middle = (inside + outside) / 2;

        if (p_value(draws, term, direction * middle * error) > alpha)
            inside = middle;
        else
            outside = middle;
    }
    return direction * outside * error;
}

static void judge(const struct draws *draws, const double estimates[], double level,
                  struct zi_wild wild[])
{
    double alpha = 1 - level + 1e-12;

    for (size_t term = 0; term < draws->clusters->n_terms; term++) {
        struct zi_wild *w = &wild[term];

        w->enumerated = draws->enumerated;
        w->n_draws = draws->enumerated ? 2 * draws->n : draws->n;
        w->smallest = 1 / (draws->enumerated ? (double)draws->n : 1 + (double)draws->n);
        w->p_value = p_value(draws, term, estimates[term]);
        w->conf_low = estimates[term] - find_limit(draws, term, alpha, 1);
        w->conf_high = estimates[term] - find_limit(draws, term, alpha, -1);
        w->webb_p = NAN;
        w->webb_enumerated = false;
    }
}

static enum zi_code add_webb(const struct clusters *c, const double estimates[], size_t n_draws,
                             uint64_t seed, size_t n_threads, struct zi_wild wild[],
                             struct zi_error *error)
{
    struct draws draws;
    enum zi_code code = draw_all(&draws, c, WEBB, n_draws, seed, n_threads, error);

    for (size_t term = 0; term < c->n_terms && code == ZI_OK; term++) {
        wild[term].webb_p = p_value(&draws, term, estimates[term]);
        wild[term].webb_enumerated = draws.enumerated;
    }
    release_draws(&draws);
    return code;
}

enum zi_code zi_wild_bootstrap(const struct zi_cluster_problem *problem, const double estimates[],
                               double level, size_t n_draws, uint64_t seed, size_t n_threads,
                               struct zi_wild wild[], struct zi_error *error)
{
    struct clusters c;
    struct draws draws = {0};
    enum zi_code code = ZI_OK;

    if (!allocate_clusters(&c, problem) || !describe_clusters(&c))
        code = zi_fail_memory(error);
    if (code == ZI_OK)
        code = draw_all(&draws, &c, RADEMACHER, n_draws, seed, n_threads, error);
    if (code == ZI_OK)
        judge(&draws, estimates, level, wild);
    release_draws(&draws);
    if (code == ZI_OK && c.n <= ZI_WILD_WEBB)
        code = add_webb(&c, estimates, n_draws, seed, n_threads, wild, error);
    release_clusters(&c);
    return code;
}
