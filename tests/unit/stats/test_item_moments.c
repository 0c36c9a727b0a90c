#include "check.h"

#include "base/count.h"
#include "stats/item_moments.h"
#include "stats/random.h"

enum { ROWS_MAX = 500 };

typedef uint16_t answers[ZI_ITEMS];

static void add_all(struct zi_item_moments *moments, answers rows[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        assert_true(zi_item_moments_add(moments, rows[i]));
}

/* The definition: a sum over respondents. */
static double naive_std_error(answers rows[], size_t n, const double weights[ZI_ITEMS])
{
    double squares = 0;
    double sum[ZI_ITEMS] = {0}, count[ZI_ITEMS] = {0};

    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < ZI_ITEMS; j++) {
            sum[j] += rows[i][j];
            count[j] += rows[i][j] != 0;
        }
    for (size_t i = 0; i < n; i++) {
        double z = 0;

        for (size_t j = 0; j < ZI_ITEMS; j++)
            if (rows[i][j] != 0 && weights[j] != 0)
                z += weights[j] * (rows[i][j] - sum[j] / count[j]) / count[j];
        squares += z * z;
    }
    return sqrt(squares * (double)n / ((double)n - 1));
}

/* Answers from 1 to 4, related within a respondent, and so many in 100 blank. */
static void make_rows(struct zi_random *random, answers rows[], size_t n, unsigned blanks)
{
    for (size_t i = 0; i < n; i++) {
        unsigned mood = zi_random_below(random, 3);

        for (size_t j = 0; j < ZI_ITEMS; j++) {
            unsigned answer = 1 + mood + zi_random_below(random, 2);

            rows[i][j] = (uint16_t)(zi_random_below(random, 100) < blanks ? 0 : answer);
        }
    }
}

/* 29 respondents whose totals by item are 105 101 100 116 102 105 106 105 115. */
static const char *const complete_answers[] = {
    "444444444", "444444444", "444444444", "444444444", "444444444", "444444444",
    "444444444", "444444444", "444444444", "444444444", "444444444", "444444444",
    "444444444", "444444444", "434444444", "433434444", "433434444", "433434444",
    "333433434", "333433334", "333433334", "333433334", "333433334", "333433334",
    "333433334", "333433334", "333433334", "332433334", "332433333",
};

/* 45 respondents, 19 blanks. */
static const char *const answers_with_blanks[] = {
    "44444444.", "24.43232.", "243242323", "344443444", "443333443", "34.334334", "243344342",
    "444344444", "344333434", "444444434", "333234333", "34443334.", "444.32434", "34333333.",
    "233333333", "442.43333", "4434444.4", "343343334", "444243334", "244233323", "343.33324",
    "242343333", "343322233", "434433333", "341.33332", "344334334", "444343444", "2.22.3233",
    "433433434", "344333433", "342333333", "24334433.", "444.44334", "444433334", "343434444",
    "122122211", "344343334", "343444444", "444334344", "242.3.223", "4443334.3", "344343342",
    "4444.4444", "233333334", "333233422",
};

static size_t read_rows(answers rows[], const char *const texts[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < ZI_ITEMS; j++)
            rows[i][j] = (uint16_t)(texts[i][j] == '.' ? 0 : texts[i][j] - '0');
    return n;
}

static const double of_the_mean[ZI_ITEMS] = {25 / 9.0, 25 / 9.0, 25 / 9.0, 25 / 9.0, 25 / 9.0,
                                             25 / 9.0, 25 / 9.0, 25 / 9.0, 25 / 9.0};

