/*
 * libzistat: histories of Zona Integritas scores and the indices beside them, read, judged and
 * analysed. This header takes in all that is public.
 *
 * Start from panel/reader.h (files to a panel), catalogue/regulation.h and analysis/readiness.h
 * (a panel judged by the rules), or from stats/ alone (arrays in, structs out); examples/ shows
 * both. Call zi_stats_init (stats/library.h) once before anything that computes.
 */
#ifndef ZISTAT_ZISTAT_H
#define ZISTAT_ZISTAT_H

#include "zistat/analysis/chance.h"
#include "zistat/analysis/clustering.h"
#include "zistat/analysis/correlate.h"
#include "zistat/analysis/forecast.h"
#include "zistat/analysis/lke_score.h"
#include "zistat/analysis/plan.h"
#include "zistat/analysis/propose.h"
#include "zistat/analysis/readiness.h"
#include "zistat/analysis/regress.h"
#include "zistat/analysis/satisfaction.h"
#include "zistat/analysis/selection.h"
#include "zistat/analysis/summary.h"
#include "zistat/analysis/threshold.h"
#include "zistat/analysis/todo.h"
#include "zistat/analysis/trend.h"
#include "zistat/base/arena.h"
#include "zistat/base/buffer.h"
#include "zistat/base/error.h"
#include "zistat/base/language.h"
#include "zistat/base/reason.h"
#include "zistat/catalogue/catalogue.h"
#include "zistat/catalogue/effort.h"
#include "zistat/catalogue/regulation.h"
#include "zistat/csv/fault.h"
#include "zistat/lke/outline.h"
#include "zistat/lke/reader.h"
#include "zistat/output/table.h"
#include "zistat/panel/panel.h"
#include "zistat/panel/reader.h"
#include "zistat/stats/autocorrelation.h"
#include "zistat/stats/bounded.h"
#include "zistat/stats/confidence.h"
#include "zistat/stats/correlation.h"
#include "zistat/stats/correlation_bootstrap.h"
#include "zistat/stats/dense_rank.h"
#include "zistat/stats/describe.h"
#include "zistat/stats/estimate.h"
#include "zistat/stats/fixed_effects.h"
#include "zistat/stats/kendall_null.h"
#include "zistat/stats/library.h"
#include "zistat/stats/mann_kendall.h"
#include "zistat/stats/mixed.h"
#include "zistat/stats/multiple.h"
#include "zistat/stats/panel_correlation.h"
#include "zistat/stats/panel_regression.h"
#include "zistat/stats/partial.h"
#include "zistat/stats/poisson_binomial.h"
#include "zistat/stats/predict.h"
#include "zistat/stats/regression.h"
#include "zistat/stats/sample_size.h"
#include "zistat/stats/sen.h"
#include "zistat/stats/sort.h"
#include "zistat/stats/two_way.h"
#include "zistat/stats/wild_bootstrap.h"
#include "zistat/survey/survey.h"
#include "zistat/version.h"

#endif
