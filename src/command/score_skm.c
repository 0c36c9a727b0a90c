/* zistat score skm: the public satisfaction index from the rows of respondents. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "commands.h"
#include "table/tables.h"
#include "zistat/analysis/satisfaction.h"
#include "zistat/survey/survey.h"

enum { WHOLES_SAID = 20, POPULATION_DIGITS = 12 };

/* What one run holds. */
struct survey_run {
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
    const struct zi_options *options = session->options;
    struct zi_survey_options reading = {
        .institution = options->institution,
        .unit = options->units.n == 1 ? options->units.items[0] : NULL,
        .year = options->years.first == options->years.last ? options->years.first : 0,
        .by_period = options->periods == 1,
        .sheet = options->sheet,
        .skip_bad = options->skip_bad,
        .order = (enum zi_survey_order)options->survey_order,
    };
    enum zi_code code =
        zi_survey_read(options->files.items, options->files.n, &reading, zi_satisfaction_add,
                       &run->sums, &run->survey, &run->report, error);

    zi_session_show_faults(session, &run->report);
    return code;
}

static bool is_number(const char *text)
{
    size_t digits = strspn(text, "0123456789");

    return digits > 0 && digits <= POPULATION_DIGITS && text[digits] == '\0';
}

/* A number, or the name of a file. */
static enum zi_code read_population(struct zi_session *session, struct survey_run *run,
                                    struct zi_error *error)
{
    const char *text = session->options->population;
    struct zi_population *rows;
    enum zi_code code;

    if (text == NULL)
        return ZI_OK;
    if (is_number(text)) {
        run->request.population = (uint64_t)strtoull(text, NULL, 10);
        if (run->request.population == 0)
            return zi_fail(error, ZI_EUSAGE, "--population 0: populasi paling sedikit 1",
                           "--population 0: a population is at least 1");
        return ZI_OK;
    }
    code = zi_survey_read_populations(text, &run->populations, &rows, &run->request.n_populations,
                                      &run->population_report, error);
    zi_session_show_faults(session, &run->population_report);
    run->request.populations = rows;
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
    if (session->options->periods == 1)
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
    const struct zi_options *options = session->options;
    size_t n_unknown = 0;

    for (size_t i = 0; i < run->results.n_rows; i++)
        n_unknown += run->results.rows[i].population == 0;
    if (run->request.n_populations > 0 && n_unknown > 0)
        zi_session_say(session, "populasi %zu unit dan tahun tidak ada di %s",
                       "the population of %zu units and years is not in %s", n_unknown,
                       options->population);
    if (run->results.n_unused_populations > 0 && options->units.n == 0 &&
        options->years.first == 0 && options->years.last == 0)
        zi_session_say(session, "%s: %zu baris tidak menyebut unit dan tahun survei ini",
                       "%s: %zu rows name no unit and year of this survey", options->population,
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

static enum zi_code compute(struct zi_session *session, struct survey_run *run,
                            struct zi_error *error)
{
    const struct zi_options *options = session->options;
    struct zi_satisfaction_request *request = &run->request;

    request->weight = (enum zi_satisfaction_weight)options->weight;
    request->units = options->units.items;
    request->n_units = options->units.n;
    request->first_year = options->years.first;
    request->last_year = options->years.last;
    if (options->periods == 1 && !run->survey.has_period)
        return zi_fail(error, ZI_EUSAGE,
                       "--by period: tidak ada kolom semester, triwulan atau periode",
                       "--by period: there is no column semester, quarter or period");
    ZI_TRY(zi_satisfaction_compute(&run->sums, &run->survey, &run->catalogue, request, &run->arena,
                                   &run->results, error));
    if (request->population > 0 && run->results.n_rows > 1)
        return zi_fail(error, ZI_EUSAGE,
                       "--population %s untuk %zu unit dan tahun; beri berkas unit,tahun,populasi",
                       "--population %s for %zu units and years; give a file unit,year,population",
                       options->population, run->results.n_rows);
    return ZI_OK;
}

static enum zi_code run_survey(struct zi_session *session, struct survey_run *run,
                               struct zi_error *error)
{
    struct zi_table table;

    ZI_TRY(zi_session_load_catalogue(session->options, &run->catalogue, error));
    ZI_TRY(read_population(session, run, error));
    ZI_TRY(read_survey(session, run, error));
    ZI_TRY(compute(session, run, error));
    say_all(session, run);
    zi_table_of_satisfaction(&table, &run->results, run->survey.labels, run->request.weight,
                             session->options->detail, session->language);
    return zi_session_answer(session, &table, error);
}

enum zi_code zi_command_score_skm(struct zi_session *session, struct zi_error *error)
{
    struct survey_run run = {0};
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
