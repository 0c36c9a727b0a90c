/* What zi_forecast_compute adds about how good its forecasts would have been. */
#ifndef ZISTAT_ANALYSIS_BACKTEST_H
#define ZISTAT_ANALYSIS_BACKTEST_H

#include "history.h"

enum zi_code backtest_run(struct zi_backtest *backtest, const struct history *history,
                          const struct zi_forecast_request *request, struct zi_arena *arena,
                          struct zi_error *error);

#endif
