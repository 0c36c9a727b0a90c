#include "zistat/stats/group_level.h"

#include <math.h>

/* The rows of one group and year. Sums are of differences from the first, so that the mean of
 * equal values is that value. */
struct cell {
    size_t rows;
    double x_first, x_sum;
    double y_first, y_sum;
};

struct grid {
    struct cell *cells; /* by group and year */
    size_t n_groups;
    size_t n_years;
    int first_year;
};

static enum zi_code grid_init(struct grid *grid, const size_t group[], const int year[], size_t n,
                              struct zi_arena *scratch, struct zi_error *error)
{
    int last_year = n > 0 ? year[0] : 0;

    *grid = (struct grid){.first_year = last_year};
    for (size_t i = 0; i < n; i++) {
        grid->n_groups = group[i] >= grid->n_groups ? group[i] + 1 : grid->n_groups;
        grid->first_year = year[i] < grid->first_year ? year[i] : grid->first_year;
        last_year = year[i] > last_year ? year[i] : last_year;
    }
    grid->n_years = (size_t)(last_year - grid->first_year) + 1;
    grid->cells = zi_arena_allocate(scratch, grid->n_groups, grid->n_years * sizeof *grid->cells);
    return grid->cells ? ZI_OK : zi_fail_memory(error);
}

static struct cell *cell_at(const struct grid *grid, size_t group, int year)
{
    return &grid->cells[group * grid->n_years + (size_t)(year - grid->first_year)];
}

static bool one_value_a_cell(const struct grid *grid, const double x[], const size_t group[],
                             const int year[], size_t n)
{
    bool repeated = false;

    for (size_t i = 0; i < n; i++) {
        struct cell *cell = cell_at(grid, group[i], year[i]);

        if (isnan(x[i]))
            continue;
        if (cell->rows++ == 0)
            cell->x_first = x[i];
        else if (x[i] != cell->x_first)
            return false;
        else
            repeated = true;
    }
    return repeated;
}

enum zi_code zi_correlation_is_group_level(const double x[], const size_t group[], const int year[],
                                           size_t n, bool *is_group_level, struct zi_error *error)
{
    struct zi_arena scratch = {0};
    struct grid grid;
    enum zi_code code = grid_init(&grid, group, year, n, &scratch, error);

    if (code == ZI_OK)
        *is_group_level = one_value_a_cell(&grid, x, group, year, n);
    zi_arena_release(&scratch);
    return code;
}

/* Returns how many cells have rows. */
static size_t fill_grid(const struct grid *grid, const double x[], const double y[],
                        const size_t group[], const int year[], size_t n)
{
    size_t filled = 0;

    for (size_t i = 0; i < n; i++) {
        struct cell *cell = cell_at(grid, group[i], year[i]);

        if (isnan(x[i]) || isnan(y[i]))
            continue;
        if (cell->rows++ == 0) {
            cell->x_first = x[i];
            cell->y_first = y[i];
            filled++;
        }
        cell->x_sum += x[i] - cell->x_first;
        cell->y_sum += y[i] - cell->y_first;
    }
    return filled;
}

static void take_means(const struct grid *grid, struct zi_group_years *cells)
{
    for (size_t i = 0; i < grid->n_groups * grid->n_years; i++) {
        const struct cell *cell = &grid->cells[i];
        double rows = (double)cell->rows;

        if (cell->rows == 0)
            continue;
        cells->group[cells->n] = i / grid->n_years;
        cells->year[cells->n] = grid->first_year + (int)(i % grid->n_years);
        cells->x[cells->n] = cell->x_first + cell->x_sum / rows;
        cells->y[cells->n] = cell->y_first + cell->y_sum / rows;
        cells->rows[cells->n++] = cell->rows;
    }
}

static enum zi_code allocate_cells(struct zi_group_years *cells, size_t n, struct zi_arena *arena,
                                   struct zi_error *error)
{
    *cells = (struct zi_group_years){
        .group = zi_arena_allocate(arena, n, sizeof *cells->group),
        .year = zi_arena_allocate(arena, n, sizeof *cells->year),
        .x = zi_arena_allocate(arena, n, sizeof *cells->x),
        .y = zi_arena_allocate(arena, n, sizeof *cells->y),
        .rows = zi_arena_allocate(arena, n, sizeof *cells->rows),
    };
    if (!cells->group || !cells->year || !cells->x || !cells->y || !cells->rows)
        return zi_fail_memory(error);
    return ZI_OK;
}

enum zi_code zi_correlation_collapse(const double x[], const double y[], const size_t group[],
                                     const int year[], size_t n, struct zi_group_years *cells,
                                     struct zi_arena *arena, struct zi_error *error)
{
    struct zi_arena scratch = {0};
    struct grid grid;
    enum zi_code code = grid_init(&grid, group, year, n, &scratch, error);

    if (code == ZI_OK)
        code = allocate_cells(cells, fill_grid(&grid, x, y, group, year, n), arena, error);
    if (code == ZI_OK)
        take_means(&grid, cells);
    zi_arena_release(&scratch);
    return code;
}
