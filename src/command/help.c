/* zistat help, and --help: printed from the rows of commands and options. */
#include "help.h"

#include <stdio.h>
#include <string.h>

#include "session.h"

static void list_commands(struct zi_session *session)
{
    for (size_t i = 0; session->commands[i] != NULL; i++)
        zi_buffer_print(&session->out, "  %-10s %-10s %s\n", session->commands[i]->name,
                        session->commands[i]->name_id,
                        zi_text_in(session->commands[i]->summary, session->language));
}

enum zi_code zi_help_short(struct zi_session *session, struct zi_error *error)
{
    (void)error;
    zi_buffer_say(
        &session->out, session->language,
        "zistat membaca riwayat nilai Zona Integritas dan menjawab: unit mana yang siap WBK\n"
        "atau WBBM, apa yang kurang, ke mana arahnya, dan indeks mana yang bergerak bersama.\n\n"
        "  zistat check data/*.csv\n"
        "  zistat ready data/ --year 2025\n"
        "  zistat report data/ -o laporan.html\n\n"
        "Semua perintah: zistat help. Satu perintah: zistat help ready.\n",
        "zistat reads histories of Zona Integritas scores and answers: which units are ready\n"
        "for WBK or WBBM, what is lacking, where they are heading, which indices move together.\n\n"
        "  zistat check data/*.csv\n"
        "  zistat ready data/ --year 2025\n"
        "  zistat report data/ -o report.html\n\n"
        "All commands: zistat help. One command: zistat help ready.\n");
    return ZI_OK;
}

enum zi_code zi_help_all(struct zi_session *session, struct zi_error *error)
{
    (void)error;
    zi_buffer_say(&session->out, session->language,
                  "pemakaian: zistat PERINTAH [OPSI]... BERKAS...\n\n"
                  "Perintah (nama Inggris dan Indonesia sama saja):\n",
                  "usage: zistat COMMAND [OPTION]... FILE...\n\n"
                  "Commands (the English and the Indonesian name do the same):\n");
    list_commands(session);
    zi_buffer_say(
        &session->out, session->language,
        "\nBERKAS: CSV, buku kerja (.xlsx, .ods), folder berisi itu, atau - untuk masukan "
        "standar.\n"
        "Opsi sebuah perintah: zistat help PERINTAH.\n\n"
        "Status keluar: 0 selesai; 1 selesai, jawabannya tidak; 2 salah pemakaian;\n"
        "3 masukan tidak terbaca atau salah; 4 data terlalu sedikit; 5 gnuplot atau sistem\n"
        "gagal; 130 dihentikan.\n",
        "\nFILE: CSV, a workbook (.xlsx, .ods), a folder of them, or - for standard input.\n"
        "Options of a command: zistat help COMMAND.\n\n"
        "Exit status: 0 done; 1 done, and the answer is no; 2 usage; 3 input unreadable or\n"
        "faulty; 4 too little data; 5 gnuplot or the system failed; 130 interrupted.\n");
    return ZI_OK;
}

static void describe_option(struct zi_session *session, const struct zi_option_row *row)
{
    const char *help = zi_text_in(row->help, session->language);
    char argument[ZI_OPTION_ARGUMENT_MAX];
    char name[ZI_OPTION_NAME_MAX + ZI_OPTION_ARGUMENT_MAX] = "";
    size_t used = 0;

    zi_option_argument(row, argument);
    if (row->letter != 0)
        used = (size_t)snprintf(name, sizeof name, "-%c, ", row->letter);
    snprintf(name + used, sizeof name - used, "--%s%s%s", row->name, argument[0] != '\0' ? " " : "",
             argument);
    if (strlen(name) <= 24)
        zi_buffer_print(&session->out, "  %-24s  %s\n", name, help);
    else
        zi_buffer_print(&session->out, "  %s\n%28s%s\n", name, "", help);
}

static void list_kinds(struct zi_session *session, const struct zi_command *command)
{
    zi_buffer_add(&session->out, "KIND:\n");
    for (size_t i = 0; command->kind(i).name != NULL; i++) {
        struct zi_command_kind kind = command->kind(i);

        zi_buffer_print(&session->out, "  %-11s %-11s %s\n", kind.name,
                        strcmp(kind.name, kind.name_id) != 0 ? kind.name_id : "",
                        zi_text_in(kind.summary, session->language));
    }
    zi_buffer_add(&session->out, "\n");
}

enum zi_code zi_help_command(struct zi_session *session, const struct zi_command *command,
                             struct zi_error *error)
{
    const char *space = command->arguments[0] != '\0' ? " " : "";
    struct zi_option_set set = {.n = 0};

    (void)error;
    zi_buffer_say(&session->out, session->language,
                  "%s\n\npemakaian: zistat %s [OPTION]...%s%s\n"
                  "     atau: zistat %s [OPTION]...%s%s\n\n",
                  "%s\n\nusage: zistat %s [OPTION]...%s%s\n"
                  "   or: zistat %s [OPTION]...%s%s\n\n",
                  zi_text_in(command->summary, session->language), command->name, space,
                  command->arguments, command->name_id, space, command->arguments);
    if (command->kind != NULL)
        list_kinds(session, command);
    zi_command_rows(command, &set);
    for (size_t i = 0; i < set.n; i++)
        describe_option(session, set.options[i].row);
    zi_buffer_say(&session->out, session->language, "\ncontoh: %s\n", "\nexample: %s\n",
                  command->example);
    return ZI_OK;
}

/* ---- the command ---- */

static enum zi_code check(const struct zi_session *session, struct zi_error *error)
{
    const struct zi_option_list *names = &session->arguments;

    if (names->n > 1)
        return zi_fail(error, ZI_EUSAGE, "bantuan untuk satu perintah saja: zistat help %s",
                       "help is of one command: zistat help %s", names->items[0]);
    if (names->n == 1 && zi_command_find(session->commands, names->items[0]) == NULL)
        return zi_command_unknown(session->commands, names->items[0], error);
    return ZI_OK;
}

static enum zi_code run(struct zi_session *session, struct zi_error *error)
{
    if (session->arguments.n == 0)
        return zi_help_all(session, error);
    return zi_help_command(session, zi_command_find(session->commands, session->arguments.items[0]),
                           error);
}

const struct zi_command zi_command_help = {
    .name = "help",
    .name_id = "bantuan",
    .summary = {"bantuan, atau bantuan sebuah perintah", "help, or the help of a command"},
    .arguments = "[COMMAND]",
    .example = "zistat help ready",
    .check = check,
    .run = run,
};
