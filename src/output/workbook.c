/* Tables as the sheets of a workbook. */
#include "workbook.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>
#include <xlsxwriter.h>

#include "base/count.h"
#include "base/file.h"
#include "base/number.h"
#include "render.h"
#include "workbook/workbook.h"

enum { COLUMNS_MAX = 64, DECIMALS_MAX = 15, NAME_MAX_BYTES = 31, WIDEST = 60 };

struct zi_workbook {
    char folder[ZI_PATH_MAX];
    char path[ZI_PATH_MAX];
    enum zi_language language;
    lxw_workbook *file;
    lxw_worksheet *sheet; /* the latest */
    size_t n_sheets;
    const struct zi_column *columns;
    size_t n_columns;
    lxw_row_t n_rows; /* with the header */
    size_t width[COLUMNS_MAX];
    lxw_format *head;
    lxw_format *decimals[DECIMALS_MAX + 1]; /* of numbers with so many */
    lxw_format *p_value, *probability;
    lxw_format *pass, *fail, *unknown;
    struct zi_buffer scratch;
};

/* ---- begin ---- */

static lxw_format *number_format(struct zi_workbook *w, const char *format)
{
    lxw_format *made = workbook_add_format(w->file);

    if (made != NULL)
        format_set_num_format(made, format);
    return made;
}

static lxw_format *colour_format(struct zi_workbook *w, lxw_color_t ground, lxw_color_t text)
{
    lxw_format *made = workbook_add_format(w->file);

    if (made != NULL) {
        format_set_bg_color(made, ground);
        format_set_font_color(made, text);
    }
    return made;
}

/* "0.00" */
static lxw_format *decimals_format(struct zi_workbook *w, int decimals)
{
    char format[DECIMALS_MAX + 3] = "0.";

    for (int i = 0; i < decimals; i++)
        format[2 + i] = '0';
    format[decimals > 0 ? 2 + decimals : 1] = '\0';
    return number_format(w, format);
}

static bool make_formats(struct zi_workbook *w)
{
    bool english = w->language == ZI_ENGLISH;

    w->head = workbook_add_format(w->file);
    w->p_value =
        number_format(w, english ? "[<0.0001]\"<0.0001\";0.0000" : "[<0.0001]\"<0,0001\";0.0000");
    w->probability = number_format(w, "[<0.01]\"<1%\";[>0.99]\">99%\";0%");
    w->pass = colour_format(w, 0xc6efce, 0x006100);
    w->fail = colour_format(w, 0xffc7ce, 0x9c0006);
    w->unknown = colour_format(w, 0xffeb9c, 0x6b5300);
    for (int i = 0; i <= DECIMALS_MAX; i++) {
        w->decimals[i] = decimals_format(w, i);
        if (w->decimals[i] == NULL)
            return false;
    }
    if (w->head == NULL)
        return false;
    format_set_bold(w->head);
    format_set_bg_color(w->head, 0xe2ecf4);
    format_set_bottom(w->head, LXW_BORDER_THIN);
    return w->p_value != NULL && w->probability != NULL && w->pass != NULL && w->fail != NULL &&
           w->unknown != NULL;
}

/* No clock: the same tables give the same file. By their title a folder's reader passes over them.
 */
static bool set_properties(struct zi_workbook *w)
{
    lxw_doc_properties properties = {.title = WORKBOOK_OWN_TITLE, .created = 946684800};

    return workbook_set_properties(w->file, &properties) == LXW_NO_ERROR;
}

enum zi_code zi_workbook_begin(struct zi_workbook **workbook, enum zi_language language,
                               struct zi_error *error)
{
    struct zi_workbook *w = calloc(1, sizeof *w);
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    enum zi_code code;

    *workbook = NULL;
    if (w == NULL)
        return zi_fail_memory(error);
    w->language = language;
    code = zi_file_temporary_folder(w->folder, error);
    if (code == ZI_OK)
        code = zi_file_temporary_name(w->path, w->folder, "tables.xlsx", error);
    options.tmpdir = w->folder;
    if (code == ZI_OK) {
        w->file = workbook_new_opt(w->path, &options);
        if (w->file == NULL || !make_formats(w) || !set_properties(w))
            code = zi_fail_memory(error);
    }
    if (code != ZI_OK)
        zi_workbook_abandon(w);
    else
        *workbook = w;
    return code;
}

/* ---- sheets ---- */

