#include "check.h"

#include <string.h>

#include "stats/random.h"
#include "zistat/stats/autocorrelation.h"

enum { YEARS_MAX = 128 };

/* Sums with room for their polynomials. */
struct room {
    struct zi_autocorrelation_sums sums;
    double products[YEARS_MAX];
    double squares[YEARS_MAX];
};

static void start(struct room *room)
{
    memset(room, 0, sizeof *room);
    room->sums.expected_products = room->products;
    room->sums.expected_squares = room->squares;
    room->sums.n_lags = YEARS_MAX;
}

static void add(struct room *room, const double t[], const double y[], size_t n)
{
    double scratch[4 * YEARS_MAX];

    zi_autocorrelation_add(&room->sums, t, y, n, scratch);
}

static struct zi_autocorrelation_effect effect_of(const double t[], size_t n, double rho)
{
    double power[YEARS_MAX];
    double scratch[3 * YEARS_MAX];

    for (size_t k = 0; k < YEARS_MAX; k++)
        power[k] = pow(rho, (double)k);
    return zi_autocorrelation_effect(t, n, power, scratch);
}

static void years_from(double t[], size_t n, double first)
{
    for (size_t i = 0; i < n; i++)
        t[i] = first + (double)i;
}

static const double eight[] = {2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023};
static const double gaps[] = {2016, 2017, 2019, 2020, 2021, 2024};
static const double three[] = {2020, 2021, 2022};
static const double y_eight[] = {62.1, 64.35, 63.9, 68.2, 71.05, 70.4, 75.8, 78.15};
static const double y_gaps[] = {70, 71.5, 69.2, 72.8, 73.1, 72.2};
static const double y_three[] = {80, 82, 81};

/*
 * R, with the matrices written out:
 *   parts <- function(t) { n <- length(t); X <- cbind(1, t - mean(t))
 *     list(M = diag(n) - X %*% solve(crossprod(X)) %*% t(X), L = .5 * (abs(outer(t, t, "-")) == 1))
 * } V <- function(t, r) r^abs(outer(t, t, "-")) solve_rho <- function(ts, ys) { num <- den <- 0 for
 * (k in seq_along(ts)) { p <- parts(ts[[k]]); e <- p$M %*% ys[[k]] num <- num + drop(t(e) %*% p$L
 * %*% e); den <- den + sum(e^2) } f <- function(r) { N <- D <- 0; for (t in ts) { p <- parts(t) N
 * <- N + sum(diag(p$M %*% p$L %*% p$M %*% V(t, r))); D <- D + sum(diag(p$M %*% V(t, r))) } N - num
 * / den * D } uniroot(f, c(-.99, .99), tol = 1e-14)$root } solve_rho(list(2016:2023, c(2016, 2017,
 * 2019, 2020, 2021, 2024), 2020:2022), list(y, ...))
 */
static void rho_of_three_units_with_gaps_is_that_of_r(void **state)
{
    struct zi_autocorrelation got;
    struct room room;

    (void)state;
    start(&room);
    add(&room, eight, y_eight, 8);
    add(&room, gaps, y_gaps, 6);
    add(&room, three, y_three, 3);
    assert_close(room.sums.products / room.sums.squares, -0.274202639742042897, 1e-12);
    got = zi_autocorrelation_solve(&room.sums);
    assert_close(got.rho, -0.023797973604778113, 1e-11);
    assert_int_equal(got.n_units, 3);
    assert_int_equal(got.reason, ZI_DEFINED);
}

