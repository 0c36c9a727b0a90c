/* A closer look at a record: what is wrong with it, and what it says after all. */
#include "judge.h"

#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "csv/mishap.h"
#include "noting.h"

static struct zi_arena *sentences(const struct intake *intake)
{
    return intake->describing ? intake->reading->faults.arena : NULL;
}

/* ---- the shape of the record ---- */

static void say_too_few(struct intake *intake)
{
    const struct layout *layout = &intake->layout;
    size_t last = intake->row.n_fields - 1;
    struct remark remark = {0};

    remark_make(&remark, sentences(intake), ZI_FAULT_COLUMNS, ZI_FAULT,
                "%zu kolom, seharusnya %zu (kurang '%s')",
                "%zu columns, expected %zu ('%s' is missing)", intake->row.n_fields,
                layout->n_columns, layout->columns[intake->row.n_fields].name);
    if (intake->describing)
        remark.offset = intake->fields[last].length;
    intake_say(intake, last, &remark);
}

static bool digits_only(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (text[i] < '0' || text[i] > '9')
            return false;
    return length > 0;
}

static void say_too_many(struct intake *intake)
{
    const struct layout *layout = &intake->layout;
    size_t extra = layout->n_columns; /* keeps the first text beyond the last column */
    const struct field *field = &intake->fields[extra];
    struct remark remark = {0};

    remark_make(&remark, sentences(intake), ZI_FAULT_COLUMNS, ZI_FAULT,
                "%zu kolom, seharusnya %zu (lebih: '%s')",
                "%zu columns, expected %zu (one too many: '%s')", intake->row.n_fields,
                layout->n_columns,
                intake->describing
                    ? remark_quote(sentences(intake), intake_text(intake, extra), field->length)
                    : "");
    if (intake->describing && layout->header.delimiter == ',' &&
        digits_only(intake_text(intake, extra), field->length))
        remark_suggest(&remark, sentences(intake),
                       "koma desimal di berkas berpemisah koma harus di dalam tanda kutip: "
                       "\"74,5\"",
                       "a decimal comma in a comma-separated file must stand in quotes: \"74,5\"");
    intake_say(intake, extra, &remark);
}

/* ---- who ---- */

static void judge_name(struct intake *intake, enum role role, const char *text, size_t length)
{
    struct span span = {text, length};
    struct mishap mishap = mishap_of(span);
    struct remark remark = {0};

    mishap_say(&mishap, span, ZI_FAULT_NAME, sentences(intake), &remark);
    if (remark.made)
        intake_say(intake, layout_column(&intake->layout, role), &remark);
}

static void judge_names(struct intake *intake)
{
    const struct layout *layout = &intake->layout;
    struct remark remark = {0};
    bool no_institution =
        intake->institution_length == 0 && intake->reading->options->institution == NULL;
    bool no_unit = !layout->has_unit || intake->unit_length == 0;

    if (intake->institution_is_mishap)
        judge_name(intake, ROLE_INSTITUTION, intake->institution_text, intake->institution_length);
    if (intake->unit_is_mishap)
        judge_name(intake, ROLE_UNIT, intake->unit_text, intake->unit_length);

    if (no_institution && no_unit) {
        remark_make(&remark, sentences(intake), ZI_FAULT_EMPTY, ZI_FAULT,
                    "nama unit dan instansi kosong", "neither a unit nor an institution is named");
        intake_say(intake,
                   layout_column(&intake->layout, layout->has_unit ? ROLE_UNIT : ROLE_INSTITUTION),
                   &remark);
    } else if (no_institution && layout->has_institution && !layout->of_scores) {
        remark_make(&remark, sentences(intake), ZI_FAULT_EMPTY, ZI_FAULT, "nama instansi kosong",
                    "the institution is empty");
        remark_suggest(&remark, sentences(intake),
                       "sel gabungan? isi nama instansi di setiap baris",
                       "merged cells? write the institution in every row");
        intake_say(intake, layout_column(&intake->layout, ROLE_INSTITUTION), &remark);
    }
}

/* ---- when ---- */

static int judge_year(struct intake *intake)
{
    size_t column = layout_column(&intake->layout, ROLE_YEAR);
    struct remark remark = {0};
    int year;

    if (!intake->kept[column])
        return intake->row.year;
    year = cell_year(intake_text(intake, column), intake->fields[column].length, sentences(intake),
                     &remark);
    if (remark.made)
        intake_say(intake, column, &remark);
    return year;
}

/* ---- what ---- */

