/* The parts of a run that commands share: reading, saying, answering. */
#include "session.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/parallel.h"
#include "chart/gnuplot.h"
#include "csv/folder.h"
#include "panel/past.h"

void zi_session_say(struct zi_session *session, const char *id, const char *en, ...)
{
    char line[ZI_SENTENCE_MAX];
    va_list arguments;

    va_start(arguments, en);
    vsnprintf(line, sizeof line, session->language == ZI_ENGLISH ? en : id, arguments);
    va_end(arguments);
    if (session->common.quiet)
        return;
    zi_buffer_add(&session->messages, line);
    zi_buffer_add(&session->messages, "\n");
}

enum zi_code zi_session_load_catalogue(const struct zi_catalogue_options *files,
                                       struct zi_catalogue *catalogue, struct zi_error *error)
{
    struct zi_catalogue_files replaced = {
        .indices = files->indices,
        .extra_indices = files->index_file,
        .bands = files->bands,
        .breaks = files->breaks,
        .parts = files->parts,
        .kinds = files->kinds,
        .releases = files->releases,
        .year_effects = files->year_effects,
    };

    return zi_catalogue_load(catalogue, &replaced, error);
}

enum zi_code zi_session_load_regulations(const struct zi_rules_options *rules, int as_of,
                                         const struct zi_catalogue *catalogue,
                                         struct zi_regulations *regulations, struct zi_error *error)
{
    static const struct zi_rules_options built_in = {.border = ZI_STRICT_BORDER};
    const struct zi_rules_options *asked = rules != NULL ? rules : &built_in;

    ZI_TRY(zi_regulations_load(regulations, catalogue, asked->regulations.items,
                               asked->regulations.n, error));
    zi_regulations_read_as(
        regulations, asked->reading == ZI_HALF_AREA ? ZI_HALF_AREA : ZI_WHOLE_AREA, asked->border);
    if (as_of > 0)
        zi_regulations_as_of(regulations, as_of);
    return ZI_OK;
}

static void print_fault(const struct zi_fault *fault, enum zi_language language,
                        struct zi_buffer *out)
{
    static const struct zi_text severities[] = {
        [ZI_NOTE] = {"catatan", "note"},
        [ZI_WARNING] = {"peringatan", "warning"},
        [ZI_FAULT] = {"galat", "error"},
    };
    const char *suggestion = zi_text_in(fault->suggestion, language);

    char place[ZI_PLACE_MAX];

    zi_fault_place(fault, place);
    zi_buffer_print(
        out, "%s: %s [%s]: %s\n", place, zi_text_in(severities[fault->severity], language),
        zi_text_in(zi_fault_kind_text(fault->kind), language), zi_text_in(fault->what, language));
    if (suggestion[0] != '\0')
        zi_buffer_print(out, "     %s: %s\n", language == ZI_ENGLISH ? "suggestion" : "saran",
                        suggestion);
}

void zi_session_print_faults(const struct zi_report *report, size_t limit,
                             enum zi_language language, struct zi_buffer *out)
{
    size_t seen[ZI_FAULT_KIND_COUNT] = {0};

    for (size_t i = 0; i < report->n_faults; i++) {
        const struct zi_fault *fault = &report->faults[i];

        if (seen[fault->kind]++ < limit)
            print_fault(fault, language, out);
    }
    for (int kind = 0; kind < ZI_FAULT_KIND_COUNT; kind++) {
        const char *name = zi_text_in(zi_fault_kind_text((enum zi_fault_kind)kind), language);

        if (seen[kind] > limit)
            zi_buffer_say(out, language, "[%s]: dan %zu lagi\n", "[%s]: and %zu more\n", name,
                          seen[kind] - limit);
    }
}

enum { FAULTS_SHOWN = 20 };

void zi_session_show_faults(struct zi_session *session, const struct zi_report *report)
{
    if (report->n_of_severity[ZI_FAULT] > 0 || !session->common.quiet)
        zi_session_print_faults(report, FAULTS_SHOWN, session->language, &session->messages);
}

