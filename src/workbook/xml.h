/*
 * One part of a package as XML, over expat: elements and text as they come, nothing is kept. Names
 * are given without their prefix. A document type is refused (entities can expand without end),
 * and so are tags longer than a piece is worth and elements nested too deep.
 */
#ifndef ZISTAT_WORKBOOK_XML_H
#define ZISTAT_WORKBOOK_XML_H

#include <stdbool.h>
#include <stddef.h>

#include "package.h"
#include "zistat/base/error.h"

enum { XML_DEPTH_MAX = 200, XML_TAG_MAX = 1 << 20 };

struct xml_events {
    /* attributes: names (with prefixes) and values in turn, ended by NULL. Any may be NULL. */
    void (*start)(void *data, const char *name, const char *const *attributes);
    void (*end)(void *data, const char *name);
    void (*text)(void *data, const char *text, size_t length);
    const bool *enough; /* NULL, or reading ends in good order soon after this is true */
};

enum zi_code xml_read(struct package *package, const char *part, const struct xml_events *events,
                      void *data, struct zi_error *error);

/* The value of the attribute of this name, whatever its prefix; NULL when there is none. */
const char *xml_attribute(const char *const *attributes, const char *name);

/* Its value is one of the words for yes. */
bool xml_is_true(const char *const *attributes, const char *name);

#endif
