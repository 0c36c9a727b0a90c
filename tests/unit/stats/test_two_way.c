#include "check.h"

#include <string.h>

#include "zistat/stats/two_way.h"

enum { ROWS_MAX = 200, DUMMIES_MAX = 60 };

/* A panel by unit and then year. */
struct rows {
    size_t start[DUMMIES_MAX + 1];
    size_t n_units;
    int year[ROWS_MAX];
    double value[ROWS_MAX];
    size_t n;
};

static void add_row(struct rows *rows, int year, double value)
{
    rows->year[rows->n] = year;
    rows->value[rows->n++] = value;
    rows->start[rows->n_units + 1] = rows->n;
}

static void end_unit(struct rows *rows)
{
    if (rows->n > rows->start[rows->n_units])
        rows->n_units++;
}

static unsigned draw(unsigned *state, unsigned limit)
{
    *state = (*state * 1103515245u + 12345u) & 0x7fffffffu;
    return (*state >> 8) % limit;
}

/* Units with gaps; those of odd number may live in other years than the even ones. */
static struct rows random_rows(unsigned seed, unsigned n_units, int n_years, bool apart)
{
    struct rows rows = {0};
    unsigned state = seed * 7919 + 1;

    for (unsigned unit = 0; unit < n_units; unit++) {
        for (int year = 0; year < n_years; year++)
            if (draw(&state, 10) < 6)
                add_row(&rows, 2010 + year + (apart && unit % 2 ? 20 : 0),
                        60 + draw(&state, 4000) / 100.0);
        end_unit(&rows);
    }
    return rows;
}

static double dot(const double a[], const double b[], size_t n)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

static void project_out(double values[], const double direction[], size_t n)
{
    double along = dot(values, direction, n);

    for (size_t i = 0; i < n; i++)
        values[i] -= along * direction[i];
}

/* Residuals on all dummies written out, by making them orthogonal one after the other; returns
 * their rank. */
static size_t regress_on_dummies(const struct rows *rows, double values[])
{
    static double basis[DUMMIES_MAX][ROWS_MAX];
    size_t rank = 0;

    for (size_t dummy = 0; dummy < rows->n_units + 40; dummy++) {
        double *column = basis[rank];

        for (size_t i = 0; i < rows->n; i++)
            column[i] = dummy < rows->n_units
                            ? i >= rows->start[dummy] && i < rows->start[dummy + 1]
                            : rows->year[i] == 2010 + (int)(dummy - rows->n_units);
        for (size_t pass = 0; pass < 2; pass++)
            for (size_t k = 0; k < rank; k++)
                project_out(column, basis[k], rows->n);
        if (dot(column, column, rows->n) > 1e-16) {
            double length = sqrt(dot(column, column, rows->n));

            for (size_t i = 0; i < rows->n; i++)
                column[i] /= length;
            rank++;
        }
    }
    for (size_t pass = 0; pass < 2; pass++)
        for (size_t k = 0; k < rank; k++)
            project_out(values, basis[k], rows->n);
    return rank;
}

static void check_panel(const struct rows *rows)
{
    double got[ROWS_MAX];
    double expected[ROWS_MAX];
    struct zi_arena arena = {0};
    struct zi_two_way two_way;

    memcpy(got, rows->value, sizeof got);
    memcpy(expected, rows->value, sizeof expected);
    assert_int_equal(
        zi_two_way_init(&two_way, rows->start, rows->n_units, rows->year, &arena, NULL), ZI_OK);
    zi_two_way_residuals(&two_way, got);
    assert_int_equal(zi_two_way_rank(&two_way), regress_on_dummies(rows, expected));
    for (size_t i = 0; i < rows->n; i++)
        assert_true(fabs(got[i] - expected[i]) < 1e-11);
    zi_arena_release(&arena);
}

static void residuals_are_those_on_all_dummies(void **state)
{
    (void)state;
    for (unsigned seed = 0; seed < 30; seed++) {
        struct rows rows = random_rows(seed, 3 + seed % 15, 2 + (int)(seed % 9), false);

        check_panel(&rows);
    }
}

static void units_that_share_no_year_are_components(void **state)
{
    (void)state;
    for (unsigned seed = 0; seed < 20; seed++) {
        struct rows rows = random_rows(seed, 4 + seed % 12, 2 + (int)(seed % 5), true);

        check_panel(&rows);
    }
}

static void nothing_has_no_residuals(void **state)
{
    struct rows rows = {0};

    (void)state;
    check_panel(&rows);
}

