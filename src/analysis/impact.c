/* What changes after an award: the design, what makes it unsafe, and every estimate of it. */
#include "analysis/impact.h"

#include <math.h>
#include <string.h>

#include "analysis/impact_design.h"
#include "analysis/impact_share.h"
#include "analysis/impact_spillover.h"
#include "stats/power.h"
#include "stats/random.h"
#include "stats/simultaneous.h"

/* Differences in leads that are taken for real. */
static const double lead_level = 0.10;
/* The part of forbidden comparisons beyond which the static effect is not to be read. */
static const double forbidden_most = 0.10;
/* The part below which their sign does not matter either. */
static const double forbidden_least = 0.01;
/* Institutions from which on rows are clustered by them. */
enum { INSTITUTIONS_FOR_CLUSTERS = 5, CLUSTERS_FEW = 10 };

const char *zi_impact_award_name(enum zi_impact_award award)
{
    static const char *const names[] = {"wbk", "wbbm", "dicanangkan"};

    return names[award];
}

struct zi_text zi_impact_award_words(enum zi_impact_award award)
{
    static const struct zi_text texts[] = {
        [ZI_AWARD_WBK] = {"WBK", "WBK"},
        [ZI_AWARD_WBBM] = {"WBBM", "WBBM"},
        [ZI_AWARD_DECLARED] = {"pencanangan ZI", "the declaration of ZI"},
    };

    return texts[award];
}

const char *zi_revoked_rule_name(enum zi_revoked_rule rule)
{
    static const char *const names[] = {"until", "keep", "drop"};

    return names[rule];
}

const char *zi_impact_dropped_name(enum zi_impact_dropped dropped)
{
    static const char *const names[ZI_DROPPED_COUNT] = {"no-value", "always-treated",   "undated",
                                                        "revoked",  "after-revocation", "alone"};

    return names[dropped];
}

const char *zi_impact_warning_name(enum zi_impact_warning warning)
{
    static const char *const names[ZI_WARN_COUNT] = {
        [ZI_WARN_DECIDES] = "decides-award",
        [ZI_WARN_FEW_TREATED] = "few-treated",
        [ZI_WARN_SMALL_COHORTS] = "small-cohorts",
        [ZI_WARN_NO_NEVER] = "no-never-awarded",
        [ZI_WARN_BREAK] = "break",
        [ZI_WARN_REVOKED] = "revoked",
        [ZI_WARN_SHARE] = "institution-share",
        [ZI_WARN_FEW_CLUSTERS] = "few-clusters",
        [ZI_WARN_STAGGERED] = "staggered",
        [ZI_WARN_FORBIDDEN] = "forbidden-comparisons",
        [ZI_WARN_PEAK] = "chosen-at-a-peak",
        [ZI_WARN_LEADS] = "leads",
    };

    return names[warning];
}

struct zi_impact_request zi_impact_usual(void)
{
    return (struct zi_impact_request){.first_distance = -5,
                                      .last_distance = 4,
                                      .errors = ZI_ERRORS_CHOSEN,
                                      .confidence = 0.95,
                                      .power = 0.8,
                                      .draws = ZI_WILD_DRAWS,
                                      .seed = ZI_RANDOM_SEED,
                                      .threads = 1};
}

const struct zi_estimate *zi_impact_headline(const struct zi_impact *impact)
{
    if (impact->on == ZI_LEVEL_INSTITUTION)
        return &impact->naive.effect;
    if (impact->prefers_same_past)
        return &impact->same_past.effect;
    return &zi_group_time_overall(&impact->effects, ZI_AVERAGE_SIMPLE)->effect;
}

struct work {
    const struct zi_selection *selection;
    struct zi_impact *out;
    struct zi_arena *arena; /* of the results */
    struct impact_design design;
    struct zi_confidence confidence;
    struct zi_panel_inference inference;
};

static void warn(struct zi_impact *out, enum zi_impact_warning warning, bool applies, size_t n)
{
    out->warned[warning] = applies;
    out->warning_n[warning] = n;
}

/* ---- what may be asked */

