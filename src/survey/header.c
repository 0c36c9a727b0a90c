#include "header.h"

#include <stdint.h>
#include <string.h>

#include "base/count.h"
#include "base/utf8.h"
#include "csv/header_words.h"

enum { COLUMNS_MAX = 1000 };

/* Names that mean something else here than above a table of indices: where a respondent lives is no
 * institution, and "nama" is the respondent's. */
static const struct {
    const char *word;
    enum survey_role role;
} own_words[] = {
    {"semester", SURVEY_SEMESTER},
    {"smt", SURVEY_SEMESTER},
    {"half year", SURVEY_SEMESTER},
    {"triwulan", SURVEY_QUARTER},
    {"tw", SURVEY_QUARTER},
    {"kuartal", SURVEY_QUARTER},
    {"quarter", SURVEY_QUARTER},
    {"periode", SURVEY_PERIOD},
    {"periode survei", SURVEY_PERIOD},
    {"period", SURVEY_PERIOD},
    {"tanggal", SURVEY_DATE},
    {"tgl", SURVEY_DATE},
    {"tanggal survei", SURVEY_DATE},
    {"tanggal pengisian", SURVEY_DATE},
    {"waktu pengisian", SURVEY_DATE},
    {"waktu survei", SURVEY_DATE},
    {"date", SURVEY_DATE},
    {"timestamp", SURVEY_DATE},
    {"cap waktu", SURVEY_DATE},
    {"populasi", SURVEY_POPULATION},
    {"population", SURVEY_POPULATION},
    {"jumlah populasi", SURVEY_POPULATION},
    {"jumlah pengguna layanan", SURVEY_POPULATION},
    {"jumlah penerima layanan", SURVEY_POPULATION},
    {"pengguna layanan", SURVEY_POPULATION},
    {"kabupaten/kota", SURVEY_UNUSED},
    {"kabupaten kota", SURVEY_UNUSED},
    {"kab/kota", SURVEY_UNUSED},
    {"kab kota", SURVEY_UNUSED},
    {"kab./kota", SURVEY_UNUSED},
    {"nama kabupaten kota", SURVEY_UNUSED},
    {"nama kabupaten/kota", SURVEY_UNUSED},
};

struct reading_header {
    struct zi_arena *arena;
    const struct survey_header_request *request;
    struct zi_csv_place place;
    struct survey_column columns[COLUMNS_MAX];
    size_t n_columns;
    size_t n_known;
    bool ended;
    bool too_many;
    bool broken;
    struct zi_csv_place broken_place;
    bool out_of_memory;
};

/* ---- one name ---- */

static bool is_separator(char byte)
{
    return byte != '\0' && strchr(" .:-/()[]", byte) != NULL;
}

