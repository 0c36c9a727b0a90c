/* Loads indices, bands, parts and breaks, and checks them against each other. */
#include "zistat/catalogue/catalogue.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/count.h"
#include "base/number.h"
#include "base/utf8.h"
#include "dataset.h"
#include "releases.h"
#include "year_effects.h"

static const char *fold(struct zi_catalogue *catalogue, const char *text)
{
    return zi_utf8_fold(&catalogue->arena, text, strlen(text));
}

/* Folds each of the words in place; false without memory. */
static bool fold_all(struct zi_catalogue *catalogue, const char **words, size_t n_words)
{
    if (words == NULL)
        return false;
    for (size_t i = 0; i < n_words; i++) {
        words[i] = fold(catalogue, words[i]);
        if (words[i] == NULL)
            return false;
    }
    return true;
}

static bool overlap(int from, int to, int other_from, int other_to)
{
    return from <= other_to && other_from <= to;
}

/* ---- indices ---- */

enum index_column {
    INDEX_NAME,
    INDEX_NAME_ID,
    INDEX_NAME_EN,
    INDEX_LEVEL,
    INDEX_MIN,
    INDEX_MAX,
    INDEX_DECIMALS,
    INDEX_FROM,
    INDEX_TO,
    INDEX_SYNONYMS,
    INDEX_SOURCE,
    INDEX_CERTAINTY,
    INDEX_SHORT_NAME,
    INDEX_SHORT_ID,
    INDEX_SHORT_EN,
    INDEX_HEADLINE,
    INDEX_TEMPLATE,
    INDEX_ROLE
};

enum { INDEX_COLUMNS_REQUIRED = INDEX_CERTAINTY + 1 };

static const char *const index_columns[] = {
    "index",      "name_id",  "name_en",  "level",  "min",       "max",        "decimals",
    "valid_from", "valid_to", "synonyms", "source", "certainty", "short_name", "short_id",
    "short_en",   "headline", "template", "role",   NULL};

/* By enum zi_role. */
static const char *const role_names[] = {"", "total", "levers", "area", "sum", "part", NULL};

static const char *const level_names[] = {"keduanya", "unit", "instansi", "", NULL};

static enum zi_level level_of(int word)
{
    static const enum zi_level levels[] = {ZI_LEVEL_BOTH, ZI_LEVEL_UNIT, ZI_LEVEL_INSTITUTION,
                                           ZI_LEVEL_BOTH};

    return word < 0 ? ZI_LEVEL_BOTH : levels[word];
}

static struct zi_index *index_named(struct zi_catalogue *catalogue, const char *name)
{
    for (size_t i = 0; i < catalogue->n_indices; i++)
        if (strcmp(catalogue->indices[i].name, name) == 0)
            return &catalogue->indices[i];
    return NULL;
}

/* Position by exact name for the files that refer to indices; a fault and -1 when unknown. */
static long refer_to_index(struct zi_catalogue *catalogue, struct dataset *dataset,
                           const struct dataset_row *row, size_t column)
{
    const struct zi_index *index = index_named(catalogue, row->cells[column]);

    if (index != NULL)
        return index - catalogue->indices;
    dataset_fault(dataset, row->line, "indeks '%s' tidak ada di katalog",
                  "index '%s' is not in the catalogue", row->cells[column]);
    return ZI_NO_INDEX;
}

static int decimals_of(struct dataset *dataset, const struct dataset_row *row)
{
    double decimals = dataset_number(dataset, row, INDEX_DECIMALS, 2);

    if (decimals >= 0 && decimals <= 15 && floor(decimals) == decimals)
        return (int)decimals;
    dataset_fault(dataset, row->line, "decimals '%s' bukan bilangan bulat 0 sampai 15",
                  "decimals '%s' is not a whole number from 0 to 15", row->cells[INDEX_DECIMALS]);
    return 2;
}