static const char *outcome_name(const struct work *work)
{
    return work->selection->panel->catalogue->indices[work->out->request.outcome].name;
}

/* The evaluation itself, its parts, and what they are made of. */
static bool decides_award(const struct work *work)
{
    const struct zi_catalogue *catalogue = work->selection->panel->catalogue;
    size_t outcome = work->out->request.outcome;
    long zi = zi_catalogue_find(catalogue, "zi", 2);
    const char *name = outcome_name(work);

    if (work->out->request.award == ZI_AWARD_DECLARED)
        return false;
    if (strncmp(name, "zi", 2) == 0 && (name[2] == '\0' || name[2] == '.' || name[2] == '_'))
        return true;
    for (int year = work->selection->first_year; zi >= 0 && year <= work->selection->last_year;
         year++)
        if (zi_catalogue_contains(catalogue, (size_t)zi, outcome, year))
            return true;
    return false;
}

static enum zi_code refuse_decisive(struct work *work, struct zi_error *error)
{
    bool decides = decides_award(work);

    warn(work->out, ZI_WARN_DECIDES, decides, 0);
    if (!decides || work->out->request.forced)
        return ZI_OK;
    return zi_fail(
        error, ZI_EUSAGE,
        "%s ikut menentukan predikat: unit dipilih karena nilainya, sehingga turun-naiknya "
        "sesudah itu bukan dampak; pilih --outcome lain (skm, spi, sakip), atau paksa "
        "dengan --force",
        "%s takes part in deciding the predicate: units are chosen for it, so that what it "
        "does afterwards is no effect; choose another --outcome (skm, spi, sakip), or "
        "insist with --force",
        outcome_name(work));
}

static bool has_values(const struct zi_selection *s, size_t index, enum zi_level level)
{
    for (size_t i = 0; i < s->n_entities; i++)
        for (int year = s->first_year; year <= s->last_year; year++)
            if (zi_entity_level(&s->panel->entities[s->entities[i]]) == level &&
                !isnan(zi_panel_value(s->panel, s->entities[i], index, year)))
                return true;
    return false;
}

static enum zi_code choose_level(struct work *work, struct zi_error *error)
{
    size_t outcome = work->out->request.outcome;
    const struct zi_index *index = &work->selection->panel->catalogue->indices[outcome];

    if (index->level != ZI_LEVEL_INSTITUTION && has_values(work->selection, outcome, ZI_LEVEL_UNIT))
        work->out->on = ZI_LEVEL_UNIT;
    else if (has_values(work->selection, outcome, ZI_LEVEL_INSTITUTION))
        work->out->on = ZI_LEVEL_INSTITUTION;
    else
        return zi_fail(error, ZI_EFEW,
                       "tidak ada nilai %s dalam pilihan ini; lihat: zistat summary",
                       "this selection has no value of %s; see: zistat summary", index->name);
    return ZI_OK;
}

/* ---- units: who is treated, and compared with whom */

static enum zi_code nobody_treated(const struct work *work, struct zi_error *error)
{
    const struct zi_impact *out = work->out;
    const char *award = zi_impact_award_name(out->request.award);

    if (out->dropped[ZI_DROPPED_ALWAYS] + out->dropped[ZI_DROPPED_UNDATED] + out->n_later +
            out->dropped[ZI_DROPPED_REVOKED] ==
        0)
        return zi_fail(error, ZI_EFEW,
                       "data ini tidak memuat peristiwa %s bagi unit yang punya nilai %s; sertakan "
                       "daftar predikat (instansi,unit,predikat,tahun) di antara berkas",
                       "these data hold no event %s of units with values of %s; add a list of "
                       "predicates (instansi,unit,predikat,tahun) to the files",
                       award, outcome_name(work));
    return zi_fail(
        error, ZI_EFEW,
        "tidak ada unit yang menerima %s sesudah %d sampai %d: %zu sudah sebelumnya, %zu "
        "sesudahnya, %zu tanpa tahun",
        "no unit was awarded %s after %d up to %d: %zu were before, %zu after, %zu without "
        "a year",
        award, out->first_year, out->last_year, out->dropped[ZI_DROPPED_ALWAYS], out->n_later,
        out->dropped[ZI_DROPPED_UNDATED]);
}

