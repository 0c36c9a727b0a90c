/* The data that drive the program, and what differs between regulations, as tables. */
#include "rules.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/count.h"
#include "base/number.h"

static const struct zi_column rule_columns[] = {
    {"regulation", ZI_COLUMN_TEXT}, {"rule", ZI_COLUMN_TEXT},       {"target", ZI_COLUMN_TEXT},
    {"level", ZI_COLUMN_TEXT},      {"index", ZI_COLUMN_TEXT},      {"operator", ZI_COLUMN_TEXT},
    {"required", ZI_COLUMN_NUMBER}, {"unit", ZI_COLUMN_TEXT},       {"applies_to", ZI_COLUMN_TEXT},
    {"article", ZI_COLUMN_TEXT},    {"valid_from", ZI_COLUMN_TEXT}, {"valid_to", ZI_COLUMN_TEXT},
    {"name", ZI_COLUMN_TEXT},       {"reading", ZI_COLUMN_TEXT},    {"certainty", ZI_COLUMN_TEXT},
    {"source", ZI_COLUMN_TEXT},
};

static const struct zi_column index_columns[] = {
    {"index", ZI_COLUMN_TEXT}, {"level", ZI_COLUMN_TEXT},         {"min", ZI_COLUMN_NUMBER},
    {"max", ZI_COLUMN_NUMBER}, {"valid_from", ZI_COLUMN_INTEGER}, {"valid_to", ZI_COLUMN_INTEGER},
    {"name", ZI_COLUMN_TEXT},  {"certainty", ZI_COLUMN_TEXT},     {"source", ZI_COLUMN_TEXT},
};

static const struct zi_column band_columns[] = {
    {"index", ZI_COLUMN_TEXT},       {"band", ZI_COLUMN_TEXT},    {"rank", ZI_COLUMN_INTEGER},
    {"operator", ZI_COLUMN_TEXT},    {"lower", ZI_COLUMN_NUMBER}, {"valid_from", ZI_COLUMN_INTEGER},
    {"valid_to", ZI_COLUMN_INTEGER}, {"name", ZI_COLUMN_TEXT},    {"certainty", ZI_COLUMN_TEXT},
    {"source", ZI_COLUMN_TEXT},
};

static const struct zi_column break_columns[] = {
    {"index", ZI_COLUMN_TEXT},     {"year", ZI_COLUMN_INTEGER}, {"reason", ZI_COLUMN_TEXT},
    {"certainty", ZI_COLUMN_TEXT}, {"source", ZI_COLUMN_TEXT},
};

static const struct zi_column part_columns[] = {
    {"index", ZI_COLUMN_TEXT},       {"part", ZI_COLUMN_TEXT},
    {"factor", ZI_COLUMN_NUMBER},    {"valid_from", ZI_COLUMN_INTEGER},
    {"valid_to", ZI_COLUMN_INTEGER}, {"certainty", ZI_COLUMN_TEXT},
    {"source", ZI_COLUMN_TEXT},
};

static const struct zi_column year_effect_columns[] = {
    {"index", ZI_COLUMN_TEXT},
    {"share", ZI_COLUMN_NUMBER},
    {"certainty", ZI_COLUMN_TEXT},
    {"source", ZI_COLUMN_TEXT},
};

static const struct zi_column kind_columns[] = {
    {"kind", ZI_COLUMN_TEXT},  {"level", ZI_COLUMN_TEXT},     {"government", ZI_COLUMN_TEXT},
    {"words", ZI_COLUMN_TEXT}, {"certainty", ZI_COLUMN_TEXT}, {"source", ZI_COLUMN_TEXT},
};

static const struct zi_column award_columns[] = {
    {"year", ZI_COLUMN_INTEGER},
    {"level", ZI_COLUMN_TEXT},
    {"instansi", ZI_COLUMN_TEXT},
    {"target", ZI_COLUMN_TEXT},
    {"proposed", ZI_COLUMN_INTEGER},
    {"passed_admin", ZI_COLUMN_INTEGER},
    {"passed_further", ZI_COLUMN_INTEGER},
    {"awarded", ZI_COLUMN_INTEGER},
    {"share", ZI_COLUMN_PROBABILITY},
    {"certainty", ZI_COLUMN_TEXT},
    {"source", ZI_COLUMN_TEXT},
};