static void say_left_out(struct zi_session *session, const struct zi_panel *panel)
{
    for (size_t i = 0; i < panel->n_inputs; i++) {
        const struct zi_input *input = &panel->inputs[i];

        if (input->n_left_out > 0)
            zi_session_say(session, "%s: %zu baris dilewati karena salah, %zu dipakai",
                           "%s: %zu faulty rows left out, %zu used", input->name, input->n_left_out,
                           input->n_rows);
        else if (session->common.verbose)
            zi_session_say(session, "%s: %zu baris dipakai", "%s: %zu rows used", input->path,
                           input->n_rows);
        if (input->n_passed_over > 0 && session->common.verbose)
            zi_session_say(session, "%s: %zu baris rincian nilai tidak dibaca",
                           "%s: %zu rows of parts of scores are not read", input->path,
                           input->n_passed_over);
    }
}

/* Of a row that names indices: those that the catalogue does not have. */
static enum zi_code check_names(const struct zi_option *option,
                                const struct zi_catalogue *catalogue, struct zi_error *error)
{
    const struct zi_option_list *list = option->value;
    const char *const *text = option->value;
    size_t index;

    if (option->row->type == ZI_TYPE_TEXT)
        return *text != NULL ? zi_selection_know_index(catalogue, *text, &index, error) : ZI_OK;
    for (size_t i = 0; i < list->n; i++)
        ZI_TRY(zi_selection_know_index(catalogue, list->items[i], &index, error));
    return ZI_OK;
}

static enum zi_code check_indices(const struct zi_option_set *set,
                                  const struct zi_catalogue *catalogue, struct zi_error *error)
{
    for (size_t i = 0; i < set->n; i++)
        if (set->options[i].row->names_indices)
            ZI_TRY(check_names(&set->options[i], catalogue, error));
    return ZI_OK;
}

static enum zi_code read_files(struct zi_session *session, const struct zi_input_options *input,
                               struct zi_data *data, struct zi_error *error)
{
    struct zi_reader_options reading = {
        .index = input->indices.n == 1 ? input->indices.items[0] : NULL,
        .institution = input->institution,
        .sheet = input->sheet,
        .skip_bad = input->skip_bad,
    };
    enum zi_code code =
        zi_reader_read(session->arguments.items, session->arguments.n, &data->catalogue, &reading,
                       &data->panel, &data->report, error);

    zi_session_show_faults(session, &data->report);
    if (code == ZI_OK)
        say_left_out(session, &data->panel);
    return code;
}

/* --as-of: the panel as it was on the day, up to the last year that units had values of. */
static enum zi_code go_back(struct zi_session *session, const char *as_of, struct zi_data *data,
                            struct zi_request *request, struct zi_error *error)
{
    int last;

    data->as_of = zi_regulation_date(as_of);
    last = zi_panel_hide_after(&data->panel, data->as_of);
    if (last == 0)
        return zi_fail(error, ZI_EFEW, "pada %s belum ada nilai unit yang terbit",
                       "on %s no value of a unit was out yet", as_of);
    if (request->last_year > last)
        return zi_fail(error, ZI_EUSAGE, "--year %d: pada %s nilai tahun itu belum terbit",
                       "--year %d: on %s the values of that year were not out yet",
                       request->last_year, as_of);
    if (request->last_year == 0)
        request->last_year = last;
    zi_session_say(session, "seperti pada %s: nilai, predikat dan aturan sesudahnya tidak dipakai",
                   "as on %s: values, predicates and rules after it are not used", as_of);
    return ZI_OK;
}

enum zi_code zi_session_read(struct zi_session *session, const struct zi_input_options *input,
                             struct zi_data *data, struct zi_error *error)
{
    struct zi_request request = {
        .units = input->units.items,
        .n_units = input->units.n,
        .indices = input->indices.items,
        .n_indices = input->indices.n,
        .first_year = input->years.first,
        .last_year = input->years.last,
        .without_values = session->command != NULL && session->command->without_values,
    };

