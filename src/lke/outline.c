/* Loads the questions of an evaluation sheet, and checks their weights. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/count.h"
#include "base/utf8.h"
#include "catalogue/dataset.h"
#include "csv/span.h"
#include "formula.h"
#include "zistat/lke/outline.h"

static const char official[] = "lke/permenpanrb-90-2021.csv";

enum { ID_MAX = 60 };

/* ---- types of answer ---- */

static const char *const yes_no[] = {"Ya", "Tidak", NULL};
static const char *const abc[] = {"A", "B", "C", NULL};
static const char *const abcd[] = {"A", "B", "C", "D", NULL};
static const char *const abcde[] = {"A", "B", "C", "D", "E", NULL};
static const char *const none[] = {NULL};

static const double of_2[] = {1, 0};
static const double of_3[] = {1, 0.5, 0};
static const double of_4[] = {1, 0.67, 0.33, 0}; /* two decimals, not thirds */
static const double of_5[] = {1, 0.75, 0.5, 0.25, 0};

static const struct zi_lke_choices choices[] = {
    [ZI_LKE_NO_ANSWER] = {none, NULL, ""},           [ZI_LKE_YES_NO] = {yes_no, of_2, "Ya, Tidak"},
    [ZI_LKE_ABC] = {abc, of_3, "A, B, C"},           [ZI_LKE_ABCD] = {abcd, of_4, "A, B, C, D"},
    [ZI_LKE_ABCDE] = {abcde, of_5, "A, B, C, D, E"}, [ZI_LKE_PERCENT] = {none, NULL, "%"},
    [ZI_LKE_INDEX4] = {none, NULL, "0-4"},           [ZI_LKE_COUNT] = {none, NULL, "0, 1, 2, ..."},
};

const struct zi_lke_choices *zi_lke_choices(enum zi_lke_type type)
{
    return &choices[type];
}

/* ---- the file ---- */

enum outline_column {
    COLUMN_ID,
    COLUMN_PARENT,
    COLUMN_LEVEL,
    COLUMN_WEIGHT,
    COLUMN_ANSWER,
    COLUMN_FORMULA,
    COLUMN_NAME_ID,
    COLUMN_NAME_EN,
    COLUMN_NEEDS,
    COLUMN_BEST,
    COLUMN_EQUALS,
    COLUMN_INDICES,
    COLUMN_ANSWER_INDEX,
    COLUMN_NOTE_ID,
    COLUMN_NOTE_EN,
    COLUMN_CODES,
};

static const char *const columns[] = {
    "id",        "parent", "level",     "weight",  "answer",       "formula", "name_id", "name_en",
    "needs",     "best",   "equals",    "indices", "answer_index", "note_id", "note_en", "codes",
    "sheet_row", "source", "certainty", NULL};
enum { N_REQUIRED = COLUMN_NEEDS };

/* In the order of the enums. */
static const char *const levels[] = {"component", "part",  "area", "indicator",
                                     "question",  "input", NULL};
static const char *const types[] = {"",        "yn",     "abc",   "abcd", "abcde",
                                    "percent", "index4", "count", NULL};

struct loader {
    struct zi_lke_outline *outline;
    struct dataset dataset;
    bool out_of_memory;
};

static int compare_ids(const void *a, const void *b)
{
    return strcmp(((const struct zi_lke_id *)a)->folded, ((const struct zi_lke_id *)b)->folded);
}

/* Lower case without surrounding space, ended by a zero byte; false when it is too long. */
static bool fold_id(char folded[ID_MAX + 1], const char *text, size_t length)
{
    struct span span = span_trim((struct span){text, length});

    if (span.length > ID_MAX)
        return false;
    for (size_t i = 0; i < span.length; i++)
        folded[i] = zi_utf8_lower_ascii(span.text[i]);
    folded[span.length] = '\0';
    return true;
}

