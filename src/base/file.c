/* Files read whole, and written so that nothing half done stays behind. */
#define _XOPEN_SOURCE 700 /* realpath */

#include "file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * What an interrupt must end or remove. A signal handler can call neither malloc nor readdir and
 * cannot wait for a lock, so the names stand in fixed places whose state changes atomically. It is
 * the library's only state that outlives a call.
 */
enum { REMEMBERED_MAX = 256, CHILDREN_MAX = 16 };

enum { FREE, BUSY, HOLDS_FILE, HOLDS_FOLDER };

static struct {
    atomic_int state;
    char path[ZI_PATH_MAX];
} remembered[REMEMBERED_MAX];

static _Atomic pid_t children[CHILDREN_MAX];

static void remember(const char *path, int state)
{
    for (size_t i = 0; i < REMEMBERED_MAX; i++) {
        int expected = FREE;

        if (atomic_compare_exchange_strong(&remembered[i].state, &expected, BUSY)) {
            strcpy(remembered[i].path, path);
            atomic_store(&remembered[i].state, state);
            return;
        }
    }
}

static bool is_at_or_below(const char *path, const char *folder)
{
    size_t length = strlen(folder);

    return strncmp(path, folder, length) == 0 && (path[length] == '\0' || path[length] == '/');
}

static void forget(const char *path)
{
    for (size_t i = 0; i < REMEMBERED_MAX; i++) {
        int state = atomic_load(&remembered[i].state);

        if (state >= HOLDS_FILE && is_at_or_below(remembered[i].path, path))
            atomic_compare_exchange_strong(&remembered[i].state, &state, FREE);
    }
}

void zi_file_remember_child(pid_t child)
{
    for (size_t i = 0; i < CHILDREN_MAX; i++) {
        pid_t expected = 0;

        if (atomic_compare_exchange_strong(&children[i], &expected, child))
            return;
    }
}

void zi_file_forget_child(pid_t child)
{
    for (size_t i = 0; i < CHILDREN_MAX; i++) {
        pid_t expected = child;

        atomic_compare_exchange_strong(&children[i], &expected, 0);
    }
}

static void remove_remembered(int state, int (*remove_path)(const char *))
{
    for (size_t i = 0; i < REMEMBERED_MAX; i++) {
        int expected = state;

        if (atomic_compare_exchange_strong(&remembered[i].state, &expected, BUSY)) {
            remove_path(remembered[i].path);
            atomic_store(&remembered[i].state, FREE);
        }
    }
}

void zi_file_clean_up(void)
{
    int saved = errno;

    for (size_t i = 0; i < CHILDREN_MAX; i++) {
        pid_t child = atomic_exchange(&children[i], 0);

        /* Waited for, so that it cannot make another file after its folder was emptied. */
        if (child > 0 && (kill(-child, SIGKILL) == 0 || kill(child, SIGKILL) == 0))
            waitpid(child, NULL, 0);
    }
    remove_remembered(HOLDS_FILE, unlink);
    remove_remembered(HOLDS_FOLDER, rmdir);
    errno = saved;
}

static enum zi_code fail_read(struct zi_error *error, const char *path, int number)
{
    zi_fail(error, ZI_EINPUT, "tidak dapat membaca '%s'", "cannot read '%s'", path);
    return zi_error_add_cause(error, ZI_EINPUT, number);
}

static enum zi_code fail_write(struct zi_error *error, const char *path, int number)
{
    zi_fail(error, ZI_ESYSTEM, "tidak dapat menulis '%s'", "cannot write '%s'", path);
    return zi_error_add_cause(error, ZI_ESYSTEM, number);
}

static ssize_t read_some(int file, char *bytes, size_t room)
{
    ssize_t got;

    do
        got = read(file, bytes, room);
    while (got < 0 && errno == EINTR);
    return got;
}

/* One byte more than the file's size lets a single read of zero bytes find its end. Pipes have no
 * size; their room doubles. */
static size_t first_room(int file)
{
    struct stat status;

    if (fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0)
        return (size_t)status.st_size + 1;
    return 64 * 1024;
}

/* *number is the system's errno, 0 for exhausted memory. */
static bool read_all(int file, struct zi_arena *arena, char **bytes, size_t *length, int *number)
{
    size_t room = first_room(file);
    char *all = zi_arena_allocate(arena, room + 1, 1);
    size_t used = 0;
    ssize_t got;

    *number = 0;
    while (all != NULL && (got = read_some(file, all + used, room - used)) != 0) {
        if (got < 0) {
            *number = errno;
            return false;
        }
        used += (size_t)got;
        if (used == room) {
            char *larger = zi_arena_allocate(arena, 2 * room + 1, 1);

            if (larger != NULL)
                memcpy(larger, all, used);
            all = larger;
            room *= 2;
        }
    }
    *bytes = all;
    *length = used;
    return all != NULL;
}

