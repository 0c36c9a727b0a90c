/* The lines of both methods through the histories, and what they say of a year. */
#include "forecast_model.h"

#include <math.h>
#include <stdlib.h>

#include "zistat/analysis/advice.h"
#include "zistat/stats/regression.h"

/* Of a year's gain so much is left a year later. */
static const double fading = 0.7;

static const char *const names[] = {
    [ZI_MODEL_AUTO] = "auto",   [ZI_MODEL_LAST] = "last",     [ZI_MODEL_LEVELS] = "levels",
    [ZI_MODEL_LINES] = "lines", [ZI_MODEL_FADING] = "fading", [ZI_MODEL_LOGIT] = "logit",
    [ZI_MODEL_STEPS] = "steps",
};

const char *zi_forecast_model_name(enum zi_forecast_model model)
{
    return names[model];
}

void model_release(struct model *model)
{
    free(model->time);
    free(model->value);
    free(model->scratch);
    zi_mixed_release(&model->pool);
}

/* Whether a score of rows first .. first + n - 1 stands on a bound, where a logit is infinite. */
static bool touches_bound(const struct history *history, size_t first, size_t n)
{
    for (size_t i = first; i < first + n; i++) {
        struct zi_bounds bounds = history_bounds(history, (int)history->year[i]);

        if (history->score[i] <= bounds.low || history->score[i] >= bounds.high)
            return true;
    }
    return false;
}

static double to_logit(double score, size_t squeezed_by, struct zi_bounds bounds)
{
    return zi_bounded_logit(
        squeezed_by > 0 ? zi_bounded_squeeze(score, squeezed_by, bounds) : score, bounds);
}

/* The logits of some rows; all of them are moved off the bounds when one stands there. Returns by
 * how many. */
static size_t to_logits(const struct history *history, size_t first, size_t n, double values[])
{
    size_t squeezed_by = touches_bound(history, first, n) ? n : 0;

    for (size_t i = 0; i < n; i++)
        values[i] = to_logit(history->score[first + i], squeezed_by,
                             history_bounds(history, (int)history->year[first + i]));
    return squeezed_by;
}

static enum zi_code refuse_unbounded(const struct history *history, struct zi_error *error)
{
    const char *name = history->panel->catalogue->indices[history->index].name;

    for (int year = history->first_year; year <= history->last_year; year++) {
        struct zi_bounds bounds = history_bounds(history, year);

        if (!isfinite(bounds.low) || !isfinite(bounds.high))
            return zi_advise(
                error,
                zi_fail(error, ZI_EUSAGE,
                        "skala logit memerlukan batas bawah dan atas; indeks '%s' tidak "
                        "memilikinya untuk %d",
                        "the logit scale needs a lower and an upper bound; the index '%s' has "
                        "none for %d",
                        name, year),
                ZI_ADVICE_SCALES);
    }
    return ZI_OK;
}

/* ---- the clock of fading gains ---- */

/* The year after the last is one step long, each later one shorter, each earlier one longer. */
static double to_clock(const struct history *history, double year)
{
    return (1 - pow(fading, year - history->last_year)) / (1 - fading);
}

/* Infinite for what the clock never comes to. */
static double from_clock(const struct history *history, double time)
{
    double left = 1 - time * (1 - fading);

    return left > 0 ? history->last_year + log(left) / log(fading) : INFINITY;
}

static enum zi_code set_clock(struct model *model, size_t rows, struct zi_error *error)
{
    if (model->kind != ZI_MODEL_FADING)
        return ZI_OK;
    model->time = malloc((rows + 1) * sizeof *model->time);
    if (model->time == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < rows; i++)
        model->time[i] = to_clock(model->history, model->history->year[i]);
    return ZI_OK;
}

/* ---- the pool ---- */

static struct zi_mixed_data data_of(const struct model *model)
{
    const struct history *history = model->history;

    return (struct zi_mixed_data){.offsets = history->offsets,
                                  .n_units = history->panel->n_entities,
                                  .t = model->time != NULL ? model->time : history->year,
                                  .y = model->logit ? model->value : history->score};
}

