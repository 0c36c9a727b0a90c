/*
 * The lower triangle of a correlation matrix. The question: which indices move together? Colour
 * only where the false discovery rate allows it; level named; pairs that are partly arithmetic
 * marked.
 */
#ifndef ZISTAT_CHART_CORRELATION_H
#define ZISTAT_CHART_CORRELATION_H

#include "chart.h"
#include "zistat/base/reason.h"

enum { ZI_CORRELATION_MAX = 16 };

enum zi_correlation_level {
    ZI_CORRELATION_BETWEEN,   /* of unit means */
    ZI_CORRELATION_WITHIN,    /* of deviations from them */
    ZI_CORRELATION_TWOWAY,    /* of deviations from unit and year means */
    ZI_CORRELATION_POOLED,    /* of all values */
    ZI_CORRELATION_DETRENDED, /* of deviations from the unit's straight line */
};

struct zi_correlation_index {
    const char *name;       /* of its row: "Maturitas SPIP" */
    const char *short_name; /* of its step: "SPIP"; NULL or "": name */
};

struct zi_correlation_cell {
    double r;              /* NaN: undefined */
    double q;              /* adjusted for all pairs by Benjamini and Hochberg; NaN: not tested */
    size_t n;              /* pairs of values */
    bool arithmetic;       /* one index contains the other */
    enum zi_reason reason; /* why r is NaN */
};

/* What is left of the tie of the first index to another when the years' effects are taken out. */
struct zi_correlation_kept {
    double r; /* NaN: not known, so that nothing is said */
    double q;
};

/* The first index beside an index of institutions, where it counts by institution too. */
struct zi_correlation_institutional {
    const char *name; /* of its column: "SPIP" */
    struct zi_correlation_cell cell;
    enum zi_correlation_level level;
};

enum { ZI_CORRELATION_INSTITUTIONAL_MAX = 6 };

struct zi_correlation_chart {
    const struct zi_correlation_index *indices; /* the title speaks of the first */
    size_t n_indices;
    const struct zi_correlation_cell *cells; /* pair (i, j), i > j, at i * (i - 1) / 2 + j */
    /* n_indices of them, by the other index; the title speaks of these. NULL where there are no
     * years to take out: then it speaks of the cells. */
    const struct zi_correlation_kept *kept;
    const struct zi_correlation_institutional *institutional; /* a block of its own */
    size_t n_institutional; /* 0 to ZI_CORRELATION_INSTITUTIONAL_MAX */
    enum zi_correlation_level level;
    const char *method;      /* "Pearson", "Spearman", "Kendall" */
    const char *coefficient; /* "r", "rho", "tau" */
    int first_year, last_year;
    size_t least_n;              /* below it no r is printed; 8 */
    double significance;         /* of q; 0.05 */
    const char *units;           /* "OPD"; NULL: "unit" or "units" */
    const char *arithmetic_note; /* explains the asterisk; NULL: the general words */
    const char *source;          /* NULL leaves it out */
};

/* ZI_EFEW with fewer than two indices or when no pair has a coefficient; ZI_EUSAGE with more than
 * ZI_CORRELATION_MAX. On failure there is nothing to release. Natural size: half page. */
enum zi_code zi_chart_correlation(const struct zi_correlation_chart *input,
                                  const struct zi_chart_options *options, struct zi_chart *chart,
                                  struct zi_error *error);

#endif
