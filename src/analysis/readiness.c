/* Every rule of a regulation against what is known of a unit. */
#include "zistat/analysis/readiness.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/count.h"
#include "base/number.h"
#include "base/utf8.h"
#include "zistat/analysis/advice.h"

const char *zi_verdict_name(enum zi_verdict verdict)
{
    static const char *const names[] = {
        [ZI_PASS] = "pass", [ZI_FAIL] = "fail", [ZI_UNKNOWN] = "unknown"};

    return names[verdict];
}

struct zi_text zi_rule_note_text(enum zi_rule_note note)
{
    static const struct zi_text texts[] = {
        [ZI_NOTE_NONE] = {"", ""},
        [ZI_NOTE_FROM_PARTS] = {"jumlah dari bagian-bagiannya", "sum of its parts"},
        [ZI_NOTE_YEAR_BEFORE] = {"nilai tahun sebelumnya, seperti dipakai dalam evaluasi",
                                 "last year's value, as the evaluation uses it"},
        [ZI_NOTE_OUT_LATER] = {"nilai tahun ini terbit sesudah usulan ditutup; nilai tahun "
                               "sebelumnya belum ada",
                               "this year's value came out after proposals closed; there is none "
                               "of the year before"},
        [ZI_NOTE_EXEMPT] = {"unit afirmasi: dibebaskan dari syarat instansi",
                            "affirmative unit: freed from the institution's requirements"},
        [ZI_NOTE_LETTER_ONLY] = {"dinilai dari hurufnya; skor tidak ada",
                                 "judged by the letter; there is no score"},
        [ZI_NOTE_NO_VALUE] = {"belum ada data", "no data yet"},
        [ZI_NOTE_NO_PREDICATES] = {"daftar predikat instansi ini belum diberikan",
                                   "no list of predicates of this institution was given"},
        [ZI_NOTE_YEAR_UNKNOWN] = {"tahun predikat tidak disebut sumbernya",
                                  "the source does not print the year of the predicate"},
        [ZI_NOTE_NEVER_AWARDED] = {"belum memegang WBK", "does not hold WBK"},
        [ZI_NOTE_NEVER_REVOKED] = {"tidak pernah dicabut", "never revoked"},
        [ZI_NOTE_LETTER_DISAGREES] =
            {"huruf yang tertulis tidak cocok dengan skornya; skor dipakai",
             "the letter printed does not fit the score; the score counts"},
        [ZI_NOTE_EXACT_YEARS] = {"tepat pada batas menurut tahun; tanggalnya menentukan",
                                 "exactly on the border by years; the dates decide"},
        [ZI_NOTE_ON_BORDER] = {"tepat di batas, yang harus dilampaui",
                               "exactly on the border, which must be exceeded"},
        [ZI_NOTE_BORDER_INCLUDED] = {"tepat di batas, yang dihitung termasuk",
                                     "exactly on the border, which is counted in"},
        [ZI_NOTE_GOVERNMENT] = {"jenis pemerintahan instansi belum diketahui: isi kolom jenis",
                                "kind of government not known: fill the column jenis"},
    };

    return texts[note];
}

/* Words that free a unit from the institution's requirements when its name begins with them. */
struct exemption {
    const char *words; /* folded */
    const struct zi_rule *rule;
};

/* What every rule of one unit is judged with. */
struct judge {
    const struct zi_panel *panel;
    const struct zi_regulations *regulations;
    struct zi_arena *arena;
    size_t unit;
    size_t institution;     /* SIZE_MAX when the panel has no row of it */
    const char *government; /* "pemda", "kl", NULL when not known */
    bool predicates_known;
    int year;
    enum zi_target target;
    bool exempt;
    struct exemption *exemptions;
    size_t n_exemptions;
    struct zi_arena scratch; /* emptied after each unit */
};