static enum zi_code check_units(const struct work *work, struct zi_error *error)
{
    const struct zi_impact *out = work->out;

    if (out->n_treated == 0)
        return nobody_treated(work, error);
    if (out->n_treated < out->n_units)
        return ZI_OK;
    if (out->request.controls == ZI_CONTROLS_NEVER)
        return zi_fail(
            error, ZI_EFEW,
            "semua %zu unit menerima %s dalam tahun-tahun ini: tidak ada pembanding; pakai "
            "--control not-yet",
            "all %zu units are awarded %s within these years: nobody to compare with; take "
            "--control not-yet",
            out->n_units, zi_impact_award_name(out->request.award));
    return ZI_OK;
}

static void choose_clusters(struct work *work)
{
    struct zi_impact *out = work->out;

    out->clustering = out->request.clustering;
    if (out->clustering == ZI_CLUSTERING_CHOSEN)
        out->clustering = work->design.n_institutions >= INSTITUTIONS_FOR_CLUSTERS
                              ? ZI_CLUSTERING_INSTITUTION
                              : ZI_CLUSTERING_UNIT;
    out->n_clusters = out->clustering == ZI_CLUSTERING_INSTITUTION ? work->design.n_institutions
                                                                   : work->design.n_units;
}

static enum zi_code choose_errors(struct work *work, struct zi_error *error)
{
    struct zi_impact *out = work->out;
    bool few = out->n_clusters < ZI_CLUSTERS_FOR_CR1 || out->n_treated < ZI_TREATED_FOR_CR1;

    out->errors = out->request.errors != ZI_ERRORS_CHOSEN ? (enum zi_errors)out->request.errors
                  : few                                   ? ZI_ERRORS_CR2
                                                          : ZI_ERRORS_CR1;
    work->inference.errors = out->errors;
    if (out->errors == ZI_ERRORS_WILD && out->n_clusters > ZI_CLUSTERS_EXAMINED)
        return zi_fail(
            error, ZI_EUSAGE,
            "--se wild untuk gugus sedikit (paling banyak %d); dengan %zu gugus pakai --se "
            "cr1 atau cr2",
            "--se wild is for few clusters (at most %d); with %zu clusters take --se cr1 "
            "or cr2",
            ZI_CLUSTERS_EXAMINED, out->n_clusters);
    return ZI_OK;
}

static void warn_before(struct work *work)
{
    struct zi_impact *out = work->out;
    const struct zi_break *after = zi_catalogue_break(
        work->selection->panel->catalogue, out->request.outcome, out->first_year, out->last_year);

    warn(out, ZI_WARN_FEW_TREATED, out->on == ZI_LEVEL_UNIT && out->n_treated < ZI_TREATED_FEW,
         out->n_treated);
    warn(out, ZI_WARN_SMALL_COHORTS,
         out->warning_n[ZI_WARN_SMALL_COHORTS] > 0 && out->n_cohorts > 1,
         out->warning_n[ZI_WARN_SMALL_COHORTS]);
    warn(out, ZI_WARN_NO_NEVER, out->n_treated == out->n_units, 0);
    warn(out, ZI_WARN_BREAK, after != NULL, after ? (size_t)after->year : 0);
    warn(out, ZI_WARN_REVOKED, out->n_revoked > 0, out->n_revoked);
    warn(out, ZI_WARN_SHARE, out->on == ZI_LEVEL_INSTITUTION, 0);
    warn(out, ZI_WARN_FEW_CLUSTERS, out->n_clusters < CLUSTERS_FEW, out->n_clusters);
    warn(out, ZI_WARN_STAGGERED, out->n_cohorts > 1, out->n_cohorts);
}

/* ---- units: estimates */

