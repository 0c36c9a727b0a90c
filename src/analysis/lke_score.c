/* Answers to scores, from the questions up to the total. */
#include "zistat/analysis/lke_score.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/count.h"
#include "lke/formula.h"

/* What the sheet's cells hold, by row: the share of a question, the points of a row above, the
 * number of an input. */
struct zi_lke_cells {
    struct zi_lke_cell *sheet;
    enum zi_reason *reasons; /* of those that are errors */
    long double *strict;     /* points */
};

/* The decimal that was written, nearer than its double: 0.67. */
static long double as_decimal(double value)
{
    long double scaled = roundl(value * 1e9L);
    long double decimal = scaled / 1e9L;

    return fabs((double)(decimal - value)) <= 1e-15 * fabs(value) ? decimal : value;
}

/* Both values in points and in percent of the weight (0: there is none). */
static void set_points(struct zi_lke_points *points, long double weight, struct zi_lke_cell sheet,
                       enum zi_reason reason, long double strict)
{
    bool defined = sheet.kind == ZI_LKE_NUMBER;

    points->weight = weight > 0 ? (double)weight : NAN;
    points->sheet = defined ? (double)sheet.number : NAN;
    points->reason = defined ? ZI_DEFINED : reason;
    points->strict = (double)strict;
    points->sheet_percent = defined && weight > 0 ? (double)(100 * sheet.number / weight) : NAN;
    points->strict_percent = weight > 0 ? (double)(100 * strict / weight) : NAN;
}

/* ---- what is the same for all sheets ---- */

static int compare_fed(const void *a, const void *b)
{
    size_t x = ((const struct zi_lke_fed *)a)->index;
    size_t y = ((const struct zi_lke_fed *)b)->index;

    return (x > y) - (x < y);
}

static void add_fed(struct zi_lke_scorer *scorer, size_t index, size_t answer)
{
    for (size_t i = 0; i < scorer->n_fed; i++)
        if (scorer->fed[i].index == index)
            return;
    scorer->fed[scorer->n_fed++] = (struct zi_lke_fed){index, answer};
}

static void list_fed(struct zi_lke_scorer *scorer)
{
    const struct zi_lke_outline *outline = scorer->outline;

    for (size_t i = 0; i < outline->n_rows; i++) {
        const struct zi_lke_row *row = &outline->rows[i];

        for (size_t k = 0; k < row->n_indices; k++)
            add_fed(scorer, row->indices[k], ZI_LKE_NO_ROW);
        if (row->answer_index != ZI_NO_INDEX)
            add_fed(scorer, (size_t)row->answer_index, i);
    }
    qsort(scorer->fed, scorer->n_fed, sizeof *scorer->fed, compare_fed);
}

enum zi_code zi_lke_scorer_init(struct zi_lke_scorer *scorer, const struct zi_lke_outline *outline,
                                struct zi_error *error)
{
    size_t room = outline->n_rows + 1;

    *scorer = (struct zi_lke_scorer){.outline = outline};
    for (size_t i = 0; i < outline->n_rows; i++)
        room += outline->rows[i].n_indices;
    scorer->fed = zi_arena_allocate(&scorer->arena, room, sizeof *scorer->fed);
    scorer->shares_of_weight =
        zi_arena_allocate(&scorer->arena, outline->n_rows + 1, sizeof *scorer->shares_of_weight);
    if (scorer->fed == NULL || scorer->shares_of_weight == NULL) {
        zi_lke_scorer_release(scorer);
        return zi_fail_memory(error);
    }
    list_fed(scorer);
    for (size_t i = 0; i < outline->n_rows; i++) {
        const struct zi_lke_row *row = &outline->rows[i];

        if (!isnan(row->weight))
            scorer->shares_of_weight[i] = as_decimal(row->weight);
        else if (row->level == ZI_LKE_QUESTION)
            scorer->shares_of_weight[i] = as_decimal(outline->rows[row->parent].weight) /
                                          (long double)outline->rows[row->parent].n_children;
    }
    return ZI_OK;
}

bool zi_lke_is_in_catalogue(const struct zi_lke_scorer *scorer, size_t fed, int year)
{
    return year == 0 ||
           zi_catalogue_scale(scorer->outline->catalogue, scorer->fed[fed].index, year) != NULL;
}

