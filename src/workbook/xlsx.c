/*
 * .xlsx (ECMA-376 part 1, SpreadsheetML; strict documents differ in namespaces only, which are not
 * looked at). The workbook lists its sheets and says where they lie by relationships; texts lie in
 * a part of their own and are read once, when the first sheet is.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "format.h"
#include "number_format.h"
#include "texts.h"
#include "xml.h"
#include "zistat/base/buffer.h"

enum { RELATIONS_MAX = 10000, FORMATS_MAX = 1000, STYLES_MAX = 100 * 1000 };

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

struct custom_format {
    long id;
    enum number_kind kind;
};

struct xlsx {
    struct relations relations;
    bool from_1904;
    bool computes_on_load; /* the program that saved it had computed nothing */
    bool parts_are_read;   /* texts and styles */
    struct texts texts;
    uint8_t *kinds; /* of numbers, by style */
    size_t n_kinds;
    size_t kinds_capacity;
    struct custom_format formats[FORMATS_MAX];
    size_t n_formats;
    bool out_of_memory;
};

static long number_of(const char *text)
{
    return text != NULL ? strtol(text, NULL, 10) : 0;
}

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

static void release_xlsx(struct workbook *workbook)
{
    struct xlsx *xlsx = workbook->state;

    if (xlsx == NULL)
        return;
    texts_release(&xlsx->texts);
    free(xlsx->kinds);
    free(xlsx);
    workbook->state = NULL;
}

/* ---- styles: which numbers are percentages and days ---- */

struct styles {
    struct xlsx *xlsx;
    bool in_cell_formats;
};

static void take_format(struct xlsx *xlsx, const char *const *attributes)
{
    const char *code = xml_attribute(attributes, "formatCode");

    if (code != NULL && xlsx->n_formats < FORMATS_MAX)
        xlsx->formats[xlsx->n_formats++] = (struct custom_format){
            number_of(xml_attribute(attributes, "numFmtId")), number_kind_of_code(code)};
}

static enum number_kind kind_of_id(const struct xlsx *xlsx, long id)
{
    for (size_t i = 0; i < xlsx->n_formats; i++)
        if (xlsx->formats[i].id == id)
            return xlsx->formats[i].kind;
    return number_kind_of_id(id);
}

static void add_style(struct xlsx *xlsx, enum number_kind kind)
{
    if (xlsx->n_kinds == xlsx->kinds_capacity) {
        size_t capacity = xlsx->kinds_capacity > 0 ? 2 * xlsx->kinds_capacity : 256;
        uint8_t *kinds = xlsx->n_kinds < STYLES_MAX ? realloc(xlsx->kinds, capacity) : NULL;

        if (kinds == NULL) {
            xlsx->out_of_memory = true;
            return;
        }
        xlsx->kinds = kinds;
        xlsx->kinds_capacity = capacity;
    }
    xlsx->kinds[xlsx->n_kinds++] = (uint8_t)kind;
}

static void begin_style_element(void *data, const char *name, const char *const *attributes)
{
    struct styles *styles = data;

    if (strcmp(name, "numFmt") == 0)
        take_format(styles->xlsx, attributes);
    else if (strcmp(name, "cellXfs") == 0)
        styles->in_cell_formats = true;
    else if (styles->in_cell_formats && strcmp(name, "xf") == 0)
        add_style(styles->xlsx,
                  kind_of_id(styles->xlsx, number_of(xml_attribute(attributes, "numFmtId"))));
}

static void end_style_element(void *data, const char *name)
{
    struct styles *styles = data;

    if (strcmp(name, "cellXfs") == 0)
        styles->in_cell_formats = false;
}

/* ---- texts ---- */

/* A text in pieces: plain, or in runs of one format each; what only says how it is pronounced is no
 * part of it. */
struct rich_text {
    struct zi_buffer buffer;
    bool in_run; /* a t element */
    bool in_phonetic;
};

static void begin_rich_text_element(struct rich_text *text, const char *name)
{
    if (strcmp(name, "t") == 0)
        text->in_run = !text->in_phonetic;
    else if (strcmp(name, "rPh") == 0)
        text->in_phonetic = true;
}

static void end_rich_text_element(struct rich_text *text, const char *name)
{
    if (strcmp(name, "t") == 0)
        text->in_run = false;
    else if (strcmp(name, "rPh") == 0)
        text->in_phonetic = false;
}

static int hex_digit(char byte)
{
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";
    const char *digit = byte != '\0' ? strchr(digits, byte) : NULL;

    return digit != NULL ? (int)(digit - digits) % 16 : -1;
}

/* "_x000D_" stands for a character that XML cannot hold, "_x005F_" for the underscore before such:
 * those below 128 are put in their place, others stay as they are. */
static void unescape(struct zi_buffer *buffer)
{
    char *text = buffer->text;
    size_t to = 0;

    for (size_t i = 0; i < buffer->length; i++) {
        int code = 0;
        bool escaped =
            buffer->length - i >= 7 && text[i] == '_' && text[i + 1] == 'x' && text[i + 6] == '_';

        for (size_t k = 2; escaped && k < 6; k++) {
            int digit = hex_digit(text[i + k]);

            escaped = digit >= 0;
            code = 16 * code + digit;
        }
        escaped = escaped && code > 0 && code < 128;
        text[to++] = escaped ? (char)code : text[i];
        i += escaped ? 6 : 0;
    }
    buffer->length = to;
    if (text != NULL)
        text[to] = '\0';
}

