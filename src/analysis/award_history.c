/* Counts proposals and awards, and compares the two evaluations of a unit. */
#include "award_history.h"

#include <math.h>
#include <string.h>

#include "stats/firth.h"
#include "stats/group_means.h"
#include "zistat/analysis/readiness.h"

enum { PAIRS_MIN = 5, MARGINS_MIN = 10, OUTCOME_MIN = 2 };

/* Where the data name fewer than two institutions: an institution's own six proposals then weigh
 * three times as much as the country's rate. */
static const double usual_strength = 2;

/* A point of margin is thought to change the log odds by no more than about half. */
static const double slope_sd = 0.25;

struct work {
    struct zi_award_model *model;
    const struct zi_panel *panel;
    const struct zi_regulations *regulations;
    int year;
    struct zi_arena *arena;
    double *margins; /* rows of 1 and the margin of a proposal */
    bool *awarded;
    size_t n_margins;
};

/* ---- the country ---- */

static void add_national(struct zi_award_model *model, const struct zi_awards *counts, int year)
{
    double sum = 0;
    size_t n = 0;

    for (size_t i = 0; i < counts->n; i++) {
        const struct zi_award_count *count = &counts->counts[i];

        if (count->institution[0] != '\0' || count->target != 0 || !(count->proposed > 0) ||
            isnan(count->awarded) || count->year > year)
            continue;
        sum += count->awarded / count->proposed;
        if (n == 0 || count->year < model->national_first)
            model->national_first = count->year;
        if (count->year > model->national_last)
            model->national_last = count->year;
        n++;
    }
    model->national = n > 0 ? sum / (double)n : NAN;
}

/* Rows of an institution follow each other or not: added up by name. */
static size_t group_institutions(const struct zi_awards *counts, struct zi_trials groups[],
                                 const char *names[])
{
    size_t n = 0;

    for (size_t i = 0; i < counts->n; i++) {
        const struct zi_award_count *count = &counts->counts[i];
        size_t g = 0;

        if (count->institution[0] == '\0' || !(count->proposed > 0) || isnan(count->awarded))
            continue;
        while (g < n && strcmp(names[g], count->institution) != 0)
            g++;
        if (g == n) {
            names[n] = count->institution;
            groups[n++] = (struct zi_trials){0, 0};
        }
        groups[g].successes += count->awarded;
        groups[g].trials += count->proposed;
    }
    return n;
}

static enum zi_code rate_of_country(struct work *work, const struct zi_awards *counts,
                                    struct zi_error *error)
{
    struct zi_award_model *model = work->model;
    struct zi_trials *groups = zi_arena_allocate(work->arena, counts->n + 1, sizeof *groups);
    const char **names = zi_arena_allocate(work->arena, counts->n + 1, sizeof *names);

    if (groups == NULL || names == NULL)
        return zi_fail_memory(error);
    add_national(model, counts, work->year);
    if (isnan(model->national)) /* a day before the first count: what is known now serves */
        add_national(model, counts, 9999);
    model->national = fmin(fmax(model->national, 1e-3), 1 - 1e-3);
    model->strength =
        zi_rate_strength(groups, group_institutions(counts, groups, names), model->national);
    if (isnan(model->strength))
        model->strength = usual_strength;
    return ZI_OK;
}

/* ---- an institution's proposals ---- */

/* What a unit's events of one year say of a proposal. */
struct outcome {
    bool awarded;
    bool not_passed;
    bool proposed;
    enum zi_target target;
};

static struct outcome read_outcome(const struct zi_event events[], size_t n)
{
    struct outcome outcome = {.target = events[0].target};

    for (size_t i = 0; i < n; i++) {
        outcome.awarded |= events[i].kind == ZI_AWARDED;
        outcome.not_passed |= events[i].kind == ZI_NOT_PASSED;
        outcome.proposed |= events[i].kind == ZI_PROPOSED;
    }
    return outcome;
}

/* How many events from the first on are of one unit and year. */
static size_t same_year(const struct zi_event events[], size_t n)
{
    size_t k = 1;

    while (k < n && events[k].entity == events[0].entity && events[k].year == events[0].year)
        k++;
    return k;
}

/* Whether the institution lists proposals of the year, and not only what was awarded. */
static bool lists_proposals(const struct zi_event events[], size_t n, int year)
{
    for (size_t i = 0; i < n; i++)
        if (events[i].year == year &&
            (events[i].kind == ZI_NOT_PASSED || events[i].kind == ZI_PROPOSED))
            return true;
    return false;
}

static double total_needed(const struct work *work, enum zi_target target, int year)
{
    for (size_t i = 0; i < work->regulations->n_rules; i++) {
        const struct zi_rule *rule = &work->regulations->rules[i];

        if (rule->target == target && strcmp(rule->index_name, "zi") == 0 &&
            rule->unit == ZI_IN_POINTS && zi_rule_in_force(rule, year))
            return rule->value;
    }
    return NAN;
}

