/* What analyses advise is said in options, in both languages. */
#include "check.h"
#include "command/advice.h"
#include "zistat/analysis/advice.h"

static void every_advice_is_worded_in_both_languages(void **state)
{
    (void)state;
    for (int advice = ZI_ADVICE_NONE + 1; advice <= ZI_ADVICE_PLACES; advice++) {
        const struct zi_error error = {.advice = advice};

        assert_true(*zi_error_advice(&error).id != '\0' && *zi_error_advice(&error).en != '\0');
    }
}

static void a_failure_without_marks_says_nothing_more(void **state)
{
    struct zi_error error;

    (void)state;
    zi_advise(&error, zi_fail(&error, ZI_EFEW, "a", "a"), ZI_ADVICE_ANOTHER_YEAR);
    zi_blame(&error, ZI_EFEW, ZI_REQUEST_CAP);
    assert_string_equal(zi_error_advice(&error).en, "; choose another year with --year");
    assert_string_equal(zi_error_option(&error), "--cap ");
    zi_fail(&error, ZI_EFEW, "b", "b");
    assert_string_equal(zi_error_advice(&error).en, "");
    assert_string_equal(zi_error_option(&error), "");
    assert_int_equal(zi_advise(NULL, ZI_EFEW, ZI_ADVICE_FAULTS), ZI_EFEW);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_advice_is_worded_in_both_languages),
        cmocka_unit_test(a_failure_without_marks_says_nothing_more),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
