/* CSV in long form -> records of answers. */
#include <stdlib.h>
#include <string.h>

#include "base/count.h"
#include "base/utf8.h"
#include "collect.h"
#include "csv/header_words.h"

enum { COLUMNS_MAX = 200, NO_COLUMN = -1 };

/* ---- what columns are called ---- */

static const struct {
    const char *word; /* folded */
    enum lke_field field;
} words[] = {
    {"id", FIELD_ID},
    {"soal id", FIELD_ID},
    {"id soal", FIELD_ID},
    {"kode", FIELD_ID},
    {"kode soal", FIELD_ID},
    {"id pertanyaan", FIELD_ID},
    {"kode pertanyaan", FIELD_ID},
    {"butir", FIELD_ID},
    {"question", FIELD_ID},
    {"question id", FIELD_ID},
    {"node", FIELD_ID},

    {"jenis jawaban", FIELD_TYPE},
    {"pilihan jawaban", FIELD_TYPE},
    {"tipe jawaban", FIELD_TYPE},
    {"answer type", FIELD_TYPE},

    {"mandiri", FIELD_SELF},
    {"self", FIELD_SELF},
    {"jawaban unit", FIELD_SELF},
    {"jawaban mandiri", FIELD_SELF},
    {"penilaian mandiri", FIELD_SELF},
    {"self assessment", FIELD_SELF},
    {"tpi", FIELD_TPI},
    {"jawaban tpi", FIELD_TPI},
    {"penilaian tpi", FIELD_TPI},
    {"evaluasi tpi", FIELD_TPI},
    {"tpn", FIELD_TPN},
    {"jawaban tpn", FIELD_TPN},
    {"penilaian tpn", FIELD_TPN},
    {"evaluasi tpn", FIELD_TPN},
    {"jawaban", FIELD_UNNAMED},
    {"answer", FIELD_UNNAMED},
    {"isian", FIELD_UNNAMED},

    {"unit id", FIELD_IGNORED},
    {"id unit", FIELD_IGNORED},
    {"bobot", FIELD_IGNORED},
    {"weight", FIELD_IGNORED},
    {"pertanyaan", FIELD_IGNORED},
    {"soal", FIELD_IGNORED},
    {"label", FIELD_IGNORED},
    {"penjelasan", FIELD_IGNORED},
    {"catatan unit", FIELD_IGNORED},
    {"catatan tpi", FIELD_IGNORED},
    {"bukti dukung", FIELD_IGNORED},
    {"bukti dukung unit", FIELD_IGNORED},
};

/* The words that a panel's reader knows for whom and when; its other columns say nothing here. */
static enum lke_field field_of_role(const char *folded)
{
    const struct header_word *word = header_word_find(folded);

    if (word == NULL)
        return FIELD_UNKNOWN;
    switch (word->role) {
    case ROLE_INSTITUTION: return word->weak ? FIELD_IGNORED : FIELD_INSTITUTION;
    case ROLE_UNIT: return FIELD_UNIT;
    case ROLE_YEAR: return FIELD_YEAR;
    default: return FIELD_IGNORED;
    }
}

static enum lke_field field_of(const char *folded)
{
    for (size_t i = 0; i < ZI_COUNT(words); i++)
        if (strcmp(words[i].word, folded) == 0)
            return words[i].field;
    return field_of_role(folded);
}

static const char *nearest_word(const char *folded)
{
    const char *known[ZI_COUNT(words) + 1];
    const char *nearest;

    for (size_t i = 0; i < ZI_COUNT(words); i++)
        known[i] = words[i].word;
    known[ZI_COUNT(words)] = NULL;
    nearest = zi_utf8_nearest(folded, known);
    return nearest != NULL ? nearest : header_word_nearest(folded);
}

/* ---- the header ---- */

struct column {
    const char *folded;
    struct span text;
    struct zi_csv_place place;
    enum lke_field field;
};

struct header {
    struct zi_arena *arena;
    struct column columns[COLUMNS_MAX];
    size_t n_columns; /* may be more than there is room for */
    size_t n_known;
    bool ended;
    bool out_of_memory;
    struct zi_csv_place place;
};

