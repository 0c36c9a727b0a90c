/*
 * Files: read whole, write whole or not at all. Output is written beside its place under a
 * temporary name, synchronised to the disk and renamed; temporary names and child processes are
 * remembered, so that an interrupt leaves nothing behind. All may be called from several threads.
 */
#ifndef ZISTAT_BASE_FILE_H
#define ZISTAT_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "zistat/base/arena.h"
#include "zistat/base/error.h"

/* The whole file ended by a zero byte (not counted in *length), in the arena. "-" is standard
 * input. ZI_EINPUT when it is missing, a folder or unreadable. */
enum zi_code zi_file_read(const char *path, struct zi_arena *arena, char **bytes, size_t *length,
                          struct zi_error *error);

/* Refuses an existing path unless force (ZI_EUSAGE: name another or give --force). With force the
 * permissions of the replaced file stay, and a symbolic link stays one. Devices and pipes are
 * written to directly, with or without force. Nothing is left behind on failure (ZI_ESYSTEM). */
enum zi_code zi_file_write(const char *path, const char *bytes, size_t length, bool force,
                           struct zi_error *error);

/* Whether zi_file_write would refuse path for being there already (ZI_EUSAGE): to be asked before
 * long work. */
enum zi_code zi_file_check_new(const char *path, bool force, struct zi_error *error);

/* What a path leads to, links followed; false where there is nothing. */
bool zi_file_is_folder(const char *path);
bool zi_file_is_regular(const char *path);
bool zi_file_is_same(const char *a, const char *b);

/* Several files, all or none: every one is written beside its place before the first is renamed,
 * and what could be replaced stands again when one cannot be (where the file system has hard
 * links). */
struct zi_file_content {
    const char *path;
    const char *bytes;
    size_t length;
};
enum zi_code zi_file_write_together(const struct zi_file_content contents[], size_t n, bool force,
                                    struct zi_error *error);

/* zi_file_write in parts: nothing stands in its place before the end, which frees parts like an
 * abandonment does. path must live until then. */
struct zi_file_parts;
enum zi_code zi_file_begin(struct zi_file_parts **parts, const char *path, bool force,
                           struct zi_error *error);
enum zi_code zi_file_add(struct zi_file_parts *parts, const char *bytes, size_t length,
                         struct zi_error *error);
enum zi_code zi_file_end(struct zi_file_parts *parts, struct zi_error *error);
enum zi_code zi_file_end_together(struct zi_file_parts *const parts[], size_t n,
                                  struct zi_error *error);
void zi_file_abandon(struct zi_file_parts *parts); /* NULL: nothing to do */

/* To an open file, again when interrupted; false leaves errno. */
bool zi_file_write_all(int file, const char *bytes, size_t length);

/* A new private folder below TMPDIR or /tmp, for files only; removed with all in it by
 * zi_file_remove_folder, and with the names from zi_file_temporary_name by an interrupt. path has
 * room for ZI_PATH_MAX bytes. */
enum { ZI_PATH_MAX = 4096 };
enum zi_code zi_file_temporary_folder(char path[ZI_PATH_MAX], struct zi_error *error);
void zi_file_remove_folder(const char *path);

/* folder/name in path, remembered before the file is made: an interrupt can remove a folder only
 * when it knows every file in it. */
enum zi_code zi_file_temporary_name(char path[ZI_PATH_MAX], const char *folder, const char *name,
                                    struct zi_error *error);

/* A new file without a name, to be written, read again and closed: nothing is left behind. -1
 * leaves errno. */
int zi_file_nameless(void);

/* Remember a child process that an interrupt must end, with all that it started when it heads a
 * process group; forget it once it was waited for. */
void zi_file_remember_child(pid_t child);
void zi_file_forget_child(pid_t child);

/* Ends remembered children, removes remembered temporary files and folders. Safe in a signal
 * handler. Limits: 256 names and 16 children at a time, what is beyond them is not remembered; a
 * folder stays when it holds a file that was not named; a file made between the system's call and
 * its being remembered stays. */
void zi_file_clean_up(void);

#endif
