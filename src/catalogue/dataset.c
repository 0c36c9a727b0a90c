/* Loads a small CSV file of the kind that ships in datasets/, with its faults. */
#include "dataset.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/number.h"
#include "csv/csv.h"
#include "embedded.h"

enum { COLUMNS_MAX = 32, NO_COLUMN = -1 };

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

/* ---- records ---- */

struct loader {
    struct dataset *dataset;
    size_t n_required;
    struct zi_csv_place place;
    int columns[COLUMNS_MAX]; /* of the file -> of the dataset, or NO_COLUMN */
    size_t n_file_columns;
    bool header_read;
    const char *cells[COLUMNS_MAX]; /* of the record under way */
    size_t n_cells;
    size_t line; /* where the record under way begins */
    size_t capacity;
    bool out_of_memory;
};

static void take_field(void *text, size_t length, void *data)
{
    struct loader *loader = data;
    char *copy = zi_arena_copy_bytes(loader->dataset->arena, text, length);

    if (loader->n_cells == 0)
        loader->line = loader->place.line;
    if (copy == NULL)
        loader->out_of_memory = true;
    else if (loader->n_cells < COLUMNS_MAX)
        loader->cells[loader->n_cells] = copy;
    loader->n_cells++;
}

static int find_column(const struct dataset *dataset, const char *name)
{
    for (size_t i = 0; i < dataset->n_columns; i++)
        if (strcmp(dataset->columns[i], name) == 0)
            return (int)i;
    return NO_COLUMN;
}

static void take_header(struct loader *loader)
{
    struct dataset *dataset = loader->dataset;
    bool found[COLUMNS_MAX] = {false};

    loader->n_file_columns = loader->n_cells < COLUMNS_MAX ? loader->n_cells : COLUMNS_MAX;
    for (size_t i = 0; i < loader->n_file_columns; i++) {
        int column = find_column(dataset, loader->cells[i]);

        loader->columns[i] = column;
        if (column == NO_COLUMN)
            dataset_fault(dataset, loader->line, "kolom '%s' tidak dikenal", "unknown column '%s'",
                          loader->cells[i]);
        else if (found[column])
            dataset_fault(dataset, loader->line, "kolom '%s' ada dua kali",
                          "column '%s' appears twice", loader->cells[i]);
        else
            found[column] = true;
    }
    for (size_t i = 0; i < loader->n_required; i++)
        if (!found[i])
            dataset_fault(dataset, loader->line, "kolom '%s' tidak ada", "column '%s' is missing",
                          dataset->columns[i]);
    loader->header_read = true;
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
    for (size_t i = 0; i < loader->n_file_columns; i++)
        if (loader->columns[i] != NO_COLUMN)
            cells[loader->columns[i]] = loader->cells[i];
    row->line = loader->line;
    row->cells = cells;
}

static void end_record(int terminator, void *data)
{
    struct loader *loader = data;

    (void)terminator;
    if (loader->out_of_memory)
        return;
    if (!loader->header_read)
        take_header(loader);
    else if (loader->n_cells != loader->n_file_columns)
        dataset_fault(loader->dataset, loader->line, "%zu kolom, seharusnya %zu",
                      "%zu columns, expected %zu", loader->n_cells, loader->n_file_columns);
    else
        take_row(loader);
    loader->n_cells = 0;
}

static void break_record(const struct zi_csv_fault *fault, void *data)
{
    struct loader *loader = data;

    (void)fault;
    dataset_fault(loader->dataset, loader->place.line,
                  "CSV tidak utuh di kolom %zu: tanda kutip, isi yang terlalu panjang atau byte "
                  "nol",
                  "broken CSV at column %zu: a quote, a field too long or a zero byte",
                  loader->place.column);
    loader->n_cells = 0;
    loader->header_read = true;
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
    struct loader loader = {.dataset = dataset, .n_required = n_required};
    struct zi_csv_settings settings = {.delimiter = ',', .place = &loader.place};
    struct zi_csv_events events = {take_field, end_record, break_record, &loader};
    struct zi_csv_input input = {0};
    enum zi_code code;

    *dataset = (struct dataset){.arena = arena, .columns = columns};
    while (columns[dataset->n_columns] != NULL)
        dataset->n_columns++;
    dataset->name = path != NULL ? path : zi_arena_print(arena, "datasets/%s", embedded);
    if (dataset->name == NULL)
        return zi_fail_memory(error);
    ZI_TRY(find_bytes(path, embedded, arena, &input, error));
    code = zi_csv_read(&input, &settings, &events, error);
    if (code == ZI_OK && loader.out_of_memory)
        code = zi_fail_memory(error);
    if (code != ZI_OK) {
        free(dataset->rows);
        dataset->rows = NULL;
        return code;
    }
    if (!loader.header_read)
        dataset_fault(dataset, 1, "berkas kosong: baris judul kolom tidak ada",
                      "empty file: there is no header line");
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
