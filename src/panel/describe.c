/* The second pass over a file: only the noted records, with their places. */
#include <stdlib.h>

#include "base/utf8.h"
#include "intake.h"

/* Of the walk over the file, in which each row of the header is a record. */
static size_t position_of(const struct intake *intake, uint32_t record)
{
    return record + intake->layout.header.n_rows - 1;
}

static bool is_wanted(const struct intake *intake)
{
    return intake->n_passed == intake->wanted;
}

static void keep_field(void *text, size_t length, void *data)
{
    struct intake *intake = data;
    size_t column = intake->row.n_fields;

    if (!is_wanted(intake))
        return;
    if (column > intake->layout.n_columns)
        column = intake->layout.n_columns;
    if (column < intake->layout.n_columns || (length > 0 && !intake->kept[column])) {
        intake->fields[column].place = intake->place;
        intake_keep(intake, column, text, length);
    }
    intake->row.n_fields++;
}

/* Gives the kept fields to the code of the first pass. */
static void judge_again(struct intake *intake)
{
    size_t n_fields = intake->row.n_fields;
    struct zi_event event;

    intake->row.n_fields = 0;
    for (size_t i = 0; i < n_fields && i < intake->layout.n_columns; i++)
        intake_take_field(intake->text + intake->fields[i].offset, intake->fields[i].length,
                          intake);
    intake->row.n_fields = n_fields;
    intake->row.has_extra = intake->kept[intake->layout.n_columns];
    intake_judge(intake, &event);
}

static void find_meeting(struct intake *intake, const struct noted *noted)
{
    struct meeting *meeting = &intake->reading->meetings[noted->meeting];

    if (noted->other) {
        meeting->other_line = intake->fields[0].place.line;
        return;
    }
    meeting->place = intake->fields[meeting->column].place;
    if (meeting->ours == NULL)
        meeting->ours =
            remark_quote(intake->reading->faults.arena, intake_text(intake, meeting->column),
                         intake->fields[meeting->column].length);
}

/* All that was noted of the record that ended. */
static void settle_noted(struct intake *intake)
{
    for (; intake->next_noted < intake->n_noted; intake->next_noted++) {
        const struct noted *noted = &intake->noted[intake->next_noted];

        if (position_of(intake, noted->record) != intake->n_passed)
            break;
        if (noted->meeting != NO_MEETING)
            find_meeting(intake, noted);
        else
            judge_again(intake);
    }
}

static void pass_record(struct intake *intake)
{
    intake->n_passed++;
    intake->wanted = intake->next_noted < intake->n_noted
                         ? position_of(intake, intake->noted[intake->next_noted].record)
                         : SIZE_MAX;
    if (is_wanted(intake) || intake->row.n_fields > 0)
        intake_begin_row(intake);
}

static void describe_record(int terminator, void *data)
{
    struct intake *intake = data;

    (void)terminator;
    if (is_wanted(intake))
        settle_noted(intake);
    pass_record(intake);
}

static void describe_quote(struct intake *intake, const struct zi_csv_fault *fault,
                           struct remark *remark)
{
    struct zi_arena *arena = intake->reading->faults.arena;
    size_t length = 0;

    while (length < fault->length && fault->text[length] != intake->layout.header.delimiter)
        length++;
    remark_make(remark, arena, ZI_FAULT_QUOTE, ZI_FAULT, "tanda kutip dibuka tetapi tidak ditutup",
                "a quote is opened but not closed");
    remark_suggest(remark, arena, "hapus tanda kutip, atau tutup setelah %s",
                   "delete the quote, or close it after %s",
                   remark_quote(arena, fault->text + 1, length > 0 ? length - 1 : 0));
}

static void describe_break(struct intake *intake, const struct zi_csv_fault *fault,
                           struct remark *remark)
{
    struct zi_arena *arena = intake->reading->faults.arena;

    switch (fault->kind) {
    case ZI_CSV_UNCLOSED: describe_quote(intake, fault, remark); break;
    case ZI_CSV_AFTER_QUOTE:
        remark_make(remark, arena, ZI_FAULT_QUOTE, ZI_FAULT, "ada isi sesudah tanda kutip penutup",
                    "there is text after the closing quote");
        remark_suggest(remark, arena, "di dalam kutipan, tulis tanda kutip dua kali: \"\"",
                       "inside quotes, write a quote twice: \"\"");
        break;
    case ZI_CSV_STRAY_QUOTE:
        remark_make(remark, arena, ZI_FAULT_QUOTE, ZI_FAULT,
                    "tanda kutip di tengah isi yang tidak berkutip",
                    "a quote inside text that is not quoted");
        remark_suggest(remark, arena, "hapus, atau apit seluruh isi dengan tanda kutip",
                       "delete it, or put the whole text in quotes");
        break;
    case ZI_CSV_TOO_LONG:
        remark_make(remark, arena, ZI_FAULT_COLUMNS, ZI_FAULT, "isi lebih panjang dari %d byte",
                    "a field longer than %d bytes", ZI_CSV_FIELD_MAX);
        break;
    case ZI_CSV_ZERO_BYTE:
        remark_make(remark, arena, ZI_FAULT_ENCODING, ZI_FAULT,
                    "byte nol: dari sini berkas ini bukan teks CSV",
                    "a zero byte: from here on this file is not CSV text");
        break;
    }
}

static void describe_fault(const struct zi_csv_fault *fault, void *data)
{
    struct intake *intake = data;
    struct remark remark = {0};

    if (is_wanted(intake)) {
        describe_break(intake, fault, &remark);
        faults_keep(&intake->reading->faults, intake->shape->path, intake->file, &intake->place,
                    &remark, fault->text, fault->length);
        intake->next_noted++;
    }
    pass_record(intake);
}

static int compare_noted(const void *left, const void *right)
{
    const struct noted *a = left;
    const struct noted *b = right;

    if (a->record != b->record)
        return a->record < b->record ? -1 : 1;
    return (a->meeting > b->meeting) - (a->meeting < b->meeting);
}

enum zi_code intake_describe(struct intake *intake, struct zi_error *error)
{
    struct zi_csv_settings settings = {.delimiter = intake->layout.header.delimiter,
                                       .place = &intake->place,
                                       .wanted = &intake->wanted};
    struct zi_csv_events events = {keep_field, describe_record, describe_fault, intake};

    if (intake->n_noted == 0)
        return ZI_OK;
    qsort(intake->noted, intake->n_noted, sizeof *intake->noted, compare_noted);
    intake->describing = true;
    intake->wanted = position_of(intake, intake->noted[0].record);
    settings.max_records = position_of(intake, intake->noted[intake->n_noted - 1].record) + 1;
    intake_begin_row(intake);
    return zi_csv_read(intake->input, &settings, &events, error);
}