static void take_name(void *text, size_t length, void *data)
{
    struct header *header = data;
    const char *folded = zi_utf8_fold(header->arena, text, length);
    const char *copy = zi_arena_copy_bytes(header->arena, text, length);

    header->out_of_memory = header->out_of_memory || folded == NULL || copy == NULL;
    if (!header->out_of_memory && header->n_columns < COLUMNS_MAX) {
        enum lke_field field = field_of(folded);

        header->columns[header->n_columns] =
            (struct column){folded, {copy, length}, header->place, field};
        header->n_known += field != FIELD_UNKNOWN && *folded != '\0';
    }
    header->n_columns++;
}

static void end_header(int terminator, void *data)
{
    (void)terminator;
    ((struct header *)data)->ended = true;
}

static void break_header(const struct zi_csv_fault *fault, void *data)
{
    (void)fault;
    ((struct header *)data)->n_known = 0;
}

/* The delimiter under which most names are known. */
static enum zi_code read_header(struct header *best, char *delimiter, struct zi_arena *arena,
                                const struct zi_csv_input *input, struct zi_error *error)
{
    char delimiters[ZI_CSV_DELIMITERS_MAX];
    struct header *header = zi_arena_allocate(arena, 1, sizeof *header);

    zi_csv_delimiters(input, delimiters);
    for (size_t i = 0; delimiters[i] != '\0' && header != NULL; i++) {
        struct zi_csv_settings settings = {
            .delimiter = delimiters[i], .place = &header->place, .max_records = 1, .chunk = 4096};
        struct zi_csv_events events = {take_name, end_header, break_header, header};

        *header = (struct header){.arena = arena};
        ZI_TRY(zi_csv_read(input, &settings, &events, error));
        if (header->out_of_memory)
            return zi_fail_memory(error);
        if (i > 0 && header->n_known <= best->n_known)
            continue;
        *best = *header;
        *delimiter = delimiters[i];
    }
    return header != NULL ? ZI_OK : zi_fail_memory(error);
}

/* ---- the columns together ---- */

struct csv_intake {
    struct collector *collector;
    struct header header;
    int columns[N_FIELDS]; /* of each field, or NO_COLUMN */
    bool *wanted;          /* by column */
    struct zi_csv_place place;
    bool past_header;
    size_t n_fields; /* of the record under way */
    bool has_text;
    struct zi_csv_place first_place;
    struct zi_csv_place last_place;
    struct span extra; /* the first text beyond the last column */
    struct zi_csv_place extra_place;
    size_t offsets[COLUMNS_MAX];
    size_t lengths[COLUMNS_MAX];
    struct zi_csv_place places[COLUMNS_MAX];
    char *text; /* of the wanted fields */
    size_t text_length;
    size_t capacity;
    size_t n_rows;
};

static void say_whole(struct csv_intake *intake, const struct column *column, struct remark *remark)
{
    struct zi_csv_place first = {1, 0};

    intake->collector->unusable = intake->collector->unusable || remark->severity == ZI_FAULT;
    collector_say(intake->collector, column != NULL ? &column->place : &first, remark,
                  column != NULL ? column->text : (struct span){"", 0});
}

static void say_unknown(struct csv_intake *intake, const struct column *column)
{
    struct zi_arena *sentences = collector_sentences(intake->collector);
    const char *nearest = nearest_word(column->folded);
    struct remark remark = {0};

    if (nearest != NULL) {
        remark_make(&remark, sentences, ZI_FAULT_COLUMNS, ZI_FAULT, "kolom '%s' tidak dikenal",
                    "unknown column '%s'",
                    remark_quote(sentences, column->text.text, column->text.length));
        remark_suggest(&remark, sentences, "mungkin '%s'", "perhaps '%s'", nearest);
    } else {
        remark_make(&remark, sentences, ZI_FAULT_COLUMNS, ZI_NOTE, "kolom '%s' tidak dipakai",
                    "column '%s' is not used",
                    remark_quote(sentences, column->text.text, column->text.length));
    }
    say_whole(intake, column, &remark);
}

