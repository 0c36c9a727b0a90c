#include "check.h"

#include <string.h>

#include "base/utf8.h"

static bool valid(const char *text)
{
    return zi_utf8_is_valid(text, strlen(text));
}

static void valid_text_is_told_from_bytes(void **state)
{
    (void)state;
    assert_true(valid(""));
    assert_true(valid("Dinas Pendidikan"));
    assert_true(valid("Café ≥ 75 – 𝛽"));
    assert_true(zi_utf8_is_valid("a\0b", 3));
    assert_false(valid("Caf\xe9"));
    assert_false(valid("\x80"));
    assert_false(valid("\xc3"));                 /* cut off */
    assert_false(valid("\xc0\xaf"));             /* overlong */
    assert_false(valid("\xed\xa0\x80"));         /* surrogate */
    assert_false(valid("\xf4\x90\x80\x80"));     /* beyond U+10FFFF */
    assert_false(zi_utf8_is_valid("\u2265", 2)); /* only the given bytes count */
}

static void windows_1252_becomes_utf8(void **state)
{
    struct zi_arena arena = {0};

    (void)state;
    assert_string_equal(zi_utf8_from_windows1252(&arena, "Caf\xe9 \x93ya\x94 \x96 \x80 5\xa0", 17),
                        "Café “ya” – € 5\u00a0");
    assert_string_equal(zi_utf8_from_windows1252(&arena, "", 0), "");
    zi_arena_release(&arena);
}

/* python3: bytes(range(0x80, 0xa0)).decode('cp1252', 'replace') */
static void the_whole_table_of_windows_1252_is_right(void **state)
{
    struct zi_arena arena = {0};
    char bytes[32];

    (void)state;
    for (int i = 0; i < 32; i++)
        bytes[i] = (char)(0x80 + i);
    assert_string_equal(zi_utf8_from_windows1252(&arena, bytes, 32),
                        "€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ");
    zi_arena_release(&arena);
}

static void every_byte_becomes_valid_text(void **state)
{
    struct zi_arena arena = {0};
    char bytes[255];
    char *text;

    (void)state;
    for (int i = 0; i < 255; i++)
        bytes[i] = (char)(i + 1);
    text = zi_utf8_from_windows1252(&arena, bytes, 255);
    assert_true(valid(text));
    assert_int_equal(zi_utf8_count(text, strlen(text)), 255);
    zi_arena_release(&arena);
}

static void width_is_that_of_a_terminal(void **state)
{
    (void)state;
    assert_int_equal(zi_utf8_width(""), 0);
    assert_int_equal(zi_utf8_width("Dinas"), 5);
    assert_int_equal(zi_utf8_width("≥ 75 – é"), 8);
    assert_int_equal(zi_utf8_width("e\u0301"), 1);
    assert_int_equal(zi_utf8_width("漢字"), 4);
    assert_int_equal(zi_utf8_width("\xe9"), 1);
}

static void columns_count_characters_not_bytes(void **state)
{
    (void)state;
    assert_int_equal(zi_utf8_count("≥é", 5), 2);
    assert_int_equal(zi_utf8_count("abc", 2), 2);
    assert_int_equal(zi_utf8_count("a\xff\xe9z", 4), 4);
    assert_int_equal(zi_utf8_count("", 0), 0);
}

struct fold_case {
    const char *text;
    const char *want;
};

static void folding_forgets_case_spaces_and_underscores(void **state)
{
    static const struct fold_case cases[] = {
        {"Unit Kerja", "unit kerja"},
        {"  UNIT__kerja\t ", "unit kerja"},
        {"perangkat_daerah", "perangkat daerah"},
        {"unit\u00a0kerja", "unit kerja"},
        {"\u3000unit\u2003 kerja\u2029", "unit kerja"},
        {"É", "é"},
        {"e\u0301", "é"},
        {"ﬁnal", "final"},
        {"Straße", "strasse"},
        {"ＺＩ", "zi"},
        {"\ufeffunit", "unit"},
        {"na\u00adma", "nama"},
        {"_", ""},
        {"", ""},
        {"\u00a0", ""},
        {"CAF\xc9", "café"},
        {"a\r\nb", "a b"},
    };
    struct zi_arena arena = {0};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_string_equal(zi_utf8_fold(&arena, cases[i].text, strlen(cases[i].text)),
                            cases[i].want);
    assert_string_equal(zi_utf8_fold(&arena, "Unit;Tahun", 4), "unit");
    zi_arena_release(&arena);
}

