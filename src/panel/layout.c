/* What the columns of a panel's file are together: its shape, and what does not fit. */
#include "layout.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "columns.h"

struct builder {
    struct layout *layout;
    const struct columns_known *known;
    struct zi_arena *arena; /* of sentences */
    const char *path;
    size_t file;
    struct faults *faults;
    struct header_listener listener; /* this builder */
    bool faulty;
};

static void add(struct builder *builder, const struct zi_csv_place *place, const char *name,
                const struct remark *remark)
{
    struct zi_csv_place line = {1, 0};

    builder->faulty = builder->faulty || remark->severity == ZI_FAULT;
    if (builder->layout->header.n_columns > 0)
        line.line = builder->layout->header.columns[0].place.line;
    faults_add(builder->faults, builder->path, builder->file, place != NULL ? place : &line, remark,
               name, strlen(name));
}

/* column NULL: of the whole line. */
static void add_remark(struct builder *builder, const struct column *column,
                       const struct remark *remark)
{
    add(builder, column != NULL ? &column->place : NULL, column != NULL ? column->name : "",
        remark);
}

static void listen(const struct header_column *column, const struct remark *remark, void *data)
{
    add(data, column != NULL ? &column->place : NULL, column != NULL ? column->name : "", remark);
}

static void check_unknown(struct builder *builder, const struct header_column *column)
{
    static const struct zi_text one_a_year = {
        "kolom tahun ditulis empat angka, satu nilai setahun; hapus yang lain",
        "year columns are four digits, one value a year; delete others"};
    static const struct zi_text known = {
        "beri nama yang dikenal, daftarkan indeksnya dengan --index-file, atau hapus kolomnya",
        "give it a known name, add its index with --index-file, or delete the column"};
    const struct header_reader reader = columns_reader(builder->known);
    enum zi_panel_shape shape = builder->layout->shape;

    header_say_unknown(&reader, column,
                       shape == ZI_WIDE_BY_INDEX ? ZI_FAULT_INDEX : ZI_FAULT_COLUMNS,
                       shape == ZI_WIDE_BY_YEAR ? one_a_year : known, &builder->listener);
}

static bool means_the_same(size_t a, size_t b, const void *layout)
{
    const struct column *columns = ((const struct layout *)layout)->columns;

    return columns[a].role == columns[b].role && columns[a].role > ROLE_IGNORED &&
           columns[a].index == columns[b].index && columns[a].year == columns[b].year;
}

static void check_names(struct builder *builder)
{
    static const struct zi_text suggestion = {"hapus salah satunya", "delete one of them"};
    const struct layout *layout = builder->layout;

    for (size_t i = 0; i < layout->n_columns; i++)
        if (layout->columns[i].role == ROLE_UNKNOWN)
            check_unknown(builder, &layout->header.columns[i]);
    header_say_repeated(&layout->header, means_the_same, layout, suggestion, &builder->listener);
}

static void require(const struct builder *builder, bool there, const char *name)
{
    if (!there)
        header_say_missing(name, &builder->listener);
}

/* A value column must be of one kind: by year, by index, or one for all. */
static void check_mixture(struct builder *builder)
{
    const struct layout *layout = builder->layout;
    size_t n_kind = layout->shape == ZI_WIDE_BY_YEAR    ? columns_of_years(layout)
                    : layout->shape == ZI_WIDE_BY_INDEX ? columns_of_indices(layout)
                                                        : layout->n_values;
    struct remark remark = {0};

    if (n_kind == layout->n_values && !(layout->shape == ZI_WIDE_BY_YEAR && layout->has_year))
        return;
    remark_make(
        &remark, builder->arena, ZI_FAULT_COLUMNS, ZI_FAULT,
        "bentuk bercampur: kolom per tahun, per indeks, 'tahun' dan 'nilai' tidak dapat bersama",
        "mixed shapes: columns by year, by index, 'year' and 'value' cannot all stand together");
    if (layout->shape == ZI_WIDE_BY_YEAR && layout->has_year)
        remark_suggest(&remark, builder->arena,
                       "kolom tahunnya sudah bernama tahun; bila kolom 'tahun' berisi nama indeks, "
                       "sebut 'indikator', bila berisi unit, 'unit'",
                       "years have columns of their own; if the column 'year' holds names of "
                       "indices, call it 'indicator', if units, 'unit'");
    else
        remark_suggest(&remark, builder->arena, "pisahkan menjadi beberapa berkas",
                       "split it into several files");
    add_remark(builder, NULL, &remark);
}

