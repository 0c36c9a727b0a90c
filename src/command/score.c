/* zistat score KIND: a score from answers. */
#include "score.h"

#include "base/count.h"
#include "session.h"

static const struct zi_option_row reading[] = {
    {ZI_STRING(struct zi_score_options, input.institution), .name = "institution",
     .argument = "NAME",
     .help = {"instansi untuk berkas tanpa kolom instansi",
              "institution for files without a column instansi"}},
    {ZI_FLAG(struct zi_score_options, input.skip_bad), .name = "skip-bad",
     .help = {"lewati baris yang salah dan sebutkan jumlahnya",
              "leave faulty rows out and say how many"}},
    {ZI_STRING(struct zi_score_options, input.sheet), .name = "sheet", .argument = "NAME",
     .help = {"hanya lembar ini dari buku kerja (.xlsx, .ods); bawaan: semua yang memuat tabel",
              "only this sheet of a workbook (.xlsx, .ods); default: all that hold a table"}},
    {.name = NULL},
};

static const struct zi_option_row choice[] = {
    {ZI_NAMES(struct zi_score_options, input.units), .name = "unit", .argument = "NAME",
     .help = {"hanya unit ini; untuk berkas tanpa kolom unit: namanya",
              "only this unit; of files without a column unit: its name"}},
    {ZI_YEARS(struct zi_score_options, input.years), .name = "year", .argument = "Y[:Y]",
     .help = {"hanya tahun ini; untuk berkas tanpa kolom tahun: tahunnya",
              "only these years; of files without a column year: its year"}},
    {.name = NULL},
};

static const struct zi_option_row work[] = {
    {ZI_THREADS(struct zi_score_options, threads)},
    {.name = NULL},
};

static const struct zi_option_group groups[] = {
    {.rows = reading},
    {ZI_TAKES_CATALOGUE(struct zi_score_options, input.catalogue)},
    {.rows = choice},
    {.of_kinds = true},
    {.rows = work},
    {ZI_TAKES_FORMAT(struct zi_score_options, table)},
    {ZI_TAKES_OUTPUT(struct zi_score_options, table.output)},
    {.rows = NULL},
};

static struct zi_command_kind kind(size_t i)
{
    const struct zi_command_kind *const kinds[] = {&zi_score_lke, &zi_score_skm};

    return i < ZI_COUNT(kinds) ? *kinds[i] : (struct zi_command_kind){.name = NULL};
}

static enum zi_code check(const struct zi_session *session, struct zi_error *error)
{
    const struct zi_score_options *options = session->options;

    return zi_check_years(options->input.years, error);
}

const struct zi_command zi_command_score = {
    .name = "score",
    .name_id = "nilai",
    .summary = {"nilai dari jawaban: lembar atau responden",
                "a score from answers: of a sheet or of respondents"},
    .arguments = "KIND FILE...",
    .min_arguments = 2,
    .kind = kind,
    .options = groups,
    .size = sizeof(struct zi_score_options),
    .example = "zistat score lke jawaban.csv --format csv | zistat ready -",
    .check = check,
};
