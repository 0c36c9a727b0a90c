#include "check.h"

#include <string.h>
#include <unistd.h>

#include "catalogue/collect.h"
#include "reading.h"

#define HEADER "item,level,what_id,what_en,from_id,from_en,source,certainty\n"

static void a_part_is_asked_for_with_its_whole(void **state)
{
    struct zi_collect collect;

    (void)state;
    assert_int_equal(zi_collect_load(&collect, NULL, NULL), ZI_OK);
    assert_string_equal(zi_collect_find(&collect, "zi.a3.reform", ZI_LEVEL_UNIT)->item, "zi");
    assert_string_equal(zi_collect_find(&collect, "zi.b2", ZI_LEVEL_UNIT)->item, "zi.b2");
    assert_string_equal(zi_collect_find(&collect, "zi", ZI_LEVEL_UNIT)->item, "zi");
    assert_null(zi_collect_find(&collect, "zi_tpn", ZI_LEVEL_UNIT));
    assert_null(zi_collect_find(&collect, "opini", ZI_LEVEL_UNIT));
    assert_non_null(zi_collect_find(&collect, "opini", ZI_LEVEL_INSTITUTION));
    zi_collect_release(&collect);
}

static void every_fault_names_the_line(void **state)
{
    static const struct {
        const char *text;
        const char *says;
    } cases[] = {
        {"item,level\nx,unit\n", "there is no column 'what_id'"},
        {HEADER ",unit,a,a,b,b,,\n", ":2: item is empty"},
        {HEADER "zi,desa,a,a,b,b,,\n", ":2: unknown level 'desa'"},
        {HEADER "zi,unit,a,,b,b,,\n", ":2: what_en is empty"},
        {HEADER "zi,unit,a,a,b,b,,\nzi,instansi,a,a,b,b,,\nzi,unit,a,a,b,b,,\n",
         ":4: 'zi' appears twice"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct zi_collect collect;
        struct zi_error error = {0};
        char path[64];

        write_file(path, cases[i].text, strlen(cases[i].text));
        assert_int_equal(zi_collect_load(&collect, path, &error), ZI_EINPUT);
        unlink(path);
        if (strstr(error.en, cases[i].says) == NULL)
            print_error("%s\n", error.en);
        assert_non_null(strstr(error.en, cases[i].says));
        assert_int_equal(collect.n_rows, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_part_is_asked_for_with_its_whole),
        cmocka_unit_test(every_fault_names_the_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
