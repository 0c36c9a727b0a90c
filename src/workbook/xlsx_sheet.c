/* A sheet of .xlsx: its cells, what is hidden, what is merged. */
#include "xlsx.h"

#include <string.h>

#include "xml.h"

enum collecting { COLLECT_NOTHING, COLLECT_VALUE, COLLECT_FORMULA, COLLECT_INLINE };

struct sheet_reading {
    struct xlsx *xlsx;
    struct sheet_output *output;
    bool has_stopped;
    size_t row, column;
    bool row_is_hidden;

    /* the cell under way */
    char type[12];
    enum number_kind kind;
    bool has_formula;
    bool has_value;
    enum collecting collecting;
    struct zi_buffer value;
    struct zi_buffer formula;
    struct rich_text inline_text;
    bool has_bad_text; /* one that is not in the list of texts */
};

/* "AB12" -> 12, 28; what is missing stays. */
static void read_reference(const char *text, size_t *row, size_t *column)
{
    size_t c = 0, r = 0;

    for (; *text >= 'A' && *text <= 'Z' && c < 1000 * 1000; text++)
        c = 26 * c + (size_t)(*text - 'A') + 1;
    for (; *text >= '0' && *text <= '9' && r < 100 * 1000 * 1000; text++)
        r = 10 * r + (size_t)(*text - '0');
    if (c > 0)
        *column = c;
    if (r > 0)
        *row = r;
}

static void begin_row(struct sheet_reading *reading, const char *const *attributes)
{
    const char *number = xml_attribute(attributes, "r");

    reading->row++;
    if (number != NULL)
        read_reference(number, &reading->row, &reading->column);
    reading->column = 0;
    reading->row_is_hidden = xml_is_true(attributes, "hidden");
}

static void begin_cell(struct sheet_reading *reading, const char *const *attributes)
{
    const char *type = "n";
    const char *style = NULL;

    reading->column++;
    for (; attributes[0] != NULL; attributes += 2) {
        if (attributes[0][0] == '\0' || attributes[0][1] != '\0')
            continue;
        switch (attributes[0][0]) {
        case 'r': read_reference(attributes[1], &reading->row, &reading->column); break;
        case 't': type = attributes[1]; break;
        case 's': style = attributes[1]; break;
        default: break;
        }
    }
    strncpy(reading->type, type, sizeof reading->type - 1);
    reading->kind = xlsx_kind_of_style(&reading->xlsx->styles, style);
    reading->has_formula = reading->has_value = false;
    zi_buffer_clear(&reading->value);
    zi_buffer_clear(&reading->formula);
    zi_buffer_clear(&reading->inline_text.buffer);
}

static void hide_columns(struct sheet_reading *reading, const char *const *attributes)
{
    long first = xlsx_number(xml_attribute(attributes, "min"));
    long last = xlsx_number(xml_attribute(attributes, "max"));

    if (xml_is_true(attributes, "hidden") && first > 0 && last >= first)
        sheet_hide_columns(reading->output, (size_t)first, (size_t)last);
}

/* "A1:C3" */
static void take_merge(struct sheet_reading *reading, const char *reference)
{
    const char *colon = reference != NULL ? strchr(reference, ':') : NULL;
    struct sheet_range merge = {0};

    if (colon == NULL)
        return;
    read_reference(reference, &merge.first_row, &merge.first_column);
    read_reference(colon + 1, &merge.last_row, &merge.last_column);
    if (merge.first_row > 0 && merge.first_column > 0 && merge.last_row >= merge.first_row &&
        merge.last_column >= merge.first_column && !sheet_add_merge(reading->output->facts, &merge))
        reading->output->out_of_memory = true;
}

static void begin_element(void *data, const char *name, const char *const *attributes)
{
    struct sheet_reading *reading = data;

    if (strcmp(name, "c") == 0) {
        begin_cell(reading, attributes);
    } else if (strcmp(name, "v") == 0) {
        reading->collecting = COLLECT_VALUE;
        reading->has_value = true;
    } else if (strcmp(name, "row") == 0) {
        begin_row(reading, attributes);
    } else if (strcmp(name, "f") == 0) {
        reading->collecting = COLLECT_FORMULA;
        reading->has_formula = true;
    } else if (strcmp(name, "is") == 0) {
        reading->collecting = COLLECT_INLINE;
    } else if (reading->collecting == COLLECT_INLINE) {
        xlsx_begin_in_text(&reading->inline_text, name);
    } else if (strcmp(name, "col") == 0) {
        hide_columns(reading, attributes);
    } else if (strcmp(name, "mergeCell") == 0) {
        take_merge(reading, xml_attribute(attributes, "ref"));
    }
}

static void collect(void *data, const char *text, size_t length)
{
    struct sheet_reading *reading = data;

    if (reading->collecting == COLLECT_VALUE)
        zi_buffer_add_bytes(&reading->value, text, length);
    else if (reading->collecting == COLLECT_FORMULA)
        zi_buffer_add_bytes(&reading->formula, text, length);
    else if (reading->collecting == COLLECT_INLINE && reading->inline_text.in_run)
        zi_buffer_add_bytes(&reading->inline_text.buffer, text, length);
}

