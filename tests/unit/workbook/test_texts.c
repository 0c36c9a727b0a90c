#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "workbook/texts.h"

/* Text number n, of a length that crosses the window now and then. */
static size_t make_text(size_t n, char *text, size_t capacity)
{
    size_t length = n % 97 == 0 ? 70000 : n * 7919 % 61;

    assert_true(length <= capacity);
    for (size_t i = 0; i < length; i++)
        text[i] = (char)('a' + (n + i) % 26);
    return length;
}

static void texts_come_back_in_any_order(void **state)
{
    enum { N = 3000, LONGEST = 70000 };
    struct texts texts;
    char *want = malloc(LONGEST);
    size_t length;

    (void)state;
    assert_true(texts_init(&texts));
    for (size_t i = 0; i < N; i++)
        texts_add(&texts, want, make_text(i, want, LONGEST));
    texts_finish(&texts);
    for (size_t k = 0; k < 2 * N; k++) {
        size_t number = k < N ? k : (k * 2654435761u) % N;
        size_t want_length = make_text(number, want, LONGEST);
        const char *got = texts_get(&texts, number, &length);

        assert_non_null(got);
        assert_int_equal(length, want_length);
        assert_memory_equal(got, want, length);
    }
    assert_null(texts_get(&texts, N, &length));
    assert_false(texts.failed);
    texts_release(&texts);
    free(want);
}

static void no_text_is_none(void **state)
{
    struct texts texts;
    size_t length;

    (void)state;
    assert_true(texts_init(&texts));
    texts_finish(&texts);
    assert_null(texts_get(&texts, 0, &length));
    texts_release(&texts);
    assert_null(texts_get(&texts, 0, &length));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_come_back_in_any_order),
        cmocka_unit_test(no_text_is_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
