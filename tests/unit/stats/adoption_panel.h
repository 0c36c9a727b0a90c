/* The made panels of tests/reference/impact/panels.csv as struct zi_adoption. Included after
 * check.h. */
#ifndef ZISTAT_TESTS_STATS_ADOPTION_PANEL_H
#define ZISTAT_TESTS_STATS_ADOPTION_PANEL_H

#include <stdlib.h>
#include <string.h>

#include "stats/adoption.h"

enum { PANEL_UNITS_MAX = 64, PANEL_YEARS_MAX = 12 };

struct adoption_panel {
    double y[PANEL_UNITS_MAX * PANEL_YEARS_MAX];
    size_t begins[PANEL_UNITS_MAX];
    size_t unit[PANEL_UNITS_MAX];        /* as the file calls it */
    size_t cluster[PANEL_UNITS_MAX + 1]; /* by institution */
    size_t each[PANEL_UNITS_MAX + 1];    /* every unit its own */
    int first_year;
    struct zi_adoption adoption; /* clustered by institution */
};

/* The next field of a line of CSV, ended in place. */
static inline char *next_field(char **rest)
{
    char *field = *rest;
    size_t length = strcspn(field, ",\n");

    *rest = field + length + (field[length] != '\0');
    field[length] = '\0';
    return field;
}

static inline void add_adoption_row(struct adoption_panel *panel, size_t *institution, char *rest)
{
    struct zi_adoption *a = &panel->adoption;
    size_t of = strtoul(next_field(&rest), NULL, 10);
    size_t unit = strtoul(next_field(&rest), NULL, 10);
    int year = (int)strtol(next_field(&rest), NULL, 10);
    const char *begins = next_field(&rest);
    const char *y = next_field(&rest);

    if (a->n_units == 0)
        panel->first_year = year;
    if (a->n_units == 0 || panel->unit[a->n_units - 1] != unit) {
        if (a->n_units == 0 || *institution != of)
            panel->cluster[a->n_clusters++] = a->n_units;
        *institution = of;
        panel->unit[a->n_units] = unit;
        panel->begins[a->n_units++] = *begins == '\0'
                                          ? PANEL_YEARS_MAX
                                          : (size_t)(strtol(begins, NULL, 10) - panel->first_year);
    }
    if ((size_t)(year - panel->first_year) >= a->n_years)
        a->n_years = (size_t)(year - panel->first_year) + 1;
    panel->y[(a->n_units - 1) * PANEL_YEARS_MAX + (size_t)(year - panel->first_year)] =
        *y == '\0' ? NAN : strtod(y, NULL);
}

/* Rows are read at the widest spacing and then drawn together. */
static inline void pack_adoption(struct adoption_panel *panel)
{
    struct zi_adoption *a = &panel->adoption;

    for (size_t unit = 0; unit < a->n_units; unit++) {
        memmove(panel->y + unit * a->n_years, panel->y + unit * PANEL_YEARS_MAX,
                a->n_years * sizeof *panel->y);
        if (panel->begins[unit] > a->n_years)
            panel->begins[unit] = a->n_years;
        panel->each[unit + 1] = unit + 1;
    }
    panel->cluster[a->n_clusters] = a->n_units;
    a->y = panel->y;
    a->begins = panel->begins;
    a->cluster = panel->cluster;
}

static inline void read_adoption(struct adoption_panel *panel, const char *name)
{
    char line[256];
    size_t institution = 0;
    FILE *file = fopen("tests/reference/impact/panels.csv", "r");

    if (!file)
        fail_msg("%s", "cannot open panels.csv; run the tests from the top of the repository");
    memset(panel, 0, sizeof *panel);
    while (fgets(line, sizeof line, file)) {
        char *rest = line;

        if (strcmp(next_field(&rest), name) == 0)
            add_adoption_row(panel, &institution, rest);
    }
    fclose(file);
    assert_true(panel->adoption.n_units > 0);
    pack_adoption(panel);
}

/* The same with every unit a cluster of its own. */
static inline struct zi_adoption by_unit(const struct adoption_panel *panel)
{
    struct zi_adoption adoption = panel->adoption;

    adoption.cluster = panel->each;
    adoption.n_clusters = adoption.n_units;
    return adoption;
}

/* A number of the file against one of ours; "NA" is undefined. */
static inline void check_number(const char *want, double got, const char *what)
{
    if (strcmp(want, "NA") == 0
            ? isnan(got)
            : fabs(got - strtod(want, NULL)) <= 1e-9 * fmax(1, fabs(strtod(want, NULL))))
        return;
    fail_msg("%s: %.17g, expected %s", what, got, want);
}

#endif
