/* What an impact found as tidy rows: warnings and what was dropped, then estimates by kind. */
#include <math.h>
#include <stdio.h>

#include "base/count.h"
#include "base/number.h"
#include "table/impact_words.h"
#include "tables.h"

static const struct zi_column columns[] = {
    {"kind", ZI_COLUMN_TEXT},        {"term", ZI_COLUMN_TEXT},
    {"group", ZI_COLUMN_TEXT},       {"time", ZI_COLUMN_TEXT},
    {"estimate", ZI_COLUMN_NUMBER},  {"std_error", ZI_COLUMN_NUMBER},
    {"statistic", ZI_COLUMN_NUMBER}, {"p_value", ZI_COLUMN_P_VALUE},
    {"conf_low", ZI_COLUMN_NUMBER},  {"conf_high", ZI_COLUMN_NUMBER},
    {"n", ZI_COLUMN_INTEGER},        {"n_units", ZI_COLUMN_INTEGER},
    {"method", ZI_COLUMN_TEXT},      {"note", ZI_COLUMN_TEXT},
};

enum { DECIMALS = 2, YEAR_MAX = 16, METHOD_MAX = 64 };

struct source {
    struct zi_table *table;
    struct zi_impact_view view;
    const struct zi_impact *impact;
    bool detail;              /* everything, and not only what a reader wants first */
    char changes[METHOD_MAX]; /* method of effects by cohort and year */
    char regression[METHOD_MAX];
    char clustered[METHOD_MAX]; /* of the event study */
};

/* What stands in a row; texts "" and numbers NaN where there is nothing to say. */
struct row {
    const char *kind;
    const char *term;
    const char *group;
    const char *time;
    struct zi_estimate e;
    bool judged; /* it should have an error, a p and an interval: where it has none, it has a reason
                  */
    const char *method;
    struct zi_buffer note;
};

/* ---- a row */

static void begin(struct row *row, const char *kind, const char *term, const char *method)
{
    *row = (struct row){.kind = kind,
                        .term = term,
                        .group = "",
                        .time = "",
                        .e = zi_estimate_undefined(0, ZI_DEFINED),
                        .method = method};
    zi_buffer_init(&row->note);
}

/* An undefined cell says why once: the cells after it stay empty. */
static void number(struct zi_table *table, struct row *row, double value, int decimals)
{
    enum zi_reason reason = row->e.reason != ZI_DEFINED ? row->e.reason : ZI_NOT_BOUNDED;

    if (isnan(value) && !row->judged)
        zi_table_empty(table);
    else
        zi_table_number(table, value, decimals, reason);
    row->judged = row->judged && (!isnan(value) || reason == ZI_NOT_BOUNDED);
}

static const char *separator(const struct zi_buffer *note)
{
    return note->length > 0 ? "; " : "";
}

static void end(const struct source *source, struct row *row)
{
    struct zi_table *table = source->table;
    const struct zi_estimate *e = &row->e;

    if (row->judged && e->reason != ZI_DEFINED)
        zi_buffer_print(&row->note, "%s%s", separator(&row->note), zi_reason_name(e->reason));
    if (row->judged && !isnan(e->df) && source->detail)
        zi_buffer_print(&row->note, "%sdf %.4g", separator(&row->note), e->df);
    zi_table_text(table, row->kind);
    zi_table_text(table, row->term);
    zi_table_text(table, row->group);
    zi_table_text(table, row->time);
    number(table, row, e->estimate, DECIMALS);
    number(table, row, e->std_error, DECIMALS);
    number(table, row, e->statistic, DECIMALS);
    number(table, row, e->p_value, 4);
    number(table, row, e->conf_low, DECIMALS);
    number(table, row, e->conf_high, DECIMALS);
    if (e->n > 0)
        zi_table_integer(table, (long)e->n);
    else
        zi_table_empty(table);
    if (e->n_units > 0)
        zi_table_integer(table, (long)e->n_units);
    else
        zi_table_empty(table);
    zi_table_text(table, row->method);
    zi_table_text(table, row->note.text);
    table->out_of_memory = table->out_of_memory || row->note.out_of_memory;
    zi_buffer_release(&row->note);
}

static void say(const struct source *source, struct row *row, const char *id, const char *en)
{
    zi_buffer_print(&row->note, "%s%s", separator(&row->note),
                    source->view.language == ZI_ENGLISH ? en : id);
}

