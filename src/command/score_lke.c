/* zistat score lke: the evaluation sheet (LKE). */
#include <string.h>

#include "base/utf8.h"
#include "score.h"
#include "session.h"
#include "table/lke.h"

enum { SHEETS_SAID = 20 };

/* What only this kind takes. */
struct options {
    const char *outline; /* NULL: the built-in one */
    int assessor;        /* enum zi_lke_assessor, or WHOEVER */
    enum zi_lke_depth depth;
    bool compare;
    struct zi_option_list what_if;
    long best;
};

enum { WHOEVER = -1 };

static const struct zi_option_word assessors[] = {
    {"self", ZI_LKE_SELF}, {"tpi", ZI_LKE_TPI}, {"tpn", ZI_LKE_TPN}, {NULL, 0}};
static const struct zi_option_word also_assessors[] = {{"auto", WHOEVER}, {NULL, 0}};
static const struct zi_option_word depths[] = {{"index", ZI_LKE_INDICES_ONLY},
                                               {"area", ZI_LKE_TO_AREAS},
                                               {"indicator", ZI_LKE_TO_INDICATORS},
                                               {"question", ZI_LKE_TO_QUESTIONS},
                                               {NULL, 0}};

static const struct zi_option_row rows[] = {
    {ZI_STRING(struct options, outline), .name = "outline", .argument = "FILE",
     .help = {"kerangka LKE dari berkas ini, bukan yang bawaan",
              "the outline of the sheet (LKE) from this file instead of the built-in one"}},
    {ZI_WORD(struct options, assessor), .name = "assessor", .words = assessors,
     .also = also_assessors, .initial.word = WHOEVER,
     .help = {"jawaban siapa yang dihitung; bawaan: TPI bila ada, kalau tidak mandiri",
              "whose answers are scored; default: the TPI's where there are any, else the unit's "
              "own"}},
    {ZI_WORD(struct options, depth), .name = "level", .words = depths,
     .initial.word = ZI_LKE_TO_QUESTIONS,
     .help = {"rincian sampai indeks saja, area, indikator, atau pertanyaan (bawaan)",
              "detail down to indices only, areas, indicators or questions (default)"}},
    {ZI_FLAG(struct options, compare), .name = "compare",
     .help = {"penilai berdampingan: mandiri, TPI, TPN", "assessors side by side: self, TPI, TPN"}},
    {ZI_NAMES(struct options, what_if), .name = "what-if", .argument = "ID=ANSWER",
     .help = {"nilai dengan jawaban ini, misalnya A.1.2.i.a=B; boleh diulang",
              "the score with this answer, such as A.1.2.i.a=B; may be repeated"}},
    {ZI_NATURAL(struct options, best), .name = "best", .argument = "N",
     .help = {"N jawaban yang paling besar nilainya bila diperbaiki",
              "the N answers worth most when improved"}},
    {.name = NULL},
};

static const struct zi_option_group groups[] = {{.rows = rows}, {.rows = NULL}};

/* One run. */
struct run {
    struct zi_session *session;
    const struct zi_score_options *shared;
    const struct options *options;
    struct zi_catalogue catalogue;
    struct zi_regulations regulations;
    struct zi_lke_outline outline;
    struct zi_lke_sheets sheets;
    struct zi_report report;
    struct zi_limits limits;
    struct zi_lke_scorer scorer;
    struct zi_lke_score scores[ZI_LKE_ASSESSORS]; /* of the sheet under way */
    struct zi_lke_score changed;
    struct zi_lke_view view;
    struct zi_lke_change *changes;
    size_t n_changes;
    struct zi_table table;         /* of changes or of the best answers */
    struct zi_lke_sheet_list list; /* of the other tables */
    const struct zi_lke_sheet **shown;
    struct zi_arena arena;
    struct zi_buffer sentences; /* about single sheets */
    size_t n_said;
    size_t n_unsaid;
    size_t n_without; /* sheets that the shown assessor did not answer */
    size_t n_fixed;   /* ratios to zero, which no answer mends */
};

