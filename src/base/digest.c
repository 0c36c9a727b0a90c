/* SHA-256 of files, for what a report is made from. */
#include "digest.h"

#include <errno.h>
#include <stdio.h>
#include <sys/types.h>

#include <sha2.h>

static void write_hexadecimal(const unsigned char bytes[SHA256_DIGEST_LENGTH],
                              char digest[ZI_DIGEST_MAX])
{
    for (size_t i = 0; i < SHA256_DIGEST_LENGTH; i++)
        snprintf(digest + 2 * i, 3, "%02x", bytes[i]);
}

enum zi_code zi_digest_file(const char *path, char digest[ZI_DIGEST_MAX], struct zi_error *error)
{
    FILE *file = fopen(path, "rb");
    unsigned char bytes[SHA256_DIGEST_LENGTH], block[65536];
    SHA2_CTX context;
    size_t length;
    int cause;

    SHA256Init(&context);
    while (file != NULL && (length = fread(block, 1, sizeof block, file)) > 0)
        SHA256Update(&context, block, length);
    if (file == NULL || ferror(file)) {
        cause = errno;
        if (file != NULL)
            fclose(file);
        zi_fail(error, ZI_EINPUT, "'%s' tidak dapat dibaca", "'%s' cannot be read", path);
        return zi_error_add_cause(error, ZI_EINPUT, cause);
    }
    fclose(file);
    SHA256Final(bytes, &context);
    write_hexadecimal(bytes, digest);
    return ZI_OK;
}