size_t zi_lke_outline_find(const struct zi_lke_outline *outline, const char *text, size_t length)
{
    char folded[ID_MAX + 1];
    struct zi_lke_id key = {.folded = folded};
    const struct zi_lke_id *found;

    if (!fold_id(folded, text, length))
        return ZI_LKE_NO_ROW;
    found = bsearch(&key, outline->ids, outline->n_ids, sizeof key, compare_ids);
    return found != NULL ? found->row : ZI_LKE_NO_ROW;
}

static size_t find_in_outline(const void *outline, const char *id, size_t length)
{
    return zi_lke_outline_find(outline, id, length);
}

const char *zi_lke_outline_nearest(const struct zi_lke_outline *outline, const char *id)
{
    const char **words = malloc((outline->n_rows + 1) * sizeof *words);
    const char *nearest = NULL;

    for (size_t i = 0; words != NULL && i < outline->n_rows; i++)
        words[i] = outline->rows[i].id;
    if (words != NULL) {
        words[outline->n_rows] = NULL;
        nearest = zi_utf8_nearest(id, words);
    }
    free(words);
    return nearest;
}

bool zi_lke_is_typed(const struct zi_lke_row *row)
{
    return row->type != ZI_LKE_NO_ANSWER && row->type != ZI_LKE_PERCENT && row->formula == NULL;
}

/* ---- ids ---- */

static void add_id(struct loader *loader, const char *text, size_t row)
{
    struct zi_lke_outline *outline = loader->outline;
    char folded[ID_MAX + 1];
    const char *copy;

    if (!fold_id(folded, text, strlen(text))) {
        dataset_fault(&loader->dataset, outline->rows[row].line, "kode '%s' terlalu panjang",
                      "the code '%s' is too long", text);
        return;
    }
    copy = zi_arena_copy(&outline->arena, folded);
    loader->out_of_memory = loader->out_of_memory || copy == NULL;
    if (copy != NULL)
        outline->ids[outline->n_ids++] = (struct zi_lke_id){copy, row};
}

static void check_repeated(struct loader *loader)
{
    struct zi_lke_outline *outline = loader->outline;

    for (size_t i = 1; i < outline->n_ids; i++) {
        const struct zi_lke_id *id = &outline->ids[i];
        size_t one = id[-1].row, other = id->row;

        if (strcmp(id[-1].folded, id->folded) == 0)
            dataset_fault(&loader->dataset, outline->rows[one > other ? one : other].line,
                          "id '%s' sudah ada di baris %zu", "the id '%s' is already in line %zu",
                          id->folded, outline->rows[one > other ? other : one].line);
    }
}

static enum zi_code take_ids(struct loader *loader, struct zi_error *error)
{
    struct zi_lke_outline *outline = loader->outline;
    size_t room = outline->n_rows + 1;

    for (size_t i = 0; i < outline->n_rows; i++)
        room += strlen(loader->dataset.rows[i].cells[COLUMN_CODES]);
    outline->ids = zi_arena_allocate(&outline->arena, room, sizeof *outline->ids);
    if (outline->ids == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < outline->n_rows; i++) {
        size_t n_codes;
        const char **codes =
            dataset_parts(&loader->dataset, loader->dataset.rows[i].cells[COLUMN_CODES], &n_codes);

        if (codes == NULL)
            return zi_fail_memory(error);
        add_id(loader, outline->rows[i].id, i);
        for (size_t k = 0; k < n_codes; k++)
            add_id(loader, codes[k], i);
    }
    qsort(outline->ids, outline->n_ids, sizeof *outline->ids, compare_ids);
    check_repeated(loader);
    return loader->out_of_memory ? zi_fail_memory(error) : ZI_OK;
}

/* ---- rows by themselves ---- */

