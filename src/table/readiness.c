/* Units and their conditions, as a table. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/count.h"
#include "base/number.h"
#include "tables.h"

static const struct zi_column columns[] = {
    {"instansi", ZI_COLUMN_TEXT},       {"unit", ZI_COLUMN_TEXT},
    {"year", ZI_COLUMN_INTEGER},        {"target", ZI_COLUMN_TEXT},
    {"score", ZI_COLUMN_NUMBER},        {"passed", ZI_COLUMN_INTEGER},
    {"failed", ZI_COLUMN_INTEGER},      {"unknown", ZI_COLUMN_INTEGER},
    {"verdict", ZI_COLUMN_TEXT},        {"gap", ZI_COLUMN_NUMBER},
    {"p_reach", ZI_COLUMN_PROBABILITY}, {"note", ZI_COLUMN_TEXT},
    {"p_all", ZI_COLUMN_PROBABILITY},   {"p_award", ZI_COLUMN_PROBABILITY},
    {"basis", ZI_COLUMN_TEXT},
};

static const struct zi_column detail_columns[] = {
    {"instansi", ZI_COLUMN_TEXT}, {"unit", ZI_COLUMN_TEXT},       {"year", ZI_COLUMN_INTEGER},
    {"target", ZI_COLUMN_TEXT},   {"rule", ZI_COLUMN_TEXT},       {"level", ZI_COLUMN_TEXT},
    {"article", ZI_COLUMN_TEXT},  {"required", ZI_COLUMN_NUMBER}, {"actual", ZI_COLUMN_NUMBER},
    {"gap", ZI_COLUMN_NUMBER},    {"verdict", ZI_COLUMN_TEXT},    {"note", ZI_COLUMN_TEXT},
};

int zi_gap_decimals(double gap)
{
    enum { USUAL = 2, MOST = 9 };
    int decimals = USUAL;

    for (double least = 0.005; gap > 0 && gap < least && decimals < MOST; least /= 10)
        decimals++;
    return decimals;
}

int zi_decimals_of(double value)
{
    enum { USUAL = 2, MOST = 6 };
    int decimals = USUAL;

    for (double scaled = value * 100; decimals < MOST && fabs(scaled - round(scaled)) > 1e-6;
         scaled *= 10)
        decimals++;
    return decimals;
}

static void add_unit(struct zi_table *table, const struct zi_panel *panel,
                     const struct zi_readiness *r)
{
    zi_table_text(table, panel->entities[r->entity].institution);
    zi_table_text(table, panel->entities[r->entity].unit);
    zi_table_integer(table, r->year);
    zi_table_text(table, zi_target_name(r->target));
}

void zi_say_rules(struct zi_buffer *out, const struct zi_readiness *readiness,
                  enum zi_verdict verdict, struct zi_text head, enum zi_language language)
{
    enum { SHOWN = 3 };
    size_t n = 0;

    for (size_t i = 0; i < readiness->n_rules; i++) {
        const struct zi_rule_result *result = &readiness->rules[i];

        if (result->verdict != verdict)
            continue;
        if (n == 0)
            zi_buffer_print(out, "%s%s: ", out->length > 0 ? "; " : "", zi_text_in(head, language));
        if (n++ < SHOWN)
            zi_buffer_print(out, "%s%s", n > 1 ? ", " : "",
                            zi_text_in(result->rule->label, language));
    }
    if (n > SHOWN)
        zi_buffer_say(out, language, " dan %zu lagi", " and %zu more", n - SHOWN);
}

void zi_say_held(struct zi_buffer *out, const struct zi_panel *panel,
                 const struct zi_readiness *readiness, enum zi_language language)
{
    int since;
    int held = zi_panel_predicate(panel, readiness->entity, readiness->year, &since);

    if (held == 0)
        return;
    zi_buffer_say(out, language, "memegang %s", "holds %s", zi_target_name((enum zi_target)held));
    if (since > 0)
        zi_buffer_say(out, language, " sejak %d", " since %d", since);
}

/* The failed condition that lacks least for what it asks; NULL when none has a number to lack. */
static const struct zi_rule_result *nearest(const struct zi_readiness *r)
{
    const struct zi_rule_result *best = NULL;

    for (size_t i = 0; i < r->n_rules; i++) {
        const struct zi_rule_result *rule = &r->rules[i];

        if (rule->verdict == ZI_FAIL && rule->gap > 0 && rule->required > 0 &&
            (best == NULL || rule->gap / rule->required < best->gap / best->required))
            best = rule;
    }
    return best;
}

static void say_nearest(struct zi_buffer *note, const struct zi_readiness *r,
                        enum zi_language language)
{
    const struct zi_rule_result *rule = nearest(r);

    if (rule == NULL)
        return;
    zi_buffer_say(note, language, "%spaling dekat: %s, kurang ", "%snearest: %s, short of it by ",
                  note->length > 0 ? "; " : "", zi_text_in(rule->rule->label, language));
    zi_say_gap(note, rule, language);
}

