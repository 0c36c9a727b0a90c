/* Which units to propose, in which order, and why. */
#include "zistat/analysis/propose.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/count.h"
#include "base/number.h"
#include "base/utf8.h"
#include "prospect.h"
#include "stats/common_factor.h"
#include "stats/portfolio.h"
#include "zistat/analysis/advice.h"
#include "zistat/stats/poisson_binomial.h"

/* A cap with what it is about. */
struct resolved_cap {
    const struct zi_cap *cap;
    const char *key; /* folded name of a kind or institution; "" for each of them */
};

/* A group of units that are capped together; the first group is of those that are not capped. */
struct group {
    const struct zi_cap *cap;
    size_t left; /* room beside the included units */
    size_t used; /* included and chosen */
};

/* The units by kind, or by institution. */
struct partition {
    struct resolved_cap *caps;
    size_t n_caps;
    struct group *groups;
    size_t n_groups;
    size_t *group; /* by row of the proposals */
};

struct proposing {
    const struct zi_panel *panel;
    const struct zi_selection *selection;
    const struct zi_regulations *regulations;
    const struct zi_propose_request *request;
    struct zi_arena *arena;
    struct zi_proposals *proposals;
    struct partition kinds;
    struct partition institutions;
    size_t slots; /* beside the included units */
    size_t n_chosen;
};

static const struct zi_entity *entity_of(const struct proposing *proposing,
                                         const struct zi_proposal *row)
{
    return &proposing->panel->entities[row->readiness->entity];
}

/* ---- what is known of each unit ---- */

/* Of what is maximised; NaN for a conditional unit but for the total alone. */
static double chance_of(const struct zi_prospect *prospect, enum zi_objective objective)
{
    switch (objective) {
    case ZI_MAXIMISE_AWARDS: return prospect->p_award;
    case ZI_MAXIMISE_CONDITIONS: return prospect->p_all;
    case ZI_MAXIMISE_TOTAL: break;
    }
    return prospect->p_reach;
}

static void describe(const struct proposing *proposing, const struct zi_prospect *prospect,
                     struct zi_proposal *row)
{
    const struct zi_readiness *readiness = prospect->unit;

    *row = (struct zi_proposal){.readiness = readiness,
                                .prospect = prospect,
                                .forecast = prospect->forecast,
                                .p_reach = prospect->p_reach,
                                .chance = chance_of(prospect, proposing->request->objective),
                                .reason = prospect->reason,
                                .loss = NAN};
    /* A difference of decimals is a decimal: 80.735 - 75 is 5.735 and no binary fraction below. */
    row->margin = round((readiness->score - readiness->needed) * 1e9) / 1e9;
    row->held =
        zi_panel_predicate(proposing->panel, readiness->entity, readiness->year, &row->since);
    row->done = row->held >= (int)readiness->target;
    row->standing = row->done || readiness->verdict == ZI_FAIL ? ZI_REFUSED
                    : readiness->verdict == ZI_UNKNOWN         ? ZI_CONDITIONAL
                                                               : ZI_LEFT_OUT;
}

static enum zi_code gather(struct proposing *proposing, struct zi_error *error)
{
    struct zi_proposals *proposals = proposing->proposals;
    int year = proposals->year;
    struct zi_prospects *prospects = zi_arena_allocate(proposing->arena, 1, sizeof *prospects);
    struct zi_readiness *readiness;

    if (prospects == NULL)
        return zi_fail_memory(error);
    proposals->prospects = prospects;
    ZI_TRY(zi_readiness_compute(proposing->selection, proposing->regulations, year,
                                proposing->request->aim, proposing->arena, &readiness,
                                &proposals->n, error));
    ZI_TRY(zi_prospects_compute(proposing->selection, proposing->regulations,
                                proposing->request->counts, readiness, proposals->n,
                                proposing->arena, prospects, error));
    proposals->rows =
        zi_arena_allocate(proposing->arena, proposals->n + 1, sizeof *proposals->rows);
    if (proposals->rows == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < proposals->n; i++)
        describe(proposing, &prospects->rows[i], &proposals->rows[i]);
    return ZI_OK;
}

/* ---- units asked for by name ---- */

/* Adds the first conditions with the verdict to a sentence: ": Nilai total, Pengawasan, ...". */
static void add_rules(char sentence[ZI_SENTENCE_MAX], const struct zi_readiness *readiness,
                      enum zi_verdict verdict, enum zi_language language)
{
    enum { NAMED = 3 };
    size_t n = 0;

    for (size_t i = 0; i < readiness->n_rules && n <= NAMED; i++) {
        const struct zi_rule *rule = readiness->rules[i].rule;
        size_t length = strlen(sentence);

        if (readiness->rules[i].verdict != verdict)
            continue;
        snprintf(sentence + length, ZI_SENTENCE_MAX - length, "%s%s", n == 0 ? ": " : ", ",
                 n < NAMED ? zi_text_in(rule->label, language) : "...");
        n++;
    }
}

