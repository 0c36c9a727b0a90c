/* Any text as the content of an .ods. */
#include <stdint.h>

#include "sheet_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct part part = {"content.xml", (const char *)bytes, length};
    struct package_bytes packed;

    if (length == 0)
        return 0;
    packed = pack_by(ZIP_CM_STORE, &part, 1);
    check_workbook(&packed);
    unpack(&packed);
    return 0;
}
