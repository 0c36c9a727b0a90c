/* Workbooks as zip archives. */
#include "package.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <zip.h>

struct package {
    zip_t *archive;
    const char *path;
};

enum zi_code package_damaged(const char *path, struct zi_text how, struct zi_error *error)
{
    char id[ZI_SENTENCE_MAX];
    char en[ZI_SENTENCE_MAX];

    snprintf(id, sizeof id,
             "'%s' rusak atau bukan buku kerja (%s); buka di Excel atau LibreOffice, lalu simpan "
             "lagi sebagai .xlsx",
             path, how.id);
    snprintf(en, sizeof en,
             "'%s' is damaged or no workbook (%s); open it in Excel or LibreOffice and save it "
             "again as .xlsx",
             path, how.en);
    return zi_fail_text(error, ZI_EINPUT, (struct zi_text){id, en});
}

enum zi_code package_too_large(const char *path, struct zi_error *error)
{
    return zi_fail(error, ZI_EINPUT,
                   "'%s' terlalu besar setelah dibuka pemampatannya; simpan hanya lembar yang "
                   "perlu, atau sebagai CSV",
                   "'%s' is too large once unpacked; save only the sheets that are needed, or as "
                   "CSV",
                   path);
}

enum zi_code package_protected(const char *path, struct zi_error *error)
{
    return zi_fail(
        error, ZI_EINPUT, "'%s' diberi sandi dan tidak dapat dibaca; simpan salinannya tanpa sandi",
        "'%s' is protected by a password and cannot be read; save a copy without one", path);
}

/* What libzip says of an entry or of the archive. */
static enum zi_code fail_zip(const struct package *package, int number, struct zi_error *error)
{
    switch (number) {
    case ZIP_ER_NOPASSWD:
    case ZIP_ER_WRONGPASSWD: return package_protected(package->path, error);
    case ZIP_ER_MEMORY: return zi_fail_memory(error);
    case ZIP_ER_COMPNOTSUPP:
    case ZIP_ER_ENCRNOTSUPP:
        return package_damaged(
            package->path,
            (struct zi_text){"cara pemampatan yang tidak dikenal", "an unknown way of packing"},
            error);
    case ZIP_ER_CRC:
        return package_damaged(package->path,
                               (struct zi_text){"jumlah periksa tidak cocok", "a wrong checksum"},
                               error);
    default:
        return package_damaged(
            package->path, (struct zi_text){"arsip zip tidak utuh", "a broken zip archive"}, error);
    }
}

/* libzip closes what it is given: a duplicate. */
static zip_source_t *source_of_descriptor(int descriptor, zip_error_t *cause)
{
    int copy = dup(descriptor);
    FILE *file = copy >= 0 ? fdopen(copy, "rb") : NULL;
    zip_source_t *source;

    if (file == NULL) {
        zip_error_set(cause, ZIP_ER_OPEN, errno);
        if (copy >= 0)
            close(copy);
        return NULL;
    }
    source = zip_source_filep_create(file, 0, -1, cause);
    if (source == NULL)
        fclose(file);
    return source;
}

static enum zi_code open_archive(struct package *package, const struct package_bytes *bytes,
                                 struct zi_error *error)
{
    zip_error_t cause;
    zip_source_t *source;
    int number;

    zip_error_init(&cause);
    source = bytes->descriptor >= 0
                 ? source_of_descriptor(bytes->descriptor, &cause)
                 : zip_source_buffer_create(bytes->bytes, bytes->length, 0, &cause);
    if (source != NULL)
        package->archive = zip_open_from_source(source, ZIP_RDONLY, &cause);
    if (source != NULL && package->archive == NULL)
        zip_source_free(source);
    number = zip_error_code_zip(&cause);
    zip_error_fini(&cause);
    if (package->archive == NULL)
        return fail_zip(package, number, error);
    return zip_get_num_entries(package->archive, 0) > PACKAGE_PARTS_MAX
               ? package_too_large(package->path, error)
               : ZI_OK;
}

enum zi_code package_open(struct package **package, const struct package_bytes *bytes,
                          const char *path, struct zi_error *error)
{
    enum zi_code code;

    *package = calloc(1, sizeof **package);
    if (*package == NULL)
        return zi_fail_memory(error);
    (*package)->path = path;
    code = open_archive(*package, bytes, error);
    if (code != ZI_OK) {
        package_close(*package);
        *package = NULL;
    }
    return code;
}

void package_close(struct package *package)
{
    if (package == NULL)
        return;
    if (package->archive != NULL)
        zip_discard(package->archive);
    free(package);
}

const char *package_path(const struct package *package)
{
    return package->path;
}

/* Names of parts differ in capitals only by mistake. */
static zip_int64_t locate(const struct package *package, const char *part)
{
    return zip_name_locate(package->archive, part, ZIP_FL_NOCASE);
}

bool package_has(const struct package *package, const char *part)
{
    return locate(package, part) >= 0;
}

/* Beyond what a part of a workbook is. packed: 0 where the archive does not say. */
static bool is_bomb(zip_uint64_t unpacked, zip_uint64_t packed)
{
    return unpacked > PACKAGE_PART_MAX ||
           (unpacked > PACKAGE_RATIO_FROM && packed > 0 && unpacked / packed > PACKAGE_RATIO_MAX);
}

static enum zi_code read_pieces(struct package *package, zip_file_t *file, zip_uint64_t packed,
                                package_sink *sink, void *data, struct zi_error *error)
{
    char piece[PACKAGE_PIECE];
    zip_uint64_t unpacked = 0;
    zip_int64_t got;

    do {
        got = zip_fread(file, piece, sizeof piece);
        if (got < 0)
            return fail_zip(package, zip_error_code_zip(zip_file_get_error(file)), error);
        unpacked += (zip_uint64_t)got;
        if (is_bomb(unpacked, packed))
            return package_too_large(package->path, error);
    } while (sink(data, piece, (size_t)got, got == 0) && got > 0);
    return ZI_OK;
}

enum zi_code package_read(struct package *package, const char *part, package_sink *sink, void *data,
                          struct zi_error *error)
{
    zip_int64_t entry = locate(package, part);
    zip_stat_t status;
    zip_file_t *file;
    enum zi_code code;

    if (entry < 0)
        return package_damaged(
            package->path, (struct zi_text){"ada bagian yang hilang", "a part is missing"}, error);
    file = zip_fopen_index(package->archive, (zip_uint64_t)entry, 0);
    if (file == NULL)
        return fail_zip(package, zip_error_code_zip(zip_get_error(package->archive)), error);
    zip_stat_init(&status);
    if (zip_stat_index(package->archive, (zip_uint64_t)entry, 0, &status) != 0 ||
        (status.valid & ZIP_STAT_COMP_SIZE) == 0)
        status.comp_size = 0;
    code = read_pieces(package, file, status.comp_size, sink, data, error);
    zip_fclose(file);
    return code;
}
