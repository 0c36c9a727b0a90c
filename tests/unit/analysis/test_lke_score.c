#include "check.h"

#include "base/number.h"
#include "lke.h"
#include "lke/formula.h"
#include "zistat/analysis/lke_score.h"

/* ---- helpers ---- */

static struct zi_lke_scorer scorer;
static struct zi_arena arena;
static struct zi_lke_score score;

static int set_up(void **state)
{
    (void)state;
    assert_int_equal(zi_lke_scorer_init(&scorer, official(), NULL), ZI_OK);
    assert_int_equal(zi_lke_score_make(&score, &scorer, &arena, NULL), ZI_OK);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    zi_arena_release(&arena);
    zi_lke_scorer_release(&scorer);
    return 0;
}

static void compute(const struct zi_lke_answers *answers)
{
    zi_lke_score_compute(&score, &scorer, answers, 2025);
}

static const struct zi_lke_points *points_named(const char *name)
{
    for (size_t i = 0; i < scorer.n_fed; i++)
        if (strcmp(the_catalogue()->indices[scorer.fed[i].index].name, name) == 0)
            return &score.fed[i];
    return &score.nodes[row_of(name)].points;
}

/* The sheets of tests/reference/lke. Tests run from the top of the repository. */
static void read_reference(struct lke_reading *r)
{
    static const char *const paths[] = {"tests/reference/lke/answers.csv"};
    static const struct zi_lke_reading reading = {.assessor = ZI_LKE_TPI};

    r->code = zi_lke_read(paths, 1, official(), &reading, &r->sheets, &r->report, &r->error);
    assert_int_equal(r->code, ZI_OK);
    assert_int_equal(r->sheets.n_sheets, 2);
}

static const struct zi_lke_answers *reference(const struct lke_reading *r, const char *unit)
{
    for (size_t i = 0; i < r->sheets.n_sheets; i++)
        if (strcmp(r->sheets.sheets[i].unit, unit) == 0)
            return &r->sheets.sheets[i].by[ZI_LKE_TPI];
    fail_msg("no unit %s", unit);
    return NULL;
}

static struct zi_lke_answers copy_of(const struct zi_lke_answers *answers)
{
    struct zi_lke_answers copy = blank_answers();

    memcpy(copy.numbers, answers->numbers, official()->n_rows * sizeof *copy.numbers);
    memcpy(copy.states, answers->states, official()->n_rows);
    return copy;
}

/* Deterministic, and its own. */
static uint64_t chance_state = 88172645463325252u;

static unsigned chance(unsigned n)
{
    chance_state ^= chance_state << 13;
    chance_state ^= chance_state >> 7;
    chance_state ^= chance_state << 17;
    return n > 0 ? (unsigned)(chance_state % n) : 0;
}

static unsigned n_choices(const struct zi_lke_row *row)
{
    unsigned n = 0;

    while (zi_lke_choices(row->type)->answers[n] != NULL)
        n++;
    return n;
}

/* Every typed row answered, or left blank one time in blank_in (0: never). */
static void fill(struct zi_lke_answers *answers, unsigned blank_in)
{
    const struct zi_lke_outline *outline = official();

    for (size_t i = 0; i < outline->n_rows; i++) {
        const struct zi_lke_row *row = &outline->rows[i];

        erase(answers, i);
        if (!zi_lke_is_typed(row) || (blank_in > 0 && chance(blank_in) == 0))
            continue;
        if (row->type == ZI_LKE_COUNT)
            give(answers, i, 1 + chance(8));
        else if (row->type == ZI_LKE_INDEX4)
            give(answers, i, (100 + chance(301)) / 100.0);
        else
            give(answers, i, chance(n_choices(row)));
    }
}

/* ---- the worked examples ---- */