void zi_lke_scorer_release(struct zi_lke_scorer *scorer)
{
    zi_arena_release(&scorer->arena);
    *scorer = (struct zi_lke_scorer){0};
}

enum zi_code zi_lke_score_make(struct zi_lke_score *score, const struct zi_lke_scorer *scorer,
                               struct zi_arena *arena, struct zi_error *error)
{
    size_t n = scorer->outline->n_rows + 1;
    struct zi_lke_cells *cells = zi_arena_allocate(arena, 1, sizeof *cells);

    *score = (struct zi_lke_score){.cells = cells};
    score->nodes = zi_arena_allocate(arena, n, sizeof *score->nodes);
    score->fed = zi_arena_allocate(arena, scorer->n_fed + 1, sizeof *score->fed);
    if (cells == NULL || score->nodes == NULL || score->fed == NULL)
        return zi_fail_memory(error);
    cells->sheet = zi_arena_allocate(arena, n, sizeof *cells->sheet);
    cells->reasons = zi_arena_allocate(arena, n, sizeof *cells->reasons);
    cells->strict = zi_arena_allocate(arena, n, sizeof *cells->strict);
    if (cells->sheet == NULL || cells->reasons == NULL || cells->strict == NULL)
        return zi_fail_memory(error);
    return ZI_OK;
}

/* ---- one sheet ---- */

struct scoring {
    const struct zi_lke_scorer *scorer;
    const struct zi_lke_outline *outline;
    const struct zi_lke_answers *answers;
    struct zi_lke_score *score;
    struct zi_lke_cells *cells;
};

static struct zi_lke_cell number_cell(long double number)
{
    return (struct zi_lke_cell){ZI_LKE_NUMBER, number};
}

static struct zi_lke_cell text_cell(void)
{
    return (struct zi_lke_cell){.kind = ZI_LKE_TEXT};
}

static bool is_error(struct zi_lke_cell cell)
{
    return cell.kind == ZI_LKE_ZERO_DIVISION || cell.kind == ZI_LKE_WRONG_VALUE;
}

static struct zi_lke_cell look_up(const void *cells, size_t row)
{
    return ((const struct zi_lke_cells *)cells)->sheet[row];
}

static enum zi_lke_state state_of(const struct scoring *s, size_t row)
{
    return (enum zi_lke_state)s->answers->states[row];
}

/* ---- inputs ---- */

struct worst {
    const struct scoring *scoring;
    enum zi_lke_state state;
};

static void find_worst(void *data, size_t row)
{
    struct worst *worst = data;
    enum zi_lke_state state = state_of(worst->scoring, row);

    if (state == ZI_LKE_INVALID || worst->state == ZI_LKE_GIVEN)
        worst->state = state;
}

/* A computed input is what the worst of its inputs is. */
static enum zi_lke_state state_of_input(const struct scoring *s, size_t row)
{
    const struct zi_lke_formula *formula = s->outline->rows[row].formula;
    struct worst worst = {s, ZI_LKE_GIVEN};

    if (formula == NULL)
        return state_of(s, row);
    zi_lke_formula_visit(formula, find_worst, &worst);
    return worst.state;
}

/* With a part of it empty the sheet's sum is text; what is no number is text to it too. */
static void score_input(struct scoring *s, size_t row)
{
    const struct zi_lke_row *r = &s->outline->rows[row];
    struct zi_lke_node *node = &s->score->nodes[row];
    double number = s->answers->numbers[row];

    if (r->formula == NULL) {
        s->cells->sheet[row] = isnan(number) ? text_cell() : number_cell(as_decimal(number));
    } else {
        s->cells->sheet[row] = zi_lke_formula_compute(r->formula, look_up, s->cells, NULL);
        if (is_error(s->cells->sheet[row]))
            s->cells->sheet[row] = text_cell();
    }
    node->share =
        s->cells->sheet[row].kind == ZI_LKE_NUMBER ? (double)s->cells->sheet[row].number : NAN;
}

/* From below: a computed one is made of those below it. */
static void score_inputs(struct scoring *s)
{
    for (size_t row = s->outline->n_rows; row-- > 0;)
        if (s->outline->rows[row].level == ZI_LKE_INPUT)
            score_input(s, row);
}

