/* What an impact says, in sentences. */
#include "table/impact_words.h"

#include <math.h>
#include <stdio.h>

#include "base/number.h"

enum { DECIMALS = 2 };

static const char *outcome_name(const struct zi_impact_view *view)
{
    return zi_text_in(view->panel->catalogue->indices[view->impact->request.outcome].label,
                      view->language);
}

const char *zi_impact_award_text(const struct zi_impact_view *view)
{
    return zi_text_in(zi_impact_award_words(view->impact->request.award), view->language);
}

/* ---- pieces */

struct number {
    char text[ZI_NUMBER_MAX];
};

static struct number fixed(const struct zi_impact_view *view, double value)
{
    struct number number;

    zi_number_fixed(number.text, value, DECIMALS, view->language);
    return number;
}

/* "= 0,0043" or "< 0,0001" */
static struct number p_value(const struct zi_impact_view *view, double p)
{
    struct number number, whole;
    bool below;

    zi_number_p_value(number.text, p, view->language);
    below = *number.text == '<';
    snprintf(whole.text, sizeof whole.text, "%c %.16s", below ? '<' : '=', number.text + below);
    return whole;
}

static int percent(const struct zi_impact_view *view)
{
    return (int)lround(100 * view->impact->request.confidence);
}

static bool excludes_zero(double low, double high)
{
    return low > 0 || high < 0;
}

/* " (selang 95%: 0,9 sampai 1,8)" */
static void say_interval(struct zi_buffer *out, const struct zi_impact_view *view, double low,
                         double high)
{
    zi_buffer_say(out, view->language, " (selang %d%%: %s sampai %s)", " (%d%% interval: %s to %s)",
                  percent(view), fixed(view, low).text, fixed(view, high).text);
}

/* ---- the finding */

static void say_without_error(struct zi_buffer *out, const struct zi_impact_view *view,
                              const struct zi_estimate *e)
{
    const struct zi_impact *impact = view->impact;

    if (isnan(e->estimate)) {
        zi_buffer_say(out, view->language, "Beda sejak %s tidak dapat ditaksir: %s",
                      "What differs since %s cannot be estimated: %s", zi_impact_award_text(view),
                      zi_text_in(zi_reason_text(e->reason), view->language));
        return;
    }
    zi_buffer_say(
        out, view->language,
        "Sejak %s, perubahan %s unit penerima berbeda %s poin dari unit pembanding, tanpa "
        "selang: %s",
        "Since %s, the change in %s of awarded units differs by %s points from the units "
        "compared with, without an interval: %s",
        zi_impact_award_text(view), outcome_name(view), fixed(view, e->estimate).text,
        zi_text_in(zi_reason_text(e->reason), view->language));
    if (!isnan(impact->reassign.p_value))
        zi_buffer_say(out, view->language, "; p %s bila tahun predikat diacak",
                      "; p %s when the dates of awards are reassigned",
                      p_value(view, impact->reassign.p_value).text);
}

static void say_nothing_seen(struct zi_buffer *out, const struct zi_impact_view *view,
                             const struct zi_estimate *e)
{
    zi_buffer_say(out, view->language, "Tidak terlihat beda %s sejak %s: %s poin",
                  "No difference in %s is seen since %s: %s points", outcome_name(view),
                  zi_impact_award_text(view), fixed(view, e->estimate).text);
    say_interval(out, view, e->conf_low, e->conf_high);
    zi_buffer_say(out, view->language,
                  "; beda di bawah %s poin tidak akan terlihat dengan data ini",
                  "; less than %s points would not be seen with these data",
                  fixed(view, view->impact->detectable).text);
}

static void say_share(struct zi_buffer *out, const struct zi_impact_view *view,
                      const struct zi_estimate *e)
{
    zi_buffer_say(out, view->language,
                  "%s instansi berbeda %s poin antara tanpa dan dengan semua unit ber-%s",
                  "%s of institutions differs by %s points between no and all units awarded %s",
                  outcome_name(view), fixed(view, e->estimate).text, zi_impact_award_text(view));
    say_interval(out, view, e->conf_low, e->conf_high);
}

