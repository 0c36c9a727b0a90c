/* Each unit's next years, from its own line and from those of all units. */
#include "zistat/analysis/forecast.h"

#include <math.h>
#include <string.h>

#include "backtest.h"
#include "base/count.h"
#include "base/number.h"
#include "forecast_model.h"
#include "stats/recalibration.h"

/* A year is likely enough to plan for. */
enum { LIKELY_YEARS = 10 };

const char *zi_forecast_method_name(enum zi_forecast_method method)
{
    return method == ZI_FORECAST_POOLED ? "pooled" : "ols";
}

/* What all of one index at one level is made in. */
struct work {
    const struct zi_selection *selection;
    const struct zi_forecast_request *request;
    struct zi_arena *arena;
    struct history history;
    struct model model;
    struct zi_forecasts *forecasts;
};

/* Of the level, and something can be said of it: from its own scores, or from the pool's. */
static bool has_rows(const struct work *work, size_t entity)
{
    return zi_entity_level(&work->selection->panel->entities[entity]) == work->request->level &&
           (history_length(&work->history, entity) > 0 || work->model.reason == ZI_DEFINED);
}

static void count_entities(struct work *work)
{
    const struct zi_selection *selection = work->selection;

    for (size_t i = 0; i < selection->n_entities; i++) {
        size_t entity = selection->entities[i];

        if (has_rows(work, entity))
            work->forecasts->n_entities++;
        else if (zi_entity_level(&selection->panel->entities[entity]) == work->request->level)
            work->forecasts->n_empty++;
    }
}

static void describe(struct work *work)
{
    struct zi_forecasts *f = work->forecasts;
    const struct zi_mixed_fit *pool = &work->model.pool;
    bool mixed = pool->n > 0 && pool->reason == ZI_DEFINED;

    f->pool_reason = work->model.reason;
    f->logit = work->model.logit;
    f->model = work->model.kind;
    f->dispersion = work->model.dispersion;
    f->boundary = mixed && pool->boundary && !pool->model.common_slope;
    f->common_slope = mixed && pool->units.slope == 0;
    f->slopes_alike = f->boundary && pool->common_slope_rise < ZI_MIXED_SLOPES_DIFFER;
    f->years_sd = mixed                               ? sqrt(pool->years_variance)
                  : work->model.kind == ZI_MODEL_LAST ? sqrt(work->model.last.shared)
                                                      : NAN;
    f->years_from_prior = mixed && pool->n_years < 3;
}

static void forecast_entity(struct work *work, size_t entity)
{
    for (int m = 0; m < ZI_FORECAST_METHODS; m++) {
        struct model_line line = model_line(&work->model, entity, (enum zi_forecast_method)m);

        for (int ahead = 1; ahead <= work->request->n_years; ahead++) {
            struct zi_forecast *row = &work->forecasts->rows[work->forecasts->n_rows++];

            *row = model_forecast(&work->model, entity, &line, work->request->last_year + ahead);
            if (m != ZI_FORECAST_POOLED)
                continue;
            row->recalibration = work->forecasts->recalibration;
            row->own = row - work->request->n_years;
        }
    }
}

static enum zi_code forecast_all(struct work *work, struct zi_error *error)
{
    const struct zi_selection *selection = work->selection;
    size_t room =
        work->forecasts->n_entities * ZI_FORECAST_METHODS * (size_t)work->request->n_years;

    work->forecasts->rows = zi_arena_allocate(work->arena, room + 1, sizeof *work->forecasts->rows);
    if (work->forecasts->rows == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < selection->n_entities; i++)
        if (has_rows(work, selection->entities[i]))
            forecast_entity(work, selection->entities[i]);
    return ZI_OK;
}

