/* zistat trend: where each unit is heading. */
#include "zistat/analysis/trend.h"

#include <math.h>

#include "base/number.h"
#include "session.h"
#include "table/tables.h"

struct options {
    struct zi_input_options input;
    double confidence;
    int adjust; /* enum zi_multiple, or NOT_ADJUSTED */
    int pooled; /* whether autocorrelation is estimated from all units */
    bool across_breaks;
    long threads;
    struct zi_table_options table;
};

enum { NOT_ADJUSTED = -1 };

static const struct zi_option_word adjustments[] = {
    {"holm", ZI_HOLM}, {"bh", ZI_BENJAMINI_HOCHBERG}, {NULL, 0}};
static const struct zi_option_word also_adjustments[] = {{"auto", NOT_ADJUSTED}, {NULL, 0}};
static const struct zi_option_word autocorrelations[] = {
    {"none", false}, {"pooled", true}, {NULL, 0}};

static const struct zi_option_row rows[] = {
    {ZI_CONFIDENCE(struct options, confidence)},
    {ZI_WORD(struct options, adjust), .name = "adjust", .words = adjustments,
     .also = also_adjustments, .initial.word = NOT_ADJUSTED,
     .help = {"sesuaikan p menurut banyaknya uji: holm, atau bh (Benjamini-Hochberg)",
              "adjust p for the number of tests: holm, or bh (Benjamini-Hochberg)"}},
    {ZI_WORD(struct options, pooled), .name = "autocorrelation", .words = autocorrelations,
     .initial.word = false,
     .help = {"pooled: lebarkan p dan selang menurut autokorelasi yang ditaksir dari semua unit",
              "pooled: widen p and intervals by an autocorrelation estimated from all units"}},
    {ZI_ACROSS_BREAKS(struct options, across_breaks)},
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

static struct zi_trend_request request_of(const struct options *options)
{
    struct zi_trend_request request = {
        .confidence = options->confidence,
        .across_breaks = options->across_breaks,
        .pooled = options->pooled != 0,
        .adjust = options->adjust != NOT_ADJUSTED,
        .n_workers = zi_session_threads(options->threads),
    };

    if (request.adjust)
        request.adjustment = (enum zi_multiple)options->adjust;
    return request;
}

static const char *level_name(const struct zi_session *session,
                              const struct zi_trend_family *family)
{
    static const struct zi_text units = {"unit", "units"};
    static const struct zi_text institutions = {"instansi", "institutions"};

    return zi_text_in(family->level == ZI_LEVEL_UNIT ? units : institutions, session->language);
}

static void say_pooled(struct zi_session *session, const struct zi_data *data,
                       const struct zi_trend_family *family)
{
    static const struct zi_text widened = {"p dan selang dilebarkan olehnya",
                                           "p and intervals are widened by it"};
    static const struct zi_text kept = {"tidak di atas 0,00: p dan selang tetap",
                                        "not above 0.00: p and intervals stay"};
    const struct zi_autocorrelation *pooled = &family->autocorrelation;
    const char *index = data->catalogue.indices[family->index].name;
    const char *level = level_name(session, family);
    char rho[ZI_NUMBER_MAX];

    if (isnan(pooled->rho)) {
        zi_session_say(session,
                       "%s, %s: rho tidak ditaksir dari %zu deret (perlu %d); p dan selang tetap",
                       "%s, %s: rho is not estimated from %zu series (it takes %d); p and "
                       "intervals stay",
                       index, level, pooled->n_units, ZI_TREND_POOL_MIN);
        return;
    }
    zi_number_fixed(rho, pooled->rho, 2, session->language);
    zi_session_say(session, "%s, %s: rho %s dari %zu deret; %s", "%s, %s: rho %s of %zu series; %s",
                   index, level, rho, pooled->n_units,
                   zi_text_in(zi_trend_is_widened(family) ? widened : kept, session->language));
}

static void say_autocorrelations(struct zi_session *session, const struct zi_data *data,
                                 const struct zi_trends *trends)
{
    for (size_t i = 0; trends->request.pooled && i < trends->n_families; i++)
        if (trends->families[i].n_series > 0)
            say_pooled(session, data, &trends->families[i]);
}

/* "zi, 65 units: ..." A line for each index; the counts are what an adjustment is asked for. */
static void say_families(struct zi_session *session, const struct zi_data *data,
                         const struct zi_trends *trends)
{
    const char *name = trends->request.adjustment == ZI_HOLM ? "holm" : "bh";

    for (size_t i = 0; trends->request.adjust && i < trends->n_families; i++) {
        const struct zi_trend_family *family = &trends->families[i];

        if (family->n_series == 0)
            continue;
        zi_session_say(session,
                       "%s, %s, terlihat sebelum dan sesudah %s: mann-kendall %zu dan %zu dari "
                       "m = %zu uji, ols %zu dan %zu dari m = %zu",
                       "%s, %s, shown before and after %s: mann-kendall %zu and %zu of m = %zu "
                       "tests, ols %zu and %zu of m = %zu",
                       data->catalogue.indices[family->index].name, level_name(session, family),
                       name, family->mann_kendall.below, family->mann_kendall.below_adjusted,
                       family->mann_kendall.n, family->ols.below, family->ols.below_adjusted,
                       family->ols.n);
    }
}

/* Once, for it holds for nearly every row: there stands only a code. */
static void say_independence(struct zi_session *session, const struct zi_trends *trends)
{
    size_t n = 0;

    for (size_t i = 0; i < trends->n; i++)
        n += zi_trend_assumes_independence(&trends->rows[i], &trends->rows[i].ols) ||
             zi_trend_assumes_independence(&trends->rows[i], &trends->rows[i].mann_kendall);
    if (n > 0)
        zi_session_say(session,
                       "hati-hati (assumes-independence): p menganggap tahun-tahun saling bebas; "
                       "deret di bawah 20 tahun, di sini %zu, tidak dapat menunjukkan apakah itu "
                       "benar, dan bila tidak, p terlalu kecil (lihat --autocorrelation pooled)",
                       "caution (assumes-independence): p takes years to be independent of each "
                       "other; a series of fewer than 20 years, here %zu, cannot show whether they "
                       "are, and if not, p is too small (see --autocorrelation pooled)",
                       n);
}

static enum zi_code compute(struct zi_session *session, const struct zi_data *data,
                            struct zi_arena *arena, struct zi_error *error)
{
    const struct options *options = session->options;
    struct zi_trend_request request = request_of(options);
    struct zi_trends trends;
    struct zi_limits limits;
    struct zi_trend_view view = {&data->panel, &trends, &limits, session->language};
    struct zi_table_pieces table;

    ZI_TRY(zi_session_limits(NULL, data, arena, &limits, error));
    ZI_TRY(zi_trend_compute(&data->selection, &request, arena, &trends, error));
    if (trends.n == 0)
        return zi_fail(error, ZI_EFEW,
                       "tidak ada angka untuk menghitung tren: pilihan ini kosong atau hanya "
                       "memuat huruf",
                       "there is no number to compute a trend from: the selection is empty or "
                       "holds letters only");
    if (trends.n_letters_only > 0)
        zi_session_say(session, "tanpa tren karena hanya berisi huruf: %zu deret",
                       "without a trend, for they hold letters only: %zu series",
                       trends.n_letters_only);
    say_independence(session, &trends);
    say_autocorrelations(session, data, &trends);
    say_families(session, data, &trends);
    table = zi_table_of_trends(&view);
    return zi_session_answer_pieces(session, options->table.format, request.n_workers, &table,
                                    error);
}

static enum zi_code run(struct zi_session *session, struct zi_error *error)
{
    const struct options *options = session->options;

    return zi_session_analyse(session, &options->input, compute, error);
}

const struct zi_command zi_command_trend = {
    .name = "trend",
    .name_id = "tren",
    .summary = {"arah tiap unit: kemiringan, selang, uji Mann-Kendall",
                "where each unit is heading: slope, interval, Mann-Kendall test"},
    .arguments = "FILE...",
    .min_arguments = 1,
    .options = groups,
    .size = sizeof(struct options),
    .example = "zistat trend data/ --index zi --unit DPMPTSP",
    .run = run,
};