static void say_difference(struct zi_buffer *out, const struct zi_impact_view *view,
                           const struct zi_estimate *e)
{
    struct number size = fixed(view, fabs(e->estimate));
    const char *award = zi_impact_award_text(view);
    const char *outcome = outcome_name(view);

    if (e->estimate > 0)
        zi_buffer_say(
            out, view->language,
            "Sejak %s, %s unit penerima rata-rata %s poin lebih tinggi daripada unit "
            "pembanding",
            "Since %s, %s of awarded units is %s points higher on average than that of the "
            "units compared with",
            award, outcome, size.text);
    else
        zi_buffer_say(
            out, view->language,
            "Sejak %s, %s unit penerima rata-rata %s poin lebih rendah daripada unit "
            "pembanding",
            "Since %s, %s of awarded units is %s points lower on average than that of the "
            "units compared with",
            award, outcome, size.text);
    say_interval(out, view, e->conf_low, e->conf_high);
}

void zi_say_impact_finding(struct zi_buffer *out, const struct zi_impact_view *view)
{
    const struct zi_estimate *e = zi_impact_headline(view->impact);

    if (e->reason != ZI_DEFINED)
        say_without_error(out, view, e);
    else if (view->impact->on == ZI_LEVEL_INSTITUTION)
        say_share(out, view, e);
    else if (excludes_zero(e->conf_low, e->conf_high))
        say_difference(out, view, e);
    else
        say_nothing_seen(out, view, e);
}

/* ---- how sure */

static void say_leads(struct zi_buffer *out, const struct zi_impact_view *view)
{
    const struct zi_event_study *study = &view->impact->study;

    if (study->leads.reason != ZI_DEFINED) {
        enum zi_reason reason = study->reason != ZI_DEFINED ? study->reason : study->leads.reason;

        zi_buffer_say(out, view->language, "Tren sebelum predikat tidak dapat diuji (%s).",
                      "Trends before the award cannot be tested (%s).",
                      zi_text_in(zi_reason_text(reason), view->language));
        return;
    }
    if (study->leads.p_value < 0.10)
        zi_buffer_say(out, view->language,
                      "Sudah sebelum predikat kedua kelompok bergerak berbeda (uji F: p %s; "
                      "terjauh %s poin).",
                      "Already before the award the two groups moved differently (F test: p %s; at "
                      "most %s points).",
                      p_value(view, study->leads.p_value).text,
                      fixed(view, study->largest_lead).text);
    else
        zi_buffer_say(out, view->language,
                      "Sebelum predikat tidak terlihat beda tren (uji F: p %s; terjauh %s poin), "
                      "yang belum berarti sejajar.",
                      "Before the award no difference in trends is seen (F test: p %s; at most %s "
                      "points), which does not yet mean parallel.",
                      p_value(view, study->leads.p_value).text,
                      fixed(view, study->largest_lead).text);
}

static void say_bounds(struct zi_buffer *out, const struct zi_impact_view *view)
{
    const struct zi_honest *whole = &view->impact->bounds[ZI_IMPACT_BOUNDS - 1];

    if (isnan(whole->conf_low))
        return;
    zi_buffer_say(
        out, view->language,
        " Bila tren sesudahnya menyimpang sebesar yang terlihat sebelumnya, selangnya %s "
        "sampai %s poin",
        " If trends depart afterwards by as much as was seen before, the interval is %s to "
        "%s points",
        fixed(view, whole->conf_low).text, fixed(view, whole->conf_high).text);
    if (isnan(view->impact->breakdown))
        zi_buffer_add(out, ".");
    else
        zi_buffer_say(out, view->language, "; nol baru masuk pada simpangan %s kali.",
                      "; 0 comes in at %s times the departure.",
                      fixed(view, view->impact->breakdown).text);
}

static void say_same_past(struct zi_buffer *out, const struct zi_impact_view *view)
{
    const struct zi_same_past *past = &view->impact->same_past;
    const struct zi_estimate *simple =
        &zi_group_time_overall(&view->impact->effects, ZI_AVERAGE_SIMPLE)->effect;

    if (past->effect.reason != ZI_DEFINED) {
        zi_buffer_say(
            out, view->language,
            " Perbandingan dengan unit yang tiga tahun sebelumnya bernilai sama tidak dapat "
            "dihitung (%s).",
            " A comparison with units of the same three scores before cannot be computed "
            "(%s).",
            zi_text_in(zi_reason_text(past->effect.reason), view->language));
        return;
    }
    if (view->impact->prefers_same_past) {
        zi_buffer_say(
            out, view->language,
            " Unit dipilih pada puncak nilainya (%s poin di atas dua tahun sebelumnya), maka "
            "yang dikutip ialah perbandingan dengan unit yang tiga tahun sebelumnya bernilai "
            "sama; selisih perubahan saja memberi %s poin.",
            " Units were chosen at a peak (%s points above the two years before), so that "
            "what is quoted is the comparison with units of the same three scores before; "
            "changes alone give %s points.",
            fixed(view, past->peak.estimate).text, fixed(view, simple->estimate).text);
        return;
    }
    zi_buffer_say(out, view->language,
                  " Terhadap unit yang tiga tahun sebelumnya bernilai sama: %s poin",
                  " Against units of the same three scores before: %s points",
                  fixed(view, past->effect.estimate).text);
    say_interval(out, view, past->effect.conf_low, past->effect.conf_high);
    zi_buffer_add(out, ".");
}

