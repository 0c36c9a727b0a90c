/* The index of satisfaction and its elements, as a table. */
#include <math.h>
#include <stdio.h>

#include "base/count.h"
#include "base/number.h"
#include "tables.h"

static const struct zi_column columns[] = {
    {"instansi", ZI_COLUMN_TEXT},       {"unit", ZI_COLUMN_TEXT},
    {"year", ZI_COLUMN_INTEGER},        {"node", ZI_COLUMN_TEXT},
    {"label", ZI_COLUMN_TEXT},          {"weight", ZI_COLUMN_NUMBER},
    {"value", ZI_COLUMN_NUMBER},        {"percent", ZI_COLUMN_NUMBER},
    {"value_strict", ZI_COLUMN_NUMBER}, {"percent_strict", ZI_COLUMN_NUMBER},
    {"band", ZI_COLUMN_TEXT},           {"answered", ZI_COLUMN_INTEGER},
    {"blank", ZI_COLUMN_INTEGER},       {"note", ZI_COLUMN_TEXT},
};

enum { MEAN_DECIMALS = 3, INDEX_DECIMALS = 2 };

struct writer {
    struct zi_table *table;
    const struct zi_satisfaction *row;
    const struct zi_text *labels;
    enum zi_satisfaction_weight weight;
    enum zi_language language;
    struct zi_buffer note;
};

/* ---- notes ---- */

static void separate(struct writer *writer)
{
    if (writer->note.length > 0)
        zi_buffer_add(&writer->note, "; ");
}

struct shown {
    char text[ZI_NUMBER_MAX];
};

/* An index as people see it, never rounded across a border. */
static struct shown show(const struct writer *writer, double value)
{
    struct shown shown;

    zi_number_show(shown.text, value, INDEX_DECIMALS, writer->row->borders, writer->row->n_borders,
                   writer->language);
    return shown;
}

static struct shown show_error(const struct writer *writer)
{
    struct shown shown;

    zi_number_fixed(shown.text, writer->row->std_error, INDEX_DECIMALS, writer->language);
    return shown;
}

static const char *name_of(const struct zi_band *band)
{
    return band != NULL ? band->name : "-";
}

static void say_equal(struct writer *writer, size_t i)
{
    const struct zi_satisfaction_element *elements = writer->row->elements;
    bool first = true;

    for (size_t k = 0; k < ZI_SURVEY_ELEMENTS; k++) {
        if (k == i || elements[k].first_rank != elements[i].first_rank)
            continue;
        if (first)
            zi_buffer_say(&writer->note, writer->language, ", sama dengan", ", equal to");
        zi_buffer_print(&writer->note, first ? " u%zu" : ", u%zu", k + 1);

        first = false;
    }
}

static void say_rank(struct writer *writer, size_t i)
{
    const struct zi_satisfaction_element *element = &writer->row->elements[i];

    if (element->reason != ZI_DEFINED)
        zi_buffer_say(&writer->note, writer->language, "tidak ada jawaban", "no answer");
    if (element->first_rank == 0)
        return;
    separate(writer);
    zi_buffer_say(&writer->note, writer->language, "prioritas %d", "priority %d",
                  element->first_rank);
    if (element->last_rank > element->first_rank)
        zi_buffer_print(&writer->note, "-%d", element->last_rank);
    say_equal(writer, i);
    if (element->not_above != ZI_NO_ELEMENT)
        zi_buffer_say(&writer->note, writer->language,
                      "; urutannya dengan u%d belum pasti: beda di bawah galat baku",
                      "; its order with u%d is not certain: they differ by less than the standard "
                      "error",
                      element->not_above + 1);
}

static void say_respondents(struct writer *writer)
{
    const struct zi_satisfaction *row = writer->row;

    if (row->of.period[0] != '\0') {
        separate(writer);
        zi_buffer_say(&writer->note, writer->language, "periode: %s", "period: %s", row->of.period);
    }
    separate(writer);
    zi_buffer_say(&writer->note, writer->language, "responden: %llu", "respondents: %llu",
                  (unsigned long long)row->n);
    if (row->n_complete < row->n)
        zi_buffer_say(&writer->note, writer->language, ", lengkap: %llu", ", complete: %llu",
                      (unsigned long long)row->n_complete);
}

static void say_undefined(struct writer *writer)
{
    const struct zi_satisfaction *row = writer->row;

    if (row->reason == ZI_DEFINED)
        return;
    separate(writer);
    zi_buffer_say(&writer->note, writer->language, "tanpa jawaban:", "without an answer:");
    for (size_t i = 0; i < ZI_SURVEY_ELEMENTS; i++)
        if (row->elements[i].reason != ZI_DEFINED)
            zi_buffer_print(&writer->note, " u%zu", i + 1);
    zi_buffer_say(&writer->note, writer->language,
                  "; indeks dari unsur yang tersisa adalah indeks lain",
                  "; an index of the other elements is another index");
}

