#include "check.h"

#include <stdalign.h>
#include <string.h>

#include "zistat/base/arena.h"

static void pieces_are_zeroed_aligned_and_apart(void **state)
{
    struct zi_arena arena;
    unsigned char *pieces[500];

    (void)state;
    zi_arena_init(&arena);
    for (size_t i = 0; i < 500; i++) {
        size_t size = 1 + i * 97 % 20000; /* small ones, and large ones with blocks of their own */

        pieces[i] = zi_arena_allocate(&arena, size, 1);
        assert_non_null(pieces[i]);
        assert_int_equal((uintptr_t)pieces[i] % alignof(max_align_t), 0);
        for (size_t k = 0; k < size; k++)
            assert_int_equal(pieces[i][k], 0);
        memset(pieces[i], (int)(i % 255) + 1, size);
    }
    for (size_t i = 0; i < 500; i++) {
        assert_int_equal(pieces[i][0], i % 255 + 1);
        assert_int_equal(pieces[i][i * 97 % 20000], i % 255 + 1);
    }
    zi_arena_release(&arena);
}

static void a_product_that_overflows_is_refused(void **state)
{
    struct zi_arena arena = {0};

    (void)state;
    assert_null(zi_arena_allocate(&arena, SIZE_MAX / 2, 3));
    assert_null(zi_arena_allocate(&arena, SIZE_MAX, 1));
    assert_null(zi_arena_allocate(&arena, 1, SIZE_MAX - 20));
    assert_null(zi_arena_copy_bytes(&arena, "", SIZE_MAX));
    assert_non_null(zi_arena_allocate(&arena, SIZE_MAX, 0));
    zi_arena_release(&arena);
}

static void texts_are_copied_and_ended(void **state)
{
    struct zi_arena arena = {0};
    char text[] = "Dinas";
    char *copy = zi_arena_copy(&arena, text);
    char *part = zi_arena_copy_bytes(&arena, text, 3);

    (void)state;
    text[0] = 'X';
    assert_string_equal(copy, "Dinas");
    assert_string_equal(part, "Din");
    assert_string_equal(zi_arena_copy_bytes(&arena, NULL, 0), "");
    assert_string_equal(zi_arena_print(&arena, "%s %d", "tahun", 2025), "tahun 2025");
    zi_arena_release(&arena);
}

static void a_released_arena_is_usable_again(void **state)
{
    struct zi_arena arena;

    (void)state;
    zi_arena_init(&arena);
    zi_arena_release(&arena);
    zi_arena_copy(&arena, "satu");
    zi_arena_release(&arena);
    assert_string_equal(zi_arena_copy(&arena, "dua"), "dua");
    zi_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_zeroed_aligned_and_apart),
        cmocka_unit_test(a_product_that_overflows_is_refused),
        cmocka_unit_test(texts_are_copied_and_ended),
        cmocka_unit_test(a_released_arena_is_usable_again),
    };

    return cmocka_run_group_tests_name("base/arena", tests, NULL, NULL);
}
