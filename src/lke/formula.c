/* Reads and computes the formulas of an outline. */
#include "formula.h"

#include <stdint.h>
#include <string.h>

#include "base/count.h"
#include "base/number.h"
#include "csv/span.h"

enum { NESTING_MAX = 40, TEXT_MAX = 1000 };

enum operation {
    OF_NUMBER,
    OF_ROW,
    OF_SUM,
    OF_DIFFERENCE,
    OF_PRODUCT,
    OF_RATIO,
    OF_MINIMUM,
    OF_MAXIMUM,
    OF_MEAN,
    OF_CHOICE, /* condition, then, else */
    OF_EQUAL,
    OF_BOTH,
};

struct zi_lke_formula {
    enum operation operation;
    double number;
    size_t row;
    struct zi_lke_formula *first; /* operand */
    struct zi_lke_formula *next;  /* operand beside this one */
};

/* ---- parsing ---- */

struct parser {
    const char *at;
    zi_lke_find_row *find;
    const void *rows;
    struct zi_arena *arena;
    struct zi_error *error;
    size_t depth;
    enum zi_code code; /* the first failure; parsing then returns NULL all the way up */
};

static struct zi_lke_formula *parse_sum(struct parser *parser);

static void skip_spaces(struct parser *parser)
{
    while (*parser->at == ' ')
        parser->at++;
}

static struct zi_lke_formula *fail_at(struct parser *parser)
{
    if (parser->code == ZI_OK)
        parser->code = zi_fail(parser->error, ZI_EINPUT, "rumus tidak dimengerti mulai '%.40s'",
                               "the formula is not understood from '%.40s' on", parser->at);
    return NULL;
}

static struct zi_lke_formula *make(struct parser *parser, enum operation operation,
                                   struct zi_lke_formula *first)
{
    struct zi_lke_formula *formula = zi_arena_allocate(parser->arena, 1, sizeof *formula);

    if (formula == NULL) {
        parser->code = zi_fail_memory(parser->error);
        return NULL;
    }
    formula->operation = operation;
    formula->first = first;
    return formula;
}

static struct zi_lke_formula *make_pair(struct parser *parser, enum operation operation,
                                        struct zi_lke_formula *left, struct zi_lke_formula *right)
{
    if (left == NULL || right == NULL)
        return NULL;
    left->next = right;
    return make(parser, operation, left);
}

static bool take(struct parser *parser, const char *sign)
{
    skip_spaces(parser);
    if (strncmp(parser->at, sign, strlen(sign)) != 0)
        return false;
    parser->at += strlen(sign);
    return true;
}

static struct zi_lke_formula *parse_number(struct parser *parser)
{
    size_t length = 0;
    double number;
    struct zi_lke_formula *formula;

    while (span_is_digit(parser->at[length]) || parser->at[length] == '.')
        length++;
    if (!zi_number_parse(parser->at, length, &number))
        return fail_at(parser);
    parser->at += length;
    formula = make(parser, OF_NUMBER, NULL);
    if (formula != NULL)
        formula->number = number;
    return formula;
}

static size_t word_length(const char *text)
{
    size_t length = 0;

    while (span_is_letter(text[length]) || span_is_digit(text[length]) || text[length] == '.')
        length++;
    return length;
}

static struct zi_lke_formula *parse_row(struct parser *parser)
{
    size_t length = word_length(parser->at);
    size_t row = parser->find(parser->rows, parser->at, length);
    struct zi_lke_formula *formula;

    if (row == SIZE_MAX) {
        parser->code = zi_fail(
            parser->error, ZI_EINPUT, "rumus menyebut '%.*s', yang tidak ada di kerangka",
            "the formula names '%.*s', which is not in the outline", (int)length, parser->at);
        return NULL;
    }
    parser->at += length;
    formula = make(parser, OF_ROW, NULL);
    if (formula != NULL)
        formula->row = row;
    return formula;
}

/* A = B and C = D and ... */
static struct zi_lke_formula *parse_condition(struct parser *parser)
{
    struct zi_lke_formula *left = parse_sum(parser);
    struct zi_lke_formula *condition;

