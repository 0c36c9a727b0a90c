/* zistat score skm: the public satisfaction index from the rows of respondents. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "score.h"
#include "session.h"
#include "table/tables.h"
#include "zistat/analysis/satisfaction.h"
#include "zistat/survey/survey.h"

enum { WHOLES_SAID = 20, POPULATION_DIGITS = 12 };

/* What only this kind takes. */
struct options {
    bool detail;
    int by_period; /* one index a period, not a year */
    enum zi_survey_order order;
    enum zi_satisfaction_weight weight;
    const char *population; /* a number, or a file; NULL: not known */
};

static const struct zi_option_word periods[] = {{"year", false}, {"period", true}, {NULL, 0}};
static const struct zi_option_word orders[] = {{"named", ZI_SURVEY_AS_NAMED},
                                               {"sarana", ZI_SURVEY_FACILITIES_FIRST},
                                               {"pengaduan", ZI_SURVEY_COMPLAINTS_FIRST},
                                               {NULL, 0}};
static const struct zi_option_word weights[] = {
    {"1/9", ZI_WEIGHT_NINTH}, {"0.111", ZI_WEIGHT_0_111}, {"0.11", ZI_WEIGHT_0_11}, {NULL, 0}};

static const struct zi_option_row rows[] = {
    {ZI_FLAG(struct options, detail), .name = "detail",
     .help = {"skm: tambah baris: responden lengkap, bobot lain, galat baku",
              "skm: more rows: complete respondents, other weights, standard error"}},
    {ZI_WORD(struct options, by_period), .name = "by", .words = periods, .initial.word = false,
     .help = {"skm: satu indeks per tahun (bawaan) atau per periode",
              "skm: one index a year (default) or a period"}},
    {ZI_WORD(struct options, order), .name = "u8", .words = orders,
     .initial.word = ZI_SURVEY_AS_NAMED,
     .help = {"skm: unsur mana U8 bila judul kolom hanya bernomor; bawaan: menurut judulnya",
              "skm: which element U8 is where headers are numbers only; default: as they are "
              "named"}},
    {ZI_WORD(struct options, weight), .name = "weight", .words = weights,
     .initial.word = ZI_WEIGHT_NINTH,
     .help = {"skm: bobot unsur; selain 1/9 hanya untuk mencocokkan angka terbitan",
              "skm: weight of an element; other than 1/9 only to reproduce a published figure"}},
    {ZI_STRING(struct options, population), .name = "population", .argument = "N|FILE",
     .help = {"skm: pengguna layanan: angka, atau berkas unit,populasi",
              "skm: users of the service: a number, or a file unit,population"}},
    {.name = NULL},
};

static const struct zi_option_group groups[] = {{.rows = rows}, {.rows = NULL}};

/* What one run holds. */
struct survey_run {
    const struct zi_score_options *shared;
    const struct options *options;
    struct zi_catalogue catalogue;
    struct zi_survey survey;
    struct zi_report report;
    struct zi_satisfaction_sums sums;
    struct zi_survey populations;
    struct zi_report population_report;
    struct zi_arena arena;
    struct zi_satisfaction_request request;
    struct zi_satisfaction_results results;
};

/* ---- input ---- */

/* --unit and --year choose; for files without a column for it they name. */
static enum zi_code read_survey(struct zi_session *session, struct survey_run *run,
                                struct zi_error *error)
{
    const struct zi_input_options *input = &run->shared->input;
    struct zi_survey_options reading = {
        .institution = input->institution,
        .unit = input->units.n == 1 ? input->units.items[0] : NULL,
        .year = input->years.first == input->years.last ? input->years.first : 0,
        .by_period = run->options->by_period != 0,
        .sheet = input->sheet,
        .skip_bad = input->skip_bad,
        .order = run->options->order,
    };
    enum zi_code code =
        zi_survey_read(session->arguments.items, session->arguments.n, &reading,
                       zi_satisfaction_add, &run->sums, &run->survey, &run->report, error);

    zi_session_show_faults(session, &run->report);
    return code;
}

static bool is_number(const char *text)
{
    size_t digits = strspn(text, "0123456789");

    return digits > 0 && digits <= POPULATION_DIGITS && text[digits] == '\0';
}

static enum zi_code check(const struct zi_session *session, struct zi_error *error)
{
    const struct options *options = session->kind_options;
    const char *population = options->population;

    if (population != NULL && is_number(population) && strtoull(population, NULL, 10) == 0)
        return zi_fail(error, ZI_EUSAGE, "--population %s: populasi paling sedikit 1",
                       "--population %s: a population is at least 1", population);
    return ZI_OK;
}

