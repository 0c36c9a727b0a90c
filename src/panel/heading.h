/* What a column's name says: an index, a year, both ("Nilai ZI 2021", "2021 (TPI)"), or the letter
 * of one ("Predikat 2021"). */
#ifndef ZISTAT_PANEL_HEADING_H
#define ZISTAT_PANEL_HEADING_H

#include "csv/header_words.h"
#include "zistat/catalogue/catalogue.h"

struct heading {
    enum role role; /* ROLE_VALUE, ROLE_PREDICATE, or ROLE_UNKNOWN: it says neither */
    long index;     /* ZI_NO_INDEX: not said */
    int year;       /* 0: not said */
};

/* Of a folded name. Words that only say "value" are passed over; any other word, two years or a
 * percent sign make it unknown. */
struct heading heading_read(const char *folded, const struct zi_catalogue *catalogue);

/* "2019", "tahun 2019", "2019*": the year; 0 for none. */
int heading_year(const char *folded);

#endif