static const char *skip_separators(const char *text)
{
    while (is_separator(*text))
        text++;
    return text;
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_letter(char byte)
{
    return byte >= 'a' && byte <= 'z';
}

static size_t without_separators(const char *text, size_t length)
{
    while (length > 0 && is_separator(text[length - 1]))
        length--;
    return length;
}

/* The element that a text names, also one with the number or letter of a question behind it, which
 * then begins at *question. */
static int named_element(const struct survey_element *elements, const char *text,
                         const char **question)
{
    size_t length = without_separators(text, strlen(text));
    int element = survey_element_find(elements, text, length);
    size_t end = length;

    *question = "";
    if (element != NO_ELEMENT || length == 0)
        return element;
    if (is_digit(text[end - 1]))
        while (end > 0 && is_digit(text[end - 1]))
            end--;
    else if (end > 1 && is_letter(text[end - 1]) && is_separator(text[end - 2]))
        end--;
    *question = text + end;
    return survey_element_find(elements, text, without_separators(text, end));
}

/* Length of the number or letter of a question. */
static size_t question_length(const char *text)
{
    size_t length = 0;

    while (is_digit(text[length]))
        length++;
    if (length == 0 && is_letter(text[0]) && !is_letter(text[1]))
        return 1;
    return length;
}

/* Where the number of "u1" or "unsur 1" stands; NULL when the name does not begin so. */
static const char *after_prefix(const char *folded)
{
    static const char *const prefixes[] = {"unsur ke", "unsur", "u"};

    folded = skip_separators(folded);
    for (size_t i = 0; i < ZI_COUNT(prefixes); i++)
        if (strncmp(folded, prefixes[i], strlen(prefixes[i])) == 0)
            return skip_separators(folded + strlen(prefixes[i]));
    return NULL;
}

/* "u1", "u1a", "u1.2", "unsur 1 persyaratan", "u1 how satisfied are you with ...": what follows the
 * number and is no name of an element tells questions apart. */
static bool read_numbered(struct survey_column *column, const char *folded, struct zi_arena *arena,
                          const struct survey_header_request *request)
{
    const char *at = after_prefix(folded);
    const char *rest;
    const char *name;
    size_t length;

    if (at == NULL || *at < '1' || *at > '9' || is_digit(at[1]))
        return false;
    rest = skip_separators(at + 1);
    length = question_length(rest);
    if (length == 0 && rest == at + 1 && is_letter(*rest))
        return false; /* "u1abc" */
    name = skip_separators(rest + length);
    column->number = *at - '1';
    column->question = rest;
    if (*name == '\0')
        return true;
    column->element = named_element(request->elements, name, &name);
    if (column->element != NO_ELEMENT)
        column->question = length > 0 ? zi_arena_copy_bytes(arena, rest, length) : name;
    return column->question != NULL;
}

/* The number of an element that is only named: the one of the questionnaire, or as the option says.
 */
static int number_of(const struct survey_header_request *request, int element)
{
    const struct survey_element *which = &request->elements[element];

    return which->numbers[request->order == ZI_SURVEY_COMPLAINTS_FIRST && which->n_numbers > 1];
}

static bool read_element(struct survey_column *column, const char *folded, struct zi_arena *arena,
                         const struct survey_header_request *request)
{
    if (read_numbered(column, folded, arena, request))
        return true;
    column->element = named_element(request->elements, folded, &column->question);
    if (column->element == NO_ELEMENT)
        return false;
    column->number = number_of(request, column->element);
    return true;
}

static enum survey_role role_of(const char *folded)
{
    const struct header_word *word;

    for (size_t i = 0; i < ZI_COUNT(own_words); i++)
        if (strcmp(own_words[i].word, folded) == 0)
            return own_words[i].role;
    word = header_word_find(folded);
    if (word == NULL || word->weak)
        return SURVEY_UNUSED;
    switch (word->role) {
    case ROLE_INSTITUTION: return SURVEY_INSTITUTION;
    case ROLE_UNIT: return SURVEY_UNIT;
    case ROLE_YEAR: return SURVEY_YEAR;
    default: return SURVEY_UNUSED;
    }
}

/* ---- the line ---- */

static void take_name(void *text, size_t length, void *data)
{
    struct reading_header *header = data;
    const char *folded = zi_utf8_fold(header->arena, text, length);
    struct survey_column *column = &header->columns[header->n_columns];

    if (header->n_columns == COLUMNS_MAX) {
        header->too_many = true;
        return;
    }
    if (folded == NULL) {
        header->out_of_memory = true;
        return;
    }
    *column = (struct survey_column){.name = remark_quote(header->arena, text, length),
                                     .question = "",
                                     .element = NO_ELEMENT,
                                     .place = header->place};
    column->role = role_of(folded);
    if (column->role == SURVEY_UNUSED && !header->request->population &&
        read_element(column, folded, header->arena, header->request))
        column->role = SURVEY_ANSWER;
    header->n_known += column->role != SURVEY_UNUSED;
    header->n_columns++;
}

static void end_header(int terminator, void *data)
{
    (void)terminator;
    ((struct reading_header *)data)->ended = true;
}

static void break_header(const struct zi_csv_fault *fault, void *data)
{
    struct reading_header *header = data;

    (void)fault;
    header->broken = true;
    header->broken_place = header->place;
}

static bool better(const struct reading_header *a, const struct reading_header *b)
{
    if (a->broken != b->broken)
        return !a->broken;
    return a->n_known > b->n_known;
}

/* The delimiter under which most names are known. */
static enum zi_code best_header(struct reading_header *best, struct reading_header *other,
                                char *delimiter, const struct zi_csv_input *first,
                                struct zi_error *error)
{
    char delimiters[ZI_CSV_DELIMITERS_MAX];

    zi_csv_delimiters(first, delimiters);
    for (size_t i = 0; delimiters[i] != '\0'; i++) {
        struct reading_header *header = i == 0 ? best : other;
        struct zi_csv_settings settings = {
            .delimiter = delimiters[i], .place = &header->place, .max_records = 1, .chunk = 4096};
        struct zi_csv_events events = {take_name, end_header, break_header, header};
        struct zi_arena *arena = best->arena;
        const struct survey_header_request *request = best->request;

        memset(header, 0, sizeof *header);
        header->arena = arena;
        header->request = request;
        ZI_TRY(zi_csv_read(first, &settings, &events, error));
        if (header->out_of_memory)
            return zi_fail_memory(error);
        if (i > 0 && !better(header, best))
            continue;
        if (i > 0)
            *best = *other;
        *delimiter = delimiters[i];
    }
    return ZI_OK;
}

/* ---- the columns together ---- */

struct builder {
    struct survey_header *header;
    const struct survey_header_request *request;
    struct zi_arena *arena; /* of sentences */
    bool faulty;
};

static void add_remark(struct builder *builder, const struct survey_column *column,
                       const struct remark *remark)
{
    const struct survey_header_request *request = builder->request;
    struct zi_csv_place line = {1, 0};

    builder->faulty = builder->faulty || remark->severity == ZI_FAULT;
    if (column == NULL && builder->header->n_columns > 0)
        line.line = builder->header->columns[0].place.line;
    faults_add(request->faults, request->path, request->file,
               column != NULL ? &column->place : &line, remark, column != NULL ? column->name : "",
               column != NULL ? strlen(column->name) : 0);
}

static bool same_meaning(const struct survey_column *a, const struct survey_column *b)
{
    if (a->role != b->role || a->role == SURVEY_UNUSED)
        return false;
    return a->role != SURVEY_ANSWER ||
           (a->number == b->number && strcmp(a->question, b->question) == 0);
}

static void check_repeated(struct builder *builder, size_t i)
{
    const struct survey_column *column = &builder->header->columns[i];
    struct remark remark = {0};

    for (size_t k = 0; k < i; k++) {
        const struct survey_column *other = &builder->header->columns[k];

        if (!same_meaning(column, other))
            continue;
        remark_make(&remark, builder->arena, ZI_FAULT_COLUMNS, ZI_FAULT,
                    "kolom '%s' sama artinya dengan kolom '%s'",
                    "column '%s' means the same as column '%s'", column->name, other->name);
        remark_suggest(&remark, builder->arena,
                       "hapus salah satunya; beberapa pertanyaan satu unsur: U1a, U1b",
                       "delete one of them; several questions of one element: U1a, U1b");
        add_remark(builder, column, &remark);
        return;
    }
}

/* The element of a number that names say; a column that says another is a fault. */
static void take_named(struct builder *builder)
{
    struct survey_header *header = builder->header;

    for (size_t i = 0; i < header->n_columns; i++) {
        const struct survey_column *column = &header->columns[i];
        struct remark remark = {0};
        int *element = &header->elements[column->number];

        if (column->role != SURVEY_ANSWER || column->element == NO_ELEMENT)
            continue;
        if (*element == NO_ELEMENT)
            *element = column->element;
        if (*element == column->element)
            continue;
        remark_make(&remark, builder->arena, ZI_FAULT_COLUMNS, ZI_FAULT,
                    "kolom '%s' menyebut U%d unsur lain daripada kolom sebelumnya",
                    "column '%s' calls U%d another element than a column before it", column->name,
                    column->number + 1);
        add_remark(builder, column, &remark);
    }
}

static int number_with(const struct survey_header *header, int element)
{
    for (int number = 0; number < SURVEY_ELEMENTS; number++)
        if (header->elements[number] == element)
            return number;
    return -1;
}

/* Numbers without a name mean what they mean in every form, or what the option says, or the one
 * element that is left. */
static void settle_elements(struct builder *builder)
{
    struct survey_header *header = builder->header;
    const struct survey_header_request *request = builder->request;
    int n_unknown = 0, unknown = 0;

    for (int number = 0; number < SURVEY_ELEMENTS; number++) {
        int element = survey_element_numbered(request->elements, number);

        for (int i = 0; element == NO_ELEMENT && i < SURVEY_ELEMENTS; i++)
            if (request->order != ZI_SURVEY_AS_NAMED && number_of(request, i) == number)
                element = i;
        if (header->elements[number] == NO_ELEMENT && element != NO_ELEMENT &&
            number_with(header, element) < 0)
            header->elements[number] = element;
        if (header->elements[number] == NO_ELEMENT) {
            n_unknown++;
            unknown = number;
        }
    }
    for (int i = 0; n_unknown == 1 && i < SURVEY_ELEMENTS; i++)
        if (number_with(header, i) < 0)
            header->elements[unknown] = i;
}

/* One element under two numbers. */
static void check_elements(struct builder *builder)
{
    const struct survey_header *header = builder->header;

    for (int number = 0; number < SURVEY_ELEMENTS; number++) {
        int element = header->elements[number];
        int first = element != NO_ELEMENT ? number_with(header, element) : number;
        struct remark remark = {0};

        if (first == number)
            continue;
        remark_make(&remark, builder->arena, ZI_FAULT_COLUMNS, ZI_FAULT,
                    "U%d dan U%d sama-sama unsur '%s'", "U%d and U%d are both the element '%s'",
                    first + 1, number + 1, builder->request->elements[element].name);
        remark_suggest(&remark, builder->arena,
                       "beberapa pertanyaan satu unsur bernomor sama: U1a, U1b",
                       "several questions of one element have one number: U1a, U1b");
        add_remark(builder, NULL, &remark);
    }
}

static size_t count_questions(const struct survey_header *header, int number)
{
    size_t count = 0;

    for (size_t i = 0; i < header->n_columns; i++)
        count += header->columns[i].role == SURVEY_ANSWER && header->columns[i].number == number;
    return count;
}

static void check_number(struct builder *builder, int number)
{
    static const struct zi_text all = {"indeks butuh sembilan unsur, U1 sampai U9",
                                       "the index needs nine elements, U1 to U9"};
    static const struct zi_text all_even_free = {
        "indeks butuh sembilan unsur, U1 sampai U9; layanan gratis dijawab 4, bukan dikosongkan",
        "the index needs nine elements, U1 to U9; a free service is answered 4, it is not left "
        "out"};

    size_t n = count_questions(builder->header, number);
    struct remark remark = {0};

    if (n > 0 && n <= ZI_SURVEY_QUESTIONS_MAX)
        return;
    if (n == 0) {
        remark_make(&remark, builder->arena, ZI_FAULT_COLUMNS, ZI_FAULT,
                    "tidak ada kolom unsur 'U%d'", "there is no column for the element 'U%d'",
                    number + 1);
        remark.suggestion = number == 3 ? all_even_free : all;
    } else {
        remark_make(&remark, builder->arena, ZI_FAULT_COLUMNS, ZI_FAULT,
                    "%zu pertanyaan untuk U%d, paling banyak %d",
                    "%zu questions for U%d, at most %d", n, number + 1, ZI_SURVEY_QUESTIONS_MAX);
    }
    add_remark(builder, NULL, &remark);
}

static void require(struct builder *builder, bool there, const char *name)
{
    struct remark remark = {0};

    if (there)
        return;
    remark_make(&remark, builder->arena, ZI_FAULT_COLUMNS, ZI_FAULT, "kolom '%s' tidak ada",
                "there is no column '%s'", name);
    add_remark(builder, NULL, &remark);
}

/* "" is what a column without a name is called. */
static void note_unused(struct builder *builder)
{
    const struct survey_header *header = builder->header;
    const char *names = "";
    struct remark remark = {0};

    for (size_t i = 0; i < header->n_columns && names != NULL; i++)
        if (header->columns[i].role == SURVEY_UNUSED && header->columns[i].name[0] != '\0')
            names = zi_arena_print(builder->arena, "%s%s%s", names, *names != '\0' ? ", " : "",
                                   header->columns[i].name);
    if (names == NULL || *names == '\0')
        return;
    remark_make(&remark, builder->arena, ZI_FAULT_COLUMNS, ZI_NOTE, "kolom yang tidak dipakai: %s",
                "columns not used: %s", names);
    if (!builder->request->population)
        remark_suggest(&remark, builder->arena,
                       "data pribadi tidak diperlukan: kolom itu boleh dihapus; isinya tidak "
                       "disimpan dan tidak dicetak",
                       "personal data are not needed: these columns may be left out; what they "
                       "hold is not kept and not shown");
    add_remark(builder, NULL, &remark);
}

static void check_columns(struct builder *builder)
{
    struct survey_header *header = builder->header;

    for (size_t i = 0; i < header->n_columns; i++)
        check_repeated(builder, i);
    if (builder->request->population) {
        require(builder, header->column_of[SURVEY_POPULATION] != SIZE_MAX, "populasi");
        require(builder,
                header->column_of[SURVEY_UNIT] != SIZE_MAX ||
                    header->column_of[SURVEY_INSTITUTION] != SIZE_MAX,
                "unit");
    } else {
        take_named(builder);
        settle_elements(builder);
        check_elements(builder);
        for (int number = 0; number < SURVEY_ELEMENTS; number++)
            check_number(builder, number);
    }
    note_unused(builder);
}

static void find_columns(struct survey_header *header)
{
    for (size_t i = 0; i < SURVEY_ROLE_COUNT; i++)
        header->column_of[i] = SIZE_MAX;
    for (size_t i = header->n_columns; i-- > 0;)
        header->column_of[header->columns[i].role] = i;
    for (int i = 0; i < SURVEY_ELEMENTS; i++)
        header->elements[i] = NO_ELEMENT;
}

/* A header that cannot be used at all: said once, and nothing else about it. What stands in it is
 * not quoted: a file without a header begins with somebody's answers, and perhaps a name. */
static bool refuse_whole(struct builder *builder, const struct reading_header *read)
{
    const struct survey_header_request *request = builder->request;
    const struct zi_csv_place *place = NULL;
    struct remark remark = {0};

    if (request->optional && read->n_known < 2) {
        builder->header->is_no_table = true;
        faults_add_passed_over(request->faults, request->path, request->file);
        return true;
    }
    if (read->broken) {
        remark_make(&remark, builder->arena, ZI_FAULT_QUOTE, ZI_FAULT,
                    "baris judul kolom tidak utuh: tanda kutip tanpa pasangan, atau bukan teks CSV",
                    "the header line is broken: a quote without its partner, or not CSV text");
        place = &read->broken_place;
    } else if (!read->ended) {
        remark_make(&remark, builder->arena, ZI_FAULT_EMPTY, ZI_FAULT, "berkas kosong",
                    "the file is empty");
    } else if (read->n_known == 0) {
        remark_make(&remark, builder->arena, ZI_FAULT_COLUMNS, ZI_FAULT,
                    "baris pertama bukan judul kolom yang dikenal",
                    "the first line is no header with known column names");
        if (request->population)
            remark_suggest(&remark, builder->arena, "misalnya unit,populasi",
                           "such as unit,population");
        else
            remark_suggest(&remark, builder->arena,
                           "baris pertama harus memuat nama kolom, misalnya "
                           "unit,tahun,U1,U2,U3,U4,U5,U6,U7,U8,U9",
                           "the first line must hold column names, such as "
                           "unit,year,U1,U2,U3,U4,U5,U6,U7,U8,U9");
        place = &read->columns[0].place;
    } else if (read->too_many) {
        remark_make(&remark, builder->arena, ZI_FAULT_COLUMNS, ZI_FAULT, "lebih dari %d kolom",
                    "more than %d columns", COLUMNS_MAX);
    }
    if (!remark.made)
        return false;
    faults_add(request->faults, request->path, request->file, place, &remark, "", 0);
    return true;
}

static enum zi_code build(struct survey_header *header, struct zi_arena *arena,
                          const struct reading_header *read,
                          const struct survey_header_request *request, bool *usable,
                          struct zi_error *error)
{
    struct builder builder = {
        .header = header, .request = request, .arena = request->faults->arena};

    if (refuse_whole(&builder, read))
        return ZI_OK;
    header->columns = zi_arena_allocate(arena, read->n_columns, sizeof *header->columns);
    if (header->columns == NULL)
        return zi_fail_memory(error);
    memcpy(header->columns, read->columns, read->n_columns * sizeof *header->columns);
    header->n_columns = read->n_columns;
    find_columns(header);
    check_columns(&builder);
    *usable = !builder.faulty;
    return ZI_OK;
}

enum zi_code survey_header_read(struct survey_header *header, struct zi_arena *arena,
                                const struct zi_csv_input *first,
                                const struct survey_header_request *request, bool *usable,
                                struct zi_error *error)
{
    struct reading_header *read = zi_arena_allocate(arena, 2, sizeof *read);

    *header = (struct survey_header){0};
    *usable = false;
    if (read == NULL)
        return zi_fail_memory(error);
    read[0].arena = arena;
    read[0].request = request;
    ZI_TRY(best_header(&read[0], &read[1], &header->delimiter, first, error));
    return build(header, arena, &read[0], request, usable, error);
}
