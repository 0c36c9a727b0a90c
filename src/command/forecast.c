/* zistat forecast: next years' scores, and the chance to reach a threshold. */
#include "zistat/analysis/forecast.h"

#include <math.h>

#include "base/number.h"
#include "session.h"
#include "table/tables.h"

enum { HORIZON_MAX = 50, SETS_SAID = 4 };

enum shown { FORECAST, YEARS, BACKTEST, RELIABILITY };

struct options {
    struct zi_input_options input;
    struct zi_rules_options rules;
    bool across_breaks;
    long horizon;
    struct zi_option_numbers thresholds;
    int logit;
    enum zi_forecast_model model;
    long threads;
    enum shown show;
    struct zi_table_options table;
};

static const struct zi_option_word scales[] = {{"linear", false}, {"logit", true}, {NULL, 0}};
static const struct zi_option_word tables[] = {{"forecast", FORECAST},
                                               {"years", YEARS},
                                               {"backtest", BACKTEST},
                                               {"reliability", RELIABILITY},
                                               {NULL, 0}};
static const struct zi_option_word models[] = {{"auto", ZI_MODEL_AUTO},
                                               {"last", ZI_MODEL_LAST},
                                               {"levels", ZI_MODEL_LEVELS},
                                               {"lines", ZI_MODEL_LINES},
                                               {"fading", ZI_MODEL_FADING},
                                               {"logit", ZI_MODEL_LOGIT},
                                               {NULL, 0}};

static const struct zi_option_row rows[] = {
    {ZI_ACROSS_BREAKS(struct options, across_breaks)},
    {ZI_NATURAL(struct options, horizon), .name = "horizon", .argument = "N", .initial.count = 1,
     .help = {"berapa tahun sesudah tahun terakhir data; bawaan 1",
              "years after the last year of the data; default 1"}},
    {ZI_NUMBERS(struct options, thresholds), .name = "threshold", .argument = "X",
     .help = {"ambang yang ditanyakan, misalnya 3.6; boleh diulang; bawaan untuk zi: ambang nilai "
              "total menurut --target",
              "threshold asked about, for example 3.6; may be repeated; default for zi: the total "
              "of --target"}},
    {ZI_WORD(struct options, logit), .name = "scale", .words = scales, .initial.word = false,
     .help = {"logit: ramalan tidak pernah melewati ujung skala indeks",
              "logit: forecasts never pass the ends of an index's scale"}},
    {ZI_WORD(struct options, model), .name = "model", .words = models,
     .initial.word = ZI_MODEL_AUTO,
     .help = {"model pooled: sama seperti tahun lalu, tingkat sendiri dengan satu lereng, garis "
              "sendiri, garis yang makin landai, atau garis pada skala logit; bawaan: yang paling "
              "sederhana di antara yang terbukti sama tepatnya",
              "the pooled model: same as last year, levels of their own and one slope, lines of "
              "their own, lines that flatten, or lines on the logit scale; default: the simplest "
              "of those that were as exact in the past"}},
    {ZI_THREADS(struct options, threads)},
    {ZI_WORD(struct options, show), .name = "show", .words = tables, .initial.word = FORECAST,
     .help = {"tabel: ramalan (bawaan), kapan ambang tercapai, seberapa tepat skor yang lalu akan "
              "teramal, atau seberapa sering peluang menjadi kenyataan",
              "table: forecasts (default), when the threshold is reached, how well past scores "
              "would have been forecast, or how often chances came true"}},
    {.name = NULL},
};

static const struct zi_option_group groups[] = {
    {ZI_TAKES_INPUT(struct options, input)},
    {ZI_TAKES_REGULATION(struct options, rules)},
    {ZI_TAKES_CATALOGUE(struct options, input.catalogue)},
    {ZI_TAKES_AS_OF(struct options, input)},
    {ZI_TAKES_TARGET(struct options, rules)},
    {.rows = rows},
    {ZI_TAKES_FORMAT(struct options, table)},
    {ZI_TAKES_OUTPUT(struct options, table.output)},
    {.rows = NULL},
};

