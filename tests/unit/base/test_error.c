#include "check.h"

#include <errno.h>
#include <string.h>

#include "base/utf8.h"
#include "zistat/base/error.h"

static void both_sentences_take_the_same_arguments(void **state)
{
    struct zi_error error;

    (void)state;
    assert_int_equal(zi_fail(&error, ZI_EFEW, "'%s' punya %d tahun", "'%s' has %d years", "A", 2),
                     ZI_EFEW);
    assert_int_equal(error.code, ZI_EFEW);
    assert_string_equal(error.id, "'A' punya 2 tahun");
    assert_string_equal(error.en, "'A' has 2 years");
}

static void a_caller_may_want_the_code_alone(void **state)
{
    (void)state;
    assert_int_equal(zi_fail(NULL, ZI_EUSAGE, "salah", "wrong"), ZI_EUSAGE);
    assert_int_equal(zi_error_add_cause(NULL, ZI_EUSAGE, ENOENT), ZI_EUSAGE);
    assert_int_equal(zi_fail_memory(NULL), ZI_ESYSTEM);
}

static void exhausted_memory_has_its_sentence(void **state)
{
    struct zi_error error;

    (void)state;
    assert_int_equal(zi_fail_memory(&error), ZI_ESYSTEM);
    assert_non_null(strstr(error.id, "memori habis"));
    assert_non_null(strstr(error.en, "out of memory"));
}

static void a_known_cause_is_said_in_both_languages(void **state)
{
    struct zi_error error;

    (void)state;
    zi_fail(&error, ZI_ESYSTEM, "tidak dapat menulis", "cannot write");
    assert_int_equal(zi_error_add_cause(&error, ZI_ESYSTEM, ENOSPC), ZI_ESYSTEM);
    assert_string_equal(error.id, "tidak dapat menulis: disk penuh");
    assert_string_equal(error.en, "cannot write: the disk is full");
}

static void any_other_cause_is_said_by_the_system(void **state)
{
    struct zi_error error;

    (void)state;
    zi_fail(&error, ZI_ESYSTEM, "gagal", "failed");
    zi_error_add_cause(&error, ZI_ESYSTEM, EXDEV);
    assert_string_equal(error.id, "gagal: Invalid cross-device link");
    assert_string_equal(error.en, "failed: Invalid cross-device link");
}

static void assert_cut_well(const char *sentence)
{
    assert_true(strlen(sentence) >= ZI_SENTENCE_MAX - 5);
    assert_true(strlen(sentence) < ZI_SENTENCE_MAX);
    assert_true(zi_utf8_is_valid(sentence, strlen(sentence)));
}

static void a_long_sentence_is_cut_between_characters(void **state)
{
    static const char *const characters[] = {"a", "é", "≥", "𝛽"};
    struct zi_error error;

    (void)state;
    for (size_t i = 0; i < sizeof characters / sizeof characters[0]; i++) {
        for (size_t offset = 0; offset < 4; offset++) {
            char text[2 * ZI_SENTENCE_MAX] = "";

            memset(text, '.', offset);
            while (strlen(text) + 5 < sizeof text)
                strcat(text, characters[i]);
            zi_fail(&error, ZI_EINPUT, "%s", "%s", text);
            assert_cut_well(error.id);
            assert_cut_well(error.en);
            zi_error_add_cause(&error, ZI_EINPUT, ENOENT);
            assert_cut_well(error.id);
        }
    }
}

static enum zi_code fails_with(enum zi_code code, int *reached)
{
    ZI_TRY(code);
    *reached += 1;
    return ZI_OK;
}

static void try_returns_only_failures(void **state)
{
    int reached = 0;

    (void)state;
    assert_int_equal(fails_with(ZI_OK, &reached), ZI_OK);
    assert_int_equal(fails_with(ZI_EFEW, &reached), ZI_EFEW);
    assert_int_equal(reached, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_sentences_take_the_same_arguments),
        cmocka_unit_test(a_caller_may_want_the_code_alone),
        cmocka_unit_test(exhausted_memory_has_its_sentence),
        cmocka_unit_test(a_known_cause_is_said_in_both_languages),
        cmocka_unit_test(any_other_cause_is_said_by_the_system),
        cmocka_unit_test(a_long_sentence_is_cut_between_characters),
        cmocka_unit_test(try_returns_only_failures),
    };

    return cmocka_run_group_tests_name("base/error", tests, NULL, NULL);
}