/* What a run makes of a sheet that the shown assessor answered. */
typedef enum zi_code use_sheet(struct run *run, const struct zi_lke_scored *scored,
                               struct zi_error *error);

/* ---- what was asked ---- */

static bool is_told(const struct options *options)
{
    return options->assessor != WHOEVER;
}

static enum zi_lke_assessor assessor_told(const struct options *options)
{
    return is_told(options) ? (enum zi_lke_assessor)options->assessor : ZI_LKE_TPI;
}

static enum zi_code check(const struct zi_session *session, struct zi_error *error)
{
    const struct options *options = session->kind_options;
    int n = options->compare + (options->what_if.n > 0) + (options->best > 0);

    if (n > 1)
        return zi_fail(error, ZI_EUSAGE, "--compare, --what-if dan --best satu per satu",
                       "--compare, --what-if and --best one at a time");
    return ZI_OK;
}

static enum zi_code unknown_question(const struct run *run, const char *id, struct zi_error *error)
{
    const char *nearest = zi_lke_outline_nearest(&run->outline, id);

    return zi_fail(error, ZI_EUSAGE, "--what-if: pertanyaan '%s' tidak ada%s%s%s",
                   "--what-if: there is no question '%s'%s%s%s", id, nearest != NULL ? "; '" : "",
                   nearest != NULL ? nearest : "", nearest != NULL ? "'?" : "");
}

static enum zi_code not_typed(const struct run *run, const struct zi_lke_row *row,
                              struct zi_error *error)
{
    const char *below =
        row->first_child != ZI_LKE_NO_ROW ? run->outline.rows[row->first_child].id : row->id;

    return zi_fail(error, ZI_EUSAGE,
                   "--what-if: %s tidak dijawab sendiri; ubah yang di bawahnya, misalnya %s",
                   "--what-if: %s is not answered itself; change what is below it, such as %s",
                   row->id, below);
}

/* "A.1.2.i.a=B" */
static enum zi_code read_change(struct run *run, const char *text, struct zi_error *error)
{
    const char *sign = strchr(text, '=');
    size_t length = sign != NULL ? (size_t)(sign - text) : strlen(text);
    const char *id = zi_arena_copy_bytes(&run->arena, text, length);
    size_t row = zi_lke_outline_find(&run->outline, text, length);
    struct zi_lke_change *change = &run->changes[run->n_changes];

    if (id == NULL)
        return zi_fail_memory(error);
    if (sign == NULL)
        return zi_fail(error, ZI_EUSAGE, "--what-if '%s' harus berbentuk ID=JAWABAN",
                       "--what-if '%s' must have the form ID=ANSWER", text);
    if (row == ZI_LKE_NO_ROW)
        return unknown_question(run, id, error);
    if (!zi_lke_is_typed(&run->outline.rows[row]))
        return not_typed(run, &run->outline.rows[row], error);
    for (size_t i = 0; i < run->n_changes; i++)
        if (run->changes[i].row == row)
            return zi_fail(error, ZI_EUSAGE, "--what-if: %s disebut dua kali",
                           "--what-if: %s is named twice", id);
    change->row = row;
    ZI_TRY(zi_lke_read_answer(&run->outline.rows[row], sign + 1, &change->number, error));
    run->n_changes++;
    return ZI_OK;
}

static enum zi_code read_changes(struct run *run, struct zi_error *error)
{
    const struct zi_option_list *list = &run->options->what_if;

    run->changes = zi_arena_allocate(&run->arena, list->n + 1, sizeof *run->changes);
    if (run->changes == NULL)
        return zi_fail_memory(error);
    for (size_t i = 0; i < list->n; i++)
        ZI_TRY(read_change(run, list->items[i], error));
    return ZI_OK;
}

/* ---- what there is ---- */

