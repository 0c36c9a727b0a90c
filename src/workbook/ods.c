/*
 * .ods (OpenDocument 1.2 part 1, section 9): one part holds all sheets. Empty cells and rows to the
 * end of the sheet are written once with a count; so are equal ones.
 */
#include <stdlib.h>
#include <string.h>

#include "format.h"
#include "number_format.h"
#include "xml.h"
#include "zistat/base/buffer.h"

enum { HIDDEN_STYLES_MAX = 1000, REPEATED_MAX = 1 << 30 };

static const char content[] = "content.xml";

/* What is written as often as it is repeated. */
static size_t repeated(const char *const *attributes, const char *name)
{
    const char *value = xml_attribute(attributes, name);
    long n = value != NULL ? strtol(value, NULL, 10) : 1;

    return n < 1 ? 1 : n > REPEATED_MAX ? REPEATED_MAX : (size_t)n;
}

static bool is_hidden(const char *const *attributes)
{
    const char *visibility = xml_attribute(attributes, "visibility");

    return visibility != NULL && strcmp(visibility, "visible") != 0;
}

/* Only tables right below the spreadsheet are sheets: links keep copies of others. */
struct depth {
    size_t now;
    size_t spreadsheet; /* of the element; 0: not in it */
};

static bool begins_sheet(struct depth *depth, const char *name)
{
    depth->now++;
    if (strcmp(name, "spreadsheet") == 0)
        depth->spreadsheet = depth->now;
    return depth->spreadsheet > 0 && depth->now == depth->spreadsheet + 1 &&
           strcmp(name, "table") == 0;
}

static bool ends_sheet(struct depth *depth, const char *name)
{
    bool ends = depth->spreadsheet > 0 && depth->now == depth->spreadsheet + 1 &&
                strcmp(name, "table") == 0;

    if (depth->now == depth->spreadsheet)
        depth->spreadsheet = 0;
    depth->now--;
    return ends;
}

/* ---- the list of sheets ---- */

struct listing {
    struct workbook *workbook;
    struct depth depth;
    const char *style; /* under way, of a table */
    const char *hidden_styles[HIDDEN_STYLES_MAX];
    size_t n_hidden_styles;
    enum zi_code code; /* sticky */
    struct zi_error *error;
};

static bool is_hidden_style(const struct listing *listing, const char *style)
{
    for (size_t i = 0; style != NULL && i < listing->n_hidden_styles; i++)
        if (strcmp(listing->hidden_styles[i], style) == 0)
            return true;
    return false;
}

static void begin_style(struct listing *listing, const char *const *attributes)
{
    const char *family = xml_attribute(attributes, "family");
    const char *name = xml_attribute(attributes, "name");

    listing->style = family != NULL && name != NULL && strcmp(family, "table") == 0
                         ? zi_arena_copy(&listing->workbook->arena, name)
                         : NULL;
}

static void take_table_properties(struct listing *listing, const char *const *attributes)
{
    const char *display = xml_attribute(attributes, "display");

    if (listing->style != NULL && display != NULL && strcmp(display, "false") == 0 &&
        listing->n_hidden_styles < HIDDEN_STYLES_MAX)
        listing->hidden_styles[listing->n_hidden_styles++] = listing->style;
}

static void list_element(void *data, const char *name, const char *const *attributes)
{
    struct listing *listing = data;

    if (begins_sheet(&listing->depth, name)) {
        const char *title = xml_attribute(attributes, "name");
        struct workbook_sheet sheet = {
            .name = zi_arena_copy(&listing->workbook->arena, title != NULL ? title : ""),
            .hidden = is_hidden_style(listing, xml_attribute(attributes, "style-name"))};

        if (listing->code == ZI_OK)
            listing->code = workbook_add_sheet(listing->workbook, &sheet, listing->error);
    } else if (listing->depth.spreadsheet == 0 && strcmp(name, "style") == 0) {
        begin_style(listing, attributes);
    } else if (listing->depth.spreadsheet == 0 && strcmp(name, "table-properties") == 0) {
        take_table_properties(listing, attributes);
    }
}

