/* The files that may hold tables in a folder and the folders in it. */
#ifndef ZISTAT_CSV_FOLDER_H
#define ZISTAT_CSV_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

#include "zistat/base/arena.h"
#include "zistat/base/error.h"

/* Paths in an arena, that grow. */
struct path_list {
    struct zi_arena *arena;
    const char **paths;
    size_t n;
    size_t capacity;
};

/* False without memory, or without path. */
bool path_list_add(struct path_list *list, const char *path);

/*
 * Adds the tables (.csv .tsv .txt .xlsx .xlsm .ods), sorted, to tables; what may be meant as data
 * but is not read (lock files, other spreadsheets) to skipped. Names that begin with a dot are
 * passed over in silence. A link back to a folder on the way is not followed; folders deeper than
 * 32 are an error.
 */
enum zi_code folder_list(const char *path, struct path_list *tables, struct path_list *skipped,
                         struct zi_error *error);

/* The ending of a name in small letters ("xlsx"), cut to fit; "" when there is none. */
enum { ENDING_MAX = 8 };
void folder_ending(const char *name, char ending[ENDING_MAX]);

#endif
