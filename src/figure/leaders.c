/* What leaders are shown on one page. */
#include "figure.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/count.h"
#include "base/number.h"
#include "chart/leaders.h"
#include "zistat/analysis/propose.h"
#include "zistat/analysis/summary.h"

/* What the page is made from. */
struct leaders {
    const struct zi_figures *figures;
    const struct zi_outlook *outlook;
    enum zi_target target; /* of the nearest candidates */
    struct zi_chart_threshold thresholds[2];
    struct zi_readiness *before[3]; /* by target: the year before, NULL when no rule was in force */
    struct zi_summary *by_year;     /* of the ZI total of units */
    size_t n_by_year;
    struct zi_proposals proposals; /* of all that can be proposed */
    bool has_area_rules;           /* the rules of the year ask for a share of each area's weight */
    size_t areas_unknown;          /* units with the first total without data of some area */
    struct zi_leaders_chart page;
};

enum { NAMED = 3 };

/* ---- text ---- */

static const char *say_number(const struct leaders *l, double value)
{
    const double limits[] = {l->thresholds[0].value, l->thresholds[1].value};
    char text[ZI_NUMBER_MAX];

    zi_number_show(text, value, 1, limits, 2, l->figures->options.language);
    return figure_say(l->figures, "%s", "%s", text);
}

/* A limit with all its digits: "75", "18,25". */
static const char *say_exact(const struct leaders *l, double value)
{
    char text[ZI_NUMBER_MAX];
    const char *point;

    zi_number_shortest(text, value);
    point = strchr(text, '.');
    zi_number_fixed(text, value, point != NULL ? (int)strlen(point + 1) : 0,
                    l->figures->options.language);
    return figure_say(l->figures, "%s", "%s", text);
}

/* "▲ 5 dari 2024", "= 2024". */
static const char *say_change(const struct leaders *l, double change, int decimals)
{
    char text[ZI_NUMBER_MAX];
    int before = l->outlook->year - 1;

    if (fabs(change) < 0.5 * pow(10, -decimals))
        return figure_say(l->figures, "sama dengan %d", "as in %d", before);
    zi_number_fixed(text, fabs(change), decimals, l->figures->options.language);
    return figure_say(l->figures, "%s %s dari %d", "%s %s from %d", change > 0 ? "▲" : "▼", text,
                      before);
}

static const char *name_of(const struct leaders *l, size_t entity)
{
    const struct zi_entity *e = &figure_panel(l->figures)->entities[entity];

    return e->short_name[0] != '\0' ? e->short_name : zi_entity_name(e);
}

/* ---- computing ---- */

static enum zi_code judge_before(struct leaders *l, struct zi_error *error)
{
    static const struct {
        enum zi_target target;
        enum zi_aim aim;
    } aims[] = {{ZI_WBK, ZI_AIM_WBK}, {ZI_WBBM, ZI_AIM_WBBM}};
    size_t n;

    for (size_t i = 0; i < ZI_COUNT(aims); i++) {
        enum zi_code code = zi_readiness_compute(
            l->outlook->selection, l->outlook->regulations, l->outlook->year - 1, aims[i].aim,
            l->figures->arena, &l->before[aims[i].target], &n, error);

        if (code == ZI_EFEW)
            l->before[aims[i].target] = NULL;
        else
            ZI_TRY(code);
    }
    return ZI_OK;
}

static enum zi_code summarise_years(struct leaders *l, struct zi_error *error)
{
    struct zi_selection totals = *l->outlook->selection;
    size_t zi = (size_t)l->outlook->zi;
    struct zi_summary *rows;
    size_t n;

    if (figure_panel(l->figures)->values[zi] == NULL) /* totals are sums of parts, or nothing */
        return ZI_OK;
    totals.indices = &zi;
    totals.n_indices = 1;
    ZI_TRY(zi_summary_compute(&totals, ZI_BY_YEAR, l->figures->arena, &rows, &n, error));
    l->by_year = rows;
    for (size_t i = 0; i < n; i++)
        if (rows[i].level == ZI_LEVEL_UNIT)
            rows[l->n_by_year++] = rows[i];
    return ZI_OK;
}

static const struct zi_summary *year_of(const struct leaders *l, int year)
{
    for (size_t i = 0; i < l->n_by_year; i++)
        if (l->by_year[i].year == year)
            return &l->by_year[i];
    return NULL;
}

static size_t count_passes(const struct zi_readiness results[], size_t n)
{
    size_t passes = 0;

    for (size_t i = 0; i < n; i++)
        passes += results[i].verdict == ZI_PASS;
    return passes;
}

