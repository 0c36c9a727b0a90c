/* The cheapest way up, as a table. */
#include <math.h>

#include "base/count.h"
#include "base/number.h"
#include "tables.h"

static const struct zi_column columns[] = {
    {"instansi", ZI_COLUMN_TEXT}, {"unit", ZI_COLUMN_TEXT}, {"year", ZI_COLUMN_INTEGER},
    {"target", ZI_COLUMN_TEXT},   {"kind", ZI_COLUMN_TEXT}, {"index", ZI_COLUMN_TEXT},
    {"from", ZI_COLUMN_NUMBER},   {"to", ZI_COLUMN_NUMBER}, {"points", ZI_COLUMN_NUMBER},
    {"effort", ZI_COLUMN_NUMBER}, {"note", ZI_COLUMN_TEXT},
};

/* What every row of one table is made with. */
struct making {
    struct zi_table *table;
    const struct zi_panel *panel;
    const struct zi_limits *limits;
    enum zi_language language;
};

static const char *label_of(const struct making *making, size_t index)
{
    return zi_text_in(making->panel->catalogue->indices[index].label, making->language);
}

static void begin_row(const struct making *making, const struct zi_plan *plan, const char *kind,
                      const char *index)
{
    const struct zi_entity *entity = &making->panel->entities[plan->unit->entity];

    zi_table_text(making->table, entity->institution);
    zi_table_text(making->table, entity->unit);
    zi_table_integer(making->table, plan->unit->year);
    zi_table_text(making->table, zi_target_name(plan->unit->target));
    zi_table_text(making->table, kind);
    zi_table_text(making->table, index);
}

static void leave_empty(const struct making *making, int cells)
{
    for (int i = 0; i < cells; i++)
        zi_table_empty(making->table);
}

static void end_row(const struct making *making, struct zi_buffer *note)
{
    zi_table_text(making->table, note->text);
    making->table->out_of_memory = making->table->out_of_memory || note->out_of_memory;
    zi_buffer_release(note);
}

/* A letter, a number, or nothing where neither is known. */
static void add_state(const struct making *making, const struct zi_rule *rule, double value,
                      const struct zi_band *band)
{
    if (band != NULL)
        zi_table_text(making->table, band->name);
    else if (isnan(value))
        zi_table_empty(making->table);
    else
        zi_table_number(making->table, value, rule->unit == ZI_IN_YEARS ? 0 : zi_decimals_of(value),
                        ZI_MISSING);
}

static void add_obstacle(const struct making *making, const struct zi_plan *plan,
                         const struct zi_obstacle *obstacle)
{
    const struct zi_rule_result *result = obstacle->result;
    struct zi_buffer note;

    begin_row(making, plan, obstacle->this_year ? "requirement" : "blocked",
              result->rule->index_name);
    add_state(making, result->rule, result->actual, result->actual_band);
    add_state(making, result->rule, result->required, result->required_band);
    leave_empty(making, 2);
    zi_buffer_init(&note);
    zi_buffer_add(&note, zi_text_in(result->rule->label, making->language));
    if (obstacle->this_year)
        zi_buffer_say(&note, making->language, ": dipenuhi tersendiri, bukan dengan poin",
                      ": to be met by itself, not with points");
    else
        zi_buffer_say(&note, making->language,
                      ": tidak dapat dicapai tahun ini dengan poin apa pun",
                      ": no points can reach it this year");
    end_row(making, &note);
}

static void add_raise(const struct making *making, const struct zi_plan *plan,
                      const struct zi_raise *raise)
{
    double near[2];
    struct zi_buffer note;

    begin_row(making, plan, "raise", making->panel->catalogue->indices[raise->index].name);
    zi_table_score(making->table, raise->from, 2, ZI_MISSING, near,
                   zi_limits_near(making->limits, raise->index, raise->from, near));
    zi_table_score(making->table, raise->to, 2, ZI_MISSING, near,
                   zi_limits_near(making->limits, raise->index, raise->to, near));
    zi_table_number(making->table, raise->points, zi_decimals_of(raise->points), ZI_MISSING);
    zi_table_number(making->table, raise->effort, zi_decimals_of(raise->effort), ZI_MISSING);
    zi_buffer_init(&note);
    zi_buffer_add(&note, label_of(making, raise->index));
    end_row(making, &note);
}

static void add_refusal(const struct making *making, const struct zi_plan *plan, long index)
{
    struct zi_buffer note;

    begin_row(making, plan, "refused",
              index == ZI_NO_INDEX ? "" : making->panel->catalogue->indices[index].name);
    leave_empty(making, 4);
    zi_buffer_init(&note);
    if (index != ZI_NO_INDEX)
        zi_buffer_print(&note, "%s: ", label_of(making, (size_t)index));
    zi_buffer_add(&note, zi_text_in(zi_plan_state_text(plan->state), making->language));
    end_row(making, &note);
}

static void add_nothing(const struct making *making, const struct zi_plan *plan)
{
    struct zi_buffer note;

    begin_row(making, plan, "none", "");
    leave_empty(making, 4);
    zi_buffer_init(&note);
    if (plan->state == ZI_PLAN_HELD)
        zi_buffer_add(&note, zi_text_in(zi_plan_state_text(plan->state), making->language));
    else if (plan->unit->unknown == 0)
        zi_buffer_say(&note, making->language, "semua syarat terpenuhi", "every condition is met");
    else
        zi_buffer_say(&note, making->language,
                      "tidak ada yang kurang dari yang diketahui; belum diketahui: %zu syarat "
                      "(--todo)",
                      "nothing known is lacking; not known: %zu conditions (--todo)",
                      plan->unit->unknown);
    end_row(making, &note);
}

