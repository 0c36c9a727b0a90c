/* Records of answers to the sheets of units. */
#include "collect.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "base/count.h"
#include "csv/cell.h"
#include "formula.h"

/* ---- remarks ---- */

struct zi_arena *collector_sentences(const struct collector *collector)
{
    return collector->faults != NULL ? collector->faults->arena : NULL;
}

void collector_say(struct collector *collector, const struct zi_csv_place *place,
                   const struct remark *remark, struct span text)
{
    struct zi_csv_place where = place != NULL ? *place : (struct zi_csv_place){0};

    collector->n_remarks++;
    if (collector->faults == NULL)
        return;
    if (place != NULL && !collector->source->input.in_cells)
        where.column += remark->offset;
    faults_add(collector->faults, collector->path, collector->file, place != NULL ? &where : NULL,
               remark, text.text, text.length);
}

static void say(struct collector *collector, const struct lke_record *record, enum lke_field field,
                const struct remark *remark)
{
    collector_say(collector, &record->place[field], remark, record->text[field]);
}

static const char *quote(const struct collector *collector, struct span span)
{
    return remark_quote(collector_sentences(collector), span.text, span.length);
}

/* ---- names ---- */

static bool know_new_names(struct known_names *known)
{
    uint32_t n = known->names.n_entries;
    struct known_name *larger;

    if (n == known->n_known)
        return true;
    larger = realloc(known->known, known->names.capacity * sizeof *larger);
    if (larger == NULL)
        return false;
    known->known = larger;
    for (uint32_t i = known->n_known; i < n; i++)
        known->known[i] = (struct known_name){.root = i, .first_sheet = SIZE_MAX};
    known->n_known = n;
    return true;
}

/* The number under which a name is kept; NO_NAME without memory. */
static uint32_t know(struct collector *collector, struct known_names *known, uint32_t parent,
                     struct span name, const struct zi_csv_place *place)
{
    uint32_t variant = NO_NAME;
    uint32_t number = names_add(&known->names, parent, name.text, name.length, &variant);
    struct remark remark = {0};

    if (number == NO_NAME || !know_new_names(known)) {
        collector->out_of_memory = true;
        return NO_NAME;
    }
    if (variant == NO_NAME)
        return known->known[number].root;
    known->known[number].root = known->known[variant].root;
    remark_make(&remark, collector_sentences(collector), ZI_FAULT_NAME, ZI_WARNING,
                "'%s' di baris lain ditulis '%s'; keduanya dibaca sebagai satu nama",
                "'%s' is written '%s' in another row; the two are read as one",
                known->names.entries[number].text, known->names.entries[variant].text);
    remark_suggest(&remark, collector_sentences(collector), "samakan ejaannya",
                   "spell both the same");
    collector_say(collector, place, &remark, name);
    return known->known[number].root;
}

/* ---- whose sheet ---- */

static struct kept_sheet *new_sheet(struct collector *collector)
{
    if (collector->n_sheets == collector->capacity) {
        size_t capacity = collector->capacity > 0 ? 2 * collector->capacity : 64;
        struct kept_sheet *sheets = realloc(collector->sheets, capacity * sizeof *sheets);

        if (sheets == NULL) {
            collector->out_of_memory = true;
            return NULL;
        }
        collector->sheets = sheets;
        collector->capacity = capacity;
    }
    collector->sheets[collector->n_sheets] = (struct kept_sheet){0};
    return &collector->sheets[collector->n_sheets++];
}

static struct kept_sheet *sheet_of(struct collector *collector, uint32_t unit, int year)
{
    struct known_name *known = &collector->units.known[unit];
    struct kept_sheet *sheet;

    for (size_t i = known->first_sheet; i != SIZE_MAX; i = collector->sheets[i].next)
        if (collector->sheets[i].sheet.year == year)
            return &collector->sheets[i];
    sheet = new_sheet(collector);
    if (sheet == NULL)
        return NULL;
    sheet->sheet.year = year;
    sheet->unit = unit;
    sheet->next = known->first_sheet;
    known->first_sheet = collector->n_sheets - 1;
    return sheet;
}