/* A row of one estimate that should have everything. */
static void add_estimate(const struct source *source, const char *kind, const char *term,
                         const char *time, const struct zi_estimate *e, const char *method)
{
    struct row row;

    begin(&row, kind, term, method);
    row.time = time;
    row.e = *e;
    row.judged = true;
    end(source, &row);
}

/* ---- warnings, what was dropped */

static void add_warnings(const struct source *source)
{
    for (int w = 0; w < ZI_WARN_COUNT; w++) {
        struct row row;

        if (!source->impact->warned[w])
            continue;
        begin(&row, "warning", zi_impact_warning_name((enum zi_impact_warning)w), "");
        zi_say_impact_warning(&row.note, &source->view, (enum zi_impact_warning)w);
        end(source, &row);
    }
}

static void add_dropped(const struct source *source)
{
    for (int d = 0; d < ZI_DROPPED_COUNT; d++) {
        enum zi_impact_dropped reason = (enum zi_impact_dropped)d;
        struct row row;

        if (source->impact->dropped[d] == 0)
            continue;
        begin(&row, "dropped", zi_impact_dropped_name(reason), "");
        if (reason == ZI_DROPPED_AFTER || reason == ZI_DROPPED_ALONE)
            row.e.n = source->impact->dropped[d];
        else
            row.e.n_units = source->impact->dropped[d];
        zi_buffer_add(&row.note, zi_impact_dropped_text(&source->view, reason));
        end(source, &row);
    }
}

/* ---- effects */

static void add_average(const struct source *source, const struct zi_average *average)
{
    struct row row;
    char at[YEAR_MAX];
    bool dynamic = average->kind == ZI_AVERAGE_DYNAMIC;

    begin(&row, "att", zi_average_name(average->kind), source->changes);
    snprintf(at, sizeof at, "%d", dynamic ? average->at : source->impact->first_year + average->at);
    row.e = average->effect;
    row.judged = true;
    if (!average->overall && average->kind == ZI_AVERAGE_GROUP)
        row.group = at;
    else if (!average->overall)
        row.time = at;
    if (average->kind == ZI_AVERAGE_SIMPLE && !source->impact->prefers_same_past)
        say(source, &row, "dianjurkan", "recommended");
    end(source, &row);
}

static void add_matched(const struct source *source)
{
    const struct zi_same_past *past = &source->impact->same_past;
    struct row row;

    begin(&row, "att", "matched", "same-past");
    row.e = past->effect;
    row.judged = true;
    if (source->impact->prefers_same_past)
        say(source, &row, "dianjurkan", "recommended");
    if (past->n_short + past->n_unseen > 0)
        zi_buffer_say(&row.note, source->view.language,
                      "%sunit tanpa tiga tahun sebelumnya, tidak dipakai: %zu",
                      "%sunits without three years before, not used: %zu", separator(&row.note),
                      past->n_short + past->n_unseen);
    if (past->n_few > 0)
        zi_buffer_say(&row.note, source->view.language, "%stahun-unit yang kurang pembanding: %zu",
                      "%sunit-years with too few to compare: %zu", separator(&row.note),
                      past->n_few);
    end(source, &row);
}

static void add_permutation(const struct source *source)
{
    const struct zi_reassign *reassign = &source->impact->reassign;
    struct row row;

    if (isnan(reassign->p_value))
        return;
    begin(&row, "att", "permutation", "reassigned-dates");
    row.e.estimate = reassign->estimate;
    row.e.p_value = reassign->p_value;
    row.e.n_units = source->impact->n_treated;
    if (reassign->enumerated)
        zi_buffer_say(&row.note, source->view.language, "semua %zu cara", "all %zu ways",
                      reassign->n_draws);
    else
        zi_buffer_say(&row.note, source->view.language, "%zu ulangan, benih %llu",
                      "%zu draws, seed %llu", reassign->n_draws,
                      (unsigned long long)source->impact->request.seed);
    end(source, &row);
}

static bool is_shown(const struct source *source, const struct zi_average *average)
{
    const struct zi_impact_request *request = &source->impact->request;

    if (source->detail || average->overall)
        return true;
    return average->kind == ZI_AVERAGE_DYNAMIC && average->at >= request->first_distance &&
           average->at <= request->last_distance;
}

