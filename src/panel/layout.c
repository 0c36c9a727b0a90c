#include "layout.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/count.h"
#include "base/utf8.h"
#include "csv/cell.h"
#include "csv/header_words.h"

/* ---- one header line, under one delimiter ---- */

enum { COLUMNS_MAX = 1000 };

struct header {
    struct zi_arena *arena;
    const struct zi_catalogue *catalogue;
    struct zi_csv_place place;
    struct column *columns;
    const char **folded; /* names of the columns */
    bool *weak;
    size_t n_columns;
    size_t capacity;
    size_t n_known;
    bool ended;
    bool too_many;
    struct remark broken; /* a quote fault in the header */
    struct zi_csv_place broken_place;
    bool out_of_memory;
};

/* "2019", "tahun 2019", "2019*" */
static int year_of_name(const char *folded)
{
    static const char *const prefixes[] = {"tahun ", "year ", "th ", "th. ", "thn "};
    struct remark ignored = {0};
    size_t length = strlen(folded);

    for (size_t i = 0; i < ZI_COUNT(prefixes); i++)
        if (strncmp(folded, prefixes[i], strlen(prefixes[i])) == 0) {
            folded += strlen(prefixes[i]);
            length = strlen(folded);
            break;
        }
    return length >= 4 && folded[0] >= '0' && folded[0] <= '9'
               ? cell_year(folded, length, NULL, &ignored)
               : 0;
}

static void recognise(struct header *header, struct column *column, const char *folded, bool *weak)
{
    const struct header_word *word = header_word_find(folded);

    column->index = ZI_NO_INDEX;
    column->year = year_of_name(folded);
    if (column->year != 0) {
        column->role = ROLE_VALUE;
    } else if (word != NULL) {
        column->role = word->role;
        *weak = word->weak;
    } else {
        column->index = zi_catalogue_find(header->catalogue, folded, strlen(folded));
        column->role = column->index != ZI_NO_INDEX ? ROLE_VALUE : ROLE_UNKNOWN;
    }
    header->n_known += column->role != ROLE_UNKNOWN && *folded != '\0';
}

static bool make_room(struct header *header)
{
    size_t capacity = header->capacity > 0 ? 2 * header->capacity : 32;
    struct column *columns;
    const char **folded;
    bool *weak;

    if (header->n_columns < header->capacity)
        return true;
    columns = zi_arena_allocate(header->arena, capacity, sizeof *columns);
    folded = zi_arena_allocate(header->arena, capacity, sizeof *folded);
    weak = zi_arena_allocate(header->arena, capacity, sizeof *weak);
    if (columns == NULL || folded == NULL || weak == NULL)
        return false;
    if (header->n_columns > 0) {
        memcpy(columns, header->columns, header->n_columns * sizeof *columns);
        memcpy(folded, header->folded, header->n_columns * sizeof *folded);
        memcpy(weak, header->weak, header->n_columns * sizeof *weak);
    }
    header->columns = columns;
    header->folded = folded;
    header->weak = weak;
    header->capacity = capacity;
    return true;
}

static void take_name(void *text, size_t length, void *data)
{
    struct header *header = data;
    const char *folded = zi_utf8_fold(header->arena, text, length);
    struct column *column;

    if (header->n_columns == COLUMNS_MAX) {
        header->too_many = true;
        return;
    }
    if (folded == NULL || !make_room(header)) {
        header->out_of_memory = true;
        return;
    }
    column = &header->columns[header->n_columns];
    header->folded[header->n_columns] = folded;
    header->weak[header->n_columns] = false;
    column->name = remark_quote(header->arena, text, length);
    column->place = header->place;
    recognise(header, column, folded, &header->weak[header->n_columns]);
    header->n_columns++;
}

static void end_header(int terminator, void *data)
{
    (void)terminator;
    ((struct header *)data)->ended = true;
}

static void break_header(const struct zi_csv_fault *fault, void *data)
{
    struct header *header = data;

    (void)fault;
    header->broken_place = header->place;
    remark_make(&header->broken, header->arena, ZI_FAULT_QUOTE, ZI_FAULT,
                "baris judul kolom tidak utuh: tanda kutip tanpa pasangan",
                "the header line is broken: a quote without its partner");
    remark_suggest(&header->broken, header->arena, "hapus tanda kutip itu", "delete that quote");
}