static enum zi_code check(const struct zi_session *session, struct zi_error *error)
{
    const struct options *options = session->options;

    if (options->horizon < 1 || options->horizon > HORIZON_MAX)
        return zi_fail(error, ZI_EUSAGE, "--horizon harus 1 sampai %d tahun",
                       "--horizon must be 1 to %d years", HORIZON_MAX);
    return ZI_OK;
}

/* ---- what is said beside the table ---- */

static const char *level_name(const struct zi_session *session, const struct zi_forecasts *set)
{
    if (session->language == ZI_ENGLISH)
        return set->level == ZI_LEVEL_INSTITUTION ? "institutions" : "units";
    return set->level == ZI_LEVEL_INSTITUTION ? "instansi" : "unit";
}

static const char *index_name(const struct zi_data *data, const struct zi_forecasts *set)
{
    return data->catalogue.indices[set->index].name;
}

static void say_history(struct zi_session *session, const struct zi_data *data,
                        const struct zi_forecasts *set)
{
    if (set->n_cut == 0)
        return;
    zi_session_say(session,
                   "%s (%s): dipakai %d sampai %d, sejak %s; %zu skor sebelumnya tidak dipakai "
                   "(--across-breaks memakainya)",
                   "%s (%s): %d to %d are used, since %s; earlier scores not used: %zu "
                   "(--across-breaks uses them)",
                   index_name(data, set), level_name(session, set), set->first_year, set->last_year,
                   zi_text_in(set->after->reason, session->language), set->n_cut);
}

static void say_pool(struct zi_session *session, const struct zi_data *data,
                     const struct zi_forecasts *set)
{
    const char *index = index_name(data, set);
    const char *level = level_name(session, set);

    if (set->pool_reason == ZI_FEWER_THAN_10_UNITS)
        zi_session_say(session,
                       "%s (%s): pooled perlu sedikitnya 10 yang punya skor, ada %zu; yang ada "
                       "hanya garis masing-masing (ols)",
                       "%s (%s): pooled needs at least 10 with scores, there are %zu; each has "
                       "only its own line (ols)",
                       index, level, set->n_units);
    else if (set->pool_reason != ZI_DEFINED)
        zi_session_say(session, "%s (%s): pooled tidak dapat dihitung: %s",
                       "%s (%s): pooled cannot be computed: %s", index, level,
                       zi_text_in(zi_reason_text(set->pool_reason), session->language));
    else if (set->boundary && set->common_slope)
        zi_session_say(session,
                       "%s (%s), boundary: lereng tidak terbukti berbeda antar %s; semua mendapat "
                       "lereng yang sama",
                       "%s (%s), boundary: slopes are not seen to differ between %s; all get the "
                       "same slope",
                       index, level, level);
    else if (set->slopes_alike)
        zi_session_say(session,
                       "%s (%s), boundary: lereng tidak terbukti berbeda antar %s; sedikit yang "
                       "tampak berbeda mengikuti tingkatnya",
                       "%s (%s), boundary: slopes are not seen to differ between %s; the little by "
                       "which they do hangs on the level",
                       index, level, level);
    else if (set->boundary)
        zi_session_say(session,
                       "%s (%s), boundary: lereng dan tingkat tidak dapat dipisahkan (korelasi 1 "
                       "atau tingkat sama)",
                       "%s (%s), boundary: slope and level cannot be told apart (correlation 1, "
                       "or one level)",
                       index, level);
}