static enum zi_code load(struct run *run, struct zi_error *error)
{
    ZI_TRY(zi_session_load_catalogue(&run->shared->input.catalogue, &run->catalogue, error));
    /* Built-in rules may not fit a replaced catalogue: then only bands are limits. */
    if (zi_session_load_regulations(NULL, 0, &run->catalogue, &run->regulations, NULL) != ZI_OK)
        run->regulations.n_rules = 0;
    ZI_TRY(zi_limits_make(&run->limits, &run->catalogue, &run->regulations, &run->arena, error));
    ZI_TRY(zi_lke_outline_load(&run->outline, run->options->outline, &run->catalogue, error));
    ZI_TRY(read_changes(run, error));
    return zi_lke_scorer_init(&run->scorer, &run->outline, error);
}

static enum zi_code read_sheets(struct run *run, struct zi_error *error)
{
    const struct zi_input_options *input = &run->shared->input;
    const struct zi_option_list *files = &run->session->arguments;
    struct zi_lke_reading reading = {
        .institution = input->institution,
        .unit = input->units.n == 1 ? input->units.items[0] : NULL,
        .year = input->years.first == input->years.last ? input->years.first : 0,
        .assessor = assessor_told(run->options),
        .sheet = input->sheet,
        .skip_bad = input->skip_bad,
    };
    enum zi_code code = zi_lke_read(files->items, files->n, &run->outline, &reading, &run->sheets,
                                    &run->report, error);

    zi_session_show_faults(run->session, &run->report);
    if (code != ZI_OK)
        return code;
    if (run->sheets.n_left_out > 0)
        zi_session_say(run->session, "%zu baris dilewati karena salah, %zu dipakai",
                       "%zu faulty rows left out, %zu used", run->sheets.n_left_out,
                       run->sheets.n_rows);
    return zi_lke_select(&run->sheets, input->units.items, input->units.n, input->years.first,
                         input->years.last, error);
}

static bool anyone_answered(const struct run *run, enum zi_lke_assessor assessor)
{
    for (size_t i = 0; i < run->sheets.n_sheets; i++)
        if (run->sheets.sheets[i].by[assessor].numbers != NULL)
            return true;
    return false;
}

static enum zi_code choose_assessor(struct run *run, struct zi_error *error)
{
    static const enum zi_lke_assessor order[] = {ZI_LKE_TPI, ZI_LKE_SELF, ZI_LKE_TPN};
    enum zi_lke_assessor shown = assessor_told(run->options);

    for (size_t i = 0; !is_told(run->options) && i < 3 && !anyone_answered(run, shown); i++)
        shown = order[i];
    run->view = (struct zi_lke_view){
        .scorer = &run->scorer,
        .limits = &run->limits,
        .language = run->session->language,
        .depth = run->options->depth,
        .shown = shown,
        .only = is_told(run->options),
        .components = shown == ZI_LKE_TPI || is_told(run->options),
    };
    if (anyone_answered(run, shown))
        return ZI_OK;
    if (is_told(run->options))
        return zi_fail(error, ZI_EFEW, "tidak ada jawaban dari penilai yang diminta",
                       "there is no answer of the assessor asked for");
    return zi_fail(error, ZI_EFEW, "semua jawaban kosong", "all answers are blank");
}

/* ---- what is said about the run ---- */

static void say_assessor(struct run *run)
{
    struct zi_session *session = run->session;

    if (run->sheets.unnamed && !is_told(run->options))
        zi_session_say(session,
                       "jawaban tanpa nama penilai dibaca sebagai jawaban TPI; beri --assessor "
                       "self bila ini penilaian mandiri",
                       "answers without an assessor's name are read as the TPI's; give --assessor "
                       "self when this is a self-assessment");
    if (run->view.shown == ZI_LKE_TPI)
        return;
    if (!is_told(run->options))
        zi_session_say(session,
                       "belum ada jawaban TPI: nilai zi dan komponennya tidak dikeluarkan; minta "
                       "dengan --assessor self atau tpn",
                       "there are no answers of the TPI: zi and its components are left out; ask "
                       "for them with --assessor self or tpn");
    else
        zi_session_say(session, "komponen zi.a sampai ipkp di tabel ini bukan dari TPI",
                       "the components zi.a to ipkp of this table are not the TPI's");
}

