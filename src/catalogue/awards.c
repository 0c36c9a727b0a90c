/* Reads datasets/awards.csv. */
#include "awards.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/count.h"
#include "dataset.h"

enum award_column {
    AWARD_YEAR,
    AWARD_LEVEL,
    AWARD_PROPOSED,
    AWARD_AWARDED, /* the last that a file must have */
    AWARD_INSTITUTION,
    AWARD_TARGET,
    AWARD_ADMIN,
    AWARD_FURTHER,
    AWARD_SOURCE,
    AWARD_CERTAINTY
};

static const char *const columns[] = {
    "year",         "level",          "proposed", "awarded",   "instansi", "target",
    "passed_admin", "passed_further", "source",   "certainty", NULL};
static const char *const levels[] = {"nasional", "instansi", NULL};
static const char *const targets[] = {"", "WBK", "WBBM", NULL};

/* A whole number, or NaN for an empty cell. */
static double read_count(struct dataset *dataset, const struct dataset_row *row, size_t column)
{
    double count = dataset_number(dataset, row, column, NAN);

    if (count < 0 || count > floor(count))
        dataset_fault(dataset, row->line, "'%s' harus bilangan bulat, paling sedikit 0",
                      "'%s' must be a whole number, at least 0", row->cells[column]);
    return count;
}

/* Nobody passes a stage who was not proposed. */
static void check_stages(struct dataset *dataset, const struct dataset_row *row,
                         const struct zi_award_count *count)
{
    const double stages[] = {count->passed_admin, count->passed_further, count->awarded};

    for (size_t i = 0; i < ZI_COUNT(stages); i++)
        if (stages[i] > count->proposed)
            dataset_fault(dataset, row->line, "yang lolos (%.0f) melebihi yang diusulkan (%.0f)",
                          "more passed (%.0f) than were proposed (%.0f)", stages[i],
                          count->proposed);
}

static void check_place(struct zi_awards *awards, struct dataset *dataset,
                        const struct dataset_row *row, const struct zi_award_count *count,
                        bool national)
{
    if (national != (count->institution[0] == '\0'))
        dataset_fault(dataset, row->line,
                      "kolom instansi diisi hanya pada baris level instansi, dan selalu di situ",
                      "the column instansi is filled in rows of level instansi, and only there");
    for (const struct zi_award_count *other = awards->counts; other < count; other++)
        if (other->year == count->year && other->target == count->target &&
            strcmp(other->institution, count->institution) == 0)
            dataset_fault(dataset, row->line, "tahun %d ada dua kali", "the year %d appears twice",
                          count->year);
}

static void take_row(struct zi_awards *awards, struct dataset *dataset,
                     const struct dataset_row *row)
{
    struct zi_award_count *count = &awards->counts[awards->n++];
    bool national = dataset_word(dataset, row, AWARD_LEVEL, levels) == 0;
    int target = dataset_word(dataset, row, AWARD_TARGET, targets);

    dataset_text(dataset, row, AWARD_YEAR);
    *count = (struct zi_award_count){
        .year = dataset_year(dataset, row, AWARD_YEAR, 0),
        .institution = row->cells[AWARD_INSTITUTION],
        .target = target > 0 ? target : 0,
        .proposed = read_count(dataset, row, AWARD_PROPOSED),
        .passed_admin = read_count(dataset, row, AWARD_ADMIN),
        .passed_further = read_count(dataset, row, AWARD_FURTHER),
        .awarded = read_count(dataset, row, AWARD_AWARDED),
        .source = {row->cells[AWARD_SOURCE], row->cells[AWARD_CERTAINTY]},
    };
    check_stages(dataset, row, count);
    check_place(awards, dataset, row, count, national);
}

static void need_a_rate(struct zi_awards *awards, struct dataset *dataset)
{
    for (size_t i = 0; i < awards->n; i++) {
        const struct zi_award_count *count = &awards->counts[i];

        if (count->institution[0] == '\0' && count->proposed > 0 && !isnan(count->awarded))
            return;
    }
    dataset_fault(dataset, 1, "tidak ada tahun nasional yang memuat proposed dan awarded",
                  "no year of the country has both proposed and awarded");
}

static enum zi_code load(struct zi_awards *awards, const char *path, struct zi_error *error)
{
    struct dataset dataset;

    ZI_TRY(dataset_load(&dataset, &awards->arena, path, "awards.csv", columns, AWARD_INSTITUTION,
                        error));
    awards->counts = zi_arena_allocate(&awards->arena, dataset.n_rows + 1, sizeof *awards->counts);
    if (awards->counts == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < dataset.n_rows; i++)
        take_row(awards, &dataset, &dataset.rows[i]);
    need_a_rate(awards, &dataset);
    return dataset_verdict(&dataset, error);
}

enum zi_code zi_awards_load(struct zi_awards *awards, const char *path, struct zi_error *error)
{
    enum zi_code code;

    memset(awards, 0, sizeof *awards);
    code = load(awards, path, error);
    if (code != ZI_OK)
        zi_awards_release(awards);
    return code;
}

void zi_awards_release(struct zi_awards *awards)
{
    zi_arena_release(&awards->arena);
    memset(awards, 0, sizeof *awards);
}