/* From 1; 0 for an empty cell. */
static int place_of(struct dataset *dataset, const struct dataset_row *row, size_t column)
{
    double place = dataset_number(dataset, row, column, 0);

    if (place >= 0 && place <= 1000 && floor(place) == place)
        return (int)place;
    dataset_fault(dataset, row->line, "%s '%s' bukan bilangan bulat dari 1",
                  "%s '%s' is not a whole number from 1", index_columns[column],
                  row->cells[column]);
    return 0;
}

static const char *cell_or(const struct dataset_row *row, size_t column, const char *otherwise)
{
    return row->cells[column][0] != '\0' ? row->cells[column] : otherwise;
}

/* How the index is shown, and what it is to the evaluation. */
static void take_presentation(const struct zi_catalogue *catalogue, struct dataset *dataset,
                              const struct dataset_row *row, struct zi_index *index)
{
    int role = dataset_word(dataset, row, INDEX_ROLE, role_names);

    index->short_name = cell_or(row, INDEX_SHORT_NAME, index->name);
    index->short_label = (struct zi_text){cell_or(row, INDEX_SHORT_ID, index->label.id),
                                          cell_or(row, INDEX_SHORT_EN, index->label.en)};
    index->headline = place_of(dataset, row, INDEX_HEADLINE);
    index->template_place = place_of(dataset, row, INDEX_TEMPLATE);
    index->role = role > 0 ? (enum zi_role)role : ZI_ROLE_NONE;
    if ((index->role == ZI_ROLE_TOTAL || index->role == ZI_ROLE_LEVERS) &&
        &catalogue->indices[zi_catalogue_with_role(catalogue, index->role)] != index)
        dataset_fault(dataset, row->line, "peran '%s' sudah dipegang indeks lain",
                      "another index has the role '%s' already", role_names[index->role]);
}

static enum zi_code add_synonyms(struct zi_catalogue *catalogue, struct dataset *dataset,
                                 const struct dataset_row *row, struct zi_index *index,
                                 struct zi_error *error)
{
    size_t n_more;
    const char **more = dataset_parts(dataset, row->cells[INDEX_SYNONYMS], &n_more);
    const char **all =
        zi_arena_allocate(&catalogue->arena, index->n_synonyms + n_more + 1, sizeof *all);

    if (all == NULL || !fold_all(catalogue, more, n_more))
        return zi_fail_memory(error);
    for (size_t i = 0; i < index->n_synonyms; i++)
        all[i] = index->synonyms[i];
    for (size_t i = 0; i < n_more; i++)
        if (!dataset_holds(all, index->n_synonyms, more[i]))
            all[index->n_synonyms++] = more[i];
    index->synonyms = all;
    return ZI_OK;
}

static enum zi_code new_index(struct zi_catalogue *catalogue, struct dataset *dataset,
                              const struct dataset_row *row, struct zi_index **out,
                              struct zi_error *error)
{
    struct zi_index *index = &catalogue->indices[catalogue->n_indices];
    const char *name = row->cells[INDEX_NAME];
    const char *id = row->cells[INDEX_NAME_ID];
    const char *en = row->cells[INDEX_NAME_EN];

    index->name = name;
    index->label = (struct zi_text){*id != '\0' ? id : name, *en != '\0' ? en : name};
    index->level = level_of(dataset_word(dataset, row, INDEX_LEVEL, level_names));
    index->decimals = decimals_of(dataset, row);
    index->scored = true;
    index->scales = zi_arena_allocate(&catalogue->arena, dataset->n_rows, sizeof *index->scales);
    index->source = (struct zi_source){row->cells[INDEX_SOURCE], row->cells[INDEX_CERTAINTY]};
    if (index->scales == NULL)
        return zi_fail_memory(error);
    catalogue->n_indices++;
    take_presentation(catalogue, dataset, row, index);
    *out = index;
    return ZI_OK;
}

/* In order of valid_from; a fault when its years are taken. */
static void add_scale(struct dataset *dataset, const struct dataset_row *row,
                      struct zi_index *index)
{
    struct zi_scale scale = {
        .min = dataset_number(dataset, row, INDEX_MIN, -INFINITY),
        .max = dataset_number(dataset, row, INDEX_MAX, INFINITY),
        .valid_from = dataset_year(dataset, row, INDEX_FROM, INT_MIN),
        .valid_to = dataset_year(dataset, row, INDEX_TO, INT_MAX),
        .source = {row->cells[INDEX_SOURCE], row->cells[INDEX_CERTAINTY]},
    };
    size_t place = index->n_scales;