    if (left == NULL || !take(parser, "="))
        return left == NULL ? NULL : fail_at(parser);
    condition = make_pair(parser, OF_EQUAL, left, parse_sum(parser));
    if (condition == NULL || !take(parser, "and "))
        return condition;
    return make_pair(parser, OF_BOTH, condition, parse_condition(parser));
}

/* Operands up to the closing bracket, the first of which may be there already. */
static struct zi_lke_formula *parse_operands(struct parser *parser, struct zi_lke_formula *first,
                                             size_t *count)
{
    struct zi_lke_formula *last = first;

    while (first == NULL || take(parser, ",")) {
        struct zi_lke_formula *operand = parse_sum(parser);

        if (operand == NULL)
            return NULL;
        if (first == NULL)
            first = operand;
        else
            last->next = operand;
        last = operand;
        ++*count;
    }
    return take(parser, ")") ? first : fail_at(parser);
}

static struct zi_lke_formula *parse_choice(struct parser *parser)
{
    struct zi_lke_formula *condition = parse_condition(parser);
    size_t count = 1;

    if (condition == NULL)
        return NULL;
    condition = parse_operands(parser, condition, &count);
    if (condition == NULL || count != 3)
        return condition == NULL ? NULL : fail_at(parser);
    return make(parser, OF_CHOICE, condition);
}

static struct zi_lke_formula *parse_factor(struct parser *parser)
{
    static const struct {
        const char *word;
        enum operation operation;
    } functions[] = {{"min(", OF_MINIMUM}, {"max(", OF_MAXIMUM}, {"mean(", OF_MEAN}};
    struct zi_lke_formula *inner;
    size_t count = 0;

    skip_spaces(parser);
    if (take(parser, "if("))
        return parse_choice(parser);
    for (size_t i = 0; i < ZI_COUNT(functions); i++)
        if (take(parser, functions[i].word)) {
            inner = parse_operands(parser, NULL, &count);
            return inner == NULL ? NULL : make(parser, functions[i].operation, inner);
        }
    if (take(parser, "(")) {
        inner = parse_sum(parser);
        return inner == NULL || take(parser, ")") ? inner : fail_at(parser);
    }
    if (span_is_digit(*parser->at))
        return parse_number(parser);
    return span_is_letter(*parser->at) ? parse_row(parser) : fail_at(parser);
}

static struct zi_lke_formula *parse_product(struct parser *parser)
{
    struct zi_lke_formula *formula = parse_factor(parser);

    while (formula != NULL) {
        if (take(parser, "*"))
            formula = make_pair(parser, OF_PRODUCT, formula, parse_factor(parser));
        else if (take(parser, "/"))
            formula = make_pair(parser, OF_RATIO, formula, parse_factor(parser));
        else
            break;
    }
    return formula;
}

static struct zi_lke_formula *parse_sum(struct parser *parser)
{
    struct zi_lke_formula *formula;

    if (++parser->depth > NESTING_MAX)
        return fail_at(parser);
    formula = parse_product(parser);
    while (formula != NULL) {
        if (take(parser, "+"))
            formula = make_pair(parser, OF_SUM, formula, parse_product(parser));
        else if (take(parser, "-"))
            formula = make_pair(parser, OF_DIFFERENCE, formula, parse_product(parser));
        else
            break;
    }
    parser->depth--;
    return formula;
}

enum zi_code zi_lke_formula_parse(struct zi_lke_formula **formula, const char *text,
                                  zi_lke_find_row *find, const void *rows, struct zi_arena *arena,
                                  struct zi_error *error)
{
    struct parser parser = {.at = text, .find = find, .rows = rows, .arena = arena, .error = error};

    *formula = NULL;
    if (strlen(text) > TEXT_MAX)
        return zi_fail(error, ZI_EINPUT, "rumus lebih panjang dari %d huruf",
                       "the formula is longer than %d characters", TEXT_MAX);
    *formula = parse_sum(&parser);
    skip_spaces(&parser);
    if (*formula != NULL && *parser.at != '\0')
        fail_at(&parser);
    return parser.code;
}

/* ---- computing ---- */

struct computation {
    zi_lke_look_up *look_up;
    const void *cells;
    bool capped;
};

static struct zi_lke_cell compute(struct computation *c, const struct zi_lke_formula *formula);

static struct zi_lke_cell number(long double value)
{
    return (struct zi_lke_cell){ZI_LKE_NUMBER, value};
}

