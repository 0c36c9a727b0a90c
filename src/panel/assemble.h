/* Rows of all files -> one panel, and what they say of the same cell. */
#ifndef ZISTAT_PANEL_ASSEMBLE_H
#define ZISTAT_PANEL_ASSEMBLE_H

#include "intake.h"

/* Releases the rows as they find their place. With skip_bad, a cell with a conflict is left
 * missing. */
enum zi_code assemble(struct reading *reading, struct intake *intakes, size_t n_intakes,
                      struct zi_panel *panel, struct zi_error *error);

#endif