static double score_of(const struct work *work, const char *index, size_t entity, int year)
{
    long found = zi_catalogue_find(work->panel->catalogue, index, strlen(index));
    bool from_parts;

    return found == ZI_NO_INDEX
               ? NAN
               : zi_readiness_value(work->panel, entity, (size_t)found, year, &from_parts);
}

static void add_margin(struct work *work, const struct zi_event *event, struct outcome outcome)
{
    double margin = score_of(work, "zi", event->entity, event->year) -
                    total_needed(work, outcome.target, event->year);

    if (isnan(margin))
        return;
    work->margins[2 * work->n_margins] = 1;
    work->margins[2 * work->n_margins + 1] = margin;
    work->awarded[work->n_margins++] = outcome.awarded;
}

static void add_proposal(struct work *work, struct zi_award_history *history,
                         const struct zi_event *event, struct outcome outcome)
{
    history->own.trials += 1;
    history->own.successes += outcome.awarded;
    if (history->first_year == 0 || event->year < history->first_year)
        history->first_year = event->year;
    if (event->year > history->last_year)
        history->last_year = event->year;
    add_margin(work, event, outcome);
}

static void count_events(struct work *work, struct zi_award_history *history,
                         const struct zi_event events[], size_t n)
{
    for (size_t i = 0, k; i < n; i += k) {
        const struct zi_event *event = &events[i];
        struct outcome outcome;

        k = same_year(event, n - i);
        outcome = read_outcome(event, k);
        if (event->year == 0 || event->year > work->year)
            continue;
        if (outcome.awarded && !lists_proposals(events, n, event->year))
            history->n_uncounted++;
        else if (outcome.awarded || outcome.not_passed ||
                 (outcome.proposed && event->year < work->year))
            add_proposal(work, history, event, outcome);
    }
}

static bool begins_institution(const struct zi_panel *panel, size_t entity)
{
    return entity == 0 || strcmp(panel->entities[entity].institution,
                                 panel->entities[entity - 1].institution) != 0;
}

static enum zi_code list_histories(struct work *work, struct zi_error *error)
{
    const struct zi_panel *panel = work->panel;
    struct zi_award_model *model = work->model;
    size_t n = panel->n_entities + 1;

    model->history_of = zi_arena_allocate(work->arena, n, sizeof *model->history_of);
    work->margins = zi_arena_allocate(work->arena, panel->n_events + 1, 2 * sizeof(double));
    work->awarded = zi_arena_allocate(work->arena, panel->n_events + 1, sizeof *work->awarded);
    if (model->history_of == NULL || work->margins == NULL || work->awarded == NULL)
        return zi_fail_memory(error);
    for (size_t e = 0; e < panel->n_entities; e++) {
        model->n_histories += begins_institution(panel, e);
        model->history_of[e] = model->n_histories - 1;
    }
    model->histories =
        zi_arena_allocate(work->arena, model->n_histories + 1, sizeof *model->histories);
    return model->histories != NULL ? ZI_OK : zi_fail_memory(error);
}

static void count_proposals(struct work *work)
{
    const struct zi_panel *panel = work->panel;
    struct zi_rate prior = zi_rate_prior(work->model->national, work->model->strength);

    for (size_t first = 0, last; first < panel->n_entities; first = last) {
        struct zi_award_history *history = &work->model->histories[work->model->history_of[first]];
        const struct zi_event *events;
        size_t n;

        last = first + 1;
        while (last < panel->n_entities && !begins_institution(panel, last))
            last++;
        *history = (struct zi_award_history){.institution = panel->entities[first].institution,
                                             .difference = NAN,
                                             .difference_sd = NAN};
        events = zi_panel_events(panel, first, last - 1, &n);
        count_events(work, history, events, n);
        history->rate = zi_rate_after(prior, history->own);
        for (size_t k = 0; k < ZI_AWARD_GRID; k++)
            history->grid[k] = zi_rate_quantile(history->rate, ((double)k + 0.5) / ZI_AWARD_GRID);
    }
}

/* ---- margins ---- */

static void fit_margins(struct work *work)
{
    struct zi_award_model *model = work->model;
    struct zi_firth_fit fit;
    size_t awarded = 0;

    for (size_t i = 0; i < work->n_margins; i++) {
        awarded += work->awarded[i];
        model->margin += work->margins[2 * i + 1] / (double)work->n_margins;
    }
    model->n_margins = work->n_margins;
    if (work->n_margins < MARGINS_MIN || awarded < OUTCOME_MIN ||
        work->n_margins - awarded < OUTCOME_MIN)
        return;
    fit = zi_firth_fit(work->margins, work->awarded, work->n_margins, 2);
    if (fit.reason != ZI_DEFINED)
        return;
    /* A higher score never hurts; a slope below 0 is chance. */
    model->slope = fmax(0, fit.coefficients[1] * slope_sd * slope_sd /
                               (slope_sd * slope_sd + fit.std_errors[1] * fit.std_errors[1]));
    model->by_margin = model->slope > 0;
}

