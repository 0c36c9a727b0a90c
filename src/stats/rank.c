#include "zistat/stats/rank.h"

#include <string.h>

/* Short runs are sorted by insertion, which beats merging on them. */
enum { RUN = 16 };

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

static void sort_run(struct zi_rank_entry run[], size_t n)
{
    for (size_t i = 1; i < n; i++) {
        struct zi_rank_entry entry = run[i];
        size_t j = i;

        for (; j > 0 && run[j - 1].value > entry.value; j--)
            run[j] = run[j - 1];
        run[j] = entry;
    }
}

/* Merges the sorted from[0..middle) and from[middle..n). The left wins a tie: that is stable. */
static void merge(const struct zi_rank_entry from[], size_t middle, size_t n,
                  struct zi_rank_entry to[])
{
    size_t left = 0;
    size_t right = middle;

    for (size_t i = 0; i < n; i++) {
        if (left < middle && (right == n || !(from[right].value < from[left].value)))
            to[i] = from[left++];
        else
            to[i] = from[right++];
    }
}

void zi_rank_sort(struct zi_rank_entry entries[], size_t n, struct zi_rank_entry scratch[])
{
    struct zi_rank_entry *from = entries;
    struct zi_rank_entry *to = scratch;

    for (size_t start = 0; start < n; start += RUN)
        sort_run(entries + start, smaller(RUN, n - start));
    for (size_t width = RUN; width < n; width *= 2) {
        struct zi_rank_entry *swap = from;

        for (size_t start = 0; start < n; start += 2 * width)
            merge(from + start, smaller(width, n - start), smaller(2 * width, n - start),
                  to + start);
        from = to;
        to = swap;
    }
    if (from != entries)
        memcpy(entries, from, n * sizeof *entries);
}

static void count_group(struct zi_ties *ties, size_t size)
{
    double g = (double)size;

    ties->distinct++;
    ties->pairs += g * (g - 1) / 2;
    ties->triples += g * (g - 1) * (g - 2);
    ties->variance_summand += g * (g - 1) * (2 * g + 5);
}

struct zi_ties zi_rank_doubled(const double x[], size_t n, struct zi_rank_entry scratch[],
                               uint64_t doubled[])
{
    struct zi_ties ties = {0};
    size_t end;

    for (size_t i = 0; i < n; i++)
        scratch[i] = (struct zi_rank_entry){x[i], i};
    zi_rank_sort(scratch, n, scratch + n);
    for (size_t start = 0; start < n; start = end) {
        for (end = start + 1; end < n && scratch[end].value == scratch[start].value;)
            end++;
        /* The places are start + 1 .. end, so the mid-rank is (start + 1 + end) / 2. */
        for (size_t i = start; i < end; i++)
            doubled[scratch[i].row] = start + 1 + end;
        count_group(&ties, end - start);
    }
    return ties;
}
