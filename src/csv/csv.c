/* Bytes to fields and records, over libcsv. */
#include "csv.h"

#include <csv.h> /* NOLINT(readability-duplicate-include): libcsv, not the header above */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { BETWEEN_RECORDS = 0, FAULT_TEXT_MAX = 80, PREAMBLE_MAX = 16 };

/* The next byte to be read, as an editor counts. */
struct cursor {
    size_t offset;
    size_t line;
    size_t column;
    bool after_return; /* the line feed of a CRLF begins no further line */
};

struct walker {
    const struct zi_csv_input *input;
    const struct zi_csv_settings *settings;
    const struct zi_csv_events *events;
    struct csv_parser parser;

    char *chunk;
    size_t chunk_size;
    size_t chunk_start;
    size_t chunk_length;
    size_t end; /* of the text: the first zero byte, else unknown */

    struct cursor next;
    struct cursor field; /* where the field under way begins */
    struct cursor safe;  /* a place between two records at or before next */
    bool field_begins;   /* its first byte is still to come */
    size_t n_records;    /* ended or broken; counted only when places are wanted */
    size_t n_fields;     /* of the record under way; likewise */
    int read_errno;      /* sticky; 0: none */
};

/* libcsv calls this without a context; the limit is what it is for. */
static void *reallocate_within_limit(void *block, size_t size)
{
    return size > ZI_CSV_FIELD_MAX ? NULL : realloc(block, size);
}

