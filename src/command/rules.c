/* zistat rules: the data that drive the program, with their sources. */
#include <string.h>

#include "base/count.h"
#include "base/utf8.h"
#include "catalogue/awards.h"
#include "session.h"
#include "table/rules.h"

struct options {
    struct zi_years years;
    struct zi_rules_options rules;
    struct zi_catalogue_options catalogue;
    const char *awards; /* NULL: the built-in list */
    enum zi_rules_table show;
    const char *date;
    bool diff;
    struct zi_table_options table;
};

static const struct zi_option_word shown[] = {{"rules", ZI_TABLE_RULES},
                                              {"indices", ZI_TABLE_INDICES},
                                              {"bands", ZI_TABLE_BANDS},
                                              {"breaks", ZI_TABLE_BREAKS},
                                              {"parts", ZI_TABLE_PARTS},
                                              {"kinds", ZI_TABLE_KINDS},
                                              {"awards", ZI_TABLE_AWARDS},
                                              {"releases", ZI_TABLE_RELEASES},
                                              {"year-effects", ZI_TABLE_YEAR_EFFECTS},
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
    {ZI_WORD(struct options, show), .name = "show", .words = shown, .initial.word = ZI_TABLE_RULES,
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

/* Sources read some rules in two ways: which rows bind, and what changes that. */
static void say_readings(struct zi_session *session, const struct zi_rules_view *view)
{
    size_t n = 0;

    for (size_t i = 0; i < view->regulations->n_rules; i++) {
        const struct zi_rule *rule = &view->regulations->rules[i];

        n += rule->reading == ZI_HALF_AREA && zi_rules_view_asks(view, rule);
    }
    if (n > 0)
        zi_session_say(session,
                       "reading: sumber berbeda tentang batas tiap area; yang dipakai whole "
                       "(seluruh area), kecuali diminta --area-rule half (tiap paruh area)",
                       "reading: sources differ on the minimum of an area; whole (the whole area) "
                       "binds unless --area-rule half (each of its halves) is asked for");
}

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
    zi_table_of_rule_differences(&table, differences, n, session->language);
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
        options->show != ZI_TABLE_RULES)
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

    if (options->show == ZI_TABLE_RULES) /* the built-in ones need the built-in indices */
        ZI_TRY(zi_session_load_regulations(&options->rules, 0, &loaded->catalogue,
                                           &loaded->regulations, error));
    if (options->show == ZI_TABLE_AWARDS)
        ZI_TRY(zi_awards_load(&loaded->awards, options->awards, error));

    struct zi_rules_view view = {.catalogue = &loaded->catalogue,
                                 .regulations = &loaded->regulations,
                                 .awards = &loaded->awards,
                                 .language = session->language,
                                 .year = date != 0 ? date / 10000 : options->years.first,
                                 .date = date};

    zi_table_of_rules(&table, options->show, &view);
    if (options->show == ZI_TABLE_RULES)
        say_readings(session, &view);
    if (table.n_rows == 0 && view.year != 0)
        zi_session_say(session, "tidak ada yang tercatat untuk tahun %d",
                       "nothing is on record for the year %d", view.year);
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
