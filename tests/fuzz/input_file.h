/* The bytes of a fuzzer in a file, for what reads files only. */
#ifndef ZISTAT_TESTS_FUZZ_INPUT_FILE_H
#define ZISTAT_TESTS_FUZZ_INPUT_FILE_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char input_path[] = "/tmp/zistat-fuzz-XXXXXX";

static void remove_input_file(void)
{
    unlink(input_path);
}

/* The same file every time; removed at exit. */
static const char *write_input_file(const uint8_t *bytes, size_t length)
{
    static int descriptor = -1;

    if (descriptor < 0) {
        descriptor = mkstemp(input_path);
        if (descriptor < 0 || atexit(remove_input_file) != 0)
            abort();
    }
    if (ftruncate(descriptor, 0) != 0 || pwrite(descriptor, bytes, length, 0) != (ssize_t)length)
        abort();
    return input_path;
}

#endif