enum zi_code zi_file_read(const char *path, struct zi_arena *arena, char **bytes, size_t *length,
                          struct zi_error *error)
{
    bool standard_input = strcmp(path, "-") == 0;
    int file = standard_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    int number;
    bool done;

    if (file < 0)
        return fail_read(error, path, errno);
    done = read_all(file, arena, bytes, length, &number);
    if (!standard_input)
        close(file);
    if (done)
        return ZI_OK;
    return number == 0 ? zi_fail_memory(error) : fail_read(error, path, number);
}

bool zi_file_is_folder(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

bool zi_file_is_regular(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

bool zi_file_is_same(const char *a, const char *b)
{
    struct stat first, second;

    return stat(a, &first) == 0 && stat(b, &second) == 0 && first.st_dev == second.st_dev &&
           first.st_ino == second.st_ino;
}

/* Where the bytes really go. */
struct place {
    char path[ZI_PATH_MAX]; /* symbolic links followed, so that none is replaced by a file */
    mode_t mode;            /* of the file that is replaced, so that a private one stays private */
    bool exists;
    bool special; /* a device or pipe is written to, never replaced */
};

static enum zi_code fail_exists(struct zi_error *error, const char *path)
{
    return zi_fail(error, ZI_EUSAGE, "'%s' sudah ada; pilih nama lain atau beri --force",
                   "'%s' exists already; name another file or give --force", path);
}

enum zi_code zi_file_check_new(const char *path, bool force, struct zi_error *error)
{
    struct stat status;

    if (!force && stat(path, &status) == 0 && S_ISREG(status.st_mode))
        return fail_exists(error, path);
    return ZI_OK;
}

static enum zi_code follow_links(const char *path, struct place *place, struct zi_error *error)
{
    char *real = realpath(path, NULL);
    int number = real != NULL ? ENAMETOOLONG : errno;
    bool fits = real != NULL && strlen(real) < ZI_PATH_MAX;

    if (fits)
        strcpy(place->path, real);
    free(real);
    return fits ? ZI_OK : fail_write(error, path, number);
}

/* Nothing is there, or a link that leads nowhere: it would be replaced by the file. */
static enum zi_code find_nothing(const char *path, struct zi_error *error)
{
    struct stat status;

    if (lstat(path, &status) != 0)
        return ZI_OK;
    return zi_fail(error, ZI_EUSAGE,
                   "'%s' adalah tautan ke berkas yang tidak ada; hapus tautannya atau pilih nama "
                   "lain",
                   "'%s' is a link to a file that is not there; remove the link or name another "
                   "file",
                   path);
}

static enum zi_code find_place(const char *path, bool force, struct place *place,
                               struct zi_error *error)
{
    struct stat status;

    *place = (struct place){.mode = 0666};
    if (path[0] == '\0')
        return zi_fail(error, ZI_EUSAGE, "nama berkas keluaran kosong", "the output has no name");
    if (strlen(path) >= ZI_PATH_MAX)
        return fail_write(error, path, ENAMETOOLONG);
    strcpy(place->path, path);
    if (stat(path, &status) != 0)
        return errno == ENOENT ? find_nothing(path, error) : fail_write(error, path, errno);
    if (S_ISDIR(status.st_mode))
        return fail_write(error, path, EISDIR);
    place->exists = true;
    place->special = !S_ISREG(status.st_mode);
    if (place->special)
        return ZI_OK;
    if (!force)
        return fail_exists(error, path);
    place->mode = status.st_mode & 0777;
    return follow_links(path, place, error);
}

bool zi_file_write_all(int file, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t put = write(file, bytes, length);

        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return false;
        bytes += put;
        length -= (size_t)put;
    }
    return true;
}

static int create_beside(const struct place *place, char path[ZI_PATH_MAX])
{
    const char *slash = strrchr(place->path, '/');
    int folder = slash != NULL ? (int)(slash - place->path) + 1 : 0;
    int file = -1;

    errno = EEXIST;
    for (int try = 0; file < 0 && errno == EEXIST && try < 100; try++) {
        int length = snprintf(path, ZI_PATH_MAX, "%.*s.zistat-%ld-%d", folder, place->path,
                              (long)getpid(), try);

        if (length >= ZI_PATH_MAX) {
            errno = ENAMETOOLONG;
            return -1;
        }
        file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, place->mode);
    }
    if (file >= 0)
        remember(path, HOLDS_FILE);
    return file;
}

