/* Loads what to ask whom for. */
#include "collect.h"

#include <string.h>

#include "base/count.h"
#include "dataset.h"

enum collect_column {
    COLLECT_ITEM,
    COLLECT_LEVEL,
    COLLECT_WHAT_ID,
    COLLECT_WHAT_EN,
    COLLECT_FROM_ID,
    COLLECT_FROM_EN,
    COLLECT_SOURCE,
    COLLECT_CERTAINTY
};

static const char *const columns[] = {"item",    "level",  "what_id",   "what_en", "from_id",
                                      "from_en", "source", "certainty", NULL};
static const char *const levels[] = {"unit", "instansi", NULL};

static void take_row(struct zi_collect *collect, struct dataset *dataset,
                     const struct dataset_row *row)
{
    struct zi_collect_row *taken = &collect->rows[collect->n_rows++];
    bool institution = dataset_word(dataset, row, COLLECT_LEVEL, levels) == 1;

    *taken = (struct zi_collect_row){
        .item = dataset_text(dataset, row, COLLECT_ITEM),
        .level = institution ? ZI_LEVEL_INSTITUTION : ZI_LEVEL_UNIT,
        .what = {dataset_text(dataset, row, COLLECT_WHAT_ID),
                 dataset_text(dataset, row, COLLECT_WHAT_EN)},
        .from = {dataset_text(dataset, row, COLLECT_FROM_ID),
                 dataset_text(dataset, row, COLLECT_FROM_EN)},
        .source = {row->cells[COLLECT_SOURCE], row->cells[COLLECT_CERTAINTY]},
    };
    for (const struct zi_collect_row *other = collect->rows; other < taken; other++)
        if (other->level == taken->level && strcmp(other->item, taken->item) == 0)
            dataset_fault(dataset, row->line, "'%s' ada dua kali", "'%s' appears twice",
                          taken->item);
}

static enum zi_code load(struct zi_collect *collect, const char *path, struct zi_error *error)
{
    struct dataset dataset;

    ZI_TRY(dataset_load(&dataset, &collect->arena, path, "collect.csv", columns,
                        ZI_COUNT(columns) - 1, error));
    collect->rows = zi_arena_allocate(&collect->arena, dataset.n_rows + 1, sizeof *collect->rows);
    if (collect->rows == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < dataset.n_rows; i++)
        take_row(collect, &dataset, &dataset.rows[i]);
    return dataset_verdict(&dataset, error);
}

enum zi_code zi_collect_load(struct zi_collect *collect, const char *path, struct zi_error *error)
{
    enum zi_code code;

    memset(collect, 0, sizeof *collect);
    code = load(collect, path, error);
    if (code != ZI_OK)
        zi_collect_release(collect);
    return code;
}

void zi_collect_release(struct zi_collect *collect)
{
    zi_arena_release(&collect->arena);
    memset(collect, 0, sizeof *collect);
}

static const struct zi_collect_row *find(const struct zi_collect *collect, const char *item,
                                         size_t length, enum zi_level level)
{
    for (size_t i = 0; i < collect->n_rows; i++) {
        const struct zi_collect_row *row = &collect->rows[i];

        if (row->level == level && strlen(row->item) == length &&
            strncmp(row->item, item, length) == 0)
            return row;
    }
    return NULL;
}

const struct zi_collect_row *zi_collect_find(const struct zi_collect *collect, const char *item,
                                             enum zi_level level)
{
    const struct zi_collect_row *row = NULL;

    for (size_t length = strlen(item); length > 0 && row == NULL;) {
        row = find(collect, item, length, level);
        do
            length--;
        while (length > 0 && item[length] != '.');
    }
    return row;
}