static void worked_sheets_reproduce(void **state)
{
    struct lke_reading r = {0};
    FILE *file = fopen("tests/reference/lke/expected.csv", "r");
    char line[256];
    size_t n = 0;

    (void)state;
    read_reference(&r);
    assert_non_null(file);
    assert_non_null(fgets(line, sizeof line, file));
    while (fgets(line, sizeof line, file) != NULL) {
        char *unit = line, *node, *sheet, *strict;
        const struct zi_lke_points *points;

        node = strchr(unit, ',');
        *node++ = '\0';
        sheet = strchr(node, ',');
        *sheet++ = '\0';
        strict = strchr(sheet, ',');
        *strict++ = '\0';
        compute(reference(&r, unit));
        points = strcmp(node, "zi") == 0 ? &score.total : points_named(node);
        if (*sheet == '\0')
            assert_undefined(points->sheet);
        else
            assert_close(points->sheet, strtod(sheet, NULL), 1e-13);
        assert_true(points->strict == strtod(strict, NULL)); /* the nearest double to the exact */
        n++;
    }
    fclose(file);
    assert_int_equal(n, 144);
    release_lke(&r);
}

static const char *ids_of(enum zi_lke_outcome outcome, char ids[2000])
{
    *ids = '\0';
    for (size_t i = 0; i < official()->n_rows; i++)
        if (official()->rows[i].level == ZI_LKE_QUESTION && score.nodes[i].outcome == outcome)
            sprintf(ids + strlen(ids), "%s%s", *ids != '\0' ? " " : "", official()->rows[i].id);
    return ids;
}

static void questions_of_worked_sheets_are_sorted_out(void **state)
{
    static const struct {
        const char *unit;
        enum zi_lke_outcome outcome;
        size_t n;
        const char *ids;
    } expected[] = {
        {"lengkap", ZI_LKE_IS_BLANK, 0, ""},
        {"lengkap", ZI_LKE_IS_INVALID, 0, ""},
        {"lengkap", ZI_LKE_IS_UNDEFINED, 0, ""},
        {"berlubang", ZI_LKE_IS_BLANK, 6,
         "A.1.1.ii.c A.1.3.iii.b A.1.5.v.d A.1.6.ii.f A.2.1.i.b A.2.2.iii.b"},
        {"berlubang", ZI_LKE_IS_INVALID, 1, "A.1.2.iii.b"},
        {"berlubang", ZI_LKE_IS_UNDEFINED, 1, "A.2.5.ii.a"},
    };
    struct lke_reading r = {0};
    char ids[2000];

    (void)state;
    read_reference(&r);
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        compute(reference(&r, expected[i].unit));
        assert_int_equal(score.total.n_of[expected[i].outcome], expected[i].n);
        assert_string_equal(ids_of(expected[i].outcome, ids), expected[i].ids);
    }
    assert_int_equal(score.total.n_of[ZI_LKE_ANSWERED], 105);
    assert_true(zi_number_at_least(score.total.strict, 75));
    assert_false(zi_number_at_least(score.total.strict, 85));
    /* Complaints of which there were none, counted in full, would be worth 3 points. */
    assert_close(score.strict_if_full, score.total.strict + 3, 1e-14);
    release_lke(&r);
}

/* Erasing every letter worth half or less, where its indicator keeps another answer, lifts what
 * the sheet shows past 85 while the strict score falls. Measured with the official workbook. */
static void blanks_lift_the_sheet_and_lower_the_strict_score(void **state)
{
    struct lke_reading r = {0};
    struct zi_lke_answers answers;
    const struct zi_lke_outline *outline = official();
    size_t n = 0;

    (void)state;
    read_reference(&r);
    answers = copy_of(reference(&r, "lengkap"));
    for (size_t i = 0; i < outline->n_rows; i++) {
        const struct zi_lke_row *row = &outline->rows[i];
        const double *shares = zi_lke_choices(row->type)->shares;

        if (shares == NULL || !isnan(row->weight) || outline->rows[row->parent].n_children == 1 ||
            shares[(size_t)answers.numbers[i]] > 0.5)
            continue;
        erase(&answers, i);
        n++;
    }
    assert_int_equal(n, 18);
    compute(&answers);
    assert_true(fabs(score.total.sheet - 85.68) < 0.005);
    assert_true(fabs(score.total.strict - 79.16) < 0.005);
    assert_int_equal(score.total.n_of[ZI_LKE_IS_BLANK], 18);
    free_answers(&answers);
    release_lke(&r);
}

