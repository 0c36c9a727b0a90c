#include "zistat/analysis/readiness.h"

#include "zistat/analysis/forecast.h"
#include "zistat/command/commands.h"
#include "zistat/report/tables.h"

static void count_ready(struct zi_session *session, const struct zi_readiness results[], size_t n)
{
    size_t ready = 0, failed = 0;

    for (size_t i = 0; i < n; i++) {
        ready += results[i].verdict == ZI_PASS;
        failed += results[i].verdict == ZI_FAIL;
    }
    session->answer_is_no = ready < (size_t)session->options->require;
    zi_session_say(session, "%zu unit: %zu siap, %zu gugur, %zu belum diketahui",
                   "units: %zu; ready: %zu, failed: %zu, unknown: %zu", n, ready, failed,
                   n - ready - failed);
}

static enum zi_code judge(struct zi_session *session, const struct zi_data *data,
                          struct zi_arena *arena, struct zi_error *error)
{
    int year = data->selection.last_year;
    struct zi_regulations regulations = {0};
    struct zi_readiness *results;
    const struct zi_forecast **forecasts;
    size_t n;
    struct zi_table table;
    enum zi_code code =
        zi_session_load_regulations(session->options, &data->catalogue, &regulations, error);

    if (code == ZI_OK)
        code = zi_readiness_compute(&data->selection, &regulations, year,
                                    (enum zi_aim)session->options->aim, arena, &results, &n, error);
    if (code == ZI_OK) {
        count_ready(session, results, n);
        code = zi_forecast_totals(&data->selection, year, year + 1, year + 1, arena, &forecasts,
                                  error);
    }
    if (code == ZI_OK) {
        if (session->options->detail)
            zi_table_of_rule_results(&table, &data->panel, results, n, session->language);
        else
            zi_table_of_readiness(&table, &data->panel, results, n, forecasts, session->language);
        code = zi_session_answer(session, &table, error);
    }
    zi_regulations_release(&regulations);
    return code;
}

enum zi_code zi_command_ready(struct zi_session *session, struct zi_error *error)
{
    return zi_session_analyse(session, judge, error);
}