    if (!(scale.min < scale.max))
        dataset_fault(dataset, row->line, "min tidak lebih kecil daripada max untuk '%s'",
                      "min is not below max for '%s'", index->name);
    if (scale.valid_from > scale.valid_to)
        dataset_fault(dataset, row->line, "valid_from sesudah valid_to untuk '%s'",
                      "valid_from is after valid_to for '%s'", index->name);
    for (size_t i = 0; i < index->n_scales; i++)
        if (overlap(scale.valid_from, scale.valid_to, index->scales[i].valid_from,
                    index->scales[i].valid_to)) {
            dataset_fault(dataset, row->line, "'%s' sudah punya skala pada tahun-tahun itu",
                          "'%s' already has a scale in those years", index->name);
            return;
        }
    for (; place > 0 && index->scales[place - 1].valid_from > scale.valid_from; place--)
        index->scales[place] = index->scales[place - 1];
    index->scales[place] = scale;
    index->n_scales++;
}

static enum zi_code take_index(struct zi_catalogue *catalogue, struct dataset *dataset,
                               const struct dataset_row *row, size_t n_known,
                               struct zi_error *error)
{
    struct zi_index *index = index_named(catalogue, dataset_text(dataset, row, INDEX_NAME));

    if (row->cells[INDEX_NAME][0] == '\0')
        return ZI_OK;
    if (index != NULL && (size_t)(index - catalogue->indices) < n_known) {
        dataset_fault(dataset, row->line, "indeks '%s' sudah ada di katalog",
                      "index '%s' is already in the catalogue", index->name);
        return ZI_OK;
    }
    if (index == NULL)
        ZI_TRY(new_index(catalogue, dataset, row, &index, error));
    else if (level_of(dataset_word(dataset, row, INDEX_LEVEL, level_names)) != index->level)
        dataset_fault(dataset, row->line, "level '%s' berbeda dari baris sebelumnya untuk '%s'",
                      "level '%s' differs from an earlier row of '%s'", row->cells[INDEX_LEVEL],
                      index->name);
    add_scale(dataset, row, index);
    return add_synonyms(catalogue, dataset, row, index, error);
}

static enum zi_code load_indices(struct zi_catalogue *catalogue, const char *path, bool extra,
                                 struct zi_error *error)
{
    size_t n_required = extra ? 1 : INDEX_COLUMNS_REQUIRED;
    size_t n_known = catalogue->n_indices;
    struct dataset dataset;
    struct zi_index *indices;

    ZI_TRY(dataset_load(&dataset, &catalogue->arena, path, "indices.csv", index_columns, n_required,
                        error));
    indices = zi_arena_allocate(&catalogue->arena, n_known + dataset.n_rows + 1, sizeof *indices);
    if (indices == NULL)
        return zi_fail_memory(error);
    if (n_known > 0)
        memcpy(indices, catalogue->indices, n_known * sizeof *indices);
    catalogue->indices = indices;
    for (size_t i = 0; i < dataset.n_rows; i++)
        ZI_TRY(take_index(catalogue, &dataset, &dataset.rows[i], n_known, error));
    return dataset_verdict(&dataset, error);
}

static bool has_roles(const struct zi_catalogue *catalogue)
{
    for (size_t i = 0; i < catalogue->n_indices; i++)
        if (catalogue->indices[i].role != ZI_ROLE_NONE)
            return true;
    return false;
}

/* A catalogue written before indices had roles takes those of the one that ships, by name, and how
 * the indices are shown with them. */
static enum zi_code inherit_presentation(struct zi_catalogue *catalogue, struct zi_error *error)
{
    struct dataset dataset;