/* What a spreadsheet takes as the name of a sheet. */
static void clean_name(struct zi_workbook *w, const char *name, char out[NAME_MAX_BYTES + 1])
{
    char number[12] = "";
    size_t room, used = 0;

    if (workbook_get_worksheet_by_name(w->file, name) != NULL)
        snprintf(number, sizeof number, " %zu", (w->n_sheets + 1) % 1000000);
    room = NAME_MAX_BYTES - strlen(number);
    for (; used < room && name[used] != '\0'; used++)
        out[used] = strchr("[]:*?/\\'", name[used]) != NULL ? '-' : name[used];
    while (used > 0 && name[used] != '\0' && ((unsigned char)name[used] & 0xc0) == 0x80)
        used--; /* not inside a character */
    strcpy(out + used, number);
}

/* Cells of a verdict are coloured by what they say; the word stays. */
static void colour_verdicts(struct zi_workbook *w, lxw_col_t column)
{
    const struct {
        const char *word;
        lxw_format *format;
    } verdicts[] = {{"pass", w->pass}, {"fail", w->fail}, {"unknown", w->unknown}};

    for (size_t i = 0; i < ZI_COUNT(verdicts); i++) {
        char criterion[16];
        lxw_conditional_format rule = {.type = LXW_CONDITIONAL_TYPE_CELL,
                                       .criteria = LXW_CONDITIONAL_CRITERIA_EQUAL_TO,
                                       .format = verdicts[i].format};

        snprintf(criterion, sizeof criterion, "\"%s\"", verdicts[i].word);
        rule.value_string = criterion;
        worksheet_conditional_format_range(w->sheet, 1, column, w->n_rows - 1, column, &rule);
    }
}

/* What needs all rows: filters, widths, colours. */
static void close_sheet(struct zi_workbook *w)
{
    if (w->sheet == NULL || w->n_columns == 0)
        return;
    worksheet_autofilter(w->sheet, 0, 0, w->n_rows - 1, (lxw_col_t)(w->n_columns - 1));
    for (size_t i = 0; i < w->n_columns; i++) {
        double width = (double)(w->width[i] < WIDEST ? w->width[i] : WIDEST) + 2;

        worksheet_set_column(w->sheet, (lxw_col_t)i, (lxw_col_t)i, width, NULL);
        if (strcmp(w->columns[i].name, "verdict") == 0 && w->n_rows > 1)
            colour_verdicts(w, (lxw_col_t)i);
    }
}

static size_t width_of(const char *text)
{
    size_t width = 0;
    const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)text;
    utf8proc_int32_t character;
    utf8proc_ssize_t length;

    for (; *at != '\0'; at += length > 0 ? length : 1) {
        length = utf8proc_iterate(at, -1, &character);
        width += length > 0 ? (size_t)utf8proc_charwidth(character) : 1;
    }
    return width;
}

static void widen(struct zi_workbook *w, size_t column, const char *text)
{
    size_t width = width_of(text);

    if (width > w->width[column])
        w->width[column] = width;
}

enum zi_code zi_workbook_sheet(struct zi_workbook *workbook, const char *name,
                               const struct zi_column columns[], size_t n_columns,
                               struct zi_error *error)
{
    struct zi_workbook *w = workbook;
    char clean[NAME_MAX_BYTES + 1];

    close_sheet(w);
    clean_name(w, name, clean);
    w->sheet = workbook_add_worksheet(w->file, clean);
    if (w->sheet == NULL)
        return zi_fail_memory(error);
    w->n_sheets++;
    w->columns = columns;
    w->n_columns = n_columns < COLUMNS_MAX ? n_columns : COLUMNS_MAX;
    w->n_rows = 1;
    worksheet_freeze_panes(w->sheet, 1, 0);
    for (size_t i = 0; i < w->n_columns; i++) {
        w->width[i] = 0;
        widen(w, i, columns[i].name);
        w->width[i] += 2; /* the button of the filter */
        worksheet_write_string(w->sheet, 0, (lxw_col_t)i, columns[i].name, w->head);
    }
    return ZI_OK;
}

/* ---- cells ---- */

/* Decimals at which rounding, which the spreadsheet does, carries the value over no threshold. */
static int safe_decimals(const struct zi_cell *cell)
{
    int decimals = cell->decimals;

    if (cell->kind != ZI_CELL_SCORE)
        return decimals;
    for (; decimals < DECIMALS_MAX; decimals++) {
        char text[ZI_NUMBER_MAX];
        double rounded;
        bool crossed = false;

        zi_number_fixed(text, cell->score->number, decimals, ZI_ENGLISH);
        if (strncmp(text, "\u2212", strlen("\u2212")) == 0) /* below zero there is no threshold */
            return decimals;
        if (!zi_number_parse(text, strlen(text), &rounded))
            return decimals;
        for (size_t i = 0; i < cell->score->n_thresholds; i++)
            crossed =
                crossed || zi_number_at_least(rounded, cell->score->thresholds[i]) !=
                               zi_number_at_least(cell->score->number, cell->score->thresholds[i]);
        if (!crossed)
            return decimals;
    }
    return decimals;
}

