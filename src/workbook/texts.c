/* Shared strings in a file without a name. */
#include "texts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

bool texts_init(struct texts *texts)
{
    *texts = (struct texts){.descriptor = zi_file_nameless(), .window_capacity = TEXTS_WINDOW};
    texts->window = malloc(texts->window_capacity);
    texts->failed = texts->descriptor < 0 || texts->window == NULL;
    return !texts->failed;
}

void texts_release(struct texts *texts)
{
    if (texts->descriptor >= 0)
        close(texts->descriptor);
    free(texts->ends);
    free(texts->window);
    *texts = (struct texts){.descriptor = -1};
}

static bool make_room(struct texts *texts)
{
    size_t capacity = texts->capacity > 0 ? 2 * texts->capacity : 1024;
    uint64_t *ends;

    if (texts->n < texts->capacity)
        return true;
    ends = texts->n < TEXTS_MAX ? realloc(texts->ends, capacity * sizeof *ends) : NULL;
    if (ends == NULL)
        return false;
    texts->ends = ends;
    texts->capacity = capacity;
    return true;
}

/* While texts are added, the window holds what is not yet written. */
static void flush(struct texts *texts)
{
    if (!zi_file_write_all(texts->descriptor, texts->window, texts->window_length))
        texts->failed = true;
    texts->written += texts->window_length;
    texts->window_length = 0;
}

void texts_add(struct texts *texts, const char *text, size_t length)
{
    if (texts->failed || !make_room(texts)) {
        texts->failed = true;
        return;
    }
    if (texts->window_length + length > texts->window_capacity)
        flush(texts);
    if (length > texts->window_capacity) {
        texts->failed = texts->failed || !zi_file_write_all(texts->descriptor, text, length);
        texts->written += length;
    } else if (length > 0) {
        memcpy(texts->window + texts->window_length, text, length);
        texts->window_length += length;
    }
    texts->ends[texts->n++] = texts->written + texts->window_length;
}

void texts_finish(struct texts *texts)
{
    if (!texts->failed)
        flush(texts);
    texts->window_start = 0;
    texts->window_length = 0;
}

/* The file from offset on, at least length bytes. */
static bool look_at(struct texts *texts, uint64_t offset, size_t length)
{
    size_t got = 0;

    if (length > texts->window_capacity) {
        char *larger = realloc(texts->window, length);

        if (larger == NULL)
            return false;
        texts->window = larger;
        texts->window_capacity = length;
    }
    while (got < texts->window_capacity) {
        ssize_t n = pread(texts->descriptor, texts->window + got, texts->window_capacity - got,
                          (off_t)(offset + got));

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        got += (size_t)n;
    }
    texts->window_start = offset;
    texts->window_length = got;
    return got >= length;
}

const char *texts_get(struct texts *texts, size_t number, size_t *length)
{
    uint64_t start;

    if (texts->failed || number >= texts->n)
        return NULL;
    start = number > 0 ? texts->ends[number - 1] : 0;
    *length = (size_t)(texts->ends[number] - start);
    if ((start < texts->window_start ||
         start + *length > texts->window_start + texts->window_length) &&
        !look_at(texts, start, *length)) {
        texts->failed = true;
        return NULL;
    }
    return texts->window + (start - texts->window_start);
}
