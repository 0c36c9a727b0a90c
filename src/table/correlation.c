/* Correlations as a table, a row each. */
#include <math.h>
#include <stdio.h>

#include "base/count.h"
#include "base/number.h"
#include "correlation_words.h"
#include "tables.h"

static const struct zi_column columns[] = {
    {"x", ZI_COLUMN_TEXT},           {"y", ZI_COLUMN_TEXT},
    {"level", ZI_COLUMN_TEXT},       {"lag", ZI_COLUMN_INTEGER},
    {"method", ZI_COLUMN_TEXT},      {"n", ZI_COLUMN_INTEGER},
    {"n_units", ZI_COLUMN_INTEGER},  {"estimate", ZI_COLUMN_NUMBER},
    {"conf_low", ZI_COLUMN_NUMBER},  {"conf_high", ZI_COLUMN_NUMBER},
    {"statistic", ZI_COLUMN_NUMBER}, {"p_value", ZI_COLUMN_P_VALUE},
    {"q_value", ZI_COLUMN_P_VALUE},  {"p_method", ZI_COLUMN_TEXT},
    {"note", ZI_COLUMN_TEXT},
};

static void remark(struct zi_buffer *note, const char *text)
{
    zi_buffer_print(note, "%s%s", note->length > 0 ? "; " : "", text);
}

/* What the years explain of a single unit's correlation. */
static void say_trend_free(struct zi_buffer *note, const struct zi_pair_correlation *row,
                           enum zi_language language)
{
    const char *separator = note->length > 0 ? "; " : "";
    char r[ZI_NUMBER_MAX], p[ZI_NUMBER_MAX];

    if (!isnan(row->trend_free)) {
        zi_number_fixed(r, row->trend_free, 3, language);
        zi_buffer_say(note, language, "%stanpa tren tinggal %s", "%swithout the trend %s is left",
                      separator, r);
        if (!isnan(row->trend_free_p)) {
            zi_number_p_value(p, row->trend_free_p, language);
            zi_buffer_print(note, " (p %s)", p);
        }
    }
    if (isnan(row->differences))
        return;
    zi_number_fixed(r, row->differences, 3, language);
    zi_buffer_say(note, language, "%sselisih tahunan %s (n %zu)", "%sfirst differences %s (n %zu)",
                  separator, r, row->n_differences);
}

/* Demeaning over about T years biases a lagged correlation by about -1/T (Nickell 1981). */
static void say_lag(struct zi_buffer *note, const struct zi_pair_correlation *row,
                    enum zi_language language)
{
    const struct zi_estimate *e = &row->result;
    bool demeaned = row->level > ZI_BETWEEN;

    if (row->lag == 0 || !demeaned || isnan(e->estimate))
        return;
    zi_buffer_say(note, language, "%sjeda: petunjuk saja, condong sekitar \u22121/%zu",
                  "%slag: a hint only, biased by about \u22121/%zu", note->length > 0 ? "; " : "",
                  (e->n + e->n_units / 2) / e->n_units);
}

static void say_bootstrap(struct zi_buffer *note, const struct zi_correlate_request *request,
                          const struct zi_pair_correlation *row, enum zi_language language)
{
    if (row->result.p_method != ZI_P_CLUSTER_BOOTSTRAP)
        return;
    zi_buffer_say(note, language, "%sbootstrap %zu, benih %llu", "%sbootstrap %zu, seed %llu",
                  note->length > 0 ? "; " : "", request->replicates,
                  (unsigned long long)request->seed);
    if (row->undefined_replicates > 0)
        zi_buffer_say(note, language, ", %zu tanpa korelasi", ", %zu without a correlation",
                      row->undefined_replicates);
}

static void say_all(struct zi_buffer *note, const struct zi_panel *panel,
                    const struct zi_correlate_request *request,
                    const struct zi_pair_correlation *row, enum zi_language language)
{
    bool english = language == ZI_ENGLISH;
    const struct zi_estimate *e = &row->result;

    if (e->reason != ZI_DEFINED)
        remark(note, zi_reason_name(e->reason));
    if (row->level == ZI_POOLED && e->n > e->n_units && e->p_method != ZI_P_CLUSTER_BOOTSTRAP &&
        e->p_method != ZI_P_CLUSTER_JACKKNIFE)
        remark(note, english ? "rows are not independent" : "baris tidak saling bebas");
    if (row->drift != ZI_NO_DRIFT)
        remark(note, zi_drift_words(row->drift, language));
    say_trend_free(note, row, language);
    say_lag(note, row, language);
    zi_say_pair(note, panel, request, row, language);
    zi_say_clusters(note, request, row, language);
    zi_say_break(note, panel, row, language);
    say_bootstrap(note, request, row, language);
}

static void add_row(struct zi_table *table, const struct zi_panel *panel,
                    const struct zi_correlate_request *request,
                    const struct zi_pair_correlation *row, enum zi_language language)
{
    const struct zi_estimate *e = &row->result;
    enum zi_reason reason = e->reason != ZI_DEFINED ? e->reason : ZI_MISSING;
    struct zi_buffer note;

    zi_buffer_init(&note);
    say_all(&note, panel, request, row, language);
    zi_table_text(table, panel->catalogue->indices[row->x].name);
    zi_table_text(table, panel->catalogue->indices[row->y].name);
    zi_table_text(table, zi_panel_level_name(row->level));
    zi_table_integer(table, row->lag);
    zi_table_text(table, zi_correlation_method_name(row->method));
    zi_table_integer(table, (long)e->n);
    zi_table_integer(table, (long)e->n_units);
    zi_table_number(table, e->estimate, 3, reason);
    zi_table_number(table, e->conf_low, 3, reason);
    zi_table_number(table, e->conf_high, 3, reason);
    if (e->p_method == ZI_P_CLUSTER_BOOTSTRAP)
        zi_table_empty(table); /* percentiles need none */
    else
        zi_table_number(table, e->statistic, 3, reason);
    zi_table_number(table, e->p_value, 4, reason);
    zi_table_number(table, row->q, 4, reason);
    zi_table_text(table, zi_p_method_name(e->p_method));
    zi_table_text(table, note.text);
    table->out_of_memory = table->out_of_memory || note.out_of_memory;
    zi_buffer_release(&note);
}

void zi_table_of_correlations(struct zi_table *table, const struct zi_panel *panel,
                              const struct zi_correlations *correlations, enum zi_language language)
{
    zi_table_init(table, "correlate", columns, ZI_COUNT(columns));
    for (size_t i = 0; i < correlations->n_rows; i++)
        add_row(table, panel, &correlations->request, &correlations->rows[i], language);
}
