/* The panel of a mixed model in sums over units that were observed in the same years. */
#include "mixed_units.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "zistat/stats/describe.h"

/* Rows of all units from their centre, by unit and time. */
struct rows {
    double *t;
    double *y;
    size_t *year; /* which of all the years */
};

/* A unit with rows, to be sorted by its years. */
struct listed {
    const size_t *years;
    size_t n;
    size_t first; /* row */
};

/* Where the data lie. The centre is a whole number, so that whole years stay exact. */
static void locate(const double t[], const double y[], struct mixed_units *units)
{
    double squares = 0;

    units->centre = round(zi_mean(t, units->n));
    units->level = zi_mean(y, units->n);
    units->constant = true;
    for (size_t i = 0; i < units->n; i++) {
        squares += (t[i] - units->centre) * (t[i] - units->centre);
        units->largest = fmax(units->largest, fabs(y[i]));
        units->constant &= y[i] == y[0];
    }
    units->time_scale = sqrt(squares / (double)units->n);
}

/* Rows of one unit by time; a unit has few, and mostly they are sorted already. */
static void sort_rows(double t[], double y[], size_t n)
{
    for (size_t i = 1; i < n; i++) {
        double time = t[i], score = y[i];
        size_t k = i;

        for (; k > 0 && t[k - 1] > time; k--) {
            t[k] = t[k - 1];
            y[k] = y[k - 1];
        }
        t[k] = time;
        y[k] = score;
    }
}