/* Why a unit that is asked for cannot be proposed; ZI_OK when it can. */
static enum zi_code refuse(const struct proposing *proposing, const struct zi_proposal *row,
                           struct zi_error *error)
{
    const char *name = entity_of(proposing, row)->unit;
    bool failed = row->standing == ZI_REFUSED;
    enum zi_code code;

    if (row->excluded)
        return zi_blame(error,
                        zi_fail(error, ZI_EUSAGE, "'%s': unit ini juga dikecualikan",
                                "'%s': this unit is excluded too", name),
                        ZI_REQUEST_INCLUDED);
    if (row->done)
        return zi_blame(error,
                        zi_fail(error, ZI_EUSAGE, "'%s': unit ini sudah memegang %s",
                                "'%s': this unit holds %s already", name,
                                zi_target_name((enum zi_target)row->held)),
                        ZI_REQUEST_INCLUDED);
    if (!failed && (row->standing == ZI_LEFT_OUT || proposing->request->with_unknown))
        return ZI_OK;
    if (failed)
        code = zi_fail(error, ZI_EUSAGE, "'%s': tidak dapat diusulkan; gugur",
                       "'%s': it cannot be proposed; failed", name);
    else
        code = zi_advise(error,
                         zi_fail(error, ZI_EUSAGE, "'%s': belum diketahui", "'%s': unknown", name),
                         ZI_ADVICE_COLLECT);
    zi_blame(error, code, ZI_REQUEST_INCLUDED);

    if (error != NULL) {
        add_rules(error->id, row->readiness, failed ? ZI_FAIL : ZI_UNKNOWN, ZI_INDONESIAN);
        add_rules(error->en, row->readiness, failed ? ZI_FAIL : ZI_UNKNOWN, ZI_ENGLISH);
    }
    return code;
}

/* named[entity] of every unit that one of the names means. */
static enum zi_code find_named(const struct proposing *proposing, const char *const names[],
                               size_t n, bool named[], struct zi_error *error)
{
    struct zi_request request = {.units = names, .n_units = n};
    struct zi_selection found = {0};
    enum zi_code code =
        n > 0 ? zi_selection_make(&found, proposing->panel, &request, error) : ZI_OK;

    for (size_t i = 0; code == ZI_OK && i < found.n_entities; i++)
        named[found.entities[i]] = true;
    zi_selection_release(&found);
    return code;
}

/* A name that means nothing here: an institution, or a unit that --unit left out. */
static enum zi_code refuse_stranger(const struct proposing *proposing, size_t entity,
                                    struct zi_error *error)
{
    return zi_fail(error, ZI_EUSAGE, "'%s' bukan unit yang dinilai di sini",
                   "'%s' is no unit that is judged here",
                   zi_entity_name(&proposing->panel->entities[entity]));
}

static enum zi_code mark_named(struct proposing *proposing, struct zi_error *error)
{
    const struct zi_propose_request *request = proposing->request;
    size_t n = proposing->panel->n_entities;
    bool *included = zi_arena_allocate(proposing->arena, n + 1, sizeof *included);
    bool *excluded = zi_arena_allocate(proposing->arena, n + 1, sizeof *excluded);

    if (included == NULL || excluded == NULL)
        return zi_fail_memory(error);
    ZI_TRY(find_named(proposing, request->included, request->n_included, included, error));
    ZI_TRY(find_named(proposing, request->excluded, request->n_excluded, excluded, error));
    for (size_t i = 0; i < proposing->proposals->n; i++) {
        struct zi_proposal *row = &proposing->proposals->rows[i];
        size_t entity = row->readiness->entity;

        row->included = included[entity];
        row->excluded = excluded[entity];
        included[entity] = excluded[entity] = false;
        if (row->included)
            ZI_TRY(refuse(proposing, row, error));
    }
    for (size_t entity = 0; entity < n; entity++)
        if (included[entity] || excluded[entity])
            return refuse_stranger(proposing, entity, error);
    return ZI_OK;
}

/* ---- caps ---- */

/* The kind given, in the catalogue's word where it has one; "" when it is not known. */
static const char *kind_of(const struct proposing *proposing, const struct zi_proposal *row)
{
    const struct zi_entity *entity = entity_of(proposing, row);
    const struct zi_kind *kind =
        zi_catalogue_kind(proposing->panel->catalogue, ZI_LEVEL_UNIT, entity->kind, entity->unit);

    return kind != NULL ? kind->name : entity->kind;
}

static const char *institution_of(const struct proposing *proposing, const struct zi_proposal *row)
{
    return entity_of(proposing, row)->institution;
}

typedef const char *key_of(const struct proposing *proposing, const struct zi_proposal *row);

static char *fold(struct zi_arena *arena, const char *text)
{
    return zi_utf8_fold(arena, text, strlen(text));
}

