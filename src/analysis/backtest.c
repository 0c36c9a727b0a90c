/* How good forecasts would have been: sums over past forecasts. */
#include "backtest.h"

#include <math.h>

#include "base/number.h"

/* No chance is so sure that it could not be wrong. */
static const double surest = 1e-4;

const char *zi_backtest_method_name(enum zi_backtest_method method)
{
    static const char *const names[] = {
        [ZI_BACKTEST_OLS] = "ols", [ZI_BACKTEST_POOLED] = "pooled", [ZI_BACKTEST_NAIVE] = "naive"};

    if (method < ZI_BACKTEST_MODELS)
        return names[method];
    return zi_forecast_model_name(
        (enum zi_forecast_model)(method - ZI_BACKTEST_MODELS + ZI_MODEL_LAST));
}

static enum past_source source_of(enum zi_backtest_method method, enum zi_forecast_model used)
{
    switch (method) {
    case ZI_BACKTEST_OLS: return PAST_OLS;
    case ZI_BACKTEST_NAIVE: return PAST_NAIVE;
    case ZI_BACKTEST_POOLED: return past_source_of(used);
    default: return (enum past_source)(PAST_MODELS + (int)method - ZI_BACKTEST_MODELS);
    }
}

static bool counts(const struct past *past, size_t i, enum past_source source, bool common)
{
    return past->scores[i].by[source].defined && (!common || past->scores[i].common);
}

static void add_errors(const struct past *past, enum past_source source,
                       struct zi_backtest_score *score)
{
    double errors = 0, squares = 0;
    size_t inside80 = 0, inside95 = 0;

    for (size_t i = 0; i < past->n; i++) {
        const struct past_forecast *forecast = &past->scores[i].by[source];
        double error = past->scores[i].score - forecast->mean;

        if (!counts(past, i, source, score->common))
            continue;
        score->n++;
        errors += error;
        squares += error * error;
        inside80 += forecast->inside80;
        inside95 += forecast->inside95;
    }
    if (score->n == 0)
        return;
    score->mean_error = errors / (double)score->n;
    score->rmse = sqrt(squares / (double)score->n);
    if (source == PAST_NAIVE)
        return;
    score->coverage80 = (double)inside80 / (double)score->n;
    score->coverage95 = (double)inside95 / (double)score->n;
}

static struct zi_reliability *bin_of(struct zi_backtest_score *score, double chance)
{
    size_t bin = (size_t)(chance * ZI_RELIABILITY_BINS);

    return &score->reliability[bin < ZI_RELIABILITY_BINS ? bin : ZI_RELIABILITY_BINS - 1];
}

static void add_chance(struct zi_backtest_score *score, double chance, bool reached)
{
    double sure = fmin(fmax(reached ? chance : 1 - chance, surest), 1);
    struct zi_reliability *bin = bin_of(score, chance);

    score->n_brier++;
    score->n_reached += reached;
    score->brier += (chance - reached) * (chance - reached);
    score->log_score -= log(sure);
    bin->n++;
    bin->chance += chance;
    bin->reached += reached;
}

static void add_chances(const struct past *past, const struct history *history,
                        const struct zi_thresholds *thresholds, enum past_source source, size_t k,
                        struct zi_backtest_score *score)
{
    double lowest = INFINITY, highest = -INFINITY;

    for (size_t i = 0; i < past->n; i++) {
        const struct past_score *of = &past->scores[i];
        double chance = past_chance(past, i, source, k), threshold;

        if (!counts(past, i, source, score->common) || isnan(chance))
            continue;
        threshold =
            zi_threshold_of(thresholds, k, history->panel, of->entity, of->year, of->year - 1);
        lowest = fmin(lowest, threshold);
        highest = fmax(highest, threshold);
        add_chance(score, chance, zi_number_at_least(of->score, threshold));
    }
    if (score->n_brier == 0)
        return;
    score->own = lowest < highest;
    score->threshold = score->own ? NAN : lowest;
}

/* Sums become means. */
static void divide(struct zi_backtest_score *score)
{
    bool none = score->n_brier == 0;

    score->brier = none ? NAN : score->brier / (double)score->n_brier;
    score->log_score = none || score->method == ZI_BACKTEST_NAIVE
                           ? NAN
                           : score->log_score / (double)score->n_brier;
    for (size_t b = 0; b < ZI_RELIABILITY_BINS; b++)
        score->reliability[b].chance /= (double)score->reliability[b].n;
}

enum zi_code backtest_make(struct zi_backtest *backtest, const struct past *past,
                           const struct history *history, const struct zi_thresholds *thresholds,
                           enum zi_forecast_model used, struct zi_arena *arena,
                           struct zi_error *error)
{
    size_t rows = past->n_thresholds > 0 ? past->n_thresholds : 1;

    *backtest = (struct zi_backtest){.n_units = past->n_units, .stride = past->stride};
    if (past->n > 0) {
        backtest->first_year = past->scores[0].year;
        backtest->last_year = past->scores[past->n - 1].year;
    }
    backtest->scores =
        zi_arena_allocate(arena, 2 * ZI_BACKTEST_METHODS * rows, sizeof *backtest->scores);
    if (backtest->scores == NULL)
        return zi_fail_memory(error);
    for (int common = 0; common < 2; common++)
        for (int m = 0; m < ZI_BACKTEST_METHODS; m++)
            for (size_t k = 0; k < rows; k++) {
                struct zi_backtest_score *score = &backtest->scores[backtest->n_scores];
                enum past_source source = source_of((enum zi_backtest_method)m, used);

                if (m >= ZI_BACKTEST_MODELS &&
                    (source == past_source_of(used) || !past->able[source]))
                    continue;
                backtest->n_scores++;
                *score = (struct zi_backtest_score){.method = (enum zi_backtest_method)m,
                                                    .common = common == 1,
                                                    .mean_error = NAN,
                                                    .rmse = NAN,
                                                    .coverage80 = NAN,
                                                    .coverage95 = NAN,
                                                    .threshold = NAN};
                add_errors(past, source, score);
                if (past->n_thresholds > 0)
                    add_chances(past, history, thresholds, source, k, score);
                divide(score);
                score->reason = score->n > 0                          ? ZI_DEFINED
                                : past->reasons[source] != ZI_DEFINED ? past->reasons[source]
                                                                      : ZI_MISSING;
            }
    return ZI_OK;
}

static double common_error(const struct zi_backtest *backtest, enum zi_backtest_method method)
{
    for (size_t i = 0; i < backtest->n_scores; i++)
        if (backtest->scores[i].common && backtest->scores[i].method == method)
            return backtest->scores[i].rmse;
    return NAN;
}

bool zi_backtest_favours(const struct zi_backtest *backtest, enum zi_backtest_method method,
                         enum zi_backtest_method other)
{
    return common_error(backtest, method) < common_error(backtest, other);
}
