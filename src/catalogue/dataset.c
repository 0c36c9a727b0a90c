/* Loads a small CSV file of the kind that ships in datasets/, with its faults. */
#include "dataset.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/number.h"
#include "base/utf8.h"
#include "csv/header.h"
#include "embedded.h"

/* ---- faults ---- */

/* Room that is left free in a sentence, for the number of faults that are not listed. */
enum { FAULTS_LISTED = 10, FAULT_MAX = 300, REST_MAX = 60 };

/* Adds "file:line: what" as a line of its own; false when there is no room for it. */
static bool add_fault(char sentence[ZI_SENTENCE_MAX], const char *name, size_t line,
                      const char *what)
{
    size_t length = strlen(sentence);
    size_t room = ZI_SENTENCE_MAX - REST_MAX - length;
    int added;

    if (length + REST_MAX >= ZI_SENTENCE_MAX)
        return false;
    added =
        snprintf(sentence + length, room, "%s%s:%zu: %s", length > 0 ? "\n" : "", name, line, what);
    if (added >= 0 && (size_t)added < room)
        return true;
    if (length > 0)
        sentence[length] = '\0';
    return length == 0; /* the first is cut rather than lost */
}

void dataset_fault_text(struct dataset *dataset, size_t line, struct zi_text what)
{
    struct zi_error *list = &dataset->first_faults;
    size_t before = strlen(list->id);

    /* Lines are listed without gaps: once one did not fit, none does. */
    if (dataset->n_faults++ > dataset->n_listed || dataset->n_listed == FAULTS_LISTED)
        return;
    list->code = ZI_EINPUT;
    if (add_fault(list->id, dataset->name, line, what.id != NULL ? what.id : "")) {
        if (add_fault(list->en, dataset->name, line, what.en != NULL ? what.en : ""))
            dataset->n_listed++;
        else
            list->id[before] = '\0'; /* both sentences list the same */
    }
}

void dataset_fault(struct dataset *dataset, size_t line, const char *id, const char *en, ...)
{
    char what[2][FAULT_MAX];
    va_list arguments;

    va_start(arguments, en);
    vsnprintf(what[0], FAULT_MAX, id, arguments);
    va_end(arguments);
    va_start(arguments, en);
    vsnprintf(what[1], FAULT_MAX, en, arguments);
    va_end(arguments);
    dataset_fault_text(dataset, line, (struct zi_text){what[0], what[1]});
}

enum zi_code dataset_verdict(const struct dataset *dataset, struct zi_error *error)
{
    size_t others = dataset->n_faults - dataset->n_listed;

    if (dataset->n_faults == 0)
        return ZI_OK;
    if (error == NULL)
        return ZI_EINPUT;
    *error = dataset->first_faults;
    if (others > 0) {
        size_t id = strlen(error->id);
        size_t en = strlen(error->en);

        snprintf(error->id + id, sizeof error->id - id, "\n(dan %zu galat lain di berkas ini)",
                 others);
        snprintf(error->en + en, sizeof error->en - en, "\n(and %zu more in this file)", others);
    }
    return ZI_EINPUT;
}

/* ---- the header ---- */

enum { NO_COLUMN = -1, NAMELESS = -2 };

struct loader {
    struct dataset *dataset;
    struct header header; /* what its columns mean are columns of the dataset */
    struct zi_csv_place place;
    bool past_header;
    const char **cells; /* of the record under way */
    size_t n_cells;
    size_t line; /* where the record under way begins */
    size_t capacity;
    bool out_of_memory;
};

/* "what; suggestion" */
static void say(const struct header_column *column, const struct remark *remark, void *data)
{
    const struct loader *loader = data;
    struct zi_arena *arena = loader->dataset->arena;
    bool suggests = *remark->suggestion.id != '\0';
    struct zi_text sentence = {zi_arena_print(arena, "%s%s%s", remark->what.id,
                                              suggests ? "; " : "", remark->suggestion.id),
                               zi_arena_print(arena, "%s%s%s", remark->what.en,
                                              suggests ? "; " : "", remark->suggestion.en)};

    (void)column;
    if (sentence.id != NULL && sentence.en != NULL)
        dataset_fault_text(loader->dataset, loader->header.columns[0].place.line, sentence);
}

