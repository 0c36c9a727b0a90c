/* What every figure needs: thresholds, names, the source line. */
#include "figure.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "base/count.h"
#include "base/number.h"

const char *figure_say(const struct zi_figures *figures, const char *id, const char *en, ...)
{
    const char *sentence;
    va_list arguments;

    va_start(arguments, en);
    sentence = zi_arena_print_list(figures->arena,
                                   figures->options.language == ZI_ENGLISH ? en : id, arguments);
    va_end(arguments);
    return sentence != NULL ? sentence : "";
}

const struct zi_panel *figure_panel(const struct zi_figures *figures)
{
    return figures->outlook->selection->panel;
}

const char *figure_short_label(const struct zi_figures *figures, const struct zi_index *index)
{
    return zi_text_in(index->headline > 0 ? index->short_label : index->label,
                      figures->options.language);
}

size_t figure_thresholds(const struct zi_outlook *outlook, struct zi_chart_threshold thresholds[2])
{
    static const enum zi_target targets[] = {ZI_WBK, ZI_WBBM};
    size_t n = 0;

    for (size_t i = 0; i < ZI_COUNT(targets); i++) {
        double value = zi_outlook_threshold(outlook, targets[i]);

        if (!isnan(value))
            thresholds[n++] = (struct zi_chart_threshold){zi_target_name(targets[i]), value};
    }
    return n;
}

size_t figure_target(const struct zi_chart_threshold thresholds[], size_t n, enum zi_target target)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(thresholds[i].name, zi_target_name(target)) == 0)
            return i;
    return 0;
}

const struct zi_scale *figure_score_scale(const struct zi_figures *figures)
{
    const struct zi_outlook *outlook = figures->outlook;

    return outlook->zi == ZI_NO_INDEX ? NULL
                                      : zi_catalogue_scale(figure_panel(figures)->catalogue,
                                                           (size_t)outlook->zi, outlook->year);
}

enum zi_code figure_no_scores(const struct zi_figures *figures, struct zi_error *error)
{
    return zi_fail(error, ZI_EFEW, "tidak ada nilai ZI untuk tahun %d; gambar tidak dibuat",
                   "there is no ZI score for %d; no picture is made", figures->outlook->year);
}

bool figure_has_scores(const struct zi_figures *figures)
{
    return figures->outlook->zi != ZI_NO_INDEX && figure_score_scale(figures) != NULL;
}

enum zi_readiness_status figure_status(const struct zi_outlook *outlook, size_t unit,
                                       enum zi_target target)
{
    const struct zi_readiness *r = target == ZI_WBBM ? &outlook->wbbm[unit] : &outlook->wbk[unit];
    int ready = zi_outlook_ready_for(outlook, unit);

    if (ready == ZI_WBBM)
        return ZI_READINESS_SECOND;
    if (ready == ZI_WBK)
        return ZI_READINESS_FIRST;
    if (!zi_number_at_least(r->score, zi_outlook_threshold(outlook, ZI_WBK)))
        return ZI_READINESS_BELOW;
    return r->failed > 0 ? ZI_READINESS_HELD_BACK : ZI_READINESS_UNDECIDED;
}
