/* From a panel and its events to units with a first treated year; what is left out is counted. */
#include "analysis/impact_design.h"

#include <limits.h>
#include <math.h>
#include <string.h>

/* ---- dates */

static bool is_award(const struct zi_event *event, enum zi_impact_award award)
{
    if (award == ZI_AWARD_DECLARED)
        return event->kind == ZI_DECLARED;
    return event->kind == ZI_AWARDED && (award == ZI_AWARD_WBK || event->target == ZI_WBBM);
}

struct award_dates impact_dates(const struct zi_panel *panel, size_t entity,
                                const struct zi_impact_request *request)
{
    size_t n;
    const struct zi_event *events = zi_panel_events(panel, entity, entity, &n);
    struct award_dates dates = {INT_MAX, INT_MAX, false};
    int awarded = INT_MAX;

    for (size_t i = 0; i < n; i++) {
        if (!is_award(&events[i], request->award))
            continue;
        dates.undated = dates.undated || events[i].year == 0;
        if (events[i].year > 0 && events[i].year < awarded)
            awarded = events[i].year;
    }
    for (size_t i = 0; i < n && request->award != ZI_AWARD_DECLARED; i++)
        if (events[i].kind == ZI_REVOKED && events[i].year >= awarded &&
            events[i].year < dates.revoked)
            dates.revoked = events[i].year;
    if (awarded < INT_MAX)
        dates.begins = awarded + request->delay;
    return dates;
}

/* ---- units */

static double value_of(const struct impact_design *design, const struct zi_impact *impact,
                       size_t entity, int year)
{
    return zi_panel_value(design->selection->panel, entity, impact->request.outcome, year);
}

static bool is_candidate(const struct impact_design *design, size_t i)
{
    const struct zi_selection *s = design->selection;

    return zi_entity_level(&s->panel->entities[s->entities[i]]) == ZI_LEVEL_UNIT;
}

/* The years in which any unit has a value. */
static enum zi_code find_years(struct impact_design *design, struct zi_impact *impact,
                               struct zi_error *error)
{
    const struct zi_selection *s = design->selection;

    impact->first_year = INT_MAX;
    impact->last_year = INT_MIN;
    for (size_t i = 0; i < s->n_entities; i++)
        for (int year = s->first_year; is_candidate(design, i) && year <= s->last_year; year++) {
            if (isnan(value_of(design, impact, s->entities[i], year)))
                continue;
            impact->first_year = year < impact->first_year ? year : impact->first_year;
            impact->last_year = year > impact->last_year ? year : impact->last_year;
        }
    if (impact->first_year < impact->last_year) {
        design->n_years = (size_t)(impact->last_year - impact->first_year) + 1;
        return ZI_OK;
    }
    return zi_fail(error, ZI_EFEW,
                   "%s hanya bernilai dalam kurang dari dua tahun; dampak memerlukan tahun sebelum "
                   "dan sesudah predikat",
                   "%s has values in fewer than two years; an impact needs years before and after "
                   "the predicate",
                   s->panel->catalogue->indices[impact->request.outcome].name);
}

static enum zi_code allocate(struct impact_design *design, struct zi_error *error)
{
    size_t room = design->selection->n_entities;
    struct zi_arena *arena = &design->arena;

    design->y = zi_arena_allocate(arena, room * design->n_years + 1, sizeof *design->y);
    design->begins = zi_arena_allocate(arena, room + 1, sizeof *design->begins);
    design->entity = zi_arena_allocate(arena, room + 1, sizeof *design->entity);
    design->each = zi_arena_allocate(arena, room + 1, sizeof *design->each);
    design->institution = zi_arena_allocate(arena, room + 1, sizeof *design->institution);
    return design->y && design->begins && design->entity && design->each && design->institution
               ? ZI_OK
               : zi_fail_memory(error);
}

/* The unit's values into the row after the last; how many there are. */
static size_t take_values(struct impact_design *design, struct zi_impact *impact, size_t entity,
                          int revoked)
{
    double *row = design->y + design->n_units * design->n_years;
    size_t n = 0;

    for (size_t t = 0; t < design->n_years; t++) {
        int year = impact->first_year + (int)t;

        row[t] = value_of(design, impact, entity, year);
        if (isnan(row[t]))
            continue;
        if (year >= revoked && impact->request.revoked == ZI_REVOKED_UNTIL) {
            row[t] = NAN;
            impact->dropped[ZI_DROPPED_AFTER]++;
            continue;
        }
        n++;
    }
    return n;
}

