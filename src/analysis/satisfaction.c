/* Respondents' answers to the index of satisfaction, with its error. */
#include "zistat/analysis/satisfaction.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fraction.h"
#include "base/utf8.h"
#include "stats/item_moments.h"

enum { BANDS_MAX = 32, MILLION = 1000000 };

static const struct {
    uint64_t above;
    uint64_t below;
} weights[ZI_SATISFACTION_WEIGHTS] = {
    [ZI_WEIGHT_NINTH] = {1, 9},
    [ZI_WEIGHT_0_111] = {111, 1000},
    [ZI_WEIGHT_0_11] = {11, 100},
};

double zi_satisfaction_weight(enum zi_satisfaction_weight weight)
{
    return (double)weights[weight].above / (double)weights[weight].below;
}

/* ---- sums ---- */

bool zi_satisfaction_add(void *data, size_t group, const uint16_t answers[ZI_SURVEY_ELEMENTS])
{
    struct zi_satisfaction_sums *sums = data;

    if (group >= sums->capacity) {
        size_t capacity = 2 * group + 16;
        struct zi_item_moments *larger = realloc(sums->of_group, capacity * sizeof *larger);

        if (larger == NULL)
            return false;
        memset(larger + sums->capacity, 0, (capacity - sums->capacity) * sizeof *larger);
        sums->of_group = larger;
        sums->capacity = capacity;
    }
    if (group >= sums->n_groups)
        sums->n_groups = group + 1;
    return zi_item_moments_add(&sums->of_group[group], answers);
}

void zi_satisfaction_release(struct zi_satisfaction_sums *sums)
{
    for (size_t i = 0; i < sums->n_groups; i++)
        zi_item_moments_release(&sums->of_group[i]);
    free(sums->of_group);
    *sums = (struct zi_satisfaction_sums){0};
}

/* ---- the table of classes ---- */

/* The bands of skm in a year, the lowest first. */
struct classes {
    const struct zi_band *bands[BANDS_MAX];
    size_t n;
    double step; /* the table is printed in such steps: what lies between them is a gap */
};

static struct classes classes_of(const struct zi_catalogue *catalogue, int year)
{
    long index = zi_catalogue_find(catalogue, "skm", 3);
    struct classes classes = {.n = 0};

    if (index == ZI_NO_INDEX)
        return classes;
    classes.step = pow(10, -catalogue->indices[index].decimals);
    for (int rank = 1; classes.n < BANDS_MAX; rank++) {
        const struct zi_band *band =
            zi_catalogue_band_ranked(catalogue, (size_t)index, year > 0 ? year : INT_MAX, rank);

        if (band == NULL)
            break;
        classes.bands[classes.n++] = band;
    }
    return classes;
}

/* A sum of means of answers that gives an index. */
struct means {
    struct zi_fraction terms[ZI_SURVEY_ELEMENTS];
    size_t n;
    uint64_t above, below; /* the index is 25 above / below times the sum */
};

/* In the widest type there is, so that the index is the double next to the exact one. */
static double index_of(const struct means *means)
{
    long double sum = 0;

    for (size_t i = 0; i < means->n; i++)
        sum += (long double)means->terms[i].numerator / (long double)means->terms[i].denominator;
    return (double)(sum * (long double)(25 * means->above) /
                    (long double)(ZI_SURVEY_UNIT * means->below));
}

/* Of the index with a decimal number of at most six places, without rounding. */
static int compare_index(const struct means *means, double value)
{
    struct zi_fraction limit = {
        (uint64_t)llround(value * MILLION) * ZI_SURVEY_UNIT * means->below,
        (uint64_t)25 * MILLION * means->above,
    };

    return zi_fractions_compare(means->terms, means->n, limit);
}

/* Position of the highest class reached; -1 for none. */
static int class_of(const struct classes *classes, const struct means *means)
{
    for (size_t i = classes->n; i-- > 0;) {
        int order = compare_index(means, classes->bands[i]->lower);

        if (order > 0 || (order == 0 && !classes->bands[i]->strict))
            return (int)i;
    }
    return -1;
}

