/* zistat check: every fault of the files. */
#include <string.h>

#include "base/count.h"
#include "session.h"

struct options {
    struct zi_input_options input;
    struct zi_table_options table;
};

static const struct zi_option_group groups[] = {
    {ZI_TAKES_WHOLE_INPUT(struct options, input)},
    {ZI_TAKES_CATALOGUE(struct options, input.catalogue)},
    {ZI_TAKES_FORMAT(struct options, table)},
    {ZI_TAKES_OUTPUT(struct options, table.output)},
    {.rows = NULL},
};

static const struct zi_column columns[] = {
    {"file", ZI_COLUMN_TEXT},     {"line", ZI_COLUMN_INTEGER},    {"column", ZI_COLUMN_INTEGER},
    {"severity", ZI_COLUMN_TEXT}, {"kind", ZI_COLUMN_TEXT},       {"value", ZI_COLUMN_TEXT},
    {"message", ZI_COLUMN_TEXT},  {"suggestion", ZI_COLUMN_TEXT},
};

static void print_text_shape(struct zi_session *session, const struct zi_file_shape *shape)
{
    struct zi_buffer *out = &session->out;
    enum zi_language language = session->language;

    if (shape->delimiter == '\t')
        zi_buffer_say(out, language, "pemisah TAB", "delimiter TAB");
    else
        zi_buffer_say(out, language, "pemisah '%c'", "delimiter '%c'", shape->delimiter);
    if (shape->decimal == 'x')
        zi_buffer_say(out, language, ", desimal ',' dan '.'", ", decimal ',' and '.'");
    else if (shape->decimal != 0)
        zi_buffer_say(out, language, ", desimal '%c'", ", decimal '%c'", shape->decimal);
    zi_buffer_print(out, ", %s",
                    shape->utf16         ? "UTF-16"
                    : shape->windows1252 ? "Windows-1252"
                                         : "UTF-8");
    if (shape->bom)
        zi_buffer_say(out, language, " dengan BOM", " with BOM");
    if (shape->crlf)
        zi_buffer_add(out, ", CRLF");
}

enum { COLUMNS_SHOWN = 16 };

static void print_column(struct zi_session *session, const struct zi_file_column *column)
{
    struct zi_buffer *out = &session->out;
    const char *what =
        column->index != NULL ? column->index : zi_text_in(column->what, session->language);

    zi_buffer_add(out, what);
    if (column->year != 0)
        zi_buffer_print(out, " %d", column->year);
    if (column->year != 0 || strcmp(what, column->name) != 0)
        zi_buffer_print(out, " = '%s'", column->name);
}

/* "     dibaca sebagai: kepala kolom di baris 4; unit = 'OPD'; zi 2021 = 'TPI | 2021'" */
static void print_reading(struct zi_session *session, const struct zi_file_shape *shape)
{
    struct zi_buffer *out = &session->out;
    enum zi_language language = session->language;

    if (shape->n_columns == 0)
        return;
    zi_buffer_say(out, language, "     dibaca sebagai: judul kolom di baris %zu",
                  "     read as: header in line %zu", shape->header_line);
    for (size_t i = 0; i < shape->n_columns && i < COLUMNS_SHOWN; i++) {
        zi_buffer_add(out, "; ");
        print_column(session, &shape->columns[i]);
    }
    if (shape->n_columns > COLUMNS_SHOWN)
        zi_buffer_say(out, language, "; dan %zu lagi", "; and %zu more",
                      shape->n_columns - COLUMNS_SHOWN);
    zi_buffer_add(out, "\n");
}

/* "zi-2025.csv: pemisah ';', desimal ',', UTF-8 dengan BOM, 9 baris data". Of a file of which no
 * row was read its faults say all there is to say. */
static void print_shape(struct zi_session *session, const struct zi_file_shape *shape)
{
    struct zi_buffer *out = &session->out;

    if (shape->n_rows == 0)
        return;
    zi_buffer_print(out, "%s: ", shape->path);
    if (shape->in_sheet)
        zi_buffer_say(out, session->language, "lembar kerja", "worksheet");
    else
        print_text_shape(session, shape);
    zi_buffer_say(out, session->language, ", %zu baris data\n",
                  shape->n_rows == 1 ? ", %zu data row\n" : ", %zu data rows\n", shape->n_rows);
    print_reading(session, shape);
}

