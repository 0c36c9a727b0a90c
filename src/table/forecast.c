/* Forecasts as a table. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/count.h"
#include "base/number.h"
#include "tables.h"

static const struct zi_column columns[] = {
    {"instansi", ZI_COLUMN_TEXT},       {"unit", ZI_COLUMN_TEXT},
    {"index", ZI_COLUMN_TEXT},          {"method", ZI_COLUMN_TEXT},
    {"year", ZI_COLUMN_INTEGER},        {"mean", ZI_COLUMN_NUMBER},
    {"sd", ZI_COLUMN_NUMBER},           {"low80", ZI_COLUMN_NUMBER},
    {"high80", ZI_COLUMN_NUMBER},       {"low95", ZI_COLUMN_NUMBER},
    {"high95", ZI_COLUMN_NUMBER},       {"threshold", ZI_COLUMN_NUMBER},
    {"p_reach", ZI_COLUMN_PROBABILITY}, {"n", ZI_COLUMN_INTEGER},
    {"note", ZI_COLUMN_TEXT},
};

/* level and slope: of the line, at the last year of the unit. estimate and its limits: the calendar
 * time at which the line is at the threshold. likely_year: the first of the ten years to come with
 * a chance of 80 % or more. */
static const struct zi_column years_columns[] = {
    {"instansi", ZI_COLUMN_TEXT},       {"unit", ZI_COLUMN_TEXT},
    {"index", ZI_COLUMN_TEXT},          {"method", ZI_COLUMN_TEXT},
    {"threshold", ZI_COLUMN_NUMBER},    {"level", ZI_COLUMN_NUMBER},
    {"slope", ZI_COLUMN_NUMBER},        {"estimate", ZI_COLUMN_NUMBER},
    {"conf_low", ZI_COLUMN_NUMBER},     {"conf_high", ZI_COLUMN_NUMBER},
    {"likely_year", ZI_COLUMN_INTEGER}, {"n", ZI_COLUMN_INTEGER},
    {"note", ZI_COLUMN_TEXT},
};

/* What the rows of one table share. */
struct context {
    struct zi_table *table;
    const struct zi_panel *panel;
    const struct zi_limits *limits;
    enum zi_language language;
    struct zi_buffer note; /* of the current row */
};

/* Ends what the note said before. */
static struct zi_buffer *remark(struct context *context)
{
    if (context->note.length > 0)
        zi_buffer_add(&context->note, "; ");
    return &context->note;
}

static void say_reason(struct context *context, enum zi_reason reason)
{
    if (reason != ZI_DEFINED)
        zi_buffer_add(remark(context), zi_reason_name(reason));
}

static void end_row(struct context *context)
{
    zi_table_text(context->table, context->note.text);
    zi_buffer_clear(&context->note);
}

/* Limits that a value could be rounded across: most values have none, and cost nothing more. */
static size_t near_limits(const struct context *context, size_t index, double threshold,
                          double value, double near[3])
{
    double reach = pow(10, -context->panel->catalogue->indices[index].decimals);
    double candidates[3];
    size_t n = zi_limits_near(context->limits, index, value, candidates);
    size_t n_near = 0;

    candidates[n++] = threshold;
    for (size_t i = 0; i < n; i++)
        if (fabs(candidates[i] - value) < reach)
            near[n_near++] = candidates[i];
    return n_near;
}

/* On the scale of the index. */
static void add_score(const struct context *context, size_t index, double threshold,
                      struct zi_bounds bounds, double value, enum zi_reason reason)
{
    int decimals = context->panel->catalogue->indices[index].decimals;
    double near[3];
    size_t n_near = near_limits(context, index, threshold, value, near);

    if (n_near == 0 && !(value < bounds.low || value > bounds.high))
        zi_table_number(context->table, value, decimals, reason);
    else
        zi_table_clipped(context->table, value, decimals, reason, near, n_near, bounds.low,
                         bounds.high);
}

/* A reason that the cell before has given already leaves the rest of the row narrow. */
static void add_limit(const struct context *context, const struct zi_forecasts *set,
                      const struct zi_forecast *row, double threshold, double value)
{
    if (isnan(value))
        zi_table_empty(context->table);
    else
        add_score(context, set->index, threshold, row->bounds, value, row->reason);
}

int zi_threshold_decimals(const struct zi_index *index, double threshold)
{
    char shortest[ZI_NUMBER_MAX];
    const char *point;
    int given;

    zi_number_shortest(shortest, threshold);
    point = strchr(shortest, '.');
    given = point != NULL ? (int)strlen(point + 1) : 0;
    return given > index->decimals ? given : index->decimals;
}

