/* The SHA-256 of a file, for provenance. */
#ifndef ZISTAT_BASE_DIGEST_H
#define ZISTAT_BASE_DIGEST_H

#include "zistat/base/error.h"

enum { ZI_DIGEST_MAX = 65 };

/* 64 hexadecimal digits and a zero byte. ZI_EINPUT when the file cannot be read. About 3 ns a byte.
 * Oracle: sha256sum. */
enum zi_code zi_digest_file(const char *path, char digest[ZI_DIGEST_MAX], struct zi_error *error);

#endif
