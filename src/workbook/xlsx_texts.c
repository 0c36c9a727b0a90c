/* Texts of .xlsx: shared ones, and how they are written. */
#include "xlsx.h"

#include <string.h>

#include "xml.h"

void xlsx_begin_in_text(struct rich_text *text, const char *name)
{
    if (strcmp(name, "t") == 0)
        text->in_run = !text->in_phonetic;
    else if (strcmp(name, "rPh") == 0)
        text->in_phonetic = true;
}

void xlsx_end_in_text(struct rich_text *text, const char *name)
{
    if (strcmp(name, "t") == 0)
        text->in_run = false;
    else if (strcmp(name, "rPh") == 0)
        text->in_phonetic = false;
}

static int hex_digit(char byte)
{
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";
    const char *digit = byte != '\0' ? strchr(digits, byte) : NULL;

    return digit != NULL ? (int)(digit - digits) % 16 : -1;
}

void xlsx_unescape(struct zi_buffer *buffer)
{
    char *text = buffer->text;
    size_t to = 0;

    for (size_t i = 0; i < buffer->length; i++) {
        int code = 0;
        bool escaped =
            buffer->length - i >= 7 && text[i] == '_' && text[i + 1] == 'x' && text[i + 6] == '_';

        for (size_t k = 2; escaped && k < 6; k++) {
            int digit = hex_digit(text[i + k]);

            escaped = digit >= 0;
            code = 16 * code + digit;
        }
        escaped = escaped && code > 0 && code < 128;
        text[to++] = escaped ? (char)code : text[i];
        i += escaped ? 6 : 0;
    }
    buffer->length = to;
    if (text != NULL)
        text[to] = '\0';
}

struct text_list {
    struct texts *texts;
    struct rich_text text;
};

static void begin_element(void *data, const char *name, const char *const *attributes)
{
    struct text_list *list = data;

    (void)attributes;
    if (strcmp(name, "si") == 0)
        zi_buffer_clear(&list->text.buffer);
    else
        xlsx_begin_in_text(&list->text, name);
}

static void end_element(void *data, const char *name)
{
    struct text_list *list = data;

    xlsx_end_in_text(&list->text, name);
    if (strcmp(name, "si") != 0)
        return;
    xlsx_unescape(&list->text.buffer);
    texts_add(list->texts, list->text.buffer.text, list->text.buffer.length);
}

static void take_text(void *data, const char *text, size_t length)
{
    struct text_list *list = data;

    if (list->text.in_run)
        zi_buffer_add_bytes(&list->text.buffer, text, length);
}

enum zi_code xlsx_read_texts(struct workbook *workbook, const char *part, struct texts *texts,
                             struct zi_error *error)
{
    static const struct xml_events events = {
        .start = begin_element, .end = end_element, .text = take_text};
    struct text_list list = {.texts = texts};
    enum zi_code code;

    if (!texts_init(texts))
        return zi_fail(error, ZI_ESYSTEM, "tidak dapat membuat berkas sementara",
                       "cannot make a temporary file");
    zi_buffer_init(&list.text.buffer);
    code = xml_read(workbook->package, part, &events, &list, error);
    texts_finish(texts);
    if (code == ZI_OK && (list.text.buffer.out_of_memory || texts->failed))
        code = zi_fail_memory(error);
    zi_buffer_release(&list.text.buffer);
    return code;
}
