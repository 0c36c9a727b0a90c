/* The table of commands. */
#include "commands.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "help.h"

#define TAKES(option) [ZI_OPTION_##option] = true
#define CATALOGUE                                                                                  \
    TAKES(INDEX_FILE), TAKES(INDICES), TAKES(BANDS), TAKES(BREAKS), TAKES(PARTS), TAKES(KINDS),    \
        TAKES(RELEASES)
#define INPUT CATALOGUE, TAKES(INDEX), TAKES(INSTITUTION), TAKES(SKIP_BAD), TAKES(SHEET)
#define CHOICE TAKES(UNIT), TAKES(YEAR), TAKES(AS_OF)
#define OUTPUT TAKES(OUTPUT), TAKES(FORCE)
#define TABLE OUTPUT, TAKES(FORMAT)
#define REGULATION TAKES(REGULATION), TAKES(TARGET)
#define READING TAKES(AREA_RULE), TAKES(BORDER)

const struct zi_command zi_commands[] = {
    {.name = "init",
     .name_id = "templat",
     .summary = {"berkas kosong untuk diisi: kepala kolom dan satu baris contoh",
                 "a blank file to fill in: the header and one example row"},
     .arguments = "",
     .min_arguments = 0,
     .options = {CATALOGUE, TAKES(INDEX), TAKES(PREDICATES), TAKES(TEMPLATE_FORMAT), OUTPUT},
     .example = "zistat init --index zi,sakip,skm --format excel -o isian.csv",
     .run = zi_command_init},
    {.name = "check",
     .name_id = "periksa",
     .summary = {"semua kesalahan berkas, dengan tempat dan saran",
                 "every fault of the files, with its place and a suggestion"},
     .arguments = "FILE...",
     .min_arguments = 1,
     .options = {INPUT, TABLE},
     .example = "zistat check data/*.csv",
     .run = zi_command_check},
    {.name = "summary",
     .name_id = "ringkas",
     .summary = {"apa yang ada dalam data: cakupan, celah, rata-rata, sebaran",
                 "what the data hold: coverage, gaps, means, spread"},
     .arguments = "FILE...",
     .min_arguments = 1,
     .options = {INPUT, CHOICE, TAKES(BY), TABLE},
     .example = "zistat summary data/ --by index",
     .run = zi_command_summary},
    {.name = "trend",
     .name_id = "tren",
     .summary = {"arah tiap unit: kemiringan, selang, uji Mann-Kendall",
                 "where each unit is heading: slope, interval, Mann-Kendall test"},
     .arguments = "FILE...",
     .min_arguments = 1,
     .options = {INPUT, CHOICE, TAKES(CONFIDENCE), TAKES(ADJUST), TAKES(AUTOCORRELATION),
                 TAKES(ACROSS_BREAKS), TAKES(THREADS), TABLE},
     .example = "zistat trend data/ --index zi --unit DPMPTSP",
     .run = zi_command_trend},
    {.name = "forecast",
     .name_id = "proyeksi",
     .summary = {"skor tahun depan, peluang mencapai ambang, dan kapan tercapai",
                 "next year's score, the chance to reach a threshold, and when"},
     .arguments = "FILE...",
     .min_arguments = 1,
     .options = {INPUT, CHOICE, REGULATION, TAKES(HORIZON), TAKES(THRESHOLD), TAKES(ACROSS_BREAKS),
                 TAKES(SCALE), TAKES(FORECAST_SHOW), TAKES(THREADS), TABLE},
     .example = "zistat forecast data/ --index zi --target wbk --horizon 3",
     .run = zi_command_forecast},
    {.name = "correlate",
     .name_id = "korelasi",
     .summary = {"indeks mana yang bergerak bersama: antar unit dan di dalam unit",
                 "which indices move together: between units and within them"},
     .arguments = "FILE...",
     .min_arguments = 1,
     .options = {INPUT, CHOICE, TAKES(METHOD), TAKES(LEVEL), TAKES(CONFIDENCE), TAKES(ADJUST),
                 TAKES(LAG), TAKES(GIVEN), TAKES(LISTWISE), TAKES(USE_BANDS), TAKES(MATRIX),
                 TAKES(REPLICATES), TAKES(SEED), TAKES(THREADS), TABLE},
     .example = "zistat correlate data/ --index zi,sakip,skm --method pearson",
     .run = zi_command_correlate},
    {.name = "regress",
     .name_id = "regresi",
     .summary = {"apa yang sejalan dengan sebuah indeks bila yang lain disamakan",
                 "what goes with an index when others are held equal"},
     .arguments = "FILE...",
     .min_arguments = 1,
     .options = {INPUT, CHOICE, TAKES(OUTCOME), TAKES(ON), TAKES(FE), TAKES(CLUSTER), TAKES(SE),
                 TAKES(NO_INTERCEPT), TAKES(BOOTSTRAP), TAKES(SEED), TAKES(POWER),
                 TAKES(CONFIDENCE), TAKES(THREADS), TABLE},
     .example = "zistat regress data/ --outcome skm --on zi,sakip",
     .run = zi_command_regress},
    {.name = "ready",
     .name_id = "kesiapan",
     .summary = {"siapa siap WBK atau WBBM, dan syarat mana yang belum",
                 "who is ready for WBK or WBBM, and which condition is not met"},
     .arguments = "FILE...",
     .min_arguments = 1,
     .without_values = true,
     .options = {INPUT, CHOICE, REGULATION, READING, TAKES(DETAIL), TAKES(TODO), TAKES(COLLECT),
                 TAKES(PLAN), TAKES(EFFORT), TAKES(CHANCE), TAKES(REQUIRE), TABLE},
     .example = "zistat ready data/ --year 2025 --detail --unit DPMPTSP",
     .run = zi_command_ready},
    {.name = "propose",
     .name_id = "usulan",
     .summary = {"unit mana yang diusulkan: daftar berperingkat dengan alasannya",
                 "which units to propose: a ranked list with reasons"},
     .arguments = "FILE...",
     .min_arguments = 1,
     .without_values = true,
     .options = {INPUT, CHOICE, REGULATION, READING, TAKES(SLOTS), TAKES(CAP), TAKES(INCLUDE),
                 TAKES(EXCLUDE), TAKES(WITH_UNKNOWN), TAKES(PROPOSAL_SHOW), TABLE},
     .example = "zistat propose data/ --slots 10 --cap puskesmas=3",
     .run = zi_command_propose},
    {.name = "score",
     .name_id = "nilai",
     .summary = {"nilai dari jawaban: lembar atau responden",
                 "a score from answers: of a sheet or of respondents"},
     .arguments = "KIND FILE...",
     .min_arguments = 2,
     .kind = zi_score_kind,
     .options = {CATALOGUE, TAKES(SCORE_UNIT), TAKES(SCORE_YEAR), TAKES(INSTITUTION),
                 TAKES(SKIP_BAD), TAKES(SHEET), TAKES(OUTLINE), TAKES(ASSESSOR), TAKES(DEPTH),
                 TAKES(COMPARE), TAKES(WHAT_IF), TAKES(BEST), TAKES(SCORE_DETAIL), TAKES(PERIODS),
                 TAKES(U8), TAKES(WEIGHT), TAKES(POPULATION), TAKES(THREADS), TABLE},
     .example = "zistat score lke jawaban.csv --format csv | zistat ready -",
     .run = zi_command_score},
    {.name = "plot",
     .name_id = "grafik",
     .summary = {"satu grafik siap pakai untuk pimpinan",
                 "one chart, ready to be shown to leaders"},
     .arguments = "KIND FILE...",
     .min_arguments = 2,
     .kind = zi_plot_kind,
     .options = {INPUT, CHOICE, REGULATION, TAKES(METHOD), TAKES(LEVEL), TAKES(PICTURE_FORMAT),
                 TAKES(FOR), TAKES(GREY), OUTPUT},
     .example = "zistat plot readiness data/ -o kesiapan.png",
     .run = zi_command_plot},
    {.name = "report",
     .name_id = "laporan",
     .summary = {"satu berkas HTML untuk pimpinan: temuan, grafik, tabel",
                 "one HTML file for leaders: findings, charts, tables"},
     .arguments = "FILE...",
     .min_arguments = 1,
     .options = {INPUT, CHOICE, REGULATION, TAKES(LIGHT), TAKES(WORKBOOK), TAKES(THREADS), OUTPUT},
     .example = "zistat report data/ -o laporan.html --workbook laporan.xlsx",
     .run = zi_command_report},
    {.name = "rules",
     .name_id = "aturan",
     .summary =
         {"aturan, indeks, huruf dan putusnya deret yang dipakai, dengan pasal dan kepastiannya",
          "rules, indices, letters and breaks in use, with article and certainty"},
     .arguments = "",
     .min_arguments = 0,
     .options = {CATALOGUE, TAKES(REGULATION), TAKES(YEAR), TAKES(DATE), TAKES(DIFF), TAKES(SHOW),
                 TAKES(AWARDS), TABLE},
     .example = "zistat rules --year 2025",
     .run = zi_command_rules},
    {.name = "doctor",
     .name_id = "diagnosa",
     .summary = {"apakah gnuplot, huruf dan izin tulis siap dipakai",
                 "whether gnuplot, fonts and write permission are in order"},
     .arguments = "",
     .min_arguments = 0,
     .options = {TABLE},
     .example = "zistat doctor",
     .run = zi_command_doctor},
    {.name = "help",
     .name_id = "bantuan",
     .summary = {"bantuan, atau bantuan sebuah perintah", "help, or the help of a command"},
     .arguments = "[COMMAND]",
     .min_arguments = 0,

     .example = "zistat help ready",
     .run = zi_command_help},
    {.name = NULL},
};

