/* Scores of a sheet as a table. */
#include "lke.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/count.h"
#include "base/number.h"
#include "lke_words.h"

enum { IDS_SHOWN = 5 };

#define WHOSE                                                                                      \
    {"instansi", ZI_COLUMN_TEXT}, {"unit", ZI_COLUMN_TEXT},                                        \
    {                                                                                              \
        "year", ZI_COLUMN_INTEGER                                                                  \
    }
#define NODE                                                                                       \
    {"node", ZI_COLUMN_TEXT},                                                                      \
    {                                                                                              \
        "label", ZI_COLUMN_TEXT                                                                    \
    }

static const struct zi_column columns[] = {
    WHOSE,
    NODE,
    {"weight", ZI_COLUMN_NUMBER},
    {"value", ZI_COLUMN_NUMBER},
    {"percent", ZI_COLUMN_NUMBER},
    {"value_strict", ZI_COLUMN_NUMBER},
    {"percent_strict", ZI_COLUMN_NUMBER},
    {"band", ZI_COLUMN_TEXT},
    {"answered", ZI_COLUMN_INTEGER},
    {"blank", ZI_COLUMN_INTEGER},
    {"note", ZI_COLUMN_TEXT},
};

static const struct zi_column comparison_columns[] = {
    WHOSE,
    NODE,
    {"weight", ZI_COLUMN_NUMBER},
    {"mandiri", ZI_COLUMN_NUMBER},
    {"tpi", ZI_COLUMN_NUMBER},
    {"tpn", ZI_COLUMN_NUMBER},
    {"difference", ZI_COLUMN_NUMBER},
    {"note", ZI_COLUMN_TEXT},
};

static const struct zi_column what_if_columns[] = {
    WHOSE,
    NODE,
    {"weight", ZI_COLUMN_NUMBER},
    {"value", ZI_COLUMN_NUMBER},
    {"new_value", ZI_COLUMN_NUMBER},
    {"gain", ZI_COLUMN_NUMBER},
    {"value_strict", ZI_COLUMN_NUMBER},
    {"new_value_strict", ZI_COLUMN_NUMBER},
    {"gain_strict", ZI_COLUMN_NUMBER},
    {"note", ZI_COLUMN_TEXT},
};

static const struct zi_column best_columns[] = {
    WHOSE,
    {"rank", ZI_COLUMN_INTEGER},
    NODE,
    {"answer", ZI_COLUMN_TEXT},
    {"new_answer", ZI_COLUMN_TEXT},
    {"gain", ZI_COLUMN_NUMBER},
    {"value_strict", ZI_COLUMN_NUMBER},
    {"new_value_strict", ZI_COLUMN_NUMBER},
    {"note", ZI_COLUMN_TEXT},
};

void zi_lke_what_if_init(struct zi_table *table)
{
    zi_table_init(table, "score", what_if_columns, ZI_COUNT(what_if_columns));
}

void zi_lke_best_init(struct zi_table *table)
{
    zi_table_init(table, "score", best_columns, ZI_COUNT(best_columns));
}

/* ---- the nodes of a table, in its order ---- */

/* A node of the catalogue or of the outline; one of the two has a position. */
struct node {
    const char *name;
    const char *label;
    long index; /* of the catalogue, or ZI_NO_INDEX */
    bool is_total;
    enum zi_lke_assessor assessor; /* of a total */
    size_t fed;                    /* of the scorer, or SIZE_MAX */
    size_t row;                    /* of the outline, or ZI_LKE_NO_ROW */
};

typedef void take_node(void *data, const struct node *node);

static const char *label_of_index(const struct zi_lke_view *view, long index, const char *name)
{
    return index == ZI_NO_INDEX
               ? name
               : zi_text_in(view->scorer->outline->catalogue->indices[index].label, view->language);
}

static void visit_total(const struct zi_lke_view *view, enum zi_lke_assessor assessor,
                        take_node *take, void *data)
{
    const char *name = zi_lke_total_name(assessor);
    long index = lke_index_named(view, name);
    struct node node = {.name = name,
                        .label = label_of_index(view, index, name),
                        .index = index,
                        .is_total = true,
                        .assessor = assessor,
                        .fed = SIZE_MAX,
                        .row = ZI_LKE_NO_ROW};

    take(data, &node);
}