static enum zi_code read_header(struct header *header, struct zi_arena *arena, char delimiter,
                                const struct zi_csv_input *input,
                                const struct zi_catalogue *catalogue, struct zi_error *error)
{
    struct zi_csv_settings settings = {
        .delimiter = delimiter, .place = &header->place, .max_records = 1, .chunk = 4096};
    struct zi_csv_events events = {take_name, end_header, break_header, header};

    *header = (struct header){.arena = arena, .catalogue = catalogue};
    ZI_TRY(zi_csv_read(input, &settings, &events, error));
    return header->out_of_memory ? zi_fail_memory(error) : ZI_OK;
}

/* Columns that say something: neither unknown nor passed over. */
static size_t count_used(const struct header *header)
{
    size_t count = 0;

    for (size_t i = 0; i < header->n_columns; i++)
        count += header->columns[i].role > ROLE_IGNORED;
    return count;
}

static bool better(const struct header *a, const struct header *b)
{
    if (a->broken.made != b->broken.made)
        return !a->broken.made;
    if (a->n_known != b->n_known)
        return a->n_known > b->n_known;
    return a->n_known == 0 && a->n_columns > b->n_columns;
}

/* The delimiter under which most names are known. */
static enum zi_code best_header(struct header *best, char *delimiter, struct zi_arena *arena,
                                const struct zi_csv_input *input,
                                const struct zi_catalogue *catalogue, struct zi_error *error)
{
    char delimiters[ZI_CSV_DELIMITERS_MAX];

    zi_csv_delimiters(input, delimiters);
    for (size_t i = 0; delimiters[i] != '\0'; i++) {
        struct header header;

        ZI_TRY(read_header(&header, arena, delimiters[i], input, catalogue, error));
        if (i > 0 && !better(&header, best))
            continue;
        *best = header;
        *delimiter = delimiters[i];
    }
    return ZI_OK;
}

/* ---- the roles together ---- */

struct builder {
    struct layout *layout;
    struct header *header;
    struct zi_arena *arena; /* of sentences */
    const char *path;
    size_t file;
    struct faults *faults;
    bool faulty;
};

static void add_remark(struct builder *builder, const struct column *column, struct remark *remark)
{
    struct zi_csv_place line = {1, 0};

    builder->faulty = builder->faulty || remark->severity == ZI_FAULT;
    if (column == NULL && builder->header->n_columns > 0)
        line.line = builder->header->columns[0].place.line;
    faults_add(builder->faults, builder->path, builder->file,
               column != NULL ? &column->place : &line, remark, column != NULL ? column->name : "",
               column != NULL ? strlen(column->name) : 0);
}

static bool claimed(const struct header *header, enum role role)
{
    for (size_t i = 0; i < header->n_columns; i++)
        if (header->columns[i].role == role && !header->weak[i])
            return true;
    return false;
}

static struct column *column_named(const struct header *header, const char *folded)
{
    for (size_t i = 0; i < header->n_columns; i++)
        if (strcmp(header->folded[i], folded) == 0)
            return &header->columns[i];
    return NULL;
}

/* The table that `score` prints, told by two of its columns: a row for each node, of which those
 * that are indices go into the panel, with their strict value. */
static bool settle_scores(struct header *header)
{
    struct column *node = column_named(header, "node");
    struct column *value = column_named(header, "value strict");

    if (node == NULL || value == NULL)
        return false;
    for (size_t i = 0; i < header->n_columns; i++)
        if (header->columns[i].role == ROLE_UNKNOWN || header->columns[i].role == ROLE_VALUE)
            header->columns[i].role = ROLE_IGNORED;
    node->role = ROLE_INDEX;
    value->role = ROLE_VALUE;
    return true;
}

/* "uraian" holds the units when the index is given by the option. */
static void settle_weak_roles(struct header *header, const struct zi_reader_options *options)
{
    for (size_t i = 0; i < header->n_columns; i++) {
        struct column *column = &header->columns[i];

        if (!header->weak[i])
            continue;
        if (column->role == ROLE_INDEX && options->index != NULL)
            column->role = ROLE_UNIT;
        if (claimed(header, column->role))
            column->role = ROLE_IGNORED;
        else
            header->weak[i] = false;
    }
}

static size_t count_role(const struct header *header, enum role role)
{
    size_t count = 0;

    for (size_t i = 0; i < header->n_columns; i++)
        count += header->columns[i].role == role;
    return count;
}

static size_t count_years(const struct header *header)
{
    size_t count = 0;

    for (size_t i = 0; i < header->n_columns; i++)
        count += header->columns[i].year != 0;
    return count;
}

static size_t count_indices(const struct header *header)
{
    size_t count = 0;

    for (size_t i = 0; i < header->n_columns; i++)
        count += header->columns[i].index != ZI_NO_INDEX;
    return count;
}

