#include "check.h"

#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "csv/utf16.h"

static void assert_converted(const char *bytes, size_t length, const char *want)
{
    int from = zi_file_nameless(), to = zi_file_nameless();
    char got[64];
    ssize_t n;

    assert_true(from >= 0 && to >= 0);
    assert_int_equal(write(from, bytes, length), length);
    assert_true(utf16_copy(from, utf16_order(bytes, length), to));
    n = pread(to, got, sizeof got, 0);
    assert_int_equal(n, strlen(want));
    assert_memory_equal(got, want, strlen(want));
    close(from);
    close(to);
}

/* Python: "Aé–😀".encode("utf-16-le") and "utf-16-be". */
static void both_orders_are_read(void **state)
{
    static const char little[] = "\xff\xfe\x41\x00\xe9\x00\x13\x20\x3d\xd8\x00\xde";
    static const char big[] = "\xfe\xff\x00\x41\x00\xe9\x20\x13\xd8\x3d\xde\x00";

    (void)state;
    assert_converted(little, sizeof little - 1, "A\xc3\xa9\xe2\x80\x93\xf0\x9f\x98\x80");
    assert_converted(big, sizeof big - 1, "A\xc3\xa9\xe2\x80\x93\xf0\x9f\x98\x80");
    assert_int_equal(utf16_order("unit", 4), UTF16_NONE);
    assert_int_equal(utf16_order("\xff", 1), UTF16_NONE);
}

#define REPLACED "\xef\xbf\xbd"

static void halves_are_replaced(void **state)
{
    (void)state;
    assert_converted("\xff\xfe\x3d\xd8\x41\x00", 6, REPLACED "A");
    assert_converted("\xff\xfe\x00\xde\x41\x00", 6, REPLACED "A");
    assert_converted("\xff\xfe\x41\x00\x3d\xd8", 6, "A" REPLACED);
    assert_converted("\xff\xfe\x41\x00\x42", 5, "A" REPLACED);
    assert_converted("\xff\xfe", 2, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_orders_are_read),
        cmocka_unit_test(halves_are_replaced),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