static void folding_twice_changes_nothing(void **state)
{
    static const char *const texts[] = {"İstanbul", "ǅ", "ΑΣ", "½ Hari", "①", "Å", " \u00a8x"};
    struct zi_arena arena = {0};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        char *once = zi_utf8_fold(&arena, texts[i], strlen(texts[i]));

        assert_string_equal(zi_utf8_fold(&arena, once, strlen(once)), once);
    }
    zi_arena_release(&arena);
}

static void distance_counts_edits_and_swaps(void **state)
{
    (void)state;
    assert_int_equal(zi_utf8_distance("", ""), 0);
    assert_int_equal(zi_utf8_distance("", "abc"), 3);
    assert_int_equal(zi_utf8_distance("abc", ""), 3);
    assert_int_equal(zi_utf8_distance("tren", "tren"), 0);
    assert_int_equal(zi_utf8_distance("tern", "tren"), 1);
    assert_int_equal(zi_utf8_distance("nlai", "nilai"), 1);
    assert_int_equal(zi_utf8_distance("nilaai", "nilai"), 1);
    assert_int_equal(zi_utf8_distance("nilei", "nilai"), 1);
    assert_int_equal(zi_utf8_distance("kitten", "sitting"), 3);
    assert_int_equal(zi_utf8_distance("ca", "abc"), 3); /* no piece is edited twice */
    assert_int_equal(zi_utf8_distance("é", "e"), 1);
    assert_int_equal(zi_utf8_distance("≥–", "–≥"), 1);
}

static void distance_is_symmetric(void **state)
{
    static const char *const words[] = {"", "zi", "sakip", "spika", "skm", "ipkp", "ikpp", "é"};
    const size_t n = sizeof words / sizeof words[0];

    (void)state;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++)
            assert_int_equal(zi_utf8_distance(words[i], words[k]),
                             zi_utf8_distance(words[k], words[i]));
}

static void the_nearest_word_is_near_or_none(void **state)
{
    static const char *const words[] = {"tren", "ringkas", "usulan", "nilai", "zi", NULL};
    static const char *const tied[] = {"spap", "spop", NULL};
    static const char *const none[] = {NULL};

    (void)state;
    assert_string_equal(zi_utf8_nearest("tern", words), "tren");
    assert_string_equal(zi_utf8_nearest("rinkgas", words), "ringkas");
    assert_string_equal(zi_utf8_nearest("usuln", words), "usulan");
    assert_string_equal(zi_utf8_nearest("zi", words), "zi");
    assert_null(zi_utf8_nearest("zo", words));      /* one of two characters is half */
    assert_null(zi_utf8_nearest("trxx", words));    /* two of four are half */
    assert_null(zi_utf8_nearest("riaakbs", words)); /* three edits */
    assert_null(zi_utf8_nearest("", words));
    assert_string_equal(zi_utf8_nearest("spip", tied), "spap");
    assert_null(zi_utf8_nearest("spip", none));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(valid_text_is_told_from_bytes),
        cmocka_unit_test(windows_1252_becomes_utf8),
        cmocka_unit_test(the_whole_table_of_windows_1252_is_right),
        cmocka_unit_test(every_byte_becomes_valid_text),
        cmocka_unit_test(width_is_that_of_a_terminal),
        cmocka_unit_test(columns_count_characters_not_bytes),
        cmocka_unit_test(folding_forgets_case_spaces_and_underscores),
        cmocka_unit_test(folding_twice_changes_nothing),
        cmocka_unit_test(distance_counts_edits_and_swaps),
        cmocka_unit_test(distance_is_symmetric),
        cmocka_unit_test(the_nearest_word_is_near_or_none),
    };

    return cmocka_run_group_tests_name("base/utf8", tests, NULL, NULL);
}