/* Without force the name must be new even when another program took it a moment ago: link()
 * refuses it, rename() would replace it. Where there are no hard links, rename() has to do. */
static bool put_in_place(const char *temporary, const char *path, bool force)
{
    if (!force) {
        if (link(temporary, path) == 0)
            return unlink(temporary) == 0;
        if (errno == EEXIST)
            return false;
    }
    return rename(temporary, path) == 0;
}

struct zi_file_parts {
    const char *path;
    struct place place;
    char temporary[ZI_PATH_MAX]; /* "" for a special file */
    char before[ZI_PATH_MAX];    /* what it replaced, until all of several stand; "" for nothing */
    bool force;
    bool placed;
    int file;
};

static enum zi_code open_parts(struct zi_file_parts *parts, struct zi_error *error)
{
    ZI_TRY(find_place(parts->path, parts->force, &parts->place, error));
    if (parts->place.special)
        parts->file = open(parts->path, O_WRONLY | O_CLOEXEC);
    else
        parts->file = create_beside(&parts->place, parts->temporary);
    return parts->file < 0 ? fail_write(error, parts->path, errno) : ZI_OK;
}

static void remove_temporary(char path[ZI_PATH_MAX])
{
    if (path[0] == '\0')
        return;
    unlink(path);
    forget(path);
    path[0] = '\0';
}

/* Closes, removes, forgets; errno stays. */
void zi_file_abandon(struct zi_file_parts *parts)
{
    int number = errno;

    if (parts == NULL)
        return;
    if (parts->file >= 0)
        close(parts->file);
    remove_temporary(parts->temporary);
    remove_temporary(parts->before);
    free(parts);
    errno = number;
}

enum zi_code zi_file_begin(struct zi_file_parts **parts, const char *path, bool force,
                           struct zi_error *error)
{
    enum zi_code code;

    *parts = calloc(1, sizeof **parts);
    if (*parts == NULL)
        return zi_fail_memory(error);
    (*parts)->path = path;
    (*parts)->force = force;
    (*parts)->file = -1;
    code = open_parts(*parts, error);
    if (code != ZI_OK) {
        zi_file_abandon(*parts);
        *parts = NULL;
    }
    return code;
}

enum zi_code zi_file_add(struct zi_file_parts *parts, const char *bytes, size_t length,
                         struct zi_error *error)
{
    return zi_file_write_all(parts->file, bytes, length) ? ZI_OK
                                                         : fail_write(error, parts->path, errno);
}

/* Some file systems report a full disk only now. A pipe has nothing to synchronise. */
static bool close_parts(struct zi_file_parts *parts)
{
    int file = parts->file;
    bool written = parts->place.special || fsync(file) == 0 || errno == EINVAL;

    parts->file = -1;
    return close(file) == 0 && written;
}

/* So that the new name is on the disk too. Where a folder cannot be synchronised, nothing is lost
 * but the promise. */
static void synchronise_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    char folder[ZI_PATH_MAX] = ".";
    int file;

    if (slash != NULL)
        snprintf(folder, sizeof folder, "%.*s", (int)(slash - path) + 1, path);
    file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0)
        return;
    fsync(file);
    close(file);
}

/* A second name for what will be replaced. Where there are no hard links there is none. */
static void keep_before(struct zi_file_parts *parts)
{
    const char *temporary = parts->temporary;

    if (!parts->place.exists || parts->place.special ||
        snprintf(parts->before, ZI_PATH_MAX, "%.4080s-before", temporary) >= ZI_PATH_MAX)
        return;
    if (link(parts->place.path, parts->before) == 0)
        remember(parts->before, HOLDS_FILE);
    else
        parts->before[0] = '\0';
}

static bool place_parts(struct zi_file_parts *parts)
{
    if (!parts->place.special) {
        if (!put_in_place(parts->temporary, parts->place.path, parts->force))
            return false;
        forget(parts->temporary);
        parts->temporary[0] = '\0';
        synchronise_folder(parts->place.path);
    }
    parts->placed = true;
    return true;
}

/* What stood there before stands there again. */
static void take_back(struct zi_file_parts *parts)
{
    if (!parts->placed || parts->place.special)
        return;
    if (parts->before[0] != '\0' && rename(parts->before, parts->place.path) == 0) {
        forget(parts->before);
        parts->before[0] = '\0';
    } else if (!parts->place.exists)
        unlink(parts->place.path);
}

