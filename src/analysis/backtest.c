/* How far forecasts from earlier years were off. */
#include "backtest.h"

#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "forecast_model.h"

enum { MASKS = 1 << ZI_BACKTEST_METHODS };

/* Sums over units. */
struct sums {
    size_t n;
    double squares;
    size_t inside80;
    size_t inside95;
};

struct brier {
    size_t n;
    size_t reached;
    double squares;
    double lowest; /* threshold */
    double highest;
};

/* A sum for each set of methods that can forecast a unit, so that "all" and "common" are sums of
 * sums. */
struct testing {
    const struct history *whole;
    const struct zi_thresholds *thresholds;
    size_t n_thresholds;
    struct model model; /* without the last scores */
    bool forecast[MASKS];
    enum zi_reason no_line; /* why units have no forecast of their own */
    struct sums sums[MASKS][ZI_BACKTEST_METHODS];
    struct brier *briers; /* by mask, method, threshold */
    struct zi_backtest *backtest;
};

const char *zi_backtest_method_name(enum zi_backtest_method method)
{
    static const char *const names[] = {
        [ZI_BACKTEST_OLS] = "ols", [ZI_BACKTEST_POOLED] = "pooled", [ZI_BACKTEST_NAIVE] = "naive"};

    return names[method];
}

static struct brier *brier_of(const struct testing *testing, size_t mask, size_t method, size_t k)
{
    return &testing->briers[(mask * ZI_BACKTEST_METHODS + method) * testing->n_thresholds + k];
}

static bool is_inside(double score, struct zi_interval interval)
{
    return zi_number_at_least(score, interval.low) && zi_number_at_least(interval.high, score);
}

/* Forecasts of one unit: the two methods', and its last visible score. */
struct unit {
    struct zi_forecast forecasts[ZI_FORECAST_METHODS];
    double naive; /* NaN when nothing is left */
    double score; /* the hidden one */
    int year;
    size_t mask; /* methods that can forecast it */
};

static void forecast_unit(const struct testing *testing, size_t entity, struct unit *unit)
{
    const struct history *whole = testing->whole;
    size_t hidden = whole->offsets[entity + 1] - 1;

    unit->score = whole->score[hidden];
    unit->year = (int)whole->year[hidden];
    unit->mask = 0;
    for (size_t m = 0; m < ZI_FORECAST_METHODS; m++) {
        struct model_line line = model_line(&testing->model, entity, (enum zi_forecast_method)m);

        unit->forecasts[m] = model_forecast(&testing->model, entity, &line, unit->year);
        unit->mask |= (size_t)(unit->forecasts[m].reason == ZI_DEFINED) << m;
    }
    unit->naive = unit->forecasts[0].last;
    unit->mask |= (size_t)!isnan(unit->naive) << ZI_BACKTEST_NAIVE;
}

static double chance(const struct unit *unit, size_t method, double threshold)
{
    if (method == ZI_BACKTEST_NAIVE)
        return zi_number_at_least(unit->naive, threshold) ? 1 : 0;
    return zi_forecast_reach(&unit->forecasts[method], threshold);
}

static void add_threshold(struct brier *brier, const struct unit *unit, size_t method,
                          double threshold)
{
    bool reached = zi_number_at_least(unit->score, threshold);
    double miss = chance(unit, method, threshold) - (reached ? 1 : 0);

    brier->lowest = brier->n == 0 ? threshold : fmin(brier->lowest, threshold);
    brier->highest = brier->n == 0 ? threshold : fmax(brier->highest, threshold);
    brier->n++;
    brier->reached += reached;
    brier->squares += miss * miss;
}

static void add_unit(struct testing *testing, size_t entity, const struct unit *unit)
{
    for (size_t m = 0; m < ZI_BACKTEST_METHODS; m++) {
        struct sums *sums = &testing->sums[unit->mask][m];
        double mean = m == ZI_BACKTEST_NAIVE ? unit->naive : unit->forecasts[m].mean;

        if (!(unit->mask >> m & 1))
            continue;
        sums->n++;
        sums->squares += (unit->score - mean) * (unit->score - mean);
        if (m != ZI_BACKTEST_NAIVE) {
            sums->inside80 += is_inside(unit->score, unit->forecasts[m].eighty);
            sums->inside95 += is_inside(unit->score, unit->forecasts[m].ninety_five);
        }
        for (size_t k = 0; k < testing->n_thresholds; k++) {
            double threshold = zi_threshold_of(testing->thresholds, k, testing->whole->panel,
                                               entity, unit->year, unit->year - 1);

            if (!isnan(threshold))
                add_threshold(brier_of(testing, unit->mask, m, k), unit, m, threshold);
        }
    }
}

/* Of two units' reasons the one that more years would not cure: a history that is constant or
 * exactly linear before one that is short. */
static enum zi_reason graver(enum zi_reason a, enum zi_reason b)
{
    return a > b ? a : b;
}