const struct zi_command *zi_command_find(const char *name)
{
    for (const struct zi_command *c = zi_commands; c->name != NULL; c++)
        if (strcmp(name, c->name) == 0 || strcmp(name, c->name_id) == 0)
            return c;
    return NULL;
}

/* Enough for the names of all commands, or of the kinds of one. */
enum { WORDS_MAX = 64 };

enum zi_code zi_command_unknown_kind(const struct zi_command *command, const char *name,
                                     struct zi_error *error)
{
    const char *words[WORDS_MAX + 1];
    char list[512] = "";
    size_t n = 0, used = 0;

    for (size_t i = 0; command->kind(i).name != NULL && n + 2 <= WORDS_MAX; i++) {
        struct zi_kind_row kind = command->kind(i);

        words[n++] = kind.name;
        words[n++] = kind.name_id;
        used += (size_t)snprintf(list + used, used < sizeof list ? sizeof list - used : 0, "%s%s",
                                 i > 0 ? ", " : "", kind.name);
    }
    words[n] = NULL;

    const char *nearest = zi_utf8_nearest(name, words);

    if (nearest != NULL)
        return zi_fail(error, ZI_EUSAGE, "jenis '%s' tidak dikenal; maksud Anda '%s'?",
                       "the kind '%s' is not known; did you mean '%s'?", name, nearest);
    return zi_fail(error, ZI_EUSAGE, "jenis '%s' tidak dikenal; pilihannya: %s",
                   "the kind '%s' is not known; the choices: %s", name, list);
}

enum zi_code zi_command_unknown(const char *name, struct zi_error *error)
{
    const char *words[WORDS_MAX + 1];
    const char *nearest;
    size_t n = 0;

    for (const struct zi_command *c = zi_commands; c->name != NULL; c++) {
        words[n++] = c->name;
        words[n++] = c->name_id;
    }
    words[n] = NULL;
    nearest = zi_utf8_nearest(name, words);
    if (nearest != NULL)
        return zi_fail(error, ZI_EUSAGE, "perintah '%s' tidak dikenal; maksud Anda '%s'?",
                       "the command '%s' is not known; did you mean '%s'?", name, nearest);
    return zi_fail(error, ZI_EUSAGE, "perintah '%s' tidak dikenal; daftarnya: zistat help",
                   "the command '%s' is not known; for the list: zistat help", name);
}
