/*
 * One error type: a code for programs and a sentence for people.
 *
 * Every function that can fail returns enum zi_code and, when it fails, fills the caller's
 * struct zi_error. The sentence is written in both languages at the place of failure, so that
 * neither can be missing, and the compiler checks both against the same arguments. Only
 * command/ and main.c print it; nothing below them exits or writes to stderr.
 */
#ifndef ZISTAT_BASE_ERROR_H
#define ZISTAT_BASE_ERROR_H

#include "zistat/base/api.h"
#include "zistat/base/language.h"

ZI_API_BEGIN

/* The values are the program's exit statuses. 1 ("done, and the answer is no") is no error. */
enum zi_code {
    ZI_OK = 0,
    ZI_EUSAGE = 2,         /* the command line is wrong; nothing was read */
    ZI_EINPUT = 3,         /* an input is unreadable or faulty */
    ZI_EFEW = 4,           /* too little data for the question */
    ZI_ESYSTEM = 5,        /* memory, writing, gnuplot */
    ZI_EINTERRUPTED = 130, /* Ctrl-C */
};

enum { ZI_SENTENCE_MAX = 1024 };

struct zi_error {
    enum zi_code code;
    int part;   /* of the request, that the sentence is about; 0: none. What these two mean is */
    int advice; /* said where they are set: analysis/advice.h. 0: the sentence says what to do */
    char id[ZI_SENTENCE_MAX];
    char en[ZI_SENTENCE_MAX];
};

/*
 * Fills *error (which may be NULL) and returns code. Wording: what, where, what to do next; the
 * offending text in single quotes; lower case, no full stop at the end. Both formats take the
 * same arguments in the same order.
 */
enum zi_code zi_fail(struct zi_error *error, enum zi_code code, const char *id, const char *en, ...)
    __attribute__((format(printf, 3, 5), format(printf, 4, 5)));

/* Sentences that were made for each language apart, where the two need different words. */
enum zi_code zi_fail_text(struct zi_error *error, enum zi_code code, struct zi_text sentence);

/* zi_fail with ZI_ESYSTEM and the sentence for exhausted memory. */
enum zi_code zi_fail_memory(struct zi_error *error);

/* Adds ": " and what errno number means to both sentences that zi_fail made, and returns code. */
enum zi_code zi_error_add_cause(struct zi_error *error, enum zi_code code, int number);

/* Returns from the calling function when call fails. The only control-flow macro. */
#define ZI_TRY(call)                                                                               \
    do {                                                                                           \
        enum zi_code zi_try_code = (call);                                                         \
        if (zi_try_code != ZI_OK)                                                                  \
            return zi_try_code;                                                                    \
    } while (0)

ZI_API_END

#endif
