/* zistat report: one page for leaders, and a workbook of its tables. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/number.h"
#include "chart/gnuplot.h"
#include "report/document.h"
#include "report/workbook.h"
#include "session.h"
#include "version.h"

struct options {
    struct zi_input_options input;
    struct zi_rules_options rules;
    long threads;
    bool light;
    const char *workbook; /* NULL: none */
    struct zi_output_options output;
};

static const struct zi_option_row rows[] = {
    {ZI_THREADS(struct options, threads)},
    {ZI_FLAG(struct options, light), .name = "light",
     .help = {"tanpa bagian per unit", "without the sections of units"}},
    {ZI_STRING(struct options, workbook), .name = "workbook", .argument = "FILE",
     .help = {"tulis tabel laporan sebagai buku kerja xlsx",
              "write the report's tables as an xlsx workbook"}},
    {.name = NULL},
};

static const struct zi_option_group groups[] = {
    {ZI_TAKES_INPUT(struct options, input)},
    {ZI_TAKES_REGULATION(struct options, rules)},
    {ZI_TAKES_CATALOGUE(struct options, input.catalogue)},
    {ZI_TAKES_AS_OF(struct options, input)},
    {ZI_TAKES_TARGET(struct options, rules)},
    {.rows = rows},
    {ZI_TAKES_OUTPUT(struct options, output)},
    {.rows = NULL},
};

static enum zi_code check(const struct zi_session *session, struct zi_error *error)
{
    const struct options *options = session->options;

    if (options->output.path == NULL && options->workbook == NULL)
        return zi_fail(error, ZI_EUSAGE, "beri nama laporan dengan -o, misalnya -o laporan.html",
                       "name the report with -o, for example -o report.html");
    if (options->workbook != NULL)
        ZI_TRY(zi_file_check_new(options->workbook, options->output.force, error));
    return zi_session_spare_inputs(session, options->workbook, error);
}

/* Progress is shown on a terminal only, and only when the work takes longer than half a second. */
struct progress {
    struct timespec start;
    bool shown;
};

static double seconds_since(const struct timespec *start)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - start->tv_sec) + 1e-9 * (double)(now.tv_nsec - start->tv_nsec);
}

static void show_progress(void *state, size_t done, size_t all, const char *what)
{
    struct progress *progress = state;

    if (seconds_since(&progress->start) < 0.5)
        return;
    fprintf(stderr, "\r\033[K%zu/%zu %s", done, all, what);
    progress->shown = true;
}

static void end_progress(const struct progress *progress)
{
    if (progress->shown)
        fputs("\r\033[K", stderr);
}

/* "laporan.html: 3,6 MB, 68 grafik, 65 unit", then the findings. */
static void answer(struct zi_session *session, const struct zi_document *document, size_t bytes)
{
    const struct options *options = session->options;
    char size[ZI_NUMBER_MAX];

    zi_number_fixed(size, (double)bytes / 1e6, 1, session->language);
    zi_buffer_say(&session->out, session->language, "%s: %s MB, %zu grafik, %zu unit\n",
                  "%s: %s MB, %zu charts, %zu units\n", options->output.path, size,
                  document->n_charts, document->figures->outlook->n_units);
    for (size_t i = 0; i < ZI_FINDINGS; i++)
        zi_buffer_print(&session->out, "%zu. %s\n", i + 1, document->findings[i]);
}

/* Everything the report is made from. */
struct making {
    struct zi_session *session;
    const struct options *options;
    const struct zi_data *data;
    struct zi_arena *arena;
    struct zi_regulations regulations;
    struct zi_outlook outlook;
    struct zi_proposals proposals;
    struct zi_buffer quality;
    struct zi_buffer provenance;
    struct zi_buffer html;
    struct zi_buffer workbook;
};

static enum zi_code draw_document(struct making *making, struct zi_document *document,
                                  struct zi_error *error)
{
    struct zi_session *session = making->session;
    struct progress progress = {.shown = false};
    enum zi_code code;

    clock_gettime(CLOCK_MONOTONIC, &progress.start);
    if (isatty(STDERR_FILENO) && !session->common.quiet) {
        document->progress = show_progress;
        document->progress_state = &progress;
    }
    code = zi_document_write(document, &making->html, error);
    end_progress(&progress);
    document->progress = NULL; /* its state ends with this function */
    document->progress_state = NULL;
    return code;
}

static enum zi_code make_workbook(struct making *making, struct zi_error *error)
{
    struct zi_limits limits;

    ZI_TRY(zi_session_limits(&making->options->rules, making->data, making->arena, &limits, error));
    return zi_report_workbook(&making->outlook, &making->proposals, &limits,
                              making->session->language, making->arena, &making->workbook, error);
}

/* The page and the workbook, those that were asked for: both or none. */
static enum zi_code write_files(struct making *making, struct zi_document *document,
                                struct zi_error *error)
{
    const struct zi_output_options *output = &making->options->output;
    const char *workbook = making->options->workbook;
    struct zi_file_content contents[2];
    size_t n = 0;

    if (output->path != NULL) {
        ZI_TRY(draw_document(making, document, error));
        contents[n++] =
            (struct zi_file_content){output->path, making->html.text, making->html.length};
    }
    if (workbook != NULL) {
        ZI_TRY(make_workbook(making, error));
        contents[n++] =
            (struct zi_file_content){workbook, making->workbook.text, making->workbook.length};
    }
    ZI_TRY(zi_file_write_together(contents, n, output->force, error));
    if (output->path != NULL)
        answer(making->session, document, making->html.length);
    if (workbook != NULL)
        zi_buffer_say(&making->session->out, making->session->language,
                      "%s: buku kerja dengan tabelnya\n", "%s: a workbook of the tables\n",
                      workbook);
    return ZI_OK;
}

