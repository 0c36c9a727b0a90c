/* What the columns of a file are, from the names in its header line. */
#ifndef ZISTAT_PANEL_LAYOUT_H
#define ZISTAT_PANEL_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "csv/csv.h"
#include "csv/faults.h"
#include "csv/header.h"
#include "zistat/base/arena.h"
#include "zistat/catalogue/catalogue.h"
#include "zistat/panel/reader.h"

struct column {
    const char *name; /* as printed, shortened */
    enum role role;
    bool weak;     /* has its role only when no other column claims it, else it is ignored */
    long index;    /* of a ROLE_VALUE column; ZI_NO_INDEX when the row says it */
    int year;      /* of a ROLE_VALUE column; 0 when the row says it */
    size_t value;  /* position among the value columns */
    size_t letter; /* column of the letter beside the value; SIZE_MAX for none */
    struct zi_csv_place place;
};

struct layout {
    enum zi_panel_shape shape;
    struct header header;   /* as it was read */
    struct column *columns; /* what its columns are */
    size_t n_columns;
    size_t n_values;
    long index; /* of every value, from the options; else ZI_NO_INDEX */
    bool has_institution;
    bool has_unit;
    bool has_kind;
    bool has_short_name;
    bool has_year;    /* a column for it */
    bool has_index;   /* a column for it */
    bool is_no_table; /* no known header, where there need not be one: said in a note */
    bool of_scores;   /* what `score` prints: rows that are no index are parts of one, and the
                       institution may be empty */
};

/* The first column of a role; SIZE_MAX when the file has none. */
size_t layout_column(const struct layout *layout, enum role role);

/*
 * Reads the header; what stands above it is said. Faults (unknown or missing columns,
 * an empty file) are pushed, and leave *usable false. ZI_EUSAGE when the file needs the option
 * --index.
 */
enum zi_code layout_read(struct layout *layout, struct zi_arena *arena,
                         const struct zi_csv_input *input, const char *path, size_t file,
                         const struct zi_catalogue *catalogue,
                         const struct zi_reader_options *options, struct faults *faults,
                         bool *usable, struct zi_error *error);

/* What each named column is read as, into the file's shape. False without memory. */
bool layout_tell(const struct layout *layout, const struct zi_catalogue *catalogue,
                 struct zi_arena *arena, struct zi_file_shape *shape);

/* After the last row: whether columns without a name hold values. Faults are pushed. */
bool layout_has_nameless_values(struct layout *layout, const char *path, size_t file,
                                struct faults *faults);

#endif