/* Which model, and how right it was. */
static void say_model(struct zi_session *session, const struct zi_data *data,
                      const struct zi_forecasts *set)
{
    const char *index = index_name(data, set), *level = level_name(session, set);
    char factor[ZI_NUMBER_MAX], change[ZI_NUMBER_MAX];

    if (set->pool_reason != ZI_DEFINED)
        return;
    if (set->chosen)
        zi_session_say(session,
                       "%s (%s): model %s, yang paling sederhana di antara yang sama tepatnya pada "
                       "uji mundur; model lain: --model",
                       "%s (%s): model %s, the simplest of those that were as exact in the "
                       "backtest; another: --model",
                       index, level, zi_forecast_model_name(set->model));
    else
        zi_session_say(session, "%s (%s): model %s", "%s (%s): model %s", index, level,
                       zi_forecast_model_name(set->model));
    if (fabs(set->dispersion - 1) >= 0.05) {
        zi_number_fixed(factor, set->dispersion, 2, session->language);
        zi_session_say(session,
                       "%s (%s): galat tiap unit dulu %s kali yang dikatakan model; selang dan "
                       "peluang sudah memperhitungkannya",
                       "%s (%s): errors of single units were %s times what the model said; "
                       "intervals and chances count that in",
                       index, level, factor);
    }
    if (set->recalibration == NULL)
        return;
    zi_number_fixed(change, 100 * set->recalibration_change, 0, session->language);
    zi_session_say(session,
                   "%s (%s): peluang dikoreksi menurut %zu ramalan yang lalu, paling banyak %s "
                   "poin persen",
                   "%s (%s): chances are corrected by %zu past forecasts, by %s percentage points "
                   "at most",
                   index, level, set->n_recalibration, change);
}

/* What a year does to all at once; few years hardly tell, and then it is the prior that speaks. */
static void say_years(struct zi_session *session, const struct zi_data *data,
                      const struct zi_forecasts *set)
{
    char sd[ZI_NUMBER_MAX];

    if (set->pool_reason != ZI_DEFINED || set->logit || isnan(set->years_sd))
        return;
    zi_number_fixed(sd, set->years_sd, 2, session->language);
    if (set->years_from_prior)
        zi_session_say(session,
                       "%s (%s): satu tahun menggeser semuanya bersama sebesar %s (simpangan baku, "
                       "dugaan awal: tahunnya terlalu sedikit; --year-effects)",
                       "%s (%s): a year shifts all of them together by %s (standard deviation, a "
                       "prior: there are too few years; --year-effects)",
                       index_name(data, set), level_name(session, set), sd);
    else
        zi_session_say(session,
                       "%s (%s): satu tahun menggeser semuanya bersama sebesar %s (simpangan baku, "
                       "dari data dan dugaan awal; --year-effects)",
                       "%s (%s): a year shifts all of them together by %s (standard deviation, "
                       "from the data and a prior; --year-effects)",
                       index_name(data, set), level_name(session, set), sd);
}

static void say_empty(struct zi_session *session, const struct zi_data *data,
                      const struct zi_forecasts *set)
{
    if (set->n_empty > 0)
        zi_session_say(session, "%s (%s): tanpa skor dan tanpa pooled, jadi tanpa baris: %zu",
                       "%s (%s): without a score and without pooled, hence without rows: %zu",
                       index_name(data, set), level_name(session, set), set->n_empty);
}

static void say_backtest(struct zi_session *session, const struct zi_data *data,
                         const struct zi_forecasts *set)
{
    struct zi_buffer sentence;

    zi_buffer_init(&sentence);
    zi_say_backtest(&sentence, &data->panel, set, session->language);
    if (!sentence.out_of_memory)
        zi_session_say(session, "%s", "%s", sentence.text);
    zi_buffer_release(&sentence);
}

/* A few indices are described one by one; of many, how many have what. */
static void say_sets(struct zi_session *session, const struct zi_data *data,
                     const struct zi_forecast_sets *all)
{
    size_t cut = 0, alone = 0, empty = 0, boundary = 0, better = 0;

    for (size_t i = 0; i < all->n_sets; i++) {
        const struct zi_forecasts *set = &all->sets[i];

        cut += set->n_cut > 0;
        alone += set->pool_reason != ZI_DEFINED;
        empty += set->n_empty;
        boundary += set->boundary;
        better += zi_backtest_favours(&set->backtest, ZI_BACKTEST_POOLED, ZI_BACKTEST_NAIVE);
        if (all->n_sets > SETS_SAID)
            continue;
        say_history(session, data, set);
        say_pool(session, data, set);
        say_model(session, data, set);
        say_years(session, data, set);
        say_empty(session, data, set);
        say_backtest(session, data, set);
    }
    if (all->n_sets <= SETS_SAID)
        return;
    zi_session_say(session,
                   "%zu deret indeks: %zu hanya sejak putusnya deret, %zu tanpa pooled, %zu di "
                   "batas model (boundary)",
                   "series of indices: %zu; only since a break: %zu, without pooled: %zu, at the "
                   "boundary of the model: %zu",
                   all->n_sets, cut, alone, boundary);
    if (empty > 0)
        zi_session_say(session, "tanpa skor dan tanpa pooled, jadi tanpa baris: %zu",
                       "without a score and without pooled, hence without rows: %zu", empty);
    zi_session_say(session,
                   "uji mundur: pooled lebih tepat daripada \"sama seperti tahun lalu\" pada %zu "
                   "dari %zu; rinciannya: --show backtest",
                   "backtest: pooled is more exact than \"same as last year\" in %zu of %zu; in "
                   "detail: --show backtest",
                   better, all->n_sets);
}

