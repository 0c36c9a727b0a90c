/* The columns of a panel's file: what each is, told by its name, and their shape together. */
#ifndef ZISTAT_PANEL_COLUMNS_H
#define ZISTAT_PANEL_COLUMNS_H

#include "layout.h"

/* What a panel's reader knows of names. */
struct columns_known {
    const struct zi_catalogue *catalogue;
    const struct zi_reader_options *options;
    struct zi_arena *arena; /* of the columns */
};

/* Looks for the header below titles too, and joins two rows of it. known must outlive it. */
struct header_reader columns_reader(const struct columns_known *known);

/* The columns of the layout's header, and all that follows from them; false without memory. */
bool columns_make(struct layout *layout, const struct columns_known *known);

/* How many columns there are of a role; of these, columns of values that name a year, an index. */
size_t columns_of_role(const struct layout *layout, enum role role);
size_t columns_of_years(const struct layout *layout);
size_t columns_of_indices(const struct layout *layout);

#endif
