/* Correlations for people: a row for a pair with its levels side by side, and what they say. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/count.h"
#include "correlation_words.h"
#include "tables.h"

/* What is in the table whatever was asked for, and the columns of levels between. */
enum { COLUMNS_MOST = 8 + ZI_PANEL_LEVEL_COUNT };

/* |r| from here on is called close, from here on moderate; a limit of "none" is the second too. */
static const double close_from = 0.6;
static const double moderate_from = 0.3;

/* Fewer points or clusters than these never say that there is no relation. */
enum { POINTS_FOR_NONE = 10, CLUSTERS_FOR_NONE = 10 };

/* The rows of a pair at one lag: methods, and in each the levels. */
struct pair {
    const struct zi_panel *panel;
    const struct zi_correlations *all;
    const struct zi_pair_correlation *rows;
    enum zi_language language;
};

static const struct zi_pair_correlation *row_of(const struct pair *pair, size_t method,
                                                enum zi_panel_level level)
{
    const struct zi_correlate_request *request = &pair->all->request;

    for (size_t l = 0; l < request->n_levels; l++)
        if (request->levels[l] == level)
            return &pair->rows[method * request->n_levels + l];
    return NULL;
}

static bool is_defined(const struct zi_pair_correlation *row)
{
    return row != NULL && !isnan(row->result.estimate);
}

/* The level that is free of the years, and else the one that is not asked about them. */
static const struct zi_pair_correlation *headline_of(const struct pair *pair, size_t method)
{
    static const enum zi_panel_level levels[] = {ZI_TWOWAY, ZI_DETRENDED};

    for (size_t i = 0; i < ZI_COUNT(levels); i++)
        if (is_defined(row_of(pair, method, levels[i])))
            return row_of(pair, method, levels[i]);
    return NULL;
}

static bool is_clear(const struct pair *pair, const struct zi_pair_correlation *row)
{
    return row != NULL && row->q < 1 - pair->all->request.confidence;
}

/* Enough is known, and it is that there is no more than a weak relation. */
static bool is_none(const struct zi_pair_correlation *row)
{
    return row->result.n >= POINTS_FOR_NONE && row->n_clusters >= CLUSTERS_FOR_NONE &&
           row->result.conf_low > -moderate_from && row->result.conf_high < moderate_from;
}

/* ---- the reading */

static const char *say(const struct pair *pair, const char *id, const char *en)
{
    return pair->language == ZI_ENGLISH ? en : id;
}

static const char *strength_of(const struct pair *pair, double r)
{
    if (fabs(r) >= close_from)
        return say(pair, "erat", "closely tied");
    return fabs(r) >= moderate_from ? say(pair, "cukup erat", "moderately tied")
                                    : say(pair, "lemah", "weakly tied");
}

static void say_between(struct zi_buffer *out, const struct pair *pair,
                        const struct zi_pair_correlation *row)
{
    bool units = row->on == ZI_LEVEL_UNIT;

    zi_buffer_add(out, units ? say(pair, "antarunit ", "between units ")
                             : say(pair, "antarinstansi ", "between institutions "));
    if (is_clear(pair, row))
        zi_buffer_print(out, "%s%s", strength_of(pair, row->result.estimate),
                        row->result.estimate > 0
                            ? ""
                            : say(pair, " berlawanan arah", " in opposite directions"));
    else if (row->result.n < POINTS_FOR_NONE)
        zi_buffer_add(out, say(pair, "belum cukup data", "not enough data yet"));
    else
        zi_buffer_add(out, say(pair, "belum tampak berkaitan", "no tie shows yet"));
}

/* "without the trend 0.96 becomes 0.61: " */
static void say_what_is_left(struct zi_buffer *out, const struct pair *pair,
                             const struct zi_pair_correlation *row)
{
    const struct zi_pair_correlation *within = row_of(pair, 0, ZI_WITHIN);
    char before[ZI_COEFFICIENT_MAX], after[ZI_COEFFICIENT_MAX];

    if (!is_defined(within)) {
        zi_buffer_add(out, say(pair, "tanpa tren ", "without the trend "));
        return;
    }
    zi_correlation_show(before, within->result.estimate, pair->language);
    zi_correlation_show(after, row->result.estimate, pair->language);
    zi_buffer_say(out, pair->language,
                  "tanpa tren %s menjadi %s: ", "without the trend %s becomes %s: ", before, after);
}