/* The folded key of every row. */
static const char **fold_keys(const struct proposing *proposing, key_of *key)
{
    size_t n = proposing->proposals->n;
    const char **keys = zi_arena_allocate(proposing->arena, n + 1, sizeof *keys);
    const char *before = NULL;

    for (size_t i = 0; keys != NULL && i < n; i++) {
        const char *text = key(proposing, &proposing->proposals->rows[i]);

        /* Units of one institution stand together, and units of one kind often do. */
        keys[i] = before != NULL && strcmp(before, text) == 0 ? keys[i - 1]
                                                              : fold(proposing->arena, text);
        if (keys[i] == NULL)
            return NULL;
        before = text;
    }
    return keys;
}

static bool is_among(const char *const keys[], size_t n, const char *wanted)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(keys[i], wanted) == 0)
            return true;
    return false;
}

static enum zi_code add_cap(struct partition *partition, const struct zi_cap *cap, const char *key,
                            struct zi_error *error)
{
    for (size_t i = 0; i < partition->n_caps; i++)
        if (strcmp(partition->caps[i].key, key) == 0)
            return zi_blame(error,
                            zi_fail(error, ZI_EUSAGE, "'%s' diberikan dua kali",
                                    "'%s' is given twice", cap->name),
                            ZI_REQUEST_CAP);
    partition->caps[partition->n_caps++] = (struct resolved_cap){.cap = cap, .key = key};
    return ZI_OK;
}

/* What a cap can be about, for the nearest one to a wrong name. */
static enum zi_code list_cap_names(struct proposing *proposing, const char *const institutions[],
                                   const char ***folded, const char ***names,
                                   struct zi_error *error)
{
    const struct zi_catalogue *catalogue = proposing->panel->catalogue;
    size_t room = catalogue->n_kinds + proposing->proposals->n + 3;
    size_t n = 0;

    *folded = zi_arena_allocate(proposing->arena, room, sizeof **folded);
    *names = zi_arena_allocate(proposing->arena, room, sizeof **names);
    if (*folded == NULL || *names == NULL)
        return zi_fail_memory(error);
    (*folded)[n] = (*names)[n] = "instansi";
    n++;
    (*folded)[n] = (*names)[n] = "jenis";
    n++;
    for (size_t i = 0; i < catalogue->n_kinds; i++)
        if (catalogue->kinds[i].level == ZI_LEVEL_UNIT) {
            (*folded)[n] = (*names)[n] = catalogue->kinds[i].name;
            n++;
        }
    for (size_t i = 0; i < proposing->proposals->n; i++)
        if (i == 0 || institutions[i] != institutions[i - 1]) {
            (*folded)[n] = institutions[i];
            (*names)[n++] = institution_of(proposing, &proposing->proposals->rows[i]);
        }
    return ZI_OK;
}

static enum zi_code unknown_cap(struct proposing *proposing, const struct zi_cap *cap,
                                const char *wanted, const char *const institutions[],
                                struct zi_error *error)
{
    const char **folded, **names;
    const char *nearest;

    ZI_TRY(list_cap_names(proposing, institutions, &folded, &names, error));
    nearest = zi_utf8_nearest(wanted, folded);
    for (size_t i = 0; nearest != NULL; i++)
        if (folded[i] == nearest)
            return zi_blame(error,
                            zi_fail(error, ZI_EUSAGE, "'%s' tidak dikenal; maksud Anda '%s'?",
                                    "'%s' is not known; did you mean '%s'?", cap->name, names[i]),
                            ZI_REQUEST_CAP);
    return zi_advise(
        error,
        zi_blame(error,
                 zi_fail(error, ZI_EUSAGE, "'%s' tidak dikenal", "'%s' is not known", cap->name),
                 ZI_REQUEST_CAP),
        ZI_ADVICE_NAMES_OF_CAPS);
}

static enum zi_code resolve_cap(struct proposing *proposing, const struct zi_cap *cap,
                                const char *const kinds[], const char *const institutions[],
                                struct zi_error *error)
{
    size_t n = proposing->proposals->n;
    const char *folded = fold(proposing->arena, cap->name);
    const struct zi_kind *kind =
        zi_catalogue_kind(proposing->panel->catalogue, ZI_LEVEL_UNIT, cap->name, NULL);

    if (folded == NULL)
        return zi_fail_memory(error);
    if (strcmp(folded, "jenis") == 0 || strcmp(folded, "kind") == 0)
        return add_cap(&proposing->kinds, cap, "", error);
    if (strcmp(folded, "instansi") == 0 || strcmp(folded, "institution") == 0)
        return add_cap(&proposing->institutions, cap, "", error);
    if (is_among(institutions, n, folded))
        return add_cap(&proposing->institutions, cap, folded, error);
    if (kind != NULL)
        return add_cap(&proposing->kinds, cap, kind->name, error);
    if (folded[0] != '\0' && is_among(kinds, n, folded))
        return add_cap(&proposing->kinds, cap, folded, error);
    return unknown_cap(proposing, cap, folded, institutions, error);
}

/* The cap of the key itself, else the one of each; NULL when there is none. What has no key is
 * not capped. */