static void compare_input(struct scoring *s, size_t row)
{
    const struct zi_lke_formula *equals = s->outline->rows[row].equals;
    struct zi_lke_node *node = &s->score->nodes[row];
    struct zi_lke_cell other;

    node->should_be = NAN;
    if (equals == NULL || state_of(s, row) != ZI_LKE_GIVEN)
        return;
    other = zi_lke_formula_compute(equals, look_up, s->cells, NULL);
    if (other.kind == ZI_LKE_NUMBER && other.number != s->cells->sheet[row].number)
        node->should_be = (double)other.number;
}

/* ---- questions ---- */

/* What a question is worth: its cell in the sheet, its strict share, what became of it. */
struct verdict {
    struct zi_lke_cell sheet;
    enum zi_reason reason; /* of an error */
    enum zi_lke_outcome outcome;
    long double share;
    bool capped;
};

static enum zi_lke_outcome outcome_of(enum zi_lke_state state)
{
    switch (state) {
    case ZI_LKE_BLANK: return ZI_LKE_IS_BLANK;
    case ZI_LKE_INVALID: return ZI_LKE_IS_INVALID;
    case ZI_LKE_GIVEN: break;
    }
    return ZI_LKE_ANSWERED;
}

static struct verdict judge_typed(const struct scoring *s, size_t row)
{
    const struct zi_lke_row *r = &s->outline->rows[row];
    const double *shares = zi_lke_choices(r->type)->shares;
    double number = s->answers->numbers[row];
    struct verdict v = {.sheet = text_cell(), .outcome = outcome_of(state_of(s, row))};

    if (shares != NULL && v.outcome == ZI_LKE_ANSWERED)
        v.sheet = number_cell(as_decimal(shares[(size_t)number]));
    else if (shares == NULL && !isnan(number)) /* an invalid index too: the sheet has no limit */
        v.sheet = number_cell(as_decimal(number) / 4);
    if (v.outcome == ZI_LKE_ANSWERED)
        v.share = v.sheet.number;
    return v;
}

static enum zi_lke_state state_of_needs(const struct scoring *s, const struct zi_lke_row *row)
{
    enum zi_lke_state worst = ZI_LKE_GIVEN;

    for (size_t i = 0; i < row->n_needs; i++) {
        enum zi_lke_state state = state_of_input(s, row->needs[i]);

        if (state == ZI_LKE_INVALID || worst == ZI_LKE_GIVEN)
            worst = state;
    }
    return worst;
}

/* The sheet looks only at typed cells before it computes. */
static bool some_cell_is_empty(const struct scoring *s, const struct zi_lke_row *row)
{
    for (size_t i = 0; i < row->n_needs; i++)
        if (s->outline->rows[row->needs[i]].formula == NULL &&
            state_of(s, row->needs[i]) == ZI_LKE_BLANK)
            return true;
    return false;
}

static struct verdict judge_percent(const struct scoring *s, size_t row)
{
    const struct zi_lke_row *r = &s->outline->rows[row];
    struct verdict v = {.sheet = text_cell(), .outcome = outcome_of(state_of_needs(s, r))};
    bool capped = false;

    if (some_cell_is_empty(s, r))
        return v;
    v.sheet = zi_lke_formula_compute(r->formula, look_up, s->cells, &capped);
    v.reason = v.sheet.kind == ZI_LKE_ZERO_DIVISION ? ZI_ZERO_DENOMINATOR : ZI_MISSING;
    if (v.outcome != ZI_LKE_ANSWERED)
        return v;
    if (is_error(v.sheet))
        v.outcome = ZI_LKE_IS_UNDEFINED;
    else
        v.share = v.sheet.number;
    v.capped = capped;
    return v;
}

static struct verdict judge(const struct scoring *s, size_t row)
{
    return s->outline->rows[row].type == ZI_LKE_PERCENT ? judge_percent(s, row)
                                                        : judge_typed(s, row);
}

static void score_question(struct scoring *s, size_t row)
{
    struct zi_lke_node *node = &s->score->nodes[row];
    long double weight = s->scorer->shares_of_weight[row];
    struct verdict v = judge(s, row);
    struct zi_lke_cell points = v.sheet;

    s->cells->sheet[row] = v.sheet;
    s->cells->reasons[row] = v.reason;
    s->cells->strict[row] = weight * v.share;
    node->outcome = v.outcome;
    node->share = (double)v.share;
    node->capped = v.capped;
    node->points.n_of[v.outcome] = 1;
    v.reason = is_error(v.sheet) ? v.reason : ZI_MISSING;
    points.number *= weight;
    set_points(&node->points, weight, points, v.reason, weight * v.share);
    /* With a weight of its own the sheet multiplies: text becomes an error. */
    if (isnan(s->outline->rows[row].weight))
        return;
    if (v.sheet.kind == ZI_LKE_NUMBER)
        s->cells->sheet[row].number = weight * v.sheet.number;
    else if (v.sheet.kind == ZI_LKE_TEXT)
        s->cells->sheet[row].kind = ZI_LKE_WRONG_VALUE;
    s->cells->reasons[row] = v.reason;
}

