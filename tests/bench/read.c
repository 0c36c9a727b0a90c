/* read FILE...: reads the files into a panel with libzistat, and prints what is in it. */
#include <stdio.h>

#include "zistat/catalogue/catalogue.h"
#include "zistat/panel/panel.h"
#include "zistat/panel/reader.h"

static size_t count_values(const struct zi_panel *panel)
{
    size_t count = 0;

    for (size_t i = 0; i < panel->catalogue->n_indices; i++)
        for (size_t j = 0; panel->values[i] != NULL && j < panel->n_entities * panel->n_years; j++)
            count += panel->values[i][j] == panel->values[i][j];
    return count;
}

int main(int argc, char *argv[])
{
    const char *const *paths = (const char *const *)argv + 1;
    struct zi_reader_options options = {0};
    struct zi_catalogue catalogue;
    struct zi_panel panel;
    struct zi_report report;
    struct zi_error error;
    enum zi_code code = zi_catalogue_load(&catalogue, NULL, &error);

    if (code != ZI_OK) {
        fprintf(stderr, "read: %s\n", error.en);
        return (int)code;
    }
    code = zi_reader_read(paths, (size_t)argc - 1, &catalogue, &options, &panel, &report, &error);
    if (code != ZI_OK)
        fprintf(stderr, "read: %s\n", error.en);
    else
        printf("%zu entities, %zu years, %zu values\n", panel.n_entities, panel.n_years,
               count_values(&panel));
    zi_panel_release(&panel);
    zi_report_release(&report);
    zi_catalogue_release(&catalogue);
    return (int)code;
}
