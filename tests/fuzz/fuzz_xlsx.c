/* Any texts as the parts of an .xlsx, in this order with a zero byte between: a sheet, the shared
 * texts, the styles, the workbook, its relationships. Parts that are not given are plain ones. */
#include <stdint.h>

#include "sheet_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

#define RELATION(id, type, target)                                                                 \
    "<Relationship Id='" id "' Type='/" type "' Target='" target "'/>"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct part parts[] = {
        {"xl/sheet1.xml", "<worksheet/>", 0},
        {"xl/sharedStrings.xml", "<sst/>", 0},
        {"xl/styles.xml", "<styleSheet/>", 0},
        {"xl/workbook.xml", "<workbook><sheets><sheet name='S' id='1'/></sheets></workbook>", 0},
        {"xl/_rels/workbook.xml.rels",
         "<Relationships>" RELATION("1", "worksheet", "sheet1.xml")
             RELATION("2", "sharedStrings", "sharedStrings.xml")
                 RELATION("3", "styles", "styles.xml") "</Relationships>",
         0},
        {"[Content_Types].xml", "<Types/>", 0},
    };
    enum { N_PARTS = sizeof parts / sizeof *parts };
    const char *text = (const char *)bytes;
    struct package_bytes packed;

    for (size_t i = 0; i + 1 < N_PARTS && length > 0; i++) {
        const char *zero = memchr(text, 0, length);
        size_t part_length = zero != NULL ? (size_t)(zero - text) : length;

        if (part_length > 0) {
            parts[i].text = text;
            parts[i].length = part_length;
        }
        text += part_length + (zero != NULL);
        length -= part_length + (zero != NULL);
    }
    packed = pack_by(ZIP_CM_STORE, parts, N_PARTS);
    check_workbook(&packed);
    unpack(&packed);
    return 0;
}
