/* Two-sided p-values. One that underflows is the smallest positive number, never 0: no data of
 * this kind make anything impossible. NaN in, NaN out. */
#ifndef ZISTAT_STATS_TAIL_H
#define ZISTAT_STATS_TAIL_H

/* Student's t; df >= 1 is the caller's to check (GSL answers 0 for df = 0). */
double zi_tail_t(double t, double df);

double zi_tail_normal(double z);

/* A p-value computed elsewhere, kept inside (0, 1]. */
double zi_tail_clamp(double p);

#endif