double zi_readiness_value(const struct zi_panel *panel, size_t entity, size_t index, int year,
                          bool *from_parts)
{
    const struct zi_catalogue *catalogue = panel->catalogue;
    double value = zi_panel_value(panel, entity, index, year);
    double sum = 0;
    bool any = false;

    *from_parts = false;
    if (!isnan(value))
        return value;
    for (size_t i = 0; i < catalogue->n_parts; i++) {
        const struct zi_part *part = &catalogue->parts[i];
        bool ignored;

        if (part->index != index || isnan(part->factor) || year < part->valid_from ||
            year > part->valid_to)
            continue;
        any = true;
        sum += part->factor * zi_readiness_value(panel, entity, part->part, year, &ignored);
    }
    *from_parts = any && !isnan(sum);
    /* Parts have decimals, their sum in doubles a tail of noise: 74.99999999999999 is 75. */
    return any ? round(sum * 1e9) / 1e9 : NAN;
}

static bool is_meant(const struct zi_rule *rule, const char *government)
{
    return strcmp(government, rule->applies_to == ZI_LOCAL_GOVERNMENT ? "pemda" : "kl") == 0;
}

static bool binds(const struct zi_rule *rule, const struct judge *judge)
{
    if (rule->target != judge->target || rule->unit == ZI_IN_WORDS ||
        !zi_rule_in_force(rule, judge->year))
        return false;
    return rule->applies_to == ZI_ANY_GOVERNMENT || judge->government == NULL ||
           is_meant(rule, judge->government);
}

/* Whether text begins with the whole word or words of prefix; both folded. */
static bool begins_with(const char *text, const char *prefix)
{
    size_t length = strlen(prefix);

    return length > 0 && strncmp(text, prefix, length) == 0 &&
           (text[length] == '\0' || strchr(" ,.-/(", text[length]) != NULL);
}

/* Whether an exempt rule serves the unit: its target, and a government that is known to be meant.
 */
static bool serves(const struct exemption *exemption, const struct judge *judge)
{
    const struct zi_rule *rule = exemption->rule;

    return rule->target == judge->target &&
           (rule->applies_to == ZI_ANY_GOVERNMENT ||
            (judge->government != NULL && is_meant(rule, judge->government)));
}

/* Whether the unit's kind, name or short name begins with an exempt rule's words. The kind is the
 * one given, or the one that the name tells. */
static enum zi_code find_exemption(struct judge *judge, struct zi_error *error)
{
    const struct zi_entity *unit = &judge->panel->entities[judge->unit];
    const struct zi_kind *kind =
        zi_catalogue_kind(judge->panel->catalogue, ZI_LEVEL_UNIT, unit->kind, unit->unit);
    const char *const texts[] = {unit->kind, unit->unit, unit->short_name,
                                 kind != NULL ? kind->name : ""};

    judge->exempt = false;
    for (size_t k = 0; k < ZI_COUNT(texts); k++) {
        const char *text = zi_utf8_fold(&judge->scratch, texts[k], strlen(texts[k]));

        if (text == NULL)
            return zi_fail_memory(error);
        for (size_t i = 0; i < judge->n_exemptions; i++)
            if (serves(&judge->exemptions[i], judge) &&
                begins_with(text, judge->exemptions[i].words))
                judge->exempt = true;
    }
    zi_arena_release(&judge->scratch);
    return ZI_OK;
}

/* The exempt rules in force, one entry for each of their words. */
static enum zi_code list_exemptions(struct judge *judge, struct zi_error *error)
{
    const struct zi_regulations *regulations = judge->regulations;
    size_t n = 0;

