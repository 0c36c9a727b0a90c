#include "check.h"

#include <string.h>

#include "stats/cover.h"

/* ---- every combination ---- */

struct brute {
    const struct zi_cover_part *parts;
    size_t n_parts;
    const struct zi_cover_need *needs;
    size_t n_needs;
    int64_t taken[ZI_COVER_MOST];
    bool found;
    int64_t cost;
    int raised;
};

static bool covers(const struct zi_cover_part parts[], size_t n_parts,
                   const struct zi_cover_need needs[], size_t n_needs, const int64_t taken[])
{
    for (size_t k = 0; k < n_needs; k++) {
        int64_t sum = 0;

        for (size_t i = 0; i < n_parts; i++)
            if (needs[k].parts >> i & 1)
                sum += taken[i] * parts[i].size;
        if (sum < needs[k].amount)
            return false;
    }
    return true;
}

static void cost_of(const struct zi_cover_part parts[], size_t n_parts, const int64_t taken[],
                    int64_t *cost, int *raised)
{
    *cost = 0;
    *raised = 0;
    for (size_t i = 0; i < n_parts; i++) {
        *cost += taken[i] * parts[i].price;
        *raised += taken[i] > 0;
    }
}

static void try_all(struct brute *brute, size_t part)
{
    int64_t cost;
    int raised;

    if (part < brute->n_parts) {
        for (brute->taken[part] = 0; brute->taken[part] <= brute->parts[part].room;
             brute->taken[part]++)
            try_all(brute, part + 1);
        return;
    }
    if (!covers(brute->parts, brute->n_parts, brute->needs, brute->n_needs, brute->taken))
        return;
    cost_of(brute->parts, brute->n_parts, brute->taken, &cost, &raised);
    if (brute->found && (cost > brute->cost || (cost == brute->cost && raised >= brute->raised)))
        return;
    brute->found = true;
    brute->cost = cost;
    brute->raised = raised;
}

/* ---- random cases ---- */

static uint64_t state;

static int64_t below(int64_t limit)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int64_t)((state >> 33) % (uint64_t)limit);
}

/* A requirement on the parts from first to last, and perhaps some on pieces of them. */
static size_t nest(struct zi_cover_need needs[], size_t n, size_t first, size_t last, int depth)
{
    uint64_t set = 0;

    for (size_t i = first; i <= last; i++)
        set |= UINT64_C(1) << i;
    if (depth == 0 || below(3) > 0)
        needs[n++] = (struct zi_cover_need){set, below(6 * (int64_t)(last - first + 1)) - 2};
    if (first < last && depth < 3) {
        size_t middle = first + (size_t)below((int64_t)(last - first));

        n = nest(needs, n, first, middle, depth + 1);
        n = nest(needs, n, middle + 1, last, depth + 1);
    }
    return n;
}

static void equals_every_combination(int64_t n_sizes, int64_t n_prices, int cases)
{
    static const int64_t sizes[] = {1, 2, 5, 3};
    int covered = 0, mixed = 0;

    for (int c = 0; c < cases; c++) {
        struct zi_cover_part parts[ZI_COVER_MOST];
        struct zi_cover_need needs[ZI_COVER_MOST];
        size_t n_parts = 1 + (size_t)below(5);
        size_t n_needs = nest(needs, 0, 0, n_parts - 1, 0);
        struct brute brute = {parts, n_parts, needs, n_needs, {0}, false, 0, 0};
        int64_t taken[ZI_COVER_MOST], cost;
        enum zi_cover_result result;
        int raised;

        for (size_t i = 0; i < n_parts; i++) {
            int64_t size = sizes[below(n_sizes)];

            parts[i] = (struct zi_cover_part){size, size * (1 + below(n_prices)), below(6)};
        }
        mixed += n_sizes > 1 && parts[0].size != parts[n_parts - 1].size;
        result = zi_cover(parts, n_parts, needs, n_needs, taken);
        try_all(&brute, 0);
        assert_int_equal(result, brute.found ? ZI_COVERED : ZI_OUT_OF_REACH);
        if (!brute.found)
            continue;
        covered++;
        assert_true(covers(parts, n_parts, needs, n_needs, taken));
        for (size_t i = 0; i < n_parts; i++)
            assert_true(taken[i] >= 0 && taken[i] <= parts[i].room);
        cost_of(parts, n_parts, taken, &cost, &raised);
        if (cost != brute.cost || raised != brute.raised)
            print_error("case %d: %d/%d against %d/%d\n", c, (int)cost, raised, (int)brute.cost,
                        brute.raised);
        assert_int_equal(cost, brute.cost);
        assert_int_equal(raised, brute.raised);
    }
    assert_true(covered > cases / 4);
    assert_true(n_sizes == 1 || mixed > cases / 8);
}

