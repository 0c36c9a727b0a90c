/*
 * Gives each file named on the command line to a fuzz target, so that what a fuzzer once found is
 * tried again in every `make check`, without a fuzzer.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* Exactly as long as the file, so that a read past its end is seen by a sanitizer. */
static uint8_t *read_whole(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    uint8_t *bytes = NULL;
    long end = -1;

    if (!file)
        return NULL;
    if (fseek(file, 0, SEEK_END) == 0)
        end = ftell(file);
    if (end >= 0) {
        rewind(file);
        *length = (size_t)end;
        bytes = malloc(*length > 0 ? *length : 1);
    }
    if (bytes && fread(bytes, 1, *length, file) != *length) {
        free(bytes);
        bytes = NULL;
    }
    fclose(file);
    return bytes;
}

int main(int count, char **paths)
{
    for (int i = 1; i < count; i++) {
        size_t length = 0;
        uint8_t *bytes = read_whole(paths[i], &length);

        if (!bytes) {
            fprintf(stderr, "replay: cannot read '%s'\n", paths[i]);
            return 1;
        }
        LLVMFuzzerTestOneInput(bytes, length);
        free(bytes);
    }
    return 0;
}