static void add_threshold(const struct context *context, size_t index, double threshold)
{
    const struct zi_index *of = &context->panel->catalogue->indices[index];

    if (isnan(threshold))
        zi_table_empty(context->table);
    else
        zi_table_number(context->table, threshold, zi_threshold_decimals(of, threshold),
                        ZI_DEFINED);
}

/* Codes, the same in every language; the command explains on stderr those that occur. */
static void say_code(struct context *context, bool holds, const char *code)
{
    if (holds)
        zi_buffer_add(remark(context), code);
}

static void say_stale(struct context *context, bool stale, size_t n, int last_year)
{
    if (stale && n > 0)
        zi_buffer_print(remark(context), "stale (%d)", last_year);
}

static void say_set(struct context *context, const struct zi_forecasts *set, bool pooled)
{
    if (set->n_cut > 0)
        zi_buffer_say(remark(context), context->language, "sejak %d", "since %d", set->first_year);
    say_code(context, pooled && set->boundary, "boundary");
}

static void say_few(struct context *context, const struct zi_forecast *row)
{
    char t[ZI_NUMBER_MAX];

    if (!zi_forecast_has_few_years(row))
        return;
    zi_number_fixed(t, row->t95, 1, context->language);
    zi_buffer_print(remark(context), "few-years (t %s)", t);
}

static void say_shrinkage(struct context *context, double ols, double pooled)
{
    char first[ZI_NUMBER_MAX], second[ZI_NUMBER_MAX];

    if (!zi_forecast_disagree(ols, pooled))
        return;
    zi_number_probability(first, ols, context->language);
    zi_number_probability(second, pooled, context->language);
    zi_buffer_print(remark(context), "shrinkage-decides (ols %s, pooled %s)", first, second);
}

void zi_say_disagreement(struct zi_buffer *out, const struct zi_forecast *forecast,
                         double threshold, enum zi_language language)
{
    double own = forecast != NULL ? zi_forecast_own_disagrees(forecast, threshold) : NAN;
    char shown[ZI_NUMBER_MAX];

    if (isnan(own))
        return;
    zi_number_probability(shown, own, language);
    zi_buffer_say(out, language, "%sp_reach menurut garis sendiri %s",
                  "%sp_reach by its own line %s", out->length > 0 ? "; " : "", shown);
}

static void add_entity(const struct context *context, const struct zi_forecasts *set, size_t entity,
                       enum zi_forecast_method method)
{
    const struct zi_entity *unit = &context->panel->entities[entity];

    zi_table_text(context->table, unit->institution);
    zi_table_text(context->table, unit->unit);
    zi_table_text(context->table, context->panel->catalogue->indices[set->index].name);
    zi_table_text(context->table, zi_forecast_method_name(method));
}

static void add_numbers(const struct context *context, const struct zi_forecasts *set,
                        const struct zi_forecast *row, double threshold)
{
    int decimals = context->panel->catalogue->indices[set->index].decimals;
    const double limits[] = {row->eighty.low, row->eighty.high, row->ninety_five.low,
                             row->ninety_five.high};

    add_score(context, set->index, threshold, row->bounds, row->mean, row->reason);
    if (isnan(row->mean) || row->logit) /* said already; a median has none */
        zi_table_empty(context->table);
    else
        zi_table_number(context->table, row->sd, decimals, row->reason);
    for (size_t i = 0; i < ZI_COUNT(limits); i++)
        add_limit(context, set, row, threshold, limits[i]);
}

static void say_forecast(struct context *context, const struct zi_forecasts *set,
                         const struct zi_forecast *row)
{
    bool pooled = row->method == ZI_FORECAST_POOLED;
    bool defined = row->reason == ZI_DEFINED;

    say_reason(context, row->reason);
    say_code(context, pooled && defined && row->n == 0, "population-line");
    say_stale(context, row->stale, row->n, row->last_year);
    say_set(context, set, pooled);
    say_few(context, row);
    say_code(context, zi_forecast_is_beyond(row), "clipped");
    say_code(context, row->logit && defined, "median");
    say_code(context, defined && row->squeezed_by > 0, "squeezed");
}

/* of: the two methods' forecasts of that unit and year. */
static void add_forecast(struct context *context, const struct zi_forecasts *set,
                         const struct zi_forecast *of[ZI_FORECAST_METHODS],
                         enum zi_forecast_method method, double threshold)
{
    const struct zi_forecast *row = of[method];
    struct zi_table *table = context->table;
    double reach[ZI_FORECAST_METHODS];

