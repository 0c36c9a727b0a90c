#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "base/count.h"
#include "stats/random.h"
#include "zistat/analysis/satisfaction.h"

enum { ROWS_MAX = 3000, UNIT = ZI_SURVEY_UNIT };

typedef uint16_t answers[ZI_SURVEY_ELEMENTS];

static struct zi_catalogue catalogue;

static int load_catalogue(void **state)
{
    (void)state;
    return zi_catalogue_load(&catalogue, &(struct zi_catalogue_files){0}, NULL) == ZI_OK ? 0 : -1;
}

static int release_catalogue(void **state)
{
    (void)state;
    zi_catalogue_release(&catalogue);
    return 0;
}

/* A survey of groups, and what is computed from it. */
struct computed {
    struct zi_satisfaction_sums sums;
    struct zi_survey survey;
    struct zi_arena arena;
    struct zi_satisfaction_results results;
    struct zi_error error;
    enum zi_code code;
};

static void add(struct computed *computed, size_t group, const unsigned row[ZI_SURVEY_ELEMENTS])
{
    answers scaled;

    for (size_t i = 0; i < ZI_SURVEY_ELEMENTS; i++)
        scaled[i] = (uint16_t)(row[i] * UNIT);
    assert_true(zi_satisfaction_add(&computed->sums, group, scaled));
}

static void compute(struct computed *computed, struct zi_survey_group groups[], size_t n_groups,
                    const struct zi_satisfaction_request *request)
{
    computed->survey.groups = groups;
    computed->survey.n_groups = n_groups;
    computed->code =
        zi_satisfaction_compute(&computed->sums, &computed->survey, &catalogue, request,
                                &computed->arena, &computed->results, &computed->error);
}

static void release(struct computed *computed)
{
    zi_satisfaction_release(&computed->sums);
    zi_arena_release(&computed->arena);
}

static struct zi_survey_group one[] = {{"Kab. A", "Dinas X", 2024, ""}};
static const struct zi_satisfaction_request everything;

static const struct zi_satisfaction *only(struct computed *computed)
{
    compute(computed, one, 1, &everything);
    assert_int_equal(computed->code, ZI_OK);
    assert_int_equal(computed->results.n_rows, 1);
    return &computed->results.rows[0];
}

static const char *class_name(const struct zi_band *band)
{
    return band != NULL ? band->name : "-";
}

/* So many respondents whose answers add up to a sum, as evenly as they can. */
static void add_total(struct computed *computed, size_t n, size_t sum)
{
    size_t n_answers = n * ZI_SURVEY_ELEMENTS;

    for (size_t i = 0; i < n; i++) {
        unsigned row[ZI_SURVEY_ELEMENTS];

        for (size_t j = 0; j < ZI_SURVEY_ELEMENTS; j++) {
            size_t at = i * ZI_SURVEY_ELEMENTS + j;

            row[j] = (unsigned)(sum * (at + 1) / n_answers - sum * at / n_answers);
        }
        add(computed, 0, row);
    }
}

/* ---- classes ---- */

/* 2500 respondents can meet each border exactly: 88.31 = 25 * 79479 / (9 * 2500). */
static void a_class_begins_exactly_at_its_border(void **state)
{
    static const struct {
        size_t n, sum;
        double index;
        const char *class;
        bool in_gap;
    } cases[] = {
        {2500, 79479, 88.31, "A", false},
        {2500, 79478, 88.308888888888889, "B", true},
        {2500, 79480, 88.311111111111111, "A", false},
        {2500, 68949, 76.61, "B", false},
        {2500, 68948, 76.608888888888889, "C", true},
        {2500, 68950, 76.611111111111111, "B", false},
        {2500, 58500, 65, "C", false},
        {2500, 58499, 64.998888888888889, "D", true},
        {2500, 58501, 65.001111111111111, "C", false},
        /* where the printed intervals end: no gap */
        {2500, 79470, 88.3, "B", false},
        {2500, 68940, 76.6, "C", false},
        {2500, 58491, 64.99, "D", false},
        {2500, 79471, 88.301111111111111, "B", true},
        {5, 117, 65, "C", false},
        {1, 36, 100, "A", false},
        {1, 9, 25, "D", false},
    };

    (void)state;
    for (size_t i = 0; i < ZI_COUNT(cases); i++) {
        struct computed computed = {0};
        const struct zi_satisfaction *row;

        add_total(&computed, cases[i].n, cases[i].sum);
        row = only(&computed);
        assert_close(row->index[ZI_WEIGHT_NINTH], cases[i].index, 1e-15);
        assert_string_equal(class_name(row->bands[ZI_WEIGHT_NINTH]), cases[i].class);
        assert_int_equal(row->in_gap, cases[i].in_gap);
        assert_int_equal(row->n, cases[i].n);
        release(&computed);
    }
}

