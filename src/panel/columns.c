/* What each column of a panel's file is, from its name, and what shape they make together. */
#include "columns.h"

#include <stdint.h>
#include <string.h>

#include "csv/cell.h"
#include "heading.h"

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

/* Columns are named for years and indices too. */
static int role_of_name(const char *folded, const void *data)
{
    return (int)heading_read(folded, ((const struct columns_known *)data)->catalogue).role;
}

static const char *nearest_index(const char *folded, const void *data)
{
    return zi_catalogue_nearest(((const struct columns_known *)data)->catalogue, folded);
}

static struct column column_of(const struct header_column *named,
                               const struct zi_catalogue *catalogue)
{
    struct heading heading = {.index = ZI_NO_INDEX};

    if (named->asked)
        heading = heading_read(named->folded, catalogue);
    return (struct column){.name = named->name,
                           .role = (enum role)named->meaning,
                           .weak = named->weak,
                           .index = heading.index,
                           .year = heading.year,
                           .letter = SIZE_MAX,
                           .place = named->place};
}

/* ---- the roles together ---- */

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

size_t columns_of_role(const struct layout *layout, enum role role)
{
    size_t count = 0;

    for (size_t i = 0; i < layout->n_columns; i++)
        count += layout->columns[i].role == role;
    return count;
}

size_t columns_of_years(const struct layout *layout)
{
    size_t count = 0;

    for (size_t i = 0; i < layout->n_columns; i++)
        count += layout->columns[i].role == ROLE_VALUE && layout->columns[i].year != 0;
    return count;
}

size_t columns_of_indices(const struct layout *layout)
{
    size_t count = 0;

    for (size_t i = 0; i < layout->n_columns; i++)
        count += layout->columns[i].role == ROLE_VALUE && layout->columns[i].index != ZI_NO_INDEX;
    return count;
}

static enum zi_panel_shape shape_of(const struct layout *layout)
{
    if (columns_of_years(layout) > 0)
        return ZI_WIDE_BY_YEAR;
    if (columns_of_indices(layout) > 0)
        return ZI_WIDE_BY_INDEX;
    if (columns_of_role(layout, ROLE_VALUE) > 0 || columns_of_role(layout, ROLE_PREDICATE) == 0)
        return ZI_LONG;
    return ZI_PREDICATES;
}

static bool is_letter_of(const struct column *letter, const struct column *value)
{
    return value->role == ROLE_VALUE && value->year == letter->year &&
           (letter->index == ZI_NO_INDEX || value->index == letter->index);
}

/* A column of letters that names its year or index belongs to the values that do; with no such
 * values its letters are the values. */
static void settle_letters(struct layout *layout)
{
    for (size_t i = 0; i < layout->n_columns; i++) {
        struct column *letter = &layout->columns[i];
        size_t n = 0;
        size_t value = 0;

        if (letter->role != ROLE_PREDICATE)
            continue;
        for (size_t k = 0; k < layout->n_columns; k++)
            if (is_letter_of(letter, &layout->columns[k])) {
                n++;
                value = k;
            }
        if (n == 1)
            layout->columns[value].letter = i;
        else if (n == 0 && (letter->year != 0 || letter->index != ZI_NO_INDEX))
            letter->role = ROLE_VALUE;
    }
}

static void number_values(struct layout *layout)
{
    for (size_t i = 0; i < layout->n_columns; i++)
        if (layout->columns[i].role == ROLE_VALUE)
            layout->columns[i].value = layout->n_values++;
}

size_t layout_column(const struct layout *layout, enum role role)
{
    for (size_t i = 0; i < layout->n_columns; i++)
        if (layout->columns[i].role == role)
            return i;
    return SIZE_MAX;
}

static bool make_columns(struct layout *layout, const struct columns_known *known)
{
    const struct header *header = &layout->header;

    layout->columns = zi_arena_allocate(known->arena, header->n_columns, sizeof *layout->columns);
    if (layout->columns == NULL)
        return false;
    layout->n_columns = header->n_columns;
    for (size_t i = 0; i < layout->n_columns; i++)
        layout->columns[i] = column_of(&header->columns[i], known->catalogue);
    return true;
}