/* 36 typed for 3.51: measured with the official workbook. */
static void an_index_off_its_scale_counts_in_the_sheet_only(void **state)
{
    struct lke_reading r = {0};
    struct zi_lke_answers answers;
    size_t row = row_of("B.2.a");

    (void)state;
    read_reference(&r);
    answers = copy_of(reference(&r, "lengkap"));
    give(&answers, row, 36);
    answers.states[row] = ZI_LKE_INVALID;
    compute(&answers);
    assert_true(fabs(score.total.sheet - 223.26) < 0.005);
    assert_close(score.total.strict, 81.3662987012987 - 15.35625, 1e-13);
    assert_undefined(points_named("ipkp")->strict);
    free_answers(&answers);
    release_lke(&r);
}

/* ---- every type and formula ---- */

static void every_choice_earns_its_share(void **state)
{
    static const struct {
        const char *id;
        double shares[5];
    } questions[] = {
        {"A.1.1.i.a", {1, 0}},
        {"A.1.1.i.b", {1, 0.5, 0}},
        {"A.1.1.iii.a", {1, 0.67, 0.33, 0}},
        {"A.1.2.i.b", {1, 0.75, 0.5, 0.25, 0}},
        {"B.1.b", {1, 0.75, 0.5, 0.25, 0}},
    };
    struct zi_lke_answers answers = blank_answers();

    (void)state;
    for (size_t q = 0; q < sizeof questions / sizeof questions[0]; q++) {
        size_t row = row_of(questions[q].id);
        const struct zi_lke_row *r = &official()->rows[row];
        unsigned n = n_choices(r);

        for (unsigned i = 0; i < n; i++) {
            give(&answers, row, i);
            compute(&answers);
            assert_close(score.nodes[row].share, questions[q].shares[i], 1e-15);
            assert_close(score.nodes[row].points.strict,
                         questions[q].shares[i] * score.nodes[row].points.weight, 1e-15);
        }
    }
    free_answers(&answers);
}

static void an_index_is_linear_through_zero(void **state)
{
    static const double pairs[][2] = {{0, 0},       {1, 4.375},     {3.2, 14},     {3.4, 14.875},
                                      {3.6, 15.75}, {3.5, 15.3125}, {3.8, 16.625}, {4, 17.5}};
    struct zi_lke_answers answers = blank_answers();

    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        give_to(&answers, "B.1.a", pairs[i][0]);
        compute(&answers);
        assert_true(points_named("B.1.a")->strict == pairs[i][1]);
        assert_true(points_named("zi.b1a")->sheet == pairs[i][1]);
    }
    free_answers(&answers);
}

/* NaN among the inputs is a blank one, below -0.5 an invalid one. */
struct formula_case {
    const char *question;
    double inputs[5]; /* typed ones, in the sheet's order */
    double share;
    enum zi_lke_outcome outcome;
    bool capped;
};