static const struct zi_band *band_of(const struct classes *classes, const struct means *means)
{
    int reached = class_of(classes, means);

    return reached >= 0 ? classes->bands[reached] : NULL;
}

/* ---- one group ---- */

static struct zi_fraction mean_of(const struct zi_item_moments *moments, size_t element)
{
    return (struct zi_fraction){moments->sum[element], moments->n[element]};
}

static bool all_answered(const struct zi_item_moments *moments)
{
    for (size_t i = 0; i < ZI_SURVEY_ELEMENTS; i++)
        if (moments->n[i] == 0)
            return false;
    return true;
}

static struct means all_means(const struct zi_item_moments *moments, bool complete,
                              enum zi_satisfaction_weight weight)
{
    struct means means = {
        .n = ZI_SURVEY_ELEMENTS, .above = weights[weight].above, .below = weights[weight].below};

    for (size_t i = 0; i < ZI_SURVEY_ELEMENTS; i++)
        means.terms[i] = complete
                             ? (struct zi_fraction){moments->complete_sum[i], moments->n_complete}
                             : mean_of(moments, i);
    return means;
}

static void find_elements(struct zi_satisfaction *row, const struct zi_item_moments *moments,
                          const struct classes *classes)
{
    for (size_t i = 0; i < ZI_SURVEY_ELEMENTS; i++) {
        struct zi_satisfaction_element *element = &row->elements[i];
        struct means mean = {.terms = {mean_of(moments, i)}, .n = 1, .above = 1, .below = 1};

        *element = (struct zi_satisfaction_element){.mean = NAN,
                                                    .index = NAN,
                                                    .reason = ZI_MISSING,
                                                    .complete_mean = NAN,
                                                    .n = moments->n[i],
                                                    .n_blank = moments->n_rows - moments->n[i],
                                                    .not_above = ZI_NO_ELEMENT};
        if (moments->n_complete > 0)
            element->complete_mean =
                (double)moments->complete_sum[i] / (double)(moments->n_complete * ZI_SURVEY_UNIT);
        if (element->n == 0)
            continue;
        element->reason = ZI_DEFINED;
        element->mean = (double)moments->sum[i] / (double)(moments->n[i] * ZI_SURVEY_UNIT);
        element->index = index_of(&mean);
        element->band = band_of(classes, &mean);
    }
}

static int compare_means(const struct zi_item_moments *moments, size_t a, size_t b)
{
    struct zi_fraction mean = mean_of(moments, a);

    return zi_fractions_compare(&mean, 1, mean_of(moments, b));
}

static bool differs_by_less_than_its_error(const struct zi_satisfaction *row,
                                           const struct zi_item_moments *moments, size_t a,
                                           size_t b, double correction)
{
    double signs[ZI_ITEMS] = {0};
    double error;

    signs[a] = 1.0 / ZI_SURVEY_UNIT;
    signs[b] = -1.0 / ZI_SURVEY_UNIT;
    error = zi_item_moments_std_error(moments, signs) * correction;
    return fabs(row->elements[a].mean - row->elements[b].mean) < error;
}

/* By how many of the others an element is preceded, and with how many it is equal. */
static void rank_element(struct zi_satisfaction *row, const struct zi_item_moments *moments,
                         size_t i)
{
    int below = 0, equal = 0;

    for (size_t k = 0; k < ZI_SURVEY_ELEMENTS; k++) {
        int order = compare_means(moments, k, i);

        below += order < 0;
        equal += order == 0;
    }
    row->elements[i].first_rank = equal < ZI_SURVEY_ELEMENTS ? below + 1 : 0;
    row->elements[i].last_rank = equal < ZI_SURVEY_ELEMENTS ? below + equal : 0;
}

static void rank_elements(struct zi_satisfaction *row, const struct zi_item_moments *moments,
                          double correction)
{
    for (size_t i = 0; i < ZI_SURVEY_ELEMENTS; i++)
        rank_element(row, moments, i);
    for (size_t i = 0; i < ZI_SURVEY_ELEMENTS; i++)
        for (size_t k = ZI_SURVEY_ELEMENTS; k-- > 0 && row->elements[i].first_rank > 1;)
            if (row->elements[k].last_rank == row->elements[i].first_rank - 1 &&
                differs_by_less_than_its_error(row, moments, i, k, correction))
                row->elements[i].not_above = (int)k;
}