static lxw_format *format_of(const struct zi_workbook *w, const struct zi_cell *cell,
                             enum zi_column_style style)
{
    if (style == ZI_COLUMN_P_VALUE)
        return w->p_value;
    if (style == ZI_COLUMN_PROBABILITY)
        return w->probability;
    return w->decimals[safe_decimals(cell)];
}

static void write_cell(struct zi_workbook *w, const struct zi_table *table, size_t row,
                       lxw_col_t column)
{
    const struct zi_cell *cell = zi_table_cell(table, row, column);

    switch ((enum zi_cell_kind)cell->kind) {
    case ZI_CELL_EMPTY:
    case ZI_CELL_UNDEFINED: return;
    case ZI_CELL_TEXT:
        worksheet_write_string(w->sheet, w->n_rows, column, cell->text, NULL);
        widen(w, column, cell->text);
        return;
    case ZI_CELL_INTEGER:
        worksheet_write_number(w->sheet, w->n_rows, column, (double)cell->integer, w->decimals[0]);
        break;
    case ZI_CELL_NUMBER:
    case ZI_CELL_SCORE:
        worksheet_write_number(w->sheet, w->n_rows, column, zi_cell_number(cell),
                               format_of(w, cell, w->columns[column].style));
        break;
    }
    zi_buffer_clear(&w->scratch);
    zi_table_cell_text(table, row, column, w->language, &w->scratch);
    if (w->scratch.text != NULL)
        widen(w, column, w->scratch.text);
}

enum zi_code zi_workbook_rows(struct zi_workbook *workbook, const struct zi_table *table,
                              struct zi_error *error)
{
    struct zi_workbook *w = workbook;

    if (table->out_of_memory)
        return zi_fail_memory(error);
    if (table->n_rows > LXW_ROW_MAX - w->n_rows)
        return zi_fail(error, ZI_EUSAGE,
                       "tabel lebih dari %d baris, batas sebuah lembar; pakai --format csv, atau "
                       "pilih unit atau indeks",
                       "the table has more than %d rows, the limit of a sheet; take --format csv, "
                       "or choose units or indices",
                       LXW_ROW_MAX);
    for (size_t row = 0; row < table->n_rows; row++, w->n_rows++)
        for (size_t column = 0; column < w->n_columns; column++)
            write_cell(w, table, row, (lxw_col_t)column);
    return w->scratch.out_of_memory ? zi_fail_memory(error) : ZI_OK;
}

/* ---- end ---- */

/* Removes the folder, and the file in it. */
static void discard(struct zi_workbook *w)
{
    zi_buffer_release(&w->scratch);
    if (w->folder[0] != '\0')
        zi_file_remove_folder(w->folder);
    free(w);
}

static enum zi_code read_back(const struct zi_workbook *w, struct zi_buffer *out,
                              struct zi_error *error)
{
    struct zi_arena arena = {0};
    char *bytes;
    size_t length;
    enum zi_code code = zi_file_read(w->path, &arena, &bytes, &length, error);

    if (code == ZI_OK) {
        zi_buffer_add_bytes(out, bytes, length);
        code = out->out_of_memory ? zi_fail_memory(error) : ZI_OK;
    }
    zi_arena_release(&arena);
    return code;
}

enum zi_code zi_workbook_end(struct zi_workbook *workbook, struct zi_buffer *out,
                             struct zi_error *error)
{
    struct zi_workbook *w = workbook;
    lxw_error failure;
    enum zi_code code;

    close_sheet(w);
    failure = workbook_close(w->file);
    w->file = NULL;
    if (failure == LXW_NO_ERROR)
        code = read_back(w, out, error);
    else
        code = zi_fail(error, ZI_ESYSTEM, "buku kerja tidak dapat ditulis: %s",
                       "the workbook cannot be written: %s", lxw_strerror(failure));
    discard(w);
    return code;
}

void zi_workbook_abandon(struct zi_workbook *workbook)
{
    if (workbook == NULL)
        return;
    if (workbook->file != NULL)
        lxw_workbook_free(workbook->file);
    discard(workbook);
}
