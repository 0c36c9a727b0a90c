#include "check.h"

#include <string.h>

#include "zistat/base/buffer.h"

static void an_empty_buffer_has_no_text(void **state)
{
    struct zi_buffer buffer;

    (void)state;
    zi_buffer_init(&buffer);
    assert_null(buffer.text);
    assert_int_equal(buffer.length, 0);
    zi_buffer_add(&buffer, "");
    assert_string_equal(buffer.text, "");
    zi_buffer_release(&buffer);
}

static void additions_stand_one_after_the_other(void **state)
{
    struct zi_buffer buffer = {0};
    char want[60000] = "";

    (void)state;
    for (int i = 0; i < 5000; i++) {
        zi_buffer_print(&buffer, "%d", i);
        zi_buffer_add(&buffer, ";");
        snprintf(want + strlen(want), 16, "%d;", i);
    }
    assert_string_equal(buffer.text, want);
    assert_int_equal(buffer.length, strlen(want));
    zi_buffer_release(&buffer);
    assert_null(buffer.text);
}

static void bytes_may_hold_zeros(void **state)
{
    struct zi_buffer buffer = {0};

    (void)state;
    zi_buffer_add_bytes(&buffer, "a\0b", 3);
    zi_buffer_add_bytes(&buffer, NULL, 0);
    assert_int_equal(buffer.length, 3);
    assert_memory_equal(buffer.text, "a\0b", 4);
    zi_buffer_release(&buffer);
}

/* Sizes around each growth must leave room for the zero byte. */
static void every_length_is_ended_by_a_zero_byte(void **state)
{
    char text[600];

    (void)state;
    memset(text, 'x', sizeof text);
    for (size_t first = 250; first < 260; first++) {
        for (size_t second = 250; second < 260; second++) {
            struct zi_buffer buffer = {0};

            zi_buffer_add_bytes(&buffer, text, first);
            zi_buffer_print(&buffer, "%.*s", (int)second, text);
            assert_int_equal(strlen(buffer.text), first + second);
            zi_buffer_release(&buffer);
        }
    }
}

static void a_cleared_buffer_has_empty_text_and_can_be_used_again(void **state)
{
    struct zi_buffer buffer = {0};

    (void)state;
    zi_buffer_clear(&buffer);
    assert_string_equal(buffer.text, "");
    zi_buffer_add(&buffer, "lama");
    zi_buffer_clear(&buffer);
    assert_string_equal(buffer.text, "");
    zi_buffer_add(&buffer, "ya");
    assert_string_equal(buffer.text, "ya");
    zi_buffer_release(&buffer);
}

static void running_out_of_memory_sticks(void **state)
{
    struct zi_buffer buffer = {0};

    (void)state;
    zi_buffer_add(&buffer, "sebelum");
    zi_buffer_add_bytes(&buffer, "x", SIZE_MAX - 10);
    assert_true(buffer.out_of_memory);
    zi_buffer_add(&buffer, "sesudah");
    zi_buffer_print(&buffer, "%d", 1);
    assert_string_equal(buffer.text, "sebelum");
    zi_buffer_release(&buffer);
    assert_false(buffer.out_of_memory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_buffer_has_no_text),
        cmocka_unit_test(additions_stand_one_after_the_other),
        cmocka_unit_test(bytes_may_hold_zeros),
        cmocka_unit_test(every_length_is_ended_by_a_zero_byte),
        cmocka_unit_test(a_cleared_buffer_has_empty_text_and_can_be_used_again),
        cmocka_unit_test(running_out_of_memory_sticks),
    };

    return cmocka_run_group_tests_name("base/buffer", tests, NULL, NULL);
}
