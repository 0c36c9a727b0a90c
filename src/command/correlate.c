/* zistat correlate: which indices move together. */
#include "zistat/analysis/correlate.h"

#include <stdio.h>

#include "base/count.h"
#include "session.h"
#include "table/tables.h"

struct options {
    struct zi_input_options input;
    int method; /* enum zi_correlation_method, or ALL */
    int level;  /* enum zi_panel_level, or ALL */
    double confidence;
    enum zi_clustering clustering;
    enum zi_multiple adjust;
    struct zi_range lags;
    struct zi_option_list given;
    bool listwise;
    bool use_bands;
    bool matrix;
    long replicates; /* 0: no bootstrap */
    long seed;
    long threads;
    struct zi_table_options table;
};

enum { ALL = -1 };

static const struct zi_option_word method_words[] = {{"all", ALL},
                                                     {"pearson", ZI_PEARSON},
                                                     {"spearman", ZI_SPEARMAN},
                                                     {"kendall", ZI_KENDALL},
                                                     {NULL, 0}};
static const struct zi_option_word level_words[] = {{"all", ALL},
                                                    {"pooled", ZI_POOLED},
                                                    {"between", ZI_BETWEEN},
                                                    {"within", ZI_WITHIN},
                                                    {"twoway", ZI_TWOWAY},
                                                    {"detrended", ZI_DETRENDED},
                                                    {NULL, 0}};
static const struct zi_option_word clustering_words[] = {{"unit", ZI_CLUSTERING_UNIT},
                                                         {"institution", ZI_CLUSTERING_INSTITUTION},
                                                         {"auto", ZI_CLUSTERING_CHOSEN},
                                                         {NULL, 0}};
static const struct zi_option_word adjustments[] = {
    {"holm", ZI_HOLM}, {"bh", ZI_BENJAMINI_HOCHBERG}, {NULL, 0}};
static const struct zi_option_word also_adjustments[] = {{"auto", ZI_BENJAMINI_HOCHBERG},
                                                         {NULL, 0}};

