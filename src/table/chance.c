/* Chances of a unit's conditions, as a table. */
#include <math.h>

#include "base/count.h"
#include "tables.h"

static const struct zi_column columns[] = {
    {"instansi", ZI_COLUMN_TEXT},   {"unit", ZI_COLUMN_TEXT},   {"year", ZI_COLUMN_INTEGER},
    {"target", ZI_COLUMN_TEXT},     {"kind", ZI_COLUMN_TEXT},   {"rule", ZI_COLUMN_TEXT},
    {"required", ZI_COLUMN_NUMBER}, {"mean", ZI_COLUMN_NUMBER}, {"sd", ZI_COLUMN_NUMBER},
    {"p", ZI_COLUMN_PROBABILITY},   {"n", ZI_COLUMN_INTEGER},   {"note", ZI_COLUMN_TEXT},
};

static void begin_row(struct zi_table *table, const struct zi_panel *panel,
                      const struct zi_chance *chance, const char *kind, const char *rule)
{
    const struct zi_entity *entity = &panel->entities[chance->unit->entity];

    zi_table_text(table, entity->institution);
    zi_table_text(table, entity->unit);
    zi_table_integer(table, chance->year);
    zi_table_text(table, zi_target_name(chance->unit->target));
    zi_table_text(table, kind);
    zi_table_text(table, rule);
}

static void add_required(struct zi_table *table, const struct zi_rule_result *result)
{
    if (result->required_band != NULL)
        zi_table_text(table, result->required_band->name);
    else
        zi_table_number(table, result->required,
                        result->rule->unit == ZI_IN_YEARS ? 0 : zi_decimals_of(result->required),
                        ZI_MISSING);
}

/* What the chance of a condition that is no score rests on. */
static void say_basis(struct zi_buffer *note, const struct zi_condition_chance *condition,
                      enum zi_language language)
{
    if (condition->basis == ZI_CHANCE_KNOWN)
        zi_buffer_say(note, language, ": sudah diketahui", ": known already");
    else if (condition->basis == ZI_CHANCE_PERSISTENT)
        zi_buffer_say(note, language, ": menurut riwayat syarat ini dan yang lain",
                      ": by the history of this condition and of others");
}

/* As it stands, with the chance that it will be met. */
static void add_other(struct zi_table *table, const struct zi_panel *panel,
                      const struct zi_chance *chance, const struct zi_condition_chance *condition,
                      enum zi_language language)
{
    const struct zi_rule_result *result = condition->result;
    struct zi_buffer note;

    static const char *const kinds[] = {
        [ZI_PASS] = "met", [ZI_FAIL] = "unmet", [ZI_UNKNOWN] = "unknown"};

    begin_row(table, panel, chance, kinds[result->verdict], result->rule->name);
    add_required(table, result);
    for (int empty = 0; empty < 2; empty++)
        zi_table_empty(table);
    if (isnan(condition->p))
        zi_table_empty(table);
    else
        zi_table_number(table, condition->p, 4, ZI_DEFINED);
    if (condition->basis == ZI_CHANCE_PERSISTENT)
        zi_table_integer(table, (long)condition->n);
    else
        zi_table_empty(table);
    zi_buffer_init(&note);
    zi_buffer_add(&note, zi_text_in(result->rule->label, language));
    say_basis(&note, condition, language);
    zi_table_text(table, note.text);
    table->out_of_memory = table->out_of_memory || note.out_of_memory;
    zi_buffer_release(&note);
}

static void add_forecast(struct zi_table *table, const struct zi_panel *panel,
                         const struct zi_chance *chance,
                         const struct zi_condition_chance *condition,
                         const struct zi_limits *limits, enum zi_language language)
{
    const struct zi_rule_result *result = condition->result;
    struct zi_buffer note;
    double near[2];

    begin_row(table, panel, chance, "forecast", result->rule->name);
    add_required(table, result);
    zi_table_score(table, condition->mean, 2, condition->reason, near,
                   zi_limits_near(limits, (size_t)result->rule->index, condition->mean, near));
    zi_table_number(table, condition->sd, 2, condition->reason);
    zi_table_number(table, condition->p, 4, condition->reason);
    zi_table_integer(table, (long)condition->n);
    zi_buffer_init(&note);
    zi_buffer_add(&note, zi_text_in(result->rule->label, language));
    if (!condition->pooled)
        zi_buffer_say(&note, language, " (garis unit sendiri)", " (the unit's own line)");
    if (condition->reason != ZI_DEFINED)
        zi_buffer_print(&note, ": %s", zi_text_in(zi_reason_text(condition->reason), language));
    zi_table_text(table, note.text);
    table->out_of_memory = table->out_of_memory || note.out_of_memory;
    zi_buffer_release(&note);
}

/* What the joint chance leaves out. */
static void say_unknown(struct zi_buffer *note, const struct zi_chance *chance,
                        enum zi_language language)
{
    if (chance->n_chances == 0)
        zi_buffer_say(note, language, "; tidak ada syarat yang punya peluang",
                      "; no condition has a chance");
    if (chance->n_unknown > 0)
        zi_buffer_say(note, language, "; belum diketahui: %zu", "; not known: %zu",
                      chance->n_unknown);
}

static void add_joint(struct zi_table *table, const struct zi_panel *panel,
                      const struct zi_chance *chance, enum zi_language language)
{
    const struct {
        const char *rule;
        double p;
        struct zi_text text;
    } rows[] = {
        {"all",
         chance->known,
         {"semuanya, dengan hubungan antarkesalahan ramalan",
          "all of them, related as the errors of forecasts are"}},
        {"all-low",
         chance->low,
         {"paling kecil, bagaimana pun hubungannya", "at least, whatever the dependence"}},
        {"all-high",
         chance->high,
         {"paling besar, bagaimana pun hubungannya", "at most, whatever the dependence"}},
        {"all-independent", chance->independent, {"jika saling bebas", "if independent"}},
    };

    for (size_t i = 0; i < ZI_COUNT(rows); i++) {
        struct zi_buffer note;

        begin_row(table, panel, chance, "joint", rows[i].rule);
        for (int empty = 0; empty < 3; empty++)
            zi_table_empty(table);
        zi_table_number(table, rows[i].p, 4, ZI_MISSING);
        zi_table_integer(table, (long)chance->n_chances);
        zi_buffer_init(&note);
        zi_buffer_add(&note, zi_text_in(rows[i].text, language));
        say_unknown(&note, chance, language);
        zi_table_text(table, note.text);
        table->out_of_memory = table->out_of_memory || note.out_of_memory;
        zi_buffer_release(&note);
    }
}

void zi_table_of_chances(struct zi_table *table, const struct zi_panel *panel,
                         const struct zi_chance chances[], size_t n, const struct zi_limits *limits,
                         enum zi_language language)
{
    zi_table_init(table, "chance", columns, ZI_COUNT(columns));
    for (size_t i = 0; i < n; i++) {
        const struct zi_chance *chance = &chances[i];

        for (size_t k = 0; k < chance->unit->n_rules; k++) {
            const struct zi_condition_chance *condition = &chance->conditions[k];

            if (condition->basis == ZI_CHANCE_FORECAST)
                add_forecast(table, panel, chance, condition, limits, language);
            else
                add_other(table, panel, chance, condition, language);
        }
        add_joint(table, panel, chance, language);
    }
}
