#include <math.h>
#include <stdio.h>

#include "zistat/base/count.h"
#include "zistat/base/number.h"
#include "zistat/report/tables.h"

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

static const double level_of_tests = 0.05;

/* "up", "down", "not-shown"; empty when there is nothing to judge by. Where an estimate has a p it
 * decides, otherwise its interval. */
static const char *direction(const struct zi_estimate *e)
{
    bool shown;

    if (!isnan(e->p_value))
        shown = e->p_value < level_of_tests;
    else if (!isnan(e->conf_low))
        shown = e->conf_low > 0 || e->conf_high < 0;
    else
        return "";
    if (!shown)
        return "not-shown";
    return e->estimate > 0 ? "up" : "down";
}

static void say_reason(struct zi_buffer *note, const struct zi_estimate *e)
{
    if (e->reason != ZI_DEFINED)
        zi_buffer_add(note, zi_reason_name(e->reason));
}

static void begin_remark(struct zi_buffer *note)
{
    if (note->length > 0)
        zi_buffer_add(note, "; ");
}

static void say_break(struct zi_buffer *note, const struct zi_trend *trend,
                      enum zi_language language)
{
    if (trend->after == NULL)
        return;
    begin_remark(note);
    zi_buffer_say(note, language, "sejak %d: %s", "since %d: %s", trend->after->year,
                  zi_text_in(trend->after->reason, language));
}

/* A short series that shows nothing may be one that cannot show anything. */
static void say_smallest_p(struct zi_buffer *note, const struct zi_trend *trend,
                           enum zi_language language)
{
    char p[ZI_NUMBER_MAX];

    if (isnan(trend->mann_kendall.p_value) || trend->mann_kendall.p_value < level_of_tests)
        return;
    zi_number_p_value(p, trend->smallest_p, language);
    begin_remark(note);
    zi_buffer_say(note, language, "tren tidak terlihat (n = %zu, p terkecil yang mungkin %s)",
                  "no trend shown (n = %zu, smallest possible p %s)", trend->n, p);
}

/* Few years cannot tell a trend from one good year following another. */
static void say_autocorrelation(struct zi_buffer *note, const struct zi_estimate *e,
                                enum zi_language language)
{
    if (isnan(e->p_value) || e->n < 5 || e->n >= 20)
        return;
    begin_remark(note);
    zi_buffer_add(note, language == ZI_ENGLISH ? "p assumes years independent of each other"
                                               : "p menganggap tahun-tahun saling bebas");
}

static void say_level(struct zi_buffer *note, const struct zi_estimate *e,
                      enum zi_language language)
{
    char level[ZI_NUMBER_MAX];

    if (isnan(e->conf_low))
        return;
    zi_number_fixed(level, 100 * e->conf_level, 1, language);
    begin_remark(note);
    zi_buffer_say(note, language, "selang %s %%", "interval of %s %%", level);
}

/* One of the three rows of a trend. */
struct method {
    const char *name;
    const struct zi_estimate *estimate;
    int statistic_decimals;
    bool interval; /* what the method has: the other cells stay empty */
    bool test;
};

static void add_if(struct zi_table *table, bool exists, double value, int decimals,
                   enum zi_reason reason)
{
    if (exists)
        zi_table_number(table, value, decimals, reason);
    else
        zi_table_empty(table);
}

static void add_row(struct zi_table *table, const struct zi_panel *panel,
                    const struct zi_trend *trend, const struct method *method,
                    const struct zi_buffer *note)
{
    const struct zi_estimate *e = method->estimate;
    const struct zi_entity *entity = &panel->entities[trend->entity];

    zi_table_text(table, entity->institution);
    zi_table_text(table, entity->unit);
    zi_table_text(table, panel->catalogue->indices[trend->index].name);
    zi_table_text(table, method->name);
    zi_table_integer(table, (long)trend->n);
    zi_table_integer(table, trend->first_year);
    zi_table_integer(table, trend->last_year);
    zi_table_number(table, e->estimate, 3, e->reason);
    add_if(table, method->interval, e->conf_low, 3, e->reason);
    add_if(table, method->interval, e->conf_high, 3, e->reason);
    add_if(table, method->test, e->statistic, method->statistic_decimals, e->reason);
    add_if(table, method->test, e->p_value, 4, e->reason);
    zi_table_text(table, zi_p_method_name(e->p_method));
    zi_table_text(table, direction(e));
    zi_table_text(table, note->text);
}

static void add_trend(struct zi_table *table, const struct zi_panel *panel,
                      const struct zi_trend *trend, enum zi_language language)
{
    const struct method methods[] = {
        {"ols", &trend->ols, 3, true, true},
        {"sen", &trend->sen, 3, true, false},
        {"mann-kendall", &trend->mann_kendall, 0, false, true},
    };

    for (size_t i = 0; i < ZI_COUNT(methods); i++) {
        struct zi_buffer note;

        zi_buffer_init(&note);
        say_reason(&note, methods[i].estimate);
        if (methods[i].estimate == &trend->sen)
            say_level(&note, &trend->sen, language);
        if (methods[i].estimate == &trend->mann_kendall)
            say_smallest_p(&note, trend, language);
        say_autocorrelation(&note, methods[i].estimate, language);
        say_break(&note, trend, language);
        add_row(table, panel, trend, &methods[i], &note);
        table->out_of_memory = table->out_of_memory || note.out_of_memory;
        zi_buffer_release(&note);
    }
}

void zi_table_of_trends(struct zi_table *table, const struct zi_panel *panel,
                        const struct zi_trend trends[], size_t n, enum zi_language language)
{
    zi_table_init(table, "trend", columns, ZI_COUNT(columns));
    for (size_t i = 0; i < n; i++)
        add_trend(table, panel, &trends[i], language);
}
