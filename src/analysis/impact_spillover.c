/* Units without an award in institutions that have one, against those of institutions without. */
#include "analysis/impact_spillover.h"

#include <limits.h>
#include <string.h>

/* Some of the design's units, with dates of their own; clusters are institutions. */
struct part {
    double *y;
    size_t *begins;
    size_t *cluster;
    size_t n_units;
    size_t n_clusters;
    size_t last_institution;
};

struct work {
    const struct impact_design *design;
    struct zi_arena arena;
    int *first_award; /* of every institution of the design: its first treated year */
};

/* ---- the first award of an institution */

static const char *institution_of(const struct impact_design *design, size_t entity)
{
    return design->selection->panel->entities[entity].institution;
}

/* Units that were left out pull as well: those awarded before the first year. */
static void find_first_awards(struct work *work, const struct zi_impact *impact)
{
    const struct impact_design *design = work->design;
    const struct zi_selection *s = design->selection;
    size_t i = 0;

    for (size_t k = 0; k < design->n_institutions; k++) {
        const char *name = institution_of(design, design->entity[design->institution[k]]);

        work->first_award[k] = INT_MAX;
        while (i < s->n_entities && strcmp(institution_of(design, s->entities[i]), name) < 0)
            i++;
        for (; i < s->n_entities && strcmp(institution_of(design, s->entities[i]), name) == 0;
             i++) {
            int begins = impact_dates(s->panel, s->entities[i], &impact->request).begins;

            work->first_award[k] = begins < work->first_award[k] ? begins : work->first_award[k];
        }
    }
}

/* ---- the two parts */

static enum zi_code allocate(struct work *work, struct part *part, struct zi_error *error)
{
    const struct impact_design *design = work->design;

    *part = (struct part){.last_institution = SIZE_MAX};
    part->y =
        zi_arena_allocate(&work->arena, design->n_units * design->n_years + 1, sizeof(double));
    part->begins = zi_arena_allocate(&work->arena, design->n_units + 1, sizeof *part->begins);
    part->cluster = zi_arena_allocate(&work->arena, design->n_units + 1, sizeof *part->cluster);
    return part->y && part->begins && part->cluster ? ZI_OK : zi_fail_memory(error);
}

static void add_unit(const struct work *work, struct part *part, size_t unit, size_t institution,
                     size_t begins)
{
    const struct impact_design *design = work->design;

    if (institution != part->last_institution)
        part->cluster[part->n_clusters++] = part->n_units;
    part->last_institution = institution;
    memcpy(part->y + part->n_units * design->n_years, design->y + unit * design->n_years,
           design->n_years * sizeof *part->y);
    part->begins[part->n_units++] = begins;
    part->cluster[part->n_clusters] = part->n_units;
}

/* Institutions awarded by the first year have nothing before; their units are in neither part but
 * as awarded ones. */
static void divide(const struct work *work, struct zi_impact *impact, struct part *others,
                   struct part *awarded)
{
    const struct impact_design *design = work->design;

    for (size_t k = 0; k < design->n_institutions; k++) {
        int first = work->first_award[k];
        bool untouched = first > impact->last_year;
        bool in_time = first > impact->first_year && !untouched;
        size_t begins = untouched ? design->n_years
                        : in_time ? (size_t)(first - impact->first_year)
                                  : 0;

        impact->spillover.n_institutions += in_time;
        impact->spillover.n_untouched += untouched;
        for (size_t u = design->institution[k]; u < design->institution[k + 1]; u++) {
            bool treated = design->begins[u] < design->n_years;

            if (!treated && begins > 0)
                add_unit(work, others, u, k, begins);
            if (treated || untouched)
                add_unit(work, awarded, u, k, design->begins[u]);
        }
    }
}

static enum zi_code estimate(struct work *work, const struct part *part,
                             const struct zi_impact *impact, const struct zi_confidence *confidence,
                             struct zi_estimate *effect, struct zi_error *error)
{
    struct zi_adoption adoption = {.y = part->y,
                                   .n_units = part->n_units,
                                   .n_years = work->design->n_years,
                                   .begins = part->begins,
                                   .cluster = part->cluster,
                                   .n_clusters = part->n_clusters};
    struct zi_group_time result;

    ZI_TRY(zi_group_time(&adoption, impact->request.controls, impact->request.base, confidence,
                         &work->arena, &result, error));
    *effect = zi_group_time_overall(&result, ZI_AVERAGE_SIMPLE)->effect;
    return ZI_OK;
}

static enum zi_code compute(struct work *work, struct zi_impact *impact,
                            const struct zi_confidence *confidence, struct zi_error *error)
{
    struct part others, awarded;

    work->first_award =
        zi_arena_allocate(&work->arena, work->design->n_institutions + 1, sizeof(int));
    if (!work->first_award)
        return zi_fail_memory(error);
    ZI_TRY(allocate(work, &others, error));
    ZI_TRY(allocate(work, &awarded, error));
    find_first_awards(work, impact);
    divide(work, impact, &others, &awarded);
    if (impact->spillover.n_untouched == 0)
        return ZI_OK;
    ZI_TRY(estimate(work, &others, impact, confidence, &impact->spillover.others, error));
    return estimate(work, &awarded, impact, confidence, &impact->spillover.awarded, error);
}

enum zi_code impact_spillover(const struct impact_design *design, struct zi_impact *impact,
                              const struct zi_confidence *confidence, struct zi_error *error)
{
    struct work work = {.design = design};
    enum zi_code code;

    impact->spillover = (struct zi_spillover){.others = zi_estimate_undefined(0, ZI_NO_CONTROLS),
                                              .awarded = zi_estimate_undefined(0, ZI_NO_CONTROLS)};
    code = compute(&work, impact, confidence, error);
    zi_arena_release(&work.arena);
    return code;
}
