/* Makes the sentences about a cell. */
#include "remark.h"

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "base/utf8.h"

enum { SENTENCE_MAX = 600, QUOTE_MAX = 40 };

static const char *text_or_empty(const char *text)
{
    return text != NULL ? text : "";
}

static const char *print_list(struct zi_arena *arena, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

static const char *print_list(struct zi_arena *arena, const char *format, va_list arguments)
{
    char sentence[SENTENCE_MAX];

    vsnprintf(sentence, sizeof sentence, format, arguments);
    return text_or_empty(zi_arena_copy(arena, sentence));
}

void remark_text(struct remark *remark, enum zi_fault_kind kind, enum zi_severity severity,
                 struct zi_text what)
{
    if (remark->made)
        return;
    remark->made = true;
    remark->kind = kind;
    remark->severity = severity;
    remark->what = what;
    remark->suggestion = (struct zi_text){"", ""};
}

const char *remark_print(struct zi_arena *arena, const char *format, ...)
{
    const char *text = "";
    va_list arguments;

    if (arena == NULL)
        return text;
    va_start(arguments, format);
    text = print_list(arena, format, arguments);
    va_end(arguments);
    return text;
}

void remark_make(struct remark *remark, struct zi_arena *arena, enum zi_fault_kind kind,
                 enum zi_severity severity, const char *id, const char *en, ...)
{
    va_list arguments;

    if (remark->made)
        return;
    remark_text(remark, kind, severity, (struct zi_text){"", ""});
    if (arena == NULL)
        return;

    va_start(arguments, en);
    remark->what.id = print_list(arena, id, arguments);
    va_end(arguments);
    va_start(arguments, en);
    remark->what.en = print_list(arena, en, arguments);
    va_end(arguments);
}

void remark_suggest(struct remark *remark, struct zi_arena *arena, const char *id, const char *en,
                    ...)
{
    va_list arguments;

    if (arena == NULL)
        return;
    va_start(arguments, en);
    remark->suggestion.id = print_list(arena, id, arguments);
    va_end(arguments);
    va_start(arguments, en);
    remark->suggestion.en = print_list(arena, en, arguments);
    va_end(arguments);
}

struct zi_text remark_number(struct zi_arena *arena, double value)
{
    char number[ZI_NUMBER_MAX];
    struct zi_text text = {"", ""};
    char *comma;

    if (arena == NULL)
        return text;
    zi_number_shortest(number, value);
    text.en = text_or_empty(zi_arena_copy(arena, number));
    comma = strchr(number, '.');
    if (comma != NULL)
        *comma = ',';
    text.id = text_or_empty(zi_arena_copy(arena, number));
    return text;
}

struct zi_text remark_scale(struct zi_arena *arena, double min, double max)
{
    struct zi_text low = isfinite(min) ? remark_number(arena, min) : (struct zi_text){"", ""};
    struct zi_text high = isfinite(max) ? remark_number(arena, max) : (struct zi_text){"", ""};
    struct zi_text scale = {"", ""};

    if (arena == NULL)
        return scale;
    scale.id = text_or_empty(zi_arena_print(arena, "%s\xe2\x80\x93%s", low.id, high.id));
    scale.en = text_or_empty(zi_arena_print(arena, "%s\xe2\x80\x93%s", low.en, high.en));
    return scale;
}

/* Where the first so many characters end. */
static size_t prefix(const char *text, size_t length, size_t n_characters)
{
    size_t at = 0;

    while (at < length && n_characters-- > 0)
        do
            at++;
        while (at < length && ((unsigned char)text[at] & 0xc0) == 0x80);
    return at;
}

const char *remark_quote(struct zi_arena *arena, const char *text, size_t length)
{
    char *quote;
    size_t shown;

    if (arena == NULL)
        return "";
    if (length > 4 * QUOTE_MAX + 4)
        length = prefix(text, 4 * QUOTE_MAX, SIZE_MAX);
    if (!zi_utf8_is_valid(text, length)) {
        text = zi_utf8_from_windows1252(arena, text, length);
        length = text != NULL ? strlen(text) : 0;
    }
    shown = prefix(text, length, QUOTE_MAX);
    quote = zi_arena_print(arena, "%.*s%s", (int)shown, text_or_empty(text),
                           shown < length ? "\xe2\x80\xa6" : "");
    for (char *at = quote; at != NULL && *at != '\0'; at++)
        if ((unsigned char)*at < ' ' || *at == 0x7f)
            *at = ' ';
    return text_or_empty(quote);
}