    if (has_roles(catalogue))
        return ZI_OK;
    ZI_TRY(dataset_load(&dataset, &catalogue->arena, NULL, "indices.csv", index_columns,
                        INDEX_COLUMNS_REQUIRED, error));
    for (size_t i = dataset.n_rows; i-- > 0;) { /* the first row of an index has them: it is last */
        struct zi_index *index = index_named(catalogue, dataset.rows[i].cells[INDEX_NAME]);

        if (index != NULL)
            take_presentation(catalogue, &dataset, &dataset.rows[i], index);
    }
    return dataset_verdict(&dataset, error);
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(((const struct zi_index_name *)a)->folded,
                  ((const struct zi_index_name *)b)->folded);
}

/* One name must not mean two indices. */
static enum zi_code sort_names(struct zi_catalogue *catalogue, struct zi_error *error)
{
    size_t n_names = catalogue->n_indices;
    struct zi_index_name *names;

    for (size_t i = 0; i < catalogue->n_indices; i++)
        n_names += catalogue->indices[i].n_synonyms;
    names = zi_arena_allocate(&catalogue->arena, n_names + 1, sizeof *names);
    if (names == NULL)
        return zi_fail_memory(error);
    n_names = 0;
    for (size_t i = 0; i < catalogue->n_indices; i++) {
        const struct zi_index *index = &catalogue->indices[i];

        names[n_names++] = (struct zi_index_name){fold(catalogue, index->name), i};
        if (names[n_names - 1].folded == NULL)
            return zi_fail_memory(error);
        for (size_t j = 0; j < index->n_synonyms; j++)
            names[n_names++] = (struct zi_index_name){index->synonyms[j], i};
    }
    qsort(names, n_names, sizeof *names, compare_names);
    for (size_t i = 1; i < n_names; i++)
        if (strcmp(names[i - 1].folded, names[i].folded) == 0 &&
            names[i - 1].index != names[i].index)
            return zi_fail(error, ZI_EINPUT, "katalog: nama '%s' dipakai oleh indeks %s dan %s",
                           "catalogue: the name '%s' belongs to index %s and to %s",
                           names[i].folded, catalogue->indices[names[i - 1].index].name,
                           catalogue->indices[names[i].index].name);
    catalogue->names = names;
    catalogue->n_names = n_names;
    return ZI_OK;
}

/* ---- bands ---- */

enum band_column {
    BAND_INDEX,
    BAND_NAMES,
    BAND_RANK,
    BAND_OPERATOR,
    BAND_LOWER,
    BAND_NAME_ID,
    BAND_NAME_EN,
    BAND_FROM,
    BAND_TO,
    BAND_SOURCE,
    BAND_CERTAINTY
};

static const char *const band_columns[] = {"index",    "band",    "rank",      "operator",
                                           "lower",    "name_id", "name_en",   "valid_from",
                                           "valid_to", "source",  "certainty", NULL};

static const char *const band_operators[] = {">=", ">", NULL};

static int rank_of(struct dataset *dataset, const struct dataset_row *row)
{
    double rank = dataset_number(dataset, row, BAND_RANK, NAN);

    if (rank >= 1 && rank <= 255 && floor(rank) == rank)
        return (int)rank;
    dataset_fault(dataset, row->line, "rank '%s' bukan bilangan bulat 1 sampai 255",
                  "rank '%s' is not a whole number from 1 to 255", row->cells[BAND_RANK]);
    return 1;
}

