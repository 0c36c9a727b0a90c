/* What is said about an evaluation sheet, in words. */
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "lke_words.h"

static const struct zi_catalogue *catalogue_of(const struct zi_lke_view *view)
{
    return view->scorer->outline->catalogue;
}

const char *zi_lke_total_name(enum zi_lke_assessor assessor)
{
    static const char *const names[] = {"zi_mandiri", "zi", "zi_tpn"};

    return names[assessor];
}

long lke_index_named(const struct zi_lke_view *view, const char *name)
{
    return zi_catalogue_find(catalogue_of(view), name, strlen(name));
}

size_t lke_limits_near(const struct zi_lke_view *view, long index, double value, double near[2])
{
    return index == ZI_NO_INDEX || isnan(value)
               ? 0
               : zi_limits_near(view->limits, (size_t)index, value, near);
}

/* A total as people see it: never across what decides. */
static void show_total(char out[ZI_NUMBER_MAX], const struct zi_lke_view *view, double value)
{
    double near[2];
    size_t n = lke_limits_near(view, zi_catalogue_total(catalogue_of(view)), value, near);

    zi_number_show(out, value, 2, near, n, view->language);
}

/* ---- lists of questions ---- */

enum { MANY = 30 };

/* ": A.1.1.i.a, A.1.2.i.b" of the questions that a test holds for; at most `most` of them. */
static void list_questions(struct zi_buffer *out, const struct zi_lke_view *view,
                           const struct zi_lke_score *score, size_t most,
                           bool (*holds)(const struct zi_lke_node *node, int which), int which)
{
    const struct zi_lke_outline *outline = view->scorer->outline;
    size_t n = 0;

    for (size_t row = 0; row < outline->n_rows; row++) {
        if (outline->rows[row].level != ZI_LKE_QUESTION || !holds(&score->nodes[row], which))
            continue;
        if (n < most)
            zi_buffer_print(out, "%s%s", n > 0 ? ", " : ": ", outline->rows[row].id);
        n++;
    }
    if (n > most)
        zi_buffer_say(out, view->language, " dan %zu lagi", " and %zu more", n - most);
}

static bool has_outcome(const struct zi_lke_node *node, int outcome)
{
    return (int)node->outcome == outcome;
}

static bool is_capped(const struct zi_lke_node *node, int unused)
{
    (void)unused;
    return node->capped;
}

static size_t count_capped(const struct zi_lke_view *view, const struct zi_lke_score *score)
{
    size_t n = 0;

    for (size_t row = 0; row < view->scorer->outline->n_rows; row++)
        n += score->nodes[row].capped;
    return n;
}

/* ---- why the sheet computes something else ---- */

/* The numbers agree as far as anyone can tell. */
static bool agree(double a, double b)
{
    return fabs(a - b) < 1e-9;
}

bool lke_formula_differs(const struct zi_lke_view *view, const struct zi_lke_score *score,
                         size_t row)
{
    const struct zi_lke_outline *outline = view->scorer->outline;
    const struct zi_lke_row *r = &outline->rows[row];
    double sum = 0;

    if (r->formula == NULL || r->level >= ZI_LKE_QUESTION)
        return false;
    for (size_t i = r->first_child; i != ZI_LKE_NO_ROW; i = outline->rows[i].next_sibling)
        sum += score->nodes[i].points.strict;
    return !agree(score->nodes[row].points.sheet, sum) && !isnan(score->nodes[row].points.sheet);
}

