/*
 * Any bytes, in one chunk, in small ones and with places, must give the same events. The first byte
 * chooses the delimiter, the second the size of the small chunks.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "csv/csv.h"
#include "zistat/base/buffer.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void on_field(void *text, size_t length, void *data)
{
    zi_buffer_add(data, "[");
    zi_buffer_add_bytes(data, text, length);
    zi_buffer_add(data, "]");
}

static void on_record(int terminator, void *data)
{
    (void)terminator;
    zi_buffer_add(data, "/");
}

static void on_fault(const struct zi_csv_fault *fault, void *data)
{
    zi_buffer_print(data, "!%d{", (int)fault->kind);
    zi_buffer_add_bytes(data, fault->text, fault->length);
    zi_buffer_add(data, "}");
}

static void record_events(struct zi_buffer *events, const struct zi_csv_input *input,
                          struct zi_csv_settings settings)
{
    struct zi_csv_events handlers = {on_field, on_record, on_fault, events};

    zi_buffer_init(events);
    if (zi_csv_read(input, &settings, &handlers, NULL) != ZI_OK)
        abort();
    zi_buffer_add(events, ".");
}

static void check_same(const struct zi_buffer *one, const struct zi_buffer *other)
{
    if (one->length != other->length || memcmp(one->text, other->text, one->length) != 0)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static const char delimiters[] = ",;\t|";
    struct zi_buffer whole;
    struct zi_buffer chunked;
    struct zi_buffer placed;
    struct zi_csv_place place;

    if (length < 2)
        return 0;

    struct zi_csv_input input = {
        .descriptor = -1, .bytes = (const char *)bytes + 2, .length = length - 2};
    struct zi_csv_settings settings = {.delimiter = delimiters[bytes[0] % 4]};

    record_events(&whole, &input, settings);
    settings.chunk = 1U + bytes[1];
    record_events(&chunked, &input, settings);
    settings.place = &place;
    record_events(&placed, &input, settings);
    check_same(&whole, &chunked);
    check_same(&whole, &placed);
    zi_buffer_release(&whole);
    zi_buffer_release(&chunked);
    zi_buffer_release(&placed);
    return 0;
}
