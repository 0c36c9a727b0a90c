#include "zistat/analysis/trend.h"

#include "zistat/command/commands.h"
#include "zistat/report/tables.h"

static struct zi_trend_request request_of(const struct zi_session *session)
{
    const struct zi_options *options = session->options;
    struct zi_trend_request request = {
        .confidence = options->confidence,
        .across_breaks = options->across_breaks,
        .adjust = options->adjust > 0,
        .n_workers = zi_session_threads(session),
    };

    if (request.adjust)
        request.adjustment = (enum zi_multiple)(options->adjust - 1);
    return request;
}

/* "zi, 65 units: ..." A line for each index; the counts are what an adjustment is asked for. */
static void say_families(struct zi_session *session, const struct zi_data *data,
                         const struct zi_trends *trends)
{
    const char *name = trends->request.adjustment == ZI_HOLM ? "holm" : "bh";

    for (size_t i = 0; i < trends->n_families; i++) {
        const struct zi_trend_family *family = &trends->families[i];
        bool units = family->level == ZI_LEVEL_UNIT;

        zi_session_say(session,
                       "%s, %s, terlihat sebelum dan sesudah %s: mann-kendall %zu dan %zu dari "
                       "m = %zu uji, ols %zu dan %zu dari m = %zu",
                       "%s, %s, shown before and after %s: mann-kendall %zu and %zu of m = %zu "
                       "tests, ols %zu and %zu of m = %zu",
                       data->catalogue.indices[family->index].name,
                       session->language == ZI_ENGLISH ? (units ? "units" : "institutions")
                                                       : (units ? "unit" : "instansi"),
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
        n += zi_trend_assumes_independence(&trends->rows[i].ols) ||
             zi_trend_assumes_independence(&trends->rows[i].mann_kendall);
    if (n > 0)
        zi_session_say(session,
                       "hati-hati (assumes-independence): p menganggap tahun-tahun saling bebas; "
                       "deret di bawah 20 tahun, di sini %zu, tidak dapat menunjukkan apakah itu "
                       "benar, dan bila tidak, p terlalu kecil",
                       "caution (assumes-independence): p takes years to be independent of each "
                       "other; a series of fewer than 20 years, here %zu, cannot show whether they "
                       "are, and if not, p is too small",
                       n);
}

static enum zi_code compute(struct zi_session *session, const struct zi_data *data,
                            struct zi_arena *arena, struct zi_error *error)
{
    struct zi_trend_request request = request_of(session);
    struct zi_trends trends;
    struct zi_limits limits;
    struct zi_trend_view view = {&data->panel, &trends, &limits, session->language};
    struct zi_table_pieces table;

    ZI_TRY(zi_session_limits(session, data, arena, &limits, error));
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
    say_families(session, data, &trends);
    table = zi_table_of_trends(&view);
    return zi_session_answer_pieces(session, &table, error);
}

enum zi_code zi_command_trend(struct zi_session *session, struct zi_error *error)
{
    return zi_session_analyse(session, compute, error);
}
