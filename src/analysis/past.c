/* What each model would have said in past years. */
#include "past.h"

#include <math.h>

#include "base/number.h"

/* Of a panel of 100,000 units these tell the models apart as well as all. */
enum { UNITS_MAX = 2000 };

enum past_source past_source_of(enum zi_forecast_model model)
{
    return (enum past_source)(PAST_MODELS + (int)model - ZI_MODEL_LAST);
}

double past_chance(const struct past *past, size_t i, enum past_source source, size_t k)
{
    return past->chances[(i * PAST_SOURCES + source) * past->n_thresholds + k];
}

struct work {
    struct past *past;
    const struct history *whole;
    const struct zi_forecast_request *request;
    struct zi_arena *arena;
    size_t first; /* score of the year at hand */
};

/* ---- which scores ---- */

static size_t find_score(const struct history *history, size_t entity, int year)
{
    for (size_t k = history->offsets[entity]; k < history->offsets[entity + 1]; k++)
        if ((int)history->year[k] == year)
            return k;
    return history->offsets[entity + 1];
}

/* Those of units that had a score before. */
static void list_scores(struct work *work, int year)
{
    const struct history *whole = work->whole;
    struct past *past = work->past;

    work->first = past->n;
    for (size_t e = 0; e < whole->panel->n_entities; e += past->stride) {
        size_t k = find_score(whole, e, year);

        if (k < whole->offsets[e + 1] && k > whole->offsets[e])
            past->scores[past->n++] =
                (struct past_score){.entity = e, .year = year, .score = whole->score[k]};
    }
    past->n_years += past->n > work->first;
}

/* ---- what was said of them ---- */

static bool is_inside(double score, struct zi_interval interval)
{
    return zi_number_at_least(score, interval.low) && zi_number_at_least(interval.high, score);
}

static void take_chances(const struct work *work, size_t i, enum past_source source,
                         const struct zi_forecast *forecast)
{
    const struct past *past = work->past;
    const struct past_score *score = &past->scores[i];

    for (size_t k = 0; k < past->n_thresholds; k++) {
        double threshold = zi_threshold_of(work->request->thresholds, k, work->whole->panel,
                                           score->entity, score->year, score->year - 1);
        double chance = NAN;

        if (!isnan(threshold) && source == PAST_NAIVE)
            chance = zi_number_at_least(forecast->last, threshold) ? 1 : 0;
        else if (!isnan(threshold))
            chance = zi_forecast_reach(forecast, threshold);
        past->chances[(i * PAST_SOURCES + source) * past->n_thresholds + k] = chance;
    }
}

static void take_forecast(const struct work *work, const struct model *model, size_t i,
                          enum past_source source, const struct model_line *line)
{
    struct past_score *score = &work->past->scores[i];
    struct zi_forecast forecast = model_forecast(model, score->entity, line, score->year);
    const struct zi_prediction *said = &forecast.prediction;
    double value = model_value(model, line, score->score, score->year);
    double shared = said->shared * said->shared / (said->sd * said->sd);

    take_chances(work, i, source, &forecast);
    work->past->reasons[source] = forecast.reason > work->past->reasons[source]
                                      ? forecast.reason
                                      : work->past->reasons[source];
    if (forecast.reason != ZI_DEFINED)
        return;
    work->past->able[source] = true;
    score->by[source] = (struct past_forecast){
        .defined = true,
        .inside80 = is_inside(score->score, forecast.eighty),
        .inside95 = is_inside(score->score, forecast.ninety_five),
        .mean = forecast.mean,
        .z = (value - said->mean) / (said->sd * sqrt(1 - shared)),
        .shared = shared,
        .below = 1 - zi_predict_at_least(said, value),
    };
}

static void take_naive(const struct work *work, const struct model *model, size_t i)
{
    struct past_score *score = &work->past->scores[i];
    struct model_line line = model_line(model, score->entity, ZI_FORECAST_OLS);
    struct zi_forecast forecast = model_forecast(model, score->entity, &line, score->year);

    take_chances(work, i, PAST_NAIVE, &forecast);
    work->past->able[PAST_NAIVE] = true;
    score->by[PAST_NAIVE] = (struct past_forecast){
        .defined = true, .mean = forecast.last, .z = NAN, .shared = NAN, .below = NAN};
}

