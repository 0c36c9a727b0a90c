/* Reads CSV text through the reader, and writes what came of it as text that tests compare. */
#ifndef ZISTAT_TESTS_DATA_READING_H
#define ZISTAT_TESTS_DATA_READING_H

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/number.h"
#include "zistat/base/buffer.h"
#include "zistat/panel/reader.h"

struct reading_result {
    enum zi_code code;
    struct zi_error error;
    struct zi_panel panel;
    struct zi_report report;
};

/* A file of its own in TMPDIR; the caller unlinks it. */
static inline void write_file(char path[64], const char *bytes, size_t length)
{
    FILE *file;
    int descriptor;

    strcpy(path, "/tmp/zistat-test-XXXXXX");
    descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    file = fdopen(descriptor, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

static inline void read_bytes_with(struct reading_result *result,
                                   const struct zi_catalogue *catalogue,
                                   const struct zi_reader_options *options, const char *bytes,
                                   size_t length)
{
    char path[64];
    const char *paths[1] = {path};

    write_file(path, bytes, length);
    result->code = zi_reader_read(paths, 1, catalogue, options, &result->panel, &result->report,
                                  &result->error);
    unlink(path);
}

static inline void release_result(struct reading_result *result)
{
    zi_panel_release(&result->panel);
    zi_report_release(&result->report);
}

/* "4:1 error quote; 5:18 error number" */
static inline void describe_faults(struct zi_buffer *out, const struct zi_report *report)
{
    static const char *const severities[] = {"note", "warning", "error"};

    for (size_t i = 0; i < report->n_faults; i++) {
        const struct zi_fault *fault = &report->faults[i];

        zi_buffer_print(out, "%s%zu:%zu %s %s", i > 0 ? "; " : "", fault->line, fault->column,
                        severities[fault->severity], zi_fault_kind_name(fault->kind));
    }
}

static inline void describe_cell(struct zi_buffer *out, const struct zi_panel *panel, size_t index,
                                 size_t cell, int year)
{
    char number[ZI_NUMBER_MAX] = "?";
    uint8_t band = panel->bands[index] != NULL ? panel->bands[index][cell] : 0;

    if (!isnan(panel->values[index][cell]))
        zi_number_shortest(number, panel->values[index][cell]);
    zi_buffer_print(out, " %s %d %s", panel->catalogue->indices[index].name, year, number);
    if (band != 0)
        zi_buffer_print(out, " %s",
                        zi_catalogue_band_ranked(panel->catalogue, index, year, band)->name);
    zi_buffer_print(out, " #%u;", (unsigned)panel->records[index][cell]);
}

/* "[institution/unit/kind/short] index year value band #record; ..." */
static inline void describe_panel(struct zi_buffer *out, const struct zi_panel *panel)
{
    static const char *const events[] = {"awarded", "revoked", "not passed"};

    for (size_t i = 0; i < panel->n_entities; i++) {
        const struct zi_entity *entity = &panel->entities[i];

        zi_buffer_print(out, "[%s/%s/%s/%s]", entity->institution, entity->unit, entity->kind,
                        entity->short_name);
        for (size_t k = 0; k < panel->catalogue->n_indices; k++)
            for (size_t y = 0; panel->values[k] != NULL && y < panel->n_years; y++)
                if (panel->records[k][i * panel->n_years + y] != 0)
                    describe_cell(out, panel, k, i * panel->n_years + y,
                                  panel->first_year + (int)y);
        for (size_t e = 0; e < panel->n_events; e++)
            if (panel->events[e].entity == i)
                zi_buffer_print(out, " %s %s %d;", zi_target_name(panel->events[e].target),
                                events[panel->events[e].kind], panel->events[e].year);
    }
}

/* Whatever was read: all that was counted is kept, placed and said in both languages. */
static inline void check_report(const struct zi_report *report)
{
    size_t n_of_severity[3] = {0};

    for (size_t i = 0; i < report->n_faults; i++) {
        const struct zi_fault *fault = &report->faults[i];

        n_of_severity[fault->severity]++;
        assert_true(strlen(fault->what.id) > 0 && strlen(fault->what.en) > 0);
        assert_true((*fault->suggestion.id == '\0') == (*fault->suggestion.en == '\0'));
        assert_true(fault->line > 0 || fault->column == 0);
    }
    for (int i = 0; i < 3; i++)
        assert_int_equal(n_of_severity[i], report->n_of_severity[i]);
}

#endif