static void add_effects(const struct source *source)
{
    const struct zi_group_time *effects = &source->impact->effects;

    add_average(source, &effects->averages[ZI_AVERAGE_SIMPLE]);
    add_matched(source);
    add_permutation(source);
    for (size_t i = ZI_AVERAGE_SIMPLE + 1; i < effects->n_averages; i++)
        if (is_shown(source, &effects->averages[i]))
            add_average(source, &effects->averages[i]);
}

static void add_cells(const struct source *source)
{
    const struct zi_group_time *effects = &source->impact->effects;

    for (size_t k = 0; source->detail && k < effects->n_cells; k++) {
        const struct zi_cell *cell = &effects->cells[k];
        char group[YEAR_MAX], time[YEAR_MAX];
        struct row row;

        begin(&row, "group-time", cell->time < cell->group ? "before" : "after", source->changes);
        snprintf(group, sizeof group, "%d", source->impact->first_year + (int)cell->group);
        snprintf(time, sizeof time, "%d", source->impact->first_year + (int)cell->time);
        row.group = group;
        row.time = time;
        row.e = cell->effect;
        row.e.n = cell->n_treated + cell->n_controls;
        row.judged = true;
        zi_buffer_say(&row.note, source->view.language, "penerima %zu, pembanding %zu, acuan %d",
                      "awarded %zu, compared %zu, base %d", cell->n_treated, cell->n_controls,
                      source->impact->first_year + (int)cell->base);
        end(source, &row);
    }
}

/* ---- event study and bands */

static void add_bins(const struct source *source)
{
    const struct zi_event_study *study = &source->impact->study;

    for (size_t i = 0; source->detail && i < study->n_bins; i++) {
        const struct zi_event_bin *bin = &study->bins[i];
        char time[YEAR_MAX];
        struct row row;

        snprintf(time, sizeof time, "%d", bin->from);
        begin(&row, "event",
              bin->reference  ? "reference"
              : bin->from < 0 ? "lead"
                              : "lag",
              source->clustered);
        row.time = time;
        row.e = bin->effect;
        row.judged = !bin->reference;
        if (i == 0 && bin->from == source->impact->request.first_distance)
            say(source, &row, "dan sebelumnya", "and earlier");
        if (i + 1 == study->n_bins && bin->to == source->impact->request.last_distance)
            say(source, &row, "dan sesudahnya", "and later");
        end(source, &row);
    }
}

static void add_leads(const struct source *source)
{
    const struct zi_event_study *study = &source->impact->study;
    struct row row;

    begin(&row, "pretrend", "F", source->clustered);
    row.e.reason = study->reason != ZI_DEFINED ? study->reason : study->leads.reason;
    row.e.statistic = study->leads.statistic;
    row.e.p_value = study->leads.p_value;
    row.e.n = study->n;
    row.e.n_units = study->n_units;
    if (row.e.reason != ZI_DEFINED) {
        zi_buffer_print(&row.note, "n/a: %s", zi_reason_name(row.e.reason));
    } else {
        char largest[ZI_NUMBER_MAX];

        zi_number_fixed(largest, study->largest_lead, DECIMALS, source->view.language);
        zi_buffer_say(&row.note, source->view.language,
                      "F(%.0f, %.0f); terjauh %s; tidak tertolak bukan berarti sejajar",
                      "F(%.0f, %.0f); farthest %s; not rejected is not parallel", study->leads.df1,
                      study->leads.df2, largest);
    }
    end(source, &row);
}

static void add_band(const struct source *source)
{
    const struct zi_impact *impact = source->impact;
    const struct zi_group_time *path = &impact->path;

    for (size_t i = 0; source->detail && !isnan(impact->band) && i < path->n_dynamic; i++) {
        const struct zi_average *average = &path->averages[path->first_dynamic + i];
        double margin = impact->band * average->effect.std_error;
        char time[YEAR_MAX];
        struct row row;

        if (isnan(margin) || average->at < impact->request.first_distance ||
            average->at > impact->request.last_distance)
            continue;
        snprintf(time, sizeof time, "%d", average->at);
        begin(&row, "band", "dynamic", "sup-t");
        row.time = time;
        row.e = zi_estimate_undefined(average->effect.n, ZI_DEFINED);
        row.e.n_units = average->effect.n_units;
        row.e.estimate = average->effect.estimate;
        row.e.std_error = average->effect.std_error;
        row.e.conf_low = average->effect.estimate - margin;
        row.e.conf_high = average->effect.estimate + margin;
        zi_buffer_say(&row.note, source->view.language,
                      "serentak, %.3f galat baku; acuan tahun sebelum predikat",
                      "simultaneous, %.3f standard errors; base: the year before the award",
                      impact->band);
        end(source, &row);
    }
}

