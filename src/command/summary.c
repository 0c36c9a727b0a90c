#include "zistat/analysis/summary.h"

#include "commands.h"
#include "table/tables.h"

static enum zi_code summarise(struct zi_session *session, const struct zi_data *data,
                              struct zi_arena *arena, struct zi_error *error)
{
    struct zi_summary *rows;
    size_t n;
    struct zi_limits limits;
    struct zi_table table;

    ZI_TRY(zi_session_limits(session, data, arena, &limits, error));
    ZI_TRY(zi_summary_compute(&data->selection, (enum zi_grouping)session->options->grouping, arena,
                              &rows, &n, error));
    zi_table_of_summary(&table, &data->panel, rows, n, &limits, session->language);
    return zi_session_answer(session, &table, error);
}

enum zi_code zi_command_summary(struct zi_session *session, struct zi_error *error)
{
    return zi_session_analyse(session, summarise, error);
}
