/* posix_spawn_file_actions_addchdir_np: in POSIX since 2024, under this name in glibc, musl, macOS
 * and FreeBSD. It lets the script name its output without a path. */
#define _GNU_SOURCE

#include "gnuplot.h"
#include "base/count.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

/* ---- one program, without a shell ---- */

static bool is_gnuplot_setting(const char *variable)
{
    return strncmp(variable, "GNUPLOT_", 8) == 0 || strncmp(variable, "GNUTERM=", 8) == 0 ||
           strncmp(variable, "LC_ALL=", 7) == 0;
}

/* Our environment without what would change a picture; the caller frees the array. */
static char **clean_environment(void)
{
    static char locale[] = "LC_ALL=C.UTF-8";
    size_t n = 0, kept = 0;
    char **out;

    while (environ != NULL && environ[n] != NULL)
        n++;
    out = calloc(n + 2, sizeof *out);
    if (out == NULL)
        return NULL;
    for (size_t i = 0; i < n; i++)
        if (!is_gnuplot_setting(environ[i]))
            out[kept++] = environ[i];
    out[kept] = locale;
    return out;
}

static int prepare(posix_spawn_file_actions_t *actions, const char *folder)
{
    const int flags = O_WRONLY | O_CREAT | O_TRUNC;
    int failed = posix_spawn_file_actions_addchdir_np(actions, folder);

    if (!failed)
        failed = posix_spawn_file_actions_addopen(actions, 0, "/dev/null", O_RDONLY, 0);
    if (!failed)
        failed = posix_spawn_file_actions_addopen(actions, 1, "log", flags, 0600);
    if (!failed)
        failed = posix_spawn_file_actions_adddup2(actions, 1, 2);
    return failed;
}

/* In a process group of its own, so that what it starts ends with it. */
static int spawn(char *const argv[], const posix_spawn_file_actions_t *actions, char **environment,
                 pid_t *child)
{
    posix_spawnattr_t attributes;
    int failed = posix_spawnattr_init(&attributes);

    if (failed)
        return failed;
    failed = posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    if (!failed)
        failed = posix_spawnp(child, argv[0], actions, &attributes, argv, environment);
    posix_spawnattr_destroy(&attributes);
    return failed;
}

/* Starts argv[0], found on PATH, in the folder; what it prints goes to "log" there. Returns an
 * errno. */
static int start(char *const argv[], const char *folder, pid_t *child)
{
    posix_spawn_file_actions_t actions;
    char **environment = clean_environment();
    int failed = environment != NULL ? posix_spawn_file_actions_init(&actions) : ENOMEM;

    if (!failed) {
        failed = prepare(&actions, folder);
        if (!failed)
            failed = spawn(argv, &actions, environment, child);
        if (!failed)
            zi_file_remember_child(*child);
        posix_spawn_file_actions_destroy(&actions);
    }
    free(environment);
    return failed;
}

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

/* Waits for the end, looking after 1 ms and then ever less often, and ends the child when its time
 * is up. False when it had to. */
static bool wait_for(pid_t child, int seconds, int *status)
{
    double deadline = now() + seconds;
    struct timespec pause = {0, 1000000};
    bool in_time = true;

    for (;;) {
        pid_t done = waitpid(child, status, in_time ? WNOHANG : 0);
        if (done == child || (done < 0 && errno != EINTR))
            break;
        if (now() > deadline) {
            kill(-child, SIGKILL);
            in_time = false;
            continue;
        }
        nanosleep(&pause, NULL);
        if (pause.tv_nsec < 20000000)
            pause.tv_nsec += pause.tv_nsec / 2;
    }
    zi_file_forget_child(child);
    return in_time;
}

/* A private folder, and what a run may leave in it: all is remembered before it is made, so that an
 * interrupt can remove it. */
static enum zi_code make_folder(char folder[ZI_PATH_MAX], struct zi_error *error)
{
    static const char *const names[] = {"chart.gp",  "probe.gp",  "log",
                                        "chart.png", "chart.svg", "chart.pdf"};
    char path[ZI_PATH_MAX];