static void say_class(struct writer *writer)
{
    const struct zi_satisfaction *row = writer->row;
    const struct zi_band *const *bands = row->bands;

    if (row->reason != ZI_DEFINED)
        return;
    if (row->in_gap) {
        separate(writer);
        zi_buffer_say(&writer->note, writer->language,
                      "di celah tabel antara %s dan %s: mutu menurut batas bawah",
                      "in the table's gap between %s and %s: classed by lower borders",
                      show(writer, row->gap_begin).text, show(writer, row->gap_end).text);
    }
    if (bands[0] != bands[1] || bands[0] != bands[2]) {
        separate(writer);
        zi_buffer_say(&writer->note, writer->language,
                      "mutu menurut bobot: 1/9 %s, 0,111 %s, 0,11 %s",
                      "class by weight: 1/9 %s, 0.111 %s, 0.11 %s", name_of(bands[0]),
                      name_of(bands[1]), name_of(bands[2]));
    }
    if (row->bands[ZI_WEIGHT_NINTH] == NULL) {
        separate(writer);
        zi_buffer_say(&writer->note, writer->language, "tidak ada tabel mutu untuk tahun ini",
                      "no table of classes for this year");
    }
    if (row->n_complete < row->n && row->n_complete > 0 &&
        row->complete_band != bands[writer->weight]) {
        separate(writer);
        zi_buffer_say(&writer->note, writer->language, "responden lengkap saja: %s (%s)",
                      "complete respondents only: %s (%s)", show(writer, row->complete_index).text,
                      name_of(row->complete_band));
    }
}

static void say_no_order(struct writer *writer)
{
    if (writer->row->reason != ZI_DEFINED || writer->row->elements[0].first_rank > 0)
        return;
    separate(writer);
    zi_buffer_say(&writer->note, writer->language, "semua unsur sama: tidak ada prioritas",
                  "all elements equal: no priority");
}

static void say_sample(struct writer *writer)
{
    static const struct zi_text enough = {"cukup", "enough"}, too_few = {"kurang", "too few"};
    const struct zi_satisfaction *row = writer->row;

    if (!isnan(row->std_error)) {
        separate(writer);
        zi_buffer_say(&writer->note, writer->language, "galat baku %s", "standard error %s",
                      show_error(writer).text);
    }
    if (row->population == 0)
        return;
    separate(writer);
    if (row->population < row->n)
        zi_buffer_say(&writer->note, writer->language,
                      "populasi %llu lebih kecil daripada jumlah respondennya",
                      "the population, %llu, is smaller than the number of respondents",
                      (unsigned long long)row->population);
    else
        zi_buffer_say(
            &writer->note, writer->language,
            "populasi %llu: minimum %llu (dibulatkan ke atas %llu), %s",
            "population %llu: minimum %llu (rounded up %llu), %s",
            (unsigned long long)row->population, (unsigned long long)row->needed.nearest,
            (unsigned long long)row->needed.rounded_up,
            zi_text_in(row->n >= row->needed.nearest ? enough : too_few, writer->language));
}

/* ---- rows ---- */

static void begin_row(struct writer *writer, const char *node, struct zi_text label)
{
    const struct zi_survey_group *of = &writer->row->of;

    zi_buffer_init(&writer->note);
    zi_table_text(writer->table, of->institution);
    zi_table_text(writer->table, of->unit);
    if (of->year > 0)
        zi_table_integer(writer->table, of->year);
    else
        zi_table_empty(writer->table);
    zi_table_text(writer->table, node);
    zi_table_text(writer->table, zi_text_in(label, writer->language));
}

static void end_row(struct writer *writer)
{
    zi_table_text(writer->table, writer->note.text);
    writer->table->out_of_memory = writer->table->out_of_memory || writer->note.out_of_memory;
    zi_buffer_release(&writer->note);
}

static void add_index(struct writer *writer, double index)
{
    zi_table_score(writer->table, index, INDEX_DECIMALS, ZI_MISSING, writer->row->borders,
                   writer->row->n_borders);
}

/* A blank is never a 0 here: counted strictly, the values are the same. */
static void add_element(struct writer *writer, size_t i)
{
    static const struct zi_text unnamed = {"tidak disebut di judul kolom",
                                           "not named in the header"};
    const struct zi_satisfaction_element *element = &writer->row->elements[i];
    struct zi_table *table = writer->table;
    char node[8];

    snprintf(node, sizeof node, "u%zu", i + 1);
    begin_row(writer, node, writer->labels[i].id != NULL ? writer->labels[i] : unnamed);
    zi_table_number(table, zi_satisfaction_weight(writer->weight), MEAN_DECIMALS, ZI_DEFINED);
    for (int strict = 0; strict < 2; strict++) {
        zi_table_number(table, element->mean, MEAN_DECIMALS, element->reason);
        add_index(writer, element->index);
    }
    zi_table_text(table, element->band != NULL ? element->band->name : "");
    zi_table_integer(table, (long)element->n);
    zi_table_integer(table, (long)element->n_blank);
    say_rank(writer, i);
    end_row(writer);
}

