/* Loads the rules of a regulation. */
#include "zistat/catalogue/regulation.h"

#include <math.h>
#include <string.h>

#include "base/count.h"
#include "base/number.h"
#include "base/utf8.h"
#include "dataset.h"
#include "embedded.h"

enum { OPEN_FROM = 0, OPEN_TO = 99991231 };

static const char folder[] = "regulations/";

const char *zi_target_name(enum zi_target target)
{
    return target == ZI_WBBM ? "WBBM" : "WBK";
}

enum rule_column {
    RULE_NAME,
    RULE_TARGET,
    RULE_LEVEL,
    RULE_INDEX,
    RULE_OPERATOR,
    RULE_VALUE,
    RULE_UNIT,
    RULE_APPLIES_TO,
    RULE_ARTICLE,
    RULE_FROM,
    RULE_TO,
    RULE_NAME_ID,
    RULE_NAME_EN,
    RULE_SOURCE,
    RULE_CERTAINTY,
    RULE_READING /* the only one that a file may leave out */
};

static const char *const columns[] = {"rule",     "target",  "level",      "index",   "operator",
                                      "value",    "unit",    "applies_to", "article", "valid_from",
                                      "valid_to", "name_id", "name_en",    "source",  "certainty",
                                      "reading",  NULL};

/* The words of the file, in the order of the enums. */
static const char *const targets[] = {"WBK", "WBBM", NULL};
static const char *const levels[] = {"unit", "instansi", NULL};
static const char *const operators[] = {">=", ">", "=", "exempt", "untested", NULL};
static const char *const units[] = {"points", "percent-of-weight", "band", "years", "words", NULL};
static const char *const governments[] = {"", "pemda", "kl", NULL};
static const char *const readings[] = {"", "whole", "half", NULL};

/* Facts that the panel's predicates give, not an index. */
static const char *const derived_facts[] = {"lama_wbk", "sejak_pencabutan", NULL};

static bool is_derived(const char *name)
{
    for (size_t i = 0; derived_facts[i] != NULL; i++)
        if (strcmp(derived_facts[i], name) == 0)
            return true;
    return false;
}

/* No condition on a number or letter: it has no index. */
static bool is_in_words(const struct zi_rule *rule)
{
    return rule->op == ZI_IS_EXEMPT || rule->op == ZI_IS_UNTESTED;
}

static void take_index(struct zi_rule *rule, const struct zi_catalogue *catalogue,
                       struct dataset *dataset, const struct dataset_row *row)
{
    rule->index_name = row->cells[RULE_INDEX];
    rule->index = ZI_NO_INDEX;
    rule->role = ZI_ROLE_NONE;
    if (is_in_words(rule) || is_derived(rule->index_name))
        return;
    for (size_t i = 0; i < catalogue->n_indices; i++)
        if (strcmp(catalogue->indices[i].name, rule->index_name) == 0)
            rule->index = (long)i;
    if (rule->index != ZI_NO_INDEX)
        rule->role = catalogue->indices[rule->index].role;
    else
        dataset_fault(dataset, row->line, "indeks '%s' tidak ada di katalog",
                      "index '%s' is not in the catalogue", rule->index_name);
}

static bool band_exists(const struct zi_catalogue *catalogue, long index, const char *name)
{
    for (size_t i = 0; i < catalogue->n_bands; i++) {
        const struct zi_band *band = &catalogue->bands[i];

        if (index == (long)band->index &&
            zi_catalogue_band_named(catalogue, band->index, band->valid_from, name, strlen(name)) !=
                NULL)
            return true;
    }
    return false;
}

