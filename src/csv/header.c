/* Reads the header line of any table, and says what is wrong with it. */
#include "header.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "cell.h"

enum { ROOM_AT_FIRST = 32, LOOKED_AT = 4096, WORDS_MAX = 512, LINES_LOOKED_AT = 40 };

/* ---- what names mean ---- */

static const struct header_word *find_word(const struct header_word *words, const char *folded)
{
    for (; words->word != NULL; words++)
        if (strcmp(words->word, folded) == 0)
            return words;
    return NULL;
}

static void recognise(const struct header_reader *reader, struct header_column *column)
{
    const struct header_word *word =
        reader->words != NULL ? find_word(reader->words, column->folded) : NULL;

    column->meaning = reader->unknown;
    if (*column->folded == '\0') {
        column->meaning = reader->unnamed;
        return;
    }
    if (word != NULL) {
        column->meaning = word->meaning;
        column->weak = word->weak;
        return;
    }
    word = reader->common != NULL ? find_word(header_common_words, column->folded) : NULL;
    if (word != NULL) {
        const struct header_meaning *meaning = &reader->common[word->meaning];

        column->meaning = word->weak ? meaning->weak : meaning->strong;
        column->weak = word->weak;
    }
    if (column->meaning == reader->unknown && reader->meaning_of != NULL) {
        column->meaning = reader->meaning_of(column->folded, reader->data);
        column->asked = true;
    }
}

static const char *nearest_of(const struct header_word *words, const char *folded)
{
    const char *texts[WORDS_MAX + 1];
    size_t n = 0;

    for (; words->word != NULL && n < WORDS_MAX; words++)
        texts[n++] = words->word;
    texts[n] = NULL;
    return zi_utf8_nearest(folded, texts);
}

const char *header_nearest(const struct header_reader *reader, const char *folded)
{
    const char *nearest = reader->nearest != NULL ? reader->nearest(folded, reader->data) : NULL;

    if (nearest == NULL && reader->words != NULL)
        nearest = nearest_of(reader->words, folded);
    if (nearest == NULL && reader->common != NULL)
        nearest = nearest_of(header_common_words, folded);
    return nearest;
}

/* ---- the line, under one delimiter ---- */

struct line {
    struct header header;
    struct zi_arena *arena;
    const struct header_reader *reader;
    struct zi_csv_place place;
    size_t capacity;
    size_t row; /* 0: the first, 1: the one below it */
    size_t n_ended;
    bool out_of_memory;
};

static bool make_room(struct line *line)
{
    size_t n = line->header.n_columns;
    size_t capacity = line->capacity > 0 ? 2 * line->capacity : ROOM_AT_FIRST;
    struct header_column *columns;

    if (n < line->capacity)
        return true;
    columns = zi_arena_allocate(line->arena, capacity, sizeof *columns);
    if (columns == NULL)
        return false;
    if (n > 0)
        memcpy(columns, line->header.columns, n * sizeof *columns);
    line->header.columns = columns;
    line->capacity = capacity;
    return true;
}

static bool add_column(struct line *line, struct header_column *column)
{
    struct header *header = &line->header;

    if (!make_room(line))
        return false;
    recognise(line->reader, column);
    if (column->meaning != line->reader->unknown && column->meaning != line->reader->unnamed) {
        header->n_known++;
        header->n_used += column->meaning != line->reader->ignored;
    }
    header->columns[header->n_columns++] = *column;
    return true;
}

static void take_name(void *text, size_t length, void *data)
{
    struct line *line = data;
    struct header_column column = {.place = line->place};

    if (line->n_ended < line->row)
        return;
    if (line->header.n_columns == HEADER_COLUMNS_MAX) {
        line->header.too_many = true;
        return;
    }
    column.folded = zi_utf8_fold(line->arena, text, length);
    column.name = remark_quote(line->arena, text, length);
    if (column.folded == NULL || !add_column(line, &column))
        line->out_of_memory = true;
}

static void end_line(int terminator, void *data)
{
    struct line *line = data;

    (void)terminator;
    line->header.ended = line->n_ended++ == line->row;
}

static void break_line(const struct zi_csv_fault *fault, void *data)
{
    struct line *line = data;

    (void)fault;
    line->header.broken = true;
    line->header.broken_place = line->place;
}

static enum zi_code read_line(struct line *line, char delimiter, const struct zi_csv_input *input,
                              struct zi_error *error)
{
    struct zi_csv_settings settings = {.delimiter = delimiter,
                                       .place = &line->place,
                                       .max_records = line->row + 1,
                                       .chunk = LOOKED_AT};
    struct zi_csv_events events = {take_name, end_line, break_line, line};