/* ---- above questions ---- */

/* AVERAGE x weight of the questions below: text drops out; nothing left is an error. */
static struct zi_lke_cell mean_of_questions(const struct scoring *s, size_t row,
                                            enum zi_reason *reason)
{
    long double sum = 0;
    size_t count = 0;

    *reason = ZI_MISSING;
    for (size_t i = s->outline->rows[row].first_child; i != ZI_LKE_NO_ROW;
         i = s->outline->rows[i].next_sibling) {
        struct zi_lke_cell cell = s->cells->sheet[i];

        if (is_error(cell)) {
            *reason = s->cells->reasons[i];
            return cell;
        }
        if (cell.kind != ZI_LKE_NUMBER)
            continue;
        sum += cell.number;
        count++;
    }
    if (count == 0)
        return (struct zi_lke_cell){.kind = ZI_LKE_ZERO_DIVISION};
    return number_cell(sum / (long double)count * as_decimal(s->outline->rows[row].weight));
}

static struct zi_lke_cell sum_of_points(const struct scoring *s, size_t row, enum zi_reason *reason)
{
    long double sum = 0;

    *reason = ZI_MISSING;
    for (size_t i = s->outline->rows[row].first_child; i != ZI_LKE_NO_ROW;
         i = s->outline->rows[i].next_sibling) {
        if (is_error(s->cells->sheet[i])) {
            *reason = s->cells->reasons[i];
            return s->cells->sheet[i];
        }
        sum += s->cells->sheet[i].number;
    }
    return number_cell(sum);
}

static void add_counts(struct zi_lke_points *to, const struct zi_lke_points *from)
{
    for (int i = 0; i < ZI_LKE_OUTCOMES; i++)
        to->n_of[i] += from->n_of[i];
}

static void score_above(struct scoring *s, size_t row)
{
    const struct zi_lke_row *r = &s->outline->rows[row];
    struct zi_lke_points *points = &s->score->nodes[row].points;
    bool of_questions = isnan(s->outline->rows[r->first_child].weight);
    enum zi_reason reason;
    struct zi_lke_cell cell =
        of_questions ? mean_of_questions(s, row, &reason) : sum_of_points(s, row, &reason);

    if (r->formula != NULL)
        cell = zi_lke_formula_compute(r->formula, look_up, s->cells, NULL);
    s->cells->sheet[row] = cell;
    s->cells->reasons[row] = reason;
    s->cells->strict[row] = 0;
    for (size_t i = r->first_child; i != ZI_LKE_NO_ROW; i = s->outline->rows[i].next_sibling) {
        s->cells->strict[row] += s->cells->strict[i];
        add_counts(points, &s->score->nodes[i].points);
    }
    set_points(points, s->scorer->shares_of_weight[row], cell, reason, s->cells->strict[row]);
}

/* ---- all of it ---- */

static void begin_row(struct scoring *s, size_t row)
{
    s->score->nodes[row] = (struct zi_lke_node){.should_be = NAN, .share = NAN};
    s->cells->reasons[row] = ZI_DEFINED;
    s->cells->strict[row] = 0;
}

static void score_row(struct scoring *s, size_t row)
{
    switch (s->outline->rows[row].level) {
    case ZI_LKE_INPUT: compare_input(s, row); break;
    case ZI_LKE_QUESTION: score_question(s, row); break;
    default: score_above(s, row);
    }
}

/* Points of rows that go into one sum. */
struct sum {
    struct zi_lke_cell sheet;
    enum zi_reason reason;
    long double strict;
    long double weight;
    struct zi_lke_points points;
};

