/* Reads what is answered to a question. */
#include "answer.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/count.h"
#include "base/number.h"
#include "base/utf8.h"
#include "csv/cell.h"
#include "csv/span.h"
#include "formula.h"

/* What is said about a faulty answer, and where. */
struct about {
    const struct zi_lke_row *row;
    struct span span;
    struct zi_arena *sentences;
    struct lke_answer *answer;
};

static bool same_letters(struct span span, const char *word)
{
    if (span.length != strlen(word))
        return false;
    for (size_t i = 0; i < span.length; i++)
        if (zi_utf8_lower_ascii(span.text[i]) != zi_utf8_lower_ascii(word[i]))
            return false;
    return true;
}

static bool says_missing(const struct about *about)
{
    return cell_is_missing(about->span.text, about->span.length);
}

static void invalid(const struct about *about)
{
    about->answer->state = ZI_LKE_INVALID;
    remark_make(&about->answer->remark, about->sentences, ZI_FAULT_ANSWER, ZI_WARNING,
                "jawaban '%s' tidak sah untuk %s; pilihannya: %s",
                "the answer '%s' is not valid for %s; the choices: %s",
                remark_quote(about->sentences, about->span.text, about->span.length),
                about->row->id, zi_lke_choices(about->row->type)->text);
}

/* ---- letters and yes or no ---- */

/* The choice that a text begins with, set off from what follows: "A. Seluruhnya", "a)". */
static const char *choice_that_begins(const struct about *about)
{
    const char *const *answers = zi_lke_choices(about->row->type)->answers;

    for (size_t i = 0; answers[i] != NULL; i++) {
        size_t length = strlen(answers[i]);

        if (about->span.length > length &&
            same_letters((struct span){about->span.text, length}, answers[i]) &&
            !span_is_letter(about->span.text[length]))
            return answers[i];
    }
    return NULL;
}

/* The sheet knows these words only as wrong ones; a person may have meant them. */
static const char *meaning_of_word(const struct about *about)
{
    static const struct {
        const char *word;
        const char *answer;
    } words[] = {{"yes", "Ya"},   {"y", "Ya"},       {"1", "Ya"},    {"true", "Ya"},
                 {"no", "Tidak"}, {"n", "Tidak"},    {"t", "Tidak"}, {"tdk", "Tidak"},
                 {"0", "Tidak"},  {"false", "Tidak"}};

    for (size_t i = 0; about->row->type == ZI_LKE_YES_NO && i < ZI_COUNT(words); i++)
        if (same_letters(about->span, words[i].word))
            return words[i].answer;
    return NULL;
}

static void read_choice(const struct about *about)
{
    const char *const *answers = zi_lke_choices(about->row->type)->answers;
    const char *meant;

    /* Most answers are in order; whether one says "missing" is asked of the others only. */
    for (size_t i = 0; answers[i] != NULL; i++)
        if (same_letters(about->span, answers[i])) {
            about->answer->state = ZI_LKE_GIVEN;
            about->answer->number = (double)i;
            return;
        }
    if (says_missing(about))
        return;
    invalid(about);
    meant = choice_that_begins(about);
    if (meant == NULL)
        meant = meaning_of_word(about);
    if (meant != NULL)
        remark_suggest(&about->answer->remark, about->sentences, "mungkin %s", "perhaps %s", meant);
}

/* ---- numbers ---- */

/* 36 for 3.6, 88.5 of a survey from 25 to 100, 351 for 3.51. */
static void suggest_index(const struct about *about, double value)
{
    static const double divisors[] = {10, 25, 100};
    struct zi_text all = {"", ""};

    for (size_t i = 0; i < ZI_COUNT(divisors) && about->sentences != NULL; i++) {
        double index = value / divisors[i];
        struct zi_text number = remark_number(about->sentences, index);

        if (!(index >= 1 && index <= 4))
            continue;
        all.id = zi_arena_print(about->sentences, "%s%s%s (dibagi %g)", all.id,
                                *all.id != '\0' ? " atau " : "", number.id, divisors[i]);
        all.en = zi_arena_print(about->sentences, "%s%s%s (divided by %g)", all.en,
                                *all.en != '\0' ? " or " : "", number.en, divisors[i]);
        if (all.id == NULL || all.en == NULL)
            return;
    }
    if (about->sentences != NULL && *all.id != '\0')
        about->answer->remark.suggestion =
            (struct zi_text){remark_print(about->sentences, "mungkin %s", all.id),
                             remark_print(about->sentences, "perhaps %s", all.en)};
}