/* Between where the table's interval ends in print and where the next one begins. */
static void find_gap(struct zi_satisfaction *row, const struct classes *classes,
                     const struct means *means)
{
    int reached = class_of(classes, means);
    double next;

    if (reached + 1 >= (int)classes->n)
        return;
    next = classes->bands[reached + 1]->lower;
    if (reached < 0 || compare_index(means, next - classes->step) <= 0)
        return;
    row->in_gap = true;
    row->gap_begin = next - classes->step;
    row->gap_end = next;
}

/* What a sample from a finite population leaves of the standard error. */
static double correction_of(uint64_t n, uint64_t population)
{
    return population >= n && population > 0 ? sqrt(1 - (double)n / (double)population) : 1;
}

static void find_index(struct zi_satisfaction *row, const struct zi_item_moments *moments,
                       const struct classes *classes, enum zi_satisfaction_weight weight,
                       double correction)
{
    double factors[ZI_ITEMS];
    struct means asked = all_means(moments, false, weight);

    row->reason = ZI_DEFINED;
    for (int w = 0; w < ZI_SATISFACTION_WEIGHTS; w++) {
        struct means means = all_means(moments, false, (enum zi_satisfaction_weight)w);

        row->index[w] = index_of(&means);
        row->bands[w] = band_of(classes, &means);
    }
    find_gap(row, classes, &asked);
    for (size_t i = 0; i < ZI_ITEMS; i++)
        factors[i] = 25 * zi_satisfaction_weight(weight) / ZI_SURVEY_UNIT;
    row->std_error = zi_item_moments_std_error(moments, factors) * correction;
    rank_elements(row, moments, correction);
}

static void copy_borders(struct zi_satisfaction *row, const struct classes *classes)
{
    for (size_t i = classes->n; i-- > 0 && row->n_borders < ZI_SATISFACTION_BORDERS;)
        row->borders[row->n_borders++] = classes->bands[i]->lower;
}

static void compute_row(struct zi_satisfaction *row, const struct zi_survey_group *of,
                        const struct zi_item_moments *moments, uint64_t population,
                        const struct classes *classes, enum zi_satisfaction_weight weight)
{
    *row = (struct zi_satisfaction){.of = *of,
                                    .n = moments->n_rows,
                                    .n_complete = moments->n_complete,
                                    .reason = ZI_MISSING,
                                    .complete_index = NAN,
                                    .std_error = NAN,
                                    .population = population,
                                    .needed = zi_sample_size(population)};
    for (int w = 0; w < ZI_SATISFACTION_WEIGHTS; w++)
        row->index[w] = NAN;
    copy_borders(row, classes);
    find_elements(row, moments, classes);
    if (all_answered(moments))
        find_index(row, moments, classes, weight, correction_of(row->n, population));
    if (row->n_complete > 0) {
        struct means complete = all_means(moments, true, weight);

        row->complete_index = index_of(&complete);
        row->complete_band = band_of(classes, &complete);
    }
}

/* ---- groups in order, equal ones together ---- */

struct entry {
    const struct zi_survey_group *of;
    const struct zi_item_moments *moments;
};

static int compare_numbers(int a, int b)
{
    return (a > b) - (a < b);
}

static int compare_entries(const void *left, const void *right)
{
    const struct zi_survey_group *a = ((const struct entry *)left)->of;
    const struct zi_survey_group *b = ((const struct entry *)right)->of;
    int order = strcmp(a->institution, b->institution);

    if (order == 0)
        order = strcmp(a->unit, b->unit);
    if (order == 0)
        order = compare_numbers(a->year, b->year);
    return order != 0 ? order : strcmp(a->period, b->period);
}

static int compare_wholes(const void *left, const void *right)
{
    const struct zi_survey_group *a = ((const struct entry *)left)->of;
    const struct zi_survey_group *b = ((const struct entry *)right)->of;
    int order = strcmp(a->institution, b->institution);

    if (order == 0)
        order = compare_numbers(a->year, b->year);
    return order != 0 ? order : strcmp(a->period, b->period);
}