static void add_row(struct sum *sum, const struct scoring *s, size_t row)
{
    if (sum->sheet.kind == ZI_LKE_NUMBER && is_error(s->cells->sheet[row])) {
        sum->sheet.kind = s->cells->sheet[row].kind;
        sum->reason = s->cells->reasons[row];
    }
    sum->sheet.number += s->cells->sheet[row].number;
    sum->strict += s->cells->strict[row];
    sum->weight += s->scorer->shares_of_weight[row];
    add_counts(&sum->points, &s->score->nodes[row].points);
}

static struct zi_lke_points end_sum(struct sum *sum)
{
    set_points(&sum->points, sum->weight, sum->sheet, sum->reason, sum->strict);
    return sum->points;
}

static bool goes_into(const struct zi_lke_row *row, size_t index)
{
    for (size_t i = 0; i < row->n_indices; i++)
        if (row->indices[i] == index)
            return true;
    return false;
}

/* The answer itself, where the index can have it. */
static struct zi_lke_points points_of_answer(const struct scoring *s, size_t index, size_t row,
                                             int year)
{
    const struct zi_lke_node *node = &s->score->nodes[row];
    const struct zi_catalogue *catalogue = s->outline->catalogue;
    const struct zi_scale *scale =
        year != 0 ? zi_catalogue_scale(catalogue, index, year) : catalogue->indices[index].scales;
    double number = s->answers->numbers[row];
    bool good = node->outcome == ZI_LKE_ANSWERED && scale != NULL && number >= scale->min &&
                number <= scale->max;
    struct zi_lke_points points = {
        .weight = NAN, .sheet_percent = NAN, .strict_percent = NAN, .reason = ZI_MISSING};

    points.sheet = points.strict = good ? number : NAN;
    points.reason = good ? ZI_DEFINED : ZI_MISSING;
    add_counts(&points, &node->points);
    return points;
}

static void score_fed(struct scoring *s, int year)
{
    for (size_t i = 0; i < s->scorer->n_fed; i++) {
        const struct zi_lke_fed *fed = &s->scorer->fed[i];
        struct sum sum = {0};

        if (fed->answer != ZI_LKE_NO_ROW) {
            s->score->fed[i] = points_of_answer(s, fed->index, fed->answer, year);
            continue;
        }
        for (size_t row = 0; row < s->outline->n_rows; row++)
            if (goes_into(&s->outline->rows[row], fed->index))
                add_row(&sum, s, row);
        s->score->fed[i] = end_sum(&sum);
    }
}

static void score_total(struct scoring *s)
{
    struct sum sum = {0};
    long double full = 0;

    for (size_t row = 0; row < s->outline->n_rows; row++) {
        if (s->outline->rows[row].parent == ZI_LKE_NO_ROW)
            add_row(&sum, s, row);
        if (s->outline->rows[row].level == ZI_LKE_QUESTION &&
            s->score->nodes[row].outcome == ZI_LKE_IS_UNDEFINED)
            full += s->scorer->shares_of_weight[row];
    }
    s->score->total = end_sum(&sum);
    s->score->strict_if_full = (double)(sum.strict + full);
}

void zi_lke_score_compute(struct zi_lke_score *score, const struct zi_lke_scorer *scorer,
                          const struct zi_lke_answers *answers, int year)
{
    struct scoring s = {.scorer = scorer,
                        .outline = scorer->outline,
                        .answers = answers,
                        .score = score,
                        .cells = score->cells};
    size_t n = scorer->outline->n_rows;

    for (size_t row = 0; row < n; row++)
        begin_row(&s, row);
    score_inputs(&s); /* first: a formula may use those of other questions */
    for (size_t row = n; row-- > 0;)
        score_row(&s, row);
    score_fed(&s, year);
    score_total(&s);
}

/* ---- better answers ---- */

enum zi_code zi_lke_change(const struct zi_lke_outline *outline,
                           const struct zi_lke_answers *answers,
                           const struct zi_lke_change changes[], size_t n_changes,
                           struct zi_arena *arena, struct zi_lke_answers *changed,
                           struct zi_error *error)
{
    size_t n = outline->n_rows;

    changed->numbers = zi_arena_allocate(arena, n + 1, sizeof *changed->numbers);
    changed->states = zi_arena_allocate(arena, n + 1, sizeof *changed->states);
    if (changed->numbers == NULL || changed->states == NULL)
        return zi_fail_memory(error);
    memcpy(changed->numbers, answers->numbers, n * sizeof *changed->numbers);
    memcpy(changed->states, answers->states, n * sizeof *changed->states);
    for (size_t i = 0; i < n_changes; i++) {
        changed->numbers[changes[i].row] = changes[i].number;
        changed->states[changes[i].row] = ZI_LKE_GIVEN;
    }
    return ZI_OK;
}