    memset(data, 0, sizeof *data);
    ZI_TRY(zi_session_load_catalogue(&input->catalogue, &data->catalogue, error));
    ZI_TRY(check_indices(&session->set, &data->catalogue, error));
    ZI_TRY(read_files(session, input, data, error));
    if (input->as_of != NULL)
        ZI_TRY(go_back(session, input->as_of, data, &request, error));
    return zi_selection_make(&data->selection, &data->panel, &request, error);
}

static enum zi_code list_inputs(const struct zi_option_list *arguments, struct path_list *inputs,
                                struct zi_error *error)
{
    struct path_list skipped = {.arena = inputs->arena};

    for (size_t i = 0; i < arguments->n; i++) {
        const char *path = arguments->items[i];

        if (zi_file_is_folder(path))
            ZI_TRY(folder_list(path, inputs, &skipped, error));
        else if (!path_list_add(inputs, path))
            return zi_fail_memory(error);
    }
    return ZI_OK;
}

enum zi_code zi_session_spare_inputs(const struct zi_session *session, const char *output,
                                     struct zi_error *error)
{
    struct zi_arena arena = {0};
    struct path_list inputs = {.arena = &arena};
    enum zi_code code = ZI_OK;

    if (output == NULL || !zi_file_is_regular(output))
        return ZI_OK;
    code = list_inputs(&session->arguments, &inputs, error);
    for (size_t i = 0; code == ZI_OK && i < inputs.n; i++)
        if (zi_file_is_same(inputs.paths[i], output))
            code = zi_fail(error, ZI_EUSAGE,
                           "keluaran '%s' adalah salah satu masukan; pilih nama lain",
                           "the output '%s' is one of the inputs; name another file", output);
    zi_arena_release(&arena);
    return code;
}

void zi_data_release(struct zi_data *data)
{
    zi_selection_release(&data->selection);
    zi_report_release(&data->report);
    zi_panel_release(&data->panel);
    zi_catalogue_release(&data->catalogue);
}

void zi_session_say_font(struct zi_session *session, const struct zi_font *font)
{
    if (font->expected)
        return;
    if (font->family[0] != '\0')
        zi_session_say(session,
                       "catatan: huruf Liberation Sans tidak ada, grafik memakai %s; pasang: sudo "
                       "apt install fonts-liberation2",
                       "note: the font Liberation Sans is missing, charts use %s; install: sudo "
                       "apt install fonts-liberation2",
                       font->family);
    else
        zi_session_say(session,
                       "catatan: huruf grafik tidak dapat diperiksa; pasang: sudo apt install "
                       "fontconfig fonts-liberation2",
                       "note: the font of charts cannot be checked; install: sudo apt install "
                       "fontconfig fonts-liberation2");
}

enum zi_code zi_session_limits(const struct zi_rules_options *rules, const struct zi_data *data,
                               struct zi_arena *arena, struct zi_limits *limits,
                               struct zi_error *error)
{
    struct zi_regulations regulations = {0};
    enum zi_code code;

    /* Built-in rules may not fit a replaced catalogue: then only bands are limits. */
    if (zi_session_load_regulations(rules, data->as_of, &data->catalogue, &regulations, NULL) !=
        ZI_OK)
        regulations.n_rules = 0;
    code = zi_limits_make(limits, &data->catalogue, &regulations, arena, error);
    zi_regulations_release(&regulations);
    return code;
}

void zi_session_say_untested(struct zi_session *session, const struct zi_regulations *regulations,
                             int year, unsigned targets)
{
    struct zi_buffer list;

    zi_buffer_init(&list);
    for (size_t i = 0; i < regulations->n_rules; i++) {
        const struct zi_rule *rule = &regulations->rules[i];

        if (rule->op == ZI_IS_UNTESTED && zi_rule_in_force(rule, year) &&
            (targets >> rule->target & 1) != 0)
            zi_buffer_print(&list, "%s%s (%s)", list.length > 0 ? "; " : "",
                            zi_text_in(rule->label, session->language),
                            zi_target_name(rule->target));
    }
    if (list.length > 0)
        zi_session_say(session, "diminta aturan tetapi tidak diuji, karena tidak ada angkanya: %s",
                       "asked by the rules but not tested, for no figure shows it: %s", list.text);
    zi_buffer_release(&list);
}

