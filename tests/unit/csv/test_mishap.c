#include "check.h"

#include <string.h>

#include "csv/mishap.h"

static struct mishap of(const char *text)
{
    return mishap_of((struct span){text, strlen(text)});
}

static void what_a_spreadsheet_made_of_a_value_is_told(void **state)
{
    static const struct {
        const char *text;
        enum mishap_kind kind;
        int day, month, year;
    } cases[] = {
        {"#DIV/0!", MISHAP_ERROR, 0, 0, 0},
        {"#N/A", MISHAP_ERROR, 0, 0, 0},
        {"#NAME?", MISHAP_ERROR, 0, 0, 0},
        {"#NILAI!", MISHAP_ERROR, 0, 0, 0},
        {"#####", MISHAP_ERROR, 0, 0, 0},
        {"Err:502", MISHAP_ERROR, 0, 0, 0},
        {"=70+5", MISHAP_FORMULA, 0, 0, 0},
        {"03-Mei", MISHAP_DATE, 3, 5, 0},
        {"3-May", MISHAP_DATE, 3, 5, 0},
        {"12 Agustus", MISHAP_DATE, 12, 8, 0},
        {"Mei-80", MISHAP_DATE, 0, 5, 80},
        {"Des 2024", MISHAP_DATE, 0, 12, 2024},
        {"2024-05-03", MISHAP_DATE, 3, 5, 2024},
        {"2024-05-03 10:30:00", MISHAP_DATE, 3, 5, 2024},
        {"3/5/2024", MISHAP_DATE, 3, 5, 2024},
        {"03-Mei-2024", MISHAP_DATE, 3, 5, 2024},
        {"", NO_MISHAP, 0, 0, 0},
        {"75,2", NO_MISHAP, 0, 0, 0},
        {"57/60", NO_MISHAP, 0, 0, 0},
        {"57/CC", NO_MISHAP, 0, 0, 0},
        {"82,20 (A)", NO_MISHAP, 0, 0, 0},
        {"Level 3", NO_MISHAP, 0, 0, 0},
        {"A-", NO_MISHAP, 0, 0, 0},
        {"40-Mei", NO_MISHAP, 0, 0, 0},
        {"2024-13-03", NO_MISHAP, 0, 0, 0},
        {"1-2-3-4", NO_MISHAP, 0, 0, 0},
        {"#", NO_MISHAP, 0, 0, 0},
        {"#1", NO_MISHAP, 0, 0, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct mishap got = of(cases[i].text);

        if (got.kind != cases[i].kind)
            print_error("%s\n", cases[i].text);
        assert_int_equal(got.kind, cases[i].kind);
        assert_int_equal(got.day, cases[i].day);
        assert_int_equal(got.month, cases[i].month);
        assert_int_equal(got.year, cases[i].year);
    }
}

static void the_numbers_that_may_have_been_typed(void **state)
{
    static const struct {
        const char *text;
        int n;
        double numbers[2];
    } cases[] = {
        {"03-Mei", 1, {3.5}},     {"3-Des", 1, {3.12}},          {"Mei-80", 1, {5.8}},
        {"2024-05-03", 1, {3.5}}, {"1980-05-01", 2, {1.5, 5.8}}, {"25-Apr", 1, {25.4}},
    };
    double numbers[2];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct mishap date = of(cases[i].text);

        assert_int_equal(mishap_numbers(&date, numbers), cases[i].n);
        for (int k = 0; k < cases[i].n; k++)
            assert_close(numbers[k], cases[i].numbers[k], 1e-15);
    }
}

static void days_since_1900_are_dates_of_this_century(void **state)
{
    struct mishap date = mishap_of_days(44684); /* Excel: 3 May 2022 */

    (void)state;
    assert_int_equal(date.kind, MISHAP_DATE);
    assert_int_equal(date.day, 3);
    assert_int_equal(date.month, 5);
    assert_int_equal(date.year, 2022);
    assert_int_equal(mishap_of_days(36525).kind, NO_MISHAP);
    assert_int_equal(mishap_of_days(36526).kind, MISHAP_DATE);
    assert_int_equal(mishap_of_days(44684.5).kind, NO_MISHAP);
    assert_int_equal(mishap_of_days(820).kind, NO_MISHAP);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_spreadsheet_made_of_a_value_is_told),
        cmocka_unit_test(the_numbers_that_may_have_been_typed),
        cmocka_unit_test(days_since_1900_are_dates_of_this_century),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