static enum zi_code take_band(struct zi_catalogue *catalogue, struct dataset *dataset,
                              const struct dataset_row *row, struct zi_error *error)
{
    struct zi_band *band = &catalogue->bands[catalogue->n_bands];
    long index = refer_to_index(catalogue, dataset, row, BAND_INDEX);

    band->names = dataset_parts(dataset, dataset_text(dataset, row, BAND_NAMES), &band->n_names);
    if (band->names == NULL)
        return zi_fail_memory(error);
    if (index == ZI_NO_INDEX || band->n_names == 0)
        return ZI_OK;
    band->index = (size_t)index;
    band->name = band->names[0];
    if (!fold_all(catalogue, band->names, band->n_names))
        return zi_fail_memory(error);
    band->rank = rank_of(dataset, row);
    band->strict = dataset_word(dataset, row, BAND_OPERATOR, band_operators) == 1;
    band->lower = dataset_number(dataset, row, BAND_LOWER, NAN);
    band->label = (struct zi_text){dataset_text(dataset, row, BAND_NAME_ID),
                                   dataset_text(dataset, row, BAND_NAME_EN)};
    band->valid_from = dataset_year(dataset, row, BAND_FROM, INT_MIN);
    band->valid_to = dataset_year(dataset, row, BAND_TO, INT_MAX);
    band->source = (struct zi_source){row->cells[BAND_SOURCE], row->cells[BAND_CERTAINTY]};
    if (band->valid_from > band->valid_to)
        dataset_fault(dataset, row->line, "valid_from sesudah valid_to untuk '%s'",
                      "valid_from is after valid_to for '%s'", band->name);
    catalogue->n_bands++;
    return ZI_OK;
}

static bool share_a_name(const struct zi_band *a, const struct zi_band *b)
{
    for (size_t i = 0; i < a->n_names; i++)
        if (dataset_holds(b->names, b->n_names, a->names[i]))
            return true;
    return false;
}

/* The newest band against those before it that were in force in the same years. */
static void check_band(const struct zi_catalogue *catalogue, struct dataset *dataset, size_t line)
{
    const struct zi_band *band = &catalogue->bands[catalogue->n_bands - 1];

    for (const struct zi_band *other = catalogue->bands; other < band; other++) {
        if (other->index != band->index ||
            !overlap(other->valid_from, other->valid_to, band->valid_from, band->valid_to))
            continue;
        if (other->rank == band->rank || share_a_name(other, band))
            dataset_fault(dataset, line, "rank atau nama '%s' sudah dipakai pada tahun yang sama",
                          "the rank or a name of '%s' is already used in the same years",
                          band->name);
        else if (isnan(other->lower) != isnan(band->lower) ||
                 (other->rank < band->rank && other->lower > band->lower) ||
                 (other->rank > band->rank && other->lower < band->lower))
            dataset_fault(dataset, line, "batas '%s' tidak searah dengan rank",
                          "the border of '%s' does not follow its rank", band->name);
    }
}

static int compare_numbers(long a, long b)
{
    return (a > b) - (a < b);
}

static int compare_bands(const void *left, const void *right)
{
    const struct zi_band *a = left;
    const struct zi_band *b = right;

    if (a->index != b->index)
        return a->index < b->index ? -1 : 1;
    if (a->valid_from != b->valid_from)
        return compare_numbers(a->valid_from, b->valid_from);
    return compare_numbers(a->rank, b->rank);
}

static enum zi_code load_bands(struct zi_catalogue *catalogue, const char *path,
                               struct zi_error *error)
{
    struct dataset dataset;

    ZI_TRY(dataset_load(&dataset, &catalogue->arena, path, "bands.csv", band_columns,
                        ZI_COUNT(band_columns) - 1, error));
    catalogue->bands =
        zi_arena_allocate(&catalogue->arena, dataset.n_rows + 1, sizeof *catalogue->bands);
    if (catalogue->bands == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < dataset.n_rows; i++) {
        size_t n_before = catalogue->n_bands;

        ZI_TRY(take_band(catalogue, &dataset, &dataset.rows[i], error));
        if (catalogue->n_bands > n_before)
            check_band(catalogue, &dataset, dataset.rows[i].line);
    }
    qsort(catalogue->bands, catalogue->n_bands, sizeof *catalogue->bands, compare_bands);
    for (size_t i = 0; i < catalogue->n_bands; i++)
        if (isnan(catalogue->bands[i].lower))
            catalogue->indices[catalogue->bands[i].index].scored = false;
    return dataset_verdict(&dataset, error);
}

/* ---- breaks and parts ---- */

enum break_column {
    BREAK_INDEX,
    BREAK_YEAR,
    BREAK_REASON_ID,
    BREAK_REASON_EN,
    BREAK_SOURCE,
    BREAK_CERTAINTY
};

