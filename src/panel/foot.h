/*
 * Rows of a table that are no units: totals and means at its foot, the source below it, the example
 * of a template. They are told by the word in the place of the name, totals also by what they add
 * up to.
 */
#ifndef ZISTAT_PANEL_FOOT_H
#define ZISTAT_PANEL_FOOT_H

#include <stdbool.h>
#include <stddef.h>

struct intake;

enum foot_kind {
    NO_FOOT,
    FOOT_TOTAL,     /* "Jumlah", "Rata-rata" */
    FOOT_LIKE_SUM,  /* begins with such a word: "Jumlah Kabupaten", but "Total Persada" too */
    FOOT_LIKE_MEAN, /* "Rata-rata Kabupaten", and of extremes, which adds up to nothing */
    FOOT_NOTE,      /* "Sumber: Inspektorat" */
    FOOT_EXAMPLE,   /* "Contoh" */
};

/* Of a name. Cost: a look at the first letter of most names. */
enum foot_kind foot_of(const char *text, size_t length);

/*
 * The record under way is none of the table's: it is left out, and that is said. A row that is
 * called a total and is none by what stands above it may be either: a fault, and left out too. One
 * whose name only begins so and that adds up to nothing is a unit; a warning.
 *
 * Cost: the rows above, for each such row, up to a limit for the file; beyond it none adds up.
 */
bool foot_is_left_out(struct intake *intake);

#endif
