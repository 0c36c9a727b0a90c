/* zistat doctor: whether what the program needs is in order. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/count.h"
#include "base/file.h"
#include "chart/gnuplot.h"
#include "session.h"

struct options {
    struct zi_table_options table;
};

static const struct zi_option_group groups[] = {
    {ZI_TAKES_FORMAT(struct options, table)},
    {ZI_TAKES_OUTPUT(struct options, table.output)},
    {.rows = NULL},
};

static const struct zi_column columns[] = {
    {"check", ZI_COLUMN_TEXT},
    {"status", ZI_COLUMN_TEXT},
    {"detail", ZI_COLUMN_TEXT},
    {"remedy", ZI_COLUMN_TEXT},
};

static void add(struct zi_session *session, struct zi_table *table, const char *check, bool good,
                const char *detail, struct zi_text remedy)
{
    zi_table_text(table, check);
    zi_table_text(table, good ? "ok" : "bad");
    zi_table_text(table, detail);
    zi_table_text(table, good ? "" : zi_text_in(remedy, session->language));
    session->answer_is_no = session->answer_is_no || !good;
}

static enum zi_code check_gnuplot(struct zi_session *session, struct zi_table *table,
                                  struct zi_error *error)
{
    static const struct zi_text install = {"sudo apt install gnuplot-nox",
                                           "sudo apt install gnuplot-nox"};
    static const struct zi_text font = {
        "sudo apt install fonts-liberation2; tanpa itu huruf grafik lebih lebar",
        "sudo apt install fonts-liberation2; without it the letters of charts are wider"};
    struct zi_gnuplot_probe probe;

    ZI_TRY(zi_gnuplot_probe(&probe, error));
    add(session, table, "gnuplot", probe.found, probe.version, install);
    add(session, table, "png", probe.png, "pngcairo", install);
    add(session, table, "pdf", probe.pdf, "pdfcairo", install);
    add(session, table, "svg", probe.svg, "svg", install);
    add(session, table, "font", probe.font.expected, probe.font.family, font);
    return ZI_OK;
}

static const char *temporary_folder(void)
{
    const char *folder = getenv("TMPDIR");

    return folder != NULL && folder[0] != '\0' ? folder : "/tmp";
}

static bool can_write(const char *folder)
{
    return access(folder, W_OK | X_OK) == 0;
}

static void check_folders(struct zi_session *session, struct zi_table *table)
{
    static const struct zi_text move = {"jalankan dari folder yang dapat ditulisi, atau pakai -o",
                                        "run in a folder that can be written to, or use -o"};
    static const struct zi_text temporary = {"isi TMPDIR dengan folder yang dapat ditulisi",
                                             "set TMPDIR to a folder that can be written to"};
    char here[ZI_PATH_MAX];

    if (getcwd(here, sizeof here) == NULL)
        snprintf(here, sizeof here, ".");
    add(session, table, "folder", can_write("."), here, move);
    add(session, table, "temporary", can_write(temporary_folder()), temporary_folder(), temporary);
}

/* The data compiled in: a broken build shows here. */
static void check_datasets(struct zi_session *session, struct zi_table *table)
{
    static const struct zi_text rebuild = {"bangun ulang program: make clean && make",
                                           "build the program anew: make clean && make"};
    struct zi_catalogue catalogue = {0};
    struct zi_regulations regulations = {0};
    struct zi_error problem = {0};
    char detail[ZI_SENTENCE_MAX];
    bool good = zi_catalogue_load(&catalogue, &(struct zi_catalogue_files){0}, &problem) == ZI_OK &&
                zi_regulations_load(&regulations, &catalogue, NULL, 0, &problem) == ZI_OK;

    if (good)
        snprintf(detail, sizeof detail, "%zu indices, %zu rules", catalogue.n_indices,
                 regulations.n_rules);
    else
        snprintf(detail, sizeof detail, "%s",
                 session->language == ZI_ENGLISH ? problem.en : problem.id);
    add(session, table, "datasets", good, detail, rebuild);
    zi_regulations_release(&regulations);
    zi_catalogue_release(&catalogue);
}

static enum zi_code check(const struct zi_session *session, struct zi_error *error)
{
    if (session->arguments.n > 0)
        return zi_fail(error, ZI_EUSAGE,
                       "perintah doctor tidak membaca berkas; periksa data: zistat check %s",
                       "the command doctor reads no file; to check data: zistat check %s",
                       session->arguments.items[0]);
    return ZI_OK;
}

static enum zi_code run(struct zi_session *session, struct zi_error *error)
{
    const struct options *options = session->options;
    struct zi_table table;
    enum zi_code code = ZI_OK;

    zi_table_init(&table, "doctor", columns, ZI_COUNT(columns));
    if (can_write(temporary_folder())) /* gnuplot is asked from there */
        code = check_gnuplot(session, &table, error);
    if (code != ZI_OK) {
        zi_table_release(&table);
        return code;
    }
    check_folders(session, &table);
    check_datasets(session, &table);
    return zi_session_answer(session, options->table.format, &table, error);
}

const struct zi_command zi_command_doctor = {
    .name = "doctor",
    .name_id = "diagnosa",
    .summary = {"apakah gnuplot, huruf dan izin tulis siap dipakai",
                "whether gnuplot, fonts and write permission are in order"},
    .arguments = "",
    .options = groups,
    .size = sizeof(struct options),
    .example = "zistat doctor",
    .check = check,
    .run = run,
};
