/* The mixed model's answer once it is known how much units and years vary. */
#ifndef ZISTAT_STATS_MIXED_SOLVE_H
#define ZISTAT_STATS_MIXED_SOLVE_H

#include "mixed_units.h"

/* g = G / s2, how units vary; its determinant is known better than it could be computed. */
struct mixed_variation {
    struct symmetric g;
    double determinant;
};

/*
 * The unit's share in everything. With D = |I + g S|, the inverses of the textbook become sums
 * without cancellation, and g and S may be singular:
 *     C = (g^-1 + S)^-1 = (g + |g| adj S) / D,   S - S C S = (S^-1 + g)^-1 = (S + |S| adj g) / D.
 */
struct mixed_weights {
    double determinant;      /* D */
    struct symmetric shrink; /* C: from Z'(y - Z beta) to the unit's own effects */
    struct symmetric inform; /* S - S C S: what the unit says about beta */
    struct square remain;    /* (I + g S)^-1: what is left of the population's line */
};

struct mixed_weights mixed_weigh(struct mixed_variation units, struct mixed_times times);

/* A point of the search: the Cholesky factor of g, slopes in units of the time scale, and the
 * standard deviation of the years. All relative to the residuals'. All that follows is even in the
 * diagonal and in years, and smooth, so the search needs no bounds. */
struct mixed_theta {
    double a, b, d;
    double years;
};

struct mixed_variation mixed_vary(const struct mixed_units *units, struct mixed_theta theta);

struct mixed_solution {
    double criterion;
    double variance;             /* s2 */
    struct pair effects;         /* beta, of y less the level */
    struct symmetric covariance; /* of the effects */
};

/* Room for what all units together say of the years. */
struct mixed_work {
    const struct mixed_units *units; /* borrowed */
    double *information;             /* A = H'V0^-1 H, years by years; then the factor of I + r A */
    double *scores;                  /* b = H'V0^-1 y; then K b */
    double *halves;                  /* the factor's solution of b */
    struct pair *lines;              /* H'V0^-1 X by year; then K times it */
};

/* Release also after an error. */
enum zi_code mixed_work_init(struct mixed_work *work, const struct mixed_units *units,
                             struct zi_error *error);
void mixed_work_release(struct mixed_work *work);

/*
 * Generalised least squares with V = V0 + r H H', V0 the units' blocks, H the years' dummies, r the
 * square of theta.years. With K = (I + r A)^-1 everything that years add is small:
 *     X'V^-1 X = F'K A F,   X'V^-1 y = F'K b,   y'V^-1 y = y'V0^-1 y - r b'K b,
 *     log |V| = log |V0| + log |I + r A|,   F the line's columns by year.
 * Cost O(sets of years * years^2 + years^3); without years O(sets of years * years).
 */
struct mixed_solution mixed_solve(struct mixed_work *work, struct mixed_theta theta);

/* The solution at a theta and what predictions need to know of the years there: K by rows, K F by
 * year, and the best prediction of each year's own effect. */
void mixed_solve_years(struct mixed_work *work, struct mixed_theta theta,
                       struct mixed_solution *solution, double inverse[], struct pair lines[],
                       double effects[]);

#endif
