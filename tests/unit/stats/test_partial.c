#include "by_method.h"

#include <string.h>

#include "zistat/stats/partial.h"

/* R datasets::mtcars: mpg, hp, wt, disp */
enum { CARS = 32 };
static const double mpg[CARS] = {21,   21,   22.8, 21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2, 17.8,
                                 16.4, 17.3, 15.2, 10.4, 10.4, 14.7, 32.4, 30.4, 33.9, 21.5, 15.5,
                                 15.2, 13.3, 19.2, 27.3, 26,   30.4, 15.8, 19.7, 15,   21.4};
static const double hp[CARS] = {110, 110, 93,  110, 175, 105, 245, 62,  95,  123, 123,
                                180, 180, 180, 205, 215, 230, 66,  52,  65,  97,  150,
                                150, 245, 175, 66,  91,  113, 264, 175, 335, 109};
static const double wt[CARS] = {2.62,  2.875, 2.32,  3.215, 3.44,  3.46, 3.57,  3.19,
                                3.15,  3.44,  3.44,  4.07,  3.73,  3.78, 5.25,  5.424,
                                5.345, 2.2,   1.615, 1.835, 2.465, 3.52, 3.435, 3.84,
                                3.845, 1.935, 2.14,  1.513, 3.17,  2.77, 3.57,  2.78};
static const double disp[CARS] = {160,   160,   108,   258,   360,   225,   360, 146.7,
                                  140.8, 167.6, 167.6, 275.8, 275.8, 275.8, 472, 460,
                                  440,   78.7,  75.7,  71.1,  120.1, 318,   304, 350,
                                  400,   79,    120.3, 95.1,  351,   145,   301, 121};

/* R datasets::longley, known for controls that almost determine each other */
enum { YEARS = 16 };
static const double employed[YEARS] = {60.323, 61.122, 60.171, 61.187, 63.221, 63.639,
                                       64.989, 63.761, 66.019, 67.857, 68.169, 66.513,
                                       68.655, 69.564, 69.331, 70.551};
static const double forces[YEARS] = {159,   145.6, 161.6, 165,   309.9, 359.4, 354.7, 335,
                                     304.8, 285.7, 279.8, 263.7, 255.2, 251.4, 257.2, 282.7};
static const double gnp[YEARS] = {234.289, 259.426, 258.054, 284.599, 328.975, 346.999,
                                  365.385, 363.112, 397.469, 419.18,  442.769, 444.546,
                                  482.704, 502.601, 518.173, 554.894};
static const double unemployed[YEARS] = {235.6, 232.5, 368.2, 335.1, 209.9, 193.2, 187,   357.8,
                                         290.4, 282.2, 293.6, 468.1, 381.3, 393.1, 480.6, 400.7};
static const double year[YEARS] = {1947, 1948, 1949, 1950, 1951, 1952, 1953, 1954,
                                   1955, 1956, 1957, 1958, 1959, 1960, 1961, 1962};

/* x, y without the controls, and what their correlation says */
static struct zi_estimate partial(const double x[], const double y[], const double *const columns[],
                                  size_t n_columns, size_t n, double left_x[])
{
    struct zi_arena arena = {0};
    struct zi_controls controls;
    struct zi_estimate plain;
    double left_y[CARS];
    double df;

    memcpy(left_x, x, n * sizeof *left_x);
    memcpy(left_y, y, n * sizeof *left_y);
    assert_int_equal(zi_controls_make(&controls, columns, n_columns, n, &arena, NULL), ZI_OK);
    assert_true(zi_controls_take_out(&controls, left_x));
    assert_true(zi_controls_take_out(&controls, left_y));
    plain = zi_correlation_pearson(left_x, left_y, n, 0.95);
    df = (double)n - 2 - (double)controls.rank;
    zi_arena_release(&arena);
    return zi_correlation_from_r(plain.estimate, n, df, 0.95);
}

