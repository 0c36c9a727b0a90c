/* How far forecasts were off, as a table. */
#include <math.h>

#include "base/count.h"
#include "base/number.h"
#include "tables.h"

/* units: "all" that this method can forecast, or those "common" to all methods; pooled is the model
 * that is used, the others have their names. threshold is empty where each unit has its own.
 * n_reached of n_brier scores were at the threshold or above. */
static const struct zi_column columns[] = {
    {"index", ZI_COLUMN_TEXT},         {"level", ZI_COLUMN_TEXT},
    {"method", ZI_COLUMN_TEXT},        {"units", ZI_COLUMN_TEXT},
    {"first_year", ZI_COLUMN_INTEGER}, {"last_year", ZI_COLUMN_INTEGER},
    {"n", ZI_COLUMN_INTEGER},          {"rmse", ZI_COLUMN_NUMBER},
    {"coverage80", ZI_COLUMN_NUMBER},  {"coverage95", ZI_COLUMN_NUMBER},
    {"threshold", ZI_COLUMN_NUMBER},   {"n_brier", ZI_COLUMN_INTEGER},
    {"n_reached", ZI_COLUMN_INTEGER},  {"brier", ZI_COLUMN_NUMBER},
    {"note", ZI_COLUMN_TEXT},          {"mean_error", ZI_COLUMN_NUMBER},
    {"log_score", ZI_COLUMN_NUMBER},
};

/* Of the scores in "all": those whose chance was from chance_low up to chance_high. */
static const struct zi_column reliability_columns[] = {
    {"index", ZI_COLUMN_TEXT},        {"level", ZI_COLUMN_TEXT},
    {"method", ZI_COLUMN_TEXT},       {"threshold", ZI_COLUMN_NUMBER},
    {"chance_low", ZI_COLUMN_NUMBER}, {"chance_high", ZI_COLUMN_NUMBER},
    {"n", ZI_COLUMN_INTEGER},         {"chance", ZI_COLUMN_NUMBER},
    {"reached", ZI_COLUMN_NUMBER},
};

enum { DECIMALS = 3 };

static void add_if(struct zi_table *table, bool exists, double value, enum zi_reason reason)
{
    if (exists)
        zi_table_number(table, value, DECIMALS, reason);
    else
        zi_table_empty(table);
}

/* "model lines; each unit's own threshold" */
static void add_note(struct zi_table *table, const struct zi_forecasts *set,
                     const struct zi_backtest_score *score, enum zi_language language)
{
    const char *own =
        language == ZI_ENGLISH ? "each unit's own threshold" : "ambang tiap unit sendiri";
    struct zi_buffer note;

    zi_buffer_init(&note);
    zi_buffer_clear(&note);
    if (score->method == ZI_BACKTEST_POOLED && set->pool_reason == ZI_DEFINED)
        zi_buffer_print(&note, "model %s", zi_forecast_model_name(set->model));
    if (score->reason != ZI_DEFINED || score->own)
        zi_buffer_print(&note, "%s%s", note.length > 0 ? "; " : "",
                        score->reason != ZI_DEFINED ? zi_reason_name(score->reason) : own);
    zi_table_text(table, note.text);
    table->out_of_memory = table->out_of_memory || note.out_of_memory;
    zi_buffer_release(&note);
}

static void add_threshold(struct zi_table *table, const struct zi_index *index,
                          const struct zi_backtest_score *score)
{
    if (isnan(score->threshold))
        zi_table_empty(table);
    else
        zi_table_number(table, score->threshold, zi_threshold_decimals(index, score->threshold),
                        ZI_DEFINED);
}

static void add_score(struct zi_table *table, const struct zi_panel *panel,
                      const struct zi_forecasts *set, const struct zi_backtest_score *score,
                      enum zi_language language)
{
    const struct zi_index *index = &panel->catalogue->indices[set->index];
    bool interval = score->method != ZI_BACKTEST_NAIVE;
    bool chances = zi_threshold_count(set->thresholds, panel->catalogue, set->index) > 0;

