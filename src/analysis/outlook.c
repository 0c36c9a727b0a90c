/* What findings, charts and report share: who is ready, and where totals are heading. */
#include "outlook.h"

#include <string.h>

#include "zistat/analysis/threshold.h"

static enum zi_code judge(struct zi_outlook *outlook, enum zi_aim aim, struct zi_arena *arena,
                          struct zi_readiness **results, struct zi_error *error)
{
    return zi_readiness_compute(outlook->selection, outlook->regulations, outlook->year, aim, arena,
                                results, &outlook->n_units, error);
}

enum zi_code zi_outlook_compute(struct zi_outlook *outlook, const struct zi_selection *selection,
                                const struct zi_regulations *regulations, struct zi_arena *arena,
                                struct zi_error *error)
{
    *outlook = (struct zi_outlook){
        .selection = selection, .regulations = regulations, .year = selection->last_year};
    ZI_TRY(judge(outlook, ZI_AIM_WBK, arena, &outlook->wbk, error));
    ZI_TRY(judge(outlook, ZI_AIM_WBBM, arena, &outlook->wbbm, error));
    ZI_TRY(judge(outlook, ZI_AIM_AUTO, arena, &outlook->aimed, error));
    outlook->zi = zi_catalogue_total(selection->panel->catalogue);
    return zi_forecast_totals(selection, outlook->year, ZI_FORECAST_YEARS, arena,
                              &outlook->forecasts, error);
}

enum zi_code zi_outlook_add_prospects(struct zi_outlook *outlook, const struct zi_awards *counts,
                                      struct zi_arena *arena, struct zi_error *error)
{
    ZI_TRY(zi_prospects_compute(outlook->selection, outlook->regulations, counts, outlook->aimed,
                                outlook->n_units, arena, &outlook->prospects, error));
    return zi_chain_make(&outlook->prospects, arena, &outlook->chain, error);
}

double zi_outlook_threshold(const struct zi_outlook *outlook, enum zi_target target)
{
    return zi_threshold_of_target(outlook->regulations, target, outlook->year);
}

int zi_outlook_ready_for(const struct zi_outlook *outlook, size_t unit)
{
    if (outlook->wbbm[unit].verdict == ZI_PASS)
        return ZI_WBBM;
    return outlook->wbk[unit].verdict == ZI_PASS ? ZI_WBK : 0;
}