static void take_row(struct loader *loader, size_t i)
{
    struct dataset *dataset = &loader->dataset;
    const struct dataset_row *cells = &dataset->rows[i];
    int level = dataset_word(dataset, cells, COLUMN_LEVEL, levels);
    int type = dataset_word(dataset, cells, COLUMN_ANSWER, types);

    loader->outline->rows[i] = (struct zi_lke_row){
        .id = dataset_text(dataset, cells, COLUMN_ID),
        .label = {dataset_text(dataset, cells, COLUMN_NAME_ID),
                  dataset_text(dataset, cells, COLUMN_NAME_EN)},
        .note = {cells->cells[COLUMN_NOTE_ID], cells->cells[COLUMN_NOTE_EN]},
        .level = level < 0 ? ZI_LKE_COMPONENT : (enum zi_lke_level)level,
        .type = type < 0 ? ZI_LKE_NO_ANSWER : (enum zi_lke_type)type,
        .weight = dataset_number(dataset, cells, COLUMN_WEIGHT, NAN),
        .parent = ZI_LKE_NO_ROW,
        .first_child = ZI_LKE_NO_ROW,
        .next_sibling = ZI_LKE_NO_ROW,
        .best_input = ZI_LKE_NO_ROW,
        .answer_index = ZI_NO_INDEX,
        .line = cells->line,
    };
}

static void check_row(struct loader *loader, const struct zi_lke_row *row)
{
    struct dataset *dataset = &loader->dataset;
    bool is_question = row->level == ZI_LKE_QUESTION;
    bool is_input = row->level == ZI_LKE_INPUT;

    if (!(row->weight > 0) && !isnan(row->weight))
        dataset_fault(dataset, row->line, "bobot '%s' harus lebih dari 0",
                      "the weight of '%s' must be above 0", row->id);
    if (isnan(row->weight) != (is_question || is_input) && !(is_question && row->weight > 0))
        dataset_fault(dataset, row->line, "bobot '%s' tidak pada tempatnya: %s",
                      "the weight of '%s' is out of place: %s", row->id, levels[row->level]);
    if ((row->type == ZI_LKE_NO_ANSWER) == (is_question || is_input) ||
        (row->type == ZI_LKE_COUNT) != is_input)
        dataset_fault(dataset, row->line, "jenis jawaban '%s' tidak pada tempatnya: %s",
                      "the type of answer of '%s' is out of place: %s", row->id,
                      levels[row->level]);
}

/* ---- the tree ---- */

static void take_parent(struct loader *loader, size_t i)
{
    struct zi_lke_outline *outline = loader->outline;
    struct zi_lke_row *row = &outline->rows[i];
    const char *name = loader->dataset.rows[i].cells[COLUMN_PARENT];
    size_t parent, *link;

    if (*name == '\0') {
        outline->total += isnan(row->weight) ? 0 : row->weight;
        if (row->level >= ZI_LKE_QUESTION)
            dataset_fault(&loader->dataset, row->line, "'%s' tidak punya induk",
                          "'%s' has no parent", row->id);
        return;
    }
    parent = zi_lke_outline_find(outline, name, strlen(name));
    if (parent == ZI_LKE_NO_ROW || parent >= i) {
        dataset_fault(&loader->dataset, row->line,
                      "induk '%s' dari '%s' tidak ada di baris sebelumnya",
                      "the parent '%s' of '%s' is not in an earlier row", name, row->id);
        return;
    }
    row->parent = parent;
    outline->rows[parent].n_children++;
    for (link = &outline->rows[parent].first_child; *link != ZI_LKE_NO_ROW;)
        link = &outline->rows[*link].next_sibling;
    *link = i;
}

/* A row stands below one of a higher level, inputs below questions and inputs; what is below a row
 * is either questions or not. */
static void check_place(struct loader *loader, const struct zi_lke_row *row)
{
    const struct zi_lke_outline *outline = loader->outline;
    const struct zi_lke_row *parent;
    const struct zi_lke_row *eldest;

    if (row->parent == ZI_LKE_NO_ROW)
        return;
    parent = &outline->rows[row->parent];
    eldest = &outline->rows[parent->first_child];
    if ((row->level == ZI_LKE_INPUT) != (parent->level >= ZI_LKE_QUESTION) ||
        (row->level < ZI_LKE_INDICATOR && parent->level >= row->level) ||
        isnan(eldest->weight) != isnan(row->weight))
        dataset_fault(&loader->dataset, row->line,
                      "'%s' (%s) tidak dapat berdiri di bawah '%s' (%s)",
                      "'%s' (%s) cannot stand below '%s' (%s)", row->id, levels[row->level],
                      parent->id, levels[parent->level]);
}

