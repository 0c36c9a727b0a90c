#include "check.h"

#include <string.h>
#include <unistd.h>

#include "reading.h"
#include "zistat/catalogue/effort.h"

static struct zi_catalogue catalogue;

static int load(void **state)
{
    (void)state;
    return zi_catalogue_load(&catalogue, NULL, NULL) == ZI_OK ? 0 : -1;
}

static int release(void **state)
{
    (void)state;
    zi_catalogue_release(&catalogue);
    return 0;
}

static const struct zi_effort *of(const struct zi_efforts *efforts, const char *name)
{
    return &efforts->of[zi_catalogue_find(&catalogue, name, strlen(name))];
}

static void every_component_has_an_effort(void **state)
{
    static const char *const components[] = {"zi.a1",        "zi.a6",  "zi.a3.pemenuhan",
                                             "zi.a5.reform", "zi.b1a", "zi.b1b",
                                             "zi.b2",        "ipak",   "ipkp"};
    struct zi_efforts efforts;

    (void)state;
    assert_int_equal(zi_efforts_load(&efforts, &catalogue, NULL, NULL), ZI_OK);
    for (size_t i = 0; i < sizeof components / sizeof *components; i++) {
        assert_true(of(&efforts, components[i])->given);
        assert_true(of(&efforts, components[i])->per_point > 0);
    }
    assert_true(of(&efforts, "zi.b1b")->fixed);
    assert_close(of(&efforts, "zi.b1b")->step, 1.25, 0);
    assert_close(of(&efforts, "ipak")->step * 4.375, of(&efforts, "zi.b1a")->step, 1e-15);
    assert_false(of(&efforts, "sakip")->given);
    assert_false(of(&efforts, "zi")->given); /* a sum is raised by its parts */
    zi_efforts_release(&efforts);
}

static void rows_of_ones_own_replace_the_built_in_ones(void **state)
{
    static const char text[] =
        "index,effort,step,grid\nzi.b1b,7,,\nipak,0.25,0.02,fixed\nskm,3,1,\n";
    struct zi_efforts efforts;
    char path[64];

    (void)state;
    write_file(path, text, sizeof text - 1);
    assert_int_equal(zi_efforts_load(&efforts, &catalogue, path, NULL), ZI_OK);
    unlink(path);
    assert_close(of(&efforts, "zi.b1b")->per_point, 7, 0);
    assert_close(of(&efforts, "zi.b1b")->step, 1.25, 0); /* as built in */
    assert_true(of(&efforts, "zi.b1b")->fixed);
    assert_close(of(&efforts, "ipak")->step, 0.02, 0);
    assert_true(of(&efforts, "ipak")->fixed);
    assert_true(of(&efforts, "skm")->given);
    assert_close(of(&efforts, "ipkp")->per_point, 2, 0);
    zi_efforts_release(&efforts);
}

static void every_fault_names_the_line(void **state)
{
    static const struct {
        const char *text;
        const char *says;
    } cases[] = {
        {"index\nzi.a1\n", "there is no column 'effort'"},
        {"index,effort,cost\nzi.a1,1,1\n", "unknown column 'cost'"},
        {"index,effort\nzi.a9,1\n", ":2: index 'zi.a9' is not in the catalogue"},
        {"index,effort\nzi.a1,1\nzi.a1,2\n", ":3: index 'zi.a1' appears twice"},
        {"index,effort\nzi.a1,\n", ":2: effort is empty"},
        {"index,effort\nzi.a1,mahal\n", ":2: effort 'mahal' is not a number"},
        {"index,effort\nzi.a1,0\n", ":2: effort '0' must be from 0.0001 to 100"},
        {"index,effort\nzi.a1,-1\n", ":2: effort '-1' must be"},
        {"index,effort\nzi.a1,100.5\n", ":2: effort '100.5' must be"},
        {"index,effort\nzi.a1,0.00015\n", ":2: effort '0.00015' must be"},
        {"index,effort,step\nzi.a1,1,0\n", ":2: step '0' must be at least 0.0001"},
        {"index,effort,step,grid\nzi.a1,1,0.01,loose\n", ":2: unknown grid 'loose'"},
        {"index,effort\nskm,1\n", ":2: step is empty"},
        {"", "empty file"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct zi_efforts efforts;
        struct zi_error error = {0};
        char path[64];

        write_file(path, cases[i].text, strlen(cases[i].text));
        assert_int_equal(zi_efforts_load(&efforts, &catalogue, path, &error), ZI_EINPUT);
        unlink(path);
        if (strstr(error.en, cases[i].says) == NULL)
            print_error("%s\n", error.en);
        assert_non_null(strstr(error.en, cases[i].says));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_component_has_an_effort),
        cmocka_unit_test(rows_of_ones_own_replace_the_built_in_ones),
        cmocka_unit_test(every_fault_names_the_line),
    };

    return cmocka_run_group_tests(tests, load, release);
}