/* Words for "missing" are short. */
static bool is_empty(struct span span)
{
    enum { WORD_MAX = 30 };

    return span.length == 0 || (span.length < WORD_MAX && cell_is_missing(span.text, span.length));
}

static struct span span_of(const char *text)
{
    return (struct span){text, strlen(text)};
}

/* The name in the record's column, else the one that stands for files without such a column. */
static bool find_name(struct collector *collector, const struct lke_record *record,
                      enum lke_field field, const char *otherwise, struct span *name)
{
    struct remark remark = {0};
    struct zi_arena *sentences = collector_sentences(collector);

    *name = collector->has[field] ? record->text[field] : span_of(otherwise);
    if (!collector->has[field] || !is_empty(*name))
        return true;
    if (field == FIELD_UNIT)
        remark_make(&remark, sentences, ZI_FAULT_EMPTY, ZI_FAULT, "nama unit kosong",
                    "the unit is empty");
    else
        remark_make(&remark, sentences, ZI_FAULT_EMPTY, ZI_FAULT, "nama instansi kosong",
                    "the institution is empty");
    if (collector->is_table)
        remark_suggest(&remark, sentences, "sel gabungan? isi di setiap baris",
                       "merged cells? write it in every row");
    say(collector, record, field, &remark);
    return false;
}

static bool find_year(struct collector *collector, const struct lke_record *record, int *year)
{
    struct span text = record->text[FIELD_YEAR];
    struct remark remark = {0};

    *year = collector->reading->year;
    if (!collector->has[FIELD_YEAR])
        return true;
    *year = cell_year(text.text, text.length, collector_sentences(collector), &remark);
    if (!remark.made)
        return true;
    say(collector, record, FIELD_YEAR, &remark);
    return false;
}

/* NULL when the record does not say it: that was said. */
static struct kept_sheet *find_sheet(struct collector *collector, const struct lke_record *record)
{
    const char *institution_otherwise = collector->reading->institution;
    struct span institution, unit;
    uint32_t number;
    int year;
    bool named =
        find_name(collector, record, FIELD_INSTITUTION,
                  institution_otherwise != NULL ? institution_otherwise : "", &institution);

    named = find_name(collector, record, FIELD_UNIT, collector->unit, &unit) && named;
    if (!find_year(collector, record, &year) || !named)
        return NULL;
    number = know(collector, &collector->institutions, 0, institution,
                  &record->place[FIELD_INSTITUTION]);
    if (number != NO_NAME)
        number = know(collector, &collector->units, number, unit, &record->place[FIELD_UNIT]);
    return number != NO_NAME ? sheet_of(collector, number, year) : NULL;
}

/* ---- which question ---- */

static bool has_answer(const struct lke_record *record)
{
    for (int field = FIELD_SELF; field < N_FIELDS; field++)
        if (!is_empty(record->text[field]))
            return true;
    return false;
}

static void say_no_such_question(struct collector *collector, const struct lke_record *record)
{
    struct zi_arena *sentences = collector_sentences(collector);
    struct remark remark = {0};
    const char *id = quote(collector, record->text[FIELD_ID]);
    const char *nearest = sentences != NULL ? zi_lke_outline_nearest(collector->outline, id) : NULL;

    remark_make(&remark, sentences, ZI_FAULT_QUESTION, ZI_FAULT,
                "pertanyaan '%s' tidak ada di kerangka LKE",
                "the question '%s' is not in the outline of the sheet", id);
    if (nearest != NULL)
        remark_suggest(&remark, sentences, "mungkin '%s'", "perhaps '%s'", nearest);
    else
        remark_suggest(&remark, sentences,
                       "pakai id seperti A.1.1.i.a, atau tambahkan kode itu di kolom 'codes' "
                       "berkas --outline",
                       "use ids such as A.1.1.i.a, or add that code to the column 'codes' of an "
                       "--outline file");
    say(collector, record, FIELD_ID, &remark);
}