static void take_value(struct zi_rule *rule, const struct zi_catalogue *catalogue,
                       struct dataset *dataset, const struct dataset_row *row)
{
    rule->value = NAN;
    rule->word = "";
    dataset_text(dataset, row, RULE_VALUE);
    if (rule->unit == ZI_IN_BAND || rule->unit == ZI_IN_WORDS)
        rule->word = row->cells[RULE_VALUE];
    else
        rule->value = dataset_number(dataset, row, RULE_VALUE, 0);
    if (rule->unit == ZI_IN_PERCENT_OF_WEIGHT && !(rule->value >= 0 && rule->value <= 100))
        dataset_fault(dataset, row->line, "persen '%s' di luar 0 sampai 100",
                      "percent '%s' is outside 0 to 100", row->cells[RULE_VALUE]);
    if (rule->unit == ZI_IN_BAND && rule->index != ZI_NO_INDEX &&
        !band_exists(catalogue, rule->index, rule->word))
        dataset_fault(dataset, row->line, "'%s' bukan predikat dari indeks '%s'",
                      "'%s' is not a band of index '%s'", rule->word, rule->index_name);
    if (is_in_words(rule) != (rule->unit == ZI_IN_WORDS))
        dataset_fault(dataset, row->line,
                      "satuan words harus bersama operator exempt atau untested",
                      "unit words and operator exempt or untested go together");
}

static bool same_rule(const struct zi_rule *a, const struct zi_rule *b)
{
    return strcmp(a->name, b->name) == 0 && strcmp(a->regulation, b->regulation) == 0 &&
           a->target == b->target && a->applies_to == b->applies_to &&
           (a->reading == b->reading || a->reading == ZI_ANY_READING ||
            b->reading == ZI_ANY_READING) &&
           a->valid_from <= b->valid_to && b->valid_from <= a->valid_to;
}

/* A word that is none was noted as a fault; the first of its enum then stands in for it. */
static int chosen(int word)
{
    return word < 0 ? 0 : word;
}

static void take_rule(struct zi_regulations *regulations, const char *regulation,
                      const struct zi_catalogue *catalogue, struct dataset *dataset,
                      const struct dataset_row *row)
{
    struct zi_rule *rule = &regulations->rules[regulations->n_rules++];

    rule->name = dataset_text(dataset, row, RULE_NAME);
    rule->regulation = regulation;
    rule->target = chosen(dataset_word(dataset, row, RULE_TARGET, targets)) == 1 ? ZI_WBBM : ZI_WBK;
    rule->level = chosen(dataset_word(dataset, row, RULE_LEVEL, levels)) == 1 ? ZI_LEVEL_INSTITUTION
                                                                              : ZI_LEVEL_UNIT;
    rule->op = (enum zi_operator)chosen(dataset_word(dataset, row, RULE_OPERATOR, operators));
    rule->unit = (enum zi_rule_unit)chosen(dataset_word(dataset, row, RULE_UNIT, units));
    rule->applies_to =
        (enum zi_government)chosen(dataset_word(dataset, row, RULE_APPLIES_TO, governments));
    rule->article = row->cells[RULE_ARTICLE];
    rule->valid_from = dataset_date(dataset, row, RULE_FROM, OPEN_FROM);
    rule->valid_to = dataset_date(dataset, row, RULE_TO, OPEN_TO);
    rule->label = (struct zi_text){dataset_text(dataset, row, RULE_NAME_ID),
                                   dataset_text(dataset, row, RULE_NAME_EN)};
    rule->source = (struct zi_source){row->cells[RULE_SOURCE], row->cells[RULE_CERTAINTY]};
    rule->reading = (enum zi_reading)chosen(dataset_word(dataset, row, RULE_READING, readings));
    rule->set_aside = rule->reading == ZI_HALF_AREA;
    rule->line = row->line;
    take_index(rule, catalogue, dataset, row);
    take_value(rule, catalogue, dataset, row);
    if (rule->valid_from > rule->valid_to)
        dataset_fault(dataset, row->line, "valid_from sesudah valid_to untuk '%s'",
                      "valid_from is after valid_to for '%s'", rule->name);
    for (const struct zi_rule *other = regulations->rules; other < rule; other++)
        if (same_rule(other, rule))
            dataset_fault(dataset, row->line,
                          "aturan '%s' sudah ada di baris %zu dengan masa berlaku yang bertumpang",
                          "rule '%s' is already in line %zu with overlapping validity", rule->name,
                          other->line);
}

/* ---- what rules ask for together ---- */

