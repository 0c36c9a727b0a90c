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

/* Few units: each in a sentence. */
static void say_standings(struct zi_session *session, const struct zi_data *data,
                          const struct zi_readiness results[], size_t n)
{
    enum { SAID = 5 };

    for (size_t i = 0; i < n && n <= SAID; i++) {
        struct zi_buffer sentence;

        zi_buffer_init(&sentence);
        zi_say_standing(&sentence, &data->panel, &results[i], session->language);
        zi_session_say(session, "%s", "%s", sentence.text);
        zi_buffer_release(&sentence);
    }
}

static bool is_aimed_at(enum zi_target target, const struct zi_readiness results[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (results[i].target == target)
            return true;
    return false;
}

/* Conditions of that year that no figure shows. */
static void say_untested(struct zi_session *session, const struct zi_regulations *regulations,
                         const struct zi_readiness results[], size_t n)
{
    struct zi_buffer list;

    zi_buffer_init(&list);
    for (size_t i = 0; i < regulations->n_rules; i++) {
        const struct zi_rule *rule = &regulations->rules[i];

        if (rule->op == ZI_IS_UNTESTED && zi_rule_in_force(rule, results[0].year) &&
            is_aimed_at(rule->target, results, n))
            zi_buffer_print(&list, "%s%s (%s)", list.length > 0 ? "; " : "",
                            zi_text_in(rule->label, session->language),
                            zi_target_name(rule->target));
    }
    if (list.length > 0)
        zi_session_say(session, "diminta aturan tetapi tidak diuji, karena tidak ada angkanya: %s",
                       "asked by the rules but not tested, for no figure shows it: %s", list.text);
    zi_buffer_release(&list);
}

static void say_border(struct zi_session *session, const struct zi_readiness results[], size_t n)
{
    size_t ties = 0;

    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < results[i].n_rules; k++)
            ties += results[i].rules[k].note == ZI_NOTE_ON_BORDER &&
                    results[i].rules[k].rule->unit == ZI_IN_BAND;
    if (ties > 0)
        zi_session_say(session,
                       "tepat di batas huruf yang harus dilampaui: %zu; --border inclusive "
                       "menghitungnya terpenuhi",
                       "exactly on a letter's border, which must be exceeded: %zu; --border "
                       "inclusive counts it as met",
                       ties);
}

/* A reading that was asked for and that no rule of the year has. */
static void say_reading(struct zi_session *session, const struct zi_regulations *regulations,
                        int year)
{
    for (size_t i = 0; i < regulations->n_rules; i++)
        if (regulations->rules[i].reading == ZI_HALF_AREA &&
            zi_rule_in_force(&regulations->rules[i], year))
            return;
    if (session->options->area_rule != 0)
        zi_session_say(session,
                       "--area-rule half: aturan tahun %d tidak mempunyai batas per paruh area; "
                       "yang dipakai seluruh area",
                       "--area-rule half: the rules of %d have no minimum of half an area; the "
                       "whole area was used",
                       year);
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
        if (session->options->detail)
            say_standings(session, data, results, n);
        say_reading(session, &regulations, year);
        say_border(session, results, n);
        say_untested(session, &regulations, results, n);
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