/* A row that nobody answers: its points follow from others. */
static void say_not_typed(struct collector *collector, const struct lke_record *record,
                          const struct zi_lke_row *row)
{
    struct zi_arena *sentences = collector_sentences(collector);
    struct remark remark = {0};

    if (row->formula != NULL && row->level >= ZI_LKE_QUESTION)
        remark_make(&remark, sentences, ZI_FAULT_QUESTION, ZI_FAULT,
                    "%s dihitung dari masukan di bawahnya, bukan diketik",
                    "%s is computed from the inputs below it, not typed", row->id);
    else
        remark_make(&remark, sentences, ZI_FAULT_QUESTION, ZI_FAULT,
                    "%s bukan pertanyaan, jadi tidak dijawab",
                    "%s is no question and takes no answer", row->id);
    remark_suggest(&remark, sentences, "hapus jawaban ini, isi %s",
                   "delete this answer, fill in %s",
                   row->first_child != ZI_LKE_NO_ROW ? collector->outline->rows[row->first_child].id
                                                     : row->id);
    say(collector, record, FIELD_ID, &remark);
}

/* Files mostly have the questions in the outline's order: the next typed one is tried first. */
static size_t find_row(struct collector *collector, struct span id)
{
    const struct zi_lke_outline *outline = collector->outline;
    size_t next = collector->last_row + 1;

    while (next < outline->n_rows && !zi_lke_is_typed(&outline->rows[next]))
        next++;
    if (next < outline->n_rows && strlen(outline->rows[next].id) == id.length &&
        memcmp(outline->rows[next].id, id.text, id.length) == 0)
        return next;
    return zi_lke_outline_find(outline, id.text, id.length);
}

/* NULL: nothing to take; *good says whether that is in order. */
static const struct zi_lke_row *find_question(struct collector *collector,
                                              const struct lke_record *record, bool *good)
{
    size_t number = find_row(collector, record->text[FIELD_ID]);
    const struct zi_lke_row *row;

    *good = true;
    if (number == ZI_LKE_NO_ROW) {
        *good = false;
        say_no_such_question(collector, record);
        return NULL;
    }
    row = &collector->outline->rows[number];
    collector->last_row = number;
    if (zi_lke_is_typed(row))
        return row;
    *good = !has_answer(record);
    if (!*good)
        say_not_typed(collector, record, row);
    return NULL;
}

/* ---- the type beside the question ---- */

/* Types come from the outline; a sheet where someone changed one computes something else. */
static void compare_type(struct collector *collector, const struct lke_record *record,
                         const struct zi_lke_row *row)
{
    static const char *const printed[][3] = {
        [ZI_LKE_YES_NO] = {"ya/tidak", "yn", "yatidak"},
        [ZI_LKE_ABC] = {"a/b/c", "abc", "abc"},
        [ZI_LKE_ABCD] = {"a/b/c/d", "abcd", "abcd"},
        [ZI_LKE_ABCDE] = {"a/b/c/d/e", "abcde", "abcde"},
        [ZI_LKE_PERCENT] = {"%", "percent", "persen"},
        [ZI_LKE_INDEX4] = {"nilai (0-4)", "index4", "nilai"},
        [ZI_LKE_COUNT] = {"jumlah", "count", "angka"},
    };
    struct span text = span_trim(record->text[FIELD_TYPE]);
    struct remark remark = {0};
    char lower[32] = "";

    if (!collector->has[FIELD_TYPE] || is_empty(text))
        return;
    for (size_t i = 0; i < text.length && i + 1 < sizeof lower; i++)
        lower[i] = (char)(text.text[i] >= 'A' && text.text[i] <= 'Z' ? text.text[i] - 'A' + 'a'
                                                                     : text.text[i]);
    for (size_t i = 0; i < ZI_COUNT(printed[0]); i++)
        if (strcmp(lower, printed[row->type][i]) == 0)
            return;
    remark_make(&remark, collector_sentences(collector), ZI_FAULT_ANSWER, ZI_WARNING,
                "jenis jawaban '%s' untuk %s berbeda dari kerangka LKE (%s); dipakai kerangka",
                "the type of answer '%s' of %s differs from the outline's (%s); the outline's is "
                "used",
                quote(collector, text), row->id, zi_lke_choices(row->type)->text);
    say(collector, record, FIELD_TYPE, &remark);
}

