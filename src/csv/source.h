/*
 * The tables that a list of paths stands for: CSV files, and the sheets of workbooks spelled out as
 * text. Each is opened so that it can be read twice.
 *
 * A folder stands for the tables in it and in its folders, by name (.csv .tsv .txt .xlsx .xlsm
 * .ods), without the lock files of spreadsheets ("~$..."); what else lies there is said. UTF-16
 * becomes UTF-8, standard input ("-") a file.
 */
#ifndef ZISTAT_CSV_SOURCE_H
#define ZISTAT_CSV_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include "csv.h"
#include "remark.h"
#include "zistat/base/arena.h"
#include "zistat/base/error.h"

struct source {
    const char *name;  /* as it is said: "data/a.csv", "Rekap.xlsx!TPI" */
    const char *path;  /* of its file */
    const char *title; /* the table's own: "DPMPTSP" of data/DPMPTSP.csv, the sheet's where a
                          workbook has several; "" of standard input */
    struct zi_csv_input input;
};

/* What opening found out. */
struct source_remark {
    size_t source; /* before which it is said */
    const char *name;
    struct remark remark;
};

struct sources {
    struct zi_arena *arena; /* borrowed: owns the arrays and texts */
    struct source *items;
    size_t n;
    size_t capacity;
    struct source_remark *remarks;
    size_t n_remarks;
    size_t remarks_capacity;
};

/* sheet: only this one of each workbook; NULL: all that hold anything. To be closed also after a
 * failure. ZI_EINPUT: what cannot be opened or read; ZI_EUSAGE: no workbook has such a sheet. */
enum zi_code sources_open(struct sources *sources, const char *const paths[], size_t n_paths,
                          const char *sheet, struct zi_arena *arena, struct zi_error *error);
void sources_close(struct sources *sources);

#endif