static void check_index(const struct about *about, double value)
{
    if (!(value >= 0 && value <= 4)) {
        invalid(about);
        suggest_index(about, value);
    } else if (value < 1) {
        remark_make(&about->answer->remark, about->sentences, ZI_FAULT_ANSWER, ZI_WARNING,
                    "indeks '%s' untuk %s di bawah 1, padahal surveinya berjalan dari 1 sampai 4",
                    "the index '%s' for %s is below 1, but the survey runs from 1 to 4",
                    remark_quote(about->sentences, about->span.text, about->span.length),
                    about->row->id);
    }
}

/* "1.000" may be one or a thousand. */
static bool looks_like_thousands(struct span span, char decimal)
{
    return decimal != 0 && span.length >= 5 && span.text[span.length - 4] == decimal;
}

static void check_count(const struct about *about, double value, char decimal)
{
    if (looks_like_thousands(about->span, decimal)) {
        invalid(about);
        remark_suggest(&about->answer->remark, about->sentences,
                       "tulis tanpa pemisah ribuan dan tanpa desimal",
                       "write it without a thousands separator and without decimals");
    } else if (!(value >= 0 && floor(value) == value)) {
        invalid(about);
    }
}

static void read_number(const struct about *about)
{
    struct lke_answer *answer = about->answer;
    char decimal = 0;

    if (!span_number(about->span, &answer->number, &decimal)) {
        answer->number = NAN;
        if (!says_missing(about))
            invalid(about);
        return;
    }
    answer->state = ZI_LKE_GIVEN;
    if (about->row->type == ZI_LKE_INDEX4)
        check_index(about, answer->number);
    else
        check_count(about, answer->number, decimal);
}

struct lke_answer lke_answer_read(const struct zi_lke_row *row, const char *text, size_t length,
                                  struct zi_arena *sentences)
{
    struct lke_answer answer = {.number = NAN};
    struct about about = {.row = row,
                          .span = span_trim((struct span){text, length}),
                          .sentences = sentences,
                          .answer = &answer};

    answer.remark.offset = (size_t)(about.span.text - text);
    if (zi_lke_choices(row->type)->shares != NULL)
        read_choice(&about);
    else
        read_number(&about);
    return answer;
}

enum zi_code zi_lke_read_answer(const struct zi_lke_row *row, const char *text, double *number,
                                struct zi_error *error)
{
    struct zi_arena arena = {0};
    struct lke_answer answer = lke_answer_read(row, text, strlen(text), &arena);
    enum zi_code code = ZI_OK;

    *number = answer.number;
    if (answer.state == ZI_LKE_BLANK)
        code = zi_fail(error, ZI_EUSAGE, "jawaban untuk %s kosong; pilihannya: %s",
                       "the answer for %s is empty; the choices: %s", row->id,
                       zi_lke_choices(row->type)->text);
    else if (answer.state == ZI_LKE_INVALID)
        code = zi_fail_text(error, ZI_EUSAGE, answer.remark.what);
    zi_arena_release(&arena);
    return code;
}

void zi_lke_write_answer(char out[64], const struct zi_lke_row *row, double number,
                         enum zi_language language)
{
    const struct zi_lke_choices *choices = zi_lke_choices(row->type);
    char *point;

    if (choices->shares != NULL) {
        snprintf(out, 64, "%s", choices->answers[(size_t)number]);
        return;
    }
    zi_number_shortest(out, number);
    point = strchr(out, '.');
    if (point != NULL && language == ZI_INDONESIAN)
        *point = ',';
}