    for (size_t m = 0; m < ZI_FORECAST_METHODS; m++)
        reach[m] = zi_forecast_reach(of[m], threshold);
    add_entity(context, set, row->entity, method);
    zi_table_integer(table, row->year);
    add_numbers(context, set, row, threshold);
    add_threshold(context, set->index, threshold);
    if (isnan(threshold))
        zi_table_empty(table);
    else
        zi_table_number(table, reach[method], 4, row->reason);
    zi_table_integer(table, (long)row->n);

    say_forecast(context, set, row);
    say_shrinkage(context, reach[ZI_FORECAST_OLS], reach[ZI_FORECAST_POOLED]);
    end_row(context);
}

/* rows: of one unit, by method and year. */
static void add_unit(struct context *context, const struct zi_forecasts *set,
                     const struct zi_forecast rows[])
{
    size_t n_thresholds =
        zi_threshold_count(set->thresholds, context->panel->catalogue, set->index);

    for (int m = 0; m < ZI_FORECAST_METHODS; m++)
        for (int year = 0; year < set->n_years; year++) {
            const struct zi_forecast *of[] = {&rows[year], &rows[set->n_years + year]};

            if (n_thresholds == 0)
                add_forecast(context, set, of, (enum zi_forecast_method)m, NAN);
            for (size_t k = 0; k < n_thresholds; k++)
                add_forecast(context, set, of, (enum zi_forecast_method)m,
                             zi_threshold_of(set->thresholds, k, context->panel, rows->entity,
                                             rows[year].year, set->last_year));
        }
}

/* A reason that another cell of the row has given already is not said again. */
static void say_reasons(struct context *context, const struct zi_years_to *row)
{
    const struct zi_crossing *crossing = &row->crossing;

    say_reason(context, crossing->reason);
    if (crossing->limits_reason != crossing->reason)
        say_reason(context, crossing->limits_reason);
    if (row->likely_reason != crossing->reason && row->likely_reason != crossing->limits_reason)
        say_reason(context, row->likely_reason);
}

/* Without a line its reason stands in the cell before. */
static void add_crossing(struct zi_table *table, const struct zi_years_to *row)
{
    enum { YEAR_DECIMALS = 1 };
    const struct zi_crossing *crossing = &row->crossing;

    if (isnan(row->level))
        zi_table_empty(table);
    else
        zi_table_number(table, crossing->time, YEAR_DECIMALS, crossing->reason);
    if (isnan(crossing->time)) {
        zi_table_empty(table);
        zi_table_empty(table);
    } else {
        zi_table_number(table, crossing->low, YEAR_DECIMALS, crossing->limits_reason);
        zi_table_number(table, crossing->high, YEAR_DECIMALS, crossing->limits_reason);
    }
    if (row->likely_year > 0)
        zi_table_integer(table, row->likely_year);
    else if (isnan(row->level))
        zi_table_empty(table);
    else
        zi_table_number(table, NAN, 0, row->likely_reason);
}

static void add_years_to(struct context *context, const struct zi_forecasts *set,
                         const struct zi_years_to *row)
{
    enum { SLOPE_DECIMALS = 3 };
    struct zi_table *table = context->table;
    bool pooled = row->method == ZI_FORECAST_POOLED;
    enum zi_reason line_reason = isnan(row->level) ? row->crossing.reason : ZI_DEFINED;

    add_entity(context, set, row->entity, row->method);
    add_threshold(context, set->index, row->threshold);
    add_score(context, set->index, row->threshold, row->bounds, row->level, line_reason);
    if (isnan(row->slope)) /* said already; on the logit scale it is not in points a year */
        zi_table_empty(table);
    else
        zi_table_number(table, row->slope, SLOPE_DECIMALS, line_reason);
    add_crossing(table, row);
    zi_table_integer(table, (long)row->n);

    say_reasons(context, row);
    say_code(context, pooled && line_reason == ZI_DEFINED && row->n == 0, "population-line");
    say_stale(context, row->stale, row->n, row->last_year);
    say_set(context, set, pooled);
    end_row(context);
}

/* How many rows an entity has in a set, from the first that is not listed yet. */
typedef size_t rows_of_entity(const struct zi_forecasts *set, size_t first, size_t entity);

