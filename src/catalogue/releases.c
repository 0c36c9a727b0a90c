/* When a value is out: datasets/releases.csv. */
#include "releases.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/count.h"
#include "dataset.h"

enum release_column {
    RELEASE_INDEX,
    RELEASE_LEVEL,
    RELEASE_YEARS,
    RELEASE_DAY, /* the last that a file must have */
    RELEASE_SOURCE,
    RELEASE_CERTAINTY
};

static const char *const columns[] = {"index",  "level",     "years_later", "day",
                                      "source", "certainty", NULL};
static const char *const levels[] = {"unit", "instansi", NULL};

/* What is not in the file: a unit's evaluation is there when proposals close, an institution's
 * results come the year after. */
static const struct zi_release usual[] = {
    [ZI_LEVEL_UNIT] = {.years_later = 0, .day = ZI_PROPOSALS_CLOSE},
    [ZI_LEVEL_INSTITUTION] = {.years_later = 1, .day = ZI_PROPOSALS_CLOSE},
};

static long find_index(const struct zi_catalogue *catalogue, const char *name)
{
    for (size_t i = 0; i < catalogue->n_indices; i++)
        if (strcmp(catalogue->indices[i].name, name) == 0)
            return (long)i;
    return ZI_NO_INDEX;
}

/* "05-31" as 531; a leap year's last day of February is a day. */
static int read_day(struct dataset *dataset, const struct dataset_row *row)
{
    const char *text = dataset_text(dataset, row, RELEASE_DAY);
    char date[16];
    int read = -1;

    if (strlen(text) == 5) {
        snprintf(date, sizeof date, "2024-%s", text);
        read = dataset_read_date(date);
    }
    if (read < 0 && text[0] != '\0')
        dataset_fault(dataset, row->line, "day '%s' bukan hari; tulis BB-HH, misalnya 05-31",
                      "day '%s' is no day; write MM-DD, for example 05-31", text);
    return read < 0 ? 0 : read % 10000;
}

static int read_years(struct dataset *dataset, const struct dataset_row *row)
{
    enum { MOST = 5 };
    double years = dataset_number(dataset, row, RELEASE_YEARS, -1);

    if (years >= 0 && years <= MOST && floor(years) == years)
        return (int)years;
    dataset_fault(dataset, row->line, "years_later '%s' harus bilangan bulat 0 sampai %d",
                  "years_later '%s' must be a whole number from 0 to %d", row->cells[RELEASE_YEARS],
                  MOST);
    return 0;
}

static void take_row(struct zi_catalogue *catalogue, struct dataset *dataset,
                     const struct dataset_row *row, long index)
{
    struct zi_release *release = &catalogue->releases[catalogue->n_releases++];

    *release = (struct zi_release){
        .index = (size_t)index,
        .level = dataset_word(dataset, row, RELEASE_LEVEL, levels) == 1 ? ZI_LEVEL_INSTITUTION
                                                                        : ZI_LEVEL_UNIT,
        .years_later = read_years(dataset, row),
        .day = read_day(dataset, row),
        .source = {row->cells[RELEASE_SOURCE], row->cells[RELEASE_CERTAINTY]},
    };
    for (const struct zi_release *other = catalogue->releases; other < release; other++)
        if (other->index == release->index && other->level == release->level)
            dataset_fault(dataset, row->line, "indeks '%s' ada dua kali",
                          "index '%s' appears twice", row->cells[RELEASE_INDEX]);
}

enum zi_code catalogue_load_releases(struct zi_catalogue *catalogue, const char *path,
                                     struct zi_error *error)
{
    struct dataset dataset;

    ZI_TRY(dataset_load(&dataset, &catalogue->arena, path, "releases.csv", columns, RELEASE_SOURCE,
                        error));
    catalogue->releases =
        zi_arena_allocate(&catalogue->arena, dataset.n_rows + 1, sizeof *catalogue->releases);
    if (catalogue->releases == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < dataset.n_rows; i++) {
        const struct dataset_row *row = &dataset.rows[i];
        long index = find_index(catalogue, row->cells[RELEASE_INDEX]);

        if (index != ZI_NO_INDEX)
            take_row(catalogue, &dataset, row, index);
        else if (path != NULL)
            dataset_fault(&dataset, row->line, "indeks '%s' tidak ada di katalog",
                          "index '%s' is not in the catalogue", row->cells[RELEASE_INDEX]);
    }
    return dataset_verdict(&dataset, error);
}

static const struct zi_release *find_release(const struct zi_catalogue *catalogue, size_t index,
                                             enum zi_level level)
{
    for (size_t i = 0; i < catalogue->n_releases; i++)
        if (catalogue->releases[i].index == index && catalogue->releases[i].level == level)
            return &catalogue->releases[i];
    return &usual[level];
}

int zi_catalogue_release_date(const struct zi_catalogue *catalogue, size_t index,
                              enum zi_level level, int year)
{
    const struct zi_release *release = find_release(catalogue, index, level);

    return (year + release->years_later) * 10000 + release->day;
}

int zi_catalogue_year_out(const struct zi_catalogue *catalogue, size_t index, enum zi_level level,
                          int date)
{
    const struct zi_release *release = find_release(catalogue, index, level);
    int year = date / 10000 - release->years_later;

    return date % 10000 >= release->day ? year : year - 1;
}