/* R: solve_rho(list(1871:1970), list(as.numeric(datasets::Nile))) */
static void rho_of_the_nile_is_that_of_r(void **state)
{
    static const double nile[] = {
        1120, 1160, 963, 1210, 1160, 1160, 813,  1230, 1370, 1140, 995,  935,  1110, 994,  1020,
        960,  1180, 799, 958,  1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774,  840,
        874,  694,  940, 833,  701,  916,  692,  1020, 1050, 969,  831,  726,  456,  824,  702,
        1120, 1100, 832, 764,  821,  768,  845,  864,  862,  698,  845,  744,  796,  1040, 759,
        781,  865,  845, 944,  984,  897,  822,  1010, 771,  676,  649,  846,  812,  742,  801,
        1040, 860,  874, 848,  890,  744,  749,  838,  1050, 918,  986,  797,  923,  975,  815,
        1020, 906,  901, 1170, 912,  746,  919,  718,  714,  740};
    double t[100];
    struct room room;

    (void)state;
    years_from(t, 100, 1871);
    start(&room);
    add(&room, t, nile, 100);
    assert_close(room.sums.products / room.sums.squares, 0.37494106309894792, 1e-13);
    assert_close(zi_autocorrelation_solve(&room.sums).rho, 0.40774244127131837, 1e-12);
}

/* The uncorrected coefficient of 8 independent years is -0.25 on average: that is no rho at all. */
static void what_detrending_does_to_independent_years_is_rho_0(void **state)
{
    struct room room;

    (void)state;
    start(&room);
    add(&room, eight, y_eight, 8);
    assert_close(room.products[0] / room.squares[0], -0.25, 1e-13);
    room.sums.products = -0.25;
    room.sums.squares = 1;
    assert_close(1 + zi_autocorrelation_solve(&room.sums).rho, 1, 1e-13);
}

static double normal(struct zi_random *random)
{
    double sum = -6;

    for (int i = 0; i < 12; i++)
        sum += zi_random_uniform(random);
    return sum;
}

/* 4000 units of six years with gaps, whose years resemble each other by rho = 0.4: the plain
 * coefficient would be far below it. */
static void a_known_rho_is_found_again(void **state)
{
    struct room room;
    struct zi_random random;
    double rho = 0.4;

    (void)state;
    zi_random_init(&random, 1, 0);
    start(&room);
    for (size_t unit = 0; unit < 4000; unit++) {
        double t[6], y[6];
        double level = normal(&random);
        size_t n = 0;

        for (int year = 0; year < 8; year++) {
            level = rho * level + sqrt(1 - rho * rho) * normal(&random);
            if (n < 6 && (unit + (size_t)year) % 5 > 0) {
                t[n] = year;
                y[n++] = 70 + 0.3 * (double)(unit % 40) + 0.7 * year + level;
            }
        }
        add(&room, t, y, n);
    }
    assert_true(room.sums.products / room.sums.squares < 0.05);
    assert_true(fabs(zi_autocorrelation_solve(&room.sums).rho - rho) < 0.04);
}

static void units_that_say_nothing_are_not_counted(void **state)
{
    const double apart[] = {2010, 2012, 2014, 2016};
    const double straight[] = {60, 61, 62, 63};
    const double constant[] = {82.3, 82.3, 82.3, 82.3};
    struct room room;

    (void)state;
    start(&room);
    add(&room, eight, y_eight, 0);
    add(&room, eight, y_eight, 2);
    add(&room, apart, y_eight, 4);
    add(&room, eight, straight, 4);
    add(&room, eight, constant, 4);
    assert_int_equal(room.sums.n_units, 0);
    assert_true(room.sums.squares == 0);
    assert_undefined(zi_autocorrelation_solve(&room.sums).rho);
    assert_int_equal(zi_autocorrelation_solve(&room.sums).reason, ZI_MISSING);
}

static void a_random_walk_stops_at_the_border(void **state)
{
    struct room room;

    (void)state;
    start(&room);
    add(&room, eight, y_eight, 8);
    room.sums.products = room.sums.squares;
    assert_close(zi_autocorrelation_solve(&room.sums).rho, 0.99, 1e-12);
    room.sums.products = -room.sums.squares;
    assert_close(zi_autocorrelation_solve(&room.sums).rho, -0.99, 1e-12);
}

