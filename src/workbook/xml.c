/* XML parts of a package. */
#include "xml.h"

#include <expat.h>
#include <string.h>

struct reading {
    XML_Parser parser;
    const struct xml_events *events;
    void *data;
    size_t depth;
    size_t n_given; /* bytes */
    bool has_doctype;
    bool too_deep;
    bool too_long;
    bool broken;
    bool out_of_memory;
    unsigned long line; /* where it is broken */
};

static const char *without_prefix(const char *name)
{
    const char *colon = strchr(name, ':');

    return colon != NULL ? colon + 1 : name;
}

const char *xml_attribute(const char *const *attributes, const char *name)
{
    for (; attributes[0] != NULL; attributes += 2)
        if (strcmp(without_prefix(attributes[0]), name) == 0)
            return attributes[1];
    return NULL;
}

bool xml_is_true(const char *const *attributes, const char *name)
{
    const char *value = xml_attribute(attributes, name);

    return value != NULL && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

static void start_element(void *data, const char *name, const char **attributes)
{
    struct reading *reading = data;

    if (++reading->depth > XML_DEPTH_MAX) {
        reading->too_deep = true;
        XML_StopParser(reading->parser, XML_FALSE);
        return;
    }
    if (reading->events->start != NULL)
        reading->events->start(reading->data, without_prefix(name),
                               (const char *const *)attributes);
}

static void end_element(void *data, const char *name)
{
    struct reading *reading = data;

    reading->depth--;
    if (reading->events->end != NULL)
        reading->events->end(reading->data, without_prefix(name));
}

static void take_text(void *data, const char *text, int length)
{
    struct reading *reading = data;

    reading->events->text(reading->data, text, (size_t)length);
}

static void refuse_doctype(void *data, const char *name, const char *system, const char *public,
                           int has_internal_subset)
{
    struct reading *reading = data;

    (void)name;
    (void)system;
    (void)public;
    (void)has_internal_subset;
    reading->has_doctype = true;
    XML_StopParser(reading->parser, XML_FALSE);
}

static void note_failure(struct reading *reading)
{
    reading->out_of_memory = XML_GetErrorCode(reading->parser) == XML_ERROR_NO_MEMORY;
    reading->broken = true;
    reading->line = (unsigned long)XML_GetCurrentLineNumber(reading->parser);
}

static bool take_piece(void *data, const char *piece, size_t length, bool last)
{
    struct reading *reading = data;
    size_t parsed;

    if (XML_Parse(reading->parser, piece, (int)length, last) != XML_STATUS_OK) {
        note_failure(reading);
        return false;
    }
    /* A tag is looked at again from its beginning with every piece, until it ends. */
    reading->n_given += length;
    parsed = (size_t)XML_GetCurrentByteIndex(reading->parser);
    if (!last && reading->n_given > parsed && reading->n_given - parsed > XML_TAG_MAX) {
        reading->too_long = true;
        return false;
    }
    return reading->events->enough == NULL || !*reading->events->enough;
}

static enum zi_code judge(const struct reading *reading, const struct package *package,
                          const char *part, struct zi_error *error)
{
    const char *path = package_path(package);

    if (reading->has_doctype)
        return package_damaged(path, (struct zi_text){"XML dengan DOCTYPE", "XML with a DOCTYPE"},
                               error);
    if (reading->too_deep)
        return package_damaged(
            path, (struct zi_text){"XML bersarang terlalu dalam", "XML nested too deep"}, error);
    if (reading->too_long)
        return package_damaged(path,
                               (struct zi_text){"XML dengan tanda yang terlalu panjang",
                                                "XML with a tag that is too long"},
                               error);
    if (reading->out_of_memory)
        return zi_fail_memory(error);
    if (reading->broken)
        return zi_fail(
            error, ZI_EINPUT,
            "'%s' rusak (%s, baris %lu); buka di Excel atau LibreOffice, lalu simpan "
            "lagi sebagai .xlsx",
            "'%s' is damaged (%s, line %lu); open it in Excel or LibreOffice and save it "
            "again as .xlsx",
            path, part, reading->line);
    return ZI_OK;
}

enum zi_code xml_read(struct package *package, const char *part, const struct xml_events *events,
                      void *data, struct zi_error *error)
{
    struct reading reading = {.parser = XML_ParserCreate(NULL), .events = events, .data = data};
    enum zi_code code;

    if (reading.parser == NULL)
        return zi_fail_memory(error);
    XML_SetUserData(reading.parser, &reading);
    XML_SetElementHandler(reading.parser, start_element, end_element);
    if (events->text != NULL)
        XML_SetCharacterDataHandler(reading.parser, take_text);
    XML_SetStartDoctypeDeclHandler(reading.parser, refuse_doctype);
    code = package_read(package, part, take_piece, &reading, error);
    XML_ParserFree(reading.parser);
    return code == ZI_OK ? judge(&reading, package, part, error) : code;
}