/* A number, or the name of a file. */
static enum zi_code read_population(struct zi_session *session, struct survey_run *run,
                                    struct zi_error *error)
{
    const char *text = run->options->population;
    struct zi_population *populations;
    enum zi_code code;

    if (text == NULL)
        return ZI_OK;
    if (is_number(text)) {
        run->request.population = (uint64_t)strtoull(text, NULL, 10);
        return ZI_OK;
    }
    code = zi_survey_read_populations(text, &run->populations, &populations,
                                      &run->request.n_populations, &run->population_report, error);
    zi_session_show_faults(session, &run->population_report);
    run->request.populations = populations;
    return code;
}

/* ---- what is said beside the table ---- */

static void say_rows(struct zi_session *session, const struct zi_survey *survey)
{
    if (survey->n_left_out > 0)
        zi_session_say(session, "%llu responden dilewati karena salah, %llu dipakai",
                       "%llu faulty respondents left out, %llu used",
                       (unsigned long long)survey->n_left_out, (unsigned long long)survey->n_used);
    if (survey->n_unanswered > 0)
        zi_session_say(session,
                       "%llu baris tanpa satu jawaban pun tidak dihitung sebagai responden",
                       "%llu rows without a single answer are not counted as respondents",
                       (unsigned long long)survey->n_unanswered);
    if (survey->n_letters > 0)
        zi_session_say(session, "%llu jawaban berhuruf dibaca a = 1 (tidak baik) sampai d = 4",
                       "%llu answers in letters are read as a = 1 (bad) to d = 4",
                       (unsigned long long)survey->n_letters);
}

static void say_order(struct zi_session *session, const struct zi_survey *survey)
{
    char names[ZI_SURVEY_ELEMENTS * 4 + 1] = "";
    size_t length = 0;

    for (size_t i = 0; i < ZI_SURVEY_ELEMENTS; i++)
        if (survey->labels[i].id == NULL)
            length += (size_t)snprintf(names + length, sizeof names - length, "%sU%zu",
                                       length > 0 ? ", " : "", i + 1);
    if (length > 0)
        zi_session_say(
            session,
            "%s: judul kolom tidak menyebut unsurnya, dan formulir berbeda: sarana "
            "prasarana lalu pengaduan, atau sebaliknya; sebut di judul kolom atau dengan "
            "--u8",
            "%s: the header does not name the elements, and forms differ: facilities "
            "then complaints, or the other way; name them in the header or with --u8",
            names);
}

static bool lacks(const struct zi_satisfaction_results *results, bool year)
{
    for (size_t i = 0; i < results->n_rows; i++) {
        const struct zi_survey_group *of = &results->rows[i].of;

        if (year ? of->year == 0 : of->unit[0] == '\0' && of->institution[0] == '\0')
            return true;
    }
    return false;
}

/* The table is what ready, trend and the others read, where it can be. */
static void say_panel(struct zi_session *session, const struct survey_run *run)
{
    static const struct {
        struct zi_text what;
        const char *options;
    } lacking[2][2] = {/* the unit, the year */
                       {{{"", ""}, ""}, {{"tahun", "a year"}, "--year"}},
                       {{{"unit", "a unit"}, "--unit"},
                        {{"unit dan tahun", "a unit and a year"}, "--unit --year"}}};
    bool no_unit = lacks(&run->results, false), no_year = lacks(&run->results, true);

    if (no_unit || no_year)
        zi_session_say(session, "tanpa %s tabel ini belum dapat dibaca perintah lain; tambahkan %s",
                       "without %s other commands cannot read this table; add %s",
                       zi_text_in(lacking[no_unit][no_year].what, session->language),
                       lacking[no_unit][no_year].options);
    if (run->options->by_period)
        zi_session_say(session,
                       "per periode: bukan masukan perintah lain, yang mengenal satu nilai setahun",
                       "by period: not for other commands, which know one value a year");
    if (run->request.weight != ZI_WEIGHT_NINTH)
        zi_session_say(session,
                       "bobot %s hanya untuk mencocokkan angka terbitan; menurut aturan 1/9",
                       "the weight %s is only to reproduce a published figure; the regulation's is "
                       "1/9",
                       run->request.weight == ZI_WEIGHT_0_111 ? "0.111" : "0.11");
}