    line->header = (struct header){.delimiter = delimiter, .n_rows = 1};
    line->capacity = 0;
    line->n_ended = 0;
    ZI_TRY(zi_csv_read(input, &settings, &events, error));
    return line->out_of_memory ? zi_fail_memory(error) : ZI_OK;
}

/* ---- under all of them ---- */

static bool is_better(const struct header *a, const struct header *b)
{
    if (a->broken != b->broken)
        return !a->broken;
    if (a->n_known != b->n_known)
        return a->n_known > b->n_known;
    return a->n_known == 0 && a->n_columns > b->n_columns;
}

/* Under another delimiter its names would hold this one, and fewer would be known. */
static bool is_certain(const struct header *header)
{
    return header->ended && header->n_known > 1 && header->n_known == header->n_columns;
}

/* Bytes that no text has. */
static bool is_binary(const struct zi_csv_input *input)
{
    char bytes[LOOKED_AT];
    long length = zi_csv_peek(input, 0, bytes, sizeof bytes);

    for (long i = 0; i < length; i++)
        if (bytes[i] == '\0' ||
            ((unsigned char)bytes[i] < ' ' && strchr("\t\n\v\f\r\x1a", bytes[i]) == NULL))
            return true;
    return false;
}

static enum zi_code read_first_row(struct header *header, struct line *line,
                                   const struct zi_csv_input *input, struct zi_error *error)
{
    char delimiters[ZI_CSV_DELIMITERS_MAX];

    zi_csv_delimiters(input, delimiters);
    for (size_t i = 0; delimiters[i] != '\0' && (i == 0 || !is_certain(header)); i++) {
        ZI_TRY(read_line(line, delimiters[i], input, error));
        if (i == 0 || is_better(&line->header, header))
            *header = line->header;
    }
    header->above = input->above;
    header->lines_above = input->lines_above;
    return ZI_OK;
}

/* ---- a second row of it ---- */

/* "1;2;3" or "(1);(2);(3)": the columns, counted. */
static bool counts_columns(const struct header *row)
{
    for (size_t i = 0; i < row->n_columns; i++) {
        const char *text = row->columns[i].folded;
        bool bracketed = *text == '(';
        char *end;
        unsigned long number = strtoul(text + bracketed, &end, 10);

        if (number != i + 1 || strcmp(end, bracketed ? ")" : "") != 0)
            return false;
    }
    return row->ended && !row->broken && row->n_columns > 2;
}

static const char *joined(struct zi_arena *arena, const char *above, const char *below,
                          const char *between)
{
    if (*below == '\0' || strcmp(above, below) == 0)
        return above;
    return *above == '\0' ? below : zi_arena_print(arena, "%s%s%s", above, between, below);
}

/* The names of two rows; one merged over several columns that have names of their own below it is
 * the first one's. */
static bool join_rows(struct header *header, const struct header *below, struct line *line)
{
    static const struct header_column none = {.name = "", .folded = ""};
    const struct header_column *last = &none;

    line->header = (struct header){.n_columns = 0};
    line->capacity = 0;
    for (size_t i = 0; i < header->n_columns || i < below->n_columns; i++) {
        const struct header_column *above = i < header->n_columns ? &header->columns[i] : &none;
        const struct header_column *under = i < below->n_columns ? &below->columns[i] : &none;
        struct header_column column = {.place =
                                           i < header->n_columns ? above->place : under->place};

        if (*above->folded == '\0' && *under->folded != '\0')
            above = last;
        last = *under->folded != '\0' && strcmp(above->folded, under->folded) != 0 ? above : &none;
        column.name = joined(line->arena, above->name, under->name, " | ");
        column.folded = joined(line->arena, above->folded, under->folded, " ");
        if (column.name == NULL || column.folded == NULL || !add_column(line, &column))
            return false;
    }
    header->columns = line->header.columns;
    header->n_columns = line->header.n_columns;
    header->n_known = line->header.n_known;
    header->n_used = line->header.n_used;
    header->n_rows++;
    return true;
}

static enum zi_code read_row_below(struct header *header, struct line *line,
                                   const struct zi_csv_input *input, struct zi_error *error)
{
    line->row = header->n_rows;
    ZI_TRY(read_line(line, header->delimiter, input, error));
    line->row = 0;
    return ZI_OK;
}

static enum zi_code read_rows_below(struct header *header, struct line *line,
                                    const struct zi_csv_input *input, struct zi_error *error)
{
    const struct header_reader *reader = line->reader;
    struct header below;

    ZI_TRY(read_row_below(header, line, input, error));
    below = line->header;
    if (below.ended && !below.broken && reader->goes_on(header, &below, reader->data)) {
        if (!join_rows(header, &below, line))
            return zi_fail_memory(error);
        ZI_TRY(read_row_below(header, line, input, error));
        below = line->header;
    }
    header->n_rows += counts_columns(&below);
    return ZI_OK;
}