/* R: 25 * sd(rowMeans(x)) / sqrt(nrow(x)); d <- x$U3 - x$U2; sd(d) / sqrt(length(d)) */
static void complete_answers_are_those_of_r(void **state)
{
    static const double third_less_second[ZI_ITEMS] = {0, -1, 1};
    struct zi_item_moments moments = {0};
    answers rows[ROWS_MAX];

    (void)state;
    add_all(&moments, rows, read_rows(rows, complete_answers, ZI_COUNT(complete_answers)));
    assert_int_equal(moments.n_rows, 29);
    assert_int_equal(moments.n_complete, 29);
    assert_int_equal(moments.sum[0], 105);
    assert_int_equal(moments.sum[8], 115);
    assert_null(moments.overlaps);
    assert_close(zi_item_moments_std_error(&moments, of_the_mean), 1.7650827562819469, 1e-13);
    assert_close(zi_item_moments_std_error(&moments, third_less_second), 0.060432729785149242,
                 1e-12);
    zi_item_moments_release(&moments);
}

/* R: nj <- colSums(!is.na(x)); z <- sweep(sweep(as.matrix(x), 2, colMeans(x, na.rm = TRUE)), 2, nj,
 * "/"); z[is.na(z)] <- 0; n <- nrow(x); sqrt(n / (n - 1) * sum((25 / 9 * rowSums(z))^2)); and with
 * z[, 1] - z[, 8] */
static void blanks_are_those_of_r(void **state)
{
    static const double first_less_eighth[ZI_ITEMS] = {[0] = 1, [7] = -1};
    struct zi_item_moments moments = {0};
    answers rows[ROWS_MAX];

    (void)state;
    add_all(&moments, rows, read_rows(rows, answers_with_blanks, ZI_COUNT(answers_with_blanks)));
    assert_int_equal(moments.n_rows, 45);
    assert_int_equal(moments.n_complete, 29);
    assert_int_equal(moments.n[8], 40);
    assert_close(zi_item_moments_std_error(&moments, of_the_mean), 1.7600715647624539, 1e-13);
    assert_close(zi_item_moments_std_error(&moments, first_less_eighth), 0.11571284430514192,
                 1e-12);
    zi_item_moments_release(&moments);
}

static bool every_item_is_answered(const struct zi_item_moments *moments)
{
    for (size_t j = 0; j < ZI_ITEMS; j++)
        if (moments->n[j] == 0)
            return false;
    return true;
}

/* An error of 0 is the root of what rounding leaves. */
static void compare_with_naive(const struct zi_item_moments *moments, answers rows[], size_t n,
                               const double weights[ZI_ITEMS])
{
    double want = naive_std_error(rows, n, weights);
    double got = zi_item_moments_std_error(moments, weights);

    assert_true(fabs(got - want) <= fmax(1e-11 * want, 1e-7));
}

static void sums_agree_with_the_sum_over_respondents(void **state)
{
    static const double some[ZI_ITEMS] = {0.5, 0, -2, 0, 1, 0, 0, 0, 3};
    struct zi_random random;
    answers rows[ROWS_MAX];
    size_t n_compared = 0;

    (void)state;
    for (size_t trial = 0; trial < 60; trial++) {
        struct zi_item_moments moments = {0};
        size_t n = 2 + trial * trial % (ROWS_MAX - 2);

        zi_random_init(&random, 7, trial);
        make_rows(&random, rows, n, 20 * ((unsigned)trial % 3));
        add_all(&moments, rows, n);
        if (every_item_is_answered(&moments)) {
            n_compared++;
            compare_with_naive(&moments, rows, n, of_the_mean);
            compare_with_naive(&moments, rows, n, some);
        }
        zi_item_moments_release(&moments);
    }
    assert_true(n_compared > 50);
}

/* To the last bit: the sums are whole numbers. */
static void order_and_division_change_nothing(void **state)
{
    struct zi_item_moments once = {0}, backwards = {0}, halves[2] = {{0}, {0}};
    struct zi_random random;
    answers rows[ROWS_MAX];
    double want, got;

    (void)state;
    zi_random_init(&random, 8, 0);
    make_rows(&random, rows, ROWS_MAX, 10);
    add_all(&once, rows, ROWS_MAX);
    for (size_t i = ROWS_MAX; i-- > 0;)
        assert_true(zi_item_moments_add(&backwards, rows[i]));
    add_all(&halves[0], rows, 123);
    add_all(&halves[1], rows + 123, ROWS_MAX - 123);
    assert_true(zi_item_moments_merge(&halves[1], &halves[0]));
    assert_int_equal(halves[1].n_rows, ROWS_MAX);
    want = zi_item_moments_std_error(&once, of_the_mean);
    got = zi_item_moments_std_error(&backwards, of_the_mean);
    assert_memory_equal(&got, &want, sizeof want);
    got = zi_item_moments_std_error(&halves[1], of_the_mean);
    assert_memory_equal(&got, &want, sizeof want);
    zi_item_moments_release(&once);
    zi_item_moments_release(&backwards);
    zi_item_moments_release(&halves[0]);
    zi_item_moments_release(&halves[1]);
}