/* A chance of 80 % or more is a lower limit of the central 60 % at the threshold or above. */
static void find_likely_year(const struct work *work, const struct model_line *line,
                             struct zi_years_to *row)
{
    row->likely_reason = line->fitted.reason;
    if (row->likely_reason != ZI_DEFINED)
        return;
    row->likely_reason = ZI_NOT_WITHIN_10_YEARS;
    for (int ahead = 1; ahead <= LIKELY_YEARS; ahead++) {
        int year = work->request->last_year + ahead;
        struct zi_prediction prediction = model_predict(&work->model, line, year);
        double low = zi_predict_interval(&prediction, &work->model.sixty).low;

        if (!zi_number_at_least(low, model_value(&work->model, line, row->threshold, year)))
            continue;
        row->likely_year = year;
        row->likely_reason = ZI_DEFINED;
        return;
    }
}

static struct zi_years_to cross(const struct work *work, size_t entity,
                                const struct model_line *line, double threshold)
{
    const struct history *history = &work->history;
    size_t n = history_length(history, entity);
    int last = n > 0 ? (int)history->year[history->offsets[entity + 1] - 1] : 0;
    int from = n > 0 ? last : history->last_year;
    struct zi_years_to row = {
        .entity = entity,
        .method = line->method,
        .threshold = threshold,
        .n = n,
        .last_year = last,
        .stale = last < history->last_year,
        .level =
            model_score(&work->model, line, model_predict(&work->model, line, from).mean, from),
        .slope = work->model.logit ? NAN : line->fitted.slope,
        .bounds = history_bounds(history, from),
    };

    row.crossing =
        model_crossing(&work->model, line, model_value(&work->model, line, threshold, from), from);
    find_likely_year(work, line, &row);
    return row;
}

static void cross_entity(struct work *work, size_t entity, size_t n_thresholds)
{
    const struct zi_forecast_request *request = work->request;
    struct zi_forecasts *f = work->forecasts;

    for (int m = 0; m < ZI_FORECAST_METHODS; m++) {
        struct model_line line = model_line(&work->model, entity, (enum zi_forecast_method)m);

        for (size_t k = 0; k < n_thresholds; k++) {
            double threshold = zi_threshold_of(request->thresholds, k, work->selection->panel,
                                               entity, request->last_year + 1, request->last_year);

            if (!isnan(threshold))
                f->crossings[f->n_crossings++] = cross(work, entity, &line, threshold);
        }
    }
}

static enum zi_code cross_all(struct work *work, struct zi_error *error)
{
    const struct zi_selection *selection = work->selection;
    struct zi_forecasts *f = work->forecasts;
    size_t n_thresholds = zi_threshold_count(work->request->thresholds, selection->panel->catalogue,
                                             work->request->index);

    f->crossings = zi_arena_allocate(
        work->arena, f->n_entities * ZI_FORECAST_METHODS * n_thresholds + 1, sizeof *f->crossings);
    if (f->crossings == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < selection->n_entities; i++)
        if (has_rows(work, selection->entities[i]))
            cross_entity(work, selection->entities[i], n_thresholds);
    return ZI_OK;
}

/* The past chooses the model and says how right it was. */
static enum zi_code look_back(struct work *work, struct model_choice *choice,
                              struct zi_error *error)
{
    const struct zi_forecast_request *request = work->request;
    struct zi_forecasts *f = work->forecasts;
    struct zi_arena scratch = {0};
    struct zi_recalibration *recalibration = NULL;
    struct past past;
    enum zi_code code = past_make(&past, &work->history, request, &scratch, error);

    if (code == ZI_OK) {
        if (choice->kind == ZI_MODEL_AUTO)
            choice->kind = past_choose(&past, &f->chosen);
        if (choice->kind != ZI_MODEL_STEPS) {
            choice->dispersion = past_dispersion(&past, choice->kind);
            code = past_recalibrate(&past, choice->kind, work->arena, &recalibration, error);
        }
        f->recalibration = recalibration;
        if (recalibration != NULL) {
            f->recalibration_change = zi_recalibration_change(recalibration);
            f->n_recalibration = recalibration->n;
        }
    }
    if (code == ZI_OK && request->thresholds != NULL)
        code = backtest_make(&f->backtest, &past, &work->history, request->thresholds, choice->kind,
                             work->arena, error);
    zi_arena_release(&scratch);
    return code;
}

