/* The rows of options that several commands take, and what they refuse. */
#include "groups.h"

#include <unistd.h>

#include "base/file.h"

#define INDEX                                                                                      \
    ZI_LIST(struct zi_input_options, indices),                                                     \
        .name = "index", .argument = "LIST", .names_indices = true,                                \
        .help = {                                                                                  \
            "hanya indeks ini, dipisah koma; juga indeks dari berkas per tahun",                   \
            "only these indices, separated by commas; also the index of a file with one column "   \
            "a year"}
#define INSTITUTION                                                                                \
    ZI_STRING(struct zi_input_options, institution),                                               \
        .name = "institution", .argument = "NAME",                                                 \
        .help = {"instansi untuk berkas tanpa kolom instansi",                                     \
                 "institution for files without a column instansi"}
#define SKIP_BAD                                                                                   \
    ZI_FLAG(struct zi_input_options, skip_bad),                                                    \
        .name = "skip-bad",                                                                        \
        .help = {"lewati baris yang salah dan sebutkan jumlahnya",                                 \
                 "leave faulty rows out and say how many"}
#define SHEET                                                                                      \
    ZI_STRING(struct zi_input_options, sheet),                                                     \
        .name = "sheet", .argument = "NAME",                                                       \
        .help = {                                                                                  \
            "hanya lembar ini dari buku kerja (.xlsx, .ods); bawaan: semua yang memuat tabel",     \
            "only this sheet of a workbook (.xlsx, .ods); default: all that hold a table"}

const struct zi_option_row zi_input_rows[] = {
    {ZI_NAMES(struct zi_input_options, units), .name = "unit", .argument = "NAME",
     .help = {"hanya unit ini (nama atau singkatan); boleh diulang",
              "only this unit (name or short name); may be repeated"}},
    {INDEX},
    {ZI_YEARS(struct zi_input_options, years), .name = "year", .argument = "Y[:Y]",
     .help = {"tahun atau rentang tahun: 2025, 2019:2025",
              "year or range of years: 2025, 2019:2025"}},
    {INSTITUTION},
    {SKIP_BAD},
    {SHEET},
    {.name = NULL},
};

const struct zi_option_row zi_whole_input_rows[] = {
    {INDEX}, {INSTITUTION}, {SKIP_BAD}, {SHEET}, {.name = NULL}};

const struct zi_option_row zi_catalogue_rows[] = {
    {ZI_STRING(struct zi_catalogue_options, index_file), .name = "index-file", .argument = "FILE",
     .help = {"tambahkan indeks ke katalog", "add indices to the catalogue"}},
    {ZI_STRING(struct zi_catalogue_options, indices), .name = "indices", .argument = "FILE",
     .help = {"ganti katalog indeks", "replace the catalogue of indices"}},
    {ZI_STRING(struct zi_catalogue_options, bands), .name = "bands", .argument = "FILE",
     .help = {"ganti daftar huruf dan kategori", "replace the list of letters"}},
    {ZI_STRING(struct zi_catalogue_options, breaks), .name = "breaks", .argument = "FILE",
     .help = {"ganti daftar putusnya deret", "replace the list of breaks in series"}},
    {ZI_STRING(struct zi_catalogue_options, parts), .name = "parts", .argument = "FILE",
     .help = {"ganti daftar penjumlahan komponen", "replace the list of what sums up to what"}},
    {ZI_STRING(struct zi_catalogue_options, kinds), .name = "kinds", .argument = "FILE",
     .help = {"ganti daftar jenis instansi dan unit",
              "replace the list of kinds of institutions and units"}},
    {ZI_STRING(struct zi_catalogue_options, releases), .name = "releases", .argument = "FILE",
     .help = {"ganti daftar kapan nilai sebuah tahun terbit",
              "replace the list of when a year's value is out"}},
    {ZI_STRING(struct zi_catalogue_options, year_effects), .name = "year-effects",
     .argument = "FILE",
     .help = {"ganti dugaan awal tentang guncangan yang dialami semua unit pada tahun yang sama",
              "replace the prior of what a year does to all units alike"}},
    {.name = NULL},
};

const struct zi_option_row zi_as_of_rows[] = {
    {ZI_STRING(struct zi_input_options, as_of), .name = "as-of", .argument = "DATE",
     .help = {"seperti pada hari itu (2024-06-30): tanpa nilai, predikat dan aturan yang terbit "
              "sesudahnya",
              "as on that day (2024-06-30): without values, predicates and rules that came "
              "later"}},
    {.name = NULL},
};

const struct zi_option_row zi_regulation_rows[] = {
    {ZI_LIST(struct zi_rules_options, regulations), .name = "regulation", .argument = "FILE",
     .help = {"aturan dari berkas ini, atau satu aturan bawaan (permenpanrb-90-2021), bukan semua "
              "yang bawaan; boleh diulang",
              "rules of this file, or of one built-in regulation (permenpanrb-90-2021), instead of "
              "all built-in ones; may be repeated"}},
    {.name = NULL},
};

static const struct zi_option_word aims[] = {
    {"wbk", ZI_AIM_WBK}, {"wbbm", ZI_AIM_WBBM}, {"auto", ZI_AIM_AUTO}, {NULL, 0}};