/* Merged into nothing, with and without blanks. */
static void merging_into_an_empty_set_copies(void **state)
{
    struct zi_item_moments from = {0}, into = {0};
    answers rows[ROWS_MAX];

    (void)state;
    add_all(&from, rows, read_rows(rows, answers_with_blanks, ZI_COUNT(answers_with_blanks)));
    assert_true(zi_item_moments_merge(&into, &from));
    assert_true(into.overlaps != NULL && into.overlaps != from.overlaps);
    assert_close(zi_item_moments_std_error(&into, of_the_mean), 1.7600715647624539, 1e-13);
    zi_item_moments_release(&from);
    zi_item_moments_release(&into);
}

static void the_unit_of_the_answers_scales_the_error(void **state)
{
    struct zi_item_moments ones = {0}, many = {0};
    struct zi_random random;
    answers rows[ROWS_MAX];

    (void)state;
    zi_random_init(&random, 9, 0);
    make_rows(&random, rows, 200, 5);
    add_all(&ones, rows, 200);
    for (size_t i = 0; i < 200; i++)
        for (size_t j = 0; j < ZI_ITEMS; j++)
            rows[i][j] = (uint16_t)(rows[i][j] * 2520);
    add_all(&many, rows, 200);
    assert_close(zi_item_moments_std_error(&many, of_the_mean),
                 2520 * zi_item_moments_std_error(&ones, of_the_mean), 1e-11);
    zi_item_moments_release(&ones);
    zi_item_moments_release(&many);
}

static void one_respondent_and_an_item_without_answers_have_no_error(void **state)
{
    static const double without_the_last[ZI_ITEMS] = {1, 1, 1, 1, 1, 1, 1, 1, 0};
    static answers row = {4, 3, 4, 2, 4, 3, 4, 1, 0};
    struct zi_item_moments moments = {0};

    (void)state;
    assert_undefined(zi_item_moments_std_error(&moments, of_the_mean));
    add_all(&moments, &row, 1);
    assert_undefined(zi_item_moments_std_error(&moments, without_the_last));
    row[0] = 2;
    add_all(&moments, &row, 1);
    assert_undefined(zi_item_moments_std_error(&moments, of_the_mean));
    assert_close(zi_item_moments_std_error(&moments, without_the_last), 1, 1e-12);
    zi_item_moments_release(&moments);
}

static void equal_respondents_have_no_error_at_all(void **state)
{
    static answers row = {4, 4, 4, 4, 4, 4, 4, 4, 4};
    struct zi_item_moments moments = {0};

    (void)state;
    for (size_t i = 0; i < 1000; i++)
        add_all(&moments, &row, 1);
    assert_true(zi_item_moments_std_error(&moments, of_the_mean) == 0);
    zi_item_moments_release(&moments);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(complete_answers_are_those_of_r),
        cmocka_unit_test(blanks_are_those_of_r),
        cmocka_unit_test(sums_agree_with_the_sum_over_respondents),
        cmocka_unit_test(order_and_division_change_nothing),
        cmocka_unit_test(merging_into_an_empty_set_copies),
        cmocka_unit_test(the_unit_of_the_answers_scales_the_error),
        cmocka_unit_test(one_respondent_and_an_item_without_answers_have_no_error),
        cmocka_unit_test(equal_respondents_have_no_error_at_all),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