static void say_moving(struct zi_buffer *out, const struct pair *pair,
                       const struct zi_pair_correlation *row)
{
    if (row->level == ZI_DETRENDED)
        say_what_is_left(out, pair, row);
    if (is_clear(pair, row))
        zi_buffer_add(out, row->result.estimate > 0
                               ? say(pair, "bergerak bersama", "they move together")
                               : say(pair, "bergerak berlawanan", "they move in opposite ways"));
    else if (row->result.n < POINTS_FOR_NONE)
        zi_buffer_add(out, say(pair, "belum cukup data", "not enough data yet"));
    else if (is_none(row))
        zi_buffer_add(out, say(pair, "tidak bergerak bersama", "they do not move together"));
    else
        zi_buffer_add(
            out, say(pair, "belum tampak bergerak bersama", "they are not seen to move together"));
}

/* Where another method judges the headline differently. */
static void say_other_methods(struct zi_buffer *out, const struct pair *pair,
                              const struct zi_pair_correlation *headline)
{
    for (size_t m = 1; m < pair->all->request.n_methods; m++) {
        const struct zi_pair_correlation *other = row_of(pair, m, headline->level);

        if (is_clear(pair, other) != is_clear(pair, headline))
            zi_buffer_print(out, "; %s %s", zi_correlation_method_name(other->method),
                            is_clear(pair, other) ? say(pair, "nyata", "significant")
                                                  : say(pair, "belum nyata", "not significant"));
    }
}

static void say_reading(struct zi_buffer *out, const struct pair *pair)
{
    const struct zi_pair_correlation *between = row_of(pair, 0, ZI_BETWEEN);
    const struct zi_pair_correlation *within = row_of(pair, 0, ZI_WITHIN);
    const struct zi_pair_correlation *headline = headline_of(pair, 0);

    if (is_defined(between))
        say_between(out, pair, between);
    if (is_defined(between) && headline != NULL)
        zi_buffer_add(out, is_clear(pair, between) != is_clear(pair, headline) ||
                                   (is_clear(pair, headline) &&
                                    between->result.estimate * headline->result.estimate < 0)
                               ? say(pair, ", tetapi ", ", but ")
                               : say(pair, ", dan ", ", and "));
    if (headline != NULL)
        say_moving(out, pair, headline);
    if (within != NULL && within->drift != ZI_NO_DRIFT)
        zi_buffer_print(out, "%s%s", out->length > 0 ? "; " : "",
                        zi_drift_words(within->drift, pair->language));
    if (headline != NULL)
        say_other_methods(out, pair, headline);
}

static void say_note(struct zi_buffer *out, const struct pair *pair)
{
    const struct zi_pair_correlation *headline = headline_of(pair, 0);
    const struct zi_pair_correlation *row = headline != NULL ? headline : pair->rows;

    zi_say_pair(out, pair->panel, &pair->all->request, row, pair->language);
    if (headline != NULL)
        zi_say_clusters(out, &pair->all->request, row, pair->language);
    zi_say_break(out, pair->panel, row, pair->language);
}

/* ---- the table */

static bool has_lags(const struct zi_correlations *all)
{
    return all->request.first_lag != 0 || all->request.last_lag != 0;
}

static size_t list_columns(struct zi_column columns[COLUMNS_MOST],
                           const struct zi_correlations *all)
{
    size_t n = 0;

    columns[n++] = (struct zi_column){"x", ZI_COLUMN_TEXT};
    columns[n++] = (struct zi_column){"y", ZI_COLUMN_TEXT};
    if (has_lags(all))
        columns[n++] = (struct zi_column){"lag", ZI_COLUMN_INTEGER};
    columns[n++] = (struct zi_column){"n", ZI_COLUMN_INTEGER};
    columns[n++] = (struct zi_column){"n_units", ZI_COLUMN_INTEGER};
    for (size_t l = 0; l < all->request.n_levels; l++)
        columns[n++] =
            (struct zi_column){zi_panel_level_name(all->request.levels[l]), ZI_COLUMN_NUMBER};
    columns[n++] = (struct zi_column){"p_value", ZI_COLUMN_P_VALUE};
    columns[n++] = (struct zi_column){"reading", ZI_COLUMN_TEXT};
    columns[n++] = (struct zi_column){"note", ZI_COLUMN_TEXT};
    return n;
}

/* "0,62" where it is clear, "(0,12)" where it is not. */
static void add_level(struct zi_table *table, const struct pair *pair,
                      const struct zi_pair_correlation *row)
{
    char number[ZI_COEFFICIENT_MAX], text[ZI_COEFFICIENT_MAX + 2];

    if (!is_defined(row)) {
        zi_table_text(table, "–");
        return;
    }
    zi_correlation_show(number, row->result.estimate, pair->language);
    snprintf(text, sizeof text, is_clear(pair, row) ? "%s" : "(%s)", number);
    zi_table_text(table, text);
}

static void add_words(struct zi_table *table, const struct pair *pair,
                      void (*say_words)(struct zi_buffer *out, const struct pair *pair))
{
    struct zi_buffer words;

    zi_buffer_init(&words);
    say_words(&words, pair);
    zi_table_text(table, words.text);
    table->out_of_memory = table->out_of_memory || words.out_of_memory;
    zi_buffer_release(&words);
}