/* The reason for which a unit is left out, or ZI_DROPPED_COUNT. */
static enum zi_impact_dropped reason_of(const struct zi_impact *impact,
                                        const struct award_dates *dates)
{
    if (dates->undated && dates->begins == INT_MAX)
        return ZI_DROPPED_UNDATED;
    if (dates->begins <= impact->first_year)
        return ZI_DROPPED_ALWAYS;
    if (dates->revoked < INT_MAX && impact->request.revoked == ZI_REVOKED_DROP)
        return ZI_DROPPED_REVOKED;
    return ZI_DROPPED_COUNT;
}

static void keep_unit(struct impact_design *design, struct zi_impact *impact, size_t entity,
                      const struct award_dates *dates)
{
    bool in_time = dates->begins <= impact->last_year;

    design->entity[design->n_units] = entity;
    design->begins[design->n_units] =
        in_time ? (size_t)(dates->begins - impact->first_year) : design->n_years;
    design->n_units++;
    impact->n_treated += in_time;
    impact->n_later += !in_time && dates->begins < INT_MAX;
    impact->n_never += dates->begins == INT_MAX;
}

static void take_units(struct impact_design *design, struct zi_impact *impact)
{
    const struct zi_selection *s = design->selection;

    for (size_t i = 0; i < s->n_entities; i++) {
        struct award_dates dates = impact_dates(s->panel, s->entities[i], &impact->request);
        enum zi_impact_dropped reason = reason_of(impact, &dates);
        size_t n;

        if (!is_candidate(design, i))
            continue;
        impact->n_revoked += dates.revoked <= impact->last_year;
        if (reason != ZI_DROPPED_COUNT) {
            impact->dropped[reason]++;
            continue;
        }
        n = take_values(design, impact, s->entities[i], dates.revoked);
        if (n == 0) {
            impact->dropped[ZI_DROPPED_NO_VALUE]++;
            continue;
        }
        impact->n_values += n;
        keep_unit(design, impact, s->entities[i], &dates);
    }
}

static void find_institutions(struct impact_design *design)
{
    const struct zi_entity *entities = design->selection->panel->entities;

    for (size_t u = 0; u < design->n_units; u++) {
        if (u == 0 || strcmp(entities[design->entity[u]].institution,
                             entities[design->entity[u - 1]].institution) != 0)
            design->institution[design->n_institutions++] = u;
        design->each[u + 1] = u + 1;
    }
    design->institution[design->n_institutions] = design->n_units;
}

static void count_cohorts(const struct impact_design *design, struct zi_impact *impact)
{
    for (size_t g = 1; g < design->n_years; g++) {
        size_t n = 0;

        for (size_t u = 0; u < design->n_units; u++)
            n += design->begins[u] == g;
        impact->n_cohorts += n > 0;
        impact->warning_n[ZI_WARN_SMALL_COHORTS] += n > 0 && n < ZI_TREATED_FEW;
    }
}

enum zi_code impact_design_make(struct impact_design *design, const struct zi_selection *selection,
                                struct zi_impact *impact, struct zi_error *error)
{
    *design = (struct impact_design){.selection = selection};
    ZI_TRY(find_years(design, impact, error));
    ZI_TRY(allocate(design, error));
    take_units(design, impact);
    find_institutions(design);
    count_cohorts(design, impact);
    impact->n_units = design->n_units;
    return ZI_OK;
}

void impact_design_release(struct impact_design *design)
{
    zi_arena_release(&design->arena);
}

struct zi_adoption impact_adoption(const struct impact_design *design,
                                   enum zi_clustering clustering)
{
    bool by_institution = clustering == ZI_CLUSTERING_INSTITUTION;

    return (struct zi_adoption){.y = design->y,
                                .n_units = design->n_units,
                                .n_years = design->n_years,
                                .begins = design->begins,
                                .cluster = by_institution ? design->institution : design->each,
                                .n_clusters =
                                    by_institution ? design->n_institutions : design->n_units};
}
