/*
 * Files: read whole, write whole or not at all. Output is written beside its place under a
 * temporary name and renamed; temporary names and child processes are remembered, so that an
 * interrupt leaves nothing behind.
 */
#ifndef ZISTAT_BASE_FILE_H
#define ZISTAT_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "zistat/base/arena.h"
#include "zistat/base/error.h"

/* The whole file ended by a zero byte (not counted in *length), in the arena. */
enum zi_code zi_file_read(const char *path, struct zi_arena *arena, char **bytes, size_t *length,
                          struct zi_error *error);

/* Refuses an existing path unless force (ZI_EUSAGE: name another or give --force). */
enum zi_code zi_file_write(const char *path, const char *bytes, size_t length, bool force,
                           struct zi_error *error);

/* Renames a finished file to its place under the same rule; across file systems it copies. */
enum zi_code zi_file_move(const char *from, const char *to, bool force, struct zi_error *error);

/* A new private folder below TMPDIR; removed with all in it by zi_file_remove_folder or by an
 * interrupt. path has room for ZI_PATH_MAX bytes. */
enum { ZI_PATH_MAX = 4096 };
enum zi_code zi_file_temporary_folder(char path[ZI_PATH_MAX], struct zi_error *error);
void zi_file_remove_folder(const char *path);

/* Remember or forget a child process that an interrupt must end. */
void zi_file_remember_child(pid_t child);
void zi_file_forget_child(pid_t child);

/* Ends remembered children, removes remembered temporary files and folders. Safe in a signal
 * handler. */
void zi_file_clean_up(void);

#endif