static void run_units(struct testing *testing)
{
    struct zi_backtest *backtest = testing->backtest;

    for (size_t i = 0; i < testing->whole->panel->n_entities; i++) {
        struct unit unit;

        if (history_length(testing->whole, i) == 0)
            continue;
        forecast_unit(testing, i, &unit);
        testing->forecast[unit.mask] = true;
        testing->no_line = graver(testing->no_line, unit.forecasts[ZI_FORECAST_OLS].reason);
        add_unit(testing, i, &unit);
        if (backtest->n_units == 0 || unit.year < backtest->first_year)
            backtest->first_year = unit.year;
        if (unit.year > backtest->last_year)
            backtest->last_year = unit.year;
        backtest->n_units++;
    }
}

static void merge_brier(struct brier *total, const struct brier *part)
{
    if (part->n == 0)
        return;
    total->lowest = total->n == 0 ? part->lowest : fmin(total->lowest, part->lowest);
    total->highest = total->n == 0 ? part->highest : fmax(total->highest, part->highest);
    total->n += part->n;
    total->reached += part->reached;
    total->squares += part->squares;
}

static enum zi_reason why_none(const struct testing *testing, size_t method)
{
    if (method == ZI_BACKTEST_POOLED && testing->model.pool.reason != ZI_DEFINED)
        return testing->model.pool.reason;
    if (method == ZI_BACKTEST_OLS && testing->no_line != ZI_DEFINED)
        return testing->no_line;
    return ZI_MISSING;
}

/* What the units whose methods include all of need say of one method and threshold. */
static struct zi_backtest_score score_method(const struct testing *testing, size_t need,
                                             size_t method, size_t k)
{
    struct sums sums = {0};
    struct brier brier = {0};
    struct zi_backtest_score score = {.method = (enum zi_backtest_method)method,
                                      .rmse = NAN,
                                      .coverage80 = NAN,
                                      .coverage95 = NAN,
                                      .threshold = NAN,
                                      .brier = NAN};

    for (size_t mask = 0; mask < MASKS; mask++) {
        const struct sums *part = &testing->sums[mask][method];

        if ((mask & need) != need)
            continue;
        sums.n += part->n;
        sums.squares += part->squares;
        sums.inside80 += part->inside80;
        sums.inside95 += part->inside95;
        if (testing->n_thresholds > 0)
            merge_brier(&brier, brier_of(testing, mask, method, k));
    }
    score.n = sums.n;
    score.reason = sums.n > 0 ? ZI_DEFINED : why_none(testing, method);
    if (sums.n > 0) {
        score.rmse = sqrt(sums.squares / (double)sums.n);
        if (method != ZI_BACKTEST_NAIVE) {
            score.coverage80 = (double)sums.inside80 / (double)sums.n;
            score.coverage95 = (double)sums.inside95 / (double)sums.n;
        }
    }
    score.n_brier = brier.n;
    score.n_reached = brier.reached;
    if (brier.n > 0) {
        score.brier = brier.squares / (double)brier.n;
        score.own = brier.lowest < brier.highest;
        score.threshold = score.own ? NAN : brier.lowest;
    }
    return score;
}

/* Methods that can forecast some unit. */
static size_t methods_seen(const struct testing *testing)
{
    size_t seen = 0;

    for (size_t mask = 0; mask < MASKS; mask++)
        seen |= testing->forecast[mask] ? mask : 0;
    return seen;
}

static void list_scores(const struct testing *testing)
{
    struct zi_backtest *backtest = testing->backtest;
    size_t rows = testing->n_thresholds > 0 ? testing->n_thresholds : 1;
    size_t seen = methods_seen(testing);

    for (size_t common = 0; common < 2; common++)
        for (size_t m = 0; m < ZI_BACKTEST_METHODS; m++)
            for (size_t k = 0; k < rows; k++) {
                size_t own = (size_t)1 << m;
                struct zi_backtest_score *score = &backtest->scores[backtest->n_scores++];

                *score = score_method(testing, common ? seen | own : own, m, k);
                score->common = common;
            }
}

enum zi_code backtest_run(struct zi_backtest *backtest, const struct history *history,
                          const struct zi_forecast_request *request, struct zi_arena *arena,
                          struct zi_error *error)
{
    size_t n_thresholds =
        zi_threshold_count(request->thresholds, history->panel->catalogue, request->index);
    struct testing testing = {.whole = history,
                              .thresholds = request->thresholds,
                              .n_thresholds = n_thresholds,
                              .backtest = backtest};
    struct history visible = {0};
    enum zi_code code = history_hide_last(&visible, history, error);

    backtest->scores = zi_arena_allocate(arena, 2 * ZI_BACKTEST_METHODS * (n_thresholds + 1),
                                         sizeof *backtest->scores);
    testing.briers = zi_arena_allocate(arena, MASKS * ZI_BACKTEST_METHODS * n_thresholds + 1,
                                       sizeof *testing.briers);
    if (backtest->scores == NULL || testing.briers == NULL)
        code = zi_fail_memory(error);
    if (code == ZI_OK)
        code = model_make(&testing.model, &visible, request->logit, error);
    if (code == ZI_OK) {
        run_units(&testing);
        list_scores(&testing);
    }
    model_release(&testing.model);
    history_release(&visible);
    return code;
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