/* ---- the first row that is one ---- */

/* The next line that is not empty; false behind the last one. */
static bool next_line(const char *bytes, size_t length, struct zi_csv_input *input)
{
    do {
        const char *end = memchr(bytes + input->above, '\n', length - input->above);

        if (end == NULL)
            return false;
        input->above = (size_t)(end - bytes) + 1;
        input->lines_above++;
    } while (input->above < length && strchr("\r\n", bytes[input->above]) != NULL);
    return input->above < length;
}

static const char *first_text(const struct header *header)
{
    for (size_t i = 0; i < header->n_columns; i++)
        if (*header->columns[i].folded != '\0')
            return header->columns[i].name;
    return "";
}

static enum zi_code search(struct header *header, struct line *line,
                           const struct zi_csv_input *input, const char *bytes, size_t length,
                           struct zi_error *error)
{
    const struct header_reader *reader = line->reader;
    struct zi_csv_input at = *input;
    const char *title = first_text(header);
    enum header_worth worth = reader->worth(header, reader->data);

    for (size_t i = 0; i < LINES_LOOKED_AT && worth < HEADER_ENOUGH; i++) {
        struct header candidate;
        enum header_worth its_worth;

        if (!next_line(bytes, length, &at))
            break;
        ZI_TRY(read_first_row(&candidate, line, &at, error));
        ZI_TRY(read_rows_below(&candidate, line, &at, error));
        its_worth = reader->worth(&candidate, reader->data);
        if (*title == '\0')
            title = first_text(&candidate);
        if (its_worth <= worth)
            continue;
        worth = its_worth;
        *header = candidate;
        header->title = title;
    }
    return ZI_OK;
}

enum zi_code header_read(struct header *header, struct zi_arena *arena,
                         const struct zi_csv_input *input, const struct header_reader *reader,
                         struct zi_error *error)
{
    struct line line = {.arena = arena, .reader = reader};
    char bytes[LOOKED_AT];
    long length;

    ZI_TRY(read_first_row(header, &line, input, error));
    header->binary = (header->broken || header->n_known == 0) && is_binary(input);
    if (reader->worth == NULL || header->binary)
        return ZI_OK;
    if (header->ended && !header->broken)
        ZI_TRY(read_rows_below(header, &line, input, error));
    length = zi_csv_peek(input, 0, bytes, sizeof bytes);
    return length > 0 ? search(header, &line, input, bytes, (size_t)length, error) : ZI_OK;
}

size_t header_find(const struct header *header, int meaning)
{
    for (size_t i = 0; i < header->n_columns; i++)
        if (header->columns[i].meaning == meaning)
            return i;
    return SIZE_MAX;
}

/* ---- what is wrong with it ---- */

static void refuse_unknown(struct zi_arena *sentences, struct zi_text example,
                           struct remark *remark)
{
    remark_make(remark, sentences, ZI_FAULT_COLUMNS, ZI_FAULT,
                "baris pertama bukan judul kolom yang dikenal",
                "the first line is no header with known column names");
    remark->suggestion = example;
}

bool header_refuse(const struct header *header, struct zi_text example, struct zi_arena *sentences,
                   struct remark *remark, const struct zi_csv_place **place)
{
    *place = NULL;
    if (header->binary) {
        remark_make(remark, sentences, ZI_FAULT_ENCODING, ZI_FAULT, "berkas ini bukan teks CSV",
                    "this file is not CSV text");
        remark_suggest(remark, sentences,
                       "simpan tabelnya dari lembar sebar sebagai .xlsx, .ods, atau CSV UTF-8",
                       "save its table from the spreadsheet as .xlsx, .ods or CSV UTF-8");
    } else if (header->broken) {
        remark_make(remark, sentences, ZI_FAULT_QUOTE, ZI_FAULT,
                    "baris judul kolom tidak utuh: tanda kutip tanpa pasangan",
                    "the header line is broken: a quote without its partner");
        remark_suggest(remark, sentences, "hapus tanda kutip itu", "delete that quote");
        *place = &header->broken_place;
    } else if (!header->ended) {
        remark_make(remark, sentences, ZI_FAULT_EMPTY, ZI_FAULT, "berkas kosong",
                    "the file is empty");
    } else if (header->n_known == 0) {
        refuse_unknown(sentences, example, remark);
        *place = &header->columns[0].place;
    } else if (header->too_many) {
        remark_make(remark, sentences, ZI_FAULT_COLUMNS, ZI_FAULT, "lebih dari %d kolom",
                    "more than %d columns", HEADER_COLUMNS_MAX);
        *place = &header->columns[HEADER_COLUMNS_MAX - 1].place;
    }
    return remark->made;
}