/* The sums of entries[0..n) together, to be released; of units only, not of institutions as such.
 */
static enum zi_code merge(const struct entry entries[], size_t n, bool units_only,
                          struct zi_item_moments *sums, struct zi_error *error)
{
    *sums = (struct zi_item_moments){0};
    for (size_t i = 0; i < n; i++)
        if (!(units_only && entries[i].of->unit[0] == '\0') &&
            !zi_item_moments_merge(sums, entries[i].moments)) {
            zi_item_moments_release(sums);
            return zi_fail_memory(error);
        }
    return ZI_OK;
}

static size_t count_equal(const struct entry entries[], size_t n,
                          int (*compare)(const void *, const void *))
{
    size_t count = 1;

    while (count < n && compare(&entries[0], &entries[count]) == 0)
        count++;
    return count;
}

/* ---- what was asked for ---- */

/* Whom a row of the list of populations is about, folded. */
struct folded_names {
    const char *institution;
    const char *unit;
};

struct computing {
    const struct zi_satisfaction_request *request;
    const struct zi_survey *survey;
    const struct zi_catalogue *catalogue;
    struct zi_arena *arena;
    struct entry *entries;
    size_t n_entries;
    bool *is_wanted;              /* by group; NULL: all are */
    struct folded_names *counted; /* by row of the list of populations */
    bool *is_used;                /* the same */
};

static const char *name_of(const struct zi_survey_group *group)
{
    return group->unit[0] != '\0' ? group->unit : group->institution;
}

static bool same_folded(struct zi_arena *arena, const char *text, const char *folded)
{
    const char *other = zi_utf8_fold(arena, text, strlen(text));

    return other != NULL && strcmp(other, folded) == 0;
}

static bool want_named(struct computing *computing, const char *folded)
{
    bool found = false;

    for (size_t i = 0; i < computing->survey->n_groups && folded[0] != '\0'; i++)
        if (same_folded(computing->arena, name_of(&computing->survey->groups[i]), folded))
            found = computing->is_wanted[i] = true;
    return found;
}

static enum zi_code unknown_unit(struct computing *computing, const char *wanted,
                                 struct zi_error *error)
{
    const struct zi_survey *survey = computing->survey;
    const char **words = zi_arena_allocate(computing->arena, survey->n_groups + 1, sizeof *words);
    const char *nearest;

    if (words == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < survey->n_groups; i++)
        words[i] = name_of(&survey->groups[i]);
    nearest = zi_utf8_nearest(wanted, words);
    if (nearest != NULL)
        return zi_fail(error, ZI_EUSAGE, "unit '%s' tidak ada dalam data; maksud Anda '%s'?",
                       "unit '%s' is not in the data; did you mean '%s'?", wanted, nearest);
    return zi_fail(error, ZI_EUSAGE, "unit '%s' tidak ada dalam data",
                   "unit '%s' is not in the data", wanted);
}

/* One name, or several separated by commas: names hold commas too, so that the whole is tried
 * first. */
static enum zi_code want(struct computing *computing, const char *wanted, struct zi_error *error)
{
    const char *whole = zi_utf8_fold(computing->arena, wanted, strlen(wanted));

    if (whole == NULL)
        return zi_fail_memory(error);
    if (want_named(computing, whole))
        return ZI_OK;
    for (const char *next = wanted; next != NULL; wanted = next) {
        size_t length = strcspn(wanted, ",");
        const char *name = zi_arena_copy_bytes(computing->arena, wanted, length);
        const char *folded = zi_utf8_fold(computing->arena, wanted, length);

        if (name == NULL || folded == NULL)
            return zi_fail_memory(error);
        if (!want_named(computing, folded))
            return unknown_unit(computing, name, error);
        next = wanted[length] == ',' ? wanted + length + 1 : NULL;
    }
    return ZI_OK;
}