static const char *const break_columns[] = {"index",  "year",      "reason_id", "reason_en",
                                            "source", "certainty", NULL};

static int compare_breaks(const void *left, const void *right)
{
    const struct zi_break *a = left;
    const struct zi_break *b = right;

    if (a->index != b->index)
        return a->index < b->index ? -1 : 1;
    return compare_numbers(a->year, b->year);
}

static enum zi_code load_breaks(struct zi_catalogue *catalogue, const char *path,
                                struct zi_error *error)
{
    struct dataset dataset;

    ZI_TRY(dataset_load(&dataset, &catalogue->arena, path, "breaks.csv", break_columns,
                        ZI_COUNT(break_columns) - 1, error));
    catalogue->breaks =
        zi_arena_allocate(&catalogue->arena, dataset.n_rows + 1, sizeof *catalogue->breaks);
    if (catalogue->breaks == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < dataset.n_rows; i++) {
        const struct dataset_row *row = &dataset.rows[i];
        long index = refer_to_index(catalogue, &dataset, row, BREAK_INDEX);

        dataset_text(&dataset, row, BREAK_YEAR);
        if (index == ZI_NO_INDEX)
            continue;
        catalogue->breaks[catalogue->n_breaks++] = (struct zi_break){
            .index = (size_t)index,
            .year = dataset_year(&dataset, row, BREAK_YEAR, 0),
            .reason = {dataset_text(&dataset, row, BREAK_REASON_ID),
                       dataset_text(&dataset, row, BREAK_REASON_EN)},
            .source = {row->cells[BREAK_SOURCE], row->cells[BREAK_CERTAINTY]},
        };
    }
    qsort(catalogue->breaks, catalogue->n_breaks, sizeof *catalogue->breaks, compare_breaks);
    return dataset_verdict(&dataset, error);
}

enum part_column {
    PART_INDEX,
    PART_PART,
    PART_FACTOR,
    PART_FROM,
    PART_TO,
    PART_SOURCE,
    PART_CERTAINTY
};

static const char *const part_columns[] = {"index",    "part",   "factor",    "valid_from",
                                           "valid_to", "source", "certainty", NULL};

/* Whether the parts of whole, and theirs, include wanted. visited: one for each index, all false
 * at first. */
static bool leads_to(const struct zi_catalogue *catalogue, size_t whole, size_t wanted,
                     bool visited[])
{
    if (whole == wanted)
        return true;
    if (visited[whole])
        return false;
    visited[whole] = true;
    for (size_t i = 0; i < catalogue->n_parts; i++)
        if (catalogue->parts[i].index == whole &&
            leads_to(catalogue, catalogue->parts[i].part, wanted, visited))
            return true;
    return false;
}

/* An index that is part of itself has no value. Each row of the file has become a part, in order.
 */
static enum zi_code refuse_circles(struct zi_catalogue *catalogue, struct dataset *dataset,
                                   struct zi_error *error)
{
    size_t n = catalogue->n_indices;
    bool *visited = zi_arena_allocate(&catalogue->arena, n + 1, sizeof *visited);

    if (visited == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < catalogue->n_parts; i++) {
        const struct zi_part *part = &catalogue->parts[i];

        memset(visited, 0, n * sizeof *visited);
        if (leads_to(catalogue, part->part, part->index, visited))
            dataset_fault(dataset, dataset->rows[i].line,
                          "'%s' melalui bagian-bagiannya menjadi bagian dari dirinya",
                          "'%s' is, through its parts, a part of itself",
                          dataset->rows[i].cells[PART_INDEX]);
    }
    return ZI_OK;
}

/* Adds up the greatest values of an index's parts in a year; NaN when one has no limit, or none of
 * them is in force. *first: the row of its first part. */
