/* zistat regress: what goes with an index when others are held equal. */
#include "zistat/analysis/regress.h"

#include "session.h"
#include "table/tables.h"
#include "zistat/stats/wild_bootstrap.h"

struct options {
    struct zi_input_options input;
    double confidence;
    const char *outcome;
    struct zi_option_list on;
    int effects; /* enum zi_effects, or EFFECTS_CHOSEN */
    enum zi_clustering clustering;
    int errors; /* enum zi_errors, or ZI_ERRORS_CHOSEN */
    bool no_intercept;
    long draws;
    double power;
    long seed;
    long threads;
    struct zi_table_options table;
};

/* Of unit and year; said to be the default. */
enum { EFFECTS_CHOSEN = -1 };

static const struct zi_option_word effects_words[] = {{"none", ZI_EFFECTS_CONSTANT},
                                                      {"unit", ZI_EFFECTS_UNIT},
                                                      {"year", ZI_EFFECTS_YEAR},
                                                      {"unit,year", ZI_EFFECTS_TWOWAY},
                                                      {NULL, 0}};
static const struct zi_option_word also_effects_words[] = {
    {"auto", EFFECTS_CHOSEN}, {"year,unit", ZI_EFFECTS_TWOWAY}, {NULL, 0}};
static const struct zi_option_word clustering_words[] = {{"unit", ZI_CLUSTERING_UNIT},
                                                         {"institution", ZI_CLUSTERING_INSTITUTION},
                                                         {"auto", ZI_CLUSTERING_CHOSEN},
                                                         {"none", ZI_CLUSTERING_NONE},
                                                         {NULL, 0}};
static const struct zi_option_word errors_words[] = {{"cr1", ZI_ERRORS_CR1},
                                                     {"cr2", ZI_ERRORS_CR2},
                                                     {"wild", ZI_ERRORS_WILD},
                                                     {"classical", ZI_ERRORS_CLASSICAL},
                                                     {NULL, 0}};
static const struct zi_option_word also_errors_words[] = {{"auto", ZI_ERRORS_CHOSEN}, {NULL, 0}};

static const struct zi_option_row rows[] = {
    {ZI_CONFIDENCE(struct options, confidence)},
    {ZI_STRING(struct options, outcome), .name = "outcome", .names_indices = true,
     .argument = "INDEX", .help = {"indeks yang dijelaskan", "the index to explain"}},
    {ZI_LIST(struct options, on), .name = "on", .names_indices = true, .argument = "LIST",
     .help = {"indeks yang menjelaskan, dipisah koma",
              "the indices that explain it, separated by commas"}},
    {ZI_WORD(struct options, effects), .name = "fe", .words = effects_words,
     .also = also_effects_words, .initial.word = EFFECTS_CHOSEN,
     .help = {"efek tetap yang dikeluarkan; bawaan: unit,year",
              "fixed effects that are taken out; default: unit,year"}},
    {ZI_WORD(struct options, clustering), .name = "cluster", .words = clustering_words,
     .initial.word = ZI_CLUSTERING_CHOSEN,
     .help = {"gugus galat baku; auto (bawaan): instansi bila ada sedikitnya lima atau bila "
              "penjelasnya tidak berbeda di dalam instansi, selainnya unit",
              "clusters of standard errors; auto (default): institutions where there are at least "
              "five or a regressor does not differ inside one, else units"}},
    {ZI_WORD(struct options, errors), .name = "se", .words = errors_words,
     .also = also_errors_words, .initial.word = ZI_ERRORS_CHOSEN,
     .help = {"galat baku; bawaan: cr2 bila gugus sedikit (kurang dari 50), selain itu cr1",
              "standard errors; default: cr2 with few clusters (fewer than 50), else cr1"}},
    {ZI_FLAG(struct options, no_intercept), .name = "no-intercept",
     .help = {"garis melalui nol; hanya dengan --fe none",
              "through the origin; only with --fe none"}},
    {ZI_NATURAL(struct options, draws), .name = "bootstrap", .argument = "B",
     .initial.count = ZI_WILD_DRAWS,
     .help = {"jumlah ulangan --se wild, sedikitnya 99; bawaan 9999",
              "draws of --se wild, at least 99; default 9999"}},
    {ZI_FRACTION(struct options, power), .name = "power", .argument = "P", .initial.fraction = 0.8,
     .help = {"kuasa uji untuk pengaruh terkecil yang terlihat; bawaan 0.8",
              "power for the smallest effect detectable; default 0.8"}},
    {ZI_SEED(struct options, seed)},
    {ZI_THREADS(struct options, threads)},
    {.name = NULL},
};