static void say_whole(struct zi_session *session, const struct zi_satisfaction_whole *whole)
{
    char of_units[ZI_NUMBER_MAX], pooled[ZI_NUMBER_MAX], year[ZI_NUMBER_MAX] = "";

    zi_number_fixed(of_units, whole->of_units, 2, session->language);
    zi_number_fixed(pooled, whole->pooled, 2, session->language);
    if (whole->year != 0)
        zi_number_fixed(year, whole->year, 0, ZI_ENGLISH);
    zi_session_say(session,
                   "%s%s%s%s%s: IKM rata-rata %zu unit %s, gabungan %llu responden %s; sebutkan "
                   "yang mana",
                   "%s%s%s%s%s: mean IKM of %zu units %s, of all %llu respondents together %s; say "
                   "which one",
                   whole->institution, whole->institution[0] != '\0' && year[0] != '\0' ? " " : "",
                   year, whole->period[0] != '\0' ? " " : "", whole->period, whole->n_units,
                   of_units, (unsigned long long)whole->n, pooled);
}

static void say_wholes(struct zi_session *session, const struct zi_satisfaction_results *results)
{
    for (size_t i = 0; i < results->n_wholes && i < WHOLES_SAID; i++)
        say_whole(session, &results->wholes[i]);
    if (results->n_wholes > WHOLES_SAID)
        zi_session_say(session, "dan %zu instansi atau tahun lain",
                       "and %zu more institutions or years", results->n_wholes - WHOLES_SAID);
}

static void say_populations(struct zi_session *session, const struct survey_run *run)
{
    const struct zi_input_options *input = &run->shared->input;
    const char *population = run->options->population;
    size_t n_unknown = 0;

    for (size_t i = 0; i < run->results.n_rows; i++)
        n_unknown += run->results.rows[i].population == 0;
    if (run->request.n_populations > 0 && n_unknown > 0)
        zi_session_say(session, "populasi %zu unit dan tahun tidak ada di %s",
                       "the population of %zu units and years is not in %s", n_unknown, population);
    if (run->results.n_unused_populations > 0 && input->units.n == 0 && input->years.first == 0 &&
        input->years.last == 0)
        zi_session_say(session, "%s: %zu baris tidak menyebut unit dan tahun survei ini",
                       "%s: %zu rows name no unit and year of this survey", population,
                       run->results.n_unused_populations);
}

static void say_all(struct zi_session *session, const struct survey_run *run)
{
    say_rows(session, &run->survey);
    say_order(session, &run->survey);
    say_panel(session, run);
    say_populations(session, run);
    say_wholes(session, &run->results);
}

/* ---- the command ---- */

static enum zi_code compute(struct survey_run *run, struct zi_error *error)
{
    const struct zi_input_options *input = &run->shared->input;
    struct zi_satisfaction_request *request = &run->request;

    request->weight = run->options->weight;
    request->units = input->units.items;
    request->n_units = input->units.n;
    request->first_year = input->years.first;
    request->last_year = input->years.last;
    if (run->options->by_period && !run->survey.has_period)
        return zi_fail(error, ZI_EUSAGE,
                       "--by period: tidak ada kolom semester, triwulan atau periode",
                       "--by period: there is no column semester, quarter or period");
    ZI_TRY(zi_satisfaction_compute(&run->sums, &run->survey, &run->catalogue, request, &run->arena,
                                   &run->results, error));
    if (request->population > 0 && run->results.n_rows > 1)
        return zi_fail(error, ZI_EUSAGE,
                       "--population %s untuk %zu unit dan tahun; beri berkas unit,tahun,populasi",
                       "--population %s for %zu units and years; give a file unit,year,population",
                       run->options->population, run->results.n_rows);
    return ZI_OK;
}

static enum zi_code run_survey(struct zi_session *session, struct survey_run *run,
                               struct zi_error *error)
{
    struct zi_table table;

    ZI_TRY(zi_session_load_catalogue(&run->shared->input.catalogue, &run->catalogue, error));
    ZI_TRY(read_population(session, run, error));
    ZI_TRY(read_survey(session, run, error));
    ZI_TRY(compute(run, error));
    say_all(session, run);
    zi_table_of_satisfaction(&table, &run->results, run->survey.labels, run->request.weight,
                             run->options->detail, session->language);
    return zi_session_answer(session, run->shared->table.format, &table, error);
}

static enum zi_code score(struct zi_session *session, struct zi_error *error)
{
    struct survey_run run = {.shared = session->options, .options = session->kind_options};
    enum zi_code code = run_survey(session, &run, error);

    zi_satisfaction_release(&run.sums);
    zi_survey_release(&run.survey);
    zi_survey_release(&run.populations);
    zi_report_release(&run.report);
    zi_report_release(&run.population_report);
    zi_catalogue_release(&run.catalogue);
    zi_arena_release(&run.arena);
    return code;
}

const struct zi_command_kind zi_score_skm = {
    .name = "skm",
    .name_id = "skm",
    .summary = {"survei kepuasan masyarakat: indeks dari baris responden",
                "public satisfaction survey: the index from the respondents' rows"},
    .options = groups,
    .size = sizeof(struct options),
    .check = check,
    .run = score,
};
