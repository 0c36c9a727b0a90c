/* Trends as a table. */
#include <math.h>
#include <stdio.h>

#include "base/count.h"
#include "base/number.h"
#include "tables.h"

static const struct zi_column columns[] = {
    {"instansi", ZI_COLUMN_TEXT},     {"unit", ZI_COLUMN_TEXT},
    {"index", ZI_COLUMN_TEXT},        {"method", ZI_COLUMN_TEXT},
    {"n", ZI_COLUMN_INTEGER},         {"first_year", ZI_COLUMN_INTEGER},
    {"last_year", ZI_COLUMN_INTEGER}, {"estimate", ZI_COLUMN_NUMBER},
    {"conf_low", ZI_COLUMN_NUMBER},   {"conf_high", ZI_COLUMN_NUMBER},
    {"statistic", ZI_COLUMN_NUMBER},  {"p_value", ZI_COLUMN_P_VALUE},
    {"p_method", ZI_COLUMN_TEXT},     {"direction", ZI_COLUMN_TEXT},
    {"note", ZI_COLUMN_TEXT},
};

/* One of the three rows of a trend. */
struct method {
    const char *name;
    const struct zi_estimate *estimate;
    double p_value; /* adjusted when that was asked for */
    const struct zi_trend_tests *family;
    int statistic_decimals;
    bool interval; /* what the method has: the other cells stay empty */
    bool test;
};

/* "up", "down", "not-shown"; empty when there is nothing to judge by. Where an estimate has a p it
 * decides, otherwise its interval. */
static const char *direction(const struct zi_trends *trends, const struct method *method)
{
    const struct zi_estimate *e = method->estimate;
    bool shown;

    if (!isnan(method->p_value))
        shown = zi_trend_is_shown(trends, method->p_value);
    else if (!isnan(e->conf_low))
        shown = e->conf_low > 0 || e->conf_high < 0;
    else
        return "";
    if (!shown)
        return "not-shown";
    return e->estimate > 0 ? "up" : "down";
}

static const char *adjustment_name(const struct zi_trends *trends)
{
    return trends->request.adjustment == ZI_HOLM ? "holm" : "bh";
}

/* "exact", or "exact, holm" for an adjusted p. */
static void say_p_method(struct zi_buffer *out, const struct zi_trends *trends,
                         const struct method *method)
{
    zi_buffer_add(out, zi_p_method_name(method->estimate->p_method));
    if (method->family != NULL && !isnan(method->p_value))
        zi_buffer_print(out, ", %s", adjustment_name(trends));
}

static void begin_remark(struct zi_buffer *note)
{
    if (note->length > 0)
        zi_buffer_add(note, "; ");
}

static void say_reason(struct zi_buffer *note, const struct zi_estimate *e)
{
    if (e->reason != ZI_DEFINED)
        zi_buffer_add(note, zi_reason_name(e->reason));
}

/* What "level" should mean to a reader: not the line at year 0. */
static void say_last_level(struct zi_buffer *note, const struct zi_trend_view *view,
                           const struct zi_trend *trend)
{
    const struct zi_index *index = &view->panel->catalogue->indices[trend->index];
    char level[ZI_NUMBER_MAX];
    double near[2];

    if (isnan(trend->last_level))
        return;
    zi_number_show(level, trend->last_level, index->decimals, near,
                   zi_limits_near(view->limits, trend->index, trend->last_level, near),
                   view->language);
    begin_remark(note);
    zi_buffer_say(note, view->language, "garis pada %d: %s", "line at %d: %s", trend->last_year,
                  level);
}

/* t is 12.7 there: an honest interval, but hardly of use. */
static void say_one_degree(struct zi_buffer *note, const struct zi_estimate *e,
                           enum zi_language language)
{
    if (e->df != 1)
        return;
    begin_remark(note);
    zi_buffer_add(note, language == ZI_ENGLISH ? "interval on 1 degree of freedom"
                                               : "selang dengan 1 derajat bebas");
}