static const char *nearest_word(const struct builder *builder, const char *folded)
{
    const char *nearest = zi_catalogue_nearest(builder->header->catalogue, folded);

    return nearest != NULL ? nearest : header_word_nearest(folded);
}

static void check_unknown(struct builder *builder, size_t i)
{
    const struct column *column = &builder->header->columns[i];
    const char *nearest = nearest_word(builder, builder->header->folded[i]);
    struct remark remark = {0};
    bool index = builder->layout->shape == ZI_WIDE_BY_INDEX;

    remark_make(&remark, builder->arena, index ? ZI_FAULT_INDEX : ZI_FAULT_COLUMNS, ZI_FAULT,
                "kolom '%s' tidak dikenal", "unknown column '%s'", column->name);
    if (nearest != NULL)
        remark_suggest(&remark, builder->arena, "mungkin '%s'", "perhaps '%s'", nearest);
    else if (builder->layout->shape == ZI_WIDE_BY_YEAR)
        remark_suggest(&remark, builder->arena,
                       "kolom tahun ditulis empat angka, satu nilai setahun; hapus yang lain",
                       "year columns are four digits, one value a year; delete others");
    else
        remark_suggest(&remark, builder->arena,
                       "beri nama yang dikenal, daftarkan indeksnya dengan --index-file, atau "
                       "hapus kolomnya",
                       "give it a known name, add its index with --index-file, or delete the "
                       "column");
    add_remark(builder, column, &remark);
}

static void check_repeated(struct builder *builder, size_t i)
{
    const struct column *column = &builder->header->columns[i];

    for (size_t j = 0; j < i; j++) {
        const struct column *other = &builder->header->columns[j];
        struct remark remark = {0};

        if (column->role != other->role || column->role == ROLE_IGNORED ||
            column->role == ROLE_UNKNOWN || column->index != other->index ||
            column->year != other->year)
            continue;
        remark_make(&remark, builder->arena, ZI_FAULT_COLUMNS, ZI_FAULT,
                    "kolom '%s' sama artinya dengan kolom '%s'",
                    "column '%s' means the same as column '%s'", column->name, other->name);
        remark_suggest(&remark, builder->arena, "hapus salah satunya", "delete one of them");
        add_remark(builder, column, &remark);
        return;
    }
}

static void require(struct builder *builder, bool there, const char *name)
{
    struct remark remark = {0};

    if (there)
        return;
    remark_make(&remark, builder->arena, ZI_FAULT_COLUMNS, ZI_FAULT, "kolom '%s' tidak ada",
                "there is no column '%s'", name);
    add_remark(builder, NULL, &remark);
}

static enum zi_panel_shape shape_of(const struct header *header)
{
    if (count_years(header) > 0)
        return ZI_WIDE_BY_YEAR;
    if (count_indices(header) > 0)
        return ZI_WIDE_BY_INDEX;
    if (count_role(header, ROLE_VALUE) > 0 || count_role(header, ROLE_PREDICATE) == 0)
        return ZI_LONG;
    return ZI_PREDICATES;
}

/* A value column must be of one kind: by year, by index, or one for all. */
static void check_mixture(struct builder *builder)
{
    const struct header *header = builder->header;
    size_t n_values = count_role(header, ROLE_VALUE);
    size_t n_kind = builder->layout->shape == ZI_WIDE_BY_YEAR    ? count_years(header)
                    : builder->layout->shape == ZI_WIDE_BY_INDEX ? count_indices(header)
                                                                 : n_values;
    struct remark remark = {0};

    if (n_kind == n_values &&
        !(builder->layout->shape == ZI_WIDE_BY_YEAR && builder->layout->has_year))
        return;
    remark_make(
        &remark, builder->arena, ZI_FAULT_COLUMNS, ZI_FAULT,
        "bentuk bercampur: kolom per tahun, per indeks, 'tahun' dan 'nilai' tidak dapat bersama",
        "mixed shapes: columns by year, by index, 'year' and 'value' cannot all stand together");
    remark_suggest(&remark, builder->arena, "pisahkan menjadi beberapa berkas",
                   "split it into several files");
    add_remark(builder, NULL, &remark);
}