void zi_say_impact_certainty(struct zi_buffer *out, const struct zi_impact_view *view)
{
    const struct zi_impact *impact = view->impact;

    if (impact->on == ZI_LEVEL_INSTITUTION) {
        zi_buffer_say(out, view->language,
                      "Taksiran ini dari %zu instansi saja, dengan efek tetap instansi dan tahun.",
                      "This rests on %zu institutions only, with effects of institution and year.",
                      impact->n_units);
        return;
    }
    say_leads(out, view);
    say_bounds(out, view);
    say_same_past(out, view);
    if (!isnan(impact->reassign.p_value))
        zi_buffer_say(
            out, view->language,
            " Unit penerima kurang dari %d: bila tahun predikat diacak antarunit, p %s.",
            " Fewer than %d awarded units: when the dates of awards are reassigned, p %s.",
            ZI_TREATED_FEW, p_value(view, impact->reassign.p_value).text);
}

/* ---- what it cannot say */

/* Whether awarded units pull others along needs institutions without any. */
static void say_spillover(struct zi_buffer *out, const struct zi_impact_view *view)
{
    const struct zi_estimate *others = &view->impact->spillover.others;

    if (others->reason != ZI_DEFINED) {
        zi_buffer_say(
            out, view->language,
            " Apakah penerima menarik unit lain seinstansinya tidak dapat diketahui di sini "
            "(%s).",
            " Whether awarded units pull others of their institution along cannot be known "
            "here (%s).",
            zi_text_in(zi_reason_text(others->reason), view->language));
        return;
    }
    zi_buffer_say(out, view->language, " Unit lain seinstansi, sejak penerima pertamanya: %s poin",
                  " Other units of the institution, since its first award: %s points",
                  fixed(view, others->estimate).text);
    say_interval(out, view, others->conf_low, others->conf_high);
    zi_buffer_add(out, ".");
}

void zi_say_impact_limits(struct zi_buffer *out, const struct zi_impact_view *view)
{
    zi_buffer_say(
        out, view->language,
        "Ini beda antara unit penerima dan pembanding, bukan bukti sebab: unit tidak diundi, "
        "dan apa pun yang berubah bersamaan dengan predikat ikut terhitung.",
        "This is a difference between awarded and other units, no proof of a cause: units "
        "are not drawn by lot, and whatever changed along with the award is counted too.");
    if (view->impact->on == ZI_LEVEL_INSTITUTION)
        zi_buffer_say(out, view->language, " Hasil tingkat instansi tidak bicara tentang unit.",
                      " A result of institutions says nothing about units.");
    else
        say_spillover(out, view);
}

/* ---- warnings */

static void say_revoked(struct zi_buffer *out, const struct zi_impact_view *view, size_t n)
{
    static const struct zi_text rules[] = {
        [ZI_REVOKED_UNTIL] = {"nilainya sejak pencabutan tidak dipakai",
                              "their values from the revocation on are not used"},
        [ZI_REVOKED_KEEP] = {"tetap dihitung sebagai penerima", "they count as awarded for good"},
        [ZI_REVOKED_DROP] = {"unitnya tidak dipakai", "these units are not used"},
    };

    zi_buffer_say(out, view->language, "unit yang dicabut predikatnya: %zu; %s (--revoked)",
                  "units whose predicate was revoked: %zu; %s (--revoked)", n,
                  zi_text_in(rules[view->impact->request.revoked], view->language));
}

static void say_break(struct zi_buffer *out, const struct zi_impact_view *view, size_t year)
{
    zi_buffer_say(
        out, view->language,
        "deret %s putus pada %zu; efek tahun hanya mengeluarkan pergeseran yang sama bagi "
        "semua unit",
        "the series of %s breaks in %zu; comparisons take out only a shift that is common to "
        "all units",
        view->panel->catalogue->indices[view->impact->request.outcome].name, year);
}

