#include "forecast_model.h"

#include <math.h>
#include <stdlib.h>

#include "zistat/stats/regression.h"

void model_release(struct model *model)
{
    free(model->value);
    free(model->scratch);
}

/* Scores of rows first .. first + n - 1 that stand on a bound, from where a logit is infinite. */
static size_t count_at_bound(const struct history *history, size_t first, size_t n)
{
    size_t count = 0;

    for (size_t i = first; i < first + n; i++) {
        struct zi_bounds bounds = history_bounds(history, (int)history->year[i]);

        count += history->score[i] <= bounds.low || history->score[i] >= bounds.high;
    }
    return count;
}

/* The logits of some rows; all of them are moved off the bounds when one stands there. */
static size_t to_logits(const struct history *history, size_t first, size_t n, double values[])
{
    size_t at_bound = count_at_bound(history, first, n);

    for (size_t i = 0; i < n; i++) {
        struct zi_bounds bounds = history_bounds(history, (int)history->year[first + i]);
        double score = history->score[first + i];

        values[i] =
            zi_bounded_logit(at_bound > 0 ? zi_bounded_squeeze(score, n, bounds) : score, bounds);
    }
    return at_bound;
}

static enum zi_code refuse_unbounded(const struct history *history, struct zi_error *error)
{
    const char *name = history->panel->catalogue->indices[history->index].name;

    for (int year = history->first_year; year <= history->last_year; year++) {
        struct zi_bounds bounds = history_bounds(history, year);

        if (!isfinite(bounds.low) || !isfinite(bounds.high))
            return zi_fail(error, ZI_EUSAGE,
                           "skala logit memerlukan batas bawah dan atas; indeks '%s' tidak "
                           "memilikinya untuk %d (lihat zistat rules --show indices)",
                           "the logit scale needs a lower and an upper bound; the index '%s' has "
                           "none for %d (see zistat rules --show indices)",
                           name, year);
    }
    return ZI_OK;
}

/* Too few units for a pool is no failure: each still has its own line. */
static enum zi_code fit_pool(struct model *model, struct zi_error *error)
{
    const struct history *history = model->history;
    struct zi_mixed_data data = {.offsets = history->offsets,
                                 .n_units = history->panel->n_entities,
                                 .t = history->year,
                                 .y = model->logit ? model->value : history->score};
    enum zi_code code = zi_mixed_fit(&data, &model->pool, error);

    return code == ZI_EFEW ? ZI_OK : code;
}

enum zi_code model_make(struct model *model, const struct history *history, bool logit,
                        struct zi_error *error)
{
    size_t rows = history->offsets[history->panel->n_entities];

    *model = (struct model){.history = history, .logit = logit};
    zi_confidence_init(&model->half, 0.50);
    zi_confidence_init(&model->sixty, 0.60);
    zi_confidence_init(&model->eighty, 0.80);
    zi_confidence_init(&model->ninety_five, 0.95);
    if (logit) {
        ZI_TRY(refuse_unbounded(history, error));
        model->value = malloc((rows + 1) * sizeof *model->value);
        model->scratch = malloc((history->panel->n_years + 1) * sizeof *model->scratch);
        if (model->value == NULL || model->scratch == NULL)
            return zi_fail_memory(error);
        model->n_squeezed = to_logits(history, 0, rows, model->value);
    }
    return fit_pool(model, error);
}

static struct zi_fitted_line own_line(const struct model *model, size_t first, size_t n)
{
    const struct history *history = model->history;
    const double *value = history->score + first;
    struct zi_regression_line line;

    if (model->logit) {
        to_logits(history, first, n, model->scratch);
        value = model->scratch;
    }
    line = zi_regression_line(history->year + first, value, n, NULL);
    return zi_predict_fitted_line(&line);
}

struct zi_fitted_line model_line(const struct model *model, size_t entity,
                                 enum zi_forecast_method method)
{
    const struct history *history = model->history;
    size_t first = history->offsets[entity];
    size_t n = history_length(history, entity);

    if (method == ZI_FORECAST_OLS)
        return own_line(model, first, n);
    return zi_mixed_fitted_line(&model->pool, history->year + first,
                                (model->logit ? model->value : history->score) + first, n);
}

static struct zi_interval take_back(struct zi_interval interval, struct zi_bounds bounds)
{
    return (struct zi_interval){zi_bounded_score(interval.low, bounds),
                                zi_bounded_score(interval.high, bounds)};
}

static void take_back_all(struct zi_forecast *forecast)
{
    forecast->mean = zi_bounded_score(forecast->mean, forecast->bounds);
    forecast->sd = NAN;
    forecast->half = take_back(forecast->half, forecast->bounds);
    forecast->eighty = take_back(forecast->eighty, forecast->bounds);
    forecast->ninety_five = take_back(forecast->ninety_five, forecast->bounds);
}

static bool is_squeezed(const struct model *model, size_t first, size_t n,
                        enum zi_forecast_method method)
{
    if (!model->logit)
        return false;
    return method == ZI_FORECAST_POOLED ? model->n_squeezed > 0
                                        : count_at_bound(model->history, first, n) > 0;
}

struct zi_forecast model_forecast(const struct model *model, size_t entity,
                                  enum zi_forecast_method method, const struct zi_fitted_line *line,
                                  int year)
{
    const struct history *history = model->history;
    size_t n = history_length(history, entity);
    size_t last = history->offsets[entity] + n - 1;
    struct zi_prediction prediction = zi_predict_at(line, year);
    struct zi_forecast forecast = {
        .entity = entity,
        .method = method,
        .year = year,
        .n = n,
        .last_year = n > 0 ? (int)history->year[last] : 0,
        .last = n > 0 ? history->score[last] : NAN,
        .stale = n == 0 || (int)history->year[last] < history->last_year,
        .after = history->after,
        .mean = prediction.mean,
        .sd = prediction.sd,
        .df = prediction.df,
        .t95 = prediction.reason == ZI_DEFINED ? zi_confidence_t(&model->ninety_five, prediction.df)
                                               : NAN,
        .half = zi_predict_interval(&prediction, &model->half),
        .eighty = zi_predict_interval(&prediction, &model->eighty),
        .ninety_five = zi_predict_interval(&prediction, &model->ninety_five),
        .reason = prediction.reason,
        .bounds = history_bounds(history, year),
        .squeezed = prediction.reason == ZI_DEFINED &&
                    is_squeezed(model, history->offsets[entity], n, method),
        .logit = model->logit,
        .prediction = prediction,
    };

    if (model->logit)
        take_back_all(&forecast);
    return forecast;
}

double model_value(const struct model *model, double score, int year)
{
    return model->logit ? zi_bounded_logit(score, history_bounds(model->history, year)) : score;
}
