/*
 * measure ROUNDS NAME COMMAND [ARGUMENT]... -- NAME COMMAND ...: runs the commands in turn, ROUNDS
 * times, and prints the medians of their wall time, CPU time and peak memory, and the medians of
 * the ratios to the first command of the same round: what slows the machine for a while slows both.
 */
#define _DEFAULT_SOURCE /* wait4 */

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { COMMANDS_MAX = 16, ROUNDS_MAX = 101 };

struct run {
    double wall;
    double cpu;
    double mebibytes;
};

struct command {
    const char *name;
    char **arguments;
    struct run runs[ROUNDS_MAX];
};

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static double seconds(struct timeval time)
{
    return (double)time.tv_sec + 1e-6 * (double)time.tv_usec;
}

static struct run run_once(const struct command *command)
{
    double start = now();
    pid_t child = fork();
    struct rusage usage;
    int status;

    if (child == 0) {
        int nowhere = open("/dev/null", O_WRONLY);

        dup2(nowhere, STDOUT_FILENO);
        execvp(command->arguments[0], command->arguments);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) != child || !WIFEXITED(status) ||
        WEXITSTATUS(status) != 0) {
        fprintf(stderr, "measure: %s failed\n", command->name);
        exit(1);
    }
    return (struct run){now() - start, seconds(usage.ru_utime) + seconds(usage.ru_stime),
                        (double)usage.ru_maxrss / 1024};
}

static int compare(const void *a, const void *b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;

    return (left > right) - (left < right);
}

static double median(double values[], int count)
{
    qsort(values, (size_t)count, sizeof *values, compare);
    return count % 2 == 1 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

static void print_command(const struct command *command, const struct command *first, int rounds)
{
    double columns[5][ROUNDS_MAX];

    for (int i = 0; i < rounds; i++) {
        columns[0][i] = command->runs[i].wall;
        columns[1][i] = command->runs[i].cpu;
        columns[2][i] = command->runs[i].mebibytes;
        columns[3][i] = command->runs[i].wall / first->runs[i].wall;
        columns[4][i] = command->runs[i].cpu / first->runs[i].cpu;
    }
    printf("%-24s %8.3f s %8.3f s %7.0f MiB %7.2f %7.2f\n", command->name,
           median(columns[0], rounds), median(columns[1], rounds), median(columns[2], rounds),
           median(columns[3], rounds), median(columns[4], rounds));
}

int main(int argc, char *argv[])
{
    static struct command commands[COMMANDS_MAX];
    int rounds = argc > 3 ? (int)strtol(argv[1], NULL, 10) : 0;
    int count = 0;

    if (rounds < 1 || rounds > ROUNDS_MAX) {
        fprintf(stderr, "usage: measure ROUNDS NAME COMMAND... [-- NAME COMMAND...]...\n");
        return 2;
    }
    for (int i = 2; i + 1 < argc && count < COMMANDS_MAX; count++) {
        commands[count].name = argv[i];
        commands[count].arguments = &argv[++i];
        while (i < argc && strcmp(argv[i], "--") != 0)
            i++;
        if (i < argc)
            argv[i++] = NULL;
    }
    for (int i = 0; i < rounds; i++)
        for (int j = 0; j < count; j++)
            commands[j].runs[i] = run_once(&commands[j]);
    printf("%-24s %10s %10s %11s %7s %7s\n", "", "wall", "CPU", "peak", "wall/1", "CPU/1");
    for (int j = 0; j < count; j++)
        print_command(&commands[j], &commands[0], rounds);
    return 0;
}
