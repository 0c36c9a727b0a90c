/*
 * The zip archive that a workbook is, over libzip. Parts are read in pieces and only forwards; what
 * would unpack to more than a workbook is worth is refused (a zip bomb). Every error names the file
 * and says what to do.
 */
#ifndef ZISTAT_WORKBOOK_PACKAGE_H
#define ZISTAT_WORKBOOK_PACKAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "zistat/base/error.h"
#include "zistat/base/language.h"

enum {
    PACKAGE_PIECE = 1 << 16,        /* bytes of a part given at a time */
    PACKAGE_PART_MAX = 1 << 30,     /* bytes of a part, unpacked */
    PACKAGE_RATIO_MAX = 400,        /* of unpacked to packed, where a part is larger than */
    PACKAGE_RATIO_FROM = 16 << 20,  /* this: 5-20 is common, the format allows 1032 */
    PACKAGE_PARTS_MAX = 100 * 1000, /* in an archive */
};

/* A seekable file, or bytes in memory when descriptor is -1; borrowed. */
struct package_bytes {
    int descriptor;
    const char *bytes;
    size_t length;
};

struct package;

/* path: for sentences, borrowed. */
enum zi_code package_open(struct package **package, const struct package_bytes *bytes,
                          const char *path, struct zi_error *error);
void package_close(struct package *package); /* NULL: nothing to do */

const char *package_path(const struct package *package);
bool package_has(const struct package *package, const char *part);

/* Takes the pieces of a part; last: none follows (it may be empty). false ends the reading, which
 * is no error of the package. */
typedef bool package_sink(void *data, const char *piece, size_t length, bool last);
enum zi_code package_read(struct package *package, const char *part, package_sink *sink, void *data,
                          struct zi_error *error);

/* ZI_EINPUT: the file is damaged, how in a few words. */
enum zi_code package_damaged(const char *path, struct zi_text how, struct zi_error *error);
enum zi_code package_protected(const char *path, struct zi_error *error);
enum zi_code package_too_large(const char *path, struct zi_error *error);

#endif