/* zi itself is among the totals. An index that did not exist that year is none of the sheet's. */
static void visit_components(const struct zi_lke_view *view, int year, take_node *take, void *data)
{
    const struct zi_lke_scorer *scorer = view->scorer;

    for (size_t i = 0; view->components && i < scorer->n_fed; i++) {
        long index = (long)scorer->fed[i].index;
        const char *name = scorer->outline->catalogue->indices[index].name;
        struct node node = {.name = name,
                            .label = label_of_index(view, index, name),
                            .index = index,
                            .fed = i,
                            .row = ZI_LKE_NO_ROW};

        if (index != zi_catalogue_total(scorer->outline->catalogue) &&
            zi_lke_is_in_catalogue(scorer, i, year))
            take(data, &node);
    }
}

/* Questions that are indicators too, by a weight of their own, belong to both. */
static bool is_deep_enough(const struct zi_lke_view *view, const struct zi_lke_row *row)
{
    bool weighs = !isnan(row->weight);

    switch (view->depth) {
    case ZI_LKE_INDICES_ONLY: return false;
    case ZI_LKE_TO_AREAS: return row->level <= ZI_LKE_AREA;
    case ZI_LKE_TO_INDICATORS: return weighs;
    case ZI_LKE_TO_QUESTIONS: return row->level <= ZI_LKE_QUESTION;
    }
    return true;
}

static void visit_outline(const struct zi_lke_view *view, take_node *take, void *data)
{
    const struct zi_lke_outline *outline = view->scorer->outline;

    for (size_t row = 0; row < outline->n_rows; row++) {
        struct node node = {.name = outline->rows[row].id,
                            .label = zi_text_in(outline->rows[row].label, view->language),
                            .index = ZI_NO_INDEX,
                            .fed = SIZE_MAX,
                            .row = row};

        if (is_deep_enough(view, &outline->rows[row]))
            take(data, &node);
    }
}

static const struct zi_lke_points *points_of(const struct zi_lke_score *score,
                                             const struct node *node)
{
    if (node->row != ZI_LKE_NO_ROW)
        return &score->nodes[node->row].points;
    return node->is_total ? &score->total : &score->fed[node->fed];
}

/* ---- cells ---- */

static void add_whose(struct zi_table *table, const struct zi_lke_sheet *sheet)
{
    zi_table_word(table, sheet->institution);
    zi_table_word(table, sheet->unit);
    if (sheet->year != 0)
        zi_table_integer(table, sheet->year);
    else
        zi_table_empty(table);
}

/* Weights of 1.166... are shown as such. */
static int decimals_of_weight(double weight)
{
    return fabs(weight * 100 - round(weight * 100)) < 1e-9 ? 2 : 3;
}

static void add_node(struct zi_table *table, const struct node *node, double weight)
{
    zi_table_word(table, node->name);
    zi_table_word(table, node->label);
    if (isnan(weight))
        zi_table_empty(table);
    else
        zi_table_number(table, weight, decimals_of_weight(weight), ZI_MISSING);
}

static void add_points(struct zi_table *table, const struct zi_lke_view *view, long index,
                       double value, enum zi_reason reason)
{
    double near[2];
    size_t n = lke_limits_near(view, index, value, near);

    zi_table_score(table, value, 2, reason, near, n);
}

/*
 * In percent of the weight; across no limit either. A limit that is met exactly cannot be crossed,
 * and 18.25 of 22.5 is 81.11 %, not 81.12 %, whatever its third decimal.
 */
static void add_percent(struct zi_table *table, const struct zi_lke_view *view, long index,
                        double weight, double value, double percent, enum zi_reason reason)
{
    double near[2];
    size_t n = lke_limits_near(view, index, value, near);
    size_t n_limits = 0;

    if (isnan(weight)) {
        zi_table_empty(table);
        return;
    }
    for (size_t i = 0; i < n; i++)
        if (!zi_number_at_least(value, near[i]) || !zi_number_at_least(near[i], value))
            near[n_limits++] = 100 * near[i] / weight;
    zi_table_score(table, percent, 2, reason, near, n_limits);
}

static void add_note(struct zi_table *table, struct zi_buffer *note)
{
    zi_table_text(table, note->text);
    table->out_of_memory = table->out_of_memory || note->out_of_memory;
    zi_buffer_release(note);
}

/* ---- the table of scores ---- */

struct scores {
    struct zi_table *table;
    const struct zi_lke_view *view;
    const struct zi_lke_scored *scored;
};