static const struct zi_cap *cap_of(const struct partition *partition, const char *key)
{
    const struct zi_cap *general = NULL;

    for (size_t i = 0; i < partition->n_caps; i++) {
        if (strcmp(partition->caps[i].key, key) == 0)
            return key[0] != '\0' ? partition->caps[i].cap : NULL;
        if (partition->caps[i].key[0] == '\0')
            general = partition->caps[i].cap;
    }
    return key[0] != '\0' ? general : NULL;
}

/* A row and its key, for sorting. */
struct keyed {
    const char *key;
    size_t row;
};

static int compare_keys(const void *left, const void *right)
{
    const struct keyed *a = left, *b = right;
    int order = strcmp(a->key, b->key);

    return order != 0 ? order : (a->row > b->row) - (a->row < b->row);
}

static enum zi_code make_groups(struct proposing *proposing, struct partition *partition,
                                const char *const keys[], struct zi_error *error)
{
    size_t n = proposing->proposals->n;
    struct keyed *sorted = zi_arena_allocate(proposing->arena, n + 1, sizeof *sorted);

    partition->groups = zi_arena_allocate(proposing->arena, n + 1, sizeof *partition->groups);
    partition->group = zi_arena_allocate(proposing->arena, n + 1, sizeof *partition->group);
    if (sorted == NULL || partition->groups == NULL || partition->group == NULL)
        return zi_fail_memory(error);
    partition->groups[0].left = SIZE_MAX;
    partition->n_groups = 1;
    for (size_t i = 0; i < n; i++)
        sorted[i] = (struct keyed){keys[i], i};
    if (partition->n_caps > 0)
        qsort(sorted, n, sizeof *sorted, compare_keys);
    for (size_t i = 0; partition->n_caps > 0 && i < n; i++) {
        const struct zi_cap *cap = cap_of(partition, sorted[i].key);
        bool is_new = i == 0 || strcmp(sorted[i].key, sorted[i - 1].key) != 0;

        if (cap != NULL && is_new)
            partition->groups[partition->n_groups++] =
                (struct group){.cap = cap, .left = cap->most};
        partition->group[sorted[i].row] = cap != NULL ? partition->n_groups - 1 : 0;
    }
    return ZI_OK;
}

static enum zi_code take_caps(struct proposing *proposing, struct zi_error *error)
{
    const struct zi_propose_request *request = proposing->request;
    const char **kinds = fold_keys(proposing, kind_of);
    const char **institutions = fold_keys(proposing, institution_of);
    size_t n = request->n_caps + 1;

    proposing->kinds.caps = zi_arena_allocate(proposing->arena, n, sizeof *proposing->kinds.caps);
    proposing->institutions.caps =
        zi_arena_allocate(proposing->arena, n, sizeof *proposing->institutions.caps);
    if (kinds == NULL || institutions == NULL || proposing->kinds.caps == NULL ||
        proposing->institutions.caps == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < request->n_caps; i++)
        ZI_TRY(resolve_cap(proposing, &request->caps[i], kinds, institutions, error));
    for (size_t i = 0; proposing->kinds.n_caps > 0 && i < proposing->proposals->n; i++)
        proposing->proposals->n_without_kind += kinds[i][0] == '\0';
    ZI_TRY(make_groups(proposing, &proposing->kinds, kinds, error));
    return make_groups(proposing, &proposing->institutions, institutions, error);
}

/* ---- choosing ---- */

static size_t position(const struct proposing *proposing, const struct zi_proposal *row)
{
    return (size_t)(row - proposing->proposals->rows);
}

static struct group *group_of(const struct proposing *proposing, const struct partition *partition,
                              const struct zi_proposal *row)
{
    return &partition->groups[partition->group[position(proposing, row)]];
}

static int compare_falling(double a, double b)
{
    if (isnan(a) || isnan(b))
        return isnan(a) - isnan(b);
    return (a < b) - (a > b);
}

/* By chance; of equal ones by that of the total; without any by the margin of the score; by
 * name, in the order of the panel. */
static int compare_rank(const struct zi_proposal *a, const struct zi_proposal *b)
{
    int order = compare_falling(a->chance, b->chance);

    if (order == 0)
        order = compare_falling(a->p_reach, b->p_reach);
    if (order == 0 && isnan(a->p_reach))
        order = compare_falling(a->margin, b->margin);
    if (order == 0)
        order = (a->readiness->entity > b->readiness->entity) -
                (a->readiness->entity < b->readiness->entity);
    return order;
}

static int compare_row_pointers(const void *left, const void *right)
{
    return compare_rank(*(struct zi_proposal *const *)left, *(struct zi_proposal *const *)right);
}

static void take(struct proposing *proposing, struct zi_proposal *row)
{
    row->standing = ZI_CHOSEN;
    proposing->n_chosen++;
    group_of(proposing, &proposing->kinds, row)->used++;
    group_of(proposing, &proposing->institutions, row)->used++;
}

