/* zistat score KIND: points from the answers on a sheet. */
#include <string.h>

#include "zistat/base/count.h"
#include "zistat/base/utf8.h"
#include "zistat/command/commands.h"

/* One row a kind, ended by a row whose name is NULL. */
static const struct kind {
    const char *name;
    enum zi_code (*run)(struct zi_session *session, struct zi_error *error);
} kinds[] = {
    {NULL, NULL},
};

/* The names of all kinds: for the nearest one, and "lke, skm" for people. */
static void list_kinds(const char *words[ZI_COUNT(kinds)], struct zi_buffer *list)
{
    size_t n = 0;

    for (const struct kind *kind = kinds; kind->name != NULL; kind++) {
        zi_buffer_print(list, "%s%s", n > 0 ? ", " : "", kind->name);
        words[n++] = kind->name;
    }
    words[n] = NULL;
}

static enum zi_code unknown_kind(const char *name, struct zi_error *error)
{
    const char *words[ZI_COUNT(kinds)];
    struct zi_buffer list;
    const char *nearest;
    enum zi_code code;

    zi_buffer_init(&list);
    list_kinds(words, &list);
    nearest = zi_utf8_nearest(name, words);
    if (list.out_of_memory)
        code = zi_fail_memory(error);
    else if (nearest != NULL)
        code = zi_fail(error, ZI_EUSAGE, "nilai '%s' tidak dikenal; maksud Anda '%s'?",
                       "the score '%s' is not known; did you mean '%s'?", name, nearest);
    else
        code = zi_fail(error, ZI_EUSAGE, "nilai '%s' tidak dikenal; pilihannya: %s",
                       "the score '%s' is not known; the choices: %s", name, list.text);
    zi_buffer_release(&list);
    return code;
}

enum zi_code zi_command_score(struct zi_session *session, struct zi_error *error)
{
    for (const struct kind *kind = kinds; kind->name != NULL; kind++)
        if (strcmp(kind->name, session->options->kind) == 0)
            return kind->run(session, error);
    return unknown_kind(session->options->kind, error);
}