/* The points a rule asks for in a year; NaN for other rules and where the index has no scale. */
static double points_of(const struct zi_rule *rule, const struct zi_catalogue *catalogue, int year)
{
    const struct zi_scale *scale = rule->index != ZI_NO_INDEX
                                       ? zi_catalogue_scale(catalogue, (size_t)rule->index, year)
                                       : NULL;

    if (scale == NULL || isinf(scale->max))
        return NAN;
    if (rule->unit == ZI_IN_PERCENT_OF_WEIGHT)
        return rule->value / 100 * scale->max;
    return rule->unit == ZI_IN_POINTS ? rule->value : NAN;
}

static bool binds_with(const struct zi_rule *rule, const struct zi_rule *other, int year)
{
    return rule->target == other->target && rule->level == other->level &&
           rule->applies_to == other->applies_to && zi_rule_is_valid(other, year);
}

/* What the rules on the parts of a rule's index ask for. */
static double points_of_parts(const struct zi_rule *rule, const struct zi_rule *rules, size_t n,
                              const struct zi_catalogue *catalogue, int year)
{
    double sum = 0;

    for (size_t i = 0; i < catalogue->n_parts; i++) {
        const struct zi_part *part = &catalogue->parts[i];

        if ((long)part->index != rule->index || isnan(part->factor) || year < part->valid_from ||
            year > part->valid_to)
            continue;
        for (size_t k = 0; k < n; k++) {
            double points = rules[k].index == (long)part->part && binds_with(rule, &rules[k], year)
                                ? points_of(&rules[k], catalogue, year)
                                : NAN;

            if (!isnan(points))
                sum += part->factor * points;
        }
    }
    return sum;
}

/* A minimum above the scale can never be met; one below what the parts need can never decide. */
static void check_rule(const struct zi_rule *rule, const struct zi_rule *rules, size_t n,
                       const struct zi_catalogue *catalogue, struct dataset *dataset)
{
    enum { LAST_YEAR = 2200 };
    int from = rule->valid_from / 10000, to = rule->valid_to / 10000;
    int year = rule->valid_from > OPEN_FROM ? from : to < LAST_YEAR ? to : LAST_YEAR;
    double asked = points_of(rule, catalogue, year);
    double parts = isnan(asked) ? NAN : points_of_parts(rule, rules, n, catalogue, year);
    char whole[ZI_NUMBER_MAX], sum[ZI_NUMBER_MAX];

    if (isnan(asked) || (rule->unit == ZI_IN_PERCENT_OF_WEIGHT && rule->value > 100))
        return; /* the second is a fault already */
    zi_number_shortest(whole, asked);
    zi_number_shortest(sum, round(parts * 1e9) / 1e9);
    if (asked > zi_catalogue_scale(catalogue, (size_t)rule->index, year)->max + 1e-9)
        dataset_fault(dataset, rule->line, "'%s' meminta %s, di atas skala '%s'",
                      "'%s' asks for %s, above the scale of '%s'", rule->name, whole,
                      rule->index_name);
    else if (parts > asked + 1e-9)
        dataset_fault(dataset, rule->line,
                      "'%s' meminta %s, tetapi batas bagian-bagiannya sudah berjumlah %s",
                      "'%s' asks for %s, but the minimums of its parts already add up to %s",
                      rule->name, whole, sum);
}

/* "regulations/permenpanrb-90-2021.csv" -> "permenpanrb-90-2021" */
static const char *regulation_name(struct zi_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    size_t length = strlen(name);

    if (length > 4 && strcmp(name + length - 4, ".csv") == 0)
        length -= 4;
    return zi_arena_copy_bytes(arena, name, length);
}

static enum zi_code load_file(struct zi_regulations *regulations,
                              const struct zi_catalogue *catalogue, const char *path,
                              const char *embedded, struct zi_error *error)
{
    struct zi_arena *arena = &regulations->arena;
    const char *regulation = regulation_name(arena, path != NULL ? path : embedded);
    struct dataset dataset;
    struct zi_rule *rules;

    ZI_TRY(dataset_load(&dataset, arena, path, embedded, columns, RULE_READING, error));
    rules = zi_arena_allocate(arena, regulations->n_rules + dataset.n_rows + 1, sizeof *rules);
    if (rules == NULL || regulation == NULL)
        return zi_fail_memory(error);
    if (regulations->n_rules > 0)
        memcpy(rules, regulations->rules, regulations->n_rules * sizeof *rules);
    regulations->rules = rules;
    for (size_t i = 0; i < dataset.n_rows; i++)
        take_rule(regulations, regulation, catalogue, &dataset, &dataset.rows[i]);
    rules = regulations->rules + regulations->n_rules - dataset.n_rows;
    for (size_t i = 0; i < dataset.n_rows; i++)
        check_rule(&rules[i], rules, dataset.n_rows, catalogue, &dataset);
    return dataset_verdict(&dataset, error);
}