/* The letter column of a single value column; ambiguous beside several. */
static void settle_letter(struct builder *builder)
{
    struct layout *layout = builder->layout;

    layout->letter = SIZE_MAX;
    if (layout->shape == ZI_PREDICATES)
        return;
    for (size_t i = 0; i < layout->n_columns; i++) {
        struct remark remark = {0};

        if (layout->columns[i].role != ROLE_PREDICATE)
            continue;
        layout->letter = i;
        if (layout->n_values == 1)
            continue;
        remark_make(&remark, builder->arena, ZI_FAULT_COLUMNS, ZI_FAULT,
                    "kolom '%s' berdiri di samping %zu kolom nilai: tidak jelas milik yang mana",
                    "column '%s' stands beside %zu value columns: it is not clear whose it is",
                    layout->columns[i].name, layout->n_values);
        remark_suggest(&remark, builder->arena,
                       "tulis huruf bersama nilainya, seperti 82,20 (A); daftar predikat WBK/WBBM "
                       "di berkas tersendiri",
                       "write the letter with its value, as in 82.20 (A); a list of WBK/WBBM "
                       "predicates goes in a file of its own");
        add_remark(builder, &layout->columns[i], &remark);
    }
}

static void note_ignored(struct builder *builder)
{
    const struct header *header = builder->header;
    const char *names = "";
    struct remark remark = {0};

    if (builder->layout->of_scores)
        return;
    for (size_t i = 0; i < header->n_columns && names != NULL; i++)
        if (header->columns[i].role == ROLE_IGNORED && *header->folded[i] != '\0')
            names = zi_arena_print(builder->arena, "%s%s%s", names, *names != '\0' ? ", " : "",
                                   header->columns[i].name);
    if (names == NULL || *names == '\0')
        return;
    remark_make(&remark, builder->arena, ZI_FAULT_COLUMNS, ZI_NOTE, "kolom yang tidak dipakai: %s",
                "columns not used: %s", names);
    add_remark(builder, NULL, &remark);
}

static void check_columns(struct builder *builder, const struct zi_reader_options *options)
{
    struct layout *layout = builder->layout;
    bool named_index = layout->has_index || layout->index != ZI_NO_INDEX;

    for (size_t i = 0; i < layout->n_columns; i++) {
        if (layout->columns[i].role == ROLE_UNKNOWN)
            check_unknown(builder, i);
        check_repeated(builder, i);
    }
    require(builder, layout->has_unit || layout->has_institution || options->institution != NULL,
            "unit");
    if (layout->shape == ZI_LONG || layout->shape == ZI_WIDE_BY_INDEX)
        require(builder, layout->has_year, "tahun");
    /* With an unknown column the file may be wide by a misspelt index: that was said already. */
    if (layout->shape == ZI_LONG && count_role(builder->header, ROLE_UNKNOWN) == 0) {
        require(builder, count_role(builder->header, ROLE_VALUE) > 0, "nilai");
        require(builder, named_index || options->index != NULL, "indeks");
    }
    check_mixture(builder);
    settle_letter(builder);
    note_ignored(builder);
}

static void number_values(struct layout *layout)
{
    for (size_t i = 0; i < layout->n_columns; i++)
        if (layout->columns[i].role == ROLE_VALUE)
            layout->columns[i].value = layout->n_values++;
}

/* The option names the index of files whose columns do not. */
static enum zi_code use_index_option(struct layout *layout, const char *path,
                                     const struct zi_catalogue *catalogue,
                                     const struct zi_reader_options *options,
                                     struct zi_error *error)
{
    const char *nearest;

    layout->index = ZI_NO_INDEX;
    if (layout->shape == ZI_WIDE_BY_INDEX || layout->shape == ZI_PREDICATES || layout->has_index)
        return ZI_OK;
    if (options->index == NULL && layout->shape == ZI_WIDE_BY_YEAR)
        return zi_fail(error, ZI_EUSAGE,
                       "%s: kolomnya tahun, tetapi indeksnya tidak disebut; tambahkan --index NAMA "
                       "(misalnya --index skm) atau kolom 'indeks'",
                       "%s: its columns are years, but no index is named; add --index NAME (for "
                       "example --index skm) or a column 'index'",
                       path);
    if (options->index == NULL)
        return ZI_OK;
    layout->index = zi_catalogue_find(catalogue, options->index, strlen(options->index));
    if (layout->index != ZI_NO_INDEX)
        return ZI_OK;
    nearest = zi_catalogue_nearest(catalogue, options->index);
    return zi_fail(error, ZI_EUSAGE, "--index '%s' tidak ada di katalog%s%s",
                   "--index '%s' is not in the catalogue%s%s", options->index,
                   nearest != NULL ? ": " : "", nearest != NULL ? nearest : "");
}

static void refuse(struct builder *builder, const struct zi_csv_place *place, struct remark *remark)
{
    builder->faulty = true;
    faults_add(builder->faults, builder->path, builder->file, place, remark, "", 0);
}

