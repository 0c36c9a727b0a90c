#include "source.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

static enum zi_code fail_to_open(const char *path, struct zi_error *error)
{
    int number = errno;

    zi_fail(error, ZI_EINPUT, "berkas '%s' tidak dapat dibuka", "cannot open '%s'", path);
    return zi_error_add_cause(error, ZI_EINPUT, number);
}

struct list {
    struct zi_arena *arena;
    const char **files;
    size_t n_files;
    size_t capacity;
};

static bool add(struct list *list, const char *file)
{
    if (file == NULL)
        return false;
    if (list->n_files == list->capacity) {
        size_t capacity = list->capacity > 0 ? 2 * list->capacity : 16;
        const char **files = zi_arena_allocate(list->arena, capacity, sizeof *files);

        if (files == NULL)
            return false;
        if (list->n_files > 0)
            memcpy(files, list->files, list->n_files * sizeof *files);
        list->files = files;
        list->capacity = capacity;
    }
    list->files[list->n_files++] = file;
    return true;
}

static bool is_csv(const char *name)
{
    size_t length = strlen(name);
    const char *end = length > 4 ? name + length - 4 : "";

    return name[0] != '.' && (strcmp(end, ".csv") == 0 || strcmp(end, ".CSV") == 0);
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static enum zi_code add_folder(struct list *list, const char *path, struct zi_error *error)
{
    DIR *folder = opendir(path);
    size_t first = list->n_files;
    size_t length = strlen(path);
    const struct dirent *entry;
    bool added = true;

    if (folder == NULL)
        return fail_to_open(path, error);
    while (length > 1 && path[length - 1] == '/')
        length--;
    while (added && (entry = readdir(folder)) != NULL)
        if (is_csv(entry->d_name))
            added =
                add(list, zi_arena_print(list->arena, "%.*s/%s", (int)length, path, entry->d_name));
    closedir(folder);
    if (!added)
        return zi_fail_memory(error);
    if (list->n_files == first)
        return zi_fail(error, ZI_EINPUT, "folder '%s' tidak berisi berkas .csv",
                       "the folder '%s' holds no .csv file", path);
    qsort(list->files + first, list->n_files - first, sizeof *list->files, compare_names);
    return ZI_OK;
}

enum zi_code source_list(const char *const paths[], size_t n_paths, struct zi_arena *arena,
                         const char ***files, size_t *n_files, struct zi_error *error)
{
    struct list list = {.arena = arena};

    for (size_t i = 0; i < n_paths; i++) {
        struct stat status;

        if (strcmp(paths[i], "-") != 0) {
            if (stat(paths[i], &status) != 0)
                return fail_to_open(paths[i], error);
            if (S_ISDIR(status.st_mode)) {
                ZI_TRY(add_folder(&list, paths[i], error));
                continue;
            }
        }
        if (!add(&list, zi_arena_copy(arena, paths[i])))
            return zi_fail_memory(error);
    }
    *files = list.files;
    *n_files = list.n_files;
    return ZI_OK;
}

static bool copy_all(int from, int to)
{
    char bytes[1 << 16];

    for (;;) {
        ssize_t got = read(from, bytes, sizeof bytes);

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got == 0;
        if (!zi_file_write_all(to, bytes, (size_t)got))
            return false;
    }
}

/* The copy has no name, so that nothing is left behind. */
static enum zi_code copy_to_temporary(const char *path, int from, struct zi_csv_input *input,
                                      struct zi_error *error)
{
    FILE *temporary = tmpfile();
    int copy = temporary != NULL ? dup(fileno(temporary)) : -1;
    bool copied = copy >= 0 && copy_all(from, copy);
    int number = errno;

    if (temporary != NULL)
        fclose(temporary);
    if (copied) {
        input->descriptor = copy;
        return ZI_OK;
    }
    if (copy >= 0)
        close(copy);
    zi_fail(error, ZI_ESYSTEM, "'%s' tidak dapat disalin ke berkas sementara",
            "cannot copy '%s' to a temporary file", path);
    return zi_error_add_cause(error, ZI_ESYSTEM, number);
}

enum zi_code source_open(const char *path, struct zi_csv_input *input, struct zi_error *error)
{
    bool standard = strcmp(path, "-") == 0;
    int descriptor = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    struct stat status;
    enum zi_code code;

    *input = (struct zi_csv_input){.descriptor = -1};
    if (descriptor < 0 || fstat(descriptor, &status) != 0)
        return fail_to_open(path, error);
    if (!standard && S_ISREG(status.st_mode)) {
        input->descriptor = descriptor;
        return ZI_OK;
    }
    code = copy_to_temporary(path, descriptor, input, error);
    if (!standard)
        close(descriptor);
    return code;
}

void source_close(struct zi_csv_input *input)
{
    if (input->descriptor >= 0)
        close(input->descriptor);
    input->descriptor = -1;
}
