/* Loads what a point costs, index by index. */
#include "zistat/catalogue/effort.h"

#include <math.h>
#include <string.h>

#include "base/count.h"
#include "dataset.h"

enum effort_column {
    EFFORT_INDEX,
    EFFORT_EFFORT, /* the last that a file must have */
    EFFORT_STEP,
    EFFORT_GRID,
    EFFORT_SOURCE,
    EFFORT_CERTAINTY
};

static const char *const columns[] = {"index",  "effort",    "step", "grid",
                                      "source", "certainty", NULL};
static const char *const grids[] = {"", "free", "fixed", NULL};

static long find_index(const struct zi_catalogue *catalogue, const char *name)
{
    for (size_t i = 0; i < catalogue->n_indices; i++)
        if (strcmp(catalogue->indices[i].name, name) == 0)
            return (long)i;
    return ZI_NO_INDEX;
}

static void take_effort(struct zi_effort *effort, struct dataset *dataset,
                        const struct dataset_row *row)
{
    double per_point, parts;

    dataset_text(dataset, row, EFFORT_EFFORT);
    per_point = dataset_number(dataset, row, EFFORT_EFFORT, 1);
    parts = per_point * 1e4;
    if (!(per_point >= 1e-4 && per_point <= 100) || fabs(parts - round(parts)) > 1e-6)
        dataset_fault(dataset, row->line,
                      "effort '%s' harus dari 0.0001 sampai 100, paling banyak empat desimal",
                      "effort '%s' must be from 0.0001 to 100, with at most four decimals",
                      row->cells[EFFORT_EFFORT]);
    effort->per_point = per_point;
}

static void take_steps(struct zi_effort *effort, struct dataset *dataset,
                       const struct dataset_row *row)
{
    int grid = dataset_word(dataset, row, EFFORT_GRID, grids);

    effort->step = dataset_number(dataset, row, EFFORT_STEP, effort->given ? effort->step : NAN);
    if (row->cells[EFFORT_STEP][0] == '\0' && !effort->given)
        dataset_text(dataset, row, EFFORT_STEP);
    else if (!(effort->step >= 1e-4))
        dataset_fault(dataset, row->line, "step '%s' harus paling sedikit 0.0001",
                      "step '%s' must be at least 0.0001", row->cells[EFFORT_STEP]);
    if (grid > 0)
        effort->fixed = strcmp(grids[grid], "fixed") == 0;
    effort->given = true;
}

static void take_row(struct zi_efforts *efforts, const struct zi_catalogue *catalogue,
                     struct dataset *dataset, size_t which)
{
    const struct dataset_row *row = &dataset->rows[which];
    long index = find_index(catalogue, row->cells[EFFORT_INDEX]);

    if (index == ZI_NO_INDEX) {
        dataset_fault(dataset, row->line, "indeks '%s' tidak ada di katalog",
                      "index '%s' is not in the catalogue", row->cells[EFFORT_INDEX]);
        return;
    }
    for (size_t i = 0; i < which; i++)
        if (strcmp(dataset->rows[i].cells[EFFORT_INDEX], row->cells[EFFORT_INDEX]) == 0)
            dataset_fault(dataset, row->line, "indeks '%s' ada dua kali",
                          "index '%s' appears twice", row->cells[EFFORT_INDEX]);
    take_effort(&efforts->of[index], dataset, row);
    take_steps(&efforts->of[index], dataset, row);
}

static enum zi_code load_file(struct zi_efforts *efforts, const struct zi_catalogue *catalogue,
                              const char *path, struct zi_error *error)
{
    struct dataset dataset;

    ZI_TRY(
        dataset_load(&dataset, &efforts->arena, path, "effort.csv", columns, EFFORT_STEP, error));
    for (size_t i = 0; i < dataset.n_rows; i++)
        /* The built-in rows may name what a replaced catalogue does not have. */
        if (path != NULL ||
            find_index(catalogue, dataset.rows[i].cells[EFFORT_INDEX]) != ZI_NO_INDEX)
            take_row(efforts, catalogue, &dataset, i);
    return dataset_verdict(&dataset, error);
}

static enum zi_code load(struct zi_efforts *efforts, const struct zi_catalogue *catalogue,
                         const char *path, struct zi_error *error)
{
    efforts->of = zi_arena_allocate(&efforts->arena, catalogue->n_indices + 1, sizeof *efforts->of);
    if (efforts->of == NULL)
        return zi_fail_memory(error);
    ZI_TRY(load_file(efforts, catalogue, NULL, error));
    return path != NULL ? load_file(efforts, catalogue, path, error) : ZI_OK;
}

enum zi_code zi_efforts_load(struct zi_efforts *efforts, const struct zi_catalogue *catalogue,
                             const char *path, struct zi_error *error)
{
    enum zi_code code;

    memset(efforts, 0, sizeof *efforts);
    code = load(efforts, catalogue, path, error);
    if (code != ZI_OK)
        zi_efforts_release(efforts);
    return code;
}

void zi_efforts_release(struct zi_efforts *efforts)
{
    zi_arena_release(&efforts->arena);
    memset(efforts, 0, sizeof *efforts);
}
