/* zistat ready: who is ready, and what is lacking. */
#include "zistat/analysis/readiness.h"

#include <math.h>

#include "analysis/prospect.h"
#include "base/count.h"
#include "base/number.h"
#include "session.h"
#include "table/tables.h"
#include "zistat/analysis/chance.h"
#include "zistat/analysis/forecast.h"
#include "zistat/analysis/plan.h"
#include "zistat/analysis/todo.h"

struct options {
    struct zi_input_options input;
    struct zi_rules_options rules;
    bool detail;
    bool todo;
    const char *collect; /* NULL: the built-in list */
    bool plan;
    const char *effort; /* the same */
    bool chance;
    const char *awards; /* NULL: the built-in counts */
    long require;
    struct zi_table_options table;
};

static const struct zi_option_row rows[] = {
    {ZI_FLAG(struct options, detail), .name = "detail",
     .help = {"satu baris per aturan, dengan pasal dan kekurangannya",
              "one row for each rule, with its article and what is lacking"}},
    {ZI_FLAG(struct options, todo), .name = "todo",
     .help = {"yang belum diketahui: apa yang dikumpulkan, dari siapa, untuk unit mana",
              "what is not known: what to collect, from whom, for which units"}},
    {ZI_STRING(struct options, collect), .name = "collect", .argument = "FILE",
     .help = {"ganti daftar dari siapa data dikumpulkan",
              "replace the list of whom to collect from"}},
    {ZI_FLAG(struct options, plan), .name = "plan",
     .help = {"usaha terkecil yang mencapai semua ambang nilai, dan apa yang tidak dapat dibeli "
              "dengan poin",
              "the least effort that reaches every threshold of the score, and what no points "
              "buy"}},
    {ZI_STRING(struct options, effort), .name = "effort", .argument = "FILE",
     .help = {"usaha per poin, sebagai ganti yang bawaan (kolom index,effort)",
              "effort a point, in place of the built-in one (columns index,effort)"}},
    {ZI_FLAG(struct options, chance), .name = "chance",
     .help = {"peluang tahun depan untuk setiap syarat nilai, dan bersama-sama",
              "chance next year of each condition on the score, and of all together"}},
    {ZI_STRING(struct options, awards), .name = "awards", .argument = "FILE",
     .help = {"ganti daftar berapa usulan yang ditetapkan",
              "replace the list of how many proposals are awarded"}},
    {ZI_NATURAL(struct options, require), .name = "require", .argument = "N",
     .help = {"status keluar 1 bila kurang dari N unit siap",
              "exit status 1 when fewer than N units are ready"}},
    {.name = NULL},
};

static const struct zi_option_group groups[] = {
    {ZI_TAKES_INPUT(struct options, input)},
    {ZI_TAKES_REGULATION(struct options, rules)},
    {ZI_TAKES_CATALOGUE(struct options, input.catalogue)},
    {ZI_TAKES_AS_OF(struct options, input)},
    {ZI_TAKES_TARGET(struct options, rules)},
    {ZI_TAKES_READING(struct options, rules)},
    {.rows = rows},
    {ZI_TAKES_FORMAT(struct options, table)},
    {ZI_TAKES_OUTPUT(struct options, table.output)},
    {.rows = NULL},
};

/* Who was judged, and what the answers are made from. */
struct judged {
    struct zi_session *session;
    const struct options *options;
    const struct zi_data *data;
    struct zi_arena *arena;
    int year;
    struct zi_regulations regulations;
    struct zi_limits limits;
    struct zi_readiness *results;
    size_t n;
};

/* ---- what is said beside the table ---- */

/* Holders of WBBM are judged too, but there is nothing to propose them for. */
static void count_ready(struct zi_session *session, const struct zi_data *data,
                        const struct zi_readiness results[], size_t n)
{
    const struct options *options = session->options;
    size_t of[3] = {0};
    size_t done = 0;
    int since;

    for (size_t i = 0; i < n; i++)
        if (zi_panel_predicate(&data->panel, results[i].entity, results[i].year, &since) == ZI_WBBM)
            done++;
        else
            of[results[i].verdict]++;
    session->answer_is_no = of[ZI_PASS] < (size_t)options->require;
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
    const struct options *options = session->options;

    for (size_t i = 0; i < regulations->n_rules; i++)
        if (regulations->rules[i].reading == ZI_HALF_AREA &&
            zi_rule_in_force(&regulations->rules[i], year))
            return;
    if (options->rules.reading == ZI_HALF_AREA)
        zi_session_say(session,
                       "--area-rule half: aturan tahun %d tidak mempunyai batas per paruh area; "
                       "yang dipakai seluruh area",
                       "--area-rule half: the rules of %d have no minimum of half an area; the "
                       "whole area was used",
                       year);
}

/* ---- the tables ---- */

static enum zi_code compute_prospects(const struct judged *judged, struct zi_prospects *prospects,
                                      struct zi_error *error)
{
    struct zi_awards counts;
    enum zi_code code;

    ZI_TRY(zi_awards_load(&counts, judged->options->awards, error));
    code = zi_prospects_compute(&judged->data->selection, &judged->regulations, &counts,
                                judged->results, judged->n, judged->arena, prospects, error);
    zi_awards_release(&counts);
    return code;
}