static const struct zi_column release_columns[] = {
    {"index", ZI_COLUMN_TEXT}, {"level", ZI_COLUMN_TEXT},     {"years_later", ZI_COLUMN_INTEGER},
    {"day", ZI_COLUMN_TEXT},   {"certainty", ZI_COLUMN_TEXT}, {"source", ZI_COLUMN_TEXT},
};

static const struct zi_column difference_columns[] = {
    {"rule", ZI_COLUMN_TEXT},
    {"target", ZI_COLUMN_TEXT},
    {"applies_to", ZI_COLUMN_TEXT},
    {"difference", ZI_COLUMN_TEXT},
    {"a", ZI_COLUMN_TEXT},
    {"b", ZI_COLUMN_TEXT},
    {"regulation_a", ZI_COLUMN_TEXT},
    {"regulation_b", ZI_COLUMN_TEXT},
    {"certainty_a", ZI_COLUMN_TEXT},
    {"certainty_b", ZI_COLUMN_TEXT},
    {"name", ZI_COLUMN_TEXT},
};

static void add_source(struct zi_table *table, const struct zi_source *source)
{
    zi_table_text(table, source->certainty);
    zi_table_text(table, source->source);
}

static void add_date(struct zi_table *table, int date)
{
    char text[40] = "";

    if (date > 0 && date < 99991231)
        snprintf(text, sizeof text, "%04d-%02d-%02d", date / 10000, date / 100 % 100, date % 100);
    zi_table_text(table, text);
}

static void add_open_year(struct zi_table *table, int year)
{
    if (year == INT_MIN || year == INT_MAX)
        zi_table_empty(table);
    else
        zi_table_integer(table, year);
}

static const char *operator_name(enum zi_operator op)
{
    static const char *const names[] = {[ZI_AT_LEAST] = ">=",
                                        [ZI_MORE_THAN] = ">",
                                        [ZI_EQUAL] = "=",
                                        [ZI_IS_EXEMPT] = "exempt",
                                        [ZI_IS_UNTESTED] = "untested"};

    return names[op];
}

static const char *unit_name(enum zi_rule_unit unit)
{
    static const char *const names[] = {[ZI_IN_POINTS] = "points",
                                        [ZI_IN_PERCENT_OF_WEIGHT] = "percent-of-weight",
                                        [ZI_IN_BAND] = "band",
                                        [ZI_IN_YEARS] = "years",
                                        [ZI_IN_WORDS] = "words"};

    return names[unit];
}

static const char *government_name(enum zi_government government)
{
    static const char *const names[] = {
        [ZI_ANY_GOVERNMENT] = "", [ZI_LOCAL_GOVERNMENT] = "pemda", [ZI_MINISTRY] = "kl"};

    return names[government];
}

static const char *reading_name(enum zi_reading reading)
{
    static const char *const names[] = {
        [ZI_ANY_READING] = "", [ZI_WHOLE_AREA] = "whole", [ZI_HALF_AREA] = "half"};

    return names[reading];
}

bool zi_rules_view_asks(const struct zi_rules_view *view, const struct zi_rule *rule)
{
    if (view->date != 0)
        return zi_rule_is_valid_on(rule, view->date);
    return view->year != 0 ? zi_rule_is_valid(rule, view->year) : rule->valid_to >= 99991231;
}

static bool is_asked(int valid_from, int valid_to, int year)
{
    return year != 0 ? valid_from <= year && year <= valid_to : valid_to == INT_MAX;
}

