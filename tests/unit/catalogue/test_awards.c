#include "check.h"

#include <string.h>
#include <unistd.h>

#include "catalogue/awards.h"
#include "reading.h"

static void the_country_is_there_as_printed(void **state)
{
    struct zi_awards awards;
    size_t years = 0;

    (void)state;
    assert_int_equal(zi_awards_load(&awards, NULL, NULL), ZI_OK);
    for (size_t i = 0; i < awards.n; i++) {
        const struct zi_award_count *count = &awards.counts[i];

        assert_true(count->source.source[0] != '\0' && count->source.certainty[0] != '\0');
        if (count->institution[0] != '\0' || isnan(count->proposed + count->awarded))
            continue;
        years++;
        if (count->year == 2017)
            assert_close(count->awarded / count->proposed, 77.0 / 485, 1e-15);
        if (count->year == 2020)
            assert_close(count->passed_further, 2570, 0);
    }
    assert_int_equal(years, 4);
    zi_awards_release(&awards);
}

static void a_file_of_ones_own_needs_four_columns(void **state)
{
    static const char text[] = "year,level,proposed,awarded\n2022,nasional,100,30\n";
    struct zi_awards awards;
    char path[64];

    (void)state;
    write_file(path, text, sizeof text - 1);
    assert_int_equal(zi_awards_load(&awards, path, NULL), ZI_OK);
    unlink(path);
    assert_int_equal(awards.n, 1);
    assert_undefined(awards.counts[0].passed_admin);
    assert_string_equal(awards.counts[0].institution, "");
    zi_awards_release(&awards);
}

static void every_fault_names_its_line(void **state)
{
    static const struct {
        const char *rows;
        const char *said;
    } cases[] = {
        {"2022,nasional,100,30,,\n2023,dunia,5,1,,\n", ":3: unknown level 'dunia'"},
        {"2022,nasional,100,130,,\n", ":2: more passed (130) than were proposed (100)"},
        {"2022,nasional,100,-3,,\n", ":2: '-3' must be a whole number, at least 0"},
        {"2022,nasional,100,3.5,,\n", ":2: '3.5' must be a whole number, at least 0"},
        {"2022,nasional,100,30,,\n2022,nasional,90,3,,\n", ":3: the year 2022 appears twice"},
        {"2022,nasional,100,30,Kota A,\n", ":2: the column instansi is filled in"},
        {"2022,instansi,100,30,,\n", ":2: the column instansi is filled in"},
        {"2022,nasional,100,30,,ZI\n", ":2: unknown target 'ZI'"},
        {",nasional,100,30,,\n", ":2: year is empty"},
        {"2022,nasional,100,,,\n", ":1: no year of the country has both"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct zi_awards awards;
        struct zi_error error = {0};
        char path[64], text[256];
        int length = snprintf(text, sizeof text, "year,level,proposed,awarded,instansi,target\n%s",
                              cases[i].rows);

        write_file(path, text, (size_t)length);
        assert_int_not_equal(zi_awards_load(&awards, path, &error), ZI_OK);
        unlink(path);
        if (strstr(error.en, cases[i].said) == NULL)
            fail_msg("'%s' does not say '%s'", error.en, cases[i].said);
        assert_true(error.id[0] != '\0');
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_country_is_there_as_printed),
        cmocka_unit_test(a_file_of_ones_own_needs_four_columns),
        cmocka_unit_test(every_fault_names_its_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
