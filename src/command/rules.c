#include <limits.h>
#include <math.h>
#include <stdio.h>

#include "zistat/base/count.h"
#include "zistat/command/commands.h"

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

/* Everything one of the four tables is made from. */
struct context {
    const struct zi_catalogue *catalogue;
    const struct zi_regulations *regulations;
    enum zi_language language;
    int year; /* 0: what is open-ended, that is in force from now on */
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

static bool rule_is_asked(const struct zi_rule *rule, int year)
{
    return year != 0 ? zi_rule_is_valid(rule, year) : rule->valid_to >= 99991231;
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

        if (!rule_is_asked(rule, context->year))
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

/* Sources read some rules in two ways: which rows bind, and what changes that. */
static void say_readings(struct zi_session *session, const struct context *context)
{
    size_t n = 0;

    for (size_t i = 0; i < context->regulations->n_rules; i++) {
        const struct zi_rule *rule = &context->regulations->rules[i];

        n += rule->reading == ZI_HALF_AREA && rule_is_asked(rule, context->year);
    }
    if (n > 0)
        zi_session_say(session,
                       "reading: sumber berbeda tentang batas tiap area; yang dipakai whole "
                       "(seluruh area), kecuali diminta --area-rule half (tiap paruh area)",
                       "reading: sources differ on the minimum of an area; whole (the whole area) "
                       "binds unless --area-rule half (each of its halves) is asked for");
}

/* In the order of the words of --show. */
static void (*const lists[])(const struct context *, struct zi_table *) = {list_rules, list_indices,
                                                                           list_bands, list_breaks};

static enum zi_code list(struct zi_session *session, struct zi_catalogue *catalogue,
                         struct zi_regulations *regulations, struct zi_error *error)
{
    const struct zi_options *options = session->options;
    struct zi_table table;

    if (options->files.n > 0)
        return zi_fail(error, ZI_EUSAGE,
                       "perintah rules tidak membaca berkas data; aturan lain: --regulation %s",
                       "the command rules reads no data file; for other rules: --regulation %s",
                       options->files.items[0]);
    if (options->years.first != options->years.last)
        return zi_fail(error, ZI_EUSAGE, "--year untuk rules adalah satu tahun, misalnya 2025",
                       "--year of rules is one year, for example 2025");
    ZI_TRY(zi_session_load_catalogue(options, catalogue, error));
    if (lists[options->show] == list_rules) /* the built-in ones need the built-in indices */
        ZI_TRY(zi_session_load_regulations(options, catalogue, regulations, error));

    struct context context = {.catalogue = catalogue,
                              .regulations = regulations,
                              .language = session->language,
                              .year = options->years.first};

    lists[options->show](&context, &table);
    if (lists[options->show] == list_rules)
        say_readings(session, &context);
    if (table.n_rows == 0 && context.year != 0)
        zi_session_say(session, "tidak ada yang tercatat untuk tahun %d",
                       "nothing is on record for the year %d", context.year);
    return zi_session_answer(session, &table, error);
}

enum zi_code zi_command_rules(struct zi_session *session, struct zi_error *error)
{
    struct zi_catalogue catalogue = {0};
    struct zi_regulations regulations = {0};
    enum zi_code code = list(session, &catalogue, &regulations, error);

    zi_regulations_release(&regulations);
    zi_catalogue_release(&catalogue);
    return code;
}