static void say_formulas(struct zi_buffer *out, const struct zi_lke_view *view,
                         const struct zi_lke_score *score)
{
    const struct zi_lke_outline *outline = view->scorer->outline;

    for (size_t row = 0; row < outline->n_rows; row++) {
        char sheet[ZI_NUMBER_MAX], strict[ZI_NUMBER_MAX];
        const struct zi_lke_points *points = &score->nodes[row].points;
        const char *note = zi_text_in(outline->rows[row].note, view->language);

        if (!lke_formula_differs(view, score, row))
            continue;
        zi_number_fixed(sheet, points->sheet, 2, view->language);
        zi_number_fixed(strict, points->strict, 2, view->language);
        zi_buffer_say(out, view->language, "; %s %s di lembar resmi, %s menurut bobotnya%s%s%s",
                      "; %s %s in the official sheet, %s by its weights%s%s%s",
                      outline->rows[row].id, sheet, strict, *note != '\0' ? " (" : "", note,
                      *note != '\0' ? ")" : "");
    }
}

/* The blank and the invalid ones: why the sheet computes another number, or beside one. */
static void say_not_answered(struct zi_buffer *out, const struct zi_lke_view *view,
                             const struct zi_lke_score *score, size_t most, bool because)
{
    size_t blank = score->total.n_of[ZI_LKE_IS_BLANK];
    size_t invalid = score->total.n_of[ZI_LKE_IS_INVALID];

    if (blank > 0) {
        if (because)
            zi_buffer_say(out, view->language, " karena %zu pertanyaan kosong tidak dihitung",
                          blank == 1 ? " because %zu blank question does not count"
                                     : " because %zu blank questions do not count",
                          blank);
        else
            zi_buffer_say(out, view->language, "; %zu pertanyaan kosong",
                          blank == 1 ? "; %zu blank question" : "; %zu blank questions", blank);
        list_questions(out, view, score, most, has_outcome, ZI_LKE_IS_BLANK);
    }
    if (invalid > 0) {
        if (because && blank == 0)
            zi_buffer_say(out, view->language, " karena ", " because of ");
        else
            zi_buffer_add(out, "; ");
        zi_buffer_say(out, view->language, "%zu jawaban tidak sah",
                      invalid == 1 ? "%zu invalid answer" : "%zu invalid answers", invalid);
        list_questions(out, view, score, most, has_outcome, ZI_LKE_IS_INVALID);
    }
}

static void say_undefined(struct zi_buffer *out, const struct zi_lke_view *view,
                          const struct zi_lke_score *score, size_t most)
{
    size_t n = score->total.n_of[ZI_LKE_IS_UNDEFINED];
    char full[ZI_NUMBER_MAX];

    if (n == 0)
        return;
    show_total(full, view, score->strict_if_full);
    zi_buffer_say(out, view->language, "; %zu rasio berpenyebut nol dihitung 0",
                  n == 1 ? "; %zu ratio to zero counts 0" : "; %zu ratios to zero count 0", n);
    list_questions(out, view, score, most, has_outcome, ZI_LKE_IS_UNDEFINED);
    zi_buffer_say(out, view->language, " (bila dihitung penuh: %s)", " (if counted in full: %s)",
                  full);
}

static void say_capped(struct zi_buffer *out, const struct zi_lke_view *view,
                       const struct zi_lke_score *score, size_t most)
{
    size_t n = count_capped(view, score);

    if (n == 0)
        return;
    zi_buffer_say(out, view->language, "; %zu rasio di atas 1 dihitung 1",
                  n == 1 ? "; %zu ratio above 1 counts 1" : "; %zu ratios above 1 count 1", n);
    list_questions(out, view, score, most, is_capped, 0);
}

/* ---- numbers that should agree ---- */

static void say_disagreement(struct zi_buffer *out, const struct zi_lke_view *view,
                             const struct zi_lke_score *score, size_t input)
{
    const struct zi_lke_node *node = &score->nodes[input];
    char typed[ZI_NUMBER_MAX], other[ZI_NUMBER_MAX];

    if (isnan(node->should_be))
        return;
    zi_number_fixed(typed, node->share, 0, view->language);
    zi_number_fixed(other, node->should_be, 0, view->language);
    zi_buffer_say(out, view->language, "%s%s berisi %s, menurut masukan lain %s",
                  "%s%s is %s, by other inputs %s", out->length > 0 ? "; " : "",
                  view->scorer->outline->rows[input].id, typed, other);
}

