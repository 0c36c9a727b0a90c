/* What became of units between two years, as a drawing takes it. */
#include "figure.h"

#include <math.h>

#include "chart/change.h"

/* The first year whose scores may be compared with the last: that of the latest break, when the
 * selection begins before it. */
static int comparable_from(const struct zi_figures *figures)
{
    const struct zi_selection *s = figures->outlook->selection;
    const struct zi_break *last = zi_catalogue_break(
        s->panel->catalogue, (size_t)figures->outlook->zi, s->first_year, s->last_year);

    return last != NULL && last->year < s->last_year ? last->year : s->first_year;
}

static struct zi_change_row change_row(const struct zi_figures *figures, size_t unit, int first,
                                       int last)
{
    const struct zi_outlook *outlook = figures->outlook;
    const struct zi_panel *panel = figure_panel(figures);
    size_t entity = outlook->wbk[unit].entity;
    bool from_parts;

    return (struct zi_change_row){
        .name = zi_entity_name(&panel->entities[entity]),
        .short_name = panel->entities[entity].short_name,
        .before = zi_readiness_value(panel, entity, (size_t)outlook->zi, first, &from_parts),
        .after = zi_readiness_value(panel, entity, (size_t)outlook->zi, last, &from_parts),
    };
}

enum zi_code zi_figure_change(const struct zi_figures *figures,
                              const struct zi_figure_request *request, struct zi_chart *chart,
                              struct zi_error *error)
{
    const struct zi_outlook *outlook = figures->outlook;
    struct zi_change_row *rows =
        zi_arena_allocate(figures->arena, outlook->n_units + 1, sizeof *rows);
    struct zi_chart_threshold thresholds[2];
    const struct zi_break *across;
    int first, last = outlook->selection->last_year;

    if (rows == NULL)
        return zi_fail_memory(error);
    if (!figure_has_scores(figures))
        return figure_no_scores(figures, error);
    first = request->years_asked ? outlook->selection->first_year : comparable_from(figures);
    if (first == last)
        return zi_fail(error, ZI_EFEW,
                       "perubahan memerlukan dua tahun, terpilih %d saja; beri --year, misalnya "
                       "--year %d:%d",
                       "a change needs two years, %d alone is selected; give --year, for example "
                       "--year %d:%d",
                       last, last - 1, last);
    for (size_t i = 0; i < outlook->n_units; i++)
        rows[i] = change_row(figures, i, first, last);
    across = zi_catalogue_break(figure_panel(figures)->catalogue, (size_t)outlook->zi, first, last);

    struct zi_change_chart input = {
        .index_label = figure_say(figures, "Nilai evaluasi ZI", "ZI score"),
        .first_year = first,
        .last_year = last,
        .scale_low = figure_score_scale(figures)->min,
        .scale_high = figure_score_scale(figures)->max,
        .decimals = 1,
        .rows = rows,
        .n_rows = outlook->n_units,
        .thresholds = thresholds,
        .n_thresholds = figure_thresholds(outlook, thresholds),
        .break_reason =
            across != NULL ? zi_text_in(across->reason, figures->options.language) : NULL,
        .source = figures->source,
    };

    input.target = figure_target(thresholds, input.n_thresholds, request->target);
    return zi_chart_change(&input, &figures->options, request->page, chart, error);
}