/* Balanced: value - unit mean - year mean + mean. */
static void balanced_residuals_are_the_textbook_ones(void **state)
{
    const double values[] = {1, 4, 4, 9, 2, 7};
    const size_t start[] = {0, 3, 6};
    const int year[] = {2020, 2021, 2022, 2020, 2021, 2022};
    const double expected[] = {-2.5, 2.5, 0, 2.5, -2.5, 0};
    double got[6];
    struct zi_arena arena = {0};
    struct zi_two_way two_way;

    (void)state;
    memcpy(got, values, sizeof got);
    assert_int_equal(zi_two_way_init(&two_way, start, 2, year, &arena, NULL), ZI_OK);
    zi_two_way_residuals(&two_way, got);
    for (size_t i = 0; i < 6; i++)
        assert_true(fabs(got[i] - expected[i]) < 1e-14);
    assert_int_equal(zi_two_way_rank(&two_way), 4);
    zi_arena_release(&arena);
}

/* Many units in two early years, many in two late ones, and one in both: all that tells the early
 * from the late years hangs on it, which costs the normal equations their digits. The values are
 * effects of unit and year. */
static void a_panel_that_hangs_together_by_one_unit_keeps_its_digits(void **state)
{
    enum { UNITS = 40000 };
    static size_t start[UNITS + 1];
    static int year[2 * UNITS];
    static double values[2 * UNITS];
    const int years[3][2] = {{2010, 2011}, {2022, 2023}, {2011, 2022}};
    struct zi_arena arena = {0};
    struct zi_two_way two_way;

    (void)state;
    for (size_t unit = 0; unit < UNITS; unit++) {
        size_t kind = unit == UNITS / 2 ? 2 : unit % 2;

        for (size_t i = 2 * unit; i < 2 * unit + 2; i++) {
            year[i] = years[kind][i % 2];
            values[i] = (double)(unit % 997) / 10 + (year[i] - 2010) * 1.3;
        }
        start[unit + 1] = 2 * unit + 2;
    }
    assert_int_equal(zi_two_way_init(&two_way, start, UNITS, year, &arena, NULL), ZI_OK);
    zi_two_way_residuals(&two_way, values);
    for (size_t i = 0; i < 2 * UNITS; i++)
        assert_true(fabs(values[i]) < 1e-12);
    zi_arena_release(&arena);
}

static void equal_values_deviate_by_exactly_0(void **state)
{
    double values[] = {82.3, 82.3, 82.3, 71.1, 72.4};
    const size_t start[] = {0, 3, 5};

    (void)state;
    zi_deviations_from_unit(start, 2, values);
    assert_true(values[0] == 0 && values[1] == 0 && values[2] == 0);
    assert_close(values[3], -0.65, 1e-13);
    assert_close(values[4], 0.65, 1e-13);
}

/* Unit 0: 2020 2021 2022; unit 1: 2020 2021; unit 2: 2022; unit 3: 2023 2024. Alone are the row of
 * unit 2, then that of unit 0 in 2022, and the years of unit 3. */
static void rows_that_become_alone_are_not_free(void **state)
{
    const size_t start[] = {0, 3, 5, 6, 8};
    const int year[] = {2020, 2021, 2022, 2020, 2021, 2022, 2023, 2024};
    const bool expected[] = {true, true, false, true, true, false, false, false};
    bool keep[8];

    (void)state;
    assert_int_equal(zi_two_way_free_rows(start, 4, year, keep, NULL), ZI_OK);
    assert_memory_equal(keep, expected, sizeof keep);
}

/* What is left has the same residuals, and as many rows more than its rank. */
static void rows_that_are_not_free_change_nothing(void **state)
{
    (void)state;
    for (unsigned seed = 0; seed < 30; seed++) {
        struct rows all = random_rows(seed, 3 + seed % 8, 2 + (int)(seed % 6), seed % 2);
        struct rows left = {0};
        bool keep[ROWS_MAX];
        double on_all[ROWS_MAX];
        double on_left[ROWS_MAX];
        size_t next = 0;

        assert_int_equal(zi_two_way_free_rows(all.start, all.n_units, all.year, keep, NULL), ZI_OK);
        for (size_t unit = 0; unit < all.n_units; unit++) {
            for (size_t i = all.start[unit]; i < all.start[unit + 1]; i++)
                if (keep[i])
                    add_row(&left, all.year[i], all.value[i]);
            end_unit(&left);
        }
        memcpy(on_all, all.value, sizeof on_all);
        memcpy(on_left, left.value, sizeof on_left);
        assert_int_equal(all.n - regress_on_dummies(&all, on_all),
                         left.n - regress_on_dummies(&left, on_left));
        for (size_t i = 0; i < all.n; i++) {
            double expected = keep[i] ? on_left[next++] : 0;

            assert_true(fabs(on_all[i] - expected) < 1e-11);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(residuals_are_those_on_all_dummies),
        cmocka_unit_test(units_that_share_no_year_are_components),
        cmocka_unit_test(nothing_has_no_residuals),
        cmocka_unit_test(balanced_residuals_are_the_textbook_ones),
        cmocka_unit_test(a_panel_that_hangs_together_by_one_unit_keeps_its_digits),
        cmocka_unit_test(equal_values_deviate_by_exactly_0),
        cmocka_unit_test(rows_that_become_alone_are_not_free),
        cmocka_unit_test(rows_that_are_not_free_change_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