    for (size_t i = 0; i < regulations->n_rules; i++)
        for (const char *c = regulations->rules[i].word; c != NULL && *c != '\0'; c++)
            n += c == regulations->rules[i].word || *c == '|';
    judge->exemptions = zi_arena_allocate(judge->arena, n + 1, sizeof *judge->exemptions);
    if (judge->exemptions == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < regulations->n_rules; i++) {
        const struct zi_rule *rule = &regulations->rules[i];

        if (rule->op != ZI_IS_EXEMPT || !zi_rule_in_force(rule, judge->year))
            continue;
        for (const char *word = rule->word; *word != '\0';) {
            size_t length = strcspn(word, "|");
            char *folded = zi_utf8_fold(judge->arena, word, length);

            if (folded == NULL)
                return zi_fail_memory(error);
            judge->exemptions[judge->n_exemptions++] =
                (struct exemption){.words = folded, .rule = rule};
            word += length + (word[length] == '|');
        }
    }
    return ZI_OK;
}

/* What is lacking, as a decimal: 75 - 74.96 is 0.04 and no binary fraction beside it. */
static double shortfall(double required, double actual)
{
    return zi_number_at_least(actual, required) ? 0 : round((required - actual) * 1e9) / 1e9;
}

static enum zi_verdict compare(const struct zi_rule *rule, double actual, double required)
{
    if (isnan(actual) || isnan(required))
        return ZI_UNKNOWN;
    switch (rule->op) {
    case ZI_MORE_THAN: return zi_number_at_least(required, actual) ? ZI_FAIL : ZI_PASS;
    case ZI_EQUAL:
        return zi_number_at_least(actual, required) && zi_number_at_least(required, actual)
                   ? ZI_PASS
                   : ZI_FAIL;
    case ZI_AT_LEAST:
    case ZI_IS_EXEMPT:
    case ZI_IS_UNTESTED: break;
    }
    return zi_number_at_least(actual, required) ? ZI_PASS : ZI_FAIL;
}

/* Years since the earliest award that still stands; NaN with the reason in *note. */
static double years_since_award(const struct judge *judge, enum zi_rule_note *note)
{
    size_t n;
    const struct zi_event *events = zi_panel_events(judge->panel, judge->unit, judge->unit, &n);
    int since = -1; /* -1: none; 0: the year is not known */

    for (size_t i = 0; i < n; i++) {
        const struct zi_event *event = &events[i];

        if (event->year > judge->year)
            continue;
        if (event->kind == ZI_REVOKED)
            since = -1;
        if (event->kind == ZI_AWARDED && since <= 0)
            since = event->year;
    }
    if (since > 0)
        return judge->year - since;
    if (since == 0)
        *note = ZI_NOTE_YEAR_UNKNOWN;
    else
        *note = judge->predicates_known ? ZI_NOTE_NEVER_AWARDED : ZI_NOTE_NO_PREDICATES;
    return since < 0 && judge->predicates_known ? 0 : NAN;
}

/* Years since the latest revocation; infinite when there never was one. */
static double years_since_revocation(const struct judge *judge, enum zi_rule_note *note)
{
    size_t n;
    const struct zi_event *events = zi_panel_events(judge->panel, judge->unit, judge->unit, &n);
    int revoked = -1;

    for (size_t i = 0; i < n; i++) {
        const struct zi_event *event = &events[i];

        if (event->kind == ZI_REVOKED && event->year <= judge->year && event->year > revoked)
            revoked = event->year;
    }
    if (revoked > 0)
        return judge->year - revoked;
    if (revoked == 0) {
        *note = ZI_NOTE_YEAR_UNKNOWN;
        return NAN;
    }
    *note = judge->predicates_known ? ZI_NOTE_NEVER_REVOKED : ZI_NOTE_NO_PREDICATES;
    return judge->predicates_known ? INFINITY : NAN;
}

/* Facts that no column holds: they follow from the list of predicates. A ban runs from a day to a
 * day: exactly so many years apart, it may still run. Awards come in December and evaluations end
 * then: exactly so many years have passed. */
static const struct derived {
    const char *name;
    double (*years)(const struct judge *judge, enum zi_rule_note *note);
    enum zi_verdict at_the_border;
} derived[] = {
    {"lama_wbk", years_since_award, ZI_PASS},
    {"sejak_pencabutan", years_since_revocation, ZI_UNKNOWN},
};