static void say_disagreements(struct zi_buffer *out, const struct zi_lke_view *view,
                              const struct zi_lke_score *score)
{
    for (size_t row = 0; row < view->scorer->outline->n_rows; row++)
        if (view->scorer->outline->rows[row].level == ZI_LKE_INPUT)
            say_disagreement(out, view, score, row);
}

static bool disagrees(const struct zi_lke_view *view, const struct zi_lke_score *score)
{
    for (size_t row = 0; row < view->scorer->outline->n_rows; row++)
        if (!isnan(score->nodes[row].should_be))
            return true;
    return false;
}

/* ---- a whole sheet ---- */

static void say_sheet_total(struct zi_buffer *out, const struct zi_lke_view *view,
                            const struct zi_lke_score *score)
{
    const struct zi_lke_points *total = &score->total;
    char sheet[ZI_NUMBER_MAX];

    if (!isnan(total->sheet)) {
        show_total(sheet, view, total->sheet);
        zi_buffer_say(out, view->language, "; lembar resmi menghitung %s",
                      "; the official sheet computes %s", sheet);
    } else if (total->reason == ZI_ZERO_DENOMINATOR) {
        zi_buffer_say(out, view->language, "; lembar resmi tidak menghasilkan angka (penyebut nol)",
                      "; the official sheet shows an error (a ratio to zero)");
    } else {
        zi_buffer_say(out, view->language,
                      "; lembar resmi tidak menghasilkan angka (bagian tanpa jawaban)",
                      "; the official sheet shows an error (a part without an answer)");
    }
}

void lke_say_total(struct zi_buffer *out, const struct zi_lke_view *view,
                   const struct zi_lke_score *score, size_t most)
{
    char strict[ZI_NUMBER_MAX];
    bool differs = !agree(score->total.sheet, score->total.strict);

    show_total(strict, view, score->total.strict);
    zi_buffer_add(out, strict);
    if (differs)
        say_sheet_total(out, view, score);
    say_not_answered(out, view, score, most, differs && !isnan(score->total.sheet));
    say_undefined(out, view, score, most);
    say_formulas(out, view, score);
    say_capped(out, view, score, most);
    say_disagreements(out, view, score);
}

/* "DPMPTSP 2025" */
static void say_name(struct zi_buffer *out, const struct zi_lke_sheet *sheet)
{
    zi_buffer_add(out, *sheet->unit != '\0' ? sheet->unit : sheet->institution);
    if (sheet->year != 0)
        zi_buffer_print(out, "%s%d", out->length > 0 ? " " : "", sheet->year);
}

void zi_lke_say(struct zi_buffer *out, const struct zi_lke_view *view,
                const struct zi_lke_sheet *sheet, enum zi_lke_assessor assessor,
                const struct zi_lke_score *score)
{
    static const struct zi_text assessors[] = {
        {"penilaian mandiri", "self-assessment"}, {"TPI", "TPI"}, {"TPN", "TPN"}};

    say_name(out, sheet);
    zi_buffer_print(out, "%s%s: ", out->length > 0 ? ", " : "",
                    zi_text_in(assessors[assessor], view->language));
    lke_say_total(out, view, score, MANY);
}

bool zi_lke_is_amiss(const struct zi_lke_view *view, const struct zi_lke_score *score)
{
    const struct zi_lke_points *total = &score->total;

    return total->n_of[ZI_LKE_IS_BLANK] + total->n_of[ZI_LKE_IS_INVALID] +
                   total->n_of[ZI_LKE_IS_UNDEFINED] >
               0 ||
           !agree(total->sheet, total->strict) || count_capped(view, score) > 0 ||
           disagrees(view, score);
}

bool lke_is_above(double self, double tpi, double weight)
{
    return self - tpi > weight / 20;
}