static bool means_the_same(size_t a, size_t b, const void *header)
{
    const struct header_column *columns = ((const struct header *)header)->columns;

    return columns[a].meaning == columns[b].meaning && columns[a].meaning >= 0;
}

static void check_header(struct loader *loader, const struct header_reader *reader,
                         size_t n_required)
{
    static const struct zi_text none = {"", ""};
    const struct header *header = &loader->header;
    struct header_listener listener = {loader->dataset->arena, say, loader};

    for (size_t i = 0; i < header->n_columns; i++)
        if (header->columns[i].meaning == NO_COLUMN)
            header_say_unknown(reader, &header->columns[i], ZI_FAULT_COLUMNS, none, &listener);
    header_say_repeated(header, means_the_same, header, none, &listener);
    for (size_t i = 0; i < n_required; i++)
        if (header_find(header, (int)i) == SIZE_MAX)
            header_say_missing(loader->dataset->columns[i], &listener);
}

/* The names of the dataset's columns as words of a header; NULL without memory. */
static const struct header_word *words_of(const struct dataset *dataset)
{
    struct header_word *words =
        zi_arena_allocate(dataset->arena, dataset->n_columns + 1, sizeof *words);

    for (size_t i = 0; words != NULL && i < dataset->n_columns; i++) {
        words[i].word =
            zi_utf8_fold(dataset->arena, dataset->columns[i], strlen(dataset->columns[i]));
        words[i].meaning = (int)i;
        if (words[i].word == NULL)
            return NULL;
    }
    return words;
}

static void say_broken(struct loader *loader, const struct zi_csv_place *place)
{
    dataset_fault(loader->dataset, place->line,
                  "CSV tidak utuh di kolom %zu: tanda kutip, isi yang terlalu panjang atau byte "
                  "nol",
                  "broken CSV at column %zu: a quote, a field too long or a zero byte",
                  place->column);
}

static enum zi_code read_header(struct loader *loader, const struct zi_csv_input *input,
                                size_t n_required, struct zi_error *error)
{
    struct dataset *dataset = loader->dataset;
    struct header *header = &loader->header;
    const struct header_reader reader = {.unknown = NO_COLUMN,
                                         .unnamed = NAMELESS,
                                         .ignored = NO_COLUMN,
                                         .words = words_of(dataset)};

    if (reader.words == NULL)
        return zi_fail_memory(error);
    ZI_TRY(header_read(header, dataset->arena, input, &reader, error));
    loader->cells = zi_arena_allocate(dataset->arena, header->n_columns + 1, sizeof *loader->cells);
    if (loader->cells == NULL)
        return zi_fail_memory(error);
    if (header->broken)
        say_broken(loader, &header->broken_place);
    else if (!header->ended)
        dataset_fault(dataset, 1, "berkas kosong: baris judul kolom tidak ada",
                      "empty file: there is no header line");
    else
        check_header(loader, &reader, n_required);
    return ZI_OK;
}

/* ---- records ---- */

static void take_field(void *text, size_t length, void *data)
{
    struct loader *loader = data;
    struct header *header = &loader->header;
    size_t column = loader->n_cells++;
    char *copy;

    if (column == 0)
        loader->line = loader->place.line;
    if (column >= header->n_columns || !loader->past_header)
        return;
    copy = zi_arena_copy_bytes(loader->dataset->arena, text, length);
    loader->out_of_memory = loader->out_of_memory || copy == NULL;
    loader->cells[column] = copy;
    if (header->columns[column].meaning == NAMELESS)
        header_take_unnamed(&header->columns[column], text, length);
}

static struct dataset_row *new_row(struct loader *loader)
{
    struct dataset *dataset = loader->dataset;

    if (dataset->n_rows == loader->capacity) {
        size_t capacity = loader->capacity > 0 ? 2 * loader->capacity : 64;
        struct dataset_row *rows = realloc(dataset->rows, capacity * sizeof *rows);

        if (rows == NULL)
            return NULL;
        dataset->rows = rows;
        loader->capacity = capacity;
    }
    return &dataset->rows[dataset->n_rows++];
}

