/* The p of trends, adjusted for how many there are. */
#include "trend_adjust.h"

/* Room to adjust one family; the arrays serve all. */
struct tests {
    double *p;
    double *adjusted;
    struct zi_sort_entry *scratch;
    struct zi_trend **trends; /* those of the family */
    size_t n;
};

static bool allocate_tests(struct tests *tests, size_t n, struct zi_arena *arena)
{
    tests->p = zi_arena_allocate(arena, n, sizeof *tests->p);
    tests->adjusted = zi_arena_allocate(arena, n, sizeof *tests->adjusted);
    tests->scratch = zi_arena_allocate(arena, 2 * n, sizeof *tests->scratch);
    return tests->p != NULL && tests->adjusted != NULL && tests->scratch != NULL;
}

static struct zi_trend_tests adjust_tests(const struct zi_trends *trends, struct tests *tests)
{
    struct zi_trend_tests result = {.n = zi_multiple_adjust(trends->request.adjustment, tests->p,
                                                            tests->n, tests->scratch,
                                                            tests->adjusted)};

    for (size_t i = 0; i < tests->n; i++) {
        result.below += zi_trend_is_shown(trends, tests->p[i]);
        result.below_adjusted += zi_trend_is_shown(trends, tests->adjusted[i]);
    }
    return result;
}

static void adjust_family(const struct zi_trends *trends, struct tests *tests,
                          struct zi_trend_family *family)
{
    for (size_t i = 0; i < tests->n; i++)
        tests->p[i] = tests->trends[i]->ols.p_value;
    family->ols = adjust_tests(trends, tests);
    for (size_t i = 0; i < tests->n; i++) {
        tests->trends[i]->ols_adjusted = tests->adjusted[i];
        tests->p[i] = tests->trends[i]->mann_kendall.p_value;
    }
    family->mann_kendall = adjust_tests(trends, tests);
    for (size_t i = 0; i < tests->n; i++)
        tests->trends[i]->mann_kendall_adjusted = tests->adjusted[i];
}

/* The trends family after family, in the order of the rows within each. */
static struct zi_trend **sort_by_family(const struct zi_trends *trends, struct zi_arena *arena)
{
    struct zi_trend **sorted = zi_arena_allocate(arena, trends->n, sizeof(struct zi_trend *));
    size_t *next = zi_arena_allocate(arena, trends->n_families + 1, sizeof *next);

    if (sorted == NULL || next == NULL)
        return NULL;
    for (size_t i = 0; i < trends->n_families; i++)
        next[i + 1] = next[i] + trends->families[i].n_series;
    for (size_t i = 0; i < trends->n; i++)
        sorted[next[trends->rows[i].family - trends->families]++] = &trends->rows[i];
    return sorted;
}

enum zi_code zi_trend_adjust(struct zi_trends *trends, struct zi_arena *arena,
                             struct zi_error *error)
{
    struct zi_trend **sorted = sort_by_family(trends, arena);
    struct tests tests;

    if (sorted == NULL || !allocate_tests(&tests, trends->n, arena))
        return zi_fail_memory(error);
    tests.trends = sorted;
    for (size_t i = 0; i < trends->n_families; i++) {
        tests.n = trends->families[i].n_series;
        adjust_family(trends, &tests, &trends->families[i]);
        tests.trends += tests.n;
    }
    return ZI_OK;
}
