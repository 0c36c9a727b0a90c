/* How good forecasts would have been, as a table. */
#ifndef ZISTAT_ANALYSIS_BACKTEST_H
#define ZISTAT_ANALYSIS_BACKTEST_H

#include "past.h"

/* used: the model of the pooled forecasts. Lives in arena. */
enum zi_code backtest_make(struct zi_backtest *backtest, const struct past *past,
                           const struct history *history, const struct zi_thresholds *thresholds,
                           enum zi_forecast_model used, struct zi_arena *arena,
                           struct zi_error *error);

#endif