static void judge_years(const struct judge *judge, const struct derived *fact,
                        struct zi_rule_result *result)
{
    result->actual = fact->years(judge, &result->note);
    result->required = result->rule->value;
    result->verdict = compare(result->rule, result->actual, result->required);
    if (result->actual == result->required && result->verdict == ZI_PASS) {
        result->verdict = fact->at_the_border;
        result->note = ZI_NOTE_EXACT_YEARS;
    }
    if (isinf(result->actual)) /* never revoked: passes, but has no number of years */
        result->actual = NAN;
    else if (result->verdict != ZI_UNKNOWN)
        result->gap = shortfall(result->required, result->actual);
}

enum zi_verdict zi_readiness_after(const struct zi_rule_result *result, int years)
{
    double actual = result->actual + years;
    enum zi_verdict verdict;

    if (result->rule->unit != ZI_IN_YEARS || isnan(actual))
        return result->verdict;
    verdict = compare(result->rule, actual, result->required);
    for (size_t i = 0; i < ZI_COUNT(derived); i++)
        if (strcmp(result->rule->index_name, derived[i].name) == 0 && actual == result->required &&
            verdict == ZI_PASS)
            return derived[i].at_the_border;
    return verdict;
}

static void judge_derived(const struct judge *judge, struct zi_rule_result *result)
{
    for (size_t i = 0; i < ZI_COUNT(derived); i++)
        if (strcmp(result->rule->index_name, derived[i].name) == 0)
            judge_years(judge, &derived[i], result);
}

/* What the rule asks for in that year, whatever the unit has. */
static void set_required(const struct judge *judge, int year, struct zi_rule_result *result)
{
    const struct zi_rule *rule = result->rule;
    const struct zi_catalogue *catalogue = judge->panel->catalogue;
    size_t index = (size_t)rule->index;

    result->required = rule->value;
    if (rule->unit == ZI_IN_PERCENT_OF_WEIGHT) {
        const struct zi_scale *scale = zi_catalogue_scale(catalogue, index, year);

        result->required = scale != NULL ? rule->value / 100 * scale->max : NAN;
    }
    if (rule->unit == ZI_IN_BAND) {
        result->required_band =
            zi_catalogue_band_named(catalogue, index, year, rule->word, strlen(rule->word));
        result->required = result->required_band != NULL ? result->required_band->lower : NAN;
    }
}

static void judge_number(const struct judge *judge, size_t entity, int year,
                         struct zi_rule_result *result)
{
    const struct zi_rule *rule = result->rule;
    bool from_parts;

    result->actual =
        zi_readiness_value(judge->panel, entity, (size_t)rule->index, year, &from_parts);
    if (from_parts)
        result->note = ZI_NOTE_FROM_PARTS;
    result->verdict = compare(rule, result->actual, result->required);
    if (result->verdict != ZI_UNKNOWN)
        result->gap = shortfall(result->required, result->actual);
}

/* The score's own band where there is a score; a letter that was printed beside it may be wrong. */
static const struct zi_band *actual_band(const struct judge *judge, size_t entity, size_t index,
                                         int year, double score, enum zi_rule_note *note)
{
    const struct zi_band *printed = zi_panel_band(judge->panel, entity, index, year);
    const struct zi_band *own =
        isnan(score) ? NULL : zi_catalogue_band(judge->panel->catalogue, index, year, score);

    if (own == NULL)
        return printed;
    if (printed != NULL && printed->rank != own->rank)
        *note = ZI_NOTE_LETTER_DISAGREES;
    return own;
}

/* A score exactly where the required letter begins, above which one must be. */
static bool is_on_border(const struct zi_rule_result *result)
{
    const struct zi_band *required = result->required_band;

    return required->strict && zi_number_at_least(result->actual, required->lower) &&
           zi_number_at_least(required->lower, result->actual);
}

