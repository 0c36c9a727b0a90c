/* Sorts numbers with their rows. */
#include "zistat/stats/sort.h"

#include <string.h>

/* Short runs are sorted by insertion, which beats merging on them. */
enum { RUN = 16 };

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

static void sort_run(struct zi_sort_entry run[], size_t n)
{
    for (size_t i = 1; i < n; i++) {
        struct zi_sort_entry entry = run[i];
        size_t j = i;

        for (; j > 0 && run[j - 1].value > entry.value; j--)
            run[j] = run[j - 1];
        run[j] = entry;
    }
}

/* Merges the sorted from[0..middle) and from[middle..n). The left wins a tie: that is stable. */
static void merge(const struct zi_sort_entry from[], size_t middle, size_t n,
                  struct zi_sort_entry to[])
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

void zi_sort(struct zi_sort_entry entries[], size_t n, struct zi_sort_entry scratch[])
{
    struct zi_sort_entry *from = entries;
    struct zi_sort_entry *to = scratch;

    for (size_t start = 0; start < n; start += RUN)
        sort_run(entries + start, smaller(RUN, n - start));
    for (size_t width = RUN; width < n; width *= 2) {
        struct zi_sort_entry *swap = from;

        for (size_t start = 0; start < n; start += 2 * width)
            merge(from + start, smaller(width, n - start), smaller(2 * width, n - start),
                  to + start);
        from = to;
        to = swap;
    }
    if (from != entries)
        memcpy(entries, from, n * sizeof *entries);
}