/* Every mean is 2.6, of 5, 10, 15, ... answers: 65.00 exactly, whatever sums of doubles say. */
static void a_border_is_met_exactly_also_with_blanks(void **state)
{
    struct computed computed = {0};
    const struct zi_satisfaction *row;

    (void)state;
    for (unsigned i = 0; i < 45; i++) {
        unsigned answered[ZI_SURVEY_ELEMENTS];

        for (unsigned j = 0; j < ZI_SURVEY_ELEMENTS; j++)
            answered[j] = i < 5 * (j + 1) ? 2 + (i % 5 < 3) : 0;
        add(&computed, 0, answered);
    }
    row = only(&computed);
    assert_int_equal(row->elements[0].n, 5);
    assert_int_equal(row->elements[0].n_blank, 40);
    assert_int_equal(row->elements[8].n, 45);
    assert_string_equal(class_name(row->bands[ZI_WEIGHT_NINTH]), "C");
    assert_false(row->in_gap);
    assert_int_equal(row->elements[4].first_rank, 0);
    release(&computed);
}

/* Of the borders of the regulation with the weights of printed forms: 88.40, 76.69, 65.07 and
 * 89.21, 77.39, 65.66. */
static void printed_weights_need_more(void **state)
{
    static const struct {
        double index;
        const char *classes;
    } cases[] = {
        {88.35, "ABB"}, {88.39, "ABB"}, {88.41, "AAB"}, {89.2, "AAB"},  {89.23, "AAA"},
        {76.65, "BCC"}, {76.7, "BBC"},  {77.4, "BBB"},  {65.05, "CDD"}, {65.1, "CCD"},
        {65.7, "CCC"},  {25, "D--"},    {100, "AAA"},
    };

    (void)state;
    for (size_t i = 0; i < ZI_COUNT(cases); i++) {
        struct computed computed = {0};
        const struct zi_satisfaction *row;
        char classes[4] = "";

        add_total(&computed, ROWS_MAX,
                  (size_t)llround(cases[i].index * ROWS_MAX * ZI_SURVEY_ELEMENTS / 25));
        row = only(&computed);
        for (int w = 0; w < ZI_SATISFACTION_WEIGHTS; w++)
            classes[w] = class_name(row->bands[w])[0];
        assert_string_equal(classes, cases[i].classes);
        assert_close(row->index[ZI_WEIGHT_0_111], 0.999 * row->index[ZI_WEIGHT_NINTH], 1e-14);
        assert_close(row->index[ZI_WEIGHT_0_11], 0.99 * row->index[ZI_WEIGHT_NINTH], 1e-14);
        release(&computed);
    }
}

static void years_have_their_own_table(void **state)
{
    static const struct {
        int year;
        const char *class;
    } cases[] = {{2016, "-"}, {2017, "A"}, {2030, "A"}, {0, "A"}};

    (void)state;
    for (size_t i = 0; i < ZI_COUNT(cases); i++) {
        struct zi_survey_group group = {"", "X", cases[i].year, ""};
        struct computed computed = {0};

        add_total(&computed, 2, 72);
        compute(&computed, &group, 1, &everything);
        assert_int_equal(computed.code, ZI_OK);
        assert_string_equal(class_name(computed.results.rows[0].bands[0]), cases[i].class);
        assert_string_equal(class_name(computed.results.rows[0].elements[0].band), cases[i].class);
        release(&computed);
    }
}