void header_say_unknown(const struct header_reader *reader, const struct header_column *column,
                        enum zi_fault_kind kind, struct zi_text otherwise,
                        const struct header_listener *listener)
{
    const char *nearest = header_nearest(reader, column->folded);
    struct remark remark = {0};

    remark_make(&remark, listener->sentences, kind, ZI_FAULT, "kolom '%s' tidak dikenal",
                "unknown column '%s'", column->name);
    if (nearest != NULL)
        remark_suggest(&remark, listener->sentences, "mungkin '%s'", "perhaps '%s'", nearest);
    else
        remark.suggestion = otherwise;
    listener->say(column, &remark, listener->data);
}

void header_say_repeated(const struct header *header,
                         bool (*is_same)(size_t a, size_t b, const void *data), const void *data,
                         struct zi_text suggestion, const struct header_listener *listener)
{
    for (size_t i = 1; i < header->n_columns; i++) {
        struct remark remark = {0};
        size_t other = 0;

        while (other < i && !is_same(i, other, data))
            other++;
        if (other == i)
            continue;
        remark_make(&remark, listener->sentences, ZI_FAULT_COLUMNS, ZI_FAULT,
                    "kolom '%s' sama artinya dengan kolom '%s'",
                    "column '%s' means the same as column '%s'", header->columns[i].name,
                    header->columns[other].name);
        remark.suggestion = suggestion;
        listener->say(&header->columns[i], &remark, listener->data);
    }
}

void header_say_missing(const char *name, const struct header_listener *listener)
{
    struct remark remark = {0};

    remark_make(&remark, listener->sentences, ZI_FAULT_COLUMNS, ZI_FAULT, "kolom '%s' tidak ada",
                "there is no column '%s'", name);
    listener->say(NULL, &remark, listener->data);
}

/* ---- columns without a name ---- */

/* Digits only; they are at most fifteen. */
static bool read_count(const char *text, size_t length, uint64_t *count)
{
    *count = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned digit = (unsigned)(unsigned char)text[i] - '0';

        if (digit > 9 || length > 15)
            return false;
        *count = 10 * *count + digit;
    }
    return length > 0;
}

void header_take_unnamed(struct header_column *column, const char *text, size_t length)
{
    struct header_unnamed *unnamed = &column->unnamed;
    uint64_t count;

    if (cell_is_missing(text, length))
        return;
    if (!read_count(text, length, &count))
        unnamed->holds_text = unnamed->counts_no_row = true;
    else if (unnamed->n_values == 0)
        unnamed->first = count;
    else if (count != unnamed->first + unnamed->n_values)
        unnamed->counts_no_row = true;
    if (unnamed->first > 1)
        unnamed->counts_no_row = true;
    unnamed->n_values++;
}

static void say_row_numbers(const struct header_column *column,
                            const struct header_listener *listener)
{
    struct remark remark = {0};

    remark_make(&remark, listener->sentences, ZI_FAULT_COLUMNS, ZI_NOTE,
                "kolom pertama tanpa nama berisi nomor baris; tidak dipakai",
                "the first column has no name and counts the rows; it is not used");
    listener->say(column, &remark, listener->data);
}

static void say_values(const struct header *header, size_t i,
                       const struct header_listener *listener)
{
    const struct header_column *column = &header->columns[i];
    struct remark remark = {0};

    remark_make(&remark, listener->sentences, ZI_FAULT_COLUMNS, ZI_FAULT,
                "kolom ke-%zu tidak bernama, tetapi berisi nilai (jumlahnya %zu)",
                "column %zu has no name, but holds values (%zu of them)", i + 1,
                column->unnamed.n_values);
    if (header->delimiter == ',' && !column->unnamed.holds_text)
        remark_suggest(&remark, listener->sentences,
                       "beri nama atau hapus kolomnya; koma desimal di berkas berpemisah koma "
                       "harus di dalam tanda kutip: \"74,5\"",
                       "name the column or delete it; a decimal comma in a comma-separated file "
                       "must stand in quotes: \"74,5\"");
    else
        remark_suggest(&remark, listener->sentences, "beri nama atau hapus kolomnya",
                       "name the column or delete it");
    listener->say(column, &remark, listener->data);
}

bool header_say_unnamed(const struct header *header, const struct header_listener *listener)
{
    bool faulty = false;

    for (size_t i = 0; i < header->n_columns; i++) {
        const struct header_unnamed *unnamed = &header->columns[i].unnamed;

        if (unnamed->n_values == 0)
            continue;
        if (i == 0 && !unnamed->counts_no_row) {
            say_row_numbers(&header->columns[i], listener);
            continue;
        }
        say_values(header, i, listener);
        faulty = true;
    }
    return faulty;
}