static void take_row(struct loader *loader)
{
    struct dataset *dataset = loader->dataset;
    const char **cells = zi_arena_allocate(dataset->arena, dataset->n_columns, sizeof *cells);
    struct dataset_row *row = cells != NULL ? new_row(loader) : NULL;

    if (row == NULL) {
        loader->out_of_memory = true;
        return;
    }
    for (size_t i = 0; i < dataset->n_columns; i++)
        cells[i] = "";
    for (size_t i = 0; i < loader->header.n_columns; i++)
        if (loader->header.columns[i].meaning >= 0)
            cells[loader->header.columns[i].meaning] = loader->cells[i];
    row->line = loader->line;
    row->cells = cells;
}

static void end_record(int terminator, void *data)
{
    struct loader *loader = data;

    (void)terminator;
    if (loader->past_header && loader->n_cells != loader->header.n_columns)
        dataset_fault(loader->dataset, loader->line, "%zu kolom, seharusnya %zu",
                      "%zu columns, expected %zu", loader->n_cells, loader->header.n_columns);
    else if (loader->past_header && !loader->out_of_memory)
        take_row(loader);
    loader->past_header = true;
    loader->n_cells = 0;
}

static void break_record(const struct zi_csv_fault *fault, void *data)
{
    struct loader *loader = data;

    (void)fault;
    say_broken(loader, &loader->place);
    loader->n_cells = 0;
}

static enum zi_code read_rows(struct loader *loader, const struct zi_csv_input *input,
                              struct zi_error *error)
{
    struct zi_csv_settings settings = {.delimiter = loader->header.delimiter,
                                       .place = &loader->place};
    struct zi_csv_events events = {take_field, end_record, break_record, loader};
    struct header_listener listener = {loader->dataset->arena, say, loader};

    if (!loader->header.ended)
        return ZI_OK;
    ZI_TRY(zi_csv_read(input, &settings, &events, error));
    header_say_unnamed(&loader->header, &listener);
    return loader->out_of_memory ? zi_fail_memory(error) : ZI_OK;
}

static enum zi_code find_bytes(const char *path, const char *embedded, struct zi_arena *arena,
                               struct zi_csv_input *input, struct zi_error *error)
{
    const struct zi_embedded *file;
    char *bytes;

    input->descriptor = -1;
    if (path != NULL) {
        ZI_TRY(zi_file_read(path, arena, &bytes, &input->length, error));
        input->bytes = bytes;
        return ZI_OK;
    }
    file = zi_embedded_find(embedded);
    if (file == NULL)
        return zi_fail(error, ZI_ESYSTEM, "berkas bawaan '%s' tidak ada di program ini",
                       "the built-in file '%s' is not in this program", embedded);
    input->bytes = (const char *)file->bytes;
    input->length = file->length;
    return ZI_OK;
}

/* Rows were gathered in a growing block; from here on the arena owns them. */
static enum zi_code keep_rows(struct dataset *dataset, struct zi_error *error)
{
    struct dataset_row *rows = zi_arena_allocate(dataset->arena, dataset->n_rows + 1, sizeof *rows);

    if (rows != NULL && dataset->n_rows > 0)
        memcpy(rows, dataset->rows, dataset->n_rows * sizeof *rows);
    free(dataset->rows);
    dataset->rows = rows;
    return rows != NULL ? ZI_OK : zi_fail_memory(error);
}

enum zi_code dataset_load(struct dataset *dataset, struct zi_arena *arena, const char *path,
                          const char *embedded, const char *const columns[], size_t n_required,
                          struct zi_error *error)
{
    struct loader loader = {.dataset = dataset};
    struct zi_csv_input input = {0};
    enum zi_code code;