/* From the units assessed to the awards expected, in one line. */
static enum zi_code say_chain(const struct judged *judged, const struct zi_prospects *prospects,
                              struct zi_error *error)
{
    struct zi_buffer sentence;
    struct zi_chain chain;

    ZI_TRY(zi_chain_make(prospects, judged->arena, &chain, error));
    zi_buffer_init(&sentence);
    zi_say_chain(&sentence, &chain, judged->session->language);
    zi_session_say(judged->session, "%s", "%s", sentence.text);
    zi_buffer_release(&sentence);
    return ZI_OK;
}

static enum zi_code answer_summary(const struct judged *judged, struct zi_table *table,
                                   struct zi_error *error)
{
    struct zi_prospects prospects;

    ZI_TRY(compute_prospects(judged, &prospects, error));
    ZI_TRY(say_chain(judged, &prospects, error));
    zi_table_of_readiness(table, &judged->data->panel, &prospects, &judged->limits,
                          judged->session->language);
    zi_session_say(judged->session,
                   "peluang %d: p_reach nilai total mencapai ambangnya; p_all semua syarat "
                   "terpenuhi; p_award juga ditetapkan bila diusulkan, menurut basis",
                   "chances of %d: p_reach the total reaches its threshold; p_all every condition "
                   "is met; p_award it is awarded too when proposed, by basis",
                   judged->year + 1);
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

    ZI_TRY(zi_collect_load(&collect, judged->options->collect, error));
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
    if (judged->options->effort == NULL)
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

    ZI_TRY(zi_efforts_load(&efforts, panel->catalogue, judged->options->effort, error));
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

/* ---- what was asked ---- */

/* A file that the table asked for does not read would be passed over in silence. */
static enum zi_code check_files(const struct options *options, struct zi_error *error)
{
    const struct {
        const char *file, *option, *table;
        bool asked;
    } files[] = {
        {options->collect, "--collect", "--todo", options->todo},
        {options->effort, "--effort", "--plan", options->plan},
    };

    for (size_t i = 0; i < ZI_COUNT(files); i++)
        if (files[i].file != NULL && !files[i].asked)
            return zi_fail(error, ZI_EUSAGE, "%s hanya dipakai bersama %s; tambahkan %s",
                           "%s is used with %s only; add %s", files[i].option, files[i].table,
                           files[i].table);
    return ZI_OK;
}

static enum zi_code check(const struct zi_session *session, struct zi_error *error)
{
    const struct options *options = session->options;

    ZI_TRY(check_files(options, error));
    if (options->detail + options->todo + options->plan + options->chance > 1)
        return zi_fail(error, ZI_EUSAGE,
                       "satu tabel saja: pilih salah satu dari --detail, --todo, --plan dan "
                       "--chance",
                       "one table at a time: choose one of --detail, --todo, --plan and --chance");
    return ZI_OK;
}

static answer *choose_answer(const struct options *options)
{
    return options->detail   ? answer_detail
           : options->todo   ? answer_todo
           : options->plan   ? answer_plan
           : options->chance ? answer_chance
                             : answer_summary;
}

/* ---- the command ---- */

static enum zi_code answer_with(struct judged *judged, struct zi_error *error)
{
    struct zi_session *session = judged->session;
    const struct options *options = judged->options;
    const struct zi_data *data = judged->data;
    struct zi_table table;

    ZI_TRY(zi_session_load_regulations(&options->rules, data->as_of, &data->catalogue,
                                       &judged->regulations, error));
    ZI_TRY(zi_limits_make(&judged->limits, &data->catalogue, &judged->regulations, judged->arena,
                          error));
    ZI_TRY(zi_readiness_compute(&data->selection, &judged->regulations, judged->year,
                                options->rules.aim, judged->arena, &judged->results, &judged->n,
                                error));
    count_ready(session, data, judged->results, judged->n);
    ZI_TRY(choose_answer(options)(judged, &table, error));
    say_reading(session, &judged->regulations, judged->year);
    say_border(session, judged->results, judged->n);
    say_no_total(session, judged->results, judged->n);
    say_untested(session, &judged->regulations, judged->results, judged->n);
    return zi_session_answer(session, options->table.format, &table, error);
}

static enum zi_code judge(struct zi_session *session, const struct zi_data *data,
                          struct zi_arena *arena, struct zi_error *error)
{
    struct judged judged = {.session = session,
                            .options = session->options,
                            .data = data,
                            .arena = arena,
                            .year = data->selection.last_year};
    enum zi_code code = answer_with(&judged, error);

    zi_regulations_release(&judged.regulations);
    return code;
}

static enum zi_code run(struct zi_session *session, struct zi_error *error)
{
    const struct options *options = session->options;

    return zi_session_analyse(session, &options->input, judge, error);
}

const struct zi_command zi_command_ready = {
    .name = "ready",
    .name_id = "kesiapan",
    .summary = {"siapa siap WBK atau WBBM, dan syarat mana yang belum",
                "who is ready for WBK or WBBM, and which condition is not met"},
    .arguments = "FILE...",
    .min_arguments = 1,
    .without_values = true,
    .options = groups,
    .size = sizeof(struct options),
    .example = "zistat ready data/ --year 2025 --detail --unit DPMPTSP",
    .check = check,
    .run = run,
};
