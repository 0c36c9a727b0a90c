/* A small CSV file of the kind that ships in datasets/, whole in memory, with its load errors. */
#ifndef ZISTAT_CATALOGUE_DATASET_H
#define ZISTAT_CATALOGUE_DATASET_H

#include <stdbool.h>
#include <stddef.h>

#include "zistat/base/arena.h"
#include "zistat/base/error.h"

struct dataset_row {
    size_t line;
    const char **cells; /* by column of the dataset's declared columns; "" where a row is empty */
};

struct dataset {
    const char *name;           /* the path, or "datasets/..." for an embedded file */
    const char *const *columns; /* declared names, ended by NULL; any order in the file */
    size_t n_columns;
    struct dataset_row *rows;
    size_t n_rows;
    struct zi_arena *arena; /* borrowed: owns every string */
    size_t n_faults;
    struct zi_error first_faults; /* a line each, as many as its sentences hold */
    size_t n_listed;
};

/*
 * path: NULL for the embedded file of that name. columns: those the file may have; the first
 * n_required of them must be there. Fails only when nothing can be read; the faults of rows and
 * header are collected.
 */
enum zi_code dataset_load(struct dataset *dataset, struct zi_arena *arena, const char *path,
                          const char *embedded, const char *const columns[], size_t n_required,
                          struct zi_error *error);

/* Notes a fault of a line; both formats take the same arguments. */
void dataset_fault(struct dataset *dataset, size_t line, const char *id, const char *en, ...)
    __attribute__((format(printf, 3, 5), format(printf, 4, 5)));

/* The same with sentences that were made for each language apart; NULL, for want of memory, is "".
 */
void dataset_fault_text(struct dataset *dataset, size_t line, struct zi_text what);

/* ZI_OK, or one error that lists the first faults, a line each, and the number of others. */
enum zi_code dataset_verdict(const struct dataset *dataset, struct zi_error *error);

/* Cells by type. An empty cell gives the value for empty; a wrong one is a fault and gives it
 * too. */
double dataset_number(struct dataset *dataset, const struct dataset_row *row, size_t column,
                      double empty);
int dataset_year(struct dataset *dataset, const struct dataset_row *row, size_t column, int empty);
/* yyyy-mm-dd as yyyymmdd */
int dataset_date(struct dataset *dataset, const struct dataset_row *row, size_t column, int empty);
/* The same of any text; -1 when it is no date. */
int dataset_read_date(const char *text);
/* Position of the cell in words (ended by NULL); a word not among them is a fault and gives -1. */
int dataset_word(struct dataset *dataset, const struct dataset_row *row, size_t column,
                 const char *const words[]);
/* A fault when empty. */
const char *dataset_text(struct dataset *dataset, const struct dataset_row *row, size_t column);

/* The parts of a cell between |, in order; empty ones are left out. NULL only without memory. */
const char **dataset_parts(struct dataset *dataset, const char *cell, size_t *count);
bool dataset_holds(const char *const *parts, size_t count, const char *part);

#endif