static long judge_index(struct intake *intake)
{
    const struct zi_catalogue *catalogue = intake->reading->catalogue;
    size_t column = layout_column(&intake->layout, ROLE_INDEX);
    struct remark remark = {0};
    const char *quote;
    const char *nearest;

    if (intake->row.index != ZI_NO_INDEX || !intake->layout.has_index)
        return intake->row.index;
    if (intake->fields[column].length == 0) {
        remark_make(&remark, sentences(intake), ZI_FAULT_INDEX, ZI_FAULT, "nama indeks kosong",
                    "the index is empty");
        intake_say(intake, column, &remark);
        return ZI_NO_INDEX;
    }
    quote =
        remark_quote(sentences(intake), intake_text(intake, column), intake->fields[column].length);
    nearest = intake->describing ? zi_catalogue_nearest(catalogue, quote) : NULL;
    remark_make(&remark, sentences(intake), ZI_FAULT_INDEX, ZI_FAULT,
                "indeks '%s' tidak ada di katalog", "index '%s' is not in the catalogue", quote);
    if (nearest != NULL)
        remark_suggest(&remark, sentences(intake), "mungkin '%s'", "perhaps '%s'", nearest);
    else
        remark_suggest(&remark, sentences(intake),
                       "daftar nama: zistat rules; indeks lain: --index-file",
                       "the list of names: zistat rules; other indices: --index-file");
    intake_say(intake, column, &remark);
    return ZI_NO_INDEX;
}

/* ---- how much ---- */

static void note_decimal(struct intake *intake, char decimal)
{
    intake->seen_point = intake->seen_point || decimal == '.';
    intake->seen_comma = intake->seen_comma || decimal == ',';
}

static void judge_value(struct intake *intake, size_t column, int year, long index)
{
    const struct column *which = &intake->layout.columns[column];
    struct cell_place place = {
        .catalogue = intake->reading->catalogue,
        .index = (size_t)(which->index != ZI_NO_INDEX ? which->index : index),
        .year = which->year != 0 ? which->year : year,
        .sentences = sentences(intake),
    };
    struct value_cell cell = {.value = intake->values[which->value]};
    size_t letter = which->letter;
    bool read_already = !isnan(cell.value);
    const char *text = intake->kept[column] ? intake_text(intake, column) : "";
    size_t length = intake->kept[column] ? intake->fields[column].length : 0;

    if (which->index == ZI_NO_INDEX && index == ZI_NO_INDEX)
        return;
    if (read_already)
        cell_check_scale(&place, cell.value, text, length, &cell.remark);
    else if (intake->kept[column])
        cell = cell_value(&place, text, length);
    if (letter != SIZE_MAX && intake->kept[letter])
        cell_add_letter(&place, &cell, intake_text(intake, letter), intake->fields[letter].length);
    note_decimal(intake, cell.decimal);
    intake->values[which->value] = cell.value;
    intake->ranks[which->value] = (uint8_t)cell.rank;
    if (cell.remark.made)
        intake_say(intake, column, &cell.remark);
}

void judge_row(struct intake *intake)
{
    const struct layout *layout = &intake->layout;
    long index;

    if (intake->row.n_fields < layout->n_columns) {
        say_too_few(intake);
        return;
    }
    if (intake->row.has_extra) {
        say_too_many(intake);
        return;
    }
    judge_names(intake);
    if (layout->has_year && layout->shape != ZI_WIDE_BY_YEAR)
        intake->row.year = judge_year(intake);
    index = judge_index(intake);
    intake->row.index = index;
    for (size_t i = 0; i < layout->n_columns; i++)
        if (layout->columns[i].role == ROLE_VALUE)
            judge_value(intake, i, intake->row.year, index);
}

/* ---- predicates ---- */

struct word_for {
    const char *word; /* folded */
    int meaning;
};

static const struct word_for target_words[] = {
    {"wbk", ZI_WBK},
    {"zi-wbk", ZI_WBK},
    {"predikat wbk", ZI_WBK},
    {"wilayah bebas korupsi", ZI_WBK},
    {"wilayah bebas dari korupsi", ZI_WBK},
    {"wbbm", ZI_WBBM},
    {"zi-wbbm", ZI_WBBM},
    {"predikat wbbm", ZI_WBBM},
    {"wilayah birokrasi bersih dan melayani", ZI_WBBM},
    {"wilayah birokrasi bersih melayani", ZI_WBBM},
    {NULL, 0},
};

/* In the place of a predicate: there is none. */
static const struct word_for none_words[] = {
    {"tidak ada", ZI_NO_PREDICATE},
    {"belum ada", ZI_NO_PREDICATE},
    {"belum pernah", ZI_NO_PREDICATE},
    {"belum", ZI_NO_PREDICATE},
    {"tidak pernah", ZI_NO_PREDICATE},
    {"nihil", ZI_NO_PREDICATE},
    {"none", ZI_NO_PREDICATE},
    {"never", ZI_NO_PREDICATE},
    {NULL, 0},
};