static void settle_shape(struct layout *layout, const struct zi_reader_options *options)
{
    layout->of_scores = settle_scores(layout);
    settle_weak_roles(layout, options);
    settle_letters(layout);
    layout->shape = shape_of(layout);
    layout->has_institution = columns_of_role(layout, ROLE_INSTITUTION) > 0;
    layout->has_unit = columns_of_role(layout, ROLE_UNIT) > 0;
    layout->has_kind = columns_of_role(layout, ROLE_KIND) > 0;
    layout->has_short_name = columns_of_role(layout, ROLE_SHORT_NAME) > 0;
    layout->has_year = columns_of_role(layout, ROLE_YEAR) > 0;
    layout->has_index = columns_of_role(layout, ROLE_INDEX) > 0;
    number_values(layout);
}

bool columns_make(struct layout *layout, const struct columns_known *known)
{
    if (!make_columns(layout, known))
        return false;
    settle_shape(layout, known->options);
    return true;
}

/* ---- whether a row is the header ---- */

/* "75,2" and "3", but not "2021". */
static bool is_number(const char *folded)
{
    double value;
    char decimal;

    return cell_plain_number(folded, strlen(folded), &value, &decimal) && heading_year(folded) == 0;
}

/* Most of its names are known, and none is a number. */
static bool looks_like_header(const struct header *header)
{
    size_t n_named = 0;

    for (size_t i = 0; i < header->n_columns; i++) {
        if (is_number(header->columns[i].folded))
            return false;
        n_named += *header->columns[i].folded != '\0';
    }
    return header->ended && !header->broken && 2 * header->n_known > n_named;
}

static bool has_enough(const struct layout *layout, const struct zi_reader_options *options)
{
    switch (layout->shape) {
    case ZI_WIDE_BY_YEAR: return !layout->has_year && columns_of_years(layout) == layout->n_values;
    case ZI_WIDE_BY_INDEX: return layout->has_year;
    case ZI_LONG:
        return layout->has_year && layout->n_values > 0 &&
               (layout->has_index || options->index != NULL);
    case ZI_PREDICATES: return true;
    }
    return false;
}

static enum header_worth worth_of(const struct header *header, const void *data)
{
    const struct columns_known *known = data;
    struct layout layout = {.header = *header, .index = ZI_NO_INDEX};

    if (!looks_like_header(header) || !columns_make(&layout, known))
        return HEADER_NONE;
    if (!layout.has_unit && !layout.has_institution && known->options->institution == NULL)
        return HEADER_NONE;
    if (has_enough(&layout, known->options))
        return HEADER_ENOUGH;
    return header->n_used > 1 ? HEADER_PARTLY : HEADER_NONE;
}

/* Whether the name below may belong to the one above: that of a value, or merged over several. */
static bool may_stand_below(const struct header *header, size_t i, const struct header_column *name)
{
    int above = i < header->n_columns ? header->columns[i].meaning : ROLE_UNNAMED;

    if (name->meaning != ROLE_VALUE && name->meaning != ROLE_PREDICATE)
        return false;
    if (above == ROLE_YEAR || above == ROLE_INDEX)
        return i + 1 < header->n_columns && header->columns[i + 1].meaning == ROLE_UNNAMED;
    return above == ROLE_UNKNOWN || above == ROLE_UNNAMED || above == ROLE_VALUE ||
           above == ROLE_PREDICATE;
}

static bool goes_on(const struct header *header, const struct header *below, const void *data)
{
    size_t n_names = 0;

    (void)data;
    for (size_t i = 0; i < below->n_columns; i++) {
        const struct header_column *name = &below->columns[i];

        if (*name->folded == '\0' ||
            (i < header->n_columns && strcmp(name->folded, header->columns[i].folded) == 0))
            continue;
        if (!may_stand_below(header, i, name))
            return false;
        n_names++;
    }
    return n_names > 0 && header->n_known > 0;
}

struct header_reader columns_reader(const struct columns_known *known)
{
    return (struct header_reader){.unknown = ROLE_UNKNOWN,
                                  .unnamed = ROLE_UNNAMED,
                                  .ignored = ROLE_IGNORED,
                                  .common = own_roles,
                                  .meaning_of = role_of_name,
                                  .nearest = nearest_index,
                                  .worth = worth_of,
                                  .goes_on = goes_on,
                                  .data = known};
}