static const struct zi_option_group groups[] = {
    {ZI_TAKES_INPUT(struct options, input)},
    {ZI_TAKES_CATALOGUE(struct options, input.catalogue)},
    {ZI_TAKES_AS_OF(struct options, input)},
    {.rows = rows},
    {ZI_TAKES_FORMAT(struct options, table)},
    {ZI_TAKES_OUTPUT(struct options, table.output)},
    {.rows = NULL},
};

/* Fewer draws could not tell a p of 0.01. */
enum { DRAWS_LEAST = 99, DRAWS_MOST = 1000000 };

static struct zi_regress_request request_of(const struct options *options)
{
    struct zi_regress_request request = {
        .effects = options->effects == EFFECTS_CHOSEN ? ZI_EFFECTS_TWOWAY
                                                      : (enum zi_effects)options->effects,
        .clustering = options->clustering,
        .errors = options->errors,
        .confidence = options->confidence,
        .power = options->power,
        .draws = (size_t)options->draws,
        .seed = (uint64_t)options->seed,
        .threads = zi_session_threads(options->threads),
    };

    if (options->no_intercept)
        request.effects = ZI_EFFECTS_NONE;
    return request;
}

/* ---- what cannot be asked ---- */

static enum zi_code check_variables(const struct options *options, struct zi_error *error)
{
    if (options->outcome == NULL || options->on.n == 0)
        return zi_fail(error, ZI_EUSAGE,
                       "regresi memerlukan --outcome dan --on; contoh: zistat regress data/ "
                       "--outcome skm --on zi,sakip",
                       "a regression needs --outcome and --on; for example: zistat regress data/ "
                       "--outcome skm --on zi,sakip");
    return ZI_OK;
}

static enum zi_code check_errors(const struct options *options, struct zi_error *error)
{
    enum zi_clustering clustering = options->clustering;
    int errors = options->errors;
    bool clustered = errors != ZI_ERRORS_CHOSEN && errors != (int)ZI_ERRORS_CLASSICAL;

    if (clustering == ZI_CLUSTERING_NONE && clustered)
        return zi_fail(error, ZI_EUSAGE,
                       "--se %s memerlukan gugus; hapus --cluster none, atau pakai --se classical",
                       "--se %s needs clusters; leave out --cluster none, or take --se classical",
                       zi_errors_name((enum zi_errors)errors));
    if (errors == (int)ZI_ERRORS_CLASSICAL &&
        (clustering == ZI_CLUSTERING_UNIT || clustering == ZI_CLUSTERING_INSTITUTION))
        return zi_fail(error, ZI_EUSAGE,
                       "--se classical tidak mengenal gugus; hapus --cluster %s, atau pakai --se "
                       "cr1, cr2 atau wild",
                       "--se classical knows no clusters; leave out --cluster %s, or take --se "
                       "cr1, cr2 or wild",
                       zi_clustering_name(clustering));
    if (options->draws < DRAWS_LEAST || options->draws > DRAWS_MOST)
        return zi_fail(error, ZI_EUSAGE, "--bootstrap %ld harus di antara %d dan %d",
                       "--bootstrap %ld must lie between %d and %d", options->draws, DRAWS_LEAST,
                       DRAWS_MOST);
    if (options->draws != ZI_WILD_DRAWS && errors != (int)ZI_ERRORS_WILD)
        return zi_fail(error, ZI_EUSAGE, "--bootstrap hanya berlaku dengan --se wild",
                       "--bootstrap goes with --se wild only");
    return ZI_OK;
}

static enum zi_code check(const struct zi_session *session, struct zi_error *error)
{
    const struct options *options = session->options;