    zi_table_text(table, index->name);
    zi_table_text(table, zi_level_name(set->level));
    zi_table_text(table, zi_backtest_method_name(score->method));
    zi_table_text(table, score->common ? "common" : "all");
    zi_table_integer(table, set->backtest.first_year);
    zi_table_integer(table, set->backtest.last_year);
    zi_table_integer(table, (long)score->n);
    zi_table_number(table, score->rmse, DECIMALS, score->reason);
    add_if(table, interval, score->coverage80, score->reason);
    add_if(table, interval, score->coverage95, score->reason);
    add_threshold(table, index, score);
    if (chances) {
        zi_table_integer(table, (long)score->n_brier);
        zi_table_integer(table, (long)score->n_reached);
    } else {
        zi_table_empty(table);
        zi_table_empty(table);
    }
    add_if(table, chances, score->brier, score->reason);
    add_note(table, set, score, language);
    zi_table_number(table, score->mean_error, DECIMALS, score->reason);
    add_if(table, chances && interval, score->log_score, score->reason);
}

void zi_table_of_backtests(struct zi_table *table, const struct zi_panel *panel,
                           const struct zi_forecasts sets[], size_t n_sets,
                           enum zi_language language)
{
    zi_table_init(table, "forecast-backtest", columns, ZI_COUNT(columns));
    for (size_t k = 0; k < n_sets; k++)
        for (size_t i = 0; i < sets[k].backtest.n_scores; i++)
            add_score(table, panel, &sets[k], &sets[k].backtest.scores[i], language);
}

static void add_bins(struct zi_table *table, const struct zi_panel *panel,
                     const struct zi_forecasts *set, const struct zi_backtest_score *score)
{
    const struct zi_index *index = &panel->catalogue->indices[set->index];

    for (size_t b = 0; b < ZI_RELIABILITY_BINS; b++) {
        const struct zi_reliability *bin = &score->reliability[b];

        if (bin->n == 0)
            continue;
        zi_table_text(table, index->name);
        zi_table_text(table, zi_level_name(set->level));
        zi_table_text(table, zi_backtest_method_name(score->method));
        add_threshold(table, index, score);
        zi_table_number(table, (double)b / ZI_RELIABILITY_BINS, DECIMALS, ZI_DEFINED);
        zi_table_number(table, (double)(b + 1) / ZI_RELIABILITY_BINS, DECIMALS, ZI_DEFINED);
        zi_table_integer(table, (long)bin->n);
        zi_table_number(table, bin->chance, DECIMALS, ZI_DEFINED);
        zi_table_number(table, (double)bin->reached / (double)bin->n, DECIMALS, ZI_DEFINED);
    }
}

void zi_table_of_reliability(struct zi_table *table, const struct zi_panel *panel,
                             const struct zi_forecasts sets[], size_t n_sets)
{
    zi_table_init(table, "forecast-reliability", reliability_columns,
                  ZI_COUNT(reliability_columns));
    for (size_t k = 0; k < n_sets; k++)
        for (size_t i = 0; i < sets[k].backtest.n_scores; i++) {
            const struct zi_backtest_score *score = &sets[k].backtest.scores[i];

            if (!score->common && score->method != ZI_BACKTEST_NAIVE)
                add_bins(table, panel, &sets[k], score);
        }
}

/* The scores of each method over the same units, of the first threshold; over all units where no
 * unit is common. */
static void choose_scores(const struct zi_backtest *backtest,
                          const struct zi_backtest_score *chosen[ZI_BACKTEST_METHODS])
{
    for (size_t i = 0; i < backtest->n_scores; i++) {
        const struct zi_backtest_score *score = &backtest->scores[i];

        if (score->n > 0 &&
            (chosen[score->method] == NULL || (score->common && !chosen[score->method]->common)))
            chosen[score->method] = score;
    }
}

