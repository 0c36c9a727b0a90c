/* Rates from few trials: the beta-binomial model. */
#include "rate.h"

#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>

struct zi_rate zi_rate_prior(double mean, double strength)
{
    return (struct zi_rate){.alpha = mean * strength, .beta = (1 - mean) * strength};
}

struct zi_rate zi_rate_after(struct zi_rate prior, struct zi_trials own)
{
    return (struct zi_rate){.alpha = prior.alpha + own.successes,
                            .beta = prior.beta + own.trials - own.successes};
}

double zi_rate_mean(struct zi_rate rate)
{
    return rate.alpha / (rate.alpha + rate.beta);
}

double zi_rate_quantile(struct zi_rate rate, double share)
{
    if (!(rate.alpha > 0 && rate.beta > 0))
        return NAN;
    return gsl_cdf_beta_Pinv(share, rate.alpha, rate.beta);
}

static double log_likelihood(const struct zi_trials groups[], size_t n, double mean,
                             double strength)
{
    struct zi_rate prior = zi_rate_prior(mean, strength);
    double sum = 0;

    for (size_t i = 0; i < n; i++) {
        struct zi_rate after = zi_rate_after(prior, groups[i]);

        sum += gsl_sf_lnbeta(after.alpha, after.beta) - gsl_sf_lnbeta(prior.alpha, prior.beta);
    }
    return sum;
}

double zi_rate_strength(const struct zi_trials groups[], size_t n, double mean)
{
    const double golden = 0.5 * (sqrt(5) - 1);
    double low = log(0.5), high = log(1000);
    size_t useful = 0;

    for (size_t i = 0; i < n; i++)
        useful += groups[i].trials >= 2;
    if (useful < 2)
        return NAN;
    /* One maximum in the logarithm of the strength: golden section. */
    while (high - low > 1e-9) {
        double left = high - golden * (high - low);
        double right = low + golden * (high - low);

        if (log_likelihood(groups, n, mean, exp(left)) >=
            log_likelihood(groups, n, mean, exp(right)))
            high = right;
        else
            low = left;
    }
    return exp(0.5 * (low + high));
}
