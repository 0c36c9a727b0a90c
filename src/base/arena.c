/* Memory that is given back all at once. */
#include "zistat/base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 64 * 1024 };

struct zi_arena_block {
    struct zi_arena_block *older;
    size_t used;
    size_t capacity;
    alignas(max_align_t) unsigned char bytes[];
};

void zi_arena_init(struct zi_arena *arena)
{
    arena->newest = NULL;
}

void zi_arena_release(struct zi_arena *arena)
{
    while (arena->newest != NULL) {
        struct zi_arena_block *block = arena->newest;

        arena->newest = block->older;
        free(block);
    }
}

static struct zi_arena_block *new_block(size_t capacity)
{
    struct zi_arena_block *block;

    if (capacity > SIZE_MAX - sizeof *block)
        return NULL;
    block = calloc(1, sizeof *block + capacity);
    if (block != NULL)
        block->capacity = capacity;
    return block;
}

/* A large piece gets a block of its own behind the newest, whose room stays in use. */
static void *allocate_large(struct zi_arena *arena, size_t size)
{
    struct zi_arena_block *block = new_block(size);

    if (block == NULL)
        return NULL;
    block->used = size;
    if (arena->newest != NULL) {
        block->older = arena->newest->older;
        arena->newest->older = block;
    } else {
        arena->newest = block;
    }
    return block->bytes;
}

static void *allocate_small(struct zi_arena *arena, size_t size)
{
    struct zi_arena_block *block = arena->newest;
    void *piece;

    if (block == NULL || block->capacity - block->used < size) {
        block = new_block(BLOCK_SIZE);
        if (block == NULL)
            return NULL;
        block->older = arena->newest;
        arena->newest = block;
    }
    piece = block->bytes + block->used;
    block->used += size;
    return piece;
}

void *zi_arena_allocate(struct zi_arena *arena, size_t count, size_t size)
{
    const size_t alignment = alignof(max_align_t);
    size_t total;

    if (size != 0 && count > (SIZE_MAX - alignment) / size)
        return NULL;
    total = (count * size + alignment - 1) / alignment * alignment;
    return total > BLOCK_SIZE / 4 ? allocate_large(arena, total) : allocate_small(arena, total);
}

char *zi_arena_copy_bytes(struct zi_arena *arena, const char *bytes, size_t length)
{
    char *copy = length < SIZE_MAX ? zi_arena_allocate(arena, length + 1, 1) : NULL;

    if (copy != NULL && length > 0)
        memcpy(copy, bytes, length);
    return copy;
}

char *zi_arena_copy(struct zi_arena *arena, const char *text)
{
    return zi_arena_copy_bytes(arena, text, strlen(text));
}

char *zi_arena_print_list(struct zi_arena *arena, const char *format, va_list arguments)
{
    va_list again;
    char *text;
    int length;

    va_copy(again, arguments);
    length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length < 0)
        return NULL;
    text = zi_arena_allocate(arena, (size_t)length + 1, 1);
    if (text != NULL)
        vsnprintf(text, (size_t)length + 1, format, arguments);
    return text;
}

char *zi_arena_print(struct zi_arena *arena, const char *format, ...)
{
    va_list arguments;
    char *text;

    va_start(arguments, format);
    text = zi_arena_print_list(arena, format, arguments);
    va_end(arguments);
    return text;
}

char *zi_arena_say(struct zi_arena *arena, enum zi_language language, const char *id,
                   const char *en, ...)
{
    va_list arguments;
    char *text;

    va_start(arguments, en);
    text = zi_arena_print_list(arena, language == ZI_ENGLISH ? en : id, arguments);
    va_end(arguments);
    return text;
}