void zi_say_standing(struct zi_buffer *out, const struct zi_panel *panel,
                     const struct zi_readiness *r, enum zi_language language)
{
    zi_buffer_print(out, "%s (%s): ", zi_entity_name(&panel->entities[r->entity]),
                    zi_target_name(r->target));
    switch (r->verdict) {
    case ZI_PASS:
        zi_buffer_say(out, language, "siap, semua %zu syarat terpenuhi",
                      "ready, all %zu conditions met", r->n_rules);
        return;
    case ZI_FAIL:
        zi_buffer_say(out, language, "gugur pada %zu dari %zu syarat",
                      "failed on %zu of %zu conditions", r->failed, r->n_rules);
        break;
    case ZI_UNKNOWN:
        zi_buffer_say(out, language, "belum dapat diputuskan: tidak ada syarat yang gugur",
                      "undecided: no condition failed");
        break;
    }
    if (r->unknown > 0)
        zi_buffer_say(out, language, ", %zu belum diketahui", ", %zu not known", r->unknown);
    zi_buffer_add(out, nearest(r) != NULL ? "; " : "");
    if (nearest(r) != NULL) {
        struct zi_buffer near;

        zi_buffer_init(&near);
        say_nearest(&near, r, language);
        zi_buffer_add(out, near.text);
        zi_buffer_release(&near);
    }
}

void zi_say_keeping(struct zi_buffer *out, const struct zi_prospect *row, enum zi_language language)
{
    const char *comma = out->length > 0 ? "; " : "";

    if (row->n_lost > 0)
        zi_buffer_say(out, language, "%smempertahankan %s: %zu syarat tidak lagi terpenuhi",
                      "%skeeping %s: conditions no longer met: %zu", comma,
                      zi_target_name((enum zi_target)row->held), row->n_lost);
    else if (row->n_unsure > 0)
        zi_buffer_say(out, language, "%smempertahankan %s: %zu syarat belum diketahui",
                      "%skeeping %s: conditions not known: %zu", comma,
                      zi_target_name((enum zi_target)row->held), row->n_unsure);
}

static void add_note(struct zi_table *table, const struct zi_panel *panel,
                     const struct zi_prospect *row, enum zi_language language)
{
    static const struct zi_text failed = {"gugur", "failed"};
    static const struct zi_text unknown = {"belum diketahui", "unknown"};
    const struct zi_readiness *r = row->unit;
    struct zi_buffer note;

    zi_buffer_init(&note);
    zi_say_held(&note, panel, r, language);
    zi_say_keeping(&note, row, language);
    zi_say_rules(&note, r, ZI_FAIL, failed, language);
    say_nearest(&note, r, language);
    zi_say_rules(&note, r, ZI_UNKNOWN, unknown, language);
    if (row->forecast != NULL && row->forecast->stale)
        zi_buffer_say(&note, language, "%sp_reach: nilai terakhir tahun %d",
                      "%sp_reach: last score of %d", note.length > 0 ? "; " : "",
                      row->forecast->last_year);
    zi_say_disagreement(&note, row->forecast, r->needed, language);
    zi_table_text(table, note.text);
    table->out_of_memory = table->out_of_memory || note.out_of_memory;
    zi_buffer_release(&note);
}

/* The limits next to a value of a rule's index; a fact from predicates has none. */
static size_t limits_of(const struct zi_limits *limits, const struct zi_rule *rule, double value,
                        double near[2])
{
    return rule->index == ZI_NO_INDEX ? 0
                                      : zi_limits_near(limits, (size_t)rule->index, value, near);
}

static void add_summary(struct zi_table *table, const struct zi_panel *panel,
                        const struct zi_prospects *prospects, const struct zi_prospect *row,
                        const struct zi_limits *limits, enum zi_language language)
{
    const struct zi_readiness *r = row->unit;
    long zi = zi_catalogue_total(panel->catalogue);
    double near[2];
    size_t n_near = zi == ZI_NO_INDEX ? 0 : zi_limits_near(limits, (size_t)zi, r->score, near);

    add_unit(table, panel, r);
    zi_table_score(table, r->score, 2, ZI_MISSING, near, n_near);
    zi_table_integer(table, (long)r->passed);
    zi_table_integer(table, (long)r->failed);
    zi_table_integer(table, (long)r->unknown);
    zi_table_text(table, zi_verdict_name(r->verdict));
    zi_table_number(table, r->gap, zi_gap_decimals(r->gap), ZI_MISSING);
    zi_table_number(table, row->p_reach, 4, row->reason);
    add_note(table, panel, row, language);
    zi_table_add_prospect(table, prospects, row, language);
}