static void say_node(struct zi_buffer *note, const struct zi_lke_view *view,
                     const struct zi_lke_score *score, const struct node *node)
{
    const struct zi_lke_row *row;

    if (node->is_total) {
        if (zi_lke_is_amiss(view, score))
            lke_say_total(note, view, score, IDS_SHOWN);
        return;
    }
    if (node->row == ZI_LKE_NO_ROW) {
        lke_say_counts(note, view, &score->fed[node->fed]);
        return;
    }
    row = &view->scorer->outline->rows[node->row];
    if (row->level == ZI_LKE_QUESTION) {
        lke_say_question(note, view, score, node->row);
        return;
    }
    lke_say_counts(note, view, &score->nodes[node->row].points);
    if (lke_formula_differs(view, score, node->row))
        zi_buffer_print(note, "%s%s", note->length > 0 ? "; " : "",
                        zi_text_in(row->note, view->language));
}

static void add_band(struct zi_table *table, const struct zi_lke_view *view, long index, int year,
                     double value)
{
    const struct zi_band *band =
        index == ZI_NO_INDEX || isnan(value)
            ? NULL
            : zi_catalogue_band(view->scorer->outline->catalogue, (size_t)index, year, value);

    zi_table_text(table, band != NULL ? band->name : "");
}

static void add_score(void *data, const struct node *node)
{
    const struct scores *s = data;
    const struct zi_lke_score *score =
        s->scored->by[node->is_total ? node->assessor : s->view->shown];
    const struct zi_lke_points *p = points_of(score, node);
    struct zi_buffer note;

    zi_buffer_init(&note);
    say_node(&note, s->view, score, node);
    add_whose(s->table, s->scored->sheet);
    add_node(s->table, node, p->weight);
    add_points(s->table, s->view, node->index, p->sheet, p->reason);
    add_percent(s->table, s->view, node->index, p->weight, p->sheet, p->sheet_percent, p->reason);
    add_points(s->table, s->view, node->index, p->strict, p->reason);
    add_percent(s->table, s->view, node->index, p->weight, p->strict, p->strict_percent, p->reason);
    add_band(s->table, s->view, node->index, s->scored->sheet->year, p->strict);
    zi_table_integer(s->table, (long)p->n_of[ZI_LKE_ANSWERED]);
    zi_table_integer(s->table, (long)p->n_of[ZI_LKE_IS_BLANK]);
    add_note(s->table, &note);
}

static void add_scores(struct zi_table *table, const struct zi_lke_view *view,
                       const struct zi_lke_scored *scored)
{
    static const enum zi_lke_assessor order[] = {ZI_LKE_TPI, ZI_LKE_SELF, ZI_LKE_TPN};
    struct scores scores = {table, view, scored};

    for (size_t i = 0; i < ZI_COUNT(order); i++)
        if (scored->by[order[i]] != NULL && (!view->only || order[i] == view->shown))
            visit_total(view, order[i], add_score, &scores);
    if (scored->by[view->shown] == NULL)
        return;
    visit_components(view, scored->sheet->year, add_score, &scores);
    visit_outline(view, add_score, &scores);
}

/* Without the noise of the last bits. */
static double difference(double after, double before)
{
    return round((after - before) * 1e12) / 1e12;
}

/* ---- assessors side by side ---- */

static void add_strict(struct zi_table *table, const struct zi_lke_view *view,
                       const struct zi_lke_score *score, const struct node *node)
{
    if (score == NULL)
        zi_table_empty(table);
    else
        add_points(table, view, node->index, points_of(score, node)->strict, ZI_MISSING);
}

static void add_comparison(void *data, const struct node *node)
{
    const struct scores *s = data;
    const struct zi_lke_score *const *by = s->scored->by;
    const struct zi_lke_score *some = by[ZI_LKE_TPI] != NULL    ? by[ZI_LKE_TPI]
                                      : by[ZI_LKE_SELF] != NULL ? by[ZI_LKE_SELF]
                                                                : by[ZI_LKE_TPN];
    bool both = by[ZI_LKE_SELF] != NULL && by[ZI_LKE_TPI] != NULL;
    double self = both ? points_of(by[ZI_LKE_SELF], node)->strict : NAN;
    double tpi = both ? points_of(by[ZI_LKE_TPI], node)->strict : NAN;
    double weight = points_of(some, node)->weight;

    add_whose(s->table, s->scored->sheet);
    add_node(s->table, node, weight);
    for (int i = 0; i < ZI_LKE_ASSESSORS; i++)
        add_strict(s->table, s->view, by[i], node);
    if (both)
        zi_table_number(s->table, difference(self, tpi), 2, ZI_MISSING);
    else
        zi_table_empty(s->table);
    zi_table_text(s->table, !both || !lke_is_above(self, tpi, weight) ? ""
                            : s->view->language == ZI_ENGLISH ? "self-assessment above the TPI"
                                                              : "penilaian mandiri di atas TPI");
}

