/*
 * cmocka with what it lacks: a comparison of doubles (its own casts to float). Included first by
 * every unit test.
 */
#ifndef ZISTAT_TESTS_CHECK_H
#define ZISTAT_TESTS_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>

/* |got - want| <= tolerance * |want|; for want = 0 the tolerance is absolute. NaN never passes. */
#define assert_close(got, want, tolerance)                                                         \
    check_close((got), (want), (tolerance), #got, __FILE__, __LINE__)

static inline void check_close(double got, double want, double tolerance, const char *what,
                               const char *file, int line)
{
    double allowed = want == 0 ? tolerance : tolerance * fabs(want);

    if (!(fabs(got - want) <= allowed)) {
        print_error("%s is %.17g, expected %.17g within %g\n", what, got, want, allowed);
        _fail(file, line);
    }
}

#define assert_undefined(got) assert_true(isnan(got))

#endif
