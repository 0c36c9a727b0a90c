/* Workbooks for tests, put together in memory part by part, so that a test can say what no program
 * writes. */
#ifndef ZISTAT_TESTS_WORKBOOK_BOOK_H
#define ZISTAT_TESTS_WORKBOOK_BOOK_H

#include "check.h"

#include "../../workbooks/archive.h"
#include "workbook/workbook.h"
#include "zistat/base/buffer.h"

#define XLSX_NAMESPACE "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define RELATION_TYPE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

/* An .xlsx of one sheet "S". Any of the others may be "": then the part is not there. */
struct xlsx_text {
    const char *sheet;    /* inside <worksheet> */
    const char *strings;  /* inside <sst> */
    const char *styles;   /* inside <styleSheet> */
    const char *workbook; /* inside <workbook>, before the sheets */
};

static inline struct package_bytes pack_xlsx(const struct xlsx_text *text)
{
    static const char relations[] =
        "<Relationships><Relationship Id='r1' Type='" RELATION_TYPE
        "worksheet' Target='worksheets/sheet1.xml'/><Relationship Id='r2' Type='" RELATION_TYPE
        "sharedStrings' Target='/xl/sharedStrings.xml'/><Relationship Id='r3' Type='" RELATION_TYPE
        "styles' Target='styles.xml'/></Relationships>";
    char *workbook = NULL, *sheet = NULL, *strings = NULL, *styles = NULL;
    struct zi_arena arena = {0};
    struct package_bytes bytes;

    workbook = zi_arena_print(&arena,
                              "<workbook " XLSX_NAMESPACE " xmlns:r='r'>%s<sheets><sheet name='S' "
                              "sheetId='7' r:id='r1'/></sheets></workbook>",
                              text->workbook != NULL ? text->workbook : "");
    sheet = zi_arena_print(&arena, "<worksheet " XLSX_NAMESPACE ">%s</worksheet>", text->sheet);
    strings = zi_arena_print(&arena, "<sst " XLSX_NAMESPACE ">%s</sst>",
                             text->strings != NULL ? text->strings : "");
    styles = zi_arena_print(&arena, "<styleSheet " XLSX_NAMESPACE ">%s</styleSheet>",
                            text->styles != NULL ? text->styles : "");
    bytes = pack((struct part[]){{"[Content_Types].xml", "<Types/>", 0},
                                 {"xl/workbook.xml", workbook, 0},
                                 {"xl/_rels/workbook.xml.rels", relations, 0},
                                 {"xl/worksheets/sheet1.xml", sheet, 0},
                                 {"xl/sharedStrings.xml", strings, 0},
                                 {"xl/styles.xml", styles, 0}},
                 6);
    zi_arena_release(&arena);
    return bytes;
}

/* An .ods whose spreadsheet holds the text. */
static inline struct package_bytes pack_ods(const char *spreadsheet)
{
    struct zi_arena arena = {0};
    char *content = zi_arena_print(&arena,
                                   "<office:document-content xmlns:office='o' xmlns:table='t' "
                                   "xmlns:text='x' xmlns:style='s' xmlns:draw='d'>%s"
                                   "</office:document-content>",
                                   spreadsheet);
    struct package_bytes bytes =
        pack((struct part[]){{"mimetype", "application/vnd.oasis.opendocument.spreadsheet", 0},
                             {"content.xml", content, 0}},
             2);

    zi_arena_release(&arena);
    return bytes;
}

/* ---- what is read ---- */

static inline bool describe_cell(void *data, size_t row, size_t column, const char *text,
                                 size_t length)
{
    zi_buffer_print(data, "%zu,%zu=", row, column);
    zi_buffer_add_bytes(data, text, length);
    zi_buffer_add(data, ";");
    return true;
}

/* The cells of a sheet, or the English sentence of the error; then what is hidden and merged. */
static inline char *describe_sheet(const struct package_bytes *bytes, size_t sheet,
                                   struct zi_arena *arena)
{
    struct workbook workbook;
    struct sheet_facts facts = {0};
    struct zi_error error = {0};
    struct zi_buffer out = {0};
    struct sheet_events events = {describe_cell, &out};
    enum zi_code code = workbook_open(&workbook, bytes, "b", &error);
    char *text;

    if (code == ZI_OK) {
        code = workbook_read_sheet(&workbook, sheet, &events, &facts, &error);
        workbook_release(&workbook);
    }
    if (code != ZI_OK)
        zi_buffer_print(&out, "!%s", error.en);
    assert_true(code == ZI_OK || (error.id[0] != '\0' && strcmp(error.id, error.en) != 0));
    if (facts.n_hidden_rows + facts.n_hidden_columns > 0)
        zi_buffer_print(&out, " hidden rows %zu from %zu, columns %zu from %zu",
                        facts.n_hidden_rows, facts.first_hidden_row, facts.n_hidden_columns,
                        facts.first_hidden_column);
    for (size_t i = 0; i < facts.n_merges; i++)
        zi_buffer_print(&out, " %zu,%zu:%zu,%zu", facts.merges[i].first_row,
                        facts.merges[i].first_column, facts.merges[i].last_row,
                        facts.merges[i].last_column);
    text = zi_arena_copy(arena, out.text != NULL ? out.text : "");
    sheet_facts_release(&facts);
    zi_buffer_release(&out);
    return text;
}

#endif
