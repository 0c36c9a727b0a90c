/* zistat rules: the data that drive the program, with their sources. */
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/count.h"
#include "base/number.h"
#include "base/utf8.h"
#include "catalogue/awards.h"
#include "session.h"

enum shown { RULES, INDICES, BANDS, BREAKS, PARTS, KINDS, AWARDS, RELEASES, YEAR_EFFECTS };

struct options {
    struct zi_years years;
    struct zi_rules_options rules;
    struct zi_catalogue_options catalogue;
    const char *awards; /* NULL: the built-in list */
    enum shown show;
    const char *date;
    bool diff;
    struct zi_table_options table;
};

static const struct zi_option_word shown[] = {
    {"rules", RULES},   {"indices", INDICES},   {"bands", BANDS},
    {"breaks", BREAKS}, {"parts", PARTS},       {"kinds", KINDS},
    {"awards", AWARDS}, {"releases", RELEASES}, {"year-effects", YEAR_EFFECTS},
    {NULL, 0}};

static const struct zi_option_row when[] = {
    {ZI_YEARS(struct options, years), .name = "year", .argument = "Y[:Y]",
     .help = {"tahun atau rentang tahun: 2025, 2019:2025",
              "year or range of years: 2025, 2019:2025"}},
    {.name = NULL},
};

static const struct zi_option_row rows[] = {
    {ZI_STRING(struct options, awards), .name = "awards", .argument = "FILE",
     .help = {"ganti daftar berapa usulan yang ditetapkan",
              "replace the list of how many proposals are awarded"}},
    {ZI_WORD(struct options, show), .name = "show", .words = shown, .initial.word = RULES,
     .help = {"tabel yang dicetak; bawaan: rules", "table to print; default: rules"}},
    {ZI_STRING(struct options, date), .name = "date", .argument = "DATE",
     .help = {"yang berlaku pada hari itu: 2024-07-14",
              "what is in force on that day: 2024-07-14"}},
    {ZI_FLAG(struct options, diff), .name = "diff",
     .help = {"bandingkan dua aturan (nama atau berkas) atau dua tanggal: --diff A B",
              "compare two regulations (name or file) or two dates: --diff A B"}},
    {.name = NULL},
};

static const struct zi_option_group groups[] = {
    {.rows = when},
    {ZI_TAKES_REGULATION(struct options, rules)},
    {ZI_TAKES_CATALOGUE(struct options, catalogue)},
    {.rows = rows},
    {ZI_TAKES_FORMAT(struct options, table)},
    {ZI_TAKES_OUTPUT(struct options, table.output)},
    {.rows = NULL},
};

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