static void add_plan(const struct making *making, const struct zi_plan *plan)
{
    bool is_found = plan->state == ZI_PLAN_NOTHING || plan->state == ZI_PLAN_FOUND;

    if (plan->state == ZI_PLAN_HELD || (plan->state == ZI_PLAN_NOTHING && plan->n_obstacles == 0)) {
        add_nothing(making, plan);
        return;
    }
    for (size_t i = 0; i < plan->n_obstacles; i++)
        add_obstacle(making, plan, &plan->obstacles[i]);
    for (size_t i = 0; i < plan->n_raises; i++)
        add_raise(making, plan, &plan->raises[i]);
    for (size_t i = 0; i < plan->n_missing; i++)
        add_refusal(making, plan, (long)plan->missing[i]);
    if (plan->n_missing == 0 && !is_found)
        add_refusal(making, plan, ZI_NO_INDEX);
}

void zi_table_of_plans(struct zi_table *table, const struct zi_panel *panel,
                       const struct zi_plan plans[], size_t n, const struct zi_limits *limits,
                       enum zi_language language)
{
    struct making making = {table, panel, limits, language};

    zi_table_init(table, "plan", columns, ZI_COUNT(columns));
    for (size_t i = 0; i < n; i++)
        add_plan(&making, &plans[i]);
}

/* ---- in a sentence ---- */

static void say_number(struct zi_buffer *out, double value, enum zi_language language)
{
    char text[ZI_NUMBER_MAX];

    zi_number_fixed(text, value, zi_decimals_of(value), language);
    zi_buffer_add(out, text);
}

static void say_obstacles(struct zi_buffer *out, const struct zi_plan *plan, size_t from, size_t to,
                          enum zi_language language)
{
    for (size_t i = from; i < to; i++)
        zi_buffer_print(out, "%s%s", i > from ? ", " : "",
                        zi_text_in(plan->obstacles[i].result->rule->label, language));
}

static void say_raises(struct zi_buffer *out, const struct zi_panel *panel,
                       const struct zi_plan *plan, enum zi_language language)
{
    for (size_t i = 0; i < plan->n_raises; i++) {
        const struct zi_raise *raise = &plan->raises[i];

        zi_buffer_print(out, "%s%s ", i > 0 ? ", " : "",
                        zi_text_in(panel->catalogue->indices[raise->index].label, language));
        say_number(out, raise->from, language);
        zi_buffer_say(out, language, " menjadi ", " to ");
        say_number(out, raise->to, language);
    }
    zi_buffer_say(out, language, "; seluruhnya ", "; in all ");
    say_number(out, plan->points, language);
    zi_buffer_say(out, language, " poin, usaha ", " points, effort ");
    say_number(out, plan->effort, language);
}

static void say_missing(struct zi_buffer *out, const struct zi_panel *panel,
                        const struct zi_plan *plan, enum zi_language language)
{
    zi_buffer_say(out, language, "tidak ada rencana nilai: ", "no plan of the score: ");
    for (size_t i = 0; i < plan->n_missing; i++)
        zi_buffer_print(out, "%s%s", i > 0 ? ", " : "",
                        zi_text_in(panel->catalogue->indices[plan->missing[i]].label, language));
    zi_buffer_print(out, "%s%s", plan->n_missing > 0 ? " " : "",
                    zi_text_in(zi_plan_state_text(plan->state), language));
}

void zi_say_plan(struct zi_buffer *out, const struct zi_panel *panel, const struct zi_plan *plan,
                 enum zi_language language)
{
    zi_buffer_print(out, "%s (%s): ", zi_entity_name(&panel->entities[plan->unit->entity]),
                    zi_target_name(plan->unit->target));
    if (plan->n_fixed > 0) {
        zi_buffer_say(out, language, "tidak tercapai tahun ini, berapa pun poinnya: ",
                      "out of reach this year, whatever the points: ");
        say_obstacles(out, plan, 0, plan->n_fixed, language);
        zi_buffer_add(out, "; ");
    }
    if (plan->n_obstacles > plan->n_fixed) {
        zi_buffer_say(out, language, "dipenuhi tersendiri: ", "to be met by themselves: ");
        say_obstacles(out, plan, plan->n_fixed, plan->n_obstacles, language);
        zi_buffer_add(out, "; ");
    }
    switch (plan->state) {
    case ZI_PLAN_NOTHING:
        zi_buffer_say(out, language, "semua ambang nilai tercapai",
                      "every threshold of the score is reached");
        break;
    case ZI_PLAN_HELD:
        zi_buffer_add(out, zi_text_in(zi_plan_state_text(plan->state), language));
        break;
    case ZI_PLAN_FOUND:
        zi_buffer_say(out, language, "usaha terkecil ke semua ambang nilai: ",
                      "least effort to every threshold of the score: ");
        say_raises(out, panel, plan, language);
        break;
    case ZI_PLAN_UNKNOWN:
    case ZI_PLAN_OUT_OF_REACH:
    case ZI_PLAN_OFF_GRID:
    case ZI_PLAN_NO_EFFORT:
    case ZI_PLAN_TOO_MIXED: say_missing(out, panel, plan, language); break;
    }
}
