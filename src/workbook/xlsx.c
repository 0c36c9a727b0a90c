/*
 * .xlsx (ECMA-376 part 1, SpreadsheetML; strict documents differ in namespaces only, which are not
 * looked at). The workbook lists its sheets and says where they lie by relationships; texts and
 * styles lie in parts of their own and are read once, when the first sheet is.
 */
#include "xlsx.h"

#include <string.h>

#include "format.h"
#include "xml.h"

enum { RELATIONS_MAX = 10000 };

/* ---- relationships ---- */

static const char *last_word(const char *address)
{
    const char *slash = strrchr(address, '/');

    return slash != NULL ? slash + 1 : address;
}

/* "xl/workbook.xml" -> "xl/" */
static const char *folder_of(struct zi_arena *arena, const char *part)
{
    return zi_arena_copy_bytes(arena, part, (size_t)(last_word(part) - part));
}

static bool make_room(struct relations *relations)
{
    size_t capacity = relations->capacity > 0 ? 2 * relations->capacity : 32;
    struct relation *items;

    if (relations->n < relations->capacity)
        return true;
    items = relations->n < RELATIONS_MAX
                ? zi_arena_allocate(relations->arena, capacity, sizeof *items)
                : NULL;
    if (items == NULL)
        return false;
    if (relations->n > 0)
        memcpy(items, relations->items, relations->n * sizeof *items);
    relations->items = items;
    relations->capacity = capacity;
    return true;
}

static void take_relation(void *data, const char *name, const char *const *attributes)
{
    struct relations *relations = data;
    const char *id = xml_attribute(attributes, "Id");
    const char *type = xml_attribute(attributes, "Type");
    const char *target = xml_attribute(attributes, "Target");
    struct relation *relation;

    if (strcmp(name, "Relationship") != 0 || id == NULL || type == NULL || target == NULL)
        return;
    if (!make_room(relations)) {
        relations->out_of_memory = true;
        return;
    }
    relation = &relations->items[relations->n++];
    relation->id = zi_arena_copy(relations->arena, id);
    relation->type = zi_arena_copy(relations->arena, last_word(type));
    relation->part = target[0] == '/'
                         ? zi_arena_copy(relations->arena, target + 1)
                         : zi_arena_print(relations->arena, "%s%s", relations->folder, target);
    relations->out_of_memory = relations->out_of_memory || relation->id == NULL ||
                               relation->type == NULL || relation->part == NULL;
}

/* Those of a part; none when it has none. part: "" for the package. */
static enum zi_code read_relations(struct workbook *workbook, const char *part,
                                   struct relations *relations, struct zi_error *error)
{
    static const struct xml_events events = {.start = take_relation};
    struct zi_arena *arena = &workbook->arena;
    const char *list;

    *relations = (struct relations){.arena = arena, .folder = folder_of(arena, part)};
    if (relations->folder == NULL)
        return zi_fail_memory(error);
    list = zi_arena_print(arena, "%s_rels/%s.rels", relations->folder, last_word(part));
    if (list == NULL)
        return zi_fail_memory(error);
    if (!package_has(workbook->package, list))
        return ZI_OK;
    ZI_TRY(xml_read(workbook->package, list, &events, relations, error));
    return relations->out_of_memory ? zi_fail_memory(error) : ZI_OK;
}

static const char *part_of_type(const struct relations *relations, const char *type)
{
    for (size_t i = 0; i < relations->n; i++)
        if (strcmp(relations->items[i].type, type) == 0)
            return relations->items[i].part;
    return NULL;
}

static const struct relation *relation_of_id(const struct relations *relations, const char *id)
{
    for (size_t i = 0; id != NULL && i < relations->n; i++)
        if (strcmp(relations->items[i].id, id) == 0)
            return &relations->items[i];
    return NULL;
}

/* ---- the list of sheets ---- */

struct listing {
    struct workbook *workbook;
    struct xlsx *xlsx;
    enum zi_code code; /* sticky */
    struct zi_error *error;
};

static void take_sheet(struct listing *listing, const char *const *attributes)
{
    const struct relation *relation =
        relation_of_id(&listing->xlsx->relations, xml_attribute(attributes, "id"));
    const char *name = xml_attribute(attributes, "name");
    const char *state = xml_attribute(attributes, "state");
    struct workbook_sheet sheet;

    if (listing->code != ZI_OK || relation == NULL || strcmp(relation->type, "worksheet") != 0)
        return; /* a chart or dialog has no cells */
    sheet = (struct workbook_sheet){
        .name = zi_arena_copy(&listing->workbook->arena, name != NULL ? name : ""),
        .hidden = state != NULL && strcmp(state, "visible") != 0,
        .part = relation->part};
    listing->code = workbook_add_sheet(listing->workbook, &sheet, listing->error);
}

