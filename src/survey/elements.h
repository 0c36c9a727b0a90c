/* The nine elements (unsur) of the public satisfaction survey, from datasets/unsur.csv. */
#ifndef ZISTAT_SURVEY_ELEMENTS_H
#define ZISTAT_SURVEY_ELEMENTS_H

#include <stddef.h>

#include "zistat/base/arena.h"
#include "zistat/base/error.h"
#include "zistat/base/language.h"

enum { SURVEY_ELEMENTS = 9, NO_ELEMENT = -1 };

struct survey_element {
    const char *name; /* "persyaratan"; unique */
    struct zi_text label;
    /* Under which it stands in forms, from 0; where forms differ, the questionnaire's first. */
    int numbers[SURVEY_ELEMENTS];
    size_t n_numbers;
    const char **words; /* folded: its name, labels and synonyms */
    size_t n_words;
};

/* Everything lives in the arena. */
enum zi_code survey_elements_load(struct survey_element elements[SURVEY_ELEMENTS],
                                  struct zi_arena *arena, struct zi_error *error);

/* The element with this folded name or synonym, or NO_ELEMENT. */
int survey_element_find(const struct survey_element elements[SURVEY_ELEMENTS], const char *folded,
                        size_t length);

/* The element whose longest word stands in a longer text, such as the sentence of a question;
 * NO_ELEMENT when none does, or words of two that are as long. */
int survey_element_within(const struct survey_element elements[SURVEY_ELEMENTS],
                          const char *folded);

/* The only element that stands under a number (from 0) in all forms, or NO_ELEMENT. */
int survey_element_numbered(const struct survey_element elements[SURVEY_ELEMENTS], int number);

#endif
