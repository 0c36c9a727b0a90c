/* zistat impact: what changes after an award. */
#include "analysis/impact.h"

#include "session.h"
#include "table/impact_words.h"
#include "table/tables.h"
#include "zistat/stats/wild_bootstrap.h"

struct options {
    struct zi_input_options input;
    double confidence;
    const char *events;
    const char *outcome;
    enum zi_impact_award award;
    enum zi_revoked_rule revoked;
    long delay;
    enum zi_controls controls;
    enum zi_base base;
    struct zi_range window;
    enum zi_clustering clustering;
    int errors; /* enum zi_errors, or ZI_ERRORS_CHOSEN */
    long draws;
    double power;
    bool detail;
    long seed;
    long threads;
    struct zi_table_options table;
};

static const struct zi_option_word award_words[] = {
    {"wbk", ZI_AWARD_WBK}, {"wbbm", ZI_AWARD_WBBM}, {"dicanangkan", ZI_AWARD_DECLARED}, {NULL, 0}};
static const struct zi_option_word also_award_words[] = {{"declared", ZI_AWARD_DECLARED},
                                                         {NULL, 0}};
static const struct zi_option_word revoked_words[] = {
    {"until", ZI_REVOKED_UNTIL}, {"keep", ZI_REVOKED_KEEP}, {"drop", ZI_REVOKED_DROP}, {NULL, 0}};
static const struct zi_option_word control_words[] = {
    {"never", ZI_CONTROLS_NEVER}, {"not-yet", ZI_CONTROLS_NOT_YET}, {NULL, 0}};
static const struct zi_option_word base_words[] = {
    {"varying", ZI_BASE_VARYING}, {"universal", ZI_BASE_UNIVERSAL}, {NULL, 0}};
static const struct zi_option_word clustering_words[] = {
    {"unit", ZI_CLUSTERING_UNIT}, {"institution", ZI_CLUSTERING_INSTITUTION}, {NULL, 0}};
static const struct zi_option_word also_clustering_words[] = {{"auto", ZI_CLUSTERING_CHOSEN},
                                                              {NULL, 0}};
static const struct zi_option_word errors_words[] = {
    {"cr1", ZI_ERRORS_CR1}, {"cr2", ZI_ERRORS_CR2}, {"wild", ZI_ERRORS_WILD}, {NULL, 0}};
static const struct zi_option_word also_errors_words[] = {{"auto", ZI_ERRORS_CHOSEN}, {NULL, 0}};