static bool is_regulation(const struct zi_embedded *file)
{
    return strncmp(file->name, folder, sizeof folder - 1) == 0;
}

/* A built-in regulation by its name, "permenpanrb-5-2024"; NULL where it is none. A file of that
 * name is "./permenpanrb-5-2024". */
static const char *embedded_named(const char *name)
{
    size_t length = strlen(name);

    for (const struct zi_embedded *file = zi_embedded_files; file->name != NULL; file++)
        if (is_regulation(file) && strlen(file->name) == sizeof folder - 1 + length + 4 &&
            strncmp(file->name + sizeof folder - 1, name, length) == 0)
            return file->name;
    return NULL;
}

static enum zi_code load_all(struct zi_regulations *regulations,
                             const struct zi_catalogue *catalogue, const char *const paths[],
                             size_t n_paths, struct zi_error *error)
{
    for (size_t i = 0; i < n_paths; i++) {
        const char *embedded = embedded_named(paths[i]);

        ZI_TRY(
            load_file(regulations, catalogue, embedded != NULL ? NULL : paths[i], embedded, error));
    }
    for (const struct zi_embedded *file = zi_embedded_files; n_paths == 0 && file->name != NULL;
         file++)
        if (is_regulation(file))
            ZI_TRY(load_file(regulations, catalogue, NULL, file->name, error));
    return ZI_OK;
}

enum zi_code zi_regulations_load(struct zi_regulations *regulations,
                                 const struct zi_catalogue *catalogue, const char *const paths[],
                                 size_t n_paths, struct zi_error *error)
{
    enum zi_code code;

    memset(regulations, 0, sizeof *regulations);
    code = load_all(regulations, catalogue, paths, n_paths, error);
    if (code != ZI_OK)
        zi_regulations_release(regulations);
    return code;
}

void zi_regulations_release(struct zi_regulations *regulations)
{
    zi_arena_release(&regulations->arena);
    memset(regulations, 0, sizeof *regulations);
}

const char **zi_regulations_embedded(struct zi_arena *arena)
{
    const struct zi_embedded *file;
    const char **names;
    size_t count = 0;

    for (file = zi_embedded_files; file->name != NULL; file++)
        count += is_regulation(file);
    names = zi_arena_allocate(arena, count + 1, sizeof *names);
    count = 0;
    for (file = zi_embedded_files; names != NULL && file->name != NULL; file++)
        if (is_regulation(file))
            names[count++] = file->name;
    return names;
}

void zi_regulations_read_as(struct zi_regulations *regulations, enum zi_reading area,
                            enum zi_border border)
{
    regulations->border = border;
    for (size_t i = 0; i < regulations->n_rules; i++) {
        struct zi_rule *rule = &regulations->rules[i];

        rule->set_aside = rule->reading != ZI_ANY_READING && rule->reading != area;
    }
}

void zi_regulations_as_of(struct zi_regulations *regulations, int date)
{
    int end = date / 10000 * 10000 + 1231;

    for (size_t i = 0; i < regulations->n_rules; i++) {
        struct zi_rule *rule = &regulations->rules[i];

        if (rule->valid_from > date)
            rule->set_aside = true;
        if (rule->valid_to >= date && rule->valid_to < end)
            rule->valid_to = end;
    }
}

bool zi_rule_in_force(const struct zi_rule *rule, int year)
{
    return !rule->set_aside && zi_rule_is_valid(rule, year);
}

bool zi_rule_is_valid(const struct zi_rule *rule, int year)
{
    return zi_rule_is_valid_on(rule, 10000 * year + 1231);
}

bool zi_rule_is_valid_on(const struct zi_rule *rule, int date)
{
    return rule->valid_from <= date && date <= rule->valid_to;
}

int zi_regulation_date(const char *text)
{
    return dataset_read_date(text);
}
