/* The sentences at the head of the report. */
#include "findings.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/count.h"
#include "base/number.h"
#include "table/tables.h"
#include "zistat/base/buffer.h"

enum { NAMED = 3 };

static const char *name_of(const struct zi_panel *panel, const struct zi_readiness *unit)
{
    const struct zi_entity *entity = &panel->entities[unit->entity];

    return entity->short_name[0] != '\0' ? entity->short_name : entity->unit;
}

/* A holder of WBBM has nothing left to be proposed for. */
static bool is_done(const struct zi_outlook *outlook, size_t unit)
{
    int since;

    return zi_panel_predicate(outlook->selection->panel, outlook->aimed[unit].entity, outlook->year,
                              &since) == ZI_WBBM;
}

static bool is_ready(const struct zi_outlook *outlook, size_t unit, enum zi_target target)
{
    return !is_done(outlook, unit) && outlook->aimed[unit].verdict == ZI_PASS &&
           outlook->aimed[unit].target == target;
}

/* "2 untuk WBK (Disdukcapil, DPMPTSP)" */
static void list_ready(const struct zi_outlook *outlook, enum zi_target target,
                       enum zi_language language, struct zi_buffer *out)
{
    size_t n = 0;

    for (size_t i = 0; i < outlook->n_units; i++)
        n += is_ready(outlook, i, target);
    zi_buffer_say(out, language, "%zu untuk %s", "%zu for %s", n, zi_target_name(target));
    for (size_t i = 0, named = 0; i < outlook->n_units && named < NAMED; i++)
        if (is_ready(outlook, i, target))
            zi_buffer_print(out, "%s%s", named++ == 0 ? " (" : ", ",
                            name_of(outlook->selection->panel, &outlook->aimed[i]));
    if (n > NAMED)
        zi_buffer_say(out, language, ", dan %zu lagi", ", and %zu more", n - NAMED);
    zi_buffer_add(out, n > 0 ? ")" : "");
}

static void say_ready(const struct zi_outlook *outlook, enum zi_language language,
                      struct zi_buffer *out)
{
    size_t of[3] = {0};
    size_t done = 0;

    for (size_t i = 0; i < outlook->n_units; i++)
        if (is_done(outlook, i))
            done++;
        else
            of[outlook->aimed[i].verdict]++;
    zi_buffer_say(out, language, "%zu dari %zu unit siap diusulkan menurut syarat %d: ",
                  "Ready to be proposed: %zu of %zu units by the conditions of %d: ", of[ZI_PASS],
                  outlook->n_units, outlook->year);
    list_ready(outlook, ZI_WBBM, language, out);
    zi_buffer_add(out, ", ");
    list_ready(outlook, ZI_WBK, language, out);
    zi_buffer_say(out, language, "; %zu gugur, %zu belum dapat diputuskan karena datanya kurang",
                  "; failed: %zu; undecided for lack of data: %zu", of[ZI_FAIL], of[ZI_UNKNOWN]);
    if (done > 0)
        zi_buffer_say(out, language, ", %zu sudah memegang WBBM", "; already WBBM: %zu", done);
    zi_buffer_add(out, ".");
}

/* Sums of other conditions: they would head every list and help nobody. */
static bool is_a_sum(const struct zi_rule *rule)
{
    return rule->role == ZI_ROLE_TOTAL || rule->role == ZI_ROLE_LEVERS || rule->role == ZI_ROLE_SUM;
}

/* WBK and WBBM ask the same of an index with different numbers. */
static bool is_same_condition(const struct zi_rule *a, const struct zi_rule *b)
{
    return a->level == b->level && strcmp(a->index_name, b->index_name) == 0;
}

/* The rule that most often has the verdict among what units aim at. */
static const struct zi_rule *most_frequent(const struct zi_outlook *outlook,
                                           enum zi_verdict verdict, size_t *count)
{
    const struct zi_rule *most = NULL;

    *count = 0;
    for (size_t r = 0; r < outlook->regulations->n_rules; r++) {
        const struct zi_rule *rule = &outlook->regulations->rules[r];
        size_t n = 0;

        if (is_a_sum(rule) || !zi_rule_in_force(rule, outlook->year))
            continue;
        for (size_t i = 0; i < outlook->n_units; i++) {
            const struct zi_readiness *unit = &outlook->aimed[i];

            if (is_done(outlook, i))
                continue;
            for (size_t k = 0; k < unit->n_rules; k++)
                n += unit->rules[k].verdict == verdict &&
                     is_same_condition(unit->rules[k].rule, rule);
        }
        if (n > *count) {
            *count = n;
            most = rule;
        }
    }
    return most;
}

/* What a rule is about, without its number. */
static const char *condition_name(const struct zi_outlook *outlook, const struct zi_rule *rule,
                                  enum zi_language language)
{
    const struct zi_catalogue *catalogue = outlook->selection->panel->catalogue;

    return zi_text_in(
        rule->index == ZI_NO_INDEX ? rule->label : catalogue->indices[rule->index].label, language);
}