/* r, df, t, p, limits */
static void assert_partial(struct zi_estimate got, const double expected[6], double tolerance)
{
    assert_close(got.estimate, expected[0], tolerance);
    assert_true(got.df == expected[1]);
    assert_close(got.statistic, expected[2], tolerance);
    assert_close(got.p_value, expected[3], 10 * tolerance);
    assert_close(got.conf_low, expected[4], tolerance);
    assert_close(got.conf_high, expected[5], tolerance);
}

/* R: r <- cor(resid(lm(x ~ Z)), resid(lm(y ~ Z))); df <- n - 2 - ncol(Z);
 * t <- r * sqrt(df / (1 - r^2)); 2 * pt(-abs(t), df);
 * tanh(atanh(r) + c(-1, 1) * qnorm(.975) / sqrt(df - 1)). The t is also that of hp in
 * summary(lm(mpg ~ hp + wt)); a normal p would be 0.00043. */
static void partial_correlations_are_those_of_r(void **state)
{
    const double *const of_cars[] = {wt, disp};
    const double *const of_years[] = {gnp, unemployed, year};
    double left[CARS];

    (void)state;
    assert_partial(partial(mpg, hp, of_cars, 1, CARS, left),
                   (double[]){-0.54699262417007832, 29, -3.5187119102087809, 0.0014512285315694238,
                              -0.75499795855231755, -0.23897001475691282},
                   1e-12);
    assert_close(left[0], -2.2826106468086835, 1e-12); /* resid(lm(mpg ~ wt))[c(1, 2, 32)] */
    assert_close(left[1], -0.91977039576431241, 1e-12);
    assert_close(left[31], -1.0274951951729903, 1e-12);
    assert_partial(partial(mpg, hp, of_cars, 2, CARS, left),
                   (double[]){-0.45776414317519515, 28, -2.7244763262100578, 0.010971032251361555,
                              -0.70222378968886945, -0.11674896517895188},
                   1e-12);
    assert_partial(partial(employed, forces, of_years, 3, YEARS, left),
                   (double[]){-0.85727198852579045, 11, -5.5223332882678671, 0.00018008322752192783,
                              -0.95647283284023776, -0.5804668962652817},
                   1e-9);
    assert_close(left[0], 0.48836790768906224, 1e-9);
    assert_close(left[15], -0.39334887556855813, 1e-9);
}

static void controls_say_how_many_they_are(void **state)
{
    double sum[CARS], constant[CARS];
    const double *const columns[] = {wt, constant, disp, sum, wt};
    struct zi_arena arena = {0};
    struct zi_controls controls;

    (void)state;
    for (size_t i = 0; i < CARS; i++) {
        sum[i] = 3 * wt[i] - disp[i] / 7 + 100;
        constant[i] = 82.3;
    }
    assert_int_equal(zi_controls_make(&controls, columns, 5, CARS, &arena, NULL), ZI_OK);
    assert_int_equal(controls.rank, 2);
    assert_false(zi_controls_take_out(&controls, sum));
    assert_false(zi_controls_take_out(&controls, constant));
    for (size_t a = 0; a < controls.rank; a++)
        for (size_t b = 0; b <= a; b++) {
            double product = 0;

            for (size_t i = 0; i < CARS; i++)
                product += controls.basis[a][i] * controls.basis[b][i];
            assert_true(fabs(product - (a == b)) < 1e-14);
        }
    zi_arena_release(&arena);
}

/* No control: deviations from the mean. One row: nothing is left. */
static void no_control_leaves_deviations(void **state)
{
    struct zi_arena arena = {0};
    struct zi_controls controls;
    double values[] = {1, 2, 6};

    (void)state;
    assert_int_equal(zi_controls_make(&controls, NULL, 0, 3, &arena, NULL), ZI_OK);
    assert_int_equal(controls.rank, 0);
    assert_true(zi_controls_take_out(&controls, values));
    assert_true(values[0] == -2 && values[1] == -1 && values[2] == 3);
    assert_int_equal(zi_controls_make(&controls, NULL, 0, 1, &arena, NULL), ZI_OK);
    assert_false(zi_controls_take_out(&controls, values));
    zi_arena_release(&arena);
}

