/* From the words of the command line to a command, its kind and the options that they take. */
#include "command.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "session.h"

/* Enough for the names of all commands, or of the kinds of one. */
enum { WORDS_MAX = 64 };

/* ---- names ---- */

const struct zi_command *zi_command_find(const struct zi_command *const commands[],
                                         const char *name)
{
    for (size_t i = 0; commands[i] != NULL; i++)
        if (strcmp(name, commands[i]->name) == 0 || strcmp(name, commands[i]->name_id) == 0)
            return commands[i];
    return NULL;
}

enum zi_code zi_command_unknown(const struct zi_command *const commands[], const char *name,
                                struct zi_error *error)
{
    const char *words[WORDS_MAX + 1];
    const char *nearest;
    size_t n = 0;

    for (size_t i = 0; commands[i] != NULL && n + 2 <= WORDS_MAX; i++) {
        words[n++] = commands[i]->name;
        words[n++] = commands[i]->name_id;
    }
    words[n] = NULL;
    nearest = zi_utf8_nearest(name, words);
    if (nearest != NULL)
        return zi_fail(error, ZI_EUSAGE, "perintah '%s' tidak dikenal; maksud Anda '%s'?",
                       "the command '%s' is not known; did you mean '%s'?", name, nearest);
    return zi_fail(error, ZI_EUSAGE, "perintah '%s' tidak dikenal; daftarnya: zistat help",
                   "the command '%s' is not known; for the list: zistat help", name);
}

/* A kind without a name when the command has none of that name, or no kinds. */
static struct zi_command_kind find_kind(const struct zi_command *command, const char *name)
{
    struct zi_command_kind kind = {.name = NULL};

    for (size_t i = 0; command != NULL && command->kind != NULL && name != NULL; i++) {
        kind = command->kind(i);
        if (kind.name == NULL || strcmp(name, kind.name) == 0 || strcmp(name, kind.name_id) == 0)
            break;
    }
    return kind;
}

static enum zi_code unknown_kind(const struct zi_command *command, const char *name,
                                 struct zi_error *error)
{
    const char *words[WORDS_MAX + 1];
    char list[512] = "";
    const char *nearest;
    size_t n = 0, used = 0;

    for (size_t i = 0; command->kind(i).name != NULL && n + 2 <= WORDS_MAX; i++) {
        struct zi_command_kind kind = command->kind(i);

        words[n++] = kind.name;
        words[n++] = kind.name_id;
        used += (size_t)snprintf(list + used, used < sizeof list ? sizeof list - used : 0, "%s%s",
                                 i > 0 ? ", " : "", kind.name);
    }
    words[n] = NULL;
    nearest = zi_utf8_nearest(name, words);
    if (nearest != NULL)
        return zi_fail(error, ZI_EUSAGE, "jenis '%s' tidak dikenal; maksud Anda '%s'?",
                       "the kind '%s' is not known; did you mean '%s'?", name, nearest);
    return zi_fail(error, ZI_EUSAGE, "jenis '%s' tidak dikenal; pilihannya: %s",
                   "the kind '%s' is not known; the choices: %s", name, list);
}

/* ---- the options that are taken ---- */

/* Where the values go. Rows of a kind that is not chosen are known, but kept nowhere. */
struct places {
    struct zi_command_kind kind; /* without a name: none is chosen */
    void *of_command;            /* NULL: options are only shown */
    void *of_kind;
};

static bool is_last(const struct zi_option_group *group)
{
    return group == NULL || (group->rows == NULL && !group->of_kinds);
}

static void add_group(struct zi_option_set *set, const struct zi_option_group *group, void *values)
{
    zi_option_set_add(set, group->rows, values != NULL ? (char *)values + group->offset : NULL);
}

static void add_kind(struct zi_option_set *set, const struct zi_command_kind *kind, void *values)
{
    for (const struct zi_option_group *group = kind->options; !is_last(group); group++)
        add_group(set, group, values);
}

static void add_kinds(struct zi_option_set *set, const struct zi_command *command,
                      const struct places *places)
{
    if (places->kind.name != NULL) {
        add_kind(set, &places->kind, places->of_kind);
        return;
    }
    for (size_t i = 0; command->kind(i).name != NULL; i++) {
        struct zi_command_kind kind = command->kind(i);

        add_kind(set, &kind, NULL);
    }
}

static void add_command(struct zi_option_set *set, const struct zi_command *command,
                        const struct places *places)
{
    const struct zi_option_group *group = command != NULL ? command->options : NULL;

    for (; !is_last(group); group++)
        if (group->of_kinds)
            add_kinds(set, command, places);
        else
            add_group(set, group, places->of_command);
}

void zi_command_rows(const struct zi_command *command, struct zi_option_set *set)
{
    add_command(set, command, &(struct places){.of_command = NULL});
    zi_option_set_add(set, zi_common_rows, NULL);
}

/* An option that is not taken here is told apart from a slip of the pen: of another kind, of
 * another command. */
