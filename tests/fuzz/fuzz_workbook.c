/* Any bytes as a file: zip archives, compound files, markup. */
#include <stdint.h>

#include "sheet_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct package_bytes file = {.descriptor = -1, .bytes = (const char *)bytes, .length = length};

    check_workbook(&file);
    return 0;
}