static void list_rules(const struct zi_rules_view *view, struct zi_table *table)
{
    zi_table_init(table, "rules", rule_columns, ZI_COUNT(rule_columns));
    for (size_t i = 0; i < view->regulations->n_rules; i++) {
        const struct zi_rule *rule = &view->regulations->rules[i];

        if (!zi_rules_view_asks(view, rule))
            continue;
        zi_table_text(table, rule->regulation);
        zi_table_text(table, rule->name);
        zi_table_text(table, zi_target_name(rule->target));
        zi_table_text(table, zi_level_name(rule->level));
        zi_table_text(table, rule->index_name);
        zi_table_text(table, operator_name(rule->op));
        if (rule->unit == ZI_IN_BAND || rule->unit == ZI_IN_WORDS)
            zi_table_text(table, rule->word);
        else
            zi_table_number(table, rule->value, 2, ZI_MISSING);
        zi_table_text(table, unit_name(rule->unit));
        zi_table_text(table, government_name(rule->applies_to));
        zi_table_text(table, rule->article);
        add_date(table, rule->valid_from);
        add_date(table, rule->valid_to);
        zi_table_text(table, zi_text_in(rule->label, view->language));
        zi_table_text(table, reading_name(rule->reading));
        add_source(table, &rule->source);
    }
}

static void list_indices(const struct zi_rules_view *view, struct zi_table *table)
{
    zi_table_init(table, "indices", index_columns, ZI_COUNT(index_columns));
    for (size_t i = 0; i < view->catalogue->n_indices; i++) {
        const struct zi_index *index = &view->catalogue->indices[i];

        for (size_t k = 0; k < index->n_scales; k++) {
            const struct zi_scale *scale = &index->scales[k];

            if (!is_asked(scale->valid_from, scale->valid_to, view->year))
                continue;
            zi_table_text(table, index->name);
            zi_table_text(table, zi_level_name(index->level));
            zi_table_number(table, scale->min, 2, ZI_MISSING);
            zi_table_number(table, scale->max, 2, ZI_MISSING);
            add_open_year(table, scale->valid_from);
            add_open_year(table, scale->valid_to);
            zi_table_text(table, zi_text_in(index->label, view->language));
            add_source(table, &index->source);
        }
    }
}

static void list_bands(const struct zi_rules_view *view, struct zi_table *table)
{
    zi_table_init(table, "bands", band_columns, ZI_COUNT(band_columns));
    for (size_t i = 0; i < view->catalogue->n_bands; i++) {
        const struct zi_band *band = &view->catalogue->bands[i];

        if (!is_asked(band->valid_from, band->valid_to, view->year))
            continue;
        zi_table_text(table, view->catalogue->indices[band->index].name);
        zi_table_text(table, band->name);
        zi_table_integer(table, band->rank);
        zi_table_text(table, isnan(band->lower) ? "" : band->strict ? ">" : ">=");
        zi_table_number(table, band->lower, 4, ZI_MISSING);
        add_open_year(table, band->valid_from);
        add_open_year(table, band->valid_to);
        zi_table_text(table, zi_text_in(band->label, view->language));
        add_source(table, &band->source);
    }
}

static void list_breaks(const struct zi_rules_view *view, struct zi_table *table)
{
    zi_table_init(table, "breaks", break_columns, ZI_COUNT(break_columns));
    for (size_t i = 0; i < view->catalogue->n_breaks; i++) {
        const struct zi_break *found = &view->catalogue->breaks[i];

        if (view->year != 0 && found->year != view->year)
            continue;
        zi_table_text(table, view->catalogue->indices[found->index].name);
        zi_table_integer(table, found->year);
        zi_table_text(table, zi_text_in(found->reason, view->language));
        add_source(table, &found->source);
    }
}

static void list_parts(const struct zi_rules_view *view, struct zi_table *table)
{
    const struct zi_catalogue *catalogue = view->catalogue;

    zi_table_init(table, "parts", part_columns, ZI_COUNT(part_columns));
    for (size_t i = 0; i < catalogue->n_parts; i++) {
        const struct zi_part *part = &catalogue->parts[i];

        if (!is_asked(part->valid_from, part->valid_to, view->year))
            continue;
        zi_table_text(table, catalogue->indices[part->index].name);
        zi_table_text(table, catalogue->indices[part->part].name);
        if (isnan(part->factor)) /* contained, but by no plain sum */
            zi_table_empty(table);
        else
            zi_table_number(table, part->factor, 3, ZI_MISSING);
        add_open_year(table, part->valid_from);
        add_open_year(table, part->valid_to);
        add_source(table, &part->source);
    }
}