static void list_end(void *data, const char *name)
{
    struct listing *listing = data;

    ends_sheet(&listing->depth, name);
}

/* ---- is it protected? ---- */

static void look_for_encryption(void *data, const char *name, const char *const *attributes)
{
    (void)attributes;
    if (strcmp(name, "encryption-data") == 0)
        *(bool *)data = true;
}

static enum zi_code refuse_protected(struct workbook *workbook, struct zi_error *error)
{
    static const char manifest[] = "META-INF/manifest.xml";
    static const struct xml_events events = {.start = look_for_encryption};
    bool encrypted = false;

    if (!package_has(workbook->package, manifest))
        return ZI_OK;
    ZI_TRY(xml_read(workbook->package, manifest, &events, &encrypted, error));
    return encrypted ? package_protected(workbook->path, error) : ZI_OK;
}

static enum zi_code open_ods(struct workbook *workbook, struct zi_error *error)
{
    static const struct xml_events events = {.start = list_element, .end = list_end};
    struct listing *listing;
    enum zi_code code;

    ZI_TRY(refuse_protected(workbook, error));
    listing = calloc(1, sizeof *listing);
    if (listing == NULL)
        return zi_fail_memory(error);
    listing->workbook = workbook;
    listing->error = error;
    code = xml_read(workbook->package, content, &events, listing, error);
    if (code == ZI_OK)
        code = listing->code;
    free(listing);
    return code;
}

static void release_ods(struct workbook *workbook)
{
    (void)workbook;
}

/* ---- cells ---- */

/* A cell of the row under way, which is given on when the row ends: it may be repeated. */
struct kept_cell {
    size_t column;
    size_t n_columns; /* that hold the same */
    size_t offset;    /* in the texts of the row */
    size_t length;
};

struct sheet_reading {
    struct sheet_output *output;
    size_t wanted; /* sheet, from 0 */
    size_t n_passed;
    struct depth depth;
    bool in_sheet;
    bool has_stopped;

    size_t row, n_rows; /* under way, and how many equal ones */
    bool row_is_hidden;
    size_t column;
    struct kept_cell cells[SHEET_COLUMNS_MAX];
    size_t n_cells;
    struct zi_buffer texts; /* of the cells */

    bool in_cell;
    bool is_covered; /* by a merged cell: what it holds is not seen */
    size_t n_columns;
    size_t cell_depth;
    size_t passed_depth; /* of a note or drawing in the cell; 0: none */
    bool has_paragraph;
    size_t paragraph_depth; /* 0: not in one */
    struct zi_buffer value;
    struct zi_buffer shown; /* the text of its paragraphs */
};

static void take_merge(struct sheet_reading *reading, const char *const *attributes)
{
    size_t columns = repeated(attributes, "number-columns-spanned");
    size_t rows = repeated(attributes, "number-rows-spanned");
    struct sheet_range merge = {reading->row, reading->column, reading->row + rows - 1,
                                reading->column + columns - 1};

    if ((columns > 1 || rows > 1) && !sheet_add_merge(reading->output->facts, &merge))
        reading->output->out_of_memory = true;
}

static void add_number(struct sheet_reading *reading, const char *value, enum number_kind kind)
{
    char text[NUMBER_TEXT_MAX];

    zi_buffer_add_bytes(&reading->value, text,
                        number_text(text, value, strlen(value), kind, false));
}

/* "2024-05-03T00:00:00" is the day, "PT08H30M00S" a time of the day. */
static void add_date(struct sheet_reading *reading, const char *value)
{
    size_t length = strlen(value);

    if (length >= 19 && memcmp(value + 10, "T00:00:00", 9) == 0)
        length = 10;
    zi_buffer_add_bytes(&reading->value, value, length);
    if (length > 10 && value[10] == 'T')
        reading->value.text[10] = ' ';
}

