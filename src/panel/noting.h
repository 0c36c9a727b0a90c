/* What is wrong with records: counted in the first pass, which notes them, and kept in the second.
 */
#ifndef ZISTAT_PANEL_NOTING_H
#define ZISTAT_PANEL_NOTING_H

#include "intake.h"

/* Notes the record under way for the second pass, unless enough as severe are noted. */
void intake_note(struct intake *intake, enum zi_severity severity);

/* Counts the meeting, and keeps it for the second pass unless enough as severe are kept. other: of
 * the other record's file; NULL: what it says is known. */
void intake_meet(struct intake *intake, struct intake *other, const struct meeting *meeting);

/* A remark on a column of the record under way: counted in the first pass, kept in the second.
 * column: SIZE_MAX for the whole record. */
void intake_say(struct intake *intake, size_t column, const struct remark *remark);

#endif
