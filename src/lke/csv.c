/* CSV in long form -> records of answers. */
#include <stdlib.h>
#include <string.h>

#include "collect.h"
#include "csv/header.h"

enum { NO_COLUMN = -1 };

/* ---- what columns are called ---- */

static const struct header_word words[] = {
    {"id", FIELD_ID, false},
    {"soal id", FIELD_ID, false},
    {"id soal", FIELD_ID, false},
    {"kode", FIELD_ID, false},
    {"kode soal", FIELD_ID, false},
    {"id pertanyaan", FIELD_ID, false},
    {"kode pertanyaan", FIELD_ID, false},
    {"butir", FIELD_ID, false},
    {"question", FIELD_ID, false},
    {"question id", FIELD_ID, false},
    {"node", FIELD_ID, false},

    {"jenis jawaban", FIELD_TYPE, false},
    {"pilihan jawaban", FIELD_TYPE, false},
    {"tipe jawaban", FIELD_TYPE, false},
    {"answer type", FIELD_TYPE, false},

    {"mandiri", FIELD_SELF, false},
    {"self", FIELD_SELF, false},
    {"jawaban unit", FIELD_SELF, false},
    {"jawaban mandiri", FIELD_SELF, false},
    {"penilaian mandiri", FIELD_SELF, false},
    {"self assessment", FIELD_SELF, false},
    {"tpi", FIELD_TPI, false},
    {"jawaban tpi", FIELD_TPI, false},
    {"penilaian tpi", FIELD_TPI, false},
    {"evaluasi tpi", FIELD_TPI, false},
    {"tpn", FIELD_TPN, false},
    {"jawaban tpn", FIELD_TPN, false},
    {"penilaian tpn", FIELD_TPN, false},
    {"evaluasi tpn", FIELD_TPN, false},
    {"jawaban", FIELD_ANSWER, false},
    {"answer", FIELD_ANSWER, false},
    {"isian", FIELD_ANSWER, false},

    {"unit id", FIELD_IGNORED, false},
    {"id unit", FIELD_IGNORED, false},
    {"bobot", FIELD_IGNORED, false},
    {"weight", FIELD_IGNORED, false},
    {"pertanyaan", FIELD_IGNORED, false},
    {"soal", FIELD_IGNORED, false},
    {"label", FIELD_IGNORED, false},
    {"penjelasan", FIELD_IGNORED, false},
    {"catatan unit", FIELD_IGNORED, false},
    {"catatan tpi", FIELD_IGNORED, false},
    {"bukti dukung", FIELD_IGNORED, false},
    {"bukti dukung unit", FIELD_IGNORED, false},

    {NULL, FIELD_UNKNOWN, false},
};

/* For whom and when, as above a table of indices; its other columns say nothing here. */
static const struct header_meaning common[ROLE_COUNT] = {
    [ROLE_IGNORED] = {FIELD_IGNORED, FIELD_IGNORED},
    [ROLE_INSTITUTION] = {FIELD_INSTITUTION, FIELD_IGNORED},
    [ROLE_UNIT] = {FIELD_UNIT, FIELD_UNIT},
    [ROLE_KIND] = {FIELD_IGNORED, FIELD_IGNORED},
    [ROLE_SHORT_NAME] = {FIELD_IGNORED, FIELD_IGNORED},
    [ROLE_YEAR] = {FIELD_YEAR, FIELD_YEAR},
    [ROLE_INDEX] = {FIELD_IGNORED, FIELD_IGNORED},
    [ROLE_VALUE] = {FIELD_IGNORED, FIELD_IGNORED},
    [ROLE_PREDICATE] = {FIELD_IGNORED, FIELD_IGNORED},
    [ROLE_EVENT] = {FIELD_IGNORED, FIELD_IGNORED},
};

static const struct header_reader reader = {.unknown = FIELD_UNKNOWN,
                                            .unnamed = FIELD_NAMELESS,
                                            .ignored = FIELD_IGNORED,
                                            .words = words,
                                            .common = common};

/* ---- the columns together ---- */