/* An included unit takes its place before the others are looked at. */
static enum zi_code take_included(struct proposing *proposing, struct zi_error *error)
{
    for (size_t i = 0; i < proposing->proposals->n; i++) {
        struct zi_proposal *row = &proposing->proposals->rows[i];
        struct group *groups[] = {group_of(proposing, &proposing->kinds, row),
                                  group_of(proposing, &proposing->institutions, row)};

        if (!row->included)
            continue;
        for (size_t k = 0; k < ZI_COUNT(groups); k++) {
            if (groups[k]->left == 0)
                return zi_blame(error,
                                zi_fail(error, ZI_EUSAGE, "'%s' melampaui batas %s=%zu",
                                        "'%s' goes beyond the cap %s=%zu",
                                        entity_of(proposing, row)->unit, groups[k]->cap->name,
                                        groups[k]->cap->most),
                                ZI_REQUEST_INCLUDED);
            if (groups[k]->cap != NULL)
                groups[k]->left--;
        }
        if (proposing->slots == 0)
            return zi_advise(error,
                             zi_fail(error, ZI_EUSAGE,
                                     "unit yang diminta lebih banyak daripada %zu tempat",
                                     "more units are asked for than there are places: %zu",
                                     proposing->request->slots),
                             ZI_ADVICE_PLACES);
        if (proposing->slots != SIZE_MAX)
            proposing->slots--;
        take(proposing, row);
    }
    return ZI_OK;
}

static bool takes_part(const struct proposing *proposing, const struct zi_proposal *row)
{
    if (row->included || row->excluded)
        return false;
    return row->standing == ZI_LEFT_OUT ||
           (row->standing == ZI_CONDITIONAL && proposing->request->with_unknown);
}

/* The rows that take part, by rank. */
static enum zi_code list_candidates(const struct proposing *proposing, struct zi_proposal ***list,
                                    size_t *n, struct zi_error *error)
{
    *n = 0;
    *list = zi_arena_allocate(proposing->arena, proposing->proposals->n + 1, sizeof **list);
    if (*list == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < proposing->proposals->n; i++)
        if (takes_part(proposing, &proposing->proposals->rows[i]))
            (*list)[(*n)++] = &proposing->proposals->rows[i];
    qsort(*list, *n, sizeof **list, compare_row_pointers);
    return ZI_OK;
}

/* The arrays of a portfolio. */
struct arrays {
    double *value;
    double *loss;
    bool *chosen;
    size_t *left;
    size_t *right;
    size_t *left_room;
    size_t *right_room;
};

static size_t *rooms_of(const struct proposing *proposing, const struct partition *partition)
{
    size_t *rooms = zi_arena_allocate(proposing->arena, partition->n_groups, sizeof *rooms);

    for (size_t g = 0; rooms != NULL && g < partition->n_groups; g++)
        rooms[g] = partition->groups[g].left;
    return rooms;
}

static enum zi_code arrays_init(struct arrays *arrays, const struct proposing *proposing, size_t n,
                                struct zi_error *error)
{
    arrays->value = zi_arena_allocate(proposing->arena, n + 1, sizeof *arrays->value);
    arrays->loss = zi_arena_allocate(proposing->arena, n + 1, sizeof *arrays->loss);
    arrays->chosen = zi_arena_allocate(proposing->arena, n + 1, sizeof *arrays->chosen);
    arrays->left = zi_arena_allocate(proposing->arena, n + 1, sizeof *arrays->left);
    arrays->right = zi_arena_allocate(proposing->arena, n + 1, sizeof *arrays->right);
    arrays->left_room = rooms_of(proposing, &proposing->institutions);
    arrays->right_room = rooms_of(proposing, &proposing->kinds);
    if (arrays->value == NULL || arrays->loss == NULL || arrays->chosen == NULL ||
        arrays->left == NULL || arrays->right == NULL || arrays->left_room == NULL ||
        arrays->right_room == NULL)
        return zi_fail_memory(error);
    return ZI_OK;
}

static enum zi_code choose(struct proposing *proposing, struct zi_error *error)
{
    struct zi_proposal **candidates;
    struct zi_portfolio portfolio = {.n_left = proposing->institutions.n_groups,
                                     .n_right = proposing->kinds.n_groups,
                                     .slots = proposing->slots};
    struct arrays arrays;

    ZI_TRY(list_candidates(proposing, &candidates, &portfolio.n, error));
    ZI_TRY(arrays_init(&arrays, proposing, portfolio.n, error));
    for (size_t i = 0; i < portfolio.n; i++) {
        size_t row = position(proposing, candidates[i]);

        arrays.value[i] = isnan(candidates[i]->chance) ? 0 : candidates[i]->chance;
        arrays.left[i] = proposing->institutions.group[row];
        arrays.right[i] = proposing->kinds.group[row];
    }
    portfolio.value = arrays.value;
    portfolio.left = arrays.left;
    portfolio.right = arrays.right;
    portfolio.left_room = arrays.left_room;
    portfolio.right_room = arrays.right_room;
    ZI_TRY(zi_portfolio_choose(&portfolio, arrays.chosen, arrays.loss, error));
    for (size_t i = 0; i < portfolio.n; i++) {
        candidates[i]->loss = arrays.loss[i];
        candidates[i]->standing = ZI_LEFT_OUT;
        if (arrays.chosen[i])
            take(proposing, candidates[i]);
    }
    return ZI_OK;
}

