/* The values of one file in growing columns. */
#include "rows.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_CAPACITY = 256 };

bool rows_init(struct rows *rows, size_t n_values, bool with_years, bool with_indices)
{
    size_t n = FIRST_CAPACITY;

    *rows = (struct rows){.n_values = n_values, .capacity = n};
    rows->entities = malloc(n * sizeof *rows->entities);
    rows->years = with_years ? malloc(n * sizeof *rows->years) : NULL;
    rows->indices = with_indices ? malloc(n * sizeof *rows->indices) : NULL;
    rows->values = calloc(n_values + 1, sizeof *rows->values);
    rows->ranks = calloc(n_values + 1, sizeof *rows->ranks);
    if (rows->entities == NULL || (with_years && rows->years == NULL) ||
        (with_indices && rows->indices == NULL) || rows->values == NULL || rows->ranks == NULL)
        return false;
    for (size_t i = 0; i < n_values; i++) {
        rows->values[i] = malloc(n * sizeof **rows->values);
        if (rows->values[i] == NULL)
            return false;
    }
    return true;
}

double *rows_take_column(struct rows *rows, size_t column)
{
    double *values = rows->values[column];

    free(rows->ranks[column]);
    rows->values[column] = NULL;
    rows->ranks[column] = NULL;
    return values;
}

void rows_release(struct rows *rows)
{
    for (size_t i = 0; rows->values != NULL && rows->ranks != NULL && i < rows->n_values; i++)
        free(rows_take_column(rows, i));
    free(rows->entities);
    free(rows->years);
    free(rows->indices);
    free(rows->values);
    free(rows->ranks);
    *rows = (struct rows){0};
}

static bool resize(void **block, size_t count, size_t size)
{
    void *larger;

    if (*block == NULL)
        return true;
    larger = realloc(*block, count * size);
    if (larger == NULL)
        return false;
    *block = larger;
    return true;
}

/* Large blocks grow by remapping pages: nothing is copied, and the unused half costs nothing. */
bool rows_grow(struct rows *rows)
{
    size_t n = 2 * rows->capacity;
    bool grown = resize((void **)&rows->entities, n, sizeof *rows->entities) &&
                 resize((void **)&rows->years, n, sizeof *rows->years) &&
                 resize((void **)&rows->indices, n, sizeof *rows->indices);

    for (size_t i = 0; grown && i < rows->n_values; i++) {
        grown = resize((void **)&rows->values[i], n, sizeof **rows->values) &&
                resize((void **)&rows->ranks[i], n, sizeof **rows->ranks);
        if (grown && rows->ranks[i] != NULL)
            memset(rows->ranks[i] + rows->capacity, 0, n - rows->capacity);
    }
    if (grown)
        rows->capacity = n;
    return grown;
}

bool rows_set_rank(struct rows *rows, size_t column, uint8_t rank)
{
    if (rows->ranks[column] == NULL)
        rows->ranks[column] = calloc(rows->capacity, sizeof **rows->ranks);
    if (rows->ranks[column] == NULL)
        return false;
    rows->ranks[column][rows->n_rows - 1] = rank;
    return true;
}
