/*
 * Answers to the evaluation sheet (LKE) -> sheets, one for each unit and year, with the answers of
 * up to three assessors side by side.
 *
 * CSV in long form: one row for a question of a unit; columns for the id of the question and for
 * the answers of each assessor (or one for an assessor that the options name), and for unit, year
 * and institution where the file holds several. JSON as the national portal exchanges it:
 * {unit_id, nama_unit, tahun, answers: [{soal_id, jawaban_unit, jawaban_tpi, ...}]}, or an array of
 * such. Which of the two a file is, its first character tells. A sheet of a workbook is as a CSV.
 *
 * A faulty answer is kept as such and scored as one; what makes a row unusable (no such question,
 * no unit, two answers for one question) is an error that names its place.
 */
#ifndef ZISTAT_LKE_READER_H
#define ZISTAT_LKE_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "zistat/base/api.h"
#include "zistat/lke/outline.h"
#include "zistat/panel/reader.h"

ZI_API_BEGIN

enum zi_lke_assessor { ZI_LKE_SELF, ZI_LKE_TPI, ZI_LKE_TPN, ZI_LKE_ASSESSORS };

enum zi_lke_state { ZI_LKE_BLANK, ZI_LKE_GIVEN, ZI_LKE_INVALID };

/* By row of the outline. numbers: the position among the choices of a letter, else the number
 * itself, NaN when blank or not readable. An invalid number is kept: the sheet computes with it. */
struct zi_lke_answers {
    double *numbers; /* NULL: this assessor answered nothing */
    uint8_t *states; /* enum zi_lke_state */
};

struct zi_lke_sheet {
    const char *institution;
    const char *unit;
    int year; /* 0: not given */
    struct zi_lke_answers by[ZI_LKE_ASSESSORS];
};

struct zi_lke_sheets {
    struct zi_arena arena;
    const struct zi_lke_outline *outline; /* borrowed */
    struct zi_lke_sheet *sheets;          /* sorted by institution, unit, year */
    size_t n_sheets;
    size_t n_rows;     /* rows read that hold an answer, of all files */
    size_t n_left_out; /* faulty rows, with skip_bad */
    bool unnamed;      /* some file has answers without an assessor's name */
};

struct zi_lke_reading {
    const char *institution;       /* of files without one; NULL: "" */
    const char *unit;              /* of files without one; NULL: the name of the file, or of
                                      the sheet where a workbook has several */
    int year;                      /* of files without one; 0: none */
    enum zi_lke_assessor assessor; /* whose answers are those without a name */
    const char *sheet;             /* of workbooks, only this one; NULL: all that hold a table */
    bool skip_bad;
};

/* As zi_reader_read: all faults are in the report, which is always valid after the call and must
 * be released; an error names the first. */
enum zi_code zi_lke_read(const char *const paths[], size_t n_paths,
                         const struct zi_lke_outline *outline, const struct zi_lke_reading *reading,
                         struct zi_lke_sheets *sheets, struct zi_report *report,
                         struct zi_error *error);
void zi_lke_sheets_release(struct zi_lke_sheets *sheets);

/* Keeps the sheets of some units (by name, compared folded; none: all) and years (0: open). A sheet
 * without a year stays. ZI_EUSAGE for a unit that has no sheet; ZI_EFEW when none is left. */
enum zi_code zi_lke_select(struct zi_lke_sheets *sheets, const char *const units[], size_t n_units,
                           int first_year, int last_year, struct zi_error *error);

/* One answer in words, as on the command line: "B", "3,6", "12". What it cannot be is said in the
 * error (ZI_EUSAGE). */
enum zi_code zi_lke_read_answer(const struct zi_lke_row *row, const char *text, double *number,
                                struct zi_error *error);

/* How people type an answer: "B", "3,6", "12"; in the language's decimal sign. */
void zi_lke_write_answer(char out[64], const struct zi_lke_row *row, double number,
                         enum zi_language language);

ZI_API_END

#endif