static void list_kinds(const struct zi_rules_view *view, struct zi_table *table)
{
    zi_table_init(table, "kinds", kind_columns, ZI_COUNT(kind_columns));
    for (size_t i = 0; i < view->catalogue->n_kinds; i++) {
        const struct zi_kind *kind = &view->catalogue->kinds[i];
        struct zi_buffer words;

        zi_buffer_init(&words);
        for (size_t k = 0; k < kind->n_words; k++)
            zi_buffer_print(&words, "%s%s", k > 0 ? "|" : "", kind->words[k]);
        zi_table_text(table, kind->name);
        zi_table_text(table, zi_level_name(kind->level));
        zi_table_text(table, kind->government);
        zi_table_text(table, words.text);
        table->out_of_memory = table->out_of_memory || words.out_of_memory;
        zi_buffer_release(&words);
        add_source(table, &kind->source);
    }
}

static void add_count(struct zi_table *table, double count)
{
    if (isnan(count))
        zi_table_empty(table);
    else
        zi_table_integer(table, (long)count);
}

static void list_awards(const struct zi_rules_view *view, struct zi_table *table)
{
    zi_table_init(table, "awards", award_columns, ZI_COUNT(award_columns));
    for (size_t i = 0; i < view->awards->n; i++) {
        const struct zi_award_count *count = &view->awards->counts[i];

        if (view->year != 0 && count->year != view->year)
            continue;
        zi_table_integer(table, count->year);
        zi_table_text(table, count->institution[0] == '\0' ? "nasional" : "instansi");
        zi_table_text(table, count->institution);
        zi_table_text(table,
                      count->target == 0 ? "" : zi_target_name((enum zi_target)count->target));
        add_count(table, count->proposed);
        add_count(table, count->passed_admin);
        add_count(table, count->passed_further);
        add_count(table, count->awarded);
        if (count->proposed > 0 && !isnan(count->awarded))
            zi_table_number(table, count->awarded / count->proposed, 4, ZI_DEFINED);
        else
            zi_table_empty(table);
        add_source(table, &count->source);
    }
}

static void list_year_effects(const struct zi_rules_view *view, struct zi_table *table)
{
    const struct zi_catalogue *catalogue = view->catalogue;

    zi_table_init(table, "year-effects", year_effect_columns, ZI_COUNT(year_effect_columns));
    for (size_t i = 0; i < catalogue->n_year_effects; i++) {
        const struct zi_year_effect *effect = &catalogue->year_effects[i];

        zi_table_text(table,
                      effect->index == ZI_NO_INDEX ? "*" : catalogue->indices[effect->index].name);
        zi_table_number(table, effect->share, 2, ZI_MISSING);
        add_source(table, &effect->source);
    }
}

static void list_releases(const struct zi_rules_view *view, struct zi_table *table)
{
    zi_table_init(table, "releases", release_columns, ZI_COUNT(release_columns));
    for (size_t i = 0; i < view->catalogue->n_releases; i++) {
        const struct zi_release *release = &view->catalogue->releases[i];
        char day[16];

        snprintf(day, sizeof day, "%02d-%02d", release->day / 100 % 100, release->day % 100);
        zi_table_text(table, view->catalogue->indices[release->index].name);
        zi_table_text(table, zi_level_name(release->level));
        zi_table_integer(table, release->years_later);
        zi_table_text(table, day);
        add_source(table, &release->source);
    }
}

static void (*const lists[])(const struct zi_rules_view *,
                             struct zi_table *) = {[ZI_TABLE_RULES] = list_rules,
                                                   [ZI_TABLE_INDICES] = list_indices,
                                                   [ZI_TABLE_BANDS] = list_bands,
                                                   [ZI_TABLE_BREAKS] = list_breaks,
                                                   [ZI_TABLE_PARTS] = list_parts,
                                                   [ZI_TABLE_KINDS] = list_kinds,
                                                   [ZI_TABLE_AWARDS] = list_awards,
                                                   [ZI_TABLE_RELEASES] = list_releases,
                                                   [ZI_TABLE_YEAR_EFFECTS] = list_year_effects};

