#include "zistat/analysis/readiness.h"

#include <math.h>

#include "base/count.h"
#include "base/number.h"
#include "commands.h"
#include "table/tables.h"
#include "zistat/analysis/chance.h"
#include "zistat/analysis/forecast.h"
#include "zistat/analysis/plan.h"
#include "zistat/analysis/todo.h"

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

static void say_untested(struct zi_session *session, const struct zi_regulations *regulations,
                         const struct zi_readiness results[], size_t n)
{
    unsigned targets = 0;

    for (size_t i = 0; i < n; i++)
        targets |= 1U << results[i].target;
    zi_session_say_untested(session, regulations, results[0].year, targets);
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

/* Rules of one's own may hold no threshold of the score; being ready by them says nothing of it. */
static void say_no_total(struct zi_session *session, const struct zi_readiness results[], size_t n)
{
    size_t without = 0;

    for (size_t i = 0; i < n; i++)
        without += isnan(results[i].needed) ? 1 : 0;
    if (without > 0)
        zi_session_say(session,
                       "unit yang dinilai tanpa ambang nilai total, karena aturan yang dipakai "
                       "tidak memuatnya: %zu",
                       "units judged without a threshold of the total, for the rules used have "
                       "none: %zu",
                       without);
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

/* Who was judged, and what the answers are made from. */
struct judged {
    struct zi_session *session;
    const struct zi_data *data;
    struct zi_arena *arena;
    int year;
    struct zi_regulations regulations;
    struct zi_limits limits;
    struct zi_readiness *results;
    size_t n;
};

static enum zi_code answer_summary(const struct judged *judged, struct zi_table *table,
                                   struct zi_error *error)
{
    int next = judged->year + 1;
    const struct zi_forecast **forecasts;

    ZI_TRY(zi_forecast_totals(&judged->data->selection, judged->year, 1, judged->arena, &forecasts,
                              error));
    zi_table_of_readiness(table, &judged->data->panel, judged->results, judged->n, forecasts,
                          &judged->limits, judged->session->language);
    zi_session_say(judged->session,
                   "p_reach: peluang nilai total %d mencapai ambangnya; syarat lain tidak dihitung",
                   "p_reach: the chance that the total of %d reaches its threshold; other "
                   "conditions do not count",
                   next);
    return ZI_OK;
}

static enum zi_code answer_detail(const struct judged *judged, struct zi_table *table,
                                  struct zi_error *error)
{
    (void)error;
    say_standings(judged->session, judged->data, judged->results, judged->n);
    zi_table_of_rule_results(table, &judged->data->panel, judged->results, judged->n,
                             &judged->limits, judged->session->language);
    return ZI_OK;
}

static enum zi_code answer_todo(const struct judged *judged, struct zi_table *table,
                                struct zi_error *error)
{
    const struct zi_panel *panel = &judged->data->panel;
    struct zi_collect collect;
    struct zi_todo *todos;
    size_t n;
    enum zi_code code;

    ZI_TRY(zi_collect_load(&collect, judged->session->options->collect_file, error));
    code = zi_todo_list(panel, &judged->regulations, judged->results, judged->n, judged->arena,
                        &todos, &n, error);
    if (code == ZI_OK)
        zi_table_of_todos(table, panel, todos, n, &collect, judged->session->language);
    if (code == ZI_OK && n == 0)
        zi_session_say(judged->session, "tidak ada yang perlu dikumpulkan: semua syarat diketahui",
                       "there is nothing to collect: every condition is known");
    else if (code == ZI_OK)
        zi_session_say(judged->session,
                       "decides: unit yang putusannya tinggal menunggu data itu saja",
                       "decides: units whose verdict waits for that alone");
    zi_collect_release(&collect);
    return code;
}

/* Meeting every minimum is not enough: said for each predicate aimed at. */
static enum zi_code say_minimums(const struct judged *judged, struct zi_error *error)
{
    bool said[3] = {false};

    for (size_t i = 0; i < judged->n; i++) {
        const struct zi_readiness *result = &judged->results[i];
        char minimums[ZI_NUMBER_MAX], total[ZI_NUMBER_MAX], more[ZI_NUMBER_MAX];
        double least, asked;

        if (said[result->target])
            continue;
        said[result->target] = true;
        ZI_TRY(
            zi_plan_minimums(&judged->data->panel, result, judged->arena, &least, &asked, error));
        if (!(least < asked))
            continue;
        zi_number_fixed(minimums, least, zi_decimals_of(least), judged->session->language);
        zi_number_fixed(total, asked, zi_decimals_of(asked), judged->session->language);
        zi_number_fixed(more, asked - least, zi_decimals_of(asked - least),
                        judged->session->language);
        zi_session_say(
            judged->session,
            "%s: memenuhi setiap minimum baru memberi %s dari %s; %s poin lagi selalu "
            "diperlukan, di mana saja",
            "%s: meeting every minimum gives only %s of %s; another %s points are always "
            "needed, anywhere",
            zi_target_name(result->target), minimums, total, more);
    }
    return ZI_OK;
}

static void say_plans(const struct judged *judged, const struct zi_plan plans[])
{
    enum { SAID = 5 };

    for (size_t i = 0; i < judged->n && judged->n <= SAID; i++) {
        struct zi_buffer sentence;

        zi_buffer_init(&sentence);
        zi_say_plan(&sentence, &judged->data->panel, &plans[i], judged->session->language);
        zi_session_say(judged->session, "%s", "%s", sentence.text);
        zi_buffer_release(&sentence);
    }
}

static void count_plans(const struct judged *judged, const struct zi_plan plans[])
{
    size_t found = 0, blocked = 0, refused = 0;

    for (size_t i = 0; i < judged->n; i++) {
        found += plans[i].state == ZI_PLAN_FOUND;
        blocked += plans[i].n_fixed > 0;
        refused += plans[i].state >= ZI_PLAN_UNKNOWN;
    }
    zi_session_say(judged->session,
                   "rencana nilai: %zu unit; ditolak karena datanya: %zu; tidak tercapai tahun ini "
                   "berapa pun poinnya: %zu",
                   "plans of the score: %zu; refused for the data: %zu; out of reach this year "
                   "whatever the points: %zu",
                   found, refused, blocked);
    if (judged->session->options->effort_file == NULL)
        zi_session_say(judged->session,
                       "usaha per poin adalah penilaian program ini, bukan ketentuan; lihat "
                       "datasets/effort.csv, ganti dengan --effort FILE",
                       "effort a point is this program's judgement, no rule; see "
                       "datasets/effort.csv, replace it with --effort FILE");
}

static enum zi_code answer_plan(const struct judged *judged, struct zi_table *table,
                                struct zi_error *error)
{
    const struct zi_panel *panel = &judged->data->panel;
    struct zi_efforts efforts;
    struct zi_plan *plans;
    enum zi_code code;

    ZI_TRY(
        zi_efforts_load(&efforts, panel->catalogue, judged->session->options->effort_file, error));
    code =
        zi_plan_compute(panel, judged->results, judged->n, &efforts, judged->arena, &plans, error);
    if (code == ZI_OK)
        code = say_minimums(judged, error);
    if (code == ZI_OK) {
        count_plans(judged, plans);
        say_plans(judged, plans);
        zi_table_of_plans(table, panel, plans, judged->n, &judged->limits,
                          judged->session->language);
    }
    zi_efforts_release(&efforts);
    return code;
}

static enum zi_code answer_chance(const struct judged *judged, struct zi_table *table,
                                  struct zi_error *error)
{
    struct zi_chance *chances;

    ZI_TRY(zi_chance_compute(&judged->data->selection, &judged->regulations, judged->results,
                             judged->n, judged->arena, &chances, error));
    zi_table_of_chances(table, &judged->data->panel, chances, judged->n, &judged->limits,
                        judged->session->language);
    zi_session_say(
        judged->session,
        "peluang %d menurut syarat %d: nilai dari ramalannya, syarat lain dari riwayatnya; "
        "all: semuanya bersama; all-low dan all-high batasnya bagaimana pun hubungannya",
        "chances of %d by the conditions of %d: scores from their forecasts, other "
        "conditions from their history; all: all of them together; all-low and "
        "all-high: its bounds whatever the dependence",
        judged->year + 1, judged->year);
    return ZI_OK;
}

typedef enum zi_code answer(const struct judged *judged, struct zi_table *table,
                            struct zi_error *error);

/* A file that the table asked for does not read would be passed over in silence. */
static enum zi_code check_files(const struct zi_options *options, struct zi_error *error)
{
    const struct {
        const char *file, *option, *table;
        bool asked;
    } files[] = {
        {options->collect_file, "--collect", "--todo", options->todo},
        {options->effort_file, "--effort", "--plan", options->plan},
    };

    for (size_t i = 0; i < ZI_COUNT(files); i++)
        if (files[i].file != NULL && !files[i].asked)
            return zi_fail(error, ZI_EUSAGE, "%s hanya dipakai bersama %s; tambahkan %s",
                           "%s is used with %s only; add %s", files[i].option, files[i].table,
                           files[i].table);
    return ZI_OK;
}

/* The table asked for. */
static enum zi_code choose_answer(const struct zi_options *options, answer **chosen,
                                  struct zi_error *error)
{
    const struct {
        bool asked;
        answer *answer;
    } answers[] = {
        {options->detail, answer_detail},
        {options->todo, answer_todo},
        {options->plan, answer_plan},
        {options->chance, answer_chance},
    };
    size_t n = 0;

    *chosen = answer_summary;
    for (size_t i = 0; i < ZI_COUNT(answers); i++)
        if (answers[i].asked) {
            *chosen = answers[i].answer;
            n++;
        }
    return n <= 1 ? ZI_OK
                  : zi_fail(error, ZI_EUSAGE,
                            "satu tabel saja: pilih salah satu dari --detail, --todo, --plan dan "
                            "--chance",
                            "one table at a time: choose one of --detail, --todo, --plan and "
                            "--chance");
}

static enum zi_code answer_with(struct judged *judged, struct zi_error *error)
{
    struct zi_session *session = judged->session;
    const struct zi_data *data = judged->data;
    struct zi_table table;
    answer *chosen;

    ZI_TRY(check_files(session->options, error));
    ZI_TRY(choose_answer(session->options, &chosen, error));
    ZI_TRY(zi_session_load_regulations(session->options, &data->catalogue, &judged->regulations,
                                       error));
    ZI_TRY(zi_limits_make(&judged->limits, &data->catalogue, &judged->regulations, judged->arena,
                          error));
    ZI_TRY(zi_readiness_compute(&data->selection, &judged->regulations, judged->year,
                                (enum zi_aim)session->options->aim, judged->arena, &judged->results,
                                &judged->n, error));
    count_ready(session, data, judged->results, judged->n);
    ZI_TRY(chosen(judged, &table, error));
    say_reading(session, &judged->regulations, judged->year);
    say_border(session, judged->results, judged->n);
    say_no_total(session, judged->results, judged->n);
    say_untested(session, &judged->regulations, judged->results, judged->n);
    return zi_session_answer(session, &table, error);
}

static enum zi_code judge(struct zi_session *session, const struct zi_data *data,
                          struct zi_arena *arena, struct zi_error *error)
{
    struct judged judged = {
        .session = session, .data = data, .arena = arena, .year = data->selection.last_year};
    enum zi_code code = answer_with(&judged, error);

    zi_regulations_release(&judged.regulations);
    return code;
}

enum zi_code zi_command_ready(struct zi_session *session, struct zi_error *error)
{
    return zi_session_analyse(session, judge, error);
}
