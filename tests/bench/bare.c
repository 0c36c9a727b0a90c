/*
 * bare FILE: the floor. Reads the file in blocks of 256 KiB through libcsv with callbacks that do
 * nothing.
 */
#include <csv.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static void on_field(void *text, size_t length, void *data)
{
    (void)text;
    (void)length;
    (void)data;
}

static void on_record(int terminator, void *data)
{
    (void)terminator;
    (void)data;
}

int main(int argc, char *argv[])
{
    static char block[1 << 18];
    struct csv_parser parser;
    int descriptor = argc == 2 ? open(argv[1], O_RDONLY) : -1;
    ssize_t length;

    if (descriptor < 0 || csv_init(&parser, CSV_STRICT) != 0) {
        fprintf(stderr, "usage: bare FILE\n");
        return 2;
    }
    while ((length = read(descriptor, block, sizeof block)) > 0)
        if (csv_parse(&parser, block, (size_t)length, on_field, on_record, NULL) != (size_t)length)
            return 1;
    csv_fini(&parser, on_field, on_record, NULL);
    csv_free(&parser);
    close(descriptor);
    return 0;
}