/* The mean of the treated in the year before; their level, for people. */
static double level_before(const struct impact_design *design)
{
    double sum = 0;
    size_t n = 0;

    for (size_t u = 0; u < design->n_units; u++) {
        double y = design->begins[u] < design->n_years
                       ? design->y[u * design->n_years + design->begins[u] - 1]
                       : NAN;

        sum += isnan(y) ? 0 : y;
        n += isnan(y) ? 0 : 1;
    }
    return n > 0 ? sum / (double)n : NAN;
}

static bool is_in_window(const struct zi_impact *out, const struct zi_average *average)
{
    return average->at >= out->request.first_distance &&
           average->at <= out->request.last_distance && !isnan(average->effect.std_error);
}

/* The averages by distance that have errors, within the window, with their covariance. */
static enum zi_code make_path(struct work *work, struct zi_path *path, struct zi_error *error)
{
    const struct zi_group_time *from = &work->out->path;
    size_t d = from->n_dynamic;
    size_t *chosen = zi_arena_allocate(work->arena, d + 1, sizeof *chosen);
    int *at = zi_arena_allocate(work->arena, d + 1, sizeof *at);
    double *effect = zi_arena_allocate(work->arena, d + 1, sizeof *effect);
    double *covariance = zi_arena_allocate(work->arena, d * d + 1, sizeof *covariance);

    *path = (struct zi_path){.at = at, .effect = effect, .covariance = covariance};
    if (!chosen || !at || !effect || !covariance)
        return zi_fail_memory(error);
    for (size_t i = 0; i < d; i++) {
        const struct zi_average *average = &from->averages[from->first_dynamic + i];

        if (!is_in_window(work->out, average))
            continue;
        at[path->n] = average->at;
        effect[path->n] = average->effect.estimate;
        chosen[path->n++] = i;
    }
    for (size_t i = 0; i < path->n; i++)
        for (size_t j = 0; j < path->n; j++)
            covariance[i * path->n + j] = from->covariance[chosen[i] * d + chosen[j]];
    path->df = zi_group_time_overall(from, ZI_AVERAGE_DYNAMIC)->effect.df;
    return ZI_OK;
}

static enum zi_code bound(struct work *work, struct zi_error *error)
{
    static const double magnitudes[ZI_IMPACT_BOUNDS] = {0.5, 1};
    enum { MAGNITUDE_MOST = 10 };
    struct zi_impact *out = work->out;
    struct zi_path path;

    out->band = NAN;
    out->breakdown = NAN;
    for (size_t i = 0; i < ZI_IMPACT_BOUNDS; i++) {
        out->bound_magnitude[i] = magnitudes[i];
        out->bounds[i] = (struct zi_honest){NAN, NAN, NAN, NAN, NAN};
    }
    ZI_TRY(make_path(work, &path, error));
    if (path.n == 0 || isnan(path.df))
        return ZI_OK;
    for (size_t i = 0; i < ZI_IMPACT_BOUNDS; i++)
        out->bounds[i] = zi_relative_magnitudes(&path, magnitudes[i], &work->confidence);
    out->breakdown = zi_breakdown_magnitude(&path, MAGNITUDE_MOST, &work->confidence);
    return zi_simultaneous_quantile(path.covariance, path.n, path.df, out->request.confidence,
                                    out->request.draws, out->request.seed, &out->band, error);
}

static enum zi_code estimate(struct work *work, const struct zi_adoption *adoption,
                             struct zi_error *error)
{
    struct zi_impact *out = work->out;
    const struct zi_impact_request *request = &out->request;

    ZI_TRY(zi_group_time(adoption, request->controls, request->base, &work->confidence, work->arena,
                         &out->effects, error));
    out->path = out->effects;
    if (request->base != ZI_BASE_UNIVERSAL)
        ZI_TRY(zi_group_time(adoption, request->controls, ZI_BASE_UNIVERSAL, &work->confidence,
                             work->arena, &out->path, error));
    ZI_TRY(bound(work, error));
    ZI_TRY(zi_static_effect(adoption, &work->inference, work->arena, &out->naive, error));
    ZI_TRY(zi_goodman_bacon(adoption, work->arena, &out->bacon, error));
    ZI_TRY(zi_event_study(adoption, request->first_distance, request->last_distance,
                          &work->inference, work->arena, &out->study, error));
    ZI_TRY(zi_same_past(adoption, &work->confidence, &out->same_past, error));
    out->reassign = (struct zi_reassign){.estimate = NAN, .p_value = NAN};
    if (out->n_treated < ZI_TREATED_FEW)
        ZI_TRY(zi_reassign(adoption, request->controls, request->draws, request->seed,
                           &out->reassign, error));
    return impact_spillover(&work->design, out, &work->confidence, error);
}