    ZI_TRY(zi_file_temporary_folder(folder, error));
    for (size_t i = 0; i < ZI_COUNT(names); i++) {
        enum zi_code code = zi_file_temporary_name(path, folder, names[i], error);

        if (code != ZI_OK) {
            zi_file_remove_folder(folder);
            return code;
        }
    }
    return ZI_OK;
}

/* ---- a picture ---- */

static enum zi_code fail_to_start(int reason, struct zi_error *error)
{
    if (reason == ENOENT)
        return zi_fail(
            error, ZI_ESYSTEM,
            "gnuplot tidak ditemukan; pasang: sudo apt install gnuplot-nox; tabel tetap "
            "tersedia: --format csv",
            "gnuplot not found; install it: sudo apt install gnuplot-nox; the tables are "
            "still there: --format csv");
    zi_fail(error, ZI_ESYSTEM, "gnuplot tidak dapat dijalankan", "gnuplot cannot be started");
    return zi_error_add_cause(error, ZI_ESYSTEM, reason);
}

static void name_file(char path[ZI_PATH_MAX], const struct zi_drawing *drawing, const char *name)
{
    snprintf(path, ZI_PATH_MAX, "%.4000s/%s", drawing->folder, name);
}

static enum zi_code write_script(const struct zi_drawing *drawing, const struct zi_chart *chart,
                                 struct zi_error *error)
{
    char path[ZI_PATH_MAX];
    struct zi_buffer script;
    enum zi_code code;

    zi_buffer_init(&script);
    zi_chart_script(chart, drawing->picture, &script);
    name_file(path, drawing, "chart.gp");
    code = script.out_of_memory ? zi_fail_memory(error)
                                : zi_file_write(path, script.text, script.length, true, error);
    zi_buffer_release(&script);
    return code;
}

enum zi_code zi_drawing_start(struct zi_drawing *drawing, const struct zi_chart *chart,
                              enum zi_picture picture, struct zi_error *error)
{
    char name[] = "gnuplot", ignore_settings[] = "-d", script[] = "chart.gp";
    char *const argv[] = {name, ignore_settings, script, NULL};
    enum zi_code code;
    int failed;

    drawing->picture = picture;
    drawing->seconds = ZI_GNUPLOT_SECONDS;
    if (chart->canvas.font.none && (picture == ZI_PNG || picture == ZI_PDF))
        return zi_fail(error, ZI_ESYSTEM,
                       "tidak ada huruf terpasang, gambar akan tanpa tulisan; pasang: sudo apt "
                       "install fonts-liberation2, atau buat SVG",
                       "no font is installed, the picture would have no letters; install: sudo apt "
                       "install fonts-liberation2, or make an SVG");
    ZI_TRY(make_folder(drawing->folder, error));
    code = write_script(drawing, chart, error);
    if (code == ZI_OK) {
        failed = start(argv, drawing->folder, &drawing->child);
        if (failed)
            code = fail_to_start(failed, error);
    }
    if (code != ZI_OK)
        zi_file_remove_folder(drawing->folder);
    return code;
}

/* What a program printed, in the arena; "" when it cannot be read. */
static const char *read_log(const char *folder, struct zi_arena *arena)
{
    char path[ZI_PATH_MAX];
    char *text;
    size_t length;

    snprintf(path, sizeof path, "%.4000s/log", folder);
    if (zi_file_read(path, arena, &text, &length, NULL) != ZI_OK)
        return "";
    while (length > 0 && (text[length - 1] == '\n' || text[length - 1] == ' '))
        text[--length] = '\0';
    return text;
}

/* gnuplot's complaint in one line: its last words say most. */
static enum zi_code fail_with_log(const struct zi_drawing *drawing, struct zi_error *error)
{
    enum { MOST = 400 };
    struct zi_arena arena;
    const char *log;
    char line[MOST + 1];
    size_t length, used = 0;