/* The one that failed, or NULL; errno tells why. */
static struct zi_file_parts *end_all(struct zi_file_parts *const parts[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!close_parts(parts[i]))
            return parts[i];
    for (size_t i = 0; n > 1 && i < n; i++)
        keep_before(parts[i]);
    for (size_t i = 0; i < n; i++)
        if (!place_parts(parts[i]))
            return parts[i];
    return NULL;
}

enum zi_code zi_file_end_together(struct zi_file_parts *const parts[], size_t n,
                                  struct zi_error *error)
{
    struct zi_file_parts *failed = end_all(parts, n);
    const char *path = failed != NULL ? failed->path : NULL;
    int number = errno;

    for (size_t i = 0; i < n; i++) {
        if (failed != NULL)
            take_back(parts[i]);
        zi_file_abandon(parts[i]);
    }
    if (path == NULL)
        return ZI_OK;
    return number == EEXIST ? fail_exists(error, path) : fail_write(error, path, number);
}

enum zi_code zi_file_end(struct zi_file_parts *parts, struct zi_error *error)
{
    return zi_file_end_together(&parts, 1, error);
}

static enum zi_code begin_all(const struct zi_file_content contents[], size_t n, bool force,
                              struct zi_file_parts *parts[], struct zi_error *error)
{
    for (size_t i = 0; i < n; i++) {
        ZI_TRY(zi_file_begin(&parts[i], contents[i].path, force, error));
        ZI_TRY(zi_file_add(parts[i], contents[i].bytes, contents[i].length, error));
    }
    return ZI_OK;
}

enum zi_code zi_file_write_together(const struct zi_file_content contents[], size_t n, bool force,
                                    struct zi_error *error)
{
    struct zi_file_parts **parts = calloc(n + 1, sizeof *parts);
    enum zi_code code =
        parts != NULL ? begin_all(contents, n, force, parts, error) : zi_fail_memory(error);

    if (code == ZI_OK)
        code = zi_file_end_together(parts, n, error);
    else
        for (size_t i = 0; parts != NULL && i < n; i++)
            zi_file_abandon(parts[i]);
    free(parts);
    return code;
}

enum zi_code zi_file_write(const char *path, const char *bytes, size_t length, bool force,
                           struct zi_error *error)
{
    const struct zi_file_content content = {path, bytes, length};

    return zi_file_write_together(&content, 1, force, error);
}

static enum zi_code fail_folder(struct zi_error *error, const char *parent, int number)
{
    zi_fail(error, ZI_ESYSTEM,
            "tidak dapat membuat folder sementara di '%s' (atur TMPDIR ke folder lain)",
            "cannot make a temporary folder in '%s' (set TMPDIR to another folder)", parent);
    return zi_error_add_cause(error, ZI_ESYSTEM, number);
}

enum zi_code zi_file_temporary_folder(char path[ZI_PATH_MAX], struct zi_error *error)
{
    const char *parent = getenv("TMPDIR");

    if (!parent || !*parent)
        parent = "/tmp";
    if (snprintf(path, ZI_PATH_MAX, "%s/zistat-XXXXXX", parent) >= ZI_PATH_MAX)
        return fail_folder(error, parent, ENAMETOOLONG);
    if (!mkdtemp(path))
        return fail_folder(error, parent, errno);
    remember(path, HOLDS_FOLDER);
    return ZI_OK;
}

enum zi_code zi_file_temporary_name(char path[ZI_PATH_MAX], const char *folder, const char *name,
                                    struct zi_error *error)
{
    if (snprintf(path, ZI_PATH_MAX, "%s/%s", folder, name) >= ZI_PATH_MAX)
        return fail_write(error, name, ENAMETOOLONG);
    remember(path, HOLDS_FILE);
    return ZI_OK;
}

int zi_file_nameless(void)
{
    FILE *file = tmpfile();
    int descriptor = file != NULL ? fcntl(fileno(file), F_DUPFD_CLOEXEC, 0) : -1;
    int number = errno;

    if (file != NULL)
        fclose(file);
    errno = number;
    return descriptor;
}

void zi_file_remove_folder(const char *path)
{
    DIR *folder = opendir(path);
    struct dirent *entry;

    if (folder != NULL) {
        while ((entry = readdir(folder)) != NULL)
            unlinkat(dirfd(folder), entry->d_name, 0);
        closedir(folder);
        rmdir(path);
    }
    forget(path);
}