static enum zi_code compute(struct work *work, struct zi_error *error)
{
    const struct zi_forecast_request *request = work->request;
    struct zi_forecasts *f = work->forecasts;
    struct model_choice choice = {
        .kind = request->model, .logit = request->logit, .dispersion = 1, .arena = work->arena};

    ZI_TRY(history_make(&work->history, work->selection->panel, request, error));
    *f = (struct zi_forecasts){
        .index = request->index,
        .level = request->level,
        .first_year = work->history.first_year,
        .last_year = request->last_year,
        .after = work->history.after,
        .n_cut = work->history.n_cut,
        .n_units = history_units(&work->history),
        .n_years = request->n_years,
        .thresholds = request->thresholds,
    };
    if (f->n_units == 0)
        return ZI_OK;
    ZI_TRY(look_back(work, &choice, error));
    ZI_TRY(model_make(&work->model, &work->history, &choice, error));
    describe(work);
    count_entities(work);
    ZI_TRY(forecast_all(work, error));
    return request->thresholds != NULL && request->crossings ? cross_all(work, error) : ZI_OK;
}

enum zi_code zi_forecast_compute(const struct zi_selection *selection,
                                 const struct zi_forecast_request *request, struct zi_arena *arena,
                                 struct zi_forecasts *forecasts, struct zi_error *error)
{
    struct work work = {
        .selection = selection, .request = request, .arena = arena, .forecasts = forecasts};
    enum zi_code code;

    *forecasts = (struct zi_forecasts){0};
    code = compute(&work, error);
    model_release(&work.model);
    history_release(&work.history);
    return code;
}

/* The given thresholds that are on the scale of an index in the first year to come. */
static const struct zi_thresholds *own_thresholds(const struct zi_selection *selection,
                                                  const struct zi_forecast_request *request,
                                                  size_t index, struct zi_arena *arena)
{
    const struct zi_thresholds *all = request->thresholds;
    struct zi_thresholds *own;
    double *given;

    if (all == NULL || all->given == NULL)
        return all;
    own = zi_arena_allocate(arena, 1, sizeof *own);
    given = zi_arena_allocate(arena, all->n_given + 1, sizeof *given);
    if (own == NULL || given == NULL)
        return NULL;
    *own = (struct zi_thresholds){.given = given};
    for (size_t i = 0; i < all->n_given; i++)
        if (zi_threshold_on_scale(selection->panel->catalogue, index, request->last_year + 1,
                                  all->given[i]))
            given[own->n_given++] = all->given[i];
    return own;
}

static bool has_level(const struct zi_selection *selection, enum zi_level level)
{
    for (size_t i = 0; i < selection->n_entities; i++)
        if (zi_entity_level(&selection->panel->entities[selection->entities[i]]) == level)
            return true;
    return false;
}

static enum zi_code compute_index(const struct zi_selection *selection,
                                  struct zi_forecast_request request, struct zi_arena *arena,
                                  struct zi_forecast_sets *sets, struct zi_error *error)
{
    static const enum zi_level levels[] = {ZI_LEVEL_UNIT, ZI_LEVEL_INSTITUTION};
    bool wants_thresholds = request.thresholds != NULL;
    size_t before = sets->n_sets;

    request.thresholds = own_thresholds(selection, &request, request.index, arena);
    if (wants_thresholds && request.thresholds == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < ZI_COUNT(levels); i++) {
        struct zi_forecasts *set = &sets->sets[sets->n_sets];

        request.level = levels[i];
        if (!has_level(selection, levels[i]))
            continue;
        ZI_TRY(zi_forecast_compute(selection, &request, arena, set, error));
        sets->n_sets += set->n_entities > 0;
    }
    if (sets->n_sets == before)
        sets->without[sets->n_without++] = request.index;
    return ZI_OK;
}

