/* The effect of the share of awarded units on an outcome that only the institution has. */
#include "analysis/impact_share.h"

#include <limits.h>
#include <math.h>
#include <string.h>

struct rows {
    double *y;
    double *share;
    int *year;
    size_t *start;
    size_t *each;
    size_t n;
    size_t n_institutions;
};

static enum zi_code allocate(struct rows *rows, const struct zi_selection *s,
                             struct zi_arena *arena, struct zi_error *error)
{
    size_t years = (size_t)(s->last_year - s->first_year) + 1;

    *rows = (struct rows){0};
    rows->y = zi_arena_allocate(arena, s->n_entities * years + 1, sizeof *rows->y);
    rows->share = zi_arena_allocate(arena, s->n_entities * years + 1, sizeof *rows->share);
    rows->year = zi_arena_allocate(arena, s->n_entities * years + 1, sizeof *rows->year);
    rows->start = zi_arena_allocate(arena, s->n_entities + 1, sizeof *rows->start);
    rows->each = zi_arena_allocate(arena, s->n_entities + 1, sizeof *rows->each);
    return rows->y && rows->share && rows->year && rows->start && rows->each
               ? ZI_OK
               : zi_fail_memory(error);
}

/* Of the institution's units in the panel, those that have been awarded by the year, and by the
 * rule not lost it again. */
static double share_in(const struct zi_selection *s, const struct zi_impact *impact,
                       size_t institution, int year)
{
    const struct zi_panel *panel = s->panel;
    const char *name = panel->entities[institution].institution;
    size_t n = 0, awarded = 0;

    for (size_t e = 0; e < panel->n_entities; e++) {
        struct award_dates dates;

        if (*panel->entities[e].unit == '\0' || strcmp(panel->entities[e].institution, name) != 0)
            continue;
        dates = impact_dates(panel, e, &impact->request);
        if (dates.revoked < INT_MAX && impact->request.revoked == ZI_REVOKED_DROP)
            continue;
        n++;
        awarded += dates.begins <= year &&
                   (year < dates.revoked || impact->request.revoked == ZI_REVOKED_KEEP);
    }
    return n > 0 ? (double)awarded / (double)n : NAN;
}

static void add_institution(const struct zi_selection *s, struct zi_impact *impact,
                            struct rows *rows, size_t entity)
{
    size_t first = rows->n;
    double most = 0;

    for (int year = s->first_year; year <= s->last_year; year++) {
        double y = zi_panel_value(s->panel, entity, impact->request.outcome, year);
        double share = isnan(y) ? NAN : share_in(s, impact, entity, year);

        if (isnan(y) || isnan(share))
            continue;
        rows->y[rows->n] = y;
        rows->share[rows->n] = share;
        rows->year[rows->n++] = year;
        most = fmax(most, share);
    }
    if (rows->n - first < 2) {
        impact->dropped[ZI_DROPPED_NO_VALUE]++;
        rows->n = first;
        return;
    }
    impact->n_treated += most > 0;
    impact->n_never += most == 0;
    rows->start[++rows->n_institutions] = rows->n;
    rows->each[rows->n_institutions] = rows->n_institutions;
}

static void describe(const struct rows *rows, struct zi_impact *impact)
{
    impact->n_units = rows->n_institutions;
    impact->n_clusters = rows->n_institutions;
    impact->n_values = rows->n;
    impact->first_year = INT_MAX;
    impact->last_year = INT_MIN;
    for (size_t i = 0; i < rows->n; i++) {
        impact->first_year =
            rows->year[i] < impact->first_year ? rows->year[i] : impact->first_year;
        impact->last_year = rows->year[i] > impact->last_year ? rows->year[i] : impact->last_year;
    }
}

static enum zi_code too_few(const struct zi_selection *s, const struct zi_impact *impact,
                            size_t n_institutions, struct zi_error *error)
{
    return zi_fail(
        error, ZI_EFEW,
        "%s bernilai satu untuk seinstansi setahun, dan hanya %zu instansi punya deretnya: "
        "pangsa unit berpredikat tidak dapat dipisahkan dari tahun; gabungkan data beberapa "
        "instansi, atau pilih --outcome milik unit (skm)",
        "%s has one value for an institution and year, and only %zu institutions have a "
        "series of it: the share of awarded units cannot be told from the years; put data "
        "of several institutions together, or choose an --outcome of units (skm)",
        s->panel->catalogue->indices[impact->request.outcome].name, n_institutions);
}

enum zi_code impact_share(const struct zi_selection *selection, struct zi_impact *impact,
                          const struct zi_panel_inference *inference, struct zi_arena *arena,
                          struct zi_error *error)
{
    struct rows rows;
    const double *columns[1];
    struct zi_panel_design design = {.columns = columns, .n_columns = 1};
    struct zi_panel_fit fit;

    ZI_TRY(allocate(&rows, selection, arena, error));
    for (size_t i = 0; i < selection->n_entities; i++)
        if (zi_entity_level(&selection->panel->entities[selection->entities[i]]) ==
            ZI_LEVEL_INSTITUTION)
            add_institution(selection, impact, &rows, selection->entities[i]);
    describe(&rows, impact);
    if (rows.n_institutions < 2)
        return too_few(selection, impact, rows.n_institutions, error);
    columns[0] = rows.share;
    design.y = rows.y;
    design.start = rows.start;
    design.n_units = rows.n_institutions;
    design.year = rows.year;
    design.effects = ZI_EFFECTS_TWOWAY;
    design.cluster = rows.each;
    design.n_clusters = rows.n_institutions;
    ZI_TRY(zi_panel_regress(&design, inference, arena, &fit, error));
    if (fit.reason == ZI_COLLINEAR)
        return zi_fail(error, ZI_EFEW,
                       "pangsa unit berpredikat tidak berubah berbeda antarinstansi: terserap efek "
                       "instansi dan tahun",
                       "the share of awarded units does not change differently between "
                       "institutions: absorbed by the effects of institution and year");
    impact->naive.effect = fit.terms[0];
    impact->naive.r_squared = fit.r_squared;
    impact->naive.n_clusters = rows.n_institutions;
    impact->naive.wild = fit.wild && fit.terms[0].reason == ZI_DEFINED ? fit.wild : NULL;
    return ZI_OK;
}
