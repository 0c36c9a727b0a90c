#include "book.h"

#include <stdlib.h>
#include <string.h>

#include "workbook/xml.h"

/* What is said of bytes that are no workbook which can be read. */
static void assert_refused(const char *what, struct package_bytes bytes, const char *want)
{
    struct zi_arena arena = {0};
    char *got = describe_sheet(&bytes, 0, &arena);

    if (strstr(got, want) == NULL)
        print_error("%s: %s\n", what, got);
    assert_non_null(strstr(got, want));
    assert_int_equal(got[0], '!');
    zi_arena_release(&arena);
}

static struct package_bytes in_memory(const char *bytes, size_t length)
{
    return (struct package_bytes){.descriptor = -1, .bytes = bytes, .length = length};
}

/* A compound file (MS-CFB) whose directory names a stream. */
static void name_stream(char file[2048], const char *name)
{
    memset(file, 0, 2048);
    memcpy(file, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8);
    for (size_t i = 0; name[i] != '\0'; i++)
        file[1024 + 128 + 2 * i] = name[i];
}

static void other_formats_are_named(void **state)
{
    static const char html[] = "\xef\xbb\xbf \n<HTML><table>";
    static const char xml[] = "<?xml version='1.0'?><Workbook/>";
    char compound[2048];

    (void)state;
    name_stream(compound, "Workbook");
    assert_refused("xls", in_memory(compound, sizeof compound), "the old format of Excel (.xls)");
    name_stream(compound, "EncryptedPackage");
    assert_refused("protected", in_memory(compound, sizeof compound), "protected by a password");
    assert_refused("cut", in_memory(compound, 600), "the old format of Excel (.xls)");
    assert_refused("html", in_memory(html, sizeof html - 1), "holds HTML or XML");
    assert_refused("xml", in_memory(xml, sizeof xml - 1), "holds HTML or XML");
    assert_true(workbook_is_likely(compound, 512));
    assert_true(workbook_is_likely(html, sizeof html - 1));
    assert_true(workbook_is_likely("PK\3\4", 4));
    assert_false(workbook_is_likely("PK", 2));
    assert_false(workbook_is_likely("unit,tahun", 10));
    assert_false(workbook_is_likely("", 0));
}

static void a_zip_that_is_no_workbook_is_said(void **state)
{
    static const struct {
        const char *part;
        const char *text;
        const char *want;
    } cases[] = {
        {"a.txt", "x", "a zip archive without worksheets"},
        {"xl/workbook.bin", "x", "the binary format of Excel (.xlsb)"},
        {"[Content_Types].xml", "<Types/>", "without worksheets"},
        {"content.xml", "<a/>", "without worksheets"},
        {"content.xml", "<a>", "is damaged (content.xml, line 1)"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct package_bytes bytes = pack(&(struct part){cases[i].part, cases[i].text, 0}, 1);

        assert_refused(cases[i].part, bytes, cases[i].want);
        unpack(&bytes);
    }
    assert_refused("cut", in_memory("PK\3\4abcdef", 10), "a broken zip archive");
}

/* Every byte of a workbook cut off, and changed: refused with a sentence, or read. */
static void any_damage_is_met(void **state)
{
    const struct xlsx_text text = {.sheet = "<sheetData><row r='1'><c t='s'><v>0</v></c><c><v>7</v>"
                                            "</c></row></sheetData>",
                                   .strings = "<si><t>x</t></si>"};
    struct package_bytes whole = pack_xlsx(&text);
    char *copy = malloc(whole.length);
    size_t n_read = 0;

    (void)state;
    for (size_t i = 0; i < whole.length; i++) {
        struct zi_arena arena = {0};
        struct package_bytes changed = in_memory(copy, whole.length);
        struct package_bytes cut = in_memory(copy, i);

        memcpy(copy, whole.bytes, whole.length);
        copy[i] = (char)(copy[i] ^ 0x55);
        n_read += strcmp(describe_sheet(&changed, 0, &arena), "1,1=x;1,2=7;") == 0;
        assert_int_equal(describe_sheet(&cut, 0, &arena)[0], '!');
        zi_arena_release(&arena);
    }
    assert_true(n_read > 0); /* times, attributes */
    assert_true(n_read < whole.length / 2);
    free(copy);
    unpack(&whole);
}

/* A part of so many bytes: spaces within an element. */
static struct package_bytes swollen(size_t size)
{
    static const char head[] = "<a>", tail[] = "</a>";
    char *text = malloc(size);
    struct package_bytes bytes;

    assert_non_null(text);
    memset(text, ' ', size);
    memcpy(text, head, 3);
    memcpy(text + size - 4, tail, 4);
    bytes = pack(&(struct part){"content.xml", text, size}, 1);
    free(text);
    return bytes;
}

static void a_zip_bomb_is_refused(void **state)
{
    struct package_bytes bytes = swollen((size_t)PACKAGE_RATIO_FROM + (1 << 20));

    (void)state;
    assert_true(bytes.length < 100 * 1000);
    assert_refused("bomb", bytes, "is too large once unpacked");
    unpack(&bytes);
    bytes = swollen((size_t)PACKAGE_RATIO_FROM / 2);
    assert_refused("large", bytes, "without worksheets");
    unpack(&bytes);
}

static void refuse_content(const char *what, const char *text, size_t length, const char *want)
{
    struct package_bytes bytes = pack(&(struct part){"content.xml", text, length}, 1);

    assert_refused(what, bytes, want);
    unpack(&bytes);
}

static void xml_that_never_ends_is_refused(void **state)
{
    static const char entities[] = "<!DOCTYPE a [<!ENTITY x 'xxxxxxxx'><!ENTITY y '&x;&x;&x;'>]>"
                                   "<a>&y;&y;&y;</a>";
    size_t deep = 3 * (size_t)(XML_DEPTH_MAX + 10), wide = 3 * (size_t)XML_TAG_MAX;
    char *text = malloc(wide);

    (void)state;
    refuse_content("entities", entities, 0, "XML with a DOCTYPE");
    for (size_t i = 0; i < deep; i += 3)
        memcpy(text + i, "<a>", 3);
    refuse_content("deep", text, deep, "XML nested too deep");
    memset(text, 'x', wide);
    memcpy(text, "<a b='", 6);
    refuse_content("wide", text, wide, "XML with a tag that is too long");
    memcpy(text, "<!-- -", 6);
    refuse_content("a long comment", text, wide, "XML with a tag that is too long");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(other_formats_are_named),
        cmocka_unit_test(a_zip_that_is_no_workbook_is_said),
        cmocka_unit_test(any_damage_is_met),
        cmocka_unit_test(a_zip_bomb_is_refused),
        cmocka_unit_test(xml_that_never_ends_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
