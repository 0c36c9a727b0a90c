#include "zistat/analysis/readiness.h"

#include "zistat/analysis/forecast.h"
#include "zistat/command/commands.h"
#include "zistat/report/tables.h"

/* Holders of WBBM are judged too, but there is nothing to propose them for. */
static void count_ready(struct zi_session *session, const struct zi_data *data,
                        const struct zi_readiness results[], size_t n)
{
    size_t of[3] = {0};
    size_t done = 0;
    int since;

    for (size_t i = 0; i < n; i++)
        if (zi_panel_predicate(&data->panel, results[i].entity, results[i].year, &since) == ZI_WBBM)
            done++;
        else
            of[results[i].verdict]++;
    session->answer_is_no = of[ZI_PASS] < (size_t)session->options->require;
    zi_session_say(session, "%zu unit: %zu siap, %zu gugur, %zu belum diketahui",
                   "units: %zu; ready: %zu, failed: %zu, unknown: %zu", n, of[ZI_PASS], of[ZI_FAIL],
                   of[ZI_UNKNOWN]);
    if (done > 0)
        zi_session_say(session, "tidak dihitung siap atau gugur karena sudah memegang WBBM: %zu",
                       "counted neither as ready nor as failed, for they hold WBBM: %zu", done);
    if (!session->options->detail && n > 0)
        zi_session_say(session,
                       "p_reach: peluang nilai total %d mencapai ambangnya; syarat lain tidak "
                       "dihitung",
                       "p_reach: the chance that the total of %d reaches its threshold; other "
                       "conditions do not count",
                       results[0].year + 1);
}

static enum zi_code judge(struct zi_session *session, const struct zi_data *data,
                          struct zi_arena *arena, struct zi_error *error)
{
    int year = data->selection.last_year;
    struct zi_regulations regulations = {0};
    struct zi_readiness *results;
    const struct zi_forecast **forecasts;
    struct zi_limits limits;
    size_t n;
    struct zi_table table;
    enum zi_code code =
        zi_session_load_regulations(session->options, &data->catalogue, &regulations, error);

    if (code == ZI_OK)
        code = zi_limits_make(&limits, &data->catalogue, &regulations, arena, error);
    if (code == ZI_OK)
        code = zi_readiness_compute(&data->selection, &regulations, year,
                                    (enum zi_aim)session->options->aim, arena, &results, &n, error);
    if (code == ZI_OK) {
        count_ready(session, data, results, n);
        code = zi_forecast_totals(&data->selection, year, year + 1, year + 1, arena, &forecasts,
                                  error);
    }
    if (code == ZI_OK) {
        if (session->options->detail)
            zi_table_of_rule_results(&table, &data->panel, results, n, &limits, session->language);
        else
            zi_table_of_readiness(&table, &data->panel, results, n, forecasts, &limits,
                                  session->language);
        code = zi_session_answer(session, &table, error);
    }
    zi_regulations_release(&regulations);
    return code;
}

enum zi_code zi_command_ready(struct zi_session *session, struct zi_error *error)
{
    return zi_session_analyse(session, judge, error);
}