/* Everything the tables are made from. */
struct context {
    const struct zi_catalogue *catalogue;
    const struct zi_regulations *regulations;
    const struct zi_awards *awards;
    enum zi_language language;
    int year; /* 0: what is open-ended, that is in force from now on */
    int date; /* of rules; 0: none was given */
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

static bool rule_is_asked(const struct zi_rule *rule, const struct context *context)
{
    if (context->date != 0)
        return zi_rule_is_valid_on(rule, context->date);
    return context->year != 0 ? zi_rule_is_valid(rule, context->year) : rule->valid_to >= 99991231;
}

static bool is_asked(int valid_from, int valid_to, int year)
{
    return year != 0 ? valid_from <= year && year <= valid_to : valid_to == INT_MAX;
}

static void list_rules(const struct context *context, struct zi_table *table)
{
    zi_table_init(table, "rules", rule_columns, ZI_COUNT(rule_columns));
    for (size_t i = 0; i < context->regulations->n_rules; i++) {
        const struct zi_rule *rule = &context->regulations->rules[i];

        if (!rule_is_asked(rule, context))
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
        zi_table_text(table, zi_text_in(rule->label, context->language));
        zi_table_text(table, reading_name(rule->reading));
        add_source(table, &rule->source);
    }
}

static void list_indices(const struct context *context, struct zi_table *table)
{
    zi_table_init(table, "indices", index_columns, ZI_COUNT(index_columns));
    for (size_t i = 0; i < context->catalogue->n_indices; i++) {
        const struct zi_index *index = &context->catalogue->indices[i];

        for (size_t k = 0; k < index->n_scales; k++) {
            const struct zi_scale *scale = &index->scales[k];

            if (!is_asked(scale->valid_from, scale->valid_to, context->year))
                continue;
            zi_table_text(table, index->name);
            zi_table_text(table, zi_level_name(index->level));
            zi_table_number(table, scale->min, 2, ZI_MISSING);
            zi_table_number(table, scale->max, 2, ZI_MISSING);
            add_open_year(table, scale->valid_from);
            add_open_year(table, scale->valid_to);
            zi_table_text(table, zi_text_in(index->label, context->language));
            add_source(table, &index->source);
        }
    }
}

static void list_bands(const struct context *context, struct zi_table *table)
{
    zi_table_init(table, "bands", band_columns, ZI_COUNT(band_columns));
    for (size_t i = 0; i < context->catalogue->n_bands; i++) {
        const struct zi_band *band = &context->catalogue->bands[i];

        if (!is_asked(band->valid_from, band->valid_to, context->year))
            continue;
        zi_table_text(table, context->catalogue->indices[band->index].name);
        zi_table_text(table, band->name);
        zi_table_integer(table, band->rank);
        zi_table_text(table, isnan(band->lower) ? "" : band->strict ? ">" : ">=");
        zi_table_number(table, band->lower, 4, ZI_MISSING);
        add_open_year(table, band->valid_from);
        add_open_year(table, band->valid_to);
        zi_table_text(table, zi_text_in(band->label, context->language));
        add_source(table, &band->source);
    }
}

static void list_breaks(const struct context *context, struct zi_table *table)
{
    zi_table_init(table, "breaks", break_columns, ZI_COUNT(break_columns));
    for (size_t i = 0; i < context->catalogue->n_breaks; i++) {
        const struct zi_break *found = &context->catalogue->breaks[i];

        if (context->year != 0 && found->year != context->year)
            continue;
        zi_table_text(table, context->catalogue->indices[found->index].name);
        zi_table_integer(table, found->year);
        zi_table_text(table, zi_text_in(found->reason, context->language));
        add_source(table, &found->source);
    }
}

static void list_parts(const struct context *context, struct zi_table *table)
{
    const struct zi_catalogue *catalogue = context->catalogue;

    zi_table_init(table, "parts", part_columns, ZI_COUNT(part_columns));
    for (size_t i = 0; i < catalogue->n_parts; i++) {
        const struct zi_part *part = &catalogue->parts[i];

        if (!is_asked(part->valid_from, part->valid_to, context->year))
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

static void list_kinds(const struct context *context, struct zi_table *table)
{
    zi_table_init(table, "kinds", kind_columns, ZI_COUNT(kind_columns));
    for (size_t i = 0; i < context->catalogue->n_kinds; i++) {
        const struct zi_kind *kind = &context->catalogue->kinds[i];
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

static void list_awards(const struct context *context, struct zi_table *table)
{
    zi_table_init(table, "awards", award_columns, ZI_COUNT(award_columns));
    for (size_t i = 0; i < context->awards->n; i++) {
        const struct zi_award_count *count = &context->awards->counts[i];

        if (context->year != 0 && count->year != context->year)
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

static void list_year_effects(const struct context *context, struct zi_table *table)
{
    const struct zi_catalogue *catalogue = context->catalogue;

    zi_table_init(table, "year-effects", year_effect_columns, ZI_COUNT(year_effect_columns));
    for (size_t i = 0; i < catalogue->n_year_effects; i++) {
        const struct zi_year_effect *effect = &catalogue->year_effects[i];

        zi_table_text(table,
                      effect->index == ZI_NO_INDEX ? "*" : catalogue->indices[effect->index].name);
        zi_table_number(table, effect->share, 2, ZI_MISSING);
        add_source(table, &effect->source);
    }
}

static void list_releases(const struct context *context, struct zi_table *table)
{
    zi_table_init(table, "releases", release_columns, ZI_COUNT(release_columns));
    for (size_t i = 0; i < context->catalogue->n_releases; i++) {
        const struct zi_release *release = &context->catalogue->releases[i];
        char day[16];

        snprintf(day, sizeof day, "%02d-%02d", release->day / 100 % 100, release->day % 100);
        zi_table_text(table, context->catalogue->indices[release->index].name);
        zi_table_text(table, zi_level_name(release->level));
        zi_table_integer(table, release->years_later);
        zi_table_text(table, day);
        add_source(table, &release->source);
    }
}

/* Sources read some rules in two ways: which rows bind, and what changes that. */
static void say_readings(struct zi_session *session, const struct context *context)
{
    size_t n = 0;

    for (size_t i = 0; i < context->regulations->n_rules; i++) {
        const struct zi_rule *rule = &context->regulations->rules[i];

        n += rule->reading == ZI_HALF_AREA && rule_is_asked(rule, context);
    }
    if (n > 0)
        zi_session_say(session,
                       "reading: sumber berbeda tentang batas tiap area; yang dipakai whole "
                       "(seluruh area), kecuali diminta --area-rule half (tiap paruh area)",
                       "reading: sources differ on the minimum of an area; whole (the whole area) "
                       "binds unless --area-rule half (each of its halves) is asked for");
}

static void (*const lists[])(const struct context *, struct zi_table *) = {
    [RULES] = list_rules,   [INDICES] = list_indices,   [BANDS] = list_bands,
    [BREAKS] = list_breaks, [PARTS] = list_parts,       [KINDS] = list_kinds,
    [AWARDS] = list_awards, [RELEASES] = list_releases, [YEAR_EFFECTS] = list_year_effects};

/* ---- differences ---- */

/* One side of a comparison: a day, or a regulation. */
struct side {
    const char *text;
    int date;                  /* -1: a regulation */
    struct zi_regulations own; /* of a file; empty when the embedded ones have it */
    const struct zi_rule **rules;
    size_t n;
};

/* A year stands for its last day, as everywhere. */
static int date_of(const char *text)
{
    if (strlen(text) == 4 && strspn(text, "0123456789") == 4) {
        char day[] = "0000-12-31";

        memcpy(day, text, 4);
        return zi_regulation_date(day);
    }
    return zi_regulation_date(text);
}

static enum zi_code unknown_regulation(const char *text, struct zi_arena *arena,
                                       struct zi_error *error)
{
    const char **names = zi_regulations_embedded(arena);
    const char *nearest;

    if (names == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; names[i] != NULL; i++) {
        const char *name = strrchr(names[i], '/') + 1;

        names[i] = zi_arena_copy_bytes(arena, name, strlen(name) - strlen(".csv"));
        if (names[i] == NULL)
            return zi_fail_memory(error);
    }
    nearest = zi_utf8_nearest(text, names);
    return zi_fail(error, ZI_EUSAGE,
                   "--diff '%s' bukan aturan bawaan, berkas, tahun, atau tanggal; misalnya %s",
                   "--diff '%s' is no built-in regulation, file, year or date; for example %s",
                   text,
                   nearest != NULL    ? nearest
                   : names[0] != NULL ? names[0]
                                      : "2024-07-14");
}

/* The rules valid that day, or those of the regulation. */
static enum zi_code take_side(struct side *side, const struct zi_regulations *regulations,
                              struct zi_arena *arena, struct zi_error *error)
{
    side->rules = zi_arena_allocate(arena, regulations->n_rules + 1, sizeof *side->rules);
    side->n = 0;
    if (side->rules == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < regulations->n_rules; i++) {
        const struct zi_rule *rule = &regulations->rules[i];

        if (side->date >= 0
                ? zi_rule_is_valid_on(rule, side->date)
                : regulations == &side->own || strcmp(rule->regulation, side->text) == 0)
            side->rules[side->n++] = rule;
    }
    return ZI_OK;
}

static enum zi_code make_side(struct side *side, const char *text,
                              const struct zi_catalogue *catalogue,
                              const struct zi_regulations *regulations, struct zi_arena *arena,
                              struct zi_error *error)
{
    *side = (struct side){.text = text, .date = date_of(text)};
    ZI_TRY(take_side(side, regulations, arena, error));
    if (side->date >= 0 || side->n > 0)
        return ZI_OK;
    if (strchr(text, '/') == NULL && strchr(text, '.') == NULL)
        return unknown_regulation(text, arena, error);
    ZI_TRY(zi_regulations_load(&side->own, catalogue, &text, 1, error));
    return take_side(side, &side->own, arena, error);
}

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

static void list_differences(const struct zi_rule_difference differences[], size_t n,
                             enum zi_language language, struct zi_table *table)
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

static enum zi_code compare_sides(struct zi_session *session, const struct side sides[2],
                                  struct zi_arena *arena, struct zi_error *error)
{
    const struct options *options = session->options;
    struct zi_rule_difference *differences;
    struct zi_table table;
    size_t n;

    if ((sides[0].date >= 0) != (sides[1].date >= 0))
        return zi_fail(
            error, ZI_EUSAGE,
            "--diff membandingkan dua aturan atau dua tanggal, bukan satu dan satu: '%s', "
            "'%s'",
            "--diff compares two regulations or two dates, not one and one: '%s', '%s'",
            sides[0].text, sides[1].text);
    ZI_TRY(zi_rules_compare(sides[0].rules, sides[0].n, sides[1].rules, sides[1].n, arena,
                            &differences, &n, error));
    zi_session_say(session, "a: %s, %zu aturan; b: %s, %zu aturan; beda: %zu",
                   "a: %s, rules: %zu; b: %s, rules: %zu; differences: %zu", sides[0].text,
                   sides[0].n, sides[1].text, sides[1].n, n);
    list_differences(differences, n, session->language, &table);
    return zi_session_answer(session, options->table.format, &table, error);
}

static enum zi_code compare(struct zi_session *session, const struct zi_catalogue *catalogue,
                            struct zi_regulations *regulations, struct zi_error *error)
{
    const struct options *options = session->options;
    struct side sides[2] = {{0}, {0}};
    struct zi_arena arena = {0};
    enum zi_code code =
        zi_session_load_regulations(&options->rules, 0, catalogue, regulations, error);

    for (size_t i = 0; code == ZI_OK && i < ZI_COUNT(sides); i++)
        code = make_side(&sides[i], session->arguments.items[i], catalogue, regulations, &arena,
                         error);
    if (code == ZI_OK)
        code = compare_sides(session, sides, &arena, error);
    zi_regulations_release(&sides[0].own);
    zi_regulations_release(&sides[1].own);
    zi_arena_release(&arena);
    return code;
}

/* ---- what was asked ---- */

static bool has_years(const struct options *options)
{
    return options->years.first != 0 || options->years.last != 0;
}

static enum zi_code check_diff(const struct zi_session *session, struct zi_error *error)
{
    const struct options *options = session->options;

    if (session->arguments.n != 2 || options->date != NULL || has_years(options) ||
        options->show != RULES)
        return zi_fail(error, ZI_EUSAGE,
                       "--diff memerlukan dua aturan atau dua tanggal, tanpa --year, --date dan "
                       "--show: --diff 2024-07-14 2024-07-15",
                       "--diff needs two regulations or two dates, without --year, --date and "
                       "--show: --diff 2024-07-14 2024-07-15");
    return ZI_OK;
}

/* 0 when there is no --date; negative for no day. */
static int day_asked(const struct options *options)
{
    return options->date != NULL ? zi_regulation_date(options->date) : 0;
}

static enum zi_code check(const struct zi_session *session, struct zi_error *error)
{
    const struct options *options = session->options;

    if (options->diff)
        return check_diff(session, error);
    if (session->arguments.n > 0)
        return zi_fail(error, ZI_EUSAGE,
                       "perintah rules tidak membaca berkas data; aturan lain: --regulation %s",
                       "the command rules reads no data file; for other rules: --regulation %s",
                       session->arguments.items[0]);
    if (options->years.first != options->years.last)
        return zi_fail(error, ZI_EUSAGE, "--year untuk rules adalah satu tahun, misalnya 2025",
                       "--year of rules is one year, for example 2025");
    if (day_asked(options) < 0)
        return zi_fail(error, ZI_EUSAGE, "--date '%s' bukan tanggal; tulis 2024-07-14",
                       "--date '%s' is not a date; write 2024-07-14", options->date);
    if (options->date != NULL && has_years(options))
        return zi_fail(error, ZI_EUSAGE, "--date dan --year tidak dapat bersama",
                       "--date and --year cannot go together");
    return ZI_OK;
}

/* ---- the command ---- */

/* What is printed, and must be released. */
struct loaded {
    struct zi_catalogue catalogue;
    struct zi_regulations regulations;
    struct zi_awards awards;
};

static enum zi_code list(struct zi_session *session, struct loaded *loaded, struct zi_error *error)
{
    const struct options *options = session->options;
    int date = day_asked(options);
    struct zi_table table;

    if (options->show == RULES) /* the built-in ones need the built-in indices */
        ZI_TRY(zi_session_load_regulations(&options->rules, 0, &loaded->catalogue,
                                           &loaded->regulations, error));
    if (options->show == AWARDS)
        ZI_TRY(zi_awards_load(&loaded->awards, options->awards, error));

    struct context context = {.catalogue = &loaded->catalogue,
                              .regulations = &loaded->regulations,
                              .awards = &loaded->awards,
                              .language = session->language,
                              .year = date != 0 ? date / 10000 : options->years.first,
                              .date = date};

    lists[options->show](&context, &table);
    if (options->show == RULES)
        say_readings(session, &context);
    if (table.n_rows == 0 && context.year != 0)
        zi_session_say(session, "tidak ada yang tercatat untuk tahun %d",
                       "nothing is on record for the year %d", context.year);
    return zi_session_answer(session, options->table.format, &table, error);
}

static enum zi_code run(struct zi_session *session, struct zi_error *error)
{
    const struct options *options = session->options;
    struct loaded loaded = {0};
    enum zi_code code = zi_session_load_catalogue(&options->catalogue, &loaded.catalogue, error);

    if (code == ZI_OK)
        code = options->diff ? compare(session, &loaded.catalogue, &loaded.regulations, error)
                             : list(session, &loaded, error);
    zi_awards_release(&loaded.awards);
    zi_regulations_release(&loaded.regulations);
    zi_catalogue_release(&loaded.catalogue);
    return code;
}

const struct zi_command zi_command_rules = {
    .name = "rules",
    .name_id = "aturan",
    .summary =
        {"aturan, indeks, huruf dan putusnya deret yang dipakai, dengan pasal dan kepastiannya",
         "rules, indices, letters and breaks in use, with article and certainty"},
    .arguments = "",
    .options = groups,
    .size = sizeof(struct options),
    .example = "zistat rules --year 2025",
    .check = check,
    .run = run,
};
