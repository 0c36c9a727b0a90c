#include "panel_of.h"

#include "zistat/analysis/summary.h"

static const char scores[] = "instansi,unit,jenis,tahun,skm,sakip\n"
                             "Kab. A,,kabupaten,2022,,65\n"
                             "Kab. A,U,dinas,2022,80,62\n"
                             "Kab. A,U,dinas,2024,84,BB\n"
                             "Kab. A,V,badan,2022,90,\n";

static const struct zi_summary *compute(struct fixture *f, enum zi_grouping grouping, size_t *n)
{
    struct zi_summary *rows;

    assert_int_equal(zi_summary_compute(&f->selection, grouping, &f->arena, &rows, n, &f->error),
                     ZI_OK);
    return rows;
}

static void a_unit_has_its_years_gaps_and_latest_letter(void **state)
{
    struct fixture f;
    size_t n;

    (void)state;
    fixture_init(&f, scores, NULL);

    const struct zi_summary *rows = compute(&f, ZI_BY_UNIT, &n);

    assert_int_equal(n, 4); /* sakip of A; sakip and skm of U; skm of V */
    for (size_t i = 0; i < n; i++) {
        const struct zi_summary *row = &rows[i];
        const char *unit = f.panel.entities[row->entity].unit;

        if (strcmp(unit, "U") == 0 && row->index == index_of(&f, "skm")) {
            assert_int_equal(row->description.n, 2);
            assert_int_equal(row->gaps, 1);
            assert_close(row->first, 80, 1e-15);
            assert_close(row->last, 84, 1e-15);
            assert_close(row->description.mean, 82, 1e-15);
        }
        if (strcmp(unit, "U") == 0 && row->index == index_of(&f, "sakip")) {
            assert_int_equal(row->description.n, 1);
            assert_int_equal(row->n_letters, 1);
            assert_string_equal(row->band->name, "BB");
        }
    }
    fixture_release(&f);
}

static void units_and_institutions_are_never_mixed(void **state)
{
    struct fixture f;
    size_t n, found = 0;

    (void)state;
    fixture_init(&f, scores, NULL);

    const struct zi_summary *rows = compute(&f, ZI_BY_INDEX, &n);

    for (size_t i = 0; i < n; i++)
        if (rows[i].index == index_of(&f, "sakip")) {
            assert_int_equal(rows[i].description.n, 1);
            assert_close(rows[i].description.mean, rows[i].level == ZI_LEVEL_INSTITUTION ? 65 : 62,
                         1e-15);
            found++;
        }
    assert_int_equal(found, 2);
    fixture_release(&f);
}

static void groups_by_year_and_kind_add_up(void **state)
{
    static const enum zi_grouping groupings[] = {ZI_BY_UNIT, ZI_BY_INDEX, ZI_BY_YEAR, ZI_BY_KIND};
    struct fixture f;

    (void)state;
    fixture_init(&f, scores, NULL);
    for (size_t g = 0; g < sizeof groupings / sizeof groupings[0]; g++) {
        size_t n, values = 0, letters = 0;
        const struct zi_summary *rows = compute(&f, groupings[g], &n);

        for (size_t i = 0; i < n; i++) {
            values += rows[i].description.n;
            letters += rows[i].n_letters;
        }
        assert_int_equal(values, 5);
        assert_int_equal(letters, 1);
    }
    fixture_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_unit_has_its_years_gaps_and_latest_letter),
        cmocka_unit_test(units_and_institutions_are_never_mixed),
        cmocka_unit_test(groups_by_year_and_kind_add_up),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