struct field_text {
    size_t offset; /* in the intake's text */
    size_t length;
    struct zi_csv_place place;
};

struct csv_intake {
    struct collector *collector;
    struct header header;
    struct header_listener listener; /* this intake */
    int columns[N_FIELDS];           /* of each field, or NO_COLUMN */
    bool *wanted;                    /* by column */
    struct zi_csv_place place;
    bool past_header;
    size_t n_fields; /* of the record under way */
    bool has_text;
    struct zi_csv_place first_place;
    struct zi_csv_place last_place;
    struct span extra; /* the first text beyond the last column */
    struct zi_csv_place extra_place;
    struct field_text *fields; /* by column */
    char *text;                /* of the wanted fields */
    size_t text_length;
    size_t capacity;
    size_t n_rows;
};

static void listen(const struct header_column *column, const struct remark *remark, void *data)
{
    struct collector *collector = ((struct csv_intake *)data)->collector;
    struct zi_csv_place first = {1, 0};

    collector->unusable = collector->unusable || remark->severity == ZI_FAULT;
    collector_say(collector, column != NULL ? &column->place : &first, remark,
                  column != NULL ? (struct span){column->name, strlen(column->name)}
                                 : (struct span){"", 0});
}

/* A misspelt name is a fault; what this sheet has no use for is only said. */
static void say_unknown(struct csv_intake *intake, const struct header_column *column)
{
    static const struct zi_text none = {"", ""};
    struct remark remark = {0};

    if (header_nearest(&reader, column->folded) != NULL) {
        header_say_unknown(&reader, column, ZI_FAULT_COLUMNS, none, &intake->listener);
        return;
    }
    remark_make(&remark, intake->listener.sentences, ZI_FAULT_COLUMNS, ZI_NOTE,
                "kolom '%s' tidak dipakai", "column '%s' is not used", column->name);
    listen(column, &remark, intake);
}

static bool means_the_same(size_t a, size_t b, const void *data)
{
    const struct header_column *columns = ((const struct header *)data)->columns;

    return columns[a].meaning == columns[b].meaning && columns[a].meaning < N_FIELDS;
}

static void require(struct csv_intake *intake, bool there, struct zi_text sentence)
{
    struct remark remark = {0};

    if (there)
        return;
    remark_text(&remark, ZI_FAULT_COLUMNS, ZI_FAULT, sentence);
    listen(NULL, &remark, intake);
}

static void place_columns(struct csv_intake *intake)
{
    struct collector *collector = intake->collector;
    struct header *header = &intake->header;

    for (size_t i = 0; i < header->n_columns; i++) {
        struct header_column *column = &header->columns[i];

        if (column->meaning == FIELD_ANSWER) {
            column->meaning = FIELD_SELF + (int)collector->reading->assessor;
            collector->unnamed = true;
        }
        if (column->meaning == FIELD_UNKNOWN)
            say_unknown(intake, column);
        if (column->meaning >= N_FIELDS || intake->columns[column->meaning] != NO_COLUMN)
            continue;
        intake->columns[column->meaning] = (int)i;
        intake->wanted[i] = true;
        collector->has[column->meaning] = true;
    }
}

/* False: the header cannot be used, which was said. */
static bool understand(struct csv_intake *intake)
{
    static const struct zi_text one = {"hapus salah satunya", "delete one of them"};
    struct collector *collector = intake->collector;
    bool before = collector->unusable;
    bool understood;

    collector->unusable = false;
    for (int i = 0; i < N_FIELDS; i++)
        intake->columns[i] = NO_COLUMN;
    place_columns(intake);
    header_say_repeated(&intake->header, means_the_same, &intake->header, one, &intake->listener);
    require(intake, collector->has[FIELD_ID],
            (struct zi_text){"kolom 'id' (id pertanyaan, seperti A.1.1.i.a) tidak ada",
                             "there is no column 'id' (the question, such as A.1.1.i.a)"});
    require(intake,
            collector->has[FIELD_SELF] || collector->has[FIELD_TPI] || collector->has[FIELD_TPN],
            (struct zi_text){"kolom jawaban ('jawaban', 'mandiri', 'tpi' atau 'tpn') tidak ada",
                             "there is no column with answers ('answer', 'self', 'tpi' or 'tpn')"});
    understood = !collector->unusable;
    collector->unusable = collector->unusable || before;
    return understood;
}

