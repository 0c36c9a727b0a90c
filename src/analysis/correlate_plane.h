/*
 * What is correlated, as columns: a plane of units and one of institutions, each with a column for
 * every index, entity after entity and year after year. Made once; pairs only read them.
 */
#ifndef ZISTAT_ANALYSIS_CORRELATE_PLANE_H
#define ZISTAT_ANALYSIS_CORRELATE_PLANE_H

#include "zistat/analysis/correlate.h"

struct zi_plane {
    enum zi_level on;
    size_t n_entities;
    size_t n_years;
    size_t n_rows; /* entities times years; year y of entity e is row e * n_years + y */
    int first_year;
    double **value; /* by column: scores, NaN where there is none */
    double *
        *category; /* the order of bands, where letters count and the index has any; else NULL */
    uint32_t **behind;   /* institutions: how many unit values were averaged */
    size_t *institution; /* units: the number of each one's, from 0, rising */
    size_t *first;       /* institutions: where each begins in the selection's entities; one more */
    struct zi_dense_ranks *ranks; /* of value */
    bool *complete;               /* with listwise: rows that have every column; else NULL */
};

/* Columns are the indices of the pairs, then those given: facts[] has them in order. */
struct zi_planes {
    const struct zi_selection *selection;
    const struct zi_correlate_request *request;
    struct zi_correlations *result;
    struct zi_arena *arena;
    bool *own_unit; /* by column: units have values of their own */
    bool *own_institution;
    struct zi_plane units;
    struct zi_plane institutions;
};

/* Rows of units behind a cell of the plane of institutions: units of that entity that have every
 * one of the two values that is averaged over units. 0 where neither is. */
size_t zi_planes_unit_rows(const struct zi_planes *planes, size_t x, size_t x_row, size_t y,
                           size_t y_row);

/* request, facts, indices and arena are set; fills the planes and what they tell. */
enum zi_code zi_planes_make(struct zi_planes *planes, struct zi_error *error);

#endif