/* A letter for a rule about letters, a number for a rule about numbers. */
static void add_value(struct zi_table *table, double value, const struct zi_band *band,
                      const struct zi_rule_result *result, const struct zi_limits *limits)
{
    int decimals = result->rule->unit == ZI_IN_YEARS ? 0
                   : value == result->required       ? zi_decimals_of(value)
                                                     : 2;
    double near[2];

    if (result->rule->unit == ZI_IN_BAND)
        zi_table_text(table, band != NULL ? band->name : "");
    else if (isnan(value) && result->verdict == ZI_PASS) /* never revoked: no number of years */
        zi_table_empty(table);
    else
        zi_table_score(table, value, decimals, ZI_MISSING, near,
                       limits_of(limits, result->rule, value, near));
}

/* How sure the rule itself is, where it is not confirmed. */
static const char *doubt(const struct zi_rule *rule, enum zi_language language)
{
    static const struct {
        const char *certainty;
        struct zi_text text;
    } doubts[] = {
        {"derived", {"aturan: disimpulkan dari sumber lain", "rule: derived from other sources"}},
        {"conflicting", {"aturan: sumbernya berbeda-beda", "rule: its sources conflict"}},
        {"unconfirmed",
         {"aturan: belum terkonfirmasi dalam teks", "rule: not confirmed in any text"}},
    };

    for (size_t i = 0; i < ZI_COUNT(doubts); i++)
        if (strcmp(rule->source.certainty, doubts[i].certainty) == 0)
            return zi_text_in(doubts[i].text, language);
    return "";
}

static void add_remark(struct zi_buffer *note, const char *remark)
{
    if (remark[0] != '\0')
        zi_buffer_print(note, "%s%s", note->length > 0 ? "; " : "", remark);
}

/* The score behind a letter, the remark, and how sure the rule is. */
static void add_rule_note(struct zi_table *table, const struct zi_rule_result *result,
                          const struct zi_limits *limits, enum zi_language language)
{
    struct zi_buffer note;

    zi_buffer_init(&note);
    if (result->rule->unit == ZI_IN_BAND && !isnan(result->actual)) {
        double near[2];
        char score[ZI_NUMBER_MAX];

        zi_number_show(score, result->actual, 2, near,
                       limits_of(limits, result->rule, result->actual, near), language);
        zi_buffer_say(&note, language, "skor %s", "score %s", score);
    }
    add_remark(&note, zi_text_in(zi_rule_note_text(result->note), language));
    add_remark(&note, doubt(result->rule, language));
    zi_table_text(table, note.text);
    table->out_of_memory = table->out_of_memory || note.out_of_memory;
    zi_buffer_release(&note);
}

static void add_detail(struct zi_table *table, const struct zi_panel *panel,
                       const struct zi_readiness *r, const struct zi_rule_result *result,
                       const struct zi_limits *limits, enum zi_language language)
{
    const struct zi_rule *rule = result->rule;

    add_unit(table, panel, r);
    zi_table_text(table, rule->name);
    zi_table_text(table, zi_level_name(rule->level));
    zi_table_text(table, rule->article);
    add_value(table, result->required, result->required_band, result, limits);
    add_value(table, result->actual, result->actual_band, result, limits);
    if (isnan(result->gap) && result->verdict != ZI_UNKNOWN) /* letters have no distance */
        zi_table_empty(table);
    else
        zi_table_number(table, result->gap, zi_gap_decimals(result->gap), ZI_MISSING);
    zi_table_text(table, zi_verdict_name(result->verdict));
    add_rule_note(table, result, limits, language);
}

void zi_say_gap(struct zi_buffer *out, const struct zi_rule_result *result,
                enum zi_language language)
{
    bool years = result->rule->unit == ZI_IN_YEARS;
    char gap[ZI_NUMBER_MAX];

    if (!(result->gap > 0))
        return;
    zi_number_fixed(gap, result->gap, years ? 0 : zi_gap_decimals(result->gap), language);
    if (years)
        zi_buffer_say(out, language, "%s tahun", strcmp(gap, "1") == 0 ? "%s year" : "%s years",
                      gap);
    else
        zi_buffer_say(out, language, "%s poin", "%s points", gap);
}

void zi_table_of_readiness(struct zi_table *table, const struct zi_panel *panel,
                           const struct zi_prospects *prospects, const struct zi_limits *limits,
                           enum zi_language language)
{
    zi_table_init(table, "ready", columns, ZI_COUNT(columns));
    for (size_t i = 0; i < prospects->n; i++)
        add_summary(table, panel, prospects, &prospects->rows[i], limits, language);
}

void zi_table_of_rule_results(struct zi_table *table, const struct zi_panel *panel,
                              const struct zi_readiness results[], size_t n,
                              const struct zi_limits *limits, enum zi_language language)
{
    zi_table_init(table, "ready", detail_columns, ZI_COUNT(detail_columns));
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < results[i].n_rules; k++)
            add_detail(table, panel, &results[i], &results[i].rules[k], limits, language);
}