static void print_text(struct zi_session *session, const struct zi_report *report)
{
    size_t good = 0, rows = 0;

    for (size_t i = 0; i < report->n_shapes; i++) {
        print_shape(session, &report->shapes[i]);
        good += report->shapes[i].n_good;
        rows += report->shapes[i].n_rows;
    }
    zi_session_print_faults(report, report->n_faults, session->language, &session->out);
    zi_buffer_say(&session->out, session->language,
                  "%zu galat, %zu peringatan. Baris baik: %zu dari %zu.\n",
                  "Errors: %zu, warnings: %zu. Good rows: %zu of %zu.\n",
                  report->n_of_severity[ZI_FAULT], report->n_of_severity[ZI_WARNING], good, rows);
}

static void add_place(struct zi_table *table, size_t place)
{
    if (place > 0)
        zi_table_integer(table, (long)place);
    else
        zi_table_empty(table);
}

static enum zi_code print_table(struct zi_session *session, const struct zi_report *report,
                                enum zi_format format, struct zi_error *error)
{
    static const char *const severities[] = {"note", "warning", "error"};
    struct zi_table table;

    zi_table_init(&table, "check", columns, ZI_COUNT(columns));
    for (size_t i = 0; i < report->n_faults; i++) {
        const struct zi_fault *fault = &report->faults[i];

        zi_table_text(&table, fault->path);
        add_place(&table, fault->line);
        add_place(&table, fault->column);
        zi_table_text(&table, severities[fault->severity]);
        zi_table_text(&table, zi_fault_kind_name(fault->kind));
        zi_table_text(&table, fault->text);
        zi_table_text(&table, zi_text_in(fault->what, session->language));
        zi_table_text(&table, zi_text_in(fault->suggestion, session->language));
    }
    return zi_session_answer(session, format, &table, error);
}

/* Of very many faults only the first of each severity are kept. */
static void say_not_listed(struct zi_session *session, const struct zi_report *report)
{
    size_t all = report->n_of_severity[ZI_NOTE] + report->n_of_severity[ZI_WARNING] +
                 report->n_of_severity[ZI_FAULT];

    if (all > report->n_faults)
        zi_session_say(session, "hanya %zu dari %zu yang disebut", "only %zu of %zu are listed",
                       report->n_faults, all);
}

static enum zi_code check(struct zi_session *session, const struct zi_catalogue *catalogue,
                          struct zi_panel *panel, struct zi_report *report, struct zi_error *error)
{
    const struct options *options = session->options;
    const struct zi_option_list *indices = &options->input.indices;
    struct zi_reader_options reading = {
        .index = indices->n == 1 ? indices->items[0] : NULL,
        .institution = options->input.institution,
        .sheet = options->input.sheet,
        .skip_bad = true,
    };
    enum zi_code code = zi_reader_read(session->arguments.items, session->arguments.n, catalogue,
                                       &reading, panel, report, error);

    /* Faults are the answer here, not a failure: also those of a file with no usable header. */
    if (code != ZI_OK && !(code == ZI_EINPUT && report->n_faults > 0))
        return code;
    session->answer_is_no = report->n_of_severity[ZI_FAULT] > 0;
    say_not_listed(session, report);
    if (options->table.format != ZI_FORMAT_TEXT)
        return print_table(session, report, options->table.format, error);
    print_text(session, report);
    return ZI_OK;
}

static enum zi_code run(struct zi_session *session, struct zi_error *error)
{
    const struct options *options = session->options;
    struct zi_catalogue catalogue = {0};
    struct zi_panel panel = {0};
    struct zi_report report = {0};
    enum zi_code code = zi_session_load_catalogue(&options->input.catalogue, &catalogue, error);

    if (code == ZI_OK)
        code = check(session, &catalogue, &panel, &report, error);
    zi_report_release(&report);
    zi_panel_release(&panel);
    zi_catalogue_release(&catalogue);
    return code;
}

const struct zi_command zi_command_check = {
    .name = "check",
    .name_id = "periksa",
    .summary = {"semua kesalahan berkas, dengan tempat dan saran",
                "every fault of the files, with its place and a suggestion"},
    .arguments = "FILE...",
    .min_arguments = 1,
    .options = groups,
    .size = sizeof(struct options),
    .example = "zistat check data/*.csv",
    .run = run,
};
