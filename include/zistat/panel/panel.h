/*
 * The panel: entity x year x index. One dense matrix per index, each entity's years contiguous;
 * NaN means missing, inside the panel only. A letter without a score is an ordered category: it
 * stands in bands, and values stays NaN there; it is never a midpoint.
 */
#ifndef ZISTAT_PANEL_PANEL_H
#define ZISTAT_PANEL_PANEL_H

#include <stddef.h>
#include <stdint.h>

#include "zistat/base/api.h"
#include "zistat/base/arena.h"
#include "zistat/catalogue/catalogue.h"
#include "zistat/catalogue/regulation.h"

ZI_API_BEGIN

/* (institution, unit); unit is "" for the institution itself. */
struct zi_entity {
    const char *institution;
    const char *unit;
    const char *kind;       /* "dinas", "puskesmas", "kabupaten"; "" when not given */
    const char *short_name; /* "DPMPTSP"; "" when not given */
};

enum zi_event_kind {
    ZI_AWARDED,
    ZI_REVOKED,
    ZI_NOT_PASSED,
    ZI_NO_PREDICATE, /* no event: the list says that the unit, or the whole institution, has none.
                        It has no year, and makes "never revoked" known */
    ZI_PROPOSED,     /* to the national evaluators; what came of it is another event, if any */
    ZI_DECLARED,     /* building ZI was declared (pencanangan): no predicate; target says nothing */
};

/* A predicate is an interval that events open and close. */
struct zi_event {
    size_t entity;
    enum zi_target target;
    enum zi_event_kind kind;
    int year; /* 0: not printed in the source */
};

/* An input file, for provenance. */
struct zi_input {
    const char *name;      /* as it is said; of a sheet "Rekap.xlsx!TPI" */
    const char *path;      /* of the file */
    uint32_t first_record; /* what records[] calls its first data row */
    size_t n_rows;         /* data rows used */
    size_t n_left_out;     /* with --skip-bad */
    size_t n_passed_over;  /* rows of a table of scores that are parts of an index */
};

struct zi_panel {
    struct zi_arena arena;
    const struct zi_catalogue *catalogue; /* borrowed */

    struct zi_entity *entities; /* sorted by institution, then unit, bytewise: any order of input
                                   rows gives the same panel */
    size_t n_entities;
    int first_year;
    size_t n_years;

    /* By position in the catalogue; NULL where no cell of that index was read. A cell is
     * [entity * n_years + (year - first_year)]. */
    double **values;
    uint8_t **bands; /* rank of the letter printed in the source, 0 for none; NULL where the index
                        has no letter at all */
    uint32_t **records; /* 1-based record of the cell, counted over all inputs in order; 0 where
                           missing. */

    struct zi_event *events; /* sorted by entity, year, kind */
    size_t n_events;

    struct zi_input *inputs;
    size_t n_inputs;

    void **blocks; /* large pieces that the panel owns besides its arena, each from malloc */
    size_t n_blocks;
};

void zi_panel_release(struct zi_panel *panel);

/* NaN when missing, outside the panel's years, or an index never read. */
double zi_panel_value(const struct zi_panel *panel, size_t entity, size_t index, int year);

/* The letter of a cell: as printed, else the band of its score; NULL when there is neither. */
const struct zi_band *zi_panel_band(const struct zi_panel *panel, size_t entity, size_t index,
                                    int year);

/* The institution's own row for a unit's entity (itself for an institution); SIZE_MAX when the
 * panel has none. */
size_t zi_panel_institution(const struct zi_panel *panel, size_t entity);

/* Position of the entity, or SIZE_MAX. */
size_t zi_panel_find(const struct zi_panel *panel, const char *institution, const char *unit);

/* "Unit" or, for an institution, its own name: what a table or a title calls it. */
const char *zi_entity_name(const struct zi_entity *entity);

/* The events of the entities first to last, sorted by entity, year and kind; NULL when there are
 * none. O(log n_events). */
const struct zi_event *zi_panel_events(const struct zi_panel *panel, size_t first, size_t last,
                                       size_t *n);

/* The predicate held at the end of the year and the year it was awarded (0 when not printed);
 * returns 0 when none is held. */
int zi_panel_predicate(const struct zi_panel *panel, size_t entity, int year, int *since);

ZI_API_END

#endif
