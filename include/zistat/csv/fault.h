/*
 * What reading found: faults, warnings and notes with their exact places, in both languages, and
 * what each file looked like.
 */
#ifndef ZISTAT_CSV_FAULT_H
#define ZISTAT_CSV_FAULT_H

#include <stdbool.h>
#include <stddef.h>

#include "zistat/base/api.h"
#include "zistat/base/arena.h"
#include "zistat/base/language.h"

ZI_API_BEGIN

enum zi_fault_kind {
    ZI_FAULT_QUOTE,    /* kutip / quote: opened and not closed, or text after the closing one */
    ZI_FAULT_COLUMNS,  /* kolom / columns: too few, too many, unknown or repeated header */
    ZI_FAULT_NUMBER,   /* angka / number */
    ZI_FAULT_YEAR,     /* tahun / year */
    ZI_FAULT_RANGE,    /* rentang / range: outside the scale of that year */
    ZI_FAULT_INDEX,    /* indeks / index: not in the catalogue */
    ZI_FAULT_LETTER,   /* huruf / letter: not a band of that index and year, or against its score */
    ZI_FAULT_CONFLICT, /* bertentangan / conflict: two values for one cell */
    ZI_FAULT_REPEATED, /* ganda / repeated: exactly the same row again (a warning) */
    ZI_FAULT_EMPTY,    /* kosong / empty: no unit, no header, no rows */
    ZI_FAULT_ENCODING, /* enkode / encoding: not text, a zero byte; or Windows-1252 (a note) */
    ZI_FAULT_PREDICATE, /* predikat / predicate: an unknown predicate or event */
    ZI_FAULT_LEVEL,     /* tingkat / level: a unit's value of an institution-only index */
    ZI_FAULT_NAME,      /* nama / name: a name spelled twice but for capitals (a warning) */
    ZI_FAULT_QUESTION,  /* pertanyaan / question: not in the outline of the sheet, or not to be
                           answered */
    ZI_FAULT_ANSWER,    /* jawaban / answer: not among those that the question offers */
    ZI_FAULT_FILE,      /* berkas / file: what a folder or a workbook holds besides its tables */
    ZI_FAULT_KIND_COUNT
};

enum zi_severity { ZI_NOTE, ZI_WARNING, ZI_FAULT };

struct zi_fault {
    const char *path; /* of a sheet with its name: "Rekap.xlsx!TPI" */
    size_t line;      /* physical line or row of the sheet, from 1; 0 for the whole file */
    size_t column;    /* character (not byte) in the line, from 1, the BOM not counted; or cell of
                         the row; 0 for the whole line */
    bool in_sheet;
    enum zi_fault_kind kind;
    enum zi_severity severity;
    struct zi_text what;       /* "nilai '8O,1' bukan angka": with what was expected */
    struct zi_text suggestion; /* "huruf O pada posisi 2; mungkin 80,1"; "" when there is none */
    const char *text;          /* the offending text, shortened */
};

/* What a column was read as. */
struct zi_file_column {
    const char *name;    /* as in the file; two rows of names joined: "TPI | 2021" */
    struct zi_text what; /* "unit", "nilai" / "value", "tidak dipakai" / "not used" */
    const char *index;   /* of values, where the column or the options tell it; else NULL */
    int year;            /* of values, where the column tells it; else 0 */
};

/* What a file looked like. */
struct zi_file_shape {
    const char *path;
    bool in_sheet; /* of a workbook: nothing of the text's own (delimiter, encoding) holds */
    char delimiter;
    char decimal; /* '.' ',' , 'x' for both in one file, 0 for no decimals seen */
    bool bom;
    bool crlf;
    bool windows1252;
    bool utf16;
    enum zi_panel_shape { ZI_LONG, ZI_WIDE_BY_INDEX, ZI_WIDE_BY_YEAR, ZI_PREDICATES } shape;
    size_t n_rows;                  /* data rows */
    size_t n_good;                  /* of them without a fault */
    size_t header_line;             /* where the names of the columns begin */
    struct zi_file_column *columns; /* with a name; of a file whose header was understood */
    size_t n_columns;
};

struct zi_report {
    struct zi_arena arena;
    struct zi_fault *faults; /* by file in the order given, then line, then column */
    size_t n_faults;         /* the first of each severity; see n_of_severity for all */
    size_t n_of_severity[3];
    struct zi_file_shape *shapes;
    size_t n_shapes;
};

void zi_report_release(struct zi_report *report);

/* Where the fault is, as far as it is known: "a.csv:7:12", "Rekap.xlsx!TPI!D7". Cut at size, always
 * ended by a zero byte. */
enum { ZI_PLACE_MAX = 512 };
void zi_fault_place(const struct zi_fault *fault, char place[ZI_PLACE_MAX]);

/* "kutip" / "quote" */
struct zi_text zi_fault_kind_text(enum zi_fault_kind kind);
/* The language-free word of --format csv: "quote" */
const char *zi_fault_kind_name(enum zi_fault_kind kind);

ZI_API_END

#endif