/* Bytes that no text has. */
static bool is_binary(const struct zi_csv_input *first)
{
    for (size_t i = 0; i < first->length; i++) {
        unsigned char byte = (unsigned char)first->bytes[i];

        if (byte < ' ' && strchr("\t\n\v\f\r\x1a", byte) == NULL)
            return true;
        if (byte == '\0')
            return true;
    }
    return false;
}

static void refuse_binary(struct builder *builder)
{
    struct remark remark = {0};

    remark_make(&remark, builder->arena, ZI_FAULT_ENCODING, ZI_FAULT, "berkas ini bukan teks CSV",
                "this file is not CSV text");
    remark_suggest(&remark, builder->arena,
                   "simpan tabelnya dari lembar sebar sebagai .xlsx, .ods, atau CSV UTF-8",
                   "save its table from the spreadsheet as .xlsx, .ods or CSV UTF-8");
    refuse(builder, NULL, &remark);
}

static void refuse_unknown(struct builder *builder)
{
    struct remark remark = {0};

    remark_make(&remark, builder->arena, ZI_FAULT_COLUMNS, ZI_FAULT,
                "baris pertama bukan judul kolom yang dikenal",
                "the first line is no header with known column names");
    remark_suggest(&remark, builder->arena,
                   "baris pertama harus memuat nama kolom, misalnya instansi,unit,tahun,zi; hapus "
                   "judul di atasnya",
                   "the first line must hold column names, such as institution,unit,year,zi; "
                   "delete titles above it");
    refuse(builder, &builder->header->columns[0].place, &remark);
}

/* A header that cannot be used at all: said once, and nothing else about it. */
static bool refuse_whole(struct builder *builder, const struct zi_csv_input *first)
{
    const struct header *header = builder->header;
    struct remark remark = {0};

    if (first->optional && count_used(header) < 2) {
        builder->layout->is_no_table = true;
        faults_add_passed_over(builder->faults, builder->path, builder->file);
        return true;
    }
    if ((header->n_known == 0 || header->broken.made) && is_binary(first)) {
        refuse_binary(builder);
    } else if (header->broken.made) {
        remark = header->broken;
        refuse(builder, &header->broken_place, &remark);
    } else if (!header->ended) {
        remark_make(&remark, builder->arena, ZI_FAULT_EMPTY, ZI_FAULT, "berkas kosong",
                    "the file is empty");
        refuse(builder, NULL, &remark);
    } else if (header->n_known == 0) {
        refuse_unknown(builder);
    } else if (header->too_many) {
        remark_make(&remark, builder->arena, ZI_FAULT_COLUMNS, ZI_FAULT, "lebih dari %d kolom",
                    "more than %d columns", COLUMNS_MAX);
        refuse(builder, &header->columns[COLUMNS_MAX - 1].place, &remark);
    }
    return builder->faulty;
}

size_t layout_column(const struct layout *layout, enum role role)
{
    for (size_t i = 0; i < layout->n_columns; i++)
        if (layout->columns[i].role == role)
            return i;
    return SIZE_MAX;
}

enum zi_code layout_read(struct layout *layout, struct zi_arena *arena,
                         const struct zi_csv_input *first, const char *path, size_t file,
                         const struct zi_catalogue *catalogue,
                         const struct zi_reader_options *options, struct faults *faults,
                         bool *usable, struct zi_error *error)
{
    struct header header;
    struct builder builder = {.layout = layout,
                              .header = &header,
                              .arena = faults->arena,
                              .path = path,
                              .file = file,
                              .faults = faults};

    *layout = (struct layout){.index = ZI_NO_INDEX, .letter = SIZE_MAX};
    *usable = false;
    ZI_TRY(best_header(&header, &layout->delimiter, arena, first, catalogue, error));
    if (refuse_whole(&builder, first))
        return ZI_OK;
    layout->of_scores = settle_scores(&header);
    settle_weak_roles(&header, options);
    layout->columns = header.columns;
    layout->n_columns = header.n_columns;
    layout->shape = shape_of(&header);
    layout->has_institution = count_role(&header, ROLE_INSTITUTION) > 0;
    layout->has_unit = count_role(&header, ROLE_UNIT) > 0;
    layout->has_kind = count_role(&header, ROLE_KIND) > 0;
    layout->has_short_name = count_role(&header, ROLE_SHORT_NAME) > 0;
    layout->has_year = count_role(&header, ROLE_YEAR) > 0;
    layout->has_index = count_role(&header, ROLE_INDEX) > 0;
    number_values(layout);
    ZI_TRY(use_index_option(layout, path, catalogue, options, error));
    check_columns(&builder, options);
    *usable = !builder.faulty;
    return ZI_OK;
}