static double sum_of_parts(const struct zi_catalogue *catalogue, size_t index, int year,
                           size_t *first)
{
    double sum = 0;
    bool any = false;

    for (size_t i = 0; i < catalogue->n_parts; i++) {
        const struct zi_part *part = &catalogue->parts[i];
        const struct zi_scale *scale = zi_catalogue_scale(catalogue, part->part, year);

        if (part->index != index || isnan(part->factor) || year < part->valid_from ||
            year > part->valid_to)
            continue;
        if (!any)
            *first = i;
        any = true;
        sum += scale != NULL && isfinite(scale->max) ? part->factor * scale->max : NAN;
    }
    return any ? sum : NAN;
}

/* What adds up to an index can reach its maximum and no more. */
static void check_sum(const struct zi_catalogue *catalogue, struct dataset *dataset, size_t index,
                      int year)
{
    const struct zi_scale *scale = zi_catalogue_scale(catalogue, index, year);
    size_t first = 0;
    double sum = sum_of_parts(catalogue, index, year, &first);
    char parts[ZI_NUMBER_MAX], whole[ZI_NUMBER_MAX];

    if (isnan(sum) || scale == NULL || isinf(scale->max) || fabs(sum - scale->max) < 1e-9)
        return;
    zi_number_shortest(parts, round(sum * 1e9) / 1e9);
    zi_number_shortest(whole, scale->max);
    dataset_fault(dataset, dataset->rows[first].line,
                  "bagian-bagian '%s' berjumlah paling banyak %s pada %d, bukan %s",
                  "the parts of '%s' add up to at most %s in %d, not to %s",
                  catalogue->indices[index].name, parts, year, whole);
}

/* Every year, said once for each sum that is wrong. */
static void check_sums(const struct zi_catalogue *catalogue, struct dataset *dataset)
{
    enum { FIRST = 1900, LAST = 2200 };

    for (size_t i = 0; i < catalogue->n_indices; i++) {
        double before = NAN;

        for (int year = FIRST; year <= LAST; year++) {
            size_t first = 0;
            const struct zi_scale *scale = zi_catalogue_scale(catalogue, i, year);
            double sum = sum_of_parts(catalogue, i, year, &first);
            double missing = scale != NULL ? sum - scale->max : NAN;

            if (!isnan(missing) && missing != before) /* said once, in its first year */
                check_sum(catalogue, dataset, i, year);
            before = missing;
        }
    }
}

static enum zi_code load_parts(struct zi_catalogue *catalogue, const char *path,
                               struct zi_error *error)
{
    struct dataset dataset;

    ZI_TRY(dataset_load(&dataset, &catalogue->arena, path, "parts.csv", part_columns,
                        ZI_COUNT(part_columns) - 1, error));
    catalogue->parts =
        zi_arena_allocate(&catalogue->arena, dataset.n_rows + 1, sizeof *catalogue->parts);
    if (catalogue->parts == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < dataset.n_rows; i++) {
        const struct dataset_row *row = &dataset.rows[i];
        long index = refer_to_index(catalogue, &dataset, row, PART_INDEX);
        long part = refer_to_index(catalogue, &dataset, row, PART_PART);

        if (index == ZI_NO_INDEX || part == ZI_NO_INDEX)
            continue;
        catalogue->parts[catalogue->n_parts++] = (struct zi_part){
            .index = (size_t)index,
            .part = (size_t)part,
            .factor = dataset_number(&dataset, row, PART_FACTOR, NAN),
            .valid_from = dataset_year(&dataset, row, PART_FROM, INT_MIN),
            .valid_to = dataset_year(&dataset, row, PART_TO, INT_MAX),
            .source = {row->cells[PART_SOURCE], row->cells[PART_CERTAINTY]},
        };
    }
    ZI_TRY(dataset_verdict(&dataset, error));
    ZI_TRY(refuse_circles(catalogue, &dataset, error));
    check_sums(catalogue, &dataset);
    return dataset_verdict(&dataset, error);
}

/* ---- kinds ---- */

enum kind_column {
    KIND_NAME,
    KIND_LEVEL,
    KIND_GOVERNMENT,
    KIND_WORDS,
    KIND_SOURCE,
    KIND_CERTAINTY
};

static const char *const kind_columns[] = {"kind",   "level",     "government", "words",
                                           "source", "certainty", NULL};

