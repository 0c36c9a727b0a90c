/* UTF-16 to UTF-8, a block at a time. */
#include "utf16.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

enum { REPLACEMENT = 0xfffd, BLOCK = 1 << 15 };

struct conversion {
    int to;
    uint16_t high; /* first half of a pair, 0: none */
    char out[BLOCK];
    size_t length;
};

enum utf16_order utf16_order(const char *bytes, size_t length)
{
    if (length >= 2 && memcmp(bytes, "\xff\xfe", 2) == 0)
        return UTF16_LITTLE;
    return length >= 2 && memcmp(bytes, "\xfe\xff", 2) == 0 ? UTF16_BIG : UTF16_NONE;
}

static bool flush(struct conversion *conversion)
{
    size_t length = conversion->length;

    conversion->length = 0;
    return zi_file_write_all(conversion->to, conversion->out, length);
}

static bool put(struct conversion *conversion, uint32_t character)
{
    char *out = conversion->out + conversion->length;

    if (character < 0x80) {
        out[0] = (char)character;
        conversion->length += 1;
    } else if (character < 0x800) {
        out[0] = (char)(0xc0 | character >> 6);
        out[1] = (char)(0x80 | (character & 0x3f));
        conversion->length += 2;
    } else if (character < 0x10000) {
        out[0] = (char)(0xe0 | character >> 12);
        out[1] = (char)(0x80 | (character >> 6 & 0x3f));
        out[2] = (char)(0x80 | (character & 0x3f));
        conversion->length += 3;
    } else {
        out[0] = (char)(0xf0 | character >> 18);
        out[1] = (char)(0x80 | (character >> 12 & 0x3f));
        out[2] = (char)(0x80 | (character >> 6 & 0x3f));
        out[3] = (char)(0x80 | (character & 0x3f));
        conversion->length += 4;
    }
    return conversion->length + 8 <= BLOCK || flush(conversion);
}

/* A code unit; the first half of a pair waits for the second. */
static bool take_unit(struct conversion *conversion, uint16_t unit)
{
    uint16_t high = conversion->high;

    conversion->high = 0;
    if (high != 0 && unit >= 0xdc00 && unit <= 0xdfff)
        return put(conversion, 0x10000U + ((high & 0x3ffU) << 10) + (unit & 0x3ffU));
    if (high != 0 && !put(conversion, REPLACEMENT))
        return false;
    if (unit >= 0xd800 && unit <= 0xdbff) {
        conversion->high = unit;
        return true;
    }
    return put(conversion, unit >= 0xdc00 && unit <= 0xdfff ? REPLACEMENT : unit);
}

static ssize_t read_block(int from, unsigned char *bytes, size_t offset)
{
    ssize_t got;

    do
        got = pread(from, bytes, BLOCK, (off_t)offset);
    while (got < 0 && errno == EINTR);
    return got;
}

bool utf16_copy(int from, enum utf16_order order, int to)
{
    struct conversion conversion = {.to = to};
    unsigned char bytes[BLOCK];
    size_t high = order == UTF16_BIG ? 0 : 1;
    size_t offset = 2; /* the mark */
    ssize_t got;

    while ((got = read_block(from, bytes, offset)) > 1) {
        for (size_t i = 0; i + 1 < (size_t)got; i += 2)
            if (!take_unit(&conversion, (uint16_t)(bytes[i + high] << 8 | bytes[i + 1 - high])))
                return false;
        offset += (size_t)got & ~(size_t)1;
    }
    if (got < 0 || ((conversion.high != 0 || got == 1) && !put(&conversion, REPLACEMENT)))
        return false;
    return flush(&conversion);
}