/* A holder of WBBM has nothing left to be proposed for. */
static int held(const struct leaders *l, size_t unit)
{
    int since;

    return zi_panel_predicate(figure_panel(l->figures), l->outlook->wbk[unit].entity,
                              l->outlook->year, &since);
}

static bool is_first_reached(const struct leaders *l, size_t unit)
{
    return zi_number_at_least(l->outlook->wbk[unit].score, l->thresholds[0].value);
}

static bool can_be_proposed(const struct leaders *l, size_t unit)
{
    return held(l, unit) != ZI_WBBM && l->outlook->aimed[unit].verdict == ZI_PASS;
}

/* ---- title and tiles ---- */

/* The name of the only institution, or NULL. */
static const struct zi_entity *only_institution(const struct leaders *l)
{
    const struct zi_panel *panel = figure_panel(l->figures);
    const struct zi_entity *first = &panel->entities[l->outlook->wbk[0].entity];
    const struct zi_entity *last =
        &panel->entities[l->outlook->wbk[l->outlook->n_units - 1].entity];

    return strcmp(first->institution, last->institution) == 0 && first->institution[0] != '\0'
               ? first
               : NULL;
}

static void say_title(struct leaders *l)
{
    const struct zi_entity *institution = only_institution(l);
    size_t wbk = count_passes(l->outlook->wbk, l->outlook->n_units);
    size_t wbbm = count_passes(l->outlook->wbbm, l->outlook->n_units);
    const char *name = institution != NULL ? institution->institution : "";
    const char *space = institution != NULL ? " " : "", *further = "";

    if (wbbm > 0)
        further =
            figure_say(l->figures, ", %zu memenuhi syarat WBBM",
                       wbbm == 1 ? ", %zu meets those of WBBM" : ", %zu meet those of WBBM", wbbm);
    if (wbk == 0)
        l->page.title = figure_say(
            l->figures, "Zona Integritas%s%s %d: belum ada unit yang memenuhi semua syarat WBK%s",
            "Zona Integritas%s%s %d: no unit meets all conditions of WBK yet%s", space, name,
            l->outlook->year, further);
    else
        l->page.title = figure_say(
            l->figures, "Zona Integritas%s%s %d: %zu\u00a0unit memenuhi semua syarat WBK%s",
            wbk == 1 ? "Zona Integritas%s%s %d: %zu\u00a0unit meets all conditions of WBK%s"
                     : "Zona Integritas%s%s %d: %zu\u00a0units meet all conditions of WBK%s",
            space, name, l->outlook->year, wbk, further);
    l->page.subtitle = figure_say(
        l->figures, "Ringkasan untuk pimpinan. Nilai evaluasi internal (TPI) %d, %zu unit",
        "Summary for leaders. Internal evaluation (TPI) %d, %zu units", l->outlook->year,
        l->outlook->n_units);
}

static void add_tile(struct leaders *l, const char *figure, const char *what, const char *change,
                     bool first_rank)
{
    l->page.tiles[l->page.n_tiles++] = (struct zi_leaders_tile){figure, what, change, first_rank};
}

static void add_passes(struct leaders *l, enum zi_target target)
{
    const struct zi_readiness *now = target == ZI_WBK ? l->outlook->wbk : l->outlook->wbbm;
    const struct zi_readiness *before = l->before[target];
    size_t n = l->outlook->n_units, passes = count_passes(now, n);

    add_tile(
        l, figure_say(l->figures, "%zu", "%zu", passes),
        figure_say(l->figures, "memenuhi syarat %s", "meet the %s rules", zi_target_name(target)),
        before == NULL ? NULL : say_change(l, (double)passes - (double)count_passes(before, n), 0),
        true);
}

static bool is_comparable(const struct leaders *l, size_t index)
{
    return zi_catalogue_break(figure_panel(l->figures)->catalogue, index, l->outlook->year - 1,
                              l->outlook->year) == NULL;
}

static void add_median(struct leaders *l)
{
    const struct zi_summary *now = year_of(l, l->outlook->year);
    const struct zi_summary *before = year_of(l, l->outlook->year - 1);

    if (now == NULL)
        return;
    add_tile(l, say_number(l, now->description.median),
             figure_say(l->figures, "median nilai ZI", "median ZI score"),
             before == NULL || !is_comparable(l, (size_t)l->outlook->zi)
                 ? NULL
                 : say_change(l, now->description.median - before->description.median, 1),
             false);
}