/* ---- blanks ---- */

static void a_blank_is_no_answer_and_no_zero(void **state)
{
    static const unsigned rows[][ZI_SURVEY_ELEMENTS] = {
        {4, 4, 4, 4, 4, 4, 4, 4, 4},
        {2, 0, 4, 4, 4, 4, 4, 4, 4},
        {3, 3, 4, 4, 4, 4, 4, 4, 0},
    };
    struct computed computed = {0};
    const struct zi_satisfaction *row;

    (void)state;
    for (size_t i = 0; i < ZI_COUNT(rows); i++)
        add(&computed, 0, rows[i]);
    row = only(&computed);
    assert_int_equal(row->n, 3);
    assert_int_equal(row->n_complete, 1);
    assert_close(row->elements[0].mean, 3, 1e-15);
    assert_close(row->elements[1].mean, 3.5, 1e-15);
    assert_int_equal(row->elements[1].n_blank, 1);
    assert_close(row->index[0], 25 * (3 + 3.5 + 7 * 4) / 9, 1e-15);
    assert_close(row->complete_index, 100, 1e-15);
    assert_string_equal(class_name(row->complete_band), "A");
    release(&computed);
}

static void an_element_without_an_answer_leaves_no_index(void **state)
{
    static const unsigned row_without[ZI_SURVEY_ELEMENTS] = {4, 4, 4, 0, 4, 4, 4, 4, 4};
    struct computed computed = {0};
    const struct zi_satisfaction *row;

    (void)state;
    add(&computed, 0, row_without);
    add(&computed, 0, row_without);
    row = only(&computed);
    assert_int_equal(row->reason, ZI_MISSING);
    for (int w = 0; w < ZI_SATISFACTION_WEIGHTS; w++) {
        assert_undefined(row->index[w]);
        assert_null(row->bands[w]);
    }
    assert_undefined(row->elements[3].mean);
    assert_undefined(row->elements[3].index);
    assert_int_equal(row->elements[3].reason, ZI_MISSING);
    assert_close(row->elements[4].mean, 4, 1e-15);
    assert_undefined(row->complete_index);
    assert_undefined(row->std_error);
    assert_int_equal(row->elements[0].first_rank, 0);
    release(&computed);
}

/* ---- the order of improvement ---- */

static void equal_means_share_their_rank(void **state)
{
    /* u3 3/3, u1 and u9 the same fraction of different counts, the others 4 */
    static const unsigned rows[][ZI_SURVEY_ELEMENTS] = {
        {3, 4, 1, 4, 4, 4, 4, 4, 3},
        {2, 4, 1, 4, 4, 4, 4, 4, 2},
        {0, 4, 1, 4, 4, 4, 4, 4, 3},
        {0, 4, 1, 4, 4, 4, 4, 4, 2},
    };
    static const int first[] = {2, 4, 1, 4, 4, 4, 4, 4, 2};
    static const int last[] = {3, 9, 1, 9, 9, 9, 9, 9, 3};
    struct computed computed = {0};
    const struct zi_satisfaction *row;

    (void)state;
    for (size_t i = 0; i < ZI_COUNT(rows); i++)
        add(&computed, 0, rows[i]);
    row = only(&computed);
    for (size_t i = 0; i < ZI_SURVEY_ELEMENTS; i++) {
        assert_int_equal(row->elements[i].first_rank, first[i]);
        assert_int_equal(row->elements[i].last_rank, last[i]);
        assert_int_equal(row->elements[i].not_above, ZI_NO_ELEMENT);
    }
    release(&computed);
}

/* Of 100 respondents two answer the second element one better: 0.02 with an error of 0.0141. When a
 * third answers the first one better: 0.01 with an error of 0.0174. R: d <- c(1, 1, -1, rep(0,
 * 97)); sd(d) / 10 */