/* The weight, the index four times, and its class. */
static void add_classed(struct writer *writer, double weight, double index,
                        const struct zi_band *band)
{
    zi_table_number(writer->table, weight, MEAN_DECIMALS, ZI_DEFINED);
    for (int i = 0; i < 4; i++)
        add_index(writer, index);
    zi_table_text(writer->table, band != NULL ? band->name : "");
}

static void add_whole(struct writer *writer)
{
    const struct zi_satisfaction *row = writer->row;
    uint64_t n = 0, n_blank = 0;

    for (size_t i = 0; i < ZI_SURVEY_ELEMENTS; i++) {
        n += row->elements[i].n;
        n_blank += row->elements[i].n_blank;
    }
    begin_row(
        writer, "skm",
        (struct zi_text){"Indeks Kepuasan Masyarakat (IKM)", "Public satisfaction index (IKM)"});
    add_classed(writer, 1, row->index[writer->weight], row->bands[writer->weight]);
    zi_table_integer(writer->table, (long)n);
    zi_table_integer(writer->table, (long)n_blank);
    say_respondents(writer);
    say_undefined(writer);
    say_class(writer);
    say_no_order(writer);
    say_sample(writer);
    end_row(writer);
}

static void add_complete(struct writer *writer)
{
    const struct zi_satisfaction *row = writer->row;

    begin_row(writer, "skm.complete",
              (struct zi_text){"IKM responden yang menjawab semua unsur",
                               "IKM of respondents who answered every element"});
    add_classed(writer, 1, row->complete_index, row->complete_band);
    zi_table_integer(writer->table, (long)(ZI_SURVEY_ELEMENTS * row->n_complete));
    zi_table_integer(writer->table, 0);
    end_row(writer);
}

static void add_printed_weight(struct writer *writer, enum zi_satisfaction_weight weight)
{
    static const struct {
        const char *node;
        struct zi_text label;
    } rows[ZI_SATISFACTION_WEIGHTS] = {
        [ZI_WEIGHT_NINTH] = {"skm.1/9", {"IKM dengan bobot 1/9", "IKM with weights of 1/9"}},
        [ZI_WEIGHT_0_111] = {"skm.0.111", {"IKM dengan bobot 0,111", "IKM with weights of 0.111"}},
        [ZI_WEIGHT_0_11] = {"skm.0.11", {"IKM dengan bobot 0,11", "IKM with weights of 0.11"}},
    };
    const struct zi_satisfaction *row = writer->row;

    begin_row(writer, rows[weight].node, rows[weight].label);
    add_classed(writer, 9 * zi_satisfaction_weight(weight), row->index[weight], row->bands[weight]);
    zi_table_empty(writer->table);
    zi_table_empty(writer->table);
    end_row(writer);
}

static void add_error(struct writer *writer)
{
    struct zi_table *table = writer->table;

    begin_row(writer, "skm.se", (struct zi_text){"galat baku IKM", "standard error of the IKM"});
    zi_table_empty(table);
    zi_table_number(table, writer->row->std_error, INDEX_DECIMALS,
                    writer->row->n < 2 ? ZI_FEWER_THAN_2 : ZI_MISSING);
    for (int i = 0; i < 6; i++)
        zi_table_empty(table);
    if (writer->row->n < 2)
        zi_buffer_add(&writer->note, zi_reason_name(ZI_FEWER_THAN_2));
    end_row(writer);
}

void zi_table_of_satisfaction(struct zi_table *table, const struct zi_satisfaction_results *results,
                              const struct zi_text labels[ZI_SURVEY_ELEMENTS],
                              enum zi_satisfaction_weight weight, bool detail,
                              enum zi_language language)
{
    zi_table_init(table, "score", columns, ZI_COUNT(columns));
    for (size_t i = 0; i < results->n_rows; i++) {
        struct writer writer = {.table = table,
                                .row = &results->rows[i],
                                .labels = labels,
                                .weight = weight,
                                .language = language};

        for (size_t k = 0; k < ZI_SURVEY_ELEMENTS; k++)
            add_element(&writer, k);
        add_whole(&writer);
        if (!detail)
            continue;
        add_complete(&writer);
        for (int w = 0; w < ZI_SATISFACTION_WEIGHTS; w++)
            add_printed_weight(&writer, (enum zi_satisfaction_weight)w);
        add_error(&writer);
    }
}