static enum zi_code refuse_thresholds(const struct zi_forecast_sets *sets,
                                      const struct zi_forecast_request *request,
                                      const struct zi_catalogue *catalogue, struct zi_error *error)
{
    const struct zi_forecasts *first = &sets->sets[0];
    const struct zi_scale *scale;
    char low[ZI_NUMBER_MAX], high[ZI_NUMBER_MAX];

    if (request->thresholds == NULL || request->thresholds->given == NULL)
        return ZI_OK;
    for (size_t i = 0; i < sets->n_sets; i++)
        if (sets->sets[i].thresholds->n_given > 0)
            return ZI_OK;
    scale = zi_catalogue_scale(catalogue, first->index, request->last_year + 1);
    zi_number_fixed(low, scale->min, 0, ZI_ENGLISH);
    zi_number_fixed(high, scale->max, 0, ZI_ENGLISH);
    return zi_fail(error, ZI_EUSAGE, "ambang di luar skala: '%s' memakai %s sampai %s",
                   "the threshold is off the scale: '%s' has %s to %s",
                   catalogue->indices[first->index].name, low, high);
}

enum zi_code zi_forecast_compute_all(const struct zi_selection *selection,
                                     const struct zi_forecast_request *request,
                                     struct zi_arena *arena, struct zi_forecast_sets *sets,
                                     struct zi_error *error)
{
    struct zi_forecast_request of_index = *request;

    *sets = (struct zi_forecast_sets){
        .sets = zi_arena_allocate(arena, 2 * selection->n_indices + 1, sizeof *sets->sets),
        .without = zi_arena_allocate(arena, selection->n_indices + 1, sizeof *sets->without),
    };
    if (sets->sets == NULL || sets->without == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < selection->n_indices; i++) {
        of_index.index = selection->indices[i];
        ZI_TRY(compute_index(selection, of_index, arena, sets, error));
    }
    if (sets->n_sets == 0)
        return zi_fail(error, ZI_EFEW,
                       "tidak ada skor untuk diramal dari %d sampai %d: pilihan ini kosong atau "
                       "hanya memuat huruf",
                       "there is no score to forecast from in %d to %d: the selection is empty or "
                       "holds letters only",
                       request->first_year, request->last_year);
    return refuse_thresholds(sets, request, selection->panel->catalogue, error);
}

/* The rows of one entity: of the pool when there is one. */
static const struct zi_forecast *preferred(const struct zi_forecasts *f,
                                           const struct zi_forecast rows[])
{
    return &rows[f->pool_reason == ZI_DEFINED ? ZI_FORECAST_POOLED * f->n_years
                                              : ZI_FORECAST_OLS * f->n_years];
}

enum zi_code zi_forecast_preferred(const struct zi_selection *selection, size_t index,
                                   int last_year, int n_years, struct zi_arena *arena,
                                   const struct zi_forecast ***by_entity, struct zi_error *error)
{
    const struct zi_panel *panel = selection->panel;
    struct zi_forecast_request request = {.index = index,
                                          .level = ZI_LEVEL_UNIT,
                                          .first_year = panel->first_year,
                                          .last_year = last_year,
                                          .n_years = n_years};
    struct zi_forecasts f;

    *by_entity = zi_arena_allocate(arena, panel->n_entities + 1, sizeof **by_entity);
    if (*by_entity == NULL)
        return zi_fail_memory(error);
    if (panel->values[index] == NULL)
        return ZI_OK;
    ZI_TRY(zi_forecast_compute(selection, &request, arena, &f, error));
    for (size_t i = 0; i < f.n_rows; i += (size_t)(ZI_FORECAST_METHODS * n_years))
        if (f.rows[i].n > 0)
            (*by_entity)[f.rows[i].entity] = preferred(&f, &f.rows[i]);
    return ZI_OK;
}

enum zi_code zi_forecast_totals(const struct zi_selection *selection, int last_year, int n_years,
                                struct zi_arena *arena, const struct zi_forecast ***by_entity,
                                struct zi_error *error)
{
    const struct zi_panel *panel = selection->panel;
    long zi = zi_catalogue_total(panel->catalogue);

    if (zi != ZI_NO_INDEX)
        return zi_forecast_preferred(selection, (size_t)zi, last_year, n_years, arena, by_entity,
                                     error);
    *by_entity = zi_arena_allocate(arena, panel->n_entities + 1, sizeof **by_entity);
    return *by_entity != NULL ? ZI_OK : zi_fail_memory(error);
}