static void check_weights(struct loader *loader, const struct zi_lke_row *row)
{
    const struct zi_lke_outline *outline = loader->outline;
    double sum = 0;

    if (isnan(row->weight))
        return;
    if (row->level < ZI_LKE_QUESTION && row->n_children == 0)
        dataset_fault(&loader->dataset, row->line, "'%s' tidak punya pertanyaan",
                      "'%s' has no question", row->id);
    for (size_t i = row->first_child; i != ZI_LKE_NO_ROW; i = outline->rows[i].next_sibling)
        sum += outline->rows[i].weight;
    if (row->level < ZI_LKE_QUESTION && row->n_children > 0 && !isnan(sum) &&
        fabs(sum - row->weight) > 1e-9)
        dataset_fault(&loader->dataset, row->line,
                      "bobot '%s' %g, tetapi bobot di bawahnya berjumlah %g",
                      "the weight of '%s' is %g, but the weights below it add up to %g", row->id,
                      row->weight, sum);
}

/* ---- formulas ---- */

static const struct zi_lke_formula *parse(struct loader *loader, const struct zi_lke_row *row,
                                          const char *text)
{
    struct zi_lke_formula *formula;
    struct zi_error error;

    if (*text == '\0' || zi_lke_formula_parse(&formula, text, find_in_outline, loader->outline,
                                              &loader->outline->arena, &error) == ZI_OK)
        return *text == '\0' ? NULL : formula;
    dataset_fault_text(
        &loader->dataset, row->line,
        (struct zi_text){zi_arena_print(&loader->outline->arena, "'%s': %s", row->id, error.id),
                         zi_arena_print(&loader->outline->arena, "'%s': %s", row->id, error.en)});
    return NULL;
}

struct visit {
    struct loader *loader;
    const struct zi_lke_row *row;
    size_t *rows; /* room for all named, or NULL: only inputs are allowed */
    size_t n_rows;
};

/* Formulas of percent questions and inputs name inputs; those of rows above questions name any row
 * below theirs. All of it is computed already when it is needed. */
static void visit_named(void *data, size_t named)
{
    struct visit *visit = data;
    const struct zi_lke_outline *outline = visit->loader->outline;
    const struct zi_lke_row *row = visit->row;
    bool of_inputs = row->level >= ZI_LKE_QUESTION;
    const struct zi_lke_row *other = &outline->rows[named];
    bool good =
        of_inputs ? other->level == ZI_LKE_INPUT : other > row && other->level != ZI_LKE_INPUT;

    /* A computed input is made of inputs that stand below it. */
    if (row->level == ZI_LKE_INPUT)
        good = good && other > row && other->formula == NULL;
    if (!good) {
        dataset_fault(&visit->loader->dataset, row->line,
                      "rumus '%s' tidak boleh memakai '%s' di sini",
                      "the formula of '%s' cannot use '%s' here", row->id, other->id);
        return;
    }
    for (size_t i = 0; i < visit->n_rows; i++)
        if (visit->rows[i] == named)
            return;
    if (visit->rows != NULL)
        visit->rows[visit->n_rows++] = named;
}

static void visit_formula(struct visit *visit, const struct zi_lke_formula *formula)
{
    if (formula != NULL)
        zi_lke_formula_visit(formula, visit_named, visit);
}

static int compare_rows(const void *a, const void *b)
{
    size_t x = *(const size_t *)a, y = *(const size_t *)b;

    return (x > y) - (x < y);
}

