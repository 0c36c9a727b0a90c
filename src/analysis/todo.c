/* What is not known yet of units, and how much hangs on it. */
#include "zistat/analysis/todo.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/count.h"
#include "part_tree.h"

/* Facts that are no index, after the indices in the order of things to collect. */
enum fact { FACT_PREDICATES, FACT_YEAR_OF_PREDICATE, FACT_DATE_OF_REVOCATION, FACT_GOVERNMENT };

static const struct {
    const char *name;
    enum zi_level level;
    enum zi_rule_note note; /* of the unknown rule that it would decide */
} facts[] = {
    [FACT_PREDICATES] = {"predikat", ZI_LEVEL_INSTITUTION, ZI_NOTE_NO_PREDICATES},
    [FACT_YEAR_OF_PREDICATE] = {"tahun_predikat", ZI_LEVEL_UNIT, ZI_NOTE_YEAR_UNKNOWN},
    [FACT_DATE_OF_REVOCATION] = {"tanggal_pencabutan", ZI_LEVEL_UNIT, ZI_NOTE_EXACT_YEARS},
    [FACT_GOVERNMENT] = {"jenis", ZI_LEVEL_INSTITUTION, ZI_NOTE_GOVERNMENT},
};

/* A thing to collect while its institution is gone through. Things are numbered: indices of the
 * unit, indices of the institution, facts. */
struct thing {
    struct zi_todo todo;
    size_t last_unit; /* the entity it was last counted for, plus 1 */
};

struct listing {
    const struct zi_panel *panel;
    const struct zi_regulations *regulations;
    struct part_tree tree;
    size_t n_things;
    struct thing *things;
    bool *rule_hangs; /* thing x rule */
    double *values;   /* of the unit, by index */
    bool *any;
    bool values_are_read;
    size_t *of_unit; /* the different things that the unit lacks */
    size_t n_of_unit;
    struct zi_todo *todos; /* grown */
    size_t n_todos;
    size_t capacity;
};

static bool prepare(struct listing *listing, struct zi_arena *arena)
{
    size_t n_indices = listing->panel->catalogue->n_indices;

    listing->n_things = 2 * n_indices + ZI_COUNT(facts);
    listing->things = zi_arena_allocate(arena, listing->n_things, sizeof *listing->things);
    listing->rule_hangs =
        zi_arena_allocate(arena, listing->n_things * (listing->regulations->n_rules + 1), 1);
    listing->values = zi_arena_allocate(arena, n_indices + 1, sizeof *listing->values);
    listing->any = zi_arena_allocate(arena, n_indices + 1, sizeof *listing->any);
    listing->of_unit = zi_arena_allocate(arena, listing->n_things, sizeof *listing->of_unit);
    return listing->things != NULL && listing->rule_hangs != NULL && listing->values != NULL &&
           listing->any != NULL && listing->of_unit != NULL;
}

/* ---- one unknown rule ---- */

static void lacks(struct listing *listing, size_t number, const struct zi_readiness *unit,
                  const struct zi_rule *rule)
{
    struct thing *thing = &listing->things[number];
    bool *hangs = &listing->rule_hangs[number * listing->regulations->n_rules];
    size_t which = (size_t)(rule - listing->regulations->rules);

    thing->todo.n_rules += !hangs[which];
    hangs[which] = true;
    if (thing->last_unit == unit->entity + 1)
        return;
    thing->last_unit = unit->entity + 1;
    thing->todo.n_units++;
    listing->of_unit[listing->n_of_unit++] = number;
}

/* What is missing of an index of which something is known, or the index itself. */
static void lacks_parts(struct listing *listing, size_t index, const struct zi_readiness *unit,
                        const struct zi_rule *rule)
{
    const struct part_tree *tree = &listing->tree;

    if (!listing->any[index]) {
        lacks(listing, index, unit, rule);
        return;
    }
    for (size_t k = tree->first[index]; k < tree->first[index + 1]; k++)
        if (isnan(listing->values[tree->part[k]]))
            lacks_parts(listing, tree->part[k], unit, rule);
}

/* The largest whole of which nothing is known. */
static size_t unknown_whole(const struct listing *listing, size_t index)
{
    long parent = listing->tree.parent[index];

    while (!listing->any[index] && parent != ZI_NO_INDEX && !listing->any[parent]) {
        index = (size_t)parent;
        parent = listing->tree.parent[index];
    }
    return index;
}

static void lacks_of_unit(struct listing *listing, const struct zi_readiness *unit,
                          const struct zi_rule *rule)
{
    size_t index = (size_t)rule->index;

    if (!listing->values_are_read)
        part_tree_values(&listing->tree, listing->panel, unit->entity, unit->year, listing->values,
                         listing->any);
    listing->values_are_read = true;
    if (isnan(listing->values[index]))
        lacks_parts(listing, unknown_whole(listing, index), unit, rule);
    else /* known, but not what it is judged by: a letter that the year does not have */
        lacks(listing, index, unit, rule);
}

static void take_unknown(struct listing *listing, const struct zi_readiness *unit,
                         const struct zi_rule_result *result)
{
    size_t n_indices = listing->panel->catalogue->n_indices;

    for (size_t i = 0; i < ZI_COUNT(facts); i++)
        if (result->note == facts[i].note) {
            lacks(listing, 2 * n_indices + i, unit, result->rule);
            return;
        }
    if (result->rule->index == ZI_NO_INDEX)
        return;
    if (result->rule->level == ZI_LEVEL_INSTITUTION)
        lacks(listing, n_indices + (size_t)result->rule->index, unit, result->rule);
    else
        lacks_of_unit(listing, unit, result->rule);
}

/* ---- one unit, one institution ---- */