/* The institution's RB index, of the latest year that it has one. */
static void add_rb(struct leaders *l)
{
    const struct zi_panel *panel = figure_panel(l->figures);
    long rb = zi_catalogue_find(panel->catalogue, "rb", strlen("rb"));
    size_t institution = only_institution(l) == NULL
                             ? SIZE_MAX
                             : zi_panel_institution(panel, l->outlook->wbk[0].entity);
    char text[ZI_NUMBER_MAX];

    if (rb == ZI_NO_INDEX || institution == SIZE_MAX)
        return;
    for (int year = l->outlook->year; year >= l->outlook->year - 1; year--) {
        double value = zi_panel_value(panel, institution, (size_t)rb, year);

        if (isnan(value))
            continue;
        zi_number_fixed(text, value, 1, l->figures->options.language);
        add_tile(l, figure_say(l->figures, "%s", "%s", text),
                 figure_say(l->figures, "indeks RB %d", "RB index %d", year), NULL, false);
        return;
    }
}

static void add_tiles(struct leaders *l)
{
    const struct zi_summary *now = year_of(l, l->outlook->year);
    const struct zi_summary *before = year_of(l, l->outlook->year - 1);

    add_tile(l, figure_say(l->figures, "%zu", "%zu", now != NULL ? now->description.n : 0),
             figure_say(l->figures, "unit dinilai", "units assessed"),
             before == NULL ? NULL
                            : figure_say(l->figures, "%zu pada %d", "%zu in %d",
                                         before->description.n, l->outlook->year - 1),
             false);
    add_passes(l, ZI_WBK);
    add_passes(l, ZI_WBBM);
    add_median(l);
    add_rb(l);
}

/* ---- candidates ---- */

static int by_chance(const void *a, const void *b)
{
    const struct zi_leaders_candidate *one = a, *other = b;

    if (one->probability != other->probability)
        return one->probability > other->probability ? -1 : 1;
    if (one->score != other->score)
        return one->score > other->score ? -1 : 1;
    return strcmp(one->name, other->name);
}

static struct zi_leaders_candidate candidate_of(const struct leaders *l, size_t unit,
                                                const struct zi_forecast *forecast)
{
    size_t entity = l->outlook->wbk[unit].entity;
    const struct zi_entity *named = &figure_panel(l->figures)->entities[entity];

    return (struct zi_leaders_candidate){
        .name = zi_entity_name(named),
        .short_name = named->short_name,
        .score = l->outlook->wbk[unit].score,
        .low80 = forecast->eighty.low,
        .high80 = forecast->eighty.high,
        .probability = zi_forecast_reach(forecast, zi_outlook_threshold(l->outlook, l->target)),
        .status = figure_status(l->outlook, unit, ZI_WBK),
    };
}

/* Units that do not hold the target, by their chance of passing its total. */
static enum zi_code list_candidates(struct leaders *l, struct zi_error *error)
{
    struct zi_leaders_candidate *all =
        zi_arena_allocate(l->figures->arena, l->outlook->n_units + 1, sizeof *all);
    const char *target = zi_target_name(l->target);
    size_t n = 0;

    if (all == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < l->outlook->n_units; i++) {
        const struct zi_forecast *forecast = l->outlook->forecasts[l->outlook->wbk[i].entity];

        if (held(l, i) < (int)l->target && forecast != NULL && forecast->reason == ZI_DEFINED &&
            isfinite(l->outlook->wbk[i].score))
            all[n++] = candidate_of(l, i, forecast);
    }
    qsort(all, n, sizeof *all, by_chance);
    l->page.n_candidates = n < ZI_LEADERS_CANDIDATES ? n : ZI_LEADERS_CANDIDATES;
    memcpy(l->page.candidates, all, l->page.n_candidates * sizeof *all);
    l->page.candidates_title =
        figure_say(l->figures, "Unit belum %s dengan peluang tertinggi melewati ambangnya",
                   "Units without %s that are likeliest to pass its threshold", target);
    l->page.candidates_subtitle = figure_say(
        l->figures, "nilai %d, interval prediksi 80%% dan peluang nilai ≥ %s untuk %d",
        "score %d, 80%% prediction interval and chance of a score ≥ %s in %d", l->outlook->year,
        say_exact(l, zi_outlook_threshold(l->outlook, l->target)), l->outlook->year + 1);
    return ZI_OK;
}

/* ---- stages and areas ---- */