/* The inputs that the sheet asks for: those of the formula, and further ones. */
static void take_needs(struct loader *loader, struct zi_lke_row *row, const char *further)
{
    struct visit visit = {.loader = loader, .row = row};
    size_t n_parts;
    const char **parts = dataset_parts(&loader->dataset, further, &n_parts);

    visit.rows =
        zi_arena_allocate(&loader->outline->arena, loader->outline->n_rows + 1, sizeof *visit.rows);
    if (visit.rows == NULL || parts == NULL) {
        loader->out_of_memory = true;
        return;
    }
    visit_formula(&visit, row->formula);
    for (size_t i = 0; i < n_parts; i++) {
        size_t input = zi_lke_outline_find(loader->outline, parts[i], strlen(parts[i]));

        if (input == ZI_LKE_NO_ROW)
            dataset_fault(&loader->dataset, row->line, "'%s' memerlukan '%s', yang tidak ada",
                          "'%s' needs '%s', which does not exist", row->id, parts[i]);
        else
            visit_named(&visit, input);
    }
    qsort(visit.rows, visit.n_rows, sizeof *visit.rows, compare_rows);
    row->needs = visit.rows;
    row->n_needs = visit.n_rows;
}

/* "INPUT = FORMULA" */
static void take_best(struct loader *loader, struct zi_lke_row *row, const char *text)
{
    const char *sign = strchr(text, '=');
    struct visit visit = {.loader = loader, .row = row};

    if (*text == '\0')
        return;
    if (sign != NULL) {
        row->best_input = zi_lke_outline_find(loader->outline, text, (size_t)(sign - text));
        row->best = parse(loader, row, sign + 1);
    }
    if (row->best_input == ZI_LKE_NO_ROW || row->best == NULL ||
        !zi_lke_is_typed(&loader->outline->rows[row->best_input])) {
        dataset_fault(&loader->dataset, row->line, "best '%s' bukan MASUKAN = RUMUS",
                      "best '%s' is not INPUT = FORMULA", text);
        return;
    }
    visit_named(&visit, row->best_input);
    visit_formula(&visit, row->best);
}

static void take_formulas(struct loader *loader, size_t i)
{
    struct zi_lke_row *row = &loader->outline->rows[i];
    const char **cells = loader->dataset.rows[i].cells;
    struct visit visit = {.loader = loader, .row = row};
    bool is_percent = row->type == ZI_LKE_PERCENT;

    if (is_percent) {
        take_needs(loader, row, cells[COLUMN_NEEDS]);
        take_best(loader, row, cells[COLUMN_BEST]);
    } else {
        visit_formula(&visit, row->formula);
    }
    if (is_percent ? row->formula == NULL : row->level == ZI_LKE_QUESTION && row->formula != NULL)
        dataset_fault(&loader->dataset, row->line,
                      "rumus dan jenis jawaban percent harus bersama: '%s'",
                      "a formula and the type percent go together: '%s'", row->id);
    if (!is_percent && (*cells[COLUMN_NEEDS] != '\0' || *cells[COLUMN_BEST] != '\0'))
        dataset_fault(&loader->dataset, row->line, "needs dan best hanya untuk percent: '%s'",
                      "needs and best are for percent only: '%s'", row->id);
}

/* What an input should agree with names inputs only. */
static void check_equals(struct loader *loader, const struct zi_lke_row *row)
{
    struct visit visit = {.loader = loader, .row = row};
    struct zi_lke_row as_question = *row;

    if (row->equals == NULL)
        return;
    as_question.level = ZI_LKE_QUESTION;
    visit.row = &as_question;
    visit_formula(&visit, row->equals);
    if (row->level != ZI_LKE_INPUT || row->formula != NULL)
        dataset_fault(&loader->dataset, row->line, "equals hanya untuk masukan yang diketik: '%s'",
                      "equals is for typed inputs only: '%s'", row->id);
}

/* ---- indices ---- */

static long index_named(struct loader *loader, const struct zi_lke_row *row, const char *name)
{
    const struct zi_catalogue *catalogue = loader->outline->catalogue;

    for (size_t i = 0; i < catalogue->n_indices; i++)
        if (strcmp(catalogue->indices[i].name, name) == 0)
            return (long)i;
    dataset_fault(&loader->dataset, row->line, "indeks '%s' tidak ada di katalog",
                  "index '%s' is not in the catalogue", name);
    return ZI_NO_INDEX;
}