/* What the attributes say; nothing where the text of the cell does. */
static void take_value(struct sheet_reading *reading, const char *const *attributes)
{
    const char *type = xml_attribute(attributes, "value-type");
    const char *value = xml_attribute(attributes, "value");
    const char *date = xml_attribute(attributes, "date-value");
    const char *truth = xml_attribute(attributes, "boolean-value");
    const char *formula = xml_attribute(attributes, "formula");

    if (type == NULL && formula != NULL)
        zi_buffer_print(&reading->value, "=%s",
                        formula + (strncmp(formula, "of:=", 4) == 0 ? 4 : 0));
    else if (type == NULL)
        return;
    else if (value != NULL && strcmp(type, "percentage") == 0)
        add_number(reading, value, NUMBER_PERCENT);
    else if (value != NULL && strcmp(type, "string") != 0)
        add_number(reading, value, NUMBER_PLAIN);
    else if (date != NULL)
        add_date(reading, date);
    else if (truth != NULL)
        zi_buffer_add(&reading->value, strcmp(truth, "true") == 0 ? "TRUE" : "FALSE");
}

static void begin_cell(struct sheet_reading *reading, const char *name,
                       const char *const *attributes)
{
    reading->in_cell = true;
    reading->is_covered = name[0] == 'c';
    reading->n_columns = repeated(attributes, "number-columns-repeated");
    reading->cell_depth = reading->depth.now;
    reading->passed_depth = reading->paragraph_depth = 0;
    reading->has_paragraph = false;
    zi_buffer_clear(&reading->value);
    zi_buffer_clear(&reading->shown);
    if (reading->is_covered)
        return;
    take_merge(reading, attributes);
    take_value(reading, attributes);
}

/* Below a cell: paragraphs are its text; notes and drawings have paragraphs of their own. */
static void begin_in_cell(struct sheet_reading *reading, const char *name,
                          const char *const *attributes)
{
    if (reading->passed_depth > 0)
        return;
    if (strcmp(name, "p") == 0 && reading->depth.now == reading->cell_depth + 1) {
        zi_buffer_add(&reading->shown, reading->has_paragraph ? " " : "");
        reading->has_paragraph = true;
        reading->paragraph_depth = reading->depth.now;
    } else if (reading->paragraph_depth == 0 || strcmp(name, "annotation") == 0 ||
               strcmp(name, "frame") == 0) {
        reading->passed_depth = reading->depth.now;
    } else if (strcmp(name, "s") == 0 || strcmp(name, "tab") == 0 ||
               strcmp(name, "line-break") == 0) {
        (void)attributes; /* a run of spaces is one: names are compared so */
        zi_buffer_add(&reading->shown, " ");
    }
}

/* A day whose format shows the year only is that year. */
static bool shows_year(const struct sheet_reading *reading)
{
    const char *shown = reading->shown.text;

    return reading->shown.length == 4 && reading->value.length >= 10 &&
           memcmp(shown, reading->value.text, 4) == 0 && reading->value.text[4] == '-';
}

static void end_cell(struct sheet_reading *reading)
{
    bool use_shown = reading->value.length == 0 || shows_year(reading);
    const struct zi_buffer *text = use_shown ? &reading->shown : &reading->value;
    struct kept_cell cell = {reading->column, reading->n_columns, reading->texts.length,
                             text->length};

    reading->in_cell = false;
    reading->column += reading->n_columns;
    if (text->length == 0 || reading->is_covered)
        return;
    if (reading->column - 1 > SHEET_COLUMNS_MAX) {
        reading->output->is_beyond = true;
        reading->output->row = reading->row;
        reading->output->column = reading->column - 1;
        return;
    }
    zi_buffer_add_bytes(&reading->texts, text->text, text->length);
    reading->cells[reading->n_cells++] = cell;
}

static void begin_row(struct sheet_reading *reading, const char *const *attributes)
{
    reading->n_rows = repeated(attributes, "number-rows-repeated");
    reading->row_is_hidden = is_hidden(attributes);
    reading->column = 1;
    reading->n_cells = 0;
    zi_buffer_clear(&reading->texts);
}