static bool is_letter_of_some(const struct layout *layout, size_t column)
{
    for (size_t i = 0; i < layout->n_columns; i++)
        if (layout->columns[i].letter == column)
            return true;
    return false;
}

/* A column of letters that may belong to several columns of values. */
static void check_letters(struct builder *builder)
{
    struct layout *layout = builder->layout;

    for (size_t i = 0; i < layout->n_columns && layout->shape != ZI_PREDICATES; i++) {
        struct remark remark = {0};

        if (layout->columns[i].role != ROLE_PREDICATE || is_letter_of_some(layout, i))
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
    const struct layout *layout = builder->layout;
    const char *names = "";
    struct remark remark = {0};

    if (layout->of_scores)
        return;
    for (size_t i = 0; i < layout->n_columns && names != NULL; i++)
        if (layout->columns[i].role == ROLE_IGNORED)
            names = zi_arena_print(builder->arena, "%s%s%s", names, *names != '\0' ? ", " : "",
                                   layout->columns[i].name);
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

    check_names(builder);
    require(builder, layout->has_unit || layout->has_institution || options->institution != NULL,
            "unit");
    if (layout->shape == ZI_LONG || layout->shape == ZI_WIDE_BY_INDEX)
        require(builder, layout->has_year, "tahun");
    /* With an unknown column the file may be wide by a misspelt index: that was said already. */
    if (layout->shape == ZI_LONG && columns_of_role(layout, ROLE_UNKNOWN) == 0) {
        require(builder, columns_of_role(layout, ROLE_VALUE) > 0, "nilai");
        require(builder, named_index || options->index != NULL, "indeks");
    }
    check_mixture(builder);
    check_letters(builder);
    note_ignored(builder);
}

/* The option names the index of files whose columns do not. */
static enum zi_code use_index_option(struct layout *layout, const char *path,
                                     const struct zi_catalogue *catalogue,
                                     const struct zi_reader_options *options,
                                     struct zi_error *error)
{
    const char *nearest;

    layout->index = ZI_NO_INDEX;
    if (layout->shape == ZI_WIDE_BY_INDEX || layout->shape == ZI_PREDICATES || layout->has_index ||
        columns_of_indices(layout) == layout->n_values)
        return ZI_OK;
    if (options->index == NULL && layout->shape == ZI_WIDE_BY_YEAR && !layout->has_year)
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

static void pass_over(struct builder *builder)
{
    builder->layout->is_no_table = true;
    faults_add_passed_over(builder->faults, builder->path, builder->file);
}

/* Something is measured, or whose year it is at least: a list of staff is neither. */
static bool is_likely_table(const struct layout *layout)
{
    return columns_of_role(layout, ROLE_VALUE) + columns_of_role(layout, ROLE_PREDICATE) > 0 ||
           (layout->has_year && (layout->has_unit || layout->has_institution));
}

/* A header that cannot be used at all: said once, and nothing else about it. */
static bool refuse_whole(struct builder *builder, bool optional)
{
    static const struct zi_text example = {
        "baris pertama harus memuat nama kolom, misalnya instansi,unit,tahun,zi; hapus judul di "
        "atasnya",
        "the first line must hold column names, such as institution,unit,year,zi; delete titles "
        "above it"};
    const struct header *header = &builder->layout->header;
    const struct zi_csv_place *place;
    struct remark remark = {0};

    if (optional && header->n_used < 2) {
        pass_over(builder);
        return true;
    }
    if (!header_refuse(header, example, builder->arena, &remark, &place))
        return false;
    faults_add(builder->faults, builder->path, builder->file, place, &remark, "", 0);
    return true;
}

/* What stands above the header, once. */
static void note_titles(struct builder *builder)
{
    const struct header *header = &builder->layout->header;
    struct zi_csv_place place = {1, 0};
    struct remark remark = {0};

    if (header->above == 0)
        return;
    remark_make(&remark, builder->arena, ZI_FAULT_COLUMNS, ZI_NOTE,
                "judul kolom ada di baris %zu; yang di atasnya tidak dibaca ('%s')",
                "the header is line %zu; what stands above it is not read ('%s')",
                header->lines_above + 1, header->title);
    faults_add(builder->faults, builder->path, builder->file, &place, &remark, "", 0);
}

enum zi_code layout_read(struct layout *layout, struct zi_arena *arena,
                         const struct zi_csv_input *input, const char *path, size_t file,
                         const struct zi_catalogue *catalogue,
                         const struct zi_reader_options *options, struct faults *faults,
                         bool *usable, struct zi_error *error)
{
    const struct columns_known known = {catalogue, options, arena};
    const struct header_reader reader = columns_reader(&known);
    struct builder builder = {.layout = layout,
                              .known = &known,
                              .arena = faults->arena,
                              .path = path,
                              .file = file,
                              .faults = faults,
                              .listener = {faults->arena, listen, &builder}};

    *layout = (struct layout){.index = ZI_NO_INDEX};
    *usable = false;
    ZI_TRY(header_read(&layout->header, arena, input, &reader, error));
    if (refuse_whole(&builder, input->optional))
        return ZI_OK;
    if (!columns_make(layout, &known))
        return zi_fail_memory(error);
    if (input->optional && !is_likely_table(layout)) {
        pass_over(&builder);
        return ZI_OK;
    }
    note_titles(&builder);
    ZI_TRY(use_index_option(layout, path, catalogue, options, error));
    check_columns(&builder, options);
    *usable = !builder.faulty;
    return ZI_OK;
}

static const struct zi_text role_words[ROLE_COUNT] = {
    [ROLE_UNKNOWN] = {"tidak dikenal", "unknown"},
    [ROLE_IGNORED] = {"tidak dipakai", "not used"},
    [ROLE_INSTITUTION] = {"instansi", "institution"},
    [ROLE_UNIT] = {"unit", "unit"},
    [ROLE_KIND] = {"jenis", "kind"},
    [ROLE_SHORT_NAME] = {"nama singkat", "short name"},
    [ROLE_YEAR] = {"tahun", "year"},
    [ROLE_INDEX] = {"indeks", "index"},
    [ROLE_VALUE] = {"nilai", "value"},
    [ROLE_PREDICATE] = {"predikat", "predicate"},
    [ROLE_EVENT] = {"peristiwa", "event"},
};

static const char *index_of_column(const struct layout *layout, const struct column *column,
                                   const struct zi_catalogue *catalogue)
{
    long index = column->index != ZI_NO_INDEX ? column->index : layout->index;

    return column->role == ROLE_VALUE && index != ZI_NO_INDEX ? catalogue->indices[index].name
                                                              : NULL;
}

bool layout_tell(const struct layout *layout, const struct zi_catalogue *catalogue,
                 struct zi_arena *arena, struct zi_file_shape *shape)
{
    shape->columns = zi_arena_allocate(arena, layout->n_columns + 1, sizeof *shape->columns);
    if (shape->columns == NULL)
        return false;
    shape->header_line = layout->header.columns[0].place.line;
    for (size_t i = 0; i < layout->n_columns; i++) {
        const struct column *column = &layout->columns[i];

        if (column->role != ROLE_UNNAMED)
            shape->columns[shape->n_columns++] = (struct zi_file_column){
                zi_arena_copy(arena, column->name), role_words[column->role],
                index_of_column(layout, column, catalogue), column->year};
    }
    return true;
}

bool layout_has_nameless_values(struct layout *layout, const char *path, size_t file,
                                struct faults *faults)
{
    struct builder builder = {.layout = layout, .path = path, .file = file, .faults = faults};
    struct header_listener listener = {faults->arena, listen, &builder};

    return header_say_unnamed(&layout->header, &listener);
}
