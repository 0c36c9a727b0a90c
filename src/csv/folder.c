/* Walks a folder for the files that may hold tables. */
#include "folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/count.h"
#include "base/utf8.h"

enum { DEPTH_MAX = 32 };

/* A folder on the way, to know it again when a link leads back to it. */
struct step {
    const struct step *above;
    dev_t device;
    ino_t number;
    size_t depth;
};

struct walk {
    struct path_list *tables;
    struct path_list *skipped;
};

bool path_list_add(struct path_list *list, const char *path)
{
    if (path == NULL)
        return false;
    if (list->n == list->capacity) {
        size_t capacity = list->capacity > 0 ? 2 * list->capacity : 16;
        const char **paths = zi_arena_allocate(list->arena, capacity, sizeof *paths);

        if (paths == NULL)
            return false;
        if (list->n > 0)
            memcpy(paths, list->paths, list->n * sizeof *paths);
        list->paths = paths;
        list->capacity = capacity;
    }
    list->paths[list->n++] = path;
    return true;
}

void folder_ending(const char *name, char ending[ENDING_MAX])
{
    const char *slash = strrchr(name, '/');
    const char *dot = strrchr(slash != NULL ? slash : name, '.');
    size_t length = 0;

    for (const char *at = dot; at != NULL && at[1] != '\0' && length + 1 < ENDING_MAX; at++)
        ending[length++] = zi_utf8_lower_ascii(at[1]);
    ending[length] = '\0';
}

static bool is_among(const char *ending, const char *const *endings)
{
    while (*endings != NULL && strcmp(*endings, ending) != 0)
        endings++;
    return *endings != NULL;
}

static bool is_lock(const char *name)
{
    return strncmp(name, "~$", 2) == 0;
}

static bool is_table(const char *name)
{
    static const char *const endings[] = {"csv", "tsv", "txt", "xlsx", "xlsm", "ods", NULL};
    char ending[ENDING_MAX];

    folder_ending(name, ending);
    return !is_lock(name) && is_among(ending, endings);
}

static bool may_be_meant(const char *name)
{
    static const char *const endings[] = {"xls", "xlsb", "xlt", "numbers", "gsheet",
                                          "et",  "dbf",  "doc", "docx",    "zip",
                                          "rar", "7z",   "sav", "dta",     NULL};
    char ending[ENDING_MAX];

    folder_ending(name, ending);
    return is_lock(name) || is_among(ending, endings);
}

static enum zi_code fail_folder(const char *path, struct zi_error *error)
{
    int number = errno;

    zi_fail(error, ZI_EINPUT, "folder '%s' tidak dapat dibuka", "cannot open the folder '%s'",
            path);
    return zi_error_add_cause(error, ZI_EINPUT, number);
}

static bool is_on_the_way(const struct step *step, const struct stat *status)
{
    while (step != NULL && (step->device != status->st_dev || step->number != status->st_ino))
        step = step->above;
    return step != NULL;
}

static enum zi_code walk_folder(struct walk *walk, const char *path, const struct step *above,
                                struct zi_error *error);

/* One name of a folder. What vanished or cannot be looked at is left to the opening of files. */
static enum zi_code take_entry(struct walk *walk, const char *path, const char *name,
                               const struct step *folder, struct zi_error *error)
{
    struct stat status;

    if (path == NULL)
        return zi_fail_memory(error);
    if (stat(path, &status) == 0 && S_ISDIR(status.st_mode))
        return is_on_the_way(folder, &status) ? ZI_OK : walk_folder(walk, path, folder, error);
    if ((is_table(name) && !path_list_add(walk->tables, path)) ||
        (!is_table(name) && may_be_meant(name) && !path_list_add(walk->skipped, path)))
        return zi_fail_memory(error);
    return ZI_OK;
}

static enum zi_code take_entries(struct walk *walk, DIR *entries, const char *path,
                                 const struct step *folder, struct zi_error *error)
{
    size_t length = strlen(path);
    const struct dirent *entry;

    while (length > 1 && path[length - 1] == '/')
        length--;
    while ((entry = readdir(entries)) != NULL)
        if (entry->d_name[0] != '.')
            ZI_TRY(take_entry(
                walk,
                zi_arena_print(walk->tables->arena, "%.*s/%s", (int)length, path, entry->d_name),
                entry->d_name, folder, error));
    return ZI_OK;
}

static enum zi_code walk_folder(struct walk *walk, const char *path, const struct step *above,
                                struct zi_error *error)
{
    struct step here = {.above = above, .depth = above != NULL ? above->depth + 1 : 0};
    struct stat status;
    DIR *entries;
    enum zi_code code;

    if (here.depth > DEPTH_MAX)
        return zi_fail(error, ZI_EINPUT, "folder '%s' terlalu dalam (lebih dari %d tingkat)",
                       "the folder '%s' lies too deep (more than %d levels)", path, DEPTH_MAX);
    entries = opendir(path);
    if (entries == NULL || fstat(dirfd(entries), &status) != 0) {
        code = fail_folder(path, error);
    } else {
        here.device = status.st_dev;
        here.number = status.st_ino;
        code = take_entries(walk, entries, path, &here, error);
    }
    if (entries != NULL)
        closedir(entries);
    return code;
}

static int compare_paths(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void sort(struct path_list *list, size_t first)
{
    if (list->n > first)
        qsort(list->paths + first, list->n - first, sizeof *list->paths, compare_paths);
}

enum zi_code folder_list(const char *path, struct path_list *tables, struct path_list *skipped,
                         struct zi_error *error)
{
    struct walk walk = {tables, skipped};
    size_t first_table = tables->n;
    size_t first_skipped = skipped->n;

    ZI_TRY(walk_folder(&walk, path, NULL, error));
    sort(tables, first_table);
    sort(skipped, first_skipped);
    return ZI_OK;
}