static void judge_border(const struct judge *judge, struct zi_rule_result *result)
{
    result->note = ZI_NOTE_ON_BORDER;
    if (judge->regulations->border == ZI_STRICT_BORDER)
        return;
    result->note = ZI_NOTE_BORDER_INCLUDED;
    result->actual_band = result->required_band;
    result->verdict = ZI_PASS;
}

static void judge_band(const struct judge *judge, size_t entity, int year,
                       struct zi_rule_result *result)
{
    const struct zi_rule *rule = result->rule;
    size_t index = (size_t)rule->index;

    result->actual = zi_panel_value(judge->panel, entity, index, year);
    result->actual_band = actual_band(judge, entity, index, year, result->actual, &result->note);
    if (result->required_band == NULL || result->actual_band == NULL)
        return;
    result->verdict = result->actual_band->rank >= result->required_band->rank ? ZI_PASS : ZI_FAIL;
    /* An opinion has no score to miss, and a yes is a yes. */
    if (isnan(result->actual) && !isnan(result->required) && rule->op != ZI_EQUAL)
        result->note = ZI_NOTE_LETTER_ONLY;
    if (is_on_border(result))
        judge_border(judge, result);
    if (result->verdict == ZI_PASS)
        result->gap = 0;
    else if (!isnan(result->actual) && !isnan(result->required))
        result->gap = shortfall(result->required, result->actual);
}

static void judge_value(const struct judge *judge, size_t entity, int year,
                        struct zi_rule_result *result)
{
    set_required(judge, year, result);
    if (result->rule->unit == ZI_IN_BAND)
        judge_band(judge, entity, year, result);
    else
        judge_number(judge, entity, year, result);
}

/* The institution's value: in its own row, or repeated in the unit's where the index is one that
 * only institutions have. */
static void judge_institution_year(const struct judge *judge, int year,
                                   struct zi_rule_result *result)
{
    const struct zi_index *index = &judge->panel->catalogue->indices[result->rule->index];

    if (judge->institution != SIZE_MAX)
        judge_value(judge, judge->institution, year, result);
    if (result->verdict == ZI_UNKNOWN && index->level == ZI_LEVEL_INSTITUTION)
        judge_value(judge, judge->unit, year, result);
}

/* The evaluation uses what was out when proposals closed, also where a later value is known by now.
 */
static void judge_institution(const struct judge *judge, struct zi_rule_result *result)
{
    int year =
        zi_catalogue_year_out(judge->panel->catalogue, (size_t)result->rule->index,
                              ZI_LEVEL_INSTITUTION, judge->year * 10000 + ZI_PROPOSALS_CLOSE);
    struct zi_rule_result later = *result;

    judge_institution_year(judge, year, result);
    if (year == judge->year)
        return;
    if (result->verdict != ZI_UNKNOWN && result->note == ZI_NOTE_NONE)
        result->note = ZI_NOTE_YEAR_BEFORE;
    if (result->verdict == ZI_UNKNOWN)
        judge_institution_year(judge, judge->year, &later);
    if (later.verdict != ZI_UNKNOWN)
        result->note = ZI_NOTE_OUT_LATER;
}

enum zi_verdict zi_readiness_judge(const struct zi_panel *panel, enum zi_border border,
                                   const struct zi_rule *rule, size_t entity, int year)
{
    const struct zi_regulations regulations = {.border = border};
    const struct judge judge = {.panel = panel,
                                .regulations = &regulations,
                                .unit = entity,
                                .institution = entity,
                                .year = year};
    struct zi_rule_result result = {
        .rule = rule, .verdict = ZI_UNKNOWN, .required = NAN, .actual = NAN, .gap = NAN};

    if (rule->level == ZI_LEVEL_INSTITUTION)
        judge_institution(&judge, &result);
    else
        judge_value(&judge, entity, year, &result);
    return result.verdict;
}