static void add_comparisons(struct zi_table *table, const struct zi_lke_view *view,
                            const struct zi_lke_scored *scored)
{
    struct scores scores = {table, view, scored};
    struct node total = {.name = zi_lke_total_name(ZI_LKE_TPI),
                         .label = view->language == ZI_ENGLISH ? "Zona Integritas score"
                                                               : "Nilai Zona Integritas",
                         .index = lke_index_named(view, zi_lke_total_name(ZI_LKE_TPI)),
                         .is_total = true,
                         .fed = SIZE_MAX,
                         .row = ZI_LKE_NO_ROW};

    add_comparison(&scores, &total);
    visit_components(view, scored->sheet->year, add_comparison, &scores);
    visit_outline(view, add_comparison, &scores);
}

/* ---- sheet by sheet ---- */

struct zi_lke_scored zi_lke_score_sheet(const struct zi_lke_scorer *scorer,
                                        const struct zi_lke_sheet *sheet, struct zi_lke_score by[])
{
    struct zi_lke_scored scored = {.sheet = sheet};

    for (int i = 0; i < ZI_LKE_ASSESSORS; i++) {
        if (sheet->by[i].numbers == NULL)
            continue;
        zi_lke_score_compute(&by[i], scorer, &sheet->by[i], sheet->year);
        scored.by[i] = &by[i];
    }
    return scored;
}

bool zi_lke_has_rows(const struct zi_lke_view *view, const struct zi_lke_sheet *sheet,
                     bool comparison)
{
    if (view->only && !comparison)
        return sheet->by[view->shown].numbers != NULL;
    for (int i = 0; i < ZI_LKE_ASSESSORS; i++)
        if (sheet->by[i].numbers != NULL)
            return true;
    return false;
}

typedef void add_sheet(struct zi_table *table, const struct zi_lke_view *view,
                       const struct zi_lke_scored *scored);

static void add_piece(struct zi_table *table, const void *state, size_t piece, add_sheet *add)
{
    const struct zi_lke_sheet_list *list = state;
    const struct zi_lke_scorer *scorer = list->view->scorer;
    struct zi_lke_score by[ZI_LKE_ASSESSORS];
    struct zi_lke_scored scored;
    struct zi_arena arena = {0};
    bool made = true;

    for (int i = 0; i < ZI_LKE_ASSESSORS; i++)
        if (list->sheets[piece]->by[i].numbers != NULL)
            made = made && zi_lke_score_make(&by[i], scorer, &arena, NULL) == ZI_OK;
    if (made) {
        scored = zi_lke_score_sheet(scorer, list->sheets[piece], by);
        add(table, list->view, &scored);
    }
    table->out_of_memory = table->out_of_memory || !made;
    zi_arena_release(&arena);
}

static void add_piece_of_scores(struct zi_table *table, const void *state, size_t piece)
{
    add_piece(table, state, piece, add_scores);
}

static void add_piece_of_comparisons(struct zi_table *table, const void *state, size_t piece)
{
    add_piece(table, state, piece, add_comparisons);
}

struct zi_table_pieces zi_lke_table(const struct zi_lke_sheet_list *list)
{
    return (struct zi_table_pieces){.name = "score",
                                    .columns = columns,
                                    .n_columns = ZI_COUNT(columns),
                                    .n_pieces = list->n,
                                    .add_rows = add_piece_of_scores,
                                    .state = list};
}

struct zi_table_pieces zi_lke_comparison(const struct zi_lke_sheet_list *list)
{
    return (struct zi_table_pieces){.name = "score",
                                    .columns = comparison_columns,
                                    .n_columns = ZI_COUNT(comparison_columns),
                                    .n_pieces = list->n,
                                    .add_rows = add_piece_of_comparisons,
                                    .state = list};
}

/* ---- what if ---- */

struct changes {
    struct zi_table *table;
    const struct zi_lke_view *view;
    const struct zi_lke_sheet *sheet;
    const struct zi_lke_score *before;
    const struct zi_lke_score *after;
};

static bool same(double a, double b)
{
    return fabs(a - b) < 1e-12 || (isnan(a) && isnan(b));
}