static enum zi_code fit_last(struct model *model, struct zi_error *error)
{
    struct zi_mixed_data data = data_of(model);

    ZI_TRY(zi_last_value_fit(&data, &model->last, error));
    model->reason = model->last.reason;
    if (history_units(model->history) < ZI_MIXED_UNITS_MIN)
        model->reason = ZI_FEWER_THAN_10_UNITS;
    return ZI_OK;
}

/* Units of two years tell their levels and one slope for all. Too few units for a pool is no
 * failure: each still has its own line. */
static enum zi_code fit_pool(struct model *model, bool rough, struct zi_error *error)
{
    struct zi_mixed_data data = data_of(model);
    struct zi_mixed_model lines = {.common_slope = model->kind == ZI_MODEL_LEVELS,
                                   .years = true,
                                   .years_prior = model->years_prior,
                                   .rough = rough};
    enum zi_code code = zi_mixed_fit(&data, &lines, &model->pool, error);

    if (code == ZI_EFEW && model->pool.reason == ZI_FEWER_THAN_3) {
        model->kind = ZI_MODEL_LEVELS;
        lines.common_slope = true;
        code = zi_mixed_fit(&data, &lines, &model->pool, error);
    }
    model->reason = model->pool.reason;
    return code == ZI_EFEW ? ZI_OK : code;
}

/* A score of few values is no measure with a normal error: that model it is, whatever was asked. */
static bool takes_steps(struct model *model)
{
    struct zi_mixed_data data = data_of(model);

    if (model->logit || history_units(model->history) < ZI_MIXED_UNITS_MIN ||
        !zi_transitions_fit(&data, &model->transitions))
        return false;
    model->kind = ZI_MODEL_STEPS;
    model->reason = ZI_DEFINED;
    return true;
}

static enum zi_code take_logits(struct model *model, size_t rows, struct zi_error *error)
{
    if (!model->logit)
        return ZI_OK;
    ZI_TRY(refuse_unbounded(model->history, error));
    model->value = malloc((rows + 1) * sizeof *model->value);
    model->scratch = malloc((model->history->panel->n_years + 1) * sizeof *model->scratch);
    if (model->value == NULL || model->scratch == NULL)
        return zi_fail_memory(error);
    model->squeezed_by = to_logits(model->history, 0, rows, model->value);
    return ZI_OK;
}

enum zi_code model_make(struct model *model, const struct history *history,
                        const struct model_choice *choice, struct zi_error *error)
{
    size_t rows = history->offsets[history->panel->n_entities];

    *model = (struct model){
        .history = history,
        .kind = choice->kind,
        .logit = choice->logit || choice->kind == ZI_MODEL_LOGIT,
        .dispersion = choice->dispersion,
        .arena = choice->arena,
        .years_prior = zi_catalogue_year_effect(history->panel->catalogue, history->index),
    };
    zi_confidence_init(&model->half, 0.50);
    zi_confidence_init(&model->sixty, 0.60);
    zi_confidence_init(&model->eighty, 0.80);
    zi_confidence_init(&model->ninety_five, 0.95);
    ZI_TRY(take_logits(model, rows, error));
    if (choice->kind == ZI_MODEL_STEPS && takes_steps(model))
        return ZI_OK;
    if (choice->kind == ZI_MODEL_STEPS)
        model->kind = ZI_MODEL_LINES;
    ZI_TRY(set_clock(model, rows, error));
    return model->kind == ZI_MODEL_LAST ? fit_last(model, error)
                                        : fit_pool(model, choice->rough, error);
}

static struct model_line own_line(const struct model *model, size_t first, size_t n)
{
    const struct history *history = model->history;
    const double *value = history->score + first;
    struct model_line own = {.method = ZI_FORECAST_OLS};
    struct zi_regression_line line;

    if (model->logit) {
        own.squeezed_by = to_logits(history, first, n, model->scratch);
        value = model->scratch;
    }
    line = zi_regression_line(history->year + first, value, n, NULL);
    own.fitted = zi_predict_fitted_line(&line);
    return own;
}

