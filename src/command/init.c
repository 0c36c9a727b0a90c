/* zistat init: a blank file to fill in. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/count.h"
#include "base/number.h"
#include "session.h"

struct options {
    struct zi_option_list indices;
    struct zi_catalogue_options catalogue;
    bool predicates;
    enum zi_format format;
    struct zi_output_options output;
};

static const struct zi_option_word formats[] = {{"csv", ZI_FORMAT_CSV},
                                                {"text", ZI_FORMAT_TEXT},
                                                {"excel", ZI_FORMAT_EXCEL},
                                                {"json", ZI_FORMAT_JSON},
                                                {NULL, 0}};

static const struct zi_option_row which[] = {
    {ZI_LIST(struct options, indices), .name = "index", .argument = "LIST",
     .help = {"hanya indeks ini, dipisah koma; juga indeks dari berkas per tahun",
              "only these indices, separated by commas; also the index of a file with one column a "
              "year"}},
    {.name = NULL},
};

static const struct zi_option_row rows[] = {
    {ZI_FLAG(struct options, predicates), .name = "predicates",
     .help = {"templat daftar predikat", "the template of the predicate list"}},
    {ZI_WORD(struct options, format), .name = "format", .words = formats,
     .initial.word = ZI_FORMAT_CSV,
     .help = {"csv (bawaan), atau excel: titik koma dan koma desimal",
              "csv (default), or excel: semicolons and decimal commas"}},
    {.name = NULL},
};

static const struct zi_option_group groups[] = {
    {.rows = which}, {ZI_TAKES_CATALOGUE(struct options, catalogue)},
    {.rows = rows},  {ZI_TAKES_OUTPUT(struct options, output)},
    {.rows = NULL},
};

/* The columns that every template begins with, and an example of each. */
static const struct {
    const char *name;
    const char *of_unit;
    const char *of_institution;
} keys[] = {
    {"instansi", "Kabupaten Contoh", "Kabupaten Contoh (hapus baris ini)"},
    {"unit", "Dinas Contoh (hapus baris ini)", ""},
    {"jenis", "dinas", "kabupaten"},
    {"tahun", "2025", "2025"},
};

static const struct {
    const char *name;
    const char *example;
} predicate_keys[] = {
    {"instansi", "Kabupaten Contoh"},
    {"unit", "Dinas Contoh (hapus baris ini)"},
    {"predikat", "WBK"},
    {"tahun", "2024"},
    {"peristiwa", "ditetapkan"},
};

enum { COLUMNS_MAX = 200, EXAMPLE_YEAR = 2025 };

static enum zi_code unknown_index(const char *name, const char *nearest, struct zi_error *error)
{
    if (nearest != NULL)
        return zi_fail(error, ZI_EUSAGE, "indeks '%s' tidak dikenal; maksud Anda '%s'?",
                       "index '%s' is not known; did you mean '%s'?", name, nearest);
    return zi_fail(error, ZI_EUSAGE,
                   "indeks '%s' tidak dikenal; daftar indeks: zistat rules --show indices",
                   "index '%s' is not known; for the list: zistat rules --show indices", name);
}

static bool contains(const size_t chosen[], size_t n, size_t index)
{
    for (size_t i = 0; i < n; i++)
        if (chosen[i] == index)
            return true;
    return false;
}

/* What a planner needs at the least to be told who is ready. */
static enum zi_code choose_usual(const struct zi_catalogue *catalogue, size_t chosen[COLUMNS_MAX],
                                 size_t *n, struct zi_error *error)
{
    size_t *usual = calloc(catalogue->n_indices + 1, sizeof *usual);

    if (usual == NULL)
        return zi_fail_memory(error);
    *n = zi_catalogue_template(catalogue, usual);
    if (*n > COLUMNS_MAX)
        *n = COLUMNS_MAX;
    memcpy(chosen, usual, *n * sizeof *usual);
    free(usual);
    return ZI_OK;
}

