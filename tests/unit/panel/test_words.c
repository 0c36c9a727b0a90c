/* What words in a table say: a row that is no unit, a column of an index and a year. */
#include "check.h"

#include <string.h>

#include "panel/foot.h"
#include "panel/heading.h"
#include "zistat/catalogue/catalogue.h"

static void words_are_told_from_names(void **state)
{
    static const struct {
        const char *text;
        enum foot_kind kind;
    } examples[] = {
        {"Jumlah", FOOT_TOTAL},
        {"TOTAL", FOOT_TOTAL},
        {" Total: ", FOOT_TOTAL},
        {"Jml.", FOOT_TOTAL},
        {"Rata\xe2\x80\x93rata", FOOT_TOTAL},
        {"Grand Total", FOOT_TOTAL},
        {"\xc2\xa0Rerata", FOOT_TOTAL},
        {"Rata-rata Kabupaten", FOOT_LIKE_MEAN},
        {"Jumlah Kabupaten", FOOT_LIKE_SUM},
        {"Total Persada", FOOT_LIKE_SUM},
        {"Totalindo", NO_FOOT},
        {"Meandra", NO_FOOT},
        {"Sumber: Inspektorat", FOOT_NOTE},
        {"Sumber : Inspektorat", FOOT_NOTE},
        {"Sumber Daya Air", NO_FOOT},
        {"Keterangan:", FOOT_NOTE},
        {"Contoh", FOOT_EXAMPLE},
        {"Contoh: Dinas Kesehatan", FOOT_EXAMPLE},
        {"Contoh Baik", NO_FOOT},
        {"Kecamatan Jumlah", NO_FOOT},
        {"Dinas Kesehatan", NO_FOOT},
        {"", NO_FOOT},
        {"T", NO_FOOT},
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        enum foot_kind kind = foot_of(examples[i].text, strlen(examples[i].text));

        if (kind != examples[i].kind)
            print_error("%s\n", examples[i].text);
        assert_int_equal(kind, examples[i].kind);
    }
}

static void headings_name_an_index_and_a_year(void **state)
{
    static const struct {
        const char *name;
        enum role role;
        const char *index; /* NULL: none */
        int year;
    } examples[] = {
        {"2021", ROLE_VALUE, NULL, 2021},
        {"tahun 2021", ROLE_VALUE, NULL, 2021},
        {"nilai 2021", ROLE_VALUE, NULL, 2021},
        {"skor zi 2022", ROLE_VALUE, "zi", 2022},
        {"2021 (tpi)", ROLE_VALUE, "zi", 2021},
        {"tpi 2021", ROLE_VALUE, "zi", 2021},
        {"2021 (tpn)", ROLE_VALUE, "zi_tpn", 2021},
        {"nilai akhir zi 2023", ROLE_VALUE, "zi", 2023},
        {"sakip 2022", ROLE_VALUE, "sakip", 2022},
        {"sakip", ROLE_VALUE, "sakip", 0},
        {"predikat 2021", ROLE_PREDICATE, NULL, 2021},
        {"predikat sakip 2021", ROLE_PREDICATE, "sakip", 2021},
        {"predikat sakip", ROLE_PREDICATE, "sakip", 0},
        {"2021 nilai", ROLE_VALUE, NULL, 2021},
        {"target 2021", ROLE_UNKNOWN, NULL, 0},
        {"capaian 2021 (%)", ROLE_UNKNOWN, NULL, 0},
        {"2021 2022", ROLE_UNKNOWN, NULL, 0},
        {"nilai 2021/2022", ROLE_UNKNOWN, NULL, 0},
        {"nilai", ROLE_UNKNOWN, NULL, 0},
        {"tw ii 2020", ROLE_UNKNOWN, NULL, 0},
        {"zi sakip 2020", ROLE_UNKNOWN, NULL, 0},
        {"", ROLE_UNKNOWN, NULL, 0},
    };
    struct zi_catalogue catalogue = {0};

    (void)state;
    assert_int_equal(zi_catalogue_load(&catalogue, NULL, NULL), ZI_OK);
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct heading heading = heading_read(examples[i].name, &catalogue);
        long index = examples[i].index != NULL ? zi_catalogue_find(&catalogue, examples[i].index,
                                                                   strlen(examples[i].index))
                                               : ZI_NO_INDEX;

        if (heading.role != examples[i].role || heading.index != index ||
            heading.year != examples[i].year)
            print_error("%s\n", examples[i].name);
        assert_int_equal(heading.role, examples[i].role);
        assert_int_equal(heading.index, index);
        assert_int_equal(heading.year, examples[i].year);
    }
    zi_catalogue_release(&catalogue);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_told_from_names),
        cmocka_unit_test(headings_name_an_index_and_a_year),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