static void a_difference_below_its_error_is_no_order(void **state)
{
    (void)state;
    for (int down = 0; down < 2; down++) {
        struct computed computed = {0};
        const struct zi_satisfaction *row;

        for (unsigned i = 0; i < 100; i++) {
            unsigned answered[ZI_SURVEY_ELEMENTS] = {3, 3, 4, 4, 4, 4, 4, 4, 4};

            answered[1] += i < 2;
            answered[0] += i == 2 && down == 1;
            add(&computed, 0, answered);
        }
        row = only(&computed);
        assert_int_equal(row->elements[0].first_rank, 1);
        assert_int_equal(row->elements[1].first_rank, 2);
        assert_int_equal(row->elements[0].not_above, ZI_NO_ELEMENT);
        assert_int_equal(row->elements[1].not_above, down == 1 ? 0 : ZI_NO_ELEMENT);
        release(&computed);
    }
}

/* ---- how many ---- */

static void a_known_population_corrects_the_error(void **state)
{
    static const struct {
        uint64_t population;
        double factor;
    } cases[] = {{0, 1}, {40, 0.86602540378443865}, {10, 0}, {9, 1}};
    double plain = NAN;

    (void)state;
    for (size_t i = 0; i < ZI_COUNT(cases); i++) {
        struct zi_satisfaction_request request = {.population = cases[i].population};
        struct computed computed = {0};

        add_total(&computed, 10, 283);
        compute(&computed, one, 1, &request);
        if (i == 0)
            plain = computed.results.rows[0].std_error;
        assert_close(computed.results.rows[0].std_error, cases[i].factor * plain, 1e-14);
        assert_int_equal(computed.results.rows[0].population, cases[i].population);
        release(&computed);
    }
    assert_true(plain > 0);
}

static void a_list_of_populations_is_looked_up_by_unit_and_year(void **state)
{
    static const unsigned row[ZI_SURVEY_ELEMENTS] = {4, 4, 4, 4, 4, 4, 4, 4, 4};
    static const struct zi_population rows[] = {
        {{"", "DINAS  X", 0, ""}, 100},
        {{"", "Dinas X", 2024, ""}, 50},
        {{"Kab. B", "Dinas X", 2024, ""}, 7},
        {{"", "Dinas Q", 0, ""}, 1},
    };
    struct zi_survey_group groups[] = {{"Kab. A", "Dinas X", 2023, ""},
                                       {"Kab. A", "Dinas X", 2024, ""},
                                       {"Kab. A", "Dinas Y", 2024, ""}};
    struct zi_satisfaction_request request = {.populations = rows, .n_populations = ZI_COUNT(rows)};

    (void)state;
    for (int reversed = 0; reversed < 2; reversed++) {
        struct zi_population turned[ZI_COUNT(rows)];
        struct computed computed = {0};

        for (size_t i = 0; i < ZI_COUNT(rows); i++)
            turned[i] = rows[reversed ? ZI_COUNT(rows) - 1 - i : i];
        request.populations = turned;
        for (size_t i = 0; i < ZI_COUNT(groups); i++)
            add(&computed, i, row);
        compute(&computed, groups, ZI_COUNT(groups), &request);
        assert_int_equal(computed.results.n_rows, 3);
        assert_int_equal(computed.results.rows[0].population, 100);
        assert_int_equal(computed.results.rows[1].population, 50);
        assert_int_equal(computed.results.rows[1].needed.nearest, 44);
        assert_int_equal(computed.results.rows[1].needed.rounded_up, 45);
        assert_int_equal(computed.results.rows[2].population, 0);
        assert_int_equal(computed.results.n_unused_populations, 2);
        release(&computed);
    }
}

/* ---- groups ---- */