    zi_arena_init(&arena);
    log = read_log(drawing->folder, &arena);
    length = strlen(log);
    for (const char *at = length > MOST ? log + length - MOST : log; *at; at++) {
        bool space = (unsigned char)*at <= ' ';
        if (!space || (used > 0 && line[used - 1] != ' '))
            line[used++] = space ? ' ' : *at;
    }
    line[used] = '\0';
    zi_arena_release(&arena);
    return zi_fail(
        error, ZI_ESYSTEM, "gnuplot gagal menggambar: %s; tabel tetap tersedia: --format csv",
        "gnuplot failed to draw: %s; the tables are still there: --format csv", used ? line : "-");
}

/* A full disk can leave gnuplot with status 0 and half a picture: the end of the format tells. */
static bool is_whole(enum zi_picture picture, const char *bytes, size_t length)
{
    static const struct {
        const char *bytes;
        size_t length;
        size_t within; /* the last so many bytes */
    } ends[] = {[ZI_PNG] = {"IEND\xae\x42\x60\x82", 8, 8},
                [ZI_SVG] = {"</svg>", 6, 16},
                [ZI_PDF] = {"%%EOF", 5, 16}};
    size_t within = ends[picture].within < length ? ends[picture].within : length;

    for (size_t i = length - within; i + ends[picture].length <= length; i++)
        if (memcmp(bytes + i, ends[picture].bytes, ends[picture].length) == 0)
            return true;
    return false;
}

static enum zi_code collect(const struct zi_drawing *drawing, const struct zi_chart *chart,
                            const char *identifier, struct zi_buffer *out, struct zi_error *error)
{
    static const char *const names[] = {"chart.png", "chart.svg", "chart.pdf"};
    char path[ZI_PATH_MAX];
    struct zi_arena arena;
    char *bytes;
    size_t length;
    enum zi_code code;

    zi_arena_init(&arena);
    name_file(path, drawing, names[drawing->picture]);
    code = zi_file_read(path, &arena, &bytes, &length, NULL);
    if (code == ZI_EINPUT || (code == ZI_OK && length == 0))
        code = fail_with_log(drawing, error);
    else if (code == ZI_OK && !is_whole(drawing->picture, bytes, length))
        code = zi_fail(error, ZI_ESYSTEM,
                       "gnuplot menulis gambar yang tidak utuh; apakah folder sementara penuh? "
                       "(atur TMPDIR ke folder lain)",
                       "gnuplot wrote a picture that is not whole; is the temporary folder full? "
                       "(set TMPDIR to another folder)");
    else if (code != ZI_OK)
        zi_fail_memory(error);
    if (code == ZI_OK && drawing->picture == ZI_SVG)
        zi_svg_repair(bytes, chart, identifier, out);
    else if (code == ZI_OK)
        zi_buffer_add_bytes(out, bytes, length);
    if (code == ZI_OK && out->out_of_memory)
        code = zi_fail_memory(error);
    zi_arena_release(&arena);
    return code;
}

enum zi_code zi_drawing_finish(struct zi_drawing *drawing, const struct zi_chart *chart,
                               const char *identifier, struct zi_buffer *out,
                               struct zi_error *error)
{
    int status = 0;
    enum zi_code code;

    if (!wait_for(drawing->child, drawing->seconds, &status))
        code =
            zi_fail(error, ZI_ESYSTEM, "gnuplot belum selesai setelah %d detik; dihentikan",
                    "gnuplot did not finish within %d seconds; it was stopped", ZI_GNUPLOT_SECONDS);
    else if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        code = fail_with_log(drawing, error);
    else
        code = collect(drawing, chart, identifier, out, error);
    zi_file_remove_folder(drawing->folder);
    return code;
}

enum zi_code zi_chart_draw(const struct zi_chart *chart, enum zi_picture picture,
                           const char *identifier, struct zi_buffer *out, struct zi_error *error)
{
    struct zi_drawing drawing;

    if (picture == ZI_SCRIPT) {
        zi_chart_script(chart, picture, out);
        return out->out_of_memory ? zi_fail_memory(error) : ZI_OK;
    }
    ZI_TRY(zi_drawing_start(&drawing, chart, picture, error));
    return zi_drawing_finish(&drawing, chart, identifier, out, error);
}

