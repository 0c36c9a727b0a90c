/* What the files of .xlsx share. */
#ifndef ZISTAT_WORKBOOK_XLSX_H
#define ZISTAT_WORKBOOK_XLSX_H

#include <stdint.h>
#include <stdlib.h>

#include "number_format.h"
#include "sheet.h"
#include "texts.h"
#include "workbook.h"
#include "zistat/base/buffer.h"

/* Where a part lies that another one speaks of. */
struct relation {
    const char *id;
    const char *type; /* "worksheet": the last word of its address */
    const char *part;
};

struct relations {
    struct zi_arena *arena;
    const char *folder; /* of the part that has them: "xl/" */
    struct relation *items;
    size_t n;
    size_t capacity;
    bool out_of_memory;
};

/* The kinds of numbers, by style. */
struct number_styles {
    uint8_t *kinds;
    size_t n;
    size_t capacity;
};

struct xlsx {
    struct relations relations;
    bool from_1904;
    bool computes_on_load; /* the program that saved it had computed nothing */
    bool parts_are_read;   /* texts and styles */
    struct texts texts;
    struct number_styles styles;
};

/* ---- styles ---- */

enum zi_code xlsx_read_styles(struct workbook *workbook, const char *part,
                              struct number_styles *styles, struct zi_error *error);
enum number_kind xlsx_kind_of_style(const struct number_styles *styles, const char *style);

/* ---- texts ---- */

/* A text in pieces: plain, or in runs of one format each; what only says how it is pronounced is no
 * part of it. */
struct rich_text {
    struct zi_buffer buffer;
    bool in_run; /* a t element */
    bool in_phonetic;
};

void xlsx_begin_in_text(struct rich_text *text, const char *name);
void xlsx_end_in_text(struct rich_text *text, const char *name);

/* "_x000D_" stands for a character that XML cannot hold, "_x005F_" for the underscore before such:
 * those below 128 are put in their place, others stay as they are. */
void xlsx_unescape(struct zi_buffer *buffer);

enum zi_code xlsx_read_texts(struct workbook *workbook, const char *part, struct texts *texts,
                             struct zi_error *error);

/* ---- a sheet ---- */

enum zi_code xlsx_read_sheet(struct workbook *workbook, size_t sheet, struct sheet_output *output,
                             struct zi_error *error);

/* Numbers in attributes; 0 for none. */
static inline long xlsx_number(const char *text)
{
    return text != NULL ? strtol(text, NULL, 10) : 0;
}

#endif
