/* What the columns of a file of respondents are: whom, when, and answers to which questions. */
#include "survey/header.h"

#include <stdint.h>
#include <string.h>

#include "base/count.h"
#include "csv/header.h"

/* Names that mean something else here than above a table of indices: where a respondent lives is no
 * institution, and "nama" is the respondent's. */
static const struct header_word own_words[] = {
    {"semester", SURVEY_SEMESTER, false},
    {"smt", SURVEY_SEMESTER, false},
    {"half year", SURVEY_SEMESTER, false},
    {"triwulan", SURVEY_QUARTER, false},
    {"tw", SURVEY_QUARTER, false},
    {"kuartal", SURVEY_QUARTER, false},
    {"quarter", SURVEY_QUARTER, false},
    {"periode", SURVEY_PERIOD, false},
    {"periode survei", SURVEY_PERIOD, false},
    {"period", SURVEY_PERIOD, false},
    {"tanggal", SURVEY_DATE, false},
    {"tgl", SURVEY_DATE, false},
    {"tanggal survei", SURVEY_DATE, false},
    {"tanggal pengisian", SURVEY_DATE, false},
    {"waktu pengisian", SURVEY_DATE, false},
    {"waktu survei", SURVEY_DATE, false},
    {"date", SURVEY_DATE, false},
    {"timestamp", SURVEY_DATE, false},
    {"cap waktu", SURVEY_DATE, false},
    {"populasi", SURVEY_POPULATION, false},
    {"population", SURVEY_POPULATION, false},
    {"jumlah populasi", SURVEY_POPULATION, false},
    {"jumlah pengguna layanan", SURVEY_POPULATION, false},
    {"jumlah penerima layanan", SURVEY_POPULATION, false},
    {"pengguna layanan", SURVEY_POPULATION, false},
    {"kabupaten/kota", SURVEY_UNUSED, false},
    {"kabupaten kota", SURVEY_UNUSED, false},
    {"kab/kota", SURVEY_UNUSED, false},
    {"kab kota", SURVEY_UNUSED, false},
    {"kab./kota", SURVEY_UNUSED, false},
    {"nama kabupaten kota", SURVEY_UNUSED, false},
    {"nama kabupaten/kota", SURVEY_UNUSED, false},
    {NULL, SURVEY_UNUSED, false},
};

