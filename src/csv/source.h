/* The files that a list of paths stands for, opened so that they can be read twice. */
#ifndef ZISTAT_CSV_SOURCE_H
#define ZISTAT_CSV_SOURCE_H

#include <stddef.h>

#include "csv.h"
#include "zistat/base/arena.h"
#include "zistat/base/error.h"

/* A folder becomes its CSV files by name. The list is in the arena. */
enum zi_code source_list(const char *const paths[], size_t n_paths, struct zi_arena *arena,
                         const char ***files, size_t *n_files, struct zi_error *error);

/* "-" is standard input; what cannot be read twice is copied to a temporary file. */
enum zi_code source_open(const char *path, struct zi_csv_input *input, struct zi_error *error);
void source_close(struct zi_csv_input *input);

#endif
