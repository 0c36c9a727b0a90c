#include <math.h>
#include <stdio.h>

#include "base/count.h"
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

/* "a,b": the indices that were taken out of both. */
static void say_given(struct zi_buffer *note, const struct zi_panel *panel,
                      const struct zi_correlate_request *request, bool english)
{
    if (request->n_given == 0)
        return;
    remark(note, english ? "given " : "setelah ");
    for (size_t k = 0; k < request->n_given; k++)
        zi_buffer_print(note, "%s%s", k > 0 ? "," : "",
                        panel->catalogue->indices[request->given[k]].name);
}

static void say_institutions(struct zi_buffer *note, const struct zi_pair_correlation *row,
                             enum zi_language language)
{
    bool english = language == ZI_ENGLISH;

    if (row->on != ZI_LEVEL_INSTITUTION)
        return;
    remark(note, row->averaged
                     ? (english ? "institutions: unit values averaged; says nothing about units"
                                : "instansi: nilai unit dirata-rata; tidak bicara tentang unit")
                     : (english ? "institutions" : "instansi"));
    if (row->n_unit_rows > row->n_cells)
        zi_buffer_say(note, language, "; %zu sel dari %zu instansi, bukan %zu baris unit",
                      "; %zu cells of %zu institutions, not %zu rows of units", row->n_cells,
                      row->n_institutions, row->n_unit_rows);
}

static void say_arithmetic(struct zi_buffer *note, const struct zi_pair_correlation *row,
                           bool english)
{
    if (!row->arithmetic)
        return;
    remark(note, english ? "partly arithmetic: one is part of the other"
                         : "sebagian hitungan: yang satu bagian dari yang lain");
    if (row->arithmetic_from > row->first_year)
        zi_buffer_print(note, english ? " since %d" : " sejak %d", row->arithmetic_from);
    if (row->arithmetic_to < row->last_year)
        zi_buffer_print(note, english ? " until %d" : " sampai %d", row->arithmetic_to);
}

static void say_drift(struct zi_buffer *note, enum zi_drift drift, bool english)
{
    static const struct zi_text texts[] = {
        [ZI_BOTH_RISE] = {"keduanya naik bersama tahun", "both rise over the years"},
        [ZI_BOTH_FALL] = {"keduanya turun bersama tahun", "both fall over the years"},
        [ZI_OPPOSITE_DRIFT] = {"yang satu naik, yang lain turun bersama tahun",
                               "one rises and the other falls over the years"},
    };

    if (drift != ZI_NO_DRIFT)
        remark(note, english ? texts[drift].en : texts[drift].id);
}

/* Demeaning over about T years biases a lagged correlation by about -1/T (Nickell 1981). */
static void say_lag(struct zi_buffer *note, const struct zi_pair_correlation *row,
                    enum zi_language language)
{
    const struct zi_estimate *e = &row->result;
    bool demeaned = row->level == ZI_WITHIN || row->level == ZI_TWOWAY;

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

static bool is_by_clusters(enum zi_p_method method)
{
    return method == ZI_P_CLUSTER_JACKKNIFE || method == ZI_P_CLUSTER_BOOTSTRAP;
}

static bool has_few_clusters(const struct zi_estimate *e)
{
    return (e->p_method == ZI_P_CLUSTER_JACKKNIFE && e->n_units < ZI_CLUSTERS_FEW) ||
           (e->p_method == ZI_P_CLUSTER_BOOTSTRAP && e->n_units < ZI_BOOTSTRAP_CLUSTERS_SAFE);
}

static void say_all(struct zi_buffer *note, const struct zi_panel *panel,
                    const struct zi_correlate_request *request,
                    const struct zi_pair_correlation *row, enum zi_language language)
{
    bool english = language == ZI_ENGLISH;
    const struct zi_estimate *e = &row->result;

    if (e->reason != ZI_DEFINED)
        remark(note, zi_reason_name(e->reason));
    say_given(note, panel, request, english);
    if (row->level == ZI_POOLED && e->n > e->n_units && !is_by_clusters(e->p_method))
        remark(note, english ? "rows are not independent" : "baris tidak saling bebas");
    say_drift(note, row->drift, english);
    say_lag(note, row, language);
    say_institutions(note, row, language);
    say_arithmetic(note, row, english);
    if (row->lettered)
        remark(note, english ? "letters as ordered categories" : "huruf sebagai kategori berurut");
    if (!isnan(e->p_value) && has_few_clusters(e))
        remark(note, english ? "few clusters" : "gugus sedikit");
    if (row->across != NULL)
        zi_buffer_say(note, language, "%sderet %s putus %d", "%sbreak in %s in %d",
                      note->length > 0 ? "; " : "",
                      panel->catalogue->indices[row->across->index].name, row->across->year);
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