static void say_years(struct run *run)
{
    size_t without = 0, before = 0;

    for (size_t i = 0; i < run->sheets.n_sheets; i++) {
        int year = run->sheets.sheets[i].year;

        without += year == 0;
        for (size_t k = 0; year != 0 && k < run->scorer.n_fed; k++)
            if (!zi_lke_is_in_catalogue(&run->scorer, k, year)) {
                before++;
                break;
            }
    }
    if (without > 0)
        zi_session_say(
            run->session,
            "tahun tidak disebut; beri --year atau kolom 'tahun' agar hasilnya dapat "
            "dipakai perintah lain",
            "no year is given; give --year or a column 'year' so that other commands can "
            "use the result");
    if (before > 0)
        zi_session_say(run->session,
                       "%zu lembar dari tahun sebelum lembar ini berlaku: komponen yang belum ada "
                       "waktu itu tidak dikeluarkan",
                       "sheets of years before this one was in force: %zu; components that did not "
                       "exist then are left out",
                       before);
}

static void say_single_sheets(struct run *run)
{
    zi_buffer_add(&run->session->messages,
                  run->sentences.text != NULL && !run->session->common.quiet ? run->sentences.text
                                                                             : "");
    if (run->n_unsaid > 0)
        zi_session_say(run->session, "dan %zu lembar lagi; lihat kolom note",
                       "and %zu more sheets; see the column note", run->n_unsaid);
    if (run->n_without > 0)
        zi_session_say(run->session, "%zu lembar tanpa jawaban dari penilai yang ditampilkan",
                       "sheets without an answer of the assessor shown: %zu", run->n_without);
    if (run->n_fixed > 0)
        zi_session_say(run->session,
                       "%zu rasio berpenyebut nol tidak termasuk: tidak ada jawaban yang "
                       "memperbaikinya",
                       "ratios to zero are not among them, for no answer mends them: %zu",
                       run->n_fixed);
}

/* A sentence for each sheet while there are few, then only where something is amiss. */
static void say_sheet(struct run *run, const struct zi_lke_scored *scored)
{
    const struct zi_lke_score *score = scored->by[run->view.shown];
    struct zi_buffer line;

    if (run->sheets.n_sheets > SHEETS_SAID && !zi_lke_is_amiss(&run->view, score))
        return;
    if (run->n_said == SHEETS_SAID) {
        run->n_unsaid++;
        return;
    }
    run->n_said++;
    zi_buffer_init(&line);
    zi_lke_say(&line, &run->view, scored->sheet, run->view.shown, score);
    zi_buffer_print(&run->sentences, "%s\n", line.text != NULL ? line.text : "");
    zi_buffer_release(&line);
    zi_buffer_init(&line);
    zi_lke_say_above(&line, &run->view, scored);
    if (line.length > 0)
        zi_buffer_print(&run->sentences, "%s\n", line.text);
    zi_buffer_release(&line);
}

/* ---- sheet by sheet ---- */

static enum zi_code add_what_if(struct run *run, const struct zi_lke_scored *scored,
                                struct zi_error *error)
{
    const struct zi_lke_sheet *sheet = scored->sheet;
    struct zi_arena arena = {0};
    struct zi_lke_answers answers;
    enum zi_code code = zi_lke_change(&run->outline, &sheet->by[run->view.shown], run->changes,
                                      run->n_changes, &arena, &answers, error);

    if (code == ZI_OK) {
        zi_lke_score_compute(&run->changed, &run->scorer, &answers, sheet->year);
        zi_lke_what_if_add(&run->table, &run->view, sheet, scored->by[run->view.shown],
                           &run->changed);
    }
    zi_arena_release(&arena);
    return code;
}

static enum zi_code add_best(struct run *run, const struct zi_lke_scored *scored,
                             struct zi_error *error)
{
    const struct zi_lke_score *score = scored->by[run->view.shown];
    size_t most = (size_t)run->options->best;
    struct zi_arena arena = {0};
    struct zi_lke_improvement *improvements;
    size_t n;
    enum zi_code code = zi_lke_improvements(&run->scorer, &scored->sheet->by[run->view.shown],
                                            &arena, &improvements, &n, error);