/* ---- records ---- */

static bool keep(struct csv_intake *intake, const char *text, size_t length)
{
    size_t needed = intake->text_length + length + 1;

    if (needed > intake->capacity) {
        size_t capacity = 2 * needed;
        char *larger = realloc(intake->text, capacity);

        if (larger == NULL)
            return false;
        intake->text = larger;
        intake->capacity = capacity;
    }
    if (length > 0)
        memcpy(intake->text + intake->text_length, text, length);
    intake->text_length += length;
    return true;
}

static void take_field(void *text, size_t length, void *data)
{
    struct csv_intake *intake = data;
    size_t column = intake->n_fields++;

    if (column == 0)
        intake->first_place = intake->place;
    intake->last_place = intake->place;
    intake->has_text = intake->has_text || length > 0;
    if (column >= intake->header.n_columns) {
        if (length > 0 && intake->extra.text == NULL) {
            intake->extra =
                (struct span){zi_arena_copy_bytes(intake->collector->arena, text, length), length};
            intake->extra_place = intake->place;
        }
        return;
    }
    if (intake->header.columns[column].meaning == FIELD_NAMELESS && intake->past_header)
        header_take_unnamed(&intake->header.columns[column], text, length);
    if (!intake->wanted[column])
        return;
    intake->fields[column] = (struct field_text){intake->text_length, length, intake->place};
    if (!keep(intake, text, length))
        intake->collector->out_of_memory = true;
}

static void begin_record(struct csv_intake *intake)
{
    intake->n_fields = 0;
    intake->text_length = 0;
    intake->has_text = false;
    intake->extra.text = NULL;
}

static void say_too_few(struct csv_intake *intake)
{
    const struct header *header = &intake->header;
    struct remark remark = {0};

    remark_make(&remark, collector_sentences(intake->collector), ZI_FAULT_COLUMNS, ZI_FAULT,
                "%zu kolom, seharusnya %zu", "%zu columns, expected %zu", intake->n_fields,
                header->n_columns);
    collector_say(intake->collector, &intake->last_place, &remark, (struct span){"", 0});
}

static void say_too_many(struct csv_intake *intake)
{
    struct zi_arena *sentences = collector_sentences(intake->collector);
    struct remark remark = {0};

    remark_make(&remark, sentences, ZI_FAULT_COLUMNS, ZI_FAULT,
                "%zu kolom, seharusnya %zu (lebih: '%s')",
                "%zu columns, expected %zu (one too many: '%s')", intake->n_fields,
                intake->header.n_columns,
                remark_quote(sentences, intake->extra.text, intake->extra.length));
    remark_suggest(&remark, sentences,
                   "koma desimal di berkas berpemisah koma harus di dalam tanda kutip: \"3,6\"",
                   "a decimal comma in a comma-separated file must stand in quotes: \"3,6\"");
    collector_say(intake->collector, &intake->extra_place, &remark, intake->extra);
}

static void finish_record(struct csv_intake *intake)
{
    struct lke_record record = {0};

    intake->n_rows++;
    if (intake->n_fields < intake->header.n_columns || intake->extra.text != NULL) {
        if (intake->extra.text != NULL)
            say_too_many(intake);
        else
            say_too_few(intake);
        intake->collector->n_left_out++;
        return;
    }
    for (int field = 0; field < N_FIELDS; field++) {
        int column = intake->columns[field];

        if (column == NO_COLUMN) {
            record.text[field] = (struct span){"", 0};
            record.place[field] = intake->first_place;
            continue;
        }
        record.text[field] = (struct span){intake->text + intake->fields[column].offset,
                                           intake->fields[column].length};
        record.place[field] = intake->fields[column].place;
    }
    collector_take(intake->collector, &record);
}