static const struct zi_option_row rows[] = {
    {ZI_STRING(struct options, events), .name = "events", .argument = "FILE",
     .help = {"daftar predikat, bila belum ada di antara berkas data",
              "the list of predicates, where it is not among the files of data"}},
    {ZI_STRING(struct options, outcome), .name = "outcome", .argument = "INDEX",
     .help = {"indeks yang mungkin berubah: skm, spi, sakip, ...",
              "the index that may change: skm, spi, sakip, ..."}},
    {ZI_WORD(struct options, award), .name = "predicate", .words = award_words,
     .also = also_award_words, .initial.word = ZI_AWARD_WBK,
     .help = {"peristiwa yang dampaknya ditanyakan; bawaan: wbk (predikat pertama)",
              "the event whose impact is asked for; default: wbk (the first predicate)"}},
    {ZI_WORD(struct options, revoked), .name = "revoked", .words = revoked_words,
     .initial.word = ZI_REVOKED_UNTIL,
     .help = {"unit yang predikatnya dicabut: sampai pencabutan, tetap penerima, atau tidak "
              "dipakai; bawaan: until",
              "units whose predicate was revoked: until then, awarded for good, or not used; "
              "default: until"}},
    {ZI_NATURAL(struct options, delay), .name = "delay", .argument = "YEARS",
     .help = {"tahun dari predikat sampai dampaknya dapat mulai; bawaan 0: tahun predikat",
              "years from the award until an effect can begin; default 0: the year of the award"}},
    {ZI_WORD(struct options, controls), .name = "control", .words = control_words,
     .initial.word = ZI_CONTROLS_NEVER,
     .help = {"pembanding: unit yang tidak pernah menerima, atau juga yang belum; bawaan: never",
              "compared with: units never awarded, or also those not yet; default: never"}},
    {ZI_WORD(struct options, base), .name = "base", .words = base_words,
     .initial.word = ZI_BASE_VARYING,
     .help = {"acuan tahun-tahun sebelum predikat: tahun sebelumnya, atau tahun terakhir sebelum "
              "predikat; bawaan: varying",
              "base of the years before the award: the year before each, or the last before the "
              "award; default: varying"}},
    {ZI_RANGE(struct options, window), .name = "window", .argument = "K:K",
     .help = {"jarak dari predikat yang ditunjukkan; di luarnya digabung; bawaan -5:4",
              "distances from the award that are shown; beyond them together; default -5:4"}},
    {ZI_WORD(struct options, clustering), .name = "cluster", .words = clustering_words,
     .also = also_clustering_words, .initial.word = ZI_CLUSTERING_CHOSEN,
     .help = {"gugus galat baku; bawaan: instansi bila sedikitnya lima, selain itu unit",
              "clusters of standard errors; default: institution where there are five, else unit"}},
    {ZI_WORD(struct options, errors), .name = "se", .words = errors_words,
     .also = also_errors_words, .initial.word = ZI_ERRORS_CHOSEN,
     .help = {"galat baku efek tunggal; bawaan: cr2 bila gugus atau penerima sedikit, selain itu "
              "cr1",
              "standard errors of the static effect; default: cr2 with few clusters or awards, "
              "else cr1"}},
    {ZI_NATURAL(struct options, draws), .name = "bootstrap", .argument = "B",
     .initial.count = ZI_WILD_DRAWS,
     .help = {"ulangan untuk pita serentak, permutasi dan --se wild; sedikitnya 99, bawaan 9999",
              "draws of simultaneous bands, permutation and --se wild; at least 99, default "
              "9999"}},
    {ZI_FRACTION(struct options, power), .name = "power", .argument = "P", .initial.fraction = 0.8,
     .help = {"kuasa uji untuk pengaruh terkecil yang terlihat; bawaan 0.8",
              "power for the smallest effect detectable; default 0.8"}},
    {ZI_FLAG(struct options, detail), .name = "detail",
     .help =
         {"juga tiap angkatan dan tahun, studi peristiwa, pita, pasangan; berkas selalu lengkap",
          "also every cohort and year, event study, bands, pairs; files always have all"}},
    {ZI_CONFIDENCE(struct options, confidence)},
    {ZI_SEED(struct options, seed)},
    {ZI_THREADS(struct options, threads)},
    {.name = NULL},
};

static const struct zi_option_group groups[] = {
    {ZI_TAKES_INPUT(struct options, input)},
    {ZI_TAKES_CATALOGUE(struct options, input.catalogue)},
    {.rows = rows},
    {ZI_TAKES_FORMAT(struct options, table)},
    {ZI_TAKES_OUTPUT(struct options, table.output)},
    {.rows = NULL},
};

enum { DRAWS_LEAST = 99, DRAWS_MOST = 1000000, DELAY_MOST = 5, WINDOW_MOST = 30 };

/* ---- what cannot be asked ---- */

static bool has_window(const struct options *options)
{
    return options->window.first != 0 || options->window.last != 0;
}

static enum zi_code check_window(const struct options *options, struct zi_error *error)
{
    const struct zi_range *window = &options->window;

    if (!has_window(options) || (window->first <= -2 && window->last >= 0 &&
                                 window->first >= -WINDOW_MOST && window->last <= WINDOW_MOST))
        return ZI_OK;
    return zi_fail(
        error, ZI_EUSAGE,
        "--window %d:%d: harus dari -2 atau lebih awal sampai 0 atau lebih akhir, paling "
        "jauh %d tahun; misalnya -5:4",
        "--window %d:%d: must run from -2 or earlier to 0 or later, at most %d years; for "
        "example -5:4",
        window->first, window->last, WINDOW_MOST);
}

