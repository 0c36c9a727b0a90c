/* Which part of a panel an analysis looks at. */
#ifndef ZISTAT_ANALYSIS_SELECTION_H
#define ZISTAT_ANALYSIS_SELECTION_H

#include <stdbool.h>
#include <stddef.h>

#include "zistat/base/api.h"
#include "zistat/base/arena.h"
#include "zistat/base/error.h"
#include "zistat/panel/panel.h"

ZI_API_BEGIN

/* What was asked for; nothing asked means everything. */
struct zi_request {
    const char *const *units; /* full or short names, compared folded; an institution's own name
                                 chooses the institution itself */
    size_t n_units;
    const char *const *indices; /* names or synonyms */
    size_t n_indices;
    int first_year;      /* 0: the panel's first */
    int last_year;       /* 0: the panel's last */
    bool without_values; /* units of which nothing is measured will do */
};

struct zi_selection {
    struct zi_arena arena;
    const struct zi_panel *panel; /* borrowed */
    size_t *entities;             /* positions in the panel, ascending */
    size_t n_entities;
    size_t *indices; /* positions in the catalogue: in the order asked for, else ascending; only
                        those the panel holds */
    size_t n_indices;
    int first_year;
    int last_year;
};

/*
 * ZI_EUSAGE for a unit or index that is not known (with the nearest name) and for years outside
 * the panel; ZI_EFEW for an index that is known but has no value in the panel. The selection must
 * be released also after an error.
 */
enum zi_code zi_selection_make(struct zi_selection *selection, const struct zi_panel *panel,
                               const struct zi_request *request, struct zi_error *error);
void zi_selection_release(struct zi_selection *selection);

/* The position of an index in the catalogue, by name or synonym; ZI_EUSAGE with the nearest name.
 */
enum zi_code zi_selection_know_index(const struct zi_catalogue *catalogue, const char *name,
                                     size_t *found, struct zi_error *error);

/* The same of an index that the panel holds; errors as above. */
enum zi_code zi_selection_find_index(const struct zi_selection *selection, const char *name,
                                     size_t *found, struct zi_error *error);

/* The level of a panel entity: ZI_LEVEL_INSTITUTION for an institution itself. */
enum zi_level zi_entity_level(const struct zi_entity *entity);

ZI_API_END

#endif