static void add_change(void *data, const struct node *node)
{
    const struct changes *c = data;
    const struct zi_lke_points *before = points_of(c->before, node);
    const struct zi_lke_points *after = points_of(c->after, node);
    struct zi_buffer note;

    if (!node->is_total && same(before->sheet, after->sheet) && same(before->strict, after->strict))
        return;
    zi_buffer_init(&note);
    say_node(&note, c->view, c->after, node);
    add_whose(c->table, c->sheet);
    add_node(c->table, node, before->weight);
    add_points(c->table, c->view, node->index, before->sheet, before->reason);
    add_points(c->table, c->view, node->index, after->sheet, after->reason);
    zi_table_number(c->table, difference(after->sheet, before->sheet), 2, ZI_MISSING);
    add_points(c->table, c->view, node->index, before->strict, before->reason);
    add_points(c->table, c->view, node->index, after->strict, after->reason);
    zi_table_number(c->table, difference(after->strict, before->strict), 2, ZI_MISSING);
    add_note(c->table, &note);
}

void zi_lke_what_if_add(struct zi_table *table, const struct zi_lke_view *view,
                        const struct zi_lke_sheet *sheet, const struct zi_lke_score *before,
                        const struct zi_lke_score *after)
{
    struct changes changes = {table, view, sheet, before, after};

    visit_total(view, view->shown, add_change, &changes);
    visit_components(view, sheet->year, add_change, &changes);
    visit_outline(view, add_change, &changes);
}

/* ---- the answers worth most ---- */

/* "" for a blank one; an invalid one is shown as such. */
static void write_answer(char out[64], const struct zi_lke_view *view,
                         const struct zi_lke_answers *answers, size_t row)
{
    out[0] = '\0';
    if (answers->states[row] == ZI_LKE_GIVEN)
        zi_lke_write_answer(out, &view->scorer->outline->rows[row], answers->numbers[row],
                            view->language);
    else if (answers->states[row] == ZI_LKE_INVALID)
        snprintf(out, 64, "%s", view->language == ZI_ENGLISH ? "(invalid)" : "(tidak sah)");
}

/* The inputs that are still to be filled in. */
static void say_inputs(struct zi_buffer *note, const struct zi_lke_view *view,
                       const struct zi_lke_answers *answers, const struct zi_lke_row *question)
{
    const struct zi_lke_row *rows = view->scorer->outline->rows;
    size_t n = 0;

    for (size_t i = (size_t)(question - rows) + 1;
         i < view->scorer->outline->n_rows && rows[i].level == ZI_LKE_INPUT; i++) {
        bool needed = false;

        for (size_t k = 0; k < question->n_needs; k++)
            needed =
                needed || question->needs[k] == i ||
                (rows[i].parent == question->needs[k] && rows[question->needs[k]].formula != NULL);
        if (needed && zi_lke_is_typed(&rows[i]) && answers->states[i] != ZI_LKE_GIVEN)
            zi_buffer_print(note, "%s%s",
                            n++ > 0                        ? ", "
                            : view->language == ZI_ENGLISH ? "fill in "
                                                           : "isi ",
                            rows[i].id);
    }
}

static void add_best(struct zi_table *table, const struct zi_lke_view *view,
                     const struct zi_lke_sheet *sheet, const struct zi_lke_score *score,
                     const struct zi_lke_improvement *better, size_t rank)
{
    long zi = zi_catalogue_total(view->scorer->outline->catalogue);
    const struct zi_lke_row *rows = view->scorer->outline->rows;
    const struct zi_lke_answers *answers = &sheet->by[view->shown];
    bool several = better->row == ZI_LKE_NO_ROW;
    size_t row = several ? better->question : better->row;
    double after = score->total.strict + better->gain;
    char now[64] = "", then[64] = "100 %";
    struct zi_buffer note;

    zi_buffer_init(&note);
    if (several) {
        say_inputs(&note, view, answers, &rows[better->question]);
    } else {
        write_answer(now, view, answers, row);
        zi_lke_write_answer(then, &rows[row], better->number, view->language);
    }
    if (row != better->question)
        zi_buffer_print(&note, "%s", zi_text_in(rows[better->question].label, view->language));
    add_whose(table, sheet);
    zi_table_integer(table, (long)rank);
    zi_table_text(table, rows[row].id);
    zi_table_text(table, zi_text_in(rows[row].label, view->language));
    zi_table_text(table, now);
    zi_table_text(table, then);
    zi_table_number(table, better->gain, 2, ZI_MISSING);
    add_points(table, view, zi, score->total.strict, ZI_MISSING);
    add_points(table, view, zi, after, ZI_MISSING);
    add_note(table, &note);
}

void zi_lke_best_add(struct zi_table *table, const struct zi_lke_view *view,
                     const struct zi_lke_sheet *sheet, const struct zi_lke_score *score,
                     const struct zi_lke_improvement improvements[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        add_best(table, view, sheet, score, &improvements[i], i + 1);
}
