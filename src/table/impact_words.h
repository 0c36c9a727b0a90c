/* What an impact says, in sentences: for the command's text, the chart and the report. */
#ifndef ZISTAT_TABLE_IMPACT_WORDS_H
#define ZISTAT_TABLE_IMPACT_WORDS_H

#include "analysis/impact.h"
#include "zistat/base/buffer.h"

struct zi_impact_view {
    const struct zi_panel *panel;
    const struct zi_impact *impact;
    enum zi_language language;
};

/* "WBK", "WBBM", "pencanangan ZI" */
const char *zi_impact_award_text(const struct zi_impact_view *view);

/* The finding in one sentence, without a full stop; never "because". */
void zi_say_impact_finding(struct zi_buffer *out, const struct zi_impact_view *view);

/* How sure: what trends before say, what remains if they differ, and the comparison with the same
 * past. Sentences with full stops. */
void zi_say_impact_certainty(struct zi_buffer *out, const struct zi_impact_view *view);

/* What it cannot say. Sentences with full stops. */
void zi_say_impact_limits(struct zi_buffer *out, const struct zi_impact_view *view);

/* One warning, without a full stop. */
void zi_say_impact_warning(struct zi_buffer *out, const struct zi_impact_view *view,
                           enum zi_impact_warning warning);

/* Why units or values are left out, without the number: "sudah menerima sejak tahun pertama". */
const char *zi_impact_dropped_text(const struct zi_impact_view *view,
                                   enum zi_impact_dropped dropped);

#endif
