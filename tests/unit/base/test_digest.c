#include "check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/digest.h"

/* Returns the digest of a file with this text, repeated. */
static void digest_of(const char *text, size_t times, char digest[ZI_DIGEST_MAX])
{
    char path[] = "/tmp/zistat-digest-XXXXXX";
    int file = mkstemp(path);
    struct zi_error error;

    assert_true(file >= 0);
    for (size_t i = 0; i < times; i++)
        assert_int_equal(write(file, text, strlen(text)), strlen(text));
    close(file);
    assert_int_equal(zi_digest_file(path, digest, &error), ZI_OK);
    unlink(path);
}

/* FIPS 180-2, appendix B, and sha256sum of nothing. */
static void digests_are_those_of_the_standard(void **state)
{
    char digest[ZI_DIGEST_MAX];

    (void)state;
    digest_of("", 1, digest);
    assert_string_equal(digest, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    digest_of("abc", 1, digest);
    assert_string_equal(digest, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    digest_of("aaaaaaaaaa", 100000, digest);
    assert_string_equal(digest, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

static void a_file_that_cannot_be_read_is_an_error(void **state)
{
    char digest[ZI_DIGEST_MAX];
    struct zi_error error;

    (void)state;
    assert_int_equal(zi_digest_file("/tidak/ada", digest, &error), ZI_EINPUT);
    assert_non_null(strstr(error.en, "'/tidak/ada' cannot be read"));
    assert_int_equal(zi_digest_file("/tmp", digest, &error), ZI_EINPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digests_are_those_of_the_standard),
        cmocka_unit_test(a_file_that_cannot_be_read_is_an_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