static void add_stage(struct leaders *l, const char *name, double units, const char *range)
{
    l->page.stages[l->page.n_stages++] = (struct zi_leaders_stage){name, units, range};
}

/* The number of proposals that may reach their totals, with its range; left out when some have no
 * chance of their own, or when they are not all among the stage before. */
static void add_expected(struct leaders *l, size_t proposed)
{
    const struct zi_proposals *proposals = &l->proposals;
    size_t low, high;

    if (proposed == 0 || proposals->n_of[ZI_CHOSEN] != proposed || proposals->n_chances != proposed)
        return;
    zi_proposals_range(proposals, 0.8, &low, &high);
    add_stage(l,
              figure_say(l->figures, "perkiraan bernilai cukup %d",
                         "expected to score enough in %d", l->outlook->year + 1),
              proposals->expected,
              figure_say(l->figures, "80%%: %zu–%zu", "80%%: %zu–%zu", low, high));
}

/* Each is a subset of the one before: assessed, with the first total, with every condition of WBK
 * known and met, and among these the proposals. */
static void list_stages(struct leaders *l)
{
    size_t assessed = 0, reached = 0, first = 0, proposed = 0;

    for (size_t i = 0; i < l->outlook->n_units; i++) {
        bool is_assessed = isfinite(l->outlook->wbk[i].score);
        bool is_reached = is_assessed && is_first_reached(l, i);
        bool is_first = is_reached && l->outlook->wbk[i].verdict == ZI_PASS;

        assessed += is_assessed;
        reached += is_reached;
        first += is_first;
        proposed += is_first && can_be_proposed(l, i);
    }
    l->page.stages_title = figure_say(l->figures, "Dari dinilai sampai diusulkan, %d",
                                      "From assessed to proposed, %d", l->outlook->year);
    l->page.stages_subtitle =
        figure_say(l->figures, "banyak unit pada tiap tahap", "units at each stage");
    add_stage(l, figure_say(l->figures, "dinilai TPI", "assessed by TPI"), (double)assessed, NULL);
    add_stage(
        l, figure_say(l->figures, "nilai ≥ %s", "score ≥ %s", say_exact(l, l->thresholds[0].value)),
        (double)reached, NULL);
    add_stage(l, figure_say(l->figures, "semua syarat WBK", "all WBK conditions"), (double)first,
              NULL);
    add_stage(l, figure_say(l->figures, "dapat diusulkan", "can be proposed"), (double)proposed,
              NULL);
    add_expected(l, proposed);
}

static int by_units(const void *a, const void *b)
{
    const struct zi_leaders_area *one = a, *other = b;

    if (one->units != other->units)
        return one->units > other->units ? -1 : 1;
    return strcmp(one->name, other->name);
}

/* How the units with the first total stand on rule k of WBBM. */
struct standings {
    size_t failed, unknown;
};

static struct standings standings_on(const struct leaders *l, size_t k)
{
    const struct zi_rule *rule = l->outlook->wbbm->rules[k].rule;
    struct standings standings = {0, 0};

    for (size_t i = 0; i < l->outlook->n_units; i++) {
        const struct zi_readiness *unit = &l->outlook->wbbm[i];

        if (!is_first_reached(l, i) || k >= unit->n_rules || unit->rules[k].rule != rule)
            continue;
        standings.failed += unit->rules[k].verdict == ZI_FAIL;
        standings.unknown += unit->rules[k].verdict == ZI_UNKNOWN;
    }
    return standings;
}

/* Rules on the share of an area's weight, and how many units with the first total fail each. An
 * area that nobody has data for is none that holds nobody back. */
static void list_areas(struct leaders *l)
{
    const struct zi_readiness *first = l->outlook->wbbm;
    double percent = NAN;
    size_t reached = 0;

    for (size_t i = 0; i < l->outlook->n_units; i++)
        reached += is_first_reached(l, i);
    for (size_t k = 0; k < first->n_rules && l->page.n_areas < ZI_LEADERS_AREAS; k++) {
        const struct zi_rule *rule = first->rules[k].rule;
        struct standings standings = standings_on(l, k);

        if (rule->unit != ZI_IN_PERCENT_OF_WEIGHT)
            continue;
        percent = rule->value;
        if (standings.unknown > l->areas_unknown)
            l->areas_unknown = standings.unknown;
        if (standings.unknown < reached)
            l->page.areas[l->page.n_areas++] = (struct zi_leaders_area){
                zi_text_in(rule->label, l->figures->options.language), standings.failed};
    }
    l->has_area_rules = isfinite(percent);
    if (l->page.n_areas == 0)
        return;
    qsort(l->page.areas, l->page.n_areas, sizeof *l->page.areas, by_units);
    l->page.areas_title =
        figure_say(l->figures, "Area yang menahan WBBM", "Areas that hold back WBBM");
    l->page.areas_subtitle =
        figure_say(l->figures, "banyak dari %zu unit bernilai ≥ %s dengan capaian area < %s%%",
                   "how many of %zu units with a score ≥ %s have the area below %s%%", reached,
                   say_exact(l, l->thresholds[0].value), say_exact(l, percent));
}