static void end_record(int terminator, void *data)
{
    struct csv_intake *intake = data;

    (void)terminator;
    if (intake->past_header && intake->has_text)
        finish_record(intake);
    intake->past_header = true;
    begin_record(intake);
}

static void break_record(const struct zi_csv_fault *fault, void *data)
{
    struct csv_intake *intake = data;
    struct zi_arena *sentences = collector_sentences(intake->collector);
    struct remark remark = {0};

    remark_make(&remark, sentences, ZI_FAULT_QUOTE, ZI_FAULT,
                fault->kind == ZI_CSV_ZERO_BYTE ? "byte nol: bukan teks CSV"
                                                : "baris tidak utuh: tanda kutip tanpa pasangan "
                                                  "atau isi yang terlalu panjang",
                fault->kind == ZI_CSV_ZERO_BYTE
                    ? "a zero byte: not CSV text"
                    : "a broken line: a quote without its partner or a field too long");
    collector_say(intake->collector, &intake->place, &remark,
                  (struct span){fault->text, fault->length});
    intake->collector->n_left_out++;
    intake->n_rows++;
    begin_record(intake);
}

static void pass_over(struct csv_intake *intake)
{
    struct collector *collector = intake->collector;

    collector->n_passed_over++;
    collector->n_remarks++;
    if (collector->faults != NULL)
        faults_add_passed_over(collector->faults, collector->path, collector->file);
}

/* A header that cannot be used at all. */
static bool refuse(struct csv_intake *intake)
{
    static const struct zi_text example = {
        "baris pertama harus memuat nama kolom, misalnya id,jawaban",
        "the first line must hold column names, such as id,answer"};
    struct collector *collector = intake->collector;
    const struct zi_csv_place *place;
    struct remark remark = {0};

    if (!header_refuse(&intake->header, example, intake->listener.sentences, &remark, &place))
        return false;
    collector->unusable = true;
    collector_say(collector, place, &remark, (struct span){"", 0});
    return true;
}

static void say_empty(struct csv_intake *intake)
{
    struct remark remark = {0};

    if (intake->n_rows > 0)
        return;
    remark_make(&remark, collector_sentences(intake->collector), ZI_FAULT_EMPTY, ZI_FAULT,
                "tidak ada baris data di bawah judul kolom", "there are no rows below the header");
    collector_say(intake->collector, NULL, &remark, (struct span){"", 0});
}

static enum zi_code read_rows(struct csv_intake *intake, const struct zi_csv_input *input,
                              struct zi_error *error)
{
    bool placed = collector_sentences(intake->collector) != NULL;
    struct zi_csv_settings settings = {.delimiter = intake->header.delimiter,
                                       .place = placed ? &intake->place : NULL};
    struct zi_csv_events events = {take_field, end_record, break_record, intake};

    ZI_TRY(zi_csv_read(input, &settings, &events, error));
    say_empty(intake);
    header_say_unnamed(&intake->header, &intake->listener);
    return intake->collector->out_of_memory ? zi_fail_memory(error) : ZI_OK;
}

static bool allocate(struct csv_intake *intake)
{
    struct zi_arena *arena = intake->collector->arena;
    size_t n = intake->header.n_columns;

    intake->wanted = zi_arena_allocate(arena, n, sizeof *intake->wanted);
    intake->fields = zi_arena_allocate(arena, n, sizeof *intake->fields);
    return intake->wanted != NULL && intake->fields != NULL;
}

enum zi_code lke_read_csv(struct collector *collector, const struct zi_csv_input *input,
                          struct zi_error *error)
{
    struct csv_intake intake = {.collector = collector,
                                .listener = {collector_sentences(collector), listen, &intake}};
    enum zi_code code;

    ZI_TRY(header_read(&intake.header, collector->arena, input, &reader, error));
    collector->is_table = true;
    if (input->optional && intake.header.n_used < 2) {
        pass_over(&intake);
        return ZI_OK;
    }
    if (refuse(&intake))
        return ZI_OK;
    if (!allocate(&intake))
        return zi_fail_memory(error);
    if (!understand(&intake))
        return ZI_OK;
    code = read_rows(&intake, input, error);
    free(intake.text);
    return code;
}
