#include "../workbook/book.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "csv/source.h"

/* Sheets "Satu" (with a merge), "Kosong" and, where asked for, "Dua" (hidden). */
static struct package_bytes pack_sheets(bool with_two)
{
    static const char relations[] =
        "<Relationships><Relationship Id='1' Type='/worksheet' Target='a.xml'/><Relationship "
        "Id='2' "
        "Type='/worksheet' Target='b.xml'/><Relationship Id='3' Type='/worksheet' "
        "Target='c.xml'/></Relationships>";
    struct zi_arena arena = {0};
    const char *workbook = zi_arena_print(
        &arena,
        "<workbook><sheets><sheet name='Satu' id='1'/><sheet name='Kosong' id='2'/>%s"
        "</sheets></workbook>",
        with_two ? "<sheet name='Dua' state='hidden' id='3'/>" : "");
    struct package_bytes bytes =
        pack((struct part[]){{"[Content_Types].xml", "<Types/>", 0},
                             {"xl/workbook.xml", workbook, 0},
                             {"xl/_rels/workbook.xml.rels", relations, 0},
                             {"xl/a.xml",
                              "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData>"
                              "<mergeCells><mergeCell ref='A1:C1'/></mergeCells></worksheet>",
                              0},
                             {"xl/b.xml", "<worksheet/>", 0},
                             {"xl/c.xml",
                              "<worksheet><sheetData><row><c><v>2</v></c></row></sheetData>"
                              "</worksheet>",
                              0}},
             6);

    zi_arena_release(&arena);
    return bytes;
}

/* In a folder of its own, which a name goes with. */
struct file {
    char folder[ZI_PATH_MAX];
    char path[ZI_PATH_MAX + 16];
};

static void put(struct file *file, const char *name, const char *bytes, size_t length)
{
    int descriptor;

    snprintf(file->path, sizeof file->path, "%s/%s", file->folder, name);
    descriptor = open(file->path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(descriptor >= 0);
    assert_int_equal(write(descriptor, bytes, length), length);
    close(descriptor);
}

static void put_workbook(struct file *file, bool with_two)
{
    struct package_bytes bytes = pack_sheets(with_two);

    assert_int_equal(zi_file_temporary_folder(file->folder, NULL), ZI_OK);
    put(file, "Rekap ZI.xlsx", bytes.bytes, bytes.length);
    unpack(&bytes);
}

static enum zi_code open_path(struct sources *sources, const char *path, const char *sheet,
                              struct zi_arena *arena, struct zi_error *error)
{
    return sources_open(sources, &path, 1, sheet, arena, error);
}

static void one_table_has_the_name_of_its_file(void **state)
{
    struct zi_arena arena = {0};
    struct sources sources;
    struct file file;

    (void)state;
    put_workbook(&file, false);
    assert_int_equal(open_path(&sources, file.path, NULL, &arena, NULL), ZI_OK);
    assert_int_equal(sources.n, 1);
    assert_string_equal(sources.items[0].path, file.path);
    assert_non_null(strstr(sources.items[0].name, "Rekap ZI.xlsx!Satu"));
    assert_string_equal(sources.items[0].title, "Rekap ZI");
    assert_true(sources.items[0].input.in_cells);
    assert_false(sources.items[0].input.optional);
    assert_int_equal(sources.items[0].input.n_merges, 1);
    assert_int_equal(sources.items[0].input.merges[0].last_column, 3);
    assert_int_equal(sources.n_remarks, 0);
    sources_close(&sources);
    zi_arena_release(&arena);
    zi_file_remove_folder(file.folder);
}

static void of_several_tables_any_may_be_none(void **state)
{
    struct zi_arena arena = {0};
    struct sources sources;
    struct file file;

    (void)state;
    put_workbook(&file, true);
    assert_int_equal(open_path(&sources, file.path, NULL, &arena, NULL), ZI_OK);
    assert_int_equal(sources.n, 2);
    assert_string_equal(sources.items[0].title, "Satu");
    assert_string_equal(sources.items[1].title, "Dua");
    assert_true(sources.items[0].input.optional && sources.items[1].input.optional);
    assert_int_equal(sources.items[1].input.n_merges, 0);
    assert_int_equal(sources.n_remarks, 1);
    assert_int_equal(sources.remarks[0].source, 1);
    assert_string_equal(sources.remarks[0].remark.what.en, "a hidden sheet, read as well");
    sources_close(&sources);
    zi_arena_release(&arena);
    zi_file_remove_folder(file.folder);
}

static void a_sheet_that_is_named_must_be_there(void **state)
{
    struct zi_arena arena = {0};
    struct zi_error error;
    struct sources sources;
    struct file file;

    (void)state;
    put_workbook(&file, true);
    assert_int_equal(open_path(&sources, file.path, " DUA ", &arena, NULL), ZI_OK);
    assert_int_equal(sources.n, 1);
    assert_false(sources.items[0].input.optional);
    sources_close(&sources);
    assert_int_equal(open_path(&sources, file.path, "kosong", &arena, NULL), ZI_OK);
    assert_int_equal(sources.n, 1);
    sources_close(&sources);
    assert_int_equal(open_path(&sources, file.path, "Tiga", &arena, &error), ZI_EUSAGE);
    assert_non_null(strstr(error.en, "there is no sheet 'Tiga' (there are: Satu, Kosong, Dua)"));
    sources_close(&sources);
    put(&file, "a.csv", "unit\n", 5);
    assert_int_equal(open_path(&sources, file.path, "Satu", &arena, &error), ZI_EUSAGE);
    assert_non_null(strstr(error.en, "there is no workbook"));
    sources_close(&sources);
    assert_int_equal(open_path(&sources, file.folder, "Satu", &arena, NULL), ZI_OK);
    assert_int_equal(sources.n, 2);
    sources_close(&sources);
    zi_arena_release(&arena);
    zi_file_remove_folder(file.folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_table_has_the_name_of_its_file),
        cmocka_unit_test(of_several_tables_any_may_be_none),
        cmocka_unit_test(a_sheet_that_is_named_must_be_there),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
