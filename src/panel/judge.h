/* A closer look at a record: every fault in it is said, and its values are read. */
#ifndef ZISTAT_PANEL_JUDGE_H
#define ZISTAT_PANEL_JUDGE_H

#include "intake.h"

/* Of a table of values: leaves year, index, values and ranks as they are to be stored. */
void judge_row(struct intake *intake);

/* Of a list of predicates. */
void judge_predicate(struct intake *intake, struct zi_event *event);

#endif
