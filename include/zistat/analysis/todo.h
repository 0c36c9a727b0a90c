/*
 * What is not known yet, and how much hangs on it: the list of what to collect.
 *
 * A value whose parts are partly known is missing only what is missing of its parts; where nothing
 * of a whole is known, the whole is one thing to collect (the LKE, not its 11 components). Units
 * that hold WBBM have nothing left to be proposed for and are left out.
 */
#ifndef ZISTAT_ANALYSIS_TODO_H
#define ZISTAT_ANALYSIS_TODO_H

#include <stddef.h>

#include "zistat/analysis/readiness.h"
#include "zistat/base/api.h"

ZI_API_BEGIN

enum { ZI_TODO_NAMED = 3 };

struct zi_todo {
    const char *institution;
    const char *item; /* an index, or one of: predikat, tahun_predikat, tanggal_pencabutan, jenis */
    long index;       /* ZI_NO_INDEX when item is none */
    enum zi_level level;         /* whose value is missing */
    size_t n_units;              /* of the institution, for which it is not known */
    size_t n_rules;              /* different rules that hang on it */
    size_t n_decides;            /* units of which nothing else is unknown and no rule failed */
    size_t named[ZI_TODO_NAMED]; /* entities: the first of them, those it decides before others */
    size_t n_named;
};

/*
 * results: as zi_readiness_compute gives them, with the same panel and regulations. Sorted by
 * n_decides, then n_units, both falling, then by institution and the order of the catalogue. The
 * list lives in arena. Cost: a pass over the rules of the units.
 */
enum zi_code zi_todo_list(const struct zi_panel *panel, const struct zi_regulations *regulations,
                          const struct zi_readiness results[], size_t n, struct zi_arena *arena,
                          struct zi_todo **todos, size_t *n_todos, struct zi_error *error);

ZI_API_END

#endif