static void give_row(struct sheet_reading *reading, size_t row)
{
    for (size_t i = 0; i < reading->n_cells; i++) {
        const struct kept_cell *cell = &reading->cells[i];

        for (size_t k = 0; k < cell->n_columns; k++)
            sheet_put(reading->output, row, reading->row_is_hidden, cell->column + k,
                      reading->texts.text + cell->offset, cell->length);
    }
}

static void end_row(struct sheet_reading *reading)
{
    struct sheet_output *output = reading->output;

    output->out_of_memory = output->out_of_memory || reading->texts.out_of_memory ||
                            reading->value.out_of_memory || reading->shown.out_of_memory;
    for (size_t i = 0; reading->n_cells > 0 && i < reading->n_rows; i++) {
        give_row(reading, reading->row + i);
        if (sheet_output_has_stopped(output))
            break;
    }
    reading->row += reading->n_rows;
    reading->has_stopped = reading->has_stopped || sheet_output_has_stopped(output);
}

static void begin_column(struct sheet_reading *reading, const char *const *attributes)
{
    size_t n = repeated(attributes, "number-columns-repeated");

    if (is_hidden(attributes))
        sheet_hide_columns(reading->output, reading->column, reading->column + n - 1);
    reading->column += n;
}

static void begin_element(void *data, const char *name, const char *const *attributes)
{
    struct sheet_reading *reading = data;

    if (begins_sheet(&reading->depth, name)) {
        reading->in_sheet = reading->n_passed++ == reading->wanted;
        reading->row = reading->column = 1;
    } else if (!reading->in_sheet) {
        return;
    } else if (reading->in_cell) {
        begin_in_cell(reading, name, attributes);
    } else if (strcmp(name, "table-cell") == 0 || strcmp(name, "covered-table-cell") == 0) {
        begin_cell(reading, name, attributes);
    } else if (strcmp(name, "table-row") == 0) {
        begin_row(reading, attributes);
    } else if (strcmp(name, "table-column") == 0) {
        begin_column(reading, attributes);
    }
}

static void collect(void *data, const char *text, size_t length)
{
    struct sheet_reading *reading = data;

    if (reading->in_cell && reading->paragraph_depth > 0 && reading->passed_depth == 0)
        zi_buffer_add_bytes(&reading->shown, text, length);
}

static void end_element(void *data, const char *name)
{
    struct sheet_reading *reading = data;

    if (reading->in_cell) {
        if (reading->depth.now == reading->cell_depth)
            end_cell(reading);
        else if (reading->depth.now == reading->passed_depth)
            reading->passed_depth = 0;
        else if (reading->depth.now == reading->paragraph_depth)
            reading->paragraph_depth = 0;
    } else if (reading->in_sheet && strcmp(name, "table-row") == 0) {
        end_row(reading);
    }
    if (ends_sheet(&reading->depth, name) && reading->in_sheet) {
        reading->in_sheet = false;
        reading->has_stopped = true;
    }
}

static enum zi_code read_ods_sheet(struct workbook *workbook, size_t sheet,
                                   struct sheet_output *output, struct zi_error *error)
{
    struct sheet_reading *reading = calloc(1, sizeof *reading);
    struct xml_events events = {.start = begin_element, .end = end_element, .text = collect};
    enum zi_code code;

    if (reading == NULL)
        return zi_fail_memory(error);
    reading->output = output;
    reading->wanted = sheet;
    events.enough = &reading->has_stopped;
    zi_buffer_init(&reading->texts);
    zi_buffer_init(&reading->value);
    zi_buffer_init(&reading->shown);
    code = xml_read(workbook->package, content, &events, reading, error);
    zi_buffer_release(&reading->texts);
    zi_buffer_release(&reading->value);
    zi_buffer_release(&reading->shown);
    free(reading);
    return code;
}

const struct workbook_format ods_format = {open_ods, read_ods_sheet, release_ods};