static enum zi_code choose(const struct options *options, const struct zi_catalogue *catalogue,
                           size_t chosen[COLUMNS_MAX], size_t *n, struct zi_error *error)
{
    *n = 0;
    if (options->indices.n == 0)
        return choose_usual(catalogue, chosen, n, error);
    for (size_t i = 0; i < options->indices.n && *n < COLUMNS_MAX; i++) {
        const char *name = options->indices.items[i];
        long index = zi_catalogue_find(catalogue, name, strlen(name));

        if (index == ZI_NO_INDEX)
            return unknown_index(name, zi_catalogue_nearest(catalogue, name), error);
        if (!contains(chosen, *n, (size_t)index))
            chosen[(*n)++] = (size_t)index;
    }
    return ZI_OK;
}

static bool is_of_institution(const struct zi_catalogue *catalogue, size_t index)
{
    return catalogue->indices[index].level == ZI_LEVEL_INSTITUTION;
}

/* The scale in the year of the example, or NULL where there is none with both ends. */
static const struct zi_scale *closed_scale(const struct zi_catalogue *catalogue, size_t index)
{
    const struct zi_scale *scale = zi_catalogue_scale(catalogue, index, EXAMPLE_YEAR);

    return scale != NULL && isfinite(scale->min) && isfinite(scale->max) ? scale : NULL;
}

/* A value that passes the check: a letter where there are only letters or yes and no, whole years,
 * three quarters of the scale otherwise. */
static void add_example(struct zi_table *table, const struct zi_catalogue *catalogue, size_t index)
{
    const struct zi_scale *scale = closed_scale(catalogue, index);
    const struct zi_band *band = zi_catalogue_band_ranked(catalogue, index, EXAMPLE_YEAR, 2);

    if (scale == NULL || scale->max <= 1)
        zi_table_text(table, band != NULL ? band->name : "");
    else if (catalogue->indices[index].decimals == 0)
        zi_table_number(table, 2, 0, ZI_DEFINED);
    else
        zi_table_number(table, 0.75 * scale->max, 2, ZI_DEFINED);
}

/* "zi.b1a: Survei persepsi anti korupsi, 0 sampai 17,50" */
static void say_index(struct zi_session *session, const struct zi_catalogue *catalogue,
                      size_t number)
{
    const struct zi_index *index = &catalogue->indices[number];
    const struct zi_scale *scale = closed_scale(catalogue, number);
    const char *label = zi_text_in(index->label, session->language);
    char min[ZI_NUMBER_MAX];
    char max[ZI_NUMBER_MAX];

    if (scale == NULL) {
        zi_session_say(session, "%s: %s", "%s: %s", index->name, label);
        return;
    }
    zi_number_fixed(min, scale->min, scale->min == floor(scale->min) ? 0 : index->decimals,
                    session->language);
    zi_number_fixed(max, scale->max, scale->max == floor(scale->max) ? 0 : index->decimals,
                    session->language);
    zi_session_say(session, "%s: %s, %s sampai %s", "%s: %s, %s to %s", index->name, label, min,
                   max);
}

static void say_what_to_do(struct zi_session *session)
{
    zi_session_say(session, "hapus baris contoh; kosongkan sel yang belum ada nilainya",
                   "delete the example rows; leave cells without a value empty");
}

static enum zi_code answer(struct zi_session *session, struct zi_table *table,
                           struct zi_error *error)
{
    const struct options *options = session->options;

    return zi_session_answer(session, options->format, table, error);
}

/* One example of a unit's values, or of the institution's own: each index stands in the row of its
 * level only. */