/* What stood in the way of those left out. */
static void say_why(struct proposing *proposing)
{
    for (size_t i = 0; i < proposing->proposals->n; i++) {
        struct zi_proposal *row = &proposing->proposals->rows[i];
        const struct group *kind = group_of(proposing, &proposing->kinds, row);
        const struct group *institution = group_of(proposing, &proposing->institutions, row);

        if (row->standing != ZI_LEFT_OUT || row->excluded)
            continue;
        row->slots_full = proposing->n_chosen >= proposing->request->slots;
        if (kind->cap != NULL && kind->used >= kind->cap->most)
            row->kind_full = kind->cap;
        if (institution->cap != NULL && institution->used >= institution->cap->most)
            row->institution_full = institution->cap;
    }
}

/* ---- order and sums ---- */

static int compare_sizes(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

/* Left out: those that are nearest to being chosen first, the excluded last. */
static int compare_left_out(const struct zi_proposal *a, const struct zi_proposal *b)
{
    if (a->excluded != b->excluded)
        return a->excluded ? 1 : -1;
    return compare_falling(-a->loss, -b->loss);
}

/* Refused: those that lack the fewest conditions first, holders of the predicate last. */
static int compare_refused(const struct zi_proposal *a, const struct zi_proposal *b)
{
    if (a->done != b->done)
        return a->done ? 1 : -1;
    return compare_sizes(a->readiness->failed, b->readiness->failed);
}

static int compare_rows(const void *left, const void *right)
{
    const struct zi_proposal *a = left, *b = right;
    int order = (int)a->standing - (int)b->standing;

    if (order == 0 && a->standing == ZI_LEFT_OUT)
        order = compare_left_out(a, b);
    if (order == 0 && a->standing == ZI_REFUSED)
        order = compare_refused(a, b);
    return order != 0 ? order : compare_rank(a, b);
}

static void sort_rows(struct zi_proposals *proposals)
{
    qsort(proposals->rows, proposals->n, sizeof *proposals->rows, compare_rows);
    for (size_t i = 0; i < proposals->n; i++) {
        struct zi_proposal *row = &proposals->rows[i];

        proposals->n_of[row->standing]++;
        proposals->n_done += row->done;
        if (row->standing == ZI_CHOSEN)
            row->rank = i + 1;
    }
}

/* Awards share what is not known of their institution's rate. */
static enum zi_code add_awards(struct proposing *proposing, struct zi_error *error)
{
    struct zi_proposals *proposals = proposing->proposals;
    size_t n = proposals->n_of[ZI_CHOSEN];
    size_t *listed = zi_arena_allocate(proposing->arena, n + 1, sizeof *listed);
    struct zi_award_count_chances count;

    if (listed == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < n; i++) {
        listed[i] = (size_t)(proposals->rows[i].prospect - proposals->prospects->rows);
        proposals->n_hopeless += proposals->rows[i].chance < ZI_HOPELESS;
    }
    ZI_TRY(zi_prospects_count(proposals->prospects, listed, n, proposing->arena, &count, error));
    proposals->n_chances = count.n;
    proposals->expected = count.expected;
    proposals->sd = count.sd;
    proposals->exactly = count.exactly;
    proposals->at_least = count.at_least;
    proposals->worth_sending = count.n > 0 && count.at_least[1] >= 0.5;
    return ZI_OK;
}

static enum zi_code add_chances(struct proposing *proposing, struct zi_error *error)
{
    struct zi_proposals *proposals = proposing->proposals;
    size_t n = proposals->n_of[ZI_CHOSEN];
    double *chances = zi_arena_allocate(proposing->arena, n + 1, sizeof *chances);
    double *loadings = zi_arena_allocate(proposing->arena, n + 1, sizeof *loadings);
    struct zi_common_factor events = {.p = chances, .loading = loadings};

    proposals->exactly = zi_arena_allocate(proposing->arena, n + 1, sizeof *proposals->exactly);
    proposals->at_least = zi_arena_allocate(proposing->arena, n + 1, sizeof *proposals->at_least);
    if (chances == NULL || loadings == NULL || proposals->exactly == NULL ||
        proposals->at_least == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < n; i++) {
        const struct zi_proposal *row = &proposals->rows[i];

        if (isnan(row->chance))
            continue;
        chances[events.n] = row->chance;
        loadings[events.n++] = row->forecast != NULL ? zi_forecast_loading(row->forecast) : 0;
    }
    proposals->n_chances = events.n;
    proposals->expected = zi_poisson_binomial_mean(chances, events.n);
    proposals->sd = zi_common_factor_sd(&events, NULL);
    return zi_common_factor_counts(&events, proposals->exactly, proposals->at_least, error);
}

static enum zi_code add_up(struct proposing *proposing, struct zi_error *error)
{
    struct zi_proposals *proposals = proposing->proposals;

    for (size_t i = 0; i < proposals->n_of[ZI_CHOSEN]; i++) {
        const struct zi_proposal *row = &proposals->rows[i];

        proposals->by_score |=
            isnan(row->p_reach) ? !isnan(row->margin) : row->forecast->method != ZI_FORECAST_POOLED;
    }
    return proposing->request->objective == ZI_MAXIMISE_AWARDS ? add_awards(proposing, error)
                                                               : add_chances(proposing, error);
}

/* ---- the year after ---- */

/* Years of building go on, a predicate is held a year longer, a ban runs out. */
static enum zi_remedy remedy_of_time(const struct zi_rule_result *result)
{
    static const enum zi_remedy remedies[] = {
        [ZI_PASS] = ZI_BY_TIME, [ZI_FAIL] = ZI_NO_REMEDY, [ZI_UNKNOWN] = ZI_BY_DATE};

    return result->verdict == ZI_FAIL ? remedies[zi_readiness_after(result, 1)] : ZI_NO_REMEDY;
}

/* Whether an index is the ZI total or, through its parts, in it. */
static bool is_in_total(const struct zi_catalogue *catalogue, size_t zi, size_t index)
{
    if (index == zi)
        return true;
    for (size_t i = 0; i < catalogue->n_parts; i++) {
        const struct zi_part *part = &catalogue->parts[i];

        if (part->part == index && !isnan(part->factor) && is_in_total(catalogue, zi, part->index))
            return true;
    }
    return false;
}

/* Which indices are scores of the evaluation, whose course a forecast can tell. */
static enum zi_code find_scores(const struct proposing *proposing, bool **is_score,
                                struct zi_error *error)
{
    const struct zi_catalogue *catalogue = proposing->panel->catalogue;
    long zi = zi_catalogue_total(catalogue);

    *is_score = zi_arena_allocate(proposing->arena, catalogue->n_indices + 1, sizeof **is_score);
    if (*is_score == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; zi != ZI_NO_INDEX && i < catalogue->n_indices; i++)
        (*is_score)[i] = is_in_total(catalogue, (size_t)zi, i);
    return ZI_OK;
}

static bool is_score_rule(const struct zi_rule *rule, const bool is_score[])
{
    return rule->level == ZI_LEVEL_UNIT && rule->index != ZI_NO_INDEX && is_score[rule->index] &&
           (rule->unit == ZI_IN_POINTS || rule->unit == ZI_IN_PERCENT_OF_WEIGHT);
}

/* Whether every condition that fails may be met a year later: by time now, by trend perhaps. */
static bool may_be_later(const struct zi_proposal *row, const bool is_score[])
{
    if (row->done || row->standing == ZI_CHOSEN || row->standing == ZI_CONDITIONAL)
        return false;
    for (size_t k = 0; k < row->readiness->n_rules; k++) {
        const struct zi_rule_result *result = &row->readiness->rules[k];

        if (result->verdict == ZI_FAIL && remedy_of_time(result) == ZI_NO_REMEDY &&
            !is_score_rule(result->rule, is_score))
            return false;
    }
    return true;
}

static enum zi_code add_later(struct proposing *proposing, const struct zi_proposal *row,
                              struct zi_error *error)
{
    const struct zi_readiness *readiness = row->readiness;
    struct zi_later *later = &proposing->proposals->later[proposing->proposals->n_later++];
    enum zi_remedy *remedies =
        zi_arena_allocate(proposing->arena, readiness->n_rules + 1, sizeof *remedies);

    if (remedies == NULL)
        return zi_fail_memory(error);
    for (size_t k = 0; k < readiness->n_rules; k++)
        remedies[k] = remedy_of_time(&readiness->rules[k]);
    *later = (struct zi_later){
        .proposal = row, .p_reach = NAN, .reason = row->reason, .remedies = remedies};
    if (row->forecast != NULL)
        later->p_reach = zi_forecast_reach(&row->forecast[1], readiness->needed);
    return ZI_OK;
}

/* The forecast of one score decides about every condition on it. */
static void judge_trend(struct zi_later *later, size_t index, double mean)
{
    const struct zi_readiness *readiness = later->proposal->readiness;

    for (size_t k = 0; k < readiness->n_rules; k++) {
        const struct zi_rule_result *result = &readiness->rules[k];

        if (result->verdict == ZI_FAIL && result->rule->index == (long)index &&
            zi_number_at_least(mean, result->required))
            later->remedies[k] = ZI_BY_TREND;
    }
}

static bool fails_on(const struct zi_readiness *readiness, size_t index)
{
    for (size_t k = 0; k < readiness->n_rules; k++)
        if (readiness->rules[k].verdict == ZI_FAIL &&
            readiness->rules[k].rule->index == (long)index)
            return true;
    return false;
}

static int compare_size_pointers(const void *left, const void *right)
{
    return compare_sizes(*(const size_t *)left, *(const size_t *)right);
}

/* The units that fail on an index, as a selection of their own. */
static bool select_failing(const struct zi_proposals *proposals, size_t index,
                           struct zi_arena *scratch, struct zi_selection *failing)
{
    failing->entities =
        zi_arena_allocate(scratch, proposals->n_later + 1, sizeof *failing->entities);
    failing->n_entities = 0;
    if (failing->entities == NULL)
        return false;
    for (size_t i = 0; i < proposals->n_later; i++)
        if (fails_on(proposals->later[i].proposal->readiness, index))
            failing->entities[failing->n_entities++] =
                proposals->later[i].proposal->readiness->entity;
    qsort(failing->entities, failing->n_entities, sizeof *failing->entities, compare_size_pointers);
    return true;
}

/* What next year's forecast of one index says to those that fail on it. */
static enum zi_code follow_trend(struct proposing *proposing, size_t index, struct zi_error *error)
{
    struct zi_proposals *proposals = proposing->proposals;
    struct zi_selection failing = *proposing->selection;
    struct zi_arena scratch = {0};
    const struct zi_forecast **forecasts;
    enum zi_code code = ZI_OK;

    if (!select_failing(proposals, index, &scratch, &failing))
        code = zi_fail_memory(error);
    if (code == ZI_OK && failing.n_entities > 0) {
        code =
            zi_forecast_preferred(&failing, index, proposals->year, 1, &scratch, &forecasts, error);
        for (size_t i = 0; code == ZI_OK && i < proposals->n_later; i++) {
            struct zi_later *later = &proposals->later[i];
            const struct zi_forecast *forecast = forecasts[later->proposal->readiness->entity];

            if (forecast != NULL)
                judge_trend(later, index, forecast->mean);
        }
    }
    zi_arena_release(&scratch);
    return code;
}

static bool is_remedied(const struct zi_later *later)
{
    const struct zi_readiness *readiness = later->proposal->readiness;

    for (size_t k = 0; k < readiness->n_rules; k++)
        if (readiness->rules[k].verdict == ZI_FAIL && later->remedies[k] == ZI_NO_REMEDY)
            return false;
    return true;
}

static int compare_later(const void *left, const void *right)
{
    const struct zi_later *a = left, *b = right;
    int order = compare_falling(a->p_reach, b->p_reach);

    return order != 0 ? order : compare_rank(a->proposal, b->proposal);
}

static enum zi_code look_further(struct proposing *proposing, struct zi_error *error)
{
    struct zi_proposals *proposals = proposing->proposals;
    bool *is_score;
    size_t n = 0;

    proposals->later =
        zi_arena_allocate(proposing->arena, proposals->n + 1, sizeof *proposals->later);
    if (proposals->later == NULL)
        return zi_fail_memory(error);
    ZI_TRY(find_scores(proposing, &is_score, error));
    for (size_t i = 0; i < proposals->n; i++)
        if (may_be_later(&proposals->rows[i], is_score))
            ZI_TRY(add_later(proposing, &proposals->rows[i], error));
    for (size_t index = 0; index < proposing->panel->catalogue->n_indices; index++)
        if (is_score[index] && proposing->panel->values[index] != NULL)
            ZI_TRY(follow_trend(proposing, index, error));
    for (size_t i = 0; i < proposals->n_later; i++)
        if (is_remedied(&proposals->later[i]))
            proposals->later[n++] = proposals->later[i];
    proposals->n_later = n;
    qsort(proposals->later, n, sizeof *proposals->later, compare_later);
    return ZI_OK;
}

enum zi_code zi_propose_compute(const struct zi_selection *selection,
                                const struct zi_regulations *regulations, int year,
                                const struct zi_propose_request *request, struct zi_arena *arena,
                                struct zi_proposals *proposals, struct zi_error *error)
{
    struct proposing proposing = {.panel = selection->panel,
                                  .selection = selection,
                                  .regulations = regulations,
                                  .request = request,
                                  .arena = arena,
                                  .proposals = proposals,
                                  .slots = request->slots};

    *proposals = (struct zi_proposals){.year = year, .objective = request->objective};
    ZI_TRY(gather(&proposing, error));
    ZI_TRY(mark_named(&proposing, error));
    ZI_TRY(take_caps(&proposing, error));
    ZI_TRY(take_included(&proposing, error));
    ZI_TRY(choose(&proposing, error));
    say_why(&proposing);
    sort_rows(proposals);
    ZI_TRY(add_up(&proposing, error));
    return look_further(&proposing, error);
}

void zi_proposals_range(const struct zi_proposals *proposals, double level, size_t *low,
                        size_t *high)
{
    double tail = (1 - level) / 2;

    *low = 0;
    while (*low < proposals->n_chances && 1 - proposals->at_least[*low + 1] <= tail)
        ++*low;
    *high = proposals->n_chances;
    while (*high > 0 && proposals->at_least[*high] <= tail)
        --*high;
}
