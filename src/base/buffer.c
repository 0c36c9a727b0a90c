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
    if (!text) {
        buffer->out_of_memory = true;
        return false;
    }
    buffer->text = text;
    buffer->capacity = capacity;
    return true;
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

void zi_buffer_print(struct zi_buffer *buffer, const char *format, ...)
{
    va_list arguments;
    int length;

    va_start(arguments, format);
    length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0) {
        buffer->out_of_memory = true;
        return;
    }
    if (!reserve(buffer, (size_t)length))
        return;
    va_start(arguments, format);
    vsnprintf(buffer->text + buffer->length, (size_t)length + 1, format, arguments);
    va_end(arguments);
    buffer->length += (size_t)length;
}