static const struct word_for event_words[] = {
    {"", ZI_AWARDED},
    {"diberikan", ZI_AWARDED},
    {"diraih", ZI_AWARDED},
    {"ditetapkan", ZI_AWARDED},
    {"lolos", ZI_AWARDED},
    {"lulus", ZI_AWARDED},
    {"awarded", ZI_AWARDED},
    {"granted", ZI_AWARDED},
    {"passed", ZI_AWARDED},
    {"dicabut", ZI_REVOKED},
    {"pencabutan", ZI_REVOKED},
    {"revoked", ZI_REVOKED},
    {"withdrawn", ZI_REVOKED},
    {"tidak lolos", ZI_NOT_PASSED},
    {"tidak lulus", ZI_NOT_PASSED},
    {"gagal", ZI_NOT_PASSED},
    {"diusulkan, tidak lolos", ZI_NOT_PASSED},
    {"diusulkan tidak lolos", ZI_NOT_PASSED},
    {"diusulkan, tidak lulus", ZI_NOT_PASSED},
    {"diusulkan", ZI_PROPOSED},
    {"pengusulan", ZI_PROPOSED},
    {"proposed", ZI_PROPOSED},
    {"not passed", ZI_NOT_PASSED},
    {"failed", ZI_NOT_PASSED},
    {"proposed, not passed", ZI_NOT_PASSED},
    {"proposed not passed", ZI_NOT_PASSED},
    {"dicanangkan", ZI_DECLARED},
    {"pencanangan", ZI_DECLARED},
    {"declared", ZI_DECLARED},
    {NULL, 0},
};

/* In the place of a predicate: that building ZI began is an event before any of them. */
static const struct word_for declared_words[] = {
    {"zi", ZI_DECLARED},
    {"zona integritas", ZI_DECLARED},
    {"pencanangan zi", ZI_DECLARED},
    {"pembangunan zi", ZI_DECLARED},
    {NULL, 0},
};

/* -1 when the word is none of them. */
static int meaning_of(const struct word_for words[], const char *text, size_t length)
{
    struct zi_arena arena = {0};
    const char *folded = zi_utf8_fold(&arena, text, length);
    int meaning = -1;

    for (size_t i = 0; folded != NULL && words[i].word != NULL && meaning < 0; i++)
        if (strcmp(words[i].word, folded) == 0)
            meaning = words[i].meaning;
    zi_arena_release(&arena);
    return meaning;
}

static void judge_target(struct intake *intake, struct zi_event *event)
{
    size_t column = layout_column(&intake->layout, ROLE_PREDICATE);
    const char *text = intake->kept[column] ? intake_text(intake, column) : "";
    size_t length = intake->kept[column] ? intake->fields[column].length : 0;
    int meaning = meaning_of(target_words, text, length);
    struct remark remark = {0};

    if (meaning > 0) {
        event->target = (enum zi_target)meaning;
        return;
    }
    if (meaning_of(none_words, text, length) == ZI_NO_PREDICATE) {
        event->kind = ZI_NO_PREDICATE;
        return;
    }
    if (meaning_of(declared_words, text, length) == ZI_DECLARED) {
        event->kind = ZI_DECLARED;
        return;
    }
    remark_make(&remark, sentences(intake), ZI_FAULT_PREDICATE, ZI_FAULT,
                "predikat '%s' bukan WBK atau WBBM; 'tidak ada' bila belum pernah ada",
                "predicate '%s' is neither WBK nor WBBM; 'none' where there never was one",
                remark_quote(sentences(intake), text, length));
    intake_say(intake, column, &remark);
}

static void judge_event(struct intake *intake, struct zi_event *event)
{
    size_t column = layout_column(&intake->layout, ROLE_EVENT);
    struct remark remark = {0};
    int meaning;

    if (event->kind == ZI_NO_PREDICATE || event->kind == ZI_DECLARED || column == SIZE_MAX ||
        !intake->kept[column])
        return;
    meaning = meaning_of(event_words, intake_text(intake, column), intake->fields[column].length);
    if (meaning >= 0) {
        event->kind = (enum zi_event_kind)meaning;
        return;
    }
    remark_make(&remark, sentences(intake), ZI_FAULT_PREDICATE, ZI_FAULT,
                "peristiwa '%s' tidak dikenal; yang ada: ditetapkan, diusulkan, tidak "
                "lolos, dicabut, dicanangkan",
                "unknown event '%s'; there are: awarded, proposed, not passed, revoked, declared",
                remark_quote(sentences(intake), intake_text(intake, column),
                             intake->fields[column].length));
    intake_say(intake, column, &remark);
}

void judge_predicate(struct intake *intake, struct zi_event *event)
{
    size_t year = layout_column(&intake->layout, ROLE_YEAR);

    *event = (struct zi_event){.target = ZI_WBK, .kind = ZI_AWARDED};
    if (intake->row.n_fields < intake->layout.n_columns) {
        say_too_few(intake);
        return;
    }
    if (intake->row.has_extra) {
        say_too_many(intake);
        return;
    }
    judge_names(intake);
    judge_target(intake, event);
    judge_event(intake, event);
    event->year = intake->row.year;
    if (year != SIZE_MAX && intake->kept[year] &&
        !cell_is_missing(intake_text(intake, year), intake->fields[year].length))
        event->year = judge_year(intake);
    if (event->kind == ZI_NO_PREDICATE)
        event->year = 0; /* "none, 2025" is said when the list is written */
}
