/* Loads the nine elements of the survey, and finds them by name. */
#include "elements.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "catalogue/dataset.h"

enum column { NAME, NUMBERS, NAME_ID, NAME_EN, SYNONYMS, SOURCE, CERTAINTY };

static const char *const columns[] = {"element",  "numbers", "name_id",   "name_en",
                                      "synonyms", "source",  "certainty", NULL};

static void read_numbers(struct dataset *dataset, const struct dataset_row *row,
                         struct survey_element *element)
{
    for (const char *at = row->cells[NUMBERS]; *at != '\0'; at++)
        if (*at >= '1' && *at <= '9' && element->n_numbers < SURVEY_ELEMENTS)
            element->numbers[element->n_numbers++] = *at - '1';
    if (element->n_numbers == 0)
        dataset_fault(dataset, row->line, "numbers '%s' bukan angka 1 sampai 9",
                      "numbers '%s' are not from 1 to 9", row->cells[NUMBERS]);
}

static enum zi_code read_words(struct dataset *dataset, const struct dataset_row *row,
                               struct survey_element *element, struct zi_error *error)
{
    size_t n;
    const char **synonyms = dataset_parts(dataset, row->cells[SYNONYMS], &n);
    const char *own[] = {row->cells[NAME], row->cells[NAME_ID], row->cells[NAME_EN]};

    element->words = zi_arena_allocate(dataset->arena, n + 3, sizeof *element->words);
    if (synonyms == NULL || element->words == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < n + 3; i++) {
        const char *text = i < 3 ? own[i] : synonyms[i - 3];
        const char *word = zi_utf8_fold(dataset->arena, text, strlen(text));

        if (word == NULL)
            return zi_fail_memory(error);
        element->words[element->n_words++] = word;
    }
    return ZI_OK;
}

enum zi_code survey_elements_load(struct survey_element elements[SURVEY_ELEMENTS],
                                  struct zi_arena *arena, struct zi_error *error)
{
    struct dataset dataset;

    ZI_TRY(dataset_load(&dataset, arena, NULL, "unsur.csv", columns, CERTAINTY + 1, error));
    if (dataset.n_rows != SURVEY_ELEMENTS)
        dataset_fault(&dataset, 1, "%zu unsur, seharusnya %d", "%zu elements, expected %d",
                      dataset.n_rows, SURVEY_ELEMENTS);
    for (size_t i = 0; i < dataset.n_rows && i < SURVEY_ELEMENTS; i++) {
        const struct dataset_row *row = &dataset.rows[i];

        elements[i] = (struct survey_element){
            .name = dataset_text(&dataset, row, NAME),
            .label = {dataset_text(&dataset, row, NAME_ID), dataset_text(&dataset, row, NAME_EN)}};
        read_numbers(&dataset, row, &elements[i]);
        ZI_TRY(read_words(&dataset, row, &elements[i], error));
    }
    return dataset_verdict(&dataset, error);
}

int survey_element_find(const struct survey_element elements[SURVEY_ELEMENTS], const char *folded,
                        size_t length)
{
    for (int i = 0; i < SURVEY_ELEMENTS; i++)
        for (size_t k = 0; k < elements[i].n_words; k++)
            if (strlen(elements[i].words[k]) == length &&
                memcmp(elements[i].words[k], folded, length) == 0)
                return i;
    return NO_ELEMENT;
}

static bool is_letter_or_digit(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || (byte & 0x80) != 0;
}

/* As a whole word, or several. */
static bool holds_word(const char *text, const char *word)
{
    size_t length = strlen(word);

    for (const char *at = strstr(text, word); at != NULL; at = strstr(at + 1, word))
        if ((at == text || !is_letter_or_digit(at[-1])) && !is_letter_or_digit(at[length]))
            return true;
    return false;
}

int survey_element_within(const struct survey_element elements[SURVEY_ELEMENTS], const char *folded)
{
    size_t longest = 0;
    int found = NO_ELEMENT;

    for (int i = 0; i < SURVEY_ELEMENTS; i++)
        for (size_t k = 0; k < elements[i].n_words; k++) {
            size_t length = strlen(elements[i].words[k]);

            if (length < longest || !holds_word(folded, elements[i].words[k]))
                continue;
            found = length > longest || found == i ? i : NO_ELEMENT;
            longest = length;
        }
    return found;
}

int survey_element_numbered(const struct survey_element elements[SURVEY_ELEMENTS], int number)
{
    int found = NO_ELEMENT;

    for (int i = 0; i < SURVEY_ELEMENTS; i++)
        for (size_t k = 0; k < elements[i].n_numbers; k++)
            if (elements[i].numbers[k] == number) {
                if (found != NO_ELEMENT)
                    return NO_ELEMENT;
                found = i;
            }
    return found;
}