    if (code == ZI_OK) {
        run->n_fixed += score->total.n_of[ZI_LKE_IS_UNDEFINED];
        zi_lke_best_add(&run->table, &run->view, scored->sheet, score, improvements,
                        n < most ? n : most);
    }
    zi_arena_release(&arena);
    return code;
}

/* NULL: the table is made when it is written. */
static use_sheet *start_table(struct run *run)
{
    const struct options *options = run->options;

    if (options->what_if.n > 0) {
        zi_lke_what_if_init(&run->table);
        return add_what_if;
    }
    if (options->best > 0) {
        zi_lke_best_init(&run->table);
        return add_best;
    }
    return NULL;
}

static enum zi_code make_room(struct run *run, struct zi_error *error)
{
    for (int i = 0; i < ZI_LKE_ASSESSORS; i++)
        ZI_TRY(zi_lke_score_make(&run->scores[i], &run->scorer, &run->arena, error));
    run->list.view = &run->view;
    run->shown = zi_arena_allocate(&run->arena, run->sheets.n_sheets + 1, sizeof *run->shown);
    run->list.sheets = run->shown;
    return run->shown != NULL ? zi_lke_score_make(&run->changed, &run->scorer, &run->arena, error)
                              : zi_fail_memory(error);
}

static enum zi_code use_sheets(struct run *run, use_sheet *use, struct zi_error *error)
{
    ZI_TRY(make_room(run, error));
    for (size_t i = 0; i < run->sheets.n_sheets; i++) {
        const struct zi_lke_sheet *sheet = &run->sheets.sheets[i];
        struct zi_lke_scored scored = zi_lke_score_sheet(&run->scorer, sheet, run->scores);

        if (zi_lke_has_rows(&run->view, sheet, run->options->compare))
            run->shown[run->list.n++] = sheet;
        if (scored.by[run->view.shown] == NULL) {
            run->n_without++;
            continue;
        }
        if (use != NULL)
            ZI_TRY(use(run, &scored, error));
        say_sheet(run, &scored);
    }
    return run->sentences.out_of_memory ? zi_fail_memory(error) : ZI_OK;
}

static enum zi_code write_table(struct run *run, use_sheet *use, struct zi_error *error)
{
    enum zi_format format = run->shared->table.format;
    struct zi_table_pieces pieces;

    if (use != NULL)
        return zi_session_answer(run->session, format, &run->table, error);
    pieces = run->options->compare ? zi_lke_comparison(&run->list) : zi_lke_table(&run->list);
    return zi_session_answer_pieces(run->session, format, zi_session_threads(run->shared->threads),
                                    &pieces, error);
}

static enum zi_code answer(struct run *run, struct zi_error *error)
{
    use_sheet *use;
    enum zi_code code;

    ZI_TRY(load(run, error));
    ZI_TRY(read_sheets(run, error));
    ZI_TRY(choose_assessor(run, error));
    say_assessor(run);
    say_years(run);
    use = start_table(run);
    code = use_sheets(run, use, error);
    if (code != ZI_OK) {
        zi_table_release(&run->table);
        return code;
    }
    say_single_sheets(run);
    return write_table(run, use, error);
}

static enum zi_code score(struct zi_session *session, struct zi_error *error)
{
    struct run run = {
        .session = session, .shared = session->options, .options = session->kind_options};
    enum zi_code code = answer(&run, error);

    zi_buffer_release(&run.sentences);
    zi_lke_scorer_release(&run.scorer);
    zi_lke_sheets_release(&run.sheets);
    zi_report_release(&run.report);
    zi_lke_outline_release(&run.outline);
    zi_regulations_release(&run.regulations);
    zi_catalogue_release(&run.catalogue);
    zi_arena_release(&run.arena);
    return code;
}

const struct zi_command_kind zi_score_lke = {
    .name = "lke",
    .name_id = "lke",
    .summary = {"lembar kerja evaluasi ZI: nilai tiap indikator, menurut lembar resmi dan ketat",
                "the ZI evaluation sheet: points of every indicator, as the official sheet and "
                "strictly"},
    .options = groups,
    .size = sizeof(struct options),
    .check = check,
    .run = score,
};
