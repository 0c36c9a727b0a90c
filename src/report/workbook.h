/* The tables behind the report as one spreadsheet workbook, a sheet each. */
#ifndef ZISTAT_REPORT_WORKBOOK_H
#define ZISTAT_REPORT_WORKBOOK_H

#include "analysis/outlook.h"
#include "table/limits.h"
#include "zistat/analysis/propose.h"
#include "zistat/base/buffer.h"
#include "zistat/base/error.h"

/* Proposals, readiness, every condition, coverage and trends of the selection. The bytes are added
 * to out. */
enum zi_code zi_report_workbook(const struct zi_outlook *outlook,
                                const struct zi_proposals *proposals,
                                const struct zi_limits *limits, enum zi_language language,
                                struct zi_arena *arena, struct zi_buffer *out,
                                struct zi_error *error);

#endif
