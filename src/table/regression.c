/* The terms of a regression, as a table. */
#include <math.h>
#include <stdio.h>

#include "base/count.h"
#include "base/number.h"
#include "tables.h"

static const struct zi_column columns[] = {
    {"term", ZI_COLUMN_TEXT},          {"estimate", ZI_COLUMN_NUMBER},
    {"std_error", ZI_COLUMN_NUMBER},   {"statistic", ZI_COLUMN_NUMBER},
    {"df", ZI_COLUMN_NUMBER},          {"p_value", ZI_COLUMN_P_VALUE},
    {"conf_low", ZI_COLUMN_NUMBER},    {"conf_high", ZI_COLUMN_NUMBER},
    {"n", ZI_COLUMN_INTEGER},          {"n_units", ZI_COLUMN_INTEGER},
    {"n_clusters", ZI_COLUMN_INTEGER}, {"method", ZI_COLUMN_TEXT},
    {"note", ZI_COLUMN_TEXT},
};

/* Below this CR2's p and interval are rough (Pustejovsky & Tipton 2018). */
static const double df_rough = 4;

/* What a row is made from. */
struct source {
    const struct zi_panel *panel;
    const struct zi_regress *regress;
    const struct zi_regress_request *request;
    enum zi_language language;
};

enum { DECIMALS_LEAST = 3, DECIMALS_MOST = 12 };

/* Three digits of the error, or of the estimate where there is none: slopes have any scale. */
static int decimals_of(const struct zi_estimate *e)
{
    double scale = fabs(isnan(e->std_error) ? e->estimate : e->std_error);
    int decimals;

    if (!(scale > 0))
        return DECIMALS_LEAST;
    decimals = 2 - (int)floor(log10(scale));
    if (decimals < DECIMALS_LEAST)
        return DECIMALS_LEAST;
    return decimals < DECIMALS_MOST ? decimals : DECIMALS_MOST;
}

static const char *separator(const struct zi_buffer *note)
{
    return note->length > 0 ? "; " : "";
}

static void say_wild(struct zi_buffer *note, const struct source *source,
                     const struct zi_regress_term *term)
{
    const struct zi_wild *wild = term->wild;
    char p[ZI_NUMBER_MAX];

    if (wild->enumerated)
        zi_buffer_say(note, source->language, "%ssemua %zu vektor tanda", "%sall %zu sign vectors",
                      separator(note), wild->n_draws);
    else
        zi_buffer_say(note, source->language, "%s%zu ulangan, benih %llu", "%s%zu draws, seed %llu",
                      separator(note), wild->n_draws, (unsigned long long)source->request->seed);
    zi_number_p_value(p, wild->smallest, source->language);
    if (wild->smallest > 1 - source->request->confidence)
        zi_buffer_say(note, source->language, "%sp terkecil yang mungkin %s",
                      "%ssmallest possible p %s", separator(note), p);
    if (isnan(term->result.conf_low) || isnan(term->result.conf_high))
        zi_buffer_say(note, source->language, "%sselang tidak berbatas dengan gugus sesedikit ini",
                      "%sinterval not bounded with so few clusters", separator(note));
    if (!isnan(wild->webb_p)) {
        zi_number_p_value(p, wild->webb_p, source->language);
        zi_buffer_say(note, source->language, "%sp dengan bobot Webb %s",
                      "%sp with Webb's weights %s", separator(note), p);
    }
}

/* Beside CR2: where the two p differ by a hundredth, or in what they say at the level. */
static void say_wild_beside(struct zi_buffer *note, const struct source *source,
                            const struct zi_regress_term *term)
{
    double significance = 1 - source->request->confidence;
    double wild = term->wild->p_value, cr2 = term->result.p_value;
    char p[ZI_NUMBER_MAX];

    if (fabs(wild - cr2) <= 0.01 && (wild < significance) == (cr2 < significance))
        return;
    zi_number_p_value(p, wild, source->language);
    zi_buffer_say(note, source->language, "%sp wild bootstrap %s", "%swild bootstrap p %s",
                  separator(note), p);
    if (term->wild->smallest > significance)
        zi_buffer_add(note, source->language == ZI_ENGLISH
                                ? " (the smallest possible is above the level)"
                                : " (p terkecilnya di atas taraf)");
}

static void say_detectable(struct zi_buffer *note, const struct source *source,
                           const struct zi_regress_term *term)
{
    char effect[ZI_NUMBER_MAX];
    char power[ZI_NUMBER_MAX];

    if (term->variable == 0 || isnan(term->detectable) ||
        !(term->result.p_value > 1 - source->request->confidence))
        return;
    zi_number_fixed(effect, term->detectable, decimals_of(&term->result), source->language);
    zi_number_probability(power, source->request->power, source->language);
    zi_buffer_say(note, source->language, "%spengaruh terkecil yang terlihat dengan kuasa %s: %s",
                  "%ssmallest effect detectable with power %s: %s", separator(note), power, effect);
}