static const struct header_meaning common[ROLE_COUNT] = {
    [ROLE_INSTITUTION] = {SURVEY_INSTITUTION, SURVEY_UNUSED},
    [ROLE_UNIT] = {SURVEY_UNIT, SURVEY_UNUSED},
    [ROLE_YEAR] = {SURVEY_YEAR, SURVEY_UNUSED},
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

/* "u10", "unsur 12 keamanan" */
static bool is_beyond_nine(const char *folded)
{
    const char *at = after_prefix(folded);

    return at != NULL && *at >= '1' && *at <= '9' && is_digit(at[1]) && !is_digit(at[2]) &&
           (at[2] == '\0' || is_separator(at[2]));
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

/* ---- the line ---- */

struct asking {
    struct zi_arena *arena;
    const struct survey_header_request *request;
};

static struct survey_column column_of(const struct header_column *named,
                                      const struct asking *asking)
{
    struct survey_column column = {.name = named->name,
                                   .role = (enum survey_role)named->meaning,
                                   .question = "",
                                   .element = NO_ELEMENT,
                                   .likely = NO_ELEMENT,
                                   .place = named->place};

    if (column.role == SURVEY_ANSWER)
        read_element(&column, named->folded, asking->arena, asking->request);
    if (column.role == SURVEY_UNUSED && !asking->request->population) {
        column.is_beyond = is_beyond_nine(named->folded);
        column.likely = survey_element_within(asking->request->elements, named->folded);
    }
    return column;
}

static int role_of_question(const char *folded, const void *data)
{
    const struct asking *asking = data;
    struct survey_column column = {.element = NO_ELEMENT};

    return read_element(&column, folded, asking->arena, asking->request) ? SURVEY_ANSWER
                                                                         : SURVEY_UNUSED;
}

static enum zi_code read_names(struct header *names, const struct zi_csv_input *input,
                               const struct asking *asking, struct zi_error *error)
{
    struct header_reader reader = {.unknown = SURVEY_UNUSED,
                                   .unnamed = SURVEY_NAMELESS,
                                   .ignored = SURVEY_UNUSED,
                                   .words = own_words,
                                   .common = common,
                                   .data = asking};

    if (!asking->request->population)
        reader.meaning_of = role_of_question;
    return header_read(names, asking->arena, input, &reader, error);
}

/* ---- the columns together ---- */

struct builder {
    struct survey_header *header;
    const struct survey_header_request *request;
    struct zi_arena *arena;          /* of sentences */
    struct header_listener listener; /* this builder */
    bool faulty;
};

static void add(struct builder *builder, const struct zi_csv_place *place, const char *name,
                const struct remark *remark)
{
    const struct survey_header_request *request = builder->request;
    struct zi_csv_place line = {1, 0};

    builder->faulty = builder->faulty || remark->severity == ZI_FAULT;
    if (builder->header->names.n_columns > 0)
        line.line = builder->header->names.columns[0].place.line;
    faults_add(request->faults, request->path, request->file, place != NULL ? place : &line, remark,
               name, strlen(name));
}

/* column NULL: of the whole line. */
static void add_remark(struct builder *builder, const struct survey_column *column,
                       const struct remark *remark)
{
    add(builder, column != NULL ? &column->place : NULL, column != NULL ? column->name : "",
        remark);
}

static void listen(const struct header_column *column, const struct remark *remark, void *data)
{
    add(data, column != NULL ? &column->place : NULL, column != NULL ? column->name : "", remark);
}

static bool means_the_same(size_t i, size_t k, const void *header)
{
    const struct survey_column *a = &((const struct survey_header *)header)->columns[i];
    const struct survey_column *b = &((const struct survey_header *)header)->columns[k];

    if (a->role != b->role || a->role == SURVEY_UNUSED || a->role == SURVEY_NAMELESS)
        return false;
    return a->role != SURVEY_ANSWER ||
           (a->number == b->number && strcmp(a->question, b->question) == 0);
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

/* The first column that is not used, but speaks of the element that forms have under a number;
 * NULL when there is none. */
static struct survey_column *likely_column(const struct builder *builder, int number)
{
    const struct survey_header *header = builder->header;

    for (size_t i = 0; i < header->n_columns; i++) {
        struct survey_column *column = &header->columns[i];

        if (column->likely != NO_ELEMENT && number_of(builder->request, column->likely) == number)
            return column;
    }
    return NULL;
}

/* Why there is no column of the number, as far as the others tell. */
static void suggest_column(struct builder *builder, int number, struct remark *remark)
{
    static const struct zi_text all = {"indeks butuh sembilan unsur, U1 sampai U9",
                                       "the index needs nine elements, U1 to U9"};
    static const struct zi_text all_even_free = {
        "indeks butuh sembilan unsur, U1 sampai U9; layanan gratis dijawab 4, bukan dikosongkan",
        "the index needs nine elements, U1 to U9; a free service is answered 4, it is not left "
        "out"};
    struct survey_column *likely = likely_column(builder, number);
    const struct zi_text *label;

    if (likely == NULL) {
        remark->suggestion = number == 3 ? all_even_free : all;
        return;
    }
    likely->is_said = true;
    label = &builder->request->elements[likely->likely].label;
    remark->suggestion = (struct zi_text){
        remark_print(builder->arena, "kolom ke-%zu tampaknya jawaban tentang '%s': beri nama U%d",
                     (size_t)(likely - builder->header->columns) + 1, label->id, number + 1),
        remark_print(builder->arena, "column %zu looks like an answer about '%s': name it U%d",
                     (size_t)(likely - builder->header->columns) + 1, label->en, number + 1)};
}

static void check_number(struct builder *builder, int number)
{
    size_t n = count_questions(builder->header, number);
    struct remark remark = {0};

    if (n > 0 && n <= ZI_SURVEY_QUESTIONS_MAX)
        return;
    if (n == 0) {
        remark_make(&remark, builder->arena, ZI_FAULT_COLUMNS, ZI_FAULT,
                    "tidak ada kolom unsur 'U%d'", "there is no column for the element 'U%d'",
                    number + 1);
        suggest_column(builder, number, &remark);
    } else {
        remark_make(&remark, builder->arena, ZI_FAULT_COLUMNS, ZI_FAULT,
                    "%zu pertanyaan untuk U%d, paling banyak %d",
                    "%zu questions for U%d, at most %d", n, number + 1, ZI_SURVEY_QUESTIONS_MAX);
    }
    add_remark(builder, NULL, &remark);
}

static void require(const struct builder *builder, bool there, const char *name)
{
    if (!there)
        header_say_missing(name, &builder->listener);
}

static void note_beyond(struct builder *builder)
{
    struct survey_header *header = builder->header;

    for (size_t i = 0; i < header->n_columns; i++) {
        struct survey_column *column = &header->columns[i];
        struct remark remark = {0};

        if (!column->is_beyond || column->is_said)
            continue;
        remark_make(&remark, builder->arena, ZI_FAULT_COLUMNS, ZI_NOTE,
                    "'%s': unsur di luar sembilan tidak dihitung",
                    "'%s': an element beyond nine is not counted", column->name);
        add_remark(builder, column, &remark);
        column->is_said = true;
    }
}

static void note_unused(struct builder *builder)
{
    const struct survey_header *header = builder->header;
    const char *names = "";
    struct remark remark = {0};

    for (size_t i = 0; i < header->n_columns && names != NULL; i++)
        if (header->columns[i].role == SURVEY_UNUSED && !header->columns[i].is_said)
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
    static const struct zi_text one = {
        "hapus salah satunya; beberapa pertanyaan satu unsur: U1a, U1b",
        "delete one of them; several questions of one element: U1a, U1b"};
    struct survey_header *header = builder->header;

    header_say_repeated(&header->names, means_the_same, header, one, &builder->listener);
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
    note_beyond(builder);
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
static bool refuse_whole(struct builder *builder)
{
    static const struct zi_text examples[] = {
        {"baris pertama harus memuat nama kolom, misalnya unit,tahun,U1,U2,U3,U4,U5,U6,U7,U8,U9",
         "the first line must hold column names, such as unit,year,U1,U2,U3,U4,U5,U6,U7,U8,U9"},
        {"misalnya unit,populasi", "such as unit,population"},
    };
    const struct survey_header_request *request = builder->request;
    const struct header *names = &builder->header->names;
    const struct zi_csv_place *place;
    struct remark remark = {0};

    if (request->optional && names->n_used < 2) {
        builder->header->is_no_table = true;
        faults_add_passed_over(request->faults, request->path, request->file);
        return true;
    }
    if (!header_refuse(names, examples[request->population], builder->arena, &remark, &place))
        return false;
    faults_add(request->faults, request->path, request->file, place, &remark, "", 0);
    return true;
}

static bool make_columns(struct survey_header *header, const struct asking *asking)
{
    header->n_columns = header->names.n_columns;
    header->columns = zi_arena_allocate(asking->arena, header->n_columns, sizeof *header->columns);
    for (size_t i = 0; header->columns != NULL && i < header->n_columns; i++)
        header->columns[i] = column_of(&header->names.columns[i], asking);
    return header->columns != NULL;
}

enum zi_code survey_header_read(struct survey_header *header, struct zi_arena *arena,
                                const struct zi_csv_input *input,
                                const struct survey_header_request *request, bool *usable,
                                struct zi_error *error)
{
    const struct asking asking = {arena, request};
    struct builder builder = {.header = header,
                              .request = request,
                              .arena = request->faults->arena,
                              .listener = {request->faults->arena, listen, &builder}};

    *header = (struct survey_header){0};
    *usable = false;
    ZI_TRY(read_names(&header->names, input, &asking, error));
    if (refuse_whole(&builder))
        return ZI_OK;
    if (!make_columns(header, &asking))
        return zi_fail_memory(error);
    find_columns(header);
    check_columns(&builder);
    *usable = !builder.faulty;
    return ZI_OK;
}

bool survey_header_has_nameless_values(struct survey_header *header,
                                       const struct survey_header_request *request)
{
    struct builder builder = {.header = header, .request = request};
    struct header_listener listener = {request->faults->arena, listen, &builder};

    return header_say_unnamed(&header->names, &listener);
}
