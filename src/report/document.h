/* The report: one HTML file with findings, charts, tables, data quality and provenance. */
#ifndef ZISTAT_REPORT_DOCUMENT_H
#define ZISTAT_REPORT_DOCUMENT_H

#include <stdbool.h>

#include "figure/figures.h"
#include "findings.h"
#include "zistat/analysis/propose.h"
#include "zistat/base/buffer.h"

/* More units than this get no section of their own, and the report says so. */
enum { ZI_DOCUMENT_UNITS = 200 };
/* More pages of one chart than this are not drawn, and the report says so. */
enum { ZI_DOCUMENT_PAGES = 5 };

struct zi_document {
    const struct zi_figures *figures; /* with the outlook; options.size is ignored */
    const struct zi_proposals *proposals;
    const char *const *findings; /* ZI_FINDINGS */
    const char *quality_text;    /* the faults as people read them; "" when there are none */
    const char *provenance;      /* program, options; one line each */
    enum zi_target target;       /* of the nearest candidates on the leaders' page */
    bool years_asked;            /* change is measured over the years of the selection */
    bool light;                  /* without the sections of units */
    size_t n_threads;            /* processes of gnuplot at once */
    /* Called before each chart; may be NULL. */
    void (*progress)(void *state, size_t done, size_t all, const char *what);
    void *progress_state;
    size_t n_charts; /* out */
};

/* Charts are drawn by several gnuplot processes at once. A chart for which there is too little data
 * is replaced by the sentence that says so; any other failure fails the report. */
enum zi_code zi_document_write(struct zi_document *document, struct zi_buffer *out,
                               struct zi_error *error);

#endif
