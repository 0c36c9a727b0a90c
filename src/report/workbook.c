/* The tables behind a report, as one workbook. */
#include "workbook.h"

#include "output/workbook.h"
#include "table/tables.h"
#include "zistat/analysis/summary.h"
#include "zistat/analysis/trend.h"

struct making {
    const struct zi_outlook *outlook;
    const struct zi_proposals *proposals;
    const struct zi_limits *limits;
    enum zi_language language;
    struct zi_arena *arena;
    struct zi_workbook *workbook;
};

/* A sheet of one table, which is released. */
static enum zi_code add_sheet(struct making *m, struct zi_text name, struct zi_table *table,
                              struct zi_error *error)
{
    enum zi_code code = zi_workbook_sheet(m->workbook, zi_text_in(name, m->language),
                                          table->columns, table->n_columns, error);

    if (code == ZI_OK)
        code = zi_workbook_rows(m->workbook, table, error);
    zi_table_release(table);
    return code;
}

static enum zi_code add_pieces(struct making *m, struct zi_text name,
                               const struct zi_table_pieces *pieces, struct zi_error *error)
{
    enum zi_code code = zi_workbook_sheet(m->workbook, zi_text_in(name, m->language),
                                          pieces->columns, pieces->n_columns, error);

    for (size_t piece = 0; code == ZI_OK && piece < pieces->n_pieces; piece++) {
        struct zi_table table;

        zi_table_init(&table, pieces->name, pieces->columns, pieces->n_columns);
        pieces->add_rows(&table, pieces->state, piece);
        code = zi_workbook_rows(m->workbook, &table, error);
        zi_table_release(&table);
    }
    return code;
}

static enum zi_code add_trends(struct making *m, struct zi_error *error)
{
    const struct zi_trend_request request = {.confidence = 0.95};
    struct zi_trends trends;
    struct zi_trend_view view = {m->outlook->selection->panel, &trends, m->limits, m->language};
    struct zi_table_pieces table;

    ZI_TRY(zi_trend_compute(m->outlook->selection, &request, m->arena, &trends, error));
    table = zi_table_of_trends(&view);
    return add_pieces(m, (struct zi_text){"tren", "trends"}, &table, error);
}

static enum zi_code add_summary(struct making *m, struct zi_error *error)
{
    const struct zi_selection *selection = m->outlook->selection;
    struct zi_summary *rows;
    struct zi_table table;
    size_t n;

    ZI_TRY(zi_summary_compute(selection, ZI_BY_UNIT, m->arena, &rows, &n, error));
    zi_table_of_summary(&table, selection->panel, rows, n, m->limits, m->language);
    return add_sheet(m, (struct zi_text){"ringkasan", "summary"}, &table, error);
}

static enum zi_code add_all(struct making *m, struct zi_error *error)
{
    const struct zi_panel *panel = m->outlook->selection->panel;
    struct zi_table table;

    zi_table_of_proposals(&table, panel, m->proposals, ZI_LIST_ALL, m->limits, m->language);
    ZI_TRY(add_sheet(m, (struct zi_text){"usulan", "proposals"}, &table, error));
    zi_table_of_readiness(&table, panel, &m->outlook->prospects, m->limits, m->language);
    ZI_TRY(add_sheet(m, (struct zi_text){"kesiapan", "readiness"}, &table, error));
    zi_table_of_rule_results(&table, panel, m->outlook->aimed, m->outlook->n_units, m->limits,
                             m->language);
    ZI_TRY(add_sheet(m, (struct zi_text){"syarat", "conditions"}, &table, error));
    ZI_TRY(add_summary(m, error));
    return add_trends(m, error);
}

enum zi_code zi_report_workbook(const struct zi_outlook *outlook,
                                const struct zi_proposals *proposals,
                                const struct zi_limits *limits, enum zi_language language,
                                struct zi_arena *arena, struct zi_buffer *out,
                                struct zi_error *error)
{
    struct making making = {.outlook = outlook,
                            .proposals = proposals,
                            .limits = limits,
                            .language = language,
                            .arena = arena};
    enum zi_code code = zi_workbook_begin(&making.workbook, language, error);

    if (code == ZI_OK)
        code = add_all(&making, error);
    if (code == ZI_OK)
        return zi_workbook_end(making.workbook, out, error);
    zi_workbook_abandon(making.workbook);
    return code;
}