static struct zi_rule_result judge_rule(const struct judge *judge, const struct zi_rule *rule)
{
    struct zi_rule_result result = {
        .rule = rule, .verdict = ZI_UNKNOWN, .required = NAN, .actual = NAN, .gap = NAN};

    if (rule->index != ZI_NO_INDEX)
        set_required(judge, judge->year, &result);
    if (rule->index == ZI_NO_INDEX)
        judge_derived(judge, &result);
    else if (rule->level == ZI_LEVEL_INSTITUTION)
        judge_institution(judge, &result);
    else
        judge_value(judge, judge->unit, judge->year, &result);

    if (rule->applies_to != ZI_ANY_GOVERNMENT && judge->government == NULL) {
        result.verdict = ZI_UNKNOWN;
        result.note = ZI_NOTE_GOVERNMENT;
    }
    if (judge->exempt && rule->level == ZI_LEVEL_INSTITUTION && result.verdict != ZI_PASS) {
        result.verdict = ZI_PASS;
        result.note = ZI_NOTE_EXEMPT;
        result.gap = NAN;
    }
    if (result.verdict == ZI_UNKNOWN && result.note == ZI_NOTE_NONE)
        result.note = ZI_NOTE_NO_VALUE;
    if (result.verdict == ZI_FAIL && result.gap == 0 && result.note == ZI_NOTE_NONE)
        result.note = ZI_NOTE_ON_BORDER;
    return result;
}

static void count(struct zi_readiness *readiness, const struct zi_rule_result *result)
{
    readiness->passed += result->verdict == ZI_PASS;
    readiness->failed += result->verdict == ZI_FAIL;
    readiness->unknown += result->verdict == ZI_UNKNOWN;
    if (result->rule->role != ZI_ROLE_TOTAL)
        return;
    readiness->needed = result->required;
    readiness->gap = result->gap;
}

static enum zi_code judge_unit(const struct judge *judge, struct zi_readiness *readiness,
                               struct zi_error *error)
{
    const struct zi_regulations *regulations = judge->regulations;
    long zi = zi_catalogue_total(judge->panel->catalogue);
    bool from_parts;
    size_t n = 0;

    *readiness = (struct zi_readiness){
        .entity = judge->unit,
        .year = judge->year,
        .target = judge->target,
        .score = zi == ZI_NO_INDEX ? NAN
                                   : zi_readiness_value(judge->panel, judge->unit, (size_t)zi,
                                                        judge->year, &from_parts),
        .needed = NAN,
        .gap = NAN};
    for (size_t i = 0; i < regulations->n_rules; i++)
        n += binds(&regulations->rules[i], judge);
    readiness->rules = zi_arena_allocate(judge->arena, n + 1, sizeof *readiness->rules);
    if (readiness->rules == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < regulations->n_rules; i++) {
        if (!binds(&regulations->rules[i], judge))
            continue;

        struct zi_rule_result result = judge_rule(judge, &regulations->rules[i]);

        count(readiness, &result);
        readiness->rules[readiness->n_rules++] = result;
    }
    readiness->verdict = readiness->failed > 0    ? ZI_FAIL
                         : readiness->unknown > 0 ? ZI_UNKNOWN
                                                  : ZI_PASS;
    return ZI_OK;
}

static const char *government_of(const struct zi_panel *panel, const struct zi_entity *unit,
                                 size_t institution)
{
    const char *kind = institution == SIZE_MAX ? "" : panel->entities[institution].kind;
    const struct zi_kind *found =
        zi_catalogue_kind(panel->catalogue, ZI_LEVEL_INSTITUTION, kind, unit->institution);

    return found != NULL && found->government[0] != '\0' ? found->government : NULL;
}

/* A list of predicates covers the institutions it names; a unit's "none" speaks for that unit only.
 * Entities of one institution stand together. */
