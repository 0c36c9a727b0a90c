/*
 * Text that grows. Answers are composed in a buffer whole and written once, so that nothing
 * half-done reaches stdout or a file.
 */
#ifndef ZISTAT_BASE_BUFFER_H
#define ZISTAT_BASE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

#include "zistat/base/api.h"
#include "zistat/base/language.h"

ZI_API_BEGIN

struct zi_buffer {
    char *text; /* ended by a zero byte once anything was added; NULL before */
    size_t length;
    size_t capacity;
    bool out_of_memory; /* sticky: later additions do nothing; check once at the end */
};

void zi_buffer_init(struct zi_buffer *buffer);
void zi_buffer_release(struct zi_buffer *buffer);

/* Empty text, ready for use again; what was allocated is kept. */
void zi_buffer_clear(struct zi_buffer *buffer);

void zi_buffer_add(struct zi_buffer *buffer, const char *text);
void zi_buffer_add_bytes(struct zi_buffer *buffer, const char *bytes, size_t length);
void zi_buffer_print(struct zi_buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The sentence in one of the languages. Both formats take the same arguments. */
void zi_buffer_say(struct zi_buffer *buffer, enum zi_language language, const char *id,
                   const char *en, ...) __attribute__((format(printf, 3, 5), format(printf, 4, 5)));

ZI_API_END

#endif
