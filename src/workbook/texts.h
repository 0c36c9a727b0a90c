/*
 * Texts by number, as a workbook's shared strings are: appended once, then read in any order,
 * mostly in theirs. They lie in a file without a name; in memory are where each begins (8 bytes a
 * text) and one window of the file.
 */
#ifndef ZISTAT_WORKBOOK_TEXTS_H
#define ZISTAT_WORKBOOK_TEXTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TEXTS_WINDOW = 1 << 16, TEXTS_MAX = 20 * 1000 * 1000 };

struct texts {
    int descriptor;
    uint64_t *ends; /* of each text in the file */
    size_t n;
    size_t capacity;
    char *window;
    size_t window_capacity;
    uint64_t window_start;
    size_t window_length;
    uint64_t written;
    bool failed; /* sticky: memory, the file, or too many texts */
};

/* false: no file or no memory; texts can be released. */
bool texts_init(struct texts *texts);
void texts_release(struct texts *texts);

void texts_add(struct texts *texts, const char *text, size_t length);

/* After the last addition, before the first text is asked for. */
void texts_finish(struct texts *texts);

/* Valid until the next call; NULL when there is none of that number, or when it cannot be read. */
const char *texts_get(struct texts *texts, size_t number, size_t *length);

#endif
