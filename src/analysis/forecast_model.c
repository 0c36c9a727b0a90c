/* The lines of both methods through the histories, and what they say of a year. */
#include "forecast_model.h"

#include <math.h>
#include <stdlib.h>

#include "zistat/analysis/advice.h"
#include "zistat/stats/regression.h"

void model_release(struct model *model)
{
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

/* Units of two years tell their levels and one slope for all. Too few units for a pool is no
 * failure: each still has its own line. */
static enum zi_code fit_pool(struct model *model, struct zi_error *error)
{
    const struct history *history = model->history;
    struct zi_mixed_data data = {.offsets = history->offsets,
                                 .n_units = history->panel->n_entities,
                                 .t = history->year,
                                 .y = model->logit ? model->value : history->score};
    struct zi_mixed_model lines = {.years = true, .years_prior = model->years_prior};
    enum zi_code code = zi_mixed_fit(&data, &lines, &model->pool, error);

    if (code == ZI_EFEW && model->pool.reason == ZI_FEWER_THAN_3) {
        lines.common_slope = true;
        code = zi_mixed_fit(&data, &lines, &model->pool, error);
    }
    return code == ZI_EFEW ? ZI_OK : code;
}

enum zi_code model_make(struct model *model, const struct history *history, bool logit,
                        struct zi_error *error)
{
    size_t rows = history->offsets[history->panel->n_entities];

    *model = (struct model){
        .history = history,
        .logit = logit,
        .years_prior = zi_catalogue_year_effect(history->panel->catalogue, history->index),
    };
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
        model->squeezed_by = to_logits(history, 0, rows, model->value);
    }
    return fit_pool(model, error);
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

struct model_line model_line(const struct model *model, size_t entity,
                             enum zi_forecast_method method)
{
    const struct history *history = model->history;
    size_t first = history->offsets[entity];
    size_t n = history_length(history, entity);

    if (method == ZI_FORECAST_OLS)
        return own_line(model, first, n);
    return (struct model_line){
        .method = method,
        .fitted = zi_mixed_fitted_line(&model->pool, history->year + first,
                                       (model->logit ? model->value : history->score) + first, n),
        .squeezed_by = model->squeezed_by,
    };
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

struct zi_forecast model_forecast(const struct model *model, size_t entity,
                                  const struct model_line *line, int year)
{
    const struct history *history = model->history;
    size_t n = history_length(history, entity);
    size_t last = history->offsets[entity] + n - 1;
    struct zi_prediction prediction = zi_predict_at(&line->fitted, year);

    if (line->method == ZI_FORECAST_OLS)
        share_with_others(model, &prediction);
    return (struct zi_forecast){
        .entity = entity,
        .method = line->method,
        .year = year,
        .n = n,
        .last_year = n > 0 ? (int)history->year[last] : 0,
        .last = n > 0 ? history->score[last] : NAN,
        .stale = n == 0 || (int)history->year[last] < history->last_year,
        .after = history->after,
        .mean = model_score(model, line, prediction.mean, year),
        .sd = model->logit ? NAN : prediction.sd,
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