static const char *const kind_levels[] = {"unit", "instansi", NULL};
static const char *const governments[] = {"", "pemda", "kl", NULL};

static int compare_lengths(const void *left, const void *right)
{
    const char *a = *(const char *const *)left;
    const char *b = *(const char *const *)right;

    if (strlen(a) != strlen(b))
        return strlen(a) > strlen(b) ? -1 : 1;
    return strcmp(a, b);
}

static enum zi_code take_kind(struct zi_catalogue *catalogue, struct dataset *dataset,
                              const struct dataset_row *row, struct zi_error *error)
{
    struct zi_kind *kind = &catalogue->kinds[catalogue->n_kinds];
    int level = dataset_word(dataset, row, KIND_LEVEL, kind_levels);
    int government = dataset_word(dataset, row, KIND_GOVERNMENT, governments);

    kind->name = dataset_text(dataset, row, KIND_NAME);
    kind->level = level == 1 ? ZI_LEVEL_INSTITUTION : ZI_LEVEL_UNIT;
    kind->government = government < 0 ? "" : governments[government];
    kind->source = (struct zi_source){row->cells[KIND_SOURCE], row->cells[KIND_CERTAINTY]};
    kind->words = dataset_parts(dataset, row->cells[KIND_WORDS], &kind->n_words);
    if (!fold_all(catalogue, kind->words, kind->n_words))
        return zi_fail_memory(error);
    qsort(kind->words, kind->n_words, sizeof *kind->words, compare_lengths);
    for (const struct zi_kind *other = catalogue->kinds; other < kind; other++)
        if (other->level == kind->level && strcmp(other->name, kind->name) == 0)
            dataset_fault(dataset, row->line, "jenis '%s' ada dua kali", "kind '%s' appears twice",
                          kind->name);
    catalogue->n_kinds++;
    return ZI_OK;
}

static enum zi_code load_kinds(struct zi_catalogue *catalogue, const char *path,
                               struct zi_error *error)
{
    struct dataset dataset;

    ZI_TRY(dataset_load(&dataset, &catalogue->arena, path, "kinds.csv", kind_columns,
                        ZI_COUNT(kind_columns) - 1, error));
    catalogue->kinds =
        zi_arena_allocate(&catalogue->arena, dataset.n_rows + 1, sizeof *catalogue->kinds);
    if (catalogue->kinds == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < dataset.n_rows; i++)
        ZI_TRY(take_kind(catalogue, &dataset, &dataset.rows[i], error));
    return dataset_verdict(&dataset, error);
}

/* ---- loading ---- */

static enum zi_code load_all(struct zi_catalogue *catalogue, const struct zi_catalogue_files *files,
                             struct zi_error *error)
{
    ZI_TRY(load_indices(catalogue, files->indices, false, error));
    ZI_TRY(inherit_presentation(catalogue, error));

    if (files->extra_indices != NULL)
        ZI_TRY(load_indices(catalogue, files->extra_indices, true, error));
    ZI_TRY(sort_names(catalogue, error));
    ZI_TRY(load_bands(catalogue, files->bands, error));
    ZI_TRY(load_breaks(catalogue, files->breaks, error));
    ZI_TRY(load_parts(catalogue, files->parts, error));
    ZI_TRY(load_kinds(catalogue, files->kinds, error));
    ZI_TRY(catalogue_load_releases(catalogue, files->releases, error));
    return catalogue_load_year_effects(catalogue, files->year_effects, error);
}

enum zi_code zi_catalogue_load(struct zi_catalogue *catalogue,
                               const struct zi_catalogue_files *files, struct zi_error *error)
{
    static const struct zi_catalogue_files none;
    enum zi_code code;

    memset(catalogue, 0, sizeof *catalogue);
    code = load_all(catalogue, files != NULL ? files : &none, error);
    if (code != ZI_OK)
        zi_catalogue_release(catalogue);
    return code;
}

void zi_catalogue_release(struct zi_catalogue *catalogue)
{
    zi_arena_release(&catalogue->arena);
    memset(catalogue, 0, sizeof *catalogue);
}