/* The first model carries the units' own lines and the naive forecasts along. */
static enum zi_code ask_model(const struct work *work, const struct history *known,
                              enum zi_forecast_model kind, struct zi_error *error)
{
    struct model_choice choice = {.kind = kind,
                                  .logit = work->request->logit,
                                  .rough = true,
                                  .dispersion = 1,
                                  .arena = work->arena};
    struct model model;
    enum zi_code code = model_make(&model, known, &choice, error);

    /* Where lines cannot be told from levels yet, they are not forecasts of lines. */
    if (code == ZI_OK && model.kind != kind)
        model.reason = ZI_FEWER_THAN_3;
    for (size_t i = work->first; code == ZI_OK && i < work->past->n; i++) {
        struct model_line line =
            model_line(&model, work->past->scores[i].entity, ZI_FORECAST_POOLED);

        take_forecast(work, &model, i, past_source_of(kind), &line);
        if (kind != ZI_MODEL_LAST)
            continue;
        line = model_line(&model, work->past->scores[i].entity, ZI_FORECAST_OLS);
        take_forecast(work, &model, i, PAST_OLS, &line);
        take_naive(work, &model, i);
    }
    model_release(&model);
    return code;
}

/* On the logit scale throughout, or with one candidate on it where there are two bounds. */
static bool is_tried(const struct work *work, enum zi_forecast_model kind)
{
    if (kind != ZI_MODEL_LOGIT)
        return true;
    for (int year = work->whole->first_year; year <= work->whole->last_year; year++) {
        struct zi_bounds bounds = history_bounds(work->whole, year);

        if (!isfinite(bounds.low) || !isfinite(bounds.high))
            return false;
    }
    return !work->request->logit;
}

static enum zi_code ask_all(struct work *work, int year, struct zi_error *error)
{
    struct history known = {0};
    enum zi_code code;

    list_scores(work, year);
    if (work->past->n == work->first)
        return ZI_OK;
    code = history_until(&known, work->whole, year - 1, work->past->stride, error);
    for (int kind = ZI_MODEL_LAST; code == ZI_OK && kind < ZI_MODELS; kind++)
        if (is_tried(work, (enum zi_forecast_model)kind))
            code = ask_model(work, &known, (enum zi_forecast_model)kind, error);
    history_release(&known);
    return code;
}

static void mark_common(struct past *past)
{
    for (size_t i = 0; i < past->n; i++) {
        past->scores[i].common = true;
        for (size_t s = 0; s < PAST_SOURCES; s++)
            past->scores[i].common &= !past->able[s] || past->scores[i].by[s].defined;
    }
}

static size_t count_rows(const struct past *past, const struct history *history)
{
    size_t n = 0;

    for (size_t e = 0; e < history->panel->n_entities; e += past->stride)
        n += history_length(history, e);
    return n;
}

static size_t count_units(const struct past *past, const struct history *history,
                          struct zi_arena *arena)
{
    bool *seen = zi_arena_allocate(arena, history->panel->n_entities + 1, sizeof *seen);
    size_t n = 0;

    for (size_t i = 0; seen != NULL && i < past->n; i++) {
        n += !seen[past->scores[i].entity];
        seen[past->scores[i].entity] = true;
    }
    return n;
}

enum zi_code past_make(struct past *past, const struct history *history,
                       const struct zi_forecast_request *request, struct zi_arena *arena,
                       struct zi_error *error)
{
    struct work work = {.past = past, .whole = history, .request = request, .arena = arena};
    size_t rows;

    *past = (struct past){.stride = history_units(history) / UNITS_MAX + 1};
    if (request->thresholds != NULL)
        past->n_thresholds =
            zi_threshold_count(request->thresholds, history->panel->catalogue, request->index);
    rows = count_rows(past, history);
    past->scores = zi_arena_allocate(arena, rows + 1, sizeof *past->scores);
    past->chances = zi_arena_allocate(arena, rows * PAST_SOURCES * past->n_thresholds + 1,
                                      sizeof *past->chances);
    if (past->scores == NULL || past->chances == NULL)
        return zi_fail_memory(error);
    for (int year = history->first_year + 1; year <= history->last_year; year++)
        ZI_TRY(ask_all(&work, year, error));
    mark_common(past);
    past->n_units = count_units(past, history, arena);
    return ZI_OK;
}