/* Where a time stands among the years, or would stand. */
static size_t place_of(const struct mixed_units *units, double time)
{
    size_t low = 0, high = units->n_years;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (units->years[middle] < time)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void add_year(struct mixed_units *units, double time)
{
    size_t place = place_of(units, time);

    if (place < units->n_years && units->years[place] == time)
        return;
    memmove(units->years + place + 1, units->years + place,
            (units->n_years - place) * sizeof *units->years);
    units->years[place] = time;
    units->n_years++;
}

static void centre_rows(struct mixed_units *units, const struct zi_mixed_data *data,
                        const struct rows *rows)
{
    size_t first = data->offsets[0];

    for (size_t i = 0; i < units->n; i++) {
        rows->t[i] = data->t[first + i] - units->centre;
        rows->y[i] = data->y[first + i] - units->level;
        add_year(units, rows->t[i]);
    }
    for (size_t u = 0; u < data->n_units; u++)
        sort_rows(rows->t + data->offsets[u] - first, rows->y + data->offsets[u] - first,
                  data->offsets[u + 1] - data->offsets[u]);
    for (size_t i = 0; i < units->n; i++)
        rows->year[i] = place_of(units, rows->t[i]);
}

static int compare_years(const void *left, const void *right)
{
    const struct listed *a = left, *b = right;

    if (a->n != b->n)
        return a->n < b->n ? -1 : 1;
    for (size_t i = 0; i < a->n; i++)
        if (a->years[i] != b->years[i])
            return a->years[i] < b->years[i] ? -1 : 1;
    return 0;
}

static void list_units(struct mixed_units *units, const struct zi_mixed_data *data,
                       const struct rows *rows, struct listed list[])
{
    for (size_t u = 0; u < data->n_units; u++) {
        size_t first = data->offsets[u] - data->offsets[0];
        size_t n = data->offsets[u + 1] - data->offsets[u];

        if (n > 0)
            list[units->n_units++] = (struct listed){rows->year + first, n, first};
    }
    qsort(list, units->n_units, sizeof *list, compare_years);
}

/* The line about the unit's own means, which costs no digits; the slope is undefined without two
 * different times: what tt holds is rounding then. */
struct own_line {
    double t_mean, y_mean;
    double tt, ty;
    double slope;
};

static struct own_line draw_line(const double t[], const double y[], size_t n, double t_squares)
{
    struct own_line line = {zi_mean(t, n), zi_mean(y, n), 0, 0, NAN};

    for (size_t i = 0; i < n; i++) {
        line.tt += (t[i] - line.t_mean) * (t[i] - line.t_mean);
        line.ty += (t[i] - line.t_mean) * (y[i] - line.y_mean);
    }
    if (line.tt > DBL_EPSILON * t_squares)
        line.slope = line.ty / line.tt;
    return line;
}

static struct mixed_times sum_times(const double t[], size_t n)
{
    struct mixed_times times = {{0, 0, 0}, 0};

    for (size_t i = 0; i < n; i++)
        times.s = add(times.s, outer((struct pair){1, t[i]}));
    return times;
}

static void add_one_time(struct mixed_units *units, struct mixed_group *group, const double y[],
                         double y_mean)
{
    double n = (double)group->n;
    double sum = y_mean * n;

    group->lines.a += sum;
    group->squares.a += sum * sum / n;
    for (size_t i = 0; i < group->n; i++)
        units->beside_lines += (y[i] - y_mean) * (y[i] - y_mean);
}

static void add_line(struct mixed_units *units, struct mixed_group *group, const double t[],
                     const double y[], const struct own_line *line)
{
    struct pair at_centre = {line->y_mean - line->slope * line->t_mean, line->slope};

    group->lines = add_pairs(group->lines, at_centre);
    group->squares = add(group->squares, outer(at_centre));
    for (size_t i = 0; i < group->n; i++) {
        double residual = y[i] - line->y_mean - line->slope * (t[i] - line->t_mean);

        group->residuals[i] += residual;
        units->beside_lines += residual * residual;
    }
    units->rows_of_lines += group->n - 2;
}

static void add_unit(struct mixed_units *units, struct mixed_group *group, const double t[],
                     const double y[])
{
    struct own_line line = draw_line(t, y, group->n, group->times.s.d);

    group->count++;
    if (isnan(line.slope)) {
        add_one_time(units, group, y, line.y_mean);
        return;
    }
    group->times.determinant = determinant(group->times.s);
    add_line(units, group, t, y, &line);
}

static void make_groups(struct mixed_units *units, const struct rows *rows,
                        const struct listed list[], double residuals[])
{
    for (size_t i = 0; i < units->n_units; i++) {
        size_t first = list[i].first;

        if (i == 0 || compare_years(&list[i - 1], &list[i]) != 0)
            units->groups[units->n_groups++] =
                (struct mixed_group){.times = sum_times(rows->t + first, list[i].n),
                                     .years = list[i].years,
                                     .n = list[i].n,
                                     .residuals = residuals + first};
        add_unit(units, &units->groups[units->n_groups - 1], rows->t + first, rows->y + first);
    }
}

/* What a common slope leaves of the units' scores about their own means. */
static void follow_common_slope(struct mixed_units *units, const struct rows *rows,
                                const struct listed list[])
{
    double tt = 0, ty = 0, slope;

    for (size_t i = 0; i < units->n_units; i++) {
        struct own_line line =
            draw_line(rows->t + list[i].first, rows->y + list[i].first, list[i].n, 0);

        tt += line.tt;
        ty += line.ty;
    }
    slope = tt > 0 ? ty / tt : 0;
    for (size_t i = 0; i < units->n_units; i++) {
        const double *t = rows->t + list[i].first, *y = rows->y + list[i].first;
        double t_mean = zi_mean(t, list[i].n), y_mean = zi_mean(y, list[i].n);

        for (size_t k = 0; k < list[i].n; k++) {
            double residual = y[k] - y_mean - slope * (t[k] - t_mean);

            units->beside_slope += residual * residual;
        }
    }
    if (tt > 0 && units->n > units->n_units + 1)
        units->rows_of_slope = units->n - units->n_units - 1;
}

enum zi_code mixed_units_make(struct mixed_units *units, const struct zi_mixed_data *data,
                              struct zi_error *error)
{
    size_t first = data->offsets[0], n = data->offsets[data->n_units] - first;
    double *numbers = calloc(4 * n + 1, sizeof *numbers); /* t, y, years, residuals */
    size_t *year = calloc(n + 1, sizeof *year);
    struct listed *list = calloc(data->n_units + 1, sizeof *list);
    struct mixed_group *groups = calloc(data->n_units + 1, sizeof *groups);

    *units = (struct mixed_units){.groups = groups, .n = n, .numbers = numbers, .places = year};
    if (numbers == NULL || year == NULL || list == NULL || groups == NULL) {
        free(list);
        return zi_fail_memory(error);
    }
    struct rows rows = {numbers, numbers + n, year};

    units->years = numbers + 2 * n;
    if (n > 0)
        locate(data->t + first, data->y + first, units);
    centre_rows(units, data, &rows);
    list_units(units, data, &rows, list);
    make_groups(units, &rows, list, numbers + 3 * n);
    follow_common_slope(units, &rows, list);
    free(list);
    return ZI_OK;
}

void mixed_units_release(struct mixed_units *units)
{
    free(units->groups);
    free(units->numbers);
    free(units->places);
}