static void say_variable(struct zi_buffer *note, const struct source *source,
                         const struct zi_regress_variable *variable)
{
    bool english = source->language == ZI_ENGLISH;

    if (variable->from == ZI_FROM_UNITS)
        zi_buffer_print(note, "%s%s", separator(note),
                        english ? "mean of the institution's units" : "rata-rata unit instansi");
    if (variable->by_institution)
        zi_buffer_print(note, "%s%s", separator(note),
                        english ? "one value for the institution" : "satu nilai untuk seinstansi");
    if (variable->arithmetic)
        zi_buffer_print(note, "%s%s", separator(note),
                        english ? "partly arithmetic: one is part of the other"
                                : "sebagian hitungan: yang satu bagian dari yang lain");
    if (variable->binary && source->regress->n_clusters > 0)
        zi_buffer_say(note, source->language, "%sgugus yang bernilai tinggi: %zu",
                      "%sclusters with the higher value: %zu", separator(note),
                      variable->n_treated);
}

static void say_reason(struct zi_buffer *note, const struct source *source,
                       const struct zi_regress_term *term)
{
    enum zi_reason reason = term->result.reason;
    bool single = reason == ZI_ONE_CLUSTER && source->regress->n_clusters > 1;

    if (reason == ZI_DEFINED)
        return;
    zi_buffer_print(note, "%s%s", separator(note), zi_reason_name(reason));
    if (single)
        zi_buffer_add(note, source->language == ZI_ENGLISH
                                ? ": the estimate hangs on one cluster alone"
                                : ": taksirannya bergantung pada satu gugus saja");
}

/* The fit of the whole stands once, beside the first term. */
static void say_fit(struct zi_buffer *note, const struct source *source,
                    const struct zi_regress_term *term)
{
    char r[ZI_NUMBER_MAX];

    if (term != source->regress->terms || isnan(source->regress->r_squared))
        return;
    zi_number_fixed(r, source->regress->r_squared, 3, source->language);
    if (source->regress->effects == ZI_EFFECTS_CONSTANT ||
        source->regress->effects == ZI_EFFECTS_NONE)
        zi_buffer_print(note, "%sR2 %s", separator(note), r);
    else
        zi_buffer_say(note, source->language, "%sR2 di dalam %s", "%swithin R2 %s", separator(note),
                      r);
}

static void say_all(struct zi_buffer *note, const struct source *source,
                    const struct zi_regress_term *term)
{
    const struct zi_estimate *e = &term->result;

    say_reason(note, source, term);
    if (source->regress->errors == ZI_ERRORS_CR2 && e->df < df_rough)
        zi_buffer_say(note, source->language, "%sdf di bawah 4: p dan selang kasar",
                      "%sdf below 4: p and interval are rough", separator(note));
    if (term->wild != NULL && source->regress->errors == ZI_ERRORS_WILD)
        say_wild(note, source, term);
    if (term->wild != NULL && source->regress->errors == ZI_ERRORS_CR2)
        say_wild_beside(note, source, term);
    if (term->variable > 0)
        say_variable(note, source, &source->regress->variables[term->variable]);
    say_detectable(note, source, term);
    say_fit(note, source, term);
}

static const char *term_name(const struct source *source, const struct zi_regress_term *term)
{
    if (term->variable == 0)
        return "(intercept)";
    return source->panel->catalogue->indices[source->regress->variables[term->variable].index].name;
}

static void add_numbers(struct zi_table *table, const struct zi_regress_term *term)
{
    const struct zi_estimate *e = &term->result;
    enum zi_reason reason = e->reason != ZI_DEFINED ? e->reason : ZI_NOT_BOUNDED;
    int decimals = decimals_of(e);

    zi_table_number(table, e->estimate, decimals, reason);
    zi_table_number(table, e->std_error, decimals, reason);
    zi_table_number(table, e->statistic, 2, reason);
    zi_table_number(table, e->df, e->df == floor(e->df) ? 0 : 1, reason);
    zi_table_number(table, e->p_value, 4, reason);
    zi_table_number(table, e->conf_low, decimals, reason);
    zi_table_number(table, e->conf_high, decimals, reason);
}

static void add_row(struct zi_table *table, const struct source *source,
                    const struct zi_regress_term *term)
{
    const struct zi_regress *regress = source->regress;
    struct zi_buffer method, note;

    zi_buffer_init(&method);
    zi_buffer_init(&note);
    zi_buffer_print(&method, "%s-%s", zi_effects_name(regress->effects),
                    zi_errors_name(regress->errors));
    if (regress->clustering != ZI_CLUSTERING_NONE)
        zi_buffer_print(&method, "-%s", zi_clustering_name(regress->clustering));
    say_all(&note, source, term);
    zi_table_text(table, term_name(source, term));
    add_numbers(table, term);
    zi_table_integer(table, (long)regress->n);
    zi_table_integer(table, (long)regress->n_units);
    if (regress->clustering == ZI_CLUSTERING_NONE)
        zi_table_empty(table);
    else
        zi_table_integer(table, (long)regress->n_clusters);
    zi_table_text(table, method.text);
    zi_table_text(table, note.text);
    table->out_of_memory = table->out_of_memory || note.out_of_memory || method.out_of_memory;
    zi_buffer_release(&method);
    zi_buffer_release(&note);
}

void zi_table_of_regression(struct zi_table *table, const struct zi_panel *panel,
                            const struct zi_regress *regress,
                            const struct zi_regress_request *request, enum zi_language language)
{
    struct source source = {panel, regress, request, language};

    zi_table_init(table, "regress", columns, ZI_COUNT(columns));
    for (size_t i = 0; i < regress->n_terms; i++)
        add_row(table, &source, &regress->terms[i]);
}
