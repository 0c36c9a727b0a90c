/* One unit's values of one index, year after year. */
#include "series.h"

#include <math.h>

void zi_series_all(struct zi_series *series, const struct zi_panel *panel, size_t entity,
                   size_t index, int first_year, int last_year)
{
    series->n = 0;
    series->first_year = series->last_year = 0;
    series->after = NULL;
    for (int year = first_year; year <= last_year; year++) {
        double value = zi_panel_value(panel, entity, index, year);

        if (isnan(value))
            continue;
        if (series->n == 0)
            series->first_year = year;
        series->last_year = year;
        series->year[series->n] = year;
        series->value[series->n] = value;
        series->n++;
    }
}

void zi_series_comparable(struct zi_series *series, const struct zi_panel *panel, size_t entity,
                          size_t index, int first_year, int last_year)
{
    zi_series_all(series, panel, entity, index, first_year, last_year);
    if (series->n == 0)
        return;

    const struct zi_break *after =
        zi_catalogue_break(panel->catalogue, index, series->first_year, series->last_year);

    if (after == NULL)
        return;
    zi_series_all(series, panel, entity, index, after->year, last_year);
    series->after = after;
}