/* ---- years ---- */

static enum zi_code list_years(struct leaders *l, struct zi_error *error)
{
    const struct zi_panel *panel = figure_panel(l->figures);
    struct zi_leaders_year *years =
        zi_arena_allocate(l->figures->arena, l->n_by_year + 1, sizeof *years);
    int *breaks =
        zi_arena_allocate(l->figures->arena, panel->catalogue->n_breaks + 1, sizeof *breaks);

    if (years == NULL || breaks == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < l->n_by_year; i++) {
        const struct zi_description *d = &l->by_year[i].description;

        years[i] = (struct zi_leaders_year){
            .year = l->by_year[i].year, .q1 = d->q1, .median = d->median, .q3 = d->q3};
        for (size_t k = 0; k < l->outlook->n_units; k++) {
            double score = zi_panel_value(panel, l->outlook->wbk[k].entity, (size_t)l->outlook->zi,
                                          years[i].year);

            if (isnan(score))
                continue;
            if (zi_number_at_least(score, l->thresholds[1].value))
                years[i].second++;
            else if (zi_number_at_least(score, l->thresholds[0].value))
                years[i].first++;
            else
                years[i].below++;
        }
    }
    for (size_t i = 0; i < panel->catalogue->n_breaks && l->n_by_year > 0; i++) {
        const struct zi_break *found = &panel->catalogue->breaks[i];

        if ((long)found->index == l->outlook->zi && found->year > years[0].year &&
            found->year <= years[l->n_by_year - 1].year)
            breaks[l->page.n_breaks++] = found->year;
    }
    l->page.years = years;
    l->page.n_years = l->n_by_year;
    l->page.breaks = breaks;
    l->page.years_title =
        figure_say(l->figures, "Unit menurut nilai total", "Units by total score");
    l->page.median_title = figure_say(l->figures, "Median nilai ZI dan separuh unit di tengah",
                                      "Median ZI score and the middle half");
    return ZI_OK;
}

/* ---- decisions ---- */

typedef bool is_listed(const struct leaders *l, size_t unit);

static bool has_fallen(const struct leaders *l, size_t unit)
{
    double before = zi_panel_value(figure_panel(l->figures), l->outlook->wbk[unit].entity,
                                   (size_t)l->outlook->zi, l->outlook->year - 1);

    return is_first_reached(l, unit) && is_comparable(l, (size_t)l->outlook->zi) &&
           l->outlook->wbk[unit].score < before;
}

static size_t count_listed(const struct leaders *l, is_listed *listed)
{
    size_t n = 0;

    for (size_t i = 0; i < l->outlook->n_units; i++)
        n += listed(l, i);
    return n;
}

/* "Dinas A, Dinas B, Dinas C, dan 4 lagi" */
static const char *list_names(const struct leaders *l, is_listed *listed)
{
    size_t n = count_listed(l, listed), named = 0;
    struct zi_buffer text;
    const char *list;

    zi_buffer_init(&text);
    for (size_t i = 0; i < l->outlook->n_units && named < NAMED; i++)
        if (listed(l, i))
            zi_buffer_print(&text, "%s%s", named++ > 0 ? ", " : "",
                            name_of(l, l->outlook->wbk[i].entity));
    if (n > NAMED)
        zi_buffer_say(&text, l->figures->options.language, ", dan %zu lagi", ", and %zu more",
                      n - NAMED);
    list = figure_say(l->figures, "%s", "%s",
                      text.out_of_memory || text.text == NULL ? "" : text.text);
    zi_buffer_release(&text);
    return list;
}

static void decide(struct leaders *l, const char *sentence)
{
    l->page.decisions[l->page.n_decisions++] = sentence;
}