static bool is_asked_for(const struct computing *computing, size_t group)
{
    const struct zi_satisfaction_request *request = computing->request;
    int year = computing->survey->groups[group].year;

    if (computing->is_wanted != NULL && !computing->is_wanted[group])
        return false;
    return (request->first_year == 0 || year >= request->first_year) &&
           (request->last_year == 0 || (year != 0 && year <= request->last_year));
}

static enum zi_code choose(struct computing *computing, const struct zi_satisfaction_sums *sums,
                           struct zi_error *error)
{
    const struct zi_satisfaction_request *request = computing->request;
    size_t n = computing->survey->n_groups;

    computing->entries = zi_arena_allocate(computing->arena, n + 1, sizeof *computing->entries);
    if (request->n_units > 0)
        computing->is_wanted =
            zi_arena_allocate(computing->arena, n + 1, sizeof *computing->is_wanted);
    if (n == 0)
        return zi_fail(error, ZI_EFEW, "tidak ada satu jawaban pun dalam data",
                       "there is not a single answer in the data");
    if (computing->entries == NULL || (request->n_units > 0 && computing->is_wanted == NULL))
        return zi_fail_memory(error);
    for (size_t i = 0; i < request->n_units; i++)
        ZI_TRY(want(computing, request->units[i], error));
    for (size_t i = 0; i < n && i < sums->n_groups; i++)
        if (is_asked_for(computing, i))
            computing->entries[computing->n_entries++] =
                (struct entry){&computing->survey->groups[i], &sums->of_group[i]};
    if (computing->n_entries == 0)
        return zi_fail(error, ZI_EFEW, "tidak ada responden untuk unit dan tahun yang diminta",
                       "there are no respondents of the units and years asked for");
    return ZI_OK;
}

static struct folded_names fold_names(struct zi_arena *arena, const struct zi_survey_group *group)
{
    return (struct folded_names){
        zi_utf8_fold(arena, group->institution, strlen(group->institution)),
        zi_utf8_fold(arena, group->unit, strlen(group->unit))};
}

static enum zi_code fold_populations(struct computing *computing, struct zi_error *error)
{
    const struct zi_satisfaction_request *request = computing->request;
    size_t n = request->n_populations;

    computing->counted = zi_arena_allocate(computing->arena, n + 1, sizeof *computing->counted);
    computing->is_used = zi_arena_allocate(computing->arena, n + 1, sizeof *computing->is_used);
    if (computing->counted == NULL || computing->is_used == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < n; i++) {
        computing->counted[i] = fold_names(computing->arena, &request->populations[i].of);
        if (computing->counted[i].institution == NULL || computing->counted[i].unit == NULL)
            return zi_fail_memory(error);
    }
    return ZI_OK;
}

static bool counts(const struct computing *computing, size_t i, const struct folded_names *names,
                   int year)
{
    const struct folded_names *counted = &computing->counted[i];
    int counted_year = computing->request->populations[i].of.year;

    return strcmp(counted->unit, names->unit) == 0 &&
           (counted->institution[0] == '\0' ||
            strcmp(counted->institution, names->institution) == 0) &&
           (counted_year == 0 || counted_year == year);
}

/* Of the group by the list, that of its year before that of every year; 0 when it is not there. */
static enum zi_code find_population(struct computing *computing,
                                    const struct zi_survey_group *group, uint64_t *population,
                                    struct zi_error *error)
{
    const struct zi_satisfaction_request *request = computing->request;
    struct folded_names names = {NULL, NULL};
    bool of_year = false;

    *population = request->population;
    if (request->n_populations == 0)
        return ZI_OK;
    names = fold_names(computing->arena, group);
    if (names.institution == NULL || names.unit == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < request->n_populations; i++) {
        if (!counts(computing, i, &names, group->year))
            continue;
        computing->is_used[i] = true;
        if (!of_year || request->populations[i].of.year != 0)
            *population = request->populations[i].size;
        of_year = of_year || request->populations[i].of.year != 0;
    }
    return ZI_OK;
}

/* ---- the results ---- */

static enum zi_code compute_rows(struct computing *computing,
                                 struct zi_satisfaction_results *results, struct zi_error *error)
{
    const struct entry *entries = computing->entries;
    size_t n = computing->n_entries;
    size_t same;