static enum zi_code check(const struct zi_session *session, struct zi_error *error)
{
    const struct options *options = session->options;

    if (options->outcome == NULL)
        return zi_fail(error, ZI_EUSAGE,
                       "dampak memerlukan --outcome; contoh: zistat impact data/ --events "
                       "predikat.csv --outcome skm",
                       "an impact needs --outcome; for example: zistat impact data/ --events "
                       "predikat.csv --outcome skm");
    if (options->draws < DRAWS_LEAST || options->draws > DRAWS_MOST)
        return zi_fail(error, ZI_EUSAGE, "--bootstrap %ld harus di antara %d dan %d",
                       "--bootstrap %ld must lie between %d and %d", options->draws, DRAWS_LEAST,
                       DRAWS_MOST);
    if (options->delay > DELAY_MOST)
        return zi_fail(error, ZI_EUSAGE, "--delay %ld: paling banyak %d tahun",
                       "--delay %ld: at most %d years", options->delay, DELAY_MOST);
    return check_window(options, error);
}

/* ---- what is said beside the table ---- */

static void say_design(const struct zi_impact_view *view, struct zi_buffer *out)
{
    const struct zi_impact *impact = view->impact;
    const char *outcome = view->panel->catalogue->indices[impact->request.outcome].name;

    if (impact->on == ZI_LEVEL_INSTITUTION)
        zi_buffer_say(out, view->language, "%s sejak %s: %zu instansi, %d sampai %d\n",
                      "%s since %s: %zu institutions, %d to %d\n", outcome,
                      zi_impact_award_text(view), impact->n_units, impact->first_year,
                      impact->last_year);
    else
        zi_buffer_say(out, view->language,
                      "%s sejak %s, %d sampai %d; unit penerima: %zu, angkatan: %zu, unit lain: "
                      "%zu, di antaranya menerima sesudahnya: %zu\n",
                      "%s since %s, %d to %d; awarded units: %zu, cohorts: %zu, other units: %zu, "
                      "of these awarded later: %zu\n",
                      outcome, zi_impact_award_text(view), impact->first_year, impact->last_year,
                      impact->n_treated, impact->n_cohorts, impact->n_units - impact->n_treated,
                      impact->n_later);
}

static void say_warnings(const struct zi_impact_view *view, struct zi_buffer *out)
{
    for (int w = 0; w < ZI_WARN_COUNT; w++) {
        if (!view->impact->warned[w])
            continue;
        zi_buffer_add(out, view->language == ZI_ENGLISH ? "warning: " : "peringatan: ");
        zi_say_impact_warning(out, view, (enum zi_impact_warning)w);
        zi_buffer_add(out, "\n");
    }
}

static void say_dropped(const struct zi_impact_view *view, struct zi_buffer *out)
{
    const char *before = view->language == ZI_ENGLISH ? "not used: " : "tidak dipakai: ";

    for (int d = 0; d < ZI_DROPPED_COUNT; d++) {
        if (view->impact->dropped[d] == 0)
            continue;
        zi_buffer_print(out, "%s%zu %s", before, view->impact->dropped[d],
                        zi_impact_dropped_text(view, (enum zi_impact_dropped)d));
        before = "; ";
    }
    if (*before == ';')
        zi_buffer_add(out, "\n");
}

/* Warnings come before numbers. */
static void say_reading(const struct zi_impact_view *view, struct zi_buffer *out)
{
    say_warnings(view, out);
    if (out->length > 0)
        zi_buffer_add(out, "\n");
    zi_say_impact_finding(out, view);
    zi_buffer_add(out, ".\n");
    zi_say_impact_certainty(out, view);
    zi_buffer_add(out, "\n");
    zi_say_impact_limits(out, view);
    zi_buffer_add(out, "\n\n");
}

/* ---- together ---- */