/* ---- regressions and decomposition */

static void say_naive(const struct source *source, struct row *row)
{
    const struct zi_static_effect *naive = &source->impact->naive;

    if (source->impact->warned[ZI_WARN_STAGGERED])
        say(source, row, "naif: predikat diberikan dalam tahun berbeda",
            "naive: awards began in different years");
    if (naive->wild == NULL)
        return;
    if (naive->wild->enumerated)
        zi_buffer_say(&row->note, source->view.language, "%ssemua %zu vektor tanda",
                      "%sall %zu sign vectors", separator(&row->note), naive->wild->n_draws);
    else
        zi_buffer_say(&row->note, source->view.language, "%s%zu ulangan, benih %llu",
                      "%s%zu draws, seed %llu", separator(&row->note), naive->wild->n_draws,
                      (unsigned long long)source->impact->request.seed);
}

static void add_naive(const struct source *source)
{
    struct row row;

    begin(&row, "twfe", source->impact->on == ZI_LEVEL_INSTITUTION ? "share" : "static",
          source->regression);
    row.e = source->impact->naive.effect;
    row.judged = true;
    say_naive(source, &row);
    end(source, &row);
}

static void say_weight(const struct source *source, struct row *row, double weight)
{
    char text[ZI_NUMBER_MAX];

    zi_number_fixed(text, weight, 4, source->view.language);
    zi_buffer_say(&row->note, source->view.language, "bobot %s", "weight %s", text);
}

static void add_totals(const struct source *source)
{
    const struct zi_goodman_bacon *bacon = &source->impact->bacon;

    for (int kind = 0; kind < ZI_COMPARISON_KINDS; kind++) {
        const struct zi_comparison_total *total = &bacon->totals[kind];
        struct row row;

        if (total->n == 0)
            continue;
        begin(&row, "bacon", zi_comparison_name((enum zi_comparison_kind)kind), "goodman-bacon");
        row.e.estimate = total->estimate;
        row.e.n = total->n;
        row.e.n_units = bacon->n_balanced;
        say_weight(source, &row, total->weight);
        if (kind == ZI_LATER_AGAINST_EARLIER)
            say(source, &row, "pembanding terlarang", "forbidden comparison");
        if (bacon->n_balanced < bacon->n_units)
            zi_buffer_say(
                &row.note, source->view.language, "; hanya %zu dari %zu unit yang lengkap",
                "; only the %zu of %zu units without gaps", bacon->n_balanced, bacon->n_units);
        end(source, &row);
    }
}

static void add_comparisons(const struct source *source)
{
    const struct zi_goodman_bacon *bacon = &source->impact->bacon;

    for (size_t i = 0; source->detail && i < bacon->n_comparisons; i++) {
        const struct zi_comparison *c = &bacon->comparisons[i];
        char group[YEAR_MAX], against[YEAR_MAX] = "never";
        struct row row;

        begin(&row, "bacon", zi_comparison_name(c->kind), "goodman-bacon-pair");
        snprintf(group, sizeof group, "%d", source->impact->first_year + (int)c->treated);
        if (c->kind != ZI_TREATED_AGAINST_NEVER)
            snprintf(against, sizeof against, "%d", source->impact->first_year + (int)c->against);
        row.group = group;
        row.time = against;
        row.e.estimate = c->estimate;
        say_weight(source, &row, c->weight);
        end(source, &row);
    }
}

/* ---- how sure */