static void take_workbook_element(void *data, const char *name, const char *const *attributes)
{
    struct listing *listing = data;

    if (strcmp(name, "sheet") == 0)
        take_sheet(listing, attributes);
    else if (strcmp(name, "workbookPr") == 0)
        listing->xlsx->from_1904 = xml_is_true(attributes, "date1904");
    else if (strcmp(name, "calcPr") == 0)
        listing->xlsx->computes_on_load = xml_is_true(attributes, "fullCalcOnLoad");
}

struct properties {
    bool in_title;
    char title[64]; /* cut */
    size_t length;
};

static void begin_property(void *data, const char *name, const char *const *attributes)
{
    struct properties *properties = data;

    (void)attributes;
    properties->in_title = strcmp(name, "title") == 0;
}

static void take_property(void *data, const char *text, size_t length)
{
    struct properties *properties = data;

    if (!properties->in_title || properties->length + length >= sizeof properties->title)
        return;
    memcpy(properties->title + properties->length, text, length);
    properties->length += length;
}

static void end_property(void *data, const char *name)
{
    (void)name;
    ((struct properties *)data)->in_title = false;
}

static enum zi_code read_title(struct workbook *workbook, const char *part, struct zi_error *error)
{
    static const struct xml_events events = {
        .start = begin_property, .end = end_property, .text = take_property};
    struct properties properties = {0};

    if (part == NULL || !package_has(workbook->package, part))
        return ZI_OK;
    ZI_TRY(xml_read(workbook->package, part, &events, &properties, error));
    workbook->title = zi_arena_copy(&workbook->arena, properties.title);
    return workbook->title != NULL ? ZI_OK : zi_fail_memory(error);
}

static enum zi_code open_xlsx(struct workbook *workbook, struct zi_error *error)
{
    static const struct xml_events events = {.start = take_workbook_element};
    struct xlsx *xlsx = calloc(1, sizeof *xlsx);
    struct listing listing = {workbook, xlsx, ZI_OK, error};
    const char *part;

    if (xlsx == NULL)
        return zi_fail_memory(error);
    xlsx->texts.descriptor = -1;
    workbook->state = xlsx;
    ZI_TRY(read_relations(workbook, "", &xlsx->relations, error));
    ZI_TRY(read_title(workbook, part_of_type(&xlsx->relations, "core-properties"), error));
    part = part_of_type(&xlsx->relations, "officeDocument");
    if (part == NULL)
        part = "xl/workbook.xml";
    if (!package_has(workbook->package, part))
        return package_damaged(workbook->path,
                               (struct zi_text){"tanpa lembar kerja", "without worksheets"}, error);
    ZI_TRY(read_relations(workbook, part, &xlsx->relations, error));
    ZI_TRY(xml_read(workbook->package, part, &events, &listing, error));
    return listing.code;
}

static void forget_parts(struct xlsx *xlsx)
{
    texts_release(&xlsx->texts);
    free(xlsx->styles.kinds);
    xlsx->styles = (struct number_styles){0};
}

static void release_xlsx(struct workbook *workbook)
{
    struct xlsx *xlsx = workbook->state;

    if (xlsx == NULL)
        return;
    forget_parts(xlsx);
    free(xlsx);
    workbook->state = NULL;
}

/* Both are missing from a workbook that holds numbers only. */
static enum zi_code read_parts(struct workbook *workbook, struct zi_error *error)
{
    struct xlsx *xlsx = workbook->state;
    const char *styles = part_of_type(&xlsx->relations, "styles");
    const char *texts = part_of_type(&xlsx->relations, "sharedStrings");

    if (styles != NULL && package_has(workbook->package, styles))
        ZI_TRY(xlsx_read_styles(workbook, styles, &xlsx->styles, error));
    if (texts != NULL && package_has(workbook->package, texts))
        ZI_TRY(xlsx_read_texts(workbook, texts, &xlsx->texts, error));
    xlsx->parts_are_read = true;
    return ZI_OK;
}

static enum zi_code read_sheet(struct workbook *workbook, size_t sheet, struct sheet_output *output,
                               struct zi_error *error)
{
    struct xlsx *xlsx = workbook->state;
    enum zi_code code = xlsx->parts_are_read ? ZI_OK : read_parts(workbook, error);

    if (code == ZI_OK)
        return xlsx_read_sheet(workbook, sheet, output, error);
    forget_parts(xlsx);
    return code;
}

const struct workbook_format xlsx_format = {open_xlsx, read_sheet, release_xlsx};