static void add_row(struct zi_table *table, const struct zi_catalogue *catalogue,
                    const size_t chosen[], size_t n, bool of_institution)
{
    bool any = false;

    for (size_t i = 0; i < n; i++)
        any = any || is_of_institution(catalogue, chosen[i]) == of_institution;
    if (!any)
        return;
    for (size_t i = 0; i < ZI_COUNT(keys); i++)
        zi_table_text(table, of_institution ? keys[i].of_institution : keys[i].of_unit);
    for (size_t i = 0; i < n; i++)
        if (is_of_institution(catalogue, chosen[i]) == of_institution)
            add_example(table, catalogue, chosen[i]);
        else
            zi_table_empty(table);
}

static enum zi_code fill_scores(struct zi_session *session, const struct zi_catalogue *catalogue,
                                struct zi_error *error)
{
    struct zi_column columns[ZI_COUNT(keys) + COLUMNS_MAX];
    size_t chosen[COLUMNS_MAX];
    size_t n;
    struct zi_table table;

    ZI_TRY(choose(session->options, catalogue, chosen, &n, error));
    for (size_t i = 0; i < ZI_COUNT(keys); i++)
        columns[i] = (struct zi_column){keys[i].name, ZI_COLUMN_TEXT};
    for (size_t i = 0; i < n; i++)
        columns[ZI_COUNT(keys) + i] =
            (struct zi_column){catalogue->indices[chosen[i]].name, ZI_COLUMN_NUMBER};
    zi_table_init(&table, "init", columns, ZI_COUNT(keys) + n);
    add_row(&table, catalogue, chosen, n, false);
    add_row(&table, catalogue, chosen, n, true);
    say_what_to_do(session);
    for (size_t i = 0; i < n; i++)
        say_index(session, catalogue, chosen[i]);
    return answer(session, &table, error);
}

static enum zi_code fill_predicates(struct zi_session *session, struct zi_error *error)
{
    struct zi_column columns[ZI_COUNT(predicate_keys)];
    struct zi_table table;

    for (size_t i = 0; i < ZI_COUNT(predicate_keys); i++)
        columns[i] = (struct zi_column){predicate_keys[i].name, ZI_COLUMN_TEXT};
    zi_table_init(&table, "init", columns, ZI_COUNT(predicate_keys));
    for (size_t i = 0; i < ZI_COUNT(predicate_keys); i++)
        zi_table_text(&table, predicate_keys[i].example);
    say_what_to_do(session);
    zi_session_say(
        session,
        "predikat: WBK atau WBBM, atau 'tidak ada' (unit kosong: seluruh "
        "instansi); peristiwa: ditetapkan, diusulkan, tidak lolos, dicabut",
        "predikat: WBK or WBBM, or 'tidak ada' (none; without a unit: the whole "
        "institution); peristiwa: ditetapkan (awarded), diusulkan (proposed), tidak lolos "
        "(not passed), dicabut (revoked)");
    return answer(session, &table, error);
}

static enum zi_code check(const struct zi_session *session, struct zi_error *error)
{
    if (session->arguments.n > 0)
        return zi_fail(error, ZI_EUSAGE,
                       "perintah init tidak membaca berkas; untuk menulis ke berkas: -o %s",
                       "the command init reads no file; to write to a file: -o %s",
                       session->arguments.items[0]);
    return ZI_OK;
}

static enum zi_code run(struct zi_session *session, struct zi_error *error)
{
    const struct options *options = session->options;
    struct zi_catalogue catalogue = {0};
    enum zi_code code = zi_session_load_catalogue(&options->catalogue, &catalogue, error);

    if (code == ZI_OK)
        code = options->predicates ? fill_predicates(session, error)
                                   : fill_scores(session, &catalogue, error);
    zi_catalogue_release(&catalogue);
    return code;
}

const struct zi_command zi_command_init = {
    .name = "init",
    .name_id = "templat",
    .summary = {"berkas kosong untuk diisi: kepala kolom dan satu baris contoh",
                "a blank file to fill in: the header and one example row"},
    .arguments = "",
    .options = groups,
    .size = sizeof(struct options),
    .example = "zistat init --index zi,sakip,skm --format excel -o isian.csv",
    .check = check,
    .run = run,
};
