/* A block allocator: many small pieces, released at once. Not for use from several threads. */
#ifndef ZISTAT_BASE_ARENA_H
#define ZISTAT_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

#include "zistat/base/api.h"
#include "zistat/base/language.h"

ZI_API_BEGIN

struct zi_arena_block;

struct zi_arena {
    struct zi_arena_block *newest;
};

/* No allocation yet; the zero value of the struct is an empty arena too. */
void zi_arena_init(struct zi_arena *arena);

/* Frees all pieces; the arena is empty and usable again. */
void zi_arena_release(struct zi_arena *arena);

/* count * size zeroed bytes, aligned for any type; NULL when memory is exhausted or the product
 * overflows. Pieces live until the release. */
void *zi_arena_allocate(struct zi_arena *arena, size_t count, size_t size);

/* Copies of text, ended by a zero byte; NULL when memory is exhausted. */
char *zi_arena_copy(struct zi_arena *arena, const char *text);
char *zi_arena_copy_bytes(struct zi_arena *arena, const char *bytes, size_t length);

/* A formatted string in the arena; NULL when memory is exhausted. */
char *zi_arena_print(struct zi_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
char *zi_arena_print_list(struct zi_arena *arena, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

/* The sentence in one of the languages. Both formats take the same arguments. */
char *zi_arena_say(struct zi_arena *arena, enum zi_language language, const char *id,
                   const char *en, ...) __attribute__((format(printf, 3, 5), format(printf, 4, 5)));

ZI_API_END

#endif
