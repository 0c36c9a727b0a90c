/* Finds the command, runs it, writes the answer, turns the error into the exit status. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "command/help.h"
#include "command/options.h"
#include "command/session.h"
#include "stats/random.h"
#include "zistat/analysis/readiness.h"
#include "zistat/stats/library.h"
#include "zistat/stats/wild_bootstrap.h"

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
}

/* zistat without a command, zistat --help, zistat --version. */
static enum zi_code run_without_command(struct zi_session *session, int argc, char *argv[],
                                        struct zi_options *options, struct zi_arena *arena,
                                        struct zi_error *error)
{
    ZI_TRY(zi_options_parse(options, NULL, argc, argv, arena, error));
    if (options->version)
        return zi_help_version(session, error);
    return options->help ? zi_help_all(session, error) : zi_help_short(session, error);
}

static enum zi_code run_command(struct zi_session *session, int argc, char *argv[],
                                struct zi_options *options, struct zi_arena *arena,
                                struct zi_error *error)
{
    const struct zi_command *command = session->command;

    ZI_TRY(zi_options_parse(options, command, argc - 1, argv + 1, arena, error));
    if (options->help)
        return zi_help_command(session, command, error);
    if (options->version)
        return zi_help_version(session, error);
    if (options->format == ZI_FORMAT_XLSX && options->output == NULL && isatty(STDOUT_FILENO))
        return zi_fail(error, ZI_EUSAGE, "buku kerja bukan untuk layar; beri nama berkas dengan -o",
                       "a workbook is not for the screen; name a file with -o");
    if (options->files.n < command->min_arguments)
        return zi_fail(error, ZI_EUSAGE, "kurang argumen; pemakaian: zistat %s [OPTION]... %s",
                       "missing argument; usage: zistat %s [OPTION]... %s", command->name,
                       command->arguments);
    if (command->kind != NULL) {
        options->kind = options->files.items[0];
        options->files.items++;
        options->files.n--;
    }
    return command->run(session, error);
}

static enum zi_code run(struct zi_session *session, int argc, char *argv[],
                        struct zi_options *options, struct zi_arena *arena, struct zi_error *error)
{
    if (argc < 2 || argv[1][0] == '-')
        ZI_TRY(run_without_command(session, argc, argv, options, arena, error));
    else {
        session->command = zi_command_find(argv[1]);
        if (session->command == NULL)
            return zi_command_unknown(argv[1], error);
        ZI_TRY(run_command(session, argc, argv, options, arena, error));
    }
    return zi_session_write(session, error);
}

static void print_error(const struct zi_session *session, const struct zi_error *error)
{
    fprintf(stderr, "zistat%s%s: %s\n", session->command != NULL ? " " : "",
            session->command != NULL ? session->command->name : "",
            session->language == ZI_ENGLISH ? error->en : error->id);
}

int main(int argc, char *argv[])
{
    struct zi_options options = {.confidence = 0.95,
                                 .horizon = 1,
                                 .aim = ZI_AIM_AUTO,
                                 .seed = ZI_RANDOM_SEED,
                                 .slots = -1,
                                 .power = 0.8,
                                 .bootstrap = ZI_WILD_DRAWS};
    struct zi_session session = {.options = &options, .language = find_language(argc, argv)};
    struct zi_arena arena = {0};
    struct zi_error error = {0};

    options.language = (int)session.language;
    catch_signals();
    zi_stats_init();

    enum zi_code code = run(&session, argc, argv, &options, &arena, &error);

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