/* The share that a percent question has when one input is changed; -1 when it has none. */
static long double share_with(struct scoring *s, size_t question, size_t input, double number)
{
    double before = s->answers->numbers[input];
    uint8_t state = s->answers->states[input];
    struct verdict v;

    s->answers->numbers[input] = number;
    s->answers->states[input] = ZI_LKE_GIVEN;
    score_inputs(s);
    v = judge(s, question);
    s->answers->numbers[input] = before;
    s->answers->states[input] = state;
    score_inputs(s);
    return v.outcome == ZI_LKE_ANSWERED ? v.share : -1;
}

/* One input alone, or all that are missing. */
static struct zi_lke_improvement improve_percent(struct scoring *s, size_t question)
{
    const struct zi_lke_row *row = &s->outline->rows[question];
    const struct zi_lke_node *node = &s->score->nodes[question];
    struct zi_lke_improvement better = {.question = question, .row = ZI_LKE_NO_ROW};
    long double share = 1;

    if (row->best != NULL) {
        struct zi_lke_cell best = zi_lke_formula_compute(row->best, look_up, s->cells, NULL);
        long double reached = best.kind == ZI_LKE_NUMBER
                                  ? share_with(s, question, row->best_input, (double)best.number)
                                  : -1;

        if (reached >= 0) {
            better.row = row->best_input;
            better.number = (double)best.number;
            share = reached;
        }
    }
    if (better.row == ZI_LKE_NO_ROW && node->outcome == ZI_LKE_ANSWERED)
        return better; /* nobody knows how */
    better.gain = (double)(s->scorer->shares_of_weight[question] * (share - node->share));
    return better;
}

static struct zi_lke_improvement improve(struct scoring *s, size_t question)
{
    const struct zi_lke_row *row = &s->outline->rows[question];
    const struct zi_lke_node *node = &s->score->nodes[question];
    struct zi_lke_improvement better = {.question = question, .row = question};

    if (node->outcome == ZI_LKE_IS_UNDEFINED)
        return better;
    if (row->type == ZI_LKE_PERCENT)
        return improve_percent(s, question);
    better.number = row->type == ZI_LKE_INDEX4 ? 4 : 0; /* the best choice is the first */
    better.gain = (double)(s->scorer->shares_of_weight[question] - s->cells->strict[question]);
    return better;
}

/* Gains that are equal on paper are equal here. */
static long long rounded(double gain)
{
    return llround(gain * 1e9);
}

static int compare_improvements(const void *left, const void *right)
{
    const struct zi_lke_improvement *a = left, *b = right;
    long long x = rounded(a->gain), y = rounded(b->gain);

    if (x != y)
        return x < y ? 1 : -1;
    return (a->question > b->question) - (a->question < b->question);
}

enum zi_code zi_lke_improvements(const struct zi_lke_scorer *scorer,
                                 const struct zi_lke_answers *answers, struct zi_arena *arena,
                                 struct zi_lke_improvement **improvements, size_t *n,
                                 struct zi_error *error)
{
    const struct zi_lke_outline *outline = scorer->outline;
    struct zi_lke_answers copy;
    struct zi_lke_score own;
    struct scoring s = {.scorer = scorer, .outline = outline, .answers = &copy, .score = &own};

    *n = 0;
    *improvements = zi_arena_allocate(arena, outline->n_rows + 1, sizeof **improvements);
    if (*improvements == NULL)
        return zi_fail_memory(error);
    ZI_TRY(zi_lke_change(outline, answers, NULL, 0, arena, &copy, error));
    ZI_TRY(zi_lke_score_make(&own, scorer, arena, error));
    zi_lke_score_compute(&own, scorer, &copy, 0);
    s.cells = own.cells;
    for (size_t row = 0; row < outline->n_rows; row++) {
        struct zi_lke_improvement better;

        if (outline->rows[row].level != ZI_LKE_QUESTION)
            continue;
        better = improve(&s, row);
        if (rounded(better.gain) > 0)
            (*improvements)[(*n)++] = better;
    }
    if (*n > 0)
        qsort(*improvements, *n, sizeof **improvements, compare_improvements);
    return ZI_OK;
}