/* "zi.csv: SHA-256 9f86d0..."; a workbook once, standard input cannot be read twice. */
static enum zi_code say_inputs(struct making *making, struct zi_error *error)
{
    const struct zi_panel *panel = &making->data->panel;

    for (size_t i = 0; i < panel->n_inputs; i++) {
        char digest[ZI_DIGEST_MAX];

        if (strcmp(panel->inputs[i].path, "-") == 0 ||
            (i > 0 && strcmp(panel->inputs[i].path, panel->inputs[i - 1].path) == 0))
            continue; /* standard input; a further sheet of the workbook before */
        ZI_TRY(zi_digest_file(panel->inputs[i].path, digest, error));
        zi_buffer_print(&making->provenance, "%s: SHA-256 %s\n", panel->inputs[i].path, digest);
    }
    return ZI_OK;
}

/* What was asked for, as far as it changes what the report says. */
static void say_options(struct making *making)
{
    const struct options *options = making->options;
    const struct zi_selection *s = &making->data->selection;
    struct zi_buffer *out = &making->provenance;

    zi_buffer_print(out, "zistat report --year %d:%d --lang %s%s%s", s->first_year, s->last_year,
                    making->session->language == ZI_ENGLISH ? "en" : "id",
                    options->input.skip_bad ? " --skip-bad" : "", options->light ? " --light" : "");
    for (size_t i = 0; i < options->input.units.n; i++)
        zi_buffer_print(out, " --unit '%s'", options->input.units.items[i]);
    for (size_t i = 0; i < options->rules.regulations.n; i++)
        zi_buffer_print(out, " --regulation %s", options->rules.regulations.items[i]);
    zi_buffer_add(out, "\n");
}

static enum zi_code compute(struct making *making, struct zi_error *error)
{
    struct zi_session *session = making->session;
    const struct zi_data *data = making->data;
    const struct zi_propose_request request = {.aim = ZI_AIM_AUTO, .slots = SIZE_MAX};

    ZI_TRY(zi_session_load_regulations(&making->options->rules, data->as_of, &data->catalogue,
                                       &making->regulations, error));
    ZI_TRY(zi_outlook_compute(&making->outlook, &data->selection, &making->regulations,
                              making->arena, error));
    ZI_TRY(zi_outlook_add_prospects(&making->outlook, NULL, making->arena, error));
    ZI_TRY(zi_propose_compute(&data->selection, &making->regulations, making->outlook.year,
                              &request, making->arena, &making->proposals, error));
    zi_session_print_faults(&data->report, 20, session->language, &making->quality);
    ZI_TRY(say_inputs(making, error));
    say_options(making);
    zi_version_print(&making->provenance, session->language);
    return ZI_OK;
}

static enum zi_code make(struct making *making, struct zi_error *error)
{
    struct zi_session *session = making->session;
    const struct options *options = making->options;
    const struct zi_data *data = making->data;
    const char *findings[ZI_FINDINGS];
    struct zi_font font;

    ZI_TRY(compute(making, error));
    ZI_TRY(zi_findings_make(&making->outlook, session->language, making->arena, findings, error));
    zi_font_find(&font);

    struct zi_figures figures = {
        .outlook = &making->outlook,
        .options = {.font = &font, .language = session->language},
        .source = zi_session_source(data, making->arena),
        .arena = making->arena,
    };
    struct zi_document document = {
        .figures = &figures,
        .proposals = &making->proposals,
        .findings = findings,
        .quality_text = making->quality.text != NULL ? making->quality.text : "",
        .provenance = making->provenance.text != NULL ? making->provenance.text : "",
        .target = options->rules.aim == ZI_AIM_WBBM ? ZI_WBBM : ZI_WBK,
        .years_asked = options->input.years.first != 0,
        .light = options->light,
        .n_threads = zi_session_threads(options->threads),
    };

    ZI_TRY(write_files(making, &document, error));
    if (options->output.path != NULL)
        zi_session_say_font(session, &font);
    return ZI_OK;
}

static enum zi_code report(struct zi_session *session, const struct zi_data *data,
                           struct zi_arena *arena, struct zi_error *error)
{
    struct making making = {
        .session = session, .options = session->options, .data = data, .arena = arena};
    enum zi_code code = make(&making, error);

    zi_regulations_release(&making.regulations);
    zi_buffer_release(&making.quality);
    zi_buffer_release(&making.provenance);
    zi_buffer_release(&making.html);
    zi_buffer_release(&making.workbook);
    session->output_is_written = true;
    return code;
}

static enum zi_code run(struct zi_session *session, struct zi_error *error)
{
    const struct options *options = session->options;

    return zi_session_analyse(session, &options->input, report, error);
}

const struct zi_command zi_command_report = {
    .name = "report",
    .name_id = "laporan",
    .summary = {"satu berkas HTML untuk pimpinan: temuan, grafik, tabel",
                "one HTML file for leaders: findings, charts, tables"},
    .arguments = "FILE...",
    .min_arguments = 1,
    .options = groups,
    .size = sizeof(struct options),
    .example = "zistat report data/ -o laporan.html --workbook laporan.xlsx",
    .check = check,
    .run = run,
};
