/*
 * Reads the NIST StRD sets in tests/reference/nist. Tests run from the top of the repository.
 * Include after check.h.
 */
#ifndef ZISTAT_TESTS_STATS_NIST_H
#define ZISTAT_TESTS_STATS_NIST_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NIST_ROWS_MAX = 5000, NIST_COLUMNS_MAX = 11 };

/* Columns of a data file in the order of its header: y first. */
struct nist {
    double column[NIST_COLUMNS_MAX][NIST_ROWS_MAX];
    size_t n;
    size_t n_columns;
};

static inline FILE *nist_open(const char *name)
{
    char path[128];
    FILE *file;

    snprintf(path, sizeof path, "tests/reference/nist/%s.csv", name);
    file = fopen(path, "r");
    if (!file)
        fail_msg("cannot open %s; run the tests from the top of the repository", path);
    return file;
}

static inline void nist_read_row(struct nist *set, char *line)
{
    char *save;
    size_t j = 0;

    for (char *cell = strtok_r(line, ",\n", &save); cell; cell = strtok_r(NULL, ",\n", &save))
        set->column[j++][set->n] = strtod(cell, NULL);
    set->n_columns = j;
    set->n++;
}

static inline void nist_read(struct nist *set, const char *name)
{
    FILE *file = nist_open(name);
    char line[256];

    set->n = 0;
    assert_non_null(fgets(line, sizeof line, file));
    while (fgets(line, sizeof line, file))
        nist_read_row(set, line);
    fclose(file);
}

struct nist_certified {
    double value;
    double std_error; /* NaN where there is none */
};

static inline struct nist_certified nist_certified(const char *name, const char *quantity)
{
    FILE *file = nist_open("certified");
    char key[64];
    char line[256];
    struct nist_certified certified = {NAN, NAN};

    snprintf(key, sizeof key, "%s,%s,", name, quantity);
    while (isnan(certified.value) && fgets(line, sizeof line, file)) {
        if (strncmp(line, key, strlen(key)) == 0) {
            char *end;

            certified.value = strtod(line + strlen(key), &end);
            if (end[1] != '\n')
                certified.std_error = strtod(end + 1, NULL);
        }
    }
    fclose(file);
    return certified;
}

/* Fails when got has fewer correct digits than required: the log relative error of McCullough
 * 1998, absolute where the certified value is 0. */
static inline void assert_digits(const char *what, double got, double certified, double required)
{
    double error = fabs(got - certified);
    double digits = -log10(certified == 0 ? error : error / fabs(certified));

    if (!(digits >= required))
        fail_msg("%s: %.17g has %.1f correct digits of %.17g, required %.1f", what, got, digits,
                 certified, required);
}

#endif