/* ---- the answers ---- */

static bool make_answers(struct collector *collector, struct kept_sheet *sheet, int assessor)
{
    struct zi_lke_answers *answers = &sheet->sheet.by[assessor];
    size_t n = collector->outline->n_rows;

    if (answers->numbers != NULL)
        return true;
    answers->states = zi_arena_allocate(collector->arena, n, sizeof *answers->states);
    answers->numbers = zi_arena_allocate(collector->arena, n, sizeof *answers->numbers);
    if (collector->faults != NULL)
        sheet->origins[assessor] =
            zi_arena_allocate(collector->arena, n, sizeof *sheet->origins[assessor]);
    if (answers->states == NULL || answers->numbers == NULL ||
        (collector->faults != NULL && sheet->origins[assessor] == NULL)) {
        collector->out_of_memory = true;
        return false;
    }
    for (size_t i = 0; i < n; i++)
        answers->numbers[i] = NAN;
    return true;
}

static const char *place_of(const struct collector *collector, const struct origin *origin)
{
    return collector->faults != NULL
               ? faults_line_place(collector->faults, collector->sources->items[origin->file].name,
                                   origin->file, origin->line)
               : "";
}

/* The question has an answer already: the same, or a conflict that leaves neither. */
static void meet(struct collector *collector, const struct lke_record *record, int assessor,
                 struct kept_sheet *sheet, size_t row, const struct lke_answer *answer)
{
    struct zi_lke_answers *answers = &sheet->sheet.by[assessor];
    const struct origin *origin =
        sheet->origins[assessor] != NULL ? &sheet->origins[assessor][row] : &(struct origin){0};
    bool same = answers->states[row] == ZI_LKE_GIVEN && answer->state == ZI_LKE_GIVEN &&
                answers->numbers[row] == answer->number;
    const char *id = collector->outline->rows[row].id;
    struct remark remark = {0};

    if (same) {
        remark_make(&remark, collector_sentences(collector), ZI_FAULT_REPEATED, ZI_WARNING,
                    "%s sudah dijawab sama di %s", "%s has the same answer in %s", id,
                    place_of(collector, origin));
        say(collector, record, FIELD_SELF + (enum lke_field)assessor, &remark);
        return;
    }
    remark_make(&remark, collector_sentences(collector), ZI_FAULT_CONFLICT, ZI_FAULT,
                "jawaban lain untuk %s dari unit dan tahun yang sama ada di %s",
                "another answer to %s of the same unit and year is in %s", id,
                place_of(collector, origin));
    remark_suggest(&remark, collector_sentences(collector), "hapus yang salah",
                   "delete the wrong one");
    say(collector, record, FIELD_SELF + (enum lke_field)assessor, &remark);
    answers->states[row] = ZI_LKE_INVALID;
    answers->numbers[row] = NAN;
    collector->n_left_out++;
}

/* False for a blank one. */
static bool take_answer(struct collector *collector, const struct lke_record *record, int assessor,
                        struct kept_sheet *sheet, size_t row)
{
    enum lke_field field = FIELD_SELF + (enum lke_field)assessor;
    struct span text = record->text[field];
    struct lke_answer answer;

    if (text.length == 0)
        return false;
    answer = lke_answer_read(&collector->outline->rows[row], text.text, text.length,
                             collector_sentences(collector));
    if (answer.remark.made)
        say(collector, record, field, &answer.remark);
    if (answer.state == ZI_LKE_BLANK || !make_answers(collector, sheet, assessor))
        return false;
    if (sheet->sheet.by[assessor].states[row] != ZI_LKE_BLANK) {
        meet(collector, record, assessor, sheet, row, &answer);
        return true;
    }
    sheet->sheet.by[assessor].states[row] = (uint8_t)answer.state;
    sheet->sheet.by[assessor].numbers[row] = answer.number;
    if (sheet->origins[assessor] != NULL)
        sheet->origins[assessor][row] =
            (struct origin){(uint32_t)record->place[field].line, (uint32_t)collector->file};
    return true;
}

