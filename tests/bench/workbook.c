/*
 * usage: workbook FILE ROWS TEXT_LENGTH
 * Writes a workbook of so many rows: a unit, a year, four scores, and a remark of so many
 * characters that no other row has.
 */
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

static void write_row(lxw_worksheet *sheet, lxw_row_t row, char *remark, size_t length)
{
    char unit[64];
    unsigned hash = row * 2654435761u;

    snprintf(unit, sizeof unit, "Unit Pelaksana Teknis Nomor %u Kabupaten Contoh", row / 5);
    worksheet_write_string(sheet, row, 0, unit, NULL);
    worksheet_write_number(sheet, row, 1, 2019 + row % 5, NULL);
    for (lxw_col_t column = 2; column < 6; column++) {
        hash = hash * 1664525u + 1013904223u;
        worksheet_write_number(sheet, row, column, 50 + hash % 4900 / 100.0, NULL);
    }
    if (length == 0)
        return;
    memset(remark, 'x', length);
    remark[snprintf(remark, length, "%u", row)] = ' ';
    worksheet_write_string(sheet, row, 6, remark, NULL);
}

int main(int count, char **arguments)
{
    static const char *const heads[] = {"unit", "tahun", "zi", "skm", "sakip", "spi", "keterangan"};
    lxw_workbook *book;
    lxw_worksheet *sheet;
    long rows;
    size_t length;
    char *remark;

    if (count != 4)
        return 2;
    rows = strtol(arguments[2], NULL, 10);
    length = (size_t)strtol(arguments[3], NULL, 10);
    remark = calloc(length + 1, 1);
    book = workbook_new(arguments[1]);
    sheet = workbook_add_worksheet(book, "TPI");
    for (size_t column = 0; column < sizeof heads / sizeof *heads - (length == 0); column++)
        worksheet_write_string(sheet, 0, (lxw_col_t)column, heads[column], NULL);
    for (lxw_row_t row = 1; row <= (lxw_row_t)rows; row++)
        write_row(sheet, row, remark, length);
    free(remark);
    return workbook_close(book) == LXW_NO_ERROR ? 0 : 1;
}
