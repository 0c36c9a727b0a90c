#include "check.h"

#include <string.h>

#include "lke/formula.h"

/* Rows A to E; D holds text, E an error. */
static size_t find(const void *rows, const char *id, size_t length)
{
    (void)rows;
    return length == 1 && *id >= 'A' && *id <= 'E' ? (size_t)(*id - 'A') : SIZE_MAX;
}

static struct zi_lke_cell look_up(const void *cells, size_t row)
{
    static const enum zi_lke_cell_kind kinds[] = {ZI_LKE_NUMBER, ZI_LKE_NUMBER, ZI_LKE_NUMBER,
                                                  ZI_LKE_TEXT, ZI_LKE_WRONG_VALUE};

    return (struct zi_lke_cell){kinds[row], ((const double *)cells)[row]};
}

static const double cells[] = {6, 4, 0, 0, 0};

struct computed {
    const char *text;
    enum zi_lke_cell_kind kind;
    double number;
    bool capped;
};

static void formulas_compute_as_the_sheet(void **state)
{
    static const struct computed all[] = {
        {"1.5", ZI_LKE_NUMBER, 1.5, false},
        {"A - B - 1", ZI_LKE_NUMBER, 1, false},
        {"A-B*2", ZI_LKE_NUMBER, -2, false},
        {"(A - B) * 2", ZI_LKE_NUMBER, 4, false},
        {"A / B / 2", ZI_LKE_NUMBER, 0.75, false},
        {"min(1, A / B)", ZI_LKE_NUMBER, 1, true},
        {"min(1, B / A, 0.5)", ZI_LKE_NUMBER, 0.5, true},
        {"min(1, B / B)", ZI_LKE_NUMBER, 1, false},
        {"max(0, B - A)", ZI_LKE_NUMBER, 0, false},
        {"mean(A, B)", ZI_LKE_NUMBER, 5, false},
        {"mean(A, D)", ZI_LKE_NUMBER, 6, false}, /* text drops out */
        {"mean(D, D)", ZI_LKE_ZERO_DIVISION, 0, false},
        {"mean(A, E)", ZI_LKE_WRONG_VALUE, 0, false},
        {"A + D", ZI_LKE_WRONG_VALUE, 0, false}, /* text in arithmetic */
        {"A / C", ZI_LKE_ZERO_DIVISION, 0, false},
        {"C / C", ZI_LKE_ZERO_DIVISION, 0, false},
        {"if(A = 6 and B = 4, 1, A / C)", ZI_LKE_NUMBER, 1, false}, /* only the branch taken */
        {"if(A = 6 and B = 5, A / C, 2)", ZI_LKE_NUMBER, 2, false},
        {"if(A = 1 and B = 4 and C = 0, 1, 3)", ZI_LKE_NUMBER, 3, false},
        {"if(D = 1, 1, 3)", ZI_LKE_WRONG_VALUE, 0, false},
        {"D", ZI_LKE_TEXT, 0, false},
        {"min(1, D)", ZI_LKE_WRONG_VALUE, 0, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        struct zi_arena arena = {0};
        struct zi_lke_formula *formula;
        struct zi_error error = {0};
        struct zi_lke_cell cell;
        bool capped = true;

        if (zi_lke_formula_parse(&formula, all[i].text, find, NULL, &arena, &error) != ZI_OK)
            fail_msg("%s: %s", all[i].text, error.en);
        cell = zi_lke_formula_compute(formula, look_up, cells, &capped);
        if (cell.kind != all[i].kind || capped != all[i].capped ||
            (cell.kind == ZI_LKE_NUMBER && (double)cell.number != all[i].number))
            fail_msg("%s is %g, kind %d, capped %d", all[i].text, (double)cell.number,
                     (int)cell.kind, (int)capped);
        zi_arena_release(&arena);
    }
}

static void what_is_no_formula_is_refused(void **state)
{
    static const char *const all[] = {
        "",
        "A +",
        "A B",
        "(A",
        "A)",
        "min(",
        "min()",
        "min(1,)",
        "mean(A",
        "1.2.3",
        "F",
        "AB",
        "if(A, 1, 2)",
        "if(A = 1, 2)",
        "if(A = 1, 2, 3, 4)",
        "if(A = 1 and, 2, 3)",
        "= 1",
        "A = B",
        "A % B",
        "-A",
    };
    char deep[200];
    char *very_long = test_malloc(3000);

    (void)state;
    memset(deep, '(', sizeof deep - 1);
    deep[sizeof deep - 1] = '\0';
    memset(very_long, '1', 2999);
    very_long[2999] = '\0';
    for (size_t i = 0; i < sizeof all / sizeof all[0] + 2; i++) {
        size_t n = sizeof all / sizeof all[0];
        const char *text = i < n ? all[i] : i == n ? deep : very_long;
        struct zi_arena arena = {0};
        struct zi_lke_formula *formula;
        struct zi_error error = {0};

        if (zi_lke_formula_parse(&formula, text, find, NULL, &arena, &error) != ZI_EINPUT)
            fail_msg("'%s' is taken for a formula", text);
        assert_true(*error.id != '\0' && *error.en != '\0');
        zi_arena_release(&arena);
    }
    test_free(very_long);
}

static void note(void *data, size_t row)
{
    char *names = data;
    size_t length = strlen(names);

    names[length] = (char)('A' + row);
    names[length + 1] = '\0';
}

static void rows_are_visited_in_the_order_of_the_text(void **state)
{
    struct zi_arena arena = {0};
    struct zi_lke_formula *formula;
    char names[16] = "";

    (void)state;
    assert_int_equal(
        zi_lke_formula_parse(&formula, "if(C = 0, B, A / B) + 2 * D", find, NULL, &arena, NULL),
        ZI_OK);
    zi_lke_formula_visit(formula, note, names);
    assert_string_equal(names, "CBABD");
    zi_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formulas_compute_as_the_sheet),
        cmocka_unit_test(what_is_no_formula_is_refused),
        cmocka_unit_test(rows_are_visited_in_the_order_of_the_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
