/* What the columns of a panel's file are together: its shape, and what does not fit. */
#include "layout.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/count.h"
#include "csv/cell.h"

/* ---- what a panel's reader knows ---- */

static const struct header_meaning own_roles[ROLE_COUNT] = {
    [ROLE_IGNORED] = {ROLE_IGNORED, ROLE_IGNORED},
    [ROLE_INSTITUTION] = {ROLE_INSTITUTION, ROLE_INSTITUTION},
    [ROLE_UNIT] = {ROLE_UNIT, ROLE_UNIT},
    [ROLE_KIND] = {ROLE_KIND, ROLE_KIND},
    [ROLE_SHORT_NAME] = {ROLE_SHORT_NAME, ROLE_SHORT_NAME},
    [ROLE_YEAR] = {ROLE_YEAR, ROLE_YEAR},
    [ROLE_INDEX] = {ROLE_INDEX, ROLE_INDEX},
    [ROLE_VALUE] = {ROLE_VALUE, ROLE_VALUE},
    [ROLE_PREDICATE] = {ROLE_PREDICATE, ROLE_PREDICATE},
    [ROLE_EVENT] = {ROLE_EVENT, ROLE_EVENT},
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

/* Columns are named for years and indices too. */
static int role_of_name(const char *folded, const void *catalogue)
{
    return year_of_name(folded) != 0 ||
                   zi_catalogue_find(catalogue, folded, strlen(folded)) != ZI_NO_INDEX
               ? ROLE_VALUE
               : ROLE_UNKNOWN;
}

static const char *nearest_index(const char *folded, const void *catalogue)
{
    return zi_catalogue_nearest(catalogue, folded);
}

static struct header_reader reader_of(const struct zi_catalogue *catalogue)
{
    return (struct header_reader){.unknown = ROLE_UNKNOWN,
                                  .unnamed = ROLE_UNNAMED,
                                  .ignored = ROLE_IGNORED,
                                  .common = own_roles,
                                  .meaning_of = role_of_name,
                                  .nearest = nearest_index,
                                  .data = catalogue};
}

static struct column column_of(const struct header_column *named,
                               const struct zi_catalogue *catalogue)
{
    struct column column = {.name = named->name,
                            .role = (enum role)named->meaning,
                            .weak = named->weak,
                            .index = ZI_NO_INDEX,
                            .year = named->asked ? year_of_name(named->folded) : 0,
                            .place = named->place};

    if (named->asked && column.year == 0)
        column.index = zi_catalogue_find(catalogue, named->folded, strlen(named->folded));
    return column;
}

/* ---- the roles together ---- */

struct builder {
    struct layout *layout;
    const struct zi_catalogue *catalogue;
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

static bool claimed(const struct layout *layout, enum role role)
{
    for (size_t i = 0; i < layout->n_columns; i++)
        if (layout->columns[i].role == role && !layout->columns[i].weak)
            return true;
    return false;
}

static struct column *column_named(const struct layout *layout, const char *folded)
{
    for (size_t i = 0; i < layout->n_columns; i++)
        if (strcmp(layout->header.columns[i].folded, folded) == 0)
            return &layout->columns[i];
    return NULL;
}

/* The table that `score` prints, told by two of its columns: a row for each node, of which those
 * that are indices go into the panel, with their strict value. */
static bool settle_scores(struct layout *layout)
{
    struct column *node = column_named(layout, "node");
    struct column *value = column_named(layout, "value strict");

    if (node == NULL || value == NULL)
        return false;
    for (size_t i = 0; i < layout->n_columns; i++)
        if (layout->columns[i].role == ROLE_UNKNOWN || layout->columns[i].role == ROLE_VALUE)
            layout->columns[i].role = ROLE_IGNORED;
    node->role = ROLE_INDEX;
    value->role = ROLE_VALUE;
    return true;
}

/* "uraian" holds the units when the index is given by the option. */
static void settle_weak_roles(struct layout *layout, const struct zi_reader_options *options)
{
    for (size_t i = 0; i < layout->n_columns; i++) {
        struct column *column = &layout->columns[i];

        if (!column->weak)
            continue;
        if (column->role == ROLE_INDEX && options->index != NULL)
            column->role = ROLE_UNIT;
        if (claimed(layout, column->role))
            column->role = ROLE_IGNORED;
        else
            column->weak = false;
    }
}

static size_t count_role(const struct layout *layout, enum role role)
{
    size_t count = 0;

    for (size_t i = 0; i < layout->n_columns; i++)
        count += layout->columns[i].role == role;
    return count;
}

static size_t count_years(const struct layout *layout)
{
    size_t count = 0;

    for (size_t i = 0; i < layout->n_columns; i++)
        count += layout->columns[i].year != 0;
    return count;
}

static size_t count_indices(const struct layout *layout)
{
    size_t count = 0;

    for (size_t i = 0; i < layout->n_columns; i++)
        count += layout->columns[i].index != ZI_NO_INDEX;
    return count;
}

static void check_unknown(struct builder *builder, const struct header_column *column)
{
    static const struct zi_text one_a_year = {
        "kolom tahun ditulis empat angka, satu nilai setahun; hapus yang lain",
        "year columns are four digits, one value a year; delete others"};
    static const struct zi_text known = {
        "beri nama yang dikenal, daftarkan indeksnya dengan --index-file, atau hapus kolomnya",
        "give it a known name, add its index with --index-file, or delete the column"};
    const struct header_reader reader = reader_of(builder->catalogue);
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

static enum zi_panel_shape shape_of(const struct layout *layout)
{
    if (count_years(layout) > 0)
        return ZI_WIDE_BY_YEAR;
    if (count_indices(layout) > 0)
        return ZI_WIDE_BY_INDEX;
    if (count_role(layout, ROLE_VALUE) > 0 || count_role(layout, ROLE_PREDICATE) == 0)
        return ZI_LONG;
    return ZI_PREDICATES;
}

/* A value column must be of one kind: by year, by index, or one for all. */
static void check_mixture(struct builder *builder)
{
    const struct layout *layout = builder->layout;
    size_t n_kind = layout->shape == ZI_WIDE_BY_YEAR    ? count_years(layout)
                    : layout->shape == ZI_WIDE_BY_INDEX ? count_indices(layout)
                                                        : layout->n_values;
    struct remark remark = {0};

    if (n_kind == layout->n_values && !(layout->shape == ZI_WIDE_BY_YEAR && layout->has_year))
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
    if (layout->shape == ZI_LONG && count_role(layout, ROLE_UNKNOWN) == 0) {
        require(builder, count_role(layout, ROLE_VALUE) > 0, "nilai");
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

static void pass_over(struct builder *builder)
{
    builder->layout->is_no_table = true;
    faults_add_passed_over(builder->faults, builder->path, builder->file);
}

/* Something is measured, or whose year it is at least: a list of staff is neither. */
static bool is_likely_table(const struct layout *layout)
{
    return count_role(layout, ROLE_VALUE) + count_role(layout, ROLE_PREDICATE) > 0 ||
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

size_t layout_column(const struct layout *layout, enum role role)
{
    for (size_t i = 0; i < layout->n_columns; i++)
        if (layout->columns[i].role == role)
            return i;
    return SIZE_MAX;
}

static bool make_columns(struct layout *layout, struct zi_arena *arena,
                         const struct zi_catalogue *catalogue)
{
    const struct header *header = &layout->header;

    layout->columns = zi_arena_allocate(arena, header->n_columns, sizeof *layout->columns);
    if (layout->columns == NULL)
        return false;
    layout->n_columns = header->n_columns;
    for (size_t i = 0; i < layout->n_columns; i++)
        layout->columns[i] = column_of(&header->columns[i], catalogue);
    return true;
}

static void settle_shape(struct layout *layout, const struct zi_reader_options *options)
{
    layout->of_scores = settle_scores(layout);
    settle_weak_roles(layout, options);
    layout->shape = shape_of(layout);
    layout->has_institution = count_role(layout, ROLE_INSTITUTION) > 0;
    layout->has_unit = count_role(layout, ROLE_UNIT) > 0;
    layout->has_kind = count_role(layout, ROLE_KIND) > 0;
    layout->has_short_name = count_role(layout, ROLE_SHORT_NAME) > 0;
    layout->has_year = count_role(layout, ROLE_YEAR) > 0;
    layout->has_index = count_role(layout, ROLE_INDEX) > 0;
    number_values(layout);
}

enum zi_code layout_read(struct layout *layout, struct zi_arena *arena,
                         const struct zi_csv_input *input, const char *path, size_t file,
                         const struct zi_catalogue *catalogue,
                         const struct zi_reader_options *options, struct faults *faults,
                         bool *usable, struct zi_error *error)
{
    const struct header_reader reader = reader_of(catalogue);
    struct builder builder = {.layout = layout,
                              .catalogue = catalogue,
                              .arena = faults->arena,
                              .path = path,
                              .file = file,
                              .faults = faults,
                              .listener = {faults->arena, listen, &builder}};

    *layout = (struct layout){.index = ZI_NO_INDEX, .letter = SIZE_MAX};
    *usable = false;
    ZI_TRY(header_read(&layout->header, arena, input, &reader, error));
    if (refuse_whole(&builder, input->optional))
        return ZI_OK;
    if (!make_columns(layout, arena, catalogue))
        return zi_fail_memory(error);
    settle_shape(layout, options);
    if (input->optional && !is_likely_table(layout)) {
        pass_over(&builder);
        return ZI_OK;
    }
    ZI_TRY(use_index_option(layout, path, catalogue, options, error));
    check_columns(&builder, options);
    *usable = !builder.faulty;
    return ZI_OK;
}

bool layout_has_nameless_values(struct layout *layout, const char *path, size_t file,
                                struct faults *faults)
{
    struct builder builder = {.layout = layout, .path = path, .file = file, .faults = faults};
    struct header_listener listener = {faults->arena, listen, &builder};

    return header_say_unnamed(&layout->header, &listener);
}