void zi_table_of_rules(struct zi_table *table, enum zi_rules_table which,
                       const struct zi_rules_view *view)
{
    lists[which](view, table);
}

/* ---- differences ---- */

/* "zi >= 75 points", "sakip >= BB" */
static void add_condition(struct zi_buffer *out, const struct zi_rule *rule)
{
    char number[ZI_NUMBER_MAX];

    zi_buffer_print(out, "%s%s%s ", rule->index_name, rule->index_name[0] != '\0' ? " " : "",
                    operator_name(rule->op));
    if (isnan(rule->value)) {
        zi_buffer_add(out, rule->word);
        return;
    }
    zi_number_shortest(number, rule->value);
    zi_buffer_print(out, "%s %s", number, unit_name(rule->unit));
}

static void add_field(struct zi_buffer *out, const struct zi_rule *rule, enum zi_rule_field field)
{
    char number[ZI_NUMBER_MAX];

    if (rule == NULL)
        return;
    switch (field) {
    case ZI_RULE_ONLY_A:
    case ZI_RULE_ONLY_B: add_condition(out, rule); return;
    case ZI_RULE_LEVEL: zi_buffer_add(out, zi_level_name(rule->level)); return;
    case ZI_RULE_INDEX: zi_buffer_add(out, rule->index_name); return;
    case ZI_RULE_OPERATOR: zi_buffer_add(out, operator_name(rule->op)); return;
    case ZI_RULE_UNIT: zi_buffer_add(out, unit_name(rule->unit)); return;
    case ZI_RULE_ARTICLE: zi_buffer_add(out, rule->article); return;
    case ZI_RULE_VALUE: break;
    }
    if (!isnan(rule->value))
        zi_number_shortest(number, rule->value);
    zi_buffer_add(out, isnan(rule->value) ? rule->word : number);
}

static void add_side(struct zi_table *table, const struct zi_rule *rule, enum zi_rule_field field)
{
    struct zi_buffer text;

    zi_buffer_init(&text);
    add_field(&text, rule, field);
    zi_table_text(table, text.text);
    table->out_of_memory = table->out_of_memory || text.out_of_memory;
    zi_buffer_release(&text);
}

void zi_table_of_rule_differences(struct zi_table *table,
                                  const struct zi_rule_difference differences[], size_t n,
                                  enum zi_language language)
{
    static const char *const words[] = {
        [ZI_RULE_ONLY_A] = "only-a", [ZI_RULE_ONLY_B] = "only-b",  [ZI_RULE_LEVEL] = "level",
        [ZI_RULE_INDEX] = "index",   [ZI_RULE_UNIT] = "unit",      [ZI_RULE_OPERATOR] = "operator",
        [ZI_RULE_VALUE] = "value",   [ZI_RULE_ARTICLE] = "article"};

    zi_table_init(table, "rules-diff", difference_columns, ZI_COUNT(difference_columns));
    for (size_t i = 0; i < n; i++) {
        const struct zi_rule_difference *d = &differences[i];
        const struct zi_rule *any = d->a != NULL ? d->a : d->b;

        zi_table_text(table, any->name);
        zi_table_text(table, zi_target_name(any->target));
        zi_table_text(table, government_name(any->applies_to));
        zi_table_text(table, words[d->field]);
        add_side(table, d->a, d->field);
        add_side(table, d->b, d->field);
        zi_table_text(table, d->a != NULL ? d->a->regulation : "");
        zi_table_text(table, d->b != NULL ? d->b->regulation : "");
        zi_table_text(table, d->a != NULL ? d->a->source.certainty : "");
        zi_table_text(table, d->b != NULL ? d->b->source.certainty : "");
        zi_table_text(table, zi_text_in(any->label, language));
    }
}