    results->rows = zi_arena_allocate(computing->arena, n, sizeof *results->rows);
    if (results->rows == NULL)
        return zi_fail_memory(error);
    ZI_TRY(fold_populations(computing, error));
    qsort(computing->entries, n, sizeof *computing->entries, compare_entries);
    for (size_t i = 0; i < n; i += same) {
        struct classes classes = classes_of(computing->catalogue, entries[i].of->year);
        struct zi_item_moments sums;
        uint64_t population;

        ZI_TRY(find_population(computing, entries[i].of, &population, error));
        same = count_equal(entries + i, n - i, compare_entries);
        ZI_TRY(merge(entries + i, same, false, &sums, error));
        compute_row(&results->rows[results->n_rows++], entries[i].of, &sums, population, &classes,
                    computing->request->weight);
        zi_item_moments_release(&sums);
    }
    for (size_t i = 0; i < computing->request->n_populations; i++)
        results->n_unused_populations += !computing->is_used[i];
    return ZI_OK;
}

static bool is_of_whole(const struct zi_satisfaction *row,
                        const struct zi_satisfaction_whole *whole)
{
    return row->of.unit[0] != '\0' && row->of.year == whole->year &&
           strcmp(row->of.period, whole->period) == 0;
}

/* The rows of the institution begin at rows[*first] or later. */
static void average_units(struct zi_satisfaction_whole *whole,
                          const struct zi_satisfaction_results *results, size_t *first,
                          enum zi_satisfaction_weight weight)
{
    double sum = 0;

    while (strcmp(results->rows[*first].of.institution, whole->institution) < 0)
        ++*first;
    for (size_t i = *first;
         i < results->n_rows && strcmp(results->rows[i].of.institution, whole->institution) == 0;
         i++)
        if (is_of_whole(&results->rows[i], whole) && !isnan(results->rows[i].index[weight])) {
            whole->n_units++;
            sum += results->rows[i].index[weight];
        }
    whole->of_units = sum / (double)whole->n_units;
}

static enum zi_code compute_wholes(struct computing *computing,
                                   struct zi_satisfaction_results *results, struct zi_error *error)
{
    const struct entry *entries = computing->entries;
    size_t n = computing->n_entries;
    enum zi_satisfaction_weight weight = computing->request->weight;
    size_t first = 0;
    size_t same;

    results->wholes = zi_arena_allocate(computing->arena, n, sizeof *results->wholes);
    if (results->wholes == NULL)
        return zi_fail_memory(error);
    qsort(computing->entries, n, sizeof *computing->entries, compare_wholes);
    for (size_t i = 0; i < n; i += same) {
        struct zi_satisfaction_whole *whole = &results->wholes[results->n_wholes];
        struct zi_item_moments sums;
        struct means means;

        same = count_equal(entries + i, n - i, compare_wholes);
        *whole = (struct zi_satisfaction_whole){.institution = entries[i].of->institution,
                                                .year = entries[i].of->year,
                                                .period = entries[i].of->period};
        average_units(whole, results, &first, weight);
        if (whole->n_units < 2)
            continue;
        ZI_TRY(merge(entries + i, same, true, &sums, error));
        means = all_means(&sums, false, weight);
        whole->n = sums.n_rows;
        whole->pooled = index_of(&means);
        results->n_wholes++;
        zi_item_moments_release(&sums);
    }
    return ZI_OK;
}

enum zi_code
zi_satisfaction_compute(const struct zi_satisfaction_sums *sums, const struct zi_survey *survey,
                        const struct zi_catalogue *catalogue,
                        const struct zi_satisfaction_request *request, struct zi_arena *arena,
                        struct zi_satisfaction_results *results, struct zi_error *error)
{
    struct computing computing = {
        .request = request, .survey = survey, .catalogue = catalogue, .arena = arena};

    *results = (struct zi_satisfaction_results){0};
    ZI_TRY(choose(&computing, sums, error));
    ZI_TRY(compute_rows(&computing, results, error));
    return compute_wholes(&computing, results, error);
}
