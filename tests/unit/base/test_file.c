#include "check.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"

/* Each test stands in a new empty folder. */
static int enter_new_folder(void **state)
{
    static char folder[64];

    strcpy(folder, "/tmp/zistat-test-XXXXXX");
    assert_non_null(mkdtemp(folder));
    assert_int_equal(chdir(folder), 0);
    *state = folder;
    return 0;
}

static int leave_folder(void **state)
{
    char command[128];

    assert_int_equal(chdir("/"), 0);
    snprintf(command, sizeof command, "rm -rf '%s'", (char *)*state);
    return system(command);
}

static size_t files_here(void)
{
    DIR *folder = opendir(".");
    struct dirent *entry;
    size_t count = 0;

    while ((entry = readdir(folder)) != NULL)
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(folder);
    return count;
}

static void put(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static void assert_holds(const char *path, const char *want)
{
    struct zi_arena arena = {0};
    struct zi_error error;
    size_t length;
    char *bytes;

    assert_int_equal(zi_file_read(path, &arena, &bytes, &length, &error), ZI_OK);
    assert_string_equal(bytes, want);
    assert_int_equal(length, strlen(want));
    zi_arena_release(&arena);
}

static void assert_says(const struct zi_error *error, enum zi_code code, const char *id,
                        const char *en)
{
    assert_int_equal(error->code, code);
    assert_string_equal(error->id, id);
    assert_string_equal(error->en, en);
}

static enum zi_code read_fails(const char *path, struct zi_error *error)
{
    struct zi_arena arena = {0};
    size_t length;
    char *bytes;
    enum zi_code code = zi_file_read(path, &arena, &bytes, &length, error);

    zi_arena_release(&arena);
    return code;
}

static void a_file_is_read_whole(void **state)
{
    (void)state;
    put("kecil.csv", "unit;tahun\n");
    assert_holds("kecil.csv", "unit;tahun\n");
    put("kosong.csv", "");
    assert_holds("kosong.csv", "");
}

static void zero_bytes_are_read_like_others(void **state)
{
    struct zi_arena arena = {0};
    struct zi_error error;
    size_t length;
    char *bytes;

    (void)state;
    assert_int_equal(zi_file_write("nol", "a\0b", 3, false, &error), ZI_OK);
    assert_int_equal(zi_file_read("nol", &arena, &bytes, &length, &error), ZI_OK);
    assert_int_equal(length, 3);
    assert_memory_equal(bytes, "a\0b", 4);
    zi_arena_release(&arena);
}

/* Longer than the first piece of memory, and of no known size. */
static void a_pipe_is_read_to_its_end(void **state)
{
    enum { LENGTH = 300000 };
    struct zi_arena arena = {0};
    struct zi_error error;
    size_t length;
    pid_t writer;
    char *bytes;

    (void)state;
    assert_int_equal(mkfifo("pipa", 0600), 0);
    writer = fork();
    if (writer == 0) {
        FILE *file = fopen("pipa", "w");

        for (int i = 0; i < LENGTH; i++)
            putc('a' + i % 26, file);
        _exit(fclose(file) == 0 ? 0 : 1);
    }
    assert_int_equal(zi_file_read("pipa", &arena, &bytes, &length, &error), ZI_OK);
    waitpid(writer, NULL, 0);
    assert_int_equal(length, LENGTH);
    for (int i = 0; i < LENGTH; i++)
        if (bytes[i] != 'a' + i % 26)
            fail_msg("byte %d is wrong", i);
    assert_int_equal(bytes[LENGTH], 0);
    zi_arena_release(&arena);
}

static void a_dash_is_standard_input(void **state)
{
    int saved = dup(STDIN_FILENO);
    int file;

    (void)state;
    put("masukan", "unit,tahun\n");
    file = open("masukan", O_RDONLY);
    dup2(file, STDIN_FILENO);
    close(file);
    assert_holds("-", "unit,tahun\n");
    dup2(saved, STDIN_FILENO);
    close(saved);
}

static void a_missing_file_is_said(void **state)
{
    struct zi_error error;

    (void)state;
    assert_int_equal(read_fails("tiada.csv", &error), ZI_EINPUT);
    assert_says(&error, ZI_EINPUT, "tidak dapat membaca 'tiada.csv': berkas atau folder tidak ada",
                "cannot read 'tiada.csv': no such file or folder");
}

static void a_folder_is_no_file_to_read(void **state)
{
    struct zi_error error;

    (void)state;
    assert_int_equal(read_fails("/tmp", &error), ZI_EINPUT);
    assert_says(&error, ZI_EINPUT, "tidak dapat membaca '/tmp': ini folder, bukan berkas",
                "cannot read '/tmp': it is a folder, not a file");
}

static void a_path_through_a_file_is_said(void **state)
{
    struct zi_error error;

    (void)state;
    put("berkas", "");
    read_fails("berkas/x.csv", &error);
    assert_says(&error, ZI_EINPUT,
                "tidak dapat membaca 'berkas/x.csv': bagian jalurnya bukan folder",
                "cannot read 'berkas/x.csv': part of the path is not a folder");
    zi_file_write("berkas/x.csv", "", 0, false, &error);
    assert_says(&error, ZI_ESYSTEM,
                "tidak dapat menulis 'berkas/x.csv': bagian jalurnya bukan folder",
                "cannot write 'berkas/x.csv': part of the path is not a folder");
}

/* Rights do not bind the superuser, who may give them up for the test. */
static void missing_rights_are_said(void **state)
{
    struct zi_error error;
    bool superuser = geteuid() == 0;

    (void)state;
    put("rahasia.csv", "x");
    assert_int_equal(chmod("rahasia.csv", 0), 0);
    assert_int_equal(chmod(".", 0555), 0);
    if (superuser)
        assert_int_equal(seteuid(65534), 0);
    read_fails("rahasia.csv", &error);
    assert_string_equal(error.id, "tidak dapat membaca 'rahasia.csv': izin ditolak");
    assert_string_equal(error.en, "cannot read 'rahasia.csv': permission denied");
    zi_file_write("baru.csv", "x", 1, false, &error);
    assert_says(&error, ZI_ESYSTEM, "tidak dapat menulis 'baru.csv': izin ditolak",
                "cannot write 'baru.csv': permission denied");
    if (superuser)
        assert_int_equal(seteuid(0), 0);
    assert_int_equal(chmod(".", 0700), 0);
}

static void a_device_that_fails_is_said(void **state)
{
    struct zi_error error;

    (void)state;
    assert_int_equal(read_fails("/proc/self/mem", &error), ZI_EINPUT);
    assert_string_equal(error.en, "cannot read '/proc/self/mem': the device could not be read or "
                                  "written");
}

static void a_new_file_is_written_and_nothing_else(void **state)
{
    struct zi_error error;
    struct stat status;
    mode_t mask = umask(022);

    (void)state;
    assert_int_equal(zi_file_write("hasil.csv", "a,b\n", 4, false, &error), ZI_OK);
    umask(mask);
    assert_holds("hasil.csv", "a,b\n");
    assert_int_equal(files_here(), 1);
    assert_int_equal(stat("hasil.csv", &status), 0);
    assert_int_equal(status.st_mode & 0777, 0644);
    assert_int_equal(status.st_nlink, 1);
}

static void an_existing_file_stays_without_force(void **state)
{
    struct zi_error error;

    (void)state;
    put("hasil.csv", "lama");
    assert_int_equal(zi_file_write("hasil.csv", "baru", 4, false, &error), ZI_EUSAGE);
    assert_says(&error, ZI_EUSAGE, "'hasil.csv' sudah ada; pilih nama lain atau beri --force",
                "'hasil.csv' exists already; name another file or give --force");
    assert_holds("hasil.csv", "lama");
    assert_int_equal(files_here(), 1);
}

static void force_replaces_a_file_and_keeps_its_rights(void **state)
{
    struct zi_error error;
    struct stat status;

    (void)state;
    put("hasil.csv", "yang lama");
    assert_int_equal(chmod("hasil.csv", 0600), 0);
    assert_int_equal(zi_file_write("hasil.csv", "baru", 4, true, &error), ZI_OK);
    assert_holds("hasil.csv", "baru");
    assert_int_equal(stat("hasil.csv", &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    assert_int_equal(files_here(), 1);
}

static void force_follows_a_symbolic_link(void **state)
{
    struct zi_error error;
    struct stat status;

    (void)state;
    assert_int_equal(mkdir("arsip", 0700), 0);
    put("arsip/asli.csv", "lama");
    assert_int_equal(symlink("arsip/asli.csv", "tautan.csv"), 0);
    assert_int_equal(zi_file_write("tautan.csv", "baru", 4, true, &error), ZI_OK);
    assert_holds("arsip/asli.csv", "baru");
    assert_int_equal(lstat("tautan.csv", &status), 0);
    assert_true(S_ISLNK(status.st_mode));
}

/* stat() does not see it, link() does: as when another program makes the file a moment before. */
static void a_link_to_nothing_is_not_replaced(void **state)
{
    struct zi_error error;
    struct stat status;

    (void)state;
    assert_int_equal(symlink("belum-ada", "tautan.csv"), 0);
    for (int force = 0; force < 2; force++) {
        assert_int_equal(zi_file_write("tautan.csv", "x", 1, force, &error), ZI_EUSAGE);
        assert_non_null(strstr(error.en, "'tautan.csv' is a link to a file that is not there"));
    }
    assert_int_equal(lstat("tautan.csv", &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    assert_int_equal(files_here(), 1);
}

static void an_output_without_a_name_is_refused(void **state)
{
    struct zi_error error;

    (void)state;
    assert_int_equal(zi_file_write("", "x", 1, true, &error), ZI_EUSAGE);
    assert_int_equal(files_here(), 0);
}

static void a_name_taken_at_the_last_moment_is_not_replaced(void **state)
{
    struct zi_file_parts *parts;
    struct zi_error error;

    (void)state;
    assert_int_equal(zi_file_begin(&parts, "hasil.csv", false, &error), ZI_OK);
    assert_int_equal(zi_file_add(parts, "x", 1, &error), ZI_OK);
    put("hasil.csv", "milik orang lain");
    assert_int_equal(zi_file_end(parts, &error), ZI_EUSAGE);
    assert_non_null(strstr(error.en, "--force"));
    assert_holds("hasil.csv", "milik orang lain");
    assert_int_equal(files_here(), 1);
}

static void several_files_come_together(void **state)
{
    const struct zi_file_content contents[] = {{"satu.csv", "1", 1}, {"dua.csv", "22", 2}};
    struct zi_error error;

    (void)state;
    put("dua.csv", "lama");
    assert_int_equal(zi_file_write_together(contents, 2, true, &error), ZI_OK);
    assert_holds("satu.csv", "1");
    assert_holds("dua.csv", "22");
    assert_int_equal(files_here(), 2);
}

static void of_several_files_none_comes_when_one_cannot(void **state)
{
    const struct zi_file_content contents[] = {
        {"lama.csv", "1", 1}, {"baru.csv", "2", 1}, {"folder/tiga.csv", "3", 1}};
    struct zi_error error;

    (void)state;
    put("lama.csv", "lama");
    assert_int_equal(zi_file_write_together(contents, 3, true, &error), ZI_ESYSTEM);
    assert_non_null(strstr(error.en, "folder/tiga.csv"));
    assert_holds("lama.csv", "lama");
    assert_int_equal(files_here(), 1);
}

/* The last name is taken by a folder after its own was begun: those before it were placed. */
static void what_was_replaced_stands_again_when_a_later_file_fails(void **state)
{
    static const char *const names[] = {"lama.csv", "baru.csv", "tiga.csv"};
    struct zi_file_parts *parts[3];
    struct zi_error error;

    (void)state;
    put("lama.csv", "lama");
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(zi_file_begin(&parts[i], names[i], true, &error), ZI_OK);
        assert_int_equal(zi_file_add(parts[i], "x", 1, &error), ZI_OK);
    }
    assert_int_equal(mkdir("tiga.csv", 0700), 0);
    assert_int_equal(zi_file_end_together(parts, 3, &error), ZI_ESYSTEM);
    assert_non_null(strstr(error.en, "tiga.csv"));
    assert_holds("lama.csv", "lama");
    assert_int_equal(files_here(), 2);
}

static void a_left_over_temporary_file_is_stepped_around(void **state)
{
    struct zi_error error;
    char left_over[64];

    (void)state;
    snprintf(left_over, sizeof left_over, ".zistat-%ld-0", (long)getpid());
    put(left_over, "milik orang lain");
    assert_int_equal(zi_file_write("hasil.csv", "x", 1, false, &error), ZI_OK);
    assert_holds(left_over, "milik orang lain");
    assert_holds("hasil.csv", "x");
}

static void a_folder_is_no_file_to_write(void **state)
{
    struct zi_error error;

    (void)state;
    assert_int_equal(mkdir("laporan", 0700), 0);
    assert_int_equal(zi_file_write("laporan", "x", 1, true, &error), ZI_ESYSTEM);
    assert_says(&error, ZI_ESYSTEM, "tidak dapat menulis 'laporan': ini folder, bukan berkas",
                "cannot write 'laporan': it is a folder, not a file");
}

static void a_missing_folder_is_said(void **state)
{
    struct zi_error error;

    (void)state;
    assert_int_equal(zi_file_write("tiada/x.csv", "x", 1, false, &error), ZI_ESYSTEM);
    assert_says(&error, ZI_ESYSTEM,
                "tidak dapat menulis 'tiada/x.csv': berkas atau folder tidak ada",
                "cannot write 'tiada/x.csv': no such file or folder");
}

static void a_circle_of_links_is_said(void **state)
{
    struct zi_error error;

    (void)state;
    assert_int_equal(symlink("b", "a"), 0);
    assert_int_equal(symlink("a", "b"), 0);
    zi_file_write("a", "x", 1, true, &error);
    assert_string_equal(error.en, "cannot write 'a': symbolic links go in a circle");
}

/* A name of 300 bytes is too long for a folder, a path of 5000 for us. */
static void a_name_too_long_is_said(void **state)
{
    static const size_t lengths[] = {300, 5000};
    struct zi_error error;

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        char path[5001] = "";

        memset(path, 'x', lengths[i]);
        assert_int_equal(zi_file_write(path, "", 0, false, &error), ZI_ESYSTEM);
        assert_int_equal(read_fails(path, &error), ZI_EINPUT);
    }
    read_fails("", &error);
    assert_non_null(strstr(error.en, "no such file"));
}

/* A path just short enough, beside which there is no room for a temporary name. */
static void a_path_without_room_for_a_temporary_name_is_said(void **state)
{
    char path[ZI_PATH_MAX] = "";
    struct zi_error error;

    (void)state;
    for (size_t i = 0; i + 3 < sizeof path; i += 2)
        memcpy(path + i, "./", 2);
    strcat(path, "x");
    assert_int_equal(zi_file_write(path, "", 0, false, &error), ZI_ESYSTEM);
    assert_int_equal(files_here(), 0);
}

static void a_full_disk_is_said(void **state)
{
    struct zi_error error;

    (void)state;
    if (access("/dev/full", W_OK) != 0)
        skip();
    assert_int_equal(zi_file_write("/dev/full", "x", 1, false, &error), ZI_ESYSTEM);
    assert_says(&error, ZI_ESYSTEM, "tidak dapat menulis '/dev/full': disk penuh",
                "cannot write '/dev/full': the disk is full");
}

static void a_device_is_written_to_and_stays(void **state)
{
    struct zi_error error;
    struct stat status;

    (void)state;
    assert_int_equal(zi_file_write("/dev/null", "x", 1, true, &error), ZI_OK);
    assert_int_equal(stat("/dev/null", &status), 0);
    assert_true(S_ISCHR(status.st_mode));
}

/* The limit on the size of files stands for the disk that fills while a file is written. */
static void a_failed_write_leaves_nothing_behind(void **state)
{
    static char bytes[100000];
    struct rlimit before;
    struct rlimit small;
    struct zi_error error;
    enum zi_code code;

    (void)state;
    put("hasil.csv", "lama");
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = (struct rlimit){.rlim_cur = 1000, .rlim_max = before.rlim_max};
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    code = zi_file_write("hasil.csv", bytes, sizeof bytes, true, &error);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(code, ZI_ESYSTEM);
    assert_string_equal(error.id, "tidak dapat menulis 'hasil.csv': berkas terlalu besar");
    assert_holds("hasil.csv", "lama");
    assert_int_equal(files_here(), 1);
}

static void a_temporary_folder_goes_with_all_in_it(void **state)
{
    char folder[ZI_PATH_MAX];
    char name[ZI_PATH_MAX];
    struct zi_error error;
    struct stat status;

    setenv("TMPDIR", *state, 1);
    assert_int_equal(zi_file_temporary_folder(folder, &error), ZI_OK);
    unsetenv("TMPDIR");
    assert_int_equal(strncmp(folder, *state, strlen(*state)), 0);
    assert_int_equal(stat(folder, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0700);
    assert_int_equal(zi_file_temporary_name(name, folder, "bagan.gp", &error), ZI_OK);
    put(name, "plot");
    assert_int_equal(chdir(folder), 0);
    put("tak-dikenal", "");
    assert_int_equal(chdir(*state), 0);
    zi_file_remove_folder(folder);
    assert_int_equal(files_here(), 0);
}

static void removing_a_missing_folder_does_nothing(void **state)
{
    (void)state;
    put("tetap", "");
    zi_file_remove_folder("tiada");
    assert_int_equal(files_here(), 1);
}

static void a_temporary_folder_that_cannot_be_made_is_said(void **state)
{
    char folder[ZI_PATH_MAX];
    char longer[ZI_PATH_MAX + 100];
    struct zi_error error;

    (void)state;
    setenv("TMPDIR", "/tiada", 1);
    assert_int_equal(zi_file_temporary_folder(folder, &error), ZI_ESYSTEM);
    assert_string_equal(error.id, "tidak dapat membuat folder sementara di '/tiada' (atur TMPDIR "
                                  "ke folder lain): berkas atau folder tidak ada");
    assert_string_equal(error.en, "cannot make a temporary folder in '/tiada' (set TMPDIR to "
                                  "another folder): no such file or folder");
    memset(longer, 'x', sizeof longer);
    longer[sizeof longer - 1] = '\0';
    setenv("TMPDIR", longer, 1);
    assert_int_equal(zi_file_temporary_folder(folder, &error), ZI_ESYSTEM);
    assert_int_equal(zi_file_temporary_name(folder, "x", longer, &error), ZI_ESYSTEM);
    setenv("TMPDIR", "", 1);
    assert_int_equal(zi_file_temporary_folder(folder, &error), ZI_OK);
    assert_int_equal(strncmp(folder, "/tmp/zistat-", 12), 0);
    zi_file_remove_folder(folder);
    unsetenv("TMPDIR");
}

static void clean_up_and_leave(int number)
{
    zi_file_clean_up();
    _exit(128 + number);
}

/* A program that is interrupted while gnuplot works in its temporary folder. */
static void be_interrupted(int report)
{
    char folder[ZI_PATH_MAX];
    char name[ZI_PATH_MAX];
    pid_t child;

    signal(SIGINT, clean_up_and_leave);
    if (zi_file_temporary_folder(folder, NULL) != ZI_OK)
        _exit(1);
    for (int i = 0; i < 100; i++) {
        char file[16];

        snprintf(file, sizeof file, "%d.svg", i);
        zi_file_temporary_name(name, folder, file, NULL);
        put(name, "<svg/>");
    }
    zi_file_temporary_name(name, folder, "never-made.svg", NULL);
    child = fork();
    if (child == 0) {
        signal(SIGINT, SIG_IGN);
        signal(SIGTERM, SIG_IGN);
        for (;;)
            pause();
    }
    zi_file_remember_child(child);
    if (write(report, &child, sizeof child) != sizeof child)
        _exit(1);
    raise(SIGINT);
    _exit(2);
}

static void an_interrupt_leaves_nothing_behind(void **state)
{
    int pipe_ends[2];
    pid_t program;
    pid_t child;
    int status;

    setenv("TMPDIR", *state, 1);
    assert_int_equal(pipe(pipe_ends), 0);
    program = fork();
    if (program == 0)
        be_interrupted(pipe_ends[1]);
    unsetenv("TMPDIR");
    assert_int_equal(read(pipe_ends[0], &child, sizeof child), sizeof child);
    close(pipe_ends[0]);
    close(pipe_ends[1]);
    assert_int_equal(waitpid(program, &status, 0), program);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 128 + SIGINT);
    assert_int_not_equal(kill(child, 0), 0);
    assert_int_equal(files_here(), 0);
}

static void what_was_forgotten_is_left_alone(void **state)
{
    char folder[ZI_PATH_MAX];
    char name[ZI_PATH_MAX];
    struct zi_error error;
    pid_t child = fork();

    if (child == 0) {
        pause();
        _exit(0);
    }
    zi_file_remember_child(child);
    zi_file_forget_child(child);
    setenv("TMPDIR", *state, 1);
    assert_int_equal(zi_file_temporary_folder(folder, &error), ZI_OK);
    unsetenv("TMPDIR");
    assert_int_equal(zi_file_temporary_name(name, folder, "x", &error), ZI_OK);
    zi_file_remove_folder(folder);
    assert_int_equal(mkdir(folder, 0700), 0);
    put(name, "milik orang lain");
    assert_int_equal(zi_file_write("hasil", "x", 1, false, &error), ZI_OK);
    zi_file_clean_up();
    assert_holds(name, "milik orang lain");
    assert_holds("hasil", "x");
    assert_int_equal(waitpid(child, NULL, WNOHANG), 0);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
}

/* 256 names are remembered; the table is usable again after them, and more do no harm. */
static void names_beyond_the_limit_are_not_remembered(void **state)
{
    char name[ZI_PATH_MAX];
    struct zi_error error;

    for (int i = 0; i < 300; i++) {
        char file[16];

        snprintf(file, sizeof file, "%d", i);
        assert_int_equal(zi_file_temporary_name(name, *state, file, &error), ZI_OK);
        put(name, "");
        zi_file_remember_child(-1);
    }
    zi_file_clean_up();
    assert_int_equal(files_here(), 300 - 256);
    assert_int_equal(zi_file_temporary_name(name, *state, "0", &error), ZI_OK);
    put(name, "");
    zi_file_clean_up();
    assert_int_equal(files_here(), 300 - 256);
}

#define IN_NEW_FOLDER(test) cmocka_unit_test_setup_teardown(test, enter_new_folder, leave_folder)

static void a_file_in_parts_appears_when_it_is_whole(void **state)
{
    struct zi_file_parts *parts;
    struct zi_error error;

    (void)state;
    assert_int_equal(zi_file_begin(&parts, "hasil.csv", false, &error), ZI_OK);
    assert_int_equal(zi_file_add(parts, "a,", 2, &error), ZI_OK);
    assert_int_equal(zi_file_add(parts, "b\n", 2, &error), ZI_OK);
    assert_int_equal(access("hasil.csv", F_OK), -1);
    assert_int_equal(zi_file_end(parts, &error), ZI_OK);
    assert_holds("hasil.csv", "a,b\n");
    assert_int_equal(files_here(), 1);
}

static void an_abandoned_file_leaves_nothing(void **state)
{
    struct zi_file_parts *parts;
    struct zi_error error;

    (void)state;
    assert_int_equal(zi_file_begin(&parts, "hasil.csv", false, &error), ZI_OK);
    assert_int_equal(zi_file_add(parts, "a,", 2, &error), ZI_OK);
    assert_int_equal(files_here(), 1);
    zi_file_abandon(parts);
    zi_file_abandon(NULL);
    assert_int_equal(files_here(), 0);
}

/* Another program took the name between the first part and the last. */
static void a_file_in_parts_replaces_none_that_came_meanwhile(void **state)
{
    struct zi_file_parts *parts;
    struct zi_error error;

    (void)state;
    assert_int_equal(zi_file_begin(&parts, "hasil.csv", false, &error), ZI_OK);
    assert_int_equal(zi_file_add(parts, "a", 1, &error), ZI_OK);
    put("hasil.csv", "lain");
    assert_int_equal(zi_file_end(parts, &error), ZI_EUSAGE);
    assert_holds("hasil.csv", "lain");
    assert_int_equal(files_here(), 1);
}

static void a_file_in_parts_is_refused_before_the_first(void **state)
{
    struct zi_file_parts *parts;
    struct zi_error error;

    (void)state;
    put("hasil.csv", "lama");
    assert_int_equal(zi_file_begin(&parts, "hasil.csv", false, &error), ZI_EUSAGE);
    assert_null(parts);
    assert_int_equal(zi_file_begin(&parts, "tiada/hasil.csv", false, &error), ZI_ESYSTEM);
    assert_null(parts);
    assert_int_equal(files_here(), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_NEW_FOLDER(a_file_is_read_whole),
        IN_NEW_FOLDER(a_file_in_parts_appears_when_it_is_whole),
        IN_NEW_FOLDER(an_abandoned_file_leaves_nothing),
        IN_NEW_FOLDER(a_file_in_parts_replaces_none_that_came_meanwhile),
        IN_NEW_FOLDER(a_file_in_parts_is_refused_before_the_first),
        IN_NEW_FOLDER(zero_bytes_are_read_like_others),
        IN_NEW_FOLDER(a_pipe_is_read_to_its_end),
        IN_NEW_FOLDER(a_dash_is_standard_input),
        IN_NEW_FOLDER(a_missing_file_is_said),
        IN_NEW_FOLDER(a_folder_is_no_file_to_read),
        IN_NEW_FOLDER(a_path_through_a_file_is_said),
        IN_NEW_FOLDER(missing_rights_are_said),
        IN_NEW_FOLDER(a_device_that_fails_is_said),
        IN_NEW_FOLDER(a_new_file_is_written_and_nothing_else),
        IN_NEW_FOLDER(an_existing_file_stays_without_force),
        IN_NEW_FOLDER(force_replaces_a_file_and_keeps_its_rights),
        IN_NEW_FOLDER(force_follows_a_symbolic_link),
        IN_NEW_FOLDER(a_link_to_nothing_is_not_replaced),
        IN_NEW_FOLDER(an_output_without_a_name_is_refused),
        IN_NEW_FOLDER(a_name_taken_at_the_last_moment_is_not_replaced),
        IN_NEW_FOLDER(several_files_come_together),
        IN_NEW_FOLDER(of_several_files_none_comes_when_one_cannot),
        IN_NEW_FOLDER(what_was_replaced_stands_again_when_a_later_file_fails),
        IN_NEW_FOLDER(a_left_over_temporary_file_is_stepped_around),
        IN_NEW_FOLDER(a_folder_is_no_file_to_write),
        IN_NEW_FOLDER(a_missing_folder_is_said),
        IN_NEW_FOLDER(a_circle_of_links_is_said),
        IN_NEW_FOLDER(a_name_too_long_is_said),
        IN_NEW_FOLDER(a_path_without_room_for_a_temporary_name_is_said),
        IN_NEW_FOLDER(a_full_disk_is_said),
        IN_NEW_FOLDER(a_device_is_written_to_and_stays),
        IN_NEW_FOLDER(a_failed_write_leaves_nothing_behind),
        IN_NEW_FOLDER(a_temporary_folder_goes_with_all_in_it),
        IN_NEW_FOLDER(removing_a_missing_folder_does_nothing),
        IN_NEW_FOLDER(a_temporary_folder_that_cannot_be_made_is_said),
        IN_NEW_FOLDER(an_interrupt_leaves_nothing_behind),
        IN_NEW_FOLDER(what_was_forgotten_is_left_alone),
        IN_NEW_FOLDER(names_beyond_the_limit_are_not_remembered),
    };

    return cmocka_run_group_tests_name("base/file", tests, NULL, NULL);
}