static void add_bounds(const struct source *source)
{
    for (size_t i = 0; i < ZI_IMPACT_BOUNDS; i++) {
        const struct zi_honest *honest = &source->impact->bounds[i];
        char term[METHOD_MAX], low[ZI_NUMBER_MAX], high[ZI_NUMBER_MAX];
        struct row row;

        if (isnan(honest->conf_low))
            continue;
        snprintf(term, sizeof term, "M=%g", source->impact->bound_magnitude[i]);
        begin(&row, "bound", term, "relative-magnitudes");
        row.e.estimate = honest->estimate;
        row.e.conf_low = honest->conf_low;
        row.e.conf_high = honest->conf_high;
        zi_number_fixed(low, honest->low, DECIMALS, source->view.language);
        zi_number_fixed(high, honest->high, DECIMALS, source->view.language);
        zi_buffer_say(&row.note, source->view.language, "himpunan teridentifikasi %s sampai %s",
                      "identified set %s to %s", low, high);
        end(source, &row);
    }
    if (!isnan(source->impact->breakdown)) {
        struct row row;

        begin(&row, "bound", "breakdown", "relative-magnitudes");
        row.e.estimate = source->impact->breakdown;
        say(source, &row, "M terbesar yang selangnya tidak memuat 0",
            "the largest M whose interval does not hold 0");
        end(source, &row);
    }
}

static void add_peak(const struct source *source)
{
    struct row row;

    begin(&row, "selection", "peak", "same-past");
    row.e = source->impact->same_past.peak;
    row.judged = true;
    say(source, &row, "tahun terakhir sebelum predikat terhadap dua tahun sebelumnya",
        "the last year before the award against the two before");
    end(source, &row);
}

static void add_spillover(const struct source *source)
{
    const struct zi_spillover *spillover = &source->impact->spillover;
    struct row row;

    if (isnan(spillover->others.estimate) && !source->detail)
        return;
    begin(&row, "spillover", "others", "changes-institution");
    row.e = spillover->others;
    row.judged = true;
    zi_buffer_say(&row.note, source->view.language,
                  "unit lain seinstansi; instansi berpredikat: %zu, tanpa: %zu",
                  "other units of the institution; institutions with an award: %zu, without: %zu",
                  spillover->n_institutions, spillover->n_untouched);
    end(source, &row);
    add_estimate(source, "spillover", "awarded", "", &spillover->awarded, "changes-institution");
}

static void add_detectable(const struct source *source)
{
    struct row row;
    char power[ZI_NUMBER_MAX];

    if (isnan(source->impact->detectable))
        return;
    zi_number_probability(power, source->impact->request.power, source->view.language);
    begin(&row, "mde",
          zi_impact_headline(source->impact) == &source->impact->same_past.effect ? "matched"
          : source->impact->on == ZI_LEVEL_INSTITUTION                            ? "share"
                                                                                  : "simple",
          "t");
    row.e.estimate = source->impact->detectable;
    zi_buffer_say(&row.note, source->view.language, "pengaruh terkecil yang terlihat, kuasa %s",
                  "smallest effect detectable, power %s", power);
    end(source, &row);
}

/* ---- together */

static void name_methods(struct source *source)
{
    const struct zi_impact *impact = source->impact;
    const char *clusters = zi_clustering_name(impact->clustering);

    snprintf(source->changes, METHOD_MAX, "changes-%s-%s-%s",
             impact->request.controls == ZI_CONTROLS_NEVER ? "never" : "not-yet",
             impact->request.base == ZI_BASE_VARYING ? "varying" : "universal", clusters);
    snprintf(source->regression, METHOD_MAX, "twoway-%s-%s", zi_errors_name(impact->errors),
             clusters);
    snprintf(source->clustered, METHOD_MAX, "twoway-cr1-%s", clusters);
}

void zi_table_of_impact(struct zi_table *table, const struct zi_impact_view *view, bool detail)
{
    struct source source = {
        .table = table, .view = *view, .impact = view->impact, .detail = detail};

    zi_table_init(table, "impact", columns, ZI_COUNT(columns));
    name_methods(&source);
    if (detail) {
        add_warnings(&source);
        add_dropped(&source);
    }
    if (view->impact->on == ZI_LEVEL_INSTITUTION) {
        add_naive(&source);
        add_detectable(&source);
        return;
    }
    add_effects(&source);
    add_cells(&source);
    add_bins(&source);
    add_leads(&source);
    add_band(&source);
    add_bounds(&source);
    add_peak(&source);
    add_naive(&source);
    add_totals(&source);
    add_comparisons(&source);
    add_spillover(&source);
    add_detectable(&source);
}
