/* A code for programs and a sentence for people, in both languages. */
#include "zistat/base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "count.h"
#include "zistat/base/language.h"

/* What the system says most often, in words that say what is wrong and not what was called. */
static const struct {
    int number;
    struct zi_text text;
} causes[] = {
    {ENOENT, {"berkas atau folder tidak ada", "no such file or folder"}},
    {EACCES, {"izin ditolak", "permission denied"}},
    {EPERM, {"tidak diizinkan", "not permitted"}},
    {EROFS, {"sistem berkas hanya dapat dibaca", "the file system is read-only"}},
    {EISDIR, {"ini folder, bukan berkas", "it is a folder, not a file"}},
    {ENOTDIR, {"bagian jalurnya bukan folder", "part of the path is not a folder"}},
    {ELOOP, {"tautan simbolik berputar", "symbolic links go in a circle"}},
    {ENAMETOOLONG, {"nama terlalu panjang", "the name is too long"}},
    {ENOSPC, {"disk penuh", "the disk is full"}},
    {EDQUOT, {"kuota disk habis", "the disk quota is used up"}},
    {EFBIG, {"berkas terlalu besar", "the file is too large"}},
    {EMFILE, {"terlalu banyak berkas terbuka", "too many open files"}},
    {EIO, {"perangkat gagal dibaca atau ditulis", "the device could not be read or written"}},
    {ENOMEM, {"memori habis", "out of memory"}},
    {EPIPE, {"pembacanya sudah menutup pipa", "its reader has closed the pipe"}},
};

/* A sentence that did not fit must not end inside a UTF-8 character. */
static void cut_at_character(char sentence[ZI_SENTENCE_MAX])
{
    size_t end = ZI_SENTENCE_MAX - 1;

    while (end > 0 && ((unsigned char)sentence[end - 1] & 0xc0) == 0x80)
        end--;
    if (end > 0 && (unsigned char)sentence[end - 1] >= 0xc0)
        sentence[end - 1] = '\0';
}

static void fill(char sentence[ZI_SENTENCE_MAX], const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

static void fill(char sentence[ZI_SENTENCE_MAX], const char *format, va_list arguments)
{
    if (vsnprintf(sentence, ZI_SENTENCE_MAX, format, arguments) >= ZI_SENTENCE_MAX)
        cut_at_character(sentence);
}

static void append(char sentence[ZI_SENTENCE_MAX], const char *cause)
{
    size_t length = strlen(sentence);
    int added = snprintf(sentence + length, ZI_SENTENCE_MAX - length, ": %s", cause);

    if (added >= (int)(ZI_SENTENCE_MAX - length))
        cut_at_character(sentence);
}

enum zi_code zi_fail(struct zi_error *error, enum zi_code code, const char *id, const char *en, ...)
{
    va_list arguments;

    if (error == NULL)
        return code;
    error->code = code;
    error->part = error->advice = 0;
    va_start(arguments, en);
    fill(error->id, id, arguments);
    va_end(arguments);
    va_start(arguments, en);
    fill(error->en, en, arguments);
    va_end(arguments);
    return code;
}

enum zi_code zi_fail_text(struct zi_error *error, enum zi_code code, struct zi_text sentence)
{
    if (error == NULL)
        return code;
    error->code = code;
    error->part = error->advice = 0;
    if (snprintf(error->id, ZI_SENTENCE_MAX, "%s", sentence.id) >= ZI_SENTENCE_MAX)
        cut_at_character(error->id);
    if (snprintf(error->en, ZI_SENTENCE_MAX, "%s", sentence.en) >= ZI_SENTENCE_MAX)
        cut_at_character(error->en);
    return code;
}

enum zi_code zi_fail_memory(struct zi_error *error)
{
    return zi_fail(error, ZI_ESYSTEM, "memori habis; coba berkas yang lebih kecil",
                   "out of memory; try a smaller file");
}

enum zi_code zi_error_add_cause(struct zi_error *error, enum zi_code code, int number)
{
    char other[128];

    if (error == NULL)
        return code;
    for (size_t i = 0; i < ZI_COUNT(causes); i++) {
        if (causes[i].number == number) {
            append(error->id, causes[i].text.id);
            append(error->en, causes[i].text.en);
            return code;
        }
    }
    if (strerror_r(number, other, sizeof other) != 0)
        snprintf(other, sizeof other, "errno %d", number);
    append(error->id, other);
    append(error->en, other);
    return code;
}
