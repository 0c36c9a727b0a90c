#include "check.h"

#include <string.h>

#include "zistat/base/reason.h"

static void every_reason_has_its_own_name_and_both_texts(void **state)
{
    (void)state;
    for (int i = ZI_DEFINED + 1; i < ZI_REASON_COUNT; i++) {
        struct zi_text text = zi_reason_text((enum zi_reason)i);

        assert_true(strlen(zi_reason_name((enum zi_reason)i)) > 0);
        assert_true(strlen(text.id) > 0);
        assert_true(strlen(text.en) > 0);
        for (int k = 0; k < i; k++)
            assert_string_not_equal(zi_reason_name((enum zi_reason)i),
                                    zi_reason_name((enum zi_reason)k));
    }
}

static void a_defined_value_needs_no_words(void **state)
{
    (void)state;
    assert_string_equal(zi_reason_name(ZI_DEFINED), "");
    assert_string_equal(zi_reason_text(ZI_DEFINED).id, "");
    assert_string_equal(zi_reason_text(ZI_DEFINED).en, "");
}

static void names_that_programs_rely_on_stay(void **state)
{
    (void)state;
    assert_string_equal(zi_reason_name(ZI_CONSTANT), "constant");
    assert_string_equal(zi_reason_name(ZI_FEWER_THAN_3), "n<3");
    assert_string_equal(zi_reason_name(ZI_EXACT_FIT), "exact-fit");
    assert_string_equal(zi_text_in(zi_reason_text(ZI_CONSTANT), ZI_INDONESIAN), "semua nilai sama");
    assert_string_equal(zi_text_in(zi_reason_text(ZI_CONSTANT), ZI_ENGLISH), "all values equal");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_reason_has_its_own_name_and_both_texts),
        cmocka_unit_test(a_defined_value_needs_no_words),
        cmocka_unit_test(names_that_programs_rely_on_stay),
    };

    return cmocka_run_group_tests_name("base/reason", tests, NULL, NULL);
}