const struct zi_option_row zi_target_rows[] = {
    {ZI_WORD(struct zi_rules_options, aim), .name = "target", .words = aims,
     .initial.word = ZI_AIM_AUTO,
     .help = {"predikat yang dituju; auto (bawaan): WBBM bagi pemegang WBK",
              "predicate aimed at; auto (default): WBBM for a holder of WBK"}},
    {.name = NULL},
};

static const struct zi_option_word readings[] = {
    {"whole", ZI_WHOLE_AREA}, {"half", ZI_HALF_AREA}, {NULL, 0}};
static const struct zi_option_word borders[] = {
    {"strict", ZI_STRICT_BORDER}, {"inclusive", ZI_INCLUSIVE_BORDER}, {NULL, 0}};

const struct zi_option_row zi_reading_rows[] = {
    {ZI_WORD(struct zi_rules_options, reading), .name = "area-rule", .words = readings,
     .initial.word = ZI_WHOLE_AREA,
     .help = {"batas tiap area untuk seluruh area (bawaan) atau tiap paruhnya",
              "minimum of an area asked of the whole area (default) or of each half"}},
    {ZI_WORD(struct zi_rules_options, border), .name = "border", .words = borders,
     .initial.word = ZI_STRICT_BORDER,
     .help = {"skor tepat di batas huruf, seperti SAKIP 60,00: di bawahnya (bawaan) atau sudah "
              "termasuk",
              "a score exactly on a letter's border, as a SAKIP of 60.00: below it (default) or in "
              "it"}},
    {.name = NULL},
};

static const struct zi_option_word formats[] = {
    {"text", ZI_FORMAT_TEXT}, {"csv", ZI_FORMAT_CSV},   {"excel", ZI_FORMAT_EXCEL},
    {"json", ZI_FORMAT_JSON}, {"xlsx", ZI_FORMAT_XLSX}, {NULL, 0}};

const struct zi_option_row zi_format_rows[] = {
    {ZI_WORD(struct zi_table_options, format), .name = "format", .words = formats,
     .initial.word = ZI_FORMAT_TEXT,
     .help = {"bentuk tabel; excel: CSV dengan titik koma dan koma desimal; xlsx: buku kerja, "
              "dengan -o",
              "form of the table; excel: CSV with semicolons and decimal commas; xlsx: a workbook, "
              "with -o"}},
    {.name = NULL},
};

const struct zi_option_row zi_output_rows[] = {
    {ZI_STRING(struct zi_output_options, path), .name = "output", .letter = 'o', .argument = "FILE",
     .help = {"tulis ke berkas ini", "write to this file"}},
    {ZI_FLAG(struct zi_output_options, force), .name = "force", .letter = 'f',
     .help = {"timpa berkas yang sudah ada", "overwrite an existing file"}},
    {.name = NULL},
};

static const struct zi_option_word languages[] = {
    {"id", ZI_INDONESIAN}, {"en", ZI_ENGLISH}, {NULL, 0}};

const struct zi_option_row zi_common_rows[] = {
    {ZI_WORD(struct zi_common_options, language), .name = "lang", .words = languages,
     .initial.word = ZI_INDONESIAN,
     .help = {"bahasa kalimat (juga ZISTAT_LANG)", "language of sentences (also ZISTAT_LANG)"}},
    {ZI_FLAG(struct zi_common_options, quiet), .name = "quiet", .letter = 'q',
     .help = {"tanpa catatan dan peringatan", "no notes and warnings"}},
    {ZI_FLAG(struct zi_common_options, verbose), .name = "verbose", .letter = 'v',
     .help = {"sebutkan apa yang dibaca dan dipakai", "say what is read and used"}},
    {ZI_FLAG(struct zi_common_options, help), .name = "help", .letter = 'h',
     .help = {"bantuan ini", "this help"}},
    {ZI_FLAG(struct zi_common_options, version), .name = "version",
     .help = {"versi program dan pustakanya", "version of the program and its libraries"}},
    {.name = NULL},
};

/* ---- what they refuse ---- */

enum zi_code zi_check_years(struct zi_years years, struct zi_error *error)
{
    if (years.last != 0 && years.first > years.last)
        return zi_fail(error, ZI_EUSAGE, "tahun %d:%d terbalik", "the years %d:%d are reversed",
                       years.first, years.last);
    return ZI_OK;
}

enum zi_code zi_check_input(const void *values, struct zi_error *error)
{
    const struct zi_input_options *input = values;

    return zi_check_years(input->years, error);
}

enum zi_code zi_check_as_of(const void *values, struct zi_error *error)
{
    const struct zi_input_options *input = values;

    if (input->as_of != NULL && zi_regulation_date(input->as_of) < 0)
        return zi_fail(error, ZI_EUSAGE, "--as-of '%s' bukan tanggal; tulis 2024-06-30",
                       "--as-of '%s' is not a date; write 2024-06-30", input->as_of);
    return ZI_OK;
}

enum zi_code zi_check_format(const void *values, struct zi_error *error)
{
    const struct zi_table_options *table = values;

    if (table->format == ZI_FORMAT_XLSX && table->output.path == NULL && isatty(STDOUT_FILENO))
        return zi_fail(error, ZI_EUSAGE, "buku kerja bukan untuk layar; beri nama berkas dengan -o",
                       "a workbook is not for the screen; name a file with -o");
    return ZI_OK;
}

enum zi_code zi_check_output(const void *values, struct zi_error *error)
{
    const struct zi_output_options *output = values;

    return output->path != NULL ? zi_file_check_new(output->path, output->force, error) : ZI_OK;
}