    ZI_TRY(check_variables(options, error));
    ZI_TRY(check_errors(options, error));
    if (options->no_intercept && options->effects != (int)ZI_EFFECTS_CONSTANT)
        return zi_fail(error, ZI_EUSAGE,
                       "--no-intercept hanya berlaku dengan --fe none: efek tetap sudah memuat "
                       "konstanta",
                       "--no-intercept goes with --fe none only: fixed effects hold a constant");
    return ZI_OK;
}

/* The outcome and what explains it, in a selection of their own: --index names the index of files
 * with a column a year. */
static enum zi_code select_variables(struct zi_selection *selection, const struct zi_data *data,
                                     const struct options *options, struct zi_arena *arena,
                                     struct zi_error *error)
{
    const char **names = zi_arena_allocate(arena, options->on.n + 1, sizeof *names);
    struct zi_request request = {
        .units = options->input.units.items,
        .n_units = options->input.units.n,
        .indices = names,
        .n_indices = options->on.n + 1,
        .first_year = options->input.years.first,
        .last_year = options->input.years.last,
    };

    if (names == NULL)
        return zi_fail_memory(error);
    names[0] = options->outcome;
    for (size_t i = 0; i < options->on.n; i++)
        names[i + 1] = options->on.items[i];
    ZI_TRY(zi_selection_make(selection, &data->panel, &request, error));
    if (selection->n_indices <= options->on.n)
        return zi_fail(error, ZI_EUSAGE,
                       "satu indeks disebut dua kali di --outcome dan --on; sebut masing-masing "
                       "sekali",
                       "an index is named twice in --outcome and --on; name each once");
    return ZI_OK;
}

/* ---- what is said beside the table */

static const char *name_of(const struct zi_data *data, const struct zi_regress *regress, size_t v)
{
    return data->catalogue.indices[regress->variables[v].index].name;
}

static void say_rows(struct zi_session *session, const struct zi_data *data,
                     const struct zi_regress *regress)
{
    static const struct zi_text effects[] = {
        [ZI_EFFECTS_NONE] = {"tanpa efek tetap dan konstanta", "no fixed effects, no constant"},
        [ZI_EFFECTS_CONSTANT] = {"tanpa efek tetap", "no fixed effects"},
        [ZI_EFFECTS_UNIT] = {"efek tetap unit", "unit fixed effects"},
        [ZI_EFFECTS_YEAR] = {"efek tetap tahun", "year fixed effects"},
        [ZI_EFFECTS_TWOWAY] = {"efek tetap unit dan tahun", "unit and year fixed effects"},
    };
    const struct options *options = session->options;
    bool units = regress->on == ZI_LEVEL_UNIT;
    bool english = session->language == ZI_ENGLISH;

    zi_session_say(session, "%s: baris %zu, %s %zu, %d sampai %d; %s%s",
                   "%s: rows %zu, %s %zu, %d to %d; %s%s", name_of(data, regress, 0), regress->n,
                   english ? (units ? "units" : "institutions") : (units ? "unit" : "instansi"),
                   regress->n_units, regress->first_year, regress->last_year,
                   zi_text_in(effects[regress->effects], session->language),
                   options->effects != EFFECTS_CHOSEN ? ""
                   : english                          ? " (default; --fe)"
                                                      : " (bawaan; --fe)");
}

static void say_left_out(struct zi_session *session, const struct zi_data *data,
                         const struct zi_regress *regress)
{
    struct zi_buffer lacking;

    zi_buffer_init(&lacking);
    for (size_t v = 0; v < regress->n_variables; v++) {
        const struct zi_regress_variable *variable = &regress->variables[v];

        if (variable->n_missing == 0)
            continue;
        zi_buffer_print(&lacking, "%s%s %zu", lacking.length > 0 ? ", " : "",
                        name_of(data, regress, v), variable->n_missing);
        if (variable->n_letters > 0)
            zi_buffer_say(&lacking, session->language, " (%zu huruf tanpa skor)",
                          " (%zu letters without a score)", variable->n_letters);
    }
    if (regress->n_incomplete > 0 && lacking.text != NULL)
        zi_session_say(session,
                       "tidak dipakai karena tidak lengkap: %zu dari %zu baris; kosong: %s",
                       "left out as incomplete: %zu of %zu rows; missing: %s",
                       regress->n_incomplete, regress->n_rows, lacking.text);
    if (regress->n_singletons > 0)
        zi_session_say(session, "tidak dipakai karena sendirian di unit atau tahunnya: %zu",
                       "rows left out for being alone in their unit or year: %zu",
                       regress->n_singletons);
    zi_buffer_release(&lacking);
}