static struct zi_impact_request request_of(const struct options *options)
{
    struct zi_impact_request request = zi_impact_usual();

    request.award = options->award;
    request.revoked = options->revoked;
    request.delay = (int)options->delay;
    request.controls = options->controls;
    request.base = options->base;
    if (has_window(options)) {
        request.first_distance = options->window.first;
        request.last_distance = options->window.last;
    }
    request.clustering = options->clustering;
    request.errors = options->errors;
    request.forced = options->table.output.force;
    request.confidence = options->confidence;
    request.power = options->power;
    request.draws = (size_t)options->draws;
    request.seed = (uint64_t)options->seed;
    request.threads = zi_session_threads(options->threads);
    return request;
}

/* The outcome in a selection of its own: --index names the index of files with a column a year. */
static enum zi_code select_outcome(struct zi_selection *selection, const struct zi_data *data,
                                   const struct options *options, struct zi_error *error)
{
    struct zi_request request = {
        .units = options->input.units.items,
        .n_units = options->input.units.n,
        .indices = &options->outcome,
        .n_indices = 1,
        .first_year = options->input.years.first,
        .last_year = options->input.years.last,
    };

    return zi_selection_make(selection, &data->panel, &request, error);
}

static enum zi_code answer(struct zi_session *session, const struct zi_data *data,
                           const struct zi_selection *selection, struct zi_arena *arena,
                           struct zi_error *error)
{
    const struct options *options = session->options;
    struct zi_impact_request request = request_of(options);
    struct zi_impact *impact = zi_arena_allocate(arena, 1, sizeof *impact);
    struct zi_impact_view view = {&data->panel, impact, session->language};
    bool text = options->table.format == ZI_FORMAT_TEXT;
    struct zi_buffer beside;
    struct zi_table table;

    if (impact == NULL)
        return zi_fail_memory(error);
    request.outcome = selection->indices[0];
    ZI_TRY(zi_impact_compute(selection, &request, arena, impact, error));
    zi_buffer_init(&beside);
    say_design(&view, &beside);
    say_dropped(&view, &beside);
    if (!text)
        say_warnings(&view, &beside);
    if (!session->common.quiet && beside.text != NULL)
        zi_buffer_add(&session->messages, beside.text);
    zi_buffer_release(&beside);
    if (text)
        say_reading(&view, &session->out);
    zi_table_of_impact(&table, &view, options->detail || !text);
    return zi_session_answer(session, options->table.format, &table, error);
}

static enum zi_code compute(struct zi_session *session, const struct zi_data *data,
                            struct zi_arena *arena, struct zi_error *error)
{
    struct zi_selection selection = {.panel = &data->panel};
    enum zi_code code = select_outcome(&selection, data, session->options, error);

    if (code == ZI_OK)
        code = answer(session, data, &selection, arena, error);
    zi_selection_release(&selection);
    return code;
}

/* The list of predicates is one more file to read. */
static enum zi_code run(struct zi_session *session, struct zi_error *error)
{
    const struct options *options = session->options;
    struct zi_option_list given = session->arguments;
    struct zi_arena arena = {0};
    const char **files = zi_arena_allocate(&arena, given.n + 1, sizeof *files);
    enum zi_code code;

    if (files == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < given.n; i++)
        files[i] = given.items[i];
    files[given.n] = options->events;
    session->arguments = (struct zi_option_list){files, given.n + (options->events != NULL)};
    code = zi_session_analyse(session, &options->input, compute, error);
    session->arguments = given;
    zi_arena_release(&arena);
    return code;
}

const struct zi_command zi_command_impact = {
    .name = "impact",
    .name_id = "dampak",
    .summary = {"apa yang berubah sesudah predikat, dan seberapa yakin",
                "what changes after an award, and how sure that is"},
    .arguments = "FILE...",
    .min_arguments = 1,
    .options = groups,
    .size = sizeof(struct options),
    .example = "zistat impact data/ --events predikat.csv --outcome skm",
    .check = check,
    .run = run,
};