static void say_obstacles(const struct zi_outlook *outlook, enum zi_language language,
                          struct zi_buffer *out)
{
    size_t failing, missing;
    const struct zi_rule *failed = most_frequent(outlook, ZI_FAIL, &failing);
    const struct zi_rule *unknown = most_frequent(outlook, ZI_UNKNOWN, &missing);

    if (failed != NULL)
        zi_buffer_say(
            out, language, "Di luar jumlah nilai, syarat yang paling sering gugur: %s (%zu unit)",
            "Apart from sums of scores, the condition that fails most often: %s (units: %zu)",
            condition_name(outlook, failed, language), failing);
    else
        zi_buffer_say(out, language, "Di luar jumlah nilai, tidak ada syarat yang gugur",
                      "Apart from sums of scores, no condition fails");
    if (unknown != NULL)
        zi_buffer_say(out, language, "; data yang paling sering belum ada: %s (%zu unit).",
                      "; the data missing most often: %s (units: %zu).",
                      condition_name(outlook, unknown, language), missing);
    else
        zi_buffer_say(out, language, "; semua data syarat lengkap.",
                      "; the data of all conditions are complete.");
}

/* A unit that one condition separates from what it aims at. */
struct near {
    const struct zi_readiness *unit;
    const struct zi_rule_result *lacking;
};

static int compare_scores(const void *a, const void *b)
{
    const struct zi_readiness *x = ((const struct near *)a)->unit;
    const struct zi_readiness *y = ((const struct near *)b)->unit;
    double p = isnan(x->score) ? -INFINITY : x->score;
    double q = isnan(y->score) ? -INFINITY : y->score;

    if (p != q)
        return p < q ? 1 : -1;
    return x->entity < y->entity ? -1 : x->entity > y->entity;
}

static size_t list_near(const struct zi_outlook *outlook, struct near near[])
{
    size_t n = 0;

    for (size_t i = 0; i < outlook->n_units; i++) {
        const struct zi_readiness *unit = &outlook->aimed[i];

        if (unit->failed != 1 || unit->unknown != 0 || is_done(outlook, i))
            continue;
        for (size_t k = 0; k < unit->n_rules; k++)
            if (unit->rules[k].verdict == ZI_FAIL)
                near[n++] = (struct near){unit, &unit->rules[k]};
    }
    qsort(near, n, sizeof *near, compare_scores);
    return n;
}

static void say_near_unit(const struct zi_panel *panel, const struct near *near,
                          enum zi_language language, struct zi_buffer *out)
{
    zi_buffer_print(out, "%s (%s: %s", name_of(panel, near->unit),
                    zi_target_name(near->unit->target),
                    zi_text_in(near->lacking->rule->label, language));
    if (near->lacking->gap > 0) {
        zi_buffer_say(out, language, ", kurang ", ", short of it by ");
        zi_say_gap(out, near->lacking, language);
    }
    zi_buffer_add(out, ")");
}

static void say_near(const struct zi_outlook *outlook, const struct near near[], size_t n,
                     enum zi_language language, struct zi_buffer *out)
{
    if (n == 0) {
        zi_buffer_say(out, language, "Tidak ada unit yang tinggal kurang satu syarat.",
                      "No unit lacks just one condition.");
        return;
    }
    zi_buffer_say(out, language,
                  "%zu unit tinggal kurang satu syarat: ", "Lacking just one condition: %zu: ", n);
    for (size_t i = 0; i < n && i < NAMED; i++) {
        zi_buffer_add(out, i > 0 ? "; " : "");
        say_near_unit(outlook->selection->panel, &near[i], language, out);
    }
    if (n > NAMED)
        zi_buffer_say(out, language, "; dan %zu lagi", "; and %zu more", n - NAMED);
    zi_buffer_add(out, ".");
}

/* Moves the sentence into the arena and empties the buffer. */
static enum zi_code keep(struct zi_buffer *sentence, struct zi_arena *arena, const char **finding,
                         struct zi_error *error)
{
    *finding = sentence->out_of_memory ? NULL : zi_arena_copy(arena, sentence->text);
    zi_buffer_release(sentence);
    zi_buffer_init(sentence);
    return *finding == NULL ? zi_fail_memory(error) : ZI_OK;
}

enum zi_code zi_findings_make(const struct zi_outlook *outlook, enum zi_language language,
                              struct zi_arena *arena, const char *findings[ZI_FINDINGS],
                              struct zi_error *error)
{
    struct near *near = zi_arena_allocate(arena, outlook->n_units + 1, sizeof *near);
    struct zi_buffer sentence;

    if (near == NULL)
        return zi_fail_memory(error);
    zi_buffer_init(&sentence);
    say_ready(outlook, language, &sentence);
    ZI_TRY(keep(&sentence, arena, &findings[0], error));
    say_obstacles(outlook, language, &sentence);
    ZI_TRY(keep(&sentence, arena, &findings[1], error));
    say_near(outlook, near, list_near(outlook, near), language, &sentence);
    return keep(&sentence, arena, &findings[2], error);
}