/* The part of the errors that is a unit's own, times the dispersion. */
static void disperse(struct zi_fitted_line *line, double dispersion)
{
    const struct zi_shared_errors *shared = &line->shared;
    double factor = dispersion * dispersion;

    line->residual_variance *= factor;
    line->level_variance =
        shared->level_variance + factor * (line->level_variance - shared->level_variance);
    line->covariance = shared->covariance + factor * (line->covariance - shared->covariance);
    line->slope_variance =
        shared->slope_variance + factor * (line->slope_variance - shared->slope_variance);
}

/* What the outcomes of the next year say of a line: their mean, flat, without errors. */
static struct zi_fitted_line line_of_steps(const struct model *model, size_t first, size_t n)
{
    const struct history *history = model->history;
    double last = n > 0 ? history->score[first + n - 1] : NAN;
    struct zi_outcomes outcomes = zi_transitions_ahead(&model->transitions, last, 1);
    struct zi_fitted_line line = zi_predict_no_line(ZI_ORDINAL);

    line.centre = history->last_year;
    line.level = zi_outcomes_mean(&outcomes);
    line.slope = 0;
    return line;
}

struct model_line model_line(const struct model *model, size_t entity,
                             enum zi_forecast_method method)
{
    const struct history *history = model->history;
    struct zi_mixed_data data = data_of(model);
    size_t first = history->offsets[entity];
    size_t n = history_length(history, entity);
    struct model_line line = {
        .method = method, .squeezed_by = model->squeezed_by, .fading = model->time != NULL};

    if (method == ZI_FORECAST_OLS)
        return own_line(model, first, n);
    if (model->reason != ZI_DEFINED)
        line.fitted = zi_predict_no_line(model->reason);
    else if (model->kind == ZI_MODEL_STEPS)
        line.fitted = line_of_steps(model, first, n);
    else if (model->kind == ZI_MODEL_LAST)
        line.fitted = zi_last_value_line(&model->last, data.t + first, data.y + first, n);
    else
        line.fitted = zi_mixed_fitted_line(&model->pool, data.t + first, data.y + first, n);
    disperse(&line.fitted, model->dispersion);
    return line;
}

struct zi_prediction model_predict(const struct model *model, const struct model_line *line,
                                   int year)
{
    return zi_predict_at(&line->fitted, line->fading ? to_clock(model->history, year) : year);
}

struct zi_crossing model_crossing(const struct model *model, const struct model_line *line,
                                  double limit, int from)
{
    double start = line->fading ? to_clock(model->history, from) : from;
    struct zi_crossing crossing =
        zi_predict_crossing(&line->fitted, limit, start, &model->ninety_five);

    if (!line->fading || isnan(crossing.time))
        return crossing;
    crossing.time = from_clock(model->history, crossing.time);
    crossing.low = from_clock(model->history, crossing.low);
    crossing.high = from_clock(model->history, crossing.high);
    if (isinf(crossing.high)) {
        crossing.low = crossing.high = NAN;
        crossing.limits_reason = ZI_NOT_BOUNDED;
    }
    if (isinf(crossing.time)) {
        crossing.time = NAN;
        crossing.reason = crossing.limits_reason = ZI_NOT_RISING;
    }
    return crossing;
}

double model_value(const struct model *model, const struct model_line *line, double score, int year)
{
    return model->logit ? to_logit(score, line->squeezed_by, history_bounds(model->history, year))
                        : score;
}

double model_score(const struct model *model, const struct model_line *line, double value, int year)
{
    struct zi_bounds bounds = history_bounds(model->history, year);
    double score;

    if (!model->logit)
        return value;
    score = zi_bounded_score(value, bounds);
    return line->squeezed_by > 0 ? zi_bounded_stretch(score, line->squeezed_by, bounds) : score;
}

static struct zi_interval interval_of(const struct model *model, const struct model_line *line,
                                      const struct zi_prediction *prediction,
                                      const struct zi_confidence *confidence, int year)
{
    struct zi_interval interval = zi_predict_interval(prediction, confidence);

    return (struct zi_interval){model_score(model, line, interval.low, year),
                                model_score(model, line, interval.high, year)};
}