static void formulas_at_their_borders(void **state)
{
    static const struct formula_case cases[] = {
        {"A.2.1.i.a", {4, 2}, 0.5, ZI_LKE_ANSWERED, false},
        {"A.2.1.i.a", {4, 4}, 1, ZI_LKE_ANSWERED, false},
        {"A.2.1.i.a", {4, 5}, 1, ZI_LKE_ANSWERED, true},
        {"A.2.1.i.a", {4, 0}, 0, ZI_LKE_ANSWERED, false},
        {"A.2.1.i.a", {0, 0}, 0, ZI_LKE_IS_UNDEFINED, false},
        {"A.2.1.i.a", {0, 3}, 0, ZI_LKE_IS_UNDEFINED, false},
        {"A.2.1.i.a", {NAN, 2}, 0, ZI_LKE_IS_BLANK, false},
        {"A.2.1.i.a", {4, -1}, 0, ZI_LKE_IS_INVALID, false},
        {"A.2.1.i.b", {3, 3}, 1, ZI_LKE_ANSWERED, false},
        {"A.2.1.i.b", {0, 0}, 0, ZI_LKE_IS_UNDEFINED, false},
        {"A.2.3.iii.a", {0, 0, 0}, 1, ZI_LKE_ANSWERED, false},
        {"A.2.3.iii.a", {0, 1, 0}, 0, ZI_LKE_IS_UNDEFINED, false},
        {"A.2.3.iii.a", {4, 1, 0}, 0.75, ZI_LKE_ANSWERED, false},
        {"A.2.3.iii.a", {4, 4, 0}, 0, ZI_LKE_ANSWERED, false},
        {"A.2.3.iii.a", {4, 6, 0}, 0, ZI_LKE_ANSWERED, false},
        {"A.2.3.iii.a", {4, 1, NAN}, 0, ZI_LKE_IS_BLANK, false}, /* unused, and yet needed */
        {"A.2.4.i.a", {8, 7}, 0.875, ZI_LKE_ANSWERED, false},
        {"A.2.5.ii.a", {4, 3, 1}, 0.25, ZI_LKE_ANSWERED, false},
        {"A.2.5.ii.a", {4, NAN, 1}, 0, ZI_LKE_IS_BLANK, false}, /* the same */
        {"A.2.5.ii.a", {0, 0, 0}, 0, ZI_LKE_IS_UNDEFINED, false},
        {"A.2.5.iii.i.a", {1, 2, 1, 3}, 0.75, ZI_LKE_ANSWERED, false},
        {"A.2.5.iii.i.a", {1, 2, NAN, 3}, 0, ZI_LKE_IS_BLANK, false},
        {"A.2.5.iii.i.a", {1, 2, -1, 3}, 0, ZI_LKE_IS_INVALID, false},
        {"A.2.5.iii.i.a", {0, 0, 0, 0}, 0, ZI_LKE_IS_UNDEFINED, false},
        {"A.2.5.iii.i.a", {1, 2, 1, 5}, 1, ZI_LKE_ANSWERED, true},
        {"A.2.5.iii.ii.a", {8, NAN, NAN, NAN, 2}, 0.25, ZI_LKE_ANSWERED, false},
        {"A.2.5.iii.ii.a", {8, 3, 3, 2, NAN}, 0, ZI_LKE_IS_BLANK, false},
        {"A.2.6.i.b", {20, 5}, 0.25, ZI_LKE_ANSWERED, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct formula_case *c = &cases[i];
        struct zi_lke_answers answers = blank_answers();
        size_t question = row_of(c->question);
        size_t k = 0;

        for (size_t row = question + 1; official()->rows[row].level == ZI_LKE_INPUT; row++) {
            if (!zi_lke_is_typed(&official()->rows[row]))
                continue;
            if (!isnan(c->inputs[k]))
                give(&answers, row, c->inputs[k]);
            if (c->inputs[k] < 0)
                answers.states[row] = ZI_LKE_INVALID;
            k++;
        }
        compute(&answers);
        if (score.nodes[question].outcome != c->outcome ||
            score.nodes[question].capped != c->capped ||
            fabs(score.nodes[question].share - c->share) > 1e-15)
            fail_msg("case %zu: %s is %g, outcome %d", i, c->question, score.nodes[question].share,
                     (int)score.nodes[question].outcome);
        free_answers(&answers);
    }
}

/* ---- the sheet's own ways ---- */

static void a_blank_alone_in_its_indicator_is_an_error(void **state)
{
    struct lke_reading r = {0};
    struct zi_lke_answers answers;

    (void)state;
    read_reference(&r);
    answers = copy_of(reference(&r, "lengkap"));
    erase(&answers, row_of("A.1.3.vi.a"));
    compute(&answers);
    assert_undefined(score.total.sheet);
    assert_undefined(points_named("A.1.3")->sheet);
    assert_int_equal(score.total.reason, ZI_MISSING);
    assert_close(score.total.strict, 81.3662987012987 - 0.125, 1e-13);
    assert_true(points_named("A.2")->sheet > 0);
    free_answers(&answers);
    release_lke(&r);
}

static void lhkpn_counts_twice_in_the_sheet_and_lhkasn_never(void **state)
{
    struct lke_reading r = {0};
    struct zi_lke_answers answers;

    (void)state;
    read_reference(&r);
    answers = copy_of(reference(&r, "lengkap"));
    compute(&answers);
    assert_close(points_named("A.2.5.iii")->sheet, 1.5, 1e-15);
    assert_close(points_named("A.2.5.iii")->strict, 1.75, 1e-15);
    erase(&answers, row_of("A.2.5.iii.ii.a.2"));
    compute(&answers);
    assert_close(points_named("A.2.5.iii")->sheet, 1.5, 1e-15); /* untouched by the blank */
    assert_undefined(points_named("A.2.5.iii.ii")->sheet);
    assert_close(points_named("A.2.5.iii")->strict, 0.75, 1e-15);
    assert_int_equal(score.total.n_of[ZI_LKE_IS_BLANK], 1);
    assert_close(score.total.sheet, 81.1162987012987, 1e-13);
    free_answers(&answers);
    release_lke(&r);
}

static void a_blank_result_is_an_error(void **state)
{
    static const char *const ids[] = {"B.1.a", "B.1.b", "B.2.a"};
    struct lke_reading r = {0};

    (void)state;
    read_reference(&r);
    for (size_t i = 0; i < 3; i++) {
        struct zi_lke_answers answers = copy_of(reference(&r, "lengkap"));

        erase(&answers, row_of(ids[i]));
        compute(&answers);
        assert_undefined(score.total.sheet);
        assert_undefined(points_named("B")->sheet);
        assert_true(points_named("A")->sheet > 0);
        free_answers(&answers);
    }
    release_lke(&r);
}

static void numbers_typed_twice_are_compared(void **state)
{
    struct zi_lke_answers answers = blank_answers();

    (void)state;
    give_to(&answers, "A.2.1.i.a.2", 3);
    give_to(&answers, "A.2.1.i.b.1", 3);
    give_to(&answers, "A.2.5.iii.ii.a.1", 12);
    give_to(&answers, "A.2.5.iii.ii.a.1.1", 3);
    give_to(&answers, "A.2.5.iii.ii.a.1.2", 4);
    give_to(&answers, "A.2.5.iii.ii.a.1.3", 6);
    compute(&answers);
    assert_undefined(score.nodes[row_of("A.2.1.i.b.1")].should_be);
    assert_close(score.nodes[row_of("A.2.5.iii.ii.a.1")].should_be, 13, 0);
    give_to(&answers, "A.2.1.i.b.1", 4);
    erase(&answers, row_of("A.2.5.iii.ii.a.1.3"));
    compute(&answers);
    assert_close(score.nodes[row_of("A.2.1.i.b.1")].should_be, 3, 0);
    assert_undefined(score.nodes[row_of("A.2.5.iii.ii.a.1")].should_be);
    free_answers(&answers);
}

static void nothing_answered_is_zero_and_an_error(void **state)
{
    struct zi_lke_answers answers = blank_answers();

    (void)state;
    compute(&answers);
    assert_undefined(score.total.sheet);
    assert_true(score.total.strict == 0);
    assert_int_equal(score.total.n_of[ZI_LKE_IS_BLANK], 113);
    free_answers(&answers);
}

static void the_best_answers_earn_every_point(void **state)
{
    struct zi_lke_answers answers = blank_answers();
    const struct zi_lke_outline *outline = official();

    (void)state;
    for (size_t i = 0; i < outline->n_rows; i++)
        if (zi_lke_is_typed(&outline->rows[i]))
            give(&answers, i,
                 outline->rows[i].type == ZI_LKE_INDEX4  ? 4
                 : outline->rows[i].type == ZI_LKE_COUNT ? 1
                                                         : 0);
    give_to(&answers, "A.2.3.iii.a.2", 0);
    give_to(&answers, "A.2.5.iii.i.a.2", 3);
    compute(&answers);
    assert_true(score.total.strict == 100);
    assert_true(score.total.sheet == 100);
    for (size_t i = 0; i < outline->n_rows; i++)
        if (outline->rows[i].level < ZI_LKE_INPUT)
            assert_close(score.nodes[i].points.strict, score.nodes[i].points.weight, 1e-15);
    free_answers(&answers);
}

/* ---- properties ---- */

static void a_worse_answer_to_a_blank_raises_nothing(void **state)
{
    struct zi_lke_answers answers = blank_answers();
    const struct zi_lke_outline *outline = official();

    (void)state;
    for (int round = 0; round < 20; round++) {
        fill(&answers, 6);
        for (size_t i = 0; i < outline->n_rows; i++) {
            double before;

            if (zi_lke_choices(outline->rows[i].type)->shares == NULL ||
                answers.states[i] != ZI_LKE_BLANK)
                continue;
            compute(&answers);
            before = score.total.strict;
            give(&answers, i, n_choices(&outline->rows[i]) - 1);
            compute(&answers);
            assert_true(score.total.strict == before);
            give(&answers, i, 0);
            compute(&answers);
            assert_true(score.total.strict > before);
            erase(&answers, i);
        }
    }
    free_answers(&answers);
}

/* Where LHKPN and LHKASN agree the strict score is nowhere above the sheet's. */
static void strict_is_at_most_what_the_sheet_computes(void **state)
{
    struct zi_lke_answers answers = blank_answers();
    size_t n_defined = 0, n_equal = 0;

    (void)state;
    for (int round = 0; round < 400; round++) {
        fill(&answers, round % 2 == 0 ? 0 : 40);
        give_to(&answers, "A.2.5.iii.i.a.1.1", 1);
        give_to(&answers, "A.2.5.iii.i.a.1.2", 2);
        give_to(&answers, "A.2.5.iii.i.a.1.3", 1);
        give_to(&answers, "A.2.5.iii.i.a.2", 3);
        give_to(&answers, "A.2.5.iii.ii.a.1", 8);
        give_to(&answers, "A.2.5.iii.ii.a.2", 6);
        compute(&answers);
        for (size_t i = 0; i < official()->n_rows; i++)
            if (!isnan(score.nodes[i].points.sheet))
                assert_true(score.nodes[i].points.strict <= score.nodes[i].points.sheet + 1e-12);
        if (isnan(score.total.sheet))
            continue;
        n_defined++;
        n_equal += fabs(score.total.sheet - score.total.strict) < 1e-12;
        if (score.total.n_of[ZI_LKE_ANSWERED] == 113)
            assert_close(score.total.sheet, score.total.strict, 1e-14);
    }
    assert_true(n_defined > 200 && n_equal >= 200 && n_equal < n_defined);
    free_answers(&answers);
}

/* Strict points in units of 1/11,520,000, a multiple of every denominator that fill() can make:
 * shares in hundredths, 1 to 8 questions, quarters of points, ratios to 1..8, indices in
 * hundredths. */
static const int64_t UNITS = 11520000;

static int64_t exact_strict(const struct zi_lke_answers *answers)
{
    const struct zi_lke_outline *outline = official();
    int64_t total = 0;

    for (size_t i = 0; i < outline->n_rows; i++) {
        const struct zi_lke_row *row = &outline->rows[i];
        int64_t weight, n = 1, numerator, denominator;

        if (row->level != ZI_LKE_QUESTION || score.nodes[i].outcome != ZI_LKE_ANSWERED)
            continue;
        if (isnan(row->weight)) {
            weight = (int64_t)(4 * outline->rows[row->parent].weight);
            n = (int64_t)outline->rows[row->parent].n_children;
        } else {
            weight = (int64_t)(4 * row->weight);
        }
        if (row->type == ZI_LKE_PERCENT)
            continue;
        if (row->type == ZI_LKE_INDEX4) {
            numerator = llround(100 * answers->numbers[i]);
            denominator = 400;
        } else {
            numerator =
                llround(100 * zi_lke_choices(row->type)->shares[(size_t)answers->numbers[i]]);
            denominator = 100;
        }
        assert_int_equal(UNITS * weight * numerator % (4 * n * denominator), 0);
        total += UNITS * weight * numerator / (4 * n * denominator);
    }
    return total;
}

static void totals_are_the_doubles_nearest_to_exact_sums(void **state)
{
    struct zi_lke_answers answers = blank_answers();

    (void)state;
    for (int round = 0; round < 2000; round++) {
        double exact;

        fill(&answers, 12);
        for (size_t i = 0; i < official()->n_rows; i++)
            if (official()->rows[i].type == ZI_LKE_COUNT)
                erase(&answers, i); /* ratios are another test's */
        compute(&answers);
        exact = (double)((long double)exact_strict(&answers) / (long double)UNITS);
        assert_true(score.total.strict == exact);
        assert_true(zi_number_at_least(score.total.strict, exact));
        assert_false(zi_number_at_least(score.total.strict, exact + 1e-6));
    }
    free_answers(&answers);
}

/* ---- better answers ---- */

static double strict_with(struct zi_lke_answers *answers, size_t row, double number)
{
    double before = answers->numbers[row], result;
    uint8_t state = answers->states[row];

    give(answers, row, number);
    compute(answers);
    result = score.total.strict;
    answers->numbers[row] = before;
    answers->states[row] = state;
    return result;
}

/* The most that any one answer to a question, or to the input that improves it, is worth. */
static double brute_gain(struct zi_lke_answers *answers, size_t question, double before)
{
    const struct zi_lke_row *row = &official()->rows[question];
    size_t typed = row->type == ZI_LKE_PERCENT ? row->best_input : question;
    unsigned n = row->type == ZI_LKE_PERCENT  ? 40
                 : row->type == ZI_LKE_INDEX4 ? 401
                                              : n_choices(row);
    double best = 0;

    for (unsigned i = 0; i < n; i++) {
        double number = row->type == ZI_LKE_INDEX4 ? i / 100.0 : i;
        double gain = strict_with(answers, typed, number) - before;

        best = gain > best ? gain : best;
    }
    return best;
}

static void best_answers_agree_with_brute_force(void **state)
{
    struct zi_lke_answers answers = blank_answers();

    (void)state;
    for (int round = 0; round < 30; round++) {
        struct zi_arena own = {0};
        struct zi_lke_improvement *better;
        double before;
        size_t n, listed = 0;

        fill(&answers, round % 3 == 0 ? 0 : 9);
        compute(&answers);
        before = score.total.strict;
        assert_int_equal(zi_lke_improvements(&scorer, &answers, &own, &better, &n, NULL), ZI_OK);
        for (size_t i = 0; i < n; i++) {
            if (i > 0)
                assert_true(better[i - 1].gain > better[i].gain - 2e-9);
            if (better[i].row != ZI_LKE_NO_ROW)
                assert_close(strict_with(&answers, better[i].row, better[i].number) - before,
                             better[i].gain, 1e-9);
        }
        for (size_t q = 0; q < official()->n_rows; q++) {
            const struct zi_lke_improvement *found = NULL;
            double gain;

            if (official()->rows[q].level != ZI_LKE_QUESTION)
                continue;
            gain = brute_gain(&answers, q, before);
            for (size_t i = 0; i < n; i++)
                if (better[i].question == q)
                    found = &better[i];
            listed += found != NULL;
            if (found == NULL || found->row == ZI_LKE_NO_ROW)
                assert_true(gain < 1e-9);
            else
                assert_close(found->gain, gain, 1e-9);
        }
        assert_int_equal(listed, n);
        zi_arena_release(&own);
    }
    free_answers(&answers);
}

static void best_of_a_blank_ratio_is_to_fill_it_in(void **state)
{
    struct zi_lke_answers answers = blank_answers();
    struct zi_lke_improvement *better;
    size_t n;

    (void)state;
    assert_int_equal(zi_lke_improvements(&scorer, &answers, &arena, &better, &n, NULL), ZI_OK);
    assert_int_equal(n, 113);
    /* The two surveys, then performance: 17.5, 17.5, 5. */
    assert_string_equal(official()->rows[better[0].question].id, "B.1.a");
    assert_string_equal(official()->rows[better[1].question].id, "B.2.a");
    assert_true(better[0].number == 4 && better[0].gain == 17.5);
    assert_string_equal(official()->rows[better[2].question].id, "B.1.b");
    assert_string_equal(official()->rows[better[3].question].id, "A.2.5.ii.a");
    assert_true(better[3].row == ZI_LKE_NO_ROW && better[3].gain == 3);
    /* With the denominator typed the numerator alone will do. */
    give_to(&answers, "A.2.5.ii.a.1", 15);
    give_to(&answers, "A.2.5.ii.a.2", 0);
    assert_int_equal(zi_lke_improvements(&scorer, &answers, &arena, &better, &n, NULL), ZI_OK);
    assert_int_equal(better[3].row, row_of("A.2.5.ii.a.3"));
    assert_true(better[3].number == 15 && better[3].gain == 3);
    /* Without complaints nothing mends it. */
    give_to(&answers, "A.2.5.ii.a.1", 0);
    give_to(&answers, "A.2.5.ii.a.3", 0);
    assert_int_equal(zi_lke_improvements(&scorer, &answers, &arena, &better, &n, NULL), ZI_OK);
    assert_int_equal(n, 112);
    free_answers(&answers);
}

static void a_change_leaves_the_answers_alone(void **state)
{
    struct zi_lke_answers answers = blank_answers();
    struct zi_lke_answers changed;
    const struct zi_lke_change changes[] = {{row_of("A.1.2.i.a"), 1}, {row_of("B.1.a"), 3.6}};

    (void)state;
    assert_int_equal(zi_lke_change(official(), &answers, changes, 2, &arena, &changed, NULL),
                     ZI_OK);
    compute(&changed);
    assert_close(score.total.strict, 0.67 / 3 + 15.75, 1e-15);
    compute(&answers);
    assert_true(score.total.strict == 0);
    free_answers(&answers);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_sheets_reproduce),
        cmocka_unit_test(questions_of_worked_sheets_are_sorted_out),
        cmocka_unit_test(blanks_lift_the_sheet_and_lower_the_strict_score),
        cmocka_unit_test(an_index_off_its_scale_counts_in_the_sheet_only),
        cmocka_unit_test(every_choice_earns_its_share),
        cmocka_unit_test(an_index_is_linear_through_zero),
        cmocka_unit_test(formulas_at_their_borders),
        cmocka_unit_test(a_blank_alone_in_its_indicator_is_an_error),
        cmocka_unit_test(lhkpn_counts_twice_in_the_sheet_and_lhkasn_never),
        cmocka_unit_test(a_blank_result_is_an_error),
        cmocka_unit_test(numbers_typed_twice_are_compared),
        cmocka_unit_test(nothing_answered_is_zero_and_an_error),
        cmocka_unit_test(the_best_answers_earn_every_point),
        cmocka_unit_test(a_worse_answer_to_a_blank_raises_nothing),
        cmocka_unit_test(strict_is_at_most_what_the_sheet_computes),
        cmocka_unit_test(totals_are_the_doubles_nearest_to_exact_sums),
        cmocka_unit_test(best_answers_agree_with_brute_force),
        cmocka_unit_test(best_of_a_blank_ratio_is_to_fill_it_in),
        cmocka_unit_test(a_change_leaves_the_answers_alone),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
