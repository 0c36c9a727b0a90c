/* Zip archives in memory, put together part by part: tests and fuzzers say with them what no
 * program writes. Whatever goes wrong here ends the program. */
#ifndef ZISTAT_TESTS_WORKBOOKS_ARCHIVE_H
#define ZISTAT_TESTS_WORKBOOKS_ARCHIVE_H

#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "workbook/package.h"

struct part {
    const char *name;
    const char *text;
    size_t length; /* 0: up to the zero byte */
};

static inline void must(bool done)
{
    if (!done)
        abort();
}

static inline void add_part(zip_t *archive, const struct part *part, zip_int32_t method)
{
    size_t length = part->length > 0 ? part->length : strlen(part->text);
    zip_source_t *source = zip_source_buffer(archive, part->text, length, 0);
    zip_int64_t entry = zip_file_add(archive, part->name, source, ZIP_FL_OVERWRITE);

    must(entry >= 0);
    must(zip_set_file_compression(archive, (zip_uint64_t)entry, method, 0) == 0);
}

static inline struct package_bytes bytes_of(zip_source_t *source)
{
    struct package_bytes packed = {.descriptor = -1};
    zip_stat_t status;
    char *bytes;

    must(zip_source_stat(source, &status) == 0);
    bytes = malloc((size_t)status.size);
    must(bytes != NULL && zip_source_open(source) == 0);
    must(zip_source_read(source, bytes, status.size) == (zip_int64_t)status.size);
    zip_source_close(source);
    packed.bytes = bytes;
    packed.length = (size_t)status.size;
    return packed;
}

static inline struct package_bytes pack_by(zip_int32_t method, const struct part parts[], size_t n)
{
    zip_error_t error;
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_t *archive = source != NULL ? zip_open_from_source(source, ZIP_TRUNCATE, &error) : NULL;
    struct package_bytes packed;

    must(archive != NULL);
    zip_source_keep(source);
    for (size_t i = 0; i < n; i++)
        add_part(archive, &parts[i], method);
    must(zip_close(archive) == 0);
    packed = bytes_of(source);
    zip_source_free(source);
    return packed;
}

static inline struct package_bytes pack(const struct part parts[], size_t n)
{
    return pack_by(ZIP_CM_DEFLATE, parts, n);
}

static inline void unpack(struct package_bytes *packed)
{
    free((char *)(uintptr_t)packed->bytes);
    packed->bytes = NULL;
}

#endif
