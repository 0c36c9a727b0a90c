/* What two regulations ask differently. */
#include <math.h>
#include <string.h>

#include "zistat/catalogue/regulation.h"

static bool is_same_rule(const struct zi_rule *a, const struct zi_rule *b)
{
    return strcmp(a->name, b->name) == 0 && a->target == b->target &&
           a->applies_to == b->applies_to;
}

/* The latest rule of the set that is the same as wanted; NULL when there is none. */
static const struct zi_rule *find(const struct zi_rule *const rules[], size_t n,
                                  const struct zi_rule *wanted)
{
    const struct zi_rule *latest = NULL;

    for (size_t i = 0; i < n; i++)
        if (is_same_rule(rules[i], wanted) &&
            (latest == NULL || rules[i]->valid_from > latest->valid_from))
            latest = rules[i];
    return latest;
}

static bool same_value(const struct zi_rule *a, const struct zi_rule *b)
{
    if (isnan(a->value) || isnan(b->value))
        return isnan(a->value) && isnan(b->value) && strcmp(a->word, b->word) == 0;
    return a->value == b->value;
}

static bool differs(const struct zi_rule *a, const struct zi_rule *b, enum zi_rule_field field)
{
    switch (field) {
    case ZI_RULE_LEVEL: return a->level != b->level;
    case ZI_RULE_INDEX: return strcmp(a->index_name, b->index_name) != 0;
    case ZI_RULE_OPERATOR: return a->op != b->op;
    case ZI_RULE_VALUE: return !same_value(a, b);
    case ZI_RULE_UNIT: return a->unit != b->unit;
    case ZI_RULE_ARTICLE: return strcmp(a->article, b->article) != 0;
    case ZI_RULE_ONLY_A:
    case ZI_RULE_ONLY_B: break;
    }
    return false;
}

enum zi_code zi_rules_compare(const struct zi_rule *const a[], size_t n_a,
                              const struct zi_rule *const b[], size_t n_b, struct zi_arena *arena,
                              struct zi_rule_difference **differences, size_t *n,
                              struct zi_error *error)
{
    enum { FIELDS = ZI_RULE_ARTICLE - ZI_RULE_LEVEL + 1 };
    struct zi_rule_difference *list =
        zi_arena_allocate(arena, FIELDS * n_a + n_b + 1, sizeof *list);

    *differences = list;
    *n = 0;
    if (list == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < n_a; i++) {
        const struct zi_rule *other = find(b, n_b, a[i]);

        if (find(a, n_a, a[i]) != a[i])
            continue;
        if (other == NULL)
            list[(*n)++] = (struct zi_rule_difference){.a = a[i], .field = ZI_RULE_ONLY_A};
        for (int field = ZI_RULE_LEVEL; other != NULL && field <= ZI_RULE_ARTICLE; field++)
            if (differs(a[i], other, (enum zi_rule_field)field))
                list[(*n)++] = (struct zi_rule_difference){a[i], other, (enum zi_rule_field)field};
    }
    for (size_t i = 0; i < n_b; i++)
        if (find(b, n_b, b[i]) == b[i] && find(a, n_a, b[i]) == NULL)
            list[(*n)++] = (struct zi_rule_difference){.b = b[i], .field = ZI_RULE_ONLY_B};
    return ZI_OK;
}
