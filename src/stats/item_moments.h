/*
 * Answers of respondents to the nine items of a questionnaire, as the sums that their means and
 * standard errors need: of fixed size whatever the number of respondents. Answers are whole
 * numbers, so all sums are exact, and neither the order of respondents nor their division among
 * several sets changes a result.
 */
#ifndef ZISTAT_STATS_ITEM_MOMENTS_H
#define ZISTAT_STATS_ITEM_MOMENTS_H

#include <stdbool.h>
#include <stdint.h>

enum {
    ZI_ITEMS = 9,
    ZI_ITEM_PAIRS = ZI_ITEMS * (ZI_ITEMS + 1) / 2,
    ZI_ITEM_ANSWER_MAX = 10080, /* larger answers could overflow the sums of 4e10 respondents */
};

struct zi_item_overlaps;

struct zi_item_moments {
    uint64_t n_rows;     /* respondents, those without a single answer too */
    uint64_t n_complete; /* who answered every item */
    uint64_t n[ZI_ITEMS];
    uint64_t sum[ZI_ITEMS];
    uint64_t complete_sum[ZI_ITEMS];   /* of those who answered every item */
    uint64_t products[ZI_ITEM_PAIRS];  /* of answers to two items, by those who answered both */
    struct zi_item_overlaps *overlaps; /* of incomplete respondents; NULL: there are none */
};

/* Adds a respondent; 0 is a blank, an answer is 1 .. ZI_ITEM_ANSWER_MAX. false without memory. The
 * zero value of the struct is no respondents. */
bool zi_item_moments_add(struct zi_item_moments *moments, const uint16_t answers[ZI_ITEMS]);

/* Adds all respondents of another set; false without memory. */
bool zi_item_moments_merge(struct zi_item_moments *moments, const struct zi_item_moments *others);

void zi_item_moments_release(struct zi_item_moments *moments);

/*
 * zi_item_moments_std_error - of a weighted sum of the means of the items
 *
 * In       weights: of each item's mean over those who answered it; items of weight 0 may have no
 *          answer
 * Out      sqrt(n / (n - 1) * sum over respondents of z^2), z = the sum over the items that the
 *          respondent answered of weight * (answer - mean) / (number of answers to the item). The
 *          respondents are taken for a simple random sample of an infinite population, and their
 *          answers to several items for dependent. Without blanks this is sd / sqrt(n) of the
 *          respondents' own weighted sums
 * Missing  blanks count for no item; their number is taken for fixed by the sample
 * Undefined (NaN)  fewer than two respondents; no answer to an item with a weight
 * Cost     O(items^2), whatever the number of respondents
 * Source   linearisation of a sum of ratios: Cochran 1977, Sampling Techniques, sections 2.11, 6.4
 * Oracle   R sd(rowMeans(x)) / sqrt(n); with blanks the sum over respondents itself
 */
double zi_item_moments_std_error(const struct zi_item_moments *moments,
                                 const double weights[ZI_ITEMS]);

#endif
