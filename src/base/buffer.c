/* Text that grows. */
#include "zistat/base/buffer.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void zi_buffer_init(struct zi_buffer *buffer)
{
    *buffer = (struct zi_buffer){0};
}

void zi_buffer_release(struct zi_buffer *buffer)
{
    free(buffer->text);
    zi_buffer_init(buffer);
}

/* Room for length more bytes and the zero byte. */
static bool reserve(struct zi_buffer *buffer, size_t length)
{
    size_t capacity = buffer->capacity ? buffer->capacity : 256;
    char *text;

    if (buffer->out_of_memory)
        return false;
    if (length < buffer->capacity - buffer->length)
        return true;
    if (length >= SIZE_MAX / 2 - buffer->length) {
        buffer->out_of_memory = true;
        return false;
    }
    while (capacity <= buffer->length + length)
        capacity *= 2;
    text = realloc(buffer->text, capacity);
    if (text == NULL) {
        buffer->out_of_memory = true;
        return false;
    }
    buffer->text = text;
    buffer->capacity = capacity;
    return true;
}

void zi_buffer_clear(struct zi_buffer *buffer)
{
    buffer->length = 0;
    zi_buffer_add_bytes(buffer, NULL, 0);
}

void zi_buffer_add_bytes(struct zi_buffer *buffer, const char *bytes, size_t length)
{
    if (!reserve(buffer, length))
        return;
    if (length > 0)
        memcpy(buffer->text + buffer->length, bytes, length);
    buffer->length += length;
    buffer->text[buffer->length] = '\0';
}

void zi_buffer_add(struct zi_buffer *buffer, const char *text)
{
    zi_buffer_add_bytes(buffer, text, strlen(text));
}

static void print(struct zi_buffer *buffer, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

static void print(struct zi_buffer *buffer, const char *format, va_list arguments)
{
    va_list again;
    int length;

    va_copy(again, arguments);
    length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length < 0) {
        buffer->out_of_memory = true;
        return;
    }
    if (!reserve(buffer, (size_t)length))
        return;
    vsnprintf(buffer->text + buffer->length, (size_t)length + 1, format, arguments);
    buffer->length += (size_t)length;
}

void zi_buffer_print(struct zi_buffer *buffer, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    print(buffer, format, arguments);
    va_end(arguments);
}

void zi_buffer_say(struct zi_buffer *buffer, enum zi_language language, const char *id,
                   const char *en, ...)
{
    va_list arguments;

    va_start(arguments, en);
    print(buffer, language == ZI_ENGLISH ? en : id, arguments);
    va_end(arguments);
}