    *dataset = (struct dataset){.arena = arena, .columns = columns};
    while (columns[dataset->n_columns] != NULL)
        dataset->n_columns++;
    dataset->name = path != NULL ? path : zi_arena_print(arena, "datasets/%s", embedded);
    if (dataset->name == NULL)
        return zi_fail_memory(error);
    ZI_TRY(find_bytes(path, embedded, arena, &input, error));
    ZI_TRY(read_header(&loader, &input, n_required, error));
    code = read_rows(&loader, &input, error);
    if (code != ZI_OK) {
        free(dataset->rows);
        dataset->rows = NULL;
        return code;
    }
    return keep_rows(dataset, error);
}

/* ---- cells ---- */

double dataset_number(struct dataset *dataset, const struct dataset_row *row, size_t column,
                      double empty)
{
    const char *cell = row->cells[column];
    double value = empty;

    if (*cell != '\0' && !zi_number_parse(cell, strlen(cell), &value))
        dataset_fault(dataset, row->line, "%s '%s' bukan angka", "%s '%s' is not a number",
                      dataset->columns[column], cell);
    return value;
}

/* Digits only; -1 when anything else. */
static int whole_number(const char *text, size_t length)
{
    int number = 0;

    if (length == 0 || length > 8)
        return -1;
    for (size_t i = 0; i < length; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        number = 10 * number + (text[i] - '0');
    }
    return number;
}

int dataset_year(struct dataset *dataset, const struct dataset_row *row, size_t column, int empty)
{
    const char *cell = row->cells[column];
    int year = whole_number(cell, strlen(cell));

    if (*cell == '\0')
        return empty;
    if (year >= 1900 && year <= 2200)
        return year;
    dataset_fault(dataset, row->line, "%s '%s' bukan tahun", "%s '%s' is not a year",
                  dataset->columns[column], cell);
    return empty;
}

static bool is_date(int year, int month, int day)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return year >= 1900 && month >= 1 && month <= 12 && day >= 1 &&
           day <= days[month - 1] + (leap && month == 2 ? 1 : 0);
}

int dataset_read_date(const char *text)
{
    int year, month, day;

    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-')
        return -1;
    year = whole_number(text, 4);
    month = whole_number(text + 5, 2);
    day = whole_number(text + 8, 2);
    return is_date(year, month, day) ? 10000 * year + 100 * month + day : -1;
}

int dataset_date(struct dataset *dataset, const struct dataset_row *row, size_t column, int empty)
{
    const char *cell = row->cells[column];
    int date = dataset_read_date(cell);

    if (*cell == '\0')
        return empty;
    if (date >= 0)
        return date;
    dataset_fault(dataset, row->line, "%s '%s' bukan tanggal (yyyy-mm-dd)",
                  "%s '%s' is not a date (yyyy-mm-dd)", dataset->columns[column], cell);
    return empty;
}

int dataset_word(struct dataset *dataset, const struct dataset_row *row, size_t column,
                 const char *const words[])
{
    for (int i = 0; words[i] != NULL; i++)
        if (strcmp(words[i], row->cells[column]) == 0)
            return i;
    dataset_fault(dataset, row->line, "%s '%s' tidak dikenal", "unknown %s '%s'",
                  dataset->columns[column], row->cells[column]);
    return -1;
}

const char *dataset_text(struct dataset *dataset, const struct dataset_row *row, size_t column)
{
    if (row->cells[column][0] == '\0')
        dataset_fault(dataset, row->line, "%s kosong", "%s is empty", dataset->columns[column]);
    return row->cells[column];
}

const char **dataset_parts(struct dataset *dataset, const char *cell, size_t *count)
{
    const char **parts;
    size_t most = 1;

    for (const char *at = cell; *at != '\0'; at++)
        most += *at == '|';
    parts = zi_arena_allocate(dataset->arena, most, sizeof *parts);
    *count = 0;
    while (parts != NULL && *cell != '\0') {
        size_t length = strcspn(cell, "|");

        if (length > 0) {
            parts[*count] = zi_arena_copy_bytes(dataset->arena, cell, length);
            if (parts[(*count)++] == NULL)
                return NULL;
        }
        cell += length + (cell[length] == '|');
    }
    return parts;
}

bool dataset_holds(const char *const *words, size_t n_words, const char *word)
{
    for (size_t i = 0; i < n_words; i++)
        if (strcmp(words[i], word) == 0)
            return true;
    return false;
}