static void say_repeated(struct csv_intake *intake, const struct column *column)
{
    struct zi_arena *sentences = collector_sentences(intake->collector);
    struct remark remark = {0};

    remark_make(&remark, sentences, ZI_FAULT_COLUMNS, ZI_FAULT,
                "kolom '%s' sama artinya dengan kolom sebelumnya",
                "column '%s' means the same as a column before it",
                remark_quote(sentences, column->text.text, column->text.length));
    remark_suggest(&remark, sentences, "hapus salah satunya", "delete one of them");
    say_whole(intake, column, &remark);
}

static void require(struct csv_intake *intake, bool there, struct zi_text sentence)
{
    struct remark remark = {0};

    if (there)
        return;
    remark_text(&remark, ZI_FAULT_COLUMNS, ZI_FAULT, sentence);
    say_whole(intake, NULL, &remark);
}

static void place_columns(struct csv_intake *intake)
{
    struct collector *collector = intake->collector;
    struct header *header = &intake->header;

    for (size_t i = 0; i < header->n_columns; i++) {
        struct column *column = &header->columns[i];

        if (column->field == FIELD_UNNAMED) {
            column->field = FIELD_SELF + (enum lke_field)collector->reading->assessor;
            collector->unnamed = true;
        }
        if (column->field == FIELD_UNKNOWN)
            say_unknown(intake, column);
        if (column->field >= N_FIELDS)
            continue;
        if (intake->columns[column->field] != NO_COLUMN) {
            say_repeated(intake, column);
            continue;
        }
        intake->columns[column->field] = (int)i;
        intake->wanted[i] = true;
        collector->has[column->field] = true;
    }
}

/* False: the header cannot be used, which was said. */
static bool understand(struct csv_intake *intake)
{
    struct collector *collector = intake->collector;
    struct header *header = &intake->header;
    bool before = collector->unusable;
    bool understood;

    collector->unusable = false;
    for (int i = 0; i < N_FIELDS; i++)
        intake->columns[i] = NO_COLUMN;
    if (header->n_columns > COLUMNS_MAX)
        header->n_columns = COLUMNS_MAX;
    place_columns(intake);
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
    if (!intake->wanted[column])
        return;
    intake->offsets[column] = intake->text_length;
    intake->lengths[column] = length;
    intake->places[column] = intake->place;
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
        record.text[field] =
            (struct span){intake->text + intake->offsets[column], intake->lengths[column]};
        record.place[field] = intake->places[column];
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

static void say_no_text(struct csv_intake *intake)
{
    struct remark remark = {0};

    remark_make(&remark, collector_sentences(intake->collector), ZI_FAULT_EMPTY, ZI_FAULT,
                "berkas kosong, atau baris judul kolomnya tidak utuh",
                "the file is empty, or its header line is broken");
    say_whole(intake, NULL, &remark);
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

static enum zi_code read_rows(struct csv_intake *intake, char delimiter,
                              const struct zi_csv_input *input, struct zi_error *error)
{
    bool placed = collector_sentences(intake->collector) != NULL;
    struct zi_csv_settings settings = {.delimiter = delimiter,
                                       .place = placed ? &intake->place : NULL};
    struct zi_csv_events events = {take_field, end_record, break_record, intake};

    ZI_TRY(zi_csv_read(input, &settings, &events, error));
    say_empty(intake);
    return intake->collector->out_of_memory ? zi_fail_memory(error) : ZI_OK;
}

enum zi_code lke_read_csv(struct collector *collector, const struct zi_csv_input *input,
                          struct zi_error *error)
{
    struct zi_arena *arena = collector->arena;
    struct csv_intake *intake = zi_arena_allocate(arena, 1, sizeof *intake);
    char delimiter = ',';
    enum zi_code code;

    if (intake == NULL)
        return zi_fail_memory(error);
    intake->collector = collector;
    intake->wanted = zi_arena_allocate(arena, COLUMNS_MAX, sizeof *intake->wanted);
    if (intake->wanted == NULL)
        return zi_fail_memory(error);
    ZI_TRY(read_header(&intake->header, &delimiter, arena, input, error));
    collector->is_table = true;
    if (input->optional && intake->header.n_known < 2) {
        pass_over(intake);
        return ZI_OK;
    }
    if (!intake->header.ended) {
        say_no_text(intake);
        return ZI_OK;
    }
    if (!understand(intake))
        return ZI_OK;
    code = read_rows(intake, delimiter, input, error);
    free(intake->text);
    return code;
}
