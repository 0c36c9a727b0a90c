/* Panels for tests of the analyses, from CSV text: what a reader of the test can check by eye. */
#ifndef ZISTAT_TESTS_PANEL_OF_H
#define ZISTAT_TESTS_PANEL_OF_H

#include "check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "zistat/analysis/selection.h"
#include "zistat/catalogue/catalogue.h"
#include "zistat/catalogue/regulation.h"
#include "zistat/panel/panel.h"
#include "zistat/panel/reader.h"

struct fixture {
    struct zi_catalogue catalogue;
    struct zi_regulations regulations;
    struct zi_panel panel;
    struct zi_selection selection; /* everything */
    struct zi_arena arena;
    struct zi_error error;
};

static inline void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    assert_int_equal(fputs(text, file) >= 0, 1);
    assert_int_equal(fclose(file), 0);
}

/* scores and predicates are CSV texts; predicates may be NULL. */
static inline void fixture_init(struct fixture *f, const char *scores, const char *predicates)
{
    char folder[] = "/tmp/zistat-test-XXXXXX";
    char first[64], second[64];
    const char *paths[] = {first, second};
    struct zi_reader_options options = {0};
    struct zi_report report;

    memset(f, 0, sizeof *f);
    assert_non_null(mkdtemp(folder));
    snprintf(first, sizeof first, "%s/a.csv", folder);
    snprintf(second, sizeof second, "%s/b.csv", folder);
    write_file(first, scores);
    if (predicates != NULL)
        write_file(second, predicates);
    assert_int_equal(zi_catalogue_load(&f->catalogue, &(struct zi_catalogue_files){0}, &f->error),
                     ZI_OK);
    assert_int_equal(zi_regulations_load(&f->regulations, &f->catalogue, NULL, 0, &f->error),
                     ZI_OK);
    if (zi_reader_read(paths, predicates != NULL ? 2 : 1, &f->catalogue, &options, &f->panel,
                       &report, &f->error) != ZI_OK)
        fail_msg("%s", f->error.en);
    zi_report_release(&report);
    unlink(first);
    unlink(second);
    rmdir(folder);
    assert_int_equal(
        zi_selection_make(&f->selection, &f->panel, &(struct zi_request){0}, &f->error), ZI_OK);
}

static inline void fixture_release(struct fixture *f)
{
    zi_arena_release(&f->arena);
    zi_selection_release(&f->selection);
    zi_panel_release(&f->panel);
    zi_regulations_release(&f->regulations);
    zi_catalogue_release(&f->catalogue);
}

static inline size_t index_of(const struct fixture *f, const char *name)
{
    long index = zi_catalogue_find(&f->catalogue, name, strlen(name));

    assert_int_not_equal(index, ZI_NO_INDEX);
    return (size_t)index;
}

#endif