/* Shifting and scaling variables and controls, and the order of the controls, change nothing. */
static void scale_and_order_of_controls_do_not_matter(void **state)
{
    double mpg_scaled[CARS], wt_scaled[CARS], left[CARS];
    const double *const one[] = {wt, disp};
    const double *const other[] = {disp, wt_scaled};
    struct zi_estimate a, b;

    (void)state;
    for (size_t i = 0; i < CARS; i++) {
        mpg_scaled[i] = 1e6 - 250 * mpg[i];
        wt_scaled[i] = 2000 + 1e-3 * wt[i];
    }
    a = partial(mpg, hp, one, 2, CARS, left);
    b = partial(mpg_scaled, hp, other, 2, CARS, left);
    assert_close(b.estimate, -a.estimate, 1e-8);
    assert_close(b.p_value, a.p_value, 1e-7);
}

/* Upper triangle to a symmetric matrix of correlations. */
static void fill(double matrix[], size_t size, const double upper[])
{
    for (size_t a = 0; a < size; a++) {
        matrix[a * size + a] = 1;
        for (size_t b = a + 1; b < size; b++)
            matrix[a * size + b] = matrix[b * size + a] = *upper++;
    }
}

static double pair(enum zi_correlation_method method, const double x[], const double y[])
{
    return correlation_by(method, x, y, CARS).estimate;
}

/* R: g <- function(M) { P <- solve(M); -P[1, 2] / sqrt(P[1, 1] * P[2, 2]) };
 * g(cor(mtcars[, c("mpg", "hp", "wt")], method = "kendall")), and of "disp" too with "spearman" */
static void partial_ranks_are_those_of_the_inverse(void **state)
{
    const double *const columns[] = {mpg, hp, wt, disp};
    double upper[6], matrix[16];
    size_t n = 0, rank;

    (void)state;
    fill(
        matrix, 3,
        (double[]){pair(ZI_KENDALL, mpg, hp), pair(ZI_KENDALL, mpg, wt), pair(ZI_KENDALL, hp, wt)});
    assert_close(zi_partial_of_matrix(matrix, 3, &rank), -0.54888862228293889, 1e-13);
    assert_int_equal(rank, 1);
    for (size_t a = 0; a < 4; a++)
        for (size_t b = a + 1; b < 4; b++)
            upper[n++] = pair(ZI_SPEARMAN, columns[a], columns[b]);
    fill(matrix, 4, upper);
    assert_close(zi_partial_of_matrix(matrix, 4, &rank), -0.58058156527900728, 1e-13);
    assert_int_equal(rank, 2);
}

static void a_matrix_says_when_nothing_is_left(void **state)
{
    double matrix[16];
    size_t rank;

    (void)state;
    fill(matrix, 2, (double[]){0.4});
    assert_true(zi_partial_of_matrix(matrix, 2, &rank) == 0.4);
    assert_int_equal(rank, 0);
    fill(matrix, 3, (double[]){0.4, 1, 0.4}); /* the control is x */
    assert_undefined(zi_partial_of_matrix(matrix, 3, NULL));
    fill(matrix, 4, (double[]){0.4, 0.5, 0.5, 0.3, 0.3, 1}); /* the same control twice */
    assert_close(zi_partial_of_matrix(matrix, 4, &rank),
                 (0.4 - 0.5 * 0.3) / sqrt((1 - 0.25) * (1 - 0.09)), 1e-14);
    assert_int_equal(rank, 1);
    fill(matrix, 3, (double[]){NAN, 0.2, 0.3});
    assert_undefined(zi_partial_of_matrix(matrix, 3, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(partial_correlations_are_those_of_r),
        cmocka_unit_test(controls_say_how_many_they_are),
        cmocka_unit_test(no_control_leaves_deviations),
        cmocka_unit_test(scale_and_order_of_controls_do_not_matter),
        cmocka_unit_test(partial_ranks_are_those_of_the_inverse),
        cmocka_unit_test(a_matrix_says_when_nothing_is_left),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