static void groups_that_are_the_same_are_added_up_in_order(void **state)
{
    static const unsigned high[ZI_SURVEY_ELEMENTS] = {4, 4, 4, 4, 4, 4, 4, 4, 4};
    static const unsigned low[ZI_SURVEY_ELEMENTS] = {2, 2, 2, 2, 2, 2, 2, 2, 2};
    struct zi_survey_group groups[] = {{"B", "Y", 2024, ""}, {"A", "Y", 2024, ""},
                                       {"A", "X", 2024, ""}, {"A", "", 2024, ""},
                                       {"A", "X", 2023, ""}, {"A", "X", 2024, ""}};
    struct computed computed = {0};
    const struct zi_satisfaction *rows;

    (void)state;
    for (size_t i = 0; i < ZI_COUNT(groups); i++)
        add(&computed, i, i == 5 || i == 3 ? low : high);
    compute(&computed, groups, ZI_COUNT(groups), &everything);
    rows = computed.results.rows;
    assert_int_equal(computed.results.n_rows, 5);
    assert_string_equal(rows[0].of.unit, "");
    assert_int_equal(rows[1].of.year, 2023);
    assert_int_equal(rows[2].n, 2);
    assert_close(rows[2].index[0], 75, 1e-15);
    assert_string_equal(rows[4].of.institution, "B");
    /* The institution's units: X 75 of two, Y 100 of one; its own survey is no unit's. */
    assert_int_equal(computed.results.n_wholes, 1);
    assert_string_equal(computed.results.wholes[0].institution, "A");
    assert_int_equal(computed.results.wholes[0].year, 2024);
    assert_int_equal(computed.results.wholes[0].n_units, 2);
    assert_int_equal(computed.results.wholes[0].n, 3);
    assert_close(computed.results.wholes[0].of_units, 87.5, 1e-15);
    assert_close(computed.results.wholes[0].pooled, 25 * 10 / 3.0, 1e-15);
    release(&computed);
}

static void units_and_years_are_chosen(void **state)
{
    static const unsigned row[ZI_SURVEY_ELEMENTS] = {4, 4, 4, 4, 4, 4, 4, 4, 4};
    static const struct {
        const char *unit;
        int first, last;
        enum zi_code code;
        size_t n_rows;
    } cases[] = {
        {NULL, 0, 0, ZI_OK, 4},         {"dinas x", 0, 0, ZI_OK, 2},
        {"A, b dan C", 0, 0, ZI_OK, 1}, {"Dinas X,Kab. A", 0, 0, ZI_OK, 3},
        {"Dinas X", 2024, 0, ZI_OK, 1}, {NULL, 0, 2023, ZI_OK, 1},
        {NULL, 2025, 2026, ZI_EFEW, 0}, {"Dinas Z", 0, 0, ZI_EUSAGE, 0},
        {"", 0, 0, ZI_EUSAGE, 0},       {"Dinas X,,", 0, 0, ZI_EUSAGE, 0},
    };
    struct zi_survey_group groups[] = {{"Kab. A", "Dinas X", 2023, ""},
                                       {"Kab. A", "Dinas X", 2024, ""},
                                       {"Kab. A", "A, B dan C", 2024, ""},
                                       {"Kab. A", "", 2024, ""}};

    (void)state;
    for (size_t i = 0; i < ZI_COUNT(cases); i++) {
        struct zi_satisfaction_request request = {.units = &cases[i].unit,
                                                  .n_units = cases[i].unit != NULL,
                                                  .first_year = cases[i].first,
                                                  .last_year = cases[i].last};
        struct computed computed = {0};

        for (size_t k = 0; k < ZI_COUNT(groups); k++)
            add(&computed, k, row);
        compute(&computed, groups, ZI_COUNT(groups), &request);
        assert_int_equal(computed.code, cases[i].code);
        assert_int_equal(computed.results.n_rows, cases[i].n_rows);
        if (cases[i].unit != NULL && strcmp(cases[i].unit, "Dinas Z") == 0)
            assert_non_null(strstr(computed.error.en, "did you mean 'Dinas X'?"));
        release(&computed);
    }
}

static void no_groups_are_too_few(void **state)
{
    struct computed computed = {0};

    (void)state;
    compute(&computed, one, 0, &everything);
    assert_int_equal(computed.code, ZI_EFEW);
    release(&computed);
}

/* ---- against the definition ---- */

static void make_row(struct zi_random *random, unsigned row[ZI_SURVEY_ELEMENTS], unsigned blanks)
{
    for (size_t j = 0; j < ZI_SURVEY_ELEMENTS; j++)
        row[j] = zi_random_below(random, 100) < blanks ? 0 : 1 + zi_random_below(random, 4);
}

