/* What a year does to all units, before any data: datasets/year-effects.csv. */
#include "year_effects.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/count.h"
#include "dataset.h"

enum year_effect_column {
    YEAR_EFFECT_INDEX,
    YEAR_EFFECT_SHARE,
    YEAR_EFFECT_SOURCE,
    YEAR_EFFECT_CERTAINTY
};

static const char *const columns[] = {"index", "share", "source", "certainty", NULL};

static const char *const every_index = "*";

static void take_year_effect(struct zi_catalogue *catalogue, struct dataset *dataset,
                             const struct dataset_row *row)
{
    const char *name = row->cells[YEAR_EFFECT_INDEX];
    bool all = strcmp(name, every_index) == 0;
    struct zi_year_effect effect = {
        .index = all ? ZI_NO_INDEX : zi_catalogue_find(catalogue, name, strlen(name)),
        .share = dataset_number(dataset, row, YEAR_EFFECT_SHARE, NAN),
        .source = {row->cells[YEAR_EFFECT_SOURCE], row->cells[YEAR_EFFECT_CERTAINTY]},
    };

    if (!all && effect.index == ZI_NO_INDEX)
        dataset_fault(dataset, row->line, "indeks '%s' tidak ada di katalog",
                      "index '%s' is not in the catalogue", name);
    if (!(effect.share > 0 && effect.share <= 100))
        dataset_fault(dataset, row->line, "share '%s' bukan bilangan di atas 0 sampai 100",
                      "share '%s' is not a number above 0 and up to 100",
                      row->cells[YEAR_EFFECT_SHARE]);
    for (size_t i = 0; i < catalogue->n_year_effects; i++)
        if (catalogue->year_effects[i].index == effect.index)
            dataset_fault(dataset, row->line, "indeks '%s' sudah punya baris",
                          "index '%s' already has a row", name);
    if (all || effect.index != ZI_NO_INDEX)
        catalogue->year_effects[catalogue->n_year_effects++] = effect;
}

enum zi_code catalogue_load_year_effects(struct zi_catalogue *catalogue, const char *path,
                                         struct zi_error *error)
{
    struct dataset dataset;

    ZI_TRY(dataset_load(&dataset, &catalogue->arena, path, "year-effects.csv", columns,
                        ZI_COUNT(columns) - 1, error));
    catalogue->year_effects =
        zi_arena_allocate(&catalogue->arena, dataset.n_rows + 1, sizeof *catalogue->year_effects);
    if (catalogue->year_effects == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < dataset.n_rows; i++)
        take_year_effect(catalogue, &dataset, &dataset.rows[i]);
    return dataset_verdict(&dataset, error);
}

double zi_catalogue_year_effect(const struct zi_catalogue *catalogue, size_t index)
{
    double share = 0;

    for (size_t i = 0; i < catalogue->n_year_effects; i++) {
        const struct zi_year_effect *effect = &catalogue->year_effects[i];

        if (effect->index == (long)index)
            return effect->share;
        if (effect->index == ZI_NO_INDEX)
            share = effect->share;
    }
    return share;
}