static void say_forbidden(struct zi_buffer *out, const struct zi_impact_view *view)
{
    const struct zi_comparison_total *forbidden =
        &view->impact->bacon.totals[ZI_LATER_AGAINST_EARLIER];

    zi_buffer_say(
        out, view->language,
        "efek tunggal (twfe) tidak layak dikutip: ia juga membandingkan penerima belakangan "
        "dengan yang sudah menerima (bobot %.0f%%, %s poin)",
        "the static effect (twfe) should not be quoted: it also compares later awards with "
        "units already awarded (weight %.0f%%, %s points)",
        100 * forbidden->weight, fixed(view, forbidden->estimate).text);
}

/* Warnings that say the same whatever the numbers but n. */
static const struct {
    const char *id;
    const char *en;
} plain[ZI_WARN_COUNT] = {
    [ZI_WARN_DECIDES] =
        {"nilai ini ikut menentukan predikat (dipaksa): unit dipilih karenanya, dan "
         "turun sesudahnya dengan sendirinya",
         "this score takes part in deciding the award (forced): units are chosen for "
         "it, and fall back by themselves"},
    [ZI_WARN_NO_NEVER] =
        {"semua unit menerima predikat dalam tahun-tahun ini: pembandingnya hanya yang "
         "belum menerima",
         "all units are awarded within these years: only those not yet awarded "
         "compare"},
    [ZI_WARN_SHARE] = {"indeks milik instansi: perlakuannya pangsa unit yang berpredikat, gugusnya "
                       "instansi",
                       "an index of institutions: the treatment is the share of awarded units, "
                       "clustered by institution"},
    [ZI_WARN_PEAK] =
        {"unit dipilih pada puncak nilainya: sesudahnya nilai turun dengan sendirinya; "
         "pegang baris matched",
         "units were chosen at a peak: scores fall back by themselves; hold on to the row "
         "matched"},
    [ZI_WARN_LEADS] = {"tren sudah berbeda sebelum predikat",
                       "trends differ already before the award"},
};

void zi_say_impact_warning(struct zi_buffer *out, const struct zi_impact_view *view,
                           enum zi_impact_warning warning)
{
    size_t n = view->impact->warning_n[warning];

    switch (warning) {
    case ZI_WARN_FEW_TREATED:
        zi_buffer_say(
            out, view->language,
            "unit penerima hanya %zu: galat baku tidak dapat dipercaya, pegang p permutasi",
            "only %zu awarded units: no standard error is to be trusted, hold on to the "
            "p of permutation",
            n);
        break;
    case ZI_WARN_SMALL_COHORTS:
        zi_buffer_say(out, view->language,
                      "angkatan di bawah 5 unit: %zu; angka per angkatan sangat tidak pasti",
                      "cohorts of fewer than 5 units: %zu; their own numbers are very uncertain",
                      n);
        break;
    case ZI_WARN_FEW_CLUSTERS:
        zi_buffer_say(out, view->language, "hanya %zu gugus: p dan selang kasar",
                      "only %zu clusters: p and interval are rough", n);
        break;
    case ZI_WARN_STAGGERED:
        zi_buffer_say(out, view->language,
                      "predikat diberikan dalam %zu tahun berbeda: efek tunggal (twfe) naif",
                      "awards began in %zu different years: the static effect (twfe) is naive", n);
        break;
    case ZI_WARN_REVOKED: say_revoked(out, view, n); break;
    case ZI_WARN_BREAK: say_break(out, view, n); break;
    case ZI_WARN_FORBIDDEN: say_forbidden(out, view); break;
    default:
        zi_buffer_add(out, view->language == ZI_ENGLISH ? plain[warning].en : plain[warning].id);
    }
}

const char *zi_impact_dropped_text(const struct zi_impact_view *view,
                                   enum zi_impact_dropped dropped)
{
    static const struct zi_text texts[ZI_DROPPED_COUNT] = {
        [ZI_DROPPED_NO_VALUE] = {"unit tanpa nilai", "units without a value"},
        [ZI_DROPPED_ALWAYS] = {"unit yang sudah menerima sejak tahun pertama: tidak ada sebelumnya",
                               "units awarded by the first year: nothing before"},
        [ZI_DROPPED_UNDATED] = {"unit yang tahun predikatnya tidak tertulis",
                                "units awarded in a year that is not printed"},
        [ZI_DROPPED_REVOKED] = {"unit yang predikatnya dicabut (--revoked drop)",
                                "units whose predicate was revoked (--revoked drop)"},
        [ZI_DROPPED_AFTER] = {"nilai sejak pencabutan predikat",
                              "values from the revocation of the predicate on"},
        [ZI_DROPPED_ALONE] = {"nilai yang sendirian di unit atau tahunnya",
                              "values alone in their unit or year"},
    };

    return zi_text_in(texts[dropped], view->language);
}
