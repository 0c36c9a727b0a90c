/*
 * Reads files into a panel and judges every unit by the rules of a year.
 *
 *   cc judge.c $(pkg-config --cflags --libs zistat) -o judge
 *   ./judge 2025 zi.csv instansi.csv predikat.csv
 */
#include <stdio.h>
#include <stdlib.h>

#include <zistat/zistat.h>

static int failed(const struct zi_error *error)
{
    fprintf(stderr, "judge: %s\n", error->en);
    return error->code;
}

static void print(const struct zi_panel *panel, const struct zi_readiness *results, size_t n)
{
    for (size_t i = 0; i < n; i++)
        printf("%s: %s, %zu conditions met, %zu not, %zu unknown\n",
               panel->entities[results[i].entity].unit, zi_verdict_name(results[i].verdict),
               results[i].passed, results[i].failed, results[i].unknown);
}

int main(int argc, char *argv[])
{
    struct zi_catalogue catalogue = {0};
    struct zi_regulations regulations = {0};
    struct zi_panel panel = {0};
    struct zi_report report = {0};
    struct zi_selection selection = {0};
    struct zi_arena arena;
    struct zi_error error = {0};
    struct zi_readiness *results = NULL;
    size_t n = 0;
    enum zi_code code;

    if (argc < 3) {
        fprintf(stderr, "usage: judge YEAR FILE...\n");
        return ZI_EUSAGE;
    }
    zi_stats_init();
    zi_arena_init(&arena);
    code = zi_catalogue_load(&catalogue, &(struct zi_catalogue_files){0}, &error);
    if (code == ZI_OK)
        code = zi_regulations_load(&regulations, &catalogue, NULL, 0, &error);
    if (code == ZI_OK)
        code = zi_reader_read((const char *const *)argv + 2, (size_t)argc - 2, &catalogue,
                              &(struct zi_reader_options){0}, &panel, &report, &error);
    if (code == ZI_OK)
        code = zi_selection_make(&selection, &panel, &(struct zi_request){0}, &error);
    if (code == ZI_OK)
        code = zi_readiness_compute(&selection, &regulations, atoi(argv[1]), ZI_AIM_AUTO, &arena,
                                    &results, &n, &error);
    if (code == ZI_OK)
        print(&panel, results, n);
    else
        failed(&error);

    zi_arena_release(&arena);
    zi_selection_release(&selection);
    zi_report_release(&report);
    zi_panel_release(&panel);
    zi_regulations_release(&regulations);
    zi_catalogue_release(&catalogue);
    return code;
}