void collector_take(struct collector *collector, const struct lke_record *record)
{
    bool good;
    const struct zi_lke_row *row = find_question(collector, record, &good);
    struct kept_sheet *sheet = find_sheet(collector, record);
    bool taken = false;

    if (!good || sheet == NULL) {
        collector->n_left_out++;
        return;
    }
    if (row == NULL)
        return;
    compare_type(collector, record, row);
    for (int assessor = 0; assessor < ZI_LKE_ASSESSORS; assessor++)
        taken = take_answer(collector, record, assessor, sheet,
                            (size_t)(row - collector->outline->rows)) ||
                taken;
    collector->n_records += taken;
}

/* ---- from file to file ---- */

void collector_init(struct collector *collector, const struct zi_lke_outline *outline,
                    const struct zi_lke_reading *reading, struct zi_arena *arena,
                    const struct sources *sources, struct faults *faults)
{
    *collector = (struct collector){.outline = outline,
                                    .reading = reading,
                                    .arena = arena,
                                    .sources = sources,
                                    .faults = faults};
    names_init(&collector->institutions.names, arena);
    names_init(&collector->units.names, arena);
}

void collector_release(struct collector *collector)
{
    names_release(&collector->institutions.names);
    names_release(&collector->units.names);
    free(collector->institutions.known);
    free(collector->units.known);
    free(collector->sheets);
}

void collector_begin_file(struct collector *collector, size_t file)
{
    collector->source = &collector->sources->items[file];
    collector->path = collector->source->name;
    collector->file = file;
    collector->last_row = 0;
    memset(collector->has, 0, sizeof collector->has);
    collector->is_table = false;
    collector->unit = collector->reading->unit != NULL
                          ? collector->reading->unit
                          : zi_arena_copy(collector->arena, collector->source->title);
    if (collector->unit == NULL) {
        collector->out_of_memory = true;
        collector->unit = "";
    }
}

/* ---- the sheets in their order ---- */

/* The name shown of several spellings: the least, so that the order of rows does not matter. */
static const char *shown_name(const struct known_names *known, uint32_t root)
{
    const char *least = known->names.entries[root].text;

    for (uint32_t i = 0; known->names.has_variants && i < known->n_known; i++)
        if (known->known[i].root == root && known->names.entries[i].clean == i &&
            strcmp(known->names.entries[i].text, least) < 0)
            least = known->names.entries[i].text;
    return least;
}

static int compare_sheets(const void *left, const void *right)
{
    const struct zi_lke_sheet *a = left, *b = right;
    int order = strcmp(a->institution, b->institution);

    if (order == 0)
        order = strcmp(a->unit, b->unit);
    return order != 0 ? order : (a->year > b->year) - (a->year < b->year);
}

enum zi_code collector_finish(struct collector *collector, struct zi_lke_sheets *sheets,
                              struct zi_error *error)
{
    sheets->sheets =
        zi_arena_allocate(collector->arena, collector->n_sheets + 1, sizeof *sheets->sheets);
    if (sheets->sheets == NULL || collector->out_of_memory)
        return zi_fail_memory(error);
    for (size_t i = 0; i < collector->n_sheets; i++) {
        struct zi_lke_sheet *sheet = &sheets->sheets[i];
        uint32_t unit = collector->sheets[i].unit;

        *sheet = collector->sheets[i].sheet;
        sheet->unit = shown_name(&collector->units, unit);
        sheet->institution =
            shown_name(&collector->institutions, collector->units.names.entries[unit].parent);
    }
    qsort(sheets->sheets, collector->n_sheets, sizeof *sheets->sheets, compare_sheets);
    sheets->n_sheets = collector->n_sheets;
    sheets->n_rows = collector->n_records;
    sheets->n_left_out = collector->n_left_out;
    sheets->unnamed = collector->unnamed;
    return ZI_OK;
}
