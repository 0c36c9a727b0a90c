/* The sentences that a planner wants first, each with its numbers, by rule from the results. */
#ifndef ZISTAT_REPORT_FINDINGS_H
#define ZISTAT_REPORT_FINDINGS_H

#include "analysis/outlook.h"
#include "zistat/base/arena.h"
#include "zistat/base/error.h"
#include "zistat/base/language.h"

enum { ZI_FINDINGS = 3 };

/* How many are ready; what holds the others back most often; who lacks a single condition. Each
 * has a form for "none". The texts live in arena. */
enum zi_code zi_findings_make(const struct zi_outlook *outlook, enum zi_language language,
                              struct zi_arena *arena, const char *findings[ZI_FINDINGS],
                              struct zi_error *error);

#endif
