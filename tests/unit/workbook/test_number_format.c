#include "check.h"

#include <string.h>

#include "workbook/number_format.h"

struct example {
    const char *stored;
    enum number_kind kind;
    bool from_1904;
    const char *shown;
};

static void check_all(const struct example examples[], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char out[NUMBER_TEXT_MAX];
        size_t length = number_text(out, examples[i].stored, strlen(examples[i].stored),
                                    examples[i].kind, examples[i].from_1904);

        assert_string_equal(out, examples[i].shown);
        assert_int_equal(length, strlen(out));
    }
}

/* Excel shows 15 digits and stores 17. */
static void numbers_have_the_digits_that_are_shown(void **state)
{
    static const struct example examples[] = {
        {"75.2", NUMBER_PLAIN, false, "75.2"},
        {"75.200000000000003", NUMBER_PLAIN, false, "75.2"},
        {"0.30000000000000004", NUMBER_PLAIN, false, "0.3"},
        {"82.099999999999994", NUMBER_PLAIN, false, "82.1"},
        {"2021", NUMBER_PLAIN, false, "2021"},
        {"7.5E1", NUMBER_PLAIN, false, "75"},
        {"-3.25", NUMBER_PLAIN, false, "-3.25"},
        {"0.1", NUMBER_PLAIN, false, "0.1"},
        {"tulisan", NUMBER_PLAIN, false, "tulisan"},
        {"1.2.3", NUMBER_PLAIN, false, "1.2.3"},
    };

    (void)state;
    check_all(examples, sizeof examples / sizeof *examples);
}

static void percentages_have_their_sign(void **state)
{
    static const struct example examples[] = {
        {"0.75", NUMBER_PERCENT, false, "75%"},
        {"0.70999999999999996", NUMBER_PERCENT, false, "71%"},
        {"0.5714", NUMBER_PERCENT, false, "57.14%"},
        {"1", NUMBER_PERCENT, false, "100%"},
    };

    (void)state;
    check_all(examples, sizeof examples / sizeof *examples);
}

/* Python: openpyxl.utils.datetime.from_excel(45415) and with epoch=CALENDAR_MAC_1904; the days
 * around the leap day that 1900 did not have as Excel shows them. */
static void days_are_dates(void **state)
{
    static const struct example examples[] = {
        {"45415", NUMBER_DATE, false, "2024-05-03"},
        {"43953", NUMBER_DATE, true, "2024-05-03"},
        {"45415.5", NUMBER_DATE, false, "2024-05-03 12:00:00"},
        {"45415.999999999", NUMBER_DATE, false, "2024-05-04"},
        {"1", NUMBER_DATE, false, "1900-01-01"},
        {"59", NUMBER_DATE, false, "1900-02-28"},
        {"60", NUMBER_DATE, false, "1900-02-29"},
        {"61", NUMBER_DATE, false, "1900-03-01"},
        {"36526", NUMBER_DATE, false, "2000-01-01"},
        {"36585", NUMBER_DATE, false, "2000-02-29"},
        {"2958465", NUMBER_DATE, false, "9999-12-31"},
        {"2958466", NUMBER_DATE, false, "2958466"},
        {"-1", NUMBER_DATE, false, "-1"},
        {"1e300", NUMBER_DATE, false, "1e+300"},
        {"45292", NUMBER_YEAR, false, "2024"},
        {"0.354166666666667", NUMBER_TIME, false, "08:30:00"},
    };

    (void)state;
    check_all(examples, sizeof examples / sizeof *examples);
}

static void a_format_tells_what_a_number_is(void **state)
{
    static const struct {
        const char *code;
        enum number_kind kind;
    } codes[] = {
        {"General", NUMBER_PLAIN},
        {"0.00", NUMBER_PLAIN},
        {"#,##0.00", NUMBER_PLAIN},
        {"0.00E+00", NUMBER_PLAIN},
        {"@", NUMBER_PLAIN},
        {"0.0 \"hari\"", NUMBER_PLAIN},
        {"0\\d", NUMBER_PLAIN},
        {"[Magenta]0.00", NUMBER_PLAIN},
        {"[mm]:ss", NUMBER_TIME},
        {"[Red]0.00;[Blue]-0.00", NUMBER_PLAIN},
        {"_-* #,##0_-;-* #,##0_-", NUMBER_PLAIN},
        {"0%", NUMBER_PERCENT},
        {"0.00%", NUMBER_PERCENT},
        {"dd/mm/yyyy", NUMBER_DATE},
        {"d-mmm", NUMBER_DATE},
        {"mmm-yy", NUMBER_DATE},
        {"[$-421]dd mmmm yyyy;@", NUMBER_DATE},
        {"yyyy-mm-dd hh:mm", NUMBER_DATE},
        {"mmmm", NUMBER_DATE},
        {"yyyy", NUMBER_YEAR},
        {"\"Tahun \"yyyy", NUMBER_YEAR},
        {"hh:mm:ss", NUMBER_TIME},
        {"[h]:mm", NUMBER_TIME},
        {"\"tidak ditutup", NUMBER_PLAIN},
        {"[tidak ditutup", NUMBER_PLAIN},
    };

    (void)state;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        if (number_kind_of_code(codes[i].code) != codes[i].kind)
            print_error("%s\n", codes[i].code);
        assert_int_equal(number_kind_of_code(codes[i].code), codes[i].kind);
    }
    assert_int_equal(number_kind_of_id(0), NUMBER_PLAIN);
    assert_int_equal(number_kind_of_id(2), NUMBER_PLAIN);
    assert_int_equal(number_kind_of_id(9), NUMBER_PERCENT);
    assert_int_equal(number_kind_of_id(14), NUMBER_DATE);
    assert_int_equal(number_kind_of_id(20), NUMBER_TIME);
    assert_int_equal(number_kind_of_id(22), NUMBER_DATE);
    assert_int_equal(number_kind_of_id(49), NUMBER_PLAIN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_have_the_digits_that_are_shown),
        cmocka_unit_test(percentages_have_their_sign),
        cmocka_unit_test(days_are_dates),
        cmocka_unit_test(a_format_tells_what_a_number_is),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
