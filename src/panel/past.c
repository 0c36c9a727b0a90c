/* Hides what came later than a day. */
#include "past.h"

#include <math.h>

static void hide_cell(struct zi_panel *panel, size_t index, size_t cell)
{
    if (panel->values[index] != NULL)
        panel->values[index][cell] = NAN;
    if (panel->bands[index] != NULL)
        panel->bands[index][cell] = 0;
    if (panel->records[index] != NULL)
        panel->records[index][cell] = 0;
}

static bool is_there(const struct zi_panel *panel, size_t index, size_t cell)
{
    return (panel->values[index] != NULL && !isnan(panel->values[index][cell])) ||
           (panel->bands[index] != NULL && panel->bands[index][cell] != 0);
}

/* The last year that is left of one entity's index; 0 for none. */
static int hide_series(struct zi_panel *panel, size_t entity, size_t index, int date)
{
    bool is_unit = panel->entities[entity].unit[0] != '\0';
    int out = zi_catalogue_year_out(panel->catalogue, index,
                                    is_unit ? ZI_LEVEL_UNIT : ZI_LEVEL_INSTITUTION, date);
    int last = 0;

    for (size_t t = 0; t < panel->n_years; t++) {
        int year = panel->first_year + (int)t;
        size_t cell = entity * panel->n_years + t;

        if (year > out)
            hide_cell(panel, index, cell);
        else if (is_there(panel, index, cell))
            last = year;
    }
    return is_unit ? last : 0;
}

static void hide_events(struct zi_panel *panel, int date)
{
    int year = date % 10000 == 1231 ? date / 10000 : date / 10000 - 1;
    size_t n = 0;

    for (size_t i = 0; i < panel->n_events; i++)
        if (panel->events[i].year <= year)
            panel->events[n++] = panel->events[i];
    panel->n_events = n;
}

int zi_panel_hide_after(struct zi_panel *panel, int date)
{
    int last = 0;

    for (size_t index = 0; index < panel->catalogue->n_indices; index++)
        for (size_t entity = 0; entity < panel->n_entities; entity++) {
            int year = hide_series(panel, entity, index, date);

            if (year > last)
                last = year;
        }
    hide_events(panel, date);
    return last;
}