static enum zi_code explain_unknown(const struct zi_session *session, const char *option,
                                    enum zi_code code, struct zi_error *error)
{
    struct zi_option_set own = {.n = 0};

    zi_command_rows(session->command, &own);
    if (zi_option_set_has(&own, option))
        return zi_fail(error, ZI_EUSAGE, "opsi '--%s' tidak berlaku untuk %s %s; lihat --help",
                       "the option '--%s' does not belong to %s %s; see --help", option,
                       session->command->name, session->kind.name);
    for (size_t i = 0; session->commands[i] != NULL; i++) {
        struct zi_option_set of_another = {.n = 0};

        zi_command_rows(session->commands[i], &of_another);
        if (zi_option_set_has(&of_another, option))
            return zi_fail(error, ZI_EUSAGE,
                           "opsi '--%s' tidak berlaku untuk perintah ini; lihat --help",
                           "the option '--%s' does not belong to this command; see --help", option);
    }
    return code;
}

/* ---- one command line ---- */

static enum zi_code make_places(const struct zi_command *command, struct zi_command_kind kind,
                                struct zi_arena *arena, struct places *places,
                                struct zi_error *error)
{
    *places = (struct places){
        .kind = kind,
        .of_command = zi_arena_allocate(arena, 1, command != NULL ? command->size + 1 : 1),
        .of_kind = zi_arena_allocate(arena, 1, kind.size + 1),
    };
    return places->of_command != NULL && places->of_kind != NULL ? ZI_OK : zi_fail_memory(error);
}

/* Where the answer goes, by the group that every command with an answer for a file takes. */
static const struct zi_output_options *find_output(const struct zi_command *command,
                                                   const void *options)
{
    const struct zi_option_group *group = command != NULL ? command->options : NULL;

    for (; !is_last(group); group++)
        if (group->rows == zi_output_rows)
            return (const void *)((const char *)options + group->offset);
    return NULL;
}

/* The kind decides which options there are, so it is looked for first. */
static struct zi_command_kind choose_kind(const struct zi_command *command, int argc, char *argv[])
{
    struct zi_option_set all = {.n = 0};

    if (command == NULL || command->kind == NULL)
        return (struct zi_command_kind){.name = NULL};
    zi_command_rows(command, &all);
    return find_kind(command, zi_options_first_argument(&all, argc, argv));
}

enum zi_code zi_command_read_line(struct zi_session *session, int argc, char *argv[],
                                  struct zi_arena *arena, struct zi_error *error)
{
    char unknown[ZI_OPTION_NAME_MAX];
    struct places places;
    enum zi_code code;

    session->kind = choose_kind(session->command, argc, argv);
    ZI_TRY(make_places(session->command, session->kind, arena, &places, error));
    session->options = places.of_command;
    session->kind_options = places.of_kind;
    session->output = find_output(session->command, session->options);
    add_command(&session->set, session->command, &places);
    zi_option_set_add(&session->set, zi_common_rows, &session->common);
    code = zi_options_parse(&session->set, argc, argv, &session->arguments, unknown, arena, error);
    if (code != ZI_OK && unknown[0] != '\0')
        return explain_unknown(session, unknown, code, error);
    return code;
}

static enum zi_code check_groups(const struct zi_option_group *group, const void *options,
                                 struct zi_error *error)
{
    for (; !is_last(group); group++)
        if (group->check != NULL)
            ZI_TRY(group->check((const char *)options + group->offset, error));
    return ZI_OK;
}

/* The arguments that there must be; what names the kind is then no longer among them. */
static enum zi_code take_arguments(struct zi_session *session, struct zi_error *error)
{
    const struct zi_command *command = session->command;

    if (session->arguments.n < command->min_arguments)
        return zi_fail(error, ZI_EUSAGE, "kurang argumen; pemakaian: zistat %s [OPTION]... %s",
                       "missing argument; usage: zistat %s [OPTION]... %s", command->name,
                       command->arguments);
    if (command->kind == NULL)
        return ZI_OK;
    if (session->kind.name == NULL)
        return unknown_kind(command, session->arguments.items[0], error);
    session->kind_given = *session->arguments.items++;
    session->arguments.n--;
    return ZI_OK;
}

enum zi_code zi_command_check_line(struct zi_session *session, struct zi_error *error)
{
    const struct zi_command *command = session->command;

    ZI_TRY(check_groups(command->options, session->options, error));
    ZI_TRY(check_groups(session->kind.options, session->kind_options, error));
    ZI_TRY(take_arguments(session, error));
    if (command->check != NULL)
        ZI_TRY(command->check(session, error));
    return session->kind.check != NULL ? session->kind.check(session, error) : ZI_OK;
}

enum zi_code zi_command_run_line(struct zi_session *session, struct zi_error *error)
{
    return session->kind.run != NULL ? session->kind.run(session, error)
                                     : session->command->run(session, error);
}
