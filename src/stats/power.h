/* What a study could have found. */
#ifndef ZISTAT_STATS_POWER_H
#define ZISTAT_STATS_POWER_H

/*
 * The smallest effect that a two-sided test at 1 - level finds with probability power, given its
 * standard error: (t quantile of 1 - (1 - level)/2 + t quantile of power) times std_error.
 *
 * In     level and power in (0, 1); df >= 1, also fractional
 * Out    0 when power is below what the test has without any effect; NaN for std_error NaN
 * Source Bloom 1995, Evaluation Review 19
 * Oracle R (qt(0.975, df) + qt(0.8, df)) * se
 */
double zi_minimum_detectable_effect(double std_error, double df, double level, double power);

#endif