static void one_size_equals_every_combination(void **unused)
{
    (void)unused;
    state = 1;
    equals_every_combination(1, 4, 1000);
}

static void several_sizes_equal_every_combination(void **unused)
{
    (void)unused;
    state = 2;
    equals_every_combination(4, 4, 1000);
}

/* Costs that tie: fewest parts. */
static void ties_go_to_the_fewest_parts(void **unused)
{
    (void)unused;
    state = 3;
    equals_every_combination(1, 1, 1000);
    equals_every_combination(4, 1, 1000);
    equals_every_combination(2, 2, 1000);
}

static void of_equal_choices_the_earlier_part_is_raised(void **unused)
{
    static const struct zi_cover_part parts[] = {{1, 1, 2}, {1, 1, 9}, {1, 1, 5}};
    static const struct zi_cover_need need = {7, 4};
    int64_t taken[3];

    (void)unused;
    assert_int_equal(zi_cover(parts, 3, &need, 1, taken), ZI_COVERED);
    assert_int_equal(taken[0], 0); /* it alone would not do */
    assert_int_equal(taken[1], 4);
    assert_int_equal(taken[2], 0);
}

static void separate_requirements_are_met_separately(void **unused)
{
    static const struct zi_cover_part parts[] = {{2, 3, 5}, {3, 1, 5}, {7, 7, 1}};
    static const struct zi_cover_need needs[] = {{1, 3}, {2, 4}, {2, 7}};
    int64_t taken[3];

    (void)unused;
    assert_int_equal(zi_cover(parts, 3, needs, 3, taken), ZI_COVERED);
    assert_int_equal(taken[0], 2);
    assert_int_equal(taken[1], 3);
    assert_int_equal(taken[2], 0);
}

static void what_is_not_nested_out_of_reach_or_too_mixed_is_said(void **unused)
{
    static const struct zi_cover_part parts[] = {{1, 1, 2}, {1, 1, 2}, {1, 1, 2}};
    static const struct zi_cover_need crossing[] = {{3, 1}, {6, 1}};
    static const struct zi_cover_need far[] = {{7, 7}};
    static const struct zi_cover_need nobody[] = {{0, 1}};
    struct zi_cover_part mixed[ZI_COVER_MOST];
    struct zi_cover_need needs[2];
    int64_t taken[ZI_COVER_MOST];

    (void)unused;
    assert_int_equal(zi_cover(parts, 3, crossing, 2, taken), ZI_NOT_NESTED);
    assert_int_equal(zi_cover(parts, 3, far, 1, taken), ZI_OUT_OF_REACH);
    assert_int_equal(zi_cover(parts, 3, nobody, 1, taken), ZI_OUT_OF_REACH);
    for (size_t i = 0; i < 12; i++)
        mixed[i] = (struct zi_cover_part){10 + (int64_t)i, 10 + (int64_t)i, 50};
    needs[0] = (struct zi_cover_need){(UINT64_C(1) << 11) - 1, 4000};
    needs[1] = (struct zi_cover_need){(UINT64_C(1) << 12) - 1, 5000};
    assert_int_equal(zi_cover(mixed, 12, needs, 2, taken), ZI_TOO_MIXED);
    for (size_t i = 0; i < 12; i++)
        assert_int_equal(taken[i], 0);
}

static void nothing_asked_takes_nothing(void **unused)
{
    static const struct zi_cover_part parts[] = {{1, 1, 2}};
    static const struct zi_cover_need needs[] = {{1, 0}, {1, -5}, {0, 0}};
    int64_t taken[1] = {9};

    (void)unused;
    assert_int_equal(zi_cover(parts, 1, needs, 3, taken), ZI_COVERED);
    assert_int_equal(taken[0], 0);
    assert_int_equal(zi_cover(parts, 0, NULL, 0, taken), ZI_COVERED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_size_equals_every_combination),
        cmocka_unit_test(several_sizes_equal_every_combination),
        cmocka_unit_test(ties_go_to_the_fewest_parts),
        cmocka_unit_test(of_equal_choices_the_earlier_part_is_raised),
        cmocka_unit_test(separate_requirements_are_met_separately),
        cmocka_unit_test(what_is_not_nested_out_of_reach_or_too_mixed_is_said),
        cmocka_unit_test(nothing_asked_takes_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
