/* What past forecasts say about the models. */
#include <math.h>

#include "past.h"

enum { YEARS_TO_TELL = 3, FEW_YEARS = 4, DOUBT = 40, RECALIBRATE_FROM = 200 };
static const double dispersion_least = 0.7, dispersion_most = 2;

/* ---- which model ---- */

static bool is_about_years(enum zi_forecast_model model)
{
    return model == ZI_MODEL_LAST || model == ZI_MODEL_FADING;
}

/* Scores of years that every model of the set forecast for every unit of theirs. */
static bool all_forecast(const struct past_score *score, const bool tried[ZI_MODELS])
{
    for (int m = ZI_MODEL_LAST; m < ZI_MODELS; m++)
        if (tried[m] && !score->by[past_source_of((enum zi_forecast_model)m)].defined)
            return false;
    return true;
}

static size_t count_years(const struct past *past, const bool tried[ZI_MODELS])
{
    size_t n = 0;
    int before = 0;

    for (size_t i = 0; i < past->n; i++)
        if (past->scores[i].year != before && all_forecast(&past->scores[i], tried)) {
            before = past->scores[i].year;
            n++;
        }
    return n;
}

static void choose_tried(const struct past *past, bool tried[ZI_MODELS])
{
    tried[ZI_MODEL_AUTO] = false;
    for (int m = ZI_MODEL_LAST; m < ZI_MODELS; m++)
        tried[m] = past->able[past_source_of((enum zi_forecast_model)m)];
    if (count_years(past, tried) >= YEARS_TO_TELL)
        return;
    for (int m = ZI_MODEL_LAST; m < ZI_MODELS; m++)
        tried[m] = tried[m] && !is_about_years((enum zi_forecast_model)m);
}

static double squared_error(const struct past_score *score, enum zi_forecast_model model)
{
    double error = score->score - score->by[past_source_of(model)].mean;

    return error * error;
}

static double mean_square(const struct past *past, const bool tried[ZI_MODELS],
                          enum zi_forecast_model model)
{
    double sum = 0;
    size_t n = 0;

    for (size_t i = 0; i < past->n; i++)
        if (all_forecast(&past->scores[i], tried)) {
            sum += squared_error(&past->scores[i], model);
            n++;
        }
    return n > 0 ? sum / (double)n : NAN;
}

/* Moments of a difference of losses: of single scores, and of the means of years. */
struct moments {
    double n, sum, squares;
};

static void add(struct moments *moments, double value)
{
    moments->n++;
    moments->sum += value;
    moments->squares += value * value;
}

static double error_of_mean(const struct moments *moments)
{
    double mean = moments->sum / moments->n;

    return sqrt(fmax(0, moments->squares / moments->n - mean * mean) / (moments->n - 1));
}

/* Units of one year err together: from four years on it is years that count. */
static bool is_as_good(const struct past *past, const bool tried[ZI_MODELS],
                       enum zi_forecast_model model, enum zi_forecast_model best)
{
    struct moments scores = {0, 0, 0}, years = {0, 0, 0};
    double error;

    for (size_t i = 0; i < past->n;) {
        int year = past->scores[i].year;
        double sum = 0, n = 0;

        for (; i < past->n && past->scores[i].year == year; i++) {
            const struct past_score *score = &past->scores[i];
            double more = squared_error(score, model) - squared_error(score, best);

            if (!all_forecast(score, tried))
                continue;
            add(&scores, more);
            sum += more;
            n++;
        }
        if (n > 0)
            add(&years, sum / n);
    }
    error = error_of_mean(years.n >= FEW_YEARS ? &years : &scores);
    return scores.sum / scores.n <= error;
}

enum zi_forecast_model past_choose(const struct past *past, bool *chosen)
{
    bool tried[ZI_MODELS];
    enum zi_forecast_model best = ZI_MODEL_AUTO;
    double least = INFINITY;

    /* A score of few values is forecast by how often it changes. */
    *chosen = false;
    if (past->able[past_source_of(ZI_MODEL_STEPS)])
        return ZI_MODEL_STEPS;
    choose_tried(past, tried);
    for (int m = ZI_MODEL_LAST; m < ZI_MODELS; m++) {
        double square = tried[m] ? mean_square(past, tried, (enum zi_forecast_model)m) : NAN;

        if (square < least) {
            least = square;
            best = (enum zi_forecast_model)m;
        }
    }
    /* Levels alone were tried: nothing says that lines would not be better. */
    *chosen = best != ZI_MODEL_AUTO && tried[ZI_MODEL_LINES];
    if (!*chosen)
        return ZI_MODEL_LINES;
    for (int m = ZI_MODEL_LAST; m < (int)best; m++)
        if (tried[m] && is_as_good(past, tried, (enum zi_forecast_model)m, best))
            return (enum zi_forecast_model)m;
    return best;
}

/* ---- how right it was ---- */

double past_dispersion(const struct past *past, enum zi_forecast_model model)
{
    enum past_source source = past_source_of(model);
    double squares = 0, df = 0, dispersion;

    for (size_t i = 0; i < past->n;) {
        int year = past->scores[i].year;
        struct moments z = {0, 0, 0};

        for (; i < past->n && past->scores[i].year == year; i++)
            /* A score on its bound is infinitely far on the logit scale, which tells no spread. */
            if (past->scores[i].by[source].defined && isfinite(past->scores[i].by[source].z))
                add(&z, past->scores[i].by[source].z);
        if (z.n < 2)
            continue;
        squares += z.squares - z.sum * z.sum / z.n;
        df += z.n - 1;
    }
    dispersion = sqrt((squares + DOUBT) / (df + DOUBT));
    return fmin(fmax(dispersion, dispersion_least), dispersion_most);
}

enum zi_code past_recalibrate(const struct past *past, enum zi_forecast_model model,
                              struct zi_arena *arena, struct zi_recalibration **recalibration,
                              struct zi_error *error)
{
    enum past_source source = past_source_of(model);
    double *below = zi_arena_allocate(arena, past->n + 1, sizeof *below);
    double shared = 0;
    size_t n = 0, years = 0;
    int before = 0;

    *recalibration = NULL;
    if (below == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < past->n; i++) {
        const struct past_forecast *forecast = &past->scores[i].by[source];

        if (!forecast->defined)
            continue;
        below[n++] = forecast->below;
        shared += forecast->shared;
        years += past->scores[i].year != before;
        before = past->scores[i].year;
    }
    if (n < RECALIBRATE_FROM)
        return ZI_OK;
    *recalibration = zi_arena_allocate(arena, 1, sizeof **recalibration);
    if (*recalibration == NULL)
        return zi_fail_memory(error);
    **recalibration = zi_recalibration_make(below, n, years, shared / (double)n);
    return ZI_OK;
}
