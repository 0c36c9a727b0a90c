/*
 * Bytes -> fields and records, over libcsv in strict mode. The byte order mark is not data, nor is
 * a first line "sep=;", in which a spreadsheet names the delimiter. A quote that is not closed,
 * text after a closing quote, a quote inside unquoted text and a field longer than the limit are
 * faults: each is reported where it began, and reading goes on at the next physical line, so that
 * one slip hides nothing. Records are delivered as they are: any number of fields; blank lines are
 * not records.
 *
 * The events are the same for every chunk size, and the same with and without places.
 */
#ifndef ZISTAT_CSV_CSV_H
#define ZISTAT_CSV_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "workbook/sheet.h"
#include "zistat/base/error.h"

enum {
    ZI_CSV_FIELD_MAX = 1 << 20, /* bytes of one field */
    ZI_CSV_CHUNK = 1 << 18,     /* bytes read at a time */
};

/* A seekable file, or bytes in memory when descriptor is -1. */
struct zi_csv_input {
    int descriptor;
    const char *bytes;
    size_t length;
    bool in_cells;  /* a sheet of a workbook, spelled out: its lines are rows, a tab ends a cell */
    bool was_utf16; /* and is UTF-8 here */
    const struct sheet_range *merges; /* of the sheet: cells joined into one; NULL: none */
    size_t n_merges;
    bool optional; /* nobody named it: without a known header it is passed over, and that is said */
    size_t above;  /* bytes above its header that are no data, such as a title: passed over */
    size_t lines_above; /* the lines that they are */
};

enum zi_csv_fault_kind {
    ZI_CSV_UNCLOSED,    /* a quote opened and not closed on its line */
    ZI_CSV_AFTER_QUOTE, /* text between a closing quote and the next delimiter */
    ZI_CSV_STRAY_QUOTE, /* a quote inside a field that does not begin with one */
    ZI_CSV_TOO_LONG,    /* a field longer than ZI_CSV_FIELD_MAX */
    ZI_CSV_ZERO_BYTE,   /* not text: reading ends here */
};

struct zi_csv_fault {
    enum zi_csv_fault_kind kind;
    const char *text; /* the rest of its line from there, at most 80 bytes; not ended by zero */
    size_t length;
};

/* Where a field begins. Lines and columns count from 1; columns count characters, or the cells of a
 * sheet. */
struct zi_csv_place {
    size_t line;
    size_t column;
};

struct zi_csv_events {
    /* Text lives during the call only. The two have the shape of libcsv's callbacks. */
    void (*field)(void *text, size_t length, void *data);
    void (*record)(int terminator, void *data);
    /* The record under way ends here, broken; the fields delivered of it are to be forgotten. */
    void (*fault)(const struct zi_csv_fault *fault, void *data);
    void *data;
};

struct zi_csv_settings {
    char delimiter;
    size_t chunk; /* 0: ZI_CSV_CHUNK */

    /* NULL: read at full speed. Else *place is the place of the field or fault being delivered;
     * exact from the record number *wanted on (records and broken records counted from 0), which
     * the events may raise to pass over records quickly. */
    struct zi_csv_place *place;
    const size_t *wanted; /* NULL: every record */

    /* Stop after so many records and broken records; 0: all. Only with place. */
    size_t max_records;
};

/* ZI_ESYSTEM: memory; ZI_EINPUT: the file cannot be read. Faults are events, not errors. */
enum zi_code zi_csv_read(const struct zi_csv_input *input, const struct zi_csv_settings *settings,
                         const struct zi_csv_events *events, struct zi_error *error);

/* 3 when the bytes begin with a UTF-8 byte order mark, else 0. */
size_t zi_csv_mark_length(const char *bytes, size_t length);

/* The first bytes of an input, read into memory, as an input. */
struct zi_csv_input zi_csv_beginning(const struct zi_csv_input *input, const char *bytes,
                                     size_t length);

enum { ZI_CSV_DELIMITERS_MAX = 8 };

/* The delimiters that the input may have, ended by a zero byte: one where it tells. */
void zi_csv_delimiters(const struct zi_csv_input *input, char delimiters[ZI_CSV_DELIMITERS_MAX]);

/* Bytes from offset on: at most capacity; fewer at the end; -1 when the file cannot be read. */
long zi_csv_peek(const struct zi_csv_input *input, size_t offset, char *bytes, size_t capacity);

#endif