static const struct zi_option_row rows[] = {
    {ZI_WORD(struct options, method), .name = "method", .words = method_words, .initial.word = ALL,
     .help = {"ukuran korelasi; bawaan: semua", "measure of correlation; default: all"}},
    {ZI_WORD(struct options, level), .name = "level", .words = level_words, .initial.word = ALL,
     .help = {"tingkat korelasi; bawaan: semua; detrended: setelah tren lurus tiap unit",
              "level of correlation; default: all; detrended: less each unit's straight trend"}},
    {ZI_CONFIDENCE(struct options, confidence)},
    {ZI_WORD(struct options, clustering), .name = "cluster", .words = clustering_words,
     .initial.word = ZI_CLUSTERING_CHOSEN,
     .help = {"gugus untuk p dan selang; auto (bawaan): instansi bila ada sedikitnya lima, "
              "selainnya unit",
              "clusters for p and intervals; auto (default): institutions where there are at "
              "least five, else units"}},
    {ZI_WORD(struct options, adjust), .name = "adjust", .words = adjustments,
     .also = also_adjustments, .initial.word = ZI_BENJAMINI_HOCHBERG,
     .help = {"sesuaikan p menurut banyaknya uji: holm, atau bh (Benjamini-Hochberg)",
              "adjust p for the number of tests: holm, or bh (Benjamini-Hochberg)"}},
    {ZI_RANGE(struct options, lags), .name = "lag", .argument = "K[:K]",
     .help = {"pasangkan x tahun t dengan y tahun t+K; rentang: -2:2",
              "pair x of year t with y of year t+K; a range: -2:2"}},
    {ZI_LIST(struct options, given), .name = "given", .names_indices = true, .argument = "LIST",
     .help = {"korelasi parsial: keluarkan dulu pengaruh indeks ini",
              "partial correlation: take these indices out first"}},
    {ZI_FLAG(struct options, listwise), .name = "listwise",
     .help = {"hanya baris yang memuat semua indeks; bawaan: per pasangan",
              "only rows that have every index; default: by pair"}},
    {ZI_FLAG(struct options, use_bands), .name = "use-bands",
     .help = {"huruf tanpa nilai ikut sebagai kategori berurut dalam spearman dan kendall",
              "letters without a score join spearman and kendall as ordered categories"}},
    {ZI_FLAG(struct options, matrix), .name = "matrix",
     .help = {"matriks per metode dan tingkat, n di bawah tiap korelasi",
              "a matrix for each method and level, n beneath each correlation"}},
    {ZI_NATURAL(struct options, replicates), .name = "bootstrap", .argument = "B",
     .help = {"selang dan p dari B kali mengundi unit; sedikitnya 200, sebaiknya 2000",
              "interval and p from drawing units B times; at least 200, better 2000"}},
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

static enum zi_code check(const struct zi_session *session, struct zi_error *error)
{
    const struct options *options = session->options;

    if (options->replicates > 0 && options->replicates < ZI_BOOTSTRAP_LEAST)
        return zi_fail(error, ZI_EUSAGE,
                       "--bootstrap %ld terlalu sedikit: ekor selang memerlukan sedikitnya %d, "
                       "lazimnya %d",
                       "--bootstrap %ld is too few: the tails of the interval need at least %d, "
                       "usual are %d",
                       options->replicates, ZI_BOOTSTRAP_LEAST, ZI_BOOTSTRAP_USUAL);
    if (options->use_bands && options->method == (int)ZI_PEARSON)
        return zi_fail(
            error, ZI_EUSAGE,
            "huruf tidak punya nilai untuk pearson; pakai --method spearman atau kendall",
            "letters have no value for pearson; take --method spearman or kendall");
    return ZI_OK;
}

static const enum zi_correlation_method methods[] = {
    [ZI_PEARSON] = ZI_PEARSON, [ZI_SPEARMAN] = ZI_SPEARMAN, [ZI_KENDALL] = ZI_KENDALL};
static const enum zi_panel_level levels[] = {[ZI_POOLED] = ZI_POOLED,
                                             [ZI_BETWEEN] = ZI_BETWEEN,
                                             [ZI_WITHIN] = ZI_WITHIN,
                                             [ZI_TWOWAY] = ZI_TWOWAY,
                                             [ZI_DETRENDED] = ZI_DETRENDED};

static struct zi_correlate_request request_of(const struct options *options)
{
    bool all_methods = options->method == ALL, all_levels = options->level == ALL;

    return (struct zi_correlate_request){
        .methods = all_methods ? methods : &methods[options->method],
        .n_methods = all_methods ? ZI_COUNT(methods) : 1,
        .levels = all_levels ? levels : &levels[options->level],
        .n_levels = all_levels ? ZI_COUNT(levels) : 1,
        .confidence = options->confidence,
        .clustering = options->clustering,
        .first_lag = options->lags.first,
        .last_lag = options->lags.last,
        .listwise = options->listwise,
        .letters = options->use_bands,
        .adjust = options->adjust,
        .replicates = (size_t)options->replicates,
        .seed = (uint64_t)options->seed,
        .threads = zi_session_threads(options->threads),
    };
}

static enum zi_code find_given(const struct options *options, const struct zi_data *data,
                               struct zi_arena *arena, struct zi_correlate_request *request,
                               struct zi_error *error)
{
    size_t *given = zi_arena_allocate(arena, options->given.n, sizeof *given);

    if (given == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < options->given.n; i++) {
        size_t index;
        bool known = false;

        ZI_TRY(zi_selection_find_index(&data->selection, options->given.items[i], &index, error));
        for (size_t k = 0; k < request->n_given; k++)
            known = known || given[k] == index;
        if (!known)
            given[request->n_given++] = index;
    }
    request->given = given;
    return ZI_OK;
}

/* "zi,sakip" */
static const char *names_of(const struct zi_data *data, const size_t indices[], size_t n,
                            struct zi_arena *arena)
{
    const char *names = "";

    for (size_t i = 0; i < n && names != NULL; i++)
        names = zi_arena_print(arena, "%s%s%s", names, i > 0 ? "," : "",
                               data->catalogue.indices[indices[i]].name);
    return names != NULL ? names : "";
}

/* As text a pair is a row, of the first method. */
static bool is_by_pair(const struct options *options, const struct zi_correlations *result)
{
    return options->table.format == ZI_FORMAT_TEXT && !options->matrix &&
           result->request.n_levels > 1;
}

static void list_family(struct zi_buffer *sizes, const struct zi_correlations *result, size_t k)
{
    const struct zi_pair_correlation *row = &result->rows[k];

    zi_buffer_print(sizes, "%s%zu %s %s", sizes->length > 0 ? ", " : "", result->family[k],
                    zi_correlation_method_name(row->method), zi_panel_level_name(row->level));
    if (result->request.first_lag != result->request.last_lag)
        zi_buffer_print(sizes, " %+d", row->lag);
}

/* What a q-value is adjusted for: by family when their numbers of tests differ. */
static void say_family(struct zi_session *session, const struct zi_correlations *result)
{
    const char *name = result->request.adjust == ZI_HOLM ? "Holm" : "Benjamini-Hochberg";
    bool first_only = is_by_pair(session->options, result), equal = true;
    struct zi_buffer sizes;

    zi_buffer_init(&sizes);
    for (size_t k = 0; k < result->n_families; k++)
        if (!first_only || result->rows[k].method == result->rows[0].method) {
            equal = equal && result->family[k] == result->family[0];
            list_family(&sizes, result, k);
        }
    if (equal) {
        zi_buffer_clear(&sizes);
        zi_buffer_print(&sizes, "%zu", result->family[0]);
    }
    if (!sizes.out_of_memory)
        zi_session_say(session,
                       "q_value: %s; satu keluarga = semua pasangan pada satu metode, tingkat dan "
                       "jeda; uji yang punya p, m = %s dari %zu pasangan",
                       "q_value: %s; a family = all pairs of one method, level and lag; tests with "
                       "a p, m = %s of %zu pairs",
                       name, sizes.text, result->n_pairs);
    zi_buffer_release(&sizes);
}

static void say_listwise(struct zi_session *session, const struct zi_correlations *result)
{
    static const struct zi_text names[] = {{"unit", "units"}, {"instansi", "institutions"}};
    const struct zi_listwise *counts[] = {&result->units, &result->institutions};

    for (size_t i = 0; i < ZI_COUNT(counts); i++)
        if (counts[i]->rows > 0)
            zi_session_say(
                session, "--listwise: %zu dari %zu baris %s memuat semua indeks; %zu ditinggalkan",
                "--listwise: %zu of %zu rows of %s have every index; %zu left out",
                counts[i]->complete, counts[i]->rows, zi_text_in(names[i], session->language),
                counts[i]->rows - counts[i]->complete);
}

static void say_fact(struct zi_session *session, const struct zi_data *data,
                     const struct zi_correlated_index *fact)
{
    const struct options *options = session->options;
    const char *name = data->catalogue.indices[fact->index].name;

    if (fact->repeated)
        zi_session_say(
            session,
            "%s: semua unit satu instansi bernilai sama tiap tahun, maka dihitung sekali "
            "per instansi dan tahun; kaitan antarinstansi tidak bicara tentang unit "
            "(kekeliruan ekologis)",
            "%s: all units of an institution have one value a year, so it counts once "
            "for each institution and year; what holds between institutions says "
            "nothing about units (ecological fallacy)",
            name);
    if (fact->coarse)
        zi_session_say(session,
                       "%s: tiap tahun paling banyak setengah dari nilai unit berbeda; bila ini "
                       "nilai instansi, beri kolom instansi, supaya tidak dihitung berulang",
                       "%s: in every year at most half of the units' values differ; if it is an "
                       "institution's value, give a column instansi, so that it does not count "
                       "again for each unit",
                       name);
    if (fact->letters > 0)
        zi_session_say(session,
                       "%s: %zu huruf tanpa nilai ikut sebagai kategori; semua selnya dihitung "
                       "menurut hurufnya",
                       "%s: %zu letters without a score join as categories; all of its cells "
                       "count by their letters",
                       name, fact->letters);
    if (fact->letters_out > 0 && options->use_bands)
        zi_session_say(session,
                       "%s: %zu huruf tanpa nilai tidak ikut: indeks ini dihitung per instansi",
                       "%s: %zu letters without a score are left out: this index counts by "
                       "institution",
                       name, fact->letters_out);
    else if (fact->letters_out > 0)
        zi_session_say(session,
                       "%s: %zu huruf tanpa nilai tidak ikut; --use-bands memakainya sebagai "
                       "kategori berurut",
                       "%s: %zu letters without a score are left out; --use-bands takes them as "
                       "ordered categories",
                       name, fact->letters_out);
}

static void say_letters(struct zi_session *session, const struct zi_correlations *result)
{
    size_t letters = 0;

    for (size_t i = 0; i < result->n_facts; i++)
        letters += result->facts[i].letters;
    if (result->request.letters && letters == 0)
        zi_session_say(session, "--use-bands: tidak ada huruf tanpa nilai pada indeks ini",
                       "--use-bands: these indices have no letter without a score");
}

/* One line for all of them. Complete rows can disagree only where units meet institutions. */
static void say_indefinite(struct zi_session *session, const struct zi_correlations *result,
                           struct zi_arena *arena)
{
    const char *list = "";

    for (size_t i = 0; i < result->n_indefinite && list != NULL; i++) {
        const struct zi_indefinite *matrix = &result->indefinite[i];

        list = zi_arena_print(arena, "%s%s%s %s (%zu)", list, i > 0 ? ", " : "",
                              zi_correlation_method_name(matrix->method),
                              zi_panel_level_name(matrix->level), matrix->n_indices);
    }
    if (result->n_indefinite > 0 && result->request.listwise)
        zi_session_say(session,
                       "matriks yang tidak definit positif (jumlah indeks): %s; pasangan unit dan "
                       "pasangan instansi bukan satu matriks",
                       "matrices that are not positive definite (number of indices): %s; pairs of "
                       "units and pairs of institutions are not one matrix",
                       list != NULL ? list : "");
    else if (result->n_indefinite > 0)
        zi_session_say(session,
                       "matriks yang tidak definit positif (jumlah indeks): %s; tiap pasangan "
                       "memakai barisnya sendiri, maka untuk analisis faktor pakai --listwise",
                       "matrices that are not positive definite (number of indices): %s; every "
                       "pair uses rows of its own, so take --listwise for factor analysis",
                       list != NULL ? list : "");
}

static void say_methods(struct zi_session *session, const struct zi_data *data,
                        const struct zi_correlate_request *request, struct zi_arena *arena)
{
    if (request->n_given > 0)
        zi_session_say(session, "korelasi parsial: pengaruh %s dikeluarkan dari kedua sisi",
                       "partial correlations: %s taken out of both sides",
                       names_of(data, request->given, request->n_given, arena));
    if (request->first_lag != 0 || request->last_lag != 0)
        zi_session_say(session,
                       "jeda adalah petunjuk, bukan bukti bahwa yang satu mendahului yang lain: "
                       "di dalam unit ia condong sekitar \u22121/T (Nickell)",
                       "lags are hints, no proof that one leads the other: within units they are "
                       "biased by about \u22121/T (Nickell)");
    if (request->replicates > 0)
        zi_session_say(session, "bootstrap: %zu undian unit dengan pengembalian, benih %llu%s",
                       "bootstrap: %zu draws of units with replacement, seed %llu%s",
                       request->replicates, (unsigned long long)request->seed,
                       request->replicates >= ZI_BOOTSTRAP_USUAL ? ""
                       : session->language == ZI_ENGLISH         ? "; 2000 are usual"
                                                                 : "; lazimnya 2000");
}

static void say_all(struct zi_session *session, const struct zi_data *data,
                    const struct zi_correlations *result, struct zi_arena *arena)
{
    say_methods(session, data, &result->request, arena);
    for (size_t i = 0; i < result->n_facts; i++)
        say_fact(session, data, &result->facts[i]);
    say_letters(session, result);
    if (result->request.listwise)
        say_listwise(session, result);
    say_indefinite(session, result, arena);
    say_family(session, result);
}

static enum zi_code answer(struct zi_session *session, const struct zi_data *data,
                           const struct zi_correlations *result, struct zi_arena *arena,
                           struct zi_error *error)
{
    const struct options *options = session->options;
    struct zi_table table;

    if (options->matrix && options->table.format == ZI_FORMAT_TEXT)
        return zi_say_correlation_matrices(&session->out, &data->panel, result, session->language,
                                           error);
    if (is_by_pair(options, result))
        return zi_say_correlations(&session->out, &data->panel, result, session->language, error);
    if (options->matrix)
        ZI_TRY(zi_table_of_correlation_matrices(&table, &data->panel, result, arena, error));
    else
        zi_table_of_correlations(&table, &data->panel, result, session->language);
    return zi_session_answer(session, options->table.format, &table, error);
}

static enum zi_code compute(struct zi_session *session, const struct zi_data *data,
                            struct zi_arena *arena, struct zi_error *error)
{
    const struct options *options = session->options;
    struct zi_correlate_request request = request_of(options);
    struct zi_correlations result;

    ZI_TRY(find_given(options, data, arena, &request, error));
    ZI_TRY(zi_correlate_compute(&data->selection, &request, arena, &result, error));
    say_all(session, data, &result, arena);
    return answer(session, data, &result, arena, error);
}

static enum zi_code run(struct zi_session *session, struct zi_error *error)
{
    const struct options *options = session->options;

    return zi_session_analyse(session, &options->input, compute, error);
}

const struct zi_command zi_command_correlate = {
    .name = "correlate",
    .name_id = "korelasi",
    .summary = {"indeks mana yang bergerak bersama: antar unit dan di dalam unit",
                "which indices move together: between units and within them"},
    .arguments = "FILE...",
    .min_arguments = 1,
    .options = groups,
    .size = sizeof(struct options),
    .example = "zistat correlate data/ --index zi,sakip,skm --method pearson",
    .check = check,
    .run = run,
};