static void say_breaks(struct zi_buffer *note, const struct zi_trend_view *view,
                       const struct zi_trend *trend)
{
    const struct zi_break *across = trend->across;

    if (trend->after != NULL) {
        begin_remark(note);
        zi_buffer_say(note, view->language, "sejak %d: %s", "since %d: %s", trend->after->year,
                      zi_text_in(trend->after->reason, view->language));
    }
    while (across != NULL) {
        begin_remark(note);
        zi_buffer_say(note, view->language, "melintasi putusnya deret %d: %s",
                      "crosses the break of %d: %s", across->year,
                      zi_text_in(across->reason, view->language));
        across = zi_catalogue_break(view->panel->catalogue, trend->index, trend->first_year,
                                    across->year - 1);
    }
}

/* With as many decimals as it has: 5, 0.1. */
static void percent_of_tests(char out[ZI_NUMBER_MAX], const struct zi_trend_view *view)
{
    enum { DECIMALS_MAX = 6 };
    double percent = 100 * (1 - view->trends->request.confidence);
    double scaled = percent;
    int decimals = 0;

    for (; decimals < DECIMALS_MAX && fabs(scaled - round(scaled)) > 1e-9 * scaled; decimals++)
        scaled *= 10;
    zi_number_fixed(out, percent, decimals, view->language);
}

/* A short series that shows nothing may be one that cannot show anything. */
static void say_smallest_p(struct zi_buffer *note, const struct zi_trend_view *view,
                           const struct zi_trend *trend)
{
    double p_value = trend->mann_kendall.p_value;
    char p[ZI_NUMBER_MAX], level[ZI_NUMBER_MAX];

    if (isnan(p_value) || zi_trend_is_shown(view->trends, p_value))
        return;
    zi_number_p_value(p, trend->smallest_p, view->language);
    begin_remark(note);
    if (zi_trend_is_shown(view->trends, trend->smallest_p)) {
        zi_buffer_say(note, view->language,
                      "tren tidak terlihat (n = %zu, p terkecil yang mungkin %s)",
                      "no trend shown (n = %zu, smallest possible p %s)", trend->n, p);
        return;
    }
    percent_of_tests(level, view);
    zi_buffer_say(note, view->language,
                  "tidak mungkin bermakna pada %s %% (n = %zu, p terkecil yang mungkin %s)",
                  "cannot be significant at %s %% (n = %zu, smallest possible p %s)", level,
                  trend->n, p);
}

/* The rho by which p and interval were widened. */
static void say_autocorrelation(struct zi_buffer *note, const struct zi_trend_view *view,
                                const struct zi_trend *trend)
{
    const struct zi_autocorrelation *pooled = &trend->family->autocorrelation;
    char rho[ZI_NUMBER_MAX];

    if (!trend->widened)
        return;
    zi_number_fixed(rho, pooled->rho, 2, view->language);
    begin_remark(note);
    zi_buffer_say(note, view->language, "rho %s dari %zu deret", "rho %s of %zu series", rho,
                  pooled->n_units);
}

/* Few years cannot tell a trend from one good year following another: a code, for it stands in
 * nearly every row. */
static void say_independence(struct zi_buffer *note, const struct zi_trend *trend,
                             const struct zi_estimate *e)
{
    if (!zi_trend_assumes_independence(trend, e))
        return;
    begin_remark(note);
    zi_buffer_add(note, "assumes-independence");
}

static void say_level(struct zi_buffer *note, const struct zi_estimate *e,
                      enum zi_language language)
{
    const double certain = 100; /* 99.97 is not shown as that */
    char level[ZI_NUMBER_MAX];

    if (isnan(e->conf_low))
        return;
    zi_number_show(level, 100 * e->conf_level, 1, &certain, 1, language);
    begin_remark(note);
    zi_buffer_say(note, language, "selang %s %%", "interval of %s %%", level);
}

static void say_unadjusted_p(struct zi_buffer *note, const struct zi_trend_view *view,
                             const struct method *method)
{
    char p[ZI_NUMBER_MAX];

    if (method->family == NULL || isnan(method->p_value))
        return;
    zi_number_p_value(p, method->estimate->p_value, view->language);
    begin_remark(note);
    zi_buffer_say(note, view->language, "p %s sebelum %s, m = %zu", "p %s before %s, m = %zu", p,
                  adjustment_name(view->trends), method->family->n);
}