/* How many rows carry which code of the notes. */
struct codes {
    size_t stale, population, few, clipped, squeezed, bounded, shrinkage;
};

static void count_row(struct codes *codes, const struct zi_forecasts *set,
                      const struct zi_forecast *row)
{
    codes->stale += row->stale && row->n > 0;
    codes->population +=
        row->method == ZI_FORECAST_POOLED && row->n == 0 && row->reason == ZI_DEFINED;
    codes->few += zi_forecast_has_few_years(row);
    codes->clipped += zi_forecast_is_beyond(row);
    codes->squeezed += row->squeezed_by > 0 && row->reason == ZI_DEFINED;
    codes->bounded += !set->logit && zi_forecast_is_bounded(row);
}

static void count_set(struct codes *codes, const struct zi_data *data,
                      const struct zi_forecasts *set)
{
    size_t thresholds = zi_threshold_count(set->thresholds, &data->catalogue, set->index);
    size_t years = (size_t)set->n_years;

    for (size_t i = 0; i < set->n_rows; i++) {
        const struct zi_forecast *row = &set->rows[i];

        count_row(codes, set, row);
        for (size_t k = 0; row->method == ZI_FORECAST_OLS && k < thresholds; k++) {
            double threshold = zi_threshold_of(set->thresholds, k, &data->panel, row->entity,
                                               row->year, set->last_year);

            codes->shrinkage += zi_forecast_disagree(zi_forecast_reach(row, threshold),
                                                     zi_forecast_reach(row + years, threshold));
        }
    }
}

/* What the codes of the notes mean, those that occur. */
static void say_codes(struct zi_session *session, const struct codes *codes)
{
    if (codes->stale > 0)
        zi_session_say(session,
                       "stale: skor terakhir sudah lama (tahunnya di dalam kurung), diramal lebih "
                       "jauh; baris: %zu",
                       "stale: the last score is an old one (its year in brackets), forecast from "
                       "further away; rows: %zu",
                       codes->stale);
    if (codes->population > 0)
        zi_session_say(
            session, "population-line: tanpa skor sendiri, mendapat garis semua unit; baris: %zu",
            "population-line: no score of its own, gets the line of all units; rows: %zu",
            codes->population);
    if (codes->few > 0)
        zi_session_say(session,
                       "few-years: garis dari 3 atau 4 tahun, selangnya sangat lebar (t 12,7 atau "
                       "4,3); baris: %zu",
                       "few-years: the line of 3 or 4 years, its interval is very wide (t 12.7 or "
                       "4.3); rows: %zu",
                       codes->few);
    if (codes->clipped > 0)
        zi_session_say(session,
                       "clipped: melewati ujung skala, dalam teks dipotong di sana; csv dan json "
                       "memuat nilai aslinya; baris: %zu",
                       "clipped: beyond the end of the scale, cut there in text; csv and json hold "
                       "the values as they are; rows: %zu",
                       codes->clipped);
    if (codes->bounded > 0)
        zi_session_say(
            session,
            "baris di dekat ujung skala atau melewatinya: %zu; --scale logit tidak pernah "
            "melewatinya",
            "rows near or beyond the end of the scale: %zu; --scale logit never passes it",
            codes->bounded);
    if (codes->shrinkage > 0)
        zi_session_say(session,
                       "shrinkage-decides: ols dan pooled di sisi yang berbeda dari peluang 50%%; "
                       "ramalan: %zu; uji mundur menunjukkan mana yang lebih tepat",
                       "shrinkage-decides: ols and pooled on different sides of a chance of 50%%; "
                       "forecasts: %zu; the backtest shows which is more exact",
                       codes->shrinkage);
}