static void say_errors(struct zi_session *session, const struct zi_regress *regress)
{
    static const struct zi_text kinds[] = {
        [ZI_ERRORS_CLASSICAL] = {"galat baku klasik: baris dianggap saling bebas, padahal baris "
                                 "satu unit mirip",
                                 "classical errors: rows are taken for independent, although those "
                                 "of a unit are alike"},
        [ZI_ERRORS_CR1] = {"galat baku CR1", "errors: CR1"},
        [ZI_ERRORS_CR2] = {"galat baku CR2 dengan df Satterthwaite",
                           "errors: CR2 with Satterthwaite's df"},
        [ZI_ERRORS_WILD] = {"galat baku CR1, p dan selang dari wild cluster bootstrap",
                            "errors: CR1, p and interval by the wild cluster bootstrap"},
    };
    const struct options *options = session->options;
    const char *kind = zi_text_in(kinds[regress->errors], session->language);
    bool english = session->language == ZI_ENGLISH;
    const char *clusters = regress->clustering == ZI_CLUSTERING_INSTITUTION
                               ? (english ? "institution" : "instansi")
                               : "unit";

    if (regress->clustering == ZI_CLUSTERING_NONE)
        zi_session_say(session, "%s", "%s", kind);
    else if (regress->errors == ZI_ERRORS_CR2)
        zi_session_say(session, "%s, digugus menurut %s; gugus: %zu%s",
                       "%s, clustered by %s; clusters: %zu%s", kind, clusters, regress->n_clusters,
                       options->errors != ZI_ERRORS_CHOSEN ? ""
                       : english                           ? " (default with few clusters; --se)"
                                                           : " (bawaan bila gugus sedikit; --se)");
    else
        zi_session_say(session,
                       "%s, digugus menurut %s; gugus: %zu; faktor G/(G-1) (N-1)/(N-K) dengan K = "
                       "%zu, tanpa efek unit yang tersarang dalam gugus",
                       "%s, clustered by %s; clusters: %zu; factor G/(G-1) (N-1)/(N-K) with K = "
                       "%zu, without unit effects nested in the clusters",
                       kind, clusters, regress->n_clusters, regress->counted);
}

/* An institution's value in the rows of its units is no independent evidence (Moulton). */
static void warn_of_institutions(struct zi_session *session, const struct zi_data *data,
                                 const struct zi_regress *regress)
{
    for (size_t v = 1; v < regress->n_variables; v++) {
        const char *name = name_of(data, regress, v);

        if (!regress->variables[v].by_institution)
            continue;
        if (regress->clustering == ZI_CLUSTERING_INSTITUTION)
            zi_session_say(session,
                           "peringatan: %s bernilai sama bagi semua unit seinstansi; galat baku "
                           "digugus menurut instansi, dan hasilnya tidak bicara tentang unit",
                           "warning: %s has one value for all units of an institution; errors are "
                           "clustered by institution, and the result says nothing about units",
                           name);
        else
            zi_session_say(
                session,
                "peringatan: %s bernilai sama bagi semua unit seinstansi, tetapi galat "
                "baku tidak digugus menurut instansi: dapat jauh terlalu kecil (Moulton)",
                "warning: %s has one value for all units of an institution, but errors "
                "are not clustered by institution: they can be far too small (Moulton)",
                name);
    }
}

static void warn_of_parts(struct zi_session *session, const struct zi_data *data,
                          const struct zi_regress *regress)
{
    for (size_t v = 1; v < regress->n_variables; v++)
        if (regress->variables[v].arithmetic)
            zi_session_say(session,
                           "peringatan: %s dan %s sebagian hitungan: yang satu bagian dari yang "
                           "lain",
                           "warning: %s and %s are partly arithmetic: one is part of the other",
                           name_of(data, regress, 0), name_of(data, regress, v));
}

