/* The official sheet's outline, and sheets read from text. Include after check.h. */
#ifndef ZISTAT_TESTS_LKE_H
#define ZISTAT_TESTS_LKE_H

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "zistat/lke/reader.h"

static inline const struct zi_catalogue *the_catalogue(void)
{
    static struct zi_catalogue catalogue;
    static const struct zi_catalogue_files embedded;

    if (catalogue.n_indices == 0)
        assert_int_equal(zi_catalogue_load(&catalogue, &embedded, NULL), ZI_OK);
    return &catalogue;
}

static inline const struct zi_lke_outline *official(void)
{
    static struct zi_lke_outline outline;
    struct zi_error error = {0};

    if (outline.n_rows == 0 &&
        zi_lke_outline_load(&outline, NULL, the_catalogue(), &error) != ZI_OK)
        fail_msg("%s", error.en);
    return &outline;
}

static inline size_t row_of(const char *id)
{
    size_t row = zi_lke_outline_find(official(), id, strlen(id));

    if (row == ZI_LKE_NO_ROW)
        fail_msg("no row %s", id);
    return row;
}

/* A file of its own in /tmp; the caller unlinks it. */
static inline void write_text(char path[64], const char *text, size_t length)
{
    FILE *file;
    int descriptor;

    strcpy(path, "/tmp/zistat-test-XXXXXX");
    descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    file = fdopen(descriptor, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

struct lke_reading {
    enum zi_code code;
    struct zi_error error;
    struct zi_lke_sheets sheets;
    struct zi_report report;
};

static inline void read_lke(struct lke_reading *r, const struct zi_lke_reading *reading,
                            const char *text, size_t length)
{
    char path[64];
    const char *paths[1] = {path};

    write_text(path, text, length);
    r->code = zi_lke_read(paths, 1, official(), reading, &r->sheets, &r->report, &r->error);
    unlink(path);
}

static inline void release_lke(struct lke_reading *r)
{
    zi_lke_sheets_release(&r->sheets);
    zi_report_release(&r->report);
}

/* Answers without any: all blank. */
static inline struct zi_lke_answers blank_answers(void)
{
    size_t n = official()->n_rows;
    struct zi_lke_answers answers = {malloc(n * sizeof *answers.numbers), calloc(n, 1)};

    assert_true(answers.numbers != NULL && answers.states != NULL);
    for (size_t i = 0; i < n; i++)
        answers.numbers[i] = NAN;
    return answers;
}

static inline void free_answers(struct zi_lke_answers *answers)
{
    free(answers->numbers);
    free(answers->states);
}

static inline void give(struct zi_lke_answers *answers, size_t row, double number)
{
    answers->numbers[row] = number;
    answers->states[row] = ZI_LKE_GIVEN;
}

static inline void give_to(struct zi_lke_answers *answers, const char *id, double number)
{
    give(answers, row_of(id), number);
}

static inline void erase(struct zi_lke_answers *answers, size_t row)
{
    answers->numbers[row] = NAN;
    answers->states[row] = ZI_LKE_BLANK;
}

#endif