struct text_list {
    struct texts *texts;
    struct rich_text text;
};

static void begin_text_element(void *data, const char *name, const char *const *attributes)
{
    struct text_list *list = data;

    (void)attributes;
    if (strcmp(name, "si") == 0)
        zi_buffer_clear(&list->text.buffer);
    else
        begin_rich_text_element(&list->text, name);
}

static void end_text_element(void *data, const char *name)
{
    struct text_list *list = data;

    end_rich_text_element(&list->text, name);
    if (strcmp(name, "si") != 0)
        return;
    unescape(&list->text.buffer);
    texts_add(list->texts, list->text.buffer.text, list->text.buffer.length);
}

static void take_text(void *data, const char *text, size_t length)
{
    struct text_list *list = data;

    if (list->text.in_run)
        zi_buffer_add_bytes(&list->text.buffer, text, length);
}

static enum zi_code read_texts(struct workbook *workbook, const char *part, struct zi_error *error)
{
    static const struct xml_events events = {
        .start = begin_text_element, .end = end_text_element, .text = take_text};
    struct xlsx *xlsx = workbook->state;
    struct text_list list = {.texts = &xlsx->texts};
    enum zi_code code;

    if (!texts_init(&xlsx->texts))
        return zi_fail(error, ZI_ESYSTEM, "tidak dapat membuat berkas sementara",
                       "cannot make a temporary file");
    zi_buffer_init(&list.text.buffer);
    code = xml_read(workbook->package, part, &events, &list, error);
    texts_finish(&xlsx->texts);
    if (code == ZI_OK && (list.text.buffer.out_of_memory || xlsx->texts.failed))
        code = zi_fail_memory(error);
    zi_buffer_release(&list.text.buffer);
    return code;
}

/* Both are missing from a workbook that holds numbers only. */
static enum zi_code read_parts(struct workbook *workbook, struct zi_error *error)
{
    static const struct xml_events events = {.start = begin_style_element,
                                             .end = end_style_element};
    struct xlsx *xlsx = workbook->state;
    const char *styles = part_of_type(&xlsx->relations, "styles");
    const char *texts = part_of_type(&xlsx->relations, "sharedStrings");
    struct styles reading = {.xlsx = xlsx};

    if (xlsx->parts_are_read)
        return ZI_OK;
    xlsx->parts_are_read = true;
    if (styles != NULL && package_has(workbook->package, styles))
        ZI_TRY(xml_read(workbook->package, styles, &events, &reading, error));
    if (texts != NULL && package_has(workbook->package, texts))
        ZI_TRY(read_texts(workbook, texts, error));
    return xlsx->out_of_memory ? zi_fail_memory(error) : ZI_OK;
}

/* ---- cells ---- */

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

static enum number_kind kind_of_style(const struct xlsx *xlsx, const char *style)
{
    long number = number_of(style);

    return number >= 0 && (size_t)number < xlsx->n_kinds ? (enum number_kind)xlsx->kinds[number]
                                                         : NUMBER_PLAIN;
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
    reading->kind = kind_of_style(reading->xlsx, style);
    reading->has_formula = reading->has_value = false;
    zi_buffer_clear(&reading->value);
    zi_buffer_clear(&reading->formula);
    zi_buffer_clear(&reading->inline_text.buffer);
}

static void hide_columns(struct sheet_reading *reading, const char *const *attributes)
{
    long first = number_of(xml_attribute(attributes, "min"));
    long last = number_of(xml_attribute(attributes, "max"));

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
        begin_rich_text_element(&reading->inline_text, name);
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
    long number = number_of(reading->value.text);
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
        unescape(&reading->value);
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
        unescape(&reading->inline_text.buffer);
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
        end_rich_text_element(&reading->inline_text, name);
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

static enum zi_code read_xlsx_sheet(struct workbook *workbook, size_t sheet,
                                    struct sheet_output *output, struct zi_error *error)
{
    struct sheet_reading reading = {.xlsx = workbook->state, .output = output};
    struct xml_events events = {.start = begin_element,
                                .end = end_element,
                                .text = collect,
                                .enough = &reading.has_stopped};
    enum zi_code code = read_parts(workbook, error);

    zi_buffer_init(&reading.value);
    zi_buffer_init(&reading.formula);
    zi_buffer_init(&reading.inline_text.buffer);
    if (code == ZI_OK)
        code = xml_read(workbook->package, workbook->sheets[sheet].part, &events, &reading, error);
    if (code == ZI_OK)
        code = judge(&reading, workbook, error);
    zi_buffer_release(&reading.value);
    zi_buffer_release(&reading.formula);
    zi_buffer_release(&reading.inline_text.buffer);
    return code;
}

const struct workbook_format xlsx_format = {open_xlsx, read_xlsx_sheet, release_xlsx};