static void take_indices(struct loader *loader, size_t i)
{
    struct zi_lke_row *row = &loader->outline->rows[i];
    const char **cells = loader->dataset.rows[i].cells;
    size_t n_parts;
    const char **parts = dataset_parts(&loader->dataset, cells[COLUMN_INDICES], &n_parts);
    size_t *indices = zi_arena_allocate(&loader->outline->arena, n_parts + 1, sizeof *indices);

    if (parts == NULL || indices == NULL) {
        loader->out_of_memory = true;
        return;
    }
    for (size_t k = 0; k < n_parts; k++) {
        long index = index_named(loader, row, parts[k]);

        if (index != ZI_NO_INDEX)
            indices[row->n_indices++] = (size_t)index;
    }
    row->indices = indices;
    if (*cells[COLUMN_ANSWER_INDEX] != '\0')
        row->answer_index = index_named(loader, row, cells[COLUMN_ANSWER_INDEX]);
    if ((row->n_indices > 0 && isnan(row->weight)) ||
        (row->answer_index != ZI_NO_INDEX && row->type != ZI_LKE_INDEX4))
        dataset_fault(&loader->dataset, row->line,
                      "indeks hanya untuk baris berbobot, answer_index hanya untuk index4: '%s'",
                      "indices are for rows with a weight, answer_index for index4: '%s'", row->id);
}

/* ---- all of it ---- */

static enum zi_code take_all(struct loader *loader, struct zi_error *error)
{
    struct zi_lke_outline *outline = loader->outline;

    outline->n_rows = loader->dataset.n_rows;
    outline->rows = zi_arena_allocate(&outline->arena, outline->n_rows + 1, sizeof *outline->rows);
    if (outline->rows == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < outline->n_rows; i++) {
        take_row(loader, i);
        check_row(loader, &outline->rows[i]);
    }
    ZI_TRY(take_ids(loader, error));
    for (size_t i = 0; i < outline->n_rows; i++)
        take_parent(loader, i);
    for (size_t i = 0; i < outline->n_rows; i++) {
        check_place(loader, &outline->rows[i]);
        check_weights(loader, &outline->rows[i]);
        take_indices(loader, i);
    }
    /* Parsed first, so that whether an input is computed is known where it is used. */
    for (size_t i = 0; i < outline->n_rows; i++) {
        const char **cells = loader->dataset.rows[i].cells;
        struct zi_lke_row *row = &outline->rows[i];

        row->formula = parse(loader, row, cells[COLUMN_FORMULA]);
        row->equals = parse(loader, row, cells[COLUMN_EQUALS]);
    }
    for (size_t i = 0; i < outline->n_rows; i++)
        take_formulas(loader, i);
    for (size_t i = 0; i < outline->n_rows; i++)
        check_equals(loader, &outline->rows[i]);
    if (outline->n_rows == 0)
        dataset_fault(&loader->dataset, 1, "tidak ada baris di bawah judul kolom",
                      "there are no rows below the header");
    return loader->out_of_memory ? zi_fail_memory(error) : ZI_OK;
}

static enum zi_code load(struct loader *loader, const char *path, struct zi_error *error)
{
    ZI_TRY(dataset_load(&loader->dataset, &loader->outline->arena, path, official, columns,
                        N_REQUIRED, error));
    /* Rows that are broken leave a tree that is: said first, and alone. */
    ZI_TRY(dataset_verdict(&loader->dataset, error));
    ZI_TRY(take_all(loader, error));
    return dataset_verdict(&loader->dataset, error);
}

enum zi_code zi_lke_outline_load(struct zi_lke_outline *outline, const char *path,
                                 const struct zi_catalogue *catalogue, struct zi_error *error)
{
    struct loader loader = {.outline = outline};
    enum zi_code code;

    *outline = (struct zi_lke_outline){.catalogue = catalogue};
    code = load(&loader, path, error);
    if (code != ZI_OK)
        zi_lke_outline_release(outline);
    return code;
}

void zi_lke_outline_release(struct zi_lke_outline *outline)
{
    zi_arena_release(&outline->arena);
    *outline = (struct zi_lke_outline){0};
}
