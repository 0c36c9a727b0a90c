/* How far forecasts were off, as a table. */
#include <math.h>

#include "base/count.h"
#include "base/number.h"
#include "tables.h"

/* units: "all" that this method can forecast, or those "common" to all methods. threshold is empty
 * where each unit has its own. n_reached of n_brier scores were at the threshold or above. */
static const struct zi_column columns[] = {
    {"index", ZI_COLUMN_TEXT},         {"level", ZI_COLUMN_TEXT},
    {"method", ZI_COLUMN_TEXT},        {"units", ZI_COLUMN_TEXT},
    {"first_year", ZI_COLUMN_INTEGER}, {"last_year", ZI_COLUMN_INTEGER},
    {"n", ZI_COLUMN_INTEGER},          {"rmse", ZI_COLUMN_NUMBER},
    {"coverage80", ZI_COLUMN_NUMBER},  {"coverage95", ZI_COLUMN_NUMBER},
    {"threshold", ZI_COLUMN_NUMBER},   {"n_brier", ZI_COLUMN_INTEGER},
    {"n_reached", ZI_COLUMN_INTEGER},  {"brier", ZI_COLUMN_NUMBER},
    {"note", ZI_COLUMN_TEXT},
};

enum { DECIMALS = 3 };

static void add_if(struct zi_table *table, bool exists, double value, enum zi_reason reason)
{
    if (exists)
        zi_table_number(table, value, DECIMALS, reason);
    else
        zi_table_empty(table);
}

static const char *note_of(const struct zi_backtest_score *score, enum zi_language language)
{
    if (score->reason != ZI_DEFINED)
        return zi_reason_name(score->reason);
    if (score->own)
        return language == ZI_ENGLISH ? "each unit's own threshold" : "ambang tiap unit sendiri";
    return "";
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
    if (isnan(score->threshold))
        zi_table_empty(table);
    else
        zi_table_number(table, score->threshold, zi_threshold_decimals(index, score->threshold),
                        ZI_DEFINED);
    if (chances) {
        zi_table_integer(table, (long)score->n_brier);
        zi_table_integer(table, (long)score->n_reached);
    } else {
        zi_table_empty(table);
        zi_table_empty(table);
    }
    add_if(table, chances, score->brier, score->reason);
    zi_table_text(table, note_of(score, language));
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
    size_t n = 0;

    choose_scores(&set->backtest, chosen);
    for (size_t i = 0; i < ZI_BACKTEST_METHODS; i++)
        if (chosen[i] != NULL && (n == 0 || chosen[i]->n < n))
            n = chosen[i]->n;
    if (chosen[ZI_BACKTEST_OLS] == NULL && chosen[ZI_BACKTEST_POOLED] == NULL) {
        zi_buffer_say(out, language,
                      "uji mundur %s (%s): belum dapat, tanpa nilai terakhir tidak ada yang dapat "
                      "diramal",
                      "backtest of %s (%s): not yet, without its last score nothing can be "
                      "forecast",
                      index, level);
        return;
    }
    zi_buffer_say(
        out, language,
        "uji mundur %s (%s: %zu): skor terakhir disembunyikan lalu diramal; galat (RMSE) ",
        "backtest of %s (%s: %zu): the last score hidden, then forecast; error (RMSE) ", index,
        level, n);
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
