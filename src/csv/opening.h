/* Sources while they are being opened. */
#ifndef ZISTAT_CSV_OPENING_H
#define ZISTAT_CSV_OPENING_H

#include "source.h"

struct opening {
    struct sources *sources;
    struct zi_arena *arena;
    const char *sheet;
    size_t n_workbooks;
    size_t n_with_sheet; /* of them have the sheet that was asked for */
    size_t no_sheet;     /* the first remark that one has not */
    struct zi_error *error;
};

/* The descriptor belongs to the sources from now on, also on failure. */
enum zi_code opening_add(struct opening *opening, const struct source *source);

/* Said before what is said of the next source. */
enum zi_code opening_say(struct opening *opening, const char *name, const struct remark *remark);

#endif
