#include "trend_adjust.h"

#include "zistat/base/count.h"

/* Room to adjust one family. */
struct tests {
    double *p;
    double *adjusted;
    struct zi_trend **trends;
    struct zi_sort_entry *scratch;
    size_t n;
};

static bool allocate_tests(struct tests *tests, size_t n, struct zi_arena *arena)
{
    tests->p = zi_arena_allocate(arena, n, sizeof *tests->p);
    tests->adjusted = zi_arena_allocate(arena, n, sizeof *tests->adjusted);
    tests->trends = zi_arena_allocate(arena, n, sizeof(struct zi_trend *));
    tests->scratch = zi_arena_allocate(arena, 2 * n, sizeof *tests->scratch);
    return tests->p && tests->adjusted && tests->trends && tests->scratch;
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
    for (size_t i = 0; i < tests->n; i++) {
        tests->trends[i]->family = family;
        tests->p[i] = tests->trends[i]->ols.p_value;
    }
    family->ols = adjust_tests(trends, tests);
    for (size_t i = 0; i < tests->n; i++) {
        tests->trends[i]->ols_adjusted = tests->adjusted[i];
        tests->p[i] = tests->trends[i]->mann_kendall.p_value;
    }
    family->mann_kendall = adjust_tests(trends, tests);
    for (size_t i = 0; i < tests->n; i++)
        tests->trends[i]->mann_kendall_adjusted = tests->adjusted[i];
}

static void gather_family(const struct zi_selection *s, const struct zi_trends *trends,
                          size_t index, enum zi_level level, struct tests *tests)
{
    tests->n = 0;
    for (size_t i = 0; i < trends->n; i++) {
        struct zi_trend *trend = &trends->rows[i];

        if (trend->index == index && zi_entity_level(&s->panel->entities[trend->entity]) == level)
            tests->trends[tests->n++] = trend;
    }
}

/* An institution's score and its units' come from different assessors: families of their own. */
enum zi_code zi_trend_adjust(const struct zi_selection *s, struct zi_arena *arena,
                             struct zi_trends *trends, struct zi_error *error)
{
    static const enum zi_level levels[] = {ZI_LEVEL_INSTITUTION, ZI_LEVEL_UNIT};
    struct tests tests;

    trends->families =
        zi_arena_allocate(arena, ZI_COUNT(levels) * s->n_indices, sizeof *trends->families);
    if (trends->families == NULL || !allocate_tests(&tests, trends->n, arena))
        return zi_fail_memory(error);
    for (size_t k = 0; k < s->n_indices; k++)
        for (size_t l = 0; l < ZI_COUNT(levels); l++) {
            struct zi_trend_family *family = &trends->families[trends->n_families];

            gather_family(s, trends, s->indices[k], levels[l], &tests);
            if (tests.n == 0)
                continue;
            *family = (struct zi_trend_family){.index = s->indices[k], .level = levels[l]};
            adjust_family(trends, &tests, family);
            trends->n_families++;
        }
    return ZI_OK;
}