static void list_breaks(const struct zi_data *data, const struct zi_regress *regress,
                        struct zi_buffer *list)
{
    for (size_t v = 0; v < regress->n_variables; v++)
        for (size_t i = 0; i < data->catalogue.n_breaks; i++) {
            const struct zi_break *each = &data->catalogue.breaks[i];

            if (each->index == regress->variables[v].index && each->year > regress->first_year &&
                each->year <= regress->last_year)
                zi_buffer_print(list, "%s%s %d", list->length > 0 ? ", " : "",
                                name_of(data, regress, v), each->year);
        }
}

static void warn_of_breaks(struct zi_session *session, const struct zi_data *data,
                           const struct zi_regress *regress)
{
    struct zi_buffer list;

    zi_buffer_init(&list);
    list_breaks(data, regress, &list);
    if (list.length > 0)
        zi_session_say(session,
                       "peringatan: deret putus di dalam tahun-tahun ini: %s; efek tahun hanya "
                       "mengeluarkan pergeseran yang sama bagi semua",
                       "warning: breaks in series within these years: %s; year effects take out "
                       "only a shift that is common to all",
                       list.text);
    zi_buffer_release(&list);
}

static void warn_of_few_clusters(struct zi_session *session, const struct zi_data *data,
                                 const struct zi_regress *regress)
{
    if (regress->clustering != ZI_CLUSTERING_NONE && regress->n_clusters < 2)
        zi_session_say(session,
                       "peringatan: hanya satu gugus, sehingga galat baku tidak terdefinisi",
                       "warning: only one cluster, so that errors are undefined");
    for (size_t v = 1; v < regress->n_variables; v++)
        if (regress->variables[v].binary && regress->n_clusters > 1 &&
            regress->variables[v].n_treated < ZI_TREATED_FEW)
            zi_session_say(
                session,
                "peringatan: gugus yang pernah bernilai tinggi pada %s: %zu; di bawah %d p "
                "sangat tidak pasti, juga dari bootstrap",
                "warning: clusters that ever have the higher value of %s: %zu; below %d "
                "p is very uncertain, also the bootstrap's",
                name_of(data, regress, v), regress->variables[v].n_treated, ZI_TREATED_FEW);
}

static void say_beside(struct zi_session *session, const struct zi_data *data,
                       const struct zi_regress *regress)
{
    say_rows(session, data, regress);
    say_left_out(session, data, regress);
    if (regress->reason == ZI_DEFINED && regress->n_clusters != 1)
        say_errors(session, regress);
    warn_of_institutions(session, data, regress);
    warn_of_few_clusters(session, data, regress);
    warn_of_parts(session, data, regress);
    warn_of_breaks(session, data, regress);
}

static enum zi_code answer(struct zi_session *session, const struct zi_data *data,
                           const struct zi_selection *selection, struct zi_arena *arena,
                           struct zi_error *error)
{
    const struct options *options = session->options;
    struct zi_regress_request request = request_of(options);
    struct zi_regress regress;
    struct zi_table table;

    ZI_TRY(zi_regress_compute(selection, &request, arena, &regress, error));
    say_beside(session, data, &regress);
    zi_table_of_regression(&table, &data->panel, &regress, &request, session->language);
    return zi_session_answer(session, options->table.format, &table, error);
}

static enum zi_code compute(struct zi_session *session, const struct zi_data *data,
                            struct zi_arena *arena, struct zi_error *error)
{
    struct zi_selection selection = {.panel = &data->panel};
    enum zi_code code = select_variables(&selection, data, session->options, arena, error);

    if (code == ZI_OK)
        code = answer(session, data, &selection, arena, error);
    zi_selection_release(&selection);
    return code;
}

static enum zi_code run(struct zi_session *session, struct zi_error *error)
{
    const struct options *options = session->options;

    return zi_session_analyse(session, &options->input, compute, error);
}

const struct zi_command zi_command_regress = {
    .name = "regress",
    .name_id = "regresi",
    .summary = {"apa yang sejalan dengan sebuah indeks bila yang lain disamakan",
                "what goes with an index when others are held equal"},
    .arguments = "FILE...",
    .min_arguments = 1,
    .options = groups,
    .size = sizeof(struct options),
    .example = "zistat regress data/ --outcome skm --on zi,sakip",
    .check = check,
    .run = run,
};
