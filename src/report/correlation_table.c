#include <math.h>
#include <stdio.h>

#include "zistat/base/count.h"
#include "zistat/report/tables.h"

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

static void say_all(struct zi_buffer *note, const struct zi_panel *panel,
                    const struct zi_pair_correlation *row, enum zi_language language)
{
    bool english = language == ZI_ENGLISH;
    const struct zi_estimate *e = &row->result;

    if (e->reason != ZI_DEFINED)
        remark(note, zi_reason_name(e->reason));
    if (row->level == ZI_POOLED && e->n > e->n_units)
        remark(note, english ? "rows are not independent" : "baris tidak saling bebas");
    if (row->on == ZI_LEVEL_INSTITUTION)
        remark(note, row->averaged
                         ? (english ? "institutions: unit values averaged; says nothing about units"
                                    : "instansi: nilai unit dirata-rata; tidak bicara tentang unit")
                         : (english ? "institutions" : "instansi"));
    if (row->arithmetic)
        remark(note, english ? "partly arithmetic: one is part of the other"
                             : "sebagian hitungan: yang satu bagian dari yang lain");
    if (!isnan(e->p_value) && e->p_method == ZI_P_CLUSTER_JACKKNIFE && e->n_units < ZI_CLUSTERS_FEW)
        remark(note, english ? "few clusters" : "gugus sedikit");
    if (row->across != NULL)
        zi_buffer_say(note, language, "%sderet %s putus %d", "%sbreak in %s in %d",
                      note->length > 0 ? "; " : "",
                      panel->catalogue->indices[row->across->index].name, row->across->year);
}

static void add_row(struct zi_table *table, const struct zi_panel *panel,
                    const struct zi_pair_correlation *row, enum zi_language language)
{
    const struct zi_estimate *e = &row->result;
    enum zi_reason reason = e->reason != ZI_DEFINED ? e->reason : ZI_MISSING;
    struct zi_buffer note;

    zi_buffer_init(&note);
    say_all(&note, panel, row, language);
    zi_table_text(table, panel->catalogue->indices[row->x].name);
    zi_table_text(table, panel->catalogue->indices[row->y].name);
    zi_table_text(table, zi_panel_level_name(row->level));
    zi_table_integer(table, 0);
    zi_table_text(table, zi_correlation_method_name(row->method));
    zi_table_integer(table, (long)e->n);
    zi_table_integer(table, (long)e->n_units);
    zi_table_number(table, e->estimate, 3, reason);
    zi_table_number(table, e->conf_low, 3, reason);
    zi_table_number(table, e->conf_high, 3, reason);
    zi_table_number(table, e->statistic, 3, reason);
    zi_table_number(table, e->p_value, 4, reason);
    zi_table_number(table, row->q, 4, reason);
    zi_table_text(table, zi_p_method_name(e->p_method));
    zi_table_text(table, note.text);
    table->out_of_memory = table->out_of_memory || note.out_of_memory;
    zi_buffer_release(&note);
}

void zi_table_of_correlations(struct zi_table *table, const struct zi_panel *panel,
                              const struct zi_pair_correlation rows[], size_t n,
                              enum zi_language language)
{
    zi_table_init(table, "correlate", columns, ZI_COUNT(columns));
    for (size_t i = 0; i < n; i++)
        add_row(table, panel, &rows[i], language);
}