/* ---- pairs of evaluations ---- */

/* The target that a unit was judged for: of its event that year, else the next it could aim at. */
static enum zi_target target_of(const struct work *work, size_t entity, int year)
{
    size_t n;
    const struct zi_event *events = zi_panel_events(work->panel, entity, entity, &n);

    for (size_t i = 0; i < n; i++)
        if (events[i].year == year && events[i].kind != ZI_REVOKED)
            return events[i].target;
    return zi_readiness_target(work->panel, entity, year - 1, ZI_AIM_AUTO);
}

struct pairs {
    double *differences;
    size_t *offsets; /* by history */
    double enough;   /* national scores at the threshold or above */
    double judged;   /* of so many whose threshold is known */
};

static void add_pairs(struct work *work, size_t entity, struct pairs *pairs)
{
    for (int year = work->panel->first_year; year <= work->year; year++) {
        double internal = score_of(work, "zi", entity, year);
        double national = score_of(work, "zi_tpn", entity, year);
        double needed;

        if (isnan(internal) || isnan(national))
            continue;
        pairs->differences[work->model->n_pairs++] = national - internal;
        needed = total_needed(work, target_of(work, entity, year), year);
        if (isnan(needed))
            continue;
        pairs->judged += 1;
        pairs->enough += national >= needed - 1e-9;
    }
}

static enum zi_code list_pairs(struct work *work, struct pairs *pairs, struct zi_error *error)
{
    const struct zi_panel *panel = work->panel;
    struct zi_award_model *model = work->model;

    pairs->differences = zi_arena_allocate(work->arena, panel->n_entities * panel->n_years + 1,
                                           sizeof *pairs->differences);
    pairs->offsets = zi_arena_allocate(work->arena, model->n_histories + 1, sizeof *pairs->offsets);
    if (pairs->differences == NULL || pairs->offsets == NULL)
        return zi_fail_memory(error);
    for (size_t e = 0; e < panel->n_entities; e++) {
        add_pairs(work, e, pairs);
        pairs->offsets[model->history_of[e] + 1] = model->n_pairs;
    }
    return ZI_OK;
}

static void spread_of_pairs(struct zi_award_model *model, const struct pairs *pairs)
{
    double mean = 0, squares = 0;

    for (size_t i = 0; i < model->n_pairs; i++)
        mean += pairs->differences[i] / (double)model->n_pairs;
    for (size_t i = 0; i < model->n_pairs; i++)
        squares += (pairs->differences[i] - mean) * (pairs->differences[i] - mean);
    model->difference = mean;
    model->difference_sd = sqrt(squares / (double)(model->n_pairs - 1));
}

static enum zi_code compare_evaluations(struct work *work, struct zi_error *error)
{
    struct zi_award_model *model = work->model;
    struct pairs pairs = {0};
    struct zi_group_mean *means =
        zi_arena_allocate(work->arena, model->n_histories + 1, sizeof *means);
    long tpn = zi_catalogue_find(work->panel->catalogue, "zi_tpn", strlen("zi_tpn"));

    if (means == NULL)
        return zi_fail_memory(error);
    if (tpn == ZI_NO_INDEX || work->panel->values[tpn] == NULL)
        return ZI_OK;
    ZI_TRY(list_pairs(work, &pairs, error));
    if (model->n_pairs < PAIRS_MIN || pairs.judged < PAIRS_MIN)
        return ZI_OK;
    spread_of_pairs(model, &pairs);
    zi_group_means(pairs.differences, pairs.offsets, model->n_histories, means);
    model->by_difference = !isnan(means[0].sd) && means[0].sd > 0;
    /* One more of each, so that the share is neither 0 nor 1. */
    model->reach = (pairs.enough + 1) / (pairs.judged + 2);
    for (size_t i = 0; i < model->n_histories; i++) {
        model->histories[i].n_pairs = pairs.offsets[i + 1] - pairs.offsets[i];
        model->histories[i].difference = means[i].mean;
        model->histories[i].difference_sd = means[i].sd;
    }
    return ZI_OK;
}

enum zi_code award_model_make(struct zi_award_model *model, const struct zi_panel *panel,
                              const struct zi_regulations *regulations,
                              const struct zi_awards *counts, int year, struct zi_arena *arena,
                              struct zi_error *error)
{
    struct work work = {
        .model = model, .panel = panel, .regulations = regulations, .year = year, .arena = arena};

    *model = (struct zi_award_model){0};
    ZI_TRY(rate_of_country(&work, counts, error));
    ZI_TRY(list_histories(&work, error));
    count_proposals(&work);
    ZI_TRY(compare_evaluations(&work, error));
    if (!model->by_difference)
        fit_margins(&work);
    return ZI_OK;
}