static void say_logit(struct zi_session *session, const struct codes *codes)
{
    const struct options *options = session->options;

    if (!options->logit)
        return;
    zi_session_say(session, "median: pada skala logit mean adalah median, dan sd tidak ada",
                   "median: on the logit scale mean is a median, and there is no sd");
    if (codes->squeezed > 0)
        zi_session_say(
            session,
            "squeezed: ada skor tepat di ujung skala; untuk logit semua skor deret itu digeser "
            "ke tengah (Smithson-Verkuilen), dan ramalannya digeser kembali; baris: %zu",
            "squeezed: a score stands on the end of the scale; for the logit all scores "
            "of that series are moved inwards (Smithson-Verkuilen), and its forecasts "
            "back; rows: %zu",
            codes->squeezed);
}

static void say_off_scale(struct zi_session *session, const struct zi_data *data,
                          const struct zi_forecasts *set)
{
    const struct options *options = session->options;

    for (size_t i = 0; i < options->thresholds.n; i++) {
        double threshold = options->thresholds.items[i];
        char shown[ZI_NUMBER_MAX];

        if (zi_threshold_on_scale(&data->catalogue, set->index, set->last_year + 1, threshold))
            continue;
        zi_number_shortest(shown, threshold);
        zi_session_say(session, "ambang %s di luar skala %s: tidak ditanyakan di sana",
                       "the threshold %s is off the scale of %s: not asked there", shown,
                       index_name(data, set));
    }
}

static void say_all(struct zi_session *session, const struct zi_data *data,
                    const struct zi_forecast_sets *all)
{
    const struct options *options = session->options;
    struct codes codes = {0};
    bool targets = false;

    for (size_t i = 0; i < all->n_without; i++)
        zi_session_say(session, "tanpa ramalan, tidak ada skor pada tahun-tahun itu: %s",
                       "without a forecast, there is no score in those years: %s",
                       data->catalogue.indices[all->without[i]].name);
    for (size_t i = 0; i < all->n_sets; i++) {
        count_set(&codes, data, &all->sets[i]);
        say_off_scale(session, data, &all->sets[i]);
        targets = targets || zi_threshold_count(all->sets[i].thresholds, &data->catalogue,
                                                all->sets[i].index) > 0;
    }
    if (options->show == FORECAST) {
        say_codes(session, &codes);
        say_logit(session, &codes);
    }
    if (options->show == FORECAST && targets && options->thresholds.n == 0)
        zi_session_say(
            session, "p_reach: peluang nilai total mencapai ambangnya; syarat lain tidak dihitung",
            "p_reach: the chance that the total reaches its threshold; other conditions "
            "do not count");
    say_sets(session, data, all);
}

/* ---- the command ---- */

static enum zi_code check_history(const struct zi_data *data, struct zi_error *error)
{
    if (data->selection.first_year == data->selection.last_year)
        return zi_fail(
            error, ZI_EFEW,
            "riwayatnya hanya tahun %d, dan ramalan memerlukan sedikitnya tiga; --year "
            "memilih riwayat, misalnya --year :%d, dan --horizon tahun ke depan",
            "the history is the year %d alone, and a forecast needs at least three; "
            "--year chooses the history, as in --year :%d, and --horizon the years ahead",
            data->selection.first_year, data->selection.last_year);
    return ZI_OK;
}