static double naive_index(unsigned rows[][ZI_SURVEY_ELEMENTS], size_t n, bool complete_only)
{
    double index = 0;

    for (size_t j = 0; j < ZI_SURVEY_ELEMENTS; j++) {
        double sum = 0, count = 0;

        for (size_t i = 0; i < n; i++) {
            bool complete = true;

            for (size_t k = 0; k < ZI_SURVEY_ELEMENTS; k++)
                complete = complete && rows[i][k] > 0;
            if (rows[i][j] == 0 || (complete_only && !complete))
                continue;
            sum += rows[i][j];
            count++;
        }
        index += sum / count * 25 / 9;
    }
    return index;
}

static char naive_class(double index)
{
    return index >= 88.31 ? 'A' : index >= 76.61 ? 'B' : index >= 65 ? 'C' : 'D';
}

static void the_index_is_that_of_the_definition(void **state)
{
    static unsigned rows[ROWS_MAX][ZI_SURVEY_ELEMENTS];
    struct zi_random random;

    (void)state;
    zi_random_init(&random, 14, 2017);
    for (size_t trial = 0; trial < 200; trial++) {
        struct computed computed = {0};
        const struct zi_satisfaction *row;
        size_t n = 20 + trial;

        for (size_t i = 0; i < n; i++) {
            make_row(&random, rows[i], trial % 4 * 5);
            add(&computed, 0, rows[i]);
        }
        row = only(&computed);
        assert_close(row->index[0], naive_index(rows, n, false), 1e-13);
        assert_int_equal(class_name(row->bands[0])[0], naive_class(row->index[0]));
        if (row->n_complete > 0)
            assert_close(row->complete_index, naive_index(rows, n, true), 1e-13);
        release(&computed);
    }
}

/* A respondent whose answers are the means: several questions of an element can make any. */
static void a_respondent_equal_to_the_means_changes_no_mean(void **state)
{
    static const unsigned rows[][ZI_SURVEY_ELEMENTS] = {
        {4, 3, 4, 2, 4, 1, 3, 4, 4},
        {3, 3, 2, 2, 4, 4, 2, 1, 4},
    };
    struct computed two = {0}, three = {0};
    answers means;

    (void)state;
    for (size_t j = 0; j < ZI_SURVEY_ELEMENTS; j++)
        means[j] = (uint16_t)((rows[0][j] + rows[1][j]) * UNIT / 2);
    for (size_t i = 0; i < 2; i++) {
        add(&two, 0, rows[i]);
        add(&three, 0, rows[i]);
    }
    assert_true(zi_satisfaction_add(&three.sums, 0, means));
    assert_memory_equal(only(&two)->index, only(&three)->index, sizeof only(&two)->index);
    assert_true(three.results.rows[0].std_error < two.results.rows[0].std_error);
    release(&two);
    release(&three);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_class_begins_exactly_at_its_border),
        cmocka_unit_test(a_border_is_met_exactly_also_with_blanks),
        cmocka_unit_test(printed_weights_need_more),
        cmocka_unit_test(years_have_their_own_table),
        cmocka_unit_test(a_blank_is_no_answer_and_no_zero),
        cmocka_unit_test(an_element_without_an_answer_leaves_no_index),
        cmocka_unit_test(equal_means_share_their_rank),
        cmocka_unit_test(a_difference_below_its_error_is_no_order),
        cmocka_unit_test(a_known_population_corrects_the_error),
        cmocka_unit_test(a_list_of_populations_is_looked_up_by_unit_and_year),
        cmocka_unit_test(groups_that_are_the_same_are_added_up_in_order),
        cmocka_unit_test(units_and_years_are_chosen),
        cmocka_unit_test(no_groups_are_too_few),
        cmocka_unit_test(the_index_is_that_of_the_definition),
        cmocka_unit_test(a_respondent_equal_to_the_means_changes_no_mean),
    };

    return cmocka_run_group_tests(tests, load_catalogue, release_catalogue);
}