static void shift_and_scale_change_no_rho(void **state)
{
    double y[8];
    struct room a, b;

    (void)state;
    for (size_t i = 0; i < 8; i++)
        y[i] = 1000 - 3 * y_eight[i] + 5 * (double)i;
    start(&a);
    start(&b);
    add(&a, eight, y_eight, 8);
    add(&b, eight, y, 8);
    assert_close(zi_autocorrelation_solve(&b.sums).rho, zi_autocorrelation_solve(&a.sums).rho,
                 1e-11);
}

/* R, going on from above:
 *   eff <- function(t, r) { n <- length(t); MV <- parts(t)$M %*% V(t, r); d <- t - mean(t)
 *     fb <- drop(d %*% V(t, r) %*% d) / sum(d^2); tr <- sum(diag(MV)); s <- 0
 *     for (k in 1:(n - 1)) { lag <- t[(1 + k):n] - t[1:(n - k)]
 *       s <- s + (n - k - 1) * (n - k - 2) * sum(r^lag) }
 *     c(1 + 2 * s / (n * (n - 1) * (n - 2)), fb * (n - 2) / tr, tr^2 / sum(MV * t(MV))) }
 *   eff(2016:2023, .3) and so on */
static void effects_are_those_of_r(void **state)
{
    double nile[100];
    struct {
        const double *t;
        size_t n;
        double rho, kendall, slope, df;
    } want[] = {
        {eight, 8, 0.3, 1.4501724999999999, 1.7406394653077886, 5.5053392726111294},
        {gaps, 6, 0.5, 1.4364583333333334, 1.7301312043974741, 3.3005776200949368},
        {three, 3, 0.7, 1, 2.2173913043478226, 1},
        {nile, 100, 0.4, 2.2675584262885851, 2.3279305505245591, 71.6481901025942562},
        {eight, 8, 0, 1, 1, 6},
    };

    (void)state;
    years_from(nile, 100, 1871);
    for (size_t i = 0; i < sizeof want / sizeof want[0]; i++) {
        struct zi_autocorrelation_effect got = effect_of(want[i].t, want[i].n, want[i].rho);

        assert_close(got.kendall_variance, want[i].kendall, 1e-12);
        assert_close(got.slope_variance, want[i].slope, 1e-12);
        assert_close(got.slope_df, want[i].df, 1e-12);
    }
}

/* Hamed & Rao's formula as it is printed, for years in a row. */
static void years_in_a_row_give_the_factor_of_hamed_and_rao(void **state)
{
    (void)state;
    for (size_t n = 3; n <= 60; n++) {
        double t[60];
        double count = (double)n;
        double want = 0;

        years_from(t, n, 1960);
        for (size_t i = 1; i < n; i++) {
            double left = count - (double)i;

            want += left * (left - 1) * (left - 2) * pow(0.6, (double)i);
        }
        want = 1 + 2 * want / (count * (count - 1) * (count - 2));
        assert_close(effect_of(t, n, 0.6).kendall_variance, want, 1e-13);
    }
}

/* Gaps set years apart: they resemble each other less. */
static void gaps_weaken_the_effect(void **state)
{
    const double apart[] = {2000, 2003, 2006, 2009, 2012, 2015};

    (void)state;
    assert_true(effect_of(apart, 6, 0.5).kendall_variance <
                effect_of(eight, 6, 0.5).kendall_variance);
    assert_true(effect_of(apart, 6, 0.5).slope_variance < effect_of(eight, 6, 0.5).slope_variance);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rho_of_three_units_with_gaps_is_that_of_r),
        cmocka_unit_test(rho_of_the_nile_is_that_of_r),
        cmocka_unit_test(what_detrending_does_to_independent_years_is_rho_0),
        cmocka_unit_test(a_known_rho_is_found_again),
        cmocka_unit_test(units_that_say_nothing_are_not_counted),
        cmocka_unit_test(a_random_walk_stops_at_the_border),
        cmocka_unit_test(shift_and_scale_change_no_rho),
        cmocka_unit_test(effects_are_those_of_r),
        cmocka_unit_test(years_in_a_row_give_the_factor_of_hamed_and_rao),
        cmocka_unit_test(gaps_weaken_the_effect),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