static bool lists_predicates(const struct zi_panel *panel, size_t unit)
{
    const char *institution = panel->entities[unit].institution;
    const struct zi_event *events;
    size_t first = unit, last = unit;
    bool covered = false;
    size_t n;

    while (first > 0 && strcmp(panel->entities[first - 1].institution, institution) == 0)
        first--;
    while (last + 1 < panel->n_entities &&
           strcmp(panel->entities[last + 1].institution, institution) == 0)
        last++;
    events = zi_panel_events(panel, first, last, &n);
    for (size_t i = 0; i < n && !covered; i++)
        covered = events[i].kind != ZI_DECLARED &&
                  (events[i].kind != ZI_NO_PREDICATE ||
                   zi_entity_level(&panel->entities[events[i].entity]) != ZI_LEVEL_UNIT);
    return covered;
}

static bool has_predicate_row(const struct zi_panel *panel, size_t unit)
{
    size_t n;
    const struct zi_event *events = zi_panel_events(panel, unit, unit, &n);

    for (size_t i = 0; i < n; i++)
        if (events[i].kind != ZI_DECLARED)
            return true;
    return false;
}

static enum zi_code refuse_empty(const struct zi_readiness results[], size_t n, int year,
                                 struct zi_error *error)
{
    if (n == 0)
        return zi_fail(error, ZI_EFEW,
                       "tidak ada unit untuk dinilai: data hanya memuat instansi; isi kolom unit",
                       "there is no unit to judge: the data hold institutions only; fill the "
                       "column unit");
    for (size_t i = 0; i < n; i++)
        if (results[i].n_rules > 0)
            return ZI_OK;
    return zi_advise(error,
                     zi_fail(error, ZI_EFEW, "tidak ada aturan yang berlaku pada tahun %d",
                             "no rule is in force in %d", year),
                     ZI_ADVICE_RULES_OR_YEAR);
}

enum zi_target zi_readiness_target(const struct zi_panel *panel, size_t entity, int year,
                                   enum zi_aim aim)
{
    int since;

    if (aim == ZI_AIM_AUTO)
        return zi_panel_predicate(panel, entity, year, &since) != 0 ? ZI_WBBM : ZI_WBK;
    return aim == ZI_AIM_WBBM ? ZI_WBBM : ZI_WBK;
}

enum zi_code zi_readiness_compute(const struct zi_selection *selection,
                                  const struct zi_regulations *regulations, int year,
                                  enum zi_aim aim, struct zi_arena *arena,
                                  struct zi_readiness **results, size_t *n_results,
                                  struct zi_error *error)
{
    const struct zi_panel *panel = selection->panel;
    struct judge judge = {.panel = panel, .regulations = regulations, .arena = arena, .year = year};
    const char *institution = NULL;
    bool listed = false;

    *n_results = 0;
    *results = zi_arena_allocate(arena, selection->n_entities + 1, sizeof **results);
    if (*results == NULL)
        return zi_fail_memory(error);
    ZI_TRY(list_exemptions(&judge, error));
    for (size_t i = 0; i < selection->n_entities; i++) {
        const struct zi_entity *unit = &panel->entities[selection->entities[i]];

        if (zi_entity_level(unit) != ZI_LEVEL_UNIT)
            continue;
        judge.unit = selection->entities[i];
        judge.target = zi_readiness_target(panel, judge.unit, year, aim);
        if (institution == NULL || strcmp(institution, unit->institution) != 0) {
            institution = unit->institution;
            judge.institution = zi_panel_institution(panel, judge.unit);
            judge.government = government_of(panel, unit, judge.institution);
            listed = lists_predicates(panel, judge.unit);
        }
        judge.predicates_known = listed || has_predicate_row(panel, judge.unit);
        ZI_TRY(find_exemption(&judge, error));
        ZI_TRY(judge_unit(&judge, &(*results)[*n_results], error));
        ++*n_results;
    }
    return refuse_empty(*results, *n_results, year, error);
}