/* Each has a form for when there is nothing of the kind. */
static void list_decisions(struct leaders *l)
{
    size_t ready = count_listed(l, can_be_proposed), fallen = count_listed(l, has_fallen);
    size_t unknown = 0;

    for (size_t i = 0; i < l->outlook->n_units; i++)
        unknown += l->outlook->aimed[i].verdict == ZI_UNKNOWN;
    if (ready > 0)
        decide(l, figure_say(l->figures, "Usulkan %zu unit yang memenuhi semua syaratnya: %s.",
                             "Propose the %zu units that meet all their conditions: %s.", ready,
                             list_names(l, can_be_proposed)));
    else
        decide(l,
               figure_say(l->figures, "Belum ada unit yang dapat diusulkan; %zu masih kurang data.",
                          "No unit can be proposed yet; %zu lack data.", unknown));
    if (l->page.n_areas > 0 && l->page.areas[0].units > 0)
        decide(l, figure_say(l->figures,
                             "Dampingi %zu unit pada area yang paling sering menahan WBBM: %s.",
                             "Support %zu units in the area that most often holds back WBBM: %s.",
                             l->page.areas[0].units, l->page.areas[0].name));
    else if (l->areas_unknown > 0)
        decide(l, figure_say(l->figures,
                             "Kumpulkan capaian area pengungkit: belum diketahui pada %zu unit.",
                             "Collect the scores of lever areas: they are not known for %zu units.",
                             l->areas_unknown));
    else if (l->has_area_rules)
        decide(l, figure_say(l->figures,
                             "Tidak ada area pengungkit yang menahan unit dengan nilai cukup.",
                             "No lever area holds back a unit with a sufficient score."));
    else
        decide(l, figure_say(l->figures,
                             "Aturan tahun %d tidak menetapkan syarat per area pengungkit.",
                             "The rules of %d set no condition on lever areas.", l->outlook->year));
    if (fallen > 0)
        decide(l, figure_say(
                      l->figures, "Jaga %zu unit di atas ambang yang nilainya turun sejak %d: %s.",
                      "Look after %zu units above the threshold whose score fell since %d: %s.",
                      fallen, l->outlook->year - 1, list_names(l, has_fallen)));
    else
        decide(l, figure_say(l->figures, "Lengkapi data: %zu unit belum dapat diputuskan.",
                             "Complete the data: %zu units cannot be decided yet.", unknown));
}

/* ---- the whole ---- */

static enum zi_code fill(struct leaders *l, struct zi_error *error)
{
    const struct zi_scale *scale = figure_score_scale(l->figures);

    const struct zi_propose_request request = {
        .aim = ZI_AIM_AUTO, .objective = ZI_MAXIMISE_TOTAL, .slots = SIZE_MAX};

    ZI_TRY(judge_before(l, error));
    ZI_TRY(summarise_years(l, error));
    ZI_TRY(zi_propose_compute(l->outlook->selection, l->outlook->regulations, l->outlook->year,
                              &request, l->figures->arena, &l->proposals, error));
    l->page.thresholds = l->thresholds;
    l->page.scale_low = scale->min;
    l->page.scale_high = scale->max;
    say_title(l);
    add_tiles(l);
    ZI_TRY(list_candidates(l, error));
    list_stages(l);
    list_areas(l);
    ZI_TRY(list_years(l, error));
    list_decisions(l);
    l->page.footer = figure_say(
        l->figures,
        "Peluang hanya untuk nilai total, bukan syarat lain (lereng acak antarunit, REML). Garis "
        "titik-titik: lembar evaluasi berganti; nilai sebelum dan sesudahnya tidak sebanding. "
        "Sumber: "
        "%s.",
        "Chances are of the total only, not of other conditions (random slopes over units, REML). "
        "Dotted line: a new evaluation sheet; scores before and after are not comparable. Source: "
        "%s.",
        l->figures->source);
    return ZI_OK;
}

enum zi_code zi_figure_leaders(const struct zi_figures *figures,
                               const struct zi_figure_request *request, struct zi_chart *chart,
                               struct zi_error *error)
{
    struct leaders l = {.figures = figures, .outlook = figures->outlook, .target = request->target};

    if (!figure_has_scores(figures))
        return figure_no_scores(figures, error);
    if (figure_thresholds(figures->outlook, l.thresholds) < 2)
        return zi_fail(error, ZI_EFEW, "ambang nilai total WBK dan WBBM tahun %d tidak diketahui",
                       "the totals that WBK and WBBM ask for in %d are not known",
                       figures->outlook->year);
    ZI_TRY(fill(&l, error));
    return zi_chart_leaders(&l.page, &figures->options, chart, error);
}