static bool start_parser(struct walker *walker)
{
    if (csv_init(&walker->parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
        return false;
    csv_set_delim(&walker->parser, (unsigned char)walker->settings->delimiter);
    csv_set_realloc_func(&walker->parser, reallocate_within_limit);
    csv_set_blk_size(&walker->parser, 4096);
    return true;
}

/* ---- bytes ---- */

size_t zi_csv_mark_length(const char *bytes, size_t length)
{
    return length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

long zi_csv_peek(const struct zi_csv_input *input, size_t offset, char *bytes, size_t capacity)
{
    size_t length = 0;

    if (input->descriptor < 0) {
        if (offset < input->length)
            length = input->length - offset < capacity ? input->length - offset : capacity;
        if (length > 0)
            memcpy(bytes, input->bytes + offset, length);
        return (long)length;
    }
    while (length < capacity) {
        ssize_t got =
            pread(input->descriptor, bytes + length, capacity - length, (off_t)(offset + length));

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        length += (size_t)got;
    }
    return (long)length;
}

/* The byte order mark and a first line that names the delimiter: where the table begins. */
static size_t preamble_length(const char *bytes, size_t length, char *delimiter)
{
    size_t mark = zi_csv_mark_length(bytes, length);
    size_t end = mark;
    bool quoted = end < length && bytes[end] == '"';

    end += quoted;
    if (length < end + 5 || strncasecmp(bytes + end, "sep=", 4) != 0 || bytes[end + 4] == '\0' ||
        strchr(",;\t|:", bytes[end + 4]) == NULL)
        return mark;
    *delimiter = bytes[end + 4];
    end += 5;
    if (quoted && end < length && bytes[end] == '"')
        end++;
    if (end < length && bytes[end] == '\r')
        end++;
    else if (end < length && bytes[end] != '\n')
        return mark;
    return end < length && bytes[end] == '\n' ? end + 1 : end;
}

static long read_preamble(const struct zi_csv_input *input, size_t *length, char *delimiter)
{
    char bytes[PREAMBLE_MAX];
    long got = zi_csv_peek(input, 0, bytes, sizeof bytes);
    char told = '\0';

    *delimiter = '\0';
    *length = 0;
    if (got <= 0 || input->in_cells)
        return got;
    *length = preamble_length(bytes, (size_t)got, &told);
    if (*length > zi_csv_mark_length(bytes, (size_t)got))
        *delimiter = told;
    return got;
}

struct zi_csv_input zi_csv_beginning(const struct zi_csv_input *input, const char *bytes,
                                     size_t length)
{
    struct zi_csv_input first = *input;

    first.descriptor = -1;
    first.bytes = bytes;
    first.length = length;
    return first;
}

void zi_csv_delimiters(const struct zi_csv_input *input, char delimiters[ZI_CSV_DELIMITERS_MAX])
{
    size_t length;
    char told;

    read_preamble(input, &length, &told);
    if (input->in_cells)
        told = '\t';
    if (told == '\0')
        strcpy(delimiters, ",;\t|");
    else
        memcpy(delimiters, (char[]){told, '\0'}, 2);
}

/* The text from offset on, as much as the chunk holds; *length is 0 at its end. */
static const char *text_at(struct walker *walker, size_t offset, size_t *length)
{
    size_t into = offset - walker->chunk_start;
    const char *zero;
    long got;

    if (offset < walker->chunk_start || into >= walker->chunk_length) {
        got = zi_csv_peek(walker->input, offset, walker->chunk, walker->chunk_size);
        if (got < 0)
            walker->read_errno = errno;
        walker->chunk_start = offset;
        walker->chunk_length = got < 0 ? 0 : (size_t)got;
        into = 0;
        zero = memchr(walker->chunk, 0, walker->chunk_length);
        if (zero != NULL && offset + (size_t)(zero - walker->chunk) < walker->end)
            walker->end = offset + (size_t)(zero - walker->chunk);
    }
    *length = walker->chunk_length - into;
    if (offset + *length > walker->end)
        *length = walker->end > offset ? walker->end - offset : 0;
    return walker->chunk + into;
}

static void pass(struct cursor *cursor, unsigned char byte)
{
    bool second_of_pair = byte == '\n' && cursor->after_return;

    cursor->offset++;
    if (byte == '\n' || byte == '\r') {
        cursor->line += second_of_pair ? 0 : 1;
        cursor->column = 1;
    } else if ((byte & 0xc0) != 0x80) {
        cursor->column++;
    }
    cursor->after_return = byte == '\r';
}

/* Moves the cursor to the beginning of the next physical line (or the end of the text). */
static void pass_line(struct walker *walker, struct cursor *cursor)
{
    size_t line = cursor->line;
    size_t length;
    const char *text = text_at(walker, cursor->offset, &length);

    while (length > 0 && cursor->line == line) {
        for (size_t i = 0; i < length && cursor->line == line; i++)
            pass(cursor, (unsigned char)text[i]);
        text = text_at(walker, cursor->offset, &length);
    }
    if (length > 0 && cursor->after_return && *text == '\n')
        pass(cursor, '\n');
}

/* ---- a field at a time ---- */

static void field_ends(void *text, size_t length, void *data)
{
    struct walker *walker = data;

    walker->field_begins = true;
    walker->n_fields++;
    if (walker->settings->place != NULL) {
        walker->settings->place->line = walker->field.line;
        walker->settings->place->column =
            walker->input->in_cells ? walker->n_fields : walker->field.column;
    }
    walker->events->field(text, length, walker->events->data);
}

static void record_ends(int terminator, void *data)
{
    struct walker *walker = data;

    walker->n_records++;
    walker->n_fields = 0;
    walker->events->record(terminator, walker->events->data);
}

static void forget_field(void *text, size_t length, void *data)
{
    (void)text;
    (void)length;
    ((struct walker *)data)->field_begins = true;
}

static void forget_record(int terminator, void *data)
{
    (void)terminator;
    (void)data;
}

/* Parses one byte, keeping the beginning of the field it belongs to. */
static bool feed_byte(struct walker *walker, unsigned char byte,
                      void (*field)(void *, size_t, void *), void (*record)(int, void *))
{
    if (walker->field_begins) {
        walker->field = walker->next;
        walker->field_begins = (byte == ' ' || byte == '\t') && byte != walker->parser.delim_char;
    }
    if (csv_parse(&walker->parser, &byte, 1, field, record, walker) != 1)
        return false;
    pass(&walker->next, byte);
    if (walker->parser.pstate == BETWEEN_RECORDS) {
        walker->field_begins = true;
        walker->safe = walker->next;
    }
    return true;
}

/* ---- faults ---- */

/* Walks again from the last safe place, silently, up to the byte that failed; field and next are
 * then exact. */
static void locate_failure(struct walker *walker)
{
    size_t length;
    const char *text;

    csv_free(&walker->parser);
    if (!start_parser(walker))
        return;
    walker->next = walker->safe;
    walker->field_begins = true;
    for (;;) {
        text = text_at(walker, walker->next.offset, &length);
        if (length == 0)
            return;
        for (size_t i = 0; i < length; i++)
            if (!feed_byte(walker, (unsigned char)text[i], forget_field, forget_record))
                return;
    }
}

static enum zi_csv_fault_kind fault_kind(const struct walker *walker, int status)
{
    if (status == CSV_ENOMEM && !walker->parser.quoted)
        return ZI_CSV_TOO_LONG;
    if (status == CSV_EPARSE && !walker->parser.quoted)
        return ZI_CSV_STRAY_QUOTE;
    if (status == CSV_EPARSE && walker->next.line == walker->field.line)
        return ZI_CSV_AFTER_QUOTE;
    return ZI_CSV_UNCLOSED;
}

static void report_fault(struct walker *walker, enum zi_csv_fault_kind kind,
                         const struct cursor *where)
{
    char text[FAULT_TEXT_MAX];
    struct zi_csv_fault fault = {.kind = kind, .text = text};
    long length = zi_csv_peek(walker->input, where->offset, text, sizeof text);

    while ((long)fault.length < length && strchr("\r\n", text[fault.length]) == NULL)
        fault.length++;
    if (walker->settings->place != NULL) {
        walker->settings->place->line = where->line;
        walker->settings->place->column =
            walker->input->in_cells ? walker->n_fields + 1 : where->column;
    }
    walker->n_records++;
    walker->n_fields = 0;
    walker->events->fault(&fault, walker->events->data);
}

/* Reports the failure where it began and goes on at the next physical line. */
static bool recover(struct walker *walker, int status)
{
    struct cursor where;
    enum zi_csv_fault_kind kind;
    bool at_end;

    locate_failure(walker);
    at_end = csv_error(&walker->parser) == CSV_SUCCESS;
    kind = fault_kind(walker, at_end ? CSV_EPARSE : status);
    if (at_end)
        kind = ZI_CSV_UNCLOSED;
    where = kind == ZI_CSV_STRAY_QUOTE ? walker->next : walker->field;
    report_fault(walker, kind, &where);
    pass_line(walker, &where);
    csv_free(&walker->parser);
    walker->next = where;
    walker->safe = where;
    walker->field_begins = true;
    return start_parser(walker);
}

/* ---- the walk ---- */

static size_t through_last_line(const char *text, size_t length)
{
    while (length > 0 && text[length - 1] != '\n')
        length--;
    return length;
}

/* Parses a piece without places; false when the parser stops inside it. */
static bool feed_piece(struct walker *walker, const char *piece, size_t length, bool count)
{
    const struct zi_csv_events *events = walker->events;
    size_t used = count ? csv_parse(&walker->parser, piece, length, field_ends, record_ends, walker)
                        : csv_parse(&walker->parser, piece, length, events->field, events->record,
                                    events->data);

    return used == length;
}

/* Full speed: the only bookkeeping is one safe place a chunk. */
static bool feed_chunk(struct walker *walker, const char *text, size_t length)
{
    size_t lines = through_last_line(text, length);

    if (!feed_piece(walker, text, lines, false))
        return false;
    walker->next.offset += lines;
    if (walker->parser.pstate == BETWEEN_RECORDS)
        walker->safe = walker->next;
    if (!feed_piece(walker, text + lines, length - lines, false))
        return false;
    walker->next.offset += length - lines;
    return true;
}

static bool enough(const struct walker *walker)
{
    return walker->settings->max_records > 0 && walker->n_records >= walker->settings->max_records;
}

static bool unwanted(const struct walker *walker)
{
    return walker->settings->wanted != NULL && walker->n_records < *walker->settings->wanted &&
           walker->parser.pstate == BETWEEN_RECORDS;
}

/* Counts lines: whole ones at a time where no place is wanted, else byte by byte. */
static bool feed_counted(struct walker *walker, const char *text, size_t length)
{
    size_t i = 0;

    while (i < length && !enough(walker)) {
        const char *line_end = unwanted(walker) ? memchr(text + i, '\n', length - i) : NULL;

        if (line_end == NULL) {
            if (!feed_byte(walker, (unsigned char)text[i++], field_ends, record_ends))
                return false;
            continue;
        }
        if (!feed_piece(walker, text + i, (size_t)(line_end - text) + 1 - i, true))
            return false;
        for (; text + i <= line_end; i++)
            pass(&walker->next, (unsigned char)text[i]);
        walker->field_begins = walker->parser.pstate == BETWEEN_RECORDS;
        if (walker->field_begins)
            walker->safe = walker->next;
    }
    return true;
}

/* The last record when no line end follows it; false when a quote is still open. */
static bool finish(struct walker *walker)
{
    const struct zi_csv_events *events = walker->events;

    return (walker->settings->place != NULL
                ? csv_fini(&walker->parser, field_ends, record_ends, walker)
                : csv_fini(&walker->parser, events->field, events->record, events->data)) == 0;
}

static enum zi_code fail_to_read(int number, struct zi_error *error)
{
    zi_fail(error, ZI_EINPUT, "berkas tidak dapat dibaca", "the file cannot be read");
    return zi_error_add_cause(error, ZI_EINPUT, number);
}

static enum zi_code walk(struct walker *walker, struct zi_error *error)
{
    bool parsed;

    while (!enough(walker)) {
        size_t length;
        const char *text = text_at(walker, walker->next.offset, &length);
        size_t from = walker->next.offset;

        if (walker->read_errno != 0)
            return fail_to_read(walker->read_errno, error);
        if (length == 0 && from >= walker->end) {
            report_fault(walker, ZI_CSV_ZERO_BYTE, &walker->next);
            return ZI_OK;
        }
        if (length == 0)
            parsed = finish(walker);
        else if (walker->settings->place != NULL)
            parsed = feed_counted(walker, text, length);
        else
            parsed = feed_chunk(walker, text, length);
        if (!parsed && !recover(walker, csv_error(&walker->parser)))
            return zi_fail_memory(error);
        if (parsed && length == 0)
            return ZI_OK;
    }
    return ZI_OK;
}

enum zi_code zi_csv_read(const struct zi_csv_input *input, const struct zi_csv_settings *settings,
                         const struct zi_csv_events *events, struct zi_error *error)
{
    struct walker walker = {.input = input,
                            .settings = settings,
                            .events = events,
                            .chunk_size = settings->chunk > 0 ? settings->chunk : ZI_CSV_CHUNK,
                            .end = SIZE_MAX,
                            .next = {.line = 1, .column = 1},
                            .field_begins = true};
    char told;
    enum zi_code code;

    if (read_preamble(input, &walker.next.offset, &told) < 0)
        return fail_to_read(errno, error);
    walker.next.line += told != '\0';
    if (input->above > 0) {
        walker.next.offset = input->above;
        walker.next.line = 1 + input->lines_above;
    }
    walker.safe = walker.next;
    walker.chunk = malloc(walker.chunk_size);
    if (walker.chunk == NULL || !start_parser(&walker)) {
        free(walker.chunk);
        return zi_fail_memory(error);
    }
    code = walk(&walker, error);
    csv_free(&walker.parser);
    free(walker.chunk);
    return code;
}
