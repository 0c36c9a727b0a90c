/* Faults gathered while reading: all are counted; kept are the first ones of each severity, so that
 * many warnings never hide an error, and those of a whole file. */
#ifndef ZISTAT_CSV_FAULTS_H
#define ZISTAT_CSV_FAULTS_H

#include <stdbool.h>
#include <stddef.h>

#include "csv.h"
#include "remark.h"
#include "source.h"
#include "zistat/base/arena.h"
#include "zistat/base/error.h"
#include "zistat/csv/fault.h"

enum { FAULTS_KEPT_MAX = 10000 };

struct kept_fault {
    struct zi_fault fault;
    size_t file;     /* for the order */
    size_t sequence; /* among those of one place, the order in which they were found */
};

struct faults {
    struct zi_arena *arena;        /* the report's: owns the sentences */
    const struct sources *sources; /* by file; NULL: no file is a sheet */
    struct kept_fault *kept;
    size_t n_kept;
    size_t capacity;
    size_t n_of_severity[3];
    size_t n_kept_of_severity[3];
    bool out_of_memory; /* sticky */
};

void faults_release(struct faults *faults);

/* Keeps the fault, without counting it. place: NULL for the whole file. text: as in the file. */
void faults_keep(struct faults *faults, const char *path, size_t file,
                 const struct zi_csv_place *place, const struct remark *remark, const char *text,
                 size_t length);

/* Counts and keeps. */
void faults_add(struct faults *faults, const char *path, size_t file,
                const struct zi_csv_place *place, const struct remark *remark, const char *text,
                size_t length);

/* What opening the sources found out. */
void faults_add_of_sources(struct faults *faults);

/* A file or sheet that nobody named holds no table: a note. None of them does: a fault. */
void faults_add_passed_over(struct faults *faults, const char *path, size_t file);
void faults_add_none_read(struct faults *faults);

/* A line of one of the files, for sentences: "a.csv:7", "Rekap.xlsx!TPI!7". */
const char *faults_line_place(const struct faults *faults, const char *path, size_t file,
                              size_t line);

/* Sorts, and hands over to the report. */
enum zi_code faults_report(struct faults *faults, struct zi_report *report, struct zi_error *error);

#endif