static void say_note(struct zi_buffer *note, const struct zi_trend_view *view,
                     const struct zi_trend *trend, const struct method *method)
{
    say_reason(note, method->estimate);
    if (method->estimate == &trend->ols) {
        say_last_level(note, view, trend);
        say_one_degree(note, &trend->ols, view->language);
    }
    if (method->estimate == &trend->sen)
        say_level(note, &trend->sen, view->language);
    if (method->estimate == &trend->mann_kendall)
        say_smallest_p(note, view, trend);
    say_unadjusted_p(note, view, method);
    say_autocorrelation(note, view, trend);
    say_independence(note, trend, method->estimate);
    say_breaks(note, view, trend);
}

static void add_if(struct zi_table *table, bool exists, double value, int decimals,
                   enum zi_reason reason)
{
    if (exists)
        zi_table_number(table, value, decimals, reason);
    else
        zi_table_empty(table);
}

/* text is scratch. */
static void add_row(struct zi_table *table, const struct zi_trend_view *view,
                    const struct zi_trend *trend, const struct method *method,
                    struct zi_buffer *text)
{
    const struct zi_estimate *e = method->estimate;
    const struct zi_entity *entity = &view->panel->entities[trend->entity];

    zi_table_text(table, entity->institution);
    zi_table_text(table, entity->unit);
    zi_table_word(table, view->panel->catalogue->indices[trend->index].name);
    zi_table_word(table, method->name);
    zi_table_integer(table, (long)trend->n);
    zi_table_integer(table, trend->first_year);
    zi_table_integer(table, trend->last_year);
    zi_table_number(table, e->estimate, 3, e->reason);
    add_if(table, method->interval, e->conf_low, 3, e->reason);
    add_if(table, method->interval, e->conf_high, 3, e->reason);
    add_if(table, method->test, e->statistic, method->statistic_decimals, e->reason);
    add_if(table, method->test, method->p_value, 4, e->reason);
    zi_buffer_clear(text);
    say_p_method(text, view->trends, method);
    zi_table_text(table, text->text);
    zi_table_word(table, direction(view->trends, method));
    zi_buffer_clear(text);
    say_note(text, view, trend, method);
    zi_table_text(table, text->text);
}

static void add_trend(struct zi_table *table, const struct zi_trend_view *view,
                      const struct zi_trend *trend, struct zi_buffer *text)
{
    bool adjusted = view->trends->request.adjust;
    const struct method methods[] = {
        {"ols", &trend->ols, adjusted ? trend->ols_adjusted : trend->ols.p_value,
         adjusted ? &trend->family->ols : NULL, 3, true, true},
        {"sen", &trend->sen, NAN, NULL, 3, true, false},
        {"mann-kendall", &trend->mann_kendall,
         adjusted ? trend->mann_kendall_adjusted : trend->mann_kendall.p_value,
         adjusted ? &trend->family->mann_kendall : NULL, 0, false, true},
    };

    for (size_t i = 0; i < ZI_COUNT(methods); i++)
        add_row(table, view, trend, &methods[i], text);
}

/* As many trends as make a piece worth a thread's while. */
enum { TRENDS_A_PIECE = 512 };

static void add_piece(struct zi_table *table, const void *state, size_t piece)
{
    const struct zi_trend_view *view = state;
    const struct zi_trends *trends = view->trends;
    size_t end = (piece + 1) * TRENDS_A_PIECE;
    struct zi_buffer text;

    zi_buffer_init(&text);
    for (size_t i = piece * TRENDS_A_PIECE; i < end && i < trends->n; i++)
        add_trend(table, view, &trends->rows[i], &text);
    table->out_of_memory = table->out_of_memory || text.out_of_memory;
    zi_buffer_release(&text);
}

struct zi_table_pieces zi_table_of_trends(const struct zi_trend_view *view)
{
    return (struct zi_table_pieces){
        .name = "trend",
        .columns = columns,
        .n_columns = ZI_COUNT(columns),
        .n_pieces = (view->trends->n + TRENDS_A_PIECE - 1) / TRENDS_A_PIECE,
        .add_rows = add_piece,
        .state = view,
    };
}
