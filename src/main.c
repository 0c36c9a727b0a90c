/* Finds the command, runs it, writes the answer, turns the error into the exit status. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "command/advice.h"
#include "command/commands.h"
#include "command/help.h"
#include "command/session.h"
#include "command/version.h"
#include "zistat/stats/library.h"

/* The language is needed before the options are read, for the errors of reading them. */
static enum zi_language find_language(int argc, char *argv[])
{
    const char *name = getenv("ZISTAT_LANG");

    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strncmp(argv[i], "--lang=", 7) == 0)
            name = argv[i] + 7;
        else if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
            name = argv[i + 1];
    }
    return name != NULL && strcmp(name, "en") == 0 ? ZI_ENGLISH : ZI_INDONESIAN;
}

static void interrupt(int signal_number)
{
    static const char message[] = "zistat: dihentikan (interrupted)\n";
    ssize_t ignored = write(STDERR_FILENO, message, sizeof message - 1);

    (void)ignored;
    (void)signal_number;
    zi_file_clean_up();
    _exit(ZI_EINTERRUPTED);
}

static void catch_signals(void)
{
    struct sigaction action = {.sa_handler = interrupt};
    struct sigaction before;

    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, NULL, &before);
    if (before.sa_handler != SIG_IGN) /* nohup stays in force */
        sigaction(SIGHUP, &action, NULL);
    action.sa_handler = SIG_IGN; /* a closed pipe is a failed write, with a sentence */
    sigaction(SIGPIPE, &action, NULL);
    sigaction(SIGXFSZ, &action, NULL); /* so is a file larger than the limit */
}

static enum zi_code run_command(struct zi_session *session, struct zi_error *error)
{
    ZI_TRY(zi_command_check_line(session, error));
    if (session->output != NULL)
        ZI_TRY(zi_session_spare_inputs(session, session->output->path, error));
    return zi_command_run_line(session, error);
}

static enum zi_code run(struct zi_session *session, int argc, char *argv[], struct zi_arena *arena,
                        struct zi_error *error)
{
    bool named = argc >= 2 && argv[1][0] != '-';

    if (named) {
        session->command = zi_command_find(session->commands, argv[1]);
        if (session->command == NULL)
            return zi_command_unknown(session->commands, argv[1], error);
    }
    ZI_TRY(zi_command_read_line(session, argc - named, argv + named, arena, error));
    if (session->common.help)
        ZI_TRY(named ? zi_help_command(session, session->command, error)
                     : zi_help_all(session, error));
    else if (session->common.version)
        zi_version_print(&session->out, session->language);
    else
        ZI_TRY(named ? run_command(session, error) : zi_help_short(session, error));
    return zi_session_write(session, error);
}

static void print_error(const struct zi_session *session, const struct zi_error *error)
{
    fprintf(stderr, "zistat%s%s: %s%s%s\n", session->command != NULL ? " " : "",
            session->command != NULL ? session->command->name : "", zi_error_option(error),
            session->language == ZI_ENGLISH ? error->en : error->id,
            zi_text_in(zi_error_advice(error), session->language));
}

int main(int argc, char *argv[])
{
    struct zi_session session = {.commands = zi_commands, .language = find_language(argc, argv)};
    struct zi_arena arena = {0};
    struct zi_error error = {0};

    catch_signals();
    zi_stats_init();

    enum zi_code code = run(&session, argc, argv, &arena, &error);

    zi_file_abandon(session.file); /* an answer that was not finished */
    if (session.messages.length > 0)
        fputs(session.messages.text, stderr);
    if (code != ZI_OK)
        print_error(&session, &error);
    zi_buffer_release(&session.out);
    zi_buffer_release(&session.messages);
    zi_arena_release(&arena);
    return code == ZI_OK && session.answer_is_no ? 1 : (int)code;
}