static void put(struct sheet_reading *reading, const char *text, size_t length)
{
    sheet_put(reading->output, reading->row, reading->row_is_hidden, reading->column, text, length);
}

static void put_shared(struct sheet_reading *reading)
{
    long number = xlsx_number(reading->value.text);
    size_t length = 0;
    const char *text =
        number >= 0 ? texts_get(&reading->xlsx->texts, (size_t)number, &length) : NULL;

    if (text != NULL)
        put(reading, text, length);
    else
        reading->has_bad_text = true;
}

static void put_number(struct sheet_reading *reading)
{
    char text[NUMBER_TEXT_MAX];

    put(reading, text,
        number_text(text, reading->value.text, reading->value.length, reading->kind,
                    reading->xlsx->from_1904));
}

/* "2024-05-03T00:00:00" is the day. */
static void put_iso_date(struct sheet_reading *reading)
{
    const char *text = reading->value.text;
    size_t length = reading->value.length;

    if (length == 19 && memcmp(text + 10, "T00:00:00", 9) == 0)
        length = 10;
    put(reading, text, length);
}

static void put_value(struct sheet_reading *reading)
{
    const char *type = reading->type;

    if (strcmp(type, "s") == 0)
        put_shared(reading);
    else if (strcmp(type, "n") == 0)
        put_number(reading);
    else if (strcmp(type, "b") == 0)
        put(reading, reading->value.text[0] == '1' ? "TRUE" : "FALSE",
            reading->value.text[0] == '1' ? 4 : 5);
    else if (strcmp(type, "d") == 0)
        put_iso_date(reading);
    else {
        xlsx_unescape(&reading->value);
        put(reading, reading->value.text, reading->value.length);
    }
}

/* A program that leaves computing to the next one stores 0, or nothing. */
static bool is_uncomputed(const struct sheet_reading *reading)
{
    if (!reading->has_formula)
        return false;
    if (reading->value.length == 0)
        return !reading->has_value || strcmp(reading->type, "n") == 0;
    return reading->xlsx->computes_on_load && strcmp(reading->value.text, "0") == 0;
}

static void put_formula(struct sheet_reading *reading)
{
    struct zi_buffer *value = &reading->value;

    zi_buffer_clear(value);
    zi_buffer_add(value, "=");
    if (reading->formula.length > 0)
        zi_buffer_add_bytes(value, reading->formula.text, reading->formula.length);
    put(reading, value->text, value->length);
}

static void end_cell(struct sheet_reading *reading)
{
    reading->collecting = COLLECT_NOTHING;
    if (reading->value.out_of_memory || reading->formula.out_of_memory ||
        reading->inline_text.buffer.out_of_memory) {
        reading->output->out_of_memory = true;
    } else if (strcmp(reading->type, "inlineStr") == 0) {
        xlsx_unescape(&reading->inline_text.buffer);
        put(reading, reading->inline_text.buffer.text, reading->inline_text.buffer.length);
    } else if (is_uncomputed(reading)) {
        put_formula(reading);
    } else if (reading->value.length > 0) {
        put_value(reading);
    }
    reading->has_stopped = sheet_output_has_stopped(reading->output) || reading->has_bad_text;
}

static void end_element(void *data, const char *name)
{
    struct sheet_reading *reading = data;

    if (strcmp(name, "c") == 0)
        end_cell(reading);
    else if (strcmp(name, "v") == 0 || strcmp(name, "f") == 0 || strcmp(name, "is") == 0)
        reading->collecting = COLLECT_NOTHING;
    else if (reading->collecting == COLLECT_INLINE)
        xlsx_end_in_text(&reading->inline_text, name);
}

static enum zi_code judge(const struct sheet_reading *reading, const struct workbook *workbook,
                          struct zi_error *error)
{
    if (reading->xlsx->texts.failed)
        return zi_fail(error, ZI_ESYSTEM, "berkas sementara tidak dapat dibaca",
                       "a temporary file cannot be read");
    if (reading->has_bad_text)
        return package_damaged(workbook->path,
                               (struct zi_text){"teks yang tidak ada", "a text that is not there"},
                               error);
    return ZI_OK;
}

enum zi_code xlsx_read_sheet(struct workbook *workbook, size_t sheet, struct sheet_output *output,
                             struct zi_error *error)
{
    struct sheet_reading reading = {.xlsx = workbook->state, .output = output};
    struct xml_events events = {.start = begin_element,
                                .end = end_element,
                                .text = collect,
                                .enough = &reading.has_stopped};
    enum zi_code code;

    zi_buffer_init(&reading.value);
    zi_buffer_init(&reading.formula);
    zi_buffer_init(&reading.inline_text.buffer);
    code = xml_read(workbook->package, workbook->sheets[sheet].part, &events, &reading, error);
    if (code == ZI_OK)
        code = judge(&reading, workbook, error);
    zi_buffer_release(&reading.value);
    zi_buffer_release(&reading.formula);
    zi_buffer_release(&reading.inline_text.buffer);
    return code;
}