static void add_pair(struct zi_table *table, const struct pair *pair)
{
    const struct zi_correlations *all = pair->all;
    const struct zi_pair_correlation *headline = headline_of(pair, 0);
    const struct zi_index *indices = pair->panel->catalogue->indices;
    size_t n = 0, n_units = 0;

    for (size_t l = 0; l < all->request.n_levels; l++)
        if (pair->rows[l].result.n > n) {
            n = pair->rows[l].result.n;
            n_units = pair->rows[l].result.n_units;
        }
    zi_table_text(table, indices[pair->rows->x].name);
    zi_table_text(table, indices[pair->rows->y].name);
    if (has_lags(all))
        zi_table_integer(table, pair->rows->lag);
    zi_table_integer(table, (long)n);
    zi_table_integer(table, (long)n_units);
    for (size_t l = 0; l < all->request.n_levels; l++)
        add_level(table, pair, &pair->rows[l]);
    if (headline != NULL && !isnan(headline->result.p_value))
        zi_table_number(table, headline->result.p_value, 4, ZI_DEFINED);
    else
        zi_table_text(table, "–");
    add_words(table, pair, say_reading);
    add_words(table, pair, say_note);
}

/* ---- pairs without any correlation */

/* Why the first method says nothing at any level: the reason of its first; ZI_DEFINED when some
 * level says something. */
static enum zi_reason silence_of(const struct pair *pair)
{
    for (size_t l = 0; l < pair->all->request.n_levels; l++)
        if (is_defined(&pair->rows[l]))
            return ZI_DEFINED;
    return pair->rows->result.n == 0 ? ZI_MISSING : pair->rows->result.reason;
}

static void say_undefined(struct zi_buffer *out, const size_t counts[], enum zi_language language)
{
    size_t all = 0, said = 0;

    for (enum zi_reason reason = ZI_MISSING; reason < ZI_REASON_COUNT; reason++)
        all += counts[reason];
    if (all == 0)
        return;
    zi_buffer_say(out, language, "tanpa korelasi: %zu pasangan (",
                  "pairs without a correlation: %zu (", all);
    for (enum zi_reason reason = ZI_MISSING; reason < ZI_REASON_COUNT; reason++) {
        if (counts[reason] == 0)
            continue;
        zi_buffer_print(out, "%s", said++ > 0 ? ", " : "");
        if (reason == ZI_MISSING)
            zi_buffer_say(out, language, "tidak pernah bersama: %zu", "never together: %zu",
                          counts[reason]);
        else
            zi_buffer_print(out, "%s: %zu", zi_text_in(zi_reason_text(reason), language),
                            counts[reason]);
    }
    zi_buffer_add(out, ")\n");
}

static void say_legend(struct zi_buffer *out, const struct zi_correlations *all,
                       enum zi_language language)
{
    const char *name = zi_correlation_method_name(all->request.methods[0]);
    char level[ZI_NUMBER_MAX];

    zi_number_fixed(level, 1 - all->request.confidence, 2, language);
    zi_buffer_say(out, language,
                  "\n%s; (…): belum nyata, q ≥ %s; p_value dari twoway, atau detrended bila twoway "
                  "tidak ada; semua angka: --format csv\n",
                  "\n%s; (…): not significant, q ≥ %s; p_value is twoway's, or detrended's where "
                  "there is no twoway; all numbers: --format csv\n",
                  name, level);
}

enum zi_code zi_say_correlations(struct zi_buffer *out, const struct zi_panel *panel,
                                 const struct zi_correlations *correlations,
                                 enum zi_language language, struct zi_error *error)
{
    const struct zi_correlate_request *request = &correlations->request;
    size_t together = request->n_methods * request->n_levels;
    size_t counts[ZI_REASON_COUNT] = {0};
    struct zi_column columns[COLUMNS_MOST];
    struct pair pair = {.panel = panel, .all = correlations, .language = language};
    struct zi_table table;
    enum zi_code code;

    zi_table_init(&table, "correlate", columns, list_columns(columns, correlations));
    for (size_t i = 0; i < correlations->n_rows; i += together) {
        enum zi_reason silence;

        pair.rows = &correlations->rows[i];
        silence = silence_of(&pair);
        if (silence == ZI_DEFINED)
            add_pair(&table, &pair);
        else
            counts[silence]++;
    }
    code = table.n_rows > 0 ? zi_table_render(&table, ZI_FORMAT_TEXT, language, out, error) : ZI_OK;
    if (table.n_rows > 0)
        say_legend(out, correlations, language);
    zi_table_release(&table);
    say_undefined(out, counts, language);
    return code == ZI_OK && out->out_of_memory ? zi_fail_memory(error) : code;
}
