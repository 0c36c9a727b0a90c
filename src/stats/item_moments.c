/* Sums of respondents' answers, and the means and standard errors from them. */
#include "item_moments.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>

/* Of respondents who left something blank: for whom two items both have an answer is not said by
 * the sums over all. */
struct zi_item_overlaps {
    uint64_t n[ZI_ITEMS][ZI_ITEMS];   /* who answered both */
    uint64_t sum[ZI_ITEMS][ZI_ITEMS]; /* of the first item's answers, by those who answered both */
};

static bool make_overlaps(struct zi_item_moments *moments)
{
    if (moments->overlaps == NULL)
        moments->overlaps = calloc(1, sizeof *moments->overlaps);
    return moments->overlaps != NULL;
}

static bool is_complete(const uint16_t answers[ZI_ITEMS])
{
    for (size_t i = 0; i < ZI_ITEMS; i++)
        if (answers[i] == 0)
            return false;
    return true;
}

static bool add_overlaps(struct zi_item_moments *moments, const uint16_t answers[ZI_ITEMS])
{
    if (!make_overlaps(moments))
        return false;
    for (size_t i = 0; i < ZI_ITEMS; i++)
        for (size_t k = 0; answers[i] != 0 && k < ZI_ITEMS; k++) {
            moments->overlaps->n[i][k] += answers[k] != 0;
            moments->overlaps->sum[i][k] += answers[k] != 0 ? answers[i] : 0;
        }
    return true;
}

bool zi_item_moments_add(struct zi_item_moments *moments, const uint16_t answers[ZI_ITEMS])
{
    bool complete = is_complete(answers);
    size_t pair = 0;

    if (!complete && !add_overlaps(moments, answers))
        return false;
    moments->n_rows++;
    moments->n_complete += complete;
    for (size_t i = 0; i < ZI_ITEMS; i++) {
        moments->n[i] += answers[i] != 0;
        moments->sum[i] += answers[i];
        moments->complete_sum[i] += complete ? answers[i] : 0;
        for (size_t k = 0; k <= i; k++)
            moments->products[pair++] += (uint64_t)answers[i] * answers[k];
    }
    return true;
}

static void merge_overlaps(struct zi_item_overlaps *into, const struct zi_item_overlaps *others)
{
    for (size_t i = 0; i < ZI_ITEMS; i++)
        for (size_t k = 0; k < ZI_ITEMS; k++) {
            into->n[i][k] += others->n[i][k];
            into->sum[i][k] += others->sum[i][k];
        }
}

bool zi_item_moments_merge(struct zi_item_moments *moments, const struct zi_item_moments *others)
{
    if (others->overlaps != NULL) {
        if (!make_overlaps(moments))
            return false;
        merge_overlaps(moments->overlaps, others->overlaps);
    }
    moments->n_rows += others->n_rows;
    moments->n_complete += others->n_complete;
    for (size_t i = 0; i < ZI_ITEMS; i++) {
        moments->n[i] += others->n[i];
        moments->sum[i] += others->sum[i];
        moments->complete_sum[i] += others->complete_sum[i];
    }
    for (size_t pair = 0; pair < ZI_ITEM_PAIRS; pair++)
        moments->products[pair] += others->products[pair];
    return true;
}

void zi_item_moments_release(struct zi_item_moments *moments)
{
    free(moments->overlaps);
    *moments = (struct zi_item_moments){0};
}

/* A whole number next to the mean of the item's answers: deviations from it are exact. */
static int64_t centre(const struct zi_item_moments *moments, size_t item)
{
    return (int64_t)((moments->sum[item] + moments->n[item] / 2) / moments->n[item]);
}

/* What the mean is above the whole number, in [-0.5, 0.5]. */
static double above_centre(const struct zi_item_moments *moments, size_t item)
{
    int64_t n = (int64_t)moments->n[item];

    return (double)((int64_t)moments->sum[item] - n * centre(moments, item)) / (double)n;
}

/* Sum of (answer - mean) (answer - mean) to two items, k <= i, over those who answered both. */
static double cross_deviations(const struct zi_item_moments *moments, size_t i, size_t k)
{
    const struct zi_item_overlaps *overlaps = moments->overlaps;
    int64_t n = (int64_t)(moments->n_complete + (overlaps != NULL ? overlaps->n[i][k] : 0));
    int64_t of_i =
        (int64_t)(moments->complete_sum[i] + (overlaps != NULL ? overlaps->sum[i][k] : 0));
    int64_t of_k =
        (int64_t)(moments->complete_sum[k] + (overlaps != NULL ? overlaps->sum[k][i] : 0));
    int64_t product = (int64_t)moments->products[i * (i + 1) / 2 + k];
    int64_t centre_i = centre(moments, i), centre_k = centre(moments, k);
    double above_i = above_centre(moments, i), above_k = above_centre(moments, k);

    product += centre_i * centre_k * n - centre_k * of_i - centre_i * of_k;
    return (double)product - above_k * (double)(of_i - centre_i * n) -
           above_i * (double)(of_k - centre_k * n) + above_i * above_k * (double)n;
}

double zi_item_moments_std_error(const struct zi_item_moments *moments,
                                 const double weights[ZI_ITEMS])
{
    double n = (double)moments->n_rows;
    double squares = 0;

    if (moments->n_rows < 2)
        return NAN;
    for (size_t i = 0; i < ZI_ITEMS; i++) {
        if (weights[i] == 0)
            continue;
        if (moments->n[i] == 0)
            return NAN;
        for (size_t k = 0; k <= i; k++)
            if (weights[k] != 0)
                squares += (k == i ? 1 : 2) * (weights[i] / (double)moments->n[i]) *
                           (weights[k] / (double)moments->n[k]) * cross_deviations(moments, i, k);
    }
    return sqrt(fmax(squares, 0) * n / (n - 1));
}