/* Units that the thing decides stand before the others. */
static void name_unit(struct zi_todo *todo, size_t entity, bool decides)
{
    size_t place = decides ? todo->n_decides - 1 : todo->n_named;

    if (place >= ZI_TODO_NAMED)
        return;
    if (todo->n_named < ZI_TODO_NAMED)
        todo->n_named++;
    for (size_t i = todo->n_named - 1; i > place; i--)
        todo->named[i] = todo->named[i - 1];
    todo->named[place] = entity;
}

static void take_unit(struct listing *listing, const struct zi_readiness *unit)
{
    bool decides;
    int since;

    listing->n_of_unit = 0;
    listing->values_are_read = false;
    if (unit->unknown == 0 ||
        zi_panel_predicate(listing->panel, unit->entity, unit->year, &since) == ZI_WBBM)
        return;
    for (size_t k = 0; k < unit->n_rules; k++)
        if (unit->rules[k].verdict == ZI_UNKNOWN)
            take_unknown(listing, unit, &unit->rules[k]);
    decides = unit->verdict == ZI_UNKNOWN && listing->n_of_unit == 1;
    for (size_t i = 0; i < listing->n_of_unit; i++) {
        struct zi_todo *todo = &listing->things[listing->of_unit[i]].todo;

        todo->n_decides += decides;
        name_unit(todo, unit->entity, decides);
    }
}

static void identify(const struct listing *listing, size_t number, struct zi_todo *todo)
{
    const struct zi_catalogue *catalogue = listing->panel->catalogue;
    size_t n_indices = catalogue->n_indices;

    if (number >= 2 * n_indices) {
        todo->item = facts[number - 2 * n_indices].name;
        todo->level = facts[number - 2 * n_indices].level;
        todo->index = ZI_NO_INDEX;
        return;
    }
    todo->index = (long)(number < n_indices ? number : number - n_indices);
    todo->item = catalogue->indices[todo->index].name;
    todo->level = number < n_indices ? ZI_LEVEL_UNIT : ZI_LEVEL_INSTITUTION;
}

static bool add_todo(struct listing *listing, const struct zi_todo *todo)
{
    if (listing->n_todos == listing->capacity) {
        size_t capacity = listing->capacity > 0 ? 2 * listing->capacity : 64;
        struct zi_todo *todos = realloc(listing->todos, capacity * sizeof *todos);

        if (todos == NULL)
            return false;
        listing->todos = todos;
        listing->capacity = capacity;
    }
    listing->todos[listing->n_todos++] = *todo;
    return true;
}

/* What the institution lacks joins the list; its things begin anew. */
static bool end_institution(struct listing *listing, const char *institution)
{
    size_t n_rules = listing->regulations->n_rules;

    for (size_t i = 0; i < listing->n_things; i++) {
        struct zi_todo *todo = &listing->things[i].todo;

        if (todo->n_units == 0)
            continue;
        identify(listing, i, todo);
        todo->institution = institution;
        if (!add_todo(listing, todo))
            return false;
        listing->things[i] = (struct thing){0};
        memset(&listing->rule_hangs[i * n_rules], 0, n_rules);
    }
    return true;
}

static bool take_units(struct listing *listing, const struct zi_readiness results[], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const char *institution = listing->panel->entities[results[i].entity].institution;
        bool last =
            i + 1 == n ||
            strcmp(listing->panel->entities[results[i + 1].entity].institution, institution) != 0;

        take_unit(listing, &results[i]);
        if (last && !end_institution(listing, institution))
            return false;
    }
    return true;
}

/* ---- the list ---- */

static int compare_sizes(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

/* Where an item stands in the catalogue: facts at the end, the unit's before the institution's. */
static int compare_items(const struct zi_todo *a, const struct zi_todo *b)
{
    bool a_is_fact = a->index == ZI_NO_INDEX, b_is_fact = b->index == ZI_NO_INDEX;

    if (a_is_fact != b_is_fact)
        return a_is_fact ? 1 : -1;
    if (a->index != b->index)
        return a->index < b->index ? -1 : 1;
    if (a->level != b->level)
        return a->level < b->level ? -1 : 1;
    return strcmp(a->item, b->item);
}

static int compare_todos(const void *left, const void *right)
{
    const struct zi_todo *a = left, *b = right;
    int order = compare_sizes(b->n_decides, a->n_decides);

    if (order == 0)
        order = compare_sizes(b->n_units, a->n_units);
    if (order == 0)
        order = strcmp(a->institution, b->institution);
    return order != 0 ? order : compare_items(a, b);
}

enum zi_code zi_todo_list(const struct zi_panel *panel, const struct zi_regulations *regulations,
                          const struct zi_readiness results[], size_t n, struct zi_arena *arena,
                          struct zi_todo **todos, size_t *n_todos, struct zi_error *error)
{
    struct listing listing = {.panel = panel, .regulations = regulations};
    enum zi_code code = ZI_OK;

    *n_todos = 0;
    *todos = NULL;
    if (n > 0)
        ZI_TRY(part_tree_make(&listing.tree, panel->catalogue, results[0].year, arena, error));
    if (!prepare(&listing, arena) || !take_units(&listing, results, n))
        code = zi_fail_memory(error);
    if (code == ZI_OK)
        *todos = zi_arena_allocate(arena, listing.n_todos + 1, sizeof **todos);
    if (code == ZI_OK && *todos == NULL)
        code = zi_fail_memory(error);
    if (code == ZI_OK && listing.n_todos > 0) {
        qsort(listing.todos, listing.n_todos, sizeof *listing.todos, compare_todos);
        memcpy(*todos, listing.todos, listing.n_todos * sizeof **todos);
        *n_todos = listing.n_todos;
    }
    free(listing.todos);
    return code;
}
