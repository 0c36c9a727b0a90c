/* Styles of .xlsx: which numbers are percentages and days. */
#include "xlsx.h"

#include <string.h>

#include "xml.h"

enum { FORMATS_MAX = 1000, STYLES_MAX = 100 * 1000 };

struct custom_format {
    long id;
    enum number_kind kind;
};

struct reading {
    struct number_styles *styles;
    struct custom_format formats[FORMATS_MAX];
    size_t n_formats;
    bool in_cell_formats;
    bool out_of_memory;
};

static void take_format(struct reading *reading, const char *const *attributes)
{
    const char *code = xml_attribute(attributes, "formatCode");

    if (code != NULL && reading->n_formats < FORMATS_MAX)
        reading->formats[reading->n_formats++] = (struct custom_format){
            xlsx_number(xml_attribute(attributes, "numFmtId")), number_kind_of_code(code)};
}

static enum number_kind kind_of_id(const struct reading *reading, long id)
{
    for (size_t i = 0; i < reading->n_formats; i++)
        if (reading->formats[i].id == id)
            return reading->formats[i].kind;
    return number_kind_of_id(id);
}

static bool add_style(struct number_styles *styles, enum number_kind kind)
{
    if (styles->n == styles->capacity) {
        size_t capacity = styles->capacity > 0 ? 2 * styles->capacity : 256;
        uint8_t *kinds = styles->n < STYLES_MAX ? realloc(styles->kinds, capacity) : NULL;

        if (kinds == NULL)
            return false;
        styles->kinds = kinds;
        styles->capacity = capacity;
    }
    styles->kinds[styles->n++] = (uint8_t)kind;
    return true;
}

static void begin_element(void *data, const char *name, const char *const *attributes)
{
    struct reading *reading = data;

    if (strcmp(name, "numFmt") == 0) {
        take_format(reading, attributes);
    } else if (strcmp(name, "cellXfs") == 0) {
        reading->in_cell_formats = true;
    } else if (reading->in_cell_formats && strcmp(name, "xf") == 0) {
        long id = xlsx_number(xml_attribute(attributes, "numFmtId"));

        if (!add_style(reading->styles, kind_of_id(reading, id)))
            reading->out_of_memory = true;
    }
}

static void end_element(void *data, const char *name)
{
    struct reading *reading = data;

    if (strcmp(name, "cellXfs") == 0)
        reading->in_cell_formats = false;
}

enum zi_code xlsx_read_styles(struct workbook *workbook, const char *part,
                              struct number_styles *styles, struct zi_error *error)
{
    static const struct xml_events events = {.start = begin_element, .end = end_element};
    struct reading *reading = calloc(1, sizeof *reading);
    enum zi_code code;

    if (reading == NULL)
        return zi_fail_memory(error);
    reading->styles = styles;
    code = xml_read(workbook->package, part, &events, reading, error);
    if (code == ZI_OK && reading->out_of_memory)
        code = zi_fail_memory(error);
    free(reading);
    return code;
}

enum number_kind xlsx_kind_of_style(const struct number_styles *styles, const char *style)
{
    long number = xlsx_number(style);

    return number >= 0 && (size_t)number < styles->n ? (enum number_kind)styles->kinds[number]
                                                     : NUMBER_PLAIN;
}