/* --show years has a row for each threshold; there must be one. */
static enum zi_code check_thresholds(const struct options *options,
                                     const struct zi_forecast_sets *all, struct zi_error *error)
{
    if (options->show != YEARS)
        return ZI_OK;
    for (size_t i = 0; i < all->n_sets; i++)
        if (all->sets[i].n_crossings > 0)
            return ZI_OK;
    return zi_fail(error, ZI_EUSAGE,
                   "--show years memerlukan ambang: --threshold X, atau indeks zi",
                   "--show years needs a threshold: --threshold X, or the index zi");
}

static enum zi_code answer(struct zi_session *session, const struct zi_data *data,
                           const struct zi_forecast_sets *all, const struct zi_limits *limits,
                           struct zi_arena *arena, struct zi_error *error)
{
    const struct options *options = session->options;
    enum zi_format format = options->table.format;
    size_t threads = zi_session_threads(options->threads);
    struct zi_forecast_view view = {
        .panel = &data->panel, .limits = limits, .language = session->language};
    struct zi_table_pieces pieces;
    struct zi_table table;

    switch (options->show) {
    case FORECAST:
        ZI_TRY(zi_forecast_view_rows(&view, &data->selection, all, arena, error));
        pieces = zi_table_of_forecasts(&view);
        return zi_session_answer_pieces(session, format, threads, &pieces, error);
    case YEARS:
        ZI_TRY(zi_forecast_view_crossings(&view, &data->selection, all, arena, error));
        pieces = zi_table_of_years_to(&view);
        return zi_session_answer_pieces(session, format, threads, &pieces, error);
    case BACKTEST:
        zi_table_of_backtests(&table, &data->panel, all->sets, all->n_sets, session->language);
        break;
    case RELIABILITY: zi_table_of_reliability(&table, &data->panel, all->sets, all->n_sets); break;
    }
    return zi_session_answer(session, format, &table, error);
}

static enum zi_code forecast(struct zi_session *session, const struct zi_data *data,
                             struct zi_arena *arena, const struct zi_regulations *regulations,
                             struct zi_error *error)
{
    const struct options *options = session->options;
    struct zi_thresholds thresholds = {
        .given = options->thresholds.items,
        .n_given = options->thresholds.n,
        .regulations = regulations,
        .aim = options->rules.aim,
    };
    struct zi_forecast_request request = {
        .first_year = data->selection.first_year,
        .last_year = data->selection.last_year,
        .n_years = options->show == FORECAST ? (int)options->horizon : 0,
        .across_breaks = options->across_breaks,
        .logit = options->logit != 0,
        .model = options->model,
        .thresholds = &thresholds,
        .crossings = options->show == YEARS,
    };
    struct zi_forecast_sets all;
    struct zi_limits limits;

    ZI_TRY(zi_limits_make(&limits, &data->catalogue, regulations, arena, error));
    ZI_TRY(zi_forecast_compute_all(&data->selection, &request, arena, &all, error));
    ZI_TRY(check_thresholds(options, &all, error));
    say_all(session, data, &all);
    return answer(session, data, &all, &limits, arena, error);
}

static enum zi_code load_and_forecast(struct zi_session *session, const struct zi_data *data,
                                      struct zi_arena *arena, struct zi_error *error)
{
    const struct options *options = session->options;
    struct zi_regulations regulations = {0};
    enum zi_code code = check_history(data, error);

    if (code == ZI_OK)
        code = zi_session_load_regulations(&options->rules, data->as_of, &data->catalogue,
                                           &regulations, error);
    if (code == ZI_OK)
        code = forecast(session, data, arena, &regulations, error);
    zi_regulations_release(&regulations);
    return code;
}

static enum zi_code run(struct zi_session *session, struct zi_error *error)
{
    const struct options *options = session->options;

    return zi_session_analyse(session, &options->input, load_and_forecast, error);
}

const struct zi_command zi_command_forecast = {
    .name = "forecast",
    .name_id = "proyeksi",
    .summary = {"skor tahun depan, peluang mencapai ambang, dan kapan tercapai",
                "next year's score, the chance to reach a threshold, and when"},
    .arguments = "FILE...",
    .min_arguments = 1,
    .options = groups,
    .size = sizeof(struct options),
    .example = "zistat forecast data/ --index zi --target wbk --horizon 3",
    .check = check,
    .run = run,
};
