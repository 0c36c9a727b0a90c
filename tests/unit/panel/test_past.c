#include "analysis/panel_of.h"

#include "panel/past.h"

static const char text[] = "instansi,unit,tahun,zi,zi_tpn,sakip\n"
                           "Kota X,,2023,,,72\nKota X,,2024,,,B\n"
                           "Kota X,Dinas A,2023,70,68,60\nKota X,Dinas A,2024,71,69,61\n";
static const char predicates[] = "instansi,unit,predikat,tahun,peristiwa\n"
                                 "Kota X,Dinas A,WBK,2022,\nKota X,Dinas A,WBK,2024,dicabut\n";

static double value(const struct fixture *f, const char *unit, const char *index, int year)
{
    long found = zi_catalogue_find(&f->catalogue, index, strlen(index));

    return zi_panel_value(&f->panel, zi_panel_find(&f->panel, "Kota X", unit), (size_t)found, year);
}

static void values_are_hidden_until_they_are_out(void **state)
{
    struct fixture f;
    size_t institution, sakip;

    (void)state;
    fixture_init(&f, text, predicates);
    institution = zi_panel_find(&f.panel, "Kota X", "");
    sakip = (size_t)zi_catalogue_find(&f.catalogue, "sakip", strlen("sakip"));
    assert_int_equal(zi_panel_hide_after(&f.panel, 20240531), 2024);
    assert_close(value(&f, "Dinas A", "zi", 2024), 71, 0);
    assert_undefined(value(&f, "Dinas A", "zi_tpn", 2024)); /* known in December */
    assert_close(value(&f, "Dinas A", "zi_tpn", 2023), 68, 0);
    assert_close(value(&f, "", "sakip", 2023), 72, 0);
    assert_null(zi_panel_band(&f.panel, institution, sakip, 2024)); /* a letter, out in 2025 */
    assert_close(value(&f, "Dinas A", "sakip", 2024), 61, 0);       /* the unit's own */
    assert_int_equal(
        zi_panel_predicate(&f.panel, zi_panel_find(&f.panel, "Kota X", "Dinas A"), 2024, NULL),
        ZI_WBK);
    fixture_release(&f);
}

static void the_last_day_of_a_year_knows_its_awards(void **state)
{
    struct fixture f;

    (void)state;
    fixture_init(&f, text, predicates);
    zi_panel_hide_after(&f.panel, 20241231);
    assert_close(value(&f, "Dinas A", "zi_tpn", 2024), 69, 0);
    assert_int_equal(
        zi_panel_predicate(&f.panel, zi_panel_find(&f.panel, "Kota X", "Dinas A"), 2024, NULL), 0);
    fixture_release(&f);
}

static void before_anything_was_out_nothing_is_left(void **state)
{
    struct fixture f;

    (void)state;
    fixture_init(&f, text, predicates);
    assert_int_equal(zi_panel_hide_after(&f.panel, 20230530), 0);
    assert_undefined(value(&f, "Dinas A", "zi", 2023));
    fixture_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_hidden_until_they_are_out),
        cmocka_unit_test(the_last_day_of_a_year_knows_its_awards),
        cmocka_unit_test(before_anything_was_out_nothing_is_left),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