/* The cell as an operand of arithmetic, which takes no text. */
static struct zi_lke_cell operand(struct computation *c, const struct zi_lke_formula *formula)
{
    struct zi_lke_cell cell = compute(c, formula);

    if (cell.kind == ZI_LKE_TEXT)
        cell.kind = ZI_LKE_WRONG_VALUE;
    return cell;
}

static struct zi_lke_cell arithmetic(struct computation *c, const struct zi_lke_formula *formula)
{
    struct zi_lke_cell left = operand(c, formula->first);
    struct zi_lke_cell right = operand(c, formula->first->next);

    if (left.kind != ZI_LKE_NUMBER)
        return left;
    if (right.kind != ZI_LKE_NUMBER)
        return right;
    switch (formula->operation) {
    case OF_SUM: return number(left.number + right.number);
    case OF_DIFFERENCE: return number(left.number - right.number);
    case OF_PRODUCT: return number(left.number * right.number);
    case OF_EQUAL: return number(left.number == right.number);
    case OF_BOTH: return number(left.number != 0 && right.number != 0);
    default: break;
    }
    if (right.number == 0)
        return (struct zi_lke_cell){.kind = ZI_LKE_ZERO_DIVISION};
    return number(left.number / right.number);
}

/* The least (sign 1) or the greatest (sign -1) of the operands. */
static struct zi_lke_cell extreme(struct computation *c, const struct zi_lke_formula *formula,
                                  int sign)
{
    const struct zi_lke_formula *chosen = NULL;
    struct zi_lke_cell best = {.kind = ZI_LKE_NUMBER};
    bool others_differ = false;

    for (const struct zi_lke_formula *f = formula->first; f != NULL; f = f->next) {
        struct zi_lke_cell cell = operand(c, f);

        if (cell.kind != ZI_LKE_NUMBER)
            return cell;
        others_differ = others_differ || (chosen != NULL && cell.number != best.number);
        if (chosen != NULL && sign * cell.number >= sign * best.number)
            continue;
        chosen = f;
        best = cell;
    }
    if (sign > 0 && others_differ && chosen->operation == OF_NUMBER)
        c->capped = true;
    return best;
}

static struct zi_lke_cell mean(struct computation *c, const struct zi_lke_formula *formula)
{
    long double sum = 0;
    int count = 0;

    for (const struct zi_lke_formula *f = formula->first; f != NULL; f = f->next) {
        struct zi_lke_cell cell = compute(c, f);

        if (cell.kind == ZI_LKE_TEXT)
            continue;
        if (cell.kind != ZI_LKE_NUMBER)
            return cell;
        sum += cell.number;
        count++;
    }
    if (count == 0)
        return (struct zi_lke_cell){.kind = ZI_LKE_ZERO_DIVISION};
    return number(sum / count);
}

static struct zi_lke_cell compute(struct computation *c, const struct zi_lke_formula *formula)
{
    struct zi_lke_cell condition;

    switch (formula->operation) {
    case OF_NUMBER: return number(formula->number);
    case OF_ROW: return c->look_up(c->cells, formula->row);
    case OF_MINIMUM: return extreme(c, formula, 1);
    case OF_MAXIMUM: return extreme(c, formula, -1);
    case OF_MEAN: return mean(c, formula);
    case OF_CHOICE:
        condition = operand(c, formula->first);
        if (condition.kind != ZI_LKE_NUMBER)
            return condition;
        return compute(c,
                       condition.number != 0 ? formula->first->next : formula->first->next->next);
    default: return arithmetic(c, formula);
    }
}

struct zi_lke_cell zi_lke_formula_compute(const struct zi_lke_formula *formula,
                                          zi_lke_look_up *look_up, const void *cells, bool *capped)
{
    struct computation c = {.look_up = look_up, .cells = cells};
    struct zi_lke_cell cell = compute(&c, formula);

    if (capped != NULL)
        *capped = c.capped;
    return cell;
}

void zi_lke_formula_visit(const struct zi_lke_formula *formula,
                          void (*visit)(void *data, size_t row), void *data)
{
    if (formula->operation == OF_ROW)
        visit(data, formula->row);
    for (const struct zi_lke_formula *f = formula->first; f != NULL; f = f->next)
        zi_lke_formula_visit(f, visit, data);
}