const char *zi_session_source(const struct zi_data *data, struct zi_arena *arena)
{
    enum { NAMED = 4 };
    const struct zi_panel *panel = &data->panel;
    const char *names = "";

    for (size_t i = 0; i < panel->n_inputs && names != NULL; i++) {
        const char *slash = strrchr(panel->inputs[i].name, '/');
        const char *name = slash != NULL ? slash + 1 : panel->inputs[i].name;

        if (i == NAMED)
            return zi_arena_print(arena, "%s, ...", names);
        names = zi_arena_print(arena, "%s%s%s", names, i > 0 ? ", " : "", name);
    }
    return names;
}

enum zi_code zi_session_answer(struct zi_session *session, enum zi_format format,
                               struct zi_table *table, struct zi_error *error)
{
    enum zi_code code = zi_table_render(table, format, session->language, &session->out, error);

    zi_table_release(table);
    return code;
}

size_t zi_session_threads(long asked)
{
    return asked > 0 ? (size_t)asked : zi_parallel_processors();
}

static enum zi_code write_stdout(const struct zi_buffer *out, struct zi_error *error)
{
    bool failed = fwrite(out->text, 1, out->length, stdout) != out->length;

    failed = fflush(stdout) != 0 || failed;
    if (!failed)
        return ZI_OK;
    zi_fail(error, ZI_ESYSTEM, "keluaran tidak dapat ditulis", "the output cannot be written");
    return zi_error_add_cause(error, ZI_ESYSTEM, errno);
}

static bool goes_to_a_file(const struct zi_session *session)
{
    return session->output != NULL && session->output->path != NULL && !session->output_is_written;
}

/* What there is of the answer so far. */
static enum zi_code write_part(struct zi_session *session, struct zi_error *error)
{
    const struct zi_output_options *output = session->output;

    if (session->out.length == 0)
        return ZI_OK;
    if (!goes_to_a_file(session)) {
        ZI_TRY(write_stdout(&session->out, error));
    } else {
        if (session->file == NULL)
            ZI_TRY(zi_file_begin(&session->file, output->path, output->force, error));
        ZI_TRY(zi_file_add(session->file, session->out.text, session->out.length, error));
    }
    zi_buffer_clear(&session->out);
    return ZI_OK;
}

enum zi_code zi_session_write(struct zi_session *session, struct zi_error *error)
{
    struct zi_file_parts *file;

    if (session->out.out_of_memory)
        return zi_fail_memory(error);
    ZI_TRY(write_part(session, error));
    file = session->file;
    session->file = NULL;
    return file != NULL ? zi_file_end(file, error) : ZI_OK;
}

static enum zi_code add_to_answer(void *state, const char *bytes, size_t length,
                                  struct zi_error *error)
{
    enum { HELD_MAX = 16 * 1024 * 1024 };
    struct zi_session *session = state;

    zi_buffer_add_bytes(&session->out, bytes, length);
    if (session->out.out_of_memory)
        return zi_fail_memory(error);
    return session->out.length > HELD_MAX ? write_part(session, error) : ZI_OK;
}

enum zi_code zi_session_answer_pieces(struct zi_session *session, enum zi_format format,
                                      size_t threads, const struct zi_table_pieces *pieces,
                                      struct zi_error *error)
{
    return zi_table_render_pieces(pieces, threads, format, session->language, add_to_answer,
                                  session, error);
}

enum zi_code zi_session_analyse(struct zi_session *session, const struct zi_input_options *input,
                                zi_analysis *analysis, struct zi_error *error)
{
    struct zi_data data;
    struct zi_arena arena = {0};
    enum zi_code code = zi_session_read(session, input, &data, error);

    if (code == ZI_OK)
        code = analysis(session, &data, &arena, error);
    zi_arena_release(&arena);
    zi_data_release(&data);
    return code;
}
