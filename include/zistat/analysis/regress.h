/*
 * What goes with an index when others are held equal: a regression on the rows of a panel.
 *
 * Rows are units when the outcome has values of units, else institutions. A unit's row takes an
 * index that has no values of units from its institution; an institution's row takes the mean of
 * its units where it has no value of its own. Levels are said, never mixed silently.
 */
#ifndef ZISTAT_ANALYSIS_REGRESS_H
#define ZISTAT_ANALYSIS_REGRESS_H

#include <stdbool.h>
#include <stdint.h>

#include "zistat/analysis/clustering.h"
#include "zistat/analysis/selection.h"
#include "zistat/base/api.h"
#include "zistat/base/arena.h"
#include "zistat/base/error.h"
#include "zistat/stats/panel_regression.h"

ZI_API_BEGIN

/* errors when the choice is the program's. */
enum { ZI_ERRORS_CHOSEN = -1 };

/* With fewer institutions than these CR2 has the wild bootstrap's p beside it. */
enum { ZI_WILD_BESIDE_CLUSTERS = 20 };

struct zi_regress_request {
    enum zi_effects effects;
    enum zi_clustering clustering;
    int errors; /* enum zi_errors or ZI_ERRORS_CHOSEN: classical without clusters, CR2 with fewer
                   than ZI_CLUSTERS_FOR_CR1 or ZI_TREATED_FOR_CR1 treated ones, else CR1 */
    double confidence;
    double power;
    size_t draws;
    uint64_t seed;
    size_t threads;
};

enum zi_value_from {
    ZI_FROM_ROW,         /* of the row's own */
    ZI_FROM_INSTITUTION, /* the institution's, in its units' rows */
    ZI_FROM_UNITS,       /* the mean of the institution's units, in its row */
};

struct zi_regress_variable {
    size_t index;     /* position in the catalogue */
    size_t n_missing; /* rows left out that have no number of it */
    size_t n_letters; /* of those, rows that have a letter of it */
    enum zi_value_from from;
    bool by_institution; /* one value in every year of an institution with several units */
    bool arithmetic;     /* contains the outcome or is contained in it: partly by construction */
    bool binary;         /* two values */
    size_t n_treated;    /* clusters that have the higher of the two in any row */
};

struct zi_regress_term {
    size_t variable; /* 0 for the intercept */
    struct zi_estimate result;
    double detectable; /* smallest effect found with the power asked for; NaN without std_error */
    const struct zi_wild *wild; /* or NULL; beside CR2 it is not in the result */
};

/* Arrays live in the arena of the call. */
struct zi_regress {
    enum zi_level on; /* rows are units or institutions */
    int first_year;   /* of the rows used */
    int last_year;
    size_t n_rows;       /* with a value or letter of any variable */
    size_t n_incomplete; /* left out: not all variables have a number */
    size_t n_singletons; /* left out: alone in a unit or year that is taken out */
    size_t n;
    size_t n_units;
    size_t n_institutions;
    size_t n_clusters; /* 0 without clusters */
    enum zi_effects effects;
    enum zi_clustering clustering; /* as used, as errors */
    enum zi_errors errors;
    size_t counted;                        /* K of CR1 */
    double r_squared;                      /* within */
    struct zi_regress_variable *variables; /* the outcome, then what explains it */
    size_t n_variables;
    struct zi_regress_term *terms;
    size_t n_terms;
    enum zi_reason reason; /* of the whole, see panel_regression.h; never ZI_COLLINEAR */
};

/*
 * The selection's indices are the outcome and then, at least one, what explains it.
 *
 * Errors ZI_EFEW: no complete row; fewer rows than terms; a column that the effects absorb, or
 *        columns that determine each other: named in the sentence. ZI_EUSAGE: the wild bootstrap
 *        with more than ZI_CLUSTERS_EXAMINED clusters. ZI_ESYSTEM
 */
enum zi_code zi_regress_compute(const struct zi_selection *selection,
                                const struct zi_regress_request *request, struct zi_arena *arena,
                                struct zi_regress *regress, struct zi_error *error);

ZI_API_END

#endif