void zi_lke_say_above(struct zi_buffer *out, const struct zi_lke_view *view,
                      const struct zi_lke_scored *scored)
{
    const struct zi_lke_score *self = scored->by[ZI_LKE_SELF];
    const struct zi_lke_score *tpi = scored->by[ZI_LKE_TPI];
    char numbers[3][ZI_NUMBER_MAX];

    if (self == NULL || tpi == NULL ||
        !lke_is_above(self->total.strict, tpi->total.strict, self->total.weight))
        return;
    show_total(numbers[0], view, self->total.strict);
    show_total(numbers[1], view, tpi->total.strict);
    zi_number_fixed(numbers[2], self->total.strict - tpi->total.strict, 2, view->language);
    say_name(out, scored->sheet);
    zi_buffer_say(out, view->language, "%spenilaian mandiri %s, TPI %s: %s poin lebih tinggi",
                  "%sself-assessment %s, TPI %s: %s points higher", out->length > 0 ? ": " : "",
                  numbers[0], numbers[1], numbers[2]);
}

/* ---- one node ---- */

/* "A.2.1.i.b.2": the inputs that a percent question waits for. */
static void list_missing_inputs(struct zi_buffer *out, const struct zi_lke_view *view,
                                const struct zi_lke_score *score, const struct zi_lke_row *row)
{
    size_t n = 0;

    for (size_t i = 0; i < row->n_needs; i++)
        if (isnan(score->nodes[row->needs[i]].share))
            zi_buffer_print(out, "%s%s", n++ > 0 ? ", " : ": ",
                            view->scorer->outline->rows[row->needs[i]].id);
}

static void say_points(struct zi_buffer *out, const struct zi_lke_view *view, double points)
{
    char number[ZI_NUMBER_MAX];

    zi_number_fixed(number, points, 2, view->language);
    zi_buffer_say(out, view->language, "; bila dihitung penuh %s poin",
                  "; counted in full %s points", number);
}

void lke_say_question(struct zi_buffer *out, const struct zi_lke_view *view,
                      const struct zi_lke_score *score, size_t row)
{
    const struct zi_lke_row *r = &view->scorer->outline->rows[row];
    const struct zi_lke_node *node = &score->nodes[row];

    switch (node->outcome) {
    case ZI_LKE_ANSWERED: break;
    case ZI_LKE_IS_BLANK:
        zi_buffer_say(out, view->language, "kosong", "blank");
        list_missing_inputs(out, view, score, r);
        break;
    case ZI_LKE_IS_INVALID:
        zi_buffer_say(out, view->language, "jawaban tidak sah", "invalid answer");
        break;
    case ZI_LKE_IS_UNDEFINED:
        zi_buffer_say(out, view->language, "penyebut nol", "the denominator is zero");
        say_points(out, view, node->points.weight);
        break;
    }
    if (node->capped)
        zi_buffer_say(out, view->language, "rasio di atas 1 dihitung 1",
                      "a ratio above 1 counts 1");
    for (size_t i = 0; i < r->n_needs; i++)
        say_disagreement(out, view, score, r->needs[i]);
}

void lke_say_counts(struct zi_buffer *out, const struct zi_lke_view *view,
                    const struct zi_lke_points *points)
{
    static const struct {
        enum zi_lke_outcome outcome;
        struct zi_text name;
    } kinds[] = {{ZI_LKE_IS_BLANK, {"kosong", "blank"}},
                 {ZI_LKE_IS_INVALID, {"tidak sah", "invalid"}},
                 {ZI_LKE_IS_UNDEFINED, {"berpenyebut nol", "with a zero denominator"}}};

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (points->n_of[kinds[i].outcome] > 0)
            zi_buffer_print(out, "%s%zu %s", out->length > 0 ? ", " : "",
                            points->n_of[kinds[i].outcome],
                            zi_text_in(kinds[i].name, view->language));
}
