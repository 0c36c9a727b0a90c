/*
 * Any file is read or refused with faults that lie in it; leaving the faulty
 * rows out never turns a file that is read into one that is not.
 */
#include "input_file.h"

#include "zistat/catalogue/catalogue.h"
#include "zistat/panel/panel.h"
#include "zistat/panel/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static const struct zi_catalogue *load_catalogue(void)
{
    static struct zi_catalogue catalogue;
    static const struct zi_catalogue_files embedded;

    if (catalogue.n_indices == 0 && zi_catalogue_load(&catalogue, &embedded, NULL) != ZI_OK)
        abort();
    return &catalogue;
}

/* What the first pass counted, the second found again, unless there is more than is kept. */
static void check_counts(const struct zi_report *report)
{
    size_t n_of_severity[3] = {0};

    for (size_t i = 0; i < report->n_faults; i++)
        n_of_severity[report->faults[i].severity]++;
    for (int i = 0; i < 3; i++)
        if (report->n_faults < 10000 && n_of_severity[i] != report->n_of_severity[i])
            abort();
}

static void check_report(const struct zi_report *report, enum zi_code code, bool skip_bad,
                         size_t length)
{
    if (code == ZI_EINPUT && report->n_of_severity[ZI_FAULT] == 0 && !skip_bad)
        abort();
    if (code == ZI_OK && report->n_of_severity[ZI_FAULT] > 0 && !skip_bad)
        abort();
    for (size_t i = 0; i < report->n_faults; i++)
        if (report->faults[i].line > length + 1 || report->faults[i].column > length + 1 ||
            report->faults[i].what.id == NULL || report->faults[i].what.en == NULL)
            abort();
    if (code == ZI_OK || code == ZI_EINPUT)
        check_counts(report);
    for (size_t i = 0; i < report->n_shapes; i++)
        if (report->shapes[i].n_good > report->shapes[i].n_rows)
            abort();
}

static enum zi_code read_file(const char *path, bool skip_bad, size_t length)
{
    struct zi_reader_options options = {.index = "zi", .skip_bad = skip_bad};
    struct zi_panel panel;
    struct zi_report report;
    enum zi_code code = zi_reader_read(&path, 1, load_catalogue(), &options, &panel, &report, NULL);

    check_report(&report, code, skip_bad, length);
    zi_panel_release(&panel);
    zi_report_release(&report);
    return code;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    const char *path = write_input_file(bytes, length);

    if (read_file(path, false, length) == ZI_OK && read_file(path, true, length) != ZI_OK)
        abort();
    read_file(path, true, length);
    return 0;
}
