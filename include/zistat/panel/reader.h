/*
 * CSV files -> panel. The three shapes (long, wide by index, wide by year) and the predicate list
 * are recognised from header names; delimiter, decimal sign, encoding and BOM are found from the
 * file. Every fault is found in one pass and kept with its exact place.
 *
 * The fast path reads without line tracking; the exact place of a fault is found by a second pass
 * over the file, only when there is a fault.
 */
#ifndef ZISTAT_PANEL_READER_H
#define ZISTAT_PANEL_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "zistat/base/api.h"
#include "zistat/base/error.h"
#include "zistat/catalogue/catalogue.h"
#include "zistat/csv/fault.h"
#include "zistat/panel/panel.h"

ZI_API_BEGIN

struct zi_reader_options {
    const char *index;       /* of a wide-by-year file; NULL when not given */
    const char *institution; /* of files without an instansi column; NULL: "" is used */
    const char *sheet;       /* of workbooks, only this one; NULL: all that hold a table */
    bool skip_bad;           /* leave faulty rows out and count them in inputs[].n_left_out */
};

/*
 * Reads all files ("-" is standard input; a folder stands for the tables in it and in its folders)
 * into one panel. A file is CSV text or a workbook (.xlsx, .ods), of which each sheet is an input.
 *
 * ZI_OK: the panel is filled (report may hold warnings and notes). With faults and without
 * skip_bad: ZI_EINPUT, the panel is empty, the report is full, and the error's sentence counts the
 * faults and names the first. A file that cannot be opened: ZI_EINPUT at once.
 *
 * report is always valid after the call and must be released.
 */
enum zi_code zi_reader_read(const char *const paths[], size_t n_paths,
                            const struct zi_catalogue *catalogue,
                            const struct zi_reader_options *options, struct zi_panel *panel,
                            struct zi_report *report, struct zi_error *error);

ZI_API_END

#endif
