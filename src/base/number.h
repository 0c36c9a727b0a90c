/*
 * Numbers in and out, never by the locale.
 *
 * Reading is exact (correctly rounded). Writing for programs is the shortest decimal that reads
 * back as the same double; writing for people uses fixed decimals, the decimal comma in
 * Indonesian and the true minus sign, and never rounds a value across a threshold. What has no
 * value for people (NaN, infinity) is "n/a".
 */
#ifndef ZISTAT_BASE_NUMBER_H
#define ZISTAT_BASE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

#include "zistat/base/language.h"

enum { ZI_NUMBER_MAX = 64 };

/* Decimal number with a point and an optional sign and exponent, the whole of text[0..length);
 * false (and *value untouched) when it is anything else: empty, space, hex, nan, inf, trailing
 * text, too large for a double. Up to 15 digits cost one division; more go through strtod. */
bool zi_number_parse(const char *text, size_t length, double *value);

/* Shortest form that round-trips: "0.1", "75", "1e-05", "1e+16" (an exponent below 1e-4 and from
 * 1e16); also a valid JSON number. Minus zero is "0". The value must be finite. */
void zi_number_shortest(char out[ZI_NUMBER_MAX], double value);

void zi_number_integer(char out[ZI_NUMBER_MAX], long value);

/* How spreadsheets name a column: 4 is "D", 28 "AB"; 0 is "". */
enum { ZI_LETTERS_MAX = 16 };
void zi_number_letters(char out[ZI_LETTERS_MAX], size_t column);

/* Rounded half away from zero on the decimal value to decimals places (0..15): 2.675 to two places
 * is 2.68. Never "-0". No grouping of thousands; an exponent from 1e21. */
void zi_number_fixed(char out[ZI_NUMBER_MAX], double value, int decimals,
                     enum zi_language language);

/* As zi_number_fixed, but what is shown stands on the same side of every threshold as the value
 * (zi_number_at_least). When rounding would carry it across, it is rounded the other way, with
 * one more decimal when decimals is 0 and with as many as it takes between two thresholds: 74.96
 * against 75 is "74,9", 74.6 against 75 in whole numbers is "74,6", 62.54 against 62.51 is "62,6".
 */
void zi_number_show(char out[ZI_NUMBER_MAX], double value, int decimals, const double thresholds[],
                    size_t n_thresholds, enum zi_language language);

/* p-values: "<0,0001" below 1e-4, else four decimals; never "0,0000". */
void zi_number_p_value(char out[ZI_NUMBER_MAX], double p, enum zi_language language);

/* Probabilities in whole percents: "<1%" below 0.01, ">99%" above 0.99, else "55%"; never rounded
 * across an even chance: 0.4996 is "49,9%". What is certain, exactly 0 or 1, is "0%" or "100%". */
void zi_number_probability(char out[ZI_NUMBER_MAX], double p, enum zi_language language);

/* value >= limit as decimals: true also when value is below by less than 1e-9 (sums of inexact
 * doubles). NaN is never at least anything. */
bool zi_number_at_least(double value, double limit);

#endif