static void warn_after(struct work *work)
{
    struct zi_impact *out = work->out;
    const struct zi_comparison_total *forbidden = &out->bacon.totals[ZI_LATER_AGAINST_EARLIER];
    const struct zi_comparison_total *clean = &out->bacon.totals[ZI_TREATED_AGAINST_NEVER];
    bool differs = forbidden->weight > forbidden_least && forbidden->estimate * clean->estimate < 0;

    out->dropped[ZI_DROPPED_ALONE] = out->naive.n_alone;
    warn(out, ZI_WARN_FORBIDDEN,
         forbidden->n > 0 && (forbidden->weight > forbidden_most || differs),
         (size_t)(100 * forbidden->weight));
    out->prefers_same_past = zi_same_past_is_preferred(&out->same_past);
    warn(out, ZI_WARN_PEAK, out->prefers_same_past, 0);
    warn(out, ZI_WARN_LEADS,
         out->study.leads.reason == ZI_DEFINED && out->study.leads.p_value < lead_level, 0);
}

static enum zi_code compare_units(struct work *work, struct zi_error *error)
{
    struct zi_adoption adoption;

    ZI_TRY(impact_design_make(&work->design, work->selection, work->out, error));
    ZI_TRY(check_units(work, error));
    choose_clusters(work);
    ZI_TRY(choose_errors(work, error));
    warn_before(work);
    adoption = impact_adoption(&work->design, work->out->clustering);
    work->out->level_before = level_before(&work->design);
    ZI_TRY(estimate(work, &adoption, error));
    warn_after(work);
    return ZI_OK;
}

/* ---- together */

static enum zi_code compare_institutions(struct work *work, struct zi_error *error)
{
    struct zi_impact *out = work->out;

    out->clustering = ZI_CLUSTERING_INSTITUTION;
    out->errors = out->request.errors == ZI_ERRORS_CHOSEN ? ZI_ERRORS_CR2
                                                          : (enum zi_errors)out->request.errors;
    work->inference.errors = out->errors;
    ZI_TRY(impact_share(work->selection, out, &work->inference, work->arena, error));
    warn_before(work);
    return ZI_OK;
}

static enum zi_code compute(struct work *work, struct zi_error *error)
{
    struct zi_impact *out = work->out;
    const struct zi_estimate *headline;

    ZI_TRY(refuse_decisive(work, error));
    ZI_TRY(choose_level(work, error));
    if (out->on == ZI_LEVEL_UNIT)
        ZI_TRY(compare_units(work, error));
    else
        ZI_TRY(compare_institutions(work, error));
    headline = zi_impact_headline(out);
    out->detectable = NAN;
    if (!isnan(headline->std_error))
        out->detectable = zi_minimum_detectable_effect(headline->std_error, headline->df,
                                                       out->request.confidence, out->request.power);
    return ZI_OK;
}

enum zi_code zi_impact_compute(const struct zi_selection *selection,
                               const struct zi_impact_request *request, struct zi_arena *arena,
                               struct zi_impact *impact, struct zi_error *error)
{
    struct work work = {.selection = selection,
                        .out = impact,
                        .arena = arena,
                        .inference = {.draws = request->draws,
                                      .seed = request->seed,
                                      .n_threads = request->threads}};
    enum zi_code code;

    *impact = (struct zi_impact){.request = *request, .level_before = NAN};
    zi_confidence_init(&work.confidence, request->confidence);
    work.inference.confidence = &work.confidence;
    code = compute(&work, error);
    impact_design_release(&work.design);
    return code;
}