/* A unit's own line cannot tell what a year did to all units from its own ups and downs: of its
 * variance the prior's share is common. A t with 4 degrees of freedom has a mean square of 2. */
static void share_with_others(const struct model *model, struct zi_prediction *prediction)
{
    double years = 2 * model->years_prior * model->years_prior;

    prediction->shared = prediction->sd * sqrt(years / (1 + years));
}

/* Of what the middle two thirds are, from a standard deviation below to one above. */
static double half_width(const struct model *model, const struct model_line *line,
                         const struct zi_prediction *prediction, int year)
{
    return (model_score(model, line, prediction->mean + prediction->sd, year) -
            model_score(model, line, prediction->mean - prediction->sd, year)) /
           2;
}

/* Limits are values that can come: the interval holds at least what it says. */
static struct zi_interval interval_of_outcomes(const struct zi_outcomes *outcomes, double level)
{
    return (struct zi_interval){zi_outcomes_quantile(outcomes, (1 - level) / 2),
                                zi_outcomes_quantile(outcomes, (1 + level) / 2)};
}

static struct zi_forecast forecast_steps(const struct model *model, struct zi_forecast forecast)
{
    struct zi_outcomes *outcomes = zi_arena_allocate(model->arena, 1, sizeof *outcomes);
    int from = forecast.n > 0 ? forecast.last_year : model->history->last_year;

    if (outcomes == NULL) {
        forecast.reason = ZI_MISSING;
        return forecast;
    }
    *outcomes = zi_transitions_ahead(&model->transitions, forecast.last, forecast.year - from);
    forecast.outcomes = outcomes;
    forecast.mean = zi_outcomes_mean(outcomes);
    forecast.sd = zi_outcomes_sd(outcomes);
    forecast.df = INFINITY;
    forecast.half = interval_of_outcomes(outcomes, 0.50);
    forecast.eighty = interval_of_outcomes(outcomes, 0.80);
    forecast.ninety_five = interval_of_outcomes(outcomes, 0.95);
    forecast.prediction =
        (struct zi_prediction){forecast.mean, forecast.sd, INFINITY, 0, ZI_DEFINED};
    share_with_others(model, &forecast.prediction);
    forecast.reason = ZI_DEFINED;
    return forecast;
}

static struct zi_forecast forecast_line(const struct model *model, size_t entity,
                                        const struct model_line *line, int year)
{
    const struct history *history = model->history;
    size_t n = history_length(history, entity);
    size_t last = history->offsets[entity] + n - 1;
    struct zi_prediction prediction = model_predict(model, line, year);

    if (line->method == ZI_FORECAST_OLS)
        share_with_others(model, &prediction);
    return (struct zi_forecast){
        .entity = entity,
        .method = line->method,
        .model = line->method == ZI_FORECAST_OLS ? ZI_MODEL_AUTO : model->kind,
        .year = year,
        .n = n,
        .last_year = n > 0 ? (int)history->year[last] : 0,
        .last = n > 0 ? history->score[last] : NAN,
        .stale = n == 0 || (int)history->year[last] < history->last_year,
        .after = history->after,
        .mean = model_score(model, line, prediction.mean, year),
        .sd = model->logit ? half_width(model, line, &prediction, year) : prediction.sd,
        .df = prediction.df,
        .t95 = prediction.reason == ZI_DEFINED ? zi_confidence_t(&model->ninety_five, prediction.df)
                                               : NAN,
        .half = interval_of(model, line, &prediction, &model->half, year),
        .eighty = interval_of(model, line, &prediction, &model->eighty, year),
        .ninety_five = interval_of(model, line, &prediction, &model->ninety_five, year),
        .reason = prediction.reason,
        .bounds = history_bounds(history, year),
        .logit = model->logit,
        .squeezed_by = line->squeezed_by,
        .prediction = prediction,
    };
}

struct zi_forecast model_forecast(const struct model *model, size_t entity,
                                  const struct model_line *line, int year)
{
    struct zi_forecast forecast = forecast_line(model, entity, line, year);

    return line->method == ZI_FORECAST_POOLED && model->kind == ZI_MODEL_STEPS
               ? forecast_steps(model, forecast)
               : forecast;
}