static size_t forecasts_of(const struct zi_forecasts *set, size_t first, size_t entity)
{
    return first < set->n_rows && set->rows[first].entity == entity
               ? (size_t)(ZI_FORECAST_METHODS * set->n_years)
               : 0;
}

static size_t crossings_of(const struct zi_forecasts *set, size_t first, size_t entity)
{
    size_t end = first;

    while (end < set->n_crossings && set->crossings[end].entity == entity)
        end++;
    return end - first;
}

static enum zi_code list_entries(struct zi_forecast_view *view,
                                 const struct zi_selection *selection,
                                 const struct zi_forecast_sets *sets, rows_of_entity *count,
                                 struct zi_arena *arena, struct zi_error *error)
{
    struct zi_forecast_entry *entries =
        zi_arena_allocate(arena, selection->n_entities * sets->n_sets + 1, sizeof *entries);
    size_t *next = zi_arena_allocate(arena, sets->n_sets + 1, sizeof *next);

    if (entries == NULL || next == NULL)
        return zi_fail_memory(error);
    view->entries = entries;
    view->n_entries = 0;
    for (size_t i = 0; i < selection->n_entities; i++)
        for (size_t k = 0; k < sets->n_sets; k++) {
            size_t n = count(&sets->sets[k], next[k], selection->entities[i]);

            if (n > 0)
                entries[view->n_entries++] = (struct zi_forecast_entry){&sets->sets[k], next[k], n};
            next[k] += n;
        }
    return ZI_OK;
}

enum zi_code zi_forecast_view_rows(struct zi_forecast_view *view,
                                   const struct zi_selection *selection,
                                   const struct zi_forecast_sets *sets, struct zi_arena *arena,
                                   struct zi_error *error)
{
    return list_entries(view, selection, sets, forecasts_of, arena, error);
}

enum zi_code zi_forecast_view_crossings(struct zi_forecast_view *view,
                                        const struct zi_selection *selection,
                                        const struct zi_forecast_sets *sets, struct zi_arena *arena,
                                        struct zi_error *error)
{
    return list_entries(view, selection, sets, crossings_of, arena, error);
}

/* As many entries as make a piece worth a thread's while. */
enum { ENTRIES_A_PIECE = 256 };

typedef void add_entry(struct context *context, const struct zi_forecast_entry *entry);

static void add_piece(struct zi_table *table, const struct zi_forecast_view *view, size_t piece,
                      add_entry *add)
{
    size_t end = (piece + 1) * ENTRIES_A_PIECE;
    struct context context = {
        .table = table, .panel = view->panel, .limits = view->limits, .language = view->language};

    zi_buffer_init(&context.note);
    zi_buffer_clear(&context.note);
    for (size_t i = piece * ENTRIES_A_PIECE; i < end && i < view->n_entries; i++)
        add(&context, &view->entries[i]);
    table->out_of_memory = table->out_of_memory || context.note.out_of_memory;
    zi_buffer_release(&context.note);
}

static size_t count_pieces(const struct zi_forecast_view *view)
{
    return (view->n_entries + ENTRIES_A_PIECE - 1) / ENTRIES_A_PIECE;
}

static void add_forecasts_of_entry(struct context *context, const struct zi_forecast_entry *entry)
{
    add_unit(context, entry->set, &entry->set->rows[entry->first]);
}

static void add_forecast_piece(struct zi_table *table, const void *view, size_t piece)
{
    add_piece(table, view, piece, add_forecasts_of_entry);
}

struct zi_table_pieces zi_table_of_forecasts(const struct zi_forecast_view *view)
{
    return (struct zi_table_pieces){
        .name = "forecast",
        .columns = columns,
        .n_columns = ZI_COUNT(columns),
        .n_pieces = count_pieces(view),
        .add_rows = add_forecast_piece,
        .state = view,
    };
}

static void add_crossings_of_entry(struct context *context, const struct zi_forecast_entry *entry)
{
    for (size_t i = 0; i < entry->n; i++)
        add_years_to(context, entry->set, &entry->set->crossings[entry->first + i]);
}

static void add_years_piece(struct zi_table *table, const void *view, size_t piece)
{
    add_piece(table, view, piece, add_crossings_of_entry);
}

struct zi_table_pieces zi_table_of_years_to(const struct zi_forecast_view *view)
{
    return (struct zi_table_pieces){
        .name = "forecast-years",
        .columns = years_columns,
        .n_columns = ZI_COUNT(years_columns),
        .n_pieces = count_pieces(view),
        .add_rows = add_years_piece,
        .state = view,
    };
}