static const struct zi_text method_words[] = {
    [ZI_BACKTEST_OLS] = {"ols", "ols"},
    [ZI_BACKTEST_POOLED] = {"pooled", "pooled"},
    [ZI_BACKTEST_NAIVE] = {"\"sama seperti tahun lalu\"", "\"same as last year\""},
};

enum measure { RMSE, COVERAGE, BRIER };

static double measure_of(const struct zi_backtest_score *score, enum measure measure)
{
    switch (measure) {
    case RMSE: return score->rmse;
    case COVERAGE: return score->coverage95;
    case BRIER: return score->brier;
    }
    return NAN;
}

/* "pooled 2,10, ols 3,42"; nothing when no method has it. */
static void list_methods(struct zi_buffer *out,
                         const struct zi_backtest_score *const chosen[ZI_BACKTEST_METHODS],
                         enum measure measure, const char *head, enum zi_language language)
{
    static const enum zi_backtest_method order[] = {ZI_BACKTEST_POOLED, ZI_BACKTEST_OLS,
                                                    ZI_BACKTEST_NAIVE};
    bool first = true;

    for (size_t i = 0; i < ZI_COUNT(order); i++) {
        const struct zi_backtest_score *score = chosen[order[i]];
        double value = score != NULL ? measure_of(score, measure) : NAN;
        char shown[ZI_NUMBER_MAX];

        if (isnan(value))
            continue;
        if (measure == COVERAGE)
            zi_number_fixed(shown, 100 * value, 0, language);
        else
            zi_number_fixed(shown, value, measure == RMSE ? 2 : 3, language);
        zi_buffer_print(out, "%s%s %s%s", first ? head : ", ",
                        zi_text_in(method_words[order[i]], language), shown,
                        measure == COVERAGE ? " %" : "");
        first = false;
    }
}

void zi_say_backtest(struct zi_buffer *out, const struct zi_panel *panel,
                     const struct zi_forecasts *set, enum zi_language language)
{
    const struct zi_backtest_score *chosen[ZI_BACKTEST_METHODS] = {NULL};
    const char *index = panel->catalogue->indices[set->index].name;
    const char *level = set->level == ZI_LEVEL_INSTITUTION
                            ? (language == ZI_ENGLISH ? "institutions" : "instansi")
                            : (language == ZI_ENGLISH ? "units" : "unit");
    const struct zi_backtest *backtest = &set->backtest;
    size_t n = 0;

    choose_scores(backtest, chosen);
    for (size_t i = 0; i < ZI_BACKTEST_METHODS; i++)
        if (chosen[i] != NULL && (n == 0 || chosen[i]->n < n))
            n = chosen[i]->n;
    if (chosen[ZI_BACKTEST_OLS] == NULL && chosen[ZI_BACKTEST_POOLED] == NULL) {
        zi_buffer_say(out, language,
                      "uji mundur %s (%s): belum dapat, dari tahun-tahun sebelumnya tidak ada skor "
                      "yang dapat diramal",
                      "backtest of %s (%s): not yet, no score can be forecast from the years "
                      "before it",
                      index, level);
        return;
    }
    zi_buffer_say(out, language,
                  "uji mundur %s (%s; skor: %zu): tiap skor diramal hanya dari tahun sebelumnya; "
                  "galat (RMSE) ",
                  "backtest of %s (%s; scores: %zu): each forecast from the years before it alone; "
                  "error (RMSE) ",
                  index, level, n);
    list_methods(out, chosen, RMSE, "", language);
    list_methods(out, chosen, COVERAGE,
                 language == ZI_ENGLISH ? "; scores inside the 95 % interval: "
                                        : "; skor di dalam selang 95 %: ",
                 language);
    list_methods(out, chosen, BRIER,
                 language == ZI_ENGLISH ? "; error of chances (Brier) "
                                        : "; galat peluang (Brier) ",
                 language);
}