/* ---- what is installed ---- */

/* Runs argv and gives what it printed, in the arena; NULL when it is missing or failed. */
static const char *ask(char *const argv[], const char *folder, struct zi_arena *arena)
{
    pid_t child;
    int status = 0;

    if (start(argv, folder, &child) != 0 || !wait_for(child, ZI_GNUPLOT_SECONDS, &status) ||
        !WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return NULL;
    return read_log(folder, arena);
}

/* Families with the widths of the Arial table. */
static bool has_arial_widths(const char *family)
{
    static const char *const same[] = {"Liberation Sans", "Arial", "Arimo", "Helvetica",
                                       "Nimbus Sans"};

    for (size_t i = 0; i < ZI_COUNT(same); i++)
        if (strcmp(family, same[i]) == 0)
            return true;
    return false;
}

static void find_font(struct zi_font *font, const char *folder, struct zi_arena *arena)
{
    char name[] = "fc-match", option[] = "-f", format[] = "%{family}", family[] = "Liberation Sans";
    char *const argv[] = {name, option, format, family, NULL};
    const char *answer = ask(argv, folder, arena);
    char found[sizeof font->family] = "";

    if (answer != NULL) { /* its last line: complaints of fontconfig come before */
        const char *line = strrchr(answer, '\n');

        answer = line != NULL ? line + 1 : answer;
        snprintf(found, sizeof found, "%.*s", (int)strcspn(answer, ","), answer);
    }
    *font = has_arial_widths(found) ? zi_font_liberation : zi_font_dejavu;
    font->none = answer != NULL && found[0] == '\0';
    memcpy(font->family, found, sizeof found);
}

void zi_font_find(struct zi_font *font)
{
    char folder[ZI_PATH_MAX];
    struct zi_arena arena;

    *font = zi_font_dejavu;
    if (make_folder(folder, NULL) != ZI_OK)
        return;
    zi_arena_init(&arena);
    find_font(font, folder, &arena);
    zi_arena_release(&arena);
    zi_file_remove_folder(folder);
}

static bool has_word(const char *words, const char *word)
{
    size_t length = strlen(word);

    for (const char *at = words; (at = strstr(at, word)) != NULL; at += length)
        if ((at == words || at[-1] == ' ' || at[-1] == '\n') &&
            (at[length] == ' ' || at[length] == '\0'))
            return true;
    return false;
}

/* Two lines: version, terminals. */
static const char questions[] =
    "print sprintf('%.1f.%s', GPVAL_VERSION, GPVAL_PATCHLEVEL)\nprint GPVAL_TERMINALS\n";

static void ask_gnuplot(struct zi_gnuplot_probe *probe, const char *folder, struct zi_arena *arena)
{
    char name[] = "gnuplot", ignore_settings[] = "-d", script[] = "probe.gp";
    char *const argv[] = {name, ignore_settings, script, NULL};
    const char *answer = ask(argv, folder, arena);

    if (answer == NULL)
        return;
    probe->found = true;
    snprintf(probe->version, sizeof probe->version, "%.*s", (int)strcspn(answer, "\n"), answer);
    probe->png = has_word(answer, "pngcairo");
    probe->pdf = has_word(answer, "pdfcairo");
    probe->svg = has_word(answer, "svg");
}

enum zi_code zi_gnuplot_probe(struct zi_gnuplot_probe *probe, struct zi_error *error)
{
    char folder[ZI_PATH_MAX], path[ZI_PATH_MAX];
    struct zi_arena arena;
    enum zi_code code;

    *probe = (struct zi_gnuplot_probe){.font = zi_font_dejavu};
    ZI_TRY(make_folder(folder, error));
    zi_arena_init(&arena);
    snprintf(path, sizeof path, "%.4000s/probe.gp", folder);
    code = zi_file_write(path, questions, strlen(questions), true, error);
    if (code == ZI_OK) {
        ask_gnuplot(probe, folder, &arena);
        find_font(&probe->font, folder, &arena);
    }
    zi_arena_release(&arena);
    zi_file_remove_folder(folder);
    return code;
}
